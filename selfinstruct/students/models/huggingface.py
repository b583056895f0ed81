"""A model's name on a hub in, the folder that holds it out: downloaded, or from the cache of the hub's library."""

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
"""Settings and tokenizer."""
SAFE, PICKLED = ("model*.safetensors", "adapter_model.safetensors"), "pytorch_model*.bin"
"""Weights, by the names that transformers and PEFT give them; the second where there are none of the first."""
FOLDERS = "*/*"
"""Other forms of the same weights, which nothing here reads."""
_NO_ACCESS = (
    "{name}: there is no such folder, and no model of this name at {endpoint} that may be read ({status}); check the "
    "name, and for a private model set HF_TOKEN to a token with the right to read it"
)
_REFUSALS = {
    FaultKind.BAD_TOKEN: _NO_ACCESS,
    FaultKind.NO_ACCESS: _NO_ACCESS,
    FaultKind.GATED: "{name}: this model is gated; accept its terms at {endpoint}/{name}, and set HF_TOKEN or log in "
    "with: hf auth login",
    FaultKind.DISABLED: "{name}: the Hub has disabled this model; take another --base",
    FaultKind.REFUSED: "{name}: the Hub refuses to give this model ({said})",
}
"""Faults that do not pass, with what HubRefused says."""


def fetch(name: str, revision: str | None, say: Reporter) -> Path:
    """The folder of a model of Hugging Face's Hub, or of the mirror that `HF_ENDPOINT` names; its name is the commit.

    What is in the cache is not downloaded again, and serves where the Hub cannot be reached. Raises HubRefused for a
    model that is not there or not for this user, HubUnreachable, InputError for a name or revision that can't be, and
    StorageError for a full disk.
    """
    if not is_usable(constants.ENDPOINT):
        raise InputError(f"HF_ENDPOINT must be an address such as https://huggingface.co, not {constants.ENDPOINT!r}")
    say(f"{name} is looked up at {constants.ENDPOINT}, and downloaded where it is not in the cache yet")
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
    """What to raise for an error of the library: HubRefused, HubUnreachable, InputError or StorageError."""
    fault = fault_of(error, get_token())
    if refusal := _REFUSALS.get(fault.kind):
        told = {"name": name, "endpoint": constants.ENDPOINT, "said": fault.said, "status": fault.status}
        return HubRefused(refusal.format(**told))
    match fault.kind:
        case FaultKind.BAD_NAME:
            return InputError(f"{name}: there is no such folder, and no model on the Hub can have this name")
        case FaultKind.NO_REVISION:
            return InputError(f"{name}: there is no revision {revision!r} of this model on the Hub")
        case FaultKind.DISK_FULL:
            return StorageError(f"{name}: the disk is full; make room in {constants.HF_HUB_CACHE}, then try again")
    return HubUnreachable(f"{name}: {_why_unreachable(fault)}")


def _why_unreachable(fault: HubFault) -> str:
    if fault.kind is FaultKind.OFFLINE:
        return "HF_HUB_OFFLINE is set, and this model is not whole in the cache; unset it, or give a folder"
    if fault.kind is FaultKind.BUSY:
        return (
            f"the Hub fails at {constants.ENDPOINT} ({fault.status}), and the model is not whole in the cache; the "
            "same command tries again"
        )
    return (
        f"the Hub cannot be reached at {constants.ENDPOINT} ({fault.said}), and the model is not whole in the cache; "
        "the same command tries again, HF_ENDPOINT names a mirror, and --base may be a folder"
    )
