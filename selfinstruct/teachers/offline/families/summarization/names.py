"""Names of people in the texts. Names that make a reader think of someone famous are left out."""

from __future__ import annotations

from random import Random

from selfinstruct.teachers.offline import world

FAMOUS = frozenset(
    "林俊杰 王语嫣 张杰 李娜 刘涛 杨洋 刘洋 王刚 李刚 邓超 黄磊 周杰 周涛 吴磊 吴刚 张磊 郭涛 江涛 韩磊 马超 张敏 胡静 方静 白静 高明 任静 李静 王芳 张勇 李勇 王伟 张伟 "
    "陈明 丁磊 李磊 孟浩然".split()
)


def person(rng: Random) -> str:
    """Draw a full name."""
    return people(rng, 1)[0]


def people(rng: Random, count: int) -> list[str]:
    """Draw `count` full names with different given names."""
    names: list[str] = []
    while len(names) < count:
        name = world.person(rng)
        if name[1:] not in [other[1:] for other in names] and name not in FAMOUS:
            names.append(name)
    return names
