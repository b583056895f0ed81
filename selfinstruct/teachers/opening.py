"""Open the teacher of a connection: the built-in one or a server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from random import Random

from selfinstruct.errors import InputError, TeacherUnreachable
from selfinstruct.schema.reply import OpenSlot
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, Connection
from selfinstruct.teachers.offline.server import offline_teacher
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.urls import public_url


@asynccontextmanager
async def open_teacher(connection: Connection) -> AsyncIterator[Teacher]:
    """Open the teacher of a connection. The offline teacher is served while the context is open."""
    async with AsyncExitStack() as stack:
        if connection.is_offline:
            url = await stack.enter_async_context(offline_teacher(connection.offline_faults))
            connection = replace(connection, url=url, key=PLACEHOLDER_KEY)
        yield await stack.enter_async_context(Teacher(connection, Random()))


async def require_model(connection: Connection) -> None:
    """Check that the connection names a model. Raises InputError with the available models if it does not."""
    if not connection.model:
        raise InputError(await model_question(connection))


async def model_question(connection: Connection) -> str:
    """Message that asks for `--model` and lists the available models, if the server does."""
    return f"no teacher model given; pass one with --model ({await _offered(connection)})"


async def _offered(connection: Connection) -> str:
    address = public_url(connection.url) or "the teacher"
    try:
        async with Teacher(connection, Random()) as teacher:
            models = await teacher.models()
    except TeacherUnreachable as error:
        return f"{address} cannot be reached: {error}"
    return f"{address} offers: {', '.join(models)}" if models else f"{address} does not list its models"


def never_reached(slot: OpenSlot, connection: Connection) -> TeacherUnreachable | None:
    """Return an error if a slot is open because its server accepted no connection; None if any slot was answered."""
    if slot.code != "connection" or slot.others:
        return None
    at = f" at {public_url(connection.url)}" if connection.url else ""
    check = "start the server or check --base-url" if connection.url else "check the network connection"
    return TeacherUnreachable(
        f"the teacher{at} cannot be reached ({slot.message}); {check}, then run the same command again"
    )
