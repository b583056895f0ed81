"""Download models from the Hugging Face Hub or take them from the local cache."""

from __future__ import annotations

from pathlib import Path

from huggingface_hub import snapshot_download

from selfinstruct.datasets.hub.asked import asked_model
from selfinstruct.datasets.hub.huggingface_download import download_errors, endpoint
from selfinstruct.datasets.hub.quiet import bars_on_a_terminal
from selfinstruct.runs.progress import Reporter
from selfinstruct.students.models.quiet import quiet

SMALL = ("*.json", "*.jinja", "*.model", "*.txt", "*.tiktoken")
"""Configuration and tokenizer files."""
SAFE, PICKLED = ("model*.safetensors", "adapter_model.safetensors"), "pytorch_model*.bin"
"""Weight files as named by transformers and PEFT; pickled ones are only used if there are no safetensors files."""
FOLDERS = "*/*"
"""Files in subfolders: other formats of the same weights, which are not needed."""


def fetch(name: str, revision: str | None, say: Reporter) -> Path:
    """Return the local folder of a model on the Hub, or on the mirror set in `HF_ENDPOINT`.

    The name of the folder is the commit hash. Cached files are not downloaded again and are used if the Hub cannot be
    reached. Raises HubRefused if the model does not exist or the user has no access to it, HubUnreachable if the
    download fails, InputError for an invalid name or a missing revision, and StorageError if the disk is full.
    """
    say(f"{name}: checking {endpoint()}, downloading files that are not in the cache")
    with quiet(), bars_on_a_terminal(), download_errors(asked_model(name, revision)):
        folder = _snapshot(name, revision, *SAFE)
        is_safe = any(any(folder.glob(pattern)) for pattern in SAFE)
        return folder if is_safe else _snapshot(name, revision, PICKLED)


def _snapshot(name: str, revision: str | None, *weights: str) -> Path:
    return Path(snapshot_download(name, revision=revision, allow_patterns=[*SMALL, *weights], ignore_patterns=FOLDERS))
