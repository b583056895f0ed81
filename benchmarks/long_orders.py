"""Makes long instructions of short tasks: the order stands before or after its text, as people paste texts.

The classifier has to find the order, whose type does not depend on the text. Most texts are therefore from other tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from long_examples import dialogue, table

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import ExtraType, Label, TaskType

_BEFORE = (
    "{order}：{text}",
    "{order}:{text}",
    "{order}。{text}",
    "{order}。\n{text}",
    "{order}：\n{text}",
    "{order}\n{text}",
    "{order}。\n\n{text}",
    "{order}：“{text}”",
    "{order}。\n\n{name}：\n{text}",
    "{order}。\n{name}：{text}",
    "{order}。{name}：{text}",
    "{order}。\n\n{name}：“{text}”",
    "{order}，以下是{name}：\n{text}",
    "{order}。\n\n{name}：\n\n{text}\n\n{answer}：",
    "给定{a}{name}，{order}。{text}",
    "给定{a}{name}，{order}。\n{text}",
    "根据以下{name}，{order}。\n{text}",
    "请根据下面的{name}{order}：{text}",
)
_AFTER = (
    "{text}\n{order}。",
    "{text}\n\n{order}。",
    "{text}{order}：",
    "{text}\n{order}：",
    "{text}\n请{order}。",
    "{text}\n请{order}",
    "{text}。{order}。",
    "{name}：{text}\n{order}。",
    "给定{name}：{text}\n\n请{order}。",
    "{name}：“{text}”\n{order}。",
    "以下是{a}{name}：\n{text}\n{order}。",
    "这是{a}{name}：“{text}”，请{order}。",
    "{text}\n以上是{a}{name}，{order}。",
    "{text}\n基于以上{name}，{order}。",
    "{text}\n根据上述{name}，{order}。",
)
_ROLES = (
    "你是一名{role}。{order}",
    "你是一位资深的{role}，请{order}",
    "假设你是{role}，{order}",
    "作为一名{role}，请{order}",
    "我希望你担任{role}，{order}",
    "你将扮演{role}，你的任务是{order}",
    "你是一个专业的{role}，擅长处理各种材料。现在需要你{order}",
)
_SHOWN = (
    "在这个任务中，你会得到{a}{name}。你的任务是{order}。\n\n例子：\n输入：{first}\n输出：{shown}\n\n现在，请解决这个问题：\n输入：{text}\n输出：",
    "老师：在这个任务中，{order}。\n老师：现在，明白问题了吗？如果你还是感到困惑，看下面的例子：\n{first}\n解决方案：{shown}\n老师：好的，解决这个例子：{text}\n学生：",
    "定义：{order}。\n输入：{first}\n输出：{shown}\n\n输入：{text}\n输出：",
    "任务：{order}。\n示例：{first}\n答案：{shown}\n\n现在请处理：{text}\n答案：",
    "Q: {order}。\n{text}\nA:",
)
_ASKED = (
    "根据以下{name}，回答问题：{order}\n{text}",
    "根据以下{name}回答下面问题：{order}{name}内容：{text}",
    "阅读下面的{name}并回答问题。\n{text}\n问题：{order}",
    "阅读{name}，回答问题。{text}{order}",
    "{text}\n请问：{order}",
    "{text}\n\n{order}",
    "{text}\n基于以上{name}回答：{order}",
    "{text}\n根据上述{name}，{order}",
    "{name}：{text}\n问题：{order}\n答案：",
    "{order}\n{text}",
    "根据{name}，{order}\n\n{text}",
    "{text}\n这段{name}中，{order}",
    "你将根据你查询到的信息回答用户的问题。\n\n信息：\n{text}\n\n用户的问题：{order}",
)
_NAMES = ("文本", "文章", "段落", "内容", "材料", "句子", "原文", "短文", "信息", "新闻", "资料", "文字")
_ANSWERS = ("答案", "输出", "回答", "结果", "改写后", "译文")
_PEOPLE = (
    "律师",
    "编辑",
    "记者",
    "医生",
    "英语老师",
    "产品经理",
    "数据分析师",
    "作家",
    "翻译",
    "历史老师",
    "营销专家",
    "客服",
    "程序员",
    "心理咨询师",
)
_WANTED = (
    "\n要求：\n1. 语言通顺，内容完整；\n2. 不超过{n}字；\n3. 用中文回答。",
    "要求：条理清楚，每一点都要展开说明，不少于{n}字。",
    "\n注意：不要出现多余的解释，只输出结果。格式如下：\n标题：\n正文：",
    "请考虑不同读者的需要，并注意语气。内容应当包括背景、过程和结论，{n}字左右。",
    "\n\n- 内容要具体，避免空话。\n- 结构要清楚，有开头和结尾。\n- 语气要自然。",
)
_AFTER_WORDS = {"以下": "以上", "下面": "上面", "下列": "上述", "下文": "上文"}
_END = re.compile(r"[。：:.\s]+$")
_ONE = ("一段", "一篇", "一个", "")
_GAPS = ("？", "（ ）。", "( )", "()", "：", "？____", "是")
_MARKS = ("{}.", "{}、", "{}. ", "({})", "（{}）", "{}：", "{} ", "- ")
_OWN_TEXT = (TaskType.OPEN_QA, TaskType.BRAINSTORMING, TaskType.CHAT, ExtraType.MATH, ExtraType.CODE)
"""Labels that an order might not have about the text of another task."""
_CHOICES = 1200
"""Number of questions that get options."""


def long_orders(tasks: Sequence[tuple[Task, Label]], dice: Random) -> Iterator[tuple[Task, Label]]:
    """Yield long versions of tasks, and new tasks made of several."""
    texts = [task.input for task, _ in tasks if len(task.input) >= 40]
    texts += [task.output for task, _ in tasks if 80 <= len(task.output) <= 500]
    for task, label in tasks:
        yield from ((made, label) for made in _long(task, label, texts, dice))
        if label in (TaskType.OPEN_QA, TaskType.CLOSED_QA) and task.instruction.endswith(("？", "?")):
            yield (
                _filled(
                    dice.choice(_ASKED), task, _text(task if label is TaskType.CLOSED_QA else None, texts, dice), dice
                ),
                TaskType.CLOSED_QA,
            )
    yield from _problems(tasks, dice)
    yield from _choices(tasks, texts, dice)


def _long(task: Task, label: Label, texts: Sequence[str], dice: Random) -> Iterator[Task]:
    """Long versions of a task that keep its label."""

    def text() -> str:
        return task.input if label in _OWN_TEXT else _text(task, texts, dice)

    if len(task.input) >= 8:
        yield _framed(_filled(dice.choice(_BEFORE), task, text(), dice), dice)
        if label is not TaskType.CHAT:
            yield _framed(_filled(dice.choice(_AFTER), task, text(), dice, _AFTER_WORDS), dice)
        if dice.random() < 0.3 and label not in (TaskType.GENERATION, TaskType.CHAT, ExtraType.CODE):
            yield _filled(dice.choice(_SHOWN), task, task.input, dice)
        return
    if label is not TaskType.CHAT and dice.random() < 0.5:
        made = _filled(dice.choice(_ROLES), task, "", dice)
        yield _longer(made, "。" + _wanted(dice) * (dice.random() < 0.6))
    if label in (TaskType.GENERATION, ExtraType.CODE, TaskType.BRAINSTORMING):
        yield _longer(task, _wanted(dice))


def _problems(tasks: Sequence[tuple[Task, Label]], dice: Random) -> Iterator[tuple[Task, Label]]:
    """Problems that start with what is given in others."""
    problems = [
        task for task, label in tasks if label is ExtraType.MATH and not task.input and len(task.instruction) > 15
    ]
    for task in problems:
        given = "".join(_premise(dice.choice(problems).instruction) for _ in range(dice.randrange(1, 5)))
        made = f"{given}{dice.choice(('', '', '⏎', '已知：', '问：', '请问'))}{task.instruction}".replace("⏎", "\n")
        if dice.random() < 0.4:
            made += dice.choice(_GAPS) + _options([str(dice.randrange(2, 200)) for _ in range(4)], dice)
        yield Task(made, "", task.output), ExtraType.MATH


def _choices(tasks: Sequence[tuple[Task, Label]], texts: Sequence[str], dice: Random) -> Iterator[tuple[Task, Label]]:
    """Questions with options, which are a choice among them, some about a text."""
    asked = [
        task
        for task, label in tasks
        if label in (TaskType.OPEN_QA, TaskType.CLASSIFICATION)
        and not task.input
        and len(task.instruction) < 60
        and task.instruction.endswith("？")
    ]
    short = [task.output.rstrip("。") for task, _ in tasks if 2 <= len(task.output) <= 16]
    for task in dice.sample(asked, min(_CHOICES, len(asked))):
        made = task.instruction.rstrip("？?。") + dice.choice(_GAPS) + _options(dice.sample(short, 4), dice)
        if dice.random() < 0.4:
            made = dice.choice(texts)[:400] + dice.choice(("", "\n", "\n问题：", "根据上文，")) + made
        elif dice.random() < 0.3:
            made = dice.choice(("选择正确的答案。", "下面是一道单选题。\n", "请从以下选项中选择：", "问题：")) + made
        yield Task(made, "", dice.choice("ABCD")), TaskType.CLASSIFICATION


def _premise(problem: str) -> str:
    """A problem without its last clause, which asks."""
    return "".join(re.split(r"(?<=[。，,])", problem)[:-1])


def _options(texts: Sequence[str], dice: Random) -> str:
    mark, joint = dice.choice(_MARKS), dice.choice((" ", "\n", "", "  "))
    options = joint.join(mark.format(letter) + text for letter, text in zip("ABCD", texts, strict=True))
    return dice.choice(("选项：", "\n选项：")) + options if mark == "- " or dice.random() < 0.2 else joint + options


def _framed(task: Task, dice: Random) -> Task:
    """The same task, sometimes in a role."""
    if dice.random() > 0.15:
        return task
    return replace(task, instruction=dice.choice(_ROLES).format(role=dice.choice(_PEOPLE), order=task.instruction))


def _longer(task: Task, added: str) -> Task:
    return replace(task, instruction=task.instruction + added, input="")


def _wanted(dice: Random) -> str:
    return dice.choice(_WANTED).format(n=dice.choice((100, 200, 300, 500, 800)))


def _text(task: Task | None, texts: Sequence[str], dice: Random) -> str:
    """A text that mostly starts with the task's own and continues with others, or a dialogue or a table."""
    chance = dice.random()
    if chance < 0.15:
        return dialogue(texts, dice) if chance < 0.09 else table(dice)
    text = task.input if task else ""
    while len(text) < 100:
        text = f"{text}{dice.choice(('', '', chr(10)))}{dice.choice(texts)}"
    return text[: dice.choice((200, 400, 800))]


def _filled(form: str, task: Task, text: str, dice: Random, words: Mapping[str, str] | None = None) -> Task:
    """The task with its order and a text in this form, and with words of the order replaced."""
    order = _END.sub("", task.instruction) or task.instruction
    for word, other in (words or {}).items():
        order = order.replace(word, other)
    if any(start in form for start in ("请{order}", "你{order}", "是{order}")):
        order = order.removeprefix("请")
    first, shown = task.input[-80:], task.output[:60]
    values = {
        "order": order,
        "text": text,
        "first": first,
        "shown": shown,
        "name": dice.choice(_NAMES),
        "a": dice.choice(_ONE),
        "role": dice.choice(_PEOPLE),
        "answer": dice.choice(_ANSWERS),
    }
    return Task(form.format(**values), "", task.output)
