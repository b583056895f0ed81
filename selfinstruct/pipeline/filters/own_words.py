"""Separates an instruction's own words from the text that it is about. Text in, text out."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import either

# No opening mark inside a quotation: a text of nothing but opening marks would otherwise take quadratic time.
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
# Where an instruction's own words end and what it is about may begin; the last is "写一个查询 SELECT name FROM …".
BREAK = re.compile(r"[:：\n]|(?<=[\u4e00-\u9fff])\s(?=(?:[A-Za-z]+\W+){2}[A-Za-z])")
# Work on a given wording: what follows the colon, or is the input, is that wording and not an order.
_WORDING = re.compile(either(profile.wording_work for profile in PROFILES), re.IGNORECASE)


def own_words(instruction: str) -> str:
    """An instruction without what it quotes and, if it is about a wording, without the wording after its colon."""
    unquoted = QUOTED.sub("", instruction)
    opening = BREAK.split(unquoted, maxsplit=1)[0]
    return opening if _WORDING.search(opening) else unquoted
