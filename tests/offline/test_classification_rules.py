"""Classes by given rules are correct: each rule is read from the task and applied again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.classification import (
    FAMILIES,
    benefit_check,
    clause_check,
    offer_choice,
    skill_grading,
    triage_patients,
)
from selfinstruct.teachers.offline.world import FAMOUS, GIVEN, SURNAMES

NAME = f"[{SURNAMES}](?:{'|'.join(sorted(GIVEN, key=len, reverse=True))})"


def rows_of(text: str) -> list[list[str]]:
    """The cells of the rows of a Markdown table, without its heads."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


def number_in(pattern: str, text: str) -> float:
    """The number that a pattern finds in a text."""
    found = re.search(pattern, text)
    assert found, (pattern, text)
    return float(found[1])


def level_of_a_patient(readings: list[str], rules: str) -> tuple[int, list[str]]:
    """The rank of a patient, and the readings that decide it."""
    grave, urgent = [], []
    for sign, reading in zip(("体温", "心率", "血氧", "收缩压"), readings, strict=False):
        value = float(re.match(r"[\d.]+", reading)[0])
        if found := re.search(rf"{sign}低于([\d.]+)", rules):
            grave += [sign + reading] * (value < float(found[1]))
        else:
            urgent += [sign + reading] * (value >= number_in(rf"{sign}达到([\d.]+)", rules))
    grave += ["神志不清"] * (readings[5] == "不清")
    pain = re.match(r"\d+", readings[4])
    urgent += [f"疼痛{readings[4]}"] * (pain is not None and int(pain[0]) >= number_in(r"疼痛达到(\d+)", rules))
    return (0, grave) if grave else (1, urgent) if urgent else (2, [])


def levels_follow_from_the_readings(task: Task) -> None:
    levels = re.findall("任何一项的为(.+?)：", task.input) + re.findall("其余为(.+?)。", task.input)
    expected = {name: level_of_a_patient(readings, task.input) for name, *readings in rows_of(task.input)}
    assert re.findall(rf"({NAME})，\d+岁", task.instruction) == list(expected)
    if "只写姓名" in task.instruction:
        assert task.output == "、".join(name + levels[rank] for name, (rank, _) in expected.items())
        return
    rows = rows_of(task.output) or re.findall("- (.+?)属于(.+?)：(.+)。", task.output)
    assert [(row[0], row[1]) for row in rows] == [(name, levels[rank]) for name, (rank, _) in expected.items()]
    for row, (rank, reasons) in zip(rows, expected.values(), strict=True):
        assert all(reason in row[2] for reason in reasons)
        assert rank < 2 or "没有" in row[2] or "既无" in row[2]
    order = sorted(expected, key=lambda name: expected[name][0])
    wanted = "先后" in task.instruction or "先看" in task.instruction
    assert ("看诊先后" in task.output) == wanted
    assert not wanted or task.output.endswith(f"看诊先后为{'、'.join(order)}。")


def lead(text: str) -> int:
    """The first number in a cell."""
    return int(re.search(r"\d+", text)[0])


