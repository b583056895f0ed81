"""Complete runs in this process, with real HTTP requests and real files."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import signal
import tomllib
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from loopback import TRANSLATE, LoopbackTeacher, completion, json_lines, refusal, translating

from selfinstruct import generate, generate_async
from selfinstruct.errors import (
    InputError,
    Interrupted,
    SelfinstructError,
    StoppedShort,
    StorageError,
    TeacherRefused,
    TeacherUnreachable,
)
from selfinstruct.pipeline.schedule import FIRST_WINDOW
from selfinstruct.runs import run as run_module
from selfinstruct.runs.summary import Summary
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.storage.resources import resource
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.families import FAMILIES

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")
BOTH = {"dedup_on": "instruction+input"}


def hashes(folder: Path) -> list[str]:
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES]


def run(n: int, out: Path, **options: Any) -> Summary:
    return generate(n, out, quiet=True, **options)


def test_a_run_without_key_and_address_is_answered_offline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = generate(60, tmp_path / "run")
    assert "offline teacher" in capsys.readouterr().err
    rows = json_lines(summary.dataset)
    assert len(rows) == summary.accepted == 60
    assert all(list(row) == ["instruction", "input", "output"] for row in rows)
    records = json_lines(tmp_path / "run" / "records.jsonl")
    assert [{name: record[name] for name in rows[0]} for record in records] == rows
    assert {record["teacher"] for record in records} == {"offline"}
    assert +Counter(summary.task_types) == Counter(record["task_type"] for record in records)


@pytest.mark.slow
def test_every_screened_record_is_a_row_or_a_reject(tmp_path: Path) -> None:
    summary = run(80, tmp_path, teacher_faults=0.5)
    rejected = json_lines(tmp_path / "rejected.jsonl")
    assert Counter(reject["reason"] for reject in rejected) == summary.rejected
    assert all(reject["raw"] and reject["detail"] for reject in rejected)
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert stats["accepted"] == 80
    assert sum(point["judged"] for point in stats["acceptance_over_time"]) >= 80 + len(rejected)


@pytest.mark.slow
def test_the_data_does_not_depend_on_concurrency_latency_or_faults(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    run(150, tmp_path / "smooth", **paid)
    clean = sum(teacher.billed.values())
    assert teacher.billed_again == 0
    dice = Random(3)

    def stormy(prompt: str, attempt: int) -> Any:
        if attempt == 1 and dice.random() < 0.2:
            return refusal(429, "rate_limit_exceeded", retry_after="0.01")
        return dice.uniform(0, 0.05)

    teacher.script = stormy
    run(150, tmp_path / "stormy", **paid | {"concurrency": 3})
    assert hashes(tmp_path / "smooth") == hashes(tmp_path / "stormy")
    assert abs(sum(teacher.billed.values()) - 2 * clean) <= 0.1 * clean + 4


@pytest.mark.slow
def test_raising_the_target_later_produces_the_same_data(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    run(60, tmp_path / "twice", **paid)
    first = (tmp_path / "twice" / "dataset.jsonl").read_bytes()
    run(150, tmp_path / "twice")
    assert teacher.billed_again == 0
    run(150, tmp_path / "once", **paid)
    assert hashes(tmp_path / "twice") == hashes(tmp_path / "once")
    assert (tmp_path / "once" / "dataset.jsonl").read_bytes().startswith(first)


def test_a_smaller_target_changes_nothing_and_is_reported(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    run(60, tmp_path, **paid)
    before, asked = hashes(tmp_path), len(teacher.bodies)
    assert generate(20, tmp_path).accepted == 60
    assert "60 tasks; --n 20 changes nothing" in capsys.readouterr().err
    assert (hashes(tmp_path), len(teacher.bodies)) == (before, asked)


def test_lost_files_are_rebuilt_from_the_journal_without_a_request(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    run(60, tmp_path, **paid)
    before, asked = hashes(tmp_path), len(teacher.bodies)
    for name in (*FILES, "stats.json"):
        (tmp_path / name).unlink()
    generate(out=tmp_path, quiet=True)
    assert (hashes(tmp_path), len(teacher.bodies)) == (before, asked)


@pytest.mark.slow
def test_few_answers_are_paid_for_past_the_last_needed_slot(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    dice = Random(1)
    teacher.script = lambda prompt, attempt: dice.uniform(0, 0.05)
    for n in (1, 7, 100, 250):
        teacher.billed.clear()
        run(n, tmp_path / str(n), **paid | {"concurrency": 64})
        needed = json_lines(tmp_path / str(n) / "records.jsonl")[-1]["slot"] + 1
        assert sum(teacher.billed.values()) - needed <= 0.1 * needed + 4


def test_few_answers_are_paid_for_past_the_last_needed_slot_if_the_first_replies_are_short(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    def short_at_first(prompt: str, attempt: int) -> Any:
        if len(teacher.bodies) > 1:
            return 0.05
        return completion(answer(prompt).text.split("\n###\n")[0])

    teacher.script = short_at_first
    run(100, tmp_path, **paid | {"concurrency": 64})
    needed = json_lines(tmp_path / "records.jsonl")[-1]["slot"] + 1
    assert sum(teacher.billed.values()) - needed <= 0.1 * needed + 4


def test_later_prompts_show_accepted_tasks(tmp_path: Path) -> None:
    run(200, tmp_path)
    slots = {record["slot"]: record["demonstrations"] for record in json_lines(tmp_path / "records.jsonl")}
    assert not any(name[0].isdigit() for slot in range(FIRST_WINDOW) for name in slots.get(slot, []))
    late = [any(name[0].isdigit() for name in names) for slot, names in slots.items() if slot > 2 * FIRST_WINDOW]
    assert all(late)


@pytest.mark.slow
def test_no_row_is_similar_to_another_row_a_seed_or_a_row_of_an_against_file(tmp_path: Path) -> None:
    from selfinstruct.similarity import SimilarityIndex

    other = tmp_path / "other.jsonl"
    run(100, tmp_path / "first", seed=1)
    other.write_bytes((tmp_path / "first" / "dataset.jsonl").read_bytes())
    run(100, tmp_path / "second", against=[other])
    index = SimilarityIndex()
    for path in (resource("seeds", "zh_seed_tasks.jsonl"), other):
        for row in json_lines(path):
            index.add(row["instruction"])
    assert index.extend(row["instruction"] for row in json_lines(tmp_path / "second" / "dataset.jsonl")) == [None] * 100


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 5])
def test_a_handful_of_seeds_reaches_the_target(tmp_path: Path, count: int) -> None:
    lines = resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8").splitlines()[:count]
    (tmp_path / "few.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(150, tmp_path / "run", seeds=tmp_path / "few.jsonl").accepted == 150


@pytest.mark.slow
def test_a_slot_that_uses_up_its_attempts_stops_the_run_and_is_abandoned_the_second_time(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    seen: list[str] = []

    def fail_the_fifth(prompt: str, attempt: int) -> Any:
        seen.append(prompt)
        fifth = list(dict.fromkeys(seen))[4:5]
        return refusal(500, "overloaded", retry_after="0") if [prompt] == fifth else None

    teacher.script = fail_the_fifth
    stubborn = paid | {"attempts": 2, "concurrency": 4}
    with pytest.raises(TeacherUnreachable, match="used up its attempts"):
        run(100, tmp_path, **stubborn)
    assert len(json_lines(tmp_path / "dataset.jsonl")) > 0
    assert run(300, tmp_path, **stubborn).accepted == 300
    faults = [row for row in json_lines(tmp_path / "rejected.jsonl") if row["reason"] == "no_answer"]
    assert [fault["detail"].split(":")[0] for fault in faults] == ["gave_up"]
    assert teacher.billed_again == 0


@pytest.mark.slow
def test_close_open_abandons_the_open_slot_and_processes_the_paid_answers(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.script = lambda prompt, attempt: refusal(500, "x", retry_after="0") if prompt == first[0] else None
    first = [_first_prompt(tmp_path / "probe", teacher, paid)]
    with pytest.raises(TeacherUnreachable, match=r"\d+ saved replies wait behind slot 0\..*--close-open"):
        run(100, tmp_path / "run", **paid | {"attempts": 1})
    assert json_lines(tmp_path / "run" / "dataset.jsonl") == []
    asked = len(teacher.bodies)
    with pytest.raises(StoppedShort, match="run the same command without --close-open"):
        generate(out=tmp_path / "run", quiet=True, close_open=True)
    assert len(json_lines(tmp_path / "run" / "dataset.jsonl")) > 0
    assert len(teacher.bodies) == asked
    assert run(100, tmp_path / "run", **paid).accepted == 100
    assert teacher.billed_again == 0


def _first_prompt(folder: Path, teacher: LoopbackTeacher, paid: dict[str, Any]) -> str:
    """Return the prompt of slot 0, from a separate run."""
    script, teacher.script = teacher.script, lambda prompt, attempt: None
    run(1, folder, **paid)
    teacher.script = script
    prompt: str = teacher.bodies[0]["messages"][-1]["content"]
    return prompt


@pytest.mark.slow
def test_a_refusal_stops_the_run_and_keeps_the_answers_before_it(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    def out_of_credit(prompt: str, attempt: int) -> Any:
        return refusal(429, "insufficient_quota") if len(teacher.billed) >= 10 else None

    teacher.script = out_of_credit
    with pytest.raises(TeacherRefused, match="the quota is used up"):
        run(200, tmp_path, **paid)
    assert len(json_lines(tmp_path / "dataset.jsonl")) > 30
    teacher.script = lambda prompt, attempt: None
    assert run(200, tmp_path).accepted == 200
    assert teacher.billed_again == 0


def test_a_run_stops_after_twenty_replies_that_ignore_the_layout_and_shows_one(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.script = lambda prompt, attempt: completion("我很乐意帮忙！")
    with pytest.raises(StoppedShort, match="我很乐意帮忙"):
        run(500, tmp_path, **paid)
    assert sum(teacher.billed.values()) < 60
    asked = len(teacher.bodies)
    with pytest.raises(StoppedShort):
        run(500, tmp_path)
    assert len(teacher.bodies) == asked


@pytest.mark.slow
def test_a_run_stops_if_the_teacher_repeats_itself(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    same = answer("同一批任务").text
    teacher.script = lambda prompt, attempt: completion(same)
    with pytest.raises(StoppedShort, match="last 200 replies"):
        run(500, tmp_path, **paid | {"concurrency": 64})
    assert 0 < len(json_lines(tmp_path / "dataset.jsonl")) < 20


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"seed": 5}, "seed"),
        ({"temperature": 0.5}, "temperature"),
        ({"topic": "医疗"}, "topic"),
        ({"model": "other"}, "model"),
        ({"threshold": 0.8}, "threshold"),
        ({"extra_body": {"a": 1}}, "extra_body"),
    ],
)
def test_the_folder_of_another_run_is_refused_with_the_name_of_the_setting(
    tmp_path: Path, paid: dict[str, Any], changed: dict[str, Any], named: str
) -> None:
    run(10, tmp_path, **paid)
    with pytest.raises(InputError, match=f"different {named} "):
        run(20, tmp_path, **paid | changed)


def test_changed_content_of_seeds_makes_another_run(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.jsonl"
    content = resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8")
    seeds.write_text(content, encoding="utf-8")
    run(10, tmp_path / "run", seeds=seeds)
    seeds.write_text(content.replace("，", "、", 1), encoding="utf-8")
    with pytest.raises(InputError, match="different seeds "):
        run(20, tmp_path / "run")


def test_resuming_a_run_only_needs_its_folder(tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]) -> None:
    run(20, tmp_path, **paid | {"topic": "烹饪", "temperature": 0.3})
    run(60, tmp_path)
    assert {body["temperature"] for body in teacher.bodies} == {0.3}
    assert all("烹饪" in body["messages"][-1]["content"] for body in teacher.bodies)


def test_a_damaged_journal_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    run(30, tmp_path)
    journal = tmp_path / "journal-00001.jsonl"
    damaged = bytearray(journal.read_bytes())
    damaged[200] ^= 1
    journal.write_bytes(damaged)
    with pytest.raises(StorageError, match="damaged at byte"):
        run(60, tmp_path)
    assert journal.read_bytes() == damaged


def test_a_folder_with_other_files_is_not_a_run_folder(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("precious")
    with pytest.raises(InputError, match="not a run folder"):
        run(10, tmp_path)


def test_no_secret_is_written_to_any_file(tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]) -> None:
    key = "sk-test-0123456789abcdef"
    teacher.script = lambda prompt, attempt: refusal(500, "x", f"your key {key}") if attempt == 1 else None
    with pytest.raises(TeacherUnreachable):
        run(20, tmp_path, **paid | {"attempts": 1, "base_url": teacher.url.replace("//", "//user:hunter2-secret@")})
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert key.encode() not in written
    assert b"hunter2" not in written


def test_the_run_file_contains_identity_settings_and_versions(tmp_path: Path) -> None:
    run(5, tmp_path, seed=3)
    with (tmp_path / "run.toml").open("rb") as file:
        content = tomllib.load(file)
    assert content["identity"]["seed"] == 3
    assert content["settings"]["concurrency"] == 32
    assert set(content["versions"]) >= {"selfinstruct", "openai", "python"}


def test_generate_works_inside_a_running_event_loop(tmp_path: Path) -> None:
    async def notebook() -> Summary:
        return run(20, tmp_path)

    assert asyncio.run(notebook()).accepted == 20


def test_generate_async_works_like_generate(tmp_path: Path) -> None:
    assert asyncio.run(generate_async(20, tmp_path, quiet=True)).accepted == 20


@pytest.mark.slow
def test_two_runs_in_one_folder_exclude_each_other(tmp_path: Path) -> None:
    async def both() -> list[Summary | BaseException]:
        runs = [generate_async(200, tmp_path, quiet=True) for _ in range(2)]
        return await asyncio.gather(*runs, return_exceptions=True)

    outcomes = asyncio.run(both())
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [type(error) for error in refused] == [StorageError]
    assert "another process" in str(refused[0])


@pytest.mark.slow
def test_a_stop_request_completes_the_requests_in_flight(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    from selfinstruct.runs.generate import generate as act
    from selfinstruct.runs.options import GenerateOptions
    from selfinstruct.runs.stopping import Stop

    stop = Stop()

    def slow(prompt: str, attempt: int) -> float:
        if len(teacher.bodies) > 40:
            stop.request()
        return 0.1

    teacher.script = slow
    with pytest.raises(Interrupted, match="saved; run the same command to resume"):
        asyncio.run(act(GenerateOptions(n=500, out=tmp_path, **paid), stop, lambda _: None, quiet=True))
    kept = (tmp_path / "journal-00001.jsonl").read_bytes().count(b'"kind":"answer"')
    assert kept == sum(teacher.billed.values()) == len(teacher.bodies)
    teacher.script = lambda prompt, attempt: None
    assert run(500, tmp_path).accepted == 500
    assert teacher.billed_again == 0


@pytest.mark.slow
def test_a_run_contains_all_nine_types(tmp_path: Path) -> None:
    summary = run(300, tmp_path)
    assert set(summary.task_types) == set(TaskType)
    assert all(summary.task_types.values())


@pytest.mark.slow
def test_balance_brings_every_type_close_to_its_share(tmp_path: Path) -> None:
    summary = run(300, tmp_path, balance=True)
    assert summary.target_shares == pytest.approx(dict.fromkeys(TaskType, 1 / 9), abs=1e-4)
    shares = {name: count / 300 for name, count in summary.task_types.items()}
    assert shares == pytest.approx(summary.target_shares, abs=0.02)
    assert json.loads((tmp_path / "stats.json").read_text())["wished"] == summary.target_shares


@pytest.mark.slow
def test_balance_does_not_need_seeds_of_every_type(tmp_path: Path) -> None:
    lines = resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if json.loads(line)["task_type"] in ("chat", "rewrite")]
    (tmp_path / "two.jsonl").write_text("\n".join(chosen), encoding="utf-8")
    summary = run(300, tmp_path / "run", seeds=tmp_path / "two.jsonl", balance=True)
    assert {name: count / 300 for name, count in summary.task_types.items()} == pytest.approx(
        summary.target_shares, abs=0.02
    )


@pytest.mark.slow
def test_a_mix_requests_its_types_and_accepts_others(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    summary = run(200, tmp_path / "followed", mix={"open_qa": 2, "classification": 1}, **paid)
    assert summary.task_types["open_qa"] / 200 == pytest.approx(2 / 3, abs=0.03)
    assert summary.task_types["open_qa"] + summary.task_types["classification"] >= 195
    teacher.script = lambda prompt, attempt: completion(answer(prompt.replace("依次是", "")).text)
    ignored = run(200, tmp_path / "ignored", mix="open_qa=2,classification=1", **paid)
    assert ignored.accepted == 200
    assert all(ignored.task_types.values())


@pytest.mark.slow
def test_with_a_mix_the_data_does_not_depend_on_concurrency_or_interruptions(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    run(300, tmp_path / "once", balance=True, **paid)
    dice = Random(3)
    teacher.script = lambda prompt, attempt: dice.uniform(0, 0.03)
    for n in (50, 180, 300):
        run(n, tmp_path / "thrice", balance=True, **paid | {"concurrency": 3 + n // 4})
    assert hashes(tmp_path / "once") == hashes(tmp_path / "thrice")


@pytest.mark.slow
def test_the_same_instruction_with_another_input_is_a_duplicate_unless_inputs_are_compared(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = translating
    for name, options in (("default", {}), ("named", {"dedup_on": "instruction"}), ("both", BOTH)):
        run(60, tmp_path / name, **options, **paid)
    assert hashes(tmp_path / "named") == hashes(tmp_path / "default")
    rows, more = (json_lines(tmp_path / name / "dataset.jsonl") for name in ("default", "both"))
    assert [row["instruction"] for row in rows].count(TRANSLATE) == 1
    assert len({row["input"] for row in more if row["instruction"] == TRANSLATE}) > 3
    details = [reject["detail"] for reject in json_lines(tmp_path / "default" / "rejected.jsonl")]
    assert any(detail.startswith("ROUGE-L 1.0000 to ") for detail in details)


@pytest.mark.slow
def test_no_two_tasks_are_similar_in_instruction_and_input_together(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = translating
    run(60, tmp_path, **BOTH, **paid)
    seeds = json_lines(resource("seeds", "zh_seed_tasks.jsonl"))
    records = json_lines(tmp_path / "records.jsonl")
    index = SimilarityIndex()
    index.add_all(f"{seed['instruction']}\n{seed['input']}" for seed in seeds)
    ids = [row["id"] for row in (*seeds, *records)]
    for record in records:
        match = index.nearest(f"{record['instruction']}\n{record['input']}")
        assert match is not None
        assert record["nearest"] == {"id": ids[match.row], "score": round(match.score, 6)}
        assert match.score <= 0.7
        index.add(f"{record['instruction']}\n{record['input']}")


@pytest.mark.slow
def test_a_resumed_run_keeps_what_it_compares_and_refuses_another(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = translating
    run(60, tmp_path / "once", **BOTH, **paid)
    run(20, tmp_path / "twice", **BOTH, **paid | {"concurrency": 2})
    assert run(60, tmp_path / "twice", **paid).accepted == 60
    assert hashes(tmp_path / "twice") == hashes(tmp_path / "once")
    with pytest.raises(InputError, match=r"different dedup_on \(folder: instruction\+input, this command: not set\)"):
        run(90, tmp_path / "once", dedup_on="instruction", **paid)
    run(20, tmp_path / "default", **paid)
    with pytest.raises(InputError, match=r"different dedup_on \(folder: not set, this command: instruction\+input\)"):
        run(90, tmp_path / "default", **BOTH, **paid)


def test_a_run_of_a_version_without_dedup_on_is_resumed(tmp_path: Path) -> None:
    run(10, tmp_path)
    content = (tmp_path / "run.toml").read_text()
    (tmp_path / "run.toml").write_text(content.replace('dedup_on = "instruction"\n', ""))
    assert "dedup_on" not in (tmp_path / "run.toml").read_text()
    assert run(30, tmp_path).accepted == 30


def test_a_resumed_run_keeps_its_mix_and_refuses_another(tmp_path: Path) -> None:
    run(20, tmp_path, mix="chat=1")
    assert run(60, tmp_path).task_types["chat"] >= 55
    with pytest.raises(InputError, match=r"different mix \(folder: chat=1, this command: extract=1,chat=2\)"):
        run(90, tmp_path, mix="chat=2,extract=1")


def test_changed_types_of_seeds_make_another_run_only_with_a_mix(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds.jsonl"
    content = resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8")
    seeds.write_text(content, encoding="utf-8")
    run(10, tmp_path / "mixed", seeds=seeds, balance=True)
    run(10, tmp_path / "plain", seeds=seeds)
    seeds.write_text(content.replace('"task_type": "chat"', '"task_type": "open_qa"', 1), encoding="utf-8")
    assert run(20, tmp_path / "plain").accepted == 20
    with pytest.raises(InputError, match="different seeds "):
        run(20, tmp_path / "mixed")


def test_a_run_of_a_version_without_mix_is_resumed(tmp_path: Path) -> None:
    run(10, tmp_path)
    content = (tmp_path / "run.toml").read_text()
    (tmp_path / "run.toml").write_text(content.replace('mix = ""\n', ""))
    assert "mix" not in (tmp_path / "run.toml").read_text()
    assert run(30, tmp_path).accepted == 30


@pytest.mark.slow
def test_a_refused_request_only_ends_its_slot_if_others_are_answered(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    def odd(prompt: str, attempt: int) -> Any:
        return refusal(400, "invalid_prompt") if hashlib.sha256(prompt.encode()).digest()[0] < 60 else 0.05

    teacher.script = odd
    assert run(150, tmp_path / "once", **paid).accepted == 150
    with pytest.raises(Interrupted):
        _stopped_after(10, tmp_path / "twice", teacher, paid)
    assert run(150, tmp_path / "twice").accepted == 150
    assert hashes(tmp_path / "once") == hashes(tmp_path / "twice")


def _stopped_after(bodies: int, out: Path, teacher: LoopbackTeacher, paid: dict[str, Any]) -> None:
    from selfinstruct.runs.generate import generate as act
    from selfinstruct.runs.options import GenerateOptions
    from selfinstruct.runs.stopping import Stop

    stop, script, before = Stop(), teacher.script, len(teacher.bodies)

    def count(prompt: str, attempt: int) -> Any:
        if len(teacher.bodies) >= before + bodies:
            stop.request()
        return script(prompt, attempt)

    teacher.script = count
    try:
        asyncio.run(act(GenerateOptions(n=150, out=out, **paid), stop, lambda _: None, quiet=True))
    finally:
        teacher.script = script


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["gone", "empty"])
def test_a_lost_journal_is_refused_and_the_dataset_left_unchanged(tmp_path: Path, lost: str) -> None:
    run(30, tmp_path)
    before = hashes(tmp_path)
    journal = tmp_path / "journal-00001.jsonl"
    journal.unlink() if lost == "gone" else journal.write_bytes(b"")
    for n in (None, 30, 60):
        with pytest.raises(StorageError, match=r"Restore journal-\*\.jsonl"):
            generate(n, tmp_path, quiet=True)
    assert hashes(tmp_path) == before


def test_a_lost_run_file_is_refused_by_name(tmp_path: Path) -> None:
    run(30, tmp_path)
    (tmp_path / "run.toml").unlink()
    with pytest.raises(StorageError, match=r"Restore run.toml"):
        run(60, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["a\r\nb", "a\nb", "a\rb", 'say "医疗"', "\u2028", "\\n"])
def test_a_run_with_an_unusual_topic_is_resumed(tmp_path: Path, topic: str) -> None:
    run(10, tmp_path, topic=topic)
    assert generate(20, tmp_path, quiet=True).accepted == 20


@pytest.mark.slow
def test_a_dataset_that_is_edited_during_the_run_is_complete_at_the_end(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "_SECONDS_BETWEEN_WRITES", 0.0)
    monkeypatch.setattr(run_module, "_SHARE_OF_WRITES", math.inf)
    run(100, tmp_path / "clean", **paid)
    touched = False

    def touch(prompt: str, attempt: int) -> float:
        nonlocal touched
        dataset = tmp_path / "run" / "dataset.jsonl"
        if not touched and dataset.exists():
            dataset.write_text("edited\n")
            touched = True
        return 0.05

    teacher.script = touch
    run(100, tmp_path / "run", **paid | {"concurrency": 4})
    assert touched
    assert hashes(tmp_path / "run") == hashes(tmp_path / "clean")


def test_an_invalid_run_file_is_reported_in_one_clear_sentence(tmp_path: Path) -> None:
    run(10, tmp_path)
    content = (tmp_path / "run.toml").read_text()
    for edited, said in (
        (content.replace("concurrency = 32", 'concurrency = "x"'), "wrong type"),
        (content.replace('dedup_on = "instruction"', "dedup_on = 1"), "wrong type"),
        (content.replace('dedup_on = "instruction"', 'dedup_on = "x"'), "--dedup-on must be instruction or"),
        ("settings = 5", "identity or settings are missing"),
        ("", "identity or settings are missing"),
        ("[[[", "run.toml: "),
    ):
        (tmp_path / "run.toml").write_text(edited)
        with pytest.raises(SelfinstructError, match=said):
            run(20, tmp_path)


@pytest.mark.parametrize(
    "options",
    [{"n": "5"}, {"n": 5.5}, {"temperature": "warm"}, {"seed": "x"}, {"extra_body": {"a": {1}}}, {"out": "a\0b"}],
)
def test_an_option_of_the_wrong_type_is_an_input_error(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        generate(**{"n": 5, "out": tmp_path, "quiet": True} | options)


def test_two_concurrent_runs_leave_the_signal_handlers_of_the_caller_unchanged(tmp_path: Path) -> None:
    async def both() -> None:
        await asyncio.gather(*(generate_async(20, tmp_path / name, quiet=True) for name in "ab"))

    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    asyncio.run(both())
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


@pytest.mark.slow
@pytest.mark.parametrize("code", ["context_length_exceeded", "content_filter"])
def test_a_run_stops_if_the_teacher_refuses_every_prompt(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any], code: str
) -> None:
    teacher.script = lambda prompt, attempt: refusal(400, code, "too much")
    with pytest.raises(TeacherRefused, match=rf"refused \d+ requests in a row.*{code}.*use fewer --tasks"):
        run(500, tmp_path, **paid, saturation=0)
    assert len(teacher.bodies) < 60


@pytest.mark.slow
def test_a_run_stops_if_the_teacher_starts_to_refuse_every_request(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.script = lambda prompt, attempt: refusal(400, "odd") if len(teacher.billed) > 9 else None
    with pytest.raises(TeacherRefused):
        run(500, tmp_path, **paid)
    asked = len(teacher.bodies)
    assert asked < 60
    with pytest.raises(TeacherRefused):
        run(500, tmp_path)
    assert len(teacher.bodies) - asked <= 16 + 2


@pytest.mark.slow
def test_no_family_of_the_offline_teacher_dominates(tmp_path: Path) -> None:
    run(2000, tmp_path)
    shares = Counter(row["family"] for row in json_lines(tmp_path / "records.jsonl"))
    assert set(shares) == {family.name for family in FAMILIES}
    assert max(shares.values()) <= 0.02 * 2000


def test_a_smaller_target_keeps_the_target_of_a_stopped_run(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    with pytest.raises(Interrupted):
        _stopped_after(10, tmp_path, teacher, paid)
    generate(1, tmp_path, quiet=True)
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert stats["target"] == 150
    assert 1 < stats["accepted"] < 150


def test_the_built_in_template_by_name_is_the_built_in_template(tmp_path: Path) -> None:
    run(5, tmp_path, prompt="belle_zh")
    assert run(10, tmp_path).accepted == 10


def test_close_open_in_a_new_folder_sends_nothing_and_reports_the_missing_tasks(tmp_path: Path) -> None:
    with pytest.raises(StoppedShort, match="0 of 20 tasks"):
        generate(20, tmp_path, quiet=True, close_open=True)


def test_a_past_of_empty_replies_does_not_stop_a_resumed_run(
    teacher: LoopbackTeacher, paid: dict[str, Any], tmp_path: Path
) -> None:
    usual = teacher.script
    teacher.script = lambda prompt, attempt: completion("")
    with pytest.raises(StoppedShort):
        run(20, tmp_path, **paid)
    teacher.script = usual
    assert run(20, tmp_path, **paid).accepted == 20
