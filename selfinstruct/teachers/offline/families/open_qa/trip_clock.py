"""Ask when a traveller arrives, whether in time, or when to leave, for a trip of two rides with an errand on the way."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import SURNAMES, person


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a trip leads, the wording of its deadline, possible deadlines, and errands: (place, errand, minutes)."""

    purpose: str
    goal: str
    deadline: str
    dues: tuple[str, ...]
    errands: tuple[tuple[str, str, tuple[int, ...]], ...]


# fmt: off
OCCASIONS = (
    Occasion("参加校招面试", "招聘会场", "面试通知写明{due}签到", ("9:00", "9:30", "14:00", "14:30"),
        (("打印店", "打印简历", (5, 10)), ("干洗店", "取西装", (5, 10)))),
    Occasion("复查牙套", "口腔医院", "挂的号是{due}的", ("9:30", "10:15", "14:45", "15:30"),
        (("药店", "买牙线", (5,)), ("社区服务站", "取医保卡", (10, 15)))),
    Occasion("喝表弟的喜酒", "婚宴酒店", "请柬上说仪式{due}开始", ("11:00", "11:30", "11:58"),
        (("花店", "取订好的花束", (5, 10)), ("礼品店", "挑一份贺礼", (10, 20)))),
    Occasion("听城市史讲座", "市图书馆", "讲座{due}开讲", ("14:00", "14:30", "15:00", "19:00"),
        (("咖啡馆", "买杯咖啡", (5, 10)), ("文具店", "挑一本笔记本", (5, 10)))),
    Occasion("打羽毛球", "体育馆", "球场从{due}起计时", ("10:00", "15:00", "16:00", "19:30"),
        (("球具店", "给球拍穿线", (20, 25)), ("超市", "买一筒羽毛球", (5, 10)))),
    Occasion("考科目一", "驾考中心", "准考证要求{due}前入场", ("9:00", "10:00", "14:00", "15:00"),
        (("照相馆", "补拍一寸照", (10, 15)), ("复印店", "复印身份证", (5,)))),
    Occasion("看足球赛", "体育场", "比赛{due}开球", ("15:30", "19:00", "19:35"),
        (("同学家", "拿球票", (5, 10)), ("面馆", "吃碗面", (15, 20)))),
    Occasion("给女儿开家长会", "学校", "班主任通知{due}开始", ("14:30", "15:00", "18:30", "19:00"),
        (("奶奶家", "安顿小儿子", (5, 10)), ("文具店", "给女儿买三角尺", (5,)))),
    Occasion("办护照", "出入境大厅", "预约的时段到{due}为止", ("10:00", "11:00", "15:00", "16:00"),
        (("照相馆", "拍证件照", (15, 20)), ("单位", "取户口页复印件", (10, 15)))),
    Occasion("车站接姑妈", "高铁站", "姑妈的车{due}到站", ("10:42", "13:26", "16:08", "20:13"),
        (("花店", "买束花", (5, 10)), ("超市", "买水果", (10, 15)))),
    Occasion("上水彩课", "画室", "老师{due}准时上课", ("9:30", "10:00", "14:00", "18:30"),
        (("美术用品店", "挑两支画笔", (10, 15)), ("裱画店", "取装好的画框", (5, 10)))),
    Occasion("献血", "中心血站", "预约的时间是{due}", ("9:30", "10:30", "14:00", "15:00"),
        (("早餐铺", "吃个馒头", (10, 15)), ("邮局", "寄一封挂号信", (5, 10)))),
    Occasion("签租房合同", "中介门店", "和房东约在{due}", ("10:00", "13:30", "17:00", "18:30"),
        (("银行", "取出押金", (10, 15)), ("复印店", "复印身份证", (5,)))),
    Occasion("看敦煌画展", "美术馆", "馆方规定{due}停止入场", ("11:30", "15:30", "16:00"),
        (("朋友家", "借相机", (5, 10)), ("快餐店", "吃个汉堡", (15, 20)))),
    Occasion("给外婆过寿", "酒楼", "全家说好{due}开席", ("11:30", "12:00", "17:30", "18:00"),
        (("蛋糕房", "取寿桃蛋糕", (5, 10)), ("茶叶店", "给外公挑茶叶", (10, 15)))),
    Occasion("排练合唱", "文化馆", "指挥要求{due}到齐", ("9:00", "14:30", "19:00"),
        (("裁缝铺", "取改好的演出服", (5, 10)), ("复印店", "印六份歌谱", (5, 10)))),
    Occasion("赶火车", "火车站", "检票口{due}停止检票", ("8:47", "12:35", "15:18", "18:52"),
        (("公司", "拿出差要用的合同", (5, 10)), ("便利店", "买盒饭和水", (5,)))),
    Occasion("当博物馆志愿讲解员", "博物馆", "第一批观众{due}进馆", ("9:00", "10:00", "13:30"),
        (("打印店", "打印讲解词", (5, 10)), ("眼镜店", "修眼镜腿", (10, 15)))),
    Occasion("接早班", "厂区", "交接班在{due}", ("7:30", "8:00", "8:30"),
        (("早点摊", "喝豆浆吃油条", (10, 15)), ("幼儿园", "送孩子", (5, 10)))),
    Occasion("听儿子的钢琴汇报演出", "音乐厅", "演出{due}开始", ("14:00", "15:00", "19:00"),
        (("琴行", "取琴谱", (5,)), ("花店", "包一束向日葵", (10, 15)))),
    Occasion("递交标书", "招标中心", "投标截止时间是{due}", ("9:30", "10:00", "14:30", "16:00"),
        (("公司", "补盖公章", (10, 15)), ("图文店", "装订标书", (20, 25)))),
    Occasion("看话剧", "大剧院", "话剧{due}开演", ("14:30", "19:00", "19:30"),
        (("馄饨店", "吃碗馄饨", (15, 20)), ("快递站", "取包裹", (5,)))),
    Occasion("做核磁共振", "省医院", "检查单上约的是{due}", ("8:40", "10:20", "14:10", "16:30"),
        (("社区诊所", "调出以前的片子", (10, 15)), ("父亲单位", "接上父亲", (5, 10)))),
    Occasion("领马拉松参赛包", "会展中心", "领取点{due}关门", ("16:00", "17:00", "18:00"),
        (("医院", "取体检报告", (10, 15)), ("运动用品店", "换一双跑鞋", (10, 20)))),
    Occasion("参加毕业论文答辩", "文科楼", "自己这一组{due}开场", ("8:30", "9:00", "14:00"),
        (("图文店", "装订论文", (15, 20)), ("导师办公室", "请导师签字", (5, 10)))),
    Occasion("竞拍二手钢琴", "拍卖行", "拍卖{due}开场", ("10:00", "14:00", "15:00"),
        (("银行", "交保证金", (15, 20)), ("调律师家", "请教怎么验琴", (10, 15)))),
    Occasion("赶夜里的飞机", "机场航站楼", "值机柜台{due}关闭", ("19:20", "20:45", "21:35"),
        (("外婆家", "取行李箱", (5, 10)), ("数码店", "买转换插头", (5, 10)))),
    Occasion("给孩子打疫苗", "社区卫生院", "接种{due}截止", ("11:00", "15:30", "16:00"),
        (("托班", "接上孩子", (5, 10)), ("母婴店", "买湿巾", (5,)))),
    Occasion("打房屋买卖的官司", "区法院", "传票上的开庭时间是{due}", ("9:00", "9:30", "14:30"),
        (("律所", "取代理词", (5, 10)), ("公证处", "取公证书", (10, 15)))),
    Occasion("采访种粮大户", "镇农技站", "和对方说定{due}见面", ("9:30", "10:00", "14:00", "15:30"),
        (("报社", "领录音笔", (5, 10)), ("电子市场", "买存储卡", (5, 10)))),
)
RIDES = (
    ("骑共享单车", (12, 15), (1, 6)), ("步行", (4, 5), (1, 2)), ("坐公交", (18, 20, 24), (3, 12)),
    ("打车", (24, 30, 40), (4, 20)), ("坐地铁", (30, 36, 40), (6, 24)),
)
"""Rides: name, speeds in km/h, and the range of distances in km."""
SHARED_BIKE = "骑共享单车"
NO_BIKE = frozenset(("安顿小儿子", "送孩子", "接上孩子", "接上父亲", "取行李箱", "买湿巾", "取装好的画框"))
"""Errands with a child, an old man or a bulky thing, for which a shared bicycle is unsuitable."""
WITH_LUGGAGE = frozenset(("火车站", "机场航站楼"))
"""Goals that one reaches with luggage, and so not on a shared bicycle."""
FAR_GOALS = {"机场航站楼": ("坐公交", "打车", "坐地铁"), "驾考中心": ("坐公交", "打车", "坐地铁"), "镇农技站": ("坐公交", "打车")}
"""Goals that one reaches neither on foot nor by bicycle, with the rides that lead there."""
OPEN = {
    "早点摊": ("6:00", "10:00"), "早餐铺": ("6:00", "10:00"), "便利店": ("6:00", "23:00"), "同学家": ("7:30", "21:00"), "朋友家": ("7:30", "21:00"), "奶奶家": ("7:00", "21:00"), "外婆家": ("7:00", "21:00"), "幼儿园": ("7:30", "9:00"),
    "托班": ("8:00", "17:30"), "父亲单位": ("8:00", "18:00"), "公司": ("7:30", "20:00"), "导师办公室": ("8:00", "18:00"), "银行": ("9:00", "17:00"), "公证处": ("9:00", "17:00"), "律所": ("8:30", "18:00"), "照相馆": ("9:00", "19:00"),
    "干洗店": ("8:00", "20:00"), "社区服务站": ("8:30", "17:00"), "邮局": ("8:30", "17:30"), "单位": ("8:30", "17:30"), "医院": ("8:00", "17:00"), "社区诊所": ("8:00", "17:30"), "报社": ("8:30", "18:00"),
}
"""When a place is open; others are open from 8:00 to 21:00."""
WAITS = {"坐公交": "等车", "打车": "等司机", "坐地铁": "候车"}
ROUTES = (
    "先{name1}{far1}公里到{place}（{v1}），{errand}花{pause}分钟，{wait}再{name2}{far2}公里（{v2}）到{goal}",
    "从家到{place}{far1}公里，{name1}，{v1}；在那里{errand}用{pause}分钟；{wait}从{place}到{goal}还有{far2}公里，{name2}，{v2}",
    "{name1}去{place}，路程{far1}公里，{v1}，{errand}占{pause}分钟，{wait}余下{far2}公里{name2}，{v2}",
    "到{place}的{far1}公里{name1}（{v1}），{errand}需要{pause}分钟，{wait}从那里到{goal}的{far2}公里{name2}（{v2}）",
    "前{far1}公里{name1}，{v1}；到{place}{errand}，{pause}分钟能办完；{wait}后{far2}公里{name2}，{v2}",
    "得绕到{place}{errand}（{pause}分钟）：去程{name1}，{far1}公里，{v1}；{wait}接着{name2}去{goal}，{far2}公里，{v2}",
    "{place}离家{far1}公里，{name1}过去，{v1}；顺便{errand}，停{pause}分钟；{wait}剩下的{far2}公里{name2}，{v2}",
    "中途在{place}{errand}，留出{pause}分钟，之前{name1}（{far1}公里，{v1}），之后{wait}{name2}（{far2}公里，{v2}）",
    "{place}顺路，{errand}{pause}分钟就够；{place}之前是{far1}公里，{name1}，{v1}，{wait}{place}之后是{far2}公里，{name2}，{v2}",
)
PACES = ("时速{v}公里", "每小时{v}公里", "每公里用{pace}分钟", "1公里要{pace}分钟")
"""Wordings of a speed; the last two are used if a kilometre takes whole minutes."""
STARTS = (
    "{who}{start}从家出发去{purpose}", "{start}，{who}出门去{purpose}", "要去{purpose}，{who}{start}就离开了家", "{who}要去{purpose}，{start}动身",
    "{who}今天去{purpose}，出门时是{start}", "{who}{start}锁上家门，准备去{purpose}", "{start}，{who}换好鞋下楼去{purpose}", "{who}{start}出的门，要去{purpose}",
)
PLANS = (
    "{who}要去{purpose}", "{who}明天去{purpose}", "{who}在安排去{purpose}的路线", "{who}过两天要去{purpose}", "{who}后天去{purpose}，想把时间掐准",
)
ARRIVE_ASKS = (
    ("几点能到？", "能在{arrival}到"), ("到{goal}是几点几分？", "到{goal}是{arrival}"), ("请推算到达{goal}的时刻。", "到达{goal}的时刻是{arrival}"),
    ("什么时候到{goal}？写出每段用时。", "到{goal}的时间是{arrival}"), ("算出到达时间和全程用时。", "到达时间是{arrival}，全程用时{total}分钟"),
    ("一路要花多少分钟？几点到？", "一路要花{total}分钟，{arrival}到"), ("到{goal}时看表，应该是几点？", "到{goal}时应该是{arrival}"),
)
LATE_ASKS = (
    ("赶得上吗？差多少分钟？", "赶得上，早到{gap}分钟", "赶不上，晚到{gap}分钟"),
    ("会迟到吗？早或晚几分钟？", "不会迟到，早{gap}分钟", "会迟到，晚{gap}分钟"),
    ("来不来得及？相差多久？", "来得及，早到{gap}分钟", "来不及，晚到{gap}分钟"),
    ("能准时吗？请算给我看。", "能准时，早到{gap}分钟", "不能准时，晚到{gap}分钟"),
    ("这样安排会误事吗？用数字说明。", "不会误事，早到{gap}分钟", "会误事，晚到{gap}分钟"),
    ("时间够不够？算出富余或超出的分钟数。", "时间够，富余{gap}分钟", "时间不够，超出{gap}分钟"),
)
"""Questions with a deadline: the text, the answer of a traveller who is in time, and of one who is late."""
LEAVE_ASKS = (
    ("最晚几点出门？", "最晚{start}出门"), ("至少要在几点离家才不耽误？", "至少要在{start}离家"),
    ("倒推一下最迟的出发时间。", "最迟的出发时间是{start}"), ("想提前{early}分钟到{goal}，该几点动身？", "该在{start}动身"),
    ("打算留{early}分钟余地，几点出发合适？", "出发时间定在{start}合适"),
)
# fmt: on


