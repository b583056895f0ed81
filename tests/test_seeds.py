import json
import re
from collections import Counter
from pathlib import Path

import pytest

from selfinstruct.errors import InputError
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.pipeline.template import render
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.similarity import SimilarityIndex
from selfinstruct.storage.against import load_against
from selfinstruct.storage.prompt_templates import load_template, unchanged_template
from selfinstruct.storage.resources import resource
from selfinstruct.storage.seeds import check_seeds, digest, load_seeds, seeds_digest, unchanged_seeds

GOOD = '{"id": "a", "instruction": "写一首关于春天的诗", "input": "", "output": "春天来了"}'
OTHER = '{"id": "b", "instruction": "给面馆起个名字", "input": "", "output": "老街面馆"}'
TASKS = (Task("写一首关于春天的诗", "", "春天来了", "a"), Task("给面馆起个名字", "", "老街面馆", "b"))


@pytest.fixture
def write(tmp_path: Path):
    def write(content: str | bytes, name: str = "my.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def line(**fields: object) -> str:
    return json.dumps({"instruction": "译成英文", "output": "Hello"} | fields, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            line(id="x", name="hello", input="你好", task_type="rewrite"),
            Task("译成英文", "你好", "Hello", "x", TaskType.REWRITE),
        ),
        (line(input="你好"), Task("译成英文", "你好", "Hello", "line-1")),
        (line(input=""), Task("译成英文", "", "Hello", "line-1")),
        (line(), Task("译成英文", "", "Hello", "line-1")),
        (line(input=None, id=None, task_type=None), Task("译成英文", "", "Hello", "line-1")),
        (line(input="<无输入>"), Task("译成英文", "", "Hello", "line-1")),
        (line(input=" <无输入>\n"), Task("译成英文", "", "Hello", "line-1")),
        (line(input="无输入法时怎么办"), Task("译成英文", "无输入法时怎么办", "Hello", "line-1")),
        (line(instruction=" 译成英文\n", output="\tHello "), Task("译成英文", "", "Hello", "line-1")),
        (line(id=7), Task("译成英文", "", "Hello", "7")),
        (
            '{"id": "zh_seed_task_0", "instruction": "译成英文", "is_classification": false,'
            ' "instances": [{"input": "你好", "output": "Hello"}, {"input": "再见", "output": "Bye"}]}',
            Task("译成英文", "你好", "Hello", "zh_seed_task_0"),
        ),
        (
            '{"instruction": "译成英文", "instances": [{"input": "<无输入>", "output": "Hello"}]}',
            Task("译成英文", "", "Hello", "line-1"),
        ),
    ],
)
def test_a_task_is_read_in_each_supported_format(write, text: str, task: Task) -> None:
    assert load_seeds(write(text)) == (task,)


@pytest.mark.parametrize(
    "content",
    [
        f"{GOOD}\n{OTHER}",
        f"{GOOD}\n{OTHER}\n",
        f"\n\n{GOOD}\n  \n{OTHER}\n\n",
        f"{GOOD}\r\n{OTHER}\r\n",
        f"\ufeff{GOOD}\n{OTHER}\n",
        f"\ufeff\r\n{GOOD}\r\n\r\n{OTHER}",
        f"[{GOOD}, {OTHER}]",
        f"[\n  {GOOD},\n  {OTHER}\n]\n",
        f"\ufeff[\r\n{GOOD},\r\n{OTHER}\r\n]",
        json.dumps([json.loads(GOOD), json.loads(OTHER)], indent=2),
    ],
)
def test_the_layout_of_a_file_does_not_matter(write, content: str) -> None:
    tasks = load_seeds(write(content))
    assert tasks == TASKS
    assert digest(tasks) == digest(TASKS)


