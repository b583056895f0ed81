"""Determine the paths of an export from the format, the dataset and `--out`, and check that they may be written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selfinstruct.datasets.export.formats import FOLDERS, SUFFIXES, Format
from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.source import Source
from selfinstruct.storage.tables import check_writable

ALL, TRAIN, TEST = "all", "train", "test"
"""Parts of an export: all rows, or those of a split."""
EXPORTS = "exports"
"""Subfolder of a run folder that exports are written to by default."""
DATASET_INFO = "dataset_info.json"
"""The file in which LLaMA-Factory looks up datasets."""

_SIDECARS = {Format.AXOLOTL: ".yaml", Format.LABEL_STUDIO: ".xml"}
_MLX_FILES = {ALL: "train.jsonl", TRAIN: "train.jsonl", TEST: "valid.jsonl"}
"""The names that mlx-lm reads. It evaluates during training on `valid.jsonl`, and only on request on `test.jsonl`."""
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class ExportPaths:
    """The files of an export.

    `files` has the data file of each part: `all`, or `train` and `test`; for datasets, the folder of each part.
    `folder` is the folder in which they are. `sidecar` is a configuration file for the tool that reads the data files,
    or None if the format needs no such file. `names` maps parts to dataset names in LLaMA-Factory; it is empty for
    other formats. `stale` are files of an earlier export that must not stay next to the new ones.
    """

    files: dict[str, Path]
    folder: Path
    sidecar: Path | None = None
    names: dict[str, str] = field(default_factory=dict)
    stale: tuple[Path, ...] = ()


def paths_for(form: Format, source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    """Return the paths of an export of these parts. Raises InputError if `out` or `name` does not fit the format."""
    if name is not None and form is not Format.LLAMAFACTORY:
        raise InputError("--name is the dataset's name in LLaMA-Factory; pass --format llamafactory, or omit --name")
    if form in FOLDERS:
        return _in_folder(form, source, out, name, parts)
    suffixes = SUFFIXES[form]
    kind = "" if f".{form}" == suffixes[0] else f".{form}"
    out = out or _default_folder(source) / f"{_file_name(source)}{kind}{suffixes[0]}"
    suffix = next((suffix for suffix in suffixes if out.name.lower().endswith(suffix)), None)
    if suffix is None or len(out.name) == len(suffix):
        raise InputError(
            f"{out}: --format {form} writes {' or '.join(suffixes)} files; choose a file name with this suffix"
        )
    stem, suffix = out.name[: -len(suffix)], out.name[-len(suffix) :]
    files = {part: out.with_name(f"{stem}{'' if part == ALL else f'.{part}'}{suffix}") for part in parts}
    sidecar = _SIDECARS.get(form)
    return ExportPaths(files, out.parent, out.with_name(f"{stem}{sidecar}") if sidecar else None)


def check_paths(paths: ExportPaths, sources: Sequence[Path], force: bool) -> None:
    """Raise InputError if a file must not be written (see `check_writable`). `dataset_info.json` is not checked."""
    files = [*paths.files.values(), *paths.stale]
    if paths.sidecar and paths.sidecar.name != DATASET_INFO:
        files.append(paths.sidecar)
    for path in files:
        check_writable(path, sources, force)


def failed_write(path: Path, error: OSError) -> StorageError:
    """Return the error to raise if a file of the export cannot be written."""
    return StorageError(f"{path}: cannot be written ({error.strerror}); free disk space, or choose another --out")


def _in_folder(form: Format, source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    folder = out or _default_folder(source) / f"{_file_name(source)}.{form}"
    if _is_there(folder) and not folder.is_dir():
        raise InputError(f"{folder}: --format {form} needs a folder; {FOLDERS[form]}")
    if form is Format.LLAMAFACTORY:
        return _in_data_folder(folder, _file_name(source) if name is None else name, parts)
    if form is Format.MLX:
        files = {part: folder / _MLX_FILES[part] for part in parts}
        return ExportPaths(files, folder, stale=() if TEST in parts else (folder / _MLX_FILES[TEST],))
    return ExportPaths({part: folder if part == ALL else folder / part for part in parts}, folder)


def _in_data_folder(folder: Path, name: str, parts: Sequence[str]) -> ExportPaths:
    if not _NAME.fullmatch(name):
        raise InputError(f"--name {name!r}: not a valid dataset name; use letters, digits, `.`, `-` and `_`")
    names = {part: name if part == ALL else f"{name}_{part}" for part in parts}
    files = {part: folder / f"{names[part]}.jsonl" for part in parts}
    return ExportPaths(files, folder, folder / DATASET_INFO, names)


def _default_folder(source: Source) -> Path:
    return source.path / EXPORTS if source.is_run else source.beside("").parent


def _file_name(source: Source) -> str:
    return "_".join(_NAME.findall(source.name)) or "dataset"


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise failed_write(path, error) from error
