"""A file of settings: its names and types, its rank among the layers, and what it takes to trust one."""

from __future__ import annotations

import ast
import json
import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Command, Done, LoopbackTeacher
from module_map import modules

import selfinstruct
from selfinstruct.errors import InputError
from selfinstruct.runs.file_settings import NOT_IN_FILE, FileSettings, file_settings
from selfinstruct.runs.identity import default_folder
from selfinstruct.runs.layers import Completed, complete
from selfinstruct.runs.options import CheckOptions, GenerateOptions, TeacherOptions, flag_of, read_options
from selfinstruct.runs.settings import Settings, resolve
from selfinstruct.runs.teacher_settings import as_plain

SECRET = "sk-secret-0123456789abcdef"
KEY = {"OPENAI_API_KEY": SECRET}
FILE = Path("selfinstruct.toml")
NAMES = sorted({each.name for each in fields(GenerateOptions)} - set(NOT_IN_FILE))


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def write(text: str | bytes, path: Path = FILE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def values(text: str | bytes) -> dict[str, Any]:
    write(text)
    return dict(file_settings(None).values)


def completed(
    file: str, environ: Mapping[str, str] | None = None, stored: Mapping[str, Any] | None = None, **options: Any
) -> Completed[GenerateOptions]:
    write(file)
    return complete(read_options(GenerateOptions, options), file_settings(None), environ or KEY, stored)


def resolved(
    file: str, environ: Mapping[str, str], stored: Mapping[str, Any] | None = None, **options: Any
) -> Settings:
    return resolve(completed(file, environ, stored, **options).options, environ, stored)


# Names and types


def test_every_option_has_a_name_in_the_file_except_those_with_a_reason() -> None:
    assert set(NOT_IN_FILE) < {each.name for each in fields(GenerateOptions)}
    assert all(NOT_IN_FILE.values())
    for name in NAMES:
        with pytest.raises(InputError, match=rf"^selfinstruct.toml: {name} must be "):
            values(f"{name} = 1979-05-27")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# nothing\n", {}),
        ('model = "qwen-plus"', {"model": "qwen-plus"}),
        ("max-tokens = 100", {"max_tokens": 100}),
        ("max_tokens = 100", {"max_tokens": 100}),
        ('max_tokens = "none"', {"max_tokens": 0}),
        ('temperature = "none"', {"temperature": "none"}),
        ("temperature = 1", {"temperature": 1.0}),
        ("stream = true", {"stream": True}),
        ('base_url = "http://a/v1"', {"base_url": ("http://a/v1",)}),
        ('base_url = ["http://a/v1", "http://b/v1"]', {"base_url": ("http://a/v1", "http://b/v1")}),
        ('seeds = "my.jsonl"', {"seeds": Path("my.jsonl")}),
        ('against = ["a.jsonl", "/b.jsonl"]', {"against": (Path("a.jsonl"), Path("/b.jsonl"))}),
        ("extra_body = {top_k = 20, stop = ['a']}", {"extra_body": '{"stop": ["a"], "top_k": 20}'}),
        ("extra_body = '{\"top_k\": null}'", {"extra_body": '{"top_k": null}'}),
        ("mix = {open_qa = 2, chat = 1}", {"mix": {"open_qa": 2, "chat": 1}}),
        ('topic = ""\nbase_url = [""]', {}),
        (b'\xef\xbb\xbfconcurrency = 5\r\noutage = "30m"\r\n', {"concurrency": 5, "outage": "30m"}),
        ("[prices]\nany = 1", {}),
    ],
)
def test_values_are_read_as_options_hold_them(text: str | bytes, expected: dict[str, Any]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("concurency = 64", "'concurency' is not a setting; did you mean concurrency?"),
        ('Model = "m"', "did you mean model?"),
        ("--tasks = 5", "did you mean tasks?"),
        ("colour = 1", "selfinstruct config show"),
        ('[generate]\nmodel = "m"', "outside of tables"),
        ("teacher.name = 1", "teacher must be text, not a table"),
        ("n = 5", "pass --n"),
        ('out = "run"', "pass --out"),
        ("trust = true", "pass --trust"),
        (f'api_key = "{SECRET}"', "environment variable"),
        (f'OPENAI_API_KEY = "{SECRET}"', "environment variable"),
        (f'key_env = "{SECRET}"', "key_env must be the name of an environment variable"),
        (f'"{SECRET}" = 1', "is not a setting"),
        (f'concurrency = "{SECRET}"', "a whole number"),
        ("model = qwen-plus", "text needs quotes"),
        ("stream = True", "lower case"),
        ("model: qwen-plus", "line 1"),
        ('model = "a"\nmodel = "b"\n', "line 2"),
        ("max-tokens = 1\nmax_tokens = 1", "max_tokens is set twice"),
        ('concurrency = "64"', "concurrency must be a whole number without quotes, not '64'"),
        ("concurrency = 64.0", "concurrency must be a whole number, not 64.0"),
        ("concurrency = true", "concurrency must be a whole number, not true"),
        ('max_tokens = "some"', "a whole number without quotes or \"none\", not 'some'"),
        ("timeout = true", "timeout must be a number, not true"),
        ("timeout = inf", "timeout must be a number, not inf"),
        ("temperature = nan", 'temperature must be a number or "none", not nan'),
        ("timeout = 1979-05-27T07:32:00Z", "not a date or time"),
        ("stream = 1", "stream must be true or false, not 1"),
        ("model = 4", "model must be text, not 4"),
        ('model = ["m"]', "model must be text, not a list"),
        ('model = "a\\u0000b"', "NUL"),
        ("base_url = []", "base_url must be text, or a list of texts, not an empty list"),
        ('base_url = ["http://a", 1]', "not 1"),
        ('base_url = "localhost:8000"', "base_url must be an address such as http"),
        (f'base_url = "user:{SECRET}@host"', "base_url must be an address such as http"),
        ('seeds = "~no-such-user/x"', "home directory"),
        ("extra_body = {a = [1979-05-27]}", "a table with other values"),
        ("extra_body = {a = nan}", "a table with other values"),
        ("extra_body = 5", "a table of texts, numbers, true and false, not 5"),
        (f"extra_body{'.a' * 2000} = 1", "a table with other values"),
        (f"seed = 0x{'f' * 5000}", "too large"),
        (f"seed = {'9' * 5000}", "too many digits"),
        (f"extra_body = {'[' * 5000}", "nested too deeply"),
        ("prices = 5", "prices must be a table"),
        (b"model = \xff", "not UTF-8"),
        (b'model = "a\x00b"', "x00"),
    ],
)
def test_a_mistake_ends_in_a_sentence_that_names_the_file_and_shows_no_secret(
    console: Command, text: str | bytes, words: str
) -> None:
    write(text)
    done = console("config", "show")
    assert done.code == 2
    assert done.err.startswith("error: selfinstruct.toml: ")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert SECRET not in done.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("concurrency = 0", "selfinstruct.toml: concurrency must be at least 1 and at most 1000, not 0"),
        ("max-tokens = -1", "selfinstruct.toml: max_tokens must be at least 0"),
        ("tasks = 3", "selfinstruct.toml: --demonstrations must be at least 1 and less than tasks (3), not 3"),
        ('dedup-on = "output"', "selfinstruct.toml: dedup_on must be instruction or instruction+input, not 'output'"),
        ('provider = "dashscpe"', "selfinstruct.toml: provider 'dashscpe' is not known; did you mean dashscope?"),
        ("mix = {open_q = 1}", "selfinstruct.toml: mix: 'open_q' is not a task type"),
        ('balance = true\nmix = "chat=1"', "selfinstruct.toml: balance "),
        ("extra_body = '{bad'", "selfinstruct.toml: extra_body is not valid JSON"),
        ('teacher = "offline"\nmodel = "m"', "selfinstruct.toml: model cannot be combined with the offline teacher"),
    ],
)
def test_a_value_out_of_its_range_is_reported_with_the_file_and_without_dashes(
    console: Command, text: str, words: str
) -> None:
    write(text)
    done = console("generate", "--n", 5)
    assert done.code == 2
    assert done.err.startswith(f"error: {words}")


