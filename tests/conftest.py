"""Fixtures: a loopback teacher in a thread, and an environment without keys and proxies."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import settings
from loopback import Command, Done, LoopbackTeacher, serving

from selfinstruct.cli import app
from selfinstruct.teachers.providers.known import known_providers

# Tests run beside each other on all cores; torch's threads would only wait for one another.
os.environ["OMP_NUM_THREADS"] = "1"

# What the tests confirm must not get into the state directory of whoever runs them.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="selfinstruct-state-")
atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)

# A background job ignores these, and so would all that the tests start and send them to.
for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)

# How long an example takes is a matter of the machine, and measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("untimed")


NEEDS_TORCH = frozenset(
    f"test_{name}.py"
    for name in ("answers", "card", "compare", "hub_shapes", "modelscope", "push", "sft", "student_models", "training")
)
"""Files that need the sft extra; without it, or where `-m` leaves them out, they are not even imported."""


def pytest_configure(config: pytest.Config) -> None:
    """`make test-fast` tries fewer examples, too; a test that names its own number keeps it."""
    if "not slow" in config.option.markexpr:
        settings.load_profile("quick")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A worker for each core and, in the whole suite, one more: many of its tests wait for processes they started."""
    cores = min(os.cpu_count() or 1, 4)
    return cores if "not slow" in config.option.markexpr else cores + 1


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    left_out = "not torch" in config.option.markexpr or find_spec("torch") is None
    return True if left_out and collection_path.name in NEEDS_TORCH else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name in NEEDS_TORCH:
            item.add_marker(pytest.mark.torch)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def teacher() -> Iterator[LoopbackTeacher]:
    served = LoopbackTeacher()

    async def models(_: web.Request) -> web.Response:
        return web.json_response(
            {"object": "list", "data": [{"id": name, "object": "model"} for name in ("m", "other")]}
        )

    with serving([web.post("/v1/chat/completions", served.complete), web.get("/v1/models", models)]) as url:
        served.url = f"{url}/v1"
        yield served


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)
    for name in (
        *(name for provider in known_providers().by_name.values() for name in provider.key_env),
        "SELFINSTRUCT_PROVIDERS",
        "OPENAI_BASE_URL",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The console script, run in this process (a new one needs half a second) in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["selfinstruct", *map(str, words)])
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        with pytest.raises(SystemExit) as left:
            app.main()
        for number, handler in handlers.items():  # a command that was stopped ignores signals until it has exited
            signal.signal(number, handler)
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture
def paid(teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Options that reach the loopback teacher as a paid one."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    return {"base_url": teacher.url, "model": "m", "concurrency": 16}
