"""Full names that no well-known person has: of people of today, and of people born around 1900."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from selfinstruct.teachers.offline import world

FAMOUS = frozenset(
    "李娜 刘洋 刘涛 杨洋 邓超 黄磊 韩磊 张杰 王杰 林俊杰 周杰 陈晓东 周涛 张敏 李雨桐 李静 王超 马超 罗刚 张静 王艳 李勇 "
    "刘芳 沈梦瑶 许晨曦 高洋 于洋 王磊 周洋 韩雪 张磊 周明 陈涛 胡静 郭涛 孙俊杰 陈静 林平 王娜 夏雨桐 杨平 邓伟 刘刚 "
    "王刚 陈刚 李明 韩平 黄勇 李平 江涛 张涛 王芳 姜磊 陈伟 刘伟 李晓东 李伟 王平 林超 郑洋 郑伟 邹平 吴静 于超 陈超 "
    "郎平 何超 张伟 张晓东 赵静 徐静 马伟 马明 陈敏 孟浩然 罗振宇 汪洋 李立群 谢娜 何勇 梁静 吴磊 孙涛 范明 丁磊 白静 高明 "
    "范伟 秦明 王勇 徐明 江平 王明 陈平 吴刚 张勇 王伟 程思远 高超 余勇 江洋 石磊 雷磊 陈明 李敏 赵刚 李刚 姚明 蔡明 侯勇 余杰 "
    "刘霞 朱明 于敏 赵敏 王敏 汪明 金静 杨丽华".split()
)
OLD_MEN = (
    "德兴 秉坤 长庚 鸿儒 仲明 耀宗 景山 永年 福海 少棠 怀远 广生 春山 宝成 兆丰 学勤 茂林 立本 克勤 启文 善卿 荫堂 凤山 开泰 "
    "元吉 汝成 志清 梦周 子谦 文焕 培元 瑞亭"
).split()
OLD_WOMEN = "蕴华 淑贞 月琴 静仪 桂英 巧云 玉兰 素心 惠芬 秀珍 兰芝 凤英 翠屏 雅琴 慧君 佩珠".split()


def several(draw: Callable[[], str], count: int) -> list[str]:
    """Draw names with different given names, none of them of a well-known person."""
    names: list[str] = []
    while len(names) < count:
        name = draw()
        if name not in FAMOUS and all(name[1:] != other[1:] for other in names):
            names.append(name)
    return names


def people(rng: Random, count: int) -> list[str]:
    """Draw the full names of `count` different people of today."""
    return several(lambda: world.person(rng), count)


def person(rng: Random) -> str:
    """Draw the full name of a person of today."""
    return people(rng, 1)[0]


def people_of_old(rng: Random, count: int, women: bool) -> list[str]:
    """Draw the full names of `count` different men or women who were born around 1900."""
    given = OLD_WOMEN if women else OLD_MEN
    return several(lambda: rng.choice(world.SURNAMES) + rng.choice(given), count)
