"""Ask what a text does not tell, often together with what it tells: the right answer says so and gives what is there."""

from __future__ import annotations

import re
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.passages import Passage, Untold, beside_others, drawn_passage
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import numbered

LONE_ASKS = (
    "根据短文，{lost}？{also}？",
    "{lost}？{also}？请据{name}的介绍回答。",
    "请从下文找答案：{lost}，{also}？",
    "{name}的介绍里，{lost}？{also}？",
    "有人问{lost}、{also}，请根据短文回答。",
    "{town}{name}：{lost}？{also}？请据文说明。",
)
PAIR_ASKS = (
    "根据短文，{known}？{lost}？",
    "读这段关于{name}的文字，回答：{known}；{lost}；{more}。",
    "请查短文作答：{lost}？{known}？",
    "想去看看{name}，先问几件事：{known}，{more}，{lost}？请依照短文回答。",
    "{town}的朋友寄来了{name}的介绍。请据此说明：{lost}，{known}。",
    "表哥托我打听{name}的事：{known}，还有，{lost}？请依据下面的文字替我回话。",
    "采访前核对资料，请根据短文回答：{known}？{more}？{lost}？没有写到的请直说。",
    "{lost}？{more}？请从{name}的介绍里找答案。",
    "孩子追着问{known}，又问{lost}。请根据短文回答他。",
    "旅行社来电，问{town}的{name}的情况：{lost}，{more}，{known}？请根据介绍回答。",
    "{more}？{known}？至于{lost}，文中写了吗？",
)
LIST_ASKS = (
    "阅读{town}{name}的介绍，回答问题。\n{list}",
    "请根据介绍逐题作答，没有写到的要说明：\n{list}",
    "给{name}的志愿者出了几道题，请据短文作答：\n{list}",
    "请据{name}的简介回答：\n{list}",
    "依据短文解答，不要补充文外的内容。\n{list}",
    "这是一份小测验。\n{list}\n请只根据短文作答。",
    "请根据短文回答下面的问题，没有写到的直接说没有：\n{list}",
    "来访的人常问下面几件事，请照短文答复：\n{list}",
    "讲解员培训，看过短文后回答：\n{list}\n答不了的要说明。",
)


REFUSALS = (
    "短文没有提到{missing}，无法回答",
    "文中没有写{missing}，答不出来",
    "从这段文字里看不出{missing}",
    "关于{missing}，文中没有交代",
)


def refused(rng: Random, passage: Passage, lost: Untold) -> str:
    """Say that the text does not tell something, and what it tells next to it."""
    if lost.near is None:
        return rng.choice(REFUSALS).format(missing=lost.missing)
    near = passage.clause(lost.near)
    return rng.choice((
        f"短文没有提到{lost.missing}，只说{near}",
        f"文中没有写{lost.missing}，相近的内容只有“{near}”",
        f"从这段文字里看不出{lost.missing}，文中讲到的是{near}",
        f"关于{lost.missing}，文中没有交代，只知道{near}",
    ))  # fmt: skip


VISITORS = re.compile("想去看看|旅行社|志愿者|来访|讲解员")
"""What the requests of visitors and guides contain."""


def fitting(asks: tuple[str, ...], passage: Passage, named: bool) -> list[str]:
    """Return the requests that suit the topic. If a sentence before names the text already, they do not name it again."""
    suitable = [ask for ask in asks if passage.topic.visited or not VISITORS.search(ask)]
    return [ask for ask in suitable if not (named and "{name}" in ask)]


def ask_lone(rng: Random, passage: Passage, named: bool) -> tuple[str, list[str]]:
    """Ask for two things that the text does not tell: the instruction and the answers."""
    lost, also = rng.sample(passage.topic.untold, 2)
    ask = rng.choice(fitting(LONE_ASKS, passage, named)).format(
        lost=lost.question, also=also.question, name=passage.topic.name, town=passage.town
    )
    one, two = rng.sample(REFUSALS, 2)
    return ask, [f"{one.format(missing=lost.missing)}。", f"{two.format(missing=also.missing)}。"]


def ask_mixed(rng: Random, passage: Passage, named: bool) -> tuple[str, list[str]]:
    """Ask for one thing that the text does not tell and one or two that it tells, in a sentence."""
    lost, ask = rng.choice(passage.topic.untold), rng.choice(fitting(PAIR_ASKS, passage, named))
    first, second = rng.sample([at for at in range(6) if at != lost.near], 2)
    facts = passage.topic.facts
    words = {"lost": lost.question, "known": facts[first].question, "more": facts[second].question}
    replies = {"lost": refused(rng, passage, lost), "known": passage.clause(first), "more": passage.clause(second)}
    ordered = sorted((key for key in words if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
    return ask.format(name=passage.topic.name, town=passage.town, **words), [f"{replies[key]}。" for key in ordered]


def ask_listed(rng: Random, passage: Passage, named: bool) -> tuple[str, list[str]]:
    """Ask for one thing that the text does not tell and two or three that it tells, in a list."""
    lost, facts = rng.choice(passage.topic.untold), passage.topic.facts
    known = rng.sample([at for at in range(6) if at != lost.near], rng.choice((2, 3)))
    pairs = [(facts[at].question, passage.clause(at)) for at in known]
    pairs.insert(rng.randint(0, len(pairs)), (lost.question, refused(rng, passage, lost)))
    ask = rng.choice(fitting(LIST_ASKS, passage, named))
    questions = numbered([f"{question}？" for question, _ in pairs])
    return ask.format(list=questions, name=passage.topic.name, town=passage.town), [f"{text}。" for _, text in pairs]


def write_missing_fact(rng: Random) -> Task:
    """Ask what a text does not tell, often together with what it tells: the right answer says so and gives what is there."""
    passage = drawn_passage(rng, rng.choice(TOWNS))
    lead, text = beside_others(rng, passage) if rng.random() < 0.55 else ("", passage.text(rng))
    write = rng.choices((ask_lone, ask_mixed, ask_listed), (1, 4, 5))[0]
    instruction, answers = write(rng, passage, bool(lead))
    numbers = instruction.count("\n") > 1 or len(answers) > 2
    return Task(lead + instruction, text, numbered(answers) if numbers else "".join(answers))
