"""Measure what a run gets out of a server that limits its load, by the server's own count.

    python benchmarks/quota.py [--quotas 120 20] [--in-flight 64 256] [--seconds 150] [--retry-after yes no reset]
    python benchmarks/quota.py --minute --seconds 181
    python benchmarks/quota.py --queue [--n 4000]
    python benchmarks/quota.py --batching

A loopback teacher in a process of its own answers like the offline teacher. By default it admits a number of requests
per second (a token bucket of one second's worth), answers them after half a second, and refuses the others with 429, at
once or (`--slow-refusals`) after half a second. It states the wait in Retry-After (`yes`), in
`x-ratelimit-reset-requests` (`reset`) or nowhere (`no`). With `--minute` the quota is one of a fixed minute. With
`--queue` it refuses nothing and serves 20 requests a second in the order of their arrival, even if their clients have
gone. With `--batching` it works on 128 requests at once, each of which takes 1 s × (1 + requests / 32). Other arguments
go to `selfinstruct generate`.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from loopback import (
    ASKED,
    DELIVERED,
    GONE,
    REFUSED,
    Event,
    JournalTail,
    Replier,
    Server,
    Tail,
    events,
    heed_signals,
)
from servers import Batching, Bucket, Minute, Queue, Quota

CHEAP = ("--tasks", "5")
"""Two tasks a reply: at 120 replies a second the limiter is to be measured, and not the CPU time of the screening."""
QUEUE_RATE, QUEUE_TIMEOUT = 20.0, 8
LONGEST = 1800.0
"""Seconds after which a run to a target is stopped."""
DRAIN = 120.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: the server's events, the answers in its journal by prompt, and how it ended (seconds, CPU, exit code)."""

    events: list[Event]
    journal: Counter[str]
    until: float
    seconds: float
    cpu: float
    exit: int

    def count(self, kind: str, after: float = 0.0, before: float = math.inf) -> int:
        """Count events by the seconds between the first request and their end."""
        began = self.events[0].at
        return sum(each.kind == kind and after <= each.ended - began < before for each in self.events)

    def goodput(self, after: float, minute: bool = False) -> float:
        """Return the answers per second between `after` and the end of the run, in whole minutes if asked for."""
        end = self.until - self.events[0].at
        end = 60 * (end // 60) if minute else end
        return self.count(DELIVERED, after, end) / max(1.0, end - after)

    def refused(self, after: float = 0.0) -> float:
        """Return the share of refusals in all requests."""
        return self.count(REFUSED, after) / max(1, self.count(ASKED, after))

    @property
    def kept(self) -> str:
        """Return the columns KEPT. Lost: delivered, not in the journal. The load shows whether the machine was busy."""
        delivered = Counter(each.sha for each in self.events if each.kind == DELIVERED)
        lost = sum(sha not in self.journal for sha in delivered)
        twice = sum(max(0, number - max(1, self.journal[sha])) for sha, number in delivered.items())
        counts = f"{delivered.total():,} | {lost} | {twice} | {self.journal.total():,}"
        return f"{counts} | {self.exit} | {self.cpu:.0%} | {os.getloadavg()[0]:.1f} |"


def measure(replier: Replier, in_flight: int, n: int, seconds: float, words: Sequence[str]) -> Measured:
    """Run to `n` tasks, or until it is stopped with SIGINT after some seconds."""
    with tempfile.TemporaryDirectory() as place, Server(replier, Path(place) / "server.log") as server:
        folder = Path(place) / "run"
        command = [sys.executable, "-m", "selfinstruct", "generate", "--n", str(n), "--out", str(folder)]
        command += ["--base-url", server.url, "--model", "m", "--concurrency", str(in_flight), "--saturation", "0"]
        command += words
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            while run.poll() is None and not server.log.stat().st_size:  # starting and compiling do not count
                time.sleep(0.05)
            began = time.monotonic()
            said = _stopped_after(run, seconds)
        finally:
            run.kill()
        took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode not in (0, 130):
            print("    " + said.strip().rpartition("\n")[2])
        if not server.log.stat().st_size:
            raise SystemExit("no request was sent")
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found, journal = _drained(Tail(server.log)), JournalTail(folder).new()
        return Measured(found, journal, began + min(took, seconds), took, cpu / took, run.returncode)


def _stopped_after(run: subprocess.Popen[str], seconds: float) -> str:
    """Return what the run wrote to stderr, once it has ended; it is stopped with SIGINT after some seconds."""
    try:
        return run.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGINT)
        return run.communicate(timeout=DRAIN)[1]


