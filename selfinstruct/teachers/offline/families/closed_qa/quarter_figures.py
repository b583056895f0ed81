"""Ask for an analysis of a table of four quarters: totals, growth rates, shares, peaks or halves, and a conclusion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import listed

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
SUMMER = (60, 110, 160, 70)
WINTER = (140, 70, 55, 125)
SPRING = (120, 140, 70, 60)
AUTUMN = (70, 85, 120, 150)
FLAT = (100, 104, 97, 102)
RISING = (80, 96, 112, 126)
FALLING = (125, 110, 96, 82)
"""Shapes of a year, in percent of the average quarter."""
YEARS = (2016, 2017, 2018, 2019, 2023, 2024, 2025)


def sized(factor: float, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a shape for a row that is larger or smaller than the others of its table."""
    return tuple(round(part * factor) for part in shape)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that an organization keeps: what it counts, the rows with the shapes of their years, and the needs.

    `scale` is an average quarter of a row in `unit`. A need comes with a noun for what has to be decided.
    """

    orgs: tuple[str, ...]
    counted: str
    unit: str
    scale: int
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    needs: tuple[tuple[str, str], ...]


# fmt: off
TABLES = (
    Table(("桥头冷饮批发部", "向阳食品商店", "西关副食店"), "销售额", "万元", 24,
        (("雪糕", SUMMER), ("汽水", SUMMER), ("速冻水饺", WINTER), ("火锅丸子", WINTER), ("酸奶", FLAT)),
        (("老板想弄清冰柜该怎么分", "冰柜分配"), ("要和供货商谈明年的订货量", "订货"), ("店里准备调整货架", "货架调整"),
         ("夏天前要添一台冷藏车", "添冷藏车"), ("店员为促销排在几月争了起来", "促销安排"))),
    Table(("青石镇卫生院", "城南社区医院", "江北区医院"), "门诊量", "人次", 1500,
        (("内科", sized(2.4, WINTER)), ("儿科", sized(1.6, WINTER)), ("皮肤科", sized(0.7, SUMMER)), ("口腔科", sized(0.8, FLAT)), ("康复科", sized(0.5, RISING))),
        (("院务会要讨论医生排班", "医生排班"), ("准备申请增加诊室", "增加诊室"), ("护理部要安排导诊人手", "导诊人手"),
         ("挂号处打算多开一个窗口", "开窗口"), ("医保办来了解就诊情况", "就诊情况"))),
    Table(("实验中学图书馆", "城南图书馆", "师范大学图书馆"), "借书量", "册", 2600,
        (("小说", sized(1.8, SUMMER)), ("考试用书", SPRING), ("历史书", FLAT), ("科普书", RISING), ("工具书", sized(0.3, FALLING))),
        (("采编部要定明年的购书比例", "购书比例"), ("馆长要向读者代表汇报", "汇报内容"), ("打算调整各书库的开架面积", "开架面积"),
         ("还书架总是堆满想加派人手", "加派人手"), ("捐书的企业问钱花在哪类书上好", "捐书方向"))),
    Table(("云溪果蔬合作社", "红星农场", "松坪蔬菜基地"), "发货量", "吨", 130,
        (("西瓜", (2, 60, 300, 12)), ("草莓", (180, 150, 12, 30)), ("白菜", WINTER), ("番茄", FLAT), ("南瓜", AUTUMN)),
        (("社员大会要决定明年种什么", "种植计划"), ("冷库准备按品种分间", "冷库分间"), ("要同运输队谈包车", "包车"),
         ("城里超市来签供货合同", "供货合同"), ("农资站问几时备包装箱", "备包装箱"))),
    Table(("青龙峡风景区", "云台山景区", "古城旅游公司"), "接待量", "人次", 86000,
        (("漂流", (2, 90, 260, 20)), ("古街", FLAT), ("温泉", WINTER), ("花海", (150, 180, 45, 25)), ("索道", AUTUMN)),
        (("营销科要做明年的活动计划", "活动计划"), ("管委会要核定各处的讲解员", "讲解员配备"), ("停车场打算扩建", "停车场扩建"),
         ("保险公司上门续签游客险", "续保"), ("环卫队要定保洁车的数目", "保洁安排"))),
    Table(("城东机床厂", "江北五金厂", "长风机械厂"), "产量", "台", 640,
        (("车床", FALLING), ("铣床", FLAT), ("数控机床", RISING), ("台钻", FLAT), ("磨床", sized(0.4, AUTUMN))),
        (("生产例会要看产线调整", "产线调整"), ("厂长要给股东写说明", "给股东的说明"), ("采购部要估算铸件用量", "铸件采购"),
         ("装配车间想停一条旧线", "停旧线"), ("技校来问该培养哪种操作工", "操作工培养"))),
    Table(("城区公交公司", "江北客运公司", "环城巴士公司"), "客运量", "万人次", 75,
        (("1路", sized(1.8, FLAT)), ("机场快线", sized(0.7, SUMMER)), ("夜班线", sized(0.3, SUMMER)), ("大学城线", (90, 130, 60, 125)), ("开发区线", RISING)),
        (("调度室准备增减班次", "班次增减"), ("要向市民代表解释线路优化", "线路优化"), ("车队要分配新到的电动车", "电动车分配"),
         ("驾驶员轮休表得重排", "轮休"), ("广告公司想挑一条线投广告", "投广告"))),
    Table(("海棠苑物业", "枫林物业公司", "钟楼物业公司"), "报修量", "件", 150,
        (("水管", WINTER), ("空调", SUMMER), ("电梯", sized(0.6, FLAT)), ("门禁", RISING), ("屋面渗漏", (50, 110, 190, 60))),
        (("业主大会要听维修情况", "维修安排"), ("经理要安排各工种的值班", "工种值班"), ("要决定明年的备件预算", "备件预算"),
         ("维修师傅抱怨忙闲不均", "忙闲调剂"), ("外包单位来投标", "外包"))),
    Table(("供电局城南所", "江北供电所", "城东供电所"), "售电量", "万千瓦时", 820,
        (("居民", sized(1.3, (95, 75, 150, 90))), ("商场", SUMMER), ("工厂", sized(1.6, FLAT)), ("充电站", sized(0.4, RISING)), ("农灌", sized(0.4, (60, 150, 130, 40)))),
        (("运行科要给变压器排检修", "变压器检修"), ("所长要写全年报告", "全年报告"), ("要研究错峰用电先找哪些户", "错峰"),
         ("抄表员改成按季巡查", "巡查"), ("营业厅要定夏季值守", "夏季值守"))),
    Table(("城北纺织厂", "锦绣服装公司", "衣佳成衣社"), "出货量", "件", 15400,
        (("羽绒服", (70, 20, 110, 230)), ("衬衫", SPRING), ("连衣裙", (90, 190, 120, 30)), ("校服", (60, 70, 220, 60)), ("工作服", FLAT)),
        (("车间要排明年的缝纫线", "缝纫线安排"), ("销售部要同门店对账", "门店对账"), ("仓库要重新划分库位", "库位划分"),
         ("面料商催着报全年用料", "用料"), ("熨烫组要招临时工", "招临时工"))),
    Table(("城南少年宫", "江北艺术学校", "青少年活动中心"), "报名量", "人次", 180,
        (("书法", FLAT), ("游泳", (35, 110, 240, 40)), ("编程", RISING), ("围棋", FALLING), ("舞蹈", SUMMER)),
        (("教务处要给各科排教室", "排教室"), ("招生组准备开碰头会", "招生"), ("要考虑哪些班值得加开", "加开班"),
         ("家长提议停办一个班", "停办班"), ("要给外聘老师续约", "续约"))),
    Table(("滨海渔港", "望海镇水产站", "东港渔业社"), "卸货量", "吨", 210,
        (("带鱼", AUTUMN), ("鲳鱼", SPRING), ("小黄鱼", SPRING), ("鱿鱼", (20, 60, 170, 150)), ("海带", (90, 220, 70, 15))),
        (("冷冻厂要定制冰计划", "制冰"), ("渔政站要写渔汛报告", "渔汛报告"), ("加工厂想知道该签哪种水产", "签约"),
         ("码头吊机要安排检修", "吊机检修"), ("内地的客商来订货", "订货"))),
    Table(("向阳书店", "城南书城", "大学路书店"), "销售额", "万元", 33,
        (("教辅", (130, 60, 140, 90)), ("绘本", FLAT), ("文具", (110, 60, 150, 80)), ("文学", FLAT), ("文创", RISING)),
        (("店长要重排一楼的书台", "书台排布"), ("准备和出版社谈退货", "退货"), ("店庆前想看看全年行情", "店庆备货"),
         ("收银台要招假期工", "招假期工"), ("咖啡角想占掉一类书的地方", "给咖啡角腾地方"))),
    Table(("红十字血站", "中心血站", "江北血站"), "采血量", "升", 420,
        (("街头献血车", sized(1.5, SPRING)), ("高校", (60, 150, 50, 150)), ("机关", sized(0.4, FLAT)), ("献血屋", sized(1.2, RISING)), ("厂矿", sized(0.4, AUTUMN))),
        (("要安排明年的采血车路线", "采血车路线"), ("供血科想提前防备淡季", "防备淡季"), ("准备在志愿者大会上通报", "通报"),
         ("招募组要定短信的发送时间", "短信招募"), ("医院来商量手术用血", "手术用血"))),
    Table(("城北环卫所", "江北转运站", "城南环境公司"), "清运量", "吨", 960,
        (("厨余", sized(1.4, (95, 100, 120, 105))), ("可回收物", sized(0.5, RISING)), ("建筑垃圾", SPRING), ("园林枝叶", sized(0.3, AUTUMN)), ("其他垃圾", sized(2.0, FALLING))),
        (("要向街道说明分类的成效", "分类宣传"), ("车队要调配压缩车", "车辆调配"), ("市民监督员来查看台账", "台账说明"),
         ("填埋场要求报全年数", "报数"), ("再生公司来谈收购", "收购"))),
    Table(("云岭茶厂", "青峰茶业合作社", "南山茶场"), "销售额", "万元", 46,
        (("绿茶", (60, 210, 80, 55)), ("红茶", AUTUMN), ("花茶", SUMMER), ("白茶", SPRING), ("茶具", FLAT)),
        (("制茶师傅要定各种茶的比例", "制茶比例"), ("合作社要给茶农分红", "分红"), ("网店准备定来年的主推款", "主推款"),
         ("包装厂催着确认罐子", "罐子定制"), ("采茶工要提前两个月招，人数还没定", "招采茶工"))),
    Table(("工人体育中心", "城东体育馆", "全民健身中心"), "入场量", "人次", 5200,
        (("游泳池", SUMMER), ("羽毛球馆", WINTER), ("健身房", RISING), ("滑冰场", WINTER), ("室外球场", (60, 130, 110, 75))),
        (("场馆要改明年的票价", "票价调整"), ("体育局来看开放的效果", "开放效果"), ("后勤要安排保洁班次", "保洁班次"),
         ("救生员合同快到期", "救生员续签"), ("教练们想换训练时段", "训练时段"))),
    Table(("爱宠诊所", "江北动物医院", "毛毛宠物医院"), "接诊量", "例", 230,
        (("疫苗", sized(1.6, SPRING)), ("皮肤病", SUMMER), ("绝育", sized(0.6, AUTUMN)), ("洗牙", sized(0.5, RISING)), ("外伤", FLAT)),
        (("院长要订明年的药品", "订药"), ("前台想知道预约该怎么排", "预约"), ("准备给新来的医生介绍情况", "带新医生"),
         ("打算添一台洗牙机", "添洗牙机"), ("想办一次义诊", "义诊"))),
    Table(("城南快递站", "大学城驿站", "江北物流点"), "收件量", "件", 30700,
        (("生鲜", SUMMER), ("服装", sized(1.8, AUTUMN)), ("图书", (150, 70, 140, 60)), ("数码", RISING), ("家具", sized(0.3, FLAT))),
        (("站长打算重新摆货架", "货架摆放"), ("要向总部申请加派三轮车", "加派三轮车"), ("准备给兼职工排班", "兼职排班"),
         ("冷柜要不要再租一台定不下来", "租冷柜"), ("小区门口的柜机想换大格口", "换柜机"))),
    Table(("市档案馆", "江北区档案馆", "城东档案馆"), "查档量", "人次", 340,
        (("房产", SPRING), ("婚姻", (90, 140, 80, 95)), ("工龄", FALLING), ("学籍", SUMMER), ("土地", FLAT)),
        (("要决定先把哪一类做成电子档", "电子化"), ("窗口准备增设自助机", "增设自助机"), ("馆里要写一份利用报告", "利用报告"),
         ("库房要搬到新楼", "搬库"), ("实习生来了不知派到哪个窗口", "派实习生"))),
    Table(("东湖科学中心", "江北科技馆", "自然科学馆"), "参观量", "人次", 33600,
        (("球幕影院", SUMMER), ("恐龙厅", SUMMER), ("机器人厅", RISING), ("矿物厅", FLAT), ("临时展", AUTUMN)),
        (("展教部要安排讲解场次", "讲解场次"), ("准备更换一个旧展厅", "更换展厅"), ("志愿者队要定招募人数", "志愿者招募"),
         ("空调要分区检修", "空调检修"), ("学校来约研学", "研学接待"))),
    Table(("绿野园艺场", "城南花木公司", "河西苗圃"), "销量", "盆", 6300,
        (("蝴蝶兰", (210, 40, 35, 115)), ("月季", SPRING), ("绿萝", FLAT), ("菊花", (15, 30, 130, 225)), ("多肉", RISING)),
        (("温室要安排各棚的茬口", "茬口安排"), ("花农想知道该压缩哪个品种", "品种压缩"), ("要与物业谈租摆", "租摆"),
         ("花盆厂来问尺寸和数目", "订花盆"), ("春节前的运力要先预订", "订运力"))),
    Table(("云上软件公司", "星河网络公司", "蓝桥信息公司"), "工单量", "件", 420,
        (("登录故障", FALLING), ("支付异常", AUTUMN), ("打印问题", FLAT), ("权限申请", RISING), ("数据导出", (80, 120, 75, 125))),
        (("客服主管要写年度说明", "年度说明"), ("研发组想挑一个模块重做", "重做模块"), ("准备给外包团队定人数", "外包人数"),
         ("知识库要先补哪一类还没定", "补知识库"), ("夜班值守想按季调整", "夜班值守"))),
    Table(("老面坊", "江北糕点厂", "福满楼点心铺"), "产量", "盒", 9400,
        (("月饼", (5, 20, 330, 45)), ("粽子", (15, 340, 35, 10)), ("年糕", (210, 20, 20, 150)), ("蛋糕", FLAT), ("桃酥", WINTER)),
        (("要安排季节工", "季节工"), ("准备同超市谈专柜", "专柜"), ("车间想把两条线并成一条", "并线"),
         ("糯米和面粉要签全年的价", "原料采购"), ("印礼盒的师傅来问档期", "印礼盒"))),
    Table(("江北自来水厂", "城南水务公司", "开发区水厂"), "供水量", "万吨", 38,
        (("居民", sized(2.5, (85, 100, 125, 90))), ("学校", sized(0.5, (90, 130, 45, 130))), ("机关", sized(0.4, FLAT)), ("食品厂", sized(0.7, RISING)), ("公园绿地", sized(0.4, SUMMER))),
        (("泵房准备分批大修", "泵房大修"), ("管网科要找漏损", "查漏损"), ("调度想错开蓄水的时间", "蓄水"),
         ("水价听证会要用数据", "水价听证"), ("抄表改成远传还差预算", "远传抄表"))),
    Table(("蓝天驾校", "江北驾校", "顺达驾校"), "报考量", "人次", 140,
        (("小轿车", sized(4.0, SUMMER)), ("摩托车", SPRING), ("大货车", sized(0.5, FALLING)), ("城市公交车", sized(0.3, FLAT)), ("轻型挂车", sized(0.3, RISING))),
        (("教练车该添哪种还没定", "添教练车"), ("训练场要重新划线", "训练场划线"), ("暑期接送车要签合同", "接送车"),
         ("考官请校方估计人数", "估计考生"), ("教练们要分组带学员", "教练分组"))),
    Table(("城西派出所", "江北派出所", "大学城派出所"), "求助量", "件", 95,
        (("走失", SUMMER), ("纠纷", FLAT), ("噪声", (60, 110, 170, 60)), ("失物", AUTUMN), ("诈骗", RISING)),
        (("所里要排社区巡逻", "社区巡逻"), ("准备选几件事做宣传", "宣传选题"), ("辅警招录要报理由", "辅警招录"),
         ("居民代表来座谈", "座谈"), ("接警台想添一个席位", "添席位"))),
    Table(("东湖奶站", "青草乳品厂", "云溪乳业"), "收购量", "吨", 72,
        (("大牧场", RISING), ("养殖小区", FLAT), ("散养户", FALLING), ("合作社", SPRING), ("羊奶户", (60, 150, 130, 60))),
        (("奶罐车要重新排路线", "奶罐车路线"), ("牧民来谈来年的保底价", "保底价"), ("检测员忙不过来", "检测人手"),
         ("酸奶车间要定菌种用量", "菌种采购"), ("冷罐准备租给邻站", "租冷罐"))),
    Table(("江北气象服务站", "城西气象站", "城南气象台"), "咨询量", "次", 260,
        (("农事", SPRING), ("航运", FLAT), ("旅游", SUMMER), ("施工", RISING), ("保险理赔", (30, 90, 200, 60))),
        (("热线要分设几个按键", "热线分键"), ("值班首席想调休假", "调休"), ("短信服务得砍掉一类", "短信取舍"),
         ("保险公司来谈数据合作", "数据合作"), ("准备给乡镇办培训", "乡镇培训"))),
    Table(("山城租车公司", "江北租车行", "顺风租车公司"), "出车量", "车次", 330,
        (("轿车", sized(1.8, FLAT)), ("商务车", SPRING), ("敞篷车", sized(0.3, SUMMER)), ("越野车", AUTUMN), ("电动车", RISING)),
        (("年底有一批车要退役", "车辆退役"), ("保养工位排不开", "保养排位"), ("机场柜台问备哪种车", "机场备车"),
         ("保险要按车型谈", "车险"), ("打算改押金标准", "押金标准"))),
    Table(("一号剧场", "江北大剧院", "城南文化宫"), "售票量", "张", 2750,
        (("话剧", AUTUMN), ("戏曲", WINTER), ("音乐会", FLAT), ("儿童剧", (70, 170, 110, 60)), ("相声", sized(0.6, RISING))),
        (("要签来年的驻场剧团", "签剧团"), ("灯光组申请更新设备", "更新设备"), ("票务想推套票", "套票"),
         ("检修舞台得停演半个月", "停演检修"), ("赞助商来挑冠名的演出", "冠名"))),
    Table(("大湖水库", "江北水库", "青石水库"), "泄水量", "万立方米", 540,
        (("灌溉渠", (70, 180, 140, 30)), ("城市供水", FLAT), ("发电洞", SUMMER), ("生态口", sized(0.4, SPRING)), ("溢洪道", (4, 90, 300, 15))),
        (("闸门轮流检修要定日子", "闸门检修"), ("下游乡镇来商量用水", "下游用水"), ("防汛会要讲上一年的调度", "防汛调度"),
         ("渔业队想租库湾", "租库湾"), ("电网请库方报来年计划", "发电计划"))),
)
# fmt: on
OPENINGS = (
    "{need}，请根据{org}{year}年的季度表作一次分析：{points}。",
    "下表是{org}{year}年各季度的{counted}（单位：{unit}）。{need}，请根据数据作一次分析：{points}。",
    "{org}的{counted}按季度列在表里，{need}。请根据表格分析：{points}。",
    "{need}。请根据表格分析{org}{year}年的{counted}，讲到{points}。",
    "{need}，手头只有这张{year}年的{counted}表。请依照它分析{points}。",
    "我在{org}管统计，{need}。请根据表中的数字分析{points}。",
    "这是{org}{year}年四个季度的{counted}表。{need}，请根据表格分析：{points}。",
    "{need}。{org}{year}年的{counted}有什么特点？请根据下面的表格分析：{points}。",
    "{year}年过完了，{need}。请依照{org}的这份{counted}表，分析{points}。",
    "替{org}读一读这张{counted}表，{need}。请根据数字分析{points}。",
    "{need}。请对照{org}{year}年的{counted}表，逐一分析{points}。",
    "{org}要开年终会，{need}。请根据下表分析：{points}。",
    "{need}。根据下表分析{org}{year}年的{counted}：{points}。",
    "{year}年，{org}的{counted}有起有落，{need}。请根据下表分析：{points}。",
    "{need}。请根据{org}的季度数据回答并分析：{points}。",
    "{need}。请根据{org}的{counted}表，给外行分析这几点：{points}。",
)


def percent(part: Fraction) -> str:
    """Format a ratio in percent with one decimal, rounded half up."""
    tenths = int(abs(part) * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"


def change(new: int, old: int) -> str:
    """State the change from one amount to another in percent."""
    if new == old:
        return "持平"
    return ("增长" if new > old else "下降") + percent(Fraction(new - old, old))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The drawn rows of a table."""

    rows: dict[str, tuple[int, ...]]
    unit: str
    counted: str

    def totals(self) -> list[int]:
        """Return the total of each quarter."""
        return [sum(column) for column in zip(*self.rows.values(), strict=True)]

    def years(self) -> dict[str, int]:
        """Return the total of each row."""
        return {name: sum(row) for name, row in self.rows.items()}


