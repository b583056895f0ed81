"""Summaries contain the requested facts, and all of their facts are in the text."""

import re
from collections.abc import Callable
from random import Random
from statistics import median

import pytest
from alike import share_alike

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import summarization
from selfinstruct.teachers.offline.families.summarization import meeting_notes, news_brief, product_reviews
from selfinstruct.teachers.offline.world import CITIES, GIVEN, SURNAMES, WEEKDAYS

WRITE = {
    family.name: family.write
    for family in summarization.FAMILIES
    if family.name in ("meeting_notes", "product_reviews", "week_log", "news_brief")
}


NAME = re.compile(f"[{SURNAMES}](?:{'|'.join(sorted(GIVEN, key=len, reverse=True))})")
OPTIONS = {option: reason for topic in meeting_notes.TOPICS for option, reason in topic.settled}
JOBS = {job for topic in meeting_notes.TOPICS for job in topic.work}
CAUSES = {cause for topic in meeting_notes.TOPICS for cause in topic.causes}


def jobs_of_the_meeting(text: str) -> list[tuple[str, str, str]]:
    """Find every job in the last part of the text, and the nearest name and the date in its line or clause."""
    parts = [part.replace("，说", "说") for part in re.split("\n|散会前分了工：", text)]
    clauses = [clause for part in parts for clause in re.split("，(?=[^，]+把)", part) if "前办好" in clause]
    found = []
    for clause in clauses:
        (day,) = re.findall(r"(\d+月\d+日)前", clause)
        (job,) = [job for job in JOBS if job in clause]
        (who,) = NAME.findall(clause.replace(job, "，"))
        found.append((who, job, day))
    return found


def opinions_of_the_meeting(text: str) -> dict[str, str]:
    """Find who said what: the last name before an option is that of its speaker."""
    return {NAME.findall(text[: text.index(option)])[-1]: option for option in OPTIONS if option in text}


def winner_of_the_meeting(text: str) -> str:
    (found,) = set(re.findall(f"(?:赞成|按|表决：)({NAME.pattern})", text))
    return str(found)


def check_meeting(task: Task) -> None:
    jobs, opinions, winner = (
        jobs_of_the_meeting(task.input), opinions_of_the_meeting(task.input), winner_of_the_meeting(task.input)
    )  # fmt: skip
    assert len(opinions) == 3
    assert len(jobs) == task.input.count("前办好") >= 3
    dated = "期限" in task.instruction and "不写期限" not in task.instruction
    if "表格" in task.instruction:
        rows = [line.strip("| ").split(" | ") for line in task.output.splitlines() if line.startswith("|")]
        assert rows[0] == ["姓名", "任务", "期限"][: 2 + dated]
        told = [tuple(row) for row in rows[2:]]
    else:
        told = [
            tuple(filter(None, part))
            for part in re.findall(f"({NAME.pattern})负责([^，。（\n]+)(?:（(.+?)前）)?", task.output)
        ]
    assert told == [job[: 2 + dated] for job in jobs]
    prose = task.output.split("\n\n")[0]
    assert re.search("最后决定(.+?)[。\n]", prose)[1] == opinions[winner]
    assert (OPTIONS[opinions[winner]] in prose) == ("理由" in task.instruction)
    assert any(cause in prose for cause in CAUSES if cause in task.input) == ("起因" in task.instruction)
    assert all((f"{who}主张{option}" in prose) == ("分歧" in task.instruction) for who, option in opinions.items())
    assert (f"表决时{winner}的意见占多数" in prose) == ("分歧" in task.instruction)
    assert not any(words in task.output for words in (*meeting_notes.CHATTER, *meeting_notes.DEBATE))
    asked = re.search(
        "(?:写明|依次[写是]|交代|小段，|用一段话写|写摘要，)(.+?)(?:都要有|写成一段|，|。)", task.instruction
    )[1]
    order = [aspect.removesuffix("和期限") for aspect in asked.split("、")]
    marks = {"起因": "起因是", "分歧": "会上", "决定": "最后决定", "理由": "的理由是", "分工": "接下来"}
    if "要点" in task.instruction or "分点" in task.instruction:
        lines = task.output.splitlines()[1:]
        assert all(marks[name] in line for line, name in zip(lines, order, strict=True))
    else:
        assert [name for name, mark in marks.items() if mark in prose] == order
        assert [prose.index(marks[name]) for name in order] == sorted(prose.index(marks[name]) for name in order)
        assert "\n" not in prose


