"""Files of rows are told by their content: whatever wrote them, the rows read are the rows written."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfinstruct.errors import InputError
from selfinstruct.storage.tables import BadRow, NewTable, NoRows, json_stream, read_rows, stem_of
from selfinstruct.storage.tables.arrow_values import plain
from selfinstruct.storage.tables.encodings import is_chinese

Rows = list[dict[str, Any]]

ODD = {
    "line separators": "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "line breaks": "一\n二\r三\r\n",
    "quotes": "他说\"好\"，'行'",
    "commas": "甲,乙;丙\t丁",
    "emoji": "👩‍👩‍👧‍👦🀄",
    "zero": "一\x00二",
    "spaces around": "  两边 ",
    "formula": "=1+1",
    "empty": "",
    "byte order mark": "\ufeff一",
    "backslash": "\\n \\ud800 \\",
    "braces": '[{"a": "}"]}',
    "very long": "很长" * 100_000,
}
TEXTS: Rows = [{"instruction": name, "input": text[::-1], "output": text, "列": "x"} for name, text in ODD.items()]
VALUES: Rows = [
    {"instruction": "一", "n": 1, "x": 1.5, "ok": True, "none": None, "list": ["a", 2, None], "o": {"k": {"v": []}}},
    {"instruction": "\ud83d", "n": -(2**70), "x": 1e-300, "ok": False, "none": None, "list": [], "o": {}},
]


def arrow_packed(codec: str) -> Callable[[bytes], bytes]:
    def pack(content: bytes) -> bytes:
        sink = pa.BufferOutputStream()
        with pa.CompressedOutputStream(sink, codec) as stream:
            stream.write(content)
        return bytes(sink.getvalue())

    return pack


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": arrow_packed("zstd"),
    ".lz4": arrow_packed("lz4"),
}


def text_json(value: Any, **options: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, **options)
    return json.dumps(value, **options) if "\ud83d" in text else text


def lines(rows: Rows) -> str:
    return "".join(text_json(row) + "\n" for row in rows)


def cells(rows: Rows, separator: str) -> str:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]), delimiter=separator)
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


JSON: dict[str, Callable[[Rows], str]] = {
    "lines": lines,
    "windows lines": lambda rows: lines(rows).replace("\n", "\r\n"),
    "array": lambda rows: text_json(rows),
    "pretty array": lambda rows: text_json(rows, indent=2),
    "pretty objects": lambda rows: "\n".join(text_json(row, indent=4) for row in rows),
    "objects in one line": lambda rows: "".join(text_json(row) for row in rows),
    "wrapped": lambda rows: text_json({"data": rows}),
    "wrapped and pretty": lambda rows: text_json({"version": "1.0", "data": rows, "meta": {"n": [1]}}, indent=1),
    "wrapped by another name": lambda rows: text_json({"info": {}, "aufgaben": rows}),
    "split": lambda rows: text_json({"columns": list(rows[0]), "index": [7, 8], "data": [[*r.values()] for r in rows]}),
    "lists by column": lambda rows: text_json({name: [row[name] for row in rows] for name in rows[0]}),
    "objects by column": lambda rows: text_json(
        {name: {str(i): row[name] for i, row in enumerate(rows)} for name in rows[0]}
    ),
    "objects by row": lambda rows: text_json({str(i): row for i, row in enumerate(rows)}),
}


def read(path: Path, **options: Any) -> Rows:
    return [dict(row.fields) for row in read_rows(path, lambda _: None, **options)]


def sorted_out(path: Path, **options: Any) -> tuple[list[int], list[int]]:
    """Return the lines of the good and of the bad rows."""
    bad: list[BadRow] = []
    good = [row.line for row in read_rows(path, lambda _: None, bad.append, **options)]
    assert all(each.file == str(path) and each.why and not each.why.startswith(each.file) for each in bad)
    return good, [each.line for each in bad]


def problem(path: Path, **options: Any) -> str | None:
    """Return the sentence of the InputError that reading raises; None if the file is read."""
    try:
        read(path, **options)
    except InputError as error:
        return str(error)
    return None


def why(path: Path, **options: Any) -> str:
    said = problem(path, **options)
    assert said
    assert said.startswith(str(path))
    assert "\n" not in said
    return said


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("rows", [TEXTS, VALUES], ids=["texts", "values"])
@pytest.mark.parametrize("name", ["in.jsonl", "in.json", "in.csv", "in", "in.data"])
@pytest.mark.parametrize("layout", JSON)
def test_json_is_read_in_any_layout_and_under_any_name(tmp_path: Path, layout: str, name: str, rows: Rows) -> None:
    assert read(put(tmp_path / name, JSON[layout](rows))) == rows


@pytest.mark.parametrize("suffix", PACKINGS)
@pytest.mark.parametrize("layout", ["lines", "pretty array", "wrapped and pretty"])
def test_packed_json_is_read_with_and_without_its_suffix(tmp_path: Path, layout: str, suffix: str) -> None:
    content = PACKINGS[suffix](JSON[layout](TEXTS).encode())
    for name in (f"in.json{suffix}", "in.jsonl", "in.bin"):
        assert read(put(tmp_path / name, content)) == TEXTS


@pytest.mark.parametrize(
    ("name", "separator"),
    [("in.csv", ","), ("in.tsv", "\t"), ("in.csv", ";"), ("in.tsv", ","), ("in", ","), ("in.txt", "\t")],
)
@pytest.mark.parametrize("suffix", PACKINGS)
def test_cells_are_read_with_the_separator_of_their_header(
    tmp_path: Path, name: str, separator: str, suffix: str
) -> None:
    path = put(tmp_path / f"{name}{suffix}", PACKINGS[suffix](cells(TEXTS, separator).encode()))
    assert read(path) == TEXTS


@pytest.mark.parametrize("suffix", [suffix for suffix in PACKINGS if suffix])
def test_packed_files_in_several_parts_are_read_and_damaged_ones_refused(tmp_path: Path, suffix: str) -> None:
    pack, content = PACKINGS[suffix], lines(TEXTS[:3]).encode()
    whole = pack(content)
    assert read(put(tmp_path / "a.jsonl", whole + pack(content))) == TEXTS[:3] * 2
    for damaged in (whole[: len(whole) // 2], whole[:-3]):
        assert "file is damaged or truncated (" in why(put(tmp_path / "b.jsonl", damaged))


@pytest.mark.parametrize("suffix", [".bz2", ".xz", ".zst"])
def test_a_bomb_in_any_compression_is_refused(tmp_path: Path, suffix: str) -> None:
    rows = (json.dumps({"instruction": "写诗", "output": "好" * 100}) + "\n").encode() * 100_000
    assert "unpacks to more than 100 times its size" in why(put(tmp_path / "in.jsonl", PACKINGS[suffix](rows)))


@pytest.mark.parametrize(("module", "suffix", "name"), [("bz2", ".bz2", "bzip2"), ("lzma", ".xz", "xz")])
def test_a_python_without_a_compression_reads_all_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, suffix: str, name: str
) -> None:
    path = put(tmp_path / f"in.jsonl{suffix}", PACKINGS[suffix](lines(CHINESE).encode()))
    monkeypatch.setitem(sys.modules, module, None)
    assert f"this Python cannot unpack {name}; unpack the file first" in why(path)
    assert read(put(tmp_path / "in.jsonl.gz", gzip.compress(lines(CHINESE).encode()))) == CHINESE


def test_the_zstd_command_and_its_skippable_frames_are_read(tmp_path: Path) -> None:
    frame = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    packed = PACKINGS[".zst"](lines(TEXTS).encode())
    assert read(put(tmp_path / "in.jsonl.zst", packed + frame)) == TEXTS


ENCODINGS = ["utf-8-sig", "utf-16", "utf-32"]
BIG_ENDIAN = {"utf-16-be": b"\xfe\xff", "utf-32-be": b"\0\0\xfe\xff"}


@pytest.mark.parametrize("encoding", [*ENCODINGS, *BIG_ENDIAN])
@pytest.mark.parametrize("layout", [*JSON, "csv", "tsv"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, layout: str, encoding: str) -> None:
    text = cells(TEXTS, {"csv": ",", "tsv": "\t"}[layout]) if layout in ("csv", "tsv") else JSON[layout](TEXTS)
    content = BIG_ENDIAN.get(encoding, b"") + text.encode(encoding)
    assert read(put(tmp_path / (f"in.{layout}" if layout in ("csv", "tsv") else "in.json"), content)) == TEXTS
    assert read(put(tmp_path / "in.csv.gz", gzip.compress(content)), encoding="gb18030") == TEXTS or layout == "tsv"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("layout", ["lines", "array"])
def test_json_in_utf_16_is_read_without_a_byte_order_mark(tmp_path: Path, layout: str, encoding: str) -> None:
    assert read(put(tmp_path / "in.json", JSON[layout](TEXTS).encode(encoding))) == TEXTS


CHINESE: Rows = [
    {"instruction": "请用一个词形容秋天的天气。", "output": "凉爽，天高云淡。"},
    {"instruction": "列出三种常见的水果", "output": "苹果、梨和桃子"},
]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "gb2312"])
@pytest.mark.parametrize("before", [0, 100_000])
def test_chinese_in_gb18030_is_recognized_wherever_it_begins(tmp_path: Path, encoding: str, before: int) -> None:
    plain_row = {"instruction": "a", "output": "b"}
    rows = [plain_row] * before + CHINESE
    assert read(put(tmp_path / "in.jsonl", lines(rows).encode(encoding))) == rows
    assert read(put(tmp_path / "in.csv", cells(rows, ",").encode(encoding))) == rows


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("请用一个词形容秋天的天气。" * 9, "utf-8"),
        ("가을의 숲을 두 문장으로 묘사하세요. 나무는 조용하고 바람은 차갑습니다.", "euc-kr"),
        ("秋の森を二つの文で描写してください。", "euc-jp"),
        ("秋の森を二つの文で描写してください。", "shift_jis"),
        ("請用兩句話描述秋天的森林。樹木很安靜，風很冷。", "big5"),
        ("Опишите осенний лес в двух предложениях.", "cp1251"),
        ("Опишите осенний лес в двух предложениях.", "koi8-r"),
        ("Größe über alles, schön, Äpfel, naïve café", "latin-1"),
        ("Ação, coração, não; à é ê", "cp1252"),
        ("", "utf-8"),
        ("写", "gbk"),
    ],
)
def test_other_encodings_are_not_taken_for_gb18030(text: str, encoding: str) -> None:
    assert not is_chinese(text.encode(encoding))


@pytest.mark.parametrize("at", [3, 10, 20, 60])
def test_damaged_utf_8_is_not_taken_for_gb18030(tmp_path: Path, at: int) -> None:
    damaged = bytearray(lines(CHINESE * 3).encode())
    damaged[40 + at] = 0xFF
    good, bad = sorted_out(put(tmp_path / "in.jsonl", bytes(damaged)))
    assert (len(good), len(bad)) == (5, 1)


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "utf-16-be", "latin-1", "gbk", "UTF8"])
def test_an_encoding_can_be_named(tmp_path: Path, encoding: str) -> None:
    text = {"latin-1": "Größe", "shift_jis": "秋の森", "big5": "樹木"}.get(encoding, "写")
    rows = [{"instruction": text, "output": text}]
    for name, content in (("a.csv", cells(rows, ",")), ("a.json", text_json(rows)), ("a.jsonl", lines(rows))):
        content = content if name == "a.csv" else json.dumps(json.loads(text_json(rows)), ensure_ascii=False)
        assert read(put(tmp_path / name, content.encode(encoding)), encoding=encoding) == rows


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "zlib", "undefined", "\0", "", "idna2"])
def test_an_unknown_encoding_is_refused_with_the_option(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path / "in.jsonl", lines(CHINESE))
    if not encoding:
        assert read(path, encoding=encoding) == CHINESE
        return
    with pytest.raises(InputError, match=r"^--encoding .*: unknown encoding; use a name that Python knows"):
        read(path, encoding=encoding)


BAD_TEXT = b'{"instruction": "\xff\xfe", "output": "x"}'


@pytest.mark.parametrize(
    ("name", "content", "good", "bad"),
    [
        ("in.jsonl", b'{"a": 1}\noops\n{"a": 2}\n', [1, 3], [2]),
        ("in.jsonl", b'{"a": 1}\n\n{"a": 2\n[]\n3\n"x"\nnull\n{"a": 3}', [1, 8], [3, 4, 5, 6, 7]),
        ("in.jsonl", b'oops\n{"a": 1}\n', [2], [1]),
        ("in.jsonl", b'{"a": oops}\n{"a": 1}\n', [2], [1]),
        ("in.jsonl", b'{"a": 1\n{"a": 1}\n', [2], [1]),
        ("in.jsonl", b'{"a": 1} x\n{"a": 1}\n', [2], [1]),
        ("in.jsonl", b'{"a": "\n{"a": 1}\n', [2], [1]),
        ("in.jsonl", b"oops", [], [1]),
        ("in.jsonl", b'{"a": 1}\n' + BAD_TEXT + b'\n{"a": 2}', [1, 3], [2]),
        ("in.jsonl", BAD_TEXT + b'\n{"a": 2}', [2], [1]),
        ("in.jsonl", b'{"a": 1}\n{"a": ' + b"[" * 200 + b"]" * 200 + b'}\n{"a": 2}', [1, 3], [2]),
        ("in.jsonl", b'{"a": 1}\n' + b'{"a":' * 100_000 + b'\n{"a": 2}', [1, 3], [2]),
        ("in.jsonl", b'{"a": 1}\n{"n": ' + b"9" * 5000 + b'}\n{"a": 2}', [1, 3], [2]),
        ("in.json", b'[\n{"a": 1},\n3,\n[4],\nnull,\n{"a": 2}]', [2, 6], [3, 4, 5]),
        ("in.json", b'[\n{"a": 1},\n' + BAD_TEXT + b',\n{"a": 2}]', [2, 4], [3]),
        ("in.json", b'[\n{"a": ' + b"[" * 200 + b"]" * 200 + b'},\n{"a": 2}]', [3], [2]),
        ("in.json", b"[\n" + b"[" * 100_000 + b'"]"' + b"]" * 100_000 + b',\n{"a": 2}]', [3], [2]),
        ("in.json", b'[\n{"n": ' + b"9" * 5000 + b'},\n{"a": 2}]', [3], [2]),
        ("in.json", b"[\n" + b"9" * 5000 + b',\n{"a": 2}]', [3], [2]),
        ("in.json", b'{"data": [\n{"a": 1},\n3,\n' + BAD_TEXT + b',\n{"a": 2}]}', [2, 5], [3, 4]),
        ("in.json", b'{"data": [\n{"n": ' + b"9" * 5000 + b'},\n{"a": 2}]}', [3], [2]),
        ("in.json", b'{\n"a": 1\n}\n{\n"a": "\xff"\n}\n{\n"a": 3\n}', [1, 7], [4]),
        ("in.json", b'{\n"n": ' + b"9" * 5000 + b'\n}\n{\n"a": 3\n}', [4], [1]),
        ("in.csv", b"a,b\n1,2\n3\n4,5,6\n7,8\n", [2, 5], [3, 4]),
        ("in.csv", b'a,b\n1,"x\ny"\n3,"x\n\xff"\n7,8\n', [2, 6], [4]),
        ("in.tsv", b"a\tb\n1\t2\t3\n7\t8\n", [3], [2]),
    ],
)
def test_reading_continues_after_a_bad_row(
    tmp_path: Path, name: str, content: bytes, good: list[int], bad: list[int]
) -> None:
    path = put(tmp_path / name, content)
    assert sorted_out(path) == (good, bad)
    assert f"{path}:{bad[0]}: " in why(path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_row_with_bytes_that_are_not_text_is_named_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    one, damage = {"gb18030": ("gb18030", b"\xff"), "utf-16": ("utf-16-le", b"\x00\xd8")}[encoding]
    first, third = '{"instruction": "写"}\n', '{"instruction": "诗"}\n'
    content = first.encode(encoding) + '{"a": "'.encode(one) + damage + '"}\n'.encode(one) + third.encode(one)
    path = put(tmp_path / "in.jsonl", content)
    assert sorted_out(path, encoding=encoding) == ([1, 3], [2])
    assert f"not {encoding.upper()} text" in why(path, encoding=encoding)


@pytest.mark.parametrize(
    ("name", "content", "fact"),
    [
        ("in.json", b'[{"a": 1},\n{"a": 2}', "in.json:2: not valid JSON: the file ends too early"),
        ("in.json", b'{"data": [{"a": 1},\n{"a": 2}', "in.json:2: not valid JSON: the file ends too early"),
        ("in.json", b'{"data": [{"a": 1},\n{"a": oops}]}', "in.json:2: not valid JSON: Expecting value"),
        ("in.json", b'{"data": [\n{"a": 1}], oops}', "in.json:2: not valid JSON: Expecting property name"),
        ("in.json", b'{"data":\n[{"a": 1}]}\noops', "in.json:3: not valid JSON: unexpected text after the end"),
        ("in.json", b'{\n"a": 1\n}\noops', "in.json:4: not valid JSON: unexpected text after the end of an object"),
        ("in.json", b'{\n"a": 1,\n}\n', "in.json:3: not valid JSON: Expecting property name"),
        ("in.json", b'{\n"a": 1\n}\n{', "in.json:4: not valid JSON: Expecting property name"),
        ("in.json", b'{"train": [{"a": 1}],\n"test": [{"a": 2}]}', "there are rows in `train` and in `test`; save"),
        ("in.json", b'{"data": []}', "in.json: the file contains no rows"),
        ("in.csv", b'a,b\n"x" y,z\n', "in.csv:2: this row is quoted incorrectly"),
        ("in.csv", b"a\xff,b\nx,y\n", "in.csv:1: not UTF-8 text; save the file as UTF-8 (a command"),
        ("notes", b"first line\nsecond line\n", "notes: the format is not clear"),
        ("in.parquet", b"not\nparquet", "in.parquet: the format is not clear"),
        ("in.jsonl", b"", "in.jsonl: the file contains no rows"),
        ("in", b" \n\n", "in: the file contains no rows"),
    ],
)
def test_what_breaks_a_file_is_one_sentence_with_its_line(tmp_path: Path, name: str, content: bytes, fact: str) -> None:
    path = put(tmp_path / name, content)
    assert fact in why(path)
    assert fact in why(path, on_bad=lambda _: None)


def test_a_file_with_only_bad_rows_is_not_without_rows(tmp_path: Path) -> None:
    assert sorted_out(put(tmp_path / "in.jsonl", "1\n2\n")) == ([], [1, 2])
    with pytest.raises(NoRows):
        read(put(tmp_path / "empty.jsonl", "\n"))


TURNS = [{"role": "user", "content": "一"}, {"role": "assistant", "content": "二"}]
PAIRS = [{"from": "human", "value": "一"}, {"from": "gpt", "value": "二"}]


@pytest.mark.parametrize(
    "row",
    [
        {"messages": TURNS},
        {"conversations": PAIRS},
        {"conversations": PAIRS, "id": "x"},
        {"instruction": "一", "instances": [{"input": "", "output": "二"}]},
        {"instances": [{"input": "", "output": "二"}]},
        {"instruction": "一", "output": "二", "examples": [{"a": 1}]},
        {"chosen": TURNS, "rejected": TURNS},
        {"dialog": TURNS},
        {"question": "一", "choices": [{"label": "A"}, {"label": "B"}]},
        {"instruction": "一", "meta": {"a": {}}},
        {"a": {"b": 1}, "c": {"d": 2}},
        {"instruction": "一", "history": []},
        {"a": [], "b": []},
        {"a": [1], "b": [1, 2]},
        {},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_that_is_a_row_stays_a_row(tmp_path: Path, row: dict[str, Any], indent: int | None) -> None:
    assert read(put(tmp_path / "in.json", text_json(row, indent=indent))) == [row]


@pytest.mark.parametrize("row", [{"messages": TURNS}, {"conversations": PAIRS}, {"instruction": "一"}, {"data": "x"}])
@pytest.mark.parametrize(
    "name", ["data", "rows", "train", "examples", "items", "records", "conversations", "questions"]
)
def test_one_object_around_rows_is_opened(tmp_path: Path, name: str, row: dict[str, Any]) -> None:
    assert read(put(tmp_path / "in.json", text_json({name: [row, row], "n": 2}))) == [row, row]


def test_rows_have_the_line_in_which_they_begin(tmp_path: Path) -> None:
    text = '\n{"version": "1",\n "data": [{"a": 1},\n\n {"a":\n 2}, {"a": 3}\n], "n": 1}\n'
    assert sorted_out(put(tmp_path / "a.json", text))[0] == [3, 5, 6]
    assert sorted_out(put(tmp_path / "b.json", '\n\n{\n"a": 1}\n\n{"a": 2} {"a":\n3}'))[0] == [3, 6, 6]


@pytest.mark.parametrize("orient", ["columns", "index", "records", "split", "table"])
@pytest.mark.parametrize("is_lines", [False, True])
def test_files_of_pandas_are_read(tmp_path: Path, orient: Any, is_lines: bool) -> None:
    if is_lines and orient != "records":
        pytest.skip("pandas writes only records as lines")
    frame = pd.DataFrame(TEXTS)
    frame.to_json(tmp_path / "in.json", orient=orient, lines=is_lines, force_ascii=False)
    assert read(tmp_path / "in.json") == TEXTS


def test_labels_that_are_not_numbers_become_ids(tmp_path: Path) -> None:
    path = put(tmp_path / "in.json", text_json({"a1": {"instruction": "一"}, "a2": {"instruction": "二", "id": 7}}))
    assert read(path) == [{"id": "a1", "instruction": "一"}, {"id": 7, "instruction": "二"}]


def test_pandas_files_of_other_formats_are_read(tmp_path: Path) -> None:
    frame = pd.DataFrame(TEXTS[:6])
    frame.to_parquet(tmp_path / "a.parquet")
    frame.to_feather(tmp_path / "a.feather")
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_csv(tmp_path / "b.csv", index=False, encoding="utf-8-sig", sep=";")
    frame.to_csv(tmp_path / "a.csv.xz", index=False)
    for name in ("a.parquet", "a.feather", "a.csv", "b.csv", "a.csv.xz"):
        assert read(tmp_path / name) == TEXTS[:6], name


SCHEMA = pa.schema([("instruction", pa.string()), ("n", pa.int64()), ("l", pa.list_(pa.struct([("k", pa.float64())])))])
STORED: Rows = [{"instruction": f"{n}{text}", "n": n, "l": [{"k": n / 7}, None]} for n, text in enumerate(ODD.values())]


def parquet(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, row_group_size=5)


def arrow_file(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=5)


def arrow_stream(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=5)


COLUMNAR = {"parquet": parquet, "arrow": arrow_file, "stream": arrow_stream}


@pytest.mark.parametrize("name", ["in.parquet", "in.arrow", "in.jsonl", "in"])
@pytest.mark.parametrize("form", COLUMNAR)
def test_parquet_and_arrow_are_read_under_any_name(tmp_path: Path, form: str, name: str) -> None:
    COLUMNAR[form](tmp_path / name, pa.Table.from_pylist(STORED, schema=SCHEMA))
    assert read(tmp_path / name) == STORED
    assert sorted_out(tmp_path / name) == (list(range(1, len(STORED) + 1)), [])


def test_an_arrow_stream_is_read_packed_and_other_packed_columns_are_refused(tmp_path: Path) -> None:
    for form, write in COLUMNAR.items():
        write(tmp_path / form, pa.Table.from_pylist(STORED, schema=SCHEMA))
        path = put(tmp_path / f"{form}.gz", gzip.compress((tmp_path / form).read_bytes()))
        if form == "stream":
            assert read(path) == STORED
        else:
            assert "file; unpack it first" in why(path)


@pytest.mark.parametrize("form", COLUMNAR)
def test_the_progress_of_columnar_files_covers_the_whole_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / "in"
    COLUMNAR[form](path, pa.Table.from_pylist(STORED * 20, schema=SCHEMA))
    found: list[int] = []
    assert sum(1 for _ in read_rows(path, found.append)) == len(STORED) * 20
    assert sum(found) == path.stat().st_size


@pytest.mark.parametrize("form", COLUMNAR)
def test_columnar_files_without_rows_and_with_two_columns_of_one_name_are_refused(tmp_path: Path, form: str) -> None:
    COLUMNAR[form](tmp_path / "in", pa.Table.from_pylist([], schema=SCHEMA))
    assert "contains no rows" in why(tmp_path / "in")
    COLUMNAR[form](tmp_path / "in", pa.table([["x"], ["y"]], names=["a", "a"]))
    assert "two columns are named 'a'; rename one of them" in why(tmp_path / "in")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(COLUMNAR)), st.data())
def test_a_damaged_columnar_file_is_one_sentence(tmp_path: Path, form: str, data: st.DataObject) -> None:
    path = tmp_path / form
    COLUMNAR[form](path, pa.Table.from_pylist(STORED[:8], schema=SCHEMA))
    content = path.read_bytes()
    cut = data.draw(st.integers(12, len(content) - 1))
    if data.draw(st.booleans()):
        content = content[:cut]
    else:
        content = content[:cut] + data.draw(st.binary(min_size=1, max_size=8)) + content[cut + 8 :]
    said = problem(put(path, content))
    assert said is None or (said.startswith(f"{path}:") and "\n" not in said)


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([datetime(2024, 5, 6, 7, 8, 9)], pa.timestamp("us"), "2024-05-06T07:08:09"),
        ([datetime(2024, 5, 6, tzinfo=UTC)], pa.timestamp("ms", tz="UTC"), "2024-05-06T00:00:00+00:00"),
        ([1_700_000_000_000_000_001], pa.timestamp("ns"), "2023-11-14T22:13:20.000000001"),
        ([date(2024, 5, 6)], pa.date32(), "2024-05-06"),
        ([time(7, 8)], pa.time64("us"), "07:08:00"),
        ([timedelta(seconds=90)], pa.duration("us"), 90.0),
        ([Decimal("1.50")], pa.decimal128(10, 2), 1.5),
        ([Decimal("2.00")], pa.decimal128(10, 2), 2),
        ([Decimal("0.1234567890123456789012345678")], pa.decimal128(38, 28), "0.1234567890123456789012345678"),
        (["好".encode()], pa.binary(), "好"),
        ([float("nan")], pa.float64(), None),
        ([float("inf")], pa.float32(), None),
        ([[1.0, float("-inf")]], pa.list_(pa.float64()), [1.0, None]),
        ([{"a": float("nan")}], pa.struct([("a", pa.float64())]), {"a": None}),
        ([[("a", 1), ("b", None)]], pa.map_(pa.string(), pa.int64()), {"a": 1, "b": None}),
        ([[(1, "x")]], pa.map_(pa.int64(), pa.string()), [[1, "x"]]),
        ([[("a", 1), ("a", 2)]], pa.map_(pa.string(), pa.int64()), [["a", 1], ["a", 2]]),
        (["a"], pa.dictionary(pa.int32(), pa.string()), "a"),
        (["好"], pa.large_string(), "好"),
        ([["a"]], pa.large_list(pa.string()), ["a"]),
        ([2**63], pa.uint64(), 2**63),
        ([None], pa.null(), None),
        ([None], pa.timestamp("us"), None),
    ],
)
@pytest.mark.parametrize("form", COLUMNAR)
def test_every_type_of_arrow_becomes_a_value_of_json(
    tmp_path: Path, form: str, values: list[Any], kind: pa.DataType, expected: Any
) -> None:
    COLUMNAR[form](tmp_path / "in", pa.table({"x": pa.array(values, kind)}))
    (row,) = read(tmp_path / "in")
    assert row == {"x": expected}
    assert type(row["x"]) is type(expected)
    json.dumps(row, allow_nan=False)


def test_half_floats_are_numbers_and_unknown_values_texts() -> None:
    assert plain(pa.array([1.5], pa.float16())[0].as_py()) == 1.5
    assert plain(complex(1, 2)) == "(1+2j)"


def test_a_value_that_cannot_be_read_makes_only_its_row_bad(tmp_path: Path) -> None:
    late = pa.array([0, 400_000_000_000_000_000, 1], pa.int64()).cast(pa.timestamp("s"))
    bytes_ = pa.array([b"x", b"y", b"\xff"], pa.binary())
    parquet(tmp_path / "a", pa.table({"when": pa.array([0, 2**60, 1], pa.int64()).cast(pa.timestamp("us"))}))
    arrow_file(tmp_path / "b", pa.table({"when": late}))
    arrow_file(tmp_path / "c", pa.table({"bytes": bytes_}))
    assert sorted_out(tmp_path / "a") == ([1, 3], [2])
    assert sorted_out(tmp_path / "b") == ([1, 3], [2])
    assert sorted_out(tmp_path / "c") == ([1, 2], [3])
    assert "`bytes` has bytes that are not text; leave the column out" in why(tmp_path / "c")


@pytest.mark.parametrize("name", ["out.jsonl", "out.json", "out.csv"])
def test_nan_and_infinity_are_never_written(tmp_path: Path, name: str) -> None:
    nan, infinity = float("nan"), float("inf")
    with NewTable(tmp_path / name) as table:
        table.write({"a": nan, "b": [infinity, {"c": (-infinity, 1.5)}], "d": "NaN"})
        table.finish(lambda: None)
        table.replace()
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.replace('""', '"').count("NaN") == 1
    assert "Infinity" not in text
    (row,) = read(tmp_path / name)
    assert row["a"] in (None, "")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
@pytest.mark.parametrize(
    "form", ['{{"a": {0}, "b": [{0}]}}\n{{}}', '[{{"a": {0}, "b": [{0}]}}]', '{{"data": [{{"a": {0}, "b": [{0}]}}]}}']
)
def test_nan_and_infinity_are_read_as_null(tmp_path: Path, form: str, number: str) -> None:
    assert read(put(tmp_path / "in.json", form.format(number)))[0] == {"a": None, "b": [None]}


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 1 << 20])
@pytest.mark.parametrize("layout", ["pretty objects", "objects in one line", "wrapped and pretty", "lists by column"])
def test_json_is_read_in_blocks_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str, block: int
) -> None:
    rows = [{**row, "output": row["output"][:500]} for row in TEXTS[:-1]]
    path = put(tmp_path / "in.json", JSON[layout](rows))
    expected = sorted_out(path)
    monkeypatch.setattr(json_stream, "_BLOCK", block)
    assert read(path) == rows
    assert sorted_out(path) == expected


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return inner | st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
JSON_VALUES = nested(nested(SCALARS))
ROWS = st.lists(
    st.fixed_dictionaries({"instruction": st.text(max_size=20)}, optional={"x": JSON_VALUES, "y": JSON_VALUES}),
    min_size=2,
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    layout=st.sampled_from(["lines", "array", "pretty objects", "wrapped", "objects by row"]),
    ascii_only=st.booleans(),
)
def test_any_json_rows_are_read_back(tmp_path: Path, rows: Rows, layout: str, ascii_only: bool) -> None:
    text = JSON[layout](rows)
    text = "".join(c if c < "\x80" else f"{json.dumps(c)[1:-1]}" for c in text) if ascii_only else text
    assert read(put(tmp_path / "in.json", text)) == rows


CELL = st.text(st.characters(codec="utf-8"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.fixed_dictionaries({"instruction": CELL.filter(bool), "output": CELL}), min_size=1, max_size=5),
    separator=st.sampled_from(",\t;"),
)
def test_any_cells_are_read_back(tmp_path: Path, rows: Rows, separator: str) -> None:
    path = put(tmp_path / {",": "in.csv", "\t": "in.tsv", ";": "in.csv"}[separator], cells(rows, separator))
    assert read(path) == rows


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200) | st.text(st.sampled_from('{}[]",:\n a1é\ufeff')).map(str.encode),
    st.sampled_from(["in.json", "in.csv", "in"]),
)
def test_any_bytes_are_rows_or_one_sentence(tmp_path: Path, content: bytes, name: str) -> None:
    path = put(tmp_path / name, content)
    bad: list[BadRow] = []
    said = problem(path, on_bad=bad.append)
    assert bad or read(path) if said is None else "\n" not in said


def test_suffixes_are_not_part_of_the_name(tmp_path: Path) -> None:
    names = ["a.jsonl", "a.parquet", "a.csv.gz", "a.json.zst", "a.ndjson.xz", "a.ARROW", "a"]
    assert {stem_of(tmp_path / name) for name in names} == {"a"}
    assert stem_of(tmp_path / "tasks.v1") == "tasks.v1"
    assert stem_of(tmp_path / "tasks.v1.jsonl") == "tasks.v1"


def test_reading_json_does_not_import_pyarrow(tmp_path: Path) -> None:
    path = put(tmp_path / "in.jsonl", lines(CHINESE))
    code = f"""
