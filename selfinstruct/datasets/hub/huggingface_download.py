"""Turn the errors of a download from the Hugging Face Hub into sentences, for models and datasets alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from huggingface_hub import constants, get_token

from selfinstruct.datasets.hub.asked import Asked
from selfinstruct.datasets.hub.faults import FaultKind, HubFault
from selfinstruct.datasets.hub.huggingface_errors import RAISED, fault_of
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError
from selfinstruct.teachers.urls import is_usable

_NO_ACCESS = (
    "{name}: {before}no accessible {kind} of this name on {endpoint} ({status}); check the name, and for a private "
    "{kind} set HF_TOKEN to a token with read access"
)
_REFUSALS = {
    FaultKind.BAD_TOKEN: _NO_ACCESS,
    FaultKind.NO_ACCESS: _NO_ACCESS,
    FaultKind.GATED: "{name}: this {kind} is gated; accept its terms at {endpoint}/{page}, then set HF_TOKEN or log in "
    "with: hf auth login",
    FaultKind.DISABLED: "{name}: the Hub has disabled this {kind}; {other}",
    FaultKind.REFUSED: "{name}: the Hub refused the download ({said})",
}
"""Messages of HubRefused for faults that a retry cannot fix."""


def endpoint() -> str:
    """Return the address of the Hub, or of the mirror set in `HF_ENDPOINT`. Raises InputError if it is not a URL."""
    if not is_usable(constants.ENDPOINT):
        raise InputError(f"HF_ENDPOINT must be a URL such as https://huggingface.co, not {constants.ENDPOINT!r}")
    return constants.ENDPOINT


@contextmanager
def download_errors(asked: Asked) -> Iterator[None]:
    """Convert the library's errors in this block to HubRefused, HubUnreachable, InputError or StorageError."""
    try:
        yield
    except RAISED as error:
        raise _download_error(error, asked) from error


def _download_error(error: BaseException, asked: Asked) -> Exception:
    fault, name = fault_of(error, get_token()), asked.name
    if refusal := _REFUSALS.get(fault.kind):
        told = {"said": fault.said, "status": fault.status, "endpoint": constants.ENDPOINT}
        about = {"name": name, "kind": asked.kind, "page": asked.page, "before": asked.before, "other": asked.other}
        return HubRefused(refusal.format(**told, **about))
    match fault.kind:
        case FaultKind.BAD_NAME:
            return InputError(f"{name}: {asked.before}not a valid {asked.kind} id on the Hub; check the name")
        case FaultKind.NO_REVISION:
            return InputError(f"{name}: revision {asked.revision!r} not found on the Hub; check the revision")
        case FaultKind.DISK_FULL:
            return StorageError(f"{name}: the disk is full; free space in {constants.HF_HUB_CACHE}, then try again")
    return HubUnreachable(f"{name}: {_why_unreachable(fault, asked)}")


def _why_unreachable(fault: HubFault, asked: Asked) -> str:
    if fault.kind is FaultKind.OFFLINE:
        return f"HF_HUB_OFFLINE is set and the {asked.kind} is not fully cached; unset it, or {asked.instead}"
    if fault.kind is FaultKind.BUSY:
        return (
            f"the Hub at {constants.ENDPOINT} returned an error ({fault.status}), and the {asked.kind} is not fully "
            "cached; run the same command again later"
        )
    return (
        f"the Hub cannot be reached at {constants.ENDPOINT} ({fault.said}), and the {asked.kind} is not fully cached; "
        f"run the same command again later, set HF_ENDPOINT to a mirror, or {asked.instead}"
    )
