"""Write an outpatient record, and ask for drugs, doses in milligrams, symptoms or all facts of the record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TypeVar

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract.naming import person_of
from selfinstruct.teachers.offline.notation import plain
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import another, listed

Item = TypeVar("Item")
MILLIGRAMS = {"克": 1000, "毫克": 1}


@dataclass(frozen=True, slots=True)
class Drug:
    """A prescribed drug: one dose as it is written, times a day, when to take it, and days to choose from."""

    name: str
    amount: str
    unit: str
    times: int
    timing: str
    days: tuple[int, ...]

    @property
    def dose(self) -> str:
        """One dose as the record writes it."""
        return self.amount + self.unit

    @property
    def milligrams(self) -> Fraction:
        """One dose in milligrams."""
        return Fraction(self.amount) * MILLIGRAMS[self.unit]


@dataclass(frozen=True, slots=True)
class Illness:
    """An illness: who has it, its symptoms and findings, and the drugs and advice that are usual for it.

    The first symptom, and as many of the first findings and drugs as `core` says, are never missing.
    """

    name: str
    department: str
    sexes: str
    ages: tuple[int, int]
    duration: tuple[str, ...]
    symptoms: tuple[str, ...]
    findings: tuple[str, ...]
    advice: tuple[str, ...]
    drugs: tuple[Drug, ...]
    fever: bool = False
    hypertension: bool = False
    core: tuple[int, int] = (1, 1)


def drugs(*rows: str) -> tuple[Drug, ...]:
    """Read drugs from lines of name, amount, unit, times a day, timing and numbers of days."""
    split = (row.split() for row in rows)
    return tuple(
        Drug(name, amount, unit, int(times), timing, tuple(map(int, days)))
        for name, amount, unit, times, timing, *days in split
    )


# fmt: off
ILLNESSES = (
    Illness("幽门螺杆菌相关性胃炎", "消化内科", "男女", (24, 62), ("两个月", "半年", "三周"),
        ("上腹隐痛", "嗳气", "反酸", "早饱", "口苦"), ("碳13呼气试验阳性", "胃镜见胃窦黏膜充血", "剑突下轻压痛", "肝脾未触及"),
        ("餐具分开使用", "戒烟酒", "停药一个月后复查呼气试验"),
        drugs("奥美拉唑肠溶胶囊 20 毫克 2 餐前 14", "阿莫西林胶囊 1 克 2 餐后 14", "克拉霉素片 0.5 克 2 餐后 14", "胶体果胶铋胶囊 150 毫克 4 餐前 14", "替普瑞酮胶囊 50 毫克 3 餐后 21 28"), core=(1, 4)),
    Illness("社区获得性肺炎", "呼吸内科", "男女", (22, 70), ("四天", "五天", "一周"),
        ("发热", "咳嗽", "咳黄痰", "右侧胸痛", "乏力"), ("胸片示右下肺片状影", "右下肺可闻及湿啰音", "白细胞12.6×10⁹/L", "咽部充血"),
        ("多饮水", "卧床休息", "三天后复查血常规"),
        drugs("莫西沙星片 0.4 克 1 餐后 7 10", "盐酸氨溴索片 30 毫克 3 餐后 7", "维生素C片 0.1 克 3 餐后 7 10", "对乙酰氨基酚片 0.5 克 3 餐后 3"), fever=True),
    Illness("急性支气管炎", "呼吸内科", "男女", (20, 55), ("三天", "六天"),
        ("咳嗽", "咳白黏痰", "咽痒", "夜间咳醒", "流清涕"), ("双肺呼吸音粗", "咽后壁可见滤泡", "胸片未见实变", "扁桃体无肿大"),
        ("忌辛辣", "室内保持湿润", "咳血或气促时立即就诊"),
        drugs("盐酸氨溴索片 30 毫克 3 餐后 5 7", "氢溴酸右美沙芬片 15 毫克 3 餐后 5", "氯雷他定片 10 毫克 1 睡前 7 10", "孟鲁司特钠片 10 毫克 1 睡前 7 14")),
    Illness("原发性高血压", "心血管内科", "男女", (45, 72), ("两年", "五年", "半年"),
        ("头晕", "后枕部胀痛", "耳鸣", "夜间心悸"), ("心界向左扩大", "眼底动脉变细", "总胆固醇6.4mmol/L", "双下肢无水肿"),
        ("每日食盐不超过5克", "早晚各测一次血压", "每周快走五次"),
        drugs("苯磺酸氨氯地平片 5 毫克 1 晨起 28", "缬沙坦胶囊 80 毫克 1 晨起 28", "阿托伐他汀钙片 20 毫克 1 睡前 28", "氢氯噻嗪片 12.5 毫克 1 晨起 14 28"), hypertension=True),
    Illness("稳定型心绞痛", "心血管内科", "男女", (52, 75), ("一个月", "三个月"),
        ("爬楼时胸闷", "胸骨后压榨感", "左肩放射痛", "活动后气短"), ("心电图ST段压低", "心律整齐", "双肺呼吸音清", "颈静脉无怒张"),
        ("避免饱餐和受凉", "随身带急救药", "胸痛含药五分钟不缓解即呼叫急救"),
        drugs("阿司匹林肠溶片 0.1 克 1 餐前 28", "瑞舒伐他汀钙片 10 毫克 1 睡前 28", "琥珀酸美托洛尔缓释片 47.5 毫克 1 晨起 14 28", "单硝酸异山梨酯缓释片 40 毫克 1 晨起 14")),
    Illness("2型糖尿病伴周围神经病变", "内分泌科", "男女", (46, 73), ("三年", "六年"),
        ("口干", "多尿", "双足麻木", "体重下降", "视物模糊"), ("空腹血糖9.8mmol/L", "糖化血红蛋白8.4%", "双足针刺觉减退", "足背动脉搏动存在"),
        ("控制主食量", "每天检查双脚", "两周后复查血糖"),
        drugs("盐酸二甲双胍片 0.5 克 3 餐后 28", "格列美脲片 2 毫克 1 餐前 14 28", "磷酸西格列汀片 0.1 克 1 晨起 28", "甲钴胺片 0.5 毫克 3 餐后 14 21")),
    Illness("缺铁性贫血合并胃溃疡", "消化内科", "男女", (28, 66), ("一个半月", "三个月"),
        ("乏力", "头昏", "空腹时胃痛", "黑便", "面色苍白"), ("血红蛋白82g/L", "胃镜见胃角溃疡", "睑结膜苍白", "大便潜血阳性"),
        ("不喝浓茶和咖啡", "铁剂与牛奶分开服", "四周后复查血红蛋白"),
        drugs("琥珀酸亚铁片 0.1 克 3 餐后 28", "艾司奥美拉唑镁肠溶片 20 毫克 2 餐前 14 28", "维生素C片 0.1 克 3 餐后 28", "替普瑞酮胶囊 50 毫克 3 餐后 21"), core=(2, 2)),
    Illness("季节性过敏性鼻炎", "耳鼻喉科", "男女", (19, 48), ("两周", "十天"),
        ("连续打喷嚏", "流清水样涕", "鼻塞", "眼痒", "嗅觉减退"), ("鼻黏膜苍白水肿", "蒿草花粉检测强阳性", "下鼻甲肥大", "鼻窦无压痛"),
        ("外出戴口罩", "回家冲洗鼻腔", "花粉高峰期关窗"),
        drugs("氯雷他定片 10 毫克 1 睡前 14", "孟鲁司特钠片 10 毫克 1 睡前 28", "桉柠蒎肠溶软胶囊 0.3 克 2 餐前 10 14", "维生素C片 0.2 克 3 餐后 14")),
    Illness("带状疱疹", "皮肤科", "男女", (50, 76), ("三天", "四天"),
        ("成簇水疱", "左胸背刺痛", "夜间痛醒", "局部灼热感"), ("皮损沿左侧肋间分布", "疱液清亮", "腋下淋巴结轻度肿大", "皮损未越过中线"),
        ("不要抓破水疱", "穿宽松棉衣", "疼痛加重或发热时及时复诊"),
        drugs("盐酸伐昔洛韦片 0.3 克 2 餐前 7 10", "加巴喷丁胶囊 0.3 克 3 餐后 14", "甲钴胺片 0.5 毫克 3 餐后 28", "维生素B1片 10 毫克 3 餐后 14")),
    Illness("腰椎间盘突出症", "骨科", "男女", (30, 60), ("两周", "一个月", "十天"),
        ("腰痛", "右小腿麻木", "弯腰受限", "咳嗽时疼痛加重"), ("直腿抬高试验右40°阳性", "腰椎核磁示腰4/5椎间盘突出", "右足背痛觉减退", "右足拇趾背伸力减弱"),
        ("睡硬板床", "不搬重物", "大小便异常时立即就诊"),
        drugs("塞来昔布胶囊 0.2 克 2 餐后 7 10", "盐酸乙哌立松片 50 毫克 3 餐后 14", "甲钴胺片 0.5 毫克 3 餐后 28", "雷贝拉唑钠肠溶片 10 毫克 1 餐前 7 14")),
    Illness("痛风急性发作", "风湿免疫科", "男", (32, 64), ("一天", "两天"),
        ("右脚大拇趾剧痛", "关节红肿", "夜间突发疼痛", "不能着地"), ("第一跖趾关节皮温升高", "血尿酸562μmol/L", "耳廓可见痛风石", "踝关节活动尚可"),
        ("禁酒和动物内脏", "每日饮水两升以上", "两周后复查尿酸"),
        drugs("秋水仙碱片 0.5 毫克 2 餐后 7", "依托考昔片 120 毫克 1 餐后 5", "碳酸氢钠片 1 克 3 餐后 14", "雷贝拉唑钠肠溶片 10 毫克 1 餐前 7 10")),
    Illness("类风湿关节炎", "风湿免疫科", "女", (35, 62), ("一年", "三年"),
        ("近端指间关节肿痛", "双手晨僵", "握力下降", "拧毛巾费力", "疲乏"), ("类风湿因子阳性", "血沉58mm/h", "双腕关节压痛", "手指轻度尺侧偏斜"),
        ("早晨温水泡手", "避免提重物", "一个月后复查血沉和肝功能"),
        drugs("硫酸羟氯喹片 0.2 克 2 餐后 28", "塞来昔布胶囊 0.2 克 2 餐后 14", "醋酸泼尼松片 10 毫克 1 晨起 14", "雷贝拉唑钠肠溶片 10 毫克 1 餐前 14 28")),
    Illness("良性前列腺增生", "泌尿外科", "男", (58, 78), ("半年", "一年"),
        ("夜尿增多", "排尿等待", "尿线变细", "尿不尽感", "尿急"), ("前列腺二度增大", "尿常规未见异常", "残余尿30毫升", "中央沟变浅"),
        ("睡前两小时少饮水", "不憋尿", "三个月后复查泌尿系超声"),
        drugs("盐酸坦索罗辛缓释胶囊 0.2 毫克 1 睡前 28", "非那雄胺片 5 毫克 1 晨起 28", "癃闭舒胶囊 0.9 克 2 餐后 14 28", "琥珀酸索利那新片 5 毫克 1 晨起 14 28")),
    Illness("广泛性焦虑障碍", "心身医学科", "男女", (23, 57), ("三个月", "八个月"),
        ("反复担忧", "入睡困难", "心慌", "坐立不安", "手心出汗"), ("焦虑量表评分21分", "甲状腺功能正常", "心电图示窦性心律", "意识清晰，接触良好"),
        ("下午后不喝咖啡", "固定起床时间", "两周后复诊评估"),
        drugs("草酸艾司西酞普兰片 10 毫克 1 晨起 28", "盐酸丁螺环酮片 5 毫克 3 餐后 28", "佐匹克隆片 7.5 毫克 1 睡前 7", "谷维素片 20 毫克 3 餐后 14")),
    Illness("慢性心力衰竭", "心血管内科", "男女", (60, 79), ("两个月", "半年"),
        ("活动后气促", "夜间憋醒", "双踝浮肿", "食欲下降"), ("双肺底少许湿啰音", "左室射血分数38%", "双下肢凹陷性水肿", "肝颈静脉回流征阳性"),
        ("每天清晨称体重", "限制饮水量", "三天体重增加两公斤以上须就诊"),
        drugs("呋塞米片 20 毫克 1 晨起 14", "螺内酯片 20 毫克 1 晨起 14", "富马酸比索洛尔片 2.5 毫克 1 晨起 28", "瑞舒伐他汀钙片 10 毫克 1 睡前 28", "阿司匹林肠溶片 0.1 克 1 餐前 28")),
    Illness("急性胃肠炎", "急诊内科", "男女", (19, 52), ("一天", "半天"),
        ("腹泻", "脐周绞痛", "呕吐", "恶心", "口渴"), ("肠鸣音活跃", "大便常规见少量白细胞", "脐周压痛", "皮肤弹性稍差"),
        ("先吃粥和面条", "少量多次喝补液盐水", "便血或高热时立即就诊"),
        drugs("蒙脱石散 3 克 3 餐前 3", "诺氟沙星胶囊 0.3 克 2 餐前 3 5", "双歧杆菌三联活菌胶囊 0.42 克 2 餐后 7", "甲氧氯普胺片 10 毫克 3 餐前 2")),
    Illness("急性荨麻疹", "皮肤科", "男女", (20, 50), ("两天", "一天"),
        ("全身风团", "剧烈瘙痒", "眼睑肿胀", "夜间难以入睡"), ("躯干四肢散在红色风团", "皮肤划痕试验阳性", "无喉头水肿", "心肺听诊无异常"),
        ("停吃海鲜", "不用热水烫洗", "呼吸困难时立即急诊"),
        drugs("依巴斯汀片 10 毫克 1 睡前 14", "醋酸泼尼松片 20 毫克 1 晨起 5", "葡萄糖酸钙片 1 克 3 餐前 7", "维生素C片 0.2 克 3 餐后 7 10")),
    Illness("慢性阻塞性肺疾病急性加重", "呼吸内科", "男女", (58, 77), ("五天", "一周"),
        ("气喘加重", "咳大量黄痰", "胸闷", "夜间不能平卧"), ("双肺散在哮鸣音", "桶状胸", "血氧饱和度91%", "口唇轻度发绀"),
        ("彻底戒烟", "气喘不缓解时立即就诊", "六周后复查肺功能"),
        drugs("茶碱缓释片 0.2 克 2 餐后 14", "奥美拉唑肠溶胶囊 20 毫克 1 餐前 5 7", "乙酰半胱氨酸片 0.6 克 2 餐后 14", "醋酸泼尼松片 30 毫克 1 晨起 5", "阿莫西林克拉维酸钾片 0.375 克 3 餐后 7")),
    Illness("输尿管结石", "泌尿外科", "男女", (25, 55), ("八小时", "一天"),
        ("左腰阵发绞痛", "肉眼血尿", "恶心", "尿频"), ("左肾区叩击痛", "超声示左输尿管下段6毫米结石", "尿红细胞满视野", "左肾轻度积水"),
        ("每天饮水两升半", "多做跳绳运动", "疼痛持续不缓解时急诊"),
        drugs("盐酸坦索罗辛缓释胶囊 0.2 毫克 1 睡前 14", "双氯芬酸钠缓释片 75 毫克 1 餐后 5", "排石颗粒 5 克 3 餐后 7 14", "雷贝拉唑钠肠溶片 10 毫克 1 餐前 5")),
    Illness("绝经后骨质疏松症", "骨科", "女", (56, 76), ("一年", "两年"),
        ("腰背酸痛", "身高变矮", "翻身时疼痛", "夜间小腿抽筋"), ("腰椎骨密度T值-3.1", "胸腰段轻度后凸", "棘突叩痛", "血钙正常低值"),
        ("每天晒太阳半小时", "家中铺防滑垫", "半年后复查骨密度"),
        drugs("阿仑膦酸钠片 10 毫克 1 晨起 28", "碳酸钙片 0.75 克 2 餐后 28", "塞来昔布胶囊 0.2 克 1 餐后 7 14", "盐酸乙哌立松片 50 毫克 3 餐后 14")),
)
READERS = (
    "{who}要把病历录进慢病系统", "{who}准备跟师出诊的病例讨论", "{who}正在核对医保报销单", "{who}是社区护士，下午要上门随访", "{who}正在写实习报告",
    "{who}要填转诊单", "{who}是家庭医生，先了解这位签约病人的情况", "{who}在整理教学病例库", "{who}替出差的同事接手随访", "{who}正在给电子病历做结构化标注",
    "{who}想弄清家人这次看病的经过", "{who}给商业保险理赔写附件", "{who}在为病历书写比赛做练习", "{who}要向主任汇报这位门诊病人", "{who}陪家人复诊，想提前备好资料",
    "{who}帮看不清字的病人念病历", "{who}在医务科抽检门诊病历", "{who}在给病案室补录门诊记录", "{who}要在科里的晨会上汇报", "{who}给会诊医生准备摘要",
)
DRUG_READERS = (
    "{who}负责给这位病人发药", "{who}替家人取了药，怕记混吃法", "{who}在药房做处方审核", "{who}想在药盒旁贴一张吃药提醒", "{who}在电话里给病人念用药安排",
    "{who}给用药咨询窗口准备材料", "{who}要把药分进一周药盒", "{who}在统计本科室的口服药用量", "{who}打算替家人问医生能不能少吃一种药", "{who}要在手机上设吃药闹钟",
    "{who}在写用药交代单", "{who}在抽查处方的用法用量", "{who}要给病人补配漏取的药", "{who}在核对药袋上的标签", "{who}要给轮班护士写服药清单",
)
FRAMES = (
    "{reader}。请从{name}的病历里{ask}。",
    "{name}因为{symptoms}看了{place}，{reader}。{ask}。",
    "下面是{name}的{place}病历，{reader}。{ask}。",
    "{age}岁的{name}得的是{illness}，{reader}，请{ask}。",
    "{place}接诊了{age}岁的{name}，主诉{symptoms}，{reader}。{ask}。",
    "请{ask}。这份{illness}病历的主人是{name}，{reader}。",
    "{reader}，手头只有{name}这份病历：{age}岁，{symptoms}{duration}。麻烦{ask}。",
    "{name}，{age}岁，{symptoms}。{reader}，请{ask}。",
)
QUOTING_FRAMES = (
    "“{text}”{reader}，请{ask}。",
    "{reader}，病历是这样写的：“{text}”{ask}。",
    "“{text}”从这份病历里{ask}。",
    "{place}的一份病历：“{text}”{ask}。",
    "请读下面这段门诊记录，{ask}。“{text}”",
    "“{text}”以上是{illness}患者的就诊记录，{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: the patient, what the record states, and the drugs with their numbers of days."""

    illness: Illness
    name: str
    sex: str
    age: int
    duration: str
    symptoms: list[str]
    findings: list[str]
    advice: list[str]
    signs: dict[str, str]
    drugs: list[tuple[Drug, int]]


