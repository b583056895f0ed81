"""Resolve the settings of a teacher and the connection to it, from options, run folder and environment.

An option that is not given takes its value from the run folder, then (key and address only) from the environment,
then from the defaults.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from selfinstruct.errors import InputError
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.storage.tables import json_mistake
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, Connection, RetryPolicy
from selfinstruct.teachers.http import seconds_of
from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.urls import guess_public, is_usable, public_urls

DEFAULT_KEY_ENV = "OPENAI_API_KEY"
ADDRESS_ENV = "OPENAI_BASE_URL"
_ACCOUNT = {"OpenAI-Organization": "OPENAI_ORG_ID", "OpenAI-Project": "OPENAI_PROJECT_ID"}
"""Headers of OpenAI's API, and the variables in which its tools look for their values."""
Environ = Mapping[str, str]
Requirement = tuple[bool, str]
"""A condition, and the error message if it does not hold."""
_EXAMPLE = """write it in quotes for the shell, such as '{"enable_thinking": false}'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherSettings:
    """The resolved options of a teacher. `base_url` "" is OpenAI's own address; `max_tokens` 0 sends no limit."""

    teacher: str = "offline"
    teacher_faults: float = 0.0
    model: str = ""
    base_url: str = ""
    key_env: str = DEFAULT_KEY_ENV
    extra_body: Mapping[str, Any]
    stream: bool = False
    max_tokens: int = 4096
    concurrency: int = 32
    timeout: float = 180.0
    attempts: int = 6
    outage: str = "10m"


_Settings = TypeVar("_Settings", bound=TeacherSettings)


def resolve_teacher(options: TeacherOptions, environ: Environ) -> TeacherSettings:
    """Resolve the settings of a teacher that is used outside of a run. Raises InputError."""
    with bad_values_reported():
        given = given_values(options)
        settings = TeacherSettings(**given | teacher_values(given, given, environ))
        check_settings(settings, environ, teacher_requirements)
    return settings


def connection_of(settings: TeacherSettings, environ: Environ, temperature: float, top_p: float) -> Connection:
    """Return the connection for these settings, with the key from the environment."""
    return Connection(
        url=settings.base_url,
        model=settings.model,
        key=api_key(settings, environ),
        key_env=settings.key_env,
        temperature=temperature,
        top_p=top_p,
        max_tokens=settings.max_tokens,
        extra_body=settings.extra_body,
        retry=RetryPolicy(settings.attempts, settings.timeout, outage=seconds_of(settings.outage) or 0.0),
        concurrency=settings.concurrency,
        stream=settings.stream,
        openai_headers=_account_headers(environ),
        is_offline=settings.teacher == "offline",
        offline_faults=settings.teacher_faults,
    )


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


def teacher_values(given: Mapping[str, Any], values: Mapping[str, Any], environ: Environ) -> dict[str, Any]:
    """Resolve the teacher, its address and the extra body of requests.

    `given` holds the options of this command, `values` also those stored in the run folder.
    """
    if values.get("teacher") == "offline":
        environ = {}
    address = _address(values, environ)
    teacher = values["teacher"] if "teacher" in values else _teacher(values, address, environ)
    found = {"teacher": teacher, "base_url": address, "extra_body": _extra_body(values.get("extra_body", {}))}
    if teacher == "offline":
        _refuse_paid_options(given)
        found |= {"model": OFFLINE_MODEL, "base_url": ""}
    return found


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
            key.isascii() and key.isprintable(),
            f"the key in {settings.key_env} contains an invalid character; copy it again, without quotes",
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
    ]


def announce_teacher(connection: Connection, suggest_model: bool, say: Reporter, topic: str = "") -> None:
    """Report that no model is used if the teacher is the offline one, and how to change what may not be intended."""
    if connection.is_offline:
        say("using the built-in offline teacher, which writes tasks by rules")
        if topic:
            say("the offline teacher ignores --topic; only a real teacher follows it")
    hint_at_teacher(connection, suggest_model, say)


def hint_at_teacher(connection: Connection, suggest_model: bool, say: Reporter) -> None:
    """Say how to use a real teacher instead of the offline one, or that another machine is contacted without a key."""
    if connection.is_offline and suggest_model:
        say(f"to use a real teacher, pass --model, with --base-url for a local server or a key in {connection.key_env}")
    if connection.lacks_key:
        say(f"no API key is set ({connection.key_env}); sending requests without one")


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
    extra_body = json.dumps(settings.extra_body, sort_keys=True, ensure_ascii=False)
    return plain(asdict(settings)) | {"base_url": public_urls(settings.base_url), "extra_body": extra_body}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with paths and enumerations as text, and lists as tuples."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Path | StrEnum):
        return str(value)
    return tuple(_plain_value(element) for element in value) if isinstance(value, list | tuple) else value


def _check_kinds(settings: TeacherSettings) -> None:
    """Raise TypeError for a value of the wrong type, given in Python or in an edited `run.toml`."""
    for field in fields(settings):
        value, kind = getattr(settings, field.name), type(field.default)
        numbers = int | float if kind is float else int
        if kind in (int, float) and (not isinstance(value, numbers) or isinstance(value, bool)):
            raise TypeError(f"{field.name} must be a number, not {value!r}")
        if kind is str and not isinstance(value, str):
            raise TypeError(f"{field.name} must be text, not {value!r}")


def _address(values: Mapping[str, Any], environ: Environ) -> str:
    """Return the addresses, separated by spaces."""
    given = values.get("base_url") or ""
    given = given if isinstance(given, str) else " ".join(map(str, given))
    urls, source = (given, "--base-url") if given else (environ.get(ADDRESS_ENV, ""), ADDRESS_ENV)
    for url in urls.split():
        if not is_usable(url):
            raise InputError(f"{source} must be an address such as http://127.0.0.1:8000/v1, not {guess_public(url)!r}")
    return " ".join(urls.split())


def _teacher(values: Mapping[str, Any], address: str, environ: Environ) -> str:
    """Return "openai" if there is a model, an address or a key, otherwise "offline"."""
    key = environ.get(values.get("key_env") or DEFAULT_KEY_ENV, "").strip()
    return "openai" if key or address or values.get("model") else "offline"


def _extra_body(value: object) -> Mapping[str, Any]:
    """Return the extra body, which flags and `run.toml` contain as JSON text."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise InputError(f"--extra-body is not valid JSON: {json_mistake(error)}; {_EXAMPLE}") from error
    if not isinstance(found, Mapping):
        raise InputError(f"--extra-body must be a JSON object; {_EXAMPLE}")
    if found.get("stream"):
        raise InputError("--extra-body cannot request a stream; use --stream")
    if found.get("n", 1) != 1:
        raise InputError("--extra-body cannot request several choices; each request must return one reply")
    json.dumps(found, allow_nan=False)
    return found


def _refuse_paid_options(given: Mapping[str, Any]) -> None:
    for name in ("model", "base_url"):
        if given.get(name) not in (None, OFFLINE_MODEL):
            flag = name.replace("_", "-")
            raise InputError(f"--{flag} cannot be combined with the offline teacher; leave one of them out")
