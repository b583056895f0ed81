"""Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import Rows, in_json, in_table
from selfinstruct.teachers.offline.world import CITIES, listed, person

RIDES = ("坐高铁", "乘飞机", "搭长途大巴", "租车", "拼车", "坐绿皮火车")
ERRANDS = (
    "拜访棉纺厂",
    "参加表姐的婚礼",
    "调试一台磨床",
    "看壁画展",
    "签代理合同",
    "给学生做讲座",
    "检查门店卫生",
    "采访老中医",
    "考察冷库",
    "领设计奖",
    "尝小吃",
    "陪母亲看病",
    "谈茶叶收购",
    "参观汽车厂",
    "拍外景",
    "探望战友",
    "面试店长",
    "盘点样品",
    "听交响乐",
    "验收钢构件",
    "补办学位证",
    "逛旧书市",
    "借阅县志",
    "送展品",
    "学扎染",
    "测量古桥",
    "修一架钢琴",
    "拍鸟",
    "做膝盖手术",
    "看房",
    "给猪场打疫苗",
    "评审剧本",
    "选购种苗",
    "查账",
    "参加马拉松",
    "布置展台",
    "交接设备",
    "录方言",
    "参加听证会",
    "验光配镜",
    "陪女儿考试",
    "讨论桥梁图纸",
    "接回新车",
    "取化验结果",
    "办签证",
    "谈版权",
    "巡查水库",
    "教游泳",
    "参加同学会",
    "安装电梯",
    "鉴定瓷器",
    "采购面料",
    "给老屋换瓦",
    "试驾公交车",
    "评茶",
    "开董事会",
    "慰问养路工",
    "学做面塑",
    "考察民宿",
    "送孩子报到",
)
TRIP_FRAMES = (
    "“{text}”请从{who}的这段行程里提取{sought}，按出现的先后{shape}。",
    "{who}写道：“{text}”找出文中{sought}，依次{shape}。",
    "{who}的行程是：“{text}”请摘出其中{sought}，按原文顺序{shape}。",
    "从{who}的出差日志“{text}”里列出{sought}，先后顺序不变，{shape}。",
    "{who}报销时交来一张行程单：“{text}”请提取{sought}，照原顺序{shape}。",
    "“{text}”这是{who}本月的安排。摘出{sought}，按先后{shape}。",
    "{who}给家里发消息说：“{text}”请找出消息里{sought}，按提到的顺序{shape}。",
    "“{text}”{who}记性不好，想请你提取{sought}，依次{shape}。",
    "秘书替{who}订了票：“{text}”请抽取{sought}，次序不变，{shape}。",
)
STOP_SHAPES: tuple[tuple[str, Callable[[Rows, tuple[str, ...]], str]], ...] = (
    ("一站写一行，中间用逗号隔开", lambda rows, _: "\n".join("，".join(row) for row in rows)),
    ("做成Markdown表格，一站一行", in_table),
    ("写成JSON数组，一站一个对象", in_json),
)


def write_trip(rng: Random) -> Task:
    """Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""
    count, month = rng.randint(3, 4), rng.randint(1, 12)
    cities, errands, rides = rng.sample(CITIES, count), rng.sample(ERRANDS, count), rng.sample(RIDES, count)
    days = [f"{month}月{day}日" for day in sorted(rng.sample(range(1, 29), count))]
    text = "；".join(
        rng.choice(("{day}{ride}到{city}{errand}", "{day}{ride}去{city}，{errand}")).format(
            day=day, ride=ride, city=town, errand=errand
        )
        for day, ride, town, errand in zip(days, rides, cities, errands, strict=True)
    )
    places = {"城市": cities, "日期": days, "交通方式": rides, "事由": errands}
    sought, shape, answer = rng.choice((one_kind_of_fact, facts_of_every_stop))(rng, places)
    instruction = rng.choice(TRIP_FRAMES).format(text=text + "。", who=person(rng), sought=sought, shape=shape)
    return Task(instruction, "", answer)


def one_kind_of_fact(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for one kind of fact in one line."""
    kind = rng.choice(tuple(places))
    sought = {"城市": "到过的城市", "日期": "出行的日期", "交通方式": "乘坐的交通方式", "事由": "各站的事由"}[kind]
    shape = rng.choice(("用顿号隔开", "以顿号连接", "用顿号分隔"))
    return sought, shape, "、".join(places[kind])


def facts_of_every_stop(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for two or three kinds of facts about every stop, in lines, as a table or in JSON."""
    kinds = tuple(rng.sample(tuple(places), rng.choice((2, 3))))
    shape, write = rng.choice(STOP_SHAPES)
    rows: Rows = list(zip(*(places[kind] for kind in kinds), strict=True))
    return f"每一站的{listed(kinds)}", shape, write(rows, kinds)
