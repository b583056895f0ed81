"""Ask a server for the names of its models."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import TeacherUnreachable
from selfinstruct.schema.redaction import one_line
from selfinstruct.teachers.bodies import TooLarge, read_body
from selfinstruct.teachers.faults import why_unconnected
from selfinstruct.teachers.proxies import socks_errors
from selfinstruct.teachers.urls import authorization, below, has_path, is_loopback, parameters_of

_SECONDS = 10.0
_MAX_BYTES = 2**22


async def list_models(base_url: str, key: str) -> list[str]:
    """Return the sorted names of the available models, or an empty list if the server does not list them.

    Raises TeacherUnreachable if there is no connection to the server.
    """
    for path in ("",) if has_path(base_url) else ("", "/v1"):
        if names := sorted(_names(await _body(base_url, path, key))):
            return [one_line(name, key) for name in names]
    return []


async def _body(base_url: str, path: str, key: str) -> Any:
    import openai  # takes over a second to import

    client = openai.AsyncOpenAI(
        api_key=key,
        base_url=below(base_url, path).partition("?")[0],
        default_query=parameters_of(base_url),
        default_headers={"Authorization": authorization(base_url, key)},
        max_retries=0,
        http_client=openai.DefaultAioHttpClient(trust_env=not is_loopback(base_url), follow_redirects=False),
    )
    content = b""
    unconnected: tuple[type[Exception], ...] = (openai.APIConnectionError, OSError, *socks_errors(base_url))
    try:
        async with client, asyncio.timeout(_SECONDS), client.models.with_streaming_response.list() as response:
            async for piece in response.iter_bytes():
                content += piece
                if len(content) > _MAX_BYTES:
                    return None
        return read_body(content)
    except TimeoutError as error:
        raise TeacherUnreachable(f"no reply within {_SECONDS:.0f} seconds") from error
    except unconnected as error:
        raise TeacherUnreachable(why_unconnected(error)) from error
    except (openai.OpenAIError, TooLarge, ValueError, RecursionError):
        return None


def _names(body: Any) -> list[str]:
    models = body.get("data") if isinstance(body, Mapping) else None
    names = [model.get("id") for model in models if isinstance(model, Mapping)] if isinstance(models, list) else []
    return [name for name in names if isinstance(name, str)]
