"""Run a command at a pseudo-terminal, and read what it would show."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unicodedata import east_asian_width

INTERRUPT = b"\x03"


def at_a_terminal(
    words: list[str | Path],
    columns: int = 100,
    rows: int = 24,
    environ: dict[str, str] | None = None,
    react: Callable[[str, int], None] = lambda shown, keyboard: None,
) -> tuple[int, str]:
    """Run `selfinstruct` and return its exit code and all that it wrote.

    `react(shown, keyboard)` is called after each piece of output; what it writes to the descriptor is typed.
    """
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (rows, columns))
    command = [sys.executable, "-m", "selfinstruct", *map(str, words)]
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    env |= {"TERM": "xterm", "OPENAI_API_KEY": "sk-test-0123456789abcdef"} | (environ or {})
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(command, env=env, preexec_fn=_take_terminal, **streams) as process:  # type: ignore[call-overload]
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # raised at the end of a pseudo-terminal
            while data := os.read(ours, 2**16):
                shown += data
                react(shown.decode(errors="replace"), ours)
        code = process.wait()
    os.close(ours)
    return code, shown.decode()


def _take_terminal() -> None:
    """Make the terminal that of the process, so that Ctrl-C reaches it."""
    import fcntl

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def screen_of(written: str) -> list[str]:
    """Return the lines that a terminal shows after this output, if none is wider than it is."""
    lines, row, column = [""], 0, 0
    for escape, text in re.findall(r"(\x1b\[\d*[A-Z])|([^\x1b]+)", written):
        if escape.endswith("A"):
            row -= int(escape[2:-1])
        elif escape:
            lines[row] = lines[row][:column]
            del lines[row + 1 if escape.endswith("J") else len(lines) :]
        for piece in re.findall(r"[\r\n]|[^\r\n]+", text):
            if piece == "\n":
                row += 1
                lines += [""] * (row + 1 - len(lines))
            elif piece == "\r":
                column = 0
            else:
                lines[row] = lines[row][:column] + piece + lines[row][column + len(piece) :]
                column += len(piece)
    return lines


def columns_of(text: str) -> int:
    """Return the width of a text on a terminal: a Chinese character takes two columns."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
