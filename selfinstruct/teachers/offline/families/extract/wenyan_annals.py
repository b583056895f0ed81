"""Write a life in classical Chinese by reign years and ages, and ask for events, offices, western years or works."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person

# fmt: off
MING = (("洪武", 1368), ("建文", 1399), ("永乐", 1403), ("洪熙", 1425), ("宣德", 1426), ("正统", 1436), ("景泰", 1450), ("天顺", 1457), ("成化", 1465), ("弘治", 1488), ("正德", 1506), ("嘉靖", 1522), ("隆庆", 1567), ("万历", 1573))
QING = (("顺治", 1644), ("康熙", 1662), ("雍正", 1723), ("乾隆", 1736), ("嘉庆", 1796), ("道光", 1821))
BIRTHS = {"明": (1405, 1535), "清": (1661, 1765)}
REIGNS = {"明": MING, "清": QING}
SURNAMES = "沈陆周徐钱许方汪叶俞章邵戴潘韦姚施范钮闵"
NAMES = (
    ("澄", "子清"), ("廷璧", "国珍"), ("维桢", "伯干"), ("应奎", "文卿"), ("懋昭", "德明"), ("汝楫", "济川"), ("景旸", "宾日"), ("士弘", "毅之"),
    ("宗濂", "希周"), ("继芳", "仲馨"), ("崇实", "去华"), ("可观", "国宾"), ("文炳", "仲蔚"), ("良佐", "廷弼"), ("鹤龄", "松年"), ("应翔", "仲举"),
    ("梦鲤", "化之"), ("一鸾", "季和"), ("大经", "孟常"), ("之翰", "宪屏"), ("尚纲", "子维"), ("允中", "执甫"), ("思诚", "伯孚"), ("履祥", "吉甫"),
)
HOMES = ("钱塘", "吴江", "休宁", "余姚", "昆山", "华亭", "宜兴", "山阴", "平湖", "江阴", "莆田", "桐城", "兰溪", "金坛", "太仓", "慈溪")
COUNTIES = ("庐陵", "祥符", "灵宝", "邹平", "清苑", "曲江", "巴县", "永年", "安阳", "零陵")
PREFECTURES = ("平阳", "大名", "兖州", "岳州", "桂林", "叙州", "汉中", "惠州", "南阳", "大理", "赣州", "保定")
PROVINCES = ("江西", "广东", "广西", "四川", "山东", "山西", "河南", "陕西", "云南", "贵州")
FRONTIERS = ("大同", "宣府", "辽东", "甘肃", "宁夏", "延绥", "蓟州", "湖广", "贵州", "广西")
GOVERNED = {"明": ("江西", "四川", "山东", "山西", "河南", "陕西", "云南", "贵州"), "清": ("江西", "广东", "广西", "山东", "山西", "河南", "陕西", "云南", "贵州")}
WORKS = {
    "文": ("《松窗集》", "《经义札记》", "《退耕录》", "《春秋管见》", "《舆地考略》", "《荒政琐记》", "《水利刍议》", "《敝庐稿》"),
    "医": ("《伤寒辨微》", "《本草会心》", "《痘疹要诀》", "《脉理发蒙》", "《验方拾遗》", "《针灸秘鉴》", "《养老须知》"),
    "画": ("《画禅琐语》", "《溪山论画》", "《松烟墨谈》", "《写生要旨》", "《题画诗存》", "《古帖辨》"),
    "武": ("《守城要略》", "《练兵私记》", "《边塞见闻》", "《火器说》", "《舟师议》"),
}
CHILDHOODS = {
    "文": ("能属文", "日诵千言", "通《孝经》大义", "从塾师受《尚书》，过目不忘", "作《咏雪诗》，里中传诵", "丧父，母织以给读书"),
    "医": ("母病，有志于医", "随父采药山中，能辨百草", "观人诊脉，问难不已", "丧兄于时疫，遂叹良医难得"),
    "画": ("见壁间山水，以炭摹之，酷肖", "画牛于沙上，见者奇之", "从叔父学楷书，日写千字", "折荻画灰，不离几案"),
    "武": ("好骑射，乡人异之", "与群儿戏，列石为阵", "能挽小弓，发辄中的", "闻父老谈边事，终夜不倦"),
}
DEATHS = ("卒于家，年{age}", "以疾卒，年{age}", "无疾而终，年{age}", "卒，年{age}，乡人罢市送葬")
DEEDS = {
    "县": ("清隐田，均徭役", "修学舍，课诸生", "浚渠二十里，溉田千顷", "断狱明允，民不忍欺", "捕蝗有法，岁不为灾"),
    "户": ("督仓，宿弊尽革", "核军饷，岁省万金", "条上时务六事，多见采纳"),
    "工": ("监修城垣，工坚费省", "督造漕船，侵渔悉绝", "条上时务六事，多见采纳"),
    "刑": ("清滞狱三百余案", "录囚多所平反", "详定律例，同官推服"),
    "宪": ("劾罢墨吏五人", "平反冤狱十七事", "奏减织造之费", "请停采木，报可", "疏陈河患，言甚切直", "疏救言官三人，得免", "按部所至，吏皆敛手"),
    "府": ("筑堤四十里，民赖其利", "岁饥，发廪煮粥，全活数万", "建书院，亲为诸生讲学", "罢不急之役，民困以苏", "招流亡三千户复业", "定婚丧之制，俗为一变", "立养济院，孤老有所归"),
    "省": ("厘正赋籍，岁省银三万两", "缮城积粟，境内晏然", "奏免积逋，民立祠祀之", "定盐法，商民两便", "开义仓四十所", "修驿路三百里，商旅便之", "清屯田，得隐地八百顷"),
}
# fmt: on
DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Write a number below 100 as classical Chinese does."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def reign_of(dynasty: str, year: int) -> tuple[str, str]:
    """Return the reign and the year of it, such as 嘉靖 and 二十二年."""
    reign, start = [each for each in REIGNS[dynasty] if each[1] <= year][-1]
    return reign, ("元" if year == start else numeral(year - start + 1)) + "年"


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a life: the year, what happened and, if any, the office that was assumed."""

    year: int
    deed: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """A life: who it was, the events in order, the year of death, and works with their numbers of volumes."""

    name: str
    style: str
    home: str
    dynasty: str
    born: int
    events: list[Event]
    died: int
    works: list[tuple[str, int]]

    def age_in(self, year: int) -> int:
        """Return the age in a year; a child is one year old at birth."""
        return year - self.born + 1


