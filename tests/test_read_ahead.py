"""Replies that a second process reads: the same parts, the same dataset, and no trace of the process afterwards."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import HANGS, LoopbackTeacher, wait_until

from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.screening import Candidate, Part, read_parts, signs_of
from selfinstruct.runs import read_ahead
from selfinstruct.runs.read_ahead import ReadAhead
from selfinstruct.runs.reading_process import SIZE, answer, read_message, write_request
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.reply import Answer, Reply, Usage
from selfinstruct.teachers.offline.answers import answer as offline
from selfinstruct.teachers.protocol import Result

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")
NO_USAGE = Usage(0, 0)
PROMPT = "请列出5条任务。\n1. 指令: 写一首诗\n1. 输入: <无输入>\n1. 输出: 春风"


def reply_of(text: str, cut: bool = False, why_empty: str = "") -> Reply:
    return Reply(text, "", cut, NO_USAGE, why_empty)


def elsewhere(replies: list[Reply], language: Language, pii: Pii) -> list[list[Part]]:
    """What another process would send for these replies."""
    sent = io.BytesIO()
    answer(language, pii, io.BytesIO(b"".join(map(write_request, replies))), sent)
    sent.seek(0)
    messages = []
    while size := sent.read(SIZE):
        messages.append(sent.read(int.from_bytes(size, "little")))
    assert messages[0] == b""
    return [read_message(message) for message in messages[1:]]


def here(reply: Reply, language: Language, pii: Pii) -> list[Part]:
    parts = read_parts(reply, language, pii)
    return [
        Candidate(each.record, signs_of(each.record.task)) if isinstance(each, Candidate) else each for each in parts
    ]


RECORD = st.builds(
    "{}. 指令：{}\n{}. 输入：{}\n{}. 输出：{}".format, *[st.integers(1, 9), st.text(max_size=30)] * 3
) | st.text(max_size=60)


@given(st.lists(RECORD, max_size=4).map("\n###\n".join), st.booleans(), st.sampled_from(Pii))
def test_every_text_is_read_alike_in_both_processes(text: str, cut: bool, pii: Pii) -> None:
    reply = reply_of(text, cut)
    assert elsewhere([reply], Language.CHINESE, pii) == [here(reply, Language.CHINESE, pii)]


@pytest.mark.parametrize("language", [Language.CHINESE, Language.ENGLISH, Language.ANY])
def test_many_replies_are_answered_in_their_order(language: Language) -> None:
    texts = [offline(f"{PROMPT}{number}").text for number in range(20)]
    replies = [*map(reply_of, texts), reply_of(texts[0][:-40], cut=True), reply_of("", why_empty="no text")]
    expected = [here(reply, language, Pii.KEEP) for reply in replies]
    assert elsewhere(replies, language, Pii.KEEP) == expected
    assert sum(map(len, expected)) > 20


def children(parent: int | None = None) -> list[int]:
    """The processes that read replies for this process, or for another one."""
    threads = Path(f"/proc/{parent or os.getpid()}/task")
    found = [number for path in threads.glob("*/children") for number in path.read_text().split()]
    return [number for number in map(int, found) if is_reading(number)]


def is_reading(number: int) -> bool:
    try:
        return b"reading_process" in Path(f"/proc/{number}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is always too busy, on a machine with two cores."""
    monkeypatch.setattr(read_ahead, "BUSY", -1.0)
    monkeypatch.setattr(read_ahead, "BUSY_FOR", 0.0)
    monkeypatch.setattr(read_ahead, "usable_cores", lambda: 2)


def answered(slot: int) -> Answer:
    text = offline(f"{PROMPT}{slot}").text
    body = {"choices": [{"message": {"content": text}, "finish_reason": "stop"}]}
    return Answer(slot, "", body, 0.0, 0.0, 1)


async def echo(result: Result) -> Result:
    return result


