"""Context managers that silence logs, warnings and progress bars of transformers, peft and the hub libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from huggingface_hub.utils.tqdm import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars
from transformers.utils import logging as transformers_logging

from selfinstruct.datasets.hub.quiet import LOGGERS, quiet_libraries


@contextmanager
def quiet() -> Iterator[None]:
    """Silence transformers, peft and the hub libraries; the previous state is restored on exit."""
    with quiet_libraries("transformers", "peft", *LOGGERS), _without_bars():
        yield


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
