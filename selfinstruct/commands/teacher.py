"""`selfinstruct teacher serve`: the offline teacher alone, for any OpenAI-compatible client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from selfinstruct.offline.server import offline_teacher
from selfinstruct.stopping import Stop, stopped_by_signals


async def serve(port: int, faults: float, tell: Callable[[str], None]) -> None:
    """Serve until a signal comes; `tell` gets the base URL once it is there."""
    stop = Stop()
    stop.bind()
    with stopped_by_signals(stop, lambda: None):
        async with offline_teacher(faults, port) as url:
            tell(url)
            await asyncio.shield(stop.event.wait())
