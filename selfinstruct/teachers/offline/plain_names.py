"""Full names that are not those of celebrities."""

from __future__ import annotations

from random import Random

from selfinstruct.teachers.offline.world import person

FAMOUS = frozenset(
    "李娜 刘洋 刘涛 杨洋 邓超 黄磊 韩磊 张杰 王杰 林俊杰 周杰 陈晓东 周涛 张敏 李雨桐 李静 王超 马超 罗刚 张静 王艳 李勇 "
    "刘芳 沈梦瑶 许晨曦 高洋 于洋 王磊 周洋 韩雪 张磊 周明 陈涛 胡静 郭涛 孙俊杰 陈静 林平 王娜 夏雨桐 杨平 邓伟 刘刚 "
    "王刚 陈刚 李明 韩平 黄勇 李平 江涛 张涛 王芳 姜磊 陈伟 刘伟 李晓东 李伟 王平 林超 郑洋 郑伟 邹平 吴静 于超 陈超 "
    "郎平 何超 田亮 张伟 张晓东 赵静 徐静 马伟 马明 陆毅 陈敏".split()
)


def plain_name(rng: Random) -> str:
    """Draw a full name of two or three characters that no celebrity has."""
    name = person(rng)
    while name in FAMOUS:
        name = person(rng)
    return name


def plain_names(rng: Random, count: int) -> list[str]:
    """Draw `count` different full names that no celebrity has."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[plain_name(rng)] = None
    return list(names)
