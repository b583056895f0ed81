"""Write a spoken recipe, and ask for ingredients in groups, amounts in one unit, or times of the steps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import plain
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import listed, person


@dataclass(frozen=True, slots=True)
class Dish:
    """A dish: main and side ingredients in grams, seasonings as (name, amount), and steps as (what, minutes).

    The first seasoning gives the dish its taste, and `key` is the step that needs the most care.
    """

    name: str
    main: tuple[tuple[str, int], ...]
    side: tuple[tuple[str, int], ...]
    seasonings: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, int, int], ...]
    key: str


def dish(name: str, main: str, side: str, seasonings: str, steps: str) -> Dish:
    """Read a dish from texts such as `五花肉 600` and `焯水 3-5`. The key step ends with an exclamation mark."""

    def grams(text: str) -> tuple[tuple[str, int], ...]:
        parts = text.split()
        return tuple((one, int(amount)) for one, amount in zip(parts[::2], parts[1::2], strict=True))

    words, spices = steps.split(), seasonings.split()
    times = [tuple(map(int, span.split("-"))) for span in words[1::2]]
    return Dish(
        name,
        grams(main),
        grams(side),
        tuple(zip(spices[::2], spices[1::2], strict=True)),
        tuple((what.rstrip("!"), low, high) for what, (low, high) in zip(words[::2], times, strict=True)),
        next(what.rstrip("!") for what in words[::2] if what.endswith("!")),
    )


# fmt: off
DISHES = (
    dish("红烧肉", "五花肉 600", "鹌鹑蛋 150 干豆角 50", "冰糖 30克 生抽 2汤匙 老抽 1汤匙 料酒 3汤匙 八角 2颗", "五花肉冷水下锅焯水 4-6 冰糖炒到枣红色! 2-4 加热水小火焖肉 45-70 放鹌鹑蛋收汁 8-12"),
    dish("清蒸鲈鱼", "鲈鱼 550", "大葱 50 火腿 50", "蒸鱼豉油 2汤匙 料酒 1汤匙 盐 3克 花生油 2汤匙 姜 15克", "鲈鱼抹盐腌制 10-15 水开后上锅蒸! 7-9 关火虚蒸 2-4"),
    dish("麻婆豆腐", "嫩豆腐 400 牛肉末 100", "青蒜 50", "郫县豆瓣 1.5汤匙 花椒粉 1茶匙 豆豉 8克 生抽 1汤匙 水淀粉 3汤匙", "豆腐切块用盐水浸泡 5-8 牛肉末煸到酥香 3-5 豆腐入汤小火烧! 4-7"),
    dish("宫保鸡丁", "鸡腿肉 350", "花生米 50 大葱 100", "干辣椒 10克 香醋 1.5汤匙 白糖 2汤匙 生抽 1汤匙 淀粉 1汤匙", "鸡丁上浆静置 15-25 花生米小火炸脆 4-6 鸡丁旺火滑炒! 2-3"),
    dish("番茄牛腩", "牛腩 750 番茄 500", "土豆 300 洋葱 150", "番茄酱 2汤匙 盐 6克 料酒 2汤匙 香叶 3片 白糖 1茶匙", "牛腩焯水撇沫 5-8 番茄炒出汁! 6-10 牛腩小火慢炖 80-120 下土豆续炖 15-25"),
    dish("酸菜鱼", "草鱼 1000", "酸菜 300 黄豆芽 200", "泡椒 25克 白胡椒粉 1茶匙 料酒 2汤匙 淀粉 2汤匙 盐 5克", "鱼片上浆腌制 15-20 酸菜煸炒出香 4-6 鱼骨熬汤 15-20 下鱼片汆熟! 1-2"),
    dish("梅菜扣肉", "五花肉 700", "梅干菜 150", "腐乳汁 1.5汤匙 老抽 1汤匙 蜂蜜 1汤匙 料酒 2汤匙 姜 20克", "整块肉煮到筷子能扎透 25-35 肉皮炸到起泡! 3-5 梅干菜泡发洗净 30-40 扣碗上锅蒸 90-120"),
    dish("萝卜炖羊肉", "羊腿肉 800 白萝卜 600", "胡萝卜 150", "白芷 4克 盐 8克 黄酒 3汤匙 白胡椒粉 1茶匙 姜 25克", "羊肉泡去血水! 60-90 大火烧开撇沫 5-8 转小火炖羊肉 60-80 下萝卜续炖 20-30"),
    dish("地三鲜", "茄子 400 土豆 300", "青椒 150", "蒜 20克 生抽 1.5汤匙 蚝油 1汤匙 白糖 1茶匙 水淀粉 2汤匙", "土豆块炸到金黄 5-7 茄子裹粉炸软! 3-5 三样回锅翻炒 1-2"),
    dish("鱼香肉丝", "猪里脊 300", "冬笋 100 水发木耳 50", "泡辣椒 20克 香醋 1汤匙 白糖 1.5汤匙 生抽 1汤匙 蒜 15克", "肉丝抓匀腌制 10-15 冬笋丝焯水 2-3 大火快炒! 2-3"),
    dish("香菇滑鸡", "三黄鸡 750", "干香菇 50 红枣 50", "蚝油 1.5汤匙 生抽 1汤匙 淀粉 1汤匙 白糖 1茶匙 姜 15克", "干香菇温水泡发 40-60 鸡块腌制入味! 25-35 平铺上锅蒸 15-20"),
    dish("莲藕排骨汤", "猪肋排 600 莲藕 500", "花生米 100", "姜 15克 盐 7克 料酒 1汤匙 白胡椒粉 1茶匙", "排骨焯水洗净 4-6 花生米浸泡 45-60 砂锅小火煲汤! 90-120 加盐再煮 5-8"),
    dish("葱爆羊肉", "羊后腿肉 400", "大葱 250 香菜 50", "孜然粉 1茶匙 生抽 1汤匙 米醋 1茶匙 料酒 1汤匙 香油 1茶匙", "羊肉片腌制 8-12 热锅烧到冒烟 2-3 旺火爆炒! 1-2"),
    dish("糖醋里脊", "猪里脊 400", "鸡蛋 50 青豆 50", "米醋 3汤匙 白糖 3汤匙 番茄酱 2汤匙 淀粉 4汤匙 盐 3克", "里脊条裹糊醒发 8-12 第一遍油炸 3-4 复炸到外壳变脆! 1-2 糖醋汁熬到起泡 2-3"),
    dish("虾仁豆腐羹", "鲜虾仁 250 内酯豆腐 350", "鸡蛋 100 豌豆 50", "白胡椒粉 1茶匙 水淀粉 3汤匙 盐 4克 香油 1茶匙", "虾仁加蛋清腌制 10-15 水烧开后煮豆腐 4-6 勾芡后小火推匀! 1-2"),
    dish("腌笃鲜", "咸肉 250 鲜五花肉 400", "春笋 500 百叶结 200", "黄酒 2汤匙 姜 15克 葱 20克 盐 2克", "咸肉浸泡去咸! 60-90 春笋焯水去涩 4-6 两种肉同炖 60-80 下春笋和百叶结续煮 25-35"),
    dish("羊肉手抓饭", "羊排 800 大米 600", "胡萝卜 500 洋葱 200", "孜然粒 2茶匙 盐 10克 葡萄干 40克 胡麻油 5汤匙", "大米淘净浸泡 30-40 羊排煎到两面焦黄 8-12 加水炖羊排 30-45 铺米后小火焖饭! 25-35"),
    dish("三杯鸡", "鸡翅根 700", "九层塔 50", "黑麻油 3汤匙 米酒 6汤匙 酱油 3汤匙 冰糖 15克 蒜 40克 姜 25克", "姜片在麻油里煸卷 3-5 鸡翅根煎到收缩 6-8 加盖小火焖 15-20 开盖收汁! 3-5"),
    dish("干锅花菜", "散花菜 550 五花肉 150", "红椒 50", "干辣椒 8克 生抽 1汤匙 蚝油 1汤匙 蒜 20克 盐 2克", "花菜淡盐水浸泡 10-15 五花肉煸出油 4-6 花菜干煸到边缘微焦! 6-9"),
    dish("冬瓜丸子汤", "猪肉馅 300 冬瓜 600", "鸡蛋 50 粉丝 50", "白胡椒粉 1茶匙 盐 5克 料酒 1汤匙 姜 10克 香油 1茶匙", "肉馅顺一个方向搅打! 5-8 丸子小火浸熟 6-9 下冬瓜煮透 8-12"),
    dish("啤酒鸭", "鸭子 1200", "青椒 150 魔芋 300", "豆瓣酱 2汤匙 冰糖 20克 老抽 1汤匙 八角 3颗 姜 30克 啤酒 1罐", "鸭块焯水 4-6 鸭块煸到出油! 8-12 倒啤酒中火焖 40-55 下魔芋续煮 10-15"),
    dish("芋儿鸡", "仔鸡 900 小芋头 600", "泡姜 50 蒜苗 100", "郫县豆瓣 2.5汤匙 花椒 5克 料酒 2汤匙 白糖 1茶匙 盐 3克", "鸡块加料酒腌制 15-20 鸡块炒干水汽! 7-10 加水烧鸡 20-30 下芋头烧到软糯 18-25"),
    dish("豆角焖面", "鲜面条 500 长豆角 350", "五花肉 200", "蒜 25克 生抽 2汤匙 老抽 1汤匙 盐 3克 香油 1茶匙", "面条上屉干蒸 10-15 五花肉煸炒 3-5 豆角加水焖煮 5-8 铺面小火焖! 8-12"),
    dish("咖喱牛肉", "牛肋条 600 土豆 400", "胡萝卜 200 洋葱 250", "咖喱块 100克 椰浆 6汤匙 料酒 2汤匙 盐 3克 黄油 20克", "牛肉焯水 5-7 洋葱炒到透明! 6-8 牛肉加水小火炖 60-90 下土豆和咖喱续煮 15-25"),
)
READERS = (
    "{who}第一次下厨", "{who}在编食堂菜谱", "{who}要把做法输进点菜软件", "{who}在教女儿做饭", "{who}要请八个人吃饭", "{who}在给美食栏目写稿", "{who}在整理一本家常菜谱",
    "{who}在餐馆后厨当学徒", "{who}要拍做菜视频", "{who}在练厨师证", "{who}记性不好，要贴在冰箱上", "{who}给民宿的客人做饭", "{who}在比较两种做法", "{who}要上直播做菜", "{who}要把菜谱译成外文",
    "{who}想照着做给父母吃", "{who}要在班里演示这道菜", "{who}在抄写一张菜谱卡片", "{who}替眼花的长辈抄菜谱",
)
MATERIAL_READERS = (
    "{who}要去菜场采购", "{who}给厨艺班准备材料单", "{who}在算一桌菜的用料", "{who}家里只有电子秤", "{who}想先把料备齐", "{who}家里只有一只小秤", "{who}正列半成品的配料表",
    "{who}人在国外，手边量具不全", "{who}要控制用料", "{who}给营养师填表", "{who}打算做预制菜", "{who}替社区食堂核成本", "{who}要在网上下单买菜", "{who}在分装食材包",
)
TIME_READERS = (
    "{who}算着点下班回家做", "{who}在安排年夜饭的先后", "{who}要跟室友分头准备", "{who}想给每一步设个闹钟", "{who}只有一个灶眼", "{who}要排后厨的出菜时间", "{who}想知道几点动手",
)
TELLERS = ("外婆", "一位老厨师", "饭馆老板", "美食主播", "邻居大姐", "婆婆", "食堂师傅", "大学室友", "岳父", "乡宴大厨", "烹饪老师", "表嫂")
FRAMES = (
    "{reader}。这是{teller}讲的{dish}做法，{hint}，请{ask}。", "下面是{teller}口述的{dish}，{hint}，{reader}。{ask}。", "{dish}的做法如下，{reader}，{hint}。{ask}。", "请{ask}。菜是{dish}，{teller}教的，{hint}，{reader}。",
    "{reader}，打算做{dish}，{hint}。{teller}是这么讲的，请{ask}。", "{teller}教的{dish}，说是{hint}，{reader}。请{ask}。", "{reader}，记下了{teller}做{dish}的过程，{hint}。请{ask}。", "{hint}，{teller}做{dish}时一再这样说。{reader}，请{ask}。",
    "想学{teller}的{dish}，{hint}，{reader}。请{ask}。", "{reader}，问{teller}要来了{dish}的做法，对方特意说{hint}。帮忙{ask}。", "{dish}，{hint}，{teller}讲得很细。{reader}，请{ask}。",
)
HINTS = (
    "少不了{soul}", "关键在“{key}”这一步", "{main}要挑好的", "最花时间的是“{longest}”", "{soul}别放多", "{soul}是点睛之笔", "得先备好{main}", "“{key}”最见功夫",
    "{side}和{main}要一起备齐", "“{key}”这一步最要小心", "别忘了备{side}", "{soul}放多少看口味", "“{longest}”急不得", "{main}是主角", "{main}别买少了", "全靠{soul}提味",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Cooking:
    """A spoken recipe: ingredients as (name, grams, written amount), seasonings, and steps with minutes."""

    dish: Dish
    main: list[tuple[str, int, str]]
    side: list[tuple[str, int, str]]
    seasonings: list[tuple[str, str]]
    steps: list[tuple[str, int, str]]

    def groups(self) -> dict[str, list[tuple[str, str]]]:
        """Return the written amounts in their groups."""
        return {
            "主料": [(name, amount) for name, _, amount in self.main],
            "配料": [(name, amount) for name, _, amount in self.side],
            "调料": self.seasonings,
        }


def weight(rng: Random, grams: int) -> str:
    """Write a weight in one of the units that cooks use."""
    if grams < 250:
        return rng.choice((f"{grams}克", f"{grams // 50}两"))
    return rng.choice((f"{grams}克", f"{plain(Fraction(grams, 500))}斤", f"{plain(Fraction(grams, 1000))}千克"))


def duration(rng: Random, minutes: int) -> str:
    """Write a time in minutes or in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if hours and rng.random() < 0.6:
        return f"{hours}小时{f'{rest}分钟' if rest else ''}"
    return f"{minutes}分钟"


