"""What a run is to do: options as given, resolved to settings.

An option that is not given takes its value from the run folder, then (key and address only) from the environment,
then from the defaults.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import BALANCED, read_mix
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.schema.reply import without_surrogates
from selfinstruct.teachers.urls import is_usable, public_url

OFFLINE_MODEL = "offline"
PLACEHOLDER_KEY = "no-key-needed"
DEFAULT_KEY_ENV = "OPENAI_API_KEY"
ADDRESS_ENV = "OPENAI_BASE_URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every option resolved. Paths are "" for what is built in, and `mix` for none; `max_tokens` 0 sends no limit."""

    seeds: str = ""
    prompt: str = ""
    topic: str = ""
    mix: str = ""
    language: Language = Language.CHINESE
    teacher: str = "offline"
    teacher_faults: float = 0.0
    model: str = ""
    base_url: str = ""
    key_env: str = DEFAULT_KEY_ENV
    extra_body: Mapping[str, Any]
    temperature: float = 1.0
    top_p: float = 1.0
    max_tokens: int = 4096
    tasks: int = 10
    demonstrations: int = 3
    threshold: float = 0.7
    window: int = 256
    seed: int = 0
    against: tuple[str, ...] = ()
    concurrency: int = 32
    timeout: float = 180.0
    attempts: int = 6
    saturation: float = 0.02


def resolve(options: TeacherOptions, environ: Mapping[str, str], stored: Mapping[str, Any] | None) -> Settings:
    """The settings of a run. `stored` are the settings in its `run.toml`, if it has one. Raises InputError."""
    try:
        return _resolve(options, environ, stored or {})
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"an option, or a setting in run.toml, has a value of the wrong kind: {error}") from error


def _resolve(options: TeacherOptions, environ: Mapping[str, str], stored: Mapping[str, Any]) -> Settings:
    given = {name: value for name, value in _plain(asdict(options)).items() if value is not None}
    values = _plain(stored) | given
    if values.get("teacher") == "offline":
        environ = {}
    values["base_url"] = _address(values, environ)
    values.setdefault("teacher", _teacher(values, environ))
    values["extra_body"] = _extra_body(values.get("extra_body", {}))
    values["mix"] = _mix(given, values)
    values["language"] = _language(values.get("language", Language.CHINESE))
    if values["teacher"] == "offline":
        _refuse_paid_options(given)
        values |= {"model": OFFLINE_MODEL, "base_url": ""}
    known = {field.name for field in fields(Settings)}
    settings = Settings(**{name: value for name, value in values.items() if name in known})
    _check_kinds(settings)
    for holds, message in _requirements(settings, environ):
        if not holds:
            raise InputError(message)
    for name, value in as_plain(settings).items():
        if without_surrogates(str(value)) != str(value):
            raise InputError(f"--{name.replace('_', '-')} holds bytes that are not UTF-8 text")
    return settings


def api_key(settings: Settings, environ: Mapping[str, str]) -> str:
    """The teacher's key; a placeholder for addresses that want none (a local vLLM or Ollama)."""
    return environ.get(settings.key_env, "").strip() or PLACEHOLDER_KEY


def as_plain(settings: Settings) -> dict[str, Any]:
    """The settings as values that TOML can hold, the address without what may be secret in it."""
    extra_body = json.dumps(settings.extra_body, sort_keys=True, ensure_ascii=False)
    return _plain(asdict(settings)) | {"base_url": public_url(settings.base_url), "extra_body": extra_body}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Path | Language):
        return str(value)
    return tuple(_plain_value(element) for element in value) if isinstance(value, list | tuple) else value


def _check_kinds(settings: Settings) -> None:
    """Raises TypeError for a number that is text, or the like: from Python, or from an edited `run.toml`."""
    for field in fields(Settings):
        value, kind = getattr(settings, field.name), type(field.default)
        numbers = int | float if kind is float else int
        if kind in (int, float) and (not isinstance(value, numbers) or isinstance(value, bool)):
            raise TypeError(f"{field.name} must be a number, not {value!r}")
        if kind is str and not isinstance(value, str):
            raise TypeError(f"{field.name} must be text, not {value!r}")


