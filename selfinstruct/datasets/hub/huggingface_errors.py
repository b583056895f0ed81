"""Map errors of Hugging Face's library to hub faults, for pushing datasets and downloading models."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping

from huggingface_hub.errors import (
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from selfinstruct.datasets.hub.faults import FaultKind, HubFault
from selfinstruct.errors import is_disk_full
from selfinstruct.schema.redaction import one_line
from selfinstruct.teachers.http import retry_after

HTTP_ERROR: type[Exception] = next(base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
"""Base class of the errors of the library's HTTP client, whose package differs between versions of the library."""

RAISED = (OSError, RuntimeError, ValueError, HTTP_ERROR)
"""Errors that the library raises for external causes: its own errors, those of hf_xet, and invalid JSON."""

_BUSY = frozenset({408, 409, 412, 425, 429})
"""Temporary, like all statuses from 500. 412: there is a newer commit, perhaps of a push whose response was lost."""
_XET_REFUSES = re.compile(r"client error \((?:401|403)\b")
"""Matches network errors of hf_xet for a refused upload. In some cases, hf_xet raises PermissionError instead."""
_NO_XET = re.compile(r"404\b.*\bxet-write-token\b|\bxet-write-token\b.*\b404\b", re.DOTALL)
"""Matches the error for a mirror that only supports Git LFS for large files."""
_RESET = re.compile(r"\bt\s*=\s*(\d+)")
_USED_UP = re.compile(r"\br\s*=\s*0\b")


def fault_of(error: BaseException, token: str | None) -> HubFault:
    """Return the fault that caused an error. The library wraps errors, so the whole chain of causes is searched."""
    for cause in causes(error):
        if isinstance(cause, HfHubHTTPError):
            return _answered(cause, token)
        if kind := _kind_of(cause):
            return HubFault(kind, one_line(cause, token))
    return HubFault(FaultKind.OTHER, f"{type(error).__name__}: {one_line(error, token)}")


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and its chain of causes and contexts."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _kind_of(cause: BaseException) -> FaultKind | None:
    """Return the kind of an error that is not a response of the hub, or None if the error alone does not show it."""
    text = str(cause)
    if isinstance(cause, HFValidationError):
        return FaultKind.BAD_NAME
    if isinstance(cause, OfflineModeIsEnabled):
        return FaultKind.OFFLINE
    if isinstance(cause, OSError) and is_disk_full(cause):
        return FaultKind.DISK_FULL
    if _NO_XET.search(text):
        return FaultKind.NO_XET
    if isinstance(cause, PermissionError) or _XET_REFUSES.search(text):
        return FaultKind.UPLOAD_REFUSED
    return FaultKind.UNREACHABLE if isinstance(cause, HTTP_ERROR) else None


def _answered(error: HfHubHTTPError, token: str | None) -> HubFault:
    status = error.response.status_code
    said = f"{status}: {one_line(error.server_message, token)}" if error.server_message else str(status)
    return HubFault(_kind_of_answer(error, status), said, status, _pause(error.response.headers))


def _kind_of_answer(error: HfHubHTTPError, status: int) -> FaultKind:
    if isinstance(error, RevisionNotFoundError):
        return FaultKind.NO_REVISION
    if isinstance(error, GatedRepoError):
        return FaultKind.GATED
    if isinstance(error, DisabledRepoError):
        return FaultKind.DISABLED
    if status == 401:
        return FaultKind.BAD_TOKEN
    if isinstance(error, RepositoryNotFoundError) or status in (403, 404):
        return FaultKind.NO_ACCESS
    return FaultKind.BUSY if status in _BUSY or status >= 500 else FaultKind.REFUSED


def _pause(headers: Mapping[str, str]) -> float | None:
    """Read the waiting time in seconds from `Retry-After`, or from `RateLimit` (IETF draft) if the limit is used up."""
    seconds = retry_after(headers, time.time())
    limit = headers.get("ratelimit", "")
    if seconds is None and _USED_UP.search(limit) and (reset := _RESET.search(limit)):
        return float(reset[1])
    return seconds
