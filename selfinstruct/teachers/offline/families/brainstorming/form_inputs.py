"""Inputs that test two fields of forms: some that the rule accepts and some that it rejects, with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person

Trial = tuple[str, str]  # what is entered, and why it is worth a try
EMPTY = "（空）"
OPTIONAL = frozenset(
    "寄语 一句书评 班级口号 兴趣说明 点评 昵称 身高 当日距离 邮政编码 加班小时数 出租车费 氮肥用量".split()
)
"""Fields that a form may leave empty."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field accepts in words, and inputs that it accepts and rejects."""

    words: str
    accepted: tuple[Trial, ...]
    rejected: tuple[Trial, ...]


# fmt: off
WHOLE = (
    ("会议室预订页", "参会人数", "人", 2, (20, 50, 120)), ("血压记录小程序", "收缩压", "毫米汞柱", 60, (240, 250, 260)),
    ("鱼塘投喂记录本", "投喂次数", "次", 1, (5, 6, 8)), ("图书馆借书机", "续借天数", "天", 1, (15, 21, 30)),
    ("停车缴费机", "停车时长", "小时", 1, (24, 36, 48)), ("马拉松报名表", "年龄", "岁", 18, (60, 65, 70)),
    ("温室控制面板", "目标温度", "摄氏度", 5, (35, 38, 40)), ("教务选课系统", "本学期学分", "分", 4, (26, 28, 32)),
    ("快递下单页", "包裹件数", "件", 1, (20, 50, 99)), ("体检预约页", "身高", "厘米", 80, (220, 230, 250)),
    ("电梯维保单", "停靠层数", "层", 2, (18, 33, 60)), ("仓库扫码枪", "入库箱数", "箱", 1, (200, 300, 500)),
    ("志愿服务平台", "服务时长", "小时", 1, (8, 12, 24)), ("酒店自助入住机", "入住晚数", "晚", 1, (14, 28, 30)),
    ("打印机面板", "打印份数", "份", 1, (50, 99, 200)), ("测土配方表", "氮肥用量", "公斤", 5, (40, 60, 80)),
    ("游泳馆售票机", "购票张数", "张", 1, (6, 10, 20)), ("驾校约课页", "练车课时", "节", 1, (4, 5, 6)),
    ("养鸡场环控屏", "湿度设定", "%", 30, (70, 75, 80)), ("广场舞队登记表", "队员人数", "人", 6, (40, 60, 80)),
    ("工地考勤机", "加班小时数", "小时", 1, (4, 5, 6)), ("合唱比赛系统", "评委打分", "分", 60, (95, 99, 100)),
)
DECIMAL = (
    ("差旅报销单", "出租车费", "元", (300, 500, 1000)), ("食堂充值机", "充值金额", "元", (200, 500, 800)),
    ("剧团众筹页", "支持金额", "元", (2000, 5000, 9000)), ("水费缴纳页", "缴费金额", "元", (600, 800, 1500)),
    ("社区募捐页", "捐款金额", "元", (1000, 3000, 8000)), ("理发店收银台", "折后价", "元", (399, 688, 998)),
    ("粮站过磅单", "净重", "吨", (30, 45, 60)), ("布店裁剪单", "布料长度", "米", (20, 30, 50)),
    ("实验室天平软件", "样品质量", "克", (100, 200, 220)), ("咖啡豆订货单", "订货重量", "公斤", (20, 30, 50)),
    ("跑步打卡页", "当日距离", "公里", (42, 60, 100)), ("药材铺称重页", "药材重量", "克", (100, 300, 500)),
    ("二手书交易页", "单本售价", "元", (80, 150, 300)), ("蜂蜜灌装机", "装瓶重量", "公斤", (2, 3, 5)),
)
DIGITS = (
    ("快递柜屏幕", "取件码", (6, 8)), ("会员登录页", "短信口令", (4, 6)), ("仓储系统", "货位编号", (5, 7)), ("馆藏录入页", "图书条码", (7, 8)),
    ("医院自助机", "排队序号", (3, 4)), ("燃气缴费页", "户号", (7, 8)), ("奶茶店点单屏", "桌号", (3,)), ("共享单车后台", "车辆编号", (7, 8)),
    ("考务系统", "座位号", (3, 4)), ("寄存柜", "开柜密码", (4, 6)), ("邮局网点系统", "邮政编码", (6,)), ("药房出库单", "批号", (6, 8)),
)
HANZI = (
    ("小区群接龙", "昵称", 2, (6, 7, 8)), ("作文投稿页", "标题", 3, (12, 14, 15)), ("宠物登记页", "宠物名", 1, (5, 6, 8)),
    ("菜谱网站", "菜名", 2, (9, 10, 12)), ("公园认养牌系统", "寄语", 4, (14, 16, 18)), ("读书打卡页", "一句书评", 8, (20, 24, 26)),
    ("歌咏比赛报名页", "队名", 2, (8, 9, 10)), ("运动会问卷", "班级口号", 4, (12, 14, 16)), ("留言墙", "留言", 5, (20, 22, 26)),
    ("农家乐点评页", "点评", 6, (18, 20, 24)), ("工会意见箱", "意见标题", 4, (14, 16, 20)), ("古琴社招新表", "兴趣说明", 6, (16, 20, 25)),
)
DAY = (
    ("补考报名页", "考试日期"), ("民宿预订页", "入住日期"), ("美术馆预约页", "参观日期"), ("农机租赁页", "用机日期"), ("疫苗预约页", "接种日期"),
    ("招聘系统", "入职日期"), ("校服征订页", "量体日期"), ("苗木订购页", "送货日期"), ("婚庆公司页面", "彩排日期"), ("献血预约页", "献血日期"),
    ("婚检登记页", "检查日期"), ("搬家公司下单页", "搬家日期"),
)
INCIDENTS = {
    "参会人数": "上周有人给自己一个人订了礼堂", "收缩压": "护士手抖多敲了一个零", "投喂次数": "徒弟把斤数填进了次数", "续借天数": "有学生想一口气借到毕业",
    "停车时长": "夜里过零点的车算成了负数", "年龄": "去年混进一个小学生", "目标温度": "棚里曾被调到能煮鸡蛋", "本学期学分": "转学生选课时整页卡住",
    "包裹件数": "商家批量寄件时总报错", "身高": "有家长拿米当单位填", "停靠层数": "地下车库那层总有人漏数", "入库箱数": "盘点时多出一整排货架",
    "服务时长": "有人一天登记了三十个小时", "入住晚数": "凌晨到店的客人不知道算几晚", "打印份数": "一次误印了整包纸", "氮肥用量": "隔壁村照错的数烧了苗",
    "购票张数": "团体票被拆成几十单", "练车课时": "有学员把一周的课约在一天", "湿度设定": "雏鸡舍半夜报警却查不出原因", "队员人数": "凑不满一排也报了名",
    "加班小时数": "有人填过半个小时", "评委打分": "决赛那晚出现过满分以上的分", "出租车费": "财务见过带着“元”字的报销单",
    "充值金额": "食堂阿姨误充过一整年的饭钱", "支持金额": "有粉丝想支持一分钱的一半", "缴费金额": "老人把表底数当成了金额", "捐款金额": "名单上出现过负的善款",
    "折后价": "打折之后分位对不上", "净重": "司机连车皮一起填了", "布料长度": "裁出来的布比单子上短一截", "样品质量": "天平飘了一位小数没人发现",
    "订货重量": "烘豆师把克写成了公斤", "当日距离": "有人一天“跑”出了省", "药材重量": "有人把钱当成克来填", "单本售价": "旧字典曾卖出天价",
    "装瓶重量": "一箱蜜少装了半勺", "取件码": "雨天按键进水，多按了一下", "短信口令": "老人总把字母O当成零", "货位编号": "新来的搬运工把横线也输进去",
    "图书条码": "旧书的条码磨掉了一截", "排队序号": "叫号屏上蹦出过乱码", "户号": "有人把表号当成户号填", "桌号": "客人把Wi-Fi密码填进了桌号",
    "车辆编号": "报修时填的编号查不到车", "座位号": "考生把准考证号抄了过来", "开柜密码": "有孩子只按了一个键就锁上", "邮政编码": "有三封信因邮编少一位被退回",
    "批号": "药师扫码枪多带出一个空格", "昵称": "群里冒出一串表情当名字", "标题": "投稿里有人把全文贴进了标题", "宠物名": "有只狗的名字写成了一首诗",
    "菜名": "爱玩的网友把配料表也写进去", "寄语": "刻牌子的师傅嫌字多刻不下", "一句书评": "连写三个好字也算一篇", "队名": "主持人念不出带符号的队名",
    "班级口号": "大屏上口号折成了两行", "留言": "墙上有人只留了个句号", "点评": "同行复制来的英文差评混了进来", "意见标题": "标题写“如题”的有十几封",
    "兴趣说明": "社长收到过一份空白的自述", "考试日期": "补考那天教室没留", "入住日期": "旺季有人订到了去年", "参观日期": "闭馆日也放出了票",
    "用机日期": "收割机被两家约在同一天", "接种日期": "疫苗还没到货就有人约上了", "入职日期": "新人收到的报到日早过了", "量体日期": "有班级整班漏量",
    "送货日期": "树苗在冷库里多放了半月", "彩排日期": "新人婚礼后才排上彩排", "献血日期": "献血车还没到就有人来排队", "检查日期": "两口子约到了不同的日子",
    "搬家日期": "卡车开到时房子还没交",
}
"""What has gone wrong with each field before."""
# fmt: on
WHOLE_WORDS = (
    "只收{low}到{high}的整数（{unit}）",
    "要填整数，从{low}到{high}，不写单位“{unit}”",
    "限整数，最小{low}、最大{high}，单位“{unit}”印在框外",
    "接受不小于{low}、不大于{high}的整数，单位固定为{unit}",
)  # fmt: skip
DECIMAL_WORDS = ("收0.01到{high}的数，至多两位小数（{unit}）", "可填两位以内的小数，最小0.01，最大{high}，不带“{unit}”字",
                 "限0.01{unit}到{high}{unit}，只写数，小数不超过两位")  # fmt: skip
