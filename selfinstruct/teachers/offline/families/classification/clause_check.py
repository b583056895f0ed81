"""Quote the clauses of a contract and give points of review with limits. The answer is a judgment of each clause."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with a number, the point of review for it, the unit, and whether the limit is an upper one."""

    subject: str
    text: str
    rule: str
    unit: str
    upper: bool
    values: range


CONTRACTS = (
    ("房屋租赁合同", "租房", (
        Clause("押金", "签约时承租人一次交清押金，相当于{}", "押金不得超过{}", "个月租金", True, range(1, 5)),
        Clause("解约通知", "出租人提前{}通知即可收回房屋", "出租人收房至少提前{}通知", "天", False, range(5, 61, 5)),
        Clause("滞纳金", "迟交房租，每日按欠款的{}加收", "迟交租金的滞纳金每日不超过{}", "‰", True, range(1, 9)),
        Clause("上门维修", "出租人接到报修后{}内上门", "报修后上门不得晚于{}", "小时", True, range(12, 97, 12)),
        Clause("续租涨幅", "续租时月租金上涨{}", "续租涨幅不超过{}", "%", True, range(3, 21)),
        Clause("入户查看", "出租人每季度入户查看{}", "每季度入户查看不超过{}", "次", True, range(1, 7)),
        Clause("转租手续费", "经出租人同意转租，收手续费{}", "转租手续费不超过{}", "元", True, range(50, 501, 50)),
        Clause("免租期", "退租时另给{}免租期用于腾房", "腾房免租期不少于{}", "天", False, range(1, 11)))),
    ("劳动合同", "入职", (
        Clause("试用期", "试用期定为{}", "试用期不超过{}", "个月", True, range(1, 8)),
        Clause("试用工资", "试用期内发约定工资的{}", "试用期工资不低于约定工资的{}", "%", False, range(75, 101, 5)),
        Clause("每月加班", "每月加班以{}为限", "每月加班不超过{}", "小时", True, range(20, 41, 4)),
        Clause("年假", "满一年后每年休假{}", "满一年后年假不少于{}", "天", False, range(4, 16)),
        Clause("竞业限制", "离职后{}内不得去同行任职", "竞业限制不长于{}", "个月", True, range(6, 31, 6)),
        Clause("发薪日", "工资于次月{}发放，遇假提前", "工资不得晚于次月{}发放", "日", True, range(5, 26)),
        Clause("午休", "每个工作日午休{}", "午休不少于{}", "分钟", False, range(30, 121, 15)),
        Clause("出差补助", "异地出差每天补助{}", "出差补助每天不低于{}", "元", False, range(50, 301, 50)))),
    ("健身会员协议", "办卡", (
        Clause("全额退款期限", "开卡后{}内未使用可全额退款", "未使用全额退款的期限不短于{}", "天", False, range(1, 16)),
        Clause("转卡费", "转让会员卡，收手续费{}", "转卡手续费不超过{}", "元", True, range(50, 501, 50)),
        Clause("停卡天数", "每年可停卡{}", "每年允许停卡的天数不少于{}", "天", False, range(10, 91, 10)),
        Clause("退费扣款", "中途退卡，扣除剩余金额的{}", "中途退卡扣款不超过剩余金额的{}", "%", True, range(5, 41, 5)),
        Clause("私教课有效期", "私教课自购买起{}内上完", "私教课有效期不短于{}", "个月", False, range(3, 19, 3)),
        Clause("检修闭馆", "场馆每年检修闭馆{}", "每年检修闭馆不超过{}", "天", True, range(3, 31, 3)),
        Clause("储物柜收费", "租用储物柜，每月收{}", "储物柜每月收费不超过{}", "元", True, range(10, 81, 10)),
        Clause("免费体测", "教练每季度免费体测{}", "免费体测每季度不少于{}", "次", False, range(1, 6)))),
    ("少儿书法培训协议", "报班", (
        Clause("预收学费", "一次预收{}的学费", "一次预收学费不超过{}", "个月", True, range(1, 5)),
        Clause("班额", "每班最多招收{}", "每班不超过{}", "人", True, range(6, 25, 2)),
        Clause("补课次数", "因事缺课，每学期可补{}", "缺课可补的次数每学期不少于{}", "次", False, range(1, 9)),
        Clause("退款时限", "提出退费后{}内到账", "退费到账不晚于{}", "天", True, range(3, 31, 3)),
        Clause("教师资历", "任课教师教龄在{}以上", "任课教师教龄不短于{}", "年", False, range(1, 11)),
        Clause("材料费", "每学期另收材料费{}", "材料费每学期不超过{}", "元", True, range(50, 401, 50)),
        Clause("课时长度", "每节课上{}", "每节课不短于{}", "分钟", False, range(40, 91, 10)),
        Clause("试听课", "报名前可试听{}", "试听课不少于{}", "节", False, range(1, 5)))),
    ("旧房翻新装修合同", "装修", (
        Clause("首付款", "开工前业主支付总价的{}", "首付款不超过总价的{}", "%", True, range(20, 71, 5)),
        Clause("增项", "施工增项累计可达总价的{}", "增项累计不超过总价的{}", "%", True, range(5, 31, 5)),
        Clause("防水保修", "卫生间防水保修{}", "防水保修不短于{}", "年", False, range(4, 11)),
        Clause("工期违约", "工期每拖延一天，装修方赔付{}", "工期延误每天赔付不少于{}", "元", False, range(50, 501, 50)),
        Clause("尾款", "验收合格后再付总价的{}作为尾款", "验收后支付的尾款不低于总价的{}", "%", False, range(3, 16)),
        Clause("闭水试验", "防水层做好后闭水{}", "闭水试验不少于{}", "小时", False, range(12, 73, 12)),
        Clause("噪声施工", "工作日每天敲打施工{}", "工作日敲打施工每天不超过{}", "小时", True, range(1, 8)),
        Clause("水电检修", "完工后{}内免费检修水电", "水电免费检修不短于{}", "个月", False, range(6, 37, 6)))),
    ("月嫂服务合同", "请月嫂", (
        Clause("定金", "签约先付服务费的{}作定金", "定金不超过服务费的{}", "%", True, range(5, 26, 5)),
        Clause("每周休息", "月嫂每周休息{}", "月嫂每周休息不少于{}", "天", False, range(1, 4)),
        Clause("免费换人", "不满意可免费更换{}", "免费更换月嫂不少于{}", "次", False, range(1, 5)),
        Clause("体检报告", "月嫂的体检报告须是最近{}内出具的", "体检报告出具至今不超过{}", "个月", True, range(1, 13)),
        Clause("早产到岗", "宝宝早产时，{}内安排到岗", "早产时到岗不晚于{}", "小时", True, range(12, 97, 12)),
        Clause("节日加收", "遇法定节假日，每天加收{}", "法定节假日每天加收不超过{}", "元", True, range(100, 701, 100)),
        Clause("照护经验", "上门的月嫂须带过{}新生儿", "带过的新生儿不少于{}", "名", False, range(3, 31, 3)),
        Clause("试工", "试工{}，不合适不收费", "免费试工不少于{}", "小时", False, range(2, 25, 2)))),
    ("宠物寄养协议", "寄养宠物", (
        Clause("每天遛狗", "寄养犬每天外出{}", "寄养犬每天外出不少于{}", "次", False, range(1, 5)),
        Clause("超期送养", "超期不接，满{}后由店方送养", "超期后满{}才可送养", "天", False, range(7, 91, 7)),
        Clause("垫付诊费", "宠物生病时，店方不必征得同意即可垫付{}以内的诊费", "不必征得同意的诊费不超过{}", "元", True, range(200, 2001, 200)),
        Clause("视频次数", "店方每周发视频{}", "每周发视频不少于{}", "次", False, range(1, 8)),
        Clause("每笼只数", "每间笼舍安置{}", "每间笼舍不超过{}", "只", True, range(1, 5)),
        Clause("提前接走", "提前接走，扣未住费用的{}", "提前接走扣款不超过未住费用的{}", "%", True, range(10, 61, 10)),
        Clause("每天清扫", "笼舍每天清扫{}", "笼舍每天清扫不少于{}", "次", False, range(1, 5)),
        Clause("丢失赔偿", "宠物丢失，店方赔{}", "丢失赔偿不低于{}", "元", False, range(1000, 9001, 1000)))),
    ("土地流转合同", "流转承包地", (
        Clause("流转期限", "流转期限为{}", "流转期限不超过{}", "年", True, range(5, 31, 5)),
        Clause("租金递增", "租金每三年递增{}", "每三年递增不低于{}", "%", False, range(2, 13)),
        Clause("拖欠时间", "拖欠租金满{}，农户可收回土地", "农户收地所需的拖欠时间不超过{}", "个月", True, range(2, 13)),
        Clause("秸秆还田", "秸秆还田比例达到{}", "秸秆还田比例不低于{}", "%", False, range(40, 101, 10)),
        Clause("地面硬化", "硬化地面占流转面积的{}", "硬化地面不超过流转面积的{}", "%", True, range(1, 9)),
        Clause("复耕保证金", "每亩交复耕保证金{}", "复耕保证金每亩不少于{}", "元", False, range(100, 801, 100)),
        Clause("雇用村民", "每年优先雇用本村劳力{}", "每年雇用本村劳力不少于{}", "人", False, range(3, 31, 3)),
        Clause("水渠清淤", "水渠每年清淤{}", "水渠每年清淤不少于{}", "次", False, range(1, 5)))),
    ("跟团游合同", "跟团旅游", (
        Clause("自费项目", "行程含自费项目{}", "自费项目不超过{}", "个", True, range(1, 7)),
        Clause("单日车程", "单日乘车最长{}", "单日乘车不超过{}", "小时", True, range(4, 12)),
        Clause("免费取消", "出发前{}取消不收违约金", "免违约金取消的提前期不超过{}", "天", True, range(3, 31, 3)),
        Clause("成团人数", "满{}即成团", "成团人数不高于{}", "人", True, range(8, 31, 2)),
        Clause("意外险", "旅行社投保意外险，每人保额{}", "意外险每人保额不低于{}", "万元", False, range(10, 61, 5)),
        Clause("购物停留", "每天购物停留{}", "每天购物停留不超过{}", "分钟", True, range(15, 121, 15)),
        Clause("单房差", "单人住一间，每晚补差价{}", "单房差每晚不超过{}", "元", True, range(80, 401, 40)),
        Clause("导游配比", "每{}配一名导游", "每名导游带的游客不超过{}", "人", True, range(10, 41, 5)))),
    ("汽车租赁合同", "租车", (
        Clause("超里程", "超出每日限定里程的，每公里收{}", "超里程每公里收费不超过{}", "元", True, range(1, 6)),
        Clause("免赔额", "出险后承租人先承担{}", "承租人承担的免赔额不超过{}", "元", True, range(500, 4001, 500)),
        Clause("违章押金", "还车后违章押金冻结{}", "违章押金冻结不长于{}", "天", True, range(10, 61, 5)),
        Clause("迟还宽限", "迟还{}以内不另收费", "免费的迟还宽限不短于{}", "分钟", False, range(10, 121, 10)),
        Clause("到场救援", "抛锚后{}内到场救援", "抛锚后到场救援不晚于{}", "小时", True, range(1, 9)),
        Clause("油量差", "油量差额另收服务费{}", "油量差额服务费不超过{}", "元", True, range(20, 201, 20)),
        Clause("洗车费", "还车时车身有泥，收洗车费{}", "洗车费不超过{}", "元", True, range(20, 161, 20)),
        Clause("送车时限", "预订后{}内把车送到", "送车不晚于预订后{}", "小时", True, range(1, 10)))),
    ("真空泵采购合同", "采购设备", (
        Clause("预付款", "合同生效后预付{}货款", "预付款不超过货款的{}", "%", True, range(10, 61, 5)),
        Clause("质保", "设备质保{}", "质保不短于{}", "个月", False, range(6, 37, 6)),
        Clause("迟交违约金", "迟交货物，每周按货款的{}付违约金", "迟交违约金每周不低于货款的{}", "%", False, range(1, 7)),
        Clause("备件供应", "停产后继续供应备件{}", "停产后备件供应不少于{}", "年", False, range(2, 11)),
        Clause("验收时间", "到货后{}内完成验收", "留给我方的验收时间不少于{}", "天", False, range(3, 31, 3)),
        Clause("免费培训", "供方免费培训操作工{}", "免费培训不少于{}", "天", False, range(1, 8)),
        Clause("故障答复", "接到故障电话，{}内答复", "故障电话的答复不晚于{}", "小时", True, range(1, 13)),
        Clause("交货期限", "签约后{}内交货", "交货不晚于签约后{}", "天", True, range(15, 91, 15)))),
    ("养老院入住协议", "入住养老院", (
        Clause("护理比", "每名护理员照看{}", "每名护理员照看不超过{}", "人", True, range(3, 13)),
        Clause("每年涨价", "每年收费上调{}", "每年上调不超过{}", "%", True, range(2, 16)),
        Clause("退住通知", "提前{}提出即可退住", "退住的提前通知期不超过{}", "天", True, range(7, 61, 7)),
        Clause("试住", "入住前可试住{}", "试住不少于{}", "天", False, range(3, 31, 3)),
        Clause("按铃响应", "按铃后{}内到床边", "按铃后到床边不晚于{}", "分钟", True, range(1, 11)),
        Clause("医疗押金", "入住时交医疗押金{}", "医疗押金不超过{}", "元", True, range(2000, 20001, 2000)),
        Clause("每周探视", "家属每周可探视{}", "每周允许探视不少于{}", "次", False, range(1, 8)),
        Clause("每天加餐", "每天加餐{}", "每天加餐不少于{}", "次", False, range(1, 5)))),
    ("婚宴预订合同", "订婚宴", (
        Clause("核减桌数", "开席前{}可核减桌数", "核减桌数的提前期不超过{}", "天", True, range(3, 31, 3)),
        Clause("备桌", "酒店另外免费备{}", "免费备桌不少于{}", "桌", False, range(1, 6)),
        Clause("服务费", "总价外加收{}服务费", "服务费不超过总价的{}", "%", True, range(2, 21, 2)),
        Clause("免费改期", "允许免费改期{}", "免费改期不少于{}", "次", False, range(1, 4)),
        Clause("开瓶费", "自带酒水，每瓶收{}", "自带酒水每瓶收费不超过{}", "元", True, range(10, 101, 10)),
        Clause("同日场次", "同一楼层当天接待{}", "同一楼层当天不超过{}", "场", True, range(1, 5)),
        Clause("免费彩排", "婚礼前可免费彩排{}", "免费彩排不少于{}", "小时", False, range(1, 8)),
        Clause("免费车位", "酒店留免费车位{}", "免费车位不少于{}", "个", False, range(5, 51, 5)))),
    ("粮食仓储合同", "代储粮食", (
        Clause("储存损耗", "储存损耗按每年{}计", "每年损耗不超过{}", "‰", True, range(2, 13)),
        Clause("入库水分", "入库水分上限为{}", "入库水分上限不高于{}", "%", True, range(12, 18)),
        Clause("每周测温", "仓方每周测粮温{}", "每周测粮温不少于{}", "次", False, range(1, 8)),
        Clause("提货通知", "存货人提前{}通知即可提货", "提货的提前通知期不超过{}", "天", True, range(1, 16)),
        Clause("火灾险", "仓方投保火灾险，保额{}", "火灾险保额不低于{}", "万元", False, range(100, 901, 100)),
        Clause("每年熏蒸", "每年熏蒸{}", "每年熏蒸不超过{}", "次", True, range(1, 5)),
        Clause("入库杂质", "入库杂质上限为{}", "入库杂质上限不高于{}", "‰", True, range(4, 16)),
        Clause("每季对账", "仓方每季度对账{}", "每季度对账不少于{}", "次", False, range(1, 5)))),
    ("演出经纪合同", "签约演出", (
        Clause("经纪分成", "经纪方抽取演出费的{}", "经纪方抽成不超过演出费的{}", "%", True, range(10, 51, 5)),
        Clause("每月场次", "每月安排演出{}", "每月演出不超过{}", "场", True, range(4, 21, 2)),
        Clause("合同期限", "合同期为{}", "合同期不长于{}", "年", True, range(1, 9)),
        Clause("报酬付清", "演出后{}内付清报酬", "报酬付清不晚于演出后{}", "天", True, range(5, 61, 5)),
        Clause("嗓音休养", "连演三场后休养{}", "连演三场后休养不少于{}", "天", False, range(1, 8)),
        Clause("署名字号", "海报署名字号不小于主演的{}", "海报署名字号不得小于主演的{}", "%", False, range(30, 101, 10)),
        Clause("彩排费", "彩排每场另付{}", "彩排每场报酬不低于{}", "元", False, range(100, 901, 100)),
        Clause("住处距离", "到外地演出时，住处离剧场{}", "外地演出的住处离剧场不超过{}", "公里", True, range(1, 13)))),
)  # fmt: skip
VERDICTS = (
    ("合规", "不合规"),
    ("可接受", "须修改"),
    ("通过", "不通过"),
    ("达标", "不达标"),
)
FRAMES = (
    "{who}准备{deed}，请判断{contract}的下列各项属于{good}还是{bad}：{clauses}。{form}",
    "下列条款出自{contract}，请逐条判断（{good}／{bad}）：{clauses}。{form}",
    "{contract}里摘出{count}条，判断下列各项属于{good}还是{bad}：{clauses}。{form}",
    "{clauses}。以上各项见于{contract}，分别属于{good}还是{bad}？{form}",
    "判断下列各项属于{good}还是{bad}，都摘自{contract}：{clauses}。{form}",
    "我打算{deed}，拿不准下列约定属于{good}还是{bad}：{clauses}。{form}",
    "给{contract}的条款分类，类别是{good}和{bad}：{clauses}。{form}",
    "{who}问，{contract}的下列各项属于{good}还是{bad}：{clauses}。{form}",
    "下列各项出自{contract}，判断属于{good}还是{bad}：{clauses}。{form}",
    "{contract}只剩{count}条没谈定：{clauses}。对照标准，各属于{good}还是{bad}？{form}",
    "{clauses}。{who}要在这份{contract}上签字，请判断以上各项属于{good}还是{bad}。{form}",
    "{who}要{deed}，{contract}只剩{count}条没有核对，请判断下列各项属于{good}还是{bad}：{clauses}。{form}",
    "审查练习，判断{contract}的下列各项属于{good}还是{bad}：{clauses}。{form}",
    "{clauses}。判断{contract}的这{count}条属于{good}还是{bad}，依据是附上的标准。{form}",
    "律师建议重新核对{contract}的{count}条，请判断下列各项属于{good}还是{bad}：{clauses}。{form}",
    "{deed}之前先查条款，请判断下列各项属于{good}还是{bad}：{clauses}。{form}",
)
TABLE_FORMS = ("列成Markdown表格（条款、结论、理由）。", "做表，三列：条款、结论、理由。")
LINE_FORMS = ("附理由。", "要把数字比给我看。", "{bad}的还要指出差多少。", "逐条说明。", "每条一行，带上理由。")
FIX_FORMS = (
    "写结论和理由，{bad}的给出改法。",
    "逐条判断，{bad}的写明应当怎么改。",
    "附理由；{bad}的改到刚好符合标准。",
)
JSON_FORMS = ("以JSON数组输出，键为条款、结论、理由。", "写成JSON，含条款、结论、理由。")
SHORT_FORMS = ("只写序号和结论。", "写序号和结论，不用解释。")
FORMS = (TABLE_FORMS, TABLE_FORMS, LINE_FORMS, FIX_FORMS, FIX_FORMS, JSON_FORMS, JSON_FORMS, SHORT_FORMS)
MARKS = "①②③④⑤"
GAP_UNITS = {"%": "个百分点", "‰": "个千分点", "日": "天"}
"""Units of differences, if they are others."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause with its number, the limit of its rule, and whether it keeps to the limit."""

    clause: Clause
    value: int
    limit: int

    @property
    def is_kept(self) -> bool:
        """True if the number is within the limit."""
        return self.value <= self.limit if self.clause.upper else self.value >= self.limit

    @property
    def corrected(self) -> str:
        """Write the clause with the number at the limit."""
        return self.clause.text.format(f"{self.limit}{self.clause.unit}")

    @property
    def reason(self) -> str:
        """Compare the number with the limit."""
        unit, upper = self.clause.unit, self.clause.upper
        side = "限期" if unit == "日" else ("下限", "上限")[upper]
        said = f"约定{self.value}{unit}"
        if self.value == self.limit:
            return f"{said}，正好等于{side}{self.limit}{unit}"
        much = "晚" if unit == "日" else ("少", "多")[upper]
        gap = f"{much}{abs(self.value - self.limit)}{GAP_UNITS.get(unit, unit)}"
        return f"{said}，{side}{self.limit}{unit}，{('已经达到', '没有超过')[upper] if self.is_kept else gap}"


