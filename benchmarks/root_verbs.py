"""Measure the accuracy of root verbs and their objects.

    python benchmarks/root_verbs.py --data TASKS.jsonl.gz                    on the dev set
    python benchmarks/root_verbs.py --data TASKS.jsonl.gz --set held_out     on the held-out set, to be used only once
    python benchmarks/root_verbs.py --data TASKS.jsonl.gz --show             with each error: label, result, instruction

`root_verbs.tsv` holds the root verb and object of 200 instructions by the hash of the instruction. `-` marks a missing
root verb or object, and `/` separates two that are both correct. The instructions are from a file that is not part of
the project; `--data` is its path (JSON lines in Alpaca format).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.pipeline.root_verbs import Root, root_of

LABELS = Path(__file__).parent / "root_verbs.tsv"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Example:
    """An instruction with its correct root verbs and objects, separated by `/`."""

    instruction: str
    verb: str
    object: str


def main() -> None:
    """Print the accuracy on one of the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=("dev", "held_out"), default="dev")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    examples = read_examples(given.labels, given.set, given.data)
    measure(given.set, examples, show=given.show)


def read_examples(labels: Path, name: str, data: Path) -> list[Example]:
    """Read the labelled instructions of one set, in the order of the data file. Exits if some are missing."""
    rows = [line.split("\t") for line in labels.read_text(encoding="utf-8").splitlines()]
    labelled = {key: (verb, thing) for key, group, verb, thing in rows if group == name}
    content = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    found = []
    for row in map(json.loads, filter(None, content.split(b"\n"))):
        label = labelled.pop(hashlib.sha256(row["instruction"].encode()).hexdigest()[:16], None)
        if label:
            found.append(Example(row["instruction"], *label))
    if labelled:
        total = len(found) + len(labelled)
        sys.exit(f"{data}: only {len(found)} of the {total} labelled {name} instructions found; check --data")
    return found


def measure(name: str, examples: list[Example], *, show: bool) -> None:
    """Print the number of correct verbs and objects, and the speed."""
    began = time.process_time()
    roots = [root_of(example.instruction) for example in examples]
    seconds = time.process_time() - began
    pairs = list(zip(examples, map(written, roots), strict=True))
    for what in ("verb", "object"):
        right = sum(is_right(getattr(one, what), getattr(got, what)) for one, got in pairs)
        print(f"{name}: {right} of {len(pairs)} {what}s correct ({right / len(pairs):.1%})")
    print(f"{1e6 * seconds / len(pairs):.0f} µs per instruction, including the time to load the tagger")
    for one, got in pairs if show else ():
        if not (is_right(one.verb, got.verb) and is_right(one.object, got.object)):
            print(f"{one.verb} {one.object}\t{got.verb} {got.object}\t{one.instruction!r}")


def written(root: Root | None) -> Root:
    """Convert a root to the notation of the labels."""
    return Root(root.verb or NOTHING, root.object or NOTHING) if root else Root(NOTHING, NOTHING)


def is_right(correct: str, got: str) -> bool:
    """Whether a word is one of the correct ones."""
    return got in correct.split("/")


if __name__ == "__main__":
    main()
