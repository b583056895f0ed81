"""Names of persons: of a stated sex and age, or other than those that the text names."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from selfinstruct.teachers.offline.world import SURNAMES, person

GIVEN_OF_THE_YOUNG = {
    "男": "浩然 思远 俊杰 天宇 明轩 振宇 文博 明 杰 超 洋 晓东 景行".split(),
    "女": "子涵 雨桐 嘉怡 梓萱 欣怡 佳慧 梦瑶 若曦 诗涵 书瑶 语嫣 娜 静".split(),
}
GIVEN_OF_THE_OLD = {
    "男": "伟 磊 勇 涛 刚 平 建华 志强 国栋 立群 明 超 晓东".split(),
    "女": "芳 敏 静 艳 娟 霞 桂英 丽华 春梅 海燕 雅琴 小琴 秀兰".split(),
}
OLD = 40
FAMOUS = frozenset(
    "孟浩然 林俊杰 罗振宇 杨洋 汪洋 李立群 陈晓东 谢娜 韩磊 胡静 周杰 周涛 邓超 张杰 李娜 刘涛 黄磊 马超 刘洋 郭涛 何勇 李静 张静 "
    "张敏 王艳 李勇 梁静 吴磊 王杰 孙涛 范明 丁磊 白静 高明 范伟 秦明 王勇 徐明 江平 王明 陈平 王刚 吴刚 刘伟 张勇 王伟 程思远 "
    "高超 余勇 江洋 石磊 雷磊 陈明 李敏 赵刚 李刚".split()
)
"""Names of well-known persons."""


def person_of(rng: Random, sex: str, age: int) -> str:
    """Draw a name that is usual for the sex (男 or 女) and the age."""
    given = (GIVEN_OF_THE_OLD if age >= OLD else GIVEN_OF_THE_YOUNG)[sex]
    while (name := rng.choice(SURNAMES) + rng.choice(given)) in FAMOUS:
        pass
    return name


def another(rng: Random, taken: Collection[str] = ()) -> str:
    """Draw the full name of a person who is not well known and shares no given name with those that are taken."""
    given = {name[1:] for name in taken}
    while (name := person(rng)) in FAMOUS or name[1:] in given:
        pass
    return name


def several(rng: Random, count: int) -> list[str]:
    """Draw the full names of `count` persons with different given names, none of them well known."""
    names: list[str] = []
    while len(names) < count:
        names.append(another(rng, names))
    return names
