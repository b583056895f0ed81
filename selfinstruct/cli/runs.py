"""Commands for runs and teachers: `generate`, `check`, `providers`, `status`, `rejudge`, `config`, `seeds`, …."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfinstruct.cli.help import examples
from selfinstruct.cli.screen import Screen, can_redraw
from selfinstruct.cli.shared import AsJson, Quiet, leave_at_once, show, with_options
from selfinstruct.errors import InputError, Interrupted
from selfinstruct.runs.messages import messages, reporter
from selfinstruct.runs.options import (
    OUTPUT,
    CheckOptions,
    EstimateOptions,
    GenerateOptions,
    RejudgeOptions,
    ServeOptions,
)
from selfinstruct.runs.stopping import Stop, ignore_signals, stop_on_signals

if TYPE_CHECKING:
    from selfinstruct.runs.watch import Watched

_MAX_PORT = 65_535


@examples(
    "selfinstruct generate --n 50000 --model gpt-4o-mini",
    "selfinstruct generate --n 2000 --model qwen2.5:14b --base-url http://127.0.0.1:11434/v1",
)
@with_options
def generate(
    options: GenerateOptions,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview", help="Send one request, show everything about it, save nothing.", rich_help_panel=OUTPUT
        ),
    ] = False,
    close_open: Annotated[
        bool,
        typer.Option(
            "--close-open",
            help="Abandon slots that keep failing and process the replies behind them, without sending requests.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Generate tasks, or resume a run.

    Without a key, an address or a model, the built-in offline teacher answers. Interrupt it at any time and run the
    same command to resume: no reply is lost or paid for twice.
    """
    if preview:
        _preview(options, quiet)
    else:
        _generate(options, close_open, quiet, as_json)


def _preview(options: GenerateOptions, quiet: bool) -> None:
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        import asyncio

        from selfinstruct.runs import preview

        shown = asyncio.run(preview.preview(options, stop, reporter(quiet)))
    typer.echo(shown)


def _generate(options: GenerateOptions, close_open: bool, quiet: bool, as_json: bool) -> None:
    stop, say = Stop(), reporter(quiet)
    with stop_on_signals(stop, leave_at_once):
        import asyncio

        from selfinstruct.runs import generate
        from selfinstruct.runs.summary import describe

        summary = asyncio.run(generate.generate(options, stop, say, quiet, close_open))
    stats = summary.as_json()
    show(stats, as_json, lambda: describe(stats, summary.folder))
    say(f"next: open {summary.dataset}, or add tasks with: selfinstruct generate --out {summary.folder} --n …")


