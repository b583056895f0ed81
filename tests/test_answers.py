"""Greedy answers and likelihoods in batches, which depend only on the question, and the cache of answers."""

from __future__ import annotations

import errno
import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import wait_until
from small_models import TASKS, save, small_model, taught, tokenizer
from tokenizers import AddedToken

from selfinstruct.errors import InputError, StorageError
from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.inference import answer_cache, answers
from selfinstruct.students.inference.answer_cache import AnswerCache, cache_key, cache_name
from selfinstruct.students.inference.answers import answer, continue_texts, plain_bits
from selfinstruct.students.inference.decoding import Decoding
from selfinstruct.students.inference.questions import (
    Limits,
    Question,
    before_separator,
    choose_separator,
    question_of,
    shot_chooser,
)
from selfinstruct.students.inference.tokenize import tokenize_question
from selfinstruct.students.models.find import find
from selfinstruct.students.models.load import load
from selfinstruct.students.models.names import LoadedModel, ModelRef
from selfinstruct.students.systems import Prediction
from selfinstruct.students.training.rows import training_rows

LIMITS = Limits(max_new_tokens=24, batch_size=4)
QUESTIONS = [question_of(task) for task in TASKS]


@pytest.fixture(scope="module")
def student_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("models") / "student", taught())


@pytest.fixture(scope="module")
def student(student_folder: Path) -> LoadedModel:
    return load(find(ModelRef(str(student_folder))))


@pytest.fixture
def base() -> LoadedModel:
    return LoadedModel("base", small_model().eval(), padded_left(), "float32")


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert capfd.readouterr() == ("", "")


def padded_left(**special: str | None) -> Any:
    made = tokenizer(**special)
    made.padding_side = "left"
    return made


def all_answers(
    loaded: LoadedModel, questions: Sequence[Question] = QUESTIONS, limits: Limits = LIMITS
) -> dict[str, Prediction]:
    return {each.task_id: each for batch in answer(loaded, questions, limits) for each in batch}


def texts(answers: dict[str, Prediction]) -> dict[str, str]:
    return {name: each.text for name, each in answers.items()}


# Generated answers


def test_a_model_that_has_memorized_the_answers_reproduces_them_and_stops(student: LoadedModel, quiet: None) -> None:
    answers = all_answers(student)
    assert texts(answers) == {task.id: task.output for task in TASKS}
    assert all(each.stopped for each in answers.values())
    assert all(each.nats < 0.1 for each in answers.values())


def test_an_answer_without_an_end_is_truncated_at_the_limit(base: LoadedModel, quiet: None) -> None:
    for each in all_answers(base).values():
        assert not each.stopped
        assert len(base.tokenizer(each.text)["input_ids"]) >= LIMITS.max_new_tokens


@pytest.mark.parametrize("size", [1, 2, 3, 6, 32])
@pytest.mark.parametrize("who", ["student", "base"])
def test_the_batch_size_does_not_change_the_answers(
    request: pytest.FixtureRequest, base: LoadedModel, who: str, size: int
) -> None:
    loaded = request.getfixturevalue(who)
    alone, together = (all_answers(loaded, limits=replace(LIMITS, batch_size=number)) for number in (1, size))
    assert texts(alone) == texts(together)
    for name, each in alone.items():
        assert each.nats == pytest.approx(together[name].nats, rel=1e-5, abs=1e-5)


@settings(max_examples=20)
@given(st.sets(st.sampled_from([task.id for task in TASKS])))
def test_the_remaining_answers_are_bit_identical_whatever_is_done_already(student: LoadedModel, kept: set[str]) -> None:
    limits = replace(LIMITS, max_new_tokens=4)
    whole = all_answers(student, limits=limits)
    rest = [each for batch in answer(student, QUESTIONS, limits, kept) for each in batch]
    assert {each.task_id: each for each in rest} == {name: each for name, each in whole.items() if name not in kept}


SAMPLED = replace(LIMITS, decoding=Decoding(temperature=1.5))


