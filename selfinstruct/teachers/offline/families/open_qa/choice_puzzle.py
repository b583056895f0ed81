"""Ask who has which thing, as determined by clues. All assignments are searched to ensure a unique solution."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed, people


@dataclass(frozen=True, slots=True)
class Choice:
    """A scene in which each person has a different thing, and the words that ask which thing."""

    scene: str
    verb: str
    which: str
    things: tuple[str, ...]
    done: str = ""

    @property
    def did(self) -> str:
        """The verb of a finished act: 点了, but 养 for what lasts."""
        return self.verb + self.done


CHOICES = (
    Choice("在咖啡馆各点了一样，互不相同", "点", "哪种饮品", ("拿铁", "红茶", "橙汁", "热可可", "酸奶", "柠檬水"), "了"),
    Choice("各学一种乐器，都不一样", "学", "哪种乐器", ("二胡", "钢琴", "笛子", "吉他", "古筝", "小提琴")),
    Choice("周末各去了一个地方，没有重复", "去", "哪个地方", ("动物园", "图书馆", "游泳馆", "植物园", "科技馆", "茶馆"), "了"),
    Choice("各养一种宠物，互不相同", "养", "哪种宠物", ("乌龟", "橘猫", "金鱼", "仓鼠", "鹦鹉", "柴犬")),
    Choice("各分到一项值日工作，都不重样", "分到", "哪项工作", ("扫地", "擦窗", "倒垃圾", "浇花", "拖地", "擦黑板"), "了"),
    Choice("聚餐时各带一道菜，没有重样", "带", "哪道菜",
        ("凉拌木耳", "红烧鱼", "可乐鸡翅", "糖醋排骨", "素炒三丝", "八宝饭"), "了"),
    Choice("各报了一门选修课，互不相同", "报", "哪门课", ("陶艺", "摄影", "书法", "天文", "围棋", "急救"), "了"),
    Choice("旅行回来各带一样伴手礼，都不同", "带", "哪样伴手礼",
        ("桂花糕", "绿茶", "腊肠", "果脯", "竹雕", "丝巾"), "了"),
    Choice("各坐一种交通工具来，没有相同的", "坐", "哪种交通工具",
        ("地铁", "高铁", "长途汽车", "出租车", "轮渡", "公交车")),
    Choice("每人种了一样蔬菜，互不相同", "种", "哪样蔬菜", ("黄瓜", "辣椒", "茄子", "生菜", "豆角", "番茄"), "了"),
)  # fmt: skip
CHOICE_CLUE_WORDS = {
    "no": ("{a}没{verb}{x}", "{verb}{x}的不是{a}", "{a}{verb}的不是{x}"),
    "neither": ("{a}{verb}的既不是{x}也不是{y}", "{a}既没{verb}{x}也没{verb}{y}"),
    "either": ("{verb}{x}的不是{a}就是{b}", "{a}和{b}里有一人{did}{x}", "{verb}{x}的是{a}或{b}"),
}
CHOICE_ASKS = (
    ("{a}{verb}的是{which}？", "{a}{verb}的是{x}。"),
    ("谁{verb}了{x}？", "{a}{verb}了{x}。"),
    ("请推出每个人{verb}的是{which}。", ""),
    ("每个人{verb}的分别是{which}？", ""),
    ("{verb}{x}的人是谁？其余的人{verb}的又分别是{which}？", "{verb}{x}的人是{a}。"),
)
"""Questions, each with the sentence in its own words that goes before the whole solution."""


@dataclass(frozen=True, slots=True)
class ChoiceClue:
    """A clue about an assignment: a `kind` of CHOICE_CLUE_WORDS, people `a` and `b`, and things `x` and `y`."""

    kind: str
    a: str
    b: str
    x: str
    y: str


def choice_holds(clue: ChoiceClue, has: dict[str, str]) -> bool:
    """Return True if a clue holds for an assignment of things to people."""
    return {
        "no": has[clue.a] != clue.x,
        "neither": has[clue.a] not in (clue.x, clue.y),
        "either": clue.x in (has[clue.a], has[clue.b]),
    }[clue.kind]


def overlaps(clue: ChoiceClue, chosen: list[ChoiceClue]) -> bool:
    """Return True if another clue already excludes two things of the same person, or would repeat what this excludes."""
    return any(
        clue.a == other.a and "either" not in (clue.kind, other.kind) and "neither" in (clue.kind, other.kind)
        for other in chosen
    )


def fit_clues(rng: Random, names: list[str], things: list[str]) -> list[ChoiceClue]:
    """Draw clues that only the assignment of `things` to `names`, in order, satisfies. No clue is redundant."""
    worlds = [dict(zip(names, order, strict=True)) for order in permutations(things)]
    left, chosen = worlds, list[ChoiceClue]()
    while len(left) > 1:
        (a, b), (x, y) = rng.sample(names, 2), rng.sample(things, 2)
        clue = ChoiceClue(rng.choice(("no", "neither", "either")), a, b, x, y)
        if overlaps(clue, chosen):
            continue
        if choice_holds(clue, worlds[0]) and not all(choice_holds(clue, world) for world in left):
            left, chosen = [world for world in left if choice_holds(clue, world)], [*chosen, clue]
    for clue in list(chosen):
        rest = [c for c in chosen if c != clue]
        if sum(all(choice_holds(c, world) for c in rest) for world in worlds) == 1:
            chosen = rest
    return chosen


def write_choice_puzzle(rng: Random) -> Task:
    """Ask who has which thing, as determined by clues. All assignments are searched to ensure a unique solution."""
    choice, count = rng.choice(CHOICES), rng.choice((3, 4, 4))
    names, things = people(rng, count), rng.sample(choice.things, count)
    clues = "，".join(
        rng.choice(CHOICE_CLUE_WORDS[c.kind]).format(a=c.a, b=c.b, x=c.x, y=c.y, verb=choice.verb, did=choice.did)
        for c in fit_clues(rng, names, things)
    )
    mixed, asked = rng.sample(things, count), rng.randrange(count)
    told = f"{listed(rng.sample(names, count))}{choice.scene}：{listed(mixed)}各有一人{choice.verb}。已知{clues}。"
    full = "，".join(f"{name}{choice.did}{thing}" for name, thing in zip(names, things, strict=True))
    ask, first = (
        text.format(a=names[asked], x=things[asked], verb=choice.verb, which=choice.which)
        for text in rng.choice(CHOICE_ASKS)
    )
    return Task(told + ask, "", f"{first}逐条排除后，只有一种可能：{full}。")
