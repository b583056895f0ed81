"""Describe an applicant and give the conditions of a benefit. The answer judges each condition and the application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with a limit: its subject, rule, what applicants say, the unit, and whether more is better."""

    subject: str
    rule: str
    facts: tuple[str, str]
    unit: str
    higher: bool
    values: range


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit: the office, the conditions, how the amount follows from a quantity, and the condition that limits it."""

    name: str
    office: str
    conditions: tuple[Condition, ...]
    rate_rule: str
    rate: range
    quantity_fact: str
    quantity: range
    limited_by: str = ""


BENEFITS = (
    Benefit("青年租房补贴", "住房保障中心", (
        Condition("年龄", "年龄不超过{}周岁", ("今年{}岁", "年纪{}岁"), "岁", False, range(22, 41)),
        Condition("社保月数", "在本市连续缴纳社保满{}个月", ("社保已经连续缴了{}个月", "单位连着给上了{}个月社保"), "个月", True, range(3, 31, 3)),
        Condition("月收入", "月均收入不高于{}元", ("每月到手{}元", "月薪{}元"), "元", False, range(4000, 9001, 500)),
        Condition("租期", "租约不短于{}个月", ("租约签了{}个月", "合同租期{}个月"), "个月", True, range(3, 25, 3))),
        "补贴每月{}元", range(300, 1001, 50), "这次申请补贴{}个月", range(3, 13), "租期"),
    Benefit("高龄津贴", "老龄工作办公室", (
        Condition("年龄", "年满{}周岁", ("今年{}岁", "年纪{}岁"), "岁", True, range(70, 91, 5)),
        Condition("户籍年限", "户籍迁入满{}年", ("户口迁来{}年了", "落户已有{}年"), "年", True, range(1, 16)),
        Condition("养老金", "每月养老金不高于{}元", ("每月领养老金{}元", "退休金一个月{}元"), "元", False, range(1200, 4201, 300)),
        Condition("境外停留", "一年内在境外不超过{}天", ("去年到境外探亲住了{}天", "上年出境累计{}天"), "天", False, range(10, 181, 10))),
        "津贴每月{}元", range(80, 321, 20), "这次要补发{}个月", range(2, 13)),
    Benefit("农机作业补贴", "农业农村局", (
        Condition("耕地面积", "经营耕地不少于{}亩", ("种着{}亩地", "名下经营耕地{}亩"), "亩", True, range(20, 201, 10)),
        Condition("机龄", "所用机器出厂不超过{}个月", ("用的收割机出厂{}个月", "收割机是{}个月前出厂的"), "个月", False, range(1, 19)),
        Condition("违规记录", "五年内违规作业不超过{}次", ("五年里违规作业{}次", "近五年有{}次违规作业"), "次", False, range(1, 6)),
        Condition("机器功率", "机器功率不低于{}千瓦", ("收割机功率{}千瓦", "收割机的铭牌功率是{}千瓦"), "千瓦", True, range(40, 121, 10))),
        "每为邻户作业一亩补{}元", range(6, 31), "替邻户作业{}亩", range(20, 101, 10)),
    Benefit("创业场地补助", "就业服务局", (
        Condition("注册时间", "公司注册不超过{}个月", ("公司注册了{}个月", "营业执照办下来{}个月"), "个月", False, range(4, 37, 2)),
        Condition("职工人数", "招用职工不少于{}人", ("招了{}名职工", "手下有{}名职工"), "人", True, range(1, 13)),
        Condition("面积", "场地不超过{}平方米", ("租的场地{}平方米", "租下的铺面{}平方米"), "平方米", False, range(40, 301, 20)),
        Condition("出资占比", "本人出资占比不低于{}%", ("本人出资占{}%", "自己投的钱占{}%"), "%", True, range(20, 91, 5))),
        "场地费每月补助{}元", range(400, 1601, 100), "申请补助{}个月", range(6, 25, 3)),
    Benefit("困难学生助学金", "学生资助中心", (
        Condition("家庭收入", "家庭人均月收入不高于{}元", ("家里人均月收入{}元", "全家平均每人每月{}元"), "元", False, range(600, 2401, 200)),
        Condition("平均分", "上学期平均分不低于{}分", ("上学期平均{}分", "上学期各科平均{}分"), "分", True, range(60, 91, 2)),
        Condition("缺课节数", "上学期缺课不超过{}节", ("上学期缺课{}节", "一学期下来缺课{}节"), "节", False, range(1, 16)),
        Condition("志愿服务", "志愿服务满{}小时", ("做过{}小时志愿服务", "志愿时长{}小时"), "小时", True, range(4, 41, 4))),
        "助学金每月{}元", range(200, 601, 50), "这次申请{}个月的助学金", range(8, 11)),
    Benefit("加装电梯补助", "住房和建设局", (
        Condition("楼龄", "楼龄满{}年", ("楼盖好{}年了", "这栋楼是{}年前建的"), "年", True, range(10, 41, 2)),
        Condition("同意率", "同意加装的住户不少于{}%", ("{}%的住户签了同意书", "签字赞成的占{}%"), "%", True, range(60, 101, 5)),
        Condition("楼距", "与对面楼的距离不小于{}米", ("离对面楼{}米", "两楼间隔{}米"), "米", True, range(6, 25, 2)),
        Condition("施工报价", "施工报价不超过{}万元", ("施工报价{}万元", "施工方要价{}万元"), "万元", False, range(40, 81, 4))),
        "电梯每通一层补助{}元", range(8000, 20001, 1000), "电梯一共通{}层", range(4, 8)),
    Benefit("临时救助", "社会救助站", (
        Condition("医疗支出", "半年内自付医疗费不低于{}元", ("半年自付医疗费{}元", "半年里看病自己掏了{}元"), "元", True, range(6000, 40001, 2000)),
        Condition("家庭存款", "家庭存款不高于{}元", ("家里存款{}元", "银行里有{}元积蓄"), "元", False, range(4000, 40001, 2000)),
        Condition("车辆购价", "名下车辆购价不高于{}元", ("名下只有一辆电动三轮车，购价{}元", "家里的三轮摩托车是{}元买的"), "元", False, range(3000, 15001, 1000)),
        Condition("居住时间", "在本区居住满{}个月", ("在本区住了{}个月", "搬到本区{}个月了"), "个月", True, range(3, 37, 3))),
        "每人发放{}元", range(600, 2401, 200), "全家{}口人", range(2, 7)),
    Benefit("夜校学费减免", "终身学习服务中心", (
        Condition("工作年限", "工作满{}年", ("上班{}年了", "工龄{}年"), "年", True, range(1, 16)),
        Condition("居住距离", "住处离校不超过{}公里", ("住得离校{}公里", "家到学校{}公里"), "公里", False, range(2, 21)),
        Condition("先修课程", "先修课程不少于{}门", ("先修了{}门课", "已学完{}门先修课"), "门", True, range(1, 8)),
        Condition("退课次数", "两年内退课不超过{}次", ("两年里退过{}次课", "近两年退课{}次"), "次", False, range(1, 6))),
        "每学时减免{}元", range(6, 26), "报的课有{}学时", range(20, 81, 4)),
    Benefit("绿色屋顶补助", "生态环境局", (
        Condition("面积", "种植面积不小于{}平方米", ("屋顶种了{}平方米花草", "屋顶绿化铺了{}平方米"), "平方米", True, range(30, 301, 30)),
        Condition("屋面荷载", "屋面荷载不低于每平方米{}公斤", ("屋面荷载每平方米{}公斤", "屋面经检测每平方米能承重{}公斤"), "公斤", True, range(150, 451, 50)),
        Condition("土厚", "种植土不厚于{}厘米", ("土厚{}厘米", "铺的种植土厚{}厘米"), "厘米", False, range(15, 61, 5)),
        Condition("成活率", "植物成活率不低于{}%", ("植物成活率{}%", "活下来的苗占{}%"), "%", True, range(70, 101, 3))),
        "蓄水池每立方米补助{}元", range(60, 201, 20), "还配了{}立方米的蓄水池", range(2, 21)),
    Benefit("非遗传承补助", "文化馆", (
        Condition("从艺年限", "从艺满{}年", ("做木版年画{}年", "刻版印年画{}年"), "年", True, range(10, 41, 5)),
        Condition("带徒人数", "带徒不少于{}人", ("带了{}个徒弟", "门下弟子{}个"), "人", True, range(1, 11)),
        Condition("展演场次", "每年展演不少于{}场", ("去年展演{}场", "上年参加展演{}场"), "场", True, range(2, 25, 2)),
        Condition("外地停留", "一年内离开本县不超过{}天", ("去年离开本县{}天", "近一年有{}天不在本县"), "天", False, range(20, 201, 20))),
        "每场展演补助{}元", range(300, 1301, 100), "今年计划再办{}场展演", range(2, 21, 2)),
    Benefit("公共停车优惠证", "交通管理科", (
        Condition("居住时间", "在本街道居住满{}年", ("在本街道住了{}年", "搬来本街道{}年了"), "年", True, range(1, 13)),
        Condition("车长", "车长不超过{}厘米", ("车长{}厘米", "车身量得{}厘米"), "厘米", False, range(380, 541, 10)),
        Condition("违停次数", "一年内违停不超过{}次", ("一年里违停{}次", "一年里被贴过{}张违停单"), "次", False, range(1, 9)),
        Condition("碳排放", "每公里碳排放不高于{}克", ("每公里碳排放{}克", "车辆的碳排放是每公里{}克"), "克", False, range(80, 181, 10))),
        "每月减收停车费{}元", range(60, 241, 20), "申请一次办理{}个月", range(3, 13, 3)),
    Benefit("果树冻灾保险赔付", "农业保险站", (
        Condition("树龄", "树龄满{}年", ("梨树{}年生", "梨树栽下{}年"), "年", True, range(2, 16)),
        Condition("低温时长", "零度以下的低温持续不少于{}小时", ("零度以下的低温持续了{}小时", "那天夜里气温在零度以下{}小时"), "小时", True, range(2, 15)),
        Condition("受害率", "花蕾受害率不低于{}%", ("花蕾受害率{}%", "冻坏的花蕾占{}%"), "%", True, range(20, 91, 5)),
        Condition("报案时间", "受灾后到报案不超过{}小时", ("灾后第{}小时报的案", "灾后第{}小时打了报案电话"), "小时", False, range(12, 97, 12))),
        "每亩赔付{}元", range(200, 901, 50), "投保{}亩", range(4, 41, 2)),
    Benefit("运动员退役安置费", "体育局", (
        Condition("运动年限", "在队满{}年", ("在队{}年", "在省队待了{}年"), "年", True, range(3, 16)),
        Condition("奖牌", "省级以上奖牌不少于{}枚", ("拿过{}枚省级以上奖牌", "省级以上奖牌得了{}枚"), "枚", True, range(1, 13)),
        Condition("停赛天数", "累计停赛不超过{}天", ("累计停赛{}天", "停赛前后加起来{}天"), "天", False, range(7, 91, 7)),
        Condition("文化课", "文化课成绩不低于{}分", ("文化课成绩{}分", "文化考试得{}分"), "分", True, range(50, 91, 5))),
        "每参加一次全国比赛发{}元", range(500, 2001, 100), "参加过{}次全国比赛", range(3, 23)),
    Benefit("古树认养资格", "园林绿化所", (
        Condition("住处距离", "住处离古树不超过{}公里", ("住处离古树{}公里", "家到那棵树{}公里"), "公里", False, range(1, 16)),
        Condition("巡护次数", "每月能巡护不少于{}次", ("每月能巡护{}次", "一个月抽得出空去看{}次"), "次", True, range(1, 13)),
        Condition("认养期", "认养期不短于{}年", ("愿意认养{}年", "打算认养{}年"), "年", True, range(1, 11)),
        Condition("认养棵数", "此前认养的古树不超过{}棵", ("已经认养了{}棵", "先前认养了{}棵古树"), "棵", False, range(1, 6))),
        "每件养护工具补贴{}元", range(20, 101, 10), "要领{}件工具", range(2, 10)),
    Benefit("远洋船员体检报销", "海员服务中心", (
        Condition("海上资历", "海上资历满{}个月", ("出海累计{}个月", "在船上干满{}个月"), "个月", True, range(6, 61, 6)),
        Condition("血压", "收缩压不超过{}毫米汞柱", ("收缩压{}毫米汞柱", "量得高压{}毫米汞柱"), "毫米汞柱", False, range(115, 151, 5)),
        Condition("证书", "适任证书剩余有效期不少于{}个月", ("适任证书还有{}个月到期", "证书剩{}个月有效"), "个月", True, range(2, 37, 2)),
        Condition("申请时间", "体检后到申请不超过{}天", ("体检后第{}天申请", "体检后第{}天来办"), "天", False, range(7, 91, 7))),
        "每项检查报销{}元", range(30, 121, 10), "一共查了{}项", range(8, 31)),
    Benefit("图书角设备资助", "新闻出版科", (
        Condition("藏书", "藏书不少于{}册", ("藏书{}册", "架上有书{}册"), "册", True, range(200, 2001, 200)),
        Condition("开放时间", "每周开放不少于{}小时", ("每周开放{}小时", "一星期开门{}小时"), "小时", True, range(8, 49, 4)),
        Condition("破损率", "破损图书占比不超过{}%", ("破损图书占{}%", "破损的书占到{}%"), "%", False, range(2, 21, 2)),
        Condition("登记读者", "登记读者不少于{}人", ("登记读者{}人", "办过借书证的读者{}人"), "人", True, range(40, 401, 40))),
        "每个书架资助{}元", range(200, 601, 50), "要添{}个书架", range(2, 13)),
    Benefit("残疾人上门理疗", "康复站", (
        Condition("持证时间", "持残疾人证满{}个月", ("残疾人证办了{}个月", "残疾人证是{}个月前领的"), "个月", True, range(3, 37, 3)),
        Condition("行走距离", "连续行走不超过{}米", ("最多能连续走{}米", "走{}米就得歇一歇"), "米", False, range(20, 301, 20)),
        Condition("路程", "住处离康复站不超过{}公里", ("住处离康复站{}公里", "到康复站有{}公里"), "公里", False, range(1, 13)),
        Condition("等候时间", "登记等候满{}天", ("登记等了{}天", "排号排了{}天"), "天", True, range(5, 61, 5))),
        "每次减免{}元", range(20, 81, 5), "一个疗程共{}次", range(6, 31, 2)),
    Benefit("渔船休渔补偿", "渔政站", (
        Condition("船龄", "船龄不超过{}年", ("渔船船龄{}年", "渔船下水{}年了"), "年", False, range(6, 31, 2)),
        Condition("进港时间", "进港比休渔至少提前{}天", ("休渔前{}天就进了港", "比休渔早{}天靠港"), "天", True, range(1, 11)),
        Condition("离港次数", "休渔期离港不超过{}次", ("休渔期离港{}次", "休渔期里出过{}次港"), "次", False, range(1, 6)),
        Condition("船身", "船身不短于{}米", ("渔船船身长{}米", "渔船船身量下来{}米"), "米", True, range(8, 31, 2))),
        "每天补偿{}元", range(60, 241, 20), "一共停港{}天", range(40, 101, 5)),
)  # fmt: skip
FRAMES = (
    "{who}申请{name}，情况是：{facts}。按{office}的条件，属于符合还是不符合？{form}",
    "判断{who}是否符合{name}的条件：{facts}。{form}",
    "{office}窗口收到{who}的{name}申请：{facts}。判断这份申请属于符合还是不符合。{form}",
    "我是{who}，{facts}。我申请{name}，属于符合还是不符合？{form}",
    "审核{name}，判断申请人{who}属于符合还是不符合：{facts}。{form}",
    "判断下列情况是否符合{name}的条件。{who}，{facts}。{form}",
    "两个办事员意见不一，请判断{who}是否符合{name}的条件。{facts}。{form}",
    "{name}初审，判断{who}的情况属于符合还是不符合：{facts}。{form}",
    "{facts}。判断{who}凭这些条件申请{name}，属于符合还是不符合。{form}",
    "街坊{who}问能不能办{name}，判断属于符合还是不符合：{facts}。{form}",
    "{office}的练习题：{who}申请{name}，{facts}。这份申请应判为符合还是不符合？{form}",
    "帮{who}预审{name}，判断属于符合还是不符合：{facts}。{form}",
    "{who}的{name}申请表上写着：{facts}。判断这份申请属于符合还是不符合。{form}",
)
SHORT_FORMS = ("只答符合或不符合。", "直接写结论。")
LINE_FORMS = ("逐条写明是否满足。", "先写结论，再一条一条对照。", "每个条件都要交代，符合的还要算出金额。")
TABLE_FORMS = ("把对照结果列成Markdown表格，表前写结论。", "结论写在前面，后面附表：条件、实际、是否满足。")
LETTER_FORMS = (
    "以{office}的名义写成一封回函。",
    "以{office}的名义回信告知。",
    "代{office}给申请人写回信。",
    "写一封{office}的回函。",
    "结果写成信，由{office}署名。",
    "替{office}拟一封答复信。",
)
FORMS = (SHORT_FORMS, LINE_FORMS, TABLE_FORMS, LETTER_FORMS, LETTER_FORMS, LETTER_FORMS)


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition with its limit and the applicant's number."""

    condition: Condition
    limit: int
    value: int

    @property
    def is_met(self) -> bool:
        """True if the number is within the limit."""
        return self.value >= self.limit if self.condition.higher else self.value <= self.limit

    @property
    def verdict(self) -> str:
        """Say whether the condition is met, and how much is missing."""
        if self.is_met:
            return "满足"
        unit = {"%": "个百分点"}.get(self.condition.unit, self.condition.unit)
        return f"不满足，{'差' if self.condition.higher else '超出'}{abs(self.value - self.limit)}{unit}"

    def compared(self) -> str:
        """Compare the number with the limit."""
        rule = self.condition.rule.format(self.limit)
        return f"要求{rule}，实际是{self.value}{self.condition.unit}，{self.verdict}。"


