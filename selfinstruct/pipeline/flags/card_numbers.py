"""Card numbers: those of banks and card schemes, with a valid check digit."""

from __future__ import annotations

import re

from selfinstruct.pipeline.flags.boundaries import BEGIN, END, GAP
from selfinstruct.pipeline.flags.made_up import is_made_up

_NUMBER = re.compile(
    rf"{BEGIN}(?:\d{{13,19}}|\d{{4}}(?P<gap>{GAP})\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{1,4}}(?:(?P=gap)\d{{1,3}})?|"
    rf"3\d{{3}}(?P<wide>{GAP})\d{{6}}(?P=wide)\d{{4,5}}){END}"
)
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"  # Visa, Mastercard
    r"62\d{14,17}|9558\d{15}|3[47]\d{13}|"  # UnionPay, ICBC, American Express
    r"3(?:0[0-5]|[68]\d)\d{11}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}"  # Diners, Discover, JCB
)
_FOR_TESTS = frozenset(
    "378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 3530111333300000 "
    "3566002020360505 30569309025904 38520000023237 5105105105105100 4012888888881881 4222222222222 "
    "5200828282828210 5555555555554444 4000056655665556 2223003122003222 6200000000000005".split()
)
"""Numbers that payment providers publish for tests."""
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def has_card_number(text: str) -> bool:
    """Return True if a text contains a card number that may be in use."""
    return any(_is_card(re.sub(r"\D", "", found[0])) for found in _NUMBER.finditer(text))


def luhn_digit(digits: str) -> str:
    """Return the check digit that follows these digits, as ISO/IEC 7812-1 defines it."""
    total = sum(_DOUBLED[int(digit)] if place % 2 == 0 else int(digit) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _is_card(digits: str) -> bool:
    return (
        bool(_ISSUED.fullmatch(digits))
        and luhn_digit(digits[:-1]) == digits[-1]
        and digits not in _FOR_TESTS
        and not is_made_up(digits)
    )
