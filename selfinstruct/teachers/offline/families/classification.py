"""Classification tasks: a concrete case that gets one label of a given set."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import date, people, person


@dataclass(frozen=True, slots=True)
class Remark:
    """One point that a customer may raise about a product or service, as praise and as a complaint."""

    praise: str
    blame: str


REVIEWED = (
    (
        "老街口火锅店",
        (
            Remark("锅底越煮越香", "锅底咸得发苦"),
            Remark("毛肚脆嫩新鲜", "毛肚有股怪味"),
            Remark("服务员添水很勤", "喊了三遍才有人添水"),
            Remark("等位送了小吃", "等位等了两个钟头"),
            Remark("结账主动抹了零", "结账多算了一盘菜"),
        ),
    ),
    (
        "山间小院民宿",
        (
            Remark("被褥晒得松软", "被子一股霉味"),
            Remark("推窗就是竹林", "窗外正对着垃圾站"),
            Remark("房东送我们去车站", "房东半夜来敲门"),
            Remark("早餐现磨豆浆", "早餐只有凉馒头"),
            Remark("夜里安静得能听见溪水", "隔壁吵到凌晨三点"),
        ),
    ),
    (
        "无线吸尘器",
        (
            Remark("猫毛一遍就吸净", "连饼干渣都吸不起来"),
            Remark("充满电能扫完全屋", "用五分钟就没电"),
            Remark("拿在手里很轻", "重得手腕发酸"),
            Remark("客服当天换了滤芯", "客服一个星期不回话"),
            Remark("声音小，孩子照样睡", "噪声大得像拖拉机"),
        ),
    ),
    (
        "少儿游泳班",
        (
            Remark("教练有耐心", "教练动不动就吼孩子"),
            Remark("水温一直合适", "水冷得孩子嘴唇发紫"),
            Remark("两周学会了换气", "上了十节课还不敢下水"),
            Remark("更衣室干净", "更衣室满地头发"),
            Remark("请假能补课", "请假一节也不给补"),
        ),
    ),
    (
        "长途卧铺大巴",
        (
            Remark("提前十分钟到站", "晚点了四个小时"),
            Remark("床铺宽敞", "铺位窄得翻不了身"),
            Remark("司机开得平稳", "司机一路急刹"),
            Remark("行李摆放整齐", "行李箱被压裂了"),
            Remark("车上备着热水", "空调滴水滴了一夜"),
        ),
    ),
    (
        "社区理发店",
        (
            Remark("剪得跟照片一样", "两边剪得一高一低"),
            Remark("价钱公道", "说好三十收了八十"),
            Remark("洗头手法舒服", "洗头水烫得头皮疼"),
            Remark("从不推销办卡", "全程都在推销办卡"),
            Remark("师傅会问清要求", "师傅边剪边玩手机"),
        ),
    ),
    (
        "悬疑小说《雾港》",
        (
            Remark("开头就抓人", "前一百页拖沓乏味"),
            Remark("结局出人意料", "凶手第二章就能猜到"),
            Remark("人物有血有肉", "人物像纸片一样单薄"),
            Remark("纸张厚实", "掉页掉得厉害"),
            Remark("译文流畅", "译文佶屈聱牙"),
        ),
    ),
    (
        "儿童自行车",
        (
            Remark("辅助轮稳当", "辅助轮三天就断了"),
            Remark("车漆光滑", "车漆一碰就掉"),
            Remark("刹车灵敏", "刹车根本捏不住"),
            Remark("十分钟就装好", "说明书看不懂，装了一下午"),
            Remark("坐垫柔软", "坐垫硬得硌人"),
        ),
    ),
    (
        "牙科门诊",
        (
            Remark("打麻药几乎不疼", "麻药没起效就动手"),
            Remark("收费写得明明白白", "临走又加收三百"),
            Remark("医生讲解细致", "医生一句话都不解释"),
            Remark("预约准时叫号", "预约十点等到下午"),
            Remark("补的牙两年没坏", "补的牙一周就掉了"),
        ),
    ),
    (
        "折叠帐篷",
        (
            Remark("大雨一夜没漏", "小雨就往里渗水"),
            Remark("一个人也能搭", "三个人都搭不起来"),
            Remark("杆子结实", "杆子被风吹弯了"),
            Remark("收起来只有水壶大", "收进袋子塞都塞不下"),
            Remark("通风，不结露水", "早上里面全是水珠"),
        ),
    ),
    (
        "家政保洁",
        (
            Remark("油烟机擦得发亮", "油烟机越擦越花"),
            Remark("阿姨准点上门", "阿姨迟到一个半小时"),
            Remark("角落都不放过", "床底一点没扫"),
            Remark("自带工具齐全", "连抹布都要用我家的"),
            Remark("东西归位整齐", "打碎花瓶还不承认"),
        ),
    ),
    (
        "蓝牙耳机",
        (
            Remark("低音浑厚", "低音全是嗡嗡声"),
            Remark("跑步也不掉", "一低头就掉"),
            Remark("连接又快又稳", "走两步就断连"),
            Remark("戴一天耳朵不疼", "戴半小时耳朵疼"),
            Remark("充一次听两天", "充满只能听一小时"),
        ),
    ),
    (
        "话剧《渡口》",
        (
            Remark("女主角感情饱满", "女主角台词含混"),
            Remark("布景精致", "布景简陋得像排练"),
            Remark("节奏紧凑", "中间闷得让人犯困"),
            Remark("音响清晰", "音响一直啸叫"),
            Remark("散场后演员还签名", "开演晚了四十分钟"),
        ),
    ),
    (
        "乡村采摘园",
        (
            Remark("草莓甜得像蜜", "草莓又酸又小"),
            Remark("大棚里干净好走", "大棚里泥泞不堪"),
            Remark("园主教孩子认果树", "园主不让孩子靠近"),
            Remark("带走的按批发价算", "带走的比超市贵一倍"),
            Remark("停车方便", "车只能停在两里外"),
        ),
    ),
    (
        "连锁药店",
        (
            Remark("药师讲清了忌口", "药师拿错了剂量"),
            Remark("夜里两点还送药", "说好送药没有来"),
            Remark("店里药品齐全", "常用药三样缺两样"),
            Remark("会员价实在", "标价和收款不一样"),
            Remark("退换很痛快", "没拆封也不给退"),
        ),
    ),
    (
        "驾校",
        (
            Remark("教练从不骂人", "教练张口就骂"),
            Remark("约车当天就有", "约车排到下个月"),
            Remark("场地离地铁近", "场地偏得没有公交"),
            Remark("四个月拿到证", "一年了还没考科目三"),
            Remark("没有额外收费", "每次练车都要红包"),
        ),
    ),
    (
        "洗碗机",
        (
            Remark("油锅洗得锃亮", "饭粒都冲不掉"),
            Remark("水电费没涨", "水费翻了一番"),
            Remark("烘完一点水不剩", "烘完碗底还汪着水"),
            Remark("安装师傅很规矩", "安装师傅把台面划了"),
            Remark("运行时安静", "震得柜门直响"),
        ),
    ),
    (
        "古镇一日游",
        (
            Remark("导游讲得生动", "导游只顾催人买东西"),
            Remark("午饭丰盛", "午饭八个人三盘菜"),
            Remark("行程不赶", "十分钟逛一个景点"),
            Remark("全程没进购物店", "被拉进四家购物店"),
            Remark("车上座位舒服", "大巴座椅是坏的"),
        ),
    ),
)
SENTIMENTS = (
    (("正面", "负面", "褒贬参半"), "情感倾向"),
    (("好评", "差评", "中评"), "评价"),
    (("满意", "不满意", "部分满意"), "满意程度"),
)
REVIEW_FRAMES = (
    "判断{who}对{thing}的评价“{text}”属于{a}、{b}还是{c}。",
    "“{text}”这条关于{thing}的留言，{kind}属于哪一类：{a}、{b}、{c}？",
    "{who}这样评价{thing}：“{text}”请在{a}、{b}、{c}中选一个{kind}标签。",
    "给{thing}的顾客反馈分类（{a}／{b}／{c}）：“{text}”",
    "{thing}收到一条留言：“{text}”请从{a}、{b}、{c}里选一类。",
)


def write_review(rng: Random) -> Task:
    """Quote a review of three or four points. The label depends on whether they are praise, complaints or both."""
    thing, remarks = rng.choice(REVIEWED)
    chosen = rng.sample(remarks, rng.randint(3, 4))
    liked = rng.choice(([True] * 4, [False] * 4, rng.choices((True, False), k=4)))[: len(chosen)]
    labels, kind = rng.choice(SENTIMENTS)
    text = "，".join(each.praise if good else each.blame for each, good in zip(chosen, liked, strict=True)) + "。"
    a, b, c = rng.sample(labels, 3)
    instruction = rng.choice(REVIEW_FRAMES).format(who=person(rng), thing=thing, text=text, kind=kind, a=a, b=b, c=c)
    instruction += "有好有坏算中评。" if "中评" in labels else ""
    return Task(instruction, "", labels[0] if all(liked) else labels[2] if any(liked) else labels[1])


# Groups of similar sites, each with faults that may occur there.
FAULTS = (
    (
        ("北门超市", "高铁站店", "奥体便利店", "城南卖场", "机场免税店"),
        (
            "收银机刷卡没有反应",
            "冷柜升到零上六度",
            "电子秤读数来回跳",
            "扫码枪读不出条码",
            "价签打印错位",
            "库存数变成负数",
            "自助结账机卡纸",
            "会员积分查不出来",
            "监控画面全黑",
            "退款按钮点不动",
        ),
    ),
    (
        ("二号车间", "装配分厂", "城南仓库", "注塑车间", "纺纱厂"),
        (
            "货梯停在两楼之间",
            "视觉检测一直误报",
            "空压机控制屏花屏",
            "标签机打不出日期",
            "传送带每十分钟停一次",
            "入库单重复生成",
            "叉车充电桩不通电",
            "图纸服务器登不上",
            "除尘风机报警不止",
            "考勤机时间慢了一小时",
        ),
    ),
    (
        ("儿科门诊", "政务大厅", "体检中心", "社保窗口", "急诊收费处"),
        (
            "挂号系统打不开页面",
            "叫号屏停在八十二号",
            "自助机吞了身份证",
            "电子签名板没反应",
            "报告导出后全是空白",
            "短信通知发了两遍",
            "高拍仪拍出来全黑",
            "医保卡读不出信息",
            "广播只有电流声",
            "排队票号重复",
        ),
    ),
    (
        ("呼叫中心", "研发大楼", "财务共享中心", "设计院五楼", "客服二组"),
        (
            "邮件发出去全被退回",
            "门禁不认新工牌",
            "会议平板一直重启",
            "工资条显示成别人的名字",
            "网银盾识别不了",
            "电话一接就断",
            "无线网时断时续",
            "合同盖章流程点不动",
            "共享盘文件打不开",
            "传真只出白纸",
        ),
    ),
)
DETOURS = (
    "暂时有别的办法顶着",
    "备用办法已经用上了",
    "换个办法还能办",
    "手头有替代的办法，不耽误事",
    "绕开它照样能做",
    "同事想出了替代的办法",
    "备用的一套还能接着用",
    "有备用的正在顶替",
    "用老办法照常能办",
)
DEAD_ENDS = (
    "没有任何替代办法",
    "备用的也坏了",
    "手上的活全停了",
    "试过的办法都不行",
    "大家只能干等着",
    "找不到能顶替的东西",
    "什么事都办不成",
    "备用办法也用不了",
    "谁也绕不过这一步",
)
LEVELS = (("紧急", "一般", "低"), ("一级", "二级", "三级"), ("红色", "黄色", "蓝色"), ("P1", "P2", "P3"))
TICKETS = (
    "{site}{fault}，影响{count}人，{way}。",
    "{when}起{fault}，{site}有{count}个人受影响，{way}。",
    "{site}报修：{fault}；受影响{count}人；{way}。",
    "{way}！{site}从{when}开始{fault}，{count}人等着用。",
)
TICKET_FRAMES = (
    "{who}提交工单：“{text}”按下面的规则判断属于{a}、{b}还是{c}。",
    "“{text}”对照下面的分级规则，这张工单应定为{a}、{b}、{c}中的哪一级？",
    "给{who}的报修定级（{a}／{b}／{c}），规则见下：“{text}”",
    "值班员{who}接到：“{text}”依规则应选{a}、{b}、{c}哪一档？",
)


def write_urgency(rng: Random) -> Task:
    """Give a ticket and two conditions: number of people affected, no workaround. The level is the number met."""
    levels, bound, count = rng.choice(LEVELS), rng.randint(2, 9) * 5, rng.randint(3, 70)
    stuck, (sites, faults) = rng.random() < 0.5, rng.choice(FAULTS)
    text = rng.choice(TICKETS).format(
        site=rng.choice(sites),
        fault=rng.choice(faults),
        count=count,
        way=rng.choice(DEAD_ENDS if stuck else DETOURS),
        when=f"{rng.randint(7, 18)}:{rng.choice(('05', '20', '35', '50'))}",
    )
    rule = (
        f"条件甲：受影响人数达到{bound}人。\n条件乙：没有可用的替代办法。\n"
        f"两条都满足为{levels[0]}，只满足一条为{levels[1]}，都不满足为{levels[2]}。"
    )
    a, b, c = levels
    instruction = rng.choice(TICKET_FRAMES).format(who=person(rng), text=text, a=a, b=b, c=c)
    return Task(instruction, rule, levels[2 - (count >= bound) - stuck])


OUTINGS = (
    ("凤凰岭露营", 8, 15), ("老友周末野餐", 9, 11), ("敦煌自驾游", 6, 9), ("湖边观鸟活动", 5, 8), ("公司滑雪团建", 8, 12),
    ("社区包粽子大会", 8, 15), ("老同学聚会", 10, 18), ("海边拾贝", 6, 16), ("银杏林写生", 8, 14), ("夜爬泰山", 20, 22),
    ("渔村赶海", 6, 16), ("古镇跨年夜", 18, 22), ("草原骑行", 6, 10), ("江边烧烤", 10, 18), ("森林徒步", 7, 10),
    ("观星夜", 18, 21), ("果园采摘", 8, 15), ("公园定向赛", 7, 13),
)  # fmt: skip
"""Outings, each with the hours between which people arrive."""
BRINGABLES = (
    "充电宝", "望远镜", "急救包", "保温壶", "折叠凳", "吉他", "手电筒", "保温桶", "对讲机", "野餐垫", "自热米饭", "水果",
    "地图册", "面包", "便携音箱", "防蚊液", "雨伞", "拍立得", "矿泉水", "扑克牌",
)  # fmt: skip
TEAMS = ("设计部", "财务部", "采购部", "法务部", "客服部", "质检部", "市场部", "编辑部", "车队", "食堂")
VERDICTS = (
    ("成立", "矛盾", "无法确定"),
    ("真", "假", "未知"),
    ("能推出", "与事实相反", "推不出"),
    ("正确", "错误", "信息不足"),
)
CLAIM_FRAMES = (
    "根据下面{outing}的记录，判断“{claim}”是{a}、{b}还是{c}。",
    "“{claim}”——对照{outing}的记录，这句话属于{a}、{b}、{c}中的哪一种？",
    "{who}说：“{claim}。”请按{outing}的记录判定：{a}、{b}或{c}。",
    "关于{outing}，有人说“{claim}”。由下面的事实看，应判为{a}、{b}、{c}中的哪个？",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about the facts, and whether it holds: True, False, or None if the facts do not say."""

    text: str
    holds: bool | None


