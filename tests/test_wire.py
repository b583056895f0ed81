"""Whatever a server or a proxy sends ends in an answer, a fault with a sentence, or a closed slot."""

from __future__ import annotations

import asyncio
import gzip
import json
import subprocess
import sys
import textwrap
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from random import Random
from typing import Any

import pytest
from loopback import KEY, Command, connection
from raw_server import OK, RawServer, Sent, chunked, delta, events, gzip_bomb, raw_server, response

from selfinstruct.errors import TeacherRefused, TeacherUnreachable
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Prompt, read_reply
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.protocol import Result

GZIP, DEFLATE = b"Content-Encoding: gzip", b"Content-Encoding: deflate"


def ask(url: str, prompts: int = 1, said: list[str] | None = None, **changed: Any) -> list[Result]:
    async def run() -> list[Result]:
        stop = asyncio.Event()
        reporter = (said if said is not None else []).append
        async with Teacher(connection(url, **changed), Random(0), reporter) as teacher:
            return [await teacher.ask(Prompt(slot, "系统", f"提示{slot}", (), "sha"), stop) for slot in range(prompts)]

    return asyncio.run(run())


def text_of(result: Result) -> str:
    assert isinstance(result, Answer), result
    return read_reply(result.body).text


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(lambda: response(gzip.compress(OK), GZIP), id="gzip"),
        pytest.param(lambda: response(gzip.compress(OK[:9]) + gzip.compress(OK[9:]), GZIP), id="two gzip members"),
        pytest.param(lambda: response(zlib.compress(OK), DEFLATE), id="deflate"),
        pytest.param(lambda: response(zlib.compress(OK)[2:-4], DEFLATE), id="raw deflate"),
        pytest.param(lambda: response(OK, GZIP), id="said to be gzip but plain"),
        pytest.param(lambda: response(b"\n\n  " + OK), id="white space in front"),
        pytest.param(lambda: response(b": PROCESSING\n\n: PROCESSING\n\n" + OK), id="comments in front"),
        pytest.param(lambda: response(b"\xef\xbb\xbf" + OK), id="byte order mark"),
        pytest.param(lambda: response(OK, b"X-Long: " + b"a" * 20_000), id="long header"),
        pytest.param(lambda: response(OK, b"Connection: close", length=False), id="no length"),
        pytest.param(lambda: response(OK, status=b"201 Created"), id="201"),
        pytest.param(lambda: chunked([OK[:5], OK[5:]]), id="chunked"),
        pytest.param(lambda: b"HTTP/1.0 200 OK\r\n\r\n" + OK, id="HTTP 1.0"),
        pytest.param(lambda: b"HTTP/1.1 100 Continue\r\n\r\n" + response(), id="100 in front"),
        pytest.param(lambda: response(events(delta("春"), delta("风", "stop"), "[DONE]")), id="events"),
        pytest.param(lambda: response(events(delta("春"), delta("风"), "[DONE]")), id="events without finish reason"),
        pytest.param(lambda: response(events(delta("春"), delta("风", "stop"))), id="events without end"),
        pytest.param(lambda: response(events(json.loads(OK))), id="one event with all"),
        pytest.param(
            lambda: response(b": hello\r\nevent: m\r\n" + events(delta("春风", "stop")).replace(b"\n", b"\r\n")),
            id="events with names",
        ),
    ],
)
def test_an_odd_but_complete_response_is_an_answer(sent: Callable[[], Sent]) -> None:
    with raw_server(lambda _: sent()) as server:
        assert text_of(ask(server.url)[0]) == "春风"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"no status line\r\n\r\n", "not valid HTTP"),
        (b"\x00\x00\x12\x04\x00\x00\x00", "not valid HTTP"),
        (response(OK, b"X-Long: " + b"a" * 100_000), "not valid HTTP"),
        (response(OK, *(b"X-%d: a" % n for n in range(5000))), "not valid HTTP"),
        (response(OK, b"Content-Length: 5"), "not valid HTTP"),
        (response(OK, b"Content-Length: abc", length=False), "not valid HTTP"),
        (response(OK, b"no colon"), "not valid HTTP"),
        (response(OK, b"Content-Length: 100000", length=False), "closed in the middle of the reply"),
        (response(OK, b"Transfer-Encoding: chunked", length=False), "not valid HTTP"),
        (response(gzip.compress(OK)[:-12], GZIP), "incomplete"),
        (response(b"\x1f\x8b" + b"x" * 50, GZIP), "compression is damaged"),
        (response(b"\x8b\x02\x80abc", b"Content-Encoding: br"), "compressed with br"),
        (response(b""), "it is empty"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "it is empty"),
        (response(b"Bad gateway, sorry"), "it is not JSON: Bad gateway, sorry"),
        (response(b"x" * 9_000), "it is not JSON: " + "x" * 300),
        (response('{"choices": "é"}'.encode("latin-1")), "it is not UTF-8 text"),
        (response(b"[" * 100_000), "recursion"),
        (response(b'{"a": ' + b"9" * 100_000 + b"}"), "4300 digits"),
        (response(events(delta("春"))), "ended before its last event"),
        (response(b"data: {"), "could not be read"),
        (response(events(delta("春"), {"error": {"message": "out of memory"}})), "out of memory"),
        (response(b"<html><script>x</script><b>Sign in</b></html>"), "a web page instead of JSON: Sign in"),
        (response(b"", b"Location: https://elsewhere.example/v1", status=b"307 Temporary Redirect"), "elsewhere.ex"),
        (response(b"", b"Location: /v1/chat/completions", status=b"302 Found"), "302: it redirects to /v1/chat"),
        (response(b"", status=b"999 Odd"), "999: no message"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", "101: Switching Protocols"),
    ],
)
def test_a_broken_response_is_a_transient_fault_with_a_sentence(sent: bytes, said: str) -> None:
    # The first prompt is answered, so that the address is known to be right.
    with raw_server(lambda number: response() if number in (1, 3) else sent) as server:
        first, second, third = ask(server.url, prompts=3)
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert second.attempts == 2
    assert isinstance(third, OpenSlot)
    assert said in third.message
    assert len(server.requests) == 6


