"""Check the body of a request for a batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.teachers.offline.batches.refusals import invalid
from selfinstruct.teachers.offline.batches.rules import AUTO_DELETE, REPLACE, BatchRules

_DEFAULT_HOURS = 24


@dataclass(frozen=True, slots=True)
class CreateRequest:
    """A valid request for a batch. `model` replaces that of all lines."""

    input_file_id: str
    endpoint: str
    window: str
    hours: int
    metadata: Mapping[str, str] | None
    model: str
    deletes_input: bool


def read_create_request(body: Any, rules: BatchRules) -> CreateRequest:
    """Check a request by the rules. Raises Refusal (400) for the first thing that is wrong."""
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object.")
    for name in sorted(set(body) - rules.create_fields):
        raise invalid(f"Unknown parameter: '{name}'.", "unknown_parameter", name)
    file_id, endpoint = _text(body, "input_file_id"), _text(body, "endpoint")
    if endpoint not in rules.endpoints:
        supported = ", ".join(f"'{one}'" for one in rules.endpoints)
        message = f"Invalid value: '{endpoint}'. Supported values are: {supported}."
        raise invalid(message, "invalid_value", "endpoint")
    window, hours = _window(body, rules)
    return CreateRequest(
        file_id, endpoint, window, hours, _metadata(body, rules), _model(body), _deletes_input(body, rules)
    )


def _text(body: dict[str, Any], name: str) -> str:
    if name not in body:
        raise invalid(f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
    if not isinstance(body[name], str):
        raise invalid(f"Invalid type for '{name}': expected a string.", "invalid_type", name)
    return str(body[name])


def _window(body: dict[str, Any], rules: BatchRules) -> tuple[str, int]:
    if rules.window is None:
        return f"{_DEFAULT_HOURS}h", _DEFAULT_HOURS
    text = _text(body, "completion_window")
    hours = rules.window.hours(text)
    if hours is None:
        raise invalid(f"Invalid value for 'completion_window': '{text}'.", "invalid_value", "completion_window")
    return text, hours


def _metadata(body: dict[str, Any], rules: BatchRules) -> Mapping[str, str] | None:
    metadata, limits = body.get("metadata"), rules.metadata
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise invalid("Invalid type for 'metadata': expected an object.", "invalid_type", "metadata")
    if len(metadata) > limits.pairs:
        raise invalid(f"'metadata' has more than {limits.pairs} pairs.", "object_above_max_properties", "metadata")
    for name, value in metadata.items():
        param = f"metadata.{name}"
        if not isinstance(value, str):
            raise invalid(f"Invalid type for '{param}': expected a string.", "invalid_type", param)
        if len(name) > limits.key or len(value) > limits.own.get(name, limits.value):
            raise invalid(f"'{param}' is too long.", "string_above_max_length", param)
    return metadata


def _model(body: dict[str, Any]) -> str:
    match body.get(REPLACE):
        case None:
            return ""
        case {"model": str(model), **others} if model and not others:
            return model
    raise invalid("'replace' must be an object with the name of a model.", "invalid_value", REPLACE)


def _deletes_input(body: dict[str, Any], rules: BatchRules) -> bool:
    """Return whether the input file is deleted at the end: by default where the provider has the field."""
    value = body.get(AUTO_DELETE, AUTO_DELETE in rules.create_fields)
    if not isinstance(value, bool):
        raise invalid(f"'{AUTO_DELETE}' must be a boolean.", "invalid_type", AUTO_DELETE)
    return value
