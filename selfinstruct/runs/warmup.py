"""What is done once before a long loop: load or compile the similarity engine, and freeze the heap."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from selfinstruct.errors import StorageError
from selfinstruct.runs.progress import Reporter
from selfinstruct.similarity import SimilarityIndex

_NOTICE_AFTER = 1.5
"""Seconds; loading what was compiled before takes a third of that."""

COMPILING = "compiling the similarity index for this machine: about ten seconds, once where it can be kept"


def warm_up(say: Reporter) -> None:
    """Let the engine compare two texts, and tell the user if it has to be compiled first.

    Raises StorageError if the compiled code cannot be kept.
    """
    notice = Timer(_NOTICE_AFTER, say, [COMPILING])
    notice.daemon = True
    notice.start()
    try:
        index = SimilarityIndex()
        index.extend(["写一首诗", "写一首诗。"])
    except OSError as error:
        raise StorageError(
            f"the compiled similarity index cannot be kept ({error}); free space, or name a folder in NUMBA_CACHE_DIR"
        ) from error
    finally:
        notice.cancel()
    if not index.is_compiled:
        say("numba is not installed, so near-duplicates are found the slow way (same result): pip install numba")


@contextmanager
def frozen_heap() -> Iterator[None]:
    """Keep the garbage collector from traversing what is already loaded, which takes 5 to 10% of a run's time."""
    if gc.get_freeze_count():  # the calling program froze it, and unfreezing would undo that, too
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
