"""Ask a server for the names of its models."""

from __future__ import annotations

import asyncio

from selfinstruct.errors import TeacherUnreachable
from selfinstruct.teachers.faults import why_unconnected
from selfinstruct.teachers.urls import authorization, below, is_loopback, parameters_of

_SECONDS = 10.0


async def list_models(base_url: str, key: str) -> list[str]:
    """Return the sorted names of the available models, or an empty list if the server does not list them.

    Raises TeacherUnreachable if there is no connection to the server.
    """
    import openai  # takes over a second to import

    client = openai.AsyncOpenAI(
        api_key=key,
        base_url=below(base_url, "").partition("?")[0],
        default_query=parameters_of(base_url),
        default_headers={"Authorization": authorization(base_url, key)},
        max_retries=0,
        http_client=openai.DefaultAioHttpClient(trust_env=not is_loopback(base_url)),
    )
    try:
        async with client, asyncio.timeout(_SECONDS):
            page = await client.models.list()
        return sorted(model.id for model in page.data)
    except openai.APIConnectionError as error:
        raise TeacherUnreachable(why_unconnected(error)) from error
    except TimeoutError as error:
        raise TeacherUnreachable(f"no reply within {_SECONDS:.0f} seconds") from error
    except (openai.OpenAIError, ValueError, AttributeError, TypeError):
        return []
