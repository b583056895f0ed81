"""A folder in, the same folder out, which is removed again if it was created meanwhile and stayed empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def removed_if_empty(folder: Path) -> Iterator[None]:
    """Remove the folder and those above it at the end if they did not exist before and are empty. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    finally:
        for each in missing:  # the deepest comes first
            with suppress(OSError):
                each.rmdir()
