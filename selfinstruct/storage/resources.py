"""Where the files are that come with the package: seed tasks and prompt templates."""

from __future__ import annotations

from pathlib import Path

BUILT_IN_SEEDS = "zh_seed_tasks"
"""The seed tasks of a run that names no file."""
BUILT_IN_PROMPT = "belle_zh"
"""The prompt template of a run that names no file."""


def resource(folder: str, name: str) -> Path:
    """A file of `seeds/` or `prompts/`: inside an installed package (under `data`), or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / folder / name
    return inside if inside.exists() else package.parent / folder / name
