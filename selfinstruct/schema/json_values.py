"""Reads JSON: as the standard library does, in less than half of the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

_decode = msgspec.json.Decoder().decode


def read_json_value(text: bytes | str, otherwise: Callable[[Any], Any] = json.loads) -> Any:
    """Return the value of a JSON text, the same as `json.loads`. Raises ValueError or RecursionError.

    msgspec refuses what only the standard library accepts: lone surrogates, NaN, numbers beyond a double, a byte order
    mark. Such texts are rare, and are read by `otherwise`.
    """
    try:
        return _decode(text)
    except (msgspec.MsgspecError, UnicodeError):
        return otherwise(text)