Step = tuple[int, str, str]  # years since the step before, what happened, and the office


def with_deed(rng: Random, deeds: list[str], verb: str, office: str, gap: tuple[int, int]) -> Step:
    """Return the step of assuming an office and doing well in it. No deed occurs twice."""
    return rng.randint(*gap), f"{verb}{office}，{deeds.pop()}", office


def official_steps(rng: Random, dynasty: str, born: int) -> list[Step]:
    """Return the career of an official. Provincial examinations are held every third year, the metropolitan one a year later."""
    entered = rng.randint(15, 18)
    passed = next(age for age in range(rng.randint(20, 25), 40) if (born + age - 1) % 3 == 1)
    first = rng.choice(
        [(f"{rng.choice(COUNTIES)}知县", "县"), ("户部主事", "户"), ("工部主事", "工"), ("刑部主事", "刑")]
    )
    deeds = {kind: rng.sample(texts, len(texts)) for kind, texts in DEEDS.items()}
    school = rng.choice(("补县学生", "补博士弟子员", "入郡庠", "读书山寺，三年不出"))
    steps: list[Step] = [
        (entered - 1, school, ""),
        (passed - entered, rng.choice(("举于乡", "举乡试第七", "举乡试第十二")), ""),
        (rng.choice((1, 4)), f"成进士，授{first[0]}，{deeds[first[1]].pop()}", first[0]),
        with_deed(rng, deeds["宪"], "擢", "监察御史", (3, 5)),
        with_deed(rng, deeds["府"], "出为", f"{rng.choice(PREFECTURES)}知府", (4, 7)),
    ]
    if rng.random() < 0.5:
        steps.append((rng.randint(1, 3), "丁母忧归", ""))
        steps.append(
            with_deed(rng, deeds["宪"], "服阕，补", f"{rng.choice(PROVINCES)}按察副使", (3, 3))
            if dynasty == "明"
            else with_deed(rng, deeds["省"], "服阕，补", f"{rng.choice(PROVINCES)}按察使", (3, 3))
        )
    steps.append(with_deed(rng, deeds["省"], "进", f"{rng.choice(PROVINCES)}布政使", (4, 8)))
    if rng.random() < 0.5:
        steps.append(with_deed(rng, deeds["省"], "拜", f"{rng.choice(GOVERNED[dynasty])}巡抚", (3, 6)))
    return [*steps, (rng.randint(2, 4), rng.choice(("以疾乞归", "引疾致仕", "疏乞骸骨，许之")), "")]


