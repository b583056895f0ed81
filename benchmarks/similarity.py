"""Measure the cost of a near-duplicate decision with a growing pool: this index, RapidFuzz and rouge-score.

    python benchmarks/similarity.py [--data TASKS.jsonl.gz] [--pools 1000,10000,50000] [--picture FILE.png]

All methods run in one process on one core, on the same rows; times are CPU times. The index receives ten candidates
per call, about as many as a reply contains. RapidFuzz's cdist receives one candidate per call, as required if each
decision depends on the previous one, and a hundred per call, which is fastest. rouge-score is measured on a sample of
pairs and extrapolated (marked ~), because a decision with 50,000 rows takes seconds. With `--data` (JSONL with a field
`instruction`), real instructions are measured before the generated corpus, which is large enough for any pool.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import corpus
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct.runs.warmup import warm_up
from selfinstruct.similarity import Match, SimilarityIndex, tokenize

THRESHOLD = 0.7
A_REPLY = 10
COLUMNS = (
    *("rows", "index, µs", "with nearest", "cdist", "cdist, 100 per call", "rouge-score"),
    *("to cdist", "to cdist, 100 per call", "to rouge-score", "grown to this in"),
)


@dataclass(frozen=True)
class Measured:
    """CPU time per candidate in microseconds, for a pool with this number of rows."""

    rows: int
    index: float
    with_nearest: float
    cdist: float
    cdist_hundred: float
    rouge_score: float


class _Tokenizer:
    tokenize = staticmethod(tokenize)


SCORER = RougeScorer(["rougeL"], tokenizer=_Tokenizer())


def main() -> None:
    """Measure with both corpora, print the tables and draw the chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pools", default="1000,10000,50000,200000,1000000")
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    pools = [int(size) for size in given.pools.split(",")]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    libraries = ", ".join(f"{name} {version(name)}" for name in ("rouge-score", "rapidfuzz", "numba", "numpy"))
    print(f"Python {platform.python_version()}, {libraries}; one core, CPU time")
    print(f"import and first decision: {first_decision():.2f} s")
    warm_up(print)
    curves = {}
    if given.data:
        texts = [json.loads(line)["instruction"] for line in read(given.data).split("\n") if line]
        sizes = [size for size in (1000, 2000, 5000, 10_000) if size < 0.8 * len(texts)]
        curves["real instructions"] = measure("real instructions", texts, sizes)
    texts = corpus.generate(int(1.35 * pools[-1]) + 1000)
    curves["generated"] = measure("generated corpus", texts, pools)
    if pools[-1] >= 10**6:
        reload(texts[: 10**6])
        save_and_load(texts[: 10**6])
    if given.picture:
        draw(curves, given.picture)