def minutes_within(rng: Random, low: int, high: int) -> int:
    """Draw a time. Longer ones are multiples of five minutes."""
    return rng.randint(low, high) if high <= 10 else 5 * rng.randint(-(-low // 5), high // 5)


def cooking(rng: Random) -> Cooking:
    """Draw a recipe, with a size of the portion and times within the spans of the dish."""
    one, size = rng.choice(DISHES), rng.choice((1, 1, 2))
    main, side = (
        [(name, grams * size, weight(rng, grams * size)) for name, grams in group] for group in (one.main, one.side)
    )
    spices = []
    for name, amount in rng.sample(one.seasonings, len(one.seasonings)):
        unit = amount.lstrip("0123456789.")
        spices.append((name, f"{plain(Fraction(amount.removesuffix(unit)) * size)}{unit}"))
    steps = [(what, minutes := minutes_within(rng, low, high), duration(rng, minutes)) for what, low, high in one.steps]
    return Cooking(one, main, side, spices, steps)


def told(rng: Random, one: Cooking) -> str:
    """Write the recipe in prose: the three groups in a random way, and then the steps."""
    main, side, seasonings = ("、".join(f"{name}{amount}" for name, amount in group) for group in one.groups().values())
    lead = rng.choice((
        "做{dish}，主料用{main}，配上{side}，调料是{seasonings}。", "{dish}的主料是{main}；配料有{side}；调料备{seasonings}。",
        "料要备齐：主料{main}，调料{seasonings}，再配{side}。", "主料有{main}，配料有{side}，调料有{seasonings}。",
    )).format(dish=one.dish.name, main=main, side=side, seasonings=seasonings)  # fmt: skip
    if rng.random() < 0.5:
        steps = [f"第{'一二三四'[at]}步，{what}{spoken}" for at, (what, _, spoken) in enumerate(one.steps)]
        return f"{lead}{'；'.join(steps)}。"
    orders = ("", "接着", "然后", "最后") if len(one.steps) == 4 else ("", "接着", "最后")
    steps = [f"{order}{what}{spoken}" for order, (what, _, spoken) in zip(orders, one.steps, strict=True)]
    return f"{lead}做的时候，{'，'.join(steps)}。"


def grouped(rng: Random, one: Cooking) -> tuple[str, str]:
    """Ask for two or three groups with the written amounts."""
    groups = one.groups()
    asked = rng.sample(tuple(groups), rng.choice((2, 3, 3)))
    keys = [key for key in groups if key in asked]
    chosen = {key: groups[key] for key in keys}
    rows = [(name, amount, key) for key, items in chosen.items() for name, amount in items]
    form, answer = rng.choice((
        ("做成Markdown表格，列为食材、用量、类别", in_table(rows, ("食材", "用量", "类别"))),
        ("用JSON给出，每组是一个对象，键为食材、值为用量", json.dumps({key: dict(items) for key, items in chosen.items()}, ensure_ascii=False, indent=2)),
        ("每组一个二级标题，下面用“- 食材 用量”列出", "\n\n".join(f"## {key}\n" + "\n".join(f"- {name} {amount}" for name, amount in items) for key, items in chosen.items())),
        ("每组写一行，组名后加破折号，各项用顿号隔开", "\n".join(f"{key}——" + "、".join(name + amount for name, amount in items) for key, items in chosen.items())),
    ))  # fmt: skip
    return f"{rng.choice(('提取', '摘出', '抽取'))}文中的{listed(keys)}，连同用量，{form}", answer


def in_grams(rng: Random, one: Cooking) -> tuple[str, str]:
    """Ask for main and side ingredients in grams, from the heaviest to the lightest."""
    rows = sorted([*one.main, *one.side], key=lambda each: -each[1])
    pairs = [(name, str(grams)) for name, grams, _ in rows]
    form, answer = rng.choice((
        ("做成Markdown表格（食材、克数）", in_table(pairs, ("食材", "克数"))),
        ("一行一种，写成“多少克 食材”", "\n".join(f"{grams}克 {name}" for name, grams in pairs)),
        ("写在一行里，克数放进括号，用逗号隔开", "，".join(f"{name}（{grams}克）" for name, grams in pairs)),
        ("用JSON对象给出，值为数字", json.dumps({name: int(grams) for name, grams in pairs}, ensure_ascii=False)),
    ))  # fmt: skip
    ask = rng.choice(
        (
            "提取主料和配料，用量统一换算成克，从重到轻排",
            "摘出主料、配料的克数，重的在前",
            "提取主料和配料，斤、两、千克都用克表示，由多到少",
        )
    )
    return f"{ask}（一样重的照原文），{form}", answer


def in_millilitres(rng: Random, one: Cooking) -> tuple[str, str] | None:
    """Ask for the seasonings that are measured with spoons, in millilitres."""
    sizes = {"汤匙": 15, "茶匙": 5}
    rows = [
        (name, plain(Fraction(amount[:-2]) * sizes[amount[-2:]]))
        for name, amount in one.seasonings
        if amount[-2:] in sizes
    ]
    if len(rows) < 2:
        return None
    form, answer = rng.choice((
        ("一行一种，写成“- 调料 毫升数”", "\n".join(f"- {name} {amount}" for name, amount in rows)),
        ("做成Markdown表格，列为调料、毫升", in_table(rows, ("调料", "毫升"))),
        ("写成一行，形如“调料=毫升数”，用空格隔开", " ".join(f"{name}={amount}" for name, amount in rows)),
    ))  # fmt: skip
    ask = rng.choice(
        (
            "提取文中用勺量的调料，1汤匙按15毫升、1茶匙按5毫升换算",
            "提取文中以汤匙、茶匙计的调料，用毫升表示（汤匙15、茶匙5）",
        )
    )
    return f"{ask}，{form}", answer


def step_times(rng: Random, one: Cooking) -> tuple[str, str]:
    """Ask for the steps with their minutes, in the order of the recipe or from the longest to the shortest."""
    is_sorted = rng.random() < 0.5
    rows = sorted(one.steps, key=lambda each: -each[1]) if is_sorted else one.steps
    pairs = [(what, str(minutes)) for what, minutes, _ in rows]
    form, answer = rng.choice((
        ("做成Markdown表格（步骤、分钟）", in_table(pairs, ("步骤", "分钟"))),
        ("编号列出，分钟数放在括号里", "\n".join(f"{at}. {what}（{minutes}分钟）" for at, (what, minutes) in enumerate(pairs, 1))),
        ("用JSON数组给出，键为步骤、分钟，分钟是数字", json.dumps([{"步骤": what, "分钟": int(minutes)} for what, minutes in pairs], ensure_ascii=False)),
    ))  # fmt: skip
    order = rng.choice(("费时多的在前", "从长到短排")) if is_sorted else rng.choice(("次序照做法", "按先后顺序"))
    note = "，时长相同的照做法先后" if is_sorted and len({minutes for _, minutes in pairs}) < len(pairs) else ""
    return (
        f"{rng.choice(('提取文中各步骤的时长', '提取文中每一步和所用时间'))}，时间都用分钟表示，{order}{note}，{form}",
        answer,
    )


def card(rng: Random, one: Cooking) -> tuple[str, str]:
    """Ask for a card of the recipe: the groups and the steps with their times under headings."""
    parts = {key: [f"- {name} {amount}" for name, amount in items] for key, items in one.groups().items()}
    parts["步骤"] = [f"{at}. {what}（{spoken}）" for at, (what, _, spoken) in enumerate(one.steps, 1)]
    ask = rng.choice((
        "提取文中的主料、配料、调料、步骤，各用二级标题，食材写“- 食材 用量”，步骤编号并括注时间",
        "提取食材、用量和步骤，主料、配料、调料、步骤都设二级标题，食材写成“- 食材 用量”，步骤编号，时间写进括号",
        "提取文中内容，分主料、配料、调料、步骤四个二级标题，食材用“- ”列出并带用量，步骤编号，时间放括号",
        "抽取食材和步骤，二级标题为主料、配料、调料、步骤，前三项用“- ”带上用量，步骤编号，时间放进括号",
    ))  # fmt: skip
    return ask, "\n\n".join("\n".join([f"## {key}", *lines]) for key, lines in parts.items())


def named(rng: Random, one: Cooking) -> tuple[str, str]:
    """Ask for the amounts of some ingredients as they are written."""
    everything = [item for items in one.groups().values() for item in items]
    asked = rng.sample(everything, rng.randint(2, 4))
    ask = rng.choice(
        (
            "提取文中{names}的用量，依次写成一行，用逗号隔开",
            "找出{names}各用多少，照原文写，用逗号分隔",
            "摘出文中{names}的分量，按这个次序用逗号连起来",
        )
    )
    return ask.format(names=listed([name for name, _ in asked])), "，".join(amount for _, amount in asked)


ASKS = (
    (grouped, MATERIAL_READERS),
    (grouped, MATERIAL_READERS),
    (card, READERS),
    (in_grams, MATERIAL_READERS),
    (in_millilitres, MATERIAL_READERS),
    (step_times, TIME_READERS),
    (named, MATERIAL_READERS),
)
"""Requests, with the readers who have a reason for them besides those who may ask for anything."""


def hint_of(rng: Random, one: Cooking) -> str:
    """Write a remark of the cook on the dish. A step takes the longest only if no other takes as long."""
    most = max(minutes for _, minutes, _ in one.steps)
    longest = [what for what, minutes, _ in one.steps if minutes == most]
    return rng.choice([hint for hint in HINTS if len(longest) == 1 or "{longest}" not in hint]).format(
        soul=one.dish.seasonings[0][0],
        key=one.dish.key,
        longest=longest[0],
        main=one.dish.main[0][0],
        side=rng.choice(one.dish.side)[0],
    )


def write_recipe_groups(rng: Random) -> Task:
    """Write a spoken recipe, and ask for ingredients in groups, amounts in one unit, or times of the steps."""
    one, (request, readers) = cooking(rng), rng.choice(ASKS)
    ask, answer = request(rng, one) or grouped(rng, one)
    instruction = rng.choice(FRAMES).format(
        reader=rng.choice(rng.choice((READERS, readers))).format(who=person(rng)),
        teller=rng.choice(TELLERS),
        dish=one.dish.name,
        hint=hint_of(rng, one),
        ask=ask,
    )
    return Task(instruction, told(rng, one), answer)
