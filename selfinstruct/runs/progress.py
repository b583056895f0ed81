"""Progress bars: on stderr at a terminal, as HTML in a notebook, and none where they cannot be seen."""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from selfinstruct.runs.messages import are_bars_hidden
from selfinstruct.runs.messages import silent as silent
from selfinstruct.runs.recent_rate import RecentRate
from selfinstruct.runs.snapshot import Snapshot, postfix_of
from selfinstruct.teachers.protocol import Reporter as Reporter

FIRST_LINE = 8.0
"""Seconds without a word before the first line, so that it appears within ten."""
BETWEEN_LINES = 30.0


def is_watched() -> bool:
    """True if a bar can be seen: at a terminal that can redraw a line, or in a notebook."""
    if are_bars_hidden() or sys.stderr is None:
        return False
    return is_notebook() or (sys.stderr.isatty() and os.environ.get("TERM") != "dumb")


def is_notebook() -> bool:
    """True in a kernel of Jupyter, whose stderr is no terminal although its output is seen."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


class _Bar:
    """A progress bar that is closed at the end of `with`. Takes the options of tqdm."""

    def __init__(self, **options: Any) -> None:
        kind: Any = _notebook_bar() if is_notebook() else tqdm
        self._bar = kind(**{"disable": not is_watched(), "dynamic_ncols": True} | options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()


def _notebook_bar() -> type[Any]:
    """Return the bar for a notebook: in HTML if ipywidgets is installed, which tqdm warns about otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm as bar
    return bar


class RequestProgress(_Bar):
    """The bar of a command that waits for a teacher. `look` returns the numbers of this moment, without their rate."""

    def __init__(self, look: Callable[[], Snapshot]) -> None:
        self.is_visible = is_watched()
        self._look = look
        self._rate = RecentRate()
        shown = self.snapshot()
        super().__init__(
            total=shown.target,
            initial=shown.done,
            unit=shown.unit,
            bar_format=_format(shown),
            postfix=postfix_of(shown),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.redraw()
        super().__exit__(kind, error, trace)

    def snapshot(self) -> Snapshot:
        """Return the numbers of this moment, with the rate over the last minutes."""
        shown = self._look()
        self._rate.note(shown.done)
        return replace(shown, per_minute=self._rate.per_minute)

    def redraw(self) -> Snapshot:
        """Draw the bar with the numbers of this moment, and return them."""
        shown = self.snapshot()
        if self.is_visible:
            self._bar.n, self._bar.bar_format = shown.done, _format(shown)
            self._bar.set_postfix_str(postfix_of(shown))
        return shown


def _format(shown: Snapshot) -> str:
    """Return tqdm's format with the time left at the rate of the last minutes, not of the last few replies."""
    left = "?" if shown.seconds_left is None else tqdm.format_interval(shown.seconds_left)
    return f"{{l_bar}}{{bar}}| {{n_fmt}}/{{total_fmt}} [{{elapsed}}<{left}{{postfix}}]"


class ReadingProgress(_Bar):
    """Progress of reading files, in bytes: the number of rows is only known at the end."""

    def __init__(self, size: int) -> None:
        super().__init__(total=size, unit="B", unit_scale=True)

    def on_bytes(self, count: int) -> None:
        """Add the bytes that were just read."""
        self._bar.update(count)

    def show(self, rows: int, kept: int) -> None:
        """Show the number of rows read and the share that was kept."""
        self._bar.set_postfix_str(f"{rows:,} rows, {kept / max(rows, 1):.0%} kept", refresh=False)


class _Lines:
    """Progress in lines where no bar can be seen: the first one within ten seconds, then one every half minute."""

    def __init__(self, say: Reporter) -> None:
        self._say = say
        self._has_lines = not (is_watched() or are_bars_hidden())
        self._due = time.monotonic() + FIRST_LINE

    def show(self, line: str) -> None:
        """Write the line if it is time for one."""
        if self._has_lines and time.monotonic() >= self._due:
            self._say(line)
            self._due = time.monotonic() + BETWEEN_LINES


class ReplayProgress(_Bar):
    """Progress of processing the replies in a journal again."""

    def __init__(self, total: int, say: Reporter) -> None:
        super().__init__(total=total, unit="reply", leave=False, delay=1.0)
        self._total, self._done, self._lines = total, 0, _Lines(say)

    def step(self) -> None:
        """Count a reply."""
        self._done += 1
        self._bar.update()
        self._lines.show(f"processing the replies in the journal: {self._done:,} of {self._total:,}")


class AnswerProgress(_Bar):
    """Progress of a model in answering the held-out tasks."""

    def __init__(self, name: str, given: int, wanted: int, say: Reporter) -> None:
        super().__init__(total=wanted, initial=given, desc=name, unit="task")
        self._name, self._wanted, self._lines = name, wanted, _Lines(say)

    def show(self, given: int) -> None:
        """Show the number of tasks answered so far."""
        self._bar.update(given - self._bar.n)
        self._lines.show(f"{self._name}: {given:,} of {self._wanted:,} tasks answered")


class TrainingProgress(_Bar):
    """Training progress in steps; tqdm shows the remaining time."""

    def __init__(self, name: str, steps: int, say: Reporter) -> None:
        super().__init__(total=steps, desc=name, unit="step", smoothing=0.05)
        self._name, self._steps, self._loss, self._lines = name, steps, "", _Lines(say)

    def show(self, step: int, loss: float | None) -> None:
        """Show the step. Steps of an earlier session are left out of the time estimate."""
        if loss is not None:
            self._loss = f"loss {loss:.3f}"
            self._bar.set_postfix_str(self._loss, refresh=False)
        if step - self._bar.n > 1:
            self._bar.initial = self._bar.n = step
        self._bar.update(step - self._bar.n)
        self._lines.show(", ".join(filter(None, [f"{self._name}: {step:,} of {self._steps:,} steps", self._loss])))