def by_quarter(data: Sheet, names: list[str]) -> list[str]:  # noqa: ARG001 - all points take the same
    """State the totals of the quarters and their growth."""
    totals = data.totals()
    first = f"{QUARTERS[0]}合计{totals[0]}{data.unit}"
    return [first] + [
        f"{QUARTERS[at]}合计{totals[at]}{data.unit}，比上季度{change(totals[at], totals[at - 1])}" for at in (1, 2, 3)
    ]


def by_share(data: Sheet, names: list[str]) -> list[str]:
    """State the years of some rows and their shares, and the year of all."""
    years, whole = data.years(), sum(data.totals())
    ranked = sorted(names, key=lambda name: -years[name])
    return [f"各项全年合计{whole}{data.unit}"] + [
        f"{name}全年{years[name]}{data.unit}，占{percent(Fraction(years[name], whole))}" for name in ranked
    ]


def by_growth(data: Sheet, names: list[str]) -> list[str]:
    """State how far some rows are above or below the first quarter at the end."""
    rows = ((name, data.rows[name]) for name in names)
    return [f"{name}从{row[0]}{data.unit}到{row[3]}{data.unit}，{change(row[3], row[0])}" for name, row in rows]


def by_peak(data: Sheet, names: list[str]) -> list[str]:
    """State the highest and the lowest quarters of some rows."""
    lines = []
    for name in names:
        row = data.rows[name]
        high, low = max(row), min(row)
        top, bottom = (f"{QUARTERS[row.index(each)]}（{each}{data.unit}）" for each in (high, low))
        lines.append(f"{name}最高在{top}，最低在{bottom}，相差{high - low}{data.unit}")
    return lines