def chosen_offer_is_the_best_that_fits(task: Task) -> None:
    heads = [cell.strip() for cell in task.input.splitlines()[0].strip("| ").split(" | ")]
    offers = {name: [lead(cell) for cell in cells] for name, *cells in rows_of(task.input)}
    sums = re.findall(r"(\d+)×(\d+)＋(\d+)＝(\d+)元", task.output)
    assert len({each[1] for each in sums}) == 1
    quantity = int(sums[0][1])
    assert re.search(rf"\D{quantity}(?!\d)", task.instruction)
    totals = {name: rate * quantity + fee for name, (rate, fee, *_) in offers.items()}
    assert [int(each[3]) for each in sums] == list(totals.values())
    limit = re.search(r"总价不超过(\d+)元", task.instruction)
    deal = next(deal for deal in offer_choice.DEALS if [each.head for each in deal.properties] == heads[3:])
    fit = {name for name in offers if not limit or totals[name] <= int(limit[1])}
    for at, each in enumerate(deal.properties):
        wordings = (
            re.escape(each.condition).replace(r"\{\}", r"(\d+)"),
            rf"{each.head}[≥≤](\d+)",
            rf"{each.head}在(\d+)",
            rf"{each.head}(?:至少|最多)(\d+)",
        )
        if bound := next(filter(None, (re.search(wording, task.instruction) for wording in wordings)), None):
            fit = {name for name in fit if (offers[name][2 + at] - int(bound[1])) * (1 if each.higher else -1) >= 0}
    assert 2 <= len(fit) < len(offers)
    best = [(at, each) for at, each in enumerate(deal.properties) if each.best in task.instruction]
    assert len(best) + ("总价最低" in task.instruction) == 1
    worth = {
        name: -totals[name] if not best else offers[name][2 + best[0][0]] * (1 if best[0][1].higher else -1)
        for name in fit
    }
    right = max(worth, key=lambda name: worth[name])
    assert list(worth.values()).count(worth[right]) == 1
    assert task.output.startswith(f"选{right}。")
    reasons = dict(re.findall("[|-] (.+?)(?: [|] |总价).+?元(?:；| [|] )(.+)", task.output))
    assert list(reasons) == list(offers)
    assert {name for name, reason in reasons.items() if "淘汰" in reason} == set(offers) - fit
    assert [name for name, reason in reasons.items() if "入选" in reason] == [right]


DIGITS = {"一": 1, "两": 2, **{digit: at for at, digit in enumerate("三四五六七八九十", 3)}}


def deducted(story: str, test: str, rules: str) -> list[int]:
    """The points that are deducted by each rule for the faults that a story tells."""
    faults = next(faults for name, faults in skill_grading.TESTS if name == test)
    lost = []
    for rule, points in re.findall(r"- (.+)，扣(\d+)分[；。]", rules):
        fault = next(each for each in faults if each.rule.startswith(rule))
        found = re.search(re.escape(fault.event).replace(r"\{\}", r"(\d+|[一两三四五六七八九十])"), story)
        assert (found is None) == (fault.absent in story)
        lost.append(int(points) * int(DIGITS.get(found[1], found[1])) if found else 0)
    return lost


def grade_follows_from_the_deductions(task: Task) -> None:
    test = next(name for name, _ in skill_grading.TESTS if name in task.instruction)
    stories = re.findall(rf"({NAME})：([^。]+)。", task.instruction)
    assert len(stories) in (1, 2, 3)
    bounds = [(int(bound), grade) for bound, grade in re.findall(r"(\d+)分及以上为([^，。]+)", task.input)]
    lowest = re.search("其余为(.+)。", task.input)[1]
    lines = []
    for name, story in stories:
        lost = deducted(story, test, task.input)
        left = 100 - sum(lost)
        grade = next((grade for bound, grade in bounds if left >= bound), lowest)
        lines.append((name, lost, left, grade))
    if "总分" not in task.output:
        assert task.output == (lines[0][3] if len(lines) == 1 else "；".join(f"{each[0]}：{each[3]}" for each in lines))
        return
    assert [int(each) for each in re.findall(r"＝(\d+)分", task.output)] == [
        lost for each in lines for lost in each[1] if lost
    ]
    for name, _, left, grade in lines:
        verb = "" if grade == "未获奖" else "评为"
        assert re.search(rf"{name}(?:总分|：.+总分){left}分，{verb}{grade}。", task.output)


def read_number(template: str, text: str) -> int | None:
    """The number that a template has in a text."""
    found = re.search(re.escape(template).replace(r"\{\}", r"(\d+)\D{1,4}?"), text)
    return int(found[1]) if found else None


