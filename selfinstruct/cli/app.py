"""The command line: flags in, an act, exit code out. Heavy libraries are imported by the acts that need them."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from selfinstruct.errors import InputError, Interrupted, SelfinstructError
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.stopping import Stop, stop_on_signals

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
seeds_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after seed files.")
teacher_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The built-in offline teacher.")
app.add_typer(seeds_app, name="seeds")
app.add_typer(teacher_app, name="teacher")


# How a teacher is reached and asked, wherever one is.
TeacherKind = Annotated[
    str | None, typer.Option(help="offline or openai. [default: openai with a key, address or model]")
]
TeacherFaults = Annotated[float | None, typer.Option(help="Share of faults that the offline teacher shows.")]
Model = Annotated[str | None, typer.Option(help="The teacher's model.")]
BaseUrl = Annotated[str | None, typer.Option(help="OpenAI-compatible address. [default: OPENAI_BASE_URL]")]
KeyEnv = Annotated[str | None, typer.Option(help="Variable that holds the key. [default: OPENAI_API_KEY]")]
ExtraBody = Annotated[str | None, typer.Option(metavar="JSON", help="More fields for each request.")]
MaxTokens = Annotated[int | None, typer.Option(help="Most tokens of a reply; 0 sends no limit. [default: 4096]")]
Concurrency = Annotated[int | None, typer.Option(help="Requests in flight. [default: 32]")]
Timeout = Annotated[float | None, typer.Option(help="Deadline of one attempt in seconds. [default: 180]")]
Attempts = Annotated[int | None, typer.Option(help="Attempts a request, rate limits not counted. [default: 6]")]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("selfinstruct"))
        raise typer.Exit


@app.callback()
def selfinstruct(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Instruction data from a handful of seed tasks: ask a teacher model, keep what is new, resume at any time."""


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a whole number; for a file of seed tasks use --seeds") from None


