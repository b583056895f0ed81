"""Leaks of the offline teacher: each is flagged or rejected by a run, and counted."""

from __future__ import annotations

import asyncio
import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from loopback import Command

import selfinstruct
from selfinstruct.errors import InputError
from selfinstruct.pipeline.flags import flags_of
from selfinstruct.pipeline.flags.personal_data import personal_data
from selfinstruct.schema.flag import PERSONAL_DATA, Flag
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.behavior import Behavior
from selfinstruct.teachers.offline.families import FAMILIES
from selfinstruct.teachers.offline.leaks import Leak, leak_into
from selfinstruct.teachers.offline.server import offline_teacher

OUTCOMES: dict[Leak, Flag | Reason] = {
    Leak.PHONE: Flag.PHONE,
    Leak.EMAIL: Flag.EMAIL,
    Leak.ID_NUMBER: Flag.ID_NUMBER,
    Leak.CARD_NUMBER: Flag.CARD_NUMBER,
    Leak.ADDRESS: Flag.ADDRESS,
    Leak.LINK: Flag.LINK,
    Leak.REFUSAL: Reason.REFUSAL,
    Leak.IMAGE: Reason.INVENTED_MEDIA,
    Leak.APOLOGY: Reason.EARLIER_ANSWER,
    Leak.BEHEADED: Reason.BROKEN_OUTPUT,
    Leak.CUT: Flag.LOOKS_CUT,
}
"""What a run does with a task that has a leak: accept it with a flag, or reject it for a reason."""
PERSONAL = [kind for kind, outcome in OUTCOMES.items() if outcome in PERSONAL_DATA]
PROMPT = "请你想出10条任务\n###\n3. 输出:\n好\n###\n4. 指令:"
Place = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """What a run has made of each text, by slot and position, and what its teacher leaked there."""

    leaks: dict[Place, Leak]
    rows: dict[Place, dict[str, Any]]
    rejects: dict[Place, dict[str, Any]]
    stats: dict[str, Any]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def place(row: dict[str, Any]) -> Place:
    return row["slot"], row["position"]


def read(folder: Path) -> Run:
    """Read a run up to its last row: tasks that exceed the target are in no file."""
    rows = {place(row): row for row in lines(folder / "records.jsonl")}
    answers = [line for line in lines(folder / "journal-00001.jsonl") if line["kind"] == "answer"]
    leaks = {
        (line["slot"], position): Leak(kind)
        for line in answers
        for position, kind in enumerate(line["body"]["leaks"])
        if kind and (line["slot"], position) <= max(rows)
    }
    rejects = {place(row): row for row in lines(folder / "rejected.jsonl")}
    return Run(leaks, rows, rejects, json.loads((folder / "stats.json").read_text(encoding="utf-8")))


def leaky(n: int, folder: Path, **options: Any) -> Run:
    selfinstruct.generate(n, folder, teacher="offline", teacher_leaks=0.5, quiet=True, **options)
    return read(folder)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return leaky(400, tmp_path_factory.mktemp("kept") / "run")


