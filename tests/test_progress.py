"""What is shown of a command that waits: rate, time left, and where a bar can be seen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import HANGS

from selfinstruct.runs.messages import are_bars_hidden, bars_hidden, messages, silent
from selfinstruct.runs.recent_rate import WINDOW, RecentRate, seconds_left
from selfinstruct.runs.snapshot import Snapshot, duration, line_of, postfix_of, rate_text
from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.endpoint import Endpoint

FULL = Snapshot(
    done=1234,
    target=5000,
    acceptance=0.852,
    in_flight=12,
    limit=32,
    tokens=123456,
    cost="$0.53",
    per_minute=42.4,
)


def paced(*noted: tuple[float, int]) -> RecentRate:
    now = 0.0
    pace = RecentRate(lambda: now)
    for now, count in noted:  # noqa: B007 - the clock reads it
        pace.note(count)
    return pace


@pytest.mark.parametrize(
    ("noted", "per_minute"),
    [
        ([], None),
        ([(0, 0)], None),
        ([(0, 0), (3, 50)], None),
        ([(0, 0), (30, 0)], 0.0),
        ([(0, 100), (30, 121)], 42.0),
        ([(0, 0), (60, 6000), (60 + WINDOW, 6000)], 0.0),
        ([(0, 0), (60, 6000), (120, 6000), (60 + WINDOW, 6010), (120 + WINDOW, 6010)], 2.0),
        ([(0, 0), (0.5, 5), (9.9, 5), (10, 10)], 60.0),
    ],
)
def test_the_rate_is_that_of_the_last_minutes(noted: list[tuple[float, int]], per_minute: float | None) -> None:
    assert paced(*noted).per_minute == per_minute


@given(st.floats(0.01, 1000), st.floats(0.2, 5), st.integers(30, 2000))
def test_a_steady_rate_is_found_however_long_it_lasts(per_second: float, step: float, steps: int) -> None:
    found = paced(*((number * step, int(number * step * per_second)) for number in range(steps + 1))).per_minute
    if steps * step >= 30:
        assert found == pytest.approx(60 * per_second, abs=60 / 25)


@pytest.mark.parametrize(
    ("missing", "per_minute", "seconds"), [(0, None, 0), (-1, 0.0, 0), (10, None, None), (10, 0.0, None), (10, 20, 30)]
)
def test_the_time_left_is_unknown_without_a_rate(missing: int, per_minute: float | None, seconds: float | None) -> None:
    assert seconds_left(missing, per_minute) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (3569, "59 min"),
        (3599, "1 h 0 min"),
        (5400, "1 h 30 min"),
        (47.9 * 3600, "47 h 54 min"),
        (72 * 3600, "3 days"),
        (1e9, "11,574 days"),
    ],
)
def test_a_time_is_shown_roughly(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("per_minute", "text"), [(0, "0"), (0.031, "0.031"), (5.25, "5.2"), (9.96, "10"), (1491.4, "1,491")]
)
def test_a_rate_has_two_digits_or_is_a_whole_number(per_minute: float, text: str) -> None:
    assert rate_text(per_minute) == text


@pytest.mark.parametrize(
    ("shown", "line", "postfix"),
    [
        (
            FULL,
            "1,234 of 5,000 tasks, 42 a minute, about 1 h 29 min left, 85% accepted, 12 in flight (limit 32), "
            "123,456 tokens, $0.53",
            "42/min, 85% accepted, 12/32 in flight, $0.53, 123,456 tokens",
        ),
        (Snapshot(done=0, target=5, in_flight=1), "0 of 5 tasks, 1 in flight", "1 in flight"),
        (
            Snapshot(done=3, target=5, unit="label", per_minute=0.0, limit=4),
            "3 of 5 labels, 0 a minute, limit 4",
            "0/min",
        ),
        (Snapshot(done=5, target=5, per_minute=10.0), "5 of 5 tasks, 10 a minute", "10/min"),
        (
            Snapshot(done=1, target=5, per_minute=1.0, waits_for="http://a (away for 9 s)"),
            "1 of 5 tasks, 1 a minute, waiting for http://a (away for 9 s)",
            "1/min",
        ),
    ],
)
def test_bar_and_line_show_what_is_known(shown: Snapshot, line: str, postfix: str) -> None:
    assert (line_of(shown), postfix_of(shown)) == (line, postfix)


def endpoint() -> Endpoint:
    return Endpoint("https://user:pass@a.example/v1?key=1", 2, RetryPolicy(3, 30.0), lambda _: None)


def test_an_address_that_takes_requests_is_not_waited_for() -> None:
    address = endpoint()
    assert address.waits_for == ""
    for _ in range(2):
        address.begin()
    assert address.waits_for == ""


def test_a_rate_limit_and_an_outage_are_waited_for_without_showing_secrets() -> None:
    limited, away = endpoint(), endpoint()
    limited.limited(limited.begin(), 30.0, "slow down")
    assert re.fullmatch(r"https://a.example/v1 \(rate limited for \d+ s\)", limited.waits_for)
    for _ in range(3):
        sent = away.begin()
        away.missed(sent, "refused", True, None)
        away.end(sent)
    assert re.fullmatch(r"https://a.example/v1 \(away for \d+ s\)", away.waits_for)


def test_without_messages_there_are_no_bars_and_both_come_back() -> None:
    with messages(True) as say:
        assert say is silent
        assert are_bars_hidden()
        with bars_hidden(False):
            assert are_bars_hidden()
    assert not are_bars_hidden()


KERNEL = """
import sys, types
sys.path.insert(0, sys.argv[1])
import IPython, ipykernel.zmqshell, selfinstruct
print(selfinstruct.generate(30, 'run', teacher='offline', quiet=len(sys.argv) > 2).accepted)
"""
IPYTHON = """
class ZMQInteractiveShell:
    kernel = object()
