"""Compare the filters with what readers found in accepted and in rejected tasks.

    python benchmarks/read_rows.py TASKS.jsonl.gz MORE_TASKS.jsonl

`read_rows.tsv` holds what two readers found in 1,540 readings of accepted tasks, by the hash of the task: which rules
had accepted it (`old`: those before version 3; `1` to `5`: drafts of version 3), and the faults that each reader saw.
Neither knew which rules had accepted a task. Only faults that a rule could see are listed, by letter:

M media are needed, I the input is not the text that is needed, N there is no input, L live data are needed, R a
refusal, A an earlier answer, K an invented image or link, C cut off or beheaded, G another language, E empty, X layout.

`read_rejects.tsv` holds what one reader said of rejected tasks: the reason, the round, and whether it holds (`yes`,
`no`, or `other`: the task has another fault). The tasks are not part of the project: give the files that have them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.schema.task import Task

READINGS = Path(__file__).with_suffix(".tsv")
REJECTS = READINGS.with_name("read_rejects.tsv")
NO_FAULT = "-"
OLD = "old"


@dataclass(frozen=True, slots=True)
class Reading:
    """What two readers found in a task, and why the present filters reject it ("" if they accept it)."""

    accepted_by: str
    first: frozenset[str]
    second: frozenset[str]
    reason: str

    @property
    def is_faulty(self) -> bool:
        """Whether both readers found a fault."""
        return bool(self.first and self.second)


def main() -> None:
    """Print how many faulty tasks the old and the present rules accept, and how many rejections are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=Path, nargs="+")
    tasks = {hash_of(task): task for file in parser.parse_args().tasks for task in tasks_of(file)}
    print_accepted(list(readings(tasks)))
    print_rejected(tasks)


def print_accepted(read: list[Reading]) -> None:
    """Print how many of the tasks that old and present rules accept have a fault."""
    print(f"{len(read)} readings of accepted tasks in the files")
    before = [reading for reading in read if reading.accepted_by == OLD]
    after = [reading for reading in before if not reading.reason]
    rejected = [reading for reading in before if reading.reason]
    print(f"accepted by the old rules:                       {faulty(before)}")
    print(f"of these, accepted by the present rules too:     {faulty(after)}")
    print(f"of these, rejected by the present rules:         {faulty(rejected)}")
    print(f"accepted by a draft of version 3 and at present: {faulty(of_drafts(read))}")
    left = Counter(fault for reading in of_drafts(read) for fault in reading.first & reading.second)
    print("faults that are left, by letter: " + ", ".join(f"{fault} {count}" for fault, count in left.most_common()))


def print_rejected(tasks: Mapping[str, Task]) -> None:
    """Print the verdicts on the tasks that the present rules reject for the same reason, by reason."""
    verdicts: dict[str, Counter[str]] = {}
    for line in REJECTS.read_text(encoding="utf-8").splitlines():
        key, reason, _, verdict = line.split("\t")
        if key in tasks and reason_of(tasks[key]) == reason:
            verdicts.setdefault(reason, Counter())[verdict] += 1
    for reason, found in sorted(verdicts.items()):
        print(f"{reason}: {found['yes']} of {found.total()} rejected rightly, {found['other']} have another fault")


def of_drafts(read: list[Reading]) -> list[Reading]:
    """The tasks that a draft of version 3 accepted, without those that the present rules reject."""
    return [reading for reading in read if reading.accepted_by != OLD and not reading.reason]


def faulty(read: list[Reading]) -> str:
    """Say how many of the tasks have a fault."""
    count = sum(reading.is_faulty for reading in read)
    return f"{count} of {len(read)} have a fault ({count / max(len(read), 1):.1%})"


def readings(tasks: Mapping[str, Task]) -> Iterator[Reading]:
    """Yield the readings of the tasks."""
    for line in READINGS.read_text(encoding="utf-8").splitlines():
        key, accepted_by, first, second = line.split("\t")
        if task := tasks.get(key):
            yield Reading(accepted_by, faults(first), faults(second), reason_of(task))


def reason_of(task: Task) -> str:
    """Why the present filters reject a task; "" if they accept it."""
    objection = first_objection(task, Language.CHINESE)
    return str(objection[0]) if objection else ""


def faults(letters: str) -> frozenset[str]:
    """The faults in a column of the table."""
    return frozenset(letters.replace(NO_FAULT, ""))


def tasks_of(file: Path) -> Iterator[Task]:
    """Yield the tasks of a file of JSON lines, which may be compressed."""
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    for row in map(json.loads, filter(None, content.split(b"\n"))):
        yield Task(row["instruction"], "" if is_nothing(row["input"]) else row["input"], row["output"])


def hash_of(task: Task) -> str:
    """The key of a task in the table. White space does not count: parsing a reply may change it."""
    texts = ("".join(text.split()) for text in (task.instruction, task.input, task.output))
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
