"""Summarization tasks: notes, reviews, logs and reports. Text and summary are generated from the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, city, listed, people, person

# --- meeting notes ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a meeting: its name, the group that meets, why it meets, options with reasons, and jobs to assign."""

    name: str
    group: str
    causes: tuple[str, str]
    settled: tuple[tuple[str, str], ...]
    work: tuple[str, ...]


TOPICS = (
    Topic("年会场地", "行政部", ("去年的宴会厅今年装修，订不到了", "今年报名的人比去年多了六十个"),
        (("改在公司食堂办", "省下的场租可以多买些奖品"), ("租用江边酒店", "那边的舞台和音响都是现成的"),
         ("定在郊区农庄", "孩子们有地方跑，家属也能来")), ("联系场地", "排节目单", "采购奖品", "预订大巴")),
    Topic("新教材试用", "语文组", ("新教材的古文比旧版多出一倍", "区里让各校自己决定怎么过渡"),
        (("先在两个班试用一学期", "出了问题也来得及调整"), ("只选用其中三个单元", "学生的负担不会一下子加重"),
         ("推迟到明年春天", "教师培训要到冬天才结束")), ("写试用计划", "收集学生意见", "联系出版社", "整理课件")),
    Topic("食堂涨价", "后勤处", ("猪肉的进价半年里涨了两成", "食堂的账上已经连亏了三个月"),
        (("荤菜涨一元、素菜不变", "吃素的学生不受影响"), ("暂缓到下学期再议", "现在涨价容易让学生起情绪"),
         ("只调整小炒窗口", "小炒本来就不是每天都吃的")), ("核算成本", "起草告示", "发放师生问卷", "商谈供货价")),
    Topic("电梯更换", "业委会", ("二单元的电梯上个月困人两次", "检测报告说曳引机已经老化"),
        (("先换二单元的两部", "这两部的毛病最多"), ("动用维修基金整体更换", "一次换完比分批换便宜"),
         ("再找两家公司报价", "手上的报价差得太悬殊")), ("挨户签字", "考察电梯厂", "申请维修基金", "张贴公示")),
    Topic("门诊夜间值守", "护理部", ("上季度夜里的急诊多了三成", "有家属投诉半夜叫不到人"),
        (("每晚增加一名护士", "换药和接诊可以同时进行"), ("夜班改为三班轮换", "谁也不用连着熬一整夜"),
         ("取消周末单人值班", "一个人实在应付不了突发情况")), ("重排班表", "培训新护士", "清点急救药品", "统计夜间病人数")),
    Topic("老厂房改造", "项目组", ("屋顶一到雨天就漏水", "街道希望把厂房变成公共空间"),
        (("保留北墙做展厅", "墙上的老标语有纪念意义"), ("一层开店、二层办公", "租金能补贴后面的工程"),
         ("先给屋顶做防水", "不治漏，里面做什么都白搭")), ("测绘图纸", "委托设计方案", "办理消防手续", "评估结构")),
    Topic("春季运动会", "体育组", ("操场的沙坑正在重修", "往年每个孩子只能报一项"),
        (("取消铅球、增加跳绳", "低年级的孩子也能上场"), ("赛程缩短为一天", "可以少占一天的课"),
         ("往后推迟两周举行", "到那时候场地正好修完")), ("借用器材", "编写秩序册", "培训裁判", "联系校医")),
    Topic("会员积分", "市场部", ("有一半会员从来没有兑换过积分", "竞争对手刚推出了翻倍积分"),
        (("积分满一年清零", "能催着顾客早点回来消费"), ("每消费十元记一分", "规则简单，店员一句话就能讲清"),
         ("积分可以换停车券", "来店的顾客大半都开车")), ("修改收银系统", "设计海报", "培训店员", "测算兑换成本")),
    Topic("水库巡查", "水务站", ("上游的雨量比往年多", "夜里曾有人翻过护栏钓鱼"),
        (("每天巡查两次", "水位变化能当天就发现"), ("加装三处水位尺", "不下到岸边也能读数"),
         ("夜间由两人同行", "坝上路滑，一个人太危险")), ("检修巡查船", "安装水位尺", "编排值守表", "通知下游村子")),
    Topic("果园滞销", "合作社", ("库里还压着四万斤苹果", "收购商把价钱压到了成本以下"),
        (("和电商平台合作直播", "城里人愿意为新鲜多付钱"), ("把次果做成果干", "果干放半年也不会坏"),
         ("联系学校食堂包销", "量大，也不用一箱箱发快递")), ("拍摄宣传照", "商谈快递价", "借用烘干设备", "统计存量")),
    Topic("图书馆延时开放", "读者服务部", ("考试前自习区天天要抢座", "读者留言本上有一半在说闭馆太早"),
        (("周五和周六开到晚上十点", "上班的人周末才有空"), ("只延长自习区", "其他区不用增加人手"),
         ("考试周通宵开放", "平时晚上其实坐不满")), ("招募学生助理", "调整安保班次", "安装自助借书机", "统计人流")),
    Topic("养老院膳食", "膳食委员会", ("体检发现六位老人的血糖偏高", "好几位老人说晚饭后等得太久、夜里睡不好"),
        (("每周加两顿鱼", "鱼肉软，牙口不好也能吃"), ("糖尿病老人单独配餐", "吃错一顿就可能出问题"),
         ("晚饭提前到五点", "老人睡得早，不会积食")), ("制定新菜谱", "采购食材", "登记忌口", "请营养师审核")),
    Topic("地铁口摊位", "街道办", ("傍晚出站的人常被堵在摊位中间", "摊主们盼着有个合法的地方"),
        (("划出二十个固定摊位", "人流和买卖可以分开"), ("只允许早市经营", "晚高峰的路就让出来了"),
         ("观察两个月后再定", "新出口下月开通，人流还会变")), ("划摊位线", "登记摊主", "协调环卫", "印发经营须知")),
    Topic("新牙刷定价", "产品部", ("同类产品的价格这两个月跌得很快", "样品的成本比预算低了四元"),
        (("定价三十九元", "刚好比对手便宜一顿早饭钱"), ("首发打八折", "可以先把评价数做上去"),
         ("与牙膏捆绑销售", "老顾客本来就在买这款牙膏")), ("写卖点文案", "联系经销商", "制作样品", "调查竞品价格")),
    Topic("博物馆夜场", "社教部", ("白天的参观人数已经接近上限", "年轻观众多次留言想晚上来"),
        (("每月最后一个周五开夜场", "保安和讲解员一个月只加一次班"), ("夜场限三百人", "人少了，文物也安全"),
         ("增加手电筒导览", "孩子们觉得像探险")), ("撰写导览词", "开通预约", "培训志愿者", "检查照明")),
    Topic("校车线路", "家校委员会", ("城东新入住了两个小区", "早班车常常在桥上堵半小时"),
        (("在城东增设一站", "四十多个孩子不用再走两里路"), ("早班提前十分钟", "能错开桥上的高峰"),
         ("合并两条短线", "省出的一辆车可以做备用")), ("勘察站点", "通知家长", "签订补充协议", "统计乘车人数")),
    Topic("办公室搬迁", "综合科", ("现在的楼层下个季度就要退租", "新办公室的网络还没有验收"),
        (("赶在月底前搬完", "多付一个月房租不划算"), ("分两批搬", "业务窗口一天也不能停"),
         ("旧家具全部捐出", "搬运费比家具本身还贵")), ("聘请搬家公司", "迁移网络", "清点资产", "更新门牌")),
    Topic("旅行团退费", "客服部", ("台风让三个海岛团没能成行", "投诉电话一天接了七十多个"),
        (("出发前七天内全额退", "口碑比这一笔损失要紧"), ("签证费不退", "这笔钱已经交给使馆了"),
         ("统一改发代金券", "公司的现金周转不过来")), ("拟写致歉信", "核对名单", "培训话术", "交涉机票退款")),
    Topic("流浪猫安置", "物业服务中心", ("地下车库一个冬天添了二十多只小猫", "有业主的车被抓花了"),
        (("先做绝育再放回", "数量不会再涨，也不伤害它们"), ("在后院设固定投喂点", "猫就不会往车库里钻"),
         ("请领养机构来接走", "小猫还认生，越早找到家越好")), ("联系宠物医院", "制作投喂箱", "拍摄领养照片", "安抚受损车主")),
    Topic("期末新戏", "学生剧团", ("上一部戏散场时空了一半座位", "导演系的指导老师只能待到学期末"),
        (("改编本地的渔民故事", "观众能在台上看见自己的爷爷"), ("重排去年获奖的短剧", "布景还在，花不了多少钱"),
         ("排一出没有台词的戏", "听障学校的同学也能来看")), ("改写剧本", "缝制戏服", "搭建布景", "预订小剧场")),
    Topic("乡村诊所用药", "卫生院", ("降压药这个月断了两次货", "过期药清出了满满一箱"),
        (("改成每周配送一次", "进得少，就不会放到过期"), ("和邻镇诊所共用库存", "一边缺的另一边往往有"),
         ("常用药多备一个月的量", "山路一封，十天半月进不来车")), ("盘点药柜", "登记慢性病人", "签订配送协议", "销毁过期药")),
    Topic("河道清淤", "农田水利会", ("下游三个组的稻田灌不上水", "挖泥机的租金这周降了价"),
        (("先清最窄的两公里", "那一段堵住了，上面清了也没用"), ("错开农忙分段施工", "大家手上都有活，抽不出整天"),
         ("把淤泥还到坡地上", "淤泥肥，还省了外运的钱")), ("租用挖泥机", "测量淤泥深度", "平整堆放场", "协调用水时间")),
    Topic("值班机器人", "信息中心", ("人工客服夜里只接得起三成的电话", "试用版有一次把退款说成了扣款"),
        (("只让它回答营业时间", "答错了也不会让顾客吃亏"), ("再训练两周才上线", "把常见的误答先清掉"),
         ("夜间启用、白天停用", "白天有人，没必要冒险")), ("整理问答库", "监听通话样本", "设计转人工按键", "编写上线公告")),
    Topic("校服换款", "服装选购小组", ("学生嫌裤子不透气", "原来的厂家上个学期交货晚了三周"),
        (("夏装改用棉麻料", "贵八块钱，但不闷汗"), ("让学生投票选颜色", "自己选的，才愿意天天穿"),
         ("保留旧款只换厂家", "低年级可以接着穿哥哥姐姐的")), ("收集尺码", "抽检面料", "组织投票", "审核厂家资质")),
)  # fmt: skip
READERS = (
    "没到会的副主任", "出差的科长", "外地分部的经理", "新来的同事", "主管领导", "档案室的秘书", "请假的组员", "财务", "督办组的人",
    "合作单位的联系人", "写周报的同事", "审计员", "工会代表", "法务", "值夜班的人", "退休的老组长", "宣传员", "分管的副总",
    "隔壁部门的负责人", "物资库的保管员", "热线接线员", "列席的代表", "接任的负责人", "刚归队的老同事", "上级派来的观察员",
    "换岗的联络员", "住院的副组长", "后勤班长", "来学习的兄弟单位", "党支部的书记", "采购员", "车队的调度", "档案局的人", "轮休的班长",
    "做预算的会计", "兼职的顾问", "门卫室的老李", "负责接待的小王", "仓库的值班员", "开会迟到的几个人", "培训中心的主任",
)  # fmt: skip
NEEDS = (
    "只有五分钟时间", "还不知道结果", "想先看个大概", "等着照办", "要据此签字", "怕听到的是误传", "要在例会上转述", "等着回复别人",
    "准备存档", "要引用到报告里", "想核对听来的说法", "打算发给手下的人", "没耐心翻原文", "要安排后面的工作", "想弄清来龙去脉",
    "要评估影响", "准备提意见", "当天就得给答复", "想照着学", "要改成发言提纲", "打算抄进工作日志", "想确认没有遗漏",
    "明天要接受采访", "得向上面汇报",
    "想赶在下班前看完", "要在群里发个通知", "打算打印出来贴墙上", "要跟外面的人解释", "得先过目再放行", "要记在值班簿上",
    "希望别看到废话", "准备当面追问", "打算下周复查", "想拿去做案例", "要补一份签到说明", "得知道该找谁", "想看有没有和自己相关的事",
    "要填进度表", "打算念给全组听", "要排下一次会的议程",
)  # fmt: skip
CHATTER = (
    "空调好像不太凉，先这么坐着吧。",
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
DEBATE = (
    "先算算要花多少钱，再谈喜欢不喜欢。",
    "去年也议过一次，最后不了了之。",
    "能不能听听一线的人怎么说？",
    "我没有特别的偏向，怎么省事怎么来。",
    "时间拖长了，大家的积极性就没了。",
    "别的单位好像有现成的做法，可以问问。",
    "光靠我们几个人怕是忙不过来。",
    "万一有人反对，得想好怎么解释。",
    "细节可以边做边改，先把方向定下来。",
    "我觉得要慎重一点，别急着拍板。",
    "上次吃过亏，这次要把话写清楚。",
    "这件事牵涉的人不少，最好提前打招呼。",
    "我担心的是后续没人跟进。",
    "每个办法都有缺点，挑毛病最少的吧。",
    "要是试一阵不行，还可以再调。",
    "我先声明，谁的主意好我就跟谁。",
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in a meeting: three opinions with reasons, of which the last one wins, and the assigned jobs."""

    topic: Topic
    day: str
    cause: str
    chair: str
    losers: tuple[str, str]
    winner: str
    lost: tuple[tuple[str, str], tuple[str, str]]
    won: tuple[str, str]
    jobs: tuple[tuple[str, str, str], ...]


def talk_of(rng: Random) -> Talk:
    """Draw a topic, the people in the meeting, their opinions and their jobs."""
    topic, month = rng.choice(TOPICS), rng.randint(1, 12)
    chair, *doers = people(rng, rng.choice((4, 5)))
    lost, other, won = rng.sample(topic.settled, 3)
    loser, second, winner = rng.sample(doers, 3)
    work = rng.sample(topic.work, len(doers))
    jobs = tuple((who, job, f"{month}月{rng.randint(9, 28)}日") for who, job in zip(doers, work, strict=True))
    day, cause = f"{month}月{rng.randint(1, 8)}日", rng.choice(topic.causes)
    return Talk(topic, day, cause, chair, (loser, second), winner, (lost, other), won, jobs)


def spoken(rng: Random, talk: Talk) -> str:
    """Write the talk as a dialogue, with remarks that do not matter."""
    chair, doers = talk.chair, [who for who, _, _ in talk.jobs]
    (loser, other), (lost, second), (first, later) = talk.losers, talk.lost, rng.sample(CHATTER, 2)
    doubt, worry, plea = rng.sample(DEBATE, 3)
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
        )
    )


def minuted(rng: Random, talk: Talk) -> str:
    """Write the talk as minutes under headings."""
    (loser, other), (lost, second), (doubt, worry, plea) = talk.losers, talk.lost, rng.sample(DEBATE, 3)
    jobs = "\n".join(f"- {job}：{who}，{by}前办好" for who, job, by in talk.jobs)
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
        f"{rng.choice(CHATTER)}”大家笑了一阵才静下来。{loser}先发言，主张{lost[0]}，道理是{lost[1]}。{other}接着说，还是"
        f"{second[0]}好，因为{second[1]}。{talk.winner}两个都不同意，提出{talk.won[0]}，说{talk.won[1]}。席间还有人说：“{doubt}”也有人说：“{worry}”"
        f"角落里冒出一句：“{plea}”争了快半个钟头，最后表决，"
        f"赞成{talk.winner}的占了多数。散会前分了工：{jobs}。"
    )


def mailed(rng: Random, talk: Talk) -> str:
    """Write the talk as an e-mail to those who were not there."""
    (loser, other), (lost, second), (doubt, worry, plea) = talk.losers, talk.lost, rng.sample(DEBATE, 3)
    jobs = "\n".join(f"{place}. {who}：{job}，{by}前办好" for place, (who, job, by) in enumerate(talk.jobs, 1))
    thanks = rng.choice(("谢谢！", "有困难直接找我。", "拜托大家了。"))
    return (
        f"主题：关于{talk.topic.name}的讨论\n各位：\n{talk.cause}，所以{talk.day}临时碰了个头。\n{loser}想{lost[0]}，理由是"
        f"{lost[1]}；{other}想{second[0]}，理由是{second[1]}；{talk.winner}建议{talk.won[0]}，理由是{talk.won[1]}。"
        f"也有人提醒：“{doubt}”“{worry}”还有人说：“{plea}”表决的结果是按"
        f"{talk.winner}说的办。\n接下来请各位：\n{jobs}\n{thanks}\n{talk.chair}"
    )


TALK_FORMS: tuple[tuple[str, Callable[[Random, Talk], str]], ...] = (
    ("发言记录", spoken),
    ("会议纪要", minuted),
    ("会后见闻", narrated),
    ("邮件", mailed),
)
MEETING_FRAMES = (
    "{day}{group}开会谈了{topic}，{reader}{need}。下面是{form}，",
    "{group}{day}就{topic}碰了头，留下一份{form}，{reader}{need}。",
    "{topic}的事{group}{day}议过了，{reader}{need}。手上只有这份{form}，",
    "{who}整理了{day}{group}讨论{topic}的{form}，{reader}{need}。",
)
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
IDLE_TALK = ("，闲话不写。", "，只留要紧的内容。", "，别照抄原文。", "。", "。")


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


def in_prose(talk: Talk, points: dict[str, str]) -> str:
    """Write the aspects as a paragraph."""
    openings = {"起因": "起因是", "分歧": "会上", "决定": "最后决定", "理由": "选择这个方案的理由是", "分工": "接下来"}
    told = "".join(f"{openings[aspect]}{text}。" for aspect, text in points.items())
    return f"{talk.topic.group}讨论了{talk.topic.name}。{told}"


def in_points(talk: Talk, points: dict[str, str]) -> str:
    """Write the aspects as a list with the topic above it."""
    return f"{talk.topic.group}讨论{talk.topic.name}：\n" + "\n".join(
        f"- {name}：{text}" for name, text in points.items()
    )


def with_table(talk: Talk, points: dict[str, str], dated: bool) -> str:
    """Write the aspects as a paragraph, and the jobs as a table below it."""
    rows = [(who, job, *([by] if dated else [])) for who, job, by in talk.jobs]
    heads = ("姓名", "任务", *(["期限"] if dated else []))
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * len(heads), *rows))
    return in_prose(talk, {name: text for name, text in points.items() if name != "分工"}) + f"\n\n{table}"


def write_meeting_notes(rng: Random) -> Task:
    """Ask to summarize a meeting: decision and jobs, and on request the cause, the opinions, the reason or the deadlines."""
    talk, shape = talk_of(rng), rng.choice(MEETING_SHAPES)
    (form, write), extras = rng.choice(TALK_FORMS), rng.sample(MEETING_EXTRAS, rng.randint(1, 3))
    dated = "期限" in extras
    order = [aspect for aspect in ("起因", "分歧", "决定", "理由", "分工") if aspect in ("决定", "分工", *extras)]
    points = meeting_points(talk, order, dated)
    named = [f"{aspect}和期限" if aspect == "分工" and dated else aspect for aspect in order]
    ask = rng.choice(MEETING_ASKS[shape]).format(aspects="、".join(named if shape != "表格" else order[:-1]))
    if shape == "表格":
        ask, answer = f"{ask}{'（含期限）' if dated else '（不写期限）'}", with_table(talk, points, dated)
    else:
        answer = (in_prose if shape == "段落" else in_points)(talk, points)
    instruction = rng.choice(MEETING_FRAMES).format(
        group=talk.topic.group,
        topic=talk.topic.name,
        reader=rng.choice(READERS),
        form=form,
        who=person(rng),
        need=rng.choice(NEEDS),
        day=talk.day,
    )
    return Task(f"{instruction}{ask}{rng.choice(IDLE_TALK)}", write(rng, talk), answer)


# --- reviews ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Product:
    """A reviewed product. Each aspect has a name, a positive remark and a negative remark."""

    name: str
    sides: tuple[tuple[str, str, str], ...]


Vote = tuple[tuple[str, str, str], bool]  # an aspect of a product, and whether the buyer is satisfied with it

PRODUCTS = (
    Product("空气炸锅", (("火力", "炸鸡翅二十分钟就酥了", "土豆条总是半生"), ("清洗", "炸篮一冲就干净",
        "缝里的油擦不掉"), ("静音", "开着也不吵", "响得像吹风机"), ("容量", "够四个人吃", "一次只放得下六个鸡翅"))),
    Product("扫地机器人", (("避障", "会绕开拖鞋", "老是缠住电线"), ("吸力", "猫毛吸得干净", "米粒都吸不起来"), ("续航",
        "扫完三间房还有电", "一间没扫完就没电"), ("静音", "夜里开也听不见", "声音大得没法看电视"))),
    Product("跑步鞋", (("缓震", "落地很软，膝盖不疼", "跑五公里脚底发麻"), ("透气", "大热天脚也不闷", "捂得袜子全湿"),
        ("重量", "轻得像没穿", "沉，跑久了抬不起腿"), ("做工", "走线整齐", "穿一周就开胶"))),
    Product("学习台灯", (("光线", "看两小时眼睛不酸", "灯光发黄还闪"), ("底座", "稳当，碰不倒", "一碰就晃"), ("按键",
        "三档调光很顺手", "按键时灵时不灵"), ("外观", "样子简洁好看", "塑料感太重"))),
    Product("电动自行车", (("续航", "一次充电跑了七十公里", "三十公里就没电"), ("刹车", "刹得又稳又快", "下坡刹不住"),
        ("坐垫", "坐垫宽，久坐不累", "坐垫硬得屁股疼"), ("爬坡", "带人上桥不费力", "上坡慢得要推"))),
    Product("羽绒被", (("保暖", "零下也不冷", "半夜还得加毯子"), ("分量", "轻，翻身不压身", "压得胸口闷"), ("气味",
        "没有异味", "晒了三天还有味"), ("做工", "针脚密，不跑绒", "一抖满屋是毛"))),
    Product("咖啡机", (("出品", "奶泡细腻", "咖啡一股糊味"), ("清洗", "滴盘一拔就能洗", "水垢难清理"), ("预热",
        "一分钟就能用", "要等十来分钟"), ("静音", "磨豆声音小", "早上磨豆吵醒全家"))),
    Product("骑行雨衣", (("防水", "大雨里衣服全干", "肩膀那里渗水"), ("尺码", "按身高买正合身", "长得拖地"), ("反光条",
        "夜里远远就看见", "反光条洗一次就掉"), ("穿脱", "套头就能穿", "扣子太紧扣不上"))),
    Product("登机箱", (("轮子", "四个轮子推着很顺", "一个轮子第一天就卡"), ("容量", "三天衣服都装得下",
        "看着大，其实装不了多少"), ("箱体", "托运两次没一道划痕", "箱角一磕就瘪"), ("拉杆", "高低三档都稳",
        "拉杆松，一直晃"))),
    Product("电饭煲", (("口感", "米饭粒粒分明", "煮出来不是硬就是烂"), ("预约", "早上起来粥正好", "预约老是失灵"),
        ("内胆", "不粘锅，好刷", "涂层用两周就花"), ("容量", "五口人够吃", "煮两碗就满"))),
    Product("蓝牙耳机", (("音质", "低音很足", "声音发闷"), ("续航", "一天都用不完", "两小时就要充"), ("佩戴",
        "跑步也不掉", "戴十分钟耳朵疼"), ("降噪", "地铁里听不到吵闹", "降噪开不开一个样"))),
    Product("人体工学椅", (("腰托", "腰托顶得正好", "腰托太硬，硌得慌"), ("头枕", "靠着能睡午觉", "头枕高度调不了"),
        ("安装", "二十分钟就装好", "说明书看不懂，装了一下午"), ("坐垫", "坐一天不闷", "坐两周就塌"))),
)  # fmt: skip
BUYERS = (
    "当护士的小姨", "备考的表弟", "刚退休的邻居", "做饭多的二舅", "眼睛不好的大伯", "不懂电器的岳母",
    "退休的父母", "上高中的女儿", "刚租了房的徒弟", "办公室的同事们", "住乡下的外婆", "刚参加工作的外甥", "开民宿的表姐",
    "要结婚的弟弟", "常出差的丈夫", "考上大学的侄子",
    "刚添了孩子的姐姐", "爱折腾的老爸", "怕麻烦的婆婆", "过生日的室友", "准备搬家的同学", "独居的姑妈",
    "手头不宽裕的堂妹", "退伍回来的哥哥",
)  # fmt: skip
REVIEW_CLAUSES = (
    (
        "{who}想给{buyer}买{product}",
        "{who}在{product}的页面上犹豫，是送{buyer}的",
        "{product}要不要送{buyer}，{who}拿不准",
        "{buyer}缺{product}，{who}正在挑",
    ),
    ("也想知道{one}怎么说", "另外要提{one}的话", "{one}的意见单独说", "别漏掉{one}的看法"),
    ("关心{asked}", "最在意{asked}", "看重{asked}", "只问{asked}", "放心不下的是{asked}"),
)
REVIEW_ASKS = (
    "请概括下面{n}条评价，各有几人夸、几人嫌？", "把{n}位买家的话归纳成一段，好坏各数一数。",
    "总结这{n}条评价，要有人数。", "用一两句话总结{n}位买家的看法，写清赞成和批评的人数。",
    "从{n}条评价里概括褒贬。", "请将下文{n}人的意见浓缩成一小段，标明人数。",
    "{n}个买家怎么说？概括时写出满意与不满的人数。",
)  # fmt: skip
PRAISE, BLAME = ("不错", "满意", "没得说"), ("不行", "让人失望", "差点意思")


def told(rng: Random, clauses: Sequence[Sequence[str]], asks: Sequence[str]) -> str:
    """Combine a phrasing of each clause, the first clause first and the others in random order, and then a request."""
    lead, *rest = (rng.choice(phrasings) for phrasings in clauses)
    rng.shuffle(rest)
    return "，".join([lead, *rest]) + "。" + rng.choice(asks)


def review(rng: Random, vote: Vote, said: list[Vote]) -> str:
    """A buyer's remark about an aspect. Only the first buyer with this opinion gives a reason."""
    (name, good, bad), pleased = vote
    if vote in said:
        return f"{name}我也{'觉得好' if pleased else '不满意'}"
    return f"{name}{rng.choice(PRAISE if pleased else BLAME)}，{(good if pleased else bad).removeprefix(name)}"


def write_product_reviews(rng: Random) -> Task:
    """Ask to summarize reviews: numbers of positive and negative opinions per aspect, and one buyer's opinion."""
    product, names, said = rng.choice(PRODUCTS), people(rng, rng.randint(4, 5)), list[Vote]()
    views, lines = {name: ballot(rng, product) for name in names}, list[str]()
    for name, votes in views.items():
        lines.append(f"{name}：" + "；".join(review(rng, vote, said) for vote in votes) + "。")
        said += votes
    told_of = [side for side in product.sides if any(side == vote[0] for vote in said)]
    asked, one = rng.sample(told_of, min(len(told_of), rng.choice((2, 2, 3)))), rng.choice(names)
    instruction = told(rng, REVIEW_CLAUSES, REVIEW_ASKS).format(
        who=person(rng), buyer=rng.choice(BUYERS), product=product.name, one=one,
        asked=listed([side[0] for side in asked]), n="一二三四五"[len(names) - 1],
    )  # fmt: skip
    counts = "；".join(tally(side[0], said.count((side, True)), said.count((side, False))) for side in asked)
    view = "，".join(f"对{side[0]}{'满意' if pleased else '不满意'}" for side, pleased in views[one])
    return Task(instruction, "\n".join(lines), f"{len(names)}位买家中，{counts}。其中{one}{view}。")


def ballot(rng: Random, product: Product) -> list[Vote]:
    """Draw the two aspects that a buyer mentions, and whether the buyer is satisfied with each."""
    return [(side, rng.random() < 0.5) for side in rng.sample(product.sides, 2)]


def tally(side: str, good: int, bad: int) -> str:
    """State the numbers of positive and negative opinions about an aspect."""
    return f"{side}方面" + "，".join([f"{good}人说好"] * (good > 0) + [f"{bad}人不满意"] * (bad > 0))


# --- week logs ----------------------------------------------------------------------------------------------------

HABITS = (
    ("晨跑", "公里", 2, 9, ("膝盖有点酸", "路上遇到老同学", "风很大", "换了新鞋")),
    ("背英语单词", "个", 20, 90, ("在地铁上背的", "有几个总记混", "睡前背的", "背得特别快")),
    ("卖煎饼", "份", 60, 180, ("中午才出摊", "面糊用完了", "排队的学生多", "邻居来帮忙")),
    ("读历史书", "页", 15, 80, ("读到宋代", "在图书馆读", "边读边做笔记", "被电话打断")),
    ("写小说", "字", 600, 2800, ("卡在第三章", "写了个新人物", "改掉了开头", "深夜写的")),
    ("腌咸菜", "斤", 4, 15, ("坛子不够用", "盐放多了一点", "邻居送来萝卜", "菜晒了半天")),
    ("练钢琴", "分钟", 20, 90, ("弹的是练习曲", "左手还是慢", "老师来听过", "调律师来过")),
    ("织围巾", "厘米", 8, 35, ("拆了两行重来", "换成蓝线", "一边看电视", "朋友夸好看")),
    ("修自行车", "辆", 3, 12, ("多数是补胎", "换了一批刹车线", "来了辆老式二八车", "学徒开始动手")),
    ("做俯卧撑", "个", 20, 80, ("手腕不舒服", "分四组做完", "起晚了", "姿势改正了")),
    ("送快递", "件", 70, 160, ("电梯坏了一部", "大件多", "有人改了地址", "电瓶半路没电")),
    ("直播卖核桃", "箱", 12, 60, ("网络卡了一阵", "孙子帮着回话", "换了新背景", "来了批老顾客")),
    ("给果树剪枝", "棵", 6, 22, ("剪刀钝了", "只剪了南坡那片", "请教了技术员", "下午才开工")),
    ("给老人理发", "位", 3, 14, ("有两家是上门理的", "在社区门口摆摊", "收到一顶帽子", "推子该保养了")),
    ("包粽子", "个", 40, 160, ("糯米泡得太久", "表妹学会了系绳", "粽叶剪破了一摞", "换了咸蛋黄馅")),
    ("抄写经典", "行", 10, 60, ("墨汁结了块", "字比以前稳", "抄错一行重来", "窗外施工太吵")),
    ("游泳", "圈", 8, 40, ("泳镜一直进水", "教练纠正了换气", "和同事比了一程", "泳池里人挤人")),
    ("检查蜂箱", "个", 3, 15, ("被蜇了一下", "取了两瓶蜜", "有一窝分了蜂", "蜂农老周来看过")),
    ("拍延时视频", "段", 2, 13, ("云走得正好", "电池冻得没电", "三脚架滑了一下", "拍到了彩虹")),
    ("劈木柴", "捆", 10, 45, ("斧头断了柄", "木头太潮", "虎口震得发麻", "邻居搭了把手")),
    ("翻译说明书", "页", 3, 18, ("术语查了半天", "客户改了格式", "状态好得出奇", "和同行讨论到很晚")),
    ("捡拾海滩垃圾", "袋", 2, 16, ("大多是塑料瓶", "来了一队小学生", "潮水涨得早", "捞上来一张破渔网")),
    ("教邻居用手机", "人", 2, 12, ("大多问怎么视频", "有人带来了水果", "讲了防诈骗", "一位大爷学会了打车")),
    ("焊首饰", "件", 3, 17, ("焊枪嘴堵了", "银片烧化一块", "客人加急两件", "试了新的花样")),
    ("清点候鸟", "只", 40, 260, ("认出了白琵鹭", "望远镜起了雾", "和鸟友换了位置", "芦苇荡里待到天黑")),
)  # fmt: skip
DAY_NOTES = (
    "下了一整天雨",
    "妹妹回来吃饭",
    "感冒还没好利索",
    "停了两个钟头电",
    "晚上去看了电影",
    "中午补了一觉",
    "去医院拿了药",
    "单位开会拖到很晚",
    "亲戚来家里坐",
    "天气难得凉快",
    "孩子发烧，分了心",
    "把闹钟提前了一小时",
    "早饭吃得很饱",
    "和老朋友通了电话",
    "搬了一上午东西",
    "听完一整本有声书",
)
SCENES = (
    "窗台上的薄荷又长高了一截", "楼下新开了一家面馆", "隔壁在装修，吵了半天", "收到一张迟来的明信片", "路口的红绿灯修好了",
    "晚饭吃的是西红柿鸡蛋面", "邻居家的狗跟着走了一段", "手机差点忘在车上", "泡了一壶新茶", "整理出一袋旧衣服",
    "夜里被雷声惊醒过一次", "月亮又圆又亮", "下楼时碰见多年不见的同学", "超市的鸡蛋在打折", "小侄子打来电话背诗",
    "钥匙找了半个小时", "新买的拖鞋有点挤脚", "听了一段评书", "对门的老人送来一碗汤圆", "社区通知下周查水表",
    "傍晚的云像一条大鱼", "把鱼缸的水换了", "快递放错了楼层", "睡前看了十分钟新闻", "阳台的灯泡坏了", "小区里停了一辆消防车",
    "早市上的菜特别水灵", "朋友寄来一箱橙子", "写了半页信又撕掉", "公交车绕了一段路",
)  # fmt: skip
PERIODS = (
    "春分前那周", "开学头一周", "国庆前一周", "上周", "搬家后的第一周", "寒假第二周", "入冬第一周", "复工那周", "高温那周",
    "考前一周", "月底那周", "芒种那周", "立秋后一周", "年会前一周", "出梅那周", "梅雨那周", "生日前一周", "体检前一周",
    "女儿放假那周", "台风过后那周", "连休那周", "换季那周", "谷雨那周", "丰收节前一周",
)  # fmt: skip
USES = (
    "想发在朋友圈里", "要贴到打卡群", "打算念给妻子听", "准备写进年终回顾", "要给一起打卡的人看", "想和上周比一比", "要给后来的人做示范",
    "打算印在小册子里", "准备发给多年的笔友", "想劝自己坚持下去", "要回复关心的网友", "准备抄到本子封底", "要填进社区积分表",
    "想寄给外地的母亲", "打算贴在床头", "要在家庭聚会上说", "想调整下一周的安排", "要写在博客开头", "打算留作纪念",
    "准备和搭档对一对", "想看看自己是否偷懒", "想算算自己的进度", "准备讲给朋友听", "要放进个人档案",
)  # fmt: skip
LOG_FRAMES = (
    "{who}{period}{habit}，原定目标{goal}{unit}，每天都记了几笔，{use}。",
    "{period}{who}一直在{habit}，立过{goal}{unit}的小目标，流水账留了七天，{use}。",
    "这是{who}{period}{habit}的记录，本想完成{goal}{unit}，{use}。",
    "{who}记下了{period}{habit}的情况，计划是{goal}{unit}，{use}。",
)
LOG_ASKS = {
    "段落": ("请概括成一小段，交代{aspects}。", "请写一段摘要，{aspects}都要写到。", "请用一段话总结，说清{aspects}。"),
    "要点": ("请概括成几条要点，依次写{aspects}，一行一条。", "请分行总结，依次是{aspects}。"),
}
LOG_FACTS = {
    "总量": "七天共{total}{unit}",
    "最多的一天": "最多的是{best}，有{most}{unit}，那天{best_note}",
    "最少的一天": "最少的是{worst}，只有{least}{unit}，那天{worst_note}",
    "前后对比": "前三天合计{early}{unit}，后四天合计{late}{unit}",
    "是否达标": "{verdict}",
    "超过{bar}{unit}的日子": "超过{bar}{unit}的有{days}",
}


def reached(total: int, goal: int, unit: str) -> str:
    """Compare the total of a week with the goal."""
    if total == goal:
        return f"正好达到目标{goal}{unit}"
    return f"比目标{goal}{unit}" + (
        f"多{total - goal}{unit}，达标了" if total > goal else f"少{goal - total}{unit}，没有达标"
    )


def dotted(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log with a line for each day."""
    return "\n".join(
        f"{day}：{amount}{unit}，{note}。{scene}。" for (day, amount, note), scene in zip(days, scenes, strict=True)
    )


def in_diary(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log as a paragraph of a diary."""
    told = (
        f"{day}{note}，记下{amount}{unit}；{scene}。" for (day, amount, note), scene in zip(days, scenes, strict=True)
    )
    return "".join(told) + "一周就这么过去了。"


def in_messages(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log as messages to a group."""
    return "\n".join(
        f"[{day}21:30] 今日{amount}{unit}。{note}，打卡！另外，{scene}。"
        for (day, amount, note), scene in zip(days, scenes, strict=True)
    )


LOG_FORMS = (dotted, in_diary, in_messages)


def facts_of(days: list[tuple[str, int, str]], goal: int, unit: str) -> dict[str, str]:
    """Write every aspect of a week that may be asked for."""
    best, worst = max(days, key=lambda day: day[1]), min(days, key=lambda day: day[1])
    amounts = [amount for _, amount, _ in days]
    bar = sorted(amounts)[3]
    values = {
        "total": sum(amounts), "unit": unit, "best": best[0], "most": best[1], "best_note": best[2], "worst": worst[0],
        "least": worst[1], "worst_note": worst[2], "early": sum(amounts[:3]), "late": sum(amounts[3:]), "bar": bar,
        "verdict": reached(sum(amounts), goal, unit), "days": listed([day for day, amount, _ in days if amount > bar]),
    }  # fmt: skip
    return {aspect.format(**values): fact.format(**values) for aspect, fact in LOG_FACTS.items()}


def write_week_log(rng: Random) -> Task:
    """Ask to summarize the log of a week: the total, the best or worst day, both halves, or whether the goal was met."""
    habit, unit, low, high, remarks = rng.choice(HABITS)
    amounts, step = rng.sample(range(low, high + 1), 7), 100 if high > 500 else 10 if high > 30 else 1
    notes = rng.sample((*remarks, *rng.sample(DAY_NOTES, 4)), 7)
    days = list(zip(WEEKDAYS, amounts, notes, strict=True))
    goal = max(step, round(sum(amounts) * rng.choice((0.85, 0.95, 1.05, 1.2)) / step) * step)
    facts, who, period = facts_of(days, goal, unit), person(rng), rng.choice(PERIODS)
    asked, shape = rng.sample(tuple(facts), rng.randint(3, 4)), rng.choice(tuple(LOG_ASKS))
    told = rng.choice(LOG_FRAMES).format(
        who=who, period=period, habit=habit, goal=goal, unit=unit, use=rng.choice(USES)
    )
    ask = rng.choice(LOG_ASKS[shape]).format(aspects="、".join(asked))
    title = f"{who}{period}{habit}"
    answer = (
        f"{title}，" + "；".join(facts[aspect] for aspect in asked) + "。"
        if shape == "段落"
        else f"{title}：\n" + "\n".join(f"- {facts[aspect]}" for aspect in asked)
    )
    return Task(told + ask, rng.choice(LOG_FORMS)(days, rng.sample(SCENES, 7), unit), answer)


# --- news briefs --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """A local event: venues, participants and their number, origins, highlights, remarks, side details and plans."""

    name: str
    venues: tuple[str, str]
    crowd: str
    sizes: tuple[int, int]
    origins: tuple[str, str]
    highlights: tuple[str, str]
    remarks: tuple[str, str]
    sides: tuple[str, str]
    next_steps: tuple[str, str]


EVENTS = (
    Event("龙舟赛", ("护城河", "南湖"), "桨手", (120, 480), ("活动停办三年后才恢复", "活动起源于两个村子的比试"),
        ("退休教师队第一次夺冠", "女子队刷新了赛道纪录"), ("手上的泡都值了", "最怕的是转弯时船身打横"),
        ("岸边挤满看热闹的人", "午后下起小雨"), ("明年增设少年组", "秋天再办一场夜赛")),
    Event("非遗市集", ("老火车站", "文庙广场"), "手艺人", (40, 160), ("活动由五位传承人联名发起", "活动今年是第六届"),
        ("糖画摊前排起长队", "最年长的剪纸艺人已经八十六岁"), ("年轻人肯学，手艺就断不了", "卖得多少倒在其次"),
        ("摊位用竹棚搭成", "许多家长带着孩子"), ("以后每月办一次", "把摊位搬进校园")),
    Event("机器人比赛", ("科技馆", "职业学院"), "学生", (90, 400), ("活动最早只在一所中学里办", "活动第一次向乡镇学校开放"),
        ("一支乡镇中学队拿了一等奖", "初中组成绩超过了高中组"), ("程序改到凌晨三点", "输了也学到了对手的好办法"),
        ("赛场旁设了休息区", "裁判由工程师担任"), ("推荐优胜队去省里", "给农村学校送设备")),
    Event("马拉松", ("滨江大道", "环湖公路"), "跑者", (3000, 12000), ("报名开放两小时就满额", "路线三年来首次调整"),
        ("一名七十岁老人跑完全程", "男子组纪录被打破"), ("过了三十公里全靠咬牙", "路边的加油声让人忘了累"),
        ("沿途有十多处补水点", "志愿者清早四点到岗"), ("明年把名额增加两千", "把终点移到体育场")),
    Event("旧物捐赠活动", ("街心公园", "社区中心"), "居民", (150, 700), ("活动由三个业主群自发张罗", "活动已经坚持了八年"),
        ("收到冬衣一千多件", "一户人家捐出全套课桌"), ("东西放着可惜，送出去才有用", "孩子自己挑了最喜欢的玩具"),
        ("衣物当场分类打包", "有人专程从外区赶来"), ("周末送往山区学校", "在小区设常年收集箱")),
    Event("种子展", ("农科院", "县农贸市场"), "农户", (200, 900), ("活动原本只对科研人员开放", "活动汇集了四个省的老品种"),
        ("一种耐旱小麦最受关注", "老品种西红柿被抢订一空"), ("好种子比好肥料还管用", "先试两亩，成了再扩"),
        ("专家现场讲栽培", "展位旁有试吃"), ("下月组织田间参观", "建立种子互换群")),
    Event("无障碍电影专场", ("文化馆", "盲人协会"), "视障观众", (30, 120), ("活动由一位退休播音员倡议", "活动筹备了整整一年"),
        ("志愿者逐句讲述画面", "一位老人第一次听完整部电影"), ("原来大海可以这样讲出来", "终于能和孙子聊同一部片子"),
        ("门口有导盲犬休息处", "座位提前留好"), ("每季度放映一部", "招募更多讲述员")),
    Event("古桥修缮开放日", ("青石桥", "双龙桥"), "市民", (300, 1200), ("桥面去年被洪水冲坏", "施工方第一次撤掉了围挡"),
        ("工匠演示了糯米灰浆的做法", "参观者亲手铺了一块石板"), ("小时候天天从桥上过", "才知道一块石头要凿两天"),
        ("桥头摆着老照片", "参观分批进行"), ("年底完成全部修缮", "把旧石料做成展品")),
    Event("大型招聘会", ("人才市场", "体育馆"), "求职者", (1200, 6000), ("规模是去年的两倍", "活动由七个区联合举办"),
        ("制造业岗位占了四成", "首次设了退役军人专区"), ("比网上投简历踏实", "一上午谈了五家公司"),
        ("现场有免费证件照", "中午供应盒饭"), ("下月开到县里", "上线视频面试")),
    Event("社区足球赛", ("七中操场", "工人体育场"), "队员", (80, 300), ("活动始于两家快递站的约战", "球衣都由街坊赞助"),
        ("快递员队点球取胜", "裁判组全部是女性"), ("白天送货，晚上练球", "踢得好不好，街坊都来捧场"),
        ("决赛推迟了半小时", "各队自带饮水"), ("明年分设成年组和少年组", "把赛程延长到两个月")),
    Event("读诗会", ("图书馆露台", "独立书店"), "读者", (30, 150), ("活动由一封读者来信促成", "活动已经办到第四十期"),
        ("一位外卖员读了自己的诗", "全场合诵了一首宋词"), ("念出声来，才懂了那个逗号", "下班路上也有了盼头"),
        ("点着暖黄的灯", "有人从邻市赶来"), ("编印一本诗集", "每月换一个街区")),
    Event("花卉评比", ("植物园", "苗木基地"), "花农", (60, 260), ("报名的盆花比往年多一半", "评比规则今年改为盲评"),
        ("一盆三十年的山茶得了头奖", "新培育的蓝色绣球最受欢迎"), ("养花和带孩子一样急不得", "拿不拿奖都要换几枝回去"),
        ("评委打分全程公开", "展厅温度控制在二十度"), ("把获奖品种扩种", "开网店卖盆花")),
    Event("夜间急救演练", ("地铁换乘站", "商业街口"), "急救员", (50, 240), ("活动因一起真实的晕倒事件而起", "活动第一次不预先通知时间"),
        ("从接报到除颤只用了三分钟", "路过的高中生完成了心肺复苏"), ("心里慌，手上不能乱", "练过一次，下回就敢上前"),
        ("周边道路封闭了一小时", "模拟伤员由医学生扮演"), ("在全市换乘站加装除颤器", "把演练带进写字楼")),
    Event("候鸟放飞活动", ("湿地公园", "城郊水库"), "志愿者", (60, 320), ("这批鸟已经救护了三个月", "渔民最先报告有鸟受伤"),
        ("一只佩戴卫星定位器的白鹤最先起飞", "十七只灰雁重新归群"), ("打开笼门的一刻舍不得眨眼", "希望它们别再遇上渔网"),
        ("观众被拦在两百米外", "现场禁止使用闪光灯"), ("公开飞行轨迹", "清理沿岸废网")),
    Event("老电影修复展映", ("人民影院", "电影资料馆"), "影迷", (150, 800), ("底片在仓库里躺了四十年", "修复用掉了三万多个小时"),
        ("当年的女主角到场谢幕", "片尾第一次出现录音师的名字"), ("连雨点的声音都听清了", "陪母亲重看她年轻时的电影"),
        ("票面仿照旧式样印制", "放映中途换过一次胶片"), ("到六所大学巡映", "公开修复教程")),
    Event("外卖骑手运动会", ("体育公园", "物流园区"), "骑手", (100, 600), ("项目由骑手自己投票选出", "活动特意避开了用餐高峰"),
        ("爬楼送餐赛的冠军只用了九十秒", "一对夫妻在接力赛中夺魁"), ("难得不看手机地跑一回", "拿了奖想先告诉站长"),
        ("奖品是一套护膝", "看台上坐满了家属"), ("建一支业余长跑队", "把午休驿站增加到三十处")),
    Event("方言歌会", ("江边戏楼", "大学礼堂"), "歌手", (40, 200), ("主办方征歌时收到九种方言的作品", "活动由一档电台节目发起"),
        ("压轴的船工号子引来全场合唱", "最小的歌手只有六岁"), ("外婆教的调子终于有人听", "唱到家乡话就想哭"),
        ("字幕用拼音标注读音", "散场后观众久久不走"), ("录成一张唱片", "到各县采集老歌")),
    Event("垃圾分类擂台", ("小区中庭", "环保教育馆"), "家庭", (80, 360), ("活动改自一款桌面游戏", "活动是物业和学校合办的"),
        ("一对祖孙以满分胜出", "厨余桶的错投比上月少了一半"), ("孩子回家天天考我们", "规则讲一百遍不如玩一遍"),
        ("道具全用废纸箱做成", "输的一队要表演节目"), ("每栋楼推选一名教练", "把题目编成小册子")),
    Event("天文观测夜", ("天文台广场", "山顶营地"), "天文爱好者", (70, 420), ("主办方等了两周才等到晴夜", "活动恰逢流星雨的极大期"),
        ("一小时内数到四十七颗流星", "有人首次拍到土星的光环"), ("抬头的时候忘了时间", "望远镜里的月亮像一块饼干"),
        ("附近路灯关了三小时", "营地供应热姜茶"), ("开设冬季观测课", "把照片捐给学校")),
    Event("手语公开课", ("市民学堂", "聋人学校"), "学员", (30, 180), ("活动由一家咖啡馆的聋人店员提议", "报名第一天就排到了第三期"),
        ("全班用手语合唱了一首歌", "一名公交司机学会了报站手语"), ("手指笨得像戴了手套", "下次见面能打个招呼了"),
        ("教室里一直很安静", "每桌配一位聋人助教"), ("编写窗口服务手册", "给公交司机单独开班")),
    Event("水稻插秧节", ("东坪梯田", "农垦示范田"), "游客", (200, 1500), ("活动沿用了村里的开秧门习俗", "活动去年因为干旱没有办成"),
        ("一位八十岁老农插得最快", "田里拼出一幅巨大的鲤鱼图"), ("腰酸，可心里痛快", "以后吃饭不敢剩了"),
        ("田埂上摆了长桌饭", "孩子们忙着抓泥鳅"), ("秋收时请大家回来割稻", "认养每一块梯田")),
    Event("创客大赛", ("孵化器大厅", "旧纱厂车间"), "参赛者", (90, 500), ("题目由福利院的老人出", "会场四十八小时不断电"),
        ("会提醒吃药的拐杖拿了最高分", "一支高中生队进入前三"), ("两天只睡了四个小时", "老人点头那一下比奖金要紧"),
        ("咖啡免费供应", "行军床摆满了走廊"), ("把作品送到福利院试用", "为前三名提供半年场地")),
)  # fmt: skip
SEASONS = {"龙舟赛": (5, 6), "水稻插秧节": (4, 5), "候鸟放飞活动": (3, 4), "天文观测夜": (8, 11), "种子展": (3, 9)}
"""Months of events that need a season."""
NEWS_OPENINGS = (
    "{day}，{town}{venue}举行{event}，{n}名{crowd}到场", "{town}的{event}{day}在{venue}举办，来了{n}名{crowd}",
    "{n}名{crowd}{day}聚到{town}{venue}，参加{event}", "{day}的{town}{venue}很热闹，{event}吸引{n}名{crowd}"
)  # fmt: skip
NEWS_ORIGINS = ("{origin}", "据介绍，{origin}", "熟悉内情的人说，{origin}")
NEWS_HIGHLIGHTS = (
    "{highlight}，{another}",
    "最引人注意的是{highlight}，另外，{another}",
    "让人意外的是{highlight}，而且{another}",
    "一个亮点是{highlight}；不止如此，{another}",
)
NEWS_SIDES = ("{side}", "记者看到，{side}", "{side}，{more}")
NEWS_REMARKS = (
    "参加者{guest}说：“{remark}”",
    "“{remark}”，{guest}这样形容自己的感受",
    "问起感受，{guest}答道：“{remark}”",
)
NEWS_PLANS = (
    "主办人{who}说，打算{plan}",
    "负责人{who}透露，下一步的打算是{plan}",
    "{who}代表主办方宣布：{plan}",
    "主办人{who}介绍了接下来的安排：{plan}",
)
NEWS_FACTS = {
    "亮点": "{highlight}，{another}",
    "背景": "{origin}",
    "参加者的感受": "参加者{guest}说“{remark}”",
    "后续打算": "主办方计划{plan}",
}
NEWS_READERS = (
    "退休教师", "社区网格员", "报社实习生", "街道文书", "图书馆馆员", "导游", "便利店店主", "中学语文老师", "旅行博主", "电台编辑",
    "大学辅导员", "出版社校对", "物业经理", "书店老板", "公园讲解员", "文化站站长", "志愿者队长", "公众号小编", "县志办职员",
    "广告文案", "摄影协会会员", "民宿老板", "博物馆馆员", "俱乐部秘书", "乡镇干部",
)  # fmt: skip
NEWS_USES = (
    "{who}要在早会上念给大家听", "{who}手上只有巴掌大的版面", "{who}准备发到业主群", "{who}在编本周大事记",
    "{who}要给视障读者录成语音", "{who}想写在黑板报的一角", "{who}想给同事做参考", "{who}打算配一张照片发出去",
    "{who}要放进年鉴的条目", "{who}要做一条手机推送", "{who}要讲给没去成的父亲听", "{who}在写城市周报",
    "{who}准备写成十秒的口播", "{who}想给赞助商回一封信", "{who}正在练习新闻写作", "{who}要讲给外国朋友听",
    "{who}想在节目里提一句", "{who}要填一张活动登记卡", "{who}想存进剪报本", "{who}想出一道阅读题",
    "{who}要给街道简报供稿", "{who}要在展板上写说明", "{who}打算投给校刊", "{who}赶着给朋友回话",
)  # fmt: skip
NEWS_FRAMES = (
    "{use}。下面是{town}{event}的报道，请{ask}。",
    "这是一篇讲{town}{event}的消息，{use}。请{ask}。",
    "{town}办了{event}，{use}。请根据报道{ask}。",
    "{use}，手头是{town}{event}的报道。请{ask}。",
)
NEWS_ASKS = {
    "段落": ("概括成一段话，时间、地点、人数之外写明{aspects}", "写一段摘要，先交代时间、地点和人数，再写{aspects}"),
    "要点": ("分行概括，第一行写时间、地点和人数，然后依次写{aspects}", "归纳成要点，先写概况，再依次写{aspects}"),
}


def report(rng: Random, facts: dict[str, object]) -> str:
    """Write a report of five or six sentences, which begins with date, place and attendance."""
    lead, *rest = (
        rng.choice(phrasings)
        for phrasings in (NEWS_OPENINGS, NEWS_ORIGINS, NEWS_HIGHLIGHTS, NEWS_SIDES, NEWS_REMARKS, NEWS_PLANS)
    )
    rng.shuffle(rest)
    return "。".join([lead, *rest]).format(**facts) + "。"


def write_news_brief(rng: Random) -> Task:
    """Ask to summarize a report: date, place, event and attendance, and on request what was special about the event."""
    event, (who, guest, user) = rng.choice(EVENTS), people(rng, 3)
    (highlight, another), (side, more) = rng.sample(event.highlights, 2), rng.sample(event.sides, 2)
    n, months = rng.randint(*event.sizes), SEASONS.get(event.name, (3, 11))
    facts: dict[str, object] = {
        "day": f"{rng.randint(*months)}月{rng.randint(1, 28)}日", "town": city(rng), "venue": rng.choice(event.venues),
        "event": event.name, "n": n if n < 500 else round(n, -2), "crowd": event.crowd, "who": who, "guest": guest,
        "origin": rng.choice(event.origins), "highlight": highlight, "another": another,
        "remark": rng.choice(event.remarks), "side": side, "more": more, "plan": rng.choice(event.next_steps),
    }  # fmt: skip
    asked, shape = rng.sample(tuple(NEWS_FACTS), rng.choice((3, 3, 2))), rng.choice(tuple(NEWS_ASKS))
    lead = "{day}，{town}{venue}举行{event}，{n}名{crowd}参加".format(**facts)
    points = [NEWS_FACTS[aspect].format(**facts) for aspect in asked]
    answer = (
        "。".join([lead, *points]) + "。" if shape == "段落" else "\n".join(f"- {part}" for part in [lead, *points])
    )
    instruction = rng.choice(NEWS_FRAMES).format(
        use=rng.choice(NEWS_USES).format(who=rng.choice(NEWS_READERS) + user), ask=rng.choice(NEWS_ASKS[shape]).format(aspects=listed(asked)),
        **facts,
    )  # fmt: skip
    return Task(instruction, report(rng, facts), answer)


FAMILIES: tuple[Family, ...] = (
    Family("meeting_notes", TaskType.SUMMARIZATION, write_meeting_notes),
    Family("product_reviews", TaskType.SUMMARIZATION, write_product_reviews),
    Family("week_log", TaskType.SUMMARIZATION, write_week_log),
    Family("news_brief", TaskType.SUMMARIZATION, write_news_brief),
)
