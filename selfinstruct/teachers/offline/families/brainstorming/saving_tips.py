"""Advice for reducing each of the monthly expenses, with savings in yuan that add up to at least the target."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.wording import COUNTS, numbered
from selfinstruct.teachers.offline.world import asked_last, city, person


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
        who=person(rng), town=city(rng), job=job, goal=goal, n=COUNTS[len(spending)],
        top=max(spending, key=lambda pair: pair[1])[0].name, target=sum(saved) // 100 * 100,
    )  # fmt: skip
    lines = [f"{e.name}：{e.advice}，每月约省{cut}元。" for (e, _), cut in zip(spending, saved, strict=True)]
    ledger = "每月账目：" + "、".join(f"{e.name}{amount}元" for e, amount in spending)
    return Task(instruction, ledger, numbered(lines) + f"\n合计每月约省{sum(saved)}元，能达到目标。")
