"""The sign that an output is in another language than its task asks for."""

from __future__ import annotations

import re

from selfinstruct.schema.task import Task

_HAN = re.compile("[\u4e00-\u9fff]")
_IN_CHINESE = re.compile("(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){4}")
"""A text of at least four Han characters."""
_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")
_OTHER_SCRIPT = re.compile("[\u3041-\u3096\u30a1-\u30f6\uac00-\ud7af\u0400-\u04ff\u0e00-\u0e7f\u0600-\u06ff\ufffd]+")
"""Kana, hangul, Cyrillic, Thai, Arabic, and the character that stands for one that could not be read."""

_SCRIPT_WANTED = re.compile("译|国|文|语|字|[日韩俄泰]|外|阿拉伯|希腊")

_TARGET = re.compile(
    "(?:翻译|译|转换|转化)(?:成|为|到|至)\\s?(?P<target>英|中|汉|日|韩|俄|法|德|西班牙)[文语](?!和|、|或|及|与|版|歌)"
)
_HAN_TARGETS = frozenset("中汉")
_SCRIPTS = {
    "日": re.compile("[\u3041-\u30f6]"),
    "韩": re.compile("[\uac00-\ud7af]"),
    "俄": re.compile("[\u0400-\u04ff]"),
}
_MAX_SHOWN = 40
_MIN_TRANSLATION = 3
_MIN_SHARE = 0.2
"""Minimum share of Latin words, or of Han characters, among both in a translation into such a language."""


def other_language(task: Task) -> str | None:
    """Find a translation without letters of the target language, or a stray foreign word.

    The instruction must be in Chinese: one in English may be about anything.
    """
    if not _IN_CHINESE.match(task.instruction):
        return None
    return _wrong_target(task) or _stray(task)


def _wrong_target(task: Task) -> str | None:
    asked = _TARGET.search(task.instruction)
    if not asked or "模型" in task.instruction:  # a task about a model that translates
        return None
    han, words = len(_HAN.findall(task.output)), len(_WORD.findall(task.output))
    target = asked["target"]
    if target in _SCRIPTS:
        is_there = bool(_SCRIPTS[target].search(task.output))
    else:
        own = han if target in _HAN_TARGETS else words
        is_there = own >= _MIN_SHARE * max(han + words, 1)
    return None if is_there or han + words < _MIN_TRANSLATION else f"{asked[0]}, but the output is not"


def _stray(task: Task) -> str | None:
    """Find letters of a script that the task does not mention."""
    if not (found := _OTHER_SCRIPT.search(task.output)):
        return None
    asked = f"{task.instruction}\n{task.input}"
    if _SCRIPT_WANTED.search(asked) or _OTHER_SCRIPT.search(asked):
        return None
    return f"it contains {found[0][:_MAX_SHOWN]}"
