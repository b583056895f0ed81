"""Format any text as code in Markdown, so that no part of it is interpreted as markup."""

from __future__ import annotations

import re

_RUNS = re.compile("`+")
_BREAKS = re.compile(r"[\r\n\t\x00-\x1f\x7f\x85\u2028\u2029]+")
_FENCED_BREAKS = re.compile(r"\r\n?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAX_LENGTH = 400


def code(text: object) -> str:
    """Format a text as an inline code span."""
    plain = _BREAKS.sub(" ", str(text)).strip() or " "
    ticks = "`" * (_longest_run(plain) + 1)
    around = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{ticks}{around}{plain}{around}{ticks}"


def fenced(text: str, language: str = "text") -> str:
    """Format a text as a code block. The fence is longer than any fence in the text, as CommonMark requires."""
    plain = _UNSEEN.sub("\ufffd", _FENCED_BREAKS.sub("\n", text))
    ticks = "`" * max(3, _longest_run(plain) + 1)
    return f"{ticks}{language}\n{plain}\n{ticks}"


def shortened(text: str, longest: int = _MAX_LENGTH) -> str:
    """Truncate a text to `longest` characters and append a note if it was truncated."""
    return text if len(text) <= longest else f"{text[:longest]} … (truncated; {len(text):,} characters in total)"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _RUNS.findall(text)), default=0)
