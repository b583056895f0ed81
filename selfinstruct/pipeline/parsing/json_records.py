"""Read records from a reply in JSON: an array, an object around it, or one object per line, whole or cut.

Some models write Python literals instead, with single quotes. They are read in the same way.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selfinstruct.pipeline.parsing.field_names import FIELD_OF, Field
from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.schema.verdict import Reason, Verdict

_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?|[{}]', re.DOTALL)
_PYTHON_TOKEN = re.compile(
    r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\]|\\.)*)(?P=quote)(?P<key>\s*:)?|[{}]""", re.DOTALL
)
_KEY = re.compile(r"""(?P<quote>["'])(?P<name>[^"'\n]{1,12})(?P=quote)\s*:""")
_JSON_AT_START = re.compile(r"""\s*(?:```\w*\s*)?(?:\[\s*)?\{\s*["'“]""")
_STRAIGHT = str.maketrans("“”", '""')
_NUMBER = re.compile(r"\d{1,4}\s*[.．、:：]?\s*")
_PAIR = re.compile(
    r'"(?P<key>[^"\n]{1,16})"\s*:\s*"(?P<value>.*?)"\s*(?=,\s*"[^"\n]{1,16}"\s*:|,?\s*}\s*\Z)', re.DOTALL
)
_UNESCAPED = re.compile(r'(?<!\\)"')
_INCOMPLETE = "the JSON object is incomplete or not valid"
_COMMENT = re.compile(r"^[ \t]*(?://|#).*$", re.MULTILINE)
_BAD_ESCAPE = re.compile(r'(?<!\\)\\(?!["\\/bfnrtu])')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(slots=True)
class _Open:
    start: int
    is_record: bool = False


def starts_as_json(text: str) -> bool:
    """True for JSON from the first character on, apart from a fence. Its texts may hold lines that look like labels."""
    return bool(_JSON_AT_START.match(text))


def read_json(text: str, cut: bool) -> Iterator[Draft | Verdict]:
    """Yield the records in order. Text between them is ignored; an object that is not closed ends the list."""
    for candidate in (text, text.translate(_STRAIGHT)):
        if quote := _quote_of_keys(candidate):
            yield from _records(candidate, _PYTHON_TOKEN if quote == "'" else _TOKEN, cut)
            return


def _records(text: str, tokens: re.Pattern[str], cut: bool) -> Iterator[Draft | Verdict]:
    for start, end in _objects(tokens.finditer(text, max(0, text.find("{")))):
        yield Verdict(Reason.TRUNCATED, _INCOMPLETE, text[start:]) if end is None else _draft(text[start:end], cut)


def _objects(tokens: Iterable[re.Match[str]]) -> Iterator[tuple[int, int | None]]:
    """Yield where the objects with the key of an instruction start and end; None for one that is not closed."""
    stack: list[_Open] = []
    for token in tokens:
        if token[0] == "{":
            stack.append(_Open(token.start()))
        elif token[0] == "}":
            if stack and (closed := stack.pop()).is_record:
                yield closed.start, token.end()
        elif stack and token["key"] and _field_of(token["text"]) is Field.INSTRUCTION:
            stack[-1].is_record = True
    if unfinished := next((one for one in stack if one.is_record), None):
        yield unfinished.start, None


def _draft(raw: str, cut: bool) -> Draft | Verdict:
    fields = _fields(raw)
    if fields is None:
        return Verdict(Reason.TRUNCATED if cut else Reason.MALFORMED, _INCOMPLETE, raw)
    instruction, given = (fields.get(name, "").strip() for name in (Field.INSTRUCTION, Field.INPUT))
    output = fields.get(Field.OUTPUT)
    return Draft(instruction, given, None if output is None else output.strip(), raw)


def _quote_of_keys(text: str) -> str | None:
    """Return the quotation mark around the first key of an instruction."""
    keys = (key for key in _KEY.finditer(text) if _field_of(key["name"]) is Field.INSTRUCTION)
    return next((key["quote"] for key in keys), None)


def _field_of(key: str) -> Field | None:
    """Return the field of a key, which may have the record's number (`4. 指令`)."""
    return FIELD_OF.get(_NUMBER.sub("", key.strip()).lower())


def _fields(raw: str) -> dict[Field, str] | None:
    value = _load(raw)
    if value is None:
        return None
    fields: dict[Field, str] = {}
    for key, content in value.items():
        field = _field_of(str(key))
        if field is not None and field not in fields:
            fields[field] = _text(content)
    return fields


def _load(raw: str) -> dict[str, Any] | None:
    repaired = _TRAILING_COMMA.sub(r"\1", raw)
    for text in (raw, repaired, _COMMENT.sub("", _BAD_ESCAPE.sub(r"\\\\", repaired))):
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return _load_python(raw) or _load_unescaped(raw)


def _load_python(raw: str) -> dict[str, Any] | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            value = ast.literal_eval(raw)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, dict) else None


def _load_unescaped(raw: str) -> dict[str, Any] | None:
    """Read an object whose texts hold quotation marks without a backslash, by the marks next to keys and commas."""
    found = {pair["key"]: _UNESCAPED.sub(r"\"", pair["value"]) for pair in _PAIR.finditer(raw)}
    try:
        return {key: json.loads(f'"{value}"', strict=False) for key, value in found.items()} or None
    except ValueError:
        return None


def _text(value: object) -> str:
    """Return a value as text. What is not text is written as JSON, so that nothing is lost."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
