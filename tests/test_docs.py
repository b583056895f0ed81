"""README and docs say what the program does: their commands run, their output is real, both languages agree."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import interface
import pytest
from loopback import HANGS, json_lines

import selfinstruct
from selfinstruct.datasets.export.formats import Format
from selfinstruct.errors import SelfinstructError
from selfinstruct.pipeline.template import PLACEHOLDERS
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.verdict import Reason
from selfinstruct.storage.resources import resource
from selfinstruct.teachers.offline.families import FAMILIES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ONE_LANGUAGE = {"modules.md", "task-types.md"}
"""A generated page, and one that holds both languages itself."""
PAGES = sorted(
    path.relative_to(DOCS).as_posix()
    for path in (*DOCS.glob("*.md"), *DOCS.glob("providers/*.md"))
    if path.name not in ONE_LANGUAGE
)
RUN = [ROOT / "README.md", *(DOCS / name for name in PAGES)]
TRANSLATED = [(ROOT / "README.md", ROOT / "README.zh-CN.md"), *((DOCS / name, DOCS / "zh-CN" / name) for name in PAGES)]
LANGUAGES = ("docs", "docs/zh-CN")
PAGE_OF = {
    "generate": ("generate.md", "teachers.md"),
    "estimate": ("cost.md", "generate.md", "teachers.md"),
    "check": ("providers.md", "teachers.md"),
    "providers": ("providers.md",),
    "status": ("generate.md",),
    "config show": ("settings.md", "generate.md", "teachers.md"),
    "rejudge": ("generate.md",),
    "dedup": ("dedup.md",),
    "classify": ("types.md", "teachers.md"),
    "report": ("report.md",),
    "export": ("export-and-push.md",),
    "push": ("export-and-push.md",),
    "sft": ("students.md",),
    "compare": ("students.md",),
}
NEEDS = {"key", "hub", "gpu/model", "network"}
"""Why a block of commands is not run here."""


class Block(NamedTuple):
    """A fenced block: its language, its text, what it needs that a test does not have, and the text before it."""

    needs: str
    language: str
    text: str
    before: str


def blocks(path: Path) -> list[Block]:
    pieces = re.split(
        r"(?:<!-- needs: ([^>]*?) -->\n)?```(\w*)\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    quads = zip(pieces[1::4], pieces[2::4], pieces[3::4], pieces[::4], strict=False)
    return [Block(needs or "", language, text, before) for needs, language, text, before in quads]


def sessions(path: Path) -> Iterator[tuple[Block, str]]:
    """Code that is run here, each with the output that the page shows for it: the block `text` that follows."""
    found = blocks(path)
    for block, following in zip(found, [*found[1:], Block("", "", "", "")], strict=True):
        if block.language in ("bash", "python") and not block.needs:
            shown = following.language == "text" and "\n#" not in following.before
            yield block, following.text if shown else ""


def headings(path: Path) -> list[int]:
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pages(folder: str, *names: str) -> str:
    return "\n".join((ROOT / folder / name).read_text(encoding="utf-8") for name in names)


@pytest.fixture(scope="session")
def tasks() -> list[dict[str, str]]:
    """The tasks of `outputs/demo`, as the pages generate it."""
    with TemporaryDirectory() as folder:
        made = selfinstruct.generate(n=200, teacher="offline", out=folder, quiet=True)
        return json_lines(made.dataset)


@pytest.fixture
def folder(tasks: list[dict[str, str]], tmp_path: Path) -> Path:
    """A folder with the input files that the pages use."""
    write_inputs(tasks, tmp_path)
    return tmp_path


def write_inputs(tasks: list[dict[str, str]], folder: Path) -> None:
    """Write the input files that the pages use."""
    for name, rows in {
        "data.jsonl": tasks,
        "benchmark.jsonl": tasks[57:72],
        "my_seeds.jsonl": [{"id": f"seed_{n}", **task} for n, task in enumerate(tasks[:5])],
        "seeds_en.jsonl": [{"id": f"seed_{n}", **task} for n, task in enumerate(tasks[:5])],
    }.items():
        (folder / name).write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
    (folder / "alpaca.json").write_text(json.dumps(tasks[:60], ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "prompt_en.txt").write_text("Write {count} tasks.\n{list}", encoding="utf-8")
    with gzip.open(folder / "more.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tasks[0])
        writer.writeheader()
        writer.writerows(tasks[40:100])


def run(block: Block, folder: Path) -> str:
    """Run commands or Python, and return what is printed. `selfinstruct` is the command of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    words = [sys.executable, "-c"] if block.language == "python" else ["bash", "-euo", "pipefail", "-c"]
    done = subprocess.run(
        [*words, block.text],
        cwd=folder,
        env={**os.environ, "PATH": path, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert done.returncode == 0, f"{block.text}\n{done.stderr}"
    return done.stdout


def compared(text: str) -> Iterator[str]:
    """Lines of an output that are the same at every run."""
    for line in text.splitlines():
        if line.strip() not in ("", "...", "…") and not re.match(r"(seconds|time|wall) ", line):
            yield " ".join(line.split())


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=relative)
def test_the_code_of_a_page_runs_and_prints_what_the_page_shows(page: Path, folder: Path) -> None:
    for block, shown in sessions(page):
        printed = set(compared(run(block, folder)))
        assert [line for line in compared(shown) if line not in printed] == []


@pytest.mark.parametrize("page", [*RUN, ROOT / "CONTRIBUTING.md"], ids=relative)
def test_a_block_that_is_not_run_says_why(page: Path) -> None:
    assert {block.needs for block in blocks(page)} - {""} <= NEEDS


@pytest.mark.parametrize("page", [page for pair in TRANSLATED for page in pair], ids=relative)
def test_every_command_and_flag_of_a_page_exists(page: Path) -> None:
    flags = interface.flags()
    for line in (
        "\n".join(block.text for block in blocks(page) if block.language == "bash").replace("\\\n", " ").splitlines()
    ):
        words = line.split("#")[0].split()
        if words[:1] == ["selfinstruct"] and len(words) > 1 and not words[1].startswith("-"):
            command = next(known for known in flags if " ".join(words[1:]).startswith(known))
            assert {word for word in words if word.startswith("--")} <= {*flags[command], "--help"}, line


@pytest.mark.parametrize("page", [page for pair in TRANSLATED for page in pair], ids=relative)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize(("english", "chinese"), TRANSLATED, ids=lambda path: relative(path))
def test_both_languages_have_the_same_headings_and_code(english: Path, chinese: Path) -> None:
    assert headings(chinese) == headings(english)
    assert [block[:3] for block in blocks(chinese)] == [block[:3] for block in blocks(english)]


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_docs_explain_every_reason_and_every_flag_that_rules_set(folder: str) -> None:
    table = re.findall(r"^\| `([a-z_]+)` \|", pages(folder, "parsing-and-filtering.md"), re.MULTILINE)
    assert table == [*Reason, *Flag]


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_docs_have_every_exit_code_and_no_other(folder: str) -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", pages(folder, "generate.md"), re.MULTILINE)}
    assert codes == {0, *(error.exit_code for error in (SelfinstructError, *SelfinstructError.__subclasses__()))}


@pytest.mark.parametrize("folder", LANGUAGES)
@pytest.mark.parametrize("command", PAGE_OF)
def test_every_flag_of_a_command_is_on_its_page(folder: str, command: str) -> None:
    text = pages(folder, *PAGE_OF[command])
    flags = {flag for flag in interface.flags()[command] if flag.startswith("--")} - {"--help"}
    assert flags
    assert {flag for flag in flags if flag not in text} == set()


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_docs_name_every_format_and_every_placeholder(folder: str) -> None:
    assert [form for form in Format if f"`{form}`" not in pages(folder, "export-and-push.md")] == []
    assert all(f"`{{{placeholder}}}`" in pages(folder, "generate.md") for placeholder in PLACEHOLDERS)


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_docs_count_seeds_and_families_right(folder: str) -> None:
    seeds = len(resource("seeds", "zh_seed_tasks.jsonl").read_text(encoding="utf-8").splitlines())
    assert re.search(rf"(?<!\d){seeds}(?!\d)", pages(folder, "generate.md"))
    assert re.search(rf"(?<!\d){len(FAMILIES)}(?!\d)", pages(folder, "teachers.md"))


@pytest.mark.parametrize(("english", "chinese"), TRANSLATED[:1], ids=["README"])
def test_readme_is_short_and_shows_the_two_commands(english: Path, chinese: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in (english, chinese):
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 150
        assert re.findall(r"^make (\w+)$", text, re.MULTILINE) == ["demo", "test"]
        assert set(re.findall(r"`make ([\w-]+)`", text)) <= {*targets, "test"}
