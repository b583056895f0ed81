"""Resuming runs of earlier versions produces the same data, byte for byte (see golden_runs.py)."""

from __future__ import annotations

import re
from pathlib import Path

import golden_runs
import pytest

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
    golden_runs.unpack("offline", tmp_path)
    path = tmp_path / "run" / "run.toml"
    path.write_text(re.sub(rf'^{field} = "?.*$', f'{field} = "0.0.0.1"', path.read_text(encoding="utf-8"), flags=re.M))
    said = golden_runs.refusal_of(tmp_path, "offline")
    assert f"different {field} (folder: 0.0.0.1," in said


def test_every_refused_golden_run_names_its_field(tmp_path: Path) -> None:
    for name, field in golden_runs.REFUSED.items():
        folder = tmp_path / name
        golden_runs.unpack(name, folder)
        assert f"different {field} (" in golden_runs.refusal_of(folder, name)