def draw_finding(rng: Random, condition: Condition, is_met: bool) -> Finding:
    """Draw a limit, and a number that keeps to it or not."""
    while True:
        found = Finding(condition, rng.choice(condition.values[1:-1]), rng.choice(condition.values))
        if found.is_met == is_met:
            return found


@dataclass(frozen=True, slots=True)
class Application:
    """An application: who applies for what, the findings, and the rate and the quantity of the amount."""

    who: str
    benefit: Benefit
    findings: tuple[Finding, ...]
    rate: int
    quantity: int

    @property
    def fits(self) -> bool:
        """True if all conditions are met."""
        return all(each.is_met for each in self.findings)

    def result(self) -> str:
        """State the amount, or the conditions that are not met."""
        if self.fits:
            return f"金额为{self.rate}×{self.quantity}＝{self.rate * self.quantity}元"
        unmet = [each.condition.subject for each in self.findings if not each.is_met]
        if len(unmet) == len(self.findings):
            return f"{COUNTS[len(unmet)]}个条件都不满足，即{'、'.join(unmet)}"
        return f"{COUNTS[len(self.findings)]}个条件里有{COUNTS[len(unmet)]}个不满足，即{'、'.join(unmet)}"

    def in_lines(self) -> str:
        """Judge the application, and then each condition."""
        lines = [f"{number}. {each.compared()}" for number, each in enumerate(self.findings, 1)]
        return "\n".join([f"{'符合' if self.fits else '不符合'}，{self.result()}。", *lines])

    def in_table(self) -> str:
        """Write the conclusion and a table of the conditions."""
        rows = [
            (each.condition.rule.format(each.limit), f"{each.value}{each.condition.unit}", each.verdict)
            for each in self.findings
        ]
        return (
            f"{'符合' if self.fits else '不符合'}，{self.result()}。\n\n{in_table(rows, ('条件', '实际', '是否满足'))}"
        )

    def in_letter(self) -> str:
        """Write a letter to the applicant."""
        intro = f"您申请的{self.benefit.name}已经审核，结论是{'符合' if self.fits else '不符合'}条件。须满足全部条件才能办理，现将各项对照如下。"
        lines = (f"- {each.compared()}" for each in self.findings)
        end = "请前来办理手续。" if self.fits else "如对结果有疑问，可以要求复核。"
        return "\n\n".join((f"{self.who}：", intro, "\n".join(lines), f"{self.result()}。{end}", self.benefit.office))


