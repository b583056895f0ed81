"""Push to ModelScope with its own library, against a local fake of the API that the library calls."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from loopback import Command, serving

import selfinstruct

pytest.importorskip("modelscope_hub")
REPO, TOKEN = "alice/tasks", "ms-loopbackTokenOfTheTests"


class ModelScope:
    """A fake hub. `files` has contents by path; each call takes the next status in `faults[call]`, if any."""

    def __init__(self) -> None:
        self.visibility: int | None = None
        self.license = ""
        self.files: dict[str, bytes] = {}
        self.blobs: dict[str, bytes] = {}
        self.faults: dict[str, list[int]] = {}
        self.calls: Counter[str] = Counter()
        self.url = ""

    @web.middleware
    async def answer(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.calls[handler.__name__] += 1
        await request.read()
        if fault := (self.faults.get(handler.__name__) or [0]).pop(0):
            return web.json_response({"Message": "not today"}, status=fault)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"Message": "authentication required"}, status=401)
        found: web.StreamResponse = await handler(request)
        return found

    async def create(self, request: web.Request) -> web.Response:
        if self.visibility is not None:
            return web.json_response({"Code": 10020101001, "Message": "exists"}, status=400)
        form = dict(re.findall(r'name="(\w+)"\r\n\r\n(.*)\r\n', await request.text()))
        self.visibility, self.license = int(form["Visibility"]), form["License"]
        return web.json_response({"Data": {"Name": "tasks"}})

    async def info(self, _: web.Request) -> web.Response:
        return web.json_response({"data": {"id": REPO, "visibility": self.visibility}})

    async def tree(self, _: web.Request) -> web.Response:
        listed = [
            {"Path": path, "Size": len(data), "Sha256": hashlib.sha256(data).hexdigest(), "Type": "blob"}
            for path, data in self.files.items()
        ]
        return web.json_response({"Data": {"Files": listed}})

    async def batch(self, request: web.Request) -> web.Response:
        objects = (await request.json())["objects"]
        for item in objects:
            if item["oid"] not in self.blobs:
                item["actions"] = {"upload": {"href": f"{self.url}/blob/{item['oid']}"}}
        return web.json_response({"Data": {"objects": objects}})

    async def put(self, request: web.Request) -> web.Response:
        self.blobs[request.match_info["oid"]] = await request.read()
        return web.json_response({"Code": 200})

    async def commit(self, request: web.Request) -> web.Response:
        assert request.match_info["revision"] == "master"
        for action in json.loads(await request.text())["actions"]:
            if action["action"] == "delete":
                del self.files[action["path"]]
            else:
                large = action["type"] == "lfs"
                self.files[action["path"]] = (
                    self.blobs[action["sha256"]] if large else base64.b64decode(action["content"])
                )
        return web.json_response({"Success": True, "Data": {}})


@pytest.fixture
def modelscope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelScope]:
    hub = ModelScope()
    routes = [
        web.post("/api/v1/datasets", hub.create),
        web.get("/openapi/v1/datasets/alice/tasks", hub.info),
        web.get("/api/v1/datasets/alice/tasks/repo/tree", hub.tree),
        web.post("/api/v1/repos/datasets/alice/tasks/info/lfs/objects/batch", hub.batch),
        web.put("/blob/{oid}", hub.put),
        web.post("/api/v1/repos/datasets/alice/tasks/commit/{revision}", hub.commit),
    ]
    with serving(routes, [hub.answer]) as hub.url:
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.url)
        monkeypatch.setenv("MODELSCOPE_API_TOKEN", TOKEN)
        monkeypatch.setenv("MODELSCOPE_HOME", str(tmp_path / "modelscope"))
        monkeypatch.setattr("time.sleep", lambda _: None)
        yield hub


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "run"
    selfinstruct.generate(n=40, out=path, teacher="offline")
    return path


def pushed(console: Command, run: Path, *words: str) -> Any:
    done = console("push", run, "--repo", REPO, "--hub", "modelscope", *words)
    assert TOKEN not in done.out + done.err
    return done


def test_all_files_are_uploaded_to_a_private_repository_without_a_default_license(
    console: Command, run: Path, modelscope: ModelScope
) -> None:
    modelscope.files = {"data/train-00000-of-00002.parquet": b"old", "LICENSE": b"mine"}
    done = pushed(console, run, "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["revision"] == "master"
    assert (modelscope.visibility, modelscope.license) == (1, "Other")
    built = {path.relative_to(run / "hub").as_posix(): path.read_bytes() for path in (run / "hub").rglob("[!.]*.*")}
    assert modelscope.files == built | {"LICENSE": b"mine"}
    assert "MsDataset.load" in built["README.md"].decode()


def test_a_second_push_uploads_nothing(console: Command, run: Path, modelscope: ModelScope) -> None:
    assert "second commit" in pushed(console, run).out
    modelscope.calls.clear()
    assert "no commit was made" in pushed(console, run).out
    assert not modelscope.calls["commit"] + modelscope.calls["put"] + modelscope.calls["batch"]


@pytest.mark.parametrize("call", ["create", "info", "tree", "batch", "put", "commit"])
def test_a_temporary_fault_is_retried(console: Command, run: Path, modelscope: ModelScope, call: str) -> None:
    modelscope.faults[call] = [503]
    assert pushed(console, run).code == 0
    assert "README.md" in modelscope.files
    assert modelscope.calls[call] > 1


@pytest.mark.parametrize(("status", "code"), [(401, 4), (403, 4), (503, 5)])
def test_refusal_and_outage_have_their_exit_codes(
    console: Command, run: Path, modelscope: ModelScope, status: int, code: int
) -> None:
    modelscope.faults["create"] = [status] * 100
    done = pushed(console, run)
    assert (done.code, done.out) == (code, "")
    assert "ModelScope" in done.err
    assert not modelscope.files


def test_nothing_is_uploaded_to_a_public_repository_without_the_flag(
    console: Command, run: Path, modelscope: ModelScope
) -> None:
    modelscope.visibility = 5
    done = pushed(console, run)
    assert (done.code, "--public" in done.err) == (2, True)
    assert not modelscope.files
    assert pushed(console, run, "--public").code == 0


def test_nothing_is_built_without_a_token(
    console: Command, run: Path, modelscope: ModelScope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_API_TOKEN", "")
    done = pushed(console, run)
    assert (done.code, "MODELSCOPE_API_TOKEN" in done.err) == (2, True)
    assert not modelscope.calls
