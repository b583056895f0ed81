"""Store expensive values in files and reuse them if they were computed for the same key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from selfinstruct.storage.stored_files import read_json
from selfinstruct.students.folder import write_file
from selfinstruct.students.inference.answer_cache import cache_name


def load_or_compute(folder: Path, name: str, key: Mapping[str, Any], compute: Callable[[], Any]) -> Any:
    """Return the stored JSON value of a key; compute and store it if missing or damaged. Raises StorageError."""
    path = folder / f"{cache_name(name, key)}.json"
    try:
        stored = read_json(path)
        if stored["belongs"] == key:
            return stored["value"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # missing or damaged: compute it again
    value = compute()
    write_file(path, json.dumps({"belongs": key, "value": value}, ensure_ascii=False) + "\n")
    return value
