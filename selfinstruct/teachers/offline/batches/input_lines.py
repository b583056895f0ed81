"""Check the lines of an input file, and read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from selfinstruct.teachers.offline.batches.rules import BatchRules
from selfinstruct.teachers.offline.completions import prompt_of, tokens_of

_FIELDS = ("custom_id", "method", "url", "body")
_MAX_ERRORS = 100
"""Errors that a batch lists; assumed."""
_TYPES: dict[str, tuple[type, str]] = {
    "custom_id": (str, "a string"),
    "method": (str, "a string"),
    "url": (str, "a string"),
    "body": (dict, "an object"),
}


@dataclass(frozen=True, slots=True)
class LineError:
    """Why a file is refused, as an entry of `errors.data`. `line` counts from 1; None if it is about the whole file."""

    code: str
    message: str
    param: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an input file found: errors, or the number of rows, their prompt tokens and the model."""

    errors: tuple[LineError, ...] = ()
    rows: int = 0
    tokens: int = 0
    model: str = ""


def parse_line(raw: bytes) -> Any:
    """Read one line. Raises ValueError if it is not JSON in UTF-8."""
    return json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)


def check_lines(lines: Iterable[bytes], rules: BatchRules, endpoint: str, model: str = "") -> Checked:
    """Check the lines of a file by the rules. `model` replaces the model of all lines."""
    check = _Check(rules, endpoint, model)
    for number, raw in enumerate(lines, 1):
        check.add(number, raw.removesuffix(b"\n"))
    return check.result()


@dataclass(slots=True)
class _Check:
    rules: BatchRules
    endpoint: str
    model: str
    replaces_model: bool = field(init=False)
    errors: list[LineError] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    rows: int = 0
    tokens: int = 0

    def __post_init__(self) -> None:
        self.replaces_model = bool(self.model)

    def add(self, number: int, raw: bytes) -> None:
        self.rows += 1
        found = self._errors(raw)
        self.errors.extend(LineError(one.code, one.message, one.param, number) for one in found)

    def result(self) -> Checked:
        if not self.rows:
            self.errors.append(LineError("empty_file", "The batch input file is empty."))
        elif self.rules.max_lines is not None and self.rows > self.rules.max_lines:
            message = f"The batch input file has {self.rows} requests; at most {self.rules.max_lines} are allowed."
            self.errors.insert(0, LineError("too_many_tasks", message))
        if self.errors:
            return Checked(tuple(self.errors[:_MAX_ERRORS]))
        return Checked((), self.rows, self.tokens, self.model)

    # invalid_json_line, missing_required_parameter, invalid_url, streaming_unsupported and the two about body.model and
    # body.messages were recorded in llama-stack's tests/integration/batches; mismatched_model and duplicate_custom_id are
    # in help.aliyun.com/zh/model-studio/error-code; empty_file and too_many_tasks in github.com/stdapi-ai/stdapi.ai/
    # issues/240. The other codes are assumed.
    def _errors(self, raw: bytes) -> list[LineError]:
        limit = self.rules.max_line_bytes
        if limit is not None and len(raw) > limit:
            return [LineError("line_too_large", f"This line is larger than {limit} bytes.")]
        try:
            line = parse_line(raw)
        except (ValueError, RecursionError):
            return [LineError("invalid_json_line", "This line is not parseable as valid JSON.")]
        if not isinstance(line, dict):
            return [LineError("invalid_request", "Each line must be a JSON object.")]
        return [*self._shape(line)] or [*self._values(line), *self._body(line["body"])]

    def _shape(self, line: dict[str, Any]) -> Iterator[LineError]:
        for name in _FIELDS:
            kind, what = _TYPES[name]
            if name not in line and name in self.rules.line_fields:
                yield LineError("missing_required_parameter", f"Missing required parameter: '{name}'.", name)
            elif name in line and not isinstance(line[name], kind):
                yield LineError("invalid_type", f"Invalid type for '{name}': expected {what}.", name)
        for name in sorted(set(line) - set(_FIELDS)):
            yield LineError("unknown_parameter", f"Unknown parameter: '{name}'.", name)

    def _values(self, line: dict[str, Any]) -> Iterator[LineError]:
        custom_id, rules = line["custom_id"], self.rules
        if not rules.min_custom_id <= len(custom_id) <= rules.max_custom_id:
            message = f"custom_id must have {rules.min_custom_id} to {rules.max_custom_id} characters."
            yield LineError("invalid_custom_id", message, "custom_id")
        if custom_id in self.seen:
            yield LineError("duplicate_custom_id", _duplicate(custom_id), "custom_id")
        self.seen.add(custom_id)
        if line.get("method", "POST") != "POST":
            yield LineError("invalid_method", "Only POST requests are supported.", "method")
        if line.get("url", self.endpoint) != self.endpoint:
            yield LineError(
                "invalid_url", "The URL provided for this request does not match the batch endpoint.", "url"
            )

    def _body(self, body: dict[str, Any]) -> Iterator[LineError]:
        if not self.replaces_model:
            yield from self._model(body.get("model"))
        if not (isinstance(messages := body.get("messages"), list) and messages):
            yield LineError("invalid_request", "Messages parameter is required.", "body.messages")
        if body.get("stream") and not self.rules.allows_stream:
            message = "Chat Completions: Streaming is not supported in the Batch API."
            yield LineError("streaming_unsupported", message, "body.stream")
        for name in sorted(self.rules.fixed_fields & set(body)):
            yield LineError("invalid_request", f"{name} cannot be set for this model.", f"body.{name}")
        self.tokens += tokens_of(prompt_of(body) or "")

    def _model(self, model: object) -> Iterator[LineError]:
        if not (isinstance(model, str) and model):
            yield LineError("invalid_request", "Model parameter is required.", "body.model")
        elif not self.model:
            self.model = model
        elif model != self.model:
            yield LineError("mismatched_model", _mismatched(model), "body.model")


def _duplicate(custom_id: str) -> str:
    return (
        f"The custom_id '{custom_id}' for this request is a duplicate of another request. The custom_id parameter must "
        "be unique for each request in a batch."
    )


def _mismatched(model: str) -> str:
    return (
        f"The model '{model}' for this request does not match the rest of the batch. Each batch must contain requests "
        "for a single model."
    )


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
