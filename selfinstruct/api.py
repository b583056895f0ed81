"""The Python form of `selfinstruct generate`, for scripts and notebooks. Imports nothing heavy until it is called."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, Unpack

from selfinstruct.runs.options import GenerateOptions

if TYPE_CHECKING:
    from selfinstruct.runs.stopping import Stop
    from selfinstruct.runs.summary import Summary

PathLike = str | os.PathLike[str]


class GenerateKeywords(TypedDict, total=False):
    """The options of `selfinstruct generate`, each as its flag; `selfinstruct generate --help` explains them."""

    seeds: PathLike
    prompt: PathLike
    topic: str
    mix: Mapping[str, float] | str
    balance: bool
    language: str
    teacher: str
    teacher_faults: float
    model: str
    base_url: str
    key_env: str
    extra_body: Mapping[str, Any] | str
    temperature: float
    top_p: float
    max_tokens: int
    tasks: int
    demonstrations: int
    threshold: float
    against: Sequence[PathLike]
    seed: int
    window: int
    concurrency: int
    timeout: float
    attempts: int
    saturation: float


def generate(
    n: int | None = None,
    out: PathLike | None = None,
    *,
    quiet: bool = False,
    close_open: bool = False,
    **options: Unpack[GenerateKeywords],
) -> Summary:
    """Generate `n` accepted tasks into the run folder `out`, or go on with it; works inside a running event loop, too.

    An interrupt (Ctrl-C, or a notebook's stop button) lets what is in flight finish, writes the files and raises
    Interrupted; the same call goes on. A second interrupt raises KeyboardInterrupt (inside a running event loop, once
    what is in flight has finished). Raises the errors of `selfinstruct.errors`.
    """
    from selfinstruct.runs.stopping import Stop, stop_on_signals

    stop = Stop()
    run = _generate(_options(n, out, options), stop, quiet, close_open)
    with stop_on_signals(stop, _interrupt):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(run)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(_run, run).result()


async def generate_async(
    n: int | None = None,
    out: PathLike | None = None,
    *,
    quiet: bool = False,
    close_open: bool = False,
    **options: Unpack[GenerateKeywords],
) -> Summary:
    """Like `generate`, for code that is asynchronous itself; signals are left to that code."""
    from selfinstruct.runs.stopping import Stop

    return await _generate(_options(n, out, options), Stop(), quiet, close_open)


def _interrupt() -> NoReturn:
    raise KeyboardInterrupt


def _run(run: Coroutine[Any, Any, Summary]) -> Summary:
    return asyncio.run(run)


async def _generate(options: GenerateOptions, stop: Stop, quiet: bool, close_open: bool) -> Summary:
    from selfinstruct.runs.generate import generate

    return await generate(options, stop, _ignore if quiet else _say, quiet, close_open)


def _options(n: int | None, out: PathLike | None, given: GenerateKeywords) -> GenerateOptions:
    values: dict[str, Any] = dict(given)
    for name in ("seeds", "prompt"):
        if name in values:
            values[name] = Path(values[name])
    if isinstance(values.get("against"), str | os.PathLike):
        values["against"] = [values["against"]]
    if isinstance(values.get("mix"), Mapping):
        values["mix"] = dict(values["mix"])  # a Counter, or another mapping, would not be copied as it is
    if "against" in values:
        values["against"] = tuple(Path(path) for path in values["against"])
    return GenerateOptions(n=n, out=None if out is None else Path(out), **values)


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201 - what the command says, for a notebook's user


def _ignore(message: str) -> None:
    """Say nothing."""
