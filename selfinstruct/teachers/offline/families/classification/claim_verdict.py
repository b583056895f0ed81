"""Give facts about four people and a claim in three parts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people

OUTINGS = (
    ("凤凰岭露营", 8, 15, "折叠凳 手电筒 急救包 保温壶 防蚊液 自热米饭 野餐垫 吉他 便携音箱 扑克牌"),
    ("老友周末野餐", 9, 11, "野餐垫 水果 面包 保温桶 便携音箱 扑克牌 拍立得 防蚊液 折叠凳 矿泉水"),
    ("敦煌自驾游", 6, 9, "地图册 充电宝 望远镜 急救包 保温壶 自热米饭 对讲机 防晒霜 墨镜 车载冰箱"),
    ("湖边观鸟活动", 5, 8, "望远镜 保温壶 折叠凳 充电宝 雨伞 面包 防蚊液 鸟类图鉴 照相机 笔记本"),
    ("公司滑雪团建", 8, 12, "充电宝 保温壶 急救包 拍立得 护目镜 暖宝宝 巧克力 对讲机 扑克牌 防晒霜"),
    ("社区包粽子大会", 8, 15, "糯米 粽叶 蜜枣 棉线 红豆 咸蛋黄 蒸锅 围裙 拍立得 艾草"),
    ("老同学聚会", 10, 18, "拍立得 老照片 水果 蛋糕 茶叶 扑克牌 吉他 便携音箱 毕业纪念册 充电宝"),
    ("海边拾贝", 6, 16, "小铲子 塑料桶 防晒霜 矿泉水 遮阳伞 水果 急救包 野餐垫 拍立得 水枪"),
    ("银杏林写生", 8, 14, "折叠凳 画板 水彩颜料 保温壶 面包 野餐垫 拍立得 矿泉水 雨伞 素描本"),
    ("夜爬泰山", 20, 22, "手电筒 充电宝 保温壶 急救包 登山杖 雨衣 面包 对讲机 矿泉水 巧克力"),
    ("渔村赶海", 6, 16, "小铲子 塑料桶 雨靴 手套 防晒霜 矿泉水 急救包 水果 夹子 抄网"),
    ("古镇跨年夜", 18, 22, "充电宝 暖宝宝 保温壶 拍立得 水果 扑克牌 荧光棒 便携音箱 姜茶 贺年卡"),
    ("草原骑行", 6, 10, "急救包 充电宝 地图册 补胎工具 打气筒 矿泉水 防晒霜 面包 对讲机 雨衣"),
    ("江边烧烤", 10, 18, "木炭 调料 野餐垫 矿泉水 水果 便携音箱 折叠凳 扑克牌 防蚊液 烤架"),
    ("森林徒步", 7, 10, "急救包 登山杖 雨衣 充电宝 防蚊液 面包 矿泉水 对讲机 望远镜 指南针"),
    ("观星夜", 18, 21, "望远镜 保温壶 折叠凳 手电筒 野餐垫 防蚊液 充电宝 星图 毛毯 三脚架"),
    ("果园采摘", 8, 15, "竹篮 手套 剪刀 矿泉水 雨伞 防晒霜 野餐垫 面包 草帽 拍立得"),
    ("公园定向赛", 7, 13, "指南针 急救包 充电宝 矿泉水 雨衣 对讲机 毛巾 面包 秒表 防晒霜"),
)  # fmt: skip
"""Outings, each with the hours between which people arrive, and what they may bring to it."""
TEAMS = ("设计部", "财务部", "采购部", "法务部", "客服部", "质检部", "市场部", "编辑部", "车队", "食堂")
VERDICTS = (
    ("成立", "矛盾", "无法确定"),
    ("真", "假", "未知"),
    ("能推出", "与事实相反", "推不出"),
    ("正确", "错误", "信息不足"),
)
CLAIM_FRAMES = (
    "根据下面{outing}的记录，判断“{claim}”属于{a}、{b}还是{c}。",
    "“{claim}”——对照{outing}的记录，这句话属于{a}、{b}、{c}中的哪一种？",
    "{who}说：“{claim}。”请按{outing}的记录判定：{a}、{b}或{c}。",
    "关于{outing}，有人说“{claim}”。从下面的事实看，应判为{a}、{b}、{c}中的哪个？",
    "{who}没参加{outing}，事后却说：“{claim}。”拿记录一对，这话属于{a}、{b}还是{c}？",
    "逐项核对再下结论（{a}／{b}／{c}）：{claim}。记录写的是{outing}的情形。",
    "{outing}结束后争起来了，{who}坚持“{claim}”。照记录看，判{a}、{b}还是{c}？",
    "读完{outing}的几条事实，给这句话选一个标签：“{claim}”。标签有{a}、{b}、{c}。",
    "推理练习，材料是{outing}的记录。命题：{claim}。它属于{a}、{b}、{c}中的哪一类？",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about the facts, and whether it holds: True, False, or None if the facts do not say."""

    text: str
    holds: bool | None


def arrival_claim(rng: Random, names: list[str], minutes: list[int]) -> Claim:
    """Claim which of two people arrived first and by how many minutes; sometimes false."""
    early, late = sorted(rng.sample(range(len(names)), 2), key=lambda who: minutes[who])
    gap = minutes[late] - minutes[early]
    said = rng.choice((gap, gap, gap, gap, gap + 5))
    return Claim(f"{names[early]}比{names[late]}早到{said}分钟", said == gap)


def item_claim(rng: Random, names: list[str], items: list[str]) -> Claim:
    """Claim who brought an item; sometimes false. Each item was brought by one person."""
    what = rng.randrange(len(items) - 1)
    who = rng.choice((what, what, what, rng.randrange(len(names))))
    return Claim(f"{items[what]}是{names[who]}带的", who == what)


def team_claim(rng: Random, items: list[str], teams: list[str]) -> Claim:
    """Claim to which department the person who brought an item belongs. The first person's is never stated."""
    who = rng.randrange(len(items) - 1)
    said = rng.choice((teams[max(who, 1)], teams[max(who, 1)], rng.choice(teams[1:])))
    return Claim(f"带{items[who]}的人来自{said}", None if who == 0 else teams[who] == said)


def write_statement(rng: Random) -> Task:
    """Give facts about four people and a claim in three parts.

    The claim is false if any part is false, otherwise unknown if any part is unknown, otherwise true.
    """
    (outing, first, last, bringable), (who, *names) = rng.choice(OUTINGS), people(rng, 5)
    teams, items = rng.sample(TEAMS, 4), rng.sample(bringable.split(), 4)
    minutes = rng.sample(range(0, 60, 5), 4)
    hour = rng.randint(first, last)
    facts = [f"{name}{hour}:{minute:02d}到达。" for name, minute in zip(names, minutes, strict=True)]
    facts += [f"{name}带了{item}。" for name, item in zip(names[:-1], items[:-1], strict=True)]
    facts += [f"{name}在{team}工作。" for name, team in zip(names[1:], teams[1:], strict=True)]
    possible = (arrival_claim(rng, names, minutes), item_claim(rng, names, items), team_claim(rng, items, teams))
    claims = rng.sample(possible, 3)
    said = [claim.holds for claim in claims]
    labels = rng.choice(VERDICTS)
    a, b, c = labels
    claim = "，".join(claim.text for claim in claims)
    instruction = rng.choice(CLAIM_FRAMES).format(outing=outing, claim=claim, who=who, a=a, b=b, c=c)
    verdict = labels[1 if False in said else 2 if None in said else 0]
    return Task(instruction, "\n".join(["四个人各带了一样东西，互不相同。", *rng.sample(facts, len(facts))]), verdict)
