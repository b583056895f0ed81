"""`selfinstruct generate --preview`: one request, shown whole, and nothing left behind."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace

from selfinstruct.errors import TeacherUnreachable
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import RunPlan, announce_teacher, prepare
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt, read_reply
from selfinstruct.teachers.opening import open_teacher, require_model

_SHOWN_OF_A_REJECT = 300


async def preview(options: GenerateOptions, say: Callable[[str], None]) -> str:
    """What the first slot of such a run would send, get, and make of it, as text for people."""
    job = prepare(replace(options, n=1), os.environ)
    await require_model(job.settings, os.environ)
    announce_teacher(job.settings, say)
    fold = RunState(job.rules, Plan(0, job.settings.window))
    prompt = fold.prompt(0)
    assert prompt is not None, "the first slot has no horizon to wait for"
    ending = await _ask(job, prompt)
    fold.commit(ending)
    raw = read_reply(ending.body).text if isinstance(ending, Answer) else f"({ending.code}: {ending.message})"
    parts = [
        ("system", prompt.system),
        ("prompt", prompt.user),
        ("reply", raw),
        ("what became of it", _judgements(fold)),
    ]
    return "\n\n".join(f"─── {title} ───\n{text}" for title, text in parts)


async def _ask(job: RunPlan, prompt: Prompt) -> Ending:
    async with open_teacher(job.settings, os.environ) as teacher:
        outcome = await teacher.ask(prompt, asyncio.Event())
    if isinstance(outcome, OpenSlot):
        raise TeacherUnreachable(f"the teacher gave no answer ({outcome.code}: {outcome.message}); try again later")
    assert isinstance(outcome, Answer | FinalFault), "an outcome that is not open is final"
    return outcome


def _judgements(fold: RunState) -> str:
    """Each record in the order of the reply."""
    lines = [(row.position, f"accepted as {row.task.task_type}: {row.task.instruction}") for row in fold.rows]
    for reject in fold.rejects:
        raw = reject.verdict.raw[:_SHOWN_OF_A_REJECT].replace("\n", " ")
        lines.append((reject.position, f"{reject.verdict.reason} ({reject.verdict.detail}): {raw}"))
    return "\n".join(f"{position + 1}. {line}" for position, line in sorted(lines))