def by_half(data: Sheet, names: list[str]) -> list[str]:
    """Compare the halves of the year, in total and for some rows."""
    lines = []
    for name, row in (("合计", tuple(data.totals())), *((name, data.rows[name]) for name in names)):
        first, second = sum(row[:2]), sum(row[2:])
        compared = "两个半年持平" if first == second else f"下半年比上半年{change(second, first)}"
        lines.append(f"{name}上半年{first}{data.unit}，下半年{second}{data.unit}，{compared}")
    return lines


# A point: the phrasings that ask for it, its heading, and the function that writes it.
POINTS: tuple[tuple[tuple[str, ...], str, Callable[[Sheet, list[str]], list[str]]], ...] = (
    (("各季度合计与环比变化", "四个季度的总量怎样一季季变", "各季度合计的起伏"), "各季度合计与环比", by_quarter),
    (("{names}在全年里的分量", "{names}全年的总数和份额", "{names}的全年总量和占比"), "全年总量与占比", by_share),
    (("{names}年末比年初涨了还是跌了", "{names}四季度和一季度相比的变化", "{names}从年头到年尾的增幅或降幅"),
     "四季度与一季度相比", by_growth),
    (("{names}的高峰和低谷", "{names}什么季度最多、什么季度最少", "{names}最高和最低的季度"), "高峰与低谷", by_peak),
    (("上半年和下半年的对比，{names}要单独讲", "下半年比上半年多了还是少了，{names}又怎样", "前后两个半年差在哪里，{names}是否也一样"),
     "上、下半年对比", by_half),
)  # fmt: skip


