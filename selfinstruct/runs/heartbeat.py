"""Signs of life while replies are awaited: a bar that moves at a terminal, otherwise a line every half minute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from selfinstruct.runs.progress import Reporter, RequestProgress

_REDRAW = 1.0
_FIRST_LINE = 8.0
"""Seconds without a word before the first line, so that it appears within ten."""
_BETWEEN_LINES = 30.0


@asynccontextmanager
async def heartbeat(progress: RequestProgress, in_flight: Callable[[], int], say: Reporter) -> AsyncIterator[None]:
    """Show that the command is alive until the context ends."""
    beating = asyncio.ensure_future(_beat(progress, in_flight, say))
    try:
        yield
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError, OSError, ValueError):  # a reporter may write to a closed pipe
            await beating


async def _beat(progress: RequestProgress, in_flight: Callable[[], int], say: Reporter) -> None:
    if progress.is_quiet:
        return
    if progress.is_visible:
        while True:
            await asyncio.sleep(_REDRAW)
            progress.redraw()
    await asyncio.sleep(_FIRST_LINE)
    while True:
        say(f"{progress.so_far}, {in_flight():,} in flight")
        await asyncio.sleep(_BETWEEN_LINES)
