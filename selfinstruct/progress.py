"""What a user sees while a run goes on: one bar on stderr, and nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from tqdm import tqdm


class Progress:
    """A bar from what is there already to the target."""

    def __init__(self, accepted: int, target: int, quiet: bool) -> None:
        hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
        self._bar = tqdm(total=target, initial=accepted, unit="task", disable=hidden, dynamic_ncols=True, smoothing=0.1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def show(self, accepted: int, acceptance: float, in_flight: int, tokens: int) -> None:
        """Bring the bar up to date; tqdm decides how often it is drawn."""
        self._bar.set_postfix_str(f"{acceptance:.0%} kept, {in_flight} in flight, {tokens:,} tokens", refresh=False)
        self._bar.update(accepted - self._bar.n)
