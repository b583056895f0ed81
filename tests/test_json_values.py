"""JSON is read as the standard library reads it, values and refusals alike."""

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from selfinstruct.schema.json_values import read_json_value

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
SPELLED = st.text('0123456789.eE+-"\\ud83dabtnrf/[]{},: \n\t\r\x00\x1f\x7fé指\U0001f600NaInfity', max_size=24)


def outcome(read: Callable[[Any], Any], text: bytes | str) -> str:
    """What comes of reading a text: the value with its types, or the kind of refusal."""
    try:
        return repr(_exact(read(text)))
    except (ValueError, RecursionError):
        return "refused"


def _exact(value: Any) -> Any:
    """A value that differs in its text if any number does: doubles as their bytes."""
    if isinstance(value, float):
        return struct.pack("d", value)
    if isinstance(value, dict):
        return [(key, _exact(each)) for key, each in value.items()]
    return [_exact(each) for each in value] if isinstance(value, list) else value


@given(VALUES, st.booleans())
def test_a_written_value_is_read_as_the_standard_library_reads_it(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert outcome(read_json_value, text) == outcome(json.loads, text)


@given(SPELLED)
@example('{"a": 1, "a": 2}')
@example('"\\ud83d"')
@example("\ufeff1")
@example("-0")
@example("1e400")
@example("123456789012345678901234567890")
@example("0.1000000000000000055511151231257827")
def test_any_text_is_read_or_refused_as_by_the_standard_library(text: str) -> None:
    assert outcome(read_json_value, text) == outcome(json.loads, text)
    if text.isascii() or text.isprintable():
        assert outcome(read_json_value, text.encode()) == outcome(json.loads, text.encode())


@pytest.mark.parametrize(
    "content", [b'"\xff"', b'"\xed\xa0\xbd"', b"\xef\xbb\xbf{}", b"", b'"\x01"', b"[" * 100_000, b"1" * 5_000]
)
def test_odd_bytes_are_read_or_refused_as_by_the_standard_library(content: bytes) -> None:
    assert outcome(read_json_value, content) == outcome(json.loads, content)
