"""The label whose weights add up to most.

The weights come with the package: `weights.tsv` names the labels in its first line, and every other line is a feature, a
tab, and for each label a character: `O` is 0, `P` 1, `N` -1, and so on. All weights of a feature are packed into one
integer, a field for each label, so that one addition adds them all: that is what makes tens of thousands of tasks a
second possible without a compiled library.
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
"""The code of the character that stands for weight 0."""
_MIN = ord("!")
"""The code of the least weight's character: what is added up is at least 0, and at most 93 for each feature. A task
has fewer than 600 features, so a sum never leaves its field."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """The labels, how their fields are packed, each feature's weights, and what a feature without any adds."""

    labels: tuple[Label, ...]
    fields: Struct
    packed: Mapping[str, int]
    none: int


def label_chinese(task: Task) -> Label:
    """The label of a task whose instruction is in Chinese."""
    weights = _weights()
    total = sum(map(weights.packed.get, features(task), repeat(weights.none)))
    sums = weights.fields.unpack(total.to_bytes(weights.fields.size, "little"))
    return weights.labels[sums.index(max(sums))]


@cache
def _weights() -> _Weights:
    """The weights as they come with the package, read once: a constant that is too large for code."""
    content = get_data(__package__, "weights.tsv")
    assert content is not None, "the package holds its weights"
    names, *lines = content.decode().removesuffix("\n").split("\n")
    labels = tuple(map(label_of, names.split(",")))
    fields = Struct(f"<{len(labels)}H")
    parts = (line.rpartition("\t") for line in lines)
    packed = {feature: _packed(fields, weights) for feature, _, weights in parts}
    return _Weights(labels, fields, packed, _packed(fields, chr(ZERO) * len(labels)))


def _packed(fields: Struct, weights: str) -> int:
    return int.from_bytes(fields.pack(*(ord(weight) - _MIN for weight in weights)), "little")