DIGIT_WORDS = (
    "只收{length}位数字，开头可以是零",
    "必须是{length}个数字，允许以零打头",
    "长度固定{length}位，全用数字，首位不限",
)
HANZI_WORDS = (
    "只收{low}到{high}个汉字",
    "限{low}至{high}个汉字，别的字符一律不行",
    "全用汉字，最短{low}个、最长{high}个",
)
DAY_WORDS = (
    "收{start}到{end}的日期，含首尾，写成年-月-日",
    "只能选{start}至{end}（两头都算），格式年-月-日",
    "不得早于{start}、不晚于{end}，按年-月-日填",
)
WRITING = "青山绿水白云蓝天红花碧草清风明月小桥流水人家春雨秋霜"
NUMERALS = "7305928461"
FIELD_CLAUSES = (
    "{page}的“{field}”{words}，试过{tried}",
    "“{field}”（{page}）{words}，{tried}测过了",
    "{page}里“{field}”一栏{words}，已有用例{tried}",
    "{page}的“{field}”要重点查，因为{incident}；规则是{words}，{tried}试过了",
    "{page}的“{field}”出过事，{incident}；规则是{words}，用例有{tried}",
    "{page}有个“{field}”框，{words}，以前的事故是{incident}，已写用例{tried}",
    "{page}上的“{field}”{words}，不必再测{tried}",
)
OPENINGS = (
    "这周要测两处输入框：{one}；{two}。",
    "{who}补测两个输入框。{one}。{two}。",
    "测试需求里有两条：{one}；{two}。",
    "{one}。另外，{two}。",
    "新版上线前还差两处没测透。{one}；{two}。",
    "测试交接单：{one}；{two}。",
    "这轮要回归两处：{one}；{two}。",
    "{who}评审用例时挑出两项。{one}；{two}。",
    "{one}。还有一处，{two}。",
    "新来的测试员{who}领到两个框：{one}；{two}。",
)
ASKS = (
    "请为每处推荐{n}个测试输入，该收的和该拒的都要有，各说理由。",
    "请各列举{n}个值得试的输入，先写应通过的，再写应拒绝的，附原因。",
    "还有哪些值得一试的输入？请各列出{n}个，有合规的也有违规的，并说明为什么。",
    "请每处再推荐{n}个输入，讲明收不收、为什么。",
    "请替这两处各推荐{n}个没试过的输入，写上预期结果和理由。",
)
TABLE_ASKS = (
    "请各推荐{n}个测试输入，列成Markdown表，分输入框、输入、预期、理由四栏。",
    "请每处推荐{n}个新的输入，做成Markdown表：输入框、输入、预期、理由。",
)
JSON_ASKS = ("请各推荐{n}个测试输入，写成JSON数组，对象的键是输入框、输入、预期、理由。",)
HEADS = ("输入框", "输入", "预期", "理由")


