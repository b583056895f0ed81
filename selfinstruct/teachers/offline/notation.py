"""How the tasks write numbers, times and lists."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

COUNTS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
"""Numbers before a measure word."""


def numbered(lines: Sequence[str]) -> str:
    """Format lines as a numbered list."""
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))


def hhmm(minutes: int) -> str:
    """Format minutes since midnight, such as 9:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def plain(amount: Fraction) -> str:
    """Format an amount without trailing zeros: 18, 7.5, 0.25 (at most three decimals)."""
    return f"{float(amount):.3f}".rstrip("0").rstrip(".")


def quoted(items: Sequence[str]) -> str:
    """Put each item in quotation marks and concatenate them."""
    return "".join(f"“{item}”" for item in items)
