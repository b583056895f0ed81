"""The identity of a run: the settings and file contents that determine its data.

A run folder can only be resumed with the identity that it was created with.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import asdict, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline import classifier, filters, parsing, prompts
from selfinstruct.pipeline.languages import profile_of
from selfinstruct.pipeline.languages.others import sharing_script
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.request_fields import as_json, effective_fields
from selfinstruct.runs.settings import Settings
from selfinstruct.runs.teacher_settings import as_plain
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.layout import Layout
from selfinstruct.similarity import tokens as tokenizer
from selfinstruct.teachers.offline.layouts import Style

NOT_IN_IDENTITY = {
    "seeds": "the content of the file is in the identity, its path is not",
    "prompt": "the content of the file is in the identity, its path is not",
    "against": "contents and names of the files are in the identity, their paths are not",
    "provider": "the same model may be available from another provider; the fields that it adds are in extra_body",
    "service_tier": "the same model answers, at another price",
    "base_url": "the same model may be available at another address",
    "key_env": "the key does not change the answers",
    "concurrency": "slots are committed in order, regardless of the number in flight",
    "timeout": "a request that times out is repeated, not replaced by another",
    "stream": "the same reply arrives in pieces",
    "outage": "it decides how long to wait",
    "rpm": "it decides when a request is sent",
    "tpm": "it decides when a request is sent",
    "max_cost": "it decides when to stop; the data until then is a prefix",
    "max_total_tokens": "it decides when to stop; the data until then is a prefix",
    "max_requests": "it decides when to stop; the data until then is a prefix",
    "attempts": "an open slot stays open and is never replaced by another",
    "price_in": "it only counts the cost",
    "price_out": "it only counts the cost",
    "price_cached": "it only counts the cost",
    "currency": "it only names the unit of the cost",
    "saturation": "it decides when to stop; the data until then is a prefix",
}
"""Settings that may change when a run is resumed, and why."""
OF_FILES = frozenset({"seeds", "prompt", "against"})
"""Settings that name a file whose content is in the identity."""

_LATER = {
    "layout": Layout.LIST,
    "dedup_on": DedupOn.INSTRUCTION,
    "pii": Pii.KEEP,
    "teacher_leaks": 0.0,
    "teacher_errors": 0.0,
    "teacher_style": Style.PLAIN,
}
"""Settings that are part of the identity only if they differ from what older versions did."""
_OF_VERSION = frozenset({"rules", "tokenizer", "system", "template", "language_detector"})
"""Names whose values change with the version of this package or of lingua, even if all options stay the same."""
_SHOWN = 40


def identity(settings: Settings, content: Mapping[str, str], tokens: int = tokenizer.VERSION) -> dict[str, Any]:
    """Return everything that affects the data.

    `content` holds the hashes of template, seeds and --against files, `tokens` is the version of the tokenizer.
    """
    own = {name: value for name, value in as_plain(settings).items() if name not in NOT_IN_IDENTITY}
    own["extra_body"] = as_json(effective_fields(settings.preset, settings.extra_body))
    del own["preset"]
    # Runs from before these settings have no such names.
    for name, default in _LATER.items():
        if own[name] == default:
            del own[name]
    rules = (prompts.VERSION, parsing.VERSION, filters.VERSION, classifier.VERSION)
    versions = {
        "system": sha256(profile_of(settings.language).prompt.system),
        "tokenizer": tokens,
        "rules": ".".join(map(str, rules)),
    }
    if sharing_script(settings.language):
        versions["language_detector"] = f"lingua {version('lingua-language-detector')}"
    return own | dict(content) | versions


def tokens_of(stored: Mapping[str, Any] | None) -> int:
    """Return the version of the tokenizer to resume a run with: its own, or the newest for a new or unknown one."""
    own = (stored or {}).get("tokenizer")
    return next((version for version in tokenizer.VERSIONS if version == own), tokenizer.VERSION)


def check_identity(
    folder: Path,
    stored: Mapping[str, Any],
    wanted: Mapping[str, Any],
    otherwise: str | None = None,
) -> None:
    """Check that a folder belongs to this run. Raises InputError that names the first difference.

    `otherwise` is the advice for a folder that is not a run folder.
    """
    for name in differences(stored, wanted):
        values = f"folder: {shown(stored.get(name))}, this command: {shown(wanted.get(name))}"
        advice = f"{otherwise}, or leave {name} as it was" if otherwise else _advice(folder, stored, name)
        raise InputError(f"{folder}: the folder belongs to another run, with a different {name} ({values}); {advice}")


def differences(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Return the names whose values differ, sorted.

    A setting that is missing, as in the folder of an older version, is the same as "".
    """
    return [name for name in sorted({*stored, *wanted}) if stored.get(name, "") != wanted.get(name, "")]


def _advice(folder: Path, stored: Mapping[str, Any], name: str) -> str:
    if name not in _OF_VERSION:
        return f"choose a new folder with --out, or leave {name} as it was"
    return (
        f"choose a new folder with --out, or process the replies of that run (version {shown(stored.get('rules'))} of "
        f"the rules) again with: selfinstruct rejudge {shlex.quote(str(folder))} --out NEW"
    )


def default_folder(options: GenerateOptions, settings: Settings) -> Path:
    """Return `outputs/<model>`, with a hash of the options that affect the data, so that a command finds its folder.

    File contents and versions are not hashed: if they change, the command fails instead of starting a new run that
    pays for everything again.
    """
    named = {each.name for each in fields(Settings)} - (set(NOT_IN_IDENTITY) - OF_FILES) - {"model", "teacher"}
    given = {name: value for name, value in asdict(options).items() if value is not None and name in named}
    given |= {"mix": settings.mix} if settings.mix else {}
    numbers_alike = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in given.items()}
    mark = sha256(json.dumps(numbers_alike, sort_keys=True, default=str))[:8]
    name = file_name(settings.model)
    return Path("outputs") / (f"{name}-{mark}" if given else name)


def file_name(model: str) -> str:
    """Convert a model name to a folder name."""
    return re.sub(r"[^\w.-]+", "-", model).strip("-.") or "run"


def shown(value: object) -> str:
    """Return a value of an identity as short text."""
    text = "not set" if value in (None, "") else str(value)
    return text if len(text) <= _SHOWN else text[:12] + "…"
