import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from selfinstruct import api
from selfinstruct.datasets.options import ClassifyOptions, DedupOptions, ExportOptions, PushOptions, ReportOptions
from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import BALANCED
from selfinstruct.runs.identity import NOT_IN_IDENTITY, check_identity, default_folder, identity
from selfinstruct.runs.options import EstimateOptions, GenerateOptions, RejudgeOptions, TeacherOptions, flag_of
from selfinstruct.runs.settings import Settings, resolve
from selfinstruct.runs.teacher_settings import (
    TeacherSettings,
    api_key,
    as_plain,
    connection_of,
    resolve_teacher,
)
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.resources import resource
from selfinstruct.students.options import CompareOptions, SftOptions
from selfinstruct.teachers.connection import PLACEHOLDER_KEY, RetryPolicy
from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.urls import is_loopback, public_url

KEY = {"OPENAI_API_KEY": "sk-0123456789abcdef"}
PRICES: dict[str, Any] = {"price_in": 0.8, "price_out": 2.0, "price_cached": 0.1, "currency": "CNY"}
REAL = Settings(teacher="openai", model="glm-4", base_url="https://example.com/v1", extra_body={"top_k": 20}, **PRICES)
CONTENT = {"template": "t", "seeds": "s", "against": "a"}

CHANGED: dict[str, Any] = {
    "seeds": "other.jsonl",
    "prompt": "other.txt",
    "topic": "医疗",
    "mix": "open_qa=2,classification=0.5",
    "language": Language.ANY,
    "teacher": "offline",
    "teacher_faults": 0.1,
    "teacher_leaks": 0.1,
    "teacher_errors": 0.3,
    "teacher_style": "bold",
    "provider": "none",
    "service_tier": "flex",
    "preset": {"enable_thinking": False},
    "model": "glm-5",
    "base_url": "http://localhost:8000/v1",
    "key_env": "GLM_KEY",
    "extra_body": {"top_k": 21},
    "temperature": 0.5,
    "top_p": 0.9,
    "max_tokens": 100,
    "tasks": 12,
    "demonstrations": 2,
    "threshold": 0.6,
    "dedup_on": DedupOn.INSTRUCTION_AND_INPUT,
    "window": 64,
    "seed": 1,
    "against": ("old.jsonl",),
    "concurrency": 1,
    "timeout": 20.0,
    "attempts": 2,
    "outage": "90s",
    "stream": True,
    "rpm": 60.0,
    "tpm": 1e5,
    "max_cost": 2.5,
    "max_total_tokens": 1000,
    "max_requests": 10,
    "price_in": 1.0,
    "price_out": 4.0,
    "price_cached": 0.2,
    "currency": "€",
    "saturation": 0.1,
    "layout": Layout.JSON,
    "pii": Pii.REJECT,
}
LATER = {"layout", "dedup_on", "pii", "teacher_leaks", "teacher_errors", "teacher_style"}
"""Settings that are only in the identity of runs that change them."""
NOT_OPTIONS = {"preset"}
"""Settings that come from the data file of providers."""
OF_OFFLINE = {"teacher", "teacher_faults", "teacher_leaks", "teacher_errors", "teacher_style"}
"""Settings that cannot be combined with a real teacher."""
ONLY_OPTIONS = {"config", "log_file", "trust", "batch"}
"""Options of a teacher that are no settings."""
IN_IDENTITY = sorted({*CHANGED} - {*NOT_IN_IDENTITY})


def resolved(
    environ: Mapping[str, str] | None = None, stored: Mapping[str, Any] | None = None, **given: Any
) -> Settings:
    return resolve(GenerateOptions(**given), environ or {}, stored)


def test_the_tables_in_this_file_contain_every_setting_and_option() -> None:
    assert set(CHANGED) == {field.name for field in fields(Settings)}
    options = {field.name for field in fields(GenerateOptions)} | NOT_OPTIONS
    assert options == {*CHANGED, *ONLY_OPTIONS, "n", "out", "balance", "rounds"}
    assert set(NOT_IN_IDENTITY) < set(CHANGED)
    assert all(NOT_IN_IDENTITY.values())