@examples(
    "selfinstruct estimate --n 50000 --model gpt-4o-mini",
    "selfinstruct estimate --n 50000 --model qwen-plus --provider dashscope --probe 5",
)
@with_options
def estimate(options: EstimateOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Estimate requests, tokens, cost and time of a run.

    Takes the options of generate. What a reply takes comes from the run folder if it has replies, otherwise from
    --probe, otherwise from assumptions, which are printed. Nothing is written, and without --probe no request is sent.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        import asyncio

        from selfinstruct.runs import estimate
        from selfinstruct.runs.estimate_text import describe

        found = asyncio.run(estimate.estimate(options, stop, reporter(quiet)))
    show(found, as_json, lambda: describe(found))


@examples(
    "selfinstruct check --provider dashscope --model qwen-plus",
    "selfinstruct check --provider ollama --model qwen3:8b",
)
@with_options
def check(options: CheckOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Check a teacher with one tiny request.

    Shows whether address, key, model and streaming work, whether thinking is off, the limits that the server names, and
    what to change.
    """
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        from selfinstruct.runs import check

        results = check.check(options, stop, reporter(quiet))
    show(results, as_json, lambda: check.describe(results))


@examples("selfinstruct providers", "selfinstruct providers dashscope")
def providers(
    name: Annotated[str | None, typer.Argument(help="Provider; without it, all are listed.", metavar="NAME")] = None,
    as_json: AsJson = False,
) -> None:
    """List the known providers, or print all facts about one.

    A provider is printed as TOML with the source of each fact. Change it and put it into your own file to override it.
    """
    import os

    from selfinstruct.runs import show_providers

    if name is None:
        listed = show_providers.list_providers(os.environ)
        show(listed, as_json, lambda: show_providers.describe_list(listed))
    else:
        found = show_providers.show_provider(name, os.environ)
        show(found, as_json, lambda: show_providers.describe_provider(found))


@examples("selfinstruct status outputs/demo", "selfinstruct status outputs/demo --watch")
def status(
    run: Annotated[Path, typer.Argument(help="Run folder.", metavar="RUN")],
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Show it again every two seconds until the run ends, with its rate and the time left.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the progress of a run, including a running one."""
    if watch:
        _watch(run, as_json)
        return
    from selfinstruct.runs import status
    from selfinstruct.runs.summary import describe

    found = status.status(run)
    show(found, as_json, lambda: f"{'state':<11}{found['state']}\n{describe(found, run)}")


def _watch(run: Path, as_json: bool) -> None:
    try:
        with stop_on_signals(Stop(at_once=True)):
            from selfinstruct.runs.watch import watch

            watch(run, _shows(as_json))
    except KeyboardInterrupt:  # the usual way to leave: nothing has failed
        ignore_signals()
        raise typer.Exit(Interrupted.exit_code) from None


def _shows(as_json: bool) -> Callable[[Watched], None]:
    """Return what shows one look: a line of JSON, a table that a terminal redraws, or otherwise a line of text."""
    from selfinstruct.runs.watch import sentence_of, table_of

    if as_json:
        return lambda watched: typer.echo(json.dumps(watched.as_json(), ensure_ascii=False))
    if not can_redraw():
        return lambda watched: typer.echo(sentence_of(watched))
    screen = Screen()
    return lambda watched: screen.draw(table_of(watched))


@examples(
    "selfinstruct rejudge outputs/demo --out outputs/demo-new",
    "selfinstruct rejudge outputs/demo --threshold 0.6 --out outputs/demo-strict",
)
@with_options
def rejudge(options: RejudgeOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Apply the rules of this version to the replies of a run.

    Writes a new run folder, which can be resumed. No request is sent, no key is needed, and the old run stays as it is.
    Shows what changes before anything is written.
    """
    stop = Stop()
    with stop_on_signals(stop), messages(quiet) as say:
        from selfinstruct.runs import rejudge

        result = rejudge.rejudge(options, stop, say)
    show(result, as_json, lambda: rejudge.describe_result(result))
    say(f"next: add tasks with: selfinstruct generate --out {options.out} --n …")


@examples("selfinstruct config show", "selfinstruct config show --config lab.toml --concurrency 64")
@with_options
def config_show(options: GenerateOptions, as_json: AsJson = False) -> None:
    """Show the value of each setting and where it comes from.

    Takes the options of generate and sends nothing. What may be a secret is masked.
    """
    import os

    from selfinstruct.runs import show_config

    shown = show_config.show_config(options, os.environ)
    show(shown, as_json, lambda: show_config.describe(shown))


@examples("selfinstruct seeds check my_seeds.jsonl", "selfinstruct generate --n 1000 --seeds my_seeds.jsonl")
def seeds_check(file: Annotated[Path, typer.Argument(help="File of seed tasks.", metavar="FILE")]) -> None:
    """Check a seed file and list every bad line."""
    from selfinstruct.runs.check_seeds import check_seed_file

    typer.echo(check_seed_file(file))


@examples("selfinstruct teacher serve --port 8900 --faults 0.2", "selfinstruct teacher serve --batch --batch-delay 60")
@with_options
def teacher_serve(options: ServeOptions) -> None:
    """Serve the offline teacher to any OpenAI-compatible client."""
    if not 0 <= options.port <= _MAX_PORT:
        raise InputError(f"--port must be at least 0 and at most {_MAX_PORT}, not {options.port}")
    if not 0 <= options.faults < 1:
        raise InputError(f"--faults must be at least 0 and less than 1, not {options.faults:g}")
    for flag, share in (("--leaks", options.leaks), ("--errors", options.errors)):
        if not 0 <= share <= 1:
            raise InputError(f"{flag} must be at least 0 and at most 1, not {share:g}")
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        import asyncio

        from selfinstruct.runs.serve_teacher import serve

        asyncio.run(serve(options, stop, lambda url: typer.echo(f"the offline teacher is listening on {url}")))
