"""Values in a settings file: how TOML is read as the value of an option, by the option's type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from selfinstruct.errors import InputError
from selfinstruct.runs.options import Flag, element_of, is_of_several
from selfinstruct.runs.request_fields import as_json
from selfinstruct.schema.choices import NONE
from selfinstruct.schema.redaction import redact
from selfinstruct.storage.stored_files import fits_json, is_number
from selfinstruct.teachers.urls import guess_public, is_usable

_JSON_TEXT = frozenset({"extra_body"})
"""Tables that are JSON text on the command line. The default folder of a run is the same for both."""
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MAX_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file, the name of the option, its flag and its type."""

    path: Path
    name: str
    flag: Flag
    hint: Any


def read_value(place: Place, value: Any) -> Any:
    """Return a value as the option holds it; "" is text that is not set. Raises InputError for another type."""
    if not is_of_several(place.hint):
        return _read_one(place, value)
    several = value if isinstance(value, list) else [value]
    if not several:
        raise _wrong(place, value)
    return tuple(found for found in (_read_one(place, one) for one in several) if found != "") or ""


def shown(value: Any) -> str:
    """Return a short description of a value, without secrets."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return cut(redact(repr(value), ()))
    if isinstance(value, float) or is_number(value):
        return str(value)
    kinds = {dict: "a table", list: "a list" if value else "an empty list", int: "a number that is too large"}
    return kinds.get(type(value), "a date or time")


def cut(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def _read_one(place: Place, value: Any) -> Any:
    if value == NONE and _takes_none(place.flag):
        return place.flag.read(value) if place.flag.read else value
    kind = _kind(place)
    read: Callable[[Any], Any] = _READERS.get(kind, _text)
    found = read(value)
    if found is None:
        raise _wrong(place, value)
    if found and place.name in _CHECKS:
        _CHECKS[place.name](place, found)
    if place.name in _JSON_TEXT and isinstance(found, dict):
        return as_json(found)
    return _beside(place.path, found) if kind is Path and found else found


def _kind(place: Place) -> Any:
    kind = element_of(place.hint)
    return get_origin(kind) or kind


def _takes_none(flag: Flag) -> bool:
    """Return True if the command line converts the text "none" to a value of this option."""
    try:
        return flag.read is not None and flag.read(NONE) is not None
    except InputError:
        return False


def _wrong(place: Place, value: Any) -> InputError:
    kind = _kind(place)
    usual = "text without NUL characters" if isinstance(value, str) else "text"
    expected = _EXPECTED.get(kind, usual)
    bare = " without quotes" if isinstance(value, str) and kind in (bool, int, float) else ""
    none = f' or "{NONE}"' if _takes_none(place.flag) else ""
    several = f", or a list of {expected}s" if is_of_several(place.hint) else ""
    given = "a table with other values" if isinstance(value, dict) and kind is Mapping else shown(value)
    return InputError(f"{place.path}: {place.name} must be {expected}{bare}{none}{several}, not {given}")


def _check_variable(place: Place, name: str) -> None:
    if not _VARIABLE.fullmatch(name):
        raise InputError(
            f"{place.path}: {place.name} must be the name of an environment variable, not the key itself; put the key "
            "into a variable, such as OPENAI_API_KEY"
        )


def _check_address(place: Place, urls: str) -> None:
    for url in urls.split():
        if not is_usable(url):
            example = "http://127.0.0.1:8000/v1"
            raise InputError(f"{place.path}: {place.name} must be an address such as {example}, not {_public(url)}")


def _public(url: str) -> str:
    return cut(redact(repr(guess_public(url)), ()))


_CHECKS: Mapping[str, Callable[[Place, str], None]] = {"key_env": _check_variable, "base_url": _check_address}
"""What is checked when the file is read, because another message might show a secret."""


def _beside(path: Path, name: str) -> Path:
    """Return the path of a file that a settings file names, relative to its folder."""
    given = Path(name)
    try:
        return path.parent / (given.expanduser() if name.startswith("~") else given)
    except RuntimeError as error:
        raise InputError(f"{path}: the home directory in {name!r} is not known; write the whole path") from error


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and "\0" not in value else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and is_number(value) else None


def _number(value: Any) -> float | None:
    return float(value) if is_number(value) else None


def _table(value: Any) -> str | dict[str, Any] | None:
    if not isinstance(value, dict):
        return _text(value)
    try:
        return value if fits_json(value) and as_json(value) else None
    except RecursionError:
        return None


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    bool: _truth,
    int: _whole,
    float: _number,
    str: _text,
    Path: _text,
    Mapping: _table,
}
"""How a value of TOML is read, by the type of its option. None is a value of another type."""
_EXPECTED: Mapping[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Path: "a path",
    Mapping: "text, or a table of texts, numbers, true and false",
}
