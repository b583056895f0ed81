"""OpenAI's batch files, which many other vendors, vLLM and SGLang have adopted.

The sources of the variants are named in `tests/test_batch_formats.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.teachers.batches.outcomes import count, failure, mapping, name_of

_STREAMING = frozenset({"stream", "stream_options"})
"""Fields that are left out: a batch has no stream, and vLLM and SGLang refuse requests for one."""


def request(row: Row, url: str) -> dict[str, Any]:
    """Return the value of a request's line (https://platform.openai.com/docs/guides/batch)."""
    body = {name: value for name, value in row.body.items() if name not in _STREAMING}
    return {"custom_id": row.custom_id, "method": "POST", "url": url, "body": body}


def read(line: Mapping[str, Any]) -> RowResult | None:
    """Return the result in a line of an output file or an error file; None if the line is of another format.

    Errors are where the server puts them: in `error` if there was no response, also next to a response without a body
    (vLLM), in the body of the response, or in the response itself.
    """
    if "response" not in line and not line.get("error"):
        return None
    response = mapping(line.get("response"))
    body = _body(response)
    status = _status(response, body)
    if status == 200 and "choices" in body:
        return RowResult(name_of(line.get("custom_id")), status, body, "", "")
    error = line.get("error") or body or response.get("error") or _message(response)
    return failure(name_of(line.get("custom_id")), 0 if status == 200 else status, error)


def _body(response: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body; SGLang's `choices` is a single choice, and some servers leave out the level of the body."""
    body = dict(mapping(response.get("body")) or (response if "choices" in response else {}))
    if isinstance(body.get("choices"), Mapping):
        body["choices"] = [body["choices"]]
    return body


def _status(response: Mapping[str, Any], body: Mapping[str, Any]) -> int:
    status = count(response.get("status_code"))
    return 200 if 200 <= status < 300 or (not status and "choices" in body) else status


def _message(response: Mapping[str, Any]) -> dict[str, Any]:
    return {name: response[name] for name in ("code", "message") if response.get(name)}
