"""Write a report on an experiment with readings in different units, and ask for readings in one unit and in order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, plain
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Experiment:
    """An experiment: what is measured in which units (with their size), on what, other remarks, and its field.

    `ends` are the words for its great and its small values. If it `falls`, the values fall in the order of the samples.
    """

    title: str
    quantity: str
    units: dict[str, Fraction]
    targets: tuple[str, ...]
    span: tuple[int, int, str]
    samples: tuple[str, ...]
    remarks: tuple[str, ...]
    field: str
    ends: str = "大小"
    falls: bool = False


def units(text: str) -> dict[str, Fraction]:
    """Read units and their sizes, such as `厘米 1 毫米 0.1`."""
    parts = text.split()
    return {unit: Fraction(size) for unit, size in zip(parts[::2], parts[1::2], strict=True)}


CENTIMETRES, GRAMS, MILLILITRES = (
    units("厘米 1 毫米 0.1 米 100"),
    units("克 1 千克 1000"),
    units("毫升 1 升 1000 立方厘米 1"),
)
# fmt: off
EXPERIMENTS = (
    Experiment("大棚番茄补光试验", "株高", CENTIMETRES, ("厘米", "毫米"), (420, 960, "0.1"),
        ("红光组", "蓝光组", "红蓝混光组", "白光组", "远红光组", "间歇补光组", "夜间补光组", "不补光组"), ("补光从移栽后第12天开始", "棚内夜温保持在15℃上下", "每组取20株求平均"), "农", "高低"),
    Experiment("纸桥承重比赛", "承重", GRAMS, ("克", "千克"), (15, 420, "10"),
        ("波浪桥", "圆筒桥", "三角梁桥", "方管桥", "双层平板桥", "蜂窝桥", "鱼骨桥", "拱桥"), ("每组只发4张A4纸", "桥面净跨30厘米", "超过10秒不塌才算数"), "赛"),
    Experiment("护城河水质普查", "透明度", CENTIMETRES, ("厘米", "米"), (20, 120, "1"),
        ("北门码头", "入河口", "荷花荡", "南湾", "西闸", "文庙桥下", "取水口", "泄洪渠"), ("采样前两天下过雨", "透明度用黑白盘测量", "当时水温19℃"), "测", "高低"),
    Experiment("空心砖配方试验", "抗压强度", units("兆帕 1 千帕 0.001"), ("兆帕", "千帕"), (35, 240, "0.1"),
        ("粉煤灰配方", "矿渣配方", "陶粒配方", "稻壳灰配方", "再生骨料配方", "石粉配方", "煤矸石配方"), ("试块养护28天", "加载速度每秒2千牛", "每种配方压5块取平均"), "工", "高低"),
    Experiment("石墨涂层电阻比较", "电阻", units("欧 1 千欧 1000"), ("欧", "千欧"), (12, 980, "10"),
        ("甲班第一组", "甲班第二组", "甲班第三组", "乙班第一组", "乙班第二组", "丙班第一组", "丙班第二组"), ("电源电压为6伏", "先用短路法校零", "涂层长度都是50毫米"), "校"),
    Experiment("酵母发酵产气实验", "产气量", MILLILITRES, ("毫升", "升"), (12, 80, "5"),
        ("葡萄糖瓶", "蔗糖瓶", "麦芽糖瓶", "蜂蜜瓶", "果葡糖浆瓶", "红糖瓶", "枣泥瓶"), ("水浴温度35℃", "每瓶加酵母2克", "读数在第40分钟进行"), "校"),
    Experiment("梯田土壤调查", "有机质含量", units("克每千克 1 % 10"), ("克每千克", "%"), (80, 460, "0.1"),
        ("寨脚田", "水口田", "梨树坪", "老鹰岩", "背阴坡", "晒谷场旁", "新开田", "竹林边"), ("取土深度20厘米", "样品风干后过筛", "附近三年没有施过粪肥"), "农", "高低"),
    Experiment("校园空气观测", "细颗粒物浓度", units("微克每立方米 1 毫克每立方米 1000"), ("微克每立方米", "毫克每立方米"), (18, 95, "1"),
        ("锅炉房旁", "地下车库", "校车站", "食堂门口", "操场", "实验楼顶", "小树林", "图书馆"), ("观测时风力2级", "仪器提前预热15分钟", "每点连测3次"), "校", "高低", falls=True),
    Experiment("网箱养鱼饲料对比试验", "平均体重", GRAMS, ("克", "千克"), (60, 260, "2"),
        ("浮性饲料箱", "沉性饲料箱", "豆粕箱", "昆虫蛋白箱", "酒糟箱", "螺旋藻箱", "草料箱"), ("放养密度每立方米40尾", "水温在23℃到27℃之间", "养殖周期120天"), "农"),
    Experiment("平衡车电池测试", "续航时间", units("分钟 1 小时 60"), ("分钟", "小时"), (3, 13, "15"),
        ("一号电芯", "二号电芯", "三号电芯", "四号电芯", "五号电芯", "六号电芯", "七号电芯"), ("满电后静置2小时", "负重统一为60千克", "室温22℃"), "工", "长短"),
    Experiment("山区雪深联测", "积雪深度", CENTIMETRES, ("厘米", "毫米"), (30, 850, "0.1"),
        ("松林站", "垭口站", "牧场站", "云台站", "石屋站", "林场站", "冰川脚站"), ("观测时间是早上8点", "夜里最低气温零下14℃", "每站插3根测杆"), "测"),
    Experiment("教室采光调查", "照度", units("勒克斯 1 千勒克斯 1000"), ("勒克斯", "千勒克斯"), (28, 320, "10"),
        ("一楼东教室", "一楼西教室", "二楼音乐室", "三楼画室", "四楼机房", "阶梯教室", "二楼舞蹈室", "三楼阅览室"), ("测量高度离地0.75米", "当天为晴天", "窗帘全部拉开"), "校", "高低"),
    Experiment("隧道沉降监测", "累计沉降", units("毫米 1 厘米 10"), ("毫米", "厘米"), (8, 260, "0.1"),
        ("进口断面", "一号断面", "二号断面", "横通道口", "富水段", "断层段", "竖井下方", "出口断面"), ("监测持续45天", "预警值为30毫米", "仪器每天早晚各读一次"), "工"),
    Experiment("登山绳结强度试验", "断裂拉力", units("牛 1 千牛 1000"), ("千牛", "牛"), (90, 220, "100"),
        ("八字结", "渔人结", "双套结", "称人结", "平结", "蝴蝶结", "水结"), ("绳径都是10.5毫米", "拉伸速度每分钟200毫米", "每种打3个结"), "工"),
    Experiment("沼气池原料对比", "日产气量", units("升 1 立方米 1000"), ("升", "立方米"), (60, 980, "10"),
        ("猪粪池", "牛粪池", "秸秆池", "酒糟池", "餐厨池", "蔗渣池", "混合池"), ("池温保持在32℃", "每天搅拌2次", "第30天开始计量"), "农"),
    Experiment("橡皮筋飞机锦标赛", "飞行距离", units("米 1 厘米 0.01"), ("米", "厘米"), (35, 380, "0.1"),
        ("海鸥号", "蜻蜓号", "飞鱼号", "银杏号", "流星号", "蒲公英号", "纸鸢号", "大黄蜂号"), ("皮筋一律绕120圈", "体育馆内没有风", "取两次试飞的较好成绩"), "赛", "远近"),
    Experiment("蜂场年度产量统计", "单箱产蜜", units("千克 1 克 0.001 斤 0.5"), ("千克", "克", "斤"), (80, 560, "0.05"),
        ("枣花场", "槐花场", "荆条场", "椴树场", "荞麦场", "油菜场", "五味子场"), ("平均每场摆了60箱", "摇蜜时含水量18%左右", "花期比去年短4天"), "农", "多少"),
    Experiment("短跑起跑反应测试", "反应时间", units("毫秒 1 秒 1000"), ("毫秒", "秒"), (132, 380, "1"),
        ("一道选手", "二道选手", "三道选手", "四道选手", "五道选手", "六道选手", "七道选手", "八道选手"), ("信号枪离跑道3米", "每人测5次", "场地气温26℃"), "校", "长短"),
    Experiment("果汁存放实验", "维生素C含量", units("毫克 1 克 1000"), ("毫克", "克"), (44, 82, "5"),
        ("冷藏加盖瓶", "冷冻后解冻瓶", "冷藏敞口瓶", "避光棕瓶", "常温加盖瓶", "常温敞口瓶", "窗台玻璃瓶"), ("果汁来自同一批橙子", "存放48小时后检测", "每瓶装汁1升"), "校", "高低", falls=True),
    Experiment("渠道流量校核", "流量", units("立方米每秒 1 升每秒 0.001"), ("升每秒", "立方米每秒"), (12, 380, "0.01"),
        ("东一支渠", "东二支渠", "西一支渠", "西二支渠", "南支渠", "北支渠", "中支渠", "新支渠"), ("测流断面宽2.4米", "流速仪已于3月检定", "上游水库日均放水9小时"), "工"),
    Experiment("汤圆皮冷冻开裂试验", "裂纹总长", units("毫米 1 厘米 10"), ("毫米", "厘米"), (12, 460, "1"),
        ("纯糯米粉皮", "加澄粉皮", "加土豆泥皮", "加猪油皮", "烫面皮", "加牛奶皮", "水磨粉皮"), ("速冻温度零下30℃", "每种配方做50个", "冷冻48小时后测量"), "工"),
    Experiment("滴灌带流速检查", "滴头每小时出水量", MILLILITRES, ("升", "毫升"), (36, 290, "10"),
        ("第1行", "第5行", "第9行", "第13行", "第17行", "第21行", "第25行"), ("首部压力0.12兆帕", "滴头间距30厘米", "检查前冲洗了20分钟"), "农"),
    Experiment("热带苗木移栽观察", "根系长度", CENTIMETRES, ("毫米", "厘米"), (42, 380, "0.1"),
        ("沉香苗", "花梨苗", "榄仁苗", "红树苗", "木棉苗", "椰子苗", "菠萝蜜苗"), ("移栽后浇水6次", "遮阴率50%", "苗龄都是4个月"), "农"),
    Experiment("冰川末端定位测量", "退缩距离", units("米 1 厘米 0.01 分米 0.1"), ("米", "厘米"), (21, 460, "0.1"),
        ("东沟测桩", "西沟测桩", "中央测桩", "侧碛测桩", "冰湖测桩", "鹰嘴岩测桩", "三号营地测桩"), ("基准年份是2012年", "卫星定位误差2厘米", "测量当天气温3℃"), "测"),
)
READERS = (
    "{who}要写总结报告", "{who}负责画柱状图", "{who}替同伴整理数据", "{who}要把结果贴上展板", "{who}在复核原始记录", "{who}要在会上汇报", "{who}怕单位混了出错", "{who}刚被催着交数据", "{who}打算按原方案再做一次", "{who}要录入数据库",
    "{who}在编科普手册", "{who}想挑几个再测一次", "{who}要回复外单位的询问", "{who}在查一处可疑的读数", "{who}在做对比表", "{who}要在公众号发结果", "{who}正在学数据处理", "{who}在对照发到群里的记录照片", "{who}替记录员值班", "{who}给资料归档",
    "{who}要做幻灯片", "{who}正在写新闻稿", "{who}要给后来的人留一份数据", "{who}在抽查记录本", "{who}要给领队念数据", "{who}正在誊抄记录",
)
FIELD_READERS = {
    "赛": ("{who}参加科技节评审", "{who}正在排展示顺序", "{who}在统计获奖名单", "{who}要提交竞赛附件", "{who}是裁判组的记录员", "{who}要给各队发成绩单"),
    "校": ("{who}要写实验报告", "{who}是课代表，明天要汇报", "{who}帮老师批改记录", "{who}给新生做示范", "{who}请假刚回来补课", "{who}在准备答辩"),
    "农": ("{who}给村民开会要念数据", "{who}是农技员", "{who}要设计下一轮试验", "{who}准备向合作社交差", "{who}正给工人讲解结果", "{who}给期刊补一张表"),
    "工": ("{who}是质检员", "{who}要在组会上讲", "{who}要写检测报告", "{who}准备向甲方交差", "{who}正给工人讲解结果", "{who}给期刊补一张表"),
    "测": ("{who}写年度监测报告要用", "{who}准备向资助方交差", "{who}要补一张地图", "{who}给期刊补一张表", "{who}要和去年的数据比较", "{who}在写野外工作日志"),
}
DOUBTS = (
    "{one}和{other}的{quantity}孰{big}孰{small}，大家说法不一", "{one}的读数单位容易看错", "有人说{one}垫底", "{one}那一项常被抄错", "上次{one}的读数比{other}{big}", "{one}的数据最受关注",
    "{one}与{other}的记录人不是同一个", "大家都想知道{one}能排第几", "{one}补测过一次", "{one}和{other}常被拿来比较", "{other}的结果出人意料", "{one}这次换了人测",
)
FRAMES = (
    "{title}结束了，{reader}。请从记录里提取{ask}。",
    "{reader}，{title}的原始记录单位很乱。请{verb}{ask}。",
    "{title}测的是{quantity}，{doubt}。请{verb}{ask}。",
    "下面是{title}的报告，{reader}，{doubt}。{verb}{ask}。",
    "{doubt}，{reader}。请从{title}的报告中{verb}{ask}。",
    "请{verb}{ask}。材料是{title}的记录，{doubt}。",
    "{reader}。{title}里，{doubt}。{verb}{ask}。",
    "{title}，{quantity}记得五花八门。{reader}，帮忙{verb}{ask}。",
)
QUOTING_FRAMES = (
    "{reader}，手里有一段记录：“{text}”请{verb}{ask}。",
    "“{text}”这是{title}的结果，{reader}。{verb}{ask}。",
    "“{text}”{doubt}。请{verb}{ask}。",
    "从“{text}”这段报告里{verb}{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Report:
    """Readings of the samples in the first unit of the experiment, in the order of the text, with written units."""

    experiment: Experiment
    readings: list[tuple[str, Fraction, str]]


def report(rng: Random) -> Report:
    """Draw different readings, each in a unit that needs at most three decimals."""
    experiment = rng.choice(EXPERIMENTS)
    low, high, step = experiment.span
    samples = rng.sample(experiment.samples, rng.randint(5, min(8, len(experiment.samples))))
    values = [number * Fraction(step) for number in rng.sample(range(low, high + 1), len(samples))]
    if experiment.falls:
        falling = zip(sorted(samples, key=experiment.samples.index), sorted(values, reverse=True), strict=True)
        value_of = dict(falling)
        values = [value_of[sample] for sample in samples]
    names = tuple(experiment.units)
    kinds = rng.sample(names, 2) + rng.choices(names, k=len(samples) - 2)
    rng.shuffle(kinds)
    return Report(experiment, list(zip(samples, values, kinds, strict=True)))


def number_in(unit: str, value: Fraction, experiment: Experiment) -> str:
    """Write a reading in a unit, without the unit."""
    return plain(value / experiment.units[unit])


LINES = (
    "{sample}为{value}{unit}",
    "{sample}测得{value}{unit}",
    "{sample}是{value}{unit}",
    "{sample}的读数是{value}{unit}",
    "{sample}记作{value}{unit}",
)


def told(rng: Random, given: Report) -> str:
    """Write the report in prose, with remarks before and behind the readings."""
    experiment, (first, last) = given.experiment, rng.sample(given.experiment.remarks, 2)
    readings = "，".join(
        rng.choice(LINES).format(sample=sample, value=number_in(unit, value, experiment), unit=unit)
        for sample, value, unit in given.readings
    )
    return f"{experiment.title}中，{first}。{experiment.quantity}：{readings}。另外，{last}。"


def noted(rng: Random, given: Report) -> str:
    """Write the report as notes, a line for each sample."""
    experiment = given.experiment
    lines = [
        f"{sample} {number_in(unit, value, experiment)}{unit}"
        if rng.random() < 0.5
        else f"{sample}　{experiment.quantity}{number_in(unit, value, experiment)}{unit}"
        for sample, value, unit in given.readings
    ]
    remarks = "；".join(experiment.remarks)
    return (
        f"【{experiment.title}】测量项目为{experiment.quantity}。{remarks}。\n"
        + "\n".join(lines)
        + "\n记录完毕，单位未统一。"
    )


def selected(rng: Random, given: Report, unit: str) -> tuple[str, list[tuple[str, Fraction, str]]]:
    """Draw which readings are wanted and in which order, and return the wording and the readings."""
    rising = sorted(given.readings, key=lambda reading: reading[1])
    bound = number_in(unit, rising[len(rising) // 2][1], given.experiment)
    count = rng.randint(2, 4)
    quantity, ends = given.experiment.quantity, given.experiment.ends
    big, small = ends[0], ends[1]
    return rng.choice((
        (f"各项{quantity}，统一换算成{unit}，从{small}到{big}排", rising),
        (f"每一项的{quantity}，全部用{unit}表示，从{big}到{small}排", rising[::-1]),
        (f"{quantity}最{big}的{COUNTS[count]}项，用{unit}表示，{big}的在前", rising[: -count - 1 : -1]),
        (f"{quantity}最{small}的{COUNTS[count]}项，换算为{unit}，{small}的在前", rising[:count]),
        (f"{quantity}不低于{bound}{unit}的各项，换算成{unit}后从{big}到{small}排", rising[len(rising) // 2 :][::-1]),
        (f"{quantity}低于{bound}{unit}的各项，都折成{unit}，从{small}到{big}排", rising[: len(rising) // 2]),
        (f"全部{quantity}，不管原来用什么单位都改用{unit}，次序照原文", given.readings),
    ))  # fmt: skip


def with_original(
    rng: Random, readings: list[tuple[str, Fraction, str]], experiment: Experiment, unit: str
) -> tuple[str, str]:
    """Ask for the readings as they are written next to the converted ones."""
    heads = ("对象", "原读数", f"换算（{unit}）")
    rows = [
        (sample, number_in(written, value, experiment) + written, number_in(unit, value, experiment))
        for sample, value, written in readings
    ]
    if rng.random() < 0.5:
        wording = rng.choice(
            (f"用Markdown表格列出{'、'.join(heads)}三列", f"做成Markdown表格，各列是{'、'.join(heads)}")
        )
        return wording, in_table(rows, heads)
    wording = rng.choice(
        ("输出JSON数组，每项含对象、原读数、换算，换算是数字", "以JSON数组给出，键为对象、原读数、换算，换算只写数字")
    )
    keys = ("对象", "原读数", "换算")
    objects = [
        dict(zip(keys, (*row[:2], float(row[2]) if "." in row[2] else int(row[2])), strict=True)) for row in rows
    ]
    return wording, json.dumps(objects, ensure_ascii=False, indent=1)


def shaped(rng: Random, rows: list[tuple[str, str]], quantity: str, unit: str) -> tuple[str, str]:
    """Draw the form of the answer, and return the wording that asks for it and the answer."""
    pairs = [(sample, f"{value}{unit}") for sample, value in rows]
    form = rng.randint(0, 5)
    if form == 0:
        head = f"{quantity}（{unit}）"
        wording = rng.choice(
            (f"做成Markdown表格，列名为对象、{head}", f"用Markdown表格列出，表头写对象和{head}，格子里只写数字")
        )
        return wording, in_table(rows, ("对象", head))
    if form == 1:
        wording = rng.choice(("用编号列表，名称和数值之间空一格", "写成带编号的清单，名称后空一格写数值"))
        return wording, "\n".join(f"{at}. {sample} {value}" for at, (sample, value) in enumerate(pairs, 1))
    if form == 2:
        wording = rng.choice(
            ("以JSON数组给出，每个对象有名称和数值两个键，数值不带单位", "输出JSON数组，键是名称、数值，数值为数字")
        )
        objects = [{"名称": sample, "数值": float(value) if "." in value else int(value)} for sample, value in rows]
        return wording, json.dumps(objects, ensure_ascii=False)
    if form == 3:
        wording = rng.choice(("写在一行里，数值放进括号，用顿号隔开", "一行写完，数值写进括号，以顿号分隔"))
        return wording, "、".join(f"{sample}（{value}）" for sample, value in pairs)
    if form == 4:
        wording = rng.choice(("每行先写数值再写名称，中间空一格", "逐行列出，数值在前，名称在后，用空格隔开"))
        return wording, "\n".join(f"{value} {sample}" for sample, value in pairs)
    wording = rng.choice(
        ("按CSV格式输出，第一行是name,value，数值不带单位", "输出成CSV，首行写name,value，后面只写数字")
    )
    return wording, "\n".join(["name,value", *(f"{sample},{value}" for sample, value in rows)])


def write_lab_quantities(rng: Random) -> Task:
    """Write a report on an experiment with readings in different units, and ask for readings in one unit and in order."""
    given = report(rng)
    experiment, unit = given.experiment, rng.choice(given.experiment.targets)
    wanted, readings = selected(rng, given, unit)
    rows = [(sample, number_in(unit, value, experiment)) for sample, value, _ in readings]
    if rng.random() < 0.5:
        shape, answer = with_original(rng, readings, experiment, unit)
    else:
        shape, answer = shaped(rng, rows, experiment.quantity, unit)
    one, other = rng.sample([sample for sample, *_ in given.readings], 2)
    is_quoted = rng.random() < 0.4
    text = told(rng, given) if is_quoted or rng.random() < 0.3 else noted(rng, given)
    instruction = rng.choice(QUOTING_FRAMES if is_quoted else FRAMES).format(
        title=experiment.title,
        quantity=experiment.quantity,
        reader=rng.choice((*READERS, *FIELD_READERS[experiment.field] * 2)).format(who=person(rng)),
        doubt=rng.choice(DOUBTS).format(
            one=one, other=other, quantity=experiment.quantity, big=experiment.ends[0], small=experiment.ends[1]
        ),
        verb=rng.choice(("提取", "摘出", "抽取")),
        ask=f"{wanted}，{shape}",
        text=text,
    )
    return Task(instruction, "" if is_quoted else text, answer)
