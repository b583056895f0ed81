"""Compare the request rate and the CPU time per request of a complete run with those of a bare HTTP client.

    python benchmarks/generate.py [--data TASKS.jsonl[.gz]] [--requests 6000] [--in-flight 100] [--latency 0.2]

A loopback teacher in a separate process replies after a fixed latency with seven tasks. The prompt's hash selects them
from a repertoire of 2,500 tasks. The run already knows 1,500 of these from `--against`, so its pool grows from 1,600 to
at most 2,600 rows and has slightly more than 2,000 on average. First a bare aiohttp client sends the requests, then the
complete program does: prompts, journal on disk, parsing, filters, similarity, types, files. Tasks come from `--data`
(JSON lines in Alpaca format) or, without it, from the offline teacher's families.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import multiprocessing
import os
import platform
import resource
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random

import aiohttp
from aiohttp import web

from selfinstruct.pipeline.template import render
from selfinstruct.runs.generate import generate
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.warmup import warm_up
from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import FAMILIES

REPERTOIRE, KNOWN, PER_ANSWER = 2500, 1500, 7


@dataclass(frozen=True)
class Measured:
    """Measurement of one client: answered requests, wall-clock seconds, CPU seconds of this process."""

    name: str
    requests: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


def load_tasks(path: Path | None) -> list[Task]:
    """Load or generate the teacher's repertoire."""
    if path is None:
        rng = Random(1)
        return [rng.choice(FAMILIES).write(rng) for _ in range(REPERTOIRE)]
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in content.split(b"\n") if line]
    tasks = [Task(row["instruction"], row["input"], row["output"]) for row in rows if 0 < len(row["output"]) <= 400]
    return Random(1).sample(tasks, REPERTOIRE)


def serve(tasks: list[Task], latency: float, port: multiprocessing.Queue[int], given: Synchronized[int]) -> None:
    """Run the loopback teacher. It renders its replies in a separate process, so they cost no CPU time in this one.

    `given` counts the replies in shared memory, because requesting the count would distort the measurement.
    """

    async def complete(request: web.Request) -> web.Response:
        body = await request.read()
        await asyncio.sleep(latency)
        given.value += 1
        chosen = Random(hashlib.sha256(body).hexdigest()).sample(tasks, PER_ANSWER)
        text = "\n###\n".join(render(task, number) for number, task in enumerate(chosen, 4))
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        usage = {"prompt_tokens": len(body) // 4, "completion_tokens": len(text)}
        answer = {"object": "chat.completion", "model": "loopback", "choices": [choice], "usage": usage}
        return web.Response(text=json.dumps(answer, ensure_ascii=False), content_type="application/json")

    async def run() -> None:
        application = web.Application(client_max_size=2**26)
        application.router.add_post("/v1/chat/completions", complete)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.put(runner.addresses[0][1])
        await asyncio.sleep(600)

    asyncio.run(run())


async def bare(url: str, requests: int, in_flight: int) -> Measured:
    """Send prompts of the usual length and read the replies, without any processing."""
    places = asyncio.Semaphore(in_flight)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def one(number: int) -> None:
            message = {"role": "user", "content": f"{number}" + "请列出任务" * 240}
            async with places, session.post(f"{url}/chat/completions", json={"messages": [message]}) as response:
                await response.read()

        wall, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(one(number) for number in range(requests)))
        return Measured("bare aiohttp", requests, time.perf_counter() - wall, time.process_time() - cpu)


def cpu_seconds() -> float:
    """CPU time of this process and of those that it started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


async def whole(url: str, given: Synchronized[int], requests: int, in_flight: int, known: Path, out: Path) -> Measured:
    """Run the complete program and stop it after the given number of replies."""
    stop = Stop()
    options = GenerateOptions(
        n=10**6, out=out, base_url=(url,), model="loopback", against=(known,), concurrency=in_flight, saturation=0.0
    )
    before = given.value
    wall, cpu = time.perf_counter(), cpu_seconds()
    run = asyncio.create_task(generate(options, stop, lambda _: None, quiet=True))
    while not run.done() and given.value < before + requests:
        await asyncio.sleep(0.05)
    stop.request()
    await asyncio.wait([run])
    run.exception()
    seconds, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    return Measured("selfinstruct", json.loads((out / "stats.json").read_text())["answers"], seconds, cpu)


def main() -> None:
    """Measure both clients with the same server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--requests", type=int, default=6000)
    parser.add_argument("--in-flight", type=int, default=100)
    parser.add_argument("--latency", type=float, default=0.2)
    given = parser.parse_args()
    os.environ.setdefault("OPENAI_API_KEY", "loopback")
    warm_up(print)  # a run does this before its first request
    tasks = load_tasks(given.data)
    port: multiprocessing.Queue[int] = multiprocessing.Queue()
    answers: Synchronized[int] = multiprocessing.Value("q", 0)
    server = multiprocessing.Process(target=serve, args=(tasks, given.latency, port, answers), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{port.get(timeout=30)}/v1"
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.jsonl"
        known.write_text("".join(json.dumps({"instruction": task.instruction}) + "\n" for task in tasks[:KNOWN]))
        rival = asyncio.run(bare(url, given.requests, given.in_flight))
        ours = asyncio.run(whole(url, answers, given.requests, given.in_flight, known, Path(folder) / "run"))
    server.terminate()
    report([rival, ours], given)


def report(measured: list[Measured], given: argparse.Namespace) -> None:
    """Print the measurements, the machine and the versions."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("openai", "aiohttp", "rapidfuzz"))
    print(f"Python {platform.python_version()}, {libraries}, {os.cpu_count()} cores")
    print(f"latency {given.latency} s, {given.in_flight} in flight: at most {given.in_flight / given.latency:.0f}/s")
    for one in measured:
        share = one.rate / measured[0].rate
        print(
            f"{one.name:<14}{one.requests:>6} requests{one.rate:>8.1f}/s{share:>7.0%} of bare"
            f"{one.cpu / one.requests * 1000:>7.2f} ms CPU per request"
        )


if __name__ == "__main__":
    main()
