"""Ask for the date and time in another time zone: of an event, of an arrival, or of the latest moment to act."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import acos, cos, radians, sin
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa.variants import varied
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person

# fmt: off
ZONES = {
    "北京": 480, "成都": 480, "香港": 480, "新加坡": 480, "马尼拉": 480, "吉隆坡": 480, "东京": 540, "首尔": 540, "大阪": 540, "曼谷": 420, "河内": 420, "雅加达": 420, "金边": 420, "仰光": 390,
    "达卡": 360, "新德里": 330, "孟买": 330, "科伦坡": 330, "加德满都": 345, "卡拉奇": 300, "塔什干": 300, "伊斯兰堡": 300, "迪拜": 240, "第比利斯": 240, "德黑兰": 210, "莫斯科": 180, "利雅得": 180,
    "多哈": 180, "内罗毕": 180, "亚的斯亚贝巴": 180, "伊斯坦布尔": 180, "约翰内斯堡": 120, "哈拉雷": 120, "拉各斯": 60, "阿尔及尔": 60, "阿克拉": 0, "雷克雅未克": 0, "圣保罗": -180, "布宜诺斯艾利斯": -180,
    "加拉加斯": -240, "拉巴斯": -240, "利马": -300, "波哥大": -300, "基多": -300, "凤凰城": -420, "檀香山": -600, "布里斯班": 600, "苏瓦": 720,
}
"""Cities without daylight saving time, and minutes by which their clocks are ahead of UTC."""
PLACES = {
    "北京": (40, 116), "成都": (31, 104), "香港": (22, 114), "新加坡": (1, 104), "马尼拉": (15, 121), "吉隆坡": (3, 102), "东京": (36, 140), "首尔": (37, 127), "大阪": (35, 135), "曼谷": (14, 101), "河内": (21, 106), "雅加达": (-6, 107), "金边": (12, 105),
    "仰光": (17, 96), "达卡": (24, 90), "新德里": (29, 77), "孟买": (19, 73), "科伦坡": (7, 80), "加德满都": (28, 85), "卡拉奇": (25, 67), "塔什干": (41, 69), "伊斯兰堡": (34, 73), "迪拜": (25, 55), "第比利斯": (42, 45), "德黑兰": (36, 51),
    "莫斯科": (56, 38), "利雅得": (25, 47), "多哈": (25, 52), "内罗毕": (-1, 37), "亚的斯亚贝巴": (9, 39), "伊斯坦布尔": (41, 29), "约翰内斯堡": (-26, 28), "哈拉雷": (-18, 31), "拉各斯": (6, 3), "阿尔及尔": (37, 3), "阿克拉": (6, 0),
    "雷克雅未克": (64, -22), "圣保罗": (-24, -47), "布宜诺斯艾利斯": (-35, -58), "加拉加斯": (10, -67), "拉巴斯": (-16, -68), "利马": (-12, -77), "波哥大": (5, -74), "基多": (0, -78), "凤凰城": (33, -112), "檀香山": (21, -158),
    "布里斯班": (-27, 153), "苏瓦": (-18, 178),
}
"""Latitude and longitude of the cities in degrees."""
PUBLIC = (
    ("[青年钢琴赛|国际象棋公开赛|机器人世界杯]决赛", "开始", (9, 20)), ("[气候|渔业|疫苗]峰会", "开幕", (8, 11)), ("[火星观测|深海探测|雨林科考]网络直播", "开播", (7, 23)), ("[网球|羽毛球|乒乓球]公开赛男单决赛", "开打", (10, 21)),
    ("[瓷器|古钟|邮票]专场拍卖", "开拍", (10, 20)), ("[奖学金|签证抽签|马拉松抽签]结果", "公布", (9, 18)), ("[手游|单机游戏|操作系统]新版本", "上线", (8, 22)), ("[歌剧|马戏|交响乐]首演", "开演", (18, 20)),
    ("[选秀|辩论|厨艺]节目总决赛", "播出", (18, 21)), ("[华侨|校友|球迷]线上聚会", "开始", (9, 21)), ("[法语|阿拉伯语|葡萄牙语]水平考试网上报名", "开始", (8, 15)), ("[汽车|自行车|摩托车]拉力赛发车仪式", "开始", (6, 10)),
    ("[小说|绘本|回忆录]全球首发签售", "开始", (10, 19)), ("[古迹|雨林|雪山]保护基金线上募捐夜", "开始", (18, 21)), ("[编程|围棋|速算]擂台赛直播", "开播", (12, 22)), ("[面包师|花艺师|调香师]网络大师课", "开课", (8, 20)), ("[咖啡|橡胶|腰果]新品线上推介会", "开始", (9, 17)),
)
"""Events that are announced to everyone, how they start, and the hours when they may start."""
OFFICE = (
    ("[跨国公司|连锁酒店|航运集团]季度例会", "开始", (8, 18)), ("[博士|硕士]论文线上答辩", "开始", (8, 17)), ("[远程会诊|病例讨论会|护理查房]", "开始", (8, 19)), ("[地震|洪水|山火]预警系统联合演练", "启动", (7, 17)),
    ("[茶叶|香料|宝石]采购视频洽谈", "开始", (9, 17)), ("[骨干网|数据中心|卫星地面站]停机检修", "开始", (0, 5)),
)
"""Events on working days that only concern those who take part."""
OFFICE_TEXTS = (
    "{a}的{event}定在当地时间{date}{time}{verb}", "{event}将于{a}时间{date}{time}{verb}", "{who}收到通知：{event}，{a}时间{date}{time}{verb}", "{a}的日程表上写着：{event}，{date}{time}{verb}", "{a}方面通知，{event}在{date}{time}（当地）{verb}",
)
EVENT_TEXTS = (
    *OFFICE_TEXTS, "海报上写着：{event}，{date}{time}（{a}时间）{verb}", "{a}的主办方说，{event}在{date}{time}（当地）{verb}", "{event}就快到了，{a}时间{date}{time}{verb}",
)
EVENT_ASKS = (
    ("{who}在{b}，该在几月几日几点准备好？", "在{there}准备好就行"), ("{b}那时是几月几日几点？只写结果。", "{there}"), ("换成{b}时间是什么时候？", "换成{b}时间是{there}"), ("身在{b}的{who}要在当地什么时候留意？", "当地{there}"),
    ("{b}的钟表这时指着几点？是同一天吗？", "{b}是{there}，{same}"), ("帮{who}在日历上记下{b}的时间。", "{there}（{b}时间）"), ("两地差几小时？{b}是几点？", "两地差{gap}，{b}是{there}"),
)
FLIGHTS = (
    "{who}乘的[航班|包机|客机]{date}{time}从{a}起飞，连转机共{flight}到{b}", "{date}{time}（{a}时间），{who}登上飞往{b}的班机，连转机全程{flight}", "一架运[疫苗|鲜花|赛马|芯片]的飞机当地{date}{time}离开{a}，经停装货在内{flight}后降落在{b}", "{who}订了{a}到{b}的机票，{date}{time}起飞，转机在内要{flight}",
    "[乐队|登山队|医疗队]{date}{time}从{a}出发去{b}，中转时间在内共{flight}",
)
FLIGHT_ASKS = (
    ("到达时{b}是几月几日几点？", "到达时{b}是{there}"), ("落地后手表要拨到几点？", "拨到{there}"), ("请推算当地的到达时间。", "当地的到达时间是{there}"), ("接机的人该在{b}时间几点等着？", "该在{there}等着"), ("只答到达的当地日期和时刻。", "{there}"),
)
CLOSINGS = (
    "[投标系统|奖学金申请|会议投稿|报名表]的截止时刻是{a}时间{date}{time}", "{a}的供应商要求在当地{date}{time}之前交齐[样品单|质检报告|订金凭证]", "{a}的编辑部要求在当地{date}{time}之前交齐[二校稿|插图|版权声明]", "{a}的拍卖行当地{date}{time}停止[竞价|登记|看货]",
    "{a}的学校要求在当地{date}{time}之前交齐[成绩单|推荐信|宿舍申请]", "{a}的票务站当地{date}{time}停止[退票|改签|选座]", "{a}的[税务所|仲裁庭|专利局]规定电子文件须在当地{date}{time}之前交齐",
)
CLOSING_ASKS = (
    ("{who}在{b}，要提前{spare}小时办好，最晚在当地什么时候？", "最晚在当地{there}"), ("{who}人在{b}，想留出{spare}小时余地，该在当地几月几日几点前办完？", "该在{there}前办完"), ("在{b}办妥要{spare}小时，最迟什么时候（{b}时间）动手？", "最迟在{there}动手"),
)
# fmt: on


GROUPS = (
    "[三位老同学|三家亲戚|三个朋友]",
    "[三名志愿者|三家媒体的记者|三位爱好者]",
)
"""Those who ask about a public event."""
OFFICE_GROUPS = (
    "三家分公司的同事",
    "三支远程团队",
    "三名值班员",
    "三名联络员",
    "三个办事处的同事",
    "三名观察员",
)
"""Those who ask about an event on a working day."""
OWN_GROUPS = {
    "答辩": "[三位答辩委员|三位旁听的同学]",
    "会诊": "[三位医生|三家医院的专家]",
    "病例": "[三位医生|三家医院的专家]",
    "查房": "[三名护士|三家医院的护士长]",
}
"""Those who ask about an event of a special kind, by a word in its name."""
TABLE_ASKS = (
    "{group}分别在{cities}，各自当地是几月几日几点？列成Markdown表格。",
    "{group}分别在{cities}，请给他们做一张当地时间对照表。",
    "请把这个时间换算成{cities}的时间，用表格写清时区和日期，供{group}参考。",
    "{cities}那时各是几点？哪些地方的日期与{a}不同？列成表格发给{group}。",
)


def told(moment: datetime) -> str:
    """Format a moment, such as 3月5日（周二）14:30."""
    return f"{moment.month}月{moment.day}日（{WEEKDAYS[moment.weekday()]}）{moment.hour}:{moment.minute:02d}"


def span(minutes: int) -> str:
    """Format a duration, such as 5小时30分."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{hours}小时{rest}分" if rest and hours else f"{hours}小时" if hours else f"{rest}分钟"


