"""Ask to compare two ways of borrowing or of saving, with a table of every month or year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Way:
    """One way of borrowing or saving: rates in hundredths of a percent, wordings, and what happens in each period.

    `amounts` and `rule` take the principal, the number of periods and the rate in percent. The amounts are the payments
    of a loan or the balances of savings.
    """

    rates: tuple[int, ...]
    wordings: tuple[str, ...]
    amounts: Callable[[int, int, Fraction], list[Fraction]]
    rule: Callable[[int, int, Fraction], str]


def to_cents(amount: Fraction) -> Fraction:
    """Round an amount of yuan half up to cents."""
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


def yuan(amount: Fraction) -> str:
    """Format an amount with two decimals, or none for whole yuan."""
    return f"{float(amount):.2f}".removesuffix(".00")


def percent(rate: Fraction) -> str:
    """Format a rate in percent, such as 0.35%."""
    return f"{float(rate):g}%"


def equal_principal(loan: int, months: int, rate: Fraction) -> list[Fraction]:
    """Return the payments of a loan that is repaid in equal parts, with interest on what is left."""
    part = Fraction(loan, months)
    return [part + (loan - part * paid) * rate / 100 for paid in range(months)]


def interest_first(loan: int, months: int, rate: Fraction) -> list[Fraction]:
    """Return the payments of a loan whose principal is due in the last month."""
    return [loan * rate / 100 + (loan if month == months else 0) for month in range(1, months + 1)]


def with_fees(loan: int, months: int, rate: Fraction) -> list[Fraction]:
    """Return the payments of instalments with a fee on the whole amount in each month."""
    return [Fraction(loan, months) + loan * rate / 100] * months


def fixed_term(deposit: int, years: int, rate: Fraction) -> list[Fraction]:
    """Return the balances at the end of each year with simple interest."""
    return [to_cents(deposit * (1 + rate * year / 100)) for year in range(1, years + 1)]


def rolled_over(deposit: int, years: int, rate: Fraction) -> list[Fraction]:
    """Return the balances of a deposit for one year that is renewed with its interest."""
    balances, balance = [], Fraction(deposit)
    for _ in range(years):
        balance = to_cents(balance * (1 + rate / 100))
        balances.append(balance)
    return balances


def equal_rule(loan: int, months: int, rate: Fraction) -> str:
    """Explain a loan that is repaid in equal parts."""
    part = Fraction(loan, months)
    return (
        f"每月还本金{loan}÷{months}＝{yuan(part)}元；第1个月利息{loan}×{percent(rate)}＝{yuan(loan * rate / 100)}元，"
        f"以后逐月少{yuan(part * rate / 100)}元"
    )


def interest_rule(loan: int, months: int, rate: Fraction) -> str:
    """Explain a loan whose principal is due in the last month."""
    return f"每月利息{loan}×{percent(rate)}＝{yuan(loan * rate / 100)}元，第{months}个月再加上本金{loan}元"


def fee_rule(loan: int, months: int, rate: Fraction) -> str:
    """Explain instalments with a fee."""
    return (
        f"每月还本金{loan}÷{months}＝{yuan(Fraction(loan, months))}元，"
        f"加手续费{loan}×{percent(rate)}＝{yuan(loan * rate / 100)}元，月月相同"
    )


def fixed_rule(deposit: int, years: int, rate: Fraction) -> str:
    """Explain savings with simple interest."""
    return f"利息只按本金算，每年{deposit}×{percent(rate)}＝{yuan(deposit * rate / 100)}元，{years}年不变"


def rolled_rule(deposit: int, years: int, rate: Fraction) -> str:  # noqa: ARG001 - all rules take the same
    """Explain a deposit that is renewed with its interest."""
    first = yuan(deposit * rate / 100)
    return f"第1年利息{deposit}×{percent(rate)}＝{first}元，并入本金后再算下一年，即每年乘以{float(1 + rate / 100):g}（四舍五入到分）"


# fmt: off
LOAN_WAYS = (
    Way((28, 30, 35, 36, 40, 45, 50, 60), ("等额本金还款，月利率{rate}", "按等额本金还，每月利率{rate}", "本金平摊到每个月，利息按剩余本金的{rate}逐月计",
        "每月还一样多的本金，外加剩余本金{rate}的利息", "等额本金，按剩余本金收{rate}的月息"),
        equal_principal, equal_rule),
    Way((25, 30, 32, 35, 40, 45, 50), ("先息后本，月利率{rate}", "每月只付{rate}的利息，最后一个月还清本金", "按月付息、到期还本，月利率{rate}",
        "本金最后一次还，平时每月付{rate}的利息", "到期才还本，利息按{rate}月结"),
        interest_first, interest_rule),
    Way((20, 25, 30, 33, 35, 40), ("分期付款，每月手续费为借款额的{rate}", "平均分期，每期另收借款总额{rate}的手续费",
        "等额分期，月手续费率{rate}且始终按借款额计",
        "本金均摊，每个月再加借款额{rate}的服务费", "免息分期，但每期手续费是借款额的{rate}"), with_fees, fee_rule),
)
SAVING_WAYS = (
    Way((150, 155, 160, 165, 170, 175, 180, 190), ("{n}年定期，年利率{rate}，单利", "{n}年期储蓄国债，票面年利率{rate}，利息不计复利",
        "一次存满{n}年，年利率{rate}，利息不滚存",
        "存{n}年整，每年按本金的{rate}计息", "{n}年的存单，年息{rate}，到期一次付清"), fixed_term, fixed_rule),
    Way((135, 140, 145, 150, 155, 160, 165, 170), ("一年定期，到期连本带利转存，年利率一直按{rate}算",
        "每年到期自动转存，利息滚入本金，年利率{rate}不变", "存一年期，本息逐年续存，假定年利率都是{rate}",
        "一年一存，到期全部再存，年息保持{rate}", "利滚利的一年期，每年{rate}"), rolled_over, rolled_rule),
)
SHOPS = (
    ("面馆", ("午市排队排到了门外", "准备开夜市档", "隔壁一间也租下来了"), (("和面机", 6, 18), ("蒸柜", 5, 12), ("排烟系统", 12, 30), ("六张四人桌", 4, 9))),
    ("果园", ("面积扩到了八十亩", "今年挂果多了一倍", "新栽的树今年开始挂果"), (("机井水泵", 15, 36), ("分拣机", 20, 48), ("防雹网", 10, 30), ("冷库压缩机", 18, 40))),
    ("裁缝铺", ("校服季的活接不完", "老主顾嫌取衣慢", "徒弟已经能独立干活"), (("锁边机", 4, 10), ("蒸汽熨台", 3, 9), ("电脑绣花机", 15, 36), ("裁剪台", 3, 8))),
    ("奶牛场", ("产奶牛和牛犊都多了", "准备扩群", "老设施跟不上了"), (("挤奶设备", 30, 60), ("制冷罐", 20, 45), ("青贮切碎机", 12, 30), ("犊牛栏", 6, 18))),
    ("渔船", ("休渔期正好进坞", "开海前要过检验", "设备用了十二年"), (("备用发动机", 20, 48), ("声呐", 8, 24), ("起网机", 10, 30), ("救生筏", 6, 15))),
    ("琴行", ("考级季就要到了", "隔壁新开一家抢生源", "暑期班报满了"), (("一批古筝", 20, 45), ("两台立式钢琴", 24, 50), ("隔音门窗", 9, 24), ("架子鼓", 6, 18))),
    ("民宿", ("国庆前要翻新", "住客对设施意见不少", "想把房价提一档"), (("空气能热水器", 12, 30), ("智能门锁", 4, 12), ("被褥布草", 6, 15), ("地暖", 24, 50))),
    ("打印店", ("标书季天天排队", "毕业季快到了", "旧机器已经修不好"), (("数码印刷机", 24, 60), ("胶装机", 5, 15), ("大幅面扫描仪", 10, 28), ("覆膜机", 3, 9))),
    ("蔬菜大棚", ("超市要签全年的供货合同", "想把冬天的收成提上去", "打算改种反季草莓"), (("保温被", 12, 30), ("卷帘机", 6, 18), ("滴灌带", 4, 12), ("补光灯", 8, 24))),
    ("汽修店", ("刚接了保险公司的活", "周末的车排到路边", "刚申请了二类资质"), (("举升机", 9, 24), ("四轮定位仪", 15, 40), ("扒胎机", 5, 14), ("诊断电脑", 6, 20))),
    ("养蜂场", ("槐花期只剩四十天", "蜂群比去年多了一倍", "接到一笔大订单"), (("一百个蜂箱", 10, 24), ("摇蜜机", 4, 12), ("蜂蜜浓缩罐", 15, 36), ("转场的货车", 30, 60))),
    ("宠物医院", ("常有顾客转去别家", "夜间急诊增加了", "正在申请升级"), (("超声仪", 30, 60), ("麻醉机", 12, 36), ("血常规仪", 18, 42), ("住院笼", 5, 15))),
    ("茶园", ("春茶采摘等不得", "面积扩到了百亩", "刚拿到有机认证"), (("喷灌", 15, 36), ("杀青机", 8, 20), ("单轨运输车", 24, 50), ("真空包装机", 4, 12))),
    ("书店", ("新学期快到了", "对面建了一所小学", "街区改造后客人多了"), (("一批教辅", 12, 40), ("阅读区桌椅", 6, 18), ("咖啡机", 5, 20), ("打包台和货架", 4, 12))),
    ("鱼塘", ("入夏前要准备好", "合作社有补贴名额", "塘面扩到三十亩"), (("抽泥泵", 5, 12), ("增氧机", 4, 12), ("自动投料机", 5, 15), ("水质监测探头", 3, 10))),
    ("花店", ("情人节快到了", "婚庆公司签了长单", "搬到了临街的铺面"), (("一批永生花", 5, 15), ("鲜花冷柜", 8, 20), ("送货面包车", 30, 54), ("橱窗和射灯", 6, 18))),
    ("木工房", ("定制柜的订单排到下季", "带了两个新徒弟", "接了学校的课桌订单"), (("带锯", 8, 20), ("封边机", 12, 36), ("除尘系统", 6, 18), ("数控雕刻机", 24, 60))),
    ("健身房", ("年卡续费季快到了", "会员投诉设施不够用", "把楼上一层也租下了"), (("一排划船机", 20, 45), ("跑步机", 18, 48), ("更衣柜", 4, 12), ("淋浴间", 12, 30))),
    ("小超市", ("小区新入住三百户", "店里的旧设备老出毛病", "街口新开了一家便利店"), (("冷藏柜", 9, 24), ("自助收银机", 6, 18), ("货架", 4, 12), ("监控", 3, 9))),
    ("口腔诊所", ("看牙的人多起来", "新来了一位医生", "候诊的时间越来越长"), (("牙椅", 15, 40), ("口扫仪", 30, 60), ("灭菌锅", 6, 18), ("牙片机", 9, 24))),
    ("幼儿舞蹈班", ("汇演前要准备好", "周末班加到四个", "搬进了新教室"), (("地胶和把杆", 6, 18), ("整墙镜子", 4, 12), ("音响", 3, 10), ("投影和摄像机", 4, 15))),
    ("快递驿站", ("大促单量翻了三倍", "接下了隔壁镇的件", "人手只有两个，忙不过来"), (("自动分拣架", 9, 24), ("出库高拍仪", 3, 9), ("电动三轮", 6, 15), ("监控和门禁", 4, 12))),
    ("豆腐坊", ("学校食堂签了合同", "改成了天不亮就出货", "打算扩产一倍"), (("燃气锅炉", 9, 24), ("磨浆机", 5, 15), ("冷藏车", 36, 60), ("包装线", 15, 40))),
    ("陶艺工作室", ("研学团订到了下月", "学员越来越多", "搬进了老厂房"), (("电窑", 10, 30), ("拉坯机", 6, 18), ("练泥机", 4, 12), ("展柜", 3, 9))),
)
"""Shops and farms: why they need something now, and what, with the range of its price in thousands of yuan."""
NEEDS = (
    "{who}的{shop}要添{item}，{why}", "{why}，{who}打算给{shop}添{item}", "{who}想给自家的{shop}添{item}，理由是{why}",
    "{why}，{who}的{shop}要添{item}", "因为{why}，{who}要给{shop}添{item}", "{why}，{who}的{shop}还缺{item}",
)
SOURCES: tuple[tuple[str, int, int, str], ...] = (
    ("卖了稻谷", 20, 80, "家农老"), ("拿到一笔拆迁补偿款", 80, 200, "家房老"), ("退休时领了企业年金", 60, 200, "老闲"), ("的小说拿到版税", 10, 60, "家业学"), ("攒下孩子历年的压岁钱", 8, 30, "童"),
    ("卖掉旧货车", 20, 80, "家老"), ("领到年终奖", 20, 100, "家学业"), ("把果园转包出去，收了租金", 20, 80, "家房老"), ("的科研奖金到账", 20, 100, "家学房"), ("退租拿回押金和余款", 8, 30, "家学"),
    ("卖出祖父留下的旧家具", 10, 50, "家老"), ("参加马拉松得了奖金", 8, 20, "闲学"), ("的发明专利转让成功", 50, 200, "家业学房"), ("关掉服装店收回本钱", 50, 150, "家房老"), ("跑完三趟长途货运结了账", 15, 50, "家老"),
    ("的摄影展卖出十幅作品", 10, 60, "家业学"), ("从合伙的渔场退了股", 50, 200, "家房老"), ("海外务工两年攒了工钱", 60, 200, "家房"), ("养的一栏肉牛出了栏", 50, 150, "家农房老"), ("提取了住房公积金", 50, 150, "房"),
    ("翻译完一套丛书拿到稿酬", 15, 60, "家业学"), ("的旧车位卖了好价钱", 60, 150, "家房老"), ("领到见义勇为奖金", 10, 50, "家老"), ("的茶园卖完明前茶", 20, 80, "家农老"),
)
"""Where the money comes from: the least and the most of it in thousands of yuan, and the kinds of AIMS it may serve."""
AIMS: dict[str, tuple[tuple[str, int], ...]] = {
    "家": (("{n}年内用不着", 0), ("打算留给{n}年后上学的孩子", 0), ("打算{n}年后换一辆新能源车", 60), ("打算{n}年后给儿子办婚事", 50), ("打算{n}年里一分不动", 0), ("打算{n}年后给父母换一套新家具", 0)),
    "房": (("打算{n}年后装修新房", 50), ("打算{n}年后付首付", 80), ("打算{n}年后回乡盖房", 80)),
    "老": (("打算{n}年后养老用", 20), ("想留着应急，{n}年内尽量不动", 0)),
    "农": (("打算{n}年后给地里换新品种", 0), ("打算{n}年后添一台农机", 20)),
    "学": (("打算{n}年后读在职研究生", 20), ("打算{n}年后去外地进修", 8)),
    "业": (("打算{n}年后开一间工作室", 40), ("打算{n}年后自费出一本集子", 10)),
    "闲": (("打算{n}年后和老朋友自驾去新疆", 10), ("打算{n}年后走一趟川藏线", 8)),
    "童": (("打算{n}年后给孩子交学费", 0), ("等孩子{n}年后自己支配", 0)),
}
"""Aims by their kind, each with the least amount that serves it, in thousands of yuan."""
LOAN_FACTS = (
    "{need}。需要借{sum}元，{n}个月还清。{a}的条件是{way_a}；{b}的条件是{way_b}。",
    "{need}，算下来要借{sum}元、用{n}个月。能选的有两家：{a}（{way_a}）和{b}（{way_b}）。",
    "{need}，资金缺口{sum}元，计划{n}个月内还完。{a}：{way_a}；{b}：{way_b}。",
    "{need}。{sum}元借{n}个月，有两种还法。{a}：{way_a}；{b}：{way_b}。",
    "{need}，要周转{sum}元。找{a}借，{way_a}；找{b}借，{way_b}。期限都是{n}个月。",
)
SAVING_FACTS = (
    "{source}，共{sum}元，{aim}。{a}的办法是{way_a}；{b}的办法是{way_b}。",
    "{source}，手里有{sum}元，{aim}，想存{n}年。{a}：{way_a}；{b}：{way_b}。",
    "{sum}元存{n}年，有两种存法。{a}：{way_a}；{b}：{way_b}。这笔钱的来历：{source}，{aim}。",
    "{source}（{sum}元），{aim}。存在{a}，{way_a}；存在{b}，{way_b}。",
)
LOAN_ASKS = (
    "请用Markdown表格列出两家每个月的还款额，再说说哪家省。", "比较总成本，每月还多少写进表格。",
    "逐月算出还款额做成表格，比较两边利息或手续费的合计。", "哪一家便宜？便宜多少？用表格算给我看。",
    "我不懂利率，请一步一步算清楚，月供要列表。", "算清两家的总还款额和差额，附逐月的Markdown表格。",
    "从总花费看选谁？月供请列表说明。", "做一份还款对照表（Markdown），写出结论。",
)
CAP_ASKS = (
    ("每月最多拿得出{cap}元，哪家还得起？列出月供表再下结论。", "只有{0}还得起", "两家都还得起", "两家都还不起"),
    ("家里每个月只能挤出{cap}元还债，请用表格排出月供，看看哪种还法行得通。", "只有{0}的还法行得通", "两种还法都行得通", "两种还法都行不通"),
    ("如果月供不能超过{cap}元，该怎么选？逐月的表格也要。", "该选{0}", "两家都可以选", "两家都不能选"),
    ("手头紧，月供超过{cap}元就还不上。请列表算出两边的月供，看哪家行得通。", "只有{0}行得通", "两家都行得通", "两家都行不通"),
)
"""Questions which payments are not above a cap, with the answers for one, both and none of the offers."""
SAVING_ASKS = (
    "请用Markdown表格算出每年年末的本息合计，比较到期时哪边多。", "到期各有多少钱？相差多少？逐年列表计算。",
    "比较到期的利息，每年的余额写进表格。", "哪种存法收益高？高多少？请逐年算给我看，用表格。",
    "把两边每一年的本利和列成对照表，再说结论。", "只看利息，该怎么选？请列出逐年的余额表和到期时的差额。",
)
HALF_WAY_ASKS = (
    "到第{k}年末两边相差多少？到期时又相差多少？用表格算。", "请列出逐年余额表，并分别指出第{k}年末和到期时谁多。",
    "先看第{k}年末，再看到期，哪边的钱多？逐年列表说明。",
)
LENDERS = ("农商行", "城商行", "信用社", "农村合作银行", "村镇银行", "邮储网点", "股份制银行", "社区支行")
BANKS = ("农商行", "城商行", "信用社", "村镇银行", "邮储网点", "社区支行", "股份制银行", "外地银行的本地分行")
# fmt: on


@dataclass(frozen=True, slots=True)
class Offer:
    """A way of borrowing or saving that a lender or bank offers at a rate in percent."""

    name: str
    way: Way
    rate: Fraction


def two_offers(rng: Random, names: Sequence[str], ways: Sequence[Way]) -> list[Offer]:
    """Draw two offers of different lenders, each with its own way and rate."""
    return [
        Offer(name, way, Fraction(rng.choice(way.rates), 100))
        for name, way in zip(rng.sample(names, 2), rng.sample(ways, 2), strict=True)
    ]


def verdict(costs: Sequence[Fraction], offers: Sequence[Offer], words: tuple[str, str, str]) -> str:
    """Say which offer has the lower cost or the higher interest: `words` are the winner's, the gap's, and the equal case."""
    wins, gap, equal = words
    if costs[0] == costs[1]:
        return equal
    best = offers[costs.index(min(costs) if wins == "更省" else max(costs))]
    return f"{best.name}{wins}，{gap}{yuan(abs(costs[0] - costs[1]))}元"


def answer(result: str, offers: Sequence[Offer], rules: Sequence[str], table: str, sums: Sequence[str]) -> str:
    """Write the result, the rule of each offer, the table, and the sums."""
    told = "\n".join(f"- {offer.name}：{rule}。" for offer, rule in zip(offers, rules, strict=True))
    total = "\n".join(f"- {offer.name}：{text}" for offer, text in zip(offers, sums, strict=True))
    return f"**结论**：{result}。\n\n### 算法\n\n{told}\n\n### 明细\n\n{table}\n\n### 合计\n\n{total}"


def table_of(period: str, offers: Sequence[Offer], amounts: Sequence[Sequence[Fraction]], head: str) -> str:
    """Write a table with a row for each period and a column for each offer."""
    rows = [
        (period.format(at), yuan(one), yuan(other)) for at, (one, other) in enumerate(zip(*amounts, strict=True), 1)
    ]
    return in_table(rows, ("时间", *(f"{offer.name}{head}（元）" for offer in offers)))


def told(rng: Random, facts: Sequence[str], offers: Sequence[Offer], **words: object) -> str:
    """Tell the facts with the wordings of both offers."""
    ways = [rng.choice(offer.way.wordings).format(rate=percent(offer.rate), n=words["n"]) for offer in offers]
    text = rng.choice(facts)
    return text.format(a=offers[0].name, b=offers[1].name, way_a=ways[0], way_b=ways[1], **words)


def within(
    offers: Sequence[Offer], amounts: Sequence[Sequence[Fraction]], cap: int, words: tuple[str, str, str]
) -> str:
    """Say which loans never have a payment above the cap: `words` are for one, both and none of them."""
    only, both, none = words
    tops = [max(payments) for payments in amounts]
    fits = [offer.name for offer, top in zip(offers, tops, strict=True) if top <= cap]
    reasons = "，".join(f"{offer.name}月供最高{yuan(top)}元" for offer, top in zip(offers, tops, strict=True))
    verdict = only.format(fits[0]) if len(fits) == 1 else both if fits else none
    return f"{verdict}。{reasons}，上限是{cap}元"


def loans(rng: Random) -> Task:
    """Compare the payments and the cost of two loans, or their payments with what a household can spare."""
    shop, reasons, items = rng.choice(SHOPS)
    item, low, high = rng.choice(items)
    need = rng.choice(NEEDS).format(who=person(rng), shop=shop, item=item, why=rng.choice(reasons))
    months = rng.choice([n for n in (3, 4, 5, 6, 8, 10, 12) if lcm(n * 100, 1000) <= high * 1000])
    step = lcm(months * 100, 1000)
    loan = rng.choice(range(-(-low * 1000 // step) * step, high * 1000 + 1, step) or (step,))
    offers = two_offers(rng, LENDERS, LOAN_WAYS)
    amounts = [offer.way.amounts(loan, months, offer.rate) for offer in offers]
    costs = [sum(payments, Fraction(0)) - loan for payments in amounts]
    facts = told(rng, LOAN_FACTS, offers, need=need, sum=loan, n=months)
    cap = -(-min(max(payments) for payments in amounts) // 10) * 10
    if rng.random() < 0.4:
        question, *words = rng.choice(CAP_ASKS)
        ask, result = question.format(cap=cap), within(offers, amounts, cap, (words[0], words[1], words[2]))
    else:
        ask = rng.choice(LOAN_ASKS)
        result = verdict(costs, offers, ("更省", "总共少付", f"两家一样，都多付{yuan(costs[0])}元"))
    sums = [f"共还{yuan(loan + cost)}元，比借款多{yuan(cost)}元" for cost in costs]
    rules = [offer.way.rule(loan, months, offer.rate) for offer in offers]
    return Task(facts + ask, "", answer(result, offers, rules, table_of("第{}个月", offers, amounts, "还款"), sums))


def higher(offers: Sequence[Offer], balances: Sequence[Fraction]) -> str:
    """Say whose balance is higher, and by how much."""
    gap = balances[0] - balances[1]
    return f"{offers[gap < 0].name}多{yuan(abs(gap))}元" if gap else "两边一样多"


def savings(rng: Random) -> Task:
    """Compare the balances and the interest of two ways of saving, at the end or also on the way."""
    years, (origin, low, high, kinds) = rng.choice((3, 5)), rng.choice(SOURCES)
    thousands = rng.choice(range(low, high, 5 if low >= 20 else 1))
    deposit, source = thousands * 1000, person(rng) + origin
    aims = [aim for kind in kinds for aim, least in AIMS[kind] if thousands >= least]
    aim = rng.choice(aims).format(n=years)
    offers = two_offers(rng, BANKS, SAVING_WAYS)
    amounts = [offer.way.amounts(deposit, years, offer.rate) for offer in offers]
    gains = [balances[-1] - deposit for balances in amounts]
    facts = told(rng, SAVING_FACTS, offers, source=source, aim=aim, sum=deposit, n=years)
    at = rng.randint(2, years - 1)
    if rng.random() < 0.4:
        ask = rng.choice(HALF_WAY_ASKS).format(k=at)
        result = "；".join(
            f"{when}，{higher(offers, [balances[year - 1] for balances in amounts])}"
            for when, year in ((f"第{at}年末", at), (f"{years}年到期时", years))
        )
    else:
        ask = rng.choice(SAVING_ASKS)
        result = verdict(gains, offers, ("收益更高", "到期多得", f"两边一样，利息都是{yuan(gains[0])}元"))
    sums = [f"{years}年后{yuan(deposit + gain)}元，利息{yuan(gain)}元" for gain in gains]
    rules = [offer.way.rule(deposit, years, offer.rate) for offer in offers]
    return Task(facts + ask, "", answer(result, offers, rules, table_of("第{}年末", offers, amounts, "本息"), sums))


def write_money_plans(rng: Random) -> Task:
    """Ask to compare two ways of borrowing or of saving, with a table of every month or year."""
    return loans(rng) if rng.random() < 0.6 else savings(rng)
