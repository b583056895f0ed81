"""The dataset card is valid and accurate, and no text of the rows or settings can break its layout."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace
from pathlib import Path
from typing import Any

import datasets
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.datasets.hub.card import Content, card, front_matter, size_category
from selfinstruct.datasets.hub.destination import Destination, destination
from selfinstruct.datasets.hub.markdown import code, fenced, shortened
from selfinstruct.datasets.hub.provenance import provenance
from selfinstruct.datasets.hub.shards import features
from selfinstruct.datasets.hub.statistics import Statistics
from selfinstruct.datasets.options import PushOptions
from selfinstruct.pipeline.funnel import funnel
from selfinstruct.runs.typed_records import TypedRecord
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.hub import Hub
from selfinstruct.schema.redaction import HIDDEN, public_model
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.storage.parquet import FILE_SCHEMA, RUN_SCHEMA

TO = Destination("alice/tasks", Hub.HUGGING_FACE, "main", public=False, create_pr=False, license="unknown")
IDENTITY = {
    "teacher": "openai",
    "model": "qwen-plus",
    "extra_body": "{}",
    "language": "zh",
    "topic": "",
    "mix": "",
    "tasks": 10,
    "demonstrations": 3,
    "threshold": 0.7,
    "temperature": 1.0,
    "top_p": 1.0,
    "seed": 0,
    "template": "5fb9",
    "seeds": "189b",
    "against": "4f53",
}
STATS = {
    "target": 3000,
    "accepted": 2000,
    "rejected": {"duplicate": 400, "refusal": 100, "no_answer": 6},
    "acceptance_over_time": [
        {"slots": 100, "judged": 1000, "accepted": 800},
        {"slots": 354, "judged": 1508, "accepted": 2},
    ],
    "requests": 354,
    "answers": 300,
    "tokens": {"prompt": 291380, "completion": 327872},
    "cost": None,
}
TASK = Task("写一首诗。", "", "春风又绿江南岸。", "000000-00", TaskType.GENERATION)
# Texts that could end a fence, a table, the YAML or the page.
HOSTILE = [
    "```\n# not a heading\n",
    "~~~~~~\n---\nlicense: mit\n---",
    "</td></table><script>alert(1)</script>",
    "a\u2028b\u2029c\x85d\x00e\x1b[31m",
    "😀`````",
    "{{ license }}{% raw %}",
    "| | |\n|-|-|",
    "-->",
    "\r```\r",
]


def statistics(*tasks: Task) -> Statistics:
    found = Statistics(of_run=True)
    for task in tasks:
        found.add(
            TypedRecord(task, task.task_type, {"task_type": task.task_type, "nearest": {"id": "x", "score": 0.25}})
        )
    return found


def content(
    *tasks: Task, identity: dict[str, Any] | None = None, settings: dict[str, Any] | None = None, **stats: Any
) -> Content:
    counted = statistics(*(tasks or (TASK,)))
    return Content(
        statistics=counted.as_json(),
        samples=counted.samples,
        languages=["zh"],
        features=features(RUN_SCHEMA),
        shards=2,
        memory=5000,
        size=1200,
        stats=STATS | stats,
        funnel=funnel(STATS | stats),
        provenance=provenance({"identity": IDENTITY | (identity or {}), "settings": settings or {}}, 3000, {}),
    )


def of_file(*tasks: Task) -> Content:
    return replace(content(*tasks), stats={}, funnel={}, provenance={}, features=features(FILE_SCHEMA))


def parts(text: str) -> tuple[dict[str, Any], str]:
    _, yaml_text, body = text.split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(yaml_text)
    return found, body


def outside_of_code(body: str) -> str:
    """Return the text without fenced blocks and code spans, which CommonMark does not parse as Markdown."""
    without_blocks = re.sub(r"^(`{3,})[a-z]*\n.*?^\1$", "", body, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", without_blocks)


@pytest.mark.parametrize(
    ("codes", "tags", "sentence"),
    [
        (["zh"], {"language": ["zh"]}, "1 instruction-tuning tasks in Chinese. "),
        (["fr"], {"language": ["fr"]}, "1 instruction-tuning tasks in French. "),
        (
            ["zh-Hant"],
            {"language": ["zh"], "language_bcp47": ["zh-Hant"]},
            "1 instruction-tuning tasks in Traditional Chinese. ",
        ),
        (["multilingual"], {"language": ["multilingual"]}, "1 instruction-tuning tasks. "),
    ],
)
def test_the_card_names_the_language(codes: list[str], tags: dict[str, list[str]], sentence: str) -> None:
    found, body = parts(card(replace(content(), languages=codes), TO))
    assert {name: value for name, value in found.items() if name in ("language", "language_bcp47")} == tags
    assert sentence in body


def test_the_front_matter_is_yaml_of_the_right_types() -> None:
    found, _ = parts(card(content(), replace(TO, license="cc-by-4.0")))
    info = found.pop("dataset_info")
    assert found == {
        "language": ["zh"],
        "license": "cc-by-4.0",
        "pretty_name": "tasks",
        "size_categories": ["n<1K"],
        "task_categories": ["text-generation"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "tags": ["instruction-tuning", "synthetic", "self-instruct"],
        "configs": [
            {"config_name": "default", "data_files": [{"split": "train", "path": "data/train-*-of-00002.parquet"}]}
        ],
    }
    assert info["splits"] == [{"name": "train", "num_bytes": 5000, "num_examples": 1}]
    assert (info["download_size"], info["dataset_size"]) == (1200, 5000)


@pytest.mark.parametrize("schema", [RUN_SCHEMA, FILE_SCHEMA])
def test_features_are_the_same_as_those_that_datasets_writes(schema: Any) -> None:
    assert features(schema) == datasets.Features.from_arrow_schema(schema)._to_yaml_list()


@pytest.mark.parametrize(
    ("rows", "category"),
    [
        (1, "n<1K"),
        (999, "n<1K"),
        (1000, "1K<n<10K"),
        (9999, "1K<n<10K"),
        (10_000, "10K<n<100K"),
        (99_999, "10K<n<100K"),
        (100_000, "100K<n<1M"),
        (999_999, "100K<n<1M"),
        (1_000_000, "1M<n<10M"),
        (10_000_000, "10M<n<100M"),
        (100_000_000, "100M<n<1B"),
    ],
)
def test_a_boundary_value_belongs_to_the_larger_size_category(rows: int, category: str) -> None:
    assert size_category(rows) == category


def test_the_card_has_the_facts_about_the_run() -> None:
    text = card(content(settings={"against": ["/x/ceval.jsonl"], "base_url": "http://10.0.0.1/v1"}), TO)
    for said in (
        'load_dataset("alice/tasks", split="train")',
        "2,000 of 3,000 tasks",
        "2,002 of 2,502 texts in the replies were accepted (80.0%); 2 of these exceed the target",
        "| `duplicate` | 400 |",
        "is above 0.7",
        "1 further file ",
        "Requests: 354, with 300 replies (6 slots",
        "291,380 prompt tokens and 327,872 completion tokens",
        "Cost: unknown",
        "selfinstruct generate --n 3000 --model qwen-plus --base-url ADDRESS --temperature 1 --top-p 1 --against FILE_1",
        "SHA-256 `189b`",
        "SHA-256 `5fb9`",
        "License: `unknown` (",
        "train models that compete",
        "well-formed wrong answer passes",
        "春风又绿江南岸",
    ):
        assert said in text, said
    assert "10.0.0.1" not in text
    assert "no_answer" not in text


@pytest.mark.parametrize("with_input", [False, True])
def test_the_card_says_which_texts_were_compared(with_input: bool) -> None:
    identity = {"dedup_on": "instruction+input"} if with_input else {}
    text = card(content(identity=identity, settings={"against": ["/x/ceval.jsonl"]}), TO)
    of_inputs = (
        "`score` of the most similar earlier instruction and input |",
        "ROUGE-L of an instruction and input with those of the nearest earlier task: 0.25 on average",
        "A task is rejected as a `duplicate` if the ROUGE-L F1 of its instruction and input with those of a seed task or "
        "a previously accepted task, or with those of a task in 1 further file ",
        "An instruction may occur several times with different inputs, and outputs are not compared for similarity.",
        " --dedup-on instruction+input ",
    )
    of_instructions = (
        "`score` of the most similar earlier instruction |",
        "ROUGE-L of an instruction with its nearest earlier one: 0.25 on average",
        "An instruction is rejected as a `duplicate` if its ROUGE-L F1 with a seed task or a previously accepted "
        "instruction, or with an instruction in 1 further file ",
        "Inputs and outputs are not compared for similarity.",
    )
    assert [said in text for said in of_inputs] == [with_input] * len(of_inputs)
    assert [said in text for said in of_instructions] == [not with_input] * len(of_instructions)


LEAKY = Task("写一条短信。", "", "电话13912847563，邮箱wang@163.com", "000000-01", TaskType.GENERATION)
OTHER = Task("给王伟打电话。", "号码是13912847564", "好。", "000000-02", TaskType.CHAT)


def test_the_card_counts_the_rows_with_each_flag_and_says_that_personal_data_was_kept() -> None:
    text = card(content(TASK, LEAKY, OTHER), TO)
    assert "| `phone` | 2 | 66.7% | The texts contain a phone number |" in text
    assert "| `email` | 1 | 33.3% | The texts contain an e-mail address |" in text
    assert "Personal data was kept: 2 rows contain what looks like a phone number" in text
    assert "| `flags` |" in text


def test_the_card_says_that_personal_data_was_rejected() -> None:
    rejected = {"duplicate": 400, "personal_data": 1200}
    text = card(content(identity={"pii": "reject"}, rejected=rejected), TO)
    assert "No row is flagged." in text
    assert "home addresses) were rejected: 1,200 of the texts." in text
    assert "| `personal_data` | 1,200 |" in text
    assert "was kept" not in text
    assert "--pii reject" in text


def test_the_card_of_a_file_does_not_know_whether_personal_data_was_removed() -> None:
    text = card(of_file(TASK, LEAKY), TO)
    assert "| `phone` | 1 | 50.0% |" in text
    assert "It is not known whether personal data was removed: 1 row contains what looks like" in text


def test_the_card_says_if_no_personal_data_was_found() -> None:
    assert "Personal data was kept: no row contains what looks like" in card(content(), TO)
    assert "may belong to real people" not in card(content(), TO)
    offline = card(content(LEAKY, identity={"teacher": "offline"}), TO)
    assert "Personal data was kept: 1 row contains" in offline
    assert "Rules invented it." in offline


@pytest.mark.parametrize("flag", Flag)
def test_the_card_explains_every_flag(flag: Flag) -> None:
    counted = {"flags": {flag: 3}, "with_personal_data": 0}
    text = card(replace(content(), statistics={**content().statistics, **counted}), TO)
    assert re.search(rf"\| `{flag}` \| 3 \| [^|]+ \| \w[^|]+ \|", text)


def test_the_front_matter_has_no_yaml_anchors() -> None:
    assert not re.search(r"[&*]id\d", front_matter(content(), TO))


def test_only_the_card_of_an_unfinished_run_says_so() -> None:
    said = "before the run was complete"
    assert (said in card(content(target=2000), TO), said in card(content(target=2001), TO)) == (False, True)


def test_the_card_of_an_offline_run_says_that_rules_generated_the_rows() -> None:
    text = card(content(identity={"teacher": "offline", "model": "offline"}), TO)
    assert "generated by rules, not by a language model" in text
    assert "no provider's terms apply" in text
    assert "compete" not in text
    assert "Cost: none" in text


def test_the_card_of_a_file_makes_no_claims_about_its_origin() -> None:
    found, body = parts(card(of_file(), TO))
    assert found["tags"] == ["instruction-tuning"]
    assert not found.keys() & {"annotations_creators", "language_creators", "source_datasets"}
    assert "does not record how they were made" in body
    assert "language model wrote" not in body


def test_the_loading_code_has_the_branch_and_the_library_of_the_hub() -> None:
    branch = destination(PushOptions(target=Path(), repo="alice/tasks", revision="v2"))
    other = destination(PushOptions(target=Path(), repo="alice/tasks", hub=Hub.MODELSCOPE))
    assert 'load_dataset("alice/tasks", split="train", revision="v2")' in card(content(), branch)
    assert 'MsDataset.load("alice/tasks", split="train")' in card(content(), other)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_row_escapes_its_code_block(text: str) -> None:
    task = Task(text, text, text, text, TaskType.CHAT)
    calm = Task("甲", "乙", "丙", "丁", TaskType.CHAT)
    for made in (content, of_file):
        found, body = parts(card(made(task), TO))
        flags = {"flags": made(task).statistics["flags"]}
        expected, calm_body = parts(card(replace(made(calm), statistics={**made(calm).statistics, **flags}), TO))
        assert found == expected
        assert without_numbers(outside_of_code(body)) == without_numbers(outside_of_code(calm_body))


def without_numbers(text: str) -> str:
    return re.sub(r"[\d,.]+", "0", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_setting_escapes_its_code_span(text: str) -> None:
    identity = {"topic": text, "model": f"m {text}", "mix": text, "extra_body": '{"a": 1}'}
    made = content(identity={name: value.replace("\x00", "") for name, value in identity.items()})
    found, body = parts(card(made, TO))
    _, calm_body = parts(
        card(content(identity={"topic": "甲", "model": "乙", "mix": "丙", "extra_body": '{"a": 1}'}), TO)
    )
    assert found["license"] == "unknown"
    assert outside_of_code(body) == outside_of_code(calm_body)


@given(st.text())
def test_a_fence_is_longer_than_any_fence_in_the_text(text: str) -> None:
    first, *inner, last = fenced(text).split("\n")
    assert first == f"{last}text"
    assert set(last) == {"`"}
    assert all(len(last) > len(run) for line in inner for run in re.findall("`+", line))


@given(st.text(st.characters(codec="utf-8")))
def test_inline_code_is_a_single_span_on_one_line(text: str) -> None:
    span = code(text)
    ticks = re.match("`+", span)
    assert ticks
    assert span.endswith(ticks[0])
    assert "\n" not in span
    assert ticks[0] not in span[len(ticks[0]) : -len(ticks[0])]


def test_a_long_sample_is_truncated_with_a_note() -> None:
    assert shortened("好" * 400) == "好" * 400
    assert shortened("好" * 401) == f"{'好' * 400} … (truncated; 401 characters in total)"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("gpt-4o-mini", "gpt-4o-mini"),
        ("Qwen/Qwen2.5-14B-Instruct", "Qwen/Qwen2.5-14B-Instruct"),
        ("qwen2.5:14b", "qwen2.5:14b"),
        ("/home/alice/models/Qwen2.5-14B/", "Qwen2.5-14B"),
        ("~/models/mine", "mine"),
        ("./mine", "mine"),
        ("../alice/mine", "mine"),
        (r"C:\models\mine", "mine"),
        ("http://10.0.0.1/v1/mine", "mine"),
        ("/", "a local model"),
    ],
)
def test_a_model_path_or_url_is_published_as_its_last_part(name: str, shown: str) -> None:
    assert public_model(name) == shown


def test_strings_in_the_extra_body_are_not_published() -> None:
    body = '{"top_k": 5, "user": "alice", "nested": [{"key": "sk-1"}, true]}'
    found = provenance({"identity": IDENTITY | {"extra_body": body}, "settings": {}}, 1, {})
    assert found["teacher"]["extra_body"] == {"top_k": 5, "user": HIDDEN, "nested": [{"key": HIDDEN}, True]}


def test_the_command_has_all_settings_that_differ_from_the_defaults() -> None:
    given_ = {
        "language": "en",
        "topic": "医疗 健康",
        "temperature": 0.5,
        "seed": 7,
        "mix": "chat=1",
        "extra_body": '{"top_k": 5}',
    }
    found = provenance({"identity": IDENTITY | given_, "settings": {"seeds": "/x/s", "prompt": "/x/p"}}, 9, {})[
        "command"
    ]
    assert found == (
        "selfinstruct generate --n 9 --model qwen-plus --language en --topic '医疗 健康' --mix chat=1 --temperature 0.5 "
        "--top-p 1 --seed 7 --extra-body '{\"top_k\": 5}' --seeds SEEDS --prompt TEMPLATE"
    )


def test_changed_built_in_seeds_and_template_have_no_count_and_text() -> None:
    gone = provenance({"identity": IDENTITY, "settings": {}}, 1, {})
    assert (gone["seeds"]["count"], gone["template"]["text"]) == (None, None)


@pytest.mark.parametrize(
    ("instructions", "languages"),
    [
        (["写一首关于春天的诗。"] * 20, ["zh"]),
        (["Write a poem about spring."] * 20, ["en"]),
        (["写一首关于春天的诗。", "Write a poem about spring."] * 10, ["multilingual"]),
        (["秋の詩を書いてください"] * 20, ["ja"]),
        (["เขียนบทกวีสั้น ๆ"] * 20, ["th"]),
        (["اكتب قصيدة قصيرة"] * 20, ["multilingual"]),
    ],
)
def test_the_language_of_a_file_is_that_of_nearly_all_instructions(
    instructions: list[str], languages: list[str]
) -> None:
    found = statistics(*(replace(TASK, instruction=text) for text in instructions)).languages
    assert found == languages
    front, _ = parts(card(replace(content(), languages=found), TO))
    assert front["language"] == languages


def test_lengths_are_in_characters_and_samples_are_the_first_row_of_each_type() -> None:
    other = Task("😀😀", "甲乙丙", "", "b", TaskType.CHAT)
    found = statistics(TASK, other, replace(TASK, id="c"))
    assert found.lengths["instruction"] == array("q", [5, 2, 5])
    assert (found.rows, found.without_input) == (3, 2)
    assert [sample.id for sample in found.samples.values()] == ["000000-00", "b"]
    assert found.as_json()["nearest"] == {"mean": 0.25, "median": 0.25, "min": 0.25, "max": 0.25}


ODD_SCORES = [1e999, -1e999, float("nan"), -3, -0.01, 1.01, True, False, "0.5", None, [0.5], 10**400]


@pytest.mark.parametrize("nearest", [*({"id": "x", "score": score} for score in ODD_SCORES), {}, [], "x", 0.5, None])
def test_only_scores_between_0_and_1_are_counted(nearest: object) -> None:
    found = statistics(TASK)
    found.add(TypedRecord(TASK, TaskType.GENERATION, {"nearest": nearest}))
    assert list(found.scores) == [0.25]


def test_scores_and_type_sources_in_a_file_are_not_counted() -> None:
    found = Statistics(of_run=False)
    found.add(TypedRecord(TASK, TaskType.GENERATION, {"nearest": {"id": "x", "score": 0.5}, "type_source": "\ud800"}))
    assert (found.as_json()["nearest"], found.as_json()["type_sources"]) == (None, {})


def test_the_front_matter_has_no_text_of_the_rows() -> None:
    assert front_matter(content(*(Task(text, text, text, text) for text in HOSTILE)), TO) == front_matter(
        content(*[TASK] * len(HOSTILE)), TO
    )


@pytest.mark.parametrize(
    ("stats", "shown"),
    [
        ({"cost": None}, "* Cost: unknown."),
        ({"cost": 0.00012, "currency": "CNY"}, "* Cost: `0.00012 CNY`."),
        ({"cost": 12.5}, "* Cost: `12.50`."),  # a version without currencies
        ({"cost": 1.0, "currency": "`*€"}, "* Cost: ``1.00 `*€``."),
    ],
)
def test_the_cost_is_named_with_its_currency_or_unknown(stats: dict[str, Any], shown: str) -> None:
    assert shown in card(content(**stats), TO)
