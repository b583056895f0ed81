"""Ask a server for the names of its models."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp

from selfinstruct.errors import TeacherUnreachable
from selfinstruct.schema.redaction import one_line
from selfinstruct.teachers.bodies import TooLarge
from selfinstruct.teachers.faults import CONNECTION, Fault, fault_of_exception, read_json
from selfinstruct.teachers.transport import Transport
from selfinstruct.teachers.urls import VERSION, authorization, below, has_path

_SECONDS = 10.0


async def list_models(base_url: str, key: str, headers: Mapping[str, str]) -> list[str]:
    """Return the sorted names of the available models, or an empty list if the server does not list them.

    Raises TeacherUnreachable if there is no connection to the server.
    """
    for version in ("",) if has_path(base_url) else ("", VERSION):
        if names := sorted(_names(await _body(base_url, version, key, headers))):
            return [one_line(name, key) for name in names]
    return []


async def _body(base_url: str, version: str, key: str, headers: Mapping[str, str]) -> Any | Fault:
    url = below(base_url, f"{version}/models")
    try:
        async with asyncio.timeout(_SECONDS), Transport(base_url, 1, _SECONDS) as transport:
            response = await transport.get(url, {**headers, "Authorization": authorization(base_url, key)})
            found = read_json(response, time.time(), ())
    except TimeoutError as error:
        raise TeacherUnreachable(f"no reply within {_SECONDS:.0f} seconds") from error
    except (aiohttp.ClientError, TooLarge, OSError, ValueError) as error:
        found = fault_of_exception(error)
    if isinstance(found, Fault) and found.code == CONNECTION:
        raise TeacherUnreachable(one_line(found.message, key))
    return found


def _names(body: Any | Fault) -> list[str]:
    models = body.get("data") if isinstance(body, Mapping) else None
    names = [model.get("id") for model in models if isinstance(model, Mapping)] if isinstance(models, list) else []
    return [name for name in names if isinstance(name, str)]
