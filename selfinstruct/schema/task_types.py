"""What each task type means, for people, for the rules and for a teacher that labels: the one place that says it.

`docs/task-types.md` is this table for readers; a test holds the two together, and another one the rules to the
borderline cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TaskType(StrEnum):
    """The nine task types of BELLE (LianjiaTech/BELLE, the 1.5M data set)."""

    BRAINSTORMING = "brainstorming"
    OPEN_QA = "open_qa"
    CLOSED_QA = "closed_qa"
    REWRITE = "rewrite"
    EXTRACT = "extract"
    GENERATION = "generation"
    CLASSIFICATION = "classification"
    CHAT = "chat"
    SUMMARIZATION = "summarization"


class ExtraType(StrEnum):
    """Two labels beside the nine, which BELLE's evaluation set tells apart (LianjiaTech/BELLE, eval)."""

    MATH = "math"
    CODE = "code"


Label = TaskType | ExtraType


class TypeSource(StrEnum):
    """Who said what type a task has."""

    RULES = "rules"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class GivenType:
    """A task's type, and who said so."""

    task_type: Label
    source: TypeSource


@dataclass(frozen=True, slots=True)
class Borderline:
    """A task that could be taken for another type, and why it is of this one."""

    instruction: str
    given: str
    why: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A label's Chinese name, what it means in both languages, and its decided borderline cases."""

    name: str
    meaning: str
    meaning_zh: str
    borderline: tuple[Borderline, ...]


_NEWS = "昨天下午，城西图书馆新馆开放。新馆有四层，一楼是儿童阅览室，三楼设有自习区，每晚九点闭馆。"
_MAIL = "老陈：样品已于周三寄出，共两箱，运费到付。收到后请核对数量。——仓库小赵"

