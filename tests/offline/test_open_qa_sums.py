"""Money plans, science and chance: every number of an answer is computed again from the text of the question."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa import FAMILIES

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
        assert result.startswith(("两家都还不起", f"只有{fits[0]}还得起", "两家都还得起")[len(fits)])
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


UNITS = "g/cm³ cm³ mg/kg mg/mL 滴/mL kg/m³ N/kg mol/L g/mol L/mol L/min m/s² m/s N/m J/(kg·℃) km/s kW·h kPa kcal kg mg mL mol min km cm m² m³ Pa Hz Ω ℃ 滴/分 g V A W J N m s h L t %".split()
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


CHECKS = {"money_plans": check_plans, "science_sum": check_science}


@pytest.mark.parametrize("name", CHECKS)
def test_every_number_of_the_answer_follows_from_the_question(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
