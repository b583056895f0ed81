"""The user's own file of providers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.storage.regular_files import read_regular

VARIABLE = "SELFINSTRUCT_PROVIDERS"
PROVIDER_FILE_VARIABLES = (VARIABLE, "XDG_CONFIG_HOME", "HOME")
"""Variables that decide where the file is."""
_MAX_BYTES = 1 << 20


def provider_file(environ: Mapping[str, str]) -> Path:
    """Return the path of the file: as the variable says, or in the user's configuration folder (XDG)."""
    if given := environ.get(VARIABLE, "").strip():
        return Path(given).expanduser()
    home = environ.get("XDG_CONFIG_HOME", "")
    config = Path(home) if home.startswith("/") else Path(environ.get("HOME") or Path.home()) / ".config"
    return config / "selfinstruct" / "providers.toml"


def read_provider_file(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the text and the path of the file, or None if there is none. Raises InputError."""
    path = provider_file(environ)
    try:
        return read_regular(path, _MAX_BYTES).decode("utf-8-sig"), str(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        if environ.get(VARIABLE, "").strip():
            raise InputError(f"{path}: the file does not exist; correct {VARIABLE}, or unset it") from error
        return None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InputError(f"{path}: cannot be read ({why}); fix or move the file") from error
