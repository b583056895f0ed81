"""The journal of a run: entries are appended as JSON lines with checksums and read back in order.

The files `journal-*.jsonl` are the only files of a run that cannot be rebuilt. A line is `{"crc":"xxxxxxxx","kind":…}`,
where `crc` is the CRC-32 of the object without it. An entry counts as kept once it is synced to disk (`fdatasync`);
entries that arrive during a write are written together in the next one.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import shlex
import zlib
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selfinstruct.errors import StorageError
from selfinstruct.schema.json_values import read_json_value
from selfinstruct.schema.redaction import redact, redact_texts
from selfinstruct.storage.causes import Cause, cause_of
from selfinstruct.storage.durable import append, open_to_append, sync_folder
from selfinstruct.storage.growing_file import Mark
from selfinstruct.storage.regular_files import open_regular

SEGMENT_BYTES = 256 * 2**20
_SEGMENT = re.compile(r"journal-\d{5}\.jsonl")
_HEAD = b'{"crc":"'
_LINES_PER_WRITE = 256
_AT_ONCE = 1 << 20
_HEAD_LENGTH = len(_HEAD) + len(b'01234567",')
_to_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Created once: `json.dumps` with options creates an encoder for every object."""


def encode_line(entry: dict[str, Any], secrets: Collection[str] = ()) -> bytes:
    """A journal line with checksum and newline. Lone surrogates become `?`, secrets are masked."""
    text = _to_json(entry)
    written = [_to_json(secret)[1:-1] for secret in secrets]
    if redact(text, written, patterns=False) != text:
        text = _to_json({name: redact_texts(value, secrets) for name, value in entry.items()})
    payload = text.encode("utf-8", "replace")
    return b'%s%08x",%s\n' % (_HEAD, zlib.crc32(payload), payload[1:])


def decode_line(line: bytes) -> dict[str, Any] | None:
    """The object of a line, with or without its newline; None if the line is torn or damaged."""
    if (payload := _checked(line)) is None:
        return None
    try:
        entry: dict[str, Any] = read_json_value(payload)  # a payload starts with a brace
    except (ValueError, RecursionError):
        return None
    return entry


def _checked(line: bytes) -> bytes | None:
    """The payload of a line with the right checksum, otherwise None."""
    line = line.removesuffix(b"\n")
    payload = b"{" + line[_HEAD_LENGTH:]
    return payload if line[:_HEAD_LENGTH] == b'%s%08x",' % (_HEAD, zlib.crc32(payload)) else None


