"""Choose the files of a dataset on a hub: those of a configuration and a split."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from fsspec.utils import glob_translate

from selfinstruct.datasets.hub.configurations import CARD, Configuration, default_configuration, shown
from selfinstruct.errors import InputError
from selfinstruct.schema.hub_address import HubAddress
from selfinstruct.storage.tables import (
    check_formats,
    chosen_split,
    files_by_split,
    in_natural_order,
    visible_data,
)

_MAGIC = re.compile(r"[*?\[]")
_SHARD = re.compile(r"(.+)-\d{5}-of-(\d{5})\b.*")


@dataclass(frozen=True, slots=True)
class SetFiles:
    """The files of one split, in order, as paths in the repository. `others` names what is not read."""

    split: str
    files: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def lacks_shards(self) -> bool:
        """True if the name of a shard says that there are more of them."""
        shards = Counter((found[1], int(found[2])) for found in map(_SHARD.fullmatch, self.files) if found)
        return any(count < total for (_, total), count in shards.items())


def choose_files(address: HubAddress, paths: Sequence[str], configurations: Sequence[Configuration]) -> SetFiles:
    """Return the files that an address names, of the paths in its repository. Raises InputError if it is unclear."""
    if address.inside in paths:
        return _one_file(address)
    others: list[str] = []
    if address.inside:
        chosen = _named(address, paths, configurations)
    else:
        chosen = default_configuration(configurations, address.root) or Configuration("", {})
        others = [f"configuration {each.name}" for each in configurations if each is not chosen]
    splits = chosen.patterns or _by_name(paths, chosen.folder)
    split = _split(address, list(splits))
    files = _matching(address, paths, chosen, split) if chosen.patterns else splits[split]
    check_formats(address.text, [PurePosixPath(path) for path in files])
    if not address.split:
        unnamed = splits.get("", ()) if split else ()
        others = [*(each for each in splits if each not in (split, "")), *unnamed, *others]
    return SetFiles(split, tuple(files), tuple(others))


def _one_file(address: HubAddress) -> SetFiles:
    if address.split:
        raise InputError(f"{address.text}: a file has no splits; leave out :{address.split}")
    return SetFiles("", (address.inside,))


def _named(address: HubAddress, paths: Sequence[str], configurations: Sequence[Configuration]) -> Configuration:
    """Return the configuration that an address names, or one for the folder that it names."""
    name = address.inside
    if found := next((each for each in configurations if each.name == name), None):
        return found
    if any(path.startswith(f"{name}/") for path in paths):
        return Configuration("", {}, name)
    there = f"; its configurations are {shown([each.name for each in configurations])}" if configurations else ""
    raise InputError(f"{address.text}: the dataset has no configuration, file or folder {name}{there}")


def _split(address: HubAddress, splits: Sequence[str]) -> str:
    if not splits:
        raise InputError(
            f"{address.text}: the dataset has no files of rows, such as .jsonl or .parquet; if the Hub shows its rows, "
            f"{address.root.partition('@')[0]}@refs/convert/parquet may have them"
        )
    remedy = f"choose one, for example {address.text}:{next(iter(splits))}"
    return chosen_split(address.text, splits, address.split, remedy)


def _by_name(paths: Sequence[str], folder: str) -> dict[str, list[str]]:
    start = f"{folder}/" if folder else ""
    relative = (PurePosixPath(path.removeprefix(start)) for path in paths if path.startswith(start))
    return {split: [f"{start}{path}" for path in found] for split, found in files_by_split(relative).items()}


def _matching(address: HubAddress, paths: Sequence[str], configuration: Configuration, split: str) -> list[str]:
    """Return the files of a split in the order of its patterns. Raises InputError if one of them matches no file."""
    files: list[str] = []
    for pattern in configuration.patterns[split]:
        found = _matches(address, paths, f"{configuration.folder}/{pattern}".removeprefix("/"))
        if not found:
            raise InputError(
                f"{address.root}/{CARD}: no file of rows matches {pattern}, the pattern of the split {split}; pass one "
                f"of its files, as {address.root}/FILE"
            )
        files += found
    return list(dict.fromkeys(files))


def _matches(address: HubAddress, paths: Sequence[str], pattern: str) -> list[str]:
    """Return the paths that match a pattern, in natural order; only one that is named in full may be hidden."""
    try:
        matches = re.compile(glob_translate(pattern)).match
    except (ValueError, re.error) as error:
        raise InputError(f"{address.root}/{CARD}: the pattern {pattern} cannot be used ({error})") from error
    found = in_natural_order(PurePosixPath(path) for path in paths if matches(path))
    return [str(path) for path in (visible_data(found) if _MAGIC.search(pattern) else found)]
