"""Progress bars on stderr. Nothing is shown if stderr is not a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm

from selfinstruct.teachers.protocol import Reporter as Reporter


def silent(_message: str) -> None:
    """Discard the message: a Reporter for calls without a user."""


class _Bar:
    """A progress bar that is closed at the end of `with`."""

    def __init__(self, bar: tqdm[NoReturn]) -> None:
        self._bar = bar

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()


class RequestProgress(_Bar):
    """A bar of a command that waits for a teacher."""

    _unit = "task"

    def __init__(self, given: int, wanted: int, quiet: bool = False) -> None:
        self.is_quiet = quiet
        self.is_visible = not (quiet or _nobody_looks())
        bar = tqdm(
            total=wanted, initial=given, unit=self._unit, disable=not self.is_visible, dynamic_ncols=True, smoothing=0.1
        )
        super().__init__(bar)
        self._given, self._wanted = given, wanted

    @property
    def so_far(self) -> str:
        """What has been reached, as text."""
        return f"{self._given:,} of {self._wanted:,} {self._unit}s"

    def redraw(self) -> None:
        """Draw the bar again, with the time that has passed."""
        self._bar.refresh()

    def _update(self, given: int, more: str) -> None:
        """Update the bar; tqdm decides how often it is drawn."""
        self._given = given
        self._bar.set_postfix_str(more, refresh=False)
        self._bar.update(given - self._bar.n)


class Progress(RequestProgress):
    """Progress of a run: accepted tasks, including those of earlier processes, out of the target."""

    def show(self, accepted: int, acceptance: float, in_flight: int, tokens: int) -> None:
        """Update the bar."""
        self._update(accepted, f"{acceptance:.0%} kept, {in_flight} in flight, {tokens:,} tokens")


class LabelProgress(RequestProgress):
    """Progress of labelling by a teacher: labelled tasks."""

    _unit = "label"

    def show(self, given: int, in_flight: int) -> None:
        """Update the bar."""
        self._update(given, f"{in_flight} in flight")


class ReadingProgress(_Bar):
    """Progress of reading files, in bytes: the number of rows is only known at the end."""

    def __init__(self, size: int) -> None:
        bar = tqdm(total=size, unit="B", unit_scale=True, disable=_nobody_looks(), dynamic_ncols=True)
        super().__init__(bar)

    def on_bytes(self, count: int) -> None:
        """Add the bytes that were just read."""
        self._bar.update(count)

    def show(self, rows: int, kept: int) -> None:
        """Show the number of rows read and the share that was kept."""
        self._bar.set_postfix_str(f"{rows:,} rows, {kept / max(rows, 1):.0%} kept", refresh=False)


class AnswerProgress(_Bar):
    """Progress of a model in answering the held-out tasks."""

    def __init__(self, name: str, given: int, wanted: int) -> None:
        bar = tqdm(total=wanted, initial=given, desc=name, unit="task", disable=_nobody_looks(), dynamic_ncols=True)
        super().__init__(bar)

    def show(self, given: int) -> None:
        """Update the bar."""
        self._bar.update(given - self._bar.n)


class TrainingProgress(_Bar):
    """Training progress in steps; tqdm shows the remaining time."""

    def __init__(self, name: str, steps: int) -> None:
        bar = tqdm(total=steps, desc=name, unit="step", disable=_nobody_looks(), dynamic_ncols=True, smoothing=0.05)
        super().__init__(bar)

    def show(self, step: int, loss: float | None) -> None:
        """Update the bar. Steps of an earlier session are left out of the time estimate."""
        if loss is not None:
            self._bar.set_postfix_str(f"loss {loss:.3f}", refresh=False)
        if step - self._bar.n > 1:
            self._bar.initial = self._bar.n = step
        self._bar.update(step - self._bar.n)


def _nobody_looks() -> bool:
    return sys.stderr is None or not sys.stderr.isatty()
