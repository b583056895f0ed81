"""Fields of requests as settings hold them: the extra body of the user, and the fields that a preset adds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.tables import json_mistake

_EXAMPLE = """write it in quotes for the shell, such as '{"enable_thinking": false}'"""


def read_fields(value: object, option: str) -> Mapping[str, Any]:
    """Return the fields, which flags and `run.toml` contain as JSON text. Raises InputError that names the option."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError) as error:
        raise InputError(f"{option} is not valid JSON: {json_mistake(error)}; {_EXAMPLE}") from error
    if not isinstance(found, Mapping):
        raise InputError(f"{option} must be a JSON object; {_EXAMPLE}")
    if found.get("stream"):
        raise InputError(f"{option} cannot request a stream; use --stream")
    if found.get("n") not in (None, 1):
        raise InputError(f"{option} cannot request several choices; each request must return one reply")
    json.dumps(found, allow_nan=False)
    return found


def effective_fields(preset: Mapping[str, Any], extra_body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of both. The extra body takes precedence, and its null removes a field of the preset."""
    removed = {name for name, value in extra_body.items() if value is None and name in preset}
    return {name: value for name, value in {**preset, **extra_body}.items() if name not in removed}


def as_json(fields: Mapping[str, Any]) -> str:
    """Return fields as JSON text in which equal fields look the same."""
    return json.dumps(fields, sort_keys=True, ensure_ascii=False)
