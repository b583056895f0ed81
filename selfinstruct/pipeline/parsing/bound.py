"""Bound how much of a reply is read, so that no reply takes longer than a second."""

from __future__ import annotations

import re
from itertools import islice

from selfinstruct.pipeline.parsing.field_names import FIELD_OF

MAX_NAMES = 10_000
"""Names of fields in the part of a reply that is read: over 3,000 records. A prompt asks for 50 at most."""
_NAME = re.compile(rf"{'|'.join(name for name in FIELD_OF if len(name) > 1)}|\b[qa]\b|[问答]|```|~~~", re.IGNORECASE)
"""What may start a field or a code block. Only these make reading slow."""


def split_at_bound(text: str) -> tuple[str, str]:
    """Return the part of a reply that is read, and the rest, which is empty for every usual reply."""
    if len(text) <= MAX_NAMES:
        return text, ""
    past = next(islice(_NAME.finditer(text), MAX_NAMES, None), None)
    return (text[: past.start()], text[past.start() :]) if past else (text, "")
