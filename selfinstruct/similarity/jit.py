"""Compiles functions with numba and caches the machine code on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from numba import njit
from numba.core.event import Event, Listener, install_listener

P = ParamSpec("P")
R = TypeVar("R")


def jit_compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that allocates nothing. It holds no lock, so that other threads run at the same time.

    Without numba's runtime for memory (`_nrt`, as in the example of `numba.extending.register_jitable`), arrays are not
    counted as references: each count is an atomic operation, and together they take as long as the rest of a search.

    The machine code is cached next to the module or in the user's cache folder. If neither is writable, the function is
    compiled again in every process.
    """
    options: dict[str, Any] = {"nogil": True, "_nrt": False}
    compiled: Callable[P, R]
    try:
        compiled = njit(cache=True, **options)(function)
    except RuntimeError:
        compiled = njit(**options)(function)
    return compiled


@contextmanager
def on_compilation(announce: Callable[[], None]) -> Iterator[None]:
    """Call `announce` before the first compilation within `with`; never if all code is loaded from numba's cache.

    numba's event API (numba.core.event) broadcasts "numba:compile" only after a cache miss.
    """
    with install_listener("numba:compile", _FirstCompilation(announce)):
        yield


class _FirstCompilation(Listener):
    def __init__(self, announce: Callable[[], None]) -> None:
        self._announce = announce
        self._is_announced = False

    def on_start(self, event: Event) -> None:  # noqa: ARG002 - the signature is numba's
        if not self._is_announced:
            self._is_announced = True
            self._announce()

    def on_end(self, event: Event) -> None:
        pass
