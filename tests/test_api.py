"""The commands as Python functions: the same options, results and errors as on the command line."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from loopback import Command, json_lines

import selfinstruct
from selfinstruct.errors import InputError

ROWS = [
    {"instruction": "写一首关于春天的诗。", "input": "", "output": "春眠不觉晓。"},
    {"instruction": "写一首关于春天的诗！", "input": "", "output": "处处闻啼鸟。"},
    {"instruction": "把下面的句子翻译成英语。", "input": "你好。", "output": "Hello."},
]


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def same(console: Command, given: Any, *words: str | Path) -> None:
    done = console(*words, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out) == json.loads(json.dumps(given))


def test_dedup_takes_a_path_as_text_and_returns_what_the_command_prints(rows: Path, console: Command) -> None:
    given = selfinstruct.dedup(str(rows), "kept.jsonl", inclusive=True, quiet=True)
    assert (given["kept"], given["duplicates"]) == (2, 1)
    same(console, given, "dedup", rows, "--out", "kept.jsonl", "--at-least", "--force")


def test_classify_returns_what_the_command_prints(rows: Path, console: Command) -> None:
    given = selfinstruct.classify(rows, math_code=True, quiet=True)
    assert sum(given["task_types"].values()) == 3
    same(console, given, "classify", rows, "--further", "--force")


def test_export_returns_what_the_command_prints(rows: Path, console: Command) -> None:
    given = selfinstruct.export(rows, "messages", filters="input=", quiet=True)
    assert given["rows"] == 2
    same(console, given, "export", rows, "--format", "messages", "--filter", "input=", "--force")


def test_rejudge_returns_what_the_command_prints(rows: Path, console: Command) -> None:
    selfinstruct.generate(8, "run", quiet=True)
    given = selfinstruct.rejudge("run", "new", against=str(rows), quiet=True)
    assert given["accepted"]["new"] == 8
    done = console("rejudge", "run", "--against", rows, "--out", "other", "--json")
    assert json.loads(done.out) | {"out": "new", "stats": given["stats"]} == given


def test_report_returns_its_page_and_numbers(rows: Path) -> None:
    made = selfinstruct.report(rows, out="page.html", against=rows, quiet=True)
    assert made.page == Path("page.html")
    assert made.numbers["overlap"][0]["rows"] == 3
    assert json.loads(Path("page.json").read_text(encoding="utf-8")) == made.numbers


def test_a_dry_push_returns_what_would_be_uploaded(rows: Path) -> None:
    given = selfinstruct.push(rows, "alice/set", dry_run=True, quiet=True)
    assert (given["repo"], given["visibility"], given["rows"]) == ("alice/set", "private", 3)


def test_messages_go_to_stderr_unless_quiet(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    selfinstruct.generate(3, "run", teacher="offline")
    assert "offline teacher" in capsys.readouterr().err
    selfinstruct.generate(6, "run", quiet=True)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda rows: selfinstruct.dedup(rows, "a.jsonl", treshold=0.5), "treshold"),
        (lambda rows: selfinstruct.export(rows, "no-format"), "no-format"),
        (lambda rows: selfinstruct.classify(rows, by="nobody"), "nobody"),
        (lambda rows: selfinstruct.push(rows, "alice/set", hub="nowhere"), "nowhere"),
        pytest.param(lambda rows: selfinstruct.sft(rows, budget="soon"), "soon", marks=pytest.mark.torch),
        pytest.param(lambda rows: selfinstruct.sft(rows, tuning="half"), "half", marks=pytest.mark.torch),
        (lambda rows: selfinstruct.generate(3, "run", sed=1), "sed"),
        (lambda rows: selfinstruct.rejudge("run", "new", sed=1), "sed"),
    ],
    ids=["unknown", "format", "by", "hub", "budget", "tuning", "generate", "rejudge"],
)
def test_a_wrong_option_is_an_input_error_that_names_it(rows: Path, call: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        call(rows)
    assert json_lines(rows) == ROWS


@pytest.mark.parametrize("name", selfinstruct.__all__)
def test_every_function_documents_and_annotates_its_result(name: str) -> None:
    function = getattr(selfinstruct, name)
    assert function.__doc__
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty
