"""Rules for tasks that a text model can't do: see, draw, play, open, order, remind, and know what happens today."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfinstruct.pipeline.filters.own_words import BREAK, own_characters, own_words
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, Language
from selfinstruct.pipeline.languages.profile import Beyond, either
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize

_WORDS = tuple(profile.media for profile in PROFILES)

BEYOND = tuple(beyond for words in _WORDS for beyond in words.beyond)
"""Things that a text model cannot do, in the order in which instructions are searched for them."""
LIVE = tuple(beyond for words in _WORDS for beyond in words.live)
"""Things that only the web knows, in the same way."""
_FICTION = re.compile(either(profile.fiction for profile in PROFILES), re.IGNORECASE)
# Work for which a description of a picture or recording is not enough.
_MEDIA_WORK = re.compile(either(words.work for words in _WORDS), re.IGNORECASE)
# The input refers to the picture or file, or names it, instead of describing it.
_STAND_IN = re.compile(
    either(
        (
            r"https?:|www\.|\.(?:jpe?g|png|gif|mp[34]|wav|pdf|docx?|xlsx?|zip|txt|mov|avi)\b",
            *(words.stand_in for words in _WORDS),
        )
    ),
    re.IGNORECASE,
)
_DESCRIBED = re.compile(either(words.described for words in _WORDS))
_ADDRESS_ONLY = re.compile(r"[^：:\n]{0,12}[：:]?\s?https?://\S+")
_METADATA = re.compile(
    r"\s*[\w\u4e00-\u9fff]{0,6}(?:标题|题目|作者|来源|日期|时间|链接|title|author|source|date)\s?[：:]", re.IGNORECASE
)
_ABOUT_ADDRESS = re.compile(
    "网址|链接|域名|邮[箱件]|提取|URL|IP|编码|解码|爬|抓取|代码|编程|程序|脚本|Python|link|domain|address|code|function|regex",
    re.IGNORECASE,
)
"""In an instruction: an address is text to work on."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
MIN_NUMBERS = 2
"""Minimum numbers in an input to be the data that the task asks about."""
MIN_GIVEN = 60
"""Minimum tokens of an input to be the news or the text that the task speaks of."""
MIN_DESCRIPTION = 8
"""Minimum number of tokens for an input to describe a picture or to be a file's text."""


def needs_media(task: Task, language: Language) -> Objection | None:
    """Reject a task for which a model has to see, draw, play or open something, or remind the user."""
    if _is_address(task.input) and not _ABOUT_ADDRESS.search(task.instruction):
        return Reason.NEEDS_MEDIA, f"the input is only an address, which a text model cannot open: {task.input.strip()}"
    if "```" in task.output:  # A program for the picture or the file is an answer.
        return None
    return _first_request(Reason.NEEDS_MEDIA, BEYOND, task)


def _is_address(given: str) -> bool:
    """True if an input has an address and, besides it, only lines such as a title, an author or a date."""
    if "://" not in given:
        return False
    lines = [line for line in given.split("\n") if line.strip()]
    addresses = [line for line in lines if _ADDRESS_ONLY.fullmatch(line.strip())]
    return bool(addresses) and all(_METADATA.match(line) for line in lines if line not in addresses)


def needs_live_data(task: Task, language: Language) -> Objection | None:
    """Reject a task for which a model has to search the web, or to know today's news, weather or prices."""
    found = _first_request(Reason.NEEDS_LIVE_DATA, LIVE, task)
    return None if found and (_FICTION.search(task.instruction) or _gives_data(task.input)) else found


def _gives_data(given: str) -> bool:
    """True if an input may hold the news or the data that its task asks for."""
    return len(_NUMBER.findall(given)) >= MIN_NUMBERS or len(tokenize(given)) >= MIN_GIVEN


def _first_request(reason: Reason, requests: Sequence[Beyond], task: Task) -> Objection | None:
    words, characters = own_words(task.instruction), own_characters(task.instruction)
    for beyond in requests:
        if beyond.marks.isdisjoint(characters):
            continue
        found = beyond.asked.search(words)
        if not found or (beyond.unless and beyond.unless.search(words)):
            continue
        if not (beyond.describable and _is_described(task)):
            return reason, f"{beyond.what}: {found[0].strip()}"
    return None


def _is_described(task: Task) -> bool:
    """True if the input, or the text after the instruction's colon, describes the picture or contains the file."""
    given = task.input.strip() or "".join(BREAK.split(task.instruction, maxsplit=1)[1:])
    enough = len(tokenize(given)) >= MIN_DESCRIPTION
    stands_in = _STAND_IN.search(given) and not _DESCRIBED.search(given)
    return enough and not stands_in and not _MEDIA_WORK.search(task.instruction)
