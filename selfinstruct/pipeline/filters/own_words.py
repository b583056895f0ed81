"""Which words of an instruction are its own, and which are the text that it is about. Text in, text out."""

from __future__ import annotations

import re

GAP = "[^，。；：、！？,;:!?（）()\n]"
"""A character that no clause ends with."""
# No opening mark inside a quotation: a text of nothing but opening marks would otherwise take quadratic time.
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
# Where an instruction's own words end and what it is about may begin; the last is "写一个查询 SELECT name FROM …".
BREAK = re.compile(r"[:：\n]|(?<=[\u4e00-\u9fff])\s(?=(?:[A-Za-z]+\W+){2}[A-Za-z])")
# Work on a given wording, so that what follows the colon, or stands as the input, is that wording and no order.
_WORDING = re.compile(
    "译|改写|润色|改为|改成|句|短语|词[语组性]|错别字|病句|标点|语法|拼音|造句|rewrite|translate", re.IGNORECASE
)


def own_words(instruction: str) -> str:
    """An instruction without what it quotes and, where it is about a wording, without the wording after its colon."""
    unquoted = QUOTED.sub("", instruction)
    opening = BREAK.split(unquoted, maxsplit=1)[0]
    return opening if _WORDING.search(opening) else unquoted
