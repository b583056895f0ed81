"""Ask for trains between two times: the first to arrive, the fastest, the cheapest, or all of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import hhmm
from selfinstruct.teachers.offline.world import listed, person, stated

ERRANDS = (
    "开会", "看望外婆", "送样品", "参加婚礼", "赶航班", "考试", "听音乐会", "领毕业证", "见客户", "接孩子", "看球赛",
    "办过户", "拍戏", "做体检",
    "参加面试", "上培训课", "办入职", "会老战友", "讲公开课", "看房子",
)  # fmt: skip
TRAIN_CLAUSES = (
    (
        "{who}要从{start}到{end}{errand}",
        "{who}去{end}{errand}，在{start}上车",
        "{who}从{start}赶往{end}{errand}",
        "为了到{end}{errand}，{who}在{start}等车",
        "{who}打算从{start}坐火车去{end}{errand}",
        "{who}得从{start}去{end}{errand}",
        "{who}要去{end}{errand}，出发站是{start}",
    ),
    (
        "最早{early}才能上车",
        "{early}以后才有空出发",
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
        "{late}之前得到",
        "要在{late}前到达",
    ),
)
TRAIN_ASKS = {
    "soonest": (
        ("按下面的车次表，最先到站的是哪趟？", "最先到站的是{name}"),
        ("查表回答：坐哪趟到得最早？", "坐{name}到得最早"),
        ("根据时刻表，想尽早到应选哪一趟？", "应选{name}"),
        ("看车次表，哪一趟最早抵达？", "{name}最早抵达"),
        ("对照下表，要赶早应坐哪趟车？", "应坐{name}"),
    ),
    "quickest": (
        ("按下面的车次表，路上最省时间的是哪趟？", "路上最省时间的是{name}"),
        ("查表回答：哪趟乘车时间最短，多少分钟？", "{name}乘车时间最短，{lasts}分钟"),
        ("根据时刻表，合适的车里哪一趟跑得最快？", "{name}跑得最快"),
        ("看车次表，哪一趟用时最少？", "{name}用时最少"),
        ("对照下表，最快的车是哪趟，要几分钟？", "最快的车是{name}，要{lasts}分钟"),
    ),
    "cheapest": (
        ("按下面的车次表，票价最低的是哪趟？", "票价最低的是{name}"),
        ("查表回答：坐哪趟最便宜，多少元？", "坐{name}最便宜，{fare}元"),
        ("根据时刻表，想省钱该买哪一趟？", "该买{name}"),
        ("看车次表，哪一趟花钱最少？", "{name}花钱最少"),
        ("对照下表，最低的票价是几元，是哪趟车？", "最低的票价是{fare}元，是{name}"),
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


ROUTES = (
    ("杭州", "南京", 80), ("北京", "天津", 35), ("成都", "重庆", 90), ("杭州", "宁波", 60), ("南京", "合肥", 60),
     ("武汉", "长沙", 90),
    ("西安", "洛阳", 100), ("郑州", "洛阳", 45), ("济南", "青岛", 120), ("沈阳", "大连", 120), ("福州", "厦门", 95),
     ("长沙", "南昌", 100),
    ("北京", "石家庄", 70), ("上海", "无锡", 40), ("昆明", "大理", 120), ("哈尔滨", "长春", 70), ("贵阳", "遵义", 45),
     ("太原", "石家庄", 80),
    ("桂林", "南宁", 150), ("合肥", "武汉", 130), ("成都", "绵阳", 45), ("兰州", "西宁", 70), ("海口", "三亚", 100),
     ("徐州", "南京", 80),
)  # fmt: skip


def trains(rng: Random, base: int) -> list[Train]:
    """Draw six trains of one day. No two have the same arrival time, duration or fare.

    Fast trains take about `base` minutes and cost more than slow ones.
    """
    made: list[Train] = []
    while len(made) < 6:
        slow, leaves = rng.random() < 0.4, rng.randrange(6 * 60, 18 * 60)
        lasts = round(base * rng.uniform(2, 2.5) if slow else base * rng.uniform(0.9, 1.2))
        fare = round(base * rng.uniform(0.4, 0.5) if slow else base * rng.uniform(1.2, 1.5))
        train = Train(f"{'K' if slow else 'G'}{rng.randint(101, 1999)}", leaves, leaves + lasts, fare)
        if not any(lasts == t.arrives - t.leaves or train.arrives == t.arrives or fare == t.fare for t in made):
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
    *ends, base = rng.choice(ROUTES)
    start, goal = rng.sample(ends, 2)
    timetable, aim = trains(rng, base), rng.choice(tuple(TRAIN_ASKS))
    early, late = limits(rng, timetable)
    fit = [train for train in timetable if train.leaves >= early and train.arrives <= late]
    ask, end = rng.choice(TRAIN_ASKS[aim])
    facts = stated(rng, TRAIN_CLAUSES).format(
        who=person(rng), start=start, end=goal, errand=rng.choice(ERRANDS), early=hhmm(early), late=hhmm(late)
    )
    rows = [f"{t.name}  {hhmm(t.leaves)}开  {hhmm(t.arrives)}到  {t.fare}元" for t in timetable]
    table = f"{start}—{goal}车次表\n" + "\n".join(rows)
    return Task(facts + ask, table, chosen_train(aim, end, fit))