DEFINITIONS: Mapping[Label, Definition] = {
    TaskType.BRAINSTORMING: Definition(
        "头脑风暴",
        "Things picked out of many that would be as good: ideas, suggestions, tips, names, examples, recommendations.",
        "从许多同样好的可能里给出一个或几个：点子、建议、方法、名字、例子、推荐、清单",
        (
            Borderline("列举五种可以放在阳台上种的蔬菜。", "", "some out of many, so no fixed answer"),
            Borderline("给一家修鞋店起一个名字。", "", "one is wanted, but any of many would do"),
            Borderline("根据读者来信，给图书馆提三条改进建议。", _NEWS, "a text is given, but the ideas are not in it"),
            Borderline("提高记忆力有哪些方法？", "", "ways are asked for, out of many"),
        ),
    ),
    TaskType.OPEN_QA: Definition(
        "开放式问答",
        "A question, or an order to explain, describe, compare, calculate or look up, with no text to answer from.",
        "没有给定材料的提问，或要求解释、介绍、描述、比较、计算、查找，凭知识或推理回答",
        (
            Borderline("请介绍一下活字印刷术。", "", "to tell what is known is an answer, whatever its length"),
            Borderline("太阳系的八大行星是哪些？", "", "a list, but a fixed one"),
            Borderline("解释下面的成语。", "刻舟求剑", "a term is no text to answer from"),
            Borderline("番茄炒蛋怎么做？", "", "how something is done is told; 提供一份食谱 would be generation"),
            Borderline("“宽广”的反义词是什么？", "", "a word that is known, not a choice out of many"),
            Borderline("提醒我明天上午九点开会。", "", "an order to act in the world; nothing is written for it"),
        ),
    ),
    TaskType.CLOSED_QA: Definition(
        "封闭式问答",
        "A question, or an order to explain, describe or assess, that is answered from the text or data given.",
        "根据给定的文章、表格、对话、图片等材料来回答、解释、描述、分析或评价",
        (
            Borderline("新馆的自习区在几楼？", _NEWS, "the answer stands in the text"),
            Borderline(
                "根据下面的通知，周六上午十点能还书吗？",
                "周末开放时间：周六13:00—18:00，周日全天闭馆。",
                "it has to be concluded, from what is given",
            ),
            Borderline("分析这段话的写作手法。", _NEWS, "about the text itself; its topic does not matter"),
        ),
    ),
    TaskType.REWRITE: Definition(
        "改写",
        "A given text, list or file keeps its content and changes its form: translated, corrected, polished, sorted.",
        "给定文字的内容不变，形式改变：翻译、纠错、润色、扩写、精简、替换、换格式、换语气、重新排序",
        (
            Borderline(
                "找出句子里的错别字并改正。", "他们座在船上看风景。", "to find faults is a part of mending them"
            ),
            Borderline("把这些数字从小到大排列。", "17, 4, 29, 8", "the same things in another order"),
            Borderline("“谢谢你的帮助”用英语怎么说？", "", "a question in form, a translation in fact"),
            Borderline("把这则消息整理成表格。", _NEWS, "all of it stays, only the form is new"),
            Borderline("把句子扩写得更生动。", "风吹过湖面。", "longer, but still that sentence"),
        ),
    ),
    TaskType.EXTRACT: Definition(
        "信息抽取",
        "Parts of a given text are picked out as they stand: names, dates, key words, entries that meet a condition.",
        "从给定的文字里挑出原有的部分：人名、日期、关键词、符合条件的条目",
        (
            Borderline("找出这封邮件里的所有数量。", _MAIL, "picked out, not summed up"),
            Borderline("提取文中的关键词。", _NEWS, "words of the text itself"),
            Borderline("下面的短信里提到了哪些人？", _MAIL, "a question that asks for everything of a kind"),
        ),
    ),
    TaskType.GENERATION: Definition(
        "内容生成",
        "Something new is composed: a story, a letter, a poem, a plan, a sentence, the rest of a text.",
        "写出新的内容：故事、书信、诗、文案、计划、对话、句子、续写、补全等",
        (
            Borderline("根据这些关键词写一段话。", "海边，灯塔，暴雨", "words to begin with are no text to work on"),
            Borderline("写一段父子之间关于养狗的对话。", "", "a dialogue that is written, not held"),
            Borderline("续写这个故事。", "半夜，屋顶传来了脚步声。", "what is wanted is new"),
            Borderline("把句子补充完整：雨停了以后，____。", "", "a gap is filled with something new"),
            Borderline("为一款新牙膏写一条广告语。", "", "one worked-out text"),
            Borderline("给这张海边日落的照片配一句话。", "", "composed, whether or not the picture is there"),
            Borderline("提供一份番茄炒蛋的食谱。", "", "a recipe, like any guide that is ordered as a text"),
            Borderline("描述一个雨后的小镇。", "", "imagined; what is known (描述光合作用) is open_qa"),
        ),
    ),
    TaskType.CLASSIFICATION: Definition(
        "分类",
        "Something is put into a class or judged: a category, a sentiment, right or wrong, one of the given options.",
        "归入某个类别、作出判断或从给定的选项里选择：主题、情感、语言、对错、是否、评级、不同类的一项",
        (
            Borderline(
                "判断这句话有没有语病。", "他的身体健康水平得到了提高。", "a verdict; mending it would be rewrite"
            ),
            Borderline("鲸鱼属于鱼类还是哺乳动物？", "", "the classes are named"),
            Borderline(
                "下面哪一个词和其他的不同类？", "桌子、椅子、苹果、书柜", "an odd one out is judged by its class"
            ),
            Borderline("下列哪一项是可再生能源？A. 煤 B. 风能 C. 石油", "", "one of the given options is chosen"),
            Borderline(
                "把这些动物分成会飞的和不会飞的。", "麻雀、企鹅、老鹰、鸵鸟", "sorted into classes, not into an order"
            ),
        ),
    ),
    TaskType.CHAT: Definition(
        "聊天",
        "The one who answers takes part in a conversation: plays a role, replies to somebody, tells its own likes.",
        "在对话中应答：扮演角色、回复某人的话、陪聊、安慰、谈自己的喜好和经历",
        (
            Borderline("朋友发消息说面试没通过，你怎么回她？", "", "a reply is wanted, not advice on replies"),
            Borderline(
                "你现在是一位博物馆讲解员，请接待我这个第一次来的游客。", "", "a role to play, not a text about it"
            ),
            Borderline("今天加班到十点，好累啊，跟我说说话吧。", "", "nothing is asked but company"),
            Borderline("你最喜欢哪个季节？为什么？", "", "about the one who answers, not about the seasons"),
        ),
    ),
    TaskType.SUMMARIZATION: Definition(
        "摘要",
        "A given text is told in fewer words: a summary, its main points, a title for it.",
        "把给定的文字说得更短：概括、要点、中心思想、给它拟标题",
        (
            Borderline("给这则新闻拟一个标题。", _NEWS, "a title is the shortest summary"),
            Borderline("用一句话说说这封邮件讲了什么。", _MAIL, "a question in form that asks for the gist"),
            Borderline("列出这则新闻的要点。", _NEWS, "points that sum it up, not parts picked out"),
        ),
    ),
    ExtraType.MATH: Definition(
        "数学",
        "A number, formula or proof has to be worked out.",
        "要算出、推出或证明一个数、式子或结论",
        (
            Borderline("一个正方形的周长是36厘米，面积是多少？", "", "worked out from what is known"),
            Borderline("解方程：3x + 5 = 20。", "", "an order, and still a problem"),
            Borderline(
                "小林有12本书，送出三分之一，又买了5本，现在有多少本？", "", "the numbers are a problem, not a document"
            ),
        ),
    ),
    ExtraType.CODE: Definition(
        "代码",
        "A program, query, script, model or regular expression is written, changed or explained.",
        "编写、修改或解释程序、查询语句、脚本、模型或正则表达式",
        (
            Borderline("用Python写一个函数，判断一个数是不是质数。", "", "mathematics is its topic, code the product"),
            Borderline("写一条SQL语句，查出所有未付款的订单。", "", "a query is a program"),
            Borderline(
                "解释下面的代码会输出什么。", "for i in range(3):\n    print(i * 2)", "to read code is to work on it"
            ),
        ),
    ),
}

TO_BELLE: Mapping[Label, TaskType] = {
    **{task_type: task_type for task_type in TaskType},
    ExtraType.MATH: TaskType.OPEN_QA,
    ExtraType.CODE: TaskType.GENERATION,
}
"""Each label as one of the nine, for those who want nine."""


def label_of(name: str) -> Label:
    """The label of this name. Raises ValueError for another."""
    return ExtraType(name) if name in list(ExtraType) else TaskType(name)
