"""The Files and Batches API of the offline teacher, asked by the openai package: strict, with faults, and like providers."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
import openai
import pytest
from aiohttp import web
from loopback import HANGS, Command
from openai import AsyncOpenAI
from openai.types import Batch

from selfinstruct.errors import InputError
from selfinstruct.teachers.offline.batches.faults import BatchFaults
from selfinstruct.teachers.offline.batches.routes import add_batch_routes
from selfinstruct.teachers.offline.batches.rules import PROVIDERS, BatchRules, rules_like
from selfinstruct.teachers.offline.batches.service import BatchSetup, open_batches
from selfinstruct.teachers.offline.batches.store import BatchStore
from selfinstruct.teachers.offline.completions import completion
from selfinstruct.teachers.offline.server import offline_teacher

CHAT = "/v1/chat/completions"
KEY = "sk-test-0123456789abcdef"
OPENAI = rules_like("openai")
ENDED = ("completed", "failed", "expired", "cancelled")
NEVER = 10.0**6
"""Delay in seconds that no test waits for."""
Row = dict[str, Any]
Found = TypeVar("Found")


def row(custom_id: str = "request-1", prompt: str = "请你想出10条任务", url: str = CHAT, **body: Any) -> Row:
    body = {"model": "offline", "messages": [{"role": "user", "content": prompt}], **body}
    return {"custom_id": custom_id, "method": "POST", "url": url, "body": body}


def rows(count: int, **more: Any) -> list[Row]:
    return [row(f"request-{number}", f"{number}请你想出3条任务", **more) for number in range(count)]


def without(name: str) -> Row:
    return {key: value for key, value in row().items() if key != name}


def jsonl(given: Sequence[Any]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in given)


def read(content: bytes) -> list[Row]:
    return [json.loads(line) for line in content.split(b"\n") if line]


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Double:
    """A client of a served double, and what it stores."""

    def __init__(self, url: str, client: AsyncOpenAI, store: BatchStore, rules: BatchRules) -> None:
        self.url, self.client, self.store, self.rules = url, client, store, rules

    async def upload(self, content: bytes, name: str = "rows.jsonl", purpose: Any = "batch") -> str:
        found = await self.client.files.create(file=(name, content), purpose=purpose)
        wrapped = (found.model_extra or {}).get("data")
        return wrapped["id"] if wrapped else found.id

    async def create(self, given: Sequence[Any] | bytes, **fields: Any) -> Batch:
        content = given if isinstance(given, bytes) else jsonl(given)
        return await self.create_of(await self.upload(content), **fields)

    async def create_of(self, file_id: str, **fields: Any) -> Batch:
        asked = {"endpoint": self.rules.endpoints[0], "completion_window": "24h", **fields}
        return await self.client.batches.create(input_file_id=file_id, **asked)

    async def ended(self, batch_id: str) -> Batch:
        async with asyncio.timeout(HANGS):
            while (found := await self.client.batches.retrieve(batch_id)).status not in ENDED:
                await asyncio.sleep(0.01)
        return found

    async def run(self, given: Sequence[Any] | bytes, **fields: Any) -> Batch:
        return await self.ended((await self.create(given, **fields)).id)

    async def results(self, batch: Batch) -> tuple[list[Row], list[Row]]:
        return await self.content(batch.output_file_id), await self.content(batch.error_file_id)

    async def content(self, file_id: str | None) -> list[Row]:
        return read((await self.client.files.content(file_id)).content) if file_id else []


@asynccontextmanager
async def double(
    rules: BatchRules = OPENAI,
    faults: BatchFaults | None = None,
    folder: Path | None = None,
    clock: Callable[[], float] = time.time,
    prefix: str = "/v1",
) -> AsyncIterator[Double]:
    """Serve the routes below a path of an application of their own; they require a key."""
    async with open_batches(BatchSetup(rules, faults or BatchFaults(), folder), clock) as service:
        application = web.Application()
        add_batch_routes(application, prefix, service, KEY)
        runner = web.AppRunner(application, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}{prefix}"
            async with AsyncOpenAI(base_url=url, api_key=KEY, max_retries=0, timeout=HANGS) as client:
                yield Double(url, client, service.store, rules)
        finally:
            await runner.cleanup()


def ask(question: Callable[[Double], Awaitable[Found]], *args: Any, **options: Any) -> Found:
    """Return what a question to a double returns."""

    async def asked() -> Found:
        async with double(*args, **options) as found:
            return await question(found)

    return asyncio.run(asked())


def test_rows_are_answered_like_chat_completions_in_another_order() -> None:
    async def question(found: Double) -> tuple[Batch, list[Row], list[Row]]:
        batch = await found.run(rows(30), metadata={"key": "值"})
        return batch, *(await found.results(batch))

    batch, output, errors = ask(question)
    assert (batch.status, batch.metadata, batch.errors, batch.error_file_id) == ("completed", {"key": "值"}, None, None)
    assert batch.request_counts is not None
    assert (batch.request_counts.total, batch.request_counts.completed, batch.request_counts.failed) == (30, 30, 0)
    assert errors == []
    ids = [one["custom_id"] for one in output]
    assert ids != [one["custom_id"] for one in rows(30)]
    assert {one["custom_id"]: one["response"]["body"] for one in output} == {
        one["custom_id"]: json.loads(json.dumps(completion(one["body"]["messages"][0]["content"]))) for one in rows(30)
    }
    assert all(one["error"] is None and one["response"]["status_code"] == 200 for one in output)
    assert len({one["id"] for one in output}) == 30


def test_the_offline_teacher_serves_batches_next_to_chat_completions() -> None:
    async def question() -> list[str]:
        async with (
            offline_teacher(batches=BatchSetup()) as url,
            AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client,
        ):
            given = row()
            chat = await client.chat.completions.create(
                model="offline", messages=[{"role": "user", "content": given["body"]["messages"][0]["content"]}]
            )
            file = await client.files.create(file=("rows.jsonl", jsonl([given])), purpose="batch")
            batch = await client.batches.create(input_file_id=file.id, endpoint=CHAT, completion_window="24h")
            while batch.status != "completed":
                batch = await client.batches.retrieve(batch.id)
            assert batch.output_file_id is not None
            (found,) = read((await client.files.content(batch.output_file_id)).content)
            return [str(chat.choices[0].message.content), found["response"]["body"]["choices"][0]["message"]["content"]]

    chat, batched = asyncio.run(question())
    assert chat == batched


UPLOADS: dict[str, tuple[BatchRules, str, bytes, str, int, str]] = {
    "no .jsonl": (OPENAI, "rows.txt", b"{}\n", "batch", 400, "Must be .jsonl"),
    "unknown purpose": (OPENAI, "rows.jsonl", b"{}\n", "batch-api", 400, "'batch-api' is not one of"),
    "too large": (replace(OPENAI, max_bytes=10), "rows.jsonl", b"x" * 11, "batch", 413, "11 bytes"),
    "empty": (OPENAI, "rows.jsonl", b"", "batch", 400, "Invalid file format"),
    "first line is not JSON": (OPENAI, "rows.jsonl", b"{bad\n", "batch", 400, "Invalid file format"),
    "SiliconFlow, another purpose": (rules_like("siliconflow"), "rows.jsonl", b"{}", "fine-tune", 400, "is not one of"),
}


@pytest.mark.parametrize("case", UPLOADS)
def test_an_upload_is_refused(case: str) -> None:
    rules, name, content, purpose, status, message = UPLOADS[case]

    async def question(found: Double) -> openai.APIStatusError:
        with pytest.raises(openai.APIStatusError) as caught:
            await found.upload(content, name, purpose)
        assert found.store.files() == []
        return caught.value

    error = ask(question, rules)
    assert error.status_code == status
    assert message in str(error)


FORMS: dict[str, tuple[dict[str, str], dict[str, str], str]] = {
    "no file": ({"purpose": "batch"}, {}, "'file'"),
    "no purpose": ({}, {"file": "rows.jsonl"}, "'purpose'"),
    "no name": ({"purpose": "batch"}, {"file": ""}, "name"),
    "unknown field": ({"purpose": "batch", "other": "1"}, {"file": "rows.jsonl"}, "Unknown parameter"),
}


@pytest.mark.parametrize("case", FORMS)
def test_an_upload_needs_a_file_with_a_name_and_a_purpose(case: str) -> None:
    fields, files, message = FORMS[case]

    async def question(found: Double) -> tuple[int, str]:
        form = aiohttp.FormData(default_to_multipart=True)
        for name, value in fields.items():
            form.add_field(name, value)
        for name, filename in files.items():
            form.add_field(name, b"{}", filename=filename)
        return await post(found, "/files", data=form)

    status, text = ask(question)
    assert status == 400
    assert message in text


async def post(found: Double, path: str, **request: Any) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {KEY}"}
    async with aiohttp.ClientSession() as session, session.post(found.url + path, headers=headers, **request) as answer:
        return answer.status, await answer.text()


def test_an_upload_that_is_not_multipart_is_refused() -> None:
    status, text = ask(lambda found: post(found, "/files", data=b"{}\n"))
    assert (status, "multipart/form-data" in text) == (400, True)


def test_a_request_without_the_key_is_refused() -> None:
    async def question(found: Double) -> None:
        await found.client.with_options(api_key="sk-other").batches.list()

    with pytest.raises(openai.AuthenticationError):
        ask(question)


MANY = {f"name {number}": "value" for number in range(17)}
REQUESTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown endpoint": ("openai", {"endpoint": "/v1/other"}, "endpoint"),
    "endpoint of Zhipu": ("openai", {"endpoint": "/v4/chat/completions"}, "endpoint"),
    "endpoint of the others": ("zhipu", {"endpoint": CHAT}, "1214"),
    "window": ("openai", {"completion_window": "48h"}, "completion_window"),
    "no window": ("openai", {"completion_window": openai.omit}, "missing_required_parameter"),
    "window of days": ("openai", {"completion_window": "1d"}, "completion_window"),
    "window too short": ("dashscope", {"completion_window": "23h"}, "completion_window"),
    "window too long": ("dashscope", {"completion_window": "15d"}, "completion_window"),
    "window in no whole hours": ("dashscope", {"completion_window": "24.5h"}, "completion_window"),
    "SiliconFlow, days": ("siliconflow", {"completion_window": "1d"}, "20015"),
    "Moonshot, window too short": ("moonshot", {"completion_window": "11h"}, "completion_window"),
    "Moonshot, window too long": ("moonshot", {"completion_window": "8d"}, "completion_window"),
    "too many pairs": ("openai", {"metadata": MANY}, "more than 16"),
    "key too long": ("openai", {"metadata": {"k" * 65: "v"}}, "too long"),
    "value too long": ("openai", {"metadata": {"k": "v" * 513}}, "metadata.k"),
    "value is a list": ("openai", {"metadata": {"tags": ["a"]}}, "metadata.tags"),
    "name of a task too long": ("dashscope", {"metadata": {"ds_name": "n" * 101}}, "metadata.ds_name"),
    "description too long": ("dashscope", {"metadata": {"ds_description": "n" * 201}}, "metadata.ds_description"),
    "unknown field": ("openai", {"extra_body": {"priority": 1}}, "Unknown parameter: 'priority'"),
    "field of SiliconFlow": ("openai", {"extra_body": {"replace": {"model": "m"}}}, "Unknown parameter: 'replace'"),
    "bad replace": ("siliconflow", {"extra_body": {"replace": "m"}}, "20015"),
    "field of Zhipu": ("moonshot", {"extra_body": {"auto_delete_input_file": True}}, "Unknown parameter"),
    "not a boolean": ("zhipu", {"extra_body": {"auto_delete_input_file": "yes"}}, "must be a boolean"),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_a_request_for_a_batch_is_refused(case: str) -> None:
    provider, fields, message = REQUESTS[case]
    rules = rules_like(provider)

    async def question(found: Double) -> openai.APIStatusError:
        with pytest.raises(openai.BadRequestError) as caught:
            await found.create([row(url=rules.endpoints[0])], **fields)
        assert found.store.records() == []
        return caught.value

    error = ask(question, rules)
    assert message in f"{error} {error.body}"


ACCEPTED: dict[str, tuple[str, dict[str, Any]]] = {
    "largest metadata": ("openai", {"metadata": {f"{n:064}": "v" * 512 for n in range(16)}}),
    "names of tasks": ("dashscope", {"metadata": {"ds_name": "名" * 100, "ds_description": "述" * 200, "other": "1"}}),
    "14 days": ("dashscope", {"completion_window": "14d"}),
    "336 hours": ("siliconflow", {"completion_window": "336h"}),
    "7 days": ("moonshot", {"completion_window": "7d"}),
    "12 hours": ("moonshot", {"completion_window": "12h"}),
    "no window": ("zhipu", {"completion_window": openai.omit}),
    "any window": ("zhipu", {"completion_window": "3h"}),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_request_at_the_limits_is_accepted(case: str) -> None:
    provider, fields = ACCEPTED[case]
    rules = rules_like(provider)
    assert ask(lambda found: found.run([row(url=rules.endpoints[0])], **fields), rules).status == "completed"


Error = tuple[str, int | None, str | None]
TWO = jsonl([row("a-row-1"), row("a-row-2")])
FILES: dict[str, tuple[BatchRules, bytes, list[Error]]] = {
    "line is not JSON": (OPENAI, jsonl([row()]) + b"{bad\n", [("invalid_json_line", 2, None)]),
    "blank line": (OPENAI, jsonl([row()]) + b"\n", [("invalid_json_line", 2, None)]),
    "line is not UTF-8": (OPENAI, jsonl([row()]) + b'"\xff"\n', [("invalid_json_line", 2, None)]),
    "NaN": (OPENAI, jsonl([row(), {"custom_id": float("nan")}]), [("invalid_json_line", 2, None)]),
    "line is a list": (OPENAI, b"[]\n", [("invalid_request", 1, None)]),
    **{
        f"no {name}": (OPENAI, jsonl([without(name)]), [("missing_required_parameter", 1, name)])
        for name in ("custom_id", "method", "url", "body")
    },
    "body is a text": (OPENAI, jsonl([{**row(), "body": "{}"}]), [("invalid_type", 1, "body")]),
    "custom_id is a number": (OPENAI, jsonl([{**row(), "custom_id": 1}]), [("invalid_type", 1, "custom_id")]),
    "a fifth field": (OPENAI, jsonl([{**row(), "params": {}}]), [("unknown_parameter", 1, "params")]),
    "GET": (OPENAI, jsonl([{**row(), "method": "GET"}]), [("invalid_method", 1, "method")]),
    "url of another endpoint": (OPENAI, jsonl([row(url="/v1/embeddings")]), [("invalid_url", 1, "url")]),
    "url with a host": (OPENAI, jsonl([row(url=f"https://api.openai.com{CHAT}")]), [("invalid_url", 1, "url")]),
    "empty custom_id": (OPENAI, jsonl([row("")]), [("invalid_custom_id", 1, "custom_id")]),
    "custom_id of 65": (OPENAI, jsonl([row("i" * 65)]), [("invalid_custom_id", 1, "custom_id")]),
    "Zhipu, custom_id of 5": (
        rules_like("zhipu"),
        jsonl([row("i" * 5, url="/v4/chat/completions")]),
        [("invalid_custom_id", 1, "custom_id")],
    ),
    "custom_id twice": (OPENAI, jsonl([row(), row("b"), row()]), [("duplicate_custom_id", 3, "custom_id")]),
    "two models": (
        OPENAI,
        jsonl([row("a"), row("b", model="other"), row("c")]),
        [("mismatched_model", 2, "body.model")],
    ),
    "no model": (OPENAI, jsonl([row(model="")]), [("invalid_request", 1, "body.model")]),
    "no messages": (OPENAI, jsonl([row(messages=[])]), [("invalid_request", 1, "body.messages")]),
    "stream": (OPENAI, jsonl([row("a"), row("b", stream=True)]), [("streaming_unsupported", 2, "body.stream")]),
    "too many lines": (replace(OPENAI, max_lines=1), TWO, [("too_many_tasks", None, None)]),
    "line too large": (
        replace(rules_like("dashscope"), max_line_bytes=300),
        jsonl([row("a"), row("b", "长" * 300)]),
        [("line_too_large", 2, None)],
    ),
    "all errors of a file": (
        OPENAI,
        jsonl([without("url"), row("b", stream=True)]) + b"{",
        [
            ("missing_required_parameter", 1, "url"),
            ("streaming_unsupported", 2, "body.stream"),
            ("invalid_json_line", 3, None),
        ],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_fails_its_batch_with_the_lines(case: str) -> None:
    rules, content, expected = FILES[case]
    batch = ask(lambda found: found.run(content), rules)
    assert batch.status == "failed"
    assert batch.failed_at is not None
    assert batch.output_file_id is batch.error_file_id is None
    assert batch.request_counts is not None
    assert batch.request_counts.total == 0
    assert batch.errors is not None
    assert [(one.code, one.line, one.param) for one in batch.errors.data or []] == expected


@pytest.mark.parametrize("purpose", ["fine-tune", None])
def test_a_file_of_another_purpose_or_none_fails_the_batch(purpose: str | None) -> None:
    async def question(found: Double) -> Batch:
        file_id = await found.upload(jsonl([row()]), purpose=purpose) if purpose else "file-none"
        return await found.ended((await found.create_of(file_id)).id)

    batch = ask(question)
    assert batch.status == "failed"
    assert batch.errors is not None
    assert batch.errors.data is not None
    assert batch.errors.data[0].param == "input_file_id"


def test_moonshot_fails_a_file_with_fixed_parameters_and_names_no_reason() -> None:
    batch = ask(lambda found: found.run([row(temperature=0.7)]), rules_like("moonshot"))
    assert batch.status == "failed"
    assert batch.errors is None


def test_siliconflow_refuses_a_bad_file_when_the_batch_is_created() -> None:
    async def question(found: Double) -> None:
        await found.create([row("a"), row("a")])

    with pytest.raises(openai.BadRequestError, match="duplicate") as caught:
        ask(question, rules_like("siliconflow"))
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["code"] == 20015


FIRST = {"siliconflow": "in_queue"}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_batch_passes_through_its_states_in_order(provider: str) -> None:
    rules, clock = rules_like(provider), Clock()

    async def question(found: Double) -> list[Batch]:
        batch = await found.create([row(f"request-{number}", url=rules.endpoints[0]) for number in range(50)])
        seen = [batch]
        for _ in range(49):
            await checked(found, batch.id)
            clock.now += 2
            seen.append(await found.client.batches.retrieve(batch.id))
        return [*seen, await found.ended(batch.id)]

    seen = ask(question, rules, BatchFaults(delay=90), clock=clock)
    states = list(dict.fromkeys(batch.status for batch in seen))
    assert states == [FIRST.get(provider, "validating"), "in_progress", "finalizing", "completed"]
    counts = [batch.request_counts.completed for batch in seen if batch.request_counts]
    assert counts[-1] == 50
    assert len(set(counts)) > 5
    last = seen[-1]
    times = (last.created_at, last.in_progress_at, last.finalizing_at, last.completed_at, last.expires_at)
    assert list(times) == sorted(time or 0 for time in times)
    assert (seen[0].request_counts is None) == (provider == "siliconflow")


async def checked(found: Double, batch_id: str) -> None:
    """Wait until the file of a batch has been checked."""
    async with asyncio.timeout(HANGS):
        while (record := found.store.record(batch_id)) is None or record.checked is None:
            await found.client.batches.retrieve(batch_id)


def test_faults_of_rows_depend_only_on_their_custom_ids() -> None:
    faults = BatchFaults(failed=0.2, filtered=0.2, expired=0.2, absent=0.2)

    async def question(found: Double) -> tuple[Batch, list[Row], list[Row], dict[str, str]]:
        batch = await found.run(rows(100))
        return batch, *(await found.results(batch)), found.store.outcomes(batch.id)

    batch, output, errors, outcomes = ask(question, OPENAI, faults)
    assert batch.status == "expired"
    assert batch.expired_at is not None
    assert batch.completed_at is None
    kinds = {kind: {one for one, found in outcomes.items() if found == kind} for kind in set(outcomes.values())}
    assert all(len(kinds[kind]) > 5 for kind in ("answered", "failed", "filtered", "expired", "absent"))
    assert {one["custom_id"] for one in output} == kinds["answered"]
    assert {one["custom_id"] for one in errors} == kinds["failed"] | kinds["filtered"] | kinds["expired"]
    responses = {one["custom_id"]: one["response"] for one in errors}
    assert {responses[one]["status_code"] for one in kinds["failed"]} == {500}
    assert {responses[one]["body"]["error"]["code"] for one in kinds["filtered"]} == {"content_filter"}
    assert {one["error"]["code"] for one in errors if one["response"] is None} == {"batch_expired"}
    again = ask(question, OPENAI, faults)
    assert (again[0].status, again[3]) == ("expired", outcomes)


def test_a_row_that_is_sent_again_under_another_id_has_another_fate() -> None:
    faults = BatchFaults(failed=0.5)
    fates = {faults.fate(f"run:1:{attempt}") for attempt in range(20)}
    assert len(fates) == 2


@pytest.mark.parametrize(("faults", "present"), [(BatchFaults(failed=1), "error"), (BatchFaults(), "output")])
def test_a_result_file_without_rows_does_not_exist(faults: BatchFaults, present: str) -> None:
    batch = ask(lambda found: found.run(rows(3)), OPENAI, faults)
    assert batch.status == "completed"
    assert (batch.error_file_id is None) == (present == "output")
    assert (batch.output_file_id is None) == (present == "error")


def test_a_row_without_a_prompt_fails_alone() -> None:
    async def question(found: Double) -> tuple[list[Row], list[Row]]:
        return await found.results(await found.run([row("good"), row("bad", messages=[{"role": "user"}])]))

    output, errors = ask(question)
    assert [one["custom_id"] for one in output] == ["good"]
    assert [(one["custom_id"], one["response"]["status_code"]) for one in errors] == [("bad", 400)]


def test_a_cancelled_batch_keeps_its_finished_rows() -> None:
    clock = Clock()

    async def question(found: Double) -> tuple[list[str], list[Row], list[Row]]:
        batch = await found.create(rows(100))
        await checked(found, batch.id)
        clock.now += 50
        cancelled = await found.client.batches.cancel(batch.id)
        clock.now += 50
        ended = await found.ended(batch.id)
        again = await found.client.batches.cancel(batch.id)
        return [cancelled.status, ended.status, again.status], *(await found.results(ended))

    states, output, errors = ask(question, OPENAI, BatchFaults(delay=90, expired=0.2, failed=0.2), clock=clock)
    assert states == ["cancelling", "cancelled", "cancelled"]
    assert 0 < len(output) < 80
    assert 0 < len(errors) < 20
    assert {one["response"]["status_code"] for one in errors} == {500}


@pytest.mark.parametrize(("provider", "status"), [("openai", 409), ("moonshot", 400)])
def test_a_batch_that_has_ended_cannot_be_cancelled(provider: str, status: int) -> None:
    async def question(found: Double) -> None:
        await found.client.batches.cancel((await found.run(rows(1))).id)

    with pytest.raises(openai.APIStatusError, match="completed") as caught:
        ask(question, rules_like(provider))
    assert caught.value.status_code == status


def test_unknown_batches_and_files_are_not_found() -> None:
    async def question(found: Double) -> int:
        client = found.client
        calls: list[Callable[[], Awaitable[object]]] = [
            lambda: client.batches.retrieve("batch_none"),
            lambda: client.batches.cancel("batch_none"),
            lambda: client.files.retrieve("file-none"),
            lambda: client.files.content("file-none"),
            lambda: client.files.content("../batches/x"),
            lambda: client.files.delete("file-none"),
        ]
        for call in calls:
            with pytest.raises(openai.NotFoundError):
                await call()
        return len(calls)

    assert ask(question) == 6


def test_files_are_listed_retrieved_and_deleted() -> None:
    async def question(found: Double) -> list[Any]:
        batch = await found.run(rows(2))
        listed = {file.id: file.purpose async for file in await found.client.files.list()}
        file = await found.client.files.retrieve(batch.input_file_id)
        deleted = await found.client.files.delete(batch.input_file_id)
        left = [file.id async for file in await found.client.files.list(purpose="batch")]
        return [listed, batch, file.bytes, deleted.deleted, left]

    listed, batch, size, deleted, left = ask(question)
    assert listed == {batch.input_file_id: "batch", batch.output_file_id: "batch_output"}
    assert size == len(jsonl(rows(2)))
    assert deleted
    assert left == []


def test_batches_are_listed_in_pages_the_newest_first() -> None:
    async def question(found: Double) -> tuple[list[str], list[str], list[tuple[int, bool]]]:
        file_id = await found.upload(jsonl(rows(1)))
        created = [(await found.create_of(file_id)).id for _ in range(5)]
        pages = [await found.client.batches.list(limit=2)]
        while pages[-1].has_more:
            pages.append(await found.client.batches.list(limit=2, after=pages[-1].data[-1].id))
        listed = [batch.id async for batch in await found.client.batches.list(limit=3)]
        return created, listed, [(len(page.data), bool(page.has_more)) for page in pages]

    created, listed, pages = ask(question)
    assert listed == created[::-1]
    assert pages == [(2, True), (2, True), (1, False)]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 101}, {"after": "batch_none"}])
def test_a_bad_page_is_refused(query: dict[str, Any]) -> None:
    async def question(found: Double) -> None:
        await found.client.batches.list(**query)

    with pytest.raises(openai.BadRequestError):
        ask(question)


def test_a_batch_goes_its_way_while_the_server_is_down(tmp_path: Path) -> None:
    clock, faults = Clock(), BatchFaults(delay=90)

    async def first(found: Double) -> str:
        batch = await found.create(rows(20), metadata={"key": "1"})
        await checked(found, batch.id)
        return batch.id

    async def second(found: Double) -> tuple[Batch, list[Row]]:
        batch = await found.ended((await found.client.batches.list()).data[0].id)
        return batch, (await found.results(batch))[0]

    batch_id = ask(first, OPENAI, faults, tmp_path, clock)
    clock.now += 1000
    batch, output = ask(second, OPENAI, replace(faults, delay=NEVER), tmp_path, clock)
    assert (batch.id, batch.status, batch.metadata) == (batch_id, "completed", {"key": "1"})
    assert len(output) == 20
    assert batch.completed_at == int(clock.now) - 1000 + 90


def test_what_was_created_and_answered_is_stored(tmp_path: Path) -> None:
    async def question(found: Double) -> list[str]:
        first, second = await found.run(rows(3)), await found.run(rows(2))
        await found.results(first)
        return [first.id, second.id]

    ids = ask(question, folder=tmp_path)
    store = BatchStore(tmp_path)
    assert [record.id for record in store.records()] == ids
    assert [len(store.outcomes(one)) for one in ids] == [3, 2]
    assert {name: store.calls[name] for name in ("upload", "create", "download")} == {
        "upload": 2,
        "create": 2,
        "download": 1,
    }


def test_a_batch_exists_although_the_answer_to_its_creation_was_lost() -> None:
    async def question(found: Double) -> list[str]:
        file_id = await found.upload(jsonl(rows(1)))
        for _ in range(2):
            with pytest.raises(openai.APIConnectionError):
                await found.create_of(file_id, metadata={"key": "lost"})
        await found.create_of(file_id, metadata={"key": "kept"})
        return [(batch.metadata or {})["key"] async for batch in await found.client.batches.list()]

    assert ask(question, OPENAI, BatchFaults(lost_creates=2)) == ["kept", "lost", "lost"]


def test_the_first_downloads_break_in_the_middle() -> None:
    async def question(found: Double) -> int:
        batch = await found.run(rows(20))
        with pytest.raises(openai.APIConnectionError):
            await found.results(batch)
        return len((await found.results(batch))[0])

    assert ask(question, OPENAI, BatchFaults(broken_downloads=1)) == 20


def test_the_first_calls_are_refused_and_later_ones_are_not() -> None:
    async def question(found: Double) -> list[int]:
        file_id = await found.upload(jsonl(rows(1)))
        created, seen = await until_answered(lambda: found.create_of(file_id))
        _, listed = await until_answered(lambda: found.client.batches.list())
        _, retrieved = await until_answered(lambda: found.client.batches.retrieve(created.id))
        assert len(found.store.records()) == 1
        return [*seen, *listed, *retrieved]

    faults = BatchFaults(busy_creates=2, busy_lists=1, busy_retrieves=2)
    assert ask(question, OPENAI, faults) == [429, 503, 429, 429, 503]


async def until_answered(call: Callable[[], Awaitable[Any]]) -> tuple[Any, list[int]]:
    """Return the first answer of a call, and the statuses before it."""
    seen: list[int] = []
    while True:
        try:
            return await call(), seen
        except openai.APIStatusError as error:
            seen.append(error.status_code)


def test_a_batch_over_the_limit_of_enqueued_tokens_fails_until_others_have_ended() -> None:
    clock, given = Clock(), [row("a", "题" * 100)]

    async def question(found: Double) -> list[tuple[str, list[str]]]:
        first = await found.create(given)
        await checked(found, first.id)
        second = await found.create(given)
        await checked(found, second.id)
        clock.now += 1000
        ended = [await found.ended(one.id) for one in (first, second)]
        third = await found.create(given)
        clock.now += 1000
        ended.append(await found.ended(third.id))
        return [(one.status, [str(error.code) for error in (one.errors and one.errors.data) or []]) for one in ended]

    faults = BatchFaults(delay=90, enqueued_tokens=100)
    completed: tuple[str, list[str]] = ("completed", [])
    assert ask(question, OPENAI, faults, clock=clock) == [completed, ("failed", ["token_limit_exceeded"]), completed]


def test_siliconflow_wraps_files_and_links_results_that_are_fetched_without_the_key() -> None:
    async def question(found: Double) -> tuple[list[Any], list[int], list[Row]]:
        file = await found.client.files.create(
            file=("rows.jsonl", jsonl([row(), row("b", model="m")])), purpose="batch"
        )
        wrapped: Any = (file.model_extra or {})["data"]
        batch = await found.create_of(wrapped["id"], extra_body={"replace": {"model": "m"}})
        url = (await found.ended(batch.id)).output_file_id
        assert url is not None
        assert urlsplit(url).path.startswith("/other/v1/results/")
        statuses, body = await fetched(url)
        with pytest.raises(openai.NotFoundError):
            await found.client.files.content(url)
        return [file.id, wrapped["createdAt"] > 0], statuses, read(body)

    (file_id, is_dated), statuses, output = ask(question, rules_like("siliconflow"), prefix="/other/v1")
    assert (file_id, is_dated) == (None, True)
    assert statuses == [400, 403, 200]
    assert len(output) == 2
    assert all("status_code" not in one["response"] and one["error"] is None for one in output)


async def fetched(url: str) -> tuple[list[int], bytes]:
    """Get a URL with a key, without its signature, and as it is. Returns the statuses, and the last body."""
    statuses, body = [], b""
    key = {"Authorization": f"Bearer {KEY}"}
    async with aiohttp.ClientSession() as session:
        for address, headers in ((url, key), (url.partition("?")[0], {}), (url, {})):
            async with session.get(address, headers=headers) as response:
                statuses.append(response.status)
                body = await response.read()
    return statuses, body


def test_siliconflow_needs_only_custom_id_and_body_accepts_streaming_and_lists_without_pages() -> None:
    async def question(found: Double) -> tuple[str, int]:
        lines = [{"custom_id": one["custom_id"], "body": one["body"]} for one in rows(2, stream=True)]
        batch = await found.run(lines)
        await found.run(lines)
        return batch.status, len((await found.client.batches.list(limit=1)).data)

    assert ask(question, rules_like("siliconflow")) == ("completed", 2)


@pytest.mark.parametrize("keeps", [False, True])
def test_zhipu_deletes_the_input_file_unless_asked_to_keep_it(keeps: bool) -> None:
    extra = {"auto_delete_input_file": False} if keeps else {}

    async def question(found: Double) -> tuple[list[Row], int]:
        batch = await found.run(rows(2, url="/v4/chat/completions"), extra_body=extra)
        return (await found.results(batch))[0], len([one for one in found.store.files() if one["purpose"] == "batch"])

    output, left = ask(question, rules_like("zhipu"), prefix="/api/paas/v4")
    assert left == keeps
    assert len({one["id"] for one in output}) == 1
    assert all("error" not in one and one["response"]["status_code"] == 200 for one in output)


@pytest.mark.parametrize("provider", ["dashscope", "siliconflow", "moonshot"])
def test_a_failed_row_may_have_an_error_instead_of_a_response(provider: str) -> None:
    rules = replace(rules_like(provider), result_urls=False)

    async def question(found: Double) -> list[Row]:
        return (await found.results(await found.run(rows(1))))[1]

    (found,) = ask(question, rules, BatchFaults(failed=1))
    assert found["response"] is None
    assert found["error"]["code"] == "server_error"


def test_limits_are_those_of_the_presets() -> None:
    found = {name: (rules_like(name).max_lines, rules_like(name).max_bytes // 2**20) for name in PROVIDERS}
    assert found == {
        "openai": (50_000, 200),
        "dashscope": (50_000, 500),
        "siliconflow": (5_000, 1024),
        "moonshot": (None, 100),
        "zhipu": (50_000, 100),
    }
    with pytest.raises(InputError, match="openai, dashscope"):
        rules_like("other")


ODD = "行\u2028一\u2029\u0085二\v\f\x1c三\ufeff"


def test_unusual_characters_and_long_texts_come_through_unharmed() -> None:
    texts = {
        f"raw {ODD}": ODD,
        "long": "长" * 350_000,
        "surrogate": "\ud800 alone",
        "\udfff in the id": "pair \U0001f600",
        "null": "a\x00b",
    }
    lines = b"".join(
        json.dumps(row(name, text), ensure_ascii="\ud800" in name + text or "\udfff" in name).encode() + b"\n"
        for name, text in texts.items()
    )

    async def question(found: Double) -> tuple[bytes, list[Row]]:
        batch = await found.run(lines)
        assert batch.output_file_id is not None
        content = (await found.client.files.content(batch.output_file_id)).content
        return content, read(content)

    content, output = ask(question)
    assert "\u2028".encode() in content
    assert {one["custom_id"]: one["response"]["body"]["id"] for one in output} == {
        name: completion(text)["id"] for name, text in texts.items()
    }


@pytest.mark.slow
def test_a_killed_server_continues_with_its_batches(tmp_path: Path) -> None:
    state = tmp_path / "state"
    command = [sys.executable, "-m", "selfinstruct", "teacher", "serve", "--port", "0", "--batch"]
    command += ["--batch-state", str(state), "--batch-delay", "2", "--faults", "0.4"]

    async def created(url: str) -> str:
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0, timeout=HANGS) as client:
            found = Double(url, client, BatchStore(state), OPENAI)
            return (await found.create(rows(50))).id

    async def ended(url: str, batch_id: str) -> tuple[Batch, int]:
        async with AsyncOpenAI(base_url=url, api_key="none", max_retries=0, timeout=HANGS) as client:
            found = Double(url, client, BatchStore(state), OPENAI)
            batch = await found.ended(batch_id)
            output, errors = await found.results(batch)
            return batch, len(output) + len(errors)

    batch_id = serving(command, created, signal.SIGKILL)
    batch, count = serving(command, lambda url: ended(url, batch_id), signal.SIGTERM)
    assert (batch.id, batch.status, count) == (batch_id, "expired", 50)


def serving(command: list[str], question: Callable[[str], Awaitable[Found]], ends_with: signal.Signals) -> Found:
    """Ask a server in a process of its own, and end it with a signal."""

    async def asked(url: str) -> Found:
        return await question(url)

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            return asyncio.run(asked(process.stdout.readline().split()[-1]))
        finally:
            process.send_signal(ends_with)
            process.wait(HANGS)


BAD_OPTIONS: dict[str, tuple[list[str], str]] = {
    "delay without batches": (["--batch-delay", "3"], "--batch-delay needs --batch"),
    "provider without batches": (["--like", "zhipu"], "--like needs --batch"),
    "folder without batches": (["--batch-state", "state"], "--batch-state needs --batch"),
    "negative delay": (["--batch", "--batch-delay=-1"], "--batch-delay must be at least 0"),
    "unknown provider": (["--batch", "--like", "other"], "--like must be one of openai"),
    "state is a file": (["--batch", "--batch-state", "file"], "choose another folder"),
}


@pytest.mark.parametrize("case", BAD_OPTIONS)
def test_bad_options_end_in_a_sentence(
    case: str, console: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, message = BAD_OPTIONS[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("text")
    done = console("teacher", "serve", "--port", "0", *options)
    assert done.code == 2
    assert message in done.err
