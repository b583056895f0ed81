"""Generated texts meet all requirements; generated programs run and return the expected results."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Callable
from itertools import pairwise, permutations
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.generation import FAMILIES
from selfinstruct.teachers.offline.families.generation.day_timetable import CORES, OCCASIONS, write_timetable
from selfinstruct.teachers.offline.families.generation.gathering_notice import (
    EVENING_TIMES,
    SENDERS,
    TIMES,
    write_notice,
)
from selfinstruct.teachers.offline.families.generation.product_copy import PRODUCTS, write_copy
from selfinstruct.teachers.offline.families.generation.sql_query import DOMAINS, SUMMED, write_sql
from selfinstruct.teachers.offline.families.generation.thanks_letter import HELPERS, write_thanks
from selfinstruct.teachers.offline.world import SURNAMES

ROW_COUNT = 300


def matters_told(task: Task) -> list[tuple[str, str, str, str, str]]:
    """Each matter in the instruction of a notice: month, day, time, what, and what the readers need to do."""
    times = "|".join((*TIMES, *EVENING_TIMES))
    return re.findall(rf"(\d+)月(\d+)日({times})([^，。；]+)，要([^，。；]+)", task.instruction)


def notice_names_every_matter_in_order(task: Task) -> None:
    """The numbered lines are the matters of the instruction by date; sender and contact are in the instruction."""
    lines = re.findall(r"\d\. (\d+)月(\d+)日(.午[\d:]+|晚上[\d:]+)，(.+)，请(.+)。", task.output)
    told = matters_told(task)
    assert len(told) == len(re.findall(r"\d月\d", task.instruction))
    assert lines == sorted(told, key=lambda each: int(each[1]))
    assert task.output.splitlines()[-1] in task.instruction
    assert re.search("请联系(.+)。", task.output)[1] in task.instruction  # type: ignore[index]


def letter_names_favours_and_offer(task: Task) -> None:
    """The favours, the offer, the writer and the recipient of the letter are all in the instruction."""
    opening, *_, wish, me = task.output.split("\n")
    body = task.output.split("\n")[2]
    helper = next(each for each in HELPERS if re.search(rf"{each.role}[{SURNAMES}]", task.instruction))
    told = [favour for favour in helper.favours if favour[1] in task.instruction]
    assert 2 <= len(told) <= 3
    for favour in helper.favours:
        assert all((part in body) == (part in task.instruction) == (favour in told) for part in favour[:2])
        assert (favour[2] in body) == (favour[2] in task.instruction)
    gifts = [gift for gift, said in helper.gifts if said.replace("您", "你" if helper.close else "您") in task.output]
    assert len(gifts) == 1
    assert re.search(gifts[0].replace("对方", f"[{SURNAMES}].{{1,3}}"), task.instruction)
    assert wish.startswith("　　祝")
    assert me in task.instruction
    name, title = re.fullmatch(
        "(?:尊敬的)?(.+?)(老师|护士|师傅|阿姨|警官|队长|医生|教练|老板|师兄)?：", opening
    ).groups()  # type: ignore[union-attr]
    assert name in task.instruction
    assert (len(name) == 1) == bool(title) or title == "师兄"


def function_returns_the_stated_value(task: Task) -> None:
    """Run on the numbers of the instruction, the function returns the stated value, which fits the request."""
    code, returned = task.output.removeprefix("```python\n").removesuffix("`。").split("\n```\n用上面的数据调用，得到`")
    facts = re.findall(r"([^\d、：（—。“；为即，]+)(\d+)(?:件|毫米|箱|份|册|公斤|人|元|分钟|头|次)", task.instruction)
    data = {name: int(number) for name, number in facts}
    scope: dict[str, Callable[[dict[str, int]], object]] = {}
    exec(code, scope)
    function = next(value for name, value in scope.items() if name in task.instruction and callable(value))
    assert function(data) == ast.literal_eval(returned)
    ranked = sorted(data.items(), key=lambda item: item[1])
    bound = re.search(r"(?:不低于|小于|达到)(\d+)", task.instruction)
    limit = int(bound[1]) if bound else 0
    count = int((re.search(r"最[大小]的(\d)项", task.instruction) or [0, 0])[1])
    wanted = {
        "不低于": [name for name, number in ranked[::-1] if number >= limit],
        "小于": sum(number for _, number in ranked if number < limit),
        "返回最大的": [name for name, _ in ranked[::-1]][:count],
        "返回最小的": [name for name, _ in ranked[:count]],
        "最大值与最小值": ranked[-1][1] - ranked[0][1],
        "返回平均值": round(sum(data.values()) / len(data), 1),
        "百分比": {name: number * 100 // sum(data.values()) for name, number in data.items()},
        "高于平均值": [name for name in data if data[name] > sum(data.values()) / len(data)],
        "两个列表": ([n for n in data if data[n] >= limit], [n for n in data if data[n] < limit]),
        "累计值": [sum(list(data.values())[: at + 1]) for at in range(len(data))],
    }
    assert [value for key, value in wanted.items() if key in task.instruction] == [ast.literal_eval(returned)]


def filtered(task: Task, domain, rows: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Rows that pass the filter stated in the Chinese instruction."""
    signs = {"大于": int.__gt__, "不低于": int.__ge__, "小于": int.__lt__, "不超过": int.__le__}
    at, found = next(
        (at, match)
        for at, number in enumerate(domain.numbers, 2)
        if (match := re.search(rf"{number.label}(大于|不低于|小于|不超过)(\d+)", task.instruction))
    )
    named = {value for value in domain.group.values if value in task.instruction}
    close = {row for row in rows if signs[found[1]](row[at], int(found[2]))}
    inside = {row for row in rows if row[1] in named}
    if not named:
        chosen = close
    elif f"或{domain.group.label}为" in task.instruction:
        chosen = close | inside
    elif f"{domain.group.label}不是" in task.instruction:
        chosen = close - inside
    else:
        chosen = close & inside
    return [row for row in rows if row in chosen]


