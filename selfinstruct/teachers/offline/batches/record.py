"""What is stored about a batch: as requested, as checked, and its results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from selfinstruct.teachers.offline.batches.input_lines import Checked, LineError


@dataclass(frozen=True, slots=True)
class Results:
    """How a batch ended: its final state, its result files, and the rows in each."""

    status: str
    output_file_id: str | None
    error_file_id: str | None
    completed: int
    failed: int


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch. Times are seconds since 1970; `sequence` counts batches from 1.

    `delay` is the time from `created` to the end, `model` replaces that of all lines, `cancelling` is when the batch was
    cancelled.
    """

    id: str
    sequence: int
    input_file_id: str
    endpoint: str
    window: str
    hours: int
    created: float
    delay: float
    metadata: Mapping[str, str] | None = None
    model: str = ""
    deletes_input: bool = False
    cancelling: float | None = None
    checked: Checked | None = None
    results: Results | None = None

    @property
    def is_failed(self) -> bool:
        """True if the input file was refused."""
        return self.checked is not None and bool(self.checked.errors)

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self)


def record_of(stored: dict[str, Any]) -> BatchRecord:
    """Return the record of what `as_json` returned."""
    checked, results = stored["checked"], stored["results"]
    if checked is not None:
        errors = tuple(LineError(**one) for one in checked["errors"])
        checked = Checked(**{**checked, "errors": errors})
    return replace(
        BatchRecord(**{**stored, "checked": None, "results": None}),
        checked=checked,
        results=Results(**results) if results is not None else None,
    )
