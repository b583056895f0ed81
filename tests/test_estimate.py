"""What a run will take: the forecast, the replies of a probe, and the estimate of a run that has begun."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Command, LoopbackTeacher, completion, json_lines, refusal

import selfinstruct
from selfinstruct.errors import InputError
from selfinstruct.pipeline.forecast import (
    PerReply,
    Range,
    estimated_tokens,
    forecast,
    mean_range,
    range_text,
    share_range,
)
from selfinstruct.schema.price import Price
from selfinstruct.teachers.offline.answers import answer

PRICE = Price(1.0, 2.0, 0.5, "CNY", "a test")
EACH = PerReply(Range(4, 5), Range(100, 200), Range(1000, 2000), 0.5, 1.1, Range(10, 20))
COUNTS = st.floats(min_value=0.01, max_value=1e6)


def ranges(least: float, most: float) -> st.SearchStrategy[Range]:
    pairs = st.tuples(st.floats(least, most), st.floats(least, most))
    return pairs.map(lambda pair: Range(min(pair), max(pair)))


def test_a_forecast_multiplies_replies_by_what_each_takes() -> None:
    found = forecast(1000, EACH, 10, PRICE)
    replies = Range(200, 254)
    assert found.requests == replies.times(1.1)
    assert (found.prompt, found.completion) == (Range(20_000, 50_800), Range(200_000, 508_000))
    assert found.total == Range(220_000, 558_800)
    assert found.cost == Range((10_000 + 10_000 * 0.5 + 400_000) / 1e6, (25_400 + 25_400 * 0.5 + 1_016_000) / 1e6)
    assert found.seconds == Range(200, 508)


def test_nothing_is_needed_for_no_tasks() -> None:
    found = forecast(0, EACH, 10, PRICE)
    assert found.requests == found.total == found.cost == found.seconds == Range(0, 0)


def test_a_cost_without_a_price_is_unknown() -> None:
    assert forecast(10, EACH, 10, None).cost is None


def test_a_few_replies_take_as_long_as_one() -> None:
    assert forecast(1, EACH, 1000, PRICE).seconds == Range(10, 20)


@given(st.integers(0, 10**7), ranges(0.01, 50), ranges(1, 1e5), ranges(1, 1e5), st.floats(0, 1), st.integers(1, 1000))
def test_the_lower_end_is_never_above_the_upper_one(
    tasks: int, kept: Range, prompt: Range, completion_: Range, cached: float, in_flight: int
) -> None:
    found = forecast(tasks, PerReply(kept, prompt, completion_, cached, 1.0, prompt), in_flight, PRICE)
    for one in (found.requests, found.prompt, found.completion, found.total, found.cost, found.seconds):
        assert one is not None
        assert 0 <= one.low <= one.high


@given(st.lists(COUNTS, min_size=1))
def test_the_range_of_a_mean_contains_the_mean(values: list[float]) -> None:
    found, mean = mean_range(values), sum(values) / len(values)
    assert found.low <= mean * (1 + 1e-9)
    assert found.high >= mean * (1 - 1e-9)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_range_of_a_share_contains_it_and_lies_between_0_and_1(part: int, whole: int) -> None:
    found = share_range(part, whole)
    assert 0 < found.low <= min(1.0, part / whole) + 1e-12
    assert min(1.0, part / whole) - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("写一首诗", 3.2), ("abcdefgh", 2), ("写诗 ok", 2.35)])
def test_tokens_are_estimated_by_character(text: str, tokens: float) -> None:
    assert estimated_tokens(text) == pytest.approx(tokens)


@pytest.mark.parametrize(
    ("found", "text"),
    [(Range(5.123, 6.4), "5.12 to 6.4"), (Range(1234.5, 1234.9), "1,230"), (Range(0.0123, 45678), "0.0123 to 45,700")],
)
def test_a_range_is_shown_with_three_digits(found: Range, text: str) -> None:
    assert range_text(found) == text


def inside(found: dict[str, float], value: float) -> bool:
    return found["low"] <= value <= found["high"]


def counted(prompt: str, tokens: int = 1000) -> Any:
    reply = answer(prompt)
    usage = {"prompt_tokens": 500, "completion_tokens": tokens, "prompt_tokens_details": {"cached_tokens": 200}}
    return completion(reply.text, reply.finish_reason, usage=usage)


def test_an_estimate_sends_no_request_and_writes_nothing(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    found = selfinstruct.estimate(1000, "run", price_in=1, price_out=2, currency="CNY", quiet=True, **paid)
    assert (teacher.bodies, list(Path().iterdir())) == ([], [])
    assert (found["based_on"], found["probe"], found["currency"]) == ("assumptions", None, "CNY")
    assert found["requests"]["low"] < found["requests"]["high"]
    assert {"tasks kept", "prompt", "reply", "requests", "latency", "in flight"} == set(found["assumptions"])
    usage = selfinstruct.generate(100, "run", price_in=1, price_out=2, quiet=True, **paid)
    assert inside(selfinstruct.estimate(100, quiet=True, **paid)["requests"], usage.requests)


def test_the_real_prompt_is_measured(teacher: LoopbackTeacher, paid: dict[str, Any], console: Command) -> None:
    shown = [
        console("estimate", "--n", 100, "--teacher", "offline", "--json", *more).out
        for more in ((), ("--demonstrations", 6), ("--topic", "医疗"))
    ]
    usual, longer, narrower = (json.loads(text)["per_reply"]["prompt_tokens"]["low"] for text in shown)
    assert usual < longer
    assert usual < narrower
    made = selfinstruct.generate(50, "run", quiet=True, teacher="offline")
    assert inside(json.loads(shown[0])["per_reply"]["prompt_tokens"], made.prompt_tokens / made.answers)


def test_a_probe_measures_the_teacher_and_is_counted(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    teacher.reply = counted
    words = ("--base-url", teacher.url, "--model", "m", "--price-in", 100, "--price-out", 1000, "--currency", "CNY")
    done = console("estimate", "--n", 1000, "--probe", 5, *words, "--json")
    found = json.loads(done.out)
    assert (len(teacher.bodies), list(Path().iterdir())) == (5, [])
    assert "5 replies, which are not saved" in done.err
    asked = found["probe"]
    assert asked["tokens"] == {"prompt": 2500, "completion": 5000, "cached": 1000}
    assert asked["cost"] == pytest.approx((2500 * 100 + 5000 * 1000) / 1e6)
    assert found["per_reply"]["prompt_tokens"] == {"low": 500, "high": 500}
    assert found["per_reply"]["cached"] == 0.4
    assert found["based_on"] == "probe"
    shown = console("estimate", "--n", 1000, "--probe", 2, *words).out
    assert "2 replies" in shown
    assert "CNY" in shown


def test_the_estimate_of_a_probe_contains_what_the_run_takes(
    teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    teacher.reply = counted
    paid |= {"price_in": 100, "price_out": 1000, "price_cached": 10, "quiet": True}
    found = selfinstruct.estimate(150, probe=5, **paid)
    made = selfinstruct.generate(150, "run", **paid)
    assert inside(found["requests"], made.requests)
    assert inside(found["tokens"]["prompt"], made.prompt_tokens)
    assert inside(found["tokens"]["completion"], made.completion_tokens)
    assert inside(found["cost"], made.cost or 0)
    more = selfinstruct.estimate(300, "run", quiet=True)
    assert (more["based_on"], more["accepted"], more["target"]) == ("run", 150, 300)
    assert more["per_reply"]["completion_tokens"] == {"low": 1000, "high": 1000}
    after = selfinstruct.generate(300, "run", quiet=True)
    assert inside(more["requests"], after.requests - made.requests)
    assert inside(more["cost"], round((after.cost or 0) - (made.cost or 0), 6))
    assert selfinstruct.estimate(out="run", quiet=True)["requests"] == {"low": 0, "high": 0}


def test_a_probe_asks_the_first_prompts_of_the_run(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    selfinstruct.estimate(50, probe=8, quiet=True, **paid)
    probed = {body["messages"][-1]["content"] for body in teacher.bodies}
    assert len(probed) == 8
    teacher.bodies.clear()
    selfinstruct.generate(50, "run", quiet=True, **paid)
    assert probed <= {body["messages"][-1]["content"] for body in teacher.bodies}


@pytest.mark.parametrize(
    "command", [("estimate", "--n", 50, "--probe", 5), ("generate", "--preview")], ids=["probe", "preview"]
)
def test_requests_outside_of_a_run_keep_its_caps_and_are_logged(
    teacher: LoopbackTeacher, console: Command, command: tuple[str | int, ...]
) -> None:
    teacher.script = lambda prompt, attempt: refusal(500, "server_error")
    flags = ("--base-url", teacher.url, "--model", "m", "--log-file", "requests.log", "--max-requests", 1)
    done = console(*command, *flags)
    assert (done.code, len(teacher.bodies), len(json_lines(Path("requests.log")))) == (3, 1, 1)
    assert "the budget is used up: 1 of --max-requests 1" in done.err
    done = console(*command, *flags[:4], "--max-total-tokens", 50)
    assert (done.code, len(teacher.bodies)) == (3, 1)
    assert "of --max-total-tokens 50" in done.err


def test_a_probe_waits_for_replies_as_the_window_demands(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    found = selfinstruct.estimate(50, probe=3, window=1, quiet=True, **paid)
    assert teacher.peak <= 2
    assert (found["probe"]["replies"], found["in_flight"]) == (3, 2)


def test_a_refused_prompt_counts_as_one_without_tasks(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    refused: set[str] = set()

    def script(prompt: str, attempt: int) -> Any:
        if not refused:
            refused.add(prompt)
        return refusal(400, "content_filter") if prompt in refused else None

    teacher.script = script
    found = selfinstruct.estimate(50, probe=4, quiet=True, **paid)
    assert found["probe"]["replies"] == 3


FAILURES: dict[str, tuple[list[Any], int, str]] = {
    "no number": ([], 2, "--n"),
    "a probe of 0": (["--n", 5, "--probe", 0], 2, "--probe must be at least 1 and at most 50, not 0"),
    "a large probe": (["--n", 5, "--probe", 51], 2, "--probe must be at least 1 and at most 50, not 51"),
    "half a price": (["--n", 5, "--price-in", 1], 2, "give both or neither"),
    "no server": (
        ["--n", 5, "--probe", 2, "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--attempts", 1],
        5,
        "127.0.0.1",
    ),
    "no key": (["--n", 5, "--model", "m"], 2, "OPENAI_API_KEY"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_ends_in_one_sentence(console: Command, case: str) -> None:
    words, code, named = FAILURES[case]
    done = console("estimate", *words)
    assert done.code == code
    assert named in done.err.splitlines()[-1]
    assert done.out == ""


@pytest.mark.parametrize(
    ("response", "code", "words"),
    [
        (lambda: refusal(401, "invalid_api_key"), 4, "401"),
        (lambda: completion("好的。"), 3, "nothing can be estimated"),
    ],
)
def test_a_teacher_that_is_of_no_use_is_an_error(
    teacher: LoopbackTeacher, console: Command, response: Any, code: int, words: str
) -> None:
    teacher.script = lambda prompt, attempt: response()
    done = console("estimate", "--n", 50, "--probe", 2, "--base-url", teacher.url, "--model", "m")
    assert (done.code, words in done.err) == (code, True)


def test_a_missing_model_is_asked_for_with_those_of_the_server(teacher: LoopbackTeacher, console: Command) -> None:
    done = console("estimate", "--n", 50, "--base-url", teacher.url)
    assert (done.code, "other" in done.err) == (2, True)


def test_a_run_with_replies_needs_no_probe(console: Command) -> None:
    selfinstruct.generate(20, "run", quiet=True)
    done = console("estimate", "--n", 100, "--out", "run", "--probe", 3)
    assert (done.code, "leave --probe out" in done.err) == (2, True)
    assert "79 further tasks" in console("estimate", "--n", 100, "--out", "run").out
    assert "nothing is left" in console("estimate", "--out", "run").out


def test_the_offline_teacher_is_free(console: Command) -> None:
    found = console("estimate", "--n", 1000)
    assert "cost      free" in found.out
    assert console("estimate", "--n", 1000, "--probe", 2).out.count("free") == 2


def test_an_unknown_price_is_named_as_such(teacher: LoopbackTeacher, console: Command) -> None:
    done = console("estimate", "--n", 1000, "--base-url", teacher.url, "--model", "m")
    assert "unknown; pass --price-in and --price-out" in done.out


def test_an_estimate_works_inside_an_event_loop(console: Command) -> None:
    async def inner() -> dict[str, Any]:
        return selfinstruct.estimate(100, quiet=True)

    assert asyncio.run(inner())["target"] == 100
    with pytest.raises(InputError):
        selfinstruct.estimate(quiet=True)


OPENAI = ("--provider", "openai", "--model", "m", "--price-in", 1, "--price-out", 2, "--currency", "CNY")


def test_batches_cost_their_share_of_the_usual_price(console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    usual, cheaper = (
        json.loads(console("estimate", "--n", 50_000, *OPENAI, *more, "--json").out) for more in ((), ("--batch",))
    )
    assert usual["batch"] is None
    assert cheaper["cost"] == {end: pytest.approx(usual["cost"][end] / 2) for end in ("low", "high")}
    batch = cheaper["batch"]
    assert (batch["price"], batch["cost_without"]) == (0.5, usual["cost"])
    assert (batch["rounds"], batch["hours"]) == ({"low": 4, "high": 5}, 120)
    shown = console("estimate", "--n", 50_000, *OPENAI, "--batch").out
    assert "at 50% of the usual price, or " in shown
    assert "4 to 5 rounds, one after another, each up to 24 h: up to 5 days, usually much less" in shown
    assert "in flight" not in shown


ROUNDS: dict[str, tuple[list[Any], dict[str, int]]] = {
    "a small run": (["--n", 300], {"low": 1, "high": 1}),
    "small rounds": (["--n", 300, "--rounds", "10"], {"low": 5, "high": 9}),
    "a larger target in the same rounds": (["--n", 4000], {"low": 2, "high": 3}),
}


@pytest.mark.parametrize("case", ROUNDS)
def test_the_rounds_of_a_run_are_counted(console: Command, case: str) -> None:
    words, rounds = ROUNDS[case]
    found = json.loads(console("estimate", *words, "--teacher", "offline", "--batch", "--json").out)
    assert found["batch"]["rounds"] == rounds
    assert found["seconds"]["high"] == found["batch"]["hours"] * 3600 == rounds["high"] * 24 * 3600


def test_the_rounds_of_a_run_that_has_begun_continue(console: Command) -> None:
    flags = ("--teacher", "offline", "--batch", "--out", "run")
    assert console("generate", "--n", 60, "--rounds", "5,20", *flags).code == 0
    found = json.loads(console("estimate", "--n", 200, *flags, "--json").out)
    needed = found["requests"]
    assert found["based_on"] == "run"
    assert -(-needed["low"] // 20) <= found["batch"]["rounds"]["low"] <= found["batch"]["rounds"]["high"]
    assert found["batch"]["rounds"]["high"] <= -(-needed["high"] // 20) + 1
    made = json.loads(console("generate", "--n", 200, *flags, "--json").out)
    assert made["accepted"] == 200


def test_a_probe_of_a_run_in_batches_is_sent_online(teacher: LoopbackTeacher, console: Command) -> None:
    teacher.reply = counted
    done = console("estimate", "--n", 1000, "--probe", 3, "--base-url", teacher.url, *OPENAI, "--batch")
    assert (done.code, len(teacher.bodies)) == (0, 3), done.err
    assert "a probe is not sent in batches" in done.err
    usual = (3 * 500 * 1 + 3 * 1000 * 2) / 1e6
    assert f"cost {usual:.2g} CNY at the usual price" in done.out


def test_a_provider_without_batches_is_an_error(console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-test")
    done = console("estimate", "--n", 100, "--provider", "deepseek", "--model", "m", "--batch")
    assert (done.code, done.out, "Leave --batch out" in done.err) == (2, "", True)
