"""`status --watch` follows a run that another process works on, until it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from loopback import HANGS, Command, LoopbackTeacher, wait_until
from terminal import INTERRUPT, at_a_terminal, columns_of, screen_of

pytestmark = pytest.mark.slow

LINE = r"running: \d+ of 350 tasks, .*\d+% accepted, limit \d+, [\d,]+ tokens$"


def start(*words: str | Path) -> subprocess.Popen[str]:
    environ = os.environ | {"OPENAI_API_KEY": "sk-test-0123456789abcdef"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "selfinstruct", *map(str, words)]
    return subprocess.Popen(command, env=environ, text=True, **pipes)  # type: ignore[call-overload, no-any-return]


@contextmanager
def running(teacher: LoopbackTeacher, folder: Path, n: int) -> Iterator[subprocess.Popen[str]]:
    """A run in another process, from its first reply on."""
    words = ("generate", "--n", str(n), "--out", folder, "--base-url", teacher.url, "--model", "m")
    process = start(*words, "--concurrency", "2", "--quiet")
    try:
        wait_until(lambda: (folder / "stats.json").exists() or process.poll() is not None)
        yield process
    finally:
        process.kill()
        process.communicate(timeout=HANGS)


@pytest.fixture
def steady(teacher: LoopbackTeacher) -> LoopbackTeacher:
    teacher.script = lambda prompt, attempt: 0.3
    return teacher


def test_a_run_is_followed_line_by_line_until_it_ends(steady: LoopbackTeacher, tmp_path: Path) -> None:
    with running(steady, tmp_path / "运行", 350) as run:
        watching = start("status", tmp_path / "运行", "--watch")
        shown, said = watching.communicate(timeout=HANGS)
        assert (run.wait(HANGS), watching.returncode, said) == (0, 0, "")
    *before, last = shown.splitlines()
    assert len(before) >= 2
    assert [line for line in before if not re.match(LINE, line)] == []
    assert last.startswith("done: 350 of 350 tasks, ")


def test_after_the_first_reply_a_line_has_every_number(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: 0 if len(teacher.bodies) == 1 else HANGS
    with running(teacher, tmp_path / "run", 350):
        watching = start("status", tmp_path / "run", "--watch")
        assert watching.stdout is not None
        line = watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=HANGS)
    assert re.match(LINE, line)


def test_a_program_reads_an_object_a_line_with_rate_and_seconds_left(steady: LoopbackTeacher, tmp_path: Path) -> None:
    with running(steady, tmp_path / "run", 500):
        shown, _ = start("status", tmp_path / "run", "--watch", "--json").communicate(timeout=HANGS)
    found = [json.loads(line) for line in shown.splitlines()]
    assert [each["state"] for each in found] == [*["running"] * (len(found) - 1), "done"]
    assert (found[0]["per_minute"], found[0]["seconds_left"]) == (None, None)
    assert found[-2]["per_minute"] > 0
    assert found[-1]["seconds_left"] == 0
    assert [each["accepted"] for each in found] == sorted(each["accepted"] for each in found)


@pytest.mark.parametrize(("columns", "rows"), [(100, 24), (40, 24), (60, 6)])
def test_a_terminal_shows_one_table_that_fits_and_ctrl_c_leaves_without_an_error(
    steady: LoopbackTeacher, tmp_path: Path, columns: int, rows: int
) -> None:
    def leave(shown: str, keyboard: int) -> None:
        if shown.count("state ") == 3 and "^C" not in shown:
            os.write(keyboard, INTERRUPT)

    folder = tmp_path / "一个名字很长的中文运行目录"
    with running(steady, folder, 5000):
        code, written = at_a_terminal(["status", folder, "--watch"], columns, rows, react=leave)
    lines = screen_of(written.replace("^C", ""))
    assert code == 130
    assert [line.split()[0] for line in lines[:4]] == ["state", "rate", "time", "accepted"]
    assert max(map(columns_of, lines)) < columns
    assert len(lines) <= rows
    assert re.findall("error|stopped", written) == []


def test_a_terminal_that_cannot_redraw_gets_lines(steady: LoopbackTeacher, tmp_path: Path) -> None:
    with running(steady, tmp_path / "run", 100):
        code, written = at_a_terminal(["status", tmp_path / "run", "--watch"], environ={"TERM": "dumb"})
    assert code == 0
    assert "\x1b" not in written
    assert "done: 100 of 100 tasks" in written


def test_before_the_first_reply_the_watch_waits_and_a_single_look_says_so(
    teacher: LoopbackTeacher, tmp_path: Path, console: Command
) -> None:
    teacher.script = lambda prompt, attempt: 6.0
    run = start("generate", "--n", "5", "--out", tmp_path / "run", "--base-url", teacher.url, "--model", "m")
    wait_until(lambda: teacher.in_flight > 0)
    once = console("status", tmp_path / "run")
    assert once.code == 2
    assert "waits for its first reply" in once.err
    watched = console("status", tmp_path / "run", "--watch")
    assert watched.code == 0
    assert watched.out.startswith("running: waiting for the first reply\n")
    assert watched.out.splitlines()[-1].startswith("done: 5 of 5 tasks")
    run.communicate(timeout=HANGS)


def test_a_run_that_does_not_run_is_shown_once(console: Command, tmp_path: Path) -> None:
    console("generate", "--n", "10", "--out", tmp_path / "run")
    done = console("status", tmp_path / "run", "--watch")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"done: 10 of 10 tasks, 100% accepted, [\d,]+ tokens\n", done.out)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: None, "not a run folder"),
        (lambda folder: folder.mkdir(), "not a run folder"),
    ],
    ids=["missing", "empty"],
)
def test_a_folder_without_a_run_is_an_error_in_a_sentence(
    console: Command, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / "run")
    done = console("status", tmp_path / "run", "--watch")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_folder_that_vanishes_ends_the_watch_in_a_sentence(steady: LoopbackTeacher, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with running(steady, folder, 5000) as run:
        watching = start("status", folder, "--watch")
        assert watching.stdout is not None
        watching.stdout.readline()
        run.send_signal(signal.SIGKILL)
        run.wait(HANGS)
        folder.rename(tmp_path / "elsewhere")
        _, said = watching.communicate(timeout=HANGS)
    shutil.rmtree(tmp_path / "elsewhere")
    assert watching.returncode == 6
    assert re.fullmatch(rf"error: {re.escape(str(folder))}: the folder was renamed, .*\n", said)
