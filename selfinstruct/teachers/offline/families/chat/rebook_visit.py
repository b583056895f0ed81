"""A front desk's reply to a rebooking request: the first free slot that fits, or else those of the same day."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person

DESKS = (
    ("牙科诊所", "洗牙", "护士站"), ("理发店", "烫发", "前台"), ("瑜伽馆", "私教课", "前台"), ("宠物医院", "打疫苗",
     "前台"), ("照相馆", "拍全家福", "前台"), ("驾校", "练车", "教务"),
    ("中医馆", "针灸", "导诊台"), ("汽修厂", "做保养", "接待处"), ("口腔门诊", "拔智齿", "分诊台"), ("琴行", "上古筝课",
     "前台"), ("眼科门诊", "验光", "分诊台"), ("美术馆", "导览", "服务台"),
    ("律师事务所", "咨询", "前台"), ("游泳馆", "上游泳课", "前台"), ("按摩馆", "做肩颈", "前台"), ("搬家公司", "搬家",
     "调度"),
)  # fmt: skip
EXCUSES = (
    "临时要出差", "孩子发烧了", "约了看房子", "公司要开会", "要去机场接人", "车送去修了", "得回一趟老家", "临时得加班",
    "要等快递师傅上门", "得参加家长会", "崴了脚", "家人住院了",
    "排班改了", "要赶着交稿", "得陪母亲复查", "要参加葬礼",
)  # fmt: skip
HOURS = ("上午9:00", "上午10:30", "下午1:30", "下午3:00", "下午4:30", "晚上6:30")
NEEDS = ("上午", "下午", "晚上")
REBOOK_CLAUSES = (
    ("我{old}约了{thing}", "{old}那次{thing}是我约的", "之前定的是{old}{thing}", "原本约的是{old}{thing}"),
    ("可是{excuse}", "偏偏{excuse}", "不巧{excuse}", "谁知{excuse}", "没想到{excuse}"),
    (
        "想换到{preferred}",
        "能改成{preferred}最好",
        "{preferred}倒是有空",
        "打算挪到{preferred}",
        "看能不能改{preferred}",
    ),
)
REBOOK_ASKS = (
    "麻烦您了。",
    "谢谢。",
    "帮我看看。",
    "拜托拜托。",
    "急等回复。",
    "请给个准信。",
    "辛苦查一下。",
    "不好意思。",
)
REBOOK_FRAMES = (
    "你是{shop}的{desk}，{who}来电：“{saying}”请看空档回复。",
    "{who}给{shop}留言：“{saying}”你在{desk}值班，按空档表答复。",
    "替{shop}{desk}回{who}的话：“{saying}”可约时间见下。",
    "“{saying}”{who}这样跟{shop}说，{desk}该怎么答？照空档表回话。",
    "{shop}{desk}接到{who}的消息：“{saying}”请写回复，空档如下。",
)  # fmt: skip


def write_rebook_visit(rng: Random) -> Task:
    """A front desk's reply to a rebooking request: the first free slot that fits, or else those of the same day."""
    (shop, thing, desk), days = rng.choice(DESKS), rng.sample(range(7), 4)
    old, *free_days = sorted(days)
    free = [
        f"{WEEKDAYS[day]}{hour}"
        for day in free_days
        for hour in sorted(rng.sample(HOURS, rng.randint(1, 2)), key=HOURS.index)
    ]
    preferred_day, preferred_part = rng.choice(free_days), rng.choice(NEEDS)
    preferred, taken = f"{WEEKDAYS[preferred_day]}{preferred_part}", f"{WEEKDAYS[old]}{rng.choice(HOURS)}"
    told = "，".join(rng.choice(phrasings) for phrasings in REBOOK_CLAUSES)
    saying = f"{told}。{rng.choice(REBOOK_ASKS)}".format(
        old=taken, thing=thing, excuse=rng.choice(EXCUSES), preferred=preferred
    )
    who = person(rng)
    instruction = rng.choice(REBOOK_FRAMES).format(shop=shop, desk=desk, who=who, saying=saying)
    fit = [slot for slot in free if slot.startswith(preferred)]
    near = [slot for slot in free if slot.startswith(WEEKDAYS[preferred_day])]
    arrival = "师傅会提前十分钟到" if shop == "搬家公司" else "请提前十分钟到"  # movers come to the customer
    yes = f"{preferred}有空，给您改到{fit[0]}，{taken}的预约已经取消，{arrival}。" if fit else ""
    no = f"抱歉，{preferred}已经约满，当天还有{listed(near)}可选，您看方便吗？{taken}的预约我先替您留着，等您回话再改。"
    return Task(instruction, "可约空档：\n" + "\n".join(free), f"{who}您好，{yes or no}")
