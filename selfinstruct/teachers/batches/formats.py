"""The formats of batch files: one request per line, and results, whose format is recognised line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.batch_rows import Row, RowResult
from selfinstruct.schema.choices import choice_of
from selfinstruct.teachers.batches import anthropic, gemini, openai, ray

CHAT_COMPLETIONS = "/v1/chat/completions"


class BatchFormat(StrEnum):
    """A format of `batch export`. The value is the argument of `--format`."""

    OPENAI = "openai"
    RAY = "ray"
    ANTHROPIC = "anthropic"
    GEMINI = "gemini"


FORMATS: tuple[str, ...] = tuple(BatchFormat)
"""The names of all formats. `openai` is also that of `vllm run-batch`, SGLang and most other vendors."""

_READERS: tuple[Callable[[Mapping[str, Any]], RowResult | None], ...] = (
    anthropic.read,
    ray.read,
    gemini.read,
    openai.read,
)
"""Each returns None for a line of another format. The last one knows the least about a line."""
_REQUESTS = (("method", "body"), ("params",), ("request",), ("messages",))
"""Fields of requests. A line that has them and is not a result is a line of the exported file."""
_BOM = b"\xef\xbb\xbf"
_SPLITTING = {ord(character): f"\\u{ord(character):04x}" for character in "\u0085\u2028\u2029"}
"""Characters that JSON does not escape, although some programs end a line at them."""


def request_line(format: str, row: Row, url: str = CHAT_COMPLETIONS) -> bytes:  # noqa: A002 - the name of the option
    """Return the line of a request, with its line end. Lone surrogates become "?".

    `url` is the path of the endpoint in a file of OpenAI's format. Raises InputError for an unknown format, and for a
    field of the request that the format cannot hold.
    """
    value = _request(choice_of(BatchFormat, format, "--format"), row, url)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_SPLITTING).encode("utf-8", "replace") + b"\n"


def _request(name: BatchFormat, row: Row, url: str) -> dict[str, Any]:
    if name is BatchFormat.OPENAI:
        return openai.request(row, url)
    if name is BatchFormat.RAY:
        return ray.request(row)
    return anthropic.request(row) if name is BatchFormat.ANTHROPIC else gemini.request(row)


def read_results(lines: Iterable[bytes]) -> Iterator[RowResult]:
    r"""Yield the results of a file. `lines` are split at "\n" only, as by a file that is open for reading bytes.

    Raises InputError with the number of the first line that is not a result; earlier results have been yielded.
    """
    for number, line in enumerate(lines, 1):
        result = read_line(line, number)
        if result is not None:
            yield result


def read_line(line: bytes, number: int) -> RowResult | None:
    """Return the result in a line, or None if it is blank. Raises InputError with `number` if it is not a result.

    A line may begin with a byte order mark, as in files that were joined.
    """
    line = line.removeprefix(_BOM)
    if not line.strip():
        return None
    try:
        return _result(json.loads(line.decode()), number)
    except UnicodeDecodeError:
        raise InputError(f"line {number} is not UTF-8 text; download the results again") from None
    except (ValueError, RecursionError) as error:
        mistake = _mistake(error)
        message = f"line {number} is not valid JSON ({mistake}); download the results again, or delete the line"
        raise InputError(message) from None


def _mistake(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.removesuffix(' at')} at column {error.colno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"


def _result(value: object, number: int) -> RowResult:
    line = value if isinstance(value, Mapping) else {}
    result = next((found for read in _READERS if (found := read(line))), None)
    if result is None and any(all(field in line for field in fields) for fields in _REQUESTS):
        raise InputError(f"line {number} is a request, not a result; pass the file of replies instead")
    if result is None:
        known = ", ".join(FORMATS)
        message = f"line {number} is not a batch result of a known format ({known})"
        raise InputError(f"{message}; pass the output file or the error file of the batch")
    if not result.custom_id:
        raise InputError(f"line {number} has no custom_id (in Gemini's files: key); keep that field in the results")
    return result