@app.command()
def generate(
    n: Annotated[int | None, typer.Option("--n", help="Accepted tasks wanted, exactly; seeds do not count.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Run folder; an existing one is resumed. [default: outputs/MODEL]")
    ] = None,
    seeds: Annotated[Path | None, typer.Option(help="Seed tasks (JSONL) in place of the built-in ones.")] = None,
    prompt: Annotated[Path | None, typer.Option(help="Prompt template. [default: belle_zh, built in]")] = None,
    topic: Annotated[str | None, typer.Option(help="Keep all tasks in one field, such as 医疗.")] = None,
    mix: Annotated[
        str | None, typer.Option(help="Wished shares of the task types, such as open_qa=2,classification=1.")
    ] = None,
    balance: Annotated[bool, typer.Option("--balance", help="Wish all nine task types alike.")] = False,
    language: Annotated[
        str | None, typer.Option(help="Language of the instructions: zh, en or any. [default: zh]")
    ] = None,
    teacher: TeacherKind = None,
    teacher_faults: TeacherFaults = None,
    model: Model = None,
    base_url: BaseUrl = None,
    key_env: KeyEnv = None,
    extra_body: ExtraBody = None,
    temperature: Annotated[float | None, typer.Option(help="[default: 1]")] = None,
    top_p: Annotated[float | None, typer.Option(help="[default: 1]")] = None,
    max_tokens: MaxTokens = None,
    tasks: Annotated[int | None, typer.Option(help="Length of the list in a prompt. [default: 10]")] = None,
    demonstrations: Annotated[int | None, typer.Option(help="How many of the list are given. [default: 3]")] = None,
    threshold: Annotated[
        float | None, typer.Option(help="ROUGE-L over which a task is a duplicate. [default: 0.7]")
    ] = None,
    against: Annotated[
        list[Path] | None, typer.Option(help="Also no duplicate of this file's tasks (repeatable).")
    ] = None,
    seed: Annotated[
        Any, typer.Option(parser=_whole, metavar="INTEGER", help="Seed of all random draws. [default: 0]")
    ] = None,
    window: Annotated[int | None, typer.Option(help="Slots sent ahead of the commits, at most. [default: 256]")] = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    attempts: Attempts = None,
    saturation: Annotated[
        float | None,
        typer.Option(help="Stop when the last 200 replies gave a smaller share; 0: never. [default: 0.02]"),
    ] = None,
    close_open: Annotated[
        bool, typer.Option("--close-open", help="Give up open slots, fold the rest, ask nothing.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Send one request, show all of it, keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Generate tasks into a run folder, or go on with it.

    With neither key nor address the built-in offline teacher answers. Kill it at any moment and run it again:
    no answer that arrived is lost or bought twice.
    """
    options = GenerateOptions(
        n=n,
        out=out,
        seeds=seeds,
        prompt=prompt,
        topic=topic,
        mix=mix,
        balance=balance or None,
        language=language,
        teacher=teacher,
        teacher_faults=teacher_faults,
        model=model,
        base_url=base_url,
        key_env=key_env,
        extra_body=extra_body,
        temperature=temperature,
        top_p=top_p,
        max_tokens=max_tokens,
        tasks=tasks,
        demonstrations=demonstrations,
        threshold=threshold,
        against=tuple(against) if against else None,
        seed=seed,
        window=window,
        concurrency=concurrency,
        timeout=timeout,
        attempts=attempts,
        saturation=saturation,
    )
    if preview:
        _preview(options)
    else:
        _generate(options, close_open, as_json)


def _preview(options: GenerateOptions) -> None:
    from selfinstruct.runs import preview

    typer.echo(asyncio.run(preview.preview(options, _say)))


def _generate(options: GenerateOptions, close_open: bool, as_json: bool) -> None:
    stop = Stop()
    with stop_on_signals(stop, _leave_at_once):
        from selfinstruct.runs import generate
        from selfinstruct.runs.summary import describe

        summary = asyncio.run(generate.generate(options, stop, _say, close_open=close_open))
    typer.echo(_json(summary.as_json()) if as_json else describe(summary.as_json(), summary.folder))
    _say(f"next: look at {summary.dataset}, or ask for more with selfinstruct generate --out {summary.folder} --n …")


@app.command()
def status(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Tell what a run has come to."""
    from selfinstruct.runs import status
    from selfinstruct.runs.summary import describe

    found = status.status(run)
    typer.echo(_json(found) if as_json else f"{'state':<11}{found['state']}\n{describe(found, run)}")


@app.command()
def report(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    out: Annotated[
        Path | None, typer.Option(help="The page. [default: RUN/report.html, or NAME.report.html beside the file]")
    ] = None,
    against: Annotated[
        list[Path] | None, typer.Option(help="Say how much of this file's questions is here (repeatable).")
    ] = None,
    price_in: Annotated[
        float | None, typer.Option(help="Price of a million prompt tokens, to tell what a run cost.")
    ] = None,
    price_out: Annotated[float | None, typer.Option(help="Price of a million completion tokens.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no report.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Look at a dataset: a page, and its numbers.

    The page is one HTML file that works offline, the numbers are a JSON file beside it.
    """
    if (price_in is None) != (price_out is None):
        raise InputError("--price-in and --price-out tell the cost only together; give both, or neither")
    with stop_on_signals(_already_asked(), _unwind):
        from selfinstruct.datasets.report import report

        prices = None if price_in is None or price_out is None else (price_in, price_out)
        made = report.report(report.Order(target, out, tuple(against or ()), prices, force), _say)
    typer.echo(_json(made.numbers) if as_json else made.describe())


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="alpaca, sharegpt, messages, prompt-completion, openai, llamafactory, axolotl, parquet, csv or "
            "label-studio.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write; for llamafactory its data folder. [default: NAME.FORMAT.jsonl or the like, in the "
            "run's folder exports or beside the file]"
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What LLaMA-Factory calls the dataset. [default: the run's or file's name]")
    ] = None,
    split: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Hold out a share of each type of task, such as 0.05.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed holds other rows out.")] = 0,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", metavar="EXPR", help="Only rows of which it holds (repeatable)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Write a dataset as trainers and other tools read it.

    --split writes two files, .train and .test, with no near-duplicates across them (ROUGE-L of the instructions). A
    filter is FIELD, an operator (= != ~ !~ < <= > >=) and a value, in quotes: 'task_type=open_qa,chat',
    'nearest<0.6', 'output_tokens>=20', 'input=' (none), 'output!~作为AI' (does not hold that).
    """
    stop = Stop()
    with stop_on_signals(stop, _unwind):
        from selfinstruct.datasets.export import export

        order = export.Order(target, form, out, name, split, seed, tuple(filters or ()), force)
        summary = export.export(order, stop, _say)
    typer.echo(_json(summary) if as_json else export.describe(summary))


@app.command()
def push(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    repo: Annotated[str, typer.Option(metavar="NAME/SET", help="The dataset's repository; made where there is none.")],
    public: Annotated[bool, typer.Option("--public", help="A new repository is public. [default: private]")] = False,
    revision: Annotated[
        str | None, typer.Option(metavar="BRANCH", help="Branch to push to. [default: main; modelscope: master]")
    ] = None,
    create_pr: Annotated[bool, typer.Option("--create-pr", help="Push to a pull request.")] = False,
    hub: Annotated[str, typer.Option(help="huggingface or modelscope (an extra).")] = "huggingface",
    license_id: Annotated[
        str | None, typer.Option("--license", metavar="ID", help="The card's license. [default: unknown]")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to build. [default: RUN/hub, FILE.hub]")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Build the folder, say what would be sent where.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Publish a dataset with its card on a hub.

    Pushed are the card, Parquet files, statistics and, of a run, its provenance.
    The token is that of HF_TOKEN or of the library's own login, a mirror is named by HF_ENDPOINT. Interrupted or
    failed: the same command sends what is missing, and makes no second commit of what is there already.
    """
    from selfinstruct.datasets.hub import push
    from selfinstruct.datasets.hub.destination import destination

    order = push.Order(target, destination(repo, hub, revision, public, create_pr, license_id), out, dry_run)
    with push.prepared(order) as (source, path):
        with stop_on_signals(_already_asked(), _unwind):
            folder = push.build_folder(order, source, path, _say)
        with stop_on_signals(_already_asked(), _leave_the_push):
            summary = push.send(order, folder, _say)
    typer.echo(_json(summary) if as_json else push.describe(summary))


@app.command()
def sft(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    base: Annotated[
        str, typer.Option(metavar="tiny|PATH|HUB-ID", help="Base model; tiny is built in and made on the spot.")
    ] = "tiny",
    hub: Annotated[str, typer.Option(help="Where a HUB-ID is: huggingface or modelscope (an extra).")] = "huggingface",
    revision: Annotated[str | None, typer.Option(help="Revision of a HUB-ID. [default: the hub's newest]")] = None,
    lora: Annotated[
        bool | None, typer.Option("--lora/--full", help="Train an adapter, or all of it. [default: lora; tiny: full]")
    ] = None,
    four_bit: Annotated[bool, typer.Option("--4bit", help="Load the base in 4 bits (bitsandbytes, GPU).")] = False,
    budget: Annotated[
        str | None, typer.Option(metavar="TIME", help="Time of one training: 150s, 10m, 2h. [default: tiny: 100s]")
    ] = None,
    epochs: Annotated[
        float | None, typer.Option(help="Passes over the rows, where no budget is given. [default: 3]")
    ] = None,
    max_rows: Annotated[int | None, typer.Option(min=1, help="Train on so many rows, drawn. [default: all]")] = None,
    batch_size: Annotated[int | None, typer.Option(min=1, help="Rows a step and device. [default: 8; tiny: 4]")] = None,
    learning_rate: Annotated[
        float | None, typer.Option(help="Highest rate. [default: lora 2e-4; full 2e-5; tiny 2e-3]")
    ] = None,
    max_length: Annotated[
        int | None, typer.Option(min=8, help="Longer rows are left out, in tokens. [default: 1024; tiny: 512]")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Students to train; compare calls none better by one alone.")] = 2,
    control: Annotated[
        bool, typer.Option("--control", help="Also train as many on answers shuffled among the questions.")
    ] = False,
    held_out: Annotated[int, typer.Option(min=1, help="Tasks to hold out for compare (a fifth at most).")] = 400,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the students. [default: RUN/student, NAME.student]")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Begin anew where the folder is of other data or settings.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Train small students on a dataset (the sft extra).

    Tasks are held out first, a share of each type, with no near neighbour among the training rows. Stopped or killed
    and run again, it goes on from the last checkpoint. Several GPUs: accelerate launch -m selfinstruct sft ….
    """
    stop = Stop()
    with stop_on_signals(stop, _leave_at_once):
        from selfinstruct.students.models.extra import require_extra

        require_extra("sft")
        from selfinstruct.schema.hub import hub_of
        from selfinstruct.students import sft
        from selfinstruct.students.training.processes import is_main
        from selfinstruct.students.training.recipe import Tuning, seconds_of

        tuning = None if lora is None else Tuning.LORA if lora else Tuning.FULL
        order = sft.Order(
            target,
            out=out,
            base=base,
            hub=hub_of(hub),
            revision=revision,
            tuning=tuning,
            four_bit=four_bit,
            budget=None if budget is None else seconds_of(budget),
            epochs=epochs,
            max_rows=max_rows,
            batch_size=batch_size,
            learning_rate=learning_rate,
            max_length=max_length,
            seeds=seeds,
            control=control,
            held_out=held_out,
            force=force,
        )
        summary = sft.sft(order, stop, _say)
        if not is_main():  # of several processes one tells what came of it
            return
    typer.echo(_json(summary) if as_json else sft.describe(summary))
    _say(f"next: selfinstruct compare {target}")


@app.command()
def compare(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    base: Annotated[
        str | None,
        typer.Option(
            metavar="PATH|HUB-ID", help="Base of the --student models. [default: the one of selfinstruct sft]"
        ),
    ] = None,
    students: Annotated[
        list[str] | None,
        typer.Option(
            "--student",
            metavar="PATH|HUB-ID",
            help="Trained elsewhere: a model, or an adapter of the base; one a seed (repeatable).",
        ),
    ] = None,
    hub: Annotated[str, typer.Option(help="Where a HUB-ID is: huggingface or modelscope (an extra).")] = "huggingface",
    shots: Annotated[int, typer.Option(min=0, help="Demonstrations for the base's second try; 0: none.")] = 3,
    tasks: Annotated[int | None, typer.Option(min=1, help="Compare on so many held-out tasks. [default: all]")] = None,
    max_new_tokens: Annotated[int, typer.Option(min=1, help="Longest answer, in tokens.")] = 128,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the students. [default: RUN/student, NAME.student]")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Compare students with their base on held-out tasks: a page, and its numbers.

    A student is called better only where every seed is, with a 95% interval that excludes 0, than the base asked
    plainly, than the base with demonstrations, and than its own answers dealt to other questions of their type.
    """
    stop = Stop()
    with stop_on_signals(stop, _leave_at_once):
        from selfinstruct.students.models.extra import require_extra

        require_extra("compare")
        from selfinstruct.schema.hub import hub_of
        from selfinstruct.students import compare

        order = compare.Order(target, out, base, tuple(students or ()), hub_of(hub), shots, tasks, max_new_tokens)
        compared = compare.compare(order, stop, _say)
    typer.echo(_json(compared.numbers) if as_json else compared.describe())


@app.command()
def dedup(
    files: Annotated[list[Path], typer.Argument(metavar="IN...", help="Files to read, one after the other.")],
    out: Annotated[Path, typer.Option(help="File of the rows that stay; its suffix says the format.")],
    against: Annotated[
        list[Path] | None, typer.Option(help="Also none that is like this file's rows (repeatable).")
    ] = None,
    threshold: Annotated[float, typer.Option(help="ROUGE-L F1 over which a row is a duplicate.")] = 0.7,
    field: Annotated[str, typer.Option(help="The field that is compared.")] = "instruction",
    at_least: Annotated[
        bool, typer.Option("--at-least", help="A row that scores exactly the threshold is a duplicate, too.")
    ] = False,
    dropped: Annotated[
        Path | None, typer.Option(help="File of the rows that go, with the reason. [default: NAME.dropped.jsonl]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Take the near-duplicates out of any dataset.

    Files are JSON lines (.jsonl), a JSON array (.json), .csv or .tsv, and .gz of these. Rows are read in order, and
    the first of those that are alike stays, whole and unchanged. Rows without a word to compare in the field go, too.
    """
    stop = Stop()
    with stop_on_signals(stop, _unwind):
        from selfinstruct.datasets import dedup

        order = dedup.Order(tuple(files), out, tuple(against or ()), threshold, at_least, field, dropped, force)
        summary = dedup.dedup(order, stop, _say)
    typer.echo(_json(summary) if as_json else dedup.describe(summary))


@app.command()
def classify(
    target: Annotated[Path, typer.Argument(metavar="RUN|FILE", help="Run folder, or file of rows.")],
    source: Annotated[
        str, typer.Option("--with", help="Who says the type: rules (here, at once) or teacher (asked, paid).")
    ] = "rules",
    out: Annotated[
        Path | None, typer.Option(help="File of the rows with their types. [default: NAME.types.jsonl]")
    ] = None,
    field: Annotated[str, typer.Option(help="The field that holds the instruction.")] = "instruction",
    further: Annotated[bool, typer.Option("--further", help="Tell math and code apart, too: eleven types.")] = False,
    teacher: TeacherKind = None,
    teacher_faults: TeacherFaults = None,
    model: Model = None,
    base_url: BaseUrl = None,
    key_env: KeyEnv = None,
    extra_body: ExtraBody = None,
    max_tokens: MaxTokens = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    attempts: Attempts = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Say of each row what type of task it is, and count the types.

    A run's records are changed in place; a file's rows go to a new file with `task_type` and `type_source` added.
    A teacher's labels are kept as they come: killed and run again, no label is bought twice.
    """
    if source not in ("rules", "teacher"):
        raise InputError(f"--with must be rules or teacher, not {source!r}")
    options = GenerateOptions(
        teacher=teacher,
        teacher_faults=teacher_faults,
        model=model,
        base_url=base_url,
        key_env=key_env,
        extra_body=extra_body,
        max_tokens=max_tokens,
        concurrency=concurrency,
        timeout=timeout,
        attempts=attempts,
    )
    if source == "rules" and options != GenerateOptions():
        raise InputError("rules ask nobody: --teacher, --model and the like need --with teacher")
    stop = Stop()
    with stop_on_signals(stop, _leave_at_once):
        from selfinstruct.datasets import classify
        from selfinstruct.schema.task_types import TypeSource

        order = classify.Order(target, options, TypeSource(source), out, field, further, force)
        summary = classify.classify(order, stop, _say)
    typer.echo(_json(summary) if as_json else classify.describe(summary))


@seeds_app.command("check")
def seeds_check(file: Annotated[Path, typer.Argument(help="File of seed tasks.")]) -> None:
    """Name every bad line of a seed file."""
    from selfinstruct.runs import check_seeds

    typer.echo(check_seeds.check_seed_file(file))


@teacher_app.command("serve")
def teacher_serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1.")] = 8900,
    faults: Annotated[float, typer.Option(help="Share of 429, 503, cut answers and drifting layouts.")] = 0.0,
) -> None:
    """Serve the offline teacher alone, for any OpenAI-compatible client."""
    if not 0 <= faults < 1:
        raise InputError("--faults must be 0 or a share under 1")
    stop = Stop()
    with stop_on_signals(stop, _leave_at_once):
        from selfinstruct.runs import serve_teacher

        asyncio.run(
            serve_teacher.serve(port, faults, stop, lambda url: typer.echo(f"the offline teacher serves at {url}"))
        )


def main() -> None:
    """The console script. Every failure is one clear sentence on stderr and an exit code."""
    try:
        app(standalone_mode=True)
    except SelfinstructError as error:
        _leave(str(error), error.exit_code)
    except KeyboardInterrupt:
        _leave("stopped", Interrupted.exit_code)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO) or error.filename is not None:
            _unexpected(error)
        _leave(f"what was to be printed cannot be written ({error.strerror}); files are in their places", 6)
    except Exception as error:
        _unexpected(error)


def _unexpected(error: Exception) -> NoReturn:
    if os.environ.get("SELFINSTRUCT_DEBUG"):
        raise error
    _leave(f"unexpected {type(error).__name__}: {error}; set SELFINSTRUCT_DEBUG=1 to see where", 1)


def _leave(message: str, code: int) -> NoReturn:
    from selfinstruct.schema.redaction import redact

    secrets = [value for name, value in os.environ.items() if name.endswith(("API_KEY", "_TOKEN"))]
    _say(f"error: {redact(message, secrets)}")
    sys.exit(code)


def _leave_at_once() -> NoReturn:
    os._exit(Interrupted.exit_code)


def _already_asked() -> Stop:
    """For work in which nothing has to be finished first: the first signal leaves."""
    stop = Stop()
    stop.request()
    return stop


def _leave_the_push() -> NoReturn:
    """Without waiting for the library's threads, which may be in the middle of a long upload."""
    _say("error: stopped before the push was complete; the same command sends what is missing")
    os._exit(Interrupted.exit_code)


def _unwind() -> NoReturn:
    """Leave through every `with`, so that no file is left half written."""
    raise KeyboardInterrupt


def _say(message: str) -> None:
    """A line on stderr that does not tear the bar; a stderr that is closed or full is no reason to stop."""
    from tqdm import tqdm

    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            tqdm.write(message, file=sys.stderr)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
