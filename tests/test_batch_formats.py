"""Lines of batch files: requests for four formats, and the results of many servers, read as chat completions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.errors import InputError
from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.schema.reply import Usage, read_reply, shows_thinking
from selfinstruct.teachers.batches.formats import FORMATS, read_results, request_line
from selfinstruct.teachers.batches.request_fields import turns_thinking_off
from selfinstruct.teachers.faults import Fault, read_response
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.transport import Response

SYSTEM, USER = "你是出题老师。", "请写两道题。"
BODY: Mapping[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": USER}],
    "temperature": 0.7,
    "top_p": 0.9,
    "max_tokens": 4096,
}
USERS = [{"role": "user", "content": USER}]
OTHERS = ("ray", "anthropic", "gemini")


def one(line: str | bytes) -> RowResult:
    (result,) = read_results([line.encode() if isinstance(line, str) else line])
    return result


def written(name: str, body: Mapping[str, Any] = BODY, custom_id: str = "run-0-1", **fields: Any) -> Any:
    return json.loads(request_line(name, Row(custom_id, {**body, **fields})))


def config(**fields: Any) -> Any:
    return written("gemini", **fields)["request"]["generationConfig"]


# Requests

# https://platform.openai.com/docs/guides/batch, https://platform.claude.com/docs/en/build-with-claude/batch-processing,
# https://ai.google.dev/gemini-api/docs/batch-api, https://docs.ray.io/en/latest/data/working-with-llms.html
REQUESTS: dict[str, Any] = {
    "openai": {"custom_id": "run-0-1", "method": "POST", "url": "/v1/chat/completions", "body": BODY},
    "ray": {
        "custom_id": "run-0-1",
        "messages": BODY["messages"],
        "sampling_params": {"temperature": 0.7, "top_p": 0.9, "max_tokens": 4096},
    },
    "anthropic": {
        "custom_id": "run-0-1",
        "params": {
            "model": "m",
            "max_tokens": 4096,
            "temperature": 0.7,
            "top_p": 0.9,
            "system": SYSTEM,
            "messages": USERS,
        },
    },
    "gemini": {
        "key": "run-0-1",
        "request": {
            "contents": [{"role": "user", "parts": [{"text": USER}]}],
            "systemInstruction": {"parts": [{"text": SYSTEM}]},
            "generationConfig": {"temperature": 0.7, "topP": 0.9, "maxOutputTokens": 4096},
        },
    },
}


def test_every_format_has_a_row_in_this_table() -> None:
    assert set(REQUESTS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_request_is_written_as_the_vendor_documents_it(name: str) -> None:
    assert written(name) == REQUESTS[name]


@pytest.mark.parametrize("name", FORMATS)
def test_a_request_is_a_line_that_no_reader_splits(name: str) -> None:
    text = "甲\u2028乙\u2029丙\u0085丁\x0b\x0c\x1c\x1d\x1e\r\n戊"
    body = {**BODY, "messages": [{"role": "user", "content": text}]}
    line = request_line(name, Row("a", body))
    assert len(line.decode().splitlines()) == 1
    assert text in texts_in(json.loads(line))


@pytest.mark.parametrize("name", FORMATS)
def test_a_lone_surrogate_becomes_a_question_mark_as_in_live_requests(name: str) -> None:
    body = {**BODY, "messages": [{"role": "user", "content": "a\ud83db\udc00"}]}
    assert "a?b?" in texts_in(json.loads(request_line(name, Row("a", body))))


@given(st.text(st.characters(codec=None, exclude_categories=())), st.text(), st.sampled_from(FORMATS))
def test_any_text_is_one_line_and_comes_back(user: str, system: str, name: str) -> None:
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    line = request_line(name, Row("a", {**BODY, "messages": messages}))
    assert line.endswith(b"\n")
    assert len(line.decode().splitlines()) == 1
    found = texts_in(json.loads(line))
    assert user.encode("utf-8", "replace").decode() in found
    assert system in found or not system


def texts_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(texts_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(texts_in, value))
    return {value} if isinstance(value, str) else set()


def test_the_address_of_a_request_can_be_that_of_another_vendor() -> None:
    # https://docs.bigmodel.cn/cn/guide/tools/batch
    line = json.loads(request_line("openai", Row("a", BODY), "/v4/chat/completions"))
    assert line["url"] == "/v4/chat/completions"


def test_openai_requests_keep_every_field_but_those_of_streams() -> None:
    extra = {"enable_thinking": False, "response_format": {"type": "json_object"}, "service_tier": "flex"}
    assert written("openai", **extra, stream=True, stream_options={"include_usage": True})["body"] == {**BODY, **extra}


def test_the_newer_name_of_the_limit_is_read() -> None:
    body = {name: value for name, value in BODY.items() if name != "max_tokens"}
    assert written("anthropic", body, max_completion_tokens=7)["params"]["max_tokens"] == 7
    assert written("gemini", body, max_completion_tokens=7)["request"]["generationConfig"]["maxOutputTokens"] == 7
    assert written("ray", body, max_completion_tokens=7)["sampling_params"]["max_tokens"] == 7


def test_a_request_without_options_has_none() -> None:
    body = {"model": "m", "messages": USERS}
    assert written("gemini", body) == {
        "key": "run-0-1",
        "request": {"contents": [{"role": "user", "parts": [{"text": USER}]}]},
    }
    assert written("ray", body)["sampling_params"] == {}
    assert "system" not in written("anthropic", {**body, "max_tokens": 1})["params"]


@pytest.mark.parametrize(
    ("name", "fields", "named"),
    [
        ("anthropic", {"response_format": {"type": "json_object"}}, "response_format"),
        ("anthropic", {"reasoning_effort": "high"}, "reasoning_effort"),
        ("anthropic", {"seed": 7}, "seed"),
        ("anthropic", {"frequency_penalty": 0.5}, "frequency_penalty"),
        ("anthropic", {"n": 2}, "n cannot"),
        ("anthropic", {"tools": [{"type": "function"}]}, "tools"),
        ("anthropic", {"temperature": 1.3}, "temperature"),
        ("anthropic", {"max_tokens": None}, "--max-tokens"),
        ("anthropic", {"enable_thinking": True}, "enable_thinking"),
        ("gemini", {"response_format": {"type": "grammar"}}, "response_format"),
        ("gemini", {"reasoning_effort": "xhigh"}, "reasoning_effort"),
        ("gemini", {"thinking": {"type": "enabled"}}, "thinking"),
        ("gemini", {"extra_body": {"google": {"cached_content": "x"}}}, "extra_body"),
        ("gemini", {"repetition_penalty": 1.1}, "repetition_penalty"),
        ("ray", {"response_format": {"type": "json_object"}}, "response_format"),
        ("ray", {"reasoning_effort": "high"}, "reasoning_effort"),
        ("ray", {"n": 2}, "n cannot"),
        ("yaml", {}, "--format"),
    ],
)
def test_a_field_that_changes_the_data_is_refused_by_name(name: str, fields: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        written(name, **fields)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    "fields",
    [
        {"stream": True, "stream_options": {"include_usage": True}},
        {"service_tier": "flex", "user": "u", "store": False, "metadata": {"a": "b"}},
        {"n": 1, "presence_penalty": 0, "frequency_penalty": 0.0, "logit_bias": {}, "tools": []},
        {"response_format": {"type": "text"}},
        {"enable_thinking": False},
        {"think": False, "thinking_budget": 0},
        {"reasoning": {"enabled": False}},
        {"reasoning": {"effort": "minimal"}},
    ],
    ids=str,
)
def test_a_field_that_changes_no_text_or_turns_thinking_off_is_left_out(name: str, fields: dict[str, Any]) -> None:
    same = {"presence_penalty", "frequency_penalty"}
    extra = {field: value for field, value in fields.items() if field not in same or name == "anthropic"}
    assert written(name, **extra) == REQUESTS[name]


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (provider.name, name, value)
        for provider in known_providers().by_name.values()
        for row in provider.fields
        for name, value in row.thinking_off.items()
    ],
    ids=str,
)
def test_every_preset_that_turns_thinking_off_is_known(model: str, name: str, value: object) -> None:
    assert turns_thinking_off(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("enable_thinking", True),
        ("enable_thinking", 0),
        ("thinking", {"type": "enabled"}),
        ("reasoning_effort", "low"),
        ("reasoning", {"effort": "high"}),
        ("chat_template_kwargs", {"enable_thinking": False, "custom": "x"}),
        ("response_format", False),
    ],
)
def test_other_values_do_not_turn_thinking_off(name: str, value: object) -> None:
    assert not turns_thinking_off(name, value)


def test_anthropic_takes_its_own_fields_and_the_texts_that_end_a_reply() -> None:
    own = {"thinking": {"type": "disabled"}, "top_k": 40}
    params = written("anthropic", **own, stop="###")["params"]
    assert params == {**REQUESTS["anthropic"]["params"], **own, "stop_sequences": ["###"]}


# https://ai.google.dev/gemini-api/docs/openai (thinking), https://ai.google.dev/api/generate-content (the other fields)
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"model": "gemini-2.5-flash", "reasoning_effort": "none"}, {"thinkingConfig": {"thinkingBudget": 0}}),
        ({"model": "gemini-2.5-pro", "reasoning_effort": "low"}, {"thinkingConfig": {"thinkingBudget": 1024}}),
        (
            {"model": "gemini-3.5-flash", "reasoning_effort": "minimal"},
            {"thinkingConfig": {"thinkingLevel": "minimal"}},
        ),
        ({"model": "gemini-3.8-flash", "reasoning_effort": "none"}, {}),
        ({"response_format": {"type": "json_object"}}, {"responseMimeType": "application/json"}),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}},
            {"responseMimeType": "application/json", "responseJsonSchema": {"type": "object"}},
        ),
        ({"seed": 7, "top_k": 40, "stop": ["a", "b"]}, {"seed": 7, "topK": 40, "stopSequences": ["a", "b"]}),
        ({"presence_penalty": 0.5}, {"presencePenalty": 0.5}),
    ],
)
def test_gemini_has_fields_of_its_own(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert config(**fields) == {"temperature": 0.7, "topP": 0.9, "maxOutputTokens": 4096, **expected}


def test_ray_gets_the_sampling_of_vllm_and_a_column_for_the_chat_template() -> None:
    template = {"enable_thinking": False}
    row = written("ray", seed=7, stop="###", repetition_penalty=1.1, chat_template_kwargs=template)
    assert row["sampling_params"] == {
        **REQUESTS["ray"]["sampling_params"],
        "seed": 7,
        "stop": ["###"],
        "repetition_penalty": 1.1,
    }
    assert row["chat_template_kwargs"] == template
    assert "model" not in row


# Results

COMPLETIONS = [
    pytest.param(
        # https://platform.openai.com/docs/api-reference/batch/request-output
        '{"id": "batch_req_wnaDys", "custom_id": "request-2", "response": {"status_code": 200, "request_id": '
        '"req_c187b3", "body": {"id": "chatcmpl-9758Iw", "object": "chat.completion", "created": 1711475054, "model": '
        '"gpt-4o-mini", "choices": [{"index": 0, "message": {"role": "assistant", "content": "2 + 2 equals 4."}, '
        '"finish_reason": "stop"}], "usage": {"prompt_tokens": 24, "completion_tokens": 15, "total_tokens": 39}, '
        '"system_fingerprint": null}}, "error": null}',
        ("request-2", "2 + 2 equals 4.", "stop", False, Usage(24, 15)),
        id="OpenAI",
    ),
    pytest.param(
        # https://help.aliyun.com/zh/model-studio/batch-interfaces-compatible-with-openai
        '{"id":"a2b1ae25-21f4-4d9a-8634-99a29926486c","custom_id":"1","response":{"status_code":200,"request_id":'
        '"a2b1ae25-21f4-4d9a-8634-99a29926486c","body":{"created":1743562621,"usage":{"completion_tokens":6,'
        '"prompt_tokens":20,"total_tokens":26},"model":"batch-test-model","id":"chatcmpl-bca7295b","choices":'
        '[{"finish_reason":"stop","index":0,"message":{"content":"This is a test result."}}],"object":'
        '"chat.completion"}},"error":null}',
        ("1", "This is a test result.", "stop", False, Usage(20, 6)),
        id="Alibaba Cloud",
    ),
    pytest.param(
        # https://docs.bigmodel.cn/cn/guide/tools/batch
        r'{"response":{"status_code":200,"body":{"created":1715959701,"usage":{"completion_tokens":26,"prompt_tokens":'
        r'89,"total_tokens":115},"model":"glm-4","id":"8668357533850320547","choices":[{"finish_reason":"stop","index":'
        r'0,"message":{"role":"assistant","content":"{\n  \"分类标签\": \"负面\"\n}"}}],"request_id":"615-request-1"}},'
        r'"custom_id":"request-1","id":"batch_1791490810192076800"}',
        ("request-1", '{\n  "分类标签": "负面"\n}', "stop", False, Usage(89, 26)),
        id="Zhipu",
    ),
    pytest.param(
        # https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/run_batch.py (BatchRequestOutput)
        '{"id":"vllm-383d","custom_id":"request-1","response":{"status_code":200,"request_id":"vllm-batch-61a6","body":'
        '{"id":"cmpl-1e8a","object":"chat.completion","created":1715633336,"model":"Qwen/Qwen3-8B","choices":[{"index":'
        '0,"message":{"role":"assistant","content":"Hello!","reasoning_content":"问候","tool_calls":[]},"logprobs":null,'
        '"finish_reason":"length","stop_reason":null}],"usage":{"prompt_tokens":25,"total_tokens":56,'
        '"completion_tokens":31,"prompt_tokens_details":{"cached_tokens":16}}}},"error":null}',
        ("request-1", "Hello!", "length", True, Usage(25, 31, 16)),
        id="vLLM",
    ),
    pytest.param(
        # https://github.com/sgl-project/sglang/blob/v0.4.6/python/sglang/srt/openai_api/adapter.py: `choices` is an object
        '{"id": "batch_req_1", "custom_id": "request-1", "response": {"status_code": 200, "request_id": "b-req_0", '
        '"body": {"id": "b-req_0", "object": "chat.completion", "created": 1, "model": "m", "choices": {"index": 0, '
        '"message": {"role": "assistant", "content": "Hi", "tool_calls": null, "reasoning_content": null}, "logprobs": '
        'null, "finish_reason": "stop", "matched_stop": 151645}, "usage": {"prompt_tokens": 3, "completion_tokens": 2, '
        '"total_tokens": 5}, "system_fingerprint": null}}, "error": null}',
        ("request-1", "Hi", "stop", False, Usage(3, 2)),
        id="SGLang",
    ),
    pytest.param(
        # https://www.mintlify.com/vllm-project/vllm/api/cli/run-batch: no level of the body
        '{"id": "batch_req_123", "custom_id": "request-1", "response": {"id": "cmpl-123", "object": "chat.completion", '
        '"created": 1234567890, "model": "m", "choices": [{"message": {"content": "好"}, "finish_reason": "stop"}]}}',
        ("request-1", "好", "stop", False, Usage(0, 0)),
        id="without a body",
    ),
    pytest.param(
        # https://platform.claude.com/docs/en/api/retrieving-message-batch-results
        '{"custom_id":"my-second-request","result":{"type":"succeeded","message":{"id":"msg_014VwiXbi91y3JMjcpyGBHX5",'
        '"type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":'
        '"Hello again!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":11,"output_tokens":36}}}}',
        ("my-second-request", "Hello again!", "stop", False, Usage(11, 36)),
        id="Anthropic",
    ),
    pytest.param(
        # https://platform.claude.com/docs/en/api/messages (usage), …/docs/en/build-with-claude/extended-thinking
        '{"custom_id":"a","result":{"type":"succeeded","message":{"model":"claude-opus-4-5","role":"assistant","content":'
        '[{"type":"thinking","thinking":"先想一想","signature":"EqQB"},{"type":"redacted_thinking","data":"EmwK"},'
        '{"type":"text","text":"甲"},{"type":"text","text":"乙"}],"stop_reason":"max_tokens","usage":{"input_tokens":21,'
        '"cache_creation_input_tokens":188,"cache_read_input_tokens":1000,"cache_creation":'
        '{"ephemeral_5m_input_tokens":188},"output_tokens":393,"output_tokens_details":{"thinking_tokens":150},'
        '"service_tier":"batch"}}}}',
        ("a", "甲乙", "length", True, Usage(1209, 393, 1000)),
        id="Anthropic with thinking and cache",
    ),
    pytest.param(
        # https://platform.claude.com/docs/en/api/handling-stop-reasons
        '{"custom_id":"a","result":{"type":"succeeded","message":{"content":[],"stop_reason":"refusal","usage":'
        '{"input_tokens":9,"output_tokens":1}}}}',
        ("a", "", "content_filter", True, Usage(9, 1)),
        id="Anthropic's refusal",
    ),
    pytest.param(
        # https://ai.google.dev/gemini-api/docs/batch-api and https://ai.google.dev/api/generate-content
        '{"key":"request-1","response":{"candidates":[{"content":{"parts":[{"text":"想","thought":true},{"text":"植物用'
        '光"},{"text":"合作。"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":7,'
        '"candidatesTokenCount":5,"totalTokenCount":32,"thoughtsTokenCount":20,"cachedContentTokenCount":4},'
        '"modelVersion":"gemini-2.5-flash","responseId":"S8vNaIvK"}}',
        ("request-1", "植物用光合作。", "stop", False, Usage(7, 25, 4)),
        id="Gemini",
    ),
    pytest.param(
        '{"key":"k","response":{"candidates":[{"finishReason":"SAFETY"}],"usageMetadata":{"promptTokenCount":7}}}',
        ("k", "", "content_filter", True, Usage(7, 0)),
        id="Gemini without content",
    ),
    pytest.param(
        # https://docs.litellm.ai/docs/batches (a line of Vertex AI), with a key as written by this program
        '{"key":"k","status":"","processed_time":"2025-09-19T21:29:47.352+00:00","request":{"contents":[]},"response":'
        '{"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"finishReason":"MAX_TOKENS"}],'
        '"usageMetadata":{"candidatesTokenCount":10,"promptTokenCount":9}}}',
        ("k", "Hello", "length", True, Usage(9, 10)),
        id="Vertex AI",
    ),
    pytest.param(
        # https://github.com/ray-project/ray/blob/master/python/ray/llm/_internal/batch/stages/vllm_engine_stage.py
        r'{"custom_id":"run-0-1","messages":[{"role":"user","content":"\u5199"}],"prompt":"<|im_start|>","num_input_tokens"'
        r':12,"generated_tokens":[1,2],"generated_text":"\u597d<\/b>","num_generated_tokens":2,"params":'
        r'"SamplingParams(n=1, temperature=0.7, stop=[], ignore_eos=False, max_tokens=4096, min_tokens=0)",'
        r'"__inference_error__":null}',
        ("run-0-1", "好</b>", "stop", False, Usage(12, 2)),
        id="Ray",
    ),
    pytest.param(
        '{"custom_id":"a","generated_text":"好","num_input_tokens":12.0,"num_generated_tokens":250.0,'
        "\"params\":\"{'temperature': 0.7, 'max_new_tokens': 250}\"}",
        ("a", "好", "length", True, Usage(12, 250)),
        id="Ray with SGLang, and gaps in its columns",
    ),
    pytest.param(
        '{"custom_id":"a","generated_text":"好","num_generated_tokens":9,"sampling_params":{"max_tokens":9}}',
        ("a", "好", "length", True, Usage(0, 9)),
        id="Ray, cut",
    ),
    pytest.param('{"custom_id":"a","generated_text":"好"}', ("a", "好", "", False, Usage(0, 0)), id="Ray, few columns"),
]


@pytest.mark.parametrize(("line", "expected"), COMPLETIONS)
def test_a_reply_is_read_as_that_of_a_live_request(line: str, expected: tuple[object, ...]) -> None:
    result = one(line)
    assert (result.status, result.code, result.message) == (200, "", "")
    assert result.body is not None
    response = Response(200, {}, json.dumps(result.body).encode())
    accepted = read_response(response, now=0.0, rules=())
    assert not isinstance(accepted, Fault)
    reply = read_reply(accepted)
    assert (result.custom_id, reply.text, reply.finish_reason, reply.cut, reply.usage) == expected


@pytest.mark.parametrize(
    ("line", "thinks"),
    [
        (COMPLETIONS[3].values[0], True),
        (COMPLETIONS[6].values[0], False),
        (COMPLETIONS[7].values[0], True),
        (COMPLETIONS[9].values[0], True),
    ],
    ids=["vLLM", "Anthropic", "Anthropic with thinking", "Gemini"],
)
def test_thoughts_are_kept_apart_from_the_reply(line: str, thinks: bool) -> None:
    body = one(line).body
    assert body is not None
    assert shows_thinking(body) is thinks


EXPIRED = "This request could not be executed before the completion window expired."
FAILURES = [
    pytest.param(
        # https://platform.openai.com/docs/guides/batch#batch-expiration
        '{"id": "batch_req_123", "custom_id": "request-3", "response": null, "error": {"code": "batch_expired", '
        f'"message": "{EXPIRED}"}}}}',
        ("request-3", 0, "batch_expired", EXPIRED),
        id="OpenAI, expired",
    ),
    pytest.param(
        # https://github.com/openai/openai-openapi/issues/302
        '{"id":"batch_req_YTpodqz4","custom_id":"request-5","response":{"status_code":400,"request_id":"0538a1cc","body":'
        '{"error":{"message":"This model\'s maximum context length is 128000 tokens.","type":"invalid_request_error",'
        '"param":"messages","code":"context_length_exceeded"}}},"error":null}',
        ("request-5", 400, "context_length_exceeded", "This model's maximum context length is 128000 tokens."),
        id="OpenAI, refused",
    ),
    pytest.param(
        # https://docs.siliconflow.cn/cn/faqs/error-code: code and message are at the top of the body
        '{"custom_id":"a","response":{"status_code":400,"body":{"code":20012,"message":"Model does not exist.","data":'
        'null}},"error":null}',
        ("a", 400, "20012", "Model does not exist."),
        id="SiliconFlow",
    ),
    pytest.param(
        # https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/run_batch.py (ErrorResponse)
        '{"id":"vllm-1","custom_id":"a","response":{"status_code":400,"request_id":"vllm-batch-1","body":null},"error":'
        '{"error":{"message":"The model `x` does not exist.","type":"NotFoundError","param":null,"code":400}}}',
        ("a", 400, "NotFoundError", "The model `x` does not exist."),
        id="vLLM",
    ),
    pytest.param(
        '{"id":"vllm-1","custom_id":"a","response":{"status_code":400,"request_id":"r","body":null},"error":'
        '"Request must not be sent in stream mode"}',
        ("a", 400, "", "Request must not be sent in stream mode"),
        id="vLLM, text",
    ),
    pytest.param(
        '{"id":"vllm-1","custom_id":"a","response":{"status_code":404,"request_id":"r","body":null},"error":{"object":'
        '"error","message":"no such model","type":"NotFoundError","param":null,"code":404}}',
        ("a", 404, "NotFoundError", "no such model"),
        id="vLLM before 0.10",
    ),
    pytest.param(
        '{"id": "batch_req_1", "custom_id": "a", "response": null, "error": {"message": "CUDA out of memory"}}',
        ("a", 0, "", "CUDA out of memory"),
        id="SGLang",
    ),
    pytest.param(
        '{"batch_id":"b","custom_id":"a","response":{"status_code":500,"message":"Internal Server Error"},"error":null}',
        ("a", 500, "", "Internal Server Error"),
        id="message in the response",
    ),
    pytest.param(
        '{"custom_id":"a","response":{"status_code":429,"body":null},"error":{"message":"rate limited"}}',
        ("a", 429, "", "rate limited"),
        id="Mistral",
    ),
    pytest.param(
        '{"custom_id":"a","response":{"status_code":200,"body":{"error":{"code":"1301","message":"不安全"}}}}',
        ("a", 0, "1301", "不安全"),
        id="an error with status 200",
    ),
    pytest.param('{"custom_id":"a","response":{}}', ("a", 0, "", "no reply and no error"), id="nothing"),
    pytest.param('{"custom_id":"a","response":null}', ("a", 0, "", "no reply and no error"), id="null"),
    pytest.param(
        # https://platform.claude.com/docs/en/api/messages/batches (MessageBatchErroredResult)
        '{"custom_id":"q2","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error",'
        '"message":"Invalid request"},"request_id":null}}}',
        ("q2", 400, "invalid_request_error", "Invalid request"),
        id="Anthropic, errored",
    ),
    pytest.param(
        '{"custom_id":"a","result":{"type":"errored","error":{"type":"overloaded_error","message":"Overloaded"}}}',
        ("a", 529, "overloaded_error", "Overloaded"),
        id="Anthropic, overloaded",
    ),
    pytest.param(
        '{"custom_id":"a","result":{"type":"canceled"}}',
        ("a", 0, "batch_cancelled", "the batch was cancelled"),
        id="Anthropic, canceled",
    ),
    pytest.param(
        '{"custom_id":"a","result":{"type":"expired"}}',
        ("a", 0, "batch_expired", "the batch expired"),
        id="Anthropic, expired",
    ),
    pytest.param(
        '{"custom_id":"a","result":{"type":"errored"}}',
        ("a", 0, "", "no reply and no error"),
        id="Anthropic, without words",
    ),
    pytest.param(
        # https://github.com/googleapis/python-genai/issues/1341
        '{"key":"k","error":{"message":"An internal error has occurred.","code":13}}',
        ("k", 500, "INTERNAL", "An internal error has occurred."),
        id="Gemini, code of gRPC",
    ),
    pytest.param(
        '{"key":"k","error":{"code":429,"message":"rate limited","status":"RESOURCE_EXHAUSTED"}}',
        ("k", 429, "RESOURCE_EXHAUSTED", "rate limited"),
        id="Gemini, status of HTTP",
    ),
    pytest.param(
        '{"key":"k","status":{"code":8,"message":"quota"}}',
        ("k", 429, "RESOURCE_EXHAUSTED", "quota"),
        id="Gemini, status",
    ),
    pytest.param(
        '{"key":"k","status":"Bad Request: 400 INVALID_ARGUMENT","response":{}}',
        ("k", 0, "", "Bad Request: 400 INVALID_ARGUMENT"),
        id="Vertex AI",
    ),
    pytest.param(
        '{"key":"k","response":{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}}',
        ("k", 400, "content_filter", "the prompt was blocked: PROHIBITED_CONTENT"),
        id="Gemini, blocked",
    ),
    pytest.param(
        '{"metadata":{"key":"k"},"error":{"code":3,"message":"bad"}}',
        ("k", 400, "INVALID_ARGUMENT", "bad"),
        id="Gemini, inline",
    ),
    pytest.param(
        # `should_continue_on_error` in vllm_engine_stage.py
        '{"custom_id":"a","batch_uuid":"5b","__inference_error__":"ValueError: The decoder prompt is too long","prompt":'
        '"x","generated_text":null,"num_generated_tokens":null}',
        ("a", 0, "ValueError", "ValueError: The decoder prompt is too long"),
        id="Ray",
    ),
    pytest.param(
        '{"custom_id":"a","generated_text":null}', ("a", 0, "", "no reply and no error"), id="Ray, without a text"
    ),
]


@pytest.mark.parametrize(("line", "expected"), FAILURES)
def test_an_error_is_read_with_its_status_code_and_message(line: str, expected: tuple[object, ...]) -> None:
    result = one(line)
    assert (result.custom_id, result.status, result.code, result.message) == expected


@pytest.mark.parametrize("line", [param.values[0] for param in FAILURES], ids=[str(param.id) for param in FAILURES])
def test_the_body_of_an_error_is_read_as_that_of_a_live_request(line: str) -> None:
    result = one(line)
    fault = read_response(Response(result.status or 500, {}, json.dumps(result.body).encode()), now=0.0, rules=())
    assert isinstance(fault, Fault)
    if result.body:
        assert result.message in fault.message


# Files

GOOD = b'{"custom_id":"a","response":{"status_code":200,"body":{"choices":[{"message":{"content":"\xe5\xa5\xbd"}}]}}}'


def test_marks_line_ends_and_blank_lines_are_accepted() -> None:
    lines = [b"\xef\xbb\xbf" + GOOD + b"\r\n", b"\n", b"  \r\n", b"\xef\xbb\xbf" + GOOD + b"\n", GOOD]
    assert [result.custom_id for result in read_results(lines)] == ["a", "a", "a"]


def test_lines_of_several_formats_are_told_apart() -> None:
    lines = [param.values[0] for param in (*COMPLETIONS, *FAILURES)]
    found = [result.custom_id for result in read_results(str(line).encode() + b"\n" for line in lines)]
    assert found == [param.values[1][0] for param in (*COMPLETIONS, *FAILURES)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (GOOD[:40], "not valid JSON"),
        (GOOD + GOOD, "not valid JSON"),
        (b"<html>", "not valid JSON"),
        (b'{"custom_id":' + b"[" * 100_000, "nested"),
        (b'{"custom_id":"a","response":' + b"9" * 5000 + b"}", "digits"),
        (GOOD[:-20] + b"\xff" + GOOD[-20:], "UTF-8"),
        (GOOD.decode().encode("utf-16"), "UTF-8"),
        (b"[]", "known format"),
        (b"null", "known format"),
        (b'"text"', "known format"),
        (b"{}", "known format"),
        (b'{"custom_id":"a"}', "known format"),
        (b'{"instruction":"a","output":"b"}', "known format"),
        (b'{"custom_id":"a","result":"b"}', "known format"),
        (b'{"response":{"status_code":200,"body":{"choices":[]}}}', "custom_id"),
        (b'{"custom_id":7,"response":null}', "custom_id"),
        (b'{"result":{"type":"expired"}}', "custom_id"),
        (b'{"response":{"candidates":[{"finishReason":"STOP"}]}}', "key"),
        (b'{"generated_text":"a"}', "custom_id"),
        *((request_line(name, Row("a", BODY)), "is a request") for name in FORMATS),
    ],
)
def test_a_damaged_or_foreign_line_is_named_by_its_number(line: bytes, words: str) -> None:
    results = read_results([GOOD, b"", line])
    assert next(results).custom_id == "a"
    with pytest.raises(InputError, match=f"^line 3 .*{words}.*; .+"):
        next(results)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = (
    "custom_id key response error status result generated_text __inference_error__ params metadata sampling_params "
    "num_input_tokens num_generated_tokens"
).split()
INNER = (
    "status_code body error code message choices type candidates content parts finishReason usageMetadata usage blockReason "
    "promptFeedback promptTokenCount stop_reason text thinking max_tokens key succeeded"
).split()


def objects(names: list[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(names), values, max_size=6)


@given(objects(NAMES, JSON | objects(INNER, JSON | objects(INNER, JSON | st.lists(objects(INNER, JSON), max_size=2)))))
def test_any_object_is_a_result_or_an_input_error(line: dict[str, Any]) -> None:
    try:
        results = list(read_results([json.dumps(line).encode()]))
    except InputError:
        return
    assert [result.custom_id for result in results] != [""]
    for result in results:
        assert result.status == 200 or not (result.code == result.message == "")
        read_reply(result.body or {})


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY_TEXT, st.integers(1, 10**6), st.integers(1, 10**6), st.booleans())
def test_replies_of_any_text_come_back(text: str, prompt: int, output: int, ascii_only: bool) -> None:
    expected = text.translate(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    for line in answers(text, prompt, output):
        content = json.dumps(line, ensure_ascii=ascii_only).encode(
            "utf-8", "surrogatepass" if ascii_only else "replace"
        )
        (result,) = read_results([content])
        reply = read_reply(result.body or {})
        assert reply.usage == Usage(prompt, output)
        assert reply.text == (expected if ascii_only else text.encode("utf-8", "replace").decode())


def answers(text: str, prompt: int, output: int) -> list[dict[str, Any]]:
    choice = {"message": {"content": text}, "finish_reason": "stop"}
    usage = {"prompt_tokens": prompt, "completion_tokens": output}
    message = {"content": [{"type": "text", "text": text}], "stop_reason": "end_turn"}
    counts = {"promptTokenCount": prompt, "candidatesTokenCount": output}
    candidate = {"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}
    return [
        {"custom_id": "a", "response": {"status_code": 200, "body": {"choices": [choice], "usage": usage}}},
        {
            "custom_id": "a",
            "result": {
                "type": "succeeded",
                "message": {**message, "usage": {"input_tokens": prompt, "output_tokens": output}},
            },
        },
        {"key": "a", "response": {"candidates": [candidate], "usageMetadata": counts}},
        {"custom_id": "a", "generated_text": text, "num_input_tokens": prompt, "num_generated_tokens": output},
    ]
