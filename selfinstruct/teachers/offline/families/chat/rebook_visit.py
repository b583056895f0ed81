"""A front desk's reply to a rebooking request: the first free slot that fits, or else those of the same day.

The reply also answers a question about the visit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person


@dataclass(frozen=True, slots=True)
class Desk:
    """A place with appointments: how a customer mentions the visit, why it does not fit, and what the customer asks.

    `booked` has a place {old} for the old slot. `asks` are pairs of a question and the reply to it. If the desk `visits`,
    its people come to the customer; a `group` has reasons of its own only. If `plain`, not every question fits
    it; `childless` customers have no children yet.
    """

    place: str
    desk: str
    booked: str
    excuses: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    arrival: str = "请提前十分钟到"
    visits: bool = False
    group: bool = False
    plain: bool = False
    childless: bool = False


DESKS = (
    Desk("牙科诊所", "护士站", "我约了{old}洗牙", ("那天临时要去外地开会", "这两天嘴角起泡，一张嘴就疼", "孩子学校那会儿开家长会"),
         (("洗之前能吃东西吗？", "洗牙前可以正常吃饭，刷好牙再来就行"), ("牙龈老出血，能洗吗？", "牙龈出血可以洗，到时先请医生给您检查一下"))),
    Desk("理发店", "前台", "{old}我约了烫头发", ("单位忽然通知加班", "头皮这几天抓破了，还没好", "家里约了师傅上门修燃气灶"),
         (("烫一次大概要多久？", "烫发大概三个小时，您把时间留宽些"), ("刚染过还能烫吗？", "染完最好隔两周再烫，您要是不到两周先跟我们说一声"))),
    Desk("瑜伽馆", "前台", "{old}有一节私教课，是我的", ("我落枕了，脖子转不动", "家里老人那天出院，我得去接", "公司组织体检，撞一块儿了"),
         (("课前要不要空腹？", "课前一小时别吃太饱就行"), ("我能带自己的垫子吗？", "垫子可以自己带，馆里也备着"))),
    Desk("宠物医院", "前台", "给猫打疫苗约的是{old}", ("猫从昨晚起有点拉稀", "我那天要去机场接人", "航空箱的门扣坏了，新的还没送到"),
         (("疫苗本找不到了怎么办？", "疫苗本丢了没关系，我们系统里查得到记录，来了补一本"), ("打完当天能洗澡吗？", "打完疫苗一周内先别洗澡")), "请让猫待在航空箱里，提前十分钟到"),
    Desk("照相馆", "前台", "我们家拍全家福，定的{old}", ("老爷子感冒了，想等他精神好些", "弟弟买的火车票晚到一天", "孩子学校那天春游，傍晚才回来"),
         (("穿什么颜色的衣服合适？", "衣服选同一色系的就好，别穿细条纹"), ("要不要自己化好妆？", "妆可以来店里化，拍摄费里已经包含了"))),
    Desk("驾校", "教务", "{old}那次练车是我约的", ("轮到我在单位值班", "我手腕扭了，握不住方向盘", "临时要回学校补考"),
         (("下雨还照常练吗？", "小雨照常练，遇上暴雨我们会提前通知您"), ("能换成自动挡的车吗？", "您报的是手动挡，练车的车型换不了")), "请提前十分钟到训练场签到", plain=True),
    Desk("中医馆", "导诊台", "我挂的是{old}的针灸", ("发烧了，怕是扎不成", "下乡帮父母收稻子，赶不回来", "那会儿得去法院当证人"),
         (("扎完可以洗澡吗？", "扎完当天先别洗澡，第二天再洗"), ("要穿什么样的衣服？", "穿宽松些、袖口裤脚能卷起来的衣服"))),
    Desk("汽修厂", "接待处", "我的车约的{old}来做保养", ("这车让同事借走了，过两天才还", "我被派去邻市盯工程", "家里老人住院，离不开人"),
         (("换机油要等多久？", "换机油和机滤大约四十分钟"), ("自己带的机油能用吗？", "自带机油可以用，只收工时费")), "车请提前十分钟开到", plain=True),
    Desk("口腔门诊", "分诊台", "拔智齿我约的是{old}", ("那颗牙这两天又肿又疼", "我正吃着消炎药，医生让缓一缓", "第二天要上台演讲，不敢肿着脸"),
         (("拔牙那天要空腹吗？", "拔牙别空腹，吃过饭再来"), ("拔完能自己开车回去吗？", "拔完牙建议找人接您，先别自己开车"))),
    Desk("琴行", "前台", "我家姑娘的古筝课是{old}", ("学校排练合唱，走不开", "她手指让门夹了，缠着创可贴", "那天要带她去邻市看外婆"),
         (("义甲忘在教室了，帮看看？", "义甲我去教室找找，找到了放在前台给您"), ("谱子要自己打印吗？", "谱子老师会准备好，不用您打印"))),
    Desk("眼科门诊", "分诊台", "我约了{old}散瞳验光", ("白天必须在工地盯着", "眼睛发红流泪，怕是结膜炎", "公司那天搬办公室"),
         (("验完能开车吗？", "散瞳后几个小时看近处会模糊，当天请别开车"), ("隐形眼镜用不用先摘几天？", "软性隐形眼镜请提前一周摘下，改戴框架镜"))),
    Desk("美术馆", "服务台", "我替社区书法班订的{old}的导览", ("大巴司机说那天出不了车", "带队的老师临时请假", "有一半学员那天要去体检"),
         (("馆里能拍照吗？", "常设展可以拍照，请关掉闪光灯"), ("最多能来多少人？", "一场导览最多二十人")), group=True),
    Desk("律师事务所", "前台", "租房纠纷那件事，我约的{old}来咨询", ("房东忽然说那天当面谈", "合同原件落在老家，正往回寄", "孩子半夜发烧，我走不开"),
         (("要带哪些材料？", "请带上租房合同、付款记录和聊天截图"), ("咨询怎么收费？", "咨询第一个小时免费"))),
    Desk("游泳馆", "前台", "我报了{old}的一节游泳课", ("耳朵发炎了，得养几天才能下水", "膝盖做完检查，医生让歇两天", "单位派我去邻省培训"),
         (("泳帽馆里有卖的吗？", "泳帽前台有卖，也可以自己带"), ("水是恒温的吗？", "池水恒温，常年二十七度左右")), "请提前十分钟到更衣室"),
    Desk("搬家公司", "调度", "我家搬家定的是{old}", ("新房的钥匙要晚两天才拿到", "小区那天停电，电梯用不了", "冰箱还没找好人拆"),
         (("纸箱你们给不给？", "纸箱我们送二十个，不够按每个五元加"), ("钢琴搬得了吗？", "钢琴能搬，得多派两位师傅，费用另算")), "师傅会提前十分钟到", visits=True),
    Desk("家电维修中心", "调度", "我约了师傅{old}上门修洗衣机", ("楼下停水检修，修好也没法试机", "我那天要陪母亲复查", "家里临时来了一屋子客人"),
         (("上门费多少？", "上门费三十元，修好就不另收了"), ("要把机器挪出来吗？", "机器不用挪，四周留出半米就行")), "师傅出发前会给您打电话", visits=True),
    Desk("康复中心", "导诊台", "我父亲的膝盖康复训练是{old}", ("我爸血压这两天不稳，得先去看看", "轮椅送去修了，没法出门", "接送的那辆车被借走了"),
         (("要带片子吗？", "片子请带上，最近一次的就够"), ("家属能进训练室吗？", "可以进一位家属陪着"))),
    Desk("驾考体检站", "窗口", "换驾驶证的体检我约在{old}", ("眼镜腿断了，正等着配新的", "公司那天盘库，谁都不许请假", "身份证到期，正在换"),
         (("要带照片吗？", "照片现场拍，不用带"), ("体检要空腹吗？", "不抽血，不用空腹"))),
    Desk("陶艺工坊", "前台", "我和朋友订了{old}的拉坯体验", ("朋友的航班取消了", "我的画室那天搬家", "那天刚好是我姐的婚礼"),
         (("做好的杯子什么时候能拿？", "杯子要阴干再烧，三周后来取"), ("要自备围裙吗？", "围裙和袖套我们都有"))),
    Desk("古籍阅览室", "服务台", "我预约了{old}查县志", ("导师把组会改到了那个时候", "长途车停运，我进不了城", "笔记本电脑送修了，抄录不方便"),
         (("可以自己拍照吗？", "古籍不能拍照，可以用铅笔抄录"), ("介绍信要原件吗？", "介绍信要原件，复印件不行"))),
    Desk("献血站", "预约台", "我报名{old}献血", ("这几天熬夜赶图，状态太差", "单位那天接待检查，请不了假", "要陪孩子去医院复查"),
         (("献血前能吃早饭吗？", "献血前要吃点清淡的，别空腹"), ("要带什么证件？", "带上身份证原件就行"))),
    Desk("车辆检测站", "预约台", "我的货车约了{old}年检", ("右后胎扎了钉子，还在补", "拉着一车白菜堵在外省", "尾灯不亮，配件还在路上"),
         (("要带保单吗？", "交强险保单联网能查到，不用带"), ("车里的货要卸空吗？", "货要卸空，空车来检")), "请提前十分钟排队", plain=True),
    Desk("婚纱店", "接待处", "我们订了{old}试婚纱", ("伴娘那天答辩，来不了", "脖子过敏起了一片红疹", "我妈想一起看，她要晚两天到"),
         (("可以带人进试衣间吗？", "试衣间可以带一位同伴"), ("试纱要穿什么内衣？", "穿无肩带的肤色内衣最合适")), childless=True),
    Desk("托育园", "园务室", "我们约的{old}带宝宝来试园", ("宝宝起了点湿疹，要去看医生", "婴儿车落在老家了", "外婆摔了腰，我要去照看"),
         (("要带自己的奶瓶吗？", "奶瓶请自带，贴好名字"), ("大人能陪多久？", "头一次试园，大人可以全程陪着"))),
    Desk("攀岩馆", "前台", "{old}的入门课，报的是我的名字", ("手指蹭掉一块皮，得养两天", "实验室那会儿要守着设备", "和我搭伴的人得了肠胃炎"),
         (("要自己买攀岩鞋吗？", "攀岩鞋馆里能租，十五元一次"), ("恐高能上吗？", "恐高可以先从三米的抱石墙练起")), plain=True),
    Desk("果园采摘园", "接待处", "公司团建订了你们{old}的摘梨", ("天气预报说那天有暴雨", "包好的大巴那天来不了", "财务说经费下周一才批下来"),
         (("能带小孩吗？", "小孩可以来，一米二以下免票"), ("摘的梨怎么算钱？", "摘下的梨按八元一斤算")), group=True, plain=True),
)  # fmt: skip
EXCUSES = (
    "领导临时派我去南昌参展", "孩子幼儿园因为流感停课，得有人在家", "我妈摔了一跤，要陪她去拍片子", "物业通知那天查燃气，家里必须留人",
    "老同学结婚改了日子", "我报的会计考试正好排在那时候", "航班取消，我还困在乌鲁木齐", "公司年终盘点，一个都不准走", "外公过八十大寿，全家都要回去",
    "甲方非要那天来验收", "房产证那天要去窗口签字", "孩子发高烧，要去医院挂水", "单位组织消防演练，点名要签到", "女儿的毕业典礼提前了",
    "老家办喜事，我得赶回去", "搬办公室，电脑全要我拆", "客户从广州飞过来，只待半天", "村里通知那天分地，户主得到场", "学校临时叫我去监考",
    "货车半路抛锚，我得去现场处理", "暖气管爆了，家里一地水", "奶奶住院，轮到我陪床", "店里伙计请假，我得自己看店", "法院通知那天开庭",
    "同事请病假，我得替他顶班", "弟弟第一天报到，我送他去学校", "台风预警，我们这边封了桥", "老家的房子漏雨，得回去找人修", "签证面谈排到了那天",
    "小区选业委会，我负责计票", "工地浇筑不能停，我得守一整天", "舅舅从国外回来，全家去接", "学校派我带队去比赛", "我家窗户让冰雹砸破了，约了人来装", "公司服务器出故障，我走不开", "祠堂翻修，各家都要出人", "邻居家装修砸坏了我家的墙，约了那时候谈",
)  # fmt: skip
"""Reasons that fit any appointment."""
GENERAL_ASKS = (
    ("你们那儿好停车吗？", "门口有停车场，两小时内免费"), ("迟到一刻钟要紧吗？", "晚到一刻钟以内都给您留着，再晚请打个电话"),
    ("地铁哪站下最近？", "坐地铁到文昌路站，二号口出来走五分钟"), ("轮椅进得来吗？", "大门边有坡道，轮椅可以直接进"),
    ("等候的地方有热水吗？", "等候区有热水和纸杯"), ("老人陪着来有地方坐吗？", "大厅有沙发，陪同的老人可以坐着等"),
    ("中午你们休息吗？", "中午十二点到一点休息，值班的人照常接待"), ("下次还能再改一回吗？", "每个预约可以改两次，提前一天说就行"),
    ("能用你们的充电线吗？", "服务台有充电线，登记一下就能借"), ("周围有吃早饭的地方吗？", "出门左转就有一家粥铺，早上六点开门"), ("带着行李箱来能寄存吗？", "行李可以放在前台，我们给您挂牌"), ("到了先找谁登记？", "到了先报预约人的名字就行"),
    ("手机号换了要重新登记吗？", "来的时候顺便改一下号码就行"), ("门口能放电动车吗？", "电动车请停到西侧车棚，门口不能放"),
)  # fmt: skip
"""Questions at any place to which the customer comes."""
PLAIN_ASKS = tuple(talk for talk in GENERAL_ASKS if re.match("迟到|中午|下次|到了|手机号", talk[0]))
"""Questions even at a yard or a wall to climb."""
AT_HOME = re.compile("家里必须留人|得有人在家|一地水|约了人来装|约了那时候谈|孩子发高烧")
"""Words of a reason for which the customer stays at home: it does not keep a technician from coming."""
HOURS = ("上午9:00", "上午10:30", "下午1:30", "下午3:00", "下午4:30")
NEEDS = ("上午", "下午")
REBOOK_WORDS = (
    "跟您说一声，{excuse}。{booked}，只能往后挪了，{preferred}行不行？{ask}",
    "麻烦查一下{preferred}还有没有空：{booked}，偏偏{excuse}。多问一句，{ask}",
    "{booked}，可是{excuse}，想换到{preferred}。{ask}",
    "{booked}，不巧{excuse}，能改到{preferred}吗？另外问一句，{ask}",
    "不好意思，{excuse}，时间对不上了。{booked}，看能不能挪到{preferred}。顺便问问：{ask}",
    "{booked}。没想到{excuse}，{preferred}我倒是有空，您看行不行？还有，{ask}",
    "想改个时间：{booked}，但{excuse}。最好是{preferred}。对了，{ask}",
    "{excuse}，这次得改期。{booked}，麻烦帮我改成{preferred}。再请教一下，{ask}",
)
REBOOK_FRAMES = (
    "{who}发来一条语音，{place}的{desk}值班人员是你。语音里说：“{saying}”请对着空档表回复。",
    "我是{who}，您是{place}{desk}的接待员。“{saying}”请查空档回我。",
    "你是{place}的{desk}工作人员，{who}来电：“{saying}”请看空档回复。",
    "{who}给{place}留言：“{saying}”你在{desk}值班，按空档表答复。",
    "扮演{place}{desk}的工作人员，回复{who}的话：“{saying}”可约时间和须知见下。",
    "“{saying}”{who}这样跟{place}说。你扮演{desk}的工作人员，请照空档表回话。",
    "{place}{desk}接到{who}的消息：“{saying}”请写回复，空档如下。",
    "扮演{place}的接待员。{who}打电话来说：“{saying}”对照空档，改约并回答对方的问题。",
    "{place}{desk}的电话响了，是{who}：“{saying}”空档表在手边，请你接着说。",
    "今天由你在{place}{desk}当班。刚收到{who}的语音：“{saying}”先查空档再回话，问到的事也要答。",
    "{who}：“{saying}”\n你在{place}的{desk}值班，请查下面的空档，接着对话。",
)  # fmt: skip


def excuses_for(desk: Desk) -> list[str]:
    """Return the general reasons that fit a place and its customers."""
    unfit = [pattern for pattern, holds in ((AT_HOME, desk.visits), (re.compile("孩子|女儿"), desk.childless)) if holds]
    return [excuse for excuse in EXCUSES if not any(pattern.search(excuse) for pattern in unfit)]


def free_slots(rng: Random, days: list[int]) -> list[str]:
    """Draw one or two free slots for each day."""
    return [
        f"{WEEKDAYS[day]}{hour}"
        for day in days
        for hour in sorted(rng.sample(HOURS, rng.randint(1, 2)), key=HOURS.index)
    ]


def write_rebook_visit(rng: Random) -> Task:
    """A front desk's reply to a rebooking request: the first free slot that fits, or else those of the same day."""
    desk, who = rng.choice(DESKS), person(rng)
    old_day, *days = sorted(rng.sample(range(7), 4))
    free, day = free_slots(rng, days), WEEKDAYS[rng.choice(days)]
    preferred, old = day + rng.choice(NEEDS), WEEKDAYS[old_day] + rng.choice(HOURS)
    asks = PLAIN_ASKS if desk.plain else GENERAL_ASKS
    ask, reply = rng.choice(desk.asks if desk.visits or rng.random() < 0.5 else asks)
    excuse = rng.choice(desk.excuses if desk.group or rng.random() < 0.25 else excuses_for(desk))
    saying = rng.choice(REBOOK_WORDS).format(
        booked=desk.booked.format(old=old), excuse=excuse, preferred=preferred, ask=ask
    )
    instruction = rng.choice(REBOOK_FRAMES).format(place=desk.place, desk=desk.desk, who=who, saying=saying)
    fit = [slot for slot in free if slot.startswith(preferred)]
    near = listed([slot.removeprefix(day) for slot in free if slot.startswith(day)])
    yes = f"{preferred}有空，给您改到{fit[0]}，{old}的预约已经取消，{desk.arrival}。" if fit else ""
    no = f"抱歉，{preferred}已经约满，当天还有{near}可选，您看方便吗？{old}的预约先替您留着，等您回话再改。"
    notes = rng.sample([reply, rng.choice([note for _, note in desk.asks if note != reply])], 2)
    given = "\n".join(("可约空档：", *free, "须知：", *(f"- {note}" for note in (*notes, desk.arrival))))
    return Task(instruction, given, f"{who}您好，{yes or no}您问的事：{reply}。")
