"""Ask to convert the times of a daily plan from the 24-hour to the 12-hour clock or back."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import date, person

# (what, hours at which it may begin): for everyone, and for one kind of work each.
MORNINGS, AFTERNOONS, EVENINGS, OFFICE = (8, 9, 10), (13, 14, 15, 16), (18, 19, 20), (9, 10, 14, 15, 16)
ERRANDS = (
    ("去牙科复诊", OFFICE),
    ("给阳台的花浇水", (7, 17, 18)),
    ("到银行换外币", OFFICE),
    ("和房东签续租合同", (9, 10, 14, 19)),
    ("取干洗的西装", (*AFTERNOONS, 18)),
    ("送外婆上高铁", (*MORNINGS, *AFTERNOONS)),
    ("给车做保养", OFFICE),
    ("看侄女的钢琴比赛", (9, 14, 19)),
    ("打羽毛球", (7, 17, *EVENINGS)),
    ("去花市挑绿萝", (*MORNINGS, 15)),
    ("替姐姐开家长会", (14, 15, 19)),
    ("到社区量血压", (8, 9, 15)),
    ("听敦煌壁画讲座", (14, 15, 19)),
    ("给猫打疫苗", OFFICE),
    ("试驾新能源车", OFFICE),
    ("教邻居用手机挂号", (*AFTERNOONS, 19)),
    ("清洗鱼缸", (10, *AFTERNOONS, 19)),
    ("去邮局寄特产", OFFICE),
    ("和同学吃火锅", (11, 17, 18)),
    ("跑五公里", (7, 19, 20)),
    ("上日语课", (9, 14, 19, 20)),
    ("包饺子", (10, 16, 17)),
    ("去剧院看话剧", (14, 19)),
    ("给自行车补胎", (*MORNINGS, *AFTERNOONS)),
    ("陪爸妈视频聊天", (19, 20, 21)),
    ("去图书馆还书", OFFICE),
    ("给阳台换纱窗", (*MORNINGS, *AFTERNOONS)),
    ("剪头发", (10, *AFTERNOONS, 19)),
)
JOBS = (
    (("接待越南客商", OFFICE), ("给客户演示软件", OFFICE), ("向董事会汇报预算", OFFICE), ("面试两位会计", OFFICE)),
    (
        ("盘点冷藏柜", (8, 16, 20)),
        ("验收仓库货架", OFFICE),
        ("核对货柜封条", (8, 9, 13, 16)),
        ("给叉车充电", (7, 17, 20)),
    ),
    (("参加消防演练", OFFICE), ("给学徒演示焊接", OFFICE), ("检查锅炉压力", (7, 11, 15, 19)), ("开班前会", (8,))),
    (
        ("修改毕业论文", (*MORNINGS, *AFTERNOONS, 20)),
        ("找导师答疑", OFFICE),
        ("排练毕业晚会", (16, 19)),
        ("给学弟讲高数", (14, 19)),
    ),
    (
        ("录播客第三期", (10, 14, 20)),
        ("拍产品宣传照", OFFICE),
        ("修改展会海报", (*OFFICE, 20)),
        ("排练小品", (16, 17, 19)),
    ),
    (("领取营业执照", OFFICE), ("试吃新菜", (10, 15)), ("给员工排班", (9, 21)), ("和供货商对账", (*OFFICE, 20))),
)
CLOCK_FRAMES = {
    True: (
        "把{who}{day}的安排“{text}”中的时间改写成24小时制，其他文字不变。",
        "“{text}”。请将{who}这份{day}行程里的时刻都转换为24小时制。",
        "{who}的手环只认24小时制，请把{day}的日程“{text}”改写过来。",
        "{who}要把{day}的日程录进只支持24小时制的系统：“{text}”。请改写时间，其余照抄。",
        "“{text}”是{who}{day}的安排，请用24小时制重写一遍，事项和顺序不变。",
    ),
    False: (
        "把{who}{day}的安排“{text}”中的时间改写成带“上午”“下午”或“晚上”的12小时制（18点起算晚上）。",
        "“{text}”。请将{who}这份{day}行程里的24小时制时间转换为12小时制，18点以后写“晚上”。",
        "{who}的母亲不习惯24小时制，请把{day}的日程“{text}”改成上午、下午、晚上（18点起）的说法。",
        "“{text}”是{who}{day}的安排，请用12小时制重写，写明上午、下午或晚上（18点起算晚上）。",
        "{who}要把{day}的日程写给家里人看：“{text}”。请换成上午、下午、晚上（18点起）的12小时制，其余照抄。",
    ),
}


def spoken_time(hour: int, minute: int) -> str:
    """Format a time between 6:00 and 22:59 with the 12-hour clock. The evening starts at six."""
    part = "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour <= 12 else hour - 12}:{minute:02d}"


def plausible_plan(rng: Random, count: int) -> list[tuple[int, int, str]]:
    """Draw (hour, minute, what) for the day of one person: at hours that fit, at least two hours apart."""
    events, taken = [*rng.sample(ERRANDS, 8), *rng.choice(JOBS)], dict[int, str]()
    for what, hours in rng.sample(events, len(events)):
        free = [hour for hour in hours if all(abs(hour - other) > 1 for other in taken)]
        if free and len(taken) < count:
            taken[rng.choice(free)] = what
    return [(hour, rng.choice(range(0, 60, 5)), taken[hour]) for hour in sorted(taken)]


def write_clock_times(rng: Random) -> Task:
    """Ask to convert the times of a daily plan from the 24-hour to the 12-hour clock or back."""
    to_full, plan = rng.random() < 0.5, plausible_plan(rng, rng.randint(3, 5))
    spoken = "，".join(f"{spoken_time(hour, minute)}{what}" for hour, minute, what in plan)
    full = "，".join(f"{hour:02d}:{minute:02d}{what}" for hour, minute, what in plan)
    given, answer = (spoken, full) if to_full else (full, spoken)
    return Task(rng.choice(CLOCK_FRAMES[to_full]).format(who=person(rng), day=date(rng), text=given), "", answer)
