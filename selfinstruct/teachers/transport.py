"""Send one request over HTTP and read its response, up to a bound."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
import certifi

from selfinstruct.teachers.compression import ACCEPTED, decoder_for
from selfinstruct.teachers.proxies import connector_for, http_proxy

MAX_BODY = 16 * 2**20
"""Bytes of a response that are read, decompressed. A reply of 100,000 tokens has about 400,000 bytes."""
_LARGE = 2**18
_LARGE_AT_ONCE = 2
"""Responses of over 256 KiB that are read at the same time; the others wait, so that memory stays bounded."""
_MAX_CONNECT = 30.0
_MAX_HEADER = 2**16
_HEADERS = {"Accept": "application/json", "Content-Type": "application/json", "Accept-Encoding": ACCEPTED}


class TooLarge(Exception):
    """A response has more bytes than are read."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response of any status. `headers` are case-insensitive, `content` is decompressed."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Transport:
    """Connections to the server of one URL. Use it as an async context manager."""

    def __init__(self, url: str, connections: int, timeout: float) -> None:
        self._url = url
        self._connections = connections
        self._connect = min(_MAX_CONNECT, timeout / 2)
        self._proxy = http_proxy(url)
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=connector_for(self._url, limit=self._connections, ssl=_certificates()),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._connect),
            headers=_HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Response:
        """Send a body and return the response. Redirects are not followed, since a key must not reach another host.

        Raises TooLarge, ValueError for a damaged response, and the exceptions of aiohttp.
        """
        sent = self._session.post(url, data=body, headers=headers, allow_redirects=False, proxy=self._proxy)
        async with sent as response:
            try:
                content = await self._read(response)
            except BaseException:
                response.close()
                raise
            return Response(response.status, response.headers, content)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > MAX_BODY:
            raise TooLarge
        decoder = decoder_for(response.headers.get("Content-Encoding", ""))
        pieces: list[bytes] = []
        size = 0
        async with AsyncExitStack() as large:
            async for data in response.content.iter_any():
                for piece in decoder.feed(data):
                    if size <= _LARGE < size + len(piece):
                        await large.enter_async_context(self._large)
                    pieces.append(piece)
                    size += len(piece)
                    if size > MAX_BODY:
                        raise TooLarge
        decoder.check_end()
        return b"".join(pieces)


def _certificates() -> ssl.SSLContext:
    """Trust the certificates of the system or of SSL_CERT_FILE, and certifi's, as not every system has any."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
