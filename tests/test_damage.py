"""A run folder whose files are damaged, replaced or unreadable: every command ends in one sentence, nothing is lost."""

from __future__ import annotations

import errno
import fcntl
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import threading
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from filelock import FileLock
from loopback import HANGS, Command, Done, LoopbackTeacher, json_lines

from selfinstruct import errors, generate
from selfinstruct.schema.task_types import GivenType, TaskType, TypeSource
from selfinstruct.storage.journal import read_intact
from selfinstruct.storage.type_overrides import write_types
from selfinstruct.students.folder import StudentFolder, read_held_out, read_train

pytestmark = pytest.mark.slow

COMMANDS: dict[str, tuple[str, ...]] = {
    "generate": ("generate", "--n", "20", "--out", "run"),
    "preview": ("generate", "--preview", "--out", "run"),
    "status": ("status", "run"),
    "report": ("report", "run"),
    "export": ("export", "run", "--format", "alpaca", "--out", "out.jsonl"),
    "push": ("push", "run", "--repo", "a/b", "--dry-run", "--out", "pushed"),
    "classify": ("classify", "run"),
    "rejudge": ("rejudge", "run", "--out", "new"),
    "dedup": ("dedup", "run", "--out", "clean.jsonl"),
}
JOURNAL = "journal-00001.jsonl"
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run with types."""
    folder = tmp_path_factory.mktemp("made") / "run"
    generate(20, folder, teacher="offline", quiet=True)
    write_types(folder, {"000000-00": GivenType(TaskType.CHAT, TypeSource.TEACHER)})
    return folder


@pytest.fixture
def run(made: Path, console: Command) -> Path:
    """A copy of the run in the working directory."""
    shutil.copytree(made, "run")
    return Path("run")


def said(done: Done, code: int | None = None) -> str:
    """Check that a command failed with a sentence, or succeeded. Returns the sentence."""
    assert "unexpected" not in done.err
    assert "Traceback" not in done.err
    assert done.code in ((0, 2, 6) if code is None else (code,)), done.err
    last = done.err.strip().rpartition("\n")[2]
    assert done.code == 0 or last.startswith("error: ")
    return last


def name_of(file: int) -> str:
    """The path of an open file."""
    return str(Path(f"/proc/self/fd/{file}").readlink())


def written(text: bytes) -> Damage:
    return lambda path: path.write_bytes(text)


def replaced(make: Damage) -> Damage:
    def replace(path: Path) -> None:
        path.unlink(missing_ok=True)
        make(path)

    return replace


def socket_at(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have 107 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


DAMAGES: dict[str, Damage] = {
    "empty": written(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "binary": written(bytes(range(256))),
    "zeros": written(bytes(500)),
    "other text": written("你好 = [\n".encode()),
    "a list": written(b"[]\n"),
    "a number": written(b"7\n"),
    "deep lists": lambda path: path.write_bytes(
        b"[" * 100_000 if path.suffix != ".toml" else b"a = " + b"[" * 100_000 + b"]" * 100_000
    ),
    "deep objects": lambda path: path.write_bytes(
        b'{"a":' * 100_000 if path.suffix != ".toml" else b"a = " + b"{b = " * 100_000 + b"1" + b"}" * 100_000
    ),
    "a huge number": lambda path: path.write_bytes(b"a = " * (path.suffix == ".toml") + b"9" * 5000),
    "missing": Path.unlink,
    "a folder": replaced(Path.mkdir),
    "a pipe": replaced(os.mkfifo),
    "a socket": replaced(socket_at),
    "a link to nothing": replaced(lambda path: path.symlink_to("nothing")),
    "a link to itself": replaced(lambda path: path.symlink_to(path.name)),
    "an endless device": replaced(lambda path: path.symlink_to("/dev/zero")),
    "a link to the folder": replaced(lambda path: path.symlink_to(".")),
}
READERS: dict[str, tuple[str, ...]] = {
    "run.toml": tuple(COMMANDS),
    "stats.json": ("status", "report", "export", "rejudge", "classify"),
    "types.json": ("generate", "classify", "rejudge"),
    "records.jsonl": ("generate", "classify", "rejudge"),
    JOURNAL: ("generate", "report", "rejudge"),
    "journal-00002.jsonl": ("generate", "report", "rejudge"),
    ".lock": ("generate", "status", "rejudge"),
}
"""The commands that read or replace each file."""


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_of_a_run_ends_in_a_sentence_that_names_it(
    name: str, damage: str, run: Path, console: Command
) -> None:
    if not (run / name).exists():
        (run / name).touch()
    DAMAGES[damage](run / name)
    before = contents(run)
    for command in READERS[name]:
        sentence = said(console(*COMMANDS[command]))
        if "error" in sentence and damage not in ("missing", "empty"):
            assert name in sentence or "no results yet" in sentence, command
    if damage not in ("missing", "half") and JOURNAL in before:
        assert contents(run)[JOURNAL] == before[JOURNAL]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.is_symlink()}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_toml_that_is_lost_beside_a_journal_is_to_be_restored(command: str, run: Path, console: Command) -> None:
    (run / "run.toml").unlink()
    assert "Restore run.toml" in said(console(*COMMANDS[command]), 6)


WRONG = ({}, {"a": 1}, [1], [["x"]], "a\0b", True, -1, 10**30, 1.5, "x", float("nan"), float("inf"))


@pytest.mark.parametrize("table", ["identity", "settings", "versions"])
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_a_wrong_value_in_run_toml_ends_in_a_sentence(table: str, value: Any, run: Path, console: Command) -> None:
    stored = tomllib.loads((run / "run.toml").read_text(encoding="utf-8"))
    for name in ("seeds", "prompt", "topic", "against", "language", "tasks", "threshold", "base_url", "max_tokens"):
        damaged = {**stored, table: {**stored[table], name: value}}
        (run / "run.toml").write_text(tomli_w.dumps(damaged), encoding="utf-8")
        for command in ("generate", "report", "rejudge"):
            shutil.rmtree("new", ignore_errors=True)
            said(console(*COMMANDS[command]))


@pytest.mark.parametrize("table", ["identity", "settings"])
@pytest.mark.parametrize("value", [None, 7, "x", [], [{}]], ids=repr)
def test_a_table_of_run_toml_that_is_none_is_named(table: str, value: Any, run: Path, console: Command) -> None:
    stored = tomllib.loads((run / "run.toml").read_text(encoding="utf-8"))
    del stored[table]
    (run / "run.toml").write_text(tomli_w.dumps(({} if value is None else {table: value}) | stored), encoding="utf-8")
    for command in COMMANDS:
        assert "identity or settings are missing" in said(console(*COMMANDS[command]), 6)


STATS = ("teacher", "target", "accepted", "rejected", "task_types", "tokens", "acceptance", "acceptance_over_time")
JSON_VALUES = (None, True, -1, 10**30, "x", [], [1], {}, {"a": []}, {"prompt": 1})


@pytest.mark.parametrize(
    "name",
    [*STATS, "seconds", "waiting", "requests", "answers", "layout_suspects", "flags", "unknown", "limit_over_time"],
)
def test_a_wrong_value_in_stats_json_is_named_and_rebuilt(name: str, run: Path, console: Command) -> None:
    whole = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    for value in JSON_VALUES:
        if type(value) is type(whole[name]) and not (isinstance(value, int) and not 0 <= value < 2**53):
            continue  # may be right
        (run / "stats.json").write_text(json.dumps(whole | {name: value}), encoding="utf-8")
        for command in ("status", "report", "export"):
            if value is None and name in ("layout_suspects", "flags", "unknown", "limit_over_time"):
                continue
            assert f"{name} is missing or wrong" in said(console(*COMMANDS[command]), 6)
    said(console(*COMMANDS["generate"]), 0)
    rebuilt = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    of_process = {"seconds": 0, "limit": 0, "limit_over_time": 0}
    assert rebuilt | of_process | {"task_types": 0} == whole | of_process | {"task_types": 0}


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], ["chat"], ["chat", "rules", 1], [[], "rules"], {}, ["poem", "rules"]]
)
def test_a_wrong_value_in_types_json_ends_in_a_sentence(value: Any, run: Path, console: Command) -> None:
    (run / "types.json").write_text(json.dumps({"000000-00": value}), encoding="utf-8")
    assert "types.json: cannot be read" in said(console(*COMMANDS["generate"]), 6)


def line(payload: bytes) -> bytes:
    """A journal line with the right checksum."""
    return b'{"crc":"%08x",%s\n' % (zlib.crc32(payload), payload[1:])


PAYLOADS = {
    "no JSON": b"{rubbish}",
    "nothing": b"{",
    "deep": b'{"kind":"answer","body":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "not UTF-8": b'{"kind":"\xff"}',
    "a huge number": b'{"kind":"target","n":' + b"9" * 5000 + b"}",
    "two objects": b'{"kind":"target"} {"a":1}',
}


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_line_with_the_right_checksum_and_broken_content_is_damage_and_is_not_cut_off(
    payload: str, at: int, run: Path, console: Command
) -> None:
    lines = (run / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[at] = line(PAYLOADS[payload])
    (run / JOURNAL).write_bytes(b"".join(lines))
    before = contents(run)
    for command in ("generate", "rejudge"):
        sentence = said(console(*COMMANDS[command]), 6)
        assert f"{JOURNAL}: the journal is damaged at byte {len(b''.join(lines[:at]))}" in sentence
    said(console(*COMMANDS["status"]), 0)
    assert contents(run) == before


FIELDS: dict[str, tuple[dict[str, Any], dict[str, tuple[Any, ...]]]] = {
    "target": ({"n": 20}, {"n": (None, -1, 1.5, "x", True, [], 10**30)}),
    "plan": (
        {"from": 0, "to": None, "window": 256},
        {"from": (None, "x", -1), "window": (None, "x", []), "first": (None, "x", -1)},
    ),
    "answer": (
        {"slot": 0, "prompt_sha": "", "body": {}, "at": 1.0, "seconds": 1, "attempts": 1},
        {
            "slot": (None, "x", True, -1, 1.5, [], {}),
            "prompt_sha": (None, 7, []),
            "body": (None, 7, "x", []),
            "at": (None, "x"),
            "seconds": ("x", []),
            "attempts": (None, "x", {}),
        },
    ),
    "fault": (
        {"slot": 0, "prompt_sha": "", "code": "x", "message": "y", "at": 1.0, "attempts": 1},
        {"slot": ([], "x"), "code": (None, 7), "message": (None, [])},
    ),
    "open": ({"slot": 0, "code": "x", "message": "y", "others": 1}, {"slot": ([],), "others": ("x", None)}),
    "rejudged": (
        {"slots": [[0, 1]], "demonstrations": {"0": ["a"]}},
        {
            "slots": (None, 7, {}, [1], [[1]], [["a", "b"]], [[0, 1, 2]]),
            "demonstrations": (None, 7, [], {"x": ["a"]}, {"0": "ab"}, {"0": [1]}, {"0": None}, {"-1": []}),
        },
    ),
}
"""A line of each kind, and wrong values of its fields."""


@pytest.mark.parametrize("kind", FIELDS)
def test_a_journal_line_of_a_wrong_form_is_named_by_its_number_and_field(
    kind: str, run: Path, console: Command
) -> None:
    whole, wrong = FIELDS[kind]
    lines = (run / JOURNAL).read_bytes().splitlines(keepends=True)
    for name, values in wrong.items():
        for value in values:
            bad = {"kind": kind, **whole, name: value}
            (run / JOURNAL).write_bytes(b"".join([*lines[:2], line(json.dumps(bad).encode()), *lines[2:]]))
            sentence = said(console(*COMMANDS["generate"]), 6)
            assert "run: line 3 of the journal: " in sentence
            assert f"'{name}'" in sentence


@pytest.mark.parametrize(
    "bad", [{"kind": 7}, {}, {"kind": "types", "tasks": 7}, {"kind": "types", "tasks": [[]], "body": {}}]
)
def test_a_label_journal_of_a_wrong_form_ends_in_a_sentence_with_its_folder(
    bad: dict[str, Any], run: Path, console: Command
) -> None:
    said(console("classify", "run", "--with", "teacher"), 0)
    (labels,) = (run / "labels").iterdir()
    (labels / JOURNAL).write_bytes(line(json.dumps(bad | {"x": 1}).encode()) + (labels / JOURNAL).read_bytes())
    assert str(labels) in said(console("classify", "run", "--with", "teacher"), 6)


@pytest.mark.parametrize("damage", ["deep lists", "half", "binary", "a pipe", "a folder", "a link to itself"])
@pytest.mark.parametrize("name", ["run.toml", JOURNAL])
def test_a_damaged_file_of_labels_ends_in_a_sentence(name: str, damage: str, run: Path, console: Command) -> None:
    said(console("classify", "run", "--with", "teacher"), 0)
    (labels,) = (run / "labels").iterdir()
    DAMAGES[damage](labels / name)
    sentence = said(console("classify", "run", "--with", "teacher"))
    assert "error" not in sentence or name in sentence


@pytest.mark.parametrize("damage", ["a pipe", "a socket", "a link to nothing", "a link to itself"])
def test_labels_that_cannot_be_copied_are_named_and_leave_no_new_folder(
    damage: str, run: Path, console: Command
) -> None:
    said(console("classify", "run", "--with", "teacher"), 0)
    (labels,) = (run / "labels").iterdir()
    DAMAGES[damage](labels / JOURNAL)
    assert f"{labels / JOURNAL}: cannot be copied (" in said(console(*COMMANDS["rejudge"]), 6)
    assert not Path("new").exists()


@pytest.mark.parametrize("kind", ["a folder", "a pipe", "a link to nothing", "a link to itself"])
def test_a_torn_line_that_cannot_be_saved_is_not_cut_off(kind: str, run: Path, console: Command) -> None:
    (run / JOURNAL).write_bytes((run / JOURNAL).read_bytes()[:-5])
    before = (run / JOURNAL).read_bytes()
    DAMAGES[kind]((run / JOURNAL).with_suffix(".torn"))
    assert "journal-00001.torn" in said(console(*COMMANDS["generate"]), 6)
    assert (run / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("after", range(8))
def test_a_full_disk_leaves_whole_lines(after: int, console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first `after` appends to each dataset file succeed, the next writes half of its bytes."""
    generate(8, "run", teacher="offline", quiet=True)
    monkeypatch.setattr("selfinstruct.runs.run._SECONDS_BETWEEN_WRITES", 0)
    monkeypatch.setattr("selfinstruct.runs.run._SHARE_OF_WRITES", math.inf)
    write, seen = os.write, 0

    def fill(file: int, data: bytes) -> int:
        nonlocal seen
        name = name_of(file)
        if not name.endswith(("dataset.jsonl", "records.jsonl", "rejected.jsonl")):
            return write(file, data)
        seen += 1
        if seen <= after:
            return write(file, data)
        write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", fill)
        done = console("generate", "--n", "200", "--out", "run")
    assert seen == after + 1
    sentence = said(done, 6)
    assert "the disk is full" in sentence
    assert "free some space" in sentence
    for name in ("dataset.jsonl", "records.jsonl", "rejected.jsonl"):
        text = Path("run", name).read_bytes()
        assert text == b"" or text.endswith(b"\n")
        json_lines(Path("run", name))
    said(console("generate", "--n", "200", "--out", "run"), 0)
    assert len(json_lines(Path("run/dataset.jsonl"))) == 200


