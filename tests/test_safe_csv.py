"""Cells that a spreadsheet would run as formulas are reported, and `--safe-csv` puts an apostrophe in front of them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from loopback import Command

import selfinstruct
from selfinstruct.errors import InputError

FORMULAS = (
    *("=1+1", "+86 10", "-列表", "@某人", "\t缩进", "\r回车", "\n换行", "=cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://a")', "=", "＝1＋1", "＠某人"),
)
HARMLESS = ("1=1", "'引用", " =1", "写诗", "", "a\t=b", "'")
COUNT = len(FORMULAS)
WARNING = f"{COUNT} cells begin with =, +, -, @, a tab or a line break"


def row(number: int, text: str) -> dict[str, Any]:
    return {"instruction": f"第{number}题：{chr(0x4E00 + number) * 9}", "input": text, "output": f"答{number}"}


ROWS = [row(number, text) for number, text in enumerate((*FORMULAS, *HARMLESS))]


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def cells(path: Path, column: str = "input") -> list[str]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    separator = "\t" if ".tsv" in path.name else ","
    return [row[column] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]


COMMANDS = {
    "export": ("export", "rows.jsonl", "--format", "csv", "--out"),
    "dedup": ("dedup", "rows.jsonl", "--out"),
    "classify": ("classify", "rows.jsonl", "--out"),
}
EVERY = pytest.mark.parametrize("command", COMMANDS)


@EVERY
@pytest.mark.parametrize("suffix", ["csv", "tsv", "csv.gz", "tsv.gz"])
def test_without_the_option_cells_are_unchanged_and_counted(
    console: Command, rows: Path, command: str, suffix: str
) -> None:
    done = console(*COMMANDS[command], f"out.{suffix}")
    assert done.code == 0, done.err
    assert cells(rows.with_name(f"out.{suffix}")) == [*FORMULAS, *HARMLESS]
    assert [line for line in done.err.splitlines() if WARNING in line and "--safe-csv" in line] != []


@EVERY
@pytest.mark.parametrize("suffix", ["csv", "tsv", "csv.gz"])
def test_with_the_option_an_apostrophe_is_put_in_front_of_these_cells_only(
    console: Command, rows: Path, command: str, suffix: str
) -> None:
    done = console(*COMMANDS[command], f"out.{suffix}", "--safe-csv")
    assert done.code == 0, done.err
    found = cells(rows.with_name(f"out.{suffix}"))
    assert found == [*(f"'{text}" for text in FORMULAS), *HARMLESS]
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in found)
    assert "apostrophe" not in done.err


def test_removing_the_apostrophes_gives_the_rows_again(console: Command, rows: Path) -> None:
    assert console(*COMMANDS["export"], "out.csv", "--safe-csv").code == 0
    starts = tuple(f"'{sign}" for sign in "=+-@＝＋－＠\t\r\n")
    assert [text[1:] if text.startswith(starts) else text for text in cells(rows.with_name("out.csv"))] == [
        row["input"] for row in ROWS
    ]


def test_names_of_columns_are_cells_and_numbers_are_not(console: Command, rows: Path) -> None:
    rows.write_text('{"instruction": "写诗", "=1+1": -1, "n": -2.5, "list": ["=1"], "no": null}\n', encoding="utf-8")
    done = console("dedup", "rows.jsonl", "--out", "out.csv")
    assert "1 cell begins with =" in done.err
    assert console("dedup", "rows.jsonl", "--out", "safe.csv", "--safe-csv").code == 0
    header, values = rows.with_name("safe.csv").read_text(encoding="utf-8").splitlines()
    assert (header, values) == ("instruction,'=1+1,n,list,no", '写诗,-1,-2.5,"[""=1""]",')


def test_both_files_of_dedup_are_counted_and_made_safe(console: Command, rows: Path) -> None:
    rows.with_name("=1.jsonl").write_text(json.dumps(ROWS[0]) + "\n", encoding="utf-8")
    words = ("dedup", "rows.jsonl", "=1.jsonl", "--out")
    assert f"{COUNT + 1} cells begin with" in console(*words, "out.csv", "--dropped", "gone.csv").err
    assert cells(rows.with_name("gone.csv"), "file") == ["=1.jsonl"]
    done = console(*words, "out.jsonl", "--dropped", "safe.csv", "--safe-csv")
    assert done.code == 0, done.err
    assert cells(rows.with_name("safe.csv"), "file") == ["'=1.jsonl"]


def test_both_parts_of_a_split_are_counted_together(console: Command, rows: Path) -> None:
    done = console(*COMMANDS["export"], "out.csv", "--split", "0.3")
    assert WARNING in done.err


@EVERY
def test_without_such_cells_nothing_is_reported(console: Command, rows: Path, command: str) -> None:
    rows.write_text(json.dumps(row(1, "好")) + "\n", encoding="utf-8")
    assert "cell" not in console(*COMMANDS[command], "out.csv").err


@EVERY
def test_other_formats_are_unchanged_and_report_nothing(console: Command, rows: Path, command: str) -> None:
    words = ["alpaca" if word == "csv" else word for word in COMMANDS[command]]
    done = console(*words, "out.jsonl")
    assert (done.code, "cells begin" in done.err) == (0, False)


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("export", "rows.jsonl", "--format", "alpaca"), "--safe-csv only applies to --format csv, not to alpaca"),
        (("export", "rows.jsonl", "--format", "parquet"), "--safe-csv only applies to --format csv, not to parquet"),
        (("dedup", "rows.jsonl", "--out", "out.jsonl"), "--safe-csv only applies to .csv and .tsv files"),
        (("classify", "rows.jsonl"), "--safe-csv only applies to .csv and .tsv files"),
        (("classify", "run"), "--safe-csv only applies to files"),
    ],
)
def test_the_option_is_refused_where_no_csv_is_written(
    console: Command, rows: Path, words: tuple[str, ...], fact: str
) -> None:
    selfinstruct.generate(3, "run", teacher="offline", quiet=True)
    before = sorted(rows.parent.iterdir())
    done = console(*words, "--safe-csv")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), done.err
    assert f"error: {fact}" in done.err
    assert sorted(rows.parent.iterdir()) == before


def test_the_python_functions_take_the_same_option(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    selfinstruct.export(rows, "csv", out="a.csv", safe_csv=True)
    selfinstruct.dedup(rows, "b.csv", safe_csv=True)
    selfinstruct.classify(rows, out="c.csv", safe_csv=True)
    expected = [*(f"'{text}" for text in FORMULAS), *HARMLESS]
    assert [cells(rows.with_name(f"{name}.csv")) for name in "abc"] == [expected] * 3
    with pytest.raises(InputError, match="--safe-csv"):
        selfinstruct.export(rows, "alpaca", safe_csv=True)
    assert "apostrophe" not in capsys.readouterr().err
    selfinstruct.export(rows, "csv", out="d.csv")
    assert WARNING in capsys.readouterr().err
