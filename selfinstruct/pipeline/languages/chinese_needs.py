"""Which given texts a Chinese instruction works on: 将以下文章翻译成英语 needs a passage."""

from __future__ import annotations

import re

from selfinstruct.pipeline.languages.profile import only_before

KINDS = {
    "passage": (
        "文章|文本|文字|文稿|文段|短文|长文|课文|作文|文档|新闻稿?|报道|故事|小说|寓言|童话|论文|摘要|诗歌?|散文|段落|话(?<=段话)|对话|谈话|聊天记录|"
        "演讲稿?|演说|讲话|评论|影评|书评|微博|推文|帖子|博客|博文|报告|邮件|信件|信函|求职信|推荐信|书信|信(?![息任号用心封])|简历|合同|协议|条款|公告|"
        "通知|日记|歌词|剧本|台词|食谱|菜谱|菜单|计划书|方案|说明书|手册|稿件|稿子|译文|翻译稿|原文|正文|素材|案例|笔记|会议记录|访谈|采访|传记|文献|广告|"
        "文案|描述(?!了)|内容"
    ),
    "data": (
        "数据[集库表点]?|样本|语料库?|表格|列表|清单|名单|成绩单|报表|序列|数组|数字|数值|矩阵|词汇表|参数|变量|统计|记录|日历|账单|订单|问卷|方程组?|算式|"
        "选项|图表"
    ),
    "phrase": "句子|语句|话(?<=句话)|词语|单词|词组|短语|成语",
    "code": "代码|程序(?<!应用程序)|脚本|源码|源代码|函数|日志",
    "material": "资料|材料|信息|财报",
}
"""Kinds of given texts. Material may be a passage or data.

Each alternative starts with a character, so that `re` searches for their first characters (`对(?<!针对)` instead of
`(?<!针)对`).
"""
KIND_NAMES = "|".join(KINDS.values())
ANY_KIND = f"(?:{KIND_NAMES})"
_RELATED = {"passage": {"material"}, "data": {"material"}, "material": {"passage", "data"}}

C = "[^，。；：、！？,;:!?\n]"
"""A character within a clause."""
COUNT = r"(?:一|两|二|三|四|五|几|某|多|数|若干|\d+|[几数]?[十百千万]+)\s?(?:篇|段|份|条|组|个|封|首|本|些|套|种|则|部|批|系列|堆|句|行|页|门|笔)"
GIVEN = "(?:给定|给出的|提供的|输入的|所给|以下|下面|下列|如下|上述|以上|上面|这|该|此|已有|现有|已知|那)"
_WRITE = "(?<![改重抄续扩缩])写"
MADE = rf"推广|宣传|发布|发送|{_WRITE}|创作|撰|拟|起草|创建|设计|制作|编制|生成|构思|想象|续|编一|编个|\d+\s?[个字]?字"
UNMADE = f"(?:(?!{MADE}){C})"
"""A character of a phrase that does not order a new text."""
_WORK = (
    "翻译|改写|重写|改编|编辑|修改|修订|校对|润色|概括|概述|总结|归纳|提炼|缩写|缩减|缩短|精简|扩写|分析|解析|解读|提取|抽取|摘取|找出|找到|识别|检查|检测|"
    "纠正|更正|修正|改正|转换|转化|转写|分类|归类|标注|标记|评估|评价|排序|整理|重新?排列|拆分|合并|替换|删除|去除|统计|计算|预测|回答|反驳|简化|格式化|"
    "重组|重构|调试|补全|完善|判断|求解|解答"
)


def _with_kind(before: str, behind: str = "") -> re.Pattern[str]:
    """Compile a pattern around the name of a text, with a group for each kind."""
    return re.compile(before + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in KINDS.items()) + ")" + behind)


