"""Write a contract, and ask for its payments, dates, duties, penalties or main facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import CITIES, listed, person


@dataclass(frozen=True, slots=True)
class Deal:
    """What two parties agree on: kinds of parties, subject, price in thousands, milestones, duties and penalties.

    `months` are the months in which it may be signed, `gaps` the days before each milestone.
    """

    title: str
    parties: tuple[str, str]
    subject: str
    price: tuple[int, int]
    milestones: tuple[str, ...]
    duties: tuple[tuple[str, ...], tuple[str, ...]]
    penalties: tuple[str, ...]
    months: tuple[int, ...] = tuple(range(1, 13))
    gaps: tuple[tuple[int, int], ...] = ((20, 75),) * 4


# fmt: off
DEALS = (
    Deal("玻璃温室建造合同", ("蔬菜合作社", "温室工程公司"), "两座连栋玻璃温室的设计、施工和调试", (300, 900),
        ("施工图纸交付", "钢架安装完成", "玻璃和水肥系统安装完成", "竣工验收合格"),
        (("提供平整好的场地和施工用电", "指派一名代表到场签认工程量", "在验收申请提出后五日内组织验收"), ("自备施工机械和脚手架", "保证温室能抗八级大风", "对操作人员做三天培训")),
        ("甲方逾期付款的，每日按未付金额的万分之五支付违约金", "乙方延误工期的，每延误一日支付1000元", "温室漏雨且十日内未修好的，扣除总价的百分之三")),
    Deal("校服采购合同", ("实验中学", "服装厂"), "春秋装和冬装共两款校服的制作", (120, 480),
        ("样衣确认", "春秋装送达学校", "冬装送达学校"),
        (("在签约后七日内提供学生尺码表", "为分发校服安排体育馆", "三日内清点数量并签收"), ("使用含棉量不低于60%的面料", "为转学生免费补做一套", "接受尺码不合的退换")),
        ("乙方逾期交货的，每日按该批货款的千分之二支付违约金", "面料检测不合格的，乙方退还该批货款并重新制作", "甲方中途减少数量的，应承担已裁布料的费用"),
        (4, 5), ((15, 25), (60, 85), (60, 75))),
    Deal("古民居修缮合同", ("古镇管理处", "古建筑公司"), "一座清代三进民居的屋面、木构架和砖雕修缮", (400, 1200),
        ("残损勘察报告提交", "木构架加固完成", "屋面翻修完成", "砖雕修补通过专家评审"),
        (("提供原有测绘图和老照片", "安排原住户临时搬离", "会同专家确认每一处换料"), ("保留能继续使用的旧构件", "采用传统灰浆和榫卯做法", "施工期间全程录像存档")),
        ("乙方擅自更换旧构件的，每件支付3000元", "乙方延误工期超过三十日的，甲方有权解除合同", "甲方逾期付款的，按日支付万分之四的违约金")),
    Deal("冷链运输合同", ("水产公司", "冷藏运输公司"), "全年冻虾从港口到三个分仓的运输", (200, 700),
        ("首批货物送达", "满一季对账确认", "满半年对账确认", "满一年对账确认"),
        (("提前一天通知提货时间", "负责装货并封好箱门", "按月核对运单"), ("全程保持零下十八度以下", "每车上传温度记录", "为货物投保运输险")),
        ("车厢温度超标导致变质的，乙方按货值全额赔偿", "车辆迟到两小时以上的，每次扣款500元", "甲方临时取消用车的，支付当次运费的三成"),
        (12,), ((12, 28), (85, 95), (88, 95), (180, 188))),
    Deal("医院信息系统维护合同", ("县人民医院", "软件公司"), "门诊、住院和药房系统一年的维护与升级", (80, 360),
        ("旧系统数据备份完成", "新版门诊模块上线", "年度巡检报告提交"),
        (("开放机房并提供门禁卡", "指定信息科一人对接", "在上线前组织科室试用"), ("安排两名工程师驻场", "故障一小时内响应", "对病人资料严格保密")),
        ("系统停机超过四小时的，每次扣减维护费2000元", "泄露病人资料的，乙方承担全部赔偿责任", "甲方拖欠费用超过一个月的，乙方可以暂停服务"),
        (1, 2), ((20, 40), (40, 70), (220, 240))),
    Deal("光伏电站安装合同", ("纺织厂", "新能源公司"), "厂房屋顶八百千瓦光伏电站的供货与安装", (1800, 3200),
        ("屋顶荷载检测完成", "组件全部到货", "并网发电", "试运行满三个月"),
        (("提供屋顶原始结构图", "腾出逆变器间", "配合办理并网手续"), ("保证组件首年衰减不超过2%", "修复施工造成的防水破损", "提供五年免费保养")),
        ("乙方推迟并网的，每日支付总价的万分之三", "发电量低于承诺值九成的，乙方补足差额电费", "甲方未按时付款的，乙方可以顺延工期"),
        tuple(range(1, 13)), ((20, 40), (30, 50), (20, 40), (92, 100))),
    Deal("纪录片摄制合同", ("非遗保护中心", "影视工作室"), "一部五十分钟竹编纪录片的拍摄与剪辑", (90, 320),
        ("拍摄脚本定稿", "外景拍摄结束", "粗剪版送审", "成片交付"),
        (("联系五位竹编老艺人", "为外景组提供住宿", "十个工作日内反馈审片意见"), ("按脚本完成不少于二十天的外景", "取得出镜者的书面同意", "交付全部原始素材")),
        ("乙方未按期交片的，每周扣款2000元", "素材丢失的，乙方自费补拍", "甲方超期不反馈意见的，视为通过审片")),
    Deal("茶园托管合同", ("茶叶公司", "种植专业户"), "一百二十亩茶园全年的施肥、修剪和采摘", (150, 500),
        ("冬季修剪完成", "春茶采摘结束", "夏季除草完成", "秋茶采摘结束"),
        (("提供有机肥和防虫板", "按等级收购全部鲜叶", "每季派技术员指导两次"), ("不使用除草剂", "按一芽两叶的标准采摘", "当天把鲜叶送到加工点")),
        ("检出禁用农药的，乙方退还当季全部费用", "漏采造成鲜叶老化的，每亩赔偿300元", "甲方拒收合格鲜叶的，照收购价付款"),
        (11,), ((30, 50), (120, 140), (55, 70), (70, 85))),
    Deal("地下车库防水维修合同", ("小区业主委员会", "防水工程公司"), "两层地下车库顶板和侧墙的渗漏治理", (100, 420),
        ("渗漏点排查完成", "负二层施工完成", "负一层施工完成", "雨季闭水试验合格"),
        (("通知车主分区挪车", "提供夜间照明用电", "安排物业人员现场监督"), ("使用无气味注浆材料", "每天收工前清理地面", "对维修部位质保五年")),
        ("质保期内再次渗漏的，乙方三日内免费返修", "施工损坏车辆的，乙方照价赔偿", "甲方未及时腾空车位的，工期相应顺延"),
        (2, 3), ((18, 28), (25, 35), (25, 35), (25, 35))),
    Deal("展览承办合同", ("自然博物馆", "会展公司"), "恐龙化石特展的设计、搭建和撤展", (260, 860),
        ("设计方案通过", "展柜搭建完成", "展览开幕", "撤展并恢复场地"),
        (("提供化石清单和保存要求", "负责开幕式邀请", "办理展品保险"), ("展柜保持恒温恒湿", "搬运化石时使用专用支架", "安排六名讲解员轮班")),
        ("化石受损的，乙方按评估价赔偿", "乙方推迟开幕的，每日支付5000元", "甲方变更方案的，另付设计费")),
    Deal("食堂承包合同", ("机械厂", "餐饮公司"), "职工食堂一年的三餐供应", (600, 1600),
        ("厨房改造完成", "首季满意度测评结束", "半年考核结束", "全年考核结束"),
        (("免费提供厨房和水电", "按月结算餐补", "成立伙食监督小组"), ("每周公布菜谱", "所有厨工持健康证上岗", "每餐留样四十八小时")),
        ("发生食物中毒的，甲方有权立即解除合同", "满意度低于七成的，扣减当季费用的百分之五", "甲方拖延结算的，每日支付200元"),
        tuple(range(1, 13)), ((25, 40), (90, 95), (90, 95), (180, 185))),
    Deal("桥梁检测合同", ("公路管理局", "检测研究院"), "辖区十二座桥梁的结构检测和评级", (180, 640),
        ("检测方案审批", "外业检测结束", "荷载试验完成", "评级报告通过评审"),
        (("办理封道手续", "提供历年检测资料", "派交通车配合疏导"), ("夜间进行荷载试验", "对裂缝逐条编号拍照", "发现险情当天书面报告")),
        ("数据造假的，乙方退回全部费用并承担后果", "报告逾期的，每日扣减总价的千分之一", "甲方未能按时封道的，检测日期顺延")),
    Deal("童书出版合同", ("儿童出版社", "插画师工作室"), "六册一套的自然科普绘本的绘制", (70, 260),
        ("人物造型稿确认", "第一至三册线稿交付", "六册彩稿交付"),
        (("提供全部文字稿", "每册给予不超过三轮修改意见", "在版权页署名"), ("使用无侵权的参考图片", "交付分层的电子原稿", "出版后两年内不将画作授权他人")),
        ("乙方拖稿超过二十日的，扣减当期稿酬的一成", "画作抄袭的，乙方退还全部稿酬", "甲方未署名的，赔偿8000元"),
        tuple(range(1, 13)), ((30, 40), (70, 100), (70, 100))),
    Deal("电梯更换合同", ("教师新村物业", "电梯公司"), "六部老旧电梯的拆除和更换", (900, 2100),
        ("旧梯拆除完成", "导轨和主机安装完成", "特种设备检验合格", "质保期满一年"),
        (("提前十天张贴停梯通知", "为高层老人安排临时座椅", "提供材料堆放点"), ("每次只停用一部电梯", "更换全部随行电缆", "设置二十四小时救援电话")),
        ("检验不合格的，乙方自费整改到合格", "救援超过三十分钟的，乙方每次支付1500元", "甲方拖欠尾款的，按日支付万分之三"),
        tuple(range(1, 13)), ((25, 40), (40, 60), (20, 35), (366, 370))),
    Deal("种鸭供应合同", ("养殖合作社", "育种场"), "三万羽樱桃谷种鸭苗的供应", (130, 450),
        ("引种检疫证明交付", "首批一万羽到场", "第二批一万羽到场", "末批一万羽到场"),
        (("提前消毒育雏舍", "到场后两小时内点数", "按技术手册饲养"), ("保证健雏率不低于98%", "随车附免疫记录", "派兽医驻场五天")),
        ("到场三日内死亡率超过2%的，乙方补足鸭苗", "检出禽流感的，乙方承担全部损失", "甲方推迟接苗的，每日支付饲养费800元"),
        tuple(range(1, 13)), ((8, 15), (15, 25), (20, 30), (20, 30))),
    Deal("河道清淤合同", ("水务局", "疏浚公司"), "城北八公里河道的清淤和护岸修补", (700, 1900),
        ("淤泥检测完成", "上游四公里清淤完成", "下游四公里清淤完成", "护岸修补验收合格"),
        (("协调沿岸排污口临时封堵", "指定淤泥堆放场", "提供水位资料"), ("淤泥运输全程加盖", "每晚十点后停止作业", "清出的文物上交甲方")),
        ("淤泥撒漏路面的，每次扣款600元", "破坏护岸的，乙方负责恢复原状", "甲方未提供堆放场的，误工费由甲方承担")),
    Deal("剧场音响采购合同", ("大剧院", "音响设备公司"), "主剧场扩声系统的供货与调音", (280, 980),
        ("声场模拟报告提交", "设备到货验收", "安装布线完成", "首场演出保障完成"),
        (("提供吊点承重数据", "空出五天舞台时间", "派音响师参加培训"), ("设备均为全新原装", "保证观众席声压差不超过三分贝", "演出季派人现场值守")),
        ("设备以旧充新的，乙方按价款的两倍赔偿", "设备故障致演出中断的，乙方每次支付10000元", "甲方逾期验收的，视为验收合格")),
    Deal("赛事手册印刷合同", ("马拉松组委会", "印刷厂"), "四万册赛事手册的印刷和配送", (60, 190),
        ("数码样确认", "首批两万册送达领物点", "余下两万册送达领物点"),
        (("在签样前完成三次校对", "提供各领物点收货人名单", "当场抽检装订质量"), ("使用环保大豆油墨", "按领物点分箱并贴标签", "多印五百册备用")),
        ("错页率超过千分之三的，乙方免费重印", "乙方晚于约定日期送达的，每日扣款1000元", "甲方签样后改稿的，自行承担制版费")),
    Deal("山区饮水工程合同", ("村委会", "水利工程公司"), "蓄水池、输水管和入户水表的施工", (220, 780),
        ("水源水质检测合格", "蓄水池浇筑完成", "主管道试压合格", "全村通水"),
        (("协调管道穿越的林地", "组织村民投工平整便道", "保管到场的管材"), ("管沟深度不少于八十厘米", "对爆破作业单独报批", "培训两名村级管水员")),
        ("管道渗漏的，乙方在两日内修复", "乙方推迟通水的，每日支付700元", "甲方阻工的，由甲方赔偿机械台班费")),
    Deal("客服外包合同", ("家电商城", "呼叫中心"), "年末促销期间四十个客服坐席的服务", (110, 390),
        ("话术和知识库定稿", "坐席上岗培训结束", "促销首周考核结束", "服务期满结算"),
        (("提前提供商品资料", "开通订单查询账号", "每天反馈投诉清单"), ("三十秒内接通率不低于九成", "通话录音保存半年", "不得向顾客推销其他商品")),
        ("接通率不达标的，扣减当周费用的百分之八", "乙方泄露顾客电话的，每条支付500元", "甲方临时增加坐席的，单价上浮两成"),
        (9,), ((12, 20), (10, 16), (15, 25), (35, 45))),
    Deal("滑雪场造雪合同", ("雪山旅游公司", "造雪设备公司"), "十二台造雪机的租赁和全季造雪服务", (340, 1100),
        ("取水泵站调试完成", "初级道雪层铺满", "高级道雪层铺满", "雪季结束撤场"),
        (("保证水池水量充足", "提供工人宿舍和热餐", "负责雪道夜间警戒"), ("气温低于零下三度时连夜造雪", "雪层厚度不少于五十厘米", "每天凌晨五点前撤离雪道")),
        ("乙方造雪不足影响开放的，每日支付6000元", "设备漏油污染雪道的，乙方清理并赔偿", "甲方断水的，停工期间照付租金"),
        (9,), ((40, 55), (25, 35), (18, 28), (80, 95))),
)
FIRST = "青禾 远山 映湖 和顺 启明 云峰 沐阳 长岭 清源 北辰 双溪 锦程 白鹭 松柏 新桥 东篱 广济 丰泽 石泉 临川 望江 嘉木 平畴 汇川 高坪 金穗 兰亭 朝晖 南屏 玉带".split()
SEATS = tuple(town for town in CITIES if town not in ("深圳", "海口", "拉萨"))  # those have no commission of this name
SHARES = {3: ((30, 40, 30), (20, 50, 30), (40, 40, 20)), 4: ((20, 30, 30, 20), (30, 30, 30, 10), (10, 40, 30, 20), (25, 25, 40, 10))}
READERS = (
    "{who}在法务部审合同", "{who}刚接手这个项目", "{who}准备向上级解释这份合同", "{who}在做合同台账", "{who}下午要和对方开会",
    "{who}替休产假的同事跟进履约", "{who}正在写仲裁申请书的事实部分", "{who}是审计组的新人", "{who}在给同事讲这份合同", "{who}在整理合同档案",
    "{who}得在例会上报履约情况", "{who}在准备仲裁的证据目录", "{who}要把合同录进系统", "{who}给实习生做样例", "{who}正在和对方核对进度",
    "{who}出差路上临时要回话", "{who}接到上级的督办电话", "{who}在起草补充协议", "{who}打算重新谈条件", "{who}在写项目进度报告", "{who}被推举去调解",
    "{who}替领导起草回函", "{who}是新上任的项目经理", "{who}在清点手头的合同", "{who}给保险公司报备", "{who}要答复审计问询", "{who}在填合同备案表",
    "{who}给年终总结准备附件", "{who}要跟律师通电话", "{who}在复核扫描件", "{who}要向合伙人交底", "{who}在给接任的人写交接单",
)
PAYMENT_READERS = (
    "{who}要给财务排付款计划", "{who}要给银行提交贷款材料", "{who}想核对发票", "{who}做明年预算要用", "{who}负责催款", "{who}在复核会计凭证", "{who}正在清理逾期款项",
    "{who}要填用款申请", "{who}在做资金流水预测", "{who}要向出纳交代付款时间", "{who}在写请款函",
)
DATE_READERS = (
    "{who}要把节点记进日历", "{who}怕漏掉节点", "{who}在画进度横道图", "{who}要安排各次验收", "{who}在排下半年的出差", "{who}要给各部门发时间提醒", "{who}想在看板上标出节点",
)
DUTY_READERS = (
    "{who}想弄清双方各该做什么", "{who}在做履约检查表", "{who}要给现场的人交代分工", "{who}在逐条核对谁没有做到", "{who}要开履约协调会", "{who}在拟任务分解表",
)
SITUATIONS = (
    "“{stage}”这一步刚刚走完", "下一个节点是“{stage}”", "{a}嫌对方没有做到“{theirs}”", "{b}抱怨对方没有“{ours}”", "双方正为“{penalty}”这一条争执",
    "“{theirs}”有没有做到，两边说法不一", "“{stage}”比预想的晚", "{b}对“{penalty}”有意见", "听说“{ours}”还没有落实", "离“{stage}”只剩几天",
)
FRAMES = (
    "{reader}。{a}与{b}签了《{title}》，{situation}。请{ask}。",
    "{situation}，{reader}。请从{a}的《{title}》里{ask}。",
    "下面这份《{title}》的乙方是{b}，{situation}。{ask}。",
    "{a}委托{b}承担{subject}，{situation}。请从合同里{ask}。",
    "{subject}由{b}承担，{reader}。{situation}，请{ask}。",
    "请{ask}。这是{b}和{a}之间的《{title}》，{situation}。",
    "《{title}》已经签订，{situation}。{reader}，请{ask}。",
    "{b}承担了{subject}，{situation}，{reader}。请从合同中{ask}。",
    "{reader}，{situation}。合同如下，请{ask}。",
    "{a}的{who}拿来一份合同，标的是{subject}，{situation}。帮忙{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Contract:
    """A signed contract: parties, price in yuan, dates, payments as (milestone, date, share, days to pay)."""

    deal: Deal
    parties: tuple[str, str]
    price: int
    signed: date
    payments: list[tuple[str, date, int, int]]
    duties: tuple[list[str], list[str]]
    penalties: list[str]
    town: str


def on(day: date) -> str:
    """Write a date in Chinese."""
    return f"{day.year}年{day.month}月{day.day}日"


def contract(rng: Random) -> Contract:
    """Draw a contract. Its milestones are in the order of their dates."""
    deal = rng.choice(DEALS)
    day = signed = date(rng.randint(2019, 2025), rng.choice(deal.months), rng.randint(1, 28))
    payments = []
    shares = rng.choice(SHARES[len(deal.milestones)])
    for milestone, share, gap in zip(deal.milestones, shares, deal.gaps, strict=False):
        day += timedelta(rng.randint(*gap))
        payments.append((milestone, day, share, rng.choice((3, 5, 7, 10, 15))))
    names = rng.sample(FIRST, 2)
    return Contract(
        deal, (names[0] + deal.parties[0], names[1] + deal.parties[1]), rng.randint(*deal.price) * 1000, signed, payments,
        (rng.sample(deal.duties[0], rng.randint(2, 3)), rng.sample(deal.duties[1], rng.randint(2, 3))),
        rng.sample(deal.penalties, rng.randint(2, 3)), rng.choice(SEATS),
    )  # fmt: skip


PAYMENT_FACTS = ("最迟日期", "比例", "金额", "付款期限")
PAYMENT_LINES = (
    "{date}前{milestone}，甲方在其后{days}日内支付总价的{share}%",
    "{milestone}不晚于{date}，此后{days}日内甲方付总价的{share}%",
    "甲方应在{milestone}（最迟{date}）后{days}日内付总价的{share}%",
)


def text_of(rng: Random, terms: Contract) -> str:
    """Write the contract in articles."""
    line, (a, b) = rng.choice(PAYMENT_LINES), terms.parties
    payments = "；".join(
        f"（{at}）" + line.format(milestone=milestone, date=on(day), share=share, days=days)
        for at, (milestone, day, share, days) in enumerate(terms.payments, 1)
    )
    return (
        f"{terms.deal.title}\n甲方：{a}\n乙方：{b}\n"
        f"第一条 甲方委托乙方承担{terms.deal.subject}。\n第二条 合同总价为人民币{terms.price}元，分{len(terms.payments)}期支付：{payments}。\n"
        f"第三条 甲方应当：{'；'.join(terms.duties[0])}。\n第四条 乙方应当：{'；'.join(terms.duties[1])}。\n"
        f"第五条 {'；'.join(terms.penalties)}。\n第六条 因本合同发生争议，协商不成的，向{terms.town}仲裁委员会申请仲裁。\n"
        f"本合同一式四份，{on(terms.signed)}签订，双方盖章后生效。"
    )


def payment_table(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for a table of the payments, with the shares converted into yuan."""
    cells = {
        "付款节点": [milestone for milestone, *_ in terms.payments],
        "最迟日期": [on(day) for _, day, *_ in terms.payments],
        "比例": [f"{share}%" for *_, share, _ in terms.payments],
        "金额": [f"{terms.price * share // 100}元" for *_, share, _ in terms.payments],
        "付款期限": [f"{days}日内" for *_, days in terms.payments],
    }
    heads = ("付款节点", *rng.sample(tuple(cells)[1:], rng.randint(2, 4)))
    ask = rng.choice((
        "提取各期付款，做成Markdown表格，列为{heads}",
        "摘出付款安排，用Markdown表格列明{heads}",
        "找出每一期的{heads}，以Markdown表格给出",
    )).format(heads="、".join(heads))  # fmt: skip
    note = "，金额按比例折算成元" if "金额" in heads else ""
    return ask + note, in_table(list(zip(*(cells[head] for head in heads), strict=True)), heads)


