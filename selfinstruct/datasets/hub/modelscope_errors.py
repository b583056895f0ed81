"""Map errors of ModelScope's library to hub faults, for pushing datasets and downloading models."""

from __future__ import annotations

from selfinstruct.datasets.hub.faults import FaultKind, HubFault
from selfinstruct.errors import is_disk_full
from selfinstruct.schema.redaction import one_line


def fault_of(error: Exception, token: str | None) -> HubFault:
    """Return the fault that caused an error. Requires the library, which is an extra."""
    from modelscope_hub.errors import HubError

    kind = _kind_of(error)
    return HubFault(kind, one_line(error, token) if isinstance(error, HubError) else _with_type(error, token))


def _kind_of(error: Exception) -> FaultKind:
    """Return the kind of fault. If several files failed, permanent faults take precedence over temporary ones."""
    from modelscope_hub import errors

    parts = [error, *getattr(error, "failed_files", {}).values()]
    if any(isinstance(part, OSError) and is_disk_full(part) for part in parts):
        return FaultKind.DISK_FULL
    no_access = (errors.AuthenticationError, errors.PermissionDeniedError, errors.NotExistError)
    if any(isinstance(part, no_access) for part in parts):
        return FaultKind.NO_ACCESS
    if isinstance(error, errors.InvalidParameter):
        return FaultKind.BAD_NAME
    if isinstance(error, errors.RateLimitError | errors.ServerError | errors.NetworkError):
        return FaultKind.BUSY
    return FaultKind.REFUSED if isinstance(error, errors.HubError) else FaultKind.OTHER


def _with_type(error: Exception, token: str | None) -> str:
    return f"{type(error).__name__}: {one_line(error, token)}"
