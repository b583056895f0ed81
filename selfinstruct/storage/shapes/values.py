"""Values of a dataset as text, in every command alike."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from selfinstruct.schema.reply import without_surrogates
from selfinstruct.storage.tables import TableRow

MAX_FIELDS_SHOWN = 20


class BadValue(ValueError):
    """A row that cannot be used. The message says why, without file and line."""


def text_of(value: object) -> str | None:
    """Return a value as text: text as it is, null and NaN as None, all other values as JSON.

    Lone surrogates are replaced, so that the text can be written as UTF-8.
    """
    if isinstance(value, str):
        return without_surrogates(value)
    if is_null(value):
        return None
    return without_surrogates(json.dumps(value, ensure_ascii=False))


def is_null(value: object) -> bool:
    """True for null, and for numbers that JSON does not have: NaN and infinity."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def field_text(row: TableRow, field: str) -> str:
    """Return the text of a field. Raises BadValue if the row lacks it or it is null."""
    if field not in row.fields:
        raise BadValue(
            f"field `{field}` not found (the row has: {named(row.fields)}); choose another one with --field, or fix "
            "the row"
        )
    text = text_of(row.fields[field])
    if text is None:
        raise BadValue(f"`{field}` is null; fix the row, or choose another field with --field")
    return text


def named(fields: Iterable[str]) -> str:
    """List the names of a row's fields for a message."""
    return ", ".join(list(fields)[:MAX_FIELDS_SHOWN]) or "none"
