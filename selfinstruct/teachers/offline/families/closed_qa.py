"""Closed questions about a price list, timetable, grade sheet, duty roster or notice, with computed answers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people, person, woven

# --- price list ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a price list: its name, measure word and price range in yuan."""

    name: str
    unit: str
    low: int
    high: int


MENUS: dict[str, tuple[Item, ...]] = {
    "早餐店": (
        Item("小笼包", "笼", 10, 15), Item("豆浆", "杯", 3, 5), Item("茶叶蛋", "个", 2, 3), Item("油条", "根", 2, 4),
        Item("馄饨", "碗", 8, 13), Item("葱油饼", "张", 4, 7), Item("豆腐脑", "碗", 4, 7), Item("烧卖", "个", 2, 5),
    ),
    "面馆": (
        Item("牛肉面", "碗", 16, 24), Item("阳春面", "碗", 8, 12), Item("卤蛋", "个", 2, 4), Item("拌黄瓜", "份", 8,
            12),
        Item("酸梅汤", "杯", 5, 8), Item("炸酱面", "碗", 13, 18), Item("豆干", "份", 6, 10), Item("红油抄手", "碗", 12,
            17),
    ),
    "照相馆": (
        Item("证件照", "版", 25, 45), Item("全家福", "套", 188, 288), Item("照片放大", "张", 15, 35), Item("老照片翻新",
            "张", 40, 80),
        Item("木相框", "个", 28, 58), Item("相册", "本", 60, 98),
    ),
    "洗衣店": (
        Item("羽绒服", "件", 30, 45), Item("西装", "套", 38, 58), Item("衬衫", "件", 10, 18), Item("窗帘", "幅", 25,
            45),
        Item("运动鞋", "双", 20, 32), Item("毛毯", "条", 32, 50), Item("长裙", "条", 22, 36),
    ),
    "打印店": (
        Item("黑白打印", "张", 1, 2), Item("彩色打印", "张", 2, 4), Item("胶装", "本", 8, 15), Item("名片", "盒", 25,
            45),
        Item("过塑", "张", 3, 6), Item("海报", "张", 28, 55), Item("扫描", "页", 1, 3),
    ),
    "奶茶店": (
        Item("珍珠奶茶", "杯", 11, 15), Item("柠檬水", "杯", 5, 8), Item("杨枝甘露", "杯", 16, 22), Item("芋泥波波",
            "杯", 14, 19),
        Item("蛋挞", "个", 4, 7), Item("双皮奶", "碗", 10, 15), Item("冰淇淋", "支", 3, 6),
    ),
    "游泳馆": (
        Item("成人单次票", "张", 35, 50), Item("儿童单次票", "张", 20, 30), Item("泳帽", "顶", 15, 28), Item("泳镜",
            "副", 38, 68),
        Item("浮板租借", "次", 5, 10), Item("储物柜", "个", 3, 5),
    ),
    "农家乐": (
        Item("柴火鸡", "锅", 138, 188), Item("凉拌蕨菜", "份", 16, 24), Item("农家腊肉", "份", 38, 55), Item("钓鱼",
            "小时", 20, 30),
        Item("玉米饼", "个", 3, 5), Item("土灶米饭", "桶", 15, 22), Item("采摘篮", "篮", 30, 45),
    ),
}  # fmt: skip
PAY_CLAUSES = (
    (
        "{who}在{shop}要{order}",
        "{who}到{shop}点了{order}",
        "{order}是{who}在{shop}的单子",
        "{who}在{shop}下单{order}",
        "{shop}里，{who}选了{order}",
    ),
    ("带着{paid}元", "付了{paid}元", "手里只有{paid}元", "递过去{paid}元", "用{paid}元结账"),
)
PAY_ASKS = (
    "根据下面的价目表，应找回多少？", "对照下表，钱够不够？差额是多少？", "看表回答：合计几元，还剩几元？",
    "请按表计算找零。", "依价目表作答：结账后还余多少钱？",
    "照表中单价算，会剩多少？写出算式。",
)  # fmt: skip
RIVAL_CLAUSES = (
    ("{who}在{shop}要{order}", "{who}到{shop}点了{order}", "{shop}里，{who}选了{order}", "{who}在{shop}下单{order}"),
    ("{friend}要的是{other}", "{friend}点{other}", "{other}归{friend}", "同来的{friend}选了{other}"),
)
RIVAL_ASKS = (
    "按下面的价目表，谁花得多，多几元？", "对照下表，两人各花多少？差几元？", "看表回答：哪一单贵？贵多少？",
    "依价目表算出两人的花费，再比一比。", "请查表判断谁更省钱，省几元。",
)  # fmt: skip


