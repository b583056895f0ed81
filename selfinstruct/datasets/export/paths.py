"""Format, name and place in, the files of an export out; and whether they may be written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.datasets.export.formats import SUFFIXES, Format
from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.source import Source
from selfinstruct.storage.tables import check_writable

EXPORTS = "exports"
"""The folder in a run's where exports go unless said."""
DATASET_INFO = "dataset_info.json"
"""Where LLaMA-Factory looks datasets up."""

_GUIDES = {Format.AXOLOTL: ".yaml", Format.LABEL_STUDIO: ".xml", Format.LLAMAFACTORY: ""}
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class ExportPaths:
    """The files of an export: the rows of each part (`all`, or `train` and `test`), and what says how to use them.

    `names` are what LLaMA-Factory calls the parts; none for other formats.
    """

    parts: dict[str, Path]
    guide: Path | None
    names: dict[str, str]


def paths_for(form: Format, source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    """Where the parts of an export go. Raises InputError for an `out` or a `name` that the format has no use for."""
    if form is Format.LLAMAFACTORY:
        return _in_data_folder(source, out, name, parts)
    if name is not None:
        raise InputError(
            "--name is what LLaMA-Factory calls a dataset, so it needs --format llamafactory; leave it out"
        )
    suffixes = SUFFIXES[form]
    kind = "" if f".{form}" == suffixes[0] else f".{form}"
    out = out or _default_folder(source) / f"{_file_name(source)}{kind}{suffixes[0]}"
    suffix = next((suffix for suffix in suffixes if out.name.lower().endswith(suffix)), None)
    if suffix is None or len(out.name) == len(suffix):
        raise InputError(f"{out}: --format {form} writes {' or '.join(suffixes)}; name the file so")
    stem, suffix = out.name[: -len(suffix)], out.name[-len(suffix) :]
    files = {part: out.with_name(f"{stem}{'' if part == 'all' else f'.{part}'}{suffix}") for part in parts}
    guide = _GUIDES.get(form)
    return ExportPaths(files, out.with_name(f"{stem}{guide}") if guide else None, {})


def check_paths(places: ExportPaths, sources: Sequence[Path], force: bool) -> None:
    """Raises InputError where a file would take the place of something; with `force` only where nothing may."""
    files = list(places.parts.values())
    if places.guide and places.guide.name != DATASET_INFO:
        files.append(places.guide)
    for path in files:
        check_writable(path, sources, force)


def unwritable(path: Path, error: OSError) -> StorageError:
    """What to raise where a small file of an export can't be written."""
    return StorageError(f"{path}: cannot be written ({error.strerror}); make room, or give another --out")


def _in_data_folder(source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    folder = out or _default_folder(source) / f"{_file_name(source)}.{Format.LLAMAFACTORY}"
    if _is_there(folder) and not folder.is_dir():
        raise InputError(
            f"{folder}: --format llamafactory writes into LLaMA-Factory's data folder; name that with --out"
        )
    name = _file_name(source) if name is None else name
    if not _NAME.fullmatch(name):
        raise InputError(f"--name {name!r}: a dataset's name is letters, digits, `.`, `-` and `_`; choose another")
    names = {part: name if part == "all" else f"{name}_{part}" for part in parts}
    return ExportPaths({part: folder / f"{names[part]}.jsonl" for part in parts}, folder / DATASET_INFO, names)


def _default_folder(source: Source) -> Path:
    return source.path / EXPORTS if source.is_run else source.path.parent


def _file_name(source: Source) -> str:
    return "_".join(_NAME.findall(source.name)) or "dataset"


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise unwritable(path, error) from error
