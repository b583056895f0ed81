"""The rule for instructions in another language than the run's."""

from __future__ import annotations

from selfinstruct.pipeline.filters.own_words import BREAK, QUOTED
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language, profile_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize


def wrong_language(task: Task, language: Language) -> Objection | None:
    """Reject an instruction that is not in the run's language. A foreign text that it quotes does not count."""
    own_words = BREAK.split(QUOTED.sub("", task.instruction))
    opening = next((part for part in own_words if len(tokenize(part)) > 1), task.instruction)
    profile = profile_of(language)
    if profile.is_written_in(opening):
        return None
    return Reason.WRONG_LANGUAGE, f"the instruction is not in {profile.name}"
