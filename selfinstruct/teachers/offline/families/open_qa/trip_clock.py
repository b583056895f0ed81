"""Ask when a traveller arrives, or whether in time, after legs of given distance and speed and a stop."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person, stated

RIDES = (
    ("骑车", (12, 15), (2, 9)), ("步行", (5, 6), (1, 3)), ("坐公交", (20, 24), (4, 12)), ("打车", (30, 40), (5, 20)),
    ("坐地铁", (36, 40), (6, 24)), ("骑电动车", (20, 25), (3, 12)), ("搭朋友的车", (30, 45), (6, 24)), ("坐轮渡", (15,
     18), (3, 6)),
)  # fmt: skip
STOPS = (
    "吃碗面", "取快递", "等朋友", "买水果", "打印材料", "喝杯豆浆", "修鞋跟", "在药店配药", "还图书",
    "取现金", "买束花", "理发", "寄信", "给老师送书", "试一件外套",
)  # fmt: skip
AIMS = (
    "面试", "看牙", "参加婚礼", "听讲座", "打球", "考科目一", "看球赛", "开家长会", "办签证", "接客户", "上绘画课",
    "拍证件照", "献血", "签购房合同",
    "看画展", "取护照", "练合唱", "给外婆过生日",
)  # fmt: skip
CLOCK_CLAUSES = (
    (
        "{who}{start}出门去{aim}",
        "{who}为了{aim}，{start}离家",
        "{who}要去{aim}，{start}动身",
        "{start}，{who}从家里出发去{aim}",
        "{who}有事要去{aim}，{start}出了家门",
        "{who}{start}启程去{aim}",
        "今天{who}去{aim}，{start}从家出发",
        "{who}约好去{aim}，{start}上路",
    ),
    (
        "路上{legs}",
        "先后{legs}",
        "一路依次{legs}",
        "行程是{legs}",
        "途中{legs}",
        "接连{legs}",
        "路线是{legs}",
        "按计划{legs}",
    ),
)
ARRIVE_ASKS = (
    ("几点能到？", "{arrival}能到"),
    ("到达时是几点几分？", "到达时是{arrival}"),
    ("请推算到达的时刻。", "到达的时刻是{arrival}"),
    ("什么时候到？写出每段用时。", "{arrival}到"),
    ("算出到达时间和全程用时。", "到达时间是{arrival}，全程用时{total}分钟"),
)
LATE_CLAUSES = (*CLOCK_CLAUSES, ("约的是{due}", "{due}必须到", "得在{due}以前赶到", "时间定在{due}"))
LATE_ASKS = (
    ("赶得上吗？差多少分钟？", "赶得上，早到{gap}分钟", "赶不上，晚到{gap}分钟"),
    ("会迟到吗？早或晚几分钟？", "不会迟到，早{gap}分钟", "会迟到，晚{gap}分钟"),
    ("判断来不来得及，说出相差的时间。", "来得及，早到{gap}分钟", "来不及，晚到{gap}分钟"),
    ("能准时吗？请算给我看。", "能准时，早到{gap}分钟", "不能准时，晚到{gap}分钟"),
)
"""Questions with a deadline: the text, the answer of a traveller who is in time, and of one who is late."""


def clock(minutes: int) -> str:
    """Format minutes since midnight, such as 上午9:30, 中午12:10 or 下午2:05."""
    hour = minutes // 60
    part = "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour < 13 else hour - 12}:{minutes % 60:02d}"


def ride(rng: Random, kind: tuple[str, tuple[int, ...], tuple[int, int]]) -> tuple[str, str, int]:
    """Draw one leg of a trip: its description, its name, and its duration in whole minutes."""
    name, speeds, (low, high) = kind
    choices = [(far, v) for v in speeds for far in range(low, high + 1) if far * 60 % v == 0]
    far, speed = rng.choice(choices)
    return f"{name}{far}公里（时速{speed}公里）", name, far * 60 // speed


def write_trip_clock(rng: Random) -> Task:
    """Ask when a traveller arrives, or whether in time, after legs of given distance and speed and a stop."""
    stop, pause = rng.choice(STOPS), rng.randrange(5, 35, 5)
    legs = [ride(rng, kind) for kind in rng.sample(RIDES, rng.randint(2, 3))]
    legs.insert(1, (f"{stop}花{pause}分钟", stop, pause))
    start, total = rng.randrange(7 * 60, 16 * 60, 5), sum(minutes for _, _, minutes in legs)
    late = rng.random() < 0.5
    gap = rng.choice((-25, -15, -10, -5, 5, 10, 20, 30))
    times = {"arrival": clock(start + total), "total": total, "due": clock(start + total + gap), "gap": abs(gap)}
    ask, *ends = rng.choice(LATE_ASKS if late else ARRIVE_ASKS)
    facts = stated(rng, LATE_CLAUSES if late else CLOCK_CLAUSES).format(
        who=person(rng),
        start=clock(start),
        aim=rng.choice(AIMS),
        legs="、".join(words for words, _, _ in legs),
        **times,
    )
    each = "、".join(f"{name}{minutes}分钟" for _, name, minutes in legs)
    end = (f"{times['arrival']}到达，" if late else "") + ends[late and gap < 0].format(**times)
    return Task(facts + ask, "", f"各段用时：{each}，共{total}分钟；{clock(start)}出发，{end}。")
