"""Rules that a well-formed task must pass.

A rule is a function in `RULES`. To add one, write the function, list it there, and add rows to the tables in the tests.
Rules are field-aware: whether a text model can do a task is decided by instruction and input, never by the output
(BELLE's keyword list, matched against whole records, rejects twice as many tasks as it should).
"""

from __future__ import annotations

from selfinstruct.pipeline.filters.assistant_voice import ai_identity, earlier_answer, refusal
from selfinstruct.pipeline.filters.inputs import copied_input, placeholder_input
from selfinstruct.pipeline.filters.language import wrong_language
from selfinstruct.pipeline.filters.lengths import too_long, too_short
from selfinstruct.pipeline.filters.media import needs_live_data, needs_media
from selfinstruct.pipeline.filters.missing_inputs import missing_input
from selfinstruct.pipeline.filters.output_language import output_language
from selfinstruct.pipeline.filters.outputs import broken_output, control_characters, invented_media, placeholder_output
from selfinstruct.pipeline.filters.rule import Objection, Rule
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.traditional import in_simplified
from selfinstruct.schema.task import Task

__all__ = ["RULES", "VERSION", "Language", "Objection", "Rule", "first_objection"]

VERSION = 5
"""Part of a run's identity: increase it when the same task would get a different outcome or other flags."""

RULES: tuple[Rule, ...] = (
    wrong_language,
    too_short,
    too_long,
    needs_media,
    placeholder_output,
    refusal,
    ai_identity,
    earlier_answer,
    copied_input,
    placeholder_input,
    needs_live_data,
    missing_input,
    control_characters,
    invented_media,
    broken_output,
    output_language,
)


def first_objection(task: Task, language: Language) -> Objection | None:
    """Return the first objection to a task, as a reason and a human-readable detail; None if all rules pass."""
    read = in_simplified(task) if language is Language.TRADITIONAL_CHINESE else task
    for rule in RULES:
        if objection := rule(task if rule is wrong_language else read, language):
            return objection
    return None
