"""Separates an instruction's own words from the text that it is about."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import either

# No opening mark inside a quotation: otherwise a text of only opening marks would take quadratic time.
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
# The end of an instruction's own words. The last alternative is for "写一个查询 SELECT name FROM …".
BREAK = re.compile(r"[:：\n]|(?<=[\u4e00-\u9fff])\s(?=(?:[A-Za-z]+\W+){2}[A-Za-z])")
# Work on a given wording: the text after the colon, or the input, is that wording and not an order.
_WORDING = re.compile(either(profile.wording_work for profile in PROFILES), re.IGNORECASE)


def own_words(instruction: str) -> str:
    """Return an instruction without quotations and, if it asks for work on a given wording, without that wording."""
    unquoted = QUOTED.sub("", instruction)
    opening = BREAK.split(unquoted, maxsplit=1)[0]
    return opening if _WORDING.search(opening) else unquoted