def arrival_claim(rng: Random, names: list[str], minutes: list[int]) -> Claim:
    """Claim which of two people arrived first and by how many minutes; sometimes false."""
    early, late = sorted(rng.sample(range(len(names)), 2), key=lambda who: minutes[who])
    gap = minutes[late] - minutes[early]
    said = rng.choice((gap, gap, gap, gap, gap + 5))
    return Claim(f"{names[early]}比{names[late]}早到{said}分钟", said == gap)


def item_claim(rng: Random, names: list[str], items: list[str]) -> Claim:
    """Claim who brought an item; sometimes false. Each item was brought by one person."""
    what = rng.randrange(len(items) - 1)
    who = rng.choice((what, what, what, rng.randrange(len(names))))
    return Claim(f"{items[what]}是{names[who]}带的", who == what)


def team_claim(rng: Random, items: list[str], teams: list[str]) -> Claim:
    """Claim to which department the person who brought an item belongs. The first person's is never stated."""
    who = rng.randrange(len(items) - 1)
    said = rng.choice((teams[max(who, 1)], teams[max(who, 1)], rng.choice(teams[1:])))
    return Claim(f"带{items[who]}的人来自{said}", None if who == 0 else teams[who] == said)


def write_statement(rng: Random) -> Task:
    """Give facts about four people and a claim in three parts.

    The claim is false if any part is false, otherwise unknown if any part is unknown, otherwise true.
    """
    (outing, first, last), names, teams = rng.choice(OUTINGS), people(rng, 4), rng.sample(TEAMS, 4)
    items, minutes = rng.sample(BRINGABLES, 4), rng.sample(range(0, 60, 5), 4)
    hour = rng.randint(first, last)
    facts = [
        "四个人各带了一样东西，互不相同。",
        *(f"{name}{hour}:{minute:02d}到达。" for name, minute in zip(names, minutes, strict=True)),
    ]
    facts += [f"{name}带了{item}。" for name, item in zip(names[:-1], items[:-1], strict=True)]
    facts += [f"{name}在{team}工作。" for name, team in zip(names[1:], teams[1:], strict=True)]
    possible = (arrival_claim(rng, names, minutes), item_claim(rng, names, items), team_claim(rng, items, teams))
    claims = rng.sample(possible, 3)
    said = [claim.holds for claim in claims]
    labels = rng.choice(VERDICTS)
    a, b, c = labels
    claim = "，".join(claim.text for claim in claims)
    instruction = rng.choice(CLAIM_FRAMES).format(outing=outing, claim=claim, who=person(rng), a=a, b=b, c=c)
    verdict = labels[1 if False in said else 2 if None in said else 0]
    return Task(instruction, "\n".join(rng.sample(facts, len(facts))), verdict)


