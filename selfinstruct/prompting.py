"""From the pool to a slot's prompt: the template, the numbered list, and drawing without repeating.

In: template text, pool, slot number. Out: prompts. No files: the template comes as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.errors import InputError
from selfinstruct.filtering import Language
from selfinstruct.mixing import Mix, Past, draw_types, request
from selfinstruct.parsing import NO_INPUT, SEPARATOR
from selfinstruct.placeholders import fill, found_in
from selfinstruct.pool import ByType, Pool
from selfinstruct.replies import Prompt, prompt_sha
from selfinstruct.scheduling import Plan, horizon
from selfinstruct.tasks import Task, TaskType

VERSION = 1
"""Part of a run's identity: raise it when the same pool and slot would give another prompt."""

SYSTEM = "你是一位细心的出题人，为训练语言模型编写任务。只输出任务列表本身，不要开场白，也不要结尾的说明。"

PLACEHOLDERS = ("count", "language", "topic", "types", "list")
_LANGUAGES = {Language.CHINESE: "中文", Language.ENGLISH: "英文", Language.ANY: "中文或其他语言"}
_REDRAWS = 100


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


class Prompter:
    """Gives the prompts of slots 0, 1, 2, … in order, no two alike as long as the pool allows.

    Slot k draws from `Random(f"{seed}:{k}")` and from the pool as of its horizon, so a prompt is a function of the
    seed, k and the committed past. With a mix it also asks for types, by what was accepted up to the horizon and what
    earlier slots asked for, which is such a function, too.
    """

    def __init__(
        self, template: Template, pool: Pool, plan: Plan, seed: int, demonstrations: int, mix: Mix | None = None
    ) -> None:
        self._template = template
        self._pool = pool
        self._plan = plan
        self._seed = seed
        self._demonstrations = demonstrations
        self._mix = mix
        self._asked = ByType()
        self._seen: set[str] = set()
        self._open: dict[int, Prompt] = {}
        self._next = 0

    def prompt(self, slot: int) -> Prompt | None:
        """The prompt of a slot that is not yet committed; None while its horizon is ahead of the commits."""
        while self._next <= slot and horizon(self._plan, self._next) <= self._pool.committed:
            self._open[self._next] = self._draw(self._next)
            self._next += 1
        return self._open.get(slot)

    def close(self, slot: int) -> Prompt:
        """The prompt of a slot that is being committed, for the last time."""
        prompt = self.prompt(slot)
        assert prompt is not None, "a slot is committed after its horizon"
        del self._open[slot]
        return prompt

    def _draw(self, slot: int) -> Prompt:
        """With one seed and nothing accepted there is only one prompt: then a repeat is all that can be had.

        A redraw asks for types anew and shows tasks of every type: there may be too few of those that are asked for.
        """
        rng, seen = Random(f"{self._seed}:{slot}"), horizon(self._plan, slot)
        for redraw in range(_REDRAWS):
            types = self._draw_types(rng, slot, seen)
            drawn = self._pool.draw(rng, self._demonstrations, seen, () if redraw else types)
            user = self._template.fill(drawn, types)
            sha = prompt_sha(SYSTEM, user)
            if sha not in self._seen:
                break
        self._seen.add(sha)
        for task_type in types:
            self._asked.add(task_type, slot)
        return Prompt(slot, SYSTEM, user, tuple(task.id for task in drawn), sha)

    def _draw_types(self, rng: Random, slot: int, seen: int) -> tuple[TaskType, ...]:
        """A type for each new task of a slot that sees the first `seen` slots; none where no mix is wished."""
        if self._mix is None:
            return ()
        asked = self._asked.below(seen)
        past = Past(self._pool.types(seen), asked, self._asked.below(slot) - asked)
        new = self._template.count - min(self._demonstrations, self._pool.size(seen))
        return draw_types(rng, self._mix, past, new)
