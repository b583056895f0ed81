"""Advice for reducing each of the monthly expenses, with savings in yuan that add up to at least the target."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import asked_last, city, person


@dataclass(frozen=True, slots=True)
class Expense:
    """A monthly expense: its usual range in yuan, how it arises, advice for reducing it, and the tenths saved by it."""

    name: str
    low: int
    high: int
    habit: str
    advice: str
    tenths: int


EXPENSES = (
    Expense("外卖", 600, 1500, "下了班懒得做饭，天天点外卖，{}元", "工作日晚饭改成自己做，外卖只留在周末点", 5),
    Expense("打车", 300, 900, "早上起晚了就打车，{}元", "上下班改坐公交，只在下雨或加班时打车", 6),
    Expense("奶茶咖啡", 500, 900, "上班日一杯拿铁、一杯奶茶，{}元", "拿铁换成自己冲的挂耳咖啡，奶茶每周只喝一次", 8),
    Expense("健身私教", 1200, 2000, "跟着私教练，每周两次，{}元", "私教减到每周一次，另一次照着学会的动作自己练", 5),
    Expense("买衣服", 400, 1200, "看直播忍不住买衣服，{}元", "列出缺的款式再买，等换季打折下单", 4),
    Expense("聚餐", 400, 1000, "周末轮着下馆子聚餐，{}元", "两回聚餐有一回改在家里，各带一个菜", 4),
    Expense("网购零食", 200, 500, "夜里刷手机囤零食，{}元", "囤货减掉一半，只在超市特价日买", 5),
    Expense("手机套餐", 160, 300, "办的是最高档的手机套餐，{}元", "查一下实际流量，换成价钱减半的低档套餐", 5),
    Expense("护肤品", 300, 800, "护肤品换着牌子买，{}元", "先用完手头的再买，大促时囤常用款", 3),
    Expense("游戏充值", 200, 600, "打游戏抽卡充值，{}元", "把充值上限定在现在的四成，到了就停", 6),
    Expense("停车费", 300, 800, "在单位楼下按小时停车，{}元", "办月卡代替按小时计费", 4),
    Expense("宠物用品", 300, 700, "给狗买狗粮、零食和玩具，{}元", "狗粮买大包装，玩具自己做", 3),
    Expense("看电影演出", 200, 500, "新片上映就去看，还爱看话剧，{}元", "选工作日的优惠场次", 4),
    Expense("视频和音乐会员", 100, 200, "五个视频和音乐平台都开着会员，{}元", "只留最常用的两个，其余三个停掉", 6),
    Expense("买书", 200, 400, "书买得多看得少，{}元", "先到图书馆借，想收藏的再买", 6),
    Expense("鲜花和摆件", 100, 300, "每周订一束鲜花，再添些摆件，{}元", "鲜花换成能养很久的绿植，摆件不再添", 8),
    Expense("烟酒", 400, 900, "抽烟加上睡前小酌，{}元", "烟减掉一半，酒隔一天喝一回", 5),
    Expense("家政保洁", 300, 600, "保洁阿姨每周上门一次，{}元", "由每周一次改成两周一次，平时自己打扫", 5),
    Expense(
        "孩子的兴趣班",
        600,
        1600,
        "孩子同时上着两门兴趣班，{}元",
        "留下孩子最喜欢的一门，另一门改成社区少年宫的公益课",
        5,
    ),
    Expense("加油", 500, 1200, "每天一个人开车上下班，加油{}元", "和同小区的一位同事拼车，两人隔天轮流开", 5),
    Expense("理发烫染", 200, 600, "头发两个月染一回，平均下来{}元", "染发由两个月一回改成半年一回，平时在街坊店剪", 6),
    Expense("下午茶点心", 150, 400, "同事拼单下午茶，回回都参加，{}元", "早上带一份水果和坚果，下午就不用点", 6),
    Expense("彩票", 100, 300, "隔三差五买几注彩票，{}元", "只在月初买一回，当个乐子", 9),
    Expense(
        "周末短途游",
        1600,
        3000,
        "每个周末开着车往外跑，住店吃饭{}元",
        "改成隔一个周末出门一次，其余周末逛本地免费的公园和博物馆",
        5,
    ),
    Expense("洗车", 100, 240, "一下雨就去洗车，{}元", "每月只去店里洗一次，其余自己用水桶和毛巾擦", 7),
    Expense("桶装水", 80, 160, "家里喝桶装水，{}元", "买一只带滤芯的净水壶，滤过再烧开喝", 5),
    Expense("电费", 200, 500, "空调从早开到晚，电费{}元", "空调调到26度，热水器改成用前半小时再开", 3),
    Expense("干洗", 120, 320, "衬衫、毛衣、大衣全拿去干洗，{}元", "衬衫和毛衣自己手洗，只有大衣送去干洗", 6),
    Expense("手办盲盒", 200, 400, "见了盲盒就想拆，{}元", "每月只买一个，想要的款和同好交换", 8),
    Expense("美甲美睫", 200, 500, "指甲和睫毛月月做，{}元", "改成两个月去店里做一次，中间自己涂甲油", 5),
    Expense("快递和跑腿费", 100, 300, "寄件取件都叫跑腿，{}元", "寄件攒到一起寄，取件趁下班自己去", 5),
    Expense("早餐", 200, 450, "早餐顿顿在便利店解决，{}元", "前一晚蒸好馒头和鸡蛋，早上带着走", 5),
    Expense("代驾", 150, 450, "饭局喝了酒就叫代驾，{}元", "知道要喝酒就不开车，去时坐公交，回来几个人合打一辆车", 6),
    Expense(
        "健身餐",
        500,
        1100,
        "午饭订健身餐，每个工作日送到单位，{}元",
        "一周有三天改成自己带饭，周日备好鸡胸肉和杂粮饭冻上",
        4,
    ),
    Expense("钓具鱼饵", 200, 500, "出钓一次换一批鱼饵，{}元", "鱼饵自己调，旧竿修好再用", 5),
    Expense("付费课程", 200, 600, "见到网课打折就下单，{}元", "先听完已买的，同样的内容到图书馆借书", 7),
    Expense("球馆场地费", 200, 500, "晚上黄金时段包场打球，{}元", "约一位球友合包一块场地，场地费两人平分", 5),
    Expense("人情红包", 300, 800, "亲友办事，红包一个接一个，{}元", "和亲友说好只送小礼，普通聚会不随份子", 4),
    Expense("烘焙材料", 150, 400, "进口黄油和面粉买一堆，烘焙材料{}元", "面粉黄油和邻居拼单买大包，烤之前先清库存", 3),
    Expense("租车", 800, 1600, "每到周末租一辆车出城，{}元", "改成隔一个周末租一次，其余周末坐城际公交出城", 4),
    Expense("咖啡机胶囊", 200, 350, "办公室那台胶囊机一天三颗，{}元", "由一天三颗减到一天一颗，其余时间喝茶", 6),
    Expense("演唱会周边", 200, 700, "追星买应援棒和小卡，{}元", "应援棒用旧的，小卡只收最喜欢的，其余等二手转让", 6),
    Expense("文具手账", 100, 300, "看到好看的本子和胶带就收，{}元", "用完一本再开一本，胶带和同事换着贴", 6),
    Expense("滋补品", 300, 900, "听人推荐买了好几样滋补品，{}元", "问过医生再定，最多留一半，其余靠一日三餐吃好", 5),
    Expense("电动牙刷头等耗材", 60, 180, "刷头和滤芯月月换，{}元", "按说明书改成三个月换一次", 6),
    Expense("自习室月卡", 200, 500, "在付费自习室包了月卡，{}元", "平日改去图书馆，每月只买几张自习室的单日票", 7),
    Expense("母婴用品", 500, 1400, "给孩子买衣服、玩具和尿裤，{}元", "衣服接亲戚家的，尿裤按箱和邻居拼单", 3),
    Expense("水果礼盒", 150, 450, "嫌挑水果麻烦，次次拎礼盒回家，{}元", "自家吃的买散装，送人才买礼盒", 5),
)
JOBS = (
    "中学老师", "程序员", "护士", "平面设计师", "会计", "快递站站长", "理发师", "销售主管", "药剂师", "厨师",
    "出版社编辑", "健身教练", "银行柜员", "装修监理", "幼儿园老师", "汽修工", "摄影师", "翻译",
    "地铁司机", "牙科护士", "花艺师", "水电工", "图书馆馆员", "小学体育老师", "电台主持人", "仓库管理员", "房产中介", "质检员",
    "室内设计师", "律师助理", "公交调度员", "茶艺师", "民宿管家", "动画师", "康复治疗师", "物业经理", "采购员", "园林工人",
)  # fmt: skip
GOALS = (
    "考驾照", "租个大一点的房子", "带父母旅行", "换一台电脑", "还清分期", "存一笔应急金", "报名夜校", "给孩子存学费",
    "买一辆电动车", "办婚礼", "给老家的房子换屋顶", "报一门手语课", "带女儿去看海", "换掉用了十年的冰箱", "给父亲配助听器",
    "去外地跑一次半程马拉松", "把阳台封上", "考注册会计师", "给母亲镶牙", "买一架二手钢琴", "提前还一笔房贷", "装修厨房",
    "带爷爷坐一回飞机", "报一个周末的潜水班", "开一间小工作室", "带母亲做一次全面体检",
)  # fmt: skip
MEN = tuple("伟 磊 勇 杰 涛 明 超 平 刚 建华 文博 浩然 思远 俊杰 志强 晓东 国栋 天宇 明轩 立群 振宇 景行".split())
"""Given names that are mostly of men."""
OFFICE = ("咖啡机胶囊", "下午茶点心")
"""Expenses of people who work in an office."""
DESK_JOBS = (
    "中学老师", "程序员", "平面设计师", "会计", "销售主管", "出版社编辑", "翻译", "电台主持人", "房产中介", "室内设计师", "律师助理",
    "动画师", "物业经理", "采购员",
)  # fmt: skip
HAND_JOBS = (
    "护士",
    "快递站站长",
    "药剂师",
    "厨师",
    "汽修工",
    "幼儿园老师",
    "牙科护士",
    "水电工",
    "康复治疗师",
    "园林工人",
    "仓库管理员",
)
"""Jobs in which painted nails are in the way or not allowed."""
MISFITS = {
    "快递站站长": ("打车", "快递和跑腿费"), "厨师": ("外卖", "健身餐"), "健身教练": ("健身私教", "烟酒"), "汽修工": ("家政保洁", "洗车"),
    "理发师": ("理发烫染",), "小学体育老师": ("健身私教",), "地铁司机": ("打车",), "公交调度员": ("打车",), "花艺师": ("鲜花和摆件",), "园林工人": ("鲜花和摆件",), "药剂师": ("滋补品",), "护士": ("滋补品",),
    "考驾照": ("停车费", "加油", "洗车", "代驾", "租车", "周末短途游"), "办婚礼": ("母婴用品", "孩子的兴趣班"), "买一辆电动车": ("停车费", "加油", "洗车", "代驾"),
    "去外地跑一次半程马拉松": ("烟酒",), "图书馆馆员": ("买书", "付费课程", "自习室月卡"), "水电工": ("家政保洁",), "带女儿去看海": ("周末短途游",), "带父母旅行": ("周末短途游",), "装修厨房": ("烘焙材料",),
}  # fmt: skip
"""Expenses that contradict a job or a goal: a person who takes driving lessons pays for no parking."""
RIVALS = (
    {"打车", "停车费"},
    {"租车", "加油"},
    {"租车", "停车费"},
    {"咖啡机胶囊", "奶茶咖啡"},
    {"租车", "洗车"},
    {"打车", "加油"},
    {"打车", "洗车"},
    {"外卖", "健身餐"},
    {"打车", "代驾"},
    {"下午茶点心", "网购零食"},
    {"租车", "周末短途游"},
    {"打车", "周末短途游"},
    {"租车", "代驾"},
    {"买书", "付费课程"},
    {"买书", "自习室月卡"},
    {"付费课程", "自习室月卡"},
    {"母婴用品", "烘焙材料"},
    {"孩子的兴趣班", "演唱会周边"},
    {"母婴用品", "烟酒"},
)
"""Expenses that one person hardly has at the same time."""
SAVING_CLAUSES = (
    ("{who}在{town}做{job}", "{who}在{town}当{job}", "{who}是{job}，家住{town}", "{town}的{job}{who}最近手头紧"),
    ("花得最凶的是{top}", "{top}花得最多", "账上数{top}最多", "心疼{top}的钱"),
    ("想{goal}", "省钱是为了{goal}", "打算明年{goal}", "心里惦记着{goal}"),
    ("目标是月省{target}元", "一个月至少要省{target}元", "得从中每月挤出{target}元"),
)
SAVING_ASKS = (
    "看下面的账目，给出{n}条省钱办法，写明各省多少。", "照这份账，有哪{n}个办法？估算每项省的钱。",
    "根据账目列{n}条建议，并算出合计。", "对着账本想{n}招省钱的，附上金额。",
)  # fmt: skip
STORIES = (
    "{who}想{goal}，可是每个月的账叫人发愁：{ledger}。做{job}的收入没法再涨，只能省。每月至少要省下{target}元，请给{n}条建议。",
    "我在{town}当{job}，每月有这么几笔花销：{ledger}。为了{goal}，打算每月省{target}元以上，请出{n}个省钱的主意，各省多少也写上。",
    "{job}{who}翻了翻上个月的账单，月月都差不多：{ledger}。为了{goal}，每月得多存{target}元。请逐项出主意，并估算省下的钱。",
    "说说我一个月的花销：{ledger}。怎样每月省出{target}元，用来{goal}？请针对这{n}项各提一条建议。",
    "帮{who}想想省钱的点子，攒钱{goal}。眼下每月的开销：{ledger}。希望每月合计能省{target}元。",
    "每月开销：{ledger}。目标：每月省{target}元，用来{goal}。给出{n}条省钱建议，最后算合计。",
    "账本摊在桌上，一家人看着每月的开销直叹气：{ledger}。家里人要{goal}，说好一个月省下{target}元，该怎么省？一项一条办法。",
    "刚到{town}做{job}，每月的钱不知不觉就没了：{ledger}。要{goal}的话，一个月最少存{target}元，请给{n}条不太难受的省钱建议。",
    "{who}在{town}上班，月月光，每月少不了这几笔：{ledger}。每月压下{target}元，攒上一阵子就能{goal}了。列出{n}条具体的省钱建议，附金额。",
    "账本摘录（每月）：{ledger}。记账人想{goal}。请列出{n}条建议，每月合计省{target}元以上。",
    "{ledger}。这是我一个月里能省的几笔钱，现在想{goal}，要每月挤出{target}元，请给{n}条建议，写明能省多少。",
)  # fmt: skip
"""Tasks that have the monthly expenses in the instruction."""


def ledger_for(rng: Random, who: str, job: str, goal: str) -> list[tuple[Expense, int]]:
    """Draw monthly expenses that fit the person, job and goal and do not contradict each other; one is the largest."""
    misfits = MISFITS.get(job, ()) + MISFITS.get(goal, ()) + (() if job in DESK_JOBS else OFFICE)
    misfits += ("美甲美睫",) if job in HAND_JOBS or who.endswith(MEN) else ()
    fit = [expense for expense in EXPENSES if expense.name not in misfits]
    count = rng.randint(3, 4)
    while True:
        drawn = [(e, rng.randrange(e.low, e.high + 1, 50)) for e in rng.sample(fit, count)]
        amounts = sorted(amount for _, amount in drawn)
        if amounts[-1] > amounts[-2] and not any({e.name for e, _ in drawn} >= pair for pair in RIVALS):
            return drawn


def write_saving_tips(rng: Random) -> Task:
    """Advice for reducing each of the monthly expenses, with savings in yuan that add up to at least the target."""
    who, job, goal = person(rng), rng.choice(JOBS), rng.choice(GOALS)
    spending = ledger_for(rng, who, job, goal)
    saved = [amount * expense.tenths // 10 for expense, amount in spending]
    ledger = "、".join(f"{e.name}{amount}元" for e, amount in spending)
    if rng.random() < 0.6:
        ledger = "；".join(e.habit.format(amount) for e, amount in spending)
    apart = rng.random() < 0.12
    wording = asked_last(rng, SAVING_CLAUSES, SAVING_ASKS) if apart else rng.choice(STORIES)
    instruction = wording.format(
        who=who, town=city(rng), job=job, goal=goal, n=COUNTS[len(spending)], ledger=ledger,
        top=max(spending, key=lambda pair: pair[1])[0].name, target=sum(saved) // 100 * 100,
    )  # fmt: skip
    lines = [f"{e.name}——{e.advice}，每月约省{cut}元。" for (e, _), cut in zip(spending, saved, strict=True)]
    given = f"每月的几笔花销是：{ledger}" if apart else ""
    return Task(instruction, given, numbered(lines) + f"\n合计每月约省{sum(saved)}元，能达到目标。")
