"""Complete the options of a command by a settings file, which ranks below options, run folder and environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from selfinstruct.errors import InputError
from selfinstruct.runs.file_settings import FileSettings
from selfinstruct.runs.identity import NOT_IN_IDENTITY, OF_FILES
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.provider_choice import ADDRESS_ENV, Environ
from selfinstruct.runs.settings import Settings
from selfinstruct.runs.teacher_settings import given_values
from selfinstruct.schema.choices import NONE

Options = TypeVar("Options", bound=TeacherOptions)
_ENDPOINT = frozenset({"provider", "base_url", "key_env", "service_tier"})
"""Where requests are sent, with which key. They belong together: a key must not reach the address of another layer."""
_OF_REAL = _ENDPOINT | {"model"}
"""What the offline teacher does not have."""
_OF_OFFLINE = frozenset({"teacher_faults", "teacher_leaks", "teacher_errors", "teacher_style"})
"""What only the offline teacher has."""
_SHARES = frozenset({"mix", "balance"})
"""Two notations of one setting."""
_CHANGES_DATA = frozenset({each.name for each in fields(Settings)}) - set(NOT_IN_IDENTITY) | OF_FILES | _SHARES


@dataclass(frozen=True, slots=True)
class Completed(Generic[Options]):
    """The options of a command with the values of a settings file. `names` are the options that come from it."""

    options: Options
    file: FileSettings
    names: frozenset[str]

    def announce(self, say: Reporter) -> None:
        """Say what the file sets, if anything."""
        names = {*self.names, *(["prices"] if self.file.prices else [])}
        if names:
            say(f"{self.file.path} sets {', '.join(sorted(names))}")

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """Name the file in an error about an option whose value comes from it."""
        try:
            yield
        except InputError as error:
            text = re.sub(r"--([a-z][a-z-]*)", self._written, str(error))
            if text == str(error):
                raise
            raise InputError(f"{self.file.path}: {text}") from error

    def _written(self, flag: re.Match[str]) -> str:
        name = flag[1].replace("-", "_")
        return name if name in self.names else flag[0]


def complete(
    options: Options, file: FileSettings, environ: Environ, stored: Mapping[str, Any] | None = None
) -> Completed[Options]:
    """Add the values of a file to the options of a command.

    `stored` are the settings in the run folder, if it holds replies. The file only adds settings to them that an older
    version did not store, and none that change the data.
    """
    given = given_values(options)
    hidden = _superseded(file.values, given, environ) if stored is None else {*stored, *_CHANGES_DATA, *_OF_REAL}
    free = {each.name for each in fields(options)} - set(given) - hidden
    added = {name: value for name, value in file.values.items() if name in free}
    return Completed(replace(options, **added), file, frozenset(added))


def _superseded(values: Mapping[str, Any], given: Mapping[str, Any], environ: Environ) -> set[str]:
    """Return the names in a file that do not go with the options that are given, or with the environment."""
    names = set(_SHARES) if given.get("mix") is not None or given.get("balance") else set()
    if given.get("teacher") == "offline":
        names |= _OF_REAL
    elif given.get("teacher") or any(given.get(name) for name in _OF_REAL):
        names |= _OF_OFFLINE | ({"teacher"} if values.get("teacher") == "offline" else set())
    return names | _ENDPOINT if _is_elsewhere(values, given, environ) else names


def _is_elsewhere(values: Mapping[str, Any], given: Mapping[str, Any], environ: Environ) -> bool:
    """True if the file names a provider or an address, and another one ranks above it."""
    provider = values.get("provider") if values.get("provider") != NONE else None
    if not (provider or values.get("base_url")):
        return False
    if given.get("provider") not in (None, NONE):
        return bool(given["provider"] != provider)
    return bool(given.get("base_url") or environ.get(ADDRESS_ENV, "").strip())
