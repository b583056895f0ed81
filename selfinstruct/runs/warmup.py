"""Preparation before a long loop: load or compile the similarity engine, and freeze the heap."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.detection import load_detector
from selfinstruct.pipeline.languages.others import sharing_script
from selfinstruct.runs.progress import Reporter
from selfinstruct.similarity import SimilarityIndex

_SWITCH = 0.0005
"""Seconds after which a busy thread lets another one run, instead of 0.005."""
COMPILING = "compiling the similarity index for this machine; this takes about 15 seconds and is cached if possible"


def warm_up(say: Reporter) -> None:
    """Load the similarity engine. Report if it has to be compiled first, or if numba is missing.

    Raises StorageError if the compiled code cannot be cached.
    """
    index = SimilarityIndex()
    if not index.is_compiled:
        say("numba is not installed; a slower method finds the same near-duplicates. To speed it up: pip install numba")
        return
    from selfinstruct.similarity.jit import on_compilation  # needs numba

    try:
        with on_compilation(lambda: say(COMPILING)):
            index.extend(["写一首诗", "写一首诗。"])
    except OSError as error:
        raise StorageError(
            f"the compiled similarity index cannot be cached ({error}); free disk space, or set NUMBA_CACHE_DIR to "
            "another folder"
        ) from error


def load_language(language: Language, say: Reporter) -> None:
    """Load what recognises a language, if it is more than its script."""
    if others := sharing_script(language):
        say(f"loading the models that tell {language.english_name} from other languages; this takes a few seconds")
        load_detector(others)


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Exclude all objects loaded so far from garbage collection, which saves 5 to 10% of a run's time."""
    if gc.get_freeze_count():  # the calling program froze the heap; unfreezing it here would undo that
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def quick_thread_switches() -> Iterator[None]:
    """Let a thread wait only a moment for the interpreter, such as the one that syncs the journal to disk.

    It waits several times per write, and every request waits for two writes; a busy run is a third faster.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _SWITCH))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
