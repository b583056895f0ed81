"""A run made with version 1 of the tokenizer is resumed with it; `rejudge` moves it to the newest version."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from loopback import LoopbackTeacher, completion, json_lines

from selfinstruct import generate, rejudge
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.runs.identity import tokens_of
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity import tokens
from selfinstruct.teachers.offline.answers import answer
from selfinstruct.teachers.offline.layouts import write_plain

FILES = ("dataset.jsonl", "records.jsonl", "rejected.jsonl")
WORDS = (
    "осень лес река туман ветер птица дорога вечер огонь дождь камень песня город берег небо трава озеро снег".split()
)
ENGLISH = "Translate this into plain English, please:"


def in_russian(prompt: str) -> web.Response:
    """Answer like the offline teacher, with two more tasks.

    For version 1, one has no tokens, and the other the same ones in all replies.
    """
    rng = Random(prompt)
    first, second = (" ".join(rng.sample(WORDS, 10)) for _ in range(2))
    more = [Task(f"Опишите словами {first}", "", "Тихо."), Task(f"{ENGLISH} {second}", "", "Quiet.")]
    return completion(f"{answer(prompt).text}\n###\n{write_plain(more, 11)}")


@pytest.fixture
def russian(teacher: LoopbackTeacher, paid: dict[str, Any]) -> dict[str, Any]:
    teacher.reply = in_russian
    return {**paid, "language": "any", "quiet": True}


def files(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in FILES]


def tokenizer_of(folder: Path) -> int:
    found: int = tomllib.loads((folder / "run.toml").read_text(encoding="utf-8"))["identity"]["tokenizer"]
    return found


def begun(folder: Path, n: int, options: dict[str, Any], version: int) -> Path:
    """Start a run as the version of this package with that tokenizer did."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "VERSION", version)
        generate(n, folder, **options)
    assert tokenizer_of(folder) == version
    return folder


def russian_rows(folder: Path) -> tuple[int, int]:
    rows = [row["instruction"] for row in json_lines(folder / "dataset.jsonl")]
    return sum(row.startswith("Опишите") for row in rows), sum(row.startswith(ENGLISH) for row in rows)


@pytest.mark.slow
def test_a_run_of_version_1_is_resumed_with_version_1(tmp_path: Path, russian: dict[str, Any]) -> None:
    whole = begun(tmp_path / "whole", 60, russian, 1)
    resumed = begun(tmp_path / "resumed", 20, russian, 1)
    generate(60, resumed, **russian)
    assert tokenizer_of(resumed) == 1
    assert files(resumed) == files(whole)
    assert russian_rows(resumed)[1] == 1  # for version 1, all the English ones are equal


@pytest.mark.slow
def test_rejudge_moves_a_run_of_version_1_to_the_newest(tmp_path: Path, russian: dict[str, Any]) -> None:
    old = begun(tmp_path / "old", 40, russian, 1)
    found = rejudge(old, tmp_path / "new", quiet=True)
    assert found["identity"] == {"tokenizer": {"old": 1, "new": tokens.VERSION}}
    assert tokenizer_of(tmp_path / "new") == tokens.VERSION
    assert min(russian_rows(tmp_path / "new")) > 1
    generate(60, tmp_path / "new", **russian)
    assert len(json_lines(tmp_path / "new" / "dataset.jsonl")) == 60


@pytest.mark.slow
def test_a_new_run_has_the_newest_version(tmp_path: Path, russian: dict[str, Any]) -> None:
    generate(40, tmp_path / "run", **russian)
    assert tokenizer_of(tmp_path / "run") == tokens.VERSION
    assert min(russian_rows(tmp_path / "run")) > 1


@pytest.mark.parametrize(
    ("stored", "version"),
    [
        (None, 2),
        ({}, 2),
        ({"tokenizer": 1}, 1),
        ({"tokenizer": 2}, 2),
        ({"tokenizer": 3}, 2),
        ({"tokenizer": "1"}, 2),
        ({"tokenizer": [1]}, 2),
    ],
)
def test_a_run_is_resumed_with_its_own_version_if_it_is_known(stored: dict[str, Any] | None, version: int) -> None:
    assert tokens_of(stored) == version


POEM = "Напишите короткое стихотворение об осени"


@pytest.mark.parametrize(
    ("instruction", "language", "given", "output", "reason"),
    [
        (POEM, Language.ANY, "", "Листья падают.", None),
        ("Стихотворение об осени", Language.ANY, "", "Листья.", None),
        ("Осеннее стихотворение", Language.ANY, "", "Листья.", Reason.TOO_SHORT),
        ("лес " * 401, Language.ANY, "", "Лес.", Reason.TOO_LONG),
        (POEM, Language.ANY, f"{POEM}!", "Листья.", Reason.COPIED_INPUT),
        (
            "Исправьте ошибки в этом тексте",
            Language.ANY,
            f"{POEM} и лесе утром",
            f"{POEM} и лесе утром",
            Reason.COPIED_INPUT,
        ),
        ("Сделайте это: write a poem about autumn", Language.ENGLISH, "", "Leaves.", Reason.WRONG_LANGUAGE),
        ("Décrivez la forêt d'été", Language.ANY, "", "Calme.", None),
        ("อธิบายป่าในฤดูใบไม้ร่วง", Language.ANY, "", "เงียบ", None),
        ("शरद ऋतु के जंगल का वर्णन करें", Language.ANY, "", "शांत", None),
    ],
)
def test_filters_judge_tasks_of_any_script(
    instruction: str, language: Language, given: str, output: str, reason: Reason | None
) -> None:
    found = first_objection(Task(instruction, given, output), language)
    assert (found[0] if found else None) is reason