@pytest.mark.parametrize("sent", [None, b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"])
def test_a_closed_connection_is_no_attempt_of_its_request(sent: Sent) -> None:
    with raw_server(lambda number: response() if number in (1, 9) else sent) as server:
        _, second = ask(server.url, prompts=2)
    assert isinstance(second, Answer)
    assert second.attempts == 8


def test_a_redirect_is_not_followed_with_the_key() -> None:
    with raw_server(lambda _: response()) as other:
        location = b"Location: " + other.url.encode()
        with (
            raw_server(lambda _: response(b"", location, status=b"308 Permanent Redirect")) as server,
            pytest.raises(TeacherUnreachable, match=other.url),
        ):
            ask(server.url)
        assert other.requests == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(lambda: response(b"", b"Content-Length: 200000000", length=False), id="its length"),
        pytest.param(lambda: chunked(repeat(b" " * 2**16, 3200)), id="chunks"),
        pytest.param(lambda: chunked(repeat(b" " * 2**16)), id="endless chunks"),
        pytest.param(lambda: response(gzip_bomb(200), GZIP), id="gzip bomb"),
        pytest.param(lambda: response(gzip_bomb(1) * 200, GZIP), id="many gzip members"),
        pytest.param(lambda: response(events(*repeat(delta("春" * 1000), 20_000))), id="events"),
        pytest.param(
            lambda: response(json.dumps({"choices": [{"message": {"content": "a" * 2_000_000}}]}).encode()), id="text"
        ),
    ],
)
def test_a_reply_that_is_too_large_closes_its_slot(sent: Callable[[], Sent]) -> None:
    with raw_server(lambda _: sent()) as server:
        (ending,) = ask(server.url)
    assert isinstance(ending, FinalFault)
    assert ending.code == "too_large"
    assert "the reply has more than" in ending.message
    assert len(server.requests) == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from Linux's /proc")
