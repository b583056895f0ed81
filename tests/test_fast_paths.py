"""What rules look at first, to be fast, is contained in everything that they find."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from first_characters import first_characters
from hypothesis import given
from hypothesis import strategies as st

import selfinstruct.pipeline
from selfinstruct.pipeline.languages.profile import Beyond, longest_of, only_before
from selfinstruct.pipeline.nothing import is_placeholder_output
from selfinstruct.pipeline.parsing.lines import RULES
from selfinstruct.pipeline.parsing.noise import may_be_rule, noise_of
from selfinstruct.similarity.tokens import tokenize

_PREFIX = re.compile(r"(?:\(\?:\^\|)?\(\?=(?P<first>\[(?:[^\]\\]|\\.)+\])\)")


def compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns of the pipeline's modules, with names."""
    for module in pkgutil.walk_packages(selfinstruct.pipeline.__path__, "selfinstruct.pipeline."):
        for name, value in vars(importlib.import_module(module.name)).items():
            values = value if isinstance(value, tuple) else (value,)
            for number, one in enumerate(values):
                pattern = one.asked if isinstance(one, Beyond) else one
                if isinstance(pattern, re.Pattern):
                    yield f"{module.name}.{name}.{number}", pattern


CHECKED = {name: pattern for name, pattern in compiled() if _PREFIX.match(pattern.pattern)}


def test_the_patterns_that_look_at_one_character_first_are_found() -> None:
    assert len(CHECKED) > 10


@pytest.mark.parametrize("pattern", CHECKED.values(), ids=CHECKED)
def test_a_pattern_is_tried_before_every_character_that_a_match_may_start_with(pattern: re.Pattern[str]) -> None:
    prefix = _PREFIX.match(pattern.pattern)
    assert prefix
    flags = pattern.flags & ~re.UNICODE
    tried = re.compile(prefix["first"], flags & ~re.VERBOSE)
    rest = pattern.pattern[prefix.end() :].removeprefix(")")
    assert [one for one in first_characters(rest, flags) if not tried.match(one)] == []


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        ("ab|c", 0, "ac"),
        ("^z|a?b", 0, "ab"),
        ("(?<!x)[ab]+|(?=y)c", 0, "abc"),
        ("(?i:K)", 0, "Kk\u212a"),
        (r"(?:q{0,2}|\d{0})w", 0, "qw" + "".join(chr(one) for one in range(0x10000) if chr(one).isdecimal())),
    ],
)
def test_first_characters_are_those_that_a_match_may_start_with(pattern: str, flags: int, expected: str) -> None:
    assert first_characters(pattern, flags) == set(expected)


@given(st.text("ab c", max_size=8))
def test_a_pattern_finds_the_same_where_it_looks_at_one_character_first(text: str) -> None:
    for pattern in ("ab|^b", "b+", "^c|ca"):
        one, other = (re.search(each, text) for each in (pattern, only_before("abc", pattern)))
        assert (one and one.span()) == (other and other.span())


@given(st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1), st.text("ab.", max_size=12))
def test_the_longest_of_some_words_is_found_at_each_place(words: list[str], text: str) -> None:
    naive = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    assert re.findall(longest_of(words), text) == re.findall(naive, text)


@given(st.text("#-*_=~+—–－―─━＝═＊※☆★·•＃\\ \t\u3000a一", max_size=8))
def test_every_separator_of_marks_may_be_one(line: str) -> None:
    assert may_be_rule(line) or noise_of(line) not in RULES


def test_every_chinese_character_is_a_token() -> None:
    characters = list(map(chr, range(0x4E00, 0x9FFF + 1)))
    assert tokenize("".join(characters)) == characters


@given(
    st.lists(
        st.sampled_from([*"无輸输入需要额外没有内容占位符，。-_ &<（）>n/a", "none", "&lt;", "输入"]), max_size=20
    ).map("".join)
)
def test_eight_more_chinese_characters_are_no_placeholder(text: str) -> None:
    assert not is_placeholder_output(f"{text}春夏秋冬东南西北")