@dataclass(frozen=True, slots=True)
class Office:
    """A department: its duties, and requests that only this department of the organization handles."""

    name: str
    duty: str
    requests: tuple[str, ...]


OFFICES = (
    (
        "公司",
        (
            Office(
                "人力资源部",
                "招聘、考勤、社保和劳动合同",
                ("产假还剩几天想核对一下", "入职三个月了合同还没签", "补打卡的申请卡在半路", "社保断缴了一个月要补"),
            ),
            Office(
                "财务部",
                "报销、付款、发票和工资发放",
                (
                    "供应商催要上批货的尾款",
                    "出租车票贴反了能不能报",
                    "开出去的发票税号写错了",
                    "这个月工资少发了二百元",
                ),
            ),
            Office(
                "信息部",
                "电脑、网络、账号和软件",
                ("笔记本接上投影没有画面", "共享盘的权限打不开了", "系统密码输错被锁住", "新同事需要装制图软件"),
            ),
            Office(
                "行政部",
                "办公场所、用品、车辆和保洁",
                ("茶水间的灯管一直闪", "周五要借商务车接外宾", "工位旁边的绿萝枯了", "想领两盒订书钉"),
            ),
            Office(
                "法务部",
                "合同审查、商标和纠纷",
                ("客户不认账想发律师函", "新产品名要查商标冲突", "代理合同的违约条款看不懂", "前员工泄露图纸怎么追究"),
            ),
        ),
    ),
    (
        "医院",
        (
            Office(
                "骨科",
                "骨折、扭伤和关节疾病",
                ("滑雪摔了一跤手腕肿得老高", "爬楼梯时膝盖咯咯响还疼", "打篮球崴脚后走不了路", "老人摔倒后胯部不能动"),
            ),
            Office(
                "眼科",
                "视力、眼痛和眼部外伤",
                ("看远处的路牌越来越模糊", "眼前总有小黑点飘来飘去", "电焊后两眼刺痛流泪", "孩子看黑板总眯着眼"),
            ),
            Office(
                "皮肤科",
                "皮疹、瘙痒和脱发",
                ("被草叶划过后胳膊起红疹", "头发一块一块地掉", "脚趾缝脱皮奇痒", "换了洗衣液浑身起风团"),
            ),
            Office(
                "口腔科",
                "牙齿、牙龈和口腔黏膜",
                ("啃玉米时崩掉半颗门牙", "刷牙老是牙龈出血", "里面的智齿顶得腮帮子肿", "想把虫蛀的大牙补上"),
            ),
            Office(
                "耳鼻喉科",
                "耳、鼻和咽喉疾病",
                ("一到春天就连打喷嚏流清涕", "游泳后右耳嗡嗡响听不清", "鱼刺卡在嗓子里咽不下去", "鼻子每天早上都出血"),
            ),
        ),
    ),
    (
        "大学",
        (
            Office(
                "教务处",
                "选课、考试、成绩和学籍",
                ("两门必修课时间冲突选不上", "补考成绩迟迟没有登记", "想从土木专业转到统计", "因病要休学一年"),
            ),
            Office(
                "后勤处",
                "宿舍、食堂和水电维修",
                ("宿舍淋浴喷头不出水", "二食堂的打卡机重复扣款", "上铺的床板断了一根", "走廊的开水器漏电跳闸"),
            ),
            Office(
                "图书馆",
                "借阅、馆藏和自习座位",
                ("借的地图册被雨淋坏了", "预约的自习座位被占", "想荐购一套敦煌画册", "毕业前查不到还书记录"),
            ),
            Office(
                "学工处",
                "奖助学金、辅导员和心理咨询",
                (
                    "家里受灾想申请临时困难补助",
                    "失眠一个月想找人聊聊",
                    "国家奖学金的公示有异议",
                    "和辅导员沟通不顺想反映",
                ),
            ),
            Office(
                "保卫处",
                "校园安全、失物和车辆出入",
                ("电动车停在楼下电瓶被偷", "搬家公司的货车进不了校门", "操场捡到一个黑色钱包", "有陌生人在楼里推销"),
            ),
        ),
    ),
    (
        "物业公司",
        (
            Office(
                "工程组",
                "水电、电梯和公共设施维修",
                ("卫生间的下水管往楼下渗", "单元门的闭门器关不严", "电梯到七楼就晃一下", "车库照明灯坏了一排"),
            ),
            Office(
                "秩序组",
                "门岗、停车和治安",
                ("别人的车占了我的固定车位", "楼下有人半夜放烟花", "外卖员在院里逆行飞快", "访客登记后仍不让进"),
            ),
            Office(
                "环境组",
                "保洁、绿化和虫害",
                ("垃圾桶三天没人清倒", "树枝长得戳进了阳台", "地下室发现老鼠洞", "楼梯扶手积了厚厚的灰"),
            ),
            Office(
                "收费组",
                "物业费、票据和缴费查询",
                ("重复交了一季度的物业费", "想要去年的缴费收据", "空置房的物业费怎么打折", "换了银行卡要改代扣"),
            ),
            Office(
                "社区活动组",
                "文体活动、场地和志愿者",
                ("想借活动室办象棋比赛", "想报名元宵灯谜会", "能不能组织孩子学轮滑", "想给小区图书角当志愿者"),
            ),
        ),
    ),
    (
        "网店",
        (
            Office(
                "售前组",
                "选购、尺码和优惠咨询",
                ("一米六八穿多大的裤子合适", "两张优惠券能不能叠加", "这款锅能不能用电磁炉", "想要的颜色什么时候补货"),
            ),
            Office(
                "物流组",
                "发货、改址和快递查询",
                ("包裹在转运中心停了五天", "下单后想改成公司地址", "显示签收但我没拿到", "能不能指定周末派送"),
            ),
            Office(
                "售后组",
                "退换货和维修",
                ("收到的花瓶裂了一道缝", "鞋穿一次就开胶想换", "吹风机用俩月不转了", "尺码大了要换小一号"),
            ),
            Office(
                "票据组",
                "发票和付款凭证",
                ("发票想从个人改成公司抬头", "电子发票的邮件没收到", "需要补一份盖章的收据", "合并付款要分开开票"),
            ),
            Office(
                "会员组",
                "积分、等级和账号",
                ("去年的积分突然清零", "换手机号后登不进账号", "生日礼没有到账", "等级掉了一级不明白原因"),
            ),
        ),
    ),
)
ROUTING_FRAMES = (
    "{who}向{place}反映：“{text}”请按下面的分工判断属于{names}中的哪一个。",
    "“{text}”这件事在{place}该归{names}哪一处管？分工见下。",
    "把{who}给{place}的留言“{text}”分给{names}之一，依据下面的职责。",
    "{place}收到“{text}”，应转到哪里：{names}？只选一个。",
    "{place}收到{who}的来信：“{text}”{names}中，哪一处该处理？",
    "{who}在{place}的热线里说：“{text}”请归到{names}中的一个。",
)
OPENINGS = (
    "麻烦问一下，", "有件事要说，", "已经说过一回了，", "不知该找谁，", "", "打扰了，", "第一次遇到，", "情况是这样，", "请教一下，", "您好，",
)  # fmt: skip
ENDINGS = (
    "，请帮忙看看。", "，应该怎么办？", "，找谁合适？", "，请问怎么处理？", "，该去哪里？", "，盼回复。", "，等您答复。", "，麻烦安排一下。",
    "，请告诉我怎么办。", "，请转给该管的人。", "，谢谢！",
)  # fmt: skip


