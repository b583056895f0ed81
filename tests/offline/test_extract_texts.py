"""Facts extracted from biographies, bibliographies and recipes are those that a second reading of the text finds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract import FAMILIES, bibliography_entries, recipe_groups, wenyan_annals


def table_of(output: str) -> tuple[list[str], list[list[str]]]:
    """Read a table in Markdown: its heads and rows."""
    heads, rule, *rows = [line.removeprefix("| ").removesuffix(" |").split(" | ") for line in output.splitlines()]
    assert rule == ["---"] * len(heads)
    assert all(len(row) == len(heads) for row in rows)
    return heads, rows


REIGNS = {
    "永乐": 1403, "洪熙": 1425, "宣德": 1426, "正统": 1436, "景泰": 1450, "天顺": 1457, "成化": 1465, "弘治": 1488,
    "正德": 1506, "嘉靖": 1522, "隆庆": 1567, "万历": 1573, "顺治": 1644, "康熙": 1662, "雍正": 1723, "乾隆": 1736,
    "嘉庆": 1796, "道光": 1821,
}  # fmt: skip
OFFICE = re.compile(
    "(?:授|升|擢|迁|进|拜|充|补|出为|袭父职为)("
    "[^，授]*?(?:知县|主事|御史|知府|副使|按察使|布政使|巡抚|医士|御医|待诏|中书科中书|训导|教谕|教授|百户|千户|佥事|参将|副总兵|总兵官))"
)


def value_of(text: str) -> int:
    """Read a classical Chinese number below 100."""
    if text == "元":
        return 1
    tens, ten, ones = text.rpartition("十")
    digits = " 一二三四五六七八九"
    return (digits.index(tens) if tens else 1) * 10 * bool(ten) + (digits.index(ones) if ones else 0)


def life_of(text: str) -> tuple[dict[str, object], list[dict[str, str]]]:
    """Read a life: the facts of the person, and the events with reign, year and age."""
    head = re.match("(.+?)，字(.+?)，(.+?)人。(..)(.+?)年生。", text)
    assert head
    born = REIGNS[head[4]] + value_of(head[5]) - 1
    reign, year, events = head[4], born, []
    body = text[head.end() :].partition("著有")[0]
    for part in re.findall("[^。]+", body):
        if part.startswith("明年，"):
            year, deed = year + 1, part[3:]
        else:
            found = re.match(f"({'|'.join(REIGNS)})?([元一二三四五六七八九十]+)年，(.*)", part)
            assert found, part
            reign = found[1] or reign
            year, deed = REIGNS[reign] + value_of(found[2]) - 1, found[3]
            age = re.search("年([一二三四五六七八九十]+)(?:，|$)", deed)
            assert age, part
            assert value_of(age[1]) == year - born + 1
            deed = deed.replace(age[0], "")
        number = "元" if year == REIGNS[reign] else None
        events.append(
            {"公元": f"{year}年", "年龄": f"{year - born + 1}岁", "事迹": deed, "reign": reign, "number": number or ""}
        )
    works = re.findall("(《[^》]+》)([一二三四五六七八九十]+)卷", text.partition("著有")[2])
    died = events.pop()
    offices = [(match[1], event) for event in events if (match := OFFICE.search(event["事迹"]))]
    facts = {
        "姓名": head[1], "字": head[2], "籍贯": head[3], "生年": born, "卒年": int(died["公元"][:-1]), "享年": int(died["年龄"][:-1]),
        "官职": [office for office, _ in offices], "著作": [work for work, _ in works],
        "offices": offices, "volumes": works,
    }  # fmt: skip
    return facts, events


def year_is(shown: str, event: dict[str, str]) -> bool:
    """Return whether a year with its reign is the year of an event."""
    found = re.fullmatch("(..)(.+)年", shown)
    return (
        bool(found) and f"{REIGNS[found[1]] + value_of(found[2]) - 1}年" == event["公元"] and found[1] == event["reign"]
    )  # type: ignore[index]


def office_lines_match(output: str, request: str, offices: list[tuple[str, dict[str, str]]]) -> None:
    """Compare the offices in the order of the text, with years or ages if they are asked for."""
    if "箭头" in request:
        assert output.split("→") == [office for office, _ in offices]
        return
    if "JSON" in request:
        shown = [(each["官职"], each["年号纪年"]) for each in json.loads(output)]
    elif "编号" in request:
        shown = [
            (line[1], line[2]) for line in map(re.compile(r"\d\. (.+)（(.+)）").fullmatch, output.splitlines()) if line
        ]
    else:
        key = "年龄" if "年龄" in request else "公元"
        assert output.splitlines() == [f"{event[key]} {office}" for office, event in offices]
        return
    assert [office for office, _ in shown] == [office for office, _ in offices]
    assert all(year_is(year, event) for (_, year), (_, event) in zip(shown, offices, strict=True))


def works_match(output: str, request: str, volumes: list[tuple[str, str]]) -> None:
    """Compare the works with their numbers of volumes."""
    if "从多到少" in request:
        assert output == "、".join(work for work, _ in sorted(volumes, key=lambda each: -value_of(each[1])))
    elif "括号" in request:
        assert output == "、".join(f"{work}（{number}卷）" for work, number in volumes)
    else:
        assert output.splitlines() == [f"{work} {number}卷" for work, number in volumes]


def events_in_a_table(output: str, request: str, events: list[dict[str, str]]) -> None:
    """Compare a table of years, ages and events."""
    heads, rows = table_of(output)
    assert "、".join(heads) in request
    for row, event in zip(rows, events, strict=True):
        cells = dict(zip(heads, row, strict=True))
        assert "纪年" not in cells or year_is(cells.pop("纪年"), event)
        assert all(event[head] == cell for head, cell in cells.items())


def events_match_the_life(task: Task) -> None:
    """Read the life again, convert its years, and compare what is asked for."""
    text = task.input or max(re.findall("“(.+?。)”", task.instruction), key=len)
    request = task.instruction.replace(text, "")
    facts, events = life_of(text)
    if "Markdown" in request:
        events_in_a_table(task.output, request, events)
    elif re.search("历任的官职|做过的官|当过的官", request):
        office_lines_match(task.output, request, facts["offices"])  # type: ignore[arg-type]
    elif "JSON" in request:
        value = json.loads(task.output)
        assert "、".join(value) in request
        assert value == {key: facts[key] for key in value}
    elif "卷数" in request:
        works_match(task.output, request, facts["volumes"])  # type: ignore[arg-type]
    else:
        span = re.search(r"(\d+)岁以(前|后)", request)
        assert span
        chosen = [event for event in events if (int(event["年龄"][:-1]) <= int(span[1])) == (span[2] == "前")]
        assert task.output.splitlines() == [f"- {event['事迹']}" for event in chosen]


REFERENCE = re.compile(
    r"\[(?P<number>\d+)\] (?P<authors>.+?)\. (?P<title>.+?)\[(?P<kind>[JMD])\]\. (?P<source>[^,]+), (?P<year>\d{4})"
    r"(?:, [^:]+: (?P<first>\d+)-(?P<last>\d+))?\."
)
KINDS = {"J": "期刊论文", "M": "专著", "D": "学位论文"}


def references_of(text: str) -> list[dict[str, str]]:
    """Read the references."""
    found = []
    for line in text.splitlines():
        entry = REFERENCE.fullmatch(line)
        assert entry, line
        cells = {"序号": entry["number"], "作者": entry["authors"].replace(", ", "、"), "题名": entry["title"]}
        cells |= {"年份": entry["year"], "来源": entry["source"], "类型": KINDS[entry["kind"]], "line": line}
        pages = str(int(entry["last"]) - int(entry["first"]) + 1) if entry["first"] else ""
        found.append(cells | {"页数": pages})
    return found


def wanted_of(request: str, entries: list[dict[str, str]]) -> list[dict[str, str]]:
    """Select the references that a request asks for, and sort them as it says."""
    if span := re.search(r"(\d{4})年(及以后|以前)", request):
        entries = [each for each in entries if (each["年份"] >= span[1]) == (span[2] == "及以后")]
    elif kind := re.search("(全部|除)(期刊论文|专著|学位论文)", request):
        entries = [each for each in entries if (each["类型"] == kind[2]) == (kind[1] == "全部")]
    elif author := re.search("(?:提取|摘出|挑出)([^，。]+)署名的", request):
        entries = [each for each in entries if author[1] in each["作者"].split("、")]
    elif part := re.search("题名含“(.+?)”", request):
        entries = [each for each in entries if part[1] in each["题名"]]
    elif "作者不止一位" in request:
        entries = [each for each in entries if "、" in each["作者"]]
    if "按年份" in request:
        entries = sorted(entries, key=lambda each: int(each["年份"]), reverse="从新到旧" in request)
    return entries


def pages_match(output: str, request: str, entries: list[dict[str, str]]) -> None:
    """Compare the articles by their numbers of pages."""
    articles = sorted((each for each in entries if each["页数"]), key=lambda each: -int(each["页数"]))
    if "Markdown" in request:
        assert table_of(output) == (["题名", "页数"], [[each["题名"], each["页数"]] for each in articles])
    else:
        assert output == f"{articles[0]['题名']}，{articles[0]['页数']}页"


def references_match_the_list(task: Task) -> None:
    """Read the references again, and select, sort and write them as requested."""
    request, entries = task.instruction, references_of(task.input)
    if "页数" in request or "几页" in request:
        pages_match(task.output, request, entries)
        return
    if task.output.startswith("## "):
        entries = sorted(entries, key=lambda each: int(each["年份"]))
        groups = [(kind, [each for each in entries if each["类型"] == kind]) for kind in KINDS.values()]
        lines = [
            "\n".join([f"## {kind}", *(f"- {each['题名']}（{each['年份']}）" for each in some)])
            for kind, some in groups
            if some
        ]
        assert task.output == "\n\n".join(lines)
        return
    rows = wanted_of(request, entries)
    assert rows
    if "Markdown" in request:
        heads, cells = table_of(task.output)
        assert "给出" + "、".join(heads) in request
        assert cells == [[each[head] for head in heads] for each in rows]
    elif "JSON" in request:
        shown = json.loads(task.output)
        assert f"键为{'、'.join(shown[0])}" in request
        plain = [
            {key: "、".join(value) if isinstance(value, list) else str(value) for key, value in each.items()}
            for each in shown
        ]
        assert plain == [{key: each[key] for key in shown[0]} for each in rows]
    elif "引注" in request:
        names = [each["作者"].split("、") for each in rows]
        short = [f"{some[0]}{'等' * (len(some) > 1)}，{each['年份']}" for some, each in zip(names, rows, strict=True)]
        same = [text for text in short if short.count(text) > 1]
        assert bool(same) == ("加a、b" in request)
        shown = task.output[1:-1].split("；")
        assert [re.sub("[a-z]$", "", text) for text in shown] == short
        assert len(set(shown)) == len(shown)
        assert all((text[-1] in "abcdefgh") == (text[:-1] in same) for text in shown)
    elif "原样抄下" in request:
        assert task.output.splitlines() == [each["line"] for each in rows]
    else:
        order = re.search("先写(..)再写(..)", request)
        assert order
        assert task.output.splitlines() == [f"{each[order[1]]} | {each[order[2]]}" for each in rows]


GRAMS = {"克": 1, "两": 50, "斤": 500, "千克": 1000}
MILLILITRES = {"汤匙": 15, "茶匙": 5}


def ingredients_of(text: str) -> dict[str, list[tuple[str, str]]]:
    """Read the three groups of ingredients, wherever they stand."""
    lead = re.split("。先|，先(?=[^备])", text)[0]
    starts = {"主料": "主料(?:用|是|有)?", "配料": "(?:配料有|配上|再配)", "调料": "调料(?:是|备|有)?"}
    return {
        key: [(one[1], one[2]) for one in map(re.compile(r"(\D+)([\d.]+\D+)").fullmatch, part.split("、")) if one]
        for key, start in starts.items()
        for part in [re.split("[；，。]", re.split(start, lead)[1])[0]]
    }


def steps_of(text: str) -> list[tuple[str, int]]:
    """Read the steps with their minutes."""
    found = []
    for part in re.split("；|(?<!步)，", text.rstrip("。").split("。")[-1].removeprefix("做的时候，")):
        step = re.fullmatch(r"(?:第[一二三四]步，|接着|然后|最后)?(\D+?)(?:(\d)小时)?(?:(\d+)分钟)?", part)
        assert step, part
        found.append((step[1], 60 * int(step[2] or 0) + int(step[3] or 0)))
    return found


def cells_of(output: str, request: str, line: str) -> list[tuple[str, ...]]:
    """Read pairs from a table, JSON or lines or parts that match a pattern."""
    if "Markdown" in request:
        return [tuple(row) for row in table_of(output)[1]]
    if "JSON" in request:
        value = json.loads(output)
        pairs = value.items() if isinstance(value, dict) else [each.values() for each in value]
        return [tuple(map(str, pair)) for pair in pairs]
    return re.findall(line, output, re.MULTILINE)


def groups_match(output: str, request: str, groups: dict[str, list[tuple[str, str]]]) -> None:
    """Compare the requested groups with the text."""
    wanted = {key: items for key, items in groups.items() if key in request.split("连同用量")[0]}
    if "Markdown" in request:
        assert table_of(output)[1] == [[name, amount, key] for key, items in wanted.items() for name, amount in items]
    elif "JSON" in request:
        assert json.loads(output) == {key: dict(items) for key, items in wanted.items()}
    else:
        lines = [
            part.replace("## ", "").replace("\n- ", "、").replace(" ", "") for part in re.split("\n\n|\n(?!-)", output)
        ]
        expected = [[key, *(name + amount for name, amount in items)] for key, items in wanted.items()]
        assert [re.split("——|、", line) for line in lines] == expected


def recipe_answer_is_told(task: Task) -> None:
    """Read the recipe again, convert and sort its amounts and times, and compare."""
    request, output, groups = task.instruction, task.output, ingredients_of(task.input)
    assert all(groups.values())
    everything = [item for items in groups.values() for item in items]
    if "二级标题" in request and "步骤" in request:
        parts = [
            "\n".join([f"## {key}", *(f"- {name} {amount}" for name, amount in items)]) for key, items in groups.items()
        ]
        assert output.startswith("\n\n".join(parts) + "\n\n## 步骤\n1. ")
        shown = re.findall(r"^\d\. (.+?)（(?:(\d)小时)?(?:(\d+)分钟)?）$", output, re.MULTILINE)
        assert [(what, 60 * int(hours or 0) + int(rest or 0)) for what, hours, rest in shown] == steps_of(task.input)
    elif "连同用量" in request:
        groups_match(output, request, groups)
    elif "毫升" in request:
        spoons = [(name, amount[:-2], amount[-2:]) for name, amount in groups["调料"] if amount[-2:] in MILLILITRES]
        shown = cells_of(output, request, r"(?:- )?([^\s=]+)[ =]([\d.]+)")
        assert [(name, float(amount)) for name, amount in shown] == [
            (name, float(n) * MILLILITRES[unit]) for name, n, unit in spoons
        ]
    elif "分钟" in request:
        steps = steps_of(task.input)
        if re.search("费时多|从长到短", request):
            steps.sort(key=lambda step: -step[1])
        assert cells_of(output, request, r"^\d\. (.+)（(\d+)分钟）$") == [
            (what, str(minutes)) for what, minutes in steps
        ]
    elif "重的在前" in request or "从重到轻" in request or "由多到少" in request:
        weights = [
            (name, round(float(re.sub("\\D+$", "", n)) * GRAMS[n.lstrip("0123456789.")]))
            for key in ("主料", "配料")
            for name, n in groups[key]
        ]
        weights.sort(key=lambda each: -each[1])
        shown = cells_of(output, request, r"(?:^|，)([^\d，]+)（(\d+)克）") or [
            pair[::-1] for pair in re.findall(r"^(\d+)克 (.+)$", output, re.MULTILINE)
        ]
        assert shown == [(name, str(grams)) for name, grams in weights]
    else:
        asked = re.search("(?:提取文中|找出|摘出文中)([^，]+?)(?:的用量|各用多少|的分量)", request)
        assert asked
        names = re.split("、|和", asked[1])
        assert output == "，".join(dict(everything)[name] for name in names)


CHECKS: dict[str, Callable[[Task], None]] = {
    "wenyan_annals": events_match_the_life,
    "bibliography_entries": references_match_the_list,
    "recipe_groups": recipe_answer_is_told,
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_extracted_from_a_text_is_found_again_in_it(name):
    check(next(family for family in FAMILIES if family.name == name), CHECKS)


def test_an_article_does_not_cite_a_work_of_its_own_title():
    for seed in range(300):
        task = bibliography_entries.write_bibliography_entries(Random(seed))
        titles = [entry["题名"] for entry in references_of(task.input)]
        ask = re.split("提取|摘出|挑出|找出", task.instruction)
        assert not any(title in part for title in titles for part in ask)


def test_every_dish_has_a_key_step_and_a_seasoning_that_gives_its_taste():
    for dish in recipe_groups.DISHES:
        assert dish.key in {what for what, *_ in dish.steps}
        assert dish.seasonings[0][0] not in ("盐", "生抽", "料酒", "淀粉", "水淀粉")


def test_offices_and_works_are_asked_for_only_if_there_are_several():
    for seed in range(300):
        task = wenyan_annals.write_wenyan_annals(Random(seed))
        facts, _ = life_of(task.input or max(re.findall("“(.+?。)”", task.instruction), key=len))
        assert len(facts["著作"]) > 1  # type: ignore[arg-type]
        assert len(facts["官职"]) > 1 or not re.search("历任的官职|做过的官，|当过的官", task.instruction)  # type: ignore[arg-type]
