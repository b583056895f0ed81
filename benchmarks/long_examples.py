r"""The project's own examples of long instructions: forms of `long_examples.tsv`, filled with texts and made-up data.

A line holds a label, a tab and an instruction, in which `\\n` is a line break, `{text}` a text of another task, and
`{dialogue}`, `{table}` and `{log}` are made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import Label, label_of

FORMS = Path(__file__).parent / "long_examples.tsv"
COPIES = 4
"""Number of examples of a form with a placeholder."""

_PLACEHOLDER = re.compile(r"\{(text|dialogue|table|log|role)\}")
_SENTENCE_END = re.compile("[。\n]")
_NAMES = (
    "赵明",
    "钱丽",
    "孙浩",
    "李芳",
    "周杰",
    "吴敏",
    "郑强",
    "王刚",
    "冯雪",
    "陈晨",
    "苹果",
    "牛奶",
    "北京",
    "成都",
)
_ROLES = ("医生", "律师", "编辑", "记者", "法官", "老师")
_SPEAKERS = (
    ("客户", "客服"),
    ("小顾", "小邓"),
    ("老师", "学生"),
    ("主持人", "嘉宾"),
    ("甲", "乙"),
    ("张经理", "李工"),
    ("病人", "医生"),
    ("HR", "候选人"),
    ("妈妈", "儿子"),
    ("记者", "教练"),
)
_SAID = (
    "你好，请问有什么可以帮您？",
    "我想问一下这个价格能不能便宜一点？",
    "好的，我明白了，谢谢您。",
    "那我们下周三上午十点见，可以吗？",
    "没有问题，到时候我在门口等您。",
    "我觉得这个方案还需要再讨论一下。",
    "您能再说得具体一些吗？",
    "我昨天收到的东西坏了一角，能不能退货？",
    "可以的，请您把照片发给我们。",
    "我最近睡得不好，白天总是没有精神。",
    "这种情况有多久了？",
    "大概两个星期了吧。",
    "你想学什么专业？",
    "我想学计算机，听说就业不错。",
    "会议改到周五了，大家记得带上材料。",
)
_HEADS = (
    "姓名 班级 成绩",
    "商品 单价 数量",
    "城市 面积 人口",
    "日期 门店 销量 金额",
    "项目 负责人 进度",
    "姓名 迟到 请假",
)
_EVENTS = ("用户登录", "订单提交成功", "请求超时", "数据库连接失败", "页面浏览", "支付成功")
_LEVELS = ("INFO", "DEBUG", "ERROR", "WARN")


def long_examples(texts: Sequence[str], dice: Random) -> Iterator[tuple[Task, Label]]:
    """Yield the examples with their labels."""
    values: Mapping[str, Callable[[], str]] = {
        "text": lambda: dice.choice(texts)[: dice.choice((150, 300, 600))],
        "dialogue": lambda: dialogue(texts, dice),
        "table": lambda: table(dice),
        "log": lambda: log(dice),
        "role": lambda: dice.choice(_ROLES),
    }
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        name, form = line.split("\t")
        form = form.replace("\\n", "\n")
        for _ in range(COPIES if _PLACEHOLDER.search(form) else 1):
            yield Task(_PLACEHOLDER.sub(lambda found: values[found[1]](), form), "", ""), label_of(name)


def dialogue(texts: Sequence[str], dice: Random) -> str:
    """A few lines of two speakers."""
    speakers = dice.choice(_SPEAKERS)
    said = (
        dice.choice(_SAID) if dice.random() < 0.75 else f"{_SENTENCE_END.split(dice.choice(texts))[0][:60]}。"
        for _ in range(dice.randrange(4, 10))
    )
    return "\n".join(f"{speakers[number % 2]}：{line}" for number, line in enumerate(said))


def table(dice: Random) -> str:
    """A few rows of numbers, in one of the ways that people paste tables."""
    head = dice.choice(_HEADS).split()
    rows = [
        [dice.choice(_NAMES), *(str(dice.randrange(3, 900)) for _ in head[1:])] for _ in range(dice.randrange(3, 9))
    ]
    joint = dice.choice((",", "，", " | ", None))
    if joint:
        return "\n".join(map(joint.join, [head, *rows]))
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def log(dice: Random) -> str:
    """A few lines of a program's log."""
    return "\n".join(
        f"2024-0{dice.randrange(1, 9)}-{dice.randrange(10, 28)} {dice.randrange(10, 23)}:{dice.randrange(10, 59)}:08 "
        f"[{dice.choice(_LEVELS)}] {dice.choice(_EVENTS)} - 用户ID: {dice.randrange(1000, 9999)}"
        for _ in range(dice.randrange(4, 12))
    )
