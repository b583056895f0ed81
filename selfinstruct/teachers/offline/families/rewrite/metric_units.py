"""Ask to rewrite facts in traditional, imperial or customary units with the legal units of measurement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import city, person


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is to be replaced: its conversion, the unit that replaces it, and the rule as the task states it."""

    name: str
    convert: Callable[[Decimal], Decimal]
    legal: str
    rule: str


def times(name: str, factor: str, legal: str) -> Unit:
    """Create a unit that is converted by multiplication."""
    return Unit(name, lambda value: value * Decimal(factor), legal, f"1{name}={factor}{legal}")


UNITS = {
    unit.name: unit
    for unit in (
        times("斤", "0.5", "千克"), times("两", "50", "克"), times("钱", "5", "克"), times("担", "50", "千克"),
        times("里", "0.5", "千米"), times("英里", "1.609", "千米"), times("英尺", "0.3048", "米"),
        times("英寸", "2.54", "厘米"), times("磅", "0.454", "千克"), times("海里", "1.852", "千米"),
        times("盎司", "28.35", "克"), times("加仑", "3.785", "升"), times("马力", "0.735", "千瓦"),
        times("克拉", "0.2", "克"), times("码", "0.914", "米"), times("大卡", "4.184", "千焦"),
        Unit("华氏度", lambda value: (value - 32) * 5 / 9, "摄氏度", "摄氏度=（华氏度-32）÷1.8"),
        Unit("尺", lambda value: value / 3, "米", "3尺=1米"),
        Unit("寸", lambda value: value * 10 / 3, "厘米", "3寸=10厘米"),
        Unit("丈", lambda value: value * 10 / 3, "米", "3丈=10米"),
        Unit("亩", lambda value: value / 15, "公顷", "15亩=1公顷"),
    )
}  # fmt: skip
# fmt: off
# A sentence with one or two amounts, and for each: its unit, the lowest and the highest value, and the step.
Amounts = tuple[tuple[str, int, int, int], ...]
FACTS: tuple[tuple[str, Amounts], ...] = (
    ("银匠打一对耳环用银{0}，一枚顶针用{1}", (("钱", 3, 9, 1), ("钱", 2, 6, 1))),
    ("腌一坛雪菜要放鲜菜{0}、粗盐{1}", (("斤", 15, 30, 1), ("两", 12, 30, 1))),
    ("祠堂的正梁长{0}，柱子围{1}", (("丈", 3, 4, 1), ("尺", 3, 6, 1))),
    ("村东新修的水田共有{0}", (("亩", 6, 45, 3),)),
    ("生产队的粮仓里存着{0}谷子", (("担", 30, 190, 5),)),
    ("从渡口走到县城有{0}，挑夫要走大半天", (("里", 25, 60, 1),)),
    ("烤鸡时先把烤箱预热到{0}，放入一只{1}重的鸡", (("华氏度", 350, 425, 5), ("磅", 3, 6, 1))),
    ("冲浪板长{0}，板头向上翘起", (("英尺", 7, 10, 1),)),
    ("新买的电视屏幕对角线为{0}", (("英寸", 43, 85, 2),)),
    ("灯塔离港口{0}，晴天时看得很清楚", (("海里", 6, 24, 1),)),
    ("马拉松的补给站每隔{0}设一个", (("英里", 2, 3, 1),)),
    ("病人入院时体温{0}，服药后降到{1}", (("华氏度", 102, 105, 1), ("华氏度", 98, 100, 1))),
    ("行李箱空箱重{0}，托运限重{1}", (("磅", 8, 14, 1), ("磅", 44, 70, 1))),
    ("这块和田玉籽料重{0}", (("两", 3, 18, 1),)),
    ("钻戒的主石有{0}，周围还镶着碎钻", (("克拉", 1, 3, 1),)),
    ("拖拉机的功率是{0}，一天能翻{1}地", (("马力", 60, 180, 10), ("亩", 30, 90, 15))),
    ("做一件旗袍要丝绸{0}，里子另算", (("尺", 8, 15, 1),)),
    ("鱼缸能装{0}水，水温保持在{1}", (("加仑", 20, 90, 5), ("华氏度", 75, 82, 1))),
    ("一份牛排配菜共含{0}热量", (("大卡", 480, 950, 10),)),
    ("橄榄球手带球跑了{0}，比上一场少{1}", (("码", 40, 120, 5), ("码", 5, 30, 1))),
    ("面点师傅和面用{0}面粉，酵母只放{1}", (("斤", 4, 9, 1), ("钱", 4, 9, 1))),
    ("那口老井深{0}，井口宽{1}", (("丈", 3, 9, 3), ("尺", 2, 4, 1))),
    ("门框高{0}，门槛高{1}", (("尺", 6, 9, 1), ("寸", 3, 9, 3))),
    ("货轮离港以后航行了{0}", (("海里", 120, 900, 20),)),
    ("一袋咖啡豆重{0}，够冲一个星期", (("盎司", 8, 16, 1),)),
    ("小提琴的琴身长{0}", (("英寸", 13, 14, 1),)),
    ("公路边的界石写着距{city}{0}", (("里", 30, 180, 2),)),
    ("果农摘了{0}杨梅，路上烂掉{1}", (("担", 3, 12, 1), ("斤", 6, 40, 1))),
    ("打铁时把炉温升到{0}", (("华氏度", 1800, 2200, 50),)),
    ("摩托艇的发动机功率为{0}", (("马力", 90, 250, 10),)),
    ("茶客买了{0}龙井，另加{1}茉莉花", (("两", 4, 16, 1), ("钱", 3, 9, 1))),
    ("书房的地板用料宽{0}", (("寸", 3, 6, 3),)),
    ("屏风高{0}，每扇宽{1}", (("尺", 5, 8, 1), ("寸", 12, 24, 3))),
    ("林场今年新栽了{0}油茶", (("亩", 30, 450, 15),)),
    ("一箱进口奶酪重{0}，每小块重{1}", (("磅", 10, 44, 2), ("盎司", 3, 12, 1))),
    ("帐篷的前厅高{0}，杆长{1}", (("英尺", 4, 7, 1), ("英寸", 90, 150, 5))),
    ("越野车的油箱容量为{0}", (("加仑", 17, 30, 1),)),
    ("热气球上升了{0}，气温降到{1}", (("英尺", 900, 3000, 100), ("华氏度", 41, 59, 1))),
    ("戏服的水袖长{0}", (("尺", 3, 6, 1),)),
    ("自行车的车轮直径为{0}", (("英寸", 20, 29, 1),)),
    ("篮球架的篮筐离地{0}", (("英尺", 8, 10, 1),)),
    ("海鲜汤要加{0}虾和{1}扇贝", (("盎司", 6, 16, 1), ("盎司", 4, 10, 1))),
    ("骑行队第一天骑了{0}，第二天骑了{1}", (("英里", 28, 70, 1), ("英里", 20, 60, 1))),
    ("婴儿出生时重{0}，身长{1}", (("磅", 6, 9, 1), ("英寸", 18, 21, 1))),
    ("佛塔残高{0}，塔基每边长{1}", (("丈", 6, 15, 3), ("尺", 18, 33, 3))),
    ("收废品的称出旧书{0}、铜线{1}", (("斤", 35, 160, 1), ("两", 6, 45, 1))),
    ("足球场边线到看台有{0}", (("码", 9, 30, 1),)),
    ("慢跑一小时大约消耗{0}", (("大卡", 400, 720, 10),)),
    ("船队每天巡逻{0}，补充淡水{1}", (("海里", 60, 180, 5), ("加仑", 100, 600, 20))),
    ("火腿一只重{0}，切成的薄片每盘{1}", (("斤", 6, 14, 1), ("两", 2, 6, 1))),
    ("香料铺卖出丁香{0}、桂皮{1}", (("钱", 3, 18, 1), ("斤", 2, 9, 1))),
    ("蜂农割了{0}槐花蜜，留{1}给蜜蜂过冬", (("斤", 60, 240, 5), ("斤", 8, 20, 1))),
    ("雪山营地夜里降到{0}，每人背着{1}装备", (("华氏度", 5, 23, 1), ("磅", 35, 60, 1))),
    ("信鸽从{city}放飞，归巢距离{0}", (("英里", 60, 300, 10),)),
    ("驴友翻过垭口又走了{0}，才讨到{1}炒米", (("里", 9, 30, 1), ("两", 5, 12, 1))),
    ("裁判把标枪落点记为{0}", (("码", 55, 90, 1),)),
    ("赛马负重{0}，跑道一圈长{1}", (("磅", 115, 130, 1), ("英里", 1, 2, 1))),
    ("炼油车间的水泵功率为{0}，每分钟抽水{1}", (("马力", 5, 30, 1), ("加仑", 40, 150, 10))),
    ("窑里的匣钵摞了{0}高，底座厚{1}", (("尺", 6, 12, 3), ("寸", 3, 9, 3))),
    ("晒场上摊着{0}辣椒，晒干只剩{1}", (("担", 4, 6, 1), ("斤", 80, 120, 2))),
    ("放羊人说冬牧场离这里{0}", (("里", 40, 120, 2),)),
    ("暖房夜间不得低于{0}", (("华氏度", 50, 64, 1),)),
    ("皮划艇宽{0}，空艇重{1}", (("英寸", 22, 34, 1), ("磅", 30, 62, 1))),
)
UNIT_FRAMES = (
    "把下面{count}句话里的单位换成法定计量单位，其他文字不变{shape}。换算关系：{rules}。小数最多留两位。\n{text}",
    "{who}编教材，需要统一单位：\n{text}\n请按{rules}改写{shape}，结果最多两位小数。",
    "“{flat}”请把其中的单位换成法定计量单位再写一遍{shape}，四舍五入到两位小数。已知{rules}。",
    "单位换算改写{shape}（{rules}；结果四舍五入，最多两位小数）。\n{text}",
    "出版社退回了{who}的稿子，要求只用法定计量单位。原句是：\n{text}\n请逐句改写{shape}，小数不超过两位。换算依据为{rules}。",
    "{flat}\n\n这些句子的单位不统一，请按{rules}改写成法定计量单位{shape}，四舍五入，最多两位小数。",
    "外甥听不懂这些单位，{who}想换成他学过的：“{flat}”请重写{shape}，用到的关系有{rules}，得数最多保留两位小数。",
    "请改写以下句子，保留原意，只替换单位和数值{shape}，小数最多两位。\n{text}\n换算：{rules}。",
    "{who}修订解说稿，请把下面{count}个句子改写成法定计量单位{shape}。\n{text}\n依据是{rules}，结果四舍五入到小数点后两位。",
    "按照{rules}，将下列句子改写为使用法定计量单位的句子{shape}，小数四舍五入到百分位。\n{text}",
)
SHAPES = {"": False, "，给每句编号": True}
# fmt: on


