"""Labels tasks with a teacher: writes prompts for batches of tasks and reads a label per task from the answers.

If no label can be read for a task, the task is sent once more; after that, its type is left to the rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import CHINESE, PROFILES
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.pipeline.placeholders import fill, found_in
from selfinstruct.pipeline.reasoning import answer_of
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.reply import Answer, Ending, Prompt, Usage, prompt_sha, read_reply, without_surrogates
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import DEFINITIONS, ExtraType, Label, TaskType

VERSION = 1
"""Part of a labelling's identity: increase it when the prompt for the same tasks changes."""

SYSTEM = CHINESE.prompt.labelling_system
"""The system message. Requests for labels are in Chinese, whatever the language of the tasks."""
TASKS_PER_REQUEST = 10
MAX_TRIES = 2
FIRST_ENDINGS = 5
"""Number of batches after which labelling stops if no label could be read."""

NINE: tuple[Label, ...] = tuple(TaskType)
ELEVEN: tuple[Label, ...] = (*TaskType, *ExtraType)

PLACEHOLDERS = ("count", "types_count", "types", "tasks")
_INSTRUCTION, _INPUT, _ = CHINESE.fields
_MAX_SHOWN = {_INSTRUCTION: 800, _INPUT: 400}
"""Maximum characters shown of each part: the start shows the type, and long inputs cost the most."""
_NO_INPUT = "（无）"
_PART = r"(?P<{}>.*(?:\n  .*)*)\n"
_SHOWN = re.compile(
    rf"^【任务\d+】\n{_INSTRUCTION}：{_PART.format('instruction')}{_INPUT}：{_PART.format('input')}", re.MULTILINE
)
_WORDS = tuple(profile.type_words for profile in PROFILES)
_COUNTERS = "".join(words.counters for words in _WORDS)


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """The prompt of a batch, with the placeholders `{types}` and `{tasks}`, and the labels to choose from."""

    text: str
    labels: tuple[Label, ...]

    def fill(self, tasks: Sequence[Task]) -> str:
        """The user message that requests the types of these tasks."""
        values = {
            "count": str(len(tasks)),
            "types_count": str(len(self.labels)),
            "types": "\n".join(_described(label) for label in self.labels),
            "tasks": "\n".join(_shown(number, task) for number, task in enumerate(tasks, 1)),
        }
        return fill(self.text, values)


def read_label_template(text: str, name: str, labels: tuple[Label, ...]) -> LabelTemplate:
    """Read a template from the text of the file `name`. Raises InputError if a placeholder is missing or unknown."""
    found = found_in(text, name, PLACEHOLDERS)
    if missing := [part for part in ("types", "tasks") if found.count(part) != 1]:
        raise InputError(f"{name}: the prompt template must contain {{{missing[0]}}} exactly once")
    return LabelTemplate(text.strip(), labels)


def task_key(task: Task) -> str:
    """The key under which a task's label is stored: SHA-256 of instruction and input, in hexadecimal."""
    return sha256(f"{task.instruction}\0{task.input}")


def read_types(text: str, count: int, labels: tuple[Label, ...]) -> list[Label | None]:
    """Read the labels of `count` numbered tasks from an answer; None if a task has no label or several different ones.

    Accepts `3. rewrite`, `3：改写`, `**3.** 类别：rewrite`, `{"3": "rewrite"}` and the like, one or many per line.
    """
    names = _names(labels)
    given: dict[int, set[Label]] = {}
    for found in _pattern(labels).finditer(answer_of(text) or ""):
        given.setdefault(int(found["number"]), set()).add(names[_plain(found["name"])])
    candidates = (given.get(number, set()) for number in range(1, count + 1))
    return [found.pop() if len(found) == 1 else None for found in candidates]


