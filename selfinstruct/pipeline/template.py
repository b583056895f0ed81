"""The prompt template: the text around the numbered list, and the layout of the list itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import request
from selfinstruct.pipeline.parsing import NO_INPUT, SEPARATOR
from selfinstruct.pipeline.placeholders import fill, found_in
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType

SYSTEM = "你是一位细心的出题人，为训练语言模型编写任务。只输出任务列表本身，不要开场白，也不要结尾的说明。"


PLACEHOLDERS = ("count", "language", "topic", "types", "list")


_LANGUAGES = {Language.CHINESE: "中文", Language.ENGLISH: "英文", Language.ANY: "中文或其他语言"}


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt template that can be filled: `{list}` is in it once, the other placeholders where it likes."""

    text: str
    count: int
    language: Language
    topic: str

    def fill(self, demonstrations: list[Task], types: Sequence[TaskType] = ()) -> str:
        """The user message: the numbered list begins with the demonstrations and ends with the next `N. 指令:`.

        `types` are asked for, one for each new task; without any nothing is said of types.
        """
        values = {
            "count": str(self.count),
            "language": _LANGUAGES[self.language],
            "topic": f"另外，所有任务都要属于这个领域：{self.topic}。\n" if self.topic else "",
            "types": request(types),
            "list": render_list(demonstrations),
        }
        return fill(self.text, values)


def read_template(
    text: str, name: str, count: int, language: Language, topic: str, with_types: bool = False
) -> Template:
    r"""A template from the text of a file called `name`.

    A text without placeholders gets the list appended; where it holds no line breaks but the two characters `\n`,
    as BELLE's own prompt file does, these are read as line breaks. `with_types` finds a place for the types that are
    asked for, if the text has none. Raises InputError where it can't be filled.
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
    """`###`-separated numbered records, then the next number's open instruction."""
    records = [f"{SEPARATOR}\n{render(task, number)}" for number, task in enumerate(demonstrations, 1)]
    return "\n".join([*records, f"{SEPARATOR}\n{len(demonstrations) + 1}. 指令:"])


def render(task: Task, number: int) -> str:
    """One record in the layout that the teacher is to follow."""
    return (
        f"{number}. 指令: {task.instruction}\n{number}. 输入:\n{task.input or NO_INPUT}\n{number}. 输出:\n{task.output}"
    )