def physician_steps(rng: Random, dynasty: str, born: int) -> list[Step]:  # noqa: ARG001 - all careers take the same
    """Return the career of a physician."""
    return [
        (
            rng.randint(15, 18),
            rng.choice(("从舅氏学医，尽得其传", "弃举子业，读《内经》《难经》", "从邻邑名医学，三年不归")),
            "",
        ),
        (rng.randint(7, 10), rng.choice(("悬壶于市，诊脉不取贫者钱", "设药肆于桥西，病者日满其门")), ""),
        (rng.randint(4, 7), rng.choice(("岁大疫，制散施于四门，活千余人", "邑令病危，投三剂而起")), ""),
        (rng.randint(3, 5), rng.choice(("游蜀中，得针灸之法", "溯江访药，识川产百余种")), ""),
        (rng.randint(3, 6), "应召入京，授太医院医士", "太医院医士"),
        (rng.randint(2, 5), rng.choice(("升御医，愈大臣痼疾，名动京师", "升御医，同列皆服其识")), "御医"),
        (rng.randint(3, 6), rng.choice(("乞归，筑室南山，种药自给", "辞归，授徒十二人")), ""),
        (rng.randint(3, 6), rng.choice(("里中大水，出粟赈饥者", "置义冢，葬疫死者三百余人")), ""),
    ]


def painter_steps(rng: Random, dynasty: str, born: int) -> list[Step]:  # noqa: ARG001 - all careers take the same
    """Return the career of a painter."""
    return [
        (rng.randint(13, 16), rng.choice(("学画于里中老画师", "临宋元人真迹，三年不辍")), ""),
        (rng.randint(6, 9), rng.choice(("游黄山，坐云海中旬日，画遂大进", "泛舟太湖，得烟雨之法")), ""),
        (rng.randint(2, 4), "应试不第，遂绝意仕进", ""),
        (rng.randint(3, 6), rng.choice(("客金陵，求画者屦满户外", "客扬州，与诗人唱和，得句辄书于画")), ""),
        (rng.randint(3, 5), rng.choice(("作《江山雪霁图》长卷，八月乃成", "作《百卉图》四十页，设色古雅")), ""),
        (rng.randint(2, 5), *(("荐授武英殿待诏", "武英殿待诏") if dynasty == "明" else ("召入内廷供奉，授中书科中书", "中书科中书"))),
        (rng.randint(2, 4), rng.choice(("辞归，结庐湖上", "乞归，闭门种菊，不复入城")), ""),
        (rng.randint(3, 6), rng.choice(("岁歉，鬻画易米以济乡邻", "重修里中石桥，尽斥画资")), ""),
    ]  # fmt: skip


def teacher_steps(rng: Random, dynasty: str, born: int) -> list[Step]:  # noqa: ARG001 - all careers take the same
    """Return the career of a teacher at official schools."""
    return [
        (rng.randint(16, 19), rng.choice(("补县学生", "入邑庠，试辄高等")), ""),
        (rng.randint(5, 8), rng.choice(("馆于同里富室，束脩悉以奉母", "授徒于乡，先德行而后文艺")), ""),
        (rng.randint(5, 9), "以岁贡入国子监，祭酒称其学有根柢", ""),
        (rng.randint(3, 5), f"授{(county := rng.choice(COUNTIES))}训导，{rng.choice(('日与诸生讲论，夜分不辍', '葺学宫，置书千卷'))}", f"{county}训导"),
        (rng.randint(3, 5), f"迁{(other := rng.choice(COUNTIES))}教谕，{rng.choice(('贫不能婚者，分俸助之', '立学规十条'))}", f"{other}教谕"),
        (rng.randint(3, 5), f"升{(prefecture := rng.choice(PREFECTURES))}府教授，{rng.choice(('门下举于乡者九人', '请复乡饮之礼'))}", f"{prefecture}府教授"),
        (rng.randint(3, 6), rng.choice(("以老归，诸生送至百里外", "乞休归，行李惟书数箧")), ""),
        (rng.randint(2, 5), rng.choice(("建义塾于里，族中子弟皆就学", "邑令请修县志，二年而成")), ""),
    ]  # fmt: skip


