"""What a run is to do: options as given, settings as resolved, and the run's identity.

An option that is not given takes its value from the run folder, then (key and address only) from the environment,
then from the defaults.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from selfinstruct import classifying, filtering, parsing, prompting
from selfinstruct.errors import InputError
from selfinstruct.filtering import Language
from selfinstruct.options import Options
from selfinstruct.similarity import tokens

BUILT_IN_SEEDS = "zh_seed_tasks"
BUILT_IN_PROMPT = "belle_zh"
OFFLINE_MODEL = "offline"
PLACEHOLDER_KEY = "no-key-needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every option resolved. Paths are "" for what is built in; `max_tokens` 0 sends no limit."""

    seeds: str = ""
    prompt: str = ""
    topic: str = ""
    language: Language = Language.CHINESE
    teacher: str = "offline"
    teacher_faults: float = 0.0
    model: str = ""
    base_url: str = ""
    key_env: str = "OPENAI_API_KEY"
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


NOT_IN_IDENTITY = {
    "seeds": "its content is, wherever the file lies",
    "prompt": "its content is, wherever the file lies",
    "against": "their content is, wherever the files lie",
    "base_url": "the same model may be reached another way",
    "key_env": "who pays does not change an answer",
    "concurrency": "slots are judged in their order, however many are in flight",
    "timeout": "a slow answer is asked for again, not replaced by another",
    "attempts": "an open slot stays open; it never becomes another one",
    "saturation": "it says when to stop, and what is there by then is a prefix",
}
"""Settings that may change between two runs of one folder, and why."""


def resolve(options: Options, environ: Mapping[str, str], stored: Mapping[str, Any] | None) -> Settings:
    """The settings of a run. `stored` are the settings in its `run.toml`, if it has one. Raises InputError."""
    given = {name: value for name, value in asdict(options).items() if value is not None and name not in ("n", "out")}
    values = _plain({**(stored or {}), **given})
    if isinstance(values.get("extra_body"), str):
        values["extra_body"] = json.loads(values["extra_body"])
    key_env = str(values.get("key_env") or "OPENAI_API_KEY")
    if not values.get("base_url") and environ.get("OPENAI_BASE_URL"):
        values["base_url"] = environ["OPENAI_BASE_URL"]
    if "teacher" not in values:
        values["teacher"] = (
            "openai" if environ.get(key_env) or values.get("base_url") or values.get("model") else "offline"
        )
    if values["teacher"] == "offline":
        _refuse_paid_options(given)
        values |= {"model": OFFLINE_MODEL, "base_url": ""}
    known = {field.name for field in fields(Settings)}
    if values.get("language", Language.CHINESE) not in list(Language):
        raise InputError(f"--language must be one of {', '.join(Language)}")
    values["language"] = Language(values.get("language", Language.CHINESE))
    settings = Settings(**{"extra_body": {}} | {name: value for name, value in values.items() if name in known})
    _check(settings, environ)
    return settings


def key_of(settings: Settings, environ: Mapping[str, str]) -> str:
    """The teacher's key; a placeholder for addresses that want none (a local vLLM or Ollama)."""
    return environ.get(settings.key_env, "").strip() or PLACEHOLDER_KEY


def identity(settings: Settings, content: Mapping[str, str]) -> dict[str, Any]:
    """Everything that changes data, by name. `content` are the hashes of template, seeds and --against files."""
    own = {name: value for name, value in as_toml(settings).items() if name not in NOT_IN_IDENTITY}
    return (
        own
        | dict(content)
        | {
            "system": sha(prompting.SYSTEM),
            "tokenizer": tokens.VERSION,
            "rules": f"{prompting.VERSION}.{parsing.VERSION}.{filtering.VERSION}.{classifying.VERSION}",
        }
    )


def check_identity(folder: Path, stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Raises InputError that names what differs when the folder belongs to another run."""
    for name in sorted({*stored, *wanted}):
        if stored.get(name) != wanted.get(name):
            raise InputError(
                f"{folder}: this folder belongs to another run: its {name} is {_short(stored.get(name))}, "
                f"and now it would be {_short(wanted.get(name))}; give a new folder with --out, or leave {name} as it was"
            )


def default_folder(options: Options, settings: Settings) -> Path:
    """`outputs/<model>`, and a mark of the options that change data: the same command means the same folder."""
    in_identity = {"seeds", "prompt", "against"} | {field.name for field in fields(Settings)} - set(NOT_IN_IDENTITY)
    given = {
        name: value for name, value in _plain(asdict(options)).items() if value is not None and name in in_identity
    }
    given = {name: value for name, value in given.items() if name not in ("model", "teacher")}
    name = re.sub(r"[^\w.-]+", "-", settings.model).strip("-.") or "run"
    return Path("outputs") / (f"{name}-{sha(json.dumps(given, sort_keys=True))[:8]}" if given else name)


def as_toml(settings: Settings) -> dict[str, Any]:
    """The settings as plain values, addresses without what may be secret in them."""
    extra_body = json.dumps(settings.extra_body, sort_keys=True, ensure_ascii=False)
    return _plain(asdict(settings)) | {"base_url": public_url(settings.base_url), "extra_body": extra_body}


def public_url(url: str) -> str:
    """An address without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine; such a one is never reached through a proxy."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".localhost")


def shipped(folder: str, name: str) -> Path:
    """A file of `seeds/` or `prompts/`: inside an installed package (as data), or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "data" / folder / name
    return inside if inside.exists() else package.parent / folder / name


def sha(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (list, tuple)):
        return tuple(_plain_value(element) for element in value)
    return str(value) if isinstance(value, Language) else value


def _refuse_paid_options(given: Mapping[str, Any]) -> None:
    for name in ("model", "base_url"):
        if given.get(name) not in (None, OFFLINE_MODEL):
            raise InputError(
                f"--{name.replace('_', '-')} has no meaning for the offline teacher; leave one of them out"
            )


def _check(settings: Settings, environ: Mapping[str, str]) -> None:
    for holds, message in _requirements(settings, environ):
        if not holds:
            raise InputError(message)


def _requirements(settings: Settings, environ: Mapping[str, str]) -> list[tuple[bool, str]]:
    offline = settings.teacher == "offline"
    url = settings.base_url
    return [
        (settings.teacher in ("offline", "openai"), "--teacher must be offline or openai"),
        (
            not url or urlsplit(url).scheme in ("http", "https"),
            f"--base-url must begin with http:// or https://, not {url!r}",
        ),
        (
            offline or bool(environ.get(settings.key_env, "").strip()) or bool(url),
            f"no key for the teacher: set {settings.key_env}, or give the --base-url of a server that needs none",
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
        (settings.timeout > 0, "--timeout must be over 0 seconds"),
        (settings.attempts >= 1, "--attempts must be 1 or more"),
        (0 <= settings.saturation < 1, "--saturation must be 0 (never) or a share under 1"),
        (0 <= settings.teacher_faults < 1, "--teacher-faults must be 0 or a share under 1"),
        (offline or not settings.teacher_faults, "--teacher-faults is for the offline teacher; a real one has its own"),
    ]


def _short(value: object) -> str:
    text = "not set" if value in (None, "", 0.0) else str(value)
    return text if len(text) <= 40 else text[:12] + "…"
