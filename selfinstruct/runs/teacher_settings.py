"""Resolve the settings of a teacher and the connection to it, from options, run folder and environment.

An option that is not given takes its value from the run folder, then (key and address only) from the environment,
then from a settings file (`runs/layers.py`), then from the defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from selfinstruct.errors import InputError
from selfinstruct.runs.caps import CAPS, Caps, cap_requirements, cap_values
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.price_settings import PRICES, price_requirements, price_values
from selfinstruct.runs.provider_choice import (
    DEFAULT_KEY_ENV,
    Environ,
    choose_provider,
    is_real,
    needs_key,
    provider_of,
    providers_of,
)
from selfinstruct.runs.request_fields import as_json, read_fields
from selfinstruct.runs.service_tier import TIMEOUT, tier_values
from selfinstruct.schema.choices import NONE
from selfinstruct.schema.price import DEFAULT_CURRENCY, Price
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, Connection, RetryPolicy
from selfinstruct.teachers.http import seconds_of
from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.offline.behavior import Behavior
from selfinstruct.teachers.offline.layouts import Style
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.request import RequestForm
from selfinstruct.teachers.urls import has_login, public_urls

_ACCOUNT = {"OpenAI-Organization": "OPENAI_ORG_ID", "OpenAI-Project": "OPENAI_PROJECT_ID"}
"""Headers of OpenAI's API, and the variables in which its tools look for their values."""
Requirement = tuple[bool, str]
"""A condition, and the error message if it does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherSettings:
    """The resolved options of a teacher.

    `provider` is "" if it is unknown, `base_url` "" is OpenAI's own address. `preset` are the request fields that the
    provider added when the run was started. `max_tokens` 0 sends no limit. The prices are per million tokens. A price,
    cap or quota that is None is not set.
    """

    teacher: str = "offline"
    teacher_faults: float = 0.0
    teacher_leaks: float = 0.0
    teacher_errors: float = 0.0
    teacher_style: str = Style.PLAIN
    provider: str = ""
    model: str = ""
    base_url: str = ""
    key_env: str = DEFAULT_KEY_ENV
    service_tier: str = ""
    preset: Mapping[str, Any] = field(default_factory=dict)
    extra_body: Mapping[str, Any]
    stream: bool = False
    max_tokens: int = 4096
    concurrency: int = 32
    timeout: float = TIMEOUT
    attempts: int = 6
    outage: str = "10m"
    rpm: float | None = None
    tpm: float | None = None
    max_cost: float | None = None
    max_total_tokens: int | None = None
    max_requests: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    price_cached: float | None = None
    currency: str = DEFAULT_CURRENCY


_Settings = TypeVar("_Settings", bound=TeacherSettings)


def resolve_teacher(options: TeacherOptions, environ: Environ) -> TeacherSettings:
    """Resolve the settings of a teacher that is used outside of a run. Raises InputError."""
    with bad_values_reported():
        given = given_values(options)
        values = given | teacher_values(given, None, environ) | cap_values(given)
        known = {each.name for each in fields(TeacherSettings)}
        settings = TeacherSettings(**{name: value for name, value in values.items() if name in known})
        require_given_key(given, settings, environ)
        check_settings(settings, environ, teacher_requirements)
    return settings


def connection_of(
    settings: TeacherSettings, environ: Environ, temperature: float | None = None, top_p: float | None = None
) -> Connection:
    """Return the connection for these settings, with the key from the environment."""
    is_offline = settings.teacher == "offline"
    providers = known_providers() if is_offline else providers_of(environ)
    tier = {"service_tier": settings.service_tier} if settings.service_tier else {}
    return Connection(
        url=settings.base_url,
        model=settings.model,
        key=api_key(settings, environ),
        key_env=settings.key_env,
        temperature=temperature,
        top_p=top_p,
        max_tokens=settings.max_tokens,
        extra_body={**tier, **settings.extra_body},
        provider=Provider() if is_offline else provider_of(settings.provider, environ),
        general_rules=providers.rules,
        preset=settings.preset,
        retry=RetryPolicy(settings.attempts, settings.timeout, outage=seconds_of(settings.outage) or 0.0),
        concurrency=settings.concurrency,
        rpm=settings.rpm,
        tpm=settings.tpm,
        stream=settings.stream,
        openai_headers=_account_headers(environ),
        is_offline=is_offline,
        offline=Behavior(
            settings.teacher_faults, settings.teacher_leaks, settings.teacher_errors, Style(settings.teacher_style)
        ),
    )


def caps_of(settings: TeacherSettings, connection: Connection, price: Price | None) -> Caps:
    """Return the budget of a run. Raises InputError if it cannot be kept."""
    caps = Caps(requests=settings.max_requests, tokens=settings.max_total_tokens, cost=settings.max_cost, price=price)
    caps.require_bound(RequestForm(connection).output_bound)
    return caps


def _account_headers(environ: Environ) -> dict[str, str]:
    """Return the headers that name an organization and a project of OpenAI."""
    values = {header: environ.get(name, "").strip() for header, name in _ACCOUNT.items()}
    return {header: value for header, value in values.items() if value}


def api_key(settings: TeacherSettings, environ: Environ) -> str:
    """Return the teacher's key; a placeholder if none is set, for servers that need none (a local vLLM or Ollama)."""
    return environ.get(settings.key_env, "").strip() or PLACEHOLDER_KEY


