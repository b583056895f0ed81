"""Reports on given data are correct: each number in them is derived again from the table or list."""

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa import FAMILIES
from selfinstruct.teachers.offline.families.closed_qa.lab_report import PANELS
from selfinstruct.teachers.offline.families.closed_qa.rule_cases import RULES

QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def rate(new: int, old: int) -> str:
    """A change in percent, worked out in whole tenths."""
    tenths = (abs(new - old) * 2000 + old) // (2 * old)
    return f"{'增长' if new > old else '下降'}{tenths // 10}.{tenths % 10}%" if new != old else "持平"


def check_shares(text: str, names: str, parts: list[int], whole: int) -> None:
    shares = re.search(rf"先看{re.escape(names)}：前者占全年总量的([\d.]+)%，后者占([\d.]+)%。", text).groups()
    for share, part in zip(shares, parts, strict=True):
        assert abs(Fraction(share) - Fraction(100 * part, whole)) <= Fraction(1, 20)


def check_quarters(task: Task) -> None:
    cells = [re.split(r"[|,]", line.strip("| ")) for line in task.input.splitlines() if "---" not in line]
    rows = {row[0].strip(): [int(cell) for cell in row[1:]] for row in cells[1:]}
    unit = re.search(r"（(.+)）", cells[0][0])[1]
    totals = [sum(column) for column in zip(*rows.values(), strict=True)]
    text = task.output
    for name, first, last, how in re.findall(rf"([^；：，。\n]+?)从(\d+){unit}到(\d+){unit}，([^；。\n]+)", text):
        row = rows[name.removeprefix("- ")]
        assert (row[0], row[3]) == (int(first), int(last))
        assert how == rate(row[3], row[0])
    for name, first, second, how in re.findall(
        rf"([^；：。\n]+?)上半年(\d+){unit}，下半年(\d+){unit}，(?:下半年比上半年|两个半年)([^；。\n]+)", text
    ):
        row = totals if name.endswith("合计") else rows[name.removeprefix("- ")]
        assert (sum(row[:2]), sum(row[2:])) == (int(first), int(second))
        assert how == rate(int(second), int(first))
    for name, year, share in re.findall(rf"([^；：。，\n]+?)全年(\d+){unit}，占([\d.]+)%", text):
        assert sum(rows[name.removeprefix("- ")]) == int(year)
        assert abs(Fraction(share) - Fraction(100 * int(year), sum(totals))) <= Fraction(1, 20)
    for name, top, high, bottom, low, gap in re.findall(
        rf"([^；：。\n]+?)最高在(.季度)（(\d+){unit}），最低在(.季度)（(\d+){unit}），相差(\d+){unit}", text
    ):
        row = rows[name.removeprefix("- ")]
        assert (row[QUARTERS.index(top)], row[QUARTERS.index(bottom)]) == (max(row), min(row)) == (int(high), int(low))
        assert max(row) - min(row) == int(gap)
    for quarter, total in re.findall(r"(.季度)合计(\d+)", text):
        assert totals[QUARTERS.index(quarter)] == int(total)
    for quarter, how in re.findall(rf"(.季度)合计\d+{unit}，比上季度([^；。\n]+)", text):
        at = QUARTERS.index(quarter)
        assert how == rate(totals[at], totals[at - 1])
    best, worst, top, year = re.search(rf"总量(.季度)最多，(.季度)最少；.项里(.+)最多，全年(\d+){unit}", text).groups()
    assert (totals[QUARTERS.index(best)], totals[QUARTERS.index(worst)]) == (max(totals), min(totals))
    assert sum(rows[top]) == int(year) == max(map(sum, rows.values()))
    check_shares(text, f"{best}和{top}", [max(totals), int(year)], sum(totals))
    for name, row in rows.items():
        ended = text.partition("最少；")[2]
        assert (row == sorted(row)) == bool(re.search(rf"{name}[^；。]*逐季上升", ended))
        assert (row == sorted(row, reverse=True)) == bool(re.search(rf"{name}[^；。]*逐季下降", ended))


