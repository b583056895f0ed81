"""`selfinstruct classify`: every row gets a type from the rules or a teacher, and no label is paid for twice."""

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


def test_the_rows_of_a_file_are_written_with_types_to_a_new_file(tmp_path: Path, classify: Command) -> None:
    source = write(tmp_path / "tasks.jsonl", ROWS)
    before = source.read_bytes()
    done = classify("tasks.jsonl")
    assert done.code == 0
    assert "rewrite" in done.out
    typed = [{**row, "task_type": str(found), "type_source": "rules"} for row, found in zip(ROWS, TYPES, strict=True)]
    assert json_lines(tmp_path / "tasks.types.jsonl") == typed
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["typed.json", "typed.csv", "typed.tsv", "typed.jsonl.gz"])
def test_the_suffix_of_out_selects_the_format(tmp_path: Path, classify: Command, name: str) -> None:
    write(tmp_path / "tasks.jsonl", ROWS[1:2])
    assert classify("tasks.jsonl", "--out", name).code == 0
    assert classify(name, "--out", "back.jsonl").code == 0
    (row,) = json_lines(tmp_path / "back.jsonl")
    assert (row["task_type"], row["output"]) == ("open_qa", ROWS[1]["output"])


def test_json_prints_the_counts(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    found = json.loads(classify("tasks.jsonl", "--json").out)
    assert +Counter(found["task_types"]) == Counter(map(str, TYPES))
    assert list(found["task_types"]) == list(TaskType)
    assert (found["rows"], found["type_sources"], found["teacher"]) == (3, {"rules": 3, "teacher": 0}, None)


def test_further_distinguishes_math_and_code(tmp_path: Path, classify: Command) -> None:
    texts = ["用Python写一个函数，把列表倒过来。", "一个正方形的周长是36厘米，面积是多少？", "为什么天是蓝的？"]
    write(tmp_path / "tasks.jsonl", [{"instruction": text} for text in texts])
    assert classify("tasks.jsonl", "--further").code == 0
    assert [row["task_type"] for row in json_lines(tmp_path / "tasks.types.jsonl")] == ["code", "math", "open_qa"]
    assert classify("tasks.jsonl", "--force").code == 0
    nine = [row["task_type"] for row in json_lines(tmp_path / "tasks.types.jsonl")]
    assert nine == ["generation", "open_qa", "open_qa"]


def test_another_field_can_hold_the_instruction(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", [{"ask": "为什么海水是咸的？"}])
    done = classify("tasks.jsonl")
    assert (done.code, "tasks.jsonl:1: no instruction found" in done.err) == (2, True)
    assert classify("tasks.jsonl", "--field", "ask").code == 0


@pytest.mark.slow
def test_the_records_of_a_run_are_changed_in_place_and_keep_their_types_on_resume(
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
    assert (done.code, "--with teacher" in done.err) == (0, True)
    assert json_lines(records)[:60] == before
    assert not (tmp_path / "run" / "types.json").exists()


def test_labels_in_the_journal_are_not_requested_again(
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
    assert teacher["tokens"] == {"prompt": 100, "completion": 200, "cached": 0}


def test_tasks_with_two_unreadable_replies_are_left_to_the_rules_and_counted(
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
    assert classify("tasks.jsonl", *asking(labelling), "--force").code == 0
    assert sum(labelling.billed.values()) == 3


def test_a_refused_task_does_not_affect_the_others_in_its_batch(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    labelling.script = lambda prompt, attempt: (
        refusal(400, "content_filter") if "雨停了" in prompt else labels_of(prompt)
    )
    found = json.loads(classify("tasks.jsonl", *asking(labelling), "--json").out)
    assert found["type_sources"] == {"rules": 1, "teacher": 2}
    assert found["teacher"]["left_to_rules"] == 1


def test_a_teacher_that_names_no_types_stops_the_command_early(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 500)
    labelling.script = lambda prompt, attempt: completion("好的。")
    done = classify("tasks.jsonl", *asking(labelling), "--concurrency", "2")
    assert done.code == 3
    assert "--with rules" in done.err
    assert sum(labelling.billed.values()) <= 8
    assert not (tmp_path / "tasks.types.jsonl").exists()


def test_a_batch_that_fails_in_three_runs_is_left_to_the_rules(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 30)
    labelling.script = lambda prompt, attempt: (
        refusal(500, "server_error") if "关于7号楼" in prompt else labels_of(prompt)
    )
    flags = (*asking(labelling), "--attempts", "1", "--json")
    assert [classify("tasks.jsonl", *flags).code for _ in range(2)] == [5, 5]
    found = json.loads(classify("tasks.jsonl", *flags).out)
    assert (found["type_sources"], found["teacher"]["left_to_rules"]) == ({"rules": 1, "teacher": 29}, 1)
    assert labelling.billed_again == 0


def test_a_teacher_without_a_model_is_not_contacted(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    done = classify("tasks.jsonl", "--with", "teacher", "--base-url", labelling.url)
    assert (done.code, "m, other" in done.err) == (2, True)
    assert not labelling.bodies


def test_a_lone_surrogate_can_be_labelled(tmp_path: Path, classify: Command, labelling: LoopbackTeacher) -> None:
    (tmp_path / "tasks.jsonl").write_text('{"instruction": "写一首\\ud83d诗"}\n')
    assert classify("tasks.jsonl", *asking(labelling)).code == 0


def test_another_out_does_not_request_the_labels_again(
    tmp_path: Path, classify: Command, labelling: LoopbackTeacher
) -> None:
    many(tmp_path / "tasks.jsonl", 12)
    assert classify("tasks.jsonl", *asking(labelling)).code == 0
    assert classify("tasks.jsonl", *asking(labelling), "--out", "b.csv", "--max-tokens", "99").code == 0
    assert sum(labelling.billed.values()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["stats", "records", "types"])
def test_a_damaged_run_is_an_error_with_code_6_and_not_changed(tmp_path: Path, classify: Command, damage: str) -> None:
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
    ("response", "code", "fact"),
    [
        (lambda: refusal(401, "invalid_api_key"), 4, "key"),
        (lambda: refusal(429, "insufficient_quota"), 4, "quota"),
        (lambda: refusal(500, "server_error"), 5, "server_error"),
    ],
)
def test_a_failing_teacher_stops_the_command_and_the_labels_are_kept(
    tmp_path: Path,
    classify: Command,
    labelling: LoopbackTeacher,
    response: Callable[[], web.Response],
    code: int,
    fact: str,
) -> None:
    many(tmp_path / "tasks.jsonl", 40)
    labelling.script = lambda prompt, attempt: response() if "39号楼" in prompt else labels_of(prompt)
    done = classify("tasks.jsonl", *asking(labelling), "--concurrency", "1", "--attempts", "1")
    assert done.code == code
    assert fact in done.err
    assert "same command" in done.err
    labelling.script = lambda prompt, attempt: labels_of(prompt)
    assert classify("tasks.jsonl", *asking(labelling)).code == 0
    assert labelling.billed_again == 0
    assert sum(labelling.billed.values()) == 4


@pytest.mark.slow
def test_the_offline_teacher_labels_without_a_key(tmp_path: Path, classify: Command) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    done = classify("tasks.jsonl", "--with", "teacher", "--teacher-faults", "0.5", "--further")
    assert done.code == 0
    assert "offline teacher" in done.err


def test_replies_of_the_offline_teacher_have_four_layouts_with_faults() -> None:
    template_types = {text for number in range(60) for text in [answer_labels(request(), Random(number), 1.0)] if text}
    assert len(template_types) == 4
    assert answer_labels("请写一首诗", Random(1), 0.0) is None


def request() -> str:
    from selfinstruct.pipeline.llm_labels import NINE, read_label_template
    from selfinstruct.storage.resources import resource

    template = read_label_template(resource("prompts", "classify_zh.txt").read_text("utf-8"), "f", NINE)
    return template.fill([Task(row["instruction"], "", "") for row in ROWS])


@pytest.mark.parametrize(
    ("words", "code", "fact"),
    [
        (("nowhere.jsonl",), 2, "nowhere.jsonl: "),
        (("outputs/mistyped",), 2, "outputs/mistyped: "),
        (("tasks.jsonl", "--out", "run/journal-00001.jsonl", "--force"), 2, "run/journal-00001.jsonl: "),
        (("tasks.txt",), 2, "tasks.txt: "),
        (("empty",), 2, "empty: "),
        (("tasks.jsonl", "--with", "magic"), 2, "--with must be rules or teacher"),
        (("tasks.jsonl", "--model", "m"), 2, "--model only applies to --with teacher"),
        (("tasks.jsonl", "--max-tokens", "9"), 2, "--max-tokens only applies to --with teacher"),
        (("tasks.jsonl", "--teacher-leaks", "0.1"), 2, "--teacher-leaks does not apply to classify"),
        (("tasks.jsonl", "--teacher-errors", "0.1"), 2, "--teacher-errors does not apply to classify"),
        (
            ("run", "--with", "teacher", "--teacher", "offline", "--teacher-leaks", "0.1"),
            2,
            "--teacher-leaks does not apply",
        ),
        (("tasks.jsonl", "--out", "tasks.jsonl"), 2, "tasks.jsonl: "),
        (("broken.jsonl",), 2, "broken.jsonl:2: "),
        (("null.jsonl",), 2, "null.jsonl:1: `instruction` is null"),
        (("tasks.jsonl", "--with", "teacher", "--teacher", "openai"), 2, "OPENAI_API_KEY"),
        (("run", "--out", "x.jsonl"), 2, "--out only applies to files"),
        (("run", "--field", "q"), 2, "--field only applies to files"),
        (("run", "--force"), 2, "--force only applies to files"),
    ],
)
def test_bad_input_is_reported_in_one_line_and_leaves_no_files(
    tmp_path: Path, classify: Command, words: tuple[str, ...], code: int, fact: str
) -> None:
    write(tmp_path / "tasks.jsonl", ROWS)
    (tmp_path / "tasks.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.jsonl").write_text('{"instruction": "写一首诗"}\n{"instruction": \n')
    (tmp_path / "null.jsonl").write_text('{"instruction": null}\n')
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.toml").write_text("")
    (tmp_path / "run" / "journal-00001.jsonl").write_text("paid\n")
    before = {path for path in tmp_path.rglob("*") if path.name != ".lock"}
    done = classify(*words)
    assert (done.code, fact in done.err) == (code, True), done.err
    assert len(done.err.strip().splitlines()) == 1
    assert {path for path in tmp_path.rglob("*") if path.name != ".lock"} == before


def test_a_locked_run_is_refused(tmp_path: Path, classify: Command) -> None:
    from selfinstruct.storage.run_folder import RunFolder

    generate(20, tmp_path / "run", quiet=True)
    with RunFolder(tmp_path / "run"):
        assert classify("run").code == 6


@pytest.mark.slow
def test_no_label_is_paid_for_twice_after_repeated_kills(tmp_path: Path, labelling: LoopbackTeacher) -> None:
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
    """Return the instructions whose labels are in the journal."""
    keys = set()
    for path in folder.rglob("journal-*.jsonl"):
        lines = [json.loads(line) for line in path.read_bytes().split(b"\n") if line.endswith(b"}")]
        keys |= {key for line in lines for key in line.get("tasks", ())}
    texts = [row["instruction"] for row in json_lines(folder / "tasks.jsonl")]
    return {text for text in texts if hashlib.sha256(f"{text}\0".encode()).hexdigest() in keys}


def test_types_by_rules_are_those_of_the_classifier(tmp_path: Path, classify: Command) -> None:
    generate(100, tmp_path / "run", quiet=True)
    assert classify("run/dataset.jsonl").code == 0
    for row in json_lines(tmp_path / "run" / "dataset.types.jsonl"):
        assert row["task_type"] == by_rules(Task(row["instruction"], row["input"], row["output"]))
