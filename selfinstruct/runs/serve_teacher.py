"""`selfinstruct teacher serve`: serve the offline teacher to any OpenAI-compatible client."""

from __future__ import annotations

from selfinstruct.errors import InputError
from selfinstruct.runs.options import ServeOptions
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.schema.choices import choice_of
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.rules import rules_like
from selfinstruct.teachers.offline.batches.service import BatchSetup
from selfinstruct.teachers.offline.behavior import Behavior
from selfinstruct.teachers.offline.layouts import Style
from selfinstruct.teachers.offline.server import offline_teacher

_LIKE = "openai"
"""Whose rules batches keep to by default."""


async def serve(options: ServeOptions, stop: Stop, say: Reporter) -> None:
    """Serve until stopped. `say` receives the base URL once the server is listening. Raises InputError."""
    stop.bind(lambda: None)
    async with offline_teacher(_behavior(options), options.port, batch_setup(options)) as url:
        say(url)
        await stop.event.wait()


def _behavior(options: ServeOptions) -> Behavior:
    return Behavior(options.faults, options.leaks, options.errors, choice_of(Style, options.style, "--style"))


def batch_setup(options: ServeOptions) -> BatchSetup | None:
    """Return how batches are served; None if they are not. Raises InputError for options that need --batch."""
    if options.batch:
        if not options.batch_delay >= 0:
            raise InputError(f"--batch-delay must be at least 0, not {options.batch_delay:g}")
        faults = BatchFaults.of_behavior(_behavior(options), options.batch_delay)
        return BatchSetup(rules_like(options.like or _LIKE), faults, options.batch_state)
    needing = (("--batch-delay", options.batch_delay), ("--like", options.like), ("--batch-state", options.batch_state))
    for flag, value in needing:
        if value:
            raise InputError(f"{flag} needs --batch")
    return None