def test_sampled_answers_differ_from_greedy_ones_and_are_the_same_in_every_call(base: LoadedModel, quiet: None) -> None:
    torch.manual_seed(1)
    first, state = all_answers(base, limits=SAMPLED), torch.random.get_rng_state()
    torch.manual_seed(2)
    rest = [each for batch in answer(base, QUESTIONS, SAMPLED, {"t0", "t1"}) for each in batch]
    assert {each.task_id: each for each in rest} == {name: first[name] for name in first if name not in ("t0", "t1")}
    assert texts(first) != texts(all_answers(base))
    torch.manual_seed(1)
    assert torch.equal(state, torch.random.get_rng_state())


@pytest.mark.parametrize(
    "decoding",
    [Decoding(temperature=1.5, top_k=1), Decoding(temperature=1.5, top_p=1e-6), Decoding(temperature=1e-4)],
    ids=["top k", "top p", "cold"],
)
def test_sampling_from_one_token_is_greedy(base: LoadedModel, decoding: Decoding) -> None:
    assert texts(all_answers(base, limits=replace(LIMITS, decoding=decoding))) == texts(all_answers(base))


def test_a_repetition_penalty_changes_greedy_answers(base: LoadedModel) -> None:
    penalized = replace(LIMITS, decoding=Decoding(repetition_penalty=3.0))
    assert texts(all_answers(base, limits=penalized)) != texts(all_answers(base))


@pytest.mark.parametrize(
    ("decoding", "said"),
    [
        (Decoding(), "greedy"),
        (Decoding(repetition_penalty=1.2), "greedy, repetition penalty 1.2"),
        (Decoding(0.7, 0.9, 40), "sampling, temperature 0.7, top p 0.9, top k 40"),
    ],
)
def test_a_decoding_is_described_in_words(decoding: Decoding, said: str) -> None:
    assert decoding.describe() == said


def test_padding_with_the_end_of_text_token_does_not_change_the_answers(student: LoadedModel) -> None:
    other = replace(student, tokenizer=padded_left(pad_token="<eos>"))
    assert all_answers(other) == all_answers(student)


@pytest.mark.parametrize(("count", "sizes"), [(0, [4, 2]), (3, [4, 2]), (4, [2]), (5, [2]), (6, [])])
def test_a_batch_is_answered_completely_unless_all_of_it_is_done(
    student: LoadedModel, monkeypatch: pytest.MonkeyPatch, count: int, sizes: list[int]
) -> None:
    kept = set(list(all_answers(student))[:count])
    asked: list[int] = []
    original = answers.generate

    def counted(loaded: LoadedModel, rows: Sequence[Any], limits: Limits) -> Any:
        asked.append(len(rows))
        return original(loaded, rows, limits)

    monkeypatch.setattr(answers, "generate", counted)
    left = [each.task_id for batch in answer(student, QUESTIONS, LIMITS, kept) for each in batch]
    assert asked == sizes
    assert len(left) == 6 - count
    assert not kept & set(left)


def test_the_generation_config_of_the_model_is_ignored_and_restored(student: LoadedModel) -> None:
    own = student.model.generation_config
    before = own.to_dict()
    own.update(do_sample=True, temperature=9.0, repetition_penalty=50.0, max_length=3, no_repeat_ngram_size=1)
    changed = own.to_dict()
    try:
        assert texts(all_answers(student)) == {task.id: task.output for task in TASKS}
        assert student.model.generation_config is own
        assert own.to_dict() == changed
    finally:
        own.update(**before)


def test_a_text_ends_at_any_end_of_text_token_of_the_generation_config(student: LoadedModel) -> None:
    own = student.model.generation_config
    dot = student.tokenizer.convert_tokens_to_ids(".")
    own.eos_token_id = [1, dot]
    try:
        answers = all_answers(student)
    finally:
        own.eos_token_id = 1
    assert answers["t3"].text == "Spring is here"
    assert answers["t3"].stopped
    assert answers["t0"].text == "mountain"


