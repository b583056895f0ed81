"""Extraction tasks: a generated text, and a request for some of the facts in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import CITIES, WEEKDAYS, people, person

PROJECTS = (
    "滨江公园夜间照明改造",
    "老城区菜市场搬迁",
    "校史馆开馆筹备",
    "冷链车队扩编",
    "社区食堂试营业",
    "马拉松医疗保障",
    "古戏台修缮",
    "图书馆自助借还升级",
    "茶叶出口报关",
    "员工宿舍翻新",
    "地铁站口雨棚加装",
    "儿童病房画廊布置",
    "葡萄园滴灌安装",
    "电商年货节备货",
    "博物馆夜场开放",
    "渔港防风加固",
    "纺织厂消防整改",
    "乡村电影周放映",
    "养老院无障碍改建",
    "机场摆渡车调度",
)
DUTIES = (
    "清点旧物资",
    "联系货运公司",
    "张贴施工告示",
    "核算人工费",
    "采购防滑地垫",
    "走访周边商户",
    "拍摄开工照片",
    "办理占道许可",
    "翻译英文标牌",
    "招募三十名志愿者",
    "租赁发电机",
    "整理捐赠清单",
    "调试广播音响",
    "绘制疏散路线图",
    "检测饮水机水质",
    "预订专家住宿",
    "修订安全手册",
    "培训夜班保安",
    "搬运旧柜台",
    "更新值班电话表",
    "比较三家报价",
    "落实临时供电",
    "设计指示标牌",
    "清理排水沟",
    "布置会场绿植",
    "登记车辆牌照",
    "试做工作套餐",
    "测量入口宽度",
    "撰写新闻稿",
    "回收问卷",
    "粉刷围挡",
    "签收第二批材料",
    "给老员工送请柬",
    "备份监控录像",
    "消毒公用器具",
    "抽检灭火器",
    "印制工作证",
    "统计座位数",
    "邀请媒体记者",
    "归还借用桌椅",
)
MINUTES_FRAMES = (
    "从{project}的纪要中提取{duties}的负责人和截止日期。",
    "{duties}各归谁、哪天到期？请从下面{project}的纪要里摘出。",
    "{host}没赶上{project}的例会，请从纪要里找出{duties}的责任人和期限。",
    "请列出{project}会上{duties}的承办人与限期，一项一行。",
    "关于{duties}，{project}是怎么分工的？提取人名和日期。",
    "{project}：提取{duties}这{count}项的经办人和最后期限。",
)
MINUTES_LINES = (
    "{duty}交给{who}，{day}前完成。",
    "{who}负责{duty}，{day}前办妥。",
    "{duty}一事由{who}牵头，期限为{day}。",
    "会上确定，{duty}由{who}在{day}前完成。",
)
COUNTS = ("零", "一", "两", "三", "四", "五")


def quoted(items: list[str]) -> str:
    """Put each item in quotation marks and concatenate them."""
    return "".join(f"“{item}”" for item in items)


def write_minutes(rng: Random) -> Task:
    """Write the minutes of a meeting that assigns six duties, and ask for person and deadline of some of them."""
    project, month, duties = rng.choice(PROJECTS), rng.randint(1, 12), rng.sample(DUTIES, 6)
    host, *workers = people(rng, 7)
    days = [f"{month}月{day}日" for day in rng.sample(range(8, 29), 6)]
    lines = [
        rng.choice(MINUTES_LINES).format(duty=duty, who=who, day=day)
        for duty, who, day in zip(duties, workers, days, strict=True)
    ]
    asked = rng.sample(range(6), rng.randint(3, 5))
    minutes = f"{project}例会纪要\n时间：{month}月{rng.randint(1, 7)}日\n主持：{host}\n" + "\n".join(
        f"{place}. {line}" for place, line in enumerate(lines, 1)
    )
    instruction = rng.choice(MINUTES_FRAMES).format(
        project=project, duties=quoted([duties[at] for at in asked]), count=COUNTS[len(asked)], host=person(rng)
    )
    return Task(instruction, minutes, "\n".join(f"{duties[at]}：{workers[at]}，{days[at]}" for at in asked))


FESTIVALS = (
    "云溪镇采茶节",
    "第五届海岸音乐周",
    "城南旧书市集",
    "高新区科普日",
    "松花湖消夏节",
    "白鹭洲风筝节",
    "杏林中医药文化节",
    "望江社区邻里节",
    "大学城动漫展",
    "石板街美食周",
    "荷塘村丰收节",
    "长桥湾滨水节",
    "梨园戏曲月",
    "东山岭登高节",
    "竹海摄影周",
)
SESSIONS = (
    "手工炒茶体验",
    "少儿口琴合奏",
    "旧书修补课",
    "机器狗表演",
    "充气滑梯比赛",
    "沙燕风筝扎制",
    "艾灸养生讲座",
    "百家宴",
    "原创漫画签售",
    "辣椒酱品鉴",
    "稻草人搭建",
    "骑行安全课",
    "昆曲化妆演示",
    "古道徒步",
    "夜景拍摄课",
    "木版年画印制",
    "盲盒交换会",
    "流浪猫领养",
    "亲子绘本朗读",
    "皮影戏专场",
    "非洲鼓工作坊",
    "二手自行车拍卖",
    "天文望远镜观星",
    "蓝染手帕制作",
    "方言脱口秀",
    "围棋车轮战",
    "咖啡拉花教学",
    "露天老电影",
    "陶艺拉坯",
    "急救技能培训",
    "剪纸大赛",
    "无人机编队飞行",
    "多肉植物义卖",
    "街舞对抗赛",
    "汉服巡游",
)
SPOTS = (
    "东广场",
    "二号展厅",
    "荷花池边",
    "综合楼三楼",
    "临湖草坪",
    "老戏台",
    "游客中心",
    "北门帐篷区",
    "体育馆内场",
    "南侧草坡",
    "木栈道尽头",
    "多功能礼堂",
    "美食街中段",
    "停车场西侧",
)
ASPECTS = (("时间和地点", ("time", "place")), ("地点和负责人", ("place", "who")), ("时间和负责人", ("time", "who")))
PROGRAMME_FRAMES = (
    "从{festival}节目单里提取{sessions}的{aspect}。",
    "{who}去{festival}只参加{sessions}，请找出它们的{aspect}。",
    "请摘出{sessions}的{aspect}，{festival}的其他活动不用管。",
    "{sessions}在{festival}的{aspect}分别是什么？请从下面摘录。",
    "请逐行列出{festival}中{sessions}的{aspect}。",
    "{festival}开幕在即，提取{sessions}这{count}项的{aspect}，一行一项。",
)


def write_programme(rng: Random) -> Task:
    """Write the programme of a festival, and ask for time, place or host of some sessions."""
    festival, sessions, spots, hosts = (
        rng.choice(FESTIVALS),
        rng.sample(SESSIONS, 6),
        rng.sample(SPOTS, 6),
        people(rng, 6),
    )
    times = [
        f"{rng.choice(WEEKDAYS[4:])}{hour}:{rng.choice(('00', '15', '30', '45'))}"
        for hour in rng.sample(range(9, 21), 6)
    ]
    facts = [{"time": time, "place": place, "who": host} for time, place, host in zip(times, spots, hosts, strict=True)]
    lines = [
        f"{session}：{fact['time']}开始，在{fact['place']}举行，负责人{fact['who']}"
        for session, fact in zip(sessions, facts, strict=True)
    ]
    asked, (aspect, keys) = rng.sample(range(6), rng.randint(3, 5)), rng.choice(ASPECTS)
    instruction = rng.choice(PROGRAMME_FRAMES).format(
        festival=festival,
        sessions=quoted([sessions[at] for at in asked]),
        aspect=aspect,
        who=person(rng),
        count=COUNTS[len(asked)],
    )
    answer = "\n".join(f"{sessions[at]}：" + "，".join(facts[at][key] for key in keys) for at in asked)
    return Task(instruction, f"{festival}节目单\n" + "\n".join(lines), answer)


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
    "周日全天",
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


SPENDINGS = (
    ("打车去火车站", 18, 90),
    ("买了两斤排骨", 40, 90),
    ("给手机换屏", 150, 600),
    ("看话剧", 80, 380),
    ("交宽带费", 60, 200),
    ("给侄子买拼图", 30, 150),
    ("配近视镜", 200, 900),
    ("理发", 20, 120),
    ("换车胎", 260, 800),
    ("挂专家号", 30, 100),
    ("寄冬衣回老家", 20, 80),
    ("请同事吃烤鱼", 130, 400),
    ("买生抽和料酒", 15, 50),
    ("给绿萝换盆", 15, 70),
    ("洗窗帘", 40, 160),
    ("办健身卡", 300, 1500),
    ("修高跟鞋", 10, 60),
    ("订牛奶", 90, 200),
    ("报插花课", 120, 500),
    ("加油", 150, 400),
    ("买蓝牙耳机", 90, 700),
    ("复印病历", 5, 30),
    ("租露营灯", 30, 100),
    ("给猫绝育", 300, 900),
    ("换纱窗", 60, 300),
    ("随礼", 200, 800),
    ("买进口樱桃", 50, 180),
    ("打印简历", 3, 20),
    ("充地铁卡", 50, 200),
    ("开锁", 60, 200),
    ("吃羊肉泡馍", 20, 50),
    ("拔智齿", 300, 1200),
    ("买法语词典", 40, 130),
    ("修水龙头", 30, 150),
)
SPENDING_FRAMES = (
    "{who}{when}记了一笔流水账：“{text}”请提取{wish}，{shape}。",
    "“{text}”从{who}{when}的开支记录中找出{wish}，{shape}。",
    "请从“{text}”里摘出{wish}，{shape}。",
    "下面是{who}{when}的花销：“{text}”列出{wish}，{shape}。",
)
SHAPES: tuple[tuple[str, Callable[[list[tuple[str, int]]], str]], ...] = (
    ("写成“项目：金额”，一行一项", lambda rows: "\n".join(f"{what}：{cost}元" for what, cost in rows)),
    ("以JSON对象给出，键是项目、值是数字", lambda rows: json.dumps(dict(rows), ensure_ascii=False)),
    ("用顿号隔开，只写项目不写金额", lambda rows: "、".join(what for what, _ in rows)),
)
WHENS = ("周末", "上周", "三月上旬", "出差前", "国庆假期", "搬家那几天", "元旦前后", "昨天", "开学前", "中秋那周")


def spendings(rng: Random) -> list[tuple[str, int]]:
    """Draw four to six expenses with different amounts."""
    while True:
        rows = [(what, rng.randint(low, high)) for what, low, high in rng.sample(SPENDINGS, rng.randint(4, 6))]
        if len({cost for _, cost in rows}) == len(rows):
            return rows


def write_spending(rng: Random) -> Task:
    """List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""
    rows = spendings(rng)
    rising = sorted(rows, key=lambda row: row[1])
    bound = rising[len(rows) // 2][1]
    wish, chosen = rng.choice(
        (
            (f"不低于{bound}元的支出，按金额从高到低排", rising[len(rows) // 2 :][::-1]),
            (f"低于{bound}元的支出，按原文顺序排", [row for row in rows if row[1] < bound]),
            ("最贵的两项支出，贵的在前", rising[:-3:-1]),
            ("全部支出，从便宜到贵排", rising),
        )
    )
    text = "，".join(f"{what}{rng.choice(('花了', '', '用掉'))}{cost}元" for what, cost in rows) + "。"
    shape, write = rng.choice(SHAPES)
    instruction = rng.choice(SPENDING_FRAMES).format(
        who=person(rng), when=rng.choice(WHENS), text=text, wish=wish, shape=shape
    )
    return Task(instruction, "", write(chosen))


RIDES = ("坐高铁", "乘飞机", "搭长途大巴", "自己开车", "拼车", "坐绿皮火车")
ERRANDS = (
    "拜访棉纺厂",
    "参加表姐的婚礼",
    "调试一台磨床",
    "看壁画展",
    "签代理合同",
    "给学生做讲座",
    "检查门店卫生",
    "采访老船长",
    "考察冷库",
    "领设计奖",
    "尝早茶",
    "陪母亲看病",
    "谈茶叶收购",
    "参观汽车厂",
    "拍外景",
    "探望战友",
    "面试店长",
    "盘点样品",
    "听交响乐",
    "验收钢构件",
    "补办学位证",
    "爬城墙",
    "借阅县志",
    "送展品",
    "学扎染",
)
TRIP_FRAMES = (
    "“{text}”请从{who}的这段行程里提取{wish}，按出现的先后用顿号隔开。",
    "{who}写道：“{text}”找出文中{wish}，依次用顿号分隔。",
    "请摘出“{text}”中{wish}，按原文顺序以顿号连接；行程是{who}的。",
    "从出差日志“{text}”里列出{who}{wish}，先后顺序不变，中间用顿号。",
)


def write_trip(rng: Random) -> Task:
    """Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""
    count, month = rng.randint(3, 4), rng.randint(1, 12)
    cities, errands, rides = rng.sample(CITIES, count), rng.sample(ERRANDS, count), rng.sample(RIDES, count)
    days = [f"{month}月{day}日" for day in sorted(rng.sample(range(1, 29), count))]
    text = "；".join(
        rng.choice(("{day}{ride}到{city}{errand}", "{day}{ride}去{city}，{errand}")).format(
            day=day, ride=ride, city=town, errand=errand
        )
        for day, ride, town, errand in zip(days, rides, cities, errands, strict=True)
    )
    wish, found = rng.choice(
        (
            ("到过的城市", cities),
            ("出行的日期", days),
            ("乘坐的交通方式", rides),
            ("在各地办的事", errands),
        )
    )
    return Task(rng.choice(TRIP_FRAMES).format(text=text + "。", who=person(rng), wish=wish), "", "、".join(found))


FAMILIES: tuple[Family, ...] = (
    Family("minutes_duties", TaskType.EXTRACT, write_minutes),
    Family("programme_sessions", TaskType.EXTRACT, write_programme),
    Family("order_form", TaskType.EXTRACT, write_order),
    Family("spending_items", TaskType.EXTRACT, write_spending),
    Family("trip_facts", TaskType.EXTRACT, write_trip),
)
