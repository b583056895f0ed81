"""Writing tasks: concrete requirements, and a text, timetable or program that meets all of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import CITIES, date, listed, people, person


@dataclass(frozen=True, slots=True)
class Sender:
    """A kind of sender of notices: its possible names, its readers, and the matters it announces."""

    names: tuple[str, ...]
    readers: str
    matters: tuple[str, ...]


SENDERS = (
    Sender(
        ("望江社区居委会", "锦绣花园物业", "和平里居委会", "梧桐苑物业"),
        "居民",
        (
            "更换老旧水表",
            "清洗楼顶水箱",
            "封闭东门修路",
            "喷洒灭蚊药剂",
            "发放老年乘车卡",
            "检修三号电梯",
            "登记电动车号牌",
            "放映露天电影",
            "回收过期药品",
            "给流浪猫绝育",
            "补种广场草坪",
            "接种流感疫苗",
            "粉刷楼道墙面",
            "开放便民磨刀点",
            "清理飞线充电",
            "测量光纤入户线路",
        ),
    ),
    Sender(
        ("实验小学教务处", "育才中学教务处", "青禾幼儿园", "城东职业学校"),
        "家长",
        (
            "领取校服",
            "拍摄毕业照",
            "开放日听课",
            "给学生体检视力",
            "举行拔河比赛",
            "收回借书卡",
            "试吃新食谱",
            "排练合唱节目",
            "换用夏季作息表",
            "组织参观气象台",
            "更新接送名单",
            "停上延时班",
            "评选校园小记者",
            "捐赠闲置绘本",
            "调整校车站点",
            "举办防溺水讲座",
        ),
    ),
    Sender(
        ("公司行政部", "总部后勤处", "分公司综合办", "产业园服务中心"),
        "同事",
        (
            "搬迁二楼打印室",
            "更换门禁卡",
            "停用旧报销系统",
            "举行消防演练",
            "采集工牌照片",
            "开放健身房",
            "清洗空调",
            "发放高温补贴",
            "预约年度体检",
            "收集年会节目",
            "维护视频会议室",
            "换装节能灯",
            "调整班车线路",
            "清理公共冰箱",
            "招募内训讲师",
            "回收旧显示器",
        ),
    ),
    Sender(
        ("红星机械厂车间办", "南港纺织厂", "福源食品厂生产科", "云岭水泥厂"),
        "职工",
        (
            "检修二号锅炉",
            "校准地磅",
            "发放劳保鞋",
            "更换行车钢丝绳",
            "盘点备件库",
            "考核叉车司机",
            "切换夜班食堂",
            "清淤沉淀池",
            "停电改造配电柜",
            "验收除尘设备",
            "检测噪声",
            "补办上岗证",
            "举行技术比武",
            "启用新打卡机",
            "粉刷安全通道",
            "抽查灭火器",
        ),
    ),
    Sender(
        ("青山村委会", "石桥镇政府", "临湖村委会", "白杨乡农技站"),
        "村民",
        (
            "疏通灌溉水渠",
            "发放小麦良种",
            "检测井水水质",
            "免费给耕牛打疫苗",
            "收购早熟西瓜",
            "放映科教片",
            "登记危房",
            "核对养老金账户",
            "培训无人机打药",
            "硬化晒谷场",
            "换发林权证",
            "清理河滩垃圾",
            "义诊白内障",
            "竞选村民组长",
            "维修自来水管",
            "开通城乡公交",
        ),
    ),
)
TIMES = ("上午8:30", "上午9:00", "上午10:15", "上午11:00", "下午1:45", "下午2:30", "下午4:00", "下午3:15")
NOTICE_FRAMES = (
    "以{host}的名义给{readers}写一则通知：{matters}。有疑问找{who}。",
    "{host}要告诉{readers}{count}件事：{matters}。请拟通知，联系人{who}。",
    "请起草{host}的通知，读者是{readers}，按时间先后写：{matters}；联系人{who}。",
    "{matters}。请把这些写成{host}发给{readers}的通知，注明联系人{who}。",
    "{who}替{host}拟通知，内容：{matters}。请写给{readers}，并留下这位联系人。",
)
COUNTS = ("零", "一", "两", "三", "四")


def write_notice(rng: Random) -> Task:
    """Ask for a notice about two to four matters, each with its date and time, in chronological order."""
    sender, month, count = rng.choice(SENDERS), rng.randint(1, 12), rng.randint(2, 4)
    host, who = rng.choice(sender.names), person(rng)
    matters = [
        (f"{month}月{day}日{rng.choice(TIMES)}", matter)
        for day, matter in zip(sorted(rng.sample(range(1, 29), count)), rng.sample(sender.matters, count), strict=True)
    ]
    told = "，".join(f"{when}{matter}" for when, matter in rng.sample(matters, count))
    instruction = rng.choice(NOTICE_FRAMES).format(
        host=host, readers=sender.readers, matters=told, who=who, count=COUNTS[count]
    )
    lines = "\n".join(f"{place}. {when}，{matter}。" for place, (when, matter) in enumerate(matters, 1))
    return Task(
        instruction,
        "",
        f"通知\n各位{sender.readers}：\n　　现将近期{COUNTS[count]}项安排通知如下：\n{lines}\n"
        f"　　请大家提前做好准备，如有疑问，请联系{who}。\n{host}",
    )


# (role, favours that a person in this role may have done for the writer)
FAVOURS = (
    (
        "邻居",
        (
            "替我照看了半个月的猫",
            "冒雨帮我收回晾晒的棉被",
            "借给我换灯泡的梯子",
            "在我晕倒时叫来救护车",
            "帮我签收了受潮的快递",
            "停电那晚送来蜡烛和热粥",
            "把车位让给我家的婚车",
            "陪我父亲下象棋解闷",
            "帮我撬开反锁的房门",
            "发现我家漏水立刻关了总阀",
        ),
    ),
    (
        "同事",
        (
            "顶了我春节的三个夜班",
            "熬夜帮我找回误删的报表",
            "陪我跑遍四家供应商",
            "替我向客户解释延误的原因",
            "手把手教我操作数控机床",
            "在展会上替我翻译两天",
            "把抢到的车票让给我",
            "帮我搬运了二十箱样品",
            "在总结会上为我说了公道话",
            "开车送我赶末班高铁",
        ),
    ),
    (
        "老师",
        (
            "每周六给我补习数学",
            "把珍藏的县志借给我",
            "逐字修改我的论文",
            "为我争取到助学金",
            "推荐我参加机器人大赛",
            "在我落榜后写来长信",
            "陪我练习口语到深夜",
            "帮我联系实习工厂",
            "教我克服上台的紧张",
            "替我保管丢失的准考证",
        ),
    ),
    (
        "护士",
        (
            "半夜三次来给我换冰袋",
            "轻声安慰害怕打针的女儿",
            "帮我母亲洗头梳头",
            "教我们给伤口换药",
            "把热饭送到床头",
            "替我们联系转院的救护车",
            "下班后还陪外婆散步",
            "提醒我药物不能同服",
            "帮我们找到走失的爷爷",
            "耐心解释每一项检查",
        ),
    ),
    (
        "志愿者",
        (
            "教我用手机挂号缴费",
            "推着轮椅送我去考场",
            "帮我家卖掉滞销的梨",
            "给山里的孩子送来图书",
            "陪我去法院递交材料",
            "为村里修好老水井",
            "冒着酷暑疏导交通",
            "替我写家书寄给儿子",
            "在机场帮我抱孩子",
            "教我们识别诈骗电话",
        ),
    ),
    (
        "师傅",
        (
            "在山路上帮我换备胎",
            "修好了漏水的热水器",
            "退还我多付的六百元",
            "把落在车上的电脑送回来",
            "连夜赶制我的演出服",
            "免费修好爷爷的收音机",
            "提醒我刹车片该换了",
            "冒雪送来最后一罐煤气",
            "替我配好老式门锁的钥匙",
            "帮我把旧家具翻新",
        ),
    ),
)
THANKS_GIFTS = (
    "请您来家里吃饺子",
    "送您一罐自家炒的茶",
    "送您一面锦旗",
    "送您两张话剧票",
    "请您喝下午茶",
    "送您一篮刚摘的枇杷",
    "给您单位写表扬信",
    "送您一条亲手织的围巾",
    "约您爬一次西山",
    "送您一本签名书",
    "送您一盆养了三年的兰花",
    "请您看周末的球赛",
)
WISHES = ("身体健康", "工作顺利", "阖家幸福", "万事如意", "平安喜乐")
THANKS_FRAMES = (
    "我叫{me}，请帮我给{role}{you}写封感谢信：对方{deeds}。信里说我想{gift}。",
    "请以{me}的口吻写信感谢{role}{you}，写到“{deeds}”，并表示想{gift}。",
    "{role}{you}{deeds}。请替{me}写一封感谢信，提出{gift}。",
    "帮我写几句话谢谢{role}{you}，署名{me}，内容是对方{deeds}，我打算{gift}。",
    "请拟一封感谢信，落款{me}，收信人是{role}{you}；要感谢的事：{deeds}；心意：{gift}。",
)
THANKS_BODIES = (
    "一直想当面向您道谢。您{deeds}，这份情谊我会记在心里。我想{gift}，请您一定不要推辞。",
    "写这封信，是想郑重地向您说一声谢谢。您{deeds}，帮了大忙。为表心意，我想{gift}，盼您应允。",
    "每次想起您{deeds}，我心里都暖暖的。您也许觉得这是小事，对我却意义重大。我想{gift}，聊表谢意。",
)


def write_thanks(rng: Random) -> Task:
    """Ask for a thank-you letter that mentions two or three favours and an offer in return."""
    (role, favours), (me, you), gift = rng.choice(FAVOURS), people(rng, 2), rng.choice(THANKS_GIFTS)
    first, *others = rng.sample(favours, rng.randint(2, 3))
    deeds = "，".join([first, *others[:-1], f"还{others[-1]}"])
    instruction = rng.choice(THANKS_FRAMES).format(
        me=me, you=you, role=role, deeds=deeds, gift=gift.replace("您", "对方")
    )
    body = rng.choice(THANKS_BODIES).format(deeds=deeds, gift=gift)
    return Task(
        instruction,
        "",
        f"尊敬的{you}{role if role in ('老师', '护士', '师傅') else ''}：\n　　您好！{body}\n　　祝您{rng.choice(WISHES)}！\n{me}",
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A text column of a table: its name in code, its name in Chinese and its possible values."""

    code: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """An integer column of a table: its name in code, its name in Chinese and its range."""

    code: str
    label: str
    values: range


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
        (Number("rent", "月租", range(900, 8000, 100)), Number("area", "面积", range(25, 160))),
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
        (Number("mileage", "里程", range(5000, 300000, 500)), Number("repairs", "维修次数", range(20))),
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
        (Number("delay", "延误分钟", range(0, 240, 5)), Number("seats", "余座", range(180))),
    ),
    Domain(
        "plants",
        "苗木",
        Column("species", "树种", ("银杏", "香樟", "红枫", "玉兰")),
        Column("plot", "苗圃", ("山前圃", "河湾圃", "坡顶圃", "路东圃")),
        (Number("height", "株高厘米", range(30, 600, 10)), Number("stock", "存量", range(3, 900))),
    ),
    Domain(
        "tickets",
        "工单",
        Column("title", "标题", ("无法登录", "打印乱码", "网速太慢", "屏幕闪烁")),
        Column("team", "处理组", ("网络组", "桌面组", "账号组", "机房组")),
        (Number("hours", "耗时", range(1, 72)), Number("reopened", "重开次数", range(6))),
    ),
    Domain(
        "movies",
        "影片",
        Column("title", "片名", ("雪线", "旧码头", "纸飞机", "南方来信")),
        Column("genre", "类型", ("悬疑", "喜剧", "动画", "纪录")),
        (Number("minutes", "片长", range(70, 200)), Number("rating", "评分", range(30, 99))),
    ),
    Domain(
        "workers",
        "员工",
        Column("name", "姓名", ("段飞", "侯敏", "蒋帆", "白桦")),
        Column("shop", "车间", ("铸造", "总装", "喷漆", "冲压")),
        (Number("overtime", "加班小时", range(80)), Number("output", "月产量", range(50, 900, 10))),
    ),
    Domain(
        "farms",
        "农户",
        Column("owner", "户主", ("田守义", "麦冬", "谷雨生", "石榴花")),
        Column("crop", "作物", ("水稻", "油菜", "棉花", "花生")),
        (Number("acres", "亩数", range(2, 120)), Number("yield_kg", "亩产公斤", range(90, 800, 10))),
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
        (Number("km", "训练公里", range(10, 500)), Number("points", "积分", range(10, 300))),
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
        (Number("visitors", "观众人数", range(50, 3000, 10)), Number("insured", "保额万元", range(5, 600, 5))),
    ),
    Domain(
        "cows",
        "奶牛",
        Column("tag", "耳标", ("花花", "墨点", "大角", "白蹄")),
        Column("barn", "牛舍", ("一号棚", "二号棚", "北坡棚", "新棚")),
        (Number("milk", "日产奶公斤", range(8, 45)), Number("calves", "产犊数", range(7))),
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
        (Number("plays", "播放次数", range(100, 9000, 50)), Number("seconds", "时长秒", range(90, 400, 5))),
    ),
    Domain(
        "wells",
        "水井",
        Column("well", "井名", ("龙眼井", "双眼井", "学堂井", "柳下井")),
        Column("village", "村庄", ("上湾", "下湾", "石门", "松坡")),
        (Number("depth", "井深米", range(4, 90)), Number("hardness", "硬度", range(30, 600, 10))),
    ),
    Domain(
        "parcels",
        "包裹",
        Column("receiver", "收件人", ("孔明月", "施小雨", "喻言", "柏林")),
        Column("station", "驿站", ("西门站", "学府站", "桥头站", "花园站")),
        (Number("weight", "重量克", range(100, 9000, 100)), Number("waited", "滞留天数", range(20))),
    ),
)


