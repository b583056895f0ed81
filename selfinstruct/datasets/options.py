"""The options of the commands for finished datasets. Imports nothing heavy, so that `--help` is quick."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from pathlib import Path

from selfinstruct.datasets.export.formats import Format, format_named
from selfinstruct.errors import InputError
from selfinstruct.runs.options import TeacherOptions, argument, option
from selfinstruct.schema.hub import Hub, hub_of
from selfinstruct.schema.task_types import TypeSource
from selfinstruct.schema.thresholds import NEAR_DUPLICATE


def _type_source(name: str) -> TypeSource:
    if name not in list(TypeSource):
        raise InputError(f"--with must be {' or '.join(TypeSource)}, not {name!r}")
    return TypeSource(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyOptions(TeacherOptions):
    """The options of `selfinstruct classify`; those of a teacher count only where one is asked."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    by: TypeSource = option(
        "Who says the type: rules (here, at once) or teacher (asked, paid).",
        "--with",
        default=TypeSource.RULES,
        read=_type_source,
    )
    out: Path | None = option("File of the rows with their types. [default: NAME.types.jsonl]")
    field: str = option("The field that holds the instruction.", default="instruction")
    math_code: bool = option("Tell math and code apart, too: eleven types.", "--math-code", "--further", default=False)
    force: bool = option("Replace a file that is there already.", default=False)

    @property
    def of_teacher(self) -> TeacherOptions:
        """How the teacher is reached and asked."""
        return TeacherOptions(**{each.name: getattr(self, each.name) for each in fields(TeacherOptions)})


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupOptions:
    """The options of `selfinstruct dedup`. `threshold` is ROUGE-L F1 in (0, 1]."""

    files: tuple[Path, ...] = argument("Run folders and files of rows, read one after the other.", "IN...")
    out: Path = option("File of the rows that stay; its suffix says the format.", default=MISSING)
    against: tuple[Path, ...] = option("Also none that is like this file's rows (repeatable).", default=())
    threshold: float = option("ROUGE-L F1 over which a row is a duplicate.", default=NEAR_DUPLICATE)
    field: str = option("The field that is compared.", default="instruction")
    inclusive: bool = option(
        "A row that scores exactly the threshold is a duplicate, too.", "--inclusive", "--at-least", default=False
    )
    dropped: Path | None = option("File of the rows that go, with the reason. [default: NAME.dropped.jsonl]")
    force: bool = option("Replace files that are there already.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The options of `selfinstruct report`."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    out: Path | None = option("The page. [default: RUN/report.html, or NAME.report.html beside the file]")
    against: tuple[Path, ...] = option("Say how much of this file's questions is here (repeatable).", default=())
    price_in: float | None = option("Price of a million prompt tokens, to tell what a run cost.")
    price_out: float | None = option("Price of a million completion tokens.")
    force: bool = option("Replace a file that is no report.", default=False)

    @property
    def prices(self) -> tuple[float, float] | None:
        """Those of a million tokens of prompts and of completions. Raises InputError for one without the other."""
        if (self.price_in is None) != (self.price_out is None):
            raise InputError("--price-in and --price-out tell the cost only together; give both, or neither")
        return None if self.price_in is None or self.price_out is None else (self.price_in, self.price_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """The options of `selfinstruct export`."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    format: Format = option(
        f"{', '.join(list(Format)[:-1])} or {list(Format)[-1]}.", default=MISSING, read=format_named
    )
    out: Path | None = option(
        "File to write; for llamafactory its data folder. [default: NAME.FORMAT.jsonl or the like, in the run's folder "
        "exports or beside the file]"
    )
    name: str | None = option("What LLaMA-Factory calls the dataset. [default: the run's or file's name]")
    split: float | None = option("Hold out a share of each type of task, such as 0.05.", metavar="SHARE")
    seed: int = option("Another seed holds other rows out.", default=0)
    filters: tuple[str, ...] = option(
        "Only rows of which it holds (repeatable).", "--filter", default=(), metavar="EXPR"
    )
    force: bool = option("Replace files that are there already.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushOptions:
    """The options of `selfinstruct push`."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    repo: str = option("Dataset repository; created if it does not exist.", default=MISSING, metavar="NAME/SET")
    public: bool = option("A new repository is public. [default: private]", default=False)
    revision: str | None = option("Branch to push to. [default: main; modelscope: master]", metavar="BRANCH")
    create_pr: bool = option("Push to a pull request.", default=False)
    hub: Hub = option("huggingface or modelscope (an extra).", default=Hub.HUGGING_FACE, read=hub_of)
    license: str | None = option("The card's license. [default: unknown]", metavar="ID")
    out: Path | None = option("Folder to build. [default: RUN/hub, FILE.hub]")
    dry_run: bool = option("Build the folder, say what would be sent where.", default=False)
