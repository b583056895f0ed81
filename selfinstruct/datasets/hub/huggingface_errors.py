"""What Hugging Face's library raises in, the fault behind it out: for pushing datasets and for downloading models."""

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
"""The base class of what the library's HTTP client raises; the client's package has had several names."""

RAISED = (OSError, RuntimeError, ValueError, HTTP_ERROR)
"""All that the library raises for a cause outside: its own errors, those of hf_xet, answers that are not JSON."""

_BUSY = frozenset({408, 409, 412, 425, 429})
"""Passing, like all statuses from 500 on. 412: somebody committed meanwhile, perhaps a push whose answer was lost."""
_XET_REFUSES = re.compile(r"client error \((?:401|403)\b")
"""In messages of hf_xet about the network; it also raises PermissionError."""
_NO_XET = re.compile(r"404\b.*\bxet-write-token\b|\bxet-write-token\b.*\b404\b", re.DOTALL)
"""The answer of a mirror that only knows the older way to store large files."""
_RESET = re.compile(r"\bt\s*=\s*(\d+)")
_USED_UP = re.compile(r"\br\s*=\s*0\b")


def fault_of(error: BaseException, token: str | None) -> HubFault:
    """The fault behind an error. The library wraps errors, so the whole chain of causes is searched."""
    for cause in causes(error):
        if isinstance(cause, HfHubHTTPError):
            return _answered(cause, token)
        if kind := _kind_of(cause):
            return HubFault(kind, one_line(cause, token))
    return HubFault(FaultKind.OTHER, f"{type(error).__name__}: {one_line(error, token)}")


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from or while handling, and so on."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _kind_of(cause: BaseException) -> FaultKind | None:
    """The kind of an error that is no answer of the hub; None if the error alone does not tell."""
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
    """The seconds that an answer asks to wait, by `Retry-After` or, for a used-up limit, by the draft's `RateLimit`."""
    seconds = retry_after(headers, time.time())
    limit = headers.get("ratelimit", "")
    if seconds is None and _USED_UP.search(limit) and (reset := _RESET.search(limit)):
        return float(reset[1])
    return seconds
