"""A teacher's reply to a pupil who made mistakes in calculations: where each is, the right steps, a check, an exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, hhmm, numbered, plain
from selfinstruct.teachers.offline.world import CALLED


@dataclass(frozen=True, slots=True)
class Case:
    """A mistake: grade, what the pupil says, what is right about it, what is wrong, the right steps, and an exercise."""

    grade: str
    said: str
    praise: str
    wrong: str
    steps: tuple[str, ...]
    check: str
    again: str


def lowest(rng: Random, denominator: int) -> int:
    """Draw a numerator that has no common factor with the denominator."""
    return rng.choice([each for each in range(1, denominator) if gcd(each, denominator) == 1])


def reduced(numerator: int, denominator: int) -> str:
    """Say what a fraction is in lowest terms, if it is not."""
    common = gcd(numerator, denominator)
    lower = f"{numerator // common}/{denominator // common}" if denominator > common else f"{numerator // common}"
    return f"，约分得{lower}" if common > 1 else ""


def decimal(fraction: Fraction) -> str:
    """Say what a fraction is as a decimal, or about what."""
    near = Fraction(round(fraction, 2))
    return f"{'等于' if near == fraction else '约等于'}{plain(near)}"


def unlike_fractions(rng: Random) -> Case:
    """Numerators and denominators are added."""
    b, d = rng.choice(((2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (4, 7), (3, 7), (5, 6), (2, 7), (5, 8)))
    a, c, m = lowest(rng, b), lowest(rng, d), lcm(b, d)
    one, two = a * m // b, c * m // d
    said = rng.choice((
        f"{a}/{b}＋{c}/{d}，我把上面加上面、下面加下面，得{a + c}/{b + d}，怎么给我打了叉？",
        f"同桌说{a}/{b}＋{c}/{d}不等于{a + c}/{b + d}，可我明明是分子加分子、分母加分母算的，错在哪儿？",
        f"做花用去{a}/{b}张彩纸，做旗用去{c}/{d}张，一共用了多少张？我分子分母各加各的，答{a + c}/{b + d}张，错了。",
    ))  # fmt: skip
    return Case(
        "五年级", said, "知道两个分数要加起来，思路是对的", f"分母不同，每一份的大小就不同，{b}等份里的一份和{d}等份里的一份不能直接相加",
        (f"找{b}和{d}的最小公倍数，是{m}", f"通分：{a}/{b}＝{one}/{m}，{c}/{d}＝{two}/{m}",
         f"分母不变，分子相加：{one}＋{two}＝{one + two}，结果是{one + two}/{m}{reduced(one + two, m)}"),
        f"你的{a + c}/{b + d}{decimal(Fraction(a + c, b + d))}，"
        f"正确结果{decimal(Fraction(one + two, m))}，相差不小",
        f"1/{b}＋{1 if a + c > 2 else d - 1}/{d}等于多少",
    )  # fmt: skip


def order_of_operations(rng: Random) -> Case:
    """The calculation runs from left to right."""
    unit, thing = rng.choice(
        (("个", "乒乓球"), ("本", "练习本"), ("块", "橡皮"), ("根", "跳绳"), ("枝", "康乃馨"), ("盒", "蜡笔"))
    )
    b, c = rng.randint(3, 9), rng.randint(2, 8)
    a = b * c + rng.randint(5, 40)
    said = rng.choice((
        f"我带{a}元，买{c}{unit}{thing}，每{unit}{b}元，列式{a}－{b}×{c}，算出来还剩{(a - b) * c}元，这不可能呀？",
        f"{a}－{b}×{c}，我从左往右算，先得{a - b}，再乘{c}得{(a - b) * c}，卷子上扣了分。",
        f"妈妈给我{a}元，{thing}每{unit}{b}元，我拿了{c}{unit}，{a}－{b}×{c}得{(a - b) * c}，店员却说不对。",
    ))  # fmt: skip
    return Case(
        "三年级", said, f"算式{a}－{b}×{c}列对了", "一个算式里又有减法又有乘法时，要先乘后减，你把顺序颠倒了",
        (f"先算乘法：{b}×{c}＝{b * c}", f"再算减法：{a}－{b * c}＝{a - b * c}"),
        f"{a - b * c}＋{b * c}＝{a}，正好加得回去", f"{a + 6}－{c}×{b - 1}等于多少",
    )  # fmt: skip


def brackets(rng: Random) -> Case:
    """Brackets behind a minus sign are dropped, but not the sign changed."""
    b, c = rng.randint(11, 39), rng.randint(6, 28)
    a = b + c + rng.randint(8, 60)
    what = rng.choice(
        (
            ("一卷彩带", "米", "做横幅", "做蝴蝶结"),
            ("一批油漆", "升", "刷墙", "刷门"),
            ("一本图画本", "页", "上学期", "这学期"),
            ("一批大米", "千克", "第一周", "第二周"),
        )
    )
    thing, unit, first, second = what
    said = rng.choice((
        f"{a}－（{b}＋{c}），我去掉括号写成{a}－{b}＋{c}＝{a - b + c}，为什么不对？",
        f"{thing}{a}{unit}，{first}用去{b}{unit}，{second}用去{c}{unit}，还剩多少？我列{a}－（{b}＋{c}），拆开括号得{a - b + c}{unit}。",
    ))  # fmt: skip
    return Case(
        "四年级", said, f"想到把{b}和{c}放进括号，意思很清楚", f"括号前面是减号，去括号后里面的加号要变成减号，你把{c}又加回来了",
        (f"可以先算括号：{b}＋{c}＝{b + c}", f"再算{a}－{b + c}＝{a - b - c}", f"也可以去括号：{a}－{b}－{c}＝{a - b - c}，两种办法结果一样"),
        f"你的结果{a - b + c}比{a - b}还大，可两样都要减去，剩下的只会更少", f"{a + 5}－（{b}＋{c + 2}）等于多少",
    )  # fmt: skip


def distribution(rng: Random) -> Case:
    """Only the first term in the brackets is multiplied."""
    a, b, c = rng.choice((25, 125, 8, 12, 15, 35, 16)), rng.choice((20, 40, 80, 100, 30)), rng.randint(2, 9)
    said = rng.choice((
        f"简便计算{a}×（{b}＋{c}），我写{a}×{b}＋{c}＝{a * b + c}，老师批了个问号。",
        f"{a}×{b + c}我拆成{a}×（{b}＋{c}），接着写{a * b}＋{c}＝{a * b + c}，验算对不上。",
        f"一盒{a}颗纽扣，运来{b}盒又补了{c}盒，一共多少颗？我算{a}×（{b}＋{c}）＝{a * b}＋{c}，得{a * b + c}颗。",
    ))  # fmt: skip
    return Case(
        "四年级", said, "会想到用拆开的办法，很有简算的意识", f"括号里的{b}和{c}都要和{a}相乘，你漏乘了后面的{c}",
        (f"{a}×{b}＝{a * b}", f"{a}×{c}＝{a * c}", f"{a * b}＋{a * c}＝{a * (b + c)}"),
        f"直接算{a}×{b + c}，也等于{a * (b + c)}", f"{a}×（{b}＋{c + 1}）等于多少",
    )  # fmt: skip


PLOTS = ("菜地", "花圃", "苗圃", "鱼塘", "会议桌面", "相框", "羊圈", "照片墙", "手工垫")


SMALL_PLOTS = {"会议桌面": "分米", "照片墙": "分米", "相框": "厘米", "手工垫": "厘米"}
"""The units of what is no field."""


def fence(rng: Random) -> Case:
    """The area is taken for the perimeter."""
    plot = rng.choice(PLOTS)
    unit = SMALL_PLOTS.get(plot, "米")
    b = rng.randint(4, 12) + (10 if unit == "厘米" else 0)
    a = b + rng.randint(2, 13)
    border = {"会议桌面": "贴一圈木边", "相框": "围一圈彩带", "照片墙": "镶一圈边条", "手工垫": "缝一圈花边"}.get(
        plot, "围一圈栏杆"
    )
    said = rng.choice((
        f"长方形{plot}长{a}{unit}、宽{b}{unit}，要{border}，问需要多长，我用{a}×{b}得{a * b}{unit}，怎么错了？",
        f"给{plot}{border}，它长{a}{unit}宽{b}{unit}，我长乘宽算出{a * b}{unit}，同桌说我搞混了。",
    ))  # fmt: skip
    return Case(
        "三年级", said, f"{a}×{b}＝{a * b}这个乘法算得很准", "题目要的是一圈有多长，也就是周长；长乘宽得到的是面积，单位也该是平方" + unit,
        (f"长加宽：{a}＋{b}＝{a + b}（{unit}）", f"长和宽各有两条，所以再乘2：{a + b}×2＝{2 * (a + b)}（{unit}）"),
        f"四条边挨个加：{a}＋{b}＋{a}＋{b}＝{2 * (a + b)}，一样", f"长{a + 1}{unit}、宽{b}{unit}的长方形，周长是多少",
    )  # fmt: skip


def decimal_hours(rng: Random) -> Case:
    """Tenths of an hour are taken for tens of minutes."""
    whole, tenth = rng.randint(1, 3), rng.choice((1, 2, 3, 4, 5, 6))
    deed = rng.choice(
        ("参观博物馆", "坐长途车去省城", "爬山", "晒被子", "泡豆子", "骑车去外婆家", "合唱队排练", "布置展厅")
    )
    said = rng.choice((
        f"{deed}用了{whole}.{tenth}小时，我写成{whole}小时{tenth}0分，被打叉，这是为啥？",
        f"{whole}.{tenth}小时不就是{whole}小时{tenth}0分钟吗？{deed}那道题我就这样答的，没得分。",
    ))  # fmt: skip
    return Case(
        "五年级", said, f"整数部分{whole}小时没有错", f"小时和分钟之间的进率是60，不是100，{whole}.{tenth}里的0.{tenth}表示十分之{COUNTS[tenth].replace('两', '二')}小时",
        (f"把{whole}.{tenth}小时拆成{whole}小时和0.{tenth}小时", f"0.{tenth}×60＝{tenth * 6}（分）", f"所以是{whole}小时{tenth * 6}分"),
        f"{tenth * 6}÷60＝{plain(Fraction(tenth, 10))}，换回去正好", f"{whole + 1}.{7 - tenth}小时是几小时几分",
    )  # fmt: skip


SPEEDS = ((60, 40), (30, 20), (60, 30), (40, 24), (15, 10), (12, 6), (45, 30), (20, 12), (36, 18), (50, 30))


def average_speed(rng: Random) -> Case:
    """The two speeds of a round trip are averaged."""
    fast, slow = rng.choice(SPEEDS)
    route = rng.choice(("从镇上到水库", "从学校到科技馆", "从码头到小岛", "从家到姥姥家", "从山脚到茶园"))
    vehicle = "开船" if "码头" in route else "骑车" if fast <= 20 else "坐车"
    distance = lcm(fast, slow)
    mean, wrong = Fraction(2 * fast * slow, fast + slow), Fraction(fast + slow, 2)
    said = rng.choice((
        f"{vehicle}{route}，去时每小时{fast}千米，原路返回每小时{slow}千米，平均速度我用（{fast}＋{slow}）÷2＝{plain(wrong)}，答案却不是。",
        f"来回走同一条路，{route}去时速度{fast}千米/时，返回{slow}千米/时，往返的平均速度为什么不是{plain(wrong)}千米/时？",
    ))  # fmt: skip
    return Case(
        "六年级", said, "求平均数要先加再除，你记得很清楚", "平均速度等于总路程除以总时间，去和回花的时间不同，不能把两个速度直接平均",
        (f"设单程为{distance}千米，往返一共{2 * distance}千米", f"去时用{distance}÷{fast}＝{distance // fast}（小时），返回用{distance}÷{slow}＝{distance // slow}（小时）",
         f"总时间{distance // fast}＋{distance // slow}＝{distance // fast + distance // slow}（小时）",
         f"平均速度{2 * distance}÷{distance // fast + distance // slow}＝{plain(mean)}（千米/时）"),
        f"慢的那一程时间长，所以结果比{plain(wrong)}小，合情合理", f"去时每小时{fast * 2}千米、返回每小时{slow * 2}千米，平均速度是多少",
    )  # fmt: skip


def up_and_down(rng: Random) -> Case:
    """A rise and a fall by the same percentage are believed to cancel out."""
    p = rng.choice((10, 20, 25, 30, 40, 50))
    price = rng.choice((200, 400, 800, 1000, 600, 1200))
    ware = rng.choice(("电饭煲", "羽绒服", "自行车", "书桌", "空气净化器", "望远镜", "电子琴", "帐篷"))
    up = price * (100 + p) // 100
    down = Fraction(up * (100 - p), 100)
    said = rng.choice((
        f"{ware}原价{price}元，先涨{p}%再降{p}%，我觉得一涨一降抵消了，还是{price}元，老师说我想当然。",
        f"为什么{price}元的{ware}提价{p}%又降价{p}%以后，就不是{price}元了？涨跌不是一样多吗？",
    ))  # fmt: skip
    return Case(
        "六年级", said, f"看得出两次都是{p}%，审题很细", f"两次的{p}%对应的单位“1”不同，涨价按{price}元算，降价按涨了以后的价钱算",
        (f"涨价后：{price}×（1＋{p}%）＝{up}（元）", f"降价后：{up}×（1－{p}%）＝{plain(down)}（元）", f"比原价少{plain(price - down)}元"),
        f"{price}×（1＋{p}%）×（1－{p}%）＝{plain(down)}，一步算也一样", f"原价{price}元，先降{p}%再涨{p}%，现在多少元",
    )  # fmt: skip


def trees(rng: Random) -> Case:
    """The number of intervals is taken for the number of posts."""
    gap, parts = rng.choice((3, 4, 5, 6, 8, 10)), rng.randint(9, 40)
    where, unit, thing = rng.choice(
        (
            ("校门口的小路一侧", "棵", "银杏"),
            ("河堤一边", "棵", "柳树"),
            ("跑道一侧", "面", "彩旗"),
            ("大桥一侧", "盏", "路灯"),
            ("走廊一边", "盆", "绿萝"),
            ("田埂一边", "根", "木桩"),
        )
    )
    if where == "走廊一边":
        gap, parts = rng.choice((3, 4)), rng.randint(6, 12)
    verb = {"棵": "栽", "面": "插", "盏": "装", "盆": "摆", "根": "打"}[unit]
    said = rng.choice((
        f"{where}长{gap * parts}米，每隔{gap}米{verb}一{unit}{thing}，两头都要，我用{gap * parts}÷{gap}得{parts}{unit}，怎么少了？",
        f"在{gap * parts}米长的{where}{verb}{thing}，间隔{gap}米，两端都{verb}，我写{parts}{unit}，老师画了问号。",
    ))  # fmt: skip
    return Case(
        "五年级", said, f"{gap * parts}÷{gap}＝{parts}算得没错", f"{parts}是间隔的个数，两端都{verb}的时候，{thing}比间隔多1{unit}",
        (f"先求间隔数：{gap * parts}÷{gap}＝{parts}（个）", f"两端都{verb}，再加1：{parts}＋1＝{parts + 1}（{unit}）"),
        "伸出一只手看看：5根手指中间只有4个空，手指比空多1", f"长{gap * (parts + 5)}米的路，还是每隔{gap}米{verb}一{unit}，两端都{verb}，一共几{unit}",
    )  # fmt: skip


def sawing(rng: Random) -> Case:
    """The number of pieces is taken for the number of cuts."""
    pieces, minutes = rng.randint(4, 9), rng.randint(2, 6)
    deed, thing, unit = rng.choice(
        (("锯", "木头", "段"), ("锯", "圆木", "截"), ("切", "钢管", "节"), ("锯", "竹竿", "节"), ("锯", "铁管", "段"))
    )
    said = rng.choice((
        f"把一根{thing}{deed}成{pieces}{unit}，每{deed}一次{minutes}分钟，我用{pieces}×{minutes}得{pieces * minutes}分钟，哪里想错了？",
        f"{deed}{thing}那道题，{pieces}{unit}，一次{minutes}分钟，我答{pieces * minutes}分钟，正确答案比我少。",
    ))  # fmt: skip
    return Case(
        "四年级", said, "知道用每次的时间去乘次数，方法是对的", f"{pieces}是{unit}数，不是{deed}的次数，最后一{unit}不用再{deed}",
        (f"先算{deed}几次：{pieces}－1＝{pieces - 1}（次）", f"再算时间：{pieces - 1}×{minutes}＝{(pieces - 1) * minutes}（分钟）"),
        f"{deed}1次得2{unit}，{deed}2次得3{unit}，{unit}数总比次数多1", f"{deed}成{pieces + 3}{unit}要几分钟",
    )  # fmt: skip


def remainder(rng: Random) -> Case:
    """The remainder of a division is forgotten, although it needs one more."""
    each, full = rng.randint(4, 9), rng.randint(4, 12)
    rest = rng.randint(1, each - 1)
    people, verb, unit, thing = rng.choice(
        (
            ("个同学", "去划船", "条", "船"),
            ("个小朋友", "坐缆车", "个", "车厢"),
            ("位老人", "围桌吃饭", "张", "桌子"),
            ("名队员", "住帐篷", "顶", "帐篷"),
            ("人", "坐观光车", "辆", "车"),
        )
    )
    total, stay = each * full + rest, "住" if thing == "帐篷" else "坐"
    said = rng.choice((
        f"{total}{people}{verb}，每{unit}{thing}最多{stay}{each}人，我算{total}÷{each}＝{full}……{rest}，答{full}{unit}，错在哪儿？",
        f"我们班做题：{total}{people}{verb}，一{unit}{thing}{stay}{each}人，至少要几{unit}？我答{full}{unit}，有余数我就没管。",
    ))  # fmt: skip
    return Case(
        "三年级", said, f"{total}÷{each}＝{full}……{rest}一点没错", f"余下的{rest}个人也得有地方，所以还要再添1{unit}，不能把余数丢掉",
        (f"{total}÷{each}＝{full}（{unit}）……{rest}（人）", f"剩下的{rest}人再要1{unit}：{full}＋1＝{full + 1}（{unit}）"),
        f"{full}{unit}只{stay}得下{each * full}人，{full + 1}{unit}能{stay}{each * (full + 1)}人，够{total}人用", f"{total + each}人要几{unit}",
    )  # fmt: skip


def triangle(rng: Random) -> Case:
    """The area of a triangle is not halved."""
    base, height = rng.randint(6, 20) * 2, rng.randint(5, 18)
    thing, unit = rng.choice(
        (
            ("三角尺", "厘米"),
            ("三角形纸板", "厘米"),
            ("三角形花坛", "米"),
            ("小旗", "厘米"),
            ("三角形菜地", "米"),
            ("船帆", "分米"),
            ("屋顶的山墙", "分米"),
        )
    )
    said = rng.choice((
        f"{thing}底{base}{unit}、高{height}{unit}，求面积，我算{base}×{height}＝{base * height}平方{unit}，怎么比答案大一倍？",
        f"三角形的底是{base}{unit}，高是{height}{unit}，我算出面积{base * height}平方{unit}，题目说的是{thing}，同桌的答案只有我的一半。",
    ))  # fmt: skip
    return Case(
        "五年级", said, "底和高都找对了，单位也写对了", "底乘高得到的是等底等高的平行四边形的面积，三角形只占它的一半，你忘了除以2",
        (f"底乘高：{base}×{height}＝{base * height}（平方{unit}）", f"再除以2：{base * height}÷2＝{base * height // 2}（平方{unit}）"),
        "拿两个一模一样的三角形拼一拼，正好是一个平行四边形", f"底{base + 2}{unit}、高{height}{unit}的三角形面积是多少",
    )  # fmt: skip


def minus_square(rng: Random) -> Case:
    """The square is believed to include the minus sign."""
    n, m = rng.randint(2, 12), rng.randint(1, 30)
    said = rng.choice((
        f"－{n}²我写的是{n * n}，负负得正嘛，为什么标准答案是－{n * n}？",
        f"计算－{n}²＋{m}，我得{n * n + m}，同学得{m - n * n}，我们俩吵起来了。".replace("得-", "得－"),
    ))  # fmt: skip
    return Case(
        "七年级", said, f"{n}的平方等于{n * n}，这一点记得很牢", f"－{n}²里平方只管{n}，负号在外面；只有写成（－{n}）²，负号才一起平方",
        (f"先算平方：{n}²＝{n * n}", f"再添上负号：－{n}²＝－{n * n}", *((f"最后加{m}：－{n * n}＋{m}＝{m - n * n}".replace("＝-", "＝－"),) if "＋" in said else ())),
        f"（－{n}）²＝（－{n}）×（－{n}）＝{n * n}，把两种写法并排看就分清了", f"－{n + 1}²和（－{n + 1}）²各等于多少",
    )  # fmt: skip


def transposed(rng: Random) -> Case:
    """A term keeps its sign on the other side of an equation."""
    a, x = rng.randint(2, 9), rng.randint(3, 15)
    b = a * rng.randint(1, 4)
    c, bad = a * x + b, a * x + 2 * b
    said = rng.choice((
        f"解方程{a}x＋{b}＝{c}，我移项写成{a}x＝{c}＋{b}，x＝{bad // a}，代进去不相等。",
        f"{a}x＋{b}＝{c}我解出来x＝{bad // a}，步骤是{a}x＝{c}＋{b}，请问哪一步不对？",
    ))  # fmt: skip
    return Case(
        "七年级", said, "知道要把含x的项单独留在一边", f"＋{b}从左边移到右边要变号，应该是－{b}",
        (f"移项：{a}x＝{c}－{b}", f"合并：{a}x＝{a * x}", f"两边除以{a}：x＝{x}"),
        f"代回去：{a}×{x}＋{b}＝{c}，左右相等", f"{a}x＋{b}＝{c + a}的解是多少",
    )  # fmt: skip


SHARED = ("奖金", "图书", "树苗", "巧克力", "彩纸", "球票", "鸡蛋")
SHARE_UNITS = {"奖金": "元", "图书": "本", "树苗": "棵", "巧克力": "块", "彩纸": "张", "球票": "张", "鸡蛋": "个"}


def proportion(rng: Random) -> Case:
    """The whole is divided by one number of the ratio."""
    a, b = rng.choice(((5, 3), (3, 2), (4, 3), (5, 2), (7, 3), (5, 4), (7, 5), (3, 1)))
    thing = rng.choice(SHARED)
    unit, part = SHARE_UNITS[thing], a * rng.randint(2, 9)
    total = part * (a + b)
    one, two = rng.choice(
        (("甲班", "乙班"), ("一组", "二组"), ("合唱队", "舞蹈队"), ("东村", "西村"), ("高年级", "低年级"))
    )
    said = rng.choice((
        f"{total}{unit}{thing}按{a}：{b}分给{one}和{two}，{one}得多少？我用{total}÷{a}，得{total // a}{unit}，不对。",
        f"{one}和{two}按{a}：{b}分{total}{unit}{thing}，我以为{one}就是{total}÷{a}＝{total // a}{unit}，错在什么地方？",
    ))  # fmt: skip
    return Case(
        "六年级", said, f"抓住了{one}对应的是{a}", f"比{a}：{b}表示一共分成{a}＋{b}份，{one}占其中{a}份，而不是把总数除以{a}",
        (f"总份数：{a}＋{b}＝{a + b}（份）", f"每份：{total}÷{a + b}＝{part}（{unit}）", f"{one}：{part}×{a}＝{part * a}（{unit}），{two}：{part}×{b}＝{part * b}（{unit}）"),
        f"{part * a}＋{part * b}＝{total}，正好分完", f"{total * 2}{unit}按{a}：{b}分，{two}得多少",
    )  # fmt: skip


def circle(rng: Random) -> Case:
    """The radius is taken for the diameter."""
    thing, unit, radii = rng.choice(
        (
            ("圆桌", "分米", range(4, 11)),
            ("钟面", "厘米", range(10, 31, 5)),
            ("水池", "米", range(2, 21)),
            ("车轮", "厘米", range(20, 51, 5)),
            ("花坛", "米", range(2, 16)),
            ("井盖", "厘米", range(30, 41, 5)),
            ("飞盘", "厘米", range(10, 16, 5)),
        )
    )
    r = rng.choice(radii)
    bad, good = Fraction(314 * r, 100), Fraction(628 * r, 100)
    said = rng.choice((
        f"{thing}的半径是{r}{unit}，求一圈的长，我用3.14×{r}＝{plain(bad)}{unit}，刚好是答案的一半，奇怪。",
        f"圆形{thing}半径{r}{unit}，周长我算成{plain(bad)}{unit}，π取3.14，错在哪里？",
    ))  # fmt: skip
    return Case(
        "六年级", said, f"3.14×{r}＝{plain(bad)}这个乘法算对了", "周长等于π乘直径，而题目给的是半径，直径是半径的2倍，你少乘了一个2",
        (f"直径：{r}×2＝{r * 2}（{unit}）", f"周长：3.14×{r * 2}＝{plain(good)}（{unit}）"),
        f"周长总比直径的3倍多一点，{plain(good)}比{r * 2 * 3}略大，合理；你的{plain(bad)}却不到直径的2倍", f"半径{r + 5}{unit}的圆，周长是多少",
    )  # fmt: skip


def span_of(minutes: int) -> str:
    """Write a length of time: 1小时20分."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}小时" if hours else "") + (f"{rest}分" if rest else "")


