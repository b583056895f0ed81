"""The journal keeps every confirmed entry, cuts off a torn last line, and refuses a damaged file."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfinstruct.errors import StorageError
from selfinstruct.storage import journal as journal_module
from selfinstruct.storage.journal import Journal, decode_line, encode_line

ENTRIES = [{"kind": "answer", "slot": slot, "body": {"text": "诗\u2028歌\n" * slot}} for slot in range(4)]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=5
)


def keep(folder: Path, entries: list[dict[str, Any]], secrets: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    async def write() -> list[dict[str, Any]]:
        opened = Journal(folder, secrets)
        try:
            return list(await asyncio.gather(*(opened.append(entry) for entry in entries)))
        finally:
            opened.close()

    return asyncio.run(write())


def read(folder: Path) -> list[dict[str, Any]]:
    return list(Journal(folder).read())


def segment(folder: Path) -> Path:
    return folder / "journal-00001.jsonl"


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    assert keep(tmp_path, ENTRIES[:2]) == ENTRIES[:2]
    keep(tmp_path, ENTRIES[2:])
    assert read(tmp_path) == ENTRIES


def test_what_is_noted_is_kept_after_a_flush(tmp_path: Path) -> None:
    async def write() -> None:
        opened = Journal(tmp_path)
        for entry in ENTRIES:
            opened.note(entry)
        await opened.flush()
        opened.close()

    asyncio.run(write())
    assert read(tmp_path) == ENTRIES


@given(st.dictionaries(st.text(), JSON, min_size=1).filter(lambda entry: "crc" not in entry))
def test_any_entry_reads_back_as_it_was_written(entry: dict[str, Any]) -> None:
    line = encode_line(entry)
    assert line.count(b"\n") == 1
    assert decode_line(line) is not None
    assert decode_line(line) == decode_line(line.removesuffix(b"\n"))


def test_a_lone_surrogate_is_kept_as_a_question_mark() -> None:
    assert decode_line(encode_line({"text": "a\ud800b"})) == {"text": "a?b"}


def test_a_secret_is_not_journaled(tmp_path: Path) -> None:
    keep(tmp_path, [{"kind": "answer", "body": "the key is abcdef-123456"}], ("abcdef-123456",))
    assert b"abcdef" not in segment(tmp_path).read_bytes()
    assert read(tmp_path) == [{"kind": "answer", "body": "the key is [redacted]"}]


def test_a_last_line_torn_at_any_byte_is_cut_off_without_losing_another(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES)
    whole = segment(tmp_path).read_bytes()
    last = len(encode_line(ENTRIES[-1]))
    for cut in range(1, last + 1):
        segment(tmp_path).write_bytes(whole[:-cut])
        assert read(tmp_path) == ENTRIES[:-1]
        assert segment(tmp_path).read_bytes() == whole[:-last]


def test_appending_after_a_torn_line_keeps_both_records(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES[:2])
    segment(tmp_path).write_bytes(segment(tmp_path).read_bytes()[:-5])
    assert read(tmp_path) == ENTRIES[:1]
    keep(tmp_path, ENTRIES[2:])
    assert read(tmp_path) == [ENTRIES[0], *ENTRIES[2:]]


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_byte_in_an_earlier_line_is_refused_with_the_offset_of_the_line(data: st.DataObject) -> None:
    lines = [encode_line(entry) for entry in ENTRIES]
    damaged = data.draw(st.integers(0, len(lines) - 2))
    at = data.draw(st.integers(0, len(lines[damaged]) - 2))
    changed = data.draw(st.integers(0, 255).filter(lambda byte: byte not in (lines[damaged][at], 10)))
    flipped = bytearray(b"".join(lines))
    offset = sum(map(len, lines[:damaged]))
    flipped[offset + at] = changed
    with tempfile.TemporaryDirectory() as folder:
        segment(Path(folder)).write_bytes(flipped)
        with pytest.raises(StorageError, match=f"damaged at byte {offset};"):
            read(Path(folder))
        assert segment(Path(folder)).read_bytes() == flipped


def test_a_full_segment_is_followed_by_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "SEGMENT_BYTES", 100)
    for entry in ENTRIES:
        keep(tmp_path, [entry])
    assert len(list(tmp_path.glob("journal-*.jsonl"))) > 1
    assert read(tmp_path) == ENTRIES


def test_a_torn_line_in_an_earlier_segment_is_damage(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES)
    (tmp_path / "journal-00002.jsonl").write_bytes(encode_line({"kind": "target", "n": 1}))
    segment(tmp_path).write_bytes(segment(tmp_path).read_bytes()[:-5])
    with pytest.raises(StorageError, match="damaged"):
        read(tmp_path)


def test_on_a_full_disk_the_journal_ends_at_its_last_complete_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, ENTRIES[:2])
    really_write = os.write

    def write_half(file: int, data: bytes) -> int:
        really_write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", write_half)
    with pytest.raises(StorageError, match="the disk is full"):
        keep(tmp_path, ENTRIES[2:])
    monkeypatch.undo()
    assert read(tmp_path) == ENTRIES[:2]


def test_the_journal_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES)
    assert segment(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: bytes(len(whole)),
        lambda whole: whole.replace(b"\n", b" "),
        lambda whole: whole[: len(whole) // 2].replace(b"\n", b""),
        lambda whole: b"hello",
    ],
    ids=["zeros", "no newlines", "half without newlines", "another file"],
)
def test_damage_other_than_a_torn_last_line_is_refused_and_left_unchanged(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    keep(tmp_path, ENTRIES)
    damaged = damage(segment(tmp_path).read_bytes())
    segment(tmp_path).write_bytes(damaged)
    with pytest.raises(StorageError, match="damaged at byte 0;"):
        read(tmp_path)
    assert segment(tmp_path).read_bytes() == damaged


def test_a_damaged_journal_is_repaired_by_the_command_in_the_message(tmp_path: Path) -> None:
    folder = tmp_path / "a run"
    folder.mkdir()
    lines = [encode_line(entry) for entry in ENTRIES]
    segment(folder).write_bytes(lines[0] + b"damage\n" + b"".join(lines[1:]))
    with pytest.raises(StorageError) as error:
        read(folder)
    assert f"and {len(lines) - 1} after it" in str(error.value)
    command = str(error.value).partition(": cp ")[2]
    subprocess.run(["sh", "-c", f"cp {command}"], check=True)
    assert read(folder) == ENTRIES[:1]


def test_a_line_that_is_cut_off_is_kept_in_a_torn_file(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES)
    torn = segment(tmp_path).read_bytes()[:-5]
    segment(tmp_path).write_bytes(torn)
    read(tmp_path)
    assert (tmp_path / "journal-00001.torn").read_bytes() == torn.split(b"\n")[-1] + b"\n"


def test_copies_in_the_folder_are_not_read_as_part_of_the_journal(tmp_path: Path) -> None:
    keep(tmp_path, ENTRIES)
    (tmp_path / "journal-backup.jsonl").write_bytes(segment(tmp_path).read_bytes())
    keep(tmp_path, ENTRIES)
    assert read(tmp_path) == ENTRIES * 2


def test_a_run_stops_if_its_journal_is_deleted(tmp_path: Path) -> None:
    async def write() -> None:
        opened = Journal(tmp_path)
        await opened.append(ENTRIES[0])
        segment(tmp_path).unlink()
        await opened.append(ENTRIES[1])

    with pytest.raises(StorageError, match="deleted"):
        asyncio.run(write())


def test_a_secret_with_characters_that_json_escapes_is_redacted(tmp_path: Path) -> None:
    secret = 'pa"ss\\wordLONG'
    (kept,) = keep(tmp_path, [{"kind": "answer", "body": {"text": f"with {secret}"}}], (secret,))
    assert kept["body"] == {"text": "with [redacted]"}


def test_redacting_a_key_that_is_also_a_field_name_keeps_the_field(tmp_path: Path) -> None:
    kept = keep(tmp_path, [{"kind": "answer", "attempts": 1, "body": {"text": "two attempts"}}], ("attempts",))
    assert kept == [{"kind": "answer", "attempts": 1, "body": {"text": "two [redacted]"}}]
