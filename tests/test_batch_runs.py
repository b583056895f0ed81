"""Runs in batches against a server in this process: killed, refused, misled and interrupted, they end as undisturbed ones."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
from loopback import HANGS, KEY, Command, json_lines, wait_until
from vendors import Vendor, proxy, running

from selfinstruct.runs.batch_rows import read_custom_id
from selfinstruct.storage.journal import read_kept
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.batches import rows
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.record import BatchRecord
from selfinstruct.teachers.offline.batches.refusals import Refusal
from selfinstruct.teachers.offline.batches.rules import PROVIDERS, rules_like
from selfinstruct.teachers.offline.batches.service import BatchService, BatchSetup
from selfinstruct.teachers.offline.batches.store import BatchStore
from selfinstruct.teachers.offline.server import offline_teacher
from selfinstruct.teachers.providers.known import known_providers

FILES = ("dataset.jsonl", "records.jsonl")
FAILING = BatchFaults(failed=0.2)
"""Both files of results have rows."""
ROUNDS = ("--rounds", "5,10")


@dataclass(frozen=True)
class Double:
    """A served double: its address, and what it keeps."""

    url: str
    store: BatchStore

    @property
    def created(self) -> int:
        """The number of batches."""
        return len(self.store.records())

    def rows_of(self, record: BatchRecord) -> list[tuple[int, int, str]]:
        """The slot, the attempt and the prompt's hash of each row of a batch."""
        found = (read_custom_id(json.loads(line)["custom_id"]) for line in self.store.lines(record.input_file_id))
        return [one for one in found if one is not None]

    @property
    def sent(self) -> Counter[int]:
        """How often each slot was in a batch that the double accepted."""
        good = (record for record in self.store.records() if not record.is_failed)
        return Counter(slot for record in good for slot, _, _ in self.rows_of(record))

    @property
    def outcomes(self) -> dict[str, str]:
        """What happened to each row."""
        return {name: fate for record in self.store.records() for name, fate in self.store.outcomes(record.id).items()}

    def used(self) -> tuple[int, int]:
        """The prompt tokens and the tokens of replies that the double counted."""
        prompt = completion = 0
        for record in self.store.records():
            if record.results and record.results.output_file_id:
                for line in self.store.lines(record.results.output_file_id):
                    usage = json.loads(line)["response"]["body"]["usage"]
                    prompt += usage["prompt_tokens"]
                    completion += usage["completion_tokens"]
        return prompt, completion


@contextmanager
def double(folder: Path, faults: BatchFaults | None = None) -> Iterator[Double]:
    """Serve chat completions and batches, whose state is in the folder."""
    setup = BatchSetup(faults=faults or BatchFaults(), folder=folder)
    with running(offline_teacher(batches=setup)) as url:
        yield Double(url, BatchStore(folder))


def words(served: Double, out: Path | str = "run", n: int = 100, *more: str) -> list[str]:
    return ["generate", "--n", str(n), "--out", str(out), "--base-url", served.url, "--model", "m", *more]


def in_batches(served: Double, out: Path | str = "run", n: int = 100, *more: str) -> list[str]:
    return words(served, out, n, "--batch", *ROUNDS, *more)


def process(command: list[str], before: str = "") -> subprocess.Popen[str]:
    """Start a command in a process of its own, after some code."""
    code = (
        f"{before}\nimport sys\nfrom selfinstruct.cli import app\nsys.argv = {['selfinstruct', *command]!r}\napp.main()"
    )
    environ = os.environ | {"OPENAI_API_KEY": KEY}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(started: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = started.communicate(timeout=HANGS)
    return started.returncode, said


def hashes(folder: Path) -> list[str]:
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]


def tasks(folder: Path) -> list[dict[str, Any]]:
    return json_lines(folder / "dataset.jsonl")


