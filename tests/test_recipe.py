"""Training recipes: defaults, overrides and budgets."""

from __future__ import annotations

import pytest

from selfinstruct.errors import InputError
from selfinstruct.students.training.recipe import LORA, TINY, seconds_of, with_overrides


@pytest.mark.parametrize(
    ("text", "seconds"), [("150s", 150), ("150", 150), ("10m", 600), ("2h", 7200), ("1.5h", 5400), (" 20s ", 20)]
)
def test_a_time_is_converted_to_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "s", "-5s", "5d", "1e9", "0", "0m", "ten", "٣s"])
def test_an_invalid_time_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^--budget .*150s"):
        seconds_of(text)


def test_defaults_remain_without_overrides() -> None:
    assert with_overrides(TINY, None, None, batch_size=None) == TINY
    assert with_overrides(TINY, None, None, batch_size=16).batch_size == 16


def test_a_budget_replaces_passes_and_passes_replace_a_budget() -> None:
    assert (with_overrides(LORA, 60.0, None).budget, with_overrides(LORA, 60.0, None).epochs) == (60.0, None)
    assert (with_overrides(TINY, None, 2.0).budget, with_overrides(TINY, None, 2.0).epochs) == (None, 2.0)
