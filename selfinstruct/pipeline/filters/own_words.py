"""Separates an instruction's own words from the text that it is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import either, only_before
from selfinstruct.similarity.tokens import tokenize

# No opening mark inside a quotation: otherwise a text of only opening marks would take quadratic time.
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
# The end of an instruction's own words. The last alternative is for "写一个查询 SELECT name FROM …".
BREAK = re.compile(r"[:：\s](?:(?<=[:：\n])|(?<=[\u4e00-\u9fff]\s)(?=(?:[A-Za-z]+\W+){2}[A-Za-z]))")
# Work on a given wording: the text after the colon, or the input, is that wording and not an order.
_WORDING = re.compile(
    only_before("rt译改润句短词错病标语拼造", either(profile.wording_work for profile in PROFILES)), re.IGNORECASE
)


_MAX_KEPT = 8
"""Texts whose results are kept: several rules need those of the same task."""


@lru_cache(maxsize=_MAX_KEPT)
def own_words(instruction: str) -> str:
    """Return an instruction without quotations and, if it asks for work on a given wording, without that wording."""
    unquoted = QUOTED.sub("", instruction)
    opening = BREAK.split(unquoted, maxsplit=1)[0]
    return opening if _WORDING.search(opening) else unquoted


@lru_cache(maxsize=_MAX_KEPT)
def own_characters(instruction: str) -> frozenset[str]:
    """Return the characters of an instruction's own words."""
    return frozenset(own_words(instruction))


def has_tokens(text: str, least: int) -> bool:
    """True if a text has at least this many tokens. Every Chinese character is one, which is faster to see."""
    return _chinese_characters(least).match(text) is not None or len(tokens_of(text)) >= least


@cache
def _chinese_characters(least: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\u4e00-\u9fff]*+[\u4e00-\u9fff]){{{least}}}")


@lru_cache(maxsize=_MAX_KEPT)
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the tokens of a text."""
    return tuple(tokenize(text))
