"""The results of a run: a list in memory, or a file that is read back by number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Items(Protocol[Item]):
    """Items that can only be appended, and read by number."""

    def append(self, item: Item, /) -> None:
        """Add an item."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Item: ...

    def __iter__(self) -> Iterator[Item]: ...
