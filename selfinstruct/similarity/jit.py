"""Functions compiled by numba, once: the machine code is kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def jit_compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function as machine code. It holds the interpreter's lock: the kernels share scratch arrays.

    The code is kept beside the module or in the user's cache folder; if neither can be written to, it is
    compiled again in every process.
    """
    try:
        return njit(cache=True)(function)
    except RuntimeError:
        return njit()(function)