def read_request(prompt: str) -> tuple[list[Task], tuple[Label, ...]]:
    """Read the tasks and the offered labels from a filled template; no tasks if it is another prompt."""
    parts = (part.group("instruction", "input") for part in _SHOWN.finditer(prompt))
    texts = ((instruction.replace("\n  ", "\n"), given.replace("\n  ", "\n")) for instruction, given in parts)
    tasks = [Task(instruction, "" if given == _NO_INPUT else given, "") for instruction, given in texts]
    return tasks, tuple(label for label in ELEVEN if _described(label) in prompt)


@dataclass(frozen=True, slots=True)
class SentLabels:
    """A request for labels that a teacher has been sent: the keys of its tasks, and its text."""

    tasks: tuple[str, ...]
    text: str


class Labelling:
    """The labels received from a teacher, and the batches that request the missing ones.

    `answered`, `refused` and `unanswered` replay the journal. Then `plan` makes the batches, and `commit` adds the
    ending of the next batch, which may add further batches. `labels` holds the labels by task key. Batches are numbered
    from `first`; one without tasks has ended in an earlier process.
    """

    def __init__(self, tasks: Iterable[Task], template: LabelTemplate) -> None:
        self.labels: dict[str, Label] = {}
        self.answers = self.given = 0
        """Number of answers, including those of earlier processes, and of tasks labelled by them."""
        self.bought, self.usage = 0, Usage(0, 0)
        """Number of answers received by this process, and their tokens."""
        self.batches: list[tuple[str, ...]] = []
        self.first = self.committed = 0
        self._tasks = {task_key(task): task for task in tasks}
        self._template = template
        self._tries: Counter[str] = Counter()
        self._exhausted: Counter[str] = Counter()
        self._texts: dict[int, str] = {}
        self._ended = self._read = 0

    @property
    def wanted(self) -> int:
        """Number of distinct tasks."""
        return len(self._tasks)

    @property
    def left_out(self) -> int:
        """Number of unlabelled tasks that are not sent again, because their answers were unreadable or refused."""
        return sum(self._tries[key] >= MAX_TRIES and key not in self.labels for key in self._tasks)

    @property
    def has_no_yield(self) -> bool:
        """True if the first batches of this process did not yield a single label."""
        return self._ended >= FIRST_ENDINGS and not self._read

    @property
    def end(self) -> int:
        """The number after that of the last batch."""
        return self.first + len(self.batches)

    def keys(self, number: int) -> tuple[str, ...]:
        """Return the tasks of a batch; none if it has ended in an earlier process."""
        return self.batches[number - self.first] if self.first <= number < self.end else ()

    def answered(self, keys: Sequence[str], body: Mapping[str, object]) -> Usage:
        """Add the answer to a batch. Returns its token usage."""
        reply = read_reply(body)
        self.answers += 1
        for key, label in zip(keys, read_types(reply.text, len(keys), self._template.labels), strict=True):
            self._tries[key] += 1
            if label and key not in self.labels:
                self.labels[key] = label
                self.given += key in self._tasks
        return reply.usage

    def refused(self, keys: Sequence[str]) -> None:
        """Record that a batch was refused for its content. Each of its tasks is sent once more, by itself."""
        for key in keys:
            self._tries[key] = MAX_TRIES if len(keys) == 1 else max(1, self._tries[key])

    def unanswered(self, keys: Sequence[str]) -> None:
        """Record that a batch used up its attempts in a run while other batches were answered."""
        self._exhausted.update(keys)

    def exhausted(self, number: int) -> int:
        """Number of earlier runs in which the batch, or a batch with one of its tasks, used up its attempts."""
        return max(self._exhausted[key] for key in self.keys(number))

    def plan(self, sent: Mapping[int, SentLabels] | None = None, next_number: int = 0) -> None:
        """Make batches of the tasks that were never sent (the same as before a kill), then of those to resend.

        `sent` are the batches of earlier processes that are still with the teacher. They keep their numbers, and the
        others are numbered from `next_number` on.
        """
        kept = sent or {}
        self.first = min(kept, default=next_number)
        self.batches = [kept[number].tasks if number in kept else () for number in range(self.first, next_number)]
        self._texts = {number: each.text for number, each in kept.items()}
        is_sent = {key for each in kept.values() for key in each.tasks}
        fresh = [key for key in self._tasks if not self._tries[key] and key not in self.labels and key not in is_sent]
        starts = range(0, len(fresh), TASKS_PER_REQUEST)
        self.batches += [tuple(fresh[start : start + TASKS_PER_REQUEST]) for start in starts]
        self._ask_again()

    def prompt(self, number: int) -> Prompt | None:
        """The request of a batch; None if there is no batch with this number.

        Tasks that were sent by an earlier process may be missing by now; their request stays the same.
        """
        if not (keys := self.keys(number)):
            return None
        tasks = [self._tasks[key] for key in keys if key in self._tasks]
        user = self._template.fill(tasks) if len(tasks) == len(keys) else self._texts[number]
        return Prompt(number, SYSTEM, user, (), prompt_sha(SYSTEM, user))

    def commit(self, ending: Ending) -> None:
        """Add the ending of the next batch."""
        keys, known = self.keys(ending.slot), len(self.labels)
        self.committed += 1
        self._ended += bool(keys)
        if isinstance(ending, Answer):
            usage = self.answered(keys, ending.body)
            self.bought += 1
            self.usage += usage.in_batch if ending.batch else usage
        else:
            self.refused(keys)
        self._read += len(self.labels) - known
        self._ask_again()

    def _ask_again(self) -> None:
        """Once all batches have ended, add a batch of one task for each task without a label.

        The same prompt would most likely get the same answer, and one task may have spoiled it for the whole batch.
        """
        if self.committed == len(self.batches):
            open_keys = (key for key in self._tasks if key not in self.labels and self._tries[key] < MAX_TRIES)
            self.batches += [(key,) for key in open_keys]