def whole_number(rng: Random) -> tuple[str, str, Rule]:
    """Draw a field for whole numbers in a range."""
    page, field, unit, low, highs = rng.choice(WHOLE)
    high = rng.choice(highs)
    accepted = [
        (str(low), "正好是下限"),
        (str(high), "正好是上限"),
        (str(high - 1), "比上限少1"),
        (str(low + 1), "比下限多1"),
    ]
    rejected = [(str(low - 1), "比下限少1"), (str(high + 1), "比上限多1"), (f"{low}.5", "不是整数"), (f"{high}{unit}", "带了单位"),
                ("abc", "填了字母"), (f"-{high}", "是负数")]  # fmt: skip
    return (
        page,
        field,
        Rule(rng.choice(WHOLE_WORDS).format(low=low, high=high, unit=unit), tuple(accepted), tuple(rejected)),
    )


def decimal_number(rng: Random) -> tuple[str, str, Rule]:
    """Draw a field for amounts with up to two decimals."""
    page, field, unit, highs = rng.choice(DECIMAL)
    high = rng.choice(highs)
    accepted = [
        ("0.01", "正好是最小值"),
        (f"{high}.00", "正好是最大值"),
        (f"{high - 1}.9", "一位小数也可以"),
        (str(high - 1), "整数也可以"),
    ]
    rejected = [("0", "比最小值小"), (f"{high}.01", "比最大值多0.01"), ("1.005", "有三位小数"), ("-0.5", "是负数"),
                (f"1{unit}", "带了单位"), ("1.2.3", "有两个小数点")]  # fmt: skip
    return page, field, Rule(rng.choice(DECIMAL_WORDS).format(high=high, unit=unit), tuple(accepted), tuple(rejected))


