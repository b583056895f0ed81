"""How a summary is ordered: its form, its length and its contents, in many combinations of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

FORMS: dict[str, tuple[str, ...]] = {
    "title": (
        "给{text}拟一个标题", "为{text}起个题目", "{text}还缺标题，替它拟一个", "想一个能概括{text}的标题", "拟出{text}的标题",
        "请为{text}配上标题", "用一个标题概括{text}", "请给{text}取个标题",
    ),
    "sentence": (
        "用一句话概括{text}", "把{text}压缩成一句话", "给{text}写一句话摘要", "请用一句话总结{text}", "写出{text}的一句话提要",
        "请把{text}的大意说成一句话", "将{text}浓缩为一句话", "帮我把{text}概括成一句话", "{text}用一句话怎么概括？",
        "{text}太长，给个一句话的摘要",
    ),
    "paragraph": (
        "把{text}概括成一段话", "给{text}写一段摘要", "将{text}压缩成一小段摘要", "为{text}写一段概要", "请把{text}缩写成一段摘要",
        "写一段内容提要来概括{text}", "归纳{text}，写成一段", "麻烦把{text}浓缩成一段话", "总结{text}，不分段", "替我给{text}做个一段话的摘要",
    ),
    "points": (
        "把{text}归纳成要点，一行一条", "分条概括{text}，每条一行", "列出{text}的要点，每点一行", "请将{text}归纳为要点，各占一行",
        "用列表总结{text}，一行一点", "把{text}概括成几个条目，一条一行", "总结{text}，逐行列出要点", "给{text}做一份要点摘要，一行一项",
    ),
    "table": (
        "把{text}的要点概括成Markdown表格", "用一张Markdown表格总结{text}", "为{text}写一份摘要，列成Markdown表格", "概括{text}，结果做成Markdown表格",
        "总结{text}的要点，填进Markdown表格", "请用Markdown表格概括{text}",
    ),
}  # fmt: skip
"""Wordings of the main order for each form of a summary."""
LIMITS = (
    "不超过{n}字", "{n}字以内", "控制在{n}个字以内", "最多{n}字", "限{n}字", "{n}字封顶", "篇幅在{n}字之内", "字数压到{n}以内",
    "连标点不超过{n}字", "上限{n}字",
)  # fmt: skip
CONTENTS = (
    "写清{parts}", "依次写{parts}", "内容是{parts}", "包括{parts}", "按{parts}的顺序写", "要有{parts}", "交代{parts}", "先后写{parts}",
    "顺序是{parts}", "从{first}写起，再写{rest}",
)  # fmt: skip


LADDERS = (
    "由短到长概括{text}三次", "给{text}写短、中、长三个版本的摘要", "概括{text}，一次比一次详细", "总结{text}，从标题到段落分三层", "请对{text}做三级摘要", "把{text}概括三遍，越来越详细",
    "为{text}写三种长度的摘要", "请将{text}归纳成长短三版", "分三层浓缩{text}",
)  # fmt: skip
BREAKS = ("三部分之间空一行", "各版本之间空一行", "每一步空一行", "中间各空一行", "彼此以空行隔开")


def round_limit(rng: Random, text: str) -> int:
    """Draw a multiple of ten that the number of characters of a text, with its punctuation, stays below."""
    return (len(text) + rng.randint(0, 9)) // 10 * 10 + 10


def close_limit(rng: Random, text: str) -> int:
    """Draw a limit that is at most four characters above the length of a short text."""
    return len(text) + rng.randint(0, 4)


def within(rng: Random, n: int) -> str:
    """Word a limit of `n` characters."""
    return rng.choice(LIMITS).format(n=n)


def contents(rng: Random, parts: Sequence[str]) -> str:
    """Word what the summary has to contain, in this order."""
    return rng.choice(CONTENTS).format(parts="、".join(parts), first=parts[0], rest="、".join(parts[1:]))


def normalized(ask: str) -> str:
    """Drop the first of two 的 around the name of a text: 讲座的要点 of 某人, not 某人的讲座的要点."""
    return re.sub("的([^的，。]{2,6})的(各个要点|要点|大意|标题|一句话提要|主旨|中心意思|各点)", r"\1的\2", ask)


def order(rng: Random, form: str, text: str, *clauses: str) -> str:
    """Ask for a summary of `text` in a form, with the clauses in random order behind it."""
    main, rest = normalized(rng.choice(FORMS[form]).format(text=text)), [clause for clause in clauses if clause]
    rng.shuffle(rest)
    if main.endswith("？"):
        return main + "，".join(rest) + "。" * bool(rest)
    return "，".join([main, *rest]) + "。"


def once_long(lead: str, ask: str) -> str:
    """Leave out of an order that the text is too long if `lead` says so."""
    return re.sub("([^，。：？]+)太长，给个一句话的摘要", r"给\1写个一句话的摘要", ask) if "太长" in lead else ask


def ladder(rng: Random, text: str, *steps: str) -> str:
    """Ask for three summaries of `text`, each longer than the one before it."""
    words = rng.choice(
        (("先", "再", "最后"), ("第一步", "第二步", "第三步"), ("首先", "然后", "末了"), ("开头", "接着", "结尾"))
    )
    told = "，".join(f"{word}{step}" for word, step in zip(words, steps, strict=True))
    return f"{rng.choice(LADDERS).format(text=text)}：{told}，{rng.choice(BREAKS)}。"
