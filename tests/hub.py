"""A local fake of the Hugging Face Hub with the API calls of pushing and loading a dataset, and faults on demand."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from loopback import serving

TOKEN = "hf_loopbackTokenOfTheTests"


@dataclass(frozen=True)
class File:
    data: bytes
    lfs: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def git_sha(self) -> str:
        return hashlib.sha1(f"blob {len(self.data)}\0".encode() + self.data).hexdigest()

    @property
    def oid(self) -> str:
        return self.sha256 if self.lfs else self.git_sha


@dataclass
class Repo:
    """A repository. `commits` maps branches and pull requests to lists of commits; a commit has all files by path."""

    private: bool
    commits: dict[str, list[dict[str, File]]] = field(default_factory=lambda: {"main": [{}]})
    pull_requests: list[str] = field(default_factory=list)

    def files(self, revision: str = "main") -> dict[str, File]:
        return self.commits[revision][-1]

    def head(self, revision: str) -> str:
        listed = [(path, file.sha256) for path, file in sorted(self.files(revision).items())]
        return hashlib.sha1(f"{len(self.commits[revision])} {listed}".encode()).hexdigest()

    def made(self, revision: str = "main") -> int:
        """Number of pushed commits; the initial commit is not counted."""
        return len(self.commits[revision]) - 1


class Hub:
    """A fake hub. Each call takes the next fault in `faults[call]`, if any, and `calls` counts the calls by name.

    A fault is a status, a response, `reset` (the connection is closed before the call is processed), `lost` (closed
    afterwards), or `hold`, which sets `held` and delays the call.
    """

    def __init__(self) -> None:
        self.repos: dict[str, Repo] = {}
        self.blobs: dict[str, bytes] = {}
        self.faults: dict[str, list[Any]] = {}
        self.calls: Counter[str] = Counter()
        self.held = threading.Event()
        self.url = ""

    def clear(self) -> None:
        for name in ("repos", "blobs", "faults", "calls"):
            getattr(self, name).clear()
        self.held.clear()

    @web.middleware
    async def answer(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Apply the next fault of this call, and reject requests without the token."""
        call = handler.__name__
        self.calls[call] += 1
        await request.read()
        fault = (self.faults.get(call) or [None]).pop(0)
        if fault == "hold":
            self.held.set()
            await asyncio.sleep(30)
        if isinstance(fault, int):
            return web.Response(status=fault, text="a response that is not JSON")
        if isinstance(fault, dict):
            return web.Response(**fault)
        if call != "put" and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"error": "Invalid username or password."}, status=401)
        done = await handler(request) if fault != "reset" else None
        if fault in ("reset", "lost"):
            assert request.transport is not None
            request.transport.abort()
        return done or web.Response()

    def repo(self, request: web.Request) -> Repo:
        name = _name(request)
        if name not in self.repos:
            raise web.HTTPNotFound(headers={"X-Error-Code": "RepoNotFound"})
        return self.repos[name]

    def revision(self, request: web.Request) -> tuple[Repo, str]:
        repo, revision = self.repo(request), request.match_info.get("revision", "main")
        heads = {repo.head(name): name for name in repo.commits}
        revision = heads.get(revision, revision)
        if revision not in repo.commits:
            raise web.HTTPNotFound(headers={"X-Error-Code": "RevisionNotFound"})
        return repo, revision

    async def create(self, request: web.Request) -> web.Response:
        body = await request.json()
        name = f"{body['organization']}/{body['name']}"
        status = 409 if name in self.repos else 200
        self.repos.setdefault(name, Repo(private=body.get("private", body.get("visibility") == "private")))
        return web.json_response({"url": f"{self.url}/datasets/{name}", "name": name}, status=status)

    async def info(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        name = _name(request)
        siblings = [{"rfilename": path} for path in repo.files(revision)]
        found = {"id": name, "private": repo.private, "sha": repo.head(revision), "siblings": siblings, "tags": []}
        return web.json_response(found | {"disabled": False, "gated": False, "downloads": 0, "likes": 0})

    async def tree(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        root = request.match_info["path"].strip("/")
        listed = [_entry(path, file) for path, file in repo.files(revision).items() if path.startswith(root)]
        if root and not listed:
            raise web.HTTPNotFound(headers={"X-Error-Code": "EntryNotFound"})
        folders = {path.rpartition("/")[0] for path in repo.files(revision) if "/" in path} - {root}
        return web.json_response([{"type": "directory", "path": name, "oid": "0"} for name in folders] + listed)

    async def paths(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        wanted = (await request.post()).getall("paths", [])
        files = repo.files(revision)
        return web.json_response([_entry(path, files[path]) for path in map(str, wanted) if path in files])

    async def branch(self, request: web.Request) -> web.Response:
        repo, name = self.repo(request), request.match_info["revision"]
        status = 409 if name in repo.commits else 200
        repo.commits.setdefault(name, list(repo.commits["main"]))
        return web.json_response({}, status=status)

    async def discussions(self, request: web.Request) -> web.Response:
        repo = self.repo(request)
        listed = [_discussion(number, title) for number, title in enumerate(repo.pull_requests, 1)]
        return web.json_response({"count": len(listed), "start": 0, "discussions": listed})

    async def pull_request(self, request: web.Request) -> web.Response:
        repo = self.repo(request)
        repo.pull_requests.append((await request.json())["title"])
        number = len(repo.pull_requests)
        repo.commits[f"refs/pr/{number}"] = list(repo.commits["main"])
        return web.json_response({"num": number})

    async def discussion(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        more = {"events": [], "diff": "", "filesWithConflicts": [], "changes": {"base": "refs/heads/main"}}
        return web.json_response(_discussion(number, self.repo(request).pull_requests[number - 1]) | more)

    async def yaml(self, request: web.Request) -> web.Response:
        assert (await request.json())["content"].startswith("---\n")
        return web.json_response({"errors": [], "warnings": [{"message": "a warning that is hidden"}]})

    async def preupload(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        files = repo.files(revision)
        return web.json_response(
            {
                "files": [
                    {
                        "path": (path := asked["path"]),
                        "uploadMode": "lfs" if path.endswith(".parquet") else "regular",
                        "shouldIgnore": False,
                        "oid": files[path].oid if path in files else None,
                    }
                    for asked in (await request.json())["files"]
                ]
            }
        )

    async def batch(self, request: web.Request) -> web.Response:
        objects = (await request.json())["objects"]
        for item in objects:
            if item["oid"] not in self.blobs:
                links = {"upload": f"{self.url}/lfs/{item['oid']}", "verify": f"{self.url}/verify"}
                item["actions"] = {name: {"href": link} for name, link in links.items()}
        return web.json_response({"transfer": "basic", "objects": objects})

    async def put(self, request: web.Request) -> web.Response:
        data = await request.read()
        assert hashlib.sha256(data).hexdigest() == request.match_info["oid"]
        self.blobs[request.match_info["oid"]] = data
        return web.Response()

    async def verify(self, request: web.Request) -> web.Response:
        return web.json_response({}, status=200 if (await request.json())["oid"] in self.blobs else 404)

    async def commit(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        lines = [json.loads(line) for line in (await request.text()).splitlines()]
        files = dict(repo.files(revision))
        for line in lines:
            value = line["value"]
            match line["key"]:
                case "header" if value.get("parentCommit", repo.head(revision)) != repo.head(revision):
                    return web.json_response({"error": "A commit has happened since."}, status=412)
                case "file":
                    files[value["path"]] = File(base64.b64decode(value["content"]), lfs=False)
                case "lfsFile":
                    files[value["path"]] = File(self.blobs[value["oid"]], lfs=True)
                case "deletedFile":
                    del files[value["path"]]
        repo.commits[revision].append(files)
        oid, name = repo.head(revision), _name(request)
        return web.json_response(
            {"success": True, "commitOid": oid, "commitUrl": f"{self.url}/datasets/{name}/commit/{oid}"}
        )

    async def resolve(self, request: web.Request) -> web.Response:
        repo, revision = self.revision(request)
        path = request.match_info["path"]
        if path not in repo.files(revision):
            raise web.HTTPNotFound(headers={"X-Error-Code": "EntryNotFound"})
        file = repo.files(revision)[path]
        return web.Response(body=file.data, headers={"ETag": f'"{file.oid}"', "X-Repo-Commit": repo.head(revision)})


def _name(request: web.Request) -> str:
    """The name of the repository, which has no owner if it is an old dataset."""
    return "/".join(request.match_info[part] for part in ("owner", "name") if part in request.match_info)


def _entry(path: str, file: File) -> dict[str, Any]:
    large = {"lfs": {"oid": file.sha256, "size": len(file.data), "pointerSize": 130}} if file.lfs else {}
    return {"type": "file", "path": path, "oid": file.git_sha, "size": len(file.data)} | large


def _discussion(number: int, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "num": number,
        "author": {"name": "alice"},
        "createdAt": "2026-11-01T00:00:00.000Z",
        "status": "draft",
        "repo": {"name": "alice/tasks", "type": "dataset"},
        "isPullRequest": True,
    }


@contextmanager
def served(hub: Hub) -> Iterator[Hub]:
    """Serve the hub at a local address, in a thread."""
    api, old = "/api/datasets/{owner}/{name}", "/api/datasets/{name}"
    routes = [
        web.get(old + "/revision/{revision}", hub.info),
        web.get(old + "/tree/{revision}{path:.*}", hub.tree),
        web.get("/datasets/{name}/resolve/{revision}/{path:.*}", hub.resolve),
        web.post("/api/repos/create", hub.create),
        web.get(api, hub.info),
        web.get(api + "/revision/{revision}", hub.info),
        web.get(api + "/tree/{revision}{path:.*}", hub.tree),
        web.post(api + "/paths-info/{revision}", hub.paths),
        web.post(api + "/branch/{revision}", hub.branch),
        web.get(api + "/discussions", hub.discussions),
        web.post(api + "/discussions", hub.pull_request),
        web.get(api + "/discussions/{number}", hub.discussion),
        web.post("/api/validate-yaml", hub.yaml),
        web.post(api + "/preupload/{revision}", hub.preupload),
        web.post("/datasets/{owner}/{name}.git/info/lfs/objects/batch", hub.batch),
        web.put("/lfs/{oid}", hub.put),
        web.post("/verify", hub.verify),
        web.post(api + "/commit/{revision}", hub.commit),
        web.get("/datasets/{owner}/{name}/resolve/{revision}/{path:.*}", hub.resolve),
    ]
    with serving(routes, [hub.answer]) as hub.url:
        yield hub