def test_the_separator_ends_a_few_shot_answer_and_its_generation() -> None:
    task = replace(TASKS[0], output="sea\n\n#\n###\nmoon, moon")
    loaded = LoadedModel("talker", taught([task]).eval(), padded_left(), "float32")
    passes: list[int] = []
    loaded.model.register_forward_hook(lambda *_: passes.append(1))
    bare, shown = Question("a", prompt(task), ""), Question("b", prompt(task), "", separator="###")
    assert all_answers(loaded, [bare])["a"].text == task.output
    without = len(passes)
    cut = all_answers(loaded, [shown])["b"]
    assert (cut.text, cut.stopped) == ("sea\n\n#", True)
    assert len(passes) - without < without
    both = all_answers(loaded, [bare, shown])
    assert texts(both) == {"a": task.output, "b": "sea\n\n#"}


def test_texts_are_continued_unchanged_and_in_order(student: LoadedModel) -> None:
    asked = [prompt(task) for task in TASKS]
    assert continue_texts(student, asked, LIMITS) == [task.output for task in TASKS]
    assert continue_texts(student, [asked[2], asked[0]], LIMITS) == ["moon", "mountain"]
    bare = continue_texts(student, [asked[0].rstrip("\n")], LIMITS)[0]
    assert bare != "mountain"


# Likelihood of the reference


def test_the_nats_equal_the_training_loss(base: LoadedModel) -> None:
    rows = list(training_rows(base.tokenizer, TASKS, 500))
    answers = all_answers(base)
    for task, row in zip(TASKS, rows, strict=True):
        inputs, labels = torch.tensor([row["input_ids"]]), torch.tensor([row["labels"]])
        labels[0, -1] = -100  # the end-of-text token is trained but is not part of the reference
        count = int((labels != -100).sum())
        with torch.inference_mode():
            loss = base.model(input_ids=inputs, labels=labels).loss
        assert answers[task.id].tokens == count == len(task.output)
        assert answers[task.id].nats == pytest.approx(float(loss) * count, rel=1e-5)


def test_no_token_spans_the_end_of_the_prompt() -> None:
    its = padded_left()
    its.add_tokens([AddedToken("\nm"), AddedToken("\n\nm")])
    loaded = LoadedModel("merging", small_model(vocab_size=len(its)).eval(), its, "float32")
    for output in ("mountain", "\nmountain"):
        task = replace(TASKS[0], output=output)
        row = next(iter(training_rows(its, [task], 500)))
        asked = tokenize_question(loaded, question_of(task), LIMITS)
        assert [*asked.prompt, *asked.reference, 1] == row["input_ids"]
        assert its.decode(asked.reference) == output
        assert len(its(question_of(task).prompt + output)["input_ids"]) < len(asked.prompt + asked.reference)


def test_an_empty_reference_has_zero_nats(base: LoadedModel) -> None:
    questions = [question_of(replace(TASKS[0], output="")), QUESTIONS[1]]
    found = all_answers(base, questions)
    assert (found["t0"].nats, found["t0"].tokens) == (0.0, 0)
    assert found["t1"].nats == pytest.approx(all_answers(base)["t1"].nats)


def indifferent(positions: int = 512, **special: str | None) -> LoadedModel:
    """A model that assigns the same probability to every token."""
    model = small_model(positions).eval()
    torch.nn.init.zeros_(model.lm_head.weight)
    return LoadedModel("indifferent", model, padded_left(**special), "float32")


def test_nats_and_bits_of_a_uniform_model() -> None:
    loaded = indifferent()
    vocabulary = len(loaded.tokenizer)
    found = all_answers(loaded)["t3"]
    assert found.nats == pytest.approx(found.tokens * math.log(vocabulary), rel=1e-5)
    plain = ["山mountain", "the sea 和大海"]
    assert plain_bits(loaded, plain, LIMITS) == pytest.approx(
        sum(len(loaded.tokenizer(text)["input_ids"]) for text in plain)
        / sum(len(text) for text in plain)
        * math.log2(vocabulary),
        rel=1e-5,
    )


def test_plain_text_follows_the_end_of_text_token_if_there_is_no_beginning_token(student: LoadedModel) -> None:
    first = student.tokenizer(TASKS[0].output)["input_ids"]
    with torch.inference_mode():
        logits = student.model(input_ids=torch.tensor([[1, *first]])).logits[0, :-1]
    nats = -sum(float(row.log_softmax(-1)[token]) for row, token in zip(logits, first, strict=True))
    assert plain_bits(student, [TASKS[0].output], LIMITS) == pytest.approx(
        nats / math.log(2) / len(TASKS[0].output), rel=1e-5
    )


