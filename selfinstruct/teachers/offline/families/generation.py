"""Writing tasks: concrete requirements, and a text, timetable or program that meets all of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import CITIES, listed, people, person

TIMES = ("上午8:30", "上午9:00", "上午10:15", "上午11:00", "下午1:45", "下午2:30", "下午3:15", "下午4:00")
EVENING_TIMES = ("晚上7:00", "晚上7:30", "晚上7:45")
MORNING_TIMES = TIMES[:3]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice announces, with its place, and what its readers need to do.

    `months` are the months that fit, or empty if all months of the sender do; `times` are the times of day that fit.
    """

    what: str
    need: str
    months: tuple[int, ...] = ()
    times: tuple[str, ...] = TIMES


@dataclass(frozen=True, slots=True)
class Sender:
    """A kind of sender of notices: its possible names, its readers, its matters, and the months in which it has any."""

    names: tuple[str, ...]
    readers: str
    matters: tuple[Matter, ...]
    months: tuple[int, ...] = tuple(range(1, 13))


SUMMER, WARM, AUTUMN, GRADUATION = (6, 7, 8), (5, 6, 7, 8, 9), (9, 10, 11), (5, 6)
TERM = (3, 4, 5, 6, 9, 10, 11, 12)
SENDERS = (
    Sender(
        ("望江社区居委会", "和平里居委会", "石门里居委会"),
        "居民",
        (
            Matter("在社区活动室发放老年乘车卡", "带身份证和一寸照片"),
            Matter("在社区卫生站接种流感疫苗", "带身份证并提前吃点东西", AUTUMN),
            Matter("在小广场放映露天电影", "自带小板凳", WARM, times=EVENING_TIMES),
            Matter("在社区门口回收过期药品", "把药盒和药片分开装"),
            Matter("在小区东门给电动车登记上牌", "带购车发票"),
            Matter("在居委会门口免费磨刀", "把刀具包好再带来"),
            Matter("在社区活动室讲防骗知识", "陪家里的老人一起来"),
            Matter("给流浪猫绝育", "看好自家的猫"),
            Matter("在绿化带喷洒灭蚊药剂", "关好门窗", WARM),
            Matter("在小广场补种草坪", "自带小铲子", (3, 4)),
            Matter("上门登记独居老人", "在家里留人"),
        ),
    ),
    Sender(
        ("锦绣花园物业", "梧桐苑物业", "紫竹里物业"),
        "业主",
        (
            Matter("更换老旧水表", "在家里留人"),
            Matter("清洗楼顶水箱", "提前储好半天的用水"),
            Matter("检修三号电梯", "改乘一号电梯"),
            Matter("封闭东门修路", "从西门出入"),
            Matter("粉刷楼道墙面", "把门口的杂物搬走"),
            Matter("清理楼道里的飞线", "改到车棚充电"),
            Matter("入户测量光纤线路", "在家里留人"),
            Matter("检测燃气管道", "提前关好燃气阀"),
            Matter("冲洗地下车库", "把车停到地面"),
            Matter("更换单元门禁", "带旧卡到服务台换新卡"),
            Matter("修剪小区的树木", "把车从树下挪开", (3, 4, 10, 11)),
        ),
    ),
    Sender(
        ("实验小学教务处", "育才中学教务处", "南湖小学", "城东中学教务处"),
        "家长",
        (
            Matter("在操场领取校服", "带缴费单"),
            Matter("在教学楼前拍摄毕业照", "让孩子穿校服", GRADUATION),
            Matter("在各班教室听公开课", "提前十分钟签到"),
            Matter("在医务室检查视力", "让孩子带上眼镜"),
            Matter("在操场举行拔河比赛", "给孩子穿防滑的运动鞋"),
            Matter("在图书馆捐赠闲置图书", "在扉页写上孩子的姓名"),
            Matter("在礼堂排练合唱节目", "让孩子穿白衬衫"),
            Matter("组织学生参观气象台", "给孩子备好水和午饭", times=MORNING_TIMES),
            Matter("在礼堂举办防溺水讲座", "和孩子一起参加", GRADUATION),
            Matter("在各班教室开家长会", "带笔和本子"),
            Matter("在校门口登记校车站点", "带上孩子的接送卡"),
        ),
        TERM,
    ),
    Sender(
        ("青禾幼儿园", "小太阳幼儿园", "蓝鲸幼儿园"),
        "家长",
        (
            Matter("在食堂试吃新菜", "说明孩子对什么食物过敏"),
            Matter("在门卫室更新接送名单", "带接送卡"),
            Matter("在活动室捐赠闲置绘本", "先把绘本擦干净"),
            Matter("在操场举行亲子运动会", "和孩子一起穿运动鞋"),
            Matter("在医务室给孩子量身高", "给孩子穿容易脱的鞋"),
            Matter("在滑梯前拍摄毕业照", "让孩子穿园服", GRADUATION),
            Matter("在种植园种土豆", "给孩子带一双雨靴", (3, 4)),
            Matter("带孩子去公园秋游", "给孩子带水壶", (10, 11), times=MORNING_TIMES),
            Matter("在多功能厅举办联欢会", "让孩子准备一首儿歌", (6, 12)),
            Matter("在活动室教家长做手工", "带一把剪刀"),
        ),
        TERM,
    ),
    Sender(
        ("公司行政部", "总部后勤处", "分公司综合办"),
        "同事",
        (
            Matter("搬迁二楼打印室", "提前取走文件"),
            Matter("在前台更换门禁卡", "带旧卡"),
            Matter("停用旧报销系统", "先提交手上的报销单"),
            Matter("举行消防演练", "走楼梯到楼下广场集合"),
            Matter("在三楼会议室采集工牌照片", "穿有领的上衣"),
            Matter("清洗办公区的空调", "盖好桌上的物品"),
            Matter("在前台发放防暑用品", "由各组派一人来领", SUMMER),
            Matter("在医务室预约年度体检", "带身份证"),
            Matter("在活动室挑选年会节目", "带伴奏文件", (11, 12)),
            Matter("清理茶水间的冰箱", "提前取走自己的饭盒"),
            Matter("在培训室招募内训讲师", "准备十分钟试讲"),
            Matter("在一楼回收旧显示器", "贴上姓名标签"),
        ),
    ),
    Sender(
        ("红星机械厂", "南港纺织厂", "云岭水泥厂"),
        "职工",
        (
            Matter("检修锅炉", "错开洗澡时间"),
            Matter("在仓库发放劳保鞋", "带工作证"),
            Matter("盘点备件库", "提前领好要用的备件"),
            Matter("在培训教室考核叉车司机", "带上岗证"),
            Matter("停电改造配电柜", "提前关好设备"),
            Matter("检测车间噪声", "照常佩戴耳塞"),
            Matter("在一车间举行技术比武", "自带量具"),
            Matter("在厂门口录入打卡指纹", "带工作证"),
            Matter("粉刷东侧安全通道", "从西侧绕行"),
            Matter("抽查各班组的灭火器", "由班组长在场签字"),
            Matter("在财务室领取高温补贴", "带工作证", SUMMER),
        ),
    ),
    Sender(
        ("青山村委会", "临湖村委会", "白杨村委会"),
        "村民",
        (
            Matter("疏通村东的水渠", "自带铁锹", (2, 3, 4, 11)),
            Matter("在村委会检测井水", "用干净的瓶子装一瓶水来"),
            Matter("在晒谷场放映科教片", "自带板凳", WARM, times=EVENING_TIMES),
            Matter("在村委会登记危房", "带房屋证件"),
            Matter("在村委会核对养老金账户", "带存折和身份证"),
            Matter("给晒谷场浇水泥", "提前收走粮食", (3, 4, 11)),
            Matter("在村委会换发林权证", "带旧证"),
            Matter("清理河滩上的垃圾", "自带手套和袋子"),
            Matter("在卫生室免费检查白内障", "带医保卡"),
            Matter("在村委会选举村民组长", "每户来一人"),
            Matter("维修自来水管", "提前储好半天的用水"),
        ),
    ),
    Sender(
        ("白杨乡农技站", "石桥镇农技站", "青山镇农技站"),
        "农户",
        (
            Matter("在站里发放小麦良种", "带身份证和袋子", (9, 10)),
            Matter("免费给耕牛打疫苗", "把牛牵到站前空地"),
            Matter("在示范田教无人机打药", "带手机下载软件", (4, 5, 6, 7, 8)),
            Matter("在站里化验土壤", "带一斤自家田里的土"),
            Matter("在果园教果树剪枝", "自带剪刀", (12, 1, 2)),
            Matter("在会议室讲水稻育秧", "带笔和本子", (3, 4)),
            Matter("在示范田演示插秧机", "穿雨靴", (5, 6)),
            Matter("在站里登记农机补贴", "带购机发票"),
            Matter("在站前检修农机", "把油箱放空"),
            Matter("在会议室讲怎样防治病虫害", "带几片有病斑的叶子", (4, 5, 6, 7, 8, 9)),
            Matter("在站里试用记账软件", "带手机"),
        ),
    ),
)
NOTICE_FRAMES = (
    "{host}最近有{count}件事要告诉{readers}：{matters}；联系人是{who}。请以{host}的名义拟一则通知。",
    "{who}替{host}拟通知，内容是：{matters}。请写给{readers}，按时间先后排列，联系人就写{who}。",
    "{matters}。这{count}件事由{who}负责答疑，请写成{host}发给{readers}的通知。",
    "{host}的安排有{count}项：{matters}。联系人是{who}。请为{readers}起草一则通知，按日期排好。",
    "我是{host}的{who}，要通知{readers}：{matters}。请帮我拟一则通知，联系人写我的名字。",
)
COUNTS = ("零", "一", "两", "三", "四")


