import hashlib
import json
import math
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from pools import TaskPool

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE, Language
from selfinstruct.pipeline.mix import BALANCED, Mix, read_mix, request, requested
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.pipeline.prompts import Prompter
from selfinstruct.pipeline.schedule import EARLIER_FIRST_WINDOW, FIRST_WINDOW, Plan, horizon
from selfinstruct.pipeline.template import Template, read_template, render, render_list
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.reply import Prompt
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.resources import resource

NINE_TYPES = ["头脑风暴", "开放式问答", "封闭式问答", "改写", "信息抽取", "内容生成", "分类", "聊天", "摘要"]
SEEDS = tuple(
    Task(instruction, given, output, f"seed_{number}")
    for number, (instruction, given, output) in enumerate(
        [
            ("写一首关于秋天的诗", "", "秋风起，白云飞。"),
            ("把下面的句子译成英文", "今天天气很好。", "It is a fine day."),
            ("世界上最高的山峰是哪一座？", "", "珠穆朗玛峰。"),
            ("概括这段话", "小猫在院子里追蝴蝶，\n追了一个下午。", "小猫追了一下午蝴蝶。"),
            ("给面馆起三个名字", "", "1. 老街面馆\n2. 一碗香\n3. 麦田"),
        ]
    )
)
ACCEPTED = tuple(Task(f"第{number}个新任务", "", "好", f"{number:06d}-00") for number in range(50))
FIRST_WITH_HORIZON = 2 * FIRST_WINDOW + 1
TEMPLATES = {
    "built-in": resource("prompts", "belle_zh.txt").read_text(encoding="utf-8"),
    "with topic": "写{count}条。{topic}\n{list}",
    "without topic": "写{count}条：\n{list}",
    "with types": "{types}写{count}条：\n{topic}{list}",
    "plain": "请写一些任务。",
    "escaped": "请写任务。\\n用中文。",
}


def template(text: str = "{list}", topic: str = "") -> Template:
    return read_template(text, "my.txt", 10, Language.CHINESE, topic)


def prompter(
    pool: TaskPool, window: int = 256, seed: int = 0, demonstrations: int = 3, mix: Mix | None = None
) -> Prompter:
    asking = read_template("{list}", "my.txt", 10, Language.CHINESE, "", with_types=mix is not None)
    return Prompter(asking, pool, [Plan(0, window)], seed, demonstrations, mix)


def commit(prompts: Prompter, pool: TaskPool, slots: Sequence[Sequence[Task]]) -> None:
    for tasks in slots:
        prompts.close(pool.committed)
        pool.add(tasks)


@pytest.mark.parametrize("name", NINE_TYPES)
def test_the_built_in_template_names_each_of_the_nine_types(name: str) -> None:
    assert name in template(TEMPLATES["built-in"]).fill(list(SEEDS[:3]))


@pytest.mark.parametrize("topic", ["", "中医养生"])
@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_every_placeholder_is_filled(text: str, topic: str) -> None:
    filled = template(text, topic).fill(list(SEEDS[:3]))
    assert "{" not in filled
    assert "}" not in filled


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_the_list_starts_with_the_demonstrations_and_ends_with_an_open_instruction(text: str) -> None:
    filled = template(text).fill(list(SEEDS[:3]))
    assert filled.endswith("###\n4. 指令:")
    places = [filled.index(render(task, number)) for number, task in enumerate(SEEDS[:3], 1)]
    assert places == sorted(places)


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_every_kind_of_template_has_the_topic_above_the_list(text: str) -> None:
    filled = template(text, "中医养生").fill(list(SEEDS[:3]))
    assert filled.count("所有任务都要属于这个领域：中医养生。\n") == 1
    assert filled.index("中医养生") < filled.index("###\n1. 指令:")
    assert "领域" not in template(text).fill(list(SEEDS[:3]))


@pytest.mark.parametrize("topic", ["{list}", "{count}", "a\\1b", "集合{1, 2}"])
def test_a_topic_with_braces_is_inserted_unchanged(topic: str) -> None:
    assert f"领域：{topic}。" in template("{topic}{list}", topic).fill(list(SEEDS[:3]))