def statement_fits_the_request(task: Task) -> None:
    """Run the SQL on random rows and compare the result with that of the same request in Python."""
    domain = next(each for each in DOMAINS if f"TABLE {each.table} " in task.input)
    rng = Random(1)
    numbers = [rng.sample(range(1, 10_000), ROW_COUNT) for _ in domain.numbers]
    scale = [max(column.values) for column in domain.numbers]
    rows = [
        (f"名{at}", rng.choice(domain.group.values), *(numbers[c][at] * scale[c] // 10_000 for c in (0, 1)))
        for at in range(ROW_COUNT)
    ]
    base = sqlite3.connect(":memory:")
    base.execute(task.input)
    base.executemany(f"INSERT INTO {domain.table} VALUES (?, ?, ?, ?)", rows)
    result = base.execute(task.output.removeprefix("```sql\n").removesuffix("\n```")).fetchall()
    after = base.execute(f"SELECT * FROM {domain.table}").fetchall()
    base.close()
    chosen = filtered(task, domain, rows)
    by = next(
        (at for at, each in enumerate(domain.numbers, 2) if not re.search(rf"{each.label}(大|不|小)", task.instruction))
    )
    limit = int((re.search(r"(?:前|不足|至少有|条数不低于|都加)(\d+)", task.instruction) or [0, 0])[1])
    falling = "降序" in task.instruction
    groups = {value: [row for row in chosen if row[1] == value] for value in domain.group.values}
    if "删除" in task.instruction:
        assert after == [row for row in rows if row not in chosen]
    elif "都加" in task.instruction:
        moved = [new[by] - old[by] for new, old in zip(after, rows, strict=True)]
        assert moved == [limit * (row in chosen) for row in rows]
    elif "总和" in task.instruction:
        assert result == [(sum(row[by] for row in chosen),)]
    elif "平均" in task.instruction:
        assert result[0][0] == pytest.approx(sum(row[by] for row in chosen) / len(chosen), abs=0.051)
    elif re.search("数一数|条数", task.instruction):
        assert dict(result) == {key: len(rows) for key, rows in groups.items() if len(rows) >= limit}
    elif "最大值" in task.instruction:
        assert dict(result) == {key: max(row[by] for row in rows) for key, rows in groups.items() if rows}
    else:
        values = sorted((row[by] for row in chosen), reverse=falling)
        value_of = {row[0]: row[by] for row in rows}
        cut = limit or len(values)
        assert [value_of[row[0]] for row in result] == values[:cut]
        assert all(row[1:] == ((value_of[row[0]],) if limit else ()) for row in result)


def timetable_is_the_only_one_allowed(task: Task) -> None:
    """Durations and gaps are as given, and no other order of the five activities follows the rules."""
    rows = re.findall(r"(\d+):(\d\d)—(\d+):(\d\d) (.+)", task.output)
    spans = [(int(a) * 60 + int(b), int(c) * 60 + int(d), what) for a, b, c, d, what in rows]
    lengths = dict(re.findall("(.+)（(.+)分钟）", task.input))
    assert {what: str(end - start) for start, end, what in spans} == lengths
    gaps = {later[0] - earlier[1] for earlier, later in pairwise(spans)}
    assert gaps == {int(re.search(r"(\d+)分钟", task.instruction)[1])}  # type: ignore[index]
    assert f"{rows[0][0]}:{rows[0][1]}" in task.instruction
    order = [what for *_, what in spans]
    assert [list(each) for each in permutations(order) if keeps_rules(task.instruction, list(each))] == [order]


def keeps_rules(text: str, order: list[str]) -> bool:
    """Return True if an order follows all rules found in the instruction."""
    one = "(" + "|".join(sorted(order)) + ")"
    place = order.index
    fixed = {"打头": 0, "排第一": 0, "开头": 0, "排第二": 1, "排第三": 2, "居中": 2, "收尾": 4, "放最后": 4, "结束": 4}
    if any(place(what) != spot for word, spot in fixed.items() for what in re.findall(f"{one}{word}", text)):
        return False
    before = re.findall(f"{one}早于{one}", text) + re.findall(f"{one}在{one}之前", text)
    before += re.findall(f"{one}不能晚于{one}", text) + [pair[::-1] for pair in re.findall(f"{one}排在{one}后面", text)]
    before += [pair for a, b, c in re.findall(f"先{one}后{one}再{one}", text) for pair in ((a, b), (b, c))]
    next_to = re.findall(f"{one}打头，{one}紧跟", text)
    next_to += [pair[::-1] for pair in re.findall(f"{one}放最后，{one}在它前一项", text)]
    next_to += [pair for a, b, c in re.findall(f"{one}前面是{one}，后面是{one}", text) for pair in ((b, a), (a, c))]
    return all(place(a) < place(b) for a, b in before) and all(place(a) + 1 == place(b) for a, b in next_to)


def copy_praises_the_requested_points(task: Task) -> None:
    """The text contains the values of the requested points and no others, and the offer, the brand and the slogan."""
    product = next(each for each in PRODUCTS if each.name in task.instruction)
    facts = {label: value for value, label in re.findall("(.+)（(.+)）", task.input)}
    audience, scene = next(each for each in product.readers if each[0] in task.instruction)
    ending = next(each for each in product.endings if each in task.instruction)
    offer = next(each for each in product.offers if each in task.instruction)
    asked = task.instruction
    for each in (audience, ending, offer, product.name):
        asked = asked.replace(each, "")
    for label, values, use in product.points:
        assert facts[label] in values
        assert (label in asked) == (use.format(facts[label]) in task.output)
    assert task.output.startswith(scene)
    assert task.output.endswith(f"。{offer}。{ending}。")
    assert re.search("(..)牌", task.output)[0] in task.instruction  # type: ignore[index]


CHECKS: dict[str, Callable[[Task], None]] = {
    "gathering_notice": notice_names_every_matter_in_order,
    "thanks_letter": letter_names_favours_and_offer,
    "python_function": function_returns_the_stated_value,
    "sql_query": statement_fits_the_request,
    "day_timetable": timetable_is_the_only_one_allowed,
    "product_copy": copy_praises_the_requested_points,
}


CHECKED = [family for family in FAMILIES if family.name in CHECKS]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("family", CHECKED, ids=lambda family: family.name)
def test_generated_texts_meet_all_requirements(family, seed):
    CHECKS[family.name](family.write(Random(seed)))


SEASONS = {
    "灭蚊|防暑|高温|防溺水|毕业照": "5|6|7|8|9",
    "流感|秋游": "9|10|11",
    "年会": "11|12",
    "麦良种": "9|10",
    "草坪|育秧|土豆": "3|4",
}


@pytest.mark.parametrize("seed", range(200))
def test_a_matter_of_a_notice_fits_its_month_its_hour_and_its_sender(seed):
    task = write_notice(Random(seed))
    sender = next(each for each in SENDERS if task.output.splitlines()[-1] in each.names)
    assert task.output.splitlines()[1] == f"各位{sender.readers}："
    for month, day, time, what, need in matters_told(task):
        assert int(day) > {"1": 3, "5": 5, "10": 7}.get(month, 0)
        assert (what, need) in {(each.what, each.need) for each in sender.matters}
        assert time.startswith("晚上") == bool(re.search("放映|照明灯", what))
        assert time.startswith("上午") or not re.search("秋游|参观", what)
        assert all(re.fullmatch(months, month) for words, months in SEASONS.items() if re.search(words, what))
        if sender.readers == "家长":
            assert month not in {"1", "2", "7", "8"}
    host = task.output.splitlines()[-1]
    if "幼儿园" in host:
        assert not re.search("公开课|视力|拔河|气象台|记者", task.output)


EMPLOYED = ("护士", "司机", "志愿者", "维修师傅", "支教老师", "民警", "消防员", "医生")


@pytest.mark.parametrize("seed", range(200))
def test_an_offer_of_thanks_and_the_form_of_address_fit_the_relation(seed):
    task = write_thanks(Random(seed))
    role = next(each.role for each in HELPERS if re.search(rf"{each.role}[{SURNAMES}]", task.instruction))
    if re.search("表扬信|锦旗|表扬您", task.output):
        assert role.endswith(EMPLOYED)
    if role.endswith(("护士", "司机")):
        assert not re.search("话剧|球赛|爬山|钓鱼|火锅", task.output)
    assert ("您" in task.output) == (role not in ("同事", "师兄"))
    assert ("你" in task.output) == (role in ("同事", "师兄"))
    assert task.output.startswith("尊敬的") == bool(
        re.search("邻居|志愿者|小学老师|支教老师|导师|班主任|护士|民警|消防员|医生", role)
    )


@pytest.mark.parametrize("helper", HELPERS, ids=lambda helper: helper.role)
def test_the_letter_to_a_nurse_speaks_of_one_patient(helper):
    """Nobody is nursed as mother, father and daughter by turns."""
    if helper.role == "护士":
        told = "".join(situation for situation, *_ in helper.favours)
        assert "母亲" in told
        assert not re.search("父亲|女儿|外婆|爷爷", told)


@pytest.mark.parametrize("seed", range(200))
def test_a_timetable_begins_and_lasts_as_its_occasion_does(seed):
    task = write_timetable(Random(seed))
    rows = re.findall(r"(\d+):(\d\d)—(\d+):(\d\d) (.+)", task.output)
    spans = {what: (int(a) * 60 + int(b), int(c) * 60 + int(d)) for a, b, c, d, what in rows}
    brief = "剪彩|交换戒指|抽血|拍合影|领取|办理入住|停机结账|敬茶"
    assert all(end - start <= 30 for what, (start, end) in spans.items() if re.match(brief, what))
    assert all(end <= 10 * 60 for what, (_, end) in spans.items() if what == "吃早餐")
    assert all(start >= 15 * 60 for what, (start, _) in spans.items() if what in ("泡温泉", "围炉煮茶"))
    if "樱桃" in task.output + task.instruction:
        assert re.search(r"(?<!\d)[56]月", task.instruction)


@pytest.mark.parametrize("seed", range(200))
def test_the_copy_tells_a_scene_and_is_more_than_a_list_of_values(seed):
    task = write_copy(Random(seed))
    sentences = task.output.rstrip("。").split("。")
    assert len(sentences) >= 5
    assert all(re.search("[，。；]", sentence) for sentence in sentences[2:-2])
    if re.search("核桃仁|米酒", task.instruction):
        assert not re.search("七天内|免费换|免费修", task.output)
    assert "给给" not in task.instruction
    assert not re.search("好东西|好日子|认真生活|大自在|慢慢用|试过就知道", task.output)


@pytest.mark.parametrize("seed", range(200))
def test_only_numbers_that_add_up_are_summed(seed):
    task = write_sql(Random(seed))
    label = re.search("的([^的]+)总和", task.instruction)
    assert label is None or label[1] in SUMMED
    assert not re.search("(年龄|井深|硬度|身高|株高|页数|重量|里程)都加", task.instruction)
    assert "要求" not in task.instruction


@pytest.mark.parametrize("seed", range(200))
def test_a_query_by_groups_does_not_filter_by_group(seed):
    task = write_sql(Random(seed))
    if "GROUP BY" in task.output:
        group = re.search(r"GROUP BY (\w+)", task.output)[1]  # type: ignore[index]
        assert not re.search(rf"{group} (=|<>|IN)", task.output)


@pytest.mark.parametrize("seed", range(100))
@pytest.mark.parametrize("family", CHECKED, ids=lambda family: family.name)
def test_facts_stand_before_the_request(family, seed):
    """The dates and numbers of an instruction stand before its last 请. A query and a letter have no such facts."""
    task = family.write(Random(seed))
    if family.name in ("sql_query", "thanks_letter"):
        return
    facts, request = task.instruction.rsplit("请", 1)
    for kind in (r"\d+月\d+日", r"\d+(?:件|毫米|箱|份|册|公斤|人|元|分钟|头|次)", r"\d+:\d\d"):
        assert len(re.findall(kind, task.instruction)) == len(re.findall(kind, facts)), request


@pytest.mark.parametrize("seed", range(200))
def test_a_programme_fits_its_morning_and_has_its_main_part(seed):
    task = write_timetable(Random(seed))
    occasion = next(each for each in OCCASIONS if each.name in task.instruction)
    start, end = re.match(r"(\d+):", task.output)[1], re.findall(r"—(\d+):(\d\d)", task.output)[-1]  # type: ignore[index]
    assert int(start) >= 12 or (int(end[0]), int(end[1])) <= (12, 30)
    assert all(what in task.output for what in CORES.get(occasion.name, ()))
    assert not (occasion.private and re.search("场地|通知|开场|正式|操办", task.instruction))


@pytest.mark.parametrize("seed", range(200))
def test_favours_are_told_in_their_order(seed):
    task = write_thanks(Random(seed))
    helper = next(each for each in HELPERS if re.search(rf"{each.role}[{SURNAMES}]", task.instruction))
    for text in (task.instruction, task.output):
        places = [text.find(deed) for _, deed, _ in helper.favours if deed in text]
        assert places == sorted(places)
    assert not re.search("又[^，。；]*，又", task.output)


@pytest.mark.parametrize("seed", range(200))
def test_a_statement_that_changes_rows_has_no_conditions_of_a_query(seed):
    task = write_sql(Random(seed))
    if "SELECT" not in task.output:
        assert not re.search("SELECT|别名|视图|反复", task.instruction)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_word_is_doubled_where_parts_meet(family):
    for seed in range(100):
        task = family.write(Random(seed))
        found = re.search(
            "的的|了了|算算出|是是|在在|一来来|要要|请请|写好后写|写成以后写|[，。；：]{2}",
            task.instruction + task.output,
        )
        assert found is None, (seed, found[0])
