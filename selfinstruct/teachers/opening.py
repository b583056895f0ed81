"""Open the teacher of a connection: the built-in one or a server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from selfinstruct.errors import InputError, TeacherUnreachable
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, Connection
from selfinstruct.teachers.model_list import list_models
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.service import BatchSetup
from selfinstruct.teachers.offline.server import offline_teacher
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.protocol import UNMETERED, Meter, Reporter
from selfinstruct.teachers.urls import public_url


@asynccontextmanager
async def open_teacher(
    connection: Connection, say: Reporter, meter: Meter = UNMETERED, on_attempt: OnAttempt | None = None
) -> AsyncIterator[Teacher]:
    """Open the teacher of a connection. The offline teacher is served while the context is open.

    `meter` counts what the requests use, and `on_attempt` is called at the end of each attempt.
    """
    async with AsyncExitStack() as stack:
        if connection.is_offline:
            url = await stack.enter_async_context(offline_teacher(connection.offline))
            connection = replace(connection, url=url, key=PLACEHOLDER_KEY)
        yield await stack.enter_async_context(Teacher(connection, Random(), say, meter, on_attempt))


@asynccontextmanager
async def open_batches(connection: Connection, folder: Path) -> AsyncIterator[Connection]:
    """Yield the connection at whose first address batches are created.

    The offline teacher is served while the context is open; it keeps its batches in `folder`.
    """
    if not connection.is_offline:
        yield connection
        return
    setup = BatchSetup(faults=BatchFaults.of_behavior(connection.offline), folder=folder / "offline")
    async with offline_teacher(connection.offline, batches=setup) as url:
        yield replace(connection, url=url, key=PLACEHOLDER_KEY)


async def require_model(connection: Connection) -> None:
    """Check that the connection names a model. Raises InputError with the available models if it does not."""
    if not connection.model:
        raise InputError(await model_question(connection))


async def model_question(connection: Connection) -> str:
    """Message that asks for `--model` and lists the available models, if the server does."""
    return f"no teacher model given; pass one with --model ({await offered_models(connection)})"


async def offered_models(connection: Connection) -> str:
    """Return a sentence about the models that the first address offers, or why they are not known."""
    url = connection.urls[0]
    address = public_url(url) or "the teacher"
    try:
        models = await list_models(url, connection.key, connection.provider.headers)
    except TeacherUnreachable as error:
        return f"{address} cannot be reached: {error}"
    return f"{address} offers: {', '.join(models)}" if models else f"{address} does not list its models"
