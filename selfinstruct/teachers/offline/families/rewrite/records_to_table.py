"""Ask to add purchases described in a text to a table and to sort the whole table."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop and the goods it purchases: (name, unit, lowest price, highest price), prices in yuan."""

    name: str
    goods: tuple[tuple[str, str, int, int], ...]


SHOPS = (
    Shop(
        "老庄咖啡馆",
        (
            ("咖啡豆", "公斤", 70, 160),
            ("燕麦奶", "盒", 9, 16),
            ("纸杯", "箱", 80, 150),
            ("肉桂粉", "瓶", 18, 40),
            ("榛果糖浆", "瓶", 35, 70),
            ("滤纸", "包", 12, 30),
            ("可可粉", "袋", 25, 60),
        ),
    ),
    Shop(
        "春晓文具店",
        (
            ("签字笔", "盒", 12, 30),
            ("作业本", "捆", 20, 45),
            ("彩铅", "套", 15, 60),
            ("橡皮", "盒", 8, 20),
            ("圆规", "个", 5, 18),
            ("计算器", "台", 25, 80),
            ("胶水", "瓶", 2, 6),
        ),
    ),
    Shop(
        "大山五金行",
        (
            ("膨胀螺丝", "盒", 10, 35),
            ("生料带", "卷", 1, 4),
            ("角磨机", "台", 150, 400),
            ("铜球阀", "个", 15, 50),
            ("卷尺", "把", 8, 30),
            ("电焊条", "包", 30, 80),
            ("镀锌铁丝", "卷", 25, 70),
        ),
    ),
    Shop(
        "满庭芳花店",
        (
            ("红玫瑰", "束", 25, 60),
            ("满天星", "把", 10, 30),
            ("尤加利叶", "把", 8, 20),
            ("花泥", "箱", 30, 60),
            ("雾面纸", "包", 12, 28),
            ("向日葵", "枝", 3, 8),
            ("陶盆", "个", 6, 25),
        ),
    ),
    Shop(
        "安康诊所",
        (
            ("医用口罩", "盒", 10, 30),
            ("碘伏", "瓶", 5, 15),
            ("纱布", "包", 4, 12),
            ("血压计", "台", 120, 300),
            ("体温计", "支", 8, 35),
            ("棉签", "袋", 2, 6),
            ("一次性手套", "盒", 20, 45),
        ),
    ),
    Shop(
        "渔歌水产铺",
        (
            ("基围虾", "公斤", 50, 110),
            ("鲈鱼", "条", 20, 45),
            ("花蛤", "公斤", 10, 24),
            ("带鱼", "箱", 160, 320),
            ("鱿鱼", "公斤", 28, 60),
            ("大闸蟹", "只", 15, 50),
            ("海带", "捆", 8, 20),
        ),
    ),
    Shop(
        "童趣玩具屋",
        (
            ("积木", "套", 40, 160),
            ("遥控车", "辆", 60, 220),
            ("毛绒熊", "只", 20, 90),
            ("拼图", "盒", 15, 60),
            ("水枪", "把", 8, 35),
            ("跳棋", "副", 12, 40),
            ("风筝", "只", 10, 50),
        ),
    ),
    Shop(
        "麦香烘焙坊",
        (
            ("高筋面粉", "袋", 60, 130),
            ("黄油", "块", 15, 40),
            ("淡奶油", "盒", 30, 55),
            ("酵母", "包", 3, 9),
            ("蔓越莓干", "袋", 18, 45),
            ("蛋挞皮", "盒", 12, 30),
            ("巧克力豆", "罐", 20, 50),
        ),
    ),
    Shop(
        "远行户外店",
        (
            ("登山杖", "支", 50, 180),
            ("防潮垫", "张", 40, 120),
            ("头灯", "个", 35, 150),
            ("睡袋", "条", 90, 400),
            ("保温壶", "个", 60, 200),
            ("冲锋衣", "件", 200, 600),
            ("速干袜", "双", 12, 40),
        ),
    ),
    Shop(
        "墨香斋",
        (
            ("宣纸", "刀", 60, 200),
            ("羊毫笔", "支", 10, 60),
            ("端砚", "方", 150, 600),
            ("印泥", "盒", 20, 90),
            ("毛毡", "张", 15, 45),
            ("墨汁", "瓶", 8, 30),
            ("镇尺", "对", 20, 80),
        ),
    ),
    Shop(
        "向阳农资店",
        (
            ("复合肥", "袋", 120, 190),
            ("地膜", "卷", 60, 140),
            ("喷雾器", "台", 80, 260),
            ("玉米种", "袋", 45, 90),
            ("滴灌带", "卷", 150, 320),
            ("育苗盘", "捆", 30, 70),
            ("杀虫灯", "盏", 90, 220),
        ),
    ),
    Shop(
        "鸿运车行",
        (
            ("刹车片", "套", 90, 260),
            ("机油", "桶", 120, 360),
            ("雨刮片", "对", 25, 90),
            ("火花塞", "盒", 60, 180),
            ("轮胎", "条", 280, 680),
            ("防冻液", "桶", 40, 95),
            ("蓄电池", "块", 300, 620),
        ),
    ),
    Shop(
        "爱宠小站",
        (
            ("猫砂", "袋", 18, 45),
            ("狗粮", "袋", 90, 240),
            ("牵引绳", "条", 15, 60),
            ("宠物香波", "瓶", 25, 70),
            ("猫抓板", "块", 10, 35),
            ("驱虫药", "盒", 30, 90),
            ("航空箱", "个", 80, 210),
        ),
    ),
    Shop(
        "好邻居便利店",
        (
            ("矿泉水", "箱", 18, 36),
            ("方便面", "箱", 40, 65),
            ("雨伞", "把", 12, 30),
            ("电池", "板", 8, 20),
            ("茶叶蛋料包", "袋", 4, 9),
            ("口香糖", "盒", 30, 60),
            ("纸巾", "提", 10, 25),
        ),
    ),
    Shop(
        "弦歌乐器行",
        (
            ("吉他弦", "套", 25, 90),
            ("竖笛", "支", 10, 30),
            ("二胡弓", "把", 40, 150),
            ("谱架", "个", 30, 80),
            ("节拍器", "台", 50, 160),
            ("松香", "块", 8, 35),
            ("鼓槌", "对", 15, 50),
        ),
    ),
    Shop(
        "清泉净水站",
        (
            ("滤芯", "支", 35, 120),
            ("活性炭", "袋", 40, 95),
            ("阻垢剂", "桶", 70, 160),
            ("水泵", "台", 180, 520),
            ("软管", "卷", 20, 60),
            ("压力表", "块", 18, 50),
            ("紫外灯管", "支", 45, 130),
        ),
    ),
    Shop(
        "百味火锅店",
        (
            ("牛油", "块", 22, 48),
            ("毛肚", "盒", 30, 65),
            ("干辣椒", "袋", 25, 60),
            ("鸭血", "盒", 4, 9),
            ("芝麻酱", "桶", 55, 120),
            ("红薯粉", "箱", 40, 90),
            ("花椒", "袋", 45, 110),
        ),
    ),
    Shop(
        "星辰摄影工作室",
        (
            ("背景布", "卷", 60, 180),
            ("柔光箱", "个", 90, 260),
            ("相纸", "包", 35, 90),
            ("相册", "本", 40, 150),
            ("存储卡", "张", 60, 220),
            ("三脚架", "个", 130, 420),
            ("镜头布", "盒", 10, 30),
        ),
    ),
)
FORMATS = ("Markdown表格", "CSV", "JSON数组")
RECORD_FRAMES = (
    "把{shop}新进的货“{text}”改写成{form}，并入下面的进货表，{order}，字段顺序不变。",
    "“{text}”请把这几笔转换为{form}，补到{shop}已有的记录里，整张表{order}。",
    "{who}口述：“{text}”请将它转成和下面一样的{form}后合并，{order}。",
    "请把“{text}”这{count}笔改成{form}记录，跟{shop}原来的表合在一起，{order}。",
    "{shop}的账要补{count}笔：“{text}”请改写为{form}并插进已有的表，最后{order}。",
    "“{text}”以上是{who}念的进货单，请改成{form}，和下面的旧记录合并，全部{order}。",
    "{who}在便条上写着“{text}”请照现有表格的字段转换成{form}，合并后{order}。",
)
Record = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the rows: what it goes by, whether it falls, and its wording."""

    key: Callable[[Record], int]
    falling: bool
    text: str


def day_of(row: Record) -> int:
    """Return the day of the month."""
    return int(str(row["日期"]).removesuffix("日"))


def price_of(row: Record) -> int:
    """Return the price of one unit."""
    return int(row["单价"])


def amount_of(row: Record) -> int:
    """Return what all units of a row cost."""
    return int(row["数量"]) * int(row["单价"])


# Amounts of goods with different measure words cannot be compared, but days and sums of money can.
ORDERS = (
    Order(day_of, True, "按日期从晚到早排列"),
    Order(price_of, False, "按单价的数值从低到高排列"),
    Order(price_of, True, "按单价的数值从高到低排列"),
    Order(amount_of, False, "按每笔金额（数量×单价）从低到高排列"),
    Order(amount_of, True, "按每笔金额（数量×单价）从高到低排列"),
)
RECORD_LINES = (
    "{日期}，{品名}{数量}{单位}，每{单位}{单价}元",
    "{日期}进了{数量}{单位}{品名}，单价{单价}元",
    "{品名}：{日期}到货{数量}{单位}，{单价}元一{单位}",
)


def table(form: str, columns: list[str], rows: list[Record]) -> str:
    """Format rows as one of FORMATS, with the columns in the given order."""
    if form == "JSON数组":
        lines = [json.dumps({column: row[column] for column in columns}, ensure_ascii=False) for row in rows]
        return "[\n  " + ",\n  ".join(lines) + "\n]"
    cells = [columns, *([str(row[column]) for column in columns] for row in rows)]
    if form == "CSV":
        return "\n".join(",".join(row) for row in cells)
    cells.insert(1, ["---"] * len(columns))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def purchases(rng: Random, shop: Shop) -> list[Record]:
    """Draw the purchases of a shop in a month: five goods on different days and in different quantities."""
    days, goods = sorted(rng.sample(range(1, 29), 5)), rng.sample(shop.goods, 5)
    amounts: list[int] = []
    for *_, high in goods:
        # The dearer the goods, the fewer a shop takes; all five quantities are different.
        most = 8 if high > 150 else 16 if high > 60 else 36
        amounts.append(rng.choice([amount for amount in range(2, most + 1) if amount not in amounts]))
    records: list[Record] = []
    for day, amount, (name, unit, low, high) in zip(days, amounts, goods, strict=True):
        records.append({"日期": f"{day}日", "品名": name, "数量": amount, "单位": unit, "单价": rng.randint(low, high)})
    return records


def write_records(rng: Random) -> Task:
    """Ask to add purchases described in a text to a table and to sort the whole table."""
    shop, form, line = rng.choice(SHOPS), rng.choice(FORMATS), rng.choice(RECORD_LINES)
    bought = purchases(rng, shop)
    known = rng.randint(1, 2)
    order = rng.choice([each for each in ORDERS if len({each.key(row) for row in bought}) == len(bought)])
    columns = ["品名", *rng.sample(("日期", "数量", "单位", "单价"), 4)]
    text = "；".join(line.format_map(row) for row in bought[known:]) + "。"
    instruction = rng.choice(RECORD_FRAMES).format(
        shop=shop.name,
        text=text,
        form=form,
        order=order.text,
        who=f"{shop.name}的{person(rng)}",
        count=COUNTS[5 - known],
    )
    ordered = sorted(bought, key=order.key, reverse=order.falling)
    return Task(instruction, table(form, columns, bought[:known]), table(form, columns, ordered))
