"""The page of `selfinstruct compare`: its texts, and its behaviour in a browser, with complete and with missing data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

import pytest
from browsing import EVIL, a_browser, draw_all, opened

from selfinstruct.datasets.html.truncate import MAX_BYTES, MAX_ROWS
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.evaluation.comparison import compare_answers
from selfinstruct.students.evaluation_page.cells import difference_cell, duration, p_value, plain, score_cell
from selfinstruct.students.evaluation_page.charts import charts
from selfinstruct.students.evaluation_page.outcome import tiles, types_sentence
from selfinstruct.students.evaluation_page.page import GENERATOR, render
from selfinstruct.students.held_out import HeldOut
from selfinstruct.students.systems import Kind, Prediction, System

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Numbers = dict[str, Any]
Row = dict[str, Any]

QUESTIONS = {
    "brainstorming": ("请给{who}的{place}想{n}个吸引客人的点子。", "1. {adj}的开门红包\n2. 周末{thing}展\n3. 请{who}讲讲{thing}的来历\n4. 会员日送{thing}"),
    "open_qa": ("{who}买了{n}件{thing}，每件3元，一共要付多少元？", "{total}"),
    "closed_qa": ("根据下面的通知，{who}什么时候可以去{place}？", "周{day}"),
    "rewrite": ("把下面这句话改写得更礼貌：{who}，把{thing}拿到{place}来。", "{who}，麻烦您把{thing}拿到{place}来，谢谢。"),
    "extract": ("找出下面这段话里提到的人名：昨天{who}在{place}丢了一件{thing}。", "{who}"),
    "generation": ("以{place}里的{thing}为题，写一段{adj}的短文，要提到{who}。", "那天清早，{place}里静悄悄的。{who}推开门，看见窗台上放着一件{adj}的{thing}，旁边压着一张字条：“送给第一个到的人。”{who}笑了，把{thing}摆在最显眼的地方。从那以后，每个来{place}的人都要先看一眼那件{thing}，再坐下来，慢慢地说起自己的故事。" * 3),
    "classification": ("判断这条评论的情感是积极还是消极：{place}的{thing}{adj}极了，{who}下次还{again}来。", "{mood}"),
    "chat": ("我在{place}等{who}等了{n}个小时，心情不太好，陪我聊聊吧。", "等人确实难熬，尤其是在{place}。{who}也许是路上堵住了，要不要先买杯热饮，看看{thing}？"),
    "summarization": ("用一句话概括：{who}昨天到{place}参加活动，拿到了一件{adj}的{thing}，回家后讲给家人听。", "{who}在{place}的活动中得到了{thing}。"),
}  # fmt: skip
SKILL = {"classification": 0.9, "closed_qa": 0.6, "extract": 0.75, "open_qa": 0.08}
"""How often a student of the fixture is right; the other types have no checkable tasks."""
UNLEARNED = ("brainstorming", "chat")
"""Types that a student of the fixture rarely answers well."""
WORDS = {
    "who": ("李小梅", "王建国", "陈晓东", "赵一鸣", "孙丽", "周文博"),
    "place": ("图书馆", "面包店", "书法教室", "河边公园", "修车铺", "社区医院"),
    "thing": ("陶瓷杯", "旧地图", "木头椅子", "手绘风筝", "毛线手套", "铜铃铛"),
    "adj": ("精致", "结实", "古怪", "温暖", "小巧"),
    "day": ("一上午", "三下午", "五晚上", "六全天"),
}


def a_task(number: int, name: str, draw: Random) -> Row:
    words = {key: draw.choice(values) for key, values in WORDS.items()}
    count, mood = draw.randint(2, 99), draw.choice(("积极", "消极"))
    given = {**words, "n": count, "total": count * 3, "mood": mood, "again": "会" if mood == "积极" else "不会"}
    instruction, reference = (text.format(**given) for text in QUESTIONS[name])
    return {
        "id": f"{number:06d}-00",
        "type": name,
        "instruction": instruction,
        "input": f"通知：{words['place']}周{words['day']}开放，请带好证件。" if name == "closed_qa" else "",
        "reference": reference,
        "checkable": name in SKILL,
        "nearest": round(draw.uniform(0.2, 0.699), 6),
        "answers": {},
    }


def an_answer(kind: str, row: Row, others: Sequence[Row], draw: Random) -> Row:
    """Imitate each kind of system: a base continues the question, a control answers another question."""
    reference = row["reference"]
    if kind == "base":
        text = draw.choice(
            (row["instruction"] + "\n" + row["instruction"], "", f"{draw.choice(others)['instruction']}\n输入：")
        )
    elif kind == "base-shots":
        text = draw.choice(others)["reference"]
    elif kind == "control":
        text = draw.choice([other for other in others if other["type"] == row["type"]])["reference"]
    elif row["type"] in UNLEARNED and draw.random() < 0.95:
        text = draw.choice(("", "好的好的好的", "1. 1. 1. 1."))
    elif draw.random() < SKILL.get(row["type"], 0.3):
        text = reference
    else:
        text = "".join(draw.choice("的了是在有") if draw.random() < 0.2 else sign for sign in reference) + "。"
    exact = text == reference if row["checkable"] else None
    rouge = round(SequenceMatcher(None, text, reference, autojunk=False).ratio(), 6) if text else 0.0
    return {"text": text, "exact": exact, "rouge_l": rouge, "stopped": kind != "base" or not text}


def label(kind: str, seed: int | None) -> str:
    return {"base": "base, 0-shot", "base-shots": "base, 3-shot"}.get(kind, f"{kind}, seed {seed}")


def an_interval(values: Sequence[float]) -> Numbers:
    if not values:
        return {"value": None, "low": None, "high": None, "n": 0}
    value, half = fmean(values), 1.96 * (stdev(values) if len(values) > 1 else 0) / len(values) ** 0.5
    return {"value": value, "low": value - half, "high": value + half, "n": len(values)}


def of(metric: str, name: str, rows: Sequence[Row]) -> list[float]:
    key = {"exact_match": "exact", "rouge_l": "rouge_l"}[metric]
    return [float(row["answers"][name][key]) for row in rows if row["answers"][name][key] is not None]


def the_differences(systems: Sequence[Row], rows: Sequence[Row]) -> list[Numbers]:
    found = []
    names = [system["name"] for system in systems]
    for metric in ("exact_match", "rouge_l"):
        for student in (system for system in systems if system["kind"] == "student"):
            mine = of(metric, student["name"], rows)
            for other in ("base", "base-shots", "guessing", f"control-{student['seed']}"):
                if other != "guessing" and other not in names:
                    continue
                its = mine[1:] + mine[:1] if other == "guessing" else of(metric, other, rows)
                its = [value / 3 for value in its] if other == "guessing" else its
                paired = an_interval([one - another for one, another in zip(mine, its, strict=True)])
                p = 1e-9 if paired["low"] and paired["low"] > 0 else 0.25
                found.append({"metric": metric, "of": student["name"], "to": other, "p": p if mine else None, **paired})
    return found


def the_scores(name: str, kind: str, rows: Sequence[Row]) -> Numbers:
    learned = kind not in ("base", "base-shots")
    return {
        "exact_match": an_interval(of("exact_match", name, rows)),
        "rouge_l": an_interval(of("rouge_l", name, rows)),
        "exact_match_macro": fmean(found) if (found := of("exact_match", name, rows)) else None,
        "rouge_l_macro": fmean(of("rouge_l", name, rows)),
        "perplexity": {"value": 1.69, "low": 1.62, "high": 1.77}
        if learned
        else {"value": 6453.2, "low": 5895.1, "high": 7046.7},
        "bits_per_character": {"value": 0.76 if learned else 2.62, "low": 0.7, "high": 2.7},
        "stops": fmean(row["answers"][name]["stopped"] for row in rows),
        "echoes": 0.0 if learned else 0.31,
        "plain_bits_per_character": 3.45 if learned else 1.13,
    }


def a_type(name: str, systems: Sequence[Row], rows: Sequence[Row]) -> Numbers:
    mine = [row for row in rows if row["type"] == name]
    differences = the_differences(systems, mine)
    over = [found for found in differences if found["metric"] == "rouge_l" and found["to"] in ("base", "base-shots")]
    verdict = "better" if all(found["low"] > 0 for found in over) else "no difference"
    verdict = "worse" if all(found["high"] < 0 for found in over) else verdict
    scores = {
        system["name"]: {
            "exact_match": fmean(found) if (found := of("exact_match", system["name"], mine)) else None,
            "rouge_l": fmean(of("rouge_l", system["name"], mine)),
            "perplexity": 1.7,
            "bits_per_character": 0.8,
        }
        for system in systems
    }
    return {
        "type": name,
        "tasks": len(mine),
        "checkable": sum(row["checkable"] for row in mine),
        "scores": scores,
        "differences": differences,
        "verdict": {"verdict": verdict, "sentence": f"{name}: {verdict}."},
    }


def a_training(kind: str, seed: int | None, steps: int, draw: Random) -> Numbers:
    losses = [[step, 4.5 / (1 + step / 60) + 0.4 + draw.gauss(0, 0.15)] for step in range(1, steps + 1)]
    return {
        "name": kind if seed is None else f"{kind}-{seed}",
        "kind": kind,
        "seed": seed,
        "tuning": "full",
        "steps": steps,
        "rows": 4817,
        "tokens": 611_204,
        "seconds": 150.2 if seed is not None else 31.7,
        "learning_rate": 0.002,
        "batch_size": 16,
        "max_length": 512,
        "loss": losses,
    }


def by_nearness(systems: Sequence[Row], rows: Sequence[Row]) -> list[Numbers]:
    edges = [0, 0.3, 0.4, 0.5, 0.6, 0.7]
    bins = []
    for low, high in pairwise(edges):
        within = [row for row in rows if low <= row["nearest"] < high]
        exact = {
            system["name"]: fmean(found) if (found := of("exact_match", system["name"], within)) else None
            for system in systems
        }
        bins.append(
            {
                "from": low,
                "to": high,
                "tasks": len(within),
                "checkable": sum(row["checkable"] for row in within),
                "exact_match": exact,
            }
        )
    return bins


def a_comparison(
    tasks: int = 400,
    seeds: Sequence[int] = (0, 1),
    types: Sequence[str] = tuple(map(str, TaskType)),
    kinds: Sequence[str] = ("base", "base-shots", "student", "control"),
    change: Callable[[list[Row]], None] = lambda rows: None,
) -> tuple[Numbers, list[Row]]:
    """Numbers and rows in the layout of `compare_answers`; `change` may edit the rows before they are summarised."""
    draw = Random(0)
    rows = [a_task(number, types[number % len(types)], draw) for number in range(tasks)]
    asked = [(kind, seed) for kind in kinds for seed in (seeds if kind in ("student", "control") else [None])]
    systems = [
        {"name": kind if seed is None else f"{kind}-{seed}", "kind": kind, "seed": seed, "label": label(kind, seed)}
        for kind, seed in asked
    ]
    for system in systems:
        for row in rows:
            row["answers"][system["name"]] = an_answer(system["kind"], row, rows, draw)
    change(rows)
    by_type = [a_type(name, systems, rows) for name in types]
    numbers = {
        "tasks": tasks,
        "checkable": sum(row["checkable"] for row in rows),
        "confidence": 0.95,
        "resamples": 2000,
        "systems": systems,
        "scores": {system["name"]: the_scores(system["name"], system["kind"], rows) for system in systems},
        "by_type": by_type,
        "differences": the_differences(systems, rows),
        "verdicts": {
            "exact_match": {"verdict": "better", "sentence": "The student is better and answers the question asked: at every seed it is above the base, guessing and the control. The verdict depends on student-1 vs. base: +25.2 points (95% interval +22.0 to +28.6)."},
            "rouge_l": {"verdict": "form only", "sentence": "The student has learned the form of the answers: at every seed it is above the base. However, it is not above guessing at every seed, so there is no evidence that it answers the question asked."},
        },
        "types_improved": [found["type"] for found in by_type if found["verdict"]["verdict"] == "better"],
        "by_nearness": by_nearness(systems, rows),
        "program": "0.1.0",
        "made": "2026-11-21 16:00+00:00",
        "dataset": {"name": "demo", "rows": 5217},
        "tiny": True,
        "base": {"name": "tiny", "parameters": 891_264, "vocabulary": 2048, "precision": "float32"},
        "split": {
            "train": 4817,
            "held_out": tasks,
            "wanted": dict.fromkeys(types, 45),
            "got": {found["type"]: found["tasks"] for found in by_type},
            "nearest_max": max(row["nearest"] for row in rows),
            "threshold": 0.7,
            "known": True,
        },
        "training": [a_training("base", None, 900, draw), *(a_training(kind, seed, 600, draw) for kind, seed in asked if seed is not None)],
        "habit": [{"instruction": row["instruction"], "reference": row["reference"], "plain": row["instruction"] * 2, "format": row["answers"]["base"]["text"]} for row in rows[:12]],
        "limits": {"max_new_tokens": 256, "shots": 3},
        "versions": {"torch": "2.13.0", "transformers": "5.23.0", "trl": "1.16.0"},
    }  # fmt: skip
    return numbers, rows


Change = Callable[[Numbers, list[Row]], None]


@pytest.fixture(scope="module")
def whole() -> tuple[Numbers, list[Row]]:
    """A complete comparison. Tests must not change it."""
    return a_comparison()


@pytest.fixture(scope="module")
def page(whole: tuple[Numbers, list[Row]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), *whole)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as launched:
        yield launched


def written(folder: Path, numbers: Numbers, rows: Sequence[Row]) -> Path:
    path = folder / "compare.html"
    path.write_text(render(numbers, rows), encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_verdicts_come_first_and_are_not_reworded(whole: tuple[Numbers, list[Row]]) -> None:
    html = render(*whole).replace("&#39;", "'")
    sentences = [found["sentence"] for found in whole[0]["verdicts"].values()]
    places = [html.index(text) for text in (*sentences, "ROUGE-L is above the base", 'class="tiles"', 'id="scores"')]
    assert places == sorted(places)
    assert GENERATOR.encode() in html.encode()[:1000]


@pytest.mark.slow
@pytest.mark.parametrize("tiny", [True, False])
def test_a_note_says_whether_the_base_is_the_built_in_model(tiny: bool) -> None:
    numbers, rows = a_comparison(tasks=18)
    assert ("built-in tiny model" in render({**numbers, "tiny": tiny}, rows)) is tiny


@pytest.mark.slow
def test_no_claim_is_made_about_the_training_data_of_students_from_elsewhere() -> None:
    numbers, rows = a_comparison(tasks=36)
    here = render(numbers, rows)
    numbers["split"]["known"] = False
    elsewhere = render(numbers, rows)
    for words in (
        "held out before training",
        "highest ROUGE-L between a held-out instruction and a training row",
        "4,817 training rows",
        'data-chart="nearness"',
    ):
        assert words in here
        assert words not in elsewhere
    assert "trained elsewhere. Whether their training data contains some of these tasks is unknown" in elsewhere
    assert "trained elsewhere" not in here


def test_a_comparison_on_a_part_of_the_held_out_tasks_says_so() -> None:
    numbers, rows = a_comparison(tasks=18)
    assert "of them were used" not in render(numbers, rows)
    numbers["split"]["held_out"] = 400
    text = "400 tasks were held out before training; the training set has 4,817 rows. Only 18 of them were used"
    assert text in render(numbers, rows)


def test_the_page_says_which_texts_forgetting_is_measured_on(whole: tuple[Numbers, list[Row]]) -> None:
    assert "this dataset&#39;s own held-out texts" in render(*whole)
    assert render(*whole).count("General text is not measured.") == 2


@pytest.mark.parametrize(
    ("improved", "students", "said"),
    [
        (["chat", "rewrite"], 2, "at every seed in 2 of 3 task types; not improved: extract."),
        (["chat", "rewrite", "extract"], 2, "at every seed in 3 of 3 task types."),
        ([], 2, "at every seed in none of 3 task types."),
        ([], 1, "No claim is made by task type"),
    ],
)
def test_the_types_that_did_not_improve_are_named(improved: list[str], students: int, said: str) -> None:
    systems = [{"name": f"student-{seed}", "kind": "student"} for seed in range(students)]
    types = [{"type": name} for name in ("chat", "rewrite", "extract")]
    assert said in types_sentence({"by_type": types, "types_improved": improved, "systems": systems})


def test_a_tile_has_the_mean_of_the_students(whole: tuple[Numbers, list[Row]]) -> None:
    scores = whole[0]["scores"]
    mean = fmean(scores[name]["exact_match"]["value"] for name in ("student-0", "student-1"))
    assert tiles(whole[0])[0] == ("exact match", f"0.0% → {mean:.1%}", "base → mean of 2 students")
    assert tiles(whole[0])[3] == ("training time per student", "2.5 min", "10.5 min for all 5 training runs")


@pytest.mark.parametrize(
    ("metric", "ends", "cell"),
    [
        ("exact_match", (0.25, 0.2, 0.301), ("+25.0 points", "+20.0 to +30.1")),
        ("rouge_l", (-0.0123, -0.02, 0.0), ("−0.012", "−0.020 to +0.000")),
        ("rouge_l", (-0.0001, None, None), ("+0.000", "")),
        ("exact_match", (None, None, None), ("–", "")),
    ],
)
def test_a_difference_is_written_with_its_sign(metric: str, ends: Any, cell: tuple[str, str]) -> None:
    value, low, high = ends
    assert difference_cell({"metric": metric, "value": value, "low": low, "high": high}) == cell


def test_numbers_are_formatted_for_readers() -> None:
    assert [duration(seconds) for seconds in (None, 31.7, 150, 7300)] == ["–", "32 s", "2.5 min", "2.0 h"]
    assert [p_value(value) for value in (None, 1e-9, 0.0421)] == ["–", "< 0.001", "0.042"]
    assert [plain(value) for value in (None, 611_204, 2e-4, True)] == ["–", "611,204", "0.0002", "True"]
    assert score_cell({"value": None, "low": None, "high": None}, ".2f") == ("–", "")
    assert score_cell({"value": 0.5, "low": 0.4, "high": 0.6}, ".1%") == ("50.0%", "40.0% to 60.0%")


def test_a_point_shows_a_difference_and_its_interval(whole: tuple[Numbers, list[Row]]) -> None:
    figure = charts(whole[0])["difference_exact_match"]
    first, second = figure.data
    found = [one for one in whole[0]["differences"] if (one["metric"], one["of"]) == ("exact_match", "student-0")]
    assert list(first.x) == [one["value"] for one in found]
    assert list(first.error_x.array) == pytest.approx([one["high"] - one["value"] for one in found])
    assert list(first.error_x.arrayminus) == pytest.approx([one["value"] - one["low"] for one in found])
    assert list(figure.layout.yaxis.ticktext) == ["base, 0-shot", "base, 3-shot", "guessing", "control"]
    assert (second.name, len(second.x)) == ("student, seed 1", 4)
    left, right = figure.layout.xaxis.range
    assert left < 0 < max(one["high"] for one in found) < right


def test_a_type_that_improved_is_marked(whole: tuple[Numbers, list[Row]]) -> None:
    labels = charts(whole[0])["types_over_base"].layout.yaxis.ticktext
    marked = {label.removesuffix(" ✓") for label in labels if label.endswith("✓")}
    assert marked == set(whole[0]["types_improved"])
    assert 0 < len(marked) < len(labels) == 9


def test_a_loss_curve_has_means_and_leaves_out_undefined_losses() -> None:
    numbers, _ = a_comparison(tasks=18)
    losses = [[step, float(step % 2)] for step in range(1, 601)] + [[601, None], [602, float("nan")]]
    numbers["training"] = [{**numbers["training"][1], "loss": losses}, {**numbers["training"][2], "loss": []}]
    (line,) = charts(numbers)["loss"].data
    assert len(line.x) <= 150
    assert set(line.y[:-1]) <= {0.4, 0.6}
    assert line.x[-1] == 600


MISSING: dict[str, Change] = {
    "training is missing": lambda numbers, rows: numbers.update(training=[], habit=[]),
    "target numbers are missing": lambda numbers, rows: numbers["split"].update(wanted={}, nearest_max=None),
    "numbers are null": lambda numbers, rows: [
        found.update(perplexity={"value": None, "low": None, "high": None}, plain_bits_per_character=None, rouge_l_macro=None)
        for found in numbers["scores"].values()
    ],
    "differences are null": lambda numbers, rows: [
        one.update(value=None, low=None, high=None, p=None) for one in numbers["differences"]
    ],
    "verdicts are missing": lambda numbers, rows: numbers.update(verdicts={}, types_improved=[], differences=[], by_nearness=[]),
    "answers are empty": lambda numbers, rows: [
        answer.update(text="", rouge_l=0.0) for row in rows for answer in row["answers"].values()
    ],
    "a LoRA run has no loss": lambda numbers, rows: [
        one.update(tuning="lora", loss=[[1, None]], seconds=None, tokens=None) for one in numbers["training"]
    ],
}  # fmt: skip
FEWER: dict[str, dict[str, Any]] = {
    "one seed and no control": {"seeds": (0,), "kinds": ("base", "student")},
    "no demonstrations": {"kinds": ("base", "student", "control")},
    "nothing to check": {"types": ("chat", "generation")},
    "a single task": {"tasks": 1, "types": ("extract",)},
}


@pytest.mark.slow
@pytest.mark.parametrize("missing", MISSING)
def test_missing_data_is_left_out_or_shown_as_a_dash(missing: str) -> None:
    numbers, rows = a_comparison(tasks=36)
    MISSING[missing](numbers, rows)
    html = render(numbers, rows)
    text = html[html.index("<header>") : html.index("<footer>")]
    assert re.findall(r"\b(None|nan|null|undefined)\b", text) == []
    anchors = re.findall(r'<a href="#([^"]+)">', text)
    assert [anchor for anchor in anchors if f'<section id="{anchor}"' not in text] == []
    assert len(anchors) == text.count("<section")


@pytest.mark.parametrize("missing", [*FEWER, "an answer", "every row"])
def test_a_page_with_less_data_works(missing: str, browser: Browser, tmp_path: Path) -> None:
    numbers, rows = a_comparison(**{"tasks": 36, **FEWER.get(missing, {})})
    if missing == "an answer":
        rows[0]["answers"].clear()
    if missing == "every row":
        rows.clear()
    shown, wrong = opened(browser, written(tmp_path, numbers, rows))
    assert shown.locator("#answers").get_by_role("status").inner_text().startswith(f"{len(rows)} of {len(rows)}")
    assert draw_all(shown) >= 6
    assert wrong == []


def test_the_page_renders_the_result_of_compare_answers(browser: Browser, tmp_path: Path) -> None:
    numbers, rows = a_comparison(tasks=24, types=("chat", "extract"))
    tasks = [
        Task(*(row[name] for name in ("instruction", "input", "reference", "id")), TaskType(row["type"]))
        for row in rows
    ]
    held_out = [HeldOut(task, row["nearest"]) for task, row in zip(tasks, rows, strict=True)]
    answers = {
        System(Kind(system["kind"]), system["seed"]): [
            Prediction(row["id"], found["text"], found["stopped"], 12.0, 20)
            for row in rows
            if (found := row["answers"][system["name"]])
        ]
        for system in numbers["systems"]
    }
    found = compare_answers(held_out, answers, {System(Kind.BASE): 1.13}, 3)
    shown, wrong = opened(browser, written(tmp_path, {**numbers, **found.numbers}, found.rows))
    assert draw_all(shown) == 9
    for verdict in found.numbers["verdicts"].values():
        assert shown.locator("#outcome").get_by_text(verdict["sentence"]).is_visible()
    assert wrong == []


@pytest.mark.parametrize(
    "context",
    [{}, {"viewport": {"width": 390, "height": 844}}, {"color_scheme": "dark"}],
    ids=["wide", "narrow", "dark"],
)
def test_every_chart_is_drawn_without_console_messages_or_requests(
    browser: Browser, page: Path, context: dict[str, Any]
) -> None:
    shown, wrong = opened(browser, page, **context)
    assert draw_all(shown) == 9
    shown.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wrong == []


def right(row: Row, system: str) -> bool | None:
    return row["answers"][system]["exact"]


FILTERS: dict[str, tuple[dict[str, str], Callable[[Row], bool]]] = {
    "a type": ({"all types": "chat"}, lambda row: row["type"] == "chat"),
    "checkable": ({"all tasks": "checkable"}, lambda row: row["checkable"]),
    "not checkable": ({"all tasks": "not checkable"}, lambda row: not row["checkable"]),
    "with input": ({"all tasks": "with input"}, lambda row: row["input"] != ""),
    "student right, base wrong": (
        {"all outcomes": "student, seed 0 right, base wrong"},
        lambda row: right(row, "student-0") is True and right(row, "base") is False,
    ),
    "student wrong, base right": (
        {"all outcomes": "student, seed 1 wrong, base right"},
        lambda row: right(row, "student-1") is False and right(row, "base") is True,
    ),
    "both wrong": (
        {"all outcomes": "student, seed 1 and base both wrong"},
        lambda row: right(row, "student-1") is False and right(row, "base") is False,
    ),
    "systems, one by one": (
        {"student, seed 0: any": "student, seed 0 right", "control, seed 1: any": "control, seed 1 wrong"},
        lambda row: right(row, "student-0") is True and right(row, "control-1") is False,
    ),
    "all together": (
        {"all types": "extract", "base, 3-shot: any": "base, 3-shot wrong", "student, seed 1: any": "student, seed 1 wrong"},
        lambda row: row["type"] == "extract" and right(row, "base-shots") is False and right(row, "student-1") is False,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def answered(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Row]]:
    """An open page and its rows. In this comparison, the base is sometimes right."""

    def luck(rows: list[Row]) -> None:
        for row in rows[::7]:
            base = row["answers"]["base"]
            base.update(text=row["reference"], exact=True if row["checkable"] else None, rouge_l=1.0)

    numbers, rows = a_comparison(change=luck)
    shown, wrong = opened(browser, written(tmp_path_factory.mktemp("answered"), numbers, rows))
    assert wrong == []
    return shown, rows


@pytest.mark.parametrize("name", FILTERS)
def test_the_filters_filter(name: str, answered: tuple[Any, list[Row]]) -> None:
    shown, rows = answered
    chosen, fits = FILTERS[name]
    answers = shown.locator("#answers")
    fitting = [row["id"] for row in rows if fits(row)]
    for label, value in chosen.items():
        answers.get_by_label(label, exact=True).select_option(value)
    assert 0 < len(fitting) < 400
    assert answers.get_by_role("status").inner_text().startswith(f"{len(fitting)} of 400")
    ids = answers.locator("article .meta span:first-child").all_inner_texts()
    assert ids == fitting[:20]
    for label in chosen:
        answers.get_by_label(label, exact=True).select_option("")
    assert answers.get_by_role("status").inner_text().startswith("400 of 400")


def test_the_search_covers_all_texts(answered: tuple[Any, list[Row]]) -> None:
    shown, rows = answered
    answers = shown.locator("#answers")
    for word in ("木头椅子", "好的好的好的", rows[7]["id"]):
        answers.get_by_label("search").fill(word)
        texts = [
            "\n".join(
                (
                    row["id"],
                    row["instruction"],
                    row["input"],
                    row["reference"],
                    *(a["text"] for a in row["answers"].values()),
                )
            )
            for row in rows
        ]
        fitting = sum(word in text for text in texts)
        assert 0 < fitting < 400
        assert answers.get_by_role("status").inner_text().startswith(f"{fitting} of 400")
    answers.get_by_label("search").fill("木头椅子")
    assert set("".join(answers.locator("mark").all_inner_texts())) == set("木头椅子")
    answers.get_by_label("search").fill("没有这样的话")
    assert answers.get_by_role("status").inner_text().startswith("0 of 400")
    assert answers.locator("article").count() == 0
    answers.get_by_label("search").fill("")


def test_answers_can_be_ordered_by_gain(answered: tuple[Any, list[Row]]) -> None:
    shown, rows = answered
    answers = shown.locator("#answers")
    gains = {row["id"]: row["answers"]["student-0"]["rouge_l"] - row["answers"]["base"]["rouge_l"] for row in rows}
    for order, sign in (("largest ROUGE-L gain first", -1), ("largest ROUGE-L loss first", 1)):
        answers.get_by_label("order").select_option(order)
        ids = answers.locator("article .meta span:first-child").all_inner_texts()
        best = sorted(gains.values(), key=lambda gain: sign * gain)[:20]
        assert [gains[name] for name in ids] == pytest.approx(best, abs=0.0011)
    answers.get_by_label("order").select_option("original order")


def test_the_page_buttons_work(answered: tuple[Any, list[Row]]) -> None:
    shown, rows = answered
    answers = shown.locator("#answers")
    answers.get_by_label("next page").click()
    assert "page 2 of 20" in answers.get_by_role("status").inner_text()
    assert answers.locator("article .meta span").first.inner_text() == rows[20]["id"]
    answers.get_by_label("previous page").click()
    assert answers.locator("article .meta span").first.inner_text() == rows[0]["id"]


def test_a_system_can_be_hidden(answered: tuple[Any, list[Row]]) -> None:
    shown, _ = answered
    answers = shown.locator("#answers")
    first = answers.locator("article").first
    assert first.locator("h4").count() == 7
    answers.get_by_label("control, seed 0", exact=True).uncheck()
    assert first.locator("h4").count() == 6
    assert "control, seed 0" not in first.inner_text()
    answers.get_by_label("control, seed 0", exact=True).check()


def test_marked_edits_turn_the_reference_into_the_answer(answered: tuple[Any, list[Row]]) -> None:
    shown, rows = answered
    answers = shown.locator("#answers")
    read = """articles => articles.flatMap((article) => [...article.querySelectorAll(".answers .text")].map((text) => {
        const without = (name) => [...text.childNodes].filter((part) => part.nodeName !== name).map((part) => part.textContent).join("");
        return [text.querySelectorAll("ins, del").length, without("INS"), without("DEL")];
    }))"""
    marked = [found for found in answers.locator("article").evaluate_all(read) if found[0]]
    assert len(marked) > 20
    pairs = {(row["reference"], answer["text"]) for row in rows for answer in row["answers"].values()}
    assert {(reference, answer) for _, reference, answer in marked} <= pairs
    answers.get_by_label("differences from the reference").uncheck()
    assert answers.locator("ins, del").count() == 0
    answers.get_by_label("differences from the reference").check()


def test_texts_of_the_dataset_and_of_models_are_shown_and_never_run(browser: Browser, tmp_path: Path) -> None:
    def hostile(rows: list[Row]) -> None:
        for row in rows:
            row.update(id=EVIL, instruction=EVIL, input=EVIL, reference=EVIL)
            for answer in row["answers"].values():
                answer.update(text=EVIL + "了")

    numbers, rows = a_comparison(tasks=18, change=hostile)
    numbers["dataset"]["name"] = numbers["base"]["name"] = numbers["training"][0]["name"] = EVIL
    numbers["versions"] = {EVIL: EVIL}
    numbers["verdicts"]["exact_match"]["sentence"] = EVIL
    shown, wrong = opened(browser, written(tmp_path, numbers, rows))
    draw_all(shown)
    for place in ("h1", ".verdicts p >> nth=0", "#habit .instruction >> nth=0", "#answers .instruction >> nth=0"):
        assert shown.locator(place).inner_text().startswith("</script><script>")
    assert shown.locator("#answers ins").first.inner_text() == "了"
    assert shown.evaluate("window.hacked") is None
    assert shown.locator("img").count() == 0
    assert wrong == []


@pytest.mark.slow
def test_many_long_rows_are_sampled_and_truncated(whole: tuple[Numbers, list[Row]]) -> None:
    numbers, rows = whole
    long = [
        {**row, "answers": {name: {**answer, "text": "长" * 300} for name, answer in row["answers"].items()}} for row in rows
    ]  # fmt: skip
    html = render(numbers, [long[place % 400] for place in range(MAX_ROWS + 9)])
    assert f"{MAX_ROWS:,} of {MAX_ROWS + 9:,} held-out tasks" in html
    assert len(html.encode()) < 2 * MAX_BYTES + 7_000_000


def test_the_printed_page_is_light_and_complete(browser: Browser, page: Path) -> None:
    shown, wrong = opened(browser, page, color_scheme="dark")
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.locator(".plot:not(:has(.main-svg))").count() == 0
    assert shown.locator("#habit details").get_attribute("open") is not None
    shown.emulate_media(media="print")
    assert shown.locator(".controls").first.is_hidden()
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert wrong == []
