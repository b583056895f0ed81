"""A shop's reply to an order that the customer corrects while giving it: what is ordered in the end, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import SURNAMES, WEEKDAYS, listed


@dataclass(frozen=True, slots=True)
class Good:
    """Something that a shop sells, its unit, and the price range in yuan."""

    name: str
    unit: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop, why people order there, and what it sells."""

    name: str
    purposes: tuple[str, ...]
    goods: tuple[Good, ...]


SHOPS = (
    Shop("花店", ("开业典礼要用", "给退休的老校长送行", "年会会场要布置", "画展开幕", "酒店大堂布置"), (
        Good("百合", "束", 45, 68), Good("向日葵", "束", 38, 55), Good("满天星", "束", 28, 42), Good("绿萝", "盆", 15, 25), Good("蝴蝶兰", "盆", 88, 128), Good("花篮", "个", 120, 180))),
    Shop("打印店", ("公司开展会要用", "新店开业做宣传", "培训班开班", "公司参加行业年会", "招聘会摆摊"), (
        Good("胶装本", "本", 12, 20), Good("彩色海报", "张", 18, 30), Good("易拉宝", "个", 65, 95), Good("名片", "盒", 20, 32), Good("宣传折页", "份", 2, 4), Good("横幅", "条", 40, 70))),
    Shop("蛋糕店", ("同事过生日", "孩子满月", "公司下午茶", "老人八十大寿", "班级联欢"), (
        Good("水果蛋糕", "个", 98, 158), Good("蛋挞", "个", 5, 8), Good("曲奇", "盒", 26, 38), Good("瑞士卷", "条", 32, 46), Good("泡芙", "个", 6, 9), Good("蛋黄酥", "个", 5, 8))),
    Shop("农资店", ("合作社集体买", "给老乡们捎的", "家里几块地要用", "村里一起订", "种植基地备货"), (
        Good("尿素", "袋", 110, 140), Good("地膜", "卷", 85, 120), Good("玉米种子", "袋", 48, 70), Good("喷雾器", "台", 150, 220), Good("防虫网", "卷", 60, 90), Good("复合肥", "袋", 130, 170))),
    Shop("五金店", ("装修工地等着用", "宿舍楼检修", "老房子翻修", "学校后勤补货", "厂里的维修班备料"), (
        Good("合页", "个", 4, 7), Good("水龙头", "个", 28, 45), Good("电钻", "把", 180, 260), Good("膨胀螺丝", "盒", 12, 20), Good("生料带", "卷", 2, 4), Good("角阀", "个", 15, 25))),
    Shop("文具店", ("开学前备货", "夏令营要用", "培训班开课", "少年宫备料", "给山区小学捐文具"), (
        Good("练习本", "本", 2, 4), Good("水彩笔", "盒", 18, 28), Good("宣纸", "刀", 45, 70), Good("订书机", "个", 15, 24), Good("文件夹", "个", 5, 9), Good("中性笔", "盒", 12, 20))),
    Shop("茶叶店", ("公司招待客人", "过年走亲戚", "茶会准备", "新店开张", "会议室常备"), (
        Good("龙井", "罐", 120, 180), Good("普洱饼", "饼", 90, 150), Good("茉莉花茶", "罐", 45, 68), Good("铁观音", "盒", 80, 120), Good("菊花", "罐", 28, 40), Good("红茶", "盒", 65, 98))),
    Shop("渔具店", ("钓鱼比赛要用", "钓鱼协会办活动", "垂钓园开张", "钓友团购", "民宿给客人用"), (
        Good("鱼竿", "根", 120, 200), Good("鱼线", "盘", 20, 35), Good("浮漂", "支", 12, 22), Good("鱼饵", "包", 8, 14), Good("抄网", "个", 45, 70), Good("折叠凳", "把", 30, 50))),
    Shop("窗帘店", ("新房要挂", "宿舍改造", "诊所换窗帘", "幼儿园午睡室", "民宿三间客房"), (
        Good("遮光帘", "幅", 150, 220), Good("纱帘", "幅", 80, 120), Good("罗马杆", "根", 60, 90), Good("挂钩", "包", 10, 16), Good("绑带", "对", 12, 20), Good("百叶帘", "幅", 110, 160))),
    Shop("乐器行", ("中学组民乐队", "民乐培训班要用", "社区民乐团", "学期汇报演出", "少年宫开班"), (
        Good("竹笛", "支", 60, 95), Good("葫芦丝", "支", 80, 130), Good("二胡弦", "副", 25, 40), Good("谱架", "个", 55, 80), Good("校音器", "个", 48, 70), Good("古筝指甲", "副", 18, 30))),
    Shop("宠物用品店", ("救助站补货", "家里猫狗都养", "寄养所开张", "寄养高峰期", "几家邻居一起拼单"), (
        Good("猫粮", "袋", 90, 140), Good("猫砂", "袋", 25, 38), Good("狗窝", "个", 80, 130), Good("牵引绳", "条", 30, 50), Good("磨牙棒", "包", 18, 28), Good("食盆", "个", 15, 25))),
    Shop("体育用品店", ("工会趣味运动会", "校队训练", "社区运动会", "体育馆补货", "学校补器材"), (
        Good("篮球", "个", 90, 150), Good("跳绳", "根", 15, 25), Good("护膝", "副", 35, 55), Good("瑜伽垫", "张", 50, 80), Good("羽毛球", "筒", 45, 75), Good("哨子", "个", 8, 14))),
    Shop("土特产店", ("单位发年货", "带给战友", "旅行团伴手礼", "给亲家回礼", "员工返乡礼包"), (
        Good("香菇", "袋", 45, 70), Good("腊肠", "袋", 42, 60), Good("红枣", "袋", 28, 45), Good("核桃", "袋", 38, 58), Good("小米", "袋", 25, 40), Good("笋干", "袋", 50, 80))),
    Shop("建材店", ("老屋翻修", "村里盖活动室", "车库改造", "工地备料", "出租房翻新"), (
        Good("水泥", "袋", 22, 32), Good("瓷砖", "箱", 65, 110), Good("腻子粉", "袋", 28, 42), Good("石膏板", "张", 26, 40), Good("防水涂料", "桶", 180, 280), Good("角钢", "根", 45, 70))),
    Shop("户外用品店", ("周末徒步露营", "徒步社团采购", "公司团建去露营", "高原徒步", "户外俱乐部补装备"), (
        Good("帐篷", "顶", 260, 420), Good("睡袋", "个", 140, 220), Good("头灯", "个", 55, 90), Good("登山杖", "根", 60, 100), Good("气罐", "罐", 18, 30), Good("防潮垫", "张", 45, 70))),
    Shop("早餐铺", ("工地订早饭", "开会的早点", "运动会加餐", "给值班同事带的", "志愿者集合"), (
        Good("肉包", "个", 2, 4), Good("烧卖", "个", 3, 5), Good("豆浆", "杯", 3, 5), Good("煎饼", "个", 7, 10), Good("茶叶蛋", "个", 2, 3), Good("油条", "根", 2, 4))),
)  # fmt: skip
FIRSTS = (
    "我要{goods}，{purpose}，{day}送。",
    "{purpose}，订{goods}，{day}要到。",
    "{day}给我送{goods}，{purpose}。",
    "{purpose}，给我备{goods}，{day}送货。",
)
SLIPS = ("哦不对，", "刚才说错了，", "记错了，")
SECOND_THOUGHTS = ("另外，", "算了，", "等等，", "我再想想，")
LATER = ("不好意思，", "等一下，")
ADDITIONS = ("对了，", "还有，", "差点忘了，")
SHORT = ("只说最后的总价。", "别的不用说，只报总价。", "就答一句总共多少钱。")
TALK = (
    "把改定后的订单复述一遍，再报总价。",
    "改过之后的货、日子和总价都跟客人核对一遍。",
    "照最后的说法确认一次，别忘了送货日和钱数。",
)
TABLE = (
    "用Markdown表格列出改定后的订单：品名、数量、单价、小计，表后写合计和送货日。",
    "发一张Markdown表格，四列是品名、数量、单价、小计，最后写合计和哪天送。",
)
JSON = (
    "只发JSON：items里每项有品名、数量、单价、小计，另有送货日和合计。",
    "按最后的要求发JSON，键为items（品名、数量、单价、小计）、送货日、合计。",
)
CHAT_FRAMES = (
    "你是{shop}的店员，{who}发来语音：“{said}”请以店员身份回复，{ask}",
    "扮演{shop}老板，回复{who}的消息：“{said}”{ask}",
    "{who}跟{shop}店员说：“{said}”请你扮演店员回话，{ask}",
    "“{said}”{shop}接到{who}的电话。请扮演店员回话，{ask}",
    "角色扮演：你当{shop}的伙计，我是{who}。我说：“{said}”你回我时，{ask}",
    "{shop}的群里，{who}留言：“{said}”你扮演店主回复这位客人，{ask}",
    "你替{shop}看店，{who}边说边改：“{said}”你怎么回复客人？{ask}",
    "{who}站在{shop}柜台前说：“{said}”请你扮演店员接话，{ask}",
)
FORM_FRAMES = (
    "你扮演{shop}的接单助手，{who}在群里留言：“{said}”请把订单整理好发回去，{ask}", "{shop}用小程序接单，客服由你扮演，{who}发来：“{said}”请回复，{ask}",
    "扮演{shop}的线上客服，{who}留言：“{said}”请回一条订单确认，{ask}", "角色扮演：你当{shop}的接单机器人，我是{who}。我发消息：“{said}”你回我时，{ask}",
    "{who}在{shop}的网店里连着发了几句：“{said}”你扮演客服，替店里登记订单，{ask}", "你扮演{shop}的电子下单助手，{who}输入：“{said}”请输出订单，{ask}",
)  # fmt: skip


