"""Single requests over real HTTP: the body that is sent, the handling of each fault, and the waits."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from loopback import KEY, LoopbackTeacher, completion, connection, refusal

from selfinstruct.errors import SelfinstructError, TeacherRefused, TeacherUnreachable
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt, read_reply
from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.http import retry_after, wait_in_words
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.opening import model_question
from selfinstruct.teachers.protocol import RequestRefused, Result

QUICK = RetryPolicy(attempts=3, timeout=0.5, backoff=0.01)


def ask(
    teacher: LoopbackTeacher,
    prompts: int = 1,
    stop_after: float | None = None,
    **changed: Any,
) -> list[Result]:
    async def run() -> list[Result]:
        stop = asyncio.Event()
        if stop_after is not None:
            asyncio.get_running_loop().call_later(stop_after, stop.set)
        async with Teacher(
            connection(**{"url": teacher.url, "retry": QUICK, "concurrency": 32} | changed), Random(0)
        ) as asked:
            return [
                await asked.ask(Prompt(slot, "系统", f"提示{slot}", (), f"sha{slot}"), stop) for slot in range(prompts)
            ]

    return asyncio.run(run())


def first_then_usual(*responses: Callable[[], web.Response]) -> Callable[[str, int], web.Response | None]:
    return lambda prompt, attempt: responses[attempt - 1]() if attempt <= len(responses) else None


def test_a_request_contains_the_messages_and_all_settings(teacher: LoopbackTeacher) -> None:
    (answer,) = ask(
        teacher, temperature=0.5, top_p=0.9, max_tokens=77, extra_body={"enable_thinking": False, "top_p": 0.1}
    )
    assert isinstance(answer, Answer)
    assert teacher.bodies == [
        {
            "model": "m",
            "messages": [{"role": "system", "content": "系统"}, {"role": "user", "content": "提示0"}],
            "temperature": 0.5,
            "top_p": 0.1,
            "max_tokens": 77,
            "enable_thinking": False,
        }
    ]
    assert teacher.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_a_request_does_not_describe_the_machine(teacher: LoopbackTeacher) -> None:
    ask(teacher)
    assert not [name for name in teacher.headers[0] if name.lower().startswith("x-stainless")]


def test_max_tokens_zero_sends_no_limit(teacher: LoopbackTeacher) -> None:
    ask(teacher, max_tokens=0)
    assert "max_tokens" not in teacher.bodies[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "response",
    [
        lambda: refusal(429, "rate_limit_exceeded", retry_after="0.01"),
        lambda: refusal(429, "rate_limit_exceeded", retry_after_ms="5"),
        lambda: refusal(500, "server_error"),
        lambda: refusal(503, "overloaded"),
        lambda: refusal(500, "server_error", x_should_retry="false"),
        lambda: web.Response(status=502, text="<html>bad gateway</html>", content_type="text/html"),
        lambda: web.Response(text='{"choices": [', content_type="application/json"),
        lambda: web.Response(body=b"\xff\xfe{", content_type="application/json"),
        lambda: web.json_response({"error": {"message": "busy", "code": "busy"}}),
        lambda: web.Response(text="<html>try again</html>", content_type="text/html"),
        lambda: web.json_response(["not", "a", "completion"]),
        lambda: web.json_response({"object": "list"}),
        lambda: web.json_response({"choices": None, "base_resp": {"status_code": 1000, "status_msg": "unknown error"}}),
        lambda: web.json_response({"choices": []}),
        lambda: web.json_response({"choices": [{"error": {"message": "upstream failed", "code": 502}}]}),
        lambda: completion("", "error"),
        lambda: completion("半句话", "insufficient_system_resource"),
        lambda: web.Response(text='{"choices":' + "[" * 900 + "]" * 900 + "}", content_type="application/json"),
        lambda: web.Response(text="[" * 200_000, content_type="application/json"),
        lambda: web.Response(text='{"choices": [], "n": ' + "9" * 5000 + "}", content_type="application/json"),
    ],
)
def test_a_transient_fault_is_retried(teacher: LoopbackTeacher, response: Callable[[], web.Response]) -> None:
    teacher.script = first_then_usual(response, response)
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)
    assert answer.attempts == 3


def test_a_slow_reply_times_out_and_is_requested_again(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: 5.0 if attempt == 1 else None
    (answer,) = ask(teacher, retry=RetryPolicy(attempts=3, timeout=0.1, backoff=0.01))
    assert isinstance(answer, Answer)
    assert answer.attempts == 2


def test_a_slot_stays_open_after_its_last_attempt(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(500, "overloaded", "come back later")
    assert ask(teacher) == [OpenSlot(0, "overloaded", "500: come back later", 0)]
    assert teacher.attempts["提示0"] == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "limited",
    [
        lambda: refusal(429, "rate_limit_exceeded", retry_after="0.001"),
        lambda: web.json_response({"error": {"message": "slow down", "code": 429}}),
        lambda: web.json_response({"error": {"message": "slow down", "type": "rate_limit_exceeded", "code": None}}),
        lambda: web.json_response({"base_resp": {"status_code": 1002, "status_msg": "rate limit"}, "choices": None}),
    ],
)
def test_rate_limits_do_not_use_up_attempts(teacher: LoopbackTeacher, limited: Callable[[], web.Response]) -> None:
    teacher.script = first_then_usual(*[limited] * 8)
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)
    assert answer.attempts == 9


def test_a_rate_limit_longer_than_the_maximum_wait_leaves_the_slot_open(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(429, "rate_limit_exceeded", retry_after="3600")
    (outcome,) = ask(teacher)
    assert isinstance(outcome, OpenSlot)


def test_retry_after_delays_all_requests(teacher: LoopbackTeacher) -> None:
    teacher.script = first_then_usual(lambda: refusal(429, "rate_limit_exceeded", retry_after="0.3"))
    began = time.monotonic()
    ask(teacher)
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    "response",
    [
        lambda: refusal(400, "context_length_exceeded"),
        lambda: refusal(400, "content_filter"),
        lambda: refusal(400, "data_inspection_failed"),
        lambda: refusal(413, "too_large"),
    ],
)
def test_a_fault_that_concerns_only_this_request_ends_its_slot(
    teacher: LoopbackTeacher, response: Callable[[], web.Response]
) -> None:
    teacher.script = lambda prompt, attempt: response()
    (ending,) = ask(teacher)
    assert isinstance(ending, FinalFault)
    assert teacher.attempts["提示0"] == 1


@pytest.mark.parametrize(
    ("response", "hint"),
    [
        (lambda: refusal(401, "invalid_api_key", f"Incorrect API key: {KEY}"), "check the key in OPENAI_API_KEY"),
        (lambda: refusal(402, "insufficient_balance"), "top up the account"),
        (lambda: refusal(403, "forbidden"), "access to this model"),
        (lambda: refusal(404, "model_not_found"), "--model (m;"),
        (lambda: refusal(429, "insufficient_quota"), "the quota is used up"),
        (
            lambda: web.json_response({"error": {"message": "pay", "type": "insufficient_quota"}}, status=429),
            "429: pay (insufficient_quota); the quota is used up",
        ),
        (lambda: web.json_response({"error": "Method Not Allowed"}, status=405), "most end in /v1"),
        (
            lambda: web.json_response(
                {"choices": None, "base_resp": {"status_code": 1004, "status_msg": "login fail"}}
            ),
            "login fail (1004); check the key in OPENAI_API_KEY",
        ),
        (
            lambda: web.json_response({"error": "Unexpected endpoint or method. (POST /chat/completions)"}),
            "most end in /v1",
        ),
        (lambda: refusal(400, "invalid_parameter", "parameter.enable_thinking must be false"), "--extra-body"),
    ],
)
def test_a_refused_key_quota_model_or_request_raises_with_a_hint(
    teacher: LoopbackTeacher, response: Callable[[], web.Response], hint: str
) -> None:
    teacher.script = lambda prompt, attempt: response()
    with pytest.raises(TeacherRefused) as refused:
        ask(teacher)
    assert hint in str(refused.value)
    assert KEY not in str(refused.value)
    assert teacher.attempts["提示0"] == 1


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (lambda: web.json_response({"error": "model is loading"}, status=400), "400: model is loading;"),
        (lambda: web.json_response({"detail": "Not authenticated"}, status=401), "401: Not authenticated;"),
        (lambda: web.json_response({"detail": [{"loc": ["body", "top_p"]}]}, status=422), '["body", "top_p"]'),
        (lambda: web.json_response({"code": 400, "msg": "参数错误"}, status=400), "400: 参数错误;"),
        (lambda: web.json_response({"error": {"message": {"zh": "不支持"}}}, status=400), "不支持"),
        (lambda: web.json_response({"errors": [{"message": "no quota"}]}, status=400), "400: no quota;"),
        (lambda: web.Response(text="upstream\n connect error", status=400), "400: upstream connect error;"),
        (
            lambda: web.Response(text="<h1>Blocked</h1> by us", status=403, content_type="text/html"),
            "403: Blocked by us;",
        ),
        (lambda: web.Response(text="x" * 9_000, status=400), "x" * 300 + ";"),
        (lambda: web.Response(status=400), "400: Bad Request;"),
    ],
)
def test_the_servers_own_words_are_shown(
    teacher: LoopbackTeacher, response: Callable[[], web.Response], said: str
) -> None:
    teacher.script = lambda prompt, attempt: response()
    with pytest.raises(TeacherRefused) as refused:
        ask(teacher)
    assert said in str(refused.value)


def test_a_refused_request_carries_the_ending_of_its_slot(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(400, "odd", "this one is odd")
    with pytest.raises(RequestRefused) as refused:
        ask(teacher)
    assert (refused.value.ending.slot, refused.value.ending.code) == (0, "odd")


@pytest.mark.parametrize("wait", ["86400", "1e9", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_retry_after_beyond_the_maximum_leaves_the_slot_open_at_once(teacher: LoopbackTeacher, wait: str) -> None:
    teacher.script = lambda prompt, attempt: refusal(429, "overloaded", retry_after=wait)
    (outcome,) = ask(teacher)
    assert isinstance(outcome, OpenSlot)
    assert "the server asks to wait for" in outcome.message
    assert teacher.attempts["提示0"] == 1


@pytest.mark.parametrize("wait", ["inf", "nan", "-5", "soon", ", 1 Jan 99999999999 1:1:1 GMT"])
def test_an_invalid_retry_after_is_ignored(teacher: LoopbackTeacher, wait: str) -> None:
    teacher.script = first_then_usual(lambda: refusal(503, "overloaded", retry_after=wait))
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": " 3 "}, 3.0),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:30 GMT"}, 30.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:30 GMT"}, 0.0),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": ""}, None),
        ({"x-ratelimit-reset-requests": "6m0.5s"}, 360.5),
        ({"x-ratelimit-reset-tokens": "120ms", "x-ratelimit-remaining-tokens": "5"}, None),
        ({"x-ratelimit-reset-requests": "2000000000"}, 1_999_999_940.0),
        ({"retry-after": "3", "x-ratelimit-reset-requests": "9s"}, 3.0),
        ({"retry-after": "2s"}, 2.0),
        ({"retry-after": "1m30s"}, 90.0),
        ({"retry-after": "1970-01-01T00:01:30Z"}, 30.0),
        ({"retry-after": "2000000000"}, 1_999_999_940.0),
        ({"x-ratelimit-reset-requests": "2000000000500"}, 1_999_999_940.5),
        ({"x-ratelimit-reset-tokens": "1970-01-01T00:01:10+00:00"}, 10.0),
        ({"x-ratelimit-reset": "7", "x-ratelimit-remaining": "0"}, 7.0),
        ({"x-ratelimit-reset": "7", "x-ratelimit-remaining": "3"}, None),
        ({"anthropic-ratelimit-tokens-reset": "1970-01-01T00:01:09Z"}, 9.0),
        ({"ratelimit-reset": "5", "x-ratelimit-reset-requests": "9s"}, 9.0),
    ],
)
def test_retry_after_is_read_from_milliseconds_seconds_or_a_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(headers, now=60.0) == seconds


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("Rate limit reached. Limit 3, used 3. Please try again in 20s.", 20.0),
        ("Please try again in 6m0s.", 360.0),
        ("Please try again in 86ms.", 0.086),
        ("please try again after 1 seconds", 1.0),
        ("Please retry in 38.5s.", 38.5),
        ('"retryDelay": "38s"', 38.0),
        ("wait 2 minutes", 120.0),
        ("Please try again in 1h13m48s.", 4428.0),
        ("Try again in 1 hour 30 minutes", 5400.0),
        ("retry after 500 milliseconds", 0.5),
        ("请在 30 秒后重试", 30.0),
        ("请1分钟后再试", 60.0),
        ("try again later", None),
        ("Limit: 3 per 60 s", None),
        ("Your limit resets on 2026-12-01 10:00", None),
        ("", None),
    ],
)
def test_a_pause_is_read_from_the_words_of_an_error(message: str, seconds: float | None) -> None:
    assert wait_in_words(message) == pytest.approx(seconds)


@pytest.mark.parametrize("content", [None, ""])
def test_an_empty_reply_is_an_answer(teacher: LoopbackTeacher, content: str | None) -> None:
    teacher.script = lambda prompt, attempt: completion(content)
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)
    assert read_reply(answer.body).text == ""


def test_a_web_page_as_the_first_reply_means_a_wrong_url(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: web.Response(text="<html>welcome</html>", content_type="text/html")
    with pytest.raises(TeacherUnreachable, match="check --base-url"):
        ask(teacher)


def test_a_reply_is_decoded_as_utf_8_whatever_charset_its_header_names(teacher: LoopbackTeacher) -> None:
    body = completion("写一首诗").body
    headers = {"content-type": "text/plain; charset=ISO-8859-1"}
    teacher.script = lambda prompt, attempt: web.Response(body=body, headers=headers)
    (outcome,) = ask(teacher)
    assert isinstance(outcome, Answer)
    assert read_reply(outcome.body).text == "写一首诗"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (
            "http://127.0.0.1:1/v1",
            " at http://127.0.0.1:1/v1 cannot be reached (Connection refused); start the server or check --base-url",
        ),
        ("http://me:secret@127.0.0.1:1/v1", " at http://127.0.0.1:1/v1 cannot"),
    ],
)
def test_an_address_that_was_never_reached_is_named_within_seconds(
    teacher: LoopbackTeacher, url: str, named: str
) -> None:
    with pytest.raises(TeacherUnreachable) as unreachable:
        ask(teacher, retry=RetryPolicy(attempts=50, timeout=5, backoff=0.01), url=url)
    assert named in str(unreachable.value)


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (lambda: web.Response(status=404), "404: Not Found; "),
        (lambda: web.json_response({"detail": "gone"}, status=404), "404: gone"),
        (lambda: refusal(404, "model_not_found", "no m"), "404: no m (model_not_found); "),
    ],
)
def test_a_refusal_names_status_reason_and_code_once(
    teacher: LoopbackTeacher, response: Callable[[], web.Response], said: str
) -> None:
    teacher.script = lambda prompt, attempt: response()
    with pytest.raises(TeacherRefused, match=re.escape(f"the teacher refused the request: {said}")):
        ask(teacher)


def test_stopping_interrupts_the_wait_between_attempts(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(500, "overloaded", retry_after="60")
    (outcome,) = ask(teacher, stop_after=0.05)
    assert isinstance(outcome, OpenSlot)
    assert teacher.attempts["提示0"] == 1


def test_stopping_interrupts_the_wait_for_a_rate_limit(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(429, "rate_limit_exceeded", retry_after="60")
    outcomes = ask(teacher, prompts=2, stop_after=0.05)
    assert all(isinstance(outcome, OpenSlot) for outcome in outcomes)
    assert sum(teacher.attempts.values()) == 1


def test_loopback_is_never_reached_through_a_proxy(teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)


def test_a_missing_model_error_lists_the_available_models(teacher: LoopbackTeacher) -> None:
    assert "offers: m, other" in asyncio.run(model_question(connection(teacher.url, model="")))
    unreachable = connection("http://127.0.0.1:1/v1", model="")
    message = asyncio.run(model_question(unreachable))
    assert "--model" in message
    assert "127.0.0.1:1/v1 cannot be reached: Connection refused" in message
    assert "offers" not in message


def test_errors_do_not_chain_client_exceptions(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: refusal(401, "invalid_api_key")
    with pytest.raises(SelfinstructError) as refused:
        ask(teacher)
    assert refused.value.__cause__ is None


QUOTA = "You exceeded your current quota, please check your plan and billing details."


def ask_together(teacher: LoopbackTeacher, prompts: int, **changed: Any) -> list[Result | BaseException]:
    """Send prompts at the same time."""

    async def run() -> list[Result | BaseException]:
        stop = asyncio.Event()
        async with Teacher(connection(teacher.url, **changed), Random(0)) as asked:
            requests = [
                asked.ask(Prompt(slot, "系统", f"提示{slot}", (), f"sha{slot}"), stop) for slot in range(prompts)
            ]
            return await asyncio.gather(*requests, return_exceptions=True)

    return asyncio.run(run())


def test_a_used_up_quota_is_waited_for_while_other_requests_are_answered(teacher: LoopbackTeacher) -> None:
    limited = {"提示1", "提示2"}
    teacher.script = lambda prompt, attempt: (
        refusal(429, "insufficient_quota", QUOTA) if prompt in limited and attempt < 5 else 0.2
    )
    assert all(isinstance(result, Answer) for result in ask_together(teacher, 4))


def test_a_quota_with_a_time_is_waited_for(teacher: LoopbackTeacher) -> None:
    teacher.script = first_then_usual(lambda: refusal(429, "x", "Quota exceeded for tokens", retry_after="0.1"))
    assert isinstance(ask(teacher)[0], Answer)


def test_a_quota_that_is_renewed_much_later_stops(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(429, "x", "daily quota used up", retry_after="7200")
    with pytest.raises(TeacherRefused, match="the quota is used up"):
        ask(teacher)


def test_a_model_that_refuses_both_names_of_the_limit_gets_none(teacher: LoopbackTeacher) -> None:
    def refuse_limits(prompt: str, attempt: int) -> web.Response | None:
        named = [name for name in ("max_tokens", "max_completion_tokens") if name in teacher.bodies[-1]]
        return refusal(400, "unsupported_parameter", f"Unsupported parameter: {named[0]}") if named else None

    teacher.script = refuse_limits
    (answer,) = ask(teacher)
    assert isinstance(answer, Answer)
    assert answer.attempts == 3


def test_a_limit_that_is_too_large_is_not_sent_under_another_name(teacher: LoopbackTeacher) -> None:
    said = "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 2048."
    teacher.script = lambda prompt, attempt: refusal(400, "BadRequestError", said)
    with pytest.raises(RequestRefused, match="lower --max-tokens, or send no limit"):
        ask(teacher)
    assert len(teacher.bodies) == 1


def test_a_quota_that_nobody_has_left_stops_at_once(teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: refusal(429, "insufficient_quota", QUOTA)
    results = ask_together(teacher, 4)
    assert any(isinstance(result, TeacherRefused) for result in results)
    assert sum(teacher.attempts.values()) < 20