def test_a_unicode_line_separator_in_a_text_does_not_end_the_line(write) -> None:
    assert load_seeds(write(line(output="一\u2028二\x85三"))) == (Task("译成英文", "", "一\u2028二\x85三", "line-1"),)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("写一首诗", "not valid JSON: Expecting value at column 1"),
        (GOOD[:-1], "not valid JSON: "),
        (GOOD + OTHER, "not valid JSON: "),
        ("3", "not a JSON object"),
        ("null", "not a JSON object"),
        ('"写一首诗"', "not a JSON object"),
        ("[]", "not a JSON object"),
        ("{}", "`instruction` is missing"),
        ('{"output": "x"}', "`instruction` is missing"),
        (line(instruction=None), "`instruction` is missing"),
        (line(instruction=""), "`instruction` is empty"),
        (line(instruction=" \n"), "`instruction` is empty"),
        (line(instruction=3), "`instruction` must be text"),
        ('{"instruction": "写一首诗"}', "`output` is missing"),
        (line(output=" "), "`output` is empty"),
        (line(output=["Hello"]), "`output` must be text"),
        (line(input=3), "`input` must be text"),
        (line(input={}), "`input` must be text"),
        (line(task_type="poem"), "unknown `task_type` 'poem'; use one of brainstorming, open_qa, "),
        (line(task_type=""), "unknown `task_type` ''; use one of "),
        (line(task_type=["rewrite"]), "unknown `task_type` ['rewrite']; use one of "),
        (line(instances=[]), "`instances` must be a list whose first element is an object"),
        (line(instances={"input": "", "output": ""}), "`instances` must be a list whose first element is an object"),
        (line(instances=["x"]), "`instances` must be a list whose first element is an object"),
        (line(instances=[{"input": "x"}]), "`output` is missing"),
        (line(id="a"), "duplicate id 'a' (also on line 1)"),
    ],
)
def test_a_bad_line_is_reported_with_its_problem(write, bad: str, message: str) -> None:
    path = write(f"{GOOD}\n\n{bad}\n{OTHER}\n")
    tasks, problems = check_seeds(path)
    assert tuple(tasks) == TASKS
    assert [(problem.line, str(problem).startswith(f"{path}:3: {message}")) for problem in problems] == [(3, True)]
    with pytest.raises(InputError, match=re.escape(f"{path}:3: {message}")):
        load_seeds(path)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("[3, 4]", [1, 1]),
        (f"[\n{GOOD},\n3,\n{OTHER},\n\n{{}}\n]", [3, 6]),
        (f"\n\n[\n{GOOD}\n, 3]", [5]),
        (f'[\n{{\n "instruction": "译成\\n英文",\n "output": "x"\n}},\n3,\n{GOOD}]', [6]),
        (f"[\r\n{GOOD},\r\n{GOOD}\r\n]", [3]),
    ],
)
def test_a_bad_value_of_an_array_is_reported_with_its_first_line(write, content: str, lines: list[int]) -> None:
    assert [problem.line for problem in check_seeds(write(content))[1]] == lines


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file contains no tasks"),
        ("\n \n\n", "the file contains no tasks"),
        ("\ufeff", "the file contains no tasks"),
        ("[]", "the file contains no tasks"),
    ],
)
def test_a_problem_of_a_whole_file_is_reported_without_a_line(write, content: str | bytes, message: str) -> None:
    path = write(content)
    tasks, problems = check_seeds(path)
    assert tasks == []
    assert [str(problem).startswith(f"{path}: {message}") for problem in problems] == [True]


@pytest.mark.parametrize(
    ("content", "line_number"),
    [(f"[{GOOD},", 1), (f"[{GOOD}]\nx", 2), (f"[\n{GOOD}\n{OTHER}\n]", 3), (f'[\n{GOOD},\n{{"instruction": }}\n]', 3)],
)
def test_a_broken_array_is_reported_with_the_line_of_the_error(write, content: str, line_number: int) -> None:
    tasks, [problem] = check_seeds(write(content))
    assert tasks == []
    assert "not valid JSON: " in problem.why
    assert problem.line == line_number or f"line {line_number} " in problem.why


