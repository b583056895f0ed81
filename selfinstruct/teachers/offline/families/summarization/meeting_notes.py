"""Ask to summarize a meeting: decision and jobs, and on request the cause, the opinions, the reason or the deadlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a meeting: its name, the group that meets, why it meets, options with reasons, and jobs in their order."""

    name: str
    group: str
    causes: tuple[str, str]
    settled: tuple[tuple[str, str], ...]
    work: tuple[str, ...]


TOPICS = (
    Topic("年会场地", "行政部", ("去年用的宴会厅今年装修，订不到了", "去年的宴会厅坐不下今年的人"),
        (("改在公司食堂办", "省下的场租可以多买些奖品"), ("租用江边酒店", "那边的舞台和音响都是现成的"),
         ("定在郊区农庄", "孩子们有地方跑，家属也能来")), ("统计到场人数", "落实场地", "排节目单", "采购奖品")),
    Topic("新教材试用", "语文组", ("新教材的古文比旧版多出一倍", "区里让各校自己决定怎么过渡"),
        (("先在两个班试用一学期", "出了问题也来得及调整"), ("只选用其中三个单元", "学生的负担不会一下子加重"),
         ("只在初一年级试用", "其他年级不用中途换书")), ("写试用计划", "整理课件", "设计学生意见表", "通知学生家长")),
    Topic("食堂涨价", "后勤处", ("猪肉的进价半年里涨了两成", "食堂的账上已经连亏了三个月"),
        (("荤菜涨一元、素菜不变", "吃素的学生不受影响"), ("所有菜一律涨五角", "每个窗口都涨得不多，好解释"),
         ("只调整小炒窗口", "小炒本来就不是每天都吃的")), ("核算成本", "发放师生问卷", "起草告示", "更换价目牌")),
    Topic("电梯更换", "业委会", ("二单元的电梯上个月困人两次", "检测报告说曳引机已经老化"),
        (("先换二单元的两部", "这两部的毛病最多"), ("动用维修基金整体更换", "一次换完比分批换便宜"),
         ("先修后换，只更换曳引机", "轿厢还能用，省下的钱可以装监控")), ("挨户征求意见", "比较电梯厂的报价", "申请维修基金", "张贴公示")),
    Topic("门诊夜间值守", "护理部", ("上季度夜里的急诊多了三成", "有家属投诉半夜叫不到人"),
        (("每晚增加一名护士", "换药和接诊可以同时进行"), ("夜班改为三班轮换", "谁也不用连着熬一整夜"),
         ("周末夜班由一人改为两人", "一个人实在应付不了突发情况")), ("统计夜间病人数", "重排班表", "培训夜班护士", "清点急救药品")),
    Topic("老厂房改造", "项目组", ("街道希望把空置的厂房用起来", "厂房空了六年，屋顶一到雨天就漏水"),
        (("保留北墙做展厅", "墙上的老标语有纪念意义"), ("一层开店、二层办公", "租金能补贴后面的工程"),
         ("整栋改成社区活动中心", "附近没有一处能跳舞打球的地方")), ("测绘图纸", "评估结构", "委托设计方案", "办理消防手续")),
    Topic("春季运动会", "体育组", ("今年的春季运动会还没有定方案", "往年的运动会占课太多，家长又看不到，意见不小"),
        (("取消铅球、增加跳绳", "低年级的孩子也能上场"), ("一天比完所有项目", "可以少占一天的课"),
         ("改在周五下午和周六举行", "家长有空来看")), ("编写秩序册", "借用器材", "培训裁判", "联系校医")),
    Topic("会员积分", "市场部", ("有一半会员从来没有兑换过积分", "顾客说现在的积分规则看不懂"),
        (("十分起就能兑换小礼品", "顾客马上尝到甜头，才会再来"), ("每消费十元记一分", "规则简单，店员一句话就能讲清"),
         ("积分可以换停车券", "来店的顾客大半都开车")), ("测算兑换成本", "修改收银系统", "设计海报", "培训店员")),
    Topic("水库巡查", "水务站", ("上游的雨量比往年多，巡查却一天只有一次", "上个月夜里有人翻过护栏钓鱼"),
        (("每天巡查两次", "水位变化和翻护栏的人都能早些发现"), ("加装三处摄像头", "不到岸边也能看见水面"),
         ("夜间由两人同行", "坝上路滑，一个人太危险")), ("检修巡查船", "安装警示牌", "编排值守表", "通知下游村子")),
    Topic("果园滞销", "合作社", ("库里还压着四万斤苹果", "收购商把价钱压到了成本以下"),
        (("和电商平台合作直播", "城里人愿意为新鲜多付钱"), ("卖给加工厂做果汁", "次果也能换成钱"),
         ("联系学校食堂包销", "量大，也不用一箱箱发快递")), ("统计存量", "拍摄宣传照", "商谈运费", "安排分拣人手")),
    Topic("图书馆延时开放", "读者服务部", ("考试月里自习区天天要抢座", "读者留言本上有一半在说闭馆太早"),
        (("每天开到晚上十点", "上完晚课的人也赶得上"), ("只延长自习区", "其他区不用增加人手"),
         ("只在考试月延长到晚上十二点", "平时晚上其实坐不满")), ("统计人流", "调整安保班次", "招募学生助理", "张贴新的开放时间")),
    Topic("养老院膳食", "膳食委员会", ("体检发现六位老人的血糖偏高，菜谱得改", "好几位老人对现在的饭菜提了意见"),
        (("每周加两顿鱼", "鱼肉软又不油腻，血糖高的老人也能吃"), ("糖尿病老人单独配餐", "吃错一顿就可能出问题"),
         ("晚饭改成清淡的杂粮饭", "血糖高的老人能吃，也不会积食")), ("登记忌口", "制定新菜谱", "请营养师审核", "采购食材")),
    Topic("地铁口摊位", "街道办", ("傍晚出站的人常被堵在摊位中间", "摊主们盼着有个合法的地方"),
        (("划出二十个固定摊位", "人流和买卖可以分开"), ("分早市和夜市轮流经营", "晚高峰的路就让出来了"),
         ("把摊位挪到背街一侧", "出站口的路就空出来了")), ("登记摊主", "划摊位线", "协调环卫", "印发经营须知")),
    Topic("新牙刷定价", "产品部", ("下个月就要上市，价格还没有定下来", "同类产品的价格这两个月跌得很快"),
        (("定价三十九元", "刚好比对手便宜一顿早饭钱"), ("首发打八折", "可以先把评价数做上去"),
         ("与牙膏捆绑销售", "老顾客本来就在买这款牙膏")), ("通知各门店价签", "写卖点文案", "联系经销商", "布置首发柜台")),
    Topic("博物馆夜场", "社教部", ("白天的参观人数已经接近上限", "不少上班的观众留言，想晚上来看"),
        (("每月最后一个周五开夜场", "保安和讲解员一个月只加一次班"), ("每周五开夜场，限三百人", "人少了，文物也安全"),
         ("只在暑假每周六开夜场", "那时候孩子们有空，白天又最挤")), ("检查照明", "撰写导览词", "培训志愿者", "开通预约")),
    Topic("校车线路", "家校委员会", ("城东新入住的两个小区还没有校车", "早班车常常在桥上堵半小时，城东的孩子还要走两里路"),
        (("在城东增设一站", "四十多个孩子不用再走两里路"), ("早班提前十分钟并绕到城东", "能错开桥上的高峰"),
         ("合并两条短线，改走城东", "省出的一辆车可以做备用")), ("统计乘车人数", "勘察站点", "签订补充协议", "通知家长")),
    Topic("办公室搬迁", "综合科", ("现在的楼层下个季度就要退租", "房东通知下个季度收回现在的楼层"),
        (("赶在下月初搬完", "多付一个月房租不划算"), ("分两批搬", "业务窗口一天也不能停"),
         ("只搬设备，旧家具全部捐出", "搬运费比家具本身还贵")), ("清点资产", "聘请搬家公司", "迁移网络", "通知客户新地址")),
    Topic("旅行团退费", "客服部", ("台风让三个海岛团没能成行", "投诉电话一天接了七十多个"),
        (("全额退款", "口碑比这一笔损失要紧"), ("除签证费外全额退", "签证费已经交给使馆了"),
         ("退一半现金、一半代金券", "公司一时拿不出这么多现金")), ("核对名单", "拟写致歉信", "培训客服话术", "跟进退款进度")),
    Topic("流浪猫安置", "物业服务中心", ("地下车库一个冬天添了二十多只小猫", "有业主的车被抓花了"),
        (("先做绝育再放回", "数量不会再涨，也不伤害它们"), ("绝育后养在后院", "猫就不会往车库里钻"),
         ("体检后交给领养机构", "小猫不认生，越早找到家越好")), ("联系宠物医院", "清点猫的数量", "张贴告示", "安抚受损车主")),
    Topic("期末新戏", "学生剧团", ("上一部戏散场时空了一半座位", "期末汇报演出还缺一部新戏"),
        (("改编本地的渔民故事", "观众能在台上看见自己的爷爷"), ("重排去年获奖的短剧", "布景还在，花不了多少钱"),
         ("排一出没有台词的戏", "听障学校的同学也能来看")), ("改写剧本", "安排排练", "预订小剧场", "印制海报")),
    Topic("乡村诊所用药", "卫生院", ("降压药这个月断了两次货", "有的药断货，有的药却放到过期"),
        (("改成每周配送一次", "缺货不过几天，药也不会放到过期"), ("和邻镇诊所共用库存", "一边缺的另一边往往有"),
         ("降压药多备一个月的量", "山路一封，十天半月进不来车")), ("盘点药柜", "销毁过期药", "登记慢性病人", "签订配送协议")),
    Topic("河道清淤", "农田水利会", ("今年夏天下游三个组的稻田灌不上水", "去年淤住的河段今年淤得更厚，水过不来"),
        (("先清最窄的两公里", "那一段堵住了，上面清了也没用"), ("错开农忙分段施工", "大家手上都有活，抽不出整天"),
         ("先清靠近闸口的一段", "水进得来，稻田才灌得上")), ("测量淤泥深度", "租用挖泥机", "平整堆放场", "协调用水时间")),
    Topic("值班机器人", "信息中心", ("人工客服夜里只接得起三成的电话", "夜里的电话有一大半没人接"),
        (("只让它回答常见的十个问题", "复杂的事转给人工，就不会出大错"), ("先内部试用两周再上线", "常见的误答可以先清掉"),
         ("只在夜间启用", "白天有人接电话，没必要冒险")), ("整理问答库", "监听通话样本", "设计转人工按键", "编写上线公告")),
    Topic("校服换款", "服装选购小组", ("学生嫌现在的校服不透气", "家长连着两年说现在的校服穿着闷"),
        (("面料改用棉麻", "贵八块钱，但不闷汗"), ("夏装换成速干布", "洗了第二天就能穿"),
         ("样式不变只换透气面料", "低年级可以接着穿哥哥姐姐的")), ("收集家长意见", "抽检面料", "审核厂家资质", "收集尺码")),
)  # fmt: skip
MONTHS = {
    "年会场地": (10, 12), "新教材试用": (5, 6), "春季运动会": (3, 4), "果园滞销": (11, 12), "图书馆延时开放": (4, 5), "旅行团退费": (7, 9), "博物馆夜场": (3, 5),
    "流浪猫安置": (3, 4), "期末新戏": (4, 5), "校车线路": (9, 11), "校服换款": (4, 6), "水库巡查": (5, 9), "河道清淤": (9, 11),
}  # fmt: skip
"""First and last month of topics that belong to a season."""
FIRST_DAYS = {1: 4, 4: 7, 5: 6, 10: 8}
"""The first day after the public holidays at the beginning of a month."""
READERS = (
    "没到会的副主任", "出差的科长", "外地分部的经理", "新来的同事", "主管领导", "请假的组员", "外出培训的骨干", "督办组的人", "轮休的班长",
    "合作单位的联系人", "写周报的同事", "工会代表", "值夜班的人", "分管的副总", "隔壁部门的负责人", "接任的负责人", "刚归队的老同事",
    "上级派来的观察员", "换岗的联络员", "后勤班长", "做预算的会计", "兼职的顾问", "开会迟到的几个人", "刚出差回来的组长", "办公室主任",
    "刚调来的干事", "没有列席的代表", "外聘的专家", "负责督查的干部", "借调在外的同事", "开会中途离席的组员", "替班的同事", "管档案的老师傅",
    "下周要接手的人", "在外采购的同事", "坐班的文书", "顶岗的同事", "刚入职的助理", "外勤组的组长", "负责考勤的同事", "联络处的主任",
)  # fmt: skip
NEEDS = (
    "只有五分钟时间", "还不知道结果", "想先看个大概", "等着照办", "要在例会上转述", "等着回复别人", "准备存档", "要引用到报告里",
    "想核对听来的说法", "打算发给手下的人", "没耐心翻原文", "要安排后面的工作", "想弄清来龙去脉", "要评估影响", "准备提意见",
    "当天就得给答复", "要改成发言提纲", "打算抄进工作日志", "想确认没有遗漏", "得向上面汇报", "想赶在下班前看完", "要在群里发个通知",
    "要跟外面的人解释", "得先过目再转发", "准备当面追问", "打算下周复查", "想拿去做案例", "得知道该找谁", "想看有没有和自己相关的事",
    "要填进度表", "打算念给全组听", "要排下一次会的议程", "要写进本周小结", "想知道为什么这样定", "要照着分工催办", "要核一核日程",
    "要安排人手", "要做一张提醒卡", "准备开个短会", "要签个意见", "要跟几个人对一对分工", "要备一份给新人", "得先排好手上的活",
)  # fmt: skip
OUTSIDERS = frozenset(
    (
        "外地分部的经理",
        "合作单位的联系人",
        "工会代表",
        "隔壁部门的负责人",
        "上级派来的观察员",
        "兼职的顾问",
        "外聘的专家",
        "负责督查的干部",
        "督办组的人",
        "分管的副总",
        "主管领导",
        "做预算的会计",
        "管档案的老师傅",
    )
)
"""Readers who do not work on what a meeting decides."""
OWN_READERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("行政部",): ("没到会的部门秘书", "出差在外的部门经理", "工会代表", "新来的行政助理", "管采购的同事", "分管的副总"),
    ("业委会",): ("没到会的委员", "出差在外的委员", "物业的经理", "没去开会的楼栋长", "社区的联络员", "新当选的委员"),
    ("学生剧团",): ("请假的演员", "指导老师", "舞美组的同学", "新入团的同学", "开会中途离席的同学", "管道具的同学"),
    ("家校委员会", "服装选购小组"): ("没到会的家长", "新加入的家长代表", "分管的副校长", "德育处的老师", "出差的家长代表", "值班的班主任"),
    ("膳食委员会",): ("没到会的委员", "值夜班的护工", "厨房的班长", "新来的护士", "分管的副院长", "家属代表"),
    ("农田水利会", "合作社"): ("没到会的社员", "管仓库的老师傅", "镇里的干部", "新来的会计", "外出办事的委员", "没去开会的小组长"),
    ("语文组", "体育组"): ("请假的老师", "新来的实习老师", "教务主任", "外出培训的骨干", "分管的副校长", "没到会的年轻老师"),
    ("护理部", "卫生院"): ("值夜班的护士", "新来的护士", "请假的护士长", "分管的副院长", "外出进修的医生", "药房的同事"),
}  # fmt: skip
"""Readers of what certain groups discussed; other groups are offices with the common readers."""
OWN_OUTSIDERS = frozenset(
    "物业的经理 社区的联络员 指导老师 分管的副校长 德育处的老师 分管的副院长 家属代表 镇里的干部 教务主任".split()
)
VOLUNTEERS = frozenset(("业委会", "学生剧团", "家校委员会", "服装选购小组"))
AT_WORK = frozenset(
    ("打算发给手下的人", "打算抄进工作日志", "要写进本周小结", "要签个意见", "要填进度表", "得向上面汇报")
)
"""Needs of people who meet at work."""
OF_LEADERS = frozenset(
    "打算发给手下的人 要备一份给新人 要签个意见 打算念给全组听 准备开个短会 要安排人手 要排下一次会的议程 得先过目再转发".split()
)
"""Needs that newcomers do not have."""
NEED_PARTS = {"想知道为什么这样定": "理由", "想弄清来龙去脉": "起因", "要填进度表": "期限", "要做一张提醒卡": "期限"}
"""What a summary must contain to serve a need."""
DISTANT_NEEDS = (
    "只有五分钟时间",
    "还不知道结果",
    "想先看个大概",
    "准备存档",
    "要引用到报告里",
    "想核对听来的说法",
    "没耐心翻原文",
    "想弄清来龙去脉",
    "要评估影响",
    "准备提意见",
    "当天就得给答复",
    "想赶在下班前看完",
    "准备当面追问",
    "打算下周复查",
    "想拿去做案例",
    "想知道为什么这样定",
    "要签个意见",
    "得向上面汇报",
)
"""What such readers need a summary for."""
CHATTER = (
    "屋里有点闷，把门开条缝吧。",
    "路上堵车，我来晚了几分钟。",
    "中午一起吃饭的话算我一个。",
    "这个话筒声音有点小。",
    "上次的水果还剩一些，大家自己拿。",
    "我手机静音了，有事会后说。",
    "谁把我的杯子拿走了？",
    "窗户关一下吧，外面在施工。",
    "投影仪要热一会儿，稍等。",
    "我先去接个快递，马上回来。",
)
AT_FIRST = frozenset(("路上堵车，我来晚了几分钟。", "我先去接个快递，马上回来。", "投影仪要热一会儿，稍等。"))
"""What is not said by someone who has spoken already."""
DEBATE = (
    "先算算要花多少钱，再往下谈。",
    "这种事最怕议了半天没有下文。",
    "能不能再多听几个人的意见？",
    "我没有特别的偏向，怎么省事怎么来。",
    "时间拖长了，大家的积极性就没了。",
    "别处好像有现成的做法，可以问问。",
    "光靠我们几个人怕是忙不过来。",
    "万一有人反对，得想好怎么解释。",
    "细节可以边做边改，先把方向定下来。",
    "我觉得要慎重一点，别急着拍板。",
    "上次吃过亏，这次要把话写清楚。",
    "这件事牵涉的人不少，最好提前打招呼。",
    "我担心的是后续没人跟进。",
    "每个办法都有缺点，挑毛病最少的吧。",
    "真有不合适的地方，还可以再商量。",
    "我先声明，谁的主意好我就跟谁。",
)
UNDECIDED = frozenset(("我没有特别的偏向，怎么省事怎么来。", "我先声明，谁的主意好我就跟谁。"))
"""What is not said by someone who makes a proposal."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a meeting: three opinions with reasons, of which the last one wins, and the assigned jobs.

    `absent` is someone who was not there and passes the text on.
    """

    topic: Topic
    day: str
    cause: str
    chair: str
    losers: tuple[str, str]
    winner: str
    lost: tuple[tuple[str, str], tuple[str, str]]
    won: tuple[str, str]
    jobs: tuple[tuple[str, str, str], ...]
    absent: str