@dataclass(slots=True)
class Order:
    """An order as it stands: the number of each item, the day of delivery, and the items that may still be corrected."""

    day: str
    counts: dict[Good, int]
    untouched: list[Good]


def much(good: Good, count: int) -> str:
    """Write a number of items with its unit."""
    return f"{count}{good.unit}{good.name}"


def count_of(rng: Random, good: Good, other_than: int = 0) -> int:
    """Draw how many people order of something: fewer of what is expensive."""
    counts = range(1, 5) if good.low >= 80 else range(2, 9) if good.low >= 20 else range(6, 21)
    return rng.choice([count for count in counts if count != other_than])


def new_count(rng: Random, order: Order) -> str:
    """Change the number of an item."""
    good = order.untouched.pop()
    count = count_of(rng, good, order.counts[good])
    order.counts[good] = count
    return rng.choice(
        (
            f"{good.name}改成{count}{good.unit}",
            f"{good.name}要{count}{good.unit}",
            f"{good.name}应该是{count}{good.unit}",
        )
    )


def dropped(rng: Random, order: Order) -> str:
    """Take an item out."""
    good = order.untouched.pop()
    del order.counts[good]
    return rng.choice((f"{good.name}不要了", f"{good.name}去掉", f"{good.name}先不拿了"))


