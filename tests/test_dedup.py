"""`selfinstruct dedup`: the first of several near-duplicates is kept, the others are listed, and files are complete."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from loopback import HANGS, Command, signal_twice, wait_until

from selfinstruct import dedup as run_dedup
from selfinstruct import generate
from selfinstruct.errors import InputError, StorageError
from selfinstruct.storage.tables import NewTable, json_stream, read_rows, writer

KINDS = ("jsonl", "json", "csv", "tsv")
POEM, POEM_AGAIN = "写一首关于春天的诗", "请写一首关于春天的诗"
NAME = "给面馆起个名字"
TEN, SEVEN_OF_TEN = "一二三四五六七八九十", "一二三四五六七甲乙丙"
"""ROUGE-L F1 of these two is exactly 0.7."""


@pytest.fixture
def dedup(console: Command) -> Command:
    return partial(console, "dedup")


def tasks(*instructions: str) -> list[dict[str, str]]:
    return [{"instruction": text, "input": "", "output": f"答{number}"} for number, text in enumerate(instructions)]


def kind_of(path: Path) -> str:
    return path.name.lower().removesuffix(".gz").rsplit(".", 1)[1]


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write a table in the format of its suffix, using only the standard library."""
    text = io.StringIO(newline="")
    kind = kind_of(path)
    if kind == "json":
        json.dump(rows, text, ensure_ascii=False, indent=2)
    elif kind == "jsonl":
        text.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        table = csv.DictWriter(text, list(rows[0]), delimiter="\t" if kind == "tsv" else ",")
        table.writeheader()
        table.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """Read a table using only the standard library."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    kind = kind_of(path)
    if kind == "json":
        rows: list[dict[str, Any]] = json.loads(text)
        return rows
    if kind == "jsonl":
        return [json.loads(line) for line in text.split("\n")[:-1]]
    csv.field_size_limit(sys.maxsize)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if kind == "tsv" else ",", strict=True))


ODD = {
    "line break": "一\n二",
    "carriage return": "一\r二\r\n三\r",
    "tab": "一\t二",
    "quotes": "他说\"好\"，'行'",
    "only quotes": '""',
    "commas": "甲,乙，丙",
    "emoji": "👩‍👩‍👧‍👦🀄",
    "line separators": "一\u2028二\u2029三\x85四\x0b五\x0c六",
    "backslash": "\\n \\ud800 \\",
    "white space around": "  两边 \n",
    "byte order mark": "\ufeff一",
    "zero": "一\x00二",
    "empty": "",
    "very long": "很长" * 100_000,
}


def odd_rows() -> list[dict[str, str]]:
    """Return rows with each odd text as an output, and in an instruction that is unlike the others."""
    alike = [f"{number}{text[:2000]}{chr(0x4E00 + number) * 50}" for number, text in enumerate(ODD.values())]
    instructions = [text if len(text) < 1000 else text * 2 for text in alike]
    return [
        {"instruction": instruction, "input": text[::-1], "output": text, "": "列", "注释, \n": "x"}
        for instruction, text in zip(instructions, ODD.values(), strict=True)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "to"), [*product(KINDS, KINDS), ("jsonl.gz", "json.gz"), ("json.gz", "tsv.gz"), ("csv.gz", "jsonl.gz")]
)
def test_every_format_preserves_odd_texts(dedup: Command, tmp_path: Path, source: str, to: str) -> None:
    rows = odd_rows()
    done = dedup(write(tmp_path / f"in.{source}", rows), "--out", f"out.{to}")
    assert done.code == 0, done.err
    assert read(tmp_path / f"out.{to}") == rows


def test_the_first_near_duplicate_is_kept_in_order_with_all_fields(dedup: Command, tmp_path: Path) -> None:
    rows = [
        {"id": 7, "instruction": POEM, "meta": {"tags": ["诗", None, 1.5]}, "ok": True, "output": "春眠不觉晓"},
        {"instruction": NAME, "output": "旺财", "history": [["问", "答"]]},
        {"instruction": POEM_AGAIN, "id": 8},
        {"output": "x", "instruction": "把下面的句子译成英文"},
    ]
    done = dedup(write(tmp_path / "in.jsonl", rows), "--out", "out.jsonl")
    assert done.code == 0, done.err
    kept = [json.dumps(row, ensure_ascii=False) + "\n" for row in (rows[0], rows[1], rows[3])]
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "".join(kept)


def test_dropped_rows_are_listed_with_their_match(dedup: Command, tmp_path: Path) -> None:
    rows = tasks(POEM, "……", POEM_AGAIN, "……")
    dedup(write(tmp_path / "in.jsonl", rows), "--out", "out.jsonl")
    place = {"reason": "duplicate", "file": str(tmp_path / "in.jsonl")}
    poem, dots = ({"file": place["file"], "line": line, "text": text} for line, text in ((1, POEM), (2, "……")))
    assert read(tmp_path / "out.dropped.jsonl") == [
        {**place, "line": 3, "score": 0.947368, "matched": poem, "row": rows[2]},
        {**place, "line": 4, "score": 1.0, "matched": dots, "row": rows[3]},
    ]


SCRIPTS = [
    *("Опишите осенний лес в двух предложениях.", "Опишите осенний лес в двух предложениях!"),
    *("صف الغابة في الخريف بجملتين", "อธิบายป่าในฤดูใบไม้ร่วง", "शरद ऋतु के जंगल का वर्णन करें"),
    *("秋の森を二文で描写してください。", "Décrivez la forêt d'automne en français.", "🎉🎉🎉"),
]


def test_texts_of_any_script_are_compared(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(*SCRIPTS))
    assert dedup("in.jsonl", "--out", "out.jsonl").code == 0
    assert read(tmp_path / "out.jsonl") == [tasks(*SCRIPTS)[number] for number in (0, *range(2, 8))]
    (dropped,) = read(tmp_path / "out.dropped.jsonl")
    assert (dropped["line"], dropped["score"], dropped["matched"]["line"]) == (2, 1.0, 1)


@pytest.mark.parametrize(
    ("texts", "against", "flags", "kept"),
    [
        (["🎉", "🎉", "🎉🎉", "🎉 "], [], [], [0, 2, 3]),
        (["", "！", "", "！"], [], [], [0, 1]),
        (["🎉", "！", "🎉"], ["🎉", "🎉"], [], [1]),
        (["🎉", "🎉"], ["写诗", "！"], [], [0]),
        ([POEM, "！", "！", f"{POEM}！"], [], [], [0, 1]),
        (["！", "！", POEM, POEM], [], ["--threshold", "1"], [0, 1, 2, 3]),
        (["！", "！", POEM, POEM], [], ["--threshold", "1", "--inclusive"], [0, 2]),
        (["！", "？", "🎉"], [], ["--threshold", "0.01"], [0, 1, 2]),
    ],
    ids=["emoji", "empty", "against", "other against", "mixed", "nothing over 1", "at least 1", "never similar"],
)
def test_a_text_without_tokens_is_only_a_duplicate_of_an_equal_one(
    dedup: Command, tmp_path: Path, texts: list[str], against: list[str], flags: list[str], kept: list[int]
) -> None:
    write(tmp_path / "in.jsonl", tasks(*texts))
    if against:
        write(tmp_path / "bench.jsonl", tasks(*against))
        flags = [*flags, "--against", "bench.jsonl"]
    counted = json.loads(dedup("in.jsonl", "--out", "out.jsonl", "--json", *flags).out)
    assert read(tmp_path / "out.jsonl") == [tasks(*texts)[number] for number in kept]
    assert (counted["read"], counted["kept"], counted["duplicates"]) == (len(texts), len(kept), len(texts) - len(kept))
    assert counted["no_tokens"] == sum(POEM not in texts[number] for number in kept)
    for dropped in read(tmp_path / "out.dropped.jsonl"):
        assert (dropped["reason"], dropped["score"]) == ("duplicate", 1.0)
        assert dropped["matched"]["text"].strip("！") == dropped["row"]["instruction"].strip("！")


def test_a_dropped_csv_row_has_the_number_of_its_first_line(dedup: Command, tmp_path: Path) -> None:
    rows = [{"instruction": f"{POEM}\n\n", "output": "一\r\n二"}, *tasks(NAME), *tasks(POEM_AGAIN)]
    write(tmp_path / "in.csv", [{"instruction": row["instruction"], "output": row["output"]} for row in rows])
    dedup("in.csv", "--out", "out.csv")
    (dropped,) = read(tmp_path / "out.dropped.jsonl")
    assert (dropped["line"], dropped["matched"]["line"]) == (7, 2)


def test_the_summary_counts_rows_and_names_files(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM, POEM_AGAIN, NAME, "！"))
    write(tmp_path / "bench.csv", tasks(NAME, NAME))
    done = dedup("in.jsonl", "--out", "o.jsonl", "--against", "bench.csv")
    shown = {line[:11].strip(): line[11:].split() for line in done.out.splitlines()}
    numbers = [(name, int(words[0])) for name, words in shown.items()]
    assert numbers == [("read", 4), ("against", 2), ("kept", 2), ("duplicates", 2), ("no tokens", 1), ("dropped", 2)]
    assert (shown["kept"][-1], shown["dropped"][-1]) == ("o.jsonl", "o.dropped.jsonl")
    assert "`instruction` above 0.7" in done.out
    counted = json.loads(dedup("in.jsonl", "--out", "p.jsonl", "--against", "bench.csv", "--json").out)
    assert counted == {
        "read": 4,
        "kept": 2,
        "duplicates": 2,
        "no_tokens": 1,
        "against": 2,
        "skipped": 0,
        "field": "instruction",
        "fields": ["instruction"],
        "threshold": 0.7,
        "at_least": False,
        "out": "p.jsonl",
        "dropped": "p.dropped.jsonl",
    }


def test_rows_of_against_are_compared_but_not_written(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM_AGAIN, NAME))
    # The two rows are near-duplicates and only the second matches: rows of --against are not deduplicated.
    write(tmp_path / "bench.json", tasks("写一首关于春天和秋天的古诗", POEM))
    dedup("in.jsonl", "--out", "out.jsonl", "--against", "bench.json", "--threshold", "0.9")
    assert [row["instruction"] for row in read(tmp_path / "out.jsonl")] == [NAME]
    assert read(tmp_path / "out.dropped.jsonl")[0]["matched"]["text"] == POEM


@pytest.mark.parametrize(("flags", "kept"), [([], 2), (["--at-least"], 1), (["--threshold", "0.69"], 1)])
def test_a_score_at_the_threshold_is_kept_without_at_least(
    dedup: Command, tmp_path: Path, flags: list[str], kept: int
) -> None:
    write(tmp_path / "in.jsonl", tasks(TEN, SEVEN_OF_TEN))
    dedup("in.jsonl", "--out", "out.jsonl", *flags)
    assert len(read(tmp_path / "out.jsonl")) == kept


def test_another_field_can_be_compared(dedup: Command, tmp_path: Path) -> None:
    rows = [{"问题": "甲", "答案": POEM}, {"问题": "乙", "答案": POEM_AGAIN}, {"问题": "丙", "答案": ""}]
    write(tmp_path / "in.jsonl", rows)
    dedup("in.jsonl", "--out", "out.jsonl", "--field", "答案")
    assert read(tmp_path / "out.jsonl") == [rows[0], rows[2]]


GERMAN, CHINESE = "把下面的句子翻译成德语。", "把下面的句子翻译成中文。"
ONE, TWO = "今天下午三点开会，请准时到。", "我想订一张去杭州的火车票。"


@pytest.mark.parametrize(
    ("rows", "fields", "kept"),
    [
        ([(GERMAN, ONE), (GERMAN, TWO), (CHINESE, TWO)], ["instruction"], [0]),
        ([(GERMAN, ONE), (GERMAN, TWO), (CHINESE, TWO)], ["instruction", "input"], [0, 1]),
        ([(GERMAN, ONE), (GERMAN, TWO), (CHINESE, TWO)], ["input"], [0, 1]),
        ([(GERMAN, ""), (GERMAN, None), (GERMAN, ...), (GERMAN, ONE)], ["instruction", "input"], [0, 3]),
        ([(GERMAN, ""), ("", TWO), (TWO, ""), ("", ""), ("", "")], ["instruction", "input"], [0, 1, 3]),
        ([(ONE, TWO), (TWO, ONE)], ["instruction", "input"], [0, 1]),
        ([(ONE, TWO), (f"{ONE}{TWO}", "")], ["instruction", "input"], [0]),
    ],
    ids=["one field", "two fields", "other field", "no input", "empty", "order", "joined"],
)
def test_several_fields_are_compared_as_one_text(
    dedup: Command, tmp_path: Path, rows: list[tuple[Any, Any]], fields: list[str], kept: list[int]
) -> None:
    named = [
        {name: text for name, text in (("instruction", first), ("input", second), ("id", str(number))) if text != ...}
        for number, (first, second) in enumerate(rows)
    ]
    write(tmp_path / "in.jsonl", named)
    done = dedup("in.jsonl", "--out", "out.jsonl", *(word for name in fields for word in ("--field", name)))
    assert done.code == 0, done.err
    assert read(tmp_path / "out.jsonl") == [named[number] for number in kept]


def test_several_fields_are_named_in_the_summary_and_joined_in_the_dropped_rows(dedup: Command, tmp_path: Path) -> None:
    rows = [{"问题": POEM, "材料": "甲乙"}, {"问题": POEM, "材料": "甲丙"}, {"问题": "！", "材料": ""}]
    write(tmp_path / "in.jsonl", rows)
    # Rows of --against may lack the second field.
    write(tmp_path / "bench.jsonl", [{"问题": NAME}])
    words = ("in.jsonl", "--against", "bench.jsonl", "--field", "问题", "--field", "材料")
    done = dedup(*words, "--out", "a.jsonl")
    assert "duplicates 1 (ROUGE-L of `问题` and `材料` above 0.7)" in done.out
    assert "no tokens  1 of the kept rows (no letter or digit in `问题` or `材料`)" in done.out
    counted = json.loads(dedup(*words, "--out", "b.jsonl", "--json").out)
    assert (counted["field"], counted["fields"]) == ("问题+材料", ["问题", "材料"])
    (duplicate,) = read(tmp_path / "a.dropped.jsonl")
    assert duplicate["matched"] == {"file": "in.jsonl", "line": 1, "text": f"{POEM}\n甲乙"}
    assert duplicate["row"] == rows[1]


@pytest.mark.parametrize("fields", ["instruction", ["instruction"], ("instruction", "output")])
def test_a_field_is_a_name_or_several_in_python(tmp_path: Path, fields: Any) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM, POEM_AGAIN))
    found = run_dedup(tmp_path / "in.jsonl", tmp_path / "out.jsonl", field=fields, quiet=True)
    assert found["fields"] == ([fields] if isinstance(fields, str) else list(fields))


def test_a_call_without_a_field_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^--field is empty; "):
        run_dedup(write(tmp_path / "in.jsonl", tasks(POEM)), tmp_path / "out.jsonl", field=[], quiet=True)


def test_the_accepted_records_of_a_run_are_read(dedup: Command, tmp_path: Path) -> None:
    generate(20, tmp_path / "run", quiet=True, teacher="offline")
    records = tmp_path / "run" / "records.jsonl"
    before = read(records)
    with records.open("a", encoding="utf-8") as file:
        file.write('{"instruction": "half a li')
    write(tmp_path / "in.jsonl", before[:1] + tasks(NAME))
    done = dedup("run", "in.jsonl", "--out", "out.jsonl")
    assert done.code == 0, done.err
    assert read(tmp_path / "out.jsonl") == before + tasks(NAME)
    (dropped,) = read(tmp_path / "out.dropped.jsonl")
    assert (dropped["file"], dropped["matched"]["file"]) == ("in.jsonl", "run/records.jsonl")
    refused = dedup("in.jsonl", "--out", "run/records.jsonl")
    assert (refused.code, "run/records.jsonl: " in refused.err) == (2, True)


def test_a_run_without_tasks_is_refused_and_an_unfinished_run_is_reported(dedup: Command, tmp_path: Path) -> None:
    generate(20, tmp_path / "run", quiet=True, teacher="offline")
    stats = json.loads((tmp_path / "run" / "stats.json").read_text())
    for accepted, code, fact in ((19, 0, "19 of 20"), (0, 2, "selfinstruct generate --out run")):
        (tmp_path / "run" / "stats.json").write_text(json.dumps(stats | {"accepted": accepted}))
        done = dedup("run", "--out", "out.jsonl")
        assert (done.code, fact in done.err) == (code, True), done.err


def test_files_of_different_formats_are_merged(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "a.csv.gz", tasks(POEM))
    write(tmp_path / "b.json", tasks(NAME, POEM_AGAIN))
    write(tmp_path / "C.JSONL", tasks("把下面的句子译成英文", NAME))
    dedup("a.csv.gz", "b.json", "C.JSONL", "--out", "new/folder/out.json.gz")
    kept = [row["instruction"] for row in read(tmp_path / "new/folder/out.json.gz")]
    assert kept == [POEM, NAME, "把下面的句子译成英文"]
    dropped = read(tmp_path / "new/folder/out.dropped.jsonl")
    assert [(row["file"], row["matched"]["file"]) for row in dropped] == [("b.json", "a.csv.gz"), ("C.JSONL", "b.json")]


@pytest.mark.parametrize(("name", "to"), [("in.json", "jsonl"), ("in.jsonl", "json")])
def test_json_lines_named_json_and_an_array_named_jsonl_are_read(
    dedup: Command, tmp_path: Path, name: str, to: str
) -> None:
    write(tmp_path / f"x.{to}", tasks(POEM, NAME)).rename(tmp_path / name)
    assert dedup(name, "--out", "out.jsonl").code == 0
    assert read(tmp_path / "out.jsonl") == tasks(POEM, NAME)


@pytest.mark.parametrize("kind", KINDS)
def test_a_byte_order_mark_and_windows_line_ends_are_ignored(dedup: Command, tmp_path: Path, kind: str) -> None:
    content = write(tmp_path / f"in.{kind}", tasks(POEM, NAME)).read_bytes()
    windows = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    (tmp_path / f"in.{kind}").write_bytes(b"\xef\xbb\xbf" + windows + b"\r\n\r\n")
    dedup(f"in.{kind}", "--out", "out.jsonl")
    assert read(tmp_path / "out.jsonl") == tasks(POEM, NAME)


def test_columns_are_all_fields_in_order_and_other_values_are_json(dedup: Command, tmp_path: Path) -> None:
    rows = [{"instruction": POEM, "n": 3}, {"instruction": NAME, "list": ["一", {"a": None}], "no": None, "ok": True}]
    write(tmp_path / "in.jsonl", rows)
    dedup("in.jsonl", "--out", "out.csv")
    assert (tmp_path / "out.csv").read_bytes().decode() == (
        f'instruction,n,list,no,ok\r\n{POEM},3,,,\r\n{NAME},,"[""一"", {{""a"": null}}]",,true\r\n'
    )


def test_a_lone_surrogate_is_kept_in_json_and_refused_in_csv(dedup: Command, tmp_path: Path) -> None:
    row = '{"instruction": "\\ud83d 写一首诗", "output": "\\ud83d"}\n'
    (tmp_path / "in.jsonl").write_text(row, encoding="utf-8")
    assert dedup("in.jsonl", "--out", "out.jsonl").code == 0
    assert read(tmp_path / "out.jsonl") == [json.loads(row)]
    done = dedup("in.jsonl", "--out", "cells.csv")
    assert done.code == 2
    assert "cells.csv: '\\ud83d 写一首诗'" in done.err
    assert not (tmp_path / "cells.csv").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_all_rows_of_a_table_can_be_dropped(dedup: Command, tmp_path: Path, kind: str) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM, "！"))
    done = dedup("in.jsonl", "--against", "in.jsonl", "--out", f"out.{kind}", "--dropped", f"gone.{kind}")
    assert done.code == 0, done.err
    assert read(tmp_path / f"out.{kind}") == []
    assert [str(row["line"]) for row in read(tmp_path / f"gone.{kind}")] == ["1", "2"]


def test_an_existing_file_is_only_replaced_with_force(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM))
    for name in ("out.jsonl", "out.dropped.jsonl"):
        (tmp_path / name).write_text("precious", encoding="utf-8")
        done = dedup("in.jsonl", "--out", "out.jsonl")
        assert (done.code, done.out) == (2, "")
        assert f"error: {name}: " in done.err
        assert "--force" in done.err
        assert (tmp_path / name).read_text(encoding="utf-8") == "precious"
        (tmp_path / name).unlink()
    write(tmp_path / "out.jsonl", tasks(NAME, POEM))
    assert dedup("in.jsonl", "--out", "out.jsonl", "--force").code == 0
    assert read(tmp_path / "out.jsonl") == tasks(POEM)


def test_a_symbolic_link_is_kept_and_its_target_replaced(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM))
    (tmp_path / "disk").mkdir()
    write(tmp_path / "disk" / "real.jsonl", tasks(NAME))
    (tmp_path / "out.jsonl").symlink_to(tmp_path / "disk" / "real.jsonl")
    assert dedup("in.jsonl", "--out", "out.jsonl", "--force").code == 0
    assert read(tmp_path / "disk" / "real.jsonl") == tasks(POEM)
    assert (tmp_path / "out.jsonl").is_symlink()


def test_the_same_rows_are_written_as_the_same_gzip_bytes(dedup: Command, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", tasks(POEM, NAME))
    for name in ("a", "b"):
        dedup("in.jsonl", "--out", f"{name}.jsonl.gz")
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


GOOD = json.dumps({"instruction": POEM, "output": "x"}, ensure_ascii=False)
PACKED = gzip.compress(f"{GOOD}\n".encode() * 3)
FILES: dict[str, str | bytes] = {
    "good.jsonl": f"{GOOD}\n",
    "broken.jsonl": f"{GOOD}\n\n{GOOD[:-1]}\n{GOOD}\n",
    "list.jsonl": f"{GOOD}\n[1, 2]\n",
    "digits.jsonl": f'{{"instruction": {"9" * 5000}}}\n',
    "deep.jsonl": "{" + '"a": {' * 5000 + "}" * 5001,
    "nofield.jsonl": f'{GOOD}\n{{"title": "?", "body": "!"}}\n',
    "nothing.jsonl": "{}\n",
    "null.jsonl": '{"instruction": null}\n',
    "empty.jsonl": "",
    "blank.jsonl": "\ufeff\n \n",
    "gbk.jsonl": f"{GOOD}\n".encode() + GOOD.encode("gbk"),
    "utf16.csv": f"instruction\n{POEM}\n".encode("utf-16")[:-1],
    "none.json": "[]",
    "cut.json": f"[\n{GOOD},\n{GOOD[:-3]}",
    "open.json": f"[\n{GOOD}\n",
    "comma.json": f"[\n{GOOD}\n{GOOD}]",
    "trailing.json": f"[{GOOD},\n]",
    "more.json": f"[{GOOD}]\n\n[{GOOD}]",
    "numbers.json": "[\n1,\n2]",
    "gbk.json": f"[\n{GOOD},\n".encode() + GOOD.encode("gbk") + b"]",
    "halfchar.json": f"[\n{GOOD}]\n".encode() + "写".encode()[:2],
    "header.csv": "instruction,output\n",
    "none.csv": "",
    "ragged.csv": f'instruction,output\n"{POEM}\n",x\n{NAME},y,z\n',
    "quote.csv": f'instruction,output\n{POEM},x\n"{NAME},y\n{NAME},z\n',
    "twice.csv": f"instruction,a,a\n{POEM},1,2\n",
    "nofield.tsv": "title\tbody\n?\t!\n",
    "cut.jsonl.gz": PACKED[:-9],
    "damaged.jsonl.gz": PACKED[:12] + b"\xff\xff\xff" + PACKED[15:],
    "notes.txt": f"{POEM}\n{NAME}\n",
}
OUT = ["--out", "out.jsonl"]
BAD: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "nothing to read": (OUT, ("Missing argument 'IN...'",)),
    "nowhere to write": (["good.jsonl"], ("Missing option '--out'",)),
    "no such file": (["no.jsonl", *OUT], ("no.jsonl: ",)),
    "last of many is missing": (["good.jsonl", "no.csv", *OUT], ("no.csv: ",)),
    "a folder": (["folder.jsonl", *OUT], ("folder.jsonl: ",)),
    "unknown suffix": (["notes.txt", *OUT], ("notes.txt: the format is not clear", ".jsonl, .json, .csv, .tsv")),
    "no suffix to write": (["good.jsonl", "--out", "out"], ("out: ", ".jsonl, .json, .csv, .tsv")),
    "unknown suffix of the dropped": (["good.jsonl", *OUT, "--dropped", "/dev/null"], ("/dev/null: ", ".jsonl, .json")),
    "bad line": (["broken.jsonl", *OUT], ("broken.jsonl:3: ", "Expecting ',' delimiter at column ")),
    "line is a list": (["list.jsonl", *OUT], ("list.jsonl:2: ", "object")),
    "too many digits": (["digits.jsonl", *OUT], ("digits.jsonl:1: ", "more than 4,300 digits")),
    "too deep": (["deep.jsonl", *OUT], ("deep.jsonl:1: ", "nested more than 100 levels deep")),
    "no field": (["nofield.jsonl", *OUT], ("nofield.jsonl:2: ", "no instruction found", "title, body")),
    "no fields": (["nothing.jsonl", *OUT], ("nothing.jsonl:1: ", "no instruction found")),
    "wrong field": (["good.jsonl", *OUT, "--field", "text"], ("good.jsonl:1: ", "`text`", "instruction, output")),
    "one of two fields is in no row": (
        ["good.jsonl", *OUT, "--field", "instruction", "--field", "text"],
        ("good.jsonl:1: ", "`text`", "instruction, output", "--field"),
    ),
    "neither field is in a row": (
        ["nofield.jsonl", *OUT, "--field", "instruction", "--field", "output"],
        ("nofield.jsonl:2: ", "no instruction found", "title, body"),
    ),
    "one of two fields is not in a row, the other in no row": (
        ["nofield.jsonl", *OUT, "--field", "instruction", "--field", "nope"],
        ("nofield.jsonl:2: ", "`instruction` and `nope` are all missing or null", "title, body"),
    ),
    "one of two fields is null in a row, the other in no row": (
        ["null.jsonl", *OUT, "--field", "instruction", "--field", "nope"],
        ("null.jsonl:1: ", "`instruction` and `nope` are all missing or null"),
    ),
    "a field twice": (
        ["good.jsonl", *OUT, "--field", "output", "--field", "instruction", "--field", "output"],
        ("--field output is given twice; leave one of them out",),
    ),
    "field is null": (["null.jsonl", *OUT], ("null.jsonl:1: `instruction` ", "null")),
    "empty": (["empty.jsonl", *OUT], ("empty.jsonl: ", "no rows")),
    "blank": (["blank.jsonl", *OUT], ("blank.jsonl: ", "no rows")),
    "one of two is empty": (["good.jsonl", "empty.jsonl", *OUT], ("empty.jsonl: ", "no rows")),
    "not UTF-8": (["gbk.jsonl", *OUT], ("gbk.jsonl:2: ", "UTF-8")),
    "half a character in UTF-16": (["utf16.csv", *OUT], ("utf16.csv:2: not UTF-16 text",)),
    "empty array": (["none.json", *OUT], ("none.json: ", "no rows")),
    "array truncated in a row": (["cut.json", *OUT], ("cut.json:3: ", "Unterminated string")),
    "array without an end": (["open.json", *OUT], ("open.json:3: ", "array")),
    "array without a comma": (["comma.json", *OUT], ("comma.json:3: ", "`,` or `]`")),
    "array with a comma at its end": (["trailing.json", *OUT], ("trailing.json:2: ", "Expecting value")),
    "more than an array": (["more.json", *OUT], ("more.json:3: ", "after the end")),
    "array of numbers": (["numbers.json", *OUT], ("numbers.json:2: ", "object")),
    "array not UTF-8": (["gbk.json", *OUT], ("gbk.json:3: ", "UTF-8")),
    "half a character after an array": (["halfchar.json", *OUT], ("halfchar.json:3: ", "UTF-8")),
    "only a header": (["header.csv", *OUT], ("header.csv: ", "no rows")),
    "empty csv": (["none.csv", *OUT], ("none.csv: ", "no rows")),
    "ragged": (["ragged.csv", *OUT], ("ragged.csv:4: ", "3 columns", "header has 2")),
    "a quote without an end": (["quote.csv", *OUT], ("quote.csv:3: ", "quote")),
    "two columns of one name": (["twice.csv", *OUT], ("twice.csv:1: ", "'a'")),
    "no column": (["nofield.tsv", *OUT], ("nofield.tsv:2: ", "no instruction found", "title, body")),
    "truncated gzip": (["cut.jsonl.gz", *OUT], ("cut.jsonl.gz: ", "gzip")),
    "damaged gzip": (["damaged.jsonl.gz", *OUT], ("damaged.jsonl.gz: ", "gzip")),
    "against is bad": (["good.jsonl", *OUT, "--against", "broken.jsonl"], ("broken.jsonl:3: ",)),
    "against is missing": (["good.jsonl", *OUT, "--against", "no.jsonl"], ("no.jsonl: ",)),
    "threshold 0": (["good.jsonl", *OUT, "--threshold", "0"], ("--threshold", "not 0")),
    "threshold 70": (["good.jsonl", *OUT, "--threshold", "70"], ("--threshold", "not 70")),
    "threshold nan": (["good.jsonl", *OUT, "--threshold", "nan"], ("--threshold", "not nan")),
    "out is the input": (["good.jsonl", "--out", "./good.jsonl", "--force"], ("good.jsonl: ", "read")),
    "out is a link to the input": (["good.jsonl", "--out", "link.jsonl", "--force"], ("link.jsonl: ", "read")),
    "dropped is the input": (["good.jsonl", *OUT, "--dropped", "good.jsonl"], ("good.jsonl: ", "read")),
    "out is an against": (["list.jsonl", "--out", "good.jsonl", "--against", "good.jsonl"], ("good.jsonl: ", "read")),
    "one name for both": (["good.jsonl", *OUT, "--dropped", "./out.jsonl"], ("out.jsonl: ", "--out and --dropped")),
    "out is a folder": (["good.jsonl", "--out", "folder.jsonl"], ("folder.jsonl: ", "folder;")),
}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def put(folder: Path, *words: str) -> None:
    """Write the named files, and those that every test needs."""
    for name in {"good.jsonl", *words} & FILES.keys():
        content = FILES[name]
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "folder.jsonl").mkdir()
    (folder / "link.jsonl").symlink_to("good.jsonl")


@pytest.mark.parametrize(("words", "facts"), BAD.values(), ids=BAD)
def test_bad_input_is_reported_in_one_line_with_code_2_and_leaves_no_files(
    dedup: Command, tmp_path: Path, words: list[str], facts: tuple[str, ...]
) -> None:
    put(tmp_path, *words)
    before = names(tmp_path)
    done = dedup(*words)
    assert done.code == 2, done.err
    assert [fact for fact in facts if fact not in done.err] == [], done.err
    assert done.out == ""
    if done.err.startswith("error: "):
        assert done.err.count("\n") == 1
    assert names(tmp_path) == before
    assert (tmp_path / "good.jsonl").read_text(encoding="utf-8") == FILES["good.jsonl"]


@pytest.mark.parametrize("out", ["/proc/nothing/out.jsonl", "good.jsonl/out.jsonl", f"{'长' * 100}.jsonl"])
def test_an_unwritable_path_is_an_error_with_code_6(dedup: Command, tmp_path: Path, out: str) -> None:
    put(tmp_path)
    before = names(tmp_path)
    done = dedup("good.jsonl", "--out", out)
    assert done.code == 6
    assert f"error: {Path(out).with_suffix('')}" in done.err
    assert names(tmp_path) == before


@pytest.mark.parametrize("out", ["out.jsonl", "out.csv", "out.json.gz"])
def test_a_full_disk_is_an_error_with_code_6_and_leaves_no_files(
    dedup: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    def fail(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(tmp_path)
    before = names(tmp_path)
    monkeypatch.setattr(writer.os, "fsync", fail)
    done = dedup("good.jsonl", "--out", out)
    assert done.code == 6
    assert "disk is full" in done.err
    assert names(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_write_that_fails_halfway_leaves_no_files(tmp_path: Path, kind: str) -> None:
    write(
        tmp_path / "in.jsonl",
        [{"instruction": f"{number} {chr(0x4E00 + number) * 30}", "output": "长" * 30_000} for number in range(20)],
    )
    done = subprocess.run(
        [sys.executable, "-m", "selfinstruct", "dedup", "in.jsonl", "--out", f"out.{kind}"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        # Python ignores SIGXFSZ, so the write itself fails, as on a full disk.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
    )
    assert done.returncode == 6, done.stderr
    assert "File too large" in done.stderr
    assert "Exception ignored" not in done.stderr
    assert names(tmp_path) == ["in.jsonl"]


def test_a_file_that_another_process_writes_is_refused(tmp_path: Path) -> None:
    with NewTable(tmp_path / "out.jsonl"), pytest.raises(StorageError, match=r"out\.jsonl: another process"):
        NewTable(tmp_path / "out.jsonl").__enter__()
    assert names(tmp_path) == []


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process with so much to read that it is still at it when the test acts."""
    (tmp_path / "in.jsonl").write_text(f"{GOOD}\n" * 500_000, encoding="utf-8")
    command = [sys.executable, "-m", "selfinstruct", "dedup", "in.jsonl", "--out", "out.csv"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_kill_leaves_only_temporary_files_that_do_not_block_the_next_run(
    running: subprocess.Popen[str], dedup: Command, tmp_path: Path
) -> None:
    wait_until((tmp_path / "out.csv.new").exists)
    running.send_signal(signal.SIGKILL)
    running.wait(HANGS)
    assert names(tmp_path) == ["in.jsonl", "out.csv.new", "out.dropped.jsonl.new"]
    (tmp_path / "in.jsonl").unlink()
    write(tmp_path / "in.jsonl", tasks(POEM))
    assert dedup("in.jsonl", "--out", "out.csv").code == 0
    assert names(tmp_path) == ["in.jsonl", "out.csv", "out.dropped.jsonl"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_with_code_130_and_leaves_no_files(
    running: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    wait_until((tmp_path / "out.csv.new").exists)
    running.send_signal(number)
    _, said = running.communicate(timeout=HANGS)
    assert running.returncode == 130
    assert "out.csv" in said.splitlines()[-1]
    assert names(tmp_path) == ["in.jsonl"]


@pytest.mark.slow
def test_the_second_signal_exits_at_once_and_leaves_no_files(running: subprocess.Popen[str], tmp_path: Path) -> None:
    wait_until((tmp_path / "out.csv.new").exists)
    signal_twice(running)
    assert running.returncode == 130
    assert names(tmp_path) == ["in.jsonl"]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 1 << 20])
def test_an_array_is_read_in_blocks_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    rows = [{"instruction": text[:3000], "n": -1.5e-7, "a": [None, True, {"b": "\ud83d\\"}]} for text in ODD.values()]
    path = tmp_path / "in.json"
    path.write_text(json.dumps(rows, indent=1) + "\n" + "\n", encoding="utf-8")
    monkeypatch.setattr(json_stream, "_BLOCK", block)
    found = list(read_rows(path, lambda count: None))
    assert [row.fields for row in found] == rows
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [row.line for row in found] == [number for number, line in enumerate(lines, 1) if line == " {"]


@pytest.mark.parametrize("block", [1, 3, 64, 1 << 20])
@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".json")])
def test_the_error_for_a_bad_array_does_not_depend_on_the_block_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, block: int
) -> None:
    def problem() -> str:
        with pytest.raises(InputError) as error:
            list(read_rows(tmp_path / name, lambda count: None))
        return str(error.value)

    put(tmp_path, name)
    expected = problem()
    monkeypatch.setattr(json_stream, "_BLOCK", block)
    assert problem() == expected


def test_an_early_error_in_a_long_array_is_found_without_reading_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text('[{"instruction": oops},\n' + f"{GOOD},\n" * 100_000 + "]", encoding="utf-8")
    on_bytes: list[int] = []
    with pytest.raises(InputError, match=r"in\.json:1: .*Expecting value"):
        list(read_rows(path, on_bytes.append))
    assert sum(on_bytes) < path.stat().st_size / 2


def test_progress_covers_the_whole_file(tmp_path: Path) -> None:
    for name in ("in.jsonl", "in.json", "in.csv", "in.jsonl.gz"):
        path = write(tmp_path / name, tasks(POEM, NAME) * 1000)
        on_bytes: list[int] = []
        assert len(list(read_rows(path, on_bytes.append))) == 2000
        assert sum(on_bytes) == path.stat().st_size