def test_every_setting_is_an_option_of_the_same_name() -> None:
    assert {field.name for field in fields(Settings)} - NOT_OPTIONS < {field.name for field in fields(GenerateOptions)}
    teacher = {field.name for field in fields(TeacherSettings)} - NOT_OPTIONS
    assert teacher == {field.name for field in fields(TeacherOptions)} - ONLY_OPTIONS


WHERE_FROM = {
    "teacher": "openai",
    "base_url": "OPENAI_BASE_URL",
    "prompt": "built-in",
    "out": "outputs/MODEL",
    "config": "selfinstruct.toml",
    "key_env": "OPENAI_API_KEY",
    "timeout": "180;",
    "rounds": "100,500,2000,8000",
    "temperature": "none",
    "top_p": "none",
    **dict.fromkeys(("rpm", "tpm", "max_cost", "max_total_tokens", "max_requests"), "none"),
    "price_in": "known for some models",
    "price_cached": "--price-in",
}
"""What the help of an option mentions instead of a default value."""


def test_the_defaults_in_the_help_are_those_of_the_settings() -> None:
    defaults = {field.name: field.default for field in fields(Settings)}
    named = {}
    for field in fields(GenerateOptions):
        if found := re.search(r"\[default: (.+)\]", flag_of(field).help):
            named[field.name] = found[1]
    assert set(WHERE_FROM) < set(named)
    for name, text in named.items():
        default = defaults.get(name)
        shown = f"{default:g}" if isinstance(default, int | float) else str(default)
        assert text == shown or WHERE_FROM.get(name, "?") in text, name


@pytest.mark.parametrize(
    ("keywords", "options", "positional"),
    [
        (api.TeacherKeywords, TeacherOptions, set()),
        (api.GenerateKeywords, GenerateOptions, {"n", "out"}),
        (api.EstimateKeywords, EstimateOptions, {"n", "out"}),
        (api.RejudgeKeywords, RejudgeOptions, {"target", "out"}),
        (api.ClassifyKeywords, ClassifyOptions, {"target"}),
        (api.DedupKeywords, DedupOptions, {"files", "out"}),
        (api.ReportKeywords, ReportOptions, {"target"}),
        (api.ExportKeywords, ExportOptions, {"target", "format"}),
        (api.PushKeywords, PushOptions, {"target", "repo"}),
        (api.SftKeywords, SftOptions, {"target"}),
        (api.CompareKeywords, CompareOptions, {"target"}),
    ],
)
def test_a_python_function_takes_every_option_of_its_command(keywords: Any, options: Any, positional: set[str]) -> None:
    assert set(keywords.__annotations__) | positional == {field.name for field in fields(options)}
    assert not set(keywords.__annotations__) & positional


def test_the_table_above_contains_all_typed_keywords() -> None:
    known = {name for name in vars(api) if name.endswith("Keywords")}
    assert known == {
        *("TeacherKeywords", "GenerateKeywords", "EstimateKeywords", "RejudgeKeywords", "ClassifyKeywords"),
        "ReadingKeywords",
        *("DedupKeywords", "ReportKeywords", "ExportKeywords", "PushKeywords", "SftKeywords", "CompareKeywords"),
    }


def test_without_options_the_defaults_and_the_offline_teacher_are_used() -> None:
    assert resolved() == Settings(teacher="offline", model=OFFLINE_MODEL, extra_body={})


@pytest.mark.parametrize("name", sorted({*CHANGED} - OF_OFFLINE - NOT_OPTIONS))
def test_a_flag_overrides_the_stored_setting_which_overrides_the_default(name: str) -> None:
    first, second = (as_plain(replace(REAL, **changes)) for changes in ({}, {name: CHANGED[name]}))
    flag = {name: CHANGED[name]}
    environ = KEY | {"GLM_KEY": "key"}
    assert getattr(resolved(environ, first), name) == getattr(REAL, name)
    assert getattr(resolved(environ, second), name) == CHANGED[name]
    assert getattr(resolved(environ, first, **flag), name) == CHANGED[name]


