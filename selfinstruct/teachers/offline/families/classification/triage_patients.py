"""Describe patients with their readings and give the rules of triage. The answer is the level of each and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a patient comes, and the signs that may be abnormal with it.

    Signs: T temperature, H heart rate, P pain, S oxygen saturation, B blood pressure, M consciousness.
    A grave complaint comes with at least one abnormal sign, so that no such patient has the lowest level.
    """

    text: str
    signs: str
    ages: tuple[int, int] = (18, 78)
    is_grave: bool = False


COMPLAINTS = (
    Complaint("骑车摔倒，右手腕肿得握不住拳", "P", (16, 55)),
    Complaint("切菜时割破左手食指，按住后仍渗血", "P"),
    Complaint("吃了隔夜的凉皮，上吐下泻一夜", "TPHB"),
    Complaint("胸口闷痛半天，歇下来也不见好", "PHBS", (45, 78), is_grave=True),
    Complaint("多年的哮喘又犯了，胸口发紧", "HS", (18, 60), is_grave=True),
    Complaint("嗓子疼三天，咽口水也疼", "TP", (16, 45)),
    Complaint("从脚手架上跌下，后腰着地", "PBM", (20, 55), is_grave=True),
    Complaint("被马蜂蜇了后颈，半边脸肿起来", "PHBS", (20, 70), is_grave=True),
    Complaint("后腰一阵阵疼，小便发红", "PH", (22, 60)),
    Complaint("左脚踩到钉子，扎进去一厘米", "P", (18, 60)),
    Complaint("咳黄痰五天，走几步就气短", "THS", (40, 78)),
    Complaint("糖尿病打完针没吃饭，出虚汗、发抖", "MH", (45, 78), is_grave=True),
    Complaint("右下腹疼了一天，没有胃口", "TPH", (16, 50)),
    Complaint("在密闭的屋里吃炭火锅，吐了两回", "MHP", (30, 70), is_grave=True),
    Complaint("在工地干了一中午，走路打晃", "THM", (20, 55)),
    Complaint("熬夜后一直心慌，手发抖", "H", (18, 40)),
    Complaint("油锅溅油，前臂烫起一片水泡", "P", (20, 65)),
    Complaint("黑便两天，站起来眼前发黑", "HB", (35, 75), is_grave=True),
    Complaint("打篮球落地崴脚，脚踝一片青紫", "P", (16, 40)),
    Complaint("一吃海鲜就起风团，全身发痒", "HSB", (18, 50)),
    Complaint("牙龈肿痛，半边脸发胀", "TP", (18, 60)),
    Complaint("被狗咬伤小腿，留下两个牙印", "P", (16, 70)),
    Complaint("耳朵里钻进一只小飞虫，嗡嗡作响", "P", (16, 60)),
    Complaint("追尾时头撞了挡风玻璃，吐了一次", "PM", (22, 60), is_grave=True),
    Complaint("泡温泉后站不稳，心里发慌", "HB", (30, 75)),
    Complaint("爬山回来膝盖疼，上下楼打软", "P", (25, 65)),
    Complaint("眼睛溅进石灰浆，冲洗过，一直流泪", "P", (22, 55), is_grave=True),
    Complaint("喝了一斤白酒，不停呕吐", "MSB", (22, 60), is_grave=True),
    Complaint("流感第三天，浑身酸痛", "THP", (18, 60)),
    Complaint("一侧大脚趾红肿，穿不进鞋", "PT", (35, 65)),
    Complaint("吃鱼时被刺卡住，咽东西就疼", "P", (18, 65)),
    Complaint("下楼时滑倒，后脑磕在台阶上", "PM", (30, 75), is_grave=True),
    Complaint("下田时被蚂蟥叮咬，伤口一直渗血", "", (30, 65)),
    Complaint("长途坐车后左小腿肿胀发硬", "PHS", (40, 75), is_grave=True),
    Complaint("洗澡时晕倒，由同屋的人送来", "HBM", (18, 70), is_grave=True),
    Complaint("尿频尿急，夜里打寒战", "THP", (20, 70)),
    Complaint("搬水桶闪了腰，坐着比站着疼", "P", (25, 60)),
    Complaint("鼻子流血半小时，压着也不停", "HB", (30, 75)),
    Complaint("误把清洗剂当水喝了一口", "PHS", (20, 70), is_grave=True),
    Complaint("搬箱子时指甲掀起，指尖渗血", "P", (16, 70)),
)

