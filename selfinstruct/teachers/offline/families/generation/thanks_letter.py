"""Ask for a thank-you letter that mentions two or three favours and an offer in return."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Helper:
    """Someone to thank: the role, how a letter opens, what the help was, and what can be offered in return.

    The gifts are grouped by how one offers them: things, invitations, and things to do. A letter says 您 unless `close`.
    """

    role: str
    opening: str
    favours: tuple[str, ...]
    things: tuple[str, ...]
    invitations: tuple[str, ...]
    deeds: tuple[str, ...]
    close: bool = False


HELPERS = (
    Helper(
        "邻居",
        "{you}",
        (
            "替我照看了半个月的猫",
            "冒雨帮我收回晾晒的棉被",
            "借给我换灯泡的梯子",
            "在我晕倒时叫来救护车",
            "帮我签收了生鲜快递",
            "在停电那晚送来蜡烛和热粥",
            "把车位让给我家的婚车",
            "陪我父亲下象棋解闷",
            "发现我家漏水后立刻关了总阀",
        ),
        ("一罐自家炒的茶", "一篮刚摘的枇杷", "一盆养了三年的兰花", "一坛自家泡的酸菜"),
        ("您来家里吃饺子", "您一家来喝杯喜酒", "您周末一起去钓鱼"),
        ("在您出门时替您浇花", "教您的孩子弹吉他", "在您出差时替您取快递"),
    ),
    Helper(
        "同事",
        "{you}",
        (
            "顶了我春节的三个夜班",
            "熬夜帮我找回误删的报表",
            "陪我跑遍四家供应商",
            "替我向客户解释延误的原因",
            "手把手教我写标书",
            "在展会上替我翻译了两天",
            "把抢到的车票让给我",
            "帮我搬运了二十箱样品",
            "在总结会上为我说了公道话",
            "开车送我赶末班高铁",
        ),
        ("两张话剧票", "一盒家乡的茶", "一副降噪耳机", "一本摄影集"),
        ("你吃顿火锅", "你看周末的球赛", "你周末一起爬山", "你喝下午茶"),
        ("替你值一次周末的班", "帮你整理今年的客户资料"),
        close=True,
    ),
    Helper(
        "高中班主任",
        "尊敬的{honoured}老师",
        (
            "每周六给我补习数学",
            "为我争取到助学金",
            "推荐我参加机器人大赛",
            "在我落榜后写来长信",
            "替我保管丢失的准考证",
            "教我克服上台的紧张",
            "陪我练习口语到很晚",
            "在家长会上替我说话",
        ),
        ("一张全班的合影", "一本我们班的老相册", "一张我亲手做的贺卡", "一盆绿萝"),
        ("您参加我们的同学聚会", "您来看我的毕业演出", "您来听我的第一场讲座"),
        ("在教师节回学校看您", "给学弟学妹讲讲学习方法"),
    ),
    Helper(
        "大学导师",
        "尊敬的{honoured}老师",
        (
            "逐字修改我的论文",
            "把珍藏的县志借给我",
            "帮我联系实习工厂",
            "陪我在实验室守到深夜",
            "为我写了三封推荐信",
            "带我参加第一次学术会议",
            "在答辩前听我试讲了两遍",
            "替我找来绝版的资料",
        ),
        ("一本装订好的论文", "一张我亲手写的书法", "一本我翻译的小册子", "一盆文竹"),
        ("您参加我的毕业典礼", "您来喝我的喜酒", "您来我们单位讲课"),
        ("每年写信向您汇报近况", "回学校给师弟师妹讲实验"),
    ),
    Helper(
        "护士",
        "尊敬的{honoured}护士",
        (
            "半夜三次给我母亲换冰袋",
            "轻声安慰怕打针的母亲",
            "帮我母亲洗头梳头",
            "教我们给伤口换药",
            "把热饭送到我母亲床头",
            "下班后陪我母亲散步",
            "提醒我们哪些药不能同服",
            "耐心解释每一项检查",
        ),
        ("一面锦旗", "一束鲜花", "一张我母亲亲手写的卡片"),
        (),
        ("给您所在的医院写表扬信", "请院领导表扬您"),
    ),
    Helper(
        "社区志愿者",
        "{you}",
        (
            "教我父亲用手机挂号缴费",
            "推着轮椅送我父亲去医院",
            "冒着酷暑给我父亲送菜",
            "陪我父亲去银行换存折",
            "教我父亲识别诈骗电话",
            "替我父亲修好了收音机",
            "每个星期天来给我父亲读报",
            "帮我父亲找回走丢的小狗",
        ),
        ("一面锦旗", "一罐自家炒的茶", "一张我父亲写的书法"),
        ("您来家里吃顿便饭", "您来尝尝我父亲包的饺子"),
        ("给您所在的服务队写表扬信", "和您一起做志愿者"),
    ),
    Helper(
        "支教老师",
        "尊敬的{honoured}老师",
        (
            "翻山来给我们村的孩子上课",
            "给孩子们募来三百本图书",
            "自己掏钱给孩子们添了棉衣",
            "教孩子们弹琴画画",
            "帮我家卖掉滞销的梨",
            "背着发烧的孩子走到镇上",
            "在下雪天把孩子一个个送回家",
            "替我写信劝儿子回来看孩子",
        ),
        ("一袋自家种的花生", "一双我纳的鞋垫", "一本孩子们画的画册"),
        ("您秋天再来村里吃梨", "您来看孩子们的六一演出"),
        ("给您的学校写表扬信", "把您的事讲给村里人听"),
    ),
    Helper(
        "出租车司机",
        "{honoured}师傅",
        (
            "把我落在车上的电脑送回来",
            "退还我多付的六百元",
            "冒着大雨送我父亲去急诊",
            "一路帮我安抚晕车的孩子",
            "替我把行李搬到站台",
            "绕路陪我去取药也没有多收钱",
            "眼看我要误考抄近路送我到考场",
        ),
        ("一面锦旗", "一箱家乡的橙子", "一个保温杯"),
        ("您吃顿便饭",),
        ("给您所在的车队写表扬信", "打热线电话请公司表扬您"),
    ),
    Helper(
        "维修师傅",
        "{honoured}师傅",
        (
            "修好了漏水的热水器",
            "半夜赶来修好爆裂的水管",
            "替我配好老式门锁的钥匙",
            "免费修好爷爷的收音机",
            "帮我把旧柜子修得像新的一样",
            "教我怎样检查燃气阀",
            "大年初一来修好暖气",
            "只换一个零件就修好了冰箱",
        ),
        ("一面锦旗", "两包好茶", "一箱家乡的橙子", "一个保温杯"),
        ("您来家里喝杯热茶",),
        ("给您所在的维修站写表扬信", "把您介绍给街坊邻居"),
    ),
)
WISHES = ("身体健康", "工作顺利", "阖家幸福", "万事如意", "平安喜乐")
THANKS_FRAMES = (
    "我叫{me}。{role}{you}{deeds}。我想{gift}。请帮我写一封感谢信。",
    "我想谢谢{role}{you}，因为对方{deeds}。我打算{gift}。请替我写一封感谢信，署名{me}。",
    "{me}说：“{role}{you}{deeds}，我想{gift}。”请以{me}的口吻写一封感谢信。",
    "要感谢的人：{role}{you}；要感谢的事：{deeds}；心意：{gift}；落款：{me}。请据此拟一封感谢信。",
    "{role}{you}{deeds}，我一直没有好好道谢，现在想{gift}。请帮我写封感谢信，落款写{me}。",
)
THANKS_BODIES = (
    "一直想当面向您道谢。您{deeds}，这份情谊我会记在心里。{offer}",
    "写这封信，是想郑重地向您说一声谢谢。您{deeds}，帮了大忙。{offer}",
    "每次想起您{deeds}，我心里都暖暖的。您也许觉得这是小事，对我却意义重大。{offer}",
)


def offer_of_thanks(rng: Random, helper: Helper) -> tuple[str, str]:
    """Draw what the writer offers a helper, and the sentence of the letter that offers it."""
    gift, end = rng.choice(
        [
            *((f"送您{thing}", "请您一定收下") for thing in helper.things),
            *((f"请{invitation}", "盼您赏光") for invitation in helper.invitations),
            *((deed, "也算尽我的一点心意") for deed in helper.deeds),
        ]
    )
    return gift, f"我想{gift}，{end}。"


def write_thanks(rng: Random) -> Task:
    """Ask for a thank-you letter that mentions two or three favours and an offer in return."""
    helper, (me, you) = rng.choice(HELPERS), people(rng, 2)
    first, *others = rng.sample(helper.favours, rng.randint(2, 3))
    deeds = "，".join([first, *others[:-1], f"还{others[-1]}"])
    gift, offer = offer_of_thanks(rng, helper)
    instruction = rng.choice(THANKS_FRAMES).format(
        me=me, you=you, role=helper.role, deeds=deeds, gift=gift.replace("您", "对方").replace("你", "对方")
    )
    letter = f"您好！{rng.choice(THANKS_BODIES).format(deeds=deeds, offer=offer)}\n　　祝您{rng.choice(WISHES)}！"
    opening = helper.opening.format(you=you, honoured=you[0])
    return Task(instruction, "", f"{opening}：\n　　{letter.replace('您', '你') if helper.close else letter}\n{me}")
