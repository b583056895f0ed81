"""Providers: the data file and a user's own one, recognition, keys, plans for coding tools, tiers, `check`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from loopback import KEY, Command, LoopbackTeacher, json_lines, refusal

from selfinstruct.errors import InputError
from selfinstruct.runs.identity import identity
from selfinstruct.runs.options import GenerateOptions, TeacherOptions
from selfinstruct.runs.provider_choice import providers_of
from selfinstruct.runs.settings import Settings, resolve
from selfinstruct.runs.show_providers import describe_provider, show_provider
from selfinstruct.runs.teacher_settings import connection_of, resolve_teacher
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.providers.provider import Provider
from selfinstruct.teachers.providers.reading import read_providers

PROVIDERS = known_providers().by_name
ASKED_FOR = """
openai dashscope dashscope-intl deepseek zhipu siliconflow moonshot ark tencent qianfan modelscope openrouter anthropic
gemini vllm sglang ollama lmstudio
""".split()
CONTENT = {"template": "t", "seeds": "s", "against": "a"}
SOURCED = ("base_url", "key_env", "max_tokens", "service_tiers", "headers", "limits")


def resolved(environ: Mapping[str, str], stored: Mapping[str, Any] | None = None, **given: Any) -> Settings:
    return resolve(GenerateOptions(**given), environ, stored)


def own_file(folder: Path, text: str) -> dict[str, str]:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return {"SELFINSTRUCT_PROVIDERS": str(folder / "own.toml")}


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_provider_is_known(name: str) -> None:
    assert name in PROVIDERS


def test_every_line_of_the_data_file_has_a_source() -> None:
    missing = [
        (name, line)
        for name, one in PROVIDERS.items()
        for line in SOURCED
        if getattr(one, line) != getattr(Provider(), line) and line not in one.sources
    ]
    assert missing == []
    assert [name for name, one in PROVIDERS.items() if len(one.hosts) > 1 and "hosts" not in one.sources] == []
    assert [name for name, one in PROVIDERS.items() if one.batch and not one.batch.get("source")] == []
    assert [(name, row) for name, one in PROVIDERS.items() for row in one.fields if not row.source] == []


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_what_is_printed_about_a_provider_can_be_read_again_as_a_file(name: str) -> None:
    text = describe_provider(show_provider(name, {}))
    again = read_providers(text, "printed", known_providers().__class__()).by_name[name]
    known = PROVIDERS[name]
    assert (again.base_url, again.key_env, again.hosts) == (known.base_url, known.key_env, known.hosts)
    assert [row.body for row in again.fields] == [row.body for row in known.fields]
    assert [rule.codes for rule in again.rules] == [rule.codes for rule in known.rules]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        *[(one.base_url, name) for name, one in PROVIDERS.items()],
        ("https://ws-1.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", "dashscope-intl"),
        ("https://API.DeepSeek.com./v1/", "deepseek"),
        ("https://api.moonshot.ai/v1", "moonshot"),
        ("http://127.0.0.1:11434/v1", "ollama"),
        ("http://[::1]:11434", "ollama"),
        ("http://127.0.0.1:1234/v1", "lmstudio"),
        ("https://openrouter.ai.evil.example/v1", ""),
        ("http://192.168.1.5:11434/v1", ""),
        ("https://example.com/v1", ""),
        ("http://127.0.0.1:8081/v1", ""),
        ("http://127.0.0.1:11434/v1 http://127.0.0.1:8000/v1", ""),
    ],
)
def test_a_provider_is_recognised_by_the_host_of_its_address(url: str, name: str) -> None:
    assert known_providers().at(url).name == name


@pytest.mark.parametrize(
    ("environ", "given", "key_env"),
    [
        ({"DASHSCOPE_API_KEY": KEY}, {"provider": "dashscope"}, "DASHSCOPE_API_KEY"),
        ({"ZAI_API_KEY": KEY}, {"provider": "zhipu"}, "ZAI_API_KEY"),
        ({"ZAI_API_KEY": KEY, "ZHIPU_API_KEY": KEY}, {"provider": "zhipu"}, "ZHIPU_API_KEY"),
        ({"MY_KEY": KEY, "DASHSCOPE_API_KEY": KEY}, {"provider": "dashscope", "key_env": "MY_KEY"}, "MY_KEY"),
        ({"OPENAI_API_KEY": KEY}, {"base_url": "https://api.deepseek.com"}, "OPENAI_API_KEY"),
        (
            {"OPENAI_API_KEY": KEY, "DEEPSEEK_API_KEY": KEY},
            {"base_url": "https://api.deepseek.com"},
            "DEEPSEEK_API_KEY",
        ),
        ({"OPENAI_API_KEY": KEY}, {"base_url": "https://example.com/v1"}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": KEY}, {}, "OPENAI_API_KEY"),
        ({"OPENAI_API_KEY": KEY}, {"provider": "ollama"}, "OLLAMA_API_KEY"),
        ({"VLLM_API_KEY": KEY}, {"provider": "vllm", "base_url": "https://gpu.example/v1"}, "VLLM_API_KEY"),
        ({"OPENAI_API_KEY": KEY}, {"base_url": "http://127.0.0.1:11434/v1"}, "OPENAI_API_KEY"),
    ],
)
def test_the_key_is_taken_from_the_variable_of_the_provider(
    environ: dict[str, str], given: dict[str, Any], key_env: str
) -> None:
    assert resolved(environ, model="m", **given).key_env == key_env


def test_the_key_of_one_vendor_is_not_sent_to_another_that_was_named() -> None:
    with pytest.raises(InputError, match="no key for dashscope; set DASHSCOPE_API_KEY"):
        resolved({"OPENAI_API_KEY": KEY}, model="m", provider="dashscope")


def test_the_address_of_the_environment_is_not_that_of_a_named_provider() -> None:
    environ = {"OPENAI_BASE_URL": "https://example.com/v1", "DEEPSEEK_API_KEY": KEY}
    assert resolved(environ, model="m", provider="deepseek").base_url == "https://api.deepseek.com"
    assert resolved(environ | {"OPENAI_API_KEY": KEY}, model="m").base_url == "https://example.com/v1"


def test_an_address_of_ones_own_takes_the_fields_of_a_named_provider() -> None:
    settings = resolved({}, model="qwen3-32b", provider="dashscope", base_url="http://127.0.0.1:9999/v1")
    assert (settings.base_url, settings.preset) == ("http://127.0.0.1:9999/v1", {"enable_thinking": False})


def test_no_provider_is_recognised_with_none() -> None:
    settings = resolved({"OPENAI_API_KEY": KEY}, model="gpt-5", provider="none")
    assert (settings.provider, settings.preset) == ("none", {})
    assert connection_of(settings, {}).provider.name == ""


def test_an_unknown_provider_is_named_with_the_closest_one_or_all_known_ones() -> None:
    with pytest.raises(InputError, match="--provider 'dashcope' is not known; did you mean dashscope"):
        resolved({}, model="m", provider="dashcope")
    with pytest.raises(InputError, match="--provider 'nobody' is not known; the providers are anthropic, ark"):
        resolved({}, model="m", provider="nobody")


@pytest.mark.parametrize("key", ['"sk-0123456789"', "Bearer sk-0123456789"])
def test_a_key_that_was_copied_with_more_than_itself_is_refused(key: str) -> None:
    with pytest.raises(InputError, match="without quotes and 'Bearer'"):
        resolved({"OPENAI_API_KEY": key}, model="m")


def test_a_variable_that_is_named_but_not_set_is_an_error() -> None:
    with pytest.raises(InputError, match="NOPE holds no key; set NOPE"):
        resolved({}, model="m", base_url="http://127.0.0.1:9999/v1", key_env="NOPE")


def test_an_own_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    environ = own_file(tmp_path, "\ufeff[house]\nbase_url = 'http://127.0.0.1:9999/v1'")
    assert providers_of(environ).named("house").title == "house"


@pytest.mark.parametrize("option", [{"provider": "openai"}, {"service_tier": "flex"}, {"model": "m"}])
def test_the_offline_teacher_has_no_provider(option: dict[str, str]) -> None:
    with pytest.raises(InputError, match="cannot be combined with the offline teacher"):
        resolved({}, teacher="offline", **option)


@pytest.mark.parametrize(
    ("environ", "given", "plan"),
    [
        ({"DASHSCOPE_API_KEY": "sk-sp-0123456789"}, {"provider": "dashscope"}, "Coding Plan"),
        ({"OPENAI_API_KEY": "sk-sp-0123456789"}, {}, "Coding Plan"),
        ({"K": "sk-kimi-0123456789"}, {"provider": "moonshot", "key_env": "K"}, "Kimi Code"),
        ({"K": KEY}, {"base_url": "https://coding.dashscope.aliyuncs.com/v1", "key_env": "K"}, "Coding Plan"),
        (
            {"K": KEY},
            {"base_url": "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "key_env": "K"},
            "Token Plan",
        ),
        ({"K": KEY}, {"base_url": "https://open.bigmodel.cn/api/coding/paas/v4/", "key_env": "K"}, "GLM Coding"),
        ({"K": KEY}, {"base_url": "https://api.z.ai/api/coding/paas/v4", "key_env": "K"}, "GLM Coding"),
        ({"K": KEY}, {"base_url": "https://ark.cn-beijing.volces.com/api/coding/v3", "key_env": "K"}, "Coding Plan"),
        ({"K": KEY}, {"base_url": "https://ark.cn-beijing.volces.com/api/plan/v3", "key_env": "K"}, "Agent Plan"),
        ({"K": KEY}, {"base_url": "https://api.kimi.com/coding/v1", "key_env": "K"}, "Kimi Code"),
        ({"K": KEY}, {"base_url": "https://API.KIMI.com/coding/v1/chat/completions", "key_env": "K"}, "Kimi Code"),
        ({"K": KEY}, {"base_url": "https://api.kimi.com./x/..//%43oding/v1", "key_env": "K"}, "Kimi Code"),
        ({"K": "SK-SP-0123456789"}, {"provider": "dashscope", "key_env": "K"}, "Coding Plan"),
    ],
)
def test_plans_for_coding_tools_are_refused(environ: dict[str, str], given: dict[str, Any], plan: str) -> None:
    with pytest.raises(InputError, match=rf"belongs to .*{plan}.*only allow coding tools"):
        resolved(environ, model="m", **given)
    with pytest.raises(InputError, match="may be closed"):
        resolve_teacher(TeacherOptions(model="m", **given), environ)


def test_ordinary_addresses_of_the_same_hosts_are_not_refused() -> None:
    for name in ("dashscope", "zhipu", "zai", "ark", "moonshot", "qianfan"):
        assert resolved({"K": KEY}, model="m", base_url=PROVIDERS[name].base_url, key_env="K").provider == name
    assert resolved({"K": KEY}, model="m", base_url="https://api.z.ai/api/codingx", key_env="K").provider == "zai"


def test_an_own_file_adds_a_provider_and_overrides_another(tmp_path: Path) -> None:
    environ = own_file(
        tmp_path,
        """
        [house]
        like = "dashscope"
        base_url = "https://llm.house.example/v1"
        key_env = ["HOUSE_KEY"]

        [zhipu]
        key_env = ["GLM_KEY"]
        [[zhipu.fields]]
        models = ["glm-9*"]
        thinking_off = { thinking = { type = "off" } }
        [[zhipu.codes]]
        action = "wait"
        status = [400]
        codes = ["1210"]
        """,
    )
    house = resolved(environ | {"HOUSE_KEY": KEY}, model="qwen3-32b", provider="house")
    assert (house.base_url, house.key_env) == ("https://llm.house.example/v1", "HOUSE_KEY")
    assert house.preset == {"enable_thinking": False}
    assert providers_of(environ).at("https://llm.house.example/v1").name == "house"
    assert providers_of(environ).at("https://dashscope.aliyuncs.com/compatible-mode/v1").name == "dashscope"
    zhipu = resolved(environ | {"GLM_KEY": KEY}, model="GLM-9-air", provider="zhipu")
    assert zhipu.preset == {"thinking": {"type": "off"}}
    assert providers_of(environ).named("zhipu").rules[0].codes == ("1210",)
    assert providers_of(environ).named("zhipu").base_url == PROVIDERS["zhipu"].base_url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a", "not valid TOML"),
        ("a = 1", r"\[a\] it must be a table"),
        ("[a]\nkey_env = ['K']", r"\[a\] base_url is missing"),
        ("[a]\nbase_url = 'ftp://x'", r"\[a\] base_url must be an address"),
        ("[a]\nbase_url = 5", r"\[a\] base_url must be text, not 5"),
        ("[a]\nurl = 'http://x'", r"\[a\] url is not a known name"),
        ("[a]\nkey_env = 'K'", r"\[a\] key_env must be a list of texts"),
        ("[a]\nkey_env = ['A B']", r"\[a\] key_env has an invalid value: 'A B'"),
        ("[a]\nmax_tokens = 'limit'", r"\[a\] max_tokens must be one of"),
        ("[a]\nlike = 'b'", r"\[a\] like must be the name of a provider above it"),
        ("[a]\nheaders = { 'X-A' = 1 }", r"\[a\] headers must hold names and texts"),
        ("[a]\nheaders = { 'X-A' = \"b\\r\\nc\" }", r"\[a\] headers must hold names and texts"),
        ("['A B']\nbase_url = 'http://x'", "lower-case letters"),
        ("[[zhipu.codes]]\nstatus = [400]", r"\[zhipu.codes\] action is missing"),
        ("[[zhipu.codes]]\naction = 'again'", r"\[zhipu.codes\] action must be one of"),
        ("[[zhipu.codes]]\naction = 'wait'\nwords = '('", "not a valid regular expression"),
        ("[[zhipu.codes]]\naction = 'wait'\nstatus = ['x']", "status must hold numbers"),
        ("[[zhipu.fields]]\nthinking_off = 5", "thinking_off must be a table"),
        ("[[zhipu.fields]]\nother = { model = 'x' }", "model cannot be set by a preset"),
        ("[none]\nbase_url = 'http://x'", "is not none"),
        ("zhipu.fields = 5", "fields must be a list of tables"),
        ("zhipu.fields = [5]", "it must be a table"),
        ("[[codes]]\naction = 'wait'\nextra = 1", r"\[codes\] extra is not a known name"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_mistake_in_the_own_file_is_named_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=said) as error:
        providers_of({"SELFINSTRUCT_PROVIDERS": str(tmp_path / "own.toml")})
    assert str(tmp_path / "own.toml") in str(error.value)


def test_a_missing_own_file_is_only_an_error_if_it_was_named(tmp_path: Path) -> None:
    assert providers_of({"XDG_CONFIG_HOME": str(tmp_path)}).by_name == PROVIDERS
    with pytest.raises(InputError, match="does not exist; correct SELFINSTRUCT_PROVIDERS"):
        providers_of({"SELFINSTRUCT_PROVIDERS": str(tmp_path / "none.toml")})


def test_a_run_keeps_the_fields_it_was_started_with(tmp_path: Path) -> None:
    environ = {"DASHSCOPE_API_KEY": KEY}
    started = resolved(environ, model="qwen3-32b", provider="dashscope")
    stored = {"provider": "dashscope", "preset": '{"enable_thinking": false}', "model": "qwen3-32b"}
    stored |= {"key_env": "DASHSCOPE_API_KEY", "base_url": started.base_url}
    later = own_file(tmp_path, "[[dashscope.fields]]\nthinking_off = { new_switch = false }")
    for given in ({}, {"provider": "dashscope"}):
        assert resolved(environ | later, stored, **given).preset == {"enable_thinking": False}
    moved = resolved(environ | {"SILICONFLOW_API_KEY": KEY}, stored, provider="siliconflow")
    assert moved.base_url == PROVIDERS["siliconflow"].base_url
    assert moved.key_env == "SILICONFLOW_API_KEY"


@pytest.mark.parametrize(
    ("given", "provider", "address", "key_env"),
    [
        ({}, "dashscope", "dashscope", "DASHSCOPE_API_KEY"),
        ({"provider": "none"}, "none", "dashscope", "DASHSCOPE_API_KEY"),
        ({"base_url": "https://api.siliconflow.cn/v1"}, "siliconflow", "siliconflow", "SILICONFLOW_API_KEY"),
        ({"provider": "siliconflow"}, "siliconflow", "siliconflow", "SILICONFLOW_API_KEY"),
        ({"provider": "zhipu"}, "zhipu", "zhipu", "ZHIPUAI_API_KEY"),
    ],
)
def test_a_resumed_run_asks_the_provider_that_is_given_or_else_its_own(
    given: dict[str, Any], provider: str, address: str, key_env: str
) -> None:
    environ = dict.fromkeys(("DASHSCOPE_API_KEY", "SILICONFLOW_API_KEY", "ZHIPUAI_API_KEY", "OPENAI_API_KEY"), KEY)
    stored = {"teacher": "openai", "provider": "dashscope", "preset": '{"enable_thinking": false}'}
    stored |= {"model": "glm-5.1", "key_env": "DASHSCOPE_API_KEY", "base_url": PROVIDERS["dashscope"].base_url}
    settings = resolved(environ, stored, **given)
    assert (settings.provider, settings.key_env) == (provider, key_env)
    assert settings.base_url == PROVIDERS[address].base_url
    is_other = given.get("provider") in ("siliconflow", "zhipu")
    preset = PROVIDERS[provider].fields_of("glm-5.1").body if is_other else {"enable_thinking": False}
    assert settings.preset == preset


def test_a_gateway_of_a_named_provider_keeps_it_at_another_address() -> None:
    stored = {"teacher": "openai", "provider": "dashscope", "model": "m", "base_url": "http://127.0.0.1:9999/v1"}
    settings = resolved({"DASHSCOPE_API_KEY": KEY}, stored, base_url="http://127.0.0.1:9998/v1")
    assert settings.provider == "dashscope"


def test_a_provider_that_this_machine_does_not_know_is_said(
    teacher: LoopbackTeacher, console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environ = own_file(tmp_path, f'[house]\nbase_url = "{teacher.url}"')
    monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", environ["SELFINSTRUCT_PROVIDERS"])
    assert console("generate", "--provider", "house", "--model", "m", "--n", "3", "--out", "run").code == 0
    assert console("rejudge", "run", "--out", "again").code == 0
    assert tomllib.loads(Path("again/run.toml").read_text())["settings"]["provider"] == "house"
    monkeypatch.delenv("SELFINSTRUCT_PROVIDERS")
    done = console("generate", "--out", "run", "--n", "9")
    assert done.code == 0, done.err
    assert "provider house is not known on this machine" in done.err


@pytest.mark.parametrize("preset", ["[1]", '{"stream": true}', '{"n": 3}', "{" * 9_000, '{"a": NaN}'])
def test_a_preset_in_a_folder_is_checked_like_an_extra_body(preset: str) -> None:
    stored = {"teacher": "openai", "provider": "dashscope", "model": "m", "preset": preset}
    with pytest.raises(InputError):
        resolved({"DASHSCOPE_API_KEY": KEY}, stored)


def test_the_tier_belongs_to_its_provider_and_can_be_turned_off() -> None:
    environ = {"OPENAI_API_KEY": KEY, "DEEPSEEK_API_KEY": KEY}
    stored = {"teacher": "openai", "provider": "openai", "model": "m", "service_tier": "flex", "timeout": 900.0}
    assert (resolved(environ, stored).service_tier, resolved(environ, stored).timeout) == ("flex", 900)
    moved = resolved(environ, stored, provider="deepseek")
    assert (moved.service_tier, moved.timeout) == ("", 180)
    off = resolved(environ, stored, service_tier="none")
    assert (off.service_tier, off.timeout) == ("", 180)
    usual = {"teacher": "openai", "provider": "openai", "model": "m", "timeout": 180.0}
    assert resolved(environ, usual, service_tier="flex").timeout == 900


def test_null_for_a_field_of_the_preset_is_the_same_run_as_one_without_it() -> None:
    environ = {"DASHSCOPE_API_KEY": KEY}
    removed = resolved(environ, model="glm-5.1", provider="dashscope", extra_body='{"enable_thinking": null}')
    assert identity(removed, CONTENT)["extra_body"] == "{}"
    other = resolved(environ, model="glm-5.1", provider="dashscope", extra_body='{"top_k": null}')
    assert identity(other, CONTENT)["extra_body"] == '{"enable_thinking": false, "top_k": null}'


def test_rules_for_any_provider_in_the_own_file_apply(
    teacher: LoopbackTeacher, console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environ = own_file(tmp_path, '[[codes]]\naction = "close"\nstatus = [418]')
    monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", environ["SELFINSTRUCT_PROVIDERS"])
    first: list[str] = []

    def refuse_the_first(prompt: str, attempt: int) -> web.Response | None:
        first[:] = first or [prompt]
        return refusal(418, "teapot") if [prompt] == first else None

    teacher.script = refuse_the_first
    words = ("generate", "--base-url", teacher.url, "--model", "m", "--n", "9", "--out", "run", "--attempts", "2")
    assert console(*words).code == 0
    assert [row["reason"] for row in json_lines(Path("run/rejected.jsonl"))].count("no_answer") == 1


def test_the_header_of_an_own_provider_that_holds_a_key_is_masked(
    teacher: LoopbackTeacher, console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = "s3cret-of-the-gateway"
    headers = f'headers = {{ "X-Api-Key" = "{secret}", "X-Title" = "instruction dataset" }}'
    environ = own_file(tmp_path, f'[house]\nbase_url = "{teacher.url}"\n{headers}')
    monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", environ["SELFINSTRUCT_PROVIDERS"])
    assert providers_of(environ).named("house").secrets == (secret,)
    teacher.script = lambda prompt, attempt: refusal(401, "x", f"the key {secret} is wrong")
    done = console("generate", "--provider", "house", "--model", "m", "--n", "3", "--out", "run")
    assert (done.code, secret in done.err) == (4, False)
    assert teacher.headers[0]["X-Api-Key"] == secret


def test_a_broken_own_file_does_not_end_the_offline_teacher(
    console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", own_file(tmp_path, "[")["SELFINSTRUCT_PROVIDERS"])
    assert console("generate", "--teacher", "offline", "--n", "3", "--out", "run").code == 0


def test_a_run_from_before_presets_gets_no_new_fields_but_the_rules_of_its_provider() -> None:
    stored = {"teacher": "openai", "model": "qwen3-32b", "base_url": PROVIDERS["dashscope"].base_url}
    stored |= {"key_env": "OPENAI_API_KEY", "temperature": 1.0, "top_p": 1.0}
    settings = resolved({"OPENAI_API_KEY": KEY}, stored)
    assert (settings.preset, settings.temperature, settings.top_p) == ({}, 1.0, 1.0)
    assert settings.key_env == "OPENAI_API_KEY"
    assert connection_of(settings, {}).provider.name == "dashscope"


def test_the_identity_tells_fields_that_are_not_sent_and_holds_those_of_the_preset() -> None:
    environ = {"DASHSCOPE_API_KEY": KEY}
    usual = identity(resolved(environ, model="qwen3-32b", provider="dashscope"), CONTENT)
    assert (usual["temperature"], usual["extra_body"]) == ("none", '{"enable_thinking": false}')
    assert identity(resolved(environ, model="qwen3-32b", provider="dashscope", temperature=1.0), CONTENT) != usual
    own = resolved(environ, model="qwen3-32b", provider="dashscope", extra_body='{"enable_thinking": true}')
    assert identity(own, CONTENT)["extra_body"] == '{"enable_thinking": true}'


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, {"max_tokens": 4096}),
        ({"temperature": 0.5, "top_p": 0.9}, {"temperature": 0.5, "top_p": 0.9, "max_tokens": 4096}),
        ({"max_tokens": 0}, {}),
        ({"extra_body": '{"max_tokens": null}'}, {}),
        ({"extra_body": '{"max_completion_tokens": 7}'}, {"max_completion_tokens": 7}),
        ({"temperature": 0.5, "extra_body": '{"temperature": null, "top_k": 3}'}, {"top_k": 3, "max_tokens": 4096}),
        ({"service_tier": "flex"}, {"service_tier": "flex", "max_tokens": 4096}),
    ],
)
def test_only_the_fields_that_were_set_are_sent(
    given: dict[str, Any], sent: dict[str, Any], teacher: LoopbackTeacher, console: Command
) -> None:
    words = [word for name, value in given.items() for word in (f"--{name.replace('_', '-')}", value)]
    done = console("generate", "--base-url", teacher.url, "--model", "m", "--n", "3", "--out", "run", *words)
    assert done.code == 0, done.err
    assert {name: value for name, value in teacher.bodies[0].items() if name not in ("model", "messages")} == sent


def test_none_is_accepted_wherever_a_field_can_be_left_out(teacher: LoopbackTeacher, console: Command) -> None:
    words = ("--temperature", "none", "--top-p", "none", "--max-tokens", "none")
    assert console("generate", "--base-url", teacher.url, "--model", "m", "--n", "3", "--out", "run", *words).code == 0
    assert set(teacher.bodies[0]) == {"model", "messages"}
    stored = tomllib.loads(Path("run/run.toml").read_text())["settings"]
    assert (stored["temperature"], stored["max_tokens"]) == ("none", 0)


def test_labels_are_requested_without_a_temperature(teacher: LoopbackTeacher, console: Command) -> None:
    Path("rows.jsonl").write_text('{"instruction": "写一首诗", "input": "", "output": "好"}\n')
    console("classify", "rows.jsonl", "--with", "teacher", "--base-url", teacher.url, "--model", "m")
    assert teacher.bodies
    assert set(teacher.bodies[0]) == {"model", "messages", "max_tokens"}


def test_a_tier_that_a_provider_lacks_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(InputError, match="--service-tier 'flex' is not known for deepseek: it has no tiers"):
        resolved({"DEEPSEEK_API_KEY": KEY}, model="m", provider="deepseek", service_tier="flex")
    with pytest.raises(InputError, match="--service-tier 'turbo' is not known for openai: its tiers are flex"):
        resolved({"OPENAI_API_KEY": KEY}, model="m", service_tier="turbo")


def test_requests_of_the_flex_tier_have_a_longer_timeout_unless_one_is_set() -> None:
    environ = {"OPENAI_API_KEY": KEY}
    assert resolved(environ, model="gpt-5", service_tier="flex").timeout == 900
    assert resolved(environ, model="gpt-5", service_tier="flex", timeout=60.0).timeout == 60


def test_a_flex_request_without_resources_is_waited_for(teacher: LoopbackTeacher, console: Command) -> None:
    teacher.script = lambda prompt, attempt: (
        refusal(429, "resource_unavailable", "Resource unavailable", retry_after="0.01") if attempt < 9 else None
    )
    words = ("--service-tier", "flex", "--attempts", "1")
    done = console("generate", "--base-url", teacher.url, "--model", "m", "--n", "3", "--out", "run", *words)
    assert done.code == 0, done.err


def test_the_command_of_a_named_provider_resumes_without_options(
    teacher: LoopbackTeacher, console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environ = own_file(tmp_path, f'[house]\nbase_url = "{teacher.url}"\nkey_env = ["HOUSE_KEY"]')
    for name, value in (environ | {"HOUSE_KEY": KEY}).items():
        monkeypatch.setenv(name, value)
    assert console("generate", "--provider", "house", "--model", "m", "--n", "3", "--out", "run").code == 0
    assert console("generate", "--out", "run", "--n", "9").code == 0
    assert console("generate", "--provider", "house", "--out", "run", "--n", "12").code == 0
    assert len(json_lines(Path("run/dataset.jsonl"))) == 12
    assert {headers["Authorization"] for headers in teacher.headers} == {f"Bearer {KEY}"}


def test_a_setting_that_was_refused_at_first_can_be_changed_in_the_same_folder(
    teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda prompt, attempt: (
        refusal(404, "model_not_found", "no such model") if teacher.bodies[-1]["model"] == "wrong" else None
    )
    words = ("generate", "--base-url", teacher.url, "--n", "3", "--out", "run")
    assert console(*words, "--model", "wrong", "--top-p", "0.9").code == 4
    assert console(*words, "--model", "m", "--top-p", "none").code == 0
    done = console(*words, "--model", "other", "--n", "9")
    assert (done.code, "with a different model" in done.err) == (2, True)


def test_a_folder_of_another_person_cannot_choose_the_key_of_a_provider(
    teacher: LoopbackTeacher, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", KEY)
    words = ("generate", "--provider", "dashscope", "--model", "m", "--n", "3", "--out", "run")
    assert console(*words, "--base-url", teacher.url).code == 0
    Path("run").rename("copy")
    for options in ((), ("--provider", "dashscope")):
        done = console("generate", "--out", "copy", "--n", "9", *options)
        assert (done.code, "repeat the command with --trust" in done.err) == (2, True)
    text = Path("copy/run.toml").read_text()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    Path("copy/run.toml").write_text(text.replace("DASHSCOPE_API_KEY", "OPENAI_API_KEY").replace(teacher.url, ""))
    done = console("generate", "--out", "copy", "--n", "9", "--provider", "dashscope")
    assert (done.code, "the key in OPENAI_API_KEY" in done.err) == (2, True)


def test_the_list_of_providers_names_the_variable_that_is_set(
    console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIPU_API_KEY", KEY)
    done = console("providers")
    assert done.code == 0
    assert "ZHIPU_API_KEY (set)" in done.out
    assert "facts checked on 2026-11-28" in done.out
    assert KEY not in done.out
    listed = json.loads(console("providers", "--json").out)
    assert [row["key"] for row in listed["providers"] if row["name"] == "zhipu"] == ["ZHIPU_API_KEY"]
    assert console("providers", "nobody").code == 2


def test_check_shows_what_works(teacher: LoopbackTeacher, console: Command) -> None:
    headers = {"x-ratelimit-remaining-requests": "59"}

    def reply(prompt: str) -> web.Response:
        choice = {"index": 0, "message": {"role": "assistant", "content": "好"}, "finish_reason": "stop"}
        return web.json_response({"choices": [choice], "usage": {"completion_tokens": 1}}, headers=headers)

    teacher.reply = reply
    done = console("check", "--base-url", teacher.url, "--model", "m", "--json")
    assert done.code == 0, done.err
    (found,) = json.loads(done.out)
    assert (found["reply"], found["thinking"], found["limits"]) == ("好", False, headers)
    assert len(teacher.bodies) == 1
    assert teacher.bodies[0]["max_tokens"] <= 64
    assert "thinking   off" in console("check", "--base-url", teacher.url, "--model", "m").out


def test_check_says_that_a_model_thinks_and_what_to_change(teacher: LoopbackTeacher, console: Command) -> None:
    def reply(prompt: str) -> web.Response:
        message = {"role": "assistant", "content": "好", "reasoning_content": "让我想想"}
        return web.json_response({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})

    teacher.reply = reply
    done = console("check", "--base-url", teacher.url, "--model", "m")
    assert (done.code, "thinking   on" in done.out) == (0, True)
    assert "turn that off or use another model" in done.out


@pytest.mark.parametrize(
    ("response", "code", "said"),
    [
        (lambda: refusal(401, "invalid_api_key", "Incorrect API key"), 4, "check the key in OPENAI_API_KEY"),
        (lambda: refusal(404, "model_not_found", "model m not found"), 4, "offers: m, other"),
        (lambda: refusal(429, "x", "余额不足"), 4, "top up the account"),
        (lambda: refusal(400, "x", "something is odd"), 4, "something is odd"),
        (lambda: refusal(429, "x", "slow down"), 5, "try again in a minute"),
        (lambda: web.Response(text="<html>hello</html>", content_type="text/html"), 5, "check --base-url"),
    ],
)
def test_check_says_in_one_sentence_what_does_not_work(
    response: Any, code: int, said: str, teacher: LoopbackTeacher, console: Command
) -> None:
    teacher.script = lambda prompt, attempt: response()
    done = console("check", "--base-url", teacher.url, "--model", "m")
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_check_falls_back_to_a_reply_that_is_not_streamed(teacher: LoopbackTeacher, console: Command) -> None:
    def without_streams(prompt: str, attempt: int) -> web.Response | None:
        return refusal(400, "x", "streaming is not supported") if teacher.bodies[-1].get("stream") else None

    teacher.script = without_streams
    done = console("check", "--base-url", teacher.url, "--model", "m", "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)[0]["streaming"] is False


def test_check_needs_a_teacher(console: Command) -> None:
    done = console("check")
    assert (done.code, "name a teacher with --provider" in done.err) == (2, True)
