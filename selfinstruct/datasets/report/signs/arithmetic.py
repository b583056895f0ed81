"""The sign that a calculation in the output is wrong."""

from __future__ import annotations

import re

from selfinstruct.schema.task import Task

_NUMBER = r"\d{1,15}(?:\.\d{1,15})?"
_EQUATION = re.compile(
    rf"(?<!\d)(?P<left>{_NUMBER}(?:\s*+[-+*/×÷−]\s*+{_NUMBER}){{1,40}}+)\s*+=\s*(?P<right>[-−]?{_NUMBER})"
    # Not followed by the rest of a number, a unit that changes it, or an operator.
    r"(?![\d%‰(（√!]|[.,]\d|\s*[-+*/×÷−^])"
)
_PARTS = re.compile(rf"{_NUMBER}|[-+*/×÷−]")
_REMAINDER = re.compile(
    r"\s*[，,;；(（]?\s*(?:[还并]?(?:剩余|余)数?|(?:with |and )?(?:a |the )?remainder(?: of)?|r(?=\s?\d)|\.{3,6}|[…⋯]{1,2})"
    r"\s*(?:[为是=:：]|is)?\s*(?P<rest>\d{1,15})(?![\d.]*\d|\s*[-+*/×÷−=])",
    re.IGNORECASE,
)
"""The remainder behind the quotient of two whole numbers: `7 / 8 = 0 余数 7`, `7 ÷ 2 = 3……1`."""
_CUT_BEFORE = re.compile(r"[\w.,^+*/×÷−\-)）(（\]}√%]\s*\Z")
"""The text before an equation ends in a part of the same expression."""
_WINDOW = 4
"""Characters before an equation that are looked at."""
_TOLERANCE = 0.005
"""Relative error of a result that counts as rounded."""


def wrong_arithmetic(task: Task) -> str | None:
    """Find an equation such as `67+4=70` whose right side is not the value of its left side."""
    text = task.output
    if "=" not in text:
        return None
    for found in _EQUATION.finditer(text):
        if _CUT_BEFORE.search(text[max(0, found.start() - _WINDOW) : found.start()]):
            continue
        value, right = _value(found["left"]), found["right"].replace("−", "-")
        if value is None or _is_rounded(value, right):
            continue
        if rest := _REMAINDER.match(text, found.end()):
            if _divides(found["left"], right, rest["rest"]) is False:
                return f"{found[0]}{rest[0]}, but it is {value:.10g}"
        else:
            return f"{found[0]}, but it is {value:.10g}"
    return None


def _divides(expression: str, quotient: str, rest: str) -> bool | None:
    """Return whether a quotient and a remainder are right; None if the expression is not one division of whole numbers."""
    numbers = _PARTS.findall(expression)
    if len(numbers) != 3 or numbers[1] not in "/÷" or not all(map(str.isdecimal, (*numbers[::2], quotient))):
        return None
    return int(numbers[0]) == int(numbers[2]) * int(quotient) + int(rest) and int(rest) < int(numbers[2])


def _is_rounded(value: float, right: str) -> bool:
    digits = len(right.partition(".")[2])
    return abs(value - float(right)) <= max(0.6 * 10.0**-digits, _TOLERANCE * abs(value))


def _value(expression: str) -> float | None:
    """Return the value of numbers and the operators between them; None for a division by 0, a date or a code."""
    first, *rest = _PARTS.findall(expression)
    numbers = [first, *rest[1::2]]
    if any(len(number) > 1 and number.startswith("0") and number[1] != "." for number in numbers):
        return None
    terms = [float(first)]
    for operator, number in zip(rest[::2], rest[1::2], strict=True):
        value = float(number)
        if operator in "+-−":
            terms.append(value if operator == "+" else -value)
        elif operator in "*×":
            terms[-1] *= value
        elif value:
            terms[-1] /= value
        else:
            return None
    return sum(terms)