def talk_of(rng: Random) -> Talk:
    """Draw a topic, the people in the meeting, their opinions and their jobs."""
    topic = rng.choice(TOPICS)
    month = rng.randint(*MONTHS.get(topic.name, (1, 12)))
    absent, chair, *doers = people(rng, rng.choice((5, 6)))
    lost, other, won = rng.sample(topic.settled, 3)
    loser, second, winner = rng.sample(doers, 3)
    places, days = sorted(rng.sample(range(4), len(doers))), sorted(rng.sample(range(9, 29), len(doers)))
    jobs = tuple(
        (who, topic.work[place], f"{month}月{day}日") for who, place, day in zip(doers, places, days, strict=True)
    )
    day, cause = f"{month}月{rng.randint(FIRST_DAYS.get(month, 1), 8)}日", rng.choice(topic.causes)
    return Talk(topic, day, cause, chair, (loser, second), winner, (lost, other), won, jobs, absent)


def spoken(rng: Random, talk: Talk) -> str:
    """Write the talk as a dialogue, with remarks that do not matter."""
    chair, doers = talk.chair, [who for who, _, _ in talk.jobs]
    (loser, other), (lost, second), first = talk.losers, talk.lost, rng.choice(CHATTER)
    later = rng.choice([line for line in CHATTER if line not in (first, *AT_FIRST)])
    doubt, worry, plea = rng.sample([line for line in DEBATE if line not in UNDECIDED], 3)
    return "\n".join(
        (
            f"（{talk.day}，{talk.topic.group}）",
            f"{chair}：今天议{talk.topic.name}。{talk.cause}，不能再拖了，大家说说看。",
            f"{rng.choice([who for who in doers if who != loser])}：{first}",
            f"{loser}：那我先讲。我主张{lost[0]}，{lost[1]}。",
            f"{rng.choice([who for who in doers if who not in (loser, other)])}：{doubt}",
            f"{other}：我看不如{second[0]}，{second[1]}。",
            f"{rng.choice([who for who in doers if who not in (other, talk.winner)])}：{later}",
            f"{talk.winner}：两位说的都有道理，不过我的意见是{talk.won[0]}，{talk.won[1]}。",
            f"{loser}：{worry}",
            f"{other}：{plea}",
            f"{chair}：还有补充吗？没有就举手。好，多数人赞成{talk.winner}，那就这么定。下面分一下工。",
            *(f"{who}：{job}交给我，{by}前办好。" for who, job, by in talk.jobs),
            "（鼓掌，散会）",
        )
    )


