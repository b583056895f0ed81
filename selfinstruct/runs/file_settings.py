"""The settings in a file: their names and types, checked against the options of `generate`.

Every option of a teacher or of a run may stand in the file under its name, except those of NOT_IN_FILE.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from selfinstruct.errors import InputError
from selfinstruct.runs.file_values import Place, cut, read_value, shown
from selfinstruct.runs.options import GenerateOptions, flag_of
from selfinstruct.schema.redaction import redact
from selfinstruct.storage.settings_file import SETTINGS_FILE, read_settings_file

NOT_IN_FILE = {
    "n": "each command says how many tasks to pay for",
    "out": "a file for several commands would send different datasets into one folder",
    "trust": "a file cannot confirm itself",
    "config": "a file does not name another one",
    "batch": "a run may continue online and in batches by turns",
    "rounds": "they are kept in the journal of a run",
}
"""Options that only the command line and Python have, and why."""
PRICES = "prices"
"""The table of prices, which is not an option."""
_CLOSE = 0.7
"""Minimum similarity of the name that is suggested. Between api_key and key_env it is 0.57."""
_NAMES_SECRET = re.compile(r"(?:^|_)(?:api_?key|key|token|secret|password|auth|authorization)s?$")


@dataclass(frozen=True, slots=True)
class FileSettings:
    """The settings in a file, by the name of the option and as options hold them; empty if there is no file.

    `is_named` is true for a file that the user named with `--config`. `prices` is the table of prices as it stands in
    the file.
    """

    path: Path = SETTINGS_FILE
    is_found: bool = False
    is_named: bool = False
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    prices: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def file_settings(config: Path | None) -> FileSettings:
    """Read the file that `--config` names, or else `./selfinstruct.toml` if it exists. Raises InputError."""
    found = read_settings_file(config)
    if found is None:
        return FileSettings()
    path, content = found
    prices = content.pop(PRICES, {})
    if not isinstance(prices, dict):
        raise InputError(f"{path}: {PRICES} must be a table, not {shown(prices)}; begin it with [{PRICES}]")
    return FileSettings(path, True, config is not None, _read(path, content), prices)


def _read(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    known = {each.name: flag_of(each) for each in fields(GenerateOptions) if each.name not in NOT_IN_FILE}
    hints = get_type_hints(GenerateOptions)
    values: dict[str, Any] = {}
    for written, value in content.items():
        name = written.replace("-", "_")
        if name not in known:
            raise InputError(f"{path}: {_why_unknown(written, value, list(known))}")
        if name in values:
            raise InputError(f"{path}: {name} is set twice, with a hyphen and with an underscore; remove one of them")
        values[name] = read_value(Place(path, name, known[name], hints[name]), value)
    # Templates of settings files have empty texts for what is not set.
    return {name: value for name, value in values.items() if value != ""}


def _why_unknown(written: str, value: Any, known: list[str]) -> str:
    name = written.replace("-", "_").lower()
    if name in NOT_IN_FILE:
        return f"{name} cannot be set in a file ({NOT_IN_FILE[name]}); pass --{name}"
    close = get_close_matches(name, known, n=1, cutoff=_CLOSE)
    if not close and isinstance(value, str) and _NAMES_SECRET.search(name):
        return (
            f"{redact(written, ())!r} looks like a secret, which does not belong in a file; put it into an environment "
            "variable, such as OPENAI_API_KEY, and name the variable with key_env"
        )
    if close:
        advice = f"did you mean {close[0]}?"
    elif isinstance(value, dict):
        advice = f"put the settings at the top of the file, outside of tables (only [{PRICES}] is one)"
    else:
        advice = "selfinstruct config show --config none lists the names"
    return f"{cut(redact(repr(written), ()))} is not a setting; {advice}"
