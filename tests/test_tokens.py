"""Tokens of any script: the same in both forms, on every Python, and in Chinese and English as in version 1."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, chain

import letter_ranges
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.similarity import SimilarityIndex, has_tokens, tokenize
from selfinstruct.similarity.alphabets import Ranges, alphabet
from selfinstruct.similarity.encoding import FIRST_WORD, Vocabulary
from selfinstruct.similarity.letters import UNICODE
from selfinstruct.similarity.tokens import VERSION, VERSIONS, fold, have_same_tokens

PIECES = [*"写一首诗歌春天的请", " apple ", " 42 ", "ＡＢ", "，", "かな", "한글", "ﾊﾝ", "Ⅷ", "👍", "_", "\n"]
FOREIGN = [
    *(
        "я",
        "É",
        "e\u0301",
        "\u0301",
        "ß",
        "İ",
        "Σ",
        "\u200d",
        "\u200b",
        "\ufe0f",
        "\u20e3",
        "❶",
        "〇",
        "々",
        "ㄅ",
        "ᄒ",
    ),
    *("न्", "ि", "שלום", "ב\u05b0", "ع\u064e", "٣", "ไท", "ຍ", "ခ", "ខ", "ሰ", "\U0001e900", "\U000104a0", "\U000e0100"),
]
SHORT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ANY = st.one_of(st.text(), st.lists(st.sampled_from(PIECES + FOREIGN), max_size=14).map("".join))
VERSION_OF_TOKENS = pytest.mark.parametrize("version", VERSIONS)


@VERSION_OF_TOKENS
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("写一首诗", ["写", "一", "首", "诗"]),
        ("用Python3写Hello-World！", ["用", "python3", "写", "hello", "world"]),
        ("ＡＢＣ１２３", ["abc123"]),
        ("snake_case, don't, 3.14, C++", ["snake", "case", "don", "t", "3", "14", "c"]),
        ("ひらがなカタカナ", list("ひらがなカタカナ")),
        ("ﾊﾟｿｺﾝ", list("パソコン")),
        ("한국어", list("한국어")),
        ("👍🎉——，。", []),
        ("1️⃣2️⃣ ❤️ 👩‍💻 🇨🇳", ["1", "2"]),
        ("❶项目 ➀项目 ★ № ℃", ["项", "目", "项", "目", "no", "c"]),
        ("列夫・托尔斯泰", list("列夫・托尔斯泰")),
        ("\U00020000\U0003ffff㐀", ["\U00020000", "\U0003ffff", "㐀"]),
        ("Ⅷ①㎏", ["viii1kg"]),
        ("一行\n二行", ["一", "行", "二", "行"]),
        ("", []),
    ],
)
def test_words_and_chinese_japanese_and_korean_characters_are_tokens_in_both_versions(
    version: int, text: str, tokens: list[str]
) -> None:
    assert tokenize(text, version) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Опишите осенний лес, ещё раз!", "опишите осенний лес ещё раз"),
        ("Ґанок і їжак", "ґанок і їжак"),
        ("صِف الغابةَ في الخريفِ بجملتين؟", "صِف الغابةَ في الخريفِ بجملتين"),
        ("العام ٢٠٢٤", "العام ٢٠٢٤"),
        ("چرا می\u200cخواهم؟", "چرا میخواهم"),
        ("תאר את היער בסתיו, בבקשה.", "תאר את היער בסתיו בבקשה"),
        ("שָׁלוֹם עֲלֵיכֶם", "שָׁלוֹם עֲלֵיכֶם"),
        ("शरद ऋतु के जंगल का वर्णन करें।", "शरद ऋतु के जंगल का वर्णन करें"),
        ("শরতের বনের বর্ণনা দাও।", "শরতের বনের বর্ণনা দাও"),
        ("இலையுதிர் காடு", "இலையுதிர் காடு"),
        ("ශ්\u200dරී ලංකා", "ශ්රී ලංකා"),
        ("Περιγράψτε το δάσος. ΟΔΟΣ", "περιγράψτε το δάσος οδος"),
        ("Hãy miêu tả khu rừng mùa thu.", "hãy miêu tả khu rừng mùa thu"),
        ("İstanbul'da sonbaharı anlat. IĞDIR", "i\u0307stanbul da sonbaharı anlat iğdir"),
        ("Décrivez la forêt d'automne.", "décrivez la forêt d automne"),
        ("Beschreiben Sie die Straße überm Fluß; Fuß\u00adball", "beschreiben sie die straße überm fluß fußball"),
        ("naïve CAFÉ, piñata, São Paulo, Łódź", "naïve café piñata são paulo łódź"),
        ("የመከር ደንን ግለጽ።", "የመከር ደንን ግለጽ"),
        ("აღწერეთ შემოდგომის ტყე.", "აღწერეთ შემოდგომის ტყე"),
        ("ᲐᲦᲬᲔᲠᲔᲗ", "აღწერეთ"),
        ("Նկարագրիր աշնանային անտառը։", "նկարագրիր աշնանային անտառը"),
        ("བོད་སྐད", "བོད སྐད"),
        ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ᠮᠣᠩᠭᠣᠯᠠ"),
        ("𞤀𞤁𞤂 𐒴𐓆", "𞤢𞤣𞤤 𐓜𐓮"),
        ("nǐ hǎo", "nǐ hǎo"),
        ("3πr² + αβ", "3πr2 αβ"),
        ("mixed слово123 and 中文", "mixed слово123 and 中 文"),
        ("\u0301a\u0301 \u0301 ☆\u0301", "á"),
    ],
)
def test_letters_of_any_script_make_words_with_their_marks(text: str, tokens: str) -> None:
    assert tokenize(text) == tokens.split()
    decomposed = unicodedata.normalize("NFD", text)
    assert tokenize(decomposed) == tokenize(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("อธิบายป่าในฤดู", list("อธิบายป่าในฤดู")),
        ("ราคา ๕๐ ฿ ฯลฯ", list("ราคา๕๐ฯลฯ")),
        ("ພາສາລາວ", list("ພາສາລາວ")),
        ("ភាសាខ្មែរ។", list("ភាសាខ្មែរ")),
        ("မြန်မာစာ၊ ၁", list("မြန်မာစာ၁")),
        ("秋の森を描写してください。", list("秋の森を描写してください")),
        ("か\u3099ハ\u309a", list("がパ")),
        ("가을 숲을 묘사하세요.", list("가을숲을묘사하세요")),
        ("ㅋㅋ", ["ᄏ", "ᄏ"]),
        ("각", ["각"]),
        ("人々〆二〇二四", list("人々〆二〇二四")),
        ("〡〢〣", list("〡〢〣")),
        ("ㄋㄧ", list("ㄋㄧ")),
        ("ไทยThai2ไทย", [*"ไทย", "thai2", *"ไทย"]),
    ],
)
def test_characters_of_scripts_without_spaces_count_singly(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("naïve", ["na", "ve"]),
        ("Опишите лес", []),
        ("人々〆二〇二四", ["人", "二", "二", "四"]),
        ("ไทยThai2", ["thai2"]),
        ("a\u200db", ["a", "b"]),
    ],
)
def test_version_1_knows_no_other_letters(text: str, tokens: list[str]) -> None:
    assert tokenize(text, 1) == tokens
    assert has_tokens(text, 1) == bool(tokens)
    assert has_tokens(text)


def test_the_newest_version_is_the_default_and_an_unknown_one_is_refused() -> None:
    assert max(VERSIONS) == VERSION
    assert tokenize("é") == tokenize("é", VERSION) == ["é"]
    assert SimilarityIndex(tokens=1).extend(["é", "é"]) == [None, None]
    assert SimilarityIndex().extend(["é", "é"])[1] is not None
    for version in (0, 3):
        for call in (tokenize, has_tokens):
            with pytest.raises(ValueError, match=f"must be 1 or 2, not {version}"):
                call("写", version)
        with pytest.raises(ValueError, match=f"must be 1 or 2, not {version}"):
            SimilarityIndex(tokens=version)


@given(st.one_of(st.text(), SHORT))
def test_tokens_of_version_1_are_those_of_the_whole_text_in_nfkc(text: str) -> None:
    characters = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7af"
    assert tokenize(text, 1) == re.findall(f"[a-z0-9]+|[{characters}]", unicodedata.normalize("NFKC", text).lower())


@given(ANY)
def test_tokens_are_runs_of_letters_and_marks_and_single_characters(text: str) -> None:
    tokens, in_word = [""], False
    for character in unicodedata.normalize("NFKC", text).lower():
        kind = _KIND_OF.get(ord(character), "")
        if kind == "single" or (kind == "letters" and not in_word):
            tokens.append(character)
        elif kind == "letters" or (kind == "marks" and in_word):
            tokens[-1] += character
        if kind != "invisible":
            in_word = kind == "letters" or (kind == "marks" and in_word)
    assert tokenize(text) == tokens[1:]


@given(
    st.text(
        st.one_of(st.characters(codec="ascii"), st.sampled_from("，。？！：；（）“”‘’《》、…—·～￥１Ａ①Ⅳ㎏の한人")),
        max_size=40,
    )
)
def test_chinese_and_english_have_the_tokens_of_version_1(text: str) -> None:
    assert tokenize(text) == tokenize(text, 1)


def test_every_ascii_and_han_character_has_the_tokens_of_version_1() -> None:
    for first, last in ((0, 0x7F), *alphabet(1).single, (0xFF00, 0xFF60), (0x3000, 0x3004), (0x3008, 0x3020)):
        text = "".join(f"{chr(point)}x" for point in range(first, last + 1))
        assert tokenize(text) == tokenize(text, 1), (hex(first), hex(last))


@VERSION_OF_TOKENS
@given(one=ANY, other=ANY, marked=st.booleans())
def test_texts_have_the_same_tokens_if_their_tokens_are_equal_and_not_empty(
    version: int, one: str, other: str, marked: bool
) -> None:
    other = f"《{one}》！" if marked else other
    assert have_same_tokens(one, other, version) == (tokenize(one, version) == tokenize(other, version) != [])
    assert has_tokens(one, version) == (tokenize(one, version) != [])


@VERSION_OF_TOKENS
@given(texts=st.lists(st.one_of(st.text(st.characters(codec=None)), ANY), max_size=8))
def test_token_numbers_stand_for_tokens(version: int, texts: list[str]) -> None:
    vocabulary = Vocabulary(version)
    encoded = [*_numbers(vocabulary, texts), *_numbers(vocabulary, texts[:1])]
    tokens = [tokenize(text, version) for text in [*texts, *texts[:1]]]
    assert [len(text) for text in encoded] == [len(text) for text in tokens]
    pairs = {pair for row, text in zip(encoded, tokens, strict=True) for pair in zip(row, text, strict=True)}
    assert len({number for number, _ in pairs}) == len({token for _, token in pairs}) == len(pairs)
    assert all(number < vocabulary.end for number, _ in pairs)


def _numbers(vocabulary: Vocabulary, texts: list[str]) -> list[list[int]]:
    encoded = vocabulary.encode(texts)
    return [encoded.text(number).tolist() for number in range(encoded.size)]


@pytest.mark.slow
@VERSION_OF_TOKENS
def test_both_forms_agree_on_every_assigned_code_point(version: int) -> None:
    points = [*range(0x20100), 0x2FFFF, 0x3FFFF, 0x40000, *range(0xE0000, 0xE0200), 0x10FFFF]
    texts = [f"a{chr(point)}b {chr(point)}" for point in points]
    encoded = Vocabulary(version).encode(texts)
    tokens = [tokenize(text, version) for text in texts]
    assert encoded.starts.tolist()[1:] == list(accumulate(map(len, tokens)))
    numbers = dict(zip(chain.from_iterable(tokens), encoded.tokens.tolist(), strict=True))
    assert [numbers[token] for token in chain.from_iterable(tokens)] == encoded.tokens.tolist()


def _points(ranges: Ranges) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


_KINDS = {name: _points(getattr(alphabet(2), name)) for name in ("single", "letters", "marks", "invisible")}
_KIND_OF = {point: kind for kind, points in _KINDS.items() for point in points}


def test_a_code_point_is_of_one_kind_and_single_characters_are_smaller_than_words() -> None:
    assert sum(map(len, _KINDS.values())) == len(set().union(*_KINDS.values()))
    assert max(_KINDS["single"]) < FIRST_WORD
    assert not _KINDS["letters"] & _points(alphabet(1).single)


@pytest.mark.skipif(unicodedata.unidata_version != UNICODE, reason=f"needs a Python with Unicode {UNICODE}")
def test_the_ranges_are_those_of_unicode() -> None:
    assert letter_ranges.UNICODE == UNICODE
    assert letter_ranges.MODULE.read_text(encoding="utf-8") == letter_ranges.render()


def test_later_unicode_versions_still_call_them_letters_marks_and_digits() -> None:
    own = _KINDS["single"] - _points(alphabet(1).single) | _KINDS["letters"] | _KINDS["marks"]
    assert {unicodedata.category(chr(point))[0] for point in own} == set("LMN")


def test_folded_letters_stay_as_they_are() -> None:
    folded = {fold(chr(point)) for point in _KINDS["letters"]}
    assert [text for text in folded if fold(text) != text] == []
