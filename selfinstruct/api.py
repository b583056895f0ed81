"""The commands as Python functions, for scripts and notebooks. Heavy imports are deferred until a function is called.

Every function takes the options of its command under the same names; `selfinstruct COMMAND --help` explains them.
Those that use a teacher read `./selfinstruct.toml`, as the commands do.
Messages and progress go to stderr unless `quiet`. Ctrl-C (or a notebook's stop button) works as in a terminal.
Functions raise the errors of `selfinstruct.errors`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
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
    """The options of a teacher. `config` names a settings file; "none" also leaves `./selfinstruct.toml` unread."""

    config: PathLike
    teacher: str
    teacher_faults: float
    teacher_leaks: float
    teacher_errors: float
    teacher_style: str
    provider: str
    model: str
    base_url: str | Sequence[str]
    key_env: str
    service_tier: str
    extra_body: Mapping[str, Any] | str
    stream: bool
    batch: bool
    trust: bool
    max_tokens: int
    concurrency: int
    timeout: float
    attempts: int
    outage: str
    rpm: float | str
    tpm: float | str
    max_cost: float | str
    max_total_tokens: int | str
    max_requests: int | str
    log_file: PathLike
    price_in: float | str
    price_out: float | str
    price_cached: float | str
    currency: str


class ReadingKeywords(TypedDict, total=False):
    """The options of commands that read a dataset file; `columns` maps parts of a task to columns."""

    columns: Mapping[str, str] | str
    skip_bad: bool
    encoding: str


class GenerateKeywords(TeacherKeywords, total=False):
    """The options of `generate`."""

    seeds: PathLike
    prompt: PathLike
    topic: str
    mix: Mapping[str, float] | str
    balance: bool
    language: str
    layout: str
    temperature: float | str
    top_p: float | str
    tasks: int
    demonstrations: int
    threshold: float
    dedup_on: str
    against: PathLike | Sequence[PathLike]
    pii: str
    seed: int
    window: int
    rounds: str
    saturation: float


class EstimateKeywords(GenerateKeywords, total=False):
    """The options of `estimate`."""

    probe: int


class RejudgeKeywords(TypedDict, total=False):
    """The options of `rejudge`."""

    threshold: float
    dedup_on: str
    against: PathLike | Sequence[PathLike]
    language: str
    pii: str


class ClassifyKeywords(TeacherKeywords, ReadingKeywords, total=False):
    """The options of `classify`; `by` is "rules" or "teacher" (`--with`)."""

    by: str
    out: PathLike
    field: str
    math_code: bool
    safe_csv: bool
    force: bool


class DedupKeywords(ReadingKeywords, total=False):
    """The options of `dedup`."""

    against: PathLike | Sequence[PathLike]
    threshold: float
    field: str | Sequence[str]
    inclusive: bool
    threads: int
    dropped: PathLike
    safe_csv: bool
    force: bool


class ReportKeywords(ReadingKeywords, total=False):
    """The options of `report`."""

    out: PathLike
    against: PathLike | Sequence[PathLike]
    price_in: float
    price_out: float
    price_cached: float
    currency: str
    force: bool


class ExportKeywords(ReadingKeywords, total=False):
    """The options of `export`."""

    out: PathLike
    name: str
    split: float
    seed: int
    strict: bool
    filters: str | Sequence[str]
    bom: bool
    safe_csv: bool
    force: bool


class PushKeywords(ReadingKeywords, total=False):
    """The options of `push`."""

    public: bool
    revision: str
    create_pr: bool
    hub: str
    license: str
    out: PathLike
    dry_run: bool


class SftKeywords(ReadingKeywords, total=False):
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


class CompareKeywords(ReadingKeywords, total=False):
    """The options of `compare`."""

    base: str
    students: str | Sequence[str]
    hub: str
    shots: int
    tasks: int
    max_new_tokens: int
    temperature: float
    top_p: float
    top_k: int
    repetition_penalty: float
    out: PathLike


def generate(
    n: int | None = None,
    out: PathLike | None = None,
    *,
    quiet: bool = False,
    close_open: bool = False,
    **options: Unpack[GenerateKeywords],
) -> Summary:
    """Generate `n` accepted tasks in the run folder `out`, or resume the run. Also works inside a running event loop.

    An interrupt waits for the requests in flight, writes the files and raises Interrupted; the same call resumes. A
    second interrupt raises KeyboardInterrupt (inside a running event loop, after the requests in flight).
    """
    from selfinstruct.runs.stopping import Stop

    stop = Stop()
    return _complete(_generate(n, out, options, stop, quiet, close_open), stop)


async def generate_async(
    n: int | None = None,
    out: PathLike | None = None,
    *,
    quiet: bool = False,
    close_open: bool = False,
    **options: Unpack[GenerateKeywords],
) -> Summary:
    """Like `generate`, for asynchronous code, which handles signals itself."""
    from selfinstruct.runs.stopping import Stop

    return await _generate(n, out, options, Stop(), quiet, close_open)


def estimate(
    n: int | None = None, out: PathLike | None = None, *, quiet: bool = False, **options: Unpack[EstimateKeywords]
) -> dict[str, Any]:
    """Estimate requests, tokens, cost and time of a run, or of the rest of one. Also works inside an event loop.

    Only sends requests if `probe` is set. Returns ranges with their assumptions.
    """
    from selfinstruct.runs.estimate import estimate
    from selfinstruct.runs.messages import reporter
    from selfinstruct.runs.options import EstimateOptions, read_options
    from selfinstruct.runs.stopping import Stop

    stop = Stop(at_once=True)
    given = read_options(EstimateOptions, {"n": n, "out": out, **options})
    return _complete(estimate(given, stop, reporter(quiet)), stop)


def rejudge(
    target: PathLike, out: PathLike, *, quiet: bool = False, **options: Unpack[RejudgeKeywords]
) -> dict[str, Any]:
    """Process the replies of a run again, without a request, and write a new run to `out`. Returns what has changed."""
    from selfinstruct.runs.options import RejudgeOptions
    from selfinstruct.runs.rejudge import rejudge

    return _run(rejudge, RejudgeOptions, {"target": target, "out": out, **options}, quiet)


def classify(target: PathLike, *, quiet: bool = False, **options: Unpack[ClassifyKeywords]) -> dict[str, Any]:
    """Assign a task type to every row of a run or file. Returns the counts."""
    from selfinstruct.datasets.classify import classify
    from selfinstruct.datasets.options import ClassifyOptions

    return _run(classify, ClassifyOptions, {"target": target, **options}, quiet)


def dedup(
    files: PathLike | Sequence[PathLike], out: PathLike, *, quiet: bool = False, **options: Unpack[DedupKeywords]
) -> dict[str, Any]:
    """Write the rows that are not near-duplicates to `out`, and the others next to it. Returns the counts."""
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
    """Write a dataset in a format for trainers or other tools. Returns the files and the counts."""
    from selfinstruct.datasets.export.export import export
    from selfinstruct.datasets.options import ExportOptions

    return _run(export, ExportOptions, {"target": target, "format": format, **options}, quiet)


def report(target: PathLike, *, quiet: bool = False, **options: Unpack[ReportKeywords]) -> Report:
    """Measure a dataset and write a report page. Returns its path and the numbers."""
    from selfinstruct.datasets.options import ReportOptions
    from selfinstruct.datasets.report.report import report

    return _run(report, ReportOptions, {"target": target, **options}, quiet, at_once=True)


def push(target: PathLike, repo: str, *, quiet: bool = False, **options: Unpack[PushKeywords]) -> dict[str, Any]:
    """Publish a dataset with its card on a hub. Returns its location, files and rows."""
    from selfinstruct.datasets.hub.push import push
    from selfinstruct.datasets.options import PushOptions

    return _run(push, PushOptions, {"target": target, "repo": repo, **options}, quiet, at_once=True)


def sft(target: PathLike, *, quiet: bool = False, **options: Unpack[SftKeywords]) -> dict[str, Any]:
    """Train students on a dataset (needs the sft extra). Returns the numbers of the training runs."""
    from selfinstruct.students.models.extra import require_extra
    from selfinstruct.students.options import SftOptions

    require_extra("sft")
    from selfinstruct.students.sft import sft

    return _run(sft, SftOptions, {"target": target, **options}, quiet)


def compare(target: PathLike, *, quiet: bool = False, **options: Unpack[CompareKeywords]) -> Compared:
    """Compare students with their base on held-out tasks (needs the sft extra). Returns the folder and the numbers."""
    from selfinstruct.students.models.extra import require_extra
    from selfinstruct.students.options import CompareOptions

    require_extra("compare")
    from selfinstruct.students.compare import compare

    return _run(compare, CompareOptions, {"target": target, **options}, quiet)


async def _generate(
    n: int | None, out: PathLike | None, options: GenerateKeywords, stop: Stop, quiet: bool, close_open: bool
) -> Summary:
    from selfinstruct.runs.generate import generate
    from selfinstruct.runs.messages import reporter
    from selfinstruct.runs.options import GenerateOptions, read_options

    given = read_options(GenerateOptions, {"n": n, "out": out, **options})
    return await generate(given, stop, reporter(quiet), quiet, close_open)


def _complete(run: Coroutine[Any, Any, _Result], stop: Stop) -> _Result:
    """Run a coroutine to its end, in another thread if this one has a running event loop."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from selfinstruct.runs.stopping import stop_on_signals

    with stop_on_signals(stop):
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(run)
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, run).result()


def _run(
    command: Callable[[Any, Stop, Reporter], _Result],
    kind: type[Any],
    given: Mapping[str, Any],
    quiet: bool,
    at_once: bool = False,
) -> _Result:
    """Run a command. With `at_once` the first interrupt ends it, because nothing has to be completed first."""
    from selfinstruct.runs.messages import messages
    from selfinstruct.runs.options import read_options
    from selfinstruct.runs.stopping import Stop, stop_on_signals

    stop = Stop(at_once)
    with stop_on_signals(stop), messages(quiet) as say:
        return command(read_options(kind, given), stop, say)
