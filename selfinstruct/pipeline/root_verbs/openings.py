"""Finds the possible orders in a clause, and classifies a clause by its opening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selfinstruct.pipeline.root_verbs.clauses import HIDDEN, Clause
from selfinstruct.pipeline.root_verbs.objects import MEASURE, NUMBER

_PLEASE = r"请(?!问|求|假|教|柬|客|愿|帖)"
_POLITE = re.compile(
    rf"""(?:
      \s | {_PLEASE}[你您]? | 麻烦 | 劳驾 | 拜托 | [您你](?:好|(?=请)) | 好的
    | (?:帮|给|替|为)(?:我们?(?![们的])|忙)(?:一下)?(?!的|{NUMBER})
    | (?:[你您]们?的)?(?:任务|工作|目标|要求|指令|命令)(?:是|为)
    | (?:[你您我]们?)?(?:现在)?
      (?:需要|必须|应该|应当|要(?!求|点|素)|可以|可否|可不可以|能不能|能[否够]?|是否(?:可以|能够?)|会|希望
        |想[要让]|想(?![象像出到知]|{NUMBER}{MEASURE}))
      请?[你您]?(?=.)
    | (?:让|命令|要求|指示)?(?:[Cc]hat)?(?:GPT|AI|语言模型|模型|机器人|助手|系统)+(?:应该?|需要?|将|(?=[^的能]))
    | 让我们(?:一起)? | 来(?=[写讲说谈画]) | 试着 | 尝试(?=.) | 尽量 | 尽可能 | [首最]先 | 最后 | 然后 | 接着 | 接下来
    | 随后 | 之后 | 再次? | 并且 | 并(?!列[^出]) | 同时 | 也 | 还(?!原) | 重新 | 分别 | 自动 | 随机 | 直接 | 继续(?=.)
    | 务必 | (?:仔细|认真|详细|简要|简单|简短|准确|正确|完整)地? | 先 | 只(?!有|要) | 往下
    | 逐[一句个条字段步笔]
    | (?:\d+|[一二三四五六七八九十]+|[a-zA-Z])[.、)）]\s* | [-*•#>]+\s*
    )+""",
    re.VERBOSE,
)
"""Words before an order that are not part of it."""
_ASKS_YOU = re.compile(rf"(?:(?<![邀申敬宴聘提]){_PLEASE}|[你您]\S{{0,3}}(?:需要|必须|应该|应当|要(?!求))[你您]?)")
"""A request to the reader."""
_NAMES_YOU = re.compile("[请你您]")
"""What a request to the reader contains; searching for it is faster."""
_ASKED = re.compile(r"请|帮|麻烦|让|[你您].{0,3}(?:需要|必须|应[该当]|要|能|可以)|能[否不]|可否")
"""A request to the reader, in the words before an order."""
_ABOUT_ME = re.compile(r"我(?!们?[要想希需望]{1,2}[让请]?[你您])")
"""The start of a clause about the writer."""
_GIVE_ME = re.compile(rf"(?:{_PLEASE})?给我((?:{NUMBER}\s*{MEASURE}|[这那]|关于|以下|世界|最).+)")
_SETTING = re.compile(
    r"\W*(?:根据|依据|依照|按照?|照|基于|针对|对|给|从|在|用|以|通过|使用|利用|运用|为|作为|假|如|若|当|设|想象|已知"
    r"|阅读|考虑|观察|[你您]|首先|任务|请)"
)
"""The start of a clause that does not tell a story: an order is expected after it."""
_OPEN_QUESTION = re.compile(
    r"(?:.(?![析判释明答诉]).{0,2}|以下|下列|下面|[这该此其]).*(?:什么|吗|哪|多少|怎[么样]|够不够|是不是|几)|学习"
)
"""A question that starts with a possible verb."""
_MATERIAL = re.compile(
    r"(?:给出|输入|给你?)了?(?:[一两三几某\d]|以下|下列|如下).*(?:文[本章字]|句子|段落|[段句]话|单词|(?<!义)词语?|短[语文]|数字?"
    r"|数[列组]|列表|数据集?|信息|图[片像]|[主话]题|题目|字符串|描述|情境|场景|材料|对话|问题)$"
)
"""A clause that says what is given, if another clause follows."""
_GIVEN = re.compile(r"(?:请?阅读|给定|给出|提供|有|已知|在|从|请?根据|基于|按照|对于?)(.+)")
_GOES_ON = re.compile("[并该它其使要]")
_HIDDEN = re.compile(f"{HIDDEN}+")


class Order(NamedTuple):
    """A possible order."""

    text: str
    """The clause from the start of the order."""
    is_asked: bool
    """True if it is a request to the reader."""


def orders_in(clause: Clause) -> Iterator[Order]:
    """Yield the possible orders: the whole clause, and the text after 请 in it."""
    text = _HIDDEN.sub("", clause.text) if _HIDDEN.match(clause.text) else clause.text
    start = _behind_polite(text, 0)
    if start < len(text):
        yield Order(text[start:], start > 0 and bool(_ASKED.search(text, 0, start)))
    asks = _ASKS_YOU.search(text, start) if _NAMES_YOU.search(text, start) else None
    if asks and (rest := text[_behind_polite(text, asks.end()) :]):
        yield Order(rest, is_asked=True)


def _behind_polite(text: str, start: int) -> int:
    polite = _POLITE.match(text, start)
    return polite.end() if polite else start


def given_to_me(clause: Clause) -> str:
    """The thing that the writer asks for, as in 给我一个例子; `""` for any other clause."""
    found = _GIVE_ME.match(clause.text)
    return found[1] if found else ""


def is_about_me(clause: Clause) -> bool:
    """True if a clause is about the writer."""
    return bool(_ABOUT_ME.match(clause.text))


def tells_story(clause: Clause) -> bool:
    """True if a clause tells a story, so that a verb in a later one may not be an order."""
    return not _SETTING.match(clause.text)


def is_question(order: Order, clauses: Sequence[Clause], place: int, *, in_story: bool) -> bool:
    """True if the clause at `place` is part of a question and does not order anything.

    `in_story`: a clause before it tells a story.
    """
    if order.is_asked:
        return False
    last = next((one for one in clauses[place:] if one.ends or one.announces), clauses[-1])
    if not last.asks:
        return False
    is_inside = in_story and not clauses[place - 1].ends
    return is_inside or bool(_OPEN_QUESTION.match(order.text))


def is_material(order: Order, clauses: Sequence[Clause], place: int) -> bool:
    """True if the clause at `place` says what is given, and the order comes later."""
    if place + 1 == len(clauses) or clauses[place].announces:
        return False
    return not _GOES_ON.match(clauses[place + 1].text) and bool(_MATERIAL.match(order.text))


def material_of(before: Sequence[Clause]) -> str:
    """The thing provided by the first clause that provides one; `""` if none does."""
    given = next((found for found in map(_GIVEN.match, (one.text for one in before)) if found), None)
    return given[1] if given else ""
