"""Split replies that write a whole record on one line, such as `4. 指令: … 4. 输入: … 4. 输出: …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selfinstruct.pipeline.parsing.field_names import FIELD_OF, MAIN_NAMES, SHORT_NAMES, Field
from selfinstruct.pipeline.parsing.labels import BEFORE


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(names))})[】\]]?(?:\*\*)?[ \t]*[:：]", re.IGNORECASE)


_MAIN = _pattern(MAIN_NAMES)
_ANY = _pattern(name for name, field in FIELD_OF.items() if field is not Field.EXTRA and name not in SHORT_NAMES)
_BEFORE_NAME = re.compile(
    rf"""(?P<gap>[ \t\u3000]*(?:[；;|｜/][ \t\u3000]*)?) (?P<separator>\#\#\#+[ \t]*|)
    (?P<number>(?:\*\*)?(?:(?<![\d.]){BEFORE})?(?:\*\*)?[【\[]?)\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_BEFORE = 24
"""Characters before a name that are looked at, so that the time grows with the length of the text."""
_LONGEST_PREFIX = 12
"""Characters before a line's own label; with more of them, the label stands inside the line."""
_TEXT = re.compile(r"[\u4e00-\u9fff]{2}|[:：]")


def split_labels(text: str, any_name: bool) -> str:
    """Start a new line before every label inside a line: one with a main name, or with `any_name` of a field."""
    return "".join(_pieces(text, _ANY if any_name else _MAIN))


def _pieces(text: str, names: re.Pattern[str]) -> Iterator[str]:
    done = 0
    for name in names.finditer(text):
        if text[max(0, name.start() - 1) : name.start()] in ("", "\n"):
            continue
        first = max(done, name.start() - _MAX_BEFORE)
        before = _BEFORE_NAME.search(text, first, name.start())
        if before and not (_is_in_word(text, before) or _is_own_label(text, before.start())):
            yield f"{text[done : before.start()]}\n{before['separator'].strip()}\n{before['number']}"
            done = name.start()
    yield text[done:]


def _is_in_word(text: str, before: re.Match[str]) -> bool:
    """True if a name is the end of a longer word (`预期输出`)."""
    return not before[0] and "\u4e00" <= text[before.start() - 1] <= "\u9fff"


def _is_own_label(text: str, at: int) -> bool:
    """True if no text stands on the line before a label, so that it is the line's own."""
    start = max(0, at - _LONGEST_PREFIX)
    line = text[start:at].rpartition("\n")
    return (start == 0 or bool(line[1])) and not _TEXT.search(line[2])