def ordered(order: list[tuple[Item, int, int]]) -> str:
    """Describe an order in words: 2笼小笼包、1碗馄饨."""
    return "、".join(f"{count}{item.unit}{item.name}" for item, _, count in order)


def cost(order: list[tuple[Item, int, int]]) -> tuple[int, str]:
    """Return the total price of an order, and the calculation as text."""
    total = sum(price * count for _, price, count in order)
    return total, "＋".join(f"{count}×{price}" for _, price, count in order) + f"＝{total}元"


def write_price_list(rng: Random) -> Task:
    """Ask for the change after paying for an order, or which of two orders costs more and by how much."""
    shop, (who, friend) = rng.choice(tuple(MENUS)), people(rng, 2)
    priced = [(item, rng.randint(item.low, item.high)) for item in rng.sample(MENUS[shop], 6)]
    menu = "\n".join(f"{item.name}：{price}元/{item.unit}" for item, price in priced)
    order, other = ([(i, p, rng.randint(1, 3)) for i, p in rng.sample(priced, rng.randint(2, 3))] for _ in range(2))
    (total, sums), (second, second_sums) = cost(order), cost(other)
    paid = next(note for note in (50, 100, 200, 300, 500, 800, 1000, 1500) if note >= total)
    facts = {"who": who, "friend": friend, "shop": shop, "order": ordered(order), "other": ordered(other), "paid": paid}
    if rng.random() < 0.6:
        gap = (
            "两人花得一样多。"
            if total == second
            else f"{who if total > second else friend}多花{abs(total - second)}元。"
        )
        text = woven(rng, RIVAL_CLAUSES, RIVAL_ASKS).format(**facts)
        return Task(text, menu, f"{who}：{sums}；{friend}：{second_sums}。{gap}")
    return Task(
        woven(rng, PAY_CLAUSES, PAY_ASKS).format(**facts), menu, f"{sums}，{paid}元够付，还剩{paid - total}元。"
    )


# --- timetable ----------------------------------------------------------------------------------------------------

ERRANDS = (
    "开会", "看望外婆", "送样品", "参加婚礼", "赶航班", "考试", "听音乐会", "领毕业证", "见客户", "接孩子", "看球赛",
    "办过户", "拍戏", "做体检",
    "参加面试", "上培训课", "搬宿舍", "会老战友", "讲公开课", "看房子",
)  # fmt: skip
TRAIN_CLAUSES = (
    (
        "{who}要从{start}到{end}{errand}",
        "{who}去{end}{errand}，在{start}上车",
        "{who}从{start}赶往{end}{errand}",
        "为了到{end}{errand}，{who}在{start}等车",
    ),
    ("最早{early}才能上车", "{early}以后才有空出发", "{early}之前走不开", "人{early}才到站台"),
    ("{late}以前要到站", "最迟{late}到达", "到站不能晚于{late}", "{late}就得下车"),
)
TRAIN_ASKS = {
    "soonest": ("按下面的车次表，最先到站的是哪趟？", "查表回答：坐哪趟到得最早？", "根据时刻表，想尽早到应选哪一趟？"),
    "quickest": (
        "按下面的车次表，路上最省时间的是哪趟？",
        "查表回答：哪趟乘车时间最短，多少分钟？",
        "根据时刻表，合适的车里哪一趟跑得最快？",
    ),
    "cheapest": (
        "按下面的车次表，票价最低的是哪趟？",
        "查表回答：坐哪趟最便宜，多少元？",
        "根据时刻表，想省钱该买哪一趟？",
    ),
    "all": (
        "按下面的车次表，能坐的车有哪些？",
        "查表回答：共有几趟合适，车次是什么？",
        "根据时刻表，列出全部可选的车次。",
    ),
}