def general_steps(rng: Random, dynasty: str, born: int) -> list[Step]:  # noqa: ARG001 - all careers take the same
    """Return the career of an officer of the Ming."""
    return [
        (rng.randint(17, 20), "袭父职为百户", "百户"),
        (rng.randint(5, 7), f"讨山寇，先登，{rng.choice(('身被三创', '斩其渠魁'))}，擢千户", "千户"),
        (rng.randint(3, 5), rng.choice(("守隘口，寇至，坚壁七日，援至乃解", "督运粮饷，雪夜行二百里，无所失")), ""),
        (rng.randint(3, 5), f"进指挥佥事，{rng.choice(('练乡兵三千', '修烽堠二十四座'))}", "指挥佥事"),
        (rng.randint(3, 6), f"擢参将，{rng.choice(('与士卒同甘苦', '严约束，秋毫无犯'))}", "参将"),
        (rng.randint(3, 5), f"升副总兵，{rng.choice(('屯田千顷，军食以足', '造战船六十艘'))}", "副总兵"),
        (rng.randint(3, 6), f"充总兵官，镇{rng.choice(FRONTIERS)}，{rng.choice(('边民安堵', '在镇六年，不妄杀一人'))}", "总兵官"),
        (rng.randint(4, 7), rng.choice(("以老乞休", "引疾解兵柄")), ""),
    ]  # fmt: skip


CAREERS = (
    ("文", official_steps),
    ("文", official_steps),
    ("医", physician_steps),
    ("画", painter_steps),
    ("文", teacher_steps),
    ("武", general_steps),
)


def life(rng: Random) -> Life:
    """Draw a life."""
    kind, steps = rng.choice(CAREERS)
    dynasty = "明" if kind == "武" else rng.choice(("明", "清"))
    year = born = rng.randint(*BIRTHS[dynasty])
    childhood = Event(born + rng.randint(6, 9) - 1, rng.choice(CHILDHOODS[kind]))
    events = [childhood]
    for gap, deed, office in steps(rng, dynasty, born):
        year += gap
        events.append(Event(year, deed, office))
    given, style = rng.choice(NAMES)
    works = [(work, rng.randint(2, 30)) for work in rng.sample(WORKS[kind], rng.randint(2, 3))]
    return Life(
        rng.choice(SURNAMES) + given, style, rng.choice(HOMES), dynasty, born, events, year + rng.randint(5, 14), works
    )


def written(rng: Random, one: Life) -> str:
    """Write the life. Events of one reign omit its name, and those of the following year say 明年."""
    reign, number = reign_of(one.dynasty, one.born)
    parts = [f"{one.name}，字{one.style}，{one.home}人。{reign}{number}生。"]
    before = one.born
    for event in one.events:
        now, number = reign_of(one.dynasty, event.year)
        if event.year == before + 1 and now == reign:
            parts.append(f"明年，{event.deed}。")
        else:
            parts.append(f"{now if now != reign else ''}{number}，年{numeral(one.age_in(event.year))}，{event.deed}。")
        reign, before = now, event.year
    now, number = reign_of(one.dynasty, one.died)
    works = "、".join(f"{work}{numeral(volumes)}卷" for work, volumes in one.works)
    return (
        "".join(parts)
        + f"{now if now != reign else ''}{number}，{rng.choice(DEATHS).format(age=numeral(one.age_in(one.died)))}。著有{works}。"
    )


def full_year(one: Life, year: int) -> str:
    """Write a year with its reign."""
    return "".join(reign_of(one.dynasty, year))


