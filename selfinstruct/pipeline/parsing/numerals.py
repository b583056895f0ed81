"""White space and numbers as chat models write them."""

from __future__ import annotations

GAP = r"[ \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff]"
"""White space, with invisible characters, as a fragment of a regular expression."""
CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def value_of(number: str) -> int:
    """Return the value of a number in digits, Chinese numerals or circled digits."""
    if number.isdecimal():
        return int(number)
    if number in CIRCLED:
        return CIRCLED.index(number) + 1
    tens, _, units = number.rpartition("十")
    digits = "零一二三四五六七八九"
    if "十" not in number:
        return digits.index(number) if len(number) == 1 and number in digits else 0
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(units) if units else 0)
