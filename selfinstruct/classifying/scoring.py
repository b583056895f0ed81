"""The label whose weights add up to most.

All weights of a feature are packed into one integer, a field for each label, so that one addition adds them all: that
is what makes tens of thousands of tasks a second possible without a compiled library.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import repeat
from struct import Struct

from selfinstruct.classifying.features import features
from selfinstruct.classifying.weights import LABELS, TABLE
from selfinstruct.definitions import Label, label_of
from selfinstruct.tasks import Task

ZERO = ord("O")
"""The code of the character that stands for weight 0."""
_LEAST = ord("!")
"""The code of the least weight's character: what is added up is at least 0, and at most 93 for each feature. A task
has fewer than 600 features, so a sum never leaves its field."""
_FIELDS = Struct(f"<{len(LABELS)}H")


def label_chinese(task: Task) -> Label:
    """The label of a task whose instruction is in Chinese."""
    total = sum(map(_table().get, features(task), repeat(_zero())))
    sums = _FIELDS.unpack(total.to_bytes(_FIELDS.size, "little"))
    return _labels()[sums.index(max(sums))]


@cache
def _labels() -> tuple[Label, ...]:
    return tuple(map(label_of, LABELS))


@cache
def _table() -> Mapping[str, int]:
    """Packed weights by feature."""
    lines = (line.rpartition("\t") for line in TABLE.split("\n"))
    return {feature: _packed(weights) for feature, _, weights in lines}


@cache
def _zero() -> int:
    """What a feature without weights adds."""
    return _packed(chr(ZERO) * len(LABELS))


def _packed(weights: str) -> int:
    return int.from_bytes(_FIELDS.pack(*(ord(weight) - _LEAST for weight in weights)), "little")
