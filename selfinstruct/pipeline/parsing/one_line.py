"""Split replies that write a whole record on one line, such as `4. 指令: … 4. 输入: … 4. 输出: …`."""

from __future__ import annotations

import re

_NAMES = "指令|输入|输出|輸入|輸出|instruction|input|output"
_INLINE = re.compile(
    rf"(?<=\S)[ \t\u3000]*(?P<separator>\#{{3,}}[ \t]*)?"
    rf"(?P<label>(?:\*\*)?(?:\d{{1,4}}[ \t]*[.．、][ \t]*)?(?:\*\*)?[【\[]?(?:{_NAMES})[】\]]?(?:\*\*)?[ \t]*[:：])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[ \t#*]*\d{1,4}[ \t]*[.．、]?[ \t*]*")


def split_labels(text: str) -> str:
    """Start a new line before every label inside a line."""
    return _INLINE.sub(_on_a_new_line, text)


def _on_a_new_line(found: re.Match[str]) -> str:
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    if _NUMBER.fullmatch(line[:20]):
        return found[0]
    return f"\n{(found['separator'] or '').strip()}\n{found['label']}"
