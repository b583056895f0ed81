"""Ask a teacher a few of the first prompts of a run, to measure its replies. Nothing is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.errors import SelfinstructError, StoppedShort, TeacherUnreachable
from selfinstruct.pipeline.counters import Tally
from selfinstruct.pipeline.replay import RunState
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.runs.budget import Budget
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.stopping import Stop
from selfinstruct.schema.reply import Answer, Ending, OpenSlot, Prompt, Usage, read_reply
from selfinstruct.schema.spending import Spending
from selfinstruct.teachers.attempts import OnAttempt
from selfinstruct.teachers.openai_chat import Teacher
from selfinstruct.teachers.opening import open_teacher
from selfinstruct.teachers.protocol import BUDGET, RequestRefused, Result


@dataclass(frozen=True, slots=True)
class Probe:
    """What a few requests showed: the counts, and the tokens and seconds of each answer."""

    tally: Tally
    usages: tuple[Usage, ...]
    seconds: tuple[float, ...]


async def probe(plan: RunPlan, count: int, stop: Stop, say: Reporter, on_attempt: OnAttempt | None = None) -> Probe:
    """Ask the first `count` prompts of a run, as many at a time as it would, and screen the replies.

    Raises StoppedShort if no task was accepted or the budget of the run has no room, and the errors of a run if
    requests fail.
    """
    state = RunState(plan.rules, [Plan(0, plan.settings.window)])
    endings: list[Ending] = []
    budget = Budget(plan.caps, Spending(), None, plan.settings.max_tokens)
    async with open_teacher(plan.connection, say, budget, on_attempt) as teacher:
        while len(endings) < count:
            prompts = _ready(state, count, teacher.limit)
            for ending in _endings(await _ask_all(teacher, prompts, stop), budget):
                state.commit(ending)
                endings.append(ending)
    if not state.rows:
        reasons = ", ".join(f"{reason} {number}" for reason, number in state.tally.reasons.most_common())
        raise StoppedShort(
            f"no task in the {count} replies was accepted ({reasons}), so nothing can be estimated; look at one with: "
            "selfinstruct generate --preview"
        )
    answers = [ending for ending in endings if isinstance(ending, Answer)]
    usages = tuple(read_reply(answer.body).usage for answer in answers)
    return Probe(state.tally, usages, tuple(answer.seconds for answer in answers))


def _ready(state: RunState, count: int, limit: int) -> list[Prompt]:
    """Return the prompts that can be sent now: those that depend on no reply that is missing."""
    slots = range(state.committed, min(count, state.committed + limit))
    return [prompt for slot in slots if (prompt := state.prompt(slot)) is not None]


async def _ask_all(teacher: Teacher, prompts: Sequence[Prompt], stop: Stop) -> list[Result | BaseException]:
    asked = (teacher.ask(prompt, stop.event) for prompt in prompts)
    return await asyncio.gather(*asked, return_exceptions=True)


def _endings(results: Sequence[Result | BaseException], budget: Budget) -> list[Ending]:
    """Return how the requests ended. A refused one only ends its slot if another one was answered.

    Raises the first error.
    """
    is_answered = any(isinstance(result, Answer) for result in results)
    endings: list[Ending] = []
    for result in results:
        if isinstance(result, RequestRefused) and is_answered:
            endings.append(result.ending)
        elif isinstance(result, BaseException):
            raise result
        elif isinstance(result, OpenSlot):
            raise no_reply(result, budget)
        else:
            endings.append(result)
    return endings


def no_reply(slot: OpenSlot, budget: Budget) -> SelfinstructError:
    """Return the error for a request outside of a run that got no reply, or found no room in the budget."""
    short = budget.why_stopped() if slot.code == BUDGET else None
    return short or TeacherUnreachable(f"the teacher returned no reply ({slot.code}: {slot.message}); try again later")
