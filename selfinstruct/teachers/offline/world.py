"""People, places, dates and sentences for offline tasks.

The functions make all random choices with the generator passed to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
GIVEN = (
    "伟 芳 娜 敏 静 磊 洋 艳 勇 杰 娟 涛 明 超 霞 平 刚 桂英 建华 文博 子涵 雨桐 浩然 思远 嘉怡 梓萱 俊杰 欣怡 志强 "
    "晓东 海燕 国栋 丽华 佳慧 天宇 梦瑶 若曦 晨曦 诗涵 明轩 书瑶 立群 春梅 振宇 雅琴 景行 知秋 小满 语嫣"
).split()
CITIES = (
    "北京 上海 广州 深圳 杭州 南京 成都 重庆 武汉 西安 苏州 天津 长沙 青岛 大连 厦门 宁波 昆明 合肥 福州 "
    "济南 郑州 沈阳 哈尔滨 南昌 贵阳 兰州 太原 无锡 绍兴 泉州 洛阳 桂林 烟台 徐州 扬州 珠海 海口 银川 拉萨"
).split()
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def person(rng: Random) -> str:
    """Draw a full name of two or three characters."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def people(rng: Random, count: int) -> list[str]:
    """Draw `count` different full names."""
    names: list[str] = []
    while len(names) < count:
        name = person(rng)
        if name not in names:
            names.append(name)
    return names


def city(rng: Random) -> str:
    """Draw a Chinese city."""
    return rng.choice(CITIES)


def date(rng: Random) -> str:
    """Draw a day of the year, such as 5月17日."""
    return f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日"


def listed(items: Sequence[str]) -> str:
    """Join items as a Chinese enumeration: 甲、乙和丙."""
    return items[0] if len(items) == 1 else "、".join(items[:-1]) + "和" + items[-1]


def stated(rng: Random, clauses: Sequence[Sequence[str]]) -> str:
    """Combine one phrasing of each clause, in the given order, into a sentence. An empty phrasing omits its clause."""
    return "，".join(filter(None, [rng.choice(phrasings) for phrasings in clauses])) + "。"


def asked_last(rng: Random, clauses: Sequence[Sequence[str]], asks: Sequence[str]) -> str:
    """Combine clauses as `stated` does, and then one of the requests in `asks`: people tell the facts first."""
    return stated(rng, clauses) + rng.choice(asks)


def told(rng: Random, clauses: Sequence[Sequence[str]], asks: Sequence[str]) -> str:
    """Combine a phrasing of each clause, the first clause first and the others in random order, and then a request."""
    lead, *rest = (rng.choice(phrasings) for phrasings in clauses)
    rng.shuffle(rest)
    return "，".join([lead, *rest]) + "。" + rng.choice(asks)
