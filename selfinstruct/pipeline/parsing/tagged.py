"""Read records whose fields are XML elements, such as `<指令>写诗</指令>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfinstruct.pipeline.parsing.labels import FIELD_OF, MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.schema.verdict import Reason, Verdict

_ELEMENT = re.compile(
    rf"<(?P<name>{'|'.join(sorted(MAIN_NAMES))}|question|answer|response|问题|回答|答案)(?:\s[^<>\n]{{0,40}})?"
    r"(?:/>|>(?P<text>.*?)</(?P=name)\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_START = re.compile(r"<(?:instruction|question|指令|问题)\b", re.IGNORECASE)
_AT_START = re.compile(r"\s*(?:```\w*\s*)?<\w")
_CDATA = re.compile(r"\s*<!\[CDATA\[(?P<text>.*?)\]\]>\s*", re.DOTALL)


def starts_as_element(text: str) -> bool:
    """True for an element from the first character on, apart from a fence."""
    return bool(_AT_START.match(text))


def read_elements(text: str, cut: bool) -> Iterator[Draft | Verdict]:
    """Yield the records in order; nothing if the text has no elements for an instruction and an output."""
    values: dict[Field, str] = {}
    start = end = 0
    for element in _ELEMENT.finditer(text) if "</" in text else ():
        name = FIELD_OF[element["name"].lower()]
        if name is Field.INSTRUCTION:
            values, start = {}, element.start()
        values.setdefault(name, _text(element["text"] or ""))
        if name is Field.OUTPUT and Field.INSTRUCTION in values:
            end = element.end()
            yield Draft(values[Field.INSTRUCTION], values.get(Field.INPUT, ""), values[name], text[start:end])
            values = {}
    if end and _START.search(text, end):
        reason = Reason.TRUNCATED if cut else Reason.MALFORMED
        yield Verdict(reason, "the last record is incomplete", text[end:].strip())


def _text(content: str) -> str:
    data = _CDATA.fullmatch(content)
    return (data["text"] if data else content).strip()
