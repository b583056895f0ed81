"""A guide's reply to four questions of a group: two about the place, and two that are computed from times and prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, hhmm
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import SURNAMES

Fact = tuple[str, str, str]
"""A question, the line about it in the guide's notes, and the reply."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sight: its name, a show in it, two stops, and what the guide's notes say about it."""

    name: str
    show: str
    stops: tuple[str, str]
    facts: tuple[Fact, ...]


PLACES = (
    Place("望江古塔", "塔铃演奏", ("碑廊", "望江亭"), (
        ("这塔几层？是石头砌的吗？", "塔身七层八角，砖木结构", "塔一共七层，八角形，是砖和木头造的，不是石头砌的"), ("能爬到顶吗？", "可登至第五层，六、七层因加固暂不开放", "爬不到顶，能登到第五层，六、七层正在加固"),
        ("塔角上挂的是什么？", "每层八角各悬铜铃一只，共五十六只", "挂的是铜铃，每层八只，七层一共五十六只"), ("这塔什么时候修的？", "始建于北宋，明代重修", "塔是北宋开始建的，明代又重修过"))),
    Place("云溪茶山", "采茶戏", ("制茶坊", "老茶树园"), (
        ("最老的茶树有多少年了？", "树龄最长的一株约三百二十年", "最老的那株大约三百二十年了"), ("我们能自己采吗？", "采摘区在南坡，每人限采半斤鲜叶", "能采，到南坡的采摘区，每人最多半斤鲜叶"),
        ("几斤鲜叶才出一斤茶？", "约四斤半鲜叶制成一斤干茶", "大约四斤半鲜叶才能做出一斤干茶"), ("品茗室里喝的是哪一季的茶？", "品茗室供应当年明前茶", "泡的是今年的明前茶"))),
    Place("石桥水乡", "摇橹船对歌", ("蓝染坊", "老酱园"), (
        ("这儿到底有几座桥？", "镇内现存石桥二十三座", "镇里现存的石桥有二十三座"), ("酱园的缸怎么都戴着斗笠？", "酱缸加盖竹笠，晴天揭开晒酱，雨天盖住防水", "斗笠是盖子，晴天揭开晒酱，下雨盖上防水"),
        ("蓝染用的是什么颜料？", "染料取自蓝草的叶子", "染料是从蓝草的叶子里取的"), ("晚上能住在镇里吗？", "镇内民宿共四十六家，需提前一天预订", "能住，镇里有四十六家民宿，要提前一天订"))),
    Place("青铜器博物馆", "编钟演奏", ("铸造厅", "兵器厅"), (
        ("青铜器刚做出来就是绿的吗？", "新铸青铜器呈金黄色，绿色为日后生成的锈", "不是，刚铸好是金黄色的，绿色是后来生的锈"), ("这里能拍照吗？", "展厅可以拍照，禁用闪光灯和自拍杆", "可以拍照，别开闪光灯，也别用自拍杆"),
        ("最重的那件有多重？", "镇馆大鼎重一百八十三千克", "最重的是镇馆大鼎，重一百八十三千克"), ("青铜是纯铜吗？", "青铜是铜与锡、铅的合金", "不是纯铜，是铜和锡、铅的合金"))),
    Place("海岬灯塔", "旗语表演", ("守塔人小屋", "观鸟台"), (
        ("灯塔现在还亮吗？", "灯塔每晚仍亮，灯光每十秒闪一次", "还亮着，每天晚上每十秒闪一次"), ("光能照多远？", "灯光射程十八海里，约三十三千米", "能照十八海里，差不多三十三千米"),
        ("观鸟台能看到什么鸟？", "常见海鸥、白鹭，春秋有鸻鹬过境", "平时多是海鸥和白鹭，春秋两季能看到过境的鸻鹬"), ("塔里有多少级台阶？", "塔内螺旋台阶一百四十二级", "塔里是螺旋台阶，一共一百四十二级"))),
    Place("梯田村寨", "芦笙舞", ("打糍粑院子", "风雨桥"), (
        ("梯田最高有多少层？", "最高一面坡约七百层，海拔从五百米到一千一百米", "最高那面坡大约七百层，从海拔五百米一直到一千一百米"), ("风雨桥是用钉子钉的吗？", "风雨桥全用榫卯连接，不用铁钉", "没用一根铁钉，全靠榫卯连起来"),
        ("糍粑能自己打吗？", "打糍粑体验每组四人，每组三十元", "能，四个人一组，每组三十元"), ("什么时候田里水最满？", "四月下旬至五月中旬灌水，田面如镜", "四月下旬到五月中旬刚灌水，水面最满、最亮"))),
    Place("丹霞峡谷", "崖壁攀爬表演", ("一线天", "回音壁"), (
        ("石头为什么是红的？", "岩石含氧化铁，所以呈红色", "石头里含有氧化铁，所以看上去是红的"), ("一线天最窄有多宽？", "一线天最窄处六十厘米，长约八十米", "最窄的地方只有六十厘米，整段大约八十米长"),
        ("下雨还能进谷吗？", "雨天关闭一线天，其余路段开放", "下雨时一线天会关闭，别的路段照常能走"), ("谷里有饭馆吗？", "谷内不设餐厅，出口处有小吃街", "谷里没有饭馆，出口那边有小吃街"))),
    Place("老蒸汽机车园", "机车启动表演", ("机车库", "信号楼"), (
        ("蒸汽机车烧什么？", "机车烧煤，每百千米约用煤两吨", "烧煤，跑一百千米大约用两吨煤"), ("园里一共几台车头？", "园内存机车十七台，其中两台可以开动", "一共十七台，其中两台现在还能开"),
        ("我家孩子能进驾驶室吗？", "驾驶室每次限进三人，须由家长陪同", "可以进，一次最多三个人，要有家长陪着"), ("信号楼上那些把手是干什么的？", "楼内手柄用来扳动道岔和信号", "那些手柄是用来扳道岔和信号的"))),
    Place("湿地公园", "放飞讲解", ("观鹤台", "芦苇迷宫"), (
        ("现在能看到丹顶鹤吗？", "园内养护站全年可见丹顶鹤，野生鹤群冬季才来", "养护站里全年都能看到，野生的鹤群要冬天才来"), ("芦苇有毒吗？", "芦苇无毒，叶缘锋利，勿徒手拉扯", "没有毒，不过叶子边很锋利，别用手去拉"),
        ("能喂鸟吗？", "园内禁止投喂野鸟", "不能喂，园里禁止投喂野鸟"), ("迷宫走一圈要多久？", "芦苇迷宫全程一千二百米，约四十分钟", "迷宫全长一千二百米，走一圈大约四十分钟"))),
    Place("古法盐田", "晒盐号子", ("卤水井", "盐雕馆"), (
        ("盐是海水直接晒出来的吗？", "先把海水晒成浓卤，再入盐槽结晶", "不是一步晒成的，先把海水晒成浓卤，再倒进盐槽里结晶"), ("一槽盐要晒几天？", "晴天每槽晒两天收盐", "晴天的话，一槽晒两天就能收"),
        ("盐田的石槽是哪来的？", "石槽由玄武岩凿成，共七千三百余个", "石槽是用玄武岩凿的，一共七千三百多个"), ("能买点盐带走吗？", "盐雕馆出口出售日晒盐，每袋十五元", "能买，盐雕馆出口有日晒盐，十五元一袋"))),
    Place("戏曲大院", "折子戏", ("行头间", "脸谱墙"), (
        ("红脸的一般是什么人？", "红脸多表示忠勇正直", "红脸多是忠勇正直的人物"), ("戏服能试穿吗？", "行头间可试穿，每套二十元，限三十分钟", "能试，二十元一套，限三十分钟"),
        ("戏台下面那些缸是干什么的？", "台下埋大缸八口，用来扩音", "台下埋了八口大缸，是用来扩音的"), ("白脸代表什么？", "白脸多表示奸诈多疑", "白脸多是奸诈多疑的人物"))),
    Place("葡萄酒庄", "踩葡萄表演", ("橡木桶酒窖", "装瓶车间"), (
        ("酒窖里常年多少度？", "酒窖常年保持十三度左右", "酒窖里一年到头都在十三度左右，您加件外套"), ("开车的人能品酒吗？", "驾车游客不得品酒，可换无醇葡萄汁", "开车的不能品酒，可以换成不含酒精的葡萄汁"),
        ("白葡萄酒一定是白葡萄做的吗？", "白葡萄酒也可用红葡萄去皮酿造", "不一定，红葡萄去了皮也能酿"), ("酒瓶为什么躺着放？", "横放使软木塞保持湿润，不漏气", "躺着放能让软木塞一直湿润，就不会漏气"))),
    Place("火山地质园", "喷发模拟演示", ("熔岩洞", "火山口观景台"), (
        ("这火山还会喷吗？", "属死火山，上次喷发约在一百三十万年前", "不会了，这是死火山，上次喷发大约在一百三十万年前"), ("熔岩洞里冷不冷？", "洞内常年十六度", "洞里常年十六度，夏天进去会觉得凉"),
        ("地上的黑石头能捡吗？", "园内岩石一律不得带走", "不能捡，园里的石头一块都不许带走"), ("那种带小孔的石头叫什么？", "多孔的轻石又叫浮石，能浮在水面", "那叫浮石，孔多很轻，能浮在水面上"))),
    Place("城隍庙老街", "皮影戏", ("银楼旧址", "钟鼓楼"), (
        ("皮影是什么皮做的？", "皮影以驴皮或牛皮雕成", "是用驴皮或者牛皮雕的"), ("钟鼓楼上的钟还敲吗？", "每天正午敲钟十二下", "还敲，每天正午敲十二下"),
        ("老街有多长？", "老街全长六百八十米，青石板路面", "老街全长六百八十米，铺的都是青石板"), ("银楼里现在还打银器吗？", "银楼旧址每周末有银匠现场打制", "平时不打，每到周末有银匠现场打给大家看"))),
    Place("古法造纸村", "捞纸表演", ("捞纸坊", "竹料池"), (
        ("竹子怎么变成纸的？", "嫩竹泡石灰水两个月，捣烂后捞成纸张", "嫩竹先在石灰水里泡两个月，捣烂以后再一张张捞出来"), ("我们能自己捞一张吗？", "捞纸体验每人一张，十元，三天后寄出", "能捞，每人一张，十块钱，晾干三天后寄给您"),
        ("这种纸拿来写字还是包东西？", "主要用作书画纸，也用来裱糊灯笼", "主要用来写字画画，也有人拿去糊灯笼"), ("池子里的水为什么发黄？", "池水因浸泡竹料呈黄色，不可饮用", "那是泡竹料泡黄的，水不能喝"))),
    Place("草原牧场", "赛马表演", ("挤奶棚", "敖包"), (
        ("骑马要多高才行？", "身高满一米四方可单独骑马", "要满一米四才能自己骑"), ("敖包为什么要转圈？", "按当地习俗顺时针绕敖包三圈祈福", "这里的习俗是顺时针绕三圈，表示祈福"),
        ("奶茶是甜的吗？", "奶茶为咸味，加炒米同食", "不是甜的，是咸的，还要泡炒米一起吃"), ("夜里冷不冷？", "七月夜间气温约八度，须备厚衣", "冷，七月夜里也只有八度上下，要带厚衣服"))),
    Place("古城墙", "换岗仪式", ("瓮城", "箭楼"), (
        ("城墙一圈有多长？", "城墙周长一万三千七百米，高十二米", "一圈是一万三千七百米，有十二米高"), ("瓮城是做什么用的？", "瓮城用来把攻进来的敌兵困在中间", "瓮城是用来困住敌人的，敌兵攻进来就像掉进坛子里"),
        ("上面能骑车吗？", "城墙上可租自行车，每小时四十五元", "能，上面可以租自行车，每小时四十五元"), ("砖上怎么有字？", "砖上刻着烧砖的州县和工匠的名字", "那是烧砖的州县和工匠的名字，出了问题好追查"))),
    Place("老矿井遗址", "矿工号子", ("井下巷道", "矿灯房"), (
        ("井有多深？", "竖井深三百二十米，开放到地下八十米", "竖井有三百二十米深，开放的只到地下八十米"), ("下井要戴安全帽吗？", "下井须戴安全帽和矿灯，入口免费领取", "要戴，帽子和矿灯都在入口免费领"),
        ("矿里现在还出煤吗？", "矿井一九九八年停产，现为工业遗产", "不出了，一九九八年就停产了，现在是工业遗产"), ("井下手机有信号吗？", "井下无信号，联络用固定电话", "没有，井下联系要用墙上的固定电话"))),
    Place("珍稀植物园", "插花演示", ("热带温室", "蕨类园"), (
        ("那棵挂着牌子的大树是什么？", "挂牌古树为水杉，曾被认为已经灭绝", "是水杉，从前人们以为它早就灭绝了"), ("温室里为什么这么热？", "温室常年二十八度，湿度百分之八十以上", "温室常年二十八度，湿度在百分之八十以上，热带植物才长得好"),
        ("可以摘花拍照吗？", "花木一律不得采摘，可拍照", "花不能摘，拍照随意"), ("蕨类开花吗？", "蕨类不开花，靠孢子繁殖", "蕨类不开花，靠叶背上的孢子繁殖"))),
    Place("渔港古镇", "织网比赛", ("冷库", "鱼市"), (
        ("船什么时候回来？", "渔船每天凌晨四点回港，鱼市五点开秤", "船凌晨四点回港，鱼市五点就开秤了"), ("休渔是什么时候？", "五月一日至八月十六日休渔，禁止出海捕捞", "从五月一日到八月十六日休渔，船都不出海"),
        ("船头画的眼睛有什么讲究？", "船眼寓意认得航路，新船下水前画", "画的是船眼，意思是认得航路，新船下水前画上去"), ("买了鱼能加工吗？", "鱼市二楼代加工，每斤十二元", "能，鱼市二楼代加工，每斤十二元"))),
    Place("航天科普园", "火箭发射模拟", ("失重体验舱", "月面展厅"), (
        ("航天员在太空为什么会飘？", "飞船和人一起绕地球落下，人处于失重状态", "因为飞船和人一起绕着地球往下落，人就像没有重量，所以飘起来"), ("失重体验舱谁都能玩吗？", "体验舱限身高一米三以上，孕妇和心脏病患者谢绝", "不是谁都行，要一米三以上，怀孕的和有心脏病的不能玩"),
        ("月球上的一天有多长？", "月球一昼夜约等于地球的二十九天半", "月球上的一个昼夜，差不多是地球的二十九天半"), ("火箭烧的是汽油吗？", "模型所仿火箭以液氧和煤油为推进剂", "不是汽油，这种火箭用的是液氧和煤油"))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """The times and prices of a day: minutes since midnight, prices in yuan."""

    price: int
    shows: tuple[int, ...]
    length: int
    walk: int
    back: int
    bus: int
    free: int
    now: int


def sheet_for(rng: Random) -> Sheet:
    """Draw the times and prices of a day."""
    shows = tuple(sorted(rng.sample((570, 630, 690, 780, 840, 900, 960), 3)))
    return Sheet(rng.randrange(40, 121, 10), shows, rng.choice((20, 25, 30, 40)), rng.choice((10, 15, 20, 25)), rng.choice((8, 12, 18)),
                 rng.randrange(990, 1081, 10), rng.choice((40, 50, 70, 80, 90)), rng.randrange(555, 870, 5))  # fmt: skip


def child_ticket(rng: Random, sheet: Sheet, _: Place) -> tuple[str, str]:
    """Compute the tickets of a family."""
    adults, height = rng.randint(2, 4), rng.choice((98, 105, 112, 118, 124, 133, 138, 145, 152, 160))
    half, full = sheet.price // 2, sheet.price
    kid = 0 if height < 120 else half if height < 150 else full
    why = "不到1.2米，免票" if not kid else f"算半价，{half}元" if kid == half else "满了1.5米，要买全票"
    total = f"{adults}×{full}" + (f"＋{kid}" if kid else "")
    asked = rng.choice((
        f"我们{COUNTS[adults]}个大人带一个孩子，孩子身高{height / 100:.2f}米，门票一共要多少钱？",
        f"小孩{height / 100:.2f}米高，加上我们{COUNTS[adults]}个大人，票钱总共多少？",
    ))  # fmt: skip
    return asked, f"孩子{height / 100:.2f}米，{why}；{total}＝{adults * full + kid}，一共{adults * full + kid}元"


def elder_ticket(rng: Random, sheet: Sheet, _: Place) -> tuple[str, str]:
    """Say what an old person pays."""
    age = rng.choice((58, 61, 64, 66, 69, 70, 72, 75, 81))
    if age < 60:
        pays = f"{age}岁还不到60岁，要买全票，{sheet.price}元"
    else:
        pays = f"{age}岁享受半价，{sheet.price // 2}元" if age < 70 else f"{age}岁免票，不用花钱"
    return rng.choice((f"跟我来的长辈今年{age}岁，票要多少钱？", f"家里长辈{age}岁了，票价怎么算？")), pays


def last_bus(rng: Random, sheet: Sheet, place: Place) -> tuple[str, str]:
    """Say whether the last bus can be caught after a stop."""
    stop, start, stay = place.stops[0], sheet.bus - rng.choice((60, 70, 80, 95, 110)), rng.choice((20, 30, 40))
    end = start + sheet.walk + stay + sheet.back
    asked = f"要是{hhmm(start)}从门口出发去{stop}，待{stay}分钟，再走到车站，赶得上{hhmm(sheet.bus)}的末班接驳车吗？"
    verdict = (
        f"赶得上，还余{sheet.bus - end}分钟" if end < sheet.bus else f"赶不上，会晚{end - sheet.bus}分钟，得早些出发"
    )
    verdict = "刚好踩着点，太紧了，最好早些走" if end == sheet.bus else verdict
    return asked, f"{verdict}：走到{stop}{sheet.walk}分钟，待{stay}分钟，再走到车站{sheet.back}分钟，{hhmm(end)}到站"


def next_show(rng: Random, sheet: Sheet, place: Place) -> tuple[str, str]:
    """Name the next performance."""
    coming = [time for time in sheet.shows if time > sheet.now]
    asked = rng.choice((
        f"现在{hhmm(sheet.now)}，还赶得上看{place.show}吗？几点演完？",
        f"这会儿是{hhmm(sheet.now)}，下一场{place.show}什么时候开始、什么时候结束？",
    ))  # fmt: skip
    if not coming:
        return asked, f"今天的{place.show}赶不上了，最后一场{hhmm(sheet.shows[-1])}已经开演"
    caught = "赶得上，" if "赶得上" in asked else ""
    return asked, f"{caught}下一场{hhmm(coming[0])}开始，演{sheet.length}分钟，{hhmm(coming[0] + sheet.length)}结束"


def group_ticket(rng: Random, sheet: Sheet, _: Place) -> tuple[str, str]:
    """Compute what a group saves."""
    people = rng.choice((8, 9, 10, 12, 15, 16, 20))
    full, less = people * sheet.price, people * sheet.price * 8 // 10
    asked = rng.choice(
        (f"我们单位{people}个大人一起来，能买团体票吗？能省多少？", f"加上同事一共{people}个大人，买团体票能省多少？")
    )
    if people < 10:
        return asked, f"买不了，{people}个人不够10人，按{people}×{sheet.price}＝{full}元买散客票"
    return asked, f"能，满10人打八折，原价{full}元，折后{less}元，省{full - less}元"


def meeting(rng: Random, sheet: Sheet, place: Place) -> tuple[str, str]:
    """Say when the group meets again."""
    start = sheet.now + 10
    asked = rng.choice((
        f"{hhmm(start)}解散以后，我们几点、在哪儿集合？", f"自由活动从{hhmm(start)}开始，到什么时候回来集合？在哪里等？",
    ))  # fmt: skip
    return asked, f"自由活动{sheet.free}分钟，{hhmm(start + sheet.free)}在{place.stops[1]}旁集合"


QUESTIONS: tuple[Callable[[Random, Sheet, Place], tuple[str, str]], ...] = (
    child_ticket, elder_ticket, last_bus, next_show, group_ticket, meeting,
)  # fmt: skip
FRAMES = (
    "你是{place}的导游，团里几位游客先后问你：{asked}请照讲解资料逐个回复，先称呼对方。{table}",
    "扮演{place}的讲解员。{asked}请一位一位地答复，数目要算对。{table}",
    "{asked}你扮演导游，带的团正在{place}门口休息，请拿着资料回话。{table}",
    "角色扮演：你在{place}带团，大家七嘴八舌。{asked}请接话，挨个儿回应。{table}",
    "角色扮演，你当{place}的导游，我们是游客。{asked}请用口语回答每个人，别漏掉谁。{table}",
    "{place}的大巴上，你这位导游刚拿起话筒，就有人提问。{asked}请扮演导游，一个个回复。{table}",
    "假设你是地接导游，带客人游{place}。{asked}请扮演导游，依次回复四位客人。{table}",
    "在{place}的停车场上，几位游客围住导游。{asked}你扮演这位导游，请一起回复。{table}",
)  # fmt: skip
TABLES = (
    "末尾附一张今天的时间表，用Markdown表格。",
    "说完再把今天的钟点列成Markdown表格。",
    "最后贴一张Markdown时间表，方便大家截图。",
)
CALLS = ("{}先生", "{}女士", "{}阿姨", "{}叔叔", "{}老师", "小{}")
LOOKS = (
    "戴草帽的", "背相机的", "拄登山杖的", "抱着水壶的", "穿蓝布衫的", "挎竹篮的", "戴墨镜的", "拎马扎的", "拿小本子的",
    "挎腰包的", "举自拍杆的", "嚼着果干的", "戴红帽子的", "穿冲锋衣的", "戴渔夫帽的", "领头的", "满头大汗的", "啃玉米的", "摇蒲扇的", "戴着耳机的",
    "穿运动鞋的", "爱写生的", "从北方来的", "头一回出远门的", "带望远镜的", "披外套的", "穿凉鞋的", "嗓门大的", "说话慢的", "提着保温杯的", "刚补了防晒霜的", "背双肩包的",
)  # fmt: skip
"""How someone in a group looks."""
OPENERS = (
    "各位问得都很细，我一个一个来。",
    "好，咱们按顺序说。",
    "别急别急，挨个儿答。",
    "谢谢大家，资料在我手上，听我说。",
    "都问到点子上了，这就回答。",
)
CLOSINGS = (
    "还有想问的，路上随时叫我。",
    "都听清了吗？跟好我手里的旗子。",
    "没有别的问题，咱们就出发。",
    "记不住的看群里，我再发一遍。",
    "祝大家玩得开心，注意脚下。",
)


def notes_of(sheet: Sheet, place: Place) -> str:
    """Write the guide's notes."""
    shows = "、".join(hhmm(time) for time in sheet.shows)
    lines = (
        f"门票：成人{sheet.price}元；身高不到1.2米免票，1.2米至不足1.5米半价；60至69岁半价，70岁以上（含）免票；满10人团体票八折",
        f"{place.show}：{shows}开演，每场{sheet.length}分钟", f"路程：门口到{place.stops[0]}步行{sheet.walk}分钟，{place.stops[0]}到车站步行{sheet.back}分钟",
        f"接驳车：末班{hhmm(sheet.bus)}", f"自由活动：{sheet.free}分钟，到{place.stops[1]}旁集合",
        *(note for _, note, _ in place.facts),
    )  # fmt: skip
    return "讲解资料\n" + "\n".join(f"- {line}" for line in lines)


