"""HTTP routes of the Files and Batches API, for any aiohttp application and path."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from selfinstruct.teachers.offline.batches.record import BatchRecord
from selfinstruct.teachers.offline.batches.refusals import Refusal, invalid, unknown
from selfinstruct.teachers.offline.batches.service import BatchService

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_FORM = frozenset({"purpose", "file", "expires_after[anchor]", "expires_after[seconds]"})
_CHUNK = 2**16
_BINARY = {"Content-Type": "application/octet-stream"}


def add_batch_routes(application: web.Application, prefix: str, service: BatchService, key: str | None = None) -> None:
    """Add the routes below a path such as /v1. With a key, other requests are refused with 401, except for result URLs."""
    routes, router = _Routes(service, prefix, key), application.router
    for method, path, handler in (
        ("POST", "/files", routes.upload),
        ("GET", "/files", routes.list_files),
        ("GET", "/files/{id}", routes.file),
        ("DELETE", "/files/{id}", routes.delete_file),
        ("GET", "/files/{id}/content", routes.content),
        ("POST", "/batches", routes.create),
        ("GET", "/batches", routes.list_batches),
        ("GET", "/batches/{id}", routes.batch),
        ("POST", "/batches/{id}/cancel", routes.cancel),
    ):
        router.add_route(method, prefix + path, routes.guarded(handler))
    if service.rules.result_urls:
        router.add_route("GET", f"{prefix}/results/{{id}}", routes.guarded(routes.result, is_public=True))


class _Routes:
    def __init__(self, service: BatchService, prefix: str, key: str | None) -> None:
        self._service, self._prefix, self._key = service, prefix, key

    def guarded(self, handler: _Handler, is_public: bool = False) -> _Handler:
        """Return a handler that answers refusals in the provider's format, and checks the key unless it is public."""

        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                if not is_public:
                    self._require_key(request)
                return await handler(request)
            except Refusal as refusal:
                headers = {"Retry-After": "0.2"} if refusal.status == 429 else {}
                body = refusal.body(self._service.rules.errors)
                return web.json_response(body, status=refusal.status, headers=headers)

        return handle

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self._service.called("upload")
        path = self._service.store.upload_path()
        try:
            form = await _read_form(request, path, self._service.rules.max_bytes)
            return self._wrapped(self._service.add_file(path, form["file"], form["purpose"]))
        finally:
            path.unlink(missing_ok=True)

    async def list_files(self, request: web.Request) -> web.StreamResponse:
        purpose = request.query.get("purpose")
        found = [one for one in self._service.store.files() if purpose in (None, one["purpose"])]
        return self._wrapped({"object": "list", "data": [self._renamed(one) for one in found], "has_more": False})

    async def file(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._service.file(self._file_id(request)))

    async def delete_file(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._service.delete_file(self._file_id(request)))

    async def content(self, request: web.Request) -> web.StreamResponse:
        return await self._sent(request, self._file_id(request))

    async def result(self, request: web.Request) -> web.StreamResponse:
        # an object store refuses a signed URL with a second kind of authorization (S3 and OSS: 400 InvalidArgument)
        if "Authorization" in request.headers:
            return web.Response(status=400, text="Only one auth mechanism allowed")
        file_id = request.match_info["id"]
        if request.query.get("Signature") != _signature(file_id):
            return web.Response(status=403, text="SignatureDoesNotMatch")
        return await self._sent(request, file_id)

    async def create(self, request: web.Request) -> web.StreamResponse:
        faults = self._service.faults
        self._service.called("create", faults.busy_creates)
        record = await self._service.create(await _json(request))
        if record.sequence <= faults.lost_creates:
            return _hung_up(request)
        return web.json_response(self._object(request, record, is_new=True))

    async def batch(self, request: web.Request) -> web.StreamResponse:
        self._service.called("retrieve", self._service.faults.busy_retrieves)
        return web.json_response(self._object(request, await self._service.batch(request.match_info["id"])))

    async def list_batches(self, request: web.Request) -> web.StreamResponse:
        self._service.called("list", self._service.faults.busy_lists)
        found, has_more = await self._service.batches(request.query.get("limit"), request.query.get("after"))
        data = [self._object(request, record) for record in found]
        ids = {"first_id": data[0]["id"], "last_id": data[-1]["id"]} if data else {"first_id": None, "last_id": None}
        return web.json_response({"object": "list", "data": data, **ids, "has_more": has_more})

    async def cancel(self, request: web.Request) -> web.StreamResponse:
        self._service.called("cancel")
        return web.json_response(self._object(request, await self._service.cancel(request.match_info["id"])))

    def _require_key(self, request: web.Request) -> None:
        if self._key is not None and request.headers.get("Authorization") != f"Bearer {self._key}":
            raise Refusal(401, "Incorrect API key provided.", "invalid_api_key")

    def _file_id(self, request: web.Request) -> str:
        """Return the ID in the path. Raises Refusal where a provider documents no operations on single files."""
        if self._service.rules.result_urls:
            raise unknown("file", request.match_info["id"])
        return request.match_info["id"]

    def _object(self, request: web.Request, record: BatchRecord, is_new: bool = False) -> dict[str, Any]:
        def result_id(file_id: str) -> str:
            url = request.url.origin() / f"{self._prefix.strip('/')}/results/{file_id}"
            return str(url.with_query(Expires="4102444800", Signature=_signature(file_id)))

        name = result_id if self._service.rules.result_urls else str
        return self._service.as_object(record, name, is_new)

    def _renamed(self, file: dict[str, Any]) -> dict[str, Any]:
        if not self._service.rules.wraps_files:
            return file
        others = {name: value for name, value in file.items() if name not in ("created_at", "status")}
        return {**others, "createdAt": file["created_at"]}

    def _wrapped(self, found: dict[str, Any]) -> web.Response:
        """Return a file or a list of files, which SiliconFlow puts into an envelope."""
        if not self._service.rules.wraps_files:
            return web.json_response(found)
        data = found if found["object"] == "list" else self._renamed(found)
        return web.json_response({"code": 20000, "message": "Ok", "status": True, "data": data})

    async def _sent(self, request: web.Request, file_id: str) -> web.StreamResponse:
        self._service.file(file_id)
        store, faults = self._service.store, self._service.faults
        path = store.path(file_id)
        if self._service.called("download") <= faults.broken_downloads:
            size = path.stat().st_size
            return await _half_sent(request, store.first_bytes(path, size // 2), size)
        return web.FileResponse(path, headers=_BINARY)


async def _read_form(request: web.Request, path: Path, limit: int) -> dict[str, str]:
    """Write the uploaded file to a path, and return its name and the purpose. Raises Refusal."""
    if request.content_type != "multipart/form-data":
        raise invalid("The request must be multipart/form-data.", "invalid_content_type")
    found: dict[str, str] = {}
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, MultipartReader) or part.name not in _FORM:
                raise invalid("Unknown parameter in the form.", "unknown_parameter")
            found[part.name] = await _read_part(part, path, limit)
    except (ValueError, AssertionError) as error:
        raise invalid(f"The form cannot be read ({error}).") from error
    for name in ("purpose", "file"):
        if name not in found:
            raise invalid(f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
    return found


async def _read_part(part: BodyPartReader, path: Path, limit: int) -> str:
    if part.name != "file":
        return await part.text()
    if not part.filename:
        raise invalid("The file must have a name.", None, "file")
    size = 0
    with path.open("wb") as file:
        while chunk := await part.read_chunk(_CHUNK):
            size += len(chunk)
            file.write(chunk if size <= limit else b"")
    if size > limit:
        raise Refusal(413, f"The file has {size} bytes; at most {limit} are allowed.", None, "file")
    return part.filename


async def _json(request: web.Request) -> Any:
    try:
        return await request.json()
    except ValueError:
        return None


def _hung_up(request: web.Request) -> web.Response:
    """Close the connection without a response."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def _half_sent(request: web.Request, half: bytes, size: int) -> web.StreamResponse:
    """Announce a file of `size` bytes, send half of it, and close the connection."""
    response = web.StreamResponse(headers={**_BINARY, "Content-Length": str(size)})
    await response.prepare(request)
    with suppress(ConnectionError):
        await response.write(half)
    if request.transport is not None:
        request.transport.close()
    return response


def _signature(file_id: str) -> str:
    return hashlib.sha256(f"signed {file_id}".encode()).hexdigest()[:16]