def other_day(rng: Random, order: Order) -> str:
    """Change the day of delivery."""
    order.day = rng.choice([day for day in WEEKDAYS if day != order.day])
    return rng.choice((f"还是{order.day}送吧", f"送货改到{order.day}", f"{order.day}才有人收货，改那天送"))


def swapped(rng: Random, order: Order, new: Good) -> str:
    """Put another item in the place of one."""
    good, count = order.untouched.pop(), count_of(rng, new)
    order.counts = {new if each is good else each: count if each is good else n for each, n in order.counts.items()}
    return rng.choice((f"{good.name}换成{much(new, count)}", f"{good.name}不要了，换成{much(new, count)}"))


def added(rng: Random, order: Order, new: Good) -> str:
    """Add an item."""
    order.counts[new] = count_of(rng, new)
    return rng.choice(("再加", "再添", "再来")) + much(new, order.counts[new])


def corrections(rng: Random, order: Order, shop: Shop) -> str:
    """Correct an order two or three times, each time in another way, and return what the customer says."""
    first, second = rng.sample([good for good in shop.goods if good not in order.counts], 2)
    ways: tuple[tuple[tuple[str, ...], Callable[[], str]], ...] = (
        (SLIPS, lambda: new_count(rng, order)), (SECOND_THOUGHTS[:2], lambda: dropped(rng, order)),
        (LATER, lambda: other_day(rng, order)), (SECOND_THOUGHTS[2:], lambda: swapped(rng, order, first)),
        (ADDITIONS, lambda: added(rng, order, second)),
    )  # fmt: skip
    chosen = rng.sample(ways, rng.choice((2, 3)))
    leads = [rng.choice(leads) for leads, _ in chosen]
    return "".join(f"{lead}{correct()}。" for lead, (_, correct) in zip(leads, chosen, strict=True))


