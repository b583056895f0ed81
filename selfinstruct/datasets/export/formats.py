"""Formats of `export` and their file suffixes. This module has no heavy imports, so that `--help` is fast."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from selfinstruct.schema.choices import choice_of


class Format(StrEnum):
    """A format of `export`. The value is the argument of `--format`."""

    ALPACA = "alpaca"
    SHAREGPT = "sharegpt"
    MESSAGES = "messages"
    PROMPT_COMPLETION = "prompt-completion"
    OPENAI = "openai"
    LLAMAFACTORY = "llamafactory"
    AXOLOTL = "axolotl"
    PARQUET = "parquet"
    CSV = "csv"
    LABEL_STUDIO = "label-studio"


def format_named(name: str) -> Format:
    """Return the format with this name. Raises InputError if the name is unknown."""
    return choice_of(Format, name, "--format")


_LINES, _ARRAY = ".jsonl", ".json"
_PACKED = (".jsonl.gz", ".json.gz")

SUFFIXES: Mapping[Format, tuple[str, ...]] = {
    Format.ALPACA: (_LINES, _ARRAY, *_PACKED),
    Format.SHAREGPT: (_LINES, _ARRAY, *_PACKED),
    Format.MESSAGES: (_LINES, _ARRAY, *_PACKED),
    Format.PROMPT_COMPLETION: (_LINES, _ARRAY, *_PACKED),
    Format.OPENAI: (_LINES,),
    Format.LLAMAFACTORY: (_LINES,),
    Format.AXOLOTL: (_LINES, _ARRAY),
    Format.PARQUET: (".parquet",),
    Format.CSV: (".csv", ".tsv", ".csv.gz", ".tsv.gz"),
    Format.LABEL_STUDIO: (_ARRAY,),
}
"""Allowed file suffixes by format; the first is the default."""

OPENAI_MIN_ROWS = 10
"""Minimum number of rows for OpenAI's fine-tuning."""
