"""Answers to closed questions are correct: each is derived again from the table or notice."""

import re
from collections.abc import Callable
from random import Random

import pytest

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families import closed_qa

WRITE = {family.name: family.write for family in closed_qa.FAMILIES}
WEEKDAYS = tuple("周" + day for day in "一二三四五六日")


RIVALS = {
    "谁花得多": ("{more}花得多，多{gap}元", "两人花得一样多"),
    "各花多少": ("{a}花{x}元，{b}花{y}元，差{gap}元", "{a}花{x}元，{b}花{y}元，没有差别"),
    "哪一单贵": ("{more}那一单贵，贵{gap}元", "两单一样贵"),
    "比一比": ("{more}比{less}多花{gap}元", "两人花得一样多"),
    "谁花得更少": ("{less}花得更少，少{gap}元", "两人花得一样多"),
    "谁的花费少": ("{less}的花费少，少{gap}元", "两人的花费一样"),
    "谁的单子便宜": ("{less}的单子便宜，便宜{gap}元", "两张单子价钱相同"),
    "总价和差价": ("两单的总价是{x}元和{y}元，差价是{gap}元", "两单的总价都是{x}元，没有差价"),
}
"""The answers that a question about two orders allows: one costs more, or both cost the same."""
MEANS = {
    "能付清吗": ("，能付清，余", "，不能付清，差"),
    "够用还是不够用": ("，够用，多", "，不够用，少"),
    "钱够不够": ("，钱够，余", "，钱不够，差"),
    "付得起吗": ("，付得起，还剩", "，付不起，还缺"),
    "够付账吗": ("，这些钱够付账，多", "，这些钱不够付账，少"),
}
"""The answers that a question about the money of a customer allows: it is enough, or not."""


def only(answers: dict[str, tuple[str, ...]], question: str) -> tuple[str, ...]:
    (found,) = [ends for words, ends in answers.items() if re.search(words, question)]
    return found


def check_prices(task: Task) -> None:
    prices = {name: int(yuan) for name, yuan in re.findall(r"(.+)：(\d+)元", task.input)}
    names = "|".join(sorted(prices, key=len, reverse=True))
    facts, _, question = task.instruction.partition("。")
    sums = [
        sum(int(count) * prices[name] for count, name in re.findall(rf"(\d+)\D{{1,2}}({names})", clause))
        for clause in facts.split("，")
    ]
    spent = [total for total in sums if total]
    assert [int(total) for total in re.findall(r"＝(\d+)元[；，。]", task.output)[: len(spent)]] == spent
    if len(spent) == 2:
        a, b = re.findall(r"(?:^|；)([^；：。]+)：\d", task.output)
        more, less = (a, b) if spent[0] > spent[1] else (b, a)
        end = only(RIVALS, question)[spent[0] == spent[1]]
        gap = abs(spent[0] - spent[1])
        assert task.output.endswith(
            "。" + end.format(a=a, b=b, x=spent[0], y=spent[1], more=more, less=less, gap=gap) + "。"
        )
        return
    paid = int(re.findall(r"(\d+)元", facts)[-1])
    if re.search("|".join(MEANS), question):
        end = only(MEANS, question)[paid < spent[0]]
        assert task.output.endswith(f"{end}{abs(paid - spent[0])}元。")
    else:
        assert paid > spent[0]
        assert re.search(rf"\D{paid - spent[0]}元(?:零钱)?。$", task.output)


