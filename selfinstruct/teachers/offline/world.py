"""People, places, dates and sentences for offline tasks.

The functions make all random choices with the generator passed to them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
GIVEN = (
    "伟 芳 娜 敏 静 磊 洋 艳 勇 杰 娟 涛 明 超 霞 平 刚 桂英 建华 文博 子涵 雨桐 浩然 思远 嘉怡 梓萱 俊杰 欣怡 志强 "
    "晓东 海燕 国栋 丽华 佳慧 天宇 梦瑶 若曦 晨曦 诗涵 明轩 书瑶 立群 春梅 振宇 雅琴 景行 知秋 小满 语嫣"
).split()
FAMOUS = frozenset(
    "李娜 刘洋 刘涛 杨洋 邓超 黄磊 韩磊 张杰 王杰 林俊杰 周杰 陈晓东 周涛 张敏 李雨桐 李静 王超 马超 罗刚 张静 王艳 李勇 刘芳 沈梦瑶 许晨曦 高洋 于洋 王磊 周洋 韩雪 张磊 "
    "周明 陈涛 胡静 郭涛 孙俊杰 陈静 林平 王娜 夏雨桐 杨平 邓伟 刘刚 王刚 陈刚 李明 韩平 黄勇 李平 江涛 张涛 王芳 姜磊 陈伟 刘伟 李晓东 李伟 王平 林超 郑洋 郑伟 邹平 吴静 "
    "于超 陈超 郎平 何超 田亮 张伟 张晓东 赵静 徐静 马伟 马明 陆毅 陈敏 孟浩然 罗振宇 汪洋 李立群 谢娜 何勇 梁静 吴磊 孙涛 范明 丁磊 白静 高明 范伟 秦明 王勇 徐明 江平 王明 "
    "陈平 吴刚 张勇 王伟 程思远 高超 余勇 江洋 石磊 雷磊 陈明 李敏 赵刚 李刚 姚明 蔡明 侯勇 余杰 刘霞 朱明 于敏 赵敏 王敏 汪明 金静 杨丽华 王语嫣 方静 任静 李磊".split()
)
"""Full names of well-known people, which a reader would take for them."""
FAMOUS_SHORT = frozenset(("小平", "小娜"))
"""Short names that a reader would take for a well-known person or thing."""
CALLED = tuple(given for given in GIVEN if f"小{given}" not in FAMOUS_SHORT)
"""Given names that may stand behind 小."""
CITIES = (
    "北京 上海 广州 深圳 杭州 南京 成都 重庆 武汉 西安 苏州 天津 长沙 青岛 大连 厦门 宁波 昆明 合肥 福州 "
    "济南 郑州 沈阳 哈尔滨 南昌 贵阳 兰州 太原 无锡 绍兴 泉州 洛阳 桂林 烟台 徐州 扬州 珠海 海口 银川 拉萨"
).split()
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def person(rng: Random) -> str:
    """Draw a full name of two or three characters that no well-known person has."""
    return another(rng, ())


def another(rng: Random, taken: Collection[str]) -> str:
    """Draw a full name whose given name differs from those of the names that are taken."""
    given = {name[1:] for name in taken}
    while (name := rng.choice(SURNAMES) + rng.choice(GIVEN)) in FAMOUS or name[1:] in given:
        pass
    return name


def people(rng: Random, count: int) -> list[str]:
    """Draw `count` full names with different given names."""
    names: list[str] = []
    while len(names) < count:
        names.append(another(rng, names))
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
