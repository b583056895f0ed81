"""End-to-end comparisons of untrained models: the files written and kept, and the errors reported."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from loopback import Command, wait_until
from students import names, read, rows, save_base, start, write_tasks

from selfinstruct.runs.progress import silent
from selfinstruct.runs.stopping import Stop
from selfinstruct.storage.source import find_source
from selfinstruct.students.folder import StudentFolder
from selfinstruct.students.models.find import find
from selfinstruct.students.models.names import ModelRef
from selfinstruct.students.split import ensure_split, read_tasks, split_identity

LOG = {
    "seed": 0,
    "tuning": "full",
    "steps": 2,
    "rows": 16,
    "tokens": 160,
    "seconds": 1.5,
    "learning_rate": 0.01,
    "batch_size": 8,
    "max_length": 64,
    "loss": [[1, 5.0], [2, 4.5]],
}
QUICK = ("--max-new-tokens", "4")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three different untrained models."""
    folder = tmp_path_factory.mktemp("models")
    for seed, name in enumerate(("base", "one", "other")):
        save_base(folder / name, seed)
    return folder


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    return write_tasks(tmp_path / "tasks.jsonl", rows(200))


def trained(tasks: Path, models: Path, held_out: int = 40, max_rows: int | None = None) -> Path:
    """Create a folder as `sft` would, with two students, without training."""
    folder, source = StudentFolder(tasks.with_name("tasks.student")), find_source(tasks)
    folder.path.mkdir()
    read_in = read_tasks(source, Stop(), silent)
    version = find(ModelRef(str(models / "base"))).version
    asked = {
        "base": str(models / "base"),
        "base_version": version,
        "hub": "huggingface",
        "revision": None,
        "four_bit": False,
    }
    identity = split_identity(read_in, held_out, max_rows) | asked
    ensure_split(folder, source, read_in, identity, False, Stop(), silent)
    for seed, name in enumerate(("one", "other")):
        shutil.copytree(models / name, folder.path / f"student-{seed}")
        (folder.path / f"student-{seed}" / "train_log.json").write_text(json.dumps(LOG))
    return folder.path


def answers(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "answers").iterdir()}


def numbers_of(folder: Path) -> dict[str, Any]:
    """Return the numbers without the time, for comparing two runs."""
    return {**read(folder / "compare.json"), "made": ""}


