"""The prompt that a student sees. A task in, text out, the same for exporting, training and comparing."""

from __future__ import annotations

from selfinstruct.schema.task import Task

TEMPLATE = "{instruction}\n{input}\n"
"""The prompt as shown in logs; the input's line is left out if there is no input."""


def user_turn(task: Task) -> str:
    """The user's message: the instruction and, if there is an input, a new line with it (LLaMA-Factory's rule)."""
    return f"{task.instruction}\n{task.input}" if task.input else task.instruction


def prompt(task: Task) -> str:
    """The user turn as plain text that a completion follows.

    It ends in a newline, so that no token spans prompt and completion: training masks exactly the prompt, and comparing
    scores exactly the completion.
    """
    return f"{user_turn(task)}\n"
