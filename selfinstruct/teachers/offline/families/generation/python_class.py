"""Ask for a Python class for a small job, with unit tests. Each method comes with its words, its code and its test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from textwrap import indent

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import numbered


@dataclass(frozen=True, slots=True)
class Trade:
    """A job for a class: who needs it and why, the name of the class, names for the tests, and how big numbers are."""

    story: str
    class_name: str
    names: tuple[str, ...]
    values: range
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what is asked for, its code and the lines of its test."""

    asked: str
    code: str
    test: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the tests are to use, the fixed part of a class, and the methods, of which some are always needed."""

    words: str
    data: str
    asked: str
    code: str
    setup: str
    needed: tuple[Method, ...]
    optional: tuple[Method, ...]


def stock(rng: Random, job: Trade) -> Draft:
    """Draft a class that counts things in a store."""
    names, counts = rng.sample(job.names, 3), rng.sample(job.values, 3)
    one, two, three = names
    a, b, c = counts
    used, limit = rng.randint(1, a - 1), sorted(counts)[1] + 1
    ranked = sorted(zip(counts, names, strict=True))
    few = [name for count, name in ranked if count < limit]
    lacks = rng.randint(2, 9)
    return Draft(
        "stock",
        f"{one}{a}{job.unit}、{two}{b}{job.unit}、{three}{c}{job.unit}",
        "add(name, count)增加数量",
        "def __init__(self):\n    self.counts = {}\n\n"
        "def add(self, name, count):\n    self.counts[name] = self.counts.get(name, 0) + count",
        f'self.it = {job.class_name}()\nself.it.add("{one}", {a})\nself.it.add("{two}", {b})\nself.it.add("{three}", {c})',
        (
            Method(
                "take(name, count)取出并返回剩余数量，不够时抛出ValueError",
                'def take(self, name, count):\n    if count > self.counts.get(name, 0):\n        raise ValueError("数量不足")\n'
                "    self.counts[name] -= count\n    return self.counts[name]",
                f'self.assertEqual(self.it.take("{one}", {used}), {a - used})\n'
                f'with self.assertRaises(ValueError):\n    self.it.take("{two}", {b + 1})',
            ),
        ),
        (
            Method(
                "low(limit)返回数量少于limit的名称，从少到多排列",
                "def low(self, limit):\n    few = [name for name, count in self.counts.items() if count < limit]\n"
                "    return sorted(few, key=self.counts.get)",
                f"self.assertEqual(self.it.low({limit}), {quoted(few)})",
            ),
            Method(
                "total()返回数量之和",
                "def total(self):\n    return sum(self.counts.values())",
                f'self.assertEqual(self.it.total(), {a + b + c})\nself.it.add("{one}", 1)\n'
                f"self.assertEqual(self.it.total(), {a + b + c + 1})",
            ),
            Method(
                "missing(wanted)按字典wanted算出还缺的数量，不缺的不列",
                "def missing(self, wanted):\n"
                "    gaps = {name: count - self.counts.get(name, 0) for name, count in wanted.items()}\n"
                "    return {name: gap for name, gap in gaps.items() if gap > 0}",
                f'wanted = {{"{one}": {a + lacks}, "{two}": {b}}}\n'
                f'self.assertEqual(self.it.missing(wanted), {{"{one}": {lacks}}})',
            ),
            Method(
                "most()返回数量最多的名称，没有东西时返回None",
                "def most(self):\n    return max(self.counts, key=self.counts.get, default=None)",
                f'self.assertEqual(self.it.most(), "{ranked[-1][1]}")\nself.assertIsNone({job.class_name}().most())',
            ),
            Method(
                "move_to(other, name)把一种东西全部移到另一个对象里",
                "def move_to(self, other, name):\n    other.add(name, self.counts.pop(name))",
                f'other = {job.class_name}()\nself.it.move_to(other, "{three}")\n'
                f'self.assertEqual(other.counts, {{"{three}": {c}}})\nself.assertNotIn("{three}", self.it.counts)',
            ),
        ),
    )


def quoted(names: list[str]) -> str:
    """Write a list of names as Python with double quotation marks."""
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def fee_of(minutes: int, free: int, hour: int, cap: int) -> int:
    """What a stay costs."""
    return 0 if minutes <= free else min(cap, -(-minutes // 60) * hour)


PRICE_RULES = (
    "{free}分钟以内免费，超过后从头计，每小时{hour}元，不足一小时按一小时，最高{cap}元",
    "每小时{hour}元、封顶{cap}元，头{free}分钟内结束的不收钱，再久就从头算起，零头算一小时",
    "不到一小时算一小时，一小时{hour}元，最多收{cap}元，{free}分钟之内结束的免费，超出的连前面一起算",
)


def timed(rng: Random, job: Trade) -> Draft:
    """Draft a class that charges for the time between coming and leaving."""
    one, two = rng.sample(job.names, 2)
    free, hour = rng.choice((10, 15, 20, 30)), rng.choice(job.values)
    cap = hour * rng.randint(5, 9)
    stay, long = rng.randint(free + 1, 200), rng.randint(300, 500)
    start = rng.randint(0, 9) * 10
    cost, late = fee_of(stay, free, hour, cap), start + rng.randint(5, 30)
    percent = rng.choice((50, 60, 70, 80, 90))
    return Draft(
        "timed",
        rng.choice(PRICE_RULES).format(free=free, hour=hour, cap=cap),
        "fee(minutes)按规则算出minutes分钟的费用",
        "def __init__(self):\n    self.started = {}\n    self.income = 0\n\n"
        f"def fee(self, minutes):\n    if minutes <= {free}:\n        return 0\n"
        f"    hours = -(-minutes // 60)  # 不足一小时进一\n    return min(hours * {hour}, {cap})",
        f"self.it = {job.class_name}()",
        (
            Method(
                "enter(name, now)登记开始，leave(name, now)返回应付金额并记入income",
                "def enter(self, name, now):\n    self.started[name] = now\n\n"
                "def leave(self, name, now):\n    cost = self.fee(now - self.started.pop(name))\n"
                "    self.income += cost\n    return cost",
                f"self.assertEqual(self.it.fee({free}), 0)\nself.assertEqual(self.it.fee({60 * 24}), {cap})\n"
                f'self.it.enter("{one}", {start})\nself.assertEqual(self.it.leave("{one}", {start + stay}), {cost})\n'
                f"self.assertEqual(self.it.income, {cost})",
            ),
        ),
        (
            Method(
                "inside()按先后返回还没结束的名称",
                "def inside(self):\n    return sorted(self.started, key=self.started.get)",
                f'self.it.enter("{one}", {late})\nself.it.enter("{two}", {start})\n'
                f"self.assertEqual(self.it.inside(), {quoted([two, one])})",
            ),
            Method(
                "overdue(now, limit)返回用时超过limit分钟的名称列表",
                "def overdue(self, now, limit):\n"
                "    return [name for name, began in self.started.items() if now - began > limit]",
                f'self.it.enter("{one}", {start})\nself.it.enter("{two}", {start + long - 5})\n'
                f"self.assertEqual(self.it.overdue({start + long}, {long - 1}), {quoted([one])})",
            ),
            Method(
                f"member_fee(minutes)会员价，打{percent // 10}折，按整数元舍去小数",
                f"def member_fee(self, minutes):\n    return self.fee(minutes) * {percent} // 100",
                f"self.assertEqual(self.it.member_fee({stay}), {cost * percent // 100})",
            ),
            Method(
                "重复登记同一个名称时，enter抛出KeyError",
                "",
                f'self.it.enter("{one}", {start})\nwith self.assertRaises(KeyError):\n    self.it.enter("{one}", {late})',
            ),
        ),
    )


def line(rng: Random, job: Trade) -> Draft:
    """Draft a class for people or things that wait their turn."""
    one, two, three, four = rng.sample(job.names, 4)
    each = rng.choice(job.values)
    return Draft(
        "line",
        f"排队的次序是{one}、{two}、{three}，平均{each}分钟轮到下一个",
        "join(name)排到队尾并返回排在第几位",
        "def __init__(self):\n    self.waiting = []\n    self.done = []\n\n"
        "def join(self, name):\n    self.waiting.append(name)\n    return len(self.waiting)",
        f'self.it = {job.class_name}()\nfor name in ("{one}", "{two}", "{three}"):\n    self.it.join(name)',
        (
            Method(
                "call()取出排在最前的名称并记入done，没有人时返回None",
                "def call(self):\n    if not self.waiting:\n        return None\n"
                "    self.done.append(self.waiting.pop(0))\n    return self.done[-1]",
                f'self.assertEqual(self.it.call(), "{one}")\nself.assertEqual(self.it.done, {quoted([one])})\n'
                f"self.assertIsNone({job.class_name}().call())",
            ),
        ),
        (
            Method(
                "urgent(name)插到最前",
                "def urgent(self, name):\n    self.waiting.insert(0, name)",
                f'self.it.urgent("{four}")\nself.assertEqual(self.it.call(), "{four}")\n'
                f'self.assertEqual(self.it.call(), "{one}")',
            ),
            Method(
                "skip()把最前的一个移到队尾，算作过号",
                "def skip(self):\n    if self.waiting:\n        self.waiting.append(self.waiting.pop(0))",
                f"self.it.skip()\nself.assertEqual(self.it.waiting, {quoted([two, three, one])})",
            ),
            Method(
                "cancel(name)退出排队，退出成功返回True，不在队里返回False",
                "def cancel(self, name):\n    if name not in self.waiting:\n        return False\n"
                "    self.waiting.remove(name)\n    return True",
                f'self.assertTrue(self.it.cancel("{two}"))\nself.assertFalse(self.it.cancel("{four}"))\n'
                f"self.assertEqual(self.it.waiting, {quoted([one, three])})",
            ),
            Method(
                "position(name)返回第几位，不在队里返回0",
                "def position(self, name):\n    return self.waiting.index(name) + 1 if name in self.waiting else 0",
                f'self.assertEqual(self.it.position("{three}"), 3)\nself.assertEqual(self.it.position("{four}"), 0)',
            ),
            Method(
                f"minutes_for(name)估算还要等的分钟数，按{each}分钟轮到下一个算",
                f"def minutes_for(self, name):\n    return self.waiting.index(name) * {each}",
                f'self.assertEqual(self.it.minutes_for("{one}"), 0)\n'
                f'self.assertEqual(self.it.minutes_for("{three}"), {2 * each})',
            ),
        ),
    )


def log(rng: Random, job: Trade) -> Draft:
    """Draft a class that reads lines of names and numbers."""
    one, two = rng.sample(job.names, 2)
    a, b, c = rng.sample(job.values, 3)
    bound = sorted((a, b, c))[1]
    over = [name for name, value in ((one, a), (two, b), (one, c)) if value > bound]
    best = one if a + c >= b else two
    mean = round((a + c) / 2, 1)
    return Draft(
        "log",
        f"{one}{a}、{two}{b}、{one}{c}",
        "构造时读入多行文本，每行是“名称,非负整数”，空行跳过，格式不对的行不收，只在bad里计数",
        "def __init__(self, text):\n    self.rows, self.bad = [], 0\n    for line in text.splitlines():\n"
        '        name, _, value = line.strip().partition(",")\n        if value.isdecimal() and name:\n'
        "            self.rows.append((name, int(value)))\n        elif line.strip():\n            self.bad += 1",
        f'self.it = {job.class_name}("{one},{a}\\n{two},{b}\\n\\n{one},{c}\\n{two};{b}\\n")',
        (
            Method(
                "total(name)返回某个名称的数值之和",
                "def total(self, name):\n    return sum(value for who, value in self.rows if who == name)",
                f'self.assertEqual(self.it.bad, 1)\nself.assertEqual(self.it.total("{one}"), {a + c})\n'
                'self.assertEqual(self.it.total("没有"), 0)',
            ),
        ),
        (
            Method(
                "names()按首次出现的顺序返回名称，不重复",
                "def names(self):\n    return list(dict.fromkeys(name for name, _ in self.rows))",
                f"self.assertEqual(self.it.names(), {quoted([one, two])})",
            ),
            Method(
                "over(limit)返回数值大于limit的各行的名称",
                "def over(self, limit):\n    return [name for name, value in self.rows if value > limit]",
                f"self.assertEqual(self.it.over({bound}), {quoted(over)})",
            ),
            Method(
                "average(name)返回平均值，保留一位小数，没有记录时返回0",
                "def average(self, name):\n    values = [value for who, value in self.rows if who == name]\n"
                "    return round(sum(values) / len(values), 1) if values else 0",
                f'self.assertEqual(self.it.average("{one}"), {mean})\nself.assertEqual(self.it.average("没有"), 0)',
            ),
            Method(
                "best()返回合计最大的名称，没有记录时返回None",
                "def best(self):\n    names = dict.fromkeys(name for name, _ in self.rows)\n"
                "    return max(names, key=self.total, default=None)",
                f'self.assertEqual(self.it.best(), "{best}")\nself.assertIsNone({job.class_name}("").best())',
            ),
            Method(
                "to_text()把收下的行重新写成同样格式的文本",
                'def to_text(self):\n    return "\\n".join(f"{name},{value}" for name, value in self.rows)',
                f'self.assertEqual(self.it.to_text(), "{one},{a}\\n{two},{b}\\n{one},{c}")',
            ),
        ),
    )


def marks(rng: Random, values: range) -> list[int]:
    """Draw the scores of four judges, who do not differ much."""
    width = max(6, len(values) // 4)
    start = rng.randrange((len(values) - width) // 2, len(values) - width + 1)
    return rng.sample(values[start : start + width], 4)


def scores(rng: Random, job: Trade) -> Draft:
    """Draft a class that keeps the scores of judges."""
    one, two = rng.sample(job.names, 2)
    full = max(job.values)
    first, second = marks(rng, job.values), marks(rng, job.values)
    while sum(sorted(first)[1:3]) == sum(sorted(second)[1:3]):
        second = marks(rng, job.values)
    finals = {one: round(sum(sorted(first)[1:3]) / 2, 1), two: round(sum(sorted(second)[1:3]) / 2, 1)}
    ranking = sorted(finals, key=lambda name: -finals[name])
    limit = max(finals.values())
    return Draft(
        "scores",
        f"{one}得{'、'.join(map(str, first))}，{two}得{'、'.join(map(str, second))}",
        f"add(name, score)记一个分数，只收0到{full}，超出范围抛出ValueError",
        "def __init__(self):\n    self.scores = {}\n\n"
        f'def add(self, name, score):\n    if not 0 <= score <= {full}:\n        raise ValueError("分数超出范围")\n'
        "    self.scores.setdefault(name, []).append(score)",
        f'self.it = {job.class_name}()\nfor score in {first}:\n    self.it.add("{one}", score)\n'
        f'for score in {second}:\n    self.it.add("{two}", score)',
        (
            Method(
                "final(name)去掉一个最高分和一个最低分后求平均，保留一位小数，不足三个分数时返回0",
                "def final(self, name):\n    kept = sorted(self.scores.get(name, []))[1:-1]\n    return round(sum(kept) / len(kept), 1) if kept else 0",
                f'self.assertEqual(self.it.final("{one}"), {finals[one]})\nself.assertEqual(self.it.final("没有"), 0)\nwith self.assertRaises(ValueError):\n'
                f'    self.it.add("{one}", {full + 1})',
            ),
        ),
        (
            Method(
                "ranking()按最后得分从高到低返回名称",
                "def ranking(self):\n    return sorted(self.scores, key=self.final, reverse=True)",
                f"self.assertEqual(self.it.ranking(), {quoted(ranking)})",
            ),
            Method(
                "passed(limit)返回最后得分不低于limit的名称",
                "def passed(self, limit):\n    return [name for name in self.scores if self.final(name) >= limit]",
                f"self.assertEqual(self.it.passed({limit}), {quoted([n for n in (one, two) if finals[n] >= limit])})",
            ),
            Method(
                "spread(name)返回最高分与最低分之差",
                "def spread(self, name):\n    return max(self.scores[name]) - min(self.scores[name])",
                f'self.assertEqual(self.it.spread("{two}"), {max(second) - min(second)})',
            ),
            Method(
                "count(name)返回收到几个分数，没有记录时返回0",
                "def count(self, name):\n    return len(self.scores.get(name, []))",
                f'self.assertEqual(self.it.count("{one}"), 4)\nself.assertEqual(self.it.count("没有"), 0)',
            ),
            Method(
                "undo(name)撤销这个名称的最后一个分数并返回它",
                "def undo(self, name):\n    return self.scores[name].pop()",
                f'self.assertEqual(self.it.undo("{one}"), {first[-1]})\n'
                f'self.assertEqual(self.it.scores["{one}"], {first[:-1]})',
            ),
        ),
    )


# fmt: off
JOBS: dict[Callable[[Random, Trade], Draft], tuple[Trade, ...]] = {
    stock: (
        Trade("酒店布草房换洗频繁，领班想知道干净的还剩多少", "LinenRoom", ("床单", "被套", "浴巾", "枕套", "地巾"), range(30, 260), "件"),
        Trade("牙科诊所的耗材盒子一模一样，护士拿错过两回", "DentalStock", ("棉卷", "吸唾管", "口镜", "麻药", "印模粉"), range(9, 75), "盒"),
        Trade("登山协会给会员备氧气和路餐，出发前一晚才清点", "ClimbStock", ("氧气瓶", "路餐", "冰爪", "雪铲", "暖贴"), range(4, 48), "件"),
        Trade("早点摊的老板娘凌晨四点要知道昨晚包了多少", "BreakfastStall", ("烧卖", "油条", "豆沙包", "茶叶蛋", "糍饭团"), range(20, 180), "个"),
        Trade("航模队的零件散在六个鞋盒里", "ModelParts", ("螺旋桨", "舵机", "电调", "轮子", "连杆"), range(2, 36), "个"),
        Trade("渔具店的浮漂和鱼线混在一个抽屉里，进货全凭店主记性", "TackleDrawer", ("浮漂", "鱼线", "铅坠", "鱼钩", "饵料"), range(15, 120), "件"),
        Trade("乐器社的琴弦总在演出前夜用完", "StringStock", ("一弦", "二弦", "三弦", "松香", "弓毛"), range(3, 24), "份"),
        Trade("动物园饲料间来了三位新饲养员，领料没有登记", "FeedRoom", ("苜蓿", "胡萝卜", "苹果", "鱼块", "颗粒料"), range(25, 160), "公斤"),
        Trade("邮局柜台的包装材料总在周一早上不够用", "PackingStock", ("小纸箱", "大纸箱", "气泡袋", "胶带", "文件袋"), range(8, 90), "个"),
        Trade("毛线店的颜色编号太多，客人常问某一色还有几团", "YarnShop", ("藏青", "米白", "姜黄", "豆绿", "砖红"), range(6, 70), "团"),
        Trade("镇卫生院的药柜靠纸本记数，换班时总对不上", "MedicineCabinet", ("阿莫西林", "布洛芬", "碘伏", "创可贴", "葡萄糖"), range(20, 90), "份"),
        Trade("茶馆的罐子上没有标签，老板想知道哪种茶快见底", "TeaShelf", ("龙井", "铁观音", "普洱", "白毫银针", "茉莉花茶"), range(8, 60), "罐"),
        Trade("学校实验室月底清点试剂，助教手写了三页纸", "ReagentStore", ("盐酸", "氢氧化钠", "硫酸铜", "酒精", "石蕊试液"), range(5, 40), "瓶"),
        Trade("种子站春播前发放种子，一袋一袋由农户现场领取", "SeedBank", ("油菜", "玉米", "水稻", "芝麻", "花生"), range(30, 200), "袋"),
        Trade("剧团的道具箱搬了三个城市，谁也说不清还剩什么", "PropBox", ("长剑", "折扇", "灯笼", "油纸伞", "玉佩"), range(3, 30), "件"),
        Trade("幼儿园的美工角材料常常用到一半才发现不够", "ArtCorner", ("彩泥", "卡纸", "蜡笔", "毛根", "亮片"), range(10, 80), "份"),
        Trade("救援队出发前按清单装车，回来后要核对消耗", "RescueKit", ("绳索", "头灯", "担架", "急救毯", "发电机"), range(4, 25), "件"),
        Trade("面馆的冷库每晚要盘点面团和浇头", "NoodleFreezer", ("牛肉", "大肠", "雪菜", "面团", "卤蛋"), range(12, 99), "份"),
    ),
    timed: (
        Trade("陶艺馆的拉坯机供游客体验，一坐下就不想起来", "PotteryWheel", ("靠门机", "靠窗机", "角落机", "中间机"), range(30, 61, 10)),
        Trade("渔船靠岸加冰，冰厂按占泊位的时间收钱", "IceBerth", ("渔兴号", "顺发号", "海丰号", "阿公号"), range(10, 31, 5)),
        Trade("儿童乐园按时间收费，家长总说孩子才进去一会儿", "PlayGround", ("豆豆", "朵朵", "阳阳", "果果"), range(15, 36, 5)),
        Trade("汉服馆按小时出租衣裳，客人逛完灯会才想起来还", "HanfuRental", ("月白襦裙", "石青直裾", "绯红斗篷", "竹青半臂"), range(25, 61, 5)),
        Trade("暗房按时间租给胶片爱好者，药水由馆里配", "DarkRoom", ("放大机甲", "放大机乙", "冲片台", "晾片架"), range(12, 31, 3)),
        Trade("体育公园的乒乓球台供不应求，管理员用粉笔记时间", "TableTennisRoom", ("东一台", "东二台", "西一台", "西二台"), range(3, 11)),
        Trade("景区门口的寄存柜常有人忘了取包", "LockerRoom", ("红柜", "蓝柜", "绿柜", "黄柜"), range(2, 9)),
        Trade("录音棚按使用时间收费，歌手一进去就忘了看表", "RecordingBooth", ("大棚", "小棚", "人声间", "鼓房"), range(60, 121, 20)),
        Trade("农机合作社出租旋耕机，油钱另算，机时要记准", "TillerRental", ("大黄牛", "小铁牛", "绿丰", "老黑"), range(30, 71, 10)),
        Trade("琴行把琴房租给考级的孩子，一间一把钥匙", "PianoRoom", ("月光间", "夜曲间", "童谣间", "练习间"), range(8, 21, 2)),
        Trade("商场地下车库新换了道闸，要按停放时间收费", "ParkingLot", ("A区3号", "A区8号", "B区1号", "B区12号"), range(3, 9)),
        Trade("镇上的共享自习室按座位计时，学生常忘了签退", "StudyRoom", ("靠窗座", "静音舱", "沙发位", "走廊桌"), range(4, 12)),
        Trade("体育馆的羽毛球场由前台大爷用闹钟看时间", "BadmintonHall", ("一号场", "二号场", "三号场", "四号场"), range(20, 41, 5)),
        Trade("河边的游船码头租出脚踏船，回来时按时结账", "BoatRental", ("小黄鸭", "红帆", "天鹅", "海豚"), range(20, 61, 10)),
        Trade("充电站的地锁升起之后，占位的车也要付费", "ChargingStation", ("一号桩", "二号桩", "五号桩", "六号桩"), range(2, 7)),
        Trade("宠物寄养店白天可以按小时存放小狗", "DogHotel", ("豆包", "毛球", "旺财", "雪饼"), range(10, 26, 5)),
        Trade("创客空间出租激光雕刻机，学员轮流上机", "MakerSpace", ("甲组", "乙组", "丙组", "丁组"), range(15, 46, 5)),
    ),
    line: (
        Trade("旧货市场唯一的鉴定师面前排着一长溜藏家", "AppraisalLine", ("铜炉", "字画", "座钟", "瓷盘", "鼻烟壶"), range(6, 16)),
        Trade("汽车检测站一早就堵到马路上", "InspectionLine", ("白色轿车", "蓝色卡车", "校车", "出租车", "洒水车"), range(12, 30, 3)),
        Trade("游乐园的过山车检修后重新开放，各个旅行团都来抢头排", "CoasterLine", ("江西团", "河南团", "亲子团", "学生团", "散客组"), range(5, 15)),
        Trade("皮影剧场后台只有一盏灯，几出戏轮着排练", "ShadowStage", ("三打白骨精", "哪吒闹海", "盘丝洞", "断桥", "武松打虎"), range(20, 50, 5)),
        Trade("婚纱店试衣间只有一间，几位新娘同一天来", "FittingRoom", ("林小姐", "丁小姐", "白小姐", "沈小姐", "江小姐"), range(25, 50, 5)),
        Trade("维修站的师傅一次只能拆一台机器", "RepairBench", ("电饭煲", "投影仪", "缝纫机", "吸尘器", "收录机"), range(15, 45, 5)),
        Trade("机场的除冰车只有两台，大雪天飞机排在跑道边", "DeicingQueue", ("东线一班", "南线二班", "西线三班", "北线四班", "货运班"), range(9, 21)),
        Trade("心理咨询室的预约表被涂改得看不清先后", "CounselQueue", ("大一新生", "考研学长", "交换生", "转专业生", "毕业班长"), range(30, 60, 5)),
        Trade("水稻收割机下乡，几户人家都想先割自家的田", "HarvestQueue", ("东湾田", "西坡田", "桥头田", "河滩田", "祠堂田"), range(45, 95, 5)),
        Trade("社区诊所清早就排起长队，护士想按先后叫号", "ClinicQueue", ("王爷爷", "李奶奶", "小赵", "周阿姨", "老孙"), range(8, 16)),
        Trade("打印店期末生意火爆，文件在电脑里越堆越多", "PrintQueue", ("论文", "简历", "海报", "合同", "试卷"), range(2, 6)),
        Trade("理发店只有一位师傅，顾客坐满了长椅", "BarberLine", ("寸头哥", "烫发姐", "小学生", "老顾客", "新邻居"), range(20, 40)),
        Trade("港口的拖轮不够用，货船在锚地等着进港", "HarborQueue", ("远洋号", "海鸥号", "金穗号", "长风号", "北斗号"), range(30, 60)),
        Trade("食堂的糖醋排骨窗口每天都排到门外，几个班轮着打饭", "CanteenLine", ("甲班", "乙班", "丙班", "丁班", "教工"), range(3, 8)),
        Trade("机房的几个模型轮流用一块显卡训练", "TrainingQueue", ("语音", "图像", "翻译", "推荐", "预测"), range(40, 120, 10)),
        Trade("滑雪场的缆车口，教练带的队和散客混在一起", "LiftLine", ("初级班", "散客甲", "散客乙", "高级班", "儿童班"), range(4, 12)),
    ),
    log: (
        Trade("奶站每天收几户的奶，公斤数由司机口述、站长打字", "MilkLog", ("北院", "南院", "老牛家", "新牧场"), range(20, 300)),
        Trade("护林员每天用对讲机报巡山公里数，值班员随手敲进文件", "PatrolLog", ("北坡队", "南坡队", "瞭望塔", "防火队"), range(4, 35)),
        Trade("酿酒坊每天从几口缸里出酒，斤数存成一行一条", "VatLog", ("一号缸", "二号缸", "三号缸", "老缸"), range(15, 40)),
        Trade("码头的地磅把过磅吨数打印成流水，油墨常糊掉一块", "WeighLog", ("砂石", "煤炭", "粮食", "钢材"), range(8, 70)),
        Trade("羽毛球俱乐部的捡球机器人每晚上报在各馆捡了几个球", "ShuttleLog", ("一号馆", "二号馆", "三号馆", "少儿馆"), range(20, 260)),
        Trade("支教老师把学生每周读完几本书写进一个文本文件", "ReadingLog", ("小满", "石头", "春燕", "冬生"), range(1, 25)),
        Trade("养蜂人按箱记下每次摇出的蜜，单位是斤", "HoneyLog", ("坡上箱", "坡下箱", "槐林箱", "河边箱"), range(2, 30)),
        Trade("高速服务区的充电桩导出了一份谁也看不懂的流水", "ChargeLog", ("东区桩", "西区桩", "货车桩", "快充桩"), range(5, 80)),
        Trade("滴灌系统每天早晨往日志里写每块地的用水量", "WaterLog", ("番茄棚", "黄瓜棚", "辣椒地", "草莓棚"), range(20, 400)),
        Trade("门诊大厅的取号机记下各科当天的人数", "VisitLog", ("眼科", "骨科", "儿科", "皮肤科"), range(10, 200)),
        Trade("气象小组的自动雨量计每小时吐出一行数据", "RainLog", ("东坡站", "南湖站", "水库站", "气象站"), range(1, 60)),
        Trade("跑团用聊天接龙记公里数，月底要统计", "RunLog", ("阿海", "小段", "老桑", "阿杏"), range(3, 30)),
        Trade("果园采摘队按筐计酬，记录员在本子上写成一行一条", "PickLog", ("第一组", "第二组", "第三组", "临时组"), range(12, 90)),
        Trade("共享厨房的电表由几家饭馆合用，读数要分开算", "MeterLog", ("烤鱼店", "甜品铺", "轻食屋", "面包坊"), range(40, 300)),
        Trade("图书馆自助借还机导出的文件里混着坏行", "LoanLog", ("少儿区", "文学区", "科技区", "地方志"), range(5, 120)),
        Trade("观鸟会的成员把数到的鸟写进同一个文件", "BirdLog", ("白鹭", "绿头鸭", "戴胜", "翠鸟"), range(1, 45)),
        Trade("车间三班倒，质检员把检验合格的箱数写进记事本", "OutputLog", ("早班", "中班", "晚班", "返修线"), range(10, 90)),
        Trade("社区捐衣箱称重后由志愿者录入，偶尔会打错字", "DonationLog", ("东门箱", "西门箱", "超市箱", "学校箱"), range(10, 150)),
    ),
    scores: (
        Trade("蟋蟀节评鸣声，老爷子们争得面红耳赤", "CricketShow", ("金铃", "墨牙", "青头", "紫须"), range(10, 41)),
        Trade("插花沙龙期末展评，四位花艺师同时举牌", "FlowerShow", ("春日组", "枯山水", "东方韵", "野趣组"), range(40, 101)),
        Trade("方言朗读大会怕评委偏心本乡人", "DialectContest", ("吴语", "粤语", "湘语", "赣语"), range(50, 101)),
        Trade("陶艺工坊年底评最佳杯子，师傅们只肯写数字", "PotteryShow", ("天目杯", "青釉杯", "柴烧杯", "绞胎杯"), range(10, 61)),
        Trade("村里的龙舟赛要评划姿，四位老把式轮流亮分", "DragonBoat", ("上湾队", "下湾队", "桥东队", "桥西队"), range(10, 51)),
        Trade("演讲比赛的计分员算错过一次，评委要求换成程序", "SpeechContest", ("青春组", "家乡组", "读书组", "科技组"), range(60, 101)),
        Trade("咖啡师选拔由四位杯测师盲评", "CoffeeCupping", ("浅烘豆", "中烘豆", "深烘豆", "拼配豆"), range(30, 101)),
        Trade("花样滑冰俱乐部内部测试，教练要看稳定性", "SkatingTest", ("小鹿", "闪电", "雪花", "流星"), range(20, 61)),
        Trade("社区厨艺赛的评委口味差得太远", "CookOff", ("红烧鱼", "粉蒸肉", "酿豆腐", "八宝饭"), range(5, 31)),
        Trade("县里的跳水比赛请来四位裁判，记分牌坏了", "DivingScore", ("林燕", "许波", "唐晓", "邱帆"), range(50, 101)),
        Trade("校园十佳歌手大赛要当场公布名次", "SingerContest", ("一号选手", "二号选手", "三号选手", "四号选手"), range(60, 101)),
        Trade("面点师考核时，考官各自写分，考完才凑到一起", "BakerExam", ("荷花酥", "月牙饺", "千层饼", "小笼包"), range(5, 11)),
        Trade("乡镇豆腐大赛评香味和口感，一桌评委坐得满满当当", "TofuContest", ("石磨坊", "老陈家", "水乡铺", "山泉社"), range(5, 21)),
        Trade("书法展请专家给学生作品打分，要防偏高偏低", "CalligraphyShow", ("楷书组", "行书组", "隶书组", "篆书组"), range(40, 101)),
        Trade("机器人挑战赛每轮由四位裁判评分，容不得算错", "RobotRace", ("追风队", "铁甲队", "星火队", "蓝鲸队"), range(20, 101)),
        Trade("盆景评比里一位评委总给自家徒弟打满分", "BonsaiShow", ("五针松", "雀梅", "榕树", "罗汉松"), range(30, 101)),
    ),
}
# fmt: on
# How the data of each kind of draft are stated.
DATA = {
    "stock": ("手头的数是{}", "昨天点过：{}", "现有{}", "目前还剩{}"),
    "timed": ("规矩是{}", "收费办法：{}", "定价：{}", "费用这样算：{}"),
    "line": ("今天{}", "比如{}", "眼下{}"),
    "log": ("最近几行是{}", "头三条：{}", "前面三行是{}"),
    "scores": ("刚才{}", "第一轮{}", "预赛里{}"),
}
# How people say that they want an optional method.
NEEDS = {
    "low(": ("快见底的要一眼看到", "少于某个数的要列出来", "想知道哪些该补", "数量偏少的单独列一列"),
    "total()": ("要随时报出总数", "总共多少得有个数", "合计也要算", "全部加起来有多少要能说清"),
    "missing(": ("拿一张需求单来能说出缺多少", "要能对着需求单算缺口", "差哪些、差几个要算得出"),
    "most()": ("最多的是哪样也要知道", "想看哪样囤得最多", "剩得最多的那样要能查"),
    "move_to(": ("有时要把一样整个挪到别处", "能一次搬走一种", "能把一种全部转给另一处"),
    "inside()": ("还没结束的要能查", "此刻占用着的得有个名单", "还在用的按先后列出", "想看眼下哪些在用"),
    "overdue(": ("用得太久的要能挑出来", "超时的要提醒", "占着不放的要列出来"),
    "member_fee(": ("会员有折扣", "办了会员的打折算", "会员便宜些", "持卡的会员另算优惠价"),
    "重复登记": ("同一个名称重复登记要报错", "一个名称不能登记两次", "重复登记得拦住"),
    "urgent(": ("急的要能插到前面", "特殊情况先办", "允许加急", "碰上紧急的让它先来"),
    "skip()": ("叫到没人应就挪到最后", "过号的往后排", "轮到却没准备好的先放一放"),
    "cancel(": ("中途不等了要能退出", "允许退出排队", "不排了要能去掉"),
    "position(": ("要能查排在第几", "排第几随时可问", "次序要能随时报出来", "想知道轮到前还有多远"),
    "minutes_for(": ("能估算要等多久", "还要等几分钟得算出来", "等候时间要有个估计"),
    "names()": ("出现过哪些名称要列出来", "名单不重复地列一遍", "有哪些来源要看得到"),
    "over(": ("超过某个数的要挑出来", "数值大的要找到", "想看哪几行数值偏高"),
    "average(": ("要算平均数", "平均每次多少要知道", "均值也要", "平均下来是多少得有数"),
    "best()": ("哪个的合计最大要知道", "想知道总量最高的是哪个", "要评出合计第一", "累计最多的是哪个要能查"),
    "to_text()": ("收下的行还能原样导出", "要能写回文本", "整理后再导成同样的格式"),
    "ranking()": ("名次要排出来", "最后要出排名", "按得分排先后"),
    "passed(": ("过线的要挑出来", "够分数线的列个名单", "想看谁达标", "达到标准的名单要打印"),
    "spread(": ("分数差得大不大要看得到", "最高最低差几分也要算", "想看评委意见分不分散"),
    "count(": ("收了几个分要能数", "打了几次分得查得到", "有没有漏打要能看出来"),
    "undo(": ("录错了能撤销", "最后一个分可以作废", "打错的分要能退回"),
}
CODE_FRAMES = (
    "同事托我写个小工具：{story}，{data}，{need}。请用Python给出{name}类和unittest测试，接口照清单。",
    "{story}，{data}。{need}，请编写Python类{name}，连同测试代码。",
    "请写好Python文件：类{name}加测试。场景：{story}；{need}；{data}。",
    "{story}。{data}。{need}。请用Python写一个类{name}，方法见下面的清单，再用unittest写测试，就用这些数。",
    "{story}，{need}，{data}。请写Python类{name}，附单元测试。",
    "写Python类{name}和它的unittest测试。{story}。{data}。{need}，方法列在输入里。",
    "{story}，{data}。{need}。按列出的方法写一个Python类，名叫{name}，测试代码也要有。",
    "请编写Python代码。{story}；{data}；{need}。类名{name}，每个方法都要测到。",
    "我不太会编程。{story}，{data}，{need}。能不能用Python写个{name}类，顺便给出unittest测试？",
    "用Python实现下面的接口，类名{name}。{need}。背景是{story}。{data}。测试用unittest。",
    "{story}，{need}。请写一个Python类{name}来解决；{data}，测试里就拿它来验证。",
    "{need}，事情是这样的：{story}，{data}。请补上{name}类，用Python实现列出的全部方法和测试。",
)


def name_of(method: Method) -> str:
    """Name the test of a method after it; a rule without a method of its own is about entering twice."""
    return method.asked.partition("(")[0] if method.code else "enter_twice"


def source_of(job: Trade, draft: Draft, methods: list[Method]) -> str:
    """Write the class and its tests."""
    bodies = [draft.code, *(method.code for method in methods if method.code)]
    code = "\n\n".join(bodies)
    if any(not method.code for method in methods):
        code = code.replace(
            "    self.started[name] = now",
            "    if name in self.started:\n        raise KeyError(name)\n    self.started[name] = now",
        )
    tests = "\n\n".join(f"def test_{name_of(method)}(self):\n{indent(method.test, '    ')}" for method in methods)
    setup = f"def setUp(self):\n{indent(draft.setup, '    ')}"
    return (
        f"import unittest\n\n\nclass {job.class_name}:\n{indent(code, '    ')}\n\n\n"
        f"class Test{job.class_name}(unittest.TestCase):\n{indent(setup, '    ')}\n\n{indent(tests, '    ')}\n\n\n"
        'if __name__ == "__main__":\n    unittest.main()'
    )


def write_python_class(rng: Random) -> Task:
    """Ask for a Python class for a small job, with unit tests. Each method comes with its words, its code and its test."""
    kind = rng.choice(tuple(JOBS))
    job = rng.choice(JOBS[kind])
    draft = kind(rng, job)
    methods = [*draft.needed, *rng.sample(draft.optional, 2)]
    data = rng.choice(DATA[draft.words]).format(draft.data)
    needs = [rng.choice(NEEDS[next(key for key in NEEDS if method.asked.startswith(key))]) for method in methods[1:]]
    instruction = rng.choice(CODE_FRAMES).format(story=job.story, name=job.class_name, data=data, need="，".join(needs))
    asked = "方法清单：\n" + numbered([draft.asked, *(method.asked for method in methods)])
    return Task(instruction, asked, f"```python\n{source_of(job, draft, methods)}\n```")
