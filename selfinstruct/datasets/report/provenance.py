"""Where a run's data came from, as others may see it: settings, identity, versions. `run.toml` in, values out.

Reports are handed on, so what belongs to a machine is left out, as in a dataset card: folders, addresses, key names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.runs.prepare import BUILT_IN_PROMPT, BUILT_IN_SEEDS
from selfinstruct.schema.redaction import public_body, public_model

_BUILT_IN = {"seeds": f"{BUILT_IN_SEEDS} (built in)", "prompt": f"{BUILT_IN_PROMPT} (built in)"}
_PRIVATE = ("base_url", "key_env")


def public_run(run: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a `run.toml`."""
    return {
        "settings": _with_names(_public(run["settings"])),
        "identity": _public(run["identity"]),
        "versions": dict(run.get("versions", {})),
    }


def _public(values: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in values.items() if name not in _PRIVATE}
    return shown | {
        "model": public_model(str(values.get("model", ""))),
        "extra_body": public_body(str(values.get("extra_body", ""))),
    }


def _with_names(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with the names of files, without their folders."""
    names = {name: Path(settings[name]).name if settings.get(name) else text for name, text in _BUILT_IN.items()}
    return {**settings, **names, "against": [Path(path).name for path in settings.get("against", ())]}
