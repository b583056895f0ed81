"""List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person

SPENDINGS = (
    ("打车去火车站", 18, 90),
    ("买了两斤排骨", 40, 90),
    ("给手机换屏", 150, 600),
    ("看话剧", 80, 380),
    ("交宽带费", 60, 200),
    ("给侄子买拼图", 30, 150),
    ("配近视镜", 200, 900),
    ("理发", 20, 120),
    ("换车胎", 260, 800),
    ("挂专家号", 30, 100),
    ("寄冬衣回老家", 20, 80),
    ("请同事吃烤鱼", 130, 400),
    ("买生抽和料酒", 15, 50),
    ("给绿萝换盆", 15, 70),
    ("洗窗帘", 40, 160),
    ("办健身卡", 300, 1500),
    ("修高跟鞋", 10, 60),
    ("订牛奶", 90, 200),
    ("报插花课", 120, 500),
    ("加油", 150, 400),
    ("买蓝牙耳机", 90, 700),
    ("复印病历", 5, 30),
    ("租露营灯", 30, 100),
    ("给猫绝育", 300, 900),
    ("换纱窗", 60, 300),
    ("随礼", 200, 800),
    ("买进口樱桃", 50, 180),
    ("打印简历", 3, 20),
    ("充地铁卡", 50, 200),
    ("开锁", 60, 200),
    ("吃羊肉泡馍", 20, 50),
    ("拔智齿", 300, 1200),
    ("买法语词典", 40, 130),
    ("修水龙头", 30, 150),
)
SPENDING_FRAMES = (
    "{who}{when}记了一笔流水账：“{text}”请提取{sought}，{shape}。",
    "“{text}”从{who}{when}的这些开支中找出{sought}，{shape}。",
    "{who}在对{when}的账：“{text}”请摘出{sought}，{shape}。",
    "下面是{who}{when}的花销：“{text}”列出{sought}，{shape}。",
)
SHAPES: tuple[tuple[str, Callable[[list[tuple[str, int]]], str]], ...] = (
    ("写成“项目：金额”，一行一项", lambda rows: "\n".join(f"{what}：{cost}元" for what, cost in rows)),
    ("以JSON对象给出，键是项目、值是数字", lambda rows: json.dumps(dict(rows), ensure_ascii=False)),
    (
        "做成Markdown表格，列名是项目、金额",
        lambda rows: in_table([(what, f"{cost}元") for what, cost in rows], ("项目", "金额")),
    ),
    ("用顿号隔开，只写项目不写金额", lambda rows: "、".join(what for what, _ in rows)),
)
WHENS = ("周末", "上周", "三月上旬", "出差前", "国庆假期", "搬家那几天", "元旦前后", "昨天", "开学前", "中秋那周")


def spendings(rng: Random) -> list[tuple[str, int]]:
    """Draw four to six expenses with different amounts."""
    while True:
        rows = [(what, rng.randint(low, high)) for what, low, high in rng.sample(SPENDINGS, rng.randint(4, 6))]
        if len({cost for _, cost in rows}) == len(rows):
            return rows


def write_spending(rng: Random) -> Task:
    """List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""
    rows = spendings(rng)
    rising = sorted(rows, key=lambda row: row[1])
    bound = rising[len(rows) // 2][1]
    sought, chosen = rng.choice(
        (
            (f"不低于{bound}元的支出，按金额从高到低排", rising[len(rows) // 2 :][::-1]),
            (f"低于{bound}元的支出，按原文顺序排", [row for row in rows if row[1] < bound]),
            ("最贵的两项支出，贵的在前", rising[:-3:-1]),
            ("全部支出，从便宜到贵排", rising),
        )
    )
    text = "，".join(f"{what}{rng.choice(('花了', '', '用掉'))}{cost}元" for what, cost in rows) + "。"
    shape, write = rng.choice(SHAPES)
    instruction = rng.choice(SPENDING_FRAMES).format(
        who=person(rng), when=rng.choice(WHENS), text=text, sought=sought, shape=shape
    )
    return Task(instruction, "", write(chosen))
