"""Give facts about four people and a claim in three parts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people, person

OUTINGS = (
    ("凤凰岭露营", 8, 15), ("老友周末野餐", 9, 11), ("敦煌自驾游", 6, 9), ("湖边观鸟活动", 5, 8), ("公司滑雪团建", 8, 12),
    ("社区包粽子大会", 8, 15), ("老同学聚会", 10, 18), ("海边拾贝", 6, 16), ("银杏林写生", 8, 14), ("夜爬泰山", 20, 22),
    ("渔村赶海", 6, 16), ("古镇跨年夜", 18, 22), ("草原骑行", 6, 10), ("江边烧烤", 10, 18), ("森林徒步", 7, 10),
    ("观星夜", 18, 21), ("果园采摘", 8, 15), ("公园定向赛", 7, 13),
)  # fmt: skip
"""Outings, each with the hours between which people arrive."""
BRINGABLES = (
    "充电宝", "望远镜", "急救包", "保温壶", "折叠凳", "吉他", "手电筒", "保温桶", "对讲机", "野餐垫", "自热米饭", "水果",
    "地图册", "面包", "便携音箱", "防蚊液", "雨伞", "拍立得", "矿泉水", "扑克牌",
)  # fmt: skip
TEAMS = ("设计部", "财务部", "采购部", "法务部", "客服部", "质检部", "市场部", "编辑部", "车队", "食堂")
VERDICTS = (
    ("成立", "矛盾", "无法确定"),
    ("真", "假", "未知"),
    ("能推出", "与事实相反", "推不出"),
    ("正确", "错误", "信息不足"),
)
CLAIM_FRAMES = (
    "根据下面{outing}的记录，判断“{claim}”是{a}、{b}还是{c}。",
    "“{claim}”——对照{outing}的记录，这句话属于{a}、{b}、{c}中的哪一种？",
    "{who}说：“{claim}。”请按{outing}的记录判定：{a}、{b}或{c}。",
    "关于{outing}，有人说“{claim}”。由下面的事实看，应判为{a}、{b}、{c}中的哪个？",
    "{who}没去{outing}，事后却讲：“{claim}。”拿记录一对，这话是{a}、{b}还是{c}？",
    "逐项核对再下结论（{a}／{b}／{c}）：{claim}。记录写的是{outing}的情形。",
    "{outing}结束后争起来了，{who}坚持“{claim}”。照记录看，判{a}、{b}还是{c}？",
    "读完{outing}的几条事实，给这句话选一个标签：“{claim}”。标签有{a}、{b}、{c}。",
    "推理练习，材料是{outing}的记录。命题：{claim}。它属于{a}、{b}、{c}中的哪一类？",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about the facts, and whether it holds: True, False, or None if the facts do not say."""

    text: str
    holds: bool | None


def arrival_claim(rng: Random, names: list[str], minutes: list[int]) -> Claim:
    """Claim which of two people arrived first and by how many minutes; sometimes false."""
    early, late = sorted(rng.sample(range(len(names)), 2), key=lambda who: minutes[who])
    gap = minutes[late] - minutes[early]
    said = rng.choice((gap, gap, gap, gap, gap + 5))
    return Claim(f"{names[early]}比{names[late]}早到{said}分钟", said == gap)


def item_claim(rng: Random, names: list[str], items: list[str]) -> Claim:
    """Claim who brought an item; sometimes false. Each item was brought by one person."""
    what = rng.randrange(len(items) - 1)
    who = rng.choice((what, what, what, rng.randrange(len(names))))
    return Claim(f"{items[what]}是{names[who]}带的", who == what)


def team_claim(rng: Random, items: list[str], teams: list[str]) -> Claim:
    """Claim to which department the person who brought an item belongs. The first person's is never stated."""
    who = rng.randrange(len(items) - 1)
    said = rng.choice((teams[max(who, 1)], teams[max(who, 1)], rng.choice(teams[1:])))
    return Claim(f"带{items[who]}的人来自{said}", None if who == 0 else teams[who] == said)


def write_statement(rng: Random) -> Task:
    """Give facts about four people and a claim in three parts.

    The claim is false if any part is false, otherwise unknown if any part is unknown, otherwise true.
    """
    (outing, first, last), names, teams = rng.choice(OUTINGS), people(rng, 4), rng.sample(TEAMS, 4)
    items, minutes = rng.sample(BRINGABLES, 4), rng.sample(range(0, 60, 5), 4)
    hour = rng.randint(first, last)
    facts = [
        "四个人各带了一样东西，互不相同。",
        *(f"{name}{hour}:{minute:02d}到达。" for name, minute in zip(names, minutes, strict=True)),
    ]
    facts += [f"{name}带了{item}。" for name, item in zip(names[:-1], items[:-1], strict=True)]
    facts += [f"{name}在{team}工作。" for name, team in zip(names[1:], teams[1:], strict=True)]
    possible = (arrival_claim(rng, names, minutes), item_claim(rng, names, items), team_claim(rng, items, teams))
    claims = rng.sample(possible, 3)
    said = [claim.holds for claim in claims]
    labels = rng.choice(VERDICTS)
    a, b, c = labels
    claim = "，".join(claim.text for claim in claims)
    instruction = rng.choice(CLAIM_FRAMES).format(outing=outing, claim=claim, who=person(rng), a=a, b=b, c=c)
    verdict = labels[1 if False in said else 2 if None in said else 0]
    return Task(instruction, "\n".join(rng.sample(facts, len(facts))), verdict)
