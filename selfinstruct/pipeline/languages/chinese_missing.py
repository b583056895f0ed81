"""Which Chinese instructions without an input (请翻译以下句子。) refer to a text that is not there.

The text may be a sentence of the instruction, before or after the one that refers to it: 预测以下故事的下一句。她很紧张。
A further sentence that states a condition (不超过100字。), asks or describes (摘要应该简短。) is not a text.
"""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages.chinese_needs import ANY_KIND, COUNT, MADE, MODELS, PROGRAMS, UNMADE, C
from selfinstruct.pipeline.languages.profile import only_before

_NEEDS_TEXT_HERE = re.compile(
    rf"(?:以下|下面|下列|下述|下方|上述|所给|[这该](?:篇|段|封|首|份)|给定的|提供的)的?{UNMADE}{{0,6}}?"
    r"(?:文章|文本|文字|文段|短文|课文|文档|新闻|报道|论文|段落|(?<=段)话|对话|评论|邮件|简历|合同|歌词|原文|材料|句子|语句|句话|词语|单词|词组|短语|成语|"
    r"数据集?|表格|列表|清单|序列|数组|选项|代码|程序|诗歌?|诗句|古诗|故事)(?!的?(?:格式|结构|要求|步骤|类型|特点|区别)|中，?填)"
)
"""An instruction without input that refers to a text next to it: 请翻译以下句子。"""
_REWORKS = re.compile(
    only_before(
        "，。请文表根",
        rf"(?:\A|[，。请])(?:帮我|帮忙)?(?:改写|翻译|缩写|扩写|润色|校对|纠正|修改|概括|检查)(?:一|两|几|这|该|那)[篇段句封份个首]{UNMADE}{{0,10}}?"
        r"(?:文章|文本|文字|短文|新闻|报道|论文|段落|话|对话|邮件|句子|故事|作文|信)|"
        r"\A(?:请|帮我|给我)*(?:改写|翻译|缩写|扩写|润色|校对|纠正|修改|概括|检查|优化)(?:一下)?我的(?:文章|论文|邮件|作文|信|简历|报告|稿子|代码)\Z|"
        r"\A(?:请|认真)*(?:阅读|看)(?:短文|文章|材料|课文)，|(?:文中|表中)的|根据(?:上面|上述|表中)的?(?:故事|文章|数据|内容|对话|材料)",
    )
)
"""An instruction without input that reworks a text of any kind: 改写一个故事，使它更幽默。"""
_MAY_HOLD_TEXT = re.compile(
    r"[：:\n“\"「《‘]|[、/|].{1,12}[、/|]|[A-Za-z]{3}[ ,]+[A-Za-z]{2}|\d[^，。]{0,6}[,，、 ]\s?\d|[=＝+×÷]|[A-D][.．、]|[（(].{1,12}[）)]\S|\s[-—–]\s|\d\s?[乘加减除和与]"
)
"""The instruction quotes or lists what it is about."""
_MADE_BEFORE = re.compile(rf"{MADE}|列出|给出|选择|填[写入]|有一")
"""The text that the instruction refers to is the one to write first: 写一首诗，并确保这首诗押韵。"""

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_LETTER = re.compile("[\u4e00-\u9fff]")
_MIN_LETTERS = 5
"""Minimum Han characters of a sentence that can be the text."""
_ORDERS = re.compile(
    r"[\s“\"]*(?:请|您(?!好)|你(?!好)|我们?(?:需要|想|希望|要|会|将|正在?|有)|如果|假[设如]|注意|务必|确保|保[证持留]|使|让|不[要得能可超包应用]|要|需|应|必须|尽|可[以选]|允许|并|然后|最后|首先|其次|接着|同时|另外|此外|而且|或者|再|"
    r"只|仅|每|其|它|此|该|上述|以[上下及]|根据|基于|按|通过|参[考照]|例如|比如|提示|要求|说明|目[的标]|任务|谢谢|帮|为了|每|至[少多]|最[多少]|限|新的|将|把|对(?!于)|用|以|给|输出|结果|答案|回答|格式|长度|字数|篇幅|语[气言]|"
    r"使用|利用|选择|删|移除|添加|纠正|更[正改]|修[改正]|改[写正为成]|翻译|总结|概[括述]|写|列[出举]|说[明出]|解释|描述|分析|判断|给出|提供|指出|找|标[注记出]|提取|识别|检[查测]|排[序列]|分[类成]|填|补|替换|计算|比较|突出|强调|包[括含]|避免|考虑|遵|简[要化洁]|重[点新])"
    rf"|[\s“\"]*(?:这|那)(?:里|个|些)?(?:是|意味着|{COUNT})|在{ANY_KIND}|(?!在)[^，]{{0,6}}{ANY_KIND}|\s*(?:{COUNT}|关于|有关){C}*{ANY_KIND}(?=[，。]|\Z)"
)
"""A sentence that orders something, states a condition or describes the text."""
_ADVISES = re.compile(
    "应该|应当|必须|不得|不要|务必|[你您]们?(?:可以|需要|应|必须|要|将|会|能)|[你您]的(?:任务|目标|回答|答案|输出|文章|理由)"
)
_SETS_SCENE = re.compile(rf"[\s“]*(?:我|作为|身为|假|想象|今天是|{COUNT})|{ANY_KIND}")
"""A sentence before the order that says who asks, or what the text is."""


def lacks_text(instruction: str) -> str | None:
    """Return the words of an instruction without input that refer to a text next to it."""
    instruction = instruction.rstrip(" ：:\n")
    found = _NEEDS_TEXT_HERE.search(instruction) or _REWORKS.search(instruction)
    if not found or any(pattern.search(instruction) for pattern in (_MAY_HOLD_TEXT, PROGRAMS, MODELS)):
        return None
    if _MADE_BEFORE.search(instruction, 0, found.start()) or _has_text_beside(instruction, found):
        return None
    return found[0]


def _has_text_beside(instruction: str, reference: re.Match[str]) -> bool:
    """True if a sentence before or after the one with the reference is the text."""
    sentences = list(_SENTENCE.finditer(instruction))
    before = [one[0] for one in sentences if one.end() < reference.end()]
    after = [one[0] for one in sentences if one.start() >= reference.end()]
    order = instruction[sum(map(len, before)) : len(instruction) - sum(map(len, after))]
    return any(_may_be_text(one, order) and not _SETS_SCENE.match(one) for one in before) or any(
        _may_be_text(one, order) for one in after
    )


def _may_be_text(sentence: str, order: str) -> bool:
    """True if a sentence states something that is not about the order, and is neither an order nor a condition."""
    sentence = sentence.strip()
    if len(_LETTER.findall(sentence)) < _MIN_LETTERS or sentence.endswith(("？", "?")) or sentence[:2] in order:
        return False
    return not (_ORDERS.match(sentence) or _ADVISES.search(sentence))
