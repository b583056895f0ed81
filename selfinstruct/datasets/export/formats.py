"""The formats of `export` and the suffixes of their files. Imports nothing heavy, so that `--help` is quick."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from selfinstruct.errors import InputError


class Format(StrEnum):
    """A format of `export`; the value is what `--format` takes."""

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
    """The format of this name. Raises InputError if there is none."""
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
"""The suffixes that a file of each format may have; the first is the default."""

OPENAI_MIN_ROWS = 10
"""The least number of rows that OpenAI's fine-tuning accepts."""