@dataclass(frozen=True, slots=True)
class Train:
    """A train in a timetable. Times are in minutes since midnight, the fare in yuan."""

    name: str
    leaves: int
    arrives: int
    fare: int


def hhmm(minutes: int) -> str:
    """Format minutes since midnight, such as 9:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


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


def chosen_train(aim: str, fit: list[Train]) -> str:
    """Answer a question about the trains that meet the constraints."""
    if aim == "all":
        return f"合适的有{len(fit)}趟：{listed([train.name for train in fit])}。"
    keys = {"soonest": lambda t: t.arrives, "quickest": lambda t: t.arrives - t.leaves, "cheapest": lambda t: t.fare}
    best = min(fit, key=keys[aim])
    lasts = best.arrives - best.leaves
    return f"{best.name}，{hhmm(best.leaves)}开，{hhmm(best.arrives)}到，乘车{lasts}分钟，票价{best.fare}元。"


def write_train_timetable(rng: Random) -> Task:
    """Ask for trains between two times: the first to arrive, the fastest, the cheapest, or all of them."""
    *ends, base = rng.choice(ROUTES)
    start, end = rng.sample(ends, 2)
    timetable, aim = trains(rng, base), rng.choice(tuple(TRAIN_ASKS))
    early = rng.choice(timetable[:3]).leaves - rng.randrange(3, 20)
    late = max(train.arrives for train in rng.sample(timetable, 4)) + rng.randrange(2, 15)
    fit = [train for train in timetable if train.leaves >= early and train.arrives <= late]
    instruction = woven(rng, TRAIN_CLAUSES, TRAIN_ASKS[aim]).format(
        who=person(rng), start=start, end=end, errand=rng.choice(ERRANDS), early=hhmm(early), late=hhmm(late)
    )
    rows = [f"{t.name}  {hhmm(t.leaves)}开  {hhmm(t.arrives)}到  {t.fare}元" for t in timetable]
    answer = chosen_train(aim, fit) if fit else "表中没有同时满足出发和到达要求的车次。"
    return Task(instruction, f"{start}—{end}车次表\n" + "\n".join(rows), answer)


# --- marks --------------------------------------------------------------------------------------------------------

Marks = dict[str, dict[str, int]]  # name → subject → mark

SUBJECTS = ("语文", "数学", "英语", "物理", "化学", "生物", "历史", "地理", "政治")
EXAMS = ("期中考试", "期末考试", "第一次月考", "开学摸底考试", "第二次模拟考", "会考", "竞赛选拔考", "结业考试")
HONOURS = (
    "代表学校去外地交流", "当运动会记分员", "加入校报编辑组", "主持开学典礼", "领本学期进步奖", "去敬老院读报",
    "管理图书角", "陪外校来宾参观", "参加暑期研学营",
    "在家长会上发言", "给低年级当小老师", "拍招生宣传照", "进校史讲解队", "参加区知识竞赛", "担任升旗手",
    "到博物馆做志愿者", "申请助学金", "组队打辩论赛",
    "出元旦黑板报", "去航天馆参观", "加入机器人社", "接受校电视台采访", "出席读书沙龙", "编班级纪念册", "当实验室助手",
    "进天文观测组", "参加模拟法庭", "办读书角",
)  # fmt: skip
MARK_CLAUSES = {
    "both": (
        ("{teacher}老师从{klass}选人{honour}", "{klass}要挑学生{honour}", "想{honour}的{klass}学生得过两关",
         "{honour}的机会给了{klass}"),
        ("{one}至少{least}分", "{one}不能低于{least}分", "{one}得有{least}分", "{one}要求{least}分起"),
         ("{two}至少{other}分", "{two}不能低于{other}分", "{two}得有{other}分", "{two}要求{other}分起"),
    ),
    "gap": (
        ("{klass}的{who}和{friend}都想{honour}", "{honour}的名额，{who}与{friend}在争",
         "{teacher}老师考虑让{who}或{friend}{honour}", "{klass}推{who}、{friend}去{honour}，只能定一人"),
        ("比的是{one}加{two}", "看{one}与{two}两科合计", "以{one}、{two}的总分定", "只算{two}和{one}"),
    ),
    "order": (
        ("{klass}要派前两名{honour}", "{teacher}老师让{klass}的头两名{honour}", "{honour}的是{klass}前两名"),
        ("名次看{one}", "以{one}分数论高低", "只依{one}排序", "名次凭{one}"), ("", "{two}最高的另得一本词典",
         "另给{two}第一发笔记本"),
    ),
    "mean": (
        ("{klass}的{who}想{honour}", "{who}报名{honour}", "{teacher}老师打算让{who}{honour}",
         "{honour}的事，{klass}{who}很上心"),
        ("条件是{one}超过平均分", "{one}必须高于大家的平均", "要看{one}在不在平均线上", "只要{one}比均分高就行"),
    ),
}  # fmt: skip
MARK_ASKS = {
    "both": ("查{exam}成绩表，谁够格？", "根据{exam}成绩，写出合格的人。", "按下面{exam}的分数，有哪几位符合？"),
    "gap": ("查{exam}成绩表，谁高，高几分？", "根据{exam}成绩，写出两人的合计和差距。",
        "按下面{exam}的分数，该选谁？说出总分。"),
    "order": ("查{exam}成绩表，把全部学生从高到低排出来，{two}第一是谁？",
        "根据{exam}成绩排名（高到低），并指出{two}最高的人。", "按下面{exam}的分数，依次是谁？{two}最好的呢？"),
    "mean": ("查{exam}成绩表，这个条件达到没有？差几分？", "根据{exam}成绩求平均分，再作判断。",
        "按下面{exam}的分数，平均是多少，行不行？"),
}  # fmt: skip


def marks_both(marks: Marks, one: str, two: str, least: int, other: int) -> str:
    """List the students who reach a minimum mark in each of two subjects."""
    able = [name for name, row in marks.items() if row[one] >= least and row[two] >= other]
    return f"符合条件的有{len(able)}人：{listed(able)}。" if able else "没有学生同时达到这两项要求。"


def marks_gap(marks: Marks, one: str, two: str, a: str, b: str) -> str:
    """Compare the total marks of two students in two subjects."""
    sums = {name: marks[name][one] + marks[name][two] for name in (a, b)}
    high, gap = (a if sums[a] > sums[b] else b), abs(sums[a] - sums[b])
    verdict = f"{high}高{gap}分，应选{high}" if gap else "两人一样高，分不出先后"
    return f"{a}两科共{sums[a]}分，{b}两科共{sums[b]}分，{verdict}。"


def marks_order(marks: Marks, one: str, two: str) -> str:
    """Rank all students in one subject and name the best in another."""
    ranked, best = sorted(marks, key=lambda name: -marks[name][one]), max(marks, key=lambda name: marks[name][two])
    ranking = "、".join(f"{name}（{marks[name][one]}分）" for name in ranked)
    return f"{one}从高到低：{ranking}，前两名是{listed(ranked[:2])}。{two}最高的是{best}，{marks[best][two]}分。"


def marks_mean(marks: Marks, one: str, who: str) -> str:
    """Return the average mark in a subject and the distance of one student from it."""
    total, mark = sum(row[one] for row in marks.values()), marks[who][one]
    mean = total / len(marks)
    side = (
        "等于平均分，没有超过"
        if mark == mean
        else f"比平均分高{mark - mean:g}分，达到了"
        if mark > mean
        else f"比平均分低{mean - mark:g}分，没达到"
    )
    return f"{one}平均分是{total}÷{len(marks)}＝{mean:g}分；{who}考了{mark}分，{side}。"


def write_exam_marks(rng: Random) -> Task:
    """Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""
    names, (one, two, three) = people(rng, rng.choice((4, 5))), rng.sample(SUBJECTS, 3)
    columns = {subject: rng.sample(range(62, 99), len(names)) for subject in (one, two, three)}
    marks = {name: {subject: column[i] for subject, column in columns.items()} for i, name in enumerate(names)}
    kind, (who, friend), (least, other) = (
        rng.choice(tuple(MARK_CLAUSES)),
        rng.sample(names, 2),
        rng.choices(range(70, 85), k=2),
    )
    answer = {
        "both": marks_both(marks, one, two, least, other), "gap": marks_gap(marks, one, two, who, friend),
        "order": marks_order(marks, one, two), "mean": marks_mean(marks, one, who),
    }[kind]  # fmt: skip
    instruction = woven(rng, MARK_CLAUSES[kind], MARK_ASKS[kind]).format(
        klass=f"{rng.choice('七八九')}年级{rng.randint(1, 12)}班", exam=rng.choice(EXAMS), one=one, two=two,
            honour=rng.choice(HONOURS),
        least=least, other=other, who=who, friend=friend, teacher=person(rng)[0],
    )  # fmt: skip
    head = rng.sample((one, two, three), 3)
    rows = [" ".join([name, *(str(marks[name][subject]) for subject in head)]) for name in names]
    return Task(instruction, "\n".join(["姓名 " + " ".join(head), *rows]), answer)


