"""Signs that an order in numbers was not kept: the length of a text, the number of items in a list.

Orders are read in Chinese: 不超过50字, 至少500字, 300字左右, 列出五个.
"""

from __future__ import annotations

import re
from math import inf

from selfinstruct.pipeline.numerals import value_of
from selfinstruct.schema.task import Task

_NUMBER = r"(?:\d{1,5}|[一二两三四五六七八九十百千]{1,5})"

_CHARACTERS = r"\s?个?(?:汉|中文)?字(?![母符节段典体幕面词]|的(?:日子|那?[几些]?天))"
_AT_MOST = re.compile(
    rf"(?<!不)(?:不超过|不多于|不要超过|不得超过|最多|控制在|限制在|限定在|少于|小于|低于)\s?(?P<a>{_NUMBER}){_CHARACTERS}"
    rf"|(?P<b>{_NUMBER}){_CHARACTERS}(?:以内|之内|以下|内)"
)
_AT_LEAST = re.compile(
    rf"(?:不少于|不低于|不得少于|至少|(?<![不要得])超过|多于)\s?(?P<a>{_NUMBER}){_CHARACTERS}|(?P<b>{_NUMBER}){_CHARACTERS}以上"
)
_TEXT_KIND = (
    "文|故事|小说|读后感|报告|介绍|说明|信|邮件|日记|演讲|博客|新闻|诗|摘要|总结|概述|概要|描述|段|感想|评|游记|稿|blog"
)
_ABOUT = re.compile(
    rf"(?<![\d\-~到至])(?P<a>{_NUMBER}){_CHARACTERS}(?:左右|的(?=[^，。；！？\n]{{0,20}}(?:{_TEXT_KIND})))(?P<b>)"
)
_PART = re.compile("每|各|分别|标题|大纲|提纲|主题|头脑风暴|将|把|这|该|给定|下面|以下|编辑|修改|缩")
"""In an instruction: the length may be that of a part, or of a given text."""
_LENGTH = re.compile(r"[\u3400-\u9fff，。！？；：、“”‘’（）《》…—]|[A-Za-z]+|\d+(?:\.\d+)?")
"""What a word processor counts as a character of Chinese text."""
_LENGTHS = ((_AT_LEAST, 0.9, inf), (_AT_MOST, 0.0, 1.1), (_ABOUT, 0.6, 1.4))
"""Each kind of order, with the shortest and the longest output that keeps it, relative to the number in the order."""
_MIN_ABOUT = 50
"""Characters below which `N字的` describes a name or a title."""

_ORDER = re.compile(
    r"(?:列出|列举|写出|写下|说出|想出|举出|推荐|提出|给出|提供|创建|选择|选出|描述|介绍|建议|找出)(?!的)"
    rf"[^，。；,;:：\n\d一二两三四五六七八九十其]{{0,6}}?(?P<count>{_NUMBER})\s?[个条种项点首句款部道本篇则位家类件]"
    r"(?![月人性季共以字词]|小时|.{0,12}(?:之间|以上|以内|左右|或))"
)
_COUNTS = re.compile(rf"{_NUMBER}\s?[个条种项点首句款部道本篇则位家类件]")
_NOT_EXACT = re.compile(r"(?:至少|最多|不超过|不少于|约|前|第|每|超过|多于|少于|[到至~\-])[^，。]{0,3}\Z")
_ITEM = re.compile(r"^[ \t\u3000]*[(（]?(\d{1,2})[)）.．、:：]\s*\S", re.MULTILINE)
_MAX_COUNT = 30


def length_missed(task: Task) -> str | None:
    """Find an output that is over or under the number of characters that the instruction asks for."""
    if "字" not in task.instruction or _PART.search(task.instruction):
        return None
    for pattern, low, high in _LENGTHS:
        if asked := pattern.search(task.instruction):
            wanted, length = value_of(asked["a"] or asked["b"]), len(_LENGTH.findall(task.output))
            is_kept = low * wanted <= length <= high * wanted or (pattern is _ABOUT and wanted < _MIN_ABOUT)
            return None if is_kept or not wanted else f"{asked[0]}, but the output has {length:,}"
    return None


def count_missed(task: Task) -> str | None:
    """Find a numbered list with more or fewer items than the one number that the instruction asks for."""
    asked = _ORDER.search(task.instruction)
    if not asked or len(_COUNTS.findall(task.instruction)) > 1 or "```" in task.output:
        return None
    number, items = value_of(asked["count"]), _items(task.output)
    if not 2 <= number <= _MAX_COUNT or items in (0, number):
        return None
    if _NOT_EXACT.search(task.instruction[: asked.start("count")]):
        return None
    return f"{asked[0]}, but the list has {items}"


def _items(text: str) -> int:
    """Return the length of a list that is numbered from 1 without a gap; 0 for all other texts."""
    numbers = [int(number) for number in _ITEM.findall(text)]
    return len(numbers) if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) else 0
