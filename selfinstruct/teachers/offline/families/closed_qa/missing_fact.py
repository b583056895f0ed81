"""Ask what a text does not tell, often together with what it tells: the right answer says so and gives what is there."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.passages import Passage, Untold, drawn_passage
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.wording import numbered

LONE_ASKS = (
    "根据短文，{lost}？",
    "读完这段关于{name}的介绍，请回答：{lost}？",
    "{lost}？请只依据{name}的这段介绍回答。",
    "有读者来信问：{lost}？请查一查这段文字再答复。",
    "文中有没有说{lost}？请据实回答。",
    "请从下面的文字里找一找，{lost}？",
    "导游被问到{lost}，手边只有这段介绍，应怎样回答？",
    "这段文字能回答“{lost}”吗？请说明。",
)
PAIR_ASKS = (
    "根据短文，{known}？{lost}？",
    "读这段关于{name}的文字，回答：{known}；{lost}；{more}。",
    "请查短文作答：{lost}？{known}？",
    "想去看看{name}，先问几件事：{known}，{more}，{lost}？请依照短文回答。",
    "{town}的朋友寄来一段介绍。请据此说明：{lost}，{known}。",
    "表哥托我打听{known}，还有{lost}。请依据下面的文字替我回话。",
    "采访前核对资料：{known}？{more}？{lost}？资料里没有的请直说。",
    "{lost}？{more}？请从{name}的介绍里找答案。",
    "孩子追着问{known}，又问{lost}。请根据短文回答他。",
    "旅行社来电，问{town}的{name}的情况：{lost}，{more}，{known}？请依介绍答复。",
    "{more}？{known}？至于{lost}，文中写了吗？",
)
LIST_ASKS = (
    "阅读{town}{name}的介绍，回答问题。\n{list}",
    "请根据下面的介绍逐题作答，没有写到的要说明：\n{list}",
    "给{name}的志愿者出了几道题，请据短文作答：\n{list}",
    "下面这段话是{name}的简介。请回答：\n{list}",
    "依据短文解答，不要补充文外的内容。\n{list}",
    "{name}的小测验。\n{list}\n请只根据短文作答。",
    "讲解员培训，看过短文后回答：\n{list}\n答不了的要说明。",
)


def refused(rng: Random, passage: Passage, lost: Untold) -> str:
    """Say that the text does not tell something, and what it tells next to it."""
    if lost.near is None:
        return rng.choice((
            f"短文没有提到{lost.missing}，无法回答",
            f"文中没有写{lost.missing}，答不出来",
            f"从这段文字里看不出{lost.missing}",
            f"关于{lost.missing}，文中没有交代",
        ))  # fmt: skip
    near = passage.clause(lost.near)
    return rng.choice((
        f"短文没有提到{lost.missing}，只说{near}",
        f"文中没有写{lost.missing}，相近的内容只有“{near}”",
        f"从这段文字里看不出{lost.missing}，文中讲到的是{near}",
        f"关于{lost.missing}，文中没有交代，只知道{near}",
    ))  # fmt: skip


def write_missing_fact(rng: Random) -> Task:
    """Ask what a text does not tell, often together with what it tells: the right answer says so and gives what is there."""
    passage = drawn_passage(rng, rng.choice(TOWNS))
    lost = rng.choice(passage.topic.untold)
    known = [at for at in rng.sample(range(6), 6) if at != lost.near]
    no, facts = refused(rng, passage, lost), passage.topic.facts
    names = {"name": passage.topic.name, "town": passage.town, "lost": lost.question}
    kind = rng.choices(("lone", "pair", "list"), (1, 4, 5))[0]
    if kind == "lone":
        return Task(rng.choice(LONE_ASKS).format(**names), passage.text(rng), f"{no}。")
    if kind == "pair":
        ask = rng.choice(PAIR_ASKS)
        replies = {"lost": no, "known": passage.clause(known[0]), "more": passage.clause(known[1])}
        ordered = sorted((key for key in replies if f"{{{key}}}" in ask), key=lambda key: ask.index(f"{{{key}}}"))
        instruction = ask.format(known=facts[known[0]].question, more=facts[known[1]].question, **names)
        return Task(instruction, passage.text(rng), "。".join(replies[key] for key in ordered) + "。")
    pairs = [(facts[at].question, passage.clause(at)) for at in known[: rng.choice((2, 3))]]
    pairs.insert(rng.randint(0, len(pairs)), (lost.question, no))
    questions = numbered([f"{question}？" for question, _ in pairs])
    instruction = rng.choice(LIST_ASKS).format(list=questions, **names)
    return Task(instruction, passage.text(rng), numbered([f"{text}。" for _, text in pairs]))