def write_notice(rng: Random) -> Task:
    """Ask for a notice about two to four matters, each with its date and time, in chronological order."""
    sender, count = rng.choice(SENDERS), rng.randint(2, 4)
    host, who, month = rng.choice(sender.names), person(rng), rng.choice(sender.months)
    fitting = [matter for matter in sender.matters if month in (matter.months or sender.months)]
    # The public holidays are in the first week of a month.
    days = sorted(rng.sample(range(8 if month in (1, 5, 10) else 1, 29), count))
    matters = [
        (f"{month}月{day}日{rng.choice(matter.times)}", matter)
        for day, matter in zip(days, rng.sample(fitting, count), strict=True)
    ]
    told = "；".join(f"{when}{matter.what}，要{matter.need}" for when, matter in rng.sample(matters, count))
    instruction = rng.choice(NOTICE_FRAMES).format(
        host=host, readers=sender.readers, matters=told, who=who, count=COUNTS[count]
    )
    lines = "\n".join(
        f"{place}. {when}，{matter.what}，请{matter.need}。" for place, (when, matter) in enumerate(matters, 1)
    )
    return Task(
        instruction,
        "",
        f"通知\n各位{sender.readers}：\n　　现将近期{COUNTS[count]}项安排通知如下：\n{lines}\n"
        f"　　请大家提前做好准备，如有疑问，请联系{who}。\n{host}",
    )


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


