"""`selfinstruct classify`: every row gets its type, whoever says it; what was paid for is kept and asked only once."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from loopback import HANGS, Command, LoopbackTeacher, completion, json_lines, refusal, wait_until

from selfinstruct import generate
from selfinstruct.pipeline.classifier import classify as by_rules
from selfinstruct.pipeline.llm_labels import TASKS_PER_REQUEST, read_request
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.labels import answer_labels

ROWS = [
    {"instruction": "把这句话翻译成英语。", "input": "雨停了。", "output": "The rain has stopped.", "more": 1},
    {"instruction": "为什么海水是咸的？", "input": "", "output": "因为其中溶有盐分。"},
    {"instruction": "Write a short poem about rain.", "output": "…"},
]
TYPES = [TaskType.REWRITE, TaskType.OPEN_QA, TaskType.GENERATION]
KEY = "sk-test-0123456789abcdef"


@pytest.fixture
def classify(console: Command) -> Command:
    return partial(console, "classify")


@pytest.fixture
def labelling(teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch) -> LoopbackTeacher:
    """A paid teacher that labels as the rules do."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    teacher.script = lambda prompt, attempt: labels_of(prompt)
    return teacher


def labels_of(prompt: str, faults: float = 0.0) -> web.Response:
    return completion(answer_labels(prompt, Random(prompt), faults))


def asking(teacher: LoopbackTeacher) -> tuple[str, ...]:
    return ("--with", "teacher", "--base-url", teacher.url, "--model", "m")


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def many(path: Path, count: int) -> Path:
    return write(path, [{"instruction": f"写一首关于{number}号楼的诗", "input": ""} for number in range(count)])


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_files_rows_get_their_types_in_a_new_file_beside_it(tmp_path: Path, classify: Command) -> None:
    source = write(tmp_path / "tasks.jsonl", ROWS)
    before = source.read_bytes()
    done = classify("tasks.jsonl")
    assert done.code == 0
    assert "rewrite" in done.out
    typed = [{**row, "task_type": str(found), "type_source": "rules"} for row, found in zip(ROWS, TYPES, strict=True)]
    assert json_lines(tmp_path / "tasks.types.jsonl") == typed
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["typed.json", "typed.csv", "typed.tsv", "typed.jsonl.gz"])
def test_out_says_the_format(tmp_path: Path, classify: Command, name: str) -> None:
    write(tmp_path / "tasks.jsonl", ROWS[1:2])
    assert classify("tasks.jsonl", "--out", name).code == 0
    assert classify(name, "--out", "back.jsonl").code == 0
    (row,) = json_lines(tmp_path / "back.jsonl")
    assert (row["task_type"], row["output"]) == ("open_qa", ROWS[1]["output"])


