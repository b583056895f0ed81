"""Give one or two payments and several accounts. The answer is the account of each payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
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
            "坐高铁去合肥签约",
            "深夜加班后打车回家",
            "给公务车加满一箱油",
            "送样品时停车三小时",
            "乘渡轮去岛上勘测",
            "租车两天走访农户",
            "交过江隧道通行费",
            "因误点改签机票",
            "乘长途客车去矿区看现场",
            "给通勤班车付过桥费",
            "坐动车去省城送标书",
            "拼车赶往停机的泵站",
        ),
    ),
    Account(
        "住宿费",
        "出差期间的旅馆开销",
        (
            "在展馆旁酒店住两晚",
            "因台风滞留多住一夜旅馆",
            "培训期间租民宿四天",
            "出差时两人合住标准间",
            "高原考察时住兵站招待所",
            "因签证延期在酒店续住一晚",
            "为赶早班机住机场旅馆",
            "验收期间包月住酒店式公寓",
            "在林场护林站旁的客栈住三晚",
            "因暴雪封路改住县招待所",
            "调试设备时在厂区旁酒店住五天",
            "转机时在候机楼旅馆歇一夜",
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
            "补购装订机和胶圈",
            "订三百个档案盒",
            "买会议室的投影幕布",
            "添一台热敏标签打印机",
        ),
    ),
    Account(
        "业务招待费",
        "宴请和接待客户",
        (
            "请客户吃烤全羊",
            "买票陪外商看京剧",
            "给来访代表团备水果",
            "中秋给客户送月饼",
            "请经销商喝茶谈价",
            "陪客户打高尔夫",
            "为客户考察团租船游江",
            "宴请投资方八人",
            "请来访的工程师吃火锅",
            "给考察的客户订戏票",
            "签约后设答谢宴",
            "请客户品尝当地河鲜",
        ),
    ),
    Account(
        "培训费",
        "员工学习和考证",
        (
            "给电工办操作证复审",
            "给销售人员请谈判讲师",
            "给员工买线上数据分析课",
            "给会计交注册会计师报考费",
            "派人参加急救员培训班",
            "交焊工技能集训学费",
            "订购安全考试题库",
            "办新人拓展训练营",
            "送叉车工去考操作证",
            "请老师讲防汛知识",
            "交财会人员继续教育费",
            "给店长报管理进修班",
        ),
    ),
    Account(
        "维修费",
        "设备和房屋修理",
        (
            "给食堂冷柜换压缩机",
            "疏通食堂下水道",
            "修补办公楼漏雨的屋顶",
            "给电梯换钢丝绳",
            "修叉车的液压杆",
            "重装破碎的玻璃门",
            "给空调加制冷剂",
            "修打印机的进纸轮",
            "更换锅炉的安全阀",
            "补焊开裂的货架",
            "请人修理卷帘门电机",
            "重做档案室的防水层",
        ),
    ),
    Account(
        "宣传费",
        "广告和品牌推广",
        (
            "在地铁站投灯箱广告",
            "印两千份产品折页",
            "请达人直播带货",
            "做展会用的易拉宝",
            "拍品牌短片",
            "赞助社区长跑",
            "在电台投放口播广告",
            "给车身喷涂广告",
            "租商场中庭展示新品",
            "请摄影师拍产品海报",
            "买下公交站牌三个月的广告位",
            "印制带标识的帆布袋派发",
        ),
    ),
    Account(
        "福利费",
        "员工生活和节日关怀",
        (
            "端午给员工发粽子",
            "三八节给女职工买鲜花",
            "给住院职工买果篮",
            "给外勤员工发防暑药",
            "组织职工看电影",
            "给新婚同事送贺礼",
            "给员工买下午茶点心",
            "补贴食堂加菜",
            "给职工子女发六一礼物",
            "给当月生日的员工订蛋糕",
            "冬至给夜班同事送饺子",
            "给退休老师傅买纪念品",
        ),
    ),
)
EXPENSE_FRAMES = (
    "{day}，{paid}，经手人是{who}。按科目说明，属于哪一类：{names}？",
    "会计收到{who}的单据：{day}，{paid}。请归入{names}中的一类。",
    "{day}的支出“{paid}”（经手人{who}）应记入{names}哪个科目？",
    "{who}来报销：{day}，{paid}。请分类，选项是{names}。",
    "“{paid}”，{who}{day}经手。请判断属于{names}中的哪一类。",
    "{day}，{paid}，报账人是{who}。这笔账该算{names}里的哪一项？",
    "我刚接手记账，{who}交来一张发票，背面写着“{day}，{paid}”。照科目说明该入哪个科目？",
    "月底对账，剩一笔没归类：{paid}（{day}，{who}签字）。候选科目为{names}，只写科目名。",
    "审核单据：{paid}。日期{day}，申请人{who}。依照给出的说明选一个科目。",
    "{who}问会计：“{paid}，{day}付的，走哪个科目？”请在{names}里替会计回答。",
    "把这笔流水分到{names}之一：{day}／{paid}／{who}。",
)
PAIR_FRAMES = (
    "会计{who}拿到两张单据：{paid}。按科目说明，它们分别属于哪一类？",
    "会计要给两笔支出记账：{paid}。依照所给科目逐笔归类。",
    "{paid}。这两笔分别该记入{names}中的哪个科目？",
    "我分不清两笔钱的科目：{paid}。对照说明，判断各属于哪一类。",
    "{day}的流水里有两条没有分类：{paid}。候选科目是{names}，请分类。",
    "出纳{who}在{day}登记了两笔支出：{paid}。判断每笔属于{names}中的哪一类。",
    "复核{day}的凭证，摘要是：{paid}。判断每条属于哪个科目，不必说明。",
    "给下面两笔支出分类：{paid}。可用的科目只有{names}。",
)
AMOUNTS = {
    "交通费": (40, 800), "住宿费": (300, 3000), "办公费": (120, 2000), "业务招待费": (300, 4000), "培训费": (300, 4000),
    "维修费": (200, 4000), "宣传费": (800, 9000), "福利费": (500, 4000),
}  # fmt: skip
OWN_AMOUNTS = {
    "深夜加班后打车回家": (30, 120), "给公务车加满一箱油": (280, 480), "送样品时停车三小时": (15, 45), "乘渡轮去岛上勘测": (40, 200),
    "租车两天走访农户": (300, 800), "交过江隧道通行费": (10, 40), "乘长途客车去矿区看现场": (40, 160), "给通勤班车付过桥费": (10, 60),
    "拼车赶往停机的泵站": (40, 200), "坐高铁去合肥签约": (120, 800), "因误点改签机票": (150, 800), "坐动车去省城送标书": (60, 300),
    "验收期间包月住酒店式公寓": (2600, 4800), "培训期间租民宿四天": (500, 1500), "在展馆旁酒店住两晚": (500, 1300),
    "因台风滞留多住一夜旅馆": (200, 500), "因暴雪封路改住县招待所": (150, 400), "转机时在候机楼旅馆歇一夜": (200, 600),
    "为赶早班机住机场旅馆": (200, 600), "因签证延期在酒店续住一晚": (300, 900), "在林场护林站旁的客栈住三晚": (360, 900),
    "高原考察时住兵站招待所": (150, 600), "出差时两人合住标准间": (200, 500), "调试设备时在厂区旁酒店住五天": (900, 2000),
    "更换键盘和鼠标": (120, 400), "买白板和磁钉": (120, 500), "补购装订机和胶圈": (120, 600), "买二十包复印纸": (360, 560),
    "订三百个档案盒": (900, 2400), "给会计交注册会计师报考费": (60, 600), "给电工办操作证复审": (100, 400), "给员工买线上数据分析课": (200, 2000),
    "送叉车工去考操作证": (600, 1500), "订购安全考试题库": (200, 1500), "办新人拓展训练营": (3000, 12000), "给店长报管理进修班": (2000, 9000),
    "给电梯换钢丝绳": (3000, 9000), "疏通食堂下水道": (150, 600), "修打印机的进纸轮": (80, 300), "给空调加制冷剂": (150, 500),
    "重做档案室的防水层": (2000, 9000), "修补办公楼漏雨的屋顶": (800, 6000), "拍品牌短片": (6000, 30000), "请达人直播带货": (3000, 30000),
    "在地铁站投灯箱广告": (6000, 40000), "买下公交站牌三个月的广告位": (6000, 30000), "做展会用的易拉宝": (200, 900), "租商场中庭展示新品": (5000, 20000),
    "请经销商喝茶谈价": (200, 900), "请客户吃烤全羊": (800, 3000), "给来访代表团备水果": (150, 700), "请来访的工程师吃火锅": (300, 1200),
    "请客户品尝当地河鲜": (500, 2500), "冬至给夜班同事送饺子": (300, 1500), "在电台投放口播广告": (3000, 20000), "印两千份产品折页": (800, 3000),
    "给前台换一把转椅": (200, 900), "添置碎纸机": (300, 1500), "订制公章和信封": (150, 900), "买六盒碳粉": (400, 1500), "给图纸配文件柜": (600, 2000),
    "给住院职工买果篮": (120, 400), "给新婚同事送贺礼": (300, 1000), "给退休老师傅买纪念品": (200, 800), "给员工买下午茶点心": (150, 900),
    "给当月生日的员工订蛋糕": (150, 900), "陪客户打高尔夫": (1500, 6000), "为客户考察团租船游江": (1200, 5000),
    "宴请投资方八人": (1200, 4000), "签约后设答谢宴": (1500, 5000), "买票陪外商看京剧": (600, 3000), "补焊开裂的货架": (150, 800),
    "重装破碎的玻璃门": (600, 3000),
}  # fmt: skip
"""Amounts of payments that the range of their account does not fit."""
PAYERS = {
    "深夜加班后打车回家": "研发中心 客服部 设计室 质检科 物流部 市场部 海外事业部", "坐高铁去合肥签约": "销售部 采购部 市场部",
    "给公务车加满一箱油": "总经办 后勤处 华北办事处 西南分公司", "送样品时停车三小时": "销售部 质检科 研发中心 市场部", "乘渡轮去岛上勘测": "研发中心 设计室",
    "租车两天走访农户": "采购部 市场部 西南分公司", "交过江隧道通行费": "销售部 物流部 采购部", "因误点改签机票": "海外事业部 销售部 市场部",
    "乘长途客车去矿区看现场": "设计室 研发中心 西南分公司", "给通勤班车付过桥费": "后勤处 总经办 二分厂",
    "坐动车去省城送标书": "销售部 市场部 西南分公司", "拼车赶往停机的泵站": "研发中心 华北办事处 西南分公司",
    "在展馆旁酒店住两晚": "市场部 销售部 品牌部 海外事业部", "因台风滞留多住一夜旅馆": "采购部 销售部 研发中心",
    "培训期间租民宿四天": "销售部 设计室 客服部 质检科", "出差时两人合住标准间": "研发中心 设计室 质检科 销售部",
    "高原考察时住兵站招待所": "研发中心 设计室 西南分公司", "因签证延期在酒店续住一晚": "海外事业部", "为赶早班机住机场旅馆": "海外事业部 销售部 采购部",
    "验收期间包月住酒店式公寓": "质检科 研发中心 采购部", "在林场护林站旁的客栈住三晚": "采购部 设计室 西南分公司",
    "因暴雪封路改住县招待所": "物流部 采购部 华北办事处", "调试设备时在厂区旁酒店住五天": "研发中心 质检科",
    "转机时在候机楼旅馆歇一夜": "海外事业部 销售部", "给前台换一把转椅": "总经办 华北办事处 西南分公司 客服部",
    "订制公章和信封": "总经办 新店筹备组 西南分公司", "给图纸配文件柜": "设计室 研发中心 二分厂", "订三百个档案盒": "总经办 人力资源部 质检科",
    "买会议室的投影幕布": "总经办 研发中心 华北办事处 西南分公司", "添一台热敏标签打印机": "物流部 二分厂 新店筹备组",
    "请客户吃烤全羊": "销售部 市场部 华北办事处", "买票陪外商看京剧": "海外事业部 华北办事处", "给来访代表团备水果": "总经办 海外事业部",
    "中秋给客户送月饼": "销售部 市场部 华北办事处 西南分公司", "请经销商喝茶谈价": "销售部 华北办事处 西南分公司", "陪客户打高尔夫": "销售部 海外事业部",
    "为客户考察团租船游江": "总经办 销售部 西南分公司", "宴请投资方八人": "总经办", "请来访的工程师吃火锅": "研发中心 西南分公司",
    "给考察的客户订戏票": "市场部 销售部", "签约后设答谢宴": "销售部 总经办 海外事业部", "请客户品尝当地河鲜": "销售部 西南分公司",
    "给电工办操作证复审": "人力资源部 后勤处 二分厂", "给销售人员请谈判讲师": "人力资源部 销售部",
    "给员工买线上数据分析课": "人力资源部 研发中心 市场部", "给会计交注册会计师报考费": "人力资源部",
    "派人参加急救员培训班": "人力资源部 后勤处 二分厂", "交焊工技能集训学费": "二分厂 人力资源部", "订购安全考试题库": "人力资源部 二分厂 后勤处",
    "办新人拓展训练营": "人力资源部", "送叉车工去考操作证": "二分厂 物流部 人力资源部", "请老师讲防汛知识": "后勤处 二分厂 西南分公司",
    "交财会人员继续教育费": "人力资源部", "给店长报管理进修班": "人力资源部", "给食堂冷柜换压缩机": "后勤处 二分厂", "疏通食堂下水道": "后勤处 二分厂",
    "修补办公楼漏雨的屋顶": "后勤处 物业科 西南分公司", "给电梯换钢丝绳": "后勤处 物业科", "修叉车的液压杆": "二分厂 物流部",
    "重装破碎的玻璃门": "后勤处 物业科 西南分公司", "给空调加制冷剂": "后勤处 物业科 华北办事处", "修打印机的进纸轮": "总经办 后勤处 华北办事处",
    "更换锅炉的安全阀": "后勤处 二分厂", "补焊开裂的货架": "二分厂 物流部", "请人修理卷帘门电机": "后勤处 物业科 二分厂",
    "重做档案室的防水层": "后勤处 物业科", "租商场中庭展示新品": "市场部 品牌部 新店筹备组", "给车身喷涂广告": "市场部 品牌部 物流部",
    "请达人直播带货": "市场部 品牌部 销售部",
}  # fmt: skip
"""The units that make a payment."""
ACCOUNT_PAYERS = {
    "办公费": "销售部 研发中心 华北办事处 质检科 客服部 采购部 总经办 设计室 二分厂 物流部 海外事业部 市场部 西南分公司",
    "宣传费": "市场部 品牌部",
    "福利费": "人力资源部 后勤处 二分厂 华北办事处 西南分公司",
}
"""The units that make the other payments of an account."""
TRAVELS = ("交通费", "住宿费")
"""Accounts of payments that an employee makes, and not the unit."""
SEASONS = {
    "给职工子女发六一礼物": (5, 25, 28), "冬至给夜班同事送饺子": (12, 21, 23), "因暴雪封路改住县招待所": (1, 3, 28),
    "请老师讲防汛知识": (5, 6, 28), "因台风滞留多住一夜旅馆": (8, 2, 28),
    "中秋给客户送月饼": (9, 10, 25), "端午给员工发粽子": (6, 1, 20), "三八节给女职工买鲜花": (3, 1, 8), "给外勤员工发防暑药": (7, 1, 28),
}  # fmt: skip
"""Payments of a season: the month, the first and the last day."""
HOLIDAYS = frozenset(["1月1日", *(f"5月{day}日" for day in range(1, 4)), *(f"10月{day}日" for day in range(1, 8))])
"""Days on which no office works."""


def office_day(rng: Random) -> str:
    """Draw a day outside of the long holidays."""
    return next(day for day in iter(lambda: date(rng), "") if day not in HOLIDAYS)


def paid_on(rng: Random, payment: str) -> str:
    """Draw a day on which a payment may be made, outside of the long holidays."""
    if payment not in SEASONS:
        return office_day(rng)
    month, first, last = SEASONS[payment]
    return f"{month}月{rng.randint(first, last)}日"


def in_brackets(accounts: Sequence[Account]) -> str:
    """Write a line for each account with its purpose in parentheses."""
    return "\n".join(f"{account.name}（{account.rule}）" for account in accounts)


def in_sentences(accounts: Sequence[Account]) -> str:
    """Write the purposes of all accounts as one sentence."""
    return "，".join(f"{account.rule}记入{account.name}" for account in accounts) + "。"


def in_cells(accounts: Sequence[Account]) -> str:
    """Write a table of the accounts and their purposes."""
    return in_table([(account.name, account.rule) for account in accounts], ("科目", "核算内容"))


RULE_SHAPES = (in_brackets, in_sentences, in_cells)


def spending(rng: Random, account: Account) -> tuple[str, str]:
    """Draw a payment from an account, and return it and the sentence that states it with its amount."""
    payment = rng.choice(account.payments)
    unit = rng.choice((PAYERS.get(payment) or ACCOUNT_PAYERS[account.name]).split())
    payer = f"{unit}员工" if account.name in TRAVELS else unit
    return payment, f"{payer}{payment}，花了{rng.randint(*OWN_AMOUNTS.get(payment, AMOUNTS[account.name]))}元"


def write_pair(rng: Random, offered: Sequence[Account]) -> Task:
    """Write a task with two payments that belong to different accounts."""
    right = rng.sample(offered, 2)
    paid = "；".join(f"{mark}{spending(rng, account)[1]}" for mark, account in zip("①②", right, strict=True))
    dated = not any(payment in paid for payment in SEASONS)
    frames = [frame for frame in PAIR_FRAMES if dated or "{day}" not in frame]
    names = "、".join(account.name for account in offered)
    instruction = rng.choice(frames).format(who=person(rng), day=office_day(rng), paid=paid, names=names)
    answer = "；".join(f"{mark}{account.name}" for mark, account in zip("①②", right, strict=True))
    return Task(instruction, rng.choice(RULE_SHAPES)(offered), answer)


def write_expense(rng: Random) -> Task:
    """Give one or two payments and several accounts. The answer is the account of each payment."""
    offered = rng.sample(ACCOUNTS, rng.randint(3, 4))
    if rng.random() < 0.7:
        return write_pair(rng, offered)
    right = rng.choice(offered)
    payment, paid = spending(rng, right)
    names = "、".join(account.name for account in offered)
    instruction = rng.choice(EXPENSE_FRAMES).format(who=person(rng), day=paid_on(rng, payment), paid=paid, names=names)
    return Task(instruction, rng.choice(RULE_SHAPES)(offered), right.name)
