"""Formats of `export` and their file suffixes. This module has no heavy imports, so that `--help` is fast."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from selfinstruct.errors import InputError


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
    try:
        return Format(name)
    except ValueError:
        raise InputError(f"--format must be one of {', '.join(Format)}, not {name!r}") from None


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
