"""Fill in a form from a customer's message. If the message changes the quantity, the last one counts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import another, person


@dataclass(frozen=True, slots=True)
class Goods:
    """A product that a customer may order, with its measure word, variants, usual quantities and fitting remarks."""

    name: str
    unit: str
    variants: tuple[str, ...]
    counts: tuple[int, int]
    remarks: tuple[str, ...]


GOODS = (
    Goods("羽绒被", "条", ("单人的", "双人的", "加厚的"), (2, 4), ("别拆真空袋", "要一张洗涤说明", "颜色挑素一点")),
    Goods("电饭煲", "个", ("三升的", "五升的", "白色的"), (2, 6), ("保修卡要盖章", "说明书别漏了", "外箱别贴价签")),
    Goods("矿泉水", "桶", ("18升的", "11升的"), (2, 8), ("空桶顺便带走", "搬到饮水机旁边", "电梯坏了要走楼梯")),
    Goods("雨伞", "把", ("黑色的", "透明的", "折叠的"), (2, 9), ("每把都要配伞套", "先试一下开合", "伞柄别刮花")),
    Goods("运动鞋", "双", ("38码的", "42码的", "灰色的"), (2, 5), ("鞋带多配一副", "不合脚要能换", "鞋盒也要带上")),
    Goods("慕斯蛋糕", "个", ("六寸的", "八寸的", "芒果味的"), (2, 5), ("附一张生日贺卡", "多放几块冰袋", "蜡烛用数字的")),
    Goods("台灯", "盏", ("夹式的", "暖光的"), (2, 8), ("灯泡先试亮", "包装里垫厚一点", "发票抬头写单位")),
    Goods("五常大米", "袋", ("5公斤装的", "10公斤装的"), (2, 6), ("要今年的新米", "袋子破了不收", "放在厨房门口")),
    Goods("书架", "个", ("三层的", "五层的", "胡桃色的"), (2, 5), ("请师傅自带螺丝刀", "纸箱拆完带走", "上楼前先打电话")),
    Goods("百合花", "束", ("粉色的", "白色的"), (2, 9), ("挑半开的花苞", "花粉先摘掉", "卡片上写生日快乐")),
    Goods("猫粮", "袋", ("成猫的", "幼猫的", "鸡肉味的"), (2, 6), ("看好保质期", "有试吃装就送一包", "家里有猫请随手关门")),
    Goods("保温杯", "只", ("红色的", "500毫升的"), (2, 9), ("用礼盒包起来", "杯身刻字免了", "附一把杯刷")),
    Goods("窗帘", "幅", ("遮光的", "米色的", "纱质的"), (2, 8), ("挂钩要配齐", "安装师傅穿鞋套", "下摆多留五厘米")),
    Goods("花生油", "桶", ("5升的", "1.8升的"), (2, 6), ("瓶口别漏油", "外面套个塑料袋", "要生产日期新的")),
    Goods("行李箱", "个", ("20寸的", "24寸的", "银色的"), (2, 4), ("轮子先检查一遍", "密码锁说明一起给", "箱套多送一个")),
    Goods("纯牛奶", "箱", ("低脂的", "全脂的"), (2, 9), ("压坏的要换", "放进门口的保温箱", "要半个月内生产的")),
    Goods("瑜伽垫", "张", ("加宽的", "紫色的"), (2, 8), ("绑带一起发", "味道太大要退", "卷着送别折")),
    Goods("机械键盘", "把", ("青轴的", "红轴的"), (2, 6), ("备用键帽给一套", "发票开电子的", "数据线要长的")),
    Goods("腊肠", "斤", ("广式的", "川味的"), (2, 9), ("肥的少一点", "分成小袋抽真空", "别和海鲜一起装")),
    Goods("折叠椅", "把", ("带扶手的", "绿色的"), (2, 9), ("承重标签别撕", "椅脚要有胶垫", "捆在一起送")),
)  # fmt: skip
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
    "我要{count}{unit}{规格}{商品}，送到{地址}，{收件人}收，{送达时间}送，{备注}。",
    "麻烦{送达时间}送{count}{unit}{商品}到{地址}，要{规格}，收件人写{收件人}，{备注}。",
    "{地址}{收件人}订{count}{unit}{商品}，{规格}，{送达时间}到就行，{备注}。",
    "帮{收件人}下单：{规格}{商品}来{count}{unit}，地址{地址}，{送达时间}送，{备注}！",
    "{收件人}，住{地址}，{送达时间}收货。{商品}{count}{unit}，只要{规格}，{备注}。",
    "上回买的{规格}{商品}不错，再给{收件人}来{count}{unit}，{送达时间}送{地址}，{备注}。",
)
REGRETS = (
    "哦不对，数量改成{count}{unit}。",
    "等等，还是要{count}{unit}吧。",
    "刚才说错了，是{count}{unit}。",
)
MORE = "算了，{count}{unit}才够。"
REMARKS = (
    "门铃坏了请打电话",
    "发票抬头写个人",
    "送货员请穿鞋套",
    "货到再付现金",
    "家里有婴儿请别敲门",
    "从地下车库进电梯",
    "到了先发短信",
    "进小区要登记车牌",
    "必须本人签收",
    "请走小区北门",
)
ORDER_FRAMES = (
    "把留言“{text}”提取成订单，填写下面各栏。",
    "“{text}”请摘出最终的订单信息，填好空白单。",
    "客服{clerk}收到：“{text}”请提取信息，填好下面的单子。",
    "从“{text}”中找出下单内容，填写表单，以顾客最后说的为准。",
    "“{text}”请按下列各项提取订单信息。",
)
FORM = ("商品", "规格", "数量", "收件人", "地址", "送达时间", "备注")


def corrected(rng: Random, goods: Goods) -> tuple[int, int, str]:
    """Draw the quantity that is ordered first, the final one, and the words that change it, or none."""
    first, second = rng.sample(range(goods.counts[0], goods.counts[1] + 1), 2)
    if rng.random() < 0.4:
        return first, first, ""
    regret = rng.choice((*REGRETS, MORE) if second > first else REGRETS)
    return first, second, regret.format(count=second, unit=goods.unit)


def fields_of_the_form(rng: Random, changes: bool) -> list[str]:
    """Draw the fields: the product is always one, and the quantity if the message changes it."""
    needed = ["商品", "数量"] if changes else ["商品"]
    fields = needed + rng.sample([field for field in FORM if field not in needed], rng.randint(3, 5))
    rng.shuffle(fields)
    return fields


def write_order(rng: Random) -> Task:
    """Fill in a form from a customer's message. If the message changes the quantity, the last one counts."""
    goods, place = rng.choice(GOODS), f"{rng.choice(STREETS)}{rng.randint(2, 398)}号"
    first, last, regret = corrected(rng, goods)
    values = {
        "商品": goods.name,
        "规格": rng.choice(goods.variants),
        "收件人": person(rng),
        "地址": place,
        "送达时间": rng.choice(ARRIVALS),
        "备注": rng.choice(goods.remarks + REMARKS),
    }
    text = rng.choice(SLIPS).format(count=first, unit=goods.unit, **values) + regret
    values |= {"数量": f"{last}{goods.unit}", "规格": values["规格"].removesuffix("的")}
    fields = fields_of_the_form(rng, bool(regret))
    answer = "\n".join(f"{field}：{values[field]}" for field in fields)
    blank = "\n".join(f"{field}：" for field in fields)
    return Task(rng.choice(ORDER_FRAMES).format(text=text, clerk=another(rng, [values["收件人"]])), blank, answer)
