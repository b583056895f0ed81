"""Read the small JSON and TOML files that this package writes, as strictly as if they came from elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selfinstruct.schema.json_values import read_json_value
from selfinstruct.storage.regular_files import read_regular

_MAX_TOML = 4 << 20
"""Maximum size of a TOML file in bytes. A `run.toml` holds the options of a command, which are shorter."""
MAX_COUNT = 1 << 53
"""Numbers from here on are not exact in every program that reads JSON."""


def read_json(path: Path) -> Any:
    """Return the JSON value in a file. Raises OSError, or ValueError with the mistake in one line."""
    return parse_json(read_regular(path))


def parse_json(content: bytes) -> Any:
    """Return the JSON value in UTF-8 text. Raises ValueError with the mistake in one line."""
    return _parsed(content, "JSON", read_json_value)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file. Raises OSError, or ValueError with the mistake in one line."""
    return parse_toml(read_regular(path, _MAX_TOML))


def parse_toml(content: bytes) -> dict[str, Any]:
    """Return the content of TOML in UTF-8. Raises ValueError with the mistake in one line."""
    tables: dict[str, Any] = _parsed(content, "TOML", tomllib.loads)
    return tables


def why_unreadable(error: OSError | ValueError) -> str:
    """Return the reason alone, without the path that is named anyway."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _parsed(content: bytes, language: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(content.decode())
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 text (byte {error.start})") from error
    except RecursionError as error:
        raise ValueError(f"not valid {language}: nested too deeply") from error
    except ValueError as error:
        why = "a number has too many digits" if "integer string conversion" in str(error) else str(error)
        raise ValueError(f"not valid {language}: {why}") from error


def is_count(value: object) -> bool:
    """True for a whole number from 0 that every program reads exactly; False for `true`."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_COUNT


def is_number(value: object) -> bool:
    """True for a finite number; False for `true`, NaN and infinity."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MAX_COUNT


def is_text(value: object) -> bool:
    """True for text."""
    return isinstance(value, str)


def is_counts(value: object) -> bool:
    """True for a JSON object of counts."""
    return isinstance(value, dict) and all(map(is_count, value.values()))


def fits_json(value: object) -> bool:
    """True for a value of TOML that JSON can hold: no date, no time, no infinity and no NaN is in it."""
    if isinstance(value, dict | list):
        return all(map(fits_json, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str | bool) or is_number(value)