def test_an_option_that_is_wrong_is_not_blamed_on_the_file(console: Command) -> None:
    write("concurrency = 5\ntasks = 20")
    done = console("generate", "--n", 5, "--concurrency", 0)
    assert done.err.startswith("error: --concurrency must be at least 1")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "directory"),
        (lambda path: os.mkfifo(path), "a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
        (lambda path: path.symlink_to("nowhere"), "does not exist"),
        (lambda path: path.symlink_to(path), "links"),
        (lambda path: os.truncate(write("", path), 50 << 20), "larger than 1 MiB"),
    ],
    ids=["folder", "pipe", "device", "dangling link", "circular link", "50 MiB"],
)
@pytest.mark.parametrize("words_before", [(), ("--config", "./selfinstruct.toml")], ids=["unnamed", "named"])
def test_what_is_not_a_small_file_is_refused(
    console: Command, make: Callable[[Path], object], words: str, words_before: tuple[str, ...]
) -> None:
    make(FILE)
    done = console("generate", "--n", 5, *words_before)
    assert (done.code, words in done.err, done.err.count("\n")) == (2, True, 1)


def test_a_named_file_must_exist_and_the_usual_one_need_not(console: Command) -> None:
    assert console("generate", "--n", 5).code == 0
    done = console("generate", "--n", 5, "--config", "my.toml")
    assert (done.code, done.err) == (2, "error: my.toml: the settings file does not exist; correct --config\n")


