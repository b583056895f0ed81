"""A task in, what a student is asked out: one wording for exporting, training and comparing."""

from __future__ import annotations

from selfinstruct.schema.task import Task

TEMPLATE = "{instruction}\n{input}\n"
"""The prompt, as a log tells it; without an input, its line is not there."""


def user_turn(task: Task) -> str:
    """What the user says: the instruction, and on a new line the input where there is one (LLaMA-Factory's rule)."""
    return f"{task.instruction}\n{task.input}" if task.input else task.instruction


def prompt(task: Task) -> str:
    """The user turn as plain text that a completion follows.

    It ends in a newline, so that no token reaches over from the prompt into the completion: only what is trained is
    compared, and only what is asked is masked.
    """
    return f"{user_turn(task)}\n"
