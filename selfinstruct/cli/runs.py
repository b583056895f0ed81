"""The commands about one run: generate and status, and the seeds and the teacher that it is made with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selfinstruct.cli.shared import AsJson, leave_at_once, say, show, with_options
from selfinstruct.errors import InputError
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.stopping import Stop, stop_on_signals


@with_options
def generate(
    options: GenerateOptions,
    close_open: Annotated[
        bool, typer.Option("--close-open", help="Give up open slots, process the rest, send nothing.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Send one request, show all of it, keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Generate tasks into a run folder, or resume it.

    With neither key nor address the built-in offline teacher answers. Kill it at any moment and run it again:
    no answer that arrived is lost or bought twice.
    """
    if preview:
        _preview(options)
    else:
        _generate(options, close_open, as_json)


def _preview(options: GenerateOptions) -> None:
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        import asyncio

        from selfinstruct.runs import preview

        shown = asyncio.run(preview.preview(options, stop, say))
    typer.echo(shown)


def _generate(options: GenerateOptions, close_open: bool, as_json: bool) -> None:
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        import asyncio

        from selfinstruct.runs import generate
        from selfinstruct.runs.summary import describe

        summary = asyncio.run(generate.generate(options, stop, say, close_open=close_open))
    stats = summary.as_json()
    show(stats, as_json, lambda: describe(stats, summary.folder))
    say(f"next: look at {summary.dataset}, or ask for more with selfinstruct generate --out {summary.folder} --n …")


def status(run: Annotated[Path, typer.Argument(help="Run folder.")], as_json: AsJson = False) -> None:
    """Tell what a run has come to."""
    from selfinstruct.runs import status
    from selfinstruct.runs.summary import describe

    found = status.status(run)
    show(found, as_json, lambda: f"{'state':<11}{found['state']}\n{describe(found, run)}")


def seeds_check(file: Annotated[Path, typer.Argument(help="File of seed tasks.")]) -> None:
    """Name every bad line of a seed file."""
    from selfinstruct.runs.check_seeds import check_seed_file

    typer.echo(check_seed_file(file))


def teacher_serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1.")] = 8900,
    faults: Annotated[float, typer.Option(help="Share of 429, 503, cut answers and drifting layouts.")] = 0.0,
) -> None:
    """Serve the offline teacher alone, for any OpenAI-compatible client."""
    if not 0 <= faults < 1:
        raise InputError("--faults must be 0 or a share under 1")
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        import asyncio

        from selfinstruct.runs.serve_teacher import serve

        asyncio.run(serve(port, faults, stop, lambda url: typer.echo(f"the offline teacher serves at {url}")))
