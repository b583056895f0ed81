"""Which teacher answers: the built-in one or a server, opened for as long as it is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from random import Random

from selfinstruct.errors import InputError
from selfinstruct.runs.settings import PLACEHOLDER_KEY, Settings, api_key
from selfinstruct.teachers.offline.server import offline_teacher
from selfinstruct.teachers.openai_chat import RetryPolicy, Teacher
from selfinstruct.teachers.urls import public_url


@asynccontextmanager
async def open_teacher(settings: Settings, environ: Mapping[str, str]) -> AsyncIterator[Teacher]:
    """The teacher that the settings name; the offline one is served for as long as the context lasts."""
    patience = RetryPolicy(attempts=settings.attempts, timeout=settings.timeout)
    async with AsyncExitStack() as stack:
        key = api_key(settings, environ)
        if settings.teacher == "offline":
            url = await stack.enter_async_context(offline_teacher(settings.teacher_faults))
            settings, key = replace(settings, base_url=url), PLACEHOLDER_KEY
        yield await stack.enter_async_context(Teacher(settings, key, patience, Random()))


async def require_model(settings: Settings, environ: Mapping[str, str]) -> None:
    """Raises InputError, with what the address offers, where nobody said which model is to answer."""
    if not settings.model:
        raise InputError(await model_question(settings, environ))


async def model_question(settings: Settings, environ: Mapping[str, str]) -> str:
    """What to tell somebody who named no model: the models that the address offers, if it says so."""
    async with Teacher(settings, api_key(settings, environ), RetryPolicy(), Random()) as teacher:
        models = await teacher.models()
    address = public_url(settings.base_url) or "the teacher"
    offered = f"{address} offers: {', '.join(models)}" if models else f"{address} does not say which it offers"
    return f"say which model is to be the teacher with --model; {offered}"
