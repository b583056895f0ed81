"""The command line: flags in, a function call, exit code out. Commands import heavy libraries only when they run."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from selfinstruct.cli import datasets, runs, students
from selfinstruct.cli.shared import say
from selfinstruct.errors import Interrupted, SelfinstructError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    runs.generate,
    runs.status,
    datasets.report,
    datasets.export,
    datasets.push,
    datasets.dedup,
    datasets.classify,
    students.sft,
    students.compare,
)
"""In the order in which `--help` lists them."""
for _command in _COMMANDS:
    app.command()(_command)

_seeds = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after seed files.")
_seeds.command("check")(runs.seeds_check)
app.add_typer(_seeds, name="seeds")

_teacher = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The built-in offline teacher.")
_teacher.command("serve")(runs.teacher_serve)
app.add_typer(_teacher, name="teacher")


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
    say(f"error: {redact(message, secrets)}")
    sys.exit(code)