def minuted(rng: Random, talk: Talk) -> str:
    """Write the talk as minutes under headings."""
    (loser, other), (lost, second), (doubt, worry, plea) = talk.losers, talk.lost, rng.sample(DEBATE, 3)
    jobs = "\n".join(f"- {job}由{who}负责，{by}前办好" for who, job, by in talk.jobs)
    return (
        f"议题：{talk.topic.name}\n时间：{talk.day}\n主持：{talk.chair}\n背景：{talk.cause}。\n讨论：\n"
        f"- {loser}主张{lost[0]}，认为{lost[1]}。\n- {other}主张{second[0]}，认为{second[1]}。\n"
        f"- {talk.winner}的意见是{talk.won[0]}，因为{talk.won[1]}。\n- 有人插话：“{rng.choice(CHATTER)}”\n"
        f"- 其他发言：“{doubt}”“{worry}”“{plea}”\n"
        f"表决：{talk.winner}的意见获得多数。\n落实：\n{jobs}"
    )


def narrated(rng: Random, talk: Talk) -> str:
    """Write the talk as a story told afterwards."""
    (loser, other), (lost, second), (doubt, worry, plea) = talk.losers, talk.lost, rng.sample(DEBATE, 3)
    jobs = "，".join(f"{who}把{job}的活揽了过去，说{by}前办好" for who, job, by in talk.jobs)
    return (
        f"{talk.day}的会是{talk.chair}主持的，一坐下就讲：{talk.cause}，所以{talk.topic.name}的事必须有个说法。刚开口，有人打岔说：“"
        f"{rng.choice(CHATTER)}”大家应了几句才静下来。{loser}先发言，主张{lost[0]}，道理是{lost[1]}。{other}接着说，还是"
        f"{second[0]}好，因为{second[1]}。{talk.winner}两个都不同意，提出{talk.won[0]}，说{talk.won[1]}。席间还有人说：“{doubt}”也有人说：“{worry}”"
        f"角落里冒出一句：“{plea}”争了快半个钟头，最后表决，"
        f"赞成{talk.winner}的占了多数。散会前分了工：{jobs}。"
    )


