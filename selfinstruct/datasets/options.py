"""Options of the commands for finished datasets. Imports nothing heavy, so that `--help` is fast."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from selfinstruct.datasets.export.formats import Format, format_named
from selfinstruct.runs.options import OUTPUT, TeacherOptions, argument, option
from selfinstruct.runs.price_settings import PRICES, given_price
from selfinstruct.schema.choices import choice_of
from selfinstruct.schema.columns import Columns, columns_of
from selfinstruct.schema.hub import Hub, hub_of
from selfinstruct.schema.price import DEFAULT_CURRENCY, Price
from selfinstruct.schema.task_types import TypeSource
from selfinstruct.schema.thresholds import NEAR_DUPLICATE

if TYPE_CHECKING:
    from selfinstruct.storage.source import Reading

_READING = "Reading a file"


def _type_source(name: str) -> TypeSource:
    return choice_of(TypeSource, name, "--with")


_TARGET = "Run folder, dataset file or folder, or dataset on a hub (hf://datasets/NAME/SET)."
_SAFE_CSV = "Put an apostrophe before cells of a CSV or TSV file that a spreadsheet would run as formulas."


@dataclass(frozen=True, kw_only=True)
class ReadingOptions:
    """How files are read. Without slots, so that the options of a command can have other bases with slots."""

    columns: Columns | None = option(
        "Columns that hold the parts of a task, for example instruction=ask,output=reply. [default: by known names]",
        heading=_READING,
        metavar="PART=COLUMN,...",
        read=columns_of,
    )
    skip_bad: bool = option("Leave out rows that cannot be used, and count them.", heading=_READING, default=False)
    encoding: str | None = option(
        "Encoding of text files, for example gb18030. [default: by the content]", heading=_READING, metavar="NAME"
    )

    @property
    def reading(self) -> Reading:
        """How the files of the command are read."""
        from selfinstruct.storage.source import Reading

        return Reading(self.columns or {}, self.skip_bad, self.encoding or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyOptions(TeacherOptions, ReadingOptions):
    """Options of `selfinstruct classify`. Teacher options apply only if `by` is "teacher"."""

    target: Path = argument(_TARGET, "RUN|FILE")
    by: TypeSource = option(
        "What assigns the types: rules (local, free) or teacher (requests that cost money).",
        "--with",
        default=TypeSource.RULES,
        metavar="rules|teacher",
        read=_type_source,
    )
    out: Path | None = option(
        "File for the rows with their types. [default: NAME.types.jsonl]", heading=OUTPUT, metavar="FILE"
    )
    field: str = option("Field that holds the instruction.", default="instruction", metavar="NAME")
    math_code: bool = option(
        "Also distinguish math and code (eleven types).", "--math-code", "--further", default=False
    )
    safe_csv: bool = option(_SAFE_CSV, default=False, heading=OUTPUT)
    force: bool = option("Replace an existing file.", default=False, heading=OUTPUT)

    @property
    def of_teacher(self) -> TeacherOptions:
        """The teacher options alone."""
        return TeacherOptions(**{each.name: getattr(self, each.name) for each in fields(TeacherOptions)})


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupOptions(ReadingOptions):
    """Options of `selfinstruct dedup`. `threshold` is a ROUGE-L F1 in (0, 1]."""

    files: tuple[Path, ...] = argument(
        "Run folders, dataset files and folders, and datasets on hubs, read in this order.", "IN..."
    )
    out: Path = option(
        "File for the rows that are kept; the suffix selects the format.",
        default=MISSING,
        heading=OUTPUT,
        metavar="FILE",
    )
    against: tuple[Path, ...] = option(
        "Also drop near-duplicates of the rows in this file (repeatable).", default=(), metavar="FILE"
    )
    threshold: float = option(
        "A row is a duplicate if its ROUGE-L F1 is above this value.", default=NEAR_DUPLICATE, metavar="SCORE"
    )
    field: tuple[str, ...] = option(
        "Field to compare (repeatable: the texts of several fields are joined). [default: instruction]",
        default=("instruction",),
        metavar="NAME",
    )
    inclusive: bool = option(
        "Also drop rows that score exactly the threshold.", "--inclusive", "--at-least", default=False
    )
    threads: int | None = option(
        "Number of threads that compare texts. [default: one for each core that the process may use]",
        minimum=1,
        metavar="N",
    )
    dropped: Path | None = option(
        "File for the dropped rows, each with its reason. [default: NAME.dropped.jsonl]", heading=OUTPUT, metavar="FILE"
    )
    safe_csv: bool = option(_SAFE_CSV, default=False, heading=OUTPUT)
    force: bool = option("Replace existing files.", default=False, heading=OUTPUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions(ReadingOptions):
    """Options of `selfinstruct report`."""

    target: Path = argument(_TARGET, "RUN|FILE")
    out: Path | None = option(
        "HTML page to write. [default: RUN/report.html, or NAME.report.html beside the file]",
        heading=OUTPUT,
        metavar="FILE",
    )
    against: tuple[Path, ...] = option(
        "Measure which share of this file's questions occurs in the dataset (repeatable).", default=(), metavar="FILE"
    )
    price_in: float | None = option(
        "Price of a million prompt tokens, to compute the cost of a run again. [default: that of the run]",
        metavar="PRICE",
    )
    price_out: float | None = option("Price of a million completion tokens.", metavar="PRICE")
    price_cached: float | None = option(
        "Price of a million prompt tokens from the provider's cache. [default: --price-in]", metavar="PRICE"
    )
    currency: str | None = option(
        f"Currency of these prices, such as CNY or €. [default: {DEFAULT_CURRENCY}]", metavar="TEXT"
    )
    force: bool = option("Replace a file that is not a report.", default=False, heading=OUTPUT)

    @property
    def price(self) -> Price | None:
        """The price that is given. Raises InputError if a part of it is missing or wrong."""
        return given_price(
            {name: getattr(self, name) for name in PRICES},
            DEFAULT_CURRENCY if self.currency is None else self.currency,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(ReadingOptions):
    """Options of `selfinstruct export`."""

    target: Path = argument(_TARGET, "RUN|FILE")
    format: Format = option(
        f"{', '.join(list(Format)[:-1])} or {list(Format)[-1]}.",
        default=MISSING,
        heading=OUTPUT,
        metavar="FORMAT",
        read=format_named,
    )
    out: Path | None = option(
        "File to write, or the folder for llamafactory, mlx and datasets. [default: NAME.FORMAT.jsonl or similar, in "
        "the run's exports folder or beside the file]",
        heading=OUTPUT,
        metavar="PATH",
    )
    name: str | None = option(
        "Name of the dataset in LLaMA-Factory. [default: the name of the run or file]", heading=OUTPUT, metavar="NAME"
    )
    split: float | None = option("Hold out this share of each task type, for example 0.05.", metavar="SHARE")
    seed: int = option("Seed of the split.", default=0)
    strict: bool = option(
        "Refuse a format that cannot hold the system prompts and earlier turns of the rows.", default=False
    )
    filters: tuple[str, ...] = option(
        "Only export rows that match this expression (repeatable).", "--filter", default=(), metavar="EXPR"
    )
    bom: bool = option(
        "Begin a CSV or TSV file with a byte order mark, so that Excel shows Chinese text.",
        default=False,
        heading=OUTPUT,
    )
    safe_csv: bool = option(_SAFE_CSV, default=False, heading=OUTPUT)
    force: bool = option("Replace existing files.", default=False, heading=OUTPUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOptions(ReadingOptions):
    """Options of `selfinstruct push`."""

    target: Path = argument(_TARGET, "RUN|FILE")
    repo: str = option("Dataset repository; created if it does not exist.", default=MISSING, metavar="NAME/SET")
    public: bool = option("Create a new repository as public. [default: private]", default=False)
    revision: str | None = option("Branch to push to. [default: main; modelscope: master]", metavar="BRANCH")
    create_pr: bool = option("Push to a new pull request.", default=False)
    hub: Hub = option(
        "Hub to publish on; modelscope needs the extra of that name.",
        default=Hub.HUGGING_FACE,
        metavar="huggingface|modelscope",
        read=hub_of,
    )
    license: str | None = option("License stated on the card. [default: unknown]", metavar="ID")
    out: Path | None = option("Folder to build. [default: RUN/hub or FILE.hub]", heading=OUTPUT, metavar="FOLDER")
    dry_run: bool = option("Build the folder and show what would be uploaded.", default=False, heading=OUTPUT)
