"""Options of `sft` and `compare`. Imports nothing heavy, so that `--help` is fast."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.datasets.options import ReadingOptions
from selfinstruct.runs.options import OUTPUT, argument, option
from selfinstruct.schema.hub import Hub, hub_of
from selfinstruct.students.training.recipe import BUILT_IN, Tuning, seconds_of, tuning_of

DEFAULT_HELD_OUT = 400
"""With 400 tasks an exact match of 5% can be distinguished from 0, and each type has about 40 tasks."""
MODEL = "Model"
TRAINING = "Training"
DATA = "Data"
EVALUATION = "Evaluation"
DECODING = "Decoding"
"""Headings of `selfinstruct sft --help` and `selfinstruct compare --help`."""
_TARGET = "Run folder, dataset file or folder, or dataset on a hub (hf://datasets/NAME/SET)."


def _hub_option() -> Any:
    return option(
        "Hub of a HUB-ID; modelscope needs the extra of that name.",
        default=Hub.HUGGING_FACE,
        heading=MODEL,
        metavar="huggingface|modelscope",
        read=hub_of,
    )


def _folder_option() -> Any:
    return option("Folder of the students. [default: RUN/student or NAME.student]", heading=OUTPUT, metavar="FOLDER")


@dataclass(frozen=True, slots=True, kw_only=True)
class SftOptions(ReadingOptions):
    """Options of `selfinstruct sft`. `budget` is in seconds per training run."""

    target: Path = argument(_TARGET, "RUN|FILE")
    base: str = option(
        "Base model; tiny is built in and pre-trained on the spot.",
        default=BUILT_IN,
        heading=MODEL,
        metavar="tiny|PATH|HUB-ID",
    )
    hub: Hub = _hub_option()
    revision: str | None = option("Revision of a HUB-ID. [default: the latest]", heading=MODEL, metavar="REVISION")
    tuning: Tuning | None = option(
        "Train a LoRA adapter or all weights. [default: lora; tiny: full]",
        "--lora/--full",
        heading=MODEL,
        read=tuning_of,
    )
    four_bit: bool = option(
        "Load the base in 4 bits (needs bitsandbytes and a GPU).", "--4bit", default=False, heading=MODEL
    )
    budget: float | None = option(
        "Time for each training run, for example 150s, 10m or 2h. [default: tiny: 100s]",
        heading=TRAINING,
        metavar="TIME",
        read=seconds_of,
    )
    epochs: float | None = option(
        "Passes over the rows, if no --budget is given. [default: 3]", heading=TRAINING, metavar="NUMBER"
    )
    max_rows: int | None = option("Train on a random sample of this size. [default: all]", heading=DATA, minimum=1)
    batch_size: int | None = option("Rows per step and device. [default: 8; tiny: 4]", heading=TRAINING, minimum=1)
    learning_rate: float | None = option(
        "Peak learning rate. [default: lora 2e-4; full 2e-5; tiny 2e-3]", heading=TRAINING, metavar="NUMBER"
    )
    max_length: int | None = option(
        "Leave out rows of more tokens. [default: 1024; tiny: 512]", heading=DATA, minimum=8
    )
    seeds: int = option(
        "Number of students; compare needs at least two for a verdict.", default=2, heading=TRAINING, minimum=1
    )
    control: bool = option(
        "Also train as many controls, on answers shuffled among the questions.", default=False, heading=TRAINING
    )
    held_out: int = option(
        "Number of tasks held out for compare (at most a fifth).", default=DEFAULT_HELD_OUT, heading=DATA, minimum=1
    )
    out: Path | None = _folder_option()
    force: bool = option(
        "Start over if the folder belongs to different data or settings.", default=False, heading=OUTPUT
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions(ReadingOptions):
    """Options of `selfinstruct compare`. `base` and `students` are folders or ids on a hub."""

    target: Path = argument(_TARGET, "RUN|FILE")
    base: str | None = option(
        "Base of the --student models. [default: the base of selfinstruct sft]", heading=MODEL, metavar="PATH|HUB-ID"
    )
    students: tuple[str, ...] = option(
        "Model or adapter trained elsewhere, one per seed (repeatable).",
        "--student",
        default=(),
        heading=MODEL,
        metavar="PATH|HUB-ID",
    )
    hub: Hub = _hub_option()
    shots: int = option(
        "Demonstrations for the few-shot base; 0 leaves it out.", default=3, heading=EVALUATION, minimum=0
    )
    tasks: int | None = option("Compare on this many held-out tasks. [default: all]", heading=EVALUATION, minimum=1)
    max_new_tokens: int = option("Maximum length of an answer in tokens.", default=128, heading=EVALUATION, minimum=1)
    temperature: float = option(
        "Temperature at which answers are sampled; 0 decodes greedily.", default=0.0, heading=DECODING, metavar="NUMBER"
    )
    top_p: float = option(
        "Sample from the most likely tokens with this total probability.",
        default=1.0,
        heading=DECODING,
        metavar="SHARE",
    )
    top_k: int = option("Sample from this many most likely tokens; 0 from all.", default=0, heading=DECODING, minimum=0)
    repetition_penalty: float = option(
        "Divide the logits of tokens that are already there; 1 does not.",
        default=1.0,
        heading=DECODING,
        metavar="NUMBER",
    )
    out: Path | None = _folder_option()
