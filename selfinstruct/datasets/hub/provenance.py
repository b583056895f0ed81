"""Where a run's rows come from, without what belongs to its machine. `run.toml` in, what may be published out.

Left out, as no reader needs them and they may be private: paths, addresses, names of key variables, limits, times.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from selfinstruct.runs.prepare import read_again
from selfinstruct.runs.settings import Settings
from selfinstruct.schema.redaction import public_body, public_model

_FLAGS = (
    "language",
    "topic",
    "mix",
    "teacher_faults",
    "temperature",
    "top_p",
    "max_tokens",
    "tasks",
    "demonstrations",
    "threshold",
    "window",
    "seed",
)
"""Settings that are flags of `generate` by the same name, and are published as they stand."""
_IDENTITY = (*_FLAGS, "teacher", "system", "tokenizer", "rules")
"""What is published as it stands; model and extra body are looked through first, hashes of files stand elsewhere."""
_DEFAULTS = {field.name: field.default for field in fields(Settings) if field.default is not MISSING}


def provenance(run: Mapping[str, Any], target: int, versions: Mapping[str, str]) -> dict[str, Any]:
    """What may be published of a `run.toml`; `versions` are those of what builds the folder."""
    identity, settings, inputs = run["identity"], run["settings"], read_again(run)
    return {
        "teacher": _teacher(identity),
        "settings": {name: identity[name] for name in _IDENTITY if name in identity},
        "seeds": {
            "sha256": identity.get("seeds"),
            "count": len(inputs.seeds) if inputs.seeds else None,
            "built_in": not settings.get("seeds"),
        },
        "template": {
            "sha256": identity.get("template"),
            "built_in": not settings.get("prompt"),
            "text": inputs.template,
        },
        "against": {"sha256": identity.get("against"), "files": len(settings.get("against", ()))},
        "made_with": dict(run.get("versions", {})),
        "published_with": dict(versions),
        "command": command(identity, settings, target),
    }


def is_offline(identity: Mapping[str, Any]) -> bool:
    """Whether the built-in rules made the rows, and no model."""
    return identity.get("teacher") == "offline"


def command(identity: Mapping[str, Any], settings: Mapping[str, Any], target: int) -> str:
    """The command line that makes such a dataset; capitals stand for files and addresses of one's own."""
    words = ["selfinstruct", "generate", "--n", str(target), *_words_of_teacher(identity, settings)]
    for name in _FLAGS:
        value = identity.get(name)
        if value not in (None, "", _DEFAULTS.get(name)):
            words += [f"--{name.replace('_', '-')}", f"{value:g}" if isinstance(value, float) else str(value)]
    if body := public_body(str(identity.get("extra_body") or "")):
        words += ["--extra-body", json.dumps(body, ensure_ascii=False)]
    return shlex.join([*words, *_words_of_files(settings)])


def _teacher(identity: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "model": public_model(str(identity.get("model", ""))),
        "reached": "built in, rules" if is_offline(identity) else "at an OpenAI-compatible address",
        "extra_body": public_body(str(identity.get("extra_body") or "")),
    }


def _words_of_teacher(identity: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    if is_offline(identity):
        return ["--teacher", "offline"]
    words = ["--model", public_model(str(identity.get("model", "")))]
    return words + (["--base-url", "ADDRESS"] if settings.get("base_url") else [])


def _words_of_files(settings: Mapping[str, Any]) -> list[str]:
    words = ["--seeds", "SEEDS"] if settings.get("seeds") else []
    words += ["--prompt", "TEMPLATE"] if settings.get("prompt") else []
    for number, _ in enumerate(settings.get("against", ()), 1):
        words += ["--against", f"FILE_{number}"]
    return words
