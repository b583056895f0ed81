"""The definitions of the types agree with their page in the docs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfinstruct.schema.task_types import DEFINITIONS, TO_BELLE, Borderline, ExtraType, Label, TaskType

PAGE = Path(__file__).parents[1] / "docs" / "task-types.md"


def sections() -> Iterator[str]:
    """Yield the sections of the page that are written from the table."""
    for label, definition in DEFINITIONS.items():
        nine = f" Of the nine types it counts as `{TO_BELLE[label]}`." if isinstance(label, ExtraType) else ""
        yield f"## `{label}` {definition.name}\n\n{definition.meaning}{nine}\n\n{definition.meaning_zh}。\n"
        yield "| borderline case | input | why |\n|---|---|---|\n" + "\n".join(map(_row, definition.borderline)) + "\n"


def _row(case: Borderline) -> str:
    cells = (text.replace("\n", "<br>").replace("|", "\\|") for text in (case.instruction, case.given, case.why))
    return f"| {' | '.join(cells)} |"


def test_the_page_matches_the_table() -> None:
    intro, found, rest = PAGE.read_text(encoding="utf-8").partition("## ")
    assert found + rest == "\n".join(sections()), "docs/task-types.md: update the sections from the table"
    assert all(f"`{task_type}`" in intro for task_type in TaskType if task_type is not TaskType.CHAT)


def test_every_label_is_defined_and_counts_as_one_of_the_nine() -> None:
    labels: list[Label] = [*TaskType, *ExtraType]
    assert list(DEFINITIONS) == list(TO_BELLE) == labels
    assert [TO_BELLE[task_type] for task_type in TaskType] == list(TaskType)
    assert len({definition.name for definition in DEFINITIONS.values()}) == len(labels)
