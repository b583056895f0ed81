"""The user's state directory (XDG Base Directory Specification): what this user confirmed, and a key of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from selfinstruct.storage.regular_files import read_regular

_KEY_BYTES = 32


def state_home(environ: Mapping[str, str]) -> Path:
    """Return the folder of this program in the user's state directory."""
    given = environ.get("XDG_STATE_HOME", "")
    home = Path(given) if given.startswith("/") else Path(environ.get("HOME") or Path.home()) / ".local" / "state"
    return home / "selfinstruct"


def user_key(environ: Mapping[str, str]) -> bytes | None:
    """Return a secret key of this user, which is created if it is missing; None if it cannot be stored.

    What is signed with it was written by this program for this user, and not by the author of a folder.
    """
    path = state_home(environ) / "key"
    try:
        if not path.exists():
            _create(path)
        key = bytes.fromhex(read_regular(path, 2 * _KEY_BYTES).decode())
    except (OSError, ValueError):
        return None
    return key if len(key) == _KEY_BYTES else None


def _create(path: Path) -> None:
    """Create a key, unless another process does so at the same time: a link to a complete file is made only once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"key.{os.getpid()}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(secrets.token_hex(_KEY_BYTES).encode())
    try:
        with suppress(FileExistsError):
            os.link(new, path)
    finally:
        new.unlink()
