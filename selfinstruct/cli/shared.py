"""What the commands share: options as flags, what is said on stderr, results on stdout, and leaving at a signal."""

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
from selfinstruct.runs.options import element_of, flag_of, is_of_several, read_options

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
_Command = TypeVar("_Command", bound=Callable[..., None])


def with_options(function: _Command) -> _Command:
    """A command whose parameter `options` is a dataclass of options: each field becomes an argument or a flag."""
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
    """The fields, those of the class itself before the inherited ones."""
    own = get_annotations(kind)
    return sorted(fields(kind), key=lambda each: each.name not in own)


def _parameter(each: Field[Any], hint: Any) -> Parameter:
    """A field as typer takes it: one that is read from text is text here, and a tuple may be repeated."""
    flag = flag_of(each)
    typed = _typed(each, hint)
    if is_of_several(hint):
        typed = GenericAlias(list, typed)
    if flag.is_argument:
        info: Any = typer.Argument(help=flag.help, metavar=flag.metavar)
    else:
        names = flag.names or (f"--{each.name.replace('_', '-')}",)
        info = typer.Option(*names, help=flag.help, metavar=flag.metavar, min=flag.minimum)
    if each.default is MISSING:
        return Parameter(each.name, Parameter.KEYWORD_ONLY, annotation=Annotated[typed, info])
    default = each.default if isinstance(each.default, int | float | str) else None
    annotation = Annotated[typed if default is not None else typed | None, info]  # type: ignore[valid-type]
    return Parameter(each.name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _typed(each: Field[Any], hint: Any) -> Any:
    """What typer is to check: a number, a path, a switch; otherwise text."""
    flag, kind = flag_of(each), element_of(hint)
    if kind is bool or any("/" in name for name in flag.names):
        return bool
    return kind if kind in (int, float, Path) and flag.read is None else str


def say(message: str) -> None:
    """A line on stderr that does not tear the bar; a stderr that is closed or full is no reason to stop."""
    from tqdm import tqdm

    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            tqdm.write(message, file=sys.stderr)


def show(value: Any, as_json: bool, text: Callable[[], str]) -> None:
    """Print a result: as JSON for programs, as text for people."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2) if as_json else text())


def leave_at_once() -> NoReturn:
    """End the process; what is kept is on the disk already."""
    os._exit(Interrupted.exit_code)