def given_values(options: TeacherOptions) -> dict[str, Any]:
    """Return the options that were given, by name, as plain values."""
    return {name: value for name, value in plain(asdict(options)).items() if value is not None}


def teacher_values(given: Mapping[str, Any], stored: Mapping[str, Any] | None, environ: Environ) -> dict[str, Any]:
    """Resolve the teacher, its provider, its address and the extra body of requests.

    `given` holds the options of this command, `stored` the settings in the run folder, if there is one.
    """
    values = {**(stored or {}), **given}
    extra_body = read_fields(values.get("extra_body", {}), "--extra-body")
    if values.get("teacher") == "offline":
        return _offline_values(given, stored or {}, extra_body)
    choice = choose_provider(given, stored, environ)
    if "teacher" not in values and not is_real(values, choice, environ):
        return _offline_values(given, stored or {}, extra_body)
    limit = {} if choice.provider.max_tokens or "max_tokens" in values else {"max_tokens": 0}
    return {
        "teacher": values.get("teacher", "openai"),
        "provider": choice.name,
        "base_url": choice.base_url,
        "key_env": choice.key_env,
        "preset": choice.preset,
        "extra_body": extra_body,
        **limit,
        **tier_values(given, stored or {}, choice.provider),
        **price_values(given, stored or {}, choice.name),
    }


def require_given_key(given: Mapping[str, Any], settings: TeacherSettings, environ: Environ) -> None:
    """Check that a variable which is given for the key holds one. Raises InputError."""
    is_missing = settings.teacher != "offline" and not environ.get(settings.key_env, "").strip()
    if given.get("key_env") and is_missing:
        raise InputError(f"{settings.key_env} holds no key; set {settings.key_env}, or leave --key-env out")


def _offline_values(
    given: Mapping[str, Any], stored: Mapping[str, Any], extra_body: Mapping[str, Any]
) -> dict[str, Any]:
    for name in ("model", "base_url", "provider", "service_tier"):
        if given.get(name) not in (None, OFFLINE_MODEL, NONE):
            flag = name.replace("_", "-")
            raise InputError(f"--{flag} cannot be combined with the offline teacher; leave one of them out")
    return {
        "teacher": "offline",
        "model": OFFLINE_MODEL,
        "base_url": "",
        "extra_body": extra_body,
        "preset": {},
        **price_values(given, stored, ""),
    }


