"""Names of persons of a stated sex and age."""

from __future__ import annotations

from random import Random

from selfinstruct.teachers.offline.world import FAMOUS, SURNAMES

GIVEN_OF_THE_YOUNG = {
    "男": "浩然 思远 俊杰 天宇 明轩 振宇 文博 明 杰 超 洋 晓东 景行".split(),
    "女": "子涵 雨桐 嘉怡 梓萱 欣怡 佳慧 梦瑶 若曦 诗涵 书瑶 语嫣 娜 静".split(),
}
GIVEN_OF_THE_OLD = {
    "男": "伟 磊 勇 涛 刚 平 建华 志强 国栋 立群 明 超 晓东".split(),
    "女": "芳 敏 静 艳 娟 霞 桂英 丽华 春梅 海燕 雅琴 小琴 秀兰".split(),
}
OLD = 40


def person_of(rng: Random, sex: str, age: int) -> str:
    """Draw a name that is usual for the sex (男 or 女) and the age."""
    given = (GIVEN_OF_THE_OLD if age >= OLD else GIVEN_OF_THE_YOUNG)[sex]
    while (name := rng.choice(SURNAMES) + rng.choice(given)) in FAMOUS:
        pass
    return name
