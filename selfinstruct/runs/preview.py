"""`selfinstruct generate --preview`: show one request, its reply and the outcome. Writes nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.runs.announcements import announce_teacher
from selfinstruct.runs.attempt_log import attempt_log
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.heartbeat import explained_wait
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import RunPlan, prepare
from selfinstruct.runs.probe import no_reply
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.trust import require_confirmation
from selfinstruct.schema.redaction import redact
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt, read_reply
from selfinstruct.schema.spending import Spending
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.opening import open_teacher, require_model

_MAX_SHOWN = 300
_NO_FOLDER = Path(os.devnull)
"""A path that is never a run folder."""


async def preview(options: GenerateOptions, stop: Stop, say: Reporter) -> str:
    """Return the request and the reply of the first slot of a run, and the resulting tasks, as text."""
    plan = prepare_preview(replace(options, n=1))
    options = plan.completed.options
    plan.completed.announce(say)
    require_confirmation(plan, options, os.environ)
    stop.bind(lambda: None)
    await require_model(plan.connection)
    announce_teacher(plan.connection, options, say, plan.settings.topic)
    if plan.in_batches:
        say("this request is sent by itself, at the usual price; the run sends the same ones in batches")
    state = RunState(plan.rules, [Plan(0, plan.settings.window)])
    prompt = state.prompt(0)
    assert prompt is not None, "the first slot has no horizon to wait for"
    with attempt_log(options.log_file, say) as on_attempt:
        ending = await _ask(plan, prompt, stop, say, on_attempt)
    state.commit(ending)
    raw = read_reply(ending.body).text if isinstance(ending, Answer) else f"({ending.code}: {ending.message})"
    parts = [
        ("system", prompt.system),
        ("prompt", prompt.user),
        ("reply", raw),
        ("outcome", _outcomes(state)),
    ]
    shown = "\n\n".join(f"─── {title} ───\n{text}" for title, text in parts)
    return redact(shown, plan.connection.secrets, patterns=False)


def prepare_preview(options: GenerateOptions) -> RunPlan:
    """Prepare the run as `generate` would. Without --out, a default folder of another run does not matter."""
    try:
        return prepare(options, os.environ)
    except InputError:
        if options.out is not None:
            raise
    return prepare(replace(options, out=_NO_FOLDER), os.environ)


async def _ask(plan: RunPlan, prompt: Prompt, stop: Stop, say: Reporter, on_attempt: OnAttempt | None) -> Ending:
    budget = Budget(plan.caps, Spending(), None, plan.settings.max_tokens)
    async with (
        open_teacher(plan.connection, say, budget, on_attempt) as teacher,
        explained_wait(plan.connection.urls, say),
    ):
        result = await teacher.ask(prompt, stop.event)
    if isinstance(result, OpenSlot):
        raise no_reply(result, budget)
    assert isinstance(result, Answer | FinalFault), "a slot that is not open has ended"
    return result


def _outcomes(state: RunState) -> str:
    """Return a line for each record, in the order of the reply."""
    lines = [(row.position, f"accepted as {row.task.task_type}: {row.task.instruction}") for row in state.rows]
    for reject in state.rejects:
        raw = reject.verdict.raw[:_MAX_SHOWN].replace("\n", " ")
        lines.append((reject.position, f"{reject.verdict.reason} ({reject.verdict.detail}): {raw}"))
    return "\n".join(f"{position + 1}. {line}" for position, line in sorted(lines))
