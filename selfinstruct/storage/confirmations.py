"""Which teacher a run folder may use: the address and the key's variable that the user has confirmed for it.

They are kept in the user's state directory (XDG Base Directory Specification), because a run folder may come from
another person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from selfinstruct.schema.hashing import sha256
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.stored_files import read_json

_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A teacher's address ("" is OpenAI's own), and the environment variable with the key that is sent to it."""

    address: str
    key_env: str


def is_confirmed(folder: Path, confirmation: Confirmation, environ: Mapping[str, str]) -> bool:
    """True if this was the last teacher that was confirmed for a folder."""
    try:
        stored = read_json(_file_of(folder, environ))
    except (OSError, ValueError):
        return False
    return bool(stored == _entry(folder, confirmation))


def confirm(folder: Path, confirmation: Confirmation, environ: Mapping[str, str]) -> None:
    """Store a confirmation, readable by the user only. Raises OSError."""
    path = _file_of(folder, environ)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path, json.dumps(_entry(folder, confirmation), ensure_ascii=False, indent=2).encode() + b"\n", _MODE)


def _entry(folder: Path, confirmation: Confirmation) -> dict[str, str]:
    return {"folder": str(folder.resolve()), **asdict(confirmation)}


def _file_of(folder: Path, environ: Mapping[str, str]) -> Path:
    """One file per folder, so that runs that start at the same time do not overwrite each other's confirmations."""
    return _state_home(environ) / "selfinstruct" / "teachers" / f"{sha256(str(folder.resolve()))[:32]}.json"


def _state_home(environ: Mapping[str, str]) -> Path:
    given = environ.get("XDG_STATE_HOME", "")
    return Path(given) if given.startswith("/") else Path(environ.get("HOME") or Path.home()) / ".local" / "state"
