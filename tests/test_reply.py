import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.schema.reply import Reply, Usage, read_reply, without_surrogates


def body(content: object = "好", finish: object = "stop", usage: object = None, **message: object) -> dict[str, object]:
    choice = {"message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}
    return {"choices": [choice], "usage": usage}


def test_a_usual_body_is_read_completely() -> None:
    usage = {"prompt_tokens": 812, "completion_tokens": 1530, "total_tokens": 2342}
    assert read_reply(body("1. 指令: 写诗", usage=usage)) == Reply("1. 指令: 写诗", "stop", False, Usage(812, 1530))


@pytest.mark.parametrize(
    ("odd", "text"),
    [
        ({}, ""),
        ({"error": {"message": "no"}}, ""),
        ({"choices": None}, ""),
        ({"choices": []}, ""),
        ({"choices": {}}, ""),
        ({"choices": "好"}, ""),
        ({"choices": [None]}, ""),
        ({"choices": ["好"]}, ""),
        ({"choices": [{}]}, ""),
        ({"choices": [{"message": None}]}, ""),
        ({"choices": [{"message": "好"}]}, ""),
        ({"choices": [{"text": "好"}]}, ""),
        ({"choices": [{"message": {"content": "甲"}}, {"message": {"content": "乙"}}]}, "甲"),
        (body(None), ""),
        (body(""), ""),
        (body(7), ""),
        (body({"text": "好"}), ""),
        (body([]), ""),
        (body([{"type": "text", "text": "甲"}, {"type": "text", "text": "乙"}]), "甲乙"),
        (body([{"type": "image_url", "image_url": {}}, {"type": "text", "text": "乙"}]), "乙"),
        (body([None, 7, {"text": None}, {"text": "丙"}]), "丙"),
        (body(None, refusal="我不能回答"), "我不能回答"),
        (body("", refusal="我不能回答"), "我不能回答"),
        (body("好", refusal=None), "好"),
        (body("好", refusal="我不能回答"), "好"),
        (body(None, reasoning_content="想一想"), ""),
        (body("a\ud83db"), "a\ufffdb"),
        (body([{"text": "\udc00"}]), "\ufffd"),
        (body("😀\u2028\x00"), "😀\u2028\x00"),
    ],
)
def test_the_text_is_read_if_there_is_one(odd: dict[str, object], text: str) -> None:
    assert read_reply(odd).text == text


@pytest.mark.parametrize(
    ("finish", "read", "cut"),
    [
        ("stop", "stop", False),
        ("length", "length", True),
        ("content_filter", "content_filter", True),
        ("sensitive", "sensitive", True),
        ("tool_calls", "tool_calls", True),
        ("MAX_TOKENS", "MAX_TOKENS", True),
        ("max_output_tokens", "max_output_tokens", True),
        ("SAFETY", "SAFETY", True),
        ("network_error", "network_error", True),
        ("STOP", "STOP", False),
        ("end_turn", "end_turn", False),
        ("eos_token", "eos_token", False),
        ("", "", False),
        (None, "", False),
        (["length"], "", False),
        (3, "", False),
    ],
)
def test_a_reply_is_cut_by_a_limit_or_a_filter(finish: object, read: str, cut: bool) -> None:
    reply = read_reply(body(finish=finish))
    assert (reply.finish_reason, reply.cut) == (read, cut)


@pytest.mark.parametrize(
    ("odd", "fact"),
    [
        (body("", "length", reasoning_content="想了很久"), "--max-tokens"),
        (body("", "stop", {"completion_tokens_details": {"reasoning_tokens": 4096}}), "--max-tokens"),
        (body("", "length", {"prompt_tokens": 4096, "completion_tokens": 0}), "context"),
        (body("", "stop"), "no text"),
        (body("好", "stop"), ""),
    ],
)
def test_a_reply_without_text_is_explained(odd: dict[str, object], fact: str) -> None:
    assert fact in read_reply(odd).why_empty
    assert bool(fact) == bool(read_reply(odd).why_empty)


@pytest.mark.parametrize(
    ("usage", "read"),
    [
        (None, Usage(0, 0)),
        ({}, Usage(0, 0)),
        ([1, 2], Usage(0, 0)),
        ("12", Usage(0, 0)),
        ({"prompt_tokens": 12}, Usage(12, 0)),
        ({"prompt_tokens": -1, "completion_tokens": 5}, Usage(0, 5)),
        ({"prompt_tokens": "12", "completion_tokens": None}, Usage(0, 0)),
        ({"prompt_tokens": {"cached": 3}, "completion_tokens": 0}, Usage(0, 0)),
    ],
)
def test_tokens_are_counted_if_the_teacher_reports_them(usage: object, read: Usage) -> None:
    assert read_reply(body(usage=usage)).usage == read


NAMES = st.sampled_from(
    ["choices", "message", "content", "refusal", "finish_reason", "usage", "text", "prompt_tokens", "completion_tokens"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)
BODIES = st.dictionaries(NAMES, JSON, max_size=4) | st.builds(body, content=JSON, finish=JSON, usage=JSON, refusal=JSON)


@given(BODIES)
def test_no_body_raises_and_every_text_can_be_written(odd: dict[str, object]) -> None:
    reply = read_reply(odd)
    reply.text.encode()
    assert min(reply.usage.prompt, reply.usage.completion) >= 0


@given(st.text(st.characters()))
def test_only_lone_surrogates_are_replaced(text: str) -> None:
    cleaned = without_surrogates(text)
    cleaned.encode()
    assert len(cleaned) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, cleaned, strict=True))
    assert without_surrogates(cleaned) == cleaned
