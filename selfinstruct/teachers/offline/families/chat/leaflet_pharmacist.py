"""A pharmacist's reply about two medicines by their leaflets: whether they may be used now, how much, or from when on."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, hhmm
from selfinstruct.teachers.offline.world import SURNAMES


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet: doses by the lowest and the highest age, hours between two doses, doses per day, and who must not use it.

    `bans` are the line of the leaflet, how a customer tells it, and whom it fits: woman, old, adult or any. `notes` are
    the line, the question about it and the reply. `ills` are what people take it for.
    """

    name: str
    doses: tuple[tuple[int, int, str], ...]
    gap: int
    daily: int
    bans: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str, str], ...]
    ills: tuple[str, ...]


LEAFLETS = (
    Leaflet("退热混悬液", ((1, 3, "4毫升"), (4, 6, "6毫升"), (7, 9, "8毫升"), (10, 12, "10毫升")), 6, 4,
            (("肝功能不全者禁用", "前阵子查出肝功能不好", "any"), ("对本品过敏者禁用", "以前喝这种药起过红疹", "any")),
            (("饭后服用可减轻胃部不适", "饭前喝还是饭后喝？", "饭后喝，胃会舒服些"), ("用于退热不超过3天", "能连着喝几天？", "最多连用3天，还烧就要看医生"), ("服前摇匀", "瓶底有沉淀还能喝吗？", "有沉淀是正常的，喝之前摇匀就行")), ("烧到三十八度八", "夜里忽然发起烧来", "打完疫苗身上发热", "额头滚烫，没精神")),
    Leaflet("止咳糖浆", ((2, 5, "3毫升"), (6, 11, "5毫升"), (12, 99, "10毫升")), 6, 3,
            (("糖尿病患者禁用", "有糖尿病", "old"), ("哺乳期妇女禁用", "还在给孩子喂奶", "woman")),
            (("服后10分钟内不要饮水", "喝完能马上喝水吗？", "喝完先别喝水，过10分钟再喝"), ("开封后30天内用完", "开了封能放多久？", "开封以后最多放30天"), ("用药7天不见好转应就医", "咳了很久不好怎么办？", "用满7天还不见好，就要去医院")), ("咳得整夜睡不好", "感冒好了还在咳", "一吹冷风就咳个不停", "嗓子一痒就咳")),
    Leaflet("抗过敏片", ((6, 11, "半片"), (12, 99, "1片")), 24, 1,
            (("孕妇禁用", "怀孕四个月了", "woman"), ("服药期间禁止驾车", "用了药还要开长途车", "adult")),
            (("睡前服用", "什么时候吃合适？", "睡前吃合适，吃了容易困"), ("不可与酒同服", "晚上要应酬喝酒，碍事吗？", "碍事，这药不能和酒一起用"), ("做皮试前停药48小时", "过几天要做皮试，要停吗？", "要停，做皮试前48小时就得停药")), ("身上起了一片风团", "吃了虾浑身发痒", "一到花粉季就打喷嚏", "眼睛痒得直揉")),
    Leaflet("晕车片", ((7, 11, "半片"), (12, 99, "1片")), 6, 3,
            (("青光眼患者禁用", "有青光眼", "old"), ("哺乳期妇女禁用", "正在喂奶", "woman")),
            (("上车前半小时服用", "上车前多久吃？", "上车前半小时吃"), ("可能引起口干", "吃了嘴里发干正常吗？", "正常，这药可能引起口干，多喝几口水"), ("不可与其他抗晕药同用", "还能再贴晕车贴吗？", "不能，别和其他抗晕药一起用")), ("坐大巴晕得厉害", "坐长途车颠得头晕", "绕了一路山道，直犯恶心", "闻到汽油味就想吐")),
    Leaflet("口服补液盐", ((2, 11, "100毫升"), (12, 99, "200毫升")), 2, 8,
            (("少尿或无尿者禁用", "今天几乎没有小便", "any"), ("频繁呕吐者禁用", "吐得停不下来", "any")),
            (("每包兑温开水500毫升", "一包兑多少水？", "一包兑500毫升温开水"), ("配好的溶液24小时内用完", "兑好的能留到后天吗？", "不能，配好以后24小时内要用完"), ("不可加糖或果汁", "嫌咸，能加点糖吗？", "不能加，糖和果汁都不要放")), ("拉了一天肚子", "大热天出汗太多", "吃坏东西拉稀", "拉肚子拉得手脚发软")),
    Leaflet("健胃消食片", ((3, 5, "1片"), (6, 11, "2片"), (12, 99, "3片")), 4, 3,
            (("胃出血患者禁用", "胃出过血，还没好利索", "adult"), ("孕妇禁用", "怀孕五个月了", "woman")),
            (("饭后嚼服", "整片吞下去行吗？", "别整吞，饭后嚼着吃"), ("不可长期服用，最多7天", "能当零食天天吃吗？", "不能，最多连吃7天"), ("避免与浓茶同服", "能用浓茶送吗？", "别用浓茶，温水就行")), ("粽子吃多了，肚子胀", "过节大鱼大肉积了食", "没胃口，吃两口就饱", "打嗝一股酸味")),
    Leaflet("通便口服液", ((12, 99, "10毫升"),), 12, 2,
            (("肠梗阻患者禁用", "查出有肠梗阻", "any"), ("孕妇禁用", "怀孕三个月了", "woman")),
            (("服后多饮水", "喝的时候要注意什么？", "喝完要多饮水"), ("连续使用不超过3天", "能天天喝吗？", "不能，连续用不要超过3天"), ("宜睡前或晨起服用", "早上喝还是晚上喝？", "早起或者睡前喝都可以")), ("三天没解大便", "一出远门就便秘", "吃了止疼药以后排便费劲", "坐半天也解不出大便")),
    Leaflet("外用止痛贴", ((12, 99, "1贴"),), 12, 2,
            (("皮肤破损处禁用", "疼的那块皮擦破了", "any"), ("孕妇禁用", "怀着孕", "woman")),
            (("每贴使用不超过8小时", "能贴一整天吗？", "不能，一贴最多贴8小时"), ("不可加热", "能拿热水袋敷在上面吗？", "不能加热，热水袋别往上放"), ("贴前擦干皮肤", "刚洗完澡能贴吗？", "可以，先把皮肤擦干再贴")), ("腰扭了一下，直不起来", "肩膀酸得抬不起来", "膝盖酸疼", "落枕，脖子转不动")),
    Leaflet("润喉含片", ((6, 11, "1片"), (12, 99, "2片")), 2, 6,
            (("对薄荷过敏者禁用", "一沾薄荷就起疹子", "any"), ("糖尿病患者禁用", "血糖一直高，是糖尿病", "old")),
            (("含化，不可吞服或嚼碎", "嚼碎了吃可以吗？", "不可以，要慢慢含化"), ("含后30分钟内不要进食", "含完能马上吃饭吗？", "先别吃，含完过30分钟再吃东西"), ("连用3天无效应就医", "嗓子一直疼怎么办？", "连用3天不管用，就要看医生")), ("话说多了，嗓子哑了", "唱歌唱得喉咙疼", "一到换季嗓子就干", "咽口水都疼")),
    Leaflet("滴鼻液", ((3, 11, "每侧1滴"), (12, 99, "每侧2滴")), 8, 3,
            (("高血压患者禁用", "血压一直高", "old"), ("干燥性鼻炎患者禁用", "查出是干燥性鼻炎", "any")),
            (("连续使用不超过7天", "能一直滴下去吗？", "不能，连续用最多7天"), ("滴后仰头2分钟", "滴完要躺着吗？", "滴完仰头2分钟就好"), ("开封后4周内用完", "打开以后能用多久？", "打开以后4周内要用完，剩下的别留")), ("感冒鼻子堵得睡不着", "鼻炎犯了不通气", "一进空调房就鼻塞", "鼻子一边通一边不通")),
    Leaflet("抗酸咀嚼片", ((12, 99, "1片"),), 4, 4,
            (("高钙血症患者禁用", "查出来血钙偏高，是高钙血症", "any"), ("肾结石患者禁用", "有肾结石", "any")),
            (("饭后1小时嚼服", "饭前吃还是饭后吃？", "饭后1小时嚼着吃"), ("与其他药间隔2小时", "能和别的药一块儿吃吗？", "要错开，和别的药隔2小时"), ("连用不超过7天", "天天烧心，能天天吃吗？", "最多连用7天，还烧心就看医生")), ("吃完火锅烧心", "半夜反酸水", "饿着肚子吃橘子，胃里发热", "一弯腰就反酸")),
    Leaflet("湿疹软膏", ((2, 99, "薄薄一层"),), 8, 2,
            (("水痘患处禁用", "身上正出水痘", "any"), ("皮肤破溃处禁用", "那一片已经抓破流水了", "any")),
            (("避免接触眼睛", "眼皮上能抹吗？", "不能，这药要避开眼睛"), ("连用不超过7天", "能抹多少天？", "最多连抹7天"), ("涂药后不要包裹", "抹完要包纱布吗？", "不用包，抹完露着就行")), ("胳膊弯里起了红疹", "脖子上痒得直抓", "手背上冒出一片小疙瘩", "腿弯又红又痒")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Customer:
    """A form of address, and the relatives of such a customer for whom a medicine may be, with their ages, by group."""

    address: str
    relatives: dict[str, tuple[tuple[str, ...], tuple[int, int]]]


CUSTOMERS = (
    Customer("{}女士", {
        "child": (("我儿子", "我女儿", "我外甥", "邻居家孩子"), (1, 14)), "woman": (("我妹妹", "我表妹", "我弟媳"), (25, 36)),
        "adult": (("我爱人", "我弟弟", "我同事", "我表哥"), (26, 48)), "old": (("我爸", "我妈", "我公公", "我婆婆", "我姑妈"), (60, 82))}),
    Customer("{}先生", {
        "child": (("我儿子", "我女儿", "我侄女", "邻居家孩子"), (1, 14)), "woman": (("我爱人", "我妹妹", "我表妹", "我弟媳"), (25, 36)),
        "adult": (("我爱人", "我弟弟", "我同事", "我表哥"), (26, 48)), "old": (("我爸", "我妈", "我岳父", "我岳母", "我姑妈"), (60, 82))}),
    Customer("{}阿姨", {
        "child": (("我孙子", "我孙女", "我外孙女", "邻居家孩子"), (1, 12)), "woman": (("我女儿", "我儿媳", "我侄女"), (25, 36)),
        "adult": (("我女儿", "我女婿", "我儿媳", "我侄子"), (26, 40)), "old": (("我公公", "我婆婆", "我妈"), (78, 88))}),
    Customer("小{}", {
        "child": (("我外甥", "我侄女", "我表弟", "邻居家孩子"), (1, 14)), "woman": (("我表姐", "我嫂子", "我堂姐"), (25, 36)),
        "adult": (("我室友", "我同事", "我表哥", "我姐"), (22, 35)), "old": (("我爷爷", "我奶奶", "我姥姥", "我外公"), (66, 84))}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """What a customer tells about a medicine: for whom, when it was last used, how often today, and what ails the person."""

    leaflet: Leaflet
    who: str
    age: int
    last: int
    used: int
    ban: tuple[str, str, str] | None
    note: tuple[str, str, str] | None
    ill: str


def need_of(rng: Random, leaflet: Leaflet, customer: Customer, taken: str) -> Need:
    """Draw what is stated about a medicine. Another medicine is for `taken`."""
    ban = rng.choice(leaflet.bans) if rng.random() < 0.25 else None
    oldest = leaflet.doses[-1][1]
    fitting = {"woman": ("woman",), "old": ("old",), "adult": ("adult",)}.get(
        ban[2] if ban else "", ("child", "adult", "old")
    )
    group = rng.choice([each for each in fitting if (leaflet.doses[0][0] < 12 if each == "child" else oldest > 12)])
    names, (low, high) = customer.relatives[group]
    age = rng.randint(max(low, leaflet.doses[0][0] - 2), min(high, oldest))
    last = rng.randrange(450, 1081, 15)
    used = rng.randint(1, min(leaflet.daily, 1 + (last - 400) // (leaflet.gap * 60)))
    usable = not ban and age >= leaflet.doses[0][0]
    note = rng.choice([each for each in leaflet.notes if group != "child" or "酒" not in each[0]]) if usable else None
    who = rng.choice([each for each in names if each != taken])
    return Need(leaflet, who, age, last, used, ban, note, rng.choice(leaflet.ills))


URGENT = ("少尿或无尿者禁用", "频繁呕吐者禁用", "肠梗阻患者禁用", "胃出血患者禁用")
"""The bans whose reason must be seen by a doctor at once."""


def verdict(need: Need, now: int) -> str:
    """Say whether the medicine may be used now, and how much, or from when on."""
    leaflet, wait = need.leaflet, need.last + need.leaflet.gap * 60
    dose = next((dose for low, high, dose in leaflet.doses if low <= need.age <= high), None)
    if need.ban:
        advice = "这种情况要马上去医院" if need.ban[0] in URGENT else "已经用过的请留意反应，再请医生换别的药"
        return f"不能用。说明书写着“{need.ban[0]}”，您说{need.ban[1]}，{advice}"
    if dose is None:
        return f"不能用。说明书只有{leaflet.doses[0][0]}岁以上的用量，{need.age}岁太小，已经用过的请留意反应，尽快带去看医生"
    if need.used >= leaflet.daily:
        return f"今天不能再用了。一天最多{leaflet.daily}次，今天已经用了{need.used}次"
    if now < wait:
        day = "明天" if wait >= 1440 else "今天"
        return f"现在还不能用。两次至少隔{leaflet.gap}小时，上次是{hhmm(need.last)}，最早{day}{hhmm(wait % 1440)}可以用，一次{dose}"
    hours, rest = divmod(now - need.last, 60)
    passed = (f"{hours}小时" if hours else "") + (f"{rest}分钟" if rest else "")
    return f"可以用，一次{dose}。离上次已有{passed}，够{leaflet.gap}小时了；用完这次，今天就是第{need.used + 1}次，一天最多{leaflet.daily}次"


def answered(need: Need, now: int) -> str:
    """Answer what a customer asks about a medicine."""
    note = f"您还问“{need.note[1]}”——{need.note[2]}。" if need.note else ""
    return f"{need.leaflet.name}，{need.who.replace('我', '您', 1)}{verdict(need, now)}。{note}"


def told(rng: Random, need: Need) -> str:
    """Write what the customer tells and asks about a medicine."""
    ban = f"，{need.ban[1]}" if need.ban else ""
    ask, name, last, times = need.note[1] if need.note else "", need.leaflet.name, hhmm(need.last), COUNTS[need.used]
    if need.used == 1:
        used = rng.choice((f"今天只在{last}用过一回", f"今天用了一回，是{last}用的", f"{last}用过一回，今天就这一回"))
    else:
        used = rng.choice((
            f"今天用了{times}回，上一回是{last}", f"今天已经用过{times}回，最近一回在{last}", f"今天一共用了{times}回，最后一回是{last}",
        ))  # fmt: skip
    return rng.choice((
        f"{need.who}{need.ill}，{need.age}岁{ban}。{name}{used}，现在能再用吗？{ask}",
        f"{name}是给{need.who}买的，{need.age}岁，{need.ill}{ban}，{used}，这会儿还能用不？{ask}",
        f"{need.who}今年{need.age}岁，{need.ill}{ban}，{name}{used}，再用行不行？{ask}",
        f"{need.who}{need.age}岁，{need.ill}{ban}。用的是{name}，{used}，再来一次可以吗？{ask}",
        f"{need.who}{need.ill}，能再用一次{name}吗？{need.age}岁{ban}，{used}。{ask}",
    ))  # fmt: skip


def page(leaflet: Leaflet) -> str:
    """Write a leaflet."""
    doses = "；".join(
        f"{low}岁以上{dose}" if high == 99 else f"{low}～{high}岁{dose}" for low, high, dose in leaflet.doses
    )
    lines = (
        f"每次用量：{doses}",
        f"间隔不少于{leaflet.gap}小时，一天最多{leaflet.daily}次",
        "；".join(ban for ban, *_ in leaflet.bans),
        "；".join(note for note, *_ in leaflet.notes),
    )
    return f"《{leaflet.name}说明书》\n" + "\n".join(f"- {line}" for line in lines)


FRAMES = (
    "你是药店的药师，{now}，{customer}来柜台说：“{said}”请照说明书回复。",
    "扮演药师接{customer}的电话，时间{now}。对方说：“{said}”请按说明书一样一样地答复。",
    "“{said}”{now}，{customer}给药店留言。你扮演值班药师，请依据说明书回复。",
    "角色扮演：你当药师，我是{customer}，现在{now}。我说：“{said}”您怎么回我？",
    "{now}，{customer}走进药店：“{said}”你扮演药师，请先说能不能用，再说用多少。",
    "{customer}在{now}问你：“{said}”你是药师，你会怎么对{customer}说？别离开说明书。",
    "你在药店值班，{customer}发来微信：“{said}”这会儿是{now}。请以药师身份照说明书回复。",
    "扮演药师，{now}接待{customer}：“{said}”请对照说明书回复这位顾客，说明书不许的就劝对方看医生。",
)  # fmt: skip
LINKS = ("另外，", "再问一种药，", "还有，", "顺便再问，")
OPENINGS = (
    "{}您好，我照说明书给您说。",
    "{}，您问得仔细，一样一样来。",
    "{}您好，两种药分开说。",
    "{}，先别急着用，听我说完。",
)
CLOSINGS = (
    "用药后要是不舒服，马上停药去医院。",
    "症状加重就别等了，直接去看医生。",
    "说明书以外的情况，请当面问医生。",
    "药放在孩子够不着的地方。",
)


def write_leaflet_pharmacist(rng: Random) -> Task:
    """A pharmacist's reply about two medicines by their leaflets."""
    one, two = rng.sample(LEAFLETS, 2)
    kind = rng.choice(CUSTOMERS)
    first = need_of(rng, one, kind, "")
    second = need_of(rng, two, kind, first.who)
    now = min(max(first.last, second.last) + rng.randrange(15, 420, 15), 1335)
    customer = kind.address.format(rng.choice(SURNAMES))
    said = f"{told(rng, first)}{rng.choice(LINKS)}{told(rng, second)}"
    instruction = rng.choice(FRAMES).format(now=hhmm(now), customer=customer, said=said)
    lines = (rng.choice(OPENINGS).format(customer), answered(first, now), answered(second, now), rng.choice(CLOSINGS))
    return Task(instruction, f"{page(one)}\n\n{page(two)}", "\n".join(lines))
