"""Resuming runs of earlier versions produces the same data, byte for byte (see golden_runs.py)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import golden_runs
import pytest

from selfinstruct.storage.journal import read_intact

RESUMED = [name for name in golden_runs.GOLDEN if name not in golden_runs.REFUSED]


@pytest.mark.slow
@pytest.mark.parametrize("name", RESUMED)
def test_resuming_a_golden_run_produces_the_expected_data(name: str, tmp_path: Path) -> None:
    before = golden_runs.unpack(name, tmp_path)
    golden_runs.resume(name, tmp_path)
    assert golden_runs.measure(tmp_path, before) == golden_runs.expected(name)


@pytest.mark.slow
@pytest.mark.parametrize("field", ["rules", "tokenizer", "template", "system"])
def test_a_run_of_another_version_is_refused_by_the_field_that_differs(field: str, tmp_path: Path) -> None:
    golden_runs.unpack("offline-9", tmp_path)
    path = tmp_path / "run" / "run.toml"
    path.write_text(re.sub(rf'^{field} = "?.*$', f'{field} = "0.0.0.1"', path.read_text(encoding="utf-8"), flags=re.M))
    said = golden_runs.refusal_of(tmp_path, "offline-9")
    assert f"different {field} (folder: 0.0.0.1," in said


@pytest.mark.slow
def test_every_refused_golden_run_names_its_field(tmp_path: Path) -> None:
    for name, field in golden_runs.REFUSED.items():
        folder = tmp_path / name
        golden_runs.unpack(name, folder)
        assert f"different {field} (" in golden_runs.refusal_of(folder, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", golden_runs.REFUSED)
def test_a_refused_golden_run_is_rejudged_and_continued(name: str, tmp_path: Path) -> None:
    before = golden_runs.unpack(name, tmp_path)
    replies = bodies(tmp_path / "run")
    golden_runs.rejudge(tmp_path)
    golden_runs.resume(name, tmp_path)
    assert (tmp_path / "old" / "journal-00001.jsonl").read_bytes() == before
    continued = bodies(tmp_path / "run")
    assert {slot: continued[slot] for slot in replies} == replies
    stats = json.loads((tmp_path / "run" / "stats.json").read_text(encoding="utf-8"))
    assert stats["accepted"] == stats["target"] or "--close-open" in golden_runs.GOLDEN[name].resume[0]
    rejudged_again(tmp_path)


def rejudged_again(folder: Path) -> None:
    """Rejudging the continued run must not change its data, except for the types from `classify`."""
    golden_runs.selfinstruct(folder, ("rejudge", "run", "--out", "again"))
    for name in ("dataset.jsonl", "rejected.jsonl"):
        assert (folder / "again" / name).read_bytes() == (folder / "run" / name).read_bytes()
    again, run = ((folder / name / "records.jsonl").read_bytes() for name in ("again", "run"))
    without_types = {"task_type": None, "type_source": None}
    assert [row | without_types for row in golden_runs.read_lines(again)] == [
        row | without_types for row in golden_runs.read_lines(run)
    ]


def bodies(folder: Path) -> dict[int, object]:
    """The journaled bodies by slot; None for a slot without an answer."""
    entries = [entry for entry in read_intact(folder) if entry["kind"] in ("answer", "fault")]
    return {entry["slot"]: entry.get("body") for entry in entries}