# --- duty roster --------------------------------------------------------------------------------------------------

PLACES = (
    "社区图书室", "急诊导诊台", "校医室", "小区物业", "消防站", "机场问讯处", "博物馆讲解组", "游泳馆救生台",
    "公园管理处", "化学实验室", "养老院护理组",
    "气象观测点", "校园广播站", "供水调度室", "动物园饲养组", "客运站售票厅", "幼儿园门卫室", "宠物医院",
)  # fmt: skip
REASONS = (
    "要陪妻子产检", "去外地开会", "孩子发烧", "考驾照", "参加同学婚礼", "家里水管漏水", "预约了拔牙", "送父亲住院",
    "脚扭伤了", "搬家", "参加培训", "补拍证件照",
    "接外婆出院", "去派出所办证", "要开家长会", "赶论文答辩", "去车站接亲戚", "参加单位体检",
)  # fmt: skip
ROSTER_CLAUSES = (
    ("{place}的{a}{day_a}{reason}", "{day_a}{place}的{a}{reason}", "因为{day_a}{reason}，{place}的{a}来不了"),
    ("与{b}对调{day_b}的{shift}", "便和{b}{day_b}那天的{shift}互换", "所以拿{shift}换{b}的{day_b}"),
)
COVER_CLAUSES = (
    ROSTER_CLAUSES[0],
    ("{shift}请{b}顶一天", "就让{b}代{shift}", "那天的{shift}改由{b}上"),
)
ROSTER_ASKS = (
    "按下面的值班表，改动后{a}和{c}这周哪几天上{shift}？", "根据值班表写出调整后{b}、{a}各自的{shift}日子。",
    "看表回答：改完之后{c}与{b}的{shift}分别落在周几？",
    "查表推算，新的安排里{a}上哪几天{shift}？{b}呢？", "对照原表，调整后{c}、{a}各有几天{shift}，是哪几天？",
    "依表列出改动后{b}和{c}的{shift}。",
)  # fmt: skip


