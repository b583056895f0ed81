"""How a list of tasks may be laid out: as the prompt asks, and the ways in which real teachers drift from it."""

from __future__ import annotations

from collections.abc import Callable

from selfinstruct.pipeline.parsing import NO_INPUT
from selfinstruct.pipeline.template import render
from selfinstruct.schema.task import Task

Layout = Callable[[list[Task], int], str]


def write_plain(tasks: list[Task], first: int) -> str:
    """As the prompt asks."""
    return "\n###\n".join(render(task, number) for number, task in enumerate(tasks, first))


def write_continued(tasks: list[Task], first: int) -> str:
    """Going on right behind the prompt's last `N. 指令:`."""
    return write_plain(tasks, first).removeprefix(f"{first}. 指令: ")


def write_full_width(tasks: list[Task], first: int) -> str:
    """Full-width punctuation and no separators."""
    return "\n".join(
        f"{number}．指令：{task.instruction}\n{number}．输入：\n{task.input or '无'}\n{number}．输出：\n{task.output}\n"
        for number, task in enumerate(tasks, first)
    )


def write_bold(tasks: list[Task], first: int) -> str:
    """Markdown around the markers, values on their line, a sentence before the list."""
    return "好的，下面是任务列表：\n\n" + "\n\n###\n\n".join(
        f"**{number}. 指令:** {task.instruction}\n**{number}. 输入:** {task.input or NO_INPUT}\n**{number}. 输出:**\n{task.output}"
        for number, task in enumerate(tasks, first)
    )


def write_restarted(tasks: list[Task], first: int) -> str:  # noqa: ARG001 - it ignores the number on purpose
    """Numbers from 1 again, and no input field where there is no input."""
    records = (render(task, number) for number, task in enumerate(tasks, 1))
    return "\n###\n".join(
        record if task.input else record.replace(f"{number}. 输入:\n{NO_INPUT}\n", "", 1)
        for number, (record, task) in enumerate(zip(records, tasks, strict=True), 1)
    )


LAYOUTS: tuple[Layout, ...] = (write_continued, write_full_width, write_bold, write_restarted)
