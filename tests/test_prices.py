"""Tokens from a provider's cache, prices, costs, and where they are shown."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Command, LoopbackTeacher, completion, json_lines

import selfinstruct
from selfinstruct.errors import InputError
from selfinstruct.runs.prices import price_of, read_price_table
from selfinstruct.runs.teacher_settings import TeacherSettings
from selfinstruct.schema.price import (
    FREE,
    Price,
    cost_of,
    cost_text,
    is_stored_price,
    money,
    price_as_json,
    read_price,
)
from selfinstruct.schema.reply import Usage, read_reply
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.prices import list_price

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 2, 18, tzinfo=UTC)
DEEPSEEK = "https://api.deepseek.com"
CNY = Price(0.8, 2.0, 0.16, "CNY", "a test")
TEACHER = TeacherSettings(teacher="openai", model="qwen-plus", base_url="https://example.com/v1", extra_body={})


@pytest.mark.parametrize(
    ("more", "cached"),
    [
        ({}, 0),
        ({"prompt_tokens_details": {"cached_tokens": 768}}, 768),  # OpenAI, DashScope, Zhipu, Ark, xAI, Groq, vLLM
        ({"prompt_tokens_details": {"cached_tokens": 768, "audio_tokens": 0}}, 768),
        ({"prompt_cache_hit_tokens": 640, "prompt_cache_miss_tokens": 360}, 640),  # DeepSeek
        ({"cached_tokens": 512}, 512),  # Moonshot
        ({"cached_tokens": 512, "prompt_tokens_details": {"cached_tokens": 512}}, 512),  # Kimi K2
        ({"num_cached_tokens": 96, "prompt_token_details": {"cached_tokens": 128}}, 128),  # Mistral
        ({"prompt_tokens_details": {"cached_tokens": 5000}}, 1000),
        ({"prompt_tokens_details": {"cached_tokens": -1}}, 0),
        ({"prompt_tokens_details": {"cached_tokens": True}}, 0),
        ({"prompt_tokens_details": {"cached_tokens": 12.5}}, 0),
        ({"prompt_tokens_details": {"cached_tokens": "12"}}, 0),
        ({"prompt_tokens_details": None, "cached_tokens": None}, 0),
        ({"prompt_tokens_details": [1], "prompt_cache_hit_tokens": [2]}, 0),
        ({"cached_tokens": 10**30}, 0),
        ({"prompt_tokens": None, "cached_tokens": 8}, 0),
    ],
)
def test_tokens_from_the_cache_are_read_as_the_vendors_report_them(more: dict[str, Any], cached: int) -> None:
    body = {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 50, **more}}
    assert read_reply(body).usage.cached == cached


NAMES = st.sampled_from(("prompt_tokens", "cached_tokens", "prompt_tokens_details", "prompt_cache_hit_tokens"))
VALUES = st.none() | st.integers() | st.floats() | st.text()


@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_the_cached_tokens_are_a_part_of_the_prompt(usage: object) -> None:
    found = read_reply({"usage": usage}).usage
    assert 0 <= found.cached <= found.prompt


def test_cached_tokens_without_a_price_cost_as_much_as_others() -> None:
    usage = Usage(1_000_000, 500_000, 250_000)
    assert CNY.cost(usage) == pytest.approx(0.75 * 0.8 + 0.25 * 0.16 + 0.5 * 2)
    assert replace(CNY, cached=None).cost(usage) == pytest.approx(0.8 + 1)


def test_a_cost_is_unknown_without_a_price_or_without_counted_tokens() -> None:
    assert cost_of(Usage(10, 10), 1, None) is None
    assert cost_of(Usage(0, 0), 3, CNY) is None
    assert cost_of(Usage(0, 0), 0, CNY) == 0
    assert cost_of(Usage(0, 0), 3, FREE) == 0
    assert cost_of(Usage(10, 10), 3, FREE) == 0


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0.00 CNY"),
        (1.234, "1.23 CNY"),
        (1234567.891, "1,234,567.89 CNY"),
        (0.5, "0.50 CNY"),
        (0.0123, "0.012 CNY"),
        (0.00042, "0.00042 CNY"),
        (5e-8, "0.000000050 CNY"),
    ],
)
def test_a_small_amount_keeps_two_digits(amount: float, text: str) -> None:
    assert money(amount, "CNY") == text


@given(st.floats(min_value=1e-15, max_value=1e12))
def test_no_amount_above_zero_is_shown_as_zero(amount: float) -> None:
    assert float(money(amount, "").replace(",", "")) > 0


@pytest.mark.parametrize(
    ("cost", "price", "words"),
    [
        (1.5, CNY, ("1.50 CNY", "0.8/2", "0.16 cached", "a test")),
        (None, None, ("unknown", "--price-in and --price-out")),
        (None, CNY, ("unknown", "tokens")),
        (0.0, FREE, ("free",)),
    ],
)
def test_a_cost_names_its_currency_and_price_or_is_unknown(
    cost: float | None, price: Price | None, words: tuple[str, ...]
) -> None:
    shown = cost_text(cost, price)
    assert all(word in shown for word in words)


@pytest.mark.parametrize("price", [CNY, replace(CNY, cached=None), replace(CNY, currency="€"), None])
def test_a_price_is_stored_and_read_back(price: Price | None) -> None:
    stored = json.loads(json.dumps(price_as_json(price)))
    assert is_stored_price(stored)
    assert read_price(stored) == price


@pytest.mark.parametrize("field", ["in", "out", "currency", "source"])
@pytest.mark.parametrize("wrong", [-1, None, [], float("nan"), "a\nb" * 9])
def test_a_damaged_stored_price_is_not_read(field: str, wrong: object) -> None:
    stored = {**(price_as_json(CNY) or {}), field: wrong}
    assert not is_stored_price(stored) or field == "source"


@pytest.mark.parametrize(
    ("model", "urls", "tier", "prices"),
    [
        ("gpt-4o-mini", "", "", (0.15, 0.6, 0.075)),
        ("GPT-4o-mini", "https://api.openai.com/v1", "", (0.15, 0.6, 0.075)),
        ("kimi-k2.5", "https://api.moonshot.ai/v1", "", (0.6, 3.0, 0.1)),
        ("moonshot-v1-8k", "https://api.moonshot.ai/v1", "", (0.2, 2.0, None)),
        ("gpt-5.4", "", "", (2.5, 15.0, 0.25)),  # more above 272,000 tokens
        ("gpt-5.4", "", "flex", (1.25, 7.5, 0.13)),
        ("gpt-5.4", "", "priority", (5.0, 30.0, 0.5)),
        ("deepseek-chat", DEEPSEEK, "", (0.27, 1.1, 0.07)),  # about half at night
    ],
)
def test_list_prices_of_known_models(model: str, urls: str, tier: str, prices: tuple[float, ...]) -> None:
    found = list_price(model, urls, tier, NOON)
    assert found is not None
    assert (found.prompt, found.completion, found.cached) == prices
    assert (found.currency, found.source.split()[0]) == ("USD", "genai-prices")


@pytest.mark.parametrize(
    ("model", "urls", "tier"),
    [
        ("qwen-plus", "https://dashscope.aliyuncs.com/compatible-mode/v1", ""),
        ("gpt-99", "", ""),
        ("", "", ""),
        ("gpt-4o-mini", "http://127.0.0.1:8000/v1", ""),
        ("gpt-4o-mini", "https://api.openai.com/v1 http://127.0.0.1:8000/v1", ""),
        ("moonshot-v1-8k", "https://api.moonshot.ai/v1", "priority"),  # dearer, nobody knows by how much
        ("sonar", "https://api.perplexity.ai", ""),  # bills each request as well
        ("text-embedding-3-small", "", ""),
        ("meta-llama/llama-3.3-70b-instruct:free", "https://openrouter.ai/api/v1", ""),
        ("glm-4.7", "https://open.bigmodel.cn/api/paas/v4", ""),  # listed for short replies only
    ],
)
def test_a_price_that_is_not_known_is_none_and_never_0(model: str, urls: str, tier: str) -> None:
    assert list_price(model, urls, tier, NOON) is None


def test_a_price_that_changes_during_the_day_is_the_highest_at_any_time() -> None:
    found = list_price("deepseek-chat", DEEPSEEK, "", NOON)
    assert found == list_price("deepseek-chat", DEEPSEEK, "", MIDNIGHT)
    assert found is not None
    assert "highest of the day" in found.source


def test_looking_a_price_up_starts_no_thread_and_opens_no_connection(tmp_path: Path) -> None:
    code = (
        "import socket, sys, threading\n"
        "from datetime import datetime, UTC\n"
        "from selfinstruct.teachers.prices import list_price\n"
        "assert 'genai_prices' not in sys.modules\n"
        "def refuse(*given): raise AssertionError('a connection')\n"
        "socket.socket.connect = refuse\n"
        "found = list_price('gpt-4o-mini', '', '', datetime.now(UTC))\n"
        "print(found.currency, threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "USD 1\n", done.stderr


TABLE = {
    "currency": "CNY",
    "qwen-plus": {"in": 0.8, "out": 2, "cached": 0.16},
    "siliconflow/Qwen*": {"in": 4, "out": 4.0, "currency": "USD"},
    "gpt-4o-mini": {"in": 1, "out": 2},
}


@pytest.mark.parametrize(
    ("changes", "price"),
    [
        ({}, (0.8, 2.0, 0.16, "CNY")),
        ({"model": "Qwen-Plus"}, (0.8, 2.0, 0.16, "CNY")),
        ({"provider": "siliconflow"}, (4.0, 4.0, None, "USD")),
        ({"model": "gpt-4o-mini", "base_url": ""}, (1.0, 2.0, None, "CNY")),
        ({"model": "gpt-4o", "base_url": ""}, (2.5, 10.0, 1.25, "USD")),
        ({"price_in": 3.0, "price_out": 5.0, "currency": "€"}, (3.0, 5.0, None, "€")),
        ({"teacher": "offline", "model": "offline", "base_url": ""}, (0.0, 0.0, 0.0, "")),
        ({"teacher": "offline", "price_in": 1.0, "price_out": 2.0}, (1.0, 2.0, None, "USD")),
        ({"model": "unknown"}, None),
    ],
)
def test_prices_come_from_options_then_the_table_then_the_list(
    changes: dict[str, Any], price: tuple[Any, ...] | None
) -> None:
    found = price_of(replace(TEACHER, **changes), read_price_table(TABLE, "selfinstruct.toml"))
    assert (found and (found.prompt, found.completion, found.cached, found.currency)) == price


def test_a_price_from_a_table_names_the_table_and_its_file() -> None:
    found = price_of(TEACHER, read_price_table(TABLE, "selfinstruct.toml"))
    assert found is not None
    assert found.source == "[prices.qwen-plus] in selfinstruct.toml"
    assert price_of(TEACHER) is None


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([], "prices must be a table"),
        ({"currency": 7}, "currency in [prices]"),
        ({"qwen-plus": 0.8}, "[prices.qwen-plus] must be a table"),
        ({"qwen2.5:7b": {"in": 1}}, '[prices."qwen2.5:7b"]: out is missing'),
        ({"m": {"in": 1, "out": "2"}}, "[prices.m]: out must be a number from 0, not '2'"),
        ({"m": {"in": -1, "out": 2}}, "[prices.m]: in must be a number from 0, not -1"),
        ({"m": {"in": 1, "out": 2, "cached": True}}, "[prices.m]: cached must be"),
        ({"m": {"in": 1, "out": 2, "prompt": 2}}, "[prices.m]: 'prompt' is not known"),
        ({"m": {"in": 1, "out": 2, "currency": ""}}, "[prices.m]: currency must be"),
    ],
)
def test_a_wrong_price_table_is_an_error_that_names_file_and_table(table: object, words: str) -> None:
    with pytest.raises(InputError) as error:
        read_price_table(table, "my.toml")
    assert str(error.value).startswith("my.toml: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def with_cache(prompt: str) -> Any:
    reply = answer(prompt)
    usage = {"prompt_tokens": 100, "completion_tokens": 200, "prompt_tokens_details": {"cached_tokens": 40}}
    return completion(reply.text, reply.finish_reason, usage=usage)


def test_the_cost_of_a_run_is_that_of_its_tokens_and_is_shown_everywhere(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    teacher.reply = with_cache
    prices = {"price_in": 1000, "price_out": 2000, "price_cached": 500, "currency": "CNY"}
    made = selfinstruct.generate(20, "run", quiet=True, **prices, **paid)
    answers = made.answers
    assert made.cached_tokens == 40 * answers
    assert made.cost == pytest.approx(answers * (60 * 1000 + 40 * 500 + 200 * 2000) / 1e6)
    stats = json.loads(console("status", "run", "--json").out)
    assert (stats["cost"], stats["currency"], stats["tokens"]["cached"]) == (made.cost, "CNY", 40 * answers)
    assert stats["prices"]["cached"] == 500
    amount = money(made.cost, "CNY")
    assert f"{amount} (at 1000/2000 per million tokens, 500 cached, from --price-in and --price-out)" in (
        console("status", "run").out
    )
    assert amount in console("report", "run").out
    assert amount in Path("run/report.html").read_text(encoding="utf-8")
    assert json.loads(Path("run/report.json").read_text())["run"]["effort"]["currency"] == "CNY"
    assert f"{40 * answers:,} cached" in console("status", "run").out
    assert console("report", "run", "--price-in", 1, "--price-out", 2, "--currency", "€").out.count("€") == 1
    assert all(row["tokens"] == {"prompt": 100, "completion": 200} for row in json_lines(Path("run/records.jsonl")))


def test_a_resumed_run_keeps_its_prices_until_others_are_given(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    selfinstruct.generate(7, "run", price_in=1, price_out=2, currency="CNY", quiet=True, **paid)
    again = selfinstruct.generate(14, "run", quiet=True)
    assert again.prices is not None
    assert again.prices["out"] == 2
    dearer = selfinstruct.generate(14, "run", price_in=2, price_out=4, quiet=True)
    assert (dearer.cost, dearer.currency) == (pytest.approx(2 * (again.cost or 0)), "CNY")
    forgotten = selfinstruct.generate(14, "run", price_in="none", quiet=True)
    assert (forgotten.cost, forgotten.currency, forgotten.prices) == (None, None, None)
    assert "unknown; pass --price-in and --price-out" in console("status", "run").out


def test_the_offline_teacher_is_free_and_may_rehearse_a_price(console: Command) -> None:
    made = selfinstruct.generate(7, "run", quiet=True)
    assert (made.cost, made.currency, made.prices) == (0, None, None)
    assert "cost       free" in console("status", "run").out
    assert (selfinstruct.generate(7, "run", price_in=1, price_out=1, quiet=True).cost or 0) > 0


def test_a_server_that_counts_no_tokens_has_an_unknown_cost(
    teacher: LoopbackTeacher, paid: dict[str, Any], console: Command
) -> None:
    teacher.reply = lambda prompt: completion(answer(prompt).text, usage=None)
    assert selfinstruct.generate(7, "run", price_in=1, price_out=2, quiet=True, **paid).cost is None
    assert "unknown; the replies do not say how many tokens they used" in console("status", "run").out


def test_statistics_of_earlier_versions_are_read(console: Command) -> None:
    selfinstruct.generate(7, "run", quiet=True)
    path = Path("run/stats.json")
    stats = json.loads(path.read_text())
    for name in ("currency", "prices"):
        del stats[name]
    del stats["tokens"]["cached"]
    path.write_text(json.dumps(stats | {"cost": None, "teacher": "m"}))
    assert "unknown" in console("status", "run").out
    assert json.loads(console("status", "run", "--json").out)["prices"] is None
    assert console("report", "run").code == 0


def test_labels_by_a_teacher_have_a_cost(teacher: LoopbackTeacher, paid: dict[str, Any], console: Command) -> None:
    selfinstruct.generate(7, "run", teacher="offline", quiet=True)
    teacher.script = lambda prompt, attempt: completion("\n".join(f"{number}. chat" for number in range(1, 11)))
    options = {**paid, "price_in": 1.0, "price_out": 10.0, "currency": "CNY"}
    found = selfinstruct.classify("run", by="teacher", quiet=True, **options)["teacher"]
    assert found["cost"] == pytest.approx(found["answers"] * (100 * 1 + 200 * 10) / 1e6)
    assert (found["currency"], found["prices"]["out"], found["tokens"]["cached"]) == ("CNY", 10.0, 0)
    words = ("classify", "run", "--with", "teacher", "--base-url", teacher.url, "--model", "m")
    assert "0.00 CNY" in console(*words, "--price-in", 1, "--price-out", 2, "--currency", "CNY").out
    assert console("classify", "run", "--price-in", 1, "--price-out", 2).code == 2


def test_a_check_names_the_price_that_is_known(teacher: LoopbackTeacher, console: Command) -> None:
    words = ("check", "--base-url", teacher.url, "--model", "m")
    assert "unknown; pass --price-in" in console(*words).out
    assert "CNY 1/2 per million tokens" in console(*words, "--price-in", 1, "--price-out", 2, "--currency", "CNY").out
