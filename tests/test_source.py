"""Datasets as they are passed to commands: run folders and files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.typed_records import typed_records
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TO_BELLE, ExtraType, TaskType
from selfinstruct.storage.source import Record, find_source, read_records, read_rejects


def read(path: Path) -> list[Record]:
    return list(read_records(find_source(path), lambda _: None))


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row(**changes: Any) -> dict[str, Any]:
    return {"instruction": "什么是重力？", "input": "", "output": "地球的吸引。", **changes}


@pytest.mark.parametrize("given", ["", None, "<无输入>", "<noinput>", " <无输入> "])
def test_placeholders_for_no_input_are_read_as_empty(given: str | None, tmp_path: Path) -> None:
    (record,) = read(write(tmp_path / "a.jsonl", row(input=given)))
    assert record.task.input == ""


@pytest.fixture
def half_typed(tmp_path: Path) -> Path:
    return write(tmp_path / "a.jsonl", row(), row(id="甲", task_type="chat"), row(task_type="math"), row(id=0))


def test_rows_of_a_file_without_id_get_their_number_and_keep_their_type(half_typed: Path) -> None:
    assert [(record.task.id, record.task.task_type, record.label) for record in read(half_typed)] == [
        ("1", None, None),
        ("甲", TaskType.CHAT, TaskType.CHAT),
        ("3", TaskType.OPEN_QA, ExtraType.MATH),
        ("0", None, None),
    ]


def test_rows_without_a_type_are_typed_by_the_rules(half_typed: Path) -> None:
    found = list(typed_records(find_source(half_typed), lambda _: None))
    labels = [TaskType.OPEN_QA, TaskType.CHAT, ExtraType.MATH, TaskType.OPEN_QA]
    assert [record.label for record in found] == labels
    assert [record.task.task_type for record in found] == [TO_BELLE[label] for label in labels]
    assert [record.fields for record in found] == [record.fields for record in read(half_typed)]


def test_reading_imports_no_classifier() -> None:
    code = "import sys, selfinstruct.storage.source; print('selfinstruct.pipeline.classifier' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"instruction": "\\ud800写", "output": "好"}\n')
    assert read(path)[0].task.instruction == "\ufffd写"


@pytest.mark.parametrize("missing", ["instruction", "output"])
def test_an_error_names_the_row_that_lacks_a_field_of_the_alpaca_format(missing: str, tmp_path: Path) -> None:
    bad = {name: text for name, text in row().items() if name != missing}
    with pytest.raises(InputError, match=rf"a\.jsonl:2: no {missing} found"):
        read(write(tmp_path / "a.jsonl", row(), bad))


def run(folder: Path, accepted: int, records: int, rejected: int = 0, rejects: int = 0) -> Path:
    folder.mkdir(parents=True)
    (folder / "run.toml").write_text("[identity]\n[settings]\n")
    numbers = dict.fromkeys(("target", "acceptance", "answers", "requests", "waiting"), 0)
    stats = numbers | {"accepted": accepted, "rejected": {"duplicate": rejected}, "task_types": {}}
    stats["tokens"] = {"prompt": 0, "completion": 0}
    stats |= {"acceptance_over_time": [], "teacher": "m", "cost": None, "seconds": 1}
    (folder / "stats.json").write_text(json.dumps(stats))
    write(folder / "records.jsonl", *(row(id=f"{n:06d}-00", task_type="chat") for n in range(records)))
    write(folder / "rejected.jsonl", *({"reason": "duplicate", "raw": "好"} for _ in range(rejects)))
    return folder


def test_a_running_run_is_read_up_to_the_rows_in_its_statistics(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", accepted=2, records=3, rejected=1, rejects=4)
    with (folder / "records.jsonl").open("a") as file:
        file.write('{"torn')
    assert [record.task for record in read(folder)] == [
        Task("什么是重力？", "", "地球的吸引。", f"00000{n}-00", TaskType.CHAT) for n in range(2)
    ]
    assert len(list(read_rejects(find_source(folder)))) == 1


def test_a_run_that_lost_rows_is_refused_with_the_command_that_rebuilds_them(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", accepted=3, records=2)
    with pytest.raises(StorageError, match=r"2 rows .* 3; run selfinstruct generate --out .* --n 1"):
        read(folder)


@pytest.mark.parametrize("line", ['{"instruction": "甲"}', "[" * 100_000, '{"a": ' + "9" * 5000 + "}", "[]", "\x00"])
def test_a_run_with_a_row_that_is_not_a_record_is_refused(line: str, tmp_path: Path) -> None:
    folder = run(tmp_path / "run", accepted=2, records=1)
    with (folder / "records.jsonl").open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(StorageError, match=r"records\.jsonl: line 2 "):
        read(folder)


def test_a_run_is_named_after_its_folder_and_a_file_without_its_suffixes(tmp_path: Path) -> None:
    assert find_source(run(tmp_path / "a" / "my.run", 0, 0)).name == "my.run"
    assert find_source(write(tmp_path / "tasks.v1.jsonl", row())).name == "tasks.v1"


@pytest.mark.parametrize(("name", "why"), [("nothing", "not found"), ("folder", "the folder has no data files")])
def test_a_path_that_is_neither_run_nor_file_is_refused(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=why):
        find_source(tmp_path / name)


@pytest.mark.parametrize(("accepted", "is_short"), [(3, True), (5, False)])
def test_a_run_below_its_target_reports_its_shortfall(accepted: int, is_short: bool, tmp_path: Path) -> None:
    folder = run(tmp_path / "run", accepted, accepted)
    stats = json.loads((folder / "stats.json").read_text()) | {"target": 5}
    (folder / "stats.json").write_text(json.dumps(stats))
    shortfall = find_source(folder).shortfall
    assert (shortfall is not None) is is_short
    assert shortfall is None or (str(folder) in shortfall and "3 of 5" in shortfall)
