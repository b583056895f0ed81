"""Rows for Ray Data LLM, and the rows that it writes with `write_json`.

The sources are https://docs.ray.io/en/latest/data/working-with-llms.html and the stages of its engines
(https://github.com/ray-project/ray/blob/master/python/ray/llm/_internal/batch/stages/vllm_engine_stage.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.teachers.batches.outcomes import Completion, count, failure, mapping, name_of, success, text_in
from selfinstruct.teachers.batches.request_fields import limit_of, refuse_others, renamed, stops_of

_TITLE = "a row for Ray Data LLM"
_SAMPLING = {
    name: name
    for name in (
        "temperature top_p top_k min_p seed presence_penalty frequency_penalty repetition_penalty min_tokens "
        "stop_token_ids ignore_eos"
    ).split()
}
"""Fields that have the same name in vLLM's `SamplingParams`."""
_TEMPLATE = "chat_template_kwargs"
_TEXT, _ERROR = "generated_text", "__inference_error__"
_LIMIT = re.compile(r"\bmax_(?:new_)?tokens\W{1,4}(\d{1,9})\b")
"""The limit in the text of the column `params`, which is that of `SamplingParams` (vLLM) or of a dict (SGLang)."""
_ERROR_TYPE = re.compile(r"[A-Za-z_][\w.]*(?=:)")


def request(row: Row) -> dict[str, Any]:
    """Return a row. Raises InputError as `refuse_others`.

    It does not name the model: Ray takes a name that is not that of its engine for a LoRA adapter. The arguments of the
    chat template are a column only to be looked up, as Ray takes them from the configuration of its stage.
    """
    body = row.body
    refuse_others(body, {*_SAMPLING, "stop", _TEMPLATE}, _TITLE)
    sampling = renamed(body, _SAMPLING)
    if limit := limit_of(body):
        sampling["max_tokens"] = limit
    if stops := stops_of(body):
        sampling["stop"] = stops
    value = {"custom_id": row.custom_id, "messages": body["messages"], "sampling_params": sampling}
    return {**value, _TEMPLATE: body[_TEMPLATE]} if body.get(_TEMPLATE) else value


def read(line: Mapping[str, Any]) -> RowResult | None:
    """Return the result in a row, or None if the line is of another format. Failed rows have a text as their error."""
    if _TEXT not in line and _ERROR not in line:
        return None
    custom_id = name_of(line.get("custom_id"))
    error = line.get(_ERROR)
    if not error and isinstance(line.get(_TEXT), str):
        return success(custom_id, _completion(line))
    if not isinstance(error, str):
        return failure(custom_id, 0, error)
    kind = _ERROR_TYPE.match(error)
    return failure(custom_id, 0, {"code": kind[0] if kind else "", "message": error})


def _completion(line: Mapping[str, Any]) -> Completion:
    output = count(line.get("num_generated_tokens"))
    return Completion(
        model=text_in(line.get("model")),
        text=line[_TEXT],
        thoughts="",
        finish=_finish(line, output),
        prompt=count(line.get("num_input_tokens")),
        output=output,
    )


def _finish(line: Mapping[str, Any], output: int) -> str | None:
    """Return the finish reason, which Ray does not report: a reply that has as many tokens as allowed was cut."""
    sampling = mapping(line.get("sampling_params"))
    named = _LIMIT.search(text_in(line.get("params")))
    limit = int(named[1]) if named else count(sampling.get("max_tokens"))
    if not limit or not output:
        return None
    return "length" if output >= limit else "stop"
