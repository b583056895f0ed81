"""Find and read the TOML file of settings: the one that `--config` names, or `./selfinstruct.toml`."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import NONE
from selfinstruct.storage.regular_files import read_regular
from selfinstruct.storage.stored_files import parse_toml, why_unreadable

SETTINGS_FILE = Path("selfinstruct.toml")
_MAX_BYTES = 1 << 20
_HINT = "text needs quotes, and true and false are written in lower case"


def read_settings_file(named: Path | None) -> tuple[Path, dict[str, Any]] | None:
    """Return the path and the content of the named file, or else of `./selfinstruct.toml`.

    None if the name is "none", or if none is named and there is no such file. Raises InputError.
    """
    if named is not None and str(named) == NONE:
        return None
    path = SETTINGS_FILE if named is None else named
    try:
        return path, parse_toml(read_regular(path, _MAX_BYTES).removeprefix(codecs.BOM_UTF8))
    except FileNotFoundError as error:
        if named is None and not path.is_symlink():
            return None
        raise InputError(f"{path}: the settings file does not exist; {_advice(named)}") from error
    except OSError as error:
        why = why_unreadable(error)
        raise InputError(f"{path}: the settings file cannot be read ({why}); {_advice(named)}") from error
    except ValueError as error:
        hint = f"; {_HINT}" if "Invalid value" in str(error) else ""
        raise InputError(f"{path}: the settings file is {error}{hint}; correct the file") from error


def _advice(named: Path | None) -> str:
    return "correct --config" if named is not None else "correct or remove the file"
