"""Ask to turn a chatty leave request into a formal note with the same facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The same content in casual speech and in careful writing."""

    said: str
    written: str


@dataclass(frozen=True, slots=True)
class Reason(Phrasing):
    """A reason for a leave, and the numbers of days that fit it. Zero is half a day.

    If it is `sudden`, the leave begins on the day of the note.
    """

    days: tuple[int, ...]
    sudden: bool = False


ERRAND, SHORT, LONG = (0, 1), (1, 2, 3), (2, 3, 4, 5)
LEAVE_REASONS = (
    Reason(
        "娃昨晚烧到39度，我得带去儿童医院瞅瞅", "因孩子昨晚发烧至39度，需带其到儿童医院就诊", (0, 1, 2), sudden=True
    ),
    Reason("老家的房子漏雨，我得赶回去盯着人修", "因老家房屋漏雨，需返乡监督维修", LONG),
    Reason("智齿疼得我一宿没睡，好不容易约上号去拔", "因智齿疼痛，已预约拔牙", ERRAND),
    Reason("我妈要做白内障手术，身边没人可不行", "因母亲需做白内障手术，须有人在旁陪护", SHORT),
    Reason("驾照眼看要过期了，得跑一趟车管所换证", "因驾驶证即将到期，需前往车管所换证", ERRAND),
    Reason("表弟结婚，非拉我去帮忙接亲", "因表弟结婚，需前去协助接亲", SHORT),
    Reason("房东急着卖房，我得赶紧搬家", "因房东出售房屋，需尽快搬家", SHORT),
    Reason("打球崴了脚，肿得跟馒头似的，大夫让歇着", "因打球扭伤脚部，遵医嘱需要休息", LONG, sudden=True),
    Reason("娃学校开家长会，老师说家长一定得到", "因需参加孩子学校的家长会", ERRAND),
    Reason("我报的自学考试正好赶上这时候考", "因需参加自学考试", (0, 1, 2)),
    Reason("新房总算交房了，得去验房拿钥匙", "因新房交付，需到场验房并领取钥匙", ERRAND),
    Reason("爷爷过八十大寿，全家都等着我回去", "因祖父八十寿辰，需返乡祝寿", SHORT),
    Reason("吃坏了肚子，拉得站都站不稳", "因饮食不当引起腹泻，身体虚弱", (0, 1, 2), sudden=True),
    Reason("我爸在楼梯上摔了一跤，得送去拍个片子", "因父亲在楼梯上摔倒，需送医拍片检查", (0, 1, 2), sudden=True),
    Reason(
        "家里水管爆了，地板全泡了，得等师傅上门", "因家中水管爆裂、地板被泡，需等候维修人员上门", ERRAND, sudden=True
    ),
    Reason("约了领事馆面签，时间死活改不了", "因已预约领事馆面签，时间无法更改", ERRAND),
    Reason("车被人追尾了，得跟保险公司去定损", "因车辆被追尾，需与保险公司办理定损", ERRAND),
    Reason("我妹快生了，医生让住院，得我陪着", "因妹妹临产，需陪同其住院待产", LONG),
    Reason("大学室友在外地办婚礼，我早答应去当司仪了", "因大学室友在外地举行婚礼，需前往担任司仪", SHORT),
    Reason("得去派出所给娃上户口", "因需到派出所为孩子办理户口登记", ERRAND),
    Reason("体检有一项不对劲，医生让去复查", "因体检有一项指标异常，需到医院复查", ERRAND),
    Reason("我家狗误吞了骨头，得送去动手术", "因宠物狗误吞骨头，需送医手术", ERRAND, sudden=True),
    Reason("姥姥住院了，轮到我去陪床", "因外祖母住院，需前往陪护", LONG),
    Reason("嗓子哑得说不出话，得去医院看看", "因嗓子沙哑、无法说话，需到医院就诊", (0, 1, 2), sudden=True),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A department: the titles of its heads, and what a colleague there does during a leave of any length."""

    name: str
    titles: tuple[str, ...]
    duties: tuple[str, ...]


OFFICES = (
    Office("销售部", ("经理", "总监"), ("销售日报由{mate}代发", "城南片区的客户由{mate}跟进", "报价单由{mate}回复")),
    Office("门店收银组", ("店长", "组长"), ("收银台由{mate}顶班", "会员卡由{mate}办理", "备用金由{mate}保管")),
    Office(
        "财务部",
        ("经理", "主管", "总监"),
        ("银行对账由{mate}完成", "供应商的发票由{mate}签收", "投标保证金由{mate}办理"),
    ),
    Office("仓储部", ("经理", "主管"), ("仓库钥匙由{mate}保管", "三号库的盘点由{mate}牵头", "到货单由{mate}核对")),
    Office("市场部", ("经理", "总监"), ("新品发布会的讲稿由{mate}修改", "展会的展板由{mate}验收")),
    Office("质检科", ("科长",), ("送检样品由{mate}领取", "退货由{mate}复检", "检验报告由{mate}签发")),
    Office("客服部", ("经理", "主管"), ("投诉电话由{mate}接听", "退款申请由{mate}审核")),
    Office("人事部", ("经理", "主管", "总监"), ("招聘面试由{mate}主持", "两名实习生由{mate}指导")),
    Office("编辑部", ("主任",), ("公众号推文由{mate}排版", "下期封面由{mate}定稿", "读者来信由{mate}回复")),
    Office("电商组", ("组长", "主管"), ("直播间的库存表由{mate}更新", "买家留言由{mate}回复")),
    Office("车间二班", ("班长", "主任"), ("十二号机床由{mate}看管", "交接记录由{mate}填写")),
    Office("物业工程部", ("经理", "主管"), ("配电房巡检由{mate}负责", "业主报修由{mate}登记")),
    Office("教务处", ("主任", "处长"), ("高二的课表由{mate}调整", "学籍表由{mate}汇总", "监考名单由{mate}核对")),
    Office("法务部", ("经理", "总监"), ("待签的合同由{mate}送审", "律师函由{mate}起草")),
    Office("研发部", ("经理", "总监"), ("线上故障由{mate}处理", "新接口由{mate}联调")),
    Office("配送站", ("站长",), ("城东的包裹由{mate}派送", "学府路的取件由{mate}负责")),
    Office("采购部", ("经理", "主管"), ("钢材询价由{mate}跟进", "样品由{mate}签收")),
    Office("急诊科护理组", ("护士长", "主任"), ("分诊台由{mate}顶班", "抢救车的药品由{mate}清点")),
    Office("后勤处", ("处长", "主任"), ("食堂留样由{mate}检查", "会议室由{mate}安排")),
)
LEAVE_ENDINGS = (
    "这事儿您看行不？",
    "麻烦批一下呗。",
    "先谢谢啦！",
    "您给通融通融。",
    "您看成吗？",
    "辛苦您批一下。",
)
LEAVE_FRAMES = (
    "请把“{text}”改写成正式的请假条，其他信息见下。",
    "“{text}”这条微信太随意，请结合下面的信息改成书面请假条。",
    "{staff}{who}发来口语消息：“{text}”请按下列信息改写为请假条。",
    "用书面语把“{text}”重写成一张请假条，抬头和落款按下面的信息写。",
    "“{text}”能不能改成一张像样的请假条？请假人的情况如下。",
    "{who}跟领导说：“{text}”请润色成正式请假条，补上下面的信息。",
    "领导收到{staff}一名员工的留言：“{text}”请按下列信息改写成规范的请假条。",
    "{who}语音请假，转成文字是“{text}”请改写为书面请假条，格式要完整。",
)
VOICELESS, SPOKEN = "说不出话", re.compile("语音|说：|口语")
"""Who cannot speak writes a message, and does not send a spoken one."""
LEAVE_MESSAGES = (
    "{reason}，{span}想请{length}假，{handover}，{ending}",
    "跟您说个事儿，{span}我得请{length}假：{reason}。{handover}，{ending}",
    "{span}得跟您请{length}假，没别的，{reason}。活儿都交代了，{handover}，{ending}",
    "真不好意思，{reason}，想{span}请{length}假。手头的事我安排好了：{handover}，{ending}",
    "想跟您请{length}假，就{span}，{reason}。{handover}，{ending}",
    "{span}我来不了，{reason}。请{length}假，{handover}，{ending}",
    "{reason}，{span}我想歇{length}。{handover}，{ending}",
)
# (month, last day) of the public holidays that begin a month, on which a leave is not needed.
HOLIDAYS = {1: 3, 4: 6, 5: 5, 10: 7}


def leave_span(rng: Random, days: int) -> tuple[str, str]:
    """Draw the dates of a leave of zero (half a day) to five days and its length in words: ("5月7日至9日", "三天")."""
    month = rng.randint(1, 12)
    first = rng.randint(HOLIDAYS.get(month, 0) + 2, 24)
    if days > 1:
        return f"{month}月{first}日至{first + days - 1}日", f"{COUNTS[days]}天"
    return (f"{month}月{first}日", "一天") if days else (f"{month}月{first}日{rng.choice(('上午', '下午'))}", "半天")


def note_date(span: str, *, sudden: bool) -> str:
    """Return the date of the note: the first day of the leave if its reason is sudden, or else the day before."""
    month, day = re.findall(r"\d+", span)[:2]
    return f"{month}月{int(day) - (not sudden)}日"


def write_leave_note(rng: Random) -> Task:
    """Ask to turn a chatty leave request into a formal note with the same facts."""
    (who, chief, *mates), office, reason = people(rng, 4), rng.choice(OFFICES), rng.choice(LEAVE_REASONS)
    boss, staff = chief[0] + rng.choice(office.titles), office.name
    span, length = leave_span(rng, rng.choice(reason.days))
    duties = rng.sample(office.duties, 2)
    handover = "，".join(duty.format(mate=mate) for duty, mate in zip(duties, mates, strict=True))
    written_on = note_date(span, sudden=reason.sudden)
    message = rng.choice(LEAVE_MESSAGES).format(
        reason=reason.said,
        span=span,
        length=length,
        handover=handover.replace("由", "交给"),
        ending=rng.choice(LEAVE_ENDINGS),
    )
    note = (
        f"请假条\n尊敬的{boss}：\n　　本人{who}，系{staff}员工，{reason.written}，特申请于{span}请假{length}。"
        f"请假期间，{handover}。恳请批准。\n申请人：{who}\n日期：{written_on}"
    )
    frames = [frame for frame in LEAVE_FRAMES if not (VOICELESS in reason.said and SPOKEN.search(frame))]
    instruction = rng.choice(frames).format(who=who, staff=staff, text=message)
    return Task(instruction, f"请假人：{who}\n部门：{staff}\n批假人：{boss}\n日期：{written_on}", note)
