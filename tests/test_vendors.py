"""Every provider by name, against strict doubles of the vendors at their real addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import trustme
from loopback import Command, connection, json_lines
from vendors import ERRORS, KEY, KINDS, Body, Vendor, proxy, running, served

from selfinstruct.errors import TeacherRefused
from selfinstruct.runs.provider_choice import providers_of
from selfinstruct.schema.reply import Answer, FinalFault, Prompt
from selfinstruct.teachers.connection import RetryPolicy
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.protocol import Result
from selfinstruct.teachers.providers.known import known_providers
from selfinstruct.teachers.providers.provider import Provider

MODELS = [
    (kind.name, kind.list_prefix + model.id) for kind in KINDS.values() for model in kind.models if "*" not in model.id
]
"""All models of the doubles."""
FIRST = dict(reversed(MODELS))
IGNORED = {"ollama": {"reasoning_effort"}, "lmstudio": {"reasoning_effort"}}
"""Fields that have no effect on models without thinking, which cannot be told by their names."""


def reply(body: Body) -> str:
    """What the offline teacher would answer."""
    return answer(body["messages"][-1]["content"]).text


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def reachable(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Vendor]:
    """The double of a vendor at its real address, with its key in the environment."""
    vendor = Vendor(request.param, reply)
    manager: Any = served(vendor) if vendor.kind.local else proxy([vendor], authority)
    with running(manager) as url:
        if vendor.kind.local:
            own = tmp_path / "providers.toml"
            own.write_text(f'[{vendor.name}]\nbase_url = "{url}"\n')
            monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", str(own))
        else:
            pem = tmp_path / "authority.pem"
            authority.cert_pem.write_to_path(pem)
            monkeypatch.setenv("SSL_CERT_FILE", str(pem))
            monkeypatch.setenv("HTTPS_PROXY", url)
            monkeypatch.setenv(known_providers().named(vendor.name).key_env[0], KEY)
        yield vendor


def thinks(vendor: Vendor, name: str) -> bool:
    """Return whether a model can only answer with thinking, or thought in the last request."""
    model = vendor.kind.model(name)
    assert model is not None
    return model.thinking(vendor.bodies[-1])


@pytest.mark.slow
@pytest.mark.parametrize(("reachable", "model"), MODELS, indirect=["reachable"])
def test_generate_needs_no_option_besides_the_provider_and_the_model(
    reachable: Vendor, model: str, console: Command
) -> None:
    done = console("generate", "--provider", reachable.name, "--model", model, "--n", "12", "--out", "run")
    assert done.code == 0, done.err
    assert len(json_lines(Path("run/dataset.jsonl"))) == 12
    assert reachable.ignored <= IGNORED.get(reachable.name, set())
    assert KEY not in done.err + Path("run/run.toml").read_text()


SWITCHABLE = [
    ("openai", "gpt-5"),
    ("openai", "gpt-5.2"),
    ("dashscope", "qwen3-32b"),
    ("dashscope", "qwen3.5-plus"),
    ("deepseek", "deepseek-v4-flash"),
    ("zhipu", "glm-5.1"),
    ("siliconflow", "Qwen/Qwen3-8B"),
    ("moonshot", "kimi-k2.5"),
    ("ark", "doubao-seed-1-6-250615"),
    ("tencent", "deepseek-v4-pro"),
    ("qianfan", "deepseek-v4-pro"),
    ("modelscope", "Qwen/Qwen3-8B"),
    ("openrouter", "deepseek/deepseek-v4-flash"),
    ("gemini", "models/gemini-2.5-flash"),
    ("vllm", "Qwen/Qwen3-8B"),
    ("sglang", "Qwen/Qwen3-8B"),
    ("ollama", "qwen3:8b"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("reachable", "model"), SWITCHABLE, indirect=["reachable"])
def test_thinking_is_off_in_models_that_think_by_default(reachable: Vendor, model: str, console: Command) -> None:
    assert console("generate", "--provider", reachable.name, "--model", model, "--n", "5", "--out", "run").code == 0
    assert not thinks(reachable, model)


@pytest.mark.parametrize("reachable", ["dashscope", "moonshot", "zhipu"], indirect=True)
def test_the_same_is_done_for_an_address_of_the_provider(
    reachable: Vendor, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = FIRST[reachable.name]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-vendor-0123456789")
    done = console("generate", "--base-url", reachable.address, "--model", model, "--n", "5", "--out", "run")
    assert done.code == 0, done.err
    assert f"provider {reachable.name}, recognised from the address" in done.err
    assert {seen.headers["Authorization"] for seen in reachable.requests} == {f"Bearer {KEY}"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reachable", "model", "field"),
    [("vllm", "Qwen/Qwen3-8B", "chat_template_kwargs"), ("dashscope", "qwen3.5-plus", "enable_thinking")],
    indirect=["reachable"],
)
def test_null_in_the_extra_body_removes_a_field_of_the_preset(
    reachable: Vendor, model: str, field: str, console: Command
) -> None:
    words = ("generate", "--provider", reachable.name, "--model", model, "--n", "5", "--out", "run")
    assert console(*words, "--extra-body", f'{{"{field}": null}}').code == 0
    assert all(field not in body for body in reachable.bodies)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reachable", "model", "field"),
    [
        ("siliconflow", "Qwen/Qwen2.5-7B-Instruct", "enable_thinking = false"),
        ("moonshot", "kimi-k3", 'thinking = { type = "disabled" }'),
        ("openrouter", "google/gemini-2.5-pro", "reasoning = { enabled = false }"),
        ("gemini", "models/gemini-2.5-pro", 'reasoning_effort = "none"'),
        ("openai", "gpt-4o", 'reasoning_effort = "none"'),
        ("openai", "o3", 'reasoning_effort = "none"'),
    ],
    indirect=["reachable"],
)
def test_a_field_of_the_preset_that_a_model_refuses_is_left_out_and_named(
    reachable: Vendor, model: str, field: str, console: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f"[[{reachable.name}.fields]]\nthinking_off = {{ {field} }}\n")
    monkeypatch.setenv("SELFINSTRUCT_PROVIDERS", str(own))
    done = console("generate", "--provider", reachable.name, "--model", model, "--n", "5", "--out", "run")
    assert done.code == 0, done.err
    assert f"{model} refuses {field.split()[0]}, a field of the provider's preset; it is now left out" in done.err
    again = console("generate", "--out", "run", "--n", "9")
    assert again.code == 0, again.err


@pytest.mark.parametrize("reachable", ["moonshot"], indirect=True)
def test_a_refused_sampling_value_says_how_to_leave_it_out(reachable: Vendor, console: Command) -> None:
    words = ("generate", "--provider", "moonshot", "--model", "kimi-k2.5", "--n", "5", "--out", "run")
    done = console(*words, "--top-p", "0.9")
    assert done.code == 4
    assert "invalid top_p: only 0.95 is allowed for this model" in done.err
    assert "leave top_p out with --top-p none" in done.err


@pytest.mark.parametrize("reachable", ["openai"], indirect=True)
def test_an_unknown_gateway_of_a_reasoning_model_gets_the_limit_under_its_other_name(
    reachable: Vendor, console: Command
) -> None:
    words = ("generate", "--provider", "none", "--model", "gpt-5", "--n", "5", "--out", "run")
    done = console(*words, "--base-url", reachable.address)
    assert done.code == 0, done.err
    assert "this model takes max_completion_tokens" in done.err


def ask_once(url: str, provider: Provider) -> Result:
    made = connection(
        url,
        model=FIRST[provider.name],
        temperature=None,
        top_p=None,
        retry=RetryPolicy(attempts=2, timeout=20, backoff=0.01),
        provider=provider,
    )

    async def run() -> Result:
        async with Teacher(made, Random(0)) as teacher:
            return await teacher.ask(Prompt(0, "系统", "提示", (), "sha"), asyncio.Event())

    return asyncio.run(run())


@pytest.mark.slow
@pytest.mark.parametrize(
    "refusal",
    [refusal for refusal in ERRORS if refusal.vendor in KINDS],
    ids=lambda refusal: f"{refusal.vendor}-{refusal.status}-{refusal.code}-{refusal.asks}",
)
def test_each_refusal_of_a_vendor_is_taken_as_what_it_asks_for(refusal: Any) -> None:
    provider = providers_of({}).named(refusal.vendor)
    vendor = Vendor(refusal.vendor, reply, refusals=[refusal] * (3 if refusal.asks == "wait" else 1))
    with running(served(vendor)) as url:
        if refusal.asks == "stop":
            with pytest.raises(TeacherRefused):
                ask_once(url, provider)
            return
        result = ask_once(url, provider)
    assert isinstance(result, FinalFault if refusal.asks == "close" else Answer)
