"""The folder of a saved index: index.json, and a .npy file for each array. Everything is checked before it is used."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from selfinstruct.similarity.tokens import VERSIONS

FORMAT = 1
"""Raise it when the arrays of an index change."""
_FILE = "index.json"
_MAX_FILE = 1 << 20


@dataclass(frozen=True, slots=True)
class Saved:
    """What is known of an index beside its arrays: the version of its tokens, and its rule for matches."""

    tokens: int
    threshold: float
    inclusive: bool


def write_folder(folder: Path, saved: Saved, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write an index. A reader sees the new one, the old one, or a ValueError, but no mixture. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        _write(folder / f"{name}.npy", partial(_save, array=array))
    sums = {name: _checksum(array) for name, array in arrays.items()}
    content = json.dumps({"format": FORMAT, **asdict(saved), "arrays": sums}, indent=1) + "\n"
    _write(folder / _FILE, lambda file: file.write(content.encode()))


def read_folder(folder: Path, mmap: bool) -> tuple[Saved, dict[str, NDArray[Any]]]:
    """Return what is known of an index, and its arrays. Raises FileNotFoundError, or ValueError if it is damaged."""
    saved, sums = _read_facts(folder / _FILE)
    arrays = {name: _read_array(folder / f"{name}.npy", mmap) for name in sums}
    for name, array in arrays.items():
        if _checksum(array) != sums[name]:
            raise ValueError(f"{folder / name}.npy is damaged: its checksum is not the one in {_FILE}")
    return saved, arrays


def _read_facts(path: Path) -> tuple[Saved, dict[str, str]]:
    if path.exists() and not (path.is_file() and path.stat().st_size <= _MAX_FILE):
        raise ValueError(f"{path} is not the description of an index")
    try:
        facts = json.loads(path.read_bytes())
        saved, sums = Saved(facts["tokens"], facts["threshold"], facts["inclusive"]), dict(facts["arrays"])
        version = facts["format"]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{path} is not the description of an index") from error
    if version != FORMAT:
        raise ValueError(f"{path} has the format {version!r}; this version reads format {FORMAT}")
    types = [type(saved.tokens), type(saved.threshold), type(saved.inclusive)]
    if types not in ([int, float, bool], [int, int, bool]) or saved.tokens not in VERSIONS:
        raise ValueError(f"{path} is of another version of the tokens, or its threshold is not a number")
    if not all(name.isidentifier() for name in sums):
        raise ValueError(f"{path} names an array that no index has")
    return saved, sums


def _read_array(path: Path, mmap: bool) -> NDArray[Any]:
    """Return a private array. A mapped file is not changed either: pages that are written to are copied."""
    if not path.is_file():
        raise ValueError(f"{path} is missing")
    try:
        array = np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))
    except (OSError, EOFError, SyntaxError, TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{path} is not an array of numbers: {error}") from error
    return array if mmap else array.copy()


def _save(file: IO[bytes], array: NDArray[Any]) -> None:
    np.save(file, array, allow_pickle=False)


def _checksum(array: NDArray[Any]) -> str:
    content = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    return blake2b(content.data, digest_size=16).hexdigest()


def _write(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace a file. Processes that have mapped the old one keep it."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
