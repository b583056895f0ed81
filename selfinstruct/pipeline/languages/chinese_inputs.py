"""Which Chinese inputs only speak of the text that their instruction needs.

以下是一份求职信，我将发送给招聘经理。 announces a letter that is not there. Such an input is recognized by its form: it is
short, its first sentence names a text of the kind that the instruction works on (一篇…文章, 文章标题：…, 你有一个数据集),
and every other sentence only orders or describes.

Before the forms are compared, every name of such a text is replaced with `K`, and of any other text with `k`. One small
pattern is enough for all kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from selfinstruct.pipeline.languages.chinese_needs import COUNT, GIVEN, KIND_NAMES, KINDS, C, missing_kinds
from selfinstruct.pipeline.languages.profile import unlisted_options

MAX_LENGTH = 160
"""Maximum characters of an input that only speaks of a text."""
_MAX_SENTENCES = 4
_MIN_QUOTED = 8
"""Minimum letters of a quotation that is a text, and not a title."""
_MAX_TITLE = 24
"""Maximum letters of a title."""
_MIN_BEHIND_COLON = 6
_MAX_ITEMS = 5
_MAX_NUMBERS = 4
_MAX_RETOLD = 75
"""Maximum letters of sentences that retell the text without an order; a longer one can be worked on."""
_MARKS = " ，,-•*()（）【】[]"

_WRAPPED = re.compile(r"\A[\"“]([^\"“”]*[：:][^\"“”]*)[\"”]\Z")
"""Quotation marks around a whole input with a label."""
_PROGRAM_WORDS = re.compile("Python|Java|SQL|爬虫|代码|编程|如何[^。]*[？?]", re.IGNORECASE)
"""In an input: the task asks for a program."""
_TITLE_ONLY = re.compile(r"(?:文章|新闻|新闻报[道导]|论文|报告|报道)[：:]\s?[“\"][^”\"，。！；\n]+[”\"]。?")
"""An input with a title only: a text of this kind is longer."""
_FROM_OPTIONS = re.compile(r"从(?:以下|下列|下面|给定|所给|提供)的?(?:几个)?选项")
_LISTS = re.compile(
    r"[、/|;；]|[A-Da-d1-4][.．、)）:：]|\n.+\n|或|\bor\b|还是|选项|[：:]\s?\S|[,，：:][^，,。]{1,14}[,，]|[(（]"
)
_QUOTES_TEXT = re.compile(r"(?:文本|文字|段落|原文|内容|句子|语句|短语|单词)[：:]?\s?[“\"]")
_NAMES_A_WORK = re.compile(r"(?:诗歌?|词|小说|书|歌曲?|电影)[^《\n]{0,4}《")
"""An input with the title of a work that a model may know."""
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_LETTER = re.compile("[\u4e00-\u9fffA-Za-z]")
_LATIN_SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,'’\-]+){5}[A-Za-z]")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|‘[^‘’]*’")
_TITLE_BEFORE = re.compile(r"(?:题[为目]|标题|名[为叫]|《|关于)[：:]?\s?$")
_ADDRESS = re.compile(r"(?:[^：:\n]{0,8}[：:]\s?)?https?://[^\s，。；、]+")
_NAMES_OF_VALUES = re.compile(
    rf"(?:信息|数据|数字|资料|指标)[：:]\s?(?:{C}{{1,14}}(?:[额率量度]|利润|成本|姓名|编号|单号|数据|报表|收入|支出|趋势|结果|份额)[、，和\n]?){{2,}}。?"
)
"""An input with the names of values, but without values: 数据：销售额、利润、客户满意度。"""
_LINK = re.compile(r"https?://\S+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_NUMBER = re.compile(
    r"(?<!第)(?<![\d,])\d+(?:[.,]\d+)*(?!\d|,\d|\s?(?:字|小时|个|篇|条|名|位|组|份|页|年|月|种|行|单词|岁|人|天|分))"
)
_NUMBERS_NEEDED = re.compile("数字|数值|序列|数组|方程|算式")
_ORDERS = re.compile("需要|请|任务|你|您|我")
_KIND = re.compile("|".join(f"(?P<{name}>{words})" for name, words in KINDS.items()))
_KIND_NAME = re.compile(KIND_NAMES)

_SOMEONE = "(?:我们?|你们?|您|用户|客户|老板|老师|导师|教授|公司|朋友|同事)"
_ATTRIBUTE = "(?:题目|标题|主题|话题|名称|名字|长度|字数|篇幅|来源|链接|类型|格式|语言|作者|出处|网址)"
_ANY = "[Kk]"
_THIS = "(?:这|该|此|那)[篇段份条组个封首本些套则部批]"
_ELSEWHERE = "(?:请)?(?:参?见|详见|附).*"
_OF = f"{C}{{1,30}}的{C}{{0,8}}(?:{_ANY}|得分|成绩)"
_NOUN = (
    rf"(?:(?:以下|下面|这里?|此处|如下)?(?:是|为|有)\s?)?(?:{COUNT}|某|关于|有关|{_SOMEONE}的|本{C}|一些|从{C}{{1,12}}的)"
    rf"(?:(?!是|把|将){C}){{0,36}}?K(?:链接|片段|节选)?"
    r"(?:[，,](?:包含|包括|来自|涉及|陈述|描述|介绍|讨论|讲述|其中|总?字数|共|约|需要|k|K|标题|题为|长度|摘自|选自|出自|发表|作者).*)?"
)
_SPEAKS = (
    _NOUN,
    "K",
    rf"请?(?:阅读|读|看){COUNT}{C}{{0,30}}?K",
    rf"(?:这里?|以下|下面|此处|如下|下方|上面|上方|以上)?(?:是|为|有|包括|包含)(?:{COUNT}|某|关于|有关|待|需要|我|你|您){C}{{0,30}}?K"
    r"(?:格式|模板|草稿|初稿)?(?:[，,].*)?",
    rf"(?:{_SOMEONE}|假设|假如|现有|已有|有|给定|给出|提供|某){C}{{0,24}}?(?:{COUNT}|这|该|那|大量|许多|很多|{GIVEN}){C}{{0,30}}?K.*",
    rf"{_SOMEONE}{C}{{0,12}}?(?:完成|写|收到|准备|找到|读|看|编辑|翻译|拥有|起草|发表)(?:了|的|完|好|过){C}{{0,20}}?K.*",
    rf"{C}{{0,30}}(?:见|请?参考)(?:参考k|参考K|附件|附录|下文|上文)",
    rf"(?:手头|手上|这里)?(?:已|现|只)?(?:有|提供了?){COUNT}{C}{{0,24}}?K.*",
    rf".*K{C}{{0,8}}将会?(?:被)?(?:发送|提供|附上|上传|给出|发给).*",
    rf"(?:已经?|现已)?(?:给定|给出|提供|附上)(?:了|的)?{C}{{0,20}}?K.*",
    rf"(?:需要{C}{{0,8}}|{C}{{0,6}}?)(?:{_ANY}|全文|输入)[：:]\s?(?:{_NOUN}|{_ELSEWHERE}|略|待定|{_OF}|“”|《[^》]*》)",
    rf"{_ANY}+[：:]\s?(?:主要)?(?:介绍|描述|讲述|讨论|关于|探讨|阐述).*",
    rf"K的?{_ATTRIBUTE}(?:为|是|：|:|名为).*",
    r"K(?:名为|题为|标题|共有?|总共|约|长度|字数|长|来自).*",
    rf"{_THIS}{C}{{0,10}}?K.*",
    rf"(?:给定的?|该|此|这个|上述|所给|提供的|给出的|{C}{{2}})?K(?:中|里|内)?(?:包含|包括|涉及|涵盖|来自|介绍|讨论|描述|讲述|叙述|陈述|探讨|列出|重点).*",
    rf".*(?:需要|请|要求|必须|应该|希望|想要?).*(?:{_THIS}|一[篇段份条组个封首本些套则部批]){C}{{0,10}}?K.*",
    rf"请?(?:根据|使用|基于|利用|在)(?:所?提供|所?给定|给出|以上|以下|上述|这|该)的?{C}{{0,10}}?K.*",
)
_ADDS = (
    rf"(?:并|给出|输出|列出|可选的|可以选).*|.*(?:需要|请|要求|必须|应该|应当|希望|以便|目标|任务|目的|打算|计划|[你您我]们?{C}{{0,6}}(?:可以|能够|想)).*",
    rf"(?:它们?|其中?|文中|里面|每[个条篇张行]|(?:这|该|此|那){C}{{0,8}}|{_ANY}(?:中|里|内)?|{COUNT}{C}{{0,10}}).*",
    rf"(?:共|约|总)?{C}{{0,6}}(?:字数|长度|篇幅|长|字){C}{{0,12}}",
    rf"(?:翻译成|译成|译为|将|把|对){C}{{1,20}}",
    rf"(?:{C}{{0,4}}{_ATTRIBUTE}|关键[字词]|日期|时间|要求)[：:].*",
)
_FIRST = re.compile("|".join(_SPEAKS), re.DOTALL)
"""The first sentence of an input that only speaks of a text."""
_LATER = re.compile("|".join((*_SPEAKS, *_ADDS)), re.DOTALL)
"""Each later sentence."""
_MAY_SPEAK = re.compile(f"{KIND_NAMES}|K|k|附件|附录|上文|下文|全文|输入|指标|http")
"""Every input that only speaks of a text contains one of these."""
_LABELLED = re.compile(rf".*(?:{_ATTRIBUTE}|要求|任务|特征|属性|字段|指标|列)\s?")
_UNTOLD = re.compile(rf"{COUNT}|(?:主要)?(?:介绍|描述|讲述|讨论|探讨|阐述)|关于|有关|某|来自|{_ELSEWHERE}\Z|{_OF}\Z")
"""What stands behind a colon instead of the text."""


def only_speaks_of_text(instruction: str, given: str) -> str | None:
    """Return the sentence in which an input speaks of the text that the instruction needs; None if it may be the text."""
    given = wrapped[1] if (wrapped := _WRAPPED.match(given)) else given
    if len(given) > MAX_LENGTH or not _MAY_SPEAK.search(given) or _PROGRAM_WORDS.search(given):
        return None
    if not (kinds := missing_kinds(instruction)):
        return None
    if _ADDRESS.fullmatch(given) or _NAMES_OF_VALUES.fullmatch(given):
        return given
    if _has_content(instruction, given, kinds):
        return None
    sentences = [sentence for part in _SENTENCE_END.split(_unquoted(given)) if (sentence := part.strip(_MARKS))]
    if not 0 < len(sentences) <= _MAX_SENTENCES or not all(_only_speaks([_named(one, kinds) for one in sentences])):
        return None
    return sentences[0]


lacks_options = partial(unlisted_options, _FROM_OPTIONS, _LISTS)


def _has_content(instruction: str, given: str, kinds: frozenset[str]) -> bool:
    """True if an input has a quotation, an English sentence, a list or numbers, and so may be the text itself."""
    quotations = (match for match in _QUOTATION.finditer(given) if not _TITLE_BEFORE.search(given[: match.start()]))
    if _NAMES_A_WORK.search(given):
        return True
    least = (
        1
        if kinds == {"phrase"} or _QUOTES_TEXT.match(given)
        else _MAX_TITLE
        if _TITLE_ONLY.fullmatch(given)
        else _MIN_QUOTED
    )
    if any(_letters(match[0]) >= least for match in quotations) or _LATIN_SENTENCE.search(given):
        return True
    needs_numbers = "passage" not in kinds - {"material"} and _NUMBERS_NEEDED.search(instruction)
    return given.count("、") >= _MAX_ITEMS or len(_NUMBER.findall(given)) >= (1 if needs_numbers else _MAX_NUMBERS)


def _unquoted(given: str) -> str:
    """Return an input without addresses and titles, so that a mark within a title does not end a sentence."""
    return _THOUSANDS.sub("", _QUOTATION.sub("“”", _LINK.sub("", given)))


def _named(sentence: str, kinds: frozenset[str]) -> str:
    """Replace the names of texts with `K` and `k`; the sentence is compared in this form only."""
    return _KIND_NAME.sub(lambda found: "K" if _kind_at(found.start(), sentence) in kinds else "k", sentence)


def _kind_at(start: int, sentence: str) -> str | None:
    found = _KIND.match(sentence, start)
    return found.lastgroup if found else None


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _only_speaks(sentences: list[str]) -> Iterator[bool]:
    """Yield, for each sentence and for all of them together, whether it only speaks of a text."""
    yield bool(_FIRST.fullmatch(sentences[0]))
    yield all(_LATER.fullmatch(sentence) for sentence in sentences[1:])
    yield not any(_has_text_behind_colon(sentence) for sentence in sentences)
    retold = "".join(sentences)
    yield len(sentences) == 1 or _letters(retold) <= _MAX_RETOLD or bool(_ORDERS.search(retold))


def _has_text_behind_colon(sentence: str) -> bool:
    label, colon, text = sentence.replace("：", ":", 1).partition(":")
    text = text.strip()
    if not colon or _letters(text) < _MIN_BEHIND_COLON or _LABELLED.fullmatch(label):
        return False
    return not (_FIRST.fullmatch(text) or _UNTOLD.match(text))
