"""Ask for a word problem of arithmetic with a given setting, operation and answer, and for its solution."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: a sentence about it, the thing with its measure word, what holds several, and how it comes and goes."""

    story: str
    thing: str
    measure: str
    box: str
    got: str
    gone: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: its text without the question, the question, the lines of the solution, the answer, a hint, and what goes wrong easily."""

    text: str
    question: str
    steps: tuple[str, ...]
    answer: int
    unit: str
    hint: str
    trap: str


# fmt: off
SETTINGS = tuple(Setting(*row.split("|")) for row in (
    "春游路过一片草莓园，红果子藏在叶子底下|草莓|颗|篮|摘|分给同学", "外婆家养了一大群芦花鸡，个个都能下蛋|鸡蛋|个|盒|捡|送给邻居", "镇上的面包房天不亮就飘出香味|牛角包|个|盘|烤|卖掉",
    "退潮以后沙滩上满是贝壳|贝壳|枚|袋|捡|送给弟弟", "学校图书角换上了新书架|绘本|本|箱|领|借出", "洋槐花开，山坡上的蜂箱嗡嗡响|蜂蜜|瓶|箱|装|卖掉",
    "端午前布艺工作室忙着把香囊分类装好|香囊|个|包|装|送给客人", "爷爷退休后把院子改成了花圃|月季苗|株|筐|栽|移走", "社区办旧物义卖，善款捐给山里的孩子|旧玩具|件|袋|收|卖出",
    "火车模型社要铺一条绕教室的轨道|铁轨|节|盒|领|用掉", "天晴，粉丝作坊的竹竿上挂满了白帘子|粉丝|捆|担|晒|拿到集市上卖掉", "开学前美术老师清点材料柜|彩色粉笔|支|盒|领|用掉",
    "校运会那天太阳很毒，补水站最忙|矿泉水|瓶|箱|搬|发给同学", "老街的中药铺用铜秤称药|山楂干|两|罐|称|拿去配药", "剪纸班要布置一面元宵墙|窗花|张|叠|收|送给养老院",
    "天文馆的纪念品店门口排着队|星星徽章|枚|板|进|卖出", "竹器厂接了一笔海外订单，仓库忙着收货|竹篮|只|捆|收|运走", "腊月里家家户户灌腊肠|腊肠|根|串|灌|卖掉",
    "村口小卖部是放学后最热闹的地方|棒棒糖|颗|罐|进|卖掉", "足球队搬到了新场地|训练球|个|袋|买|借给邻校", "玉米熟了，全家一起下地|玉米|根|筐|掰|拿去喂鸡",
    "陶艺教室的窑昨晚刚刚熄火|小陶杯|只|架|取|送给朋友", "图书馆要办旧报纸展览|剪报|张|册|贴|送去展出", "消防演习前后勤处最忙|手套|双|包|领|发给队员",
    "游乐园的兑奖台前闪着彩灯|代金币|枚|袋|攒|花掉", "茶厂的石磨声一直响到半夜|茶饼|片|提|压|装车运走", "清晨的鱼塘起了薄雾|草鱼|条|桶|捞|卖给食堂",
    "皮影剧团要排一出新戏|皮影|片|匣|领|交给徒弟", "高山苗圃的雪化得晚|松苗|棵|捆|起|栽到山上", "科学节的展台要做一棵会发光的树|小电珠|只|盒|领|装到树上",
    "母亲节前街角的花店通宵亮灯|百合|枝|桶|剪|卖掉", "文具批发部的货车停在后门|橡皮|块|盒|进|卖掉", "动物医院收养了一窝小猫|猫罐头|罐|箱|买|喂掉",
    "夏令营要在湖边开篝火晚会|荧光棒|根|包|领|发给营员", "秋收后有人教孩子扎稻草人|稻草|把|垛|捆|用掉", "民宿厨房为中秋试做新口味|月饼|块|盒|做|分给客人",
    "南边来的货船靠了岸|椰子|个|网|卸|拉走", "做太阳能灯的小作坊接到了支教队的电话|灯泡|只|盒|装|寄走", "乒乓球馆的少儿班要扩招|乒乓球|个|筒|买|用掉", "古镇裁缝铺的老师傅教人打盘扣|盘扣|对|包|领|缝到衣裳上",
    "镇上的豆腐坊连夜磨豆子|豆腐|块|板|做|卖给饭馆", "海边的渔家忙着晒鱼干|鱼干|条|筐|晒|卖给游客", "社区编织组要给山里的孩子送温暖|毛线帽|顶|箱|收|寄走",
    "葡萄熟透了，果农天天忙到天黑|葡萄|串|箱|剪|卖掉", "寺院的后山有一大片竹林，春雨一过到处冒笋|竹笋|根|筐|挖|送给香客", "冬天的滑冰场要给孩子们备护具|护膝|副|箱|买|租出去",
))
# fmt: on
ONE_DAY = (
    *("草莓", "矿泉水", "荧光棒", "彩色粉笔", "手套", "绘本", "小陶杯", "窗花", "旧玩具", "皮影"),
    *("训练球", "护膝", "乒乓球", "猫罐头", "铁轨", "小电珠"),
)
"""Things that are dealt with on one day: no one brings in as many of them day after day."""


def add_take(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """Two gains and a loss, with numbers up to a hundred."""
    first, second = rng.randint(18, 48), rng.randint(18, 50)
    whole = first + second
    gone = rng.randint(8, whole - 10)
    return Problem(
        f"{one}上午{it.got}了{first}{it.measure}{it.thing}，下午又{it.got}了{second}{it.measure}，{it.gone}{gone}{it.measure}",
        f"还剩多少{it.measure}",
        (f"{first}＋{second}＝{whole}（{it.measure}）", f"{whole}－{gone}＝{whole - gone}（{it.measure}）"),
        whole - gone,
        it.measure,
        "先把两次得到的合起来，再减去少掉的",
        "两次的数都要加上，别只算一次",
    )


def times_add(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """Full boxes and some more."""
    boxes, each, more = rng.randint(3, 9), rng.randint(6, 24), rng.randint(3, 30)
    full = boxes * each
    return Problem(
        f"{one}{it.got}了{boxes}{it.box}{it.thing}，每{it.box}{each}{it.measure}，另外还有零散的{more}{it.measure}",
        f"一共有多少{it.measure}",
        (f"{each}×{boxes}＝{full}（{it.measure}）", f"{full}＋{more}＝{full + more}（{it.measure}）"),
        full + more,
        it.measure,
        "先求整份的一共有多少，再加上零散的",
        "零散的部分只加一次，不要乘份数",
    )


def times_take(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """Full boxes of which some goes away."""
    boxes, each = rng.randint(3, 9), rng.randint(8, 25)
    full = boxes * each
    gone = rng.randint(5, full - 6)
    return Problem(
        f"{one}{it.got}了{boxes}{it.box}{it.thing}，每{it.box}{each}{it.measure}，{it.gone}{gone}{it.measure}",
        f"还剩多少{it.measure}",
        (f"{each}×{boxes}＝{full}（{it.measure}）", f"{full}－{gone}＝{full - gone}（{it.measure}）"),
        full - gone,
        it.measure,
        "先求原来一共有多少，再减去少掉的",
        "减去的是总数里的一部分，不是每一份都减",
    )


def per_one(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """The amount for some days from that of other days."""
    days, each, wanted = rng.randint(3, 6), rng.randint(11, 48), rng.randint(7, 12)
    return Problem(
        f"{one}{days}天{it.got}了{days * each}{it.measure}{it.thing}，每天{it.got}的同样多",
        f"照这样，{wanted}天能{it.got}多少{it.measure}",
        (f"{days * each}÷{days}＝{each}（{it.measure}）", f"{each}×{wanted}＝{each * wanted}（{it.measure}）"),
        each * wanted,
        it.measure,
        "先求一天有多少，再求几天一共有多少",
        "要先求出一天的数，不能直接拿总数去乘",
    )


def times_as_many(rng: Random, it: Setting, one: str, other: str) -> Problem:
    """Two people; one has a multiple of what the other has."""
    base, factor = rng.randint(12, 48), rng.randint(2, 6)
    more = base * factor
    return Problem(
        f"{one}{it.got}了{base}{it.measure}{it.thing}，{other}{it.got}的是{one}的{factor}倍",
        f"两人一共{it.got}了多少{it.measure}",
        (f"{base}×{factor}＝{more}（{it.measure}）", f"{base}＋{more}＝{base + more}（{it.measure}）"),
        base + more,
        it.measure,
        "先求第二个人有多少，再把两人的合起来",
        "问的是两人一共，求出几倍以后还没有完",
    )


def fraction_left(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """What is left when a fraction goes away."""
    above, below = rng.choice(
        ((1, 3), (2, 3), (1, 4), (3, 4), (2, 5), (3, 5), (4, 5), (5, 6), (3, 8), (5, 8), (2, 7), (4, 9))
    )
    part = rng.randint(6, 30)
    whole, left = part * below, part * (below - above)
    return Problem(
        f"{one}{it.got}了{whole}{it.measure}{it.thing}，把其中的{above}/{below}{it.gone}",
        f"还剩多少{it.measure}",
        (f"1－{above}/{below}＝{below - above}/{below}", f"{whole}×{below - above}/{below}＝{left}（{it.measure}）"),
        left,
        it.measure,
        "把总数看作单位“1”，先求剩下的占几分之几，再求剩下多少",
        "题里给的分数是少掉的部分，不是剩下的部分",
    )


def mean_of_three(rng: Random, it: Setting, one: str, _: str) -> Problem:
    """The mean of three days."""
    mean = rng.randint(22, 75)
    first, second = mean + rng.randint(1, 9), mean - rng.randint(10, 18)
    third = 3 * mean - first - second
    return Problem(
        f"{one}三天分别{it.got}了{first}、{second}、{third}{it.measure}{it.thing}",
        f"平均每天{it.got}多少{it.measure}",
        (f"{first}＋{second}＋{third}＝{3 * mean}（{it.measure}）", f"{3 * mean}÷3＝{mean}（{it.measure}）"),
        mean,
        it.measure,
        "先求三天的总数，再平均分成三份",
        "要除以天数三，不是除以二",
    )


def boxes_for_each(rng: Random, it: Setting, one: str, other: str) -> Problem:
    """How many boxes each of some people carries."""
    each, boxes, persons = rng.randint(6, 16), rng.randint(3, 9), rng.randint(2, 6)
    whole = each * boxes * persons
    who = f"{one}和{other}两人" if persons == 2 else f"{one}、{other}等{persons}人"
    return Problem(
        f"{whole}{it.measure}{it.thing}，每{each}{it.measure}为一{it.box}，由{who}平均分着清点",
        f"每人要清点多少{it.box}",
        (f"{whole}÷{each}＝{whole // each}（{it.box}）", f"{whole // each}÷{persons}＝{boxes}（{it.box}）"),
        boxes,
        it.box,
        "先求一共分成多少份，再平均分给每个人",
        f"两步算出来的都是{it.box}数，单位别写成“{it.measure}”",
    )


KINDS: tuple[tuple[Callable[[Random, Setting, str, str], Problem], str, tuple[str, ...]], ...] = (
    (add_take, "二年级", ("加法和减法两步", "先加后减", "加减混合")),
    (times_add, "三年级", ("先乘后加", "乘法和加法两步", "乘加混合")),
    (times_take, "三年级", ("先乘后减", "乘法和减法两步", "乘减混合")),
    (per_one, "四年级", ("先除后乘的归一问题", "归一法", "归一问题")),
    (times_as_many, "三年级", ("倍数问题", "倍数关系", "乘加两步计算")),
    (fraction_left, "六年级", ("分数乘法", "稍复杂的分数乘法", "单位“1”的应用")),
    (mean_of_three, "四年级", ("平均数", "先加后除", "三个数的平均数")),
    (boxes_for_each, "四年级", ("连除", "两步除法", "除法两步计算")),
)
PROBLEM_FRAMES = (
    "{story}。请以此为开头给{grade}学生编一道应用题，主角叫{one}，用到{skill}，答案是{answer}，附解答。",
    "出一道{grade}的数学应用题，第一句是“{story}”，写{one}和{thing}，考{skill}，得数{answer}，写出解题过程。",
    "{grade}，{skill}，{thing}，{one}，答案{answer}。请围绕“{story}”编写一道应用题并解答。",
    "{story}，这个场面适合出题。请编写{grade}的应用题，练{skill}，人物用{one}，得数正好{answer}，步骤写全。",
    "我在给{grade}的孩子备课，想要一道练{skill}的题。{story}，就写{one}与{thing}吧，答案定为{answer}。请写题目和解答。",
    "编应用题一道：{story}；人物{one}；物品{thing}；{grade}水平；{skill}；答案{answer}。题目、算式、答句都要。",
    "{grade}这个班一碰到{skill}就发怵。请借“{story}”这个情境，以{one}为主人公编一道题，答案{answer}，写明解法。",
    "练习册这一页画着{thing}，旁边写着“{story}”。请据此编一道{grade}应用题，考{skill}，主角{one}，结果是{answer}，附答案。",
    "“{story}。”请据此写成一道{grade}应用题，{one}出场，考{skill}，得数是{answer}，题目和解答都写。",
    "请写一道结果为{answer}的{grade}应用题，里面有{one}和{thing}，考的是{skill}。情境：{story}。解答一并写出。",
    "晚饭后想考考上{grade}的侄子，{skill}正学到一半。{story}，请用它编写一道题，主角取名{one}，得数是{answer}，并写参考解答。",
    "请创作{grade}数学题：{story}，主角是{one}，写的是{thing}。解法落在{skill}上，最后得{answer}，过程分步列式。",
    "{answer}——要让一道{grade}应用题正好得出这个数。人物{one}，东西是{thing}，考点为{skill}，背景：{story}。请编题并解答。",
    "家长群里有人想要一道考{skill}的题，孩子上{grade}。请拿“{story}”编写，{one}做主角，写的是{thing}，结果{answer}，带解题步骤。",
    "{one}和{thing}的故事：{story}。请把它编写成{grade}的应用题，考{skill}，得数为{answer}，并把过程写清楚。",
)


EXTRAS = (
    ("", ("分步列式", "一步一个算式", "算式一步一行", "算式按步骤分开写")),
    ("hint", ("解答前先写一句思路", "先讲怎么想再列式", "列式之前说明思路", "把想法用一句话写在算式前面")),
    (
        "trap",
        ("末尾提醒一处易错的地方", "最后写一句容易出错在哪里", "答句后面加一条易错提示", "再补一句孩子常错的地方"),
    ),
    ("both", ("思路和易错点各写一句", "先写思路，最后写易错提醒", "前有一句思路，后有一句易错提示")),
)
BOUNDS = ("题中的数都不超过{bound}", "所有数字在{bound}以内", "数不要大过{bound}", "用到的数最大到{bound}")
OTHERS = ("题里还要有{other}", "另一个人物叫{other}", "{one}和{other}都要出场")


def solution_of(problem: Problem, extra: str) -> str:
    """Write the solution, with a hint before it and what goes wrong easily behind it if these are wanted."""
    said = problem.question.removeprefix("照这样，").replace("多少", str(problem.answer))
    hint = [f"思路：{problem.hint}。"] if extra in ("hint", "both") else []
    trap = [f"提醒一句，{problem.trap}。"] if extra in ("trap", "both") else []
    return "\n".join([*hint, *problem.steps, f"答：{said}。", *trap])


def write_word_problem(rng: Random) -> Task:
    """Ask for a word problem of arithmetic with a given setting, operation and answer, and for its solution."""
    (write, grade, skills), (one, other) = rng.choice(KINDS), people(rng, 2)
    needs_days = write in (per_one, mean_of_three)
    setting = rng.choice([each for each in SETTINGS if not (needs_days and each.thing in ONE_DAY)])
    problem = write(rng, setting, one, other)
    extra, wordings = rng.choice(EXTRAS)
    numbers = map(int, re.findall(r"\d+", " ".join((problem.text, *problem.steps))))
    bound = -(-max(numbers) // 50) * 50
    wants = [rng.choice(wordings), rng.choice(BOUNDS).format(bound=bound)]
    if other in problem.text:
        wants.append(rng.choice(OTHERS).format(one=one, other=other))
    rng.shuffle(wants)
    asked = rng.choice(PROBLEM_FRAMES).format(
        grade=grade,
        story=setting.story,
        thing=setting.thing,
        one=one,
        skill=rng.choice(skills),
        answer=f"{problem.answer}{problem.unit}",
    )
    output = f"【题目】\n{setting.story}。{problem.text}。{problem.question}？\n【解答】\n{solution_of(problem, extra)}"
    return Task(f"{asked}{rng.choice(('要求：', '还有，', '注意，', ''))}{'；'.join(wants)}。", "", output)