def verdict_follows_from_the_limit(task: Task) -> None:
    quotes = re.findall("[①②③④⑤]([^；。”]+)", task.instruction)
    clauses = max(
        (clauses for _, _, clauses in clause_check.CONTRACTS),
        key=lambda clauses: sum(
            read_number(clause.text, quoted) is not None for clause in clauses for quoted in quotes
        ),
    )
    good, bad = next(pair for pair in clause_check.VERDICTS if pair[1] in task.instruction)
    expected = []
    for quoted in quotes:
        clause = next(clause for clause in clauses if read_number(clause.text, quoted) is not None)
        value = read_number(clause.text, quoted)
        limit = read_number(clause.rule, task.input)
        assert limit is not None
        expected.append(
            (clause.subject, good if (limit - value) * (1 if clause.upper else -1) >= 0 else bad, value, limit)
        )
    assert len(expected) == len(task.input.splitlines()) - 1
    if "JSON" in task.instruction:
        rows = [tuple(each.values()) for each in json.loads(task.output)]
    else:
        rows = [(row[0][1:], *row[1:]) for row in rows_of(task.output)] or [
            (rest, label, rest) for label, rest in re.findall(f"[①②③④⑤]({good}|{bad})([^①②③④⑤]*)", task.output)
        ]
    assert [row[1] for row in rows] == [label for _, label, *_ in expected]
    corrected = re.findall("([①②③④⑤]).+应改为“(.+?)”。", task.output)
    if re.search("改法|怎么改|应当怎么改|改到刚好", task.instruction):
        assert [mark for mark, _ in corrected] == [
            mark for mark, each in zip("①②③④⑤", expected, strict=False) if each[1] == bad
        ]
    for mark, text in corrected:
        limit = expected["①②③④⑤".index(mark)][3]
        assert re.sub(r"\d+", "", text) == re.sub(r"\d+", "", quotes["①②③④⑤".index(mark)])
        assert re.findall(r"\d+", text) == [str(limit)]
    if "序号和结论" not in task.instruction:
        for row, (subject, label, value, limit) in zip(rows, expected, strict=True):
            assert subject in row[0]
            assert re.search(rf"约定{value}\D+{limit}\D", row[2] + "。")
            assert label == good or re.search(rf"[多少晚]{abs(value - limit)}\D", row[2])


def application_is_judged_by_all_conditions(task: Task) -> None:
    benefit = next(each for each in benefit_check.BENEFITS if each.name in task.instruction)
    met = {}
    for condition in benefit.conditions:
        limit = read_exactly(condition.rule, task.input)
        values = [read_exactly(fact, task.instruction) for fact in condition.facts]
        value = next((each for each in values if each is not None), None)
        assert (limit is None) == (value is None)
        if limit is not None and value is not None:
            met[condition.subject] = (value >= limit if condition.higher else value <= limit), limit, value
    assert len(met) == task.input.count("；") in (3, 4)
    fits = all(each[0] for each in met.values())
    if len(task.output) < 4:
        assert task.output == ("符合" if fits else "不符合")
        return
    assert ("不符合" in task.output) != fits
    for subject, (is_met, limit, value) in met.items():
        condition = next(each for each in benefit.conditions if each.subject == subject)
        line = next(line for line in task.output.splitlines() if condition.rule.format(limit) in line)
        assert re.search(rf"\D{value}{re.escape(condition.unit)}", line)
        assert is_met or re.search(rf"不满足，[差超出]+{abs(value - limit)}\D", line)
        assert not is_met or "不满足" not in line
    rate, quantity = read_exactly(benefit.rate_rule, task.input), read_exactly(benefit.quantity_fact, task.instruction)
    assert rate is not None
    assert quantity is not None
    assert (f"{rate}×{quantity}＝{rate * quantity}元" in task.output) == fits
    assert fits or f"即{'、'.join(s for s in subjects_in_order(task, benefit) if not met[s][0])}" in task.output


def read_exactly(template: str, text: str) -> int | None:
    """The number that a template has in a text, with nothing between the number and the rest of the template."""
    found = re.search(re.escape(template).replace(r"\{\}", r"(\d+)"), text)
    return int(found[1]) if found else None


def subjects_in_order(task: Task, benefit: benefit_check.Benefit) -> list[str]:
    """The subjects of the conditions in the order of the rules."""
    places = {
        each.subject: re.search(re.escape(each.rule).replace(r"\{\}", r"\d+"), task.input)
        for each in benefit.conditions
    }
    found = {subject: place.start() for subject, place in places.items() if place}
    return sorted(found, key=lambda subject: found[subject])