def test_a_task_with_braces_is_inserted_unchanged() -> None:
    task = Task("解释{count}和{list}", "{topic}", "\\g<0>{language}")
    assert render(task, 1) in template(TEMPLATES["built-in"]).fill([task])


@pytest.mark.parametrize(
    ("language", "named"), [(Language.CHINESE, "用中文写"), (Language.ENGLISH, "用英文写"), (Language.ANY, "其他语言")]
)
def test_the_template_names_the_language_and_the_number_of_tasks(language: Language, named: str) -> None:
    filled = read_template("用{language}写{count}条\n{list}", "my.txt", 12, language, "").fill([])
    assert named in filled
    assert "写12条" in filled


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("请写任务。", "请写任务。\n"),
        ("\n请写任务。\n\n", "请写任务。\n"),
        ("请写任务。\\n用中文。\\n", "请写任务。\n用中文。\n"),
        ("解释\\n的意思。\n用中文。", "解释\\n的意思。\n用中文。\n"),
        ('像 {"a": 1} 这样的 JSON', '像 {"a": 1} 这样的 JSON\n'),
    ],
)
def test_a_template_without_placeholders_gets_the_list_appended(text: str, head: str) -> None:
    demonstrations = list(SEEDS[:3])
    filled = template(text).fill(demonstrations)
    assert filled.startswith(head)
    assert filled.removeprefix(head).strip() == render_list(demonstrations)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^my\.txt: the prompt template is empty; .*--prompt"),
        (" \n\t", r"^my\.txt: the prompt template is empty"),
        (
            "写{number}条\n{list}",
            r"^my\.txt: unknown placeholder \{number\} .*\{count\}, .*\{list\}",
        ),
        ("写{count}条", r"^my\.txt: .*\{list\} exactly once"),
        ("{topic}", r"^my\.txt: .*\{list\} exactly once"),
        ("{list}\n{list}", r"^my\.txt: .*\{list\} exactly once"),
        ("{list}{types}", r"^my\.txt: \{types\} .*before \{list\}"),
        ("{types}{types}{list}", r"^my\.txt: \{types\} .*only once"),
    ],
)
def test_a_template_that_cannot_be_filled_is_an_error_that_names_its_file(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        template(text)


def test_a_demonstration_without_input_is_marked() -> None:
    assert render(SEEDS[0], 2) == "2. 指令: 写一首关于秋天的诗\n2. 输入:\n<无输入>\n2. 输出:\n秋风起，白云飞。"


def test_the_list_reads_back_as_its_demonstrations() -> None:
    found = parse(render_list(list(SEEDS)))[: len(SEEDS)]
    read = [part.task for part in found if isinstance(part, Record)]
    said = [(task.instruction, task.input, task.output) for task in SEEDS]
    assert [(task.instruction, task.input, task.output) for task in read] == said


def first_prompts(prompts: Prompter) -> list[Prompt]:
    drawn = [prompts.prompt(slot) for slot in range(FIRST_WITH_HORIZON)]
    return [prompt for prompt in drawn if prompt is not None]


def test_prompts_do_not_repeat_while_the_seeds_allow() -> None:
    drawn = first_prompts(prompter(TaskPool(SEEDS)))
    assert len(drawn) == FIRST_WITH_HORIZON
    orders = math.perm(len(SEEDS), 3)
    assert len({prompt.sha for prompt in drawn}) == len({prompt.user for prompt in drawn}) == orders
    assert orders < FIRST_WITH_HORIZON


def test_a_prompt_records_its_messages_demonstrations_and_hash() -> None:
    for slot, prompt in enumerate(first_prompts(prompter(TaskPool(SEEDS)))):
        shown = [next(task for task in SEEDS if task.id == name) for name in prompt.demonstrations]
        assert len({*prompt.demonstrations}) == 3
        assert prompt == Prompt(slot, CHINESE.prompt.system, render_list(shown), prompt.demonstrations, prompt.sha)
        assert prompt.sha == hashlib.sha256(f"{CHINESE.prompt.system}\n{prompt.user}".encode()).hexdigest()


def test_the_same_seed_slot_and_pool_give_the_same_prompt() -> None:
    assert first_prompts(prompter(TaskPool(SEEDS), seed=5)) == first_prompts(prompter(TaskPool(SEEDS), seed=5))


def test_a_different_seed_draws_different_prompts() -> None:
    one, other = (first_prompts(prompter(TaskPool(SEEDS), seed=seed)) for seed in (0, 1))
    assert [prompt.sha for prompt in one] != [prompt.sha for prompt in other]


def test_the_order_of_calls_does_not_change_the_prompts() -> None:
    backwards = prompter(TaskPool(SEEDS))
    drawn = [backwards.prompt(slot) for slot in reversed(range(FIRST_WITH_HORIZON))]
    assert drawn[::-1] == first_prompts(prompter(TaskPool(SEEDS)))


def test_a_prompt_is_none_while_its_horizon_is_ahead() -> None:
    pool = TaskPool(SEEDS)
    prompts = prompter(pool)
    assert prompts.prompt(FIRST_WITH_HORIZON) is None
    assert prompts.prompt(FIRST_WITH_HORIZON - 1) is not None
    commit(prompts, pool, [ACCEPTED[:1]])
    assert prompts.prompt(FIRST_WITH_HORIZON) is not None
    assert prompts.prompt(FIRST_WITH_HORIZON + 10) is None


def test_a_committed_slot_no_longer_has_a_prompt() -> None:
    pool = TaskPool(SEEDS)
    prompts = prompter(pool)
    commit(prompts, pool, [()])
    assert prompts.prompt(0) is None
    assert prompts.prompt(1) is not None


def test_a_prompt_sees_the_pool_as_of_its_horizon_however_late_it_is_drawn() -> None:
    slot, slots = 90, [[task] for task in ACCEPTED[:40]]
    early_pool, late_pool = TaskPool(SEEDS), TaskPool(SEEDS)
    early, late = prompter(early_pool), prompter(late_pool)
    commit(early, early_pool, slots[: horizon(Plan(0, 256), slot)])
    commit(late, late_pool, slots)
    assert early.prompt(slot) == late.prompt(slot) is not None


def test_later_prompts_depend_on_the_accepted_tasks() -> None:
    drawn = []
    for tasks in (ACCEPTED[:5], ACCEPTED[5:10], ()):
        pool = TaskPool(SEEDS)
        prompts = prompter(pool)
        first = first_prompts(prompts)
        commit(prompts, pool, [tasks, *[()] * 20])
        drawn.append((first, prompts.prompt(90)))
    firsts, later = zip(*drawn, strict=True)
    assert firsts[0] == firsts[1] == firsts[2]
    assert len({prompt.sha for prompt in later}) == 3
    own = [[name for name in prompt.demonstrations if not name.startswith("seed")] for prompt in later]
    assert [len(names) for names in own] == [1, 1, 0]


@pytest.mark.parametrize(
    ("seeds", "demonstrations", "accepted", "own", "total"),
    [
        (5, 3, 10, 1, 3),
        (5, 3, 0, 0, 3),
        (5, 6, 10, 2, 6),
        (5, 2, 10, 1, 2),
        (5, 1, 10, 0, 1),
        (1, 3, 10, 2, 3),
        (1, 3, 1, 1, 2),
        (1, 3, 0, 0, 1),
    ],
)
def test_a_third_of_the_demonstrations_are_accepted_tasks_and_more_if_seeds_are_few(
    seeds: int, demonstrations: int, accepted: int, own: int, total: int
) -> None:
    pool = TaskPool(SEEDS[:seeds])
    prompts = prompter(pool, window=1, demonstrations=demonstrations)
    commit(prompts, pool, [ACCEPTED[:accepted]])
    names = prompts.prompt(2).demonstrations
    assert len({*names}) == len(names) == total
    assert sum(not name.startswith("seed") for name in names) == own


@pytest.mark.parametrize("slot", [0, 1, 7, 32])
def test_a_slot_draws_by_its_seed_and_number_alone(slot: int) -> None:
    names = [task.id for task in TaskPool(ACCEPTED).draw(Random(f"5:{slot}"), 3, 0)]
    assert list(prompter(TaskPool(ACCEPTED), seed=5).prompt(slot).demonstrations) == names


def test_accepted_tasks_appear_at_every_position_of_the_list() -> None:
    pool = TaskPool(SEEDS)
    pool.add(ACCEPTED)
    drawn = [pool.draw(Random(number), 3, 1) for number in range(30)]
    assert {place for tasks in drawn for place, task in enumerate(tasks) if task in ACCEPTED} == {0, 1, 2}


def test_one_seed_is_enough_and_its_prompt_repeats() -> None:
    drawn = first_prompts(prompter(TaskPool(SEEDS[:1])))
    assert len(drawn) == FIRST_WITH_HORIZON
    assert {prompt.demonstrations for prompt in drawn} == {("seed_0",)}
    assert {prompt.user.rpartition("\n")[2] for prompt in drawn} == {"2. 指令:"}


def test_two_seeds_are_shown_in_both_orders() -> None:
    drawn = first_prompts(prompter(TaskPool(SEEDS[:2])))
    assert {prompt.demonstrations for prompt in drawn[:2]} == {("seed_0", "seed_1"), ("seed_1", "seed_0")}


TYPED = tuple(
    Task(f"{name}任务{number}", "", "好", f"{name}-{number}", task_type)
    for name, task_type in zip(NINE_TYPES, TaskType, strict=True)
    for number in range(4)
)
TYPE_OF = {task.id: task.task_type for task in TYPED}
PROMPTS_WITHOUT_A_MIX = "1c55e8df4e68e3ee8b1d7fb308bc350587dceaab3cc5143f7f58da65c50cb2a2"


def test_prompts_without_a_mix_are_those_of_versions_without_mixes() -> None:
    pool = TaskPool(SEEDS)
    prompts = Prompter(template(), pool, [Plan(0, 256, (), EARLIER_FIRST_WINDOW)], 0, 3, None)
    shas = []
    for task in ACCEPTED[:40]:
        shas.append(prompts.close(pool.committed).sha)
        pool.add([task])
    shas.append(prompts.prompt(60).sha)
    assert hashlib.sha256(" ".join(shas).encode()).hexdigest() == PROMPTS_WITHOUT_A_MIX


@pytest.mark.parametrize("topic", ["", "中医养生"])
@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_types_are_requested_once_above_the_list_in_every_kind_of_template(text: str, topic: str) -> None:
    with_types = read_template(text, "my.txt", 10, Language.CHINESE, topic, with_types=True)
    line = request((TaskType.CHAT, TaskType.REWRITE), CHINESE.prompt)
    filled = with_types.fill(list(SEEDS[:3]), (TaskType.CHAT, TaskType.REWRITE))
    assert filled.count(line) == 1
    assert filled.index(line) < filled.index("###\n1. 指令:")
    without = template(text, topic).fill(list(SEEDS[:3]))
    assert filled.replace(line, "") == without.replace(CHINESE.prompt.variety, CHINESE.prompt.variety_with_types)


@pytest.mark.parametrize(
    ("text", "topic", "placed"),
    [
        ("写任务。{topic}\n{list}", "", "写任务。{topic}{types}\n{list}"),
        ("{topic}写任务。{topic}\n{list}", "", "{topic}{types}写任务。{topic}\n{list}"),
        ("写任务。\n{list}", "", "写任务。\n{types}{list}"),
        ("写任务。\n{list}", "医疗", "写任务。\n{topic}{types}{list}"),
        ("写任务。", "", "写任务。\n{topic}{types}\n{list}"),
        ("{types}写任务。\n{topic}{list}", "", "{types}写任务。\n{topic}{list}"),
    ],
)
def test_types_are_placed_after_the_topic_or_before_the_list(text: str, topic: str, placed: str) -> None:
    assert read_template(text, "my.txt", 10, Language.CHINESE, topic, with_types=True).text == placed


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_is_changed_for_types_only_if_they_are_requested(text: str) -> None:
    assert ("{types}" in template(text).text) is ("{types}" in text)


@pytest.mark.parametrize(("seeds", "new"), [(TYPED, 7), (TYPED[:2], 8), (TYPED[:1], 9)])
def test_a_prompt_requests_a_type_for_each_new_task_of_its_list(seeds: Sequence[Task], new: int) -> None:
    for prompt in first_prompts(prompter(TaskPool(seeds), mix=BALANCED)):
        assert len(requested(prompt.user)) == new
        assert len(prompt.demonstrations) == 10 - new


def test_demonstrations_have_requested_types_if_there_are_any() -> None:
    for prompt in first_prompts(prompter(TaskPool(TYPED), mix=BALANCED)):
        assert {TYPE_OF[name] for name in prompt.demonstrations} <= {*requested(prompt.user)}


def test_types_without_a_seed_are_requested_as_well() -> None:
    drawn = first_prompts(prompter(TaskPool(TYPED[:8]), mix=BALANCED))
    assert {task_type for prompt in drawn for task_type in requested(prompt.user)} == set(TaskType)
    assert all(len({*prompt.demonstrations}) == 3 for prompt in drawn)


def test_a_few_seeds_of_the_requested_type_do_not_make_prompts_repeat() -> None:
    drawn = first_prompts(prompter(TaskPool(TYPED), mix=read_mix("chat=1")))
    assert len({prompt.sha for prompt in drawn}) == FIRST_WITH_HORIZON
    assert {TYPE_OF[name] for name in drawn[0].demonstrations} == {TaskType.CHAT}


def test_with_a_mix_a_prompt_sees_the_past_as_of_its_horizon_however_late_it_is_drawn() -> None:
    slot, slots = 90, [[task] for task in (*TYPED, *TYPED)][:40]
    early_pool, late_pool = TaskPool(SEEDS), TaskPool(SEEDS)
    early, late = (prompter(pool, mix=BALANCED) for pool in (early_pool, late_pool))
    commit(early, early_pool, slots[: horizon(Plan(0, 256), slot)])
    commit(late, late_pool, slots)
    assert early.prompt(slot) == late.prompt(slot) is not None


def typed(count: int, task_type: TaskType) -> list[Task]:
    return [Task(f"{task_type}{number}", "", "好", f"{task_type}-{number}", task_type) for number in range(count)]


@pytest.mark.parametrize(
    ("types", "count", "shown"),
    [
        ((TaskType.CHAT,), 3, {"chat": 3}),
        ((TaskType.CHAT, TaskType.EXTRACT), 6, {"chat": 4, "extract": 2}),
        ((TaskType.EXTRACT, TaskType.CHAT, TaskType.CHAT), 3, {"extract": 1, "chat": 2}),
        ((TaskType.SUMMARIZATION,), 3, None),
        ((TaskType.EXTRACT,), 12, None),
    ],
)
def test_a_pool_shows_the_named_types_in_turn_and_others_when_they_run_out(
    types: Sequence[TaskType], count: int, shown: dict[str, int] | None
) -> None:
    pool = TaskPool([*typed(9, TaskType.CHAT), *typed(1, TaskType.EXTRACT), Task("无类", "", "好", "none")])
    pool.add([*typed(20, TaskType.REWRITE), *typed(20, TaskType.EXTRACT), *typed(20, TaskType.CHAT)])
    for seed in range(30):
        drawn = pool.draw(Random(seed), count, 1, types)
        assert len(drawn) == count == len({id(task) for task in drawn})
        assert shown is None or Counter(task.task_type for task in drawn) == shown


def test_tasks_of_a_type_are_shown_only_if_accepted_by_the_horizon() -> None:
    pool = TaskPool(SEEDS[:1])
    pool.add(typed(3, TaskType.CHAT))
    later = [Task(f"聊天{number}", "", "好", f"later-{number}", TaskType.CHAT) for number in range(50)]
    pool.add(later)
    drawn = [task for seed in range(30) for task in pool.draw(Random(seed), 3, 1, (TaskType.CHAT,))]
    assert {task.id for task in drawn} == {"seed_0", "chat-0", "chat-1", "chat-2"}
    assert +pool.types(1) == {TaskType.CHAT: 3}
    assert (pool.size(0), pool.size(1), pool.size(2)) == (1, 4, 54)


@pytest.mark.parametrize("layout", [Layout.JSON, Layout.JSON_SCHEMA])
@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_json_is_requested_in_words_and_shown_in_every_kind_of_template(text: str, layout: Layout) -> None:
    filled = read_template(text, "my.txt", 10, Language.CHINESE, "", layout=layout).fill(list(SEEDS[:3]))
    assert filled.count("JSON") >= 1
    assert "7条" in filled
    array = json.loads(filled[filled.index("[\n") : filled.rindex("]") + 1])
    assert [each["instruction"] for each in array] == [seed.instruction for seed in SEEDS[:3]]
