"""Train the classifier of Chinese task types, or measure its accuracy.

    python benchmarks/train_types.py --data TASKS.jsonl.gz --data LONG.jsonl    train, and write the weights
    python benchmarks/train_types.py --data TASKS.jsonl.gz --measure dev        measure them on one of the sets

`task_types.tsv` holds the labels of instructions by the hash of the instruction: `train`, `long_train` and
`other_train` for training, `dev` to try settings, `long_dev` and `other_dev` to try settings and then for training,
`held_out`, `long_held_out` and `other_held_out` for measuring. `long_*` are instructions of 120 characters and more,
`other_*` short ones of another model. The instructions are in files that are not part of the project: `--data` names
one (JSON lines in Alpaca format) and can be given several times.

The classifier also learns from tasks of the project's own: `long_tasks.jsonl` and `short_tasks.jsonl`, which were
written for this (the latter are about short given texts), the seed tasks, tasks of the offline teacher's families and
the borderline cases of the definitions.
Writes `selfinstruct/pipeline/classifier/weights.tsv`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import platform
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.svm import LinearSVC

from selfinstruct.pipeline.classifier import label
from selfinstruct.pipeline.classifier.features import features
from selfinstruct.pipeline.classifier.weights import ZERO
from selfinstruct.pipeline.llm_labels import ELEVEN
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import DEFINITIONS, TO_BELLE, Label, TaskType, label_of
from selfinstruct.storage.resources import resource
from selfinstruct.storage.seeds import load_seeds
from selfinstruct.teachers.offline.families import FAMILIES

HERE = Path(__file__).parent
LABELS = HERE / "task_types.tsv"
LONG_TASKS, SHORT_TASKS = HERE / "long_tasks.jsonl", HERE / "short_tasks.jsonl"
GROUPS = tuple(f"{kind}{name}" for kind in ("", "long_", "other_") for name in ("train", "dev", "held_out"))
WEIGHTS = HERE.parent / "selfinstruct" / "pipeline" / "classifier" / "weights.tsv"

LONG = 120
"""Length of long instructions. Those of `train` are not used: they may be part of a set of long instructions."""
MIN_SEEN = 16
"""Minimum number of examples (with and without output) with a feature: rarer features are specific to single texts."""
REGULARIZATION = 0.01
TOLERANCE = 0.01
OTHER_WEIGHT = 2.0
"""Weight of the examples of another model, which are few; those of the other groups have weight 1."""
PASSAGE = 60
"""Minimum length of a text that a task is about, and maximum length of the line of its order."""
OF_GIVEN_TEXTS = frozenset({"closed_qa", "extract", "summarization", "rewrite", "classification"})
PER_FAMILY = 12
OWN_WEIGHT = 3.0
"""Weight of the seed tasks and the borderline cases."""
WITHOUT_OUTPUT = 0.3
"""Weight of the copy of each example without output, as some rows have none."""
OF_RARE_TYPES = {
    "chat": 2.5,
    "math": 2.0,
    "closed_qa": 1.5,
    "summarization": 1.5,
    "extract": 1.4,
    "classification": 1.2,
}
"""Class weights of rare labels. Without them, rare types would be sacrificed for common ones."""
MOST = 46
"""Largest weight that a character can encode. The few largest weights decide many tasks, so none is clipped."""


@dataclass(frozen=True, slots=True)
class Example:
    """A task with its label according to the definitions, and its weight."""

    task: Task
    label: Label
    weight: float = 1.0


def main() -> None:
    """Train and write the weights, or measure the existing ones on one of the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, action="append")
    parser.add_argument("--measure", choices=GROUPS)
    given = parser.parse_args()
    sets = read_examples(given.data)
    if given.measure:
        measure(given.measure, sets[given.measure])
        return
    print(f"Python {platform.python_version()}, scikit-learn {version('scikit-learn')}; examples:", end=" ")
    print({name: len(examples) for name, examples in sets.items()})
    short = [example for example in sets["train"] if len(example.task.instruction) < LONG]
    other = [replace(example, weight=OTHER_WEIGHT) for example in (*sets["other_train"], *sets["other_dev"])]
    long = [*sets["long_train"], *sets["long_dev"], *long_tasks()]
    learn(
        [
            *with_and_without_output([*short, *other, *own_examples()], WITHOUT_OUTPUT),
            *with_and_without_output(long, 1.0),
        ]
    )


def read_examples(files: Sequence[Path]) -> dict[str, list[Example]]:
    """Read the labelled tasks of the files, by set. An instruction may be in several sets, and counts once in each."""
    labels: dict[str, list[tuple[Label, str]]] = {}
    for key, name, group in (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines()):
        labels.setdefault(key, []).append((label_of(name), group))
    sets: dict[str, list[Example]] = {name: [] for name in GROUPS}
    for row in (row for file in files for row in rows_of(file)):
        for name, group in labels.pop(hashlib.sha256(row["instruction"].encode()).hexdigest()[:16], ()):
            sets[group].append(Example(as_task(row), name))
    return sets


