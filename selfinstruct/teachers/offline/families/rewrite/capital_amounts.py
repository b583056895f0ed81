"""Ask to convert the amounts of a receipt from digits to financial capitals or back."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import date, listed, people

CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class Trade:
    """What one person is paid for: (what, lowest, highest amount in yuan). Without payers, a person pays."""

    payers: tuple[str, ...]
    payments: tuple[tuple[str, int, int], ...]


SHOPKEEPERS = (
    "老周汽修店", "锦绣布艺行", "知味斋饭庄", "福源粮油店", "启明眼镜店", "听雨轩茶楼", "鹿鸣书店", "三和五金行", "百合花店",
)  # fmt: skip
SCHOOLS = ("青禾幼儿园", "南湖小学", "育才中学", "城东职业学校")
FIRMS = ("长风物流公司", "云杉设计公司", "红星砖瓦厂", "振华机械厂", "滨河商贸公司")
TRADES = (
    Trade(SHOPKEEPERS, (("临街铺面季度租金", 9000, 60000), ("铺面押金", 3000, 9000), ("铺面水电费", 300, 4000))),
    Trade(
        (*SHOPKEEPERS, *SCHOOLS),
        (("屋顶防水维修费", 600, 5000), ("门窗改造工程款", 3000, 18000), ("外墙粉刷费", 900, 9000)),
    ),
    Trade((*SCHOOLS, ""), (("二手钢琴尾款", 3000, 20000), ("手风琴维修费", 300, 3500), ("钢琴调音费", 300, 900))),
    Trade((*SHOPKEEPERS, *FIRMS), (("货车往返运费", 700, 6000), ("仓库租用费", 1200, 20000), ("装卸费", 200, 3000))),
    Trade((*SCHOOLS, *FIRMS), (("集体照拍摄费", 600, 6000), ("相册制作费", 800, 9000), ("宣传片剪辑费", 1000, 9000))),
    Trade((), (("婚宴十二桌的定金", 2000, 9000), ("婚车租赁费", 1200, 8000), ("舞台灯光租赁费", 1000, 15000))),
    Trade(
        ("知味斋饭庄", "福源粮油店", ""), (("苹果货款", 800, 9000), ("鲜藕货款", 500, 6000), ("土鸡蛋货款", 300, 4000))
    ),
    Trade(
        ("听雨轩茶楼", "知味斋饭庄", "滨河商贸公司"),
        (("毛茶收购款", 5000, 60000), ("茶叶精制加工费", 900, 12000), ("茶具货款", 600, 9000)),
    ),
    Trade((*FIRMS, ""), (("民宿包院房费", 1500, 9000), ("露营帐篷押金", 200, 1500), ("烧烤场地费", 300, 2500))),
    Trade((*SHOPKEEPERS, *FIRMS), (("广告牌制作费", 800, 9000), ("展位搭建费", 1000, 8000), ("传单印刷费", 200, 3000))),
    Trade((*SCHOOLS, *FIRMS), (("服装加工费", 5000, 80000), ("团体服定金", 2000, 30000), ("帽子货款", 300, 4000))),
    Trade((), (("月嫂服务费", 6000, 15000), ("婴儿用品款", 300, 2500), ("产妇营养餐费", 900, 6000))),
    Trade((*FIRMS, ""), (("旧空调货款", 200, 1800), ("旧冰柜货款", 300, 2500), ("旧货架货款", 100, 1200))),
    Trade((), (("少儿游泳班学费", 900, 4000), ("游泳馆储物柜押金", 100, 300), ("泳具费", 100, 600))),
    Trade(FIRMS, (("翻译稿酬", 400, 8000), ("校对费", 200, 2500), ("会议口译费", 1500, 9000))),
    Trade((*FIRMS, *SCHOOLS), (("绿植租摆费", 500, 5000), ("草坪养护费", 800, 7000), ("花坛改造费", 1500, 20000))),
    Trade((), (("车位转让款", 30000, 99000), ("地下储藏室转让款", 8000, 40000))),
    Trade(
        ("青山村委会", "临湖村委会"),
        (("鱼塘清淤人工费", 2000, 20000), ("水渠疏通费", 900, 8000), ("抽水机租金", 300, 2500)),
    ),
)
RECEIPT_FRAMES = {
    True: (
        "把收据“{text}”里的小写金额改写成大写金额，其余不动。",
        "会计{who}要求收条上的数字改用人民币大写：“{text}”请照此改写全文。",
        "“{text}”请将这张字据中的金额转换为财务大写后重抄。",
        "{who}收到的收据写着：“{text}”财务要求金额用大写，请改写全文。",
        "“{text}”按报销规定，金额须用大写，请改写这张收据。",
        "银行只收大写金额的单据，请把“{text}”改写好，其他文字照抄。",
        "会计{who}退回了这张收据：“{text}”因为金额没有大写，请改写后重出一张。",
    ),
    False: (
        "把收据“{text}”里的大写金额改写成阿拉伯数字（保留两位小数），其余不动。",
        "{who}要把这张收条录入电脑：“{text}”请将大写金额都转换为两位小数的数字，写出全文。",
        "“{text}”请把这张字据里的人民币大写改成带两位小数的数字后重抄。",
        "{who}手里的收据写着：“{text}”请把大写金额改成带两位小数的数字，重写一遍。",
        "“{text}”请改写成阿拉伯数字金额（带两位小数），其他文字照抄。",
        "为了在表格里求和，{who}想把“{text}”中的大写金额改写成两位小数的数字，请写出全文。",
        "把字据“{text}”里的金额由大写转换成数字，角分都写出来，全文照录。",
    ),
}


def below_ten_thousand(number: int) -> str:
    """Spell an integer from 0 (as "") to 9999 in financial capitals, without a leading zero."""
    words = ""
    for unit, step in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        digit, number = divmod(number, step)
        if digit:
            words += CAPITAL_DIGITS[digit] + unit
        elif words and number and not words.endswith("零"):
            words += "零"
    return words


def in_capitals(cents: int) -> str:
    """Spell an amount in cents, from 1.00 yuan up to 99,999,999.99 yuan, as on a cheque."""
    (yuan, rest), words = divmod(cents, 100), ""
    high, low = divmod(yuan, 10000)
    if high:
        words = below_ten_thousand(high) + "万" + ("零" if 0 < low < 1000 else "")
    words += below_ten_thousand(low) + "元"
    jiao, fen = divmod(rest, 10)
    words += CAPITAL_DIGITS[jiao] + "角" if jiao else ("零" if fen else "")
    return words + (CAPITAL_DIGITS[fen] + "分" if fen else "整")


# Sums that are agreed beforehand, and therefore round.
AGREED = ("押金", "定金", "租金", "转让款", "承包款", "尾款", "学费", "月嫂服务费")

# Sums for a weight, a length or a number of words, and therefore not round.
METERED = (
    "货款",
    "收购款",
    "水电费",
    "运费",
    "加工费",
    "制作费",
    "印刷费",
    "装卸费",
    "稿酬",
    "校对费",
    "用品款",
    "维修费",
)


def plausible_cents(rng: Random, what: str, low: int, high: int) -> int:
    """Draw an amount in cents between two amounts in yuan: round if it is agreed beforehand, or with jiao or fen."""
    yuan = rng.randint(low, high)
    if what.endswith(AGREED):
        return yuan // 50 * 5000
    if not what.endswith(METERED):
        return rng.choice((yuan // 50 * 5000, yuan // 10 * 1000, yuan * 100))
    return rng.choice((yuan * 100, yuan * 100 + rng.randint(1, 9) * 10, yuan * 100 + rng.randint(1, 99)))


def write_capital_amounts(rng: Random) -> Task:
    """Ask to convert the amounts of a receipt from digits to financial capitals or back."""
    (payee, clerk, stranger, who), trade = people(rng, 4), rng.choice(TRADES)
    payer = rng.choice(trade.payers or ("",)) or stranger
    to_capitals, day, kinds = (
        rng.random() < 0.5,
        date(rng),
        rng.sample(trade.payments, rng.randint(1, len(trade.payments))),
    )
    sums = [(what, plausible_cents(rng, what, low, high)) for what, low, high in kinds]
    digits = listed([f"{what}{cents // 100}.{cents % 100:02d}元" for what, cents in sums])
    capitals = listed([f"{what}{in_capitals(cents)}" for what, cents in sums])
    line = rng.choice(
        (
            "{day}，{payee}收到{payer}交来的{sums}，经手人{clerk}。",
            "今由{payer}付给{payee}{sums}，{clerk}作证，{day}。",
            "{day}，{payer}现金支付{sums}，收款人{payee}，开票人{clerk}。",
            "兹收到{payer}交来的{sums}，收款人{payee}，制单人{clerk}，日期{day}。",
            "今由{payer}付给{payee}{sums}，款项当面点清，{clerk}在场，{day}立据。",
            "{day}，{payer}现金支付{sums}，已交{payee}收讫，由{clerk}登记入账。",
        )
    )
    texts = [line.format(day=day, payee=payee, payer=payer, clerk=clerk, sums=each) for each in (digits, capitals)]
    given, answer = texts if to_capitals else texts[::-1]
    return Task(rng.choice(RECEIPT_FRAMES[to_capitals]).format(text=given, who=who), "", answer)