def mailed(rng: Random, talk: Talk) -> str:
    """Write the talk as an e-mail to those who were not there."""
    (loser, other), (lost, second), (doubt, worry, plea) = talk.losers, talk.lost, rng.sample(DEBATE, 3)
    jobs = "\n".join(f"{place}. {who}{job}，{by}前办好" for place, (who, job, by) in enumerate(talk.jobs, 1))
    thanks = rng.choice(("谢谢！", "有困难直接找我。", "拜托大家了。"))
    return (
        f"主题：关于{talk.topic.name}的讨论\n各位：\n{talk.cause}，所以{talk.day}临时碰了个头。\n{loser}提议{lost[0]}，理由是"
        f"{lost[1]}；{other}提议{second[0]}，理由是{second[1]}；{talk.winner}建议{talk.won[0]}，理由是{talk.won[1]}。"
        f"也有人提醒：“{doubt}”“{worry}”还有人说：“{plea}”表决的结果是按"
        f"{talk.winner}说的办。\n接下来请各位：\n{jobs}\n{thanks}\n{talk.chair}"
    )


TALK_FORMS: tuple[tuple[str, str, Callable[[Random, Talk], str]], ...] = (
    ("份", "发言记录", spoken),
    ("份", "会议纪要", minuted),
    ("篇", "会场见闻", narrated),
    ("封", "邮件", mailed),
)
"""Measure words, names and writers of the texts."""
MEETING_FRAMES = (
    "{day}{group}开会谈了{topic}，{reader}{need}。下面是{form}，",
    "{group}{day}就{topic}碰了头，留下一{unit}{form}，{reader}{need}。",
    "{topic}的事，{group}{day}议过了，{reader}{need}。手上只有这{unit}{form}，",
    "{who}转来了{day}{group}讨论{topic}的{form}，{reader}{need}。",
    "{reader}{need}，可{group}讨论{topic}的{form}太长。",
    "这{unit}{form}是{who}转来的，讲{group}怎么讨论{topic}。{reader}{need}，",
    "{group}为{topic}开了一次会。{reader}{need}，没空细看{form}。",
)
TOO_LONG = ("太长。", "没空细看{form}。")
"""Ends of frames that say already that the text is long."""
MEETING_EXTRAS = ("起因", "分歧", "理由", "期限")
MEETING_SHAPES = ("段落", "要点", "表格")
MEETING_ASKS = {
    "段落": ("请概括成一段话，写明{aspects}", "请把它浓缩成一小段，{aspects}都要有", "请写一段摘要，交代{aspects}"),
    "要点": ("请分点概括，每点一行，依次写{aspects}", "请归纳成要点，一行一条，依次是{aspects}"),
    "表格": (
        "请概括：先用一段话写{aspects}，再用Markdown表格列出分工",
        "请写摘要，{aspects}写成一段，分工做成Markdown表格",
    ),
}
IDLE_TALK = ("，闲话不写。", "，只留要紧的内容。", "，句子要短。", "。", "。")