def _described(label: Label) -> str:
    definition = DEFINITIONS[label]
    first = "，先看是不是这一类" if label in list(ExtraType) else ""
    return f"- {label}（{definition.name}{first}）：{definition.meaning_zh}"


def _shown(number: int, task: Task) -> str:
    """A task with its number. All lines but the first are indented, so that no text looks like the next task."""
    parts = ((_INSTRUCTION, task.instruction), (_INPUT, task.input or _NO_INPUT))
    lines = (f"{name}：{_shortened(text, _MAX_SHOWN[name])}".replace("\n", "\n  ") for name, text in parts)
    return "\n".join((f"【任务{number}】", *lines, ""))


def _shortened(text: str, limit: int) -> str:
    text = without_surrogates(text)
    return text if len(text) <= limit else f"{text[:limit]}……（后面还有{len(text) - limit}字）"


def _names(labels: Sequence[Label]) -> dict[str, Label]:
    """Map every name of a label, in its plain form, to the label."""
    chinese = {DEFINITIONS[label].name: label for label in labels}
    aliases = {name: label for words in _WORDS for name, label in words.names.items()}
    return {_plain(label): label for label in labels} | chinese | aliases


def _plain(name: str) -> str:
    return re.sub(r"[_\s-]", "", name).lower()


@cache
def _pattern(labels: tuple[Label, ...]) -> re.Pattern[str]:
    """A pattern for a task's number, punctuation or a word for type, and the name of a label."""
    names = [*(label.replace("_", r"[_\s-]?") for label in labels), *_names(labels)]
    name = f"(?:{'|'.join(sorted(names, key=len, reverse=True))})(?![a-z_])"
    word = f"(?:{either(words.type_word for words in _WORDS)})"
    neither = f"[/|、]|{either(words.or_word for words in _WORDS)}"
    return re.compile(
        # Punctuation or a word for type is required in between: "10条分类结果" introduces a list and is not an entry.
        rf"(?<![\d.])(?P<number>\d{{1,3}})[{_COUNTERS}]?(?:{word}|(?=\W))\W{{0,8}}(?:{word}\W{{0,8}})*"
        rf"(?P<name>{name})(?!\s*(?:{neither})\s*{name})",
        re.IGNORECASE,
    )
