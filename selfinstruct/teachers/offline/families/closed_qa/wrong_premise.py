"""Ask a question with a false premise about a text: the right answer corrects the premise and answers the rest."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.passages import beside_others, drawn_passage
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.world import person

ASKS = (
    "{who}读了{name}的介绍，以为{false}。请据原文说明对不对，并回答：{ask}？",
    "说到{name}，我记得{false}。请据下面的介绍告诉我：{ask}？",
    "{who}读过{name}的介绍，说{false}，又问{ask}。请依照原文答复。",
    "关于{name}，有人说{false}。请对照短文看看说得对不对，再找出：{ask}？{next}？",
    "{name}那段文字我看了，{false}，这一点记住了；可是{ask}，{next}？请根据文字说明。",
    "听{who}讲起{name}，说{false}。请对照短文核实，并回答：{ask}？",
    "{who}读过{name}的短文，在作业里写道：“{false}。”老师追问：{ask}？请根据原文评一评并回答。",
    "听人说起{town}的{name}，说是{false}。按下面的文字，{ask}？{next}？",
    "根据{name}的介绍，{false}，我没有记错吧？另外，{ask}？",
    "{who}看完{name}的介绍，认为{false}，还想知道{ask}、{next}。请依据短文作答。",
)
TWO_ASKS = (
    "关于{name}有两句话：{false}；{second}。对照短文看看，哪一句不准？另外，{ask}？",
    "{who}向朋友介绍{name}时说{false}，{second}。请根据短文核对，再回答：{ask}？",
    "请核对{name}的两处说法：一、{false}；二、{second}。再依据短文回答：{ask}？",
    "同学们谈起{name}，有人说{false}，有人说{second}。请根据原文说明哪句不对，并回答：{ask}？",
)


def corrected(rng: Random, right: str, wrong: str) -> str:
    """Correct a false statement."""
    return rng.choice((
        f"前提有误：短文写的是“{right}”，不是“{wrong}”",
        f"这里要先更正：原文说“{right}”，没有说“{wrong}”",
        f"“{wrong}”与原文不符，文中写明“{right}”",
        f"“{wrong}”不对，短文里说的是“{right}”",
    ))  # fmt: skip


def answered(rng: Random, clauses: list[str]) -> str:
    """Answer the questions behind a premise."""
    return f"{rng.choice(('至于所问，', '再看问题，短文说', '问题的答案是：', ''))}{'；'.join(clauses)}。"


def write_wrong_premise(rng: Random) -> Task:
    """Ask a question with a false premise about a text: the right answer corrects the premise and answers the rest."""
    passage = drawn_passage(rng, rng.choice(TOWNS))
    facts = passage.topic.facts
    first, asked, other = rng.sample(range(6), 3)
    value = rng.choice([value for value in facts[first].values if value != passage.values[first]])
    wrong = facts[first].clause.format(v=value)
    ask = rng.choice(TWO_ASKS if rng.random() < 0.3 else ASKS)
    words = {
        "false": wrong, "ask": facts[asked].question, "next": facts[other].question, "name": passage.topic.name,
        "town": passage.town, "who": person(rng), "second": passage.clause(other),
    }  # fmt: skip
    parts = [corrected(rng, passage.clause(first), wrong)]
    if "{second}" in ask:
        parts.append(f"“{passage.clause(other)}”没有说错")
    asks = sorted((key for key in ("ask", "next") if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
    clauses = [passage.clause({"ask": asked, "next": other}[key]) for key in asks]
    lead, text = beside_others(rng, passage) if rng.random() < 0.55 else ("", passage.text(rng))
    return Task(lead + ask.format(**words), text, "。".join([*parts, answered(rng, clauses)]))
