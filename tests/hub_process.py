"""The command line in a process of its own, connected to a local hub: its library reads the environment on import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from hub import TOKEN, File, Hub, Repo
from loopback import HANGS, Done

DRIVER = """
import contextlib, io, json, os, sys, time
time.sleep = lambda seconds: None
from huggingface_hub import constants
from selfinstruct.cli import app as cli
for line in sys.stdin:
    asked = json.loads(line)
    os.chdir(asked["folder"])
    constants.HF_HUB_OFFLINE = asked["offline"]
    sys.argv, code, out, err = ["selfinstruct", *asked["words"]], 0, io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as left:
            code = left.code or 0
    heavy = [name for name in ("torch", "transformers", "datasets") if name in sys.modules]
    print(json.dumps([code, out.getvalue(), err.getvalue(), heavy]), flush=True)
"""

Driver = Callable[..., Done]


def hub_environment(hub: Hub, home: Path) -> dict[str, str]:
    """Return the environment of a process that uses a local hub. The hub's library keeps its cache in `home`."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    own = {"HF_ENDPOINT": hub.url, "HF_TOKEN": TOKEN, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1"}
    return kept | own | {"HF_HUB_DISABLE_TELEMETRY": "1"}


@contextmanager
def json_process(
    code: str, environment: dict[str, str], folder: Path, stderr: TextIO | None = None
) -> Iterator[Callable[[object], Any]]:
    """Run a program that answers each line of JSON with one. Yields a function that asks it."""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    stdin, stdout = process.stdin, process.stdout
    assert stdin is not None
    assert stdout is not None

    def ask(question: object) -> Any:
        stdin.write(json.dumps(question) + "\n")
        stdin.flush()
        return json.loads(stdout.readline())

    yield ask
    stdin.close()
    assert process.wait(HANGS) == 0
    stdout.close()


@contextmanager
def hub_process(hub: Hub, home: Path, **environment: str) -> Iterator[Driver]:
    """Yield a function that runs a command in a folder, in a process that keeps the cache of the hub in `home`."""
    with json_process(DRIVER, hub_environment(hub, home) | environment, home.parent) as ask:

        def drive(folder: Path, *words: object, offline: bool = False, may_be_heavy: bool = False) -> Done:
            code, out, err, heavy = ask({"folder": str(folder), "words": [*map(str, words)], "offline": offline})
            assert TOKEN not in out + err
            assert "Traceback" not in err
            assert may_be_heavy or not heavy
            return Done(code, out, err)

        yield drive


def publish(hub: Hub, name: str, files: dict[str, bytes], **revisions: dict[str, bytes]) -> None:
    """Publish a dataset with these files, and other files at other revisions."""

    def commit(content: dict[str, bytes]) -> dict[str, Any]:
        return {path: File(data, lfs=path.endswith(".parquet")) for path, data in content.items()}

    others = {revision: [commit(content)] for revision, content in revisions.items()}
    hub.repos[name] = Repo(private=True, commits={"main": [commit(files)], **others})
