"""Gifts for a described person that match two hobbies, fit the budget and are not owned yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import asked_last, person


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift: its usual price in yuan and the reason why it suits."""

    name: str
    price: int
    why: str


GIFTS = {
    "钓鱼": (
        Gift("折叠钓椅", 90, "坐着守钓不累腰"), Gift("防晒钓鱼帽", 60, "在水边挡太阳"),
        Gift("碳素钓竿", 260, "轻巧有韧性，提竿省力"), Gift("双层钓具包", 150, "竿、线、饵分层放得整齐"),
    ),
    "养花": (
        Gift("不锈钢园艺工具套装", 80, "松土、换盆都用得上"), Gift("一盆蝴蝶兰", 120, "花期长，摆在客厅好看"),
        Gift("长嘴浇水壶", 45, "浇根部不溅土"), Gift("三层木花架", 180, "花盆多了有地方摆"),
    ),
    "书法": (
        Gift("宣纸和毛边纸组合", 70, "练字费纸，多少都用得完"), Gift("羊毫毛笔三支装", 130, "大小楷都能写"),
        Gift("小号端砚", 320, "发墨细，用得久"), Gift("兰亭序字帖", 35, "可以对着临摹"),
    ),
    "跑步": (
        Gift("运动腰包", 70, "装手机钥匙不晃"), Gift("缓震跑鞋", 380, "减轻膝盖负担"),
        Gift("速干运动T恤", 99, "出汗也不黏身"), Gift("心率手环", 230, "跑的时候能看心率"),
    ),
    "做烘焙": (
        Gift("厨房电子秤", 55, "称粉称糖精确到克"), Gift("手持电动打蛋器", 130, "打发奶油省力气"),
        Gift("硅胶模具套装", 65, "能做好几种形状的蛋糕"), Gift("烘焙食谱书", 50, "跟着步骤试新花样"),
    ),
    "摄影": (
        Gift("相机清洁套装", 60, "镜头沾灰时用得上"), Gift("双肩摄影包", 280, "相机镜头分格放，不磕碰"),
        Gift("便携三脚架", 190, "拍夜景稳得住"), Gift("摄影构图书", 58, "对取景很有启发"),
    ),
    "喝茶": (
        Gift("紫砂壶", 350, "泡茶聚香，越养越润"), Gift("便携旅行茶具", 110, "出门也能泡一壶"),
        Gift("半斤龙井茶", 240, "清香鲜爽，自饮待客都行"), Gift("竹制茶盘", 160, "接水方便，桌面不湿"),
    ),
    "拼积木": (
        Gift("一千片城市街景积木", 260, "够拼好几个周末"), Gift("带灯光的天文台积木", 180, "拼完还能当小夜灯"),
        Gift("积木收纳箱", 65, "零件按颜色分开放"), Gift("机械齿轮积木", 140, "边拼边懂传动原理"),
    ),
    "画画": (
        Gift("四十八色水溶彩铅", 120, "能画素描也能晕染"), Gift("桌面小画架", 75, "画的时候不用总低头"),
        Gift("速写本三本装", 40, "随身带着随手画"), Gift("固体水彩套装", 160, "外出写生也方便"),
    ),
    "看科幻小说": (
        Gift("凡尔纳科幻三部曲", 90, "想象大胆，常读常新"), Gift("夹书阅读灯", 50, "夜里看书不打扰别人"),
        Gift("金属书签套装", 30, "看到哪里夹到哪里"), Gift("科幻杂志全年订阅", 180, "月月有新故事可读"),
    ),
    "打羽毛球": (
        Gift("一筒耐打羽毛球", 85, "打球消耗快，总是缺"), Gift("防滑手胶五条装", 35, "握拍吸汗不滑手"),
        Gift("羽毛球拍", 330, "轻便趁手，挥拍更快"), Gift("双肩球拍包", 150, "球拍和换洗衣服一次装下"),
    ),
    "弹吉他": (
        Gift("吉他变调夹", 45, "换调方便，弹唱常用"), Gift("备用琴弦三套", 90, "弦断了马上能换"),
        Gift("可折叠琴架", 80, "琴有地方放，不怕碰倒"), Gift("弹唱曲谱集", 48, "有新歌可练"),
    ),
    "做手账": (
        Gift("和纸胶带十二卷", 55, "花样多，拼贴够用"), Gift("活页手账本", 95, "内页可以自由增减"),
        Gift("复古印章套装", 68, "装饰页面很出彩"), Gift("十色钢笔墨水", 110, "写标题和正文能换颜色"),
    ),
    "露营": (
        Gift("充电营地灯", 99, "夜里照明，还能给手机充电"), Gift("折叠蛋卷桌", 220, "收起来只有一小卷"),
        Gift("钛合金水杯", 130, "轻便，可以直接加热"), Gift("羽绒睡袋", 380, "夜里保暖，收纳体积小"),
    ),
    "做木工": (
        Gift("木工雕刻刀套装", 110, "刻小件顺手"), Gift("手持打磨机", 240, "打磨省时间"),
        Gift("不锈钢角尺", 40, "画线取直角准"), Gift("木工围裙", 75, "口袋多，木屑不沾衣"),
    ),
}  # fmt: skip
USED_UP = (
    "半斤龙井茶",
    "备用琴弦三套",
    "一筒耐打羽毛球",
    "防滑手胶五条装",
    "宣纸和毛边纸组合",
    "和纸胶带十二卷",
    "速写本三本装",
    "科幻杂志全年订阅",
)
"""Gifts that are used up, so that another of them is welcome."""
ELDER_OCCASIONS = (
    "对方快过寿了",
    "对方刚搬了新家",
    "想谢谢对方帮忙带孩子",
    "春节要去看望",
    "中秋节要去看望",
    "重阳节要去看望",
)
YOUNG_OCCASIONS = (
    "对方快过生日了",
    "对方刚搬了新家",
    "对方刚考上研究生",
    "想谢谢对方上个月帮忙搬家",
    "对方刚转正",
    "对方刚找到新工作",
)
OFFICE_OCCASIONS = ("对方快过生日了", "对方刚搬了新家", "想谢谢对方上个月帮忙搬家", "对方刚转正", "对方刚升了组长")
ROOMMATE_OCCASIONS = ("对方快过生日了", "对方刚考上研究生", "对方刚转正", "对方刚找到新工作", "想谢谢对方这一年的照应")
PUPIL_OCCASIONS = (
    "对方快过生日了",
    "对方期末进步很大",
    "对方刚升了学",
    "对方比赛得了奖",
    "新年礼物还没补上",
    "开学前想鼓励一下",
)
MEN_LOVE = ("钓鱼", "养花", "书法", "摄影", "喝茶", "做木工")
WOMEN_LOVE = ("养花", "书法", "摄影", "喝茶", "做烘焙", "画画")
CHILD_LOVES = ("拼积木", "画画", "看科幻小说", "打羽毛球", "弹吉他", "做手账")
YOUNG_LOVES = tuple(GIFTS)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person who gets a gift: the range of ages, occasions and hobbies that suit the person."""

    name: str
    youngest: int
    oldest: int
    occasions: tuple[str, ...]
    loves: tuple[str, ...]

    @property
    def base(self) -> str:
        """The relation in two characters."""
        return self.name[-2:]

    @property
    def short(self) -> str:
        """The person when mentioned again."""
        return (
            f"这位{'老' if self.base == '同桌' else ''}{self.base}"
            if self.base in ("室友", "同事", "同桌")
            else self.name
        )

    def aged(self, age: int) -> str:
        """The person with the present age, which is not that of the school days."""
        school = re.match("大学|高中", self.name)
        return f"{school[0]}时的{self.base}（{age}岁）" if school else f"{age}岁的{self.name}"

    def mentioned_in(self, occasion: str) -> str:
        """Put the person into an occasion."""
        is_kin = self.short == self.name or occasion.startswith("对方")
        return occasion.replace("对方", self.short if is_kin else "人家")


RECEIVERS = (
    Receiver("外公", 68, 78, ELDER_OCCASIONS, MEN_LOVE), Receiver("父亲", 60, 68, ELDER_OCCASIONS, MEN_LOVE),
    Receiver("姑妈", 60, 68, ELDER_OCCASIONS, WOMEN_LOVE), Receiver("外婆", 66, 76, ELDER_OCCASIONS, WOMEN_LOVE),
    Receiver("大伯", 60, 69, ELDER_OCCASIONS, MEN_LOVE), Receiver("奶奶", 66, 77, ELDER_OCCASIONS, WOMEN_LOVE),
    Receiver("大学室友", 22, 27, YOUNG_OCCASIONS, YOUNG_LOVES), Receiver("表姐", 24, 30, YOUNG_OCCASIONS, YOUNG_LOVES),
    Receiver("同组同事", 25, 40, OFFICE_OCCASIONS, YOUNG_LOVES), Receiver("高中同桌", 22, 30, YOUNG_OCCASIONS, YOUNG_LOVES),
    Receiver("合租室友", 23, 30, ROOMMATE_OCCASIONS, YOUNG_LOVES),
    Receiver("堂哥", 24, 30, YOUNG_OCCASIONS, YOUNG_LOVES), Receiver("表弟", 13, 17, PUPIL_OCCASIONS, CHILD_LOVES),
    Receiver("侄女", 12, 17, PUPIL_OCCASIONS, CHILD_LOVES), Receiver("外甥", 11, 16, PUPIL_OCCASIONS, CHILD_LOVES),
)  # fmt: skip
BUDGETS = (100, 120, 150, 180, 200, 220, 250, 300, 350, 400)
GIFT_CLAUSES = (
    (
        "{who}想给{receiver}挑礼物",
        "{who}要送礼给{receiver}",
        "{who}要给{receiver}选一份礼物",
        "{who}打算给{receiver}送份礼",
    ),
    ("{occasion}",),
    ("{subject}平时爱{loves}", "{subject}迷上了{loves}", "{subject}一向喜欢{loves}", "{subject}闲时最爱{loves}"),
    ("家里已有{owned}", "{owned}已经有了", "{owned}早就买过", "{owned}不缺"),
    ("每样预算{budget}元以内", "每样不超过{budget}元", "一件最多花{budget}元"),
)
GIFT_ASKS = (
    "送什么好？给{n}个主意。", "请推荐{n}样礼物，附价格和理由。", "列出{n}件合适的礼物，说明为什么合适。",
    "有哪{n}样可以选？", "想{n}个礼物点子，写上每样大概多少钱。",
)  # fmt: skip


def gifts_within(loves: list[str], budget: int) -> list[tuple[str, Gift]]:
    """Gifts for the hobbies that the budget allows and that are not meagre compared to it."""
    return [(love, gift) for love in loves for gift in GIFTS[love] if budget / 4 <= gift.price <= budget]


def write_gift_ideas(rng: Random) -> Task:
    """Gifts for a described person that match two hobbies, fit the budget and are not owned yet."""
    receiver = rng.choice(RECEIVERS)
    loves = rng.sample(receiver.loves, 2)
    offers = [(budget, gifts_within(loves, budget)) for budget in BUDGETS]
    budget, options = rng.choice(
        [(b, gifts) for b, gifts in offers if len(gifts) > 2 and {*loves} == {g[0] for g in gifts}]
    )
    rng.shuffle(options)
    first, second = (next(option for option in options if option[0] == love) for love in loves)
    third = [option for option in options if option not in (first, second)]
    chosen = [first, second, *third[: rng.randint(0, 1)]]
    owned = rng.choice([g for love in loves for g in GIFTS[love] if (love, g) not in chosen and g.name not in USED_UP])
    occasion = rng.choice(receiver.occasions)
    instruction = asked_last(rng, GIFT_CLAUSES, GIFT_ASKS).format(
        who=person(rng), receiver=receiver.aged(rng.randint(receiver.youngest, receiver.oldest)),
        loves="和".join(loves), occasion=receiver.mentioned_in(occasion), subject="" if occasion.startswith("对方") else receiver.short,
        budget=budget, owned=owned.name,
        n=COUNTS[len(chosen)],
    )  # fmt: skip
    return Task(
        instruction,
        "",
        numbered([f"{g.name}，约{g.price}元。适合爱{love}的{receiver.base}，{g.why}。" for love, g in chosen]),
    )
