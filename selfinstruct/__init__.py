"""Instruction datasets from a handful of seed tasks.

`generate` and `generate_async` are `selfinstruct generate` from Python; they take the same options by the same names
and return what the command prints. Import errors from `selfinstruct.errors`.
"""

from selfinstruct.api import generate, generate_async

__all__ = ["generate", "generate_async"]
