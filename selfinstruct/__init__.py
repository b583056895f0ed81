"""Instruction datasets from a handful of seed tasks.

Each command of `selfinstruct` is a function here, with the same options by the same names. The errors are in
`selfinstruct.errors`, and the exact, Chinese-aware ROUGE-L index is in `selfinstruct.similarity`.
"""

from importlib import import_module
from types import ModuleType

from selfinstruct.api import classify, compare, dedup, export, generate, generate_async, push, report, sft

__all__ = ["classify", "compare", "dedup", "export", "generate", "generate_async", "push", "report", "sft"]

_MODULES = ("errors", "similarity")


def __getattr__(name: str) -> ModuleType:
    """The public modules, imported when they are first asked for: `similarity` needs numpy."""
    if name in _MODULES:
        return import_module(f"selfinstruct.{name}")
    raise AttributeError(f"module 'selfinstruct' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What is public; the packages inside may change with any version."""
    return sorted([*__all__, *_MODULES])
