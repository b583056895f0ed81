"""Prompts, slot endings, and replies read from response bodies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.schema.task_types import TaskType

_COMPLETE = frozenset(
    "stop eos eos_token end end_turn end_of_turn end_of_text stop_sequence stop_token complete completed finish "
    "finished normal done success finish_reason_stop".split()
)
"""Finish reasons of complete replies, in the words of several vendors and servers, in lower case."""

_DETAILS = ("prompt_tokens_details", "prompt_token_details")
"""Objects of `usage` with a field `cached_tokens`.

The first is OpenAI's (https://platform.openai.com/docs/guides/prompt-caching), and also that of DashScope
(https://help.aliyun.com/zh/model-studio/context-cache), Zhipu (https://docs.bigmodel.cn/cn/guide/capabilities/cache),
Mistral (https://docs.mistral.ai/studio-api/conversations/advanced/prompt-caching), xAI, Groq, vLLM and others. The
second is in Mistral's reference as well (https://github.com/vercel/ai/issues/14382).
"""
_CACHED = ("prompt_cache_hit_tokens", "cached_tokens", "num_cached_tokens")
"""Fields of `usage` itself.

They are those of DeepSeek (https://api-docs.deepseek.com/guides/kv_cache), Moonshot
(https://github.com/openclaw/openclaw/pull/25436) and Mistral (https://github.com/vercel/ai/issues/14382).
"""

_THOUGHTS = re.compile(r"\s*<think(?:ing)?>\s*(?!\s|</think)")
"""The beginning of thoughts in a text; servers leave an empty element behind if thinking is off."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The request of one slot.

    `sha` is the SHA-256 of both texts, `demonstrations` the task ids in order, and `types` are those that it requests
    for the new tasks, if it requests any.
    """

    slot: int
    system: str
    user: str
    demonstrations: tuple[str, ...]
    sha: str
    types: tuple[TaskType, ...] = ()


def prompt_sha(system: str, user: str) -> str:
    """SHA-256 of both messages, in hexadecimal."""
    return hashlib.sha256(f"{system}\n{user}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """A slot that ended with an answer: the raw body of a chat completion.

    `at` is the Unix time of its arrival in seconds, `seconds` the duration of the last attempt. `batch` is the key of
    the batch that it came in, which has a price of its own; "" for an answer to a request.
    """

    slot: int
    prompt_sha: str
    body: Mapping[str, Any]
    at: float
    seconds: float
    attempts: int
    batch: str = ""


@dataclass(frozen=True, slots=True)
class FinalFault:
    """A slot that ended without an answer, because of a final fault or because it was abandoned."""

    slot: int
    prompt_sha: str
    code: str
    message: str
    at: float
    attempts: int


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that used up its attempts in one run. `others` counts the answers to other slots in that run."""

    slot: int
    code: str
    message: str
    others: int


Ending = Answer | FinalFault


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens billed for one answer or for many, as reported by the teacher.

    `cached` is the part of `prompt` that was read from the provider's cache, which usually costs less. The other three
    are the parts of these that were billed at the price of batches.
    """

    prompt: int
    completion: int
    cached: int = 0
    batch_prompt: int = 0
    batch_completion: int = 0
    batch_cached: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt + other.prompt,
            self.completion + other.completion,
            self.cached + other.cached,
            self.batch_prompt + other.batch_prompt,
            self.batch_completion + other.batch_completion,
            self.batch_cached + other.batch_cached,
        )

    def __sub__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt - other.prompt,
            self.completion - other.completion,
            self.cached - other.cached,
            self.batch_prompt - other.batch_prompt,
            self.batch_completion - other.batch_completion,
            self.batch_cached - other.batch_cached,
        )

    @property
    def in_batch(self) -> Usage:
        """The same tokens, billed at the price of batches."""
        return Usage(self.prompt, self.completion, self.cached, self.prompt, self.completion, self.cached)

    @property
    def is_in_batch(self) -> bool:
        """True if any of the tokens are billed at the price of batches."""
        return bool(self.batch_prompt or self.batch_completion)


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of an answer. `cut` is true if it may end in the middle of a record.

    `why_empty` explains a reply without text, and is "" for any other.
    """

    text: str
    finish_reason: str
    cut: bool
    usage: Usage
    why_empty: str = ""


def read_reply(body: Mapping[str, Any]) -> Reply:
    """Read the reply from a chat completion's body. Never raises: missing or mistyped values are read as empty.

    A reply is complete only if its finish reason says so, or if there is none.
    """
    choice = _first(body.get("choices"))
    message = _mapping(choice.get("message"))
    finish = choice.get("finish_reason")
    finish = finish if isinstance(finish, str) else ""
    text = text_of(message.get("content")) or text_of(message.get("refusal"))
    usage = usage_of(body)
    cut = bool(finish) and finish.strip().lower() not in _COMPLETE
    return Reply(text, finish, cut, usage, "" if text.strip() else _why_empty(body, cut, usage))


_MAX_FAMILY = 40
"""Longest name of a family."""


def families_of(body: Mapping[str, Any]) -> list[str]:
    """Return the families of a reply's tasks in order, which the offline teacher names; empty for other teachers."""
    found = body.get("families")
    return found if isinstance(found, list) and all(map(_is_family, found)) else []


def _is_family(name: object) -> bool:
    return isinstance(name, str) and name.isidentifier() and len(name) <= _MAX_FAMILY


def shows_thinking(body: Mapping[str, Any]) -> bool:
    """Return True if a model has thought before its reply: the body counts the tokens, or holds the thoughts."""
    details = _mapping(_mapping(body.get("usage")).get("completion_tokens_details"))
    message = _mapping(_first(body.get("choices")).get("message"))
    thoughts = text_of(message.get("reasoning_content")) or text_of(message.get("reasoning"))
    is_in_text = _THOUGHTS.match(text_of(message.get("content"))) is not None
    return bool(thoughts.strip()) or is_in_text or _count(details.get("reasoning_tokens")) > 0


def _why_empty(body: Mapping[str, Any], cut: bool, usage: Usage) -> str:
    if shows_thinking(body):
        return "reasoning used up the reply's tokens; raise --max-tokens, or turn thinking off with --extra-body"
    if cut and usage.completion <= 1:
        return "the server's context is full; give it a larger one, or use fewer --tasks"
    return "the reply has no text"


def without_surrogates(text: str) -> str:
    """Replace lone surrogates with U+FFFD, so that the text can be written as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)


def _first(choices: object) -> Mapping[str, Any]:
    return _mapping(choices[0]) if isinstance(choices, list) and choices else {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def text_of(content: object) -> str:
    """The text of a message, whose content is a string or a list of parts."""
    if isinstance(content, str):
        return without_surrogates(content)
    if isinstance(content, list):
        texts = [_mapping(part).get("text") for part in content]
        return "".join(without_surrogates(text) for text in texts if isinstance(text, str))
    return ""


def usage_of(body: Mapping[str, Any]) -> Usage:
    """Return the tokens that a chat completion reports, 0 if it does not."""
    usage = _mapping(body.get("usage"))
    prompt = _count(usage.get("prompt_tokens"))
    return Usage(prompt, _count(usage.get("completion_tokens")), min(prompt, _cached(usage)))


def _cached(usage: Mapping[str, Any]) -> int:
    """Tokens read from the provider's cache. A server may report them in several places."""
    if usage.keys().isdisjoint((*_DETAILS, *_CACHED)):
        return 0
    details = (_mapping(usage.get(name)).get("cached_tokens") for name in _DETAILS)
    return max(map(_count, (*details, *(usage.get(name) for name in _CACHED))))


def _count(value: object) -> int:
    """A token count; 0 if it is missing or implausible for one answer."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**12 else 0
