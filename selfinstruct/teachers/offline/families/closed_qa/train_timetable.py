"""Ask for trains between two times: the first to arrive, the fastest, the cheapest, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import hhmm
from selfinstruct.teachers.offline.world import listed, person, stated

MORNING, WORKDAY, EVENING, ANY_TIME = (8 * 60, 11 * 60), (8 * 60, 17 * 60), (14 * 60, 19 * 60 + 45), (0, 24 * 60)
"""Between which times people have to arrive for an errand, in minutes since midnight."""
ERRANDS = {
    "开会": WORKDAY, "送样品": WORKDAY, "考试": WORKDAY, "领毕业证": WORKDAY, "见客户": WORKDAY, "办过户": WORKDAY,
    "参加面试": WORKDAY, "上培训课": WORKDAY, "办入职": WORKDAY, "讲公开课": WORKDAY, "试镜": WORKDAY, "签合同": WORKDAY,
    "做体检": MORNING, "参加开学典礼": MORNING, "参加婚礼": (9 * 60, 17 * 60), "听音乐会": EVENING, "看球赛": EVENING,
    "看话剧": EVENING, "参加校友聚会": EVENING, "参加年会晚宴": EVENING, "给父亲过生日": EVENING, "看望外婆": ANY_TIME,
    "接出院的舅舅": WORKDAY, "接孩子回家": ANY_TIME, "见老同学": ANY_TIME, "看房子": WORKDAY, "陪姐姐住几天": ANY_TIME,
    "和家人会合": ANY_TIME, "照顾生病的姑姑": ANY_TIME,
}  # fmt: skip
TRAIN_CLAUSES = (
    (
        "{who}要从{start}到{end}{errand}",
        "{who}要去{end}{errand}，人在{start}",
        "{who}从{start}赶往{end}{errand}",
        "为了到{end}{errand}，{who}要从{start}坐火车",
        "{who}打算从{start}坐火车去{end}{errand}",
        "{who}得从{start}去{end}{errand}",
        "{who}要去{end}{errand}，出发站是{start}",
    ),
    (
        "最早{early}才能上车",
        "{early}以后才有空",
        "{early}之前走不开",
        "{early}才能赶到站台",
        "{early}之后才能进站",
        "{early}以前都有事",
    ),
    (
        "{late}以前要到站",
        "最迟{late}到达",
        "到站不能晚于{late}",
        "最晚{late}就得下车",
        "{late}之前必须到达",
        "要在{late}前到达",
    ),
)
TRAIN_ASKS = {
    "soonest": (
        ("按下面的车次表，合适的车里最先到站的是哪趟？", "最先到站的是{name}"),
        ("查表回答：合适的车次里，坐哪趟到得最早？", "坐{name}到得最早"),
        ("根据时刻表，想尽早到应选合适车次里的哪一趟？", "应选{name}"),
        ("看车次表，合适的车里哪一趟最早抵达？", "{name}最早抵达"),
        ("对照下表，要赶早应坐哪趟车？", "应坐{name}"),
    ),
    "quickest": (
        ("按下面的车次表，合适的车里路上最省时间的是哪趟？", "路上最省时间的是{name}"),
        ("查表回答：合适的车里哪趟乘车时间最短，多少分钟？", "{name}乘车时间最短，{lasts}分钟"),
        ("根据时刻表，合适的车里哪一趟跑得最快？", "{name}跑得最快"),
        ("看车次表，合适的车里哪一趟用时最少？", "{name}用时最少"),
        ("对照下表，合适的车次里最快的车是哪趟，要几分钟？", "最快的车是{name}，要{lasts}分钟"),
    ),
    "cheapest": (
        ("按下面的车次表，合适的车里票价最低的是哪趟？", "票价最低的是{name}"),
        ("查表回答：合适的车次里，坐哪趟最便宜，多少元？", "坐{name}最便宜，{fare}元"),
        ("根据时刻表，合适的车次里，想省钱该买哪一趟的票？", "该买{name}的票"),
        ("看车次表，合适的车里哪一趟花钱最少？", "{name}花钱最少"),
        ("对照下表，合适的车里最低的票价是几元，是哪趟车？", "最低的票价是{fare}元，是{name}"),
    ),
    "all": (
        ("按下面的车次表，能坐的车有哪些？", "能坐的车有{names}，共{count}趟"),
        ("查表回答：共有几趟合适，车次是什么？", "共有{count}趟合适，车次是{names}"),
        ("根据时刻表，列出全部可选的车次。", "可选的车次有{count}趟：{names}"),
        ("看车次表，符合要求的有几趟？逐一写出。", "符合要求的有{count}趟：{names}"),
        ("对照下表，来得及坐的车是哪几趟？", "来得及坐的车是{names}"),
    ),
}
"""Questions about trains by aim, each with the answer in its own words."""


@dataclass(frozen=True, slots=True)
class Train:
    """A train in a timetable. Times are in minutes since midnight, the fare in yuan."""

    name: str
    leaves: int
    arrives: int
    fare: int

    def is_alike(self, other: Train) -> bool:
        """Return whether two trains share what distinguishes the trains of a timetable."""
        lasts = self.arrives - self.leaves == other.arrives - other.leaves
        return lasts or self.name == other.name or self.arrives == other.arrives or self.fare == other.fare


ROUTES = (
    ("杭州", "南京", 80, "G"), ("北京", "天津", 35, "G"), ("成都", "重庆", 90, "G"), ("杭州", "宁波", 60, "G"),
    ("南京", "合肥", 60, "G"), ("武汉", "长沙", 90, "G"), ("西安", "洛阳", 100, "G"), ("郑州", "洛阳", 45, "G"),
    ("济南", "青岛", 120, "G"), ("沈阳", "大连", 120, "G"), ("福州", "厦门", 95, "G"), ("长沙", "南昌", 100, "G"),
    ("北京", "石家庄", 70, "G"), ("上海", "无锡", 40, "G"), ("昆明", "大理", 120, "D"), ("哈尔滨", "长春", 70, "G"),
    ("贵阳", "遵义", 45, "G"), ("太原", "石家庄", 80, "G"), ("桂林", "南宁", 150, "D"), ("合肥", "武汉", 130, "G"),
    ("成都", "绵阳", 45, "G"), ("兰州", "西宁", 70, "D"), ("海口", "三亚", 100, "D"), ("徐州", "南京", 80, "G"),
)  # fmt: skip
"""Pairs of cities, the minutes of a fast train between them, and the letter of the fast trains."""


def trains(rng: Random, base: int, fast: str) -> list[Train]:
    """Draw six trains of one day. No two have the same number, arrival time, duration or fare.

    Fast trains take about `base` minutes and cost more than slow ones.
    """
    made: list[Train] = []
    while len(made) < 6:
        slow, leaves = rng.random() < 0.4, rng.randrange(6 * 60, 18 * 60)
        lasts = round(base * rng.uniform(2, 2.5) if slow else base * rng.uniform(0.9, 1.2))
        fare = round(base * rng.uniform(0.4, 0.5) if slow else base * rng.uniform(1.2, 1.5))
        train = Train(f"{'K' if slow else fast}{rng.randint(101, 1999)}", leaves, leaves + lasts, fare)
        if not any(train.is_alike(other) for other in made):
            made.append(train)
    return sorted(made, key=lambda train: train.leaves)


def limits(rng: Random, timetable: list[Train]) -> tuple[int, int]:
    """Draw the time from which a traveller can board and the time to arrive by, both in steps of five minutes.

    No one has to catch a train within less than a quarter of an hour.
    """
    starts = [
        early
        for train in timetable[:3]
        for early in range(-(-(train.leaves - 45) // 5) * 5, train.leaves - 14, 5)
        if not any(early <= other.leaves < early + 15 for other in timetable)
    ]
    last = max(train.arrives for train in rng.sample(timetable, 4))
    # The earliest train always has such times before it.
    return rng.choice(starts), -(-(last + rng.randrange(2, 15)) // 5) * 5


def errand_by(rng: Random, late: int) -> str:
    """Draw an errand for which people arrive at a time."""
    return rng.choice([errand for errand, (first, last) in ERRANDS.items() if first <= late <= last])


def chosen_train(aim: str, end: str, fit: list[Train]) -> str:
    """Answer a question about the trains that meet the constraints."""
    if not fit:
        return "表中没有同时满足出发和到达要求的车次。"
    if aim == "all":
        return end.format(count=len(fit), names=listed([train.name for train in fit])) + "。"
    keys = {"soonest": lambda t: t.arrives, "quickest": lambda t: t.arrives - t.leaves, "cheapest": lambda t: t.fare}
    best = min(fit, key=keys[aim])
    lasts = best.arrives - best.leaves
    trip = f"{hhmm(best.leaves)}开，{hhmm(best.arrives)}到，乘车{lasts}分钟，票价{best.fare}元"
    return f"{end.format(name=best.name, lasts=lasts, fare=best.fare)}（{trip}）。"


def write_train_timetable(rng: Random) -> Task:
    """Ask for trains between two times: the first to arrive, the fastest, the cheapest, or all of them."""
    *ends, base, fast = rng.choice(ROUTES)
    start, goal = rng.sample(ends, 2)
    timetable, aim = trains(rng, base, fast), rng.choice(tuple(TRAIN_ASKS))
    early, late = limits(rng, timetable)
    fit = [train for train in timetable if train.leaves >= early and train.arrives <= late]
    ask, end = rng.choice(TRAIN_ASKS[aim])
    facts = stated(rng, TRAIN_CLAUSES).format(
        who=person(rng), start=start, end=goal, errand=errand_by(rng, late), early=hhmm(early), late=hhmm(late)
    )
    rows = [f"{t.name}  {hhmm(t.leaves)}开  {hhmm(t.arrives)}到  {t.fare}元" for t in timetable]
    table = f"{start}—{goal}车次表\n" + "\n".join(rows)
    return Task(facts + ask, table, chosen_train(aim, end, fit))
