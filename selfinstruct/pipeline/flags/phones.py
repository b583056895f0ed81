"""Phone numbers: Chinese mobile phones, landlines and service lines, North American and international ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfinstruct.pipeline.flags.boundaries import BEGIN, DASH, END, GAP
from selfinstruct.pipeline.flags.made_up import is_made_up

_MOBILE = rf"1[3-9]\d(?:\d{{8}}|{GAP}\d{{4}}{GAP}\d{{4}}|\d{GAP}\d{{3}}{GAP}\d{{4}})"
_CHINESE = re.compile(
    rf"{BEGIN}(?:(?:\(86\)|(?:00)?86){GAP}?)?(?P<mobile>{_MOBILE}){END}|"
    # Three-digit area codes have local numbers of eight digits, those of four digits also of seven.
    rf"{BEGIN}(?<!\d )(?P<area>0(?:10|2[0-57-9])(?=\D+(?:\d\D?){{8}}(?!\d))|0[3-9]\d\d(?=\D)|"
    rf"(?<=\()0(?:10|2[0-57-9]|[3-9]\d\d)(?=\)))\)?{GAP}?(?P<local>[2-8]\d{{3}}{GAP}?\d{{3,4}})(?! ?\d)|"
    rf"{BEGIN}[48]00(?P<service>[{DASH}](?:\d{{3}}[{DASH}]\d{{4}}|\d{{4}}[{DASH}]\d{{3}})){END}|"
    rf"{BEGIN}(?P<bare>0(?:10|2[0-57-9])[2-8]\d{{7}}|0[3-9]\d\d[2-8]\d{{6,7}}|[48]00\d{{7}}){END}"
)
_NAMED = re.compile(r"(?:电话|热线|座机|传真|号码|[Tt]el|TEL|[Pp]hone|PHONE)[^\d\n]{0,6}\Z")
"""What is before a landline or service number without separators, which could be any number."""
_AMERICAN = re.compile(
    rf"{BEGIN}(?:\([2-9]\d\d\) ?|[2-9]\d\d(?P<gap>[-.]))"
    rf"(?P<exchange>[2-9]\d\d)(?(gap)(?P=gap)|[-. ])(?P<line>\d{{4}}){END}"
)
_INTERNATIONAL = re.compile(rf"(?<![\w)])\+\(?(?P<number>\d{{1,4}}(?:[ .(){DASH}]{{0,2}}\d){{6,14}}){END}")
_COUNTRY = re.compile(
    r"7|2(?:0|7|[1-689]\d)|3(?:[0-469]|[578]\d)|4(?:[013-9]|2[013])|5(?:[1-8]|[09]\d)|6(?:[0-6]|[789]\d)|"
    r"8(?:[124]|[058]\d)|9(?:[0-58]|[679]\d)"
)
"""Country codes of E.164 except 1 and 86, whose numbers have a known form."""
_FORMS = re.compile(r"1[2-9]\d{9}|86(?:1[3-9]\d{9}|0?(?:10|2[0-57-9])[2-8]\d{7}|0?[3-9]\d\d[2-8]\d{6,7})")

_NO_PHONE_BEFORE = re.compile(
    r"(?:订单|[运单]单号?|编号|随机数|会员卡|\buid|序号|流水号|序列号|学号|工号|时间戳|QQ|ISBN|timestamp|\bid|\bID|_id|[Oo]rder)"
    r"(?:(?!电话|手机|[Tt]el|[Pp]hone)[^\d\n]){0,8}\Z|"
    r"[\d)\]²³!]\s*[=≈]\s*\Z|[×÷*^≈]\s*\Z"
)
"""An order number, another number that only looks like a phone, or the result of a calculation."""
_NO_PHONE_AFTER = re.compile(
    r"\s*(?:[×÷*^=≈+万亿]|[美欧日港]?元|美金|人民币|人(?![事力士员名工])|个(?!人)|[次年天秒]|平方|公里|千米|米|吨|字节)"
)
_BEFORE = 20
_CARRIERS_OWN = "13800138000"
"""China Mobile's own number, which stands for a phone in many examples."""
_FOR_FICTION = ("442079460", "447700900")
"""Prefixes that Ofcom keeps free for films and books."""


def has_phone(text: str) -> bool:
    """Return True if a text contains a phone number that may be in use."""
    return any(True for _ in _phones(text))


def _phones(text: str) -> Iterator[str]:
    for found in _CHINESE.finditer(text):
        digits = _digits(found["mobile"] or found["local"] or found["service"] or found["bare"])
        if digits != _CARRIERS_OWN and not is_made_up(digits[-8:]) and not _is_other(text, found):
            yield digits
    for found in _AMERICAN.finditer(text):
        if _is_american(found["exchange"], found["line"], _digits(found[0])):
            yield found[0]
    for found in _INTERNATIONAL.finditer(text) if "+" in text else ():
        if _is_international(_digits(found["number"])):
            yield found[0]


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _is_other(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    if found["bare"] and not _NAMED.search(before):
        return True
    return bool(_NO_PHONE_BEFORE.search(before) or _NO_PHONE_AFTER.match(text, found.end()))


def _is_american(exchange: str, line: str, digits: str) -> bool:
    """Return True for a number that the North American plan assigns to subscribers. 555 is for fiction."""
    is_special = "555" in (exchange, digits[:3]) or "11" in (exchange[1:], digits[1:3])
    return not is_special and not is_made_up(exchange + line)


def _is_international(digits: str) -> bool:
    if not 9 <= len(digits) <= 15 or digits.startswith(_FOR_FICTION) or is_made_up(digits[-8:]):
        return False
    if digits[0] == "1":
        return bool(_FORMS.fullmatch(digits)) and _is_american(digits[4:7], digits[7:], digits[1:])
    if digits.startswith("86"):
        return bool(_FORMS.fullmatch(digits)) and digits[2:] != _CARRIERS_OWN
    return bool(_COUNTRY.match(digits))
