"""Dishes from the food in a fridge. Each uses only that food and respects the diet and the time limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import listed, person, stated

MEAT = ("猪肉", "鸡胸肉", "牛肉", "虾仁", "排骨", "羊肉", "鸡腿", "鱼片", "腊肠", "火腿", "蛤蜊")
SEAFOOD = ("虾仁", "鱼片", "蛤蜊")
HOT = ("青椒", "干辣椒")
ROUGH = (
    *HOT, "酸菜", "腊肠", "皮蛋", "苦瓜", "蛤蜊", "羊肉", "韭菜", "洋葱", "芹菜", "莲藕", "杏鲍菇", "金针菇", "豆角", "蒜薹",
    "海带", "火腿", "板栗", "莴笋", "水发木耳", "香干", "鲜腐竹", "荷兰豆", "空心菜",
)  # fmt: skip
"""Food that does not suit a person who has just been ill."""


@dataclass(frozen=True, slots=True)
class Dish:
    """A home-cooked dish: its ingredients apart from seasoning, and its approximate time in minutes."""

    name: str
    needs: tuple[str, ...]
    minutes: int


DISHES = (
    Dish("西红柿炒鸡蛋", ("西红柿", "鸡蛋"), 10), Dish("韭菜炒鸡蛋", ("韭菜", "鸡蛋"), 8),
    Dish("黄瓜炒鸡蛋", ("黄瓜", "鸡蛋"), 8), Dish("木耳炒鸡蛋", ("水发木耳", "鸡蛋"), 15),
    Dish("紫菜蛋花汤", ("紫菜", "鸡蛋"), 8), Dish("蛋炒饭", ("米饭", "鸡蛋"), 10),
    Dish("西红柿鸡蛋面", ("西红柿", "鸡蛋", "面条"), 15), Dish("洋葱炒鸡蛋", ("洋葱", "鸡蛋"), 10),
    Dish("虾仁滑蛋", ("虾仁", "鸡蛋"), 10), Dish("虾仁蒸蛋", ("虾仁", "鸡蛋"), 15),
    Dish("虾仁炒西兰花", ("虾仁", "西兰花"), 12), Dish("黄瓜炒虾仁", ("黄瓜", "虾仁"), 10),
    Dish("虾仁豆腐煲", ("虾仁", "豆腐"), 18), Dish("家常豆腐", ("豆腐", "水发木耳", "胡萝卜"), 20),
    Dish("白菜炖豆腐", ("白菜", "豆腐"), 20), Dish("菠菜豆腐汤", ("菠菜", "豆腐"), 12),
    Dish("香菇烧豆腐", ("香菇", "豆腐"), 18), Dish("肉末豆腐", ("猪肉", "豆腐"), 15),
    Dish("西红柿豆腐汤", ("西红柿", "豆腐"), 12), Dish("金针菇豆腐汤", ("金针菇", "豆腐"), 12),
    Dish("白菜炒木耳", ("白菜", "水发木耳"), 12), Dish("白菜粉丝汤", ("白菜", "粉丝"), 15),
    Dish("猪肉炖粉丝", ("猪肉", "粉丝"), 35), Dish("青椒肉丝", ("青椒", "猪肉"), 15),
    Dish("青椒土豆丝", ("青椒", "土豆"), 12), Dish("清炒土豆丝", ("土豆",), 10),
    Dish("土豆烧牛肉", ("土豆", "牛肉"), 60), Dish("洋葱炒牛肉", ("洋葱", "牛肉"), 15),
    Dish("西红柿炖牛肉", ("西红柿", "牛肉"), 70), Dish("胡萝卜烧牛肉", ("胡萝卜", "牛肉"), 60),
    Dish("青椒炒牛肉", ("青椒", "牛肉"), 15), Dish("金针菇炒牛肉", ("金针菇", "牛肉"), 15),
    Dish("宫保鸡丁", ("鸡胸肉", "黄瓜", "干辣椒"), 20), Dish("香菇炒鸡片", ("香菇", "鸡胸肉"), 18),
    Dish("西兰花炒鸡胸肉", ("西兰花", "鸡胸肉"), 15), Dish("凉拌鸡丝", ("鸡胸肉", "黄瓜"), 25),
    Dish("玉米鸡丁", ("玉米", "鸡胸肉", "胡萝卜"), 18), Dish("洋葱炒鸡柳", ("洋葱", "鸡胸肉"), 15),
    Dish("拍黄瓜", ("黄瓜",), 5), Dish("清炒西兰花", ("西兰花",), 8), Dish("蒜蓉菠菜", ("菠菜",), 8),
    Dish("菠菜拌粉丝", ("菠菜", "粉丝"), 12), Dish("蒜蓉蒸茄子", ("茄子",), 18),
    Dish("肉末茄子", ("茄子", "猪肉"), 20), Dish("土豆烧茄子", ("土豆", "茄子"), 25),
    Dish("地三鲜", ("土豆", "茄子", "青椒"), 25), Dish("豆角焖面", ("豆角", "面条", "猪肉"), 35),
    Dish("干煸豆角", ("豆角", "干辣椒"), 18), Dish("豆角烧肉", ("豆角", "猪肉"), 30), Dish("豆角炖土豆", ("豆角", "土豆"), 30),
    Dish("冬瓜排骨汤", ("冬瓜", "排骨"), 70), Dish("玉米排骨汤", ("玉米", "排骨"), 70),
    Dish("山药排骨汤", ("山药", "排骨"), 75), Dish("冬瓜虾仁汤", ("冬瓜", "虾仁"), 18),
    Dish("红烧冬瓜", ("冬瓜",), 18), Dish("山药炒木耳", ("山药", "水发木耳"), 15),
    Dish("胡萝卜炒山药", ("胡萝卜", "山药"), 15), Dish("木须肉", ("水发木耳", "鸡蛋", "黄瓜", "猪肉"), 20),
    Dish("香菇炒肉片", ("香菇", "猪肉"), 15), Dish("韭菜炒肉丝", ("韭菜", "猪肉"), 12),
    Dish("胡萝卜炒肉丝", ("胡萝卜", "猪肉"), 15), Dish("辣炒白菜", ("白菜", "干辣椒"), 10),
    Dish("香菇胡萝卜焖饭", ("香菇", "胡萝卜", "米饭"), 25), Dish("粉丝蒸金针菇", ("粉丝", "金针菇"), 18),
    Dish("葱爆羊肉", ("羊肉", "大葱"), 12), Dish("羊肉萝卜汤", ("羊肉", "白萝卜"), 75), Dish("孜然羊肉", ("羊肉", "洋葱"), 15),
    Dish("香菇蒸鸡腿", ("香菇", "鸡腿"), 35), Dish("土豆烧鸡腿", ("土豆", "鸡腿"), 40), Dish("板栗烧鸡", ("板栗", "鸡腿"), 50),
    Dish("清蒸鱼片", ("鱼片", "大葱"), 15), Dish("酸菜鱼片", ("鱼片", "酸菜", "干辣椒"), 25), Dish("西红柿鱼片汤", ("西红柿", "鱼片"), 20),
    Dish("腊肠炒蒜薹", ("腊肠", "蒜薹"), 12), Dish("腊肠焖饭", ("腊肠", "米饭"), 25), Dish("荷兰豆炒腊肠", ("荷兰豆", "腊肠"), 12),
    Dish("火腿炒饭", ("火腿", "米饭", "玉米"), 12), Dish("火腿鸡蛋卷", ("火腿", "鸡蛋"), 10), Dish("蛤蜊蒸蛋", ("蛤蜊", "鸡蛋"), 18),
    Dish("蛤蜊冬瓜汤", ("蛤蜊", "冬瓜"), 20), Dish("葱姜炒蛤蜊", ("蛤蜊", "大葱"), 12), Dish("丝瓜蛤蜊汤", ("丝瓜", "蛤蜊"), 15),
    Dish("丝瓜炒鸡蛋", ("丝瓜", "鸡蛋"), 10), Dish("苦瓜炒鸡蛋", ("苦瓜", "鸡蛋"), 12), Dish("苦瓜炒牛肉", ("苦瓜", "牛肉"), 15),
    Dish("芹菜炒香干", ("芹菜", "香干"), 10), Dish("韭菜炒香干", ("韭菜", "香干"), 8), Dish("香干炒肉丝", ("香干", "猪肉"), 12),
    Dish("芹菜炒牛肉", ("芹菜", "牛肉"), 15), Dish("芹菜炒百合", ("芹菜", "百合"), 10), Dish("蒜薹炒肉", ("蒜薹", "猪肉"), 12),
    Dish("酸菜炒粉丝", ("酸菜", "粉丝"), 15), Dish("酸菜土豆汤", ("酸菜", "土豆"), 20), Dish("蒜蓉生菜", ("生菜",), 5),
    Dish("莴笋炒木耳", ("莴笋", "水发木耳"), 10), Dish("莴笋炒肉片", ("莴笋", "猪肉"), 12), Dish("凉拌莴笋丝", ("莴笋",), 8),
    Dish("南瓜蒸百合", ("南瓜", "百合"), 20), Dish("南瓜小米粥", ("南瓜", "小米"), 35), Dish("清炒南瓜片", ("南瓜",), 12),
    Dish("凉拌海带丝", ("海带",), 10), Dish("海带豆腐汤", ("海带", "豆腐"), 20), Dish("海带排骨汤", ("海带", "排骨"), 75),
    Dish("白萝卜排骨汤", ("白萝卜", "排骨"), 75), Dish("醋熘白萝卜丝", ("白萝卜",), 10), Dish("莲藕排骨汤", ("莲藕", "排骨"), 80),
    Dish("糖醋藕片", ("莲藕",), 12), Dish("莲藕炒肉片", ("莲藕", "猪肉"), 15), Dish("荷塘小炒", ("莲藕", "荷兰豆", "水发木耳"), 15),
    Dish("蒜蓉空心菜", ("空心菜",), 6), Dish("腐竹烧肉", ("鲜腐竹", "猪肉"), 35), Dish("芹菜拌腐竹", ("芹菜", "鲜腐竹"), 12),
    Dish("青椒炒皮蛋", ("青椒", "皮蛋"), 10), Dish("皮蛋豆腐", ("皮蛋", "豆腐"), 5), Dish("皮蛋瘦肉粥", ("皮蛋", "猪肉", "米饭"), 30),
    Dish("杏鲍菇炒牛肉", ("杏鲍菇", "牛肉"), 15), Dish("手撕杏鲍菇", ("杏鲍菇",), 18), Dish("平菇蛋汤", ("平菇", "鸡蛋"), 12),
    Dish("平菇炒肉片", ("平菇", "猪肉"), 15), Dish("葱油拌面", ("大葱", "面条"), 12), Dish("芹菜炒胡萝卜", ("芹菜", "胡萝卜"), 8),
)  # fmt: skip
COLD = "^拍|拌"
HARSH = f"{COLD}|醋|炒饭|炒肉|肉丝"
"""Dishes that do not suit a person who has just been ill."""
ONE_EACH = ("汤|粥", COLD, "饭|面|粥", "蛋")
"""Kinds of dishes, of which one is enough for a meal: liquid, cold, staple and egg dishes."""
LUNCH, DINNER = ("午饭", "周末的午饭"), ("晚饭", "家常晚饭")


@dataclass(frozen=True, slots=True)
class Eater:
    """People for whom a meal is cooked: which meals they come for, whether they are ill, whether they are several.

    `short` is what one person is called when mentioned again.
    """

    name: str
    short: str
    meals: tuple[str, ...]
    ill: bool = False
    many: bool = False


EATERS = (
    Eater("大病初愈的外婆", "外婆", (*LUNCH, *DINNER), ill=True), Eater("下班回来的爱人", "爱人", DINNER),
    Eater("来串门的两位老同学", "", LUNCH + DINNER, many=True), Eater("放学回来的双胞胎女儿", "", DINNER, many=True),
    Eater("住院刚回家的大伯", "大伯", LUNCH + DINNER, ill=True), Eater("合租的三个室友", "", LUNCH + DINNER, many=True),
    Eater("备考的儿子", "儿子", LUNCH + DINNER), Eater("加班到八点的堂弟", "堂弟", DINNER), Eater("周末来看孙子的爷爷奶奶", "", ("午饭", "晚饭"), many=True),
    Eater("刚搬来的邻居夫妇", "", LUNCH + DINNER, many=True), Eater("远道来的表哥", "表哥", LUNCH + DINNER),
    Eater("感冒初愈的母亲", "母亲", LUNCH + DINNER, ill=True), Eater("在家带孩子的姐姐", "姐姐", ("午饭", "晚饭")), Eater("下夜班补完觉的女儿", "女儿", DINNER), Eater("来修水管的舅舅", "舅舅", ("午饭", "晚饭")),
    Eater("拔了智齿刚好的妹妹", "妹妹", LUNCH + DINNER, ill=True), Eater("坐了一夜火车的弟弟", "弟弟", ("午饭",)), Eater("一起赶稿的两个同事", "", LUNCH + DINNER, many=True),
    Eater("练完球的儿子和他的两个队友", "", DINNER, many=True), Eater("帮忙搬家的四个朋友", "", ("午饭", "晚饭"), many=True),
    Eater("出差半个月刚回来的爸爸", "爸爸", DINNER), Eater("口味刁的小表妹", "表妹", LUNCH + DINNER), Eater("女儿带回来复习的几个同学", "", LUNCH + DINNER, many=True),
    Eater("刚做完胃镜没几天的叔叔", "叔叔", LUNCH + DINNER, ill=True), Eater("退烧第二天的小侄子", "侄子", LUNCH + DINNER, ill=True),
    Eater("干完农活的外公外婆", "", ("午饭", "晚饭"), many=True), Eater("上网课的女儿", "女儿", ("午饭",)), Eater("头一回上门的准女婿", "准女婿", LUNCH + DINNER),
    Eater("楼上独居的老教师", "老人家", ("午饭", "晚饭")), Eater("拼车下班的一车同事", "", DINNER, many=True),
)  # fmt: skip
DIET_RULES = {
    "不吃辣": HOT, "不吃荤也不吃蛋": (*MEAT, "鸡蛋", "皮蛋"), "不吃蛋": ("鸡蛋", "皮蛋"), "不吃豆制品": ("豆腐", "香干", "鲜腐竹"), "不吃海鲜": SEAFOOD,
    "不吃牛羊肉": ("牛肉", "羊肉"), "不吃香菇": ("香菇",), "不吃苦瓜": ("苦瓜",), "不吃茄子": ("茄子",), "不吃芹菜": ("芹菜",),
    "不吃韭菜": ("韭菜",), "不吃洋葱": ("洋葱",), "不吃海带": ("海带",), "不吃胡萝卜": ("胡萝卜",), "不吃猪肉": ("猪肉", "排骨", "腊肠", "火腿"),
    "不吃羊肉": ("羊肉",), "不吃南瓜": ("南瓜",), "不吃木耳": ("水发木耳",), "不吃山药": ("山药",), "不吃酸菜": ("酸菜",), "不吃青椒": ("青椒",),
    "不吃皮蛋": ("皮蛋",), "不吃腊肠": ("腊肠",), "不吃金针菇": ("金针菇",), "不吃白萝卜": ("白萝卜",), "不吃蛤蜊": ("蛤蜊",),
}  # fmt: skip
SPARE_REASONS = ("{food}是留给别人吃的", "{food}可以先留着", "{food}这回用不上")
"""What becomes of the food that the guest does not eat."""
COOK_CLAUSES = (
    "{who}要给{eaters}做{meal}", "轮到{who}做{meal}，吃饭的是{eaters}", "{who}在厨房里忙{meal}，是给{eaters}做的",
    "{meal}由{who}来做，做给{eaters}吃",
)  # fmt: skip
HUNGRY_CLAUSES = (
    "{eaters}饿了，{who}赶着做{meal}",
    "{who}掌勺做{meal}，{eaters}已经在桌边等了",
    "{eaters}等着{who}做{meal}",
)
"""Openings for a meal of quick dishes only."""
QUICK = 20
STOCK_CLAUSES = ("冰箱里有{stock}", "家里剩了{stock}", "手头只有{stock}", "厨房里有{stock}", "家里的存货是{stock}")
SPOILING = frozenset(
    "西红柿 韭菜 黄瓜 豆腐 菠菜 虾仁 西兰花 金针菇 鱼片 蛤蜊 生菜 空心菜 丝瓜 蒜薹 荷兰豆 豆角 平菇 莴笋 香干 芹菜 鸡胸肉 猪肉".split()
)
HURRY_CLAUSES = ("{soon}放不住了，要先用掉", "先把{soon}用完", "{soon}是昨天买的，今天一定得吃掉", "{soon}再不吃就坏了")
LIMITS = (10, 15, 20, 25, 30, 40, 60, 80)
LIMIT_CLAUSES = ("每道菜{limit}分钟内做完", "一道菜最多花{limit}分钟", "单道限时{limit}分钟")
RULE_CLAUSES = (
    ("{short}{rule}", "要记住{short}{rule}", "要注意{short}{rule}", "{short}一向{rule}"),
    ("其中有人{rule}，菜要人人都能吃", "其中有人{rule}，每道菜都得避开", "要照顾其中{rule}的人", "当中有人{rule}，菜里就都不放"),
)  # fmt: skip
"""By whether several people eat: one of several has the diet, which every dish respects."""
FRIDGE_ASKS = (
    "请想出{n}道菜，写明主料和用时。", "能做哪{n}道菜？标出主料和时间。", "列出{n}道合适的菜，附主料和大约分钟数。",
    "做什么好？给{n}个主意，主料、时间都写上。", "有哪{n}种做法可选？说明主料和用时。",
)  # fmt: skip


def dishes_for(rng: Random, banned: Sequence[str], limit: int, count: int, *, mild: bool) -> list[Dish]:
    """Draw dishes within the time limit and without the banned food, one of a kind and all of different food."""
    allowed = [
        dish
        for dish in DISHES
        if dish.minutes <= limit
        and not any(need in banned for need in dish.needs)
        and not (mild and re.search(HARSH, dish.name))
    ]
    while True:
        dishes = rng.sample(allowed, count)
        needs = [need for dish in dishes for need in dish.needs]
        single = all(sum(bool(re.search(kind, dish.name)) for dish in dishes) < 2 for kind in ONE_EACH)
        if single and len({*needs}) == len(needs):
            return dishes


def write_fridge_meals(rng: Random) -> Task:
    """Dishes from the food in a fridge. Each uses only that food and respects the diet and the time limit."""
    eater, limit, count = rng.choice(EATERS), rng.choice(LIMITS), rng.randint(2, 3)
    rule = rng.choice(tuple(DIET_RULES))
    banned = DIET_RULES[rule] + (ROUGH if eater.ill else ())
    dishes = dishes_for(rng, banned, limit, count, mild=eater.ill)
    limit = next(
        each for each in LIMITS if each >= max(dish.minutes for dish in dishes)
    )  # no limit far above the dishes
    needs = [need for dish in dishes for need in dish.needs]
    avoided = rng.choice(DIET_RULES[rule])
    keeping = sorted({need for dish in DISHES for need in dish.needs} - SPOILING - set(DIET_RULES[rule]))
    stock = list(dict.fromkeys([*needs, avoided, *rng.sample(keeping, rng.randint(1, 2))]))
    rng.shuffle(stock)
    soon = [need for need in needs if need in SPOILING]
    apart = rng.random() < 0.25
    cook = COOK_CLAUSES + (HUNGRY_CLAUSES if limit <= QUICK else ())
    store = [STOCK_CLAUSES, SPARE_REASONS, *([HURRY_CLAUSES] if soon else [])]
    sentences: list[list[tuple[str, ...]]] = [[cook, RULE_CLAUSES[eater.many]], store, [LIMIT_CLAUSES]]
    wording = "".join(stated(rng, clauses) for clauses in sentences) + rng.choice(FRIDGE_ASKS)
    instruction = wording.format(
        who=person(rng), eaters=eater.name, short=eater.short, meal=rng.choice(eater.meals), rule=rule, limit=limit, food=avoided,
        stock="下面这些" if apart else "、".join(stock), n=COUNTS[count], soon=soon[0] if soon else "",
    )  # fmt: skip
    lines = [f"{d.name}，主料是{listed(d.needs)}，约{d.minutes}分钟。" for d in dishes]
    return Task(instruction, "、".join(stock) if apart else "", numbered(lines))
