"""Where a run's data came from, as others may see it: settings, identity, versions. `run.toml` in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.preparing import BUILT_IN_PROMPT, BUILT_IN_SEEDS

_FILES = {"seeds": f"{BUILT_IN_SEEDS} (built in)", "prompt": f"{BUILT_IN_PROMPT} (built in)"}


def origin(run: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a `run.toml`; of files only the names, since folders say who worked where."""
    settings = dict(run["settings"])
    for name, built_in in _FILES.items():
        settings[name] = Path(settings[name]).name if settings.get(name) else built_in
    settings["against"] = [Path(path).name for path in settings.get("against", ())]
    return {"settings": settings, "identity": dict(run["identity"]), "versions": dict(run.get("versions", {}))}
