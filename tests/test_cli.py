"""The command line: output on stdout, messages on stderr, and one clear sentence and exit code for bad input."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import HANGS, Command, LoopbackTeacher, json_lines, refusal, wait_until

from selfinstruct.runs.announcements import hint_at_teacher
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.teacher_settings import TeacherSettings, connection_of
from selfinstruct.storage.resources import resource


def selfinstruct(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "selfinstruct", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=HANGS,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
    )


def test_the_version_is_printed() -> None:
    assert selfinstruct("--version").stdout == "0.1.0\n"


@pytest.mark.slow
def test_the_default_command_makes_a_dataset_and_the_same_command_resumes(tmp_path: Path) -> None:
    first = selfinstruct("generate", "--n", "30", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "30 of 30 tasks" in first.stdout
    assert "offline teacher" in first.stderr
    assert len(json_lines(tmp_path / "outputs" / "offline" / "dataset.jsonl")) == 30
    second = selfinstruct("generate", "--n", "60", "--json", cwd=tmp_path)
    assert json.loads(second.stdout)["accepted"] == 60
    assert "resuming" in second.stderr


def test_an_offline_run_sends_no_paid_request_with_any_environment(
    console: Command, teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    for address in (teacher.url, "nonsense"):
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        done = console("generate", "--n", "10", "--teacher", "offline")
        assert done.code == 0, done.err
        assert not teacher.bodies


def test_status_prints_the_state_of_a_run(console: Command, tmp_path: Path) -> None:
    console("generate", "--n", "10", "--out", tmp_path)
    assert console("status", tmp_path).out.startswith("state      done\n")
    found = json.loads(console("status", tmp_path, "--json").out)
    assert (found["state"], found["accepted"], found["target"]) == ("done", 10, 10)


def test_target_shares_are_shown_next_to_the_actual_shares(console: Command, tmp_path: Path) -> None:
    made = console("generate", "--n", "20", "--mix", "chat=3,rewrite=1", "--out", tmp_path)
    for shown in (made, console("status", tmp_path)):
        assert re.search(r"^task types .*\bchat \d+ \(\d+\.\d%, target 75\.0%\)", shown.out, re.MULTILINE)
        assert " 0 (0.0%, target 0.0%)" not in shown.out
    assert json.loads(console("status", tmp_path, "--json").out)["wished"]["rewrite"] == 0.25


def test_status_reads_the_statistics_of_a_version_without_target_shares(console: Command, tmp_path: Path) -> None:
    console("generate", "--n", "10", "--out", tmp_path)
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert stats.pop("wished") is None
    write(tmp_path / "stats.json", json.dumps(stats))
    assert json.loads(console("status", tmp_path, "--json").out)["wished"] is None
    assert ", target" not in console("status", tmp_path).out


@pytest.mark.slow
def test_status_recognizes_a_running_run(console: Command, tmp_path: Path, teacher: LoopbackTeacher) -> None:
    console("generate", "--n", "5", "--out", tmp_path, "--base-url", teacher.url, "--model", "m")
    teacher.script = lambda prompt, attempt: 30.0
    command = [sys.executable, "-m", "selfinstruct", "generate", "--n", "50", "--out", str(tmp_path)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: teacher.in_flight > 0)
    assert json.loads(console("status", tmp_path, "--json").out)["state"] == "running"
    running.kill()
    running.wait()


def test_preview_shows_prompt_reply_and_outcome_and_writes_nothing(
    console: Command, tmp_path: Path, teacher: LoopbackTeacher
) -> None:
    shown = console("generate", "--preview", "--base-url", teacher.url, "--model", "m")
    assert shown.code == 0, shown.err
    assert teacher.bodies[0]["messages"][-1]["content"] in shown.out
    assert "accepted as" in shown.out
    assert len(teacher.bodies) == 1
    assert list(tmp_path.iterdir()) == []


def test_preview_shows_the_requested_types(console: Command, tmp_path: Path) -> None:
    assert "依次是：聊天、聊天、聊天" in console("generate", "--preview", "--mix", "chat=1").out


def test_preview_ignores_a_default_folder_of_other_settings(console: Command, tmp_path: Path) -> None:
    seed = {"instruction": "写一首关于春天的诗", "output": "春眠不觉晓"}
    seeds = write(tmp_path / "seeds.jsonl", json.dumps(seed))
    words = ("generate", "--teacher", "offline", "--seeds", seeds)
    assert console(*words, "--n", "5").code == 0
    write(seeds, json.dumps(seed | {"output": "处处闻啼鸟"}))
    (folder,) = (tmp_path / "outputs").iterdir()
    assert console(*words, "--n", "5").code == 2
    assert console(*words, "--preview").code == 0
    assert console(*words, "--preview", "--out", folder).code == 2


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ((), ["--model", "--base-url", "OPENAI_API_KEY"]),
        (("--teacher", "offline"), []),
        (("--key-env", "GLM_KEY"), ["--model", "GLM_KEY"]),
    ],
)
def test_an_offline_teacher_that_was_not_requested_comes_with_a_hint(
    console: Command, words: tuple[str, ...], noted: list[str]
) -> None:
    for command in (("--preview",), ("--n", "5")):
        said = console("generate", *command, *words).err.splitlines()
        hints = [line for line in said if "--model" in line]
        assert len(hints) == bool(noted)
        assert all(fact in hints[0] for fact in noted)


@pytest.mark.parametrize(
    ("url", "key", "noted"),
    [
        ("http://192.0.2.1/v1", "", True),
        ("http://192.0.2.1/v1", "sk-test-0123456789abcdef", False),
        ("http://127.0.0.1:8000/v1", "", False),
        ("", "", False),
    ],
)
def test_requests_to_another_machine_without_a_key_are_noted(url: str, key: str, noted: bool) -> None:
    settings = TeacherSettings(teacher="openai", base_url=url, extra_body={})
    said: list[str] = []
    hint_at_teacher(connection_of(settings, {"OPENAI_API_KEY": key}), TeacherOptions(), said.append)
    assert ["OPENAI_API_KEY" in line for line in said] == [True] * noted


def test_preview_works_offline_without_n(console: Command, tmp_path: Path) -> None:
    assert "4. 指令:" in console("generate", "--preview").out


def test_seeds_check_names_tasks_with_personal_data(console: Command, tmp_path: Path) -> None:
    tasks = [
        {"id": f"s{number}", "instruction": "写一条短信。", "input": f"电话：1391284756{number}", "output": "好。"}
        for number in range(7)
    ]
    tasks.append({"id": "clean", "instruction": "写一首诗。", "input": "", "output": "好。"})
    (tmp_path / "seeds.jsonl").write_text("\n".join(map(json.dumps, tasks)), encoding="utf-8")
    done = console("seeds", "check", "seeds.jsonl")
    assert done.code == 0
    assert "7 tasks with personal data, which the teacher will see: s0 (phone number in the input), s1" in done.out
    assert done.out.rstrip().endswith("s4 (phone number in the input), …")
    assert "13912847" not in done.out


def test_a_valid_seed_file_is_counted_and_bad_lines_are_listed(console: Command, tmp_path: Path) -> None:
    good = console("seeds", "check", resource("seeds", "zh_seed_tasks.jsonl"))
    assert good.code == 0
    assert "zh_seed_tasks.jsonl: " in good.out
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"instruction": "写诗", "output": "诗"}\nnot json\n{"instruction": ""}\n', encoding="utf-8")
    checked = console("seeds", "check", bad)
    assert checked.code == 2
    assert f"{bad}:2: not valid JSON" in checked.err
    assert f"{bad}:3: `instruction`" in checked.err
    assert "2 problems, 1 valid task" in checked.err


@pytest.mark.slow
def test_teacher_serve_answers_clients_until_it_is_stopped(console: Command, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "selfinstruct", "teacher", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        url = serving.stdout.readline().split()[-1]
        done = console("generate", "--n", "10", "--base-url", url, "--model", "offline", "--out", tmp_path)
        serving.terminate()
        assert serving.wait(HANGS) == 0
    assert done.code == 0, done.err


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


BAD_INPUT: dict[str, tuple[list[str], int, str]] = {
    "no n": (["generate"], 2, "--n 200"),
    "n is zero": (["generate", "--n", "0"], 2, "--n must be"),
    "n is no number": (["generate", "--n", "many"], 2, "--n must be a whole number, not 'many'"),
    "top-p is no number": (["generate", "--n", "5", "--top-p", "x"], 2, "--top-p must be a number or none, not 'x'"),
    "no value": (["generate", "--n"], 2, "--n"),
    "missing argument": (["report"], 2, "RUN|FILE"),
    "port over the largest": (["teacher", "serve", "--port", "65536"], 2, "--port must be at least 0"),
    "port is no number": (["teacher", "serve", "--port", "x"], 2, "--port must be a whole number, not 'x'"),
    "missing file to check": (["seeds", "check", "none.jsonl"], 2, "none.jsonl: file not found; check the path"),
    "seed is a file": (["generate", "--n", "5", "--seed", "seeds.jsonl"], 2, "use --seeds"),
    "unknown flag": (["generate", "--n", "5", "--sede", "1"], 2, "Possible options: --model, --seed, --seeds"),
    "unknown command": (["generat"], 2, "Did you mean 'generate'?"),
    "missing seeds": (
        ["generate", "--n", "5", "--seeds", "none.jsonl"],
        2,
        "none.jsonl: file not found; check --seeds",
    ),
    "empty seeds": (["generate", "--n", "5", "--seeds", "empty"], 2, "empty: "),
    "broken seeds": (["generate", "--n", "5", "--seeds", "broken"], 2, "broken:1: not valid JSON"),
    "seeds are a folder": (["generate", "--n", "5", "--seeds", "folder"], 2, "cannot be read"),
    "missing template": (["generate", "--n", "5", "--prompt", "none.txt"], 2, "none.txt: "),
    "unfillable template": (["generate", "--n", "5", "--prompt", "template"], 2, "unknown placeholder {tasks}"),
    "missing against": (["generate", "--n", "5", "--against", "none.jsonl"], 2, "none.jsonl: file or folder not found"),
    "bad extra body": (["generate", "--n", "5", "--extra-body", "{bad"], 2, "at column 2; "),
    "bad address": (["generate", "--n", "5", "--base-url", "localhost:8000"], 2, "must be an address"),
    "unknown type": (["generate", "--n", "5", "--mix", "qa=1"], 2, "'qa' is not a task type; write types and weights"),
    "bad weight": (["generate", "--n", "5", "--mix", "chat=-1"], 2, "the weight of chat must be a number from 0"),
    "mix and balance": (["generate", "--n", "5", "--mix", "chat=1", "--balance"], 2, "--balance"),
    "no weight": (["generate", "--n", "5", "--mix", "open_qa"], 2, "open_qa=1"),
    "bad language": (["generate", "--n", "5", "--language", "xx"], 2, "--language must be one of zh, zh-Hant, en, ja"),
    "model without key": (["generate", "--n", "5", "--model", "m"], 2, "set OPENAI_API_KEY"),
    "no model": (["generate", "--n", "5", "--base-url", "TEACHER"], 2, "offers: m, other"),
    "unwritable folder": (["generate", "--n", "5", "--out", "/proc/nothing"], 2, "choose another --out"),
    "folder is a file": (["generate", "--n", "5", "--out", "empty/run"], 2, "choose another --out"),
    "not a run folder": (["generate", "--n", "5", "--out", "folder"], 2, "folder: not a run folder"),
    "unreachable teacher": (
        [
            "generate",
            "--n",
            "5",
            "--base-url",
            "http://127.0.0.1:1/v1",
            "--model",
            "m",
            "--out",
            "r",
            "--attempts",
            "2",
        ],
        5,
        "http://127.0.0.1:1/v1 cannot be reached (Connection refused); ",
    ),
    "unreachable teacher of a preview": (
        ["generate", "--preview", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--attempts", "1"],
        5,
        "http://127.0.0.1:1/v1 cannot be reached (Connection refused); ",
    ),
    "unreachable teacher without a model": (
        ["generate", "--n", "5", "--base-url", "http://127.0.0.1:1/v1"],
        2,
        "http://127.0.0.1:1/v1 cannot be reached",
    ),
    "status of another folder": (["status", "folder"], 2, "folder: not a run folder"),
    "status of no folder": (["status", "none"], 2, "none: not a run folder"),
    "port in use": (["teacher", "serve", "--port", "PORT"], 2, "another --port"),
    "faults over one": (["teacher", "serve", "--faults", "2"], 2, "--faults must be"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code", "said"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_reported_in_one_clear_sentence_with_its_exit_code(
    console: Command, tmp_path: Path, teacher: LoopbackTeacher, words: list[str], code: int, said: str
) -> None:
    write(tmp_path / "empty", "")
    write(tmp_path / "broken", "{")
    write(tmp_path / "template", "写{tasks}条")
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder" / "thesis.txt", "precious")
    port = teacher.url.split(":")[2].split("/")[0]
    words = [{"TEACHER": teacher.url, "PORT": port}.get(word, word) for word in words]
    done = console(*words)
    assert done.code == code, done.err
    assert said in done.err
    assert "Traceback" not in done.err
    assert "--close-open" not in done.err
    assert re.findall("^error: |^Usage", done.err, re.MULTILINE) == ["error: "]
    assert done.out == ""


def test_a_group_without_a_command_shows_its_help_with_code_2(console: Command) -> None:
    done = console("seeds")
    assert (done.code, done.err.startswith("Usage: ")) == (2, True)


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [(401, "invalid_api_key", "check the key in OPENAI_API_KEY"), (404, "model_not_found", "--model (m;")],
)
def test_a_wrong_key_and_an_unknown_model_are_refused_with_code_4(
    console: Command,
    tmp_path: Path,
    teacher: LoopbackTeacher,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    error: str,
    said: str,
) -> None:
    key = "sk-test-0123456789abcdef"
    teacher.script = lambda prompt, attempt: refusal(status, error, f"no: {key}")
    words = ["generate", "--n", "5", "--base-url", teacher.url, "--model", "m", "--out", str(tmp_path)]
    monkeypatch.setenv("OPENAI_API_KEY", key)
    done = console(*words)
    assert done.code == 4
    assert said in done.err
    assert key not in done.err
    assert "Traceback" not in done.err


def test_a_damaged_journal_is_refused_with_code_6(console: Command, tmp_path: Path) -> None:
    console("generate", "--n", "5", "--out", tmp_path)
    journal = tmp_path / "journal-00001.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'"n":5', b'"n":6'))
    done = console("generate", "--n", "50", "--out", tmp_path)
    assert done.code == 6
    assert "journal-00001.jsonl" in done.err
    assert "damaged at byte 0" in done.err


def test_the_folder_of_another_run_is_refused_with_code_2(console: Command, tmp_path: Path) -> None:
    console("generate", "--n", "5", "--out", tmp_path)
    done = console("generate", "--n", "50", "--out", tmp_path, "--seed", "1")
    assert done.code == 2
    assert "different seed (folder: 0, this command: 1)" in done.err


@pytest.mark.slow
def test_a_closed_pipe_is_not_an_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m selfinstruct generate --preview | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=tmp_path, timeout=HANGS)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
