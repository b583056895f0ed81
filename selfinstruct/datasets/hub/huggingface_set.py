"""Read the files of a dataset on the Hugging Face Hub through the cache of its library."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from huggingface_hub import get_cached_repo_tree, snapshot_download
from huggingface_hub.errors import CachedRepoTreeNotFoundError

from selfinstruct.datasets.hub.asked import asked_set
from selfinstruct.datasets.hub.configurations import CARD
from selfinstruct.datasets.hub.huggingface_download import download_errors, endpoint
from selfinstruct.datasets.hub.quiet import bars_on_a_terminal, quiet_libraries
from selfinstruct.datasets.hub.repository import Listing, cached_listing
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub_address import HubAddress

_KIND = "dataset"


class HuggingFaceSet:
    """A dataset on the Hub, or on the mirror set in `HF_ENDPOINT`."""

    def __init__(self, address: HubAddress, say: Reporter) -> None:
        say(f"{address.text}: checking {endpoint()}, downloading files that are not in the cache")
        self._address = address
        self._revision = address.revision

    def listed(self) -> Listing:
        """Return the files of the repository, and keep to its present commit from here on."""
        folder = self._snapshot(CARD)
        self._revision = folder.name
        try:
            tree = get_cached_repo_tree(self._address.repo, repo_type=_KIND, revision=self._revision)
        except CachedRepoTreeNotFoundError:  # cached by another program, and the Hub cannot be reached
            return cached_listing(folder)
        return Listing(tuple(file.path for file in tree), is_complete=True)

    def downloaded(self, paths: Sequence[str]) -> Path:
        """Return the folder that holds these files."""
        return self._snapshot(*map(glob.escape, paths))

    def _snapshot(self, *patterns: str) -> Path:
        with quiet_libraries("huggingface_hub"), bars_on_a_terminal(), download_errors(asked_set(self._address)):
            return Path(
                snapshot_download(
                    self._address.repo, repo_type=_KIND, revision=self._revision, allow_patterns=list(patterns)
                )
            )
