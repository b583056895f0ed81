"""Send one request over HTTP and read its response, up to a bound."""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
import certifi

from selfinstruct.teachers.bodies import TooLarge
from selfinstruct.teachers.compression import ACCEPTED, decoder_for
from selfinstruct.teachers.proxies import connector_for, http_proxy, socks_errors

MAX_BODY = 16 * 2**20
"""Bytes of a response that are read, decompressed. A reply of 100,000 tokens has about 400,000 bytes."""
_MAX_ERROR = 2**16
"""Bytes that are read of a response that refuses a request."""
_LARGE = 2**21
_LARGE_AT_ONCE = 3
"""Responses of over 2 MiB that are read at the same time; the others wait, so that memory stays bounded."""
_MAX_CONNECT = 10.0
_MAX_HEADER = 2**16
_LAST_EVENT = re.compile(rb"data:\s*\[DONE\]\s*\Z")
_AFTER_LAST_EVENT = 1.0
_TAIL = 64
_HEADERS = {"Accept": "application/json", "Content-Type": "application/json", "Accept-Encoding": ACCEPTED}


Body = bytes | aiohttp.MultipartWriter | None
"""The content of a request; a form reads its files while it is sent."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response of any status. `headers` are case-insensitive, `content` is decompressed."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class NotWritten(OSError):
    """A downloaded file cannot be written on this machine, which is no fault of the server."""


class Transport:
    """Connections to the server of one URL. Use it as an async context manager."""

    def __init__(self, url: str, connections: int, timeout: float) -> None:
        self._url = url
        self._connections = connections
        self._connect = min(_MAX_CONNECT, timeout / 2)
        self._proxy = http_proxy(url)
        self._proxy_errors = socks_errors(url)
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
        return await self._send("POST", url, body, headers)

    async def get(self, url: str, headers: Mapping[str, str]) -> Response:
        """Request a URL without a body. Raises the errors of `post`."""
        return await self._send("GET", url, None, headers)

    async def send(self, method: str, url: str, body: Body, headers: Mapping[str, str]) -> Response:
        """Send a request of any method. Raises the errors of `post`."""
        return await self._send(method, url, body, headers)

    async def download(self, url: str, headers: Mapping[str, str], path: Path) -> Response | None:
        """Write the content of a URL to a file, of any size. Returns the response if it is not a success, else None.

        Raises the errors of `post`, and NotWritten.
        """
        sent = self._session.get(url, headers=headers, allow_redirects=False, proxy=self._proxy)
        async with sent as response:
            if not 200 <= response.status < 300:
                return Response(response.status, response.headers, await _start_of(response))
            decoder = decoder_for(response.headers.get("Content-Encoding", ""))
            with _written(), path.open("wb") as file:
                async for data in response.content.iter_any():
                    for piece in decoder.feed(data):
                        file.write(piece)
                decoder.check_end()
                file.flush()
                os.fsync(file.fileno())
        return None

    async def _send(self, method: str, url: str, body: Body, headers: Mapping[str, str]) -> Response:
        try:
            return await self._exchange(method, url, body, headers)
        except self._proxy_errors as error:
            raise ConnectionError(f"the SOCKS proxy does not connect: {error or 'it closed the connection'}") from None

    async def _exchange(self, method: str, url: str, body: Body, headers: Mapping[str, str]) -> Response:
        sent = self._session.request(method, url, data=body, headers=headers, allow_redirects=False, proxy=self._proxy)
        async with sent as response:
            try:
                read = self._read if 200 <= response.status < 300 else _start_of
                return Response(response.status, response.headers, await read(response))
            finally:
                if not response.content.at_eof():
                    response.close()

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > MAX_BODY:
            raise TooLarge
        decoder = decoder_for(response.headers.get("Content-Encoding", ""))
        pieces: list[bytes] = []
        size = received = 0
        async with AsyncExitStack() as large:
            async for data in _arriving(response.content):
                received += len(data)
                for piece in decoder.feed(data):
                    if size <= _LARGE < size + len(piece):
                        await large.enter_async_context(self._large)
                    pieces.append(piece)
                    size += len(piece)
                if max(size, received) > MAX_BODY:
                    raise TooLarge
        decoder.check_end()
        return b"".join(pieces)


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except (aiohttp.ClientError, ConnectionError, TimeoutError):
        raise
    except OSError as error:
        raise NotWritten(*error.args) from error


async def _arriving(stream: aiohttp.StreamReader) -> AsyncIterator[bytes]:
    """Yield data until its end. Behind the last event of a stream, a missing end of the response does not matter."""
    tail = b""
    while True:
        is_complete = bool(_LAST_EVENT.search(tail))
        try:
            async with asyncio.timeout(_AFTER_LAST_EVENT if is_complete else None):
                data = await stream.readany()
        except (TimeoutError, aiohttp.ClientPayloadError):
            if is_complete:
                return
            raise
        if not data:
            return
        tail = (tail + data)[-_TAIL:]
        yield data


async def _start_of(response: aiohttp.ClientResponse) -> bytes:
    """Return the first bytes of a body, as far as they can be read."""
    content = b""
    try:
        decoder = decoder_for(response.headers.get("Content-Encoding", ""))
        async for data in response.content.iter_any():
            for piece in decoder.feed(data):
                content += piece
                if len(content) > _MAX_ERROR:
                    return content[:_MAX_ERROR]
    except (aiohttp.ClientPayloadError, ValueError):
        pass
    return content


def _certificates() -> ssl.SSLContext:
    """Trust the certificates of the system or of SSL_CERT_FILE, and certifi's, as not every system has any."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
