"""Money plans, science and chance: every number of an answer is computed again from the text of the question."""

import math
import re
import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa import FAMILIES
from selfinstruct.teachers.offline.families.open_qa.chance_steps import in_tenths

RATE = r"([\d.]+)%"
KINDS = {
    "principal": "等额本金|本金平摊|一样多的本金",
    "last": "先息后本|还清本金|到期还本|最后一次还|到期才还本",
    "fee": "手续费|服务费",
    "simple": "单利|不计复利|不滚存|按本金的|到期一次付清",
    "compound": "转存|续存|再存|利滚利",
}
"""What tells the ways of borrowing and saving apart."""


def cents(amount: Fraction) -> Fraction:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return Fraction(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def column(kind: str, money: int, periods: int, rate: Fraction) -> list[Fraction]:
    """Compute the payments or balances month by month, or year by year."""
    left, amounts = Fraction(money), []
    for at in range(1, periods + 1):
        interest = (left if kind in ("principal", "compound") else money) * rate
        if kind in ("simple", "compound"):
            left = cents(left + interest)
            amounts.append(left)
            continue
        paid = Fraction(0) if kind == "last" and at < periods else Fraction(money, 1 if kind == "last" else periods)
        amounts.append(paid + interest)
        left -= paid
    assert left == 0 or kind in ("simple", "compound")
    return amounts


def check_plans(task: Task) -> None:
    money = int(re.search(r"(\d{4,})元", task.instruction)[1])
    periods = int(re.search(r"(\d+)(?:个月|年)", task.instruction)[1])
    heads = re.search(r"\| 时间 \| (\S+?)(?:还款|本息)（元） \| (\S+?)(?:还款|本息)（元） \|", task.output).groups()
    rows = re.findall(r"\| 第(\d+)(?:个月|年末) \| ([\d.]+) \| ([\d.]+) \|", task.output)
    assert [int(at) for at, *_ in rows] == list(range(1, periods + 1))
    places = [task.instruction.index(name) for name in heads]
    spans = (task.instruction[places[0] : places[1]], task.instruction[places[1] :])
    columns = []
    for number, span in enumerate(spans, 1):
        offer = re.split("[；）。]", span)[0]
        (kind,) = [kind for kind, words in KINDS.items() if re.search(words, offer)]
        rate = re.search(RATE, offer)
        columns.append(column(kind, money, periods, Fraction(rate[1]) / 100))
        assert [Fraction(row[number]) for row in rows] == columns[-1]
    check_result(task, heads, columns, money)


def check_result(task: Task, heads: tuple[str, str], columns: list[list[Fraction]], money: int) -> None:
    """Check the conclusion: the cheaper loan, the better savings, or the loans that somebody can afford."""
    result = re.match(r"\*\*结论\*\*：(.+)。", task.output)[1]
    if "上限" in result:
        cap = int(re.search(r"上限是(\d+)元", result)[1])
        assert f"{cap}元" in task.instruction
        fits = [name for name, amounts in zip(heads, columns, strict=True) if max(amounts) <= cap]
        word = next(word for word in ("还得起", "行得通", "该怎么选") if word in task.instruction)
        both = "可以选" if word == "该怎么选" else word
        assert fits
        assert re.match(f"(?:只有|该选){fits[0]}(?!月)" if len(fits) == 1 else f"两.都{both}", result)
        assert ("该选" in result) == (word == "该怎么选" and len(fits) == 1)
        return
    is_loan = "还款（元）" in task.output
    ends = [sum(c) if is_loan else c[-1] for c in columns]
    if ends[0] == ends[1]:
        assert "一样" in result
        return
    best = heads[ends.index(min(ends) if is_loan else max(ends))]
    gap = f"{float(abs(ends[0] - ends[1])):.2f}".removesuffix(".00")
    if when := re.match(r"第(\d)年末，(.+)多([\d.]+)元；", result):
        middle = [c[int(when[1]) - 1] for c in columns]
        assert (when[2], Fraction(when[3])) == (heads[middle.index(max(middle))], abs(middle[0] - middle[1]))
    assert best in result
    assert result.endswith(f"{gap}元")


UNITS = "g/cm³ cm³ mg/kg mg/mL 滴/mL kg/m³ N/kg mol/L g/mol L/mol L/min m/s² m/s N/m J/(kg·℃) km/s kW·h kPa kcal kg mg μg mL mol min km cm m² m³ Pa Hz Ω ℃ 滴/分 g V A W J N m s h L t %".split()
"""Units in the answers, those that contain others first."""


def value(expression: str) -> Fraction:
    """Evaluate a calculation with units, such as 4 V÷8 Ω."""
    bare = re.sub(r" ?(\((?:[\d.]+) (?:s|m/s)\))²", r"\1**2", expression.replace("½", "0.5").replace("(1/2)^", "0.5**"))
    for unit in sorted(UNITS, key=len, reverse=True):
        if unit != "%":
            bare = re.sub(rf"(?<=[\d)]) ?{re.escape(unit)}(?![a-zA-Z²³/])", "", bare)
    bare = (
        bare.translate(str.maketrans({"－": "-", "＋": "+", "×": "*", "÷": "/"}))
        .replace("*100%", "*100")
        .replace("%", "")
    )
    assert re.fullmatch(r"[\d.()+*/-]+", bare), bare
    return eval(re.sub(r"[\d.]+", r"F('\g<0>')", bare), {"F": Fraction})


def check_science(task: Task) -> None:
    calculations = re.findall(r"(?:代入\*\*：|代入数据得|代进去，)([^＝\n]+)＝([\d.]+)", task.output)
    assert calculations
    for expression, result in calculations:
        assert value(expression) == Fraction(result), expression
        assert len(re.findall(rf"(?<![\d.]){re.escape(result)}(?![\d.]*\d)", task.output)) >= 2
    used = {number for expression, _ in calculations for number in re.findall(r"[\d.]+", expression)}
    told = set(
        re.findall(
            r"(?<![\d.碳-])(\d+(?:\.\d+)?)(?=[^\d.）)])", re.sub("第[1-3]题|卷子错了.题|CaCO3", "", task.instruction)
        )
    )
    assert told - used <= {"8", "340", "1500"}, told - used


def shares(text: str) -> list[Fraction]:
    return [Fraction(number) / 100 for number in re.findall(r"([\d.]+)%", text)]


def near(text: str, pattern: str, *due: Fraction) -> None:
    """Check that the numbers of an answer are the due ones, rounded to two decimals."""
    found = re.search(pattern, text)
    assert found, pattern
    assert all(
        abs(Fraction(said) - number) <= Fraction(1, 200) for said, number in zip(found.groups(), due, strict=True)
    )


def drawn(facts: str, answer: str) -> None:
    a, b = map(int, re.findall(r"\d+", facts)[:2])
    things = [True] * a + [False] * b
    kinds = [(x, y) for i, x in enumerate(things) for y in things[i + 1 :]]
    wanted = {"同类": lambda x, y: x == y, "恰好": lambda x, y: x != y, "至少": lambda x, y: not (x and y)}
    (holds,) = [test for word, test in wanted.items() if word in facts.split("不放回")[1]]
    near(answer, r"（约?([\d.]+)%）", 100 * Fraction(sum(holds(x, y) for x, y in kinds), len(kinds)))


def screened(facts: str, answer: str) -> None:
    p, hit, false = shares(facts)
    near(answer, r"里面.+?占([\d.]+)%", 100 * p * hit / (p * hit + (1 - p) * false))


def expected(facts: str, answer: str) -> None:
    outcomes = [(Fraction(p) / 100, int(v)) for p, v in re.findall(r"的概率([\d.]+)%，(\d+)", facts)]
    mean = sum(p * v for p, v in outcomes)
    assert sum(p for p, _ in outcomes) == 1
    near(answer, r"期望是([\d.]+)", mean)
    assert ("方差" in answer) == ("方差" in facts)
    if "方差" in facts:
        near(answer, r"期望是[\d.]+\D+方差约?([\d.]+)", sum(p * v * v for p, v in outcomes) - mean**2)


def spread(facts: str, answer: str) -> None:
    values = [Fraction(n) for n in re.search(r"依次是([\d、]+)", facts)[1].split("、")]
    mean = statistics.mean(values)
    near(
        answer,
        r"平均数(\d+)，中位数([\d.]+)，.+?方差约?([\d.]+)",
        mean,
        statistics.median(values),
        statistics.pvariance(values),
    )


def parallel(facts: str, answer: str) -> None:
    n, p = int(re.search(r"(\d+)(?:台|架|个|位|次|粒|名|盏)", facts)[1]), shares(facts)[0]
    ways = product((p, 1 - p), repeat=n)
    some = sum(math.prod(way) for way in list(ways)[:-1])
    near(answer, r"的概率是([\d.]+)%。?", 100 * some)


def lines(facts: str, answer: str) -> None:
    a, b, x, y = shares(facts)
    assert a + b == 1
    near(
        answer,
        r"(?:的概率是|比率是|总共占)([\d.]+)%；.+?（约?([\d.]+)%）",
        100 * (a * x + b * y),
        100 * a * x / (a * x + b * y),
    )


def recaptured(facts: str, answer: str) -> None:
    m, n, k = (int(number) for number in re.findall(r"\d+", facts)[:3])
    near(answer, r"总数约(\d+)", Fraction(m * n, k))


def picked(facts: str, answer: str) -> None:
    a, b, k = map(int, re.findall(r"\d+", facts)[:3])
    groups = [sum(group) for group in combinations([1] * a + [0] * b, k)]
    both = sum(0 < total < k for total in groups)
    near(answer, r"选法有(\d+)种，占全部的\d+/\d+（约?([\d.]+)%）", Fraction(both), Fraction(100 * both, len(groups)))


def layered(facts: str, answer: str) -> None:
    *sizes, sample = map(int, re.findall(r"\d+", facts)[:4])
    near(
        answer,
        r"(?:所以，|\*\*)\D+(\d+)[人户册棵]，\D+(\d+)[人户册棵]，\D+(\d+)[人户册棵]。",
        *(Fraction(size * sample, sum(sizes)) for size in sizes),
    )


CHANCES = {
    "不放回": drawn, "的也有": screened, r"的概率[\d.]+%，": expected, "依次是": spread, "独立|互不": parallel, "分别[是为]": lines, "脚环|剪鳍|耳标|漆点|编号后": recaptured,
    "选法|组合|名单": picked, "分层": layered,
}  # fmt: skip


FIRST = "其一，|（1）|先看这个：|^1）|例一：|上的题：|请讲明白："
SECOND = "还有一问：|其二，|（2）|再看这个：|2）|算完后再看：|例二：|同样讲讲这一题："


def check_chances(task: Task) -> None:
    answers = [part for part in re.split(r"(?m)^(?:#+ .*|\*\*第.题\*\*)$", task.output) if part.strip()]
    problems = re.split(SECOND, re.split(FIRST, task.instruction)[-1])
    for facts, answer in zip(problems, answers, strict=True):
        (test,) = [test for words, test in CHANCES.items() if re.search(words, facts)]
        test(facts, answer)


def test_what_is_missed_brings_nothing() -> None:
    chances = next(f for f in FAMILIES if f.name == "chance_steps")
    for seed in range(300):
        text = chances.write(Random(seed)).instruction
        assert not re.search(r"(?:被退单|未中标|没中)的概率[\d.]+%，[1-9]", text)
        assert not re.search("取出两名|抽一个，是(?!.*个)", text)


def test_the_aim_of_savings_fits_their_origin() -> None:
    plans = next(f for f in FAMILIES if f.name == "money_plans")
    for seed in range(400):
        text = plans.write(Random(seed)).instruction
        if "公积金" in text:
            assert re.search("装修|首付|盖房", text)
        assert not ("企业年金" in text and re.search("首付|在职|儿子", text))
        assert not ("压岁钱" in text and "孩子" not in text.split("压岁钱")[1])


def test_sea_waves_have_the_speed_of_their_frequency() -> None:
    sums = next(f for f in FAMILIES if f.name == "science_sum")
    for seed in range(900):
        for often, speed in re.findall(r"海浪每秒起伏([\d.]+)次，波速([\d.]+)米", sums.write(Random(seed)).instruction):
            assert 1 <= Fraction(often) * Fraction(speed) <= Fraction(8, 5)


def test_teachers_and_managers_are_the_smallest_layer() -> None:
    chances = next(f for f in FAMILIES if f.name == "chance_steps")
    for seed in range(300):
        found = re.search(
            r"(\d+)人、\S{3,4}?(\d+)人、(?:教师|管理人员)(\d+)人", chances.write(Random(seed)).instruction
        )
        assert not found or int(found[3]) < min(int(found[1]), int(found[2]))


CHECKS = {"money_plans": check_plans, "science_sum": check_science, "chance_steps": check_chances}


@pytest.mark.parametrize("name", CHECKS)
def test_every_number_of_the_answer_follows_from_the_question(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)


def test_a_question_of_tenths_is_answered_in_tenths() -> None:
    chances = next(f for f in FAMILIES if f.name == "chance_steps")
    for task in (chances.write(Random(seed)) for seed in range(300)):
        assert ("有几成" in task.instruction) == bool(re.search("%，(?:约|也就是|接近)?.成", task.output))
    told = {30: "也就是三成", 36: "三成多", 91: "约九成", 98: "接近十成", 78: "约八成"}
    assert {part: in_tenths(Fraction(part, 100)) for part in told} == told