@pytest.mark.parametrize(
    ("name", "message"), [("none.jsonl", "file not found"), ("", "cannot be read (Is a directory)")]
)
def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    for read, given_as in ((load_seeds, "--seeds"), (check_seeds, "the path")):
        with pytest.raises(InputError, match=re.escape(f"{path}: {message}; check {given_as}")):
            read(path)


def test_an_against_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: file or folder not found"):
        load_against(tmp_path / "none.jsonl")


def test_an_error_shows_five_bad_lines_and_how_to_see_the_rest(write) -> None:
    path = write("{}\n" * 7)
    with pytest.raises(InputError) as error:
        load_seeds(path)
    shown = str(error.value).splitlines()
    assert [text.partition(": ")[0] for text in shown[:5]] == [f"{path}:{number}" for number in range(1, 6)]
    assert shown[5:] == ["… and 2 more", f"fix the file, then check it with: selfinstruct seeds check {path}"]


def test_missing_ids_are_line_numbers(write) -> None:
    path = write(f"{line(instruction='甲')}\n\n{{}}\n{line(instruction='乙')}\n")
    assert [task.id for task in check_seeds(path)[0]] == ["line-1", "line-4"]


def test_the_digest_depends_on_the_content_of_the_tasks() -> None:
    task = Task("甲", "乙", "丙", "1")
    others = [Task("甲", "乙", "丙", "2"), Task("甲乙", "", "丙", "1"), Task("甲", "乙", "丁", "1")]
    assert len({digest(tasks) for tasks in ([task], [task, task], [], *([other] for other in others))}) == 6


@pytest.mark.parametrize(
    "content",
    [
        '{"instruction": "甲"}\n{"instruction": "乙", "output": "x", "input": 3}\n',
        '[{"instruction": "甲"},\n{"instruction": "乙"}]',
        '\ufeff{"instruction": "甲"}\r\n{"instruction": "乙"}',
        '{"instruction": "甲", "output": null}\n{"instruction": "乙"}',
        '{"question": "甲", "choices": ["1", "2"]}\n{"query": "乙", "answer": null}',
        '{"prompt": "甲"}\n{"messages": [{"role": "user", "content": "乙"}]}',
        '{"input": "甲", "target": "x"}\n{"conversations": [{"from": "human", "value": "乙"}]}',
    ],
)
def test_an_against_file_only_needs_instructions(write, content: str) -> None:
    against = load_against(write(content, "old.jsonl"))
    assert [(task.instruction, task.id) for task in against] == [("甲", "old.jsonl:1"), ("乙", "old.jsonl:2")]


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ('{"output": "x"}', "no instruction found (the row has: output)"),
        ('{"instruction": null}', "no instruction found"),
        ('{"instruction": " "}', "the question is empty"),
        ('"写一首诗"', "not a JSON object"),
        ("写一首诗", "not valid JSON: "),
    ],
)
def test_a_bad_line_of_an_against_file_is_reported(write, bad: str, message: str) -> None:
    path = write(f"{GOOD}\n{bad}\n{OTHER}")
    with pytest.raises(InputError, match=re.escape(f"{path}:2: {message}")):
        load_against(path)


def run_with(seeds: str, digest_of_seeds: str, **identity: str) -> dict[str, dict[str, str]]:
    return {"settings": {"seeds": seeds}, "identity": {"seeds": digest_of_seeds, **identity}}


def test_the_seeds_of_a_run_are_loaded_if_their_file_is_unchanged(write) -> None:
    path = write(f"{GOOD}\n{OTHER}")
    tasks = load_seeds(path)
    run = run_with(str(path), digest(tasks))
    assert unchanged_seeds(run) == tasks
    path.write_text(GOOD, encoding="utf-8")
    assert unchanged_seeds(run) is None
    path.write_text("{", encoding="utf-8")
    assert unchanged_seeds(run) is None
    path.unlink()
    assert unchanged_seeds(run) is None


