"""A command that waits for its teacher shows that it is alive."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from loopback import Command, LoopbackTeacher


def words(teacher: LoopbackTeacher, folder: Path) -> list[str]:
    return ["generate", "--n", "5", "--out", str(folder), "--base-url", teacher.url, "--model", "m"]


@pytest.mark.slow
def test_without_a_terminal_a_line_appears_within_ten_seconds(
    console: Command, teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path
) -> None:
    teacher.script = lambda prompt, attempt: 9.5
    done = console(*words(teacher, tmp_path / "run"))
    assert done.code == 0
    assert "0 of 5 tasks, 1 in flight\n" in done.err


@pytest.mark.slow
def test_at_a_terminal_the_bar_moves_while_nothing_arrives(teacher: LoopbackTeacher, tmp_path: Path) -> None:
    teacher.script = lambda prompt, attempt: 4.0
    reading, writing = pty.openpty()
    termios.tcsetwinsize(writing, (24, 100))
    command = [sys.executable, "-m", "selfinstruct", *words(teacher, tmp_path / "run")]
    environment = {**os.environ, "OPENAI_API_KEY": "sk-test-0123456789abcdef"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=writing, env=environment) as process:
        os.close(writing)
        shown = b""
        with suppress(OSError):  # raised at the end of a pseudo-terminal
            while data := os.read(reading, 2**16):
                shown += data
        assert process.wait() == 0
    os.close(reading)
    assert all(f"00:0{second}<".encode() in shown for second in (1, 2, 3))
