"""A model's name on a hub in, the folder that holds it out: downloaded, or from the cache of the hub's library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from huggingface_hub import constants, get_token, snapshot_download
from huggingface_hub.errors import (
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from selfinstruct.datasets.hub.huggingface_errors import RAISED
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError, is_disk_full
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.redaction import redact
from selfinstruct.students.models.quiet import bars_on_a_terminal, quiet
from selfinstruct.teachers.urls import is_usable

SMALL = ("*.json", "*.jinja", "*.model", "*.txt", "*.tiktoken")
"""Settings and tokenizer."""
SAFE, PICKLED = ("model*.safetensors", "adapter_model.safetensors"), "pytorch_model*.bin"
"""Weights, by the names that transformers and PEFT give them; the second where there are none of the first."""
FOLDERS = "*/*"
"""Other forms of the same weights, which nothing here reads."""
_MAX_SHOWN = 300


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
        raise _ours(error, name, revision) from error


def _snapshot(name: str, revision: str | None, *weights: str) -> Path:
    return Path(snapshot_download(name, revision=revision, allow_patterns=[*SMALL, *weights], ignore_patterns=FOLDERS))


def _ours(error: BaseException, name: str, revision: str | None) -> Exception:
    """What to raise instead. The library wraps what went wrong, so the whole chain of causes is looked through."""
    for link in _chain(error):
        if isinstance(link, HFValidationError):
            return InputError(f"{name}: there is no such folder, and no model on the Hub can have this name")
        if isinstance(link, RevisionNotFoundError):
            return InputError(f"{name}: there is no revision {revision!r} of this model on the Hub")
        if isinstance(link, HfHubHTTPError):
            return _answered(link, name)
        if isinstance(link, OfflineModeIsEnabled):
            return HubUnreachable(
                f"{name}: HF_HUB_OFFLINE is set, and this model is not whole in the cache; unset it, or give a folder"
            )
        if isinstance(link, OSError) and is_disk_full(link):
            return StorageError(f"{name}: the disk is full; make room in {constants.HF_HUB_CACHE}, then try again")
    return HubUnreachable(
        f"{name}: the Hub cannot be reached at {constants.ENDPOINT} ({shown(error, get_token())}), and the model is "
        "not whole in the cache; the same command tries again, HF_ENDPOINT names a mirror, and --base may be a folder"
    )


def _answered(error: HfHubHTTPError, name: str) -> Exception:
    status = error.response.status_code
    if isinstance(error, GatedRepoError):
        return HubRefused(
            f"{name}: this model is gated; accept its terms at {constants.ENDPOINT}/{name}, and set HF_TOKEN or log in "
            "with: hf auth login"
        )
    if isinstance(error, DisabledRepoError):
        return HubRefused(f"{name}: the Hub has disabled this model; take another --base")
    if isinstance(error, RepositoryNotFoundError) or status in (401, 403, 404):
        return HubRefused(
            f"{name}: there is no such folder, and no model of this name at {constants.ENDPOINT} that may be read "
            f"({status}); check the name, and for a private model set HF_TOKEN to a token with the right to read it"
        )
    if status >= 500 or status in (408, 425, 429):
        return HubUnreachable(
            f"{name}: the Hub fails at {constants.ENDPOINT} ({status}), and the model is not whole in the cache; the "
            "same command tries again"
        )
    return HubRefused(f"{name}: the Hub refuses to give this model ({shown(error, get_token())})")


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def shown(error: BaseException, token: str | None) -> str:
    """The first line of what an error says, not too long, and never with the token."""
    lines = redact(str(error), [token] if token else []).strip().splitlines()
    line = " ".join(lines[0].split()) if lines else type(error).__name__
    return line if len(line) <= _MAX_SHOWN else line[:_MAX_SHOWN] + "…"