@pytest.mark.parametrize(
    ("given", "price"),
    [
        ({}, (0.8, 2.0, 0.1, "CNY")),
        ({"price_in": 1.0}, (1.0, 2.0, 0.1, "CNY")),
        ({"price_cached": 0.3, "currency": "USD"}, (0.8, 2.0, 0.3, "USD")),
        ({"base_url": "https://other.example.com/v1"}, (0.8, 2.0, 0.1, "CNY")),
        ({"provider": "none"}, (0.8, 2.0, 0.1, "CNY")),
        ({"price_in": "none"}, (None, None, None, "USD")),
        ({"provider": "siliconflow", "key_env": "OPENAI_API_KEY"}, (None, None, None, "USD")),
        (
            {"provider": "siliconflow", "key_env": "OPENAI_API_KEY", "price_in": 1.0, "price_out": 3.0},
            (1.0, 3.0, None, "USD"),
        ),
    ],
)
def test_the_prices_of_a_run_are_kept_until_others_or_another_provider_are_given(
    given: dict[str, Any], price: tuple[Any, ...]
) -> None:
    settings = resolved(KEY, as_plain(REAL), **given)
    assert (settings.price_in, settings.price_out, settings.price_cached, settings.currency) == price


def test_stored_settings_are_read_back_unchanged() -> None:
    settings = replace(REAL, against=("a.jsonl", "b.jsonl"), language=Language.ENGLISH, extra_body={"思考": [1, None]})
    assert resolved(KEY, as_plain(settings)) == settings
    assert resolved(KEY, as_plain(settings) | {"against": ["a.jsonl", "b.jsonl"], "a_later_setting": 1}) == settings


@pytest.mark.parametrize(
    ("flag", "stored", "environ", "expected"),
    [
        ("https://flag/v1", "https://stored/v1", "https://environ/v1", "https://flag/v1"),
        (None, "https://stored/v1", "https://environ/v1", "https://stored/v1"),
        (None, None, "https://environ/v1", "https://environ/v1"),
        (None, "", "https://environ/v1", "https://environ/v1"),
        (None, None, None, ""),
        (None, None, "", ""),
    ],
)
def test_an_address_comes_from_flag_run_folder_and_environment_in_this_order(
    flag: str | None, stored: str | None, environ: str | None, expected: str
) -> None:
    variables = KEY | ({} if environ is None else {"OPENAI_BASE_URL": environ})
    kept = None if stored is None else {"base_url": stored}
    assert resolved(variables, kept, model="m", base_url=flag).base_url == expected


@pytest.mark.parametrize(
    ("given", "environ", "stored", "teacher"),
    [
        ({}, {}, None, "offline"),
        ({}, {"OPENAI_API_KEY": ""}, None, "offline"),
        ({}, {"OTHER_KEY": "key"}, None, "offline"),
        ({}, KEY, None, "openai"),
        ({}, {"OPENAI_BASE_URL": "http://localhost:8000/v1"}, None, "openai"),
        ({"base_url": "http://localhost:8000/v1"}, {}, None, "openai"),
        ({"key_env": "OTHER_KEY"}, {"OTHER_KEY": "key"}, None, "openai"),
        ({"key_env": "OTHER_KEY"}, KEY, None, "offline"),
        ({"model": "glm-4"}, KEY, None, "openai"),
        ({"teacher": "openai"}, KEY, None, "openai"),
        ({"teacher": "offline"}, KEY, None, "offline"),
        ({"teacher": "offline"}, KEY | {"OPENAI_BASE_URL": "http://localhost:8000/v1"}, None, "offline"),
        ({"teacher": "offline", "model": "offline"}, KEY, None, "offline"),
        ({}, KEY, {"teacher": "offline", "model": "offline"}, "offline"),
        ({}, KEY, {"teacher": "openai", "model": "glm-4"}, "openai"),
        ({"teacher": "offline"}, KEY, {"teacher": "openai", "model": "glm-4", "base_url": "http://x"}, "offline"),
    ],
)
def test_the_offline_teacher_is_used_on_request_or_if_no_other_is_configured(
    given: dict[str, Any], environ: dict[str, str], stored: dict[str, Any] | None, teacher: str
) -> None:
    settings = resolved(environ, stored, **given)
    assert settings.teacher == teacher
    assert teacher == "openai" or (settings.model, settings.base_url) == (OFFLINE_MODEL, "")


def test_a_model_without_key_and_address_is_an_error_and_not_the_offline_teacher() -> None:
    with pytest.raises(InputError, match=r"OPENAI_API_KEY.*--base-url"):
        resolved(model="gpt-5")


