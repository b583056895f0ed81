"""The languages that instructions may be in."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The language that instructions must be in."""

    CHINESE = "zh"
    ENGLISH = "en"
    ANY = "any"
