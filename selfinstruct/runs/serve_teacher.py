"""`selfinstruct teacher serve`: the offline teacher alone, for any OpenAI-compatible client."""

from __future__ import annotations

from collections.abc import Callable

from selfinstruct.runs.stopping import Stop
from selfinstruct.teachers.offline.server import offline_teacher


async def serve(port: int, faults: float, stop: Stop, tell: Callable[[str], None]) -> None:
    """Serve until stopped; `tell` gets the base URL once it is there."""
    stop.bind(lambda: None)
    async with offline_teacher(faults, port) as url:
        tell(url)
        await stop.event.wait()
