"""Rewritten texts preserve the content of the original, checked from the text of the task alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite import FAMILIES
from selfinstruct.teachers.offline.families.rewrite.capital_amounts import in_capitals, write_capital_amounts
from selfinstruct.teachers.offline.families.rewrite.clock_times import write_clock_times
from selfinstruct.teachers.offline.families.rewrite.leave_note import LEAVE_REASONS, write_leave_note
from selfinstruct.teachers.offline.families.rewrite.polite_message import DESKS, write_polite_message

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
    handover = re.search(r"[^，。？：“]+交给[^，。？]+", said)
    assert handover
    assert handover[0].replace("交给", "由") in task.output
    assert [each.written in task.output for each in LEAVE_REASONS] == [each.said in said for each in LEAVE_REASONS]
    assert not re.search(r"呗|娃|我", task.output)


def message_is_polite(task: Task) -> None:
    """The answer greets, asks politely and keeps the deadline; it contains no harsh words or threats."""
    assert re.search("您好", task.output)
    assert re.search("麻烦您在(.+)处理好", task.output)[1] in task.instruction  # type: ignore[index]
    assert not re.search("别来找我|试试|干什么吃|必须|赶紧", task.output)
    assert task.output.split("，")[0] in task.instruction
    wordings = {(each.said, each.written) for desk in DESKS for each in (*desk.complaints, *desk.pressures)}
    assert sum(said in task.instruction for said, _ in wordings) == 3
    assert all((said in task.instruction) == (written in task.output) for said, written in wordings)


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
    key, order = re.search("按(日期|单价|每笔金额).*?从(.)到", task.instruction).groups()  # type: ignore[union-attr]
    values = [
        int(row["数量"]) * int(row["单价"]) if key == "每笔金额" else int(row[key].removesuffix("日")) for row in rows
    ]
    assert values == sorted(values, reverse=order in "高晚")


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


@pytest.mark.parametrize("name", CHECKS)
def test_rewriting_preserves_the_content(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


# Moments of a week that begins on a Monday morning, in hours: what a deadline or a reason to be quick refers to.
MOMENTS = {
    r"一个小时之内|(今天)?中午前|午休": 4,
    r"(今天)?下午3点": 6,
    r"(今天)?下午5点|下班前": 9,
    r"天黑": 10,
    r"今晚": 11,
    r"明天上班|明早|明天(就|要|一早)": 24,
    r"明天中午": 28,
    r"周三上午": 50,
    r"周四下班": 81,
    r"周五中午": 100,
    r"周五下班": 105,
    r"周末": 120,
    r"下周一": 170,
    r"下周二": 192,
    r"下周三": 216,
    r"月底|过年": 400,
    r"下个月初": 500,
}


def moment(text: str) -> int | None:
    """Hours from the beginning of the week to the last moment named in a text."""
    return max((hour for words, hour in MOMENTS.items() if re.search(rf"(?<!上)({words})", text)), default=None)


@pytest.mark.parametrize("seed", range(200))
def test_the_deadline_of_a_message_fits_its_reason_and_its_urgency(seed):
    task = write_polite_message(Random(seed))
    deadline, reason = re.search("麻烦您在(.+?)处理好，(.+?)。", task.output).groups()  # type: ignore[union-attr]
    due, event = moment(deadline), moment(reason)
    assert due is not None
    assert event is None or due <= event
    if re.search("催|等结果|用户", reason) or re.search("故障|备份|支付|权限", task.output):
        assert due < 120
    assert task.output.count("辛苦") <= 1
    if re.search("用户|客户那边", reason):
        assert not re.search("测试报告|备份任务|权限|硬盘|接口文档|夜间任务|证书|摊位费|回款表|拜访记录", task.output)
    if "客户" in reason:
        assert re.search("合同|投标书|报价单|样品|发货单|摊位费|客户投诉|回款表|拜访|返点", task.output)


@pytest.mark.parametrize("seed", range(200))
def test_a_leave_is_as_long_as_its_reason_and_not_on_a_holiday(seed):
    task = write_leave_note(Random(seed))
    month, day, length = re.search(r"(\d+)月(\d+)日.*请假(.天)。", task.output).groups()  # type: ignore[union-attr]
    assert int(day) > {"1": 1, "4": 6, "5": 5, "10": 7}.get(month, 0)
    if re.search("车管所|领事馆|定损|家长会|户口|拔牙|复查|领取钥匙", task.output):
        assert length in ("半天", "一天")
    if re.search("返乡|外地", task.output):
        assert length != "半天"
    assert not re.search("月底|周[一二三四五六日末]", task.output)


@pytest.mark.parametrize("seed", range(200))
def test_a_note_is_written_on_the_day_of_a_sudden_reason_or_the_day_before(seed):
    output = write_leave_note(Random(seed)).output
    first, written = (int(day) for day in re.findall(r"月(\d+)日", re.sub("至\\d+日", "", output)))
    sudden = next(each.sudden for each in LEAVE_REASONS if each.written in output)
    assert written == (first if sudden else first - 1)


@pytest.mark.parametrize("seed", range(200))
def test_a_leave_is_granted_by_a_head_of_the_department(seed):
    staff, boss = re.search("部门：(.+)\n批假人：(.+)", write_leave_note(Random(seed)).input).groups()  # type: ignore[union-attr]
    heads = {"部": "经理|主管|总监|主任", "组": "店长|组长|主管|护士长|主任", "科": "科长", "处": "处长|主任"}
    heads |= {"站": "站长", "班": "班长|主任"}
    assert re.search(f"({heads[staff[-1]]})$", boss)


@pytest.mark.parametrize("seed", range(200))
def test_what_is_planned_fits_the_hour(seed):
    plan = minutes_of(write_clock_times(Random(seed)).output)
    assert 3 <= len(plan) <= 5
    assert all(later[0] - earlier[0] >= 60 for earlier, later in pairwise(plan))
    for minute, what in plan:
        if re.search("银行|社区|干洗|执照|试驾|打疫苗|复诊|邮局|董事会|面试|接待", what):
            assert 8 * 60 <= minute < 19 * 60
        if re.search("火锅|剧院", what):
            assert minute >= 11 * 60


@pytest.mark.parametrize("seed", range(200))
def test_who_pays_has_use_for_what_is_paid(seed):
    text = write_capital_amounts(Random(seed)).output
    payer = re.search("收到(.+?)交来的|今由(.+?)付给|，(.+?)现金支付", text)
    organisation = len(next(filter(None, payer.groups()))) > 3  # type: ignore[union-attr]
    if re.search("婚|月嫂|婴儿|产妇|游泳|泳具|车位|储藏室", text):
        assert not organisation
    assert not re.search(r"(押金|定金|转让款|租金)\d+\.(?!00)", text)
    if re.search("铺面|货车|稿酬|集体照|广告牌|绿植|毛茶", text):
        assert organisation


@pytest.mark.parametrize("seed", range(100))
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_quoted_text_stands_before_the_request_or_is_its_object(family, seed):
    """No text is quoted behind a request and a colon, and nothing is said about it after a question."""
    text = family.write(Random(seed)).instruction
    assert not re.search("(请|帮|怎样|能不能)[^：“”]*：“", text)
    last = text.split("”")[-1].splitlines()[-1:]
    if "？" in "".join(last):
        assert re.search("？(请|$|（)", last[0])


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


@pytest.mark.parametrize("seed", range(400))
def test_whoever_has_lost_the_voice_writes(seed):
    asked = write_leave_note(Random(seed)).instruction
    assert not ("说不出话" in asked and re.search("语音|跟领导说|口语", asked))
