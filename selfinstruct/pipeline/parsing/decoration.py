"""Remove what a teacher writes around the text of every record: quotes, code marks, fences, types in brackets.

Around a single text such marks may be its own, except around an instruction; around the texts of all records they are
layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.schema.task_types import DEFINITIONS

_PAIRS = ("“”", '""', "``", "「」", "『』")
_FENCED = re.compile(r"(?:```|~~~)[ \t]*\n(?P<text>(?:(?!```|~~~).)*?)\n?(?:```|~~~)", re.DOTALL)
_TYPES = "|".join({definition.name for definition in DEFINITIONS.values()} | {"问答", "生成", "抽取", "翻译", "创作"})
_TYPE_BEFORE = re.compile(r"\A[【\[][^】\]\n]{1,10}[】\]]\s*(?=\S)")
_TYPE_BEHIND = re.compile(rf"(?<=\S)\s*[（(](?:类型[:：])?\s*(?:{_TYPES})[）)]\Z")
_BREAK = re.compile(r"(?<=\S)(?:\s*<br\s*/?>)+\Z")
_SEPARATOR = re.compile(r"(?<=\S)[ \t]*#{3,}\Z")


def without_decoration(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the records of a reply without what stands around the texts of all of them."""
    drafts = [_without_breaks(draft) for draft in drafts]
    if len(drafts) > 1:
        for remove in (_quotes, _fences, _types, _separators):
            drafts = remove(drafts)
    return [_with_bare_instruction(draft) for draft in drafts]


def _with_bare_instruction(draft: Draft) -> Draft:
    """Remove quotation marks around a whole instruction: an order is not a quotation."""
    for pair in _PAIRS:
        if _is_quoted(draft.instruction, pair):
            return replace(draft, instruction=_unquoted(draft.instruction, pair))
    return draft


def _without_breaks(draft: Draft) -> Draft:
    texts = draft.instruction, draft.given, draft.output or ""
    return _mapped(draft, partial(_BREAK.sub, "")) if any(map(_ends_in_break, texts)) else draft


def _ends_in_break(text: str) -> bool:
    return text.endswith(">") and text.rpartition("<")[2][:2].lower() == "br"


def _mapped(draft: Draft, change: Callable[[str], str]) -> Draft:
    output = None if draft.output is None else change(draft.output)
    return replace(draft, instruction=change(draft.instruction), given=change(draft.given), output=output)


def _quotes(drafts: list[Draft]) -> list[Draft]:
    for pair in _PAIRS:
        if all(_is_quoted(draft.instruction, pair) for draft in drafts):
            return [_mapped(draft, partial(_unquoted, pair=pair)) for draft in drafts]
    return drafts


def _unquoted(text: str, pair: str) -> str:
    return text[1:-1] if _is_quoted(text, pair) else text


def _is_quoted(text: str, pair: str) -> bool:
    return len(text) > 2 and text[0] == pair[0] and text[-1] == pair[1] and not set(text[1:-1]) & set(pair)


def _fences(drafts: list[Draft]) -> list[Draft]:
    if all(_FENCED.fullmatch(draft.output or "") for draft in drafts):
        return [_mapped(draft, _unfenced) for draft in drafts]
    return drafts


def _unfenced(text: str) -> str:
    found = _FENCED.fullmatch(text)
    return found["text"].strip() if found else text


def _types(drafts: list[Draft]) -> list[Draft]:
    """Remove types of tasks in brackets, before or behind all instructions."""
    for pattern in (_TYPE_BEFORE, _TYPE_BEHIND):
        if all(pattern.search(draft.instruction) for draft in drafts):
            drafts = [replace(draft, instruction=pattern.sub("", draft.instruction)) for draft in drafts]
    return drafts


def _separators(drafts: list[Draft]) -> list[Draft]:
    """Remove separators without a line of their own (`输出: 正面 ###`). The last record may lack one."""
    glued = [(draft.output or "").endswith("###") for draft in drafts]
    if sum(glued) < 2 or not all(glued[:-1]):
        return drafts
    return [replace(draft, output=_SEPARATOR.sub("", draft.output)) if draft.output else draft for draft in drafts]