@dataclass(frozen=True, slots=True)
class Column:
    """A text column of a table: its name in code, its name in Chinese and its possible values."""

    code: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """An integer column of a table: its name in code, its name in Chinese, its range and its unit."""

    code: str
    label: str
    values: range
    unit: str = ""

    @property
    def comment(self) -> str:
        """The name with the unit, as it stands in the definition of the table."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Domain:
    """A database table: its name, the Chinese noun for a row, the name and group columns, and two number columns."""

    table: str
    noun: str
    name: Column
    group: Column
    numbers: tuple[Number, Number]


DOMAINS = (
    Domain(
        "orders",
        "订单",
        Column("customer", "客户", ("齐鲁药房", "海棠超市", "明德书院", "北岸酒店")),
        Column("region", "地区", ("华东", "华南", "西北", "东北")),
        (Number("amount", "金额", range(200, 5000, 50)), Number("days", "账期天数", range(5, 90))),
    ),
    Domain(
        "students",
        "学生",
        Column("name", "姓名", ("方雨", "江川", "苗青", "宁远")),
        Column("class_name", "班级", ("一班", "二班", "三班", "四班")),
        (Number("score", "数学成绩", range(40, 100)), Number("absent", "缺勤次数", range(12))),
    ),
    Domain(
        "books",
        "图书",
        Column("title", "书名", ("海上灯塔", "茶经新解", "星空手记", "桥梁史话")),
        Column("shelf", "馆室", ("少儿室", "文学室", "科技室", "地方志室")),
        (Number("loans", "借阅次数", range(300)), Number("pages", "页数", range(80, 900))),
    ),
    Domain(
        "houses",
        "房源",
        Column("address", "小区", ("听涛苑", "紫竹里", "金桂园", "和平新村")),
        Column("district", "城区", ("江北", "城西", "老城", "高新")),
        (Number("rent", "月租", range(900, 8000, 100)), Number("area", "面积", range(25, 160), "平方米")),
    ),
    Domain(
        "patients",
        "病人",
        Column("name", "姓名", ("柳阳", "丁香", "罗松", "夏禾")),
        Column("ward", "病区", ("骨科", "儿科", "眼科", "心内科")),
        (Number("age", "年龄", range(3, 92)), Number("nights", "住院夜数", range(1, 30))),
    ),
    Domain(
        "trucks",
        "货车",
        Column("plate", "车号", ("甲十七", "乙零三", "丙二六", "丁四一")),
        Column("depot", "停车场", ("东港", "西站", "南仓", "北郊")),
        (Number("mileage", "里程", range(5000, 300000, 500), "公里"), Number("repairs", "维修次数", range(20))),
    ),
    Domain(
        "dishes",
        "菜品",
        Column("dish", "菜名", ("松鼠鱼", "宫保鸡丁", "荷叶饭", "酸汤面")),
        Column("cuisine", "菜系", ("川菜", "粤菜", "苏菜", "陕菜")),
        (Number("price", "价格", range(12, 160)), Number("sold", "销量", range(5, 400))),
    ),
    Domain(
        "flights",
        "航班",
        Column("code", "航班号", ("CA101", "MU552", "CZ830", "HU709")),
        Column("airport", "起飞机场", ("首都", "虹桥", "白云", "双流")),
        (Number("delay", "延误时长", range(0, 240, 5), "分钟"), Number("seats", "余座", range(180))),
    ),
    Domain(
        "plants",
        "苗木",
        Column("species", "树种", ("银杏", "香樟", "红枫", "玉兰")),
        Column("plot", "苗圃", ("山前圃", "河湾圃", "坡顶圃", "路东圃")),
        (Number("height", "株高", range(30, 600, 10), "厘米"), Number("stock", "存量", range(3, 900))),
    ),
    Domain(
        "tickets",
        "工单",
        Column("title", "标题", ("无法登录", "打印乱码", "网速太慢", "屏幕闪烁")),
        Column("team", "处理组", ("网络组", "桌面组", "账号组", "机房组")),
        (Number("hours", "耗时", range(1, 72), "小时"), Number("reopened", "重开次数", range(6))),
    ),
    Domain(
        "movies",
        "影片",
        Column("title", "片名", ("雪线", "旧码头", "纸飞机", "南方来信")),
        Column("genre", "类型", ("悬疑", "喜剧", "动画", "纪录")),
        (Number("minutes", "片长", range(70, 200), "分钟"), Number("rating", "评分", range(30, 99))),
    ),
    Domain(
        "workers",
        "员工",
        Column("name", "姓名", ("段飞", "侯敏", "蒋帆", "白桦")),
        Column("shop", "车间", ("铸造", "总装", "喷漆", "冲压")),
        (Number("overtime", "加班时长", range(80), "小时"), Number("output", "月产量", range(50, 900, 10))),
    ),
    Domain(
        "farms",
        "农户",
        Column("owner", "户主", ("田守义", "麦冬", "谷雨生", "石榴花")),
        Column("crop", "作物", ("水稻", "油菜", "棉花", "花生")),
        (Number("acres", "亩数", range(2, 120)), Number("yield_kg", "亩产", range(90, 800, 10), "公斤")),
    ),
    Domain(
        "hotels",
        "酒店",
        Column("hotel", "店名", ("云栖", "半岛", "松下", "观海")),
        Column("grade", "档次", ("经济", "舒适", "高档", "豪华")),
        (Number("price", "房价", range(120, 2000, 10)), Number("vacant", "空房数", range(90))),
    ),
    Domain(
        "runners",
        "选手",
        Column("name", "姓名", ("展鹏", "金铃", "路遥远", "关山")),
        Column("event", "项目", ("百米", "跨栏", "马拉松", "竞走")),
        (Number("km", "训练里程", range(10, 500), "公里"), Number("points", "积分", range(10, 300))),
    ),
    Domain(
        "bikes",
        "单车",
        Column("number", "编号", ("S018", "S233", "S407", "S590")),
        Column("zone", "片区", ("江滨", "校园", "商圈", "老厂")),
        (Number("rides", "骑行次数", range(5, 500)), Number("faults", "报修次数", range(15))),
    ),
    Domain(
        "paintings",
        "画作",
        Column("work", "作品", ("秋江图", "集市", "雪后", "窗边")),
        Column("hall", "展厅", ("东厅", "西厅", "圆厅", "地下厅")),
        (Number("visitors", "观众人数", range(50, 3000, 10)), Number("insured", "保额", range(5, 600, 5), "万元")),
    ),
    Domain(
        "cows",
        "奶牛",
        Column("tag", "耳标", ("花花", "墨点", "大角", "白蹄")),
        Column("barn", "牛舍", ("一号棚", "二号棚", "北坡棚", "新棚")),
        (Number("milk", "日产奶量", range(8, 45), "公斤"), Number("calves", "产犊数", range(7))),
    ),
    Domain(
        "meters",
        "电表",
        Column("household", "户名", ("七栋甲室", "九栋丙室", "门卫房", "小卖部")),
        Column("tariff", "电价类别", ("居民", "商业", "农用", "工业")),
        (Number("usage_kwh", "用电度数", range(20, 2000, 10)), Number("overdue", "欠费月数", range(10))),
    ),
    Domain(
        "songs",
        "歌曲",
        Column("song", "歌名", ("候鸟", "晚风", "二十岁", "归途")),
        Column("mood", "风格", ("民谣", "摇滚", "爵士", "说唱")),
        (Number("plays", "播放次数", range(100, 9000, 50)), Number("seconds", "时长", range(90, 400, 5), "秒")),
    ),
    Domain(
        "wells",
        "水井",
        Column("well", "井名", ("龙眼井", "双眼井", "学堂井", "柳下井")),
        Column("village", "村庄", ("上湾", "下湾", "石门", "松坡")),
        (Number("depth", "井深", range(4, 90), "米"), Number("hardness", "硬度", range(30, 600, 10))),
    ),
    Domain(
        "parcels",
        "包裹",
        Column("receiver", "收件人", ("孔明月", "施小雨", "喻言", "柏林")),
        Column("station", "驿站", ("西门站", "学府站", "桥头站", "花园站")),
        (Number("weight", "重量", range(100, 9000, 100), "克"), Number("waited", "滞留天数", range(20))),
    ),
)


COMPARISONS = (("大于", ">"), ("不低于", ">="), ("小于", "<"), ("不超过", "<="))


def threshold(rng: Random, tested: Number) -> tuple[str, str]:
    """Draw a filter on one number column, in Chinese and as SQL."""
    bound, (word, sign) = (
        rng.choice(tested.values[len(tested.values) // 4 : len(tested.values) * 3 // 4]),
        rng.choice(COMPARISONS),
    )
    return f"{tested.label}{word}{bound}", f"{tested.code} {sign} {bound}"


def condition(rng: Random, domain: Domain, limit: tuple[str, str]) -> tuple[str, str]:
    """Draw a filter on the group column, joined to that on a number column, in Chinese and as SQL."""
    (said, number), (one, other) = limit, rng.sample(domain.group.values, 2)
    group, label = domain.group.code, domain.group.label
    return rng.choice(
        (
            (f"{label}是{one}且{said}", f"{group} = '{one}' AND {number}"),
            (f"{label}不是{one}、{said}", f"{group} <> '{one}' AND {number}"),
            (f"{one}和{other}这两个{label}中{said}", f"{group} IN ('{one}', '{other}') AND {number}"),
            (f"{said}或{label}为{other}", f"({number} OR {group} = '{other}')"),
        )
    )


# Numbers of which a sum says something, and numbers that one sets and may therefore raise.
SUMMED = (
    "金额 缺勤次数 借阅次数 页数 住院夜数 维修次数 销量 余座 存量 耗时 重开次数 加班时长 月产量 亩数 空房数 训练里程 积分 "
    "骑行次数 报修次数 观众人数 保额 日产奶量 产犊数 用电度数 播放次数 重量 里程 面积"
).split()
RAISED = "账期天数 月租 价格 余座 存量 房价 空房数 积分 保额".split()


def question(rng: Random, domain: Domain) -> tuple[str, str]:
    """Draw a query on the table of a domain, in Chinese and as SQL."""
    tested, by = rng.sample(domain.numbers, 2)
    limit = threshold(rng, tested)
    said, where = condition(rng, domain, limit)
    name, group, source = domain.name.code, domain.group.code, f"FROM {domain.table}\nWHERE {where}"
    count, (order, direction) = rng.randint(2, 9), rng.choice((("降序", " DESC"), ("升序", "")))
    whole = f"{said}的{domain.noun}"
    plans = [
        (
            f"列出{whole}的{domain.name.label}，按{by.label}{order}排列",
            f"SELECT {name}\n{source}\nORDER BY {by.code}{direction};",
        ),
        (
            f"取{whole}里按{by.label}{order}的前{count}条，要{domain.name.label}和{by.label}",
            f"SELECT {name}, {by.code}\n{source}\nORDER BY {by.code}{direction}\nLIMIT {count};",
        ),
        (f"算出{whole}的平均{by.label}，四舍五入到一位小数", f"SELECT ROUND(AVG({by.code}), 1)\n{source};"),
        (
            f"数一数各{domain.group.label}有多少{limit[0]}的{domain.noun}，不足{count}条的不要",
            f"SELECT {group}, COUNT(*)\nFROM {domain.table}\nWHERE {limit[1]}\nGROUP BY {group}\nHAVING COUNT(*) >= {count};",
        ),
        (
            f"查每个{domain.group.label}里{limit[0]}的{domain.noun}的{by.label}最大值",
            f"SELECT {group}, MAX({by.code})\nFROM {domain.table}\nWHERE {limit[1]}\nGROUP BY {group};",
        ),
        (f"把{whole}全部删除", f"DELETE {source};"),
    ]
    if by.label in SUMMED:
        plans.append((f"求{whole}的{by.label}总和，没有记录时为0", f"SELECT COALESCE(SUM({by.code}), 0)\n{source};"))
    if by.label in RAISED:
        raised = f"UPDATE {domain.table}\nSET {by.code} = {by.code} + {count}\nWHERE {where};"
        plans.append((f"给{whole}的{by.label}都加{count}", raised))
    return rng.choice(plans)


SQL_FRAMES = (
    "写一条SQL：{asked}。",
    "{asked}，SQL语句怎么写？",
    "{who}想{asked}，请写SQL。",
    "{who}要用SQL实现一件事：{asked}。请写出语句。",
    "针对下面的{table}表编写SQL，{asked}。",
    "表结构见下，请编写SQL语句：{asked}。",
    "{who}手上有{table}表，想{asked}，请写一条SQL。",
    "数据在{table}表里，请写SQL语句，{asked}。",
    "用SQL实现：{asked}。",
)


def write_sql(rng: Random) -> Task:
    """Ask for an SQL statement on one table: filter, then list, limit, aggregate, group, delete or update."""
    domain = rng.choice(DOMAINS)
    asked, statement = question(rng, domain)
    texts = [f"{column.code} TEXT, -- {column.label}" for column in (domain.name, domain.group)]
    first, second = (f"{column.code} INTEGER{{}} -- {column.comment}" for column in domain.numbers)
    schema = "\n".join([*texts, first.format(","), second.format("")])
    instruction = rng.choice(SQL_FRAMES).format(asked=asked, who=person(rng), table=domain.table)
    return Task(instruction, f"CREATE TABLE {domain.table} (\n{schema}\n);", f"```sql\n{statement}\n```")


@dataclass(frozen=True, slots=True)
class Tally:
    """Named numbers: what they measure, their unit, their range, and the names."""

    what: str
    unit: str
    values: range
    names: tuple[str, ...]


TALLIES = (
    Tally("各城市门店的月销量", "件", range(120, 2000), tuple(CITIES)),
    Tally("几座城市昨天的降雨量", "毫米", range(1, 160), tuple(CITIES)),
    Tally("各地仓库的库存", "箱", range(30, 900), tuple(CITIES)),
    Tally(
        "食堂各菜的剩余份数",
        "份",
        range(1, 90),
        (
            "红烧肉",
            "炒豆芽",
            "清蒸鱼",
            "麻婆豆腐",
            "醋溜白菜",
            "狮子头",
            "番茄牛腩",
            "凉拌木耳",
            "土豆丝",
            "糖醋排骨",
            "冬瓜汤",
            "干煸四季豆",
        ),
    ),
    Tally(
        "图书馆各类书的借阅量",
        "册",
        range(15, 600),
        ("天文", "菜谱", "武侠", "地图册", "诗集", "传记", "绘本", "法律", "园艺", "编程", "摄影", "乐谱", "考古"),
    ),
    Tally(
        "果园各品种的产量",
        "公斤",
        range(80, 3000),
        ("红富士", "水蜜桃", "雪梨", "巨峰葡萄", "脐橙", "樱桃", "石榴", "猕猴桃", "枇杷", "冬枣", "无花果", "山楂"),
    ),
    Tally(
        "地铁各站的早高峰客流",
        "人",
        range(300, 9000),
        (
            "北关",
            "科技园",
            "南湖",
            "大剧院",
            "体育场",
            "鼓楼",
            "会展中心",
            "火车站",
            "师范大学",
            "动物园",
            "码头",
            "机床厂",
        ),
    ),
    Tally(
        "花店各花材的进价",
        "元",
        range(3, 80),
        ("向日葵", "桔梗", "满天星", "郁金香", "洋牡丹", "芍药", "尤加利", "绣球", "马蹄莲", "雏菊", "蜡梅", "剑兰"),
    ),
    Tally(
        "各车间的停机时长",
        "分钟",
        range(5, 400),
        ("铸造", "冲压", "喷漆", "总装", "热处理", "电镀", "焊接", "包装", "注塑", "磨削"),
    ),
    Tally(
        "牧场各种牲畜的头数",
        "头",
        range(12, 800),
        ("黑山羊", "奶牛", "绵羊", "牦牛", "骆驼", "梅花鹿", "驴", "黄牛", "香猪"),
    ),
    Tally(
        "乐团各声部的排练缺席次数",
        "次",
        range(1, 30),
        ("长笛", "大提琴", "圆号", "定音鼓", "单簧管", "竖琴", "中提琴", "长号", "巴松", "小号"),
    ),
)
PYTHON_FRAMES = (
    "{what}：{facts}。请写Python函数{function}(data)，{asked}，并算出结果。",
    "{who}统计了{what}：{facts}。请用Python写{function}(data)，{asked}，结果也写出来。",
    "{facts}——这是{what}。请编写Python函数{function}，{asked}，附上返回值。",
    "{who}记下{what}：{facts}。请写一个Python函数{function}，{asked}，再给出结果。",
    "{what}在字典data里（{facts}）。请写Python函数{function}，{asked}，并用这些数求值。",
)


def python_plans(bound: int, count: int) -> tuple[tuple[str, str, str], ...]:
    """List possible functions over a dictionary: name, description in Chinese, and body."""
    return (
        (
            "names_from",
            f"返回不低于{bound}的名称列表，从大到小",
            f"    names = [name for name in data if data[name] >= {bound}]\n"
            "    return sorted(names, key=data.get, reverse=True)",
        ),
        (
            "sum_below",
            f"返回小于{bound}的各项之和",
            f"    return sum(value for value in data.values() if value < {bound})",
        ),
        ("top_names", f"返回最大的{count}项的名称", f"    return sorted(data, key=data.get, reverse=True)[:{count}]"),
        ("bottom_names", f"返回最小的{count}项的名称，小的在前", f"    return sorted(data, key=data.get)[:{count}]"),
        ("spread", "返回最大值与最小值的差", "    return max(data.values()) - min(data.values())"),
        ("average", "返回平均值，保留一位小数", "    return round(sum(data.values()) / len(data), 1)"),
        (
            "shares",
            "返回各项占总数的整数百分比（舍去小数）",
            "    total = sum(data.values())\n    return {name: value * 100 // total for name, value in data.items()}",
        ),
        (
            "above_average",
            "返回高于平均值的名称，保持原来顺序",
            "    average = sum(data.values()) / len(data)\n    return [name for name in data if data[name] > average]",
        ),
        (
            "split",
            f"按是否达到{bound}把名称分成两个列表返回，达到的在前",
            f"    high = [name for name, value in data.items() if value >= {bound}]\n"
            "    return high, [name for name in data if name not in high]",
        ),
        (
            "running",
            "按给出的顺序返回累计值列表",
            "    sums, total = [], 0\n    for value in data.values():\n        total += value\n"
            "        sums.append(total)\n    return sums",
        ),
    )


def python_answers(data: dict[str, int], bound: int, count: int) -> dict[str, object]:
    """Compute the return value of each function in `python_plans` for the data, without executing its source."""
    falling = sorted(data, key=lambda name: -data[name])
    total, values = sum(data.values()), list(data.values())
    high = [name for name in data if data[name] >= bound]
    return {
        "names_from": [name for name in falling if data[name] >= bound],
        "sum_below": total - sum(data[name] for name in high),
        "top_names": falling[:count],
        "bottom_names": falling[::-1][:count],
        "spread": data[falling[0]] - data[falling[-1]],
        "average": round(total / len(data), 1),
        "shares": {name: value * 100 // total for name, value in data.items()},
        "above_average": [name for name, value in data.items() if value * len(data) > total],
        "split": (high, [name for name in data if data[name] < bound]),
        "running": [sum(values[: place + 1]) for place in range(len(values))],
    }


def write_python(rng: Random) -> Task:
    """Ask for a Python function over named numbers, and for its return value on the numbers in the instruction."""
    tally = rng.choice(TALLIES)
    size = rng.randint(5, 7)
    data = dict(zip(rng.sample(tally.names, size), rng.sample(tally.values, size), strict=True))
    bound, count = sorted(data.values())[size // 2], rng.randint(2, 3)
    function, asked, body = rng.choice(python_plans(bound, count))
    facts = "、".join(f"{name}{value}{tally.unit}" for name, value in data.items())
    instruction = rng.choice(PYTHON_FRAMES).format(
        what=tally.what, facts=facts, function=function, asked=asked, who=person(rng)
    )
    returned = python_answers(data, bound, count)[function]
    return Task(instruction, "", f"```python\ndef {function}(data):\n{body}\n```\n返回值：{returned!r}")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day with a programme: when it may begin (minutes since midnight), its months, and (activity, minutes) in order."""

    name: str
    start: tuple[int, int]
    activities: tuple[tuple[str, int], ...]
    months: tuple[int, ...] = tuple(range(1, 13))