def _drained(log: Tail) -> list[Event]:
    """Return the events of the server once each request has an end: it may still work for clients that have gone."""
    found = events(log)
    until = time.monotonic() + DRAIN
    while 2 * sum(each.kind == ASKED for each in found) > len(found) and time.monotonic() < until:
        time.sleep(0.5)
        found += events(log)
    return found


def table(*columns: str) -> None:
    """Print the head of a table."""
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


KEPT = ("answers", "lost", "billed twice", "in the journal", "exit", "CPU of the run", "load")


def quotas(given: argparse.Namespace, words: Sequence[str]) -> None:
    """Measure servers with a quota."""
    settled = f"after {given.settle:.0f} s"
    table("quota", "in flight", "wait stated", f"goodput {settled}", f"refused {settled}", "refused", *KEPT)
    for rate, in_flight, told in product(given.quotas, given.in_flight, given.retry_after):
        limit = Minute(rate) if given.minute else Bucket(rate)
        found = measure(Quota(limit, told, given.slow_refusals), in_flight, 10**6, given.seconds, [*CHEAP, *words])
        goodput = found.goodput(given.settle, given.minute) / rate
        quota = f"{60 * rate:.0f}/min" if given.minute else f"{rate:.0f}/s"
        print(
            f"| {quota} | {in_flight} | {told} | {goodput:.1%} | {found.refused(given.settle):.1%} | "
            f"{found.refused():.1%} | {found.kept}",
            flush=True,
        )


def queue(given: argparse.Namespace, words: Sequence[str]) -> None:
    """Measure a server that queues."""
    table("in flight", "seconds", "billed", "billed in vain", *KEPT)
    for in_flight in given.in_flight:
        words = ["--timeout", str(QUEUE_TIMEOUT), *words]
        found = measure(Queue(QUEUE_RATE), in_flight, given.n, LONGEST, words)
        vain, billed = found.count(GONE), found.count(GONE) + found.count(DELIVERED)
        print(
            f"| {in_flight} | {found.seconds:.0f} | {billed:,} | {vain:,} ({vain / max(1, billed):.1%}) | {found.kept}",
            flush=True,
        )


def batching(given: argparse.Namespace, words: Sequence[str]) -> None:
    """Measure a server whose throughput grows with the number of requests in flight."""
    settled = f"after {given.settle:.0f} s"
    table("in flight", f"answers/s {settled}", "of a constant number in flight", *KEPT)
    for in_flight in given.in_flight:
        found = measure(Batching(), in_flight, 10**6, given.seconds, [*CHEAP, *words])
        rate, best = found.goodput(given.settle), Batching.rate(in_flight)
        print(
            f"| {in_flight} | {rate:.1f} | {rate / best:.0%} of {best:.1f} | {found.kept}",
            flush=True,
        )


def main() -> None:
    """Measure one kind of server with every number of requests in flight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotas", type=float, nargs="+", default=[120, 20], help="requests per second")
    parser.add_argument("--in-flight", type=int, nargs="+", default=[64, 256])
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--settle", type=float, default=60, help="seconds that do not count")
    parser.add_argument("--retry-after", nargs="+", choices=["yes", "no", "reset"], default=["yes", "no"])
    parser.add_argument("--slow-refusals", action="store_true")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--minute", action="store_true")
    kind.add_argument("--queue", action="store_true")
    kind.add_argument("--batching", action="store_true")
    parser.add_argument("--n", type=int, default=4000, help="target of a run with --queue")
    given, words = parser.parse_known_args()
    heed_signals()
    (queue if given.queue else batching if given.batching else quotas)(given, words)


if __name__ == "__main__":
    main()
