"""Layouts of a task list: the one that the prompt asks for, and variants that real teachers produce."""

from __future__ import annotations

from collections.abc import Callable

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.template import render
from selfinstruct.schema.task import Task

Layout = Callable[[list[Task], int], str]


def write_plain(tasks: list[Task], first: int) -> str:
    """Use the layout that the prompt asks for."""
    return "\n###\n".join(render(task, number) for number, task in enumerate(tasks, first))


def write_continued(tasks: list[Task], first: int) -> str:
    """Continue right after the final `N. 指令:` of the prompt."""
    return write_plain(tasks, first).removeprefix(f"{first}. 指令: ")


def write_full_width(tasks: list[Task], first: int) -> str:
    """Use full-width punctuation and no separators."""
    return "\n".join(
        f"{number}．指令：{task.instruction}\n{number}．输入：\n{task.input or '无'}\n{number}．输出：\n{task.output}\n"
        for number, task in enumerate(tasks, first)
    )


def write_bold(tasks: list[Task], first: int) -> str:
    """Set the markers in bold, put inputs on the same line, and add a sentence before the list."""
    return "好的，下面是任务列表：\n\n" + "\n\n###\n\n".join(
        f"**{number}. 指令:** {task.instruction}\n**{number}. 输入:** {task.input or CHINESE.no_input}\n**{number}. 输出:**\n{task.output}"
        for number, task in enumerate(tasks, first)
    )


def write_restarted(tasks: list[Task], first: int) -> str:  # noqa: ARG001 - the number is ignored on purpose
    """Restart the numbering at 1 and omit the input field of tasks without input."""
    records = (render(task, number) for number, task in enumerate(tasks, 1))
    return "\n###\n".join(
        record if task.input else record.replace(f"{number}. 输入:\n{CHINESE.no_input}\n", "", 1)
        for number, (record, task) in enumerate(zip(records, tasks, strict=True), 1)
    )


LAYOUTS: tuple[Layout, ...] = (write_continued, write_full_width, write_bold, write_restarted)
