"""Help screens: options under headings, examples that exist, lines of the terminal's width."""

from __future__ import annotations

import re
import shlex

import interface
import pytest
from loopback import Command
from typer.testing import CliRunner

from selfinstruct.cli.app import app

COMMANDS = tuple(interface.flags())
HEADINGS = ("Teacher", "Prompt and data", "Sampling", "Limits", "Money", "Output", "Examples")


def screen(command: str, width: int = 80, flag: str = "--help") -> str:
    shown = CliRunner().invoke(app, [*command.split(), flag], terminal_width=width)
    assert shown.exit_code == 0
    return shown.stdout


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.partition("Examples:")[2].splitlines() if line.strip()]


def assert_exists(example: str) -> None:
    """The example names a command, and only flags of it."""
    words = shlex.split(example)
    assert words[0] == "selfinstruct"
    command = next(known for known in COMMANDS if " ".join(words[1:]).startswith(known))
    assert {word for word in words if word.startswith("--")} <= {*interface.flags()[command]}


@pytest.mark.parametrize("command", ["", "seeds", "teacher", *COMMANDS])
def test_a_screen_ends_with_two_examples_of_commands_that_exist(command: str) -> None:
    shown = examples(screen(command))
    assert len(shown) == 2
    for example in shown:
        assert_exists(example)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_value_is_named_and_not_given_as_a_python_type(command: str) -> None:
    assert re.findall(r"<(?:str|int|float|path|list)\b[^>]*>|\[x>=", screen(command)) == []


@pytest.mark.parametrize("command", ["", "seeds", "teacher", *COMMANDS])
@pytest.mark.parametrize("width", [80, 140])
def test_no_line_is_wider_than_the_terminal_and_no_sentence_is_cut(command: str, width: int) -> None:
    lines = screen(command, width).partition("Examples:")[0].splitlines()
    assert max(map(len, lines)) <= width
    assert [line for line in lines if line.endswith("...") and not line.startswith("Usage")] == []


def test_a_wide_terminal_is_used(console: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    options = console("generate", "-h").out.partition("Examples:")[0]
    assert 100 < max(map(len, options.splitlines())) <= 140


def test_options_of_generate_stand_under_headings_in_order() -> None:
    found = re.findall(r"^([A-Z][a-z ]+):$", screen("generate"), re.MULTILINE)
    assert tuple(found) == HEADINGS


@pytest.mark.parametrize(
    ("command", "facts"),
    [("generate", ["required for a new run"]), ("compare", ["sft --control", "two seeds"])],
)
def test_a_screen_names_what_is_needed(command: str, facts: list[str]) -> None:
    shown = " ".join(screen(command).split())
    assert [fact for fact in facts if fact not in shown] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_short_flag_shows_the_same_screen(command: str) -> None:
    assert screen(command, flag="-h") == screen(command)


def test_without_a_command_a_first_session_is_shown(console: Command) -> None:
    done = console()
    commands = [line.strip() for line in done.out.splitlines() if line.startswith("  selfinstruct ")]
    assert done.code == 0
    assert len(commands) >= 4
    for command in commands:
        assert_exists(command)
