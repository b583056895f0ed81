"""Read and check the tables of providers in a TOML text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, NoReturn
from urllib.parse import urlsplit

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import NONE
from selfinstruct.teachers.providers.provider import LIMITS, ModelFields, Plan, Provider
from selfinstruct.teachers.remedies import ACTIONS_OF_RULES, Action, Rule, Why
from selfinstruct.teachers.urls import is_loopback, is_usable

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_NOT_FIELDS = frozenset({"model", "messages", "stream", "n"})
_GENERAL = "codes"
_PLANS = "refused"
_OWN = frozenset({"checked", _GENERAL, _PLANS})


@dataclass(frozen=True, slots=True)
class Providers:
    """All known providers by name, the rules for errors of any provider, and the plans that are refused."""

    by_name: Mapping[str, Provider] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    plans: tuple[Plan, ...] = ()
    checked: str = ""

    def named(self, name: str) -> Provider:
        """Return a provider. Raises InputError for an unknown name."""
        if name in self.by_name:
            return self.by_name[name]
        close = get_close_matches(name, self.by_name, n=1)
        meant = f"; did you mean {close[0]}?" if close else f"; the providers are {', '.join(sorted(self.by_name))}"
        raise InputError(f"--provider {name!r} is not known{meant}")

    def at(self, base_urls: str) -> Provider:
        """Return the provider that all of these addresses belong to, or an unknown one."""
        return next((one for one in self.by_name.values() if one.serves(base_urls)), Provider())


def read_providers(text: str, origin: str, known: Providers) -> Providers:
    """Add the tables of a text to the known ones; `origin` is the name of its file.

    What a table says replaces what is known about its provider; its rows of `fields` and `codes` precede the known
    ones, and its providers are recognised first. Raises InputError.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{origin}: not valid TOML ({error}); fix the file") from None
    own: dict[str, Provider] = {}
    for name, table in tables.items():
        if name not in _OWN:
            own[name] = _provider(_Table(origin, name, table), {**known.by_name, **own})
    by_name = {**own, **{name: one for name, one in known.by_name.items() if name not in own}}
    top = _Table(origin, "", tables)
    return Providers(
        by_name,
        (*map(_rule, top.rows(_GENERAL)), *known.rules),
        (*map(_plan, top.rows(_PLANS)), *known.plans),
        str(tables.get("checked", known.checked)),
    )


