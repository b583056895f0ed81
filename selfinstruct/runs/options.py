"""The options of commands: each is a field of a dataclass, with its flag and its help. Imports nothing heavy.

The command line and the Python functions are both made from these fields, so an option is written once. A command's own
options stand beside the command; here are the ones that `generate` takes, and the ones of every teacher.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from selfinstruct.errors import InputError

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class Flag:
    """How a field appears on the command line.

    `names` are its flags (empty: the field's name), `read` turns the text that is typed into the field's value. An
    argument has no flag: it stands in its place.
    """

    help: str
    names: tuple[str, ...] = ()
    metavar: str | None = None
    minimum: int | None = None
    read: Callable[[Any], Any] | None = None
    is_argument: bool = False


def option(
    help: str,  # noqa: A002 - what every command-line library calls it
    *names: str,
    default: Any = None,
    metavar: str | None = None,
    minimum: int | None = None,
    read: Callable[[Any], Any] | None = None,
) -> Any:
    """A field that is a flag; `default=MISSING` makes it a required one. None stands for "not given"."""
    return field(default=default, metadata={"flag": Flag(help, names, metavar, minimum, read)})


def argument(help: str, metavar: str) -> Any:  # noqa: A002
    """A required field without a flag."""
    return field(metadata={"flag": Flag(help, (), metavar, is_argument=True)})


def flag_of(each: Field[Any]) -> Flag:
    """How a field appears on the command line."""
    flag = each.metadata["flag"]
    assert isinstance(flag, Flag)
    return flag


def read_options(kind: type[Options], given: Mapping[str, Any]) -> Options:
    """The options that were given, by field, as the command line and Python both write them.

    Text is read where a field says how, paths may be text, a single one may stand for several, and None is not given.
    Raises InputError for a name that is no option and for one that is missing.
    """
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(given) - set(known)):
        raise InputError(f"{unknown[0]} is not an option; the options are {', '.join(known)}")
    hints = get_type_hints(kind)
    values = {
        name: _read(flag_of(known[name]), hints[name], value) for name, value in given.items() if value is not None
    }
    if missing := [name for name, each in known.items() if each.default is MISSING and name not in values]:
        raise InputError(f"{missing[0]} is missing")
    return kind(**values)


def is_of_several(hint: Any) -> bool:
    """Whether a field holds a tuple: a flag for it may be repeated."""
    return any(get_origin(part) is tuple for part in _parts(hint))


def element_of(hint: Any) -> Any:
    """What a field holds, or what the tuple in it holds; None aside."""
    (part,) = [part for part in _parts(hint) if part is not type(None)][:1]
    return get_args(part)[0] if get_origin(part) is tuple else part


def _parts(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _read(flag: Flag, hint: Any, value: Any) -> Any:
    if is_of_several(hint):
        several = value if isinstance(value, list | tuple) else [value]
        return tuple(_read_one(flag, element_of(hint), one) for one in several)
    return _read_one(flag, element_of(hint), value)


def _read_one(flag: Flag, kind: Any, value: Any) -> Any:
    if flag.read is not None:
        return flag.read(value)
    return Path(value) if kind is Path else value


def whole_number(value: Any) -> Any:
    """A whole number from text. Raises InputError for other text, most likely a file of seed tasks."""
    try:
        return int(value) if isinstance(value, str) else value
    except ValueError:
        raise InputError(f"--seed: {value!r} is not a whole number; for a file of seed tasks use --seeds") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherOptions:
    """How a teacher is reached and asked, wherever one is."""

    teacher: str | None = option("offline or openai. [default: openai with a key, address or model]")
    teacher_faults: float | None = option("Share of faults that the offline teacher shows.")
    model: str | None = option("The teacher's model.")
    base_url: str | None = option("OpenAI-compatible address. [default: OPENAI_BASE_URL]")
    key_env: str | None = option("Variable that holds the key. [default: OPENAI_API_KEY]")
    extra_body: Mapping[str, Any] | str | None = option("More fields for each request.", metavar="JSON")
    max_tokens: int | None = option("Most tokens of a reply; 0 sends no limit. [default: 4096]")
    concurrency: int | None = option("Requests in flight. [default: 32]")
    timeout: float | None = option("Deadline of one attempt in seconds. [default: 180]")
    attempts: int | None = option("Attempts a request, rate limits not counted. [default: 6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateOptions(TeacherOptions):
    """What the caller asks of a run; None is "not given"."""

    n: int | None = option("Accepted tasks wanted, exactly; seeds do not count.", "--n")
    out: Path | None = option("Run folder; an existing one is resumed. [default: outputs/MODEL]")
    seeds: Path | None = option("Seed tasks (JSONL) in place of the built-in ones.")
    prompt: Path | None = option("Prompt template. [default: belle_zh, built in]")
    topic: str | None = option("Keep all tasks in one field, such as 医疗.")
    mix: Mapping[str, float] | str | None = option(
        "Target shares of the task types, such as open_qa=2,classification=1."
    )
    balance: bool | None = option("Request all nine task types equally.")
    language: str | None = option("Language of the instructions: zh, en or any. [default: zh]")
    temperature: float | None = option("[default: 1]")
    top_p: float | None = option("[default: 1]")
    tasks: int | None = option("Length of the list in a prompt. [default: 10]")
    demonstrations: int | None = option("How many of the list are given. [default: 3]")
    threshold: float | None = option("ROUGE-L over which a task is a duplicate. [default: 0.7]")
    against: tuple[Path, ...] | None = option("Also no duplicate of this file's tasks (repeatable).")
    seed: int | None = option("Seed of all random draws. [default: 0]", metavar="INTEGER", read=whole_number)
    window: int | None = option("Slots sent ahead of the commits, at most. [default: 256]")
    saturation: float | None = option("Stop when the last 200 replies gave a smaller share; 0: never. [default: 0.02]")
