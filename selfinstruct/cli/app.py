"""The command line: parse flags, call a function, return an exit code. Heavy libraries are imported on demand."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, NoReturn

import typer

from selfinstruct.cli import batches, datasets, runs, students
from selfinstruct.cli.help import FIRST_SESSION, SETTINGS, Group, add_command
from selfinstruct.cli.streams import ReaderGone, guarded_streams
from selfinstruct.errors import InputError, Interrupted, SelfinstructError
from selfinstruct.runs.messages import say
from selfinstruct.runs.stopping import ignore_signals

app = typer.Typer(
    add_completion=False,
    cls=Group,
    context_settings=SETTINGS,
    epilog="selfinstruct generate --n 200 --teacher offline --out outputs/demo\nselfinstruct report outputs/demo",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    runs.generate,
    runs.estimate,
    runs.check,
    runs.providers,
    runs.status,
    runs.rejudge,
    datasets.report,
    datasets.export,
    datasets.push,
    datasets.dedup,
    datasets.classify,
    students.sft,
    students.compare,
)
"""The commands, in the order of `--help`."""
for _command in _COMMANDS:
    add_command(app, _command)

_UsageError: Any = typer.BadParameter.__base__
"""The library's error for wrong usage. It is not exported."""


def _add_group(name: str, description: str, commands: dict[str, Callable[..., None]]) -> None:
    example = getattr(next(iter(commands.values())), "examples", None)
    group = typer.Typer(
        cls=Group,
        context_settings=SETTINGS,
        epilog=example,
        help=description,
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for command, function in commands.items():
        add_command(group, function, command)
    # A callback makes it a group although it has one command.
    group.callback()(lambda: None)
    app.add_typer(group, name=name)


_add_group(
    "batch",
    "Send a run as batch jobs, at about half the price.",
    {
        "submit": batches.submit,
        "status": batches.status,
        "collect": batches.collect,
        "cancel": batches.cancel,
        "delete": batches.delete,
        "export": batches.export,
        "import": batches.import_,
    },
)
_add_group("config", "Show the settings.", {"show": runs.config_show})
_add_group("seeds", "Check seed files.", {"check": runs.seeds_check})
_add_group("teacher", "Serve the built-in offline teacher.", {"serve": runs.teacher_serve})


def _print_version(requested: bool) -> None:
    if requested:
        from importlib.metadata import version

        typer.echo(version("selfinstruct"))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def selfinstruct(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Create instruction datasets from a handful of seed tasks. Every run can be interrupted and resumed."""
    if context.invoked_subcommand is None:
        typer.echo(FIRST_SESSION)


def main() -> None:
    """Run the console script. Every failure ends in one clear sentence on stderr and an exit code."""
    with guarded_streams():
        _run()


def _run() -> NoReturn:
    try:
        code = app(standalone_mode=False)
    except ReaderGone:
        code = 0
    except SelfinstructError as error:
        _leave(str(error), error.exit_code)
    except _UsageError as error:
        _leave_usage(error)
    except (KeyboardInterrupt, typer.Abort):
        _leave("stopped", Interrupted.exit_code)
    except Exception as error:
        _unexpected(error)
    sys.exit(code)


def _leave_usage(error: Any) -> NoReturn:
    """Exit with a usage error in one line, or with the help screen of a group whose command is missing."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        sys.exit(error.exit_code)
    message = " ".join(error.format_message().split()).rstrip(".")
    advice = f" (help: {error.ctx.command_path} -h)" if error.ctx else ""
    _leave(f"{message}{advice}", InputError.exit_code)


def _unexpected(error: Exception) -> NoReturn:
    if os.environ.get("SELFINSTRUCT_DEBUG"):
        raise error
    _leave(f"unexpected {type(error).__name__}: {error}; set SELFINSTRUCT_DEBUG=1 to get the traceback", 1)


def _leave(message: str, code: int) -> NoReturn:
    from selfinstruct.schema.redaction import redact

    secrets = [value for name, value in os.environ.items() if name.endswith(("API_KEY", "_TOKEN"))]
    if code == Interrupted.exit_code:
        # A stop by the user is not an error. Another Ctrl-C must not replace the exit code while the process exits.
        ignore_signals()
        say(redact(message, secrets))
    else:
        say(f"error: {redact(message, secrets)}")
    sys.exit(code)
