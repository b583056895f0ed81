"""Nine packages, one direction of imports, and pure packages that touch nothing outside. ARCHITECTURE.md tells why."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from module_map import MAP, PACKAGE, PACKAGES, modules, package_of, render

import selfinstruct

PURE = ("schema", "similarity", "pipeline")
OUTSIDE = frozenset(
    "aiohttp asyncio concurrent datetime fcntl filelock glob gzip http importlib io jsonlines locale multiprocessing "
    "openai os pathlib pkgutil resource select selectors shutil signal socket ssl subprocess tempfile threading time "
    "urllib zipfile".split()
)
"""Names of modules that reach files, the network, a clock or processes."""
EXCEPTIONS = {
    ("pipeline.classifier.weights", "pkgutil"): "the weights are a constant of 360 KB, too large for code",
    ("similarity.threads", "concurrent"): "threads that compute, with the same result as one",
    ("similarity.index", "os"): "the type of a folder's name",
    ("similarity.index", "pathlib"): "the folder of a saved index",
    ("similarity.index_folder", "os"): "an index is saved by programs that use the similarity package alone",
    ("similarity.index_folder", "pathlib"): "the same",
}
"""Where a pure module imports one of them all the same, and why."""
READERS = {
    "similarity.index_folder": "a saved index, after checking that its files are regular",
    "teachers.providers.known": "the data file of the package",
    "datasets.html.render": "templates of the package",
    "runs.label_job": "a prompt template of the package",
    "teachers.batches.api": "a file that the run has just written",
    "teachers.offline.batches.store": "files that it wrote itself; teachers do not import storage",
}
"""Modules that open files without `storage.regular_files`, and what they read."""
MEETING_PLACES = ("datasets.html", "datasets.options", "datasets.sources")
"""Parts of datasets do not import each other, but these."""
RETIRED = frozenset(
    """
    folding Fold judging judge Judgement Neighbourhood ledger Ledger turns rooting paging cutting filling keeping keep
    keeping_in asking beginning dividing Division silence making Making make Exam Sat sit writing scoring nats_of
    finished kept_answers KeptAnswers belonging definitions AS_NINE Further mixing effort origin neighbours guessing
    wording dealt figures Figures hub_faults Patience Remedy heard Say recall aim dried_up barren preparing Job remember
    introduce_teacher shipped tidying tidied warming row_types guides labelling running stopped_by_signals
    """.split()
)
"""Words of earlier versions that now have a name that people know."""
LOOSE = {"__init__.py", "__main__.py", "api.py", "errors.py", "py.typed"}


@cache
def imports(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def own_imports(path: Path) -> set[str]:
    known = modules()
    names = {name.removeprefix("selfinstruct.") for name in imports(path) if name.startswith("selfinstruct.")}
    return {name for name in names if name in known}


def part_of_datasets(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_the_package_holds_nine_packages_and_four_loose_files() -> None:
    found = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert found == {*PACKAGES, *LOOSE}


@pytest.mark.parametrize("module", [name for name in modules() if package_of(name)])
def test_a_module_imports_its_own_package_and_those_before_it(module: str) -> None:
    own = PACKAGES.index(package_of(module))
    found = {package_of(name) for name in own_imports(modules()[module])} - {""}
    assert {name for name in found if PACKAGES.index(name) > own} == set()


@pytest.mark.parametrize(("one", "other"), [("storage", "teachers"), ("teachers", "storage"), ("schema", "similarity")])
def test_neighbours_do_not_import_each_other(one: str, other: str) -> None:
    own = [path for name, path in modules().items() if package_of(name) == one]
    assert [path.name for path in own if any(package_of(name) == other for name in own_imports(path))] == []


@pytest.mark.parametrize("module", [name for name in modules() if package_of(name) == "datasets"])
def test_parts_of_datasets_meet_only_in_their_pages_options_and_sources(module: str) -> None:
    own = part_of_datasets(module)
    parts = {part_of_datasets(name) for name in own_imports(modules()[module]) if name.count(".")}
    others = {name for name in parts if name.startswith("datasets.")} - {own, *MEETING_PLACES}
    assert others == set() or module in ("datasets.options", "datasets.sources")


@pytest.mark.parametrize("module", [name for name in modules() if package_of(name) in PURE])
def test_a_pure_module_imports_nothing_that_reaches_outside(module: str) -> None:
    found = {name.partition(".")[0] for name in imports(modules()[module])} & OUTSIDE
    assert {name for name in found if (module, name) not in EXCEPTIONS} == set()


@pytest.mark.parametrize("module", [name for name in modules() if package_of(name) in PURE])
def test_a_pure_module_opens_no_file(module: str) -> None:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert not {"open", "exec", "eval", "__import__"} & set(calls)


@pytest.mark.parametrize("module", modules())
def test_files_are_opened_for_reading_where_a_pipe_and_a_device_are_refused(module: str) -> None:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    found = {call.func.attr for call in calls if call.func.attr in ("read_text", "read_bytes") or opens(call)}
    assert not found or module in READERS


def opens(call: ast.Call) -> bool:
    """True for `path.open()` to read; `os.open` takes flags and is used for writing."""
    modes = [each.value for each in call.args if isinstance(each, ast.Constant)]
    return (
        ast.unparse(call.func).endswith(".open")
        and ast.unparse(call.func) != "os.open"
        and modes in ([], ["r"], ["rb"])
    )


def test_every_exception_is_still_needed() -> None:
    found = {(name, one.partition(".")[0]) for name, path in modules().items() for one in imports(path)}
    assert set(EXCEPTIONS) <= found


def test_there_is_no_circle_of_imports() -> None:
    graph = {name: own_imports(path) - {name} for name, path in modules().items()}
    while free := [name for name, needs in graph.items() if not needs & set(graph)]:
        for name in free:
            del graph[name]
    assert not graph


def test_the_orchestrator_fits_on_a_few_screens() -> None:
    assert len((PACKAGE / "runs" / "generate.py").read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("module", modules())
def test_no_retired_word_names_a_module_or_anything_public(module: str) -> None:
    path = modules()[module]
    named = {path.stem, *public_names(ast.parse(path.read_text(encoding="utf-8")).body)}
    assert named & RETIRED == set()
    assert {name for name in named if re.match(r"_?(MOST|LEAST|FEWEST)(_|$)", name)} == set()


def public_names(body: list[ast.stmt]) -> Iterator[str]:
    """Classes, functions and constants, and the methods and fields of classes, however they begin."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from public_names(node.body)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_the_map_of_modules_is_that_of_the_code() -> None:
    assert MAP.read_text(encoding="utf-8") == render(), "run: python tests/module_map.py"


@pytest.mark.parametrize("module", modules())
def test_every_module_says_in_a_line_what_it_does(module: str) -> None:
    text = ast.get_docstring(ast.parse(modules()[module].read_text(encoding="utf-8")))
    assert text
    assert len(text) > 15


def test_only_functions_and_two_modules_are_public() -> None:
    assert dir(selfinstruct) == sorted([*selfinstruct.__all__, "errors", "similarity"])
    assert selfinstruct.similarity.tokenize("写诗") == ["写", "诗"]
    assert selfinstruct.errors.InputError.exit_code == 2
    assert not hasattr(selfinstruct, "no_such_name")


def test_the_command_line_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = (
        "openai aiohttp asyncio numba numpy rapidfuzz pandas pydantic pyarrow huggingface_hub jinja2 plotly rjieba torch "
        "transformers trl peft datasets accelerate rouge_score jsonlines filelock genai_prices"
    ).split()
    code = f"import sys, selfinstruct.cli.app; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert found.stdout == "[]\n"
