"""Push to ModelScope and read from it with its own library, against a local fake of the API that the library calls."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from loopback import Command, json_lines, serving

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

    async def download(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.query["FilePath"]])

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
        web.get("/api/v1/datasets/alice/tasks/repo", hub.download),
        web.post("/api/v1/repos/datasets/alice/tasks/info/lfs/objects/batch", hub.batch),
        web.put("/blob/{oid}", hub.put),
        web.post("/api/v1/repos/datasets/alice/tasks/commit/{revision}", hub.commit),
    ]
    with serving(routes, [hub.answer]) as hub.url:
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.url)
        monkeypatch.setenv("MODELSCOPE_API_TOKEN", TOKEN)
        monkeypatch.setenv("MODELSCOPE_HOME", str(tmp_path / "modelscope"))
        monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path / "cache"))
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


# Datasets that are read

ADDRESS = f"modelscope://{REPO}"
SPLITS = """---
configs:
- config_name: default
  data_files: [{split: train, path: en/*.jsonl}, {split: test, path: zh.jsonl}]
---
"""


def line(text: str) -> bytes:
    return json.dumps({"instruction": text, "output": "好"}).encode() + b"\n"


@pytest.fixture
def read(console: Command, modelscope: ModelScope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    modelscope.files = {
        "README.md": SPLITS.encode(),
        "en/1.jsonl": line("一"),
        "en/2.jsonl": line("二"),
        "zh.jsonl": line("三"),
    }

    def read(rest: str = "") -> tuple[int, list[str], str]:
        done = console("dedup", f"{ADDRESS}{rest}", "--out", "out.jsonl", "--force")
        assert TOKEN not in done.out + done.err
        assert done.code == 0 or "\n" not in done.err.splitlines()[-1]
        rows = [] if done.code else [row["instruction"] for row in json_lines(tmp_path / "out.jsonl")]
        return done.code, rows, done.err

    return read


def test_a_dataset_is_read_by_the_configuration_of_its_card(read: Any, modelscope: ModelScope, tmp_path: Path) -> None:
    code, rows, said = read()
    assert (code, rows) == (0, ["一", "二"]), said
    assert f"{ADDRESS}: checking {modelscope.url}, downloading files that are not in the cache" in said
    assert f"{ADDRESS}: reading the split train; not read: test" in said
    assert {path.name for path in tmp_path.rglob("*.jsonl")} == {"1.jsonl", "2.jsonl", "out.jsonl", "out.dropped.jsonl"}
    assert read(":test")[1] == ["三"]
    assert read("/en/2.jsonl")[1] == ["二"]


def test_a_dataset_is_not_downloaded_again_and_its_cache_is_used_while_the_hub_is_unreachable(
    read: Any, modelscope: ModelScope
) -> None:
    assert read()[0] == 0
    count = modelscope.calls["download"]
    assert read()[0] == 0
    assert modelscope.calls["download"] == count
    modelscope.faults = {"tree": [503] * 100, "download": [503] * 100}
    assert read()[:2] == (0, ["一", "二"])
    code, _, said = read(":test")
    assert (code, f"{ADDRESS}:test: the hub cannot be reached, and the dataset may not be fully cached" in said) == (
        5,
        True,
    )


@pytest.mark.parametrize(
    ("call", "status", "code", "words"),
    [
        ("tree", 401, 4, "no accessible dataset of this name on ModelScope"),
        ("tree", 404, 4, "check the name"),
        ("tree", 503, 5, "ModelScope cannot be reached at http://127.0.0.1"),
        ("download", 403, 4, "for a private dataset set MODELSCOPE_API_TOKEN"),
        ("download", 503, 5, "or pass a dataset file"),
    ],
)
def test_every_response_to_a_download_has_its_message_and_exit_code(
    read: Any, modelscope: ModelScope, call: str, status: int, code: int, words: str
) -> None:
    modelscope.faults[call] = [status] * 100
    found, _, said = read(":train")
    assert (found, words in said) == (code, True), said
    assert f"{ADDRESS}:train: " in said


def test_without_the_library_the_install_command_is_shown(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "modelscope_hub", None)
    code, _, said = read()
    assert (code, "modelscope:// needs the package modelscope-hub; install it with" in said) == (2, True)