def concluded(data: Sheet, topic: str) -> str:
    """Draw a conclusion for what has to be decided."""
    totals, years = data.totals(), data.years()
    best, worst = totals.index(max(totals)), totals.index(min(totals))
    top = max(years, key=lambda name: years[name])
    up = [name for name, row in data.rows.items() if row[0] < row[1] < row[2] < row[3]]
    down = [name for name, row in data.rows.items() if row[0] > row[1] > row[2] > row[3]]
    most, whole = totals[best], sum(totals)
    trends = [f"{listed(names)}逐季{way}" for names, way in ((up, "上升"), (down, "下降")) if names]
    return (
        f"总量{QUARTERS[best]}最多，{QUARTERS[worst]}最少；{COUNTS[len(years)]}项里{top}最多，全年{years[top]}{data.unit}"
        f"{''.join(f'；{trend}' for trend in trends)}。考虑{topic}时，可以先看{QUARTERS[best]}和{top}："
        f"前者占全年总量的{percent(Fraction(most, whole))}，后者占{percent(Fraction(years[top], whole))}。"
    )


CAUTIONS = (
    "表中只有一年的数字，看不出是不是每年都如此，升降的原因也没有写明。",
    "以上只依据这一年的表，原因还要另找材料核实。",
    "只凭一年的数据，还不能断定这是规律。",
)


