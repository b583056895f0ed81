"""Check that a `run.toml` holds values that this package could have written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.schema.choices import NONE
from selfinstruct.storage.stored_files import fits_json, is_number

_TABLES = ("identity", "settings")
_TEXTS = frozenset(
    "teacher provider model base_url key_env service_tier preset extra_body seeds prompt topic mix language layout "
    "template outage currency dedup_on pii teacher_style".split()
)
_NUMBERS = frozenset(
    "teacher_faults teacher_leaks teacher_errors max_tokens concurrency timeout attempts tasks demonstrations "
    "threshold window seed saturation".split()
)
_NUMBERS_OR_NONE = frozenset(
    "temperature top_p rpm tpm max_cost max_total_tokens max_requests price_in price_out price_cached".split()
)


def wrong_in_run(stored: Mapping[str, Any]) -> str:
    """Say what is missing or wrong in the content of a `run.toml`; "" if nothing is.

    Names that this version does not know may have any value that JSON can hold.
    """
    if not all(isinstance(stored.get(table), dict) for table in _TABLES):
        return "identity or settings are missing"
    if not isinstance(stored.get("versions", {}), dict):
        return "versions is not a table"
    for table, values in stored.items():
        for name, value in values.items() if isinstance(values, dict) else ():
            if not _is_valid(name, value):
                return f"{name} in [{table}] has a value of the wrong type"
    return ""


def _is_valid(name: str, value: object) -> bool:
    if name in _TEXTS:
        return _is_text(value)
    if name in _NUMBERS_OR_NONE:
        return is_number(value) or value == NONE
    if name in _NUMBERS:
        return is_number(value)
    if name == "against":  # paths in the settings, a hash in the identity
        return _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))
    return fits_json(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value
