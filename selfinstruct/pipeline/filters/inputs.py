"""Rules for inputs that are copies or placeholders."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import PROFILES, Language
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import have_same_tokens, tokenize

_ANSWER_IN_INPUT = re.compile(
    r"^[ \t]*(?:(?:编辑|润色|修改|改正|更正|纠正|改写|翻译|简化|压缩|缩写|排序)后的?(?:句子|文本|版本)?|[英中法德日韩俄][文语](?:翻译|译文)|排序结果|(?:正确|参考)?答案|同义句|"
    r"corrected|correct answer)\s?[：:]\s?[^\s_.…].{3,}\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
"""An input that ends with the answer that the instruction asks for."""
_ANSWER_CHECKED = re.compile(
    "检查|判断|评[价估]|比较|是否|改进|润色|对照|校对|质量|解释|分析|为什么|check|compare|evaluate|explain",
    re.IGNORECASE,
)
"""In an instruction: the answer in the input is what the task is about."""
MIN_COPIED = 8
"""Minimum number of tokens for an output that repeats its input to be a copy and not just a short answer."""

_WORDS = tuple(profile.placeholders for profile in PROFILES)
_TEXT_KIND = f"(?:{either(words.text_kinds for words in _WORDS)})"
_FIELD = f"(?:{either(words.field_names for words in _WORDS)})"
PLACEHOLDER = re.compile(
    rf"[\[【<＜{{](?:{either(words.in_brackets for words in _WORDS)})[\]】>＞}}]|"
    # Round brackets are also used for ordinary remarks, so these must be the whole line or field.
    rf"(?m:(?:^|[:：]))\s?[(（](?:{either(words.in_round_brackets for words in _WORDS)})[)）]|"
    # A field name in brackets is a placeholder, unless it starts a line as a label; XML tags are in <>.
    rf"(?<=\S)[\[【{{]{_FIELD}[\]】}}]|"
    rf"(?:^|[:：\n])\s?[\[【{{](?:{_TEXT_KIND}|{_FIELD})+[\]】}}]\Z|"
    rf"(?m:[:：]\s?(?:[xX×]{{3,}}|[*＊]{{3,}})\s?$)|(?<![A-Za-z0-9×-])[xX×]{{4,}}(?![A-Za-z0-9×-])|"
    + either(words.unbracketed for words in _WORDS),
    re.IGNORECASE,
)
_DOTS = re.compile(r"(?:^|[:：])\s?[.…·]{3,}\s?$", re.MULTILINE)
PLACEHOLDER_MARKS = frozenset("[【<＜{(（xX×*＊").union(*(words.marks for words in _WORDS))
"""Every text with a placeholder contains one of these; searching for them is faster."""
_MARK = re.compile(f"[{re.escape(''.join(sorted(PLACEHOLDER_MARKS)))}]")
_PHRASE_WORK = re.compile(either(words.phrase_work for words in _WORDS))
_SAMPLE = re.compile(either(words.sample for words in _WORDS))
_FORM_WORK = re.compile(either(words.form_work for words in _WORDS))
_WHOLE_INPUT = re.compile(
    either(
        (
            r"[.…·]{2,}",
            r"(?:请看|以下|下面|如下|下列|这是)[^：:\n]{0,14}[：:]|(?:地点|主题|文本|文章|句子|输入|内容|数据|问题|题目|段落|材料|原文)[：:]",
            *(words.whole_input for words in _WORDS),
        )
    )
)


def copied_input(task: Task, language: Language) -> Objection | None:
    """Reject an input that repeats the instruction or holds the answer, and a longer output that repeats the input."""
    if not task.input:
        return None
    if not _start_apart(task.input, task.instruction) and have_same_tokens(task.input, task.instruction):
        return Reason.COPIED_INPUT, "the input repeats the instruction"
    has_colon = "：" in task.input or ":" in task.input
    if has_colon and (found := _ANSWER_IN_INPUT.search(task.input)) and not _ANSWER_CHECKED.search(task.instruction):
        return Reason.COPIED_INPUT, f"the input holds the answer: {found[0].strip()}"
    if task.input.strip() == task.output.strip() and len(tokenize(task.input)) >= MIN_COPIED:
        return Reason.COPIED_INPUT, "the output repeats the input"
    return None


def _start_apart(one: str, other: str) -> bool:
    """True if two texts start with different Chinese characters, which are different tokens."""
    first, second = one[:1], other[:1]
    return first != second and "\u4e00" <= first <= "\u9fff" and "\u4e00" <= second <= "\u9fff"


def placeholder_input(task: Task, language: Language) -> Objection | None:
    """Reject an input that is a placeholder for a text, or only speaks of one: `[插入文章]`, `一篇新闻报道。`, `请提供…`."""
    given = task.input.strip()
    if not given or (_SAMPLE.fullmatch(given) and _FORM_WORK.search(task.instruction)):
        return None
    if found := _placeholder(task.instruction, given):
        return Reason.PLACEHOLDER_INPUT, f"the input holds a placeholder: {found}"
    if "```" in task.output:  # A program may be written without its data.
        return None
    spoken = next(filter(None, (profile.only_speaks_of_text(task.instruction, given) for profile in PROFILES)), None)
    return (Reason.PLACEHOLDER_INPUT, f"the input only speaks of a text: {spoken}") if spoken else None


def _placeholder(instruction: str, given: str) -> str | None:
    found = PLACEHOLDER.search(given) if _MARK.search(given) else None
    if not found and ("..." in given or "……" in given):
        found = _DOTS.search(given)
    if not found and (whole := _WHOLE_INPUT.fullmatch(given)) and not _PHRASE_WORK.search(instruction):
        found = whole
    return found[0] if found else None
