"""Signs in the form of an output: it repeats itself, or holds code that cannot be parsed."""

from __future__ import annotations

import ast
import json
import re
import warnings
from textwrap import dedent

from selfinstruct.schema.task import Task

_MAX_SHOWN = 40

_TIMES = 4
_UNITS = re.compile("[。！？!?；;，,\n]+")
_LETTERS = re.compile("[\u4e00-\u9fffA-Za-z]{3}")
_NO_UNIT = frozenset("|_`")
"""Characters of tables, forms and code, in which equal cells follow each other."""
_TAIL = 6
"""Characters at the end of an output whose previous occurrence gives the length of a loop."""
_LOOP_WANTED = re.compile("歌|诗|曲|谣|重复|复制|[Ss]ong|[Pp]oem|[Ll]yrics|[Rr]epeat|[Vv]erse|[Cc]horus")
_NO_LOOP = 40
"""Characters of an output that is too short for a loop."""

_FENCE = re.compile(
    r"^[ \t]*```[ \t]*(?P<language>python3?|py|json)[ \t]*\n(?P<code>.*?)^[ \t]*```",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_STATEMENT = re.compile(r"^[ \t]*(?:(?:def|class|for|if|while|return|import|from)\b|print\()", re.MULTILINE)
"""A line of Python. Fences for Python also hold results and shell commands."""
_MAX_CODE = 20_000


def repeats(task: Task) -> str | None:
    """Find a part that is written four times in a row, outside of songs and poems."""
    text = task.output.rstrip()
    if len(text) < _NO_LOOP:
        return None
    part = _loop_at_end(text) or _repeated_unit(text)
    if not part or _LOOP_WANTED.search(task.instruction) or _LOOP_WANTED.search(text[:200]):
        return None
    return f"{part[:_MAX_SHOWN]} (at least {_TIMES} times in a row)"


def _loop_at_end(text: str) -> str | None:
    """Return the part that the text ends with four times: a model that does not stop ends like this."""
    earlier = text.rfind(text[-_TAIL:], 0, len(text) - 1)
    part = text[earlier + _TAIL - len(text) :] if earlier >= 0 else ""
    is_loop = len(part) > 1 and _is_prose(part * 2) and text.endswith(part * _TIMES)
    return part.strip() if is_loop else None


def _repeated_unit(text: str) -> str | None:
    """Return a sentence, clause or line that follows itself three times."""
    units = list(map(str.strip, _UNITS.split(text)))
    if len(units) - len(set(units)) < _TIMES - 1:
        return None
    for start in range(len(units) - _TIMES + 1):
        unit = units[start]
        if unit == units[start + 1] == units[start + 2] == units[start + 3] and _is_prose(unit):
            return unit
    return None


def _is_prose(part: str) -> bool:
    return bool(_LETTERS.search(part)) and _NO_UNIT.isdisjoint(part)


def broken_code(task: Task) -> str | None:
    """Find a code block marked as Python or JSON that is not."""
    if "```" not in task.output:
        return None
    for found in _FENCE.finditer(task.output):
        fault_of = _json_fault if found["language"].lower() == "json" else _python_fault
        if len(found["code"]) <= _MAX_CODE and (fault := fault_of(found["code"])):
            return fault
    return None


def _json_fault(code: str) -> str | None:
    try:
        json.loads(code)
    except (ValueError, RecursionError) as error:
        return f"JSON: {error}"[:120]
    return None


def _python_fault(code: str) -> str | None:
    if not _STATEMENT.search(code):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as an invalid escape sequence in a string
            ast.parse(dedent(code))
    except IndentationError:
        return None  # often a part of a longer block
    except SyntaxError as error:
        return f"Python: {error.msg} (line {error.lineno} of the block)"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"Python: {error}"[:120]
    return None
