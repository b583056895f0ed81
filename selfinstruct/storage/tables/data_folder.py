"""Find the data files in a folder: shards, the files of a dataset repository, or a dataset that `datasets` saved."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, TypeVar

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import read_regular
from selfinstruct.storage.tables.formats import DATA_SUFFIXES, Kind, stem_of, suffix_of

_AnyPath = TypeVar("_AnyPath", bound=PurePath)
TRAIN = "train"
_KEYWORDS = {
    TRAIN: TRAIN,
    "training": TRAIN,
    **dict.fromkeys(("validation", "valid", "val", "dev"), "validation"),
    **dict.fromkeys(("test", "testing", "eval", "evaluation"), "test"),
}
"""Words in the names of files and folders that say which split they are, as on the Hugging Face Hub."""
_SHARD = re.compile(r"(.+)[-.]\d{5}-of-\d{5}$")
_SHARD_FOLDER = "data"
"""Folder of a repository in which the names of shards begin with a split, whatever its name."""
_STATE, _SPLITS = "state.json", "dataset_dict.json"
_NOT_DATA = frozenset(
    {_STATE, _SPLITS, "dataset_info.json", "dataset_infos.json", "statistics.json", "provenance.json"}
)
_SAVED_CACHE = re.compile(r"cache-.*\.arrow")
_MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The files of one split in a folder, in order. `split` is "" if the names of the files show no splits.

    `others` has the names of the other splits, and of files that belong to none.
    """

    folder: Path
    split: str
    files: tuple[Path, ...]
    others: tuple[str, ...] = ()


def data_files(folder: Path, split: str | None = None) -> DataFolder:
    """Return the files of a split: of the one named, else of train, else of the only one, else all files of the folder.

    Raises InputError if the folder has no data files, no such split, several splits without train, or two files that
    may have the same rows in two formats.
    """
    try:
        found = _saved_splits(folder) or _saved(folder) or _by_split(folder)
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be read ({error.strerror}); check the path") from error
    name = chosen_split(str(folder), list(found), split, "choose one, or pass its files")
    others = [each for each in found if each not in (name, "")]
    unnamed = [_relative(path, folder) for path in found.get("", ()) if name]
    check_formats(str(folder), [path.relative_to(folder) for path in found[name]])
    return DataFolder(folder, name, tuple(found[name]), (*others, *unnamed))


def files_by_split(paths: Iterable[PurePath]) -> dict[str, list[PurePath]]:
    """Return the data files among the paths in a dataset, by the split in their names ("": none), in natural order."""
    found = defaultdict[str, list[PurePath]](list)
    for path in visible_data(paths):
        found[_split_of(path)].append(path)
    return dict(found)


def visible_data(paths: Iterable[PurePath]) -> list[PurePath]:
    """Return the data files among the paths in a dataset that are not hidden, in natural order."""
    return [path for path in in_natural_order(paths) if _is_data(path) and all(map(_is_shown, path.parts))]


def in_natural_order(paths: Iterable[_AnyPath]) -> list[_AnyPath]:
    """Sort paths so that part-2 comes before part-10."""
    return sorted(paths, key=_natural)


def chosen_split(where: str, splits: Sequence[str], wanted: str | None, remedy: str) -> str:
    """Return the name of the split to read: the one named, else train, else the only one, else "".

    Raises InputError if there is no such split, or several without train; `remedy` says what to do then.
    """
    named = [split for split in splits if split]
    name = wanted and _KEYWORDS.get(wanted, wanted)
    if wanted is not None:
        found = next((split for split in (wanted, name) if split in named), None)
        if found is None:
            there = f"the splits are {', '.join(named)}" if named else "the names of the files show no splits"
            raise InputError(f"{where}: there is no split {wanted}; {there}")
        return found
    if TRAIN in named:
        return TRAIN
    if len(named) > 1:
        raise InputError(f"{where}: the splits are {', '.join(named)}, and none of them is {TRAIN}; {remedy}")
    return named[0] if named else ""


