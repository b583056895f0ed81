"""Open questions without a passage: prices, dates, units, trips and logic puzzles, with computed answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, reduce
from itertools import permutations
from operator import and_
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people, person, stated


def plain(amount: Fraction) -> str:
    """Format an amount without trailing zeros: 18, 7.5, 0.25 (at most three decimals)."""
    return f"{float(amount):.3f}".rstrip("0").rstrip(".")


# --- shopping -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Good:
    """A product: its name, measure word and usual price range in yuan."""

    name: str
    unit: str
    low: int
    high: int


SHOPS: dict[str, tuple[Good, ...]] = {
    "水果店": (
        Good("苹果", "斤", 5, 9), Good("草莓", "盒", 15, 28), Good("香蕉", "斤", 3, 6), Good("车厘子", "斤", 30, 55),
        Good("柚子", "个", 8, 15), Good("葡萄", "斤", 8, 16), Good("芒果", "斤", 9, 15), Good("哈密瓜", "个", 18, 30),
    ),
    "文具店": (
        Good("钢笔", "支", 18, 45), Good("笔记本", "本", 5, 12), Good("橡皮", "块", 2, 4), Good("彩铅", "盒", 20, 38),
        Good("文件夹", "个", 4, 9), Good("中性笔", "支", 2, 5), Good("计算器", "个", 25, 48), Good("书皮", "包", 5, 10),
    ),
    "花市": (
        Good("百合", "枝", 8, 14), Good("玫瑰", "枝", 4, 9), Good("多肉", "盆", 6, 15), Good("绿萝", "盆", 12, 25),
        Good("向日葵", "枝", 7, 12), Good("营养土", "袋", 10, 18), Good("陶花盆", "个", 15, 30), Good("满天星", "把",
            12, 22),
    ),
    "五金店": (
        Good("灯泡", "只", 6, 15), Good("插线板", "个", 28, 55), Good("水龙头", "个", 35, 70), Good("螺丝刀", "把", 9,
            20),
        Good("卷尺", "把", 8, 16), Good("生料带", "卷", 2, 4), Good("挂锁", "把", 12, 26), Good("砂纸", "张", 2, 3),
    ),
    "早市": (
        Good("土豆", "斤", 2, 4), Good("排骨", "斤", 26, 36), Good("鲈鱼", "条", 25, 40), Good("豆腐", "块", 3, 5),
        Good("鸡蛋", "斤", 5, 8), Good("菠菜", "把", 3, 6), Good("山药", "斤", 6, 11), Good("基围虾", "斤", 38, 58),
    ),
    "书店": (
        Good("科普绘本", "本", 28, 48), Good("字典", "本", 35, 65), Good("小说", "本", 32, 58), Good("字帖", "本", 10,
            20),
        Good("地图册", "本", 25, 45), Good("明信片", "套", 15, 28), Good("书签", "套", 8, 16), Good("棋谱", "本", 22,
            39),
    ),
    "茶叶店": (
        Good("茉莉花茶", "罐", 48, 88), Good("菊花", "包", 15, 28), Good("盖碗", "只", 30, 65), Good("公道杯", "只", 22,
            45),
        Good("茶漏", "个", 10, 18), Good("陈皮", "包", 26, 52), Good("品茗杯", "只", 12, 25), Good("枸杞", "包", 18,
            35),
    ),
    "宠物店": (
        Good("猫砂", "袋", 22, 39), Good("猫条", "盒", 15, 28), Good("逗猫棒", "根", 8, 15), Good("狗绳", "条", 25, 48),
        Good("尿垫", "包", 28, 45), Good("磨牙棒", "包", 12, 22), Good("食盆", "个", 15, 30), Good("梳毛刷", "把", 18,
            32),
    ),
}  # fmt: skip
BILL_CLAUSES = (
    ("{who}在{shop}买了{goods}", "{who}去{shop}采购{goods}", "{who}从{shop}挑了{goods}", "{who}逛{shop}，带走{goods}"),
    ("{offer}", "当天{offer}", "正赶上{offer}"),
)
BILL_ASKS = (
    ("应付多少元？", "应付{due}元"), ("一共要付多少钱？", "一共要付{due}元"), ("算算实付金额，写出过程。", "实付{due}元"),
    ("最后要花多少钱？请列式。", "最后要花{due}元"), ("请算出优惠后的总价。", "优惠后的总价是{due}元"),
)  # fmt: skip
CHANGE_CLAUSES = (*BILL_CLAUSES, ("付了{paid}元", "递给老板{paid}元现金", "掏出{paid}元", "拿{paid}元结账"))
CHANGE_ASKS = (
    ("该找回多少？", "该找回{back}元"), ("找零是多少元？", "找零是{back}元"),
    ("老板应当找多少钱？请写步骤。", "老板应当找{back}元"), ("付完账还剩多少？请列式。", "付完账还剩{back}元"),
    ("算一算找回的钱。", "找回的钱是{back}元"),
)  # fmt: skip
"""Clauses and questions, each question with the answer in its own words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A discount: `percent` of the price is charged, minus `cut` yuan if the result is at least `least` yuan."""

    text: str
    percent: int
    least: int
    cut: int


OFFERS = (
    Offer("全场九折", 90, 0, 0),
    Offer("全场八五折", 85, 0, 0),
    Offer("全场八折", 80, 0, 0),
    Offer("满100元减15元（只减一次）", 100, 100, 15),
    Offer("满80元减10元（只减一次）", 100, 80, 10),
    Offer("满60元减6元（只减一次）", 100, 60, 6),
    Offer("先打九折，折后满90元再减5元", 90, 90, 5),
)


def discounted(total: int, offer: Offer) -> tuple[Fraction, str]:
    """Return the price after a discount, and the calculation as text."""
    price = Fraction(total * offer.percent, 100)
    words = "" if offer.percent == 100 else f"打折后为{total}×{offer.percent / 100:g}={plain(price)}元"
    if offer.cut and price >= offer.least:
        words += f"{'；' if words else ''}达到{offer.least}元，再减{offer.cut}元，为{plain(price - offer.cut)}元"
        price -= offer.cut
    elif offer.cut:
        words += f"{'；' if words else ''}不到{offer.least}元，不能减"
    return price, words


def write_shopping_bill(rng: Random) -> Task:
    """Ask for the price of several products after a discount, or for the change."""
    shop = rng.choice(tuple(SHOPS))
    lines = [(g, rng.randint(2, 5), rng.randint(g.low, g.high)) for g in rng.sample(SHOPS[shop], rng.randint(2, 4))]
    offer, total = rng.choice(OFFERS), sum(count * price for _, count, price in lines)
    due, words = discounted(total, offer)
    paid = next(note for note in (50, 100, 200, 300, 400, 500, 600, 800, 1000) if note > due)
    change = rng.random() < 0.5
    ask, end = rng.choice(CHANGE_ASKS if change else BILL_ASKS)
    facts = stated(rng, CHANGE_CLAUSES if change else BILL_CLAUSES).format(
        who=person(rng), shop=shop, offer=offer.text, paid=paid,
        goods="、".join(f"{count}{g.unit}{g.name}（每{g.unit}{price}元）" for g, count, price in lines),
    )  # fmt: skip
    sums = "＋".join(f"{count}×{price}" for _, count, price in lines)
    result = end.format(due=plain(due), back=plain(paid - due))
    rest = f"{paid}－{plain(due)}＝{plain(paid - due)}元，" if change else ""
    return Task(facts + ask, "", f"原价：{sums}＝{total}元；{words}。{rest}{result}。".replace("=", "＝"))


# --- dates --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Project:
    """A project with consecutive stages: (stage, minimum days, maximum days) for each, and the months of its start."""

    name: str
    stages: tuple[tuple[str, int, int], ...]
    months: tuple[int, ...] = tuple(range(1, 13))


PROJECTS = (
    Project("老房翻新", (("拆旧", 3, 6), ("改水电", 6, 10), ("贴瓷砖", 8, 14), ("刷墙漆", 5, 9), ("装橱柜", 2, 5),
        ("保洁", 1, 2))),
    Project("毕业论文", (("查文献", 14, 25), ("写提纲", 3, 6), ("做问卷", 8, 15), ("写初稿", 16, 28), ("修改", 7, 12),
        ("排版", 2, 4))),
    Project("社区运动会", (("定项目", 2, 4), ("招募志愿者", 6, 11), ("报名", 7, 12), ("排赛程", 2, 4), ("布置场地", 1,
        3)), months=(3, 4, 9, 10)),
    Project("阳台菜园", (("泡种催芽", 2, 4), ("育苗", 15, 24), ("缓苗", 4, 7), ("搭架", 1, 2), ("等结果", 28, 40)), months=(3, 4, 5)),
    Project("校刊出版", (("征稿", 12, 20), ("选稿", 4, 8), ("配插图", 5, 9), ("校对", 3, 6), ("印刷", 6, 10), ("分发",
        1, 2))),
    Project("新店开张", (("签租约", 1, 3), ("装修", 18, 30), ("进货", 4, 7), ("培训店员", 5, 8), ("试营业", 3, 7))),
    Project("木书桌订做", (("量尺寸", 1, 2), ("选料", 2, 4), ("开榫打磨", 7, 12), ("上漆", 4, 6), ("晾干", 5, 9),
        ("送货", 1, 3))),
    Project("话剧排演", (("读剧本", 3, 6), ("分角色", 1, 2), ("走位", 6, 10), ("做布景", 5, 9), ("联排", 4, 7), ("彩排",
        1, 3))),
    Project("家谱整理", (("走访老人", 9, 16), ("抄碑文", 3, 6), ("录入", 8, 13), ("核对", 5, 8), ("装订", 3, 5))),
    Project("展厅布展", (("清点展品", 2, 4), ("写说明牌", 4, 7), ("搭展柜", 5, 8), ("调灯光", 2, 4), ("试讲", 1, 3))),
    Project("果酒酿造", (("洗果晾干", 1, 2), ("主发酵", 7, 12), ("过滤", 1, 2), ("二次发酵", 18, 28), ("澄清", 5, 9)),
        months=(5, 6, 7, 8, 9)),
    Project("小程序开发", (("写需求", 3, 6), ("画原型", 4, 7), ("编码", 15, 26), ("测试", 5, 9), ("上线审核", 2, 5))),
    Project("婚礼筹备", (("选场地", 3, 7), ("发请柬", 2, 5), ("试礼服", 2, 4), ("排流程", 3, 6), ("布置现场", 1, 2))),
    Project("班级画册", (("收照片", 4, 8), ("写文字", 5, 9), ("设计版面", 6, 11), ("看校样", 2, 4), ("印制", 5, 9))),
    Project("旧自行车翻修", (("拆洗", 1, 2), ("除锈", 2, 4), ("喷漆", 2, 4), ("换零件", 3, 6), ("调试", 1, 3))),
    Project("书房改造", (("清空房间", 1, 2), ("打书架", 6, 11), ("重刷墙面", 3, 6), ("通风散味", 9, 16), ("搬书", 1, 3))),
    Project("短片拍摄", (("写脚本", 4, 9), ("选演员", 3, 6), ("勘景", 2, 5), ("拍摄", 6, 12), ("剪辑", 7, 13),
        ("配音", 2, 5))),
    Project("毛衣编织", (("选线", 1, 2), ("织后片", 6, 11), ("织前片", 6, 11), ("织袖子", 5, 9), ("缝合", 1, 3))),
)  # fmt: skip
STAGE_CLAUSES = (
    (
        "{who}的{project}从{start}动手",
        "{who}{start}开始忙{project}",
        "{project}由{who}负责，{start}启动",
        "{start}，{who}着手{project}",
        "{who}把{project}的头一天定在{start}",
        "{who}牵头的{project}{start}起步",
        "{project}定于{start}开始，由{who}牵头",
        "{who}接手{project}，{start}开始",
    ),
    (
        "依次是{stages}",
        "先后安排{stages}",
        "分成{stages}这几步",
        "安排为{stages}",
        "按顺序是{stages}",
        "前后包括{stages}",
        "各步用时是{stages}",
        "计划里排了{stages}",
    ),
    ("", "一步接一步不停", "中间不休息", "一天也不歇"),
)
PAUSE_CLAUSES = (
    *STAGE_CLAUSES[:2],
    (
        "{after}之后停{pause}天",
        "{after}结束后歇{pause}天再继续",
        "{after}结束后因故耽搁{pause}天",
        "{after}之后要空出{pause}天",
        "不过{after}之后要等{pause}天",
        "{after}之后{who}出差{pause}天，只好停下",
        "{after}完成后空了{pause}天才接着做",
        "{after}之后碰上急事，停了{pause}天",
    ),
)
END_ASKS = (
    ("开头那天算第一天，哪天全部做完？", "{last}全部做完"),
    ("首日计入天数，最后一天是几月几日、周几？", "最后一天是{last}"),
    ("从当天起算，什么日期收尾？请写过程。", "{last}收尾"),
    ("当天也算一天，结束的日期是哪一天？说明是周几。", "结束的日期是{last}"),
    ("起始日也算在内，哪一天能做完？说出星期。", "{last}能做完"),
    ("请推算完成的日期，起始日也算一天。", "完成的日期是{last}"),
    ("头一天包括在内，几月几日干完最后一步？", "{last}干完最后一步"),
    ("连开始那天一起算，整件事在哪天结束？", "整件事在{last}结束"),
)


def day(when: date) -> str:
    """Format a date with its weekday: 2026年3月9日（周一）."""
    return f"{when.year}年{when.month}月{when.day}日（{WEEKDAYS[when.weekday()]}）"


def write_stage_dates(rng: Random) -> Task:
    """Ask for the last day of a project with consecutive stages, sometimes with a pause between two of them."""
    project = rng.choice(PROJECTS)
    picked = sorted(rng.sample(range(len(project.stages)), rng.randint(3, 4)))
    stages = [(project.stages[i][0], rng.randint(*project.stages[i][1:])) for i in picked]
    start = date(rng.choice((2026, 2027)), rng.choice(project.months), rng.randint(1, 28))
    pause, after = rng.choice((0, 2, 3, 4, 5)), rng.choice(stages[:-1])[0]
    ask, end = rng.choice(END_ASKS)
    facts = stated(rng, PAUSE_CLAUSES if pause else STAGE_CLAUSES).format(
        who=person(rng), project=project.name, start=day(start), after=after, pause=pause,
        stages="、".join(f"{name}{days}天" for name, days in stages),
    )  # fmt: skip
    terms = [n for name, days in stages for n in ((days, pause) if pause and name == after else (days,))]
    last = start + timedelta(sum(terms) - 1)
    sums = "＋".join(map(str, terms)) + f"＝{sum(terms)}天" + (f"（含中间停的{pause}天）" if pause else "")
    return Task(
        facts + ask, "", f"共{sums}；首日算第一天，再过{sum(terms) - 1}天就是最后一天。{end.format(last=day(last))}。"
    )


# --- units --------------------------------------------------------------------------------------------------------


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


# --- journeys -----------------------------------------------------------------------------------------------------

RIDES = (
    ("骑车", (12, 15), (2, 9)), ("步行", (5, 6), (1, 3)), ("坐公交", (20, 24), (4, 12)), ("打车", (30, 40), (5, 20)),
    ("坐地铁", (36, 40), (6, 24)), ("骑电动车", (20, 25), (3, 12)), ("搭朋友的车", (30, 45), (6, 24)), ("坐轮渡", (15,
     18), (3, 6)),
)  # fmt: skip
STOPS = (
    "吃碗面", "取快递", "等朋友", "买水果", "打印材料", "喝杯豆浆", "修鞋跟", "在药店配药", "还图书",
    "取现金", "买束花", "理发", "寄信", "给老师送书", "试一件外套",
)  # fmt: skip
AIMS = (
    "面试", "看牙", "参加婚礼", "听讲座", "打球", "考科目一", "看球赛", "开家长会", "办签证", "接客户", "上绘画课",
    "拍证件照", "献血", "签购房合同",
    "看画展", "取护照", "练合唱", "给外婆过生日",
)  # fmt: skip
CLOCK_CLAUSES = (
    (
        "{who}{start}出门去{aim}",
        "{who}为了{aim}，{start}离家",
        "{who}要去{aim}，{start}动身",
        "{start}，{who}从家里出发去{aim}",
        "{who}有事要去{aim}，{start}出了家门",
        "{who}{start}启程去{aim}",
        "今天{who}去{aim}，{start}从家出发",
        "{who}约好去{aim}，{start}上路",
    ),
    (
        "路上{legs}",
        "先后{legs}",
        "一路依次{legs}",
        "行程是{legs}",
        "途中{legs}",
        "接连{legs}",
        "路线是{legs}",
        "按计划{legs}",
    ),
)
ARRIVE_ASKS = (
    ("几点能到？", "{arrival}能到"),
    ("到达时是几点几分？", "到达时是{arrival}"),
    ("请推算到达的时刻。", "到达的时刻是{arrival}"),
    ("什么时候到？写出每段用时。", "{arrival}到"),
    ("算出到达时间和全程用时。", "到达时间是{arrival}，全程用时{total}分钟"),
)
LATE_CLAUSES = (*CLOCK_CLAUSES, ("约的是{due}", "{due}必须到", "得在{due}以前赶到", "时间定在{due}"))
LATE_ASKS = (
    ("赶得上吗？差多少分钟？", "赶得上，早到{gap}分钟", "赶不上，晚到{gap}分钟"),
    ("会迟到吗？早或晚几分钟？", "不会迟到，早{gap}分钟", "会迟到，晚{gap}分钟"),
    ("判断来不来得及，说出相差的时间。", "来得及，早到{gap}分钟", "来不及，晚到{gap}分钟"),
    ("能准时吗？请算给我看。", "能准时，早到{gap}分钟", "不能准时，晚到{gap}分钟"),
)
"""Questions with a deadline: the text, the answer of a traveller who is in time, and of one who is late."""


def clock(minutes: int) -> str:
    """Format minutes since midnight, such as 上午9:30, 中午12:10 or 下午2:05."""
    hour = minutes // 60
    part = "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour < 13 else hour - 12}:{minutes % 60:02d}"


def ride(rng: Random, kind: tuple[str, tuple[int, ...], tuple[int, int]]) -> tuple[str, str, int]:
    """Draw one leg of a trip: its description, its name, and its duration in whole minutes."""
    name, speeds, (low, high) = kind
    choices = [(far, v) for v in speeds for far in range(low, high + 1) if far * 60 % v == 0]
    far, speed = rng.choice(choices)
    return f"{name}{far}公里（时速{speed}公里）", name, far * 60 // speed


def write_trip_clock(rng: Random) -> Task:
    """Ask when a traveller arrives, or whether in time, after legs of given distance and speed and a stop."""
    stop, pause = rng.choice(STOPS), rng.randrange(5, 35, 5)
    legs = [ride(rng, kind) for kind in rng.sample(RIDES, rng.randint(2, 3))]
    legs.insert(1, (f"{stop}花{pause}分钟", stop, pause))
    start, total = rng.randrange(7 * 60, 16 * 60, 5), sum(minutes for _, _, minutes in legs)
    late = rng.random() < 0.5
    gap = rng.choice((-25, -15, -10, -5, 5, 10, 20, 30))
    times = {"arrival": clock(start + total), "total": total, "due": clock(start + total + gap), "gap": abs(gap)}
    ask, *ends = rng.choice(LATE_ASKS if late else ARRIVE_ASKS)
    facts = stated(rng, LATE_CLAUSES if late else CLOCK_CLAUSES).format(
        who=person(rng),
        start=clock(start),
        aim=rng.choice(AIMS),
        legs="、".join(words for words, _, _ in legs),
        **times,
    )
    each = "、".join(f"{name}{minutes}分钟" for _, name, minutes in legs)
    end = (f"{times['arrival']}到达，" if late else "") + ends[late and gap < 0].format(**times)
    return Task(facts + ask, "", f"各段用时：{each}，共{total}分钟；{clock(start)}出发，{end}。")


# --- ranking puzzles ----------------------------------------------------------------------------------------------

CONTESTS = (
    ("参加街道象棋赛", "排名"), ("参加跳绳比赛", "排名"), ("参加区里的朗诵比赛", "名次"), ("竞选优秀员工", "排名"),
    ("参加钓鱼比赛", "排名"), ("参加厨艺比拼", "名次"), ("跑半程马拉松", "名次"), ("参加剥毛豆比赛", "名次"),
    ("参加打字竞赛", "排名"), ("参加爬山比赛", "名次"), ("参加英语演讲赛", "名次"), ("参加插花评比", "名次"),
    ("参加环湖骑行赛", "名次"), ("参加拔萝卜比赛", "名次"), ("参加背古诗比赛", "名次"), ("参加包饺子比赛", "名次"),
)  # fmt: skip
ORDINALS = ("第一", "第二", "第三", "第四", "第五")
RANK_CLUE_WORDS = {
    "before": ("{a}比{b}靠前", "{b}排在{a}后面", "{a}赢了{b}", "{b}不如{a}"),
    "next": ("{a}紧跟在{b}后面", "{b}的下一名是{a}", "{a}只比{b}低一名"),
    "not": ("{a}不是{place}", "{place}不是{a}", "{a}没拿{place}"),
    "gap": ("{a}和{b}之间隔着{n}个人", "{a}与{b}中间有{n}人"),
}
RANK_ASKS = (
    ("谁是{place}？", "{name}是{place}。{all}。"),
    ("{place}是谁？请说明推理结果。", "{place}是{name}。{all}。"),
    ("请推出全部{order}。", "{all}。"),
    ("从前到后的{order}是怎样的？", "{all}。"),
    ("列出{order}，并指出{place}是谁。", "{all}；{place}是{name}。"),
)
"""Questions, each with the answer in its own words."""


@dataclass(frozen=True, slots=True)
class RankClue:
    """A clue about a ranking: a `kind` of RANK_CLUE_WORDS, the true places `a` and `b` of two people, and a number `n`.

    The number is a place or a distance.
    """

    kind: str
    a: int
    b: int
    n: int


def rank_holds(clue: RankClue, order: tuple[int, ...]) -> bool:
    """Return True if a clue holds for a ranking of people, who are numbered by their true places."""
    a, b = order.index(clue.a), order.index(clue.b)
    return {"before": a < b, "next": a == b + 1, "not": a != clue.n, "gap": abs(a - b) == clue.n + 1}[clue.kind]


@cache
def rank_clues(count: int) -> dict[RankClue, int]:
    """List all clues that hold for the true ranking, each with the rankings it permits as a bit mask.

    The lowest bit is the true ranking. No clue states a person's place directly.
    """
    orders = list(permutations(range(count)))
    pairs = [
        RankClue(kind, a, b, n)
        for a, b in permutations(range(count), 2)
        for kind, n in (("before", 0), ("next", 0), ("gap", 1), ("gap", 2))
    ]
    places = [RankClue("not", a, a, n) for a in range(count) for n in range(count)]
    true = [clue for clue in pairs + places if rank_holds(clue, orders[0])]
    return {clue: sum(rank_holds(clue, order) << i for i, order in enumerate(orders)) for clue in true}


def enough_clues(rng: Random, count: int) -> list[RankClue]:
    """Draw clues that only the true ranking satisfies. No clue is redundant."""
    masks, chosen, left = rank_clues(count), list[RankClue](), -1
    for clue in rng.sample(list(masks), len(masks)):
        if left != 1 and left & masks[clue] != left:
            chosen.append(clue)
            left &= masks[clue]
    for clue in list(chosen):
        rest = [c for c in chosen if c != clue]
        if reduce(and_, (masks[c] for c in rest), -1) == 1:
            chosen = rest
    return chosen


def write_rank_puzzle(rng: Random) -> Task:
    """Ask for a ranking that is determined by clues. All permutations are searched to ensure a unique solution."""
    order = tuple(people(rng, rng.choice((4, 4, 5))))
    (contest, word), place = rng.choice(CONTESTS), rng.randrange(len(order))
    clues = "，".join(
        rng.choice(RANK_CLUE_WORDS[c.kind]).format(a=order[c.a], b=order[c.b], place=ORDINALS[c.n] + "名", n=c.n)
        for c in enough_clues(rng, len(order))
    )
    named = listed(rng.sample(order, len(order)))
    told = rng.choice((f"{named}{contest}，没有并列。已知{clues}。", f"{contest}的有{named}，没有并列；{clues}。"))
    full = "、".join(f"{name}（{ORDINALS[i]}名）" for i, name in enumerate(order))
    facts = {"order": word, "place": ORDINALS[place] + "名", "name": order[place]}
    ask, answer = rng.choice(RANK_ASKS)
    whole = f"符合全部条件的{word}只有一种：{full}"
    return Task(told + ask.format(**facts), "", answer.format(all=whole, **facts))


# --- who has what -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """A scene in which each person has a different thing, and the words that ask which thing."""

    scene: str
    verb: str
    which: str
    things: tuple[str, ...]


CHOICES = (
    Choice("在咖啡馆各点了一样，互不相同", "点", "哪种饮品", ("拿铁", "红茶", "橙汁", "热可可", "酸奶", "柠檬水")),
    Choice("各学一种乐器，都不一样", "学", "哪种乐器", ("二胡", "钢琴", "笛子", "吉他", "古筝", "小提琴")),
    Choice("周末各去了一个地方，没有重复", "去", "哪个地方", ("动物园", "图书馆", "游泳馆", "植物园", "科技馆", "茶馆")),
    Choice("各养一种宠物，互不相同", "养", "哪种宠物", ("乌龟", "橘猫", "金鱼", "仓鼠", "鹦鹉", "柴犬")),
    Choice("各分到一项值日工作，都不重样", "分到", "哪项工作", ("扫地", "擦窗", "倒垃圾", "浇花", "拖地", "擦黑板")),
    Choice("聚餐时各带一道菜，没有重样", "带", "哪道菜",
        ("凉拌木耳", "红烧鱼", "可乐鸡翅", "糖醋排骨", "素炒三丝", "八宝饭")),
    Choice("各报了一门选修课，互不相同", "报", "哪门课", ("陶艺", "摄影", "书法", "天文", "围棋", "急救")),
    Choice("旅行回来各带一样伴手礼，都不同", "带", "哪样伴手礼",
        ("桂花糕", "绿茶", "腊肠", "果脯", "竹雕", "丝巾")),
    Choice("各坐一种交通工具来，没有相同的", "坐", "哪种交通工具",
        ("地铁", "高铁", "长途汽车", "出租车", "轮渡", "公交车")),
    Choice("每人种了一样蔬菜，互不相同", "种", "哪样蔬菜", ("黄瓜", "辣椒", "茄子", "生菜", "豆角", "番茄")),
)  # fmt: skip
CHOICE_CLUE_WORDS = {
    "no": ("{a}没{verb}{x}", "{verb}{x}的不是{a}", "{a}{verb}的不是{x}"),
    "neither": ("{a}{verb}的既不是{x}也不是{y}", "{x}和{y}都不是{a}{verb}的"),
    "either": ("{verb}{x}的不是{a}就是{b}", "{a}和{b}里有一人{verb}{x}", "{x}是{a}或{b}{verb}的"),
}
CHOICE_ASKS = (
    ("{a}{verb}的是{which}？", "{a}{verb}的是{x}。"),
    ("谁{verb}了{x}？", "{a}{verb}了{x}。"),
    ("请推出每个人{verb}的是{which}。", ""),
    ("每个人{verb}的分别是{which}？", ""),
    ("问{verb}{x}的人是谁，其余的人呢？", "{verb}{x}的人是{a}。"),
)
"""Questions, each with the sentence in its own words that goes before the whole solution."""


@dataclass(frozen=True, slots=True)
class ChoiceClue:
    """A clue about an assignment: a `kind` of CHOICE_CLUE_WORDS, people `a` and `b`, and things `x` and `y`."""

    kind: str
    a: str
    b: str
    x: str
    y: str


def choice_holds(clue: ChoiceClue, has: dict[str, str]) -> bool:
    """Return True if a clue holds for an assignment of things to people."""
    return {
        "no": has[clue.a] != clue.x,
        "neither": has[clue.a] not in (clue.x, clue.y),
        "either": clue.x in (has[clue.a], has[clue.b]),
    }[clue.kind]


def fit_clues(rng: Random, names: list[str], things: list[str]) -> list[ChoiceClue]:
    """Draw clues that only the assignment of `things` to `names`, in order, satisfies. No clue is redundant."""
    worlds = [dict(zip(names, order, strict=True)) for order in permutations(things)]
    left, chosen = worlds, list[ChoiceClue]()
    while len(left) > 1:
        (a, b), (x, y) = rng.sample(names, 2), rng.sample(things, 2)
        clue = ChoiceClue(rng.choice(("no", "neither", "either")), a, b, x, y)
        if choice_holds(clue, worlds[0]) and not all(choice_holds(clue, world) for world in left):
            left, chosen = [world for world in left if choice_holds(clue, world)], [*chosen, clue]
    for clue in list(chosen):
        rest = [c for c in chosen if c != clue]
        if sum(all(choice_holds(c, world) for c in rest) for world in worlds) == 1:
            chosen = rest
    return chosen


def write_choice_puzzle(rng: Random) -> Task:
    """Ask who has which thing, as determined by clues. All assignments are searched to ensure a unique solution."""
    choice, count = rng.choice(CHOICES), rng.choice((3, 4, 4))
    names, things = people(rng, count), rng.sample(choice.things, count)
    clues = "，".join(
        rng.choice(CHOICE_CLUE_WORDS[c.kind]).format(a=c.a, b=c.b, x=c.x, y=c.y, verb=choice.verb)
        for c in fit_clues(rng, names, things)
    )
    mixed, asked = rng.sample(things, count), rng.randrange(count)
    told = f"{listed(rng.sample(names, count))}{choice.scene}，有{listed(mixed)}。已知{clues}。"
    full = "，".join(f"{name}{choice.verb}{thing}" for name, thing in zip(names, things, strict=True))
    ask, first = (
        text.format(a=names[asked], x=things[asked], verb=choice.verb, which=choice.which)
        for text in rng.choice(CHOICE_ASKS)
    )
    return Task(told + ask, "", f"{first}逐条排除后，只有一种可能：{full}。")


FAMILIES: tuple[Family, ...] = (
    Family("shopping_bill", TaskType.OPEN_QA, write_shopping_bill),
    Family("stage_dates", TaskType.OPEN_QA, write_stage_dates),
    Family("unit_story", TaskType.OPEN_QA, write_unit_story),
    Family("trip_clock", TaskType.OPEN_QA, write_trip_clock),
    Family("rank_puzzle", TaskType.OPEN_QA, write_rank_puzzle),
    Family("choice_puzzle", TaskType.OPEN_QA, write_choice_puzzle),
)
