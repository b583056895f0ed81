"""Train the classifier of Chinese task types, or measure its accuracy.

    python benchmarks/train_types.py --data TASKS.jsonl.gz                       train, and write the weights
    python benchmarks/train_types.py --data TASKS.jsonl.gz --measure held_out    measure them on one of the sets

`task_types.tsv` holds the labels of instructions by the hash of the instruction: `train` for training, 200 `dev` to try
settings, and 200 `held_out`, to be used only once. The instructions are from a file that is not part of the project;
`--data` is its path (JSON lines in Alpaca format). The seed tasks, tasks of the offline teacher's families and the
borderline cases of the definitions are also used for training. Writes `selfinstruct/pipeline/classifier/weights.tsv`.
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
WEIGHTS = HERE.parent / "selfinstruct" / "pipeline" / "classifier" / "weights.tsv"

MIN_SEEN = 10
"""Minimum number of examples (with and without output) with a feature: rarer features are specific to single texts."""
REGULARIZATION = 0.01
PER_FAMILY = 30
OWN_WEIGHT = 3.0
"""Weight of the project's own examples; those of the file have weight 1."""
WITHOUT_OUTPUT = 0.3
"""Weight of the copy of each example without output, as some rows have none."""
OF_RARE_TYPES = {"closed_qa": 4.0, "chat": 2.5, "summarization": 1.5, "extract": 1.4, "classification": 1.2}
"""Class weights of rare labels. Without them, rare types would be sacrificed for common ones."""
MOST = 46
"""Largest weight that a character can encode; larger ones are clipped."""
LARGE = 99.9
"""Percentile of the absolute weights that is scaled to the largest weight."""


@dataclass(frozen=True, slots=True)
class Example:
    """A task with its label according to the definitions, and its weight."""

    task: Task
    label: Label
    weight: float = 1.0


def main() -> None:
    """Train and write the weights, or measure the existing ones on one of the sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measure", choices=("train", "dev", "held_out"))
    given = parser.parse_args()
    sets = read_examples(given.data)
    if given.measure:
        measure(given.measure, sets[given.measure])
        return
    print(f"Python {platform.python_version()}, scikit-learn {version('scikit-learn')}; examples:", end=" ")
    print({name: len(examples) for name, examples in sets.items()})
    learn(sets["train"] + list(own_examples()))


def read_examples(data: Path) -> dict[str, list[Example]]:
    """Read the labelled tasks of the file, by set."""
    lines = (line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines())
    labels = {key: (label_of(name), group) for key, name, group in lines}
    sets: dict[str, list[Example]] = {"train": [], "dev": [], "held_out": []}
    content = gzip.decompress(data.read_bytes()) if data.suffix == ".gz" else data.read_bytes()
    for row in map(json.loads, filter(None, content.split(b"\n"))):
        found = labels.pop(hashlib.sha256(row["instruction"].encode()).hexdigest()[:16], None)
        if found:
            sets[found[1]].append(Example(Task(row["instruction"], row["input"], row["output"]), found[0]))
    return sets


def own_examples() -> Iterator[Example]:
    """Yield the project's own examples: seed tasks, tasks of the families, borderline cases."""
    for seed in load_seeds(resource("seeds", "zh_seed_tasks.jsonl")):
        assert seed.task_type, "every seed task has a type"
        yield Example(seed, seed.task_type, OWN_WEIGHT)
    dice = Random(1)
    for family in FAMILIES:
        yield from (Example(family.write(dice), family.task_type) for _ in range(PER_FAMILY))
    for name, definition in DEFINITIONS.items():
        for case in definition.borderline:
            yield Example(Task(case.instruction, case.given, ""), name, OWN_WEIGHT)


def learn(train: Sequence[Example]) -> None:
    """Train a linear SVM and write its weights."""
    examples = [*train, *map(without_output, train)]
    found = [features(example.task) for example in examples]
    seen = Counter(feature for one in found for feature in one)
    known = {feature for feature, count in seen.items() if count >= MIN_SEEN and is_writable(feature)}
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([dict.fromkeys(one & known, 1.0) for one in found])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    # No intercept: `^` is in every example. A fixed random state: the same labels produce the same table.
    model = LinearSVC(C=REGULARIZATION, class_weight=OF_RARE_TYPES, fit_intercept=False, random_state=0)
    model.fit(matrix, [example.label.value for example in examples], [example.weight for example in examples])
    write_weights(vectorizer.feature_names_, model, seen)


def without_output(example: Example) -> Example:
    """Return the same example without output."""
    return Example(replace(example.task, output=""), example.label, example.weight * WITHOUT_OUTPUT)


def is_writable(feature: str) -> bool:
    """Whether a feature can be written to the table without escaping."""
    return feature.isprintable() and "\\" not in feature and "'" not in feature


def write_weights(names: Sequence[str], model: LinearSVC, seen: Counter[str]) -> None:
    """Write a table with a line per feature and a character per label. Features with small weights are left out.

    The most frequent features come first, so that they are close together in memory and are found faster.
    """
    order = [list(model.classes_).index(name.value) for name in ELEVEN]
    learned: NDArray[np.float64] = model.coef_[order]
    scale = MOST / np.percentile(np.abs(learned), LARGE)
    whole = np.clip(np.rint(learned * scale), -MOST, MOST).astype(int)
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
