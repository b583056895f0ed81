"""Ask which offices of a list are open at some time, how late one may come, or on which days they are open at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import COUNTS, hhmm
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A place with opening hours, the kind of its week, and errands that take people there."""

    name: str
    kind: str
    errands: tuple[str, ...]


# fmt: off
OFFICES = (
    Office("派出所户籍窗口", "D", ("给刚满月的女儿上户口", "补办丢在火车上的身份证", "把爷爷的户口迁过来", "改一个写错的出生日期", "开户籍证明", "更正名字里的错字", "办居住证")),
    Office("婚姻登记处", "D", ("领结婚证", "补领泡了水的结婚证", "查父母当年的登记档案", "问涉外登记要什么材料", "开婚姻登记证明")),
    Office("不动产登记大厅", "D", ("给老房子办过户", "注销还清的抵押", "查车位有没有产权", "补领房本", "给继承的铺面登记", "加上配偶的名字")),
    Office("社保服务厅", "D", ("把社保转到新单位", "打印十年的缴费单", "给外婆做养老认证", "办生育津贴", "申领失业金", "改社保卡密码")),
    Office("税务办事厅", "D", ("代开一张装修发票", "给早餐店办税务登记", "更正申报表", "交印花税", "问个税怎么退", "领空白发票")),
    Office("公证处", "D", ("公证一份赠与书", "给留学成绩单做公证", "办放弃继承的声明", "办卖房的委托书", "给出生证明做公证", "问遗嘱怎么公证")),
    Office("供电营业厅", "D", ("给作坊换三相电", "查上月多出的电费", "办过户换户名", "申请装充电表", "给停用的商铺销户", "报装光伏")),
    Office("车辆管理所", "D", ("换六年期满的驾驶证", "给摩托车上牌", "补一块撞弯的车牌", "交体检证明", "换行驶证", "查违章记录")),
    Office("档案馆", "D", ("查爷爷的工龄", "复印旧厂的花名册", "捐一箱老照片", "找七十年代的地图", "查婚姻底档", "核对村志的年份")),
    Office("法律援助中心", "D", ("咨询被拖欠的工钱", "申请免费律师", "打听工伤怎么认定", "递交调解材料", "问离婚怎样立案", "问租房合同的纠纷")),
    Office("图书馆", "C", ("还一套武侠小说", "办孩子的借书证", "查旧报纸", "复印一篇老文章", "借一本养兰花的书", "挑几本绘本", "办馆际互借")),
    Office("博物馆", "C", ("看新到的青铜镜", "拍几张讲课用的照片", "看一幅修好的古画", "买展览图录", "领志愿者的工牌", "看古钱展")),
    Office("科技馆", "C", ("带侄子看机器人", "体验地震屋", "买一架纸模飞机", "看航天展", "做静电实验", "问研学名额")),
    Office("美术馆", "C", ("看师兄的版画展", "看一张山水长卷", "取参展的水彩", "问场地租用", "看拓片展", "买画册")),
    Office("文化馆", "C", ("领剪纸班的材料", "报名合唱团", "借演出的鼓", "交快板比赛的报名表", "看年画展", "还舞龙的道具")),
    Office("体育馆", "C", ("订羽毛球场", "给球拍穿线", "补办健身卡", "报名学击剑", "领运动会的号码布", "订乒乓球桌")),
    Office("青少年宫", "C", ("给儿子报围棋班", "交夏令营的表", "取航模比赛的奖状", "领小提琴汇报的门票", "补交合唱团的队服费", "问滑板课的价钱")),
    Office("邮局", "B", ("寄一箱腊肉", "取海外寄来的包裹", "买生肖邮票", "给老家汇款", "订明年的报纸", "寄一册手稿", "盖纪念戳")),
    Office("银行网点", "B", ("换一沓新钞", "挂失存折", "开存款证明", "把硬币存进去", "改转账限额", "销掉旧卡")),
    Office("社区医院", "H", ("给宝宝打疫苗", "量血压取药", "拆手指上的线", "取体检报告", "给脚踝换药", "测骨密度", "做雾化")),
    Office("口腔诊所", "M", ("补一颗蛀牙", "拔智齿", "调牙套", "洗牙", "取活动假牙", "看牙龈出血")),
    Office("宠物医院", "M", ("给猫复查伤口", "给小狗打狂犬疫苗", "看鹦鹉掉毛", "取化验单", "给兔子剪指甲", "给老狗拍片子")),
    Office("中药房", "M", ("抓七服调理的药", "订一料膏方", "问三七怎么磨", "打听药材怎么存放", "配香囊药材", "买枸杞")),
    Office("裁缝铺", "S", ("改短西裤", "定做一件旗袍", "换羽绒服的拉链", "补毛衣上的洞", "给戏服镶边", "锁扣眼")),
    Office("钟表店", "S", ("给怀表上油", "换手表电池", "配一条表带", "修不报时的座钟", "换表蒙子", "给挂钟校时")),
    Office("菜市场", "F", ("买活鱼", "订一条羊腿", "磨两把菜刀", "挑做泡菜的坛子", "称十斤山药", "挑一只老母鸡")),
    Office("五金店", "S", ("配一把大门钥匙", "买水管接头", "换灯座", "租冲击钻", "截两根钢管", "买膨胀螺丝")),
    Office("花鸟市场", "F", ("挑一缸小金鱼", "买兰花盆", "买鸟笼", "选鸡蛋花苗", "买龟缸的滤棉", "挑一盆文竹")),
    Office("照相馆", "S", ("拍护照照片", "翻新曾祖母的旧照", "取全家福", "洗毕业照", "印百日照", "拍毕业合影")),
)
MORNINGS = {"D": (510, 540), "C": (540, 570, 600), "M": (450, 480), "H": (450, 480), "S": (480, 510, 540), "F": (390, 420), "B": (510, 540)}
"""When the kinds of offices open: desks, culture, medicine (also public), shops, markets and banks (minutes since midnight)."""
# fmt: on


