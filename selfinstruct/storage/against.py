"""Read the questions that new tasks must not repeat, from `--against` files of any known shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfinstruct.schema.reply import without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.storage.shapes import BadValue, ShapeReader
from selfinstruct.storage.source import Reading, find_source, read_usable
from selfinstruct.storage.tables import TableRow


def load_against(path: Path) -> tuple[Task, ...]:
    """Load the questions of a file as tasks without output. Raises an InputError that names the bad rows."""
    return tuple(_questions(path))


def _questions(path: Path) -> Iterator[Task]:
    source = find_source(path, Reading(can_skip=False))
    shapes = ShapeReader({})

    def question(row: TableRow) -> Task:
        text = shapes.read_question(row).question
        if not text.strip():
            raise BadValue("the question is empty")
        return Task(text, "", "", without_surrogates(f"{Path(row.file).name}:{row.line}"))

    return read_usable(source, lambda _: None, question)
