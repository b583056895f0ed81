"""Ask for a proof with concrete numbers: parity, induction, the pigeonhole principle, remainders or contradiction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa.variants import varied
from selfinstruct.teachers.offline.notation import numbered
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Proof:
    """A situation, what is claimed about it, the method, the idea, the steps, and the conclusion."""

    situation: str
    claim: str
    method: str
    idea: str
    steps: tuple[str, ...]
    conclusion: str


# fmt: off
FLIPPED = (
    ("[吧台|茶几|实验台|展柜]上有{n}只[杯子|茶碗|量杯]，杯口全部朝上", "翻转{k}只", "只", "杯口朝上", "杯口朝下"), ("桌面上平铺{n}枚[硬币|纪念币|铜钱]，都是正面朝上", "翻动{k}枚", "枚", "正面朝上", "反面朝上"),
    ("[配电室|控制台|地下泵房]里有{n}个开关，起初全部合上", "拨动{k}个", "个", "合上", "断开"), ("[舞台|隧道|展厅]里有{n}盏灯，全部亮着", "切换{k}盏的状态", "盏", "亮着", "熄灭"),
    ("[灌区|水库|拦河坝]的{n}道闸门此刻全部开启", "操作{k}道（开变关、关变开）", "道", "开启", "关闭"), ("[团体操|仪仗队]有{n}名队员，全部面朝主席台", "让{k}名队员向后转", "名", "面朝主席台", "背对主席台"),
    ("魔术师把{n}张[扑克牌|塔罗牌|识字卡]牌面朝上摆成一排", "翻{k}张", "张", "牌面朝上", "牌面朝下"), ("[琴房|自习室|会议区]门上的{n}块小牌都露出“空闲”一面", "翻{k}块", "块", "露出“空闲”", "露出“占用”"),
    ("[剧场|礼堂|影院]一排{n}把折叠椅，椅面全部放下", "改变{k}把（放下的收起、收起的放下）", "把", "椅面放下", "椅面收起"), ("[养殖场|温室|仓库]的{n}扇天窗都关着", "改变{k}扇的开合", "扇", "关着", "开着"),
    ("一条[横幅|彩带|珠帘]上挂着{n}枚两面异色的圆片，都露出红面", "翻转{k}枚", "枚", "露出红面", "露出白面"),
)
"""What is flipped: the start, the move, the measure word, and both states."""
LINKED = (
    ("[山区|湖区|海岛]的{n}个村子", "修路", "每个村恰好有{d}条直达别的村的路，两村之间至多一条", "个村", "条路"), ("[机房|实验楼|指挥车]里的{n}台电脑", "布线", "每台恰好用网线直连另外{d}台", "台电脑", "根网线"),
    ("[联谊会|同学会|签约仪式]上的{n}位客人", "握手", "每人恰好和{d}位客人握过手，同两人至多握一次", "位客人", "次握手"), ("[羽毛球|象棋|击剑]友谊赛的{n}名选手", "排赛", "每人恰好和{d}名不同对手各赛一场", "名选手", "场比赛"),
    ("[景区|森林公园|植物园]的{n}个观景点", "修步道", "每点恰好有{d}条步道直通别的点，两点间至多一条", "个观景点", "条步道"), ("[海湾|大湖|湿地]里的{n}座小岛", "搭桥", "每座岛恰好伸出{d}座桥，两岛之间至多一座", "座岛", "座桥"),
    ("[几何拼插|桥梁模型|分子模型]玩具里的{n}个小球", "插棒", "每个小球恰好插{d}根连到别的小球的棒，两球之间至多一根", "个小球", "根棒"), ("[笔会|书友会|邮展]的{n}名会员", "通信", "每人恰好和{d}名会员结成笔友，笔友关系是相互的", "名会员", "对笔友"),
    ("[舞会|晚宴|年会]上的{n}位来宾", "碰杯", "每人恰好和{d}位来宾碰杯，同两人至多碰一次", "位来宾", "次碰杯"), ("[航空公司|货运公司|包机公司]给{n}座城市", "开航线", "每城恰好与{d}座城市有往返航线，两城之间至多一条", "座城市", "条航线"),
)
"""What is linked in pairs: the things, the work, the requirement, one thing, and one link."""
BUILT = frozenset(("修路", "布线", "修步道", "搭桥", "插棒"))
"""Links that are built: there are only a few at one thing."""
BOARDS = ("[礼堂|阳台|舞台]的地面是{m}行{n}列的方格，缺了{a}和{b}两格", "一块{m}行{n}列的[巧克力|拼花板|棋盘]，去掉了{a}和{b}两格", "[苗圃|蜂箱架|货架]分成{m}行{n}列的小格，{a}和{b}这两格不能用",
    "[泳池边|浴室|洗车间]要铺瓷砖，地面划成{m}行{n}列，{a}和{b}各有一个地漏不铺", "[太阳能板|舞台灯架|文创展墙]的框架有{m}行{n}列的格，{a}和{b}两格已被占用")
CLASSES = (
    (12, "[合唱团|登山队|夏令营]有{n}人", "人", "属相相同", "12种属相"), (12, "[培训班|村篮球赛|读书会]来了{n}人", "人", "生日在同一个月", "12个月"), (7, "[社区食堂|出版社|花店]这个季度接了{n}份订单，每份注明星期几送", "份", "送货的星期相同", "一周7天"),
    (4, "[献血车|急救站|体检中心]记录了{n}人，血型按A、B、AB、O四种登记", "人", "血型相同", "4种血型"), (10, "[抽奖台|存包处|取号机]发出{n}个号码，按末位数字分组", "个号码", "末位数字相同", "10个末位数字"), (24, "[救助热线|客服中心|消防队]一天接到{n}个电话，按整点小时归档", "个电话", "归在同一个小时", "24个小时"),
    (5, "[果园|茶园|苗圃]的{n}筐货分装到5辆车上", "筐", "装在同一辆车上", "5辆车"), (9, "[文具店|唱片店|药房]把{n}件新品放进9个柜子", "件", "放进同一个柜子", "9个柜子"), (16, "[义诊队|支教团|志愿团]的{n}名成员分到16个村", "名成员", "分到同一个村", "16个村"),
    (26, "[报名系统|交流营|国际赛事]收到{n}个英文名，按首字母归类", "个", "首字母相同", "26个字母"), (8, "[短跑|游泳|赛艇]选拔有{n}人次，分在8条道上比", "人次", "排在同一条道", "8条道"), (6, "[骰子|抽签|转盘]实验做了{n}次，每次得到1到6之一", "次", "得到同一个点数", "6个点数"),
    (31, "[水电站|灯塔|气象站]有{n}条值班记录，只按几号（1到31）归档", "条", "归在同一号", "31个日期"), (11, "[足球队|校足球队|曲棍球队]一个赛季的{n}个进球全由11名队员打进", "个进球", "由同一名队员打进", "11名队员"),
)
"""Pigeonholes: their number, the things, the measure word, what some share, and how the holes are called."""
SUMMED = (
    "[书店|剧院|商场]的代金券只有{a}元和{b}元两种，想正好凑出{t}元", "[老药铺|化学社|实验室]只有{a}克和{b}克的砝码若干，都放在天平同一边，想称出{t}克", "[仓库|书城|快递站]的箱子只有{a}件装和{b}件装两种，要装完{t}件且每箱都装满",
    "[公园|景区|游乐场]的游船分{a}座和{b}座两种，要让{t}人一次全部坐下且不留空位", "[装修队|木工房|模型店]的木条长{a}厘米或{b}厘米，要首尾相接拼出{t}厘米", "[游戏厅|抽奖台|积分商城]的代币只有{a}分和{b}分两种面值，要凑出{t}分",
)
ODD_PARTS = (
    ("[外婆|园丁|果农]想把{t}个[桃子|橘子|石榴]放进{k}个盘子", "每盘都是奇数个"), ("[年级主任|夏令营领队|团体操教练]要把{t}人分成{k}组", "每组都是奇数人"), ("[书店|收藏家|家谱馆]要把{t}本书摆上{k}层书架", "每层都是奇数本"), ("[花艺师|酒店|婚庆公司]要把{t}枝花插进{k}只花瓶", "每瓶都是奇数枝"),
    ("[邮递员|骑手|志愿者]要在{k}天里送完{t}件包裹", "每天都送奇数件"), ("[剧团|乐队|杂技团]计划{k}个月演{t}场", "每个月都演奇数场"),
    ("[仓管员|搬运队|物流公司]要把{t}桶[油|酒|蜂蜜]搬进{k}间库房", "每间都是奇数桶"), ("[裁缝|刺绣坊|纽扣厂]要把{t}粒扣子缝到{k}件衣服上", "每件都是奇数粒"), ("[邮票社|钱币展|画廊]要把{t}件藏品装进{k}个展框", "每框都是奇数件"),
    ("[厨师|点心师|食堂]要把{t}个[汤圆|馄饨|青团]盛到{k}只碗里", "每碗都是奇数个"), ("[民俗馆|编辑|剪纸艺人]要把{t}张剪纸贴进{k}页画册", "每页都是奇数张"), ("[园林队|苗木公司|林场]要把{t}棵树苗栽成{k}行", "每行都是奇数棵"),
)
SINGLE = ("{one}", "{one}先讲思路，再写步骤。", "{who}在奥数班遇到一题：{one}请写出完整过程。", "{one}请讲给高一学生听。")
DOUBLE = (
    "①{one}②{two}请分别写出思路和步骤。", "两道证明题，请逐题作答。（1）{one}（2）{two}", "{who}的奥数作业有两问。前一问：{one}后一问：{two}帮忙写出完整证明。",
    "第一题：{one}第二题：{two}要分步骤，每步有依据。", "{one}再做一题：{two}", "数学社下周讲两个例子，请写好证明。甲：{one}乙：{two}", "A．{one}B．{two}先讲思路，再写证明。",
    "请写两份证明。其一，{one}其二，{two}", "{who}想弄懂两件事。一、{one}二、{two}讲清每一步的理由。", "考前练习：{one}另外，{two}",
)
ITEMS = ("{situation}，证明{claim}。", "{situation}，说明为什么{claim}。", "已知{situation}，求证：{claim}。", "{situation}，请用{method}证明{claim}。", "如果{situation}，那么{claim}，请证明。")
BARE_ITEMS = ("证明{claim}。", "求证：{claim}。", "说明为什么{claim}。", "用{method}证明：{claim}。", "请证明{claim}。")
"""Orders to prove a claim about a situation, and a claim about numbers alone."""
HEADS = ("### 第{}题", "## 第{}题", "**第{}个证明**", "#### 证明{}")
# fmt: on


def parity(number: int) -> str:
    """Return whether a number is odd or even."""
    return "奇数" if number % 2 else "偶数"


def flips(rng: Random) -> Proof:
    """Flip an even number of an odd number of things."""
    told, move, unit, up, down = rng.choice(FLIPPED)
    n = rng.randrange(5, 32, 2)
    k = rng.randrange(2, n, 2)
    inner = down.translate(str.maketrans("“”", "‘’"))
    return Proof(
        f"{varied(rng, told).format(n=n)}，规定每次必须同时{move.format(k=k)}",
        f"无论操作多少次，都不可能出现全部{down}的情形",
        "奇偶性", f"盯住“{inner}”的个数，看它每次操作后奇偶性变不变。",
        (
            f"设某一时刻有x{unit}{down}，一开始x＝0，是偶数。",
            f"一次操作动{k}{unit}，设其中有y{unit}原来{down}，那么它们变成{up}，另外{k}－y{unit}变成{down}。",
            f"操作后{down}的有x－y＋({k}－y)＝x＋{k}－2y{unit}。{k}和2y都是偶数，所以x的奇偶性不变。",
            f"因此无论操作几次，{down}的个数始终是偶数。", f"全部{down}时这个数应当是{n}，而{n}是奇数，矛盾。",
        ),
        f"所以不可能出现全部{down}的情形。",
    )  # fmt: skip


def board_numbers(rng: Random) -> Proof:
    """Replace two numbers on a board by their difference or sum until one is left."""
    n = rng.randint(6, 60)
    total = n * (n + 1) // 2
    act, why = rng.choice((
        ("它们的差（大减小）", "a－b与a＋b相差2b，奇偶性相同"), ("它们的和", "新写的数就是a＋b，总和不变"), ("它们的和加上2", "总和只增加2"),
        ("它们的差的3倍（大减小）", "3(a－b)＝(a＋b)＋2a－4b，与a＋b奇偶性相同"), ("它们的和减去4", "总和只减少4"),
    ))  # fmt: skip
    place = varied(rng, "[黑板|白板|沙盘|平板电脑]上写着1到{n}这{n}个整数").format(n=n)
    return Proof(
        f"{place}，每次擦去两个数a、b，写上{act}，直到只剩一个数", f"最后剩下的数一定是{parity(total)}",
        "奇偶性", "看所有数之和的奇偶性在每一步里怎样变化。",
        (
            f"开始时所有数的和是1＋2＋…＋{n}＝{n}×{n + 1}÷2＝{total}，是{parity(total)}。",
            f"每次用一个新数代替a和b：{why}，所以总和的奇偶性不变。",
            f"每操作一次少一个数，{n - 1}次后只剩一个数，这时总和就是它本身。",
        ),
        f"总和一直是{parity(total)}，所以最后剩下的数是{parity(total)}。",
    )  # fmt: skip


def links(rng: Random) -> Proof:
    """Link an odd number of things so that each has an odd number of links."""
    things, work, rule, one, link = rng.choice(LINKED)
    n = rng.randrange(7, 40, 2)
    d = rng.randrange(3, min(n, 8 if work in BUILT else 16), 2)
    return Proof(
        f"{varied(rng, things).format(n=n)}{work}，要求{rule.format(d=d)}", "这样的要求办不到",
        "奇偶性和反证法", f"数一数每{one}牵涉几{link}，全部加起来，每{link}会被数两次。",
        (
            f"假设办得到。{n}{one}各牵涉{d}{link}，加起来是{n}×{d}＝{n * d}。",
            f"每{link}都牵涉两{one}，在总数里恰好被数了两遍，所以总数应当是偶数。",
            f"但{n}和{d}都是奇数，{n * d}是奇数，矛盾。",
        ),
        "所以这样的要求办不到。",
    )  # fmt: skip


def dominoes(rng: Random) -> Proof:
    """Cover a board without two cells of one colour by dominoes."""
    m, n = rng.choice([(m, n) for m in range(4, 11) for n in range(4, 13) if m * n % 2 == 0])
    cells = [(row, col) for row in range(1, m + 1) for col in range(1, n + 1)]
    a = rng.choice(cells)
    b = rng.choice([cell for cell in cells if cell != a and (sum(cell) - sum(a)) % 2 == 0])
    names = [f"第{row}行第{col}列" for row, col in (a, b)]
    kind = parity(sum(a))
    other = parity(sum(a) + 1)
    half = m * n // 2
    return Proof(
        varied(rng, rng.choice(BOARDS)).format(m=m, n=n, a=names[0], b=names[1]),
        f"剩下的{m * n - 2}格不能用1×2的长条不重叠地盖满", "染色法", "按行号与列号之和的奇偶把格子染成两色，看每根长条盖住哪两色。",
        (
            f"行号加列号是{other}的格子染黑，是{kind}的染白，{m}×{n}的方格里黑白各{half}格。",
            "一根1×2的长条总盖住相邻两格，行号与列号之和差1，所以恰好盖一黑一白。",
            f"缺的两格{names[0]}、{names[1]}，和分别是{sum(a)}、{sum(b)}，都是{kind}，都属于白格。",
            f"于是剩下黑格{half}个、白格{half - 2}个，个数不等。", "若能盖满，黑白格应当一样多，矛盾。",
        ),
        f"所以剩下的{m * n - 2}格盖不满。",
    )  # fmt: skip


def pigeons(rng: Random) -> Proof:
    """Put more things into holes than fit with few in each."""
    holes, told, unit, share, name = rng.choice(CLASSES)
    each = rng.randint(2, 9)
    n = holes * each + rng.randint(1, holes - 1)
    return Proof(
        varied(rng, told).format(n=n), f"其中必有至少{each + 1}{unit}{share}", "抽屉原理", f"把{name}看成{holes}个抽屉，假设每个抽屉都不太满，数一数总数。",
        (
            f"{n}{unit}按归属各进一个抽屉，一共{holes}个抽屉。", f"假设每个抽屉里至多{each}{unit}，那么总数至多是{holes}×{each}＝{holes * each}。",
            f"可实际有{n}{unit}，{n}＞{holes * each}，矛盾。", f"因此至少有一个抽屉里不少于{each + 1}{unit}。",
        ),
        f"也就是说，必有至少{each + 1}{unit}{share}。",
    )  # fmt: skip


def sums(rng: Random) -> Proof:
    """Reach a sum that is no multiple of what all parts are multiples of."""
    d = rng.choice((2, 3, 4, 5, 6, 7))
    a, b = sorted(d * factor for factor in rng.sample(range(1, 8), 2))
    d = gcd(a, b)
    a, b, d = (a, b, d) if d > 1 else (2 * a, 2 * b, 2)
    t = d * rng.randint(9, 40) + rng.randint(1, d - 1)
    return Proof(
        rng.choice([varied(rng, told) for told in SUMMED]).format(a=a, b=b, t=t), "这件事办不到", "余数分析",
        f"两种数都是{d}的倍数，看总数除以{d}的余数。",
        (
            f"设两种分别用x份和y份（x、y为非负整数），总数是{a}x＋{b}y。",
            f"{a}＝{d}×{a // d}，{b}＝{d}×{b // d}，所以{a}x＋{b}y＝{d}({a // d if a > d else ''}x＋{b // d}y)，是{d}的倍数。",
            f"而{t}＝{d}×{t // d}＋{t % d}，除以{d}余{t % d}，不是{d}的倍数。",
        ),
        f"两边不可能相等，所以{t}凑不出来，这件事办不到。",
    )  # fmt: skip


def odd_parts(rng: Random) -> Proof:
    """Divide a number into odd parts of the wrong count."""
    told, rule = rng.choice(ODD_PARTS)
    k = rng.randint(4, 15)
    t = 2 * rng.randint(2 * k, 7 * k) + (k + 1) % 2
    return Proof(
        f"{varied(rng, told).format(t=t, k=k)}，并且{rule}", "这样的安排不存在", "奇偶性", f"{k}个奇数相加，和的奇偶性由个数{k}决定。",
        (
            "每个奇数可以写成2m＋1（m为整数）。", f"{k}个这样的数相加，等于2×(各个m之和)＋{k}。",
            f"前一项是偶数，{k}是{parity(k)}，所以{k}个奇数的和是{parity(k)}。", f"但题目里的总数{t}是{parity(t)}，矛盾。",
        ),
        f"所以{t}不能拆成{k}个奇数之和，这样的安排不存在。",
    )  # fmt: skip


def powers(rng: Random) -> Proof:
    """Prove by induction that a power minus a linear term is divisible by a square."""
    m = rng.randint(2, 15)
    q, step = m + 1, f"{m}n" if m > 1 else "n"
    return Proof(
        "", f"对任意正整数n，{q}^n－{step}－1能被{m * m}整除", "数学归纳法", f"把n＝k＋1时的式子凑成n＝k时的式子的{q}倍，再看余下的部分。",
        (
            f"记f(n)＝{q}^n－{step}－1。n＝1时，f(1)＝{q}－{m}－1＝0，能被{m * m}整除。",
            f"假设n＝k时成立，即f(k)＝{q}^k－{m}k－1是{m * m}的倍数。",
            f"n＝k＋1时，f(k＋1)＝{q}×{q}^k－{m}(k＋1)－1。把{q}^k＝f(k)＋{m}k＋1代入，得{q}f(k)＋{q * m}k＋{q}－{m}k－{m + 1}＝{q}f(k)＋{m * m}k。",
            f"{q}f(k)和{m * m}k都是{m * m}的倍数，所以f(k＋1)也是。",
        ),
        f"由归纳法，{q}^n－{step}－1对一切正整数n都能被{m * m}整除。",
    )  # fmt: skip


def series(rng: Random) -> Proof:
    """Prove by induction the sum of a geometric series with a concrete ratio and first term."""
    q, a = rng.randint(2, 9), rng.randint(1, 9)
    factor = Fraction(a, q - 1)
    lead = f"{factor.numerator}×" if factor.numerator > 1 else ""
    tail = f"÷{factor.denominator}" if factor.denominator > 1 else ""
    terms = "＋".join(str(a * q**power) for power in range(3))
    more = f"{q - 1}×" if q > 2 else ""
    scale = f"{a}×" if a > 1 else ""
    added = f"{lead}{more}{q}^k{tail}"
    same = f"，它可以写成{added}" if added != f"{scale}{q}^k" else ""
    left, right = "()" if lead or tail else ("", "")
    return Proof(
        "", f"对任意正整数n，{terms}＋…＋{scale}{q}^(n－1)＝{lead}{left}{q}^n－1{right}{tail}", "数学归纳法", "先验证第一项，再看左边多出的一项怎样并进右边。",
        (
            f"n＝1时，左边是{a}，右边是{lead}{left}{q}－1{right}{tail}＝{a}，相等。", f"假设n＝k时成立，左边k项的和等于{lead}{left}{q}^k－1{right}{tail}。",
            f"n＝k＋1时，左边多出一项{scale}{q}^k{same}。",
            f"于是左边的和是{lead}{left}{q}^k－1＋{more}{q}^k{right}{tail}＝{lead}{left}{q}×{q}^k－1{right}{tail}＝{lead}{left}{q}^(k＋1)－1{right}{tail}。",
        ),
        "这正是n＝k＋1时的右边，所以等式对一切正整数n成立。",
    )  # fmt: skip


def roots(rng: Random) -> Proof:
    """Prove by contradiction that a multiple of a root plus a number is irrational."""
    p, b, a = rng.choice((2, 3, 5, 7, 11, 13, 17, 19, 23, 29)), rng.randint(1, 9), rng.randint(0, 12)
    whole = (f"{a}＋" if a else "") + f"{b if b > 1 else ''}√{p}"
    first = () if whole == f"√{p}" else (
        f"假设{whole}是有理数r，则√{p}＝" + ((f"(r－{a})" if b > 1 else f"r－{a}") if a else "r") + (f"÷{b}" if b > 1 else "") + "，也是有理数。",
    )  # fmt: skip
    return Proof(
        "", f"{whole}是无理数", "反证法", f"先归结到√{p}，再看分子分母能不能都被{p}整除。",
        (
            *first, f"设√{p}＝m÷n，m、n是互质的正整数，那么m²＝{p}n²。", f"于是{p}整除m²。{p}是质数，所以{p}整除m，设m＝{p}t。",
            f"代入得{p * p}t²＝{p}n²，即n²＝{p}t²，同理{p}整除n。", f"m、n有公因数{p}，与互质矛盾，所以√{p}不是有理数。",
        ),
        f"因此{whole}是无理数。",
    )  # fmt: skip


def squares(rng: Random) -> Proof:
    """Prove with remainders modulo 4 that a number is no sum of two squares."""
    n = 4 * rng.randint(20, 900) + 3
    return Proof(
        "", varied(rng, f"{n}不能写成两个整数的平方和"), "余数分析", "看平方数除以4的余数只有哪几种。",
        (
            "偶数的平方(2m)²＝4m²，除以4余0；奇数的平方(2m＋1)²＝4(m²＋m)＋1，除以4余1。", "所以两个平方数之和除以4的余数只能是0、1或2。",
            f"{n}＝4×{n // 4}＋3，除以4余3。",
        ),
        f"余数对不上，所以{n}不是两个整数的平方和。",
    )  # fmt: skip


def equations(rng: Random) -> Proof:
    """Prove with remainders modulo 4 that an equation has no integer solutions."""
    factor, rest, left = 4 * rng.randint(2, 15), 4 * rng.randint(1, 300), rng.choice((2, 3))
    n = rest + left
    return Proof(
        "", f"方程x²－{factor}y²＝{n}没有整数解", "余数分析", f"{factor}是4的倍数，两边同时看除以4的余数。",
        (
            f"若有整数解，则x²＝{factor}y²＋{n}。", f"{factor}y²是4的倍数，{n}＝4×{n // 4}＋{left}，所以右边除以4余{left}。",
            "但x是偶数时x²除以4余0，x是奇数时x²＝4m(m＋1)＋1（设x＝2m＋1）除以4余1，余数只能是0或1。",
        ),
        f"余数{left}不可能出现，所以方程没有整数解。",
    )  # fmt: skip


KINDS: tuple[tuple[Callable[[Random], Proof], int], ...] = (
    (flips, 4), (board_numbers, 2), (links, 4), (dominoes, 4), (pigeons, 5), (sums, 4), (odd_parts, 4), (powers, 1), (series, 2),
    (roots, 2), (squares, 1), (equations, 2),
)  # fmt: skip
"""Kinds of proofs and their weights: those with more situations are drawn more often."""


def in_steps(proof: Proof) -> str:
    """Name the method and the idea, and write numbered steps."""
    return f"用{proof.method}证明。{proof.idea}\n\n{numbered(proof.steps)}\n\n{proof.conclusion}"


def under_labels(proof: Proof) -> str:
    """Write the idea and the proof after bold labels."""
    return f"**思路**：{proof.idea}\n\n**证明**\n\n{numbered(proof.steps)}\n\n{proof.conclusion}证毕。"


def in_prose(proof: Proof) -> str:
    """Write the proof as a paragraph."""
    return f"{proof.idea}{''.join(proof.steps)}{proof.conclusion}"


def asked(rng: Random, proof: Proof) -> str:
    """Ask for one proof."""
    item = rng.choice(ITEMS if proof.situation else BARE_ITEMS)
    return item.format(situation=proof.situation, claim=proof.claim, method=proof.method)


def two_proofs(rng: Random) -> list[Proof]:
    """Draw proofs of two different kinds."""
    kinds, weights = zip(*KINDS, strict=True)
    first, second = rng.choices(kinds, weights, k=2)
    while second is first:
        (second,) = rng.choices(kinds, weights)
    return [first(rng), second(rng)]


def write_number_proof(rng: Random) -> Task:
    """Ask for proofs with concrete numbers: parity, induction, the pigeonhole principle, remainders or contradiction."""
    proofs, frame = two_proofs(rng), rng.choice(DOUBLE)
    layouts = (in_steps, under_labels) if "步" in frame else (in_steps, under_labels, in_prose)
    write = rng.choice(layouts)
    one, two = (asked(rng, proof) for proof in proofs)
    if rng.random() < 0.03:
        return Task(
            rng.choice(SINGLE).format(one=one, who=person(rng)), "", rng.choice((in_steps, under_labels))(proofs[0])
        )
    head = rng.choice(HEADS)
    parts = (f"{head.format(mark)}\n\n{write(proof)}" for mark, proof in zip("一二", proofs, strict=True))
    return Task(frame.format(one=one, two=two, who=person(rng)), "", "\n\n".join(parts))
