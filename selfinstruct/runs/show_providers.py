"""`selfinstruct providers`: the known providers, and all facts about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tomli_w

from selfinstruct.runs.provider_choice import Environ, providers_of
from selfinstruct.storage.provider_file import provider_file
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.remedies import Rule

_PLAIN = ("title", "base_url", "hosts", "key_env", "max_tokens", "service_tiers", "headers", "limits", "sources")


def list_providers(environ: Environ) -> dict[str, Any]:
    """Return the providers, and the path of the user's own file. `key` is the variable that is set, or "".

    Raises InputError.
    """
    providers = providers_of(environ)
    rows = [
        {"name": name, "base_url": one.base_url, "key_env": list(one.key_env), "key": _key_that_is_set(one, environ)}
        for name, one in sorted(providers.by_name.items())
    ]
    return {"checked": providers.checked, "own_file": str(provider_file(environ)), "providers": rows}


def describe_list(found: Mapping[str, Any]) -> str:
    """Format the list as a table."""
    width = max(len(row["name"]) for row in found["providers"])
    keys = {row["name"]: _key_column(row) for row in found["providers"]}
    key_width = max(map(len, keys.values()))
    lines = [
        f"{row['name']:<{width}}  {keys[row['name']]:<{key_width}}  {row['base_url']}" for row in found["providers"]
    ]
    return "\n".join(
        [
            *lines,
            "",
            f"facts checked on {found['checked']}; all about one: selfinstruct providers NAME",
            f"your own providers, or changes to these: {found['own_file']}",
        ]
    )


def _key_column(row: Mapping[str, Any]) -> str:
    if not row["key_env"]:
        return "no key"
    return f"{row['key']} (set)" if row["key"] else str(row["key_env"][0])


def _key_that_is_set(provider: Provider, environ: Environ) -> str:
    return next((name for name in provider.key_env if environ.get(name, "").strip()), "")


def show_provider(name: str, environ: Environ) -> dict[str, Any]:
    """Return all facts about a provider, in the form of the data file. Raises InputError."""
    provider = providers_of(environ).named(name)
    plain = {key: value for key, value in asdict(provider).items() if key in _PLAIN and value}
    rows = {"fields": [_filled(asdict(row)) for row in provider.fields], "codes": [_of_rule(r) for r in provider.rules]}
    batch = {"batch": dict(provider.batch)} if provider.batch else {}
    return {name: {**plain, **{key: value for key, value in rows.items() if value}, **batch}}


def describe_provider(found: Mapping[str, Any]) -> str:
    """Format the facts as TOML that can be changed and put into the user's own file."""
    return tomli_w.dumps(found, multiline_strings=False)


def _of_rule(rule: Rule) -> dict[str, Any]:
    values = {
        "action": str(rule.action),
        "why": str(rule.why or ""),
        "status": sorted(rule.status),
        "codes": list(rule.codes),
        "words": rule.words.pattern if rule.words else "",
        "unless": rule.unless.pattern if rule.unless else "",
        "about": rule.about,
        "example": rule.example,
        "source": rule.source,
    }
    return _filled(values)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