@pytest.mark.parametrize("kind", ["chunks", "bomb"])
def test_many_replies_that_are_too_large_need_little_memory(kind: str) -> None:
    """32 at a time, as a run asks for, in a process of their own."""
    script = f"""
        import asyncio, sys
        sys.path.insert(0, {str(sys.path[0])!r})
        from random import Random
        from loopback import connection
        from selfinstruct.schema.reply import Prompt
        from selfinstruct.teachers.openai_chat import Teacher

        async def run(url):
            stop = asyncio.Event()
            async with Teacher(connection(url, concurrency=32), Random(0)) as teacher:
                prompts = [Prompt(slot, "", "", (), "") for slot in range(64)]
                found = await asyncio.gather(*(teacher.ask(prompt, stop) for prompt in prompts))
            assert {{ending.code for ending in found}} == {{"too_large"}}

        asyncio.run(run(sys.argv[1]))
        print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
    """
    bomb = response(gzip_bomb(200), GZIP)

    def sent(_: int) -> Sent:
        return bomb if kind == "bomb" else chunked(repeat(b" " * 2**16, 3200))

    with raw_server(sent) as server:
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(script), server.url], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300 * 1024


def test_a_model_that_only_streams_is_found_out_once() -> None:
    refused = json.dumps({"error": {"message": "This model only support stream mode, please enable the stream"}})
    usage = {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 9}}

    def sent(number: int) -> bytes:
        if number == 1:
            return response(refused.encode(), status=b"400 Bad Request")
        return response(events(delta("春"), delta("风", "length"), usage, "[DONE]"))

    said: list[str] = []
    with raw_server(sent) as server:
        first, second = ask(server.url, prompts=2, said=said)
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert first.body["assembled_from_stream"] is True
    reply = read_reply(first.body)
    assert (reply.text, reply.cut, reply.usage.prompt, reply.usage.completion) == ("春风", True, 7, 9)
    assert [b'"stream":true' in request for request in server.requests] == [False, True, True]
    assert b'"stream_options":{"include_usage":true}' in server.requests[1]
    (line,) = said
    assert "--stream" in line


def test_stream_asks_for_a_stream_and_does_without_its_options_if_they_are_refused() -> None:
    def sent(number: int) -> bytes:
        if number == 1:
            return response(b'{"error": "unknown field stream_options"}', status=b"400 Bad Request")
        return response(events(delta("春风", "stop"), "[DONE]"))

    with raw_server(sent) as server:
        (answer,) = ask(server.url, stream=True)
    assert text_of(answer) == "春风"
    assert [b"stream_options" in request for request in server.requests] == [True, False]


def test_a_refusal_that_offers_to_turn_thinking_off_is_shown() -> None:
    words = "parameter.enable_thinking must be set to false for non-streaming calls"
    refused = response(json.dumps({"error": {"message": words}}).encode(), status=b"400 Bad Request")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused, match=words):
        ask(server.url)
    assert len(server.requests) == 1


def test_reasoning_in_a_stream_is_kept_apart_from_the_reply() -> None:
    thought = {"choices": [{"index": 0, "delta": {"content": None, "reasoning_content": "想想"}}]}
    with raw_server(lambda _: response(events(thought, delta("春风", "stop")))) as server:
        (answer,) = ask(server.url, stream=True)
    assert isinstance(answer, Answer)
    message = answer.body["choices"][0]["message"]
    assert (message["content"], message["reasoning_content"]) == ("春风", "想想")


def paths(server: RawServer) -> list[str]:
    return [request.split(b" ", 2)[1].decode() for request in server.requests]


def not_found_below(path: bytes) -> Callable[[RawServer], Callable[[int], Sent]]:
    def script(server: RawServer) -> Callable[[int], Sent]:
        def sent(number: int) -> Sent:
            found = server.requests[number - 1].startswith(b"POST " + path)
            return response() if found else response(b'{"detail":"Not Found"}', status=b"404 Not Found")

        return sent

    return script


