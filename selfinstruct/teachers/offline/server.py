"""Server for the offline teacher: OpenAI's chat completions API on a loopback port, with optional faults."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

from aiohttp import web

from selfinstruct.errors import InputError
from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.offline.answers import OfflineAnswer, answer
from selfinstruct.teachers.offline.labels import answer_labels

_TOKENS_PER_CHARACTER = 0.8
"""Rough estimate for Chinese text; the offline teacher has no tokenizer."""
_REFUSALS: tuple[tuple[int, str, dict[str, str]], ...] = (
    (429, "rate_limit_exceeded", {"Retry-After": "0.2"}),
    (503, "server_error", {}),
)


@asynccontextmanager
async def offline_teacher(faults: float = 0.0, port: int = 0) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 while the context is open, and yield the base URL. Port 0 selects a free port.

    `faults` in [0, 1) is the share of replies that are truncated or use another layout, and also the share of first
    attempts that are refused with 429 or 503. Both depend only on the prompt, so they are the same in every run.
    Raises InputError if the port is taken.
    """
    runner = web.AppRunner(_application(faults), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        try:
            await site.start()
        except OSError as error:
            raise InputError(f"port {port} cannot be used ({error.strerror}); choose another --port") from error
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


def _application(faults: float) -> web.Application:
    attempts: Counter[str] = Counter()

    async def complete(request: web.Request) -> web.Response:
        prompt = _prompt_of(await _json(request))
        if prompt is None:
            return _refuse(400, "invalid_request_error", {})
        sha = hashlib.sha256(prompt.encode("utf-8", "replace")).hexdigest()
        attempts[sha] += 1
        rng = Random(f"{sha}:{attempts[sha]}")
        if attempts[sha] == 1 and rng.random() < faults:
            return _refuse(*rng.choice(_REFUSALS))
        return _completion(prompt, sha, faults)

    async def models(_: web.Request) -> web.Response:
        return web.json_response(
            {
                "object": "list",
                "data": [{"id": OFFLINE_MODEL, "object": "model", "created": 0, "owned_by": "selfinstruct"}],
            }
        )

    application = web.Application(client_max_size=2**26)
    application.router.add_post("/v1/chat/completions", complete)
    application.router.add_get("/v1/models", models)
    return application


async def _json(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


def _prompt_of(body: Any) -> str | None:
    """Return the text of the last message, which contains the list to continue."""
    match body:
        case {"messages": [*_, {"content": str(content)}]}:
            return content
    return None


def _completion(prompt: str, sha: str, faults: float) -> web.Response:
    labels = answer_labels(prompt, Random(sha), faults)
    given = OfflineAnswer(labels, "stop", ()) if labels is not None else answer(prompt, faults)
    sent, received = (int(len(text) * _TOKENS_PER_CHARACTER) for text in (prompt, given.text))
    body = {
        "id": f"chatcmpl-{sha[:24]}",
        "object": "chat.completion",
        "created": 0,
        "model": OFFLINE_MODEL,
        "choices": [
            {"index": 0, "finish_reason": given.finish_reason, "message": {"role": "assistant", "content": given.text}}
        ],
        "usage": {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received},
        "families": given.families,
    }
    return web.Response(text=json.dumps(body, ensure_ascii=False), content_type="application/json")


def _refuse(status: int, code: str, headers: dict[str, str]) -> web.Response:
    return web.json_response({"error": {"message": code, "type": code, "code": code}}, status=status, headers=headers)
