"""Formats of `export`, their file suffixes and limits. This module has no heavy imports, so that `--help` is fast.

The formats of trainers and vendors are those that their loaders and documentation name. Checked in November 2026:

* ms-swift: `swift/dataset/preprocessor/core.py` of 2026-08-22
* XTuner: `xtuner/v1/datasets/sft_tokenize_fn/openai.py` and, for xtuner-legacy,
  `docs/zh_cn/legacy/user_guides/dataset_format.md` of 2026-08-21
* torchtune: `torchtune/data/_messages.py` of 2026-04-23
* mlx-lm: `mlx_lm/tuner/datasets.py` and `mlx_lm/LORA.md` of 2026-08-22
* Unsloth: `standardize_data_formats` in `unsloth_zoo/dataset_utils.py` of 2026-08-20
* Bailian: help.aliyun.com/zh/model-studio, fine-tuning data upload rules, 2026-09-11
* Volcengine Ark: volcengine.com/docs/82379/1099461, 2025-05-27
* SiliconFlow: docs.siliconflow.cn/cn/userguide/guides/fine-tune, stored copy without a date
* datasets: `Dataset.load_from_disk` of 5.2.0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    MS_SWIFT = "ms-swift"
    XTUNER = "xtuner"
    XTUNER_LEGACY = "xtuner-legacy"
    TORCHTUNE = "torchtune"
    MLX = "mlx"
    UNSLOTH = "unsloth"
    BAILIAN = "bailian"
    BAILIAN_DPO = "bailian-dpo"
    ARK = "ark"
    SILICONFLOW = "siliconflow"
    DATASETS = "datasets"
    PARQUET = "parquet"
    CSV = "csv"
    LABEL_STUDIO = "label-studio"


def format_named(name: str) -> Format:
    """Return the format with this name. Raises InputError if the name is unknown."""
    return choice_of(Format, name, "--format")


@dataclass(frozen=True, slots=True)
class Limit:
    """What a vendor requires of the file that it trains on: the minimum number of rows, the maximum size in bytes."""

    vendor: str
    min_rows: int = 0
    max_bytes: int | None = None


_LINES, _ARRAY = ".jsonl", ".json"
_JSON = (_LINES, _ARRAY)
_PACKED = (".jsonl.gz", ".json.gz")

SUFFIXES: Mapping[Format, tuple[str, ...]] = {
    Format.ALPACA: (*_JSON, *_PACKED),
    Format.SHAREGPT: (*_JSON, *_PACKED),
    Format.MESSAGES: (*_JSON, *_PACKED),
    Format.PROMPT_COMPLETION: (*_JSON, *_PACKED),
    Format.OPENAI: (_LINES,),
    Format.AXOLOTL: _JSON,
    Format.MS_SWIFT: _JSON,
    Format.XTUNER: (_LINES,),
    Format.XTUNER_LEGACY: (_ARRAY, _LINES),
    Format.TORCHTUNE: _JSON,
    Format.UNSLOTH: _JSON,
    Format.BAILIAN: (_LINES,),
    Format.BAILIAN_DPO: (_LINES,),
    Format.ARK: (_LINES,),
    Format.SILICONFLOW: (_LINES,),
    Format.PARQUET: (".parquet",),
    Format.CSV: (".csv", ".tsv", ".csv.gz", ".tsv.gz"),
    Format.LABEL_STUDIO: (_ARRAY,),
}
"""Allowed file suffixes by format; the first is the default. The other formats are folders."""

FOLDERS: Mapping[Format, str] = {
    Format.LLAMAFACTORY: "set --out to LLaMA-Factory's data folder",
    Format.MLX: "set --out to the folder for mlx_lm.lora --data",
    Format.DATASETS: "set --out to the folder for datasets.load_from_disk",
}
"""Formats that are folders, each with what `--out` must be."""

LIMITS: Mapping[Format, Limit] = {
    Format.OPENAI: Limit("OpenAI", min_rows=10),
    Format.BAILIAN: Limit("Bailian", max_bytes=200_000_000),
    Format.BAILIAN_DPO: Limit("Bailian", max_bytes=200_000_000),
}
