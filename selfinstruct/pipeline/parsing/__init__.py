"""Parses a reply into records and verdicts, in the order of the text.

Nothing is dropped silently, no text raises an error, and layout is never data. The parser reads the layouts that chat
models write: lists with labels (`labelled_list`, `boundaries`, `trimming`), JSON, XML elements and Markdown tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from selfinstruct.pipeline.parsing.bound import MAX_NAMES, split_at_bound
from selfinstruct.pipeline.parsing.boundaries import record_labels
from selfinstruct.pipeline.parsing.decoration import without_decoration
from selfinstruct.pipeline.parsing.field_names import Field
from selfinstruct.pipeline.parsing.json_records import read_json, starts_as_json
from selfinstruct.pipeline.parsing.labelled_list import LabelledList
from selfinstruct.pipeline.parsing.labels import Label
from selfinstruct.pipeline.parsing.one_line import split_labels
from selfinstruct.pipeline.parsing.reading import read_lines
from selfinstruct.pipeline.parsing.record import Draft, Record, check
from selfinstruct.pipeline.parsing.tables import read_tables
from selfinstruct.pipeline.parsing.tagged import read_elements, starts_as_element
from selfinstruct.pipeline.parsing.template_tokens import without_quote_marks, without_template_tokens
from selfinstruct.pipeline.reasoning import answer_of
from selfinstruct.schema.verdict import Reason, Verdict

__all__ = ["SEPARATOR", "VERSION", "Record", "parse"]

VERSION = 7
"""Part of a run's identity: increase it when the same reply would be parsed into different records."""

SEPARATOR = "###"
"""A line that separates records in the prompt."""

_Reader = Callable[[str, bool], Iterator[Draft | Verdict]]


def parse(text: str, cut: bool = False) -> list[Record | Verdict]:
    """Parse a reply. If a token limit or a filter `cut` it, the incomplete last record becomes a verdict."""
    text = text.replace("\r\n", "\n")
    if not text.strip("\ufeff \t\n\u3000"):
        return [Verdict(Reason.EMPTY_REPLY, "the reply has no text", text)]
    answer = answer_of(text)
    if answer is None or not answer.strip():
        return [Verdict(Reason.EMPTY_REPLY, "the reply ends while the teacher is still thinking", text)]
    answer, rest = split_at_bound(answer)
    found = _checked(_read(without_template_tokens(answer), cut or bool(rest)))
    if rest:
        found.append(Verdict(Reason.STRAY_TEXT, f"the reply continues after {MAX_NAMES:,} names of fields", rest))
    return found


def _read(text: str, cut: bool) -> list[Draft | Verdict]:
    """Read a reply that may be one Markdown quotation. Without records in it, its marks are part of the text."""
    unquoted = without_quote_marks(text)
    found = _drafts(unquoted, cut)
    if unquoted != text and not any(isinstance(one, Draft) for one in found):
        return _drafts(text, cut)
    return found


def _checked(found: Sequence[Draft | Verdict]) -> list[Record | Verdict]:
    drafts = iter(without_decoration([draft for draft in found if isinstance(draft, Draft)]))
    return [check(next(drafts)) if isinstance(one, Draft) else one for one in found]


def _drafts(text: str, cut: bool) -> list[Draft | Verdict]:
    """Read the records in the first layout that has any: JSON, a list with labels, elements, a table, one line each."""
    at_start = ((starts_as_json, read_json), (starts_as_element, read_elements))
    if found := _first_found([read for starts, read in at_start if starts(text)], text, cut):
        return found
    lines = read_lines(text, cut)
    labels = record_labels(lines)
    is_list = _fields(labels) >= {Field.INSTRUCTION, Field.OUTPUT}
    if not is_list and (found := _first_found((read_json, read_elements, read_tables), text, cut)):
        return found
    for any_name in (False, True):
        if Field.OUTPUT not in _fields(labels):
            lines = read_lines(split_labels(text, any_name), cut)
            labels = record_labels(lines)
    if labels:
        return list(LabelledList(lines, labels, cut).drafts())
    return [Verdict(Reason.TRUNCATED if cut else Reason.STRAY_TEXT, "text that belongs to no record", text.strip())]


def _first_found(readers: Iterable[_Reader], text: str, cut: bool) -> list[Draft | Verdict]:
    return next(filter(None, (list(read(text, cut)) for read in readers)), [])


def _fields(labels: Mapping[int, Label]) -> set[Field]:
    return {label.field for label in labels.values() if label.name}
