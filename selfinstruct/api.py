"""The Python form of the commands, for scripts and notebooks. Imports nothing heavy until a function is called.

Every function takes the options of its command by the same names; `selfinstruct COMMAND --help` explains them.
Messages go to stderr unless `quiet`. Ctrl-C (or a notebook's stop button) stops as it does in a terminal. The errors
are those of `selfinstruct.errors`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

if TYPE_CHECKING:
    from selfinstruct.datasets.report.report import Report
    from selfinstruct.runs.progress import Reporter
    from selfinstruct.runs.stopping import Stop
    from selfinstruct.runs.summary import Summary
    from selfinstruct.students.compare import Compared

PathLike = str | os.PathLike[str]
_Result = TypeVar("_Result")


class TeacherKeywords(TypedDict, total=False):
    """How a teacher is reached and asked."""

    teacher: str
    teacher_faults: float
    model: str
    base_url: str
    key_env: str
    extra_body: Mapping[str, Any] | str
    max_tokens: int
    concurrency: int
    timeout: float
    attempts: int


class GenerateKeywords(TeacherKeywords, total=False):
    """The options of `generate`."""

    seeds: PathLike
    prompt: PathLike
    topic: str
    mix: Mapping[str, float] | str
    balance: bool
    language: str
    temperature: float
    top_p: float
    tasks: int
    demonstrations: int
    threshold: float
    against: PathLike | Sequence[PathLike]
    seed: int
    window: int
    saturation: float


class ClassifyKeywords(TeacherKeywords, total=False):
    """The options of `classify`; `by` is "rules" or "teacher" (`--with`)."""

    by: str
    out: PathLike
    field: str
    math_code: bool
    force: bool


class DedupKeywords(TypedDict, total=False):
    """The options of `dedup`."""

    against: PathLike | Sequence[PathLike]
    threshold: float
    field: str
    inclusive: bool
    dropped: PathLike
    force: bool


class ReportKeywords(TypedDict, total=False):
    """The options of `report`."""

    out: PathLike
    against: PathLike | Sequence[PathLike]
    price_in: float
    price_out: float
    force: bool


class ExportKeywords(TypedDict, total=False):
    """The options of `export`."""

    out: PathLike
    name: str
    split: float
    seed: int
    filters: str | Sequence[str]
    force: bool


class PushKeywords(TypedDict, total=False):
    """The options of `push`."""

    public: bool
    revision: str
    create_pr: bool
    hub: str
    license: str
    out: PathLike
    dry_run: bool


class SftKeywords(TypedDict, total=False):
    """The options of `sft`; `budget` is seconds or a text such as "10m", `tuning` "lora" or "full"."""

    base: str
    hub: str
    revision: str
    tuning: str
    four_bit: bool
    budget: float | str
    epochs: float
    max_rows: int
    batch_size: int
    learning_rate: float
    max_length: int
    seeds: int
    control: bool
    held_out: int
    out: PathLike
    force: bool


class CompareKeywords(TypedDict, total=False):
    """The options of `compare`."""

    base: str
    students: str | Sequence[str]
    hub: str
    shots: int
    tasks: int
    max_new_tokens: int
    out: PathLike


def generate(
    n: int | None = None,
    out: PathLike | None = None,
    *,
    quiet: bool = False,
    close_open: bool = False,
    **options: Unpack[GenerateKeywords],
) -> Summary:
    """Generate `n` accepted tasks into the run folder `out`, or resume it; works inside a running event loop, too.

    An interrupt lets what is in flight finish, writes the files and raises Interrupted; the same call resumes. A second
    interrupt raises KeyboardInterrupt (inside a running event loop, once what is in flight has finished).
    """
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from selfinstruct.runs.stopping import Stop, stop_on_signals

    stop = Stop()
    run = _generate(n, out, options, stop, quiet, close_open)
    with stop_on_signals(stop):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(run)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, run).result()


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

    return await _generate(n, out, options, Stop(), quiet, close_open)


def classify(target: PathLike, *, quiet: bool = False, **options: Unpack[ClassifyKeywords]) -> dict[str, Any]:
    """Give every row of a run or a file its task type; returns the counts."""
    from selfinstruct.datasets.classify import classify
    from selfinstruct.datasets.options import ClassifyOptions

    return _run(classify, ClassifyOptions, {"target": target, **options}, quiet)


def dedup(
    files: PathLike | Sequence[PathLike], out: PathLike, *, quiet: bool = False, **options: Unpack[DedupKeywords]
) -> dict[str, Any]:
    """Write the rows that are like no earlier one to `out`, and the others beside it; returns the counts."""
    from selfinstruct.datasets.dedup import dedup
    from selfinstruct.datasets.options import DedupOptions

    return _run(dedup, DedupOptions, {"files": files, "out": out, **options}, quiet)


def export(
    target: PathLike,
    format: str,  # noqa: A002 - the name of the flag
    *,
    quiet: bool = False,
    **options: Unpack[ExportKeywords],
) -> dict[str, Any]:
    """Write a dataset as trainers and other tools read it; returns the files and the counts."""
    from selfinstruct.datasets.export.export import export
    from selfinstruct.datasets.options import ExportOptions

    return _run(export, ExportOptions, {"target": target, "format": format, **options}, quiet)


def report(target: PathLike, *, quiet: bool = False, **options: Unpack[ReportKeywords]) -> Report:
    """Measure a dataset and write a page; returns its path and the numbers."""
    from selfinstruct.datasets.options import ReportOptions
    from selfinstruct.datasets.report.report import report

    return _run(report, ReportOptions, {"target": target, **options}, quiet, at_once=True)


def push(target: PathLike, repo: str, *, quiet: bool = False, **options: Unpack[PushKeywords]) -> dict[str, Any]:
    """Publish a dataset with its card on a hub; returns where it is."""
    from selfinstruct.datasets.hub.push import push
    from selfinstruct.datasets.options import PushOptions

    return _run(push, PushOptions, {"target": target, "repo": repo, **options}, quiet, at_once=True)


def sft(target: PathLike, *, quiet: bool = False, **options: Unpack[SftKeywords]) -> dict[str, Any]:
    """Train students on a dataset (the sft extra); returns the numbers of the trainings."""
    from selfinstruct.students.models.extra import require_extra
    from selfinstruct.students.options import SftOptions

    require_extra("sft")
    from selfinstruct.students.sft import sft

    return _run(sft, SftOptions, {"target": target, **options}, quiet)


def compare(target: PathLike, *, quiet: bool = False, **options: Unpack[CompareKeywords]) -> Compared:
    """Compare students with their base on held-out tasks (the sft extra); returns the folder and the numbers."""
    from selfinstruct.students.models.extra import require_extra
    from selfinstruct.students.options import CompareOptions

    require_extra("compare")
    from selfinstruct.students.compare import compare

    return _run(compare, CompareOptions, {"target": target, **options}, quiet)


async def _generate(
    n: int | None, out: PathLike | None, options: GenerateKeywords, stop: Stop, quiet: bool, close_open: bool
) -> Summary:
    from selfinstruct.runs.generate import generate
    from selfinstruct.runs.options import GenerateOptions, read_options

    given = read_options(GenerateOptions, {"n": n, "out": out, **options})
    return await generate(given, stop, _say(quiet), quiet, close_open)


def _run(
    command: Callable[[Any, Stop, Reporter], _Result],
    kind: type[Any],
    given: Mapping[str, Any],
    quiet: bool,
    at_once: bool = False,
) -> _Result:
    """Run a command; with `at_once` the first interrupt ends it, as there is nothing that must be finished first."""
    from selfinstruct.runs.options import read_options
    from selfinstruct.runs.stopping import Stop, stop_on_signals

    stop = Stop(at_once)
    with stop_on_signals(stop):
        return command(read_options(kind, given), stop, _say(quiet))


def _say(quiet: bool) -> Reporter:
    return _ignore if quiet else _print


def _print(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201 - what the command says, for a notebook's user


def _ignore(message: str) -> None:
    """Say nothing."""
