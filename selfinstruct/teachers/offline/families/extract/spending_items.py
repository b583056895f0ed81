"""List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person

SPENDINGS_OF_KINDS: dict[str, tuple[tuple[str, int, int, int], ...]] = {
    "家": (
        ("给手机换屏", 150, 600, 1), ("给绿萝换盆", 15, 70, 1), ("洗窗帘", 40, 160, 1), ("换纱窗", 60, 300, 1),
        ("请人开锁", 60, 200, 10), ("修水龙头", 30, 150, 1), ("给手机换电池", 60, 240, 1), ("修笔记本风扇", 80, 220, 1),
        ("请钟点工擦窗", 100, 260, 10), ("请师傅通下水道", 80, 200, 10), ("换门锁", 120, 700, 10), ("给鱼缸换滤芯", 20, 90, 1),
        ("磨两把菜刀", 10, 30, 2), ("给水卡充值", 50, 200, 10), ("续两个月宽带", 60, 200, 1), ("修油烟机", 80, 260, 1),
        ("洗地毯", 60, 180, 1), ("换浴室灯", 40, 160, 1),
    ),
    "日": (
        ("买排骨", 40, 120, 1), ("买生抽和料酒", 15, 50, 1), ("买红豆和糯米", 20, 60, 1),
        ("买消毒液", 15, 60, 1), ("买收纳箱", 30, 120, 1), ("买两条毛巾", 20, 80, 1),
        ("买电热水壶", 60, 240, 1), ("买晾衣架", 15, 90, 1), ("买垃圾袋和抽纸", 15, 60, 1), ("买被套", 60, 280, 1),
    ),
    "买": (
        ("给侄子买拼图", 30, 150, 1), ("配近视镜", 200, 900, 1), ("买老花镜", 30, 200, 1), ("买雨衣", 25, 120, 1),
        ("买蓝牙耳机", 90, 700, 1), ("买进口樱桃", 50, 180, 1), ("买法语词典", 40, 130, 1), ("给父亲买护膝", 40, 180, 1),
        ("买猫砂", 25, 110, 1), ("买毛线", 40, 150, 1), ("买小提琴弦", 40, 200, 1),
    ),
    "务": (
        ("理发", 20, 120, 1), ("寄冬衣回老家", 20, 80, 1), ("修皮鞋", 10, 60, 1), ("订牛奶", 90, 200, 1),
        ("印名片", 20, 80, 1), ("打印简历", 3, 20, 1), ("充地铁卡", 50, 200, 50), ("做一条西裤", 90, 320, 1),
        ("租礼服", 150, 600, 10), ("给轮椅换胎", 60, 160, 1), ("给自行车换链条", 30, 120, 1), ("给车加油", 150, 400, 1),
        ("换车胎", 260, 800, 10), ("洗车", 25, 60, 1), ("换电动车电瓶", 300, 700, 10), ("请同事吃烤鱼", 130, 400, 1),
        ("给同学随礼", 200, 800, 100), ("吃羊肉泡馍", 20, 50, 1), ("订生日蛋糕", 98, 300, 1), ("打车去火车站", 18, 90, 1),
        ("取寄存的行李", 10, 40, 5),
    ),
    "医": (
        ("挂专家号", 30, 100, 10), ("复印病历", 5, 30, 1), ("拔智齿", 300, 1200, 10), ("补一颗牙", 150, 500, 10),
        ("带孩子打疫苗", 120, 480, 1), ("给猫绝育", 300, 900, 10), ("做一次针灸", 60, 200, 10),
    ),
    "学": (
        ("办健身卡", 300, 1500, 50), ("报插花课", 120, 500, 10), ("订一年的杂志", 90, 240, 10), ("报游泳班", 400, 1200, 50),
        ("办图书借阅卡", 50, 200, 50),
    ),
    "游": (
        ("看话剧", 80, 380, 20), ("租露营灯", 30, 100, 1), ("买露营椅", 60, 260, 1), ("去海洋馆", 90, 260, 10),
        ("坐船去岛上", 30, 160, 1), ("参观陶艺馆", 40, 120, 10), ("住一晚青旅", 50, 160, 1), ("买天文台门票", 30, 100, 10),
        ("买登山杖", 60, 240, 1), ("看电影", 35, 90, 1), ("划船", 40, 120, 10),
    ),
    "田": (
        ("买种子", 8, 40, 1), ("买花肥", 10, 45, 1), ("买两袋营养土", 20, 70, 1),
    ),
}  # fmt: skip
"""What people spend money on, as (what, least amount, greatest amount, step): at home (家), on daily goods (日) and other goods (买), on services
and meals (务), at doctors (医), on courses (学), on outings (游) and in the garden (田)."""

SPENDINGS = tuple(row for rows in SPENDINGS_OF_KINDS.values() for row in rows)
SPENDING_FRAMES = (
    "{who}{when}记了几笔账：“{text}”请{ask}，{shape}。",
    "“{text}”这是{who}{when}的开支。{ask}，{shape}。",
    "{who}在对{when}的账：“{text}”请{ask}，{shape}。",
    "下面是{who}{when}的花销：“{text}”{ask}，{shape}。",
    "“{text}”{who}把{when}花的钱都写在这里了。请帮忙{ask}，{shape}。",
    "{who}的记账本上，{when}那一页写着：“{text}”{ask}，{shape}。",
)
SHAPES: tuple[tuple[str, Callable[[list[tuple[str, int]]], str]], ...] = (
    ("一行写一项，先写金额再写项目，中间空一格", lambda rows: "\n".join(f"{cost}元 {what}" for what, cost in rows)),
    ("以JSON对象给出，键是项目、值是数字", lambda rows: json.dumps(dict(rows), ensure_ascii=False)),
    (
        "做成Markdown表格，列名是项目、金额",
        lambda rows: in_table([(what, f"{cost}元") for what, cost in rows], ("项目", "金额")),
    ),
    ("用顿号隔开，只写项目不写金额", lambda rows: "、".join(what for what, _ in rows)),
)
WHENS = {
    "周末": "家日买务学游田", "上周": "家日买务医学游田", "三月上旬": "家日买务医学游田", "出差前": "家日买务医", "国庆假期": "日买务游",
    "搬家那几天": "家日", "元旦前后": "家日买务学", "上个月": "家日买务医学游田", "开学前": "日买务医学", "中秋那周": "家日买务医学游",
}  # fmt: skip
"""Times, with the kinds of spendings that are usual then."""


def spendings(rng: Random, when: str) -> list[tuple[str, int]]:
    """Draw four to six expenses with different amounts that fit the time."""
    usual = [row for kind in WHENS[when] for row in SPENDINGS_OF_KINDS[kind]]
    while True:
        rows = [
            (what, rng.randrange(low, high + 1, step)) for what, low, high, step in rng.sample(usual, rng.randint(4, 6))
        ]
        if len({cost for _, cost in rows}) == len(rows):
            return rows


def write_spending(rng: Random) -> Task:
    """List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""
    when = rng.choice(tuple(WHENS))
    rows = spendings(rng, when)
    rising = sorted(rows, key=lambda row: row[1])
    bound = rising[len(rows) // 2][1]
    ask, chosen = rng.choice(
        (
            (f"提取不低于{bound}元的支出，按金额从高到低排", rising[len(rows) // 2 :][::-1]),
            (f"提取低于{bound}元的支出，按原文顺序排", [row for row in rows if row[1] < bound]),
            ("摘出最贵的两项支出，贵的在前", rising[:-3:-1]),
            ("把各项支出一一提取出来，从便宜到贵排", rising),
        )
    )
    text = "，".join(f"{what}{rng.choice(('花了', '', '用了'))}{cost}元" for what, cost in rows) + "。"
    shape, write = rng.choice(SHAPES)
    instruction = rng.choice(SPENDING_FRAMES).format(who=person(rng), when=when, text=text, ask=ask, shape=shape)
    return Task(instruction, "", write(chosen))