def zone(minutes: int) -> str:
    """Format an offset, such as UTC＋5:30."""
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + ("" if not minutes else f"{'＋' if minutes > 0 else '－'}{hours}{f':{rest:02d}' if rest else ''}")


def explained(rng: Random, a: str, b: str, start: datetime, more: int) -> str:
    """Explain the conversion: both zones, their difference, and the sum."""
    gap = ZONES[b] - ZONES[a]
    side = f"{b}比{a}{'早' if gap > 0 else '晚'}{span(gap)}"
    middle = (
        f"{told(start)}"
        if not more
        else f"{told(start)}{'加上' if more > 0 else '减去'}{span(more)}，是{a}的{told(start + timedelta(minutes=more))}，"
    )
    text = f"{a}用{zone(ZONES[a])}，{b}用{zone(ZONES[b])}，{side}。{middle}{'再' if more else ''}{'加' if gap > 0 else '减'}{span(gap)}，得{told(start + timedelta(minutes=more + gap))}。"
    return rng.choice(
        (
            text,
            f"\n\n1. {a}用{zone(ZONES[a])}，{b}用{zone(ZONES[b])}。\n2. {side}。\n3. {middle}{'再' if more else ''}{'加' if gap > 0 else '减'}{span(gap)}，就是{b}的{told(start + timedelta(minutes=more + gap))}。",
        )
    )


