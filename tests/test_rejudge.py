"""`rejudge` processes the replies of a run again, without a request, and its new run can be resumed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import golden_runs
import pytest
from filelock import FileLock
from loopback import HANGS, TRANSLATE, Command, LoopbackTeacher, json_lines, translating, wait_until

from selfinstruct import generate, rejudge
from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.journal import Journal, read_intact
from selfinstruct.storage.resources import resource

pytestmark = pytest.mark.slow

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")
OLD_VERSION = "1.0.0.0"


def contents(folder: Path) -> dict[str, str]:
    """Hashes of all files of a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def dataset(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def endings(folder: Path) -> list[dict[str, Any]]:
    """The slot endings in a journal, in slot order."""
    entries = [entry for entry in read_intact(folder) if entry["kind"] in ("answer", "fault")]
    return sorted(entries, key=lambda entry: entry["slot"])


def mark(folder: Path) -> dict[str, Any]:
    (found,) = [entry for entry in read_intact(folder) if entry["kind"] == "rejudged"]
    return found


def edit(path: Path, pattern: str, replacement: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(pattern, text, re.MULTILINE)
    path.write_text(re.sub(pattern, replacement, text, flags=re.MULTILINE), encoding="utf-8")


def make_old(folder: Path) -> None:
    """Turn a run into one of an older version: other rules, and other prompts from the tenth slot on."""
    edit(folder / "run.toml", r'^rules = ".*"$', f'rules = "{OLD_VERSION}"')
    entries = list(read_intact(folder))
    for entry in entries:
        if entry.get("slot", 0) >= 10 and entry["prompt_sha"]:
            entry["prompt_sha"] = f"{entry['slot']:064d}"
    (folder / "journal-00001.jsonl").unlink()
    journal = Journal(folder)
    journal.append_all(entries)
    journal.close()
    rows = json_lines(folder / "records.jsonl")
    changed = [row | {"prompt_sha": f"{row['slot']:064d}"} if row["slot"] >= 10 else row for row in rows]
    golden_runs.write_lines(folder / "records.jsonl", changed)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A run with faults, rejects, and replies past its target."""
    generate(120, tmp_path / "old", teacher_faults=0.4, concurrency=4, quiet=True)
    return tmp_path / "old"


@pytest.fixture
def paid_run(tmp_path: Path, paid: dict[str, Any]) -> Path:
    generate(60, tmp_path / "old", **paid, quiet=True)
    return tmp_path / "old"


def test_unchanged_rules_produce_the_same_bytes_and_leave_the_old_run_as_it_was(old: Path, tmp_path: Path) -> None:
    before = contents(old)
    result = rejudge(old, tmp_path / "new", quiet=True)
    assert dataset(tmp_path / "new") == dataset(old)
    assert contents(old) == before
    assert endings(tmp_path / "new") == endings(old)
    assert result["identity"] == {}
    assert result["accepted"] == {"old": 120, "new": 120}
    assert all(pair["old"] == pair["new"] for pair in result["rejected"].values())
    stats, was = (json.loads((folder / "stats.json").read_text()) for folder in (tmp_path / "new", old))
    of_process = {"seconds": 0, "limit": 0, "limit_over_time": 0}
    assert stats | of_process == was | of_process


def test_a_new_run_of_unchanged_rules_continues_like_the_old_one(old: Path, tmp_path: Path) -> None:
    rejudge(old, tmp_path / "new", quiet=True)
    for folder in (old, tmp_path / "new"):
        generate(200, folder, quiet=True)
    assert dataset(tmp_path / "new") == dataset(old)


def test_a_new_run_can_be_rejudged_again(old: Path, tmp_path: Path) -> None:
    make_old(old)
    rejudge(old, tmp_path / "new", quiet=True)
    generate(200, tmp_path / "new", quiet=True)
    rejudge(tmp_path / "new", tmp_path / "newer", quiet=True)
    assert dataset(tmp_path / "newer") == dataset(tmp_path / "new")
    (first, last), *others = mark(tmp_path / "newer")["slots"]
    assert (first, last, others) == (0, len(endings(tmp_path / "new")) - 1, [])


def test_changes_are_shown_before_anything_is_written(old: Path, console: Command, monkeypatch: Any) -> None:
    from selfinstruct.runs import rejudge as module

    def fail(*_: Any) -> None:
        raise StorageError("nothing was written")

    monkeypatch.setattr(module, "_write", fail)
    done = console("rejudge", old, "--threshold", "0.3", "--out", "new")
    assert done.code == 6
    assert not Path("new").exists()
    assert re.search(r"^threshold +0\.7 -> 0\.3$", done.err, re.MULTILINE)
    accepted = re.search(r"^accepted +120 -> ([\d,]+) of 120 tasks$", done.err, re.MULTILINE)
    assert accepted
    assert int(accepted[1]) < 120
    assert re.search(r"^rejected .*duplicate \d+ -> \d+", done.err, re.MULTILINE)


def test_another_threshold_is_applied_and_stored(old: Path, tmp_path: Path) -> None:
    result = rejudge(old, tmp_path / "new", threshold=0.3, quiet=True)
    assert result["identity"] == {"threshold": {"old": 0.7, "new": 0.3}}
    assert result["accepted"]["new"] == len(json_lines(tmp_path / "new" / "dataset.jsonl")) < 120
    assert result["rejected"]["duplicate"]["new"] > result["rejected"]["duplicate"]["old"]
    with pytest.raises(InputError, match="threshold"):
        generate(120, tmp_path / "new", threshold=0.7, quiet=True)
    assert generate(120, tmp_path / "new", quiet=True).accepted == 120


def test_tasks_of_another_file_are_rejected(old: Path, tmp_path: Path) -> None:
    rows = json_lines(old / "dataset.jsonl")[:7]
    golden_runs.write_lines(tmp_path / "benchmark.jsonl", rows)
    result = rejudge(old, tmp_path / "new", against=tmp_path / "benchmark.jsonl", quiet=True)
    assert list(result["identity"]) == ["against"]
    assert not {row["instruction"] for row in rows} & {
        row["instruction"] for row in json_lines(tmp_path / "new" / "dataset.jsonl")
    }


@pytest.mark.parametrize(
    ("old", "new", "identity"),
    [
        ({}, "instruction+input", {"old": None, "new": "instruction+input"}),
        ({"dedup_on": "instruction+input"}, "instruction", {"old": "instruction+input", "new": None}),
    ],
    ids=["inputs", "instructions"],
)
def test_another_text_is_compared_and_stored(
    old: dict[str, Any],
    new: str,
    identity: dict[str, Any],
    tmp_path: Path,
    teacher: LoopbackTeacher,
    paid: dict[str, Any],
) -> None:
    teacher.reply = translating
    for name, options in (("old", old), ("fresh", {"dedup_on": new})):
        generate(60, tmp_path / name, **options, **paid, quiet=True)
    result = rejudge(tmp_path / "old", tmp_path / "new", dedup_on=new, quiet=True)
    assert result["identity"] == {"dedup_on": identity}
    kept = [row["instruction"] for row in json_lines(tmp_path / "new" / "dataset.jsonl")].count(TRANSLATE)
    assert (kept > 1) is (new == "instruction+input")
    with pytest.raises(InputError, match="dedup_on"):
        generate(60, tmp_path / "new", **{"dedup_on": "instruction"} | old, **paid, quiet=True)
    assert generate(60, tmp_path / "new", **paid, quiet=True).accepted == 60


def test_another_language_rejects_the_instructions_of_the_old_one(paid_run: Path, tmp_path: Path) -> None:
    result = rejudge(paid_run, tmp_path / "new", language="en", quiet=True)
    assert result["accepted"] == {"old": 60, "new": 0}
    assert result["identity"]["language"] == {"old": "zh", "new": "en"}


def test_no_key_is_needed_and_no_request_is_sent(
    paid_run: Path, tmp_path: Path, teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    edit(paid_run / "run.toml", r"^base_url = .*$", 'base_url = ""')
    asked = len(teacher.bodies)
    rejudge(paid_run, tmp_path / "new", quiet=True)
    assert dataset(tmp_path / "new") == dataset(paid_run)
    assert len(teacher.bodies) == asked


def test_a_run_of_another_version_is_refused_rejudged_and_continued(
    paid_run: Path, tmp_path: Path, teacher: LoopbackTeacher, console: Command
) -> None:
    make_old(paid_run)
    before, asked = contents(paid_run), len(teacher.bodies)
    refused = console("generate", "--out", paid_run, "--n", 90)
    assert refused.code == 2
    assert f"version {OLD_VERSION} of the rules" in refused.err
    assert f"selfinstruct rejudge {paid_run} --out NEW" in refused.err
    done = console("rejudge", paid_run, "--out", "new", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["rules"]["old"] == OLD_VERSION
    assert (contents(paid_run), len(teacher.bodies)) == (before, asked)
    assert dataset(Path("new")) == dataset(paid_run)
    assert generate(90, "new", quiet=True).accepted == 90
    assert endings(Path("new"))[: len(endings(paid_run))] == endings(paid_run)
    assert teacher.billed_again == 0
    assert len(teacher.bodies) == len(endings(Path("new")))


def test_a_missing_slot_is_requested_with_the_prompt_of_this_version(
    paid_run: Path, tmp_path: Path, teacher: LoopbackTeacher
) -> None:
    entries = [entry for entry in read_intact(paid_run) if entry.get("slot") not in (3, 4)]
    (paid_run / "journal-00001.jsonl").unlink()
    journal = Journal(paid_run)
    journal.append_all([*entries, {"kind": "open", "slot": 3, "code": "timeout", "message": "", "others": 4}])
    journal.close()
    make_old(paid_run)
    result = rejudge(paid_run, tmp_path / "new", quiet=True)
    assert result["stats"]["waiting"] > 0
    assert mark(tmp_path / "new")["slots"][0] == [0, 2]
    assert mark(tmp_path / "new")["slots"][1][0] == 5
    assert [entry["slot"] for entry in read_intact(tmp_path / "new") if entry["kind"] == "open"] == [3]
    asked = len(teacher.bodies)
    assert generate(60, tmp_path / "new", quiet=True).accepted == 60
    assert len(teacher.bodies) == asked + 2
    sent = {entry["slot"]: entry["prompt_sha"] for entry in endings(tmp_path / "new")}
    assert {slot for slot in (3, 4) if set(sent[slot]) <= set("0123456789")} == set()


def test_a_new_run_that_is_killed_while_it_continues_ends_with_the_same_data(
    paid_run: Path, tmp_path: Path, teacher: LoopbackTeacher
) -> None:
    make_old(paid_run)
    for name in ("clean", "killed"):
        rejudge(paid_run, tmp_path / name, quiet=True)
    generate(300, tmp_path / "clean", quiet=True)
    teacher.script = lambda prompt, attempt: 0.05
    command = [sys.executable, "-m", "selfinstruct", "generate", "--out", str(tmp_path / "killed"), "--n", "300"]
    for _ in range(2):
        process = subprocess.Popen([*command, "--concurrency", "4"], stderr=subprocess.PIPE, text=True)
        goal = len(teacher.bodies) + 8
        wait_until(lambda goal=goal, process=process: len(teacher.bodies) >= goal or process.poll() is not None)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=HANGS)
        assert process.returncode == -signal.SIGKILL
    generate(300, tmp_path / "killed", quiet=True)
    assert dataset(tmp_path / "killed") == dataset(tmp_path / "clean")


def test_without_its_records_a_run_keeps_the_demonstrations_of_prompts_that_are_the_same(
    old: Path, tmp_path: Path
) -> None:
    known = {row["id"]: row["demonstrations"] for row in json_lines(old / "records.jsonl")}
    make_old(old)
    for name in (*FILES, "stats.json"):
        (old / name).unlink()
    result = rejudge(old, tmp_path / "new", quiet=True)
    assert result["accepted"] == {"old": None, "new": 120}
    rows = json_lines(tmp_path / "new" / "records.jsonl")
    assert all(row["demonstrations"] == ([] if row["slot"] >= 10 else known[row["id"]]) for row in rows)


def test_without_statistics_the_old_numbers_are_counted(old: Path, tmp_path: Path) -> None:
    (old / "stats.json").unlink()
    result = rejudge(old, tmp_path / "new", quiet=True)
    assert result["accepted"]["old"] == 120
    assert {reason: pair["old"] for reason, pair in result["rejected"].items()} == result["stats"]["rejected"]


def test_a_torn_last_line_is_left_out_and_a_damaged_journal_is_refused(old: Path, tmp_path: Path) -> None:
    journal = old / "journal-00001.jsonl"
    content = journal.read_bytes()
    journal.write_bytes(content[:-40])
    rejudge(old, tmp_path / "new", quiet=True)
    assert journal.read_bytes() == content[:-40]
    assert len(endings(tmp_path / "new")) == content.count(b'"kind":"answer"') + content.count(b'"kind":"fault"') - 1
    journal.write_bytes(content[:500] + b"x" + content[501:])
    with pytest.raises(StorageError, match="damaged at byte"):
        rejudge(old, tmp_path / "newer", quiet=True)
    assert not (tmp_path / "newer").exists()


def test_labels_are_kept_and_types_are_not(old: Path, tmp_path: Path, console: Command) -> None:
    words = ("--with", "teacher", "--teacher", "offline", "--teacher-faults", "0.3")
    assert console("classify", old, *words).code == 0
    done = console("rejudge", old, "--out", "new")
    assert "classify" in done.err
    assert not Path("new/types.json").exists()
    done = console("classify", "new", *words)
    assert "no requests are sent" in done.err


def not_a_run(old: Path) -> tuple[Path, str]:
    shutil.rmtree(old)
    old.mkdir()
    return Path("new"), "not a run folder"


def without_replies(old: Path) -> tuple[Path, str]:
    (old / "journal-00001.jsonl").unlink()
    return Path("new"), "no replies"


def other_run(old: Path) -> tuple[Path, str]:
    shutil.copytree(old, "other")
    return Path("other"), "other: the folder is not empty"


def same_folder(old: Path) -> tuple[Path, str]:
    return old.parent / "x" / ".." / old.name, "choose another --out"


def inside(old: Path) -> tuple[Path, str]:
    return old / "new", "choose another --out"


def file(old: Path) -> tuple[Path, str]:
    Path("file").touch()
    return Path("file"), "file"


@pytest.mark.parametrize("spoil", [not_a_run, without_replies, other_run, same_folder, inside, file])
def test_wrong_folders_are_refused_in_one_sentence(
    spoil: Callable[[Path], tuple[Path, str]], old: Path, console: Command
) -> None:
    out, words = spoil(old)
    before, there = contents(old), contents(out) if out.is_dir() and out.exists() else None
    done = console("rejudge", old, "--out", out)
    assert done.code == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert contents(old) == before
    assert there is None or contents(out) == there


@pytest.mark.parametrize("name", ["seeds", "prompt"])
def test_a_missing_input_file_of_the_run_is_named(name: str, console: Command) -> None:
    shutil.copy(resource("seeds", "zh_seed_tasks.jsonl"), "seeds.jsonl")
    Path("prompt.txt").write_text("写{count}条任务。\n{list}", encoding="utf-8")
    generate(8, "old", seeds="seeds.jsonl", prompt="prompt.txt", quiet=True)
    path = next(Path().glob(f"{name}.*")).absolute()
    path.unlink()
    done = console("rejudge", "old", "--out", "new")
    assert done.code == 2
    assert done.err.strip() == f"error: {path}: file not found, but old was made with it; restore the file"
    assert not Path("new").exists()


def test_a_changed_seed_file_is_shown(console: Command) -> None:
    golden_runs.write_lines(Path("seeds.jsonl"), golden_runs.SEEDS)
    generate(8, "old", seeds="seeds.jsonl", quiet=True)
    golden_runs.write_lines(Path("seeds.jsonl"), golden_runs.SEEDS[:2])
    done = console("rejudge", "old", "--out", "new")
    assert done.code == 0
    assert re.search(r"^seeds +\w+… -> \w+…$", done.err, re.MULTILINE)


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--threshold", "2"),
        ("--language", "xx"),
        ("--against", "none.jsonl"),
        ("--dedup-on", "output"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(flag: str, value: str, old: Path, console: Command) -> None:
    done = console("rejudge", old, "--out", "new", flag, value)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert value in done.err
    assert not Path("new").exists()


def test_a_run_in_use_is_refused(old: Path, tmp_path: Path) -> None:
    with FileLock(old / ".lock"), pytest.raises(StorageError, match="another process"):
        rejudge(old, tmp_path / "new", quiet=True)
    assert not (tmp_path / "new").exists()


def test_an_error_while_writing_leaves_no_folder(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfinstruct.storage.run_files import RunFiles

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFiles, "write", full)
    with pytest.raises(StorageError, match="disk is full"):
        rejudge(old, tmp_path / "a" / "new", quiet=True)
    assert not (tmp_path / "a").exists()


def test_a_folder_left_by_a_killed_process_is_written_again(old: Path, tmp_path: Path) -> None:
    rejudge(old, tmp_path / "whole", quiet=True)
    shutil.copytree(tmp_path / "whole", tmp_path / "new")
    (tmp_path / "new" / "run.toml").unlink()
    with pytest.raises(InputError, match="not empty"):
        rejudge(old, tmp_path / "new", quiet=True)
    (tmp_path / "new" / "unfinished").touch()
    rejudge(old, tmp_path / "new", quiet=True)
    assert dataset(tmp_path / "new") == dataset(tmp_path / "whole")
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        path.name for path in (tmp_path / "whole").iterdir()
    }