def test_the_types_of_seeds_only_matter_in_a_run_with_a_mix() -> None:
    assert unchanged_seeds(run_with("", digest(SHIPPED))) == SHIPPED
    assert unchanged_seeds(run_with("", seeds_digest(SHIPPED, with_types=True), mix="chat=1")) == SHIPPED
    assert unchanged_seeds(run_with("", digest(SHIPPED), mix="chat=1")) is None


@pytest.mark.parametrize("topic", ["", "医疗"])
@pytest.mark.parametrize("mix", ["", "chat=1"])
def test_the_template_of_a_run_is_loaded_if_its_file_is_unchanged(tmp_path: Path, topic: str, mix: str) -> None:
    path = tmp_path / "my.txt"
    path.write_text("写十条任务", encoding="utf-8")
    text = load_template(str(path), 10, Language.CHINESE, topic, with_types=bool(mix)).text
    identity = {"template": sha256(text), "topic": topic, "mix": mix}
    run = {"settings": {"prompt": str(path)}, "identity": identity}
    assert unchanged_template(run) == text
    path.write_text("写九条任务", encoding="utf-8")
    assert unchanged_template(run) is None
    path.unlink()
    assert unchanged_template(run) is None


def test_the_built_in_template_is_found_by_name_and_by_default(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    by_name, by_default = (load_template(name, 10, Language.CHINESE, "", with_types=False) for name in ("belle_zh", ""))
    assert by_name == by_default
    Path("belle_zh").write_text("我的", encoding="utf-8")
    assert load_template("belle_zh", 10, Language.CHINESE, "", with_types=False) != by_default


SHIPPED_FILE = resource("seeds", "zh_seed_tasks.jsonl")
SHIPPED = load_seeds(SHIPPED_FILE)
RAW = [json.loads(text) for text in SHIPPED_FILE.read_text(encoding="utf-8").split("\n") if text]


def said(task: Task) -> tuple[str, str, str]:
    return task.instruction, task.input, task.output


def test_the_built_in_seeds_have_at_least_ten_tasks_of_each_type() -> None:
    counts = Counter(task.task_type for task in SHIPPED)
    assert len(SHIPPED) >= 90
    assert set(counts) == set(TaskType)
    assert min(counts.values()) >= 10


def test_a_quarter_to_two_fifths_of_the_built_in_seeds_have_no_input() -> None:
    assert 0.25 <= sum(not task.input for task in SHIPPED) / len(SHIPPED) <= 0.4


def test_the_built_in_seeds_have_exactly_these_fields() -> None:
    assert {tuple(value) for value in RAW} == {("id", "name", "instruction", "input", "output", "task_type")}


@pytest.mark.parametrize("field", ["id", "name", "instruction", "output"])
def test_no_two_built_in_seeds_have_the_same_value_in_a_field(field: str) -> None:
    assert [value for value, count in Counter(value[field] for value in RAW).items() if count > 1] == []


def test_no_two_built_in_instructions_are_similar() -> None:
    alike = SimilarityIndex(0.55).extend(task.instruction for task in SHIPPED)
    assert [(task.id, match) for task, match in zip(SHIPPED, alike, strict=True) if match] == []


def test_every_built_in_seed_passes_the_filters() -> None:
    objections = {task.id: first_objection(task, Language.CHINESE) for task in SHIPPED}
    assert {name: objection for name, objection in objections.items() if objection} == {}


def test_no_line_of_a_built_in_seed_is_parsed_as_a_marker_or_separator() -> None:
    numbered = "\n###\n".join(render(task, number) for number, task in enumerate(SHIPPED, 1))
    read = [part.task for part in parse(numbered) if isinstance(part, Record)]
    assert [said(task) for task in read] == [said(task) for task in SHIPPED]


@pytest.mark.parametrize("task", SHIPPED, ids=lambda task: task.id)
def test_a_built_in_seed_is_parsed_from_a_layout_without_numbers(task: Task) -> None:
    found = parse(f"指令: {task.instruction}\n输入: {task.input or '无'}\n输出:\n{task.output}")
    assert [said(part.task) if isinstance(part, Record) else part for part in found] == [said(task)]
