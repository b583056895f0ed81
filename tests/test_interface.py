"""What scripts rely on is still there: flags, exit codes and the keys of --json, as listed before the modules moved."""

from __future__ import annotations

import re
from pathlib import Path

import golden_runs
import interface
import pytest

BEFORE = interface.before()
DEPENDS_ON_DATA = re.compile(r"\.languages\.|^split\.got\.")
"""Keys that name a script or a type of the rows, and are missing if no row has it."""
REPLACED = re.compile(r"^quality\.found")
"""Keys that version 2 of `report.json` replaced, because they counted what the filters had already rejected."""


@pytest.mark.parametrize("command", BEFORE["flags"])
def test_no_flag_or_argument_is_missing(command: str) -> None:
    before = {name if name.startswith("--") else name.upper() for name in BEFORE["flags"][command]}
    assert before - set(interface.flags()[command]) == set()


def test_exit_codes_are_the_same() -> None:
    assert BEFORE["exit_codes"].items() <= interface.exit_codes().items()


@pytest.mark.slow
def test_no_json_key_is_missing(tmp_path: Path) -> None:
    golden_runs.unpack("classified-9", tmp_path)
    found = interface.json_keys(tmp_path, interface.COMMANDS)
    assert missing(found) == []


@pytest.mark.torch
@pytest.mark.slow
def test_no_json_key_of_students_is_missing(tmp_path: Path) -> None:
    golden_runs.unpack("classified-9", tmp_path)
    golden_runs.selfinstruct(tmp_path, ("generate", "--out", "run", "--n", "150"))
    found = interface.json_keys(tmp_path, interface.STUDENTS)
    assert missing(found) == []


def missing(found: dict[str, list[str]]) -> list[tuple[str, str]]:
    known = [(name, key) for name in found for key in BEFORE["json_keys"].get(name, ())]
    return [
        (name, key)
        for name, key in known
        if key not in found[name] and not (DEPENDS_ON_DATA.search(key) or REPLACED.search(key))
    ]
