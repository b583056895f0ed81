"""Parses a reply into records and verdicts, in the order of the text.

Nothing is dropped silently, no text raises an error, and layout is never data. The parser reads the layouts that chat
models write; see `labelled_list`, `boundaries` and `trimming` for lists with labels, `json_records` for JSON.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfinstruct.pipeline.parsing.boundaries import record_labels
from selfinstruct.pipeline.parsing.code_blocks import read_lines
from selfinstruct.pipeline.parsing.json_records import json_records, looks_like_json
from selfinstruct.pipeline.parsing.labelled_list import LabelledList
from selfinstruct.pipeline.parsing.labels import Field, Label
from selfinstruct.pipeline.parsing.one_line import split_labels
from selfinstruct.pipeline.parsing.record import Record, check
from selfinstruct.pipeline.parsing.trimming import without_template_tokens
from selfinstruct.pipeline.reasoning import answer_of
from selfinstruct.schema.verdict import Reason, Verdict

__all__ = ["SEPARATOR", "VERSION", "Record", "parse"]

VERSION = 2
"""Part of a run's identity: increase it when the same reply would be parsed into different records."""

SEPARATOR = "###"
"""A line that separates records in the prompt."""


def parse(text: str, cut: bool = False) -> list[Record | Verdict]:
    """Parse a reply. If a token limit or a filter `cut` it, the incomplete last record becomes a verdict."""
    text = text.replace("\r\n", "\n")
    if not text.strip("\ufeff \t\n\u3000"):
        return [Verdict(Reason.EMPTY_REPLY, "the reply has no text", text)]
    answer = answer_of(text)
    if answer is None or not answer.strip():
        return [Verdict(Reason.EMPTY_REPLY, "the reply ends while the teacher is still thinking", text)]
    answer = without_template_tokens(answer)
    return list(_records(answer, cut))


def _records(text: str, cut: bool) -> Iterator[Record | Verdict]:
    lines = read_lines(text, cut)
    labels = record_labels(lines)
    if not _has_output(labels):
        if looks_like_json(text) and (found := list(_json_records(text, cut))):
            yield from found
            return
        split = split_labels(text)
        if split != text:
            lines = read_lines(split, cut)
            labels = record_labels(lines)
    if labels:
        yield from LabelledList(lines, labels, cut).records()
    else:
        yield Verdict(Reason.TRUNCATED if cut else Reason.STRAY_TEXT, "text that belongs to no record", text.strip())


def _has_output(labels: dict[int, Label]) -> bool:
    return any(label.field is Field.OUTPUT for label in labels.values())


def _json_records(text: str, cut: bool) -> Iterator[Record | Verdict]:
    for found in json_records(text):
        if found.fields is None:
            reason = Reason.TRUNCATED if cut or not found.closed else Reason.MALFORMED
            yield Verdict(reason, "the JSON object is incomplete or not valid", found.raw)
        else:
            instruction, given = (found.fields.get(name, "").strip() for name in ("instruction", "input"))
            output = found.fields.get("output")
            yield check(instruction, given, None if output is None else output.strip(), found.raw)
