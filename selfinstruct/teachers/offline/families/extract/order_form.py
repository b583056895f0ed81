"""Fill in a form from a customer's message. If the message changes the quantity, the last one counts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Goods:
    """A product that a customer may order, with its measure word and its variants."""

    name: str
    unit: str
    variants: tuple[str, ...]


GOODS = (
    Goods("羽绒被", "条", ("1.5米的", "1.8米的", "加厚的")),
    Goods("电饭煲", "个", ("三升的", "五升的", "白色的")),
    Goods("桶装水", "桶", ("18升的", "11升的")),
    Goods("雨伞", "把", ("黑色的", "透明的", "折叠的")),
    Goods("运动鞋", "双", ("38码的", "42码的", "灰色的")),
    Goods("慕斯蛋糕", "个", ("六寸的", "八寸的", "芒果味的")),
    Goods("台灯", "盏", ("夹式的", "暖光的")),
    Goods("五常大米", "袋", ("5公斤装的", "10公斤装的")),
    Goods("书架", "个", ("三层的", "五层的", "胡桃色的")),
    Goods("百合花", "束", ("粉色的", "白色的")),
    Goods("猫粮", "袋", ("成猫的", "幼猫的", "鸡肉味的")),
    Goods("保温杯", "只", ("红色的", "500毫升的")),
    Goods("窗帘", "幅", ("遮光的", "米色的", "纱质的")),
    Goods("花生油", "桶", ("5升的", "1.8升的")),
    Goods("行李箱", "个", ("20寸的", "24寸的", "银色的")),
    Goods("纯牛奶", "箱", ("低脂的", "全脂的")),
    Goods("瑜伽垫", "张", ("加宽的", "紫色的")),
    Goods("机械键盘", "把", ("青轴的", "红轴的")),
    Goods("腊肠", "斤", ("广式的", "川味的")),
    Goods("折叠椅", "把", ("带扶手的", "绿色的")),
)
STREETS = (
    "解放路",
    "花园街",
    "东湖南路",
    "槐树巷",
    "建设大道",
    "梧桐里",
    "凤凰路",
    "石桥街",
    "望海路",
    "学府路",
    "银杏街",
    "长乐坊",
    "北固山路",
    "青年路",
    "纺织新村",
    "码头街",
)
ARRIVALS = (
    "明天上午",
    "明晚七点后",
    "周六中午",
    "后天下午三点前",
    "周日上午十点",
    "今天下班前",
    "周五早上八点",
    "下周二晚上",
)
SLIPS = (
    "我要{count}{unit}{variant}{goods}，送到{street}{number}号，{who}收，{when}送，{remark}。",
    "麻烦{when}送{count}{unit}{goods}到{street}{number}号，要{variant}，收件人写{who}，{remark}。",
    "{street}{number}号{who}订{count}{unit}{goods}，{variant}，{when}到就行，{remark}。",
    "{remark}！帮{who}下单：{variant}{goods}来{count}{unit}，地址{street}{number}号，{when}有人在家。",
    "{who}，住{street}{number}号，{when}收货。{goods}{count}{unit}，只要{variant}，{remark}。",
    "上回买的{variant}{goods}不错，再给{who}来{count}{unit}，{when}送{street}{number}号，{remark}。",
)
REGRETS = (
    "哦不对，数量改成{count}{unit}。",
    "等等，还是要{count}{unit}吧。",
    "刚才说错了，是{count}{unit}。",
    "算了，{count}{unit}才够。",
    "",
    "",
)
REMARKS = (
    "门铃坏了请打电话",
    "放在门卫室就行",
    "发票抬头写个人",
    "别用泡沫箱装",
    "送货员请穿鞋套",
    "附一张生日贺卡",
    "货到再付现金",
    "旧的顺便帮忙带走",
    "家里有婴儿别敲门",
    "从地下车库进电梯",
    "外包装别贴价签",
    "用礼盒包起来",
    "记得带上说明书",
    "先放隔壁老周家",
    "小票单独寄给公司",
    "搬上六楼另给小费",
    "保安会问就报房号",
    "见不到本人别签收",
    "狗已经拴好放心进",
    "请走小区北门",
)
ORDER_FRAMES = (
    "把留言“{text}”提取成订单，填写下面各栏。",
    "“{text}”请摘出最终的订单信息，填好空白单。",
    "客服{clerk}收到：“{text}”提取信息，填进下表。",
    "从“{text}”中找出下单内容，填写表单，以顾客最后说的为准。",
    "“{text}”请按下列各项提取。",
)
FORM = ("商品", "规格", "数量", "收件人", "地址", "送达时间", "备注")


def write_order(rng: Random) -> Task:
    """Fill in a form from a customer's message. If the message changes the quantity, the last one counts."""
    goods, street, number, regret = rng.choice(GOODS), rng.choice(STREETS), rng.randint(2, 398), rng.choice(REGRETS)
    (first, second), variant, who = rng.sample(range(3, 10), 2), rng.choice(goods.variants), person(rng)
    when, remark = rng.choice(ARRIVALS), rng.choice(REMARKS)
    text = rng.choice(SLIPS).format(
        count=first,
        unit=goods.unit,
        variant=variant,
        goods=goods.name,
        street=street,
        number=number,
        who=who,
        when=when,
        remark=remark,
    ) + regret.format(count=second, unit=goods.unit)
    values = {
        "商品": goods.name,
        "规格": variant.removesuffix("的"),
        "数量": f"{second if regret else first}{goods.unit}",
        "收件人": who,
        "地址": f"{street}{number}号",
        "送达时间": when,
        "备注": remark,
    }
    fields = rng.sample(FORM, rng.randint(4, 7))
    answer = "\n".join(f"{field}：{values[field]}" for field in fields)
    blank = "\n".join(f"{field}：" for field in fields)
    return Task(rng.choice(ORDER_FRAMES).format(text=text, clerk=person(rng)), blank, answer)
