"""Brainstorming tasks: ideas for a described situation, chosen from tables to fit its details."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import city, listed, person, woven

NUMERALS = ("零", "一", "两", "三", "四", "五", "六", "七", "八")


def numbered(lines: list[str]) -> str:
    """Format lines as a numbered list."""
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))


# --- packing list -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trip:
    """A kind of trip: places, months, weather, activities, basic items to pack, and travel companions."""

    places: tuple[str, ...]
    months: tuple[int, ...]
    weathers: tuple[str, ...]
    doings: tuple[tuple[str, str, str], ...]  # (activity, item it needs, reason)
    basics: tuple[tuple[str, str], ...]
    companions: tuple[str, ...]


GENTLE = ("带着三岁的女儿", "带着上小学的儿子", "陪七十岁的父亲", "陪腰不太好的母亲", "和两个大学同学一起", "一个人")
HARDY = ("带着上高中的儿子", "和两个大学同学一起", "和十来个驴友一起", "和新婚妻子一起", "一个人")
WORKING = ("和部门经理一起", "带一名实习生", "和法务同事一起", "一个人")

TRIPS = (
    Trip(
        ("三亚", "厦门", "青岛", "北海", "大连", "烟台", "珠海", "舟山"),
        (5, 6, 7, 8, 9),
        ("多阵雨", "紫外线很强", "又湿又热"),
        (
            ("下海游泳", "泳衣和泳镜", "游泳时穿戴，海水不容易刺痛眼睛"),
            ("学浮潜", "防水手机袋", "浮潜时手机不会进水，还能随手拍照"),
            ("赶海捡贝壳", "小铲子和网兜", "挖贝壳和装收获都方便"),
            ("坐帆船出海", "晕船药", "开船前半小时吃，海上颠簸也不难受"),
        ),
        (
            ("防滑拖鞋", "沙滩和湿地面上走路不打滑"),
            ("速干浴巾", "上岸后擦干身体，晾一会儿就能再用"),
            ("换洗的短袖短裤", "衣服沾了海水和沙子可以马上换"),
            ("密封袋", "湿衣服单独装，不会弄湿别的行李"),
        ),
        GENTLE,
    ),
    Trip(
        ("黄山", "泰山", "峨眉山", "华山", "庐山", "武功山", "三清山", "衡山"),
        (4, 5, 9, 10, 11),
        ("早晚温差大", "多阵雨", "山顶风大"),
        (
            ("夜爬看日出", "头灯", "夜里照路，两只手可以空出来扶栏杆"),
            ("走完全程石阶", "护膝", "下山时膝盖受力大，护膝能减轻酸痛"),
            ("住一晚山顶客栈", "一次性床单", "山上客栈条件有限，铺上睡得安心"),
            ("拍云海", "备用相机电池", "山上气温低，电池耗得快"),
        ),
        (
            ("防滑登山鞋", "石阶湿滑时抓地牢"),
            ("登山杖", "上坡借力，下坡稳住身体"),
            ("巧克力和能量棒", "体力消耗大，随时补充热量"),
            ("保温水壶", "山上的水贵，自己带热水更划算"),
        ),
        HARDY,
    ),
    Trip(
        ("西安", "洛阳", "平遥", "大理", "泉州", "扬州", "绍兴", "敦煌"),
        (3, 4, 5, 9, 10),
        ("早晚温差大", "空气干燥", "紫外线很强"),
        (
            ("逛三家博物馆", "身份证", "多数博物馆要凭身份证预约入馆"),
            ("看古建筑", "小型望远镜", "屋檐和斗拱上的细节站在地上也能看清"),
            ("在老街画速写", "速写本和铅笔", "看到有意思的街景随时画下来"),
            ("从早到晚吃小吃", "健胃消食片", "一天吃得杂，饭后助消化"),
        ),
        (
            ("软底运动鞋", "一天要走很多路，脚不累"),
            ("充电宝", "导航、拍照费电，在外随时补电"),
            ("斜挎小包", "证件和零钱放在身前，人多也放心"),
            ("折叠水杯", "随处接水，不占地方"),
        ),
        GENTLE,
    ),
    Trip(
        ("北京", "上海", "深圳", "广州", "成都", "武汉", "杭州", "重庆"),
        (3, 4, 6, 9, 11),
        ("多阵雨", "又湿又热", "早晚温差大"),
        (
            ("参加行业展会", "一盒名片", "展会上认识新客户，交换联系方式"),
            ("给客户做产品介绍", "翻页笔", "讲解时可以走动，不用守着电脑"),
            ("参加三天的业务培训", "笔记本和两支签字笔", "上课随手记要点，也能填表"),
            ("和供应商谈合同", "合同打印件", "当面逐条核对，改动处直接标注"),
        ),
        (
            ("一套正装", "见人得体，显得重视"),
            ("电脑和电源适配器", "路上和酒店都能处理工作"),
            ("充电宝", "白天在外跑，手机不会没电"),
            ("便携挂烫机", "衣服压皱了，出门前几分钟就能熨平"),
        ),
        WORKING,
    ),
    Trip(
        ("亚布力", "崇礼", "长白山", "阿勒泰", "北大湖", "将军山"),
        (1, 2, 12),
        ("气温在零下十几度", "空气干燥", "山顶风大"),
        (
            ("学单板滑雪", "护臀和护膝", "初学容易摔，垫着不疼"),
            ("学双板滑雪", "滑雪头盔", "摔倒或相撞时护住头部"),
            ("看雾凇", "雪地靴", "清早踩在深雪里，脚不湿不冻"),
            ("泡温泉", "泳衣", "室外温泉池要穿泳衣才能下水"),
        ),
        (
            ("速干内衣", "出汗后很快变干，不会着凉"),
            ("防水手套", "抓雪、扶地都不湿手"),
            ("滑雪镜", "挡住雪面反光，看得清路"),
            ("厚羊毛袜", "鞋里暖和，也能减少摩擦"),
        ),
        HARDY,
    ),
    Trip(
        ("莫干山", "天目湖", "坝上草原", "呼伦贝尔草原", "青海湖边", "千岛湖边"),
        (5, 6, 7, 8, 9),
        ("早晚温差大", "蚊虫很多", "多阵雨"),
        (
            ("搭帐篷过夜", "睡袋和防潮垫", "隔开地面的潮气，夜里睡得暖"),
            ("看星星", "折叠躺椅", "躺着抬头看天，脖子不酸"),
            ("野餐烧烤", "便携烤炉和木炭", "不用挖坑生火，用完容易收拾"),
            ("骑一天自行车", "骑行手套", "长时间握把手，手掌不磨"),
        ),
        (
            ("营地灯", "天黑后照明，做饭收拾都看得见"),
            ("急救包", "擦伤、扭伤可以先自己处理"),
            ("垃圾袋", "走的时候把垃圾全部带走"),
            ("大桶饮用水", "野外不一定有干净水源"),
        ),
        GENTLE,
    ),
)
WEATHER_THINGS = {
    "多阵雨": (("折叠雨伞", "下雨随时能撑"), ("防水背包罩", "包里的东西不会淋湿")),
    "紫外线很强": (("防晒霜", "每两小时补涂一次，皮肤不晒伤"), ("宽檐遮阳帽", "遮住脸和后颈")),
    "又湿又热": (("便携小风扇", "闷热时吹一吹，凉快些"), ("止汗湿巾", "出汗多，擦一擦清爽")),
    "早晚温差大": (("薄羽绒服", "早晚冷时穿上，中午热了能压成一小团"), ("长袖外套", "早晚加一件，不容易感冒")),
    "山顶风大": (("防风外套", "挡住大风，身上不冷"), ("抓绒帽", "护住耳朵和额头，吹风不头疼")),
    "空气干燥": (("润唇膏", "嘴唇不会干裂"), ("保湿面霜", "皮肤不紧绷、不起皮")),
    "气温在零下十几度": (("加厚羽绒服", "严寒里最要紧的保暖衣物"), ("暖宝宝", "贴在衣服外面，几个小时都热")),
    "蚊虫很多": (("驱蚊液", "傍晚喷在手脚上，少被叮咬"), ("薄长裤", "把腿盖住，虫子咬不到")),
}
COMPANIONS = {
    "带着三岁的女儿": (("儿童水杯和零食", "孩子路上饿了渴了都能哄住"), ("一本贴纸书", "坐车时孩子有事做，不吵闹")),
    "带着上小学的儿子": (("儿童定位手表", "人多时不怕孩子走散"), ("一副纸牌", "等车时可以陪孩子玩")),
    "陪七十岁的父亲": (("父亲的常用药", "按天数备足，外地不一定买得到"), ("折叠小凳", "老人走累了随时能坐")),
    "陪腰不太好的母亲": (("护腰靠垫", "久坐时垫在腰后，母亲不累"), ("止痛膏药", "腰酸时贴一片缓解")),
    "和两个大学同学一起": (("多口充电头", "三个人同时充电，不用抢插座"), ("一副扑克牌", "晚上三个人正好可以玩")),
    "带着上高中的儿子": (("双人份的能量胶", "半大孩子饿得快，路上补充体力"), ("一对对讲机", "两人走散时能联系上")),
    "和十来个驴友一起": (("写有队友电话的联络卡", "人多，掉队时好联系"), ("一大包分享装零食", "休息时分给大家")),
    "和新婚妻子一起": (("自拍杆", "两个人合影不用找人帮忙"), ("情侣保温杯", "天冷时一起喝口热的")),
    "和部门经理一起": (("打印好的日程表", "和经理随时核对安排"), ("报销单据袋", "两个人的票据集中收好")),
    "带一名实习生": (("多带一份资料", "方便实习生跟着学"), ("备用工作证套", "实习生进场也能佩戴")),
    "和法务同事一起": (("公司资质复印件", "法务核对材料时用得上"), ("便利贴", "给要讨论的条款做标记")),
    "一个人": (("备用手机和数据线", "独自在外，手机坏了也能联系家人"), ("门阻报警器", "一个人住，夜里更安心")),
}
PACKING_CLAUSES = (
    (
        "{who}{month}月去{place}",
        "{who}{month}月出发，在{place}住{days}天",
        "{who}要去{place}，来回{days}天",
        "{who}有一趟{days}天的{place}之行",
        "{who}订好了{place}的客房",
    ),
    ("打算{doing}", "主要为了{doing}", "一心想{doing}", "第二天要{doing}", "安排了{doing}"),
    ("那边{weather}", "预报说{weather}", "这个时节{weather}", "听说当地{weather}", "要当心{weather}"),
    ("{with_whom}去", "这回是{with_whom}去", "{with_whom}上路"),
    ("", "{had}已经装好", "{had}不用再说", "包里现有{had}", "除了{had}还没收拾别的"),
)
PACKING_ASKS = (
    "行李里该放哪{n}样东西？", "请列出{n}样要带的物品，各说用处。", "想出{n}样行李并附理由。", "给{n}条带东西的建议。",
    "怎么收拾箱子？列{n}样最用得上的。", "还缺哪{n}样？说说为什么。",
)  # fmt: skip


def write_packing_list(rng: Random) -> Task:
    """Packing list for a trip: items for its activity, weather and companions, without those already packed."""
    trip = rng.choice(TRIPS)
    with_whom = rng.choice(trip.companions)
    weather, (doing, thing, why) = rng.choice(trip.weathers), rng.choice(trip.doings)
    basics = rng.sample(trip.basics, len(trip.basics))
    had, spare = [name for name, _ in basics[:2]], basics[2:]
    wanted = [(thing, why), rng.choice(WEATHER_THINGS[weather]), rng.choice(COMPANIONS[with_whom]), *spare]
    count = rng.randint(3, 5)
    instruction = woven(rng, PACKING_CLAUSES, PACKING_ASKS).format(
        who=person(rng), month=rng.choice(trip.months), with_whom=with_whom, place=rng.choice(trip.places),
        days=rng.randint(3, 7), doing=doing, weather=weather, had="、".join(had), n=NUMERALS[count],
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
EATERS = (
    "大病初愈的外婆", "刚下夜班的妻子", "来串门的两位老同学", "放学回来的双胞胎女儿", "住院刚回家的公公",
    "合租的三个室友",
    "备考的儿子", "加班到八点的丈夫", "周末来看孙子的爷爷奶奶", "刚搬来的邻居夫妇", "远道来的表哥", "感冒初愈的母亲",
)  # fmt: skip
MEALS = ("晚饭", "午饭", "周末的午饭", "简单的晚饭")
DIET_RULES = {"不吃辣": HOT, "不吃肉和虾": MEAT, "不吃鸡蛋": ("鸡蛋",), "不吃豆腐": ("豆腐",), "不吃虾": ("虾仁",)}
FRIDGE_CLAUSES = (
    (
        "{who}要给{eaters}做{meal}",
        "{who}的{meal}是做给{eaters}的",
        "{eaters}的{meal}由{who}来做",
        "{eaters}等着{who}做{meal}",
    ),
    ("冰箱里有{stock}", "家里剩了{stock}", "手头只有{stock}", "刚买回{stock}", "{stock}得赶紧吃掉"),
    ("吃饭的人都{rule}", "全桌人{rule}", "要照顾到大家{rule}", "来的人{rule}"),
    ("每道菜{limit}分钟内做完", "一道菜最多花{limit}分钟", "单道限时{limit}分钟"),
)
FRIDGE_ASKS = (
    "请想出{n}道菜，写明主料和用时。", "能做哪{n}道菜？标出主料和时间。", "列出{n}道合适的菜，附主料和大约分钟数。",
    "做什么好？给{n}个主意，主料、时间都写上。", "有哪{n}种做法可选？说明主料和用时。",
)  # fmt: skip


def write_fridge_meals(rng: Random) -> Task:
    """Dishes from the food in a fridge. Each uses only that food and respects the diet and the time limit."""
    rule, limit, count = rng.choice(tuple(DIET_RULES)), rng.choice((15, 20, 25, 40, 80)), rng.randint(2, 3)
    allowed = [d for d in DISHES if d.minutes <= limit and not any(need in DIET_RULES[rule] for need in d.needs)]
    dishes = rng.sample(allowed, count)
    stock = list(dict.fromkeys([need for d in dishes for need in d.needs] + [rng.choice(DIET_RULES[rule])]))
    rng.shuffle(stock)
    apart = rng.random() < 0.5
    instruction = woven(rng, FRIDGE_CLAUSES, FRIDGE_ASKS).format(
        who=person(rng), eaters=rng.choice(EATERS), meal=rng.choice(MEALS), rule=rule, limit=limit,
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
        Gift("半斤龙井新茶", 240, "喝茶的人总用得上"), Gift("竹制茶盘", 160, "接水方便，桌面不湿"),
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
        Gift("《三体》全集", 90, "喜欢科幻的人常读常新"), Gift("夹书阅读灯", 50, "夜里看书不打扰别人"),
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
ELDER_OCCASIONS = ("祝寿", "贺乔迁", "重阳节看望老人", "谢谢老人帮忙带孩子", "春节回家孝敬长辈", "祝贺病愈出院")
YOUNG_OCCASIONS = (
    "庆祝生日",
    "贺乔迁",
    "祝贺考上研究生",
    "感谢上个月帮忙搬家",
    "纪念认识十周年",
    "祝贺转正",
    "祝贺找到新工作",
)
PUPIL_OCCASIONS = ("庆祝生日", "祝贺期末进步", "奖励坚持练字一年", "补上迟到的新年礼物", "祝贺升学", "祝贺比赛得奖")
RECEIVERS = (
    ("外公", 68, 78, ELDER_OCCASIONS), ("父亲", 58, 68, ELDER_OCCASIONS), ("姑妈", 56, 66, ELDER_OCCASIONS), ("婆婆",
     58, 68, ELDER_OCCASIONS),
    ("岳父", 57, 69, ELDER_OCCASIONS), ("奶奶", 66, 77, ELDER_OCCASIONS), ("大学室友", 22, 27, YOUNG_OCCASIONS),
     ("表姐", 24, 32, YOUNG_OCCASIONS),
    ("同组的同事", 25, 40, YOUNG_OCCASIONS), ("高中同桌", 22, 35, YOUNG_OCCASIONS), ("合租的室友", 23, 30,
     YOUNG_OCCASIONS), ("堂哥", 24, 33, YOUNG_OCCASIONS),
    ("表弟", 13, 17, PUPIL_OCCASIONS), ("侄女", 12, 17, PUPIL_OCCASIONS), ("外甥", 11, 16, PUPIL_OCCASIONS),
)  # fmt: skip
CHILD_LOVES = ("拼积木", "画画", "看科幻小说", "打羽毛球", "弹吉他", "做手账")
OLD_LOVES = ("钓鱼", "养花", "书法", "摄影", "喝茶", "做木工", "打羽毛球", "做烘焙")

GIFT_CLAUSES = (
    (
        "{who}想给{age}岁的{receiver}挑礼物",
        "{who}要送礼给{receiver}，对方{age}岁",
        "{who}的{receiver}今年{age}岁",
        "{receiver}{age}岁，{who}打算送份礼",
    ),
    ("为的是{occasion}", "送礼是为了{occasion}", "想借这份礼物{occasion}", "名义是{occasion}"),
    ("对方闲时爱{loves}", "{receiver}迷上了{loves}", "收礼的人平时喜欢{loves}", "{loves}是{receiver}多年的爱好"),
    ("预算{budget}元以内", "每样不超过{budget}元", "一件最多花{budget}元"),
    ("对方家里已有{owned}", "去年送过{owned}", "{owned}就不用提了", "{owned}对方自己买过"),
)
GIFT_ASKS = (
    "送什么好？给{n}个主意。", "请推荐{n}样礼物，附价格和理由。", "列出{n}件合适的礼物，说明为什么合适。",
    "有哪{n}样可以选？",
    "想{n}个礼物点子，写上大概多少钱。",
)  # fmt: skip


def loves_for(age: int) -> tuple[str, ...]:
    """Hobbies that suit an age."""
    return CHILD_LOVES if age < 19 else OLD_LOVES if age > 47 else tuple(GIFTS)


def write_gift_ideas(rng: Random) -> Task:
    """Gifts for a described person that match two hobbies, fit the budget and are not owned yet."""
    receiver, youngest, oldest, occasions = rng.choice(RECEIVERS)
    age, budget = rng.randint(youngest, oldest), rng.choice((150, 180, 200, 220, 250, 300, 350))
    loves = rng.sample(loves_for(age), 2)
    options = [(love, gift) for love in loves for gift in GIFTS[love] if gift.price <= budget]
    count = min(rng.randint(2, 3), len(options) - 1)
    (_, owned), *chosen = rng.sample(options, count + 1)
    instruction = woven(rng, GIFT_CLAUSES, GIFT_ASKS).format(
        who=person(rng), receiver=receiver, age=age, loves="和".join(loves), occasion=rng.choice(occasions),
        budget=budget, owned=owned.name, n=NUMERALS[count],
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
    Expense("打车", 300, 900, "上下班改坐地铁，只在下雨或加班时打车", 6),
    Expense("奶茶咖啡", 200, 600, "买一包挂耳咖啡自己冲，奶茶每周只喝一次", 6),
    Expense("健身私教", 600, 1800, "跟教练学会动作后改上团课，私教减半", 5),
    Expense("买衣服", 400, 1200, "列出缺的款式再买，等换季打折下单", 4),
    Expense("聚餐", 400, 1000, "和朋友轮流在家做饭，少去餐馆", 5),
    Expense("网购零食", 200, 500, "只在超市特价日买一次，吃完不补", 5),
    Expense("手机套餐", 100, 200, "查一下实际流量，换成低档套餐", 5),
    Expense("护肤品", 300, 800, "先用完手头的再买，大促时囤常用款", 3),
    Expense("游戏充值", 200, 600, "设每月上限，只买长期卡", 6),
    Expense("停车费", 300, 800, "办月卡代替按小时计费", 4),
    Expense("宠物用品", 300, 700, "猫粮狗粮买大包装，玩具自己做", 3),
    Expense("看电影演出", 200, 500, "选工作日的优惠场次", 4),
    Expense("视频和音乐会员", 100, 200, "和家人合用家庭套餐，不看的平台先停掉", 5),
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
    "存钱考驾照",
    "攒一笔租房押金",
    "年底带父母旅行",
    "换一台电脑",
    "还清分期",
    "存应急金",
    "报名夜校",
    "给孩子存学费",
    "买一辆电动车",
    "办婚礼",
)
SAVING_CLAUSES = (
    ("{who}在{town}做{job}", "{town}一位{job}", "{who}是{job}，租住在{town}", "{job}{who}最近手头紧"),
    ("花得最凶的是{top}", "{top}占了大头", "账上数{top}最多", "心疼{top}的钱"),
    ("想{goal}", "省钱是为了{goal}", "打算明年{goal}", "心里惦记着{goal}"),
    ("目标是月省{target}元", "一个月至少要省{target}元", "得从中挤出{target}元"),
)
SAVING_ASKS = (
    "看下面的账目，给出{n}条省钱办法，写明各省多少。", "照这份账，有哪{n}个办法？估算每项省的钱。",
    "根据账目列{n}条建议，并算出合计。", "对着账本想{n}招省钱的，附上金额。",
)  # fmt: skip


def write_saving_tips(rng: Random) -> Task:
    """Advice for reducing each of the monthly expenses, with savings in yuan that add up to at least the target."""
    count = rng.randint(3, 4)
    spending = [(e, rng.randrange(e.low, e.high + 1, 50)) for e in rng.sample(EXPENSES, count)]
    saved = [amount * expense.tenths // 10 for expense, amount in spending]
    instruction = woven(rng, SAVING_CLAUSES, SAVING_ASKS).format(
        who=person(rng), town=city(rng), job=rng.choice(JOBS), goal=rng.choice(GOALS), n=NUMERALS[count],
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
    ("店在山脚下", "山脚", "直接说出店的位置"), ("店对着一座石桥", "桥头", "客人过了桥就能看见"), ("门前有棵大槐树",
     "槐荫", "取自门前的大槐树"),
    ("店在码头旁", "渡口", "取自旁边的码头"), ("店在菜市场口", "市口", "说明店在市场的入口"), ("院里种着竹子", "竹间",
     "取自院里的竹子"),
    ("店正对一片湖", "湖上", "取自门前的湖景"), ("店在老城墙根", "城根", "附近居民一听就知道在哪"), ("旁边是一片橘园",
     "橘园", "取自旁边的橘园"),
)  # fmt: skip
STYLES = (
    ("店里安静", "清静", "突出安静的感觉"), ("老板爱说笑", "开心", "和老板爱说笑的性子相合"), ("装修很朴素", "素朴",
     "说出朴素的风格"),
    ("布置得很温暖", "暖暖", "一看就觉得温暖"), ("门口挂着红灯笼", "灯笼", "取自门口的红灯笼，远远就能认出"),
     ("店面只有一间房", "一间", "如实说出店小，听着亲近"),
    ("价格很实惠", "家常", "给人价格亲民的印象"), ("做事讲究慢工细活", "慢慢", "突出不赶工、讲究细致"),
     ("客人多是老街坊", "街坊", "让老邻居觉得亲切"),
    ("想吸引年轻人", "新芽", "有朝气，年轻人容易记住"), ("处处透着童趣", "童心", "贴合有童趣的布置"), ("墙上挂满老照片",
     "旧时", "和满墙的老照片呼应"),
)  # fmt: skip
PAIRS = (
    ("夫妻俩一起经营", "同心", "表示夫妻齐心"), ("兄弟俩合开", "兄弟", "点明是兄弟俩的店"), ("母女两人打理", "母女",
     "点明是母女俩的店"),
    ("姐妹俩合开", "姐妹", "点明是姐妹俩的店"), ("三个同学合伙", "同窗", "取同学合伙的意思"), ("老板刚退休", "晚晴",
     "取退休后日子晴好的意思"),
    ("老板从部队回来", "归来", "取从部队回乡的意思"), ("店主是外地嫁来的", "他乡", "含着把他乡当故乡的意思"),
)  # fmt: skip
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
    traits = [rng.choice(SPOTS), rng.choice(STYLES), rng.choice(PAIRS)]
    owner, count = person(rng), rng.randint(3, 4)
    rng.shuffle(traits)
    words = [(word, why) for _, word, why in traits] + [("老" + owner[0], "用店主的姓，亲切好记")]
    instruction = woven(rng, NAME_CLAUSES, NAME_ASKS).format(
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