def digit_code(rng: Random) -> tuple[str, str, Rule]:
    """Draw a field for a code of a fixed number of digits."""
    page, field, lengths = rng.choice(DIGITS)
    length = rng.choice(lengths)
    code = NUMERALS[:length]
    accepted = [
        (code, f"正好{length}位"),
        ("0" * length, "全是零也合规则"),
        ("0" + code[1:], "以零开头也要接受"),
        ("9" * length, "全是同一个数字"),
    ]
    rejected = [(code[:-1], "少一位"), (code + "1", "多一位"), (code[:-1] + "A", "夹着字母"), (code[:1] + " " + code[2:], "中间有空格"),
                (code[:-1] + "-", "夹着短横线"), (code[:-1] + "六", "夹着汉字")]  # fmt: skip
    return page, field, Rule(rng.choice(DIGIT_WORDS).format(length=length), tuple(accepted), tuple(rejected))


def chinese_text(rng: Random) -> tuple[str, str, Rule]:
    """Draw a field for a text of Chinese characters with a bounded length."""
    page, field, low, highs = rng.choice(HANZI)
    high = rng.choice(highs)
    text = WRITING + WRITING[:6]
    accepted = [(text[:low], f"正好{low}个字"), (text[:high], f"正好{high}个字"), (text[: low + 1], f"{low + 1}个字，比下限多一个"),
                (text[2 : high + 1], f"{high - 1}个字，比上限少一个")]  # fmt: skip
    rejected = [(text[: high + 1], f"{high + 1}个字，超出一个"), (text[: low - 1] or EMPTY, f"{low - 1}个字，不够下限" if low > 1 else "没有填"),
                (text[:low] + "☆", "带了符号"), (text[:low] + "ab", "带了字母"), (text[:low] + "12", "带了数字"),
                (text[:low] + " " + text[low : low + 1], "中间有空格")]  # fmt: skip
    return page, field, Rule(rng.choice(HANZI_WORDS).format(low=low, high=high), tuple(accepted), tuple(rejected))


