"""Rewritten texts preserve the content of the original, checked from the text of the task alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import COMPLAINTS, FAMILIES, LEAVE_REASONS, PRESSURES, in_capitals

CAPITAL_VALUES = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
CAPITAL_AMOUNT = "[零壹贰叁肆伍陆柒捌玖拾佰仟万]+元[零壹贰叁肆伍陆柒捌玖角分整]+"


def quoted(task: Task) -> str:
    """Text inside the outermost quotation marks of the instruction."""
    return task.instruction[task.instruction.index("“") + 1 : task.instruction.rindex("”")]


def amount_read(words: str) -> str:
    """Convert an amount in financial capitals to digits with two decimals."""
    cents = total = section = digit = 0
    for character in words:
        if character in CAPITAL_VALUES:
            digit = CAPITAL_VALUES[character]
        elif character in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[character], 0
        elif character in "万元":
            section, digit = section + digit, 0
            total, section = ((total + section) * 10000, 0) if character == "万" else (total + section, 0)
        elif character in "角分":
            cents, digit = cents + digit * (10 if character == "角" else 1), 0
    return f"{total}.{cents:02d}"


def note_keeps_the_facts(task: Task) -> None:
    """The note contains the dates, the handover and all fields of the form, but no casual phrases."""
    said = quoted(task) if "“" in task.instruction else ""
    assert all(line.split("：")[1] in task.output for line in task.input.splitlines())
    span = re.search(r"\d+月\d+日(上午|下午|至\d+日)?", said)
    assert span
    assert span[0] in task.output
    handover = re.search(r"[^，。？：“]+由[^，。？]+", said)
    assert handover
    assert handover[0] in task.output
    assert [each.written in task.output for each in LEAVE_REASONS] == [each.said in said for each in LEAVE_REASONS]
    assert not re.search(r"呗|娃|我", task.output)


def message_is_polite(task: Task) -> None:
    """The answer greets, asks politely and keeps the deadline; it contains no harsh words or threats."""
    assert re.search("您好", task.output)
    assert re.search("麻烦您在(.+)处理好", task.output)[1] in task.instruction  # type: ignore[index]
    assert not re.search("别来找我|试试|干什么吃|必须|赶紧", task.output)
    assert task.output.split("，")[0] in task.instruction
    wordings = [*PRESSURES, *(each for desk in COMPLAINTS for each in desk)]
    assert sum(each.said in task.instruction for each in wordings) == 3
    assert all((each.said in task.instruction) == (each.written in task.output) for each in wordings)


def undoing_the_corrections_restores_the_text(task: Task) -> None:
    """Undoing the listed corrections restores the original text, and their number is the stated one."""
    right, changes = task.output.removeprefix("改正后：").split("\n改动：")
    pairs = re.findall("“(.+?)”改为“(.+?)”", changes)
    for wrong, good in pairs:
        assert len(wrong) == len(good)
        assert wrong in task.instruction
        assert wrong not in right
        right = right.replace(good, wrong)
    assert right in task.instruction
    assert re.search(f"{'零一两三'[len(pairs)]}(个|处)", task.instruction)


def amounts_agree(task: Task) -> None:
    """Receipt and answer are the same text after all amounts are converted to digits."""
    texts = [
        re.sub(CAPITAL_AMOUNT, lambda found: amount_read(found[0]) + "元", each) for each in (quoted(task), task.output)
    ]
    assert re.sub("“|”.*", "", texts[0]) == texts[1]
    assert bool(re.search(CAPITAL_AMOUNT, quoted(task))) != bool(re.search(CAPITAL_AMOUNT, task.output))


def minutes_of(text: str) -> list[tuple[int, str]]:
    """Find all times of day, in minutes since midnight, with the text that follows each."""
    found = re.findall(r"(上午|下午|晚上)?(\d+):(\d\d)([^，。]+)", text)
    return [
        (int(hour) * 60 + int(minute) + (720 if part in ("下午", "晚上") and hour != "12" else 0), what)
        for part, hour, minute, what in found
    ]


def times_agree(task: Task) -> None:
    """Both texts name the same times, one with the 12-hour and one with the 24-hour clock."""
    given = max(re.findall("“([^”]+)”", task.instruction), key=len)
    assert minutes_of(given) == minutes_of(task.output)
    assert bool(re.search("上午|下午|晚上", given)) != bool(re.search("上午|下午|晚上", task.output))


def table_read(text: str) -> list[dict[str, str]]:
    """Read the rows of a Markdown table, CSV or JSON array."""
    if text.startswith("["):
        return [{key: str(value) for key, value in row.items()} for row in json.loads(text)]
    lines = [line.strip("| ").replace(" | ", ",").split(",") for line in text.splitlines() if "---" not in line]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def table_contains_all_purchases(task: Task) -> None:
    """Old rows are kept, each purchase in the text has a row, and the table is sorted by the requested column."""
    rows, old = table_read(task.output), table_read(task.input)
    assert all(row in rows for row in old)
    spoken = quoted(task).rstrip("。").split("；")
    added = [row for row in rows if row not in old]
    assert len(added) == len(spoken)
    for line in spoken:
        row = next(row for row in added if row["品名"] in line)
        assert all(value in line for value in row.values())
    key, order = re.search("按(..)从(.)到", task.instruction).groups()  # type: ignore[union-attr]
    values = [int(row[key]) for row in rows]
    assert values == sorted(values, reverse=order in "高多")


def voice_can_be_changed_back(task: Task) -> None:
    """Swapping actor and object in the answer restores the original text."""
    new, old = ("把", "被") if "把" in task.output else ("被", "把")
    back = []
    for sentence in task.output.rstrip("。").split("；"):
        first, rest = sentence.split(new)
        given = next(each for each in re.split("[；。“”]", task.instruction) if old + first in each and each != old)
        doer = given.split(old)[0]
        assert rest.startswith(doer)
        back.append(f"{doer}{old}{first}{rest[len(doer) :]}")
    assert "；".join(back) + "。" in task.instruction


CHECKS: dict[str, Callable[[Task], None]] = {
    "leave_note": note_keeps_the_facts,
    "polite_message": message_is_polite,
    "spelling_repair": undoing_the_corrections_restores_the_text,
    "capital_amounts": amounts_agree,
    "clock_times": times_agree,
    "records_to_table": table_contains_all_purchases,
    "voice_change": voice_can_be_changed_back,
}


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_rewriting_preserves_the_content(family, seed):
    CHECKS[family.name](family.write(Random(seed)))


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (100, "壹元整"),
        (1005, "壹拾元零伍分"),
        (120050, "壹仟贰佰元伍角整"),
        (1000300, "壹万零叁元整"),
        (6009000, "陆万零玖拾元整"),
        (2408710, "贰万肆仟零捌拾柒元壹角整"),
    ],
)
def test_amounts_are_spelled_as_on_a_cheque(cents, words):
    assert in_capitals(cents) == words


@pytest.mark.parametrize("cents", range(100, 9_999_999, 7919))
def test_spelled_amounts_convert_back_to_digits(cents):
    assert amount_read(in_capitals(cents)) == f"{cents // 100}.{cents % 100:02d}"