@pytest.fixture(scope="module")
def rejecting(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return leaky(300, tmp_path_factory.mktemp("rejecting") / "run", pii="reject")


def test_every_leak_has_an_outcome() -> None:
    assert {*OUTCOMES} == {*Leak}


@pytest.mark.parametrize("kind", OUTCOMES)
def test_every_leak_is_flagged_or_rejected_and_counted(kept: Run, kind: Leak) -> None:
    places = {at for at, leak in kept.leaks.items() if leak is kind}
    rejected = {at for at in places if at in kept.rejects}
    flagged = {at for at, row in kept.rows.items() if OUTCOMES[kind] in row["flags"]}
    assert len(places) >= 10
    assert places == flagged | rejected
    if isinstance(OUTCOMES[kind], Flag):
        assert kept.stats["flags"][OUTCOMES[kind]] == len(flagged) == len(places) - len(rejected) > 0
    else:
        # An apology before a sentence with “不能” also reads as a refusal.
        reasons = Counter(kept.rejects[at]["reason"] for at in places)
        assert set(reasons) <= {OUTCOMES[kind], Reason.REFUSAL}
        assert reasons[OUTCOMES[kind]] > 0.9 * len(places)


def test_the_statistics_count_every_flag_and_every_reject(kept: Run) -> None:
    assert kept.stats["flags"] == Counter(flag for row in kept.rows.values() for flag in row["flags"])
    assert kept.stats["rejected"] == Counter(row["reason"] for row in kept.rejects.values())


def test_with_reject_every_leak_of_personal_data_is_rejected_without_repeating_it(rejecting: Run) -> None:
    places = {at for at, leak in rejecting.leaks.items() if leak in PERSONAL}
    assert places <= set(rejecting.rejects)
    assert [row for row in rejecting.rows.values() if PERSONAL_DATA & {*row["flags"]}] == []
    found = [row for row in rejecting.rejects.values() if row["reason"] == Reason.PERSONAL_DATA]
    assert rejecting.stats["rejected"]["personal_data"] == len(found) == len(places) > 50
    assert {row["detail"].split(" in the ")[0] for row in found} == {
        "phone number",
        "e-mail address",
        "identity number",
        "card number",
        "home address",
    }
    assert not [row for row in found if any(sign.isdigit() or sign == "@" for sign in row["detail"])]
    assert all(row["raw"] for row in found)


def test_a_leaky_run_resumes_to_the_same_files(tmp_path: Path, kept: Run) -> None:
    leaky(50, tmp_path / "run", concurrency=3)
    selfinstruct.generate(400, tmp_path / "run", quiet=True)
    resumed = read(tmp_path / "run")
    assert (resumed.rows, resumed.rejects) == (kept.rows, kept.rejects)
    assert resumed.stats["flags"] == kept.stats["flags"]


def test_a_run_with_personal_data_can_be_rejudged_without_it(tmp_path: Path) -> None:
    leaky(100, tmp_path / "old")
    with pytest.raises(InputError, match=r"different pii \(folder: not set, this command: reject\)"):
        selfinstruct.generate(200, tmp_path / "old", pii="reject", quiet=True)
    result = selfinstruct.api.rejudge(tmp_path / "old", tmp_path / "new", pii="reject", quiet=True)
    assert result["identity"]["pii"] == {"old": None, "new": "reject"}
    leaks = read(tmp_path / "new").leaks.values()
    assert result["rejected"]["personal_data"]["new"] == sum(leak in PERSONAL for leak in leaks) > 20
    assert not PERSONAL_DATA & {*result["stats"]["flags"]}
    selfinstruct.generate(100, tmp_path / "new", quiet=True)
    assert not PERSONAL_DATA & {flag for row in lines(tmp_path / "new" / "records.jsonl") for flag in row["flags"]}


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_leak_adds_its_own_kind_and_no_other(kind: Leak) -> None:
    found = Counter[str]()
    for seed in range(400):
        rng = Random(seed)
        ((task,), (leak,)) = leak_into([rng.choice(FAMILIES).write(rng)], rng, 1.0)
        if leak is kind:
            assert flags_of(task) == (OUTCOMES[kind],)
            found.update(*personal_data(task).values())
    assert set(found) == {"instruction", "input", "output"}


def test_the_families_leak_nothing_by_themselves() -> None:
    assert [task for task in (family.write(Random(7)) for family in FAMILIES) if flags_of(task)] == []


def test_leaks_depend_on_the_prompt_alone_and_leave_all_other_tasks_as_they_are() -> None:
    leaked = answer(PROMPT, Behavior(leaks=0.5))
    assert leaked == answer(PROMPT, Behavior(leaks=0.5))
    assert answer(PROMPT, Behavior(leaks=0.0)).leaks == (None,) * 7
    assert None not in answer(PROMPT, Behavior(leaks=1.0)).leaks
    tasks = [family.write(Random(1)) for family in FAMILIES]
    after, kinds = leak_into(tasks, Random(2), 0.5)
    assert [one == other for one, other in zip(tasks, after, strict=True)] == [kind is None for kind in kinds]


def test_a_short_output_can_be_cut_and_beheaded() -> None:
    for output in ("好", "好。", "，", "好，"):
        for seed in range(60):
            ((task,), _) = leak_into([Task("说一个字。", "", output)], Random(seed), 1.0)
            assert task.output


def test_the_server_tells_what_it_has_leaked() -> None:
    async def ask(leaks: float) -> dict[str, Any]:
        body = {"model": "offline", "messages": [{"role": "user", "content": PROMPT}]}
        async with (
            offline_teacher(Behavior(leaks=leaks)) as url,
            aiohttp.ClientSession() as session,
            session.post(f"{url}/chat/completions", json=body) as response,
        ):
            found: dict[str, Any] = await response.json()
            return found

    assert asyncio.run(ask(0.5))["leaks"] == list(answer(PROMPT, Behavior(leaks=0.5)).leaks)
    assert "leaks" not in asyncio.run(ask(0.0))


def test_status_shows_how_many_tasks_have_each_flag(tmp_path: Path, console: Command) -> None:
    flags = leaky(60, tmp_path / "run").stats["flags"]
    assert flags
    counted = ", ".join(f"{flag} {count}" for flag, count in flags.items())
    assert f"\nflagged    {counted}\n" in console("status", "run").out
    assert json.loads(console("status", "run", "--json").out)["flags"] == flags


def test_a_run_without_flags_in_its_files_is_shown_and_resumed(tmp_path: Path, console: Command) -> None:
    whole = leaky(60, tmp_path / "run")
    without = {name: value for name, value in whole.stats.items() if name != "flags"}
    (tmp_path / "run" / "stats.json").write_text(json.dumps(without), encoding="utf-8")
    rows = [{name: value for name, value in row.items() if name != "flags"} for row in whole.rows.values()]
    (tmp_path / "run" / "records.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert "flagged" not in console("status", "run").out
    assert console("report", "run").code == 0
    assert console("push", "run", "--repo", "alice/set", "--dry-run").code == 0
    assert json.loads((tmp_path / "run" / "hub" / "statistics.json").read_text())["flags"] == whole.stats["flags"]
    assert console("generate", "--n", 60, "--out", "run").code == 0
    rebuilt = read(tmp_path / "run")
    assert (rebuilt.rows, rebuilt.stats["flags"]) == (whole.rows, whole.stats["flags"])


def test_a_pushed_run_has_its_flags_in_a_column_and_on_the_card(tmp_path: Path, console: Command) -> None:
    kept = leaky(60, tmp_path / "run")
    assert console("push", "run", "--repo", "alice/set", "--dry-run").code == 0
    folder = tmp_path / "run" / "hub"
    (shard,) = (folder / "data").glob("*.parquet")
    assert pq.read_table(shard)["flags"].to_pylist() == [row["flags"] for row in kept.rows.values()]
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{flag}` | {count} |" in text for flag, count in kept.stats["flags"].items())
    personal = sum(bool(PERSONAL_DATA & {*row["flags"]}) for row in kept.rows.values())
    assert f"Personal data was kept: {personal} rows" in text


def test_a_pushed_run_in_which_no_row_has_a_flag_has_a_column_of_texts(tmp_path: Path, console: Command) -> None:
    selfinstruct.generate(20, tmp_path / "run", teacher="offline", quiet=True)
    assert console("push", "run", "--repo", "alice/set", "--dry-run").code == 0
    (shard,) = (tmp_path / "run" / "hub" / "data").glob("*.parquet")
    column = pq.read_table(shard)["flags"]
    assert column.type.value_type == pa.string()
    assert column.to_pylist() == [[]] * 20
    assert "No row is flagged." in (tmp_path / "run" / "hub" / "README.md").read_text(encoding="utf-8")


def test_flags_survive_a_table_of_cells(tmp_path: Path, console: Command) -> None:
    kept = leaky(40, tmp_path / "run")
    assert console("dedup", "run", "--threshold", "1", "--out", "rows.csv").code == 0
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        found = [json.loads(row["flags"]) for row in csv.DictReader(file)]
    assert found == [row["flags"] for row in kept.rows.values()]
    assert console("push", "rows.csv", "--repo", "alice/set", "--dry-run").code == 0
    counted = json.loads((tmp_path / "rows.hub" / "statistics.json").read_text(encoding="utf-8"))["flags"]
    assert counted == kept.stats["flags"]


@pytest.mark.parametrize("share", ["-0.1", "1.1", "nan"])
def test_a_share_of_leaks_outside_0_and_1_is_refused(console: Command, share: str) -> None:
    for words in (("generate", "--n", 5, "--teacher", "offline", "--teacher-leaks"), ("teacher", "serve", "--leaks")):
        done = console(*words, share)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "leaks must be at least 0 and at most 1" in done.err


def test_leaks_in_batches_are_those_of_single_requests(tmp_path: Path, console: Command) -> None:
    flags = ("--n", 40, "--teacher", "offline", "--teacher-leaks", 0.5)
    assert console("generate", *flags, "--batch", "--rounds", 3, "--out", "run").code == 0
    found = read(tmp_path / "run")
    assert found.leaks
    assert found.stats["flags"] == Counter(flag for row in found.rows.values() for flag in row["flags"])
    personal = {at: leak for at, leak in found.leaks.items() if leak in PERSONAL and at in found.rows}
    assert personal
    assert all(OUTCOMES[leak] in found.rows[at]["flags"] for at, leak in personal.items())