def read_kept(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries kept so far, in order. The files are not changed, and damage raises no error.

    Each segment is read up to its first incomplete line, because the run may be working or may have been killed. Raises
    StorageError if a file cannot be read at all.
    """
    for segment in _segments(folder):
        with _read_errors_told(segment), open_regular(segment) as lines:
            for line in lines:
                if not line.endswith(b"\n") or (entry := decode_line(line)) is None:
                    break
                yield entry


def read_intact(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield all entries in order, like `Journal.read`, without changing the files. A torn last line is left out.

    Raises StorageError for damage, with its offset.
    """
    segments = _segments(folder)
    for segment in segments:
        yield from _entries(segment, segment == segments[-1])


def _entries(
    segment: Path, last: bool, on_line: Callable[[bytes], None] | None = None
) -> Generator[dict[str, Any], None, tuple[int, bytes]]:
    """Yield the entries of a segment. Returns the offset and the bytes of a torn last line (b"" if there is none).

    `on_line` is called with each complete line.

    A line is torn by a kill or a power failure. Raises StorageError for other damage: the bad line is in an earlier
    segment, another line starts after it, its checksum is right, or the file does not start like a line.
    """
    offset = 0
    with _read_errors_told(segment), open_regular(segment) as lines:
        for line in lines:
            entry = decode_line(line) if line.endswith(b"\n") else None
            if entry is None:
                tail = line + lines.read()
                begun = tail[: len(_HEAD)] == _HEAD[: len(tail)]
                is_whole = line.endswith(b"\n") and _checked(line) is not None
                if not last or is_whole or _HEAD in tail[1:] or not (offset or begun):
                    raise _damaged(segment, offset, tail)
                return offset, tail
            if on_line:
                on_line(line)
            yield entry
            offset += len(line)
    return offset, b""


@contextmanager
def _read_errors_told(segment: Path) -> Iterator[None]:
    """Convert an error of the operating system to a StorageError that names the file."""
    try:
        yield
    except OSError as error:
        cause = cause_of(error, segment.parent)
        raise StorageError(
            f"{segment}: the journal cannot be read ({cause.why}); nothing was changed. {cause.remedy.capitalize()}, "
            "or restore the file from a backup"
        ) from error


def _segments(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("journal-*.jsonl") if _SEGMENT.fullmatch(path.name))


def _damaged(segment: Path, offset: int, tail: bytes) -> StorageError:
    """Return the error for a file whose `tail`, from `offset` on, starts with a damaged line."""
    following = max(0, tail.count(b"\n") - 1)
    path, copy = (shlex.quote(str(each)) for each in (segment, segment.with_suffix(".damaged")))
    return StorageError(
        f"{segment}: the journal is damaged at byte {offset}; nothing was changed. The damaged line "
        f"and {following:,} after it cannot be used. Restore the file from a backup, or keep only the part before the "
        f"damage (the rest is requested again): cp {path} {copy} && head -c {offset} {copy} > {path}"
    )


class _Deleted(Exception):
    """The file of the journal no longer has a name, so that what is written to it is lost when it is closed."""


class Journal:
    """The journal of a run folder, open for appending. Only one process may have it open, see `RunFolder`."""

    def __init__(self, folder: Path, secrets: Collection[str] = ()) -> None:
        self._folder = folder
        self._secrets = tuple(secrets)
        self._waiting: list[tuple[bytes, asyncio.Future[None] | None]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._failure: StorageError | None = None
        self._path = folder
        self._file = -1
        self._size = 0
        self._sha, self._hashed, self._total = hashlib.sha256(), 0, 0
        self._written = (0, self._sha.copy())
        self.cut_bytes = 0
        """Size in bytes of the torn last line that `read` cut off; its entry was never reported as kept."""

    @property
    def folder(self) -> Path:
        """The folder of the journal."""
        return self._folder

    @property
    def mark(self) -> Mark:
        """What is read or written so far of the journal, over all of its files."""
        size, sha = self._written
        return Mark(size, sha.hexdigest())

    def begins_with(self, mark: Mark) -> bool:
        """True if the journal begins with these bytes. To be called before `read`."""
        sha, left = hashlib.sha256(), mark.size
        for segment in _segments(self._folder):
            with _read_errors_told(segment), open_regular(segment) as file:
                while left and (part := file.read(min(left, _AT_ONCE))):
                    sha.update(part)
                    left -= len(part)
        if left or sha.hexdigest() != mark.sha:
            return False
        self._sha, self._hashed = sha, mark.size
        return True

    def read(self) -> Iterator[dict[str, Any]]:
        """Yield all entries in order. Cuts off a torn last line. Raises StorageError for damage, with its offset."""
        segments = _segments(self._folder)
        for segment in segments:
            offset, torn = yield from _entries(segment, segment == segments[-1], self._note)
            if torn:
                self._cut(segment, offset, torn)
        self._written = (self._total, self._sha.copy())

    def _note(self, line: bytes) -> None:
        """Count and hash a line that was read, unless `begins_with` has hashed it."""
        self._total += len(line)
        if self._total > self._hashed:
            self._sha.update(line)

    async def append(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Append an entry. Returns it as `read` will return it.

        Raises StorageError if it cannot be written, and again on every later call.
        """
        if self._failure:
            raise self._failure
        line = encode_line(entry, self._secrets)
        kept = asyncio.get_running_loop().create_future()
        self._add(line, kept)
        await kept
        written = decode_line(line)
        assert written is not None, "a line that was just encoded can be decoded"
        return written

    def note(self, entry: dict[str, Any]) -> None:
        """Append an entry without waiting for it. It is lost if the process is killed, or cannot write any more."""
        if not self._failure:
            self._add(encode_line(entry, self._secrets), None)

    def append_all(self, entries: Iterable[dict[str, Any]]) -> None:
        """Append entries at once, outside of an event loop. Raises OSError if they cannot be written."""
        lines: list[bytes] = []
        for entry in entries:
            lines.append(encode_line(entry, self._secrets))
            if len(lines) == _LINES_PER_WRITE:
                self._write(b"".join(lines))
                lines.clear()
        self._write(b"".join(lines))

    def close(self) -> None:
        """Close the file. All kept entries are already on disk."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _cut(self, segment: Path, offset: int, torn: bytes) -> None:
        """Cut off a torn last line. Its bytes are appended to a `.torn` file next to the journal."""
        saved = segment.with_suffix(".torn")
        try:
            with os.fdopen(open_to_append(saved, 0o600), "ab") as file:
                file.write(torn + b"\n")
            os.truncate(segment, offset)
        except OSError as error:
            cause = cause_of(error, self._folder)
            raise StorageError(
                f"{segment}: the incomplete last line cannot be moved to {saved.name} ({cause.why}); "
                f"{cause.remedy}, then run the same command again"
            ) from error
        self.cut_bytes = len(torn)

    def _add(self, line: bytes, kept: asyncio.Future[None] | None) -> None:
        self._waiting.append((line, kept))
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())

    async def flush(self) -> None:
        """Wait until everything that was noted is written."""
        if self._flushing:
            await self._flushing

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._write, b"".join(line for line, _ in batch))
            except Exception as error:
                self._fail(batch, error)
                return
            for _, kept in batch:
                if kept and not kept.done():
                    kept.set_result(None)

    def _fail(self, batch: list[tuple[bytes, asyncio.Future[None] | None]], error: Exception) -> None:
        self._failure = self._why_unwritten(error)
        for _, kept in [*batch, *self._waiting]:
            if kept and not kept.done():
                kept.set_exception(self._failure)
        self._waiting = []

    def _why_unwritten(self, error: Exception) -> StorageError:
        if isinstance(error, _Deleted):
            return StorageError(
                f"{self._path}: the journal was deleted while it was in use, and the replies in it are lost. Restore "
                "the file from a backup and run the same command to resume, or start over in another folder"
            )
        cause = cause_of(error, self._folder) if isinstance(error, OSError) else Cause(repr(error), "fix this")
        return StorageError(
            f"{self._path}: the journal cannot be written ({cause.why}); everything received before is safe. "
            f"{cause.remedy.capitalize()}, then run the same command to resume"
        )

    def _write(self, data: bytes) -> None:
        """Append all bytes or none, and sync them to disk. Raises OSError."""
        self._open_segment()
        if os.fstat(self._file).st_nlink == 0:
            raise _Deleted
        self._size = append(self._file, self._size, data)
        self._sha.update(data)
        self._total += len(data)
        self._written = (self._total, self._sha.copy())

    def _open_segment(self) -> None:
        """Open the last segment, or a new one if it is full."""
        if self._file >= 0 and self._size < SEGMENT_BYTES:
            return
        self.close()
        segments = _segments(self._folder)
        number = int(segments[-1].stem.removeprefix("journal-")) if segments else 1
        if segments and segments[-1].stat().st_size >= SEGMENT_BYTES:
            number += 1
        self._path = self._folder / f"journal-{number:05d}.jsonl"
        self._file = open_to_append(self._path, 0o600)
        self._size = os.fstat(self._file).st_size
        sync_folder(self._folder)
