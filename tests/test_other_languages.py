"""`--language` with the languages that only filter: which instructions pass, and what is needed to tell them apart."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiohttp import web
from instructions import INSTRUCTIONS
from loopback import Command, LoopbackTeacher, completion, json_lines

from selfinstruct import generate
from selfinstruct.errors import InputError
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.filters.language import likely_languages, wrong_language
from selfinstruct.pipeline.filters.lengths import MAX_INSTRUCTION, too_long, too_short
from selfinstruct.pipeline.languages import OTHER_PROFILES, Language, profile_of
from selfinstruct.pipeline.languages.others import SCRIPT_OF, TOLD_BY_SCRIPT, sharing_script
from selfinstruct.pipeline.languages.traditional import in_simplified
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.settings import resolve
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.teachers.offline.layouts import write_plain

OTHERS = tuple(profile.language for profile in OTHER_PROFILES)
BY_LINGUA = tuple(language for language in OTHERS if sharing_script(language))
BY_SCRIPT = tuple(language for language in OTHERS if language not in BY_LINGUA)
MAX_MISTAKEN = 3
"""Of 560 instructions in other languages, how many a language accepts at most: those of a close relative."""


def passes(instruction: str, language: Language) -> bool:
    return wrong_language(Task(instruction, "", "…"), language) is None


def mistaken(language: Language) -> int:
    return sum(passes(each, language) for code, texts in INSTRUCTIONS.items() if code != language for each in texts)


def test_there_are_twenty_instructions_in_each_language() -> None:
    assert set(INSTRUCTIONS) == {*Language} - {Language.ANY, Language.CHINESE}
    assert {len(set(texts)) for texts in INSTRUCTIONS.values()} == {20}


@pytest.mark.parametrize("language", BY_SCRIPT)
def test_a_script_tells_the_instructions_of_a_language_from_all_others(language: Language) -> None:
    assert [each for each in INSTRUCTIONS[language] if not passes(each, language)] == []
    assert mistaken(language) == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", BY_LINGUA)
def test_lingua_tells_the_instructions_of_a_language_from_all_others(language: Language) -> None:
    assert [each for each in INSTRUCTIONS[language] if not passes(each, language)] == []
    assert mistaken(language) <= MAX_MISTAKEN


ACCEPTED = [
    ("ja", "俳句を詠んで"),
    ("ja", "『静夜思』を現代語に訳してください"),
    ("ja", "次の英文を訳してください：The weather is nice today."),
    ("ja", "ラーメンのレシピ"),
    ("ko", "Python으로 리스트를 정렬하는 함수를 작성해 줘"),
    ("ko", "번역: Good morning, my dear friend"),
    ("ko", "漢字 學校의 뜻을 설명하세요"),
    ("th", "แปล: Good morning, my dear friend"),
    ("th", "เขียนโค้ด Python สำหรับ REST API"),
    ("he", "תרגם לעברית: Good morning"),
    ("el", "Υπολόγισε το 12 * 7"),
    ("zh-Hant", "翻譯成英文：今天天气很好"),
    ("zh-Hant", "把「这是简体字」改成繁體字"),
    ("zh-Hant", "介紹后里車站與台灣的公車"),
    ("zh-Hant", "用着色工具為戶外廣告配色"),
    ("zh-Hant", "1 + 1 = ?"),
    ("ru", "Переведи: Good morning, my dear friend"),
    ("ru", "Объясни, что такое Machine Learning и Big Data"),
    ("ru", "Исправь ошибки: «Я вчера ходить в магазин»"),
    ("uk", "Переклади «Доброе утро, дорогой друг» українською"),
    ("ar", "اشرح معنى Big Data باختصار"),
    ("fa", "کد Python زیر را توضیح بده"),
]
REJECTED = [
    ("ja", "写一首关于秋天的诗"),
    ("ja", "请解释日语单词ありがとう的意思和用法"),
    ("ja", "Write a haiku about さくら in spring"),
    ("ko", "请写一首诗，题目是 사랑"),
    ("th", "Write a poem about the sea"),
    ("th", "ຂຽນບົດກະວີສັ້ນກ່ຽວກັບລະດູ"),
    ("hi", "ছোট একটি কবিতা লেখো"),
    ("he", "اكتب قصيدة قصيرة عن الخريف"),
    ("zh-Hant", "写一首关于秋天的诗"),
    ("zh-Hant", "介紹一个有趣的地方"),
    ("zh-Hant", "秋の詩を書いてください"),
    ("zh-Hant", "Write a poem about the sea"),
    ("zh-Hant", "اكتب قصيدة قصيرة عن الخريف"),
    ("ru", "Write a poem about the sea"),
    ("ru", "写一首关于秋天的诗"),
    ("ru", "Поясни фотосинтез трьома реченнями"),
    ("uk", "Объясни фотосинтез в трёх предложениях"),
    ("ar", "فتوسنتز را در سه جمله توضیح بده"),
    ("fa", "اشرح عملية التمثيل الضوئي في ثلاث جمل"),
]


@pytest.mark.parametrize(("language", "instruction"), ACCEPTED)
def test_an_instruction_with_foreign_names_or_quotations_is_accepted(language: str, instruction: str) -> None:
    assert passes(instruction, Language(language))


@pytest.mark.parametrize(("language", "instruction"), REJECTED)
def test_an_instruction_in_another_language_is_rejected(language: str, instruction: str) -> None:
    found = wrong_language(Task(instruction, "", "…"), Language(language))
    assert found == (Reason.WRONG_LANGUAGE, f"the instruction is not in {Language(language).english_name}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "instruction"),
    [
        ("fr", "Traduis : I love you"),
        ("fr", "Traduis « I love you » en français"),
        ("de", "Erkläre „Big Data“ mit einem Beispiel"),
        ("de", "Wandle 静夜思 in Pinyin um"),
        ("es", "Escribe un script en Python que lea un archivo CSV"),
        ("pl", "Popraw zdanie: He go to school"),
        ("vi", "Dịch sang tiếng Anh: 今天天气很好"),
    ],
)
def test_the_own_words_of_an_instruction_in_latin_letters_decide(language: str, instruction: str) -> None:
    assert passes(instruction, Language(language))


@pytest.mark.parametrize("language", [Language.ANY, *OTHERS])
@pytest.mark.parametrize(
    "instruction",
    [
        "Напиши короткое стихотворение",
        "Опиши свой дом",
        "اكتب قصيدة قصيرة",
        "یک شعر بنویس",
        "כתוב שיר קצר",
        "एक कविता लिखो",
        "একটি কবিতা লেখো",
        "சிறு கவிதை எழுதுக",
        "시를 한 편 써라",
        "俳句を詠め",
        "เขียนกลอน",
        "ຂຽນກອນ",
        "សរសេរកំណាព្យ",
        "ကဗျာရေးပါ",
        "Γράψε ένα ποίημα",
        "Napisz krótki wiersz",
        "Kısa şiir yaz",
        "Écris un poème",
        "写一首诗",
        "Write a short poem",
    ],
)
def test_a_fair_short_instruction_is_long_enough_in_any_script(instruction: str, language: Language) -> None:
    if language is not Language.TRADITIONAL_CHINESE:
        assert too_short(Task(instruction, "", "…"), language) is None


@pytest.mark.parametrize(
    ("instruction", "language"),
    [
        ("Напиши стих", "any"),
        ("اكتب قصيدة", "any"),
        ("写诗吧", "any"),
        ("시 써줘", "any"),
        ("Write a poem", "any"),
        ("Write a poem", "en"),
        ("Write poem", "fr"),
        ("Напиши короткое стихотворение", "en"),
        ("Напиши короткое стихотворение", "zh"),
        ("寫首詩", "zh-Hant"),
    ],
)
def test_fewer_words_are_too_few_in_any_script(instruction: str, language: str) -> None:
    found = too_short(Task(instruction, "", "…"), Language(language))
    assert found is not None
    assert found[0] is Reason.TOO_SHORT


@pytest.mark.parametrize("word", ["ภูเขา", "ໃບໄມ້", "ភ្នំ", "တောင်"])
def test_characters_of_scripts_without_spaces_are_counted_as_parts_of_words(word: str) -> None:
    words = MAX_INSTRUCTION * 3 // 4
    assert too_long(Task(word * words, "", "…"), Language.ANY) is None
    assert too_long(Task(word * words, "", "…"), Language.CHINESE) is not None
    assert too_long(Task(word * words * 4, "", "…"), Language.ANY) is not None


@pytest.mark.parametrize(
    ("instruction", "given", "output", "reason"),
    [
        ("請把這句話翻譯成英語", "今天天氣很好", "The weather is very nice today.", None),
        ("介紹這種水果的味道", "", "芒果又香又甜，果肉柔軟多汁。", None),
        ("為客服機器人寫一段開場白", "", "您好，我是智能客服機器人，很高興為您服務。", None),
        ("比較電動車與燃油車", "", "抱歉，我無法完成這個請求。", Reason.REFUSAL),
        ("請翻譯以下句子。", "", "The weather is nice.", Reason.MISSING_INPUT),
        ("請畫一幅秋天的風景畫", "", "好的。", Reason.NEEDS_MEDIA),
        ("介紹你自己的興趣", "", "作為一個人工智能語言模型，我沒有興趣。", Reason.AI_IDENTITY),
        ("總結這篇文章的大意", "[插入文章]", "文章介紹了環保。", Reason.PLACEHOLDER_INPUT),
        ("说说你的周末计划", "", "我想去爬山。", Reason.WRONG_LANGUAGE),
    ],
)
def test_the_chinese_rules_read_traditional_characters(
    instruction: str, given: str, output: str, reason: Reason | None
) -> None:
    found = first_objection(Task(instruction, given, output), Language.TRADITIONAL_CHINESE)
    assert (found[0] if found else None) is reason


def test_a_task_is_read_in_simplified_characters_and_stays_as_it_is() -> None:
    task = Task("請把這句話翻譯成英語", "車站後面", "Behind", "id")
    assert in_simplified(task) == Task("请把这句话翻译成英语", "车站后面", "Behind", "id")


@pytest.mark.parametrize("language", [language for language in OTHERS if language is not Language.TRADITIONAL_CHINESE])
def test_instructions_of_a_language_break_no_rule_but_that_their_text_is_missing(language: Language) -> None:
    for instruction in INSTRUCTIONS[language]:
        found = first_objection(Task(instruction, "", "Ok."), Language.ANY)
        assert found is None or found[0] is Reason.MISSING_INPUT


def test_every_language_has_a_script_and_the_prompt_of_any_language() -> None:
    assert {*SCRIPT_OF} == {*Language} - {Language.CHINESE, Language.TRADITIONAL_CHINESE, Language.ANY}
    for profile in OTHER_PROFILES:
        assert profile.prompt == profile_of(Language.ANY).prompt
        assert profile.name_in_prompt == profile_of(Language.ANY).name_in_prompt


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("写一首诗", ["zh"]),
        ("Write a short poem", ["en"]),
        ("1 + 1 = ?", ["zh", "en"]),
        ("秋の詩を書いてください", ["ja"]),
        ("시를 한 편 써 주세요", ["ko"]),
        ("เขียนบทกวีสั้น ๆ", ["th"]),
        ("Γράψε ένα ποίημα", ["el"]),
        ("Напиши короткое стихотворение", []),
        ("اكتب قصيدة قصيرة", []),
    ],
)
def test_the_languages_that_a_row_may_be_in_need_no_lingua(
    instruction: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)
    assert likely_languages(Task(instruction, "", "…")) == expected


@pytest.mark.parametrize("language", BY_LINGUA)
def test_without_lingua_a_language_that_needs_it_is_refused_in_one_sentence(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)
    options = GenerateOptions(n=1, model="m", base_url="https://example.com/v1", language=str(language))
    with pytest.raises(InputError, match=rf"^--language {language} needs .*pip install 'selfinstruct\[languages\]'$"):
        resolve(options, {"OPENAI_API_KEY": "sk-0123456789abcdef"}, None)
    with pytest.raises(InputError, match=f"--language {language} needs"):
        passes(INSTRUCTIONS[language][0], language)


@pytest.mark.parametrize("language", [Language.CHINESE, *TOLD_BY_SCRIPT, Language.TRADITIONAL_CHINESE, Language.ANY])
def test_other_languages_do_not_need_lingua(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lingua", None)
    options = GenerateOptions(n=1, model="m", base_url="https://example.com/v1", language=str(language))
    assert resolve(options, {"OPENAI_API_KEY": "sk-0123456789abcdef"}, None).language is language


def test_an_unknown_language_is_answered_with_the_known_ones(console: Command) -> None:
    done = console("generate", "--n", "1", "--language", "klingon")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert f"--language must be one of {', '.join(Language)}, not 'klingon'" in done.err


WORDS = "осень лес река туман ветер птица дорога вечер огонь дождь камень песня город берег небо трава снег".split()


def in_several(prompt: str) -> web.Response:
    rng = Random(prompt)
    words = [" ".join(rng.sample(WORDS, 8)) for _ in range(2)]
    orders = [
        f"Опиши такими словами: {words[0]}",
        f"Опиши словами {words[1]}",
        "Write a poem about the sea",
        "写一首秋天的诗",
    ]
    return completion(write_plain([Task(order, "", "Тихо.") for order in orders], 4))


@pytest.mark.slow
def test_a_run_keeps_only_instructions_in_its_language(
    tmp_path: Path, teacher: LoopbackTeacher, paid: dict[str, Any]
) -> None:
    teacher.reply = in_several
    for n in (5, 10):
        generate(n, tmp_path / "run", **paid, language="ru", quiet=True)
    rows = json_lines(tmp_path / "run" / "dataset.jsonl")
    assert len(rows) == 10
    assert all(row["instruction"].startswith("Опиши") for row in rows)
    rejected = {row["reason"] for row in json_lines(tmp_path / "run" / "rejected.jsonl")}
    assert "wrong_language" in rejected
    run = tomllib.loads((tmp_path / "run" / "run.toml").read_text(encoding="utf-8"))
    assert run["identity"]["language_detector"].startswith("lingua ")
