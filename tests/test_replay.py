"""A replay turns endings in slot order into rows and rejects, independently of the process."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import Mix, read_mix, requested
from selfinstruct.pipeline.replay import Rules, RunState
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.pipeline.template import read_template
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.rejudged import Rejudged
from selfinstruct.schema.reply import Answer, FinalFault
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.schema.verdict import Reason
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.layouts import LAYOUTS, write_plain

SEEDS = tuple(
    Task(f"请列出关于{topic}的三个常见问题。", "", "略", f"s{n}") for n, topic in enumerate("春夏秋冬风花雪月")
)
POEM = Task("写一首关于故乡小河的短诗。", "", "小河弯弯绕过家。")
MOOD = Task("判断这句评论的情感是正面还是负面。", "面很香！", "正面")
PLACES = ("故乡小河", "雪后长城", "老城夜市", "海边灯塔", "山中古寺", "草原毡房")
TRIP = Task("列出去海边旅行要带的五样东西。", "", "帽子、水、毛巾、伞、相机")
KNOWN = Task("把下面的句子翻译成法语。", "早安。", "", "known.jsonl:1")
GERMAN = Task("把下面的句子翻译成德语。", "今天下午三点开会，请准时到。", "Heute um drei.")
GERMAN_TOO = replace(GERMAN, input="我想订一张去杭州的火车票。")
"""The same instruction with another input."""
CHINESE = replace(GERMAN, instruction="把下面的句子翻译成中文。")


def run_state(
    against: tuple[Task, ...] = (),
    seeds: tuple[Task, ...] = SEEDS,
    mix: Mix | None = None,
    rejudged: Rejudged | None = None,
    dedup_on: DedupOn = DedupOn.INSTRUCTION,
) -> RunState:
    template = read_template("{list}", "t", 10, Language.CHINESE, "", with_types=mix is not None)
    rules = Rules(template, seeds, against, 0, 3, Language.CHINESE, 0.7, mix, dedup_on)
    return RunState(rules, [Plan(0, 256)], rejudged)


def answer(state: RunState, text: str, sha: str | None = None, **choice: Any) -> Answer:
    prompt = state.prompt(state.committed)
    assert prompt is not None
    body = {
        "choices": [{"message": {"content": text}, "finish_reason": "stop"} | choice],
        "usage": {"prompt_tokens": 7},
    }
    return Answer(prompt.slot, prompt.sha if sha is None else sha, body, 0.0, 0.1, 2)


def test_accepted_rows_record_their_origin() -> None:
    state = run_state()
    state.commit(answer(state, write_plain([POEM, MOOD], 4)))
    first, second = state.rows
    assert (first.task.id, second.task.id) == ("000000-00", "000000-01")
    assert (first.slot, first.position, second.position) == (0, 0, 1)
    assert (first.task.task_type, second.task.task_type) == (TaskType.GENERATION, TaskType.CLASSIFICATION)
    assert len(first.demonstrations) == 3
    assert set(first.demonstrations) <= {seed.id for seed in SEEDS}
    assert first.nearest is not None
    assert first.usage.prompt == 7


@pytest.mark.parametrize("layout", [write_plain, *LAYOUTS])
@pytest.mark.parametrize("share", [1.0, 0.6, 0.2])
def test_a_row_has_the_family_of_its_task_or_none_in_every_layout_and_after_any_cut(layout: Any, share: float) -> None:
    state, rng = run_state(), Random(7)
    tasks = {family.name: family.write(rng) for family in rng.sample(FAMILIES, 7)}
    text = layout([*tasks.values()], 4)
    reply = answer(state, text[: int(len(text) * share)], finish_reason="stop" if share == 1 else "length")
    state.commit(replace(reply, body={**reply.body, "families": [*tasks]}))
    found = {row.task.instruction: row.family for row in state.rows if row.family}
    assert found.items() <= {task.instruction: name for name, task in tasks.items()}.items()
    assert len(found) >= 6 or (layout, share) != (write_plain, 1.0), "some may be near-duplicates"


@pytest.mark.parametrize("families", [None, [], ["a"], "ab", ["a", "b", 3], ["a", "<b>"], ["a" * 41] * 2, {"a": 1}])
def test_families_that_do_not_fit_the_reply_are_left_out(families: Any) -> None:
    state = run_state()
    reply = answer(state, write_plain([POEM, MOOD], 4))
    state.commit(replace(reply, body={**reply.body, "families": families}))
    assert [row.family for row in state.rows] == ["", ""]


@pytest.mark.parametrize(
    ("task", "against", "nearest"),
    [
        (Task("请列出关于春的三个常见问题！", "", "好"), (), "s0"),
        (POEM, (), "000000-00"),
        (Task("把下面这个句子翻译成法语", "你好。", "好"), (KNOWN,), "known.jsonl:1"),
    ],
)
def test_a_duplicate_names_the_seed_task_or_file_row_that_it_repeats(
    task: Task, against: tuple[Task, ...], nearest: str
) -> None:
    state = run_state(against)
    state.commit(answer(state, write_plain([POEM, task], 4)))
    assert [row.task.instruction for row in state.rows] == [POEM.instruction]
    assert state.rejects[0].verdict.reason is Reason.DUPLICATE
    assert state.rejects[0].verdict.detail.endswith(f"to {nearest}")


@pytest.mark.parametrize(
    ("second", "dedup_on", "detail"),
    [
        (GERMAN_TOO, DedupOn.INSTRUCTION, "ROUGE-L 1.0000 to {}"),
        (GERMAN_TOO, DedupOn.INSTRUCTION_AND_INPUT, None),
        (CHINESE, DedupOn.INSTRUCTION, "ROUGE-L 0.8182 to {}"),
        (CHINESE, DedupOn.INSTRUCTION_AND_INPUT, "ROUGE-L 0.9130 to {} (instruction and input)"),
        (replace(POEM, input=GERMAN.input), DedupOn.INSTRUCTION, None),
    ],
    ids=["other input", "other input compared", "other language", "same input compared", "other task"],
)
@pytest.mark.parametrize("place", ["accepted", "seed", "against"])
def test_tasks_are_compared_by_instruction_or_by_instruction_and_input(
    place: str, second: Task, dedup_on: DedupOn, detail: str | None
) -> None:
    first = replace(GERMAN, id="000000-00" if place == "accepted" else "known")
    seeds = (*SEEDS, first) if place == "seed" else SEEDS
    state = run_state((first,) if place == "against" else (), seeds, dedup_on=dedup_on)
    state.commit(answer(state, write_plain([first, second] if place == "accepted" else [second], 4)))
    assert (second in [replace(row.task, id="", task_type=None) for row in state.rows]) is (detail is None)
    assert [reject.verdict.detail for reject in state.rejects] == ([detail.format(first.id)] if detail else [])


def test_the_nearest_of_a_row_is_by_the_text_that_is_compared() -> None:
    scores = {}
    for dedup_on in DedupOn:
        state = run_state((replace(GERMAN, id="known"),), dedup_on=dedup_on)
        state.commit(answer(state, write_plain([Task("总结下面这段话的主要内容。", GERMAN.input, "开会")], 4)))
        (row,) = state.rows
        assert row.nearest is not None
        scores[dedup_on] = (row.nearest.id, row.nearest.score)
    assert scores[DedupOn.INSTRUCTION] == ("known", pytest.approx(6 / 23))
    assert scores[DedupOn.INSTRUCTION_AND_INPUT] == ("known", pytest.approx(30 / 47))


def test_rejected_texts_are_kept_in_full_with_their_position() -> None:
    state = run_state()
    state.commit(answer(state, f"{write_plain([POEM], 4)}\n###\n5. 指令: 画图\n5. 输出: 好"))
    (reject,) = state.rejects
    assert (reject.slot, reject.position, reject.verdict.reason) == (0, 1, Reason.TOO_SHORT)
    assert reject.verdict.raw == "5. 指令: 画图\n5. 输出: 好"


def test_an_answer_to_another_prompt_is_refused() -> None:
    state = run_state()
    with pytest.raises(StorageError, match=r"^slot 0 .*run\.toml.*selfinstruct rejudge RUN --out NEW"):
        state.commit(answer(state, "", sha="0" * 64))


def test_a_slot_sent_under_another_identity_keeps_its_demonstrations_and_its_prompt_hash() -> None:
    state = run_state(rejudged=Rejudged(((0, 2),), {0: ("old",)}))
    usual = run_state().prompt(2)
    assert usual is not None
    state.commit(answer(state, write_plain([POEM], 4), sha="0" * 64))
    state.commit(answer(state, write_plain([MOOD], 4), sha="1" * 64))
    state.commit(answer(state, write_plain([TRIP], 4)))
    assert [row.demonstrations for row in state.rows] == [("old",), (), usual.demonstrations]
    assert [row.prompt_sha for row in state.rows] == ["0" * 64, "1" * 64, usual.sha]
    with pytest.raises(StorageError, match=r"^slot 3 "):
        state.commit(answer(state, "", sha="0" * 64))


def test_a_mark_does_not_change_the_prompts_of_other_slots() -> None:
    marked, usual = run_state(rejudged=Rejudged(((0, 0),), {})), run_state()
    for state in (marked, usual):
        state.commit(answer(state, write_plain([POEM], 4)))
    assert [marked.prompt(slot) for slot in range(1, 16)] == [usual.prompt(slot) for slot in range(1, 16)]


def test_a_fault_takes_its_slot_and_is_counted() -> None:
    state = run_state()
    prompt = state.prompt(0)
    assert prompt is not None
    state.commit(FinalFault(0, prompt.sha, "content_filter", "no", 0.0, 1))
    state.commit(FinalFault(1, "", "gave_up", "closed", 0.0, 0))
    assert state.committed == 2
    assert [reject.verdict.reason for reject in state.rejects] == [Reason.NO_ANSWER] * 2
    assert state.tally.faults == 2


def test_a_cut_answer_keeps_its_complete_records() -> None:
    state = run_state()
    state.commit(answer(state, write_plain([POEM, MOOD], 4), finish_reason="length"))
    assert [row.task.instruction for row in state.rows] == [POEM.instruction]
    assert state.rejects[0].verdict.reason is Reason.TRUNCATED


def test_accepted_tasks_become_demonstrations_after_the_horizon() -> None:
    state = run_state()
    texts = [f"{character}{number}" for number, character in enumerate("甲乙丙丁戊己庚辛壬癸" * 9)]
    while state.committed < 60:
        task = Task(f"请用{texts[state.committed]}造{state.committed * 7}个句子{'好' * state.committed}", "", "好的")
        state.commit(answer(state, write_plain([task], 4)))
    prompt = state.prompt(90)
    assert prompt is not None
    assert sum(demonstration.startswith("0000") for demonstration in prompt.demonstrations) == 1


@pytest.mark.parametrize(("mix", "shown"), [("generation=1", "poem"), ("classification=1", "mood"), ("chat=1", "said")])
def test_seeds_are_shown_by_their_own_type_or_by_that_of_the_rules(mix: str, shown: str) -> None:
    poem, mood = replace(POEM, id="poem"), replace(MOOD, id="mood")
    said = replace(POEM, id="said", task_type=TaskType.CHAT)
    prompt = run_state(seeds=(*SEEDS, poem, mood, said), mix=read_mix(mix)).prompt(0)
    assert prompt is not None
    assert shown in prompt.demonstrations


def test_accepted_tasks_change_the_requested_types() -> None:
    def requested_after(text: str) -> Counter[TaskType]:
        state = run_state(mix=read_mix("generation=1,classification=1"))
        state.commit(answer(state, text))
        while state.committed < 20:
            state.commit(answer(state, ""))
        prompts = [state.prompt(slot) for slot in range(65, 84)]
        return Counter(task_type for prompt in prompts if prompt for task_type in requested(prompt.user))

    poems = write_plain([replace(POEM, instruction=f"写一首关于{place}的短诗。") for place in PLACES], 4)
    moods = write_plain([replace(MOOD, instruction=f"判断这条{place}的评论是正面还是负面。") for place in PLACES], 4)
    assert requested_after(poems)[TaskType.CLASSIFICATION] > requested_after(moods)[TaskType.CLASSIFICATION]
