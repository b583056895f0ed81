"""Runs of earlier versions are resumed to the same data, byte for byte (see golden_runs.py)."""

from __future__ import annotations

from pathlib import Path

import golden_runs
import pytest

QUICK = ("offline", "mix", "closed")
NAMES = [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in golden_runs.GOLDEN]


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_run_is_resumed_to_what_it_was_resumed_to_before(name: str, tmp_path: Path) -> None:
    before = golden_runs.unpack(name, tmp_path)
    golden_runs.resume(name, tmp_path)
    assert golden_runs.measure(tmp_path, before) == golden_runs.expected(name)
