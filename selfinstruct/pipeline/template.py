"""Prompt templates, which turn demonstrations into the messages to a teacher."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE, Language, profile_of
from selfinstruct.pipeline.mix import request
from selfinstruct.pipeline.parsing import SEPARATOR
from selfinstruct.pipeline.placeholders import fill, found_in
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

PLACEHOLDERS = ("count", "language", "variety", "topic", "types", "layout", "list")


@dataclass(frozen=True, slots=True)
class Template:
    """A valid prompt template. It contains `{list}` exactly once; the other placeholders are optional."""

    text: str
    count: int
    language: Language
    topic: str
    layout: Layout = Layout.LIST

    @property
    def system(self) -> str:
        """The system message of a prompt."""
        return profile_of(self.language).prompt.system

    def fill(self, demonstrations: list[Task], types: Sequence[TaskType] = ()) -> str:
        """Write the user message. Its list starts with demonstrations and ends with the next `N. 指令:`.

        In the layouts of JSON, the demonstrations are an array instead.

        It requests one of `types` for each new task; without `types` it does not mention them.
        """
        profile = profile_of(self.language)
        values = {
            "count": str(self.count),
            "language": profile.name_in_prompt,
            "topic": profile.prompt.topic.format(self.topic) if self.topic else "",
            "variety": profile.prompt.variety_with_types if types else profile.prompt.variety,
            "types": request(types, profile.prompt),
            "layout": profile.prompt.layouts[self.layout].format(self.count - len(demonstrations)),
            "list": _RENDER[self.layout](demonstrations),
        }
        return fill(self.text, values)


def read_template(
    text: str,
    name: str,
    count: int,
    language: Language,
    topic: str,
    with_types: bool = False,
    layout: Layout = Layout.LIST,
) -> Template:
    r"""Read a template from the text of the file `name`.

    The list is appended to a text without placeholders. If such a text has no line breaks but contains the two
    characters `\n`, as BELLE's own prompt file does, they are read as line breaks. `with_types` adds a placeholder for
    the requested types if the text has none. Raises InputError if the template is invalid.
    """
    if not text.strip():
        raise InputError(
            f"{name}: the prompt template is empty; fill the file, or omit --prompt to use the built-in one"
        )
    found = found_in(text, name, PLACEHOLDERS)
    if found and text.count("{list}") != 1:
        raise InputError(f"{name}: a prompt template with placeholders must contain {{list}} exactly once")
    if not found:
        text = _read_breaks(text.strip()) + "\n{topic}\n{list}"
    if "{types}" in text.partition("{list}")[2] or text.count("{types}") > 1:
        raise InputError(f"{name}: {{types}} may appear only once in a prompt template, before {{list}}")
    if topic and "{topic}" not in text:
        text = text.replace("{list}", "{topic}{list}")
    if with_types and "{types}" not in text:
        place = ("{topic}", "{topic}{types}") if "{topic}" in text else ("{list}", "{types}{list}")
        text = text.replace(*place, 1)
    if layout is not Layout.LIST and "{layout}" not in text:
        text = text.replace("{list}", "{layout}\n{list}")
    return Template(text.rstrip(), count, language, topic, layout)


def _read_breaks(text: str) -> str:
    return text if "\n" in text else text.replace("\\n", "\n")


def render_list(demonstrations: list[Task]) -> str:
    """Write numbered records separated by lines of `###`, and the marker of the next instruction at the end."""
    records = [f"{SEPARATOR}\n{render(task, number)}" for number, task in enumerate(demonstrations, 1)]
    return "\n".join([*records, f"{SEPARATOR}\n{len(demonstrations) + 1}. {CHINESE.fields[0]}:"])


def render_array(demonstrations: list[Task]) -> str:
    """Write records as a JSON array with an object per line."""
    objects = ({"instruction": task.instruction, "input": task.input, "output": task.output} for task in demonstrations)
    return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in objects) + "\n]"


_RENDER: Mapping[Layout, Callable[[list[Task]], str]] = {
    Layout.LIST: render_list,
    Layout.JSON: render_array,
    Layout.JSON_SCHEMA: render_array,
}


def render(task: Task, number: int) -> str:
    """Write a record in the layout that the teacher should follow. Its markers are Chinese in all prompts."""
    instruction, given, output = CHINESE.fields
    return (
        f"{number}. {instruction}: {task.instruction}\n{number}. {given}:\n{task.input or CHINESE.no_input}\n"
        f"{number}. {output}:\n{task.output}"
    )
