"""Select the settings, identity and versions of a `run.toml` to show in a report.

Reports are shared, so folders, addresses and names of key variables are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.schema.redaction import public_body, public_model
from selfinstruct.storage.resources import BUILT_IN_PROMPT, BUILT_IN_SEEDS

_BUILT_IN = {"seeds": f"{BUILT_IN_SEEDS} (built in)", "prompt": f"{BUILT_IN_PROMPT} (built in)"}
_PRIVATE = ("base_url", "key_env")


def public_run(run: Mapping[str, Any]) -> dict[str, Any]:
    """Return `settings`, `identity` and `versions` without private values."""
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
    """Return the settings with file names instead of paths."""
    names = {name: Path(settings[name]).name if settings.get(name) else text for name, text in _BUILT_IN.items()}
    return {**settings, **names, "against": [Path(path).name for path in settings.get("against", ())]}
