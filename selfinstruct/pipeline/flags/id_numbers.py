"""Identity numbers: Chinese resident identity numbers of 18 and 15 digits, and American social security numbers."""

from __future__ import annotations

import re

from selfinstruct.pipeline.flags.boundaries import BEGIN, END, GAP
from selfinstruct.pipeline.flags.made_up import is_made_up

_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|[78]1|82|83)"
"""Administrative codes of GB/T 2260, and those of residence permits (81 to 83)."""
_EIGHTEEN = re.compile(
    rf"{BEGIN}(?P<region>{_PROVINCE}\d{{4}}){GAP}?(?P<day>(?:19|20)\d{{6}}){GAP}?(?P<rest>\d{{3}}[\dXx]){END}"
)
_FIFTEEN = re.compile(rf"(?:身份证|证件|证号)[^\d\n]{{0,12}}{_PROVINCE}\d{{4}}(?P<day>\d{{6}})\d{{3}}{END}")
"""It has no check digit, so a word has to say what it is."""
_SSN = re.compile(rf"{BEGIN}(?!000|666|9)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}{END}")
_PUBLISHED = frozenset({"078051120", "219099999"})
"""Social security numbers that were printed in advertisements and are not valid anymore."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def has_id_number(text: str) -> bool:
    """Return True if a text contains a valid identity number."""
    return (
        any(_is_resident(found) for found in _EIGHTEEN.finditer(text))
        or any(_is_day(f"19{found['day']}") for found in _FIFTEEN.finditer(text))
        or any(_is_issued(found[0].replace("-", "")) for found in _SSN.finditer(text))
    )


def check_digit(seventeen: str) -> str:
    """Return the last character of a resident identity number, as GB 11643 defines it."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def _is_resident(found: re.Match[str]) -> bool:
    body = found["region"] + found["day"] + found["rest"][:3]
    return _is_day(found["day"]) and check_digit(body) == found["rest"][3].upper()


def _is_day(text: str) -> bool:
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] - (month == 2 and not is_leap)


def _is_issued(digits: str) -> bool:
    return digits not in _PUBLISHED and not is_made_up(digits)
