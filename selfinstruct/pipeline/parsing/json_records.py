"""Read records from a reply in JSON: an array, an object around it, or one object per line, whole or cut.

Some models write Python literals instead, with single quotes. They are read in the same way.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_KEYS = {
    "instruction": "instruction|指令|任务指令|任务|问题|题目|指示|question|prompt|task|query",
    "input": "input|输入|輸入|输入内容|context",
    "output": "output|输出|輸出|输出内容|参考输出|回答|答案|参考答案|answer|response|completion",
}
_FIELD_OF = {name: field for field, names in _KEYS.items() for name in names.split("|")}
_TOKEN = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?|[{}]', re.DOTALL)
_PYTHON_TOKEN = re.compile(
    r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\]|\\.)*)(?P=quote)(?P<key>\s*:)?|[{}]""", re.DOTALL
)
_KEY = re.compile(r"""(?P<quote>["'])(?P<name>[^"'\n]{1,12})(?P=quote)\s*:""")
_COMMENT = re.compile(r"^[ \t]*(?://|#).*$", re.MULTILINE)
_BAD_ESCAPE = re.compile(r'(?<!\\)\\(?!["\\/bfnrtu])')
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True, slots=True)
class Found:
    """An object with a record's keys: its fields as text, None where it cannot be read, and the text itself."""

    fields: Mapping[str, str] | None
    raw: str
    closed: bool


@dataclass(slots=True)
class _Open:
    start: int
    is_record: bool = False


def looks_like_json(text: str) -> bool:
    """True if the text has a record's instruction as a key."""
    return _quote_of_keys(text) is not None


def _quote_of_keys(text: str) -> str | None:
    """Return the quotation mark around the first key of an instruction."""
    keys = (key for key in _KEY.finditer(text) if _FIELD_OF.get(key["name"].lower()) == "instruction")
    return next((key["quote"] for key in keys), None)


def json_records(text: str) -> list[Found]:
    """Return the records in order. Text between them is ignored; an object that is not closed ends the list."""
    return list(_read(text))


def _read(text: str) -> Iterator[Found]:
    stack: list[_Open] = []
    tokens = _PYTHON_TOKEN if _quote_of_keys(text) == "'" else _TOKEN
    for token in tokens.finditer(text, max(0, text.find("{"))):
        if token[0] == "{":
            stack.append(_Open(token.start()))
        elif token[0] == "}":
            if stack and (closed := stack.pop()).is_record:
                raw = text[closed.start : token.end()]
                yield Found(_fields(raw), raw, closed=True)
        elif stack and token["key"] and _FIELD_OF.get(token["text"].lower()) == "instruction":
            stack[-1].is_record = True
    unfinished = next((one for one in stack if one.is_record), None)
    if unfinished:
        yield Found(None, text[unfinished.start :], closed=False)


def _fields(raw: str) -> dict[str, str] | None:
    value = _load(raw)
    if value is None:
        return None
    fields: dict[str, str] = {}
    for key, content in value.items():
        field = _FIELD_OF.get(str(key).lower())
        if field and field not in fields:
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
    return _load_python(raw)


def _load_python(raw: str) -> dict[str, Any] | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            value = ast.literal_eval(raw)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, dict) else None


def _text(value: object) -> str:
    """Return a value as text. What is not text is written as JSON, so that nothing is lost."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
