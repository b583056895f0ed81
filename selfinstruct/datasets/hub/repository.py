"""What the module of a hub offers to read a dataset from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Listing:
    """The paths of the files in a repository. If the hub could not be asked, only those in the cache may be known."""

    paths: tuple[str, ...]
    is_complete: bool


class Repository(Protocol):
    """The repository of a dataset at one revision. Both methods raise the errors of a download."""

    def listed(self) -> Listing:
        """Return the files of the repository."""

    def downloaded(self, paths: Sequence[str]) -> Path:
        """Return the folder that holds these files, in the cache of the hub's library. Missing ones are downloaded."""


def cached_listing(folder: Path) -> Listing:
    """Return the files in the cache."""
    return Listing(tuple(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()), False)
