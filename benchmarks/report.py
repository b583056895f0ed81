"""Measure the report command: time, memory, size of the page, and the time until a browser has opened it.

python benchmarks/report.py RUN FILE.jsonl.gz …
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

_OPENINGS = 5


def main() -> None:
    """Print one line of measurements per target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="+", type=Path, help="run folders or dataset files")
    for target in parser.parse_args().targets:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            seconds, megabytes = make(target, page)
            opened = open_seconds(page)
            size = page.stat().st_size / 1e6
            print(f"{target.name}: {seconds:.1f} s, {megabytes:,.0f} MB; page {size:.1f} MB, opened in {opened:.2f} s")


def make(target: Path, page: Path) -> tuple[float, float]:
    """Run the command. Returns its wall-clock seconds and peak memory in MB."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "selfinstruct", "report", target, "--out", page], check=True, stdout=sys.stderr
    )
    seconds = time.perf_counter() - begun
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def open_seconds(page: Path) -> float:
    """Return the median number of seconds until the page shows its first rows and has drawn its first chart."""
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