@dataclass(frozen=True, slots=True)
class Week:
    """The opening hours of an office: the spans of each weekday, and the line that states them."""

    office: Office
    days: Mapping[int, Spans]
    line: str

    def open_at(self, day: int, minute: int) -> tuple[int, int] | None:
        """Return the span in which the office is open, if any."""
        return next((span for span in self.days[day] if span[0] <= minute < span[1]), None)

    def next_opening(self, day: int, minute: int) -> tuple[int, int]:
        """Return the day and time of the next opening after a moment at which the office is closed."""
        for later in range(8):
            for start, _ in self.days[(day + later) % 7]:
                if later or start > minute:
                    return day + later, start
        raise AssertionError(self.line)


def spoken(spans: Spans) -> str:
    """State spans of hours."""
    return "、".join(f"{hhmm(start)}—{hhmm(end)}" for start, end in spans)


def week_of(rng: Random, office: Office) -> Week:
    """Draw the hours of an office by its kind."""
    start = rng.choice(MORNINGS[office.kind])
    lunch = rng.choice(((690, 810), (720, 810), (720, 840)))
    if office.kind == "D":
        full: Spans = ((start, lunch[0]), (lunch[1], rng.choice((1020, 1050))))
        half: Spans = rng.choice(((), ((start, 690),)))
        rest = "周末不办公" if not half else f"周六{spoken(half)}，周日不办公"
        return Week(office, dict(enumerate([full] * 5 + [half, ()])), f"周一至周五{spoken(full)}，{rest}")
    if office.kind == "C":
        full, late = ((start, rng.choice((1020, 1050, 1080))),), ((start, rng.choice((1200, 1230, 1260))),)
        return Week(office, dict(enumerate([(), *[full] * 3, *[late] * 2, full])),
            f"周二至周四和周日{spoken(full)}，周五、周六{spoken(late)}，周一闭馆")  # fmt: skip
    if office.kind in "MH":
        full = ((start, lunch[0]), (lunch[1], rng.choice((1020, 1080, 1140))))
        closed = 6 if office.kind == "H" else rng.choice((6, 2))
        days = {day: () if day == closed else full for day in range(7)}
        return Week(office, days, f"{spoken(full)}，{WEEKDAYS[closed]}休息，其余各天都开")
    ends = {"S": (1140, 1170, 1200), "F": (1050, 1080, 1110), "B": (1020, 1050)}[office.kind]
    end = rng.choice(ends)
    full, weekend = (
        ((start, end),),
        {"S": (start + 60, end + 60), "F": (start - 30, end + 30), "B": (start + 60, end - 60)},
    )
    short = (weekend[office.kind],)
    return Week(office, dict(enumerate([full] * 5 + [short] * 2)), f"周一至周五{spoken(full)}，周末{spoken(short)}")


