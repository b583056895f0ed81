"""Brainstorming tasks: ideas for a described situation, chosen from tables to fit its details."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import asked_last, city, listed, person

NUMERALS = ("零", "一", "两", "三", "四", "五", "六", "七", "八")


def numbered(lines: list[str]) -> str:
    """Format lines as a numbered list."""
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))


# --- packing list -----------------------------------------------------------------------------------------------


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
    """A kind of trip: places, months, weather, activities, items for every activity, and travel companions."""

    places: tuple[str, ...]
    months: tuple[int, ...]
    weathers: tuple[str, ...]
    doings: tuple[Doing, ...]
    basics: tuple[Thing, ...]
    companions: tuple[str, ...]


FRAIL = ("带着三岁的女儿", "陪七十岁的父亲", "陪腰不太好的母亲")
GENTLE = (*FRAIL, "带着上小学的儿子", "和两个大学同学一起", "一个人")
HARDY = ("带着上高中的儿子", "和两个大学同学一起", "和十来个驴友一起", "和新婚妻子一起", "一个人")
WORKING = ("和部门经理一起", "带一名实习生", "和法务同事一起", "一个人")
LAMP = ("营地灯", "天黑后照明，做饭收拾都看得见")

TRIPS = (
    Trip(
        ("三亚", "厦门", "青岛", "北海", "大连", "烟台", "珠海", "舟山"), (5, 6, 7, 8, 9), ("多阵雨", "紫外线很强", "又湿又热"),
        (
            Doing("下海游泳", ("泳衣和泳镜", "游泳时穿戴，海水不容易刺痛眼睛"), (), True),
            Doing("学浮潜", ("防水手机袋", "浮潜时手机不会进水，还能随手拍照"), (("泳衣", "下水时穿"),), True),
            Doing("赶海捡贝壳", ("小铲子和网兜", "挖贝壳和装收获都方便"), (("雨靴", "在泥滩上走，脚不会被划伤"),), True),
            Doing("坐帆船出海", ("晕船药", "开船前半小时吃，海上颠簸也不难受"), (), True),
            Doing("在沙滩上玩", ("沙滩垫", "铺在沙上坐着，身上不沾沙"), (("擦脚的旧毛巾", "回房前擦掉脚上的沙"),)),
            Doing("看海上日出", ("薄外套", "清早海边风凉，披上正好")),
        ),
        (
            ("防滑拖鞋", "沙滩和湿地面上走路不打滑"), ("速干浴巾", "沾了海水擦干身体，晾一会儿就能再用"),
            ("换洗的短袖短裤", "衣服沾了海水和沙子可以马上换"), ("密封袋", "湿衣服单独装，不会弄湿别的行李"),
        ),
        GENTLE,
    ),
    Trip(
        ("黄山", "泰山", "峨眉山", "华山", "庐山", "武功山", "三清山", "衡山"), (4, 5, 9, 10, 11),
        ("早晚温差大", "多阵雨", "山顶风大"),
        (
            Doing("夜爬看日出", ("头灯", "夜里照路，两只手可以空出来扶栏杆")),
            Doing("走完全程石阶", ("护膝", "下山时膝盖受力大，护膝能减轻酸痛")),
            Doing("住一晚山顶客栈", ("一次性床单", "山上客栈条件有限，铺上睡得安心")),
            Doing("拍云海", ("备用相机电池", "山上气温低，电池耗得快")),
        ),
        (
            ("防滑登山鞋", "石阶湿滑时抓地牢"), ("登山杖", "上坡借力，下坡稳住身体"),
            ("巧克力和能量棒", "体力消耗大，随时补充热量"), ("保温水壶", "山上的水贵，自己带热水更划算"),
        ),
        HARDY,
    ),
    Trip(
        ("西安", "洛阳", "平遥", "大理", "泉州", "扬州", "绍兴", "敦煌"), (3, 4, 5, 9, 10), ("早晚温差大", "空气干燥", "紫外线很强"),
        (
            Doing("逛博物馆", ("身份证", "多数博物馆要凭身份证预约入馆")),
            Doing("看古建筑", ("小型望远镜", "屋檐和斗拱上的细节站在地上也能看清")),
            Doing("在老街画速写", ("速写本和铅笔", "看到有意思的街景随时画下来")),
            Doing("吃遍当地小吃", ("健胃消食片", "一天吃得杂，饭后助消化"), (), True),
        ),
        (
            ("软底运动鞋", "一天要走很多路，脚不累"), ("充电宝", "导航、拍照费电，在外随时补电"),
            ("斜挎小包", "证件和零钱放在身前，人多也放心"), ("折叠水杯", "随处接水，不占地方"),
        ),
        GENTLE,
    ),
    Trip(
        ("北京", "上海", "深圳", "广州", "成都", "武汉", "杭州", "重庆"), (3, 4, 6, 7, 8, 9, 11), ("多阵雨", "又湿又热", "早晚温差大"),
        (
            Doing("参加行业展会", ("一盒名片", "展会上认识新客户，交换联系方式")),
            Doing("给客户做产品介绍", ("翻页笔", "讲解时可以走动，不用守着电脑")),
            Doing("参加业务培训", ("笔记本和两支签字笔", "上课随手记要点，也能填表")),
            Doing("和供应商谈合同", ("合同打印件", "当面逐条核对，改动处直接标注")),
        ),
        (
            ("一套正装", "见人得体，显得重视"), ("电脑和电源适配器", "路上和酒店都能处理工作"),
            ("充电宝", "白天在外跑，手机不会没电"), ("便携挂烫机", "衣服压皱了，出门前几分钟就能熨平"),
        ),
        WORKING,
    ),
    Trip(
        ("亚布力", "崇礼", "长白山", "阿勒泰", "北大湖", "将军山"), (1, 2, 12), ("气温在零下十几度", "空气干燥", "山顶风大"),
        (
            Doing("学单板滑雪", ("护臀和护膝", "初学容易摔，垫着不疼"), (("滑雪镜", "挡住雪面反光，看得清路"),)),
            Doing("学双板滑雪", ("滑雪头盔", "摔倒或相撞时护住头部"), (("滑雪镜", "挡住雪面反光，看得清路"),)),
            Doing("看雾凇", ("雪地靴", "清早踩在深雪里，脚不湿不冻")),
            Doing("泡温泉", ("泳衣", "室外温泉池要穿泳衣才能下水"), (("防水袋", "湿泳衣单独装"),)),
        ),
        (
            ("保暖内衣", "穿在最里层，又轻又暖"), ("防水手套", "抓雪、扶地都不湿手"),
            ("护耳帽", "耳朵最怕冻，要盖严实"), ("厚羊毛袜", "鞋里暖和，也能减少摩擦"),
        ),
        HARDY,
    ),
    Trip(
        ("莫干山", "天目湖", "坝上草原", "呼伦贝尔草原", "青海湖边", "千岛湖边"), (5, 6, 7, 8, 9), ("早晚温差大", "蚊虫很多", "多阵雨"),
        (
            Doing("搭帐篷过夜", ("睡袋和防潮垫", "隔开地面的潮气，夜里睡得暖"), (LAMP,), True),
            Doing("夜里看星星", ("折叠躺椅", "躺着抬头看天，脖子不酸"), (("手电筒", "回住处的路上照亮"),)),
            Doing("白天野餐烧烤", ("便携烤炉和木炭", "不用挖坑生火，用完容易收拾"), (("野餐垫", "铺开就能坐下吃"),)),
            Doing("骑半天自行车", ("骑行手套", "长时间握把手，手掌不磨"), (("骑行头盔", "摔倒时护住头"),), True),
        ),
        (
            ("急救包", "擦伤、扭伤可以先自己处理"), ("垃圾袋", "走的时候把垃圾全部带走"),
            ("饮用水", "野外不一定有干净水源"), ("湿纸巾", "没有自来水也能擦手擦脸"),
        ),
        GENTLE,
    ),
)  # fmt: skip
WEATHER_MONTHS = {
    "早晚温差大": (3, 4, 5, 9, 10, 11),
    "又湿又热": (6, 7, 8),
    "多阵雨": (4, 5, 6, 7, 8, 9),
    "蚊虫很多": (6, 7, 8, 9),
}
"""Months of the kinds of weather that do not occur all the year."""
WEATHER_THINGS = {
    "多阵雨": (("折叠雨伞", "下雨随时能撑"), ("防水背包罩", "包里的东西不会淋湿")),
    "紫外线很强": (("防晒霜", "每两小时补涂一次，皮肤不晒伤"), ("宽檐遮阳帽", "遮住脸和后颈")),
    "又湿又热": (("便携小风扇", "闷热时吹一吹，凉快些"), ("止汗湿巾", "出汗多，擦一擦清爽")),
    "早晚温差大": (("薄围巾", "早晚风凉，围上护住脖子"), ("长袖外套", "早晚加一件，不容易感冒")),
    "山顶风大": (("防风外套", "挡住大风，身上不冷"), ("抓绒围脖", "护住脖子和下巴，风灌不进去")),
    "空气干燥": (("润唇膏", "嘴唇不会干裂"), ("保湿面霜", "皮肤不紧绷、不起皮")),
    "气温在零下十几度": (("加厚羽绒服", "严寒里最要紧的保暖衣物"), ("暖宝宝", "贴在衣服外面，几个小时都热")),
    "蚊虫很多": (("驱蚊液", "傍晚喷在手脚上，少被叮咬"), ("薄长裤", "把腿盖住，虫子咬不到")),
}
COMPANIONS = {
    "带着三岁的女儿": (("儿童水杯和零食", "孩子路上饿了渴了都能哄住"), ("一本贴纸书", "坐车时孩子有事做，不吵闹")),
    "带着上小学的儿子": (("儿童定位手表", "人多时不怕孩子走散"), ("一副纸牌", "等车时可以陪孩子玩")),
    "陪七十岁的父亲": (("父亲的常用药", "按天数备足，外地不一定买得到"), ("折叠小凳", "老人走累了随时能坐")),
    "陪腰不太好的母亲": (("护腰靠垫", "坐车时垫在腰后，母亲不累"), ("止痛膏药", "腰酸时贴一片缓解")),
    "和两个大学同学一起": (("分装的零食", "路上三个人分着吃"), ("一副扑克牌", "晚上三个人正好可以玩")),
    "带着上高中的儿子": (("双份的干粮", "半大孩子饿得快，路上随时能吃"), ("一对对讲机", "两人走散时能联系上")),
    "和十来个驴友一起": (("写有队友电话的联络卡", "人多，掉队时好联系"), ("一大包分享装零食", "休息时分给大家")),
    "和新婚妻子一起": (("自拍杆", "两个人合影不用找人帮忙"), ("情侣保温杯", "天冷时一起喝口热的")),
    "和部门经理一起": (("打印好的日程表", "和经理随时核对安排"), ("报销单据袋", "两个人的票据集中收好")),
    "带一名实习生": (("一份备用的资料", "方便实习生跟着学"), ("写好分工的单子", "实习生知道自己该做什么")),
    "和法务同事一起": (("多口充电头", "两个人同时充电，不用抢插座"), ("润喉糖", "一天话说得多，两个人都用得上")),
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
        "{who}打算{month}月去{place}待{days}天",
    ),
    ("{with_whom}去", "这回是{with_whom}去", "{with_whom}上路"),
    ("打算{doing}", "主要为了{doing}", "一心想{doing}", "第二天要{doing}", "安排了{doing}"),
    ("那边{weather}", "预报说{weather}", "这个时节{weather}", "听说当地{weather}", "要当心{weather}"),
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
    with_whom, month = rng.choice(trip.companions), rng.choice(trip.months)
    weather = rng.choice([each for each in trip.weathers if month in WEATHER_MONTHS.get(each, trip.months)])
    doing = rng.choice([each for each in trip.doings if not (each.hard and with_whom in FRAIL)])
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
        who=person(rng), month=month, with_whom=with_whom, place=rng.choice(trip.places), days=rng.randint(3, 7),
        doing=doing.name, weather=weather, had=f"{one[0]}、{two[0]}", n=NUMERALS[count],
    )  # fmt: skip
    return Task(instruction, "", numbered([f"{name}：{reason}。" for name, reason in wanted[:count]]))


# --- meals from the fridge ----------------------------------------------------------------------------------------

MEAT = ("猪肉", "鸡胸肉", "牛肉", "虾仁", "排骨")
HOT = ("青椒", "干辣椒")


@dataclass(frozen=True, slots=True)
class Dish:
    """A home-cooked dish: its ingredients apart from seasoning, and its approximate time in minutes."""

    name: str
    needs: tuple[str, ...]
    minutes: int


DISHES = (
    Dish("西红柿炒鸡蛋", ("西红柿", "鸡蛋"), 10), Dish("韭菜炒鸡蛋", ("韭菜", "鸡蛋"), 8),
    Dish("黄瓜炒鸡蛋", ("黄瓜", "鸡蛋"), 8), Dish("木耳炒鸡蛋", ("木耳", "鸡蛋"), 15),
    Dish("紫菜蛋花汤", ("紫菜", "鸡蛋"), 8), Dish("蛋炒饭", ("米饭", "鸡蛋"), 10),
    Dish("西红柿鸡蛋面", ("西红柿", "鸡蛋", "面条"), 15), Dish("洋葱炒鸡蛋", ("洋葱", "鸡蛋"), 10),
    Dish("虾仁滑蛋", ("虾仁", "鸡蛋"), 10), Dish("虾仁蒸蛋", ("虾仁", "鸡蛋"), 15),
    Dish("虾仁炒西兰花", ("虾仁", "西兰花"), 12), Dish("黄瓜炒虾仁", ("黄瓜", "虾仁"), 10),
    Dish("虾仁豆腐煲", ("虾仁", "豆腐"), 18), Dish("家常豆腐", ("豆腐", "木耳", "胡萝卜"), 20),
    Dish("白菜炖豆腐", ("白菜", "豆腐"), 20), Dish("菠菜豆腐汤", ("菠菜", "豆腐"), 12),
    Dish("香菇烧豆腐", ("香菇", "豆腐"), 18), Dish("肉末豆腐", ("猪肉", "豆腐"), 15),
    Dish("西红柿豆腐汤", ("西红柿", "豆腐"), 12), Dish("金针菇豆腐汤", ("金针菇", "豆腐"), 12),
    Dish("白菜炒木耳", ("白菜", "木耳"), 12), Dish("白菜粉丝汤", ("白菜", "粉丝"), 15),
    Dish("猪肉炖粉丝", ("猪肉", "粉丝"), 35), Dish("青椒肉丝", ("青椒", "猪肉"), 15),
    Dish("青椒土豆丝", ("青椒", "土豆"), 12), Dish("清炒土豆丝", ("土豆",), 10),
    Dish("土豆烧牛肉", ("土豆", "牛肉"), 60), Dish("洋葱炒牛肉", ("洋葱", "牛肉"), 15),
    Dish("西红柿炖牛肉", ("西红柿", "牛肉"), 70), Dish("胡萝卜烧牛肉", ("胡萝卜", "牛肉"), 60),
    Dish("青椒炒牛肉", ("青椒", "牛肉"), 15), Dish("金针菇炒牛肉", ("金针菇", "牛肉"), 15),
    Dish("宫保鸡丁", ("鸡胸肉", "黄瓜", "干辣椒"), 20), Dish("香菇炒鸡片", ("香菇", "鸡胸肉"), 18),
    Dish("西兰花炒鸡胸肉", ("西兰花", "鸡胸肉"), 15), Dish("凉拌鸡丝", ("鸡胸肉", "黄瓜"), 25),
    Dish("玉米鸡丁", ("玉米", "鸡胸肉", "胡萝卜"), 18), Dish("洋葱炒鸡柳", ("洋葱", "鸡胸肉"), 15),
    Dish("拍黄瓜", ("黄瓜",), 5), Dish("清炒西兰花", ("西兰花",), 8), Dish("蒜蓉菠菜", ("菠菜",), 8),
    Dish("菠菜拌粉丝", ("菠菜", "粉丝"), 12), Dish("蒜蓉蒸茄子", ("茄子",), 18),
    Dish("肉末茄子", ("茄子", "猪肉"), 20), Dish("土豆烧茄子", ("土豆", "茄子"), 25),
    Dish("地三鲜", ("土豆", "茄子", "青椒"), 25), Dish("豆角焖面", ("豆角", "面条", "猪肉"), 35),
    Dish("干煸豆角", ("豆角", "干辣椒"), 18), Dish("豆角烧肉", ("豆角", "猪肉"), 30), Dish("豆角炖土豆", ("豆角",
        "土豆"), 30),
    Dish("冬瓜排骨汤", ("冬瓜", "排骨"), 70), Dish("玉米排骨汤", ("玉米", "排骨"), 70),
    Dish("山药排骨汤", ("山药", "排骨"), 75), Dish("冬瓜虾仁汤", ("冬瓜", "虾仁"), 18),
    Dish("红烧冬瓜", ("冬瓜",), 18), Dish("山药炒木耳", ("山药", "木耳"), 15),
    Dish("胡萝卜炒山药", ("胡萝卜", "山药"), 15), Dish("木须肉", ("木耳", "鸡蛋", "黄瓜", "猪肉"), 20),
    Dish("香菇炒肉片", ("香菇", "猪肉"), 15), Dish("韭菜炒肉丝", ("韭菜", "猪肉"), 12),
    Dish("胡萝卜炒肉丝", ("胡萝卜", "猪肉"), 15), Dish("辣炒白菜", ("白菜", "干辣椒"), 10),
    Dish("香菇胡萝卜焖饭", ("香菇", "胡萝卜", "米饭"), 25), Dish("粉丝蒸金针菇", ("粉丝", "金针菇"), 18),
)  # fmt: skip
LUNCH, DINNER = ("午饭", "周末的午饭"), ("晚饭", "简单的晚饭")


@dataclass(frozen=True, slots=True)
class Eater:
    """People for whom a meal is cooked: which meals they come for, whether they are ill, whether they are several."""

    name: str
    meals: tuple[str, ...]
    ill: bool = False
    many: bool = False


EATERS = (
    Eater("大病初愈的外婆", (*LUNCH, *DINNER), ill=True), Eater("下班回来的妻子", DINNER),
    Eater("来串门的两位老同学", LUNCH + DINNER, many=True), Eater("放学回来的双胞胎女儿", DINNER, many=True),
    Eater("住院刚回家的公公", LUNCH + DINNER, ill=True), Eater("合租的三个室友", LUNCH + DINNER, many=True),
    Eater("备考的儿子", LUNCH + DINNER), Eater("加班到八点的丈夫", DINNER), Eater("周末来看孙子的爷爷奶奶", ("午饭", "晚饭"), many=True),
    Eater("刚搬来的邻居夫妇", LUNCH + DINNER, many=True), Eater("远道来的表哥", LUNCH + DINNER),
    Eater("感冒初愈的母亲", LUNCH + DINNER, ill=True), Eater("在家带孩子的姐姐", ("午饭", "晚饭")),
)  # fmt: skip
DIET_RULES = {"不吃辣": HOT, "不吃肉和虾": MEAT, "不吃鸡蛋": ("鸡蛋",), "不吃豆腐": ("豆腐",), "不吃虾": ("虾仁",)}
COOK_CLAUSES = (
    "{who}要给{eaters}做{meal}",
    "{who}的{meal}是做给{eaters}的",
    "{eaters}的{meal}由{who}来做",
    "{eaters}等着{who}做{meal}",
)
STOCK_CLAUSES = ("冰箱里有{stock}", "家里剩了{stock}", "手头只有{stock}", "厨房里有{stock}", "能用的只有{stock}")
LIMIT_CLAUSES = ("每道菜{limit}分钟内做完", "一道菜最多花{limit}分钟", "单道限时{limit}分钟")
FRIDGE_CLAUSES = (
    (
        COOK_CLAUSES,
        ("对方{rule}", "吃的人{rule}", "要注意对方{rule}", "吃饭的人一向{rule}"),
        STOCK_CLAUSES,
        LIMIT_CLAUSES,
    ),
    (
        COOK_CLAUSES,
        ("吃饭的人都{rule}", "全桌人{rule}", "要照顾到大家都{rule}", "来吃的人都{rule}"),
        STOCK_CLAUSES,
        LIMIT_CLAUSES,
    ),
)
"""By whether several people eat."""
FRIDGE_ASKS = (
    "请想出{n}道菜，写明主料和用时。", "能做哪{n}道菜？标出主料和时间。", "列出{n}道合适的菜，附主料和大约分钟数。",
    "做什么好？给{n}个主意，主料、时间都写上。", "有哪{n}种做法可选？说明主料和用时。",
)  # fmt: skip


def write_fridge_meals(rng: Random) -> Task:
    """Dishes from the food in a fridge. Each uses only that food and respects the diet and the time limit."""
    eater, limit, count = rng.choice(EATERS), rng.choice((15, 20, 25, 40, 80)), rng.randint(2, 3)
    rule = rng.choice(tuple(DIET_RULES))
    banned = DIET_RULES[rule] + (HOT if eater.ill else ())
    allowed = [d for d in DISHES if d.minutes <= limit and not any(need in banned for need in d.needs)]
    dishes = rng.sample(allowed, count)
    while sum("汤" in dish.name for dish in dishes) > 1:  # one soup is enough for a meal
        dishes = rng.sample(allowed, count)
    stock = list(dict.fromkeys([need for d in dishes for need in d.needs] + [rng.choice(DIET_RULES[rule])]))
    rng.shuffle(stock)
    apart = rng.random() < 0.5
    instruction = asked_last(rng, FRIDGE_CLAUSES[eater.many], FRIDGE_ASKS).format(
        who=person(rng), eaters=eater.name, meal=rng.choice(eater.meals), rule=rule, limit=limit,
        stock="下面这些" if apart else "、".join(stock), n=NUMERALS[count],
    )  # fmt: skip
    lines = [f"{d.name}：主料是{listed(d.needs)}，约{d.minutes}分钟。" for d in dishes]
    return Task(instruction, "、".join(stock) if apart else "", numbered(lines))


# --- gifts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift: its usual price in yuan and the reason why it suits."""

    name: str
    price: int
    why: str


