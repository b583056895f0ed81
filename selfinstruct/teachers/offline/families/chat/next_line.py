"""The next line of a dialogue about a meeting: the only weekday that suits all, and a reply to each of two requests."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import FAMOUS_SHORT, WEEKDAYS, asked_last, listed, person

TOWN, WALK, OUT, SPORT, SIT, EVENING, CRAFT, FAR, TICKET, FOOD, QUIET, NIGHT, GEAR = (
    "town", "walk", "out", "sport", "sit", "evening", "craft", "far", "ticket", "food", "quiet", "night", "gear",
)  # fmt: skip
PLANS: dict[str, tuple[str, ...]] = {
    "去爬香山": (OUT, FOOD), "打羽毛球": (TOWN, SPORT, GEAR), "看新上的话剧": (TOWN, EVENING, TICKET), "逛花市": (TOWN, WALK),
    "学包粽子": (TOWN, SIT, CRAFT), "骑车环湖": (OUT, FOOD), "去图书馆自习": (TOWN, SIT, QUIET), "吃火锅": (TOWN, FOOD),
    "看球赛": (TOWN, EVENING, TICKET), "露营": (OUT, FAR, FOOD, NIGHT, GEAR), "参观科技馆": (TOWN, WALK, TICKET, QUIET),
    "做陶艺": (TOWN, SIT, CRAFT), "采草莓": (OUT, WALK, FAR), "听相声": (TOWN, EVENING, TICKET), "去公园划船": (OUT, CRAFT),
    "看画展": (TOWN, WALK, TICKET, QUIET), "泡温泉": (FAR, QUIET), "逛旧书摊": (TOWN, OUT, WALK), "钓鱼": (OUT, FAR, CRAFT, GEAR),
    "学做月饼": (TOWN, SIT, CRAFT),
}  # fmt: skip
"""Plans, each with the traits on which the requests depend."""


@dataclass(frozen=True, slots=True)
class Want:
    """A request about a meeting and the reply to it.

    It fits plans that have one of the traits in `needs` (any plan if there are none) and none of those in `bars`.
    Two requests about the same topic might contradict each other.
    """

    text: str
    reply: str
    topic: str
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


WANTS = (
    Want("要早点回家", "我们早点开始，下午四点前就散", "time", (), (EVENING, NIGHT)),
    Want("早上起不来", "那就十点半以后再集合", "time", (), (EVENING,)),
    Want("得先吃过午饭", "那就吃过午饭再碰头", "time", (TOWN,), (EVENING, FOOD)),
    Want("要赶晚上的火车", "我们下午就收，不耽误赶车", "time", (TOWN,), (EVENING,)),
    Want("怕散得太晚", "散场我跟你一起走，送你到楼下", "time", (EVENING,)),
    Want("怕花钱太多", "我先比比价再定，花费不会高", "money", (TICKET, FAR)),
    Want("还没发工资", "钱我先垫上，回头再说", "money", (TICKET, FAR)),
    Want("只能坐地铁去", "我挑离地铁近的地方", "way", (TOWN,)),
    Want("要开车来，怕没处停车", "我会提前找好停车位", "way"),
    Want("容易晕车", "咱们坐地铁，不坐汽车", "way", (TOWN,)),
    Want("不认得路", "路线我发过来，到了我去路口接你", "way"),
    Want("要带上女儿", "女儿一起来吧，人多热闹", "guest", (), (EVENING, QUIET)),
    Want("想把弟弟也捎上", "弟弟也带来吧，多个人更热闹", "guest", (), (QUIET,)),
    Want("想叫上一个同事", "同事也一起来，正好凑四个人", "guest"),
    Want("不想走太多路", "路程我安排短一点，中间多歇歇", "body", (WALK,)),
    Want("最近膝盖疼", "咱们慢慢逛，我挑有地方坐的路线", "body", (WALK,)),
    Want("坐久了腰疼", "中间我们起来活动几次", "body", (SIT,)),
    Want("怕坐在后排看不清", "我订票时挑靠前的座", "body", (EVENING,)),
    Want("好久没运动了", "咱们打一会儿歇一会儿，不较劲", "body", (SPORT,)),
    Want("想顺路取个蛋糕", "路上先一起去取蛋糕", "errand", (TOWN,)),
    Want("想顺路还几本书", "路上先一起去还书", "errand", (TOWN,)),
    Want("怕晒太阳", "遮阳帽我多带一顶，中间找阴凉的地方歇歇", "weather", (OUT,)),
    Want("下雨就来不了", "要是预报有雨，前一晚我再通知改期", "weather", (OUT,)),
    Want("怕蚊子咬", "驱蚊水我来带", "weather", (OUT,), (WALK,)),
    Want("忌口不吃辣", "吃的我挑不辣的", "food", (FOOD,)),
    Want("不吃羊肉", "羊肉我就不点、不带了", "food", (FOOD,)),
    Want("怕抢不到票", "票我今晚就订好", "ticket", (TICKET,)),
    Want("怕人太多", "我挑人少的时段", "crowd", (QUIET, WALK)),
    Want("是头一回，怕不会", "我先教你两手，不着急", "skill", (CRAFT, SPORT)),
    Want("手头没有家伙什", "东西我多备一份", "gear", (GEAR,)),
    Want("得随时接工作电话", "我挑信号好、不吵的地方", "phone", (CRAFT, FAR), (QUIET,)),
)
BUSY = (
    "加班",
    "上课",
    "照看孩子",
    "值班",
    "照顾老人",
    "跑客户",
    "备考",
    "盯装修",
    "看店",
    "赶稿子",
    "带实习生",
    "上夜班",
)
OPENERS = (
    "{a}：最近想{plan}，你们俩来吗？", "{a}：咱们一起{plan}怎么样？", "{a}：咱们三个好久没聚了，{plan}吧。",
)  # fmt: skip
NEXT_CLAUSES = (
    ("{a}约{b}和{c}{plan}", "{a}想跟{b}、{c}一起{plan}", "{a}问{b}和{c}要不要一起{plan}", "{a}叫{b}和{c}一块儿{plan}"),
    ("{b}{b_want}", "{b}说自己{b_want}", "{b}说{b_want}"),
    ("{c}{c_want}", "{c}说自己{c_want}", "{c}说{c_want}"),
)
NEXT_ASKS = (
    "读下面的对话，替{a}接一句，定下都有空的那天。", "续写对话：轮到{a}开口，该定哪天、怎么说？",
    "请以{a}的口吻说下一句，敲定日子并回应两人。", "下一句{a}怎么答？要写明周几，也要回应各人的难处。",
)  # fmt: skip


def familiar(name: str) -> str:
    """What friends call a person: the given name, with 小 before a single character."""
    given = name[1:]
    return given if len(given) > 1 else f"小{given}"


def friends(rng: Random) -> list[str]:
    """Draw three full names whose familiar forms differ."""
    found: dict[str, str] = {}
    while len(found) < 3:
        name = person(rng)
        if familiar(name) not in FAMOUS_SHORT:
            found.setdefault(familiar(name), name)
    return list(found.values())


def wants_for(rng: Random, plan: str) -> tuple[Want, Want]:
    """Draw two requests that fit a plan and do not contradict each other."""
    traits = {*PLANS[plan]}
    fit = [want for want in WANTS if not traits & {*want.bars} and (not want.needs or traits & {*want.needs})]
    first = rng.choice(fit)
    return first, rng.choice([want for want in fit if want.topic != first.topic])


def write_next_line(rng: Random) -> Task:
    """The next line of a dialogue about a meeting: the only weekday that suits all, and a reply to each of two requests."""
    a, b, c = friends(rng)
    plan, days = rng.choice(tuple(PLANS)), rng.sample(WEEKDAYS, 5)
    wants = dict(zip((b, c), wants_for(rng, plan), strict=True))
    free = {b: sorted(days[:3], key=WEEKDAYS.index), c: sorted([days[0], *days[3:]], key=WEEKDAYS.index)}
    replies = [
        f"{name}：好呀，我{listed(free[name])}有空，别的日子要{busy}，另外我{wants[name].text}。"
        for name, busy in zip(rng.sample((b, c), 2), rng.sample(BUSY, 2), strict=True)
    ]
    instruction = asked_last(rng, NEXT_CLAUSES, NEXT_ASKS).format(
        a=a, b=b, c=c, plan=plan, b_want=wants[b].text, c_want=wants[c].text
    )
    answers = "；".join(f"{familiar(name)}，{want.reply}" for name, want in wants.items())
    opener = rng.choice(OPENERS).format(a=a, plan=plan)
    return Task(
        instruction, "\n".join([opener, *replies]), f"{a}：那就定在{days[0]}{plan}吧，你们两个这天都有空。{answers}。"
    )
