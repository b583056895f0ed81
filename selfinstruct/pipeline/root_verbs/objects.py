"""Finds the head noun of a Chinese phrase, which is at its end: 文章 in 一篇关于健康的文章."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from selfinstruct.pipeline.root_verbs.clauses import HIDDEN

CACHED = 8192
"""Texts whose result is kept. Of phrases such as 一篇文章, 20% occur again in real tasks, 80% in those of templates."""

NUMBER = r"(?:[一二两三四五六七八九十百几多某数\d]+|[a-z](?=个))"
MEASURE = r"[个篇条段份种张首封句则副幅道本部款件套名位些项组次场门类点只棵台辆间座家行块片页对双幕集顿阵番样遍层幢支]"

_COUNT = re.compile(
    rf"(?:[这那该某每各此本]{MEASURE}|至少|最多|不少于|不超过|不多于|大约|约|大概|任意|另外?|以下|下列|下面|上述|[这那该此本每各]"
    r"|所有|一些|全部|其[他它中]|里面|[里内的了出]|中(?![文国间])|一[下番]"
    rf"|{NUMBER}\s*[小大]?{MEASURE}(?![性体人别子])?)+"
)
"""Determiners and quantities, which are not part of the head."""
_PRONOUN = re.compile(r"(它们?|其|他们)(?![的中他它余])")
_ASKS = re.compile(r"如何|为什么|为何|怎么|怎样|什么|哪|谁(?!的)|多少|是不是|何时")
_WHETHER = re.compile(r"是否|有没有|能否|会不会|哪")
_FURTHER = re.compile(r"(?<=[^合一])并(?:且|将|把)?(?![发行排列])")
_ADDING = frozenset(
    """
    以及 用于 有关 基于 用 要求 包括 其中 让 并用 包含 需要 作为 在 描述 介绍 讨论 说明 计算 求 实现
    """.split()
)
"""Words that start an addition after a noun, unless the 的 of a relative clause follows."""
_ENDING = frozenset("以 来 并 并且 然后 以便 从而 使 使得 用来 关于 给 到 成 成为 为".split())
"""Words that start an addition after a noun, whatever follows."""
_ALWAYS_ENDING = frozenset("来 以便 从而 使得 并且 然后".split())
"""Words that start an addition, even without a noun before them."""
_MAY_ADD = _ADDING | _ENDING | _ALWAYS_ENDING
_MANNER = frozenset(
    "按 按照 依照 根据 依据 进行 从 在 用 以 通过 使用 全部 都 一一 依次 逐一 逐个 分别 重新 随机 一起 合并".split()
)
"""Words that start a description of how the object of 把 is handled."""
_OPEN = frozenset("m q uj r p d v c x f".split())
"""Tags of words that must be followed by a noun."""
_AND = frozenset("和 与 及 以及 或 或者 、 跟 /".split())
_TRAILING = frozenset(
    """
    中 里 内 上 下 之间 之中 里面 之一 等 等等 吧 吗 呢 了 一下 出来 呀 啊 即可 本身 方面 时 后 前 之后 之前
    """.split()
)
_SUFFIXES = frozenset(
    "集板图表性率度法者机器稿书项店值点词句诗文剧歌画曲式号码数量线权史员师品物名卡单信片报论学体列页网包级段"
)
"""Characters that belong to a compound if the tagger splits them off."""
_NO_COMPOUND = frozenset("m uj p r f a q".split())
"""Tags of words that are not part of a compound."""
_KINDS = frozenset(
    """
    报告 报道 文章 错误 手册 计划 故事 方案 清单 列表 图表 句子 短文 问题 邮件 小说 作品 作家 文件 动词 名词 新闻
    标题 信息 数据 说明 特征 特点 例子 建议 评论 介绍
    """.split()
)
"""Words that are a head by themselves if the tagger joins them to another word: 新闻｜报道."""
_DIGIT = re.compile(r"[一二两三四五六七八九十百几\d]")
_NO_NOUNS = frozenset(
    "是 有 些 一些 几 我 你 您 他 她 她们 自己 我们 你们 这 那 这些 那些 以下 下列 下面 此 该".split()
)
_NEEDLESS = re.compile(r"^(?:所有(?=..)|[新好](?=[书词歌诗]$))")

_HIDDEN = re.compile(HIDDEN)

Words = Sequence[tuple[str, str]]


def is_pronoun(head: str) -> bool:
    """True if a head is a pronoun that refers to an earlier noun."""
    return head in {"它", "它们", "其", "他们"}


@lru_cache(CACHED)
def head_of(phrase: str, *, handled: bool = False) -> str:
    """Return the bare head noun; `""` for a clause or an empty phrase. `handled`: the phrase is the object of 把."""
    phrase = phrase.strip()
    counted = _COUNT.match(phrase)
    rest = phrase[counted.end() :] if counted else phrase
    further = _FURTHER.search(rest) if "并" in rest else None
    rest = rest[: further.start()] if further else rest
    pronoun = _PRONOUN.match(rest)
    if pronoun and (handled or "的" not in rest):
        return pronoun[1]
    if _is_question(rest, counted=bool(counted)):
        return ""
    whether = _WHETHER.search(rest)
    words = rjieba.tag(rest[: whether.start()] if whether else rest)
    head = _first_conjunct(_behind_relative(_before_addition(words, handled=handled)))
    return "" if _is_number(words) else _bare(head)


def _is_question(rest: str, *, counted: bool) -> bool:
    """True for a question such as 如何减肥, but not for 五条关于如何减肥的建议."""
    asks = _ASKS.search(rest)
    if asks is None:
        return False
    return not ("的" in rest[asks.start() :] and (counted or "关于" in rest[: asks.start()]))


def _is_number(words: Words) -> bool:
    return len(words) == 1 and words[0][1] == "m" and bool(_DIGIT.match(words[0][0]))


def _before_addition(words: Words, *, handled: bool) -> Words:
    """The words before an addition to the noun: 一个程序｜以计算…, 一首诗｜和一篇散文."""
    for place in range(1, len(words)):
        if _adds(words, place) or (handled and _tells_manner(words, place)):
            return words[:place]
    return words


def _adds(words: Words, place: int) -> bool:
    word, tag = words[place]
    if word in _AND:
        return len(words) > place + 1 and words[place + 1][1] == "m"
    if not (word in _MAY_ADD or word.startswith("来")):
        return False
    if not _is_noun(words[place - 1]):
        return word in _ALWAYS_ENDING
    return word in _ENDING or (word in _ADDING and _has_noun_after(words, place)) or (word[0] == "来" and tag == "v")


def _has_noun_after(words: Words, place: int) -> bool:
    """True if words follow, and none of them is the 的 of a relative clause."""
    later = [word for word, _ in words[place + 1 :]]
    return bool(later) and "的" not in later


def _tells_manner(words: Words, place: int) -> bool:
    word = words[place][0]
    return word == "进行" or (word in _MANNER and words[place - 1][1] not in _OPEN)


def _is_noun(word: tuple[str, str]) -> bool:
    return word[1].startswith(("n", "vn", "eng", "l", "j", "i")) or bool(_HIDDEN.match(word[0]))


def _behind_relative(words: Words) -> Words:
    """The words after the last 的 or 之."""
    words = _without_trailing(words)
    if words and words[-1][0] == "的":
        return []
    places = [place for place, (word, _) in enumerate(words) if word in {"的", "之"}]
    return words[places[-1] + 1 :] if places else words


def _without_trailing(words: Words) -> Words:
    while words and (words[-1][0] in _TRAILING or not words[-1][0].strip()):
        words = words[:-1]
    return words


def _first_conjunct(words: Words) -> Words:
    """The first of several conjuncts, unless they share their head: 逻辑和语法联系."""
    places = [place for place, (word, _) in enumerate(words) if word in _AND]
    if not places or places[0] == 0:
        return words
    last = words[places[-1] + 1 :]
    shares = len(last) == 2 or (len(last) == 1 and _bare(last) != last[0][0])
    return words if places == [1] and shares else words[: places[0]]


def _bare(words: Words) -> str:
    """The last word: with the word before it if it is only a suffix, without a word that the tagger joined to it."""
    words = _without_trailing(words)
    if not words or words[-1][0] in _NO_NOUNS:
        return ""
    head = _NEEDLESS.sub("", words[-1][0])
    if head in _SUFFIXES and len(words) > 1 and words[-2][1] not in _NO_COMPOUND:
        return words[-2][0] + head
    return head[2:] if len(head) == 4 and head[2:] in _KINDS else head