GIFTS = {
    "钓鱼": (
        Gift("折叠钓椅", 90, "坐着守钓不累腰"), Gift("防晒钓鱼帽", 60, "在水边挡太阳"),
        Gift("碳素钓竿", 260, "轻巧有韧性，提竿省力"), Gift("双层钓具包", 150, "竿、线、饵分层放得整齐"),
    ),
    "养花": (
        Gift("不锈钢园艺工具套装", 80, "松土、换盆都用得上"), Gift("一盆蝴蝶兰", 120, "花期长，摆在客厅好看"),
        Gift("长嘴浇水壶", 45, "浇根部不溅土"), Gift("三层木花架", 180, "花盆多了有地方摆"),
    ),
    "书法": (
        Gift("宣纸和毛边纸组合", 70, "平时练字消耗大"), Gift("羊毫毛笔三支装", 130, "大小楷都能写"),
        Gift("端砚", 320, "发墨细，用得久"), Gift("兰亭序字帖", 35, "可以对着临摹"),
    ),
    "跑步": (
        Gift("运动腰包", 70, "装手机钥匙不晃"), Gift("缓震跑鞋", 420, "减轻膝盖负担"),
        Gift("速干运动T恤", 99, "出汗也不黏身"), Gift("心率手环", 230, "跑的时候能看心率"),
    ),
    "做烘焙": (
        Gift("厨房电子秤", 55, "称粉称糖精确到克"), Gift("手持电动打蛋器", 130, "打发奶油省力气"),
        Gift("硅胶模具套装", 65, "能做好几种形状的蛋糕"), Gift("烘焙食谱书", 50, "跟着步骤试新花样"),
    ),
    "摄影": (
        Gift("相机清洁套装", 60, "镜头沾灰时用得上"), Gift("双肩摄影包", 280, "相机镜头分格放，不磕碰"),
        Gift("便携三脚架", 190, "拍夜景稳得住"), Gift("摄影构图书", 58, "对取景很有启发"),
    ),
    "喝茶": (
        Gift("紫砂壶", 350, "泡茶聚香，越养越润"), Gift("便携旅行茶具", 110, "出门也能泡一壶"),
        Gift("半斤龙井新茶", 240, "清香鲜爽，正好尝新"), Gift("竹制茶盘", 160, "接水方便，桌面不湿"),
    ),
    "拼积木": (
        Gift("一千片城市街景积木", 260, "够拼好几个周末"), Gift("带灯光的天文台积木", 180, "拼完还能当小夜灯"),
        Gift("积木收纳箱", 65, "零件按颜色分开放"), Gift("机械齿轮积木", 140, "边拼边懂传动原理"),
    ),
    "画画": (
        Gift("四十八色水溶彩铅", 120, "能画素描也能晕染"), Gift("桌面小画架", 75, "画的时候不用总低头"),
        Gift("速写本三本装", 40, "随身带着随手画"), Gift("固体水彩套装", 160, "外出写生也方便"),
    ),
    "看科幻小说": (
        Gift("《三体》全集", 90, "想象宏大，常读常新"), Gift("夹书阅读灯", 50, "夜里看书不打扰别人"),
        Gift("金属书签套装", 30, "看到哪里夹到哪里"), Gift("电子墨水阅读器", 480, "装得下一书架的书，看着不伤眼"),
    ),
    "打羽毛球": (
        Gift("一筒耐打羽毛球", 85, "打球消耗快，总是缺"), Gift("防滑手胶五条装", 35, "握拍吸汗不滑手"),
        Gift("羽毛球拍", 330, "轻便趁手，挥拍更快"), Gift("双肩球拍包", 150, "球拍和换洗衣服一次装下"),
    ),
    "弹吉他": (
        Gift("吉他变调夹", 45, "换调方便，弹唱常用"), Gift("备用琴弦三套", 90, "弦断了马上能换"),
        Gift("可折叠琴架", 80, "琴有地方放，不怕碰倒"), Gift("弹唱曲谱集", 48, "有新歌可练"),
    ),
    "做手账": (
        Gift("和纸胶带十二卷", 55, "花样多，拼贴够用"), Gift("活页手账本", 95, "内页可以自由增减"),
        Gift("复古印章套装", 68, "装饰页面很出彩"), Gift("十色钢笔墨水", 110, "写标题和正文能换颜色"),
    ),
    "露营": (
        Gift("充电营地灯", 99, "夜里照明，还能给手机充电"), Gift("折叠蛋卷桌", 220, "收起来只有一小卷"),
        Gift("钛合金水杯", 130, "轻便，可以直接加热"), Gift("羽绒睡袋", 380, "夜里保暖，收纳体积小"),
    ),
    "做木工": (
        Gift("木工雕刻刀套装", 110, "刻小件顺手"), Gift("手持打磨机", 240, "打磨省时间"),
        Gift("不锈钢角尺", 40, "画线取直角准"), Gift("木工围裙", 75, "口袋多，木屑不沾衣"),
    ),
}  # fmt: skip
ELDER_OCCASIONS = (
    "对方快过寿了",
    "对方刚搬了新家",
    "想谢谢对方帮忙带孩子",
    "春节要去看望",
    "对方刚刚病愈出院",
    "重阳节要去看望",
)
YOUNG_OCCASIONS = (
    "对方快过生日了",
    "对方刚搬了新家",
    "对方刚考上研究生",
    "想谢谢对方上个月帮忙搬家",
    "对方刚转正",
    "对方刚找到新工作",
)
OFFICE_OCCASIONS = ("对方快过生日了", "对方刚搬了新家", "想谢谢对方上个月帮忙搬家", "对方刚转正", "对方刚升了组长")
ROOMMATE_OCCASIONS = ("对方快过生日了", "对方刚考上研究生", "对方刚转正", "对方刚找到新工作", "想谢谢对方这一年的照应")
PUPIL_OCCASIONS = (
    "对方快过生日了",
    "对方期末进步很大",
    "对方刚升了学",
    "对方比赛得了奖",
    "新年礼物还没补上",
    "开学前想鼓励一下",
)
MEN_LOVE = ("钓鱼", "养花", "书法", "摄影", "喝茶", "做木工")
WOMEN_LOVE = ("养花", "书法", "摄影", "喝茶", "做烘焙", "画画")
CHILD_LOVES = ("拼积木", "画画", "看科幻小说", "打羽毛球", "弹吉他", "做手账")
YOUNG_LOVES = tuple(GIFTS)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person who gets a gift: the range of ages, occasions and hobbies that suit the person."""

    name: str
    youngest: int
    oldest: int
    occasions: tuple[str, ...]
    loves: tuple[str, ...]


RECEIVERS = (
    Receiver("外公", 68, 78, ELDER_OCCASIONS, MEN_LOVE), Receiver("父亲", 58, 68, ELDER_OCCASIONS, MEN_LOVE),
    Receiver("姑妈", 60, 68, ELDER_OCCASIONS, WOMEN_LOVE), Receiver("婆婆", 58, 68, ELDER_OCCASIONS, WOMEN_LOVE),
    Receiver("岳父", 59, 69, ELDER_OCCASIONS, MEN_LOVE), Receiver("奶奶", 66, 77, ELDER_OCCASIONS, WOMEN_LOVE),
    Receiver("大学室友", 22, 27, YOUNG_OCCASIONS, YOUNG_LOVES), Receiver("表姐", 24, 30, YOUNG_OCCASIONS, YOUNG_LOVES),
    Receiver("同组的同事", 25, 40, OFFICE_OCCASIONS, YOUNG_LOVES), Receiver("高中同桌", 22, 30, YOUNG_OCCASIONS, YOUNG_LOVES),
    Receiver("合租的室友", 23, 30, ROOMMATE_OCCASIONS, YOUNG_LOVES),
    Receiver("堂哥", 24, 30, YOUNG_OCCASIONS, YOUNG_LOVES), Receiver("表弟", 13, 17, PUPIL_OCCASIONS, CHILD_LOVES),
    Receiver("侄女", 12, 17, PUPIL_OCCASIONS, CHILD_LOVES), Receiver("外甥", 11, 16, PUPIL_OCCASIONS, CHILD_LOVES),
)  # fmt: skip
BUDGETS = (100, 120, 150, 180, 200, 220, 250, 300, 350, 400)
GIFT_CLAUSES = (
    (
        "{who}想给{age}岁的{receiver}挑礼物",
        "{who}要送礼给{receiver}，对方{age}岁",
        "{who}要给{age}岁的{receiver}选一份礼物",
        "{receiver}今年{age}岁，{who}打算送份礼",
    ),
    ("{occasion}", "这次是因为{occasion}"),
    (
        "{receiver}平时爱{loves}",
        "{receiver}迷上了{loves}",
        "{receiver}平时喜欢{loves}",
        "{loves}是{receiver}多年的爱好",
    ),
    ("对方家里已有{owned}", "去年送过{owned}", "{owned}已经有了", "{owned}对方自己买过"),
    ("预算{budget}元以内", "每样不超过{budget}元", "一件最多花{budget}元"),
)
GIFT_ASKS = (
    "送什么好？给{n}个主意。", "请推荐{n}样礼物，附价格和理由。", "列出{n}件合适的礼物，说明为什么合适。",
    "有哪{n}样可以选？",
    "想{n}个礼物点子，写上大概多少钱。",
)  # fmt: skip


def gifts_within(loves: list[str], budget: int) -> list[tuple[str, Gift]]:
    """Gifts for the hobbies that the budget allows and that are not meagre compared to it."""
    return [(love, gift) for love in loves for gift in GIFTS[love] if budget / 4 <= gift.price <= budget]


def write_gift_ideas(rng: Random) -> Task:
    """Gifts for a described person that match two hobbies, fit the budget and are not owned yet."""
    receiver = rng.choice(RECEIVERS)
    loves = rng.sample(receiver.loves, 2)
    offers = [(budget, gifts_within(loves, budget)) for budget in BUDGETS]
    budget, options = rng.choice(
        [(b, gifts) for b, gifts in offers if len(gifts) > 2 and {*loves} == {g[0] for g in gifts}]
    )
    rng.shuffle(options)
    first, second = (next(option for option in options if option[0] == love) for love in loves)
    (_, owned), *third = [option for option in options if option not in (first, second)]
    chosen = [first, second, *third[: rng.randint(0, 1)]]
    instruction = asked_last(rng, GIFT_CLAUSES, GIFT_ASKS).format(
        who=person(rng), receiver=receiver.name, age=rng.randint(receiver.youngest, receiver.oldest),
        loves="和".join(loves), occasion=rng.choice(receiver.occasions), budget=budget, owned=owned.name,
        n=NUMERALS[len(chosen)],
    )  # fmt: skip
    return Task(
        instruction, "", numbered([f"{g.name}（约{g.price}元）：适合喜欢{love}的人，{g.why}。" for love, g in chosen])
    )


# --- saving money -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expense:
    """A monthly expense: its usual range in yuan, advice for reducing it, and the tenths that this saves."""

    name: str
    low: int
    high: int
    advice: str
    tenths: int


EXPENSES = (
    Expense("外卖", 600, 1500, "工作日晚饭改成自己做，外卖只留在周末点", 5),
    Expense("打车", 300, 900, "上下班改坐公交，只在下雨或加班时打车", 6),
    Expense("奶茶咖啡", 200, 600, "买一包挂耳咖啡自己冲，奶茶每周只喝一次", 6),
    Expense("健身私教", 600, 1800, "跟教练学会动作后改上团课，私教减半", 5),
    Expense("买衣服", 400, 1200, "列出缺的款式再买，等换季打折下单", 4),
    Expense("聚餐", 400, 1000, "和朋友轮流在家做饭，少去餐馆", 5),
    Expense("网购零食", 200, 500, "只在超市特价日买一次，吃完不补", 5),
    Expense("手机套餐", 100, 200, "查一下实际流量，换成低档套餐", 5),
    Expense("护肤品", 300, 800, "先用完手头的再买，大促时囤常用款", 3),
    Expense("游戏充值", 200, 600, "设每月上限，只买长期卡", 6),
    Expense("停车费", 300, 800, "办月卡代替按小时计费", 4),
    Expense("宠物用品", 300, 700, "宠物粮买大包装，玩具自己做", 3),
    Expense("看电影演出", 200, 500, "选工作日的优惠场次", 4),
    Expense("视频和音乐会员", 100, 200, "和亲友合用家庭套餐，不看的平台先停掉", 5),
    Expense("买书", 200, 400, "先到图书馆借，想收藏的再买", 6),
    Expense("鲜花和摆件", 100, 300, "改买绿植，能养很久", 7),
    Expense("烟酒", 400, 900, "定好每周的量，逐月递减", 4),
    Expense("家政保洁", 300, 600, "由每周一次改成两周一次，平时自己打扫", 5),
)
JOBS = (
    "中学老师", "程序员", "护士", "平面设计师", "会计", "快递站长", "理发师", "销售主管", "药剂师", "厨师",
    "出版社编辑", "健身教练", "银行柜员", "装修监理", "幼儿园老师", "汽修工", "摄影师", "翻译",
)  # fmt: skip
GOALS = (
    "考驾照", "租个大一点的房子", "带父母旅行", "换一台电脑", "还清分期", "存一笔应急金", "报名夜校", "给孩子存学费",
    "买一辆电动车", "办婚礼",
)  # fmt: skip
MISFITS = {
    "快递站长": ("打车",), "厨师": ("外卖",), "健身教练": ("健身私教", "烟酒"), "汽修工": ("家政保洁",),
    "考驾照": ("停车费",), "买一辆电动车": ("停车费",),
}  # fmt: skip
"""Expenses that contradict a job or a goal: a person who takes driving lessons pays for no parking."""
RIVALS = {"打车", "停车费"}
"""Expenses that one person hardly has at the same time."""
SAVING_CLAUSES = (
    ("{who}在{town}做{job}", "{who}在{town}当{job}", "{who}是{job}，租住在{town}", "{town}的{job}{who}最近手头紧"),
    ("花得最凶的是{top}", "{top}花得最多", "账上数{top}最多", "心疼{top}的钱"),
    ("想{goal}", "省钱是为了{goal}", "打算明年{goal}", "心里惦记着{goal}"),
    ("目标是月省{target}元", "一个月至少要省{target}元", "得从中挤出{target}元"),
)
SAVING_ASKS = (
    "看下面的账目，给出{n}条省钱办法，写明各省多少。", "照这份账，有哪{n}个办法？估算每项省的钱。",
    "根据账目列{n}条建议，并算出合计。", "对着账本想{n}招省钱的，附上金额。",
)  # fmt: skip


def ledger_for(rng: Random, job: str, goal: str) -> list[tuple[Expense, int]]:
    """Draw monthly expenses that fit the job and the goal and do not contradict each other; one is the largest."""
    misfits = MISFITS.get(job, ()) + MISFITS.get(goal, ())
    fit = [expense for expense in EXPENSES if expense.name not in misfits]
    count = rng.randint(3, 4)
    while True:
        drawn = [(e, rng.randrange(e.low, e.high + 1, 50)) for e in rng.sample(fit, count)]
        amounts = sorted(amount for _, amount in drawn)
        if amounts[-1] > amounts[-2] and not {e.name for e, _ in drawn} >= RIVALS:
            return drawn


def write_saving_tips(rng: Random) -> Task:
    """Advice for reducing each of the monthly expenses, with savings in yuan that add up to at least the target."""
    job, goal = rng.choice(JOBS), rng.choice(GOALS)
    spending = ledger_for(rng, job, goal)
    saved = [amount * expense.tenths // 10 for expense, amount in spending]
    instruction = asked_last(rng, SAVING_CLAUSES, SAVING_ASKS).format(
        who=person(rng), town=city(rng), job=job, goal=goal, n=NUMERALS[len(spending)],
        top=max(spending, key=lambda pair: pair[1])[0].name, target=sum(saved) // 100 * 100,
    )  # fmt: skip
    lines = [f"{e.name}：{e.advice}，每月约省{cut}元。" for (e, _), cut in zip(spending, saved, strict=True)]
    ledger = "每月账目：" + "、".join(f"{e.name}{amount}元" for e, amount in spending)
    return Task(instruction, ledger, numbered(lines) + f"\n合计每月约省{sum(saved)}元，能达到目标。")


# --- shop names ---------------------------------------------------------------------------------------------------

SHOPS = (
    ("书店", ("书屋", "书房"), "卖旧书和绘本"), ("茶馆", ("茶馆", "茶社"), "主打白茶和点心"), ("面馆", ("面馆", "面坊"),
     "卖手擀牛肉面"),
    ("花店", ("花店", "花坊"), "做花束和绿植租摆"), ("面包房", ("面包", "烘焙"), "每天现烤欧包"), ("民宿", ("民宿",
     "小院"), "备着六间客房"),
    ("裁缝铺", ("裁缝", "衣坊"), "改衣服也做旗袍"), ("宠物店", ("宠物", "萌宠"), "给猫狗洗澡寄养"), ("咖啡馆", ("咖啡",
     "咖啡馆"), "自己烘豆子"),
    ("陶艺馆", ("陶艺", "陶坊"), "教孩子拉坯"), ("早餐铺", ("早餐", "早点"), "卖豆浆和锅贴"), ("水果店", ("鲜果",
     "果铺"), "只卖当季水果"),
    ("照相馆", ("照相", "影像"), "拍证件照和全家福"), ("琴行", ("琴行", "琴社"), "卖古筝也教课"), ("修车铺", ("车行",
     "修车"), "修自行车和电动车"),
    ("文具店", ("文具", "纸笔"), "卖钢笔和本子"),
)  # fmt: skip
SPOTS = (
    ("店开在河边", "临河", "点出店在河边"), ("店藏在老巷里", "深巷", "让人想到店在老巷深处"), ("店挨着中学", "书声",
     "取自旁边学校的读书声"),
    ("店在山脚下", "山脚", "直接说出店的位置"), ("店对着一座石桥", "桥头", "客人过了桥就能看见"), ("门前有棵老树",
     "树荫", "取自门前的老树"),
    ("店在车站旁", "站前", "点出店挨着车站"), ("店在菜市场口", "市口", "说明店在市场的入口"), ("院里种着竹子", "竹间",
     "取自院里的竹子"),
    ("店正对一片湖", "湖上", "取自门前的湖景"), ("店在老钟楼下", "钟楼", "抬头看见钟楼就找到店"), ("旁边是一片果园",
     "果园", "取自旁边的果园"),
)  # fmt: skip
STYLES = (
    ("店里安静", "清静", "突出安静的感觉"), ("老板爱说笑", "开心", "和老板爱说笑的性子相合"), ("装修很朴素", "素朴",
     "说出朴素的风格"),
    ("布置得很温暖", "暖暖", "一看就觉得温暖"), ("门口挂着红灯笼", "灯笼", "取自门口的红灯笼，远远就能认出"),
     ("店面只有一间房", "一间", "如实说出店小，听着亲近"),
    ("价格很实惠", "平价", "说明价格不高"), ("做事讲究慢工细活", "慢慢", "突出不赶工、讲究细致"),
     ("想做老街坊的生意", "街坊", "让老邻居觉得亲切"),
    ("想吸引年轻人", "新芽", "有朝气，年轻人容易记住"), ("处处透着童趣", "童心", "贴合有童趣的布置"), ("墙上挂满老照片",
     "旧时", "和满墙的老照片呼应"),
)  # fmt: skip
PAIRS = (
    ("夫妻俩一起经营", "同心", "表示夫妻齐心"), ("师徒俩合开", "师徒", "点明是师徒俩的店"), ("一家三代都在店里", "三代",
     "说出一家三代人同开一店"),
    ("两个老邻居合开", "邻里", "取邻里相帮的意思"), ("三个同学合伙", "同窗", "取同学合伙的意思"), ("老板刚退休", "晚晴",
     "取退休后日子晴好的意思"),
    ("老板从部队回来", "归来", "取从部队回乡的意思"), ("店主从外地来安家", "他乡", "含着把他乡当故乡的意思"),
)  # fmt: skip
CLASHES = {
    "民宿": ("店面只有一间房", "想做老街坊的生意", "做事讲究慢工细活"), "修车铺": ("处处透着童趣", "店里安静", "布置得很温暖"),
    "早餐铺": ("店里安静", "做事讲究慢工细活"), "水果店": ("做事讲究慢工细活", "店里安静"), "琴行": ("店里安静",), "宠物店": ("店里安静",),
    "茶馆": ("处处透着童趣",), "花店": ("做事讲究慢工细活",), "面馆": ("店里安静", "处处透着童趣"), "书店": ("做事讲究慢工细活",),
    "文具店": ("做事讲究慢工细活",),
}  # fmt: skip
"""Traits that contradict a trade: a guest house has more than one room."""
NAME_CLAUSES = (
    ("{owner}要在{town}开一家{shop}", "{town}新开一家{shop}，店主{owner}", "{owner}的{shop}下月在{town}开张",
     "{shop}的主人是{town}的{owner}"),
    ("店里{goods}", "{goods}"),
    ("{first}",), ("{second}",), ("{third}",),
)  # fmt: skip
NAME_ASKS = (
    "请想出{n}个店名并说明含义。", "起{n}个候选名字，各附一句解释。", "叫什么名字好？列出{n}个。",
    "招牌上写什么？给{n}个店名和理由。",
)  # fmt: skip


def write_shop_names(rng: Random) -> Task:
    """Names for a described shop: a word for one of its traits, or the owner's surname, followed by its trade."""
    shop, endings, goods = rng.choice(SHOPS)
    styles = [style for style in STYLES if style[0] not in CLASHES.get(shop, ())]
    traits = [rng.choice(SPOTS), rng.choice(styles), rng.choice(PAIRS)]
    owner, count = person(rng), rng.randint(3, 4)
    rng.shuffle(traits)
    words = [(word, why) for _, word, why in traits] + [("老" + owner[0], "用店主的姓，亲切好记")]
    instruction = asked_last(rng, NAME_CLAUSES, NAME_ASKS).format(
        owner=owner, town=city(rng), shop=shop, goods=goods, n=NUMERALS[count],
        first=traits[0][0], second=traits[1][0], third=traits[2][0],
    )  # fmt: skip
    names = [(word + rng.choice(endings), word, why) for word, why in words[:count]]
    return Task(instruction, "", numbered([f"{name}：“{word}”{why}。" for name, word, why in names]))


FAMILIES: tuple[Family, ...] = (
    Family("packing_list", TaskType.BRAINSTORMING, write_packing_list),
    Family("fridge_meals", TaskType.BRAINSTORMING, write_fridge_meals),
    Family("gift_ideas", TaskType.BRAINSTORMING, write_gift_ideas),
    Family("saving_tips", TaskType.BRAINSTORMING, write_saving_tips),
    Family("shop_names", TaskType.BRAINSTORMING, write_shop_names),
)
