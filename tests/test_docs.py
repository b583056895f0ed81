"""README says what the program does, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import interface
import pytest
from loopback import HANGS

from selfinstruct.datasets.export.formats import Format
from selfinstruct.errors import SelfinstructError
from selfinstruct.pipeline.template import PLACEHOLDERS
from selfinstruct.schema.verdict import Reason
from selfinstruct.storage.resources import resource
from selfinstruct.teachers.offline.families import FAMILIES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


NAMES = ("generate", "dedup", "classify", "report", "export", "push", "sft", "compare")


def flags_of(command: str) -> set[str]:
    return {flag for flag in interface.flags()[command] if flag.startswith("--")}


def readme(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_readme_explains_every_reason_and_no_other(name: str) -> None:
    table = re.findall(r"^\| `([a-z_]+)` \|", readme(name), re.MULTILINE)
    assert table == list(Reason)


@pytest.mark.parametrize("name", READMES)
def test_readme_has_every_exit_code_and_no_other(name: str) -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", readme(name), re.MULTILINE)}
    assert codes == {0, *(error.exit_code for error in (SelfinstructError, *SelfinstructError.__subclasses__()))}


@pytest.mark.parametrize("name", READMES)
def test_every_flag_in_readme_exists(name: str) -> None:
    other_commands = {"--port", "--faults", "--json"}
    named = set(re.findall(r"--[a-z][a-z-]*[a-z]|--n\b", readme(name)))
    assert named - other_commands <= set().union(*map(flags_of, NAMES))


@pytest.mark.parametrize("name", READMES)
def test_readme_explains_every_flag_of_the_other_commands_that_generate_has_not(name: str) -> None:
    own = set().union(*map(flags_of, NAMES)) - flags_of("generate") | flags_of("dedup")
    flags = own - {"--help"}
    assert flags
    assert {flag for flag in flags if f"`{flag}" not in readme(name)} == set()


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_format_of_export(name: str) -> None:
    assert [form for form in Format if f"`{form}`" not in readme(name)] == []


@pytest.mark.parametrize("name", READMES)
def test_readme_counts_seeds_and_families_right(name: str) -> None:
    seeds = len(resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8").splitlines())
    text = readme(name)
    assert re.search(rf"\b{seeds}\b", text)
    assert re.search(rf"\b{len(FAMILIES)}\b", text)


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_readme_names_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme(name))
    rooms = re.findall(r"`(selfinstruct/[\w/]*(?:\.py)?)`", readme(name))
    assert rooms
    assert [path for path in (*links, *rooms) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_readme_names_the_placeholders_of_a_template(name: str) -> None:
    assert all(f"`{{{placeholder}}}`" in readme(name) for placeholder in PLACEHOLDERS)


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_make_are_targets_of_the_makefile(name: str) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^make (\w+)", readme(name), re.MULTILINE) == ["demo", "test"]
    assert set(re.findall(r"`make (\w+)`", readme(name))) == {"demo", "student"} <= {*targets, "test"}


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_python_example_runs(name: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", readme(name), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=HANGS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("200 ")
