"""Full names of people who were born around 1900."""

from __future__ import annotations

from random import Random

from selfinstruct.teachers.offline.world import SURNAMES

OLD_MEN = (
    "德兴 秉坤 长庚 鸿儒 仲明 耀宗 景山 永年 福海 少棠 怀远 广生 春山 宝成 兆丰 学勤 茂林 立本 克勤 启文 善卿 荫堂 凤山 开泰 "
    "元吉 汝成 志清 梦周 子谦 文焕 培元 瑞亭"
).split()
OLD_WOMEN = "蕴华 淑贞 月琴 静仪 桂英 巧云 玉兰 素心 惠芬 秀珍 兰芝 凤英 翠屏 雅琴 慧君 佩珠".split()


def people_of_old(rng: Random, count: int, women: bool) -> list[str]:
    """Draw `count` full names of men or women with different given names."""
    given = rng.sample(OLD_WOMEN if women else OLD_MEN, count)
    return [rng.choice(SURNAMES) + each for each in given]