def cost_of(terms: str, use: Fraction) -> Fraction:
    """The cost of a use by the words of a price list."""
    rate = Fraction(re.search(r"([\d.]+)元/[^/；。\n，]+$", terms.removesuffix("，不收别的费用").removesuffix("计"))[1])
    if found := re.search(r"(\d+)元，含(\d+)", terms):
        return int(found[1]) + max(Fraction(0), use - int(found[2])) * rate
    if found := re.search(r"先交(\d+)元，再按", terms):
        return int(found[1]) + use * rate
    if found := re.search(r"(\d+)\D+?以内([\d.]+)元", terms):
        return min(use, Fraction(found[1])) * Fraction(found[2]) + max(Fraction(0), use - int(found[1])) * rate
    return use * rate


def check_tariffs(task: Task) -> None:
    unit = re.search(r"元/([^，；。\n]+)", task.input or task.instruction)[1].removesuffix("计")
    source = task.input or re.search(r"：(.+元/[^。]+)。", task.instruction)[1]
    found = re.findall(
        rf"([^：；。\n]+?)(?:：|是)((?:每.)?(?:先交)?[^：；。\n]*?元[^：；。\n]*/{unit}[^；。\n]*)", source
    )
    plans = {name.strip(): terms for name, terms in found}
    assert len(plans) == 2, plans
    for total in re.findall(r"[^；。]*?([\d×.]+)＝([\d.]+)元", task.output):
        one, two = total[0].split("×")
        assert Fraction(one) * Fraction(two) == Fraction(total[1])
    if rows := re.findall(rf"\| (第.个月) \| (\d+){unit} \| ([\d.]+)元 \| ([\d.]+)元", task.output):
        names = [cell.strip() for cell in task.output.splitlines()[0].split("|")[3:5]]
        sums = [Fraction(0), Fraction(0)]
        for _, use, *paid in rows:
            assert f"{use}" in task.instruction
            for at in (0, 1):
                assert cost_of(plans[names[at]], Fraction(use)) == Fraction(paid[at])
                sums[at] += Fraction(paid[at])
        cheap = names[sums[1] < sums[0]]
        gap = f"{float(abs(sums[0] - sums[1])):.3f}".rstrip("0").rstrip(".")
        assert task.output.endswith(f"三个月合计{cheap}便宜{gap}元。" if sums[0] != sums[1] else "两种方案合计一样多。")
        return
    use = Fraction(re.search(rf"(\d+){unit}", task.instruction.partition("。")[0])[1])
    costs = {name: cost_of(terms, use) for name, terms in plans.items()}
    (low, less), (_, more) = sorted(costs.items(), key=lambda each: each[1])
    gap = f"{float(more - less):.3f}".rstrip("0").rstrip(".")
    assert task.output.startswith(f"{low}便宜{gap}元。" if more != less else "两种方案花钱一样多。")
    for name, paid in costs.items():
        number = f"{float(paid):.3f}".rstrip("0").rstrip(".")
        assert re.search(rf"[选用]{name}，[^。]*(?:[^\d.]{number}元。)", re.sub(r"(?<=\d)\.(?=\d)", ".", task.output))
    spans = re.findall(rf"(?:(\d+)至)?(\d+){unit}，([^，]+?)(?:省|同价)[；。]", task.output)
    reached = 0
    for first, last, name in spans:
        for each in range(int(first or last), int(last) + 1):
            assert each == reached + 1
            reached = each
            paid = {who: cost_of(terms, Fraction(each)) for who, terms in plans.items()}
            assert min(paid.values()) == paid.get(name, min(paid.values()))
            assert (len({*paid.values()}) == 1) == (name == "两者")
    assert not spans or str(reached) in task.instruction


SIDES = (
    ("不低于", 1),
    (
        "没有(?:超|多|过|高出|逾期)|不超过|以内|之内|范围内|期内|及时|未过|不多于|不高于|保留期内|不到禁鸣|以前回来|不必出示小票|人数合乎|次数合乎",
        -1,
    ),
    ("不足|不满|不到|低于\\d|差\\d|缺\\d|细了|少\\d|没有住满|天数不够|来不及|已过检录|没有赠品|太晚", -1),
    ("超过|超出|超时|超速|超高|逾期|过了|已过|已在|多\\S*\\d|高出|迟了|晚了|过期|多于|收摊晚了", 1),
    ("满\\d|够|足够|达到|已满|住满|不低于|截止以前|合乎约定|够长|粗细合乎|满\\d+岁", 1),
)
"""Words of a ruling, and the side of the limit that they stand for. The first that a ruling has counts."""


