"""Give a payment and several accounts. The answer is the account to which the payment belongs."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import date, person


@dataclass(frozen=True, slots=True)
class Account:
    """An expense account: its purpose, and payments that belong to it."""

    name: str
    rule: str
    payments: tuple[str, ...]


ACCOUNTS = (
    Account(
        "交通费",
        "市内及城际出行",
        (
            "从合肥坐高铁去签约",
            "深夜加班后打车回家",
            "给公务车加满一箱油",
            "送样品时停车三小时",
            "乘渡轮去岛上勘测",
            "租车两天走访农户",
            "交过江隧道通行费",
            "改签误点的机票",
        ),
    ),
    Account(
        "住宿费",
        "出差期间的旅馆开销",
        (
            "在展馆旁酒店住两晚",
            "台风滞留多住一夜旅馆",
            "培训期间租民宿四天",
            "两位工程师合住标准间",
            "高原考察时住兵站招待所",
            "因签证延期续住一晚",
            "赶早班机住机场旅馆",
            "验收期间包月住公寓",
        ),
    ),
    Account(
        "办公费",
        "文具、耗材和办公设备",
        (
            "买六盒碳粉",
            "给前台换一把转椅",
            "订制公章和信封",
            "添置碎纸机",
            "买白板和磁钉",
            "给图纸配文件柜",
            "更换键盘和鼠标",
            "买二十包复印纸",
        ),
    ),
    Account(
        "业务招待费",
        "宴请和接待客户",
        (
            "请客户吃烤全羊",
            "陪外商看京剧买票",
            "给来访代表团备水果",
            "中秋给客户送月饼",
            "请经销商喝茶谈价",
            "陪客户打高尔夫",
            "为考察团租船游江",
            "宴请投资方八人",
        ),
    ),
    Account(
        "培训费",
        "员工学习和考证",
        (
            "给电工报名复审",
            "给销售请谈判讲师",
            "买线上数据课",
            "报考注册会计师",
            "参加急救员培训班",
            "交焊工技能集训学费",
            "订购安全考试题库",
            "办新人拓展训练营",
        ),
    ),
    Account(
        "维修费",
        "设备和房屋修理",
        (
            "给冷柜换压缩机",
            "疏通食堂下水道",
            "修补办公楼漏雨的屋顶",
            "电梯换钢丝绳",
            "修叉车的液压杆",
            "重装破碎的玻璃门",
            "给空调加制冷剂",
            "修打印机进纸轮",
        ),
    ),
    Account(
        "宣传费",
        "广告和品牌推广",
        (
            "在地铁站投灯箱广告",
            "印两千份产品折页",
            "请达人直播带货",
            "做展会易拉宝",
            "拍品牌短片",
            "赞助社区长跑",
            "在电台播口播",
            "给车身喷涂广告",
        ),
    ),
    Account(
        "福利费",
        "员工生活和节日关怀",
        (
            "端午给员工发粽子",
            "三八节买鲜花",
            "给住院职工买果篮",
            "给外勤员工发防暑药",
            "组织职工看电影",
            "给新婚同事送礼金",
            "购买下午茶点心",
            "补贴食堂加菜",
        ),
    ),
)
EXPENSE_FRAMES = (
    "{day}，{paid}，经手人是{who}。按下面的科目说明属于哪一类：{names}？",
    "会计收到{who}的单据：{day}，{paid}。请归入{names}中的一类。",
    "{day}的支出“{paid}”（经手人{who}）应记入{names}哪个科目？",
    "{who}来报销：{day}，{paid}。请分类，选项是{names}。",
    "“{paid}”，{who}{day}垫付。请判断属于{names}中的哪一类。",
    "{day}，{paid}，报账人是{who}。这笔账该算{names}里的哪一项？",
)
AMOUNTS = {
    "交通费": (40, 800), "住宿费": (300, 3000), "办公费": (120, 2000), "业务招待费": (300, 4000), "培训费": (300, 4000),
    "维修费": (200, 4000), "宣传费": (800, 9000), "福利费": (200, 4000),
}  # fmt: skip
SITES = ("总经办", "后勤处", "二分厂", "华北办事处", "西南分公司", "物业科")  # units that have a building to repair
PAYING_UNITS = (
    "销售部",
    "研发中心",
    "华北办事处",
    "质检科",
    "客服部",
    "采购部",
    "总经办",
    "设计室",
    "二分厂",
    "物流部",
    "海外事业部",
    "市场部",
    "新店筹备组",
    "西南分公司",
)
SEASONS = {
    "中秋给客户送月饼": (9, 10, 25), "端午给员工发粽子": (6, 1, 20), "三八节买鲜花": (3, 1, 8), "给外勤员工发防暑药": (7, 1, 28),
}  # fmt: skip
"""Payments of a season: the month, the first and the last day."""


def paid_on(rng: Random, payment: str) -> str:
    """Draw a day on which a payment may be made."""
    if payment not in SEASONS:
        return date(rng)
    month, first, last = SEASONS[payment]
    return f"{month}月{rng.randint(first, last)}日"


def write_expense(rng: Random) -> Task:
    """Give a payment and several accounts. The answer is the account to which the payment belongs."""
    offered = rng.sample(ACCOUNTS, rng.randint(3, 4))
    right = rng.choice(offered)
    unit = rng.choice(SITES if right.name == "维修费" else PAYING_UNITS)
    payment = rng.choice(right.payments)
    paid = f"{unit}{payment}，花了{rng.randint(*AMOUNTS[right.name])}元"
    names = "、".join(account.name for account in offered)
    instruction = rng.choice(EXPENSE_FRAMES).format(who=person(rng), day=paid_on(rng, payment), paid=paid, names=names)
    return Task(instruction, "\n".join(f"{account.name}：{account.rule}" for account in offered), right.name)
