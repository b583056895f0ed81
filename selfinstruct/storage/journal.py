"""The journal of a run: entries in, checksummed JSON lines on the disk out, and the entries again when it is read.

The files `journal-*.jsonl` are the only ones of a run that cannot be rebuilt. A line is `{"crc":"xxxxxxxx","kind":…}`,
where the checksum is the CRC-32 of the object without it. An entry counts as kept once it is on the disk (`fdatasync`);
entries that arrive while one is being written are written together.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.schema.redaction import redact, redact_texts
from selfinstruct.storage.durable import append, sync_folder

SEGMENT_BYTES = 256 * 2**20
_SEGMENT = re.compile(r"journal-\d{5}\.jsonl")
_HEAD = b'{"crc":"'
_HEAD_LENGTH = len(_HEAD) + len(b'01234567",')
_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""`json.dumps` with options creates an encoder for every object."""


def encode_line(entry: dict[str, Any], secrets: Collection[str] = ()) -> bytes:
    """A journal line with checksum and newline. Lone surrogates become `?`, secrets are masked."""
    text = _to_json(entry)
    if redact(text, secrets, patterns=False) != text:
        text = _to_json(redact_texts(entry, secrets))
    payload = text.encode("utf-8", "replace")
    return b'%s%08x",%s\n' % (_HEAD, zlib.crc32(payload), payload[1:])


def decode_line(line: bytes) -> dict[str, Any] | None:
    """The object of a line, with or without its newline; None if the line is torn or damaged."""
    line = line.removesuffix(b"\n")
    payload = b"{" + line[_HEAD_LENGTH:]
    if line[:_HEAD_LENGTH] != b'%s%08x",' % (_HEAD, zlib.crc32(payload)):
        return None
    entry = json.loads(payload)
    assert isinstance(entry, dict), "a payload begins with a brace"
    return entry


def read_kept(folder: Path) -> Iterator[dict[str, Any]]:
    """The entries that a run has kept so far, in order, without changing or refusing anything.

    Each segment is read up to its first line that is not whole, because the run may be working or have been killed.
    """
    for segment in _segments(folder):
        with segment.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n") or (entry := decode_line(line)) is None:
                    break
                yield entry


def _segments(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("journal-*.jsonl") if _SEGMENT.fullmatch(path.name))


class Journal:
    """The journal of a run folder, open for appending. Only one process may have it open, see `RunFolder`."""

    def __init__(self, folder: Path, secrets: Collection[str] = ()) -> None:
        self._folder = folder
        self._secrets = tuple(secrets)
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._failure: StorageError | None = None
        self._file = -1
        self._size = 0
        self.cut_bytes = 0
        """Bytes of a torn last line that `read` cut off; such an entry was never reported as kept."""

    def read(self) -> Iterator[dict[str, Any]]:
        """All entries in order. Cuts off a damaged last line; raises StorageError with the offset of one before it."""
        segments = _segments(self._folder)
        for segment in segments:
            yield from self._read_segment(segment, segment == segments[-1])

    async def append(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Keep an entry. Returns it as it will be read again. Raises StorageError, and does so on every later call."""
        if self._failure:
            raise self._failure
        line = encode_line(entry, self._secrets)
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((line, kept))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        await kept
        written = decode_line(line)
        assert written is not None, "a line that was just encoded can be decoded"
        return written

    def close(self) -> None:
        """Close the file. Everything that was kept is already on the disk."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _read_segment(self, segment: Path, last: bool) -> Iterator[dict[str, Any]]:
        offset = 0
        with segment.open("rb") as lines:
            for line in lines:
                entry = decode_line(line) if line.endswith(b"\n") else None
                if entry is None:
                    self._cut_or_refuse(segment, offset, line + lines.read(), last)
                    return
                yield entry
                offset += len(line)

    def _cut_or_refuse(self, segment: Path, offset: int, tail: bytes, last: bool) -> None:
        """Cut off a torn last line, as a kill or a power cut leaves it. Raises StorageError for all other damage.

        It is damage if the tail contains the beginning of another line, or if the file does not begin like a line. What
        is cut off is kept in a file beside the journal.
        """
        begun = tail[: len(_HEAD)] == _HEAD[: len(tail)]
        if not last or _HEAD in tail[1:] or not (offset or begun):
            raise StorageError(
                f"{segment}: the journal is damaged at byte {offset}; nothing was changed. Restore the file from a "
                f"copy, or keep the answers before the damage with `head -c {offset} {segment.name}` into a copy of it"
            )
        with segment.with_suffix(".torn").open("ab") as torn:
            torn.write(tail + b"\n")
        os.truncate(segment, offset)
        self.cut_bytes = len(tail)

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._write, b"".join(line for line, _ in batch))
            except Exception as error:
                self._fail(batch, error)
                return
            for _, kept in batch:
                if not kept.done():
                    kept.set_result(None)

    def _fail(self, batch: list[tuple[bytes, asyncio.Future[None]]], error: Exception) -> None:
        why = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        self._failure = StorageError(
            f"{self._folder}: the journal cannot be written ({why}); everything kept so far is safe. "
            "Mend that (on a full disk, make room), then run the same command again"
        )
        for _, kept in [*batch, *self._waiting]:
            if not kept.done():
                kept.set_exception(self._failure)
        self._waiting = []

    def _write(self, data: bytes) -> None:
        """Append all bytes or none, and wait until they are on the disk. Raises OSError."""
        self._open_segment()
        if os.fstat(self._file).st_nlink == 0:
            raise OSError(errno.ENOENT, "the file was deleted under the run")
        self._size = append(self._file, self._size, data)

    def _open_segment(self) -> None:
        """Open the last segment, or a new one if that is full."""
        if self._file >= 0 and self._size < SEGMENT_BYTES:
            return
        self.close()
        segments = _segments(self._folder)
        number = int(segments[-1].stem.removeprefix("journal-")) if segments else 1
        if segments and segments[-1].stat().st_size >= SEGMENT_BYTES:
            number += 1
        path = self._folder / f"journal-{number:05d}.jsonl"
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._size = os.fstat(self._file).st_size
        sync_folder(self._folder)
