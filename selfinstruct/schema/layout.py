"""The layouts in which a teacher can be asked to write its tasks."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Layout(StrEnum):
    """A layout of replies. Replies are read in any layout, whichever was requested."""

    LIST = "list"
    JSON = "json"
    JSON_SCHEMA = "json-schema"


_FIELDS = ("instruction", "input", "output")
_TASK = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in _FIELDS},
    "required": list(_FIELDS),
    "additionalProperties": False,
}
RESPONSE_FORMAT: dict[str, Any] = {
    "type": "json_schema",
    "json_schema": {
        "name": "tasks",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"tasks": {"type": "array", "items": _TASK}},
            "required": ["tasks"],
            "additionalProperties": False,
        },
    },
}
"""The `response_format` of a request for JSON by schema. Strict schemas need an object at the root."""
