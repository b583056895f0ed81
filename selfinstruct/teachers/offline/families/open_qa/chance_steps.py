"""Ask for probabilities and statistics step by step: drawing, screening, expectation, spread, sampling, reliability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa.variants import varied
from selfinstruct.teachers.offline.notation import COUNTS, numbered, plain
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Solved:
    """A situation, what is asked about it, the steps, the answer, and what the answer means or warns of."""

    facts: str
    ask: str
    steps: tuple[str, ...]
    answer: str
    remark: str
    table: str = ""


def percent(share: Fraction) -> str:
    """Format a share in percent, with 约 if it is rounded to two decimals."""
    exact = share * 100
    text = f"{float(exact):.2f}".rstrip("0").rstrip(".")
    return f"{'' if Fraction(text) == exact else '约'}{text}%"


def rounded(amount: Fraction) -> str:
    """Format a number, with 约 if it is rounded to two decimals."""
    text = f"{float(amount):.2f}".rstrip("0").rstrip(".")
    return f"{'' if Fraction(text) == amount else '约'}{text}"


def ratio(share: Fraction) -> str:
    """Format a share as a fraction and in percent."""
    return (
        f"{share.numerator}/{share.denominator}（{percent(share)}）" if share.denominator > 1 else str(share.numerator)
    )


# fmt: off
MIXED = (
    ("[农技员|菜农|育苗课]的一小包种子里有{a}粒饱满的、{b}粒瘪的", "粒", "饱满种子", "瘪种子"), ("[自然课|手工课|标本室]的盒子里放着{a}片枫叶和{b}片银杏叶", "片", "枫叶", "银杏叶"),
    ("[电工|剧务|灯具店]的盒子里有{a}只好灯泡和{b}只坏灯泡", "只", "好灯泡", "坏灯泡"), ("[茶话会|民宿|展销会]的罐子里装着{a}包红茶和{b}包绿茶", "包", "红茶", "绿茶"),
    ("[知识竞赛|联欢会|猜谜会]的箱子里有{a}张历史题卡和{b}张地理题卡", "张", "历史题卡", "地理题卡"), ("[篮球队|合唱队|志愿队]有{a}名老队员和{b}名新队员", "名", "老队员", "新队员"),
    ("[质检员|仓管员|采购员]面前有{a}个合格零件和{b}个次品，外观一样", "个", "合格品", "次品"), ("[渔民|水产站|钓友]的水桶里有{a}尾鲫鱼和{b}尾鲤鱼", "尾", "鲫鱼", "鲤鱼"),
    ("[糕点铺|食堂|茶楼]的笼屉里有{a}个豆沙包和{b}个肉包，外皮看不出差别", "个", "豆沙包", "肉包"), ("[图书馆|漂流书架|盲盒书摊]用牛皮纸包好的书里有{a}本小说和{b}本游记", "本", "小说", "游记"),
)
"""Two kinds of things: where, the measure word, and both kinds."""
SCREENED = (
    ("[某县|一座海岛|某矿区]给{n}名居民普查一种[慢性病|地方病|寄生虫病]，患病率{p}", "患病", "健康", "检测呈阳性", "真的患病"), ("[邮件网关|客服系统|校园邮箱]一天收到{n}封邮件，其中垃圾邮件占{p}", "属于垃圾邮件", "正常", "被系统拦截", "真是垃圾邮件"),
    ("[玻璃厂|轴承厂|电池厂]一批{n}件产品，有裂纹的占{p}，用探伤仪逐件检查", "有裂纹", "完好", "触发报警", "真有裂纹"), ("[机场|车站|场馆]一天有{n}件行李过安检，违规率{p}", "违规", "合规", "触发警报", "真的违规"),
    ("[银行|保险公司|支付平台]一周有{n}笔交易，欺诈占{p}，由模型自动标记", "属于欺诈", "正常", "被标记", "真是欺诈"), ("[果园|茶园|苗木基地]有{n}株果苗，带病毒的占{p}，用试纸筛查", "带毒", "无毒", "检测呈阳性", "真带毒"),
    ("[省兽医站|奶业协会|养殖集团]给{n}头奶牛查[结核|乳房炎|布病]，染病率{p}", "染病", "健康", "检测呈阳性", "真的染病"), ("[自来水公司|燃气公司|供热公司]的传感器一年有{n}次读数，其中{p}的时刻确有泄漏", "有泄漏", "无泄漏", "发出警报", "真有泄漏"),
)
"""What is screened: the scene, both states, the signal, and the state as asked for."""
PLAYED = (
    ("[商场|乐园|车展]的转盘转一次：", "元", 1, "得到的购物券金额", ("转到金区", "转到银区", "转到灰区")), ("[果农|蟹农|蔗农]估计下一季的利润：", "万元", 1, "利润", ("风调雨顺", "一般年景", "遇上灾害")),
    ("[修路队|铺轨队|挖渠队]估算一天的进度：", "米", 1, "日进度", ("无雨", "小雨", "大雨")), ("[面馆|火锅店|咖啡馆]盘算明天的净收入：", "元", 100, "净收入", ("客流旺", "客流平", "客流淡")),
    ("[译员|剪辑师|调音师]预计下一单的酬劳：", "元", 100, "酬劳", ("加急单", "普通单", "被退单")), ("[设计院|广告公司|建筑公司]评估投标的三种结果：", "万元", 1, "毛利", ("中两个标段", "中一个标段", "未中标")),
    ("[飞镖|套圈|投壶]选手出手一次：", "分", 1, "得分", ("中内圈", "中外圈", "没中")), ("[医院|车站|港口]窗口排队的时间：", "分钟", 1, "等候时间", ("高峰", "平时", "清闲")),
    ("[渔船|采蘑菇人|挖笋人]出门一趟的收获：", "千克", 1, "收获量", ("运气好", "一般", "运气差")), ("[风电场|光伏站|小水电]一天的发电：", "兆瓦时", 1, "日发电量", ("条件好", "条件一般", "条件差")),
)
"""Three outcomes: the scene, the unit and its step, what is counted, and the names of the outcomes."""
CHANCY = frozenset(("转到灰区", "未中标", "没中"))
"""Last outcomes of games and bids, whose best outcome is rare."""
RARE = ((10, 30), (20, 30), (20, 50), (15, 60), (5, 25), (10, 55), (10, 40), (15, 35))
USUAL = ((30, 45), (25, 40), (40, 35), (50, 30), (20, 50), (35, 45), (45, 40), (20, 60))
"""Chances in percent of the first and second outcome: of games and bids, and of weather, custom and the like."""
NOTHING = ("被退单", "未中标", "没中")
"""Outcomes that bring nothing."""
MEASURED = (
    ("[射击队|射箭队]{who}六次[决赛|训练]成绩（环）", 84, 99), ("[温室|露营地|操场]连续六天的[正午|傍晚]气温（℃）", 17, 25), ("[派出所|消防站|海事站]六个夜班接到的求助（起）", 3, 26), ("[公交|轮渡|缆车]六趟的实际用时（分钟）", 24, 60),
    ("[蜂场|鸡场|奶牛场]六天的日产量（千克）", 30, 90), ("[生产线|织布车间|面点间]六个班次的次品数（件）", 2, 24), ("{who}六天里每天[背单词|练字|做口算题]的个数", 30, 120), ("[水库|运河|湖泊]六个断面测得的水深（分米）", 20, 80),
    ("[长跑|骑行|越野]队六名队员的静息心率（次/分）", 44, 76), ("[书店|面包房|花店]六天的订单量（单）", 18, 95),
)
"""Six measured values: the scene and their range."""
SURE, EVEN = (70, 80, 90), (20, 30, 40, 50, 60, 70, 80)
"""Chances in percent of what is made to work, and of what may fail."""
PARALLEL = (
    ("[医院|数据中心|养殖场]备有{n}台互不影响的发电机，停电时每台能启动的概率是{p}", "至少一台启动", "启动", "台", SURE), ("[搜救队|牧场|科考队]派出{n}架无人机，各自独立地发现目标，每架成功率{p}", "至少一架发现目标", "发现", "架", EVEN),
    ("[档案室|仓库|博物馆]装了{n}个互相独立的烟感，每个遇烟报警的概率是{p}", "至少一个报警", "报警", "个", SURE), ("[销售员|志愿者|猎头]给{n}位互不相识的人打电话，每人答应见面的概率是{p}", "至少一人答应", "答应", "位", EVEN),
    ("[跳远队员|撑竿跳队员|跳高队员]有{n}次互不影响的试跳机会，每次成功率{p}", "至少成功一次", "成功", "次", EVEN), ("[育种员|兰花爱好者|林业站]播下{n}粒种子，每粒独立发芽，发芽率{p}", "至少一粒发芽", "发芽", "粒", EVEN),
    ("[密室逃脱|解谜游戏|闯关节目]里{n}名队员同时独立解谜，每人解出的概率是{p}", "至少一人解出", "解出", "名", EVEN), ("[港口|机场|隧道]的{n}盏备用灯各自独立，遇故障能点亮的概率是{p}", "至少一盏点亮", "点亮", "盏", SURE),
)
TWO_LINES = (
    ("[轴承|罐头|口罩|瓷砖]厂的甲、乙两条线分别占产量的{a}和{b}，次品率分别是{x}和{y}", "次品", "甲线", "件"), ("[纸箱|玻璃瓶|零件]由甲、乙两家厂供应，份额是{a}和{b}，不合格率分别为{x}和{y}", "不合格品", "甲厂", "件"),
    ("[外卖|快递|搬家]平台有{a}的订单派给甲队、{b}派给乙队，投诉率分别为{x}和{y}", "被投诉订单", "甲队", "单"), ("[出版社|翻译社|字幕社]有{a}的稿子由甲组做、{b}由乙组做，差错率分别为{x}和{y}", "差错稿件", "甲组", "份"),
    ("[航空公司|客运站|轮渡公司]的班次有{a}走甲线、{b}走乙线，晚点率分别是{x}和{y}", "晚点班次", "甲线", "班"), ("[果园|苗木公司|林场]有{a}的树苗来自甲圃、{b}来自乙圃，死亡率分别是{x}和{y}", "死苗", "甲圃", "株"),
)
CAUGHT = (
    ("[湿地|湖区|水库]的研究者捕到{m}只[野鸭|白鹭|鹬鸟]，套上脚环放飞；两周后再捕{n}只，其中{k}只有脚环", "鸟", "只"), ("[养殖站|渔政队|生态课题组]在湖里给{m}尾[鲢鱼|草鱼|青鱼]剪鳍标记后放回；半月后捞起{n}尾，有标记的{k}尾", "鱼", "尾"),
    ("[林场|保护区|大学课题组]诱捕{m}只[松鼠|林姬鼠|刺猬]，打耳标后放归；下月再诱捕{n}只，带耳标的{k}只", "动物", "只"), ("[昆虫协会|植保站|大学课题组]给{m}只[瓢虫|菜粉蝶|蜻蜓]点漆后放飞；三天后网到{n}只，带漆点的{k}只", "昆虫", "只"),
    ("[海洋研究所|保护站|科考船]给{m}只[中国鲎|梭子蟹|青蟹]编号后放归海湾；一季后又捕到{n}只，有编号的{k}只", "动物", "只"),
)
PICKED = (
    ("[医疗队|支教团|考察团]要从{a}名男队员和{b}名女队员里选{k}人", "男队员", "女队员"), ("[剧团|乐团|舞团]从{a}名老演员和{b}名新演员里挑{k}人出国演出", "老演员", "新演员"), ("[评审组|招标办|仲裁委]从{a}名法律专家和{b}名技术专家里抽{k}人组成小组", "法律专家", "技术专家"),
    ("[登山队|潜水队|洞穴队]从{a}名教练和{b}名学员里派{k}人探路", "教练", "学员"), ("[学生会|社区|工会]从{a}名老委员和{b}名新委员里定{k}人值班", "老委员", "新委员"), ("[厨师大赛|茶艺展|花艺节]从{a}名本地选手和{b}名外地选手里选{k}人进决赛", "本地选手", "外地选手"),
)
LAYERS = (
    ("[学校|夏令营|训练基地]有初中生{a}人、高中生{b}人、教师{c}人，", ("初中生", "高中生", "教师"), "人"), ("[工厂|矿山|船厂]有一线工人{a}人、技术员{b}人、管理人员{c}人，", ("一线工人", "技术员", "管理人员"), "人"), ("[村里|镇上|农场]有水田户{a}户、旱地户{b}户、养殖户{c}户，", ("水田户", "旱地户", "养殖户"), "户"),
    ("[社区书屋|乡镇图书室|流动书车]有文学类{a}册、科技类{b}册、少儿类{c}册，", ("文学类", "科技类", "少儿类"), "册"), ("[社区医院|健身中心|体检中心]登记了青年{a}人、中年{b}人、老年{c}人，", ("青年", "中年", "老年"), "人"), ("[林区|植物园|苗圃]有松树{a}棵、杉树{b}棵、樟树{c}棵，", ("松树", "杉树", "樟树"), "棵"),
)
FEW = frozenset(("教师", "管理人员"))
"""Layers that are much smaller than the others."""
# fmt: on


def drawing(rng: Random) -> Solved:
    """Draw two things without putting back."""
    told, unit, one, other = rng.choice(MIXED)
    a, b = rng.randint(3, 12), rng.randint(2, 9)
    n = a + b
    pairs, both_a, both_b = comb(n, 2), comb(a, 2), comb(b, 2)
    kind = rng.choice(("same", "mixed", "some"))
    ways, ask, why = {
        "same": (both_a + both_b, f"两{unit}同类的概率是多少？", f"两{unit}同类有两种情况：全是{one}，有{both_a}种；全是{other}，有{both_b}种。共{both_a + both_b}种"),
        "mixed": (a * b, f"恰好一{unit}{one}、一{unit}{other}的概率是多少？", f"一{unit}{one}配一{unit}{other}，有{a}×{b}＝{a * b}种"),
        "some": (pairs - both_a, f"至少有一{unit}{other}的概率是多少？", f"反过来，一{unit}{other}也没有就是两{unit}都是{one}，有{both_a}种，所以至少一{unit}{other}有{pairs}－{both_a}＝{pairs - both_a}种"),
    }[kind]  # fmt: skip
    share = Fraction(ways, pairs)
    take = "抽签选出" if unit == "名" else "随机取出"
    return Solved(
        f"{varied(rng, told).format(a=a, b=b)}，{take}两{unit}，不放回", ask,
        (f"从{n}{unit}里{take[-2:]}两{unit}，不计先后，共有{n}×{n - 1}÷2＝{pairs}种结果，每种机会相等。", f"{why}。", f"概率等于{ways}÷{pairs}。"),
        f"所求概率是{ratio(share)}", "不放回时，第二次抽取受第一次结果的影响，不能直接把两个比例相乘而不改分母。",
    )  # fmt: skip


def screening(rng: Random) -> Solved:
    """Find how many of the alarms are true."""
    told, bad, good, signal, truly = rng.choice(SCREENED)
    n, p = rng.choice((10000, 20000, 50000)), Fraction(rng.choice((5, 8, 10, 20, 25, 40, 50)), 1000)
    sick = n * p
    hits, falses = (90, 92, 95, 96, 98), (1, 2, 3, 4, 5, 8)
    hit = Fraction(rng.choice([part for part in hits if (sick * part / 100).denominator == 1]), 100)
    false = Fraction(rng.choice([part for part in falses if ((n - sick) * part / 100).denominator == 1]), 100)
    true_hits, false_hits = sick * hit, (n - sick) * false
    total = true_hits + false_hits
    rows = [
        (bad, plain(true_hits), plain(sick - true_hits), plain(sick)), (good, plain(false_hits), plain(n - sick - false_hits), plain(n - sick)),
        ("合计", plain(total), plain(n - total), str(n)),
    ]  # fmt: skip
    ask = rng.choice(
        (
            f"{signal}的里面，有多大比例{truly}？请列表计算。",
            f"求{signal}之后{truly}的概率，用四格表说明。",
            f"假如{signal}，{truly}的可能性多大？请列出各类的数量来算。",
        )
    )
    return Solved(
        f"{varied(rng, told).format(n=n, p=percent(p))}。{bad}的有{percent(hit)}会{signal}，{good}的也有{percent(false)}会{signal}", ask,
        (
            f"{bad}的有{n}×{percent(p)}＝{plain(sick)}，其中{signal}的{plain(sick)}×{percent(hit)}＝{plain(true_hits)}。",
            f"{good}的有{plain(n - sick)}，其中误判的{plain(n - sick)}×{percent(false)}＝{plain(false_hits)}。",
            f"{signal}的共{plain(true_hits)}＋{plain(false_hits)}＝{plain(total)}，{truly}的占{plain(true_hits)}÷{plain(total)}。",
        ),
        f"{signal}的里面{truly}的占{percent(true_hits / total)}", f"{bad}的本来就少，{good}的基数大，一点误判就会带来很多误报。",
        in_table(rows, ("类别", signal, "其余", "合计")),
    )  # fmt: skip


def expectation(rng: Random) -> Solved:
    """Find an expected value."""
    told, unit, size, noun, names = rng.choice(PLAYED)
    first, second = rng.choice(RARE if names[-1] in CHANCY else USUAL)
    shares = [Fraction(part, 100) for part in (first, second, 100 - first - second)]
    low = 0 if names[-1] in NOTHING else rng.choice((0, 1, 2))
    step = rng.choice((1, 2)) if unit == "分" else rng.randint(2, 9)
    values = [size * (low + step * times) for times in (rng.randint(3, 6), rng.randint(1, 2), 0)]
    terms = [share * value for share, value in zip(shares, values, strict=True)]
    listed = "；".join(
        f"{name}的概率{percent(share)}，{value}{unit}" for name, share, value in zip(names, shares, values, strict=True)
    )
    rows = [
        (name, percent(share), str(value), plain(term))
        for name, share, value, term in zip(names, shares, values, terms, strict=True)
    ]
    total = sum(terms, Fraction(0))
    variance = sum((share * (value - total) ** 2 for share, value in zip(shares, values, strict=True)), Fraction(0))
    ask = rng.choice(
        (
            f"{noun}的期望是多少？列表算。",
            f"平均来看，{noun}是多少？再求方差。",
            f"请用表格求{noun}的期望和方差。",
            f"{noun}的长期平均值怎么算？",
        )
    )
    spread_step = (
        (f"方差＝各结果与{plain(total)}之差的平方按概率加权，得{rounded(variance)}。",) if "方差" in ask else ()
    )
    return Solved(
        varied(rng, told) + listed, ask,
        (
            f"三种情况的概率之和是{'＋'.join(percent(share) for share in shares)}＝100%，没有遗漏。",
            f"期望＝{'＋'.join(f'{value}×{percent(share)}' for value, share in zip(values, shares, strict=True))}＝{plain(total)}。",
            *spread_step,
        ),
        f"期望是{plain(total)}{unit}" + (f"，方差{rounded(variance)}" if spread_step else ""), "期望是长期平均，单独一次多半不会正好等于它。",
        in_table(rows, ("情况", "概率", "数值", "概率×数值")),
    )  # fmt: skip


def spread(rng: Random) -> Solved:
    """Find mean, median and variance of six values."""
    told, low, high = rng.choice(MEASURED)
    while True:
        values = [rng.randint(low, min(high, low + 24)) for _ in range(6)]
        if sum(values) % 6 == 0 and len(set(values)) > 3:
            break
    mean, ordered = sum(values) // 6, sorted(values)
    median = Fraction(ordered[2] + ordered[3], 2)
    squares = [(value - mean) ** 2 for value in values]
    variance = Fraction(sum(squares), 6)
    ask = rng.choice(
        (
            "求平均数、中位数和方差（除以6）。",
            "平均数和中位数差多少？再求方差（除以6）。",
            "请算出平均数、极差、中位数和方差（除以6），写出步骤。",
            "数据稳不稳？算出平均数、中位数与方差（除以6）再说。",
        )
    )
    extent = (f"最大{ordered[-1]}，最小{ordered[0]}，极差{ordered[-1] - ordered[0]}。",) if "极差" in ask else ()
    return Solved(
        f"{varied(rng, told).format(who=person(rng))}依次是{'、'.join(map(str, values))}", ask,
        (
            f"平均数＝({'＋'.join(map(str, values))})÷6＝{sum(values)}÷6＝{mean}。",
            f"从小到大排成{'、'.join(map(str, ordered))}，中间两个是{ordered[2]}和{ordered[3]}，中位数是{plain(median)}。",
            *extent,
            f"各数与{mean}的差的平方是{'、'.join(map(str, squares))}，和为{sum(squares)}，方差＝{sum(squares)}÷6＝{rounded(variance)}。",
        ),
        f"平均数{mean}，中位数{plain(median)}，{'两者相等' if mean == median else f'两者差{plain(abs(mean - median))}'}，{f'极差{ordered[-1] - ordered[0]}，' if extent else ''}方差{rounded(variance)}",
        f"方差开平方得标准差{rounded_root(variance)}，大致就是数据离平均数的典型距离；它相对于平均数{'较小，数据比较稳定' if variance * 50 < mean * mean else '不算小，数据波动比较明显'}。",
    )  # fmt: skip


def rounded_root(number: Fraction) -> str:
    """Format a square root, rounded to two decimals."""
    return f"约{float(number) ** 0.5:.2f}".rstrip("0").rstrip(".")


def parallel(rng: Random) -> Solved:
    """Find the chance of at least one success among independent ones."""
    told, some, act, unit, chances = rng.choice(PARALLEL)
    n, p = rng.randint(2, 4), Fraction(rng.choice(chances), 100)
    miss = (1 - p) ** n
    counted = "、".join(f"{number}{unit}{act}" for number in range(1, n + 1))
    ask = rng.choice(
        (
            f"求{some}的概率。",
            f"{some}的概率有多大？全部都没{act}的呢？",
            f"{some}的把握有几成？",
            f"算一算{some}的概率，并解释为什么要反过来算。",
        )
    )
    tenths = f"，{in_tenths(1 - miss)}" if "几成" in ask else ""
    return Solved(
        varied(rng, told).format(n=n, p=percent(p)), ask,
        (
            f"每{unit}没{act}的概率是1－{plain(p)}＝{plain(1 - p)}。", f"各自独立，{n}{unit}全没{act}的概率是{'×'.join([plain(1 - p)] * n)}＝{float(miss):g}。",
            f"“{some}”是它的反面，概率为1－{float(miss):g}＝{float(1 - miss):g}。",
        ),
        f"{some}的概率是{float(1 - miss) * 100:g}%{tenths}", f"直接算要把恰好{counted}的概率逐一相加，反过来只需减一次；如果彼此不独立，就不能这样连乘。全部没{act}的概率是{float(miss) * 100:g}%。",
    )  # fmt: skip


def in_tenths(share: Fraction) -> str:
    """Say about how many tenths a share is, such as 约九成 or 八成多."""
    whole, rest = divmod(share * 10, 1)
    if whole == 9 and rest > Fraction(3, 4):
        return "接近十成"
    if not rest:
        return f"也就是{COUNTS[whole]}成"
    if rest <= Fraction(1, 4):
        return f"约{COUNTS[whole]}成"
    return f"约{COUNTS[whole + 1]}成" if rest >= Fraction(3, 4) else f"{COUNTS[whole]}成多"


def two_lines(rng: Random) -> Solved:
    """Find a total rate and which source a bad one comes from."""
    told, bad, first, unit = rng.choice(TWO_LINES)
    a = Fraction(rng.choice((30, 35, 40, 45, 55, 60, 65, 70, 75, 80)), 100)
    x, y = (Fraction(part, 100) for part in rng.sample((1, 2, 3, 4, 5, 6, 8), 2))
    whole = a * x + (1 - a) * y
    part = ratio(a * x / whole)
    ask, answer = rng.choice(
        (
            (
                f"随机抽一{unit}，是{bad}的概率多大？若真是{bad}，来自{first}的概率多大？",
                f"是{bad}的概率是{percent(whole)}；若真是{bad}，来自{first}的概率是{part}",
            ),
            (
                f"求{bad}的总比率，再求抽到{bad}时它出自{first}的概率。",
                f"{bad}的总比率是{percent(whole)}；抽到{bad}时，它出自{first}的概率是{part}",
            ),
            (
                f"{bad}总共占多少？里面有多大比例出自{first}？",
                f"{bad}总共占{percent(whole)}；里面出自{first}的占{part}",
            ),
        )
    )
    return Solved(
        varied(rng, told).format(a=percent(a), b=percent(1 - a), x=percent(x), y=percent(y)), ask,
        (
            f"来自{first}的{bad}，占总数的{percent(a)}×{percent(x)}＝{percent(a * x)}。", f"来自{first.replace('甲', '乙')}的{bad}，占总数的{percent(1 - a)}×{percent(y)}＝{percent((1 - a) * y)}。",
            f"{bad}一共占{percent(a * x)}＋{percent((1 - a) * y)}＝{percent(whole)}。", f"其中出自{first}的比例是{percent(a * x)}÷{percent(whole)}。",
        ),
        answer, weighed(bad, first, (a, 1 - a), (x, y)),
    )  # fmt: skip


def weighed(bad: str, first: str, shares: tuple[Fraction, Fraction], rates: tuple[Fraction, Fraction]) -> str:
    """Say how the shares and the rates of the two sources lead to their parts of the bad ones."""
    names = (first, first.replace("甲", "乙"))
    parts = [share * rate for share, rate in zip(shares, rates, strict=True)]
    large = shares.index(max(shares))
    small = 1 - large
    if rates[large] > rates[small]:
        return f"{names[large]}份额大，比率也高，两者相乘，贡献的{bad}自然更多。"
    if parts[large] == parts[small]:
        return f"{names[large]}份额大，{names[small]}比率高，正好抵消，两边贡献的{bad}一样多。"
    if parts[large] > parts[small]:
        return f"{names[large]}的比率虽低，份额却大，贡献的{bad}反而更多，所以要把份额和比率乘起来看。"
    return f"{names[large]}的份额虽大，比率却低，贡献的{bad}反而更少，所以要把份额和比率乘起来看。"


def marked(rng: Random) -> Solved:
    """Estimate a population by capture and recapture."""
    told, kind, unit = rng.choice(CAUGHT)
    k = rng.randint(3, 15)
    m, n = rng.randrange(40, 200, 10), k * rng.randint(4, 12)
    total = m * n // k
    return Solved(
        varied(rng, told).format(m=m, n=n, k=k), rng.choice((f"估计那里这种{kind}有多少{unit}，讲明道理。", "用标记重捕法估算总数，并说说有什么前提。", "总数大约是多少？为什么可以这样推？")),
        (
            f"第二次的{n}{unit}里有标记的占{k}÷{n}＝{percent(Fraction(k, n))}。", "如果标记过的个体已经均匀混入，这个比例应当接近全体中有标记的比例。",
            f"设总数为N，则{m}÷N＝{k}÷{n}，N＝{m}×{n}÷{k}＝{total}。",
        ),
        f"估计总数约{total}{unit}", "前提是两次捕捉之间没有大量迁入迁出和死亡，标记不脱落，也不影响再次被捕的机会；重捕到的标记越少，误差越大。",
    )  # fmt: skip


def picked(rng: Random) -> Solved:
    """Choose a group with members of both kinds."""
    told, one, other = rng.choice(PICKED)
    a, b = rng.randint(3, 8), rng.randint(3, 8)
    k = rng.randint(2, min(4, a, b))
    every, only_a, only_b = comb(a + b, k), comb(a, k), comb(b, k)
    both = every - only_a - only_b
    return Solved(
        varied(rng, told).format(a=a, b=b, k=k), rng.choice((f"{one}和{other}都要有，有多少种选法？", "要求两类人都不缺，共几种组合？占全部选法的多大比例？", "随机决定名单，两类人都有的概率是多少？")),
        (
            f"不加限制，从{a + b}人里选{k}人有C({a + b},{k})＝{every}种。", f"只有{one}的有C({a},{k})＝{only_a}种，只有{other}的有C({b},{k})＝{only_b}种，这两类不会重叠。",
            f"两类人都有的是{every}－{only_a}－{only_b}＝{both}种。", f"占全部选法的{both}÷{every}。",
        ),
        f"两类人都有的选法有{both}种，占全部的{ratio(Fraction(both, every))}，随机决定名单时这就是它的概率", "这里只看选了谁，不看先后，所以用组合数，不用排列数。",
    )  # fmt: skip


def layered(rng: Random) -> Solved:
    """Divide a sample among layers."""
    told, names, unit = rng.choice(LAYERS)
    every = rng.choice((10, 15, 20, 25, 30))
    parts = [rng.randint(2, 5) if name in FEW else rng.randint(8, 30) for name in names]
    sizes, whole, sample = [part * every for part in parts], sum(parts) * every, sum(parts)
    rows = [
        (name, str(size), f"{size}×1/{every}", str(part)) for name, size, part in zip(names, sizes, parts, strict=True)
    ]
    return Solved(
        f"{varied(rng, told).format(a=sizes[0], b=sizes[1], c=sizes[2])}按分层抽样一共抽{sample}{unit}做调查", rng.choice((f"各层应抽多少{unit}？列表计算。", f"{names[0]}要抽多少{unit}？其余两层呢？用表格写。", "请做出抽样分配表，并检查总数。")),
        (
            f"总数是{'＋'.join(map(str, sizes))}＝{whole}。", f"抽样比是{sample}÷{whole}＝1/{every}。", f"每一层都乘以1/{every}：{'，'.join(f'{name}{part}' for name, part in zip(names, parts, strict=True))}。",
            f"检查：{'＋'.join(map(str, parts))}＝{sample}，与要求的样本量一致。",
        ),
        "，".join(f"{name}抽{part}{unit}" for name, part in zip(names, parts, strict=True)), "各层用同一个抽样比，样本的构成才和总体一致。",
        in_table(rows, ("层", "总数", "算式", "抽取数")),
    )  # fmt: skip


KINDS: tuple[tuple[Callable[[Random], Solved], int], ...] = (
    (drawing, 10), (screening, 10), (expectation, 8), (spread, 9), (parallel, 8), (two_lines, 7), (marked, 6), (picked, 6), (layered, 6),
)  # fmt: skip
SINGLE = ("{one}", "{one}请一步一步算。", "一道统计课上的题：{one}", "我没学过概率，请讲明白：{one}")
DOUBLE = (
    "{one}还有一问：{two}",
    "统计周报有两处要算。其一，{one}其二，{two}",
    "{who}在复习概率统计，卡在两题上。（1）{one}（2）{two}请分步讲。",
    "请帮{who}算两件事。先看这个：{one}再看这个：{two}",
    "1）{one}2）{two}每问写出步骤和结论。",
    "{one}算完后再看：{two}",
    "例会要讲两个小例子，请把计算写清楚。例一：{one}例二：{two}",
    "{one}同样讲讲这一题：{two}结果该怎么理解也说一说。",
)
HEADS = ("## 第{}问", "### 问题{}", "**第{}题**", "### {}、计算与结论")


def explained(rng: Random, solved: Solved) -> str:
    """Write the steps, a table if there is one, the answer and the remark in one of two layouts."""
    table = f"\n\n{solved.table}" if solved.table else ""
    text = (
        f"**{solved.answer}。**\n\n{numbered(solved.steps)}{table}\n\n{solved.remark}"
        if rng.random() < 0.5
        else f"{numbered(solved.steps)}{table}\n\n所以，{solved.answer}。{solved.remark}"
    )
    return text.replace("＝约", "≈").replace("占约", "约占").replace("得约", "约为")


def write_chance_steps(rng: Random) -> Task:
    """Ask for probabilities and statistics step by step: drawing, screening, expectation, spread, sampling."""
    kinds, weights = zip(*KINDS, strict=True)
    first, second = rng.choices(kinds, weights, k=2)
    while second is first:
        (second,) = rng.choices(kinds, weights)
    problems: list[Solved] = [first(rng), second(rng)]
    one, two = (f"{solved.facts}。{solved.ask}" for solved in problems)
    if rng.random() < 0.05:
        return Task(rng.choice(SINGLE).format(one=one), "", explained(rng, problems[0]))
    head = rng.choice(HEADS)
    parts = (f"{head.format(mark)}\n\n{explained(rng, solved)}" for mark, solved in zip("一二", problems, strict=True))
    return Task(rng.choice(DOUBLE).format(one=one, two=two, who=person(rng)), "", "\n\n".join(parts))