@pytest.fixture
def versioned() -> Iterator[RawServer]:
    """A server that knows only `/v1/chat/completions`."""
    with raw_server(lambda _: response()) as server:
        server.script = not_found_below(b"/v1/chat/completions")(server)
        yield server


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("{host}/v1", ["/v1/chat/completions"]),
        ("{host}/v1/", ["/v1/chat/completions"]),
        ("{host}/v1/chat/completions", ["/v1/chat/completions"]),
        ("{host}/v1?api-version=2024-10-21", ["/v1/chat/completions?api-version=2024-10-21"]),
        ("{host}", ["/chat/completions", "/v1/chat/completions"]),
        ("{host}/", ["/chat/completions", "/v1/chat/completions"]),
    ],
)
def test_an_address_is_completed(versioned: RawServer, given: str, asked: list[str]) -> None:
    said: list[str] = []
    url = given.format(host=versioned.url.removesuffix("/v1"))
    first, second = ask(url, prompts=2, said=said)
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert paths(versioned) == [*asked, asked[-1]]
    assert any("/v1" in line and "--base-url" in line for line in said) == (len(asked) > 1)


def test_a_wrong_path_is_refused_after_one_attempt_with_v1() -> None:
    missing = response(b'{"detail":"Not Found"}', status=b"404 Not Found")
    with raw_server(lambda _: missing) as server, pytest.raises(TeacherRefused, match="check --base-url"):
        ask(server.url.removesuffix("/v1"))
    assert paths(server) == ["/chat/completions", "/v1/chat/completions"]


@pytest.mark.parametrize(
    ("login", "header"),
    [("", f"Bearer {KEY}"), ("me:pass%40word1@", "Basic bWU6cGFzc0B3b3JkMQ==")],
)
def test_user_and_password_in_an_address_take_the_place_of_the_key(login: str, header: str) -> None:
    with raw_server(lambda _: response()) as server:
        (answer,) = ask(server.url.replace("//", f"//{login}"))
    assert isinstance(answer, Answer)
    assert f"Authorization: {header}".encode() in server.requests[0]
    assert b"pass" not in server.requests[0].split(b"\r\n\r\n")[0].replace(header.encode(), b"")


def test_a_password_that_is_echoed_is_redacted() -> None:
    refused = response(b'{"error": "no access for me:swordfish-99"}', status=b"403 Forbidden")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused) as raised:
        ask(server.url.replace("//", "//me:swordfish-99@"))
    assert "swordfish" not in str(raised.value)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(
            events(
                *(
                    {"choices": [{"index": 0, "delta": {"content": text}, "message": {"content": text}}]}
                    for text in ("春", "风")
                ),
                "[DONE]",
            ),
            id="delta and message",
        ),
        pytest.param(events({"type": "ping"}, delta("春"), delta("风", "stop")), id="ping"),
        pytest.param(events(delta("春风", "stop"), {"choices": None, "usage": {"prompt_tokens": 1}}), id="no choices"),
        pytest.param(events({"choices": [{"delta": {"content": [{"text": "春风"}]}}]}, "[DONE]"), id="parts"),
        pytest.param(
            events(delta("春风", "stop"), {"choices": [{"index": 1, "delta": {"content": "x"}}]}), id="second"
        ),
        pytest.param(events({"choices": [{"index": 0, "delta": None}]}, delta("春风", "stop")), id="no delta"),
    ],
)
def test_a_stream_in_the_form_of_a_vendor_is_assembled(sent: bytes) -> None:
    with raw_server(lambda _: response(sent)) as server:
        (answer,) = ask(server.url)
    assert text_of(answer) == "春风"
    assert isinstance(answer, Answer)
    assert answer.body["assembled_from_stream"] is True


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (events("[DONE]"), "no choice"),
        (events({"code": "Broken", "message": "no luck"}), "no luck"),
        (events(delta("春"), {"choices": [{"error": {"message": "crashed"}}]}), "crashed"),
        (events(delta("春"), {"choices": [], "base_resp": {"status_code": 1000, "status_msg": "odd"}}), "odd"),
        (events(delta("春"), "oops {"), "an event of the stream is not JSON: oops {"),
    ],
)
def test_a_stream_without_a_reply_is_a_transient_fault(sent: bytes, said: str) -> None:
    with raw_server(lambda _: response(sent)) as server:
        (slot,) = ask(server.url)
    assert isinstance(slot, OpenSlot)
    assert said in slot.message


