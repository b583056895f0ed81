"""A run keeps within its budget by the server's own count, whatever ends it, and says what is missing."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from random import Random

import pytest
from loopback import Command, LoopbackTeacher, completion, json_lines, refusal, wait_until
from test_kills import finish, start

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.caps import Caps
from selfinstruct.schema.price import Price
from selfinstruct.schema.reply import Prompt, Usage
from selfinstruct.schema.spending import Spending
from selfinstruct.storage.journal import Journal, read_kept
from selfinstruct.storage.journal_entries import read_entry
from selfinstruct.storage.journal_state import JournalState
from selfinstruct.teachers.faults import Fault
from selfinstruct.teachers.remedies import Action

TOKENS = 300
"""What the loopback teacher reports for each reply."""
PRICE = Price(10.0, 20.0, None, "CNY", "a test")


def prompt(slot: int, text: str = "") -> Prompt:
    return Prompt(slot, "", text, (), "")


def spent(folder: Path) -> Spending:
    state = JournalState()
    for line in read_kept(folder):
        state.add(read_entry(line))
    return state.spending


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flag", "cap", "in_flight", "shown"),
    [
        ("--max-requests", 150, 64, "150"),
        ("--max-total-tokens", 40_000, 256, "40,000"),
        ("--max-cost", 0.75, 256, "0.75 CNY"),
    ],
)
def test_no_kill_and_no_resume_exceeds_the_budget(
    tmp_path: Path, teacher: LoopbackTeacher, flag: str, cap: float, in_flight: int, shown: str
) -> None:
    dice = Random(3)

    def script(_prompt: str, _attempt: int) -> object:
        return refusal(500, "server_error") if dice.random() < 0.1 else dice.uniform(0.05, 0.3)

    teacher.script = script  # type: ignore[assignment]
    flags = (flag, str(cap), "--concurrency", str(in_flight), "--max-tokens", "500", "--saturation", "0")
    flags += ("--price-in", "10", "--price-out", "20", "--currency", "CNY")
    codes = []
    for goal in (5, 15, 25):
        process = start(tmp_path, 5000, teacher, *flags)
        wait_until(lambda goal=goal: sum(teacher.billed.values()) >= goal)
        process.send_signal(signal.SIGKILL)
        codes.append(finish(process)[0])
        wait_until(lambda: teacher.in_flight == 0)
    code, said = finish(start(tmp_path, 5000, teacher, *flags))
    assert codes == [-signal.SIGKILL] * 3
    assert code == 3, said
    assert f"of {flag} {shown}" in said
    billed = sum(teacher.billed.values())
    used = {
        "--max-requests": len(teacher.bodies),
        "--max-total-tokens": TOKENS * billed,
        "--max-cost": PRICE.cost(Usage(100, 200)) * billed,
    }[flag]
    assert cap / 3 < used <= cap
    assert spent(tmp_path).requests >= len(teacher.bodies)


def test_a_run_stops_before_the_request_that_might_exceed_the_budget(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--max-tokens", "1000")
    done = console("generate", "--n", "5000", *flags, "--max-total-tokens", "20000", "--concurrency", "64")
    assert done.code == 3
    assert "--max-total-tokens 20,000, and another request may take up to" in done.err
    assert TOKENS * len(teacher.bodies) <= 20_000
    before = len(teacher.bodies)
    assert console("generate", *flags, "--max-total-tokens", "20000").code == 3
    assert len(teacher.bodies) == before
    assert console("generate", "--n", "100", *flags, "--max-total-tokens", "none").code == 0


def test_failed_attempts_that_were_not_billed_use_no_tokens_but_count_as_requests(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda _, attempt: refusal(500, "server_error") if attempt == 1 else None
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--attempts", "9")
    assert console("generate", "--n", "30", *flags).code == 0
    counted = spent(tmp_path / "run")
    assert counted.requests == len(teacher.bodies) > len(teacher.billed)
    assert counted.most == counted.known == Usage(100 * len(teacher.billed), 200 * len(teacher.billed))


def test_a_run_that_ends_after_a_fault_has_released_its_attempts(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda _, attempt: refusal(400, "model_not_found")
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--attempts", "1")
    assert console("generate", "--n", "30", *flags).code != 0
    counted = spent(tmp_path / "run")
    assert (counted.requests, counted.open_attempts()) == (len(teacher.bodies), ())


def test_attempts_that_may_have_been_billed_count_as_the_most_they_may_cost(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda _, attempt: 30.0 if attempt == 1 and len(teacher.bodies) == 1 else None
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--timeout", "1", "--max-tokens", "999")
    assert console("generate", "--n", "30", *flags).code == 0
    counted = spent(tmp_path / "run")
    assert counted.unknown_ends == 1
    assert counted.reserved.completion == 999
    assert counted.known.completion == 200 * (len(teacher.billed))


def test_replies_without_usage_count_as_the_most_they_may_cost(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda text, _: completion("1. 指令：说说春天\n输入：<无输入>\n输出：春天来了", usage=None)
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--max-tokens", "500")
    done = console("generate", "--n", "500", *flags, "--max-total-tokens", "30000", "--saturation", "0")
    assert done.code == 3
    assert 500 * len(teacher.bodies) <= 30_000
    assert spent(tmp_path / "run").unreported == len(teacher.bodies)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--max-total-tokens", "1000", "--max-tokens", "0"), "--max-total-tokens needs a limit of each reply"),
        (("--max-cost", "5", "--max-tokens", "none"), "--max-cost needs a limit of each reply"),
        (("--max-requests", "0"), "--max-requests must be greater than 0, or none, not 0"),
        (("--max-requests", "2.5"), "--max-requests must be a whole number or none, not 2.5"),
        (("--max-cost", "-1"), "--max-cost must be greater than 0, or none"),
        (("--rpm", "nan"), "--rpm must be greater than 0, or none"),
        (("--tpm", "viel"), "--tpm must be a number or none, not 'viel'"),
    ],
)
def test_a_cap_that_cannot_be_kept_is_refused(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command, flags: tuple[str, ...], message: str
) -> None:
    done = console("generate", "--n", "5", "--base-url", teacher.url, "--model", "m", "--out", "run", *flags)
    assert done.code == 2
    assert message in done.err
    assert not teacher.bodies


def test_a_cost_cap_needs_prices() -> None:
    with pytest.raises(InputError, match="--max-cost needs the prices of the model"):
        Caps(cost=1.0).require_bound(4096)


def test_money_is_counted_at_its_prices(tmp_path: Path) -> None:
    async def run() -> tuple[list[bool], str]:
        spending = Spending()
        budget = Budget(Caps(cost=0.25, price=PRICE), spending, Journal(tmp_path), 1000)
        sent = []
        for slot in range(20):
            sent.append(await budget.begin(prompt(slot), 1000))
            if sent[-1]:
                budget.end(slot, Usage(1000, 500))
        return sent, str(budget.why_stopped())

    sent, why = asyncio.run(run())
    # A reply costs 0.02 CNY. Before it is known, it may cost 0.02 CNY for its tokens, and 0.001 to 0.01 for its prompt.
    assert sent.count(True) == 12
    assert not sent[-1]
    assert "0.24 CNY of --max-cost 0.25 CNY" in why


def test_a_retry_takes_the_room_that_others_leave_before_the_run_gives_up(tmp_path: Path) -> None:
    async def run() -> bool:
        spending = Spending()
        budget = Budget(Caps(tokens=2300), spending, Journal(tmp_path), 1000)
        assert await budget.begin(prompt(0), 1000)
        assert await budget.begin(prompt(1), 1000)
        assert budget.places() == 2
        waiting = asyncio.ensure_future(budget.begin(prompt(2), 1000))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        budget.end(0, Usage(10, 10))
        return await waiting

    assert asyncio.run(run())


def test_a_server_that_counts_more_than_expected_is_allowed_for(tmp_path: Path) -> None:
    async def run() -> list[int]:
        spending, places = Spending(), []
        budget = Budget(Caps(tokens=100_000), spending, Journal(tmp_path), 1000)
        for slot in range(2):
            await budget.begin(prompt(slot, "春天" * 50), 1000)
            budget.end(slot, Usage(400, 9000))
            await budget.begin(prompt(10 + slot, "春天" * 50), 1000)
            budget.end(10 + slot, Usage(1, 1))
            places.append(budget.places() or 0)
        return places

    # The prompt has 300 bytes: 400 tokens and 20% more, and a reply 9,000 instead of 1,000.
    assert asyncio.run(run()) == [(100_000 - 9402) // 9480, (100_000 - 18_804) // 9480]


def test_a_teacher_that_takes_no_limit_of_tokens_ends_a_run_with_a_cap_on_them(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    def script(_prompt: str, _attempt: int) -> object:
        sent = teacher.bodies[-1].keys() & {"max_tokens", "max_completion_tokens"}
        return refusal(400, "unsupported_parameter", f"Unsupported parameter: '{min(sent)}'") if sent else None

    teacher.script = script  # type: ignore[assignment]
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run")
    done = console("generate", "--n", "30", *flags, "--max-total-tokens", "100000")
    assert done.code == 3
    assert "the teacher takes no limit of tokens" in done.err
    assert not teacher.billed


def test_attempts_of_runs_from_before_reservations_are_counted_once() -> None:
    spending = Spending()
    spending.answered(0, Usage(10, 20))
    spending.ended(0, 3)
    spending.reserve(1, Usage(100, 100))
    spending.answered(1, Usage(10, 20))
    spending.ended(1, 1)
    assert (spending.requests, spending.most) == (4, Usage(20, 40))


def test_labels_keep_within_a_budget_over_several_commands(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    rows = tmp_path / "rows.jsonl"
    lines = [f'{{"instruction": "写一句关于第{number}件事的话", "input": "", "output": "好"}}' for number in range(200)]
    rows.write_text("\n".join(lines), encoding="utf-8")
    flags = ("--with", "teacher", "--base-url", teacher.url, "--model", "m")
    teacher.reply = lambda text: completion("\n".join(f"{number}. 开放式问答" for number in range(1, 21)))
    for _ in range(2):
        done = console("classify", str(rows), *flags, "--max-requests", "4")
        assert done.code == 3
        assert "4 of --max-requests 4" in done.err
        assert len(teacher.bodies) == 4
    assert console("classify", str(rows), *flags, "--force").code == 0
    assert len(json_lines(tmp_path / "rows.types.jsonl")) == 200


def test_slots_that_a_budget_leaves_open_are_not_abandoned(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda _, attempt: refusal(500, "server_error") if attempt == 1 else None
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--concurrency", "4", "--attempts", "9")
    for cap in (9, 13, 17, 21):
        done = console("generate", "--n", "200", *flags, "--max-requests", str(cap))
        assert done.code == 3, done.err
        assert len(teacher.bodies) == cap
    assert console("generate", "--n", "200", *flags, "--max-requests", "none").code == 0
    kinds = {line["kind"] for line in read_kept(tmp_path / "run")}
    assert kinds <= {"plan", "target", "answer", "reserved", "released"}


def test_an_extra_field_that_removes_the_limit_of_replies_is_refused_with_a_cap(
    tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run", "--extra-body", '{"max_tokens": null}')
    done = console("generate", "--n", "5", *flags, "--max-total-tokens", "99999")
    assert done.code == 2
    assert "--max-total-tokens needs a limit of each reply" in done.err


def test_a_journal_that_cannot_be_written_leaves_no_request_waiting(tmp_path: Path) -> None:
    async def run() -> list[BaseException | bool]:
        budget = Budget(Caps(tokens=2000), Spending(), Journal(tmp_path / "missing"), 1000)
        asked = (budget.begin(prompt(slot), 1000) for slot in range(3))
        return await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 30)

    assert all(isinstance(result, StorageError) for result in asyncio.run(run()))


def test_a_refused_request_names_the_budget_even_if_a_smaller_one_still_fits(tmp_path: Path) -> None:
    async def run() -> str:
        budget = Budget(Caps(tokens=2500), Spending(), Journal(tmp_path), 1000)
        assert await budget.begin(prompt(0), 1000)
        budget.end(0, Usage(0, 1000))
        assert not await budget.begin(prompt(1, "春" * 300), 1000)
        assert await budget.begin(prompt(2), 1000)
        budget.end(2, None)
        return str(budget.why_stopped())

    assert "--max-total-tokens 2,500" in asyncio.run(run())


@pytest.mark.parametrize(
    ("status", "may_be_billed"), [(429, 0), (500, 0), (503, 0), (400, 0), (408, 1), (504, 1), (524, 1)]
)
def test_gateways_that_stop_waiting_may_have_been_billed(status: int, may_be_billed: int) -> None:
    assert Fault(Action.RETRY, str(status), "", status).may_be_billed is bool(may_be_billed)


@pytest.mark.parametrize("flag", ["--max-requests", "--max-total-tokens", "--max-cost", "--rpm"])
@pytest.mark.parametrize("value", ["inf", "nan", "-inf"])
def test_a_cap_that_is_no_number_is_refused(console: Command, flag: str, value: str) -> None:
    done = console("generate", "--n", "5", "--teacher", "offline", flag, value)
    assert done.code == 2
    assert f"{flag} must be" in done.err