def draw_conditions(rng: Random, benefit: Benefit) -> list[Condition]:
    """Draw three or four conditions in random order: the first one of the benefit, such as the age, and others."""
    first, *others = benefit.conditions
    conditions = [first, *rng.sample(others, rng.choice((2, 3, 3, 3)))]
    rng.shuffle(conditions)
    return conditions


def draw_quantity(rng: Random, benefit: Benefit, findings: Sequence[Finding]) -> int:
    """Draw the quantity of the amount, which is not above the number of the condition that limits it."""
    most = next((each.value for each in findings if each.condition.subject == benefit.limited_by), benefit.quantity[-1])
    return rng.choice([each for each in benefit.quantity if each <= most])


def answer_in(form: Sequence[str], application: Application) -> str:
    """Write the judgment in the form that is asked for."""
    if form is LINE_FORMS:
        return application.in_lines()
    if form is TABLE_FORMS:
        return application.in_table()
    if form is LETTER_FORMS:
        return application.in_letter()
    return "符合" if application.fits else "不符合"


def write_benefit_check(rng: Random) -> Task:
    """Describe an applicant, and give three or four conditions. Half of the applicants meet all of them."""
    benefit = rng.choice(BENEFITS)
    conditions = draw_conditions(rng, benefit)
    fits = rng.random() < 0.5
    met = [True] * len(conditions) if fits else [rng.random() < 0.5 for _ in conditions]
    if not fits and all(met):
        met[rng.randrange(len(met))] = False
    findings = tuple(draw_finding(rng, *each) for each in zip(conditions, met, strict=True))
    application = Application(
        person(rng), benefit, findings, rng.choice(benefit.rate), draw_quantity(rng, benefit, findings)
    )
    facts = [rng.choice(each.condition.facts).format(each.value) for each in findings]
    rng.shuffle(facts)
    form = rng.choice(FORMS)
    instruction = rng.choice(FRAMES).format(
        who=application.who,
        name=benefit.name,
        office=benefit.office,
        facts="，".join((*facts, benefit.quantity_fact.format(application.quantity))),
        form=rng.choice(form).format(office=benefit.office),
    )
    rules = [f"- {each.condition.rule.format(each.limit)}；" for each in findings]
    given = "\n".join(
        (f"{benefit.name}的条件（须全部满足）", *rules, f"- 符合的，{benefit.rate_rule.format(application.rate)}。")
    )
    return Task(instruction, given, answer_in(form, application))
