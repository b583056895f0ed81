"""What is done once before a long loop: the similarity engine is loaded or compiled, and the heap put to rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from selfinstruct.errors import StorageError
from selfinstruct.runs.progress import Reporter
from selfinstruct.similarity import SimilarityIndex

_SECONDS_BEFORE_WORD = 1.5
"""Loading what was compiled before takes a third of that."""

COMPILING = "compiling the similarity index for this machine: about ten seconds, once where it can be kept"


def warm_up(say: Reporter) -> None:
    """Let the engine decide once, and say so if that takes longer than loading it does.

    Raises StorageError where the compiled code cannot be kept.
    """
    word = Timer(_SECONDS_BEFORE_WORD, say, [COMPILING])
    word.daemon = True
    word.start()
    try:
        index = SimilarityIndex()
        index.extend(["写一首诗", "写一首诗。"])
    except OSError as error:
        raise StorageError(
            f"the compiled similarity index cannot be kept ({error}); free space, or name a folder in NUMBA_CACHE_DIR"
        ) from error
    finally:
        word.cancel()
    if not index.is_compiled:
        say("numba is not installed, so near-duplicates are found the slow way (same result): pip install numba")


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector from walking what is loaded by now again and again: 5 to 10% of a run's work."""
    if gc.get_freeze_count():  # a program around this one has done so, and unfreezing is for all or nothing
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
