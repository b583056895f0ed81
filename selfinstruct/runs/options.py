"""Command options as dataclass fields with flag and help text. Imports nothing heavy.

The command line and the Python functions are built from these fields, so that every option is defined once. This module
defines the options of the commands for one run and those shared by all commands that use a teacher; the other commands
define theirs in `datasets/options.py` and `students/options.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import NONE
from selfinstruct.schema.hub_address import address_text, is_address
from selfinstruct.schema.price import DEFAULT_CURRENCY

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class Flag:
    """How a field appears on the command line.

    `names` are its flags (empty: derived from the field's name), `heading` is the section of the help screen, `read`
    converts the text from the command line into the field's value. A positional argument has no flag. With
    `needs_trust`, a value from a settings file that the user did not name has to be confirmed.
    """

    help: str
    names: tuple[str, ...] = ()
    heading: str = "Options"
    metavar: str | None = None
    minimum: int | None = None
    read: Callable[[Any], Any] | None = None
    is_argument: bool = False
    needs_trust: bool = False


def option(
    help: str,  # noqa: A002 - what every command-line library calls it
    *names: str,
    default: Any = None,
    heading: str = "Options",
    metavar: str | None = None,
    minimum: int | None = None,
    read: Callable[[Any], Any] | None = None,
    needs_trust: bool = False,
) -> Any:
    """Define a field with a flag. `default=MISSING` makes it required; None means "not given"."""
    flag = Flag(help, names, heading, metavar, minimum, read, needs_trust=needs_trust)
    return field(default=default, metadata={"flag": flag})


def argument(help: str, metavar: str) -> Any:  # noqa: A002
    """Define a required positional argument."""
    return field(metadata={"flag": Flag(help, metavar=metavar, is_argument=True)})


def flag_of(each: Field[Any]) -> Flag:
    """Return how a field appears on the command line."""
    flag = each.metadata["flag"]
    assert isinstance(flag, Flag)
    return flag


def read_options(kind: type[Options], given: Mapping[str, Any]) -> Options:
    """Build an options dataclass from values by field name, as given on the command line or in Python.

    Text is converted by the field's `read`, paths may be given as text, and a single value is accepted where a field
    holds several. None means "not given". Raises InputError for unknown or missing options.
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
    """True if a field holds a tuple, so that its flag may be repeated."""
    return any(get_origin(part) is tuple for part in _parts(hint))


def element_of(hint: Any) -> Any:
    """Return the type of a field, or the element type if the field holds a tuple, without None."""
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
    if kind is not Path:
        return value
    if flag.heading == OUTPUT and is_address(os.fspath(value)):
        raise InputError(
            f"{address_text(os.fspath(value))}: results are written to files; publish with selfinstruct push"
        )
    return Path(value)


def whole_number(value: Any) -> Any:
    """Convert text to an integer. Raises InputError for other text, which is most likely a file of seed tasks."""
    try:
        return int(value) if isinstance(value, str) else value
    except ValueError:
        raise InputError(
            f"--seed must be a whole number, not {value!r}; for a file of seed tasks use --seeds"
        ) from None


def number_or_none(flag: str) -> Callable[[Any], Any]:
    """Return a function that converts text to a number, but not "none". It raises InputError for other text."""

    def read(value: Any) -> Any:
        try:
            return float(value) if isinstance(value, str) and value != NONE else value
        except ValueError:
            raise InputError(f"{flag} must be a number or none, not {value!r}") from None

    return read


def limit_or_none(value: Any) -> Any:
    """Convert text to a number of tokens; "none" is 0. Raises InputError."""
    try:
        return 0 if value == NONE else int(value) if isinstance(value, str) else value
    except ValueError:
        raise InputError(f"--max-tokens must be a whole number or none, not {value!r}") from None


TEACHER = "Teacher"
DATA = "Prompt and data"
SAMPLING = "Sampling"
LIMITS = "Limits"
MONEY = "Money"
OUTPUT = "Output"
"""Headings of `selfinstruct generate --help`, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherOptions:
    """Options of every command that sends requests to a teacher."""

    config: Path | None = option(
        "TOML file of settings, which options override; none reads no file. [default: selfinstruct.toml, if it exists]",
        heading=TEACHER,
        metavar="FILE",
    )
    teacher: str | None = option(
        "offline or openai. [default: openai if a key, a provider, an address or a model is given, otherwise offline]",
        heading=TEACHER,
        metavar="KIND",
    )
    provider: str | None = option(
        "Provider by name: its address, key variable and request fields (see selfinstruct providers). none turns the "
        "recognition by address off.",
        heading=TEACHER,
        metavar="NAME",
        needs_trust=True,
    )
    model: str | None = option("Name of the model.", heading=TEACHER, metavar="NAME")
    base_url: tuple[str, ...] | None = option(
        "Base URL of an OpenAI-compatible API; repeat it for several servers of your own. [default: $OPENAI_BASE_URL]",
        heading=TEACHER,
        metavar="URL",
        needs_trust=True,
    )
    key_env: str | None = option(
        "Environment variable that holds the API key. [default: that of the provider, or OPENAI_API_KEY]",
        heading=TEACHER,
        metavar="NAME",
        needs_trust=True,
    )
    service_tier: str | None = option(
        "Service tier, such as flex (slower, at about half the price); none sends no tier.",
        heading=TEACHER,
        metavar="TIER",
    )
    extra_body: Mapping[str, Any] | str | None = option(
        "Additional request fields as a JSON object; null leaves a field out.", heading=TEACHER, metavar="JSON"
    )
    stream: bool | None = option(
        "Stream the replies, for models that do nothing else; this is also found out by itself.", heading=TEACHER
    )
    batch: bool | None = option(
        "Send the requests as batch jobs of the provider, for about half the price and within a day.", heading=TEACHER
    )
    teacher_faults: float | None = option(
        "Share of faults that the offline teacher simulates.", heading=TEACHER, metavar="SHARE"
    )
    teacher_leaks: float | None = option(
        "Share of tasks into which the offline teacher puts invented personal data, links, refusals and other faults.",
        heading=TEACHER,
        metavar="SHARE",
    )
    teacher_errors: float | None = option(
        "Share of tasks whose output the offline teacher makes wrong.", heading=TEACHER, metavar="SHARE"
    )
    teacher_style: str | None = option(
        "Layout in which the offline teacher writes its replies, such as bold, headings or json.",
        heading=TEACHER,
        metavar="NAME",
    )
    trust: bool | None = option(
        "Use the address, the key's variable and the files that a run folder or a selfinstruct.toml from another "
        "person names.",
        heading=TEACHER,
    )
    max_tokens: int | None = option(
        "Maximum number of tokens in a reply; 0 sends no limit. [default: 4096]",
        heading=SAMPLING,
        metavar="N",
        read=limit_or_none,
    )
    concurrency: int | None = option(
        "Maximum number of requests in flight, for each server. [default: 32]", heading=LIMITS
    )
    timeout: float | None = option(
        "Timeout of one attempt in seconds. [default: 180; 900 for the tier flex]", heading=LIMITS, metavar="SECONDS"
    )
    attempts: int | None = option(
        "Attempts per request; rate limits and outages do not count. [default: 6]", heading=LIMITS
    )
    outage: str | None = option(
        "How long to wait for a server that is away, such as 90s or 2h. [default: 10m]", heading=LIMITS, metavar="TIME"
    )
    rpm: float | str | None = option(
        "Requests a minute that the account may send, if you know it. [default: none]",
        heading=LIMITS,
        metavar="N",
        read=number_or_none("--rpm"),
    )
    tpm: float | str | None = option(
        "Tokens a minute that the account may use, if you know it. [default: none]",
        heading=LIMITS,
        metavar="N",
        read=number_or_none("--tpm"),
    )
    max_cost: float | str | None = option(
        "Stop before the run costs more, in the currency of the prices. [default: none]",
        heading=MONEY,
        metavar="AMOUNT",
        read=number_or_none("--max-cost"),
    )
    max_total_tokens: float | str | None = option(
        "Stop before the run uses more tokens, in prompts and replies. [default: none]",
        heading=MONEY,
        metavar="N",
        read=number_or_none("--max-total-tokens"),
    )
    max_requests: float | str | None = option(
        "Stop before the run sends more requests, attempts included. [default: none]",
        heading=MONEY,
        metavar="N",
        read=number_or_none("--max-requests"),
    )
    log_file: Path | None = option(
        "Append a JSON line for each attempt of a request to this file (no prompts, replies or keys).",
        heading=OUTPUT,
        metavar="FILE",
    )
    price_in: float | str | None = option(
        "Price of a million prompt tokens; none forgets the prices of a run. [default: known for some models]",
        heading=MONEY,
        metavar="PRICE",
        read=number_or_none("--price-in"),
    )
    price_out: float | str | None = option(
        "Price of a million completion tokens.", heading=MONEY, metavar="PRICE", read=number_or_none("--price-out")
    )
    price_cached: float | str | None = option(
        "Price of a million prompt tokens from the provider's cache. [default: --price-in]",
        heading=MONEY,
        metavar="PRICE",
        read=number_or_none("--price-cached"),
    )
    currency: str | None = option(
        f"Currency of these prices, such as CNY or €. [default: {DEFAULT_CURRENCY}]", heading=MONEY, metavar="TEXT"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateOptions(TeacherOptions):
    """Options of `selfinstruct generate`. None means "not given"."""

    n: int | None = option(
        "Exact number of accepted tasks to reach, without seed tasks; required for a new run.", "--n", heading=OUTPUT
    )
    out: Path | None = option(
        "Run folder; an existing run is resumed. [default: outputs/MODEL]", heading=OUTPUT, metavar="FOLDER"
    )
    seeds: Path | None = option("Seed tasks (JSONL) to use instead of the built-in ones.", heading=DATA, metavar="FILE")
    prompt: Path | None = option(
        "Prompt template. [default: the built-in Chinese template]", heading=DATA, metavar="FILE"
    )
    topic: str | None = option("Restrict all tasks to one field, for example 医疗.", heading=DATA, metavar="TEXT")
    mix: Mapping[str, float] | str | None = option(
        "Target shares per task type, for example open_qa=2,classification=1.", heading=DATA, metavar="TYPE=SHARE,..."
    )
    balance: bool | None = option("Request all nine task types equally.", heading=DATA)
    language: str | None = option(
        "Language that instructions must be in: a code such as zh, zh-Hant, en, ja, fr or ru, or any. [default: zh]",
        heading=DATA,
        metavar="LANGUAGE",
    )
    layout: str | None = option(
        "Layout that replies are requested in: list, json or json-schema. [default: list]",
        heading=DATA,
        metavar="LAYOUT",
    )
    tasks: int | None = option("Number of tasks in a prompt's list. [default: 10]", heading=DATA)
    demonstrations: int | None = option("Number of demonstrations in that list. [default: 3]", heading=DATA)
    threshold: float | None = option(
        "A task is a duplicate if its ROUGE-L F1 is above this value. [default: 0.7]", heading=DATA, metavar="SCORE"
    )
    dedup_on: str | None = option(
        "Text that is compared to find duplicates: instruction or instruction+input. [default: instruction]",
        heading=DATA,
        metavar="FIELDS",
    )
    against: tuple[Path, ...] | None = option(
        "Also reject near-duplicates of the tasks in this file (repeatable).", heading=DATA, metavar="FILE"
    )
    pii: str | None = option(
        "Tasks with phone numbers, e-mail addresses, identity or card numbers or home addresses: keep (flagged) or "
        "reject. [default: keep]",
        heading=DATA,
        metavar="WHAT",
    )
    temperature: float | str | None = option(
        "Sampling temperature of the teacher; none does not send it. [default: none]",
        heading=SAMPLING,
        metavar="NUMBER",
        read=number_or_none("--temperature"),
    )
    top_p: float | str | None = option(
        "Nucleus sampling of the teacher; none does not send it. [default: none]",
        heading=SAMPLING,
        metavar="SHARE",
        read=number_or_none("--top-p"),
    )
    seed: int | None = option(
        "Seed of all random draws. [default: 0]", heading=SAMPLING, metavar="N", read=whole_number
    )
    window: int | None = option(
        "Maximum number of requests sent ahead of the first unprocessed one. [default: 256]", heading=LIMITS
    )
    rounds: str | None = option(
        "Requests in the first rounds of batches. Each round shows tasks of the earlier ones, and further rounds are "
        "as large as the last one. [default: 100,500,2000,8000]",
        heading=LIMITS,
        metavar="N,...",
    )
    saturation: float | None = option(
        "Stop if a smaller share of the texts in the last 200 replies was accepted; 0 disables this. [default: 0.02]",
        heading=LIMITS,
        metavar="SHARE",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateOptions(GenerateOptions):
    """Options of `selfinstruct estimate`."""

    probe: int | None = option(
        "Ask the teacher for this many replies, which are not saved, to measure them.", heading=OUTPUT, metavar="N"
    )

    @property
    def of_run(self) -> GenerateOptions:
        """The options of the run alone."""
        return GenerateOptions(**{each.name: getattr(self, each.name) for each in fields(GenerateOptions)})


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSubmitOptions(GenerateOptions):
    """Options of `selfinstruct batch submit`."""

    target: Path = argument("Run folder; a new one starts a run.", "RUN")

    @property
    def of_run(self) -> GenerateOptions:
        """The options of the run."""
        return _in_batches(self, GenerateOptions, self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions(TeacherOptions):
    """Options of the commands for batches that are already submitted."""

    target: Path = argument("Run folder.", "RUN")

    @property
    def of_run(self) -> GenerateOptions:
        """The options of the run."""
        return _in_batches(self, TeacherOptions, self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchExportOptions(GenerateOptions):
    """Options of `selfinstruct batch export`."""

    target: Path = argument("Run folder; a new one starts a run.", "RUN")
    out: Path | None = option("File of requests to write.", default=MISSING, heading=OUTPUT, metavar="FILE")
    format: str = option(
        "Format of the file: openai (also for vllm run-batch and SGLang), ray, anthropic or gemini.",
        default="openai",
        heading=OUTPUT,
        metavar="NAME",
    )

    @property
    def of_run(self) -> GenerateOptions:
        """The options of the run."""
        return _in_batches(self, GenerateOptions, self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchImportOptions(TeacherOptions):
    """Options of `selfinstruct batch import`."""

    target: Path = argument("Run folder.", "RUN")
    file: Path = argument("File of results.", "FILE")

    @property
    def of_run(self) -> GenerateOptions:
        """The options of the run."""
        return _in_batches(self, TeacherOptions, self.target)


def _in_batches(options: TeacherOptions, kind: type[TeacherOptions], run: Path) -> GenerateOptions:
    given = {each.name: getattr(options, each.name) for each in fields(kind)}
    return GenerateOptions(**given | {"out": run, "batch": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions(TeacherOptions):
    """Options of `selfinstruct check`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejudgeOptions:
    """Options of `selfinstruct rejudge`. None means "as in the run"."""

    target: Path = argument("Run folder; it is not changed.", "RUN")
    out: Path = option("New run folder.", default=MISSING, heading=OUTPUT, metavar="NEW")
    threshold: float | None = option(
        "A task is a duplicate if its ROUGE-L F1 is above this value. [default: that of the run]",
        heading=DATA,
        metavar="SCORE",
    )
    dedup_on: str | None = option(
        "Text that is compared to find duplicates: instruction or instruction+input. [default: that of the run]",
        heading=DATA,
        metavar="FIELDS",
    )
    against: tuple[Path, ...] | None = option(
        "Reject near-duplicates of the tasks in this file (repeatable). [default: the files of the run]",
        heading=DATA,
        metavar="FILE",
    )
    language: str | None = option(
        "Language that instructions must be in: a code such as zh, zh-Hant, en, ja, fr or ru, or any. "
        "[default: that of the run]",
        heading=DATA,
        metavar="LANGUAGE",
    )
    pii: str | None = option(
        "Tasks with personal data: keep (flagged) or reject. [default: that of the run]", heading=DATA, metavar="WHAT"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """Options of `selfinstruct teacher serve`.

    `faults` is a share in [0, 1), `leaks` and `errors` are ones in [0, 1]; `style` is the name of a layout;
    `batch_delay` is in seconds.
    """

    port: int = option("Port on 127.0.0.1.", default=8900, metavar="PORT")
    faults: float = option(
        "Share of simulated faults: 429, 503, truncated replies, layout drift; failed and expired rows of batches.",
        default=0.0,
        metavar="SHARE",
    )
    leaks: float = option(
        "Share of tasks with invented personal data, links, images, refusals, or a cut or beheaded output.",
        default=0.0,
        metavar="SHARE",
    )
    errors: float = option("Share of tasks with a wrong output.", default=0.0, metavar="SHARE")
    style: str = option("Layout of the replies, such as bold, headings or json.", default="plain", metavar="NAME")
    batch: bool | None = option("Also serve the Files and Batches API.")
    batch_delay: float = option("Time that a batch takes.", default=0.0, metavar="SECONDS")
    like: str | None = option(
        "Provider whose rules batches keep to: openai, dashscope, siliconflow, moonshot or zhipu. [default: openai]",
        metavar="PROVIDER",
    )
    batch_state: Path | None = option(
        "Folder that keeps files and batches when the server stops. [default: a temporary one]", metavar="FOLDER"
    )
