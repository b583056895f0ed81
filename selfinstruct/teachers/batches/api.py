"""The provider's side of batches: files and batches over HTTP, in the form of OpenAI's API."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import aiohttp

from selfinstruct.errors import TeacherRefused, TeacherUnreachable
from selfinstruct.schema.redaction import one_line, redact
from selfinstruct.teachers.batches.remote import Remote, asks_to_split, read_remote, unwrapped
from selfinstruct.teachers.batches.rules import BatchRules
from selfinstruct.teachers.bodies import TooLarge
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.exchange import headers_of, without_secrets
from selfinstruct.teachers.faults import Fault, fault_of_exception, read_json
from selfinstruct.teachers.protocol import Reporter
from selfinstruct.teachers.remedies import Action
from selfinstruct.teachers.transport import NotWritten, Transport
from selfinstruct.teachers.urls import OPENAI, below, host_of, public_url

_LATER = (Action.AWAY, Action.WAIT, Action.RETRY)
_FIRST_PAUSE, _MAX_PAUSE = 1.0, 30.0
_MIN_FILE_TIMEOUT = 3600.0
"""Seconds for a file of several hundred megabytes."""
_PAGE = 100
_NO_LIST = (404, 405, 501)
_NO_BATCHES = "; if this address has no batches, leave --batch out, or use: selfinstruct batch export"
_MAX_PAGES = 50
_TOLD_AFTER = 3.0


class Stopped(Exception):
    """The run was asked to stop while it waited for the provider."""


class NotCreated(TeacherRefused):
    """The provider refused a file or a new batch. A refusal to list batches leaves open whether there is one."""


class BatchApi:
    """Files and batches at the first address of a connection. Use it as an async context manager.

    A provider that is away, busy or limits requests is waited for. Methods raise TeacherRefused if it refuses,
    TeacherUnreachable if it stays away, and Stopped once `stop` is set.
    """

    def __init__(self, connection: Connection, rules: BatchRules, say: Reporter, stop: asyncio.Event) -> None:
        self._connection = connection
        self._rules = rules
        self._say = say
        self._stop = stop
        self._base_url = connection.urls[0]
        self._transport = Transport(self._base_url or OPENAI, 4, connection.retry.timeout)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def find_file(self, name: str, size: int) -> str:
        """Return the id of an uploaded file with this name and size in bytes, or "" if there is none."""
        async for found in self._pages("/files"):
            if found.get("filename") == name and found.get("bytes") == size and isinstance(found.get("id"), str):
                return str(found["id"])
        return ""

    async def upload(self, path: Path) -> str:
        """Upload a file of requests. Returns its id. Raises NotCreated if it is refused."""

        async def send() -> Any | Fault:
            with path.open("rb") as file, aiohttp.MultipartWriter("form-data") as form:
                form.append(self._rules.purpose).set_content_disposition("form-data", name="purpose")
                part = form.append(file, {"Content-Type": "application/jsonl"})
                part.set_content_disposition("form-data", name="file", filename=path.name)
                kind = {"Content-Type": f"multipart/form-data; boundary={form.boundary}"}
                return await self._once("POST", "/files", form, kind, self._file_timeout)

        body = unwrapped(await self._until_answered(f"the upload of {path.name}", send, NotCreated))
        if not isinstance(body, Mapping) or not isinstance(body.get("id"), str):
            raise TeacherRefused(f"{self._where} accepted {path.name} without an id: {self._shown(body)}")
        return str(body["id"])

    async def create(self, file: str, key: str) -> Remote:
        """Create a batch of an uploaded file, with our own `key` in its metadata.

        If it is not known whether a request created it, the batch is looked for before another request is sent. Raises
        NotCreated if the provider refuses it.
        """
        fields: dict[str, Any] = {
            "input_file_id": file,
            "endpoint": self._rules.url,
            "completion_window": self._rules.window,
            "metadata": {self._rules.metadata: key},
        }
        if self._rules.names_model:
            fields["replace"] = {"model": self._connection.model}
        content = json.dumps({name: value for name, value in fields.items() if value}).encode()

        async def send() -> Any | Fault:
            if (found := await self.find(file, key)) is not None:
                return found
            return await self._once("POST", "/batches", content, {})

        found = await self._until_answered("a new batch", send, NotCreated)
        return found if isinstance(found, Remote) else self._read(found)

    async def find(self, file: str, key: str) -> Remote | None:
        """Return the batch that was created of a file, or None."""
        async for found in self._pages("/batches"):
            remote = read_remote(found, self._rules.metadata)
            if remote is not None and (remote.input == file or remote.key == key):
                return remote
        return None

    async def retrieve(self, batch: str) -> Remote:
        """Return the state of a batch."""
        return self._read(await self._get(f"/batches/{batch}", f"the state of {batch}"))

    async def cancel(self, batch: str) -> Remote:
        """Ask to cancel a batch. Rows that are already answered are kept, and billed."""

        async def send() -> Any | Fault:
            return await self._once("POST", f"/batches/{batch}/cancel", b"", {})

        return self._read(await self._until_answered(f"the end of {batch}", send))

    async def delete_file(self, file: str) -> None:
        """Delete a file at the provider."""

        async def send() -> Any | Fault:
            return await self._once("DELETE", f"/files/{file}", None, {})

        await self._until_answered(f"the deletion of {file}", send)

    async def download(self, file: str, path: Path) -> None:
        """Download a file with results. The path has its content only when it is complete. Raises NotWritten."""
        is_elsewhere = file.startswith(("https://", "http://"))
        url = file if is_elsewhere else self._url(f"/files/{file}/content")
        headers = {} if is_elsewhere else headers_of(self._connection, self._base_url)
        new = path.with_name(path.name + ".part")

        async def send() -> Any | Fault:
            try:
                async with asyncio.timeout(self._file_timeout):
                    response = await self._transport.download(url, headers, new)
            except NotWritten:
                raise
            except (aiohttp.ClientError, TooLarge, OSError, ValueError) as error:
                return self._without_secrets(fault_of_exception(error))
            return response if response is None else self._found(response)

        await self._until_answered(f"the file {file.partition('?')[0]}", send)
        new.replace(path)

    @property
    def _where(self) -> str:
        return public_url(self._base_url) or host_of("")

    @property
    def _file_timeout(self) -> float:
        return max(_MIN_FILE_TIMEOUT, self._connection.retry.timeout)

    def _url(self, path: str) -> str:
        return below(self._base_url, path)

    def _read(self, body: Any) -> Remote:
        remote = read_remote(body, self._rules.metadata)
        if remote is None:
            raise TeacherRefused(f"{self._where} answers with something else than a batch: {self._shown(body)}")
        return replace(remote, message=self._clean(remote.message))

    async def _pages(self, path: str) -> AsyncIterator[Mapping[str, Any]]:
        """Yield what the provider lists, page by page. Nothing, if it has no such list."""
        query = {"limit": str(_PAGE)} | ({"purpose": self._rules.purpose} if path == "/files" else {})
        for _ in range(_MAX_PAGES):
            body = await self._until_answered(f"the list of {path[1:]}", partial(self._page, path, dict(query)))
            body = unwrapped(body)
            listed = body if isinstance(body, Mapping) else {}
            rows = listed.get("data")
            found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
            for row in found:
                yield row
            if not found or not listed.get("has_more") or not isinstance(found[-1].get("id"), str):
                return
            query["after"] = found[-1]["id"]

    async def _page(self, path: str, query: Mapping[str, str]) -> Any | Fault:
        found = await self._once("GET", path, None, {}, query=query)
        return {} if isinstance(found, Fault) and found.status in _NO_LIST else found

    async def _get(self, path: str, what: str) -> Any:
        return await self._until_answered(what, lambda: self._once("GET", path, None, {}))

    async def _until_answered(
        self, what: str, send: Callable[[], Awaitable[Any | Fault]], refused: type[TeacherRefused] = TeacherRefused
    ) -> Any:
        began, pause, is_told = time.monotonic(), _FIRST_PAUSE, False
        while True:
            found = await send()
            if not isinstance(found, Fault):
                return found
            if found.action not in _LATER or asks_to_split(found.message):
                has_none = found.status in _NO_LIST and refused is NotCreated
                raise refused(f"{self._where} refuses {what} ({found.message}){_NO_BATCHES if has_none else ''}")
            waited = time.monotonic() - began
            if waited > self._connection.retry.outage:
                raise TeacherUnreachable(f"{self._where} does not answer ({what}: {found.message})")
            if waited > _TOLD_AFTER and not is_told:
                self._say(f"{self._where} does not answer ({what}: {found.message}); trying again")
                is_told = True
            await self.pause(max(pause, found.retry_after or 0.0))
            pause = min(_MAX_PAUSE, 2 * pause)

    async def pause(self, seconds: float) -> None:
        """Wait. Raises Stopped once the run is asked to stop."""
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return
        raise Stopped

    async def _once(
        self,
        method: str,
        path: str,
        data: bytes | aiohttp.MultipartWriter | None,
        headers: Mapping[str, str],
        timeout: float | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Any | Fault:
        url = _with_query(self._url(path), query or {})
        sent = {**headers_of(self._connection, self._base_url), **headers}
        try:
            async with asyncio.timeout(timeout or self._connection.retry.timeout):
                return self._found(await self._transport.send(method, url, data, sent))
        except (aiohttp.ClientError, TooLarge, OSError, ValueError) as error:
            return self._without_secrets(fault_of_exception(error))

    def _found(self, response: Any) -> Any | Fault:
        found = read_json(response, time.time(), self._connection.rules)
        return self._without_secrets(found) if isinstance(found, Fault) else found

    def _without_secrets(self, fault: Fault) -> Fault:
        return without_secrets(fault, self._connection.secrets)

    def _shown(self, body: object) -> str:
        return self._clean(json.dumps(body, ensure_ascii=False))[:200]

    def _clean(self, words: str) -> str:
        return "".join(filter(str.isprintable, one_line(redact(words, self._connection.secrets), None)))


def _with_query(url: str, query: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    added = "&".join(f"{name}={value}" for name, value in query.items())
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))
