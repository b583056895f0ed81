"""Check and update the `dataset_info.json` of a LLaMA-Factory data folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from selfinstruct.datasets.export.dataset_info import entries, entry_for, is_ours, with_entry
from selfinstruct.datasets.export.new_export import sha1_of
from selfinstruct.datasets.export.paths import DATASET_INFO, ExportPaths, failed_write
from selfinstruct.datasets.export.sidecars import write_sidecar
from selfinstruct.errors import InputError
from selfinstruct.schema.extras import Extra
from selfinstruct.storage.regular_files import read_regular


def check_entries(paths: ExportPaths, new: Mapping[str, str] | None, force: bool) -> None:
    """Check that the export may replace the existing entries and data files.

    Raises InputError if one of them cannot be read or was not written by `export`. An entry was written by `export` if
    it has the name of the data file and its columns. A data file is unchanged if its SHA-1 equals the one in the entry
    or the one in `new`, which maps parts to SHA-1; the latter happens if an export was killed before it wrote its
    entry. Before the new files are written, `new` is None and data files are not compared. With `force`, entries and
    files that `export` did not write may be replaced.
    """
    found = _entries(paths, _read(paths))
    for part, path in paths.files.items():
        entry = found.get(paths.names[part])
        problem = _why_foreign(entry, path)
        if new is not None and not problem:
            problem = _why_kept(entry, path, new[part])
        if problem and not force:
            raise InputError(f"{path}: {problem}; choose another --name, or pass --force to replace it")


def add_entries(paths: ExportPaths, extras: Collection[Extra]) -> None:
    """Add the entries of all parts in a single write. The rest of the file is not changed.

    Raises InputError if the file is not a single JSON object, StorageError if it cannot be written.
    """
    before = _read(paths)
    text = before
    for part, path in paths.files.items():
        found = _entries(paths, text).get(paths.names[part])
        kept = found if isinstance(found, dict) and is_ours(found, path.name) else None
        try:
            text = with_entry(text, paths.names[part], entry_for(path.name, sha1_of(path), kept, extras))
        except ValueError as error:
            raise _damaged(paths, error) from error
    if text is not None and text != before:
        write_sidecar(_info(paths), text)


def _why_foreign(entry: Any, path: Path) -> str | None:
    """Return why an entry must not be replaced, or None if it may be replaced."""
    if entry is None or (isinstance(entry, dict) and is_ours(entry, path.name)):
        return None
    return f"{DATASET_INFO} has an entry of this name that was not written by export"


def _why_kept(entry: Any, path: Path, new: str) -> str | None:
    """Return why a data file must not be replaced, or None if it may be replaced."""
    if not path.exists():
        return None
    try:
        sha1 = sha1_of(path)
    except OSError as error:
        raise failed_write(path, error) from error
    if entry is None:
        return "file already exists" if sha1 != new else None
    return "the file was changed after it was exported" if sha1 not in (entry.get("file_sha1"), new) else None


def _entries(paths: ExportPaths, text: str | None) -> dict[str, Any]:
    try:
        return {} if text is None else entries(text)
    except ValueError as error:
        raise _damaged(paths, error) from error


def _damaged(paths: ExportPaths, error: ValueError) -> InputError:
    return InputError(f"{_info(paths)}: cannot be read ({error}), nothing was changed; fix the file first")


def _info(paths: ExportPaths) -> Path:
    assert paths.sidecar is not None
    return paths.sidecar


def _read(paths: ExportPaths) -> str | None:
    try:
        return read_regular(_info(paths)).decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise _damaged(paths, error) from error
    except OSError as error:
        raise InputError(
            f"{_info(paths)}: cannot be read ({error.strerror}), nothing was changed; check the file"
        ) from error
