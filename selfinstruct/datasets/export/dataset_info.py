"""LLaMA-Factory's `dataset_info.json`: its text in, the same text with one entry more, or changed, out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_COLUMNS = {"prompt": "instruction", "query": "input", "response": "output"}
_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_EMPTY = "{\n}\n"
_INDENT = "  "
"""LLaMA-Factory's own, where there is none to go by."""

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Member:
    """A name, and where its value begins and ends in the text."""

    name: str
    begin: int
    end: int


def entry_for(file_name: str, sha1: str, before: Entry | None) -> Entry:
    """What LLaMA-Factory is told of a file of Alpaca rows; what else an entry `before` says, such as a split, stays.

    `file_sha1` is a documented field that training does not depend on. Here it tells a file that is as it was written
    from one that somebody has changed since.
    """
    return {**(before or {}), "file_name": file_name, "file_sha1": sha1, "columns": _COLUMNS}


def is_ours(entry: Entry, file_name: str) -> bool:
    """Whether an entry is one of `entry_for` for this file, whatever the file holds."""
    told = entry_for(file_name, str(entry.get("file_sha1")), None)
    return all(entry.get(key) == value for key, value in told.items())


def entries(text: str) -> dict[str, Any]:
    """All entries. Raises ValueError, which says what is wrong, for a text that is not one JSON object of names."""
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("it is not one JSON object")
    names = Counter(member.name for member in _scan(text)[1])
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"there are two entries {twice[0]!r}")
    return found


def with_entry(text: str | None, name: str, entry: Entry) -> str:
    """The text with this entry, and every other character of it as it was; None for a new one.

    An entry of this name is replaced where it stands, another one comes last, indented as the others are. Raises
    ValueError as `entries` does.
    """
    if text is None:
        text = _EMPTY
    if entries(text).get(name) == entry:
        return text
    begin, members, end = _scan(text)
    gap = text[begin : _after_space(text, begin)] if members else f"\n{_INDENT}"
    for member in members:
        if member.name == name:
            return f"{text[: member.begin]}{_dumped(entry, gap)}{text[member.end :]}"
    added = f"{gap or ' '}{json.dumps(name, ensure_ascii=False)}: {_dumped(entry, gap)}"
    if members:
        return f"{text[: members[-1].end]},{added}{text[members[-1].end :]}"
    return f"{text[:begin]}{added}\n{text[end:]}"


def _scan(text: str) -> tuple[int, list[_Member], int]:
    """Where the object's inside begins, its members, and where it ends. The text is known to be an object."""
    begin = text.index("{") + 1
    at = _after_space(text, begin)
    members = []
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        value = _after_space(text, _after_space(text, at) + 1)
        _, at = _DECODER.raw_decode(text, value)
        members.append(_Member(name, value, at))
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return begin, members, at


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _dumped(entry: Entry, gap: str) -> str:
    """An entry written as its neighbours are: after a line break and an indent, or all on one line."""
    if "\n" not in gap:
        return json.dumps(entry, ensure_ascii=False)
    line_end, indent = ("\r\n" if "\r\n" in gap else "\n"), gap.rpartition("\n")[2]
    return json.dumps(entry, ensure_ascii=False, indent=indent).replace("\n", f"{line_end}{indent}")