def moment(rng: Random, hour: int, minutes: tuple[int, ...], working_day: bool) -> datetime:
    """Draw a day of 2026 or 2027, which is no weekend if it must be a working day."""
    while True:
        found = datetime(rng.choice((2026, 2027)), rng.randint(1, 12), rng.randint(1, 28), hour, rng.choice(minutes))
        if not working_day or found.weekday() < 5:
            return found


def flight_minutes(rng: Random, a: str, b: str) -> int:
    """Draw the duration of a flight with a stop: the way at 850 km/h with a detour, and the time on the ground."""
    (lat1, lon1), (lat2, lon2) = ((radians(x) for x in PLACES[city]) for city in (a, b))
    arc = acos(min(1.0, sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(lon1 - lon2)))
    return 5 * round((6371 * arc * 1.15 / 850 * 60 + rng.randint(120, 420)) / 5)


def group_of(rng: Random, event: str, at_work: bool) -> str:
    """Draw those who ask about an event: colleagues, friends, or those whom it concerns."""
    own = [group for word, group in OWN_GROUPS.items() if word in event]
    return varied(rng, rng.choice(own or (OFFICE_GROUPS if at_work else GROUPS)))


def in_three(rng: Random) -> Task:
    """Ask for the time of an event in three cities, as a table."""
    a, *cities = rng.sample(tuple(ZONES), 4)
    told_event, verb, (first, last) = drawn = rng.choice((*PUBLIC, *OFFICE))
    event = varied(rng, told_event)
    start = moment(rng, rng.randint(first, last), (0, 0, 15, 30, 45), drawn in OFFICE)
    facts = {
        "a": a, "who": person(rng), "event": event, "verb": verb, "time": f"{start.hour}:{start.minute:02d}",
        "date": f"{start.year}年{start.month}月{start.day}日", "group": group_of(rng, event, drawn in OFFICE), "cities": listed(cities),
    }  # fmt: skip
    local = [start + timedelta(minutes=ZONES[city] - ZONES[a]) for city in cities]
    rows = [(city, zone(ZONES[city]), told(moment)) for city, moment in zip(cities, local, strict=True)]
    others = [city for city, moment in zip(cities, local, strict=True) if moment.date() != start.date()]
    end = f"与{a}日期不同的是{listed(others)}。" if others else f"三地的日期都与{a}相同。"
    table = in_table(((a, zone(ZONES[a]), told(start)), *rows), ("城市", "时区", "当地时间"))
    texts = OFFICE_TEXTS if drawn in OFFICE else EVENT_TEXTS
    return Task(f"{rng.choice(texts)}。{rng.choice(TABLE_ASKS)}".format(**facts), "", f"{table}\n\n{end}")


