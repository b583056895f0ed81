"""Summaries of business reports: all figures are in the text or follow from it."""

from __future__ import annotations

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization import FAMILIES, quarterly_report

LINE = re.compile(
    r"。(?:(?P<a>[^，。]+)收入(?P<an>\d+)万元，去年同期为(?P<ab>\d+)万元，主要是(?P<ar>[^。]+)"
    r"|(?P<b>[^，。]+)收入由去年同期的(?P<bb>\d+)万元(?:增加|减少)到(?P<bn>\d+)万元，原因是(?P<br>[^。]+)"
    r"|由于(?P<cr>[^。]+)，(?P<c>[^，。]+)收入(?P<cn>\d+)万元，上年同期是(?P<cb>\d+)万元)(?=。)"
)


def lines_of(text: str) -> dict[str, tuple[int, int, str]]:
    """Read the lines of business: sales now, sales a year ago, and the reason."""
    found = {}
    for match in LINE.finditer(text):
        kind = next(kind for kind in "abc" if match[kind])
        found[match[kind]] = (int(match[f"{kind}n"]), int(match[f"{kind}b"]), match[f"{kind}r"])
    return found


def percent(part: float) -> str:
    """Write a share in percent with one decimal."""
    return f"{100 * part:.1f}%"


def check_quarter(task: Task) -> None:
    text, summary = task.input, task.output
    lines = lines_of(text)
    assert len(lines) == 3
    sales, before = sum(now for now, _, _ in lines.values()), sum(then for _, then, _ in lines.values())
    assert re.search(rf"营业收入{sales}万元", text)
    assert re.search(rf"营业收入[为是]{before}万元", text)
    cost = int(re.search(r"(?:合计|支出)(\d+)万元", text)[1])
    rates = {name: now / then - 1 for name, (now, then, _) in lines.items()}
    best, top = max(rates, key=lambda name: rates[name]), max(lines, key=lambda name: lines[name][0])
    assert rates[best] > 0 > min(rates.values())
    change = ("增长" if sales > before else "下降") + percent(abs(sales / before - 1))
    plan = re.search("(?:计划|接下来将)([^。]+)。$", text)[1]
    asides = [aside for company in quarterly_report.COMPANIES for aside in company.asides if aside in text]
    assert len(asides) == 2
    assert not any(aside in summary for aside in asides)
    falls = [f"{name}下降{percent(-rate)}，原因是{lines[name][2]}" for name, rate in rates.items() if rate < 0]
    facts = {
        "营收": f"营业收入{sales}万元，同比{change}",
        "利润": f"扣除成本费用{cost}万元，利润为{sales - cost}万元，利润率{percent(1 - cost / sales)}",
        "收入最高的业务": f"{top}收入最高，有{lines[top][0]}万元，占{percent(lines[top][0] / sales)}",
        "增长最快的业务": f"{best}增长最快，增幅{percent(rates[best])}，得益于{lines[best][2]}",
        "下滑的业务": "；".join(falls),
        "下季安排": f"下季计划{plan}",
    }
    request = re.split("[。？]", task.instruction)[-2]
    limit = re.search(r"(\d+)(?:个字|字)|字数压到(\d+)", request)
    assert not limit or len(summary) <= int(limit[1] or limit[2])
    if "# " in summary and "| --- |" in summary:
        head, *sections = re.findall(r"^#+ (.+)$", summary, re.MULTILINE)
        assert head.endswith("摘要")
        assert sections == ["结论", "分业务", "看点", "下季"]
        rows = [line.strip("| ").split(" | ") for line in summary.splitlines() if line.startswith("| ")][2:]
        order = sorted(rates, key=lambda name: rates[name], reverse=True)
        assert rows == [
            [name, str(lines[name][0]), ("+" if rates[name] > 0 else "-") + percent(abs(rates[name])), lines[name][2]]
            for name in order
        ]
        assert all(facts[name] in summary for name in ("营收", "利润", "收入最高的业务", "下季安排"))
        ups = sum(rate > 0 for rate in rates.values())
        assert f"{ups}项业务增长，{3 - ups}项业务下降，领涨的是{best}。" in summary
    elif ("标题" in request and "一级标题" not in request) or "题目" in request:
        assert summary.endswith(f"营收{change}，{best}领涨")
    elif "| --- |" in summary:
        table, close = summary.split("\n\n")
        rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
        signs = {name: ("+" if rate > 0 else "-") + percent(abs(rate)) for name, rate in rates.items()}
        assert sorted(rows[:-1]) == sorted(
            [name, str(now), str(then), signs[name]] for name, (now, then, _) in lines.items()
        )
        total = ("+" if sales > before else "-") + percent(abs(sales / before - 1))
        assert rows[-1] == ["合计", str(sales), str(before), total]
        assert all(facts[name] in close for name in ("营收", "增长最快的业务"))
        assert all(fall in close for fall in falls)
        assert f"利润{sales - cost}万元" in close
    else:
        names = quarterly_report.PART_NAMES
        asked = (
            facts
            if "二级标题" in request or "三节" in request
            else [name for name in facts if any(word in request for word in names[name])]
        )
        found = [name for name in facts if all(part in summary for part in facts[name].split("；"))]
        assert set(found) == set(asked)
        assert ("\n" in summary) == bool(re.search("二级标题|三节|(?<!自)行|各占", request))


CHECKS = {"quarterly_report": check_quarter}


@pytest.mark.parametrize("name", CHECKS)
def test_the_figures_of_a_summary_follow_from_the_report(name: str) -> None:
    check(next(family for family in FAMILIES if family.name == name), CHECKS)
