"""Shared by all commands: options as flags, messages on stderr, results on stdout, and the exit on a second signal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from functools import wraps
from inspect import Parameter, Signature, get_annotations, signature
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, NoReturn, TypeVar, get_type_hints

import typer

from selfinstruct.errors import Interrupted
from selfinstruct.runs.options import OUTPUT, element_of, flag_of, is_of_several, read_options

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.", rich_help_panel=OUTPUT)]
_METAVARS = {int: "N", float: "NUMBER", Path: "PATH", str: "TEXT"}
"""Names of values on the help screen; an option may have its own."""
_Command = TypeVar("_Command", bound=Callable[..., None])


def with_options(function: _Command) -> _Command:
    """Turn the fields of the dataclass parameter `options` into the command's arguments and flags."""
    hints = get_type_hints(function, include_extras=True)
    kind = hints.pop("options")
    hints.pop("return", None)
    flags = {each.name: _parameter(each, get_type_hints(kind)[each.name]) for each in _own_first(kind)}
    others = [
        one.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[one.name])
        for one in signature(function).parameters.values()
        if one.name != "options"
    ]

    @wraps(function)
    def command(**values: Any) -> None:
        given = {name: values.pop(name) for name in flags}
        function(read_options(kind, given), **values)

    command.__signature__ = Signature([*flags.values(), *others])  # type: ignore[attr-defined]
    command.__annotations__ = {name: one.annotation for name, one in flags.items()} | hints
    return command  # type: ignore[return-value]


def _own_first(kind: Any) -> list[Field[Any]]:
    """Return the fields, those of the class itself before inherited ones."""
    own = get_annotations(kind)
    return sorted(fields(kind), key=lambda each: each.name not in own)


def _parameter(each: Field[Any], hint: Any) -> Parameter:
    """Convert a field to a typer parameter. A field with `read` is passed as text, a tuple is a repeatable flag."""
    flag = flag_of(each)
    typed: Any = _typed(each, hint)
    if flag.is_argument:
        info: Any = typer.Argument(help=flag.help, metavar=flag.metavar)
    else:
        names = flag.names or (f"--{each.name.replace('_', '-')}",)
        metavar = flag.metavar or _METAVARS.get(typed)
        info = typer.Option(*names, help=flag.help, metavar=metavar, min=flag.minimum, rich_help_panel=flag.heading)
    if is_of_several(hint):
        typed = GenericAlias(list, typed)
    if each.default is MISSING:
        return Parameter(each.name, Parameter.KEYWORD_ONLY, annotation=Annotated[typed, info])
    default = each.default if isinstance(each.default, int | float | str) else None
    annotation = Annotated[typed if default is not None else typed | None, info]  # type: ignore[valid-type]
    return Parameter(each.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _typed(each: Field[Any], hint: Any) -> Any:
    """Return the type that typer checks: a number, a path, a switch, otherwise text."""
    flag, kind = flag_of(each), element_of(hint)
    if kind is bool or any("/" in name for name in flag.names):
        return bool
    return kind if kind in (int, float, Path) and flag.read is None else str


def say(message: str) -> None:
    """Print a line to stderr without breaking the progress bar. A closed or full stderr is ignored."""
    from tqdm import tqdm

    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            tqdm.write(message, file=sys.stderr)


def show(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """Print a result as JSON or as text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text())


def leave_at_once() -> NoReturn:
    """Exit immediately; everything worth keeping is already on disk."""
    os._exit(Interrupted.exit_code)
