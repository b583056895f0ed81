"""The folder that `datasets.load_from_disk` opens: Arrow files, and what the library keeps about them in JSON.

A split is a folder for each part, and a file that lists them. The format is that of `save_to_disk` in datasets 5.2.0.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.storage.durable import replace_file

DATA_FILE = "data-00000-of-00001.arrow"
_STATE, _INFO, _PARTS = "state.json", "dataset_info.json", "dataset_dict.json"
_DIGITS = 16
"""Length of a fingerprint, as in the library."""
NAMES = re.compile(
    r"dataset_dict\.json|(?:[\w.-]+/)?(?:data-\d{5}-of-\d{5}\.arrow|state\.json|dataset_info\.json|cache-[\w-]+\.arrow)"
)
"""Names of the files in such a folder, with those in which the library caches what was computed from them."""


def write_dataset(folder: Path, fingerprint: str, split: str) -> None:
    """Write the JSON files for an Arrow file in a folder. Raises OSError.

    The library finds what it cached for a dataset by the fingerprint (hexadecimal), so it depends on the rows. The
    columns are those of the Arrow file.
    """
    state: dict[str, Any] = {
        "_data_files": [{"filename": DATA_FILE}],
        "_fingerprint": fingerprint[:_DIGITS],
        "_format_columns": None,
        "_format_kwargs": {},
        "_format_type": None,
        "_output_all_columns": False,
        "_split": split,
    }
    _write(folder / _INFO, {})
    _write(folder / _STATE, state)


def write_parts(folder: Path, names: list[str]) -> None:
    """Write the file that lists the parts of a split. Raises OSError."""
    _write(folder / _PARTS, {"splits": names})


def _write(path: Path, content: Mapping[str, Any]) -> None:
    replace_file(path, (json.dumps(content, indent=2) + "\n").encode())
