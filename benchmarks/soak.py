"""Disturb a run for a long time, and compare what it kept with what its server delivered.

    python benchmarks/soak.py [--minutes 20] [--in-flight 64] [--seed 0] [--max-requests 600] [--max-total-tokens 0]

A loopback teacher in a process of its own has random faults (429, 500, 503, resets, cut bodies, hangs, broken JSON) and
outages: it is killed, and started again on the same port. The run is ended with SIGKILL or SIGINT at random moments and
resumed with another concurrency, and `status` reads it meanwhile. In the last quarter only the server is disturbed.

Checked, by the server's own count:

* Nothing is lost: what the journal held at the end of a life is there unchanged ever after, and at the end of each life
  every reply that was delivered in full is in it, except after SIGKILL.
* Nothing is billed twice, except what was in flight at a SIGKILL: at most `--concurrency` replies each time.
* With `--max-requests` and `--max-total-tokens` (if this version has them), what the server may bill never exceeds the
  caps, which are raised whenever a run has reached one. Requests refused with 429, 500, 503 or a reset are not billed.
* The dataset equals that of a run with the same seed and an undisturbed server.
* Exit codes, `status`, and the memory of the last life, compared with that of the undisturbed run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from loopback import ASKED, DELIVERED, GONE, REFUSED, SPOILED, Event, JournalTail, Server, Tail, events, heed_signals
from servers import Faulty

TIMEOUT = 15
EVERYTHING = 10**6
CAPPED, UNREACHED = 3, 5
"""Exit codes of a run that has reached a cap, and of one that has never reached its server."""
EXITS = {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: 130}
TICK, PATIENCE = 0.1, 300.0
MEMORY_ROOM = 1.25
"""Memory of the last life in relation to that of the undisturbed run with as many rows."""


@dataclass(slots=True)
class Life:
    """One process of the run. `unsaved`: replies that were delivered in it, but were not in the journal at its end."""

    concurrency: int
    caps: dict[str, int]
    began: float
    signal: signal.Signals | None = None
    exit: int | None = None
    is_timed: bool = False
    unsaved: int = 0


class Soak:
    """The run, its server, and all that was seen of them."""

    def __init__(self, given: argparse.Namespace, place: Path) -> None:
        self.given, self.place, self.folder, self.said = given, place, place / "run", place / "stderr.txt"
        self.rng, self.lasts = Random(given.seed), 60.0 * float(given.minutes)
        self.outage_scale = min(1.0, max(0.3, self.lasts / 600))
        self.faulty = Faulty(given.seed)
        self.server = Server(self.faulty, place / "server.log")
        self.log, self.journal = Tail(self.server.log), JournalTail(self.folder)
        self.events: list[Event] = []
        self.kept: Counter[str] = Counter()
        self.lives: list[Life] = []
        self.memory: list[tuple[int, int]] = []
        self.problems = self.outages = self.statuses = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.reader: subprocess.Popen[bytes] | None = None
        steps = {"--max-requests": given.max_requests, "--max-total-tokens": given.max_total_tokens}
        known = self.start("generate", "--help").communicate()[0].decode()
        self.steps = {name: step for name, step in steps.items() if step and name in known}
        self.caps = dict(self.steps)
        self.began = time.monotonic()
        self.due = {self.outage: self.outage_scale * 30, self.sample: 0.0, self.status: 0.0, self.line: 30.0}

    @property
    def now(self) -> float:
        """The seconds since the beginning."""
        return time.monotonic() - self.began

    def run(self) -> None:
        """Disturb the run for the given time."""
        self.server.start()
        while (left := 0.75 * self.lasts - self.now) > 0:
            ends = signal.SIGINT if len(self.lives) % 4 == 1 else signal.SIGKILL
            concurrency = max(1, self.given.in_flight // self.rng.choice((1, 1, 2, 8)))
            from_start = len(self.lives) % 3 == 2
            lasts = min(left + 1, self.rng.uniform(3, 3 + 0.07 * self.lasts))
            self.live(concurrency, dict(self.caps), ends, lasts, from_start)
        self.memory.clear()
        caps = dict.fromkeys(self.caps, 1000 * EVERYTHING)
        while (left := self.lasts - self.now) > 0:
            self.live(self.given.in_flight, caps, signal.SIGINT, max(1.0, left), from_start=False)

    def live(
        self, concurrency: int, caps: dict[str, int], ends: signal.Signals, lasts: float, from_start: bool
    ) -> None:
        """Run one life, and end it some seconds after its start or after its first request."""
        life = Life(concurrency, caps, time.monotonic(), is_timed=from_start)
        self.lives.append(life)
        self.process = self.generate(self.folder, self.server, EVERYTHING, life)
        end = life.began + lasts + (0 if from_start else PATIENCE)
        while self.process.poll() is None:
            time.sleep(TICK)
            self.tick()
            if not life.is_timed and self.has_asked(life):
                life.is_timed, end = True, time.monotonic() + lasts
            if time.monotonic() > end:
                self.process.send_signal(signal.SIGKILL if life.signal else ends)
                life.signal, end = life.signal or ends, end + PATIENCE
        life.exit = self.process.wait()
        self.account(life)

    def has_asked(self, life: Life) -> bool:
        """Return True if the server has received a request of this life, the last one."""
        return bool(self.events) and self.events[-1].at > life.began

    def generate(self, folder: Path, server: Server, n: int, life: Life) -> subprocess.Popen[bytes]:
        """Start `selfinstruct generate`."""
        words = ["--n", n, "--out", folder, "--base-url", server.url, "--model", "m", "--seed", self.given.seed]
        words += ["--concurrency", life.concurrency, "--timeout", TIMEOUT, "--attempts", 12, "--saturation", 0]
        return self.start("generate", *words, *chain.from_iterable(life.caps.items()))

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        """Start a command of the program."""
        command = [sys.executable, "-m", "selfinstruct", *map(str, words)]
        with self.said.open("ab") as said:
            return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)

    def last_words(self) -> str:
        """Return the last line that any command wrote to stderr."""
        return self.said.read_text().strip().rpartition("\n")[2]

    def tick(self) -> None:
        """Do what is due: an outage or its end, a sample of the memory, `status`, a line."""
        self.events += events(self.log)
        for task, at in self.due.items():
            if self.now >= at:
                self.due[task] = task() + self.now

    def outage(self) -> float:
        """Kill the server, or start it again. Returns the seconds until the next time, as all tasks do."""
        if self.server.process:
            self.server.kill()
            self.outages += 1
            return self.outage_scale * self.rng.uniform(1, 30)
        self.faulty.starts += 1
        self.server.start()
        return self.outage_scale * self.rng.uniform(20, 120)

    def sample(self) -> float:
        """Note the rows and the resident memory in bytes."""
        if self.process and (rows := self.rows()) and (size := _resident(self.process.pid)):
            self.memory.append((rows, size))
        return 1.0

    def rows(self) -> int:
        """Return the number of accepted tasks by `stats.json`."""
        path = self.folder / "stats.json"
        return int(json.loads(path.read_text())["accepted"]) if path.exists() else 0

    def status(self) -> float:
        """Check what the last `selfinstruct status` said, and start the next one."""
        if self.reader:
            said, _ = self.reader.communicate(timeout=60)
            self.kept += self.journal.new()
            if self.reader.returncode or json.loads(said)["answers"] > self.kept.total():
                self.problem(f"status: exit {self.reader.returncode}, {said.decode()[:200]}")
            self.statuses += 1
        self.reader = self.start("status", self.folder, "--json") if self.rows() else None
        return 7.0

    def line(self) -> float:
        """Print what has happened so far."""
        kinds = Counter(each.kind for each in self.events)
        size = self.memory[-1][1] / 2**20 if self.memory else 0
        print(
            f"{self.now:5.0f} s: life {len(self.lives)} ({self.lives[-1].concurrency} in flight), "
            f"{self.outages} outages, {kinds[ASKED]:,} requests, {kinds[DELIVERED]:,} replies delivered, "
            f"{kinds[GONE]:,} in vain, {kinds[SPOILED]:,} spoiled, {self.kept.total():,} in the journal, "
            f"{self.rows():,} rows, {size:.0f} MiB, {self.problems} problems",
            flush=True,
        )
        return 30.0

    def account(self, life: Life) -> None:
        """Compare the journal with what it was, and with what the server has delivered in this life."""
        time.sleep(0.5)
        self.events += events(self.log)
        self.kept += self.journal.new()
        name = f"life {len(self.lives)}"
        if not self.journal.is_intact():
            self.problem(f"{name} changed earlier lines of the journal")
        mine = {each.sha for each in self.events if each.kind == DELIVERED and each.at >= life.began}
        life.unsaved = len(mine - self.kept.keys())
        kinds = Counter(each.kind for each in self.events)
        tokens = sum(each.tokens for each in self.events)
        for cap, billed in (("--max-requests", kinds[ASKED] - kinds[REFUSED]), ("--max-total-tokens", tokens)):
            if billed > life.caps.get(cap, billed):
                self.problem(f"{name}: {billed:,} were billed with {cap} {life.caps[cap]:,}")
        if life.exit == CAPPED and self.caps:
            self.caps = {name: cap + self.steps[name] for name, cap in self.caps.items()}
        elif life.exit == UNREACHED and not mine:
            pass  # the server was away from the start, so its address may be wrong
        elif life.signal is None or life.exit != EXITS[life.signal]:
            self.problem(f"{name}: exit {life.exit}, signal {life.signal}: {self.last_words()}")
            time.sleep(1)

    def check_purchases(self) -> str:
        """Check that only what was in flight at a SIGKILL was paid for and not kept. Returns the numbers."""
        ends = [*(life.began for life in self.lives[1:]), time.monotonic()]
        unkept = 0
        for number, (life, end) in enumerate(zip(self.lives, ends, strict=True), 1):
            vain = sum(each.kind == GONE and life.began <= each.at < end for each in self.events)
            unkept += life.unsaved + vain
            if life.unsaved + vain > (life.concurrency if life.exit == -signal.SIGKILL else 0):
                self.problem(
                    f"life {number} (exit {life.exit}, {life.concurrency} in flight): {life.unsaved} replies delivered "
                    f"but not in the journal, {vain} finished after the run had gone"
                )
        billed = Counter(each.sha for each in self.events if each.kind in (DELIVERED, GONE))
        twice = billed.total() - len(billed)
        if twice > unkept:
            self.problem(f"{twice} replies billed twice, of which only {unkept} were in flight at a kill")
        in_flight = sum(life.concurrency for life in self.lives if life.exit == -signal.SIGKILL)
        return f"{twice} replies billed twice; {unkept} of at most {in_flight} in flight at kills were not kept"

    def check_dataset(self) -> str:
        """Compare the dataset and the memory with those of an undisturbed run. Returns the numbers."""
        rows, last, alone = self.rows(), self.lives[-1], self.place / "alone"
        if not rows:
            self.problem("not a single row")
            return "no dataset"
        self.process = self.generate(self.folder, self.server, rows, last)
        if self.process.wait() or events(self.log):
            self.problem(f"a run that has its rows: exit {self.process.returncode}: {self.last_words()}")
        self.server.kill()
        peak = 0
        with Server(Faulty(self.given.seed, is_clean=True), self.place / "clean.log") as clean:
            self.process = self.generate(alone, clean, rows, last)
            while self.process.poll() is None:
                peak = max(peak, _resident(self.process.pid))
                time.sleep(TICK)
        digests = [_digest(folder / "dataset.jsonl") for folder in (self.folder, alone)]
        if digests[0] != digests[1] or self.process.returncode:
            self.problem(f"undisturbed: exit {self.process.returncode}, {digests[1]}, not {digests[0]}")
        size = max((size for _, size in self.memory), default=0)
        if size > MEMORY_ROOM * peak:
            self.problem(f"{size / 2**20:.0f} MiB, but {peak / 2**20:.0f} MiB in an undisturbed run")
        grown = [each for each in self.memory if each[0] > self.memory[0][0]]  # without the start
        varies = grown and grown[-1][0] > grown[0][0]
        slope = statistics.linear_regression(*zip(*grown, strict=True)).slope if varies else 0.0
        return (
            f"{rows:,} rows, dataset {digests[0]}, undisturbed {digests[1]}\n"
            f"memory: {size / 2**20:.0f} MiB at most, {slope / 2**10:.1f} KiB for each new row; undisturbed "
            f"{peak / 2**20:.0f} MiB"
        )

    def problem(self, text: str) -> None:
        """Note and print that something was wrong."""
        self.problems += 1
        print(f"PROBLEM {text}", flush=True)

    def close(self) -> None:
        """End all children."""
        self.server.kill()
        for each in (self.process, self.reader):
            if each:
                each.kill()
                each.wait()


def _resident(process: int) -> int:
    """Return the resident memory of a process in bytes, 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def main() -> None:
    """Disturb a run, print what was found, and exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--in-flight", type=int, default=64)
    parser.add_argument("--max-requests", type=int, default=600, help="added whenever a cap is reached; 0: no cap")
    parser.add_argument("--max-total-tokens", type=int, default=0, help="the same for tokens")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    heed_signals()
    with tempfile.TemporaryDirectory() as place:
        soak = Soak(given, Path(place))
        try:
            soak.run()
            soak.line()
            print(soak.check_purchases(), soak.check_dataset(), sep="\n")
        finally:
            soak.close()
        exits = Counter(life.exit for life in soak.lives)
        print(f"{len(soak.lives)} lives, exit codes {dict(exits)}; {soak.outages} outages")
        print(f"status read {soak.statuses} times")
        print(f"caps at the end: {soak.caps or 'none'}")
    print(f"{soak.problems} problems")
    sys.exit(soak.problems > 0)


if __name__ == "__main__":
    main()