def test_none_reads_no_file(console: Command) -> None:
    write("not TOML")
    assert console("generate", "--n", 5, "--config", "none").code == 0
    assert selfinstruct.generate(5, config="none", quiet=True).accepted == 5


def test_paths_are_relative_to_the_file_and_home_is_expanded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = write('seeds = "my.jsonl"\nprompt = "/p.txt"\nagainst = ["~/a.jsonl", "../b.jsonl"]', Path("lab/x.toml"))
    found = file_settings(path).values
    assert found["seeds"] == Path("lab/my.jsonl")
    assert found["prompt"] == Path("/p.txt")
    assert found["against"] == (tmp_path / "a.jsonl", Path("lab/../b.jsonl"))


def test_the_table_of_prices_is_handed_on() -> None:
    write('model = "m"\n[prices.m]\nin = 1\nout = 2\n')
    assert file_settings(None).prices == {"m": {"in": 1, "out": 2}}
    assert file_settings(Path("none")).prices == {}
    FILE.unlink()
    assert file_settings(None).prices == {}


# Rank

LAYERS = ("option", "run folder", "environment", "file")
URLS = {name: f"http://{name.replace(' ', '-')}.example/v1" for name in LAYERS}


@given(st.sets(st.sampled_from(LAYERS)))
def test_an_address_comes_from_option_run_folder_environment_and_file_in_this_order(present: set[str]) -> None:
    environ = KEY | ({"OPENAI_BASE_URL": URLS["environment"]} if "environment" in present else {})
    stored = as_plain(Settings(teacher="openai", model="m", base_url=URLS["run folder"], extra_body={}))
    found = resolved(
        f'base_url = "{URLS["file"]}"' if "file" in present else "",
        environ,
        stored if "run folder" in present else None,
        **({"base_url": URLS["option"]} if "option" in present else {}),
    )
    first = next((name for name in LAYERS if name in present), None)
    assert found.base_url == (URLS[first] if first else "")


