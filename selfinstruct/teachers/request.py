"""The body of a request, and how it changes when a server refuses a part that the user did not ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from selfinstruct.schema.reply import Prompt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.faults import Fault
from selfinstruct.teachers.protocol import Reporter
from selfinstruct.teachers.providers.provider import LIMITS, MAX_COMPLETION_TOKENS, MAX_TOKENS
from selfinstruct.teachers.remedies import Action

_ONLY_STREAMS = re.compile(
    r"^(?!.*(?:enable_thinking|不支持流式|关闭|does not support stream|streaming is not))(?=.*(?:\bstream|流式))"
    r".*(?:\bonly|\bmust|enable|requir|mandatory|non-stream|not support|should|expected|please"
    r"|仅|只|必须|请|不支持非流式)",
    re.IGNORECASE | re.DOTALL,
)
"""A refusal that asks for `stream`. One that names `enable_thinking` offers another way, which costs fewer tokens."""
_UNKNOWN = re.compile(r"unsupported|unrecognized|unknown|not (?:supported|permitted|allowed)|不支持", re.IGNORECASE)
_OFFER = re.compile(r"\buse\b|instead|deprecated|replaced|使用|改用|替代", re.IGNORECASE)
_THINKING = re.compile(
    r"reasoning|thinking|think value|think(?:ing)?_|chat_template|budget \d+ is invalid|思考模式|深度思考|推理模式",
    re.IGNORECASE,
)
_REFUSED = (Action.STOP, Action.REFUSED)


@dataclass(frozen=True, slots=True)
class Way:
    """How requests are sent: streamed or not, with the name of the field that limits a reply, and without some fields.

    `left_out` are fields of the provider's preset, or names of the limit, that the model refuses. A refused part is
    never sent again, so that ways do not alternate.
    """

    streams: bool
    asks_usage: bool
    limit: str
    left_out: frozenset[str] = frozenset()


class RequestForm:
    """Builds the bodies of requests. `way` changes for all later requests once a server refuses a part of it."""

    def __init__(self, connection: Connection, say: Reporter = lambda _: None) -> None:
        self._connection = connection
        self._say = say
        self.way = Way(connection.stream, connection.stream, connection.provider.max_tokens)

    @property
    def fields(self) -> dict[str, Any]:
        """The fields besides model and messages that are sent at present."""
        return _set(self._fields(self.way))

    @property
    def output_bound(self) -> int:
        """The maximum number of tokens in a reply; 0 if requests contain no limit."""
        fields = self.fields
        limit = max((value for name in LIMITS if _is_positive(value := fields.get(name))), default=0)
        choices = fields.get("n")
        return limit * (choices if _is_positive(choices) else 1)

    def body(self, prompt: Prompt, way: Way) -> bytes:
        """Return the body of a request as JSON."""
        content = self.content(prompt, way)
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

    def content(self, prompt: Prompt, way: Way) -> dict[str, Any]:
        """Return the body of a request. Fields whose value is null in the extra body are left out."""
        messages = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}]
        return _set({"model": self._connection.model, "messages": messages, **self._fields(way)})

    def _fields(self, way: Way) -> dict[str, Any]:
        connection = self._connection
        stream = {"stream": True} if way.streams else {}
        usage = {"stream_options": {"include_usage": True}} if way.streams and way.asks_usage else {}
        preset = {name: value for name, value in connection.preset.items() if name not in way.left_out}
        sampling = {"temperature": connection.temperature, "top_p": connection.top_p}
        return {**stream, **usage, **preset, **_set(sampling), **self._limit(way), **connection.extra_body}

    def _limit(self, way: Way) -> dict[str, int]:
        """Return the field that limits a reply, unless the extra body has one."""
        limit = self._connection.max_tokens
        is_given = any(name in self._connection.extra_body for name in LIMITS)
        return {way.limit: limit} if way.limit and limit and not is_given else {}

    def adapt(self, fault: Fault, way: Way, is_answered: bool = False) -> bool:
        """Return True if a request that was refused can be sent again in another way, which is used from now on.

        With `is_answered`, other requests were answered: only a part that the refusal names is changed then.
        """
        if fault.action not in _REFUSED or fault.status not in (400, 422):
            return False
        other = self._other_way(fault.message, self.way, is_answered)
        if other != self.way:
            self._announce(other)
            self.way = other
        return self.way != way

    def unstream(self) -> bool:
        """Stop streaming. Returns False if requests are not streamed."""
        was_streaming = self.way.streams
        self.way = replace(self.way, streams=False)
        return was_streaming

    def _other_way(self, message: str, way: Way, is_answered: bool) -> Way:
        """Return the way that a refusal asks for; the same if it does not ask for any."""
        if named := self._refused_fields(message, is_answered) - way.left_out:
            return replace(way, left_out=way.left_out | named)
        if way.asks_usage and way.streams and "stream_options" in message:
            return replace(way, asks_usage=False)
        if self._limit(way) and (other := _other_limit(message, way.limit)):
            refused = way.left_out | {way.limit}
            return replace(way, limit="" if other in refused else other, left_out=refused)
        if not way.streams and _ONLY_STREAMS.match(message):
            return replace(way, streams=True, asks_usage=True)
        return way

    def _refused_fields(self, message: str, is_answered: bool) -> frozenset[str]:
        """Return the fields of the preset that a refusal names, or all of them if it is about thinking."""
        preset = self._connection.preset.keys() - self._connection.extra_body.keys()
        named = frozenset(name for name in preset if mentions(message, name))
        is_about_thinking = not is_answered and _THINKING.search(message)
        return named or (frozenset(preset) if is_about_thinking else frozenset())

    def _announce(self, other: Way) -> None:
        if other.streams and not self.way.streams:
            self._say("this model only streams its replies; requests now stream (--stream does so from the start)")
        if other.limit != self.way.limit:
            as_other = f"takes {other.limit}; --max-tokens is now sent under that name"
            self._say(f"this model {as_other if other.limit else 'takes no limit; --max-tokens is no longer sent'}")
        for name in sorted(other.left_out - self.way.left_out - {*LIMITS}):
            self._say(f"{self._connection.model} refuses {name}, a field of the provider's preset; it is now left out")


def _is_positive(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _set(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def mentions(message: str, field: str) -> bool:
    """Return True if a message names a field."""
    return _position(message, field) is not None


def _position(message: str, field: str) -> int | None:
    found = re.search(rf"(?<![A-Za-z0-9_]){re.escape(field)}(?![A-Za-z0-9_])", message)
    return found.start() if found else None


def _other_limit(message: str, limit: str) -> str:
    """Return the other name of the limit if a refusal says that the present one is unknown, or offers the other."""
    other = MAX_COMPLETION_TOKENS if limit == MAX_TOKENS else MAX_TOKENS
    refused, offered = _position(message, limit), _position(message, other)
    if refused is None or (offered is not None and offered < refused):
        return ""
    return other if _UNKNOWN.search(message) or (offered is not None and _OFFER.search(message)) else ""
