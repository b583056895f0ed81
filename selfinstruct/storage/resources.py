"""Paths of the files that ship with the package: seed tasks and prompt templates."""

from __future__ import annotations

from pathlib import Path

BUILT_IN_SEEDS = "zh_seed_tasks"
"""The seed tasks used by default."""
BUILT_IN_PROMPT = "belle_zh"
"""The prompt template used by default."""


def resource(folder: str, name: str) -> Path:
    """Path of a file in `seeds/` or `prompts/`: under `data` in an installed package, next to it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / folder / name
    return inside if inside.exists() else package.parent / folder / name
