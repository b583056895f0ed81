"""Download from ModelScope with the library modelscope-hub (extra `modelscope`), for models and datasets alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from selfinstruct.datasets.hub.asked import Asked
from selfinstruct.datasets.hub.faults import FaultKind
from selfinstruct.datasets.hub.modelscope_errors import fault_of
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError


def libraries(asked_with: str) -> tuple[Any, Any]:
    """Return the classes HubApi and HubConfig. Raises InputError if the library is missing; `asked_with` needs it."""
    try:
        from modelscope_hub import HubApi, HubConfig
    except ModuleNotFoundError as error:
        raise InputError(
            f"{asked_with} needs the package modelscope-hub; install it with: pip install modelscope-hub"
        ) from error
    return HubApi, HubConfig


def downloaded(download: Callable[[], Path], cached: Callable[[], Path], config: Any, asked: Asked) -> Path:
    """Return the folder that `download` returns or, if ModelScope cannot be reached, the one in the cache.

    Raises HubRefused, HubUnreachable, InputError or StorageError.
    """
    from modelscope_hub.errors import HubError

    try:
        return download()
    except (HubError, OSError, ValueError) as error:
        ours = _download_error(error, config, asked)
        if isinstance(ours, HubUnreachable):
            try:
                return cached()
            except HubError:
                pass
        raise ours from error


def _download_error(error: Exception, config: Any, asked: Asked) -> Exception:
    fault, name = fault_of(error, config.token), asked.name
    match fault.kind:
        case FaultKind.DISK_FULL:
            return StorageError(f"{name}: the disk is full; free space for ModelScope's cache, then try again")
        case FaultKind.NO_ACCESS:
            return HubRefused(
                f"{name}: no accessible {asked.kind} of this name on ModelScope ({fault.said}); check the name, and "
                f"for a private {asked.kind} set MODELSCOPE_API_TOKEN"
            )
        case FaultKind.BAD_NAME:
            return InputError(f"{name}: name or revision not found on ModelScope ({fault.said}); check both")
    return HubUnreachable(
        f"{name}: ModelScope cannot be reached at {config.endpoint} ({fault.said}), and the {asked.kind} is not "
        f"cached; run the same command again later, or {asked.instead}"
    )
