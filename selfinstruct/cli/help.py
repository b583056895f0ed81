"""Help screens: options under headings, examples at the end, the full width of the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

_Function = TypeVar("_Function", bound=Callable[..., Any])
_HEADINGS = (
    "Arguments",
    "Options",
    "Teacher",
    "Model",
    "Reading a file",
    "Prompt and data",
    "Data",
    "Sampling",
    "Training",
    "Evaluation",
    "Limits",
    "Money",
)
"""The order of the headings; any other heading follows."""
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 160}
"""Context settings of all commands: `-h`, and lines as wide as the terminal, up to 160 characters."""

FIRST_SESSION = """\
Create instruction datasets from a handful of seed tasks.

A first session, without an API key:

  selfinstruct generate --n 200 --teacher offline --out outputs/demo
  head -n 3 outputs/demo/dataset.jsonl
  selfinstruct report outputs/demo

With a model of your choice (any OpenAI-compatible API; a local server needs no key):

  export OPENAI_API_KEY=...
  selfinstruct generate --n 1000 --model gpt-4o-mini --preview
  selfinstruct generate --n 1000 --model gpt-4o-mini
  selfinstruct generate --n 1000 --model qwen2.5:14b --base-url http://127.0.0.1:11434/v1

Run the same command again to resume. All commands: selfinstruct --help"""


def examples(*commands: str) -> Callable[[_Function], _Function]:
    """Add example commands to a command's help screen."""

    def add(function: _Function) -> _Function:
        function.examples = "\n".join(commands)  # type: ignore[attr-defined]
        return function

    return add


class Command(TyperCommand):
    """A command whose options are listed under the headings of `rich_help_panel`, followed by its examples."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write a section for each heading, in a fixed order; `--help` ends the last one."""
        sections: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _HEADINGS}
        *parameters, help_flag = self.get_params(ctx)
        for parameter in parameters:
            sections.setdefault(_heading(parameter), []).append(_record(parameter, ctx))
        last = next((heading for heading in reversed(sections) if sections[heading]), "Arguments")
        sections["Options" if last == "Arguments" else last].append(_record(help_flag, ctx))
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records, col_max=36)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is the library's
        """Write the examples as they are, one per line."""
        _write_examples(self.epilog, formatter)


class Group(TyperGroup):
    """A group of commands that shows examples."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is the library's
        """Write the examples as they are, one per line."""
        _write_examples(self.epilog, formatter)


def _heading(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return "Arguments"
    return parameter.rich_help_panel or "Options"


def _record(parameter: Any, ctx: Any) -> tuple[str, str]:
    if parameter.param_type_name == "argument":
        return parameter.metavar, parameter.help
    names, text = parameter.get_help_record(ctx)
    return names, text.replace("  [", " [")


def _write_examples(commands: str | None, formatter: Any) -> None:
    if commands:
        with formatter.section("Examples"):
            for command in commands.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{command}\n")


def add_command(app: typer.Typer, function: Callable[..., None], name: str | None = None) -> None:
    """Register a function as a command, with its examples."""
    app.command(name, cls=Command, epilog=getattr(function, "examples", None), context_settings=SETTINGS)(function)