def get_ipython():
    return ZMQInteractiveShell()
"""
DISPLAY = "def display(what): print('displayed', what.max)"
WIDGETS = """
class Part:
    def __init__(self, children=(), **given):
        self.__dict__.update(given, children=children, layout=self, style=self, value='')
class HTML(Part):
    def __setattr__(self, name, value):
        print('html', value.replace('\\u2007', ' ')) if name == 'value' else None
class FloatProgress(Part): pass
class HBox(Part):
    max = property(lambda self: self.children[1].max)
"""


def in_a_kernel(folder: Path, *words: str, has_widgets: bool) -> subprocess.CompletedProcess[str]:
    """Generate where the modules of a Jupyter kernel are loaded. Every warning is an error; stderr is a pipe."""
    for name, text in {
        "IPython/__init__.py": IPYTHON,
        "IPython/display.py": DISPLAY,
        "ipykernel/__init__.py": "",
        "ipykernel/zmqshell.py": "",
        **({"ipywidgets/__init__.py": WIDGETS} if has_widgets else {}),
    }.items():
        path = folder / "kernel" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", KERNEL, folder / "kernel", *words],
        capture_output=True,
        text=True,
        timeout=HANGS,
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "QT_API"},
    )


@pytest.mark.slow
def test_a_notebook_without_widgets_shows_the_bar_as_text_and_no_warning(tmp_path: Path) -> None:
    done = in_a_kernel(tmp_path, has_widgets=False)
    assert done.stdout == "30\n", done.stderr
    assert "30/30 [" in done.stderr
    assert "Warning" not in done.stderr


@pytest.mark.slow
def test_a_notebook_shows_the_bar_as_html(tmp_path: Path) -> None:
    done = in_a_kernel(tmp_path, has_widgets=True)
    assert "displayed 30\n" in done.stdout
    assert "html  30/30 [" in done.stdout
    assert "30/30" not in done.stderr


@pytest.mark.slow
def test_a_notebook_shows_no_bar_if_it_is_to_be_quiet(tmp_path: Path) -> None:
    done = in_a_kernel(tmp_path, "quiet", has_widgets=True)
    assert (done.stdout, done.stderr) == ("30\n", "")
