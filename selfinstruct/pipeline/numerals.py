"""White space and numbers as chat models write them."""

from __future__ import annotations

GAP = r"[ \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff]"
"""White space, with invisible characters, as a fragment of a regular expression."""
CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def value_of(number: str) -> int:
    """Return the value of a number in digits, Chinese numerals below 10,000 or circled digits; 0 if it is none."""
    if number.isdecimal():
        return int(number)
    if number in CIRCLED:
        return CIRCLED.index(number) + 1
    total = current = 0
    for character in number:
        if character in _UNITS:
            total, current = total + (current or 1) * _UNITS[character], 0
        elif character not in _DIGITS or current:
            return 0
        else:
            current = _DIGITS[character]
    return total + current
