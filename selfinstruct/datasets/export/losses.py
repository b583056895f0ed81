"""Which parts of a conversation the export formats can hold, and what rows lose in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from selfinstruct.datasets.export.formats import Format
from selfinstruct.schema.extras import Extra, named_extras

_ALL = frozenset(Extra)
_HELD: Mapping[Format, frozenset[Extra]] = {
    Format.ALPACA: _ALL - {Extra.STEPS},
    Format.SHAREGPT: _ALL,
    Format.MESSAGES: _ALL,
    Format.PROMPT_COMPLETION: frozenset(),
    Format.OPENAI: _ALL,
    Format.LLAMAFACTORY: _ALL - {Extra.STEPS},
    Format.AXOLOTL: frozenset(),
    Format.MS_SWIFT: _ALL,
    Format.XTUNER: _ALL,
    Format.XTUNER_LEGACY: _ALL - {Extra.STEPS},
    Format.TORCHTUNE: _ALL - {Extra.STEPS},
    Format.MLX: _ALL,
    Format.UNSLOTH: _ALL - {Extra.STEPS},
    Format.BAILIAN: _ALL - {Extra.STEPS},
    Format.BAILIAN_DPO: _ALL - {Extra.STEPS},
    Format.ARK: _ALL - {Extra.STEPS},
    Format.SILICONFLOW: _ALL - {Extra.STEPS},
    Format.DATASETS: _ALL - {Extra.STEPS},
    Format.PARQUET: _ALL - {Extra.STEPS},
    Format.CSV: _ALL - {Extra.STEPS},
    Format.LABEL_STUDIO: frozenset(),
}


def held_by(form: Format, counts: Mapping[Extra, int]) -> frozenset[Extra]:
    """Return the extras of a dataset that the format has a place for."""
    return _HELD[form].intersection(counts)


def losses(form: Format, counts: Counter[Extra]) -> str | None:
    """Describe what the rows of a dataset lose in a format; None if nothing."""
    lost = named_extras(counts, _ALL - _HELD[form])
    return f"--format {form} cannot hold {lost}; choose --format messages or sharegpt" if lost else None
