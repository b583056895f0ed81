"""`selfinstruct push`: a run is built into a folder and uploaded once, completely, privately, and without local data."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import huggingface_hub
import pyarrow.parquet as pq
import pytest
import tomli_w
from hub import TOKEN, File, Hub, served
from hub_process import hub_environment, json_process
from loopback import HANGS, Command, Done, json_lines, wait_until

import selfinstruct
from selfinstruct.datasets.hub import build as hub_build
from selfinstruct.datasets.hub import huggingface
from selfinstruct.datasets.hub.build_folder import MANIFEST
from selfinstruct.datasets.hub.card import card
from selfinstruct.datasets.hub.faults import FaultKind, HubFault
from selfinstruct.datasets.hub.huggingface_errors import fault_of
from selfinstruct.datasets.hub.retries import Transient, retried
from selfinstruct.datasets.hub.shards import write_shards
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, StorageError
from selfinstruct.storage.parquet import FILE_SCHEMA

REPO = "alice/tasks"
NEW, OLD, LOCK = (f".hub.selfinstruct-{what}" for what in ("new", "old", "lock"))
ODD = [
    "制表\t换行\n回车\r\n引号\"'`",
    "表情😀👩\u200d👩\u200d👧，\u2028行分隔\u2029段分隔\x85",
    "```\n---\n<script>|</td>",
    "长" * 20_000,
]
# The library reads environment variables when it is imported, so the tests need a separate process. All tests share one,
# because the import takes ten times as long as a push. Pauses between attempts are recorded and skipped.
DRIVER = """
import contextlib, io, json, sys, time
waits = []
time.sleep = waits.append
from selfinstruct.cli import app as cli
def load(repo, revision):
    import datasets
    datasets.disable_progress_bars()
    return datasets.load_dataset(repo, split="train", revision=revision).to_list()
for line in sys.stdin:
    words, answer = json.loads(line), {}
    out, err = io.StringIO(), io.StringIO()
    waits.clear()
    if words[0] == "load":
        answer["rows"] = load(*words[1:])
    else:
        sys.argv = ["selfinstruct", *words]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli.main()
            except SystemExit as left:
                answer["code"] = left.code or 0
    print(json.dumps(answer | {"out": out.getvalue(), "err": err.getvalue(), "waits": waits}), flush=True)