# Texts that are too long, too little memory, and weights that are not finite


@pytest.mark.parametrize("special", [{}, {"bos_token": "<bos>"}])
def test_a_prompt_that_is_too_long_keeps_its_end_and_its_beginning_token(
    special: dict[str, str | None], quiet: None
) -> None:
    loaded = indifferent(positions=64, **special)
    loaded.tokenizer.model_max_length = 64
    limits = Limits(max_new_tokens=24)
    task = Task("山" * 100, "大海" * 50, "moon", "long")
    beginning = loaded.tokenizer(special.get("bos_token") or "")["input_ids"]
    asked = tokenize_question(loaded, Question("long", (special.get("bos_token") or "") + prompt(task), "moon"), limits)
    kept = 64 - 24 - len(beginning)
    assert asked.prompt == beginning + loaded.tokenizer(prompt(task))["input_ids"][-kept:]
    assert all_answers(loaded, [question_of(task), *QUESTIONS], limits)["long"].tokens == 4


def test_the_nats_of_a_truncated_reference_are_extrapolated() -> None:
    loaded = indifferent(positions=64)
    task = replace(TASKS[0], output="rain " * 100)
    found = all_answers(loaded, [question_of(task)], Limits(max_new_tokens=24))["t0"]
    assert found.tokens == 500
    assert found.nats == pytest.approx(500 * math.log(len(loaded.tokenizer)), rel=1e-5)
    expected = 5 * math.log2(len(loaded.tokenizer)) / 5
    assert plain_bits(loaded, [task.output], Limits(max_new_tokens=24)) == pytest.approx(expected, rel=1e-5)


def test_max_tokens_limits_a_model_with_a_longer_context(base: LoadedModel) -> None:
    asked = tokenize_question(
        base, question_of(replace(TASKS[0], input="雨" * 300)), Limits(max_new_tokens=24, max_tokens=100)
    )
    assert len(asked.prompt) == 76


@pytest.mark.parametrize("most", [512, 600])
def test_as_many_new_tokens_as_the_context_length_are_refused(base: LoadedModel, most: int) -> None:
    with pytest.raises(InputError, match=r"leave no room for a question.* 512 tokens; use a smaller --max-new-tokens"):
        all_answers(base, limits=Limits(max_new_tokens=most))


