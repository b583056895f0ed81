"""Definitions of the task types, used by the documentation, the rules, and labelling with a teacher.

One test checks that `docs/task-types.md` matches this table, another that the rules agree with the borderline cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class TaskType(StrEnum):
    """The nine task types of BELLE (LianjiaTech/BELLE, the 1.5M dataset)."""

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
    """Two labels in addition to the nine, as in BELLE's evaluation set (LianjiaTech/BELLE, eval)."""

    MATH = "math"
    CODE = "code"


Label = TaskType | ExtraType


class TypeSource(StrEnum):
    """Where a task's type comes from."""

    RULES = "rules"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class GivenType:
    """A task's type and its source."""

    task_type: Label
    source: TypeSource


@dataclass(frozen=True, slots=True)
class Borderline:
    """A task that could be mistaken for another type, and the reason why it has this one."""

    instruction: str
    given: str
    why: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A label's Chinese name, its meaning in English and Chinese, and its borderline cases."""

    name: str
    meaning: str
    meaning_zh: str
    borderline: tuple[Borderline, ...]


_NEWS = "昨天下午，城西图书馆新馆开放。新馆有四层，一楼是儿童阅览室，三楼设有自习区，每晚九点闭馆。"
_MAIL = "老陈：样品已于周三寄出，共两箱，运费到付。收到后请核对数量。——仓库小赵"
_SALES = "月份,销量\n一月,120\n二月,135\n三月,150"

