"""Write rows as text: one JSON object per line, an array of objects, or cells with a header."""

from __future__ import annotations

import csv
import json
import math
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from selfinstruct.schema.reply import without_surrogates
from selfinstruct.storage.tables.formats import SEPARATORS, Kind
from selfinstruct.storage.tables.formulas import Formulas

_ROWS_A_CHECK = 1000

Row = Mapping[str, Any]


class Unfit(Exception):
    """A row does not fit the format; the message says why."""


class Layout(Protocol):
    """Writes rows in order, then the end of the file."""

    def write(self, row: Row) -> None:
        """Add a row. Raises Unfit."""

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        """Write the rest. `raise_if_stopped` is called regularly and may raise."""

    def close(self) -> None:
        """Release resources."""


def layout_of(kind: Kind, sink: BinaryIO, folder: Path, formulas: Formulas) -> Layout:
    """Create the layout that writes to `sink`. A temporary file for rows, if needed, is created in `folder`."""
    if kind in SEPARATORS:
        return _Cells(sink, SEPARATORS[kind], folder, formulas)
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
    """An array with one row per line, which is easy to read and to diff."""

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
    """CSV or TSV. The header needs the fields of all rows, so rows are buffered in a temporary file until the end.

    That file has no name, so it disappears when the process ends, even if the process is killed.
    """

    def __init__(self, sink: BinaryIO, separator: str, folder: Path, formulas: Formulas) -> None:
        # Lines end in \r\n (RFC 4180, and the default): csv only quotes line breaks from its line terminator.
        self._writer = csv.writer(_Encoding(sink), delimiter=separator)
        self._aside = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._columns: dict[str, None] = {}
        self._formulas = formulas

    def write(self, row: Row) -> None:
        for text in (*row, *row.values()):
            if isinstance(text, str) and without_surrogates(text) != text:
                raise Unfit(
                    f"{text[:40]!r} contains a lone surrogate, which only JSON can represent; choose a .jsonl file name"
                )
        self._columns |= dict.fromkeys(row)
        self._aside.write(_json(row) + b"\n")

    def finish(self, raise_if_stopped: Callable[[], None]) -> None:
        raise_if_stopped()
        if self._columns:
            self._writer.writerow(map(self._formulas.cell, self._columns))
        self._aside.seek(0)
        for number, line in enumerate(self._aside):
            if number % _ROWS_A_CHECK == 0:
                raise_if_stopped()
            row = json.loads(line)
            self._writer.writerow([self._cell(row.get(column)) for column in self._columns])

    def close(self) -> None:
        self._aside.close()

    def _cell(self, value: object) -> str:
        """Return the text of a cell: null as an empty cell, everything that is not text as JSON.

        A number is not text: a spreadsheet does not run -1.
        """
        if isinstance(value, str):
            return self._formulas.cell(value)
        return "" if value is None else _json(value).decode()


class _Encoding:
    """A file for `csv.writer` that encodes text as UTF-8."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink

    def write(self, text: str) -> int:
        return self._sink.write(text.encode())


def _json(value: object) -> bytes:
    """Encode as JSON without escaping Chinese, unless a text contains a lone surrogate, which UTF-8 cannot encode.

    JSON has no NaN and no infinity: null is written instead.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        value = _finite(value)
        text = json.dumps(value, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
