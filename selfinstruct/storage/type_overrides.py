"""The task types that `classify` assigned to the rows of a run, stored by row id in `types.json`.

Everything that rewrites the records reads this file first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from selfinstruct.errors import StorageError
from selfinstruct.schema.task_types import GivenType, TypeSource, label_of
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.stored_files import read_json, why_unreadable

TYPES = "types.json"


def read_types(folder: Path) -> dict[str, GivenType]:
    """Read the types by row id; empty if the run was not classified. Raises StorageError if this fails."""
    path = folder / TYPES
    try:
        return _types_in(read_json(path))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{path}: cannot be read ({why_unreadable(error)}); delete it, then run selfinstruct classify {folder} "
            "(--with teacher), which rebuilds it"
        ) from error


def _types_in(content: object) -> dict[str, GivenType]:
    """Return the types in the content of the file. Raises ValueError if they are none."""
    try:
        pairs = content.items()  # type: ignore[attr-defined]
        return {row: GivenType(label_of(name), TypeSource(source)) for row, (name, source) in pairs}
    except (TypeError, AttributeError) as error:
        raise ValueError("not task types by row") from error


def write_types(folder: Path, types: Mapping[str, GivenType]) -> None:
    """Replace the file atomically, or remove it if there are no types. Raises OSError."""
    path = folder / TYPES
    if not types:
        path.unlink(missing_ok=True)
        return
    content = {row: (given.task_type, given.source) for row, given in types.items()}
    replace_file(path, (json.dumps(content, separators=(",", ":")) + "\n").encode())