COMPARISONS = (("大于", ">"), ("不低于", ">="), ("小于", "<"), ("不超过", "<="))


def condition(rng: Random, domain: Domain, tested: Number) -> tuple[str, str]:
    """Draw a filter on the group column and one number column, in Chinese and as SQL."""
    bound = rng.choice(tested.values[len(tested.values) // 4 : len(tested.values) * 3 // 4])
    (word, sign), (one, other) = rng.choice(COMPARISONS), rng.sample(domain.group.values, 2)
    number, group, label = f"{tested.code} {sign} {bound}", domain.group.code, domain.group.label
    return rng.choice(
        (
            (f"{label}是{one}且{tested.label}{word}{bound}", f"{group} = '{one}' AND {number}"),
            (f"{label}不是{one}、{tested.label}{word}{bound}", f"{group} <> '{one}' AND {number}"),
            (
                f"{one}和{other}这两个{label}中{tested.label}{word}{bound}",
                f"{group} IN ('{one}', '{other}') AND {number}",
            ),
            (f"{tested.label}{word}{bound}或{label}为{other}", f"({number} OR {group} = '{other}')"),
        )
    )


def question(rng: Random, domain: Domain) -> tuple[str, str]:
    """Draw a query on the table of a domain, in Chinese and as SQL."""
    tested, by = rng.sample(domain.numbers, 2)
    said, where = condition(rng, domain, tested)
    name, group, source = domain.name.code, domain.group.code, f"FROM {domain.table}\nWHERE {where}"
    count, (order, direction) = rng.randint(2, 9), rng.choice((("降序", " DESC"), ("升序", "")))
    whole = f"{said}的{domain.noun}"
    return rng.choice(
        (
            (
                f"列出{whole}的{domain.name.label}，按{by.label}{order}排列",
                f"SELECT {name}\n{source}\nORDER BY {by.code}{direction};",
            ),
            (
                f"取{whole}里按{by.label}{order}的前{count}条，要{domain.name.label}和{by.label}",
                f"SELECT {name}, {by.code}\n{source}\nORDER BY {by.code}{direction}\nLIMIT {count};",
            ),
            (f"求{whole}的{by.label}总和，没有记录时为0", f"SELECT COALESCE(SUM({by.code}), 0)\n{source};"),
            (f"算出{whole}的平均{by.label}，四舍五入到一位小数", f"SELECT ROUND(AVG({by.code}), 1)\n{source};"),
            (
                f"数一数各{domain.group.label}有多少{whole}，不足{count}条的不要",
                f"SELECT {group}, COUNT(*)\n{source}\nGROUP BY {group}\nHAVING COUNT(*) >= {count};",
            ),
            (
                f"查每个{domain.group.label}里{whole}的{by.label}最大值",
                f"SELECT {group}, MAX({by.code})\n{source}\nGROUP BY {group};",
            ),
            (f"把{whole}全部删除", f"DELETE {source};"),
            (
                f"给{whole}的{by.label}都加{count}",
                f"UPDATE {domain.table}\nSET {by.code} = {by.code} + {count}\nWHERE {where};",
            ),
        )
    )


SQL_FRAMES = (
    "写一条SQL：{asked}。",
    "{asked}，SQL语句怎么写？",
    "{who}要{asked}，请写SQL。",
    "针对下面的{table}表编写SQL，{asked}。",
    "用SQL实现：{asked}。",
)


def write_sql(rng: Random) -> Task:
    """Ask for an SQL statement on one table: filter, then list, limit, aggregate, group, delete or update."""
    domain = rng.choice(DOMAINS)
    asked, statement = question(rng, domain)
    texts = [f"{column.code} TEXT, -- {column.label}" for column in (domain.name, domain.group)]
    first, second = (f"{column.code} INTEGER{{}} -- {column.label}" for column in domain.numbers)
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
    "{what}：{facts}。写Python函数{function}(data)，{asked}，并算出结果。",
    "用Python写{function}(data)，{asked}；data即{what}：{facts}。结果也写出来。",
    "{facts}——这是{what}。请编写Python函数{function}，{asked}，附上返回值。",
    "{who}记下{what}：{facts}。请写一个Python函数{function}，{asked}，再给出结果。",
    "请写Python函数{function}，{asked}，并用{what}（{facts}）求值。",
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


# (occasion, activities in a plausible order)
OCCASIONS = (
    ("新员工入职日", ("领取工牌", "签劳动合同", "配置电脑", "认识导师", "部门茶会", "参观车间", "安全考试")),
    ("敬老院慰问", ("量血压", "打扫院子", "修剪指甲", "包馄饨", "下象棋", "合唱老歌", "拍全家福")),
    ("咖啡店开业日", ("调试磨豆机", "舞狮迎宾", "剪彩", "媒体采访", "试饮新品", "会员登记", "抽奖")),
    ("六年级研学日", ("参观陶瓷馆", "拉坯体验", "观看纪录片", "写生", "方言课", "古村寻宝", "小组汇报")),
    ("搬家日", ("打包碗碟", "拆卸衣柜", "搬运钢琴", "清扫旧屋", "交接水电", "安装窗帘", "拆箱归位")),
    ("小区跳蚤市场", ("划定摊位", "登记旧货", "儿童义卖", "叫卖比赛", "旧书拍卖", "统计善款", "清扫场地")),
    ("校庆返校日", ("校友签到", "校史讲解", "老照片展", "植纪念树", "班级座谈", "捐书仪式", "篮球友谊赛")),
    ("果园开园节", ("拖拉机巡游", "采摘樱桃", "嫁接表演", "品尝农家菜", "果酱制作", "直播卖果", "赛果评比")),
    ("球队集训日", ("热身慢跑", "体能测试", "折返跑", "点球练习", "分组对抗", "战术录像", "冰敷恢复")),
    ("门店盘点日", ("停机结账", "清点货架", "扫描库存", "核对差异", "处理临期品", "更新价签", "汇总报表")),
    ("读书会", ("朗读选段", "作者分享", "分组讨论", "茶歇", "即兴写诗", "金句评选", "好书交换")),
    ("实验室开放日", ("安全讲解", "参观超净间", "液氮演示", "显微镜观察", "机械臂操控", "提问环节", "领纪念品")),
    ("消防站体验日", ("参观车库", "穿战斗服", "绳结教学", "灭火器实操", "水枪打靶", "云梯升降", "烟道逃生")),
    ("婚礼当天", ("新娘化妆", "接亲", "敬茶改口", "外景拍照", "交换戒指", "婚宴敬酒", "送别宾客")),
    ("体检日", ("抽血", "腹部彩超", "吃早餐", "测骨密度", "眼底检查", "心电图", "领取报告")),
    ("家庭大扫除", ("拆洗窗帘", "擦吊灯", "刷油烟机", "整理书柜", "清空阳台", "拖地板", "换新床单")),
    ("民宿试住日", ("办理入住", "认识管家", "品尝农家菜", "溪边钓虾", "泡温泉", "围炉夜话", "填写问卷")),
    ("木工课", ("挑选木料", "画线", "锯榫头", "凿榫眼", "拼装板凳", "打磨", "上木蜡油")),
    ("社区义诊", ("视力筛查", "测血糖", "口腔检查", "健康讲座", "针灸体验", "急救示范", "用药咨询")),
)
TIMETABLE_FRAMES = (
    "给{who}的{occasion}排时间表：{day}{start}开始，{rules}，间隔{gap}分钟。",
    "{day}{occasion}，{start}起，{rules}，中间空{gap}分钟，请为{who}设计时间表。",
    "请编排{occasion}（{day}）日程：{rules}；{start}起，每项之间留{gap}分钟；负责人{who}。",
    "{rules}——这是{who}对{occasion}的要求，{day}{start}起，间歇{gap}分钟，请设计时间表。",
    "设计{day}的{occasion}流程，{who}说{rules}，从{start}排起，休息{gap}分钟。",
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
    occasion, activities = rng.choice(OCCASIONS)
    places = sorted(rng.sample(range(len(activities)), 5))
    plan = [(activities[place], rng.choice(range(15, 65, 5))) for place in places]
    rules = rng.choice(RULES).format(*(what for what, _ in plan))
    start, gap = rng.choice(range(8 * 60, 13 * 60, 15)), rng.choice((5, 10, 15, 20))
    instruction = rng.choice(TIMETABLE_FRAMES).format(
        who=person(rng), occasion=occasion, day=date(rng), start=clock(start), rules=rules, gap=gap
    )
    lines = []
    for what, length in plan:
        lines.append(f"{clock(start)}—{clock(start + length)} {what}")
        start += length + gap
    return Task(instruction, "\n".join(f"{what}：{length}分钟" for what, length in sorted(plan)), "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Product:
    """A product to advertise: its measure word, its target readers, and its selling points.

    A selling point has a label, possible values, and a clause that praises it.
    """

    name: str
    unit: str
    readers: tuple[str, ...]
    points: tuple[tuple[str, tuple[str, ...], str], ...]


PRODUCTS = (
    Product(
        "折叠电动车",
        "辆",
        ("每天换乘地铁的上班族", "住在老楼里的年轻人", "送孩子上学的家长", "常跑客户的销售"),
        (
            ("续航", ("45公里", "60公里", "80公里"), "充满电可跑{}"),
            ("车重", ("13公斤", "16公斤"), "整车只有{}，提上楼不费劲"),
            ("折叠时间", ("5秒", "8秒"), "{}就能折好"),
            ("刹车", ("双碟刹", "电子刹车"), "配有{}，停车稳当"),
            ("车筐", ("藤编", "铁网"), "前面装了{}车筐"),
        ),
    ),
    Product(
        "保温饭盒",
        "个",
        ("带饭的上班族", "夜里值班的护士", "跑长途的司机", "准备实习的大学生"),
        (
            ("保温时长", ("6小时", "8小时"), "热饭热菜能保温{}"),
            ("内胆", ("316不锈钢", "陶瓷"), "内胆选用{}"),
            ("层数", ("两层", "三层"), "分成{}，饭菜汤互不串味"),
            ("密封", ("硅胶圈", "四面锁扣"), "靠{}密封，斜放也不漏"),
            ("容量", ("1.2升", "1.8升"), "容量{}，一顿吃得饱"),
        ),
    ),
    Product(
        "护眼台灯",
        "盏",
        ("备考的中学生", "常熬夜的编辑", "给孩子挑礼物的父母", "爱看报的退休老人"),
        (
            ("色温", ("三档可调", "无级调节"), "色温{}"),
            ("照度", ("国家AA级", "国家A级"), "照度达到{}"),
            ("灯臂", ("双轴旋转", "自由弯曲"), "灯臂可以{}，光线照哪里随你"),
            ("定时", ("40分钟", "一小时"), "{}自动提醒休息"),
            ("底座", ("加重底座", "桌边夹"), "配{}，放得稳"),
        ),
    ),
    Product(
        "登山背包",
        "个",
        ("喜欢露营的家庭", "爱拍照的旅行者", "第一次爬雪山的新手", "周末徒步的白领"),
        (
            ("容量", ("35升", "50升"), "装得下{}的行李"),
            ("面料", ("防泼水尼龙", "耐磨帆布"), "{}面料不怕刮蹭"),
            ("背负", ("悬浮网架", "加厚腰封"), "{}让后背更轻松"),
            ("重量", ("980克", "1.3公斤"), "空包仅重{}"),
            ("附件", ("防雨罩", "登山杖挂扣"), "还附带{}"),
        ),
    ),
    Product(
        "桂花米酒",
        "瓶",
        ("爱小酌的夫妻", "过中秋送礼的晚辈", "讲究生活的酒友", "开小馆子的老板"),
        (
            ("酒精度", ("6度", "9度"), "酒精度只有{}，微醺不上头"),
            ("原料", ("圆糯米", "紫糯米"), "选用当年的{}"),
            ("桂花", ("金桂", "丹桂"), "窖入手摘{}，开瓶就闻得到香"),
            ("发酵", ("冬酿45天", "陶缸发酵60天"), "经过{}，口感绵柔"),
            ("净含量", ("375毫升", "500毫升"), "每瓶{}，两人对饮刚好"),
        ),
    ),
    Product(
        "儿童雨衣",
        "件",
        ("刚上小学的孩子家长", "幼儿园老师", "骑车接送孩子的爸妈", "带外孙的老人"),
        (
            ("材质", ("无味EVA", "透气涤纶"), "采用{}材质"),
            ("反光条", ("背后", "袖口"), "{}有反光条，天暗也看得见"),
            ("书包位", ("可伸缩", "加宽"), "留出{}书包位"),
            ("尺码", ("三个", "五个"), "共有{}尺码，长个子也能换"),
            ("帽檐", ("透明大帽檐", "双层帽檐"), "{}不挡视线"),
        ),
    ),
    Product(
        "空气炸锅",
        "台",
        ("独居的租客", "第一次下厨的新手", "忙碌的双职工家庭", "控制油量的健身者"),
        (
            ("容量", ("4.5升", "6升"), "{}大容量，整只鸡也放得下"),
            ("功率", ("1400瓦", "1700瓦"), "{}加热快"),
            ("可视窗", ("正面", "顶部"), "{}开了可视窗，火候一目了然"),
            ("清洗", ("炸篮可拆洗", "整篮进洗碗机"), "{}，收拾起来省事"),
            ("菜单", ("8种", "12种"), "内置{}菜单，一键就熟"),
        ),
    ),
    Product(
        "机械闹钟",
        "只",
        ("爱赖床的大学生", "喜欢老物件的收藏者", "不带手机进卧室的人", "刚分房睡的小学生"),
        (
            ("机芯", ("上链机芯", "静音扫秒机芯"), "搭载{}"),
            ("铃声", ("双铃锤", "渐强铃"), "{}叫得醒爱赖床的人"),
            ("外壳", ("复古铜", "实木"), "{}外壳耐看"),
            ("夜光", ("指针夜光", "全盘夜光"), "{}，半夜不用开灯"),
            ("直径", ("10厘米", "12厘米"), "表盘直径{}，数字清楚"),
        ),
    ),
    Product(
        "羊毛围巾",
        "条",
        ("怕冷的退休父母", "在北方出差的销售", "给女友挑礼物的男生", "站岗的志愿者"),
        (
            ("成分", ("纯羊毛", "羊毛混羊绒"), "用{}织成，贴着皮肤也不扎"),
            ("长度", ("180厘米", "200厘米"), "长{}，绕两圈正合适"),
            ("花色", ("墨绿格纹", "驼色人字纹"), "{}百搭不挑衣服"),
            ("工艺", ("双面织", "手工流苏"), "{}做工讲究"),
            ("重量", ("210克", "260克"), "只有{}，戴着没有负担"),
        ),
    ),
    Product(
        "陶瓷茶具",
        "套",
        ("讲究生活的茶客", "开茶室的店主", "刚乔迁的夫妻", "给老师送礼的毕业生"),
        (
            ("件数", ("一壶四杯", "一壶六杯"), "配齐{}"),
            ("釉色", ("天青釉", "霁蓝釉"), "{}温润耐看"),
            ("出水", ("不挂滴", "三秒断水"), "壶嘴{}"),
            ("容量", ("220毫升", "300毫升"), "壶身容量{}"),
            ("包装", ("竹盒", "锦盒"), "用{}装好，送人也体面"),
        ),
    ),
    Product(
        "蓝牙音箱",
        "台",
        ("跳广场舞的阿姨", "喜欢露营的家庭", "合租的年轻人", "开咖啡馆的店主"),
        (
            ("续航", ("12小时", "20小时"), "一次充电能放{}"),
            ("防水", ("防溅水", "可浸水半小时"), "机身{}，带去泳池也放心"),
            ("重量", ("460克", "680克"), "净重{}，单手就能拿"),
            ("串联", ("两台", "八台"), "最多{}同时播放"),
            ("灯效", ("随节拍变色", "七彩呼吸灯"), "灯光{}，聚会有气氛"),
        ),
    ),
    Product(
        "山核桃仁",
        "罐",
        ("爱追剧的年轻人", "走亲访友的晚辈", "加班的程序员", "嘴馋的茶友"),
        (
            ("产地", ("临安", "宁国"), "来自{}的高山老树"),
            ("口味", ("淡盐", "奶油"), "{}口味吃不腻"),
            ("净重", ("250克", "400克"), "每罐净重{}"),
            ("烘烤", ("低温慢烘", "二次烘焙"), "{}，入口酥脆"),
            ("保质期", ("8个月", "10个月"), "密封可存{}"),
        ),
    ),
)
BRANDS = ("青鸟", "禾木", "知更", "松果", "半山", "云帆", "小满", "鹿野", "长河", "拾光", "木槿", "北辰")
SLOGANS = (
    "好东西，不必多说",
    "好日子从今天开始",
    "值得慢慢用的东西",
    "送给认真生活的你",
    "小物件，大自在",
    "今天也要好好照顾自己",
    "把省心带回家",
    "试过就知道差别",
    "一份踏实，天天陪你",
    "别等了，就从这一件开始",
    "让平常日子亮一点",
    "有它在，心不慌",
    "简单，才长久",
    "和喜欢的人一起用",
)
COPY_FRAMES = (
    "给{brand}牌{product}写段介绍，对象是{audience}，写到{points}，说明{offer}，结尾写“{slogan}”。",
    "为{audience}写{brand}牌{product}的推荐语：突出{points}，以“{slogan}”收尾，提一句{offer}。",
    "{brand}牌{product}上架，{offer}。请写文案给{audience}看，提到{points}，末句是“{slogan}”。",
    "用“{slogan}”结束，写一段{brand}牌{product}的文案，讲给{audience}，包括{points}，并注明{offer}。",
    "{audience}关心{product}的{points}。请为{brand}牌写段介绍，告知{offer}，末句是“{slogan}”。",
)
OFFERS = (
    "前五十名下单送收纳袋",
    "周三前满两百减三十",
    "支持七天无理由退换",
    "老顾客回购打九折",
    "新客首单立减十元",
    "两件起包邮到县城",
    "开箱晒图返十元",
    "生日当月加赠贺卡",
    "满三件送帆布袋",
    "门店自提再减五元",
    "会员积分翻倍",
    "老客带新客各减八元",
    "节假日照常发货",
    "当天付款当天发货",
)
COPY_OPENINGS = (
    "{audience}，不妨看看{brand}牌{product}。",
    "{brand}牌{product}，很适合{audience}。",
    "如果您是{audience}，这{unit}{brand}牌{product}值得考虑。",
    "一{unit}为{audience}准备的{product}来自{brand}牌。",
)


def write_copy(rng: Random) -> Task:
    """Ask for advertising copy about some selling points of a product, for given readers and with a given slogan."""
    product, brand = rng.choice(PRODUCTS), rng.choice(BRANDS)
    audience, slogan, offer = rng.choice(product.readers), rng.choice(SLOGANS), rng.choice(OFFERS)
    points = [(label, rng.choice(values), praise) for label, values, praise in product.points]
    chosen = rng.sample(points, rng.randint(2, 4))
    instruction = rng.choice(COPY_FRAMES).format(
        brand=brand,
        product=product.name,
        audience=audience,
        slogan=slogan,
        offer=offer,
        points=listed([label for label, *_ in chosen]),
    )
    opening = rng.choice(COPY_OPENINGS).format(brand=brand, product=product.name, audience=audience, unit=product.unit)
    praised = "；".join(praise.format(value) for _, value, praise in chosen)
    facts = "\n".join(f"{label}：{value}" for label, value, _ in points)
    return Task(instruction, facts, f"{opening}{praised}。现在{offer}。{slogan}。")


FAMILIES: tuple[Family, ...] = (
    Family("gathering_notice", TaskType.GENERATION, write_notice),
    Family("thanks_letter", TaskType.GENERATION, write_thanks),
    Family("python_function", TaskType.GENERATION, write_python),
    Family("sql_query", TaskType.GENERATION, write_sql),
    Family("day_timetable", TaskType.GENERATION, write_timetable),
    Family("product_copy", TaskType.GENERATION, write_copy),
)