def shifts_of(shifts: list[str], name: str) -> str:
    """State the weekdays of a person's shifts, or that the person has none."""
    days = [day for day, who in zip(WEEKDAYS, shifts, strict=True) if who == name]
    return f"{name}有{len(days)}天，是{listed(days)}" if days else f"{name}这周没有班"


def roster(rng: Random, names: list[str]) -> list[str]:
    """Draw one person for each weekday. Each person has at least one shift."""
    week = names + [rng.choice(names) for _ in range(7 - len(names))]
    rng.shuffle(week)
    return week


def write_duty_roster(rng: Random) -> Task:
    """Ask for the shifts of some people after two of them swap days or one takes over a shift of the other."""
    names, (shift, rest) = people(rng, 8), rng.sample(("早班", "晚班", "中班"), 2)
    week, others, swap = roster(rng, names[:4]), roster(rng, names[4:]), rng.random() < 0.6
    a = rng.randrange(7)
    b = next(day for day in rng.sample(range(7), 7) if week[day] != week[a])
    changed = [week[b] if day == a else week[a] if day == b and swap else who for day, who in enumerate(week)]
    c = next(name for name in names if name not in (week[a], week[b]))
    clauses, ask, place = ROSTER_CLAUSES if swap else COVER_CLAUSES, rng.choice(ROSTER_ASKS), rng.choice(PLACES)
    instruction = ("，".join(rng.choice(phrasings) for phrasings in clauses) + "。" + ask).format(
        place=place,
        a=week[a],
        b=week[b],
        c=c,
        day_a=WEEKDAYS[a],
        day_b=WEEKDAYS[b],
        shift=shift,
        reason=rng.choice(REASONS),
    )
    asked = sorted((key for key in "abc" if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
    answer = "；".join(shifts_of(changed, {"a": week[a], "b": week[b], "c": c}[key]) for key in asked)
    table = [f"{day}：{shift}{x}，{rest}{y}" for day, x, y in zip(WEEKDAYS, week, others, strict=True)]
    return Task(instruction, f"{place}一周值班表\n" + "\n".join(table), f"调整后的{shift}：{answer}。")


# --- notices ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """An event announced in a notice: its name, its venues, and what participants must bring or pay."""

    event: str
    venues: tuple[str, ...]
    extras: tuple[str, ...]


NOTICES = (
    Notice("亲子读书会", ("二楼绘本区", "儿童阅览室"), ("自带一本绘本", "每家限带两个孩子")),
    Notice("免费义诊", ("居委会大厅", "小区凉亭"), ("带上病历本", "带上医保卡")),
    Notice("消防演练", ("东侧停车场", "二号楼前"), ("穿平底鞋", "用湿毛巾捂住口鼻")),
    Notice("旧书交换", ("文化广场", "活动中心门口"), ("书要干净完整", "教材和杂志不收")),
    Notice("太极班", ("老年活动室", "湖边平台"), ("穿宽松衣裤", "自备水杯")),
    Notice("编程体验课", ("创客教室", "机房"), ("带笔记本电脑", "家长不进教室")),
    Notice("湿地观鸟", ("湿地公园南门", "水库大坝"), ("别穿鲜艳衣服", "带望远镜")),
    Notice("献血登记", ("门诊一楼", "献血车旁"), ("带身份证", "前一晚别熬夜")),
    Notice("厨艺沙龙", ("食堂二楼", "烹饪教室"), ("材料费现场交", "自带围裙")),
    Notice("皮影戏", ("篮球场", "老戏台"), ("自带小板凳", "不要带宠物")),
    Notice("植树活动", ("北坡苗圃", "河堤"), ("戴手套", "每组领三棵树苗")),
    Notice("汉服展示", ("古戏台", "博物馆前厅"), ("提前一小时化妆", "服装自备")),
    Notice("急救培训", ("多功能厅", "红十字站"), ("穿长裤", "考核通过才发证")),
    Notice("乒乓球赛", ("体育馆西厅", "职工之家"), ("自带球拍", "迟到十分钟算弃权")),
    Notice("陶艺课", ("后院工坊", "美术室"), ("指甲剪短", "作品两周后来取")),
    Notice("招聘会", ("人才市场", "大学生活动中心"), ("多带几份简历", "只收本科以上")),
)  # fmt: skip
HOSTS = (
    "槐树街社区", "城南文化馆", "翠湖物业", "纺织厂工会", "青石镇文化站", "江北街道", "向阳居委会", "柳河村委会",
    "铁路新村", "海棠苑业委会", "桥东社区", "钟楼街道",
    "枫林小区", "红星农场工会", "云溪镇", "石榴巷居委会",
)  # fmt: skip
NOTICE_CLAUSES = (
    ("{host}通知：{month}月{first}日{opens}在{venue}办{event}",
     "{host}的通知说，{event}定在{month}月{first}日{opens}，地点{venue}",
     "{host}贴出通知：{venue}{month}月{first}日{opens}有{event}"),
    ("每场{lasts}分钟", "一场{lasts}分钟", "单场时长{lasts}分钟", "每轮安排{lasts}分钟"),
    ("连办{rounds}场，场间歇{rest}分钟", "共{rounds}场，中间各休息{rest}分钟", "分{rounds}场，两场之间隔{rest}分钟",
     "{rounds}场轮着来，间隔{rest}分钟"),
    ("{extra}", "提醒：{extra}", "注意：{extra}", "有一条要求：{extra}"),
)  # fmt: skip
NOTICE_ASKS = {
    "end": ("根据通知，最后一场几点结束？", "读通知回答：全部场次到几点为止？", "照这份通知推算，散场是几点？"),
    "second": (
        "根据通知，第二场几点开始？",
        "读通知回答：想听第二场，几点到不迟？",
        "照这份通知推算，第二场从几点到几点？",
    ),
    "need": (
        "根据通知，要在哪里参加，有什么要求？",
        "读通知回答：去什么地方？要注意什么？",
        "照这份通知，地点和注意事项分别是什么？",
    ),
}


def write_notice(rng: Random) -> Task:
    """Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks."""
    notice, kind = rng.choice(NOTICES), rng.choice(tuple(NOTICE_ASKS))
    opens, lasts = rng.randrange(8 * 60, 15 * 60, 5), rng.choice((30, 40, 45, 50, 60))
    rounds, rest = rng.randint(2, 4), rng.choice((5, 10, 15, 20))
    venue, extra = rng.choice(notice.venues), rng.choice(notice.extras)
    instruction = woven(rng, NOTICE_CLAUSES, NOTICE_ASKS[kind]).format(
        month=rng.randint(1, 12), first=rng.randint(1, 28), opens=hhmm(opens), venue=venue,
        host=rng.choice(HOSTS), event=notice.event, lasts=lasts, rounds=rounds, rest=rest, extra=extra,
    )  # fmt: skip
    second, end = opens + lasts + rest, opens + rounds * lasts + (rounds - 1) * rest
    answers = {
        "end": f"{hhmm(end)}结束：{rounds}场共{rounds * lasts}分钟，加上{rounds - 1}次休息{(rounds - 1) * rest}分钟。",
        "second": f"第二场{hhmm(second)}开始，{hhmm(second + lasts)}结束。",
        "need": f"地点在{venue}，要求是：{extra}。",
    }
    return Task(instruction, "", answers[kind])


FAMILIES: tuple[Family, ...] = (
    Family("price_list", TaskType.CLOSED_QA, write_price_list),
    Family("train_timetable", TaskType.CLOSED_QA, write_train_timetable),
    Family("exam_marks", TaskType.CLOSED_QA, write_exam_marks),
    Family("duty_roster", TaskType.CLOSED_QA, write_duty_roster),
    Family("event_notice", TaskType.CLOSED_QA, write_notice),
)
