"""What a prompt asks of the offline teacher, read from its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.pipeline.languages import CHINESE
from selfinstruct.pipeline.mix import requested
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.topics import words_of

_ASKED = re.compile(r"(\d{1,3})\s*[条个]")
_OPEN_NUMBER = re.compile(r"(\d{1,4})\s*[.．]\s*指令\s*[:：]\s*$")
_JSON = re.compile(r"写出其余的(\d{1,3})条，只输出一个 JSON (数组|对象)")
_LIST_START = re.compile(r"^\s*(?:\d{1,4}\s*[.．]\s*指令\s*[:：]|\[|\{)", re.MULTILINE)
_TOPIC = re.compile(re.escape(CHINESE.prompt.topic.strip()).replace(re.escape("{}"), "(.{1,200}?)"))
_MIN_OUTPUT = re.compile(r"输出[^。；！？\n]{0,12}?(?:不少于|不低于|至少|(?<!不)(?:超过|大于))\s*(\d{1,4})\s*个?字")
_MAX_OUTPUT = re.compile(
    r"输出[^。；！？\n]{0,12}?(?:不超过|不多于|至多|最多|(?<!不)少于|控制在|限于)\s*(\d{1,4})\s*个?字"
)
_DEFAULT_ASKED = 10
_MAX_ASKED = 100
ANY_LENGTH = 1_000_000
"""The maximum length of an output if the prompt names none."""


class Form(StrEnum):
    """The form in which a prompt asks for the tasks."""

    LIST = "list"
    JSON_ARRAY = "数组"
    JSON_OBJECT = "对象"


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt's request: how many tasks, from which number on, and what they should be like.

    `types` are the requested types in order, repeated as often as needed; empty if any type will do. `topic` are words
    that tasks of the topic contain; empty without a topic. Outputs should have `min_output` to `max_output` characters.
    """

    first: int
    count: int
    form: Form
    types: tuple[TaskType, ...]
    topic: frozenset[str]
    min_output: int
    max_output: int

    @property
    def is_choosy(self) -> bool:
        """True if not every task of the requested types will do."""
        return bool(self.topic or self.min_output or self.max_output < ANY_LENGTH)


def read_request(prompt: str) -> Request:
    """Read the request of a prompt."""
    head = _before_list(prompt)
    topic, shortest, longest = (pattern.search(head) for pattern in (_TOPIC, _MIN_OUTPUT, _MAX_OUTPUT))
    wanted = _JSON.search(prompt)
    first, count = (1, max(1, int(wanted[1]))) if wanted else _list_of(prompt)
    return Request(
        first,
        count,
        Form(wanted[2]) if wanted else Form.LIST,
        tuple(requested(prompt)),
        words_of(topic[1]) if topic else frozenset(),
        int(shortest[1]) if shortest else 0,
        max(1, int(longest[1])) if longest else ANY_LENGTH,
    )


def _before_list(prompt: str) -> str:
    """Return the text before the tasks that the prompt shows: these may mention lengths, too."""
    found = _LIST_START.search(prompt)
    return prompt[: found.start()] if found else prompt


def _list_of(prompt: str) -> tuple[int, int]:
    """Number of the next task in the list, and number of tasks that are still missing."""
    number, asked = _OPEN_NUMBER.search(prompt), _ASKED.search(prompt)
    first = int(number[1]) if number else 1
    last = int(asked[1]) if asked else _DEFAULT_ASKED
    return first, max(1, min(last, _MAX_ASKED) - first + 1)
