"""The student's prompt format, shared by export, training and comparison."""

from __future__ import annotations

from selfinstruct.schema.task import Task

TEMPLATE = "{instruction}\n{input}\n"
"""The prompt as shown in logs; a task without an input has no input line."""


def user_turn(task: Task) -> str:
    """Return the instruction, followed by the input on a new line if there is one (as LLaMA-Factory does)."""
    return f"{task.instruction}\n{task.input}" if task.input else task.instruction


def prompt(task: Task) -> str:
    """Return the user turn as plain text, to be followed by a completion.

    It ends in a newline so that no token spans prompt and completion: training masks exactly the prompt, and
    comparison scores exactly the completion.
    """
    return f"{user_turn(task)}\n"