def answers(folder: Path) -> dict[int, dict[str, Any]]:
    """The answers in a journal by slot; each slot has one."""
    found = [entry for entry in read_kept(folder) if entry["kind"] == "answer"]
    assert len({entry["slot"] for entry in found}) == len(found)
    return {entry["slot"]: entry for entry in found}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


# --- Kills

KILLS = """
import os, signal
from importlib import import_module

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def kill_at(module, owner, name, moment, times, has):
    cls = getattr(import_module(module), owner)
    method, calls = getattr(cls, name), []

    async def patched(self, *args, **options):
        is_counted = has in repr(args)
        if is_counted:
            calls.append(name)
        is_last = is_counted and len(calls) == times
        if is_last and moment == "before":
            die()
        if is_last and moment == "behind the earlier ones":
            await self.flush()
            die()
        found = await method(self, *args, **options)
        if is_last and moment == "half-way":
            path = args[-1]
            os.truncate(path, path.stat().st_size // 2)
        if is_last:
            die()
        return found

    setattr(cls, name, patched)
"""
API, JOURNAL = ("selfinstruct.teachers.batches.api", "BatchApi"), ("selfinstruct.storage.journal", "Journal")
BUDGET, TRANSPORT = ("selfinstruct.runs.budget", "Budget"), ("selfinstruct.teachers.transport", "Transport")
POINTS: dict[str, tuple[str, str, str, str, int, str]] = {
    "before the intent is journaled": (*BUDGET, "begin_batch", "before", 2, ""),
    "after the intent is journaled": (*BUDGET, "begin_batch", "after", 2, ""),
    "before the upload": (*API, "upload", "before", 2, ""),
    "after the upload": (*API, "upload", "after", 2, ""),
    "after the upload is journaled": (*JOURNAL, "append", "after", 2, "'uploaded'"),
    "after create": (*API, "create", "after", 2, ""),
    "in the first create": (*API, "create", "after", 1, ""),
    "after create is journaled": (*JOURNAL, "append", "after", 2, "'created'"),
    "while polling": (*API, "retrieve", "after", 3, ""),
    "before the downloads": (*API, "download", "before", 1, ""),
    "between the two downloads": (*API, "download", "before", 2, ""),
    "after the downloads": (*API, "download", "after", 2, ""),
    "half-way through a download": (*TRANSPORT, "download", "half-way", 1, ""),
    "in the middle of journaling rows": (*JOURNAL, "append", "behind the earlier ones", 3, "'answer'"),
    "in the middle of journaling later rows": (*JOURNAL, "append", "behind the earlier ones", 9, "'answer'"),
    "before the batch is marked as collected": (*JOURNAL, "append", "before", 1, "'collected'"),
    "after the batch is marked as collected": (*JOURNAL, "append", "after", 1, "'collected'"),
}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], int, Counter[int], int]:
    """The files, the number of batches, the rows and the tokens of a run that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with double(folder / "double", FAILING) as served:
        code, said = finish(process(in_batches(served, folder / "run")))
        assert code == 0, said
        tokens = json.loads((folder / "run" / "stats.json").read_bytes())["tokens"]
        return hashes(folder / "run"), served.created, served.sent, tokens


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_run_killed_at_any_point_resumes_to_the_same_data_and_creates_nothing_twice(
    point: str, tmp_path: Path, console: Command, undisturbed: tuple[list[str], int, Counter[int], int]
) -> None:
    with double(tmp_path / "double", FAILING) as served:
        killed = process(in_batches(served), f"{KILLS}\nkill_at(*{POINTS[point]!r})")
        code, said = finish(killed)
        assert code == -signal.SIGKILL, said
        done = console(*in_batches(served))
        assert done.code == 0, done.err
        tokens = json.loads(Path("run/stats.json").read_bytes())["tokens"]
        assert (hashes(Path("run")), served.created, served.sent, tokens) == undisturbed
        answers(Path("run"))
        assert list(Path("run/batches").iterdir()) == []


@pytest.mark.slow
def test_a_reservation_whose_batch_was_not_intended_is_released(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "double") as served:
        assert finish(process(in_batches(served), f"{KILLS}\nkill_at(*{POINTS['after the intent is journaled']!r})"))
        journal = Path("run/journal-00001.jsonl")
        lines = journal.read_bytes().splitlines(keepends=True)
        assert b'"intended"' in lines[-1]
        journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:30])
        done = console(*in_batches(served))
        assert done.code == 0, done.err
        reserved = [entry for entry in read_kept(Path("run")) if entry["kind"] in ("reserved", "released")]
        reserved_slots = [slot for slot, *_ in reserved[1]["most"]]
        assert [entry.get("slots") for entry in reserved[2 : 2 + len(reserved_slots)]] == [[s] for s in reserved_slots]
        assert max(served.sent.values()) == 1


# --- Rows without an answer


@pytest.mark.slow
def test_only_rows_that_expired_or_failed_are_sent_again(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "other double") as served:
        assert console(*in_batches(served, "clean")).code == 0
    with double(tmp_path / "double", BatchFaults(expired=0.5, failed=0.1)) as served:
        done = console(*in_batches(served, "run", 100, "--attempts", "20"))
        assert done.code == 0, done.err
        assert "expired, " in done.err
        failed = Counter(read_custom_id(name)[0] for name, fate in served.outcomes.items() if fate != "answered")
        assert sum(failed.values()) > 5
        assert served.sent == Counter(answers(Path("run")).keys()) + failed
        assert tasks(Path("run")) == tasks(Path("clean"))


@pytest.mark.slow
def test_filtered_rows_end_their_slots_and_absent_ones_are_sent_again(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "double", BatchFaults(filtered=0.2, absent=0.3)) as served:
        done = console(*in_batches(served, "run", 100, "--attempts", "20"))
        assert done.code == 0, done.err
        slots: dict[str, set[int]] = {}
        for name, fate in served.outcomes.items():
            slots.setdefault(fate, set()).add(read_custom_id(name)[0])
        faults = {entry["slot"] for entry in read_kept(Path("run")) if entry["kind"] == "fault"}
        assert faults == slots["filtered"]
        assert slots["absent"] <= slots["answered"] | slots["filtered"]
        assert all(served.sent[slot] == 1 for slot in slots["answered"] - slots["absent"])


@pytest.mark.slow
def test_a_slot_that_used_up_its_attempts_is_tried_again_by_the_next_command(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with double(tmp_path / "double", BatchFaults(failed=1.0)) as served:
        done = console(*in_batches(served, "run", 30, "--attempts", "2"))
        assert done.code == 5
        assert "used up its attempts" in done.err
        assert set(served.sent.values()) == {2}
        monkeypatch.setattr(BatchFaults, "fate", lambda self, name: rows.Fate.ANSWERED)
        done = console(*in_batches(served, "run", 30))
        assert done.code == 0, done.err


ODD = {
    "line separators": "第一\u2028第二\u2029第三\u0085第四",
    "a lone surrogate": "半个\ud83d表情",
    "a megabyte": "长" * 350_000,
    "control characters": '\u0000\u001f\\n"引号"\ufeff',
}


@pytest.mark.parametrize("case", ODD)
def test_odd_texts_come_through_unharmed(
    case: str, tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[dict[str, Any]] = []
    usual = rows.completion

    def odd(prompt: str, *shares: float) -> dict[str, Any]:
        body = usual(prompt, *shares)
        choice = body["choices"][0]
        message = {**choice["message"], "content": choice["message"]["content"] + ODD[case]}
        bodies.append({**body, "choices": [{**choice, "message": message}]})
        return bodies[-1]

    monkeypatch.setattr(rows, "completion", odd)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 20))
    assert done.code == 0, done.err
    kept = [json.dumps(entry["body"], sort_keys=True) for entry in answers(Path("run")).values()]
    expected = [json.dumps(body, sort_keys=True, ensure_ascii=False) for body in bodies]
    unharmed = [json.dumps(json.loads(one.encode("utf-8", "replace")), sort_keys=True) for one in expected]
    assert sorted(kept) == sorted(unharmed)


# --- Providers at their real addresses

MODELS = {
    "openai": "gpt-4o-mini",
    "dashscope": "qwen-plus",
    "siliconflow": "Qwen/Qwen2.5-7B-Instruct",
    "moonshot": "kimi-k2.5",
    "zhipu": "glm-4-flash",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_needs_no_option_besides_its_name_and_the_model(
    name: str, tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, folder = trustme.CA(), tmp_path / "double"
    setup = BatchSetup(rules_like(name), FAILING, folder)
    vendor = Vendor(name, lambda body: answer(body["messages"][-1]["content"]).text, batches=setup)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv(known_providers().named(name).key_env[0], KEY)
    with running(proxy([vendor], authority)) as url:
        monkeypatch.setenv("HTTPS_PROXY", url)
        more = ("--price-in", "2", "--price-out", "8") if name == "openai" else ()
        given = ("--provider", name, "--model", MODELS[name], "--n", "60", "--out", "run")
        done = console("generate", *given, "--batch", *ROUNDS, *more)
    assert done.code == 0, done.err
    assert len(tasks(Path("run"))) == 60
    assert KEY not in done.err + Path("run/run.toml").read_text() + Path("run/journal-00001.jsonl").read_text()
    store = BatchStore(folder)
    inputs = [record.input_file_id for record in store.records() if store.file(record.input_file_id)]
    bodies = [json.loads(line)["body"] for file in inputs for line in store.lines(file)]
    assert [vendor.kind.fault(body) for body in bodies] == [None] * len(bodies)
    assert vendor.bodies == []


# --- A server that is busy, loses answers, or refuses


@pytest.mark.slow
@pytest.mark.parametrize(
    "faults",
    [
        BatchFaults(lost_creates=1),
        BatchFaults(broken_downloads=2),
        BatchFaults(busy_creates=2, busy_lists=2, busy_retrieves=2),
    ],
    ids=["lost create", "broken downloads", "busy"],
)
def test_a_server_that_is_busy_or_loses_answers_gets_each_row_once(
    faults: BatchFaults, tmp_path: Path, console: Command
) -> None:
    with double(tmp_path / "double", faults) as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}
        assert len(served.store.files()) == 2 * served.created


@pytest.mark.slow
def test_a_batch_with_too_many_tokens_is_split_until_it_is_taken(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "other double") as served:
        assert console(*in_batches(served, "clean")).code == 0
    with double(tmp_path / "double", BatchFaults(enqueued_tokens=4_000)) as served:
        done = console(*in_batches(served))
        assert done.code == 0, done.err
        assert "too many tokens wait at the provider" in done.err
        assert set(served.sent.values()) == {1}
        assert hashes(Path("run"))[0] == hashes(Path("clean"))[0]


@pytest.mark.slow
def test_a_batch_that_is_refused_at_once_for_its_tokens_is_split_too(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = BatchService.create

    async def create(self: BatchService, body: Any) -> BatchRecord:
        if sum(1 for _ in self.store.lines(body["input_file_id"])) > 3:
            raise Refusal(429, "Enqueued token limit reached for m.", "token_limit_exceeded")
        return await usual(self, body)

    monkeypatch.setattr(BatchService, "create", create)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}


CAPS: dict[str, tuple[tuple[str, ...], Callable[[Double], float], float]] = {
    "requests": (("--max-requests", "12"), lambda served: served.sent.total(), 12),
    "tokens": (("--max-total-tokens", "60000"), lambda served: sum(served.used()), 60_000),
    "cost": (
        ("--max-cost", "0.1", "--price-in", "1", "--price-out", "2"),
        lambda served: (served.used()[0] + 2 * served.used()[1]) / 1e6,
        0.1,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("cap", CAPS)
def test_a_budget_is_kept_by_the_count_of_the_server_also_over_a_kill(
    cap: str, tmp_path: Path, console: Command
) -> None:
    flags, used, most = CAPS[cap]
    with double(tmp_path / "double", FAILING) as served:
        command = in_batches(served, "run", 400, *flags)
        point = POINTS["in the middle of journaling rows"]
        assert finish(process(command, f"{KILLS}\nkill_at(*{point!r})"))[0] == -signal.SIGKILL
        done = console(*command)
        assert done.code == 3, done.err
        assert "budget is used up" in done.err
        assert most / 3 < used(served) <= most
        assert console(*command).code == 3
        assert used(served) <= most


@pytest.mark.slow
def test_replies_that_report_no_tokens_stay_reserved_in_the_next_process(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = rows.completion
    monkeypatch.setattr(
        rows, "completion", lambda *args: {name: part for name, part in usual(*args).items() if name != "usage"}
    )
    with double(tmp_path / "double") as served:
        command = in_batches(served, "run", 400, "--max-total-tokens", "60000")
        for _ in range(3):
            done = console(*command)
            assert done.code == 3, done.err
        assert served.sent.total() * 4096 <= 60_000


# --- Batches and requests in one run


@pytest.mark.slow
def test_a_run_continues_online_in_batches_and_online_again(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "double") as served:
        for n, more in ((40, ()), (90, ("--batch", *ROUNDS)), (140, ()), (190, ("--batch", *ROUNDS))):
            done = console(*words(served, "run", n, *more))
            assert done.code == 0, done.err
            assert len(tasks(Path("run"))) == n
    entries = list(read_kept(Path("run")))
    assert [bool(entry.get("rounds")) for entry in entries if entry["kind"] == "plan"] == [False, True, False, True]
    before = hashes(Path("run"))
    (Path("run") / "dataset.jsonl").unlink()
    assert console("generate", "--out", "run").code == 0
    assert hashes(Path("run")) == before
    assert {"batch" in entry for entry in answers(Path("run")).values()} == {False, True}


@pytest.mark.slow
def test_a_target_that_is_raised_later_gives_the_same_tasks(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "double", FAILING) as served:
        assert console(*in_batches(served, "clean", 100)).code == 0
        assert console(*in_batches(served, "run", 30)).code == 0
        assert console(*in_batches(served, "run", 100)).code == 0
    assert tasks(Path("run")) == tasks(Path("clean"))


@pytest.mark.slow
def test_ctrl_c_while_waiting_exits_130_and_the_same_command_continues(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, usual = threading.Event(), BatchService.batch

    async def batch(self: BatchService, name: str) -> BatchRecord:
        asked.set()
        return await usual(self, name)

    monkeypatch.setattr(BatchService, "batch", batch)
    with double(tmp_path / "double", BatchFaults(delay=3)) as served:
        started = process(in_batches(served, "run", 60))
        wait_until(lambda: asked.is_set() or started.poll() is not None)
        started.send_signal(signal.SIGINT)
        code, said = finish(started)
        assert code == 130, said
        assert "the same command collects them" in said
        refused = console(*words(served, "run", 60))
        assert refused.code == 2
        assert "is not collected yet" in refused.err
        elsewhere = console(*in_batches(Double("http://127.0.0.1:9/v1", served.store), "run", 60))
        assert elsewhere.code == 2
        assert "leave --base-url out" in elsewhere.err
        done = console("generate", "--batch", "--out", "run")
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}


@pytest.mark.slow
def test_the_first_signal_during_an_upload_loses_nothing(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploading, usual = threading.Event(), BatchService.add_file

    def slowly(self: BatchService, *args: Any) -> dict[str, Any]:
        uploading.set()
        time.sleep(1)
        return usual(self, *args)

    monkeypatch.setattr(BatchService, "add_file", slowly)
    with double(tmp_path / "double") as served:
        started = process(in_batches(served, "run", 60))
        assert uploading.wait(HANGS)
        started.send_signal(signal.SIGINT)
        code, said = finish(started)
        assert code == 130, said
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}
        assert len(served.store.files()) == 2 * served.created


@pytest.mark.slow
def test_a_second_process_is_refused(tmp_path: Path, console: Command) -> None:
    with double(tmp_path / "double", BatchFaults(delay=1000)) as served:
        first = process(in_batches(served))
        wait_until(lambda: served.created > 0 or first.poll() is not None)
        assert console(*in_batches(served)).code == 6
        first.send_signal(signal.SIGKILL)
        finish(first)
        assert served.created == 1


# --- Servers that mislead

Change = Callable[[list[bytes]], Iterable[bytes]]


def changing(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """Change the lines of the first file of results."""
    usual, changed = BatchStore.save_file, []

    def save_file(self: BatchStore, file: str, parts: Iterable[bytes], facts: Mapping[str, Any]) -> dict[str, Any]:
        lines = list(parts)
        if not changed:
            changed.append(file)
            lines = list(change(lines))
        return usual(self, file, lines, facts)

    monkeypatch.setattr(BatchStore, "save_file", save_file)


def renamed(line: bytes) -> bytes:
    return json.dumps({**json.loads(line), "custom_id": "slot-1-1-0123456789abcdef"}).encode() + b"\n"


CHANGED: dict[str, tuple[Change, int]] = {
    "rows of unknown names": (lambda lines: [renamed(lines[0]), b'{"custom_id": "x", "response": {}}\n', *lines], 0),
    "each row twice": (lambda lines: [*lines, *lines], 0),
    "empty lines and byte order marks": (lambda lines: [b"\xef\xbb\xbf" + lines[0], b"\n", *lines[1:], b"\r\n"], 0),
    "a damaged line in the middle": (lambda lines: [lines[0], lines[1][:50] + b"\n", *lines[2:]], 1),
    "lines that are no objects": (lambda lines: [b"null\n", b"[1]\n", *lines[1:]], 1),
    "a torn last line": (lambda lines: [*lines[:-1], lines[-1][:-40]], 1),
    "bytes that are no text": (lambda lines: [b"\xff\xfe\x00\n", *lines[1:]], 1),
    "no rows": (lambda lines: [], 5),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_is_wrong_with_results_costs_only_the_rows_without_one(
    case: str, tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, lost = CHANGED[case]
    changing(monkeypatch, change)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert served.sent.total() == len(served.sent) + lost
        assert len(answers(Path("run"))) == len(served.sent)


def test_a_web_page_instead_of_results_stops_the_run_and_sends_nothing_again(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing(monkeypatch, lambda lines: [b"<html>\n", b"<body>Sign in</body>\n"])
    with double(tmp_path / "double") as served:
        for _ in range(2):
            done = console(*in_batches(served, "run", 60))
            assert done.code == 4
            assert "results of the provider cannot be read" in done.err
        assert served.created == 1


def test_a_completed_batch_whose_files_are_named_later_is_waited_for(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, early = BatchService.as_object, []

    def as_object(self: BatchService, record: BatchRecord, *args: Any) -> dict[str, Any]:
        found = usual(self, record, *args)
        if found["status"] == "completed" and len(early) < 2:
            early.append(record.id)
            return {**found, "output_file_id": None, "error_file_id": None}
        return found

    monkeypatch.setattr(BatchService, "as_object", as_object)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}


def test_a_batch_that_failed_with_results_is_collected(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = BatchService.as_object

    def as_object(self: BatchService, record: BatchRecord, *args: Any) -> dict[str, Any]:
        found = usual(self, record, *args)
        return {**found, "status": "failed"} if found["status"] == "completed" else found

    monkeypatch.setattr(BatchService, "as_object", as_object)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}


@pytest.mark.slow
def test_a_batch_is_found_again_by_its_metadata_or_by_its_file(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = BatchService.as_object
    for left_out in ("metadata", "input_file_id"):
        monkeypatch.setattr(
            BatchService,
            "as_object",
            lambda self, record, *args, hidden=left_out: {
                name: value for name, value in usual(self, record, *args).items() if name != hidden
            },
        )
        with double(tmp_path / "double" / left_out, BatchFaults(lost_creates=1)) as served:
            done = console(*in_batches(served, left_out, 60))
            assert done.code == 0, done.err
            assert set(served.sent.values()) == {1}


@pytest.mark.slow
def test_a_key_that_may_not_list_batches_does_not_make_the_run_forget_one(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with double(tmp_path / "double") as served:
        point = POINTS["in the first create"]
        assert finish(process(in_batches(served, "run", 60), f"{KILLS}\nkill_at(*{point!r})"))[0] == -signal.SIGKILL
        assert served.created == 1
        with monkeypatch.context() as patch:

            async def refuse(self: BatchService, limit: str | None, after: str | None) -> Any:
                raise Refusal(401, "Incorrect API key provided.", "invalid_api_key")

            patch.setattr(BatchService, "batches", refuse)
            done = console(*in_batches(served, "run", 60))
            assert done.code == 4, done.err
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}


def test_a_batch_that_the_provider_no_longer_knows_stops_the_run_with_its_id(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(self: BatchService, batch: str) -> BatchRecord:
        raise Refusal(404, f"No batch found with id '{batch}'.")

    monkeypatch.setattr(BatchService, "batch", unknown)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
        assert done.code == 4
        assert served.store.records()[0].id in done.err


@pytest.mark.slow
def test_rows_of_a_batch_that_was_cancelled_elsewhere_are_kept_if_they_were_answered(
    tmp_path: Path, console: Command
) -> None:
    with double(tmp_path / "double", BatchFaults(delay=3)) as served:
        started = process(in_batches(served, "run", 30))
        wait_until(lambda: served.created > 0 or started.poll() is not None)
        time.sleep(1.5)
        batch = served.store.records()[0].id
        urllib.request.urlopen(urllib.request.Request(f"{served.url}/batches/{batch}/cancel", b"", method="POST"))
        code, said = finish(started)
        assert code == 0, said
        assert f"{batch} is cancelled" in said
        kept = sum(fate == "answered" for fate in served.store.outcomes(batch).values())
        assert served.sent.total() == 2 * len(served.rows_of(served.store.records()[0])) - kept


def test_no_key_in_the_words_of_the_server_is_shown_or_kept(
    tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = BatchService.as_object

    def as_object(self: BatchService, record: BatchRecord, *args: Any) -> dict[str, Any]:
        errors = {"data": [{"message": f"the key {KEY} may not\x1b[31m\nuse batches", "code": "denied"}]}
        return {**usual(self, record, *args), "status": "failed", "errors": errors, "output_file_id": None}

    monkeypatch.setattr(BatchService, "as_object", as_object)
    with double(tmp_path / "double") as served:
        done = console(*in_batches(served, "run", 60))
    assert done.code == 4
    assert "may not" in done.err
    assert KEY not in done.err + Path("run/journal-00001.jsonl").read_text()
    assert "\x1b" not in done.err


@pytest.mark.parametrize("suffix", [".jsonl.part", ".jsonl"])
def test_a_full_disk_stops_the_run_and_loses_nothing(
    suffix: str, tmp_path: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.open

    def full(self: Path, *args: Any, **options: Any) -> Any:
        if self.name.endswith(suffix) and self.name.startswith("selfinstruct-") and "wb" in args:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return usual(self, *args, **options)

    with double(tmp_path / "double") as served:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", full)
            done = console(*in_batches(served, "run", 60))
            assert done.code == 6, done.err
            assert "the disk is full" in done.err
        done = console(*in_batches(served, "run", 60))
        assert done.code == 0, done.err
        assert set(served.sent.values()) == {1}
