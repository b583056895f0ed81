"""Context managers that silence logs, warnings and progress bars of the hub libraries."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout

from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

from selfinstruct.runs.progress import is_watched

LOGGERS = ("huggingface_hub", "modelscope_hub")


@contextmanager
def quiet_libraries(*loggers: str) -> Iterator[None]:
    """Silence all warnings, and the logs of these libraries; the previous state is restored on exit."""
    with ExitStack() as stack:
        for name in loggers:
            stack.enter_context(_quiet(logging.getLogger(name)))
        stack.enter_context(warnings.catch_warnings())
        # All warnings, because their texts and categories change with every release of these libraries.
        warnings.simplefilter("ignore")
        yield


@contextmanager
def bars_on_a_terminal() -> Iterator[None]:
    """Show the progress bars of huggingface_hub, but only on a terminal."""
    hidden = are_progress_bars_disabled()
    _switch_bars(is_watched())
    try:
        yield
    finally:
        _switch_bars(not hidden)


@contextmanager
def modelscope_output_on_a_terminal() -> Iterator[None]:
    """Hide the report of ModelScope's library on stdout, and its progress bars if stderr is not a terminal."""
    with redirect_stdout(io.StringIO()):
        if is_watched():
            yield
            return
        with redirect_stderr(io.StringIO()):
            yield


def _switch_bars(on: bool) -> None:
    if on:
        enable_progress_bars()
    else:
        disable_progress_bars()


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
