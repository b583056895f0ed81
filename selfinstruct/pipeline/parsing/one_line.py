"""Split replies that write a whole record on one line, such as `4. 指令: … 4. 输入: … 4. 输出: …`."""

from __future__ import annotations

import re

from selfinstruct.pipeline.parsing.labels import BEFORE

_NAMES = "指令|输入|输出|輸入|輸出|instruction|input|output"
_INLINE = re.compile(
    rf"""(?<=\S)[ \t\u3000]*(?:[；;|｜][ \t\u3000]*)?(?P<separator>\#{{3,}}[ \t]*)?
    (?P<label>(?:\*\*)?(?:(?<![\d.]){BEFORE})?(?:\*\*)?[【\[]?(?:{_NAMES})[】\]]?(?:\*\*)?[ \t]*[:：])""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_PREFIX = 12
"""Characters before a line's own label; with more of them, the label stands inside the line."""
_TEXT = re.compile(r"[\u4e00-\u9fff]{2}|[:：]")


def split_labels(text: str) -> str:
    """Start a new line before every label inside a line."""
    return _INLINE.sub(_on_a_new_line, text)


def _on_a_new_line(found: re.Match[str]) -> str:
    start = max(0, found.start() - _LONGEST_PREFIX)
    before = found.string[start : found.start()]
    if (start == 0 or "\n" in before) and not _TEXT.search(before.rpartition("\n")[2]):
        return found[0]
    return f"\n{(found['separator'] or '').strip()}\n{found['label']}"
