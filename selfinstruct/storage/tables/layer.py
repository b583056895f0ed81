"""A binary file that is read through another one, such as the unpacked bytes of a packed file."""

from __future__ import annotations

import io
from abc import abstractmethod
from typing import Any, Protocol

BUFFER = 1 << 18
"""Buffer size in bytes."""


class Readable(Protocol):
    """What a layer needs of the file below it."""

    def readinto(self, buffer: Any, /) -> int | None:
        """Read bytes into a buffer. Returns how many, 0 at the end."""

    def close(self) -> None:
        """Release resources."""


class Layer(io.RawIOBase):
    """Reads from `inner`, which it also closes."""

    def __init__(self, inner: Readable) -> None:
        self._inner = inner

    def readable(self) -> bool:
        """Return True: this is what `io.BufferedReader` asks."""
        return True

    @abstractmethod
    def readinto(self, buffer: Any, /) -> int:
        """Read bytes into a buffer. Returns how many, 0 at the end."""

    def close(self) -> None:
        """Close the layer and the file below it."""
        if not self.closed:
            self._inner.close()
        super().close()


def buffered(layer: Layer) -> io.BufferedReader:
    """Return a file with methods for lines and blocks that reads from a layer."""
    return io.BufferedReader(layer, BUFFER)