def draw_finding(rng: Random, clause: Clause) -> Finding:
    """Draw a limit, and a number that keeps to it or not."""
    limit = rng.choice(clause.values[1:-1])
    values = list(clause.values)
    return Finding(clause, rng.choice([limit, *rng.choices(values, k=4)]), limit)


def answer_in(form: Sequence[str], findings: Sequence[Finding], verdicts: Sequence[str]) -> str:
    """Write the judgments in the form that is asked for."""
    labels = [verdicts[0] if each.is_kept else verdicts[1] for each in findings]
    rows = [(each.clause.subject, label, each.reason) for each, label in zip(findings, labels, strict=True)]
    if form is TABLE_FORMS:
        return in_table(
            [(mark + head, *rest) for mark, (head, *rest) in zip(MARKS, rows, strict=False)], ("条款", "结论", "理由")
        )
    if form is JSON_FORMS:
        keyed = [dict(zip(("条款", "结论", "理由"), row, strict=True)) for row in rows]
        return json.dumps(keyed, ensure_ascii=False, indent=2)
    if form is SHORT_FORMS:
        return "，".join(f"{mark}{label}" for mark, label in zip(MARKS, labels, strict=False))
    if form is FIX_FORMS:
        fixes = ["" if each.is_kept else f"应改为“{each.corrected}”。" for each in findings]
        return "\n".join(
            f"{mark}{label}。{head}{why}。{fix}"
            for mark, (head, label, why), fix in zip(MARKS, rows, fixes, strict=False)
        )
    return "\n".join(f"{mark}{label}。{head}{why}。" for mark, (head, label, why) in zip(MARKS, rows, strict=False))


def write_clause_check(rng: Random) -> Task:
    """Quote four or five clauses of a contract, and give the points of review in another order."""
    contract, deed, clauses = rng.choice(CONTRACTS)
    findings = [draw_finding(rng, clause) for clause in rng.sample(clauses, rng.choice((4, 5, 5)))]
    verdicts, form = rng.choice(VERDICTS), rng.choice(FORMS)
    stated = "；".join(
        mark + each.clause.text.format(f"{each.value}{each.clause.unit}")
        for mark, each in zip(MARKS, findings, strict=False)
    )
    rules = [each.clause.rule.format(f"{each.limit}{each.clause.unit}") for each in rng.sample(findings, len(findings))]
    instruction = rng.choice(FRAMES).format(
        who=person(rng), deed=deed, contract=contract, clauses=stated, count=COUNTS[len(findings)],
        good=verdicts[0], bad=verdicts[1], form=rng.choice(form).format(bad=verdicts[1]),
    )  # fmt: skip
    given = "\n".join(("审查标准", *(f"- {rule}" for rule in rules)))
    return Task(instruction, given, answer_in(form, findings, verdicts))