def long_tasks() -> Iterator[Example]:
    """Yield the project's own long tasks, and copies of them with the given text as their input."""
    for row in rows_of(LONG_TASKS):
        example = Example(as_task(row), label_of(row["task_type"]))
        yield example
        if row["task_type"] in OF_GIVEN_TEXTS and (task := with_input(example.task)):
            yield replace(example, task=task)


def with_input(task: Task) -> Task | None:
    """Move the text that the first or last line of an instruction is about to the input; None if there is none."""
    lines = task.instruction.split("\n")
    for order, text in ((lines[0], "\n".join(lines[1:])), (lines[-1], "\n".join(lines[:-1]))):
        if len(order) <= PASSAGE <= len(text):
            return replace(task, instruction=order.strip(), input=text.strip())
    return None


def as_task(row: dict[str, str]) -> Task:
    """Return the task of a row in Alpaca format."""
    return Task(row["instruction"], row["input"], row["output"])


def rows_of(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of JSON lines, which may be compressed."""
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return map(json.loads, filter(None, content.split(b"\n")))


def own_examples() -> Iterator[Example]:
    """Yield the project's own short examples: seed tasks, written tasks, tasks of the families, borderline cases."""
    for seed in load_seeds(resource("seeds", "zh_seed_tasks.jsonl")):
        assert seed.task_type, "every seed task has a type"
        yield Example(seed, seed.task_type, OWN_WEIGHT)
    yield from (Example(as_task(row), label_of(row["task_type"])) for row in rows_of(SHORT_TASKS))
    dice = Random(1)
    for family in FAMILIES:
        yield from (Example(family.write(dice), family.task_type) for _ in range(PER_FAMILY))
    for name, definition in DEFINITIONS.items():
        for case in definition.borderline:
            yield Example(Task(case.instruction, case.given, ""), name, OWN_WEIGHT)


def learn(examples: Sequence[Example]) -> None:
    """Train a linear SVM and write its weights."""
    found = [features(example.task) for example in examples]
    seen = Counter(feature for one in found for feature in one)
    known = {feature for feature, count in seen.items() if count >= MIN_SEEN and is_writable(feature)}
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([dict.fromkeys(one & known, 1.0) for one in found])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    # No intercept: `^` is in every example. A fixed random state: the same labels produce the same table.
    model = LinearSVC(C=REGULARIZATION, class_weight=OF_RARE_TYPES, fit_intercept=False, random_state=0, tol=TOLERANCE)
    model.fit(matrix, [example.label.value for example in examples], [example.weight for example in examples])
    write_weights(vectorizer.feature_names_, model, seen)


def with_and_without_output(examples: Sequence[Example], share: float) -> Iterator[Example]:
    """Yield the examples, and copies without output with this share of their weight."""
    for example in examples:
        yield example
        yield Example(replace(example.task, output=""), example.label, example.weight * share)


def is_writable(feature: str) -> bool:
    """Whether a feature can be written to the table without escaping."""
    return feature.isprintable() and "\\" not in feature and "'" not in feature


def write_weights(names: Sequence[str], model: LinearSVC, seen: Counter[str]) -> None:
    """Write a table with a line per feature and a character per label. Features with small weights are left out.

    The most frequent features come first, so that they are close together in memory and are found faster.
    """
    order = [list(model.classes_).index(name.value) for name in ELEVEN]
    learned: NDArray[np.float64] = model.coef_[order]
    learned = learned - learned.mean(axis=0)  # the same label wins, with smaller weights
    whole = np.rint(learned * (MOST / np.abs(learned).max())).astype(int)
    lines = [
        f"{name}\t{''.join(chr(ZERO + weight) for weight in whole[:, column])}"
        for column, name in sorted(enumerate(names), key=lambda numbered: -seen[numbered[1]])
        if np.abs(whole[:, column]).max() > 1
    ]
    content = [",".join(ELEVEN), *lines]
    WEIGHTS.write_text("".join(f"{line}\n" for line in content), encoding="utf-8")
    print(f"{len(lines):,} of {len(names):,} features written")


def measure(name: str, examples: Sequence[Example]) -> None:
    """Print the accuracy on the nine types, the confusion matrix with the recall of each type, and the speed."""
    began = time.process_time()
    found = [label(example.task) for example in examples]
    seconds = time.process_time() - began
    pairs = Counter((TO_BELLE[one.label], TO_BELLE[got]) for one, got in zip(examples, found, strict=True))
    right = sum(count for (correct, got), count in pairs.items() if correct is got)
    eleven = sum(one.label == got for one, got in zip(examples, found, strict=True))
    print(f"{name}: {right} of {len(examples)} correct ({right / len(examples):.1%}); with eleven labels {eleven}")
    print(f"{len(examples) / seconds:,.0f} tasks per CPU second, including the time to load the table")
    print("| labelled as | " + " | ".join(TaskType) + " | recall |")
    print("|---|" + "---|" * (len(TaskType) + 1))
    for correct in TaskType:
        row = [pairs[correct, got] for got in TaskType]
        recall = f"{pairs[correct, correct] / sum(row):.0%}" if sum(row) else "-"
        print(f"| {correct} | " + " | ".join(str(count or "") for count in row) + f" | {recall} |")


if __name__ == "__main__":
    main()
