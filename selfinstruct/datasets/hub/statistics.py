"""What one pass over the rows tells a reader: counts, lengths, likeness, a few samples. Rows in, numbers out."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from selfinstruct.pipeline.filters.language import wrong_language
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.storage.source import Record

_MAX_SAMPLES = 4
_FIELDS = ("instruction", "input", "output")


def _no_numbers() -> dict[str, array[int]]:
    return {name: array("q") for name in _FIELDS}


@dataclass(slots=True)
class Statistics:
    """Counts over the rows. `lengths` are characters; `scores` ROUGE-L F1 with the nearest earlier instruction.

    Who gave a type and what was nearest is counted of a run only: a file's rows may come from several.
    """

    of_run: bool
    types: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    lengths: dict[str, array[int]] = field(default_factory=_no_numbers)
    scores: array[float] = field(default_factory=lambda: array("d"))
    samples: dict[str, Task] = field(default_factory=dict)
    chinese: int = 0
    english: int = 0

    def add(self, record: Record) -> None:
        """Count one row; the first of each type is a sample."""
        task = record.task
        self.types[str(record.label)] += 1
        for name, numbers in self.lengths.items():
            numbers.append(len(getattr(task, name)))
        if len(self.samples) < _MAX_SAMPLES:
            self.samples.setdefault(str(record.label), task)
        self.chinese += wrong_language(task, Language.CHINESE) is None
        self.english += wrong_language(task, Language.ENGLISH) is None
        if self.of_run:
            self._add_origin(record)

    def _add_origin(self, record: Record) -> None:
        if source := record.fields.get("type_source"):
            self.sources[str(source)] += 1
        if record.nearest_score is not None:
            self.scores.append(record.nearest_score)

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
