"""Ask about the price of one order and the money of the customer, or which of two orders costs more."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people, person, stated


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a price list: its name, measure word and price range in yuan, and how many of it people take at most."""

    name: str
    unit: str
    low: int
    high: int
    most: int = 3


MENUS: dict[str, tuple[Item, ...]] = {
    "早餐店": (
        Item("小笼包", "笼", 10, 15), Item("豆浆", "杯", 3, 5), Item("茶叶蛋", "个", 2, 3), Item("油条", "根", 2, 4),
        Item("馄饨", "碗", 8, 13, 2), Item("葱油饼", "张", 4, 7), Item("豆腐脑", "碗", 4, 7), Item("烧卖", "个", 2, 5),
        Item("小米粥", "碗", 3, 5), Item("粢饭团", "个", 6, 9),
    ),
    "面馆": (
        Item("牛肉面", "碗", 16, 24, 2), Item("阳春面", "碗", 8, 12, 2), Item("卤蛋", "个", 2, 4),
        Item("拌黄瓜", "份", 8, 12, 2), Item("酸梅汤", "杯", 5, 8), Item("炸酱面", "碗", 13, 18, 2),
        Item("豆干", "份", 6, 10, 2), Item("红油抄手", "碗", 12, 17, 2), Item("泡菜", "碟", 3, 6, 2),
    ),
    "照相馆": (
        Item("证件照", "版", 25, 45), Item("全家福", "套", 188, 288, 1), Item("六寸照片", "张", 3, 6, 9),
        Item("木相框", "个", 28, 58), Item("相册", "本", 60, 98, 2), Item("照片台历", "本", 38, 58),
        Item("照片钥匙扣", "个", 15, 25), Item("照片挂轴", "幅", 68, 98, 2),
    ),
    "洗衣店": (
        Item("羽绒服", "件", 30, 45), Item("西装", "套", 38, 58, 2), Item("衬衫", "件", 10, 18, 5),
        Item("窗帘", "幅", 25, 45, 4), Item("运动鞋", "双", 20, 32), Item("毛毯", "条", 32, 50, 2),
        Item("长裙", "条", 22, 36), Item("羊毛大衣", "件", 35, 55, 2),
    ),
    "图文店": (
        Item("名片", "盒", 25, 45), Item("海报", "张", 28, 55, 5), Item("横幅", "条", 40, 75, 2),
        Item("席卡", "个", 6, 12, 8), Item("宣传册", "本", 8, 15, 9), Item("奖状", "张", 3, 6, 9),
        Item("标签贴纸", "版", 5, 9, 6), Item("工作证", "张", 7, 12, 8),
    ),
    "奶茶店": (
        Item("珍珠奶茶", "杯", 11, 15), Item("柠檬水", "杯", 5, 8), Item("杨枝甘露", "杯", 16, 22),
        Item("芋泥波波", "杯", 14, 19), Item("蛋挞", "个", 4, 7), Item("双皮奶", "碗", 10, 15),
        Item("冰淇淋", "支", 3, 6), Item("烧仙草", "碗", 9, 14),
    ),
    "游泳馆": (
        Item("成人单次票", "张", 35, 50), Item("儿童单次票", "张", 20, 30, 2), Item("泳帽", "顶", 15, 28),
        Item("泳镜", "副", 38, 68, 2), Item("浮板", "块", 25, 40, 2), Item("耳塞", "副", 8, 15),
        Item("防水袋", "个", 10, 18), Item("速干毛巾", "条", 22, 35),
    ),
    "农家乐": (
        Item("柴火鸡", "锅", 138, 188, 1), Item("凉拌蕨菜", "份", 16, 24, 2), Item("农家腊肉", "份", 38, 55, 2),
        Item("炒土鸡蛋", "盘", 22, 32, 2), Item("玉米饼", "个", 3, 5, 8), Item("土灶米饭", "桶", 15, 22, 1),
        Item("清炒南瓜藤", "盘", 16, 24, 1), Item("米酒", "壶", 18, 28, 2),
    ),
}  # fmt: skip
ORDER_VERBS = {
    "早餐店": "点了", "面馆": "点了", "奶茶店": "点了", "农家乐": "点了", "洗衣店": "送洗", "游泳馆": "买了", "图文店": "印了",
}  # fmt: skip
"""What people do with the items of a shop; in all other shops they 要了 them."""
ORDER_CLAUSES = (
    "{who}来{shop}，{verb}{order}",
    "昨天{who}在{shop}{verb}{order}",
    "{who}走进{shop}，{verb}{order}",
    "{who}在{shop}{verb}{order}",
    "{who}到{shop}{verb}{order}",
    "{shop}里，{who}{verb}{order}",
)
CHANGE_CLAUSES = (ORDER_CLAUSES, ("付了{paid}元", "递过去{paid}元", "用{paid}元结账", "拿出{paid}元付账"))
CHANGE_ASKS = (
    ("根据下面的价目表，应找回多少？", "应找回{left}元"), ("看表回答：合计几元，找回几元？", "合计{total}元，找回{left}元"),
    ("请按表计算找零。", "找零是{left}元"), ("按价目表计算，店员该找零钱几元？", "店员该找零钱{left}元"),
    ("查价目表，店里要找几元？", "店里要找{left}元"), ("依价目表作答：该拿回多少零钱？", "该拿回{left}元零钱"),
    ("照表中单价算，要找多少？写出算式。", "{paid}－{total}＝{left}元，要找{left}元"),
)  # fmt: skip
MEANS_CLAUSES = (ORDER_CLAUSES, ("身上带着{paid}元", "手里有{paid}元", "钱包里有{paid}元", "身上有{paid}元"))
MEANS_ASKS = (
    ("对照下表，钱够不够？差额是多少？", "钱够，余{gap}元", "钱不够，差{gap}元"),
    ("根据下面的价目表，付得起吗？还剩或者还缺几元？", "付得起，还剩{gap}元", "付不起，还缺{gap}元"),
    ("查价目表，带的钱能付清吗？差几元或余几元？", "能付清，余{gap}元", "不能付清，差{gap}元"),
    ("依下表判断，钱够用还是不够用，多几元或者少几元？", "够用，多{gap}元", "不够用，少{gap}元"),
    ("看表回答：这些钱够付账吗？说出相差多少。", "这些钱够付账，多{gap}元", "这些钱不够付账，少{gap}元"),
)
"""Questions about the money of a customer: the text, the answer if it is enough, and the answer if it is not."""
RIVAL_CLAUSES = (
    ORDER_CLAUSES,
    (
        "{friend}{verb}{other}",
        "同来的{friend}{verb}{other}",
        "{friend}则{verb}{other}",
        "接着{friend}{verb}{other}",
        "旁边的{friend}{verb}{other}",
        "和{who}一起的{friend}{verb}{other}",
    ),
)
RIVAL_ASKS = (
    ("按下面的价目表，谁花得多，多几元？", "{more}花得多，多{gap}元", "两人花得一样多"),
    ("对照下表，两人各花多少？差几元？", "{who}花{total}元，{friend}花{second}元，差{gap}元",
        "{who}花{total}元，{friend}花{second}元，没有差别"),
    ("查表算一算，谁的花费少，少几元？", "{less}的花费少，少{gap}元", "两人的花费一样"),
    ("看表回答：谁的单子便宜，便宜多少？", "{less}的单子便宜，便宜{gap}元", "两张单子价钱相同"),
    ("根据价目表写出两单的总价和差价。", "两单的总价是{total}元和{second}元，差价是{gap}元",
        "两单的总价都是{total}元，没有差价"),
    ("看表回答：哪一单贵？贵多少？", "{more}那一单贵，贵{gap}元", "两单一样贵"),
    ("依价目表算出两人的花费，再比一比。", "{more}比{less}多花{gap}元", "两人花得一样多"),
    ("请查表判断谁花得更少，少几元。", "{less}花得更少，少{gap}元", "两人花得一样多"),
)  # fmt: skip
"""Questions about two orders: the text, the answer if one costs more, and the answer if both cost the same."""
Order = list[tuple[Item, int, int]]  # (item, price, count)


