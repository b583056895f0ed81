"""Ask to add purchases described in a text to a table and to sort the whole table."""

from __future__ import annotations

import json
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
)
FORMATS = ("Markdown表格", "CSV", "JSON数组")
RECORD_FRAMES = (
    "把{shop}新进的货“{text}”改写成{form}，并入下面的进货表，{order}，字段顺序不变。",
    "“{text}”请把这几笔转换为{form}，补到{shop}已有的记录里，整张表{order}。",
    "{who}口述：“{text}”请将它转成和下面一样的{form}后合并，{order}。",
    "请把“{text}”这{count}笔改成{form}记录，跟{shop}原来的表合在一起，{order}。",
)
ORDERS = (
    ("数量", False, "按数量从少到多排列"),
    ("数量", True, "按数量从多到少排列"),
    ("单价", False, "按单价从低到高排列"),
    ("单价", True, "按单价从高到低排列"),
)
RECORD_LINES = (
    "{日期}，{品名}{数量}{单位}，每{单位}{单价}元",
    "{日期}进了{数量}{单位}{品名}，单价{单价}元",
    "{品名}：{日期}到货{数量}{单位}，{单价}元一{单位}",
)
Record = dict[str, str | int]


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
    days, amounts = sorted(rng.sample(range(1, 29), 5)), rng.sample(range(2, 40), 5)
    records: list[Record] = []
    for day, amount, (name, unit, low, high) in zip(days, amounts, rng.sample(shop.goods, 5), strict=True):
        records.append({"日期": f"{day}日", "品名": name, "数量": amount, "单位": unit, "单价": rng.randint(low, high)})
    return records


def write_records(rng: Random) -> Task:
    """Ask to add purchases described in a text to a table and to sort the whole table."""
    shop, form, line = rng.choice(SHOPS), rng.choice(FORMATS), rng.choice(RECORD_LINES)
    bought = purchases(rng, shop)
    known = rng.randint(1, 2)
    key, falling, order = rng.choice([each for each in ORDERS if len({row[each[0]] for row in bought}) == len(bought)])
    columns = ["品名", *rng.sample(("日期", "数量", "单位", "单价"), 4)]
    text = "；".join(line.format_map(row) for row in bought[known:]) + "。"
    instruction = rng.choice(RECORD_FRAMES).format(
        shop=shop.name,
        text=text,
        form=form,
        order=order,
        who=f"{shop.name}的{person(rng)}",
        count=COUNTS[5 - known],
    )
    ordered = sorted(bought, key=lambda row: row[key], reverse=falling)
    return Task(instruction, table(form, columns, bought[:known]), table(form, columns, ordered))