def write_routing(rng: Random) -> Task:
    """Give a request and the duties of several departments. The answer is the department that handles it."""
    place, offices = rng.choice(OFFICES)
    offered = rng.sample(offices, rng.randint(3, 4))
    right = rng.choice(offered)
    text = f"{rng.choice(OPENINGS)}{rng.choice(right.requests)}{rng.choice(ENDINGS)}"
    names = "、".join(office.name for office in offered)
    instruction = rng.choice(ROUTING_FRAMES).format(who=person(rng), place=place, text=text, names=names)
    return Task(instruction, "\n".join(f"{office.name}：{office.duty}" for office in offered), right.name)


@dataclass(frozen=True, slots=True)
class Account:
    """An expense account: its purpose, and payments that belong to it."""

    name: str
    rule: str
    payments: tuple[str, ...]


ACCOUNTS = (
    Account(
        "交通费",
        "市内及城际出行",
        (
            "从合肥坐高铁去签约",
            "深夜加班后打车回家",
            "给公务车加满一箱油",
            "送样品时停车三小时",
            "乘渡轮去岛上勘测",
            "租车两天走访农户",
            "交过江隧道通行费",
            "改签误点的机票",
        ),
    ),
    Account(
        "住宿费",
        "出差期间的旅馆开销",
        (
            "在展馆旁酒店住两晚",
            "台风滞留多住一夜旅馆",
            "培训期间租民宿四天",
            "两位工程师合住标准间",
            "高原考察时住兵站招待所",
            "因签证延期续住一晚",
            "赶早班机住机场旅馆",
            "验收期间包月住公寓",
        ),
    ),
    Account(
        "办公费",
        "文具、耗材和办公设备",
        (
            "买六盒碳粉",
            "给前台换一把转椅",
            "订制公章和信封",
            "添置碎纸机",
            "买白板和磁钉",
            "给图纸配文件柜",
            "更换键盘和鼠标",
            "买二十包复印纸",
        ),
    ),
    Account(
        "业务招待费",
        "宴请和接待客户",
        (
            "请客户吃烤全羊",
            "陪外商看京剧买票",
            "给来访代表团备水果",
            "中秋给客户送月饼",
            "请经销商喝茶谈价",
            "陪客户打高尔夫",
            "为考察团租船游江",
            "宴请投资方八人",
        ),
    ),
    Account(
        "培训费",
        "员工学习和考证",
        (
            "给电工报名复审",
            "给销售请谈判讲师",
            "买线上数据课",
            "报考注册会计师",
            "参加急救员培训班",
            "交焊工技能集训学费",
            "订购安全考试题库",
            "办新人拓展训练营",
        ),
    ),
    Account(
        "维修费",
        "设备和房屋修理",
        (
            "给冷柜换压缩机",
            "疏通食堂下水道",
            "修补办公楼漏雨的屋顶",
            "电梯换钢丝绳",
            "修叉车的液压杆",
            "重装破碎的玻璃门",
            "给空调加制冷剂",
            "修打印机进纸轮",
        ),
    ),
    Account(
        "宣传费",
        "广告和品牌推广",
        (
            "在地铁站投灯箱广告",
            "印两千份产品折页",
            "请达人直播带货",
            "做展会易拉宝",
            "拍品牌短片",
            "赞助社区长跑",
            "在电台播口播",
            "给车身喷涂广告",
        ),
    ),
    Account(
        "福利费",
        "员工生活和节日关怀",
        (
            "端午给员工发粽子",
            "三八节买鲜花",
            "给住院职工买果篮",
            "给外勤员工发防暑药",
            "组织职工看电影",
            "给新婚同事送礼金",
            "购买下午茶点心",
            "补贴食堂加菜",
        ),
    ),
)
EXPENSE_FRAMES = (
    "{day}，{paid}，经手人是{who}。按下面的科目说明属于哪一类：{names}？",
    "会计收到{who}的单据：{day}，{paid}。请归入{names}中的一类。",
    "{day}的支出“{paid}”（经手人{who}）应记入{names}哪个科目？",
    "{who}来报销：{day}，{paid}。请分类，选项是{names}。",
    "“{paid}”，{who}{day}垫付。请判断属于{names}中的哪一类。",
    "{day}，{paid}，报账人是{who}。这笔账该算{names}里的哪一项？",
)
AMOUNTS = {
    "交通费": (40, 800), "住宿费": (300, 3000), "办公费": (120, 2000), "业务招待费": (300, 4000), "培训费": (300, 4000),
    "维修费": (200, 4000), "宣传费": (800, 9000), "福利费": (200, 4000),
}  # fmt: skip
SITES = ("总经办", "后勤处", "二分厂", "华北办事处", "西南分公司", "物业科")  # units that have a building to repair
PAYING_UNITS = (
    "销售部",
    "研发中心",
    "华北办事处",
    "质检科",
    "客服部",
    "采购部",
    "总经办",
    "设计室",
    "二分厂",
    "物流部",
    "海外事业部",
    "市场部",
    "新店筹备组",
    "西南分公司",
)


