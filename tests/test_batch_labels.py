"""`selfinstruct classify --batch`: labels in batch jobs, which a killed process finds again although the file changed."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from loopback import HANGS, KEY, Command, json_lines, wait_until

from selfinstruct.pipeline.classifier import classify as by_rules
from selfinstruct.pipeline.llm_labels import read_request
from selfinstruct.schema.task import Task
from selfinstruct.storage.journal import decode_line
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.routes import add_batch_routes
from selfinstruct.teachers.offline.batches.service import BatchSetup, open_batches
from selfinstruct.teachers.offline.batches.store import BatchStore

OFFLINE = ("--with", "teacher", "--teacher", "offline", "--batch")
SOME = [f"写一首关于{number}号楼的诗" for number in range(60)]
OTHERS = [*reversed(SOME[25:]), *(f"{number}的平方是多少？" for number in range(30)), *SOME[:12]]
"""The same file later: some tasks are gone, new ones are there, in another order."""


def write(path: Path, texts: list[str]) -> None:
    lines = (json.dumps({"instruction": text, "input": ""}, ensure_ascii=False) + "\n" for text in texts)
    path.write_text("".join(lines), encoding="utf-8")


def bought(store: BatchStore) -> Counter[str]:
    """Count how often each task was sent in a batch that was created."""
    found = Counter[str]()
    for record in store.records():
        for line in store.lines(record.input_file_id):
            tasks, _ = read_request(json.loads(line)["body"]["messages"][-1]["content"])
            found.update(task.instruction for task in tasks)
    return found


def journal_of(folder: Path) -> Path:
    (found,) = folder.rglob("journal-*.jsonl")
    return found


def steps(folder: Path) -> list[str]:
    """Return the steps of batches in the journal so far."""
    paths = list(folder.rglob("journal-*.jsonl"))
    lines = [decode_line(line) for path in paths for line in path.read_bytes().splitlines(keepends=True)]
    return [line["step"] for line in lines if line and line["kind"] == "batch"]


def types(path: Path) -> list[tuple[str, str, str]]:
    return [(row["instruction"], row["task_type"], row["type_source"]) for row in json_lines(path)]


def undisturbed(texts: list[str]) -> list[tuple[str, str, str]]:
    return [(text, str(by_rules(Task(text, "", ""))), "teacher") for text in texts]


def test_labels_in_batches_are_those_of_requests(console: Command, tmp_path: Path) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    done = console("classify", "tasks.jsonl", *OFFLINE, "--json")
    assert done.code == 0, done.err
    assert types(tmp_path / "tasks.types.jsonl") == undisturbed(SOME)
    (store,) = [BatchStore(path) for path in tmp_path.rglob("offline") if path.is_dir()]
    assert (len(store.records()), bought(store)) == (1, Counter(SOME))
    answers = [
        line
        for raw in journal_of(tmp_path).read_bytes().splitlines(True)
        if (line := decode_line(raw)) and "body" in line
    ]
    assert {line["batch"] for line in answers} == {record.metadata["selfinstruct"] for record in store.records()}
    again = json.loads(console("classify", "tasks.jsonl", "--force", *OFFLINE, "--json").out)
    assert (again["teacher"]["answers"], bought(store)) == (0, Counter(SOME))


def test_no_label_is_bought_twice_wherever_the_journal_ends(console: Command, tmp_path: Path) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    assert console("classify", "tasks.jsonl", *OFFLINE).code == 0
    whole = tmp_path / "whole.labels"
    (tmp_path / "tasks.labels").rename(whole)
    lines = journal_of(whole).read_bytes().splitlines(keepends=True)
    kinds = [(line["kind"], line.get("step")) for line in map(decode_line, lines) if line]
    write(tmp_path / "tasks.jsonl", OTHERS)
    for end in range(kinds.index(("batch", "intended")) + 1, len(lines) + 1):
        shutil.rmtree(tmp_path / "tasks.labels", ignore_errors=True)
        shutil.copytree(whole, tmp_path / "tasks.labels")
        journal_of(tmp_path / "tasks.labels").write_bytes(b"".join(lines[:end]))
        done = console("classify", "tasks.jsonl", "--force", *OFFLINE)
        assert done.code == 0, done.err
        (store,) = [BatchStore(path) for path in (tmp_path / "tasks.labels").rglob("offline") if path.is_dir()]
        assert bought(store) == Counter({*SOME, *OTHERS}), end
        assert types(tmp_path / "tasks.types.jsonl") == undisturbed(OTHERS)


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_rows_that_fail_or_expire_are_sent_again(console: Command, tmp_path: Path, share: float) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    done = console("classify", "tasks.jsonl", *OFFLINE, "--teacher-faults", share, "--attempts", 20, "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    left = found["teacher"]["left_to_rules"]
    assert found["type_sources"] == {"rules": left, "teacher": len(SOME) - left}
    assert len(steps(tmp_path)) > 8


def test_a_row_that_fails_in_all_its_batches_is_sent_again_by_the_next_command(
    console: Command, tmp_path: Path
) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    flags = (*OFFLINE, "--teacher-faults", 0.7, "--attempts", 1)
    ends = []
    while not ends or ends[-1] == 5:
        assert len(ends) < 20
        done = console("classify", "tasks.jsonl", *flags)
        ends.append(done.code)
        assert done.code == 0 or "used up its attempts" in done.err, done.err
    assert (ends[0], ends[-1]) == (5, 0)
    assert len(types(tmp_path / "tasks.types.jsonl")) == len(SOME)


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Provider:
    """A provider whose batches take an hour of `clock`."""

    url: str
    store: BatchStore
    clock: Clock


@contextmanager
def provider(folder: Path) -> Iterator[Provider]:
    """Serve batches in a thread."""
    loop, stop, ready, clock = asyncio.new_event_loop(), asyncio.Event(), threading.Event(), Clock()
    found: list[Provider] = []

    async def serve() -> None:
        async with open_batches(BatchSetup(faults=BatchFaults(delay=3600), folder=folder), clock) as service:
            application = web.Application()
            add_batch_routes(application, "/v1", service, KEY)
            runner = web.AppRunner(application, shutdown_timeout=1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            found.append(Provider(f"http://127.0.0.1:{runner.addresses[0][1]}/v1", service.store, clock))
            ready.set()
            await stop.wait()
            await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(HANGS)
        yield found[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def command(url: str, *more: str) -> list[str]:
    teacher = ("--with", "teacher", "--provider", "openai", "--base-url", url, "--model", "offline")
    prices = ("--price-in", "1", "--price-out", "10")
    return [sys.executable, "-m", "selfinstruct", "classify", "tasks.jsonl", *teacher, *prices, "--json", *more]


def start(folder: Path, url: str, *more: str) -> subprocess.Popen[str]:
    """Start the command with the prices of a provider whose batches cost half."""
    environ = os.environ | {"OPENAI_API_KEY": KEY}
    return subprocess.Popen(
        command(url, *more), cwd=folder, env=environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.slow
def test_a_killed_process_finds_its_batch_although_the_file_changed(tmp_path: Path) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    with provider(tmp_path / "provider") as teacher:
        with start(tmp_path, teacher.url, "--batch") as killed:
            wait_until(lambda: "created" in steps(tmp_path))
            killed.kill()
        write(tmp_path / "tasks.jsonl", OTHERS)
        with start(tmp_path, teacher.url) as online:
            _, shown = online.communicate()
            assert (online.returncode, "add --batch" in shown) == (2, True)
        looks = teacher.store.calls.get("retrieve", 0)
        with start(tmp_path, teacher.url, "--batch") as stopped:
            wait_until(lambda: teacher.store.calls.get("retrieve", 0) > looks)
            stopped.send_signal(signal.SIGINT)
            _, shown = stopped.communicate()
            assert (stopped.returncode, "the same command collects them" in shown) == (130, True)
        assert bought(teacher.store) == Counter(SOME)
        with start(tmp_path, teacher.url, "--batch") as last:
            out, shown = passing(last, teacher.clock)
            assert last.returncode == 0, shown
        assert bought(teacher.store) == Counter({*SOME, *OTHERS})
    assert types(tmp_path / "tasks.types.jsonl") == undisturbed(OTHERS)
    found = json.loads(out)["teacher"]
    tokens = found["tokens"]
    assert found["cost"] == pytest.approx((tokens["prompt"] + 10 * tokens["completion"]) / 2e6)


def passing(process: subprocess.Popen[str], clock: Clock) -> tuple[str, str]:
    """Let hours pass until a process has ended. Returns what it wrote."""
    while process.poll() is None:
        clock.now += 3600
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    return process.communicate()


INPUT_ERRORS = {
    "rules": (["classify", "tasks.jsonl", "--batch"], "--batch only applies to --with teacher"),
    "no batches": (
        ["classify", "tasks.jsonl", "--with", "teacher", "--provider", "ollama", "--model", "m", "--batch"],
        "has no batches in the form of OpenAI",
    ),
    "check": (["check", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--batch"], "leave --batch out"),
}


@pytest.mark.parametrize("case", INPUT_ERRORS)
def test_batches_that_cannot_be_are_an_input_error(console: Command, tmp_path: Path, case: str) -> None:
    write(tmp_path / "tasks.jsonl", SOME)
    words, message = INPUT_ERRORS[case]
    done = console(*words)
    assert (done.code, message in done.err) == (2, True), done.err


def test_a_preview_says_that_it_is_not_sent_in_a_batch(console: Command) -> None:
    done = console("generate", "--preview", "--teacher", "offline", "--batch")
    assert (done.code, "by itself, at the usual price" in done.err) == (0, True), done.err