def meeting_points(talk: Talk, aspects: Sequence[str], dated: bool) -> dict[str, str]:
    """Write each requested aspect of a meeting as a sentence without its full stop."""
    jobs = "，".join(f"{who}负责{job}" + (f"（{by}前）" if dated else "") for who, job, by in talk.jobs)
    opinions = zip((*talk.losers, talk.winner), (*talk.lost, talk.won), strict=True)
    facts = {
        "起因": talk.cause,
        "分歧": "，".join(f"{who}主张{option}" for who, (option, _) in opinions) + f"，表决时{talk.winner}的意见占多数",
        "决定": talk.won[0],
        "理由": talk.won[1],
        "分工": jobs,
    }
    return {aspect: facts[aspect] for aspect in aspects}


OPENINGS = {"起因": "起因是", "分歧": "会上", "决定": "最后决定", "理由": "选择这个方案的理由是", "分工": "接下来"}


def in_prose(talk: Talk, points: dict[str, str]) -> str:
    """Write the aspects as a paragraph."""
    told = "".join(f"{OPENINGS[aspect]}{text}。" for aspect, text in points.items())
    return f"{talk.topic.group}讨论了{talk.topic.name}。{told}"


def in_points(talk: Talk, points: dict[str, str]) -> str:
    """Write the aspects as a list with the topic above it."""
    return f"{talk.topic.group}讨论{talk.topic.name}：\n" + "\n".join(
        f"- {OPENINGS[name]}{text}" for name, text in points.items()
    )


