"""Instruction datasets from a handful of seed tasks.

Each `selfinstruct` command is available as a function with the same options. The errors are in `selfinstruct.errors`,
and the exact ROUGE-L index for texts of any script is in `selfinstruct.similarity`.
"""

from importlib import import_module
from types import ModuleType

from selfinstruct.api import (
    classify,
    compare,
    dedup,
    estimate,
    export,
    generate,
    generate_async,
    push,
    rejudge,
    report,
    sft,
)

__all__ = [
    "classify",
    "compare",
    "dedup",
    "estimate",
    "export",
    "generate",
    "generate_async",
    "push",
    "rejudge",
    "report",
    "sft",
]

_MODULES = ("errors", "similarity")


def __getattr__(name: str) -> ModuleType:
    """Import a public module on first access: `similarity` needs numpy."""
    if name in _MODULES:
        return import_module(f"selfinstruct.{name}")
    raise AttributeError(f"module 'selfinstruct' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names; everything else may change in any version."""
    return sorted([*__all__, *_MODULES])
