"""Add or replace an entry in the text of LLaMA-Factory's `dataset_info.json`."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.schema.extras import Extra

_COLUMNS = {"prompt": "instruction", "query": "input", "response": "output"}
_EXTRA_COLUMNS = {Extra.SYSTEM: "system", Extra.HISTORY: "history"}
_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_EMPTY = "{\n}\n"
_INDENT = "  "
"""Indentation for a file without entries, as in LLaMA-Factory's own file."""

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of the JSON object: its name, and the positions in the text where its value begins and ends."""

    name: str
    begin: int
    end: int


def entry_for(file_name: str, sha1: str, before: Entry | None, extras: Collection[Extra] = ()) -> Entry:
    """Return the entry of a file of Alpaca rows. Other keys of the earlier entry `before`, such as a split, are kept.

    `extras` are the further columns of the rows.

    `file_sha1` is a documented field that does not affect training. It is used here to detect that the file was changed
    after it was written.
    """
    further = {name: name for extra, name in _EXTRA_COLUMNS.items() if extra in extras}
    return {**(before or {}), "file_name": file_name, "file_sha1": sha1, "columns": _COLUMNS | further}


def is_ours(entry: Entry, file_name: str) -> bool:
    """Return True if `entry_for` made the entry for this file name, regardless of the content of the file."""
    columns = entry.get("columns")
    extras = [extra for extra, name in _EXTRA_COLUMNS.items() if isinstance(columns, Mapping) and name in columns]
    own = entry_for(file_name, str(entry.get("file_sha1")), None, extras)
    return all(entry.get(key) == value for key, value in own.items())


def entries(text: str) -> dict[str, Any]:
    """Return all entries by name. Raises ValueError if the text is not a single JSON object or has duplicate names."""
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("not a single JSON object")
    names = Counter(member.name for member in _scan(text)[1])
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"duplicate entry {twice[0]!r}")
    return found


def with_entry(text: str | None, name: str, entry: Entry) -> str:
    """Return the text with this entry. The rest of the text is not changed. `text` is None for a new file.

    An existing entry of this name is replaced in place. A new entry is added at the end, indented like the others.
    Raises ValueError as `entries` does.
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
    """Return the position after the opening brace, the members, and the position of the closing brace.

    The text must be a JSON object.
    """
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
    """Serialize the entry in the style of the others: on one line, or on several lines with the same indentation."""
    if "\n" not in gap:
        return json.dumps(entry, ensure_ascii=False)
    line_end, indent = ("\r\n" if "\r\n" in gap else "\n"), gap.rpartition("\n")[2]
    return json.dumps(entry, ensure_ascii=False, indent=indent).replace("\n", f"{line_end}{indent}")