def with_table(talk: Talk, points: dict[str, str], dated: bool) -> str:
    """Write the aspects as a paragraph, and the jobs as a table below it."""
    rows = [(who, job, *([by] if dated else [])) for who, job, by in talk.jobs]
    heads = ("姓名", "任务", *(["期限"] if dated else []))
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * len(heads), *rows))
    return in_prose(talk, {name: text for name, text in points.items() if name != "分工"}) + f"\n\n{table}"


def reader_of(rng: Random, group: str, extras: Sequence[str]) -> tuple[str, str]:
    """Draw a reader who knows the group, and what the reader needs a summary with these extras for."""
    reader = rng.choice(next((own for groups, own in OWN_READERS.items() if group in groups), READERS))
    excluded = AT_WORK if group in VOLUNTEERS else frozenset[str]()
    needs = DISTANT_NEEDS if reader in OUTSIDERS | OWN_OUTSIDERS else NEEDS
    excluded |= OF_LEADERS if re.search("新|实习|刚入职|刚调来|助理", reader) else frozenset()
    return reader, rng.choice(
        [need for need in needs if need not in excluded and NEED_PARTS.get(need) in (None, *extras)]
    )


def write_meeting_notes(rng: Random) -> Task:
    """Ask to summarize a meeting: decision and jobs, and on request the cause, the opinions, the reason or the deadlines."""
    talk, shape = talk_of(rng), rng.choice(MEETING_SHAPES)
    (unit, form, write), extras = rng.choice(TALK_FORMS), rng.sample(MEETING_EXTRAS, rng.randint(1, 3))
    dated = "期限" in extras
    order = [aspect for aspect in ("起因", "分歧", "决定", "理由", "分工") if aspect in ("决定", "分工", *extras)]
    points = meeting_points(talk, order, dated)
    named = [f"{aspect}和期限" if aspect == "分工" and dated else aspect for aspect in order]
    ask = rng.choice(MEETING_ASKS[shape]).format(aspects="、".join(named if shape != "表格" else order[:-1]))
    if shape == "表格":
        ask, answer = f"{ask}{'（含期限）' if dated else '（不写期限）'}", with_table(talk, points, dated)
    else:
        answer = (in_prose if shape == "段落" else in_points)(talk, points)
    reader, need = reader_of(rng, talk.topic.group, extras)
    frames = [frame for frame in MEETING_FRAMES if need != "没耐心翻原文" or not frame.endswith(TOO_LONG)]
    instruction = rng.choice(frames).format(
        group=talk.topic.group,
        topic=talk.topic.name,
        reader=reader,
        form=form,
        unit=unit,
        who=talk.absent,
        need=need,
        day=talk.day,
    )
    return Task(f"{instruction}{ask}{rng.choice(IDLE_TALK)}", write(rng, talk), answer)