def read(path: Path) -> str:
    """Read a text file, which may be gzipped."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()


def first_decision() -> float:
    """Return the seconds that a new interpreter takes to import the index and decide, with compiled code cached."""
    code = (
        "import time; began = time.perf_counter()\n"
        "from selfinstruct.similarity import SimilarityIndex\n"
        "SimilarityIndex().extend(['写一首诗', '写一首诗歌'])\n"
        "print(time.perf_counter() - began)"
    )
    for _ in range(2):
        found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(found.stdout)


def measure(name: str, texts: list[str], pools: list[int]) -> list[Measured]:
    """Let a pool grow by its own decisions, and measure at each of the sizes."""
    print(f"\n{name}: {sum(len(tokenize(text)) for text in texts[:5000]) / 5000:.1f} tokens per row")
    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    index, remaining, kept = SimilarityIndex(THRESHOLD), iter(texts), list[str]()
    offered, spent, measured = 0, 0.0, []
    for size in pools:
        before = cpu()
        for reply in replies(remaining, lambda size=size: len(index) >= size):
            kept += [text for text, match in zip(reply, index.extend(reply), strict=True) if not match]
            offered += len(reply)
        spent += cpu() - before
        measured.append(one_pool(index, kept, remaining))
        print(row(measured[-1], f"{spent:.2f} s, {offered:,} candidates"), flush=True)
    return measured


def one_pool(index: SimilarityIndex, kept: list[str], remaining: Iterator[str]) -> Measured:
    """Measure all methods with new candidates. The last one, `admit`, also adds the accepted ones to the pool."""
    candidates = [text for _, text in zip(range(1000), remaining, strict=False)]
    tens = [candidates[start : start + A_REPLY] for start in range(0, len(candidates), A_REPLY)]
    decision = min(seconds(lambda: [index.match_all(ten) for ten in tens]) for _ in range(3))
    rivals = [*by_rapidfuzz(candidates, kept), by_rouge_score(candidates, kept)]
    admitted: list[Match | None] = []
    nearest = seconds(lambda: admitted.extend(match for ten in tens for match in index.admit(ten)))
    own = [cost / len(candidates) for cost in (decision, nearest)]
    measured = Measured(len(kept), *(cost * 1e6 for cost in (*own, *rivals)))
    kept += [text for text, match in zip(candidates, admitted, strict=True) if not index.is_match(match)]
    return measured


def by_rapidfuzz(candidates: list[str], kept: list[str]) -> tuple[float, float]:
    """Return seconds per candidate, with one and with a hundred per call. Encoding tokens as characters is excluded."""
    codes: dict[str, str] = {}
    rows, queries = (
        ["".join(codes.setdefault(token, chr(len(codes) + 1)) for token in tokenize(text)) for text in texts]
        for texts in (kept, candidates[:100])
    )

    def decide(some: list[str]) -> None:
        scores = cdist(some, rows, scorer=Indel.normalized_similarity, score_cutoff=THRESHOLD, workers=1)
        (scores > THRESHOLD).any(axis=1)

    singly = min(seconds(lambda: [decide([query]) for query in queries[:20]]) for _ in range(2)) / 20
    return singly, min(seconds(lambda: decide(queries)) for _ in range(2)) / len(queries)


def by_rouge_score(candidates: list[str], kept: list[str], pairs: int = 3000) -> float:
    """Return seconds per candidate, extrapolated from a sample of pairs."""
    rng = Random(1)
    sample = [(rng.choice(kept), rng.choice(candidates)) for _ in range(pairs)]
    return seconds(lambda: [SCORER.score(*pair)["rougeL"].fmeasure > THRESHOLD for pair in sample]) / pairs * len(kept)


def reload(texts: list[str]) -> None:
    """Print the time and memory that it takes to index a million texts."""
    before = resident()
    index = SimilarityIndex(THRESHOLD)
    took = seconds(lambda: index.add_all(texts))
    print(f"\n{len(index):,} rows loaded from text: {took:.1f} s, {(resident() - before) / 2**30:.2f} GiB more")


def save_and_load(texts: list[str]) -> None:
    """Print the time that it takes to save and to load an index."""
    index = SimilarityIndex(THRESHOLD)
    index.add_all(texts)
    with TemporaryDirectory() as folder:
        saved = seconds(lambda: index.save(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        loaded, mapped = (seconds(lambda mmap=mmap: SimilarityIndex.load(folder, mmap=mmap)) for mmap in (False, True))
    print(f"saved: {saved:.2f} s, {size / 2**20:,.0f} MiB; loaded: {loaded:.2f} s, mapped: {mapped:.2f} s")


def resident() -> int:
    """Resident memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def replies(texts: Iterator[str], done: Callable[[], bool]) -> Iterator[list[str]]:
    """Yield ten texts at a time until `done` returns True or no texts are left."""
    while not done():
        reply = [text for _, text in zip(range(A_REPLY), texts, strict=False)]
        if not reply:
            return
        yield reply


def cpu() -> float:
    """CPU seconds of this process so far."""
    return time.process_time()


def seconds(act: Callable[[], object]) -> float:
    """CPU seconds that a call takes."""
    before = cpu()
    act()
    return cpu() - before


def row(one: Measured, grown: str) -> str:
    """Format a row of the table."""
    costs = (one.index, one.with_nearest)
    rivals = (one.cdist, one.cdist_hundred, one.rouge_score)
    cells = [f"{one.rows:,}", *(f"{cost:.1f}" for cost in costs), *(f"{cost:,.0f}" for cost in rivals[:2])]
    cells += [f"~{one.rouge_score:,.0f}", *(f"{rival / one.index:,.0f}x" for rival in rivals[:2])]
    return f"| {' | '.join([*cells, f'~{one.rouge_score / one.index:,.0f}x', grown])} |"


def draw(curves: dict[str, list[Measured]], path: Path) -> None:
    """Plot cost by pool size on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    methods = {"rouge_score": "rouge-score (extrapolated)", "cdist": "rapidfuzz cdist", "index": "selfinstruct"}
    for (name, measured), style in zip(curves.items(), ("--o", "-o"), strict=False):
        for color, (method, label) in enumerate(methods.items()):
            costs = [getattr(one, method) for one in measured]
            axes.loglog([one.rows for one in measured], costs, style, color=f"C{color}", label=f"{label}, {name}")
    axes.set(xlabel="rows in the pool", ylabel="CPU time per decision, µs", title="Cost of a near-duplicate decision")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
