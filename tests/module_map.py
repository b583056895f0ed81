"""The map of all modules, from their docstrings. `python tests/module_map.py` writes it to docs/modules.md."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "selfinstruct"
MAP = ROOT / "docs" / "modules.md"
PACKAGES = ("schema", "similarity", "pipeline", "storage", "teachers", "runs", "datasets", "students", "cli")
"""The packages in import order: each may import the ones before it."""
_HEAD = """# Modules

The first line of every module's docstring. Written by `python tests/module_map.py`; a test compares it with the code.
"""


@cache
def modules() -> dict[str, Path]:
    """Return the path of every module by its dotted name inside the package; the package itself is ""."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def package_of(module: str) -> str:
    """Return the package of a module; "" for files at the top level."""
    first = module.partition(".")[0]
    return first if first in PACKAGES else ""


def render() -> str:
    """Return the map as Markdown."""
    sections = [_HEAD]
    for package in PACKAGES:
        rows = [f"| `{name}` | {first_line(path)} |" for name, path in modules().items() if package_of(name) == package]
        sections.append("\n".join([f"## {package}", "", "| module | what it does |", "|---|---|", *rows, ""]))
    return "\n".join(sections)


def first_line(path: Path) -> str:
    """Return the first paragraph of a module's docstring on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split()).replace("|", "\\|")


if __name__ == "__main__":
    MAP.write_text(render(), encoding="utf-8")