DEFINITIONS: Mapping[Label, Definition] = {
    TaskType.BRAINSTORMING: Definition(
        "头脑风暴",
        "One or more of many equally good answers: ideas, suggestions, tips, names, examples, recommendations.",
        "从许多同样好的可能里给出一个或几个：点子、建议、方法、名字、例子、推荐、清单",
        (
            Borderline("列举五种可以放在阳台上种的蔬菜。", "", "a few of many possible answers"),
            Borderline("给一家修鞋店起一个名字。", "", "one name is requested, but many would do"),
            Borderline(
                "根据读者来信，给图书馆提三条改进建议。", _NEWS, "a text is given, but it does not contain the ideas"
            ),
            Borderline("提高记忆力有哪些方法？", "", "a few of many possible ways"),
        ),
    ),
    TaskType.OPEN_QA: Definition(
        "开放式问答",
        "A question, or a request to explain, describe, compare, calculate or look up, without a text to answer from.",
        "没有给定材料的提问，或要求解释、介绍、描述、比较、计算、查找，凭知识或推理回答",
        (
            Borderline("请介绍一下活字印刷术。", "", "stating known facts is answering, however long the answer"),
            Borderline("太阳系的八大行星是哪些？", "", "a list, but a fixed one"),
            Borderline("解释下面的成语。", "刻舟求剑", "a single term is not a text to answer from"),
            Borderline("番茄炒蛋怎么做？", "", "an explanation of how to do it; 提供一份食谱 would be generation"),
            Borderline("“宽广”的反义词是什么？", "", "one known word, not one of many"),
            Borderline("提醒我明天上午九点开会。", "", "a request to act, not to write anything"),
            Borderline("你是一名律师，请解释什么是定金。", "", "a role that only frames a job has the type of the job"),
        ),
    ),
    TaskType.CLOSED_QA: Definition(
        "封闭式问答",
        "A question, or a request to explain, describe or assess, that is answered from the given text or data.",
        "根据给定的文章、表格、对话、图片等材料来回答、解释、描述、分析或评价",
        (
            Borderline("新馆的自习区在几楼？", _NEWS, "the text contains the answer"),
            Borderline(
                "根据下面的通知，周六上午十点能还书吗？",
                "周末开放时间：周六13:00—18:00，周日全天闭馆。",
                "the answer follows from the given text",
            ),
            Borderline("分析这段话的写作手法。", _NEWS, "about the text itself, not about its topic"),
            Borderline(
                "三月比一月多卖了多少？",
                _SALES,
                "a question about given data, looked up or computed; 计算 or 预测 as an order would be math",
            ),
            Borderline(
                "这则消息里，新馆有哪些方便读者的地方？请说明理由。",
                _NEWS,
                "an explanation is wanted; copied items would be extract",
            ),
        ),
    ),
    TaskType.REWRITE: Definition(
        "改写",
        "A given text, list or file keeps its content but changes its form: translated, corrected, polished, sorted.",
        "给定文字的内容不变，形式改变：翻译、纠错、润色、扩写、精简、替换、换格式、换语气、重新排序",
        (
            Borderline(
                "找出句子里的错别字并改正。", "他们座在船上看风景。", "finding the errors is part of correcting them"
            ),
            Borderline("把这些数字从小到大排列。", "17, 4, 29, 8", "the same items in another order"),
            Borderline("“谢谢你的帮助”用英语怎么说？", "", "phrased as a question, but a translation"),
            Borderline("把这则消息整理成表格。", _NEWS, "the content stays, only the form changes"),
            Borderline("把句子扩写得更生动。", "风吹过湖面。", "longer, but still the same sentence"),
            Borderline(
                "把这则消息重写得更简明。",
                _NEWS,
                "the same content, easier to read; 压缩到二十字 would be summarization",
            ),
            Borderline(
                "给这张表加一列“总价”。",
                "品名,单价,数量\n铅笔,2,10\n本子,5,4",
                "the table gets another form; the column that is computed is not a problem to solve",
            ),
        ),
    ),
    TaskType.EXTRACT: Definition(
        "信息抽取",
        "Parts of a given text are copied out unchanged: names, dates, keywords, entries that meet a condition.",
        "从给定的文字里挑出原有的部分：人名、日期、关键词、符合条件的条目",
        (
            Borderline("找出这封邮件里的所有数量。", _MAIL, "extracted, not summarized"),
            Borderline("提取文中的关键词。", _NEWS, "words from the text itself"),
            Borderline("下面的短信里提到了哪些人？", _MAIL, "a question that asks for every item of one kind"),
            Borderline(
                "提取这封邮件的关键信息。", _MAIL, "facts are copied; 核心观点 or 主要观点 would be summarization"
            ),
        ),
    ),
    TaskType.GENERATION: Definition(
        "内容生成",
        "New text is written: a story, a letter, a poem, a plan, a sentence, the continuation of a text.",
        "写出新的内容：故事、书信、诗、文案、计划、对话、句子、续写、补全等",
        (
            Borderline(
                "根据这些关键词写一段话。", "海边，灯塔，暴雨", "keywords to start from are not a text to work on"
            ),
            Borderline("写一段父子之间关于养狗的对话。", "", "a dialogue to write, not to take part in"),
            Borderline("续写这个故事。", "半夜，屋顶传来了脚步声。", "the continuation is new"),
            Borderline("把句子补充完整：雨停了以后，____。", "", "the gap is filled with new text"),
            Borderline("为一款新牙膏写一条广告语。", "", "one finished text"),
            Borderline("给这张海边日落的照片配一句话。", "", "newly written, whether or not the picture is given"),
            Borderline("提供一份番茄炒蛋的食谱。", "", "a recipe requested as a text, like any other guide"),
            Borderline("描述一个雨后的小镇。", "", "imagined; describing known facts (描述光合作用) is open_qa"),
            Borderline(
                "根据下面的资料写一份简历。",
                "姓名：高原；专业：园艺；经历：在苗圃实习半年",
                "a new document from given facts; a table or list of them would be rewrite",
            ),
        ),
    ),
    TaskType.CLASSIFICATION: Definition(
        "分类",
        "Something is assigned to a class or judged: a category, a sentiment, right or wrong, a given option.",
        "归入某个类别、作出判断或从给定的选项里选择：主题、情感、语言、对错、是否、评级、不同类的一项",
        (
            Borderline(
                "判断这句话有没有语病。",
                "他的身体健康水平得到了提高。",
                "a judgment; correcting the sentence would be rewrite",
            ),
            Borderline("鲸鱼属于鱼类还是哺乳动物？", "", "the instruction names the classes"),
            Borderline("下面哪一个词和其他的不同类？", "桌子、椅子、苹果、书柜", "the odd one out is found by class"),
            Borderline("下列哪一项是可再生能源？A. 煤 B. 风能 C. 石油", "", "a choice among given options"),
            Borderline(
                "把这些动物分成会飞的和不会飞的。", "麻雀、企鹅、老鹰、鸵鸟", "sorted into classes, not put in order"
            ),
            Borderline(
                "有人说早睡的人成绩好，所以早睡能提高成绩。以下哪项如果为真，最能削弱上述观点？"
                "A. 成绩好的人作业写得快 B. 晚睡的人爱喝咖啡 C. 有的学校上课早",
                "",
                "an exam question on an argument, a text or a definition, with options",
            ),
            Borderline(
                "评论：很好吃！类别：正面\n评论：太咸了。类别：负面\n评论：分量足，下次还来。类别：",
                "",
                "examples without an order: the task that they show",
            ),
        ),
    ),
    TaskType.CHAT: Definition(
        "聊天",
        "The assistant takes part in a conversation: plays a role, replies to a person, states its own likes.",
        "在对话中应答：扮演角色、回复某人的话、陪聊、安慰、谈自己的喜好和经历",
        (
            Borderline(
                "朋友发消息说面试没通过，你怎么回她？", "", "asks for the reply itself, not for advice on replying"
            ),
            Borderline(
                "你现在是一位博物馆讲解员，请接待我这个第一次来的游客。", "", "a role to play, not a text about it"
            ),
            Borderline("今天加班到十点，好累啊，跟我说说话吧。", "", "asks only for company"),
            Borderline("你最喜欢哪个季节？为什么？", "", "about the assistant, not about the seasons"),
            Borderline(
                "你是一位老中医，病人说晚上总是睡不着，你会怎么对他说？",
                "",
                "answered as the character; 请解释失眠的原因 would be open_qa",
            ),
        ),
    ),
    TaskType.SUMMARIZATION: Definition(
        "摘要",
        "A given text is expressed in fewer words: a summary, its main points, a title.",
        "把给定的文字说得更短：概括、要点、中心思想、给它拟标题",
        (
            Borderline("给这则新闻拟一个标题。", _NEWS, "a title is the shortest summary"),
            Borderline("用一句话说说这封邮件讲了什么。", _MAIL, "phrased as a question, but asks for the gist"),
            Borderline("列出这则新闻的要点。", _NEWS, "points that summarize it, not extracted parts"),
            Borderline(
                "这段话的核心观点是什么？",
                "有人说读书没有用。其实书里的弯路别人已经走过，读了就可以少走几步。",
                "the gist, although phrased as a question",
            ),
            Borderline("把这则消息压缩到二十字以内。", _NEWS, "a length to fit into; 写得更简明 would be rewrite"),
        ),
    ),
    ExtraType.MATH: Definition(
        "数学",
        "A number, formula or proof is to be worked out.",
        "要算出、推出或证明一个数、式子或结论",
        (
            Borderline("一个正方形的周长是36厘米，面积是多少？", "", "calculated from what is given"),
            Borderline("解方程：3x + 5 = 20。", "", "phrased as a request, but a problem to solve"),
            Borderline(
                "小林有12本书，送出三分之一，又买了5本，现在有多少本？",
                "",
                "the numbers belong to a problem, not to a document",
            ),
            Borderline(
                "甲说乙在说谎，乙说丙在说谎，丙说甲和乙都在说谎。谁说的是真话？A. 甲 B. 乙 C. 丙",
                "",
                "a logic puzzle is worked out, with or without options",
            ),
            Borderline("预测四月的销量。", _SALES, "predicting from given data is ordered"),
        ),
    ),
    ExtraType.CODE: Definition(
        "代码",
        "A program, query, script, model or regular expression is written, changed or explained.",
        "编写、修改或解释程序、查询语句、脚本、模型或正则表达式",
        (
            Borderline(
                "用Python写一个函数，判断一个数是不是质数。", "", "the topic is mathematics, but the product is code"
            ),
            Borderline("写一条SQL语句，查出所有未付款的订单。", "", "a query is a program"),
            Borderline(
                "解释下面的代码会输出什么。", "for i in range(3):\n    print(i * 2)", "reading code is working on it"
            ),
            Borderline("用LaTeX排出一个三行三列的矩阵。", "", "markup with commands is code"),
            Borderline("编写一个查询，找出库存少于十件的商品。", "", "SQL, although it is not named"),
        ),
    ),
}

TO_BELLE: Mapping[Label, TaskType] = {
    **{task_type: task_type for task_type in TaskType},
    ExtraType.MATH: TaskType.OPEN_QA,
    ExtraType.CODE: TaskType.GENERATION,
}
"""Maps each label to one of the nine types."""


_EXTRA_TYPES: Mapping[str, ExtraType] = {str(extra): extra for extra in ExtraType}


def label_of(name: str) -> Label:
    """Return the label with this name. Raises ValueError for an unknown name."""
    return _EXTRA_TYPES.get(name) or TaskType(name)