def event_table(rng: Random, one: Life) -> tuple[str, str]:
    """Ask for a table of the events with years and ages."""
    columns = {
        "纪年": [full_year(one, each.year) for each in one.events],
        "公元": [f"{each.year}年" for each in one.events],
        "年龄": [f"{one.age_in(each.year)}岁" for each in one.events],
    }
    heads = (*sorted(rng.sample(tuple(columns), rng.randint(1, 3)), key=tuple(columns).index), "事迹")
    rows = [(*(columns[head][at] for head in heads[:-1]), each.deed) for at, each in enumerate(one.events)]
    ask = rng.choice((
        "逐年提取{heads}，做成Markdown表格",
        "抽取{heads}，一事一行，用Markdown表格给出",
        "提取各年的记载，列出{heads}，用Markdown表格",
    )).format(heads="、".join(heads))  # fmt: skip
    notes = (
        ("纪年带上年号", "纪年" in heads),
        ("公元由年号换算", "公元" in heads),
        ("年龄用阿拉伯数字", "年龄" in heads),
        ("生卒不列", True),
    )
    return ask + "，" + "，".join(note for note, is_needed in notes if is_needed), in_table(rows, heads)


def offices(rng: Random, one: Life) -> tuple[str, str]:
    """Ask for the offices in order, alone or with years or ages."""
    held = [each for each in one.events if each.office]
    form, answer = rng.choice((
        ("依次用箭头连起来", "→".join(each.office for each in held)),
        ("一行一个，前面写任职时的年龄，如“35岁 某官”", "\n".join(f"{one.age_in(each.year)}岁 {each.office}" for each in held)),
        ("一行一个，前面写公元年份，如“1550年 某官”", "\n".join(f"{each.year}年 {each.office}" for each in held)),
        ("写成JSON数组，每项含官职和年号纪年两个键", json.dumps([{"官职": each.office, "年号纪年": full_year(one, each.year)} for each in held], ensure_ascii=False)),
        ("编号列出，年号纪年写在括号里", "\n".join(f"{at}. {each.office}（{full_year(one, each.year)}）" for at, each in enumerate(held, 1))),
    ))  # fmt: skip
    return f"{rng.choice(('提取他历任的官职', '抽取他做过的官', '找出他当过的官'))}，{form}", answer


def works(rng: Random, one: Life) -> tuple[str, str]:
    """Ask for the works with their numbers of volumes."""
    form, answer = rng.choice((
        ("一行一种，中间空一格，照原文写", "\n".join(f"{work} {numeral(volumes)}卷" for work, volumes in one.works)),
        ("写在一行里，卷数照原文放进括号，用顿号隔开", "、".join(f"{work}（{numeral(volumes)}卷）" for work, volumes in one.works)),
        ("按卷数从多到少把书名排成一行，用顿号隔开，卷数本身不写，相同的照原文", "、".join(work for work, _ in sorted(one.works, key=lambda each: -each[1]))),
    ))  # fmt: skip
    return f"{rng.choice(('提取文中的书名和卷数', '找出他著作的书名和卷数', '抽取文末的书名、卷数'))}，{form}", answer


def as_json(rng: Random, one: Life) -> tuple[str, str]:
    """Ask for a JSON object with facts of the life."""
    facts: dict[str, object] = {
        "姓名": one.name, "字": one.style, "籍贯": one.home, "生年": one.born, "卒年": one.died, "享年": one.age_in(one.died),
        "官职": [each.office for each in one.events if each.office], "著作": [work for work, _ in one.works],
    }  # fmt: skip
    keys = rng.sample(tuple(facts), rng.randint(4, 7))
    ask = rng.choice((f"提取{'、'.join(keys)}，以JSON对象输出", f"抽取下列各项，用JSON给出：{'、'.join(keys)}"))
    years = [key for key in keys if key in ("生年", "卒年")]
    note = f"，{'生卒年' if len(years) == 2 else years[0]}换算成公元，用数字" if years else ""
    note += ("，享年也用数字" if years else "，享年用数字") * ("享年" in keys)
    return ask + note, json.dumps({key: facts[key] for key in keys}, ensure_ascii=False, indent=rng.choice((None, 2)))


