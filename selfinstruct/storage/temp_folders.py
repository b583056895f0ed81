"""Folders that are made for files which may never be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def removed_if_empty(folder: Path) -> Iterator[None]:
    """A folder, or one above it, that is made meanwhile and empty at the end is removed again. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    finally:
        for each in missing:  # the lowest comes first
            with suppress(OSError):
                each.rmdir()