@given(
    st.sets(st.sampled_from(["option", "run folder", "file"])),
    st.sampled_from(
        [
            ("concurrency", (1, 2, 3)),
            ("timeout", (1.0, 2.0, 3.0)),
            ("outage", ("1s", "2s", "3s")),
            ("topic", ("a", "b", "c")),
            ("dedup_on", ("instruction+input", "instruction", "instruction+input")),
            ("tasks", (11, 12, 13)),
            ("temperature", (0.1, 0.2, 0.3)),
            ("stream", (True, True, True)),
            ("mix", ("chat=1", "rewrite=1", "extract=1")),
            ("extra_body", ('{"a": 1}', '{"a": 2}', '{"a": 3}')),
        ]
    ),
)
def test_an_option_overrides_the_run_folder_which_overrides_the_file(
    present: set[str], setting: tuple[str, tuple[Any, ...]]
) -> None:
    name, layers = setting
    rank = dict(zip(("option", "run folder", "file"), layers, strict=True))
    usual = Settings(teacher="openai", model="m", extra_body={})
    stored = as_plain(usual) | {name: rank["run folder"]} if "run folder" in present else None
    file = f"{name} = {json.dumps(rank['file'])}" if "file" in present else ""
    found = resolved(file, KEY, stored, model="m", **({name: rank["option"]} if "option" in present else {}))
    first = next((layer for layer in rank if layer in present), None)
    expected = resolve(GenerateOptions(**{"model": "m", name: rank[first] if first else None}), KEY, None)
    assert getattr(found, name) == getattr(expected, name)


@pytest.mark.parametrize("name", sorted({*NAMES} - {"log_file"}))
def test_the_file_changes_nothing_that_a_run_stores(name: str) -> None:
    write("")
    stored = as_plain(Settings(teacher="openai", model="m", extra_body={})) | {"balance": False}
    file = FileSettings(FILE, True, True, {name: object()})
    assert complete(GenerateOptions(), file, KEY, stored).names == frozenset()


@pytest.mark.parametrize("name", [*NAMES])
def test_a_run_of_an_older_version_takes_only_what_does_not_change_its_data_or_its_teacher(name: str) -> None:
    free = complete(GenerateOptions(), FileSettings(FILE, True, True, {name: object()}), KEY, {}).names
    assert free <= {name}
    if name in (
        "layout",
        "dedup_on",
        "topic",
        "seeds",
        "balance",
        "mix",
        "model",
        "provider",
        "base_url",
        "key_env",
        "seed",
    ):
        assert not free
    if name in ("concurrency", "outage", "timeout"):
        assert free


@pytest.mark.parametrize(
    ("file", "option", "gone"),
    [
        ('provider = "dashscope"\nbase_url = "http://a/v1"', {"provider": "ollama"}, {"provider", "base_url"}),
        ('provider = "dashscope"\nbase_url = "http://a/v1"', {"provider": "dashscope"}, {"provider"}),
        ('provider = "dashscope"\nkey_env = "K"', {"base_url": "http://b/v1"}, {"provider", "key_env"}),
        ('base_url = "http://a/v1"\nkey_env = "K"', {"base_url": "http://b/v1"}, {"base_url", "key_env"}),
        ('base_url = "http://a/v1"\nkey_env = "K"', {"provider": "none"}, set()),
        ('key_env = "K"', {"base_url": "http://b/v1"}, set()),
        ('provider = "dashscope"\nmodel = "m"\nservice_tier = "flex"', {"teacher": "offline"}, "all"),
        ('teacher = "offline"\nteacher_faults = 0.1', {"model": "m"}, "all"),
        ("teacher_faults = 0.1", {"provider": "ollama"}, "all"),
        ("teacher_leaks = 0.1", {"provider": "ollama"}, "all"),
        ("balance = true", {"mix": "chat=1"}, "all"),
        ('mix = "chat=1"', {"balance": True}, "all"),
        ('mix = "chat=1"', {"balance": False}, set()),
    ],
)
def test_what_does_not_go_with_an_option_is_left_out(file: str, option: dict[str, Any], gone: Any) -> None:
    found = completed(file, {}, None, **option)
    left_out = set(found.file.values) - found.names
    assert left_out == (set(found.file.values) if gone == "all" else gone)


def test_the_address_of_the_environment_leaves_out_the_provider_and_the_key_of_the_file() -> None:
    environ = {"OPENAI_BASE_URL": "http://other.example/v1", "DASHSCOPE_API_KEY": SECRET, "OPENAI_API_KEY": "other-key"}
    found = resolved('provider = "dashscope"\nmodel = "m"', environ)
    assert (found.base_url, found.key_env, found.model) == (environ["OPENAI_BASE_URL"], "OPENAI_API_KEY", "m")


