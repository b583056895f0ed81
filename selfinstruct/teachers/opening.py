"""Which teacher answers: the built-in one or a server. A connection in, a teacher out, open as long as it is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from random import Random

from selfinstruct.errors import InputError
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, Connection
from selfinstruct.teachers.offline.server import offline_teacher
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.urls import public_url


@asynccontextmanager
async def open_teacher(connection: Connection) -> AsyncIterator[Teacher]:
    """The teacher behind a connection; the offline one is served for as long as the context lasts."""
    async with AsyncExitStack() as stack:
        if connection.is_offline:
            url = await stack.enter_async_context(offline_teacher(connection.offline_faults))
            connection = replace(connection, url=url, key=PLACEHOLDER_KEY)
        yield await stack.enter_async_context(Teacher(connection, Random()))


async def require_model(connection: Connection) -> None:
    """Raises InputError that lists the models of the address if the connection names no model."""
    if not connection.model:
        raise InputError(await model_question(connection))


async def model_question(connection: Connection) -> str:
    """The question which model to use, with the models that the address offers, if it lists them."""
    async with Teacher(connection, Random()) as teacher:
        models = await teacher.models()
    address = public_url(connection.url) or "the teacher"
    offered = f"{address} offers: {', '.join(models)}" if models else f"{address} does not say which it offers"
    return f"say which model is to be the teacher with --model; {offered}"
