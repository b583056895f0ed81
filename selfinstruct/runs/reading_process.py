"""The process that reads replies for `read_ahead.py`: requests come on standard input, parts go to standard output.

A message is its length in bytes (four, little-endian) and MessagePack. The first one is empty and says that the process
is ready. It ends with its input, so it never outlives the process that started it.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.detection import load_detector
from selfinstruct.pipeline.languages.others import sharing_script
from selfinstruct.pipeline.parsing import Record
from selfinstruct.pipeline.screening import Candidate, Part, Signs, read_parts, signs_of
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.reply import Reply, Usage
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Verdict

SIZE = 4
"""Bytes of the length before a message."""
_NO_USAGE = Usage(0, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """What the parts of a reply depend on."""

    text: str
    cut: bool
    why_empty: str


@dataclass(frozen=True, slots=True)
class _WrittenPart:
    """A part of a reply: a verdict, or the fields of a candidate."""

    verdict: Verdict | None = None
    fields: tuple[str, str, str] | None = None
    raw: str = ""
    signs: Signs | None = None


_requests = msgspec.msgpack.Decoder(Request)
_parts = msgspec.msgpack.Decoder(list[_WrittenPart])
_encoder = msgspec.msgpack.Encoder()


def write_request(reply: Reply) -> bytes:
    """Return the message that asks for the parts of a reply. Raises UnicodeEncodeError for half a surrogate pair."""
    return _message(Request(reply.text, reply.cut, reply.why_empty))


def read_message(data: bytes) -> list[Part]:
    """Read the parts in a message without its length. Raises msgspec.MsgspecError."""
    return [_part(each) for each in _parts.decode(data)]


def main(language: str, pii: str) -> None:
    """Answer requests until the input ends. The terminal's Ctrl-C is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer(Language(language), Pii(pii), sys.stdin.buffer, sys.stdout.buffer)


def answer(language: Language, pii: Pii, requests: BinaryIO, parts: BinaryIO) -> None:
    """Write the empty message, then the parts of each reply that is requested, until there are no more requests."""
    if others := sharing_script(language):
        load_detector(others)
    _send(parts, b"\0" * SIZE)
    while size := requests.read(SIZE):
        request = _requests.decode(requests.read(int.from_bytes(size, "little")))
        reply = Reply(request.text, "", request.cut, _NO_USAGE, request.why_empty)
        _send(parts, _message([_written(part) for part in read_parts(reply, language, pii)]))


def _send(parts: BinaryIO, message: bytes) -> None:
    parts.write(message)
    parts.flush()


def _message(content: Request | Sequence[_WrittenPart]) -> bytes:
    data = _encoder.encode(content)
    return len(data).to_bytes(SIZE, "little") + data


def _written(part: Part) -> _WrittenPart:
    if isinstance(part, Verdict):
        return _WrittenPart(verdict=part)
    task = part.record.task
    fields = (task.instruction, task.input, task.output)
    return _WrittenPart(fields=fields, raw=part.record.raw, signs=signs_of(task))


def _part(written: _WrittenPart) -> Part:
    if written.verdict:
        return written.verdict
    assert written.fields, "a part without a verdict has fields"
    return Candidate(Record(Task(*written.fields), written.raw), written.signs)
