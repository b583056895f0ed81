"""Select the publishable part of a `run.toml`, and derive the command that repeats the run.

Paths, addresses, names of key variables, limits and times are omitted: they may be private and are of no use to others.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from selfinstruct.runs.settings import Settings
from selfinstruct.schema.choices import NONE
from selfinstruct.schema.redaction import public_body, public_model
from selfinstruct.storage.prompt_templates import unchanged_template
from selfinstruct.storage.seeds import unchanged_seeds

_FLAGS = (
    "language",
    "topic",
    "mix",
    "teacher_faults",
    "teacher_leaks",
    "teacher_errors",
    "teacher_style",
    "temperature",
    "top_p",
    "max_tokens",
    "tasks",
    "demonstrations",
    "threshold",
    "dedup_on",
    "pii",
    "window",
    "seed",
)
"""Settings that have a flag of the same name in `generate` and are published unchanged."""
_IDENTITY = (*_FLAGS, "teacher", "system", "tokenizer", "rules", "language_detector")
"""The part of the identity that is published unchanged. Model and extra body are published after redaction."""
_DEFAULTS = {field.name: field.default for field in fields(Settings) if field.default is not MISSING}


def provenance(run: Mapping[str, Any], target: int, versions: Mapping[str, str]) -> dict[str, Any]:
    """Return the publishable part of a `run.toml`. `versions` has the package versions of this build."""
    identity, settings = run["identity"], run["settings"]
    seeds, template = unchanged_seeds(run), unchanged_template(run)
    teacher = _teacher(identity)
    return {
        "teacher": teacher,
        "settings": {name: identity[name] for name in _IDENTITY if name in identity},
        "seeds": {
            "sha256": identity.get("seeds"),
            "count": len(seeds) if seeds else None,
            "built_in": not settings.get("seeds"),
        },
        "template": {
            "sha256": identity.get("template"),
            "built_in": not settings.get("prompt"),
            "text": template,
        },
        "against": {"sha256": identity.get("against"), "files": len(settings.get("against", ()))},
        "made_with": dict(run.get("versions", {})),
        "published_with": dict(versions),
        "command": _command(identity, settings, teacher, target),
    }


def _teacher(identity: Mapping[str, Any]) -> dict[str, Any]:
    is_offline = identity.get("teacher") == "offline"
    return {
        "model": public_model(str(identity.get("model", ""))),
        "reached": "built-in rules" if is_offline else "OpenAI-compatible API",
        "extra_body": public_body(str(identity.get("extra_body") or "")),
    }


def _command(identity: Mapping[str, Any], settings: Mapping[str, Any], teacher: Mapping[str, Any], target: int) -> str:
    """Return the command line that repeats the run, with placeholders in capitals for files and the base URL."""
    words = ["selfinstruct", "generate", "--n", str(target), *_words_of_teacher(identity, settings, teacher["model"])]
    for name in _FLAGS:
        value = identity.get(name)
        if value not in (None, "", NONE, _DEFAULTS.get(name)):
            words += [f"--{name.replace('_', '-')}", f"{value:g}" if isinstance(value, float) else str(value)]
    if body := teacher["extra_body"]:
        words += ["--extra-body", json.dumps(body, ensure_ascii=False)]
    return shlex.join([*words, *_words_of_files(settings)])


def _words_of_teacher(identity: Mapping[str, Any], settings: Mapping[str, Any], model: str) -> list[str]:
    if identity.get("teacher") == "offline":
        return ["--teacher", "offline"]
    return ["--model", model, *(["--base-url", "ADDRESS"] if settings.get("base_url") else [])]


def _words_of_files(settings: Mapping[str, Any]) -> list[str]:
    words = ["--seeds", "SEEDS"] if settings.get("seeds") else []
    words += ["--prompt", "TEMPLATE"] if settings.get("prompt") else []
    for number, _ in enumerate(settings.get("against", ()), 1):
        words += ["--against", f"FILE_{number}"]
    return words