def arranged(rng: Random, parts: list[tuple[str, list[str]]], end: str) -> str:
    """Write the parts of an analysis below headings, with numbers, or as paragraphs."""
    shape = rng.randrange(3)
    if shape == 0:
        return "\n\n".join(
            [*(f"### {head}\n" + "\n".join(f"- {line}" for line in lines) for head, lines in parts), end]
        )
    if shape == 1:
        titled = [*((head, "；".join(lines) + "。") for head, lines in parts), ("几点看法", end)]
        return "\n".join(f"{sign}、{head}\n{text}" for sign, (head, text) in zip("一二三四五", titled, strict=False))
    signs = ("先看", *("再看", "接着看")[: len(parts) - 2], "最后看" if len(parts) > 2 else "再看")
    texts = [f"{sign}{head}。{'；'.join(lines)}。" for sign, (head, lines) in zip(signs, parts, strict=True)]
    return "\n\n".join([*texts, f"总的来看，{end}"])


def drawn(rng: Random, table: Table) -> Sheet:
    """Draw three or four rows, such that no two quarters of a row, no two totals and no two years are equal."""
    while True:
        rows = {}
        for name, shape in rng.sample(table.rows, rng.choice((3, 3, 4))):
            size = table.scale * rng.uniform(0.6, 1.5)
            rows[name] = tuple(max(2, round(size * part / 100 * rng.uniform(0.94, 1.06))) for part in shape)
        data = Sheet(rows, table.unit, table.counted)
        columns = [*rows.values(), tuple(data.totals()), tuple(data.years().values())]
        if all(len({*column}) == len(column) for column in columns):
            return data


def write_quarter_figures(rng: Random) -> Task:
    """Ask for an analysis of a table of four quarters: totals, growth rates, shares, peaks or halves, and a conclusion."""
    table = rng.choice(TABLES)
    data, (need, topic) = drawn(rng, table), rng.choice(table.needs)
    points = [(*point, rng.sample(list(data.rows), 2)) for point in rng.sample(POINTS, rng.choice((2, 3, 3, 4)))]
    instruction = rng.choice(OPENINGS).format(
        org=rng.choice(TOWNS) + rng.choice(table.orgs), year=rng.choice(YEARS), counted=table.counted, unit=table.unit, need=need,
        points="；".join(rng.choice(asks).format(names=listed(names)) for asks, _, _, names in points),
    )  # fmt: skip
    rows = [
        (f"{table.counted}（{table.unit}）", *QUARTERS),
        *((name, *map(str, row)) for name, row in data.rows.items()),
    ]
    text = in_table(rows[1:], rows[0]) if rng.random() < 0.5 else "\n".join(",".join(row) for row in rows)
    parts = [(head, write(data, names)) for _, head, write, names in points]
    return Task(instruction, text, arranged(rng, parts, concluded(data, topic) + rng.choice(CAUTIONS)))
