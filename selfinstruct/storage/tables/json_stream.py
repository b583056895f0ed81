"""Read the JSON values of a file one at a time, each with its line. The file may be larger than memory."""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from typing import Any, NamedTuple

from selfinstruct.storage.tables.bad_row import BadFile, Unusable
from selfinstruct.storage.tables.bounded import MAX_ROW, RowFile
from selfinstruct.storage.tables.json_text import end_of_value, json_mistake, parse_at

_BLOCK = 1 << 20
"""Minimum size of a read, in bytes."""
_MAX_MARK = 16
"""Upper bound, in characters, for a token that the end of the buffer cuts off; the longest token is `-Infinity`."""
_SPACE = re.compile(r"[ \t\r\n]*")
_NOT_TEXT = re.compile("[\ud800-\udfff]")
"""Bytes that are not text. A surrogate in a JSON text is an escape, and becomes a character only when parsed."""


class Probe(NamedTuple):
    """A value that was parsed without moving, and the character after it and any whitespace; "" at the end."""

    value: Any
    following: str


class JsonStream:
    """The part of a file that is being parsed; `line` is the line of the next character, from 1.

    Raises BadFile for the first error. `must_be` says what the file must be, for its message.
    """

    def __init__(self, rows: RowFile, must_be: str) -> None:
        self.line = 1
        self._rows = rows
        self._must_be = must_be
        self._decoder = getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._bytes = 0
        self._held = ""
        self._at = 0
        self._ended = False
        self._is_damaged = False

    def peek(self) -> str:
        """Return the next character that is not whitespace; "" at the end."""
        while True:
            self._go_to(self._after_space(self._at))
            if self._at < len(self._held) or self._ended:
                return self._held[self._at : self._at + 1]
            self._read_on()

    def take(self, marks: str) -> str:
        """Consume and return the next character, which must be one of `marks`."""
        mark = self.peek()
        if not mark or mark not in marks:
            wanted = " or ".join(f"`{mark}`" for mark in marks)
            raise self.bad(f"{wanted} is missing" if mark else "the file ends too early")
        self._go_to(self._at + 1)
        return mark

    def key(self) -> str:
        """Consume and return the name of a field with its colon."""
        if self.peek() != '"':
            raise self.bad("Expecting property name enclosed in double quotes")
        name = self.value()
        self.take(":")
        return str(name)

    def value(self, together: bool = False) -> Any:
        """Consume and return the next value. Reads more of the file until the value is complete.

        Returns Unusable for a value that ends, but is nested too deeply, has too many digits or is not text. A value
        that holds all rows `together` may be longer than a row.
        """
        if together:
            self._rows.read_together()
        while not (found := self._complete()):
            held = len(self._held) - self._at
            self._read_on(held if together else held // 8)  # so that a long value is not parsed too often
        value, end = found
        is_bad = self._is_damaged and _NOT_TEXT.search(self._held, self._at, end)
        self._go_to(end)
        return Unusable(self._rows.why_not_text) if is_bad else value

    def probe(self) -> Probe | None:
        """Parse the next value without moving; None if it cannot be parsed or is longer than a row may be."""
        while True:
            try:
                value, end = parse_at(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._ended or not self._may_be_cut(error):
                    return None
            except (ValueError, RecursionError):
                return None
            else:
                end = self._after_space(end)
                if end < len(self._held) or self._ended:
                    return Probe(value, self._held[end : end + 1])
            if self._bytes >= MAX_ROW:
                return None
            self._read_on(min(len(self._held), MAX_ROW - self._bytes))

    def begins(self, marks: re.Pattern[str]) -> bool:
        """True if these marks come next. The pattern has two marks, with any whitespace between them."""
        while True:
            if marks.match(self._held, self._at):
                return True
            if self._ended or self._after_space(self._at + 1) < len(self._held):
                return False
            self._read_on()

    def bad(self, what: str, at: int | None = None) -> BadFile:
        """Return the error for a position in the buffer, by default the current one."""
        at = self._at if at is None else at
        line = self.line + self._held.count("\n", self._at, at)
        if _NOT_TEXT.match(self._held, at):
            return BadFile(self._rows.path, line, self._rows.why_not_text)
        return BadFile(self._rows.path, line, f"not valid JSON: {what}; {self._must_be}")

    def _complete(self) -> tuple[Any, int] | None:
        """Return the next value with its end; None if the buffer may not have all of it."""
        try:
            value, end = parse_at(self._held, self._at)
        except json.JSONDecodeError as error:
            if self._ended or not self._may_be_cut(error):
                raise self.bad(error.msg.removesuffix(" at"), error.pos) from None
            return None
        except (ValueError, RecursionError) as error:
            return self._unusable(json_mistake(error))
        return (value, end) if end < len(self._held) or self._ended else None

    def _unusable(self, why: str) -> tuple[Unusable, int] | None:
        if end := end_of_value(self._held, self._at):
            return Unusable(f"not valid JSON: {why}"), end
        if self._ended:
            raise self.bad(why)
        return None

    def _after_space(self, at: int) -> int:
        space = _SPACE.match(self._held, at)
        return space.end() if space else at

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        """True if more text may resolve the error: an unterminated string, or an error near the end of the buffer."""
        return error.msg.startswith("Unterminated string") or error.pos > len(self._held) - _MAX_MARK

    def _go_to(self, at: int) -> None:
        self.line += self._held.count("\n", self._at, at)
        self._at = at

    def _read_on(self, size: int = 0) -> None:
        """Read a block, or a larger one of `size` bytes."""
        block = self._rows.file.read(max(_BLOCK, size))
        self._bytes += len(block)
        self._held = self._held[self._at :] + self._decode(block)
        self._at = 0
        self._ended = not block

    def _decode(self, block: bytes) -> str:
        text = self._decoder.decode(block, final=not block)
        try:
            text.encode()
        except UnicodeEncodeError:
            self._is_damaged = True
        return text