def _saved_splits(folder: Path) -> dict[str, Sequence[Path]]:
    """Return the files by split of a folder that `DatasetDict.save_to_disk` wrote; none for other folders."""
    names = _json(folder / _SPLITS).get("splits")
    if not isinstance(names, list):
        return {}
    plain = [name for name in names if _is_plain(name)]
    return {name: _shards(folder / name) or _data_in(folder / name) for name in plain}


def _saved(folder: Path) -> dict[str, Sequence[Path]]:
    """Return the files of a folder that `Dataset.save_to_disk` wrote; none for other folders."""
    shards = _shards(folder)
    return {str(_json(folder / _STATE).get("_split") or ""): shards} if shards else {}


def _shards(folder: Path) -> list[Path]:
    listed = _json(folder / _STATE).get("_data_files")
    shards = [each.get("filename") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    paths = [folder / str(name) for name in shards if _is_plain(name)]
    if missing := [path for path in paths if not path.exists()]:
        raise InputError(
            f"{folder}: {_STATE} names {missing[0].name}, which is missing; copy or save the dataset again"
        )
    return paths


def _by_split(folder: Path) -> dict[str, Sequence[Path]]:
    """Return the data files in a folder and its subfolders by the split in their names, in natural order."""
    found = defaultdict[str, list[Path]](list)
    for path in _data_in(folder):
        found[_split_of(path.relative_to(folder))].append(path)
    return dict(found)


def _data_in(folder: Path) -> list[Path]:
    paths = sorted(_walk(folder), key=lambda path: _natural(path.relative_to(folder)))
    if data := [path for path in paths if _is_data(path)]:
        return data
    names = [_relative(path, folder) for path in paths]
    more = f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
    there = f"it has: {', '.join(names[:_MAX_SHOWN])}{more}" if names else "it is empty"
    suffixes = ", ".join([*Kind, ".parquet", ".arrow"])
    raise InputError(f"{folder}: the folder has no data files, whose names end in {suffixes}; {there}")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files that are not hidden, in the folder and its subfolders. Raises OSError."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = filter(_is_shown, folders)
        yield from (Path(parent, name) for name in filter(_is_shown, names))


def _raise(error: OSError) -> None:
    raise error


def _is_shown(name: str) -> bool:
    return not name.startswith((".", "_"))


def _is_data(path: PurePath) -> bool:
    is_other = path.name in _NOT_DATA or _SAVED_CACHE.fullmatch(path.name)
    return suffix_of(path) in DATA_SUFFIXES and not is_other


def _split_of(path: PurePath) -> str:
    """Return the split that a path in a dataset repository names; "" if it names none."""
    shard = _SHARD.fullmatch(stem_of(path))
    if shard and path.parent.name == _SHARD_FOLDER:
        return _KEYWORDS.get(shard[1], shard[1])
    for part in (stem_of(path), *reversed(path.parts[:-1])):
        words = re.split(r"[-._ \d]+", part.lower())
        if split := next((_KEYWORDS[word] for word in words if word in _KEYWORDS), None):
            return split
    return ""


def _natural(path: PurePath) -> list[list[tuple[int, str]]]:
    return [
        [(int(text), "") if text.isdecimal() else (-1, text) for text in re.split(r"(\d+)", part) if text]
        for part in path.parts
    ]


def check_formats(where: str, files: Sequence[PurePath]) -> None:
    """Raise InputError if two files may have the same rows, because only their suffixes differ."""
    first: dict[PurePath, PurePath] = {}
    for path in files:
        if (other := first.setdefault(path.with_name(stem_of(path)), path)) != path:
            names = f"{other.as_posix()} and {path.as_posix()}"
            raise InputError(f"{where}: {names} may have the same rows in two formats; pass one of the files")


def _is_plain(name: object) -> bool:
    """True for the name of a file in the same folder, and not a path that leads out of it."""
    return isinstance(name, str) and name not in ("", "..") and Path(name).name == name


def _json(path: Path) -> Mapping[str, Any]:
    """Return the object in a small JSON file; an empty one if the file does not exist or has another content."""
    try:
        value = json.loads(read_regular(path))
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
