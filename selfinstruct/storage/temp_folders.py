"""Remove folders that were created but stayed empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def removed_if_empty(folder: Path) -> Iterator[None]:
    """On exit, remove the folder and its parents if they did not exist before and are empty. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        yield
    finally:
        for each in missing:  # deepest first
            with suppress(OSError):
                each.rmdir()