def with_core(rng: Random, items: tuple[Item, ...], core: int, count: int) -> list[Item]:
    """Draw `count` items or more, among them the first `core` ones, in random order."""
    drawn = [*items[:core], *rng.sample(items[core:], max(count - core, 0))]
    return rng.sample(drawn, len(drawn))


def visit(rng: Random) -> Visit:
    """Draw a visit whose vital signs fit the illness."""
    illness = rng.choice(ILLNESSES)
    high, low = (
        (rng.randint(150, 172), rng.randint(92, 102))
        if illness.hypertension
        else (rng.randint(108, 132), rng.randint(66, 82))
    )
    heat = rng.randint(380, 391) if illness.fever else rng.randint(362, 369)
    signs = {
        "体温": f"{heat / 10:.1f}℃",
        "脉搏": f"{rng.randint(*((88, 108) if illness.fever else (66, 90)))}次/分",
        "血压": f"{high}/{low}mmHg",
    }
    chosen = with_core(rng, illness.drugs, illness.core[1], rng.randint(3, len(illness.drugs)))
    findings = with_core(rng, illness.findings, illness.core[0], rng.randint(2, 3))
    sex, age = rng.choice(illness.sexes), rng.randint(*illness.ages)
    return Visit(
        illness, person_of(rng, sex, age), sex, age, rng.choice(illness.duration),
        sorted(with_core(rng, illness.symptoms, 1, rng.randint(2, 4)), key=illness.symptoms.index),
        findings, rng.sample(illness.advice, 2),
        signs, [(drug, rng.choice(drug.days)) for drug in chosen],
    )  # fmt: skip