NOW_ASKS = (
    "{who}{day}{time}有空，想{errands}。按下面的时间表，哪几处开着，关着的何时再开？",
    "{day}{time}，{who}打算{errands}。请根据开放时间说明各处开没开。",
    "要办的事有：{errands}。时间是{day}{time}，请对照时间表逐件回答，那里开没开。",
    "请看时间表回答：{day}{time}出门，{errands}，哪些会碰上关门？",
    "{who}问：“{day}{time}我想{errands}，哪里能去？”请依照开放时间解释。",
    "眼下是{day}{time}。{who}要{errands}，请据表说明各处的情况。",
    "{day}{time}想{errands}，按{town}的时间表，分别开没开？",
    "{errands}。{who}{day}{time}动身，哪几件当时就能办？请看表。",
    "看{town}各处的时间，{day}{time}出门{errands}，各处开着还是关着？",
)
LATE_ASKS = (
    "{who}{day}要{errands}，两件事都不误，各自最晚几点到？请看时间表。",
    "{errands}。请根据下面的时间，说明{day}最晚几点到才办得完。",
    "{day}{who}还要去车站接人，想抽空{errands}。看表回答，各该几点以前到？",
    "请对照开放时间：{day}{errands}，最晚的到达时间分别是几点？",
    "{who}把{day}的事列出来：{errands}。按{town}的时间表，各自最迟几点赶到？",
    "{day}的两件事是{errands}。依表各自最晚几点到？",
    "{errands}，{who}想都放在{day}，请依表推算每处的最后到达时间。",
)
AFTER_ASKS = (
    "{who}每天（周末也一样）{time}下班，想在下班后{errands}。请看表，哪几天下班时两处都还没关门？",
    "每天（周末也一样）{time}才走得开，要{errands}。对照下面的时间，周几的这个时候两处都还开着？",
    "请根据开放时间回答：每天只有{time}能抽身，要{errands}，两处那时还开着的各是哪几天？",
    "{who}天天{time}交班，惦记着{errands}，请依表说明哪几天交班时两处都开着。",
    "{errands}，都只能在{time}去，周几都行。看{town}的时间表，能选哪几天？",
    "{who}每天（周末也一样）{time}得闲，想{errands}，两处那时各有哪几天开着？请看表。",
    "{who}周一到周日都是{time}下课，想就近{errands}。根据下面的时间表，哪几天下课时两处都开着？",
    "每天{time}才路过那一带，想{errands}。请据表列出两处那时都开着的日子和各自开着的日子。",
)


def state_now(week: Week, day: int, minute: int) -> str:
    """Say whether an office is open now, until when, or when it opens again."""
    name = week.office.name
    if span := week.open_at(day, minute):
        return f"{name}开着，到{hhmm(span[1])}为止"
    later, start = week.next_opening(day, minute)
    when = (
        "当天"
        if later == day
        else ("第二天（" + WEEKDAYS[later % 7] + "）" if later == day + 1 else WEEKDAYS[later % 7])
    )
    return f"{name}关着，{when}{hhmm(start)}再开"


