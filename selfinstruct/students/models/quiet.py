"""Context managers that silence logs, warnings and progress bars of transformers, peft and the hub libraries."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
from transformers.utils import logging as transformers_logging

from selfinstruct.runs.progress import is_watched

_LOGGERS = ("transformers", "huggingface_hub", "peft", "modelscope_hub")


@contextmanager
def quiet() -> Iterator[None]:
    """Silence transformers, peft and the hub libraries; the previous state is restored on exit."""
    with ExitStack() as stack:
        for name in _LOGGERS:
            stack.enter_context(_quiet(logging.getLogger(name)))
        stack.enter_context(_without_bars())
        stack.enter_context(warnings.catch_warnings())
        # All warnings, because their texts and categories change with every release of these libraries.
        warnings.simplefilter("ignore")
        yield


@contextmanager
def bars_on_a_terminal() -> Iterator[None]:
    """Show the download progress bars of a hub inside `quiet`, but only on a terminal."""
    if not is_watched():
        yield
        return
    enable_progress_bars()
    try:
        yield
    finally:
        disable_progress_bars()


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _without_bars() -> Iterator[None]:
    """Disable the progress bars of transformers and huggingface_hub; transformers switches both together."""
    shown, hidden = transformers_logging.is_progress_bar_enabled(), are_progress_bars_disabled()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]
        if hidden:
            disable_progress_bars()
        else:
            enable_progress_bars()
