"""Labels a Chinese task with the label whose weights have the largest sum.

The weights are part of the package: the first line of `weights.tsv` names the labels, and every other line consists of
a feature, a tab, and one character per label: `O` is 0, `P` 1, `N` -1, and so on. All weights of a feature are packed
into one integer, with a field for each label, so that one addition adds them all. This makes tens of thousands of tasks
per second possible without a compiled library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pkgutil import get_data
from struct import Struct

from selfinstruct.pipeline.classifier.features import features
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import Label, label_of

ZERO = ord("O")
"""The code of the character for weight 0."""
_MIN = ord("!")
"""The code of the character for the smallest weight. A summand is between 0 and 93, and a task has fewer than 600
features, so a sum never overflows its field."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """The labels, the packing of their fields, each feature's weights, and the weights of unknown features."""

    labels: tuple[Label, ...]
    fields: Struct
    packed: Mapping[str, int]
    none: int


def label_chinese(task: Task) -> Label:
    """Label a task whose instruction is in Chinese."""
    weights = _weights()
    total = sum(map(weights.packed.get, features(task), repeat(weights.none)))
    sums = weights.fields.unpack(total.to_bytes(weights.fields.size, "little"))
    return weights.labels[sums.index(max(sums))]


@cache
def _weights() -> _Weights:
    """Read the weights from the package, once: they are a constant that is too large for code."""
    content = get_data(__package__, "weights.tsv")
    assert content is not None, "weights.tsv is part of the package"
    names, *lines = content.decode().removesuffix("\n").split("\n")
    labels = tuple(map(label_of, names.split(",")))
    fields = Struct(f"<{len(labels)}H")
    parts = (line.rpartition("\t") for line in lines)
    packed = {feature: _packed(fields, weights) for feature, _, weights in parts}
    return _Weights(labels, fields, packed, _packed(fields, chr(ZERO) * len(labels)))


def _packed(fields: Struct, weights: str) -> int:
    return int.from_bytes(fields.pack(*(ord(weight) - _MIN for weight in weights)), "little")
