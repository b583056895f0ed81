"""Facts extracted from records, logs and reports are those that a second reading of the text finds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import FAMILIES, clinic_record, failed_entries, lab_quantities


def parts_of(task: Task) -> tuple[str, str]:
    """Return the request and the text, which is the input or the longest quotation of the instruction."""
    if task.input:
        return task.instruction, task.input
    text = max(re.findall("“([^“”]+)”", task.instruction), key=len)
    return task.instruction.replace(text, ""), text


def table_of(output: str) -> tuple[list[str], list[list[str]]]:
    """Read a table in Markdown: its heads and rows."""
    heads, rule, *rows = [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in output.splitlines()]
    assert rule == ["---"] * len(heads)
    assert all(len(row) == len(heads) for row in rows)
    return heads, rows


DRUG = re.compile(r"(?:（\d）)?(?:口服)?(?P<name>[^，：]+?)(?:，每次|：一次)?(?P<dose>\d[\d.]*毫?克)，.*天")


def found_in(text: str, pattern: str) -> str:
    """Return what the only group of a pattern matches."""
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def drugs_of(text: str) -> list[dict[str, str]]:
    """Read every part of a record that says how to take a drug."""
    return [
        {
            "药名": drug["name"],
            "每次用量": drug["dose"],
            "每日次数": found_in(drug[0], r"(?:每日|一天)(\d次)"),
            "服用时间": found_in(drug[0], "(晨起|餐前|餐后|睡前)"),
            "疗程": found_in(drug[0], r"(\d+天)"),
        }
        for part in re.split("；|\n|处理：|。", text)
        if (drug := DRUG.match(part))
    ]


def total_of(drug: dict[str, str]) -> tuple[Fraction, Fraction]:
    """Return one dose and the daily amount in milligrams."""
    number, unit = re.fullmatch(r"([\d.]+)(毫?克)", drug["每次用量"]).groups()  # type: ignore[union-attr]
    dose = Fraction(number) * (1000 if unit == "克" else 1)
    return dose, dose * int(drug["每日次数"][0])


def record_in_json(output: str, text: str, drugs: list[dict[str, str]]) -> None:
    """Compare every value of a JSON object with the record."""
    value = json.loads(output)
    aspects = list(value["用药"][0])
    assert value.pop("用药") == [{key: drug[key] for key in aspects} for drug in drugs]
    for key, fact in value.items():
        if key == "年龄":
            assert f"{fact}岁" in text
        elif key in ("体温", "脉搏", "血压"):
            assert re.search(f"{key}{fact}[，。]", text)
        else:
            assert any(mark.join([fact] if isinstance(fact, str) else fact) in text for mark in "、；，")


def sections_are_in_the_text(output: str, text: str) -> None:
    """Find the items of every section, one after another, in a sentence of the text."""
    for _, *items in (part.splitlines() for part in output.split("\n\n")):
        bare = [item.removeprefix("- ") for item in items]
        assert any(mark.join(bare) + "。" in text for mark in "；，") or re.search(
            "、".join(bare) + "(，持续|[一二三四五六八十两半])", text
        )


def drugs_in_a_table(task: Task, request: str, drugs: list[dict[str, str]]) -> None:
    """Compare a table of drugs, or of daily amounts in milligrams, with the drugs of the record."""
    heads, rows = table_of(task.output)
    if "总量" in request:
        drugs.sort(key=lambda drug: -total_of(drug)[1])
        assert [row[0] for row in rows] == [drug["药名"] for drug in drugs]
        amounts = [[total_of(drug)[0], int(drug["每日次数"][0]), total_of(drug)[1]] for drug in drugs]
        assert [[Fraction(cell) for cell in row[1:]] for row in rows] == amounts
    else:
        assert "、".join(heads) in request
        assert rows == [[drug[head] for head in heads] for drug in drugs]


def drugs_in_lines(task: Task, request: str, drugs: list[dict[str, str]]) -> None:
    """Compare a list of drugs that are named or taken at one time of the day."""
    if named := sorted(
        (drug for drug in drugs if drug["药名"] in request), key=lambda drug: request.index(drug["药名"])
    ):
        keys = sorted((key for key in drugs[0] if key in request and key != "药名"), key=request.index)
        lines = ["，".join([drug["药名"], *(drug[key] for key in keys)]) for drug in named]
    else:
        timing = found_in(request, "(晨起|餐前|餐后|睡前)")
        line = "- {药名} {每次用量}" if "- " in request else "{药名}，{疗程}"
        line = "{at}. {药名}（{每次用量}，{疗程}）" if "编号" in request else line
        chosen = [drug for drug in drugs if drug["服用时间"] == timing]
        lines = [line.format(at=at, **drug) for at, drug in enumerate(chosen, 1)]
    assert lines
    assert task.output.splitlines() == lines


def clinic_answer_is_in_the_record(task: Task) -> None:
    """Read the record again, and select, convert and sort its drugs as requested."""
    request, text = parts_of(task)
    drugs = drugs_of(text)
    assert 3 <= len(drugs) <= 5
    if "JSON" in request:
        record_in_json(task.output, text, drugs)
    elif task.output.startswith("## "):
        sections_are_in_the_text(task.output, text)
    elif "Markdown" in request:
        drugs_in_a_table(task, request, drugs)
    elif "分号" in request:
        drugs.sort(key=lambda drug: -int(drug["疗程"][:-1]))
        assert task.output == "；".join(f"{drug['药名']}（{drug['疗程']}）" for drug in drugs)
    else:
        drugs_in_lines(task, request, drugs)


def payments_of(text: str, total: int) -> list[dict[str, str]]:
    """Read the instalments of a contract. The amounts follow from the shares."""
    found = []
    for part in re.findall(r"（\d）(.+?)[；。]", text):
        day, share = found_in(part, r"(\d{4}年\d+月\d+日)"), int(found_in(part, r"(\d+)%"))
        milestone = re.sub(r"（最迟.*|不晚于.*|，甲方.*|甲方应在|" + day + "前", "", part)
        days = found_in(part, r"(\d+日内)")
        amount = Fraction(total * share, 100)
        assert amount.denominator == 1
        found.append(
            {"付款节点": milestone, "最迟日期": day, "比例": f"{share}%", "金额": f"{amount}元", "付款期限": days}
        )
    return found


def iso(day: str) -> str:
    """Write a Chinese date in digits."""
    year, month, number = re.findall(r"\d+", day)
    return f"{year}-{int(month):02d}-{int(number):02d}"


def articles_of(text: str) -> dict[str, str | list[str]]:
    """Read what the articles of a contract state."""
    return {
        "合同名称": text.splitlines()[0],
        "甲方": found_in(text, "\n甲方：(.+)"),
        "乙方": found_in(text, "\n乙方：(.+)"),
        "标的": found_in(text, "委托乙方承担(.+)。"),
        "总价": found_in(text, r"人民币(\d+)元"),
        "签订日期": found_in(text, "一式四份，(.+)签订"),
        "仲裁机构": found_in(text, "向(.+)申请仲裁"),
        "甲方义务": found_in(text, "甲方应当：(.+)。").split("；"),
        "乙方义务": found_in(text, "乙方应当：(.+)。").split("；"),
        "违约责任": found_in(text, "第五条 (.+)。").split("；"),
    }


def contract_in_json(output: str, facts: dict[str, str | list[str]], payments: list[dict[str, str]]) -> None:
    """Compare every value of a JSON object with the contract."""
    value = json.loads(output)
    for shown, payment in zip(value.pop("付款"), payments, strict=True):
        assert shown.pop("节点") == payment["付款节点"]
        assert {key: f"{fact}元" if key == "金额" else fact for key, fact in shown.items()} == {
            key: payment[key] for key in shown
        }
    assert {key: str(fact) if key == "总价" else fact for key, fact in value.items()} == {
        key: facts[key] for key in value
    }


def contract_lines(request: str, facts: dict[str, str | list[str]], payments: list[dict[str, str]]) -> list[str]:
    """Return the lines that answer a request for dates, penalties, duties or single facts."""
    if "2024-03-05" in request:
        days = [(iso(str(facts["签订日期"])), "合同签订")] + [
            (iso(each["最迟日期"]), each["付款节点"]) for each in payments
        ]
        return [f"{day} {what}" for day, what in sorted(days, reverse="从晚到早" in request)]
    if "分号" in request:
        asked = found_in(request, "(?:摘出|提取)([^，]+?)，(?:依次|按这个|一行)")
        keys = re.split("、|和", asked)
        return ["；".join(f"{facts[key]}元" if key == "总价" else str(facts[key]) for key in keys)]
    if re.search("违约和赔偿|违约责任|违反合同", request):
        return list(facts["违约责任"])
    party = found_in(request, "(?:只摘|摘出|找出)(甲方|乙方)")
    return [f"{at}. {duty}" for at, duty in enumerate(facts[f"{party}义务"], 1)]


def contract_answer_is_in_the_articles(task: Task) -> None:
    """Read the articles again, convert shares into amounts, and sort dates as requested."""
    request, text = parts_of(task)
    facts = articles_of(text)
    payments = payments_of(text, int(str(facts["总价"])))
    days = [iso(str(facts["签订日期"])), *(iso(each["最迟日期"]) for each in payments)]
    assert days == sorted(set(days))
    assert sum(int(each["比例"][:-1]) for each in payments) == 100
    if "JSON" in request:
        contract_in_json(task.output, facts, payments)
    elif "Markdown" in request:
        heads, rows = table_of(task.output)
        assert "、".join(heads) in request
        assert rows == [[each[head] for head in heads] for each in payments]
    elif task.output.startswith("## "):
        parts = [part.splitlines() for part in task.output.split("\n\n")]
        assert [part[0][3:5] for part in parts] == ["甲方", "乙方"]
        assert [[line.removeprefix("- ") for line in part[1:]] for part in parts] == [
            facts["甲方义务"],
            facts["乙方义务"],
        ]
    else:
        assert task.output.splitlines() == contract_lines(request, facts, payments)


UNITS = {
    "毫米": "1", "厘米": "10", "分米": "100", "米": "1000", "克": "1", "千克": "1000", "斤": "500", "毫克": "0.001", "毫升": "1",
    "立方厘米": "1", "升": "1000", "立方米": "1000000", "兆帕": "1000", "千帕": "1", "欧": "1", "千欧": "1000",
    "克每千克": "1", "%": "10", "微克每立方米": "1", "毫克每立方米": "1000", "分钟": "1", "小时": "60", "勒克斯": "1",
    "千勒克斯": "1000", "牛": "1", "千牛": "1000", "毫秒": "1", "秒": "1000", "立方米每秒": "1000", "升每秒": "1",
}  # fmt: skip
READING = re.compile(r"(?P<sample>[^，\n]+?)(?:为|测得|是|的读数是|记作|　\D+?| )(?P<number>[\d.]+)(?P<unit>\D+?)")


def readings_of(text: str) -> dict[str, Fraction]:
    """Read the samples and their values, in the smallest unit."""
    body = found_in(text, "(?s)(?:。[^。]{2,12}：|。\n)(.+?)(?:。另外|\n记录完毕)")
    found = {}
    for part in re.split("，|\n", body):
        reading = READING.fullmatch(part)
        assert reading, part
        found[reading["sample"]] = Fraction(reading["number"]) * Fraction(UNITS[reading["unit"]])
    return found


def pairs_of(output: str, request: str) -> list[tuple[str, str]]:
    """Read names and values from an answer in any of its forms, without units."""
    if "原读数" in request:
        rows = table_of(output)[1] if "Markdown" in request else [list(each.values()) for each in json.loads(output)]
        return [(row[0], str(row[2])) for row in rows]
    if "JSON" in request:
        return [(each["名称"], str(each["数值"])) for each in json.loads(output)]
    if "Markdown" in request:
        return [(sample, value) for sample, value in table_of(output)[1]]
    if "CSV" in request:
        head, *lines = output.splitlines()
        assert head == "name,value"
        return [(line.split(",")[0], line.split(",")[1]) for line in lines]
    number = r"([\d.]+)(\D+)"
    if "括号" in request:
        parts = [re.fullmatch(rf"(.+)（{number}）", part) for part in output.split("、")]
        return [(part[1], part[2]) for part in parts if part]
    if "编号" in request:
        numbered = [re.fullmatch(rf"(\d)\. (.+) {number}", line) for line in output.splitlines()]
        assert [int(line[1]) for line in numbered if line] == list(range(1, len(numbered) + 1))
        return [(line[2], line[3]) for line in numbered if line]
    lines = [re.fullmatch(rf"{number} (.+)", line) for line in output.splitlines()]
    return [(line[3], line[1]) for line in lines if line]


def readings_are_converted_and_sorted(task: Task) -> None:
    """Convert all readings, and select and sort them as requested."""
    request, text = parts_of(task)
    readings = readings_of(text)
    unit = found_in(request, "(?:换算成|改用|换算为|都折成|用)(" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")")
    names = list(readings)
    if bound := re.search(r"(不低于|低于)([\d.]+)", request):
        at_least = Fraction(bound[2]) * Fraction(UNITS[unit])
        names = [name for name in names if (readings[name] >= at_least) == (bound[1] == "不低于")]
    if "次序照原文" not in request:
        is_falling = re.search("从[大高长多远]到|[大高长多远]的在前", request) is not None
        names.sort(key=lambda name: readings[name], reverse=is_falling)
    if count := re.search("最[大小高低长短多少远近]的([两三四])项", request):
        names = names[: " 两三四".index(count[1]) + 1]
    shown = pairs_of(task.output, request)
    assert [name for name, _ in shown] == names
    assert [Fraction(value) * Fraction(UNITS[unit]) for _, value in shown] == [readings[name] for name in names]
    if "原读数" in request:
        rows = (
            table_of(task.output)[1]
            if "Markdown" in request
            else [list(each.values()) for each in json.loads(task.output)]
        )
        assert all(
            re.search(rf"{row[0]}(?:为|测得|是|的读数是|记作|　\D+?| ){re.escape(row[1])}", text) for row in rows
        )


ENTRY_FORMS = (
    r"(?P<clock>[\d:]{8}) (?P<thing>\S+) (?P<action>\S+) (?:成功|失败：(?P<reason>\S+))",
    r"\[(?P<clock>[\d:]{8})\] (?:INFO|ERROR) (?P<thing>\S+)/(?P<action>\S+)(?: (?P<reason>\S+))?",
    r"(?P<clock>[\d:]{8}),(?P<thing>[^,]+),(?P<action>[^,]+),(?:OK|FAIL),(?P<reason>.*)",
    r"(?P<clock>[\d:]{8}) \| (?P<action>\S+) \| (?P<thing>\S+) \| (?:√|×（(?P<reason>\S+)）)",
    r"(?P<thing>\S+?)于(?P<clock>[\d:]{8})(?P<action>\S+)，(?:正常|异常（(?P<reason>\S+)）)",
)


def failed_entries_of(text: str, label: str) -> list[dict[str, str]]:
    """Read the log, and return its failed entries in the order of their times. The objects are under `label`."""
    found = []
    for line in text.splitlines()[1:]:
        entry = next(filter(None, (re.fullmatch(form, line) for form in ENTRY_FORMS)))
        if entry["reason"]:
            found.append(
                {"时间": entry["clock"], label: entry["thing"], "操作": entry["action"], "原因": entry["reason"]}
            )
    assert found
    return sorted(found, key=lambda each: each["时间"])


def rows_of(output: str, request: str) -> list[list[str]]:
    """Read the rows of a list of entries, and its heads in front if it has any."""
    if "Markdown" in request:
        heads, rows = table_of(output)
        return [heads, *rows]
    if "JSON" in request:
        objects = json.loads(output)
        return [list(objects[0]), *(list(each.values()) for each in objects)]
    if "编号" in request:
        return [re.sub(r"^\d+\. ", "", line).split("，") for line in output.splitlines()]
    return [line.split("/") for line in output.splitlines()]


def label_of(keys: list[str]) -> str:
    """Return the name under which a request asks for the objects, or any other name if it does not ask for them."""
    return next((key for key in keys if key not in ("时间", "操作", "原因")), "名称")


def failed_entries_are_selected_and_sorted(task: Task) -> None:
    """Read the log again, and select, sort and group its failed entries as requested."""
    request = task.instruction
    if grouping := re.search("失败记录(?:并按(.+?)归拢|.+键是(.+?)，)", request):
        key = grouping[1] or grouping[2]
        other = found_in(request[grouping.start() :], "(?:“时间 |列出时间和)(.+?)(?:”|，)")
        failed = failed_entries_of(task.input, label_of([key, other]))
        groups: dict[str, list[str]] = {}
        for each in failed:
            groups.setdefault(each[key], []).append(f"{each['时间']} {each[other]}")
        lines = "\n\n".join("\n".join([f"### {name}", *(f"- {one}" for one in ones)]) for name, ones in groups.items())
        assert (json.loads(task.output) if "JSON" in request else task.output) == (
            groups if "JSON" in request else lines
        )
        return
    ask = request[re.search("(?:提取|挑出|摘出|筛出)[^，]*(?:记录)，", request).start() :]  # type: ignore[union-attr]
    keys = re.split("、", found_in(ask, "(?:列为|给出|每条含|依次写|编号列出)([^，。]+)"))
    failed = failed_entries_of(task.input, label_of(keys))
    if hour := re.search(r"(\d+)点(以前|以后)", ask):
        failed = [each for each in failed if (int(each["时间"][:2]) < int(hour[1])) == (hour[2] == "以前")]
    elif reason := re.search("“([^”]+)”(失败|以外)", ask):
        failed = [each for each in failed if (each["原因"] == reason[1]) == (reason[2] == "失败")]
    elif action := re.match("..(.+)失败的记录", ask):
        failed = [each for each in failed if each["操作"] == action[1]]
    failed = failed[::-1] if "从晚到早" in ask else failed
    rows = [[each[key] for key in keys] for each in failed]
    assert rows_of(task.output, ask) == ([keys] if re.search("Markdown|JSON", ask) else []) + rows


CHECKS: dict[str, Callable[[Task], None]] = {
    "clinic_record": clinic_answer_is_in_the_record,
    "lab_quantities": readings_are_converted_and_sorted,
    "failed_entries": failed_entries_are_selected_and_sorted,
    "contract_terms": contract_answer_is_in_the_articles,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_extracted_from_a_record_is_found_again_in_its_text(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_what_proves_and_treats_an_illness_is_never_missing_from_its_record():
    for seed in range(300):
        case = clinic_record.visit(Random(seed))
        proofs, treatments = case.illness.core
        assert case.illness.symptoms[0] in case.symptoms
        assert {*case.illness.findings[:proofs]} <= {*case.findings}
        assert {*case.illness.drugs[:treatments]} <= {drug for drug, _ in case.drugs}


def test_what_all_wanted_entries_share_is_not_asked_for():
    for seed in range(300):
        task = failed_entries.write_failed_entries(Random(seed))
        ask = re.split("提取|挑出|摘出|筛出", task.instruction)[-1]
        assert not re.match("因“[^”]+”失败.*(?:列为|给出|含|依次写|列出).*原因", ask)
        assert not re.match("[^失因“]+失败的记录.*(?:列为|给出|含|依次写|列出).*操作", ask) or re.match(r"\d+点", ask)


def test_what_is_suspected_of_failing_has_failed():
    for seed in range(200):
        rng = Random(seed)
        system = rng.choice(failed_entries.SYSTEMS)
        failed = [entry for entry in failed_entries.entries(rng, system) if entry.reason]
        one, other = failed_entries.suspected(rng, system, failed)
        assert one in {entry.thing for entry in failed}
        assert other != one


def test_who_takes_care_of_drugs_asks_for_drugs():
    marks = [reader.removeprefix("{who}") for reader in clinic_record.DRUG_READERS]
    for seed in range(300):
        task = clinic_record.write_clinic_record(Random(seed))
        if any(mark in task.instruction for mark in marks):
            assert not task.output.startswith(("{", "## "))


def test_readings_of_which_the_order_is_known_fall_in_this_order():
    for seed in range(300):
        given = lab_quantities.report(Random(seed))
        at = [
            given.experiment.samples.index(sample) for sample, *_ in sorted(given.readings, key=lambda each: -each[1])
        ]
        assert not given.experiment.falls or at == sorted(at)