MORNING, LATE_MORNING, AFTERNOON, EARLY = (8 * 60, 9 * 60), (9 * 60, 10 * 60), (13 * 60 + 30, 14 * 60 + 30), (420, 480)
OCCASIONS = (
    Occasion(
        "新员工入职",
        LATE_MORNING,
        (
            ("领取工牌", 10),
            ("签劳动合同", 20),
            ("配置电脑", 30),
            ("认识导师", 15),
            ("部门茶会", 30),
            ("参观车间", 40),
            ("安全考试", 30),
        ),
    ),
    Occasion(
        "敬老院慰问",
        MORNING,
        (
            ("量血压", 30),
            ("打扫院子", 30),
            ("修剪指甲", 25),
            ("包馄饨", 40),
            ("下象棋", 40),
            ("合唱老歌", 20),
            ("拍全家福", 10),
        ),
    ),
    Occasion(
        "咖啡店开业",
        MORNING,
        (
            ("调试磨豆机", 20),
            ("舞狮迎宾", 15),
            ("剪彩", 10),
            ("媒体采访", 25),
            ("试饮新品", 40),
            ("会员登记", 30),
            ("抽奖", 15),
        ),
    ),
    Occasion(
        "六年级研学",
        MORNING,
        (
            ("参观陶瓷馆", 40),
            ("拉坯体验", 45),
            ("观看纪录片", 30),
            ("写生", 45),
            ("方言课", 30),
            ("古村寻宝", 45),
            ("小组汇报", 30),
        ),
        (3, 4, 5, 9, 10, 11),
    ),
    Occasion(
        "搬家",
        EARLY,
        (
            ("打包碗碟", 40),
            ("拆卸衣柜", 30),
            ("搬运钢琴", 40),
            ("清扫旧屋", 30),
            ("交接水电", 15),
            ("安装窗帘", 30),
            ("拆箱归位", 60),
        ),
    ),
    Occasion(
        "小区跳蚤市场",
        MORNING,
        (
            ("划定摊位", 20),
            ("登记旧货", 30),
            ("儿童义卖", 50),
            ("叫卖比赛", 30),
            ("旧书拍卖", 40),
            ("统计善款", 15),
            ("清扫场地", 20),
        ),
    ),
    Occasion(
        "校友返校",
        MORNING,
        (
            ("校友签到", 30),
            ("校史讲解", 30),
            ("老照片展", 30),
            ("植纪念树", 20),
            ("班级座谈", 50),
            ("捐书仪式", 15),
            ("篮球友谊赛", 40),
        ),
        (3, 4, 5, 9, 10, 11),
    ),
    Occasion(
        "樱桃园开园节",
        MORNING,
        (
            ("拖拉机巡游", 30),
            ("采摘樱桃", 60),
            ("嫁接表演", 20),
            ("品尝农家菜", 60),
            ("果酱制作", 40),
            ("直播卖果", 40),
            ("赛果评比", 25),
        ),
        (5, 6),
    ),
    Occasion(
        "球队集训",
        AFTERNOON,
        (
            ("热身慢跑", 15),
            ("体能测试", 30),
            ("折返跑", 15),
            ("点球练习", 25),
            ("分组对抗", 40),
            ("战术录像", 30),
            ("冰敷恢复", 15),
        ),
    ),
    Occasion(
        "门店盘点",
        (16 * 60 + 30, 17 * 60 + 30),
        (
            ("停机结账", 10),
            ("清点货架", 60),
            ("扫描库存", 50),
            ("核对差异", 30),
            ("处理临期品", 20),
            ("更新价签", 30),
            ("汇总报表", 20),
        ),
    ),
    Occasion(
        "读书会",
        AFTERNOON,
        (
            ("朗读选段", 15),
            ("作者分享", 40),
            ("分组讨论", 30),
            ("茶歇", 15),
            ("即兴写诗", 20),
            ("金句评选", 15),
            ("好书交换", 20),
        ),
    ),
    Occasion(
        "实验室开放日",
        LATE_MORNING,
        (
            ("安全讲解", 15),
            ("参观超净间", 25),
            ("液氮演示", 20),
            ("显微镜观察", 30),
            ("机械臂操控", 30),
            ("提问环节", 20),
            ("领纪念品", 10),
        ),
    ),
    Occasion(
        "消防站体验",
        AFTERNOON,
        (
            ("参观车库", 20),
            ("穿战斗服", 15),
            ("绳结教学", 25),
            ("灭火器实操", 25),
            ("水枪打靶", 25),
            ("云梯升降", 20),
            ("烟道逃生", 20),
        ),
    ),
    Occasion(
        "婚礼",
        MORNING,
        (
            ("新娘化妆", 60),
            ("接亲", 40),
            ("敬茶改口", 15),
            ("外景拍照", 50),
            ("交换戒指", 10),
            ("婚宴敬酒", 60),
            ("送别宾客", 20),
        ),
    ),
    Occasion(
        "员工体检",
        (7 * 60 + 30, 8 * 60 + 15),
        (
            ("抽血", 10),
            ("腹部彩超", 15),
            ("吃早餐", 20),
            ("测骨密度", 10),
            ("眼底检查", 10),
            ("心电图", 10),
            ("领取报告", 10),
        ),
    ),
    Occasion(
        "家庭大扫除",
        MORNING,
        (
            ("拆洗窗帘", 30),
            ("擦吊灯", 20),
            ("刷油烟机", 40),
            ("整理书柜", 40),
            ("清空阳台", 30),
            ("拖地板", 25),
            ("换新床单", 10),
        ),
    ),
    Occasion(
        "民宿试住",
        (15 * 60, 16 * 60),
        (
            ("办理入住", 10),
            ("认识管家", 10),
            ("品尝农家菜", 60),
            ("溪边钓虾", 50),
            ("泡温泉", 60),
            ("围炉夜话", 50),
            ("填写问卷", 10),
        ),
        (4, 5, 9, 10),
    ),
    Occasion(
        "木工课",
        AFTERNOON,
        (
            ("挑选木料", 10),
            ("画线", 15),
            ("锯榫头", 30),
            ("凿榫眼", 30),
            ("拼装板凳", 20),
            ("打磨", 25),
            ("上木蜡油", 20),
        ),
    ),
    Occasion(
        "社区义诊",
        MORNING,
        (
            ("视力筛查", 40),
            ("测血糖", 30),
            ("口腔检查", 40),
            ("健康讲座", 40),
            ("针灸体验", 40),
            ("急救示范", 20),
            ("用药咨询", 30),
        ),
    ),
)
TIMETABLE_FRAMES = (
    "{who}负责{day}的{occasion}：{start}开始，{rules}，每两项之间隔{gap}分钟。请设计一张时间表。",
    "{day}的{occasion}从{start}开始，{rules}，中间各空{gap}分钟。请为负责人{who}设计时间表。",
    "{occasion}（{day}）由{who}安排：{rules}；{start}起，每项之间留{gap}分钟。请编排日程表。",
    "{rules}——这是{who}对{day}{occasion}的要求，{start}起，每项之间歇{gap}分钟。请设计时间表。",
    "{who}说，{day}的{occasion}要{rules}，从{start}排起，两项之间休息{gap}分钟。请设计流程。",
    "{occasion}定在{day}，{start}开场，每项结束后留{gap}分钟，顺序是{rules}。请替{who}设计时间表。",
    "下面是{occasion}各项的时长。{who}定的规则：{day}{start}起，{rules}，项与项之间空{gap}分钟。请编排时间表。",
)
# The rules of each line determine the order of five activities uniquely: {0}, {1}, {2}, {3}, {4}.
RULES = (
    "{0}打头，{1}紧跟，{2}早于{3}，{4}收尾",
    "{4}放最后，{3}在它前一项，先{0}后{1}再{2}",
    "{1}排第二，{2}排第三，{4}收尾，{0}不能晚于{3}",
    "{0}排第一，{2}居中，{1}在{2}之前，{4}排在{3}后面",
    "{2}前面是{1}，后面是{3}，{0}开头，{4}结束",
)