CHECKS: dict[str, Callable[[Task], None]] = {
    "benefit_check": application_is_judged_by_all_conditions,
    "clause_check": verdict_follows_from_the_limit,
    "offer_choice": chosen_offer_is_the_best_that_fits,
    "skill_grading": grade_follows_from_the_deductions,
    "triage_patients": levels_follow_from_the_readings,
}


@pytest.mark.parametrize("name", CHECKS)
def test_classes_follow_from_the_rules(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_no_patient_with_a_grave_complaint_has_the_lowest_level() -> None:
    write = next(family.write for family in FAMILIES if family.name == "triage_patients")
    grave = [each.text for each in triage_patients.COMPLAINTS if each.is_grave]
    for task in (write(Random(seed)) for seed in range(300)):
        (lowest,) = re.findall("其余为(.+?)。", task.input)
        told = re.findall(rf"({NAME})，\d+岁，([^；：。]+?)(?=；|。|：|$)", task.instruction)
        for name, complaint in told:
            if complaint in grave:
                assert not re.search(f"{name}(?:属于| [|] )?{lowest}", task.output)


def test_whoever_complains_of_pain_may_have_a_score_of_pain() -> None:
    aching = [each for each in triage_patients.COMPLAINTS if re.search("疼|痛", each.text)]
    assert all("P" in each.signs for each in aching)


def test_a_letter_is_signed_by_an_office_that_the_instruction_names() -> None:
    write = next(family.write for family in FAMILIES if family.name == "benefit_check")
    letters = [task for task in map(write, map(Random, range(300))) if "您申请的" in task.output]
    assert letters
    assert all(task.output.splitlines()[-1] in task.instruction for task in letters)


def test_no_rent_is_subsidized_longer_than_the_lease_runs() -> None:
    write = next(family.write for family in FAMILIES if family.name == "benefit_check")
    for task in (write(Random(seed)) for seed in range(1500)):
        if lease := re.search("(?:租约签了|合同租期)([0-9]+)个月", task.instruction):
            assert int(re.search("申请补贴([0-9]+)个月", task.instruction)[1]) <= int(lease[1])


def test_benefits_of_an_age_depend_on_the_age() -> None:
    write = next(family.write for family in FAMILIES if family.name == "benefit_check")
    for task in (write(Random(seed)) for seed in range(600)):
        assert not re.search("高龄|青年", task.instruction) or "周岁" in task.input


def test_no_two_persons_of_a_test_did_the_same() -> None:
    write = next(family.write for family in FAMILIES if family.name == "skill_grading")
    for task in (write(Random(seed)) for seed in range(400)):
        stories = re.findall(rf"{NAME}：([^。]+)。", task.instruction)
        assert len({frozenset(story.split("，")) for story in stories}) == len(stories)


def test_a_number_stands_after_the_limit_only_if_it_is_the_distance() -> None:
    write = next(family.write for family in FAMILIES if family.name == "clause_check")
    for seed in range(200):
        assert not re.search(r"(?:超过|高于|超出|不到)[上下]限", write(Random(seed)).output)


def test_no_person_has_a_well_known_name() -> None:
    for family in FAMILIES:
        for instruction in (family.write(Random(seed)).instruction for seed in range(40)):
            names = set(re.findall(f"(?<![{SURNAMES}]){NAME}", instruction))
            assert not FAMOUS & names or "唐代诗人" in instruction, instruction


def test_whoever_may_be_confused_has_only_what_others_see() -> None:
    seen = [each.text for each in triage_patients.COMPLAINTS if "M" in each.signs]
    assert not [text for text in seen if re.search("疼|痛|不敢|头晕|恶心|想吐|没力气|心慌|发紧|痒", text)]


def test_no_fact_of_an_applicant_leads_in_the_next() -> None:
    facts = [fact for each in benefit_check.BENEFITS for rule in each.conditions for fact in rule.facts]
    assert not [fact for fact in facts if re.search("写着|结果是|上写", fact)]
