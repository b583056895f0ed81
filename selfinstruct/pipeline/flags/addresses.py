"""Postal addresses of homes: a street and number down to a door, or behind words such as 家庭住址."""

from __future__ import annotations

import re

_HAN = r"[\u3400-\u9fff]"
_BUILDING = (
    r"(?:第?(?:[A-Za-z]?\d{1,3}|[A-Za-z])\s?(?:[号號][楼樓]|栋|幢|座|[号號]院|弄|[楼樓]|单元|[号號]|门)\s?[-,]?\s?)"
)
_STREET = (
    rf"{_HAN}{{1,10}}(?:路|街|道|巷|弄|胡同|里|村|组|屯)\s?(?:\d{{1,5}}\s?弄\s?)?\d{{1,5}}(?:[-之]\d{{1,4}})?\s?[号號]"
)
_ESTATE = rf"{_HAN}{{1,10}}(?:小区|花园|家园|公寓|新村|苑|园|城|府|湾|庭|里|社区|宿舍|大厦)"
_DOOR = r"(?:[A-Z]?\d{3,4}\s?(?:室|房|户|号房)|\d{1,4}\s?(?:室|户))"
_CHINESE_HOME = re.compile(
    rf"(?:{_STREET}[,，\s]?{_HAN}{{0,12}}{_BUILDING}{{0,3}}|{_ESTATE}[,，\s]?{_BUILDING}{{1,3}}){_DOOR}|"
    rf"(?:{_STREET}{_HAN}{{0,12}}|{_ESTATE}){_BUILDING}{{0,2}}\d{{1,3}}\s?(?:号楼|栋|幢|座)\s?\d\s?单元\s?\d{{3,4}}|"
    rf"(?:住址|居住地址?|家庭地址|[收寄]货地址|[收寄]件地址|通[讯信]地址|户籍地址?|户籍所在地|家住|住在|居住在)"
    rf"[^\d\n。]{{0,5}}{_HAN}{{0,20}}{_STREET}"
)
_ENGLISH_STREET = (
    r"(?<![\d-])(?!123 |1234 |12345 )\d{1,5} (?:[NSEW]\.? )?(?:[A-Z0-9][\w'.]* ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Terrace|Close|Crescent)\b\.?"
)
_ENGLISH_HOME = re.compile(
    rf"{_ENGLISH_STREET},? ?(?:\n ?)?(?:(?:Apt|Apartment|Unit|Flat|Room|Rm)\.? ?#?|#) ?\w{{1,5}}\b|"
    rf"(?i:\b(?:Flat|Apartment|Apt\.?|Unit) ?\w{{1,4}}), ?{_ENGLISH_STREET}|"
    rf"(?i:address[\"']? ?[:=] ?[\"']?|\b(?:live|lives|lived|living|resides?|residing) (?:at|on) ){_ENGLISH_STREET}"
)


def has_address(text: str) -> bool:
    """Return True if a text contains an address that seems to be a home."""
    return bool(_CHINESE_HOME.search(text) or _ENGLISH_HOME.search(text))
