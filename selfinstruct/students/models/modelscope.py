"""Download models from ModelScope with the library modelscope-hub (extra `modelscope`), or take them from its cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selfinstruct.datasets.hub.asked import asked_model
from selfinstruct.datasets.hub.modelscope_download import downloaded, libraries
from selfinstruct.datasets.hub.quiet import modelscope_output_on_a_terminal
from selfinstruct.runs.progress import Reporter
from selfinstruct.students.models.huggingface import FOLDERS, PICKLED, SAFE, SMALL
from selfinstruct.students.models.quiet import quiet


def fetch(name: str, revision: str | None, say: Reporter) -> Path:
    """Return the local folder of a model.

    Cached files are not downloaded again and are used if ModelScope cannot be reached. Raises HubRefused if the model
    does not exist or the user has no access to it, HubUnreachable if the download fails, InputError for an invalid name
    or a missing library, and StorageError if the disk is full.
    """
    hub_api, hub_config = libraries("--hub modelscope")
    config = hub_config()
    api = hub_api(config)
    say(f"{name}: checking {config.endpoint}, downloading files that are not in the cache")
    with quiet(), modelscope_output_on_a_terminal():
        return downloaded(
            lambda: _snapshot(api, name, revision),
            lambda: Path(api.download_repo(name, "model", revision=revision, local_files_only=True)),
            config,
            asked_model(name, revision),
        )


def _snapshot(api: Any, name: str, revision: str | None) -> Path:
    files = api.list_repo_files(name, "model", **({"revision": revision} if revision else {}))
    is_safe = any(Path(file.path).match(pattern) for file in files for pattern in SAFE)
    patterns = [*SMALL, *(SAFE if is_safe else [PICKLED])]
    return Path(api.download_repo(name, "model", revision=revision, allow_patterns=patterns, ignore_patterns=[FOLDERS]))