def check_rulings(task: Task) -> None:
    articles = dict(re.findall("(第.条) ([^。]+)。", task.input))
    assert len(articles) == 5
    rulings = re.findall(
        r"(?m)^\d\. (.+?)——(第.条)规定“(.+?)”，(.+)。$|^\| (.+?) \| (第.条) \| (.+?) \| (.+?) \|$", task.output
    ) or [
        ("", "", "", "", *each)
        for each in re.findall("“([^“。]+?)”，要看(第.条)。这一条写的是“([^。]+?)”，对照下来，([^。]+?)。", task.output)
    ]
    named = []
    for ruling in rulings:
        case, number, rule, verdict = filter(None, ruling)
        assert articles[number] == rule
        assert case in task.instruction
        (limit,), (value,) = re.findall(r"\d+", rule), re.findall(r"\d+", case)
        side = next((side for words, side in SIDES if re.search(words, verdict)), 0)
        assert side * (int(value) - int(limit)) >= 0, (rule, case, verdict)
        for gap in re.findall(r"(?:超出|逾期|多出|超时|差|缺|细了|高出|超高|超速)\D{0,4}(\d+)", verdict):
            assert int(gap) in (abs(int(value) - int(limit)), int(limit))
        named.append(number)
    assert "、".join(sorted(named, key=lambda at: "一二三四五".index(at[1]))) in task.output
    missing = re.findall("没有写", task.output)
    assert len(missing) == ("找不到依据" in task.output)
    count = re.search("([两三四])(?:件事|种情况|个情况|张条子|点：)", task.instruction)
    assert count is None or " 两三四".index(count[1]) + 1 == len(rulings) + len(missing)


def check_laboratory(task: Task) -> None:
    lines = [re.split(r"\s*\|\s*|  ", line.strip("| ")) for line in task.input.splitlines()[1:] if "---" not in line]
    assert lines[0][:3] == ["项目", "结果", "参考范围"]
    said = {
        name: (Fraction(value), side, Fraction(bound), Fraction(gap))
        for name, value, side, bound, gap in re.findall(
            r"(?m)^(?:\d\. )?([^，\n]+?)偏[高低]，测得(-?[\d.]+)[^，]*，(高于上限|低于下限)(-?[\d.]+)，相差([\d.]+)。",
            task.output,
        )
    }
    odd = []
    for name, value, span, *_ in lines[1:]:
        low, high = map(Fraction, span.split("～"))
        if low <= Fraction(value) <= high:
            assert name not in said
            assert re.search(rf"{re.escape(name)}[^。]*在范围之内", task.output)
            if name in task.instruction.partition("。")[2]:
                assert f"{name}测得{value}" in task.output
                abouts = [item.about for panel in PANELS for item in panel.items if item.name == name]
                assert any(f"{name}{about}" in task.output for about in abouts)
            continue
        above = Fraction(value) > high
        bound = high if above else low
        assert said[name] == (Fraction(value), "高于上限" if above else "低于下限", bound, abs(Fraction(value) - bound))
        assert f"{name}偏{'高' if above else '低'}" in task.output.partition("\n")[0]
        odd.append(name)
    assert set(said) == set(odd)
    assert f"五项里有{'零一两三'[len(odd)]}项不在参考范围内" in task.output


def seconds(text: str) -> int:
    hours, minutes, rest = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + rest


def length(text: str) -> int:
    minutes, rest = re.fullmatch(r"(?:(\d+)分)?(?:(\d+)秒)?钟?", text).groups(default="0")
    return int(minutes) * 60 + int(rest)


TIME, LENGTH = r"(\d\d:\d\d:\d\d)", r"((?:\d+分)?(?:\d+秒)?钟?)"


