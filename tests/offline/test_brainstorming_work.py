"""Ideas for projects, posts, markets and programs fit every detail of the task that asks for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.brainstorming import FAMILIES, interview_questions, project_risks

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
            form = r"### \d　(.+)\n起因是(.+)。可能性(.)，影响(.)。\n- 预防：(.+)。\n- 补救：(.+)。"
            name, fact, likely, heavy, *rest = re.fullmatch(form, part).groups()
            assert fact in task.instruction
            rows.append([name, likely, heavy, *rest])
    assert {row[0] for row in rows} == told
    assert len(rows) == len(told) >= 3
    gravity = [("低中高".index(row[1]) + 1) * ("小中大".index(row[2]) + 1) for row in rows]
    assert gravity == sorted(gravity, reverse=True)
    counts = re.findall("([三四五])[个种条]防|([三四五])[种条](?:对策|办法)", task.instruction)
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
        groups = [[(each["问题"], each["看什么"]) for each in group] for group in found.values()]
    elif "Markdown" in task.instruction:
        heads, rows = cells_of(task.output)
        assert heads == ["类别", "针对什么", "问题", "看什么"]
        assert [row[1] for row in rows] == [q.about for q in (*skills, *facts)]
        groups = [[(row[2], row[3]) for row in rows if row[0] == kind] for kind in ("岗位能力", "履历")]
    else:
        parts = re.fullmatch(r"## 岗位能力\n(.+)\n\n## 履历\n(.+)", task.output, re.DOTALL).groups()
        line = r"^\d\. (.+)（针对.+；看点是(.+)）$"
        groups = [re.findall(line, part, re.MULTILINE) for part in parts]
    assert groups == [[(q.text, q.listen) for q in group] for group in (skills, facts)]
    asked = re.search("(?:推荐|共|列出)([四五六])(?:个|道)", task.instruction)
    assert DIGITS[asked[1]] == len(skills) + len(facts)


CHECKS: dict[str, Callable[[Task], None]] = {
    "project_risks": risks_follow_from_the_facts,
    "interview_questions": questions_are_about_the_post_and_the_resume,
}


@pytest.mark.parametrize("name", CHECKS)
def test_every_idea_fits_the_details_of_the_task(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_a_fact_leads_to_one_risk():
    for project in project_risks.PROJECTS:
        known = [*project.risks, *project_risks.COMMON["any"], *project_risks.COMMON[project.kind]]
        assert len({risk.fact for risk in known}) == len({risk.name for risk in known}) == len(known), project.name