def check_reviews(task: Task) -> None:
    buyers = [line.split("。——", 1)[0].split("；") for line in task.input.splitlines()]
    good_words = (*product_reviews.PRAISE, "我也觉得好")
    for side in re.findall(r"[，；]([^，；]+?)方面", task.output):
        views = [view[len(side) :] for buyer in buyers for view in buyer if view.startswith(side)]
        good = sum(view.startswith(good_words) for view in views)
        praised, blamed = (re.sub("^0人", "无人", f"{count}人") for count in (good, len(views) - good))
        assert re.search(rf"{side}方面([^；。]+)", task.output)[1] == f"{praised}说好，{blamed}不满意"
        assert side in task.instruction.split("。", 1)[1]
    assert task.output.startswith(f"{len(buyers)}位")
    one = re.search(r"其中(.+?)对", task.output)[1]
    line = next(line for line in task.input.splitlines() if line.endswith(f"——{one}"))
    assert one in re.split("[。？]", task.instruction)[-2]  # behind the main request
    verdicts = re.findall(r"对(.+?)都?(不?满意)", task.output.split("其中")[1])
    for side, verdict in [(side, verdict) for sides, verdict in verdicts for side in sides.split("和")]:
        view = next(view for view in line.split("。")[0].split("；") if view.startswith(side))
        assert (verdict == "满意") == view[len(side) :].startswith(good_words)


def check_week(task: Task) -> None:
    """Read amounts and remarks of the seven days, and compute every requested fact again."""
    days = re.findall(
        r"(周.)(?: |21:30\] 今日)(\d+)[^，。]+[，。](.+?)(?:，(?:打卡|收工)！另外，|。)[^。\n]+。(?:\n|$)", task.input
    ) or [(day, amount, note) for day, note, amount in re.findall(r"(周[^，]?)([^。]+?)，记下(\d+)", task.input)]
    assert [day for day, _, _ in days] == list(WEEKDAYS)
    amounts, notes = {day: int(amount) for day, amount, _ in days}, {day: note for day, _, note in days}
    goal, total = int(re.search(r"(\d+)", task.instruction)[1]), sum(amounts.values())
    asked = re.split(
        "、",
        re.search(
            "(?:交代|段摘要，|依次[写是为]|依次列出|说清|写出|内容是)(.+?)(?:都要写到|，一行一条)?。", task.instruction
        )[1],
    )
    parts = re.sub("^.+?(，|：\n- )", "", task.output).rstrip("。")
    facts = re.split("；|\n- ", parts)
    assert len(facts) == len(asked) >= 3
    for aspect, fact in zip(asked, facts, strict=True):
        if aspect == "总量":
            assert re.fullmatch(rf"七天共{total}\D+", fact)
        elif pick := {"最多的一天": max, "最少的一天": min}.get(aspect):
            day, amount, note = re.fullmatch(r"最.的是(周.)，[只]?有(\d+)[^，]+，那天(.+)", fact).groups()
            assert (amounts[day], notes[day]) == (int(amount), note)
            assert int(amount) == pick(amounts.values())
        elif aspect == "前后对比":
            early, late = list(amounts.values())[:3], list(amounts.values())[3:]
            shown = [float(number) for number in re.findall(r"每天([\d.]+)", fact)]
            assert shown == [pytest.approx(sum(part) / len(part), abs=0.0501) for part in (early, late)]
        elif aspect == "达标与否":
            assert ("没有达标" if total < goal else "正好达到" if total == goal else "，达标了") in fact
            assert total == goal or list(map(int, re.findall(r"\d+", fact))) == [goal, abs(total - goal)]
        else:
            bar = int(re.fullmatch(r"超过(\d+).+的日子", aspect)[1])
            assert re.match(rf"超过{bar}\D+的有", fact)
            assert re.findall("周.", fact) == [day for day in amounts if amounts[day] > bar]


