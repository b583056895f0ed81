"""Replies of the offline teacher to a request for task types: the types found by the rules, with optional faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random

from selfinstruct.pipeline.classifier import classify, label
from selfinstruct.pipeline.llm_labels import read_request
from selfinstruct.schema.task_types import DEFINITIONS, ExtraType, Label


def answer_labels(prompt: str, rng: Random, faults: float) -> str | None:
    """Return the reply, or None if the prompt does not ask for task types.

    `faults` in [0, 1) is the share of replies that use another layout, omit every second line, or contain no type.
    """
    tasks, labels = read_request(prompt)
    if not tasks:
        return None
    by_rules = label if ExtraType.MATH in labels else classify
    given = [by_rules(task) for task in tasks]
    write = rng.choice((_in_chinese, _as_json, _half, _nothing)) if rng.random() < faults else _plain
    return write(given)


def _plain(labels: Sequence[Label]) -> str:
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))


def _in_chinese(labels: Sequence[Label]) -> str:
    return "\n".join(f"**任务{number}**：{DEFINITIONS[label].name}" for number, label in enumerate(labels, 1))


def _as_json(labels: Sequence[Label]) -> str:
    return json.dumps({str(number): label for number, label in enumerate(labels, 1)})


def _half(labels: Sequence[Label]) -> str:
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1) if number % 2)


def _nothing(labels: Sequence[Label]) -> str:
    return f"好的，这{len(labels)}条任务我都看过了。"
