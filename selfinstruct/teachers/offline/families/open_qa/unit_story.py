"""Ask for the sum of quantities in different units, compared with a limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.wording import plain
from selfinstruct.teachers.offline.world import person, stated


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question that compares a sum with a limit, and its answers: the sum, and whether it is above, below or equal."""

    text: str
    sum: str
    above: str
    below: str
    equal: str


NEUTRAL = (
    Comparison("算一算总共多少{base}，和{limit}比一比。", "总共{total}{base}", "比{limit}多{gap}{base}",
        "比{limit}少{gap}{base}", "和{limit}一样多"),
    Comparison("都换成{base}，和是多少？比{limit}大还是小，差几{base}？", "和是{total}{base}", "比{limit}大，差{gap}{base}",
        "比{limit}小，差{gap}{base}", "不大不小，与{limit}正好相等"),
    Comparison("以{base}为单位，总数是多少？同{limit}相差多少？", "总数是{total}{base}",
        "同{limit}相差{gap}{base}，总数更大", "同{limit}相差{gap}{base}，总数更小", "同{limit}没有相差，正好相等"),
    Comparison("加起来是多少{base}？比{limit}多多少或少多少？", "加起来是{total}{base}", "比{limit}多{gap}{base}",
        "比{limit}少{gap}{base}", "不多不少，正好相等"),
    Comparison("请换算成{base}求和，再与{limit}比较。", "总和是{total}{base}", "比{limit}多{gap}{base}",
        "比{limit}少{gap}{base}", "与{limit}正好相等"),
    Comparison("总共折合几{base}？比{limit}多还是少，差多少？", "总共折合{total}{base}", "比{limit}多，相差{gap}{base}",
        "比{limit}少，相差{gap}{base}", "不多不少，与{limit}正好相等"),
)  # fmt: skip
AT_MOST = (
    Comparison("总共要占多少{base}？在不在{limit}之内？", "总共要占{total}{base}", "不在{limit}之内，超出{gap}{base}",
        "在{limit}之内，还余{gap}{base}", "在{limit}之内，正好相等"),
    Comparison("一共几{base}？离{limit}还有余地吗？", "一共{total}{base}", "没有余地，超出{gap}{base}",
        "还有余地，余{gap}{base}", "没有余地，正好用满"),
    Comparison("合计多少{base}？超没超过{limit}？", "合计{total}{base}", "超过了{limit}，超出{gap}{base}",
        "没超过{limit}，还余{gap}{base}", "没超过{limit}，正好相等"),
)  # fmt: skip
"""Questions about a sum that a limit must hold."""
AT_LEAST = (
    Comparison("全部算上有多少{base}？同{limit}相比缺不缺？", "全部算上有{total}{base}", "不缺，多{gap}{base}",
        "缺{gap}{base}", "不缺，正好相等"),
    Comparison("一共几{base}？达没达到{limit}？", "一共{total}{base}", "达到了，超出{gap}{base}", "没达到，还差{gap}{base}",
        "达到了，正好相等"),
    Comparison("合计多少{base}？离{limit}还差吗？", "合计{total}{base}", "不差，还多{gap}{base}", "还差{gap}{base}",
        "不差，正好相等"),
)  # fmt: skip
"""Questions about a sum that must reach a limit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A physical quantity: scenes, things measured, units, the unit of the answer, limits, and questions."""

    scenes: tuple[tuple[str, str], ...]  # (description, name of the limit)
    leads: tuple[str, ...]  # words before the list of things
    things: tuple[str, ...]
    units: tuple[tuple[str, Fraction, tuple[int, int, int]], ...]  # (name, size in the base unit, range)
    base: str
    limits: tuple[int, ...]
    asks: tuple[Comparison, ...]


