"""A value that is expensive to compute in, the same value out: from its file, if that was written for the same key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from selfinstruct.students.folder import write_file
from selfinstruct.students.inference.answer_cache import cache_name


def load_or_compute(folder: Path, name: str, key: Mapping[str, Any], compute: Callable[[], Any]) -> Any:
    """The stored JSON value of a key; computed and stored if it is missing or damaged. Raises StorageError."""
    path = folder / f"{cache_name(name, key)}.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["belongs"] == key:
            return stored["value"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # missing or damaged, so it is computed again
    value = compute()
    write_file(path, json.dumps({"belongs": key, "value": value}, ensure_ascii=False) + "\n")
    return value