@pytest.mark.parametrize(
    ("given", "environ", "message"),
    [
        ({"teacher": "local"}, KEY, "--teacher must be offline or openai"),
        ({"teacher": ""}, KEY, "--teacher must be offline or openai"),
        (
            {"base_url": "localhost:8000/v1"},
            KEY,
            "--base-url must be an address such as http://127.0.0.1:8000/v1, not 'localhost:8000/v1'",
        ),
        (
            {"base_url": "ftp://example.com"},
            KEY,
            "--base-url must be an address such as http://127.0.0.1:8000/v1, not 'ftp://example.com'",
        ),
        ({"teacher": "openai"}, {}, "set OPENAI_API_KEY"),
        ({"teacher": "openai"}, {"OPENAI_API_KEY": " "}, "set OPENAI_API_KEY"),
        ({"teacher": "openai", "key_env": "GLM_KEY"}, KEY, "set GLM_KEY"),
        ({"language": "en"}, {}, "leave --language out"),
        ({"language": "xx"}, KEY, "--language must be one of zh, zh-Hant, en, ja"),
        ({"language": "ja"}, {}, "leave --language out"),
        ({"language": ""}, KEY, "--language must be one of zh, zh-Hant, en, ja"),
        ({"mix": "open=1"}, {}, "--mix: 'open' is not a task type"),
        ({"mix": "open_qa=-1"}, {}, "--mix: the weight of open_qa must be a number from 0 to 1,000,000, not '-1'"),
        ({"mix": ""}, {}, "--mix: '' is not a task type; write types and weights, such as open_qa=2,classification=1"),
        ({"mix": {}}, {}, "--mix: no type has a weight "),
        ({"mix": "chat=1", "balance": True}, {}, "--balance "),
        ({"mix": "", "balance": True}, {}, "--balance "),
        ({"mix": 5}, {}, "--mix: 5 is neither text nor weights by type"),
        ({"balance": "no"}, {}, "balance must be True or False, not 'no'"),
        ({"temperature": -0.1}, KEY, "--temperature must be at least 0 and at most 2, or none, not -0.1"),
        ({"temperature": 2.1}, KEY, "--temperature must be at least 0 and at most 2, or none, not 2.1"),
        ({"temperature": float("nan")}, KEY, "--temperature must be at least 0 and at most 2, or none, not nan"),
        ({"top_p": 0.0}, KEY, "--top-p must be greater than 0 and at most 1, or none, not 0"),
        ({"top_p": 1.1}, KEY, "--top-p must be greater than 0 and at most 1, or none, not 1.1"),
        ({"max_tokens": -1}, KEY, "--max-tokens must be at least 0 (no limit), not -1"),
        ({"demonstrations": 0}, KEY, "--demonstrations must be at least 1 and less than --tasks (10), not 0"),
        ({"demonstrations": 10}, KEY, "--demonstrations must be at least 1 and less than --tasks (10), not 10"),
        ({"tasks": 3}, KEY, "--demonstrations must be at least 1 and less than --tasks (3), not 3"),
        ({"tasks": 51}, KEY, "--tasks must be at most 50, not 51"),
        ({"threshold": 0.0}, KEY, "--threshold must be greater than 0 and at most 1, not 0"),
        ({"threshold": 1.01}, KEY, "--threshold must be greater than 0 and at most 1, not 1.01"),
        ({"dedup_on": "input"}, KEY, "--dedup-on must be instruction or instruction+input, not 'input'"),
        ({"dedup_on": ["instruction", "input"]}, KEY, "--dedup-on must be instruction or instruction+input, not ('"),
        ({"window": 0}, KEY, "--window must be at least 1, not 0"),
        ({"concurrency": 0}, KEY, "--concurrency must be at least 1 and at most 1000, not 0"),
        ({"concurrency": 1001}, KEY, "--concurrency must be at least 1 and at most 1000, not 1001"),
        ({"timeout": 0.0}, KEY, "--timeout must be greater than 0"),
        ({"attempts": 0}, KEY, "--attempts must be at least 1, not 0"),
        ({"saturation": -0.1}, KEY, "--saturation must be at least 0 (never stop) and less than 1, not -0.1"),
        ({"saturation": 1.0}, KEY, "--saturation must be at least 0 (never stop) and less than 1, not 1"),
        ({"teacher_faults": 1.0}, {}, "--teacher-faults must be at least 0 and less than 1, not 1"),
        ({"teacher_faults": -0.1}, {}, "--teacher-faults must be at least 0 and less than 1, not -0.1"),
        ({"teacher_leaks": 1.1}, {}, "--teacher-leaks must be at least 0 and at most 1, not 1.1"),
        ({"teacher_leaks": -0.1}, {}, "--teacher-leaks must be at least 0 and at most 1, not -0.1"),
        ({"teacher_errors": 1.1}, {}, "--teacher-errors must be at least 0 and at most 1, not 1.1"),
        ({"pii": "drop"}, KEY, "--pii must be keep or reject, not 'drop'"),
        ({"price_in": 1.0}, KEY, "--price-in and --price-out are only useful together"),
        ({"price_out": 1.0}, KEY, "--price-in and --price-out are only useful together"),
        ({"price_cached": 1.0}, KEY, "--price-cached is only useful with --price-in and --price-out"),
        ({"price_in": -0.5, "price_out": 1.0}, KEY, "--price-in must be a number from 0, not -0.5"),
        ({"price_in": 1.0, "price_out": float("nan")}, KEY, "--price-out must be a number from 0, not nan"),
        ({"price_in": 1.0, "price_out": float("inf")}, KEY, "--price-out must be a number from 0, not inf"),
        (PRICES | {"price_cached": -1.0}, KEY, "--price-cached must be a number from 0, not -1"),
        (PRICES | {"currency": ""}, KEY, "--currency must be a short name or sign such as CNY or €, not ''"),
        (PRICES | {"currency": "C\nY"}, KEY, "--currency must be a short name or sign"),
        (PRICES | {"currency": "x" * 17}, KEY, "--currency must be a short name or sign"),
        ({"currency": "CNY"}, KEY, "--currency is that of --price-in and --price-out; give these, too"),
        ({"teacher_faults": 0.1}, KEY, "--teacher-faults only applies to the offline teacher"),
        ({"teacher_leaks": 0.1}, KEY, "--teacher-leaks only applies to the offline teacher"),
        ({"teacher_errors": 0.1}, KEY, "--teacher-errors only applies to the offline teacher"),
        ({"teacher_style": "x"}, {}, "--teacher-style must be one of plain, continued, full-width, bold"),
        ({"teacher_style": "bold"}, KEY, "--teacher-style only applies to the offline teacher"),
        ({"teacher": "offline", "model": "gpt-5"}, KEY, "--model cannot be combined with the offline teacher"),
        ({"teacher": "offline", "base_url": "http://x"}, {}, "--base-url cannot be combined with the offline teacher"),
    ],
)
def test_a_setting_out_of_its_range_is_an_error_that_names_its_flag(
    given: dict[str, Any], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        resolved(environ, **given)


@pytest.mark.parametrize(
    "given",
    [
        {"temperature": 0.0},
        {"temperature": 2.0},
        {"top_p": 1.0},
        {"max_tokens": 0},
        {"tasks": 50},
        {"tasks": 2, "demonstrations": 1},
        {"demonstrations": 9},
        {"threshold": 1.0},
        {"window": 1},
        {"concurrency": 1},
        {"concurrency": 1000},
        {"attempts": 1},
        {"saturation": 0.0},
        {"language": "en"},
        {"base_url": "HTTPS://example.com/v1"},
    ],
)
def test_the_limits_of_a_range_are_valid(given: dict[str, Any]) -> None:
    settings = resolved(KEY, model="m", **given)
    assert {name: getattr(settings, name) for name in given} == given


@pytest.mark.parametrize(
    ("given", "stored", "mix"),
    [
        ({}, {}, ""),
        ({}, {"mix": ""}, ""),
        ({}, {"mix": "chat=1"}, "chat=1"),
        ({"balance": False}, {"mix": "chat=1"}, "chat=1"),
        ({"mix": "classification=1.0,open_qa=2"}, {"mix": "chat=1"}, "open_qa=2,classification=1"),
        ({"mix": {"classification": 1, "open_qa": 2}}, {}, "open_qa=2,classification=1"),
        ({"balance": True}, {"mix": "chat=1"}, BALANCED.text),
        ({"balance": True}, {}, BALANCED.text),
    ],
)
def test_a_mix_is_stored_as_its_canonical_text(given: dict[str, Any], stored: dict[str, Any], mix: str) -> None:
    assert resolved({}, stored, **given).mix == mix


@pytest.mark.parametrize(
    ("environ", "key"),
    [
        (KEY, KEY["OPENAI_API_KEY"]),
        ({"OPENAI_API_KEY": " key\n"}, "key"),
        ({"OPENAI_API_KEY": " "}, PLACEHOLDER_KEY),
        ({"GLM_KEY": "key"}, PLACEHOLDER_KEY),
        ({}, PLACEHOLDER_KEY),
    ],
)
def test_an_address_without_a_key_gets_a_placeholder(environ: dict[str, str], key: str) -> None:
    assert api_key(REAL, environ) == key


def test_the_organization_comes_from_the_environment() -> None:
    environ = {"OPENAI_API_KEY": "k", "OPENAI_ORG_ID": " org-1 ", "OPENAI_PROJECT_ID": ""}
    settings = resolved(environ, teacher="openai", model="m")
    assert connection_of(settings, environ, 1.0, 1.0).openai_headers == {"OpenAI-Organization": "org-1"}


def test_a_connection_has_the_settings_of_its_teacher() -> None:
    settings = replace(REAL, attempts=2, timeout=9.0, concurrency=5, max_tokens=7, key_env="GLM_KEY")
    made = connection_of(settings, {"GLM_KEY": " key\n"}, temperature=0.5, top_p=0.9)
    assert (made.url, made.model, made.key, made.key_env) == (REAL.base_url, "glm-4", "key", "GLM_KEY")
    assert (made.temperature, made.top_p, made.max_tokens, made.extra_body) == (0.5, 0.9, 7, {"top_k": 20})
    assert (made.retry, made.concurrency, made.is_offline) == (RetryPolicy(2, 9.0), 5, False)
    assert "'key'" not in repr(made)


def test_a_connection_to_the_offline_teacher_has_its_faults() -> None:
    made = connection_of(resolved(teacher_faults=0.2), {}, 1.0, 1.0)
    assert (made.is_offline, made.offline.faults, made.model, made.url) == (True, 0.2, OFFLINE_MODEL, "")


@pytest.mark.parametrize("environ", [{}, KEY], ids=["offline", "openai"])
def test_a_teacher_outside_of_a_run_is_resolved_like_that_of_a_run(environ: dict[str, str]) -> None:
    given: dict[str, Any] = {"attempts": 2, "extra_body": '{"top_k": 1}'} | ({"model": "m"} if environ else {})
    alone, of_run = resolve_teacher(TeacherOptions(**given), environ), resolved(environ, **given)
    assert asdict(alone).items() <= asdict(of_run).items()


@pytest.mark.parametrize("name", CHANGED)
def test_the_identity_only_changes_with_a_setting_that_affects_the_data(name: str) -> None:
    other = replace(REAL, **{name: CHANGED[name]})
    changed = identity(other, CONTENT) != identity(REAL, CONTENT)
    assert changed is (name not in NOT_IN_IDENTITY)


@pytest.mark.parametrize("name", CONTENT)
def test_the_identity_changes_with_the_content_of_each_file(name: str) -> None:
    assert identity(REAL, CONTENT | {name: "other"}) != identity(REAL, CONTENT)


def test_the_identity_is_the_same_for_the_same_settings() -> None:
    again = replace(REAL, extra_body={"b": 1, "a": [2]})
    turned = replace(REAL, extra_body={"a": [2], "b": 1})
    assert identity(again, CONTENT) == identity(turned, CONTENT)
    assert json.loads(json.dumps(identity(REAL, CONTENT))) == identity(REAL, CONTENT)


def test_the_identity_contains_system_text_tokenizer_and_rule_versions() -> None:
    names = set(identity(REAL, CONTENT))
    assert names == {*IN_IDENTITY, *CONTENT, "system", "tokenizer", "rules"} - LATER - NOT_OPTIONS
    for name in LATER:
        assert identity(replace(REAL, **{name: CHANGED[name]}), CONTENT)[name] == CHANGED[name]


def test_the_folder_of_the_same_run_is_accepted() -> None:
    check_identity(Path("run"), identity(REAL, CONTENT), identity(replace(REAL, concurrency=1), CONTENT))


@pytest.mark.parametrize("name", sorted({*IN_IDENTITY} - NOT_OPTIONS))
def test_the_folder_of_another_run_is_refused_with_the_name_of_the_difference(name: str) -> None:
    wanted = identity(replace(REAL, **{name: CHANGED[name]}), CONTENT)
    with pytest.raises(InputError, match=rf"^run: .* different {name} \(folder: .*, this command: .*\); .*--out"):
        check_identity(Path("run"), identity(REAL, CONTENT), wanted)


def test_the_folder_of_a_version_without_mix_is_accepted_without_one_and_refused_with_one() -> None:
    stored = {name: value for name, value in identity(REAL, CONTENT).items() if name != "mix"}
    check_identity(Path("run"), stored, identity(REAL, CONTENT))
    with pytest.raises(InputError, match=r"different mix \(folder: not set, this command: chat=1\)"):
        check_identity(Path("run"), stored, identity(replace(REAL, mix="chat=1"), CONTENT))


@pytest.mark.parametrize(
    ("stored", "wanted", "message"),
    [
        ({"model": "glm-4"}, {"model": "glm-5"}, "different model (folder: glm-4, this command: glm-5)"),
        ({"topic": ""}, {"topic": "医疗"}, "different topic (folder: not set, this command: 医疗)"),
        ({}, {"rules": "1.1"}, "different rules (folder: not set, this command: 1.1)"),
        ({"rules": "1.1"}, {}, "different rules (folder: 1.1, this command: not set)"),
        ({"seeds": "a" * 64}, {"seeds": "b" * 64}, "seeds (folder: aaaaaaaaaaaa…, this command: bbbbbbbbbbbb…)"),
        ({"threshold": 0.7}, {"threshold": 0.6}, "different threshold (folder: 0.7, this command: 0.6)"),
    ],
)
def test_a_refusal_shows_both_values(stored: dict[str, Any], wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        check_identity(Path("run"), stored, wanted)


@pytest.mark.parametrize("name", ["rules", "tokenizer", "system", "template"])
def test_a_run_of_another_version_is_refused_with_its_version_and_the_command_that_reads_it(name: str) -> None:
    own = identity(REAL, CONTENT)
    stored = {**own, "rules": "1.0.0.0", name: "1.0.0.0"} if name == "rules" else {**own, name: "0"}
    with pytest.raises(InputError, match=rf"{stored['rules']} of the rules.* selfinstruct rejudge 'my run' --out NEW$"):
        check_identity(Path("my run"), stored, own)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/v1", "https://example.com/v1"),
        ("https://user:pass@example.com/v1", "https://example.com/v1"),
        ("https://token@example.com:8443/v1/", "https://example.com:8443/v1/"),
        ("https://example.com/v1?api-key=secret#part", "https://example.com/v1"),
        ("https://a@b:c@example.com/v1", "https://example.com/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_user_password_and_query(url: str, expected: str) -> None:
    assert public_url(url) == expected


def test_stored_settings_contain_no_secret_of_an_address() -> None:
    stored = as_plain(replace(REAL, base_url="https://user:hunter2@example.com/v1?key=hunter2"))
    assert stored["base_url"] == "https://example.com/v1"
    assert "hunter2" not in json.dumps(stored)


def folder(**given: Any) -> Path:
    return default_folder(GenerateOptions(**given), resolved(KEY, **{"teacher": "openai", "model": "glm-4"} | given))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("glm-4", "outputs/glm-4"),
        ("Qwen/Qwen3-8B", "outputs/Qwen-Qwen3-8B"),
        ("../../etc", "outputs/etc"),
        ("a:b c", "outputs/a-b-c"),
        ("通义", "outputs/通义"),
        ("...", "outputs/run"),
        ("", "outputs/run"),
    ],
)
def test_a_default_folder_is_named_after_the_model(model: str, expected: str) -> None:
    assert default_folder(GenerateOptions(model=model), replace(REAL, model=model)) == Path(expected)


def test_the_offline_teacher_has_a_separate_default_folder() -> None:
    assert default_folder(GenerateOptions(), resolved()) == Path("outputs/offline")
    assert default_folder(GenerateOptions(teacher="offline"), resolved(KEY, teacher="offline")) == Path(
        "outputs/offline"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"n": 5},
        {"out": Path("elsewhere")},
        {"base_url": "http://localhost:8000/v1"},
        {"key_env": "OPENAI_API_KEY"},
        {"concurrency": 2},
        {"timeout": 5.0},
        {"attempts": 2},
        {"saturation": 0.5},
        {"trust": True},
        {"config": Path("settings.toml")},
    ],
    ids=lambda given: next(iter(given)),
)
def test_an_option_that_does_not_affect_the_data_keeps_the_default_folder(given: dict[str, Any]) -> None:
    assert folder(**given) == folder()
    assert folder(topic="医疗", **given) == folder(topic="医疗")