def dates_in_order(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for all dates with what they are about, in a numeric form and one of two orders."""
    days = [(terms.signed, "合同签订"), *((day, milestone) for milestone, day, *_ in terms.payments)]
    is_falling = rng.random() < 0.4
    ask = rng.choice((
        "摘出签订日期和各节点日期，按2024-03-05的格式，日期后空一格写事项，{order}",
        "提取日期和对应事项，{order}，每行形如“2024-03-05 事项”",
        "找出合同的各个时间节点，{order}，逐行写成“2024-03-05 事项”这样",
    )).format(order="从晚到早排" if is_falling else "从早到晚排")  # fmt: skip
    return ask, "\n".join(f"{day.isoformat()} {what}" for day, what in sorted(days, reverse=is_falling))


def duties_of_a_party(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for the duties of one party, or of both under headings."""
    which = rng.randint(0, 2)
    if which == 2:
        ask = rng.choice((
            "摘录双方义务，甲方、乙方各用一个二级标题，下面用“- ”逐条列出",
            "分“甲方义务”“乙方义务”两节摘抄原文，节名用二级标题，内容用“- ”列出",
        ))  # fmt: skip
        heads = ("甲方", "乙方") if "各用" in ask else ("甲方义务", "乙方义务")
        return ask, "\n\n".join(
            f"## {head}\n" + "\n".join(f"- {duty}" for duty in duties)
            for head, duties in zip(heads, terms.duties, strict=True)
        )
    ask = rng.choice(
        (
            "只摘{party}要做的事，编号列出",
            "逐条摘出{party}的义务，编号列出",
            "找出{party}应当履行的各项义务，编号写出",
        )
    )
    party = ("甲方", "乙方")[which]
    return ask.format(party=party), "\n".join(f"{at}. {duty}" for at, duty in enumerate(terms.duties[which], 1))


def penalties(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for the clauses on breach, copied as they are."""
    ask = rng.choice(
        (
            "提取关于违约和赔偿的约定，每条一行，照抄原文",
            "原样摘出违约责任，一条一行",
            "摘抄违反合同的各种后果，每条占一行，不要改动文字",
        )
    )
    return ask, "\n".join(terms.penalties)


def as_json(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for a JSON object of main facts and payments."""
    facts: dict[str, object] = {
        "合同名称": terms.deal.title,
        "甲方": terms.parties[0],
        "乙方": terms.parties[1],
        "标的": terms.deal.subject,
        "总价": terms.price,
        "签订日期": on(terms.signed),
        "仲裁机构": f"{terms.town}仲裁委员会",
        "违约责任": terms.penalties,
        "甲方义务": terms.duties[0],
        "乙方义务": terms.duties[1],
    }
    keys, inner = rng.sample(tuple(facts), rng.randint(4, 9)), rng.sample(PAYMENT_FACTS, rng.randint(2, 4))
    value = {key: facts[key] for key in keys}
    value["付款"] = [
        {"节点": milestone}
        | {
            key: {
                "最迟日期": on(day),
                "比例": f"{share}%",
                "金额": terms.price * share // 100,
                "付款期限": f"{days}日内",
            }[key]
            for key in inner
        }
        for milestone, day, share, days in terms.payments
    ]
    figures = [key for key in ("总价", "金额") if key in (*keys, *inner)]
    note = "，金额按比例折成元" * ("金额" in inner) + f"，{'和'.join(figures)}用数字" * bool(figures)
    ask = rng.choice((
        "提取{keys}和付款，用JSON给出，付款逐期写节点、{inner}{note}",
        "抽取下列信息，以JSON对象输出：{keys}、付款；付款是数组，每期有节点、{inner}{note}",
    )).format(keys="、".join(keys), inner="、".join(inner), note=note)  # fmt: skip
    return ask, json.dumps(value, ensure_ascii=False, indent=2)


def short_facts(rng: Random, terms: Contract) -> tuple[str, str]:
    """Ask for two to four main facts in one line."""
    facts = {
        "甲方": terms.parties[0],
        "乙方": terms.parties[1],
        "总价": f"{terms.price}元",
        "签订日期": on(terms.signed),
        "仲裁机构": f"{terms.town}仲裁委员会",
    }
    keys = rng.sample(tuple(facts), rng.randint(2, 4))
    ask = rng.choice(
        (
            "摘出{keys}，依次写在一行，用分号隔开",
            "单独提取{keys}，按这个次序用分号连成一行",
            "提取{keys}，一行写完，用分号隔开",
        )
    )
    return ask.format(keys=listed(keys)), "；".join(facts[key] for key in keys)


ASKS: tuple[tuple[Callable[[Random, Contract], tuple[str, str]], tuple[str, ...]], ...] = (
    (payment_table, PAYMENT_READERS),
    (payment_table, PAYMENT_READERS),
    (dates_in_order, DATE_READERS),
    (duties_of_a_party, DUTY_READERS),
    (penalties, READERS),
    (as_json, READERS),
    (as_json, READERS),
    (as_json, READERS),
    (short_facts, READERS),
)
"""Requests, with the readers who have a reason for them besides those who may ask for anything."""


def situation(rng: Random, terms: Contract) -> str:
    """Write how things stand between the parties."""
    return rng.choice(SITUATIONS).format(
        a=terms.parties[0],
        b=terms.parties[1],
        stage=rng.choice(terms.payments)[0],
        ours=rng.choice(terms.duties[0]),
        theirs=rng.choice(terms.duties[1]),
        penalty=rng.choice(terms.penalties),
    )


def write_contract_terms(rng: Random) -> Task:
    """Write a contract, and ask for its payments, dates, duties, penalties or main facts."""
    terms = contract(rng)
    request, readers = rng.choice(ASKS)
    ask, answer = request(rng, terms)
    instruction = rng.choice(FRAMES).format(
        reader=rng.choice(rng.choice((READERS, readers))).format(who=person(rng)),
        who=person(rng),
        situation=situation(rng, terms),
        a=terms.parties[0],
        b=terms.parties[1],
        title=terms.deal.title,
        subject=terms.deal.subject,
        ask=ask,
    )
    return Task(instruction, text_of(rng, terms), answer)