SEASONS = {
    "中秋给客户送月饼": (9, 10, 25), "端午给员工发粽子": (6, 1, 20), "三八节买鲜花": (3, 1, 8), "给外勤员工发防暑药": (7, 1, 28),
}  # fmt: skip
"""Payments of a season: the month, the first and the last day."""


def paid_on(rng: Random, payment: str) -> str:
    """Draw a day on which a payment may be made."""
    if payment not in SEASONS:
        return date(rng)
    month, first, last = SEASONS[payment]
    return f"{month}月{rng.randint(first, last)}日"


def write_expense(rng: Random) -> Task:
    """Give a payment and several accounts. The answer is the account to which the payment belongs."""
    offered = rng.sample(ACCOUNTS, rng.randint(3, 4))
    right = rng.choice(offered)
    unit = rng.choice(SITES if right.name == "维修费" else PAYING_UNITS)
    payment = rng.choice(right.payments)
    paid = f"{unit}{payment}，花了{rng.randint(*AMOUNTS[right.name])}元"
    names = "、".join(account.name for account in offered)
    instruction = rng.choice(EXPENSE_FRAMES).format(who=person(rng), day=paid_on(rng, payment), paid=paid, names=names)
    return Task(instruction, "\n".join(f"{account.name}：{account.rule}" for account in offered), right.name)


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of words, its members, and words of neighbouring classes, each with what sets it apart."""

    name: str
    members: tuple[str, ...]
    strangers: tuple[tuple[str, str], ...]


KINDS = (
    Kind("用小麦面做的面食", ("馒头", "饺子", "花卷", "刀削面", "烧卖", "油条", "拉面", "包子", "烙饼", "馄饨", "锅贴", "千层饼", "臊子面", "麻花"),
         (("米线", "是用大米做的"), ("河粉", "是用大米做的"), ("年糕", "是用米做的"), ("汤圆", "是用糯米粉做的"), ("粉丝",
          "是用绿豆或红薯的淀粉做的"))),
    Kind("弦乐器", ("二胡", "古筝", "琵琶", "小提琴", "大提琴", "竖琴", "吉他", "古琴", "三弦", "马头琴", "柳琴", "月琴", "曼陀林", "低音提琴"),
         (("长笛", "靠吹气发声"), ("唢呐", "靠吹气发声"), ("手风琴", "靠风箱吹动簧片发声"), ("编钟", "靠敲击发声"), ("木鱼",
          "靠敲击发声"))),
    Kind("用嘴吹的乐器", ("长笛", "唢呐", "萨克斯", "笙", "箫", "小号", "单簧管", "葫芦丝", "圆号", "双簧管", "短笛", "口琴", "长号", "埙"),
         (("手风琴", "靠手拉风箱，不用嘴吹"), ("琵琶", "靠手指拨弦"), ("二胡", "靠琴弓拉弦"), ("腰鼓", "靠鼓槌敲"))),
    Kind("鸟类", ("白鹭", "喜鹊", "猫头鹰", "丹顶鹤", "翠鸟", "鸵鸟", "信天翁", "啄木鸟", "百灵", "企鹅", "燕子", "孔雀", "天鹅", "麻雀"),
         (("蝙蝠", "会飞，却是哺乳动物"), ("蜻蜓", "会飞，却是昆虫"), ("飞鱼", "能跃出水面滑翔，却是鱼"), ("鼯鼠",
          "能滑翔，却是哺乳动物"))),
    Kind("哺乳动物", ("海豚", "蝙蝠", "蓝鲸", "老虎", "袋鼠", "刺猬", "海豹", "松鼠", "河马", "穿山甲", "大象", "长颈鹿", "水獭", "骆驼"),
         (("企鹅", "是鸟类"), ("鳄鱼", "是爬行动物"), ("娃娃鱼", "是两栖动物"), ("鲨鱼", "是鱼类，用鳃呼吸"), ("海龟",
          "是爬行动物"))),
    Kind("鱼类", ("鲫鱼", "鲤鱼", "带鱼", "黄鳝", "海马", "鲨鱼", "泥鳅", "金枪鱼", "河豚", "比目鱼", "鲈鱼", "草鱼", "鳗鱼", "三文鱼"),
         (("鲸鱼", "是哺乳动物，用肺呼吸"), ("章鱼", "是软体动物"), ("鳄鱼", "是爬行动物"), ("娃娃鱼", "是两栖动物"), ("鱿鱼",
          "是软体动物"))),
    Kind("昆虫", ("蜻蜓", "蝴蝶", "蚂蚁", "蜜蜂", "螳螂", "知了", "瓢虫", "蟋蟀", "萤火虫", "天牛", "苍蝇", "蚊子", "金龟子", "蝗虫"),
         (("蜘蛛", "有八条腿，属于蛛形动物"), ("蜈蚣", "腿很多，属于多足动物"), ("蝎子", "有八条腿，属于蛛形动物"), ("蚯蚓",
          "没有腿，属于环节动物"))),
    Kind("球类运动", ("排球", "篮球", "足球", "网球", "棒球", "乒乓球", "橄榄球", "羽毛球", "手球", "台球", "水球", "高尔夫球", "曲棍球", "保龄球"),
         (("铅球", "是田径的投掷项目"), ("链球", "是田径的投掷项目"), ("冰壶", "推的是石壶，不是球"))),
    Kind("陆上交通工具", ("地铁", "三轮车", "摩托车", "马车", "电车", "出租车", "自行车", "公共汽车", "高铁", "卡车", "轻轨", "救护车", "拖拉机", "校车"),
         (("渡轮", "走的是水路"), ("帆船", "走的是水路"), ("直升机", "在天上飞"), ("皮划艇", "走的是水路"), ("客机",
          "在天上飞"))),
    Kind("按农历日期过的节日", ("端午", "重阳", "元宵", "中秋", "七夕", "腊八", "除夕", "中元", "春节", "龙抬头", "小年", "寒衣节", "下元节"),
         (("清明", "是节气，日子按太阳的位置定"), ("国庆", "在公历十月一日"), ("元旦", "在公历一月一日"), ("劳动节",
          "在公历五月一日"), ("植树节", "在公历三月十二日"))),
    Kind("二十四节气", ("立春", "雨水", "惊蛰", "春分", "谷雨", "芒种", "夏至", "白露", "霜降", "冬至", "立夏", "处暑", "大寒", "秋分"),
         (("端午", "是农历五月初五的节日"), ("重阳", "是农历九月初九的节日"), ("元宵", "是农历正月十五的节日"), ("腊八",
          "是农历十二月初八的节日"))),
    Kind("落叶树", ("银杏", "白桦", "水杉", "垂柳", "梧桐", "枫树", "胡杨", "国槐", "白杨", "落叶松", "桃树", "榆树", "核桃树", "柿子树"),
         (("雪松", "四季常青"), ("香樟", "四季常青"), ("侧柏", "四季常青"), ("桂花树", "四季常青"), ("马尾松", "四季常青"))),
    Kind("吃地下部分的蔬菜", ("胡萝卜", "白萝卜", "土豆", "山药", "莲藕", "芋头", "红薯", "荸荠", "牛蒡", "生姜", "魔芋", "凉薯", "甜菜根", "洋姜"),
         (("茄子", "吃的是果实"), ("黄瓜", "吃的是果实"), ("菠菜", "吃的是叶子"), ("西兰花", "吃的是花球"), ("芹菜",
          "吃的是叶柄"))),
    Kind("写字的笔", ("钢笔", "铅笔", "毛笔", "圆珠笔", "荧光笔", "粉笔", "蜡笔", "签字笔", "记号笔", "水彩笔", "马克笔", "炭笔", "鹅毛笔", "秀丽笔"),
         (("试电笔", "用来查有没有电"), ("录音笔", "用来录音"), ("卷笔刀", "用来削铅笔"), ("橡皮", "用来擦字"))),
    Kind("省", ("山西", "云南", "青海", "江苏", "海南", "贵州", "吉林", "福建", "甘肃", "河北", "山东", "湖南", "陕西", "四川"),
         (("西藏", "是自治区"), ("广西", "是自治区"), ("宁夏", "是自治区"), ("重庆", "是直辖市"), ("天津", "是直辖市"))),
    Kind("省会", ("太原", "昆明", "西宁", "南京", "海口", "贵阳", "长春", "福州", "兰州", "石家庄", "成都", "杭州", "西安", "长沙"),
         (("苏州", "在江苏，江苏的省会是南京"), ("大连", "在辽宁，辽宁的省会是沈阳"), ("厦门", "在福建，福建的省会是福州"),
          ("青岛", "在山东，山东的省会是济南"), ("深圳", "在广东，广东的省会是广州"))),
    Kind("用电的家电", ("冰箱", "电饭锅", "吹风机", "洗衣机", "电视机", "加湿器", "微波炉", "电磁炉", "空调", "吸尘器", "电风扇", "洗碗机", "电热水壶", "榨汁机"),
         (("砂锅", "放在火上烧"), ("暖水瓶", "靠瓶胆保温，不用电"), ("煤气灶", "烧的是煤气"), ("蒸笼", "放在锅上用蒸汽加热"))),
    Kind("上身穿的衣服", ("毛衣", "衬衫", "马甲", "棉袄", "夹克", "西装上衣", "背心", "卫衣", "羽绒服", "短袖", "T恤", "针织衫", "皮衣", "冲锋衣"),
         (("牛仔裤", "穿在下身"), ("半身裙", "穿在下身"), ("秋裤", "穿在下身"), ("运动短裤", "穿在下身"))),
    Kind("天气现象", ("冰雹", "雷阵雨", "台风", "霜冻", "沙尘暴", "龙卷风", "大雾", "暴雪", "雨夹雪", "寒潮", "冻雨", "雾霾", "热浪", "扬沙"),
         (("地震", "是地壳活动"), ("日食", "是天文现象"), ("流星雨", "是天文现象"), ("火山喷发", "是地质现象"))),
    Kind("植物做的干香料", ("花椒", "八角", "桂皮", "孜然", "香叶", "丁香", "草果", "小茴香", "肉豆蔻", "白芷", "胡椒", "砂仁", "山奈", "陈皮"),
         (("食盐", "来自海水或盐矿"), ("酱油", "是大豆酿出来的汁"), ("陈醋", "是粮食酿出来的汁"), ("蚝油", "是用牡蛎熬的"),
          ("豆瓣酱", "是豆子发酵做的酱"))),
    Kind("古典小说", ("《红楼梦》", "《西游记》", "《水浒传》", "《三国演义》", "《儒林外史》", "《聊斋志异》", "《封神演义》",
         "《镜花缘》", "《老残游记》", "《官场现形记》", "《隋唐演义》", "《说岳全传》", "《东周列国志》", "《儿女英雄传》"),
         (("《西厢记》", "是戏曲剧本"), ("《牡丹亭》", "是戏曲剧本"), ("《窦娥冤》", "是戏曲剧本"), ("《史记》", "是史书"),
          ("《桃花扇》", "是戏曲剧本"))),
    Kind("唐代诗人", ("李白", "杜甫", "白居易", "王维", "孟浩然", "李商隐", "杜牧", "王昌龄", "高适", "岑参", "刘禹锡", "贺知章", "王之涣", "柳宗元"),
         (("苏轼", "是宋代人"), ("陆游", "是宋代人"), ("陶渊明", "是东晋人"), ("李清照", "是宋代人"), ("曹植",
          "是三国时人"))),
    Kind("树上结的水果", ("荔枝", "柚子", "樱桃", "桑葚", "枇杷", "石榴", "杨梅", "苹果", "山竹", "水蜜桃", "橙子", "龙眼", "芒果", "柠檬"),
         (("草莓", "长在矮小的草本植株上"), ("西瓜", "长在地面的藤上"), ("哈密瓜", "长在地面的藤上"), ("菠萝",
          "长在地面的草本植株上"), ("葡萄", "长在藤上"))),
    Kind("太阳系的行星", ("水星", "金星", "地球", "火星", "木星", "土星", "天王星", "海王星"),
         (("月球", "是地球的卫星"), ("太阳", "是恒星"), ("冥王星", "已划为矮行星"), ("北极星", "是恒星"))),
)  # fmt: skip
ODD_FRAMES = (
    "“{words}”里哪一个不属于{kind}？{why}",
    "{who}把{words}都归为“{kind}”，其中哪一个分错了类？{why}",
    "下面的词里只有一个不是{kind}：{words}。是哪一个？{why}",
    "{words}——除了一个都是{kind}，找出不同类的那个。{why}",
    "在{words}中，有一个不能归入“{kind}”，是哪一个？{why}",
    "{who}整理一组词卡，题目是“{kind}”：{words}。混进来的是哪张？{why}",
    "{who}写了一串{kind}：{words}。写错的是哪个？{why}",
)
WHY = ("说出理由。", "为什么？", "请说明原因。", "理由是什么？", "请附上理由。", "请用一句话解释。")


def write_odd_one(rng: Random) -> Task:
    """Give words of one class and one of a neighbouring class, shuffled. The answer is that word and the reason."""
    kind = rng.choice(KINDS)
    stranger, reason = rng.choice(kind.strangers)
    words = [*rng.sample(kind.members, rng.randint(5, 7)), stranger]
    rng.shuffle(words)
    instruction = rng.choice(ODD_FRAMES).format(
        words="、".join(words), kind=kind.name, who=person(rng), why=rng.choice(WHY)
    )
    return Task(instruction, "", f"{stranger}。{stranger}{reason}；其余都是{kind.name}。")


FAMILIES: tuple[Family, ...] = (
    Family("review_sentiment", TaskType.CLASSIFICATION, write_review),
    Family("ticket_urgency", TaskType.CLASSIFICATION, write_urgency),
    Family("claim_verdict", TaskType.CLASSIFICATION, write_statement),
    Family("request_routing", TaskType.CLASSIFICATION, write_routing),
    Family("expense_account", TaskType.CLASSIFICATION, write_expense),
    Family("odd_one_out", TaskType.CLASSIFICATION, write_odd_one),
)
