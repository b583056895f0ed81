"""Closed questions about a price list, timetable, grade sheet, duty roster or notice, with computed answers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people, person, stated

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
        Item("玉米饼", "个", 3, 5), Item("土灶米饭", "桶", 15, 22), Item("现摘草莓", "篮", 30, 45),
    ),
}  # fmt: skip
ORDER_VERBS = {"早餐店": "点了", "面馆": "点了", "奶茶店": "点了", "农家乐": "点了", "洗衣店": "送洗"}
"""What people do with the items of a shop; in all other shops they 要了 them."""
ORDER_CLAUSES = (
    "{who}来{shop}，{verb}{order}",
    "昨天{who}在{shop}{verb}{order}",
    "{who}路过{shop}，{verb}{order}",
    "{who}在{shop}{verb}{order}",
    "{who}到{shop}{verb}{order}",
    "{shop}里，{who}{verb}{order}",
)
CHANGE_CLAUSES = (ORDER_CLAUSES, ("付了{paid}元", "递过去{paid}元", "用{paid}元结账", "拿出{paid}元付账"))
CHANGE_ASKS = (
    ("根据下面的价目表，应找回多少？", "应找回{left}元"), ("看表回答：合计几元，还剩几元？", "合计{total}元，还剩{left}元"),
    ("请按表计算找零。", "找零是{left}元"), ("按价目表计算，店员该找零钱几元？", "店员该找零钱{left}元"),
    ("查价目表，付账以后剩几元？", "付账以后剩{left}元"), ("依价目表作答：结账后还余多少钱？", "结账后还余{left}元"),
    ("照表中单价算，会剩多少？写出算式。", "{paid}－{total}＝{left}元，会剩{left}元"),
)  # fmt: skip
MEANS_CLAUSES = (ORDER_CLAUSES, ("带着{paid}元", "手里只有{paid}元", "钱包里有{paid}元", "身上有{paid}元"))
MEANS_ASKS = (
    ("对照下表，钱够不够？差额是多少？", "钱够，余{gap}元", "钱不够，差{gap}元"),
    ("根据下面的价目表，付得起吗？还剩或者还缺几元？", "付得起，还剩{gap}元", "付不起，还缺{gap}元"),
    ("查价目表，带的钱能付清吗？差几元或余几元？", "能付清，余{gap}元", "不能付清，差{gap}元"),
    ("依下表判断，钱够用还是不够用，数目是多少？", "够用，多{gap}元", "不够用，少{gap}元"),
    ("看表回答：这些钱够付账吗？说出相差多少。", "这些钱够付账，多{gap}元", "这些钱不够付账，少{gap}元"),
)
"""Questions about the money of a customer: the text, the answer if it is enough, and the answer if it is not."""
RIVAL_CLAUSES = (
    ORDER_CLAUSES,
    (
        "{friend}{verb}{other}",
        "同来的{friend}{verb}{other}",
        "{friend}则{verb}{other}",
        "{friend}另外{verb}{other}",
        "{friend}自己{verb}{other}",
        "和{who}一起的{friend}{verb}{other}",
    ),
)
RIVAL_ASKS = (
    ("按下面的价目表，谁花得多，多几元？", "{more}花得多，多{gap}元", "两人花得一样多"),
    ("对照下表，两人各花多少？差几元？", "{who}花{total}元，{friend}花{second}元，差{gap}元",
        "{who}花{total}元，{friend}花{second}元，没有差别"),
    ("查表算一算，谁的花费少，少几元？", "{less}的花费少，少{gap}元", "两人的花费一样"),
    ("看表回答：谁的单子便宜，便宜多少？", "{less}的单子便宜，便宜{gap}元", "两张单子价钱相同"),
    ("根据价目表写出两单的总价和差价。", "两单的总价是{total}元和{second}元，差价是{gap}元",
        "两单的总价都是{total}元，没有差价"),
    ("看表回答：哪一单贵？贵多少？", "{more}那一单贵，贵{gap}元", "两单一样贵"),
    ("依价目表算出两人的花费，再比一比。", "{more}比{less}多花{gap}元", "两人花得一样多"),
    ("请查表判断谁更省钱，省几元。", "{less}更省钱，省{gap}元", "两人花得一样多，谁也不更省钱"),
)  # fmt: skip
"""Questions about two orders: the text, the answer if one costs more, and the answer if both cost the same."""


Order = list[tuple[Item, int, int]]  # (item, price, count)


def ordered(order: Order) -> str:
    """Describe an order in words: 2笼小笼包、1碗馄饨."""
    return "、".join(f"{count}{item.unit}{item.name}" for item, _, count in order)


def cost(order: Order) -> tuple[int, str]:
    """Return the total price of an order, and the calculation as text."""
    total = sum(price * count for _, price, count in order)
    return total, "＋".join(f"{count}×{price}" for _, price, count in order) + f"＝{total}元"


def compared(rng: Random, shop: str, order: Order, other: Order) -> tuple[str, str]:
    """Ask which of two orders costs more and by how much: the instruction and the answer."""
    (who, friend), (total, sums), (second, second_sums) = people(rng, 2), cost(order), cost(other)
    more, less = (who, friend) if total > second else (friend, who)
    facts = {
        "who": who, "friend": friend, "shop": shop, "verb": ORDER_VERBS.get(shop, "要了"), "order": ordered(order),
        "other": ordered(other), "total": total, "second": second, "more": more, "less": less,
        "gap": abs(total - second),
    }  # fmt: skip
    ask, *ends = rng.choice(RIVAL_ASKS)
    end = ends[total == second].format(**facts)
    return stated(rng, RIVAL_CLAUSES).format(**facts) + ask, f"{who}：{sums}；{friend}：{second_sums}。{end}。"


def paid_for(rng: Random, shop: str, order: Order) -> tuple[str, str]:
    """Ask for the change after paying for an order, or whether the money is enough: the instruction and the answer."""
    total, sums = cost(order)
    notes = (10, 20, 50, 100, 150, 200, 300, 400, 500, 800, 1000, 1500)
    above = next(at for at, note in enumerate(notes) if note > total)
    change, short = rng.random() < 0.6, rng.random() < 0.5
    paid = notes[above - 1] if not change and short and above and notes[above - 1] < total else notes[above]
    facts = {
        "who": person(rng), "shop": shop, "verb": ORDER_VERBS.get(shop, "要了"), "order": ordered(order), "paid": paid,
        "total": total, "left": paid - total, "gap": abs(paid - total),
    }  # fmt: skip
    ask, *ends = rng.choice(CHANGE_ASKS if change else MEANS_ASKS)
    text = stated(rng, CHANGE_CLAUSES if change else MEANS_CLAUSES).format(**facts)
    return text + ask, f"{sums}，{ends[paid < total].format(**facts)}。"


def write_price_list(rng: Random) -> Task:
    """Ask about the price of one order and the money of the customer, or which of two orders costs more."""
    shop = rng.choice(tuple(MENUS))
    priced = [(item, rng.randint(item.low, item.high)) for item in rng.sample(MENUS[shop], 6)]
    menu = "\n".join(f"{item.name}：{price}元/{item.unit}" for item, price in priced)
    order, other = ([(i, p, rng.randint(1, 3)) for i, p in rng.sample(priced, rng.randint(2, 3))] for _ in range(2))
    instruction, answer = compared(rng, shop, order, other) if rng.random() < 0.6 else paid_for(rng, shop, order)
    return Task(instruction, menu, answer)


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
    early = rng.choice(timetable[:3]).leaves - rng.randrange(3, 20)
    late = max(train.arrives for train in rng.sample(timetable, 4)) + rng.randrange(2, 15)
    fit = [train for train in timetable if train.leaves >= early and train.arrives <= late]
    ask, end = rng.choice(TRAIN_ASKS[aim])
    facts = stated(rng, TRAIN_CLAUSES).format(
        who=person(rng), start=start, end=goal, errand=rng.choice(ERRANDS), early=hhmm(early), late=hhmm(late)
    )
    rows = [f"{t.name}  {hhmm(t.leaves)}开  {hhmm(t.arrives)}到  {t.fare}元" for t in timetable]
    table = f"{start}—{goal}车次表\n" + "\n".join(rows)
    return Task(facts + ask, table, chosen_train(aim, end, fit))


# --- marks --------------------------------------------------------------------------------------------------------

Marks = dict[str, dict[str, int]]  # name → subject → mark

SUBJECTS = {
    "七": ("语文", "数学", "英语", "生物", "历史", "地理", "政治"),
    "八": ("语文", "数学", "英语", "物理", "生物", "历史", "地理", "政治"),
    "九": ("语文", "数学", "英语", "物理", "化学", "历史", "政治"),
}
"""Subjects by grade of a middle school."""
EXAMS = ("期中考试", "期末考试", "第一次月考", "第二次月考", "开学摸底考试", "阶段测验", "全区统考", "全校联考")
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
         "{honour}的机会给了{klass}，人选有两条标准"),
        ("{one}至少{least}分", "{one}不能低于{least}分", "{one}得有{least}分", "{one}要求{least}分起"),
         ("{two}至少{other}分", "{two}不能低于{other}分", "{two}得有{other}分", "{two}要求{other}分起"),
    ),
    "gap": (
        ("{klass}的{who}和{friend}都想{honour}", "{honour}的名额，{who}与{friend}在争",
         "{teacher}老师考虑让{who}或{friend}{honour}", "{klass}推荐{who}和{friend}{honour}，只能定一人"),
        ("比的是{one}加{two}", "看{one}与{two}两科合计", "以{one}、{two}的总分定", "只算{two}和{one}"),
    ),
    "order": (
        ("{klass}要派前两名{honour}", "{teacher}老师让{klass}的头两名{honour}", "{honour}的是{klass}前两名"),
        ("名次看{one}", "以{one}分数论高低", "只依{one}排序", "名次凭{one}"), ("", "{two}最高的另得一本词典",
         "另给{two}第一名发笔记本"),
    ),
    "mean": (
        ("{klass}的{who}想{honour}", "{who}报名{honour}", "{teacher}老师打算让{who}{honour}",
         "{klass}的{who}一心想{honour}"),
        ("条件是{one}超过平均分", "{one}必须高于大家的平均", "要看{one}是否高于平均分", "只要{one}比均分高就行"),
    ),
}  # fmt: skip
MARK_ASKS = {
    "both": (
        ("查{exam}成绩表，谁够格？", "够格的有{count}人：{names}", "没有人够格"),
        ("根据{exam}成绩，写出合格的人。", "合格的人有{count}个：{names}", "没有合格的人"),
        ("按下面{exam}的分数，有哪几位符合？", "有{count}位符合：{names}", "没有一位符合"),
        ("看{exam}成绩单，过了两关的是谁？", "过了两关的有{count}人：{names}", "没有人过了两关"),
    ),
    "gap": (
        ("查{exam}成绩表，谁高，高几分？", "{high}高，高{gap}分", "两人一样高"),
        ("根据{exam}成绩，写出两人的合计和差距。", "差距是{gap}分，{high}更高", "没有差距"),
        ("看{exam}成绩单，谁的总分占优，多出几分？", "{high}的总分占优，多出{gap}分", "两人的总分不分上下"),
        ("按下面{exam}的分数，该选谁？说出总分。", "该选{high}，总分是{best}分", "两人总分相同，分不出该选谁"),
    ),
    "order": (
        ("查{exam}成绩表，把全部学生从高到低排出来，{two}第一是谁？", "{two}第一是{top}，{mark}分"),
        ("根据{exam}成绩排名（高到低），并指出{two}最高的人。", "{two}最高的人是{top}，{mark}分"),
        ("看{exam}成绩单，先排出全部名次，再说出{two}的头名。", "{two}的头名是{top}，{mark}分"),
        ("按下面{exam}的分数，依次是谁？{two}最好的呢？", "{two}最好的是{top}，{mark}分"),
    ),
    "mean": (
        ("查{exam}成绩表，这个条件达到没有？差几分？", "这个条件达到了，比平均分高{gap}分", "这个条件没有达到，{low}"),
        ("根据{exam}成绩求平均分，再作判断。", "符合条件，比平均分高{gap}分", "不符合条件，{low}"),
        ("看{exam}成绩单，能不能如愿？先算平均分。", "能如愿，比平均分高{gap}分", "不能如愿，{low}"),
        ("按下面{exam}的分数，平均是多少，行不行？", "行，比平均分高{gap}分", "不行，{low}"),
    ),
}  # fmt: skip
"""Questions about marks by kind, each with its answers: for a student who qualifies, leads or passes, and if there is none."""


def marks_both(marks: Marks, ends: list[str], floors: dict[str, int]) -> str:
    """List the students who reach a minimum mark in each of two subjects."""
    able = [name for name, row in marks.items() if all(row[subject] >= least for subject, least in floors.items())]
    return (ends[0].format(count=len(able), names=listed(able)) if able else ends[1]) + "。"


def marks_gap(marks: Marks, ends: list[str], one: str, two: str, pair: tuple[str, str]) -> str:
    """Compare the total marks of two students in two subjects."""
    a, b = (marks[name][one] + marks[name][two] for name in pair)
    end = ends[a == b].format(high=pair[b > a], gap=abs(a - b), best=max(a, b))
    return f"{pair[0]}两科共{a}分，{pair[1]}两科共{b}分，{end}。"


def marks_order(marks: Marks, ends: list[str], one: str, two: str) -> str:
    """Rank all students in one subject and name the best in another."""
    ranked, best = sorted(marks, key=lambda name: -marks[name][one]), max(marks, key=lambda name: marks[name][two])
    ranking = "、".join(f"{name}（{marks[name][one]}分）" for name in ranked)
    end = ends[0].format(two=two, top=best, mark=marks[best][two])
    return f"{one}从高到低：{ranking}，前两名是{listed(ranked[:2])}。{end}。"


def marks_mean(marks: Marks, ends: list[str], one: str, who: str) -> str:
    """Return the average mark in a subject and the distance of one student from it."""
    total, mark = sum(row[one] for row in marks.values()), marks[who][one]
    mean = total / len(marks)
    low = "正好等于平均分" if mark == mean else f"比平均分低{mean - mark:g}分"
    end = ends[mark <= mean].format(gap=f"{mark - mean:g}", low=low)
    return f"{one}平均分是{total}÷{len(marks)}＝{mean:g}分；{who}考了{mark}分，{end}。"


def write_exam_marks(rng: Random) -> Task:
    """Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""
    grade = rng.choice(tuple(SUBJECTS))
    names, (one, two, three) = people(rng, rng.choice((4, 5))), rng.sample(SUBJECTS[grade], 3)
    columns = {subject: rng.sample(range(62, 99), len(names)) for subject in (one, two, three)}
    marks = {name: {subject: column[i] for subject, column in columns.items()} for i, name in enumerate(names)}
    kind, (who, friend) = rng.choice(tuple(MARK_CLAUSES)), rng.sample(names, 2)
    least, other = rng.choices(range(70, 85), k=2)
    ask, *ends = rng.choice(MARK_ASKS[kind])
    answer = {
        "both": lambda: marks_both(marks, ends, {one: least, two: other}),
        "gap": lambda: marks_gap(marks, ends, one, two, (who, friend)),
        "order": lambda: marks_order(marks, ends, one, two),
        "mean": lambda: marks_mean(marks, ends, one, who),
    }[kind]()
    instruction = (stated(rng, MARK_CLAUSES[kind]) + ask).format(
        klass=f"{grade}年级{rng.randint(1, 12)}班", exam=rng.choice(EXAMS), one=one, two=two,
        honour=rng.choice(HONOURS), least=least, other=other, who=who, friend=friend, teacher=person(rng)[0],
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
    "要陪家人看病", "去外地开会", "孩子发烧", "考驾照", "参加同学婚礼", "家里水管漏水", "预约了拔牙", "送父亲住院",
    "脚扭伤了", "搬家", "参加培训", "补拍证件照",
    "接外婆出院", "去派出所办证", "要开家长会", "赶论文答辩", "去车站接亲戚", "参加单位体检",
)  # fmt: skip
ROSTER_CLAUSES = (
    ("{place}的{a}{day_a}{reason}", "{day_a}{place}的{a}{reason}", "因为{day_a}{reason}，{place}的{a}来不了"),
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
    ("根据值班表写出调整后{b}、{a}各自的{shift}日子。", "{name}的{shift}日子是{days}", "{name}没有{shift}"),
    ("看表回答：改完之后{c}与{b}的{shift}分别落在周几？", "{name}的{shift}落在{days}", "{name}没有{shift}"),
    ("查表推算，新的安排里{a}上哪几天{shift}？{b}呢？", "{name}上{days}的{shift}", "{name}不上{shift}"),
    ("对照原表，调整后{c}、{a}各有几天{shift}，是哪几天？", "{name}有{count}天{shift}，是{days}", "{name}有0天{shift}"),
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


def write_duty_roster(rng: Random) -> Task:
    """Ask for the shifts of some people after two of them swap days or one takes over a shift of the other."""
    names, (shift, rest) = people(rng, 8), rng.sample(("早班", "晚班", "中班"), 2)
    week, others, swap = roster(rng, names[:4]), roster(rng, names[4:]), rng.random() < 0.6
    a = rng.randrange(7)
    b = next(day for day in rng.sample(range(7), 7) if week[day] != week[a])
    changed = [week[b] if day == a else week[a] if day == b and swap else who for day, who in enumerate(week)]
    c = next(name for name in names if name not in (week[a], week[b]))
    (ask, *ends), place = rng.choice(ROSTER_ASKS), rng.choice(PLACES)
    staff = {"a": week[a], "b": week[b], "c": c}
    instruction = (stated(rng, ROSTER_CLAUSES if swap else COVER_CLAUSES) + ask).format(
        place=place, day_a=WEEKDAYS[a], day_b=WEEKDAYS[b], shift=shift, reason=rng.choice(REASONS), **staff
    )
    asked = sorted((key for key in "abc" if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
    answer = "；".join(shifts_of(changed, ends, staff[key], shift) for key in asked)
    table = [f"{day}：{shift}{x}，{rest}{y}" for day, x, y in zip(WEEKDAYS, week, others, strict=True)]
    return Task(instruction, f"{place}一周值班表\n" + "\n".join(table), f"调整后，{answer}。")


# --- notices ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """An event announced in a notice, and the hosts, venues, months, parts of the day and requirements that fit it."""

    event: str
    hosts: tuple[str, ...]
    venues: tuple[str, ...]
    extras: tuple[str, ...]
    parts: tuple[str, ...] = ("morning", "afternoon")
    months: tuple[int, ...] = tuple(range(1, 13))


STARTS = {
    "morning": ((510, 540, 570), 12 * 60),
    "afternoon": ((810, 840, 870), 17 * 60 + 30),
    "evening": ((1110, 1140), 21 * 60 + 30),
}
"""Times of the day: when the first session can start, and when the last must be over, in minutes since midnight."""
TOWN = ("青石镇文化站", "云溪镇文化站", "城南文化馆", "江北区文化馆", "临河县文化馆", "松坪镇文化站")
HOMES = ("槐树街社区", "向阳居委会", "桥东社区", "石榴巷居委会", "钟楼街道", "江北街道", "枫林社区", "海棠苑社区")
WORKS = ("纺织厂工会", "红星农场工会", "机床厂工会", "供电局工会", "自来水公司工会", "公交公司工会")
BOOKS = ("城南图书馆", "江北区图书馆", "少年儿童图书馆", "向阳书店", "青石镇图书馆")
SCHOOLS = ("实验中学", "江北职业学校", "城南少年宫", "育才小学", "青少年活动中心")
COLLEGES = ("江北学院", "师范大学", "农业大学", "财经学院", "理工大学")
ALL_DAY = ("morning", "afternoon", "evening")
MILD = (3, 4, 5, 9, 10, 11)  # months for events in the open air
TERM = (3, 4, 5, 6, 9, 10, 11, 12)  # months without school holidays
NOTICES = (
    Notice("亲子读书会", BOOKS, ("二楼绘本区", "儿童阅览室", "一楼活动室"), ("自带一本绘本", "每家限带两个孩子")),
    Notice("健康讲座", HOMES, ("居委会大厅", "社区活动室", "卫生服务站"), ("带上病历本", "带上社保卡"), ALL_DAY),
    Notice("消防演练", (*HOMES, *WORKS), ("东侧停车场", "二号楼前", "大门口广场"), ("穿平底鞋", "带一条湿毛巾")),
    Notice("旧书交换会", (*BOOKS, *HOMES), ("一楼大厅", "多功能厅", "三楼展厅"), ("书要干净完整", "不带教材和杂志")),
    Notice("太极拳体验课", (*HOMES, *TOWN), ("老年活动室", "文化广场", "湖边平台"), ("穿宽松衣裤", "自备水杯"),
        ALL_DAY, MILD),
    Notice("编程体验课", SCHOOLS, ("创客教室", "机房", "三楼电脑室"), ("带笔记本电脑", "家长在教室外等候"),
        months=TERM),
    Notice("湿地观鸟", (*SCHOOLS, *HOMES), ("湿地公园南门", "水库大坝", "湖心观鸟台"), ("别穿鲜艳衣服", "带望远镜"),
        ("morning", "afternoon"), MILD),
    Notice("厨艺课", (*WORKS, *HOMES), ("烹饪教室", "烘焙教室", "活动中心厨房"), ("现场交材料费", "自带围裙")),
    Notice("皮影戏", TOWN, ("老戏台", "文化广场", "戏楼前"), ("自带小板凳", "不要带宠物"), ("afternoon", "evening"), MILD),
    Notice("植树活动", (*WORKS, *SCHOOLS), ("北坡苗圃", "河堤", "东山脚下"), ("戴手套", "自带铁锹"),
        ("morning", "afternoon"), (3, 4)),
    Notice("汉服展示", TOWN, ("古戏台", "博物馆前厅", "文庙大殿前"), ("不要触摸展示的服装", "拍照不用闪光灯"),
        ("morning", "afternoon"), MILD),
    Notice("急救培训", (*WORKS, *HOMES), ("多功能厅", "红十字救护站", "二楼会议室"), ("穿长裤", "带身份证登记"), ALL_DAY),
    Notice("乒乓球训练课", WORKS, ("体育馆西厅", "职工之家", "工人俱乐部"), ("自带球拍", "穿运动鞋"), ALL_DAY),
    Notice("陶艺课", (*SCHOOLS, *TOWN), ("后院工坊", "美术室", "手工教室"), ("剪短指甲", "自带围裙"),
        months=TERM),
    Notice("求职讲座", COLLEGES, ("大学生活动中心", "学术报告厅", "就业指导中心"), ("带一份简历", "凭学生证入场"), ALL_DAY,
        (3, 4, 5, 9, 10, 11, 12)),
    Notice("茶艺体验课", (*TOWN, *WORKS), ("二楼茶室", "活动中心茶室", "多功能厅"), ("剪短指甲", "别喷香水"), ALL_DAY),
    Notice("盆栽养护课", HOMES, ("社区花房", "一楼活动室", "小区凉亭"), ("带一盆自家的花", "自带小铲子"), months=MILD),
    Notice("防诈骗讲座", (*HOMES, *WORKS), ("多功能厅", "一楼会议室", "一楼大厅"), ("带上手机", "带上老花镜"), ALL_DAY),
    Notice("书法公开课", (*TOWN, *SCHOOLS), ("书画室", "三楼展厅", "美术室"), ("自带毛笔", "垫一张旧报纸"), months=TERM),
    Notice("木工体验课", (*WORKS, *SCHOOLS), ("木工房", "后院工坊", "手工教室"), ("戴护目镜", "扎好长发"), months=TERM),
    Notice("手机摄影课", (*HOMES, *TOWN), ("二楼教室", "小展厅", "活动中心"), ("手机充满电", "选好三张照片"), ALL_DAY),
    Notice("象棋指导课", (*HOMES, *WORKS), ("棋牌室", "一楼活动室", "老年活动室"), ("自带棋具", "手机调成静音"), ALL_DAY),
    Notice("插花体验课", (*WORKS, *HOMES), ("手工活动室", "二楼教室", "多功能厅"), ("自带花瓶", "现场交材料费"), ALL_DAY),
    Notice("剪纸体验课", (*TOWN, *HOMES), ("一楼活动室", "多功能厅", "二楼手工坊"), ("自带剪刀", "在现场领红纸")),
    Notice("评书专场", TOWN, ("老茶馆", "文化馆小剧场", "古戏台"), ("手机调成静音", "自带茶杯"), ("afternoon", "evening"),
        MILD),
)  # fmt: skip
NOTICE_LEAD = (
    "{host}通知：{month}月{first}日{opens}在{venue}办{event}",
    "{host}的通知说，{event}定在{month}月{first}日{opens}，地点{venue}",
    "{host}贴出通知：{month}月{first}日{opens}，{venue}有{event}",
    "{host}通知如下：{month}月{first}日{opens}起，{venue}举办{event}",
    "{host}公告栏有一则通知：{event}于{month}月{first}日{opens}在{venue}举办",
    "{host}发来通知：{event}{month}月{first}日{opens}开始，在{venue}进行",
)
NOTICE_LENGTH = (
    "各场都是{lasts}分钟",
    "每场进行{lasts}分钟",
    "每场{lasts}分钟",
    "一场{lasts}分钟",
    "单场时长{lasts}分钟",
    "每场安排{lasts}分钟",
)
NOTICE_ROUNDS = (
    "连办{rounds}场，场间歇{rest}分钟", "共{rounds}场，场与场之间休息{rest}分钟", "分{rounds}场，相邻两场之间隔{rest}分钟",
    "一共安排{rounds}场，每场结束后休息{rest}分钟再开下一场",
)  # fmt: skip
NOTICE_EXTRA = ("提醒：{extra}", "注意：{extra}", "有一条要求：{extra}", "请记住：{extra}")
NOTICE_CLAUSES = (
    (NOTICE_LEAD, NOTICE_LENGTH, NOTICE_ROUNDS, NOTICE_EXTRA),
    (NOTICE_LEAD, NOTICE_ROUNDS, NOTICE_LENGTH, NOTICE_EXTRA),
)
"""The two orders in which a notice states its facts."""
NOTICE_ASKS = {
    "end": (
        ("根据通知，最后一场几点结束？", "最后一场{end}结束"),
        ("读通知回答：全部场次到几点为止？", "全部场次到{end}为止"),
        ("照这份通知推算，散场是几点？", "散场是{end}"),
        ("看过通知请算一算，活动什么时候全部结束？", "活动{end}全部结束"),
        ("依照通知，参加末场的人几点能离开？", "参加末场的人{end}能离开"),
    ),
    "second": (
        ("根据通知，第二场几点开始？", "第二场{second}开始。"),
        ("读通知回答：想参加第二场，几点到不迟？", "{second}以前到就不迟，第二场{second}开始。"),
        ("照这份通知推算，第二场从几点到几点？", "第二场从{second}到{over}。"),
        ("看过通知请算一算，第二场的起止时间。", "第二场的起止时间是{second}—{over}。"),
        ("依照通知，参加第二场的人几点能离开？", "参加第二场的人{over}能离开。"),
    ),
    "need": (
        ("根据通知，要在哪里参加，有什么要求？", "要在{venue}参加，要求是：{extra}。"),
        ("读通知回答：去什么地方？要注意什么？", "去{venue}；要注意：{extra}。"),
        ("照这份通知，地点和注意事项分别是什么？", "地点是{venue}，注意事项是：{extra}。"),
        ("看过通知请回答，活动办在哪儿？提了什么要求？", "活动办在{venue}；提的要求是：{extra}。"),
        ("依照通知，参加的人该去哪儿，要记住什么？", "该去{venue}，要记住：{extra}。"),
    ),
}
"""Questions about a notice by kind, each with the answer in its own words."""


def sessions(rng: Random, notice: Notice) -> tuple[int, int, int, int]:
    """Draw when the first session starts, the length of a session, their number, and the break between two.

    The last session is over before lunch, supper or the night.
    """
    starts, latest = STARTS[rng.choice(notice.parts)]
    opens, lasts, rest = rng.choice(starts), rng.choice((30, 40, 45, 50, 60)), rng.choice((5, 10, 15, 20))
    return opens, lasts, rng.randint(2, min(4, (latest - opens + rest) // (lasts + rest))), rest


def write_notice(rng: Random) -> Task:
    """Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks.

    The day is never in the first week of a month, where the long holidays are.
    """
    notice, kind = rng.choice(NOTICES), rng.choice(tuple(NOTICE_ASKS))
    opens, lasts, rounds, rest = sessions(rng, notice)
    second, end = opens + lasts + rest, opens + rounds * lasts + (rounds - 1) * rest
    facts = {
        "month": rng.choice(notice.months), "first": rng.randint(8, 28), "opens": hhmm(opens), "lasts": lasts,
        "venue": rng.choice(notice.venues), "host": rng.choice(notice.hosts), "event": notice.event,
        "rounds": rounds, "rest": rest, "extra": rng.choice(notice.extras), "second": hhmm(second),
        "over": hhmm(second + lasts), "end": hhmm(end),
    }  # fmt: skip
    ask, answer = rng.choice(NOTICE_ASKS[kind])
    if kind == "end":
        answer += f"：{rounds}场共{rounds * lasts}分钟，加上{rounds - 1}次休息共{(rounds - 1) * rest}分钟。"
    instruction = stated(rng, rng.choice(NOTICE_CLAUSES)) + ask
    return Task(instruction.format(**facts), "", answer.format(**facts))


FAMILIES: tuple[Family, ...] = (
    Family("price_list", TaskType.CLOSED_QA, write_price_list),
    Family("train_timetable", TaskType.CLOSED_QA, write_train_timetable),
    Family("exam_marks", TaskType.CLOSED_QA, write_exam_marks),
    Family("duty_roster", TaskType.CLOSED_QA, write_duty_roster),
    Family("event_notice", TaskType.CLOSED_QA, write_notice),
)