"""


# A push that is killed after a call of the function `moment`; the number of earlier calls is the second argument.
KILLED = """
import os, signal, sys
from pathlib import Path
from selfinstruct.cli import app as cli
from selfinstruct.datasets.hub import build as folder, build_folder as place
moment, calls = sys.argv.pop(1), iter(range(int(sys.argv.pop(1))))
def kill():
    if next(calls, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
def after(act):
    return lambda *words, **more: (act(*words, **more), kill())[0]
if moment == "mkdir":
    made = os.mkdir
    os.mkdir = lambda path, *more: (made(path, *more), "-new" in str(path) and kill())
elif moment == "write_manifest":
    place._write_manifest = after(place._write_manifest)
elif moment in ("write_shards", "card"):
    setattr(folder, moment, after(getattr(folder, moment)))
elif moment == "check_overwritable":
    place.check_overwritable = after(place.check_overwritable)
else:
    setattr(Path, moment, after(getattr(Path, moment)))
cli.main()
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with served(Hub()) as hub:
        yield hub


@pytest.fixture(scope="module")
def environment(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return hub_environment(hub, tmp_path_factory.mktemp("hf"))


@pytest.fixture(scope="module")
def driver(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    with json_process(DRIVER, environment, tmp_path_factory.mktemp("driver")) as ask:
        yield lambda *words: ask([None if word is None else str(word) for word in words])


@pytest.fixture
def push(driver: Callable[..., Any], hub: Hub) -> Callable[..., Done]:
    hub.clear()

    def pushed(target: Path, *words: object) -> Done:
        answer = driver("push", target, "--repo", REPO, *words)
        assert TOKEN not in answer["out"] + answer["err"]
        assert "Traceback" not in answer["err"]
        return Done(answer["code"], answer["out"], answer["err"])

    return pushed


@pytest.fixture(scope="module")
def made_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "run"
    selfinstruct.generate(n=40, out=path, teacher="offline")
    return path


@pytest.fixture
def run(made_run: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_run, tmp_path / "run"))


def columns_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they are pushed: the family of a row is a matter of the run."""
    return [{name: value for name, value in row.items() if name != "family"} for row in rows]


def change_records(run: Path, change: Callable[[list[dict[str, Any]]], None]) -> list[dict[str, Any]]:
    rows = json_lines(run / "records.jsonl")
    change(rows)
    (run / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    stats = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    (run / "stats.json").write_text(json.dumps(stats | {"accepted": len(rows)}), encoding="utf-8")
    return rows


def change_run_file(run: Path, **parts: dict[str, Any]) -> None:
    stored = tomllib.loads((run / "run.toml").read_text(encoding="utf-8"))
    changed = {name: values | parts.get(name, {}) for name, values in stored.items()}
    (run / "run.toml").write_text(tomli_w.dumps(changed), encoding="utf-8")


def add_odd_texts(rows: list[dict[str, Any]]) -> None:
    for row, text in zip(rows, ODD, strict=False):
        row |= {"instruction": text, "output": text, "nearest": None, "task_type": "math"}


def test_datasets_loads_the_same_rows_as_pushed(push: Any, driver: Any, hub: Hub, run: Path) -> None:
    rows = change_records(run, add_odd_texts)
    done = push(run)
    assert (done.code, done.err) == (0, "")
    assert hub.repos[REPO].private
    assert hub.repos[REPO].made() == 1
    assert sorted(hub.repos[REPO].files()) == sorted(file.relative_to(run / "hub").as_posix() for file in files(run))
    assert beside(run) == {"hub"}
    assert not [path for path, file in hub.repos[REPO].files().items() if TOKEN.encode() in file.data]
    assert driver("load", REPO, None)["rows"] == columns_of(rows)
    assert list(rows[0])[:1] == ["id"]
    assert pq.read_schema(run / "hub/data/train-00000-of-00001.parquet").names[:3] == ["instruction", "input", "output"]


def files(run: Path) -> list[Path]:
    """Return the files of a built folder that are pushed."""
    return [path for path in (run / "hub").rglob("*") if path.is_file() and path.name != MANIFEST]


def beside(run: Path) -> set[str]:
    return {path.name for path in run.iterdir() if "hub" in path.name}


def test_a_second_push_makes_no_commit_and_reports_it(push: Any, hub: Hub, run: Path) -> None:
    first = json.loads(push(run, "--json").out)
    hub.calls.clear()
    again = json.loads(push(run, "--json").out)
    assert (first["changed"], again["changed"], hub.repos[REPO].made()) == (True, False, 1)
    assert first["commit"] == again["commit"]
    assert not hub.calls["preupload"] + hub.calls["put"] + hub.calls["commit"]
    assert "no commit was made" in push(run).out


def test_a_larger_run_replaces_the_shards_and_keeps_other_files(push: Any, hub: Hub, run: Path) -> None:
    push(run)
    foreign = {"LICENSE": File(b"mine", lfs=False), "data/train-extra.parquet": File(b"also mine", lfs=True)}
    stale = {"data/train-00000-of-00002.parquet": File(b"old", lfs=True)}
    hub.repos[REPO].commits["main"].append(hub.repos[REPO].files() | foreign | stale)
    change_records(run, lambda rows: rows.append(rows[0] | {"id": "again"}))
    assert push(run).code == 0
    found = hub.repos[REPO].files()
    assert found.keys() & (foreign.keys() | stale.keys()) == foreign.keys()
    assert hub.repos[REPO].made() == 3


CALLS = ["create", "info", "tree", "yaml", "preupload", "batch", "put", "verify", "commit"]


@pytest.mark.parametrize("fault", [500, 503, 429, "reset", "lost"])
@pytest.mark.parametrize("call", CALLS)
def test_a_temporary_fault_is_retried_and_one_commit_is_made(
    push: Any, hub: Hub, run: Path, call: str, fault: Any
) -> None:
    hub.faults[call] = [fault, fault]
    done = push(run, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["changed"]
    assert hub.repos[REPO].made() == 1
    assert hub.calls[call] > 1 or hub.calls["create"] > 1  # the call or the whole push was repeated


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("call", CALLS)
def test_a_refusal_is_not_retried(push: Any, hub: Hub, run: Path, call: str, status: int) -> None:
    hub.faults[call] = [{"status": status, "text": json.dumps({"error": "no rights here"})}] * 3
    done = push(run)
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("error: the Hub ")
    assert done.err.count("\n") == 1
    assert "retrying" not in done.err
    assert not hub.repos or not hub.repos[REPO].made()


@pytest.mark.parametrize("call", ["create", "put", "commit"])
def test_a_permanent_fault_ends_the_push_after_a_limited_number_of_attempts(
    push: Any, hub: Hub, run: Path, call: str
) -> None:
    hub.faults[call] = [503] * 100
    done = push(run)
    assert done.code == 5
    assert "5 times in a row" in done.err
    assert hub.calls[call] <= 5 * 6  # the library itself makes up to six attempts for some calls
    hub.faults.clear()
    assert push(run).code == 0
    assert hub.repos[REPO].made() == 1


def test_the_waiting_time_requested_by_the_hub_is_used(driver: Any, hub: Hub, run: Path) -> None:
    hub.clear()
    hub.faults["commit"] = [
        {"status": 429, "headers": {"Retry-After": "7"}},
        {"status": 429, "headers": {"RateLimit": '"api";r=0;t=55'}},
    ]
    answer = driver("push", run, "--repo", REPO)
    assert answer["code"] == 0
    assert answer["waits"] == [7, 55]
    hub.clear()
    hub.faults["create"] = [{"status": 429, "headers": {"Retry-After": "3600"}}]
    answer = driver("push", run, "--repo", REPO)
    assert (answer["code"], answer["waits"]) == (5, [])
    assert "3600 s" in answer["err"]


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("pull_request", "lost"),
        ("pull_request", 503),
        ("discussion", 500),
        ("commit", "lost"),
        ("commit", 500),
        ("discussions", "reset"),
    ],
)
def test_a_retry_opens_no_second_pull_request(push: Any, hub: Hub, run: Path, call: str, fault: Any) -> None:
    hub.faults[call] = [fault]
    done = push(run, "--create-pr", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["pull_request"].endswith("/discussions/1")
    again = json.loads(push(run, "--create-pr", "--json").out)
    repo = hub.repos[REPO]
    assert (len(repo.pull_requests), repo.made("refs/pr/1"), repo.made()) == (1, 1, 0)
    assert (json.loads(done.out)["changed"], again["changed"]) == (True, False)


def test_a_branch_is_created_and_can_be_loaded(push: Any, driver: Any, hub: Hub, run: Path) -> None:
    assert push(run, "--revision", "v2/draft").code == 0
    assert (hub.repos[REPO].made(), hub.repos[REPO].made("v2/draft")) == (0, 1)
    assert driver("load", REPO, "v2/draft")["rows"] == columns_of(json_lines(run / "records.jsonl"))
    assert 'revision="v2/draft"' in (run / "hub/README.md").read_text(encoding="utf-8")


def test_nothing_is_uploaded_to_a_public_repository_without_the_flag(push: Any, hub: Hub, run: Path) -> None:
    assert push(run, "--public").code == 0
    assert not hub.repos[REPO].private
    change_records(run, lambda rows: rows.pop() and None)
    hub.calls.clear()
    done = push(run)
    assert done.code == 2
    assert f"{REPO} is already public" in done.err
    assert not hub.calls["preupload"] + hub.calls["put"] + hub.calls["commit"]
    assert push(run, "--public").code == 0


def test_a_private_repository_remains_private(push: Any, hub: Hub, run: Path) -> None:
    push(run)
    done = push(run, "--public")
    assert hub.repos[REPO].private
    assert "--public" in done.err
    assert "private" in done.out


def started(environment: dict[str, str], run: Path, hub: Hub, call: str) -> subprocess.Popen[str]:
    """Start a push in a separate process and wait until it is in the middle of a call."""
    hub.clear()
    hub.faults[call] = ["hold"]
    words = [sys.executable, "-m", "selfinstruct", "push", str(run), "--repo", REPO]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until(hub.held.is_set)
    return process


@pytest.mark.parametrize("call", ["put", "commit"])
def test_a_killed_push_is_completed_by_the_same_command(
    push: Any, driver: Any, environment: dict[str, str], hub: Hub, run: Path, call: str
) -> None:
    process = started(environment, run, hub, call)
    process.kill()
    process.communicate(timeout=HANGS)
    assert hub.repos[REPO].made() == 0
    assert push(run).code == 0
    assert hub.repos[REPO].made() == 1
    assert driver("load", REPO, None)["rows"] == columns_of(json_lines(run / "records.jsonl"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_exits_immediately_with_a_message_of_one_line(
    environment: dict[str, str], hub: Hub, run: Path, number: signal.Signals
) -> None:
    process = started(environment, run, hub, "put")
    process.send_signal(number)
    out, err = process.communicate(timeout=HANGS)
    assert (process.returncode, out) == (130, "")
    assert "stopped" in err
    assert err.count("\n") == 1
    assert beside(run) == {"hub", LOCK}


def test_a_folder_that_is_being_pushed_is_locked(push: Any, environment: dict[str, str], hub: Hub, run: Path) -> None:
    process = started(environment, run, hub, "put")
    done = push(run, "--dry-run")
    process.kill()
    process.communicate(timeout=HANGS)
    assert done.code == 6
    assert "another process" in done.err


def test_a_dry_run_builds_the_folder_without_contacting_the_hub(
    console: Command, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise AssertionError("a dry run must not read the token")

    monkeypatch.setattr(huggingface, "token", fail)
    done = console("push", run, "--repo", REPO, "--dry-run")
    assert done.code == 0
    assert "alice/tasks on huggingface (private if new)" in done.out
    assert "data/train-00000-of-00001.parquet" in done.out
    assert (
        json.loads(console("push", run, "--repo", REPO, "--dry-run", "--public", "--json").out)["visibility"]
        == "public"
    )
    assert {path.name for path in run.iterdir()} >= {"hub"}


def test_nothing_is_built_without_a_token(console: Command, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub, "get_token", lambda: None)
    done = console("push", run, "--repo", REPO)
    assert done.code == 2
    assert "HF_TOKEN" in done.err
    assert not (run / "hub").exists()
    monkeypatch.setattr(huggingface_hub, "get_token", lambda: "hf_“quoted”")
    assert "invalid character" in console("push", run, "--repo", REPO).err


def test_an_invalid_endpoint_and_offline_mode_are_reported(
    console: Command, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", "hf-mirror.example")
    assert "HF_ENDPOINT" in console("push", run, "--repo", REPO).err
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    done = console("push", run, "--repo", REPO)
    assert (done.code, "HF_HUB_OFFLINE is set" in done.err) == (2, True)


@pytest.mark.parametrize(
    "repo",
    [
        "tasks",
        "a/b/c",
        "/tasks",
        "alice/",
        "alice/ta sks",
        "alice/..",
        "alice/-a",
        "阿/数据",
        "a--b/c",
        "alice/x.git",
        "a/" + "b" * 95,
        "https://huggingface.co/datasets/a/b",
    ],
)
def test_an_invalid_repository_name_is_refused(console: Command, run: Path, repo: str) -> None:
    done = console("push", run, "--repo", repo, "--dry-run")
    assert (done.code, done.err.startswith("error: --repo must be NAME/SET")) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--hub", "gitlab"], "--hub must be"),
        (["--revision", "../x"], "--revision must be"),
        (["--revision", "v2", "--create-pr"], "--create-pr opens"),
        (["--hub", "modelscope", "--create-pr"], "--create-pr opens"),
        (["--license", "my own!"], "--license must be"),
    ],
)
def test_invalid_flags_are_refused(console: Command, run: Path, words: list[str], said: str) -> None:
    done = console("push", run, "--repo", REPO, "--dry-run", *words)
    assert done.code == 2
    assert said in done.err


def test_the_folder_has_no_local_paths_addresses_or_keys(console: Command, run: Path, tmp_path: Path) -> None:
    place, address, key = "/home/alice/secret-place", "http://10.1.2.3:8000/v1", "sk-planted0123456789"
    own = {"seeds": f"{place}/seeds.jsonl", "prompt": f"{place}/prompt.txt", "against": [f"{place}/ceval.jsonl"]}
    extra = json.dumps({"enable_thinking": False, "api_key": key, "metadata": {"user": "alice"}})
    change_run_file(
        run,
        settings=own | {"base_url": address, "key_env": "ALICES_KEY", "teacher": "openai", "extra_body": extra},
        identity={"teacher": "openai", "model": f"{place}/Qwen2.5-14B", "extra_body": extra},
    )
    change_records(run, lambda rows: [row.update(teacher=f"{place}/Qwen2.5-14B") for row in rows] and None)
    assert console("push", run, "--repo", "bob/tasks", "--dry-run").code == 0
    content = b"".join(path.read_bytes() for path in files(run))
    for planted in ("secret-place", "10.1.2.3", key, "alice", "ALICES_KEY", str(tmp_path), str(Path.home()) + "/"):
        assert planted.encode() not in content, planted
    assert set(pq.read_table(run / "hub/data/train-00000-of-00001.parquet")["teacher"].to_pylist()) == {"Qwen2.5-14B"}
    card = (run / "hub/README.md").read_text(encoding="utf-8")
    assert "--model Qwen2.5-14B --base-url ADDRESS" in card
    assert "--seeds SEEDS --prompt TEMPLATE --against FILE_1" in card
    assert '"enable_thinking": false' in (run / "hub/provenance.json").read_text(encoding="utf-8")


def test_the_same_rows_produce_the_same_bytes(console: Command, run: Path) -> None:
    def built() -> dict[str, bytes]:
        assert console("push", run, "--repo", REPO, "--dry-run").code == 0
        return {str(path): path.read_bytes() for path in files(run)}

    first = built()
    stats = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    (run / "stats.json").write_text(json.dumps(stats | {"seconds": 1234.5}), encoding="utf-8")
    assert built() == first


@pytest.mark.parametrize(("number", "code", "said"), [(errno.ENOSPC, 6, "disk is full"), (errno.EROFS, 2, "--out")])
def test_the_old_folder_is_kept_if_the_new_one_cannot_be_written(
    console: Command, run: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, said: str
) -> None:
    console("push", run, "--repo", REPO, "--dry-run")
    before = {path: path.read_bytes() for path in files(run)}

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(hub_build, "card", fail)
    done = console("push", run, "--repo", REPO, "--dry-run")
    assert (done.code, said in done.err) == (code, True)
    assert {path: path.read_bytes() for path in files(run)} == before
    assert beside(run) == {"hub"}


def test_the_old_folder_is_kept_if_the_build_is_interrupted(
    console: Command, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console("push", run, "--repo", REPO, "--dry-run")
    before = {path: path.read_bytes() for path in files(run)}
    monkeypatch.setattr(hub_build, "card", lambda *_: os.kill(os.getpid(), signal.SIGINT))
    done = console("push", run, "--repo", REPO, "--dry-run")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    assert (done.code, done.out) == (130, "")
    assert re.search(r"\bstopped\b.*\bhub was not written", done.err)
    assert {path: path.read_bytes() for path in files(run)} == before
    assert beside(run) == {"hub"}


def test_a_run_in_progress_is_published_up_to_its_statistics(console: Command, run: Path) -> None:
    rows = json_lines(run / "records.jsonl")
    with (run / "records.jsonl").open("a", encoding="utf-8") as records:
        records.write(json.dumps(rows[0] | {"id": "later"}) + '\n{"id": "half a li')
    assert json.loads(console("push", run, "--repo", REPO, "--dry-run", "--json").out)["rows"] == 40
    assert pq.read_table(run / "hub/data/train-00000-of-00001.parquet")["id"].to_pylist() == [row["id"] for row in rows]


def test_a_damaged_record_is_reported(console: Command, run: Path) -> None:
    change_records(run, lambda rows: rows[3].update(slot="three") or None)
    done = console("push", run, "--repo", REPO, "--dry-run")
    assert done.code == 6
    assert "row 4 " in done.err
    assert not (run / "hub").exists()


def snapshot(build: Path) -> dict[str, bytes]:
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in build.rglob("*") if path.is_file()}


@pytest.fixture
def built(console: Command, tmp_path: Path) -> Path:
    """Build the folder `a.hub` from the file `a.jsonl`."""
    (tmp_path / "a.jsonl").write_text('{"instruction": "写一首诗。", "output": "春风。"}\n', encoding="utf-8")
    assert build(console).code == 0
    return tmp_path / "a.hub"


def build(console: Command, *words: str | Path) -> Done:
    return console("push", "a.jsonl", "--repo", REPO, "--dry-run", *words)


def test_a_build_leaves_no_other_files_and_the_manifest_is_not_pushed(
    console: Command, built: Path, tmp_path: Path
) -> None:
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "a.hub"}
    told = json.loads(build(console, "--json").out)
    assert {file["name"] for file in told["files"]} == snapshot(built).keys() - {MANIFEST}


@pytest.mark.parametrize(
    "others",
    [
        {"README.md": "mine", "data/precious.csv": "1,2", ".git/HEAD": "ref: refs/heads/main"},
        {"README.md": "mine"},
        {"README.md": "mine", "statistics.json": "{}", "data/train-00000-of-00001.parquet": "rows"},
        {"data/train-00000-of-00001.parquet": "rows"},
        {".hidden": ""},
        {MANIFEST: '{"files": {}}', "README.md": "mine"},
        {MANIFEST: '{"files": {"README.md": "0"}}', "README.md": "mine"},
        {MANIFEST: "[" * 100_000, "README.md": "mine"},
        {MANIFEST: json.dumps({"files": {"precious": hashlib.sha256(b"mine").hexdigest()}}), "precious": "mine"},
        {f"{MANIFEST}/x": "mine"},
    ],
)
def test_a_folder_that_was_not_built_is_kept_regardless_of_its_file_names(
    console: Command, built: Path, tmp_path: Path, others: dict[str, str]
) -> None:
    project = tmp_path / "proj"
    for name, text in others.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    before = snapshot(project)
    done = build(console, "--out", "proj")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert snapshot(project) == before
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "a.hub", "proj"}


@pytest.mark.parametrize(
    "name", ["notes.md", ".DS_Store", ".git/HEAD", "data/precious.csv", "data/train-00001-of-00002.parquet", "data/x/y"]
)
def test_files_added_to_a_built_folder_are_kept(console: Command, built: Path, name: str) -> None:
    (built / name).parent.mkdir(exist_ok=True)
    (built / name).write_text("mine", encoding="utf-8")
    before = snapshot(built)
    done = build(console)
    assert (done.code, name.partition("/")[0] in done.err) == (2, True)
    assert snapshot(built) == before


@pytest.mark.parametrize("name", ["README.md", "statistics.json", "data/train-00000-of-00001.parquet"])
def test_edited_files_of_a_built_folder_are_kept(console: Command, built: Path, name: str) -> None:
    with (built / name).open("ab") as file:
        file.write(b"more of mine\n")
    before = snapshot(built)
    done = build(console)
    assert (done.code, f"{name}: the file was changed after it was built" in done.err) == (2, True)
    assert snapshot(built) == before
    (built / name).unlink()
    assert build(console).code == 0


def test_symbolic_links_are_not_replaced(console: Command, built: Path, tmp_path: Path) -> None:
    moved = built.rename(tmp_path / "elsewhere")
    built.symlink_to(moved)
    assert "a.hub: not a folder" in build(console).err
    built.unlink()
    moved.rename(built)
    (built / "data").rename(tmp_path / "rows")
    (built / "data").symlink_to(tmp_path / "rows")
    assert build(console).code == 2
    assert (tmp_path / "rows/train-00000-of-00001.parquet").exists()


def test_an_empty_folder_may_be_filled(console: Command, built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert build(console, "--out", "empty").code == 0
    assert snapshot(tmp_path / "empty") == snapshot(built)


@pytest.mark.parametrize("out", [".", "..", "/", "./", "a.hub/..", "//"])
def test_the_working_directory_and_its_parents_are_not_replaced(console: Command, built: Path, out: str) -> None:
    done = build(console, "--out", out)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "working directory" in done.err


def test_folders_with_names_similar_to_temporary_ones_are_kept(console: Command, built: Path, tmp_path: Path) -> None:
    for name in ("a.hub.old", "a.hub.new", "a.hub.lock"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("mine", encoding="utf-8")
    before = snapshot(tmp_path)
    assert build(console).code == 0
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("what", ["new", "old"])
@pytest.mark.parametrize("others", [{"thesis.txt": "mine"}, {MANIFEST: "{}", "thesis.txt": "mine"}, {"README.md": "m"}])
def test_other_files_at_the_path_of_a_temporary_folder_are_kept(
    console: Command, built: Path, tmp_path: Path, what: str, others: dict[str, str]
) -> None:
    place = tmp_path / f".a.hub.selfinstruct-{what}"
    place.mkdir()
    for name, text in others.items():
        (place / name).write_text(text, encoding="utf-8")
    before = snapshot(tmp_path)
    done = build(console)
    assert (done.code, f"{place.name}: " in done.err) == (2, True)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("moment", "calls"),
    [
        ("mkdir", 0),
        ("write_manifest", 0),
        ("write_shards", 0),
        ("card", 0),
        ("write_manifest", 1),
        ("check_overwritable", 0),
        ("rename", 1),  # the old folder; call 0 renames a shard
        ("rename", 2),  # the new folder
        ("unlink", 0),
        ("unlink", 2),
        ("rmdir", 0),
    ],
)
def test_the_next_build_removes_temporary_folders_of_a_killed_one(
    console: Command, built: Path, tmp_path: Path, moment: str, calls: int
) -> None:
    before = snapshot(built)
    words = [sys.executable, "-c", KILLED, moment, str(calls), "push", "a.jsonl", "--repo", REPO, "--dry-run"]
    assert subprocess.run(words, cwd=tmp_path, check=False).returncode == -signal.SIGKILL
    assert {path.name for path in tmp_path.iterdir()} > {"a.jsonl", ".a.hub.selfinstruct-lock"}
    assert build(console).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "a.hub"}
    assert snapshot(built) == before


def test_existing_files_are_not_overwritten_by_a_build(console: Command, run: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "papers/thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("mine", encoding="utf-8")
    for out in (thesis.parent, thesis, thesis / "below", run):
        done = console("push", run, "--repo", REPO, "--dry-run", "--out", out)
        assert (done.code, "--out" in done.err) == (2, True)
    assert thesis.read_text(encoding="utf-8") == "mine"
    assert (run / "records.jsonl").exists()


def test_files_added_during_the_build_are_kept(console: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_meanwhile(*words: Any) -> str:
        (built / "notes.md").write_text("mine", encoding="utf-8")
        return card(*words)

    monkeypatch.setattr(hub_build, "card", write_meanwhile)
    assert build(console).code == 2
    assert (built / "notes.md").read_text(encoding="utf-8") == "mine"
    assert (built / "README.md").exists()


def test_a_failed_push_removes_the_folders_that_it_created(console: Command, built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    done = console("push", "empty.jsonl", "--repo", REPO, "--dry-run", "--out", "new/folder/hub")
    assert done.code == 2
    assert not (tmp_path / "new").exists()


def test_a_run_without_accepted_tasks_is_refused(console: Command, run: Path) -> None:
    change_records(run, lambda rows: rows.clear())
    done = console("push", run, "--repo", REPO, "--dry-run")
    assert (done.code, f"selfinstruct generate --out {run}" in done.err) == (2, True)
    assert not (run / "hub").exists()


def test_a_dataset_file_can_be_pushed_and_its_card_states_what_is_unknown(
    push: Any, driver: Any, hub: Hub, tmp_path: Path
) -> None:
    rows = [{"instruction": f"写第{number}句话。", "input": "", "output": text} for number, text in enumerate(ODD)]
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert push(path).code == 0
    loaded = driver("load", REPO, None)["rows"]
    assert [{name: row[name] for name in rows[0]} for row in loaded] == rows
    assert [row["id"] for row in loaded] == ["1", "2", "3", "4"]
    card = hub.repos[REPO].files()["README.md"].data.decode()
    assert "are unknown" in card
    assert "provenance.json" not in hub.repos[REPO].files()


def test_card_pushed_rows_and_exported_rows_have_the_same_types(console: Command, tmp_path: Path) -> None:
    rows = [
        {"instruction": "写一首关于春天的诗。", "output": "春风。", "task_type": "我的类型"},
        {"instruction": "1加1等于几？", "output": "2", "task_type": "math"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert build(console).code == 0
    assert console("export", "a.jsonl", "--format", "parquet").code == 0
    pushed, exported = (
        pq.read_table(tmp_path / path)["task_type"].to_pylist()
        for path in ("a.hub/data/train-00000-of-00001.parquet", "a.parquet")
    )
    text = (tmp_path / "a.hub/README.md").read_text(encoding="utf-8")
    assert pushed == exported == ["generation", "math"]
    assert re.findall(r"^\| `(\w+)` \| 1 \|", text, re.MULTILINE) == pushed
    assert re.findall(r"^\*\*(\w+)\*\* \(", text, re.MULTILINE) == pushed


def test_odd_values_in_a_file_produce_valid_json_and_rows(console: Command, tmp_path: Path) -> None:
    odd = [
        '"id": "\\ud800", "nearest": {"score": 1e999}',
        '"id": ["x"], "nearest": {"score": -3}, "type_source": "\\udfff"',
        '"id": {"a": NaN}, "nearest": {"score": true}',
        '"id": 1e999, "nearest": {"score": "high"}',
    ]
    lines = [f'{{"instruction": "写一首诗。", "output": "春风。", {more}}}\n' for more in odd]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    done = build(console)
    assert (done.code, done.err) == (0, "")
    text = (tmp_path / "a.hub/statistics.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_constant=pytest.fail)["nearest"] is None
    assert len(pq.read_table(tmp_path / "a.hub/data/train-00000-of-00001.parquet")) == len(odd)


def test_an_invalid_score_is_not_counted_in_the_statistics_of_a_run(console: Command, run: Path) -> None:
    change_records(run, lambda rows: [row["nearest"].update(score=1e999) for row in rows if row["nearest"]] and None)
    assert console("push", run, "--repo", REPO, "--dry-run").code == 0
    text = (run / "hub/statistics.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_constant=pytest.fail)["nearest"] is None


def test_statistics_that_are_not_valid_json_are_reported(console: Command, run: Path) -> None:
    stats = json.loads((run / "stats.json").read_text(encoding="utf-8"))
    (run / "stats.json").write_text(json.dumps(stats | {"cost": float("nan")}), encoding="utf-8")
    done = console("push", run, "--repo", REPO, "--dry-run")
    assert (done.code, "stats.json" in done.err) == (6, True)


def test_a_row_that_does_not_fit_its_columns_is_reported(tmp_path: Path) -> None:
    rows = [{"instruction": "写一首诗。", "input": "", "output": "好", "id": number or None} for number in range(3)]
    with pytest.raises(StorageError, match=r"\brow 2\b"):
        write_shards(rows, tmp_path, FILE_SCHEMA)


def test_shards_do_not_exceed_the_maximum_size(tmp_path: Path) -> None:
    rows = [{"instruction": os.urandom(500).hex(), "input": "", "output": "好"} for _ in range(30_000)]
    shards = write_shards(rows, tmp_path, FILE_SCHEMA, max_bytes=16_000_000)
    assert [shard.name for shard in shards] == ["train-00000-of-00002.parquet", "train-00001-of-00002.parquet"]
    assert [shard.rows for shard in shards] == [20_000, 10_000]
    assert all(shard.size == (tmp_path / shard.name).stat().st_size <= 16_000_000 for shard in shards)
    read = [text for shard in shards for text in pq.read_table(tmp_path / shard.name)["instruction"].to_pylist()]
    assert read == [row["instruction"] for row in rows]


def test_the_cause_of_a_wrapped_error_determines_the_fault() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    for cause, kind in ((full, FaultKind.DISK_FULL), (PermissionError("no"), FaultKind.UPLOAD_REFUSED)):
        wrapper = RuntimeError("something failed")
        wrapper.__cause__ = cause
        assert fault_of(wrapper, None).kind is kind
    assert fault_of(ValueError(f"{TOKEN}\nis bad"), TOKEN) == HubFault(FaultKind.OTHER, "ValueError: [redacted] is bad")


def test_the_error_for_a_mirror_without_xet_has_the_workaround() -> None:
    why = "Data processing error: 404 Not Found (https://x/api/datasets/a/b/xet-write-token/main)"
    found = huggingface.push_error(RuntimeError(why), "a/b", "hf_token")
    assert isinstance(found, HubRefused)
    assert "HF_HUB_DISABLE_XET=1" in str(found)


def test_retries_end_with_the_last_fault() -> None:
    waits: list[float] = []
    said: list[str] = []

    def fail() -> None:
        raise Transient("the Hub returned 503")

    with pytest.raises(HubUnreachable, match="503, 5 times in a row"):
        retried(fail, said.append, waits.append)
    assert waits == [1, 2, 4, 8]
    assert said[0] == "the Hub returned 503; retrying in 1 s (attempt 2 of 5)"


def test_the_error_for_a_missing_extra_has_the_install_command(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfinstruct.datasets.hub import modelscope

    monkeypatch.setitem(sys.modules, "modelscope_hub", None)
    with pytest.raises(InputError, match="pip install modelscope-hub"):
        modelscope.token()
