"""Chat completions of the offline teacher, as the bodies of OpenAI's API. The server and its batches share them."""

from __future__ import annotations

import hashlib
from random import Random
from typing import Any

from selfinstruct.teachers.offline import OFFLINE_MODEL
from selfinstruct.teachers.offline.answers import OfflineAnswer, answer
from selfinstruct.teachers.offline.behavior import FAULTLESS, Behavior
from selfinstruct.teachers.offline.labels import answer_labels

_TOKENS_PER_CHARACTER = 0.8
"""Rough estimate for Chinese text; the offline teacher has no tokenizer."""


def prompt_of(body: Any) -> str | None:
    """Return the text of the last message, which contains the list to continue."""
    match body:
        case {"messages": [*_, {"content": str(content)}]}:
            return content
    return None


def sha_of(prompt: str) -> str:
    """Return the hash from which everything about a reply is drawn."""
    return hashlib.sha256(prompt.encode("utf-8", "replace")).hexdigest()


def tokens_of(text: str) -> int:
    """Return the number of tokens that a text is counted as."""
    return int(len(text) * _TOKENS_PER_CHARACTER)


def sample_of(body: Any) -> int:
    """Return the number of a sample: the field `seed` of a request, or 0."""
    match body:
        case {"seed": int(seed)}:
            return seed
    return 0


def completion(prompt: str, behavior: Behavior = FAULTLESS, sample: int = 0) -> dict[str, Any]:
    """Answer a prompt. The body says which task has which leak, and which mistake."""
    sha = sha_of(prompt)
    labels = answer_labels(prompt, Random(sha), behavior.faults)
    given = OfflineAnswer(labels, "stop", ()) if labels is not None else answer(prompt, behavior, sample)
    sent, received = tokens_of(prompt), tokens_of(given.text)
    return {
        "id": f"chatcmpl-{sha[:24]}",
        "object": "chat.completion",
        "created": 0,
        "model": OFFLINE_MODEL,
        "choices": [
            {"index": 0, "finish_reason": given.finish_reason, "message": {"role": "assistant", "content": given.text}}
        ],
        "usage": {"prompt_tokens": sent, "completion_tokens": received, "total_tokens": sent + received},
        "families": given.families,
        **({"leaks": given.leaks} if behavior.leaks else {}),
        **({"errors": given.errors} if behavior.errors else {}),
    }