DRUG_LINES = (
    "{name}，每次{dose}，每日{times}次，{timing}口服，连用{days}天",
    "{name}：一次{dose}，一天{times}次，{timing}服用，{days}天",
    "口服{name}{dose}，每日{times}次，{timing}，疗程{days}天",
    "{name}{dose}，{timing}口服，每日{times}次，共{days}天",
)


def drug_line(line: str, drug: Drug, days: int) -> str:
    """Write how a drug is to be taken."""
    return line.format(name=drug.name, dose=drug.dose, times=drug.times, timing=drug.timing, days=days)


def sectioned_record(rng: Random, case: Visit) -> str:
    """Write a record with a heading for each section."""
    line = rng.choice(DRUG_LINES)
    signs = "，".join(key + value for key, value in case.signs.items())
    prescription = "\n".join(f"（{at}）{drug_line(line, *each)}" for at, each in enumerate(case.drugs, 1))
    return (
        f"姓名：{case.name}　性别：{case.sex}　年龄：{case.age}岁　科别：{case.illness.department}\n"
        f"主诉：{'、'.join(case.symptoms)}，持续{case.duration}。\n查体：{signs}。\n检查所见：{'；'.join(case.findings)}。\n"
        f"诊断：{case.illness.name}\n处方\n{prescription}\n医嘱：{'；'.join(case.advice)}。"
    )


