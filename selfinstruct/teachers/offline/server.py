"""Server for the offline teacher: OpenAI's chat completions API on a loopback port, with optional faults and batches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random
from typing import Any

from aiohttp import web

from selfinstruct.errors import InputError
from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.offline.batches.routes import add_batch_routes
from selfinstruct.teachers.offline.batches.service import BatchSetup, open_batches
from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior
from selfinstruct.teachers.offline.completions import completion, prompt_of, sample_of, sha_of

_PREFIX = "/v1"
_REFUSALS: tuple[tuple[int, str, dict[str, str]], ...] = (
    (429, "rate_limit_exceeded", {"Retry-After": "0.2"}),
    (503, "server_error", {}),
)


@asynccontextmanager
async def offline_teacher(
    behavior: Behavior = FAULTLESS, port: int = 0, batches: BatchSetup | None = None
) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 while the context is open, and yield the base URL. Port 0 selects a free port.

    The share of faults is also that of first attempts that are refused with 429 or 503. What goes wrong depends only on
    the prompt, and mistakes also on the number of the sample, so it is the same in every run.
    With `batches`, the Files and Batches API is served, too. Raises InputError if the port is taken or the folder of
    the batches cannot be used.
    """
    async with AsyncExitStack() as stack:
        application = _application(behavior)
        if batches is not None:
            add_batch_routes(application, _PREFIX, await stack.enter_async_context(open_batches(batches)))
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", port)
        try:
            await site.start()
        except OSError as error:
            raise InputError(f"port {port} cannot be used ({error.strerror}); choose another --port") from error
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{_PREFIX}"


def _application(behavior: Behavior) -> web.Application:
    attempts: Counter[str] = Counter()

    async def complete(request: web.Request) -> web.Response:
        asked = await _json(request)
        prompt = prompt_of(asked)
        if prompt is None:
            return _refuse(400, "invalid_request_error", {})
        sha = sha_of(prompt)
        attempts[sha] += 1
        rng = Random(f"{sha}:{attempts[sha]}")
        if attempts[sha] == 1 and rng.random() < behavior.faults:
            return _refuse(*rng.choice(_REFUSALS))
        body = json.dumps(completion(prompt, behavior, sample_of(asked)), ensure_ascii=False)
        return web.Response(text=body, content_type="application/json")

    async def models(_: web.Request) -> web.Response:
        return web.json_response(
            {
                "object": "list",
                "data": [{"id": OFFLINE_MODEL, "object": "model", "created": 0, "owned_by": "selfinstruct"}],
            }
        )

    application = web.Application(client_max_size=2**26)
    application.router.add_post(f"{_PREFIX}/chat/completions", complete)
    application.router.add_get(f"{_PREFIX}/models", models)
    return application


async def _json(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


def _refuse(status: int, code: str, headers: dict[str, str]) -> web.Response:
    return web.json_response({"error": {"message": code, "type": code, "code": code}}, status=status, headers=headers)
