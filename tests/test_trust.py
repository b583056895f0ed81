"""A run folder from somebody else sends no key anywhere, and writes nothing outside of itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import web
from loopback import Command, LoopbackTeacher

SECRET = "sk-secret-of-another-service"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state directory, in which nothing is confirmed yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def finished(tmp_path: Path, state: Path, console: Command, teacher: LoopbackTeacher, key_variables: None) -> Path:
    """A finished run with a teacher at an address, and a key in a variable of its own."""
    run = tmp_path / "run"
    done = console("generate", "--out", run, "--n", 5, "--model", "m", "--base-url", teacher.url, "--key-env", "MY_KEY")
    assert done.code == 0, done.err
    return run


@pytest.fixture(autouse=True)
def key_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MY_KEY", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, SECRET)


def change(run: Path, name: str, value: str) -> None:
    path = run / "run.toml"
    path.write_text(re.sub(rf'^{name} = ".*"$', f'{name} = "{value}"', path.read_text(encoding="utf-8"), flags=re.M))


def test_a_run_is_resumed_with_the_teacher_that_it_was_started_with(
    finished: Path, console: Command, teacher: LoopbackTeacher
) -> None:
    before = len(teacher.bodies)
    assert console("generate", "--out", finished, "--n", 30).code == 0
    assert len(teacher.bodies) > before


def test_confirmations_are_readable_by_the_user_only_and_hold_no_key(finished: Path, state: Path) -> None:
    (path,) = (state / "selfinstruct" / "teachers").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SECRET not in path.read_text(encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8"))["folder"] == str(finished)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run, other: change(run, "base_url", other),
        lambda run, other: change(run, "key_env", "AWS_SECRET_ACCESS_KEY"),
        lambda run, other: shutil.rmtree(os.environ["XDG_STATE_HOME"]),
        lambda run, other: run.rename(run.with_name("moved")),
    ],
    ids=["another address", "another variable", "from another machine", "in another place"],
)
@pytest.mark.parametrize("command", [("--n", 30), ("--n", 1, "--preview")], ids=["generate", "preview"])
def test_a_teacher_that_was_not_confirmed_gets_nothing(
    finished: Path,
    console: Command,
    teacher: LoopbackTeacher,
    spoil: Callable[[Path, str], object],
    command: tuple[object, ...],
) -> None:
    before = len(teacher.bodies)
    spoil(finished, teacher.url.replace("127.0.0.1", "127.0.0.2"))
    run = finished if finished.exists() else finished.with_name("moved")
    done = console("generate", "--out", run, *command)
    assert done.code == 2
    assert re.search(r"would send the key in \w+ to 127\.0\.0\.\d:\d+, .* --trust", done.err)
    assert SECRET not in done.err + done.out
    assert len(teacher.bodies) == before


def test_trust_confirms_the_teacher_of_a_folder(finished: Path, console: Command, teacher: LoopbackTeacher) -> None:
    moved = finished.rename(finished.with_name("moved"))
    assert console("generate", "--out", moved, "--n", 20, "--trust").code == 0
    assert console("generate", "--out", moved, "--n", 40).code == 0


def test_options_confirm_the_teacher_of_a_folder(finished: Path, console: Command, teacher: LoopbackTeacher) -> None:
    moved = finished.rename(finished.with_name("moved"))
    given = ("--base-url", teacher.url, "--key-env", "MY_KEY")
    assert console("generate", "--out", moved, "--n", 20, *given).code == 0
    assert console("generate", "--out", moved, "--n", 40).code == 0


def test_a_server_on_this_machine_needs_no_confirmation_without_a_key(
    finished: Path, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MY_KEY")
    moved = finished.rename(finished.with_name("moved"))
    assert console("generate", "--out", moved, "--n", 20).code == 0


def test_a_teacher_that_cannot_be_remembered_is_said(
    tmp_path: Path, console: Command, teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    done = console("generate", "--out", tmp_path / "run", "--n", 5, "--model", "m", "--base-url", teacher.url)
    assert done.code == 0
    assert "cannot be remembered" in done.err


@pytest.mark.parametrize("name", ["stats.json", "stats.json.new", "rejected.jsonl", "journal-00001.torn", "exports"])
@pytest.mark.parametrize("command", [("generate", "--n", 30, "--out"), ("report",), ("export", "--format", "alpaca")])
def test_a_link_that_leads_out_of_a_run_folder_is_refused(
    finished: Path, console: Command, tmp_path: Path, name: str, command: tuple[object, ...]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    target = outside if name == "exports" else outside / "precious"
    (outside / "precious").write_text("mine", encoding="utf-8")
    (finished / name).unlink(missing_ok=True)
    (finished / name).symlink_to(target)
    words = [*command[:1], finished, *command[1:]] if command[-1] != "--out" else [*command, finished]
    done = console(*words)
    assert done.code == 2
    assert "leads out of the run folder" in done.err
    assert [path.name for path in outside.iterdir()] == ["precious"]
    assert (outside / "precious").read_text(encoding="utf-8") == "mine"


def test_a_key_that_a_teacher_repeats_is_masked_in_a_preview_and_in_names_of_fields(
    tmp_path: Path, state: Path, console: Command, teacher: LoopbackTeacher
) -> None:
    teacher.script = lambda prompt, attempt: web.json_response(
        {
            "choices": [{"finish_reason": "stop", "message": {"content": f"4. 指令: 写下 {SECRET}\n4. 输出: 好"}}],
            SECRET: {SECRET: SECRET},
        }
    )
    given = ("--model", "m", "--base-url", teacher.url, "--key-env", "MY_KEY", "--out", tmp_path / "run")
    shown = console("generate", "--n", 1, "--preview", *given)
    assert shown.code == 0, shown.err
    assert SECRET not in shown.out + shown.err
    console("generate", "--n", 1, *given)
    assert SECRET not in (tmp_path / "run" / "journal-00001.jsonl").read_text(encoding="utf-8")
