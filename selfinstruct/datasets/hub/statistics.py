"""Compute `statistics.json` in one pass over the rows: counts, lengths, similarity and a few samples."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any

from selfinstruct.pipeline.filters.language import likely_languages
from selfinstruct.pipeline.languages import Language
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.flag import PERSONAL_DATA
from selfinstruct.schema.task import Task

_MAX_SAMPLES = 4
_FIELDS = ("instruction", "input", "output")


def _no_numbers() -> dict[str, array[int]]:
    return {name: array("q") for name in _FIELDS}


@dataclass(slots=True)
class Statistics:
    """Counts of the rows. `lengths` are in characters; `scores` are ROUGE-L F1 with the nearest earlier task.

    Type sources and scores are only counted for a run, because the rows of a file may come from several runs.
    """

    of_run: bool
    types: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    lengths: dict[str, array[int]] = field(default_factory=_no_numbers)
    scores: array[float] = field(default_factory=lambda: array("d"))
    samples: dict[str, Task] = field(default_factory=dict)
    with_personal_data: int = 0
    likely: Counter[Language] = field(default_factory=Counter)

    def add(self, record: TypedRecord) -> None:
        """Count a row. The first row of each of the first few types is kept as a sample."""
        task = record.task
        flags = [str(flag) for flag in record.flags]
        self.types[str(record.label)] += 1
        self.flags.update(flags)
        self.with_personal_data += not PERSONAL_DATA.isdisjoint(flags)
        for name, numbers in self.lengths.items():
            numbers.append(len(getattr(task, name)))
        if len(self.samples) < _MAX_SAMPLES:
            self.samples.setdefault(str(record.label), task)
        self.likely.update(likely_languages(task))
        if self.of_run:
            self._add_provenance(record)

    def _add_provenance(self, record: TypedRecord) -> None:
        if source := record.fields.get("type_source"):
            self.sources[str(source)] += 1
        if record.nearest_score is not None:
            self.scores.append(record.nearest_score)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.types.total()

    @property
    def without_input(self) -> int:
        """Number of rows with an empty input."""
        return self.lengths["input"].count(0)

    @property
    def languages(self) -> list[str]:
        """Code of the language of at least 95% of the instructions (by the `--language` filter), or "multilingual"."""
        code = max(Language, key=self.likely.__getitem__)
        return [str(code)] if self.likely[code] >= 0.95 * self.rows else ["multilingual"]

    def as_json(self) -> dict[str, Any]:
        """Return the content of `statistics.json`."""
        return {
            "rows": self.rows,
            "without_input": self.without_input,
            "task_types": dict(self.types.most_common()),
            "type_sources": dict(self.sources.most_common()),
            "flags": dict(self.flags.most_common()),
            "with_personal_data": self.with_personal_data,
            "characters": {name: _spread(numbers) for name, numbers in self.lengths.items()},
            "nearest": _spread(self.scores) if self.scores else None,
        }


def _spread(numbers: array[int] | array[float]) -> dict[str, float]:
    values = {"mean": fmean(numbers), "median": median(numbers), "min": min(numbers), "max": max(numbers)}
    return {name: round(float(value), 4) for name, value in values.items()}
