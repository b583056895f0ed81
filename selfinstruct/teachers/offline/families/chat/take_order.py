"""A waiter's reply to an order: repeats the order and the special request, and states the total price."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person

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
        14), ("碟", "拌木耳", 10, 16), ("瓶", "北冰洋汽水", 5, 8)),
    "粥铺": (("碗", "皮蛋瘦肉粥", 9, 14), ("碗", "南瓜粥", 5, 8), ("笼", "虾饺", 18, 26), ("碟", "肠粉", 8, 14), ("根",
        "油条", 2, 4), ("碟", "酱萝卜", 4, 7)),
    "甜品店": (("碗", "杨枝甘露", 18, 26), ("份", "双皮奶", 12, 18), ("块", "榴莲千层", 28, 38), ("碗", "烧仙草", 12,
        17), ("个", "泡芙", 6, 10), ("碗", "红豆沙", 10, 15)),
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
ANY: tuple[str, ...] = ()
ORDER_REQUESTS: dict[str, dict[str, tuple[str, ...]]] = {
    "面馆": {"面都不要香菜": NOODLES, "面煮软一点": NOODLES, "黄瓜少放盐": ("凉拌黄瓜",), "凉菜先上": ("凉拌黄瓜",), "一起上": ANY,
        "多给一双筷子": ANY},
    "川菜馆": {"豆腐做微辣": ("麻婆豆腐",), "鱼里不放花椒": ("水煮鱼",), "肉切薄一点": ("回锅肉", "蒜泥白肉"), "菜一起上": ANY,
        "多给一副碗筷": ANY},
    "咖啡馆": {"咖啡不要加糖": ("拿铁", "美式"), "蛋糕切成小块": ("芝士蛋糕",), "可颂热一下": ("可颂",), "一起上": ANY,
        "多给两张纸巾": ANY},
    "烧烤店": {"肉都不放辣": ("羊肉串", "烤鸡翅"), "肉上多撒孜然": ("羊肉串", "烤鸡翅"), "茄子多放蒜": ("烤茄子",), "好一样上一样": ANY,
        "多给两个盘子": ANY},
    "饺子馆": {"多给一碟醋": DUMPLINGS, "饺子煮透一点": DUMPLINGS, "木耳不要蒜": ("拌木耳",), "汤最后上": ("酸辣汤",), "一起上": ANY,
        "多给一双筷子": ANY},
    "粥铺": {"粥别太烫": PORRIDGE, "萝卜另装一碟": ("酱萝卜",), "肠粉少放酱油": ("肠粉",), "给套小孩的碗勺": ANY, "一起上": ANY},
    "甜品店": {"杨枝甘露少放糖": ("杨枝甘露",), "烧仙草不要冰": ("烧仙草",), "红豆沙热一点": ("红豆沙",), "多给一把勺子": ANY,
        "一起上": ANY},
}  # fmt: skip
"""Special requests, each with the dishes one of which must be ordered for it; ANY if it fits every order."""
TABLES = ("靠窗那桌", "三号桌", "包间", "门口那桌", "二楼那桌", "八号桌", "角落那桌", "里间")
TAKE_CLAUSES = (
    ("来{order}", "我要{order}", "给我们上{order}", "点{order}"),
    ("{request}", "麻烦{request}", "记得{request}"),
)
TAKE_ASKS = ("一共多少？", "谢谢。", "算一下钱。", "就这些。", "尽快上哦。", "总价说一声。", "好了叫我。")
TAKE_FRAMES = (
    "你是{shop}的服务员，{table}的{who}说：“{saying}”请照菜单复述订单并报总价。",
    "{shop}{table}坐着{who}，开口道：“{saying}”你是店员，按价目回应，重复要求并算好钱。",
    "扮演{shop}店员接待{table}的{who}：“{saying}”请确认一遍并说出总价。",
    "“{saying}”{shop}{table}的客人{who}招呼道。请替服务员核对订单，报出金额。",
)  # fmt: skip


def write_take_order(rng: Random) -> Task:
    """A waiter's reply to an order: repeats the order and the special request, and states the total price."""
    kind = rng.choice(tuple(EATERIES))
    menu = [(unit, name, rng.randint(low, high)) for unit, name, low, high in EATERIES[kind]]
    dishes = [(unit, name, price, rng.randint(1, 4)) for unit, name, price in rng.sample(menu, rng.randint(2, 4))]
    ordered = {name for _, name, *_ in dishes}
    requests = [request for request, needs in ORDER_REQUESTS[kind].items() if not needs or ordered & {*needs}]
    request, table = rng.choice(requests), rng.choice(TABLES)
    order = "、".join(f"{count}{unit}{name}" for unit, name, _, count in dishes)
    told = "，".join(rng.choice(phrasings) for phrasings in TAKE_CLAUSES)
    saying = f"{told}。{rng.choice(TAKE_ASKS)}".format(order=order, request=request)
    instruction = rng.choice(TAKE_FRAMES).format(
        shop=rng.choice(EATERY_NAMES) + kind, who=person(rng), table=table, saying=saying
    )
    sums = "＋".join(f"{count}×{price}" for _, _, price, count in dishes)
    total = sum(price * count for _, _, price, count in dishes)
    answer = f"好的，跟您核对一下：{table}，{order}，{request}。{sums}＝{total}，一共{total}元，请稍等，马上为您准备。"
    return Task(instruction, "\n".join(f"{name}：{price}元/{unit}" for unit, name, price in menu), answer)
