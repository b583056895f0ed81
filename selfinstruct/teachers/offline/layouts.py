"""Layouts of a task list: the one that the prompt asks for, and variants that real teachers produce."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.template import render, render_array
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


def labelled(
    label: str, separator: str = "\n###\n", heading: str = "", no_input: str = CHINESE.no_input, below: bool = False
) -> Layout:
    """Return a layout with other labels, separators or headings.

    `label` and `heading` may contain `{n}`, the number of the task; `label` contains `{name}` or `{english}`. Texts start
    on the line of their label, or `below` it.
    """

    def write(tasks: list[Task], first: int) -> str:
        return separator.join(
            heading.format(n=number) + record(task, number) for number, task in enumerate(tasks, first)
        )

    def record(task: Task, number: int) -> str:
        texts = (task.instruction, task.input or no_input, task.output)
        return "\n".join(
            label.format(n=number, name=name, english=english) + ("\n" if below else "") + text
            for name, english, text in zip(CHINESE.fields, _ENGLISH, texts, strict=True)
        )

    return write


def write_json(tasks: list[Task], first: int) -> str:  # noqa: ARG001 - JSON has no numbers
    """Write an array of objects in JSON."""
    return render_array(tasks)


def write_tags(tasks: list[Task], first: int) -> str:  # noqa: ARG001 - elements have no numbers
    """Write each task as an element, with an element for each field."""
    return "\n".join(
        f"<task>\n<instruction>{task.instruction}</instruction>\n<input>{task.input}</input>\n"
        f"<output>{task.output}</output>\n</task>"
        for task in tasks
    )


LAYOUTS: tuple[Layout, ...] = (write_continued, write_full_width, write_bold, write_restarted)
"""The layouts that simulated faults choose from."""


class Style(StrEnum):
    """How a chat model writes a list of tasks, whatever the prompt shows."""

    PLAIN = "plain"
    CONTINUED = "continued"
    FULL_WIDTH = "full-width"
    BOLD = "bold"
    RESTARTED = "restarted"
    HEADINGS = "headings"
    RULES = "rules"
    NUMBERS_BEHIND = "numbers-behind"
    BRACKETS = "brackets"
    BILINGUAL = "bilingual"
    ENGLISH = "english"
    NO_INPUT_NEEDED = "no-input-needed"
    JSON = "json"
    TAGS = "tags"
    FENCED = "fenced"
    REMARKS = "remarks"
    THINKING = "thinking"


_ENGLISH = ("Instruction", "Input", "Output")
_LAYOUT_OF: Mapping[Style, Layout] = {
    Style.CONTINUED: write_continued,
    Style.FULL_WIDTH: write_full_width,
    Style.BOLD: write_bold,
    Style.RESTARTED: write_restarted,
    Style.HEADINGS: labelled("**{name}：**\n", "\n\n", "### 任务 {n}\n\n"),
    Style.RULES: labelled("{n}. {name}：", "\n\n---\n\n"),
    Style.NUMBERS_BEHIND: labelled("{name}{n}：", "\n\n"),
    Style.BRACKETS: labelled("【{name}】", "\n\n", "{n}.\n"),
    Style.BILINGUAL: labelled("{n}. {name} ({english}): "),
    Style.ENGLISH: labelled("{n}. {english}: "),
    Style.NO_INPUT_NEEDED: labelled("{n}. {name}: ", no_input="（无需输入）"),
    Style.JSON: write_json,
    Style.TAGS: write_tags,
}
"""The layout of each style that has another one than the prompt."""
_AROUND: Mapping[Style, tuple[str, str]] = {
    Style.FENCED: ("好的，以下是任务列表：\n\n```\n", "\n```"),
    Style.REMARKS: ("好的，我来继续写。\n\n", "\n\n以上就是全部任务，希望对您有帮助！"),
    Style.THINKING: ("<think>\n还要写几条，类型要有变化，先想一条：\n4. 指令: 写一首诗\n再换一条。\n</think>\n\n", ""),
}
"""What some styles write before and behind the list."""


def write_in(style: Style, tasks: list[Task], first: int, text: str) -> str:
    """Write tasks in a style. `text` is the list as the prompt asks for it."""
    before, behind = _AROUND.get(style, ("", ""))
    layout = _LAYOUT_OF.get(style)
    return before + (layout(tasks, first) if layout else text) + behind
