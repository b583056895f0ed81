"""Find the files of a dataset on a hub, and download those of one split.

address ─► list of files ─► card ─► configuration and split ─► files in the cache of the hub's library
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from selfinstruct.datasets.hub.configurations import CARD, Configuration, read_configurations, shown
from selfinstruct.datasets.hub.huggingface_set import HuggingFaceSet
from selfinstruct.datasets.hub.modelscope_set import ModelScopeSet
from selfinstruct.datasets.hub.repository import Listing, Repository
from selfinstruct.datasets.hub.set_files import SetFiles, choose_files
from selfinstruct.errors import HubUnreachable, InputError
from selfinstruct.runs.progress import Reporter
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.hub_address import HubAddress
from selfinstruct.storage.source import HubSet, Reading, Source
from selfinstruct.storage.tables import TRAIN


def source_on_hub(address: HubAddress, reading: Reading, say: Reporter) -> Source:
    """Return a dataset on a hub, whose files are in the cache of the hub's library.

    Raises InputError if the address does not name files of rows, HubRefused or HubUnreachable if the download fails,
    StorageError if the disk is full.
    """
    kind = ModelScopeSet if address.hub is Hub.MODELSCOPE else HuggingFaceSet
    repository: Repository = kind(address, say)
    listing = repository.listed()
    paths = [path for path in listing.paths if _is_inside(path)]
    has_card = CARD in paths
    configurations = read_configurations(repository.downloaded([CARD]) / CARD, address.root) if has_card else ()
    chosen = _chosen(address, listing, paths, configurations)
    folder = repository.downloaded(chosen.files)
    return _source(address, folder, chosen, reading)


def _source(address: HubAddress, folder: Path, chosen: SetFiles, reading: Reading) -> Source:
    what = f"reading the split {chosen.split}; " if chosen.split else ""
    unread = f"{address.text}: {what}not read: {shown(chosen.others)}" if chosen.others else None
    files = tuple(folder / path for path in chosen.files)
    hub_set = HubSet(address.text, address.name, address.root, folder)
    return Source(folder, files, unread=unread, reading=reading, hub_set=hub_set)


def _is_inside(path: str) -> bool:
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def _chosen(
    address: HubAddress, listing: Listing, paths: Sequence[str], configurations: Sequence[Configuration]
) -> SetFiles:
    """Choose the files. Of those in the cache, some may be missing, and another split may be the only one."""
    try:
        chosen = choose_files(address, paths, configurations)
    except InputError:
        if listing.is_complete:
            raise
        raise _not_cached(address) from None
    is_guess = not address.split and chosen.split not in ("", TRAIN)
    if not listing.is_complete and (is_guess or chosen.lacks_shards):
        raise _not_cached(address)
    return chosen


def _not_cached(address: HubAddress) -> HubUnreachable:
    return HubUnreachable(
        f"{address.text}: the hub cannot be reached, and the dataset may not be fully cached; run the same command "
        "again later"
    )
