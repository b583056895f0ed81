"""Extracted facts are correct: each is found again by searching the text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from alike import share_alike
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import extract
from selfinstruct.teachers.offline.families.extract import minutes_duties, programme_sessions, spending_items
from selfinstruct.teachers.offline.families.extract.order_form import GOODS, MORE, REMARKS
from selfinstruct.teachers.offline.families.extract.spending_items import SPENDINGS
from selfinstruct.teachers.offline.families.extract.trip_facts import AIRPORTS, ERRANDS, REGIONS
from selfinstruct.teachers.offline.world import FAMOUS, GIVEN, SURNAMES, another, people, person

NAME = re.compile(f"[{SURNAMES}](?:{'|'.join(sorted(GIVEN, key=len, reverse=True))})")
DUTIES = {duty for meeting in minutes_duties.MEETINGS for duty in meeting.duties}
SESSIONS = {name for festival in programme_sessions.FESTIVALS for name in festival.sessions}


def cells_of(output: str, request: str) -> tuple[list[str] | None, list[list[str]]]:
    """Read an answer in the form that the request asks for: its heads, if it has any, and the cells of its rows."""
    if "Markdown" in request:
        rows = [line.strip("| ").split(" | ") for line in output.splitlines()]
        assert rows[1] == ["---"] * len(rows[0])
        return rows[0], rows[2:]
    if "JSON" in request:
        objects = json.loads(output)
        return list(objects[0]), [list(each.values()) for each in objects]
    if "括号" in request:
        assert "\n" not in output
        return None, [re.split("（|，", part.rstrip("）")) for part in output.rstrip("。").split("；")]
    return None, [re.split("：|，", line) for line in output.splitlines()]


def one_of(found: set[str]) -> str:
    """Return the only element of a set."""
    (only,) = found
    return only


def duties_of_the_minutes(text: str) -> list[dict[str, str]]:
    """Read every sentence or line that has a duty: the only name and the only date in it belong to the duty."""
    return [
        {
            "事项": duty,
            "任务": duty,
            "负责人": one_of(set(NAME.findall(part.replace(duty, "，")))),
            "姓名": one_of(set(NAME.findall(part.replace(duty, "，")))),
            "期限": one_of(set(re.findall(r"\d+月\d+日", part))),
        }
        for part in re.split("\n|。", text)
        for duty in DUTIES
        if duty in part
    ]


def duties_match_the_minutes(task: Task) -> None:
    """Select the duties by quoted name, by person or by deadline, and compare all cells."""
    duties = duties_of_the_minutes(task.input)
    assert len(duties) == 6
    bound = re.search(r"(\d+)月(\d+)日(（含当天）以前|之后)", task.instruction)
    if bound:
        early = bound[3] != "之后"
        days = {int(re.findall(r"\d+", each["期限"])[1]): each for each in duties}
        chosen = [days[day] for day in sorted(days) if (day <= int(bound[2])) == early]
        heads = ["期限", "任务", "负责人"]
    elif asked := re.findall("“(.+?)”", re.sub("写成“.+”", "", task.instruction)):
        chosen = [next(each for each in duties if each["事项"] == name) for name in asked]
        keys = sorted(("负责人", "期限"), key=re.search("”[^“”，]*的([^，]+)", task.instruction)[1].find)  # type: ignore[index]
        heads = ["事项", *(key for key in keys if re.search(f"”[^“”，]*{key}", task.instruction))]
    else:
        people = sorted(duties, key=lambda each: task.instruction.find(each["姓名"]))
        chosen = [each for each in people if each["姓名"] in task.instruction]
        heads = ["姓名", "任务", "期限"]
    assert_rows(task, heads, chosen)


def assert_rows(task: Task, heads: list[str], chosen: list[dict[str, str]]) -> None:
    """Compare the cells of the answer, and its heads if it has any, with the facts of the chosen rows."""
    shown, rows = cells_of(task.output, task.instruction)
    assert shown in (None, heads)
    assert len(rows) >= 2
    assert rows == [[each[head] for head in heads] for each in chosen]
    assert "、".join(heads) in task.instruction or shown is None


def sessions_of_the_programme(text: str) -> list[dict[str, str]]:
    """Read every line, sentence or table row that has a session: its only name, time and place."""
    found, day = list[dict[str, str]](), ""
    spots = next(festival.spots for festival in programme_sessions.FESTIVALS if festival.name in text)
    for part in re.split("\n|。", text):
        day = re.fullmatch("【(周.)】", part)[1] if part.startswith("【") else day  # type: ignore[index]
        for name in SESSIONS:
            if re.search(rf"(?<![\w、]){name}|的{name}|参加{name}", part) and ":" in part:
                clock = one_of(set(re.findall(r"\d+:\d\d", part)))
                on = one_of({*re.findall("周[五六日](?=\\d)", part)} or {day})
                found.append(
                    {
                        "活动": name,
                        "时间": on + clock,
                        "集合地点": one_of({spot for spot in spots if spot in part}),
                        "负责人": one_of(set(NAME.findall(part.replace(name, "，")))),
                    }
                )
    return found


def sessions_match_the_programme(task: Task) -> None:
    """Select the sessions by quoted name, by person in charge or by day, and compare all cells."""
    sessions = sessions_of_the_programme(task.input)
    assert len(sessions) == 6
    keys = ("时间", "集合地点", "负责人")
    if asked := re.findall("“(.+?)”", re.sub("写成“.+”", "", task.instruction)):
        chosen = [next(each for each in sessions if each["活动"] == name) for name in asked]
        wanted = re.search("”[^“”，]*?的([^，]+)", task.instruction)[1]  # type: ignore[index]
        heads = ["活动", *sorted((key for key in keys if key in wanted), key=wanted.find)]
    elif day := re.search("(周.)全部活动的([^，]+)", task.instruction):
        chosen = [each for each in sessions if each["时间"].startswith(day[1])]
        chosen.sort(key=lambda each: [int(part) for part in each["时间"][2:].split(":")])
        heads = ["活动", *sorted((key for key in keys if key in day[2]), key=day[2].find)]
    else:
        people = sorted(sessions, key=lambda each: task.instruction.find(each["负责人"]))
        chosen = [each for each in people if each["负责人"] in task.instruction]
        heads = ["负责人", "活动", "时间", "集合地点"]
    assert_rows(task, heads, chosen)


def form_is_filled_from_the_message(task: Task) -> None:
    """Every field has a value from the message, and the quantity is the last one mentioned."""
    answers = dict(line.split("：") for line in task.output.splitlines())
    assert "".join(f"{field}：\n" for field in answers) == task.input + "\n"
    assert all(value and value in task.instruction for value in answers.values())
    goods = next(each for each in GOODS if each.name == answers["商品"])
    counts = [int(found) for found in re.findall(rf"(?<![\d.])([2-9]){goods.unit}", task.instruction)]
    assert len(counts) == 1 or "数量" in answers
    assert answers.get("数量", f"{counts[-1]}{goods.unit}") == f"{counts[-1]}{goods.unit}"
    if MORE.partition("{unit}")[2] in task.instruction:
        assert counts[1] > counts[0]
    assert answers.get("备注", REMARKS[0]) in goods.remarks + REMARKS
    if "地址" in answers:
        assert re.fullmatch(r"\D+\d+号", answers["地址"])


def spendings_are_chosen_and_ordered(task: Task) -> None:
    """Parse the sentence, select and sort the expenses as the instruction requests, and compare."""
    found = {what: re.search(rf"{what}(?:花了|用了)?(\d+)元", task.instruction) for what, *_ in SPENDINGS}
    costs = {what: int(match[1]) for what, match in found.items() if match}
    names = sorted(costs, key=task.instruction.index)
    if bound := re.search(r"(不低于|低于)(\d+)元的支出", task.instruction):
        names = [name for name in names if (costs[name] >= int(bound[2])) == (bound[1] == "不低于")]
    if "从高到低" in task.instruction or "最贵的两项" in task.instruction:
        names = sorted(names, key=lambda name: -costs[name])
    if "从便宜到贵" in task.instruction:
        names = sorted(names, key=lambda name: costs[name])
    names = names[:2] if "最贵的两项" in task.instruction else names
    if "JSON" in task.instruction:
        assert list(json.loads(task.output).items()) == [(name, costs[name]) for name in names]
    elif "Markdown" in task.instruction:
        assert cells_of(task.output, "Markdown") == (["项目", "金额"], [[name, f"{costs[name]}元"] for name in names])
    elif "顿号" in task.instruction:
        assert task.output == "、".join(names)
    else:
        assert task.output.splitlines() == [f"{costs[name]}元 {name}" for name in names]


def trip_facts_are_in_order(task: Task) -> None:
    """Search the trip for the requested kind of fact: all of them and nothing else are listed, in order."""
    text = max(re.findall("“([^”]+)”", task.instruction), key=len)
    stops = text.rstrip("。").split("；")
    places = {
        "城市": [
            next(town for region in REGIONS for town in region if re.search(f"[到去]{town}", stop)) for stop in stops
        ],
        "日期": re.findall(r"\d+月\d+日", text),
        "交通方式": [re.match(r"\d+月\d+日(.+?)[到去]", stop)[1] for stop in stops],  # type: ignore[index]
        "事由": [next(errand for errand in ERRANDS if stop.endswith(errand)) for stop in stops],
    }
    flights = [at for at, ride in enumerate(places["交通方式"]) if ride == "乘飞机"]
    assert flights in ([], [0])
    assert not flights or places["城市"][0] in AIRPORTS
    assert any({*places["城市"]} <= {*region} for region in REGIONS)
    request = task.instruction.replace(text, "")
    kinds = sorted((kind for kind in places if kind in request), key=request.find)
    rows = [[places[kind][at] for kind in kinds] for at in range(len(stops))]
    if "每一站" not in request:
        ((only,),) = [kinds]
        assert task.output == "、".join(places[only])
    elif "一站写一行" in request:
        assert task.output == "\n".join("，".join(row) for row in rows)
    else:
        assert cells_of(task.output, request) == (kinds, rows)


CHECKS: dict[str, Callable[[Task], None]] = {
    "minutes_duties": duties_match_the_minutes,
    "programme_sessions": sessions_match_the_programme,
    "order_form": form_is_filled_from_the_message,
    "spending_items": spendings_are_chosen_and_ordered,
    "trip_facts": trip_facts_are_in_order,
}


FAMILIES = [family for family in extract.FAMILIES if family.name in CHECKS]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_extraction_returns_the_facts_of_the_text(family):
    check(family, CHECKS)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_tasks_of_a_family_differ_in_more_than_names_and_numbers(family):
    tasks = [family.write(Random(seed)) for seed in range(200)]
    assert share_alike([task.instruction for task in tasks]) <= 0.05
    assert share_alike([f"{task.instruction}\n{task.input}" for task in tasks]) <= 0.05


@pytest.mark.parametrize("name", ["minutes_duties", "programme_sessions"])
def test_texts_and_answers_have_several_forms(name):
    write = next(family.write for family in FAMILIES if family.name == name)
    tasks = [write(Random(seed)) for seed in range(300)]
    assert min(Counter(sum(mark in task.output for mark in ("|", "；")) for task in tasks).values()) > 50
    forms = minutes_duties.MINUTES_FORMS if name == "minutes_duties" else programme_sessions.PROGRAMME_FORMS
    assert all(sum(form in task.instruction for task in tasks) > 40 for form, _ in forms)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_request_follows_the_facts_of_the_instruction(family):
    for seed in range(200):
        *facts, request = family.write(Random(seed)).instruction.rstrip("。").split("。")
        assert not any(re.match("请|提取|摘出|列出", fact) for fact in facts)
        assert "？" not in request


def test_a_meeting_takes_place_in_a_month_that_suits_its_project():
    months = {meeting.project: meeting.months for meeting in minutes_duties.MEETINGS}
    for seed in range(300):
        task = minutes_duties.write_minutes(Random(seed))
        project = next(name for name in months if name in task.instruction)
        days = re.findall(r"(\d+)月(\d+)日", task.input)
        opened = min(days, key=lambda day: int(day[1]))
        assert {int(month) for month, _ in days} <= {*months[project]}
        assert opened[0] not in ("1", "5") or int(opened[1]) >= 6


def test_a_session_that_needs_the_dark_starts_in_the_evening():
    assert programme_sessions.NIGHTLY <= SESSIONS
    for seed in range(300):
        slots = programme_sessions.scheduled(Random(seed), Random(seed).choice(programme_sessions.FESTIVALS))
        assert len(slots) == 6
        assert all(hour >= 18 for (_, hour), name in slots if name in programme_sessions.NIGHTLY)
        assert all(hour < 18 for (_, hour), name in slots if name not in programme_sessions.NIGHTLY)


def test_no_duty_or_session_belongs_to_two_projects_or_is_part_of_another():
    duties = [duty for meeting in minutes_duties.MEETINGS for duty in meeting.duties]
    names = [name for festival in programme_sessions.FESTIVALS for name in festival.sessions]
    for texts in (duties, names):
        assert len(texts) == len(set(texts))
        assert [(one, other) for one in texts for other in texts if one != other and one in other] == []


def test_no_errand_ends_with_another_one():
    assert [(one, other) for one in ERRANDS for other in ERRANDS if one != other and one.endswith(other)] == []


def test_what_was_paid_for_cannot_be_misread_before_the_verb():
    assert len(SPENDINGS) == len({what for what, *_ in SPENDINGS})
    assert [what for what, *_ in SPENDINGS if what.endswith(("费", "使", "作"))] == []


def test_expenses_fit_the_time_at_which_they_were_made():
    for when, kinds in spending_items.WHENS.items():
        usual = {what for kind in kinds for what, *_ in spending_items.SPENDINGS_OF_KINDS[kind]}
        for seed in range(30):
            assert {what for what, _ in spending_items.spendings(Random(seed), when)} <= usual


def test_well_known_persons_are_not_named():
    names = {name for seed in range(300) for name in people(Random(seed), 8)}
    assert not names & FAMOUS
    assert another(Random(3), [person(Random(3))]) != person(Random(3))


@pytest.mark.parametrize("name", ["minutes_duties", "programme_sessions", "chat_agreement", "panel_opinions"])
def test_no_two_persons_of_a_task_share_a_given_name(name):
    family = next(each for each in extract.FAMILIES if each.name == name)
    marks = {
        "minutes_duties": f"(?:^|[^{SURNAMES}])([{SURNAMES}](?:{'|'.join(GIVEN)}))：",
        "programme_sessions": f"负责人([{SURNAMES}](?:{'|'.join(GIVEN)}))",
        "chat_agreement": "(?m)^(.+?)：",
        "panel_opinions": "(?m)^◎ (.+?)（",
    }
    for seed in range(100):
        names = set(re.findall(marks[name], family.write(Random(seed)).input))
        assert len({each[1:] for each in names}) == len(names), names
