"""The paths of an export. Format, dataset and `--out` in, the files to write out; checks that they may be written."""

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
"""The subfolder of a run that exports are written to by default."""
DATASET_INFO = "dataset_info.json"
"""The file in which LLaMA-Factory looks up datasets."""

_SIDECARS = {Format.AXOLOTL: ".yaml", Format.LABEL_STUDIO: ".xml", Format.LLAMAFACTORY: ""}
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class ExportPaths:
    """The files of an export.

    `files` holds the rows of each part: `all`, or `train` and `test`. `sidecar` tells a tool how to use them; None if
    the format needs none. `names` are the datasets' names in LLaMA-Factory by part; empty for other formats.
    """

    files: dict[str, Path]
    sidecar: Path | None
    names: dict[str, str]


def paths_for(form: Format, source: Source, out: Path | None, name: str | None, parts: Sequence[str]) -> ExportPaths:
    """The paths of an export of these parts. Raises InputError for an `out` or `name` that does not fit the format."""
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
    sidecar = _SIDECARS.get(form)
    return ExportPaths(files, out.with_name(f"{stem}{sidecar}") if sidecar else None, {})


def check_paths(paths: ExportPaths, sources: Sequence[Path], force: bool) -> None:
    """Raises InputError if a file must not be written, see `check_writable`; `dataset_info.json` is not checked."""
    files = list(paths.files.values())
    if paths.sidecar and paths.sidecar.name != DATASET_INFO:
        files.append(paths.sidecar)
    for path in files:
        check_writable(path, sources, force)


def failed_write(path: Path, error: OSError) -> StorageError:
    """The error to raise if a file other than the rows cannot be written."""
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
        raise failed_write(path, error) from error