def write_now(rng: Random, weeks: list[Week], facts: dict[str, str]) -> tuple[str, str]:
    """Ask which of some offices are open at a moment: the instruction and the answer."""
    chosen, day = rng.sample(weeks, rng.choice((2, 3, 3))), rng.randrange(7)
    minute = rng.choice(range(465, 1216, 15)) + rng.choice((5, 10))
    errands = "，".join(f"去{week.office.name}{rng.choice(week.office.errands)}" for week in chosen)
    ask = rng.choice(NOW_ASKS).format(day=WEEKDAYS[day], time=hhmm(minute), errands=errands, **facts)
    count = sum(week.open_at(day, minute) is not None for week in chosen)
    found = "都关着" if not count else "都开着" if count == len(chosen) else f"里有{COUNTS[count]}处开着"
    head = f"{WEEKDAYS[day]}{hhmm(minute)}，{COUNTS[len(chosen)]}处{found}。"
    return ask, head + "；".join(state_now(week, day, minute) for week in chosen) + "。"


def write_late(rng: Random, weeks: list[Week], facts: dict[str, str]) -> tuple[str, str]:
    """Ask how late one may come to two offices on a day: the instruction and the answer."""
    day = rng.choice([day for day in range(7) if sum(bool(week.days[day]) for week in weeks) > 1])
    chosen = rng.sample([week for week in weeks if week.days[day]], 2)
    asked, told = [], []
    for week in chosen:
        lasts, close = rng.choice((15, 20, 25, 30)), week.days[day][-1][1]
        asked.append(f"去{week.office.name}{rng.choice(week.office.errands)}（要{lasts}分钟）")
        told.append(
            f"{week.office.name}最晚{hhmm(close - lasts)}到，{WEEKDAYS[day]}{hhmm(close)}关门，往前推{lasts}分钟"
        )
    ask = rng.choice(LATE_ASKS).format(day=WEEKDAYS[day], errands="，".join(asked), **facts)
    return ask, "；".join(told) + "。"


def spelled(days: list[int]) -> str:
    """State weekdays. Three or more in a row become a range, such as 周二至周五."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        word
        for run in runs
        for word in ([f"{WEEKDAYS[run[0]]}至{WEEKDAYS[run[-1]]}"] if len(run) > 2 else [WEEKDAYS[day] for day in run])
    ]
    return listed(words)


def days_open(week: Week, days: list[int]) -> str:
    """State the days on which an office is open at a time."""
    if not days:
        return f"{week.office.name}那时哪天都不开"
    if len(days) == 7:
        return f"{week.office.name}每天都开着"
    return f"{week.office.name}在{spelled(days)}开着"


def write_after(rng: Random, weeks: list[Week], facts: dict[str, str]) -> tuple[str, str]:
    """Ask on which days two offices are open at a time: the instruction and the answer."""
    chosen, minute = rng.sample(weeks, 2), rng.choice((970, 985, 1000, 1015, 1025, 1035, 1055, 1070, 1085))
    errands = "，".join(f"去{week.office.name}{rng.choice(week.office.errands)}" for week in chosen)
    late = [[day for day in range(7) if week.open_at(day, minute)] for week in chosen]
    both = [day for day in late[0] if day in late[1]]
    at = hhmm(minute)
    head = f"{at}两处都开着的是{spelled(both)}" if both else f"{at}没有一天两处都开着"
    parts = [days_open(week, days) for week, days in zip(chosen, late, strict=True)]
    return rng.choice(AFTER_ASKS).format(time=at, errands=errands, **facts), f"{head}。{'；'.join(parts)}。"


def write_opening_hours(rng: Random) -> Task:
    """Ask which offices of a list are open at some time, how late one may come, or on which days they are open at a time."""
    town = rng.choice(TOWNS)
    weeks = [week_of(rng, office) for office in rng.sample(OFFICES, rng.choice((6, 7, 8)))]
    write = rng.choice((write_now, write_late, write_after))
    ask, answer = write(rng, weeks, {"who": person(rng), "town": town})
    lines = [f"{week.office.name}  {week.line}" for week in weeks]
    text = (
        "\n".join([f"{town}各处开放时间", *lines])
        if rng.random() < 0.7
        else "；".join(lines).replace("  ", "：") + "。"
    )
    return Task(ask, text, answer)
