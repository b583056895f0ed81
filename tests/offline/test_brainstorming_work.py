"""Ideas for projects, posts, markets and programs fit every detail of the task that asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.brainstorming import (
    FAMILIES,
    hypothesis_tests,
    interview_questions,
    project_risks,
    village_sales,
)

DIGITS = {digit: number for number, digit in enumerate("零一两三四五六七八九十")}


def cells_of(table: str) -> tuple[list[str], list[list[str]]]:
    """Read a Markdown table: its heads and the cells of its rows."""
    rows = [line.strip("| ").split(" | ") for line in table.strip().splitlines()]
    assert rows[1] == ["---"] * len(rows[0])
    assert all(len(row) == len(rows[0]) for row in rows)
    return rows[0], rows[2:]


def risks_follow_from_the_facts(task: Task) -> None:
    """Look up every fact of the instruction: each has its risk in the answer, and no risk is graver than the one before."""
    project = next(each for each in project_risks.PROJECTS if f"{each.name}" in task.instruction)
    known = [*project.risks, *project_risks.COMMON["any"], *project_risks.COMMON[project.kind]]
    told = {risk.name for risk in known if risk.fact in task.instruction}
    if "Markdown" in task.instruction:
        heads, rows = cells_of(task.output)
        assert heads == ["风险", "可能性", "影响", "预防", "补救"]
    else:
        rows = []
        for part in task.output.split("\n\n"):
            form = r"### \d+　(.+)\n起因：(.+)。可能性(.)，影响(.)。\n- 预防：(.+)。\n- 补救：(.+)。"
            name, fact, likely, heavy, *rest = re.fullmatch(form, part).groups()
            assert fact in task.instruction
            rows.append([name, likely, heavy, *rest])
    assert {row[0] for row in rows} == told
    assert len(rows) == len(told) >= 3
    gravity = [("低中高".index(row[1]) + 1) * ("小中大".index(row[2]) + 1) for row in rows]
    assert gravity == sorted(gravity, reverse=True)
    counts = re.findall("([三四五六七八九十])[个种条]防|([三四五六七八九十])[种条](?:对策|办法)", task.instruction)
    assert all(DIGITS[one or other] == len(rows) for one, other in counts)


def questions_are_about_the_post_and_the_resume(task: Task) -> None:
    """Find the requirements and the facts in the instruction by name: each has its question, in its group."""
    posts = [post for post in interview_questions.POSTS if post.name in task.instruction]
    assert len(posts) == 1
    order = task.instruction.index
    skills = sorted((q for q in posts[0].questions if q.about in task.instruction), key=lambda q: order(q.about))
    facts = [q for group in interview_questions.RESUME.values() for q in group if q.about in task.instruction]
    facts.sort(key=lambda q: order(q.about))
    if "JSON" in task.instruction:
        found = json.loads(task.output)
        assert list(found) == ["岗位能力", "履历"]
        assert [each["针对"] for group in found.values() for each in group] == [q.about for q in (*skills, *facts)]
        groups = [[(each["问题"], each["看什么"]) for each in group] for group in found.values()]
    elif "Markdown" in task.instruction:
        heads, rows = cells_of(task.output)
        assert heads == ["类别", "针对什么", "问题", "看什么"]
        assert [row[1] for row in rows] == [q.about for q in (*skills, *facts)]
        groups = [[(row[2], row[3]) for row in rows if row[0] == kind] for kind in ("岗位能力", "履历")]
    else:
        parts = re.fullmatch(r"## 岗位能力\n(.+)\n\n## 履历\n(.+)", task.output, re.DOTALL).groups()
        line = r"^\d\. (.+)\n   - 针对：.+\n   - 看点：(.+)$"
        groups = [re.findall(line, part, re.MULTILINE) for part in parts]
    assert groups == [[(q.text, q.listen) for q in group] for group in (skills, facts)]
    assert (
        posts[0].name in interview_questions.DESK_POSTS or not {q.about for q in facts} & interview_questions.DESK_FACTS
    )
    asked = re.search("(?:推荐|共|列出)([四五六七八])(?:个|道)", task.instruction)
    assert DIGITS[asked[1]] == len(skills) + len(facts)


def accepts(words: str, entered: str) -> bool:
    """Apply a rule, as the instruction words it, to an input."""
    if entered in ("（空）", ""):
        return "可以不填" in words
    if found := re.findall(r"\d{4}-\d\d-\d\d", words):
        try:
            return date.fromisoformat(found[0]) <= date.fromisoformat(entered) <= date.fromisoformat(found[1])
        except ValueError:
            return False
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", words)]
    if "汉字" in words:
        return bool(re.fullmatch(r"[\u4e00-\u9fff]+", entered)) and numbers[0] <= len(entered) <= numbers[1]
    if "整数" in words:
        return bool(re.fullmatch(r"\d+", entered)) and numbers[0] <= int(entered) <= numbers[1]
    if "小数" in words:
        return bool(re.fullmatch(r"\d+(\.\d{1,2})?", entered)) and 0.01 <= float(entered) <= max(numbers)
    return bool(re.fullmatch(r"[0-9]+", entered)) and len(entered) == numbers[0]


def inputs_are_accepted_or_rejected_as_expected(task: Task) -> None:
    """Apply the rule of each field to its inputs: the expectations are right, and no input has been tried before."""
    if "JSON" in task.instruction:
        rows = [tuple(each.values()) for each in json.loads(task.output)]
    elif "Markdown" in task.instruction:
        heads, cells = cells_of(task.output)
        assert heads == ["输入框", "输入", "预期", "理由"]
        rows = [tuple(row) for row in cells]
    else:
        rows = []
        for part in task.output.split("\n\n"):
            name = re.match(r"\*\*(.+)\*\*\n", part)[1]
            form = r"^\d\. (?:输入“(.+)”|什么也不输入)，应当(..)，(.+)。$"
            found = re.findall(form, part, re.MULTILINE)
            rows += [(name, entered or "（空）", *rest) for entered, *rest in found]
    fields = list(dict.fromkeys(row[0] for row in rows))
    assert len(fields) == 2
    for field, other in (fields, fields[::-1]):
        words = re.split(f"“{other}”", task.instruction.split(f"“{field}”")[1])[0]
        rule, tried = re.split("必填|可以不填", words)[0] + ("可以不填" if "可以不填" in words else ""), words
        own = [row for row in rows if row[0] == field]
        assert all((row[2] == "通过") == accepts(rule, row[1]) for row in own), rule
        assert not any(f"“{row[1]}”" in tried for row in own)
        assert len({row[1] for row in own}) == len(own)
        assert {row[2] for row in own} == {"通过", "拒绝"}
    assert len(rows) == 2 * DIGITS[re.findall("([两三四])个(?:测试|值得|输入|没试|新的|，)", task.instruction)[-1]]


def ways_build_on_the_facts_and_keep_to_the_budget(task: Task) -> None:
    """Look up every fact of the instruction: each has its way, the order is as requested, and the total is right."""
    produce = next(p for p in village_sales.PRODUCE if p.village in task.instruction and p.name in task.instruction)
    known = {w.fact: w for w in (*village_sales.COMMON["any"], *village_sales.COMMON[produce.kind], *produce.ways)}
    told = {way.plan.format(name=produce.name): way for fact, way in known.items() if fact in task.instruction}
    body, closing = task.output.rsplit("\n\n", 1)
    if "Markdown" in task.instruction:
        heads, rows = cells_of(body)
        assert heads == ["办法", "依据", "花费", "人手", "见效"]
        found = [(plan, fact, *(int(cell[:-1]) for cell in rest)) for plan, fact, *rest in rows]
    else:
        form = r"\d\. (.+)\n   - 依据：(.+)\n   - 花费(\d+)元，用(\d+)人，约(\d+)周见效"
        found = [(plan, fact, *map(int, rest)) for plan, fact, *rest in re.findall(form, body)]
    assert {each[0] for each in found} == set(told)
    assert all(each[1:] == (w.fact, w.cost, w.helpers, w.weeks) for each in found for w in (told[each[0]],))
    column = {"花钱少": 2, "用人少": 3, "见效快": 4}[re.search("(花钱少|用人少|见效快)的在前", task.instruction)[1]]
    keys = [each[column] for each in found]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    budget = int(re.search(r"(\d+)元", task.instruction)[1])
    assert closing == f"合计{sum(each[2] for each in found)}元，没有超过{budget}元。"
    assert sum(each[2] for each in found) <= budget


CHECKS: dict[str, Callable[[Task], None]] = {
    "form_inputs": inputs_are_accepted_or_rejected_as_expected,
    "project_risks": risks_follow_from_the_facts,
    "village_sales": ways_build_on_the_facts_and_keep_to_the_budget,
    "interview_questions": questions_are_about_the_post_and_the_resume,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_idea_fits_the_details_of_the_task(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_a_fact_leads_to_one_risk():
    for project in project_risks.PROJECTS:
        known = [*project.risks, *project_risks.COMMON["any"], *project_risks.COMMON[project.kind]]
        assert len({risk.fact for risk in known}) == len({risk.name for risk in known}) == len(known), project.name


def test_a_common_risk_fits_its_project():
    facts = {risk.fact for risks in project_risks.COMMON.values() for risk in risks}
    names = {project.name for project in project_risks.PROJECTS}
    barred = {fact for misfits in project_risks.MISFITS.values() for fact in misfits}
    assert project_risks.MISFITS.keys() <= names
    assert barred | {*project_risks.OFFICIAL_FACTS, *project_risks.COMPANY_MISFITS} <= facts
    for project in project_risks.PROJECTS:
        fit = {risk.fact for risk in project_risks.common_risks(project)}
        assert len(fit) > 20
        assert not (project.owner in project_risks.GRASSROOTS and fit & {*project_risks.OFFICIAL_FACTS})


def test_a_fact_of_a_resume_fits_the_post():
    facts = {q.about for group in interview_questions.RESUME.values() for q in group}
    posts = {post.name for post in interview_questions.POSTS}
    tables = interview_questions
    assert facts >= tables.DESK_FACTS | tables.PUBLIC_MISFITS | tables.CRAFT_FACTS
    assert posts >= tables.DESK_POSTS | tables.PUBLIC_POSTS | tables.CRAFT_POSTS


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_word_is_doubled(family):
    for seed in range(300):
        task = family.write(Random(seed))
        texts = task.instruction, task.input, task.output
        assert not any(
            re.search("是是|规则是范围是|例子”的例子|的的|了了|在在|和和|，，|。。|；。|，。|：，|对方.*对方", text)
            for text in texts
        ), task


def test_the_ways_of_a_village_suit_its_produce_and_name_who_is_meant() -> None:
    """No plan begins with a pronoun: in the answer, what it rests on stands behind it."""
    for produce in village_sales.PRODUCE:
        for way in (*produce.ways, *(way for ways in village_sales.COMMON.values() for way in ways)):
            assert not re.search("^(请|由)(他|她|这)", way.plan)
    for seed in range(80):
        task = village_sales.write_village_sales(Random(seed))
        for fact, names in village_sales.UNFIT.items():
            assert fact not in task.instruction or not any(name in task.instruction for name in names)
        assert not re.search("依据是|(?<!还)是[^，。；]{0,12}是", task.output.split("合计")[0])


def test_circumstances_matter_to_the_experiments() -> None:
    for hypothesis in hypothesis_tests.HYPOTHESES:
        trials = "".join(f"{each.how}{each.kept}" for each in hypothesis.trials)
        if hypothesis_tests.matters("楼下有人午睡", hypothesis):
            assert re.search("(?<![气棉])球|弹珠|螺母|书", trials)
        if hypothesis_tests.matters("屋子朝西，下午晒得厉害", hypothesis):
            assert re.search("温|冰|光", trials)