_NEEDS_GIVEN = _with_kind(
    f"(?:{GIVEN}{UNMADE}{{0,10}}?|(?:给出|提供|输入|有)(?:{COUNT}|一){UNMADE}{{0,8}}?(?={ANY_KIND}[，,]))"
)
"""The instruction refers to a given text: 以下文章, 给定的数据集, 给出一段文字，…"""
_NEEDS_ANY = _with_kind(
    f"(?:将|把|对(?<!针对)|从|使|在|根据|基于|依据|按照|利用|使用|通过|阅读|{_WORK}){UNMADE}{{0,18}}?"
)
"""The instruction works on a text: 将一篇英语文章翻译成中文. It may also be the text to write: 根据经历写一篇文章."""
_NEEDS_FOR_RESULT = _with_kind(
    rf"(?:为|给|给出|提供|写出?|生成)(?:一|某|这|该|此)[篇份个段封首本]{UNMADE}{{0,14}}?",
    rf"(?:的|写|拟|起|生成|创建|编写)(?={C}{{0,10}}(?:总结|摘要|概括|概要|要点|标题|大纲|翻译|结论))",
)
"""The instruction asks for a summary or a title of a text: 为一篇文章拟一个标题."""
_MAKES = re.compile(
    only_before(
        "编整",
        "(?:编辑|整理)一[份封](?:电子)?(?:邮件|信)|"
        "\\A(?:请|帮我|给我|为我|你)*(?:需要|要求?|想)?(?:根据|基于|使用|利用|为|给|以|关于)?[^，。；]{0,14}?"
        f"(?:{_WRITE}|创作|起草|创建|创造|设计|制作|编制|生成|构思|开发|构建|建立|发明|想象|[提给][供出我][一几三五]|准备一|做一|推荐|寻找|找[出到]?[一几])",
    )
)
"""The instruction orders a new text or thing."""
PROGRAMS = re.compile(
    only_before(
        "jps代写创如实开怎提构爬生程给编脚设",
        f"如何|怎么|怎样|(?:设计|实现){C}{{0,10}}(?:算法|方法|策略|搜索|排序)|(?:创建|开发|设计|构建){C}{{0,12}}(?:应用程序|网站|APP|系统|平台|游戏)|编写{C}{{0,12}}(?:程序|代码|函数|脚本|算法)|编程|Python|Java|SQL|爬虫|脚本来|程序来|代码来|"
        rf"(?:写|创建|生成|给出|提供){C}{{0,12}}(?:HTML|CSS|XML|LaTeX|Markdown|网页|代码){C}{{0,6}}，?{C}{{0,6}}(?:显示|展示|呈现)|"
        rf"(?:写|创建|生成|给出|提供){C}{{0,6}}(?:显示|展示|呈现){C}{{0,16}}(?:HTML|CSS|XML|LaTeX|Markdown|网页|代码)",
    ),
    re.IGNORECASE,
)
"""A program or a method can be written without the text that it is for."""
MODELS = re.compile("训练|拟合|神经网络|深度学习|机器学习")
"""A model can be described without its data, unless the data is said to be given."""
_WRAPPED = re.compile(r"\A[\"“](.*)[\"”]\Z", re.DOTALL)
_HOLDS_TEXT = re.compile(r"[“\"「《][^“”\"「」《》]{3,}[”\"」》]|[：:\n]\s*(?![1A一①（(])(?s:.){12,}\Z")
"""The instruction itself contains the text; options behind its colon do not count."""


def missing_kinds(instruction: str) -> frozenset[str]:
    """Return the kinds of texts that an instruction works on but does not contain; empty if it needs none."""
    instruction = wrapped[1] if (wrapped := _WRAPPED.match(instruction)) else instruction
    if _HOLDS_TEXT.search(instruction) or PROGRAMS.search(instruction):
        return frozenset()
    makes = bool(_MAKES.search(instruction))
    given = (match for match in _NEEDS_GIVEN.finditer(instruction) if not (makes and match[0][0] in "这该此那"))
    found = [*given, *_NEEDS_FOR_RESULT.finditer(instruction)]
    if not (makes or MODELS.search(instruction)):
        found += _NEEDS_ANY.finditer(instruction)
    kinds = {match.lastgroup for match in found if match.lastgroup}
    return frozenset(kinds.union(*(_RELATED.get(kind, ()) for kind in kinds)))