def answer_in_form(form: str, order: Order, prices: dict[Good, int]) -> str:
    """Write the final order in the form that is asked for."""
    parts = [(good, count, prices[good], count * prices[good]) for good, count in order.counts.items()]
    total = sum(cost for *_, cost in parts)
    if form == "short":
        return f"一共{total}元。"
    if form == "talk":
        goods = listed([much(good, count) for good, count, *_ in parts])
        sums = "＋".join(f"{count}×{price}" for _, count, price, _ in parts)
        return f"好的，最后定的是{goods}，{order.day}送到。{sums}＝{total}，总共{total}元，之前说的都以这次为准。"
    if form == "table":
        rows = [(good.name, f"{count}{good.unit}", f"{price}元", f"{cost}元") for good, count, price, cost in parts]
        return f"{in_table(rows, ('品名', '数量', '单价', '小计'))}\n\n合计{total}元，{order.day}送货。"
    items = [{"品名": good.name, "数量": count, "单价": price, "小计": cost} for good, count, price, cost in parts]
    return json.dumps({"items": items, "送货日": order.day, "合计": total}, ensure_ascii=False)


def write_corrected_order(rng: Random) -> Task:
    """A shop's reply to an order that the customer corrects while giving it."""
    shop, day = rng.choice(SHOPS), rng.choice(WEEKDAYS)
    goods = rng.sample(shop.goods, 3)
    order = Order(day, {good: count_of(rng, good) for good in goods}, rng.sample(goods, 3))
    listing = "、".join(much(good, count) for good, count in order.counts.items())
    told = rng.choice(FIRSTS).format(goods=listing, purpose=rng.choice(shop.purposes), day=day) + corrections(
        rng, order, shop
    )
    prices = {good: rng.randint(good.low, good.high) for good in shop.goods}
    form, asks = rng.choice((("short", SHORT), ("talk", TALK), ("talk", TALK), ("table", TABLE), ("json", JSON)))
    who = rng.choice(("{}先生", "{}女士", "小{}", "老{}", "{}老师")).format(rng.choice(SURNAMES))
    instruction = rng.choice(FORM_FRAMES if form in ("table", "json") else CHAT_FRAMES).format(
        shop=shop.name, who=who, said=told, ask=rng.choice(asks)
    )
    menu = "价目表\n" + "\n".join(f"- {good.name} 每{good.unit}{price}元" for good, price in prices.items())
    return Task(instruction, menu, answer_in_form(form, order, prices))
