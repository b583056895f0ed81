"""Shared by all commands: options as flags, results on stdout, and the exit on a second signal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import wraps
from inspect import Parameter, Signature, get_annotations, signature
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, NoReturn, TypeVar, get_type_hints

import typer

from selfinstruct.errors import InputError, Interrupted
from selfinstruct.runs.options import OUTPUT, element_of, flag_of, is_of_several, read_options

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.", rich_help_panel=OUTPUT)]
Quiet = Annotated[
    bool,
    typer.Option(
        "-q", "--quiet", help="Show no progress and no messages, only errors and the result.", rich_help_panel=OUTPUT
    ),
]
_METAVARS = {int: "N", float: "NUMBER", Path: "PATH", str: "TEXT"}
"""Names of values on the help screen; an option may have its own."""
_Command = TypeVar("_Command", bound=Callable[..., None])


def with_options(function: _Command) -> _Command:
    """Turn the fields of the dataclass parameter `options` into the command's arguments and flags."""
    hints = get_type_hints(function, include_extras=True)
    kind = hints.pop("options")
    hints.pop("return", None)
    types = get_type_hints(kind)
    flags = {each.name: _parameter(each, types[each.name]) for each in _own_first(kind)}
    others = [
        one.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[one.name])
        for one in signature(function).parameters.values()
        if one.name != "options"
    ]

    @wraps(function)
    def command(**values: Any) -> None:
        given = {each.name: _value(each, types[each.name], values.pop(each.name)) for each in fields(kind)}
        function(read_options(kind, given), **values)

    command.__signature__ = Signature([*flags.values(), *others])  # type: ignore[attr-defined]
    command.__annotations__ = {name: one.annotation for name, one in flags.items()} | hints
    return command  # type: ignore[return-value]


def _own_first(kind: Any) -> list[Field[Any]]:
    """Return the fields, those of the class itself before inherited ones."""
    own = get_annotations(kind)
    return sorted(fields(kind), key=lambda each: each.name not in own)


def _parameter(each: Field[Any], hint: Any) -> Parameter:
    """Convert a field to a typer parameter. Numbers and fields with `read` are passed as text, see `_value`.

    A tuple is a repeatable flag.
    """
    flag = flag_of(each)
    typed: Any = _typed(each, hint)
    if flag.is_argument:
        info: Any = typer.Argument(help=flag.help, metavar=flag.metavar)
    else:
        metavar = flag.metavar or _METAVARS.get(typed)
        info = typer.Option(*_names(each), help=flag.help, metavar=metavar, rich_help_panel=flag.heading)
    typed = str if typed in (int, float) else typed
    if is_of_several(hint):
        typed = GenericAlias(list, typed)
    if each.default is MISSING:
        return Parameter(each.name, Parameter.KEYWORD_ONLY, annotation=Annotated[typed, info])
    default = each.default if isinstance(each.default, int | float | str) else None
    default = str(default) if typed is str and default is not None else default
    annotation = Annotated[typed if default is not None else typed | None, info]  # type: ignore[valid-type]
    return Parameter(each.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _typed(each: Field[Any], hint: Any) -> Any:
    """Return the type of a parameter: a number, a path, a switch, otherwise text."""
    flag, kind = flag_of(each), element_of(hint)
    if kind is bool or any("/" in name for name in flag.names):
        return bool
    return kind if kind in (int, float, Path) and flag.read is None else str


def _names(each: Field[Any]) -> tuple[str, ...]:
    return flag_of(each).names or (f"--{each.name.replace('_', '-')}",)


def _value(each: Field[Any], hint: Any, value: Any) -> Any:
    """Convert the text of a number. Raises InputError for other text, and for a number below the minimum."""
    flag, kind = flag_of(each), element_of(hint)
    if value is None or flag.read is not None or kind not in (int, float):
        return value
    try:
        number = kind(value)
    except ValueError:
        what = "a whole number" if kind is int else "a number"
        raise InputError(f"{_names(each)[0]} must be {what}, not {value!r}") from None
    if flag.minimum is not None and number < flag.minimum:
        raise InputError(f"{_names(each)[0]} must be at least {flag.minimum}, not {number}")
    return number


def show(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """Print a result as JSON or as text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text())


def leave_at_once() -> NoReturn:
    """Exit immediately; everything worth keeping is already on disk."""
    os._exit(Interrupted.exit_code)
