"""Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import Rows, in_json, in_table
from selfinstruct.teachers.offline.world import listed, person

REGIONS = (
    ("上海", "杭州", "南京", "苏州", "无锡", "宁波", "绍兴", "扬州", "嘉兴", "湖州"),
    ("北京", "天津", "石家庄", "保定", "唐山", "廊坊"),
    ("广州", "深圳", "佛山", "东莞", "惠州"),
    ("福州", "厦门", "泉州", "漳州", "莆田"),
    ("武汉", "宜昌", "襄阳", "荆州", "黄石"),
    ("长沙", "株洲", "湘潭", "岳阳", "常德"),
    ("郑州", "洛阳", "开封", "新乡", "许昌"),
    ("西安", "咸阳", "宝鸡", "渭南", "汉中"),
    ("成都", "重庆", "绵阳", "乐山", "宜宾"),
    ("昆明", "大理", "玉溪", "曲靖", "丽江"),
    ("济南", "青岛", "烟台", "潍坊", "淄博"),
    ("沈阳", "大连", "鞍山", "抚顺", "营口"),
    ("南昌", "九江", "景德镇", "上饶", "赣州"),
)
AIRPORTS = ("上海", "杭州", "南京", "无锡", "宁波", "扬州", "北京", "天津", "石家庄", "广州", "深圳", "福州", "厦门", "泉州", "武汉", "长沙", "郑州", "洛阳", "西安", "成都", "重庆", "昆明", "大理", "丽江", "济南", "青岛", "烟台", "沈阳", "大连", "南昌")  # fmt: skip
HOLIDAY_MONTHS = (1, 5, 10)  # no one works on their first days
FLIGHT = "乘飞机"
RIDES = ("坐高铁", "搭长途大巴", "租车", "拼车", "坐绿皮火车", "坐动车")
# fmt: off
WORK = (
    ("调试一台磨床", "验收钢构件", "检修变电箱", "看水泵样机", "交接设备", "考察冷库", "培训操作工", "校准压力表", "改装传送带", "盘点备件"),
    ("讨论桥梁图纸", "测量古桥", "巡查水库", "复测水准点", "检查塔吊", "评审图纸", "参加工程听证会", "验收堤坝", "勘察取水口", "看地质钻孔"),
    ("拜访棉纺厂", "采购面料", "看样衣", "布置展台", "签代理合同", "催一笔货款", "验一批纽扣", "谈打版费", "看绣花机", "参加服装展"),
    ("谈粮油收购", "选购种苗", "考察苗圃", "参加农展会", "回访老客户", "送展品", "谈直播带货", "签供货合同", "检测土样", "看烘干设备"),
    ("检查门店卫生", "面试店长", "查账", "看新铺面", "盘点库存", "培训店员", "开区域例会", "谈铺面续租", "试吃新品", "处理一起投诉"),
    ("采访老中医", "录方言", "借阅县志", "拓印碑文", "整理口述史", "看壁画展", "给学生做讲座", "测绘古戏台", "寻访老艺人", "翻拍族谱"),
    ("谈版权", "挑选插画", "拜访作者", "参加书展", "看印厂样张", "组稿", "办新书分享会", "谈有声书合作", "盘点库存书", "选书店陈列位"),
    ("给钢琴调音", "校对乐谱", "排练合奏", "当比赛评委", "听新人试奏", "讲一堂大师课", "录唱片小样", "看演出场地", "挑一把大提琴", "谈演出合同"),
    ("拍外景", "面试演员", "勘景", "谈场地租金", "采访老铁匠", "送审样片", "补拍空镜", "借老式道具", "看剪辑进度", "录旁白"),
)
PRIVATE = (
    ("尝小吃", "拍鸟", "逛旧书市", "听交响乐", "看剪纸展", "学扎染", "学做面塑", "逛植物园", "看足球赛", "泡温泉", "参观汽车厂", "看老建筑", "逛早市"),
    ("参加表姐的婚礼", "陪母亲看病", "探望战友", "补办学位证", "陪表弟看房", "取化验结果", "补办驾驶证", "参加同学会", "验光配镜", "帮舅舅搬家", "拜访老师", "取修好的相机", "给爷爷过寿", "接回新车", "喝满月酒"),
)
# fmt: on
ERRANDS = tuple(dict.fromkeys(errand for group in WORK + PRIVATE for errand in group))
TRIP_FRAMES = (
    "“{text}”请从{who}的这段行程里提取{sought}，按出现的先后{shape}。",
    "{who}写道：“{text}”找出文中{sought}，依次{shape}。",
    "{who}的行程是：“{text}”请摘出其中{sought}，按原文顺序{shape}。",
    "“{text}”这是{who}本月的安排。摘出{sought}，按先后{shape}。",
    "{who}给家里发消息说：“{text}”请找出消息里{sought}，按提到的顺序{shape}。",
    "“{text}”{who}记性不好，想请你提取{sought}，依次{shape}。",
)
WORK_FRAMES = (
    *TRIP_FRAMES,
    "从{who}的出差日志“{text}”里列出{sought}，先后顺序不变，{shape}。",
    "{who}报销时交来一张行程单：“{text}”请提取{sought}，照原顺序{shape}。",
    "秘书替{who}排好了行程：“{text}”请抽取{sought}，次序不变，{shape}。",
)
STOP_SHAPES: tuple[tuple[str, Callable[[Rows, tuple[str, ...]], str]], ...] = (
    ("一站写一行，中间用逗号隔开", lambda rows, _: "\n".join("，".join(row) for row in rows)),
    ("做成Markdown表格，一站一行", in_table),
    ("写成JSON数组，一站一个对象", in_json),
)


def rides_to(rng: Random, cities: list[str]) -> list[str]:
    """Draw a different ride to each city. Only the first one may be reached by air: the others are not far from it."""
    rides = rng.sample(RIDES, len(cities))
    if cities[0] in AIRPORTS and rng.random() < 0.5:
        rides[0] = FLIGHT
    return rides


def write_trip(rng: Random) -> Task:
    """Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""
    count, month = rng.randint(3, 4), rng.randint(1, 12)
    cities, is_work = rng.sample(rng.choice(REGIONS), count), rng.random() < 0.7
    errands, rides = rng.sample(rng.choice(WORK if is_work else PRIVATE), count), rides_to(rng, cities)
    first = 8 if is_work and month in HOLIDAY_MONTHS else 1
    days = [f"{month}月{day}日" for day in sorted(rng.sample(range(first, 29), count))]
    text = "；".join(
        rng.choice(("{day}{ride}到{city}{errand}", "{day}{ride}去{city}，{errand}")).format(
            day=day, ride=ride, city=town, errand=errand
        )
        for day, ride, town, errand in zip(days, rides, cities, errands, strict=True)
    )
    places = {"城市": cities, "日期": days, "交通方式": rides, "事由": errands}
    sought, shape, answer = rng.choice((one_kind_of_fact, facts_of_every_stop))(rng, places)
    frame = rng.choice(WORK_FRAMES if is_work else TRIP_FRAMES)
    return Task(frame.format(text=text + "。", who=person(rng), sought=sought, shape=shape), "", answer)


def one_kind_of_fact(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for one kind of fact in one line."""
    kind = rng.choice(tuple(places))
    sought = {"城市": "到过的城市", "日期": "出行的日期", "交通方式": "乘坐的交通方式", "事由": "各站的事由"}[kind]
    shape = rng.choice(("用顿号隔开", "以顿号连接", "用顿号分隔"))
    return sought, shape, "、".join(places[kind])


def facts_of_every_stop(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for two or three kinds of facts about every stop, in lines, as a table or in JSON."""
    kinds = tuple(rng.sample(tuple(places), rng.choice((2, 3))))
    shape, write = rng.choice(STOP_SHAPES)
    rows: Rows = list(zip(*(places[kind] for kind in kinds), strict=True))
    return f"每一站的{listed(kinds)}", shape, write(rows, kinds)