def test_a_folder_of_students_is_compared_with_their_base(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 0, done.err
    numbers = read(folder / "compare.json")
    assert [one["label"] for one in numbers["systems"]] == [
        "base, 0-shot",
        "base, 3-shot",
        "student, seed 0",
        "student, seed 1",
    ]
    assert numbers["dataset"] == {"name": "tasks", "rows": 200}
    assert [one["name"] for one in numbers["training"]] == ["student-0", "student-1"]
    assert (numbers["split"]["known"], numbers["tiny"]) == (True, False)


def test_with_a_part_of_the_tasks_the_split_is_still_described_as_a_whole(
    console: Command, tasks: Path, models: Path
) -> None:
    folder = trained(tasks, models, max_rows=50)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    whole = read(folder / "compare.json")
    assert console("compare", "tasks.jsonl", *QUICK, "--tasks", 5).code == 0
    part = read(folder / "compare.json")
    assert (whole["tasks"], part["tasks"]) == (40, 5)
    assert part["split"] == whole["split"]
    assert (part["split"]["train"], part["split"]["held_out"], part["dataset"]["rows"]) == (50, 40, 200)
    assert sum(part["split"]["got"].values()) == 40


def test_a_comparison_with_other_options_keeps_the_stored_answers(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    before, numbers = answers(folder), numbers_of(folder)
    (folder / "alpaca_eval" / "annotations.json").write_text("[]")
    student = ("--student", models / "other")
    for words in (("--tasks", 5), ("--max-new-tokens", 8), ("--shots", 1), ("--temperature", 0.7), student):
        done = console("compare", "tasks.jsonl", *QUICK, *words)
        assert done.code == 0, done.err
        assert before.items() <= answers(folder).items()
    assert {path.stem for path in (folder / "alpaca_eval").iterdir()} == {
        "annotations",
        "reference",
        "base",
        "base-shots",
        "student-0",
    }
    after = answers(folder)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    assert answers(folder) == after
    assert numbers_of(folder) == numbers


def test_numbers_and_page_say_how_answers_were_decoded(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    for words, said in (
        ((), "greedy"),
        (("--temperature", 0.7, "--top-p", 0.9), "sampling, temperature 0.7, top p 0.9"),
    ):
        assert console("compare", "tasks.jsonl", *QUICK, *words).code == 0
        assert numbers_of(folder)["limits"]["decoding"] == said
        assert f">{said}<" in (folder / "compare.html").read_text(encoding="utf-8")


def test_what_no_decoding_changes_is_not_computed_again(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    before = {path.name for path in (folder / "answers").iterdir()}
    assert console("compare", "tasks.jsonl", *QUICK, "--temperature", 0.7).code == 0
    new = {path.name for path in (folder / "answers").iterdir()} - before
    assert {name.rpartition("-")[0] for name in new} == {"base", "base-shots", "habit", "student-0", "student-1"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--temperature", -1), "--temperature must be 0 (greedy) or a number above, not -1"),
        (("--temperature", "nan"), "--temperature must be 0 (greedy) or a number above, not nan"),
        (("--temperature", 1, "--top-p", "nan"), "--top-p must be above 0 and at most 1, not nan"),
        (("--repetition-penalty", "inf"), "--repetition-penalty must be a number above 0, not inf"),
        (("--temperature", 1, "--top-p", 0), "--top-p must be above 0 and at most 1, not 0"),
        (("--repetition-penalty", 0), "--repetition-penalty must be a number above 0, not 0"),
        (("--top-k", 40), "--top-p and --top-k only change answers that are sampled; add --temperature"),
    ],
)
def test_a_decoding_without_a_meaning_is_an_error_in_a_sentence(
    console: Command, tasks: Path, words: tuple[str, ...], said: str
) -> None:
    done = console("compare", "tasks.jsonl", *words)
    assert done.code == 2
    assert said in done.err


def test_the_example_outputs_of_the_base_follow_the_requested_token_limit(
    console: Command, tasks: Path, models: Path
) -> None:
    folder = trained(tasks, models)
    habits = []
    for most in (4, 8):
        assert console("compare", "tasks.jsonl", "--tasks", 5, "--max-new-tokens", most).code == 0
        habits.append(read(folder / "compare.json")["habit"])
    assert [len(one["plain"]) for one in habits[0]] < [len(one["plain"]) for one in habits[1]]


def test_a_killed_comparison_resumes_with_the_missing_answers(console: Command, tasks: Path, models: Path) -> None:
    write_tasks(tasks, rows(500))
    folder = trained(tasks, models, held_out=100)
    words = ("compare", "tasks.jsonl", "--max-new-tokens", 24)
    process = start(tasks.parent, *words)
    wait_until(lambda: any(path.read_bytes().count(b"\n") > 32 for path in folder.glob("answers/base-*.jsonl")))
    process.kill()
    process.communicate()
    (begun,) = folder.glob("answers/base-*.jsonl")
    kept = begun.read_bytes()
    assert console(*words).code == 0
    assert begun.read_bytes().startswith(kept)
    before, numbers = answers(folder), numbers_of(folder)
    assert console(*words).code == 0
    assert answers(folder) == before
    assert numbers_of(folder) == numbers
    shutil.rmtree(folder / "answers")
    assert console(*words).code == 0
    assert numbers_of(folder) == numbers


def test_compare_without_students_suggests_the_next_command(console: Command, tasks: Path) -> None:
    done = console("compare", "tasks.jsonl")
    assert done.code == 2
    assert "tasks.student: no students found; train some with selfinstruct sft tasks.jsonl" in done.err
    assert names(tasks.parent) == ["tasks.jsonl"]


def test_the_training_data_of_students_from_elsewhere_is_reported_as_unknown(
    console: Command, tasks: Path, models: Path
) -> None:
    words = ("--base", models / "base", "--student", models / "one", "--student", models / "other")
    done = console("compare", "tasks.jsonl", *QUICK, *words)
    assert done.code == 0, done.err
    assert "note: the training data of these students is unknown" in done.err
    folder = tasks.with_name("tasks.student")
    numbers = read(folder / "compare.json")
    assert (numbers["split"]["known"], numbers["training"]) == (False, [])
    assert "trained elsewhere" in (folder / "compare.html").read_text(encoding="utf-8")
    for fewer in ((), ("--student", models / "one")):
        done = console("compare", "tasks.jsonl", *fewer)
        assert done.code == 2
        assert re.search(r"tasks\.student: .*--base .*--student", done.err)


def test_students_from_elsewhere_can_be_compared_with_the_base_of_a_folder(
    console: Command, tasks: Path, models: Path, tmp_path: Path
) -> None:
    folder, student = trained(tasks, models), tmp_path / "found"
    shutil.copytree(models / "other", student)
    (student / "train_log.json").write_text('{"of": "another program"}')
    done = console("compare", "tasks.jsonl", *QUICK, "--student", student)
    assert done.code == 0, done.err
    numbers = read(folder / "compare.json")
    assert [one["name"] for one in numbers["systems"]] == ["base", "base-shots", "student-0"]
    assert (numbers["split"]["known"], numbers["training"]) == (False, [])


def test_another_base_requires_other_students(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    done = console("compare", "tasks.jsonl", "--base", models / "other")
    assert (done.code, done.out) == (2, "")
    assert "--base requires --student" in done.err
    assert not (folder / "compare.json").exists()


@pytest.mark.parametrize("place", ["one", "copy"])
def test_passing_the_same_student_twice_does_not_count_as_two_seeds(
    console: Command, tasks: Path, models: Path, tmp_path: Path, place: str
) -> None:
    shutil.copytree(models / "one", tmp_path / "copy")
    named = tmp_path / "copy" if place == "copy" else models / "one"
    done = console("compare", "tasks.jsonl", "--base", models / "base", "--student", models / "one", "--student", named)
    assert (done.code, done.out) == (2, "")
    assert f"--student {named}: " in done.err
    assert f" same model as {models / 'one'}" in done.err


def test_other_subfolders_of_the_folder_are_not_students(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    for name in ("student-old", "student-007", "student-", "control-1.bak"):
        shutil.copytree(folder / "student-0", folder / name)
    (folder / "student-0").rename(folder / "student-10")
    done = console("compare", "tasks.jsonl", *QUICK, "--shots", 0)
    assert done.code == 0, done.err
    assert [one["name"] for one in read(folder / "compare.json")["systems"]] == ["base", "student-1", "student-10"]


def test_a_training_log_without_a_field_is_reported_as_damaged(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    (folder / "student-1" / "train_log.json").write_text('{"seed": 1}')
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 6
    assert re.search(r"student-1/train_log\.json: .*tuning.*student-1.* sft", done.err)


def test_the_number_of_demonstrations_is_limited_by_the_training_rows(
    console: Command, tasks: Path, models: Path
) -> None:
    folder = trained(tasks, models, max_rows=2)
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 0, done.err
    assert "note: the training set has only 2 rows; the base gets 2 demonstrations, not 3" in done.err
    assert read(folder / "compare.json")["systems"][1]["label"] == "base, 2-shot"


def test_a_changed_data_file_is_reported(console: Command, tasks: Path, models: Path) -> None:
    trained(tasks, models)
    assert "has changed since" not in console("compare", "tasks.jsonl", *QUICK).err
    write_tasks(tasks, rows(190))
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 0, done.err
    assert "note: tasks.jsonl has changed since" in done.err
