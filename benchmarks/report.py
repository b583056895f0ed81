"""Measure the report command: CPU time, memory, size of the page, and the time until a browser has opened it.

python benchmarks/report.py RUN FILE.jsonl.gz …
python benchmarks/report.py RUN FILE.jsonl.gz … --against CHECKOUT   beside the code of another commit, in turn
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
_OPENINGS = 5


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a command took: CPU seconds of the whole process, its peak memory in MB, and seconds on the clock."""

    cpu: float
    megabytes: float
    seconds: float

    def __str__(self) -> str:
        return f"{self.cpu:.1f} s of CPU ({self.seconds:.1f} s), {self.megabytes:,.0f} MB"


def main() -> None:
    """Print one line of measurements per target, or one for each version and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="+", type=Path, help="run folders or dataset files")
    parser.add_argument("--against", type=Path, help="a checkout of another commit to compare with")
    parser.add_argument("--times", type=int, default=3, help="runs of each version; the best one counts")
    given = parser.parse_args()
    for target in given.targets:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            if given.against:
                compare(target.resolve(), page, given.against.resolve(), given.times)
            else:
                show(target.resolve(), page)


def show(target: Path, page: Path) -> None:
    """Measure the command once, and the opening of its page."""
    cost = make(target, page, HERE)
    opened = open_seconds(page)
    print(f"{target.name}: {cost}; page {page.stat().st_size / 1e6:.1f} MB, opened in {opened:.2f} s")


def compare(target: Path, page: Path, other: Path, times: int) -> None:
    """Run both versions in turn, once unmeasured: the first run of a version compiles the similarity index."""
    for checkout in (HERE, other):
        make(target, page, checkout)
    costs = [(make(target, page, other), make(target, page, HERE)) for _ in range(times)]
    before, now = (min(column) for column in zip(*costs, strict=True))
    print(
        f"{target.name}, before: {before}\n{target.name}, now:    {now}\nratio {now.cpu / before.cpu:.2f}", flush=True
    )


def make(target: Path, page: Path, checkout: Path) -> Cost:
    """Run the command of a checkout."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "selfinstruct", "report", target, "--out", page, "--force"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    child = subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{checkout}: the command failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, time.perf_counter() - begun)


def open_seconds(page: Path) -> float:
    """Return the median number of seconds until the page shows its first rows and has drawn its first chart."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        times = []
        for _ in range(_OPENINGS):
            shown = browser.new_context().new_page()
            begun = time.perf_counter()
            shown.goto(page.as_uri())
            shown.wait_for_selector("html[data-ready] .main-svg", state="attached")
            times.append(time.perf_counter() - begun)
            shown.close()
        browser.close()
    return statistics.median(times)


if __name__ == "__main__":
    main()
