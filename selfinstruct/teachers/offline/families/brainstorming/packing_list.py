"""Packing list for a trip: items for its activity, weather and companions, without those already packed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import asked_last, person

Thing = tuple[str, str]  # an item to pack and the reason for it


@dataclass(frozen=True, slots=True)
class Doing:
    """An activity of a trip: the item that it needs, and items that only this activity calls for.

    `hard` activities are too much for small children and old or ill people.
    """

    name: str
    thing: Thing
    extras: tuple[Thing, ...] = ()
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Trip:
    """A kind of trip: places, months, weather, activities, items for every activity, companions and days."""

    places: tuple[str, ...]
    months: tuple[int, ...]
    weathers: tuple[str, ...]
    doings: tuple[Doing, ...]
    basics: tuple[Thing, ...]
    companions: tuple[str, ...]
    days: tuple[int, int] = (3, 5)


FRAIL = ("带着三岁的女儿", "陪七十岁的父亲", "陪腰不太好的母亲")
GENTLE = (*FRAIL, "带着上小学的儿子", "和两个大学同学一起", "一个人")
HARDY = ("带着上高中的儿子", "和两个大学同学一起", "和十来个驴友一起", "和新婚的爱人一起", "一个人")
SKIERS = ("带着上高中的儿子", "和两个大学同学一起", "和八个同事一起", "和新婚的爱人一起", "一个人")
PUPILS = ("带着上小学的儿子", "带着上高中的儿子")
WORKING = ("和部门经理一起", "带一名实习生", "和销售同事一起", "一个人")
LAMP = ("营地灯", "天黑后照明，做饭收拾都看得见")
TRIPS = (
    Trip(
        ("三亚", "厦门", "青岛", "北海", "大连", "烟台", "珠海", "舟山"), (7, 8, 9), ("多阵雨", "紫外线很强", "又湿又热"),
        (
            Doing("下海游泳", ("泳装和泳镜", "下水时穿戴，泳镜挡住海水，眼睛不刺痛"), (), True),
            Doing("划皮划艇", ("防水手机袋", "手机沾了水也不会坏，还能隔着袋子拍照"), (("防水凉鞋", "上下艇要踩水，鞋湿了也干得快"),), True),
            Doing("赶海捡贝壳", ("小铲子和网兜", "挖贝壳和装收获都方便"), (("雨靴", "在泥滩上走，脚不会被划伤"),), True),
            Doing("坐帆船出海", ("晕船药", "按说明书在开船前吃，海上颠簸也不难受"), (), True),
            Doing("在沙滩上玩", ("沙滩垫", "铺在沙上坐着，身上不沾沙"), (("擦脚的旧毛巾", "回房前擦掉脚上的沙"),)),
            Doing("看海上日出", ("薄外套", "天没亮时海边风大，披上正好")),
        ),
        (
            ("防滑拖鞋", "沙滩和湿地面上走路不打滑"), ("速干浴巾", "沾了海水擦干身体，晾一会儿就能再用"),
            ("换洗的短袖短裤", "衣服沾了海水和沙子可以马上换"), ("密封袋", "湿衣服单独装，不会弄湿别的行李"),
        ),
        GENTLE, (3, 7),
    ),
    Trip(
        ("黄山", "泰山", "峨眉山", "华山", "庐山", "武功山", "三清山", "衡山"), (4, 5, 9, 10, 11),
        ("早晚温差大", "多阵雨", "山顶风大"),
        (
            Doing("凌晨登高看日出", ("头灯", "天没亮就要照路，两只手可以空出来扶栏杆")),
            Doing("走石阶登顶", ("护膝", "下山时膝盖受力大，护膝能减轻酸痛")),
            Doing("住一晚山顶客栈", ("一次性床单", "山上客栈条件有限，铺上睡得安心")),
            Doing("拍云海", ("备用相机电池", "山上气温低，电池耗得快")),
        ),
        (
            ("防滑登山鞋", "石阶湿滑时抓地牢"), ("登山杖", "上坡借力，下坡稳住身体"),
            ("巧克力和能量棒", "体力消耗大，随时补充热量"), ("保温水壶", "山上的水贵，自己带热水更划算"),
        ),
        HARDY, (2, 4),
    ),
    Trip(
        ("西安", "洛阳", "平遥", "开封", "大同", "曲阜"), (3, 4, 5, 9, 10), ("早晚温差大", "空气干燥", "紫外线很强"),
        (
            Doing("逛博物馆", ("身份证", "多数博物馆要凭身份证预约入馆")),
            Doing("看古建筑", ("小型望远镜", "屋檐和斗拱上的细节站在地上也能看清")),
            Doing("在老街画速写", ("速写本和铅笔", "看到有意思的街景随时画下来"), (("折叠小凳", "坐着慢慢画，腿不累"),), True),
            Doing("吃遍当地小吃", ("健胃消食片", "一天吃得杂，饭后助消化"), (), True),
        ),
        (
            ("软底运动鞋", "一天要走很多路，脚不容易累"), ("充电宝", "导航、拍照费电，在外随时补电"),
            ("斜挎小包", "证件和零钱放在身前，人多也放心"), ("折叠水杯", "随处接水，不占地方"),
        ),
        GENTLE,
    ),
    Trip(
        ("泉州", "扬州", "绍兴", "苏州", "歙县", "景德镇"), (3, 4, 5, 9, 10), ("早晚温差大", "多阵雨"),
        (
            Doing("坐船游古城", ("防滑平底鞋", "上下船时踩着水也不打滑"), (("轻便坐垫", "船上的木凳硬，垫着坐舒服"),)),
            Doing("看古建筑", ("小型望远镜", "屋檐和砖雕上的细节站在地上也能看清")),
            Doing("在老街拍人像", ("小型补光灯", "巷子里光线暗，补一点光脸才清楚"), (("备用相机电池", "拍一整天，一块电池不够"),), True),
            Doing("跟手艺人学做手工", ("袖套", "做手工时袖口不脏"), (("小块软布", "包好做成的小物件，路上不磕碰"),)),
        ),
        (
            ("软底运动鞋", "一天要走很多路，脚不容易累"), ("充电宝", "导航、拍照费电，在外随时补电"),
            ("斜挎小包", "证件和零钱放在身前，人多也放心"), ("折叠水杯", "随处接水，不占地方"),
        ),
        GENTLE,
    ),
    Trip(
        ("北京", "上海", "深圳", "广州", "成都", "武汉", "杭州", "重庆"), (3, 4, 6, 7, 8, 11), ("多阵雨", "又湿又热", "早晚温差大"),
        (
            Doing("参加行业展会", ("一盒名片", "展会上认识新客户，交换联系方式")),
            Doing("给客户做产品介绍", ("翻页笔", "讲解时可以走动，不用守着电脑")),
            Doing("参加业务培训", ("笔记本和两支签字笔", "上课随手记要点，也能填表")),
            Doing("和供应商谈合同", ("合同打印件", "当面逐条核对，改动处直接标注")),
        ),
        (
            ("一套正装", "正式场合穿着得体，也显得重视对方"), ("电脑和电源适配器", "路上和酒店都能处理工作"),
            ("充电宝", "白天在外跑，手机不会没电"), ("便携挂烫机", "衣服压皱了，出门前几分钟就能熨平"),
        ),
        WORKING, (2, 5),
    ),
    Trip(
        ("亚布力", "崇礼", "长白山", "阿勒泰", "北大湖", "将军山"), (1, 2, 12), ("气温在零下十几度", "空气干燥", "风很大"),
        (
            Doing("学单板滑雪", ("护臀和护膝", "初学容易摔，摔倒时能缓冲"), (("滑雪镜", "挡住雪面反光，看得清路"),)),
            Doing("学双板滑雪", ("滑雪头盔", "摔倒或相撞时护住头部"), (("滑雪镜", "挡住雪面反光，看得清路"),)),
            Doing("看雾凇", ("雪地靴", "清早踩在深雪里，脚不湿不冻")),
            Doing("泡温泉", ("泳装", "公共温泉池要穿泳装才能下水"), (("防水袋", "湿泳装单独装"),)),
        ),
        (
            ("保暖内衣", "穿在最里层，又轻又暖"), ("防水手套", "抓雪、扶地都不湿手"),
            ("护耳帽", "耳朵最怕冻，要盖严实"), ("厚羊毛袜", "鞋里暖和，也能减少摩擦"),
        ),
        SKIERS, (3, 6),
    ),
    Trip(
        ("莫干山", "天目湖", "坝上草原", "呼伦贝尔草原", "乌兰布统草原", "千岛湖"), (6, 7, 8, 9), ("早晚温差大", "蚊虫很多", "多阵雨"),
        (
            Doing("搭帐篷过夜", ("睡袋和防潮垫", "隔开地面的潮气，夜里睡得暖"), (LAMP,), True),
            Doing("夜里看星星", ("折叠躺椅", "躺着抬头看天，脖子不酸"), (("手电筒", "回住处的路上照亮"),)),
            Doing("到草地上野餐", ("野餐垫", "隔开草地的潮气，铺开就能坐下吃"), (("保温箱", "凉菜和水果放几个小时还新鲜"),)),
            Doing("骑半天自行车", ("骑行手套", "长时间握把手，手掌不磨"), (("骑行头盔", "摔倒时护住头"),), True),
        ),
        (
            ("急救包", "擦伤、扭伤可以先自己处理"), ("垃圾袋", "走的时候把垃圾全部带走"),
            ("饮用水", "野外不一定有干净水源"), ("湿纸巾", "没有自来水也能擦手擦脸"),
        ),
        GENTLE, (3, 4),
    ),
)  # fmt: skip
HOLIDAYS = (1, 2, 5, 7, 8, 10)
"""Months in which pupils can travel: holidays, or the days off in May and October."""
WEATHER_MONTHS = {
    "早晚温差大": (3, 4, 5, 9, 10, 11),
    "又湿又热": (6, 7, 8),
    "多阵雨": (4, 5, 6, 7, 8, 9),
    "蚊虫很多": (6, 7, 8),
}
"""Months of the kinds of weather that do not occur all the year."""
WEATHER_THINGS = {
    "多阵雨": (("折叠雨伞", "下雨随时能撑"), ("防水背包罩", "包里的东西不会淋湿")),
    "紫外线很强": (("防晒霜", "出门前涂好，每两小时补一次，不容易晒伤"), ("宽檐遮阳帽", "遮住脸和后颈")),
    "又湿又热": (("便携小风扇", "闷热时吹一吹，凉快些"), ("止汗湿巾", "出汗多，擦一擦清爽")),
    "早晚温差大": (("薄围巾", "早晚风凉，围上护住脖子"), ("长袖外套", "早晚加一件，不容易感冒")),
    "山顶风大": (("防风外套", "挡住大风，身上不冷"), ("抓绒围脖", "护住脖子和下巴，风灌不进去")),
    "风很大": (("防风面罩", "护住脸和鼻子，风吹着不疼"), ("抓绒围脖", "护住脖子和下巴，风灌不进去")),
    "空气干燥": (("润唇膏", "嘴唇不会干裂"), ("保湿面霜", "皮肤不紧绷、不起皮")),
    "气温在零下十几度": (("加厚羽绒服", "严寒里最要紧的保暖衣物"), ("暖宝宝", "贴在衣服外面，几个小时都热")),
    "蚊虫很多": (("驱蚊液", "傍晚喷在手脚上，少被叮咬"), ("薄长裤", "把腿盖住，虫子咬不到")),
}
COMPANIONS = {
    "带着三岁的女儿": (
        ("儿童水杯和零食", "孩子路上饿了渴了，马上有吃有喝"),
        ("一本贴纸书", "坐车时孩子有事做，不吵闹"),
    ),
    "带着上小学的儿子": (("儿童定位手表", "人多时不怕孩子走散"), ("一副纸牌", "等车时可以陪孩子玩")),
    "陪七十岁的父亲": (("父亲的常用药", "按天数备足，外地不一定买得到"), ("折叠小凳", "老人走累了随时能坐")),
    "陪腰不太好的母亲": (("护腰靠垫", "坐车时垫在腰后，母亲不累"), ("平时用惯的膏药", "腰酸时贴一片缓解")),
    "和两个大学同学一起": (("分装的零食", "路上三个人分着吃"), ("一副扑克牌", "晚上三个人正好可以玩")),
    "带着上高中的儿子": (("双份的干粮", "半大孩子饿得快，路上随时能吃"), ("一对对讲机", "两人走散时能联系上")),
    "和八个同事一起": (("写有同事电话的联络卡", "人多，走散时好联系"), ("一大包分享装零食", "休息时分给大家")),
    "和十来个驴友一起": (("写有队友电话的联络卡", "人多，掉队时好联系"), ("一大包分享装零食", "休息时分给大家")),
    "和新婚的爱人一起": (("自拍杆", "两个人合影不用找人帮忙"), ("两人份的小药包", "头疼肚子疼时，两个人都用得上")),
    "和部门经理一起": (("打印好的日程表", "和经理随时核对安排"), ("报销单据袋", "两个人的票据集中收好")),
    "带一名实习生": (("一份备用的资料", "方便实习生跟着学"), ("写好分工的单子", "实习生知道自己该做什么")),
    "和销售同事一起": (("多口充电头", "两个人同时充电，不用抢插座"), ("润喉糖", "一天话说得多，两个人都用得上")),
    "一个人": (
        ("备用手机和数据线", "独自在外，手机坏了也能联系家人"),
        ("写有家人电话的卡片", "万一出事，旁人能联系上家里"),
    ),
}
SHARED = (
    (
        "{who}{month}月去{place}",
        "{who}{month}月出发，在{place}住{days}天",
        "{who}{month}月要去{place}，来回{days}天",
        "{month}月，{who}有一趟{days}天的{place}之行",
        "{who}计划{month}月去{place}待{days}天",
    ),
    ("{with_whom}去", "这回是{with_whom}去", "{with_whom}出门"),
    ("打算{doing}", "主要为了{doing}", "这趟要{doing}", "第二天要{doing}", "行程里有{doing}"),
    ("那边{weather}", "预报说{weather}", "这个时节{weather}", "听说当地{weather}", "当地这时候{weather}"),
)
PACKED = ("{had}已经装好", "{had}已经备好", "包里现有{had}", "除了{had}还没收拾别的")
PACKING_ASKS = (
    "行李里该放哪{n}样东西？", "请列出{n}样要带的物品，各说用处。", "想出{n}样行李并附理由。", "给{n}条带东西的建议。",
    "怎么收拾箱子？列{n}样最用得上的。", "该带哪{n}样东西？说说为什么。",
)  # fmt: skip
MORE_ASKS = (
    "还缺哪{n}样？说说为什么。", "另外还该带哪{n}样东西？", "再列出{n}样要带的物品，各说用处。", "再想{n}样行李并附理由。",
    "请再给{n}条带东西的建议。", "还要放哪{n}样进去？各说理由。",
)  # fmt: skip
"""Requests that fit if some items are already packed."""


def write_packing_list(rng: Random) -> Task:
    """Packing list for a trip: items for its activity, weather and companions, without those already packed."""
    trip = rng.choice(TRIPS)
    month = rng.choice(trip.months)
    with_whom = rng.choice([who for who in trip.companions if month in HOLIDAYS or who not in PUPILS])
    weather = rng.choice([each for each in trip.weathers if month in WEATHER_MONTHS.get(each, trip.months)])
    doing = rng.choice(
        [
            each
            for each in trip.doings
            if not (each.hard and with_whom in FRAIL)
            and not (weather == "多阵雨" and re.search("日出|星星", each.name))
        ]
    )
    *spare, one, two = rng.sample(trip.basics, len(trip.basics))
    wanted = [
        doing.thing,
        rng.choice(WEATHER_THINGS[weather]),
        rng.choice(COMPANIONS[with_whom]),
        *doing.extras,
        *spare,
    ]
    count, packed = rng.randint(3, 5), rng.random() < 0.8
    clauses, asks = ((*SHARED, PACKED), MORE_ASKS) if packed else (SHARED, PACKING_ASKS)
    instruction = asked_last(rng, clauses, asks).format(
        who=person(rng), month=month, with_whom=with_whom, place=rng.choice(trip.places), days=rng.randint(*trip.days),
        doing=doing.name, weather=weather, had=f"{one[0]}、{two[0]}", n=COUNTS[count],
    )  # fmt: skip
    return Task(instruction, "", numbered([f"{name}——{reason}。" for name, reason in wanted[:count]]))