MEASURES = (
    Measure(
        (("往老家寄一个包裹", "包裹限重"), ("收拾登机箱", "航空公司限重"), ("给登山队装背包", "背包限重"),
         ("用布袋装年货", "布袋承重")),
        ("要装的有", "打算装进", "已经备好", "清单上是"),
        ("大枣", "小米", "蜂蜜", "核桃", "咸菜", "挂面", "红糖", "腊肠", "花生", "牛肉干", "绿豆", "笋干", "糍粑",
         "芝麻糊"),
        (("克", Fraction(1, 1000), (200, 900, 50)), ("斤", Fraction(1, 2), (2, 9, 1)), ("千克", Fraction(1), (1, 5, 1)),
         ("两", Fraction(1, 20), (6, 18, 2))),
        "千克", (5, 7, 8, 10, 12),
        (*NEUTRAL, *AT_MOST, Comparison("总重是多少{base}？会不会超重？", "总重是{total}{base}", "会超重，超出{gap}{base}",
            "不会超重，还能再装{gap}{base}", "不会超重，正好装满")),
    ),
    Measure(
        (("把几段绳子首尾接起来", "需要的长度"), ("给园子拼接栅栏", "园子一面的长度"), ("沿墙铺电线",
         "墙到配电箱的距离"), ("接一条横幅的花边", "横幅四周的长度")),
        ("手头有", "能用上的有", "找来了", "准备用"),
        ("红色的", "蓝色的", "黄色的", "新买的", "邻居给的", "仓库剩下的", "去年用过的", "朋友捎来的", "家里原有的",
         "网上买的", "旧货摊淘来的", "亲戚送的"),
        (("厘米", Fraction(1, 100), (40, 95, 5)), ("分米", Fraction(1, 10), (6, 24, 2)), ("米", Fraction(1), (2, 5, 1)),
         ("毫米", Fraction(1, 1000), (600, 1500, 100))),
        "米", (4, 5, 6, 8, 10),
        (*NEUTRAL, *AT_LEAST, Comparison("总长几{base}？够不够长？", "总长{total}{base}", "够长，还多{gap}{base}",
            "不够长，还差{gap}{base}", "够长，正好用完")),
    ),
    Measure(
        (("给工地的保温桶灌水", "保温桶容量"), ("给会议室的饮水桶加水", "饮水桶容量"), ("调一桶柠檬茶", "茶桶容量"),
         ("给露营的水袋装水", "水袋容量")),
        ("先后倒进", "要倒进去的有", "准备倒进", "手边有"),
        ("清水", "过滤水", "泉水", "温水", "凉白开", "净水器接的水", "矿泉水", "纯净水", "邻居送的山泉水", "桶装水"),
        (("毫升", Fraction(1, 1000), (150, 900, 50)), ("升", Fraction(1), (1, 4, 1)), ("杯（每杯250毫升）", Fraction(1,
         4), (2, 7, 1)), ("瓶（每瓶550毫升）", Fraction(11, 20), (2, 5, 1))),
        "升", (4, 5, 6, 8, 10),
        (*NEUTRAL, *AT_MOST, Comparison("加在一起是几{base}？装得下吗？", "加在一起是{total}{base}",
            "装不下，超出{gap}{base}", "装得下，还能再装{gap}{base}", "装得下，正好装满")),
    ),
    Measure(
        (("往旧手机里存资料（1GB＝1024MB）", "手机剩余空间"), ("给优盘拷文件（1GB＝1024MB）", "优盘剩余空间"),
         ("备份电脑硬盘（1GB＝1024MB）", "网盘余量")),
        ("要存的有", "打算存进", "挑出了", "文件有"),
        ("婚礼录像", "旅行照片", "网课录屏", "英语听力", "毕业设计", "老电影", "孩子的舞蹈视频", "扫描的旧信",
         "单位宣传片", "电子书", "钢琴练习曲"),
        (("MB", Fraction(1, 1024), (256, 1792, 256)), ("GB", Fraction(1), (1, 6, 1)), ("MB", Fraction(1, 1024), (128,
         896, 128)), ("GB", Fraction(1), (2, 4, 1))),
        "GB", (5, 6, 8, 10, 12),
        (*NEUTRAL, *AT_MOST, Comparison("一共占几{base}？存得下吗？", "一共占{total}{base}", "存不下，超出{gap}{base}",
            "存得下，还余{gap}{base}", "存得下，正好存满")),
    ),
    Measure(
        (("排元旦联欢会", "礼堂可用时间"), ("列迎新晚会的流程", "规定的时长"), ("编小区中秋活动的节目单",
         "广场借用时间"), ("定年会的议程", "会议厅租用时间")),
        ("要排的有", "依次是", "内容有", "初步定下"),
        ("合唱", "小品", "抽奖", "才艺展示", "舞蹈串烧", "诗朗诵", "颁奖", "魔术表演", "二胡独奏", "互动游戏",
         "问答游戏", "茶歇", "相声"),
        (("分钟", Fraction(1), (15, 55, 5)), ("刻钟", Fraction(15), (1, 3, 1)), ("小时", Fraction(60), (1, 1, 1)),
         ("秒", Fraction(1, 60), (240, 900, 60))),
        "分钟", (90, 100, 120, 150),
        (*NEUTRAL, *AT_MOST, Comparison("总时长是多少{base}？会不会超时？", "总时长是{total}{base}",
            "会超时，超出{gap}{base}", "不会超时，还余{gap}{base}", "不会超时，正好用完")),
    ),
    Measure(
        (("规划一天的步行路线", "手环设定的目标"), ("安排早晨跑步的路线", "每天的目标"), ("设计健走活动的路线",
         "活动要求的里程"), ("安排越野训练的路线", "训练要求的里程")),
        ("依次经过", "要走的有", "分段是", "途中有"),
        ("河堤", "公园", "湖边", "操场", "江边", "体育场", "校园", "小区", "环山路", "植物园", "林荫道", "滨河步道"),
        (("米", Fraction(1, 1000), (300, 950, 50)), ("公里", Fraction(1), (1, 3, 1)), ("里", Fraction(1, 2), (1, 5, 1)),
         ("圈（每圈400米）", Fraction(2, 5), (2, 6, 1))),
        "公里", (3, 4, 5, 6, 8),
        (*NEUTRAL, *AT_LEAST, Comparison("全程几{base}？达得到{limit}吗？", "全程{total}{base}", "达得到，超出{gap}{base}",
            "达不到，还差{gap}{base}", "达得到，正好相等")),
    ),
)  # fmt: skip
FRIENDS = ("表姐", "同屋", "外婆", "班长", "邻居", "姑父", "队友", "店长", "堂弟", "师傅", "老同学", "街道主任")
UNIT_CLAUSES = (
    (
        "{who}{scene}",
        "{who}正在{scene}",
        "{who}打算{scene}",
        "周末{who}要{scene}",
        "{who}帮{friend}{scene}",
        "{friend}请{who}帮忙{scene}",
        "{who}受{friend}之托{scene}",
        "今天{who}要{scene}",
        "{who}和{friend}一起{scene}",
        "{friend}让{who}{scene}",
    ),
    ("有{parts}", "{lead}{parts}"),
    ("{limit}是{most}{base}", "已知{limit}为{most}{base}", "而{limit}是{most}{base}", "{limit}按{most}{base}算"),
)


