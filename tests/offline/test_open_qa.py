"""Answers to open questions are correct: each is derived again from the text of the question."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import open_qa
from selfinstruct.teachers.offline.families.open_qa import trip_clock

WRITE = {family.name: family.write for family in open_qa.FAMILIES}
RATES = {"全场九折": "0.9", "全场八五折": "0.85", "全场八折": "0.8", "先打九折": "0.9"}


def check_bill(task: Task) -> None:
    due = Fraction(sum(int(n) * int(p) for n, p in re.findall(r"(\d+)[^\d、]+?（每.(\d+)元）", task.instruction)))
    for words, rate in RATES.items():
        due *= Fraction(rate) if words in task.instruction else 1
    cut = re.search(r"满(\d+)元再?减(\d+)元", task.instruction)
    if cut and due >= int(cut[1]):
        due -= int(cut[2])
    paid = re.search(r"(?:付了|老板|掏出|拿)(\d+)元", task.instruction)
    assert Fraction(re.search(r"([\d.]+)元。$", task.output)[1]) == (int(paid[1]) - due if paid else due)
    if paid:
        assert f"。{paid[1]}－{float(due):g}＝" in task.output


def check_stages(task: Task) -> None:
    year, month, day = map(int, re.search(r"(\d+)年(\d+)月(\d+)日", task.instruction).groups())
    days = [int(n) for n in re.findall(r"(\d+)天", task.instruction)]
    last = date(year, month, day)
    for _ in range(sum(days) - 1):
        last += timedelta(1)
    told = f"{last.year}年{last.month}月{last.day}日（{'周' + '一二三四五六日'[last.weekday()]}）"
    assert re.findall(r"\d+年[^）]+）", task.output) == [told]


UNIT_SIZES = {
    "千克": 1, "克": Fraction(1, 1000), "斤": Fraction(1, 2), "两": Fraction(1, 20), "厘米": Fraction(1, 100),
    "分米": Fraction(1, 10), "毫米": Fraction(1, 1000), "毫升": Fraction(1, 1000), "升": 1, "杯": Fraction(1, 4),
    "瓶": Fraction(11, 20), "MB": Fraction(1, 1024), "GB": 1, "刻钟": 15, "小时": 60, "分钟": 1, "秒": Fraction(1, 60),
    "公斤": 1, "公里": 1, "里": Fraction(1, 2), "圈": Fraction(2, 5),
}  # fmt: skip


COMPARED = {
    "在不在": ("不在.+之内，超出{}", "在.+之内，还余{}", "在.+之内，正好"),
    "缺不缺": ("不缺，多{}", "缺{}", "不缺，正好"),
    "有余地吗": ("没有余地，超出{}", "还有余地，余{}", "没有余地，正好"),
    "超没超过": ("超过了.+，超出{}", "没超过.+，还余{}", "没超过.+，正好"),
    "还是有富余": ("超出.+，多了{}", "有富余，还能再加{}", "不超出也没有富余"),
    "够不够用": (".+不够用，缺{}", ".+够用，剩{}", ".+够用，一点不剩"),
    "达没达到": ("达到了，超出{}", "没达到，还差{}", "达到了，正好"),
    "还差吗": ("不差，还多{}", "还差{}", "不差，正好"),
    "能不能满足": ("能满足，多出{}", "不能满足，还少{}", "能满足，正好"),
    "会不会超重": ("会超重，超出{}", "不会超重，还能再装{}", "不会超重，正好"),
    "要不要拿下来": ("要拿下来至少{}", "不用拿，离.+还差{}", "不用拿，正好"),
    "够不够长": ("够长，还多{}", "不够长，还差{}", "够长，正好"),
    "接起来有.+够用吗": ("够用，多{}", "不够用，缺{}", "够用，一点不剩"),
    "再添一段": ("不用添，还多{}", "要添，还差{}", "不用添，正好"),
    "长还是短": ("比.+长，多出{}", "比.+短，还少{}", "和.+一样长"),
    "装得下吗": ("装不下，超出{}", "装得下，还能再装{}", "装得下，正好"),
    "存得下吗": ("存不下，超出{}", "存得下，还余{}", "存得下，正好"),
    "会不会超时": ("会超时，超出{}", "不会超时，还余{}", "不会超时，正好"),
    "达得到": ("达得到，超出{}", "达不到，还差{}", "达得到，正好"),
}
"""The answers that a question allows: the sum is above the limit, below it, or equal."""


def check_units(task: Task) -> None:
    text = re.sub(r"（.*?）", "", task.instruction)
    found = re.search(r"(?:是|为|按)(\d+)([^\d，。算]+)", text)
    limit, base = int(found[1]), found[2]
    text = text.replace(found[0], "", 1)
    sizes = {**UNIT_SIZES, "米": Fraction(1, 1000) if base == "公里" else 1}
    names = "|".join(sorted(sizes, key=len, reverse=True))
    total = sum(int(n) * Fraction(sizes[unit]) for n, unit in re.findall(rf"(\d+)({names})", text))
    said, verdict = re.search(rf"，[^，；]*?([\d.]+){base}；(.+)。$", task.output).groups()
    assert Fraction(said) == total
    (answers,) = [answers for question, answers in COMPARED.items() if re.search(question, task.instruction)]
    due = answers[2 if total == limit else total < limit]
    assert re.match(due.format(f"{float(abs(total - limit)):g}{base}"), verdict), (task.instruction, verdict)


def minutes(part: str, hour: str, minute: str) -> int:
    return (int(hour) % 12 + 12 * (part not in ("早上", "上午"))) * 60 + int(minute)


CLOCK = r"(早上|上午|中午|下午|晚上)(\d+):(\d\d)"
IN_TIME = {
    "赶得上吗": ("赶得上，早到{}分钟", "赶不上，晚到{}分钟"),
    "会迟到吗": ("不会迟到，早{}分钟", "会迟到，晚{}分钟"),
    "来不来得及": ("来得及，早到{}分钟", "来不及，晚到{}分钟"),
    "能准时吗": ("能准时，早到{}分钟", "不能准时，晚到{}分钟"),
    "会误事吗": ("不会误事，早到{}分钟", "会误事，晚到{}分钟"),
    "时间够不够": ("时间够，富余{}分钟", "时间不够，超出{}分钟"),
}
"""The answers that a question allows: the traveller is in time, or late."""


def minutes_spent(facts: str) -> int:
    """Add the rides, each told as a distance and then its pace, and the minutes of the errand and of waiting."""
    marked = re.sub(r"(?:时速|每小时)(\d+)公里", r"@\1", re.sub(r"(?:每公里用|1公里要)(\d+)分钟", r"#\1", facts))
    spent, far = Fraction(0), 0
    for km, speed, pace, pause in re.findall(r"(\d+)公里|@(\d+)|#(\d+)|(\d+)分钟", marked):
        far = int(km or far)
        spent += Fraction(far * 60, int(speed)) if speed else far * int(pace or 0) + int(pause or 0)
    return int(spent)


def check_trip(task: Task) -> None:
    facts, ask = re.match(r"(.*)。(.*[？。])$", task.instruction).groups()
    answer, *_, start, arrival = task.output.split("。")[0], *(minutes(*t) for t in re.findall(CLOCK, task.output))
    told = [minutes(*found) for found in re.findall(CLOCK, facts)]
    total = minutes_spent(re.sub(CLOCK, "", facts))
    assert arrival - start == total
    assert f"，共{total}分钟：" in task.output
    if re.search("最晚|最迟|不耽误|提前|余地", ask):
        early = re.search(r"(\d+)分钟", ask)
        assert told == [arrival + int(early[1] if early else 0)]
        assert minutes(*re.search(CLOCK, answer).groups()) == start
    elif verdicts := [answers for question, answers in IN_TIME.items() if question in ask]:
        assert told[0] == start
        assert answer == verdicts[0][told[1] < arrival].format(abs(told[1] - arrival))
    else:
        assert told == [start]
        assert minutes(*re.search(CLOCK, answer).groups()) == arrival


N, P = r"([^，。；]{2,3}?)", r"第(.)名"
RANK_CLUES: list[tuple[str, Callable[[dict[str, int], tuple[str, ...]], bool]]] = [
    (f"{N}比{N}靠前", lambda at, g: at[g[0]] < at[g[1]]),
    (f"{N}排在{N}后面", lambda at, g: at[g[0]] > at[g[1]]),
    (f"{N}的(?:排名|名次)高过{N}", lambda at, g: at[g[0]] < at[g[1]]),
    (f"{N}没有{N}靠前", lambda at, g: at[g[0]] > at[g[1]]),
    (f"{N}紧跟在{N}后面", lambda at, g: at[g[0]] == at[g[1]] + 1),
    (f"{N}的下一名是{N}", lambda at, g: at[g[0]] + 1 == at[g[1]]),
    (f"{N}只比{N}低一名", lambda at, g: at[g[0]] == at[g[1]] + 1),
    (f"{P}不是{N}", lambda at, g: at[g[1]] != "一二三四五".index(g[0])),
    (f"{N}(?:不是|没拿){P}", lambda at, g: at[g[0]] != "一二三四五".index(g[1])),
    (rf"{N}(?:和{N}之间隔着|与{N}中间有)(\d)个?人", lambda at, g: abs(at[g[0]] - at[g[1] or g[2]]) == int(g[3]) + 1),
]


def clue_list(task: Task) -> list[str]:
    body = re.split(r"已知|并列；", task.instruction)[1]
    return body.split("。")[0].split("，")


def check_rank(task: Task) -> None:
    full = re.findall(r"([^，：、。]{2,3})（第.名）", task.output)

    def meets(order: tuple[str, ...], clue: str) -> bool:
        at = {name: i for i, name in enumerate(order)}
        match, holds = next((m, h) for pattern, h in RANK_CLUES if (m := re.fullmatch(pattern, clue)))
        return holds(at, match.groups())

    left = [order for order in permutations(full) if all(meets(order, clue) for clue in clue_list(task))]
    assert left == [tuple(full)]
    named = re.search(r"第(.)名", re.split("[。；]", task.instruction)[-1])
    if named and re.search("谁", task.instruction):
        name = full["一二三四五".index(named[1])]
        assert f"第{named[1]}名是{name}" in task.output or f"{name}是第{named[1]}名" in task.output


def check_choice(task: Task) -> None:
    has = re.findall(r"([^，：。]{2,3}?)(点|学|去|养|分到|带|报|坐|种)了?([^，。]+)", task.output.split("可能：")[1])
    names, things = [name for name, _, _ in has], [thing for _, _, thing in has]

    def meets(world: dict[str, str], clue: str) -> bool:
        who = [name for name in names if name in clue]
        what = [thing for thing in things if thing in clue]
        if len(who) == 2:
            return what[0] in [world[name] for name in who]
        return world[who[0]] not in what

    worlds = [dict(zip(names, order, strict=True)) for order in permutations(things)]
    left = [world for world in worlds if all(meets(world, clue) for clue in clue_list(task))]
    assert left == [dict(zip(names, things, strict=True))]


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("shopping_bill", check_bill),
        ("stage_dates", check_stages),
        ("unit_story", check_units),
        ("trip_clock", check_trip),
        ("rank_puzzle", check_rank),
        ("choice_puzzle", check_choice),
    ],
)
def test_the_answer_follows_from_the_question_alone(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        task = WRITE[family](Random(seed))
        assert task.input == ""
        check(task)


OWN_WORDS = {
    "shopping_bill": {
        "应付多少": "应付", "一共要付": "一共要付", "实付": "实付", "最后要花": "最后要花", "总价": "优惠后的总价是",
        "该找回": "该找回", "找零": "找零是", "应当找": "老板应当找", "还剩": "还剩", "找回的钱": "找回的钱是",
    },
    "stage_dates": {"全部做完": "全部做完", "最后一天是": "最后一天是2", "收尾": "收尾", "结束的日期": "结束的日期是2", "哪一天能做完": "能做完", "完成的日期": "完成的日期是2", "干完最后一步": "干完最后一步", "这几步在": "这几步在2.+结束"},
    "trip_clock": {
        "几点能到": "^能在.+到。", "是几点几分": "^到.+是", "到达.+的时刻": "^到达.+的时刻是", "什么时候到": "^到.+的时间是",
        "全程用时": r"^到达时间是.+，全程用时\d+分钟", "一路要花": r"^一路要花\d+分钟，.+到。", "看表": "时应该是",
        "最晚几点": "^最晚.+出门。", "不耽误": "^至少要在.+离家。", "最迟的出发": "^最迟的出发时间是", "提前.+动身": "^该在.+动身。",
        "几点出发合适": "^出发时间定在.+合适。", **dict.fromkeys(IN_TIME, "早到?|晚到?|富余|超出"),
    },
    "rank_puzzle": {
        "谁是第.名": "^.{2,3}是第.名", "第.名是谁？": "^第.名是", "请推出全部": "只有一种：", "从前到后": "只有一种：",
        "列出.+指出": "只有一种：.+；第.名是",
    },
    "choice_puzzle": {
        "^(?!.*(?:其余|分别)).*[^，。]{2,4}的是哪": "^(逐条|[^，。]+的是[^，。]+。逐条)", "谁.+了": "^.+了.+。逐条", "^[^？]*的分别是": "^逐条",
        ".+的人是谁？其余": "^.+的人是.+。逐条",
    },
    "unit_story": dict.fromkeys(COMPARED, ""),
}  # fmt: skip
"""Every question of a family, and what its answer must say to answer the question in its own words."""


def question_of(task: Task) -> str:
    """Return what follows the facts, which are one sentence, or two if the second starts with 已知."""
    return re.sub(r"^[^。]*。(已知[^。]*。)?", "", task.instruction)


@pytest.mark.parametrize("family", OWN_WORDS)
def test_every_question_is_answered_in_its_own_words(family: str) -> None:
    for seed in range(300):
        task = WRITE[family](Random(seed))
        question = question_of(task)
        asked = [words for ask, words in OWN_WORDS[family].items() if re.search(ask, question)]
        assert len(asked) == 1, task.instruction
        assert re.search(asked[0], task.output), (task.instruction, task.output)


@pytest.mark.parametrize("family", ["shopping_bill", "stage_dates", "unit_story", "trip_clock"])
def test_the_facts_come_before_the_question(family: str) -> None:
    for seed in range(300):
        facts, _, question = WRITE[family](Random(seed)).instruction.partition("。")
        assert re.search(r"\d", facts)
        assert not re.search(r"？|^(请|算|判断)", facts)
        assert not re.search(r"\d", re.sub(r"1GB|(提前|留)\d+分钟", "", question))


def test_the_clauses_of_a_story_are_in_the_order_of_events() -> None:
    for seed in range(200):
        bill, stages = (WRITE[family](Random(seed)).instruction for family in ("shopping_bill", "stage_dates"))
        assert re.search("折|满", bill).start() < (re.search("付了|老板|掏出|拿|$", bill).start())
        pause = re.search("(?:不过)?([^，、]+?)(?:之后停|结束后|之后要|之后有别的|完成后|之后[^，、]+出差)", stages)
        assert pause is None or stages.index(pause[1]) < pause.start()


def test_no_project_waits_after_a_stage_that_spoils() -> None:
    stages = "泡种催芽|洗果晾干|浸种|浇混凝土|抹盐腌制|揭旧裱"
    for seed in range(600):
        assert not re.search(f"(?:{stages})(?:之后|结束后|完成后)", WRITE["stage_dates"](Random(seed)).instruction)


@pytest.mark.parametrize("minute", [0, 479, 480, 719, 720, 779, 780, 1079, 1080])
def test_a_clock_time_names_the_part_of_the_day(minute: int) -> None:
    part = trip_clock.clock(minute)[:2]
    assert part == (
        "早上"
        if minute < 480
        else "上午"
        if minute < 720
        else "中午"
        if minute < 780
        else "下午"
        if minute < 1080
        else "晚上"
    )


def test_only_what_one_goes_round_is_measured_in_laps() -> None:
    for seed in range(600):
        for thing in re.findall(r"([^，。、有跑走划是]+?)\d+圈（", WRITE["unit_story"](Random(seed)).instruction):
            assert re.fullmatch(".*(?:操场|小湖|广场|体育场|田径场|绕小岛|绕浮标)", thing)


def test_goods_that_last_are_taken_once_or_twice() -> None:
    for seed in range(300):
        text = WRITE["shopping_bill"](Random(seed)).instruction
        assert not re.search("[3-5](?:本字典|个计算器|把卷尺|只公道杯|条狗绳|把梳毛刷|个水龙头)", text)


def test_an_errand_is_done_when_the_place_is_open() -> None:
    for seed in range(300):
        task = WRITE["trip_clock"](Random(seed))
        start = minutes(*re.findall(CLOCK, task.output)[-2])
        if re.search("银行|公证处|照相馆", task.instruction):
            assert 8 * 60 <= start < 17 * 60
        if re.search("早餐铺|早点摊", task.instruction):
            assert start < 10 * 60
        if re.search("机场航站楼", task.instruction):
            assert re.search("坐公交|打车|坐地铁", task.output)
        if re.search("送孩子|接上孩子|接上父亲|安顿小儿子", task.instruction):
            assert "共享单车" not in task.instruction


@pytest.mark.parametrize("family", WRITE)
def test_no_name_reads_as_another_word(family: str) -> None:
    for seed in range(100):
        text = WRITE[family](Random(seed)).instruction
        assert not re.search("由于[^，。]{1,2}(?:负责|牵头)", text)
        assert not re.search("的的|了了|是是|，，|。。|，。|[一-鿿][,;:?!]", text)


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))
