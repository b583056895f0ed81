"""Measure how often the root verb and the object of an instruction are right.

    python benchmarks/root_verbs.py --data TASKS.jsonl.gz                    on the dev set
    python benchmarks/root_verbs.py --data TASKS.jsonl.gz --set held_out     on those set aside, to be looked at once
    python benchmarks/root_verbs.py --data TASKS.jsonl.gz --show             each miss: labelled, found, instruction

`root_verbs.tsv` holds the root verb and object of 200 instructions of a file that is not part of the project, under a
hash of the instruction; `-` where there is none, `/` between two that are equally right. `--data` names that file
(Alpaca-shaped JSON lines).
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
    """An instruction, and the verbs and objects of its root that are right."""

    instruction: str
    verb: str
    object: str


def main() -> None:
    """Print what is right of one of the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--set", choices=("dev", "held_out"), default="dev")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    examples = read_examples(given.labels, given.set, given.data)
    measure(given.set, examples, show=given.show)


def read_examples(labels: Path, name: str, data: Path) -> list[Example]:
    """The labelled instructions of one set, in the order of the data file."""
    rows = [line.split("\t") for line in labels.read_text(encoding="utf-8").splitlines()]
    wished = {key: (verb, thing) for key, group, verb, thing in rows if group == name}
    content = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    found = []
    for row in map(json.loads, filter(None, content.split(b"\n"))):
        label = wished.pop(hashlib.sha256(row["instruction"].encode()).hexdigest()[:16], None)
        if label:
            found.append(Example(row["instruction"], *label))
    if wished:
        sys.exit(f"{data} holds {len(found)} of the {len(found) + len(wished)} instructions labelled as {name}.")
    return found


def measure(name: str, examples: list[Example], *, show: bool) -> None:
    """Print how many verbs and objects are right, and the speed."""
    began = time.process_time()
    roots = [root_of(example.instruction) for example in examples]
    seconds = time.process_time() - began
    pairs = list(zip(examples, map(written, roots), strict=True))
    for what in ("verb", "object"):
        right = sum(is_right(getattr(one, what), getattr(got, what)) for one, got in pairs)
        print(f"{name}: {what}s {right} of {len(pairs)} right ({right / len(pairs):.1%})")
    print(f"{1e6 * seconds / len(pairs):.0f} µs an instruction, the tagger's loading included")
    for one, got in pairs if show else ():
        if not (is_right(one.verb, got.verb) and is_right(one.object, got.object)):
            print(f"{one.verb} {one.object}\t{got.verb} {got.object}\t{one.instruction!r}")


def written(root: Root | None) -> Root:
    """A root as the labels write it."""
    return Root(root.verb or NOTHING, root.object or NOTHING) if root else Root(NOTHING, NOTHING)


def is_right(wished: str, got: str) -> bool:
    """Whether it is one of those that are right."""
    return got in wished.split("/")


if __name__ == "__main__":
    main()
