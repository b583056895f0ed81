"""Read the files of a dataset on ModelScope through the cache of its library."""

from __future__ import annotations

import glob
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from selfinstruct.datasets.hub.asked import asked_set
from selfinstruct.datasets.hub.modelscope_download import downloaded, libraries
from selfinstruct.datasets.hub.quiet import modelscope_output_on_a_terminal, quiet_libraries
from selfinstruct.datasets.hub.repository import Listing, cached_listing
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub_address import HubAddress

_KIND = "dataset"


class ModelScopeSet:
    """A dataset on ModelScope."""

    def __init__(self, address: HubAddress, say: Reporter) -> None:
        hub_api, hub_config = libraries("modelscope://")
        self._config = hub_config()
        self._api = hub_api(self._config)
        self._address = address
        say(f"{address.text}: checking {self._config.endpoint}, downloading files that are not in the cache")

    def listed(self) -> Listing:
        """Return the files of the repository; those in the cache if ModelScope cannot be reached."""
        paths: list[str] = []

        def list_all() -> Path:
            revision = {"revision": self._address.revision} if self._address.revision else {}
            files = self._api.list_repo_files(self._address.repo, _KIND, **revision)
            paths.extend(file.path for file in files if file.type != "tree")
            return Path()

        folder = self._with_cache(list_all, [])
        return Listing(tuple(paths), is_complete=True) if folder == Path() else cached_listing(folder)

    def downloaded(self, paths: Sequence[str]) -> Path:
        """Return the folder that holds these files."""
        return self._with_cache(lambda: self._snapshot(allow_patterns=[*map(glob.escape, paths)]), paths)

    def _with_cache(self, download: Callable[[], Path], paths: Sequence[str]) -> Path:
        with quiet_libraries("modelscope_hub"), modelscope_output_on_a_terminal():
            return downloaded(download, lambda: self._cached(paths), self._config, asked_set(self._address))

    def _cached(self, paths: Sequence[str]) -> Path:
        """Return the folder in the cache. Raises CacheError if it does not hold these files."""
        from modelscope_hub.errors import CacheError

        folder = self._snapshot(local_files_only=True)
        if not all((folder / path).is_file() for path in paths):
            raise CacheError("not all files are cached")
        return folder

    def _snapshot(self, **options: Any) -> Path:
        repo, revision = self._address.repo, self._address.revision
        return Path(self._api.download_repo(repo, _KIND, revision=revision, **options))
