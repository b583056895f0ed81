"""LLaMA-Factory's data folder: checks that an export may add its entries to `dataset_info.json`, and adds them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.datasets.export.dataset_info import entries, entry_for, is_ours, with_entry
from selfinstruct.datasets.export.new_export import sha1_of
from selfinstruct.datasets.export.paths import DATASET_INFO, ExportPaths, failed_write
from selfinstruct.datasets.export.sidecars import write_sidecar
from selfinstruct.errors import InputError


def check_entries(paths: ExportPaths, new: Mapping[str, str] | None, force: bool) -> None:
    """Raises InputError if an entry or data file that the export would replace is not its own, or cannot be read.

    An entry is the export's own if it names the file and its columns, and the file is unchanged: its SHA-1 is the one
    in the entry, or the one in `new` (by part), as after an export that was killed before it wrote its entry. `new` is
    None before the new files are written; then files are not compared. `force` allows to replace foreign ones.
    """
    found = _entries(paths, _read(paths))
    for part, path in paths.files.items():
        entry = found.get(paths.names[part])
        problem = _why_foreign(entry, path)
        if new is not None and not problem:
            problem = _why_kept(entry, path, new[part])
        if problem and not force:
            raise InputError(f"{path}: {problem}; give another --name, or --force to replace it")


def add_entries(paths: ExportPaths) -> None:
    """Add the entries of all parts, with one write. Every other character of the file stays as it is.

    Raises InputError for a file that is not one JSON object, StorageError if it cannot be written.
    """
    before = _read(paths)
    text = before
    for part, path in paths.files.items():
        found = _entries(paths, text).get(paths.names[part])
        kept = found if isinstance(found, dict) and is_ours(found, path.name) else None
        try:
            text = with_entry(text, paths.names[part], entry_for(path.name, sha1_of(path), kept))
        except ValueError as error:
            raise _damaged(paths, error) from error
    if text is not None and text != before:
        write_sidecar(_info(paths), text)


def _why_foreign(entry: Any, path: Path) -> str | None:
    """Why an entry must not be replaced; None if it may."""
    if entry is None or (isinstance(entry, dict) and is_ours(entry, path.name)):
        return None
    return f"{DATASET_INFO} has an entry of this name that export did not write"


def _why_kept(entry: Any, path: Path, new: str) -> str | None:
    """Why a data file must not be replaced; None if it may."""
    if not path.exists():
        return None
    try:
        sha1 = sha1_of(path)
    except OSError as error:
        raise failed_write(path, error) from error
    if entry is None:
        return "there is such a file already" if sha1 != new else None
    return "this file was changed after it was exported" if sha1 not in (entry.get("file_sha1"), new) else None


def _entries(paths: ExportPaths, text: str | None) -> dict[str, Any]:
    try:
        return {} if text is None else entries(text)
    except ValueError as error:
        raise _damaged(paths, error) from error


def _damaged(paths: ExportPaths, error: ValueError) -> InputError:
    return InputError(f"{_info(paths)}: this cannot be read ({error}), and nothing was changed; mend it first")


def _info(paths: ExportPaths) -> Path:
    assert paths.sidecar is not None
    return paths.sidecar


def _read(paths: ExportPaths) -> str | None:
    try:
        return _info(paths).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise _damaged(paths, error) from error
    except OSError as error:
        raise InputError(f"{_info(paths)}: this cannot be read ({error.strerror}); nothing was changed") from error