@pytest.mark.parametrize(
    ("file", "option"),
    [
        ('topic = "医疗"', {"topic": "医疗"}),
        ('seeds = "my.jsonl"\ntasks = 12', {"seeds": "my.jsonl", "tasks": 12}),
        ("threshold = 0.6", {"threshold": 0.6}),
        ("temperature = 1", {"temperature": "1"}),
        ("mix = {open_qa = 2, chat = 1}", {"mix": "open_qa=2,chat=1"}),
        ("extra_body = {top_k = 20}", {"extra_body": '{"top_k": 20}'}),
        ('against = "a.jsonl"', {"against": ["a.jsonl"]}),
        ("concurrency = 5", {}),
    ],
)
def test_the_default_folder_is_that_of_the_same_options(file: str, option: dict[str, Any]) -> None:
    by_file = completed(file, KEY, None, model="m").options
    by_option = read_options(GenerateOptions, {"model": "m", **option})
    folders = [default_folder(each, resolve(each, KEY, None)) for each in (by_file, by_option)]
    assert folders[0] == folders[1]


def test_a_command_takes_the_settings_of_its_own_options() -> None:
    write('topic = "医疗"\nconcurrency = 5')
    for kind in (TeacherOptions, CheckOptions):
        assert complete(kind(), file_settings(None), KEY).names == {"concurrency"}


def test_every_command_that_uses_a_teacher_resolves_its_settings_with_the_file() -> None:
    """The functions that know nothing of the file are only called by those that add it."""
    allowed = {"runs.file_trust", "runs.prepare", "runs.rejudge", "runs.show_config"}
    found = set()
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in (
                "selfinstruct.runs.settings",
                "selfinstruct.runs.teacher_settings",
            ):
                found |= {module for alias in node.names if alias.name.startswith("resolve")}
    assert found == allowed


def test_generate_and_its_python_function_use_the_file(console: Command) -> None:
    write('teacher = "offline"\ntopic = "医疗"\nseed = 7')
    done = console("generate", "--n", 5, "--json")
    assert done.code == 0
    assert "selfinstruct.toml sets seed, teacher, topic" in done.err
    (run,) = Path("outputs").iterdir()
    assert 'topic = "医疗"' in (run / "run.toml").read_text(encoding="utf-8")
    assert selfinstruct.generate(5, quiet=True).folder == Path("outputs") / run.name


def test_a_run_is_resumed_whatever_the_file_says_by_then(console: Command) -> None:
    write('teacher = "offline"\nseed = 7')
    assert console("generate", "--n", 5, "--out", "run").code == 0
    write('teacher = "openai"\nseed = 8\ntopic = "医疗"\nbase_url = "https://other.example/v1"')
    done = console("generate", "--n", 30, "--out", "run")
    assert done.code == 0, done.err
    assert "selfinstruct.toml" not in done.err


def test_a_mistake_in_the_file_can_be_corrected_until_a_reply_has_arrived(
    console: Command, teacher: LoopbackTeacher
) -> None:
    given_first = ("generate", "--n", 5, "--out", "run", "--config", FILE)
    write('model = "m"\nbase_url = "http://127.0.0.1:9/v1"\noutage = "1s"\nattempts = 1')
    assert console(*given_first).code == 5
    write(f'model = "m"\nbase_url = "{teacher.url}"')
    assert console(*given_first).code == 0


# Trust


