"""Take a teacher away in the middle of a run, bring it back, and compare the dataset with that of an undisturbed run.

    python benchmarks/outages.py [--seconds 8 75 300] [--in-flight 64 256] [--n 4000]

A loopback teacher in a process of its own answers like the offline teacher, after a second. It is killed with SIGKILL
once a tenth of the replies have arrived, and started again on the same port.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LATENCY = 1.0
PORT_RANGE = (20_000, 30_000)


def serve(port: int) -> None:
    """Answer chat completions until the process is killed."""
    from aiohttp import web

    from selfinstruct.teachers.offline.answers import answer

    async def complete(request: web.Request) -> web.Response:
        prompt = (await request.json())["messages"][-1]["content"]
        await asyncio.sleep(LATENCY)
        message = {"role": "assistant", "content": answer(prompt).text}
        return web.json_response({"choices": [{"index": 0, "finish_reason": "stop", "message": message}]})

    async def run() -> None:
        application = web.Application()
        application.router.add_post("/v1/chat/completions", complete)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
        await asyncio.Event().wait()

    asyncio.run(run())


def start_server(port: int) -> multiprocessing.Process:
    """Start the teacher in a process of its own."""
    process = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    process.start()
    return process


def start_run(folder: Path, port: int, n: int, in_flight: int) -> subprocess.Popen[str]:
    """Start `selfinstruct generate` against the teacher."""
    words = ["generate", "--n", str(n), "--out", str(folder), "--base-url", f"http://127.0.0.1:{port}/v1"]
    words += ["--model", "m", "--concurrency", str(in_flight)]
    return subprocess.Popen(
        [sys.executable, "-m", "selfinstruct", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def replies(folder: Path) -> int:
    """Return the number of lines in the journal."""
    path = folder / "journal-00001.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def dataset(folder: Path) -> str:
    """Return the hash of the dataset."""
    return hashlib.sha256((folder / "dataset.jsonl").read_bytes()).hexdigest()[:12]


def measure(folder: Path, n: int, in_flight: int, away: float) -> None:
    """Run with an outage of `away` seconds (0: none) and print what happened."""
    port = PORT_RANGE[0] + os.getpid() % (PORT_RANGE[1] - PORT_RANGE[0])
    server = start_server(port)
    time.sleep(2)
    began = time.monotonic()
    run = start_run(folder, port, n, in_flight)
    if away:
        while replies(folder) < n // 70:
            time.sleep(0.05)
        server.kill()
        server.join()
        time.sleep(away)
        server = start_server(port)
    _, said = run.communicate()
    seconds = time.monotonic() - began
    server.kill()
    server.join()
    print(f"away {away:4.0f} s, {in_flight:3} in flight: exit {run.returncode}, {seconds:.0f} s, {dataset(folder)}")
    for line in said.splitlines():
        if "away" in line or "again" in line or "error" in line:
            print(f"    {line}")


def main() -> None:
    """Measure every outage with every number of requests in flight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, nargs="+", default=[8, 75, 300])
    parser.add_argument("--in-flight", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--n", type=int, default=4000)
    given = parser.parse_args()
    for in_flight in given.in_flight:
        for away in (0.0, *given.seconds):
            with tempfile.TemporaryDirectory() as place:
                measure(Path(place) / "run", given.n, in_flight, away)


if __name__ == "__main__":
    main()
