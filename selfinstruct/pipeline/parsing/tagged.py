"""Read records whose fields are XML elements, such as `<指令>写诗</指令>`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from selfinstruct.pipeline.parsing.field_names import FIELD_OF, SHORT_NAMES, TITLES, Field
from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.schema.verdict import Reason, Verdict

_NAMES = sorted(
    name for name, field in FIELD_OF.items() if field is not Field.EXTRA and name not in SHORT_NAMES | TITLES
)
"""HTML has elements with the short names, and a title may be the element around a record."""
_NAME = "|".join(_NAMES)
_TAG = re.compile(rf"<(?P<name>{_NAME})(?:\s[^<>\n]{{0,40}}?)?(?P<empty>/)?>|</(?P<closed>{_NAME})\s*>", re.IGNORECASE)
_START = re.compile(
    rf"<(?:{'|'.join(name for name in _NAMES if FIELD_OF[name] is Field.INSTRUCTION)})\b", re.IGNORECASE
)
_AT_START = re.compile(r"\s*(?:```\w*\s*)?<\w")
_CDATA = re.compile(r"\s*<!\[CDATA\[(?P<text>.*?)\]\]>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Element:
    field: Field
    start: int
    content: str
    end: int


def starts_as_element(text: str) -> bool:
    """True for an element from the first character on, apart from a fence."""
    return bool(_AT_START.match(text))


def read_elements(text: str, cut: bool) -> Iterator[Draft | Verdict]:
    """Yield the records in order; nothing if the text has no elements for an instruction and an output."""
    values: dict[Field, str] = {}
    start = end = 0
    for element in _elements(text):
        if element.field is Field.INSTRUCTION:
            values, start = {}, element.start
        values.setdefault(element.field, _text(element.content))
        if element.field is Field.OUTPUT and Field.INSTRUCTION in values:
            end = element.end
            yield Draft(values[Field.INSTRUCTION], values.get(Field.INPUT, ""), values[Field.OUTPUT], text[start:end])
            values = {}
    if end and _START.search(text, end):
        reason = Reason.TRUNCATED if cut else Reason.MALFORMED
        yield Verdict(reason, "the last record is incomplete", text[end:].strip())


def _elements(text: str) -> Iterator[_Element]:
    """Yield the elements that are closed, or empty, and not inside of another one."""
    tags = list(_TAG.finditer(text))
    closing: dict[str, list[re.Match[str]]] = defaultdict(list)
    for tag in reversed(tags):
        if tag["closed"]:
            closing[tag["closed"].lower()].append(tag)
    end = 0
    for tag in tags:
        if tag["closed"] or tag.start() < end:
            continue
        name = tag["name"].lower()
        field, ends = FIELD_OF[name], closing[name]
        while ends and ends[-1].start() < tag.end():
            ends.pop()
        if tag["empty"]:
            end = tag.end()
            yield _Element(field, tag.start(), "", end)
        elif ends:
            end = ends[-1].end()
            yield _Element(field, tag.start(), text[tag.end() : ends[-1].start()], end)


def _text(content: str) -> str:
    data = _CDATA.fullmatch(content)
    return (data["text"] if data else content).strip()
