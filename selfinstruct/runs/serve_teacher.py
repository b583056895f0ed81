"""`selfinstruct teacher serve`: serve the offline teacher to any OpenAI-compatible client."""

from __future__ import annotations

from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.teachers.offline.server import offline_teacher


async def serve(port: int, faults: float, stop: Stop, say: Reporter) -> None:
    """Serve until stopped. `say` receives the base URL once the server is listening."""
    stop.bind(lambda: None)
    async with offline_teacher(faults, port) as url:
        say(url)
        await stop.event.wait()