def day_of_month(rng: Random) -> tuple[str, str, Rule]:
    """Draw a field for a date between two days of one month."""
    page, field = rng.choice(DAY)
    month, first = rng.choice((4, 6, 9, 11)), rng.randint(2, 12)
    start = date(2027, month, first)
    end = start + timedelta(days=rng.randint(7, 16))
    accepted = [(str(start), "正好是第一天"), (str(end), "正好是最后一天"), (str(start + timedelta(days=1)), "开放的第二天"),
                (str(end - timedelta(days=1)), "倒数第二天")]  # fmt: skip
    rejected = [(str(start - timedelta(days=1)), "早了一天"), (str(end + timedelta(days=1)), "晚了一天"), (f"2027-{month:02d}-31", "这个月没有31日"),
                (f"2026-{start:%m-%d}", "年份早了一年"), (f"{start:%m/%d}", "写法不是年-月-日"), (f"2027-13-{first:02d}", "没有13月")]  # fmt: skip
    return page, field, Rule(rng.choice(DAY_WORDS).format(start=start, end=end), tuple(accepted), tuple(rejected))


FIELDS = (whole_number, decimal_number, digit_code, chinese_text, day_of_month)


@dataclass(frozen=True, slots=True)
class Trials:
    """A field with the inputs that are chosen for it: the clause that introduces it, and rows of the answer."""

    clause: str
    rows: tuple[tuple[str, str, str, str], ...]


def trials_for(rng: Random, field_kind: Callable[[Random], tuple[str, str, Rule]], count: int) -> Trials:
    """Draw a field and `count` inputs for it, and state two other inputs as tried before."""
    page, field, rule = field_kind(rng)
    good, bad = list(rule.accepted), list(rule.rejected)
    optional = field in OPTIONAL and rng.random() < 0.6
    if all(entered != EMPTY for entered, _ in bad):
        (good if optional else bad).append((EMPTY, "可以不填" if optional else "必填项空着"))
    must = "，可以不填" if (EMPTY, "可以不填") in good else "，必填"
    rng.shuffle(good)
    rng.shuffle(bad)
    tried = "和".join("留空" if entered == EMPTY else f"“{entered}”" for entered, _ in (good[-1], bad[-1]))
    clause = rng.choice(FIELD_CLAUSES).format(page=page, field=field, words=rule.words + must, tried=tried,
        incident=INCIDENTS[field],
    )  # fmt: skip
    rows = [(field, entered, "通过", why) for entered, why in good[: count // 2]]
    rows += [(field, entered, "拒绝", why) for entered, why in bad[: count - count // 2]]
    return Trials(clause, tuple(rows))


def entry_of(entered: str) -> str:
    """Say what is entered into a field."""
    return "什么也不输入" if entered == EMPTY else f"输入“{entered}”"


def in_points(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Write the inputs as numbered points under the name of their field."""
    fields = dict.fromkeys(row[0] for row in rows)
    return "\n\n".join(
        f"**{field}**\n"
        + numbered(
            [f"{entry_of(entered)}，应当{expected}，{why}。" for name, entered, expected, why in rows if name == field]
        )
        for field in fields
    )


def in_json(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """Write the inputs as a JSON array."""
    cells = [(field, "" if entered == EMPTY else entered, *rest) for field, entered, *rest in rows]
    return json.dumps([dict(zip(HEADS, row, strict=True)) for row in cells], ensure_ascii=False, indent=1)


def write_form_inputs(rng: Random) -> Task:
    """Inputs that test two fields of forms: some that the rule accepts and some that it rejects, with the reason."""
    count = rng.randint(2, 4)
    one, two = (trials_for(rng, kind, count) for kind in rng.sample(FIELDS, 2))
    rows = (*one.rows, *two.rows)
    asks, output = rng.choice(
        (
            (ASKS, in_points(rows)),
            (ASKS, in_points(rows)),
            (TABLE_ASKS, in_table(rows, HEADS)),
            (JSON_ASKS, in_json(rows)),
        )
    )
    instruction = rng.choice(OPENINGS) + rng.choice(asks)
    return Task(instruction.format(one=one.clause, two=two.clause, who=person(rng), n=COUNTS[count]), "", output)
