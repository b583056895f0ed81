"""Ask to summarize a quarterly report: sales, profit, which lines grew or fell and why, with the rates worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import (
    close_limit,
    contents,
    once_long,
    order,
    round_limit,
    within,
)
from selfinstruct.teachers.offline.tables import in_table


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its name, lines of business (each with a reason for growth and for a fall), plans, asides and occasions."""

    name: str
    lines: tuple[tuple[str, str, str], ...]
    plans: tuple[str, str]
    asides: tuple[str, str, str]
    occasions: tuple[str, str, str]


COMPANIES = (
    Company("城南乳品厂", (("鲜奶", "早餐订户增加了两千户", "两家学校换了供应商"), ("酸奶", "低糖新品卖得好", "同类产品降价促销"), ("奶酪", "烘焙店的订单变多", "进口原料涨价后提价、订单减少")),
        ("增开六个社区取奶点", "再上一条酸奶生产线"), ("厂区的食堂换了承包人", "质检室的墙面重新粉刷过", "运奶车一律改喷蓝色"),
        ("奶农合作社想知道厂里的生意怎么样。", "牛奶配送员的晨会要通报业绩。", "乳品协会的通讯员要写一则行业动态。")),
    Company("江北物流公司", (("冷链运输", "接下三家生鲜超市的订单", "一批冷藏车年检停运"), ("同城配送", "商圈小店集中上线", "骑手缺口较大"), ("仓储租赁", "新仓库投入使用", "两个老客户退租")),
        ("购置二十辆冷藏车", "把分拣线改成自动的"), ("装卸工的手套换了颜色", "门卫室换了新门", "车队的集体照挂上了走廊"),
        ("贷款银行的客户经理要看江北物流的经营情况。", "调度室的墙上要贴一份业绩摘要。", "车队队长想在班前会上说说公司的收入。")),
    Company("半亩书店", (("图书销售", "校园团购增多", "周边开了一家折扣书城"), ("文创产品", "城市主题的明信片热销", "供货商交货晚了"), ("咖啡与活动", "周末讲座场场满座", "咖啡角装修停业十天")),
        ("在老城区开第五家店", "推出会员借阅卡"), ("橱窗换上了向日葵", "店里的猫添了两只小猫", "收银台的凳子修好了"),
        ("书店的三位合伙人要碰头，先看季报。", "文化局想了解实体书店的经营状况。", "供货的出版社问书店最近卖得怎样。")),
    Company("云栈软件公司", (("软件订阅", "续费率明显提高", "一家大客户改用自研系统"), ("项目定制", "两个智慧园区项目验收", "项目验收推迟到下个季度"), ("技术培训", "高校合作班开课", "讲师请假较多")),
        ("发布移动端新版本", "把客服改为全天值守"), ("公司的绿植换成了薄荷", "打印机搬到了三楼", "程序员们组队报名了羽毛球赛"),
        ("董事会秘书要给董事们发一页纸。", "新来的产品经理想摸清各块收入。", "园区要收集入园企业的季度经营简况。")),
    Company("飞轮自行车厂", (("通勤车", "一座城市的公务单位集中采购", "共享单车分走了一部分客源"), ("山地车", "越野赛带动了销量", "铝材涨价后提价、订单减少"), ("零配件", "网上旗舰店上线", "仓库盘点停发货一周")),
        ("开发一款折叠车", "在郊区建一条试车道"), ("喷漆车间换了新口罩", "厂歌比赛定在月底", "门口的银杏挂上了树牌"),
        ("经销商大会要用飞轮厂的季报做开场。", "工会主席要向工人讲一讲厂里的效益。", "骑行杂志的编辑想介绍自行车厂的近况。")),
    Company("望江酒店集团", (("客房", "高铁新站带来商务客", "三家店轮流装修"), ("餐饮", "婚宴预订增加", "附近新开了美食街"), ("会议会展", "承办了两场行业展", "一场大会改为线上")),
        ("把两家店升级为亲子主题", "推出长租房"), ("大堂换了新花瓶", "厨师长去外地进修", "电梯里贴了新画"),
        ("集团旗下的店长们要开电话会。", "合作的旅行社想了解酒店的经营情况。", "酒店管理专业的老师要用它做案例。")),
    Company("小象玩具公司", (("积木", "直播间销量翻番", "模具老化、次品多"), ("毛绒玩具", "与动画片合作推出新款", "棉花涨价后提价、订单减少"), ("桌游", "学校社团成批采购", "新品推迟上市")),
        ("参加明年的玩具展", "成立安全检测中心"), ("设计室养了一只鹦鹉", "仓库门口铺了新地砖", "展厅的灯带换成暖光"),
        ("代工厂要根据销售情况排产能，先看季报。", "评选年度玩具之前，记者想先看看公司的业绩。", "小象公司的新员工要写入职读书笔记，材料是季报。")),
    Company("云雾茶业", (("绿茶", "礼盒装签了两笔大单", "老客户压缩了订货"), ("红茶", "出口订单增加", "陈货压在仓库里没有卖完"), ("茶饮原料", "奶茶连锁店扩张", "客户换了供货来源")),
        ("建一座茶叶冷库", "把包装改成可降解材料"), ("炒茶师傅收了两名徒弟", "茶山的步道修通了", "门前的老槐树挂了牌子"),
        ("茶农代表会要听云雾茶业的收入情况。", "农业银行要核对茶业的经营状况。", "乡镇干部想了解茶厂的效益。")),
    Company("榫卯家具厂", (("定制橱柜", "与三个楼盘签约", "板材交货延迟"), ("办公桌椅", "中标一所大学的采购", "办公楼空置增多"), ("床垫", "旧床垫换新活动有效", "弹簧钢涨价后提价、订单减少")),
        ("上一套除尘设备", "把展厅搬到家居城"), ("车间的标语换了一批", "木工班拿了技能赛第二名", "厂长的办公室换了窗帘"),
        ("家具厂的监事会要看季度数据。", "加盟商在群里问厂里的生意如何。", "会计师在写家具行业的季度观察。")),
    Company("安康体检连锁", (("企业团检", "制造企业集中安排体检", "两家国企推迟体检"), ("个人套餐", "推出了老年套餐", "附近医院的体检中心降价"), ("专科门诊", "眼科引进了新设备", "一名口腔医生离职")),
        ("在高新区开设分院", "上线报告解读服务"), ("护士站添了热水机", "候检区的杂志换了新的", "前台的员工学了手语"),
        ("医疗投资群里有人转来安康的季报。", "分院院长要给医护人员讲经营形势。", "卫生统计科要汇总民营体检机构的经营情况。")),
    Company("向阳坡光伏", (("户用屋顶", "三个县签了整村协议", "连日阴雨、施工受阻"), ("工商业屋顶", "厂房屋顶集中装机", "一家客户缩减了预算"), ("运维服务", "合同到期客户全部续签", "运维人员招不满")),
        ("把业务拓展到邻省", "建立远程监控中心"), ("培训教室装了新投影仪", "员工食堂推出了免费水果", "安装队添了两辆皮卡"),
        ("能源局想汇总光伏企业的季度情况。", "向阳坡光伏的安装队长要看公司最近的业务。", "股东们要在电话里听十分钟汇报。")),
    Company("福满园养殖", (("生猪", "出栏量增加", "猪价回落"), ("鸡蛋", "与连锁超市直接签约", "产蛋鸡集中淘汰"), ("饲料", "外售饲料的客户增多", "豆粕涨价后提价、订单减少")),
        ("建一座沼气站", "引进自动清粪设备"), ("饲养员的宿舍装了热水器", "门口换了新的消毒池", "场里的狗生了四只小狗"),
        ("农商行要给养殖场续贷，先看季报。", "饲料供应商打听养殖场的收入。", "畜牧站要通报规模养殖场的效益。")),
    Company("纸鸢出版社", (("教辅", "三个地市集中订货", "教材改版、旧书退货"), ("童书", "绘本获奖后加印", "印厂排期紧张"), ("电子书", "与三家图书馆签约", "一批书因版权到期下架")),
        ("策划一套乡土读物", "把有声书频道搬上手机"), ("编辑部的沙发换了套子", "校对室添了放大镜", "社里的盆栽开了花"),
        ("出版社的编辑例会要通报业绩。", "书店的采购想看出版社哪类书卖得好。", "版权经理要给作者回信，顺带讲讲经营情况。")),
    Company("翠屏山景区", (("门票", "周边城市推出联票", "连续阴雨"), ("索道", "新索道投入运营", "检修停运二十天"), ("住宿", "民宿集群开业", "一家酒店闭店装修")),
        ("开通夜游线路", "扩建东门停车场"), ("山门的对联重新描了金", "景区的猴子学会了抢瓶盖", "观景台换了木栏杆"),
        ("文旅局要收集各景区的季度经营数据。", "景区的投资方要看一页简报。", "镇上的民宿老板想知道景区生意如何。")),
    Company("星河影院公司", (("票房", "两部国产片口碑好", "大片档期推迟"), ("卖品", "推出了双人套餐", "爆米花涨价后销量减少"), ("映前广告", "引进了本地餐饮客户", "两家汽车广告主停投")),
        ("改造两个激光厅", "把会员日改到周三"), ("大厅的海报换成了手绘", "检票口添了一面镜子", "座椅换了深红色套子"),
        ("影院经理要向投资人汇报。", "广告代理商想了解影院的客流与收入。", "电影专业的学生要写一篇影院经营的短评。")),
    Company("同春制药", (("感冒药", "零售药房铺货增加", "上季压货较多"), ("慢病药", "进入医保目录", "集采降价"), ("保健品", "与社区药店合作推广", "广告被责令整改")),
        ("扩建口服液车间", "完成新药的三期试验"), ("药厂的花圃添了一排月季", "门口的保安换了新制服", "实验室的门铃换成了静音"),
        ("医药代表的培训要用同春的季报。", "药房采购员在比较几家药厂。", "证券研究员要做一份速读笔记。")),
    Company("海纹纺织", (("棉布", "服装厂补库存", "棉花涨价后提价、订单减少"), ("功能面料", "运动品牌追加订单", "一家客户延期提货"), ("家纺", "直播带货销量大增", "退货率上升")),
        ("把织机改造为节能型", "建设面料打样中心"), ("车间的广播换成了轻音乐", "绣花组的姐妹办了茶话会", "楼道里添了饮水机"),
        ("服装厂的采购想了解海纹的产销情况。", "纺织协会要刊出会员企业简讯。", "织布车间的女工想听听效益。")),
    Company("柳溪水务", (("自来水", "新区用户接入", "阶梯水价调低"), ("污水处理", "二厂扩容投运", "泵站检修减产"), ("管网工程", "承接老城改造工程", "工程款结算延迟")),
        ("改造三十公里老管网", "建设智慧水表平台"), ("水厂的荷花池换了水", "抄表员领到了新雨靴", "化验室的日历换成了台历"),
        ("水务局要核对柳溪水务的季度指标。", "债券投资人想看柳溪水务的关键数据。", "工程队想知道公司工程量够不够。")),
    Company("一味快餐", (("堂食", "写字楼店换了新菜单", "两家门店装修停业"), ("外卖", "参加了平台的满减活动", "配送费上涨"), ("团餐", "中标两所学校", "一家工厂搬迁")),
        ("在车站开快取窗口", "自建中央厨房"), ("厨房的围裙换成了深绿色", "店歌改编成了吉他版", "收银台添了糖果罐"),
        ("加盟商开群会要看一味快餐的收入。", "餐饮管理课的学生要分析一味快餐的季报。", "供菜的合作社想了解快餐店的经营。")),
    Company("绿荫园林", (("市政绿化", "承接了两段环城路的绿化", "招标延期"), ("庭院设计", "别墅区口碑传开", "设计师休产假"), ("苗木", "造林项目集中采购", "干旱使苗木成活率降低")),
        ("建一个容器苗基地", "推出阳台花园套餐"), ("苗圃的水泵换了新的", "办公室养了一缸锦鲤", "工人们办了象棋赛"),
        ("园林局要了解承包企业的经营状况。", "绿荫的合伙人要看季度数据。", "银行要给绿荫园林发放周转贷款，先核对数据。")),
)  # fmt: skip
SIZES = {
    "半亩书店": (40, 320), "一味快餐": (80, 900), "星河影院公司": (150, 1500), "绿荫园林": (120, 1600), "榫卯家具厂": (200, 2400), "福满园养殖": (150, 1800),
    "安康体检连锁": (300, 3000), "云雾茶业": (150, 1600), "小象玩具公司": (200, 2200), "城南乳品厂": (200, 2600), "飞轮自行车厂": (250, 2800),
}  # fmt: skip
"""Sales of a line in the companies that are smaller than the others, in ten thousand yuan."""
LED = frozenset(
    "半亩书店 星河影院公司 翠屏山景区 飞轮自行车厂 望江酒店集团 城南乳品厂 福满园养殖 向阳坡光伏 云栈软件公司 柳溪水务 纸鸢出版社 安康体检连锁 一味快餐".split()
)
"""Companies whose first line was by far the largest a year ago, and the last one the smallest."""
SHARES = ((60, 100), (26, 48), (9, 22))
"""Ranges of the sales of their lines a year ago, in percent of the largest sales that a line may have."""
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
READERS = (
    (("董事长", "出差在外的总经理", "监事", "独立董事", "营销总监", "财务总监", "部门经理", "人力经理", "分管的副总"),
     ("只看关键数字", "没有时间看全文", "在手机上看，屏幕小", "关心的是增减而不是琐事", "想知道钱赚在哪里", "不看内部活动", "要在会上念", "要一眼看出好坏",
      "要写进自己的汇报", "要在电梯里看完", "晚上就要答复", "嫌季报啰嗦", "要转给别的部门", "怕漏掉坏消息")),
    (("投资人", "银行信贷员", "合资方的代表", "小股东", "基金经理", "保险公司的核保员", "评级机构的助理", "供货商"),
     ("只看关键数字", "想知道钱赚在哪里", "要一眼看出好坏", "怕漏掉坏消息", "只信算过的数", "不想看客套话", "急着判断要不要继续合作", "要跟去年比", "要和同行比一比")),
    (("税务顾问", "行业协会的秘书", "区里的经济统计员", "审计师", "招商办的干部", "法务主管", "新来的分析员"),
     ("要存进台账", "打算存档备查", "得把数字填进系统", "要写进自己的汇报", "要转发给同事", "只信算过的数", "要跟去年比", "要和同行比一比", "只看关键数字", "嫌季报啰嗦")),
    (("财经记者", "做案例的研究生", "行业观察员", "内刊编辑", "工会代表", "退休的老员工"),
     ("要说给外行听", "不看内部活动", "关心的是增减而不是琐事", "想知道钱赚在哪里", "不想看客套话", "没有时间看全文", "要跟去年比")),
)  # fmt: skip
"""Groups of readers of a report, and what they need."""
PARTNERS = frozenset(("合资方的代表", "供货商", "银行信贷员"))
NEED_PARTS = {"怕漏掉坏消息": "，原因是", "想知道钱赚在哪里": "收入最高"}
"""Words that a summary without a table must contain to serve a need."""
SHARED_OCCASIONS = (
    "{who}要看{company}{quarter}的季报，{need}。", "{company}{quarter}的报告到了{who}手里，对方{need}。", "{who}{need}，{company}{quarter}的季报却夹着不少杂事。",
    "给{who}准备{company}{quarter}的情况，对方{need}。", "{company}刚出{quarter}季报，{who}{need}。", "{who}问起{company}的{quarter}，{need}。",
    "{company}{quarter}过得怎样？{who}{need}。", "这份{company}的{quarter}季报是给{who}的，对方{need}。", "{who}打开了{company}{quarter}的季报，{need}。",
)  # fmt: skip
TEXTS = (
    "下面的季报",
    "这份季报",
    "{company}的季报",
    "这份经营报告",
    "下面的报告",
    "{quarter}的报告",
    "下文",
    "这份{quarter}报告",
    "所附季报",
)


