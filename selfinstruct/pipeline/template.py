"""Prompt templates. A template's text and demonstrations in; the messages to a teacher out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE, Language, profile_of
from selfinstruct.pipeline.mix import request
from selfinstruct.pipeline.parsing import SEPARATOR
from selfinstruct.pipeline.placeholders import fill, found_in
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

PLACEHOLDERS = ("count", "language", "topic", "types", "list")


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt template that can be filled. It holds `{list}` exactly once, and the other placeholders anywhere."""

    text: str
    count: int
    language: Language
    topic: str

    @property
    def system(self) -> str:
        """The system message of a prompt."""
        return profile_of(self.language).prompt.system

    def fill(self, demonstrations: list[Task], types: Sequence[TaskType] = ()) -> str:
        """The user message: a numbered list that begins with the demonstrations and ends with the next `N. 指令:`.

        It requests one of `types` for each new task; without them it says nothing about types.
        """
        profile = profile_of(self.language)
        values = {
            "count": str(self.count),
            "language": profile.name_in_prompt,
            "topic": profile.prompt.topic.format(self.topic) if self.topic else "",
            "types": request(types, profile.prompt),
            "list": render_list(demonstrations),
        }
        return fill(self.text, values)


def read_template(
    text: str, name: str, count: int, language: Language, topic: str, with_types: bool = False
) -> Template:
    r"""A template from the text of a file called `name`.

    The list is appended to a text without placeholders. If such a text has no line breaks but the two characters `\n`,
    as BELLE's own prompt file does, these are read as line breaks. `with_types` adds a place for the requested types
    if the text has none. Raises InputError if the template can't be filled.
    """
    if not text.strip():
        raise InputError(f"{name}: the prompt template is empty; write one, or leave --prompt out for the built-in one")
    found = found_in(text, name, PLACEHOLDERS)
    if found and text.count("{list}") != 1:
        raise InputError(f"{name}: a prompt template with placeholders must hold {{list}} exactly once, for the tasks")
    if not found:
        text = _read_breaks(text.strip()) + "\n{topic}\n{list}"
    if "{types}" in text.partition("{list}")[2] or text.count("{types}") > 1:
        raise InputError(f"{name}: {{types}} may stand once in a prompt template, and before {{list}}")
    if topic and "{topic}" not in text:
        text = text.replace("{list}", "{topic}{list}")
    if with_types and "{types}" not in text:
        place = ("{topic}", "{topic}{types}") if "{topic}" in text else ("{list}", "{types}{list}")
        text = text.replace(*place, 1)
    return Template(text.rstrip(), count, language, topic)


def _read_breaks(text: str) -> str:
    return text if "\n" in text else text.replace("\\n", "\n")


def render_list(demonstrations: list[Task]) -> str:
    """Numbered records between lines of `###`, and at the end the marker of the next instruction."""
    records = [f"{SEPARATOR}\n{render(task, number)}" for number, task in enumerate(demonstrations, 1)]
    return "\n".join([*records, f"{SEPARATOR}\n{len(demonstrations) + 1}. {CHINESE.fields[0]}:"])


def render(task: Task, number: int) -> str:
    """One record in the layout that the teacher is to follow. Its markers are Chinese in all prompts."""
    instruction, given, output = CHINESE.fields
    return (
        f"{number}. {instruction}: {task.instruction}\n{number}. {given}:\n{task.input or CHINESE.no_input}\n"
        f"{number}. {output}:\n{task.output}"
    )
