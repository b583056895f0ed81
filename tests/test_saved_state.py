"""A resumed run continues from its saved state, and no state can change its result."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import json_lines

import selfinstruct
from selfinstruct import errors
from selfinstruct.pipeline import replay
from selfinstruct.schema.task_types import GivenType, TaskType, TypeSource
from selfinstruct.storage.growing_file import GrowingFile, Mark
from selfinstruct.storage.journal import Journal, encode_line
from selfinstruct.storage.state_home import user_key
from selfinstruct.storage.type_overrides import write_types

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")
JOURNAL = "journal-00001.jsonl"
FIRST, LAST = 60, 110
STATE, SLOTS = Path("state/state.json"), Path("state/slots.jsonl")


def generate(n: int, out: Path, **options: object) -> selfinstruct.Summary:
    return selfinstruct.generate(n, out, teacher="offline", quiet=True, teacher_faults=0.2, **options)  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "run"
    generate(FIRST, folder)
    return folder


@pytest.fixture(scope="module")
def result(made: Path) -> dict[str, bytes]:
    """The files of the finished run, which never had a state to continue from."""
    folder = made.with_name("undisturbed")
    shutil.copytree(made, folder)
    shutil.rmtree(folder / "state")
    generate(LAST, folder)
    return contents(folder)


@pytest.fixture
def run(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "run"))


@pytest.fixture
def screened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The slots whose replies are processed."""
    slots: list[int] = []
    screen = replay.screen

    def noted(slot: int, *rest: object) -> object:
        slots.append(slot)
        return screen(slot, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(replay, "screen", noted)
    return slots


def add_to(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"{}\n")


def slots_of(folder: Path) -> int:
    return len((folder / SLOTS).read_bytes().splitlines())


def test_a_resumed_run_processes_only_new_replies(run: Path, screened: list[int], result: dict[str, bytes]) -> None:
    before = slots_of(run)
    summary = generate(LAST, run)
    assert min(screened) == before
    assert contents(run) == result
    assert summary.accepted == LAST
    stats = json.loads((run / "stats.json").read_text())
    assert stats["accepted"] == LAST
    assert sum(point["accepted"] for point in stats["acceptance_over_time"]) >= LAST
    assert slots_of(run) == before + len(set(screened))


def test_a_run_that_is_complete_loads_no_index_and_changes_no_file(run: Path) -> None:
    before = contents(run)
    code = (
        "import sys, selfinstruct\n"
        f"selfinstruct.generate(1, {str(run)!r}, teacher='offline', quiet=True, teacher_faults=0.2)\n"
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert contents(run) == before


def of_state(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda run: (run / STATE).write_bytes(change((run / STATE).read_bytes()))


def of_slots(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda run: (run / SLOTS).write_bytes(change((run / SLOTS).read_bytes()))


def without_last_record(run: Path) -> None:
    """Remove the last row of all files and slots, and say so in the state: everything fits, but for the signature."""
    stored = json.loads((run / STATE).read_bytes())
    for path in (*map(Path, FILES[:2]), SLOTS):
        lines = (run / path).read_bytes().splitlines(keepends=True)[:-1]
        (run / path).write_bytes(b"".join(lines))
        file = GrowingFile(run / path)
        file.extend(lines)
        place = stored if path == SLOTS else stored["files"]
        place[path.stem if path == SLOTS else path.name] = {"size": file.mark.size, "sha": file.mark.sha}
    (run / STATE).write_text(json.dumps(stored))


def swapped(run: Path) -> None:
    """Let another run of the same length bring its state."""
    other = run.with_name("other")
    generate(FIRST, other, seed=5)
    shutil.rmtree(run / "state")
    shutil.copytree(other / "state", run / "state")


def edited(name: str) -> Callable[[Path], object]:
    def edit(run: Path) -> None:
        path = run / name
        path.write_bytes(path.read_bytes().replace("的".encode(), "地".encode(), 1))

    return edit


SPOILED: dict[str, Callable[[Path], object]] = {
    "deleted": lambda run: shutil.rmtree(run / "state"),
    "a file instead": lambda run: (shutil.rmtree(run / "state"), (run / "state").write_text("x")),
    "empty": of_state(lambda _: b""),
    "half": of_state(lambda stored: stored[: len(stored) // 2]),
    "no JSON": of_state(lambda _: b"\xff" * 300),
    "a changed number": of_state(lambda stored: stored.replace(b'"version": 1', b'"version": 2')),
    "a changed total": of_state(lambda stored: stored.replace(b'"faults": ', b'"faults": 1')),
    "no slots": lambda run: (run / SLOTS).unlink(),
    "half of the slots": of_slots(lambda lines: lines[: len(lines) // 2]),
    "a changed slot": of_slots(lambda lines: lines.replace(b"1", b"2", 1)),
    "more slots": of_slots(lambda lines: lines + lines),
    "a folder for slots": lambda run: ((run / SLOTS).unlink(), (run / SLOTS).mkdir()),
    "everything fits but the signature": without_last_record,
    "of another run": swapped,
    "other records": edited("records.jsonl"),
    "another dataset": edited("dataset.jsonl"),
    "no rejects": lambda run: (run / "rejected.jsonl").unlink(),
    "longer records": lambda run: add_to(run / "records.jsonl"),
}
"""What can be wrong with a state, or with the files that it belongs to."""


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_state_that_is_damaged_or_foreign_changes_no_result(
    run: Path, spoil: Callable[[Path], object], result: dict[str, bytes]
) -> None:
    spoil(run)
    generate(LAST, run)
    assert contents(run) == result


def test_a_state_of_another_user_is_not_used(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screened: list[int], result: dict[str, bytes]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    generate(LAST, run)
    assert min(screened) == 0
    assert contents(run) == result


def test_without_a_place_for_the_key_a_run_has_no_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: dict[str, bytes]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    generate(FIRST, tmp_path / "run")
    assert not (tmp_path / "run" / "state").exists()
    generate(LAST, tmp_path / "run")
    assert contents(tmp_path / "run") == result


def test_a_journal_restored_from_a_backup_is_processed_from_its_beginning(
    run: Path, made: Path, screened: list[int], result: dict[str, bytes]
) -> None:
    generate(LAST, run)
    shutil.copy(made / JOURNAL, run / JOURNAL)
    screened.clear()
    generate(LAST, run)
    assert min(screened) == 0
    assert contents(run) == result


def test_an_answer_that_is_edited_in_the_journal_counts_with_and_without_a_state(
    run: Path, result: dict[str, bytes]
) -> None:
    lines = (run / JOURNAL).read_bytes().splitlines(keepends=True)
    number = max(number for number, line in enumerate(lines) if b'"kind":"answer"' in line)
    entry = json.loads(lines[number])
    del entry["crc"]
    entry["body"]["choices"][0]["message"]["content"] = "没有任务"
    lines[number] = encode_line(entry)
    (run / JOURNAL).write_bytes(b"".join(lines))
    without = Path(shutil.copytree(run, run.with_name("without")))
    shutil.rmtree(without / "state")
    for folder in (run, without):
        generate(LAST, folder)
    assert contents(run) == contents(without) != result


def test_types_that_classify_assigned_later_are_in_the_records(run: Path) -> None:
    write_types(run, {"000000-00": GivenType(TaskType.CHAT, TypeSource.TEACHER)})
    generate(LAST, run)
    assert json_lines(run / "records.jsonl")[0]["task_type"] == "chat"
    generate(LAST + 5, run)
    assert json_lines(run / "records.jsonl")[0]["task_type"] == "chat"
    assert json.loads((run / "stats.json").read_text())["accepted"] == LAST + 5


def test_another_version_of_the_package_does_not_use_the_state(
    run: Path, monkeypatch: pytest.MonkeyPatch, screened: list[int], result: dict[str, bytes]
) -> None:
    monkeypatch.setattr("selfinstruct.runs.run.version", lambda _: "0.0.0")
    generate(LAST, run)
    assert min(screened) == 0
    assert contents(run) == result


def test_a_smaller_and_a_larger_target_keep_the_rows_past_the_target(run: Path, result: dict[str, bytes]) -> None:
    for n in (1, FIRST + 1, FIRST + 2, FIRST + 9, 3, LAST):
        generate(n, run)
    assert contents(run) == result


@pytest.mark.parametrize("options", [{"balance": True}, {"mix": "chat=1,extract=2"}, {"dedup_on": "instruction+input"}])
def test_a_run_with_a_mix_is_the_same_with_and_without_its_states(tmp_path: Path, options: dict[str, object]) -> None:
    generate(LAST, tmp_path / "whole", **options)
    for n in (5, 20, 45, 80, LAST):
        generate(n, tmp_path / "parts", **options)
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


# --- the file behind it


def lines_of(*texts: str) -> list[bytes]:
    return [f"{text}\n".encode() for text in texts]


def test_lines_are_read_back_by_number(tmp_path: Path) -> None:
    file = GrowingFile(tmp_path / "file")
    file.extend(lines_of("一", "2"))
    file.extend(lines_of("", "四" * 500_000))
    assert [file.line(number) for number in range(4)] == list(file.lines())
    assert list(file.lines()) == lines_of("一", "2", "", "四" * 500_000)
    resumed = GrowingFile(tmp_path / "file")
    assert resumed.resume(file.mark)
    assert list(resumed.lines()) == list(file.lines())
    assert not GrowingFile(tmp_path / "file").resume(Mark(file.mark.size - 1, file.mark.sha))


def in_place(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))


REPAIRED: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "replaced": lambda path: (path.with_name("new").write_bytes(b"x"), path.with_name("new").replace(path)),
    "extended": add_to,
    "a folder": lambda path: (path.unlink(), path.mkdir(), path.rmdir()),
}


@pytest.mark.parametrize("change", REPAIRED.values(), ids=REPAIRED)
def test_a_file_that_another_program_changed_is_written_again(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "file"
    file = GrowingFile(path)
    file.extend(lines_of("1", "2"))
    change(path)
    file.extend(lines_of("3"))
    assert path.read_bytes() == b"1\n2\n3\n"


def test_a_line_that_was_changed_in_place_is_not_read(tmp_path: Path) -> None:
    file = GrowingFile(tmp_path / "file")
    file.extend(lines_of("1", "3"))
    in_place(tmp_path / "file")
    for read in (lambda: file.line(0), lambda: list(file.lines())):
        with pytest.raises(errors.StorageError, match="another program changed this file"):
            read()


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    key = user_key(environ)
    assert key is not None
    assert user_key(environ) == key
    path = tmp_path / "selfinstruct" / "key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("zz")
    assert user_key(environ) is None


def test_the_mark_of_a_journal_is_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append_all({"kind": "target", "n": n} for n in range(5))
    again = Journal(tmp_path)
    assert again.begins_with(journal.mark)
    assert len(list(again.read())) == 5
    assert again.mark == journal.mark
    journal.append_all([{"kind": "target", "n": 9}])
    assert Journal(tmp_path).begins_with(again.mark)
    assert not Journal(tmp_path).begins_with(Mark(again.mark.size, journal.mark.sha))
