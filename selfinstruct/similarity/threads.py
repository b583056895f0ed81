"""Shares out pieces of compiled work among threads. It holds no lock of Python's, so they run at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def share_out(work: Callable[[T, int, int], None], owned: Sequence[T], begins: range, end: int) -> None:
    """Call `work(own, begin, begin + step)` for each begin of the range, the last one up to `end`.

    There is a thread for each member of `owned`, which only that thread gets; the caller's thread has the first one. An
    exception, such as KeyboardInterrupt, is raised again when all threads have ended their present piece.
    """
    left = deque((begin, min(begin + begins.step, end)) for begin in begins)

    def pieces() -> Iterator[tuple[int, int]]:
        with suppress(IndexError):  # another thread took the last piece
            while True:
                yield left.popleft()

    def work_off(own: T) -> None:
        try:
            for begin, last in pieces():
                work(own, begin, last)
        finally:
            left.clear()

    with ThreadPoolExecutor(max(1, len(owned) - 1)) as threads:
        others = [threads.submit(work_off, own) for own in owned[1:]]
        work_off(owned[0])
        for other in others:
            other.result()
