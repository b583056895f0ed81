"""Tell whether the rows of a run were filtered by the rules of this version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.pipeline import filters

_FILTERS = 2
"""Position of the version of the filters in `rules`."""


def has_present_filters(stored: Mapping[str, Any]) -> bool:
    """True if a run with this identity was filtered by the rules of this version."""
    versions = str(stored.get("rules")).split(".")
    return len(versions) > _FILTERS and versions[_FILTERS] == str(filters.VERSION)
