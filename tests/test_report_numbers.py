"""The numbers of a report."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.datasets.html.render import script_json
from selfinstruct.datasets.html.truncate import MAX_BYTES, MAX_ROWS
from selfinstruct.datasets.report.composition import conversations, families, histogram, lengths, roots, task_types
from selfinstruct.datasets.report.drift import MAX_SEEDS, divergence, drift
from selfinstruct.datasets.report.frame import frame_of, token_counts
from selfinstruct.datasets.report.nearest import nearest, nearest_of_file, nearest_of_run
from selfinstruct.datasets.report.overlap import overlaps
from selfinstruct.datasets.report.quality import distinct, openings, quality
from selfinstruct.datasets.report.rejectable import language_of_rows, rejectable, with_reasons, zero_by_construction
from selfinstruct.datasets.report.samples import MAX_LOOK, MAX_READ, rejects_sample, tasks_sample
from selfinstruct.datasets.report.suspicions import MAX_LISTED, suspicions, with_signs
from selfinstruct.datasets.report.table import describe
from selfinstruct.datasets.report.usage import usage
from selfinstruct.datasets.report.written_in import language, languages
from selfinstruct.errors import InputError
from selfinstruct.pipeline.flags.truncation import looks_cut
from selfinstruct.pipeline.funnel import funnel
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.scripts import CHARACTERS
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import FLAG_TEXTS, Flag
from selfinstruct.schema.price import Price, price_as_json
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.schema.verdict import OF_REPLIES, REASON_TEXTS, Reason
from selfinstruct.similarity import SimilarityIndex, tokenize
from selfinstruct.storage.source import find_source

TEXTS = st.text("春夏秋冬写诗ab 。\n", max_size=12)


def frame(*tasks: tuple[str, str, str], dedup_on: DedupOn = DedupOn.INSTRUCTION, **fields: Any) -> pd.DataFrame:
    records = (
        TypedRecord(Task(*task, id=str(number), task_type=TaskType.OPEN_QA), TaskType.OPEN_QA, fields)
        for number, task in enumerate(tasks)
    )
    return frame_of(records, dedup_on)


def asked(*instructions: str) -> pd.DataFrame:
    return frame(*((instruction, "", "好的。") for instruction in instructions))


@pytest.mark.parametrize(
    "output",
    [
        "把面团揉匀，静置十分钟后分成小块，",
        "这首诗写于秋天，作者名叫《",
        "```python\nprint(1)\n",
        "春天适合踏青，夏天适合游泳。到了秋天，人们会去山上看红叶，也会在家里做一些",
        "1. 先把锅烧热，倒入少许油。\n2. 放入葱姜炒香，再放入豆腐。\n3. 加一点水，盖上锅盖，等到水",
    ],
)
def test_an_unfinished_output_looks_cut(output: str) -> None:
    assert looks_cut(output)


@pytest.mark.parametrize(
    "output",
    [
        "",
        "北京",
        "好的。",
        "红、橙、黄",
        "1. 苹果\n2. 香蕉\n3. 西瓜",
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
        "```python\nprint(1)\n```",
        "尊敬的老师：\n\n我因感冒需要请假两天，望您批准，谢谢您。\n\n此致\n敬礼\n\n三年二班 李小明",
        "for i in range(3):\n    print(i)",
        "参考以下网址了解详情。更多内容可以在这里找到：https://example.com/a/b/c",
        "天气真好，出来走走吧！今天的公园里人不多，很舒服。 #周末 #公园",
    ],
)
def test_lists_verses_code_letters_and_short_outputs_do_not_look_cut(output: str) -> None:
    assert not looks_cut(output)


@given(st.text())
def test_looks_cut_accepts_any_text(output: str) -> None:
    assert looks_cut(output) in (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("写一首诗。", "Chinese"),
        ("用Python写一个函数，对列表排序，并说明它的时间复杂度。", "Chinese"),
        ("Write a poem about spring.", "Latin"),
        ("把 good morning my dear friend 译成中文", "mixed"),
        ("春の詩を書いてください", "Japanese"),
        ("봄에 대한 시를 써 주세요", "Korean"),
        ("Напишите стихотворение", "Cyrillic"),
        ("เขียนบทกวีสั้น ๆ", "Thai"),
        ("اكتب قصيدة قصيرة", "Arabic"),
        ("एक कविता लिखो", "Devanagari"),
        ("写一首诗，题目是 भारत देश महान है और सुंदर", "mixed"),
        ("1 + 1 = 2 🙂", "no letters"),
        ("", "no letters"),
    ],
)
def test_the_script_of_a_text_is_that_of_most_of_its_letters(text: str, expected: str) -> None:
    assert language(text) == expected


@given(st.lists(st.text("写春a é1\n.あ한\u0300\u4dc0\ud800\U00020000", max_size=6), max_size=6))
def test_texts_are_counted_by_the_script_of_each(texts: list[str]) -> None:
    assert languages(texts) == Counter(map(language, texts))


def test_a_character_has_one_script() -> None:
    sets = [re.compile(f"[{letters}]") for letters in CHARACTERS.values()]
    assert all(sum(bool(letters.match(chr(point))) for letters in sets) < 2 for point in range(0x32000))


@given(st.lists(TEXTS, max_size=6), st.integers(1, 3))
def test_distinct_n_counts_n_grams_within_texts(texts: list[str], n: int) -> None:
    grams = [tuple(tokens[at : at + n]) for tokens in map(tokenize, texts) for at in range(max(0, len(tokens) - n + 1))]
    found = distinct(pd.Series(texts, dtype=object))[f"distinct_{n}"]
    assert found == (pytest.approx(len(set(grams)) / len(grams)) if grams else None)


def test_openings_are_the_first_four_characters() -> None:
    found = openings(asked("请写一首诗", "请写一首歌", " 请写一首词", "列出五种花")["instruction"])
    assert found["different"] == 2
    assert found["most"][0] == {"opening": "请写一首", "rows": 3, "share": 0.75}


def test_flags_are_counted() -> None:
    rows = frame(
        ("写一首诗。", "", "春眠不觉晓，处处闻啼鸟。"),
        ("介绍长城。", "", "长城是中国古代的防御工程，修建于不同朝代，"),
        ("写一句话。", "", "春天来了。\n\n---"),
    )
    found = quality(rows)["flags"]
    assert list(found) == [str(flag) for flag in Flag]
    assert {name: numbers["rows"] for name, numbers in found.items() if numbers["rows"]} == {
        "looks_cut": 1,
        "layout": 1,
    }
    assert found["layout"]["share"] == pytest.approx(1 / 3)


def filtered(*tasks: tuple[str, str, str], language: Language | None = Language.CHINESE) -> pd.DataFrame:
    return with_signs(with_reasons(frame(*tasks), language))


REJECTED = [
    ("今天天气如何？", "", "抱歉，我无法获取实时的天气信息。"),
    ("你喜欢什么？", "", "作为一个AI语言模型，我没有个人喜好。"),
    ("写诗", "", "春眠不觉晓。"),
    ("写一首小诗。", "", " "),
    ("Write a poem about the autumn moon", "", "Bright."),
]
"""Rows that `generate` would reject, each for another reason."""


def test_the_rows_of_a_file_are_counted_by_the_reason_for_which_they_would_be_rejected() -> None:
    rows = filtered(("写一首诗。", "", "春眠不觉晓，处处闻啼鸟。"), *REJECTED)
    found = rejectable(rows, Language.CHINESE)
    assert found is not None
    assert (found["language"], found["rows"], found["share"]) == ("zh", 5, pytest.approx(5 / 6))
    names = {"refusal", "ai_identity", "too_short", "empty_output", "wrong_language"}
    assert {name: numbers["rows"] for name, numbers in found["by_reason"].items()} == dict.fromkeys(names, 1)
    assert zero_by_construction(Language.CHINESE, {}) == []


def test_the_filters_are_not_asked_about_the_rows_of_a_run() -> None:
    rows = filtered(*REJECTED, language=None)
    assert set(rows["reason"]) == {""}
    assert rejectable(rows, None) is None
    never = zero_by_construction(None, {"language": "zh"})
    assert {"refusal", "duplicate", "wrong_language"} <= set(never)
    assert not {str(reason) for reason in OF_REPLIES} & set(never)
    assert "wrong_language" not in zero_by_construction(None, {"language": "any"})


@pytest.mark.parametrize(
    ("instructions", "expected"),
    [
        (["写一首诗。", "列出五种花。", "What is gravity and why does it matter?"] * 3 + ["写信"] * 9, "zh"),
        (["Write a short poem about the moon"] * 9 + ["写一首诗。"], "en"),
        (["Write a short poem about the moon", "写一首诗。"], "any"),
        (["秋の詩を書いてください"] * 9 + ["写一首诗。"], "ja"),
        (["เขียนบทกวีสั้น ๆ"] * 9, "th"),
        (["Напиши короткое стихотворение"] * 9, "any"),
        ([], "any"),
    ],
)
def test_a_file_is_asked_in_the_language_of_most_of_its_instructions(instructions: list[str], expected: str) -> None:
    assert language_of_rows(Task(instruction, "", "好") for instruction in instructions) == expected


def test_every_reason_and_flag_has_a_text_for_readers() -> None:
    assert set(REASON_TEXTS) == set(Reason)
    assert set(FLAG_TEXTS) == set(Flag)


BAD_SUM = ("算一算：67加4等于多少？", "", "67+4=70")
ENGLISH = ("将这句话翻译成韩语。", "你好，世界。", "Hello, my dear world.")


def test_suspicious_rows_are_listed_with_their_signs_and_rows_that_a_filter_rejects_come_last() -> None:
    refused = ("算一算：5加4等于多少？", "", "抱歉，我无法回答。5+4=8")
    rows = filtered(("写一首诗。", "", "春眠不觉晓。"), refused, ENGLISH, BAD_SUM, BAD_SUM)
    found = suspicions(rows)
    assert (found["rows"], found["share"], found["max_listed"]) == (4, 0.8, MAX_LISTED)
    assert {name: numbers["rows"] for name, numbers in found["by_sign"].items() if numbers["rows"]} == {
        "wrong_arithmetic": 3,
        "other_language": 1,
    }
    assert [row["row"] for row in found["listed"]] == [4, 3, 5, 2]  # each sign in turn
    assert found["listed"][0]["signs"] == {"wrong_arithmetic": "67+4=70, but it is 71"}


def test_the_console_says_that_the_zeros_of_a_run_are_zero_by_construction(tmp_path: Path) -> None:
    rows = filtered(BAD_SUM, *REJECTED)
    numbers = {
        "dataset": {"rows": len(rows)},
        "run": None,
        "without_input": {"share": 1.0},
        "conversations": conversations(rows),
        "task_types": task_types(rows, None),
        "families": families(rows),
        "roots": roots(rows),
        "lengths": lengths(rows),
        "nearest": nearest(nearest_of_file(rows), 0.7),
        "quality": {**quality(rows), "rejectable": rejectable(rows, Language.CHINESE), "zero_by_construction": []},
        "signs": suspicions(rows),
        "overlap": [],
    }
    told = describe(numbers, tmp_path / "page.html")
    assert "filters     5 (83.3%) would be rejected with --language zh: " in told
    assert "suspicious  1 (16.7%), by signs that no filter uses: wrong_arithmetic 1" in told
    numbers["quality"] |= {"rejectable": None, "zero_by_construction": zero_by_construction(None, {})}
    assert "filters     0 by construction (19 reasons), as the run rejects such texts" in describe(
        numbers, tmp_path / "page.html"
    )


@pytest.mark.slow
@given(st.lists(TEXTS, max_size=8))
def test_nearest_is_the_most_similar_earlier_row(texts: list[str]) -> None:
    rows = nearest_of_file(asked(*texts))
    for number, score in enumerate(rows["nearest_score"]):
        index = SimilarityIndex()
        index.add_all(texts[:number])
        best = index.nearest(texts[number])
        assert score == (best.score if best else pytest.approx(float("nan"), nan_ok=True))


def test_rows_of_a_run_keep_their_stored_nearest() -> None:
    seed, earlier, gone = ({"id": name, "score": 0.4} for name in ("zh_001", "0", "x"))
    rows = pd.concat([frame(("写诗", "", "好"), nearest=known) for known in (seed, earlier, gone)], ignore_index=True)
    found = nearest(nearest_of_run(rows, {"zh_001": "写一首诗"}), 0.7)
    assert found["mean"] == pytest.approx(0.4)
    assert [pair["nearest_text"] for pair in found["pairs"]] == ["写一首诗", "写诗", None]


def test_pairs_and_drift_show_the_texts_that_the_run_compared() -> None:
    known = {"id": "zh_001", "score": 0.4}
    for dedup_on, text in ((DedupOn.INSTRUCTION, "翻译"), (DedupOn.INSTRUCTION_AND_INPUT, "翻译\n今天下雨")):
        rows = nearest_of_run(frame(("翻译", "今天下雨", "好"), dedup_on=dedup_on, nearest=known), {"zh_001": "翻译"})
        found = nearest(rows, 0.7, dedup_on)
        assert (found["dedup_on"], found["pairs"][0]["text"]) == (dedup_on, text)
        (group,) = drift(rows, ["翻译\n今天下雨"], "")["groups"]
        assert group["seed"] == pytest.approx(1.0 if dedup_on is DedupOn.INSTRUCTION_AND_INPUT else 2 * 2 / (2 + 6))


def test_stored_nearest_rows_of_a_file_are_ignored() -> None:
    rows = nearest_of_file(frame(("写诗", "", "好"), ("写诗", "", "好"), nearest={"id": "x", "score": 0.1}))
    assert nearest(rows, 0.7)["over"] == 1


def test_pairs_are_correct_if_ids_repeat() -> None:
    rows = asked("请写一首关于春天的诗歌", "请写一首关于夏天的诗歌", "今日股市行情分析报告").assign(id="0")
    pair = nearest(nearest_of_file(rows), 0.7)["pairs"][0]
    assert (pair["text"], pair["nearest_text"]) == ("请写一首关于夏天的诗歌", "请写一首关于春天的诗歌")


@pytest.mark.parametrize("score", ["abc", {"a": 1}, float("inf"), float("nan"), -3, 1.5, True, None, ["x"]])
def test_an_invalid_score_counts_as_missing(score: object) -> None:
    rows = frame(("写诗", "", "好"), nearest={"id": ["x"], "score": score})
    assert rows["nearest_score"].isna().all()
    assert rows["nearest_id"].isna().all()


def test_numbers_exist_for_an_empty_dataset() -> None:
    rows = nearest_of_file(frame())
    assert nearest(rows, 0.7)["mean"] is None
    assert lengths(rows)["output"] == {"rows": 0}
    assert quality(rows)["flags"]["layout"] == {"rows": 0, "share": 0.0}
    assert suspicions(filtered())["rows"] == 0
    assert rejectable(filtered(), Language.ANY) == {"language": "any", "rows": 0, "share": 0.0, "by_reason": {}}
    assert tasks_sample(filtered()).read == []
    assert drift(rows, (), "")["groups"] == []
    assert roots(rows)["verbs"] == []


@given(st.lists(TEXTS, max_size=5))
def test_token_counts_are_those_of_rouge_l(texts: list[str]) -> None:
    assert token_counts(texts).tolist() == [len(tokenize(text)) for text in texts]


def test_empty_inputs_are_left_out_of_the_input_lengths() -> None:
    found = lengths(frame(("写诗", "春天", "好"), ("写诗", "", "好")))
    assert found["input"]["rows"] == 1
    assert found["input"]["mean"] == 2


@given(st.lists(st.floats(0, 500), min_size=1, max_size=30))
def test_a_histogram_counts_every_value(values: list[float]) -> None:
    assert sum(histogram(pd.Series(values), 40)["counts"]) == len(values)


def test_root_verbs_have_their_objects() -> None:
    found = roots(asked("写一首诗。", "写一首歌。", "翻译下面的句子。", "什么是重力？"))
    assert found["rows"] == 3
    assert found["without"] == 1
    assert found["verbs"][0]["verb"] == "写"
    assert {pair["object"] for pair in found["verbs"][0]["objects"]} == {"诗", "歌"}


def test_task_types_have_their_target_shares() -> None:
    found = {row["type"]: row for row in task_types(asked("什么是重力？"), {"open_qa": 0.5, "chat": 0.5})}
    assert found["open_qa"] == {"type": "open_qa", "rows": 1, "share": 1.0, "wished": 0.5}
    assert found["rewrite"]["wished"] == 0.0
    assert task_types(asked("写"), None)[0]["wished"] is None


BAGS = st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(1, 9)).map(Counter)


@given(BAGS, BAGS)
def test_divergence_is_symmetric_and_0_for_equal_shares(one: Counter[str], other: Counter[str]) -> None:
    assert divergence(one, other) == pytest.approx(divergence(other, one))
    assert 0 <= divergence(one, other) <= 1
    assert divergence(one, Counter({word: 3 * count for word, count in one.items()})) == pytest.approx(0, abs=1e-9)


def test_divergence_of_disjoint_bags_is_1() -> None:
    assert divergence(Counter("甲乙"), Counter("丙")) == pytest.approx(1)


def test_a_blank_topic_counts_as_no_topic() -> None:
    assert drift(nearest_of_file(asked("写")), (), " ")["groups"][0]["topic"] is None


@pytest.mark.parametrize("count", [1, MAX_SEEDS, MAX_SEEDS + 1])
def test_rows_have_the_same_nearest_seed_with_both_engines(count: int) -> None:
    seeds = [f"写一首关于{'春夏秋冬'[number % 4]}天的诗，共{number}行。" for number in range(count)]
    rows = nearest_of_file(asked("写一首诗", "列出五种花", "写一首关于秋天的诗"))
    index = SimilarityIndex()
    index.add_all(seeds)
    expected = [match.score for match in index.nearest_all(rows["compared"]) if match]
    (group,) = drift(rows, seeds, "")["groups"]
    assert group["seed"] == pytest.approx(sum(expected) / 3)


def test_drift_shows_a_shift_away_from_topic_and_seeds() -> None:
    seeds = ["介绍一种常见的感冒药。"]
    rows = nearest_of_file(
        asked(*[f"介绍医疗保险的第{n}种感冒药。" for n in range(50)], *[f"修理{n}号自行车轮胎。" for n in range(50)])
    )
    first, last = drift(rows, seeds, "医疗")["groups"]
    assert (first["topic"], last["topic"]) == (1.0, 0.0)
    assert first["seed"] > last["seed"]
    assert first["wording"] == 0.0
    assert last["wording"] > 0.5


def stats(**changes: Any) -> dict[str, Any]:
    return {
        "teacher": "m",
        "target": 8,
        "accepted": 8,
        "rejected": {"duplicate": 2, "malformed": 3, "too_short": 1, "no_answer": 1},
        "acceptance_over_time": [{"slots": 2, "judged": 10, "accepted": 6}, {"slots": 4, "judged": 6, "accepted": 3}],
        "answers": 3,
        "requests": 5,
        "waiting": 0,
        "tokens": {"prompt": 300, "completion": 600},
        **changes,
    }


def test_the_funnel_counts_the_texts_left_after_each_step() -> None:
    found = funnel(stats())
    assert [step["count"] for step in found["steps"]] == [5, 3, 15, 12, 11, 9, 8]
    assert list(found["rejected"]) == ["malformed", "duplicate", "too_short", "no_answer"]
    assert found["acceptance"] == 9 / 15


def answer(at: float, seconds: float, attempts: int = 1) -> dict[str, Any]:
    body = {"usage": {"prompt_tokens": 100, "completion_tokens": 200}}
    return {"kind": "answer", "slot": 0, "at": at, "seconds": seconds, "attempts": attempts, "body": body}


TIMES = st.lists(st.tuples(st.floats(0, 50), st.floats(0.01, 5)), min_size=1, max_size=20)


@given(TIMES)
def test_requests_in_flight_add_up_to_the_time_of_all_requests(times: list[tuple[float, float]]) -> None:
    found = usage(stats(), [answer(1e9 + at, seconds) for at, seconds in times])
    width = found["seconds"] / len(found["over_time"])
    total = sum(point["in_flight"] for point in found["over_time"]) * width
    assert total == pytest.approx(sum(seconds for _, seconds in times), rel=1e-3, abs=1e-3)
    assert sum(point["answers"] for point in found["over_time"]) == len(times)
    assert found["over_time"][-1]["completion_tokens"] == 200 * len(times)


def test_working_time_excludes_the_pause_of_a_stopped_run() -> None:
    found = usage(stats(), [answer(1000, 2), answer(1003, 2, attempts=3), answer(90_000, 2)])
    assert found["seconds"] == pytest.approx(7)
    assert found["sessions"] == 2
    assert found["retries"] == 2


def test_retries_include_those_of_failed_requests() -> None:
    fault = {"kind": "fault", "slot": 1, "at": 1001.0, "attempts": 6, "code": "x", "message": ""}
    assert usage(stats(), [answer(1000, 1), fault])["retries"] == 5


def test_cost_needs_prices() -> None:
    assert usage(stats(), [])["cost"] is None
    found = usage(stats(), [], Price(2.0, 10.0, None, "CNY", "here"))
    assert found["cost"] == pytest.approx(300 * 2e-6 + 600 * 10e-6)
    assert (found["currency"], found["prices"]["out"]) == ("CNY", 10.0)


def test_the_prices_of_the_run_are_the_default_of_its_report() -> None:
    own = Price(1.0, 2.0, 0.5, "CNY", "here")
    kept = stats() | {"prices": price_as_json(own), "tokens": {"prompt": 300, "completion": 600, "cached": 200}}
    assert usage(kept, [])["cost"] == pytest.approx((100 * 1 + 200 * 0.5 + 600 * 2) / 1e6)
    assert usage(kept, [], Price(0.0, 1.0, None, "€", "there"))["cost"] == pytest.approx(600 / 1e6)


def test_the_offline_teacher_is_free_and_a_teacher_that_counts_no_tokens_is_not() -> None:
    assert usage(stats() | {"teacher": "offline"}, [])["cost"] == 0
    uncounted = stats() | {"tokens": {"prompt": 0, "completion": 0}, "answers": 3}
    assert usage(uncounted, [], Price(2.0, 10.0, None, "CNY", "here"))["cost"] is None


BENCHMARK = ["列出三种春天开的花。", "珠穆朗玛峰有多高？", "解释什么是光合作用。", "宋朝的都城在哪里？"]


@pytest.mark.parametrize("name", ["b.jsonl", "b.csv"])
def test_overlap_finds_questions_in_instructions_inputs_and_both_joined(name: str, tmp_path: Path) -> None:
    rows = frame(
        ("列出三种春天开的花。", "", "好"),
        ("回答下面的问题。", "珠穆朗玛峰有多高？", "好"),
        ("解释什么是", "光合作用。", "好"),
    )
    path = tmp_path / name
    lines = [json.dumps({"question": text}, ensure_ascii=False) for text in BENCHMARK]
    path.write_text("\n".join(lines if name == "b.jsonl" else ["question", *BENCHMARK]), encoding="utf-8")
    (found,) = overlaps(rows, [find_source(path)], 0.7)
    assert (found["rows"], found["questions"], found["share"]) == (3, 4, 0.75)
    assert {pair["question"] for pair in found["most"]} == set(BENCHMARK[:3])


def test_a_row_without_a_question_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"question": "甲"}\n{"answer": "乙"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.jsonl:2: no instruction found"):
        overlaps(asked("写诗"), [find_source(path)], 0.7)


def test_a_sample_is_in_order_and_has_the_total() -> None:
    rejects = [
        {"slot": n, "position": 0, "reason": "duplicate", "detail": "", "raw": "好"} for n in range(MAX_ROWS + 9)
    ]
    found = rejects_sample(rejects)
    slots = [row[0] for row in found.rows]
    assert slots == sorted(slots)
    assert (len(found.rows), found.total) == (MAX_ROWS, MAX_ROWS + 9)


@pytest.mark.slow
@pytest.mark.parametrize("character", ["长", "<"])
def test_long_texts_are_truncated_until_the_sample_is_small(character: str) -> None:
    raw = {"slot": 0, "position": 0, "reason": "duplicate", "detail": "", "raw": character * 20_000}
    found = rejects_sample([raw] * 900)
    assert found.length < 8000
    assert all(f"({20_000 - found.length:,} more characters)" in row[-1] for row in found.rows)
    assert len(script_json(found.rows).encode()) <= MAX_BYTES


def test_a_sample_of_tasks_includes_their_findings() -> None:
    output = "抱歉，我无法完成这个请求。5+4=8"
    (row,) = tasks_sample(filtered(("写一首诗。", "", output))).sample.rows
    assert row == ["0", "open_qa", None, "写", ["refusal", "wrong_arithmetic"], "写一首诗。", "", output]


def test_rows_to_read_are_random_and_rows_to_look_at_are_in_the_sample() -> None:
    tasks = [("写一首诗。", "", f"第{number}首。") for number in range(MAX_ROWS + 500)]
    tasks[3], tasks[-1] = BAD_SUM, ENGLISH
    drawn = tasks_sample(filtered(*tasks))
    assert MAX_ROWS <= len(drawn.sample.rows) <= MAX_ROWS + 2
    looked = [drawn.sample.rows[position] for position, _ in drawn.look]
    assert [row[0] for row in looked] == ["3", str(len(tasks) - 1)]
    assert drawn.look[0][1] == [("wrong_arithmetic", "a calculation in the output is wrong: 67+4=70, but it is 71")]
    assert len(drawn.look) <= MAX_LOOK
    numbers = [number for _, number in drawn.read]
    assert len(set(numbers)) == MAX_READ
    assert all(drawn.sample.rows[position][0] == str(number - 1) for position, number in drawn.read)
    assert sum(numbers) / MAX_READ == pytest.approx(len(tasks) / 2, rel=0.15)  # from the whole dataset
    assert drawn.read == tasks_sample(filtered(*tasks)).read
