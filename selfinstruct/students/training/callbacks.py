"""Trainer callbacks: time steps, show progress, stop on request, and mark complete checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from selfinstruct.runs.stopping import Stop
from selfinstruct.students.training import processes
from selfinstruct.students.training.checkpoints import TimeSpent, mark_complete

Show = Callable[[int, float | None], None]
"""Called with the number of finished steps and the new loss, which is None if there is none."""

_UNTIMED, _MIN_TIMED = 3, 5
"""Number of first steps that are not timed, because they are slower, and minimum number of timed steps."""


class StepTimer(TrainerCallback):
    """Times steps; ends the training after `seconds` on the main process's clock or if a stop is requested."""

    def __init__(self, seconds: float, stop: Stop) -> None:
        self._seconds = seconds
        self._stop = stop
        self._stopped = False
        self._times: list[float] = []

    @property
    def seconds_per_step(self) -> float | None:
        """Mean over the timed steps; None if a stop was requested before enough steps were timed."""
        times = self._times[_UNTIMED:]
        return None if self._stopped else (times[-1] - times[0]) / (len(times) - 1)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Record the time. End the training if enough steps were timed or a stop is requested."""
        self._times.append(time.monotonic())
        enough = len(self._times) > _UNTIMED + _MIN_TIMED and self._times[-1] - self._times[0] >= self._seconds
        self._stopped = processes.any_of(self._stop.requested)
        control.should_training_stop = self._stopped or processes.any_of(enough and processes.is_main())


class Monitor(TrainerCallback):
    """Shows progress, marks checkpoints as complete, and saves a checkpoint and stops if a stop is requested."""

    def __init__(self, stop: Stop, show: Show, before: TimeSpent) -> None:
        self._stop = stop
        self._show = show
        self._before = before
        self._begun = time.monotonic()

    @property
    def time_spent(self) -> TimeSpent:
        """Time spent in this session and in the earlier sessions that its checkpoint includes."""
        seconds = self._before.seconds + time.monotonic() - self._begun
        return TimeSpent(seconds, self._before.sessions + 1)

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Start the clock, so that loading the model and the rows is not counted."""
        self._begun = time.monotonic()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Show the step. If a stop is requested, save a checkpoint and end the training."""
        self._show(state.global_step, None)
        if processes.any_of(self._stop.requested):
            control.should_save = control.should_training_stop = True

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Show the new loss, if one was logged."""
        if "loss" in state.log_history[-1]:
            self._show(state.global_step, state.log_history[-1]["loss"])

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Mark the checkpoint as complete after every process has written its part."""
        processes.wait()
        if state.is_world_process_zero:
            mark_complete(Path(str(args.output_dir)), state.global_step, self.time_spent)
