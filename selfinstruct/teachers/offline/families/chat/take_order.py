"""A waiter's reply to an order: repeats the order and the special request, and states the total price."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import SURNAMES

EATERIES: dict[str, tuple[tuple[str, str, int, int], ...]] = {
    "面馆": (("碗", "牛肉面", 16, 24), ("碗", "阳春面", 8, 12), ("份", "凉拌黄瓜", 8, 12), ("个", "卤蛋", 2, 4), ("杯",
        "酸梅汤", 5, 8), ("碗", "炸酱面", 13, 18)),
    "川菜馆": (("份", "水煮鱼", 58, 78), ("份", "麻婆豆腐", 18, 28), ("份", "回锅肉", 36, 46), ("碗", "米饭", 2, 3),
        ("扎", "西瓜汁", 28, 38), ("份", "蒜泥白肉", 32, 42)),
    "咖啡馆": (("杯", "拿铁", 24, 32), ("杯", "美式", 18, 25), ("块", "芝士蛋糕", 26, 35), ("个", "可颂", 12, 18),
        ("壶", "花果茶", 38, 52), ("份", "鸡肉帕尼尼", 28, 38)),
    "烧烤店": (("串", "羊肉串", 3, 6), ("条", "烤茄子", 12, 18), ("个", "烤馒头", 3, 5), ("瓶", "酸奶", 6, 9), ("份",
        "拍黄瓜", 10, 15), ("串", "烤鸡翅", 6, 10)),
    "饺子馆": (("份", "韭菜饺子", 18, 26), ("份", "三鲜饺子", 22, 32), ("碟", "酱牛肉", 32, 45), ("碗", "酸辣汤", 8,
        14), ("碟", "拌木耳", 10, 16), ("瓶", "橘子汽水", 5, 8)),
    "粥铺": (("碗", "皮蛋瘦肉粥", 9, 14), ("碗", "南瓜粥", 5, 8), ("笼", "虾饺", 18, 26), ("碟", "肠粉", 8, 14), ("根",
        "油条", 2, 4), ("碟", "酱萝卜", 4, 7)),
    "甜品店": (("碗", "杨枝甘露", 18, 26), ("份", "双皮奶", 12, 18), ("块", "榴莲千层", 28, 38), ("碗", "烧仙草", 12,
        17), ("个", "泡芙", 6, 10), ("碗", "红豆沙", 10, 15)),
    "火锅店": (("份", "毛肚", 38, 52), ("盘", "肥牛", 42, 58), ("盘", "土豆片", 10, 16), ("份", "鸭血", 16, 24), ("份", "油麦菜", 12, 18),
        ("罐", "酸梅汤", 6, 10)),
    "寿司店": (("份", "三文鱼寿司", 28, 38), ("份", "鳗鱼饭", 48, 68), ("碗", "味噌汤", 8, 14), ("碟", "玉子烧", 16, 24), ("份", "毛豆", 12, 18),
        ("杯", "大麦茶", 5, 9)),
    "米粉店": (("碗", "桂林米粉", 12, 18), ("碗", "螺蛳粉", 15, 22), ("份", "炸酥肉", 16, 24), ("碟", "酸豆角", 4, 7), ("个", "煎蛋", 2, 4),
        ("瓶", "豆奶", 4, 7)),
    "农家乐": (("份", "炖柴鸡", 58, 78), ("盘", "腊肉炒笋", 38, 52), ("盘", "清炒野菜", 18, 26), ("盆", "豆腐汤", 22, 32), ("张", "玉米饼", 3, 5),
        ("壶", "米酒", 25, 38)),
    "茶餐厅": (("碗", "云吞面", 24, 34), ("份", "干炒牛河", 32, 44), ("个", "菠萝包", 8, 13), ("杯", "丝袜奶茶", 15, 22), ("份", "叉烧饭", 30, 42),
        ("碟", "白灼菜心", 18, 26)),
}  # fmt: skip
EATERY_NAMES = (
    "老巷",
    "竹里",
    "同福",
    "小东门",
    "江边",
    "一品",
    "顺意",
    "槐下",
    "三江",
    "阿婆",
    "望月",
    "如归",
    "十里",
    "家常",
    "半山",
)
NOODLES, DUMPLINGS, PORRIDGE = ("牛肉面", "阳春面", "炸酱面"), ("韭菜饺子", "三鲜饺子"), ("皮蛋瘦肉粥", "南瓜粥")
MAINS: dict[str, tuple[str, ...]] = {
    "面馆": NOODLES, "川菜馆": ("水煮鱼", "麻婆豆腐", "回锅肉"), "烧烤店": ("羊肉串", "烤鸡翅"), "饺子馆": DUMPLINGS, "粥铺": PORRIDGE,
    "火锅店": ("毛肚", "肥牛"), "寿司店": ("三文鱼寿司", "鳗鱼饭"), "米粉店": ("桂林米粉", "螺蛳粉"), "农家乐": ("炖柴鸡", "腊肉炒笋"),
    "茶餐厅": ("云吞面", "干炒牛河", "叉烧饭"),
}  # fmt: skip
"""What people come for: one of these is always ordered."""
SHARED_UNITS = ("份", "碟", "盘", "盆", "壶", "扎", "笼")
ANY: tuple[str, ...] = ()
ORDER_REQUESTS: dict[str, dict[str, tuple[str, ...]]] = {
    "面馆": {"面不要香菜": NOODLES, "面煮软一点": NOODLES, "黄瓜少放盐": ("凉拌黄瓜",), "凉菜先上": ("凉拌黄瓜",), "一起上": ANY,
        "多给一双筷子": ANY},
    "川菜馆": {"豆腐做微辣": ("麻婆豆腐",), "鱼里不放花椒": ("水煮鱼",), "肉切薄一点": ("回锅肉", "蒜泥白肉"), "菜一起上": ANY,
        "多给一副碗筷": ANY},
    "咖啡馆": {"咖啡不要加糖": ("拿铁", "美式"), "蛋糕切成小块": ("芝士蛋糕",), "可颂热一下": ("可颂",), "一起上": ANY,
        "多给两张纸巾": ANY},
    "烧烤店": {"肉不放辣": ("羊肉串", "烤鸡翅"), "肉上多撒孜然": ("羊肉串", "烤鸡翅"), "茄子多放蒜": ("烤茄子",), "好一样上一样": ANY,
        "多给两个盘子": ANY},
    "饺子馆": {"多给一碟醋": DUMPLINGS, "饺子煮透一点": DUMPLINGS, "木耳不要蒜": ("拌木耳",), "汤最后上": ("酸辣汤",), "一起上": ANY,
        "多给一双筷子": ANY},
    "粥铺": {"粥别太烫": PORRIDGE, "萝卜切碎一点": ("酱萝卜",), "肠粉少放酱油": ("肠粉",), "给套小孩的碗勺": ANY, "一起上": ANY},
    "甜品店": {"杨枝甘露少放糖": ("杨枝甘露",), "烧仙草不要冰": ("烧仙草",), "红豆沙热一点": ("红豆沙",), "多给一把勺子": ANY,
        "一起上": ANY},
    "火锅店": {"菜一起上": ANY, "肥牛后上": ("肥牛",), "土豆片切薄些": ("土豆片",), "鸭血别煮太老": ("鸭血",), "油麦菜最后上": ("油麦菜",), "多给两副碗筷": ANY},
    "寿司店": {"寿司不放芥末": ("三文鱼寿司",), "鳗鱼饭少浇汁": ("鳗鱼饭",), "玉子烧切小块": ("玉子烧",), "味噌汤不放葱": ("味噌汤",), "一起上": ANY, "多给一副筷子": ANY},
    "米粉店": {"米粉不放葱": ("桂林米粉",), "螺蛳粉少放辣油": ("螺蛳粉",), "煎蛋煎熟透": ("煎蛋",), "炸酥肉另装盘": ("炸酥肉",), "多拿两张餐巾纸": ANY, "多给两双筷子": ANY},
    "农家乐": {"柴鸡炖烂一点": ("炖柴鸡",), "野菜少放油": ("清炒野菜",), "腊肉切薄一些": ("腊肉炒笋",), "米酒温一下": ("米酒",), "菜一起上": ANY, "多给一副碗筷": ANY},
    "茶餐厅": {"云吞面不放韭黄": ("云吞面",), "牛河少放油": ("干炒牛河",), "奶茶少糖": ("丝袜奶茶",), "菠萝包加热": ("菠萝包",), "叉烧要瘦的": ("叉烧饭",), "一起上": ANY},
}  # fmt: skip
"""Special requests, each with the dishes one of which must be ordered for it; ANY if it fits every order."""
GUESTS = ("{}先生", "{}女士", "{}阿姨", "{}大哥", "{}大姐")
TABLES = ("靠窗那桌", "三号桌", "五号桌", "门口那桌", "六号桌", "八号桌", "角落那桌", "里侧那桌")
TAKE_CLAUSES = (
    ("来{order}", "我要{order}", "给我们上{order}", "点{order}"),
    ("{request}", "麻烦{request}", "记得{request}"),
)
TAKE_ASKS = ("一共多少？", "谢谢。", "算一下钱。", "就这些。", "尽快上哦。", "总价说一声。", "好了叫我。")
TAKE_FRAMES = (
    "你是{shop}的服务员，{table}的{who}说：“{saying}”请照菜单复述订单并报总价。",
    "{shop}{table}坐着{who}，开口道：“{saying}”你是店员，按价目回应，重复要求并算好钱。",
    "扮演{shop}店员接待{table}的{who}：“{saying}”请确认一遍并说出总价。",
    "“{saying}”{shop}{table}的客人{who}招呼道。请扮演服务员回话，核对订单，报出金额。",
    "{shop}刚开门，{table}的{who}喊道：“{saying}”请扮演店员应一声，复述点的东西、说出合计。",
    "角色扮演：我是{table}的{who}，你在{shop}跑堂。我说：“{saying}”按菜单回我，说清一共多少钱。",
    "{who}在{shop}{table}坐下，招手说：“{saying}”轮到你这个服务员开口了，请复述、算账。",
    "你扮演{shop}的新服务员，{table}的{who}点菜：“{saying}”请回话，把菜和要求重复一遍，再报钱数。",
)  # fmt: skip


def count_of(rng: Random, unit: str) -> int:
    """Draw how many a table orders: many skewers, few dishes for all, and about one bowl for each."""
    return rng.randint(5, 20) if unit == "串" else rng.randint(1, 2) if unit in SHARED_UNITS else rng.randint(1, 3)


def ordered_dishes(
    rng: Random, menu: list[tuple[str, str, int]], mains: tuple[str, ...]
) -> list[tuple[str, str, int, int]]:
    """Draw what is ordered, with the number of each: one of the mains at least, if the eatery has any."""
    chosen = rng.sample(menu, rng.randint(2, 4))
    while mains and not any(name in mains for _, name, _ in chosen):
        chosen = rng.sample(menu, rng.randint(2, 4))
    return [(unit, name, price, count_of(rng, unit)) for unit, name, price in chosen]


def write_take_order(rng: Random) -> Task:
    """A waiter's reply to an order: repeats the order and the special request, and states the total price."""
    kind = rng.choice(tuple(EATERIES))
    menu = [(unit, name, rng.randint(low, high)) for unit, name, low, high in EATERIES[kind]]
    dishes = ordered_dishes(rng, menu, MAINS.get(kind, ()))
    ordered = {name for _, name, *_ in dishes}
    requests = [request for request, needs in ORDER_REQUESTS[kind].items() if not needs or ordered & {*needs}]
    request, table = rng.choice(requests), rng.choice(TABLES)
    order = "、".join(f"{count}{unit}{name}" for unit, name, _, count in dishes)
    told = "，".join(rng.choice(phrasings) for phrasings in TAKE_CLAUSES)
    saying = f"{told}。{rng.choice(TAKE_ASKS)}".format(order=order, request=request)
    instruction = rng.choice(TAKE_FRAMES).format(
        shop=rng.choice(EATERY_NAMES) + kind,
        who=rng.choice(GUESTS).format(rng.choice(SURNAMES)),
        table=table,
        saying=saying,
    )
    sums = "＋".join(f"{count}×{price}" for _, _, price, count in dishes)
    total = sum(price * count for _, _, price, count in dishes)
    answer = f"好的，跟您核对一下：{table}，{order}，{request}。{sums}＝{total}，一共{total}元，请稍等，马上为您准备。"
    return Task(instruction, "\n".join(f"{name}：{price}元/{unit}" for unit, name, price in menu), answer)
