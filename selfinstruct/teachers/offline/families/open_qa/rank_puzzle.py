"""Ask for a ranking that is determined by clues. All permutations are searched to ensure a unique solution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from itertools import permutations
from operator import and_
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed, people

CONTESTS = (
    ("参加街道象棋赛", "排名"), ("参加跳绳比赛", "排名"), ("参加区里的朗诵比赛", "名次"), ("参加优秀员工评选", "排名"),
    ("参加钓鱼比赛", "排名"), ("参加厨艺比拼", "名次"), ("参加半程马拉松", "名次"), ("参加剥毛豆比赛", "名次"),
    ("参加打字竞赛", "排名"), ("参加爬山比赛", "名次"), ("参加英语演讲赛", "名次"), ("参加插花评比", "名次"),
    ("参加环湖骑行赛", "名次"), ("参加拔萝卜比赛", "名次"), ("参加背古诗比赛", "名次"), ("参加包饺子比赛", "名次"),
)  # fmt: skip
ORDINALS = ("第一", "第二", "第三", "第四", "第五")
RANK_CLUE_WORDS = {
    "before": ("{a}比{b}靠前", "{b}排在{a}后面", "{a}的{order}高过{b}", "{b}没有{a}靠前"),
    "next": ("{a}紧跟在{b}后面", "{b}的下一名是{a}", "{a}只比{b}低一名"),
    "not": ("{a}不是{place}", "{place}不是{a}", "{a}没拿{place}"),
    "gap": ("{a}和{b}之间隔着{n}个人", "{a}与{b}中间有{n}人"),
}
RANK_ASKS = (
    ("谁是{place}？", "{name}是{place}。{all}。"),
    ("{place}是谁？请说明推理结果。", "{place}是{name}。{all}。"),
    ("请推出全部{order}。", "{all}。"),
    ("从前到后的{order}是怎样的？", "{all}。"),
    ("列出{order}，并指出{place}是谁。", "{all}；{place}是{name}。"),
)
"""Questions, each with the answer in its own words."""


@dataclass(frozen=True, slots=True)
class RankClue:
    """A clue about a ranking: a `kind` of RANK_CLUE_WORDS, the true places `a` and `b` of two people, and a number `n`.

    The number is a place or a distance.
    """

    kind: str
    a: int
    b: int
    n: int


def rank_holds(clue: RankClue, order: tuple[int, ...]) -> bool:
    """Return True if a clue holds for a ranking of people, who are numbered by their true places."""
    a, b = order.index(clue.a), order.index(clue.b)
    return {"before": a < b, "next": a == b + 1, "not": a != clue.n, "gap": abs(a - b) == clue.n + 1}[clue.kind]


@cache
def rank_clues(count: int) -> dict[RankClue, int]:
    """List all clues that hold for the true ranking, each with the rankings it permits as a bit mask.

    The lowest bit is the true ranking. No clue states a person's place directly.
    """
    orders = list(permutations(range(count)))
    pairs = [
        RankClue(kind, a, b, n)
        for a, b in permutations(range(count), 2)
        for kind, n in (("before", 0), ("next", 0), ("gap", 1), ("gap", 2))
    ]
    places = [RankClue("not", a, a, n) for a in range(count) for n in range(count)]
    true = [clue for clue in pairs + places if rank_holds(clue, orders[0])]
    return {clue: sum(rank_holds(clue, order) << i for i, order in enumerate(orders)) for clue in true}


def enough_clues(rng: Random, count: int) -> list[RankClue]:
    """Draw clues that only the true ranking satisfies. No clue is redundant."""
    masks, chosen, left = rank_clues(count), list[RankClue](), -1
    for clue in rng.sample(list(masks), len(masks)):
        if left != 1 and left & masks[clue] != left:
            chosen.append(clue)
            left &= masks[clue]
    for clue in list(chosen):
        rest = [c for c in chosen if c != clue]
        if reduce(and_, (masks[c] for c in rest), -1) == 1:
            chosen = rest
    return chosen


def write_rank_puzzle(rng: Random) -> Task:
    """Ask for a ranking that is determined by clues. All permutations are searched to ensure a unique solution."""
    order = tuple(people(rng, rng.choice((4, 4, 5))))
    (contest, word), place = rng.choice(CONTESTS), rng.randrange(len(order))
    clues = "，".join(
        rng.choice(RANK_CLUE_WORDS[c.kind]).format(
            a=order[c.a], b=order[c.b], place=ORDINALS[c.n] + "名", n=c.n, order=word
        )
        for c in enough_clues(rng, len(order))
    )
    named = listed(rng.sample(order, len(order)))
    told = rng.choice((f"{named}{contest}，没有并列。已知{clues}。", f"{contest}的有{named}，没有并列；{clues}。"))
    full = "、".join(f"{name}（{ORDINALS[i]}名）" for i, name in enumerate(order))
    facts = {"order": word, "place": ORDINALS[place] + "名", "name": order[place]}
    ask, answer = rng.choice(RANK_ASKS)
    whole = f"符合全部条件的{word}只有一种：{full}"
    return Task(told + ask.format(**facts), "", answer.format(all=whole, **facts))