def moment(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def check_trains(task: Task) -> None:
    rows = re.findall(r"(\w+)  ([\d:]+)开  ([\d:]+)到  (\d+)元", task.input)
    early, late = sorted(map(moment, re.findall(r"\d+:\d\d", task.instruction)))
    fit = [row for row in rows if moment(row[1]) >= early and moment(row[2]) <= late]
    named = re.findall(r"[DGK]\d+", task.output)
    if re.search("能坐的车|共有几趟|全部可选|符合要求的|来得及", task.instruction) or not fit:
        assert named == [row[0] for row in fit]
        return
    keys: list[tuple[str, Callable[[tuple[str, ...]], int]]] = [
        ("最先到站|到得最早|尽早到|最早抵达|赶早", lambda row: moment(row[2])),
        ("最省时间|时间最短|跑得最快|用时最少|最快的车", lambda row: moment(row[2]) - moment(row[1])),
        ("票价最低|最便宜|省钱|花钱最少|最低的票价", lambda row: int(row[3])),
    ]
    key = next(key for words, key in keys if re.search(words, task.instruction))
    best = min(key(row) for row in fit)
    assert named == [row[0] for row in fit if key(row) == best]


def check_marks(task: Task) -> None:
    head, *rows = [line.split() for line in task.input.splitlines()]
    marks = {row[0]: dict(zip(head[1:], map(int, row[1:]), strict=True)) for row in rows}
    floors = re.findall(r"(..)(?:至少|不能低于|得有|要求达到)(\d+)分", task.instruction)
    if floors:
        able = [name for name, row in marks.items() if all(row[subject] >= int(least) for subject, least in floors)]
        assert [name for name in marks if name in task.output] == able
    pair = re.findall(r"([^，。]+)两科共(\d+)分", task.output)
    for name, total in pair:
        subjects = [subject for subject in head[1:] if re.search(subject, task.instruction)]
        assert len(subjects) == 2
        assert sum(marks[name][subject] for subject in subjects) == int(total)
    for name, mark in re.findall(r"([^、：]+)（(\d+)分）", task.output):
        assert marks[name][task.output[:2]] == int(mark)
    for name, mark in re.findall(r"；(.+?)考了(\d+)分", task.output):
        column = [row[task.output[:2]] for row in marks.values()]
        mean = sum(column) / len(column)
        assert marks[name][task.output[:2]] == int(mark)
        assert f"平均分是{sum(column)}÷{len(column)}＝{mean:g}分" in task.output
        assert only(PASSED, task.instruction)[int(mark) <= mean] in task.output
        assert int(mark) == mean or f"{'高' if int(mark) > mean else '低'}{abs(int(mark) - mean):g}分。" in task.output
    if pair:
        high, low = sorted(pair, key=lambda each: -int(each[1]))
        facts = {"high": high[0], "gap": int(high[1]) - int(low[1]), "best": high[1]}
        assert only(LEADS, task.instruction)[high[1] == low[1]].format(**facts) in task.output


PASSED = {
    "能不能如愿": ("，能如愿，", "，不能如愿，"),
    "达到没有": ("这个条件达到了", "这个条件没有达到"),
    "再作判断": ("，符合条件", "，不符合条件"),
    "行不行": ("，行，", "，不行，"),
    "够不够条件": ("，够条件，", "，不够条件，"),
    "过没过线": ("，过线了，", "，没过线，"),
}
LEADS = {
    "总分占优": ("{high}的总分占优，多出{gap}分。", "不分上下"),
    "的总分高": ("{high}的总分高，高{gap}分。", "一样高"),
    "合计和差距": ("差距是{gap}分，{high}的总分高。", "没有差距"),
    "谁领先": ("{high}领先，领先{gap}分。", "两人打平"),
    "名额归谁": ("名额归{high}，胜出{gap}分。", "定不下名额归谁"),
    "该选谁": ("该选{high}，总分是{best}分。", "分不出该选谁"),
}
"""The answers that a question about marks allows: passed or not, and one leads or both are equal."""


def check_roster(task: Task) -> None:
    shift = re.search("早班|中班|晚班", task.instruction)[0]
    week = [re.search(rf"{shift}([^，\n]+)", line)[1] for line in task.input.splitlines()[1:]]
    for line in task.input.splitlines()[1:]:
        assert re.findall("早班|中班|晚班", line) in (["早班", "中班"], ["早班", "晚班"], ["中班", "晚班"])
    staff = {*week}
    days = [WEEKDAYS.index(day) for day in re.findall("周[一二三四五六日]", task.instruction)]
    if len(days) == 2:
        week[days[0]], week[days[1]] = week[days[1]], week[days[0]]
    else:
        week[days[0]] = re.search(r"(?:请|让|改由)(\w{2,3}?)(?:顶|代|上)", task.instruction)[1]
    said = task.output.removeprefix("调整后，").split("；")
    for part in said:
        who = next(name for name in sorted(staff, key=len, reverse=True) if part.startswith(name))
        assert re.findall("周[一二三四五六日]", part.replace("这周", "")) == [
            d for d, n in zip(WEEKDAYS, week, strict=True) if n == who
        ]


def check_notice(task: Task) -> None:
    opens = moment(re.search(r"\d+:\d\d", task.instruction)[0])
    lasts = int(re.search(r"(?:每场|一场|时长|每场安排|每场进行|各场都是)(\d+)分钟", task.instruction)[1])
    rounds = int(re.search(r"(\d)场", task.instruction)[1])
    rest = int(re.search(r"(?:歇|休息|之间隔)(\d+)分钟", task.instruction)[1])
    starts = [opens + i * (lasts + rest) for i in range(rounds)]
    said = [moment(each) for each in re.findall(r"\d+:\d\d", task.output)]
    if "第二场几点" in task.instruction:
        assert said == [starts[1]]
    elif re.search("第二场从|第二场的起止", task.instruction):
        assert said == [starts[1], starts[1] + lasts]
    elif "参加第二场的人" in task.instruction:
        assert said == [starts[1] + lasts]
    elif "想参加第二场" in task.instruction:
        assert said == [starts[1], starts[1]]
    elif said:
        assert said == [starts[-1] + lasts]
    else:
        venue, extra = re.match(r"(?:要在|该去|去|地点是|活动办在)(.+?)(?:参加)?[，；].+：(.+)。", task.output).groups()
        assert venue in task.instruction
        assert extra in task.instruction


@pytest.mark.parametrize(
    ("family", "check"),
    [
        ("price_list", check_prices),
        ("train_timetable", check_trains),
        ("exam_marks", check_marks),
        ("duty_roster", check_roster),
        ("event_notice", check_notice),
    ],
)
def test_the_answer_follows_from_the_given_text(family: str, check: Callable[[Task], None]) -> None:
    for seed in range(60):
        check(WRITE[family](Random(seed)))


OWN_WORDS = {
    "price_list": {
        "应找回": "应找回", "合计几元": r"合计\d+元，找回", "按表计算找零": "找零是", "拿回多少": r"该拿回\d+元零钱",
        "店员该找零钱": "店员该找零钱", "店里要找": "店里要找",
        "要找多少": r"\d－\d+＝\d+元，要找", **dict.fromkeys([*MEANS, *RIVALS], ""),
    },
    "train_timetable": {
        "最先到站": "^最先到站的是", "到得最早": "^坐.+到得最早", "想尽早到": "^应选", "最省时间": "^路上最省时间的是",
        "时间最短": r"^.+乘车时间最短，\d+分钟", "跑得最快": "^.+跑得最快", "票价最低": "^票价最低的是",
        "最便宜": r"^坐.+最便宜，\d+元", "想省钱": "^该买", "能坐的车": "^能坐的车有", "共有几趟": r"^共有\d+趟合适，车次是",
        "全部可选": r"^可选的车次有\d+趟",
        "最早抵达": "^.+最早抵达", "要赶早": "^应坐", "用时最少": "^.+用时最少", "最快的车": r"^最快的车是.+，要\d+分钟",
        "花钱最少": "^.+花钱最少", "最低的票价": r"^最低的票价是\d+元，是", "符合要求的": r"^符合要求的有\d+趟：", "来得及": "^来得及坐的车是",
    },
    "exam_marks": {
        "谁够格": "够格", "合格的人": "合格的人", "哪几位符合": "位符合", "第一是谁": "..第一是", "最高的人": "..最高的人是",
        "最好的呢": "..最好的是", "的头名": "..的头名是", "过了两关的是谁": "过了两关", "都有谁达标": "达标", "两科都达到要求": "两科都达到要求",
        "最高分是谁的": "..的最高分是", "考得最好的又": "..考得最好的是", **dict.fromkeys([*PASSED, *LEADS], ""),
    },
    "duty_roster": {
        "哪几天上": "上.班", "日子": "上.班的日子是周|没有.班", "落在周几": "的.班落在周", "上哪几天": "上周.+的.班|不上.班",
        "各有几天": r"有\d天.班", "列出": "的.班：",
    },
    "event_notice": {
        "最后一场几点": "^最后一场.+结束", "全部场次到几点": "^全部场次到.+结束", "全部结束": "^活动.+全部结束", "参加末场": "^参加末场的人.+能离开",
        "起止时间": "^第二场的起止时间是.+—", "参加第二场的人": "^参加第二场的人.+能离开", "办在哪儿": "^活动办在.+提的要求是",
        "该去哪儿": "^该去.+要记住", "散场是几点": "^散场是", "第二场几点": "^第二场.+开始",
        "几点到不迟": "以前到就不迟", "从几点到几点": "^第二场从.+到", "哪里参加": "^要在.+参加，要求是",
        "什么地方": "^去.+；要注意：", "地点和注意事项": "^地点是.+，注意事项是",
    },
}  # fmt: skip
"""Every question of a family, and what its answer must say to answer the question in its own words."""


@pytest.mark.parametrize("family", OWN_WORDS)
def test_every_question_is_answered_in_its_own_words(family: str) -> None:
    for seed in range(300):
        task = WRITE[family](Random(seed))
        question = task.instruction.partition("。")[2]
        asked = [words for ask, words in OWN_WORDS[family].items() if re.search(ask, question)]
        assert len(asked) == 1, task.instruction
        assert re.search(asked[0], task.output) or task.output.startswith("表中没有"), (task.instruction, task.output)


@pytest.mark.parametrize("family", OWN_WORDS)
def test_the_facts_come_before_the_question(family: str) -> None:
    for seed in range(300):
        facts, _, question = WRITE[family](Random(seed)).instruction.partition("。")
        assert facts
        assert not re.search(r"？|^(请|依|根据|按|对照|查|看表|照这|照表|读)", facts)
        assert question
        assert not re.search(r"\d", question)


def test_the_money_of_a_customer_is_sometimes_enough_and_sometimes_not() -> None:
    outputs = [WRITE["price_list"](Random(seed)).output for seed in range(300)]
    assert sum("够，" in output or "够付账" in output or "付得起" in output for output in outputs) > 20
    assert sum("不够" in output or "付不起" in output for output in outputs) > 10


def test_people_do_with_the_items_of_a_shop_what_the_shop_is_for() -> None:
    for seed in range(300):
        text = WRITE["price_list"](Random(seed)).instruction
        assert ("送洗" in text) == ("洗衣店" in text), text


def test_the_subjects_of_a_grade_are_taught_in_it() -> None:
    untaught = {"七": "物理|化学", "八": "化学", "九": "生物|地理"}
    for seed in range(300):
        task = WRITE["exam_marks"](Random(seed))
        grade = re.search("([七八九])年级", task.instruction)
        assert grade is None or not re.search(untaught[grade[1]], task.input.splitlines()[0])


def test_the_subjects_fit_what_the_students_are_chosen_for() -> None:
    unfit = {
        "辩论": "数学|地理|生物",
        "法庭|选举": "数学|英语|生物",
        "英文|双语|外教": "数学|物理",
        "水火箭|电路": "语文|政治",
        "湿地|候鸟": "英语|政治",
    }
    for seed in range(500):
        text = WRITE["exam_marks"](Random(seed)).instruction
        assert not any(re.search(purpose, text) and re.search(subjects, text) for purpose, subjects in unfit.items()), (
            text
        )


def test_a_traveller_has_at_least_a_quarter_of_an_hour_before_the_first_train() -> None:
    for seed in range(500):
        task = WRITE["train_timetable"](Random(seed))
        early = min(map(moment, re.findall(r"\d+:\d\d", task.instruction)))
        leaves = map(moment, re.findall(r"([\d:]+)开", task.input))
        assert not any(early <= each < early + 15 for each in leaves)


def test_the_trains_of_a_timetable_have_different_numbers() -> None:
    for seed in range(500):
        names = re.findall(r"[DGK]\d+", WRITE["train_timetable"](Random(seed)).input)
        assert len({*names}) == len(names) == 6


def test_a_traveller_arrives_at_a_time_of_the_day_that_suits_the_errand() -> None:
    for seed in range(500):
        text = WRITE["train_timetable"](Random(seed)).instruction
        late = max(map(moment, re.findall(r"\d+:\d\d", text)))
        assert late <= 17 * 60 or not re.search("体检|考试|过户|入职|面试|公开课|毕业证", text), text
        assert late >= 14 * 60 or not re.search("音乐会|球赛|话剧|晚宴", text), text


def test_a_person_who_exchanges_a_shift_has_a_reason_that_suits_the_day() -> None:
    for seed in range(500):
        facts = WRITE["duty_roster"](Random(seed)).instruction.partition("。")[0]
        day = re.search(
            r"周[一二三四五六日](?=\w*(?:要|预约|发烧|扭伤|水管|牙疼|抛锚|大雨))|周[一二三四五六日]", facts
        )[0]
        assert not re.search("周六|周日", day) or not re.search("办证|答辩|拔牙|过户|体检|贷款|家长会", facts), facts
        assert "晚班" not in facts or not re.search("办证|答辩|拔牙|过户|体检|贷款|家长会", facts), facts
        assert not re.search("对调|互换|换", facts) or not re.search("发烧了|扭伤|水管|牙疼|抛锚|大雨", facts), facts


def test_a_notice_is_about_one_possible_event() -> None:
    for seed in range(500):
        text = WRITE["event_notice"](Random(seed)).instruction
        month, hour, minute = map(int, re.search(r"(\d+)月\d+日(\d+):(\d+)", text).groups())
        lasts = int(re.search(r"(?:每场|一场|时长|每场安排|每场进行|各场都是)(\d+)分钟", text)[1])
        rounds, rest = (int(re.search(words, text)[1]) for words in (r"(\d)场", r"(?:歇|休息|之间隔)(\d+)分钟"))
        opens, end = hour * 60 + minute, hour * 60 + minute + rounds * lasts + (rounds - 1) * rest
        # Sessions fit into a morning, an afternoon or an evening.
        assert any(first <= opens and end <= last for first, last in ((480, 730), (810, 1080), (1080, 1290))), text
        # Nothing takes place in the open air in winter or in midsummer, or at a school during the holidays.
        assert month in (3, 4, 5, 9, 10, 11) or not re.search("湿地|河堤|苗圃|山脚|湖边|戏台|戏楼|大坝", text), text
        assert month not in (1, 2, 7, 8) or not re.search("中学|小学|学校|学院|大学", text), text
        assert month in (3, 4) or "植树" not in text
        assert int(re.search(r"月(\d+)日", text)[1]) > 7
        # The host is of the kind that holds such events, in rooms of its own.
        assert not re.search("读书会|皮影戏|求职讲座", text) or "工会" not in text
        assert not re.search("书店|图书馆", text) or re.search("读书会|旧书", text)
        assert not re.search("职工|工人", text) or "工会" in text


def test_one_break_is_not_a_sum_of_breaks() -> None:
    outputs = [WRITE["event_notice"](Random(seed)).output for seed in range(300)]
    assert any("加上中间休息" in text for text in outputs)
    assert not any("1次休息" in text for text in outputs)


@pytest.mark.parametrize("family", WRITE)
def test_the_same_seed_writes_the_same_task(family: str) -> None:
    assert WRITE[family](Random(7)) == WRITE[family](Random(7))


def test_a_notice_of_two_sessions_has_one_break() -> None:
    for task in (WRITE["event_notice"](Random(seed)) for seed in range(300)):
        two = re.search("[办共分排]2场", task.instruction)
        assert not re.search("每两场", task.instruction)
        assert not (two and re.search("相邻|场与场|每场结束", task.instruction))


def test_a_time_at_which_offices_must_be_open_holds_every_day() -> None:
    for task in (WRITE["opening_hours"](Random(seed)) for seed in range(300)):
        if re.match(r"\d+:\d\d(?:两处都|没有一天)", task.output):
            assert re.search("每天|天天|周一到周日|周几都行", task.instruction)


def test_a_question_behind_an_order_follows_a_colon() -> None:
    for task in (WRITE["wrong_premise"](Random(seed)) for seed in range(300)):
        assert not re.search("(?:回答|告诉我)[^：。]+？", task.instruction)
