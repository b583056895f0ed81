"""What a script may rely on: flags, exit codes, and the keys of `--json`, as a value that can be compared."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import golden_runs
from typer.testing import CliRunner

from selfinstruct import errors
from selfinstruct.cli.app import app

BEFORE = golden_runs.FOLDER / "interface.json"
"""The interface of version 0.1.0, before its modules moved."""
QUICK = ("--budget", "1s", "--seeds", "1", "--held-out", "25", "--control")
COMMANDS = {
    "generate": ("generate", "--out", "run", "--n", "40", "--json"),
    "status": ("status", "run", "--json"),
    "rejudge": ("rejudge", "run", "--out", "rejudged", "--json"),
    "report": ("report", "run", "--json", "--price-in", "1", "--price-out", "2"),
    "report of a file": (
        "report",
        "run/dataset.jsonl",
        "--out",
        "file.html",
        "--json",
        "--against",
        "run/dataset.jsonl",
    ),
    "export": ("export", "run", "--format", "alpaca", "--split", "0.2", "--json"),
    "export for LLaMA-Factory": ("export", "run", "--format", "llamafactory", "--json"),
    "push": ("push", "run", "--repo", "alice/set", "--dry-run", "--json"),
    "dedup": ("dedup", "run/dataset.jsonl", "--out", "kept.jsonl", "--json"),
    "classify": ("classify", "run/dataset.jsonl", "--json"),
    "classify by a teacher": ("classify", "run", "--with", "teacher", "--further", "--teacher-faults", "0.5", "--json"),
}
STUDENTS = {
    "sft": ("sft", "run", *QUICK, "--json"),
    "compare": ("compare", "run", "--max-new-tokens", "4", "--json"),
}


@cache
def flags() -> dict[str, list[str]]:
    """The flags of each command, and its arguments as the usage line names them."""
    return {command: takes(printed(*command.split(), "--help")) for command in commands()}


def commands(*group: str) -> list[str]:
    """All commands, by what is typed."""
    listed = printed(*group, "--help").partition("Commands:")[2].partition("Examples:")[0]
    names = re.findall(r"^  ([a-z]+)", listed, re.MULTILINE)
    return [found for name in names for found in commands(*group, name) or [" ".join((*group, name))]]


def takes(text: str) -> list[str]:
    usage = re.search(r"Usage: .*? \[OPTIONS\] *(.*)", text)
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+(?:(?: / |, )--[\w-]+)*)", text, re.MULTILINE)
    named = sorted(flag for one in options for flag in re.findall(r"--[\w-]+", one))
    return [*([usage[1].strip("{}").upper()] if usage and usage[1] else []), *named]


def printed(*words: str) -> str:
    return CliRunner().invoke(app, words, env={"COLUMNS": "250", "TERMINAL_WIDTH": "250"}).stdout


def exit_codes() -> dict[str, int]:
    found = {name: value for name, value in vars(errors).items() if isinstance(value, type)}
    return {name: kind.exit_code for name, kind in found.items() if issubclass(kind, errors.SelfinstructError)}


def json_keys(folder: Path, named: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The keys that commands print with --json, run one after the other in a folder."""
    return {name: sorted(keys(json.loads(golden_runs.selfinstruct(folder, one)))) for name, one in named.items()}


def before() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(BEFORE.read_text(encoding="utf-8"))
    return found


def keys(value: Any, path: str = "") -> set[str]:
    """Paths of keys; the elements of a list share theirs."""
    if isinstance(value, dict):
        inner = [keys(part, f"{path}.{name}" if path else name) for name, part in value.items()]
        return {path, *set().union(*inner)} - {""} if inner else {path} - {""}
    if isinstance(value, list):
        return {path, *set().union(*(keys(part, f"{path}[]") for part in value), set())}
    return {path}