def events_of_a_span(rng: Random, one: Life) -> tuple[str, str]:
    """Ask for the events up to or after an age, copied as they are."""
    age = one.age_in(rng.choice(one.events[2:-2]).year)
    is_early = rng.random() < 0.5
    chosen = [each for each in one.events if (one.age_in(each.year) <= age) == is_early]
    span = f"{age}岁以前（含{age}岁）" if is_early else f"{age}岁以后（不含{age}岁）"
    ask = rng.choice(
        (
            f"照抄他{span}的事迹，不抄年份和年龄，用“- ”逐条列出，不写生卒",
            f"只提取{span}做的事，原文照录，年份年龄省去，一条一行，前加“- ”，生卒不算",
        )
    )
    return ask, "\n".join(f"- {each.deed}" for each in chosen)


# fmt: off
READERS = (
    "{who}在编地方志", "{who}要做人物年表", "{who}是历史系研究生", "{who}是文史馆的志愿者", "{who}给纪念馆写展板", "{who}帮家族续谱", "{who}在备古文课", "{who}正在做历史地图", "{who}要给学生出练习",
    "{who}在录入古籍数据库", "{who}写历史小说要查生平", "{who}文言功底不深", "{who}在做碑刻拓片目录", "{who}要跟另一份传记对勘", "{who}整理祠堂资料", "{who}准备讲座", "{who}拍纪录片缺脚本", "{who}参加古文知识竞赛",
    "{who}给博物馆写说明牌", "{who}刚从旧书摊淘来这篇", "{who}在写乡贤录", "{who}要画时间轴", "{who}替外公查祖上的事", "{who}在修订县志人物卷", "{who}在研究地方人物", "{who}准备应聘古籍编辑",
    "{who}在布置名人故居", "{who}给导游写讲解词", "{who}正在点校一部文集", "{who}要核对墓志", "{who}在做传记研究", "{who}给乡镇文化站帮忙", "{who}收到一页抄本", "{who}在比较同乡人物", "{who}教孩子读古文", "{who}翻旧方志翻到这篇",
)
HINTS = ("做过{office}", "写过{work}", "生在{reign}年间", "活了{age}岁", "传中有“{deed}”一语", "留下{work}一书", "官至{last}")
FRAMES = (
    "{reader}，手边是{home}{name}的小传，此人{hint}。请{ask}。", "下面是{dynasty}代{name}的传，此人{hint}，{reader}。{ask}。", "{name}，{home}人，{hint}。{reader}，请从传文里{ask}。",
    "这篇文言小传的传主是{name}（字{style}），{hint}，{reader}。{ask}。", "请{ask}。传主{name}是{dynasty}代{home}人，{hint}。", "{reader}，只知道{name}{hint}。请根据传文{ask}。",
    "{home}的{name}，字{style}，{hint}。{reader}，请{ask}。", "传主{name}{hint}，{reader}，请{ask}。", "{reader}。{dynasty}人{name}的传在下面，{hint}，请{ask}。", "{hint}，这位{home}人叫{name}。{reader}，请从传中{ask}。",
)
QUOTING_FRAMES = (
    "“{text}”{reader}，请{ask}。", "{reader}，抄来一段：“{text}”{ask}。", "“{text}”这是{name}的传。{ask}。", "请读下文，{ask}。“{text}”", "从“{text}”里{ask}。", "“{text}”{name}{hint}，{reader}。请{ask}。",
)
# fmt: on
ASKS = (event_table, event_table, event_table, offices, works, as_json, events_of_a_span)


def write_wenyan_annals(rng: Random) -> Task:
    """Write a life in classical Chinese by reign years and ages, and ask for events, offices, western years or works."""
    one = life(rng)
    held = [each.office for each in one.events if each.office]
    ask, answer = rng.choice([request for request in ASKS if request is not offices or len(held) > 1])(rng, one)
    text, is_quoted = written(rng, one), rng.random() < 0.35
    hint = rng.choice(HINTS).format(
        office=rng.choice(held),
        last=held[-1],
        work=rng.choice(one.works)[0],
        reign=reign_of(one.dynasty, one.born)[0],
        age=one.age_in(one.died),
        deed=max(rng.choice(one.events).deed.split("，"), key=len),
    )
    instruction = rng.choice(QUOTING_FRAMES if is_quoted else FRAMES).format(
        reader=rng.choice(READERS).format(who=person(rng)), name=one.name, style=one.style, home=one.home, dynasty=one.dynasty, hint=hint, ask=ask, text=text,
    )  # fmt: skip
    return Task(instruction, "" if is_quoted else text, answer)
