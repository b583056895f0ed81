"""Where the files are that come with the package."""

from __future__ import annotations

from pathlib import Path


def resource(folder: str, name: str) -> Path:
    """A file of `seeds/` or `prompts/`: inside an installed package (under `data`), or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data" / folder / name
    return inside if inside.exists() else package.parent / folder / name
