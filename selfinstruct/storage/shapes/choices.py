"""The choices of a multiple-choice question, which stand beside the question in benchmarks such as MMLU and C-Eval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.storage.shapes.values import is_null, text_of

_LETTERS = "ABCDEFGHIJ"
_FIELDS = ("choices", "options")
_MIN = 2


def choices_of(fields: Mapping[str, Any], asked: str) -> list[str]:
    """Return the choices of a row in order; none if it has none, or if the question already contains them."""
    found = next((texts for name in _FIELDS if (texts := _listed(fields.get(name)))), None) or _in_columns(fields)
    return found if len(found) >= _MIN and not all(text in asked for text in found) else []


def lettered(choices: list[str]) -> str:
    """Return the choices with a letter and in a line each."""
    return "\n".join(f"{letter}. {text}" for letter, text in zip(_LETTERS, choices, strict=False))


def letter_of(answer: object, choices: list[str]) -> str | None:
    """Return the letter of an answer that is the number of a choice, from 0; None for other answers."""
    if isinstance(answer, bool) or not isinstance(answer, int):
        return None
    return _LETTERS[answer] if 0 <= answer < min(len(choices), len(_LETTERS)) else None


def _listed(value: object) -> list[str]:
    """Return the texts in a list, in the field `text` of an object (ARC), or in an object by letter (MedQA)."""
    if isinstance(value, Mapping):
        value = value["text"] if isinstance(value.get("text"), list) else list(value.values())
    return [str(text_of(each)) for each in value] if isinstance(value, list) else []


def _in_columns(fields: Mapping[str, Any]) -> list[str]:
    """Return the texts in the columns A, B and so on, up to the first one that is missing or empty."""
    found = []
    for letter in _LETTERS:
        if is_null(fields.get(letter)) or fields[letter] == "":
            break
        found.append(str(text_of(fields[letter])))
    return found
