"""Which Chinese instructions need a given text, and which inputs only speak of one.

以下是一份求职信，我将发送给招聘经理。 announces a letter that is not there. Such an input is recognized by its form: it is
short, its first sentence names a text of the kind that the instruction works on (一篇…文章, 文章标题：…, 你有一个数据集),
and every other sentence only orders or describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_KINDS = {
    "passage": (
        "文章|文本|文字|文稿|文段|短文|长文|课文|作文|文档|新闻稿?|报道|故事|小说|寓言|童话|论文|摘要|诗|诗歌|散文|段落|一段话|段话|对话|谈话|聊天记录|"
        "演讲|演讲稿|演说|讲话|评论|影评|书评|微博|推文|帖子|博客|博文|报告|邮件|信件|信函|求职信|推荐信|书信|信(?![息任号用心封])|简历|合同|协议|条款|公告|通知|日记|歌词|剧本|"
        "台词|食谱|菜谱|菜单|计划书|方案|财报|说明书|手册|稿件|稿子|译文|翻译稿|原文|正文|材料|素材|资料|案例|笔记|会议记录|访谈|采访|传记|文献|广告|文案|描述|内容"
    ),
    "data": (
        "数据|数据集|数据库|数据表|样本|语料|语料库|表格|列表|清单|名单|成绩单|报表|序列|数组|数字|数值|矩阵|词汇表|参数|变量|统计|记录|日历|账单|订单|问卷|"
        "方程|方程组|算式|信息|选项|图表|数据点|资料|材料|财报"
    ),
    "phrase": "句子|语句|句话|词语|单词|词组|短语|成语",
    "code": "代码|程序|脚本|源码|源代码|函数|日志",
}
"""Kinds of given texts. An input is only compared with the kinds that its instruction needs."""
_ANY_KIND = f"(?:{'|'.join(_KINDS.values())})"

_C = "[^，。；：、！？,;:!?\n]"
"""A character within a clause."""
_MADE = r"推广|宣传|发布|(?<![改重编抄续扩缩])写|创作|撰|拟|起草|创建|设计|制作|编制|生成|构思|想象|续|编一|编个|\d+\s?[个字]?字"
_UNMADE = f"(?:(?!{_MADE}){_C})"
"""A character of a phrase that does not order a new text."""
_COUNT = r"(?:一|两|二|三|四|五|几|某|多|数|若干|\d+|[几数]?[十百千万]+)\s?(?:篇|段|份|条|组|个|封|首|本|些|套|种|则|部|批|系列|堆|句|行|页|门|笔)"
_THIS = "(?:这|该|此|那)[篇段份条组个封首本些套则部批]"
_SOMEONE = "(?:我们?|你们?|您|用户|客户|老板|老师|导师|教授|公司|朋友|同事)"
_GIVEN = "(?:给定|给出的|提供的|输入的|所给|以下|下面|下列|如下|上述|以上|上面|这|该|此|已有|现有|已知|那)"
_WORK = (
    "翻译|改写|重写|改编|编辑|修改|修订|校对|润色|概括|概述|总结|归纳|提炼|缩写|缩减|缩短|精简|扩写|分析|解析|解读|提取|抽取|摘取|找出|找到|识别|检查|检测|"
    "纠正|更正|修正|改正|转换|转化|转写|分类|归类|标注|标记|评估|评价|排序|整理|重新?排列|拆分|合并|替换|删除|去除|统计|计算|预测|回答|反驳|简化|格式化|"
    "重组|重构|调试|补全|完善|判断|求解|解答"
)
_ATTRIBUTE = "(?:题目|标题|主题|话题|名称|名字|长度|字数|篇幅|来源|链接|类型|格式|语言|作者|出处|网址)"


def _kind_groups(pattern: str) -> str:
    return pattern + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _KINDS.items()) + ")"


_NEEDS_GIVEN = re.compile(
    _kind_groups(
        f"(?:{_GIVEN}{_UNMADE}{{0,10}}?|(?:给出|提供|输入|有)(?:{_COUNT}|一){_UNMADE}{{0,8}}?(?={_ANY_KIND}[，,]))"
    )
)
"""The instruction refers to a given text: 以下文章, 给定的数据集, 给出一段文字，…"""
_NEEDS_ANY = re.compile(
    _kind_groups(f"(?:将|把|对|从|使|在|根据|基于|依据|按照|利用|使用|通过|阅读|{_WORK}){_UNMADE}{{0,18}}?")
)
"""The instruction works on a text: 将一篇英语文章翻译成中文. It may also be the text to write: 根据经历写一篇文章."""
_MAKES = re.compile(
    "(?:\\A|[，。,；;请]|帮我|给我|为我|你)(?:需要|要求?|想|请)?(?:根据|基于|使用|利用|为|给|以|关于)?[^，。；]{0,14}?"
    "(?:(?<![改重编抄续扩缩])写|创作|起草|创建|创造|设计|制作|编制|生成|构思|开发|构建|建立|发明|想象|[提给][供出我][一几三五]|准备一|做一|推荐|寻找|[我]找[到一几])"
)
_PROGRAMS = re.compile(
    f"如何|怎么|怎样|编写{_C}{{0,12}}(?:程序|代码|函数|脚本|算法)|编程|Python|Java|SQL|爬虫|脚本来|程序来|代码来",
    re.IGNORECASE,
)
"""A program or a method can be written without the text that it is for."""
_MODELS = re.compile("训练|拟合|神经网络|深度学习|机器学习", re.IGNORECASE)
"""A model can be described without its data, unless the data is said to be given."""
_PROGRAM_WORDS = re.compile("Python|Java|SQL|爬虫|代码|编程", re.IGNORECASE)
"""In an input: the task asks for a program."""
_WRAPPED = re.compile(r"\A[\"“](.*)[\"”]\Z", re.DOTALL)
_HOLDS_TEXT = re.compile(r"[“\"「《][^“”\"「」《》]{4,}[”\"」》]|[：:\n]\s*(?![1A一①（(])(?s:.){12,}\Z")
"""The instruction itself contains the text; options behind its colon do not count."""

_NEEDS_TEXT_HERE = re.compile(
    r"(?:以下|下面|下列|下方|上述|所给|[这该](?:篇|段|封|首|份)|给定的|提供的)的?"
    rf"{_UNMADE}{{0,6}}?"
    r"(?:文章|文本|文字|文段|短文|课文|文档|新闻|报道|论文|段落|一段话|段话|对话|评论|邮件|简历|合同|歌词|原文|材料|句子|语句|句话|词语|单词|词组|短语|成语|"
    r"数据集?|表格|列表|清单|序列|数组|选项|代码|程序|诗歌?|诗句|古诗|故事|段代码)"
    r"(?!的?(?:格式|结构|要求|步骤|类型|特点|区别|开头：))"
)
"""An instruction without input that refers to a text next to it: 请翻译以下句子。"""
_MAY_HOLD_TEXT = re.compile(
    r"[：:\n“\"「《‘]|[、/|].{1,12}[、/|]|[A-Za-z]{3}[ ,]+[A-Za-z]{2}|\d[^，。]{0,6}[,，、 ]\s?\d|[=＝+×÷]|[A-D][.．、]"
)
"""The instruction quotes or lists what it is about."""
_MADE_BEFORE = re.compile(rf"{_MADE}|列出|给出|选择|有一")
"""The text that the instruction refers to is the one to write first: 写一首诗，并确保这首诗押韵。"""

MAX_LENGTH = 160
"""Maximum characters of an input that only speaks of a text."""
_MAX_SENTENCES = 4
_MIN_QUOTED = 8
"""Minimum letters of a quotation that is a text, and not a title."""
_MAX_TITLE = 24
_TITLE_ONLY = re.compile(r"(?:文章|新闻|新闻报[道导]|论文|报告|报道)[：:]\s?[“\"][^”\"，。！；\n]+[”\"]。?")
"""An input with a title only: a text of this kind is longer."""
_MIN_BEHIND_COLON = 6
_MAX_ITEMS = 5
_MAX_NUMBERS = 4
_MAX_RETOLD = 75
"""Maximum letters of sentences that retell the text without an order; a longer one can be worked on."""
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_LETTER = re.compile("[\u4e00-\u9fffA-Za-z]")
_LATIN_SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,'’\-]+){5}[A-Za-z]")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|「[^「」]*」|‘[^‘’]*’")
_TITLE_BEFORE = re.compile(r"(?:题[为目]|标题|名[为叫]|《|关于)[：:]?\s?$")
_ADDRESS = re.compile(r"(?:[^：:\n]{0,8}[：:]\s?)?https?://\S+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LINK = re.compile(r"https?://\S+")
_NUMBER = re.compile(
    r"(?<!第)(?<![\d,])\d+(?:[.,]\d+)*(?![\d,]|\s?(?:字|小时|个|篇|条|名|位|组|份|页|年|月|种|行|单词|岁|人|天|分))"
)
_NUMBERS_NEEDED = re.compile("数字|数值|序列|数组|方程|算式")
_ORDERS = re.compile("需要|请|任务|你|您|我")
_PLACE_OF_TEXT = "(?:请)?(?:参?见|详见|附).*"
_MARKS = " ，,-•*()（）【】[]"


def missing_kinds(instruction: str) -> frozenset[str]:
    """Return the kinds of texts that an instruction works on but does not contain; empty if it needs none."""
    instruction = _WRAPPED.sub(r"\1", instruction)
    if _HOLDS_TEXT.search(instruction) or _PROGRAMS.search(instruction):
        return frozenset()
    found = [*_NEEDS_GIVEN.finditer(instruction)]
    if not (_MAKES.search(instruction) or _MODELS.search(instruction)):
        found += _NEEDS_ANY.finditer(instruction)
    return frozenset(name for match in found for name, words in match.groupdict().items() if words)


def only_speaks_of_text(instruction: str, given: str) -> str | None:
    """Return the sentence in which an input speaks of the text that the instruction needs; None if it may be the text."""
    if len(given) > MAX_LENGTH or _PROGRAM_WORDS.search(given) or not (kinds := missing_kinds(instruction)):
        return None
    if _ADDRESS.fullmatch(given):
        return given
    if _has_content(instruction, given, kinds):
        return None
    sentences = [sentence for part in _SENTENCE_END.split(_unquoted(given)) if (sentence := part.strip(_MARKS))]
    if not 0 < len(sentences) <= _MAX_SENTENCES or not all(_only_speaks(sentences, kinds)):
        return None
    return sentences[0]


def lacks_text(instruction: str) -> str | None:
    """Return the words of an instruction without input that refer to a text next to it."""
    instruction = instruction.rstrip(" ：:\n")
    if any(pattern.search(instruction) for pattern in (_MAY_HOLD_TEXT, _PROGRAMS, _MODELS)):
        return None
    found = _NEEDS_TEXT_HERE.search(instruction)
    return found[0] if found and not _MADE_BEFORE.search(instruction, 0, found.start()) else None


def _has_content(instruction: str, given: str, kinds: frozenset[str]) -> bool:
    """True if an input has a quotation, an English sentence, a list or numbers, and so may be the text itself."""
    quotations = (match for match in _QUOTATION.finditer(given) if not _TITLE_BEFORE.search(given[: match.start()]))
    least = _MAX_TITLE if _TITLE_ONLY.fullmatch(given) else _MIN_QUOTED
    if any(_letters(match[0]) >= least for match in quotations) or _LATIN_SENTENCE.search(given):
        return True
    needs_numbers = kinds == {"data"} and _NUMBERS_NEEDED.search(instruction)
    return given.count("、") >= _MAX_ITEMS or len(_NUMBER.findall(given)) >= (1 if needs_numbers else _MAX_NUMBERS)


def _unquoted(given: str) -> str:
    """Return an input without addresses and titles, so that a mark within a title does not end a sentence."""
    return _THOUSANDS.sub("", _QUOTATION.sub("“”", _LINK.sub("", given)))


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _only_speaks(sentences: list[str], kinds: frozenset[str]) -> Iterator[bool]:
    """Yield, for each sentence and for all of them together, whether it only speaks of a text."""
    first, later = _forms(kinds)
    yield bool(first.fullmatch(sentences[0]))
    yield all(later.fullmatch(sentence) for sentence in sentences[1:])
    yield not any(_has_text_behind_colon(sentence, first) for sentence in sentences)
    retold = "".join(sentences)
    yield len(sentences) == 1 or _letters(retold) <= _MAX_RETOLD or bool(_ORDERS.search(retold))


def _has_text_behind_colon(sentence: str, speaks: re.Pattern[str]) -> bool:
    label, colon, text = sentence.replace("：", ":", 1).partition(":")
    text = text.strip()
    if not colon or _letters(text) < _MIN_BEHIND_COLON or _LABELLED.fullmatch(label):
        return False
    return not (speaks.fullmatch(text) or _UNTOLD.match(text))


_LABELLED = re.compile(rf".*(?:{_ATTRIBUTE}|要求|任务)\s?")
_UNTOLD = re.compile(
    rf"{_COUNT}|关于|有关|某|来自|{_PLACE_OF_TEXT}\Z|{_C}{{1,30}}的{_C}{{0,8}}(?:{_ANY_KIND}|得分|成绩)\Z"
)


@cache
def _forms(kinds: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the first sentence, and each later one, of an input looks like that speaks of such a text."""
    kind = f"(?:{'|'.join(_KINDS[name] for name in sorted(kinds))})"
    noun = (
        rf"(?:(?:以下|下面|这里?|此处|如下)?(?:是|为|有)\s?)?(?:{_COUNT}|某|关于|有关|{_SOMEONE}的|本{_C}|一些|从{_C}{{1,12}}的)"
        rf"(?:(?!是|把|将){_C}){{0,36}}?{kind}(?:链接|片段|节选)?"
        r"(?:[，,](?:包含|包括|来自|涉及|陈述|描述|介绍|讨论|讲述|其中|总?字数|共|约|需要|内容|标题|题为|长度).*)?"
    )
    first = (
        noun,
        rf"(?:这里?|以下|下面|此处|如下|下方|上面|上方|以上)?(?:是|为|有|包括|包含)(?:{_COUNT}|某|关于|有关|待|需要|我|你|您){_C}{{0,30}}?{kind}(?:格式|模板|草稿|初稿)?(?:[，,].*)?",
        rf"(?:{_SOMEONE}|假设|假如|现有|已有|有|给定|给出|提供|某){_C}{{0,24}}?(?:{_COUNT}|这|该|那|大量|许多|很多|最近|相关|{_GIVEN}){_C}{{0,30}}?{kind}.*",
        kind,
        rf"{_SOMEONE}{_C}{{0,12}}?(?:完成|写|收到|准备|找到|读|看|编辑|翻译|拥有|起草|发表)(?:了|的|完|好|过){_C}{{0,20}}?{kind}.*",
        rf"{_C}{{0,30}}(?:见|请?参考)(?:参考资料|附件|附录|下文|上文)",
        rf"(?:手头|手上|这里)?(?:已|现|只)?(?:有|提供了?){_COUNT}{_C}{{0,24}}?{kind}.*",
        rf".*{kind}{_C}{{0,8}}将会?(?:被)?(?:发送|提供|附上|上传|给出|发给).*",
        r"(?:文章|新闻|新闻报[道导]|论文|报告|报道|小说)[：:]\s?(?:“”|《[^》]*》)" if "passage" in kinds else kind,
        rf"(?:已经?|现已)?(?:给定|给出|提供|附上)(?:了|的)?{_C}{{0,20}}?{kind}.*",
        rf"(?:需要{_C}{{0,8}}|{_C}{{0,6}}?)(?:{_ANY_KIND}|原文|全文|输入)[：:]\s?(?:{noun}|{_PLACE_OF_TEXT}|略|待定|{_C}{{1,30}}的{_C}{{0,8}}(?:{_ANY_KIND}|得分|成绩))",
        rf"{kind}的?{_ATTRIBUTE}(?:为|是|：|:|名为).*",
        rf"{kind}(?:名为|题为|标题|共有?|总共|约|长度|字数|长|来自).*",
        rf"{_THIS}{_C}{{0,10}}?{kind}.*",
        rf"(?:给定的?|该|此|这个|上述|所给|提供的|给出的)?{kind}(?:中|里|内)?(?:包含|包括|涉及|涵盖|来自|介绍|讨论|描述|讲述|叙述|陈述|探讨|列出|重点).*",
        rf".*(?:需要|请|要求|必须|应该|希望|想要?).*(?:{_THIS}|一[篇段份条组个封首本些套则部批]){_C}{{0,10}}?{kind}.*",
        rf"请?(?:根据|使用|基于|利用|在)(?:所?提供|所?给定|给出|以上|以下|上述|这|该)的?{_C}{{0,10}}?{kind}.*",
    )
    later = (
        r"(?:并|给出|输出|列出).*|.*(?:需要|请|要求|必须|应该|应当|希望|想|需|以便|确保|目标|任务|目的|可以|能够|打算|计划).*",
        rf"(?:它们?|其中?|文中|里面|每[个条篇张行]|(?:这|该|此|那){_C}{{0,8}}|{_ANY_KIND}(?:中|里|内)?|{_COUNT}{_C}{{0,10}}).*",
        rf"(?:共|约|总)?{_C}{{0,6}}(?:字数|长度|篇幅|长|字){_C}{{0,12}}",
        rf"(?:翻译成|译成|译为|将|把|对){_C}{{1,20}}",
        rf"{_ATTRIBUTE}[：:].*",
    )
    return re.compile("|".join(first), re.DOTALL), re.compile("|".join((*first, *later)), re.DOTALL)