def test_the_counts_can_be_had_as_json(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    found = json.loads(classify("tasks.jsonl", "--json").out)
    assert +Counter(found["task_types"]) == Counter(map(str, TYPES))
    assert list(found["task_types"]) == list(TaskType)
    assert (found["rows"], found["type_sources"], found["teacher"]) == (3, {"rules": 3, "teacher": 0}, None)


def test_math_and_code_are_told_apart_on_request(tmp_path: Path, classify: Command) -> None:
    texts = ["用Python写一个函数，把列表倒过来。", "一个正方形的周长是36厘米，面积是多少？", "为什么天是蓝的？"]
    write(tmp_path / "tasks.jsonl", [{"instruction": text} for text in texts])
    assert classify("tasks.jsonl", "--further").code == 0
    assert [row["task_type"] for row in json_lines(tmp_path / "tasks.types.jsonl")] == ["code", "math", "open_qa"]
    assert classify("tasks.jsonl", "--force").code == 0
    nine = [row["task_type"] for row in json_lines(tmp_path / "tasks.types.jsonl")]
    assert nine == ["generation", "open_qa", "open_qa"]


def test_another_field_may_hold_the_instruction(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", [{"prompt": "为什么海水是咸的？"}])
    done = classify("tasks.jsonl")
    assert (done.code, "tasks.jsonl:1: there is no field `instruction`" in done.err) == (2, True)
    assert classify("tasks.jsonl", "--field", "prompt").code == 0


@pytest.mark.slow
def test_a_runs_records_are_changed_in_place_and_stay_so_when_the_run_goes_on(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    generate(60, tmp_path / "run", quiet=True, teacher="offline")
    dataset, records = tmp_path / "run" / "dataset.jsonl", tmp_path / "run" / "records.jsonl"
    before, data = json_lines(records), sha(dataset)
    labelling.script = lambda prompt, attempt: completion("\n".join(f"{n}. chat" for n in range(1, 11)))
    assert classify("run", *asking(labelling)).code == 0
    typed = [{**record, "task_type": "chat", "type_source": "teacher"} for record in before]
    assert json_lines(records) == typed
    assert json.loads((tmp_path / "run" / "stats.json").read_text())["task_types"]["chat"] == 60
    changed = sha(records)
    assert generate(60, tmp_path / "run", quiet=True).task_types["chat"] == 60
    assert (sha(records), sha(dataset)) == (changed, data)
    generate(80, tmp_path / "run", quiet=True)
    assert json_lines(records)[:60] == typed
    assert {record["type_source"] for record in json_lines(records)[60:]} == {"rules"}
    done = classify("run")
    assert (done.code, "take the place of a teacher's" in done.err) == (0, True)
    assert json_lines(records)[:60] == before
    assert not (tmp_path / "run" / "types.json").exists()


def test_labels_that_are_kept_are_not_asked_for_again(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 45)
    assert classify("tasks.jsonl", *asking(labelling)).code == 0
    assert sum(labelling.billed.values()) == 5
    many(tmp_path / "tasks.jsonl", 52)
    done = classify("tasks.jsonl", *asking(labelling), "--force", "--json")
    assert sum(labelling.billed.values()) == 6
    assert json.loads(done.out)["type_sources"] == {"rules": 0, "teacher": 52}
    again = classify("tasks.jsonl", *asking(labelling), "--force", "--json")
    assert "nothing is asked" in again.err
    assert json.loads(again.out)["teacher"]["answers"] == 0
    assert sum(labelling.billed.values()) == 6


def test_disagreements_with_the_rules_are_counted(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    labelling.script = lambda prompt, attempt: completion("1. chat\n2. open_qa\n3. chat")
    teacher = json.loads(classify("tasks.jsonl", *asking(labelling), "--json").out)["teacher"]
    assert (teacher["disagreements"], teacher["left_to_rules"]) == (2, 0)
    assert teacher["pairs"] == {"rewrite → chat": 1, "generation → chat": 1}
    assert teacher["tokens"] == {"prompt": 100, "completion": 200}


def test_what_cannot_be_read_twice_is_left_to_the_rules_and_counted(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    labelling.script = lambda prompt, attempt: completion("1. chat" if "雨停了" in prompt else "好的。")
    found = json.loads(classify("tasks.jsonl", *asking(labelling), "--json").out)
    assert found["teacher"]["left_to_rules"] == 2
    assert found["type_sources"] == {"rules": 2, "teacher": 1}
    sources = [(row["task_type"], row["type_source"]) for row in json_lines(tmp_path / "tasks.types.jsonl")]
    assert sources == [("chat", "teacher"), ("open_qa", "rules"), ("generation", "rules")]
    assert sum(labelling.billed.values()) == 3
    assert "all labels that can be had" in classify("tasks.jsonl", *asking(labelling), "--force").err
    assert sum(labelling.billed.values()) == 3


def test_a_refused_text_does_not_cost_its_neighbours_their_labels(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    labelling.script = lambda prompt, attempt: (
        refusal(400, "content_filter") if "雨停了" in prompt else labels_of(prompt)
    )
    found = json.loads(classify("tasks.jsonl", *asking(labelling), "--json").out)
    assert found["type_sources"] == {"rules": 1, "teacher": 2}
    assert found["teacher"]["left_to_rules"] == 1


def test_a_teacher_that_names_no_types_is_soon_asked_no_more(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 500)
    labelling.script = lambda prompt, attempt: completion("好的。")
    done = classify("tasks.jsonl", *asking(labelling), "--concurrency", "2")
    assert done.code == 3
    assert "brought no type" in done.err
    assert sum(labelling.billed.values()) <= 8
    assert not (tmp_path / "tasks.types.jsonl").exists()


def test_a_batch_that_fails_again_and_again_is_left_to_the_rules_in_the_end(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 30)
    labelling.script = lambda prompt, attempt: (
        refusal(503, "server_error") if "关于7号楼" in prompt else labels_of(prompt)
    )
    flags = (*asking(labelling), "--attempts", "1", "--json")
    assert [classify("tasks.jsonl", *flags).code for _ in range(2)] == [5, 5]
    found = json.loads(classify("tasks.jsonl", *flags).out)
    assert (found["type_sources"], found["teacher"]["left_to_rules"]) == ({"rules": 1, "teacher": 29}, 1)
    assert labelling.billed_again == 0


def test_a_teacher_without_a_model_is_not_asked(tmp_path: Path, classify: Command, labelling: LoopbackTeacher) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    done = classify("tasks.jsonl", "--with", "teacher", "--base-url", labelling.url)
    assert (done.code, "offers: m, other" in done.err) == (2, True)
    assert not labelling.bodies


def test_lone_surrogates_are_no_obstacle(tmp_path: Path, classify: Command, labelling: LoopbackTeacher) -> None:
    (tmp_path / "tasks.jsonl").write_text('{"instruction": "写一首\\ud83d诗"}\n')
    assert classify("tasks.jsonl", *asking(labelling)).code == 0


def test_another_out_does_not_buy_the_labels_again(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 12)
    assert classify("tasks.jsonl", *asking(labelling)).code == 0
    assert classify("tasks.jsonl", *asking(labelling), "--out", "b.csv", "--max-tokens", "99").code == 0
    assert sum(labelling.billed.values()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["stats", "records", "types"])
def test_a_damaged_run_is_told_with_code_6_and_left_as_it_is(tmp_path: Path, classify: Command, damage: str) -> None:
    run = tmp_path / "run"
    generate(20, run, quiet=True)
    if damage == "types":
        (run / "types.json").mkdir()
    else:
        path = run / {"stats": "stats.json", "records": "records.jsonl"}[damage]
        path.write_bytes(path.read_bytes()[:-40])
    before = {path: path.read_bytes() for path in run.glob("*.json*") if path.is_file()}
    done = classify("run", "--further")
    assert done.code == 6, done.err
    assert {path: path.read_bytes() for path in run.glob("*.json*") if path.is_file()} == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("response", "code", "said"),
    [
        (lambda: refusal(401, "invalid_api_key"), 4, "check the key"),
        (lambda: refusal(429, "insufficient_quota"), 4, "quota"),
        (lambda: refusal(503, "server_error"), 5, "used up its attempts"),
    ],
)
def test_a_teacher_that_fails_ends_the_command_and_keeps_the_labels(
    tmp_path: Path,
    classify: Command,
    labelling: LoopbackTeacher,
    response: Callable[[], web.Response],
    code: int,
    said: str,
) -> None:
    many(tmp_path / "tasks.jsonl", 40)
    labelling.script = lambda prompt, attempt: response() if "39号楼" in prompt else labels_of(prompt)
    done = classify("tasks.jsonl", *asking(labelling), "--concurrency", "1", "--attempts", "1")
    assert done.code == code
    assert said in done.err
    assert "the same command goes on" in done.err.lower()
    labelling.script = lambda prompt, attempt: labels_of(prompt)
    assert classify("tasks.jsonl", *asking(labelling)).code == 0
    assert labelling.billed_again == 0
    assert sum(labelling.billed.values()) == 4


@pytest.mark.slow
def test_without_a_key_the_offline_teacher_labels(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    done = classify("tasks.jsonl", "--with", "teacher", "--teacher-faults", "0.5", "--further")
    assert done.code == 0
    assert "a rehearsal" in done.err


def test_what_the_offline_teacher_says_can_be_read_whatever_its_faults() -> None:
    template_types = {text for number in range(60) for text in [answer_labels(request(), Random(number), 1.0)] if text}
    assert len(template_types) == 4
    assert answer_labels("请写一首诗", Random(1), 0.0) is None


def request() -> str:
    from selfinstruct.pipeline.llm_labels import NINE, read_label_template
    from selfinstruct.storage.resources import resource

    template = read_label_template(resource("prompts", "classify_zh.txt").read_text("utf-8"), "f", NINE)
    return template.fill([Task(row["instruction"], "", "") for row in ROWS])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere.jsonl",), 2, "no such run or file"),
        (("outputs/mistyped",), 2, "no such run or file"),
        (("tasks.jsonl", "--out", "run/journal-00001.jsonl", "--force"), 2, "belongs to a run"),
        (("tasks.txt",), 2, "must end in"),
        (("empty",), 2, "there is no run here"),
        (("tasks.jsonl", "--with", "magic"), 2, "--with must be rules or teacher"),
        (("tasks.jsonl", "--model", "m"), 2, "need --with teacher"),
        (("tasks.jsonl", "--out", "tasks.jsonl"), 2, "cannot be written"),
        (("broken.jsonl",), 2, "broken.jsonl:2: this is not JSON"),
        (("number.jsonl",), 2, "must be text"),
        (("tasks.jsonl", "--with", "teacher", "--teacher", "openai"), 2, "no key"),
        (("run", "--out", "x.jsonl"), 2, "for files"),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(
    tmp_path: Path, classify: Command, words: tuple[str, ...], code: int, said: str
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    (tmp_path / "tasks.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.jsonl").write_text('{"instruction": "写一首诗"}\n{"instruction": \n')
    (tmp_path / "number.jsonl").write_text('{"instruction": 5}\n')
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.toml").write_text("")
    (tmp_path / "run" / "journal-00001.jsonl").write_text("paid\n")
    before = {path for path in tmp_path.rglob("*") if path.name != ".lock"}
    done = classify(*words)
    assert (done.code, said in done.err) == (code, True), done.err
    assert len(done.err.strip().splitlines()) == 1
    assert {path for path in tmp_path.rglob("*") if path.name != ".lock"} == before


def test_a_run_that_somebody_works_in_is_left_alone(tmp_path: Path, classify: Command) -> None:
    from selfinstruct.storage.run_folder import RunFolder

    generate(20, tmp_path / "run", quiet=True)
    with RunFolder(tmp_path / "run"):
        assert classify("run").code == 6


@pytest.mark.slow
def test_killed_again_and_again_no_label_is_bought_twice(tmp_path: Path, labelling: LoopbackTeacher) -> None:
    many(tmp_path / "tasks.jsonl", 400)
    dice, in_flight = Random(5), 0
    sent: list[list[str]] = []

    def slowly(prompt: str, attempt: int) -> float:
        sent.append([task.instruction for task in read_request(prompt)[0]])
        return dice.uniform(0.02, 0.08)

    labelling.script = slowly
    labelling.reply = labels_of
    for last in (False, False, False, False, True):
        kept, before = journaled(tmp_path), len(sent)
        concurrency = dice.choice([1, 3, 6])
        process = start(tmp_path, labelling, concurrency)
        if not last:
            goal = sum(labelling.billed.values()) + 4
            wait_until(lambda goal=goal: sum(labelling.billed.values()) >= goal)
            process.send_signal(signal.SIGKILL)
            in_flight += concurrency
        assert process.wait(HANGS) == (0 if last else -signal.SIGKILL)
        wait_until(lambda: labelling.in_flight == 0)
        assert not kept & {text for batch in sent[before:] for text in batch}
    asked = Counter(text for batch in sent for text in batch)
    assert len(asked) == 400
    assert asked.total() - 400 <= in_flight * TASKS_PER_REQUEST
    assert {row["type_source"] for row in json_lines(tmp_path / "tasks.types.jsonl")} == {"teacher"}


def start(folder: Path, teacher: LoopbackTeacher, concurrency: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "selfinstruct", "classify", "tasks.jsonl", *asking(teacher)]
    return subprocess.Popen(
        [*command, "--concurrency", str(concurrency)], cwd=folder, env=os.environ | {"OPENAI_API_KEY": KEY}, text=True
    )


def journaled(folder: Path) -> set[str]:
    """The instructions whose label is in the journal."""
    keys = set()
    for path in folder.rglob("journal-*.jsonl"):
        lines = [json.loads(line) for line in path.read_bytes().split(b"\n") if line.endswith(b"}")]
        keys |= {key for line in lines for key in line["tasks"]}
    texts = [row["instruction"] for row in json_lines(folder / "tasks.jsonl")]
    return {text for text in texts if hashlib.sha256(f"{text}\0".encode()).hexdigest() in keys}


def test_types_by_rules_are_those_of_the_rules(tmp_path: Path, classify: Command) -> None:
    generate(100, tmp_path / "run", quiet=True)
    assert classify("run/dataset.jsonl").code == 0
    for row in json_lines(tmp_path / "run" / "dataset.types.jsonl"):
        assert row["task_type"] == by_rules(Task(row["instruction"], row["input"], row["output"]))
