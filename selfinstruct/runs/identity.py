"""The identity of a run: the settings and contents that change its data. Settings and hashes in, a dict out.

A run folder is resumed only under the identity that it was started with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline import classifier, filters, parsing, prompts
from selfinstruct.pipeline.languages import profile_of
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.settings import Settings
from selfinstruct.runs.teacher_settings import as_plain
from selfinstruct.schema.hashing import sha256
from selfinstruct.similarity import tokens

NOT_IN_IDENTITY = {
    "seeds": "its content is, wherever the file lies",
    "prompt": "its content is, wherever the file lies",
    "against": "their content and names are, wherever the files lie",
    "base_url": "the same model may be reached another way",
    "key_env": "who pays does not change an answer",
    "concurrency": "slots are committed in their order, however many are in flight",
    "timeout": "a slow answer is asked for again, not replaced by another",
    "attempts": "an open slot stays open; it never becomes another one",
    "saturation": "it says when to stop, and what is there by then is a prefix",
}
"""Settings that may change between two runs of one folder, and why."""

_SHOWN = 40


def identity(settings: Settings, content: Mapping[str, str]) -> dict[str, Any]:
    """Everything that changes data, by name. `content` holds the hashes of template, seeds and --against files."""
    own = {name: value for name, value in as_plain(settings).items() if name not in NOT_IN_IDENTITY}
    rules = (prompts.VERSION, parsing.VERSION, filters.VERSION, classifier.VERSION)
    versions = {
        "system": sha256(profile_of(settings.language).prompt.system),
        "tokenizer": tokens.VERSION,
        "rules": ".".join(str(version) for version in rules),
    }
    return own | dict(content) | versions


def check_identity(
    folder: Path,
    stored: Mapping[str, Any],
    wanted: Mapping[str, Any],
    otherwise: str = "give a new folder with --out",
) -> None:
    """Raises InputError that names what differs if the folder belongs to another run.

    A version that did not know a setting left it out, and did what "" stands for.
    """
    for name in sorted({*stored, *wanted}):
        if stored.get(name, "") != wanted.get(name, ""):
            raise InputError(
                f"{folder}: this folder belongs to another run: its {name} is {_shown(stored.get(name))}, and now it "
                f"would be {_shown(wanted.get(name))}; {otherwise}, or leave {name} as it was"
            )


def default_folder(options: GenerateOptions, settings: Settings) -> Path:
    """`outputs/<model>`, with a hash of the options that change data: the same command means the same folder.

    Contents of files and versions are not in the hash: a change of them is reported in the old folder, instead of
    starting another run that would buy everything again.
    """
    free = set(NOT_IN_IDENTITY) - {"seeds", "prompt", "against"} | {"n", "out", "model", "teacher", "balance"}
    given = {name: value for name, value in asdict(options).items() if value is not None and name not in free}
    given |= {"mix": settings.mix} if settings.mix else {}
    numbers_alike = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in given.items()}
    mark = sha256(json.dumps(numbers_alike, sort_keys=True, default=str))[:8]
    name = file_name(settings.model)
    return Path("outputs") / (f"{name}-{mark}" if given else name)


def file_name(model: str) -> str:
    """A model's name as the name of a folder."""
    return re.sub(r"[^\w.-]+", "-", model).strip("-.") or "run"


def _shown(value: object) -> str:
    text = "not set" if value in (None, "") else str(value)
    return text if len(text) <= _SHOWN else text[:12] + "…"
