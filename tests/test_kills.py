"""Runs in real processes, stopped by real signals: no kept answer is lost, and the dataset is the same."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from loopback import HANGS, LoopbackTeacher, json_lines, translating, wait_until

pytestmark = pytest.mark.slow

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")


def start(out: Path, n: int, teacher: LoopbackTeacher, *flags: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "selfinstruct", "generate", "--n", str(n), "--out", str(out)]
    environ = os.environ | {"OPENAI_API_KEY": "sk-test-0123456789abcdef"}
    return subprocess.Popen(
        [*command, "--base-url", teacher.url, "--model", "m", *flags],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=HANGS)
    return process.returncode, said


def hashes(folder: Path) -> list[str]:
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]


@pytest.fixture
def slow(teacher: LoopbackTeacher) -> LoopbackTeacher:
    dice = Random(7)
    teacher.script = lambda prompt, attempt: dice.uniform(0.02, 0.1)
    return teacher


@pytest.mark.parametrize(
    ("flags", "deleted"),
    [((), 0.0), (("--balance",), 0.5), (("--dedup-on", "instruction+input"), 1.0)],
    ids=["plain", "balance", "inputs"],
)
def test_a_run_killed_repeatedly_at_varying_concurrency_produces_the_same_data(
    tmp_path: Path, slow: LoopbackTeacher, flags: tuple[str, ...], deleted: float
) -> None:
    """`deleted` is the share of resumes before which the saved state is deleted."""
    slow.reply = translating
    assert finish(start(tmp_path / "clean", 700, slow, *flags))[0] == 0
    slow.billed.clear()
    dice, in_flight = Random(11), 0
    for kills in range(5):
        concurrency = dice.choice([2, 8, 16])
        process = start(tmp_path / "killed", 700, slow, "--concurrency", str(concurrency), *flags)
        goal = sum(slow.billed.values()) + dice.randint(1, 12)
        wait_until(lambda goal=goal: sum(slow.billed.values()) >= goal)
        process.send_signal(signal.SIGKILL)
        in_flight += concurrency
        assert finish(process)[0] == -signal.SIGKILL, f"kill {kills} was too late"
        if dice.random() < deleted:
            shutil.rmtree(tmp_path / "killed" / "state", ignore_errors=True)
        wait_until(lambda: slow.in_flight == 0)
    assert finish(start(tmp_path / "killed", 700, slow, *flags))[0] == 0
    assert hashes(tmp_path / "killed") == hashes(tmp_path / "clean")
    assert slow.billed_again <= in_flight


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_completes_requests_in_flight_and_the_same_command_resumes(
    tmp_path: Path, slow: LoopbackTeacher, number: signal.Signals
) -> None:
    process = start(tmp_path, 400, slow)
    wait_until(lambda: len(slow.billed) > 10)
    process.send_signal(number)
    code, said = finish(process)
    assert code == 130
    assert "stopping: " in said
    assert re.search(rf"stopped: \d+ of 400 tasks are in {re.escape(str(tmp_path))}", said)
    assert "saved; run the same command to resume" in said
    assert len(json_lines(tmp_path / "dataset.jsonl")) > 0
    assert finish(start(tmp_path, 400, slow))[0] == 0
    assert slow.billed_again == 0


def test_the_second_signal_exits_at_once(tmp_path: Path, teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: 30.0
    process = start(tmp_path, 100, teacher)
    wait_until(lambda: teacher.in_flight > 0)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert any("Ctrl-C again" in line for line in process.stderr)  # a compilation may be announced before
    process.send_signal(signal.SIGINT)
    assert finish(process)[0] == 130


def test_a_second_process_is_refused_at_once(tmp_path: Path, teacher: LoopbackTeacher) -> None:
    teacher.script = lambda prompt, attempt: 30.0
    first = start(tmp_path, 100, teacher)
    wait_until(lambda: teacher.in_flight > 0)
    code, said = finish(start(tmp_path, 100, teacher))
    assert code == 6
    assert "another process is working in this folder" in said
    first.send_signal(signal.SIGKILL)
    finish(first)


def test_a_killed_process_leaves_no_lock_and_no_half_written_file(tmp_path: Path, slow: LoopbackTeacher) -> None:
    process = start(tmp_path, 400, slow)
    wait_until(lambda: len(slow.billed) > 10)
    process.send_signal(signal.SIGKILL)
    finish(process)
    code, said = finish(start(tmp_path, 30, slow))
    assert code == 0, said


def test_environment_proxies_do_not_reach_loopback_runs(
    tmp_path: Path, teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert finish(start(tmp_path, 10, teacher))[0] == 0


def test_an_interrupt_stops_a_run_inside_the_event_loop_of_the_caller(tmp_path: Path, slow: LoopbackTeacher) -> None:
    options = {"n": 4000, "out": str(tmp_path), "base_url": slow.url, "model": "m", "quiet": True}
    code = f"import asyncio, selfinstruct\nasync def main(): selfinstruct.generate(**{options!r})\nasyncio.run(main())"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: len(slow.billed) > 10)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=HANGS)
    assert "selfinstruct.errors.Interrupted: stopped: " in said
    assert len(slow.billed) == len(slow.bodies) < 500


def test_a_signal_that_is_ignored_on_purpose_stays_ignored(tmp_path: Path, slow: LoopbackTeacher) -> None:
    code = (
        "import signal, selfinstruct\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        f"selfinstruct.generate(150, {str(tmp_path)!r}, base_url={slow.url!r}, model='m', quiet=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    wait_until(lambda: len(slow.billed) > 5)
    process.send_signal(signal.SIGHUP)
    assert process.wait(HANGS) == 0
    assert len(json_lines(tmp_path / "dataset.jsonl")) == 150
