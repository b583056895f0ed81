"""Finds the verb of an order in a Chinese clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import rjieba

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.root_verbs.lexicon import (
    HANDLING,
    LEADING,
    LIGHT_VERBS,
    NO_VERBS,
    NOT_ORDERS,
)
from selfinstruct.pipeline.root_verbs.objects import CACHED, MEASURE, NUMBER

Words = Sequence[tuple[str, str]]
"""Words and their part-of-speech tags, as rjieba returns them."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first.

    `re` tries alternatives one by one, so there is only one for all words that start with the same character.
    """
    by_start: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_start.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(start)}(?:{'|'.join(rests)})" for start, rests in by_start.items())


_NO_TAGGED_VERBS = NOT_ORDERS | CHINESE.preparing_verbs | LEADING
_VERBS = CHINESE.task_verbs | LIGHT_VERBS | NO_VERBS
_VERB = re.compile(any_of(_VERBS))
_STARTS = frozenset(word[0] for word in _VERBS | LEADING)
"""Characters that a clause with a known verb or a preposition starts with."""
_LEADING = re.compile(
    r"(?!给[定出予]|[为由]什么|为何|由于|对[话比应象]|从事|用[户于来]|在线|照片|就是|以[便及])"
    + f"(?:{any_of(LEADING)})"
)
_HANDLING = re.compile(f"(?<![即就会它也])(?:{any_of(HANDLING)})(?<!将(?=来|要|会|近|军))(?<!把(?=握))")
_COMPLEMENT = re.compile(
    r"(?:成(?![分语功本员绩立长果])|为(?![什何])|到|至(?!少)|出来|出(?![版口现])|下来|下(?![面列述文])|入|一下|好(?!的)|完(?!整)"
    r"|上(?![面述文])|起来|回(?![答应复顾])|得(?![到出分])|在(?!线)|了)+"
)
"""Complements of result or direction, which are not part of the verb: 翻译成, 写下."""
_COUNTED = re.compile(rf"[写画做编拟挑选想出起列](?:[出下]?{NUMBER}|(?<![出列起]))[个篇条段份首封张]")
"""A verb of one character before a count, where it is always a verb: 写一篇."""
_RELATIVE = re.compile(
    r"(?:出来?|到|好|过|了|完|成|入)?的|者|中(?![文国间心])|之?后|之?前(?!面|[一二三四五六七八九十\d])|时|性|结果"
)
"""The text after a verb that is not an order: 描述的内容, 描述中, 分类后."""
_NOMINAL = re.compile(
    rf"(?:[的所被这该此其某]|以下|下列|下面|上述|给定|提供|{NUMBER}\s*{MEASURE}|如何|怎[么样]|是否|可以|能够?|用[于来]|来自|正在|已经?)$"
)
"""The text before a verb that is used as a noun or is in a relative clause."""
_FIRM = re.compile(
    rf"以下|下列|下面|[这那该此其它每出成为到]|给定|所有|全部|关于|至少|{NUMBER}\s*[小大]?{MEASURE}|[个篇条段份首封张]|一下"
)
"""The text after a verb that is certainly the order."""
_DIRECT = re.compile("通过|根据|基于|按照?|依据|使用|利用|为|以|关于|对于?|针对")
"""Prepositions; a verb right after one of them is its object: 通过分析."""
_SOURCE = re.compile("根据|依据|依照|按照?|照|基于|针对|通过|从|在|使用|利用")
"""The start of a clause that may end without an order: 根据电影描述."""
_PLACE = re.compile(
    r"中(?![文国])|里(?!程)|之?内(?!容)|(?<!以)之?上(?![下述海面])|之?间(?!隔)|(?<![以如])之?下(?![列述面文一个])"
)
"""The end of a phrase with 从 or 在."""
_PURPOSE = re.compile("以(?![下上及])|来(?![自源])|并|使得?")
"""The start of a second verb, after that of 把."""
_AND = re.compile("[和与及、]|以及|或者?|并且?")
_ACTED_ON = re.compile(rf"一下|{NUMBER}[个种篇条段份首]|以下|下列|下面|这[个些]|给定的")
"""The text after a noun that is used as a verb at the start of a clause."""
_NO_ORDER = re.compile(
    r"[不没别未勿无非被]|\w{1,3}[了过着]|.*(?:什么|吗|哪|多少|怎[么样]|要不要|是不是|好不好|呢$|几[个天点次])"
)
"""A clause that states or asks something, unless its verb is a known one."""
_ENDING = re.compile(r"(?<=.)(?:成为|成|为|到|至|给|出来|过来|出|下来|下|一下|起来)$")


class Found(NamedTuple):
    """A verb in a clause: its start, and the end of its complement."""

    verb: str
    start: int
    end: int
    handled: int | None = None
    """The start of the object of 把, if there is one."""


def may_have_verb(text: str) -> bool:
    """True if a clause starts like one with a known verb or a preposition. This is fast."""
    return text[:1] in _STARTS


def verb_of(text: str, *, ends: bool = True, guesses: bool = True) -> Found | None:
    """Return the verb of the order in a clause.

    `ends`: the clause ends the sentence. `guesses`: the clause may start with an unknown verb.
    """
    begins = _first_verb(text)
    if begins and len(begins[0]) > 1:
        return _completed(text, begins)  # Most are found here, without the tagger.
    return _tagged(text, ends, guesses) if begins or guesses or _LEADING.match(text) else None


def _first_verb(text: str) -> re.Match[str] | None:
    """The known verb that a clause starts with."""
    begins = _VERB.match(text)
    return None if begins and (begins[0] in NO_VERBS or _RELATIVE.match(text, begins.end())) else begins


@lru_cache(CACHED)
def _tagged(text: str, ends: bool, guesses: bool) -> Found | None:
    """The verb of a clause that is found with the tagger. See `verb_of`."""
    words = rjieba.tag(text)
    begins = _first_verb(text)
    if begins and _stands_alone(text, 0, words[0][0]):
        return _completed(text, begins)
    if _LEADING.match(text):
        return _led(text, words, list(_known_verbs(text, words)), ends=ends)
    return _guessed(text, words) if guesses else None


def _known_verbs(text: str, words: Words) -> Iterator[Found]:
    """Yield the known verbs in order; those of a single character only if the tagger takes them for a word."""
    starts: Mapping[int, str] = {}
    for match in _VERB.finditer(text):
        verb, start = match[0], match.start()
        if len(verb) == 1:
            starts = starts or {start: word for start, word, _ in _placed(words)}
        if verb not in NO_VERBS and (len(verb) > 1 or _stands_alone(text, start, starts.get(start, ""))):
            yield _completed(text, match)


def _completed(text: str, verb: re.Match[str]) -> Found:
    """A verb with its complement."""
    complement = _COMPLEMENT.match(text, verb.end())
    return Found(verb[0], verb.start(), complement.end() if complement else verb.end())


def _placed(words: Words) -> Iterator[tuple[int, str, str]]:
    """Yield the start of each word, the word, and its tag."""
    start = 0
    for word, tag in words:
        yield start, word, tag
        start += len(word)


def _stands_alone(text: str, start: int, word: str) -> bool:
    """True if the character is a verb by itself, with a complement, or before a count."""
    return len(word) == 1 or bool(_COMPLEMENT.fullmatch(word, 1) or _COUNTED.match(text, start))


def _is_relative(text: str, found: Found) -> bool:
    return bool(_RELATIVE.match(text, found.start + len(found.verb)))


def _is_nominal(text: str, found: Found) -> bool:
    return bool(_NOMINAL.search(text[: found.start]))


def _led(text: str, words: Words, verbs: Sequence[Found], *, ends: bool) -> Found | None:
    """The verb of a clause that starts with a preposition."""
    handling = _HANDLING.search(text)
    if handling:
        start, end = handling.span()
        before = _sure(text[:start], [one for one in verbs if one.end < start])
        return before or _handling(text, verbs, end) or _last(words, end)
    if known := _sure(text, verbs):
        return known
    tagged = _sure(text, list(_tagged_verbs(words)))
    if tagged and tagged.start == _place(text) > 0:
        return tagged
    return _plain(text, _possible(text, verbs), ends=ends) or tagged or _preparing(text, words)


def _place(text: str) -> int:
    """The end of the phrase with 从 or 在 at the start of a clause; 0 if there is none."""
    place = _PLACE.search(text) if text.startswith(("从", "在")) else None
    return place.end() if place else 0


def _possible(text: str, verbs: Sequence[Found]) -> list[Found]:
    """The verbs outside relative clauses; if any of them come after a phrase with 从 or 在, only those."""
    verbs = [one for one in verbs if not (_is_relative(text, one) or _DIRECT.fullmatch(text, 0, one.start))]
    place = _place(text)
    return [one for one in verbs if one.start >= place] or verbs


def _sure(text: str, verbs: Sequence[Found]) -> Found | None:
    """The verb right after a phrase with 从 or 在, or the first one followed by a sign of an order."""
    possible = _possible(text, verbs)
    if possible and possible[0].start == _place(text) > 0:
        return possible[0]
    signed = (one for one in possible if _FIRM.match(text, one.start + len(one.verb)))
    return next((one for one in signed if not _is_nominal(text, one)), None)


def _plain(text: str, verbs: Sequence[Found], *, ends: bool) -> Found | None:
    """The first verb that is not used as a noun, otherwise the last verb.

    A verb at the end of the clause counts only if the clause ends the sentence or does not start with a word like 根据.
    """
    verbal = [one for one in verbs if not _is_nominal(text, one)]
    may_end = ends or not _SOURCE.match(text)
    able = [one for one in verbal if one.end < len(text) or may_end]
    return next(iter([*able, *(one for one in verbs[-1:] if one.end < len(text) and may_end)]), None)


def _handling(text: str, verbs: Sequence[Found], at: int) -> Found | None:
    """The verb after 把 or 将: one with a complement, otherwise the last."""
    behind = [one for one in verbs if one.start > at and not _is_relative(text, one)]
    purpose = _PURPOSE.search(text, at)
    behind = [one for one in behind if purpose and one.start < purpose.start()] or behind
    complete = [one for one in behind if one.end > one.start + len(one.verb)]
    plain = [one for one in behind if not _is_nominal(text, one)]
    while len(plain) > 1 and _AND.fullmatch(text, plain[-2].end, plain[-1].start):
        plain.pop()
    chosen = next(iter([*complete[:1], *plain[-1:], *behind[-1:]]), None)
    return chosen and Found(chosen.verb, chosen.start, chosen.end, at)


def _last(words: Words, at: int) -> Found | None:
    """The verb after 把 if it is unknown: the last word tagged as a verb, otherwise the last that is not a noun."""
    behind = [one for one in _placed(words) if one[0] > at and one[1].strip()]
    verbs = [one for one in behind if one[2].startswith("v") and one[1] not in {"是", "有", "来", "出来", "起来"}]
    others = [one for one in behind if not one[2].startswith("n")]
    start, word, _ = next(iter([*verbs[-1:], *others[-1:]]), (0, "", ""))
    return Found(_bare(word), start, start + len(word), at) if word else None


def _tagged_verbs(words: Words) -> Iterator[Found]:
    """Yield the words that the tagger takes for verbs."""
    for start, word, tag in _placed(words):
        if tag == "v" and len(word) > 1 and word not in _NO_TAGGED_VERBS:
            yield Found(_bare(word), start, start + len(word))


def _preparing(text: str, words: Words) -> Found | None:
    """A preparing verb at the start of a clause, or after a phrase with 从 or 在."""
    possible = (one for one in _placed(words) if one[1] in CHINESE.preparing_verbs and one[0] in {0, _place(text)})
    return next((Found(word, start, start + len(word)) for start, word, _ in possible), None)


def _guessed(text: str, words: Words) -> Found | None:
    """An unknown verb at the start of a clause, recognized by its tag or by the text after it."""
    word, tag = words[0]
    is_used_as_verb = tag in {"n", "l", "i", "d"} and _ACTED_ON.match(text, len(word))
    if not (tag.startswith("v") or word in CHINESE.preparing_verbs or is_used_as_verb):
        return None
    if word in NOT_ORDERS or _NO_ORDER.match(text) or _RELATIVE.match(text, len(word)):
        return None
    complement = _COMPLEMENT.match(text, len(word))
    return Found(_bare(word), 0, complement.end() if complement else len(word))


def _bare(word: str) -> str:
    """The word without its complement, if the rest is a known verb: 绘成."""
    bare = _ENDING.sub("", word)
    return bare if bare in CHINESE.task_verbs else word
