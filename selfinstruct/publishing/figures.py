"""What one pass over the rows tells a reader: counts, lengths, likeness, a few samples. Rows in, numbers out."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from selfinstruct.filtering import Language
from selfinstruct.filtering.languages import wrong_language
from selfinstruct.source import Record
from selfinstruct.tasks import Task, TaskType

_MOST_SAMPLES = 4
_FIELDS = ("instruction", "input", "output")


def _no_numbers() -> dict[str, array[int]]:
    return {name: array("q") for name in _FIELDS}


@dataclass(slots=True)
class Figures:
    """Counts over the rows. `lengths` are characters; `scores` ROUGE-L F1 with the nearest earlier instruction."""

    types: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    lengths: dict[str, array[int]] = field(default_factory=_no_numbers)
    scores: array[float] = field(default_factory=lambda: array("d"))
    samples: dict[TaskType, Task] = field(default_factory=dict)
    chinese: int = 0
    english: int = 0

    def add(self, record: Record) -> None:
        """Count one row; the first of each type is a sample."""
        task, fields = record.task, record.fields
        self.types[str(record.label)] += 1
        if source := fields.get("type_source"):
            self.sources[str(source)] += 1
        for name, numbers in self.lengths.items():
            numbers.append(len(getattr(task, name)))
        nearest = fields.get("nearest")
        if isinstance(nearest, dict) and isinstance(nearest.get("score"), int | float):
            self.scores.append(nearest["score"])
        if task.task_type is not None and len(self.samples) < _MOST_SAMPLES:
            self.samples.setdefault(task.task_type, task)
        self.chinese += wrong_language(task, Language.CHINESE) is None
        self.english += wrong_language(task, Language.ENGLISH) is None

    @property
    def rows(self) -> int:
        """How many rows were counted."""
        return self.types.total()

    @property
    def without_input(self) -> int:
        """Rows whose input is empty."""
        return self.lengths["input"].count(0)

    @property
    def languages(self) -> list[str]:
        """The language that nearly all instructions are in, by the rules of `--language`; several if no one is."""
        found = {"zh": self.chinese, "en": self.english}
        code, most = max(found.items(), key=lambda item: item[1])
        return [code] if most >= 0.95 * self.rows else ["multilingual"]

    def as_json(self) -> dict[str, Any]:
        """The counts as `statistics.json` has them."""
        return {
            "rows": self.rows,
            "without_input": self.without_input,
            "task_types": dict(self.types.most_common()),
            "type_sources": dict(self.sources.most_common()),
            "characters": {name: _spread(numbers) for name, numbers in self.lengths.items()},
            "nearest": _spread(self.scores) if self.scores else None,
        }


def _spread(numbers: array[int] | array[float]) -> dict[str, float]:
    values = {"mean": fmean(numbers), "median": median(numbers), "min": min(numbers), "max": max(numbers)}
    return {name: round(float(value), 4) for name, value in values.items()}
