"""Measure how soon a run continues: the time from the start of a process to its first request.

    python benchmarks/resume.py [--n 50000] [--without-state]

A loopback teacher in a process of its own answers with ten tasks, no two of which are alike. A run to `--n` tasks is
resumed when it is complete, when it needs more tasks, and when it was killed at random moments. With `--without-state`
the saved state is deleted before some of these, so that all replies are processed again, and the datasets are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random

from aiohttp import web

from selfinstruct.pipeline.template import render
from selfinstruct.schema.task import Task

_WORDS = [chr(0x4E00 + 7 * number) for number in range(2900)]
_MORE = 200
_KILLS = 3


def task(rng: Random) -> Task:
    """Return a task of about 25 tokens, half of which are in no other task in the same order."""
    first, second, third, topic = ("".join(rng.choices(_WORDS, k=4)) for _ in range(4))
    output = "，".join("".join(rng.choices(_WORDS, k=12)) for _ in range(5))
    return Task(f"用“{first}”、“{second}”和“{third}”写一段关于{topic}的短文。", "", f"{output}。")


def serve(port: multiprocessing.Queue[int], first: Synchronized[float]) -> None:
    """Run the teacher. `first` is set to the time of the next request if it is 0."""

    async def complete(request: web.Request) -> web.Response:
        if not first.value:
            first.value = time.monotonic()
        rng = Random(hashlib.sha256(await request.read()).hexdigest())
        text = "\n###\n".join(render(task(rng), number) for number in range(4, 14))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        answer = {"object": "chat.completion", "model": "m", "choices": [choice], "usage": {"prompt_tokens": 900}}
        return web.Response(text=json.dumps(answer, ensure_ascii=False), content_type="application/json")

    async def run() -> None:
        application = web.Application(client_max_size=2**26)
        application.router.add_post("/v1/chat/completions", complete)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.put(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


class Runs:
    """Starts processes of one run, and measures them."""

    def __init__(self, url: str, folder: Path, first: Synchronized[float]) -> None:
        self.url, self.folder, self.first = url, folder, first

    def start(self, n: int) -> subprocess.Popen[bytes]:
        """Start a process that continues to `n` tasks."""
        self.first.value = 0.0
        self.began = time.monotonic()
        command = [sys.executable, "-m", "selfinstruct", "generate", "--n", str(n), "--out", str(self.folder)]
        teacher = ["--base-url", self.url, "--model", "m", "--concurrency", "64", "--saturation", "0"]
        environ = os.environ | {"OPENAI_API_KEY": "none"}
        return subprocess.Popen([*command, *teacher], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def until_first(self) -> float:
        """Wait for the first request of the process that was started. Returns the seconds."""
        while not self.first.value:
            time.sleep(0.005)
        return self.first.value - self.began

    def finish(self, n: int, what: str) -> None:
        """Run to `n` tasks, and print the times."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert self.start(n).wait() == 0
        seconds = time.monotonic() - self.began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        begun = f"first request after {self.first.value - self.began:.2f} s, " if self.first.value else ""
        print(f"{what}: {begun}end after {seconds:.2f} s, {cpu:.2f} s of CPU", flush=True)

    def kill(self, n: int, seconds: float) -> None:
        """Start a process, and kill it some seconds after its first request."""
        process = self.start(n)
        print(f"    killed: first request after {self.until_first():.2f} s", flush=True)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def sha(self) -> str:
        """Return the hash of the dataset."""
        return hashlib.sha256((self.folder / "dataset.jsonl").read_bytes()).hexdigest()


def main() -> None:
    """Make a run, and resume it in several ways."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--without-state", action="store_true")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {given.n:,} tasks")
    context = multiprocessing.get_context("spawn")
    port, first = context.Queue(), context.Value("d", 0.0)
    server = context.Process(target=serve, args=(port, first), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as place:
        runs = Runs(f"http://127.0.0.1:{port.get()}/v1", Path(place) / "run", first)
        runs.finish(given.n, "from nothing")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"    at most {peak:,.0f} MiB of memory")
        runs.finish(1, "nothing to do")
        runs.finish(given.n + _MORE, f"{_MORE} tasks more")
        extend(runs, given.n + _MORE, Random(1))
        if given.without_state:
            compare_without_state(runs, given.n)
    server.terminate()


def extend(runs: Runs, n: int, rng: Random) -> None:
    """Kill processes at random moments, and finish."""
    for _ in range(_KILLS):
        runs.kill(n + 50_000, rng.uniform(0.5, 5.0))
    done = sum(1 for _ in (runs.folder / "dataset.jsonl").open("rb"))
    runs.finish(done + _MORE, f"after {_KILLS} kills")


def compare_without_state(runs: Runs, n: int) -> None:
    """Delete the saved state, process all replies again, and compare the datasets."""
    before = runs.sha()
    shutil.rmtree(runs.folder / "state")
    runs.finish(1, "nothing to do, without a state")
    print("the dataset is the same" if runs.sha() == before else f"THE DATASET OF {n:,} TASKS DIFFERS")


if __name__ == "__main__":
    main()
