"""`selfinstruct batch`: rounds are submitted, looked at, collected and cancelled, and exchanged as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loopback import Command, Done, LoopbackTeacher, connection, json_lines

from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import prepare
from selfinstruct.teachers.batches.rules import held
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.providers.known import known_providers

OFFLINE = ("--teacher", "offline", "--rounds", "5,10")
DATASET = Path("run/dataset.jsonl")


def collected(console: Command) -> Done:
    """Collect until the batch has ended."""
    while (done := console("batch", "collect", "run")).code == 3:
        assert "has not ended; try again later with: selfinstruct batch collect run" in done.err
    return done


def answered(requests: Path, results: Path) -> None:
    """Answer exported requests as another program would, in another order."""
    lines = []
    for row in json_lines(requests):
        text = answer(row["body"]["messages"][-1]["content"]).text
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        body = {"object": "chat.completion", "choices": [choice], "usage": {"prompt_tokens": 9, "completion_tokens": 5}}
        response = {"status_code": 200, "request_id": "x", "body": body}
        lines.append(json.dumps({"custom_id": row["custom_id"], "response": response, "error": None}))
    results.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")


def test_a_run_of_single_steps_gives_the_dataset_of_one_that_waits(console: Command) -> None:
    assert console("generate", "--batch", "--n", 120, *OFFLINE, "--out", "waiting").code == 0
    done = console("batch", "submit", "run", "--n", 120, *OFFLINE)
    assert (done.code, "5 requests submitted" in done.err) == (0, True)
    assert "5 requests in open batches" in console("status", "run").out
    for _ in range(10):
        found = json.loads(console("batch", "status", "run", "--json").out)
        assert [batch["rows"] for batch in found["batches"]][:1] != [0]
        assert collected(console).code == 0
        if len(json_lines(DATASET)) == 120:
            break
        assert console("batch", "submit", "run").code == 0
    assert DATASET.read_bytes() == Path("waiting/dataset.jsonl").read_bytes()
    assert console("batch", "status", "run").out.strip() == "no batch of run is open"


def test_an_open_batch_refuses_whatever_else_would_end_its_slots(console: Command) -> None:
    console("batch", "submit", "run", "--n", 50, *OFFLINE)
    for command in (
        ("generate", "--out", "run"),
        ("generate", "--out", "run", "--batch", "--close-open"),
        ("batch", "export", "run", "--out", "requests.jsonl"),
    ):
        done = console(*command)
        assert (done.code, "not collected yet" in done.err) == (2, True)
    assert console("batch", "submit", "run").code == 0
    assert collected(console).code == 0
    assert console("generate", "--out", "run").code == 0


def test_what_a_cancelled_batch_has_finished_can_be_collected_and_the_run_continues(console: Command) -> None:
    console("batch", "submit", "run", "--n", 50, *OFFLINE)
    assert console("batch", "cancel", "run").code == 0
    assert collected(console).code == 0
    assert console("generate", "--out", "run", "--batch").code == 0
    assert len(json_lines(DATASET)) == 50


def test_files_are_deleted_only_on_request_and_only_of_collected_batches(console: Command) -> None:
    console("batch", "submit", "run", "--n", 100, *OFFLINE)
    assert json.loads(console("batch", "delete", "run", "--json").out)["deleted"] == 0
    assert collected(console).code == 0
    console("batch", "submit", "run")
    found = json.loads(console("batch", "delete", "run", "--json").out)
    assert (found["batches"], found["deleted"] >= 2) == (1, True)
    assert json.loads(console("batch", "delete", "run", "--json").out)["deleted"] == 0
    assert collected(console).code == 0
    assert console("generate", "--batch", "--out", "run").code == 0


def test_results_of_another_program_are_imported_once_in_any_order(console: Command) -> None:
    assert console("generate", "--batch", "--n", 60, *OFFLINE, "--out", "waiting").code == 0
    for number in range(8):
        flags = ("--n", 60, *OFFLINE) if number == 0 else ()
        done = console("batch", "export", "run", *flags, "--out", "requests.jsonl")
        if done.code == 3:
            assert "the target is reached" in done.err
            break
        answered(Path("requests.jsonl"), Path("results.jsonl"))
        found = json.loads(console("batch", "import", "run", "results.jsonl", "--json").out)
        again = json.loads(console("batch", "import", "run", "results.jsonl", "--json").out)
        assert found["imported"] == again["already_there"] == len(json_lines(Path("requests.jsonl")))
        assert again["imported"] == 0
    assert DATASET.read_bytes() == Path("waiting/dataset.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            '{"custom_id": "slot-0-1-0123456789abcdef", "response": {"status_code": 200, "body": {"choices": []}}}',
            "own run",
        ),
        (
            '{"custom_id": "request-1", "response": {"status_code": 200, "body": {"choices": []}}}',
            "selfinstruct exported",
        ),
        ('{"custom_id": "slot-999-1-0123456789abcdef", "response": {"status_code": 500, "body": {}}}', "own run"),
        ('{"custom_id": "slot-0-1', "line 1 is not valid JSON"),
        ('{"instruction": "写诗", "input": "", "output": "好"}', "line 1 is not a batch result"),
    ],
)
def test_a_file_that_is_not_of_the_run_changes_nothing(console: Command, content: str, error: str) -> None:
    console("batch", "export", "run", "--n", 30, *OFFLINE, "--out", "requests.jsonl")
    before = Path("run/journal-00001.jsonl").read_bytes()
    Path("results.jsonl").write_text(content + "\n", encoding="utf-8")
    done = console("batch", "import", "run", "results.jsonl")
    assert (done.code, error in done.err) == (2, True), done.err
    assert Path("run/journal-00001.jsonl").read_bytes() == before


@pytest.mark.parametrize("name", ["openai", "ray", "anthropic", "gemini"])
def test_every_format_has_a_line_for_each_request(console: Command, name: str) -> None:
    console("batch", "export", "run", "--n", 30, *OFFLINE, "--out", "requests.jsonl", "--format", name)
    assert len(json_lines(Path("requests.jsonl"))) == 5


def test_a_provider_without_batches_is_refused_before_anything_is_written(
    console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-0123456789abcdef")
    flags = ("--provider", "anthropic", "--model", "m", "--out", "run")
    done = console("generate", "--batch", "--n", 5, *flags)
    assert (done.code, "batch export" in done.err, Path("run").exists()) == (2, True, False)


def test_rounds_need_batches(console: Command) -> None:
    done = console("generate", "--n", 5, *OFFLINE)
    assert (done.code, "--rounds needs --batch" in done.err) == (2, True)


def test_a_server_without_batches_is_named_with_what_to_do_and_the_run_continues_online(
    console: Command, teacher: LoopbackTeacher
) -> None:
    flags = ("--base-url", teacher.url, "--model", "m", "--out", "run")
    done = console("generate", "--batch", "--n", 20, *flags)
    assert (done.code, "leave --batch out" in done.err) == (4, True)
    assert console("generate", "--n", 20, *flags).code == 0


@pytest.mark.parametrize("text", ["0", "a", "10,,20", "-5", "1e3"])
def test_rounds_that_are_no_numbers_are_refused(console: Command, text: str) -> None:
    done = console("generate", "--batch", "--n", 5, "--teacher", "offline", f"--rounds={text}")
    assert (done.code, "--rounds must be numbers" in done.err) == (2, True)


def test_a_provider_that_holds_requests_gets_them_online_with_a_day_of_patience(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ARK_API_KEY", "sk-0123456789abcdef")
    plan = prepare(
        GenerateOptions(n=5, provider="ark", model="ep-bi-1", batch=True, price_in=1, price_out=2),
        {"ARK_API_KEY": "sk-0123456789abcdef"},
    )
    assert plan.connection.url == "https://ark.cn-beijing.volces.com/api/v3/batch"
    assert plan.connection.retry.timeout == 86_400
    assert (plan.in_batches, plan.rounds) == (False, None)


def test_other_providers_are_not_held(teacher: LoopbackTeacher) -> None:
    usual = connection(teacher.url)
    assert held(usual, with_timeout=False) == usual
    assert known_providers().named("openai").batch["kind"] == "openai"
