"""Split the rows of a round into files that a provider takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from selfinstruct.errors import InputError
from selfinstruct.teachers.batches.rules import BatchRules

Item = TypeVar("Item")


def split(
    rows: Sequence[tuple[Item, bytes]], rules: BatchRules, most: int | None
) -> Iterator[list[tuple[Item, bytes]]]:
    """Yield the rows in files of at most `most` lines, in order, each within the limits of the provider.

    A row is an item and its line. Raises InputError for a line that is too long for any file.
    """
    lines = min(rules.lines, most or rules.lines)
    part: list[tuple[Item, bytes]] = []
    size = 0
    for item, line in rows:
        if len(line) > min(rules.line_bytes, rules.bytes):
            raise InputError(
                f"a request has {len(line):,} bytes, but a line of a batch may have {rules.line_bytes:,}; use fewer "
                "--tasks or shorter seeds"
            )
        if part and (len(part) == lines or size + len(line) > rules.bytes):
            yield part
            part, size = [], 0
        part.append((item, line))
        size += len(line)
    if part:
        yield part