def write_unit_story(rng: Random) -> Task:
    """Ask for the sum of quantities in different units, compared with a limit."""
    measure = rng.choice(MEASURES)
    scene, limit = rng.choice(measure.scenes)
    units = rng.sample(measure.units, rng.randint(3, 4))
    parts = [
        (thing, rng.randrange(low, high + 1, step), unit, size)
        for thing, (unit, size, (low, high, step)) in zip(rng.sample(measure.things, len(units)), units, strict=True)
    ]
    total, most = sum((count * size for _, count, _, size in parts), Fraction(0)), rng.choice(measure.limits)
    ask = rng.choice(measure.asks)
    verdict = ask.equal if total == most else ask.above if total > most else ask.below
    facts = {
        "who": person(rng), "friend": rng.choice(FRIENDS), "scene": scene, "limit": limit, "most": most,
        "base": measure.base, "lead": rng.choice(measure.leads), "parts": "、".join(f"{thing}{count}{unit}" for thing, count, unit, _ in parts),
        "total": plain(total), "gap": plain(abs(total - most)),
    }  # fmt: skip
    each = "、".join(f"{thing}{plain(count * size)}{measure.base}" for thing, count, _, size in parts)
    question = (stated(rng, UNIT_CLAUSES) + ask.text).format(**facts)
    return Task(question, "", f"换算后：{each}。{ask.sum}，{verdict}。".format(**facts))