def timetable(sheet: Sheet, place: Place) -> str:
    """Write the times of the day as a table: the shows, and when to leave the first stop for the last bus."""
    rows = [
        (f"{place.show}第{k}场", f"{hhmm(time)}—{hhmm(time + sheet.length)}")
        for k, time in zip("一二三", sheet.shows, strict=True)
    ]
    rows += [(f"最晚离开{place.stops[0]}", hhmm(sheet.bus - sheet.back)), ("末班接驳车", hhmm(sheet.bus))]
    return in_table(rows, ("事项", "时间"))


def write_tour_guide(rng: Random) -> Task:
    """A guide's reply to four questions of a group, half of the time with a table of the times of the day."""
    place, sheet = rng.choice(PLACES), sheet_for(rng)
    pairs = [(ask, reply) for ask, _, reply in rng.sample(place.facts, 2)]
    pairs += [question(rng, sheet, place) for question in rng.sample(QUESTIONS, 2)]
    rng.shuffle(pairs)
    callers = [rng.choice(CALLS).format(surname) for surname in rng.sample(SURNAMES, 4)]
    looks = rng.sample(LOOKS, 4)
    asked = "".join(f"{look}{who}问：“{ask}”" for look, who, (ask, _) in zip(looks, callers, pairs, strict=True))
    table = rng.choice(TABLES) if rng.random() < 0.5 else ""
    instruction = rng.choice(FRAMES).format(place=place.name, asked=asked, table=table)
    replies = "\n".join(f"{who}，{reply}。" for who, (_, reply) in zip(callers, pairs, strict=True))
    end = f"今天的时间表：\n\n{timetable(sheet, place)}" if table else rng.choice(CLOSINGS)
    return Task(instruction, notes_of(sheet, place), f"{rng.choice(OPENERS)}\n{replies}\n{end}")
