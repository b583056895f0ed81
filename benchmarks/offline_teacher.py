"""Measure how varied the tasks of the offline teacher are, next to real tasks.

    selfinstruct generate --n 5000 --teacher offline --out RUN
    python benchmarks/offline_teacher.py RUN/records.jsonl --data TASKS.jsonl.gz

Prints the share of distinct 4-grams of the instructions, next to that of as much text of as many real instructions, the
lengths of the outputs, and the shares of families and types. The real tasks are from a file that is not part of the
project (JSON lines in Alpaca format).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

N = 4


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path, help="records.jsonl of a run with the offline teacher")
    parser.add_argument("--data", type=Path, required=True, help="real tasks")
    options = parser.parse_args()
    rows, real = _rows(options.records), _rows(options.data)
    own, others = (_drawn([row["instruction"] for row in each], len(rows)) for each in (rows, real))
    volume = min(sum(map(len, own)), sum(map(len, others)))
    first, second = distinct(own, volume), distinct(others, volume)
    print(f"distinct {N}-grams in {volume:,} characters: {first:.3f}, real {second:.3f}, ratio {first / second:.1%}")
    lengths = sorted(len(row["output"]) for row in rows)
    print(f"outputs: {lengths[0]} to {lengths[-1]} characters, median {median(lengths):.0f}")
    print(f"over 200 characters: {sum(length > 200 for length in lengths) / len(lengths):.1%}")
    for name in ("family", "task_type"):
        counts = Counter(row.get(name) for row in rows).most_common()
        (largest, most), (smallest, fewest) = counts[0], counts[-1]
        print(f"{len(counts)} of {name}: {largest} {most / len(rows):.1%}, …, {smallest} {fewest / len(rows):.1%}")


def distinct(texts: list[str], volume: int) -> float:
    """Return the share of distinct n-grams among those of the first texts with `volume` characters together."""
    grams: list[str] = []
    for text in texts:
        cut = text[:volume]
        grams += [cut[at : at + N] for at in range(len(cut) - N + 1)]
        volume -= len(cut)
    return len(set(grams)) / len(grams)


def _drawn(texts: list[str], count: int) -> list[str]:
    return Random(1).sample(texts, min(count, len(texts)))


def _rows(path: Path) -> list[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


if __name__ == "__main__":
    main()