LEVELS = (
    ("红区", "黄区", "绿区"),
    ("一级", "二级", "三级"),
    ("抢救", "优先", "普通"),
    ("危重", "急症", "非急症"),
)
SHORT = {"T": "体温", "H": "心率", "S": "血氧", "B": "收缩压", "P": "疼痛", "M": "神志"}
RED, YELLOW = "MSB", "THP"
FRAMES = (
    "急诊分诊台前陆续来了{count}位病人：{patients}。请照输入里的分诊规则和读数，判断每人属于哪一级。{form}",
    "{patients}。以上{count}人都在等候，请依规则把他们分成{levels}。{form}",
    "我在卫生院值班，前后脚来了{count}个人：{patients}。读数已经量好，他们各属于哪一级？{form}",
    "给下列病人分级，级别只有{levels}：{patients}。{form}",
    "分诊练习：{patients}。根据规则和读数，判断{count}名患者属于{levels}中的哪一级。{form}",
    "护士记下了{count}位患者的主诉：{patients}。规则和读数附后，请分类。{form}",
    "社区急救培训的考题：{patients}。按规则，他们应分别归入{levels}中的哪一级？{form}",
    "{patients}。判断这{count}位分别属于{levels}中的哪一级，读数和标准见输入。{form}",
    "急诊大厅里一下子来了{count}人：{patients}。请判断他们属于{levels}中的哪一级。{form}",
    "刚学分诊，怕分错：{patients}。请按我们医院的规则，把这{count}人归入{levels}。{form}",
    "诊所只有一名医生，却等着{count}个病人：{patients}。对照规则，每人应判为{levels}中的哪一级？{form}",
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The names of the three levels, and the bound of each sign."""

    levels: tuple[str, str, str]
    bounds: dict[str, float]

    def text(self, rng: Random) -> str:
        """Write the rules."""
        red, yellow, green = self.levels
        bound = self.bounds
        grave = [f"血氧低于{bound['S']}%", f"收缩压低于{bound['B']}毫米汞柱", "神志不清"]
        urgent = [f"体温达到{bound['T']}℃", f"心率达到{bound['H']}次/分", f"疼痛达到{bound['P']}分"]
        rng.shuffle(grave)
        rng.shuffle(urgent)
        return (
            f"1. 有下列任何一项的为{red}：{'、'.join(grave)}。\n"
            f"2. 不属于{red}，但有下列任何一项的为{yellow}：{'、'.join(urgent)}。\n"
            f"3. 其余为{green}。\n4. 级别高的先看，同级的按到达先后，即表中的次序。疼痛按0—10分自评。"
        )


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient: description, readings, rank of the level, and the readings that decide it."""

    name: str
    text: str
    readings: dict[str, str]
    rank: int
    reason: str


def draw_rules(rng: Random) -> Rules:
    """Draw the names of the levels and the bounds."""
    bounds = {
        "T": rng.choice((38.5, 39.0)),
        "H": rng.choice((110, 120, 130)),
        "P": rng.choice((6, 7, 8)),
        "S": rng.choice((90, 92, 93)),
        "B": rng.choice((85, 90)),
    }
    return Rules(rng.choice(LEVELS), bounds)


def draw_readings(rng: Random, bounds: dict[str, float], signs: str, abnormal: set[str]) -> dict[str, float]:
    """Draw the readings: abnormal ones reach their bounds. Those that the complaint does not affect are healthy."""
    heat, rate, pain, oxygen, pressure = (int(bounds[sign] * (10 if sign == "T" else 1)) for sign in "THPSB")
    ranges = {  # abnormal, affected but within the bound, healthy
        "T": ((heat, heat + 6), (368, heat - 1), (363, 371)),
        "H": ((rate, rate + 15), (80, rate - 1), (66, 96)),
        "P": ((pain, pain + 1), (3, pain - 1), (0, 2)),
        "S": ((oxygen - 8, oxygen - 1), (oxygen, 98), (96, 99)),
        "B": ((pressure - 15, pressure - 1), (pressure, 128), (108, 142)),
    }
    drawn = {
        sign: rng.randint(*found[0 if sign in abnormal else 1 if sign in signs else 2])
        for sign, found in ranges.items()
    }
    return {sign: value / 10 if sign == "T" else value for sign, value in drawn.items()}


def written(sign: str, value: float) -> str:
    """Write a reading with its unit."""
    unit = {"T": "℃", "H": "次/分", "P": "分", "S": "%", "B": "毫米汞柱"}[sign]
    return f"{SHORT[sign]}{value:.1f}{unit}" if sign == "T" else f"{SHORT[sign]}{value:.0f}{unit}"


def broken(sign: str, readings: dict[str, float], bounds: dict[str, float]) -> str:
    """State which bound a reading breaks."""
    if sign == "M":
        return "神志不清"
    bound = written(sign, bounds[sign]).removeprefix(SHORT[sign])
    return f"{written(sign, readings[sign])}，{'低于' if sign in RED else '达到'}{bound}"


def reason_for(rules: Rules, readings: dict[str, float], abnormal: set[str]) -> tuple[int, str]:
    """Return the rank of the level and the reason for it."""
    for rank, signs in enumerate((RED, YELLOW)):
        if met := [broken(sign, readings, rules.bounds) for sign in signs if sign in abnormal]:
            return rank, "；".join(met)
    return 2, f"没有{rules.levels[0]}和{rules.levels[1]}的任何一项条件"


def draw_patient(rng: Random, name: str, complaint: Complaint, rules: Rules) -> Patient:
    """Draw the age and the readings of a patient."""
    abnormal = set(
        rng.sample(
            complaint.signs, min(len(complaint.signs), rng.choice((1, 1, 2) if complaint.is_grave else (0, 1, 1, 2)))
        )
    )
    values = draw_readings(rng, rules.bounds, complaint.signs, abnormal)
    readings = {sign: written(sign, values[sign]) for sign in "TPHSB"} | {"M": "神志清楚"}
    if "M" in abnormal:
        readings |= {"M": "神志不清", "P": "疼痛无法自评"}
        abnormal.discard("P")
    text = f"{name}，{rng.randint(*complaint.ages)}岁，{complaint.text}"
    return Patient(name, text, readings, *reason_for(rules, values, abnormal))


def readings_of(patients: Sequence[Patient]) -> str:
    """Write the readings as a table."""
    rows = [(each.name, *(each.readings[sign].removeprefix(SHORT[sign]) for sign in SHORT)) for each in patients]
    return in_table(rows, ("患者", *SHORT.values()))


def explained(patient: Patient, levels: Sequence[str]) -> str:
    """Give the level of a patient, and the readings that rule out the higher levels."""
    grave, urgent = ("，".join(patient.readings[sign] for sign in signs) for signs in (RED, YELLOW))
    if patient.rank == 0:
        return f"{patient.name}属于{levels[0]}：{patient.reason}。"
    if patient.rank == 1:
        return f"{patient.name}属于{levels[1]}：{patient.reason}；{levels[0]}的条件一项也没有（{grave}）。"
    return f"{patient.name}属于{levels[2]}：既无{levels[0]}的条件（{grave}），也无{levels[1]}的条件（{urgent}）。"


def table_of(patients: Sequence[Patient], levels: Sequence[str]) -> str:
    """Write the levels as a table."""
    return in_table([(each.name, levels[each.rank], each.reason) for each in patients], ("患者", "级别", "依据"))


def lines_of(patients: Sequence[Patient], levels: Sequence[str]) -> str:
    """Write a line for each patient."""
    return "\n".join(f"- {explained(each, levels)}" for each in patients)


def labels_of(patients: Sequence[Patient], levels: Sequence[str]) -> str:
    """Write only the levels."""
    return "、".join(f"{each.name}{levels[each.rank]}" for each in patients)


def ordered(patients: Sequence[Patient]) -> str:
    """Write in which order the patients are seen."""
    return "、".join(each.name for each in sorted(patients, key=lambda each: each.rank))


FORMS = (
    ("用Markdown表格回答，列名为患者、级别、依据。", table_of, ""),
    ("做成表格（患者、级别、依据），表格下面写出看诊先后。", table_of, "\n\n看诊先后为{order}。"),
    ("每人一行，写级别，并说明为什么不是更高的级别。", lines_of, ""),
    ("逐人列出级别和依据的读数，最后一行写先看谁、后看谁。", lines_of, "\n\n看诊先后为{order}。"),
    ("只写姓名和级别，用顿号隔开。", labels_of, ""),
)

FORM_WEIGHTS = (1, 1, 2, 2, 1)


def write_triage(rng: Random) -> Task:
    """Describe four or five patients in order of arrival, and give their readings and the rules of triage."""
    rules, count = draw_rules(rng), rng.choice((4, 4, 5))
    complaints = rng.sample(COMPLAINTS, count)
    names = people(rng, count)
    patients = [draw_patient(rng, name, complaint, rules) for name, complaint in zip(names, complaints, strict=True)]
    form, write, tail = rng.choices(FORMS, FORM_WEIGHTS)[0]
    instruction = rng.choice(FRAMES).format(
        count=COUNTS[count],
        patients="；".join(each.text for each in patients),
        levels="、".join(rules.levels),
        form=form,
    )
    given = f"{rules.text(rng)}\n\n{readings_of(patients)}"
    return Task(instruction, given, write(patients, rules.levels) + tail.format(order=ordered(patients)))
