"""Imports go one way, and the pure rooms touch neither files nor network, clock or event loop."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import selfinstruct

PACKAGE = Path(selfinstruct.__file__).parent
NOUNS = ["tasks", "replies", "verdicts", "errors", "options"]
PURE = [
    "similarity.tokens",
    "similarity.engine",
    "similarity.encoding",
    "similarity.scanning",
    "similarity.compiling",
    "similarity.kernels",
    "similarity.inverted",
    "similarity.index",
    "similarity",
    "deduping",
    "turns",
    "splitting",
    "comparing",
    "scheduling",
    "redacting",
    "addresses",
    "parsing",
    "filtering",
    "definitions",
    "classifying",
    "rooting",
    "placeholders",
    "labelling",
    "mixing",
    "pool",
    "prompting",
    "judging",
    "counting",
    "funnel",
    "folding",
    "ledger",
    "summary",
    "offline.family",
    "offline.world",
    "offline.families",
    "offline.layouts",
    "offline.answering",
    "offline.labels",
    "offline",
]
EDGES = [
    "settings",
    "identity",
    "shipped",
    "tables.formats",
    "tables.arrays",
    "tables.reading",
    "tables.layouts",
    "tables.writing",
    "tables",
    "seeds",
    "journal",
    "run_folder",
    "row_types",
    "dataset",
    "source",
    "parquet",
    "tidying",
    "exporting.formats",
    "exporting.filters",
    "exporting.places",
    "exporting.dataset_info",
    "exporting.data_folder",
    "exporting.guides",
    "exporting.parquet",
    "exporting.writing",
    "exporting",
    "progress",
    "stopping",
    "warming",
    "preparing",
    "publishing",
    "paging",
    "offline.server",
    "teacher.faults",
    "teacher.client",
    "teacher.stream",
    "teacher.keeping",
    "teacher.labels",
    "label_job",
    "teacher",
    "running",
]
ACTS = ["commands", "reporting", "comparison_page", "student"]
DOOR = ["api", "cli", "__main__", ""]
ROWS = [NOUNS, PURE, EDGES, ACTS, DOOR]
OUTSIDE = {"os", "socket", "time", "asyncio", "aiohttp", "openai", "subprocess", "tempfile"}
OUTSIDE_CALLS = ("open(", ".read_text(", ".write_text(", ".now(", ".today(")


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def row(module: str) -> int:
    """The row of a module, by its longest known name."""
    names = [(len(name), number) for number, row in enumerate(ROWS) for name in row if within(module, name)]
    return max(names)[1]


def within(module: str, name: str) -> bool:
    return module == name or (name != "" and module.startswith(f"{name}."))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def own_imports(path: Path) -> set[str]:
    known = modules()
    names = {name.removeprefix("selfinstruct.") for name in imports(path) if name.startswith("selfinstruct.")}
    return {name for name in names if name in known}


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_from_its_own_row_or_one_above(module: str) -> None:
    below = {name for name in own_imports(modules()[module]) if row(name) > row(module)}
    assert not below


@pytest.mark.parametrize("module", [name for name in modules() if row(name) < 2])
def test_a_pure_module_touches_nothing_outside(module: str) -> None:
    assert not {name.split(".")[0] for name in imports(modules()[module])} & OUTSIDE
    source = modules()[module].read_text(encoding="utf-8")
    assert not [call for call in OUTSIDE_CALLS if call in source]


@pytest.mark.parametrize("act", [name for name in modules() if name.startswith("commands.")])
def test_acts_do_not_import_acts(act: str) -> None:
    assert not {name for name in own_imports(modules()[act]) if name.startswith("commands.")}


def test_there_is_no_circle_of_imports() -> None:
    graph = {name: own_imports(path) - {name} for name, path in modules().items()}
    while free := [name for name, needs in graph.items() if not needs & set(graph)]:
        for name in free:
            del graph[name]
    assert not graph


def test_the_orchestrator_fits_on_a_few_screens() -> None:
    assert len((PACKAGE / "commands" / "generate.py").read_text(encoding="utf-8").splitlines()) <= 150


def test_the_command_line_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = (
        "openai aiohttp numba numpy rapidfuzz pandas pydantic pyarrow huggingface_hub jinja2 plotly rjieba torch "
        "transformers trl peft datasets accelerate rouge_score"
    ).split()
    code = f"import sys, selfinstruct.cli.app; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout == "[]\n"
