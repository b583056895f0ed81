"""Read records from Markdown tables: one record a row below a header with the fields' names, or one field a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfinstruct.pipeline.parsing.field_names import FIELD_OF, Field
from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.schema.verdict import Reason, Verdict

_CELL_END = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|\s:-]+")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def read_tables(text: str, cut: bool) -> Iterator[Draft | Verdict]:
    """Yield the records in order; nothing if no table has columns or rows with the names of fields."""
    rows = [line.strip() for line in text.split("\n") if line.strip().startswith("|") and not _RULE.fullmatch(line)]
    if cut and rows and not rows[-1].endswith("|"):
        yield from _read(rows[:-1])
        yield Verdict(Reason.TRUNCATED, "the reply ends in the middle of this record", rows[-1])
    else:
        yield from _read(rows)


def _read(rows: Sequence[str]) -> Iterator[Draft | Verdict]:
    header: dict[Field, int] = {}
    values: dict[Field, str] = {}
    raw: list[str] = []
    for row in rows:
        cells = _cells(row)
        names = {
            name: at for at, cell in enumerate(cells) if (name := FIELD_OF.get(cell.strip("*` ").lower())) is not None
        }
        if Field.INSTRUCTION in names and Field.OUTPUT in names:
            header = names
        elif header and len(cells) > max(header.values()):
            yield _draft({name: cells[at] for name, at in header.items()}, row)
        elif len(cells) == 2 and 0 in names.values():
            name = next(iter(names))
            if name is Field.INSTRUCTION:
                values, raw = {}, []
            values[name] = cells[1]
            raw.append(row)
            if name is Field.OUTPUT and Field.INSTRUCTION in values:
                yield _draft(values, "\n".join(raw))
                values = {}


def _cells(row: str) -> list[str]:
    cells = _CELL_END.split(row[1:-1] if row.endswith("|") else row[1:])
    return [_BREAK.sub("\n", cell.strip()).replace("\\|", "|") for cell in cells]


def _draft(values: dict[Field, str], raw: str) -> Draft:
    return Draft(values[Field.INSTRUCTION], values.get(Field.INPUT, ""), values[Field.OUTPUT], raw)
