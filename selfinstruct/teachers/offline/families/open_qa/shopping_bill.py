"""Ask for the price of several products after a discount, or for the change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import plain
from selfinstruct.teachers.offline.world import person, stated


@dataclass(frozen=True, slots=True)
class Good:
    """A product: its name, measure word, usual price range in yuan, and how many of it a customer takes at most."""

    name: str
    unit: str
    low: int
    high: int
    most: int = 5


SHOPS: dict[str, tuple[Good, ...]] = {
    "水果店": (
        Good("苹果", "斤", 5, 9), Good("草莓", "盒", 15, 28), Good("香蕉", "斤", 3, 6), Good("车厘子", "斤", 30, 55),
        Good("柚子", "个", 8, 15, 3), Good("葡萄", "斤", 8, 16), Good("芒果", "斤", 9, 15), Good("哈密瓜", "个", 18, 30, 2),
    ),
    "文具店": (
        Good("钢笔", "支", 18, 45, 2), Good("笔记本", "本", 5, 12), Good("橡皮", "块", 2, 4), Good("彩铅", "盒", 20, 38),
        Good("文件夹", "个", 4, 9), Good("中性笔", "支", 2, 5), Good("计算器", "个", 25, 48, 1), Good("书皮", "包", 5, 10),
    ),
    "园艺店": (
        Good("百合", "枝", 8, 14), Good("玫瑰", "枝", 4, 9), Good("多肉", "盆", 6, 15), Good("绿萝", "盆", 12, 25),
        Good("向日葵", "枝", 7, 12), Good("营养土", "袋", 10, 18), Good("陶花盆", "个", 15, 30), Good("满天星", "把",
            12, 22),
    ),
    "五金店": (
        Good("灯泡", "只", 6, 15), Good("插线板", "个", 28, 55, 2), Good("水龙头", "个", 35, 70, 2), Good("螺丝刀", "把", 9,
            20, 2),
        Good("卷尺", "把", 8, 16, 1), Good("生料带", "卷", 2, 4), Good("挂锁", "把", 12, 26, 3), Good("砂纸", "张", 2, 3),
    ),
    "生鲜店": (
        Good("土豆", "斤", 2, 4), Good("排骨", "斤", 26, 36, 3), Good("鲈鱼", "条", 25, 40, 2), Good("豆腐", "块", 3, 5),
        Good("鸡蛋", "斤", 5, 8), Good("菠菜", "把", 3, 6), Good("山药", "斤", 6, 11), Good("基围虾", "斤", 38, 58, 2),
    ),
    "书店": (
        Good("科普绘本", "本", 28, 48), Good("字典", "本", 35, 65, 1), Good("小说", "本", 32, 58, 3), Good("字帖", "本", 10,
            20),
        Good("地图册", "本", 25, 45, 1), Good("明信片", "套", 15, 28, 2), Good("书签", "套", 8, 16, 2), Good("棋谱", "本", 22,
            39, 2),
    ),
    "茶叶店": (
        Good("茉莉花茶", "罐", 48, 88, 3), Good("菊花", "包", 15, 28), Good("盖碗", "只", 30, 65, 2), Good("公道杯", "只", 22,
            45, 1),
        Good("茶漏", "个", 10, 18, 1), Good("陈皮", "包", 26, 52), Good("品茗杯", "只", 12, 25), Good("枸杞", "包", 18,
            35),
    ),
    "宠物店": (
        Good("猫砂", "袋", 22, 39), Good("猫条", "盒", 15, 28), Good("逗猫棒", "根", 8, 15, 2), Good("狗绳", "条", 25, 48, 1),
        Good("尿垫", "包", 28, 45), Good("磨牙棒", "包", 12, 22), Good("食盆", "个", 15, 30, 2), Good("梳毛刷", "把", 18,
            32, 1),
    ),
}  # fmt: skip
BILL_CLAUSES = (
    (
        "{who}在{shop}买了{goods}",
        "{who}去{shop}采购{goods}",
        "{who}从{shop}挑了{goods}",
        "{who}逛{shop}，带走{goods}",
        "{who}列好单子到{shop}买{goods}",
        "{who}和家人在{shop}选中{goods}",
        "{who}替邻居跑了一趟{shop}，买了{goods}",
        "路过{shop}，{who}买下{goods}",
        "{who}在{shop}往购物篮里放了{goods}",
        "{shop}搞活动，{who}买了{goods}",
    ),
    ("{offer}", "当天{offer}", "正赶上{offer}", "店里{offer}", "结账时{offer}"),
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
    lines = [
        (g, rng.randint(min(2, g.most), g.most), rng.randint(g.low, g.high))
        for g in rng.sample(SHOPS[shop], rng.randint(2, 4))
    ]
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
    return Task(facts + ask, "", f"原价{sums}＝{total}元；{words}。{rest}{result}。".replace("=", "＝"))
