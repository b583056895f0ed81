"""What the user has confirmed for a run folder or a settings file, such as an address and the variable of a key.

Confirmations are kept in the user's state directory, because the folder or the file may come from another person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from selfinstruct.schema.hashing import sha256
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.state_home import state_home
from selfinstruct.storage.stored_files import read_json

_MODE = 0o600


def is_confirmed(path: Path, values: Mapping[str, str], environ: Mapping[str, str]) -> bool:
    """True if these were the last values that were confirmed for a folder or file."""
    try:
        stored = read_json(_file_of(path, environ))
    except (OSError, ValueError):
        return False
    return bool(stored == _entry(path, values))


def confirm(path: Path, values: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Store the values that are confirmed for a folder or file, readable by the user only. Raises OSError."""
    file = _file_of(path, environ)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(file, json.dumps(_entry(path, values), ensure_ascii=False, indent=2).encode() + b"\n", _MODE)


def _entry(path: Path, values: Mapping[str, str]) -> dict[str, str]:
    return {"folder": str(path.resolve()), **values}


def _file_of(path: Path, environ: Mapping[str, str]) -> Path:
    """One file per path, so that runs that start at the same time do not overwrite each other's confirmations."""
    return state_home(environ) / "teachers" / f"{sha256(str(path.resolve()))[:32]}.json"