@pytest.fixture
def repository(teacher: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch) -> LoopbackTeacher:
    """The usual file names a teacher, and the user has a key."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    write(f'model = "m"\nbase_url = "{teacher.url}"')
    return teacher


COMMANDS = [
    ("generate", "--n", "5"),
    ("generate", "--n", "5", "--preview"),
    ("check",),
    ("classify", "rows.jsonl", "--with", "teacher"),
]


def ask(console: Command, command: tuple[str, ...], *more: str) -> Done:
    write('{"instruction": "写诗。", "input": "", "output": "好"}\n', Path("rows.jsonl"))
    return console(*command, *more)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_was_not_named_sends_no_key_until_it_is_confirmed(
    console: Command, repository: LoopbackTeacher, command: tuple[str, ...]
) -> None:
    done = ask(console, command)
    assert done.code == 2
    assert "would send the key in OPENAI_API_KEY to 127.0.0.1" in done.err
    assert "--trust" in done.err
    assert SECRET not in done.err
    assert repository.bodies == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_trust_is_remembered_for_the_file_until_its_address_changes(
    console: Command, repository: LoopbackTeacher, command: tuple[str, ...]
) -> None:
    ask(console, command, "--trust")
    assert repository.bodies
    others = [("--seed", "1"), ("--seed", "2")] if command[0] == "generate" else [(), ()]
    assert "--trust" not in ask(console, command, *others[0]).err
    write(FILE.read_text(encoding="utf-8").replace("127.0.0.1", "127.0.0.2"))
    assert ask(console, command, *others[1]).code == 2


def test_a_named_file_needs_no_confirmation(console: Command, repository: LoopbackTeacher) -> None:
    assert console("generate", "--n", 5, "--config", "selfinstruct.toml").code == 0
    assert selfinstruct.generate(5, "other", config=FILE, quiet=True).accepted == 5


def test_a_server_on_this_machine_needs_no_confirmation_until_there_is_a_key(
    console: Command, repository: LoopbackTeacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert console("generate", "--n", 5, "--out", "run").code == 0
    before = len(repository.bodies)
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    done = console("generate", "--n", 30, "--out", "run")
    assert (done.code, "--trust" in done.err, len(repository.bodies)) == (2, True, before)


@pytest.mark.parametrize(
    ("file", "options", "is_refused"),
    [
        ('model = "m"\nprovider = "dashscope"', "", True),
        ('model = "m"\nkey_env = "OTHER_KEY"', "--base-url https://a.example/v1", True),
        ('model = "m"\nbase_url = "https://a.example/v1"', "--key-env OTHER_KEY", True),
        ('model = "m"\nbase_url = "https://a.example/v1"', "--base-url https://b.example/v1", False),
        ('model = "m"\nprovider = "dashscope"', "--provider deepseek", False),
        ('model = "m"\nprovider = "dashscope"', "--teacher offline", False),
        ('model = "m"\nconcurrency = 5', "", False),
        ("[prices.m]\nin = 1\nout = 2", "--base-url http://127.0.0.1:9/v1 --model m --max-cost 1", True),
        ("[prices.m]\nin = 1\nout = 2", "--teacher offline", False),
        (
            "[prices.m]\nin = 1\nout = 2",
            "--base-url http://127.0.0.1:9/v1 --model m --max-cost 1 --config selfinstruct.toml",
            False,
        ),
        ('prompt = "p.txt"', "--teacher offline", False),
        ('prompt = "../p.txt"', "--teacher offline", True),
        ('seeds = "~/s.jsonl"', "--teacher offline", True),
        ('against = ["a.jsonl", "/etc/passwd"]', "--teacher offline", True),
        ('prompt = "link"', "--teacher offline", True),
        ('prompt = "../p.txt"', "--teacher offline --prompt p.txt", False),
        ('prompt = "../p.txt"', "--teacher offline --config selfinstruct.toml", False),
        ('prompt = "../p.txt"', "--teacher offline --trust", False),
    ],
)
def test_what_a_file_that_was_not_named_may_decide(
    console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str, options: str, is_refused: bool
) -> None:
    for name in ("OPENAI_API_KEY", "OTHER_KEY", "DASHSCOPE_API_KEY", "DEEPSEEK_API_KEY"):
        monkeypatch.setenv(name, SECRET)
    (tmp_path / "link").symlink_to(tmp_path.parent / "outside")
    write(file)
    problems = json.loads(console("config", "show", *shlex.split(options), "--json").out)["problems"]
    assert any("--trust" in problem for problem in problems) is is_refused


def test_options_that_need_trust_name_where_a_key_goes() -> None:
    assert {each.name for each in fields(GenerateOptions) if flag_of(each).needs_trust} >= {
        "base_url",
        "key_env",
        "provider",
    }


# config show


def shown(console: Command, *words: str | Path) -> dict[str, Any]:
    done = console("config", "show", "--json", *words)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def rows(found: dict[str, Any]) -> dict[str, tuple[Any, str, str]]:
    return {row["name"]: (row["value"], row["from"], row["where"]) for row in found["settings"]}


def test_each_value_is_shown_with_its_source(console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", SECRET)
    write('provider = "dashscope"\nmodel = "qwen-plus"\nconcurrency = 64\nbalance = true')
    found = shown(console, "--outage", "2h", "--concurrency", "3")
    by_name = rows(found)
    assert by_name["outage"] == ("2h", "option", "--outage")
    assert by_name["concurrency"] == (3, "option", "--concurrency")
    assert by_name["model"] == ("qwen-plus", "file", "selfinstruct.toml")
    assert by_name["mix"][1:] == ("file", "selfinstruct.toml")
    assert by_name["key_env"] == ("DASHSCOPE_API_KEY", "provider", "dashscope")
    assert by_name["base_url"][1:] == ("provider", "dashscope")
    assert by_name["preset"] == ({"enable_thinking": False}, "provider", "dashscope")
    assert by_name["attempts"] == (6, "default", "")
    assert (found["file"], found["key"]) == ("selfinstruct.toml", {"variable": "DASHSCOPE_API_KEY", "is_set": True})
    assert {row["name"]: row.get("in_file") for row in found["settings"]}["concurrency"] == 64
    assert set(by_name) >= {*NAMES, "preset"} - {"balance"}


def test_the_environment_and_the_run_folder_are_sources(
    console: Command, monkeypatch: pytest.MonkeyPatch, teacher: LoopbackTeacher
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", teacher.url)
    assert rows(shown(console, "--model", "m"))["base_url"] == (teacher.url, "environment", "OPENAI_BASE_URL")
    assert console("generate", "--n", 5, "--model", "m", "--concurrency", 7).code == 0
    write("concurrency = 64\nseed = 5")
    found = shown(console, "--out", "outputs/m")
    assert (found["run"], found["is_new"]) == ("outputs/m", False)
    assert rows(found)["concurrency"] == (7, "run folder", "outputs/m/run.toml")
    assert {row["name"]: row["in_file"] for row in found["settings"] if "in_file" in row} == {
        "concurrency": 64,
        "seed": 5,
    }


def test_secrets_are_masked_and_a_missing_key_is_a_problem_to_show(
    console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_KEY", "value-of-the-lab-key")
    write(
        'model = "m"\nbase_url = "https://user:hunter22@lab.example/v1?key=hunter22"\n'
        f'[extra_body]\napi_key = "hunter22"\nnote = "{SECRET}"\nmore = ["value-of-the-lab-key"]\ntop_k = 5\n'
    )
    for words in ([], ["--key-env", "LAB_KEY"], ["--key-env", "LAB_KEY", "--teacher", "offline"], ["--json"]):
        done = console("config", "show", *words)
        assert done.code == 0
        for secret in ("hunter22", SECRET, *(["value-of-the-lab-key"] if "LAB_KEY" in words else [])):
            assert secret not in done.out + done.err
    assert rows(shown(console))["extra_body"][0]["top_k"] == 5
    found = shown(console, "--provider", "dashscope")
    assert found["key"] == {"variable": "DASHSCOPE_API_KEY", "is_set": False}
    assert any("DASHSCOPE_API_KEY" in problem for problem in found["problems"])


def test_the_table_names_the_folder_the_file_and_the_variable_of_the_key(console: Command) -> None:
    write('model = "m"\nprovider = "deepseek"')
    text = console("config", "show", "--concurrency", 3).out
    for words in ("outputs/m (new)", "selfinstruct.toml", "DEEPSEEK_API_KEY is not set", "option --concurrency"):
        assert words in text


def test_nothing_is_written_or_sent(console: Command, teacher: LoopbackTeacher, tmp_path: Path) -> None:
    write(f'base_url = "{teacher.url}"')
    console("config", "show", "--trust")
    assert [path.name for path in tmp_path.iterdir()] == ["selfinstruct.toml"]
    assert teacher.bodies == []
