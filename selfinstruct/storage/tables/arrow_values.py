"""Turn the rows of Arrow record batches into values that JSON has."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.types as types

from selfinstruct.storage.tables.bad_row import Unusable

_PLAIN = (types.is_string, types.is_large_string, types.is_integer, types.is_boolean, types.is_null)
"""Types whose Python values JSON has."""
_UNREADABLE = (pa.ArrowException, ValueError, OverflowError, TypeError, LookupError)


def rows_of_batch(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | Unusable]:
    """Yield the rows of a batch. A value that Python or JSON does not have makes its row Unusable."""
    convert = {field.name: plain for field in batch.schema if not any(is_type(field.type) for is_type in _PLAIN)}
    try:
        rows = batch.to_pylist()
    except _UNREADABLE:
        yield from (_row(batch.slice(number, 1), convert) for number in range(batch.num_rows))
    else:
        yield from (_converted(row, convert) for row in rows)


def plain(value: Any) -> Any:
    """Return a value as JSON has it: times in ISO 8601, maps as objects, decimals as numbers if exact, else as text.

    NaN and infinity become None. Raises ValueError for bytes that are not text.
    """
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        is_map = bool(value) and all(isinstance(each, tuple) for each in value)
        return _map(value) if is_map else [plain(each) for each in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float() | Decimal() if not math.isfinite(value):
            return None
        case Decimal():
            return _number(value)
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes():
            return value.decode()
    return value if isinstance(value, float) else str(value)


def _row(batch: pa.RecordBatch, convert: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any] | Unusable:
    """Return the only row of a batch."""
    row = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            row[name] = column[0].as_py()
        except _UNREADABLE as error:
            return Unusable(f"`{name}` cannot be read ({error}); fix the value, or leave the column out")
    return _converted(row, convert)


def _converted(row: dict[str, Any], convert: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any] | Unusable:
    for name, converted in convert.items():
        try:
            row[name] = converted(row[name])
        except UnicodeDecodeError:
            return Unusable(f"`{name}` has bytes that are not text; leave the column out, or convert it to text")
    return row


def _map(pairs: Sequence[tuple[Any, Any]]) -> Any:
    """Return a map as an object if its keys are distinct texts, otherwise as a list of pairs."""
    keys = {key for key, _ in pairs if isinstance(key, str)}
    if len(keys) == len(pairs):
        return {key: plain(each) for key, each in pairs}
    return [[plain(key), plain(each)] for key, each in pairs]


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
