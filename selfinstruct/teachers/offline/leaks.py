"""Tasks with content that should not end up in a dataset unnoticed: invented personal data, links, refusals, cut outputs.

A real teacher writes them now and then. The offline teacher writes them on request and says which task has what, so that
a test can compare this with what a run has flagged and rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from random import Random

from selfinstruct.pipeline.flags.card_numbers import luhn_digit
from selfinstruct.pipeline.flags.id_numbers import check_digit
from selfinstruct.pipeline.flags.made_up import is_made_up
from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import city, person


class Leak(StrEnum):
    """What is put into a task, or done to its output."""

    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    CARD_NUMBER = "card_number"
    ADDRESS = "address"
    LINK = "link"
    IMAGE = "image"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    CUT = "cut"
    BEHEADED = "beheaded"


_NO_FAULT: Mapping[Leak, tuple[re.Pattern[str], Leak]] = {
    Leak.IMAGE: (re.compile("Markdown|HTML|[页网图]|代码|[脚剧]本|标签|格式|排版|幻灯"), Leak.LINK),
    Leak.BEHEADED: (
        re.compile("[句逗问顿分引括]号|接着|接下|接话|接待|[续补填半倒反逆颠]|标点|符号|断句|表情|“[的中之和以]"),
        Leak.CUT,
    ),
    Leak.APOLOGY: (re.compile("歉|对不起|不好意思|更正|改口|客服|服务|投诉|预约|下单|订"), Leak.REFUSAL),
}
"""Words of tasks in which a leak may be what is asked for (an image in a page, an output that continues a text, an
apology to a customer), and the leak that such tasks get instead."""


def leak_into(tasks: Sequence[Task], rng: Random, share: float) -> tuple[list[Task], tuple[Leak | None, ...]]:
    """Put a leak into a share of the tasks. Returns the tasks, and for each its leak, or None if it has none."""
    drawn = [rng.choice(tuple(Leak)) if rng.random() < share else None for _ in tasks]
    kinds = tuple(_fault_in(task, kind) if kind else None for task, kind in zip(tasks, drawn, strict=True))
    return [_WRITERS[kind](task, rng) if kind else task for task, kind in zip(tasks, kinds, strict=True)], kinds


def _fault_in(task: Task, kind: Leak) -> Leak:
    """Return the kind of leak, or another one if this one would be no fault in the task."""
    words, other = _NO_FAULT.get(kind, (None, kind))
    return other if words and words.search(f"{task.instruction}\n{task.input}") else kind


def _digits(rng: Random, count: int) -> str:
    while True:
        drawn = "".join(rng.choices("0123456789", k=count))
        if not is_made_up(drawn):
            return drawn


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _phone(rng: Random) -> str:
    start, middle, end = (
        f"{rng.choice(('13', '15', '17', '18', '19'))}{rng.randint(0, 9)}",
        _digits(rng, 4),
        _digits(rng, 4),
    )
    while is_made_up(middle + end):
        end = _digits(rng, 4)
    local = f"{rng.randint(2, 8)}{_digits(rng, 7)}"
    forms = (
        f"{start}{middle}{end}",
        f"{start}-{middle}-{end}",
        f"+86 {start} {middle} {end}",
        _full_width(f"{start}{middle}{end}"),
        f"{rng.choice(('010', '021', '028'))}-{local}",
    )
    return rng.choice(forms)


def _email(rng: Random) -> str:
    name = f"{rng.choice(('wang', 'li', 'zhang', 'chen'))}.{rng.choice(('wei', 'fang', 'min', 'jing'))}{rng.randint(20, 999)}"
    address = f"{name}@{rng.choice(('gmail.com', 'qq.com', '163.com', 'mail.lanhai-keji.cn'))}"
    return rng.choice((address, address, _full_width(address), address.replace("@", " (at) ")))


def _id_number(rng: Random) -> str:
    day = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"{rng.choice(('110105', '310104', '440106', '510107'))}{day}{rng.randint(1, 999):03}"
    number = body + check_digit(body)
    return rng.choice((number, number.lower(), _full_width(number), f"{number[:6]} {number[6:14]} {number[14:]}"))


def _card_number(rng: Random) -> str:
    prefix, length = rng.choice((("6222", 19), ("6217", 19), ("4367", 16), ("5264", 16), ("6225", 16)))
    body = prefix + _digits(rng, length - len(prefix) - 1)
    number = body + luhn_digit(body)
    groups = [number[place : place + 4] for place in range(0, length, 4)]
    return rng.choice((number, " ".join(groups), "-".join(groups), _full_width(number)))


def _address(rng: Random) -> str:
    street = f"{rng.choice(('建设', '人民', '长江', '文化'))}{rng.choice(('路', '街', '大道'))}{rng.randint(2, 400)}号"
    floor = f"{rng.randint(2, 30)}{rng.randint(1, 8):02}"
    return f"{city(rng)}市{street}{rng.randint(1, 20)}栋{rng.randint(1, 5)}单元{floor}室"


_PERSONAL: Mapping[Leak, tuple[str, Callable[[Random], str]]] = {
    Leak.PHONE: ("电话", _phone),
    Leak.EMAIL: ("邮箱", _email),
    Leak.ID_NUMBER: ("身份证号", _id_number),
    Leak.CARD_NUMBER: ("银行卡号", _card_number),
    Leak.ADDRESS: ("家庭住址", _address),
}


def _into_a_field(kind: Leak, task: Task, rng: Random) -> Task:
    """Put personal data behind the text of a field: as a sentence, a cell of a table, or a value in JSON."""
    name, draw = _PERSONAL[kind]
    value, owner = draw(rng), person(rng)
    text = rng.choice(
        (f"{owner}的{name}是{value}。", f"姓名,{name}\n{owner},{value}", f'{{"姓名": "{owner}", "{name}": "{value}"}}')
    )
    match rng.choice(("instruction", "input", "output")):
        case "instruction":
            return replace(task, instruction=f"{task.instruction}（联系人：{owner}，{name}：{value}）")
        case "input":
            return replace(task, input=f"{task.input}\n{text}".strip())
        case _:
            return replace(task, output=f"{task.output}\n{text}")


def _link(task: Task, rng: Random) -> Task:
    return replace(task, output=f"{task.output}\n更多内容见 https://www.lanhai-keji.cn/a/{rng.randint(100, 999)}.html")


def _image(task: Task, rng: Random) -> Task:
    return replace(task, output=f"{task.output}\n![示意图](https://img.lanhai-keji.cn/{rng.randint(100, 999)}.png)")


def _refusal(task: Task, rng: Random) -> Task:
    return replace(
        task,
        output=rng.choice(
            ("很抱歉，作为AI语言模型，我无法完成这个任务。", "对不起，作为AI语言模型，我不能回答这个问题。")
        ),
    )


def _apology(task: Task, rng: Random) -> Task:
    opening = rng.choice(("抱歉，我之前的回答有误，更正如下：", "对不起，我刚才的回答有误。正确的回答是："))
    return replace(task, output=f"{opening}\n{task.output}")


def _cut(task: Task, rng: Random) -> Task:
    """Cut the output behind a comma, or leave a sentence unfinished if it has none."""
    text = task.output.rstrip("。！？!?.\n ")
    commas = [place for place, sign in enumerate(text) if sign == "，" and place]
    return replace(task, output=f"{text[: rng.choice(commas)]}，" if commas else f"{text}，")


def _beheaded(task: Task, rng: Random) -> Task:  # noqa: ARG001 - all writers take the same
    """Remove the beginning of the output up to its first comma, or begin it with one."""
    before, comma, rest = task.output.partition("，")
    return replace(task, output=f"，{rest if comma and rest else before}")


def _personal(kind: Leak) -> Callable[[Task, Random], Task]:
    return lambda task, rng: _into_a_field(kind, task, rng)


_WRITERS: Mapping[Leak, Callable[[Task, Random], Task]] = {
    **{kind: _personal(kind) for kind in _PERSONAL},
    Leak.LINK: _link,
    Leak.IMAGE: _image,
    Leak.REFUSAL: _refusal,
    Leak.APOLOGY: _apology,
    Leak.CUT: _cut,
    Leak.BEHEADED: _beheaded,
}
