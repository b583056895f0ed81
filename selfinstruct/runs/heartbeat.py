"""Signs of life while replies are awaited: a bar that moves at a terminal, otherwise a line every half minute."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress

from selfinstruct.runs.messages import are_bars_hidden
from selfinstruct.runs.progress import BETWEEN_LINES, FIRST_LINE, Reporter, RequestProgress
from selfinstruct.runs.snapshot import line_of
from selfinstruct.teachers.urls import OPENAI, is_loopback, public_url

_REDRAW = 0.5
_AT_ONCE = 5.0
"""Seconds that a single reply may take without a word."""


@asynccontextmanager
async def heartbeat(progress: RequestProgress, say: Reporter) -> AsyncIterator[None]:
    """Show that the command is alive until the context ends."""
    async with _beside(_beat(progress, say)):
        yield


@asynccontextmanager
async def explained_wait(urls: Sequence[str], say: Reporter) -> AsyncIterator[None]:
    """Say which address a single reply is awaited from until the context ends, unless it arrives within seconds."""
    async with _beside(_explain(urls, say)):
        yield


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Run something beside the context."""
    running = asyncio.ensure_future(work)
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError, OSError, ValueError):  # a reporter may write to a closed pipe
            await running


async def _beat(progress: RequestProgress, say: Reporter) -> None:
    has_lines = not (progress.is_visible or are_bars_hidden())
    due = time.monotonic() + FIRST_LINE
    while True:
        await asyncio.sleep(_REDRAW)
        shown = progress.redraw()
        if has_lines and time.monotonic() >= due:
            say(line_of(shown))
            due = time.monotonic() + BETWEEN_LINES


async def _explain(urls: Sequence[str], say: Reporter) -> None:
    began = time.monotonic()
    address = " or ".join(public_url(url) or OPENAI for url in urls)
    may_load = any(url and is_loopback(url) for url in urls)
    hint = "; a local server may be loading its model" if may_load else ""
    await asyncio.sleep(_AT_ONCE)
    while True:
        say(f"waiting for the reply of {address} ({time.monotonic() - began:.0f} s{hint})")
        await asyncio.sleep(BETWEEN_LINES)