@dataclass(frozen=True, slots=True)
class Quarter:
    """The figures of a quarter: each line's name, sales now and a year ago, and reason; costs, plan and asides."""

    company: Company
    name: str
    lines: tuple[tuple[str, int, int, str], ...]
    cost: int
    plan: str
    asides: tuple[str, ...]

    @property
    def sales(self) -> int:
        """Sales of this quarter."""
        return sum(now for _, now, _, _ in self.lines)

    @property
    def before(self) -> int:
        """Sales of the same quarter a year ago."""
        return sum(before for _, _, before, _ in self.lines)


def sizes_of(rng: Random, company: Company) -> list[int]:
    """Draw the sales of the lines a year ago."""
    low, high = SIZES.get(company.name, (300, 4800))
    if company.name in LED:
        return [high * rng.randint(10 * least, 10 * most) // 1000 for least, most in SHARES]
    return [rng.randint(low, high) for _ in company.lines]


def quarter_of(rng: Random) -> Quarter:
    """Draw a company and its figures: at least one line grows and one falls, at different rates."""
    company = rng.choice(COMPANIES)
    lines: list[tuple[str, int, int, str]] = []
    ups = rng.choice((1, 2, 2))
    rates = [*rng.sample(range(60, 450), ups), *rng.sample(range(-280, -30), 3 - ups)]
    rng.shuffle(rates)
    sizes = sizes_of(rng, company)
    for (name, grows, falls), rate, before in zip(company.lines, rates, sizes, strict=True):
        lines.append((name, round(before * (1000 + rate) / 1000), before, grows if rate > 0 else falls))
    sales, before = sum(now for _, now, _, _ in lines), sum(before for _, _, before, _ in lines)
    if abs(sales - before) * 500 < before:  # a change that would be rounded to about nothing
        return quarter_of(rng)
    cost = round(sales * rng.randint(78, 95) / 100)
    return Quarter(
        company,
        rng.choice(QUARTERS),
        tuple(lines),
        cost,
        rng.choice(company.plans),
        tuple(rng.sample(company.asides, 2)),
    )


def rate(now: int, before: int) -> str:
    """Write a rate of change without its sign, in percent with one decimal."""
    return f"{100 * abs(now - before) / before:.1f}%"


def moved(now: int, before: int) -> str:
    """Say that a figure grew or fell, and at which rate."""
    return f"{'增长' if now > before else '下降'}{rate(now, before)}"


def of_line(rng: Random, line: tuple[str, int, int, str]) -> str:
    """Report a line of business."""
    name, now, before, reason = line
    verb = "增加" if now > before else "减少"
    return rng.choice(
        (
            f"{name}收入{now}万元，去年同期为{before}万元，主要是{reason}",
            f"{name}收入由去年同期的{before}万元{verb}到{now}万元，原因是{reason}",
            f"由于{reason}，{name}收入{now}万元，上年同期是{before}万元",
        )
    )


MINOR = (
    "期末在册员工{staff}人，比季初增加{k}人", "本季组织安全培训{k}场，全部员工通过考试", "本季共接到投诉{k}起，均已办结", "期末货币资金余额{m}万元", "本季缴纳各项税费{m}万元",
    "员工参加公益活动{k}次", "设备检修{k}次，没有造成停工", "官方账号新增关注{n}人", "管理层召开经营例会{k}次", "期末应收账款余额{m}万元", "食堂供应午餐{meals}份，满意度有所提高",
    "图书角新添图书{books}册", "本季有{k}名员工被评为先进", "会议室的设备更新了{k}套", "全员体检覆盖{staff}人",
)  # fmt: skip
SMALL = frozenset(("半亩书店", "一味快餐"))
NOT_SMALL = frozenset(one for one in MINOR if one.startswith(("设备检修", "食堂", "会议室", "管理层", "图书角")))
"""What companies that run shops do not report."""
"""What a report also mentions and a summary leaves out."""


def report(rng: Random, quarter: Quarter) -> str:
    """Write the report, with two asides."""
    lead = rng.choice(
        (
            f"{quarter.company.name}公布{quarter.name}经营情况，营业收入{quarter.sales}万元",
            f"{quarter.name}，{quarter.company.name}实现营业收入{quarter.sales}万元",
        )
    )
    base = rng.choice((f"去年同期营业收入为{quarter.before}万元", f"上年同一季度的营业收入是{quarter.before}万元"))
    cost = rng.choice((f"成本和费用合计{quarter.cost}万元", f"本季成本与各项费用共支出{quarter.cost}万元"))
    lines = [of_line(rng, line) for line in quarter.lines]
    small = quarter.company.name in SMALL
    staff = max(26, quarter.sales // rng.randint(12, 24))
    minor = [
        one.format(
            m=rng.randint(quarter.sales // 40 + 1, quarter.sales // 14 + 2),
            n=rng.randint(110, 980),
            k=rng.randint(2, 6),
            books=rng.randint(18, 96),
            staff=staff,
            meals=staff * rng.randint(36, 58),  # on most of the sixty working days of a quarter
        )
        for one in rng.sample([one for one in MINOR if not (small and one in NOT_SMALL)], rng.randint(6, 8))
    ]
    body = [*lines, cost, *quarter.asides, *minor]
    rng.shuffle(body)
    plan = rng.choice((f"下个季度，公司计划{quarter.plan}", f"管理层表示，接下来将{quarter.plan}"))
    return "。".join([lead, base, *body, plan]) + "。"


def ranked(quarter: Quarter) -> list[tuple[str, int, int, str]]:
    """Return the lines from the fastest growth to the deepest fall."""
    return sorted(quarter.lines, key=lambda line: line[1] / line[2], reverse=True)


def facts_of(quarter: Quarter) -> dict[str, str]:
    """Write every part of a report that may be asked for."""
    sales, profit = quarter.sales, quarter.sales - quarter.cost
    top, best = max(quarter.lines, key=lambda line: line[1]), ranked(quarter)[0]
    falls = [line for line in quarter.lines if line[1] < line[2]]
    return {
        "营收": f"营业收入{sales}万元，同比{moved(sales, quarter.before)}",
        "利润": f"扣除成本费用{quarter.cost}万元，利润为{profit}万元，利润率{100 * profit / sales:.1f}%",
        "收入最高的业务": f"{top[0]}收入最高，有{top[1]}万元，占{100 * top[1] / sales:.1f}%",
        "增长最快的业务": f"{best[0]}增长最快，增幅{rate(best[1], best[2])}，得益于{best[3]}",
        "下滑的业务": "；".join(
            f"{name}下降{rate(now, before)}，原因是{reason}" for name, now, before, reason in falls
        ),
        "下季安排": f"下季计划{quarter.plan}",
    }


PART_NAMES = {
    "营收": ("营收", "营业收入及同比", "收入增减", "营收和同比"),
    "利润": ("利润", "利润和利润率", "赚了多少", "盈利情况"),
    "收入最高的业务": ("收入最高的业务", "主力业务", "占比最大的业务", "挑大梁的业务"),
    "增长最快的业务": ("增长最快的业务", "领涨业务", "涨得最快的业务", "增幅第一的业务"),
    "下滑的业务": ("下滑的业务", "拖后腿的业务", "收入减少的业务", "走低的业务"),
    "下季安排": ("下季安排", "接下来的计划", "后续打算", "下一步动作"),
}
"""Names under which the parts are asked for."""


def called(rng: Random, parts: Iterable[str]) -> tuple[str, ...]:
    """Draw a name for each part."""
    return tuple(rng.choice(PART_NAMES[part]) for part in parts)


def texts(rng: Random, quarter: Quarter) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS).format(company=quarter.company.name, quarter=quarter.name)


Ask = tuple[str, str]


def as_title(rng: Random, quarter: Quarter) -> Ask:
    """Ask for a title with the change of sales and the leading line."""
    answer = (
        f"{quarter.company.name}{quarter.name}营收{moved(quarter.sales, quarter.before)}，{ranked(quarter)[0][0]}领涨"
    )
    what = rng.choice(
        ("写出营收增减的百分比和涨得最多的业务", "点明营收变化率和领涨业务", "要有公司、季度、营收同比和领涨的业务")
    )
    return order(rng, "title", texts(rng, quarter), what, within(rng, close_limit(rng, answer))), answer


def as_sentence(rng: Random, quarter: Quarter) -> Ask:
    """Ask for sales and profit in one sentence."""
    facts = facts_of(quarter)
    other = rng.choice(("利润", "收入最高的业务", "增长最快的业务", "下滑的业务"))
    answer = f"{quarter.company.name}{quarter.name}{facts['营收']}；{facts[other]}。"
    parts = contents(rng, called(rng, ("营收", other)))
    return order(rng, "sentence", texts(rng, quarter), parts, within(rng, round_limit(rng, answer))), answer


def some_parts(rng: Random, quarter: Quarter) -> dict[str, str]:
    """Draw four or five parts, sales among them."""
    facts = facts_of(quarter)
    asked = rng.sample([name for name in facts if name != "营收"], rng.choice((2, 3, 4)))
    return {name: text for name, text in facts.items() if name == "营收" or name in asked}


RATES = ("同比和占比请算好", "百分数保留一位小数", "比率由你计算", "百分比算到小数点后一位", "增减幅度要算出来")


def as_digest(rng: Random, quarter: Quarter) -> Ask:
    """Ask for a digest in a paragraph."""
    parts = some_parts(rng, quarter)
    answer = f"{quarter.company.name}{quarter.name}" + "。".join(parts.values()) + "。"
    limit = within(rng, round_limit(rng, answer))
    return order(
        rng, "paragraph", texts(rng, quarter), contents(rng, called(rng, parts)), rng.choice(RATES), limit
    ), answer


def as_points(rng: Random, quarter: Quarter) -> Ask:
    """Ask for points, each in a line."""
    parts = some_parts(rng, quarter)
    return (
        order(rng, "points", texts(rng, quarter), contents(rng, called(rng, parts)), rng.choice(RATES)),
        "\n".join(f"- {text}" for text in parts.values()),
    )


CONCLUSIONS = (
    "表下用一句话写营收、利润、涨得最快的和下滑的业务", "表格下面写一句结论，包含营收、利润、增长最快和下滑的业务", "表后附一句话结论，说营收、利润、最快增长的业务和下滑的业务及原因",
    "再用一句话总结营收和利润，点出最快增长和下滑的业务", "另起一段写一句结论：营收、利润、涨得最快的和下滑的业务", "结尾一句话交代营收、利润以及涨跌业务的原因",
)  # fmt: skip


def as_table(rng: Random, quarter: Quarter) -> Ask:
    """Ask for a table of all lines with a total, and a conclusion below it."""
    rows = [
        (name, str(now), str(before), ("+" if now > before else "-") + rate(now, before))
        for name, now, before, _ in quarter.lines
    ]
    sales, before = quarter.sales, quarter.before
    rows.append(("合计", str(sales), str(before), ("+" if sales > before else "-") + rate(sales, before)))
    table = in_table(rows, ("业务", "本季（万元）", "去年同期（万元）", "同比"))
    facts = facts_of(quarter)
    end = f"{quarter.company.name}{quarter.name}{facts['营收']}，利润{sales - quarter.cost}万元；{facts['增长最快的业务']}；{facts['下滑的业务']}。"
    head = (
        rng.choice(("列为", "四列是", "表头用", "列名依次是", "各列叫"))
        + "“业务”“本季（万元）”“去年同期（万元）”“同比”"
    )
    lines = rng.choice(("末行写合计", "最后一行是合计", "业务逐行写，最后加一行合计", "要有合计行", "合计放在末行"))
    close = rng.choice(CONCLUSIONS)
    return order(rng, "table", texts(rng, quarter), head, lines, close), f"{table}\n\n{end}"


def as_memo(rng: Random, quarter: Quarter) -> Ask:
    """Ask for a memo under headings."""
    facts = facts_of(quarter)
    sections = {
        "业绩": f"{facts['营收']}。{facts['利润']}。",
        "业务": f"{facts['收入最高的业务']}。{facts['增长最快的业务']}。{facts['下滑的业务']}。",
        "安排": f"{facts['下季安排']}。",
    }
    answer = f"# {quarter.company.name}{quarter.name}简报\n\n" + "\n\n".join(
        f"## {name}\n{text}" for name, text in sections.items()
    )
    n = round_limit(rng, answer)
    asks = (
        f"把{texts(rng, quarter)}压缩成一份Markdown简报，一级标题写公司和季度，二级标题用“业绩”“业务”“安排”，{within(rng, n)}，{rng.choice(RATES)}。",
        f"请将{texts(rng, quarter)}概括为带标题的Markdown简报：一级标题是公司、季度加“简报”，下分“业绩”“业务”“安排”三节，{rng.choice(RATES)}，{within(rng, n)}。",
    )  # fmt: skip
    return rng.choice(asks), answer


def as_board_paper(rng: Random, quarter: Quarter) -> Ask:
    """Ask for a paper with a conclusion, the table of the lines, their reasons, and the plan."""
    facts, company = facts_of(quarter), quarter.company.name
    rows = [
        (name, str(now), ("+" if now > before else "-") + rate(now, before), reason)
        for name, now, before, reason in ranked(quarter)
    ]
    table = in_table(rows, ("业务", "收入（万元）", "同比", "原因"))
    ups = sum(now > before for _, now, before, _ in quarter.lines)
    answer = (
        f"# {company}{quarter.name}摘要\n\n## 结论\n{facts['营收']}。{facts['利润']}。\n\n## 分业务\n{table}\n\n"
        f"## 看点\n{facts['收入最高的业务']}。{ups}项业务增长，{len(rows) - ups}项业务下降，领涨的是{rows[0][0]}。\n\n## 下季\n{facts['下季安排']}。"
    )
    main = rng.choice(PAPERS).format(texts(rng, quarter))
    clauses = [rng.choice(PAPER_HEADS), rng.choice(PAPER_TABLES), rng.choice(PAPER_VIEWS), rng.choice(RATES)]
    rng.shuffle(clauses)
    return f"{main}：{'；'.join(clauses)}。", answer


PAPERS = (
    "把{0}浓缩成一份Markdown摘要", "将{0}概括为Markdown摘要", "请总结{0}，写成Markdown摘要", "归纳{0}，写成一份Markdown摘要", "{0}太长，请缩成一份Markdown摘要",
    "给{0}做一份Markdown摘要", "用Markdown把{0}压缩成摘要",
)  # fmt: skip
PAPER_HEADS = (
    "一级标题写公司、季度和“摘要”，二级标题依次为“结论”“分业务”“看点”“下季”", "一级标题是公司加季度加“摘要”，下分“结论”“分业务”“看点”“下季”四节（二级标题）",
    "大标题含公司、季度与“摘要”二字，小节为“结论”“分业务”“看点”“下季”", "四个二级标题“结论”“分业务”“看点”“下季”，上面的一级标题是公司名、季度加“摘要”",
)  # fmt: skip
PAPER_VIEWS = (
    "“看点”写主力业务、几涨几跌和领涨业务", "“看点”交代哪项收入最高、几项增长几项下降、谁领涨", "“看点”一节说收入最高的业务、涨跌的项数、增幅第一的业务",
    "“看点”点明挑大梁的业务、涨跌各几项和涨得最快的", "看点部分限于收入第一的业务、增降项数与领涨者",
)  # fmt: skip
PAPER_TABLES = (
    "“分业务”一节用表格，列为“业务”“收入（万元）”“同比”“原因”，按增幅从高到低排", "“分业务”做成表（业务、收入（万元）、同比、原因），增幅高的排在前面",
    "“分业务”列表格，四列“业务”“收入（万元）”“同比”“原因”，涨得多的在上", "“分业务”以表格呈现业务、收入（万元）、同比、原因，由涨到跌排序",
)  # fmt: skip


WRITERS = (
    as_title,
    as_sentence,
    as_digest,
    as_digest,
    as_points,
    as_points,
    as_table,
    as_table,
    as_memo,
    as_board_paper,
    as_board_paper,
    as_board_paper,
)


def occasion(rng: Random, quarter: Quarter, answer: str) -> str:
    """Say why a summary like `answer` is wanted, or nothing."""
    kind = rng.random()
    if kind < 0.05:
        return ""
    if kind < 0.22 and len(answer) > 60:
        return rng.choice(quarter.company.occasions)
    readers, needs = rng.choice(READERS)
    who = rng.choice(readers)
    fitting = [
        need
        for need in needs
        if ("| ---" in answer or NEED_PARTS.get(need, "") in answer) and ("合作" not in need or who in PARTNERS)
    ]
    return rng.choice(SHARED_OCCASIONS).format(
        who=who, need=rng.choice(fitting), company=quarter.company.name, quarter=quarter.name
    )


def write_quarterly_report(rng: Random) -> Task:
    """Ask to summarize a quarterly report in one of several forms."""
    quarter = quarter_of(rng)
    ask, answer = rng.choice(WRITERS)(rng, quarter)
    lead = occasion(rng, quarter, answer)
    return Task(lead + once_long(lead, without_names(ask, quarter, lead)), report(rng, quarter), answer)


def without_names(ask: str, quarter: Quarter, lead: str) -> str:
    """Leave the company and the quarter out of an order if `lead` names them."""
    if quarter.company.name in lead:
        ask = ask.replace(f"{quarter.company.name}的季报", "这份季报")
    if quarter.name in lead:
        ask = ask.replace(f"这份{quarter.name}报告", "这份报告").replace(f"{quarter.name}的报告", "这份报告")
    return ask
