"""What each provider's Files and Batches API accepts and returns, with the source of each rule.

A rule without a source is marked "assumed"; the strict reading is taken, so that a client which passes here also passes
where the provider is more tolerant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.teachers.providers.known import known_providers

BATCH = "batch"
"""Purpose of an input file at all of these providers."""
REPLACE, AUTO_DELETE = "replace", "auto_delete_input_file"
_HOURS = {"h": 1, "d": 24}
_MEBIBYTE = 2**20
_CREATE = frozenset({"input_file_id", "endpoint", "completion_window", "metadata"})


class ErrorStyle(StrEnum):
    """How a provider writes the body of an error."""

    OPENAI = "openai"
    SILICONFLOW = "siliconflow"
    ZHIPU = "zhipu"


@dataclass(frozen=True, slots=True)
class Window:
    """Completion windows that are accepted: from `shortest` to `longest` hours, written in one of `units` (h, d)."""

    shortest: int
    longest: int
    units: str = "h"

    def hours(self, text: object) -> int | None:
        """Return the length of a window such as "24h" in hours; None if it is not accepted."""
        match = re.fullmatch(r"([1-9][0-9]{0,3})([hd])", text) if isinstance(text, str) else None
        if match is None or match[2] not in self.units:
            return None
        hours = int(match[1]) * _HOURS[match[2]]
        return hours if self.shortest <= hours <= self.longest else None


@dataclass(frozen=True, slots=True)
class MetadataLimits:
    """Most pairs, and most characters of a key and of a value; `own` has the most characters of single values."""

    pairs: int = 16
    key: int = 64
    value: int = 512
    own: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowShape:
    """Which parts a result row has; `http_errors` are errors inside `response`, otherwise they are in `error`."""

    has_status: bool = True
    has_request_id: bool = True
    has_error: bool = True
    http_errors: bool = True
    has_batch_id: bool = False


@dataclass(frozen=True, slots=True)
class BatchRules:
    """The rules of one provider.

    `states` are those before the end, in order. `max_bytes` and `max_line_bytes` are sizes of an input file and of one
    of its lines. `create_fields` are the fields of a request for a batch; others are refused. `line_fields` are required
    in each line, `fixed_fields` are refused in its body. `checks_at_create` means that a bad file is refused with 400
    instead of a batch that fails. With `result_urls`, the IDs of result files are URLs, fetched without the key.
    `wraps_files` means that files come inside `data`. `absent` are fields that its batches lack.
    """

    name: str
    endpoints: tuple[str, ...]
    max_lines: int | None
    max_bytes: int
    window: Window | None
    max_line_bytes: int | None = None
    states: tuple[str, ...] = ("validating", "in_progress", "finalizing")
    purposes: frozenset[str] = frozenset({BATCH})
    create_fields: frozenset[str] = _CREATE
    metadata: MetadataLimits = field(default_factory=MetadataLimits)
    line_fields: tuple[str, ...] = ("custom_id", "method", "url", "body")
    min_custom_id: int = 1
    max_custom_id: int = 64
    allows_stream: bool = False
    fixed_fields: frozenset[str] = frozenset()
    checks_at_create: bool = False
    result_urls: bool = False
    wraps_files: bool = False
    has_pages: bool = True
    absent: frozenset[str] = frozenset()
    counts_late: bool = False
    row: RowShape = field(default_factory=RowShape)
    errors: ErrorStyle = ErrorStyle.OPENAI
    ended_status: int = 409
    file_prefix: str = "file-"
    result_prefix: str = "file-"


# All: metadata of 16 pairs, 64 and 512 characters (OpenAI, SiliconFlow, Zhipu and Moonshot document it in these words).
# At most 64 characters of a custom_id: documented by users of Zhipu (github.com/xoai/sage-wiki/issues/89), assumed for
# the others. More fields in a line than the four, and unknown fields of a request: assumed to be refused; OpenAI answers
# 400 unknown_parameter to the latter.
_DIFFERENCES: dict[str, dict[str, Any]] = {
    # developers.openai.com/api/reference/resources/batches; what a bad file leads to was recorded in the integration
    # tests of github.com/llamastack/llama-stack (tests/integration/batches). The purposes are those of its Files API.
    "openai": {
        "purposes": frozenset({BATCH, "assistants", "fine-tune", "vision", "user_data", "evals"}),
        "create_fields": _CREATE | {"output_expires_after"},
    },
    # help.aliyun.com/zh/model-studio/batch-interfaces-compatible-with-openai: the test endpoint, 6 MB a line, h and d,
    # ds_name and ds_description, IDs of files. Errors in `error` of a row: the same page, "error.code" and
    # "error.message"; that its `response` is null then is assumed.
    "dashscope": {
        "endpoints": ("/v1/chat/completions", "/v1/chat/ds-test"),
        "max_line_bytes": 6 * _MEBIBYTE,
        "units": "hd",
        "purposes": frozenset({BATCH, "file-extract", "fine-tune"}),
        "metadata": MetadataLimits(own={"ds_name": 100, "ds_description": 200}),
        "row": RowShape(http_errors=False),
        "file_prefix": "file-batch-",
        "result_prefix": "file-batch_",
    },
    # docs.siliconflow.cn/cn/userguide/guides/batch: 24 to 336 hours, `replace`, only custom_id and body.messages are
    # required, lines with stream are in its example, no paging, no failed and no validating among the states (so a bad
    # file is assumed to be refused at once). api-docs.siliconflow.cn/docs/api/files-post and batches-post: the envelope
    # of files with createdAt, in_queue and request_counts null at first, errors without `error`. Clients of it on GitHub
    # report URLs as IDs of result files and rows without status_code; the guide calls them URLs, too.
    "siliconflow": {
        "window": "24h-336h",
        "states": ("in_queue", "in_progress", "finalizing"),
        "create_fields": _CREATE | {REPLACE},
        "line_fields": ("custom_id", "body"),
        "allows_stream": True,
        "checks_at_create": True,
        "result_urls": True,
        "wraps_files": True,
        "has_pages": False,
        "counts_late": True,
        "row": RowShape(has_status=False, has_request_id=False, http_errors=False),
        "errors": ErrorStyle.SILICONFLOW,
    },
    # platform.kimi.com/docs/api/batch-create and docs/guide/use-batch-api: 12h to 7d, fields of a batch (no errors, no
    # expired_at), 400 if it has ended, fixed sampling fields (that they fail the file is assumed), rows without an ID.
    "moonshot": {
        "window": "12h-7d",
        "units": "hd",
        "purposes": frozenset({BATCH, "file-extract", "image", "video"}),
        "fixed_fields": frozenset({"temperature", "top_p", "n", "presence_penalty", "frequency_penalty"}),
        "absent": frozenset({"errors", "expired_at"}),
        "row": RowShape(has_request_id=False, http_errors=False),
        "ended_status": 400,
    },
    # docs.bigmodel.cn/cn/guide/tools/batch and api-reference/批处理-api: the endpoint, completion_window deprecated and
    # ignored, auto_delete_input_file true, rows without `error` and with the ID of the batch. At least six characters of
    # a custom_id: several clients on GitHub. Codes are strings: docs.bigmodel.cn/cn/api/api-code.
    "zhipu": {
        "window": None,
        "purposes": frozenset({BATCH, "file-extract", "retrieval", "fine-tune", "code-interpreter", "agent"}),
        "create_fields": _CREATE | {AUTO_DELETE},
        "min_custom_id": 6,
        "row": RowShape(has_request_id=False, has_error=False, has_batch_id=True),
        "errors": ErrorStyle.ZHIPU,
    },
}

PROVIDERS = tuple(_DIFFERENCES)
"""Providers whose rules are known."""


@cache
def rules_like(provider: str) -> BatchRules:
    """Return the rules of a provider. Limits are those of its preset. Raises InputError for an unknown one."""
    if provider not in _DIFFERENCES:
        raise InputError(f"--like must be one of {', '.join(PROVIDERS)}, not {provider!r}")
    preset = known_providers().named(provider).batch
    own = {**_DIFFERENCES[provider]}
    window = _window(preset.get("window", own.pop("window", "")), own.pop("units", "h"))
    limits = {
        "endpoints": (str(preset["url"]),),
        "max_lines": preset.get("lines"),
        "max_bytes": preset["megabytes"] * _MEBIBYTE,
        "window": window,
    }
    return BatchRules(**{"name": provider, **limits, **own})


def _window(text: str | None, units: str) -> Window | None:
    """Return the windows of a text such as "24h" or "12h-7d"."""
    lengths = [int(length[:-1]) * _HOURS[length[-1]] for length in (text or "").split("-") if length]
    return Window(lengths[0], lengths[-1], units) if lengths else None
