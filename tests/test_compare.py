"""Models that know nothing are compared for real: what is written and kept, and what is refused in a sentence."""

from __future__ import annotations

import json
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
    """Three models that know nothing, and no two the same."""
    folder = tmp_path_factory.mktemp("models")
    for seed, name in enumerate(("base", "one", "other")):
        save_base(folder / name, seed)
    return folder


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    return write_tasks(tmp_path / "tasks.jsonl", rows(200))


def trained(tasks: Path, models: Path, held_out: int = 40, max_rows: int | None = None) -> Path:
    """A folder as `sft` leaves it, with two students; nothing is trained for it."""
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
    """All of them that another run at another time comes to as well."""
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


def test_of_a_part_of_the_tasks_the_split_is_told_as_a_whole(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models, max_rows=50)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    whole = read(folder / "compare.json")
    assert console("compare", "tasks.jsonl", *QUICK, "--tasks", 5).code == 0
    part = read(folder / "compare.json")
    assert (whole["tasks"], part["tasks"]) == (40, 5)
    assert part["split"] == whole["split"]
    assert (part["split"]["train"], part["split"]["held_out"], part["dataset"]["rows"]) == (50, 40, 200)
    assert sum(part["split"]["got"].values()) == 40


def test_another_comparison_leaves_the_answers_of_this_one(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    assert console("compare", "tasks.jsonl", *QUICK).code == 0
    before, numbers = answers(folder), numbers_of(folder)
    (folder / "alpaca_eval" / "annotations.json").write_text("[]")
    student = ("--student", models / "other")
    for words in (("--tasks", 5), ("--max-new-tokens", 8), ("--shots", 1), student):
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


def test_what_the_base_writes_by_habit_is_of_the_limits_that_are_asked_for(
    console: Command, tasks: Path, models: Path
) -> None:
    folder = trained(tasks, models)
    habits = []
    for most in (4, 8):
        assert console("compare", "tasks.jsonl", "--tasks", 5, "--max-new-tokens", most).code == 0
        habits.append(read(folder / "compare.json")["habit"])
    assert [len(one["plain"]) for one in habits[0]] < [len(one["plain"]) for one in habits[1]]


def test_killed_in_comparing_it_asks_only_for_what_is_missing(console: Command, tasks: Path, models: Path) -> None:
    write_tasks(tasks, rows(500))
    folder = trained(tasks, models, held_out=100)
    words = ("compare", "tasks.jsonl", "--max-new-tokens", 24)
    process = start(tasks.parent, *words)
    wait_until(lambda: any(path.read_bytes().count(b"\n") > 32 for path in folder.glob("answers/base-*.jsonl")), 60)
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


def test_compare_without_students_says_what_to_do(console: Command, tasks: Path) -> None:
    done = console("compare", "tasks.jsonl")
    assert done.code == 2
    assert "there are no students here yet; train some with selfinstruct sft tasks.jsonl, or name" in done.err
    assert names(tasks.parent) == ["tasks.jsonl"]


def test_students_of_elsewhere_are_compared_but_not_vouched_for(console: Command, tasks: Path, models: Path) -> None:
    words = ("--base", models / "base", "--student", models / "one", "--student", models / "other")
    done = console("compare", "tasks.jsonl", *QUICK, *words)
    assert done.code == 0, done.err
    assert "what these students were trained on is not known here" in done.err
    folder = tasks.with_name("tasks.student")
    numbers = read(folder / "compare.json")
    assert (numbers["split"]["known"], numbers["training"]) == (False, [])
    assert "trained elsewhere" in (folder / "compare.html").read_text(encoding="utf-8")
    for fewer in ((), ("--student", models / "one")):
        done = console("compare", "tasks.jsonl", *fewer)
        assert done.code == 2
        assert "tasks.student: no student was trained here; name a --base and each --student again" in done.err


def test_students_of_elsewhere_may_be_asked_beside_the_base_of_a_folder(
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


def test_another_base_is_for_other_students(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    done = console("compare", "tasks.jsonl", "--base", models / "other")
    assert (done.code, done.out) == (2, "")
    assert "--base goes with --student: the students of a folder are compared with the base that they were" in done.err
    assert not (folder / "compare.json").exists()


@pytest.mark.parametrize("place", ["one", "copy"])
def test_a_student_that_is_named_twice_is_not_taken_for_two_seeds(
    console: Command, tasks: Path, models: Path, tmp_path: Path, place: str
) -> None:
    shutil.copytree(models / "one", tmp_path / "copy")
    named = tmp_path / "copy" if place == "copy" else models / "one"
    done = console("compare", "tasks.jsonl", "--base", models / "base", "--student", models / "one", "--student", named)
    assert (done.code, done.out) == (2, "")
    assert f"--student {named}: this is the same model as {models / 'one'}; give each of them once" in done.err


def test_what_else_lies_in_the_folder_is_no_student(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    for name in ("student-old", "student-007", "student-", "control-1.bak"):
        shutil.copytree(folder / "student-0", folder / name)
    (folder / "student-0").rename(folder / "student-10")
    done = console("compare", "tasks.jsonl", *QUICK, "--shots", 0)
    assert done.code == 0, done.err
    assert [one["name"] for one in read(folder / "compare.json")["systems"]] == ["base", "student-1", "student-10"]


def test_a_log_of_something_else_is_said_in_a_sentence(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models)
    (folder / "student-1" / "train_log.json").write_text('{"seed": 1}')
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 6
    assert "student-1/train_log.json: this log does not say tuning; remove" in done.err


def test_a_base_is_shown_no_more_rows_than_there_are(console: Command, tasks: Path, models: Path) -> None:
    folder = trained(tasks, models, max_rows=2)
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 0, done.err
    assert "note: there are only 2 training rows to show the base, and not 3" in done.err
    assert read(folder / "compare.json")["systems"][1]["label"] == "base, 2-shot"


def test_data_that_has_changed_since_is_told_of(console: Command, tasks: Path, models: Path) -> None:
    trained(tasks, models)
    assert "is not as it was" not in console("compare", "tasks.jsonl", *QUICK).err
    write_tasks(tasks, rows(190))
    done = console("compare", "tasks.jsonl", *QUICK)
    assert done.code == 0, done.err
    assert "note: tasks.jsonl is not as it was when" in done.err
