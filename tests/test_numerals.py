"""Numbers as chat models write them."""

import pytest

from selfinstruct.pipeline.numerals import value_of


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("7", 7),
        ("0042", 42),
        ("①", 1),
        ("⑳", 20),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("一百二十", 120),
        ("两千三百", 2300),
        ("三四", 0),
        ("若干", 0),
    ],
)
def test_a_number_has_the_same_value_in_every_writing(number: str, value: int) -> None:
    assert value_of(number) == value