def clock(minutes: int) -> str:
    """Format minutes since midnight, such as 9:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def write_timetable(rng: Random) -> Task:
    """Ask for the timetable of a day that follows ordering rules. The order is drawn first; the rules fit it."""
    occasion = rng.choice(OCCASIONS)
    places = sorted(rng.sample(range(len(occasion.activities)), 5))
    plan = [
        (what, minutes + rng.choice((0, 5, 10))) for what, minutes in (occasion.activities[each] for each in places)
    ]
    rules = rng.choice(RULES).format(*(what for what, _ in plan))
    start, gap = rng.choice(range(occasion.start[0], occasion.start[1] + 1, 15)), rng.choice((5, 10, 15))
    day = f"{rng.choice(occasion.months)}月{rng.randint(1, 28)}日"
    instruction = rng.choice(TIMETABLE_FRAMES).format(
        who=person(rng), occasion=occasion.name, day=day, start=clock(start), rules=rules, gap=gap
    )
    lines = []
    for what, length in plan:
        lines.append(f"{clock(start)}—{clock(start + length)} {what}")
        start += length + gap
    return Task(instruction, "\n".join(f"{what}：{length}分钟" for what, length in sorted(plan)), "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Product:
    """A product to advertise: its readers, each with a scene of their life, its selling points, offers and last lines.

    A selling point has a label, possible values, and a sentence that says what the value is good for.
    """

    name: str
    unit: str
    readers: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, tuple[str, ...], str], ...]
    offers: tuple[str, ...]
    endings: tuple[str, ...]


PRODUCTS = (
    Product(
        "折叠电动车",
        "辆",
        (
            ("每天换乘地铁的上班族", "出了地铁站，离公司总还差那么两三公里。"),
            ("住在老楼里的年轻人", "老楼没有电梯，楼下也没有车棚，车停在哪儿都不放心。"),
            ("常去菜场的退休老人", "去菜场两站路，走着累，等公交又慢。"),
            ("常跑客户的销售", "一天要见三四位客户，开车难找车位，走路又太远。"),
        ),
        (
            ("续航", ("45公里", "60公里", "80公里"), "充满电能跑{}，平时出门不用老惦记电量"),
            ("车重", ("13公斤", "16公斤"), "整车只有{}，拎着走几步也不费劲"),
            ("折叠时间", ("5秒", "8秒"), "{}就能折好，进电梯、进屋都不占地方"),
            ("刹车", ("双碟刹", "电子刹车"), "配的是{}，下坡和路口都停得稳"),
            ("车筐", ("藤编", "铁网"), "前面装着{}车筐，放得下一个提包"),
        ),
        ("周五前下单送一把车锁", "老车主推荐立减一百元", "可以先到门店试骑再付款", "第一次保养免费上门"),
        ("剩下的两三公里，骑着走吧", "折起来带走，展开就出发", "先骑一圈，再说喜不喜欢"),
    ),
    Product(
        "保温饭盒",
        "个",
        (
            ("带饭的上班族", "公司的微波炉前，一到中午就排起长队。"),
            ("夜里值班的护士", "忙到后半夜才顾上吃饭，带来的饭早就凉了。"),
            ("跑长途的司机", "服务区的饭菜贵，还不一定合口味。"),
            ("在工地干活的师傅", "工地离饭馆远，自己带的饭到中午就凉透了。"),
        ),
        (
            ("保温时长", ("6小时", "8小时"), "装进热饭热菜，{}后打开还冒热气"),
            ("内胆", ("316不锈钢", "陶瓷"), "内胆用的是{}，油渍一冲就净"),
            ("层数", ("两层", "三层"), "里面分成{}，饭菜不串味"),
            ("密封", ("硅胶圈", "四面锁扣"), "盖子靠{}密封，在包里斜着放也不漏"),
            ("容量", ("1.2升", "1.8升"), "能装{}，一顿吃得饱"),
        ),
        ("本周下单送一套筷勺", "两个起包邮", "七天内不满意可以退", "老顾客回购打九折"),
        ("下一顿，吃口热的", "自己带的饭，就该热着吃", "出门前多盛一勺，路上不怕饿"),
    ),
    Product(
        "护眼台灯",
        "盏",
        (
            ("备考的中学生", "晚自习回来还要做两个小时题，眼睛先撑不住了。"),
            ("常熬夜的编辑", "改稿改到半夜，屏幕亮、屋里暗，眼睛又酸又涩。"),
            ("为孩子挑礼物的父母", "孩子上了学，书桌上还缺一盏好灯。"),
            ("爱看报的退休老人", "报纸的字小，光线暗一点就看着吃力。"),
        ),
        (
            ("色温", ("三档可调", "无级可调"), "色温{}，白天夜里都有合适的光"),
            ("照度", ("国家AA级", "国家A级"), "照度达到{}，整张桌面都亮"),
            ("灯臂", ("可以双轴旋转", "可以随意弯曲"), "灯臂{}，想照哪儿就照哪儿"),
            ("定时", ("每40分钟", "每隔一小时"), "{}提醒一次，该歇眼睛就歇一会儿"),
            ("底座", ("加重底座", "桌边夹"), "装的是{}，碰一下也不会倒"),
        ),
        ("本周下单立减二十元", "七天内不满意可以退", "灯珠坏了三年内免费换", "两盏起包邮"),
        ("把眼睛照顾好，字才看得久", "今晚就换一盏灯试试", "光舒服了，人才坐得住"),
    ),
    Product(
        "登山背包",
        "个",
        (
            ("喜欢露营的家庭", "一家人出门露营，衣服、零食、炊具总有塞不下的。"),
            ("爱拍照的旅行者", "相机、三脚架加一身换洗衣服，普通背包背半天就勒肩。"),
            ("第一次爬雪山的新手", "头一回进雪山，装备不少，力气却要省着用。"),
            ("周末徒步的白领", "坐了五天办公室，周末想去山里走二十公里。"),
        ),
        (
            ("容量", ("35升", "50升"), "{}的空间，两三天的行李都放得下"),
            ("面料", ("防泼水尼龙", "耐磨帆布"), "面料是{}，蹭到树枝石头也不怕"),
            ("背负", ("悬浮网架", "加厚腰封"), "有{}分担重量，走一天肩膀也不疼"),
            ("重量", ("980克", "1.3公斤"), "空包只有{}，不给自己添负担"),
            ("附件", ("防雨罩", "登山杖挂扣"), "随包带着{}，不用另外配"),
        ),
        ("前五十名下单送收纳袋", "周三前下单立减五十元", "七天内不满意可以退", "拉链坏了终身免费修"),
        ("等天晴了，进山去", "装好水和干粮，剩下的交给路", "背上它，先去爬一座小山"),
    ),
    Product(
        "桂花米酒",
        "瓶",
        (
            ("爱小酌的夫妻", "孩子睡了，两个人终于能坐下来喝一杯。"),
            ("回家过中秋的晚辈", "回家看长辈，月饼年年送，总想换点别的。"),
            ("酒量不大的上班族", "下班想喝一点放松，又怕第二天头疼。"),
            ("开小馆子的老板", "店里的客人吃着辣菜，总问有没有甜口的酒。"),
        ),
        (
            ("酒精度", ("6度", "9度"), "酒精度只有{}，慢慢喝也不上头"),
            ("原料", ("圆糯米", "紫糯米"), "选当年的{}来酿，入口清甜"),
            ("桂花", ("金桂", "丹桂"), "里面加了手摘的{}，开瓶就闻得到香"),
            ("发酵", ("冬酿45天", "陶缸发酵60天"), "{}才装瓶，口感绵柔"),
            ("净含量", ("375毫升", "500毫升"), "一瓶{}，两个人分着喝刚好"),
        ),
        ("两瓶起送一对酒杯", "整箱购买免运费", "路上碰碎了包赔", "老顾客回购打九折"),
        ("月亮好的晚上，倒一杯尝尝", "冰镇半小时，味道更好", "慢慢喝，慢慢聊"),
    ),
    Product(
        "儿童雨衣",
        "件",
        (
            ("孩子刚上小学的家长", "孩子开始自己走路上学，下雨天打伞又拿不稳。"),
            ("带班的幼儿园老师", "雨天带一班孩子出门，最怕谁淋湿了着凉。"),
            ("骑车接送孩子的爸妈", "骑车接孩子，一把伞顾得了前面，顾不了后面。"),
            ("带外孙的老人", "外孙见了水坑就要踩，拦也拦不住。"),
        ),
        (
            ("材质", ("无味的EVA", "透气的涤纶"), "材质是{}，贴身穿也放心"),
            ("反光条", ("背后", "袖口"), "{}有反光条，天暗也看得见"),
            ("书包位", ("可伸缩的", "加宽的"), "留了{}书包位，背着书包也能穿"),
            ("尺码", ("三个", "五个"), "共有{}尺码，按身高挑就行"),
            ("帽檐", ("透明大帽檐", "双层帽檐"), "{}挡得住雨，也不遮眼睛"),
        ),
        ("两件起包邮", "尺码不合适免费换", "本周下单送一个书包防水套", "十件以上打八折"),
        ("踩水坑去吧", "下次下雨，让孩子痛快走一趟", "趁天晴，先挂一件在门后"),
    ),
    Product(
        "空气炸锅",
        "台",
        (
            ("独居的租客", "一个人做饭，开一次油锅嫌麻烦，点外卖又油腻。"),
            ("第一次下厨的新手", "火候掌握不好，做出来的菜不是糊了就是没熟。"),
            ("忙碌的双职工家庭", "七点多才到家，孩子已经喊饿了。"),
            ("控制油量的健身者", "练完想吃口肉，又不想多吃油。"),
        ),
        (
            ("容量", ("4.5升", "6升"), "{}的容量，整只鸡也放得下"),
            ("功率", ("1400瓦", "1700瓦"), "功率{}，预热不用久等"),
            ("可视窗", ("正面", "顶部"), "{}开了可视窗，熟没熟看一眼就知道"),
            ("清洗", ("炸篮可以拆下来洗", "炸篮可以进洗碗机"), "{}，收拾起来省事"),
            ("菜单", ("8种", "12种"), "内置{}菜单，按一下就开始"),
        ),
        ("周五前下单立减五十元", "晒出第一道菜返十元", "两年内坏了直接换新", "下单送一叠烤纸"),
        ("今晚先烤一盘鸡翅", "少放油，照样香脆", "把菜放进去，人去歇一会儿"),
    ),
    Product(
        "机械闹钟",
        "只",
        (
            ("爱赖床的大学生", "手机闹铃响了五遍，伸手一按又睡着了。"),
            ("喜欢老物件的收藏者", "电子屏看多了，更想要一样靠齿轮走时的东西。"),
            ("不带手机进卧室的人", "手机留在了客厅，早上总得有个叫早的。"),
            ("刚分房睡的小学生", "自己睡一间屋，早上也要学着自己起床。"),
        ),
        (
            ("机芯", ("上链机芯", "静音上链机芯"), "用的是{}，不装电池也能走"),
            ("铃声", ("双铃锤", "渐强铃"), "{}叫早，睡得再沉也听得见"),
            ("外壳", ("黄铜", "实木"), "外壳是{}的，摆在床头也好看"),
            ("夜光", ("指针夜光", "全盘夜光"), "{}，半夜看时间不用开灯"),
            ("直径", ("10厘米", "12厘米"), "表盘直径{}，数字看得清楚"),
        ),
        ("七天内不满意可以退", "可以免费刻名字", "走时不准一年内免费调", "本月下单送木质底座"),
        ("明早，让它叫您起床", "睡前拧几圈，明天准时起", "放在床头，关灯睡吧"),
    ),
    Product(
        "羊毛围巾",
        "条",
        (
            ("为父母添冬衣的儿女", "北风一起，爸妈总说不冷，脖子却一直缩着。"),
            ("常去北方出差的销售", "从南方飞到东北，一下飞机风就往领口里钻。"),
            ("为女友挑礼物的男生", "天冷了，想送她一件天天用得上的东西。"),
            ("在路口值勤的志愿者", "冬天的路口一站就是两个小时，风从领子往里灌。"),
        ),
        (
            ("成分", ("纯羊毛", "羊毛混羊绒"), "成分是{}，贴着皮肤也不扎"),
            ("长度", ("180厘米", "200厘米"), "长{}，绕两圈刚刚好"),
            ("花色", ("墨绿格纹", "驼色人字纹"), "花色是{}，配深色大衣好看"),
            ("工艺", ("双面织", "手工流苏"), "{}的做工，细看也经得起"),
            ("重量", ("210克", "260克"), "只有{}，围一天也不压脖子"),
        ),
        ("免费代写贺卡", "颜色不喜欢七天内免费换", "两条起送礼盒", "老顾客回购打九折"),
        ("出门前，再绕一圈", "天冷了，先把脖子围好", "风大的日子，围上再出门"),
    ),
    Product(
        "陶瓷茶具",
        "套",
        (
            ("常喝茶的退休教师", "午后泡一壶茶，看看书，一坐就是半天。"),
            ("开茶室的店主", "客人坐下来，第一眼看的就是桌上的壶。"),
            ("刚乔迁的夫妻", "新家收拾好了，朋友来坐，总得有套像样的茶具。"),
            ("想送老师礼物的毕业生", "毕业前想送老师一件用得上、又不张扬的东西。"),
        ),
        (
            ("件数", ("一壶四杯", "一壶六杯"), "一套是{}，来几位客人也够用"),
            ("釉色", ("天青釉", "霁蓝釉"), "上的是{}，温润耐看"),
            ("出水", ("不挂水滴", "三秒断水"), "壶嘴{}，桌面总是干的"),
            ("容量", ("220毫升", "300毫升"), "一壶能泡{}，分几杯正好"),
            ("包装", ("竹盒", "锦盒"), "装在{}里，送人也体面"),
        ),
        ("运输破损包赔", "可以免费在壶底刻字", "周三前下单送一只茶漏", "门店自提再减二十元"),
        ("烧一壶水，坐下来喝茶", "下午三点，泡上一壶", "等朋友来，就用这一套"),
    ),
    Product(
        "蓝牙音箱",
        "台",
        (
            ("跳广场舞的阿姨", "队里三十多个人，手机放音乐，后排根本听不见。"),
            ("喜欢露营的家庭", "营地里天一黑，篝火边总想来点音乐。"),
            ("合租的年轻人", "周末几个室友凑在客厅，总想放点歌。"),
            ("开咖啡馆的店主", "店里不大，背景音乐却不能马虎。"),
        ),
        (
            ("续航", ("12小时", "20小时"), "充满电能放{}，一整天都够用"),
            ("防水", ("防溅水", "可以浸水半小时"), "机身{}，洒上水也不怕"),
            ("重量", ("460克", "680克"), "只有{}，一只手就能拿走"),
            ("串联", ("两台", "八台"), "最多能{}一起放，换个大场地也不怕"),
            ("灯效", ("会随节拍变色", "像呼吸一样明暗"), "灯光{}，天黑了更热闹"),
        ),
        ("两台一起买减六十元", "七天内不满意可以退", "一年内坏了免费换", "下单送收纳包"),
        ("音乐一响，人就齐了", "先放一首老歌试试", "挑一首喜欢的，从头听起"),
    ),
    Product(
        "山核桃仁",
        "罐",
        (
            ("爱追剧的年轻人", "一集接一集看下去，手边总想抓点什么吃。"),
            ("走亲访友的晚辈", "上门看长辈，水果太沉，糕点又太甜。"),
            ("加班的程序员", "晚上九点还没下班，肚子先叫了。"),
            ("嘴馋的茶友", "茶喝到第三泡，就想配点香脆的东西。"),
        ),
        (
            ("产地", ("临安", "宁国"), "来自{}的高山老树，颗颗饱满"),
            ("口味", ("淡盐", "奶油"), "{}口味，吃多了也不腻"),
            ("净重", ("250克", "400克"), "一罐{}，够吃一阵子"),
            ("烘烤", ("低温慢烘", "两次烘焙"), "{}出来的，一咬就碎"),
            ("保质期", ("8个月", "10个月"), "没开封能放{}，多备几罐也不怕"),
        ),
        ("三罐起包邮", "买两罐送一小包尝鲜装", "不好吃包退", "老顾客回购打九折"),
        ("打开罐子，先抓一小把", "倒一小碟，慢慢吃", "手边放一罐，饿了就抓几颗"),
    ),
    Product(
        "宠物饮水机",
        "台",
        (
            ("常出差的养猫人", "一出门就是两天，总惦记碗里的水还够不够。"),
            ("第一次养狗的年轻人", "小狗把水碗一踩就翻，地板天天要拖。"),
            ("家里有三只猫的夫妻", "三只猫共用一碗水，半天就漂着一层毛。"),
            ("开宠物店的老板", "店里寄养的猫狗多，换水一天要换七八回。"),
        ),
        (
            ("水箱", ("2升", "3升"), "水箱装得下{}，两三天不用添水"),
            ("滤芯", ("三层滤芯", "五层滤芯"), "用的是{}，毛发和水垢都留在里面"),
            ("噪声", ("25分贝", "30分贝"), "开着只有{}，夜里听不见"),
            ("缺水提醒", ("亮红灯", "手机推送"), "水快没了会{}，不用天天掀盖子看"),
            ("拆洗", ("整机可以拆开", "水盘可以进洗碗机"), "{}，刷洗不留死角"),
        ),
        ("下单送三片滤芯", "七天内不满意可以退", "水泵坏了一年内免费换", "两台起减四十元"),
        ("水是活的，它才爱喝", "放心出门，它有水喝", "先让它尝一口"),
    ),
    Product(
        "手冲咖啡壶",
        "把",
        (
            ("刚学手冲的新手", "水流忽大忽小，冲出来的咖啡一杯一个味。"),
            ("在家办公的译者", "坐下来译稿之前，总要先喝一杯热咖啡。"),
            ("爱在露营时泡咖啡的人", "山里的早晨冷，就想喝一杯现冲的咖啡。"),
            ("小咖啡店的店主", "客人排着队，手里的壶要稳，也要快。"),
        ),
        (
            ("壶嘴", ("细长鹅颈", "短口鹅颈"), "壶嘴是{}，水流想粗就粗、想细就细"),
            ("材质", ("304不锈钢", "紫铜"), "壶身用{}做成，经得起天天用"),
            ("容量", ("600毫升", "800毫升"), "一壶{}，冲两三杯刚好"),
            ("温度计", ("壶盖指针", "手柄数显"), "带{}温度计，水温看得见"),
            ("手柄", ("胡桃木", "隔热硅胶"), "手柄包着{}，握着不烫手"),
        ),
        ("下单送五十张滤纸", "七天内不满意可以退", "壶嘴磕坏了半价换新", "周末两天立减三十元"),
        ("水烧开，慢慢冲", "明天早上，自己冲一杯", "闻到香味，人就醒了"),
    ),
    Product(
        "竹编收纳筐",
        "只",
        (
            ("衣柜总乱的租客", "换季的衣服堆在床尾，找一件要翻半天。"),
            ("孩子玩具多的家庭", "积木和小车散了一地，走路都要挑着落脚。"),
            ("爱养花的人", "买回来的花盆总没有合适的套盆。"),
            ("开民宿的老板", "客房里的毛巾和杂物，总想收得好看一点。"),
        ),
        (
            ("竹料", ("三年毛竹", "高山慈竹"), "选的是{}，晾透了再编，不生虫"),
            ("编法", ("人字编", "六角编"), "{}编得密实，提起来不变形"),
            ("提手", ("麻绳", "藤条"), "提手是{}的，搬来搬去不勒手"),
            ("尺寸", ("35厘米", "42厘米"), "筐口宽{}，毛毯卷起来也放得进"),
            ("内衬", ("棉布", "帆布"), "里面衬了{}，不刮衣服，脏了能拆下来洗"),
        ),
        ("两只起包邮", "三只一套减二十元", "尺寸不合适免费换", "本周下单送一块内衬"),
        ("先收好这一角", "东西有了去处，屋子就宽了", "用得越久，颜色越好看"),
    ),
    Product(
        "钓鱼椅",
        "把",
        (
            ("周末去水库的钓友", "在水边一坐一整天，马扎坐得腰都直不起来。"),
            ("爱写生的美术生", "岸边、田埂、街角，画架支好了却没处坐。"),
            ("退休后迷上钓鱼的老人", "起身坐下次数多了，膝盖先受不了。"),
            ("看孩子踢球的家长", "球场边没有看台，站一场球下来脚都酸。"),
        ),
        (
            ("承重", ("120公斤", "150公斤"), "能承重{}，坐着不晃"),
            ("椅腿", ("四腿可调高", "前后腿可伸缩"), "椅腿{}，坡地上也摆得平"),
            ("靠背", ("三档", "五档"), "靠背有{}，累了就往后躺一躺"),
            ("收合", ("对折", "拆成三节"), "收起来{}，塞得进后备箱"),
            ("挂件", ("雨伞支架", "饵料托盘"), "配了{}，手边的东西有处放"),
        ),
        ("周五前下单送一个水桶", "七天内不满意可以退", "脚垫丢了免费补", "钓友推荐立减二十元"),
        ("坐稳了，慢慢等", "带上它，再去水边坐坐", "这个周末，换把椅子去"),
    ),
)
BRANDS = ("青鸟", "禾木", "知更", "松果", "半山", "云帆", "小满", "鹿野", "长河", "拾光", "木槿", "北辰")
# Where the copy will stand.
COPY_PLACES = (
    "社区团购群",
    "门店的宣传单",
    "货架卡",
    "直播间口播",
    "公众号推文",
    "朋友圈",
    "商品详情页",
    "集市摊位的小黑板",
)
COPY_FRAMES = (
    "{brand}牌{product}上架，{offer}。请给{audience}写一段文案，用在{place}，提到{points}，末句是“{ending}”。",
    "{brand}牌{product}要推荐给{audience}，{offer}。请为{place}写一段推荐语，突出{points}，以“{ending}”收尾。",
    "{audience}挑{product}，看重{points}；{brand}牌{offer}。请写一段介绍，用在{place}，末句是“{ending}”。",
    "产品是{brand}牌{product}，读者是{audience}，优惠或服务是{offer}。请写一段文案，写到{points}，结尾用“{ending}”。",
    "店里新到{brand}牌{product}，{offer}，来看的多是{audience}。请写一段介绍，讲清{points}，用“{ending}”结束。",
    "{who}在给{brand}牌{product}准备{place}的文字，主要面向{audience}，店家承诺{offer}。请替{who}写好，讲到{points}，末尾是“{ending}”。",
    "{place}要介绍{brand}牌{product}，店家承诺{offer}，希望打动{audience}。请写一段文案，讲到{points}，最后一句用“{ending}”。",
)
COPY_OPENINGS = (
    "{scene}不妨看看这{unit}{brand}牌{product}。",
    "{scene}{brand}牌{product}，正是为这样的时候准备的。",
    "{scene}这时候，有{brand}牌{product}就好办了。",
    "{scene}一{unit}{brand}牌{product}，正合适。",
)


def write_copy(rng: Random) -> Task:
    """Ask for advertising copy about some selling points of a product, for given readers and with a given last line."""
    product, brand = rng.choice(PRODUCTS), rng.choice(BRANDS)
    (audience, scene), ending, offer = (
        rng.choice(product.readers),
        rng.choice(product.endings),
        rng.choice(product.offers),
    )
    points = [(label, rng.choice(values), use) for label, values, use in product.points]
    chosen = rng.sample(points, rng.randint(2, 4))
    instruction = rng.choice(COPY_FRAMES).format(
        brand=brand,
        product=product.name,
        audience=audience,
        ending=ending,
        offer=offer,
        place=rng.choice(COPY_PLACES),
        who=person(rng),
        points=listed([label for label, *_ in chosen]),
    )
    opening = rng.choice(COPY_OPENINGS).format(brand=brand, product=product.name, scene=scene, unit=product.unit)
    uses = "".join(f"{use.format(value)}。" for _, value, use in chosen)
    facts = "\n".join(f"{label}：{value}" for label, value, _ in points)
    return Task(instruction, facts, f"{opening}{uses}{offer}。{ending}。")


FAMILIES: tuple[Family, ...] = (
    Family("gathering_notice", TaskType.GENERATION, write_notice),
    Family("thanks_letter", TaskType.GENERATION, write_thanks),
    Family("python_function", TaskType.GENERATION, write_python),
    Family("sql_query", TaskType.GENERATION, write_sql),
    Family("day_timetable", TaskType.GENERATION, write_timetable),
    Family("product_copy", TaskType.GENERATION, write_copy),
)
