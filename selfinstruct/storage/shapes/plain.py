"""Rows with a field for each part of a task: the names that the fields have in common datasets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selfinstruct.storage.field_names import ANSWERS
from selfinstruct.storage.shapes.values import is_null

CHOSEN = "chosen"
"""The better answer of a preference pair."""
_OUTPUTS = (*ANSWERS, CHOSEN)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a row's fields that hold its task. `input` and `output` are None if the row has no such field."""

    instruction: str
    input: str | None
    output: str | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """Field names of a kind of dataset; of several names for a part, the first one that a row has is used."""

    instruction: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = _OUTPUTS
    needs_output: bool = False


_SHAPES = (
    _Shape("instruction", ("input", "context", "question", "query")),  # Alpaca; Dolly
    _Shape("prompt", ("input", "query", "context")),  # TRL; the names in LLaMA-Factory
    _Shape("query", ("input", "context")),  # ms-swift
    _Shape("question", ("input", "context")),  # benchmarks
    _Shape("指令", ("输入",), ("输出", "回答")),
    _Shape("问题", ("输入",), ("回答", "答案", "输出")),
    _Shape("text", outputs=()),
)
_ASKED_BY_INPUT = _Shape("input", outputs=("target", *_OUTPUTS), needs_output=True)
"""BELLE, Firefly. In a dataset with instructions, such a row lacks its instruction instead."""


def find_names(fields: Mapping[str, Any], input_may_ask: bool) -> Names | None:
    """Return the names of the fields that hold a row's task; None if no known name is among them.

    With `input_may_ask`, `input` is the instruction of a row that has no other.

    A field that is null is used only if no other shape fits: tables that were merged have the columns of all of them.
    Names in another case, such as `Question`, are found if there are no others.
    """
    shapes = (*_SHAPES, _ASKED_BY_INPUT) if input_may_ask else _SHAPES
    as_written = {name: name for name in fields}
    return _first_fit(shapes, fields, as_written) or _first_fit(
        shapes, fields, {name.strip().lower(): name for name in fields}
    )


def _first_fit(shapes: Iterable[_Shape], fields: Mapping[str, Any], actual: Mapping[str, str]) -> Names | None:
    """Return the names of the first shape whose instruction is not null, or else of the first one that fits."""
    fallback = None
    for shape in shapes:
        if names := _fit(shape, fields, actual):
            if not is_null(fields[names.instruction]):
                return names
            fallback = fallback or names
    return fallback


def _fit(shape: _Shape, fields: Mapping[str, Any], actual: Mapping[str, str]) -> Names | None:
    """Return the names of a shape in a row. `actual` maps names of the shape to those of the row."""
    if shape.instruction not in actual:
        return None
    given = _first(shape.inputs, actual, fields)
    output = _first(shape.outputs, actual, fields)
    return None if shape.needs_output and output is None else Names(actual[shape.instruction], given, output)


def _first(names: tuple[str, ...], actual: Mapping[str, str], fields: Mapping[str, Any]) -> str | None:
    """Return the first name in a row whose value is not empty, or else the first one that is not null."""
    present = [actual[name] for name in names if name in actual]
    there = [name for name in present if not is_null(fields[name])]
    return next((name for name in there if fields[name] != ""), next(iter(there or present), None))
