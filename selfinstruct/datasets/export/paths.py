"""Determine the paths of an export from the format, the dataset and `--out`, and check that they may be written."""

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
"""Subfolder of a run folder that exports are written to by default."""
DATASET_INFO = "dataset_info.json"
"""The file in which LLaMA-Factory looks up datasets."""

_SIDECARS = {Format.AXOLOTL: ".yaml", Format.LABEL_STUDIO: ".xml", Format.LLAMAFACTORY: ""}
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class ExportPaths:
    """The files of an export.

    `files` has the data file of each part: `all`, or `train` and `test`. `sidecar` is a configuration file for the tool
    that reads the data files, or None if the format needs no such file. `names` maps parts to dataset names in
    LLaMA-Factory; it is empty for other formats.
    """

    files: dict[str, Path]
    sidecar: Path | None
    names: dict[str, str]


def paths_for(form: Format, source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    """Return the paths of an export of these parts. Raises InputError if `out` or `name` does not fit the format."""
    if form is Format.LLAMAFACTORY:
        return _in_data_folder(source, out, name, parts)
    if name is not None:
        raise InputError("--name is the dataset's name in LLaMA-Factory; pass --format llamafactory, or omit --name")
    suffixes = SUFFIXES[form]
    kind = "" if f".{form}" == suffixes[0] else f".{form}"
    out = out or _default_folder(source) / f"{_file_name(source)}{kind}{suffixes[0]}"
    suffix = next((suffix for suffix in suffixes if out.name.lower().endswith(suffix)), None)
    if suffix is None or len(out.name) == len(suffix):
        raise InputError(
            f"{out}: --format {form} writes {' or '.join(suffixes)} files; choose a file name with this suffix"
        )
    stem, suffix = out.name[: -len(suffix)], out.name[-len(suffix) :]
    files = {part: out.with_name(f"{stem}{'' if part == 'all' else f'.{part}'}{suffix}") for part in parts}
    sidecar = _SIDECARS.get(form)
    return ExportPaths(files, out.with_name(f"{stem}{sidecar}") if sidecar else None, {})


def check_paths(paths: ExportPaths, sources: Sequence[Path], force: bool) -> None:
    """Raise InputError if a file must not be written (see `check_writable`). `dataset_info.json` is not checked."""
    files = list(paths.files.values())
    if paths.sidecar and paths.sidecar.name != DATASET_INFO:
        files.append(paths.sidecar)
    for path in files:
        check_writable(path, sources, force)


def failed_write(path: Path, error: OSError) -> StorageError:
    """Return the error to raise if a file of the export cannot be written."""
    return StorageError(f"{path}: cannot be written ({error.strerror}); free disk space, or choose another --out")


def _in_data_folder(source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    folder = out or _default_folder(source) / f"{_file_name(source)}.{Format.LLAMAFACTORY}"
    if _is_there(folder) and not folder.is_dir():
        raise InputError(f"{folder}: --format llamafactory needs a folder; set --out to LLaMA-Factory's data folder")
    name = _file_name(source) if name is None else name
    if not _NAME.fullmatch(name):
        raise InputError(f"--name {name!r}: not a valid dataset name; use letters, digits, `.`, `-` and `_`")
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
        raise failed_write(path, error) from error
