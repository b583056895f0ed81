"""Read the fields of an OpenAI request for another format, and refuse those that it cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.teachers.providers.provider import LIMITS

_ALWAYS_READ = frozenset({"model", "messages", *LIMITS})
_WITHOUT_EFFECT = frozenset(
    "stream stream_options service_tier user safety_identifier store metadata logprobs top_logprobs prompt_cache_key "
    "prompt_cache_retention".split()
)
"""Fields that do not change the text of a reply."""
_NEUTRAL: Mapping[str, tuple[Any, ...]] = {
    "n": (1,),
    "presence_penalty": (0,),
    "frequency_penalty": (0,),
    "repetition_penalty": (1,),
    "response_format": ({"type": "text"},),
}
"""Values that ask for what a model does anyway."""
_OFF: Mapping[str, tuple[Any, ...]] = {
    "enable_thinking": (False,),
    "think": (False,),
    "thinking_budget": (0,),
    "reasoning_effort": ("none", "minimal"),
}
"""Values that turn thinking off, in the words of several vendors; see `presets.toml`."""


def refuse_others(body: Mapping[str, Any], held: Collection[str], title: str) -> None:
    """Raise InputError for the first field that is not `held` by the format and changes what the model writes.

    A field that turns thinking off belongs to the preset of a provider, and is left out for another one.
    """
    for name, value in body.items():
        if name not in held and name not in _ALWAYS_READ and not _may_be_left_out(name, value):
            hint = "remove it from --extra-body, or use --format openai"
            raise InputError(f"{name} cannot be sent in {title}; {hint}")


def _may_be_left_out(name: str, value: object) -> bool:
    is_empty = value is None or value in ([], {})
    return is_empty or name in _WITHOUT_EFFECT or value in _NEUTRAL.get(name, ()) or turns_thinking_off(name, value)


def turns_thinking_off(name: str, value: object) -> bool:
    """Return True for a request field that turns thinking off, or down to its minimum."""
    if not isinstance(value, Mapping):
        return any(value == off and type(value) is type(off) for off in _OFF.get(name, ()))
    if name == "thinking":
        return value.get("type") == "disabled"
    if name == "reasoning":
        return value.get("enabled") is False or value.get("effort") in _OFF["reasoning_effort"]
    return name == "chat_template_kwargs" and all(switch is False for switch in value.values())


def limit_of(body: Mapping[str, Any]) -> int:
    """Return the maximum number of tokens in the reply; 0 if the request has no limit."""
    limits = [body[name] for name in LIMITS if isinstance(body.get(name), int)]
    return max(limits, default=0)


def renamed(body: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a request that are in `names` under their new names."""
    return {new: body[name] for name, new in names.items() if body.get(name) is not None}


def stops_of(body: Mapping[str, Any]) -> list[str]:
    """Return the texts at which a reply ends."""
    stop = body.get("stop") or []
    return [stop] if isinstance(stop, str) else list(stop)


def system_of(body: Mapping[str, Any]) -> str:
    """Return the system message, "" if there is none."""
    return "\n\n".join(text for role, text in _messages(body) if role == "system" and text)


def turns_of(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return role and text of the other messages."""
    return [(role, text) for role, text in _messages(body) if role != "system"]


def _messages(body: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in body["messages"]]
