"""Read a JSON array one value at a time, each with its first line. The array may be larger than memory."""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.encodings import why_not_text
from selfinstruct.storage.tables.json_text import json_mistake, parse_at

_BLOCK = 1 << 20
"""Minimum size of a read, in bytes."""
_MAX_MARK = 16
"""Upper bound, in characters, for a token that the end of the buffer cuts off; the longest token is `-Infinity`."""

_SPACE = re.compile(r"[ \t\r\n]*")


class BadArray(InputError):
    """The array cannot be read. `line` is the line of the error, `message` says what is wrong there."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.line = line
        self.message = message


def array_values(path: Path, file: BinaryIO) -> Iterator[tuple[int, Any]]:
    """Yield the values of the array in a file with their lines. Raises BadArray for the first error."""
    text = _Text(path, file)
    text.take("[")
    mark = text.take("]") if text.peek() == "]" else ","
    while mark == ",":
        text.peek()
        yield text.line, text.value()
        mark = text.take(",]")
    if text.peek():
        raise text.bad("unexpected text after the end of the array")


class _Text:
    """The part of a file that is being parsed; `line` is the line of the next character, from 1."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.line = 1
        self._path = path
        self._file = file
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._lines_read = 0
        self._held = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """Return the next character that is not whitespace; "" at the end."""
        while True:
            if space := _SPACE.match(self._held, self._at):
                self._go_to(space.end())
            if self._at < len(self._held) or self._ended:
                return self._held[self._at : self._at + 1]
            self._read_on()

    def take(self, marks: str) -> str:
        """Consume and return the next character, which must be one of `marks`."""
        mark = self.peek()
        if not mark or mark not in marks:
            wanted = " or ".join(f"`{mark}`" for mark in marks)
            raise self.bad(f"{wanted} is missing" if mark else "the file ends before the array does")
        self._go_to(self._at + 1)
        return mark

    def value(self) -> Any:
        """Return the value at the current position. Reads more of the file until the value is complete."""
        while True:
            try:
                value, end = parse_at(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._ended or not self._may_be_cut(error):
                    raise self.bad(error.msg.removesuffix(" at"), error.pos) from None
            except (ValueError, RecursionError) as error:
                raise self.bad(json_mistake(error)) from None
            else:
                if end < len(self._held) or self._ended:
                    self._go_to(end)
                    return value
            self._read_on()

    def bad(self, what: str, at: int | None = None) -> BadArray:
        """Return the error for a position in the buffer, by default the current one."""
        line = self.line + self._held.count("\n", self._at, at if at is not None else self._at)
        return BadArray(self._path, line, f"not valid JSON: {what}; the file must be one array of objects")

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """True if more text may resolve the error: an unterminated string, or an error near the end of the buffer."""
        return error.msg.startswith("Unterminated string") or error.pos > len(self._held) - _MAX_MARK

    def _go_to(self, at: int) -> None:
        self.line += self._held.count("\n", self._at, at)
        self._at = at

    def _read_on(self) -> None:
        """Read an eighth of what is buffered or more, so that a long value is not parsed too often."""
        block = self._file.read(max(_BLOCK, (len(self._held) - self._at) // 8))
        self._held = self._held[self._at :] + self._decode(block)
        self._at = 0
        self._ended = not block

    def _decode(self, block: bytes) -> str:
        try:
            text = self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line = self._lines_read + error.object.count(b"\n", 0, error.start) + 1
            raise BadArray(self._path, line, why_not_text(error.object)) from None
        self._lines_read += text.count("\n")
        return text
