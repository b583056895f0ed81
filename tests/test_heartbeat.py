"""A command that waits for its teacher shows that it is alive, unless it is to be quiet."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from loopback import HANGS, Command, LoopbackTeacher
from terminal import at_a_terminal

pytestmark = pytest.mark.slow


def words(teacher: LoopbackTeacher, folder: Path) -> list[str | Path]:
    return ["generate", "--n", "5", "--out", folder, "--base-url", teacher.url, "--model", "m"]


def test_without_a_terminal_a_line_appears_within_ten_seconds(
    console: Command, teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path
) -> None:
    teacher.script = lambda prompt, attempt: 9.5
    done = console(*words(teacher, tmp_path / "run"))
    assert done.code == 0
    assert "0 of 5 tasks, 0 a minute, 1 in flight (limit 4), 0 tokens\n" in done.err


def test_at_a_terminal_the_bar_moves_while_nothing_arrives(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: 4.0
    code, shown = at_a_terminal(words(teacher, tmp_path / "run"))
    assert code == 0
    assert all(f"00:0{second}<" in shown for second in (1, 2, 3))
    assert "5/5 [" in shown


def test_a_terminal_that_cannot_redraw_gets_lines_instead_of_a_bar(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: 9.5
    code, shown = at_a_terminal(words(teacher, tmp_path / "run"), environ={"TERM": "dumb"})
    assert code == 0
    assert "0 of 5 tasks, 0 a minute" in shown
    assert "%|" not in shown


@pytest.mark.parametrize("flag", ["--quiet", "-q"])
def test_a_quiet_run_shows_only_its_result_even_at_a_terminal(
    teacher: LoopbackTeacher, tmp_path: Path, flag: str
) -> None:
    code, shown = at_a_terminal([*words(teacher, tmp_path / "run"), flag])
    assert code == 0
    assert shown.startswith("accepted   5 of 5 tasks")
    code, shown = at_a_terminal(["generate", "--n", "3000", "--out", tmp_path / "run", "--threshold", "0.5", flag])
    assert code == 2
    assert re.match(r"error: .* different threshold", shown)


@pytest.mark.parametrize(
    "command",
    [
        ("dedup", "run", "--out", "kept.jsonl"),
        ("export", "run", "--format", "messages"),
        ("report", "run"),
        ("classify", "run", "--with", "teacher"),
        ("rejudge", "run", "--out", "new"),
        ("push", "run", "--repo", "alice/set", "--dry-run"),
        ("generate", "--out", "run", "--preview"),
        ("generate", "--out", "run", "--n", "30"),
    ],
    ids=lambda command: command[0],
)
def test_a_quiet_command_prints_nothing_on_stderr(console: Command, command: tuple[str, ...]) -> None:
    console("generate", "--n", "20", "--out", "run", "--teacher", "offline")
    done = console(*command, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out


def test_a_quiet_command_shows_no_bar_at_a_terminal(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"instruction": "写一首诗。", "output": "好"}) + "\n", encoding="utf-8")
    usual, quiet = (
        at_a_terminal(["dedup", rows, "--out", tmp_path / "kept.jsonl", "--force", *flags]) for flags in ((), ("-q",))
    )
    assert (usual[0], quiet[0]) == (0, 0)
    assert "%|" in usual[1]
    assert "%|" not in quiet[1]


@pytest.mark.parametrize("command", [("generate", "--preview"), ("check",)], ids=lambda command: command[0])
def test_a_single_reply_that_is_late_is_explained(
    console: Command, teacher: LoopbackTeacher, command: tuple[str, ...]
) -> None:
    given = (*command, "--base-url", teacher.url, "--model", "m")
    assert "waiting for" not in console(*given).err
    teacher.script = lambda prompt, attempt: 7.0
    done = console(*given)
    assert done.code == 0
    said = re.findall(
        rf"^waiting for the reply of {teacher.url} \((\d+) s; a local server .*\)$", done.err, re.MULTILINE
    )
    assert len(said) == 1
    assert "waiting for" not in console(*given, "--quiet").err


def test_a_run_continues_if_stderr_is_closed(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: 9.0
    command = " ".join([sys.executable, "-m", "selfinstruct", *map(str, words(teacher, tmp_path / "run")), "2>&-"])
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=HANGS)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("accepted   5 of 5 tasks")