import sys
from pathlib import Path
from selfinstruct.storage.tables import read_rows
assert len(list(read_rows(Path({str(path)!r}), lambda _: None))) == 2
print("pyarrow" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


PEAK = """
import sys
from pathlib import Path
from selfinstruct.storage.tables import read_rows
print(sum(1 for _ in read_rows(Path(sys.argv[1]), lambda _: None)))
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""
MIB = 1 << 20


def peak(path: Path) -> tuple[int, int]:
    """Read a file in a process of its own. Returns the number of rows and the most memory in MiB."""
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    rows, memory = map(int, done.stdout.split())
    return rows, memory // 1024


def big_parquet(path: Path, groups: int) -> None:
    count = 300_000
    table = pa.table(
        {
            "instruction": [f"{number * 7919 % 500_009} 写一首关于春天的诗" for number in range(count)],
            "output": [f"{number} 春眠不觉晓，处处闻啼鸟。" * 5 for number in range(count)],
        }
    )
    pq.write_table(table, path, row_group_size=count // groups)


def big_wrapped(path: Path, name: str) -> None:
    row = json.dumps({"instruction": "写一首关于春天的诗" * 20, "output": "x"}, ensure_ascii=False)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"version": "1.0", "' + name + '": [' + row)
        file.writelines(f", {row}" for _ in range(299_999))
        file.write('], "n": 1}')


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read in /proc")
@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda path: big_parquet(path, 1), 250),
        (lambda path: big_parquet(path, 300), 250),
        (lambda path: big_wrapped(path, "data"), 250),
    ],
    ids=["one row group", "many row groups", "wrapped"],
)
def test_large_files_are_read_in_little_memory(tmp_path: Path, make: Callable[[Path], None], most: int) -> None:
    make(tmp_path / "in")
    rows, memory = peak(tmp_path / "in")
    assert rows == 300_000
    assert memory < most


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["wrapped by another name", "lists by column", "objects by column", "split"])
def test_layouts_that_are_read_whole_may_be_larger_than_a_row(tmp_path: Path, layout: str) -> None:
    rows = [{"instruction": f"{number}" + "长" * 1000, "output": "x"} for number in range(8000)]
    assert read(put(tmp_path / "in.json", JSON[layout](rows))) == rows


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "idna", "punycode", "unicode_escape", "klingon"])
def test_an_encoding_that_cannot_be_that_of_the_file_is_refused_in_a_sentence(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("instruction,output\nq,o\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"^--encoding {encoding}: "):
        list(read_rows(path, lambda _: None, encoding=encoding))


def test_blank_rows_of_a_spreadsheet_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("instruction,input,output\nq,i,o\n,,\n,,\n", encoding="utf-8")
    assert [row.fields["instruction"] for row in read_rows(path, lambda _: None)] == ["q"]


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7, "conversation": [{"system": "s", "input": "q", "output": "a"}, {"input": "q2", "output": "a2"}]},
        {"conversation_id": 1, "conversation": [{"human": "q", "assistant": "a"}]},
    ],
)
def test_a_file_of_one_row_with_a_conversation_is_that_row(row: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [found.fields for found in read_rows(path, lambda _: None)] == [row]
