"""Choose the provider of a teacher, and with it the address, the key's variable and the fields of its preset."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.provider_file import read_provider_file
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.providers.reading import Providers, read_providers
from selfinstruct.teachers.urls import OPENAI, each_of, is_loopback

DEFAULT_KEY_ENV = "OPENAI_API_KEY"
NO_PROVIDER = "none"
"""The value of `--provider` that turns recognition off."""
FLEX = "flex"
_FLEX_TIMEOUT = 900.0
"""OpenAI advises 15 minutes for requests of the flex tier (https://platform.openai.com/docs/guides/flex-processing)."""
Environ = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider of a teacher, and what it decides. `preset` are the request fields that it adds."""

    provider: Provider
    base_url: str
    key_env: str
    preset: Mapping[str, Any]


def providers_of(environ: Environ) -> Providers:
    """Return the providers of the package and of the user's own file. Raises InputError."""
    own = read_provider_file(environ)
    return read_providers(*own, known_providers()) if own else known_providers()


def provider_of(name: str, environ: Environ) -> Provider:
    """Return the provider of a resolved setting; an unknown one for a name that this machine does not know."""
    return providers_of(environ).by_name.get(name, Provider())


def choose_provider(
    given: Mapping[str, Any], stored: Mapping[str, Any], addresses: str, is_new: bool, environ: Environ
) -> Choice:
    """Choose the provider that is named or stored, or to which the addresses belong.

    `addresses` are those of the options, of the run folder or of the environment, in this order; "" if there are none.
    An existing run (`is_new` is false) keeps the fields that it was started with. Raises InputError.
    """
    providers = providers_of(environ)
    name = given.get("provider") or stored.get("provider") or ""
    provider = _provider(providers, name, "provider" in given, addresses)
    base_url = addresses or ("" if provider.base_url == OPENAI else provider.base_url)
    is_kept = not is_new and all(given.get(key) in (None, stored.get(key) or "") for key in ("provider", "model"))
    stored_key = str(stored.get("key_env") or "") if is_kept else ""
    key_env = str(given.get("key_env") or stored_key or _key_env(provider, bool(name), environ))
    model = str(given.get("model") or stored.get("model") or "")
    preset = _stored_preset(stored) if is_kept else provider.fields_of(model).body
    _refuse_plans(providers, base_url, environ.get(key_env, "").strip())
    return Choice(provider, base_url, key_env, preset)


def _provider(providers: Providers, name: str, is_given: bool, addresses: str) -> Provider:
    if name == NO_PROVIDER:
        return Provider()
    if name:
        return providers.named(name) if is_given else providers.by_name.get(name, providers.at(addresses or OPENAI))
    return providers.at(addresses or OPENAI)


def _key_env(provider: Provider, is_named: bool, environ: Environ) -> str:
    """Return the variable that holds the key.

    A provider that was only recognised may also use the key of the default variable. The key of one provider is never
    sent to another one that was named.
    """
    others: tuple[str, ...] = () if is_named and provider.key_env else (DEFAULT_KEY_ENV,)
    names = (*provider.key_env, *others)
    return next((name for name in names if environ.get(name, "").strip()), names[0])


def _stored_preset(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields with which a run was started; none if it is older than presets."""
    found = stored.get("preset", "{}")
    preset: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    if not isinstance(preset, dict):
        raise TypeError(f"preset must be a JSON object, not {found!r}")
    return preset


def _refuse_plans(providers: Providers, base_urls: str, key: str) -> None:
    for plan in providers.plans:
        if (key and plan.covers_key(key)) or any(plan.covers_address(url) for url in each_of(base_urls)):
            instead = f"; use --provider {plan.instead} with a key for pay-as-you-go requests" if plan.instead else ""
            raise InputError(
                f"the key or the address belongs to {plan.title}, whose terms only allow coding tools, not automated "
                f"requests: the account may be closed{instead}"
            )


def needs_key(provider: Provider, base_urls: str) -> bool:
    """Return True for the addresses of a provider on another machine."""
    return provider.needs_key and not any(map(is_loopback, filter(None, each_of(base_urls))))


def tier_values(tier: str, provider: Provider, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a service tier changes. Raises InputError if the provider does not have it."""
    if not tier:
        return {}
    if provider.name and tier not in provider.service_tiers:
        known = f"its tiers are {', '.join(provider.service_tiers)}" if provider.service_tiers else "it has no tiers"
        raise InputError(f"--service-tier {tier!r} is not known for {provider.name}: {known}")
    return {"timeout": _FLEX_TIMEOUT} if tier == FLEX and "timeout" not in values else {}
