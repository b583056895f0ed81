"""Download models from the Hugging Face Hub or take them from the local cache."""

from __future__ import annotations

from pathlib import Path

from huggingface_hub import constants, get_token, snapshot_download

from selfinstruct.datasets.hub.faults import FaultKind, HubFault
from selfinstruct.datasets.hub.huggingface_errors import RAISED, fault_of
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError
from selfinstruct.runs.progress import Reporter
from selfinstruct.students.models.quiet import bars_on_a_terminal, quiet
from selfinstruct.teachers.urls import is_usable

SMALL = ("*.json", "*.jinja", "*.model", "*.txt", "*.tiktoken")
"""Configuration and tokenizer files."""
SAFE, PICKLED = ("model*.safetensors", "adapter_model.safetensors"), "pytorch_model*.bin"
"""Weight files as named by transformers and PEFT; pickled ones are only used if there are no safetensors files."""
FOLDERS = "*/*"
"""Files in subfolders: other formats of the same weights, which are not needed."""
_NO_ACCESS = (
    "{name}: not a local folder, and no accessible model of this name on {endpoint} ({status}); check the name, and "
    "for a private model set HF_TOKEN to a token with read access"
)
_REFUSALS = {
    FaultKind.BAD_TOKEN: _NO_ACCESS,
    FaultKind.NO_ACCESS: _NO_ACCESS,
    FaultKind.GATED: "{name}: this model is gated; accept its terms at {endpoint}/{name}, then set HF_TOKEN or log in "
    "with: hf auth login",
    FaultKind.DISABLED: "{name}: the Hub has disabled this model; choose another --base",
    FaultKind.REFUSED: "{name}: the Hub refused the download ({said})",
}
"""Messages of HubRefused for faults that a retry cannot fix."""


def fetch(name: str, revision: str | None, say: Reporter) -> Path:
    """Return the local folder of a model on the Hub, or on the mirror set in `HF_ENDPOINT`.

    The name of the folder is the commit hash. Cached files are not downloaded again and are used if the Hub cannot be
    reached. Raises HubRefused if the model does not exist or the user has no access to it, HubUnreachable if the
    download fails, InputError for an invalid name or a missing revision, and StorageError if the disk is full.
    """
    if not is_usable(constants.ENDPOINT):
        raise InputError(f"HF_ENDPOINT must be a URL such as https://huggingface.co, not {constants.ENDPOINT!r}")
    say(f"{name}: checking {constants.ENDPOINT}, downloading files that are not in the cache")
    try:
        with quiet(), bars_on_a_terminal():
            folder = _snapshot(name, revision, *SAFE)
            is_safe = any(any(folder.glob(pattern)) for pattern in SAFE)
            return folder if is_safe else _snapshot(name, revision, PICKLED)
    except RAISED as error:
        raise _download_error(error, name, revision) from error


def _snapshot(name: str, revision: str | None, *weights: str) -> Path:
    return Path(snapshot_download(name, revision=revision, allow_patterns=[*SMALL, *weights], ignore_patterns=FOLDERS))


def _download_error(error: BaseException, name: str, revision: str | None) -> Exception:
    """Convert an error of the library to HubRefused, HubUnreachable, InputError or StorageError."""
    fault = fault_of(error, get_token())
    if refusal := _REFUSALS.get(fault.kind):
        told = {"name": name, "endpoint": constants.ENDPOINT, "said": fault.said, "status": fault.status}
        return HubRefused(refusal.format(**told))
    match fault.kind:
        case FaultKind.BAD_NAME:
            return InputError(f"{name}: not a local folder, and not a valid model id on the Hub; check the name")
        case FaultKind.NO_REVISION:
            return InputError(f"{name}: revision {revision!r} not found on the Hub; check the revision")
        case FaultKind.DISK_FULL:
            return StorageError(f"{name}: the disk is full; free space in {constants.HF_HUB_CACHE}, then try again")
    return HubUnreachable(f"{name}: {_why_unreachable(fault)}")


def _why_unreachable(fault: HubFault) -> str:
    if fault.kind is FaultKind.OFFLINE:
        return "HF_HUB_OFFLINE is set and the model is not fully cached; unset it, or pass a model folder"
    if fault.kind is FaultKind.BUSY:
        return (
            f"the Hub at {constants.ENDPOINT} returned an error ({fault.status}), and the model is not fully cached; "
            "run the same command again later"
        )
    return (
        f"the Hub cannot be reached at {constants.ENDPOINT} ({fault.said}), and the model is not fully cached; run the "
        "same command again later, set HF_ENDPOINT to a mirror, or pass a model folder"
    )
