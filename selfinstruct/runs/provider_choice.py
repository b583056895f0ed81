"""Choose the provider of a teacher, and with it the address, the key's variable and the fields of its preset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.request_fields import read_fields
from selfinstruct.schema.choices import NONE
from selfinstruct.storage.provider_file import read_provider_file
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.providers.reading import Providers, read_providers
from selfinstruct.teachers.urls import OPENAI, each_of, guess_public, is_loopback, is_usable

DEFAULT_KEY_ENV = "OPENAI_API_KEY"
ADDRESS_ENV = "OPENAI_BASE_URL"
Environ = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The provider of a teacher, and what it decides.

    `name` is its setting: "none" if recognition is turned off. `preset` are the request fields that it adds.
    """

    name: str
    provider: Provider
    base_url: str
    key_env: str
    preset: Mapping[str, Any]


def providers_of(environ: Environ) -> Providers:
    """Return the providers of the package and of the user's own file. Raises InputError."""
    own = read_provider_file(environ)
    return _with_own(*own) if own else known_providers()


@lru_cache(maxsize=1)
def _with_own(text: str, origin: str) -> Providers:
    return read_providers(text, origin, known_providers())


def provider_of(name: str, environ: Environ) -> Provider:
    """Return the provider of a resolved setting. One that this machine does not know has only a name."""
    unknown = Provider("" if name == NONE else name)
    return providers_of(environ).by_name.get(name, unknown)


def choose_provider(given: Mapping[str, Any], stored: Mapping[str, Any] | None, environ: Environ) -> Choice:
    """Choose the provider that is named or stored, or to which the addresses belong.

    `given` holds the options of this command, `stored` the settings in the run folder, if there is one: a run keeps the
    request fields that it was started with, and its address and key until other ones are given. Raises InputError.
    """
    past = _Past(stored or {}, given, providers_of(environ))
    name = str(given.get("provider") or past.provider)
    addresses = _addresses(given, past.address, environ if name in ("", NONE) else {})
    provider = _provider(past.providers, name, "provider" in given, addresses)
    base_url = addresses or ("" if provider.base_url == OPENAI else provider.base_url)
    key_env = str(given.get("key_env") or past.key_env or _key_env(provider, bool(name), environ))
    model = str(given.get("model") or past.model)
    keeps_fields = stored is not None and past.is_same and model == past.model
    preset = past.preset if keeps_fields else provider.fields_of(model).body
    _refuse_plans(past.providers, base_url, environ.get(key_env, "").strip())
    return Choice(NONE if name == NONE else provider.name, provider, base_url, key_env, preset)


@dataclass(frozen=True, slots=True)
class _Past:
    """The settings that a run was started with, as far as the options of this command leave them."""

    stored: Mapping[str, Any]
    given: Mapping[str, Any]
    providers: Providers

    @property
    def is_same(self) -> bool:
        """True unless another provider is named. Without recognition, the run still asks the same one."""
        return self.given.get("provider") in (None, NONE, self.stored.get("provider") or "")

    @property
    def is_recognised_again(self) -> bool:
        """True if another address is given, and the provider was that of the old one."""
        before = self.providers.by_name.get(str(self.stored.get("provider") or ""), Provider())
        return bool(self.given.get("base_url")) and before.serves(str(self.stored.get("base_url") or before.base_url))

    @property
    def provider(self) -> str:
        return "" if self.is_recognised_again else str(self.stored.get("provider") or "")

    @property
    def address(self) -> str:
        return str(self.stored.get("base_url") or "") if self.is_same else ""

    @property
    def key_env(self) -> str:
        is_kept = self.is_same and not self.is_recognised_again
        return str(self.stored.get("key_env") or "") if is_kept else ""

    @property
    def model(self) -> str:
        return str(self.stored.get("model") or "")

    @property
    def preset(self) -> Mapping[str, Any]:
        """The fields with which the run was started; none if it is older than presets."""
        return read_fields(self.stored.get("preset", "{}"), "preset in run.toml")


def _addresses(given: Mapping[str, Any], stored: str, environ: Environ) -> str:
    """Return the addresses, separated by spaces, of the options, of the run folder or of the environment."""
    values = given.get("base_url") or stored
    values = values if isinstance(values, str) else " ".join(map(str, values))
    urls, source = (values, "--base-url") if values else (environ.get(ADDRESS_ENV, ""), ADDRESS_ENV)
    for url in urls.split():
        if not is_usable(url):
            raise InputError(f"{source} must be an address such as http://127.0.0.1:8000/v1, not {guess_public(url)!r}")
    return " ".join(urls.split())


def _provider(providers: Providers, name: str, is_given: bool, addresses: str) -> Provider:
    if name == NONE:
        return Provider()
    if name:
        return providers.named(name) if is_given else providers.by_name.get(name, Provider(name))
    return providers.at(addresses or OPENAI)


def _key_env(provider: Provider, is_named: bool, environ: Environ) -> str:
    """Return the variable that holds the key.

    A provider that was only recognised may also use the key of the default variable. The key of one provider is never
    sent to another one that was named.
    """
    names = provider.key_variables if is_named and provider.name else (*provider.key_env, DEFAULT_KEY_ENV)
    return next((name for name in names if environ.get(name, "").strip()), names[0])


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


def is_real(values: Mapping[str, Any], choice: Choice, environ: Environ) -> bool:
    """Return True if there is a model, a provider, an address or a key, so that a real teacher is meant."""
    has_key = bool(environ.get(choice.key_env, "").strip())
    return has_key or bool(choice.base_url or values.get("model") or values.get("provider"))
