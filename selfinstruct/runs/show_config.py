"""`selfinstruct config show`: the value of each setting, and where it comes from. Sends nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.file_settings import NOT_IN_FILE, FileSettings
from selfinstruct.runs.file_trust import require_trusted_file
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import FoundRun, find_run
from selfinstruct.runs.prices import price_of, price_table
from selfinstruct.runs.provider_choice import ADDRESS_ENV, Environ
from selfinstruct.runs.settings import Settings, resolve, resolve_unchecked
from selfinstruct.runs.teacher_settings import as_plain, given_values, plain
from selfinstruct.schema.choices import NONE
from selfinstruct.schema.price import price_as_json, price_text, read_price
from selfinstruct.schema.redaction import mask_fields, redact
from selfinstruct.storage.run_folder import RUN_FILE
from selfinstruct.teachers.urls import OPENAI, public_urls

_OF_PROVIDER = frozenset({"base_url", "key_env", "preset", "max_tokens", "service_tier"})
"""Settings that a provider may decide."""
_AS_JSON = frozenset({"extra_body", "preset"})
_NOTATIONS = {"mix": ("mix", "balance")}
"""Options for one setting, if they are several."""
_MAX_WIDTH = 48
"""Width of the values in the table, in characters."""


def show_config(options: GenerateOptions, environ: Environ) -> dict[str, Any]:
    """Return the settings that `generate` would use with these options. Values that may be secrets are masked.

    `from` is the layer that decides a setting: option, run folder, environment, file, provider or default; `where`
    names the flag, the file, the variable or the provider. `in_file` is the value of a file that does not apply.
    `prices` are those of a million tokens, None if they are unknown. `problems` are the errors that the command would
    end with. Raises InputError if the settings cannot be resolved.
    """
    found = find_run(options, environ, resolve_unchecked)
    stored = found.stored["settings"] if found.stored else None
    with found.completed.errors_named():
        settings = resolve_unchecked(found.completed.options, environ, stored)
    view = _View(options, found, settings, stored, environ)
    problems = [redact(problem, view.secrets) for problem in _problems(found, settings, stored, environ)]
    has_key = bool(environ.get(settings.key_env, "").strip())
    return {
        "run": str(found.folder),
        "is_new": stored is None,
        "file": str(view.file.path) if view.file.is_found else None,
        "key": None if settings.teacher == "offline" else {"variable": settings.key_env, "is_set": has_key},
        "prices": None if problems else price_as_json(price_of(settings, price_table(view.file))),
        "settings": [view.row(name) for name in view.names],
        "problems": problems,
    }


def describe(shown: Mapping[str, Any]) -> str:
    """Format the settings as a table."""
    key = shown["key"]
    state = "is set" if key and key["is_set"] else "is not set"
    head = [
        ("run folder", f"{shown['run']} ({'new' if shown['is_new'] else 'exists'})"),
        ("file", shown["file"] or "none"),
        ("key", f"{key['variable']} {state}" if key else "none is needed"),
        ("prices", _prices(shown["prices"]) if key else "free"),
        *(("problem", problem) for problem in shown["problems"]),
    ]
    rows = [(row["name"], _cell(row), _source(row, shown["file"])) for row in shown["settings"]]
    name_width, value_width = (max(len(row[column]) for row in rows) for column in (0, 1))
    table = [f"{name:<{name_width}}  {value:<{value_width}}  {source}" for name, value, source in rows]
    return "\n".join([*(f"{name:<11}{value}" for name, value in head), "", *table])


def _prices(found: Mapping[str, Any] | None) -> str:
    price = read_price(found)
    return "unknown" if price is None else f"{price_text(price)} ({price.currency})"


@dataclass(frozen=True, slots=True)
class _View:
    """The layers of settings, and what was resolved from them."""

    options: GenerateOptions
    found: FoundRun
    settings: Settings
    stored: Mapping[str, Any] | None
    environ: Environ

    @property
    def file(self) -> FileSettings:
        return self.found.completed.file

    @property
    def names(self) -> list[str]:
        """All settings, then the options that are no settings."""
        settings = [each.name for each in fields(Settings)]
        others = {each.name for each in fields(GenerateOptions)} - {*settings, *NOT_IN_FILE, *_NOTATIONS["mix"]}
        return [*settings, *sorted(others)]

    @property
    def secrets(self) -> Collection[str]:
        """The key, and what else is a key by its name in the environment."""
        named = {value for name, value in self.environ.items() if name.endswith(("API_KEY", "_TOKEN"))}
        return {*named, self.environ.get(self.settings.key_env, "").strip()}

    def row(self, name: str) -> dict[str, Any]:
        """Return a setting with its value and its source."""
        source, where = self._source(name)
        row = {"name": name, "value": self._value(name), "from": source, "where": where}
        in_file = self._in_file(name)
        return row if in_file in (None, row["value"]) else {**row, "in_file": in_file}

    def _value(self, name: str) -> Any:
        if not hasattr(self.settings, name):
            return self._public(name, getattr(self.found.completed.options, name))
        if name == "base_url" and self.settings.teacher != "offline":
            return public_urls(self.settings.base_url) or OPENAI
        return self._public(name, as_plain(self.settings)[name])

    def _public(self, name: str, value: Any) -> Any:
        """Return a value without secrets, as JSON can hold it."""
        value = plain({name: value})[name]
        if name in _AS_JSON:
            return mask_fields(_parsed(value), self.secrets)
        if name == "base_url" and value:
            value = public_urls(" ".join(value) if isinstance(value, tuple) else value)
        return mask_fields(list(value) if isinstance(value, tuple) else value, self.secrets)

    def _in_file(self, name: str) -> Any:
        """Return the value of the file, if it is not the one that is used."""
        given = [each for each in _NOTATIONS.get(name, (name,)) if each in self.file.values]
        if not given or self.found.completed.names & {*given}:
            return None
        return self._public(given[0], self.file.values[given[0]])

    def _source(self, name: str) -> tuple[str, str]:
        notations = _NOTATIONS.get(name, (name,))
        for each in notations:
            if given_values(self.options).get(each) is not None:
                return "option", f"--{each.replace('_', '-')}"
            if each in self.found.completed.names:
                return "file", str(self.file.path)
        return self._source_below(name)

    def _source_below(self, name: str) -> tuple[str, str]:
        """Return the source of a setting that neither an option nor the file decides."""
        value = as_plain(self.settings).get(name)
        if self.stored is not None and name in self.stored and plain(self.stored)[name] == value:
            return "run folder", str(self.found.folder / RUN_FILE)
        if name == "base_url" and value and self.settings.base_url.split() == self.environ.get(ADDRESS_ENV, "").split():
            return "environment", ADDRESS_ENV
        if name == "provider" and value not in ("", NONE):
            return "provider", "recognised from the address"
        is_default = value == as_plain(Settings(extra_body={})).get(name)
        if name in _OF_PROVIDER and self.settings.provider not in ("", NONE) and not is_default:
            return "provider", self.settings.provider
        return "default", ""


def _problems(found: FoundRun, settings: Settings, stored: Mapping[str, Any] | None, environ: Environ) -> Iterator[str]:
    """Yield the errors that a command with these settings would end with."""
    try:
        with found.completed.errors_named():
            resolve(found.completed.options, environ, stored)
        require_trusted_file(found.completed, settings, environ)
    except InputError as error:
        yield str(error)


def _parsed(value: Any) -> Any:
    """Return the value of JSON text; the text itself if it is not valid, in a file that does not apply."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


def _cell(row: Mapping[str, Any]) -> str:
    value = row["value"]
    if value in (None, "", [], {}):
        return "not set"
    text = _as_text(value)
    return text if len(text) <= _MAX_WIDTH else f"{text[: _MAX_WIDTH - 1]}…"


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _source(row: Mapping[str, Any], file: str) -> str:
    texts = {"option": f"option {row['where']}", "environment": row["where"], "file": row["where"]}
    known = {"run folder": "run folder", "default": "default", "provider": f"provider: {row['where']}"}
    text = {**texts, **known}[row["from"]]
    return f"{text} ({file}: {_as_text(row['in_file'])})" if "in_file" in row else text
