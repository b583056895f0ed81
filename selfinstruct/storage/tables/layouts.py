"""How rows become text: one object a line, an array of objects, cells with a header."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from selfinstruct.schema.reply import without_surrogates
from selfinstruct.storage.tables.formats import SEPARATORS, Kind

_ROWS_A_CHECK = 1000

Row = Mapping[str, Any]


class Unfit(Exception):
    """A row that the format can't hold; its text says why."""


class Layout(Protocol):
    """Rows one after the other, then the end."""

    def write(self, row: Row) -> None:
        """Add a row. Raises Unfit."""

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Write what is still missing; `raise_if_stopped` is called on the way, and may raise."""

    def close(self) -> None:
        """Let go of what only this layout holds."""


def layout_of(kind: Kind, sink: BinaryIO, folder: Path) -> Layout:
    """The layout that writes to `sink`; one that has to put rows aside does so in `folder`."""
    if kind in SEPARATORS:
        return _Cells(sink, SEPARATORS[kind], folder)
    return _Lines(sink) if kind is Kind.LINES else _Array(sink)


class _Lines:
    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def write(self, row: Row) -> None:
        self._sink.write(_json(row) + b"\n")

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        raise_if_stopped()

    def close(self) -> None:
        pass


class _Array:
    """One row a line all the same, so that it can be looked at and compared."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._before = b"[\n"

    def write(self, row: Row) -> None:
        self._sink.write(self._before + _json(row))
        self._before = b",\n"

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        raise_if_stopped()
        self._sink.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")

    def close(self) -> None:
        pass


class _Cells:
    """The header needs the names of all rows' fields, so rows are put aside until the last is known.

    The file they are put in has no name: nothing of it is left when the process ends, however it ends.
    """

    def __init__(self, sink: BinaryIO, separator: str, folder: Path) -> None:
        # Lines end in \r\n, as RFC 4180 and Python have it: csv quotes only those line ends that it writes itself.
        self._writer = csv.writer(_Encoding(sink), delimiter=separator)
        self._aside = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._columns: dict[str, None] = {}

    def write(self, row: Row) -> None:
        for text in (*row, *row.values()):
            if isinstance(text, str) and without_surrogates(text) != text:
                raise Unfit(
                    f"{text[:40]!r} holds half of a surrogate pair, which only JSON can write; give a name in .jsonl"
                )
        self._columns |= dict.fromkeys(row)
        self._aside.write(_json(row) + b"\n")

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        raise_if_stopped()
        if self._columns:
            self._writer.writerow(self._columns)
        self._aside.seek(0)
        for number, line in enumerate(self._aside):
            if number % _ROWS_A_CHECK == 0:
                raise_if_stopped()
            row = json.loads(line)
            self._writer.writerow([_cell(row.get(column)) for column in self._columns])

    def close(self) -> None:
        self._aside.close()


class _Encoding:
    """What csv writes to: text in, UTF-8 out."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def write(self, text: str) -> int:
        return self._sink.write(text.encode())


def _cell(value: object) -> str:
    """Text as it is, no value as an empty cell, and everything else as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else _json(value).decode()


def _json(value: object) -> bytes:
    """JSON with Chinese readable; escaped where a text holds half of a surrogate pair, which UTF-8 can't."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()
