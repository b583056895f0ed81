"""Language profiles: one for each language, complete, and read by all parts of the pipeline."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import PROFILES, WITH_OWN_RULES, Language, LanguageProfile, language_of, profile_of
from selfinstruct.pipeline.languages.profile import either
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.pipeline.template import read_template
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

PATTERNS = ("voice", "placeholders", "media", "type_words")


def fragments(profile: LanguageProfile) -> Iterator[tuple[str, str]]:
    """The patterns of a profile, by name."""
    yield "wording_work", profile.wording_work
    for part in (getattr(profile, name) for name in PATTERNS):
        assert is_dataclass(part)
        for field in fields(part):
            if isinstance(value := getattr(part, field.name), str):
                yield field.name, value


def test_every_language_of_a_run_has_a_profile() -> None:
    assert [profile_of(language).language for language in Language] == list(Language)
    assert {profile.language for profile in PROFILES} == WITH_OWN_RULES


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_every_pattern_compiles_and_captures_nothing(profile: LanguageProfile) -> None:
    assert {name for name, pattern in fragments(profile) if re.compile(pattern).groups} == set()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_record_is_read_by_the_markers_of_every_language(profile: LanguageProfile) -> None:
    instruction, given, output = profile.fields
    for nothing in ("", profile.no_input, "noinput", "＜无输入＞", "无输入", "无"):
        found = parse(f"1. {instruction}: 写诗\n1. {given}: {nothing}\n1. {output}: 好")
        assert [part.task for part in found if isinstance(part, Record)] == [Task("写诗", "", "好")]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_every_language_has_a_prompt_that_names_it(profile: LanguageProfile) -> None:
    template = read_template("{language}{list}", "t", 10, profile.language, "")
    assert template.fill([]).startswith(profile.name_in_prompt)
    assert template.system == profile.prompt.system != ""
    assert profile.prompt.types.count("{}") == profile.prompt.topic.count("{}") == 1


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_verbs_are_single_words_in_lower_case(profile: LanguageProfile) -> None:
    assert all(word.lower().split() == [word] for word in profile.task_verbs | profile.preparing_verbs)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@given(data=st.data())
def test_what_speaks_as_an_ai_names_one_in_the_same_language(profile: LanguageProfile, data: st.DataObject) -> None:
    found = re.search(profile.voice.ai_identity, data.draw(st.from_regex(profile.voice.ai_identity)))
    assert found is None or any(name in found[0] for name in profile.voice.ai_names)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@given(data=st.data())
def test_an_unbracketed_placeholder_has_one_of_its_marks(profile: LanguageProfile, data: st.DataObject) -> None:
    pattern = re.compile(profile.placeholders.unbracketed, re.IGNORECASE)
    found = pattern.search(data.draw(st.from_regex(pattern)))
    assert found is None or not profile.placeholders.marks.isdisjoint(found[0])


@pytest.mark.parametrize(
    ("language", "instruction", "detail"),
    [
        (Language.CHINESE, "Write a short poem about the sea.", "the instruction is not in Chinese"),
        (Language.ENGLISH, "写一首关于大海的短诗。", "the instruction is not in English"),
    ],
)
def test_an_instruction_in_another_language_is_rejected_with_the_name_of_the_requested_one(
    language: Language, instruction: str, detail: str
) -> None:
    task = Task(instruction, "", "好")
    assert first_objection(task, language) == (Reason.WRONG_LANGUAGE, detail)
    assert first_objection(task, Language.ANY) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("写诗", Language.CHINESE),
        ("Translate 静夜思", Language.CHINESE),
        ("Write a poem", Language.ENGLISH),
        ("かな", Language.ENGLISH),
        ("", Language.ENGLISH),
    ],
)
def test_one_han_character_makes_a_text_chinese_for_the_rules(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_alternatives_leave_out_what_a_language_does_not_have() -> None:
    assert either(("无", "", "none")) == "无|none"


@pytest.mark.slow
@pytest.mark.parametrize("module", ["languages", "parsing", "classifier", "template", "llm_labels"])
def test_what_reads_text_by_patterns_imports_no_tagger_and_no_arrays(module: str) -> None:
    code = f"import sys, selfinstruct.pipeline.{module}; print({{'rjieba', 'numpy', 'rapidfuzz', 'numba'}} & {{*sys.modules}})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"