def test_batches_are_halved_if_memory_runs_out(student: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    generate, sizes = student.model.generate, list[int]()

    def narrow(inputs: torch.Tensor, **more: Any) -> Any:
        sizes.append(len(inputs))
        if len(inputs) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return generate(inputs, **more)

    monkeypatch.setattr(student.model, "generate", narrow)
    assert texts(all_answers(student, limits=replace(LIMITS, batch_size=5))) == {task.id: task.output for task in TASKS}
    assert sizes == [5, 3, 2, 1, 2, 1]


def test_too_little_memory_for_one_question_is_an_error(student: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 99 bytes")

    monkeypatch.setattr(student.model, "generate", fail)
    with pytest.raises(InputError, match=r"not enough memory .* smaller --base"):
        all_answers(student)


def test_another_error_of_torch_is_not_converted(student: LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("another error")

    monkeypatch.setattr(student.model, "generate", fail)
    with pytest.raises(RuntimeError, match="another error"):
        all_answers(student)


def test_a_model_with_weights_that_are_not_finite_is_named() -> None:
    loaded = indifferent()
    torch.nn.init.constant_(loaded.model.get_output_embeddings().weight, math.nan)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"indifferent: .*not finite.* --force"):
        all_answers(loaded)


# Demonstrations


def rows(count: int, task_type: TaskType, **fields: str) -> list[Task]:
    made = (
        Task(f"{task_type}第{number}题", "", "答" * (1 + number), f"{task_type}-{number}", task_type)
        for number in range(count)
    )
    return [replace(task, **fields) for task in made]  # type: ignore[arg-type]


def test_demonstrations_with_their_answers_precede_the_question() -> None:
    asked = question_of(TASKS[2], TASKS[:2], "###")
    assert asked == Question(
        "t2",
        "请把“山”翻译成英语。\nmountain\n###\n请把“大海”翻译成英语。\nthe sea\n###\n请把“月亮”翻译成英语。\n只写一个词。\n",
        "moon",
        separator="###",
    )
    assert question_of(TASKS[2]) == Question("t2", prompt(TASKS[2]), "moon")


def test_demonstrations_are_short_rows_of_the_same_type_and_reproducible() -> None:
    train = rows(20, TaskType.REWRITE) + rows(20, TaskType.CHAT)
    choose, again, other = (shot_chooser(train, 3, seed) for seed in (0, 0, 1))
    asked = rows(12, TaskType.CHAT)
    drawn = [choose(task) for task in asked]
    assert drawn == [again(task) for task in asked] != [other(task) for task in asked]
    assert len({each for shown in drawn for each in shown}) > 3
    for shown in drawn:
        assert len(set(shown)) == 3
        assert {each.task_type for each in shown} == {TaskType.CHAT}
        assert all(len(each.output) <= 10 for each in shown)


@pytest.mark.parametrize(
    ("texts", "separator"),
    [
        (["甲\n\n乙", "### 标题", "a###", "##"], "###"),
        (["甲\n###\n乙"], "####"),
        (["###", "乙\n ####\r\n"], "#####"),
    ],
)
def test_the_separator_is_not_a_line_of_any_text(texts: list[str], separator: str) -> None:
    for field in ("instruction", "input", "output"):
        assert choose_separator([replace(TASKS[0], **{field: text}) for text in texts]) == separator


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("甲\n\n乙\n###\n再问", "甲\n\n乙"),
        ("甲\n###", "甲"),
        ("###\n再问", ""),
        ("甲\n### 标题\n乙", None),
        ("甲###\n乙", None),
        ("甲\n####\n乙", None),
        ("甲\n\n乙", None),
    ],
)
def test_an_answer_ends_at_a_line_that_equals_the_separator(text: str, before: str | None) -> None:
    assert before_separator(text, "###") == before
    assert before_separator(text, "") is None


@pytest.mark.parametrize(
    "train",
    [rows(2, TaskType.CHAT) + rows(9, TaskType.REWRITE), rows(3, TaskType.REWRITE), rows(4, TaskType.CHAT)],
)
def test_other_rows_are_used_if_a_type_has_too_few_short_rows(train: list[Task]) -> None:
    assert len(set(shot_chooser(train, 3)(rows(1, TaskType.CHAT)[0]))) == 3


# The cache of answers

KEY = cache_key("v", "float32", QUESTIONS, LIMITS)
ANSWERS = [Prediction(f"t{number}", f"答案{number}\n", number % 2 == 0, number + 1 / 3, number) for number in range(4)]


def opened(path: Path, key: dict[str, Any] = KEY) -> AnswerCache:
    with AnswerCache(path, key) as stored:
        return stored


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "answers" / "base.jsonl"
    with AnswerCache(where, KEY) as stored:
        stored.add(ANSWERS[:2])
        stored.add(ANSWERS[1:])
    return where


def test_answers_are_read_back_unchanged_in_the_requested_order(path: Path) -> None:
    stored = opened(path)
    assert list(stored.answers.values()) == ANSWERS
    assert stored.of(QUESTIONS[2:0:-1]) == [ANSWERS[2], ANSWERS[1]]
    assert len(path.read_bytes().splitlines()) == 5


def test_a_truncated_line_is_collected_again_wherever_it_ends(path: Path) -> None:
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for size in range(len(whole) - len(lines[-1]), len(whole)):
        path.write_bytes(whole[:size])
        with AnswerCache(path, KEY) as stored:
            assert list(stored.answers.values()) == ANSWERS[:3]
            stored.add(ANSWERS)
        assert path.read_bytes() == whole


def test_answers_from_a_damaged_line_onwards_are_collected_again(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1] + lines[2].replace(b"t1", b"t7") + b"".join(lines[3:]))
    assert list(opened(path).answers.values()) == ANSWERS[:1]