@pytest.mark.parametrize("name", ["dataset.jsonl", "records.jsonl", "rejected.jsonl", "stats.json"])
def test_a_folder_in_the_place_of_a_dataset_file_is_named(name: str, run: Path, console: Command) -> None:
    replaced(Path.mkdir)(run / name)
    sentence = said(console(*COMMANDS["generate"]), 6)
    assert f"{name}: cannot be written (a folder is in its place)" in sentence


FAILING = {
    "write of the journal": ("write", JOURNAL),
    "sync of the journal": ("fdatasync", JOURNAL),
    "sync of run.toml": ("fsync", "run.toml"),
    "write of the dataset": ("write", "dataset.jsonl"),
}


@pytest.mark.parametrize("what", FAILING)
def test_an_io_error_names_the_file_and_the_disk_and_loses_nothing(
    what: str, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(8, "run", teacher="offline", quiet=True)
    call, target = FAILING[what]
    before = {entry["slot"] for entry in read_intact(Path("run")) if entry["kind"] == "answer"}
    really = getattr(os, call)

    def fail(file: int, *rest: Any) -> Any:
        if target in name_of(file):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return really(file, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        if call == "fdatasync":
            patched.setattr("selfinstruct.storage.durable._sync", fail)
        done = console("generate", "--n", "60", "--out", "run", "--concurrency", "7")
    sentence = said(done, 6)
    assert "Input/output error" in sentence
    assert "check the disk" in sentence.lower()
    assert target in sentence or target == "run.toml"
    assert before <= {entry["slot"] for entry in read_intact(Path("run")) if entry["kind"] == "answer"}
    said(console("generate", "--n", "60", "--out", "run"), 0)
    assert len(json_lines(Path("run/dataset.jsonl"))) == 60


class Unreadable:
    """A file whose content cannot be read."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, *_: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def __iter__(self) -> Any:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("name", ["run.toml", "stats.json", "types.json", JOURNAL])
def test_an_io_error_while_reading_names_the_file(
    name: str, run: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, really = contents(run), os.fdopen

    def open_unreadable(file: int, *rest: Any, **more: Any) -> Any:
        is_it = name_of(file).endswith(f"/{name}")
        made = really(file, *rest, **more)
        return Unreadable(made) if is_it else made

    command = {"stats.json": "status"}.get(name, "generate")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", open_unreadable)
        sentence = said(console(*COMMANDS[command]), 6)
    assert f"{name}: " in sentence
    assert "Input/output error" in sentence
    assert {name: text for name, text in contents(run).items() if name != "run.toml"} == {
        name: text for name, text in before.items() if name != "run.toml"
    }


def while_running(
    teacher: LoopbackTeacher, paid: dict[str, Any], disturb: Callable[[], object], n: int = 400
) -> errors.SelfinstructError:
    """Disturb a run after some answers. Returns the error that it ends with."""
    started = threading.Event()

    def script(_prompt: str, _attempt: int) -> None:
        if len(teacher.bodies) == 30 and not started.is_set():
            started.set()
            disturb()

    teacher.script = script
    with pytest.raises(errors.SelfinstructError) as raised:
        generate(n, "run", quiet=True, **paid)
    return raised.value


def test_a_folder_that_is_renamed_under_a_run_is_named_and_the_run_resumes_when_it_is_back(
    console: Command, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    error = while_running(teacher, paid, lambda: Path("run").rename("moved"))
    assert error.exit_code == 6
    assert "the folder was renamed, moved or deleted while it was in use" in str(error)
    assert "move it back" in str(error)
    assert "disk" not in str(error)
    Path("moved").rename("run")
    assert generate(400, "run", quiet=True, **paid).accepted == 400
    assert set(teacher.billed.values()) == {1}


def test_a_folder_that_is_deleted_under_a_run_is_named(
    console: Command, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    error = while_running(teacher, paid, lambda: shutil.rmtree("run"))
    assert error.exit_code == 6
    assert "deleted while it was in use" in str(error)
    assert "safe" not in str(error)


def test_a_journal_that_is_deleted_under_a_run_is_not_called_safe(
    console: Command, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    error = while_running(teacher, paid, (Path("run") / JOURNAL).unlink)
    assert error.exit_code == 6
    assert f"{JOURNAL}: the journal was deleted while it was in use, and the replies in it are lost" in str(error)
    assert "safe" not in str(error)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
@pytest.mark.parametrize("command", ["generate", "classify", "rejudge", "push"])
@pytest.mark.filterwarnings("error")
def test_a_file_system_without_locks_is_named(
    command: str, number: int, run: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    done = console(*COMMANDS[command])
    sentence = said(done, 6)
    assert "its file system has no file locks" in sentence
    assert os.strerror(number) in sentence
    assert "Warning" not in done.err
    assert "state      done" in console(*COMMANDS["status"]).out


def test_a_locked_folder_is_still_reported_as_running(run: Path, console: Command) -> None:
    with FileLock(run / ".lock"):
        assert "state      running" in console(*COMMANDS["status"]).out


SHELL = {
    "no reader": ("{} | true", 0),
    "a reader that leaves": ("{} | head -n 1", 0),
    "stdout closed": ("{} >&-", 0),
    "stderr closed": ("{} 2>&-", 0),
    "both closed": ("{} >&- 2>&-", 0),
    "all closed": ("{} <&- >&- 2>&-", 0),
    "no reader of messages": ("{} 2>&1 >/dev/null | true", 0),
    "stderr on a full disk": ("{} 2>/dev/full", 0),
    "stdout on a full disk": ("{} >/dev/full", 6),
    "stdout not open for writing": ("{} 1</dev/null", 6),
}
WORDS = ("status run --json", "--help", "--version", "generate --n 20 --out run", "export run --format alpaca --force")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full does not exist")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("how", SHELL)
@pytest.mark.parametrize("words", WORDS)
def test_a_stream_that_cannot_be_written_ends_in_its_exit_code_without_noise(
    words: str, how: str, unbuffered: str, run: Path
) -> None:
    shell, code = SHELL[how]
    command = shell.format(f"{sys.executable} -m selfinstruct {words}")
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        timeout=HANGS,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    assert done.returncode == code, done.stderr
    assert "unexpected" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
    if code and "2>" not in shell:
        assert done.stderr.strip().rpartition("\n")[2].startswith("error: stdout: cannot write the result (")
    if words.startswith("generate"):
        assert len(json_lines(run / "dataset.jsonl")) == 20


@pytest.mark.slow
def test_a_closed_stream_leaves_its_number_to_no_file_of_the_run(tmp_path: Path) -> None:
    """What a library prints to descriptor 1 must not get into the journal."""
    script = (
        "import os, sys\n"
        "from selfinstruct.cli import app, runs\n"
        "from selfinstruct.storage.journal import Journal\n"
        "really = Journal._open_segment\n"
        "def opened(self):\n"
        "    really(self)\n"
        "    assert self._file > 2, self._file\n"
        "Journal._open_segment = opened\n"
        f"sys.argv = ['selfinstruct', 'generate', '--n', '8', '--out', {str(tmp_path / 'run')!r}]\n"
        "app.main()\n"
    )
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    command = f"{sys.executable} {tmp_path / 'script.py'} <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", command], timeout=HANGS).returncode == 0
    assert len(json_lines(tmp_path / "run" / "dataset.jsonl")) == 8


IDENTITY = {"data": "a", "base": "tiny", "base_version": "tiny", "hub": "huggingface", "revision": None}
STUDENT = {
    "identity": {**IDENTITY, "four_bit": False},
    "dataset": "run",
    "rows": 20,
    "wanted": {"chat": 1},
    "steps": {},
}
WRONG_IN_STUDENT = {
    "identity": (None, 7, []),
    "identity.data": (None, 7),
    "identity.base": ([], 7),
    "identity.hub": (None, "elsewhere", []),
    "identity.four_bit": (None, 1),
    "dataset": (None, 7),
    "rows": ("x", -1),
    "wanted": (7, [], {"chat": "x"}),
    "steps": (7, [], {"base": None}),
}


@pytest.mark.parametrize("name", WRONG_IN_STUDENT)
def test_a_wrong_value_in_student_json_is_named(name: str, tmp_path: Path) -> None:
    table, _, field = name.rpartition(".")
    for value in WRONG_IN_STUDENT[name]:
        content = STUDENT | ({table: {**STUDENT[table], field: value}} if table else {field: value})  # type: ignore[dict-item]
        (tmp_path / "student.json").write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(
            errors.StorageError, match=r"student\.json: the field identity|student\.json: the field " + field
        ):
            StudentFolder(tmp_path).settings()
    (tmp_path / "student.json").write_text(json.dumps(STUDENT), encoding="utf-8")
    assert StudentFolder(tmp_path).settings() == STUDENT


@pytest.mark.parametrize(
    "damage", ["deep lists", "binary", "a huge number", "a list", "a number", "a folder", "a pipe"]
)
@pytest.mark.parametrize("name", ["student.json", "train.jsonl", "held_out.jsonl"])
def test_a_damaged_file_of_students_is_named_with_the_way_out(name: str, damage: str, tmp_path: Path) -> None:
    read: dict[str, Callable[[StudentFolder], object]] = {
        "student.json": StudentFolder.settings,
        "train.jsonl": read_train,
        "held_out.jsonl": read_held_out,
    }
    (tmp_path / name).touch()
    DAMAGES[damage](tmp_path / name)
    with pytest.raises(errors.StorageError, match=rf"{name}: .*; start over with sft --force"):
        read[name](StudentFolder(tmp_path))
