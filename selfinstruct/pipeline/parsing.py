"""Parses a reply line by line into records and verdicts, in the order of the text.

Nothing is dropped silently, and no text raises an error. The parser accepts the layouts that real teachers write: half-
and full-width punctuation, bold or heading marks around markers, missing, arbitrary or restarting numbers, values on
the marker's line or below it, a missing input field, records with or without `###` between them, markers of any
language, and a reply that continues right after the prompt's last `N. 指令:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason, Verdict

VERSION = 1
"""Part of a run's identity: increase it when the same reply would be parsed into different records."""

SEPARATOR = "###"
"""A line that separates records."""


class Field(IntEnum):
    """The three fields of a record, in order."""

    INSTRUCTION = 0
    INPUT = 1
    OUTPUT = 2


_FIELDS = {name: field for profile in PROFILES for name, field in zip(profile.fields, Field, strict=True)}
_MARKER = re.compile(
    # Possessive (`*+`), so that a line of ten thousand spaces does not cause backtracking.
    rf"""[ \t\u3000]*+ (?:\#{{1,6}}+[ \t]*+)? (?P<bold>\*\*)? [ \t]*+
        (?:(?P<number>\d{{1,4}}+) [ \t]*+ [.．、:：)）]? [ \t]*+)?
        (?P<inner>\*\*)? [ \t]*+
        (?P<name>{either(_FIELDS)})
        [ \t]*+ (?P<closed>\*\*)? [ \t]*+ [:：] [ \t\u3000]*+ (?P<rest>.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATOR_LINE = re.compile(r"[ \t]*#{3,}[ \t]*")
_THINKING = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_OPEN_THINKING = re.compile(r"\s*<think>")
_FENCED = re.compile(r"\s*```\w*\n(.*?)\n?```\s*", re.DOTALL)
_EMPTY_INPUTS = frozenset(word for profile in PROFILES for word in (profile.no_input, *profile.no_input_words))
_LEADING_NUMBER = re.compile(r"\d{1,4}[ \t]*[.．、][ \t]*")


@dataclass(frozen=True, slots=True)
class Record:
    """A well-formed record: its task, and the lines that it was read from."""

    task: Task
    raw: str


@dataclass(frozen=True, slots=True)
class _Marker:
    name: Field
    number: str | None
    rest: str


_Line = tuple[str, _Marker | None]


@dataclass(slots=True)
class _Block:
    """The lines of a record while it is being read. `now` is the field that the next plain line belongs to."""

    raw: list[str] = field(default_factory=list)
    values: dict[Field, list[str]] = field(default_factory=dict)
    now: Field | None = None
    closed: bool = False

    def takes(self, name: Field) -> bool:
        """True if a marker of this field continues the record; otherwise its line belongs to a field's text."""
        return self.now is None or name > self.now

    def begin(self, marker: _Marker) -> None:
        if self.now is None and marker.name is not Field.INSTRUCTION:
            self.values[Field.INSTRUCTION] = list(self.raw)
        self.now = marker.name
        self.values[marker.name] = [marker.rest]

    def add(self, line: str) -> None:
        if self.now is not None:
            self.values[self.now].append(line)

    def value(self, name: Field) -> str:
        return "\n".join(self.values.get(name, [])).strip()


def parse(text: str, cut: bool = False) -> list[Record | Verdict]:
    """Parse a reply. If a token limit or a filter `cut` it, the incomplete last record becomes a verdict."""
    text = _without_wrapping(text.replace("\r\n", "\n"))
    if not text.strip():
        return [Verdict(Reason.EMPTY_REPLY, "the reply has no text", text)]
    if _OPEN_THINKING.match(text):
        return [Verdict(Reason.EMPTY_REPLY, "the reply ends while the teacher is still thinking", text)]
    blocks = _blocks(_read_lines(text))
    return [found for block in blocks if (found := _outcome(block, cut and block is blocks[-1])) is not None]


def _without_wrapping(text: str) -> str:
    text = _THINKING.sub("", text, count=1) if _THINKING.match(text) else text
    fenced = _FENCED.fullmatch(text)
    return fenced[1] if fenced else text


def _read_lines(text: str) -> list[_Line]:
    """Split the text into lines, each with its marker if it has one.

    If a field's marker is numbered anywhere in the reply, an unnumbered one is ordinary text: the output of a
    programming task may contain a line such as `输入：3`.
    """
    lines = [(line, _marker(line)) for line in text.split("\n")]
    numbered = {marker.name for _, marker in lines if marker and marker.number}
    return [
        (line, None if marker and not marker.number and marker.name in numbered else marker) for line, marker in lines
    ]


def _marker(line: str) -> _Marker | None:
    # Most lines have no colon; skip the pattern for them.
    found = _MARKER.fullmatch(line) if ":" in line or "：" in line else None
    if not found:
        return None
    rest = found["rest"]
    if (found["bold"] or found["inner"]) and not found["closed"]:
        rest = _without_closing(rest)
    return _Marker(_FIELDS[found["name"].lower()], found["number"], rest)


def _without_closing(rest: str) -> str:
    """Remove the `**` that closes a bold marker, right after the colon or at the end of the line."""
    return rest[2:].lstrip() if rest.startswith("**") else rest.rstrip().removesuffix("**")


def _blocks(lines: list[_Line]) -> list[_Block]:
    return list(_split(lines))


def _split(lines: list[_Line]) -> Iterator[_Block]:
    """Yield a block for each record and for text between records. After a final separator, the last block is empty."""
    block = _Block()
    for line, marker in lines:
        if SEPARATOR in line and _SEPARATOR_LINE.fullmatch(line):
            block.closed = True
            yield block
            block = _Block()
            continue
        if marker and marker.name is Field.INSTRUCTION and block.raw:
            yield block
            block = _Block()
        if marker and block.takes(marker.name):
            block.begin(marker)
        else:
            block.add(line)
        block.raw.append(line)
    yield block


def _outcome(block: _Block, cut: bool) -> Record | Verdict | None:
    raw = "\n".join(block.raw).strip()
    if not raw:
        return None
    if cut and not block.closed:
        return Verdict(Reason.TRUNCATED, "the reply ends in the middle of this record", raw)
    if block.now is None:
        return Verdict(Reason.STRAY_TEXT, "text that belongs to no record", raw)
    return _complete(block, raw)


def _complete(block: _Block, raw: str) -> Record | Verdict:
    if Field.OUTPUT not in block.values:
        return Verdict(Reason.MALFORMED, "the record has no output field", raw)
    instruction = _instruction(block)
    if not instruction:
        return Verdict(Reason.EMPTY_INSTRUCTION, "the instruction is empty", raw)
    output = block.value(Field.OUTPUT)
    if not output:
        return Verdict(Reason.EMPTY_OUTPUT, "the output is empty", raw)
    given = block.value(Field.INPUT)
    return Record(Task(instruction, "" if given.lower() in _EMPTY_INPUTS else given, output), raw)


def _instruction(block: _Block) -> str:
    """Return the instruction. If it precedes the first marker, it may start with a number to remove (`5. 写一首诗`)."""
    text = block.value(Field.INSTRUCTION)
    unmarked = block.raw and not _MARKER.fullmatch(next((line for line in block.raw if line.strip()), ""))
    return _LEADING_NUMBER.sub("", text, count=1) if unmarked and _LEADING_NUMBER.match(text) else text