def _address(values: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    given = str(values.get("base_url") or "")
    url, source = (given, "--base-url") if given else (environ.get(ADDRESS_ENV, "").strip(), ADDRESS_ENV)
    if url and not is_usable(url):
        raise InputError(f"{source} must be an address such as http://127.0.0.1:8000/v1, not {url!r}")
    return url


def _teacher(values: Mapping[str, Any], environ: Mapping[str, str]) -> str:
    """Whoever names a model or an address, or has a key, means a real teacher."""
    key = environ.get(values.get("key_env") or DEFAULT_KEY_ENV, "").strip()
    return "openai" if key or values["base_url"] or values.get("model") else "offline"


def _extra_body(value: object) -> Mapping[str, Any]:
    """The extra body, which flags and `run.toml` hold as JSON text."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise InputError(f"--extra-body is not JSON: {error}") from error
    if not isinstance(found, Mapping):
        raise InputError('--extra-body must be a JSON object, such as {"enable_thinking": false}')
    if found.get("stream") or found.get("n", 1) != 1:
        raise InputError("--extra-body cannot ask for a stream or for several choices: one whole answer is journaled")
    json.dumps(found, allow_nan=False)
    return found


def _mix(given: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """The wished mix as its canonical text; "" where none is given or stored."""
    if not isinstance(given.get("balance", False), bool):
        raise TypeError(f"balance must be True or False, not {given['balance']!r}")
    if not given.get("balance"):
        return read_mix(values["mix"]).text if "mix" in given or values.get("mix") else ""
    if "mix" in given:
        raise InputError("--balance wishes all types alike, and --mix says otherwise; leave one of them out")
    return BALANCED.text


def _language(value: str) -> Language:
    try:
        return Language(value)
    except ValueError:
        raise InputError(f"--language must be one of {', '.join(Language)}, not {value!r}") from None


def _refuse_paid_options(given: Mapping[str, Any]) -> None:
    for name in ("model", "base_url"):
        if given.get(name) not in (None, OFFLINE_MODEL):
            flag = name.replace("_", "-")
            raise InputError(f"--{flag} has no meaning for the offline teacher; leave one of them out")


def _requirements(settings: Settings, environ: Mapping[str, str]) -> list[tuple[bool, str]]:
    offline = settings.teacher == "offline"
    key = environ.get(settings.key_env, "").strip()
    return [
        (settings.teacher in ("offline", "openai"), "--teacher must be offline or openai"),
        (
            offline or bool(key) or bool(settings.base_url),
            f"no key for the teacher: set {settings.key_env}, or give the --base-url of a server that needs none",
        ),
        (
            key.isascii() and key.isprintable(),
            f"the key in {settings.key_env} holds a character that no key has; copy it again, without quotes",
        ),
        (
            not offline or settings.language is not Language.ENGLISH,
            "the offline teacher writes Chinese tasks only; leave --language out, or give a real teacher",
        ),
        (0 <= settings.temperature <= 2, "--temperature must be between 0 and 2"),
        (0 < settings.top_p <= 1, "--top-p must be over 0 and at most 1"),
        (settings.max_tokens >= 0, "--max-tokens must be 0 (no limit) or more"),
        (1 <= settings.demonstrations < settings.tasks, "--demonstrations must be 1 or more and fewer than --tasks"),
        (settings.tasks <= 50, "--tasks must be 50 or fewer: longer lists are cut by the token limit"),
        (0 < settings.threshold <= 1, "--threshold must be over 0 and at most 1"),
        (settings.window >= 1, "--window must be 1 or more"),
        (1 <= settings.concurrency <= 1000, "--concurrency must be between 1 and 1000"),
        (0 < settings.timeout <= 86_400, "--timeout must be over 0 seconds and at most a day"),
        (settings.attempts >= 1, "--attempts must be 1 or more"),
        (0 <= settings.saturation < 1, "--saturation must be 0 (never) or a share under 1"),
        (0 <= settings.teacher_faults < 1, "--teacher-faults must be 0 or a share under 1"),
        (offline or not settings.teacher_faults, "--teacher-faults is for the offline teacher; a real one has its own"),
    ]