async def read_slots() -> AsyncGenerator[bool]:
    """Have one slot after the other read. Yields whether the second process read it, which must make no difference."""
    async with aclosing(ReadAhead(Language.CHINESE, Pii.KEEP)) as ahead:
        journal = ahead.reading(echo)
        for slot in range(10**6):
            ending = await journal(answered(slot))
            assert isinstance(ending, Answer)
            parts = await asyncio.wait_for(ahead.parts_of(slot), HANGS)
            expected = here(reply_of(ending.body["choices"][0]["message"]["content"]), Language.CHINESE, Pii.KEEP)
            assert parts in (None, expected)
            yield parts is not None
            await asyncio.sleep(0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("busy")
def test_a_second_process_reads_once_this_one_is_busy_and_ends_with_the_run() -> None:
    async def read() -> None:
        async with aclosing(read_slots()) as slots:
            found = 0
            while found < 5:
                found += await anext(slots)
            assert len(children()) == 1

    asyncio.run(read())
    assert children() == []


@pytest.mark.slow
@pytest.mark.usefixtures("busy")
def test_after_the_second_process_was_killed_replies_are_read_here() -> None:
    async def read() -> list[bool]:
        async with aclosing(read_slots()) as slots:
            while not await anext(slots):
                pass
            os.kill(children()[0], signal.SIGKILL)
            return [await anext(slots) for _ in range(20)]

    assert asyncio.run(read())[-10:] == [False] * 10
    assert children() == []


@pytest.mark.parametrize(("cores", "busy_share"), [(1, -1.0), (2, 2.0)], ids=["one core", "not busy"])
@pytest.mark.usefixtures("busy")
def test_no_process_is_started_without_a_core_for_it_or_a_need(
    monkeypatch: pytest.MonkeyPatch, cores: int, busy_share: float
) -> None:
    monkeypatch.setattr(read_ahead, "BUSY", busy_share)
    monkeypatch.setattr(read_ahead, "usable_cores", lambda: cores)

    async def read() -> list[bool]:
        async with aclosing(read_slots()) as slots:
            return [await anext(slots) for _ in range(5)]

    assert asyncio.run(read()) == [False] * 5
    assert children() == []


RUN = """import sys
from selfinstruct.runs import read_ahead
read_ahead.BUSY, read_ahead.BUSY_FOR, read_ahead.usable_cores = {busy}, 0.0, lambda: 2
from selfinstruct.cli.app import main
sys.exit(main())"""
ALWAYS, NEVER = RUN.format(busy=-1.0), RUN.format(busy=2.0)


def start(code: str, out: Path, teacher: LoopbackTeacher, n: int) -> subprocess.Popen[str]:
    words = ["generate", "--n", str(n), "--out", str(out), "--base-url", teacher.url, "--model", "m"]
    command = [sys.executable, "-c", code, *words, "--concurrency", "4"]
    environ = os.environ | {"OPENAI_API_KEY": "sk-test-0123456789abcdef"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def hashes(folder: Path) -> list[str]:
    return [sha256((folder / name).read_text(encoding="utf-8")) for name in FILES]


def wait_for_reader(run: subprocess.Popen[str]) -> int:
    found: list[int] = []
    wait_until(lambda: bool(found.extend(children(run.pid)) or found))
    return found[0]


def has_rows(folder: Path, number: int) -> bool:
    dataset = folder / "dataset.jsonl"
    return dataset.exists() and dataset.read_bytes().count(b"\n") >= number


@pytest.fixture
def steady(teacher: LoopbackTeacher) -> LoopbackTeacher:
    teacher.script = lambda prompt, attempt: 0.1
    return teacher


@pytest.mark.slow
def test_a_run_and_its_resumption_have_the_same_dataset_with_a_second_process(
    tmp_path: Path, steady: LoopbackTeacher
) -> None:
    clean = start(NEVER, tmp_path / "clean", steady, 300)
    assert (clean.communicate(timeout=HANGS), clean.returncode)[1] == 0
    killed = start(ALWAYS, tmp_path / "killed", steady, 300)
    reader = wait_for_reader(killed)
    wait_until(lambda: has_rows(tmp_path / "killed", 100))
    killed.kill()
    killed.communicate(timeout=HANGS)
    wait_until(lambda: not is_reading(reader))
    resumed = start(ALWAYS, tmp_path / "killed", steady, 300)
    reader = wait_for_reader(resumed)
    os.kill(reader, signal.SIGKILL)
    assert (resumed.communicate(timeout=HANGS), resumed.returncode)[1] == 0
    assert hashes(tmp_path / "killed") == hashes(tmp_path / "clean")


@pytest.mark.slow
def test_ctrl_c_stops_the_run_and_not_its_second_process_first(tmp_path: Path, steady: LoopbackTeacher) -> None:
    run = start(ALWAYS, tmp_path / "run", steady, 5000)
    reader = wait_for_reader(run)
    wait_until(lambda: has_rows(tmp_path / "run", 100))
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    _, said = run.communicate(timeout=HANGS)
    assert run.returncode == 130
    assert "saved; run the same command to resume" in said
    assert "Traceback" not in said
    assert not is_reading(reader)