def test_a_refusal_that_repeats_itself_is_shown() -> None:
    refused = response(b'{"error": "stream_options is not allowed"}', status=b"400 Bad Request")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused, match="stream_options"):
        ask(server.url, stream=True, extra_body={"stream_options": {"include_usage": True}})
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "words"), [(b"401 Unauthorized", "upstream requires a valid key"), (b"400 Bad", "upstream must be set")]
)
def test_words_that_only_look_like_streaming_are_a_refusal(status: bytes, words: str) -> None:
    refused = response(json.dumps({"error": words}).encode(), status=status)
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused, match=words):
        ask(server.url)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "echoed", ["me:p%40ss-word-1", "p@ss-word-1", "bWU6cEBzcy13b3JkLTE=", "ab%2Bcdefgh", "ab+cdefgh", KEY]
)
def test_whatever_secret_of_an_address_is_echoed_is_redacted(echoed: str) -> None:
    refused = response(json.dumps({"error": f"no access with {echoed}!"}).encode(), status=b"403 Forbidden")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused, match="no access with") as raised:
        ask(server.url.replace("//", "//me:p%40ss-word-1@") + "?key=ab%2Bcdefgh")
    assert echoed.rpartition(":")[2] not in str(raised.value)


def test_bytes_behind_a_gzip_member_are_ignored() -> None:
    with raw_server(lambda _: response(gzip.compress(OK) + b"garbage" * 9000, GZIP)) as server:
        assert text_of(ask(server.url)[0]) == "春风"


@pytest.mark.slow
@pytest.mark.parametrize("endless", [b"x" * 2**16, gzip.compress(b"") * 3000])
def test_endless_bytes_behind_a_gzip_member_end_the_attempt(endless: bytes) -> None:
    sent = chunked((gzip.compress(OK), *repeat(endless, 100_000)), GZIP)
    with raw_server(lambda number: sent if number == 1 else response()) as server:
        (ending,) = ask(server.url)
    assert isinstance(ending, Answer | FinalFault)


def test_a_refusal_with_a_large_body_is_read_by_its_start() -> None:
    refused = response(b"loading " * 4_000_000, status=b"500 Internal Server Error")
    with raw_server(lambda number: refused if number == 1 else response()) as server:
        (answer,) = ask(server.url)
    assert isinstance(answer, Answer)


def test_a_message_is_one_line_without_control_characters() -> None:
    words = "a\n\x1b[2J" + "b" * 5000
    refused = response(json.dumps({"error": words}).encode(), status=b"500 Internal Server Error")
    with raw_server(lambda _: refused) as server:
        (slot,) = ask(server.url)
    assert isinstance(slot, OpenSlot)
    assert slot.message.startswith("500: a [2Jbb")
    assert len(slot.message) <= 400


@pytest.mark.parametrize(
    "words",
    [
        "stream=false is not supported",
        "该模型不支持非流式输出",
        "Please set stream to true",
        "`stream` should be set to true",
        "Streaming is mandatory for this model",
        "Invalid value for 'stream': false. Expected true.",
        "This model only support stream mode",
        "当前模型仅支持流式调用",
    ],
)
def test_a_refusal_that_asks_for_a_stream_is_understood(words: str) -> None:
    refused = response(json.dumps({"error": {"message": words}}).encode(), status=b"400 Bad Request")
    with raw_server(lambda number: refused if number == 1 else response(events(delta("春风", "stop")))) as server:
        assert text_of(ask(server.url)[0]) == "春风"


@pytest.mark.parametrize(
    "words",
    [
        "upstream error: max_tokens must be at most 8192",
        "该模型不支持流式，请关闭 stream",
        "this model does not support streaming, it must be off",
    ],
)
def test_another_refusal_about_streams_is_shown(words: str) -> None:
    refused = response(json.dumps({"error": {"message": words}}).encode(), status=b"400 Bad Request")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused):
        ask(server.url)
    assert len(server.requests) == 1


