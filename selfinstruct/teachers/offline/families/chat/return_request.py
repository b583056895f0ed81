"""A shop's reply to a return request: a refund before the deadline, otherwise an exchange."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import asked_last, person


@dataclass(frozen=True, slots=True)
class Ware:
    """A product of an online shop: measure word, name, price range in yuan, and possible defects."""

    unit: str
    name: str
    low: int
    high: int
    faults: tuple[str, ...]


WARES = (
    Ware("件", "羊毛衫", 159, 329, ("袖口脱线", "胸前有个小洞")), Ware("双", "登山鞋", 269, 499, ("左脚鞋底开胶",
        "两只大小不一样")),
    Ware("台", "榨汁机", 129, 269, ("通电不转", "杯体裂了一条缝")), Ware("盏", "台灯", 79, 169, ("开关按不动",
        "灯光一直闪")),
    Ware("口", "炒锅", 119, 259, ("锅把松动", "涂层有划痕")), Ware("个", "双肩包", 99, 239, ("拉链卡死", "背带断线")),
    Ware("套", "床单四件套", 169, 359, ("被套有污渍", "少了一个枕套")), Ware("支", "电动牙刷", 149, 299, ("充不进电",
        "刷头装不上")),
    Ware("个", "保温杯", 69, 139, ("杯盖漏水", "半小时就凉了")), Ware("张", "折叠桌", 139, 279, ("桌腿歪了",
        "桌面鼓包")),
    Ware("个", "儿童书包", 89, 199, ("扣子掉了", "肩带一长一短")), Ware("台", "加湿器", 99, 229, ("底部渗水",
        "不出雾")),
    Ware("条", "牛仔裤", 119, 259, ("裤脚一高一低", "拉链头掉了")), Ware("张", "瑜伽垫", 59, 129, ("边角起皮",
        "气味很大")),
    Ware("把", "雨伞", 39, 89, ("伞骨断了一根", "撑开后收不回去")), Ware("只", "行李箱", 199, 399, ("一个轮子不转",
        "密码锁打不开")),
    Ware("块", "菜板", 49, 119, ("裂了一道缝", "边上发霉")), Ware("盒", "拼图", 59, 139, ("少了七八片", "有两片印花了")),
    Ware("把", "电吹风", 89, 199, ("吹一会儿就断电", "有一股焦味")), Ware("顶", "遮阳帽", 39, 99, ("帽檐塌了", "扣带缝歪了")),
    Ware("台", "体重秤", 59, 129, ("每次称都不一样", "屏幕不亮")), Ware("支", "钓鱼竿", 129, 299, ("第三节卡住拉不出", "竿梢断了")),
    Ware("把", "电钻", 179, 349, ("扳机按下去没反应", "钻头夹不紧")), Ware("条", "毛毯", 99, 219, ("掉毛掉得厉害", "一角脱了线")),
    Ware("盏", "落地灯", 149, 329, ("灯杆装不直", "遥控器没反应")), Ware("个", "猫爬架", 139, 299, ("底板是裂的", "立柱的绳子松了")),
    Ware("副", "羽毛球拍", 119, 259, ("线断了两根", "拍框有裂纹")), Ware("台", "电热水壶", 79, 169, ("烧开不跳闸", "壶嘴漏水")),
)  # fmt: skip
MALLS = (
    "青禾百货",
    "半夏生活馆",
    "远山商城",
    "小满生活",
    "南巷杂货",
    "云朵优选",
    "木棉商城",
    "拾光小铺",
    "北岸精品",
    "暖冬优品",
    "三月良品",
    "橡树商行",
)
RECEIVED = (
    "我{ago}天前收到{what}",
    "{what}签收{ago}天了",
    "到手{ago}天的{what}",
    "在你家买的{what}，拿到{ago}天",
    "{ago}天前签收的{what}",
)
PAID = ("花了{price}元", "是{price}元买的", "付了{price}元", "{price}元呢")
RETURN_CLAUSES = (
    (RECEIVED, PAID, ("{fault}", "可是{fault}", "不过{fault}", "只是{fault}")),
    (RECEIVED, PAID, ("{fault}", "结果{fault}", "一看{fault}", "没想到{fault}")),
)
"""By whether the product is defective: a customer is not surprised at a change of mind."""
RETURN_ASKS = ("想退货。", "能退钱吗？", "运费谁出？能退吗？", "想退了。", "退得了吗？", "我要退款！", "可以退吗？")
FAULT_ASKS = (*RETURN_ASKS, "你们怎么处理？", "给个说法吧。")  # fmt: skip
RETURN_FRAMES = (
    "你是{mall}的客服，按下面的店规回复{who}：“{saying}”",
    "{who}在{mall}的对话框里写道：“{saying}”请以客服身份照店规答复。",
    "扮演{mall}客服，答复顾客{who}：“{saying}”规定见下。",
    "“{saying}”——{mall}的顾客{who}发来这句话，请根据规定替客服回复。",
    "{mall}客服收到{who}的留言：“{saying}”依规则怎么回？请写出回复。",
    "角色扮演：我是{who}，你是{mall}的客服。我说：“{saying}”照店规回复我。",
    "{who}打进{mall}的热线：“{saying}”你是客服，请按店规答复。",
    "今天轮到你做{mall}的客服，{who}说：“{saying}”请依店规回复。",
)  # fmt: skip
FAULT_RULES = "运费：商品有毛病由店家付，其余情况顾客付\n补偿：商品有毛病另送"
CHANGED_MINDS = (
    "收到以后觉得用不上",
    "家里人又买了一样的",
    "家里人说用不上",
    "和我想的不太一样",
    "我买重了",
    "别处有更便宜的",
)


def write_return_request(rng: Random) -> Task:
    """A shop's reply to a return request: a refund before the deadline, otherwise an exchange.

    If the product is defective, the shop also pays the shipping and adds a coupon.
    """
    ware, who = rng.choice(WARES), person(rng)
    limit, ago, price, coupon = (
        rng.choice((7, 10, 15)),
        rng.randint(2, 20),
        rng.randint(ware.low, ware.high),
        rng.choice((5, 10, 20)),
    )
    faulty = rng.random() < 0.6
    fault = rng.choice(ware.faults if faulty else CHANGED_MINDS)
    saying = asked_last(rng, RETURN_CLAUSES[faulty], FAULT_ASKS if faulty else RETURN_ASKS).format(
        ago=ago, what=f"一{ware.unit}{ware.name}", price=price, fault=fault
    )
    instruction = rng.choice(RETURN_FRAMES).format(mall=rng.choice(MALLS), who=who, saying=saying)
    rules = f"退换：签收{limit}天内可退货，超过只能换货\n{FAULT_RULES}{coupon}元优惠券"
    opening = f"{who}您好，{'很抱歉，' + ware.name + fault + '，给您添麻烦了' if faulty else '您的情况我了解了'}。"
    days = f"您签收{ago}天，{'在' if ago <= limit else '已超过'}{limit}天的退货期{'内' if ago <= limit else ''}，"
    done = (
        f"可以退货，收到退件后退您{price}元。"
        if ago <= limit
        else f"不能退款，但可以为您换{f'一{ware.unit}' if faulty else '货'}。"
    )
    end = f"来回运费由我们承担，另送您一张{coupon}元优惠券。" if faulty else "运费需要您自己承担。"
    return Task(instruction, rules, opening + days + done + end)