def test_a_mix_has_the_same_default_folder_in_every_notation() -> None:
    assert folder(balance=True) == folder(mix=BALANCED.text) == folder(mix=dict.fromkeys(TaskType, 1))
    assert folder(mix="classification=1,open_qa=2") == folder(mix={"open_qa": 2.0, "classification": 1})
    assert len({folder(), folder(balance=True), folder(mix="chat=1"), folder(mix="chat=1", topic="医疗")}) == 4
    assert folder(balance=False) == folder()


FOLDER_OPTIONS = [{name: CHANGED[name]} for name in sorted({*IN_IDENTITY} - OF_OFFLINE - NOT_OPTIONS)] + [
    {"seeds": Path("other.jsonl")},
    {"prompt": Path("other.txt")},
    {"against": (Path("old.jsonl"),)},
    {"against": (Path("old.jsonl"), Path("older.jsonl"))},
    {"seed": 2},
    {"seed": 2, "topic": "医疗"},
]


def test_options_that_affect_the_data_have_separate_and_stable_default_folders() -> None:
    folders = [folder(**given) for given in FOLDER_OPTIONS]
    assert len({*folders, folder()}) == len(FOLDER_OPTIONS) + 1
    assert folders == [folder(**given) for given in FOLDER_OPTIONS]
    assert {path.parent for path in folders} == {Path("outputs")}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:8000/v1", True),
        ("http://LOCALHOST/v1", True),
        ("http://teacher.localhost:80", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://127.1.2.3", True),
        ("http://user:pass@127.0.0.1/", True),
        ("http://[::1]:8000/v1", True),
        ("https://example.com/v1", False),
        ("https://localhost.example.com", False),
        ("https://mylocalhost", False),
        ("https://example.com/localhost", False),
        ("https://localhost@example.com", False),
        ("http://10.0.0.1:8000", False),
        ("http://192.168.127.1", False),
        ("http://[fe80::1]", False),
        ("", False),
    ],
)
def test_loopback_addresses_are_recognized(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


@pytest.mark.parametrize(("place", "name"), [("seeds", "zh_seed_tasks.jsonl"), ("prompts", "belle_zh.txt")])
def test_built_in_files_are_found(place: str, name: str) -> None:
    assert resource(place, name).is_file()


def test_options_have_no_value_by_default() -> None:
    assert set(asdict(GenerateOptions()).values()) == {None}


@pytest.mark.parametrize(
    ("given", "environ", "named"),
    [
        ({"topic": "\udce5"}, {}, "--topic contains bytes"),
        ({"seeds": Path("\udce5.jsonl")}, {}, "--seeds contains bytes"),
        ({"extra_body": '{"a": "\\ud800"}'}, {}, "--extra-body contains bytes"),
        ({"extra_body": '{"stream": true}'}, {}, "--extra-body cannot request a stream"),
        ({"extra_body": '{"n": 4}'}, {}, "--extra-body cannot request"),
        ({"extra_body": {"a": float("nan")}}, {}, "wrong type"),
        ({"timeout": float("inf")}, {}, "--timeout"),
        ({"timeout": float("nan")}, {}, "--timeout"),
        ({"model": "m"}, {"OPENAI_API_KEY": "“sk-quoted”"}, "the key in OPENAI_API_KEY"),
        ({"model": "m"}, {"OPENAI_API_KEY": "sk-with\nbreak"}, "the key in OPENAI_API_KEY"),
    ],
)
def test_a_value_that_cannot_be_sent_or_stored_is_refused(
    given: dict[str, Any], environ: dict[str, str], named: str
) -> None:
    with pytest.raises(InputError, match=named):
        resolve(GenerateOptions(**given), environ, None)
