"""LLaMA-Factory's data folder: whether its `dataset_info.json` may be given an entry, and giving it one."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from selfinstruct.datasets.export.dataset_info import entries, entry_for, is_ours, with_entry
from selfinstruct.datasets.export.new_export import sha1_of
from selfinstruct.datasets.export.paths import DATASET_INFO, ExportPaths, unwritable
from selfinstruct.errors import InputError
from selfinstruct.storage.run_folder import replace_file


def check_entries(places: ExportPaths, new: Mapping[str, str] | None, force: bool) -> None:
    """Raises InputError where an entry or a data file of a part's name is somebody else's, or cannot be read.

    An entry is this tool's when it names the file and its columns, and the file is as it was written: its hash is that
    in the entry, or that in `new` (by part), for an export that was killed before its entry was written. Before the new
    files are there, `new` is None, and files are not looked at.
    """
    found = _entries(places, _read(places))
    for part, path in places.parts.items():
        entry = found.get(places.names[part])
        problem = _why_foreign(entry, path)
        if new is not None and not problem:
            problem = _why_kept(entry, path, new[part])
        if problem and not force:
            raise InputError(f"{path}: {problem}; give another --name, or --force to replace it")


def add_entries(places: ExportPaths) -> None:
    """Enter all parts, in one writing. Everything else in the file stays as it is, to the character.

    Raises InputError for a file that cannot be read as one JSON object, StorageError where it cannot be written.
    """
    before = _read(places)
    text = before
    for part, path in places.parts.items():
        found = _entries(places, text).get(places.names[part])
        kept = found if isinstance(found, dict) and is_ours(found, path.name) else None
        try:
            text = with_entry(text, places.names[part], entry_for(path.name, sha1_of(path), kept))
        except ValueError as error:
            raise _damaged(places, error) from error
    if text is not None and text != before:
        _write(_info(places), text)


def _why_foreign(entry: Any, path: Path) -> str | None:
    """Why an entry is somebody else's; None where it is not."""
    if entry is None or (isinstance(entry, dict) and is_ours(entry, path.name)):
        return None
    return f"{DATASET_INFO} has an entry of this name that export did not write"


def _why_kept(entry: Any, path: Path, new: str) -> str | None:
    """Why a data file must not be lost; None where it may be replaced."""
    if not path.exists():
        return None
    try:
        sha1 = sha1_of(path)
    except OSError as error:
        raise unwritable(path, error) from error
    if entry is None:
        return "there is such a file already" if sha1 != new else None
    return "this file was changed after it was exported" if sha1 not in (entry.get("file_sha1"), new) else None


def _entries(places: ExportPaths, text: str | None) -> dict[str, Any]:
    try:
        return {} if text is None else entries(text)
    except ValueError as error:
        raise _damaged(places, error) from error


def _damaged(places: ExportPaths, error: ValueError) -> InputError:
    return InputError(f"{_info(places)}: this cannot be read ({error}), and nothing was changed; mend it first")


def _info(places: ExportPaths) -> Path:
    assert places.guide is not None
    return places.guide


def _read(places: ExportPaths) -> str | None:
    try:
        return _info(places).read_bytes().decode()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise _damaged(places, error) from error
    except OSError as error:
        raise InputError(f"{_info(places)}: this cannot be read ({error.strerror}); nothing was changed") from error


def _write(path: Path, text: str) -> None:
    target = path.resolve()  # a link stays one
    mode = None
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
    try:
        replace_file(target, text.encode())
        if mode is not None:
            target.chmod(mode)
    except OSError as error:
        raise unwritable(path, error) from error