def told_record(rng: Random, case: Visit) -> str:
    """Write a record in prose."""
    signs = "，".join(key + value for key, value in case.signs.items())
    prescription = "；".join(drug_line(rng.choice(DRUG_LINES), *each) for each in case.drugs)
    return (
        f"患者{case.name}，{case.sex}，{case.age}岁，因{'、'.join(case.symptoms)}{case.duration}，到{case.illness.department}就诊。"
        f"测得{signs}。{'，'.join(case.findings)}。诊断为{case.illness.name}。"
        f"处理：{prescription}。嘱患者{'，'.join(case.advice)}。"
    )


ASPECTS = ("每次用量", "每日次数", "服用时间", "疗程")


def aspects_of(drug: Drug, days: int) -> dict[str, str]:
    """Return what the record states about a drug."""
    return dict(zip(ASPECTS, (drug.dose, f"{drug.times}次", drug.timing, f"{days}天"), strict=True))


def all_drugs(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for a table of all drugs in the order of the prescription, with some aspects in some order."""
    keys = rng.sample(ASPECTS, rng.randint(2, 4))
    rows = [(drug.name, *(aspects_of(drug, days)[key] for key in keys)) for drug, days in case.drugs]
    heads = ("药名", *keys)
    ask = rng.choice((
        "提取处方上的每一种药，做成Markdown表格，各列依次为{heads}",
        "把开出的药逐一摘进Markdown表格，列名是{heads}",
        "抽取{heads}，一药一行，用Markdown表格给出",
    ))  # fmt: skip
    return ask.format(heads="、".join(heads)), in_table(rows, heads)


def named_drugs(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for some aspects of two or three drugs, a line each."""
    asked, keys = rng.sample(case.drugs, rng.randint(2, 3)), rng.sample(ASPECTS, rng.randint(1, 3))
    ask = rng.choice((
        "只提取{names}的{keys}，一种药一行，药名在前，用逗号隔开",
        "找出{names}的{keys}，每种药一行，药名在先，各项以逗号分开",
        "摘出{names}的{keys}，按这个顺序每药一行，药名打头，用逗号隔开",
    )).format(names=listed([drug.name for drug, _ in asked]), keys=listed(keys))  # fmt: skip
    lines = [[drug.name, *(aspects_of(drug, days)[key] for key in keys)] for drug, days in asked]
    return ask, "\n".join("，".join(line) for line in lines)


def drugs_at_a_time(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for the drugs that are taken at one time of the day, with their doses."""
    timing = rng.choice(case.drugs)[0].timing
    chosen = [(drug, days) for drug, days in case.drugs if drug.timing == timing]
    ask, line = rng.choice((
        (f"只摘出{timing}服用的药，连同每次用量，一种一行，用“- ”开头", "- {name} {dose}"),
        (f"找出{timing}吃的药，写成编号列表，用量和天数放进括号", "{at}. {name}（{dose}，{days}天）"),
        (f"挑出服用时间为{timing}的药品和各自的疗程，其余不要，一行一种，中间用逗号隔开", "{name}，{days}天"),
    ))  # fmt: skip
    return ask, "\n".join(
        line.format(at=at, name=drug.name, dose=drug.dose, days=days) for at, (drug, days) in enumerate(chosen, 1)
    )


def daily_amounts(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for the doses in milligrams and the daily amounts, from the greatest to the smallest."""
    falling = sorted(case.drugs, key=lambda each: -each[0].milligrams * each[0].times)
    rows = [
        (drug.name, plain(drug.milligrams), str(drug.times), plain(drug.milligrams * drug.times)) for drug, _ in falling
    ]
    ask = rng.choice((
        "提取药名、每次用量、每日次数，附上每日总量，量都以毫克计，总量从大到小排成Markdown表格，相同的照处方先后",
        "用Markdown表格列出药名、每次用量、每日次数和每日总量，量都折成毫克，总量多的在前，一样多的依处方顺序",
        "提取药名、每次用量、每日次数和每日总量（单位毫克），总量多的排前面，并列时照原顺序，用Markdown表格",
    ))  # fmt: skip
    return ask, in_table(rows, ("药名", "每次用量（毫克）", "每日次数", "每日总量（毫克）"))


def by_duration(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for the drugs and their durations in one line, from the longest to the shortest."""
    ordered = sorted(case.drugs, key=lambda each: -each[1])
    ask = rng.choice((
        "提取药名和疗程，从长到短写成一行，天数放进括号，用分号隔开，天数相同的照处方先后",
        "列出各药吃几天，吃得久的在前，一样久的依处方顺序，同一行写完，天数放进括号，以分号分隔",
        "按疗程降序摘出药品，疗程写进括号，用分号连成一行，并列的照原顺序",
    ))  # fmt: skip
    return ask, "；".join(f"{drug.name}（{days}天）" for drug, days in ordered)


def as_json(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for a JSON object with some of the facts, in a random order of its keys."""
    facts: dict[str, object] = {
        "姓名": case.name,
        "性别": case.sex,
        "年龄": case.age,
        "症状": case.symptoms,
        "病程": case.duration,
        "检查所见": case.findings,
        "诊断": case.illness.name,
        "医嘱": case.advice,
    } | case.signs
    keys = rng.sample(tuple(facts), rng.randint(4, 8))
    value = {key: facts[key] for key in keys}
    aspects = ("药名", *rng.sample(ASPECTS, rng.randint(2, 4)))
    value["用药"] = [
        {key: ({"药名": drug.name} | aspects_of(drug, days))[key] for key in aspects} for drug, days in case.drugs
    ]
    ask = rng.choice((
        "提取病历要素，JSON的键依次是{keys}和用药，用药里每种药写{aspects}",
        "提取{keys}和用药，输出JSON对象，用药是数组，每项含{aspects}",
        "用JSON给出{keys}，最后加一个用药数组，逐药写明{aspects}",
    )).format(keys="、".join(keys), aspects="、".join(aspects))  # fmt: skip
    return ask + "，年龄用数字" * ("年龄" in keys), json.dumps(value, ensure_ascii=False, indent=2)


def some_sections(rng: Random, case: Visit) -> tuple[str, str]:
    """Ask for two or three kinds of facts under headings."""
    parts = {
        "症状": case.symptoms,
        "检查所见": case.findings,
        "医嘱": case.advice,
        "生命体征": [key + value for key, value in case.signs.items()],
    }
    heads = rng.sample(tuple(parts), rng.randint(2, 4))
    ask = rng.choice((
        "摘录{heads}，各用一个二级标题，下面逐条列出",
        "只摘{heads}，每部分先写“## ”标题，再一条一行用“- ”列出",
        "提取{heads}，用Markdown分成几节，节名作二级标题，内容用无序列表",
    )).format(heads=listed(heads))  # fmt: skip
    return ask, "\n\n".join(f"## {head}\n" + "\n".join(f"- {item}" for item in parts[head]) for head in heads)


DRUG_ASKS = (all_drugs, named_drugs, drugs_at_a_time, daily_amounts, by_duration)
ASKS = (*DRUG_ASKS, as_json, as_json, as_json, some_sections, some_sections)


def write_clinic_record(rng: Random) -> Task:
    """Write an outpatient record, and ask for drugs, doses in milligrams, symptoms or all facts of the record."""
    case = visit(rng)
    request = rng.choice(ASKS)
    ask, answer = request(rng, case)
    is_quoted = rng.random() < 0.3
    text = told_record(rng, case) if is_quoted else sectioned_record(rng, case)
    instruction = rng.choice(QUOTING_FRAMES if is_quoted else FRAMES).format(
        reader=rng.choice(DRUG_READERS if request in DRUG_ASKS else READERS).format(who=another(rng, [case.name])),
        place=case.illness.department,
        illness=case.illness.name,
        name=case.name,
        age=case.age,
        symptoms="、".join(case.symptoms[:2]),
        duration=case.duration,
        ask=ask,
        text=text,
    )
    return Task(instruction, "" if is_quoted else text, answer)
