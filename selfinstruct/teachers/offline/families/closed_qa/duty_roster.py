"""Ask for the shifts of some people after two of them swap days or one takes over a shift of the other."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people, stated

SHIFTS = ("早班", "中班", "晚班")
"""Shifts in the order of the day."""
PLACES = (
    "社区图书室", "急诊导诊台", "校医室", "小区物业前台", "消防站值班室", "机场问讯处", "博物馆安保组", "游泳馆救生台",
    "公园管理处", "化工厂化验室", "养老院护理组", "气象观测点", "县广播站", "供水调度室", "动物园饲养组", "客运站售票厅",
    "幼儿园门卫室", "宠物医院", "地铁站客服台", "血站采血室", "酒店前台", "燃气抢修班",
)  # fmt: skip
AT_ANY_TIME = (
    "要陪家人看病", "要去外地培训", "要搬家", "要去车站接亲戚", "要送父亲住院", "要回老家祭祖", "要去机场接父母",
    "要赶回去给奶奶过寿", "要替弟弟看店", "要照看刚出院的爷爷", "要回乡下帮忙收麦子", "要送女儿去外地上学",
)  # fmt: skip
ON_WORKING_DAYS = (
    "要去派出所办证", "要参加论文答辩", "要考驾照", "预约了拔牙", "要接外婆出院", "要去办房产过户", "要参加单位体检",
    "要去银行办贷款", "要到学校开家长会", "预约了复查眼睛",
)  # fmt: skip
"""What people do from Monday to Friday, while the offices are open. It does not keep them from a late shift."""
AT_WEEKENDS = ("要参加同学婚礼", "要参加堂弟的婚礼", "要带孩子参加比赛", "要去参加成人高考")
UNFORESEEN = ("发烧了", "脚扭伤了", "家里水管爆了", "牙疼得厉害", "被抛锚的车困在半路", "被大雨困在外地")
"""What can only be covered by a colleague, and not be exchanged for a shift on an earlier day."""
ROSTER_CLAUSES = (
    ("{place}的{a}{day_a}{reason}", "{day_a}，{place}的{a}{reason}", "因为{day_a}{reason}，{place}的{a}来不了"),
    (
        "便与{b}对调，改上{b}{day_b}的{shift}",
        "便用当天的{shift}和{b}{day_b}的{shift}互换",
        "所以拿这天的{shift}换{b}{day_b}的{shift}",
    ),
)
COVER_CLAUSES = (
    ROSTER_CLAUSES[0],
    ("当天的{shift}请{b}顶一天", "就让{b}代当天的{shift}", "那天的{shift}改由{b}上"),
)
ROSTER_ASKS = (
    ("按下面的值班表，改动后{a}和{c}这周哪几天上{shift}？", "{name}{days}上{shift}", "{name}这周不上{shift}"),
    ("根据值班表写出调整后{b}、{a}各自上{shift}的日子。", "{name}上{shift}的日子是{days}", "{name}没有{shift}"),
    ("看表回答：改完之后{c}与{b}的{shift}分别落在周几？", "{name}的{shift}落在{days}", "{name}没有{shift}"),
    ("查表推算，新的安排里{a}上哪几天{shift}？{b}呢？", "{name}上{days}的{shift}", "{name}不上{shift}"),
    ("对照原表，调整后{c}、{a}各有几天{shift}，是哪几天？", "{name}有{count}天{shift}，是{days}", "{name}没有{shift}"),
    ("依表列出改动后{b}和{c}的{shift}。", "{name}的{shift}：{days}", "{name}的{shift}：无"),
)  # fmt: skip
"""Questions about shifts, each with the answer for a person who has some and for a person who has none."""


def shifts_of(shifts: list[str], ends: list[str], name: str, shift: str) -> str:
    """State the weekdays of a person's shifts, or that the person has none."""
    days = [day for day, who in zip(WEEKDAYS, shifts, strict=True) if who == name]
    return ends[not days].format(name=name, shift=shift, count=len(days), days=listed(days) if days else "")


def roster(rng: Random, names: list[str]) -> list[str]:
    """Draw one person for each weekday. Each person has at least one shift."""
    week = names + [rng.choice(names) for _ in range(7 - len(names))]
    rng.shuffle(week)
    return week


def reason_for(rng: Random, day: int, shift: str, swap: bool) -> str:
    """Draw why a person cannot come on a day (0 for Monday) for a shift."""
    fitting: tuple[str, ...] = AT_ANY_TIME
    if day < 5 and shift != "晚班":
        fitting += ON_WORKING_DAYS
    if day >= 5:
        fitting += AT_WEEKENDS
    return rng.choice(fitting if swap else fitting + UNFORESEEN)


def write_duty_roster(rng: Random) -> Task:
    """Ask for the shifts of some people after two of them swap days or one takes over a shift of the other."""
    names, (shift, rest) = people(rng, 8), rng.sample(SHIFTS, 2)
    week, others, swap = roster(rng, names[:4]), roster(rng, names[4:]), rng.random() < 0.6
    a = rng.randrange(7)
    b = next(day for day in rng.sample(range(7), 7) if week[day] != week[a])
    changed = [week[b] if day == a else week[a] if day == b and swap else who for day, who in enumerate(week)]
    c = next(name for name in names if name not in (week[a], week[b]))
    (ask, *ends), place = rng.choice(ROSTER_ASKS), rng.choice(PLACES)
    staff = {"a": week[a], "b": week[b], "c": c}
    instruction = (stated(rng, ROSTER_CLAUSES if swap else COVER_CLAUSES) + ask).format(
        place=place, day_a=WEEKDAYS[a], day_b=WEEKDAYS[b], shift=shift, reason=reason_for(rng, a, shift, swap), **staff
    )
    asked = sorted((key for key in "abc" if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
    answer = "；".join(shifts_of(changed, ends, staff[key], shift) for key in asked)
    columns = sorted(((shift, week), (rest, others)), key=lambda column: SHIFTS.index(column[0]))
    table = [f"{day}：" + "，".join(f"{kind}{who[at]}" for kind, who in columns) for at, day in enumerate(WEEKDAYS)]
    return Task(instruction, f"{place}一周值班表\n" + "\n".join(table), f"调整后，{answer}。")