class _Table:
    """A table of the file, whose values are taken one by one; `close` refuses those that are left."""

    def __init__(self, origin: str, name: str, values: object) -> None:
        self._origin, self.name = origin, name
        if not isinstance(values, dict):
            self.fail("it must be a table")
        self._left = dict(values)

    def fail(self, what: str) -> NoReturn:
        at = f" [{self.name}]" if self.name else ""
        raise InputError(f"{self._origin}:{at} {what}; fix the file")

    def take(self, name: str, kind: type | tuple[type, ...], what: str) -> Any:
        """Return a value, or None. Raises InputError for another kind of value."""
        value = self._left.pop(name, None)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            self.fail(f"{name} must be {what}, not {value!r}")
        return value

    def text(self, name: str, pattern: re.Pattern[str] | None = None) -> str | None:
        value = self.take(name, str, "text")
        return self._matching(name, value, pattern) if value is not None else None

    def texts(self, name: str, pattern: re.Pattern[str] | None = None) -> tuple[str, ...] | None:
        values = self.take(name, list, "a list of texts")
        return tuple(self._matching(name, value, pattern) for value in values) if values is not None else None

    def table(self, name: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.take(name, dict, "a table")
        return found

    def rows(self, name: str) -> Iterator[_Table]:
        rows = self.take(name, list, "a list of tables") or []
        return (_Table(self._origin, f"{self.name}.{name}".lstrip("."), row) for row in rows)

    def regex(self, name: str) -> re.Pattern[str] | None:
        text = self.text(name)
        try:
            return re.compile(text, re.IGNORECASE | re.DOTALL) if text else None
        except re.error as error:
            self.fail(f"{name} is not a valid regular expression ({error})")

    def one_of(self, name: str, kind: Callable[[str], Any], known: tuple[str, ...]) -> Any:
        value = self.text(name)
        if value is not None and value not in known:
            self.fail(f"{name} must be one of {', '.join(known)}, not {value!r}")
        return kind(value) if value is not None else None

    def like(self, others: Mapping[str, Provider]) -> Provider | None:
        """Return the provider that this one is like, if it names one."""
        name = self.text("like")
        if name is not None and name not in others:
            self.fail(f"like must be the name of a provider above it, not {name!r}")
        return others[name] if name is not None else None

    def close(self) -> None:
        if self._left:
            self.fail(f"{min(self._left)} is not a known name")

    def _matching(self, name: str, value: object, pattern: re.Pattern[str] | None) -> str:
        if not isinstance(value, str):
            self.fail(f"{name} must hold texts, not {value!r}")
        if pattern and not pattern.fullmatch(value):
            self.fail(f"{name} has an invalid value: {value!r}")
        return value


def _provider(table: _Table, others: Mapping[str, Provider]) -> Provider:
    known = others.get(table.name)
    if not _NAME.fullmatch(table.name) or table.name == NONE:
        table.fail("a provider's name consists of lower-case letters, digits, dots and hyphens, and is not none")
    base = replace(table.like(others) or known or Provider(title=table.name), name=table.name)
    changes = {name: value for name, value in _plain_values(table).items() if value is not None}
    if "base_url" in changes and "hosts" not in changes:
        changes["hosts"] = (_host_pattern(changes["base_url"]), *(known.hosts if known else ()))
    made = replace(
        base,
        **changes,
        fields=(*map(_model_fields, table.rows("fields")), *base.fields),
        rules=(*map(_rule, table.rows("codes")), *base.rules),
        sources={**_kept(base.sources, changes), **(table.table("sources") or {})},
    )
    table.close()
    if not made.base_url:
        table.fail("base_url is missing")
    return made


def _kept(sources: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, str]:
    """Return the sources of values that stay as they are."""
    return {name: source for name, source in sources.items() if name not in changes}


def _plain_values(table: _Table) -> dict[str, Any]:
    values = {
        "title": table.text("title"),
        "base_url": table.text("base_url"),
        "hosts": table.texts("hosts"),
        "key_env": table.texts("key_env", _VARIABLE),
        "max_tokens": table.one_of("max_tokens", str, (*LIMITS, "")),
        "service_tiers": table.texts("service_tiers"),
        "headers": _headers(table),
        "limits": table.texts("limits"),
        "batch": table.table("batch"),
    }
    if values["base_url"] is not None and not is_usable(values["base_url"]):
        table.fail(f"base_url must be an address such as http://127.0.0.1:8000/v1, not {values['base_url']!r}")
    return values


def _headers(table: _Table) -> dict[str, str] | None:
    headers = table.table("headers")
    for name, value in (headers or {}).items():
        if not (isinstance(value, str) and _HEADER.fullmatch(name) and value.isprintable()):
            table.fail(f"headers must hold names and texts, not {name} = {value!r}")
    return headers


def _host_pattern(base_url: str) -> str:
    parts = urlsplit(base_url)
    host = "localhost" if is_loopback(base_url) else parts.hostname or ""
    return f"{host}:{parts.port}" if parts.port else host


def _model_fields(table: _Table) -> ModelFields:
    models = tuple(pattern.lower() for pattern in table.texts("models") or ())
    thinking_off, other = table.table("thinking_off") or {}, table.table("other") or {}
    if wrong := _NOT_FIELDS & {*thinking_off, *other}:
        table.fail(f"{min(wrong)} cannot be set by a preset")
    found = ModelFields(models, thinking_off, other, table.text("note") or "", table.text("source") or "")
    table.close()
    return found


def _rule(table: _Table) -> Rule:
    found = Rule(
        table.one_of("action", Action, ACTIONS_OF_RULES) or table.fail("action is missing"),
        frozenset(_statuses(table)),
        tuple(code.lower() for code in table.texts("codes") or ()),
        table.regex("words"),
        table.regex("unless"),
        table.one_of("why", Why, tuple(Why)),
        table.text("about") or "",
        table.text("example") or "",
        table.text("source") or "",
    )
    table.close()
    return found


def _statuses(table: _Table) -> list[int]:
    statuses: list[int] = table.take("status", list, "a list of numbers") or []
    if not all(isinstance(status, int) for status in statuses):
        table.fail("status must hold numbers")
    return statuses


def _plan(table: _Table) -> Plan:
    found = Plan(
        table.text("title") or table.fail("title is missing"),
        table.texts("addresses") or (),
        table.texts("keys") or (),
        table.text("instead") or "",
        table.text("source") or "",
    )
    table.close()
    return found