def check_log(task: Task) -> None:
    lines = [(seconds(re.search(TIME, line)[1]), line) for line in task.input.splitlines()]
    assert lines == sorted(lines, key=lambda each: each[0])
    errors = [at for at, line in lines if re.search("ERROR|错误", line)]
    (acted,) = [at for at, line in lines if "处置" in line]
    (restored,) = [at for at, line in lines if re.search("恢复", line) and "处置" not in line]
    sign = [at for at, line in lines if re.search("WARN|警告", line) and at < errors[0]]
    later = [at for at, line in lines if re.search("WARN|警告", line) and at > restored]
    text = task.output
    expected = [
        (rf"(?m)^\d\. {LENGTH}，{TIME}首次报错，{TIME}记录", (restored - errors[0], errors[0], restored)),
        (rf"(?m)^\d\. {LENGTH}，{TIME}处置，{TIME}恢复", (restored - acted, acted, restored)),
        (rf"{TIME}[^。，]+，离首次报错{LENGTH}", (acted, acted - errors[0])),
        (rf"{TIME}，由", (errors[0],)),
        (rf"比首次报错早{LENGTH}", (errors[0] - (sign or [0])[0],)),
        (rf"从{TIME}到{TIME}", (errors[0], errors[-1])),
        (rf"(?:相隔|每隔|间隔){LENGTH}", (errors[1] - errors[0],)),
        (rf"处置后{LENGTH}见效，故障前后共{LENGTH}", (restored - acted, restored - errors[0])),
    ]
    for words, values in expected:
        for found in re.findall(words, text):
            parts = [found] if isinstance(found, str) else found
            assert [seconds(part) if ":" in part else length(part) for part in parts] == list(values), (words, found)
    assert all(int(count) == len(errors) for count in re.findall(r"(?:\d\. |共)(\d+)次", text))
    assert not sign or "首次报错之前" not in text
    assert sign or "比首次报错早" not in text
    assert not later or not re.search("恢复以后只有正常信息|恢复以后没有再出现", text)
    assert later or not re.search("没有新的错误|不再有错误", text)
    assert text.count("\n") + 1 == (len(re.findall(r"(?m)^\d\. ", task.instruction)) or 5)


CHECKS: dict[str, Callable[[Task], None]] = {
    "quarter_figures": check_quarters,
    "tariff_plans": check_tariffs,
    "rule_cases": check_rulings,
    "lab_report": check_laboratory,
    "system_log": check_log,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_number_of_a_report_follows_from_its_data(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


POINTS = {
    "环比|起伏|一季季变": "各季度合计与环比", "占比|份额|分量": "全年总量与占比", "年末比年初|和一季度相比|年头到年尾": "四季度与一季度相比",
    "高峰|最多、什么|最高和最低": "高峰与低谷", "半年": "上、下半年对比",
}  # fmt: skip


def test_an_analysis_has_the_points_that_are_asked_for() -> None:
    family = next(family for family in FAMILIES if family.name == "quarter_figures")

    def asked_and_written(task: Task) -> None:
        for words, head in POINTS.items():
            assert bool(re.search(words, task.instruction)) == (head in task.output)

    check(family, {family.name: asked_and_written})


def test_rules_between_two_parties_are_not_applied_at_an_office() -> None:
    write = next(family.write for family in FAMILIES if family.name == "rule_cases")
    tasks = [write(Random(seed)) for seed in range(600)]
    private = [task for task in tasks if re.match("《(?:租房合同|家电保修)条款》", task.input)]
    assert private
    assert not any(re.search("值班时|窗口积|贴出来|刚接手", task.instruction) for task in private)
    assert any("窗口" in task.instruction for task in tasks)


ACTS = {
    "转租": "转租", "赠品": "退", "邮寄退货": "邮寄", "上门": "上门", "换购": "换购", "试跳": "跳远", "婚假": "婚假", "增休": "增休",
    "可换新": "换", "限高": "地库", "不得下水": "下水|游泳", "过夜": "过夜|住一晚", "退宿": "退宿", "电器": "用|插", "收摊": "收摊", "托运": "托运",
    "补足再借": "借", "体检表": "报",
}  # fmt: skip
"""What a rule is about, and how its cases name that."""


def test_every_case_names_the_act_that_its_rule_is_about() -> None:
    articles = [article for rules in RULES for article in rules.articles]
    for words, act in ACTS.items():
        about = [article for article in articles if words in article.rule and "收回" not in article.rule]
        assert about, words
        for article in about:
            assert all(re.search(act, case) for case in article.cases), article