def shown(value: Decimal) -> str:
    """Write an amount with at most two decimals, rounded half up."""
    text = f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def write_metric_units(rng: Random) -> Task:
    """Ask to rewrite facts in traditional, imperial or customary units with the legal units of measurement."""
    chosen = rng.sample(FACTS, rng.randint(3, 5))
    old, new, used = [], [], dict[str, Unit]()
    for sentence, amounts in chosen:
        place = city(rng)
        drawn = [(UNITS[name], rng.randrange(low, high + 1, step)) for name, low, high, step in amounts]
        used.update((unit.name, unit) for unit, _ in drawn)
        old.append(sentence.format(*(f"{value}{unit.name}" for unit, value in drawn), city=place) + "。")
        converted = (f"{shown(unit.convert(Decimal(value)))}{unit.legal}" for unit, value in drawn)
        new.append(sentence.format(*converted, city=place) + "。")
    wording, with_numbers = rng.choice(tuple(SHAPES.items()))
    instruction = rng.choice(UNIT_FRAMES).format(
        count=COUNTS[len(old)], shape=wording, text="\n".join(old), flat="".join(old), who=person(rng),
        rules="，".join(unit.rule for unit in used.values()),
    )  # fmt: skip
    return Task(instruction, "", numbered(new) if with_numbers else "\n".join(new))