def ordered(order: Order) -> str:
    """Describe an order in words: 2笼小笼包、1碗馄饨."""
    return "、".join(f"{count}{item.unit}{item.name}" for item, _, count in order)


def cost(order: Order) -> tuple[int, str]:
    """Return the total price of an order, and the calculation as text."""
    total = sum(price * count for _, price, count in order)
    return total, "＋".join(f"{count}×{price}" for _, price, count in order) + f"＝{total}元"


def compared(rng: Random, shop: str, order: Order, other: Order) -> tuple[str, str]:
    """Ask which of two orders costs more and by how much: the instruction and the answer."""
    (who, friend), (total, sums), (second, second_sums) = people(rng, 2), cost(order), cost(other)
    more, less = (who, friend) if total > second else (friend, who)
    facts = {
        "who": who, "friend": friend, "shop": shop, "verb": ORDER_VERBS.get(shop, "要了"), "order": ordered(order),
        "other": ordered(other), "total": total, "second": second, "more": more, "less": less,
        "gap": abs(total - second),
    }  # fmt: skip
    ask, *ends = rng.choice(RIVAL_ASKS)
    end = ends[total == second].format(**facts)
    return stated(rng, RIVAL_CLAUSES).format(**facts) + ask, f"{who}：{sums}；{friend}：{second_sums}。{end}。"


def paid_for(rng: Random, shop: str, order: Order) -> tuple[str, str]:
    """Ask for the change after paying for an order, or whether the money is enough: the instruction and the answer."""
    total, sums = cost(order)
    notes = (10, 20, 50, 100, 150, 200, 300, 400, 500, 800, 1000, 1500)
    above = next(at for at, note in enumerate(notes) if note > total)
    change, short = rng.random() < 0.6, rng.random() < 0.5
    paid = notes[above - 1] if not change and short and above and notes[above - 1] < total else notes[above]
    facts = {
        "who": person(rng), "shop": shop, "verb": ORDER_VERBS.get(shop, "要了"), "order": ordered(order), "paid": paid,
        "total": total, "left": paid - total, "gap": abs(paid - total),
    }  # fmt: skip
    ask, *ends = rng.choice(CHANGE_ASKS if change else MEANS_ASKS)
    text = stated(rng, CHANGE_CLAUSES if change else MEANS_CLAUSES).format(**facts)
    return text + ask, f"{sums}，{ends[paid < total].format(**facts)}。"


def write_price_list(rng: Random) -> Task:
    """Ask about the price of one order and the money of the customer, or which of two orders costs more."""
    shop = rng.choice(tuple(MENUS))
    priced = [(item, rng.randint(item.low, item.high)) for item in rng.sample(MENUS[shop], 6)]
    menu = "\n".join(f"{item.name}：{price}元/{item.unit}" for item, price in priced)
    order, other = (
        [(i, p, rng.randint(1, i.most)) for i, p in rng.sample(priced, rng.randint(2, 3))] for _ in range(2)
    )
    instruction, answer = compared(rng, shop, order, other) if rng.random() < 0.6 else paid_for(rng, shop, order)
    return Task(instruction, menu, answer)