def clock(minutes: int) -> str:
    """Format minutes since midnight, such as 早上7:40, 上午9:30, 中午12:10 or 下午2:05."""
    hour = minutes // 60
    part = "早上" if hour < 8 else "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour < 13 else hour - 12}:{minutes % 60:02d}"


def since_midnight(text: str) -> int:
    """Read a time such as 9:05."""
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def is_open(place: str, start: int, pause: int) -> bool:
    """Return whether a place is open for the whole time of an errand."""
    first, last = map(since_midnight, OPEN.get(place, ("8:00", "21:00")))
    return first <= start and start + pause <= last


def two_rides(rng: Random, errand: str, goal: str) -> list[tuple[str, int, int, int]]:
    """Draw two different rides that suit the errand and the goal: name, distance, speed, and whole minutes."""
    found = []
    among = [ride for ride in RIDES if ride[0] != SHARED_BIKE or (errand not in NO_BIKE and goal not in WITH_LUGGAGE)]
    rides = rng.sample(among, 2)
    while goal in FAR_GOALS and rides[1][0] not in FAR_GOALS[goal]:
        rides = rng.sample(among, 2)
    for name, speeds, (low, high) in rides:
        far, speed = rng.choice([(far, v) for v in speeds for far in range(low, high + 1) if far * 60 % v == 0])
        found.append((name, far, speed, far * 60 // speed))
    return found


def traveller(rng: Random) -> str:
    """Draw a name, a familiar form of address, or the asking person."""
    return rng.choice((person(rng), person(rng), "小" + rng.choice(SURNAMES), "我"))


def pace(rng: Random, speed: int) -> str:
    """Tell a speed as kilometres per hour or as minutes per kilometre."""
    return rng.choice(PACES if 60 % speed == 0 else PACES[:2]).format(v=speed, pace=60 // speed)


def told_route(rng: Random, lead: str, deadline: str) -> str:
    """Tell the route after the occasion, and the deadline before or after the route."""
    parts = (lead, deadline, rng.choice(ROUTES)) if rng.random() < 0.5 else (lead, rng.choice(ROUTES), deadline)
    first, *rest = filter(None, parts)
    return first + rng.choice(("，", "；", "，")) + "；".join(rest) + "。"


def write_trip_clock(rng: Random) -> Task:
    """Ask when a traveller arrives, whether in time, or when to leave, for two rides with an errand between them."""
    kind = rng.choice(("arrive", "late", "leave"))
    ask, *ends = rng.choice({"arrive": ARRIVE_ASKS, "late": LATE_ASKS, "leave": LEAVE_ASKS}[kind])
    early = rng.choice((5, 10, 15, 20)) if "{early}" in ask else 0
    while True:
        occasion = rng.choice(OCCASIONS)
        place, errand, pauses = rng.choice(occasion.errands)
        (name1, far1, v1, minutes1), (name2, far2, v2, minutes2) = two_rides(rng, errand, occasion.goal)
        pause, waiting = rng.choice(pauses), rng.choice((0, 5, 8)) if name2 in WAITS else 0
        steps = [(name1, minutes1), (errand, pause), *([(WAITS[name2], waiting)] if waiting else []), (name2, minutes2)]
        total = sum(minutes for _, minutes in steps)
        due, gap = since_midnight(rng.choice(occasion.dues)), rng.choice((-20, -12, -8, -5, 5, 8, 10, 15, 20))
        arrival = due - (early if kind == "leave" else gap)
        if is_open(place, arrival - total + minutes1, pause):
            break
    facts = {
        "who": traveller(rng), "purpose": occasion.purpose, "goal": occasion.goal, "place": place, "errand": errand, "pause": pause,
        "wait": f"{WAITS[name2]}{waiting}分钟，" if waiting else "", "name1": name1, "far1": far1, "v1": pace(rng, v1), "name2": name2,
        "far2": far2, "v2": pace(rng, v2), "start": clock(arrival - total), "arrival": clock(arrival), "total": total,
        "due": clock(due), "gap": abs(gap), "early": early,
    }  # fmt: skip
    lead = rng.choice(PLANS if kind == "leave" else STARTS)
    deadline = "" if kind == "arrive" else occasion.deadline
    question = (told_route(rng, lead, deadline) + ask).format(**facts)
    each = "，".join(f"{name}{minutes}分钟" for name, minutes in steps)
    path = f"{facts['start']}出发，{facts['arrival']}到达"
    answer = ends[kind == "late" and gap < 0].format(**facts)
    return Task(question, "", f"{answer}。{each}，共{total}分钟：{path}。")
