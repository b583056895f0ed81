"""The options of `sft` and `compare`. Imports nothing heavy, so that `--help` is quick."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selfinstruct.runs.options import argument, option
from selfinstruct.schema.hub import Hub, hub_of
from selfinstruct.students.training.recipe import BUILT_IN, Tuning, seconds_of, tuning_of

DEFAULT_HELD_OUT = 400
"""Tasks: an exact match of 5% is told from 0 by then, and a type has some forty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SftOptions:
    """The options of `selfinstruct sft`. `budget` is in seconds of one training."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    base: str = option(
        "Base model; tiny is built in and made on the spot.", default=BUILT_IN, metavar="tiny|PATH|HUB-ID"
    )
    hub: Hub = option("Where a HUB-ID is: huggingface or modelscope (an extra).", default=Hub.HUGGING_FACE, read=hub_of)
    revision: str | None = option("Revision of a HUB-ID. [default: the hub's newest]")
    tuning: Tuning | None = option(
        "Train an adapter, or all of it. [default: lora; tiny: full]", "--lora/--full", read=tuning_of
    )
    four_bit: bool = option("Load the base in 4 bits (bitsandbytes, GPU).", "--4bit", default=False)
    budget: float | None = option(
        "Time of one training: 150s, 10m, 2h. [default: tiny: 100s]", metavar="TIME", read=seconds_of
    )
    epochs: float | None = option("Passes over the rows, where no budget is given. [default: 3]")
    max_rows: int | None = option("Train on so many rows, drawn. [default: all]", minimum=1)
    batch_size: int | None = option("Rows a step and device. [default: 8; tiny: 4]", minimum=1)
    learning_rate: float | None = option("Highest rate. [default: lora 2e-4; full 2e-5; tiny 2e-3]")
    max_length: int | None = option("Longer rows are left out, in tokens. [default: 1024; tiny: 512]", minimum=8)
    seeds: int = option("Students to train; compare calls none better by one alone.", default=2, minimum=1)
    control: bool = option("Also train as many on answers shuffled among the questions.", default=False)
    held_out: int = option("Tasks to hold out for compare (a fifth at most).", default=DEFAULT_HELD_OUT, minimum=1)
    out: Path | None = option("Folder of the students. [default: RUN/student, NAME.student]")
    force: bool = option("Start over if the folder belongs to different data or settings.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """The options of `selfinstruct compare`. `base` and `students` are folders or ids of a hub."""

    target: Path = argument("Run folder, or file of rows.", "RUN|FILE")
    base: str | None = option(
        "Base of the --student models. [default: the one of selfinstruct sft]", metavar="PATH|HUB-ID"
    )
    students: tuple[str, ...] = option(
        "Trained elsewhere: a model, or an adapter of the base; one a seed (repeatable).",
        "--student",
        default=(),
        metavar="PATH|HUB-ID",
    )
    hub: Hub = option("Where a HUB-ID is: huggingface or modelscope (an extra).", default=Hub.HUGGING_FACE, read=hub_of)
    shots: int = option("Demonstrations for the base's second try; 0: none.", default=3, minimum=0)
    tasks: int | None = option("Compare on so many held-out tasks. [default: all]", minimum=1)
    max_new_tokens: int = option("Longest answer, in tokens.", default=128, minimum=1)
    out: Path | None = option("Folder of the students. [default: RUN/student, NAME.student]")
