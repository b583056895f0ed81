"""Input files: whatever a path leads to, a command ends soon, in little memory and with a sentence."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import HANGS, Command

from selfinstruct.datasets.report.report import _is_ours
from selfinstruct.storage import regular_files
from selfinstruct.storage.regular_files import NotRegular, open_regular, read_regular
from selfinstruct.storage.tables import bounded, read_rows

GOOD = json.dumps({"instruction": "写一首关于春天的诗", "input": "", "output": "春眠不觉晓"}, ensure_ascii=False)
ROW = f"{GOOD}\n".encode()
MIB = 1 << 20
GENERATE = ("generate", "--n", "3", "--teacher", "offline", "--out", "run")
COMMANDS: dict[str, tuple[str, ...]] = {
    "seeds check": ("seeds", "check", "FILE"),
    "--seeds": (*GENERATE, "--seeds", "FILE"),
    "--prompt": (*GENERATE, "--prompt", "FILE"),
    "generate --against": (*GENERATE, "--against", "FILE"),
    "dedup": ("dedup", "FILE", "--out", "out.jsonl"),
    "dedup --against": ("dedup", "good.jsonl", "--out", "out.jsonl", "--against", "FILE"),
    "classify": ("classify", "FILE"),
    "report": ("report", "FILE"),
    "report --against": ("report", "good.jsonl", "--against", "FILE"),
    "export": ("export", "FILE", "--format", "alpaca", "--out", "out.jsonl"),
    "push": ("push", "FILE", "--repo", "a/b", "--dry-run"),
    "sft": ("sft", "FILE"),
    "compare": ("compare", "FILE"),
}
"""Every way in which a file gets into the program."""
TABLES = ("dedup", "classify", "report", "export", "push")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "good.jsonl").write_bytes(ROW)
    return tmp_path


def words(command: str, file: str) -> list[str]:
    return [word.replace("FILE", file) for word in COMMANDS[command]]


def one_sentence(console: Command, command: str, file: str) -> str:
    """Run a command that must refuse a file with code 2 and one line, and return the line."""
    done = console(*words(command, file))
    assert (done.code, done.out) == (2, ""), done.err
    said = [line for line in done.err.splitlines() if "compiling" not in line]
    assert len(said) == (2 if command == "seeds check" and "1 problem" in done.err else 1), done.err
    assert said[0].startswith(f"error: {file}")
    assert "unexpected" not in done.err
    return said[0]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def socket_at(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def link_to_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("real"))
    path.symlink_to("real")


NOT_REGULAR: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (pipe, "a pipe, not a regular file"),
    "a link to a pipe": (link_to_pipe, "a pipe, not a regular file"),
    "a socket": (socket_at, "a socket, not a regular file"),
    "an endless device": (lambda path: path.symlink_to("/dev/zero"), "a device, not a regular file"),
    "an empty device": (lambda path: path.symlink_to("/dev/null"), "a device, not a regular file"),
    "a folder": (Path.mkdir, "older"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
    "a link to nothing": (lambda path: path.symlink_to("nothing"), "o"),
}


@pytest.mark.parametrize("kind", NOT_REGULAR)
@pytest.mark.parametrize(
    "command", [pytest.param(name, marks=pytest.mark.torch if name in ("sft", "compare") else ()) for name in COMMANDS]
)
def test_only_a_regular_file_is_read(console: Command, place: Path, command: str, kind: str) -> None:
    if command in ("sft", "compare"):
        pytest.importorskip("trl")
    make, fact = NOT_REGULAR[kind]
    make(place / "in.jsonl")
    said = one_sentence(console, command, "in.jsonl")
    assert fact in said or (kind == "a folder" and "Is a directory" in said)
    assert not (place / "run").exists()


@pytest.mark.parametrize("command", ["seeds check", *TABLES])
def test_a_link_to_a_regular_file_is_read(console: Command, place: Path, command: str) -> None:
    (place / "in.jsonl").symlink_to("good.jsonl")
    assert console(*words(command, "in.jsonl")).code == 0


@pytest.mark.parametrize("given", ["<(cat good.jsonl)", "/dev/stdin < <(cat good.jsonl)", "/dev/stdin"])
@pytest.mark.parametrize("command", ["seeds check", "dedup"])
def test_a_pipe_of_the_shell_is_refused_with_what_to_do(place: Path, command: str, given: str) -> None:
    shell = shutil.which("bash")
    if not shell:
        pytest.skip("needs bash")
    line = " ".join([sys.executable, "-m", "selfinstruct", *words(command, given)])
    done = subprocess.run(
        [shell, "-c", line if "<" in given else f"cat good.jsonl | {line}"],
        cwd=place,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "this is a pipe, not a regular file; write its data to a file first" in done.stderr


def test_a_file_on_standard_input_is_read(place: Path) -> None:
    with (place / "good.jsonl").open("rb") as file:
        command = [sys.executable, "-m", "selfinstruct", "seeds", "check", "/dev/stdin"]
        done = subprocess.run(command, stdin=file, capture_output=True, text=True, cwd=place, timeout=HANGS)
    assert (done.returncode, "1 valid seed task" in done.stdout) == (0, True)


def test_a_pipe_that_takes_the_place_of_a_file_is_noticed_after_opening(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place / "in.jsonl"
    path.write_bytes(ROW)
    before = path.stat()
    monkeypatch.setattr(Path, "stat", lambda self: before)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(NotRegular, match="a pipe"):
        open_regular(path)


def test_a_file_that_is_read_whole_has_a_limit(place: Path) -> None:
    assert read_regular(place / "good.jsonl", limit=len(ROW)) == ROW
    with pytest.raises(OSError, match="larger than 0 MiB"):
        read_regular(place / "good.jsonl", limit=len(ROW) - 1)


def test_a_file_that_grows_while_it_is_read_has_the_same_limit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place / "good.jsonl"
    (place / "short").touch()
    monkeypatch.setattr(regular_files.os, "fstat", lambda _: (place / "short").stat())
    with pytest.raises(OSError, match="larger than"):
        read_regular(path, limit=10)


def test_a_path_with_a_nul_character_is_an_os_error() -> None:
    with pytest.raises(OSError, match="null"):
        read_regular(Path("a\0b"))


FOREIGN = ("records.jsonl", "stats.json", "types.json")
"""Files of a run folder from elsewhere that a pipe may take the place of."""


@pytest.mark.parametrize("name", FOREIGN)
def test_a_pipe_in_a_run_folder_is_a_storage_error(console: Command, place: Path, name: str) -> None:
    assert console(*GENERATE).code == 0
    (place / "run" / name).unlink(missing_ok=True)
    os.mkfifo(place / "run" / name)
    command = ("classify", "run") if name == "types.json" else ("export", "run", "--format", "alpaca")
    done = console(*command)
    assert (done.code, done.err.count("\n")) == (6, 1), done.err
    assert name in done.err
    assert "a pipe, not a regular file" in done.err


def test_a_pipe_as_the_dataset_info_of_llama_factory_is_refused(console: Command, place: Path) -> None:
    (place / "data").mkdir()
    os.mkfifo(place / "data" / "dataset_info.json")
    done = console("export", "good.jsonl", "--format", "llamafactory", "--out", "data")
    assert (done.code, "a pipe, not a regular file" in done.err) == (2, True)


def test_a_pipe_in_the_place_of_a_report_is_not_read(place: Path) -> None:
    os.mkfifo(place / "page.html")
    assert not _is_ours(place / "page.html")


def packed(path: Path, start: bytes, block: bytes, times: int) -> None:
    with gzip.open(path, "wb", 6) as file:
        file.write(start)
        for _ in range(times):
            file.write(block)


def sparse(path: Path, _start: bytes, _block: bytes, times: int) -> None:
    with path.open("wb") as file:
        file.truncate(times * MIB)


def plain(path: Path, start: bytes, block: bytes, times: int) -> None:
    path.write_bytes(start + block * times)


NO_ROW, TOO_MUCH = "no row ends within 16 MiB", "unpacks to more than 100 times its size"
LONG = b'{"instruction": "'
BOMBS: dict[str, tuple[str, Callable[[Path, bytes, bytes, int], None], bytes, bytes, int, str]] = {
    "zeros": ("in.jsonl.gz", packed, b"", b"\0" * MIB, 2000, NO_ROW),
    "blanks": ("in.jsonl.gz", packed, b"", b" " * MIB, 1000, NO_ROW),
    "blank lines": ("in.jsonl.gz", packed, b"", b"\n" * MIB, 300, NO_ROW),
    "blanks in .json.gz": ("in.json.gz", packed, b"", b" " * MIB, 300, NO_ROW),
    "blanks in an array": ("in.json.gz", packed, b"[", b" " * MIB, 300, NO_ROW),
    "blank lines in an array": ("in.json.gz", packed, b"[\n", b"\r\n" * (MIB // 2), 300, NO_ROW),
    "blanks after a row": ("in.json.gz", packed, b"[" + GOOD.encode(), b" " * MIB, 300, NO_ROW),
    "a text in an array": ("in.json.gz", packed, b"[" + LONG, b"a" * MIB, 300, NO_ROW),
    "a text in a line": ("in.jsonl.gz", packed, LONG, b"a" * MIB, 300, NO_ROW),
    "a cell": ("in.csv.gz", packed, b'instruction,output\n"', b"a" * MIB, 300, NO_ROW),
    "a cell of many lines": ("in.csv.gz", packed, b'instruction,output\n"', b"a\n" * (MIB // 2), 300, NO_ROW),
    "cells": ("in.tsv.gz", packed, b"instruction\toutput\n", b"\t" * MIB, 300, NO_ROW),
    "a header": ("in.csv", plain, b"", b",", 12 * MIB, "two columns are named ''"),
    "a header of many names": ("in.csv", plain, b"", b"a,b,", 100_000, "two columns are named 'a'"),
    "blank lines of a csv": ("in.csv.gz", packed, b"", b"\n" * MIB, 300, NO_ROW),
    "rows": ("in.jsonl.gz", packed, b"", ROW * 10_000, 100, TOO_MUCH),
    "a hole": ("in.jsonl", sparse, b"", b"", 50_000, NO_ROW),
    "a hole in .json": ("in.json", sparse, b"", b"", 50_000, NO_ROW),
    "a long line": ("in.jsonl", plain, LONG, b"a" * MIB, 60, NO_ROW),
}
MAX_BYTES = 300 * MIB


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read in /proc")
@pytest.mark.parametrize(
    ("command", "bomb"),
    [*(("export", bomb) for bomb in BOMBS), *(("seeds check", bomb) for bomb in BOMBS)],
)
def test_a_bomb_ends_in_a_sentence_and_in_little_memory(place: Path, command: str, bomb: str) -> None:
    name, make, start, block, times, fact = BOMBS[bomb]
    make(place / name, start, block, times)
    # Not getrusage: its maximum includes the process that started this one.
    program = (
        "from selfinstruct.cli import app\n"
        "try: app.main()\n"
        "finally: print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words(command, name)], capture_output=True, text=True, cwd=place, timeout=HANGS
    )
    assert done.returncode == 2, done.stderr
    assert fact in done.stderr or (command == "seeds check" and "not valid JSON" in done.stderr)
    assert int(done.stdout) * 1024 < MAX_BYTES
    assert sorted(path.name for path in place.iterdir()) == sorted(["good.jsonl", name])


def test_the_sentence_says_after_which_row_nothing_ends(console: Command, place: Path) -> None:
    plain(place / "in.jsonl", ROW * 3, b"\0" * MIB, 20)
    assert "within 16 MiB after the row in line 3, which is the limit" in one_sentence(console, "export", "in.jsonl")


def test_a_template_has_a_limit(console: Command, place: Path) -> None:
    sparse(place / "in.txt", b"", b"", 50_000)
    assert "larger than 1 MiB" in one_sentence(console, "--prompt", "in.txt")


@pytest.mark.parametrize("name", ["in.jsonl", "in.json", "in.csv", "in.jsonl.gz", "in.json.gz"])
def test_a_row_at_the_limit_is_read(place: Path, name: str) -> None:
    text = "长" * ((bounded.MAX_ROW - 100) // 3)
    row = json.dumps({"instruction": text}, ensure_ascii=False)
    content = {"in.csv": f'instruction\n"{text}"\n'}.get(
        name, f"[{row},\n{row}]" if ".json." in f"{name}." else f"{row}\n"
    )
    path = place / name
    path.write_bytes(gzip.compress(content.encode(), 0) if path.suffix == ".gz" else content.encode())
    found = list(read_rows(path, lambda _: None))
    assert {row.fields["instruction"] == text for row in found} == {True}
    assert len(found) == content.count(text)


@pytest.mark.slow
def test_half_a_million_gzipped_rows_are_read(place: Path) -> None:
    with gzip.open(place / "in.jsonl.gz", "wt", 1, encoding="utf-8") as file:
        file.writelines(
            f'{{"instruction": "{number * 7919 % 500_009} 写诗", "output": "{number}"}}\n' for number in range(500_000)
        )
    assert sum(1 for _ in read_rows(place / "in.jsonl.gz", lambda _: None)) == 500_000


PACKED = gzip.compress(ROW * 3)
READ: dict[str, tuple[str, bytes, int]] = {
    "two members": ("in.jsonl.gz", gzip.compress(ROW) + gzip.compress(ROW), 2),
    "many members": ("in.jsonl.gz", gzip.compress(ROW) * 1000, 1000),
    "a row in two members": ("in.jsonl.gz", gzip.compress(ROW[:20]) + gzip.compress(ROW[20:]), 1),
    "empty members": ("in.jsonl.gz", gzip.compress(b"") * 1000 + gzip.compress(ROW), 1),
    "zeros at the end": ("in.jsonl.gz", PACKED + b"\0" * 1000, 3),
    "NaN and infinity": ("in.jsonl", b'{"instruction": "x", "output": "y", "n": [NaN, -Infinity, 1e999]}\n', 1),
    "NUL in a text": ("in.jsonl", b'{"instruction": "\\u0000x", "output": "y"}\n', 1),
    "NUL in a cell": ("in.csv", b"instruction,output\nx\0,y\n", 1),
    "a lone surrogate": ("in.jsonl", b'{"instruction": "x\\ud800", "output": "\\udfff"}\n', 1),
    "nested a hundred times": (
        "in.jsonl",
        b'{"instruction": "x", "output": "y", "n": ' + b"[" * 99 + b"]" * 99 + b"}\n",
        1,
    ),
    "no gzip data": ("in.jsonl.gz", ROW * 3, 3),
    "gzip without the suffix": ("in.jsonl", PACKED, 3),
    "many lists beside each other": (
        "in.jsonl",
        b'{"instruction": "x", "output": "y", "n": [' + b"[]," * 9999 + b"0]}\n",
        1,
    ),
}


@pytest.mark.parametrize("case", READ)
def test_odd_files_are_read(place: Path, case: str) -> None:
    name, content, rows = READ[case]
    (place / name).write_bytes(content)
    assert sum(1 for _ in read_rows(place / name, lambda _: None)) == rows


def deep(opening: str, closing: str = "", times: int = 100_000) -> bytes:
    return (opening * times + closing * times).encode()


CSV = "instruction,output\n写诗,好\n"
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "truncated": ("in.jsonl.gz", PACKED[:-9], "in.jsonl.gz: the gzip file is damaged or truncated"),
    "truncated in its head": ("in.jsonl.gz", PACKED[:5], "in.jsonl.gz: the gzip file is damaged or truncated"),
    "wrong checksum": ("in.jsonl.gz", PACKED[:-8] + b"\1\2\3\4" + PACKED[-4:], "in.jsonl.gz: the gzip file is damaged"),
    "other data at the end": ("in.jsonl.gz", PACKED + b"garbage", "in.jsonl.gz: other data follows the gzip data"),
    "gzip in gzip": ("in.jsonl.gz", gzip.compress(PACKED), "in.jsonl.gz: this is gzip data inside compressed data"),
    "nothing": ("in.jsonl.gz", b"", "in.jsonl.gz: the file contains no rows"),
    "nothing packed": ("in.jsonl.gz", gzip.compress(b""), "in.jsonl.gz: the file contains no rows"),
    "deep arrays": ("in.json", deep("["), "in.json:1: not valid JSON: nested more than 100 levels deep"),
    "deep objects": ("in.jsonl", deep('{"a":'), "in.jsonl:1: not valid JSON: nested more than 100 levels deep"),
    "a deep field": (
        "in.jsonl",
        b'{"a": ' + deep("[", "]", 100) + b"}",
        "in.jsonl:1: not valid JSON: nested more than",
    ),
    "a deep field of an array": (
        "in.json",
        b'[{"a": ' + deep("[", "]", 100) + b"}]",
        "in.json:1: not valid JSON: nested",
    ),
    "a giant number": (
        "in.jsonl",
        b'{"n": ' + b"9" * 5000 + b"}",
        "in.jsonl:1: not valid JSON: a whole number has more",
    ),
    "a giant number in an array": (
        "in.json",
        b'[{"n": ' + b"9" * 5000 + b"}]",
        "in.json:1: not valid JSON: a whole num",
    ),
    "a control character": ("in.jsonl", b'{"instruction": "\0"}', "Invalid control character at column 18;"),
    "a control character in an array": ("in.json", b'[{"instruction": "\0"}]', "Invalid control character;"),
    "invalid UTF-8": (
        "in.jsonl",
        ROW + b'{"instruction": "\xff"}',
        "in.jsonl:2: not UTF-8 text; save the file as UTF-8",
    ),
    "half a Parquet file": ("in.jsonl", b"PAR1\x15\x04\xff", "in.jsonl: the Parquet file is damaged or truncated"),
    "Excel": ("in.csv", b"PK\x03\x04\x14\xff", "in.csv: this is a zip archive or an Excel file; unpack the archive"),
    "Git LFS": ("in.json", b"version https://git-lfs.github.com/spec/v1\n", "in.json: this is a Git LFS pointer"),
    "a web page": ("in.jsonl", b"\n<!DOCTYPE html><html>", "in.jsonl: this is a web page or XML instead of rows"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_content_is_refused_in_a_sentence(console: Command, place: Path, case: str) -> None:
    name, content, fact = REFUSED[case]
    (place / name).write_bytes(content)
    assert fact in one_sentence(console, "export", name)


@pytest.mark.parametrize("case", [name for name, (file, *_) in REFUSED.items() if file in ("in.jsonl", "in.json")])
def test_bad_content_of_seeds_is_refused_in_a_sentence(console: Command, place: Path, case: str) -> None:
    name, content, fact = REFUSED[case]
    (place / name).write_bytes(content)
    done = console("seeds", "check", name)
    assert (done.code, done.out) == (2, "")
    assert fact.removesuffix(";") in done.err
    assert "1 problem, " in done.err


@pytest.mark.parametrize("command", ["--seeds", "generate --against", "report --against", "dedup --against"])
def test_bad_content_of_a_second_file_is_refused_in_a_sentence(console: Command, place: Path, command: str) -> None:
    (place / "in.jsonl").write_bytes(PACKED[:-9])
    done = console(*words(command, "in.jsonl"))
    assert (done.code, "in.jsonl: the gzip file is damaged or truncated" in done.err) == (2, True)
