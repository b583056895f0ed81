"""A batch as the provider describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ENDED = frozenset({"completed", "complete", "done", "expired", "cancelled", "canceled", "stopped"})
_REFUSED = frozenset({"failed", "error", "rejected"})
_SPLIT = ("token_limit_exceeded", "enqueued token", "token limit")
"""Words of a refusal because too many tokens are waiting, in lower case."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A batch at the provider. `status` is in lower case, `message` the first error of a refused one.

    `output` and `errors` are the ids or the addresses of the files with the results, "" if there is none. `done` rows
    have been answered or have failed; `answered` counts only the former.
    """

    id: str
    status: str
    input: str = ""
    output: str = ""
    errors: str = ""
    key: str = ""
    message: str = ""
    done: int = 0
    answered: int = 0

    @property
    def is_refused(self) -> bool:
        """True if the provider did not begin with the batch: some also call one failed whose rows have results."""
        return self.status in _REFUSED and not self.output

    @property
    def is_ended(self) -> bool:
        """True if no more rows will be answered; a part of them may have been.

        A batch with answers whose files are not named yet has not ended: its rows would be sent, and paid for, again.
        """
        if self.status in _REFUSED:
            return True
        return self.status in _ENDED and bool(self.output or self.errors or not self.answered)


def asks_to_split(message: str) -> bool:
    """Return True for the words of a refusal of too many tokens at a time."""
    return any(words in message.lower() for words in _SPLIT)


def read_remote(body: object, metadata: str) -> Remote | None:
    """Read a batch, in which the field `metadata` of its metadata holds our key; None if it is none."""
    found = unwrapped(body)
    if not isinstance(found, Mapping) or not isinstance(found.get("id"), str):
        return None
    own, counts = _mapping(found.get("metadata")), _mapping(found.get("request_counts"))
    done, failed = _count(counts.get("completed")), _count(counts.get("failed"))
    return Remote(
        id=found["id"],
        status=_text(found.get("status")).lower(),
        input=_text(found.get("input_file_id")),
        output=_text(found.get("output_file_id")),
        errors=_text(found.get("error_file_id")),
        key=_text(own.get(metadata)),
        message=_first_error(found),
        done=done + failed,
        answered=done,
    )


def unwrapped(body: object) -> object:
    """Return what a provider puts into an envelope, in the field `data` of a body that has no id and is no list."""
    is_envelope = isinstance(body, Mapping) and "id" not in body and isinstance(body.get("data"), Mapping)
    return body["data"] if isinstance(body, Mapping) and is_envelope else body


def _first_error(found: Mapping[str, Any]) -> str:
    errors = found.get("errors")
    rows = _mapping(errors).get("data") if isinstance(errors, Mapping) else errors
    first = _mapping(rows[0]) if isinstance(rows, list) and rows else {}
    line = f"line {first['line']}: " if _count(first.get("line")) else ""
    code = f" ({first['code']})" if _text(first.get("code")) else ""
    return f"{line}{_text(first.get('message'))}{code}".strip() or _text(found.get("fail_reason"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
