"""Read the configurations of a dataset from its card: which files belong to which split, as `load_dataset` sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from huggingface_hub import metadata_load

from selfinstruct.errors import InputError
from selfinstruct.storage.tables import TRAIN

CARD = "README.md"
_DEFAULT = "default"
_MAX_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Configuration:
    """A part of a dataset. `patterns` maps its splits to patterns of file paths, relative to `folder`.

    Without patterns, the names of the files in `folder` show the splits.
    """

    name: str
    patterns: Mapping[str, Sequence[str]]
    folder: str = ""
    is_default: bool = False


def read_configurations(card: Path, root: str) -> tuple[Configuration, ...]:
    """Return the configurations in the YAML of a card; none if it has no YAML. `root` is the address for messages.

    Raises InputError if the YAML is damaged, or if a path in it leads out of the dataset.
    """
    try:
        metadata = metadata_load(card) or {}
        listed = metadata.get("configs") or []
        return tuple(_configuration(each) for each in _list(listed))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        why = " ".join(str(error).split())
        raise InputError(f"{root}/{CARD}: its configurations cannot be read ({why}); pass {root}/FILE") from error


def default_configuration(found: Sequence[Configuration], root: str) -> Configuration | None:
    """Return the configuration to read if none is named; None if the card has none. Raises InputError if unclear."""
    if len(found) <= 1:
        return found[0] if found else None
    defaults = [each for each in found if each.is_default]
    if len(defaults) == 1:
        return defaults[0]
    why = "several of them are the default" if defaults else "none of them is the default"
    raise InputError(
        f"{root}: the configurations are {shown([each.name for each in found])}, and {why}; choose one, for example "
        f"{root}/{found[0].name}"
    )


def shown(names: Sequence[str]) -> str:
    """Return the first names as a list."""
    more = f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
    return f"{', '.join(names[:_MAX_SHOWN])}{more}"


def _configuration(given: object) -> Configuration:
    if not isinstance(given, Mapping):
        raise ValueError(f"not a configuration: {given!r}")
    name = given.get("config_name", _DEFAULT)
    folder = given.get("data_dir") or ""
    if not isinstance(name, str) or not isinstance(folder, str):
        raise ValueError("config_name and data_dir must be text")
    patterns = dict[str, list[str]]()
    for split, pattern in _patterns(given.get("data_files")):
        patterns.setdefault(split, []).append(_inside(pattern))
    return Configuration(name, patterns, _inside(folder), name == _DEFAULT or given.get("default") is True)


def _patterns(given: Any) -> Iterator[tuple[str, str]]:
    """Yield the splits and patterns of `data_files`: a pattern, a list, or a list of splits and their patterns."""
    for each in _list([] if given is None else given):
        if isinstance(each, Mapping):
            yield from ((str(each.get("split")), pattern) for pattern in _list(each.get("path")))
        else:
            yield TRAIN, each


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _inside(path: object) -> str:
    """Return a path in the repository. Raises ValueError for another one."""
    if not isinstance(path, str):
        raise ValueError(f"not a path: {path!r}")
    if "://" in path or path.startswith("/") or ".." in PurePosixPath(path).parts:
        raise ValueError(f"{path} leads out of the dataset")
    return path.removeprefix("./").strip("/")
