"""Where a number begins and ends: not inside a word, a longer number, a decimal, a path or an amount."""

from __future__ import annotations

DASH = r"\-‐–—−"
"""Hyphens and dashes between groups of digits, after NFKC, for a character class."""
GAP = f"[ {DASH}]"
"""The character between two groups of digits."""
BEGIN = rf"(?:(?<![0-9A-Za-z_./$¥€£%])(?<![0-9A-Za-z][{DASH}])|(?<=\\[nrt]))"
r"""Before a number. In code, it may follow an escape such as `\n`."""
END = rf"(?![0-9A-Za-z_%]|[.{DASH}]\d)"
"""After a number."""
