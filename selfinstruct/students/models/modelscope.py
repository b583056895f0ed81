"""Download models from ModelScope with the library modelscope-hub (extra `modelscope`), or take them from its cache."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from selfinstruct.datasets.hub.faults import FaultKind
from selfinstruct.datasets.hub.modelscope_errors import fault_of
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError
from selfinstruct.runs.progress import Reporter, is_watched
from selfinstruct.students.models.huggingface import FOLDERS, PICKLED, SAFE, SMALL
from selfinstruct.students.models.quiet import quiet


def fetch(name: str, revision: str | None, say: Reporter) -> Path:
    """Return the local folder of a model.

    Cached files are not downloaded again and are used if ModelScope cannot be reached. Raises HubRefused if the model
    does not exist or the user has no access to it, HubUnreachable if the download fails, InputError for an invalid name
    or a missing library, and StorageError if the disk is full.
    """
    try:
        from modelscope_hub import HubApi, HubConfig
    except ModuleNotFoundError as error:
        raise InputError(
            "--hub modelscope needs the package modelscope-hub; install it with: pip install modelscope-hub"
        ) from error
    config = HubConfig()
    say(f"{name}: checking {config.endpoint}, downloading files that are not in the cache")
    with quiet(), _bars_where_somebody_looks():
        return _fetched(HubApi(config), config, name, revision)


def _fetched(api: Any, config: Any, name: str, revision: str | None) -> Path:
    from modelscope_hub.errors import HubError

    try:
        return _snapshot(api, name, revision)
    except (HubError, OSError, ValueError) as error:
        ours = _download_error(error, config, name)
        if isinstance(ours, HubUnreachable) and (folder := _cached(api, name, revision)):
            return folder
        raise ours from error


def _snapshot(api: Any, name: str, revision: str | None) -> Path:
    files = api.list_repo_files(name, "model", **({"revision": revision} if revision else {}))
    is_safe = any(Path(file.path).match(pattern) for file in files for pattern in SAFE)
    patterns = [*SMALL, *(SAFE if is_safe else [PICKLED])]
    return Path(api.download_repo(name, "model", revision=revision, allow_patterns=patterns, ignore_patterns=[FOLDERS]))


def _cached(api: Any, name: str, revision: str | None) -> Path | None:
    from modelscope_hub.errors import HubError

    try:
        return Path(api.download_repo(name, "model", revision=revision, local_files_only=True))
    except HubError:
        return None


def _download_error(error: Exception, config: Any, name: str) -> Exception:
    fault = fault_of(error, config.token)
    match fault.kind:
        case FaultKind.DISK_FULL:
            return StorageError(f"{name}: the disk is full; free space for ModelScope's cache, then try again")
        case FaultKind.NO_ACCESS:
            return HubRefused(
                f"{name}: no accessible model of this name on ModelScope ({fault.said}); check the name, and for a "
                "private model set MODELSCOPE_API_TOKEN"
            )
        case FaultKind.BAD_NAME:
            return InputError(f"{name}: name or revision not found on ModelScope ({fault.said}); check both")
    return HubUnreachable(
        f"{name}: ModelScope cannot be reached at {config.endpoint} ({fault.said}), and the model is not cached; run "
        "the same command again later, or pass a model folder"
    )


@contextmanager
def _bars_where_somebody_looks() -> Iterator[None]:
    """Hide the library's report on stdout, and its progress bars if stderr is not a terminal."""
    with redirect_stdout(io.StringIO()):
        if is_watched():
            yield
            return
        with redirect_stderr(io.StringIO()):
            yield
