"""Whether an instruction is in the language of the run."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.own_words import BREAK, QUOTED
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_LATIN_WORD = re.compile("[A-Za-z]+")
_FOREIGN = re.compile("[A-Za-z\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")
_KANA_RUN = re.compile("[\u3041-\u3096\u30a1-\u30fc]+")
_FOREIGN_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0400-\u04ff\U00020000-\U0003ffff]+")


def wrong_language(task: Task, language: Language) -> Objection | None:
    """The instruction is not in the run's language; a foreign text that it quotes is no fault."""
    own_words = BREAK.split(QUOTED.sub("", task.instruction))
    opening = next((part for part in own_words if len(tokenize(part)) > 1), task.instruction)
    if language is Language.CHINESE and not _is_chinese(opening):
        return Reason.WRONG_LANGUAGE, "the instruction is not in Chinese"
    if language is Language.ENGLISH and not _is_english(opening):
        return Reason.WRONG_LANGUAGE, "the instruction is not in English"
    return None


def _is_chinese(text: str) -> bool:
    """No foreign letters, or more Han; Japanese alternates Han and kana, a Japanese word in Chinese is one run of kana."""
    if not _FOREIGN.search(text):
        return True
    han = len(_HAN.findall(text))
    foreign = max(len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _CYRILLIC_WORD, _LATIN_WORD))
    return han >= 2 and han >= foreign and han >= 3 * len(_KANA_RUN.findall(text))


def _is_english(text: str) -> bool:
    """A word in another script, explained or asked for, is no fault."""
    foreign = len(_FOREIGN_RUN.findall(text))
    return foreign == 0 or len(_LATIN_WORD.findall(text)) > foreign