@pytest.mark.slow
@pytest.mark.parametrize("end", ["open", "cut"])
def test_a_stream_is_complete_with_its_last_event(end: str) -> None:
    def sent(number: int) -> Iterator[bytes]:
        yield response(b"", b"Transfer-Encoding: chunked", length=False)
        data = events(delta("春风", "stop"), "[DONE]")
        yield b"%x\r\n%s\r\n" % (len(data), data)
        if end == "open":
            time.sleep(5)

    with raw_server(sent) as server:
        (answer,) = ask(server.url, stream=True)
        assert len(server.requests) == 1
    assert text_of(answer) == "春风"


@pytest.mark.slow
@pytest.mark.parametrize("body", [b'{"a":[' + b"{}," * 600_000 + b"{}]}", b"data:1\n\n" * 400_000])
def test_a_body_of_too_many_parts_closes_its_slot(body: bytes) -> None:
    with raw_server(lambda _: response(body)) as server:
        (ending,) = ask(server.url)
    assert isinstance(ending, FinalFault)
    assert ending.code == "too_large"


@pytest.mark.parametrize("echoed", ["type", "code"])
def test_a_secret_in_the_code_of_an_error_is_redacted(echoed: str) -> None:
    error = {"message": "no", echoed: "swordfish-99"}
    refused = response(json.dumps({"error": error}).encode(), status=b"403 Forbidden")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused) as raised:
        ask(server.url.replace("//", "//swordfish-99@"))
    assert "swordfish" not in str(raised.value)


def test_a_key_at_the_end_of_a_long_text_is_redacted_before_the_text_is_cut() -> None:
    refused = response(b"x" * 320 + b" " + KEY.encode(), status=b"403 Forbidden")
    with raw_server(lambda _: refused) as server, pytest.raises(TeacherRefused) as raised:
        ask(server.url)
    assert KEY[:8] not in str(raised.value)


@pytest.mark.slow
def test_a_pause_of_an_hour_after_a_server_error_is_no_reason_to_stop() -> None:
    busy = response(b"busy", b"Retry-After: 3600", status=b"503 Service Unavailable")

    async def run(url: str) -> Result:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(1, stop.set)
        async with Teacher(connection(url), Random(0)) as teacher:
            return await teacher.ask(Prompt(0, "", "", (), ""), stop)

    with raw_server(lambda _: busy) as server:
        found = asyncio.run(run(server.url))
    assert isinstance(found, OpenSlot)
    assert found.code == "stopped"


@pytest.mark.parametrize(
    "url", ["ftp://bob:Sup3rSecret@h/v1", "bob:Sup3rSecret@h", "http://bob:Sup3r/Secret@h:99999/v1"]
)
def test_an_address_that_is_none_is_named_without_its_password(url: str, console: Command) -> None:
    done = console("generate", "--n", "5", "--model", "m", "--base-url", url)
    assert done.code == 2
    assert "--base-url must be an address" in done.err
    assert "Secret" not in done.err


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": [{"id": 1}, {"id": {"a": 1}}, "x"]}',
        b"[" * 100_000,
        b" " * 6_000_000 + b"{}",
        b"<html></html>",
    ],
)
def test_a_list_of_models_that_is_none_is_left_out(body: bytes, console: Command) -> None:
    with raw_server(lambda _: response(body)) as server:
        done = console("generate", "--n", "5", "--base-url", server.url)
    assert done.code == 2
    assert "does not list its models" in done.err


def test_the_models_below_v1_are_listed_without_secrets(console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    models = response(json.dumps({"data": [{"id": f"m-{KEY}\x1b[2J"}]}).encode())
    missing = response(b"{}", status=b"404 Not Found")
    with raw_server(lambda number: missing if number == 1 else models) as server:
        done = console("generate", "--n", "5", "--base-url", server.url.removesuffix("/v1"))
    assert "offers: m-[redacted]" in done.err
    assert paths(server) == ["/models", "/v1/models"]


def test_the_organization_is_sent_to_openai_only() -> None:
    with raw_server(lambda _: response()) as server:
        ask(server.url, openai_headers={"OpenAI-Organization": "org-1"})
    assert b"org-1" not in server.requests[0]
