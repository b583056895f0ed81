"""Recognize lines between records: separators, rules, headings (`### 任务 5`), fences, tokens of chat templates."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from selfinstruct.pipeline.numerals import CHINESE_NUMBER, CIRCLED, GAP, value_of


class Noise(Enum):
    """Kinds of lines that stand between records."""

    HASHES = auto()
    RULE = auto()
    HEADING = auto()
    FENCE = auto()
    TOKEN = auto()
    TAG = auto()
    MARKS = auto()
    SIGN = auto()

    __hash__ = object.__hash__  # kinds are looked up in sets for every line; that of `Enum` is a call in Python


_HASHES = re.compile(rf"{GAP}*(?:\\?#){{3,}}{GAP}*")
_RULE = re.compile(
    rf"{GAP}*(?:-{{3,}}|\*{{3,}}|_{{3,}}|={{3,}}|~{{3,}}|\+{{3,}}|#(?:{GAP}\#){{2,}}|(?:[-*_=]{GAP}){{2,}}[-*_=]"
    rf"|[—–－―─━]{{2,}}|[＝═]{{2,}}|[＊※☆★·•]{{3,}}|[＃]{{2,}}){GAP}*"
)
_RULE_STARTS = frozenset("\\#-*_=~+—–－―─━＝═＊※☆★·•＃ \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff")
"""Characters that `_HASHES` and `_RULE` start with."""
_MAY_BE_NOISE = re.compile(
    rf"{GAP}*[^\u4e00-\u9fffa-z\s]|{GAP}*[任指题示样例记条数第一二三四五六七八九十百terisaTERIS]"
)
_WORD = r"(?:任务|任務|指令|题目|示例|样例|例子|记录|条目|数据|task|example|record|item|instruction|sample)"
_NUMBER = rf"(?:\d{{1,4}}|{CHINESE_NUMBER}|[{CIRCLED}])"
_COUNTED = (
    rf"(?:第{GAP}*{_NUMBER}{GAP}*[条个项题则例]{GAP}*{_WORD}?|{_WORD}{GAP}*[#＃:：]?{GAP}*{_NUMBER}"
    rf"|{_NUMBER}{GAP}*[.．、)）]?{GAP}*{_WORD})"
)
_HEADING = re.compile(
    rf"{GAP}*(?:"
    rf"(?:\#{{1,6}}{GAP}*)(?:[^\w\s#*]{{1,3}}{GAP}+)?(?:\*\*)?{GAP}*(?:{_COUNTED}|{_NUMBER}{GAP}*[.．、:：)）]?)(?:{GAP}*[:：.．、]?{GAP}*[^\n]{{0,30}})?"
    rf"|\*\*{GAP}*(?:{_COUNTED}(?:{GAP}*[:：.．、][^*\n]{{0,20}})?|{_NUMBER}{GAP}*(?:[.．、:：][^*\n]{{0,20}})?){GAP}*\*\*{GAP}*[:：]?"
    rf"|[【〔]{GAP}*(?:{_COUNTED}|{_NUMBER}){GAP}*[】〕]{GAP}*[:：]?|\[{GAP}*{_COUNTED}{GAP}*\]{GAP}*[:：]?"
    rf"|{_COUNTED}{GAP}*(?:[(（][^\n（）()]{{1,12}}[)）])?{GAP}*(?:[:：.．、]|[-—–]+[^\n]{{1,20}})?"
    rf"){GAP}*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"{GAP}*(?:\*\*)?{_NUMBER}{GAP}*\\?[.．、)）:：](?:\*\*)?{GAP}*")
_TAG = re.compile(
    rf"{GAP}*</?(?:tasks?|records?|items?|examples?|任务|记录|条目|details|br|hr)(?:\s[^<>\n]{{1,40}})?/?>{GAP}*"
    rf"|{GAP}*<summary>[^<>\n]{{0,40}}</summary>{GAP}*",
    re.IGNORECASE,
)
_MARKS = re.compile(rf"{GAP}*[-=*_~#+\\`—–－═─━＝＊＃·•]{{2,40}}(?:{GAP}+[-=*_~#+\\`]{{2,20}}){{0,4}}{GAP}*")
_SIGN = re.compile(
    rf"{GAP}*(?:[^\w\s]{{1,20}}(?:{GAP}[^\w\s]{{1,3}}){{0,9}}|[\[<【(（][\w# -]{{1,12}}[\]>】)）]|END){GAP}*"
)
_FENCE = re.compile(rf"{GAP}*(?P<mark>`{{3,}}|~{{3,}})(?P<info>[\w+-]*){GAP}*")
_MAX_HEADING = 80
_KINDS = (
    (Noise.HASHES, _HASHES),
    (Noise.RULE, _RULE),
    (Noise.FENCE, _FENCE),
    (Noise.HEADING, _HEADING),
    (Noise.MARKS, _MARKS),
    (Noise.TAG, _TAG),
)
# With `IGNORECASE`, `re` would not search by a set of characters, which takes three times as long.
_WORDS = re.compile(r"[A-Za-z\u0130\u0131\u017f\u212a\u4e00-\u9fff]")
_KINDS_WITH_WORDS = tuple(pair for pair in _KINDS if pair[0] in (Noise.FENCE, Noise.HEADING, Noise.TAG))
TEMPLATE_TOKEN = re.compile(
    r"<\|(?:im_end|im_start|endoftext|end|eot_id|eom_id|end_of_text|begin_of_text|start_header_id|end_header_id|user|assistant|system"
    r"|observation|return|EOT|END_OF_TURN_TOKEN|end▁of▁sentence)\|>|<｜(?:end▁of▁sentence|User|Assistant|begin▁of▁sentence)｜>"
    r"|</?s>|<(?:end_of_turn|start_of_turn|eos|bos|pad|eod|reserved_\d+)>|<\|(?:begin|end)_of_box\|>|\[(?:EOS|DONE)\]|\[/?INST\]|<</?SYS>>|<\|endofchunk\|>|\[e~\[",
    re.IGNORECASE,
)
"""Tokens of chat templates that a server left in the text."""


def number_in(heading: str) -> int | None:
    """Return the first number in a heading."""
    found = re.search(_NUMBER, heading)
    return value_of(found[0]) if found else None


@lru_cache(maxsize=1024)
def noise_of(line: str) -> Noise | None:
    """Return the kind of a line that may stand between records, judged by the line alone."""
    if not _MAY_BE_NOISE.match(line):
        return None
    if ("<" in line or "[" in line) and not TEMPLATE_TOKEN.sub("", line).strip():
        return Noise.TOKEN
    for kind, pattern in _KINDS_WITH_WORDS if _WORDS.search(line) else _KINDS:
        if (kind is not Noise.HEADING or len(line) <= _MAX_HEADING) and pattern.fullmatch(line):
            return kind
    return None


def may_be_rule(line: str) -> bool:
    """False for a line that starts as no separator of marks alone does, which is nearly every line."""
    return line[:1] in _RULE_STARTS


def is_sign(line: str) -> bool:
    """True for a line without words, or with one in brackets (`[SEP]`). It separates records if all have it."""
    return bool(_SIGN.fullmatch(line))


def is_number(line: str) -> bool:
    """True for a number alone on its line, with the punctuation of a list."""
    return bool(_BARE_NUMBER.fullmatch(line))


def is_fence(line: str) -> bool:
    """True if a line opens or closes a code block."""
    return bool(_FENCE.fullmatch(line))


def is_bare_fence(line: str) -> bool:
    """True if a line may close a code block: a fence without the name of a language."""
    found = _FENCE.fullmatch(line)
    return bool(found and not found["info"])