def check_news(task: Task) -> None:
    """Find the event of the text, and look up which of its facts the text has: the requested ones are in the summary."""
    text, summary = task.input, task.output
    (event,) = [each for each in news_brief.EVENTS if each.name in text]
    kept = {
        "亮点": [each for each in event.highlights if each in text],
        "背景": [each for each in event.origins if each in text],
        "参加者的感受": [f"“{each}”" for each in event.remarks if re.search(f"“{each}。?”", text)],
        "后续打算": [f"主办方计划{each}" for each in event.next_steps if each in text],
    }
    assert [len(each) for each in kept.values()] == [2, 1, 1, 1]
    lead, *points = re.split("\n- |。(?!”)", summary.removeprefix("- ").rstrip("。"))
    day, count = re.search(r"\d+月\d+日", text)[0], re.search(rf"\d+{event.crowd}", text)[0]
    (venue,) = [each for each in event.venues if each in text]
    (town,) = [each for each in CITIES if f"{each}{venue}" in lead]
    assert lead == f"{day}，{town}{venue}举行{event.name}，{count}{news_brief.joins(event)}"
    assert town in text
    request = max(
        re.split("。(?=.)|，请把?|请把它", task.instruction), key=lambda part: sum(name in part for name in kept)
    )
    asked = sorted((name for name in kept if name in request), key=request.index)
    assert len(points) == len(asked) >= 2
    for aspect, point in zip(asked, points, strict=True):
        assert all(fact in point for fact in kept[aspect])
        if aspect == "参加者的感受":
            (guest,) = NAME.findall(point)
            assert re.search(f"{guest}(说|这样形容|答道)", text)
    assert not any(side in summary for side in event.sides)
    assert ("\n" in summary) == ("段" not in request)


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("meeting_notes", check_meeting),
        ("product_reviews", check_reviews),
        ("week_log", check_week),
        ("news_brief", check_news),
    ],
)
def test_the_summary_agrees_with_the_text(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(300):
        check(WRITE[family](Random(seed)))


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))


@pytest.mark.parametrize(
    ("name", "most"), [("meeting_notes", 0.2), ("product_reviews", 0.05), ("week_log", 0.1), ("news_brief", 0.2)]
)
def test_the_tasks_of_a_family_differ_in_more_than_names_and_numbers(name: str, most: float) -> None:
    tasks = [WRITE[name](Random(seed)) for seed in range(200)]
    assert share_alike([task.instruction for task in tasks]) <= most
    assert share_alike([f"{task.instruction}\n{task.input}" for task in tasks]) <= 0.05


@pytest.mark.parametrize("name", WRITE)
def test_the_request_is_the_last_sentence_of_the_instruction(name: str) -> None:
    for seed in range(200):
        *facts, request = re.split("[。？](?=.)", WRITE[name](Random(seed)).instruction)
        assert not any(re.search("概括|总结|摘要|归纳|浓缩", fact) for fact in facts)
        assert re.search("概括|总结|摘要|归纳|浓缩|缩成|提炼|压缩|缩写", request)


@pytest.mark.parametrize(("name", "shortest"), [("meeting_notes", 120), ("week_log", 70), ("news_brief", 65)])
def test_summaries_are_longer_than_a_line_and_shorter_than_the_text(name: str, shortest: int) -> None:
    tasks = [WRITE[name](Random(seed)) for seed in range(300)]
    assert median(len(task.output) for task in tasks) >= shortest
    assert all(len(task.output) < len(task.input) for task in tasks)


def test_the_options_and_jobs_of_a_meeting_cannot_be_confused() -> None:
    for texts in (
        [option for topic in meeting_notes.TOPICS for option, _ in topic.settled],
        [job for topic in meeting_notes.TOPICS for job in topic.work],
    ):
        assert [(one, other) for one in texts for other in texts if one != other and one in other] == []


def test_a_meeting_is_held_in_the_season_of_its_topic_and_on_no_holiday() -> None:
    seasons = {"春季运动会": {3, 4}, "年会场地": {10, 11, 12}, "旅行团退费": {7, 8, 9}, "果园滞销": {11, 12}}
    for seed in range(600):
        task = WRITE["meeting_notes"](Random(seed))
        month, day = map(int, re.search(r"(\d+)月(\d+)日", task.input).groups())
        assert all(month in months for name, months in seasons.items() if name in task.instruction)
        assert day >= {1: 4, 5: 6, 10: 8}.get(month, 1)


def test_events_that_need_a_season_are_held_in_it() -> None:
    assert set(news_brief.SEASONS) <= {event.name for event in news_brief.EVENTS}
    for seed in range(600):
        task = WRITE["news_brief"](Random(seed))
        month = int(re.search(r"(\d+)月", task.output)[1])
        assert all(low <= month <= high for name, (low, high) in news_brief.SEASONS.items() if name in task.input)


def test_a_review_does_not_name_its_aspect_twice() -> None:
    for seed in range(300):
        task = WRITE["product_reviews"](Random(seed))
        said = [part for line in task.input.splitlines() for part in line.split("。——", 1)[0].split("；")]
        sides = {side[0] for product in product_reviews.PRODUCTS for side in product.sides}
        assert not [part for part in said for side in sides if part.startswith(side) and f"，{side}" in part]


@pytest.mark.parametrize("name", WRITE)
def test_a_summary_in_one_sentence_has_one_full_stop(name: str) -> None:
    for seed in range(300):
        task = WRITE[name](Random(seed))
        assert "一句话" not in task.instruction or task.output.count("。") == 1
