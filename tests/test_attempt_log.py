"""`--log-file`: a line for each attempt, without anything secret, and never a reason to lose a run."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import HANGS, KEY, Command, LoopbackTeacher, json_lines, refusal
from raw_server import raw_server, response

import selfinstruct
from selfinstruct.errors import InputError
from selfinstruct.runs import attempt_log as module
from selfinstruct.runs.attempt_log import attempt_log
from selfinstruct.teachers.attempts import Attempt

KEYS = "at slot attempt address status code milliseconds prompt_tokens completion_tokens limit in_flight".split()
ONE = Attempt(
    sent_at=1.5,
    slot=0,
    attempt=1,
    address="https://a.example/v1",
    status=200,
    code="ok",
    milliseconds=12,
    prompt_tokens=1,
    completion_tokens=2,
    limit=4,
    in_flight=3,
)


def test_every_attempt_is_a_line_and_a_resumed_run_continues_the_file(
    teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path
) -> None:
    teacher.script = lambda prompt, attempt: refusal(503, "overloaded") if attempt == 1 else None
    for n in (20, 40):
        selfinstruct.generate(n, tmp_path / "run", log_file=tmp_path / "run" / "log.jsonl", quiet=True, **paid)
    lines = json_lines(tmp_path / "run" / "log.jsonl")
    assert all(list(line) == KEYS for line in lines)
    assert len(lines) == sum(teacher.attempts.values())
    done = [line for line in lines if line["code"] == "ok"]
    assert sorted(line["slot"] for line in done) == list(range(len(done)))
    assert {(line["status"], line["prompt_tokens"], line["completion_tokens"]) for line in done} == {(200, 100, 200)}
    assert {(line["status"], line["prompt_tokens"]) for line in lines if line["code"] != "ok"} == {(503, None)}
    assert all(1 <= line["in_flight"] <= line["limit"] <= 16 for line in lines)
    assert all(datetime.fromisoformat(line["at"]).utcoffset() is not None for line in lines)
    assert "log_file" not in (tmp_path / "run" / "run.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (None, None, "disconnected"),
        (response(b"{}"), 200, "broken_answer"),
        (response(b"<html>", status=b"502 Bad Gateway"), 502, "502"),
        (response()[:-5], None, "cut_answer"),
    ],
)
def test_a_fault_is_logged_with_its_code_and_the_status_of_the_response(
    sent: bytes | None, status: int | None, code: str, tmp_path: Path, console: Command
) -> None:
    with raw_server(lambda number: sent if number == 1 else response()) as server:
        console("generate", "--preview", "--base-url", server.url, "--model", "m", "--log-file", "log.jsonl")
    first, second = json_lines(tmp_path / "log.jsonl")
    assert (first["status"] or None, first["code"], first["attempt"]) == (status, code, 1)
    assert (second["status"], second["code"], second["attempt"]) == (200, "ok", 2)


def test_the_log_holds_no_secret_and_no_text(teacher: LoopbackTeacher, console: Command, tmp_path: Path) -> None:
    url = teacher.url.replace("http://", "http://user:hunter2@") + "?token=hunter2"
    done = console("generate", "--n", "5", "--base-url", url, "--model", "m", "--log-file", "log.jsonl")
    assert done.code == 0, done.err
    text = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert {line["address"] for line in json_lines(tmp_path / "log.jsonl")} == {teacher.url}
    assert [word for word in ("hunter2", KEY, "任务", "\\u") if word in text] == []


@pytest.mark.parametrize(
    "command",
    [("check",), ("classify", "rows.jsonl", "--with", "teacher"), ("generate", "--preview")],
    ids=lambda command: command[0],
)
def test_every_command_that_sends_requests_writes_the_log(
    teacher: LoopbackTeacher, console: Command, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"instruction": "写一首诗。", "output": "好"}) + "\n", "utf-8")
    done = console(*command, "--base-url", teacher.url, "--model", "m", "--log-file", "log.jsonl")
    assert (tmp_path / "log.jsonl").exists(), done.err
    assert json_lines(tmp_path / "log.jsonl")[0]["code"] == "ok"


def test_the_default_folder_of_a_run_is_the_same_with_a_log(console: Command, tmp_path: Path) -> None:
    for n in ("5", "8"):
        assert console("generate", "--n", n, "--log-file", f"log{n}.jsonl").code == 0
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == ["offline"]


def as_dataset(folder: Path) -> Path:
    (folder / "rows.jsonl").write_text('{"instruction": "写"}\n', encoding="utf-8")
    return folder / "rows.jsonl"


def as_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def as_journal(folder: Path) -> Path:
    selfinstruct.generate(3, folder / "old", teacher="offline", quiet=True)
    return next((folder / "old").glob("journal-*"))


def as_link_to_dataset(folder: Path) -> Path:
    selfinstruct.generate(3, folder / "old", teacher="offline", quiet=True)
    (folder / "link").symlink_to(folder / "old" / "dataset.jsonl")
    return folder / "link"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder, "it is a folder"),
        (lambda folder: folder / "missing" / "log.jsonl", "its folder does not exist"),
        (as_pipe, "not a regular file"),
        (lambda folder: Path("/dev/full"), "not a regular file"),
        (as_dataset, "not a log of requests"),
        (as_journal, "belongs to a run"),
        (as_link_to_dataset, "belongs to a run"),
    ],
)
def test_a_file_that_cannot_be_a_log_is_refused_before_a_request_is_sent(
    make: Any, said: str, teacher: LoopbackTeacher, console: Command, tmp_path: Path
) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else b""
    done = console("generate", "--n", "5", "--base-url", teacher.url, "--model", "m", "--log-file", path)
    assert done.code == 2
    assert said in done.err.splitlines()[-1]
    assert not teacher.bodies
    assert not before or path.read_bytes() == before


def test_a_link_to_a_log_is_followed(tmp_path: Path) -> None:
    (tmp_path / "today.jsonl").touch()
    (tmp_path / "log.jsonl").symlink_to("today.jsonl")
    write(tmp_path / "log.jsonl", 2)
    assert len(json_lines(tmp_path / "today.jsonl")) == 2


def write(path: Path, lines: int) -> list[str]:
    said: list[str] = []
    with attempt_log(path, said.append) as on_attempt:
        assert on_attempt is not None
        for _ in range(lines):
            on_attempt(ONE)
    return said


def test_a_line_that_was_torn_is_ended_before_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    write(path, 1)
    path.write_bytes(path.read_bytes() + b'{"at": "20')
    write(path, 1)
    assert [line[:6] for line in path.read_text(encoding="utf-8").splitlines()] == ['{"at":'] * 3


def test_a_log_that_another_program_truncates_continues_at_its_start(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with attempt_log(path, lambda _: None) as on_attempt:
        assert on_attempt is not None
        on_attempt(ONE)
        os.truncate(path, 0)
        on_attempt(ONE)
    assert len(json_lines(path)) == 1


def test_without_a_file_nothing_is_called() -> None:
    with attempt_log(None, lambda _: None) as on_attempt:
        assert on_attempt is None


def test_a_disk_that_is_full_ends_the_log_with_one_message_and_not_the_run(
    console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(file: int, line: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "append_line", full)
    done = console("generate", "--n", "30", "--out", "run", "--log-file", "log.jsonl")
    assert done.code == 0
    assert done.err.count("log.jsonl: the log of requests ends here (the disk is full)") == 1


def test_a_line_that_does_not_fit_leaves_no_part(tmp_path: Path) -> None:
    path = tmp_path / "log"
    code = (
        "import resource, sys, pathlib\n"
        "from selfinstruct.storage.durable import append_line, open_to_append\n"
        "file = open_to_append(pathlib.Path(sys.argv[1]))\n"
        "append_line(file, b'x' * 99)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))\n"
        "try:\n    append_line(file, b'y' * 99)\nexcept OSError as error:\n    print(error.errno)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, timeout=HANGS)
    assert done.stdout == f"{errno.ENOSPC}\n", done.stderr
    assert path.read_bytes() == b"x" * 99 + b"\n"


def test_a_value_of_the_wrong_type_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="null"):
        selfinstruct.generate(3, tmp_path / "run", teacher="offline", log_file="a\0b", quiet=True)
