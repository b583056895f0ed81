"""End-to-end tests of `sft` and `compare` with small models: output files, resuming, refused options, verdicts."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest
import torch
from loopback import HANGS, Command, json_lines, wait_until
from safetensors.torch import load_file
from students import QUICK, names, read, rows, save_base, start, write_tasks
from transformers import AutoTokenizer

from selfinstruct.schema.task import Task
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.storage.run_folder import folder_lock
from selfinstruct.students.training.rows import MASKED, training_rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("models") / "base")


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    return write_tasks(tmp_path / "tasks.jsonl", rows(1200))


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "model.safetensors")


def same(one: Path, other: Path) -> bool:
    first, second = weights(one), weights(other)
    return first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)


def test_students_are_better_than_the_base_and_controls_are_not(console: Command, tasks: Path, base: Path) -> None:
    done = console("sft", "tasks.jsonl", "--base", base, *QUICK, "--control")
    assert done.code == 0, done.err
    folder = tasks.with_name("tasks.student")
    done = console("compare", "tasks.jsonl")
    assert done.code == 0, done.err
    numbers = read(folder / "compare.json")
    assert numbers["verdicts"]["exact_match"]["verdict"] == "better"
    assert [one["steps"] for one in numbers["training"]] == [numbers["training"][0]["steps"]] * 4
    found = [one for one in numbers["differences"] if one["metric"] == "exact_match"]
    assert {one["to"] for one in found} == {"base", "base-shots", "guessing", "control-0", "control-1"}
    assert all(one["low"] > 0 for one in found)

    controls = [word for seed in (0, 1) for word in ("--student", folder / f"control-{seed}")]
    done = console("compare", "tasks.jsonl", "--out", "again", "--base", base, *controls)
    assert done.code == 0, done.err
    assert read(tasks.with_name("again") / "compare.json")["verdicts"]["exact_match"]["verdict"] != "better"

    done = console("compare", "tasks.jsonl", "--out", "same", "--base", base, "--student", base)
    assert done.code == 0, done.err
    verdicts = read(tasks.with_name("same") / "compare.json")["verdicts"]
    assert {found["verdict"] for found in verdicts.values()} == {"no difference"}


def test_no_held_out_task_is_a_near_duplicate_of_a_training_row_and_no_row_is_lost(
    console: Command, tasks: Path, base: Path
) -> None:
    assert console("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1).code == 0
    folder = tasks.with_name("tasks.student")
    train, held_out = json_lines(folder / "train.jsonl"), json_lines(folder / "held_out.jsonl")
    index = SimilarityIndex(0.7, inclusive=True)
    index.add_all(row["instruction"] for row in train)
    assert not any(index.match(row["instruction"]) for row in held_out)
    assert sorted(row["instruction"] for row in train + held_out) == sorted(row["instruction"] for row in rows(1200))
    assert len(held_out) == 60


def test_rows_with_the_same_id_are_distinguished(console: Command, tasks: Path, base: Path) -> None:
    tasks.write_text("".join(json.dumps(row | {"id": "1"}) + "\n" for row in rows(60)), encoding="utf-8")
    assert console("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1).code == 0
    done = console("compare", "tasks.jsonl", "--tasks", 3)
    assert done.code == 0, done.err


def test_a_killed_training_resumes_to_the_same_student(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--seeds", 1)
    assert console(*words, "--out", "whole").code == 0
    process = start(tasks.parent, *words, "--out", "killed")
    wait_until(lambda: any(tasks.with_name("killed").glob("student-0.work/checkpoint-*/whole.json")))
    process.kill()
    process.communicate()
    assert not tasks.with_name("killed").joinpath("student-0").exists()
    assert console(*words, "--out", "killed").code == 0
    assert same(tasks.with_name("killed") / "student-0", tasks.with_name("whole") / "student-0")
    log, other = (read(tasks.with_name(name) / "student-0" / "train_log.json") for name in ("killed", "whole"))
    assert (log["sessions"], other["sessions"]) == (2, 1)
    assert [step for step, _ in log["loss"]] == [step for step, _ in other["loss"]]
    assert names(tasks.with_name("killed")) == names(tasks.with_name("whole"))


def test_a_signal_saves_a_checkpoint_and_the_same_command_resumes(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--seeds", 1)
    assert console(*words, "--out", "whole").code == 0
    process = start(tasks.parent, *words, "--out", "stopped")
    wait_until(lambda: any(tasks.with_name("stopped").glob("student-0.work/checkpoint-*/whole.json")))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 130, said
    assert "checkpoint is saved" in said.splitlines()[-1]
    assert console(*words, "--out", "stopped").code == 0
    assert same(tasks.with_name("stopped") / "student-0", tasks.with_name("whole") / "student-0")


def test_an_incomplete_checkpoint_is_not_used(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--seeds", 1)
    assert console(*words, "--out", "whole").code == 0
    torn = tasks.with_name("torn") / "student-0.work" / "checkpoint-9"
    assert console(*words, "--epochs", "0.1", "--out", "torn").code == 0
    shutil.rmtree(tasks.with_name("torn") / "student-0")
    torn.mkdir(parents=True)
    (torn / "model.safetensors").write_bytes(b"half of it")
    stored = read(tasks.with_name("torn") / "student.json")
    stored["identity"]["epochs"], stored["steps"] = 4.0, {}
    (tasks.with_name("torn") / "student.json").write_text(json.dumps(stored), encoding="utf-8")
    assert console(*words, "--out", "torn").code == 0
    assert same(tasks.with_name("torn") / "student-0", tasks.with_name("whole") / "student-0")


def test_the_built_in_base_is_trained_and_compared_without_a_download(console: Command, tmp_path: Path) -> None:
    assert console("generate", "--n", 300, "--teacher", "offline", "--out", "run").code == 0
    done = console("sft", "run", "--budget", "3s", "--seeds", 1, "--json")
    assert done.code == 0, done.err
    assert "under a million parameters" in done.err
    summary = json.loads(done.out)
    assert summary["held_out"] == 60
    assert summary["nearest_max"] < 0.7
    done = console("compare", "run", "--tasks", 30)
    assert done.code == 0, done.err
    folder = tmp_path / "run" / "student"
    numbers = read(folder / "compare.json")
    assert (numbers["tiny"], numbers["tasks"]) == (True, 30)
    assert [one["name"] for one in numbers["training"]] == ["base", "student-0"]
    assert numbers["verdicts"]["rouge_l"]["verdict"] != "better"  # one seed
    assert len(numbers["habit"]) == 12
    assert (folder / "compare.html").stat().st_size > 1_000_000
    outputs = {path.stem: read(path) for path in (folder / "alpaca_eval").iterdir()}
    assert set(outputs) == {"reference", "base", "base-shots", "student-0"}
    assert all(set(row) == {"instruction", "output", "generator"} for row in outputs["student-0"])
    asked = [[row["instruction"] for row in rows] for rows in outputs.values()]
    assert asked == [asked[0]] * 4
    log = read(folder / "student-0" / "train_log.json")
    assert log["template"] == "{instruction}\n{input}\n"
    assert {"torch", "transformers", "trl", "selfinstruct"} < set(log["versions"])
    assert log["data"] == read(folder / "student.json")["identity"]["data"]


def test_an_adapter_is_trained_and_compared_on_its_base(console: Command, tasks: Path, base: Path) -> None:
    words = ("--base", base, "--lora", "--epochs", "0.3", "--seeds", 1, "--held-out", 30)
    done = console("sft", "tasks.jsonl", *words)
    assert done.code == 0, done.err
    folder = tasks.with_name("tasks.student")
    assert (folder / "student-0" / "adapter_model.safetensors").exists()
    assert not (folder / "student-0" / "model.safetensors").exists()
    done = console("compare", "tasks.jsonl", "--shots", 0)
    assert done.code == 0, done.err
    assert [one["name"] for one in read(folder / "compare.json")["systems"]] == ["base", "student-0"]


def test_more_seeds_are_added_to_existing_students(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.2")
    assert console(*words, "--seeds", 1).code == 0
    first = tasks.with_name("tasks.student") / "student-0" / "model.safetensors"
    before = first.stat().st_mtime_ns
    done = console(*words, "--seeds", 2)
    assert done.code == 0
    assert "student-0: already trained" in done.err
    assert first.stat().st_mtime_ns == before
    assert not same(first.parent, first.parent.with_name("student-1"))


def test_a_control_has_the_prompts_of_its_student_and_its_answers_shuffled(base: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(base)
    tasks = [Task(row["instruction"], "", row["output"] * (1 + n % 7)) for n, row in enumerate(rows(200))]
    student = training_rows(tokenizer, tasks, 14)
    control = training_rows(tokenizer, tasks, 14, shuffled=0)
    assert 0 < len(control) == len(student) < 200

    def sides(row: dict[str, list[int]]) -> tuple[list[int], list[int]]:
        answer = [token for token in row["labels"] if token != MASKED]
        assert row["labels"] == [MASKED] * (len(row["labels"]) - len(answer)) + answer
        assert row["input_ids"][-len(answer) :] == answer
        assert answer[-1] == tokenizer.eos_token_id
        return row["input_ids"][: -len(answer)], answer

    asked, answers = zip(*map(sides, student), strict=True)
    asked_again, mixed = zip(*map(sides, control), strict=True)
    assert asked == asked_again
    assert sorted(answers) == sorted(mixed)
    assert sum(one == other for one, other in zip(answers, mixed, strict=True)) < len(answers) / 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--lora",), 2, "do not apply to the built-in base"),
        (("--4bit",), 2, "do not apply to the built-in base"),
        (("--base", "x", "--full", "--4bit"), 2, "--4bit requires --lora"),
        (("--budget", "soon"), 2, "--budget must be a time such as 150s, 10m or 2h, not 'soon'"),
        (("--base", "./nowhere"), 2, "./nowhere: folder not found"),
        (("--hub", "hf"), 2, "--hub must be huggingface or modelscope, not 'hf'"),
        (("--budget", "1s", "--epochs", "1"), 2, "--budget and --epochs cannot be combined"),
        (("--batch-size", "0"), 2, "--batch-size must be at least 1, not 0"),
        (("--epochs", "-1"), 2, "--epochs must be greater than 0, not -1"),
        (("--learning-rate", "nan"), 2, "--learning-rate must be greater than 0, not nan"),
        (("--out", "tasks.jsonl"), 2, "tasks.jsonl: not a folder"),
        (("--out", "."), 2, "other files and no student.json"),
    ],
)
def test_invalid_options_are_refused(
    console: Command, tasks: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = console("sft", "tasks.jsonl", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.parametrize("count", [0, 5])
def test_too_few_rows_leave_no_folder_behind(console: Command, tmp_path: Path, count: int) -> None:
    write_tasks(tmp_path / "few.jsonl", rows(count))
    assert console("sft", "few.jsonl").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["few.jsonl"]


def test_rows_that_are_all_too_long_are_an_error_and_the_folder_stays_usable(
    console: Command, tasks: Path, base: Path
) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    done = console(*words, "--max-length", 8)
    assert done.code == 2
    assert "more than 8 tokens; increase --max-length" in done.err
    assert console(*words).code == 0


def test_a_folder_with_other_settings_is_replaced_only_with_force(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    assert console(*words).code == 0
    done = console(*words, "--batch-size", 8)
    assert done.code == 2
    assert "different batch_size (folder: 16, this command: 8)" in done.err
    with tasks.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"instruction": "再写一句", "output": "好"}, ensure_ascii=False) + "\n")
    assert "different data (" in console(*words).err
    done = console(*words, "--force")
    assert done.code == 0
    assert "already trained" not in done.err
    folder = tasks.with_name("tasks.student")
    assert read(folder / "student-0" / "train_log.json")["data"] == read(folder / "student.json")["identity"]["data"]


@pytest.mark.parametrize("name", ["student.json", "train.jsonl", "held_out.jsonl"])
def test_a_damaged_folder_is_an_error_and_force_starts_over(
    console: Command, tasks: Path, base: Path, name: str
) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    assert console(*words).code == 0
    tasks.with_name("tasks.student").joinpath(name).write_text("{half", encoding="utf-8")
    done = console(*words)
    assert done.code == 6
    assert f"{name}: cannot read the file" in done.err
    assert "sft --force" in done.err
    assert console(*words, "--force").code == 0
    assert console(*words).code == 0


def test_a_folder_with_leftovers_of_a_killed_process_is_cleared(console: Command, tasks: Path, base: Path) -> None:
    folder = tasks.with_name("tasks.student")
    (folder / "student-0.work" / "checkpoint-3").mkdir(parents=True)
    for name in ("train.jsonl", "held_out.jsonl.new"):
        (folder / name).write_text("{half", encoding="utf-8")
    done = console("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    assert done.code == 0, done.err
    assert "held_out.jsonl.new" not in names(folder)


def test_force_does_not_remove_unrelated_files(console: Command, tasks: Path, base: Path) -> None:
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    assert console(*words).code == 0
    note = tasks.with_name("tasks.student") / "notes.txt"
    note.write_text("mine", encoding="utf-8")
    assert console(*words, "--batch-size", 8, "--force").code == 0
    assert note.read_text(encoding="utf-8") == "mine"


def test_a_comparison_is_not_cleared_without_force(console: Command, tasks: Path, base: Path) -> None:
    done = console("compare", "tasks.jsonl", "--base", base, "--student", base, "--tasks", 5)
    assert done.code == 0, done.err
    before = names(tasks.with_name("tasks.student"))
    done = console("sft", "tasks.jsonl", "--base", base, *QUICK)
    assert done.code == 2
    assert "with --force" in done.err
    assert names(tasks.with_name("tasks.student")) == before


def test_a_changed_base_of_the_same_name_is_an_error(console: Command, tasks: Path, base: Path) -> None:
    mine = tasks.with_name("mine")
    shutil.copytree(base, mine)
    words = ("sft", "tasks.jsonl", "--base", "mine", *QUICK, "--epochs", "0.1")
    assert console(*words, "--seeds", 1).code == 0
    shutil.copy(tasks.with_name("tasks.student") / "student-0" / "model.safetensors", mine)
    done = console(*words, "--seeds", 2)
    assert done.code == 2
    assert "different base_version (" in done.err
    done = console("compare", "tasks.jsonl")
    assert done.code == 2
    assert "mine: the model has changed" in done.err


def test_the_number_of_rows_that_are_too_long_is_printed(console: Command, tasks: Path, base: Path) -> None:
    long = {"instruction": "写一段话" * 3, "output": "好" * 80, "task_type": "generation"}
    with tasks.open("a", encoding="utf-8") as file:
        file.write(json.dumps(long, ensure_ascii=False) + "\n")
    words = ("sft", "tasks.jsonl", "--base", base, *QUICK, "--epochs", "0.1", "--seeds", 1)
    assert "left out   1 rows (0%), longer than --max-length" in console(*words, "--max-length", 40).out


def test_a_locked_folder_is_refused(console: Command, tasks: Path, base: Path) -> None:
    folder = tasks.with_name("tasks.student")
    folder.mkdir()
    with folder_lock(folder):
        done = console("sft", "tasks.jsonl", "--base", base, *QUICK)
    assert done.code == 6
    assert "another process is working in this folder" in done.err