def clock(rng: Random) -> Case:
    """Times are subtracted as decimals, with 100 minutes in an hour."""
    hour, minute, late = rng.randint(7, 9), rng.choice((40, 45, 50, 55)), rng.choice((5, 10, 15, 20, 25, 30))
    start, end = 60 * hour + minute, 60 * (hour + rng.randint(2, 3)) + late
    bad = (end // 60 * 100 + late) - (hour * 100 + minute)
    deed = rng.choice(("坐长途车", "合唱彩排", "植树活动", "运动会", "坐飞机", "采茶体验", "野外观察", "舞龙表演"))
    verb = "出发和到达" if deed.startswith("坐") else "开始和结束"
    wrong = f"{bad // 100}小时{bad % 100}分"
    said = rng.choice((
        f"{deed}{verb}的时间是{hhmm(start)}和{hhmm(end)}，我算{end // 60}.{late:02d}－{hour}.{minute}＝{bad // 100}.{bad % 100:02d}，就写{wrong}，错了。",
        f"从{hhmm(start)}到{hhmm(end)}，{deed}用了多久？我像减小数那样减，得{wrong}，为什么不对？",
    ))  # fmt: skip
    next_hour = f"{hour + 1}:00"
    return Case(
        "三年级", said, "知道用结束的时刻去减开始的时刻", "1小时是60分，不是100分，分不够减时借1当60，不能借1当100",
        (f"从{hhmm(start)}到{next_hour}是{60 - minute}分", f"从{next_hour}到{hhmm(end)}是{span_of(end - 60 * (hour + 1))}", f"合起来{span_of(end - start)}"),
        f"{hhmm(start)}再过{span_of(end - start)}，正好到{hhmm(end)}", f"从{hhmm(start + 60)}到{hhmm(end + 65)}经过多长时间",
    )  # fmt: skip


def middle_zero(rng: Random) -> Case:
    """The zero in the middle of a quotient is left out."""
    d, high, low = rng.randint(3, 9), rng.randint(1, 4), rng.randint(2, 9)
    q = high * 100 + low
    n = q * d
    unit, thing, group = rng.choice(
        (
            ("颗", "纽扣", "盒"),
            ("个", "鸡蛋", "箱"),
            ("枚", "邮票", "册"),
            ("个", "橘子", "筐"),
            ("支", "粉笔", "盒"),
            ("块", "瓷砖", "摞"),
        )
    )
    said = rng.choice((
        f"{n}÷{d}我算得{high}{low}，验算怎么乘都不是{n}，是不是漏了什么？",
        f"{n}{unit}{thing}平均装{d}{group}，每{group}几{unit}？我算出{high}{low}{unit}，老师说差得太远。",
    ))  # fmt: skip
    return Case(
        "三年级", said, f"百位商{high}，个位商{low}，数字都算对了", "十位上不够商1时，要写0占位，你把这个0漏掉了",
        (f"百位：{n // 100}个百除以{d}，商{high}" + (f"，余{n // 100 - high * d}" if n // 100 - high * d else ""),
         "十位不够商1，写0占位", f"最后商{low}，得{q}"),
        f"{q}×{d}＝{n}，和被除数一样；{high}{low}×{d}只有{(high * 10 + low) * d}", f"{(q + 100) * d}÷{d}等于多少",
    )  # fmt: skip


def class_average(rng: Random) -> Case:
    """Two averages are averaged, although the groups differ in size."""
    n, m = rng.choice(((30, 20), (32, 48), (20, 30), (15, 35), (24, 36), (18, 42), (45, 30)))
    a = rng.choice((90, 80, 85, 95, 70))
    b = a + rng.choice((-10, 5, -5, -20))
    good, bad = Fraction(n * a + m * b, n + m), Fraction(a + b, 2)
    one, two = rng.choice((("一班", "二班"), ("男生", "女生"), ("上午场", "下午场"), ("红队", "蓝队")))
    said = rng.choice((
        f"{one}{n}人平均{a}分，{two}{m}人平均{b}分，合起来的平均分我用（{a}＋{b}）÷2＝{plain(bad)}，不对吗？",
        f"老师，{one}有{n}人，均分{a}；{two}有{m}人，均分{b}。总平均我写{plain(bad)}分，扣了3分，为什么？",
    ))  # fmt: skip
    return Case(
        "五年级", said, "记得平均数要先求和再平均分", f"{one}和{two}的人数不一样多，不能把两个平均分直接平均，要用总分除以总人数",
        (f"{one}总分：{a}×{n}＝{a * n}", f"{two}总分：{b}×{m}＝{b * m}", f"总平均：（{a * n}＋{b * m}）÷（{n}＋{m}）＝{a * n + b * m}÷{n + m}＝{plain(good)}（分）"),
        f"人多的那边说话更“响”，结果就更靠近{a if n > m else b}分，合理", f"如果{one}也是{m}人，总平均是多少",
    )  # fmt: skip


CASES: tuple[Callable[[Random], Case], ...] = (
    unlike_fractions, order_of_operations, brackets, distribution, fence, decimal_hours, average_speed, up_and_down, trees, sawing,
    remainder, triangle, minus_square, transposed, proportion, circle, clock, middle_zero, class_average,
)  # fmt: skip
GRADES = ("三年级", "四年级", "五年级", "六年级", "七年级")
SAYINGS = (
    "第一题，{one}第二题，{two}", "我错了好几道。{one}还有一道：{two}", "有几处想不通。先说头一处，{one}再就是，{two}",
    "{one}另外，{two}", "{one}后面那道也错了：{two}", "今天的卷子扣了分。一处是，{one}另一处，{two}",
)  # fmt: skip
FRAMES = (
    "你是一位耐心的数学老师，{grade}的{who}课后来找你：“{said}”请像面对面说话那样回复，一步一步讲。",
    "{grade}学生{who}在作业群里私信你：“{said}”你是数学老师，请回复这条消息，先指出错处再讲对的做法。",
    "扮演数学老师，和{grade}的{who}对话。{who}说：“{said}”请接着说。",
    "“{said}”{grade}的{who}拿着本子来办公室找你。作为任课老师，你会怎么对孩子说？",
    "今天你当数学辅导员，{who}（{grade}）打来电话：“{said}”请用孩子听得懂的话回复。",
    "{who}上{grade}，写完作业给你发来语音：“{said}”你扮演教数学的老师，别只给答案，请回复孩子，把道理讲明白。",
    "你在社区学堂做数学志愿老师。{grade}的{who}举手说：“{said}”你会怎么回应这个孩子？",
    "角色扮演：你是数学老师，我是{grade}学生{who}。我说：“{said}”老师您怎么回我？",
    "假如你是{who}的数学老师，{who}读{grade}，下课时拉住你：“{said}”请像平时说话那样回，每处都要讲透。",
    "晚自习答疑，{grade}的{who}走到讲台边：“{said}”你是值班老师，请开口回答。",
)  # fmt: skip
OPENERS = (
    "{who}，能自己发现不对劲，这很难得。", "{who}，这几个问题问得好。", "来，{who}，咱们一起看看。",
    "{who}，别着急，这些地方很多同学都绊过一跤。", "{who}你好，你的想法老师看懂了。",
)  # fmt: skip
THIRDS = ("还没完，", "最后一处，", "末了还有一道，")
TURNS = ("先看第一处。", "再看第二处。", "最后看第三处。")
LINKS = ("，这很好。可是", "，先给你点个赞。毛病在于：", "，值得肯定。不过", "。问题出在这里：")
CLOSINGS = (
    "再试试这道，{again}？做完告诉我。", "给你留一道小题，{again}？", "趁热再练一道，{again}？写好拿给我看。", "最后考考你，{again}？",
)  # fmt: skip


def cases_of(rng: Random) -> tuple[Case, ...]:
    """Draw two or three different mistakes of the same grade or of neighbouring grades."""
    count = rng.choice((2, 2, 2, 3))
    while True:
        cases = tuple(write(rng) for write in rng.sample(CASES, count))
        grades = [GRADES.index(case.grade) for case in cases]
        if max(grades) - min(grades) <= 1:
            return cases


def explained(case: Case, link: str) -> str:
    """Explain a mistake after a word of praise."""
    steps = numbered([f"{step}。" for step in case.steps])
    return f"{case.praise}{link}{case.wrong}。\n{steps}\n检查一下，{case.check}。"


def write_pupil_mistake(rng: Random) -> Task:
    """A teacher's reply to a pupil who made a mistake in two or three calculations."""
    cases, given = cases_of(rng), rng.choice(CALLED)
    who, grade = given if len(given) == 2 else f"小{given}", max((case.grade for case in cases), key=GRADES.index)
    said = rng.choice(SAYINGS).format(one=cases[0].said, two=cases[1].said) + "".join(
        rng.choice(THIRDS) + case.said for case in cases[2:]
    )
    instruction = rng.choice(FRAMES).format(grade=grade, who=who, said=said)
    opener, closing = rng.choice(OPENERS).format(who=who), rng.choice(CLOSINGS).format(again=cases[-1].again)
    links = rng.sample(LINKS, len(cases))
    parts = (f"{turn}{explained(case, link)}" for turn, case, link in zip(TURNS, cases, links, strict=False))
    return Task(instruction, "", "\n\n".join((opener, *parts, closing)))