def teacher_requirements(settings: TeacherSettings, environ: Environ) -> list[Requirement]:
    """Return the conditions for using a teacher, with error messages."""
    offline = settings.teacher == "offline"
    key = "" if offline else environ.get(settings.key_env, "").strip()
    return [
        (settings.teacher in ("offline", "openai"), f"--teacher must be offline or openai, not {settings.teacher!r}"),
        (
            offline or bool(key) or bool(settings.base_url),
            f"no key for the teacher; set {settings.key_env}, or the --base-url of a server that needs none",
        ),
        (
            offline or bool(key) or not _needs_key(settings, environ),
            f"no key for {settings.provider}; set {settings.key_env}, or name its variable with --key-env",
        ),
        (
            key.isascii() and key.isprintable() and not set(key) & set("\"' "),
            f"the key in {settings.key_env} contains an invalid character; copy it again, without quotes and 'Bearer'",
        ),
        (settings.max_tokens >= 0, f"--max-tokens must be at least 0 (no limit), not {settings.max_tokens}"),
        (
            1 <= settings.concurrency <= 1000,
            f"--concurrency must be at least 1 and at most 1000, not {settings.concurrency}",
        ),
        (
            0 < settings.timeout <= 86_400,
            f"--timeout must be greater than 0 and at most 86,400 seconds (a day), not {settings.timeout:g}",
        ),
        (
            seconds_of(settings.outage) is not None,
            f"--outage must be a time such as 90s, 10m or 2h, not {settings.outage!r}",
        ),
        (settings.attempts >= 1, f"--attempts must be at least 1, not {settings.attempts}"),
        (
            0 <= settings.teacher_faults < 1,
            f"--teacher-faults must be at least 0 and less than 1, not {settings.teacher_faults:g}",
        ),
        (offline or not settings.teacher_faults, "--teacher-faults only applies to the offline teacher; leave it out"),
        *_shares_of_tasks(
            {"--teacher-leaks": settings.teacher_leaks, "--teacher-errors": settings.teacher_errors}, offline
        ),
        (
            settings.teacher_style in list(Style),
            f"--teacher-style must be one of {', '.join(Style)}, not {settings.teacher_style!r}",
        ),
        (
            offline or settings.teacher_style == Style.PLAIN,
            "--teacher-style only applies to the offline teacher; leave it out",
        ),
        *cap_requirements({name: getattr(settings, name) for name in CAPS}),
        *price_requirements({name: getattr(settings, name) for name in PRICES}, settings.currency),
    ]


def _shares_of_tasks(shares: Mapping[str, float], offline: bool) -> Iterator[Requirement]:
    """Yield the conditions for shares of tasks of the offline teacher, by flag."""
    for flag, share in shares.items():
        yield 0 <= share <= 1, f"{flag} must be at least 0 and at most 1, not {share:g}"
        yield offline or not share, f"{flag} only applies to the offline teacher; leave it out"


def _needs_key(settings: TeacherSettings, environ: Environ) -> bool:
    """Return True for a provider on another machine, unless its addresses contain a user and password."""
    urls = settings.base_url.split()
    has_logins = bool(urls) and all(map(has_login, urls))
    return not has_logins and needs_key(provider_of(settings.provider, environ), settings.base_url)


@contextmanager
def bad_values_reported() -> Iterator[None]:
    """Convert the exceptions that Python raises for a value of the wrong type to InputError."""
    try:
        yield
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"an option, or a setting in run.toml, has a value of the wrong type: {error}") from error


def check_settings(
    settings: _Settings, environ: Environ, requirements: Callable[[_Settings, Environ], list[Requirement]]
) -> None:
    """Check types and requirements. Raises TypeError for a wrong type, InputError for the first unmet requirement."""
    _check_kinds(settings)
    for holds, message in requirements(settings, environ):
        if not holds:
            raise InputError(message)
    for name, value in as_plain(settings).items():
        if without_surrogates(str(value)) != str(value):
            raise InputError(f"--{name.replace('_', '-')} contains bytes that are not UTF-8 text")


def as_plain(settings: TeacherSettings) -> dict[str, Any]:
    """Return the settings as values that TOML supports, without secrets in the address."""
    changed = {
        "base_url": public_urls(settings.base_url),
        "extra_body": as_json(settings.extra_body),
        "preset": as_json(settings.preset),
    }
    return {name: NONE if value is None else value for name, value in plain(asdict(settings)).items()} | changed


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with paths and enumerations as text, and lists as tuples."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Path | StrEnum):
        return str(value)
    return tuple(_plain_value(element) for element in value) if isinstance(value, list | tuple) else value


def _check_kinds(settings: TeacherSettings) -> None:
    """Raise TypeError for a value of the wrong type, given in Python or in an edited `run.toml`."""
    for each in fields(settings):
        value, kind = getattr(settings, each.name), type(each.default)
        numbers = int | float if kind is float else int
        if kind in (int, float) and (not isinstance(value, numbers) or isinstance(value, bool)):
            raise TypeError(f"{each.name} must be a number, not {value!r}")
        if kind is str and not isinstance(value, str):
            raise TypeError(f"{each.name} must be text, not {value!r}")
