"""`selfinstruct check`: one tiny request to a teacher, what it shows, and what to change."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError, TeacherRefused, TeacherUnreachable
from selfinstruct.runs.attempt_log import attempt_log
from selfinstruct.runs.file_trust import resolve_trusted_teacher
from selfinstruct.runs.heartbeat import explained_wait
from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.prices import price_of, price_table
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.teacher_settings import connection_of
from selfinstruct.schema.price import HOW_TO_PRICE, Price, price_as_json, price_text, read_price
from selfinstruct.schema.redaction import redact
from selfinstruct.schema.reply import read_reply, shows_thinking
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.opening import offered_models, require_model
from selfinstruct.teachers.refusals import asks_for_model
from selfinstruct.teachers.trial import Trial, try_once
from selfinstruct.teachers.urls import OPENAI

_LIMIT_HEADERS = ("ratelimit", "rate-limit", "retry-after")


def check(options: TeacherOptions, stop: Stop, say: Reporter) -> list[dict[str, Any]]:
    """Send one tiny request to each address of a teacher. Returns what works.

    Raises InputError, and TeacherRefused or TeacherUnreachable if a request is not answered.
    """
    stop.raise_if_stopped()
    if options.batch:
        raise InputError("check sends a single request, which is answered at once; leave --batch out")
    completed, settings = resolve_trusted_teacher(options, os.environ, say)
    if settings.teacher == "offline":
        raise InputError("the offline teacher needs no check; name a teacher with --provider, --base-url or --model")
    with attempt_log(options.log_file, say) as on_attempt:
        results = asyncio.run(_check(connection_of(settings, os.environ), say, on_attempt))
    prices = price_as_json(price_of(settings, price_table(completed.file)))
    return [{**result, "prices": prices} for result in results]


async def _check(connection: Connection, say: Reporter, on_attempt: OnAttempt | None) -> list[dict[str, Any]]:
    await require_model(connection)
    return [await _check_one(connection, url, say, on_attempt) for url in connection.urls]


async def _check_one(connection: Connection, url: str, say: Reporter, on_attempt: OnAttempt | None) -> dict[str, Any]:
    async with explained_wait([url], say):
        trial = await try_once(connection, url, say, on_attempt)
    if trial.error is not None:
        offered = f". {await offered_models(connection)}" if asks_for_model(trial.found) else ""
        kind = TeacherUnreachable if isinstance(trial.error, TeacherUnreachable) else TeacherRefused
        raise kind(f"{trial.error}{offered}")
    return _result(connection, trial)


def _result(connection: Connection, trial: Trial) -> dict[str, Any]:
    assert isinstance(trial.found, Mapping), "a trial without an error has a reply"
    reply = read_reply(trial.found)
    return {
        "provider": connection.provider.name,
        "address": trial.url or OPENAI,
        "model": connection.model,
        "key": connection.key_env if os.environ.get(connection.key_env, "").strip() else "",
        "preset": dict(connection.preset),
        "thinking": shows_thinking(trial.found),
        "streaming": trial.streamed,
        "reply": redact(reply.text, connection.secrets),
        "tokens": {"prompt": reply.usage.prompt, "completion": reply.usage.completion},
        "seconds": round(trial.seconds, 2),
        "limits": {name.lower(): value for name, value in trial.headers.items() if _tells_limit(name)},
        "advice": _advice(connection, trial),
    }


def _tells_limit(header: str) -> bool:
    return any(part in header.lower() for part in _LIMIT_HEADERS)


def _advice(connection: Connection, trial: Trial) -> list[str]:
    assert isinstance(trial.found, Mapping), "a trial without an error has a reply"
    found = [
        (shows_thinking(trial.found), _about_thinking(connection)),
        (not trial.streamed, "leave --stream out: the server does not stream"),
        (trial.is_moved, f"use --base-url {trial.url}"),
    ]
    return [advice for applies, advice in found if applies]


def _about_thinking(connection: Connection) -> str:
    note = connection.provider.fields_of(connection.model).note
    known = f" ({connection.provider.name}: {note.rstrip('.')})" if note else ""
    return f"the model thinks before it answers, which costs tokens; turn that off or use another model{known}"


def describe(results: list[dict[str, Any]]) -> str:
    """Format the results as text."""
    return "\n\n".join(map(_describe_one, results))


def _price_text(price: Price | None) -> str:
    return f"{price.currency} {price_text(price).removeprefix('at ')}" if price else f"unknown; {HOW_TO_PRICE}"


def _describe_one(result: Mapping[str, Any]) -> str:
    limits = ", ".join(f"{name} {value}" for name, value in result["limits"].items())
    rows = {
        "provider": result["provider"] or "not known; --provider names one",
        "address": f"{result['address']} answers, after {result['seconds']:.1f} s",
        "key": f"{result['key']} is accepted" if result["key"] else "none was sent, none is needed",
        "model": f"{result['model']} answers {result['reply'].strip()[:20]!r}",
        "thinking": "on" if result["thinking"] else "off",
        "streaming": "works" if result["streaming"] else "does not work",
        "tokens": f"{result['tokens']['prompt']} in the prompt, {result['tokens']['completion']} in the reply",
        "price": _price_text(read_price(result["prices"])),
        "limits": limits or "none in the headers",
    }
    lines = [f"{name:<11}{value}" for name, value in rows.items()]
    return "\n".join([*lines, *(f"{'to change':<11}{each}" for each in result["advice"])])