def write_zone_clock(rng: Random) -> Task:
    """Ask for the date and time in another time zone: of an event, of an arrival, or of the latest moment to act."""
    if rng.random() < 0.5:
        return in_three(rng)
    a, b = rng.sample(tuple(ZONES), 2)
    while ZONES[a] == ZONES[b]:
        b = rng.choice(tuple(ZONES))
    kind = rng.choice(("event", "event", "event", "flight", "closing"))
    event, verb, (first, last) = drawn = rng.choice((*PUBLIC, *OFFICE))
    hour = (
        rng.randint(first, last) if kind == "event" else rng.randint(9, 18) if kind == "closing" else rng.randint(0, 23)
    )
    start = moment(rng, hour, (0, 0, 15, 30, 40), kind == "closing" or (kind == "event" and drawn in OFFICE))
    gap, spare, flight = ZONES[b] - ZONES[a], rng.choice((2, 3, 6, 12, 24)), flight_minutes(rng, a, b)
    more = {"event": 0, "flight": flight, "closing": -60 * spare}[kind]
    there = start + timedelta(minutes=gap + more)
    texts, asks = {
        "event": (OFFICE_TEXTS if drawn in OFFICE else EVENT_TEXTS, EVENT_ASKS),
        "flight": (FLIGHTS, FLIGHT_ASKS),
        "closing": (CLOSINGS, CLOSING_ASKS),
    }[kind]
    ask, answer = rng.choice(asks)
    facts = {
        "a": a, "b": b, "who": person(rng), "event": varied(rng, event), "verb": verb, "time": f"{start.hour}:{start.minute:02d}",
        "date": f"{start.year}年{start.month}月{start.day}日", "spare": spare, "flight": span(flight), "there": told(there), "gap": span(gap),
        "same": f"与{a}是同一天" if there.date() == start.date() else f"与{a}不是同一天",
    }  # fmt: skip
    question = f"{varied(rng, rng.choice(texts))}。{ask}".format(**facts)
    short = "只" in ask or rng.random() < 0.3
    return Task(question, "", answer.format(**facts) + "。" + ("" if short else explained(rng, a, b, start, more)))