@pytest.mark.parametrize(
    "key",
    [
        cache_key("w", "float32", QUESTIONS, LIMITS),
        cache_key("v", "bfloat16", QUESTIONS, LIMITS),
        cache_key("v", "float32", QUESTIONS[1:], LIMITS),
        cache_key("v", "float32", [replace(QUESTIONS[0], prompt="x"), *QUESTIONS[1:]], LIMITS),
        cache_key("v", "float32", [replace(QUESTIONS[0], reference="x"), *QUESTIONS[1:]], LIMITS),
        cache_key("v", "float32", [replace(QUESTIONS[0], separator="###"), *QUESTIONS[1:]], LIMITS),
        cache_key("v", "float32", QUESTIONS, replace(LIMITS, max_new_tokens=25)),
        cache_key("v", "float32", QUESTIONS, replace(LIMITS, max_tokens=25)),
        cache_key("v", "float32", QUESTIONS, replace(LIMITS, decoding=Decoding(temperature=0.7))),
        cache_key("v", "float32", QUESTIONS, replace(LIMITS, decoding=Decoding(repetition_penalty=1.1))),
    ],
)
def test_answers_for_another_key_are_not_used(path: Path, key: dict[str, Any]) -> None:
    assert cache_name("base", key) != cache_name("base", KEY)
    assert opened(path, key).answers == {}


def test_the_batch_size_may_change(path: Path) -> None:
    key = cache_key("v", "float32", QUESTIONS, replace(LIMITS, batch_size=1))
    assert cache_name("base", key) == cache_name("base", KEY)
    assert len(opened(path, key).answers) == 4


@pytest.mark.parametrize("content", [b"", b"{", b"not ours\n"])
def test_a_file_without_a_valid_first_line_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "base.jsonl"
    path.write_bytes(content)
    assert opened(path).answers == {}


def test_no_partial_batch_is_left_on_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, write = path.read_bytes(), os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) < 50:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[: len(data) // 2])

    with AnswerCache(path, KEY) as stored:
        monkeypatch.setattr(answer_cache.os, "write", full)
        with pytest.raises(StorageError, match="the disk is full; free space, then run the same command"):
            stored.add([replace(ANSWERS[0], task_id="new")])
        monkeypatch.undo()
        assert path.read_bytes() == before
        stored.add([replace(ANSWERS[0], task_id="new")])
    assert len(opened(path).answers) == 5


def test_an_unwritable_path_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot write the file"):
        AnswerCache(tmp_path / "file" / "base.jsonl", KEY)


def work(folder: Path, path: Path) -> tuple[int, int]:
    """Collect the missing answers. Returns the number of answers before and after."""
    tasks = [replace(task, id=f"{task.id}-{number}", input="雨" * number) for number in range(40) for task in TASKS]
    questions, limits = [question_of(task) for task in tasks], Limits(max_new_tokens=32, batch_size=8)
    files = find(ModelRef(str(folder)))
    loaded = load(files)
    with AnswerCache(path, cache_key(files.version, loaded.precision, questions, limits)) as stored:
        before = len(stored.answers)
        for batch in answer(loaded, questions, limits, stored.answers):
            stored.add(batch)
        return before, len(stored.of(questions))


def test_a_killed_comparison_resumes_to_the_same_answers(student_folder: Path, tmp_path: Path, quiet: None) -> None:
    killed, whole = tmp_path / "killed.jsonl", tmp_path / "whole.jsonl"
    code = "import sys, test_answers as t; from pathlib import Path; t.work(*map(Path, sys.argv[1:]))"
    paths = [str(Path(__file__).parent), str(Path(answers.__file__).parents[2])]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(student_folder), str(killed)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    ) as process:
        wait_until(lambda: killed.exists() and killed.read_bytes().count(b"\n") > 30)
        process.send_signal(signal.SIGKILL)
    kept = killed.read_bytes().count(b"\n") - 1
    assert 30 <= kept < 240
    assert work(student_folder, killed) == (kept, 240)
    assert work(student_folder, whole) == (0, 240)
    assert killed.read_bytes() == whole.read_bytes()
