"""The wording of summarization tasks: readers, reasons, places and seasons fit the text and what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import summarization
from selfinstruct.teachers.offline.families.summarization import (
    contract_digest,
    debate_digest,
    experiment_summary,
    fable_gist,
    incident_report,
    meeting_notes,
    news_brief,
    product_reviews,
    village_history,
)

WRITE = {family.name: family.write for family in summarization.FAMILIES}


def tasks_of(name: str, seeds: int = 200) -> Iterator[Task]:
    """Write tasks of a family."""
    return (WRITE[name](Random(seed)) for seed in range(seeds))


@pytest.mark.parametrize("name", WRITE)
def test_no_text_has_doubled_words_or_marks(name: str) -> None:
    for task in tasks_of(name, 150):
        text = "\n".join((task.instruction, task.input, task.output))
        assert not re.search("的的|了了|是是|在在|我也我也|。。|，，|、、|，。|。，|；。|”。”|。”。|？。|：：", text), (
            text
        )


def test_a_mediator_or_a_clerk_reads_no_draft() -> None:
    late = [person for kind in contract_digest.READERS if not kind.draft for person in kind.people]
    early = {person for kind in contract_digest.READERS if kind.draft for person in kind.people}
    for task in tasks_of("contract_digest", 300):
        if re.search("还没有签|拟了|草稿|起草|拟的|要同", task.instruction):
            assert not any(person in task.instruction for person in late if person not in early)
        else:
            assert "签字前" not in task.instruction


def test_a_summary_of_one_side_is_not_asked_for_to_be_fair() -> None:
    for task in tasks_of("debate_digest", 300):
        if re.search("只[要收][正反]方|仅概括|[正反]方的每个论点", task.instruction):
            assert not any(why in task.instruction for why in debate_digest.FAIR)
        elif "（" not in task.output and "理由" not in task.output:
            assert not any(why in task.instruction for why in debate_digest.REASONED)


def test_a_question_about_the_guess_is_answered() -> None:
    for task in tasks_of("experiment_summary", 300):
        assert "靠得住吗" not in task.instruction or re.search("猜想不?成立", task.output)


def test_means_of_jumps_and_slopes_are_plausible() -> None:
    for topic in experiment_summary.TOPICS:
        means = [experiment_summary.means_of(Random(seed), topic) for seed in range(50)]
        assert all(row == sorted(row) and len(set(row)) == 4 for row in means)
        assert topic.measure != "末速度" or all(
            row[0] < 260 and row[3] < 500 for row in means
        )  # without friction: 261, 502
        assert topic.measure != "跳远成绩" or all(row[0] < 30 for row in means)  # a standing jump


def test_an_aside_of_a_fable_follows_the_part_that_introduces_what_it_is_about() -> None:
    for task in tasks_of("fable_gist", 300):
        for fable in fable_gist.FABLES:
            for part, aside in zip(fable.full, fable.asides, strict=False):
                assert aside not in task.input or task.input.index(part) < task.input.index(aside)
        assert "Markdown" not in task.instruction or not any(
            person in task.instruction for users in fable_gist.USERS if users.tell for person in users.people
        )


def test_a_table_is_not_for_someone_who_listens() -> None:
    for task in tasks_of("incident_report", 300):
        assert "| --- |" not in task.output or not any(need in task.instruction for need in incident_report.ORAL)


def test_readers_of_minutes_belong_to_the_group_and_find_what_they_need() -> None:
    groups = {group for own in meeting_notes.OWN_READERS for group in own}
    assert groups <= {topic.group for topic in meeting_notes.TOPICS}
    for task in tasks_of("meeting_notes", 300):
        (topic,) = [topic for topic in meeting_notes.TOPICS if topic.name in task.instruction]
        own = next((each for names, each in meeting_notes.OWN_READERS.items() if topic.group in names), None)
        assert own is None or any(reader in task.instruction for reader in own)
        for need, part in meeting_notes.NEED_PARTS.items():
            assert need not in task.instruction or part in task.instruction


def test_events_of_a_climate_are_held_in_towns_that_have_it() -> None:
    assert set(news_brief.TOWNS) <= {event.name for event in news_brief.EVENTS}
    for task in tasks_of("news_brief", 300):
        for name, towns in news_brief.TOWNS.items():
            assert name not in task.input or any(town in task.output for town in towns)


def test_a_product_is_counted_with_its_own_measure_word() -> None:
    for task in tasks_of("product_reviews", 300):
        (product,) = [each for each in product_reviews.PRODUCTS if each.name in task.instruction]
        assert set(re.findall(f"一(.){product.name}", task.instruction)) <= {product.unit, "款"}


def test_money_that_was_paid_is_returned() -> None:
    for task in tasks_of("court_case", 200):
        assert not re.search(
            "支付(?:押金|货款|借款本金|预付款|剩余|拍摄费|酒店差价|已付定金)", task.input + task.output
        )


def test_an_incident_in_the_hall_happens_in_one_of_two_debates() -> None:
    for task in tasks_of("debate_digest", 300):
        assert all(task.input.count(event.rstrip("。")) <= 1 for event in debate_digest.AUDIENCE)


def test_two_chronicles_share_no_minor_event() -> None:
    for task in tasks_of("village_history", 200):
        assert all(task.input.count(event[3:]) <= 1 for events in village_history.MINOR for event in events)


def test_what_is_counted_has_no_readings() -> None:
    for task in tasks_of("experiment_summary", 200):
        (topic,) = [topic for topic in experiment_summary.TOPICS if topic.title in task.input]
        assert topic.unit not in experiment_summary.COUNTED or "估读" not in task.input


def test_a_speaker_in_a_meeting_excuses_no_late_arrival_after_having_spoken() -> None:
    for task in tasks_of("meeting_notes", 300):
        lines = task.input.splitlines()
        for place, line in enumerate(lines):
            speaker, _, said = line.partition("：")
            if task.input.startswith("（") and said in meeting_notes.AT_FIRST:
                assert not any(other.startswith(f"{speaker}：") for other in lines[:place])


def test_proposals_come_from_people_with_an_opinion() -> None:
    for task in tasks_of("meeting_notes", 300):
        assert not (task.input.startswith("（") and any(line in task.input for line in meeting_notes.UNDECIDED))


def test_a_summary_for_those_who_tell_a_fable_at_home_has_no_title() -> None:
    for task in tasks_of("fable_gist", 400):
        if any(person in task.instruction for person in fable_gist.AT_HOME):
            assert "标题" not in task.instruction
            assert not re.search("推荐|抄在", task.instruction)
