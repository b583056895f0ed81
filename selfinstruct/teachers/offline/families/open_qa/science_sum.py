"""Ask for a calculation in physics, chemistry or medicine: the formula, the numbers with units, and a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa.variants import varied
from selfinstruct.teachers.offline.notation import numbered, plain
from selfinstruct.teachers.offline.world import person

Values = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Scene:
    """A situation with its question, the answer, the lowest and highest value and the step of each quantity.

    `within` are the lowest and highest plausible results; `fits` says whether the drawn values go together.
    """

    text: str
    ask: str
    answer: str
    ranges: Mapping[str, tuple[str, str, str]]
    within: tuple[str, str] = ("0.001", "100000000")
    fits: Callable[[Values], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Law:
    """A formula: what its symbols mean, its use with numbers, the result, how it is checked, and its scenes.

    `steps` are the further numbers of the check; they see the given values and the result as `r`.
    """

    formula: str
    symbols: str
    plugged: str
    solve: Callable[[Values], Fraction]
    unit: str
    checked: str
    note: str
    scenes: tuple[Scene, ...]
    steps: Mapping[str, Callable[[Values], Fraction]] = field(default_factory=dict)
    decimals: int = 3


# fmt: off
PHYSICS = (
    Law("ρ＝m÷V", "ρ是密度，m是质量，V是体积", "{m} g÷{v} cm³", lambda x: x["m"] / x["v"], "g/cm³",
        "{r} g/cm³×{v} cm³＝{m} g，正好是称得的质量", "量筒里1 mL就是1 cm³，水面升高多少，体积就是多少", (
        Scene("实验课上，一块[不规则的矿石|河滩上捡来的卵石|花岗岩碎块|火成岩标本]称得{m}克，浸没在量筒里，水面升高了{v}毫升。", "它的密度是多少？", "它的密度是{r} g/cm³",
            {"m": ("30", "216", "6"), "v": ("10", "60", "5")}, ("2.4", "3.6")),
        Scene("[油坊|粮油店|食品厂化验室]取{v}毫升[菜籽油|花生油|山茶油|玉米油]样品，天平上显示{m}克。", "这种油的密度是多少？", "这种油的密度是{r} g/cm³",
            {"m": ("90", "186", "0.5"), "v": ("100", "200", "50")}, ("0.9", "0.93")),
        Scene("{who}想鉴别一[枚旧铜章|块老铜牌|枚大铜钱|只铜镇纸]，称得{m}克，用排水法测得体积{v}立方厘米。", "密度应算成多少？", "密度是{r} g/cm³",
            {"m": ("16", "70", "1"), "v": ("2", "8", "0.5")}, ("8", "9")),
    )),
    Law("I＝U÷R", "I是电流，U是电压，R是电阻", "{u} V÷{o} Ω", lambda x: x["u"] / x["o"], "A",
        "{r} A×{o} Ω＝{u} V，与所给电压一致", "电压要用伏、电阻要用欧，电流才是安", (
        Scene("一[只小灯泡|只指示灯|段电阻丝]接在{u}伏的电源上，电阻为{o}欧。", "通过它的电流有多大？", "通过它的电流是{r} A",
            {"u": ("6", "12", "3"), "o": ("6", "60", "2")}, ("0.1", "1.5")),
        Scene("一[双电热鞋垫|只加热杯垫|段电热丝]接在{u}伏的电源上，电阻为{o}欧。", "通过它的电流有多大？", "通过它的电流是{r} A",
            {"u": ("6", "12", "1.5"), "o": ("3", "15", "0.5")}, ("0.6", "2")),
        Scene("露营时{who}给一[条灯串|盏营地灯]配{u}伏的蓄电池，通电时的电阻为{o}欧。", "电流是多少？", "电流是{r} A",
            {"u": ("12", "24", "12"), "o": ("10", "80", "5")}),
        Scene("露营时{who}给一[块加热坐垫|条电热毯]配{u}伏的蓄电池，通电时的电阻为{o}欧。", "电流是多少？", "电流是{r} A",
            {"u": ("12", "24", "12"), "o": ("4", "12", "0.5")}, ("1", "4")),
        Scene("维修[货车|渔船|游艇|房车]的照明时，测得灯两端电压{u}伏、灯丝热态电阻{o}欧。", "灯丝里的电流是多大？", "灯丝里的电流是{r} A",
            {"u": ("12", "24", "12"), "o": ("6", "96", "2")}, ("0.2", "3")),
    )),
    Law("W＝P×t", "W是消耗的电能，P是功率，t是用电时间", "{p} W×{h} h×{d}÷1000", lambda x: x["p"] * x["h"] * x["d"] / 1000, "kW·h",
        "{r} kW·h＝{wh} W·h，{wh}÷{p}＝{hours} h，正好是{d}天的总时数", "1 kW·h就是1度电，W·h要除以1000", (
        Scene("[孵化房|植物房|直播间|早教中心]有一台{p}瓦的[加湿器|循环风扇|除湿机|空气净化器]，每天开{h}小时，连开{d}天。", "一共用几度电？", "一共用{r}度电",
            {"p": ("30", "200", "10"), "h": ("4", "12", "1"), "d": ("10", "30", "5")}),
        Scene("{who}出院后在家用{p}瓦的[制氧机|理疗灯|电暖器]，平均每天{h}小时，共用{d}天。", "耗了多少度电？", "耗了{r}度电",
            {"p": ("200", "500", "20"), "h": ("1", "6", "1"), "d": ("5", "14", "1")}),
        Scene("冬天[育苗棚|鸡舍|猫咖|蘑菇房]挂着{p}瓦的取暖灯，一天亮{h}小时，天气转暖前要用{d}天。", "算算要用多少度电。", "要用{r}度电",
            {"p": ("150", "600", "50"), "h": ("6", "14", "1"), "d": ("20", "60", "10")}),
    ), {"wh": lambda x: x["r"] * 1000, "hours": lambda x: x["h"] * x["d"]}),
    Law("p＝G÷S＝mg÷S", "p是压强，m是质量，g取10 N/kg，S是受力面积", "{m} kg×10 N/kg÷{s} m²", lambda x: x["m"] * 10 / x["s"], "Pa",
        "{r} Pa×{s} m²＝{g} N，等于重力", "面积必须换成平方米，1 m²＝10000 cm²", (
        Scene("一台质量{m}千克的[小保险柜|复印机|洗碗机|洗衣机]平放在地板上，与地板接触的总面积是{s}平方米。", "它对地板的压强是多少？", "它对地板的压强是{r} Pa",
            {"m": ("50", "100", "10"), "s": ("0.02", "0.1", "0.01")}),
        Scene("一[台立式钢琴|台大保险柜|座落地钟]的质量是{m}千克，与地板接触的总面积是{s}平方米。", "它对地板的压强是多少？", "它对地板的压强是{r} Pa",
            {"m": ("180", "260", "20"), "s": ("0.02", "0.12", "0.01")}),
        Scene("[滑雪爱好者|测冰厚的队员|巡护雪山的护林员]连同装备重{m}千克，踩着总面积{s}平方米的[雪板|雪鞋]站在雪地上。", "雪面受到的压强是多少？", "雪面受到的压强是{r} Pa",
            {"m": ("60", "96", "4"), "s": ("0.2", "0.4", "0.05")}),
        Scene("展厅里一[座石雕|尊青铜鼎复制品|尊铁炮]的质量是{m}千克，与底座接触的面积是{s}平方米。", "底座受到的压强多大？", "底座受到的压强是{r} Pa",
            {"m": ("180", "900", "60"), "s": ("0.3", "1.2", "0.1")}),
    ), {"g": lambda x: x["m"] * 10}),
    Law("p＝ρgh", "p是液体压强，ρ是液体密度，g取10 N/kg，h是深度", "1000 kg/m³×10 N/kg×{h} m", lambda x: x["h"] * 10000, "Pa",
        "{r} Pa÷(1000×10)＝{h} m，与深度相符", "h是从水面往下量的深度，淡水密度取1000 kg/m³", (
        Scene("[水库检修员下到水面以下{h}米处检查闸门|水厂的潜水员下到水面以下{h}米处检查取水口|打捞队员下到湖面以下{h}米处查看沉船]。", "水对那里的压强是多少？", "水对那里的压强是{r} Pa",
            {"h": ("3", "28", "0.5")}),
        Scene("{who}家的[屋顶水箱|山坡蓄水池|后山水池]水面比[厨房|牛棚|温室]的水龙头高{h}米，龙头关着。", "龙头处由水产生的压强有多大？", "龙头处由水产生的压强是{r} Pa",
            {"h": ("2", "9.6", "0.4")}),
    )),
    Law("F＝ρgV", "F是浮力，ρ是水的密度，g取10 N/kg，V是排开水的体积", "1000 kg/m³×10 N/kg×{v} m³", lambda x: x["v"] * 10000, "N",
        "{v} m³的水质量是{kg} kg，重{r} N，排开的水有多重，浮力就有多大", "V只算没入水中的那部分体积", (
        Scene("一条[橡皮艇|独木舟|单人皮艇]载人后排开{v}立方米的水。", "它受到的浮力是多少？", "它受到的浮力是{r} N",
            {"v": ("0.1", "0.18", "0.01")}),
        Scene("一[张竹筏|条摆渡小船|条木质渔船]载人后排开{v}立方米的水。", "它受到的浮力是多少？", "它受到的浮力是{r} N",
            {"v": ("0.4", "1.6", "0.04")}),
        Scene("考古队用[气囊|浮箱|空油桶]打捞[石碑|铁锚|古船龙骨]，全部没入水中时排水{v}立方米。", "这套浮具能产生多大的浮力？", "这套浮具能产生{r} N的浮力",
            {"v": ("0.2", "2.4", "0.05")}),
    ), {"kg": lambda x: x["v"] * 1000}),
    Law("F1×L1＝F2×L2", "F1、L1是动力和动力臂，F2、L2是阻力和阻力臂", "{f} N×{b} m÷{a} m", lambda x: x["f"] * x["b"] / x["a"], "N",
        "{r} N×{a} m＝{left} N·m，{f} N×{b} m＝{left} N·m，两边相等", "力臂是支点到力的作用线的距离，两边单位要相同", (
        Scene("用撬棍撬[石板|井盖|树根|旧门槛]，阻力{f}牛，支点到阻力作用处的距离{b}米，手握处离支点{a}米。", "手上至少要用多大的力？", "手上至少要用{r} N的力",
            {"f": ("300", "1200", "50"), "b": ("0.1", "0.3", "0.05"), "a": ("0.8", "1.6", "0.2")}, ("20", "400")),
        Scene("[小推车|独轮车|运水泥的手推车]装货后总重{f}牛，重心离轮轴{b}米，把手离轮轴{a}米。", "抬起把手要用多大的竖直向上的力？", "要用{r} N的力",
            {"f": ("240", "900", "60"), "b": ("0.4", "0.6", "0.1"), "a": ("1.2", "1.6", "0.2")}),
    ), {"left": lambda x: x["f"] * x["b"]}),
    Law("Q＝cmΔt", "Q是吸收的热量，c是水的比热容4200 J/(kg·℃)，m是质量，Δt是升高的温度", "4200 J/(kg·℃)×{m} kg×({hot}－{cold}) ℃",
        lambda x: 4200 * x["m"] * (x["hot"] - x["cold"]), "J", "{r} J÷(4200×{m})＝{rise} ℃，正是升高的温度", "1 kg水升高1 ℃吸热4200 J，先求温度差再代入", (
        Scene("[茶馆|食堂|宠物店|理发店]把{m}千克水从{cold}℃烧到{hot}℃。", "水要吸收多少热量？", "水要吸收{r} J的热量",
            {"m": ("1", "8", "0.5"), "cold": ("10", "25", "5"), "hot": ("60", "95", "5")}),
        Scene("太阳能[热水器|集热器|储水箱]里有{m}千克水，早上{cold}℃，下午升到{hot}℃。", "这段时间水吸了多少热？", "这段时间水吸了{r} J的热量",
            {"m": ("40", "150", "10"), "cold": ("8", "20", "2"), "hot": ("42", "66", "4")}),
    ), {"rise": lambda x: x["hot"] - x["cold"]}),
    Law("s＝v×t÷2", "s是到障碍物的距离，v是声速，t是从发声到听见回声的时间", "{v} m/s×{t} s÷2", lambda x: x["v"] * x["t"] / 2, "m",
        "来回路程2×{r} m＝{way} m，{way} m÷{v} m/s＝{t} s，时间吻合", "声音走的是来回两趟，所以要除以2", (
        Scene("{who}对着[崖壁|山谷对面的岩壁|大坝|冰川陡壁]喊一声，{t}秒后听到回声，空气中声速取{v}米每秒。", "人离它有多远？", "人离它{r} m",
            {"v": ("340", "340", "1"), "t": ("0.6", "4", "0.2")}),
        Scene("[渔船|科考船|测量艇]用声呐探测，{t}秒后收到[鱼群|海底|沉船]的回波，海水中声速取{v}米每秒。", "目标的深度是多少？", "目标的深度是{r} m",
            {"v": ("1500", "1500", "1"), "t": ("0.04", "1.2", "0.02")}),
    ), {"way": lambda x: x["r"] * 2}),
    Law("h＝½gt²", "h是下落高度，g取10 m/s²，t是下落时间", "½×10 m/s²×({t} s)²", lambda x: 5 * x["t"] ** 2, "m",
        "2×{r} m÷10 m/s²＝{square} s²，开平方得{t} s，与所给时间一致", "从静止释放、忽略空气阻力时才能这样算", (
        Scene("[洞穴探险队|修井工人|矿山测量员]在竖井口从静止放下一块小石子，{t}秒后听见落底声（声音传播时间不计）。", "这段高度是多少？", "这段高度是{r} m",
            {"t": ("0.8", "3", "0.2")}),
        Scene("试验塔里让一只[安全帽|减震包装箱|钢球|传感器舱]由静止自由下落，历时{t}秒到底。", "下落了多高？", "下落了{r} m",
            {"t": ("0.6", "3.4", "0.2")}),
    ), {"square": lambda x: x["t"] ** 2}),
    Law("a＝(v2－v1)÷t", "a是加速度，v1、v2是初末速度，t是时间", "({v2}－{v1}) m/s÷{t} s", lambda x: (x["v2"] - x["v1"]) / x["t"], "m/s²",
        "{v1} m/s＋{r} m/s²×{t} s＝{v2} m/s，与末速度相同", "速度先统一成米每秒，再求差", (
        Scene("[动车组|磁浮列车|城际列车|高铁检测车]从{v1}米每秒匀加速到{v2}米每秒，用了{t}秒。", "加速度是多大？", "加速度是{r} m/s²",
            {"v1": ("2", "20", "2"), "v2": ("26", "60", "2"), "t": ("5", "120", "5")}, ("0.2", "1")),
        Scene("[短跑运动员|自行车手|电动滑板手|速滑运动员]在{t}秒内把速度从{v1}米每秒匀加速提到{v2}米每秒。", "加速度有多大？", "加速度是{r} m/s²",
            {"v1": ("1", "3", "1"), "v2": ("5", "10", "1"), "t": ("2", "5", "1")}, ("0.8", "3")),
    )),
    Law("E＝½mv²", "E是动能，m是质量，v是速度", "½×{m} kg×({v} m/s)²", lambda x: x["m"] * x["v"] ** 2 / 2, "J",
        "2×{r} J÷{m} kg＝{square} (m/s)²，开平方得{v} m/s，与速度一致", "速度要平方，速度加倍，动能就变成四倍", (
        Scene("一个质量{m}千克的[铅球|实心球|药球]以{v}米每秒的速度飞出。", "它的动能是多少？", "它的动能是{r} J",
            {"m": ("3", "5", "1"), "v": ("5", "12", "1")}),
        Scene("一辆连人带货{m}千克的[电动三轮|农用三轮|四轮电动货车]以{v}米每秒行驶。", "动能是多少焦？", "动能是{r} J",
            {"m": ("300", "900", "50"), "v": ("5", "12", "1")}),
        Scene("{m}千克的[冰橇|雪橇|货运滑车]以{v}米每秒在冰面上滑行。", "它带着多少动能？", "它带着{r} J的动能",
            {"m": ("18", "40", "2"), "v": ("2", "9", "1")}),
    ), {"square": lambda x: x["v"] ** 2}),
    Law("P＝mgh÷t", "P是功率，m是质量，g取10 N/kg，h是提升高度，t是时间", "{m} kg×10 N/kg×{h} m÷{t} s", lambda x: x["m"] * 10 * x["h"] / x["t"], "W",
        "{r} W×{t} s＝{work} J，{m} kg×10 N/kg×{h} m＝{work} J，做的功相同", "这是克服重力做功的功率，时间用秒", (
        Scene("[施工升降机|码头吊车|塔吊|建筑卷扬机]用{t}秒把{m}千克的货物匀速提高{h}米。", "它克服重力做功的功率是多少？", "功率是{r} W",
            {"m": ("120", "900", "60"), "h": ("6", "30", "3"), "t": ("10", "60", "5")}),
        Scene("体重{m}千克的{who}参加[登高赛|爬楼赛|楼梯马拉松]，{t}秒上升{h}米。", "克服重力做功的平均功率是多少？", "平均功率是{r} W",
            {"m": ("50", "80", "5"), "h": ("18", "60", "6"), "t": ("40", "150", "10")}, ("150", "450")),
    ), {"work": lambda x: x["m"] * 10 * x["h"]}),
    Law("η＝Gh÷(Fs)×100%", "η是机械效率，G是物重，h是提升高度，F是拉力或推力，s是F的作用点移动的距离", "{g} N×{h} m÷({f} N×{s} m)×100%",
        lambda x: x["g"] * x["h"] / (x["f"] * x["s"]) * 100, "%", "有用功{useful} J，总功{whole} J，{useful}÷{whole}＝{r}%，小于100%，合理", "有用功除以总功，结果一定小于100%", (
        Scene("用滑轮组把{g}牛的[建材|沙袋|砖块|舞台灯架]提高{h}米，绳端拉力{f}牛，移动了{s}米。", "这套装置的机械效率是多少？", "机械效率是{r}%",
            {"g": ("300", "900", "60"), "h": ("2", "2", "1"), "f": ("100", "500", "20"), "s": ("4", "8", "2")}, ("55", "95")),
        Scene("沿斜面把{g}牛的[木箱|油桶|柜子|石料]推上{h}米高的[货台|车厢]，推力{f}牛，斜面长{s}米。", "斜面的机械效率是多少？", "斜面的机械效率是{r}%",
            {"g": ("400", "1600", "100"), "h": ("1", "1.5", "0.5"), "f": ("200", "700", "50"), "s": ("4", "6", "1")}, ("50", "92")),
    ), {"useful": lambda x: x["g"] * x["h"], "whole": lambda x: x["f"] * x["s"]}),
    Law("F＝kx", "F是弹力，k是劲度系数，x是伸长量", "{f} N÷{k} N/m", lambda x: x["f"] / x["k"], "m",
        "{k} N/m×{r} m＝{f} N，与拉力相等", "先由F＝kx变形为x＝F÷k，x是伸长量，不是弹簧的总长", (
        Scene("[弹簧拉力器的一根弹簧|测力计里的弹簧|纱门上的拉簧|实验台上的弹簧]劲度系数是{k}牛每米，受到{f}牛的拉力，仍在弹性限度内。", "它伸长多少米？", "它伸长{r} m",
            {"k": ("100", "800", "50"), "f": ("10", "160", "10")}, ("0.02", "0.4")),
    )),
    Law("R＝R1×R2÷(R1＋R2)", "R是并联总电阻，R1、R2是两个电阻", "{a} Ω×{b} Ω÷({a}＋{b}) Ω", lambda x: x["a"] * x["b"] / (x["a"] + x["b"]), "Ω",
        "总电阻{r} Ω比{a} Ω和{b} Ω都小，符合并联的规律；反过来{r}×{whole}＝{product}，等于两个电阻的乘积", "并联后总电阻比任何一个都小", (
        Scene("[电暖器|干手机|电烤炉|电热水壶]里两根电热丝并联，阻值分别是{a}欧和{b}欧。", "总电阻是多少？", "总电阻是{r} Ω",
            {"a": ("40", "120", "10"), "b": ("60", "240", "30")}, fits=lambda x: x["a"] != x["b"]),
    ), {"whole": lambda x: x["a"] + x["b"], "product": lambda x: x["a"] * x["b"]}),
    Law("v＝λf", "v是波速，λ是波长，f是频率", "{v} m/s÷{f} Hz", lambda x: x["v"] / x["f"], "m",
        "{r} m×{f} Hz＝{v} m/s，与波速一致", "由v＝λf变形得λ＝v÷f；同一介质里频率越高，波长越短", (
        Scene("[音箱放出测试音|大提琴拉出长音|轮船汽笛鸣响]，声音频率{f}赫兹，空气中声速取{v}米每秒。", "声波的波长是多少？", "声波的波长是{r} m",
            {"v": ("340", "340", "1"), "f": ("85", "850", "5")}),
        Scene("[防波堤|钻井平台|海上风电桩]处海浪每秒起伏{f}次，波速{v}米每秒。", "波长是多少？", "波长是{r} m",
            {"v": ("4", "15", "1"), "f": ("0.1", "0.4", "0.05")}, fits=lambda x: 1 <= x["v"] * x["f"] <= Fraction(8, 5)),
        Scene("一根长绳的一端每秒上下抖动{f}次，绳上的波速是{v}米每秒。", "绳波的波长是多少？", "绳波的波长是{r} m",
            {"v": ("2", "8", "1"), "f": ("1", "5", "0.5")}, ("0.4", "4")),
        Scene("[物理实验室|科技馆]的水波槽里，振子每秒敲击水面{f}次，水波的速度是{v}米每秒。", "水波的波长是多少？", "水波的波长是{r} m",
            {"v": ("0.2", "0.3", "0.02"), "f": ("8", "25", "1")}, ("0.008", "0.03")),
    )),
    Law("p1×V1＝p2×V2", "温度不变时，气体的压强与体积的乘积不变", "{p} kPa×{v} L÷{w} L", lambda x: x["p"] * x["v"] / x["w"], "kPa",
        "{r} kPa×{w} L＝{product}，{p} kPa×{v} L＝{product}，乘积不变", "只在温度不变、没有漏气时成立，两边体积单位要相同", (
        Scene("[实验气缸|活塞气缸|带活塞的注射筒|压缩机的气室]里封着{v}升、{p}千帕的空气，缓慢压缩到{w}升，温度不变。", "压强变为多少？", "压强变为{r} kPa",
            {"p": ("100", "120", "10"), "v": ("1.2", "6", "0.6"), "w": ("0.3", "1", "0.1")}, ("150", "900")),
    ), {"product": lambda x: x["p"] * x["v"]}),
    Law("s＝c×t÷2", "c是光速300000 km/s，t是电磁波来回的时间", "300000 km/s×{t} s÷2", lambda x: 150000 * x["t"], "km",
        "2×{r} km÷300000 km/s＝{t} s，与来回时间一致", "电磁波走了来回两趟，要除以2", (
        Scene("[天文台|测控站|深空雷达站]向[一颗近地小行星|一个飞离地球的探测器|一颗飞掠地球的小行星]发出电磁波，{t}秒后收到回波，光速取300000千米每秒。", "目标离地球多远？", "目标离地球{r} km",
            {"t": ("2.4", "9", "0.2")}),
    )),
)
CHEMISTRY = (
    Law("w＝m(溶质)÷m(溶液)×100%", "w是溶质的质量分数，溶液质量等于溶质加溶剂", "{a} g÷({a}＋{b}) g×100%", lambda x: x["a"] / (x["a"] + x["b"]) * 100, "%",
        "{whole} g×{r}%＝{a} g，正好是放进去的溶质", "分母是溶液的总质量，不是水的质量", (
        Scene("[农技站|育秧户|盐水选种小组]把{a}克食盐全部溶进{b}克水里，配[选种液|浸种液]。", "溶质的质量分数是多少？", "溶质的质量分数是{r}%",
            {"a": ("20", "120", "10"), "b": ("180", "680", "20")}, ("5", "24")),
        Scene("[糖水铺|养蜂人|烘焙坊]用{a}克白糖和{b}克温水调糖浆，糖完全溶解。", "糖的质量分数是多少？", "糖的质量分数是{r}%",
            {"a": ("50", "300", "25"), "b": ("100", "500", "25")}),
        Scene("{who}在化学实验里把{a}克[硝酸钾|氯化铵|小苏打]溶于{b}克蒸馏水，全部溶解。", "所得溶液的质量分数是多少？", "质量分数是{r}%",
            {"a": ("5", "18", "1"), "b": ("195", "480", "1")}),
    ), {"whole": lambda x: x["a"] + x["b"]}),
    Law("m1×w1＝m2×w2", "稀释前后溶质质量不变，m是溶液质量，w是质量分数", "{m} g×{w}%÷{x}%－{m} g", lambda x: x["m"] * x["w"] / x["x"] - x["m"], "g",
        "稀释后总质量{whole} g，{whole} g×{x}%＝{solute} g，与原来的{m} g×{w}%相等", "加的水等于稀释后的总质量减去原来的质量", (
        Scene("[水厂化验员要把{m}克{w}%的净水剂溶液|保洁员要把{m}克{w}%的柠檬酸除垢液|花农要把{m}克{w}%的尿素溶液]稀释成{x}%。", "要加多少克水？", "要加{r} g水",
            {"m": ("100", "500", "50"), "w": ("10", "30", "5"), "x": ("1", "5", "1")}),
        Scene("[腌菜师傅|卤味店学徒|养海水鱼的人]手边有{m}克{w}%的浓盐水，想调成{x}%的盐水。", "需要再加几克水？", "需要再加{r} g水",
            {"m": ("200", "900", "100"), "w": ("12", "24", "3"), "x": ("3", "8", "1")}),
    ), {"whole": lambda x: x["m"] * x["w"] / x["x"], "solute": lambda x: x["m"] * x["w"] / 100}),
    Law("m2＝m1×M2÷M1", "碳酸钙CaCO₃的相对分子质量是100，二氧化碳CO₂是44，反应式：CaCO₃＋2HCl＝CaCl₂＋H₂O＋CO₂↑", "{m} g×44÷100",
        lambda x: x["m"] * 44 / 100, "g", "{r} g×100÷44＝{m} g，与碳酸钙的质量相符", "一份CaCO₃正好放出一份CO₂，按质量比100比44换算", (
        Scene("含碳酸钙{m}克的[鸡蛋壳粉|石灰石样品|贝壳粉|大理石碎屑]与足量稀盐酸完全反应，杂质不反应。", "放出二氧化碳多少克？", "放出二氧化碳{r} g",
            {"m": ("5", "60", "2.5")}),
        Scene("{who}刮下水壶里的水垢，其中含碳酸钙{m}克，在[实验室|通风橱|烧杯]里与足量的稀盐酸完全反应。", "产生的二氧化碳是多少克？", "产生的二氧化碳是{r} g",
            {"m": ("1", "15", "0.5")}),
    )),
    Law("m2＝m1×M2÷M1", "两份H₂O₂共68，放出一份O₂是32，反应式：2H₂O₂＝2H₂O＋O₂↑，二氧化锰作催化剂", "{m} g×32÷68", lambda x: x["m"] * 32 / 68, "g",
        "{r} g×68÷32＝{m} g，与过氧化氢的质量相符", "催化剂二氧化锰的质量不变，不参与换算", (
        Scene("[制氧实验|兴趣小组的演示|课本的演示实验]里，{m}克过氧化氢（纯物质的质量）在二氧化锰催化下完全分解。", "生成氧气多少克？", "生成氧气{r} g",
            {"m": ("3.4", "34", "1.7")}),
        Scene("[过了保质期的一瓶双氧水|漂白实验剩下的双氧水|敞口放久的双氧水]里含过氧化氢{m}克，静置后全部分解了。", "放出氧气几克？", "放出氧气{r} g",
            {"m": ("5.1", "22.1", "1.7")}),
    )),
    Law("m2＝m1×M2÷M1", "Zn的相对原子质量是65，H₂是2，反应式：Zn＋H₂SO₄＝ZnSO₄＋H₂↑", "{m} g×2÷65", lambda x: x["m"] * 2 / 65, "g",
        "{r} g×65÷2＝{m} g，与锌的质量相符", "硫酸足量，所以按锌的质量计算", (
        Scene("[吹氢气泡|启普发生器|氢气还原氧化铜]实验需要氢气，{who}把{m}克锌粒投入足量稀硫酸，锌全部溶解。", "生成氢气多少克？", "生成氢气{r} g",
            {"m": ("6.5", "65", "3.25")}),
        Scene("[化学竞赛培训|燃料电池演示|气体密度实验]要制备氢气，手头有纯锌片{m}克，硫酸管够，让锌片全部反应掉。", "最多能收集多少克氢气？", "最多能收集{r} g氢气",
            {"m": ("6.5", "39", "3.25")}),
    )),
    Law("m2＝m1×M2÷M1", "一份Fe₂O₃是160，两份Fe是112，反应式：Fe₂O₃＋3CO＝2Fe＋3CO₂，条件是高温", "{m} t×112÷160", lambda x: x["m"] * 112 / 160, "t",
        "{r} t×160÷112＝{m} t，与氧化铁的质量相符", "质量比与单位无关，吨、克都一样换算", (
        Scene("[钢厂的一座高炉|炼铁厂的一号高炉|特钢厂的小高炉]里投入的矿石含氧化铁{m}吨，假设全部被还原。", "理论上能得到多少吨铁？", "理论上能得到{r} t铁",
            {"m": ("10", "400", "10")}),
    )),
    Law("m2＝m1×M2÷M1", "两份NaHCO₃共168，放出一份CO₂是44，反应式：2NaHCO₃＝Na₂CO₃＋H₂O＋CO₂↑，条件是加热", "{m} g×44÷168", lambda x: x["m"] * 44 / 168, "g",
        "{r} g×168÷44＝{m} g，与小苏打的质量相符", "两份小苏打才放出一份二氧化碳", (
        Scene("[蒸馒头|烤饼干|做苏打糕]时{who}放了{m}克小苏打，假设它受热完全分解。", "放出二氧化碳多少克？", "放出二氧化碳{r} g",
            {"m": ("2.1", "12.6", "2.1")}),
        Scene("干粉灭火器对着[油锅火|配电箱火|汽油火]喷出小苏打{m}克，假定它们全部受热分解。", "会生成二氧化碳多少克？", "会生成二氧化碳{r} g",
            {"m": ("210", "1680", "42")}),
    )),
    Law("n＝m÷M", "n是物质的量，m是质量，M是摩尔质量", "{m} g÷18 g/mol", lambda x: x["m"] / 18, "mol",
        "{r} mol×18 g/mol＝{m} g，与水的质量相同", "水H₂O的摩尔质量是18 g/mol，数值等于相对分子质量", (
        Scene("[一只杯子|一只保温杯|一只热水袋|一块湿海绵]里有{m}克水。", "折合多少摩尔水分子？", "折合{r} mol水分子",
            {"m": ("180", "450", "4.5")}),
        Scene("[运动员一场比赛出汗|面团里揉进的水|晾晒中蒸发的水分|加湿器一小时喷出的水]共{m}克，当作纯水计算。", "这是多少摩尔的水？", "这是{r} mol的水",
            {"m": ("90", "540", "18")}),
    )),
    Law("c＝m÷(M×V)", "c是物质的量浓度，m是溶质质量，M是摩尔质量，V是溶液体积", "{m} g÷(40 g/mol×{v} L)", lambda x: x["m"] / (40 * x["v"]), "mol/L",
        "{r} mol/L×{v} L＝{mol} mol，{mol} mol×40 g/mol＝{m} g，与称取的质量相同", "V是定容后溶液的体积，NaOH的M＝40 g/mol", (
        Scene("[滴定实验|造纸厂化验|肥皂课]要用的溶液是这样配的：称{m}克氢氧化钠，溶解冷却后定容到{v}升。", "浓度是多少mol/L？", "浓度是{r} mol/L",
            {"m": ("2", "40", "2"), "v": ("0.25", "1", "0.25")}, ("0.1", "2")),
    ), {"mol": lambda x: x["r"] * x["v"]}),
    Law("c＝m÷(M×V)", "c是物质的量浓度，m是溶质质量，M是摩尔质量，V是溶液体积", "{m} g÷(58.5 g/mol×{v} L)", lambda x: x["m"] / (Fraction(117, 2) * x["v"]), "mol/L",
        "{r} mol/L×{v} L＝{mol} mol，{mol} mol×58.5 g/mol＝{m} g，与称取的质量相同", "NaCl的M＝23＋35.5＝58.5 g/mol", (
        Scene("[生理学实验|细胞培养|渗透演示]要用氯化钠溶液：称{m}克氯化钠，加水定容到{v}升。", "物质的量浓度是多少？", "物质的量浓度是{r} mol/L",
            {"m": ("5.85", "58.5", "5.85"), "v": ("0.25", "2", "0.25")}, ("0.1", "1")),
    ), {"mol": lambda x: x["r"] * x["v"]}),
    Law("V＝m÷M×22.4 L/mol", "V是标准状况下的体积，m是质量，M是摩尔质量", "{m} g÷44 g/mol×22.4 L/mol", lambda x: x["m"] / 44 * Fraction(112, 5), "L",
        "{r} L÷22.4 L/mol×44 g/mol＝{m} g，与二氧化碳的质量相同", "22.4 L/mol只在0 ℃、101 kPa时成立，CO₂的M＝44 g/mol", (
        Scene("[一小块干冰|充气弹放出的气体|几瓶汽水里逸出的气体]共有{m}克二氧化碳，换算成标准状况下的气体。", "体积是多少升？", "体积是{r} L",
            {"m": ("2.2", "17.6", "1.1")}),
        Scene("[酵母发酵|炭火燃尽|温室施气肥的小苏打反应]产生了{m}克二氧化碳，换到标准状况下量。", "占多大体积？", "占{r} L的体积",
            {"m": ("4.4", "176", "4.4")}),
    )),
)
MEDICINE = (
    Law("m＝m0×(1/2)^n", "m0是原有的质量，n是经过的半衰期个数", "{m} μg×(1/2)^({t}÷8)", lambda x: x["m"] / 2 ** int(x["t"] / 8), "μg",
        "把{r} μg翻倍{n}次，又回到{m} μg", "碘-131的半衰期约8天，每过8天剩一半", (
        Scene("[核医学科|同位素实验室|同位素药房]存有{m}微克碘-131，半衰期按8天计，放了{t}天。", "还剩多少微克？", "还剩{r} μg",
            {"m": ("2", "16", "2"), "t": ("8", "32", "8")}),
    ), {"n": lambda x: x["t"] / 8}),
    Law("滴速＝总量×滴系数÷时间", "总量用毫升，滴系数是每毫升的滴数，时间用分钟", "{v} mL×{k} 滴/mL÷{t} min", lambda x: x["v"] * x["k"] / x["t"], "滴/分",
        "{r} 滴/分×{t} min＝{drops} 滴，{drops}÷{k}＝{v} mL，总量吻合", "先把小时换成分钟，再看输液器包装上的滴系数", (
        Scene("[护理技能考核|急诊输液|术后补液]题：{v}毫升[生理盐水|葡萄糖注射液|平衡液]要在{t}分钟内输完，输液器的滴系数是{k}。", "每分钟应调到多少滴？", "每分钟应调到{r}滴",
            {"v": ("100", "500", "50"), "k": ("15", "20", "5"), "t": ("60", "250", "10")}, ("20", "80")),
    ), {"drops": lambda x: x["r"] * x["t"]}, decimals=0),
    Law("剂量＝体重×每千克用量", "体重用千克，每千克用量用毫克，再除以药液浓度得毫升数", "{w} kg×{d} mg/kg÷{c} mg/mL", lambda x: x["w"] * x["d"] / x["c"], "mL",
        "{r} mL×{c} mg/mL＝{mg} mg，{mg} mg÷{w} kg＝{d} mg/kg，与医嘱一致", "先算毫克再换成毫升，浓度别看错", (
        Scene("[兽医|兽医站|宠物医院]给一[只{w}千克的兔子|条{w}千克的小狗|只{w}千克的猫]配药，医嘱每千克{d}毫克，药液浓度是每毫升{c}毫克。", "要抽多少毫升？", "要抽{r} mL",
            {"w": ("2", "5", "1"), "d": ("5", "20", "5"), "c": ("10", "50", "10")}, ("0.2", "4")),
    ), {"mg": lambda x: x["w"] * x["d"]}),
    Law("E＝4p＋9f＋4c", "E是热量（千卡），p、f、c是蛋白质、脂肪、碳水化合物的克数", "4×{p}＋9×{f}＋4×{c}", lambda x: 4 * x["p"] + 9 * x["f"] + 4 * x["c"], "kcal",
        "三项分别是{protein}、{fat}、{carbs} kcal，相加正好{r} kcal", "每克蛋白质和碳水化合物约供能4 kcal，每克脂肪约9 kcal", (
        Scene("[营养师|食堂管理员|糖尿病门诊|减重门诊]记下一份[早餐|午餐|晚餐|套餐]：蛋白质{p}克、脂肪{f}克、碳水化合物{c}克。", "这份饭约合多少千卡？", "这份饭约合{r} kcal",
            {"p": ("12", "40", "1"), "f": ("5", "30", "1"), "c": ("30", "110", "5")}),
        Scene("{who}看一袋[燕麦饼干|坚果面包|粗粮饼干|豆乳粉]的营养成分表：蛋白质{p}克，脂肪{f}克，碳水化合物{c}克（整袋的量）。", "整袋大约提供多少热量？", "整袋大约提供{r} kcal",
            {"p": ("4", "24", "1"), "f": ("3", "22", "1"), "c": ("20", "90", "2")}),
    ), {"protein": lambda x: 4 * x["p"], "fat": lambda x: 9 * x["f"], "carbs": lambda x: 4 * x["c"]}),
    Law("t＝p×V÷q", "t是可用时间，p是瓶内高出大气压的压强，V是瓶的容积，q是流量", "{p}×{v} L÷{q} L/min", lambda x: x["p"] * x["v"] / x["q"], "min",
        "{q} L/min×{r} min＝{gas} L，{p}×{v}＝{gas} L，用掉的正好是瓶里的氧气", "压强以大气压为单位时，乘以容积就是常压下的升数", (
        Scene("[救护车|转运担架|高原观测站|家庭氧疗]的氧气瓶容积{v}升，表压是{p}个大气压，流量调在每分钟{q}升。", "理论上能用多少分钟？", "理论上能用{r}分钟",
            {"p": ("50", "140", "10"), "v": ("4", "12", "2"), "q": ("2", "8", "1")}),
        Scene("{who}护送病人[转院|下山|出院回家]，带一只{v}升氧气瓶，压力表显示{p}个大气压，医嘱每分钟吸{q}升。", "全部放完要多少分钟？", "全部放完要{r}分钟",
            {"p": ("60", "150", "10"), "v": ("2", "10", "2"), "q": ("1", "5", "1")}),
    ), {"gas": lambda x: x["p"] * x["v"]}),
)
SUBJECTS = (("物理", PHYSICS), ("化学", CHEMISTRY), ("护理计算", MEDICINE))
SINGLE = (
    "{one}请写出公式、代入、结果和检验。", "{one}要带单位，最后验算一遍。", "{one}分步写，每步说明用的是什么公式。", "{one}请讲给刚学这一章的学生听，附验算。",
    "{one}我怕单位弄错，麻烦一步步算，再检查。", "{one}按“公式、代入、结果、检验”的顺序回答。", "{one}先说结果，再写推算过程。",
)
DOUBLE = (
    "①{one}②{two}两题都写出公式、单位和验算。", "两道{subject}题，请分别解答并检验。第一题：{one}第二题：{two}", "女儿的{subject}卷子错了两题，请讲清楚。（1）{one}（2）{two}",
    "（一）{one}（二）{two}要有公式、代入和检验。", "请讲讲两道{subject}题的做法。前一道是：{one}后一道是：{two}", "{one}另外，{two}每问都带单位，最后验算。",
    "明天{subject}小测，先练两道。甲：{one}乙：{two}写出全过程。", "{subject}老师布置了两问，步骤要全。A．{one}B．{two}", "{one}做完再算一道：{two}",
)
TRIPLE = (
    "一、{one}二、{two}三、{three}请逐题写出公式和验算。", "{subject}周练里挑出三题：（1）{one}（2）{two}（3）{three}步骤和单位都要。",
    "①{one}②{two}③{three}分别解答，附检验。", "请当一回{subject}老师，把这三题讲明白。甲题：{one}乙题：{two}丙题：{three}", "第一，{one}第二，{two}第三，{three}每题说明公式里的字母。",
)
# fmt: on


HEADS = ("### 第{}题", "## 第{}题", "**第{}问**", "#### 题{}")


def drawn(rng: Random, law: Law, scene: Scene) -> dict[str, Fraction]:
    """Draw values whose result is plausible and can be written exactly, and add the result as `r`."""
    low, high = map(Fraction, scene.within)
    while True:
        values = {
            name: Fraction(first)
            + Fraction(step) * rng.randint(0, int((Fraction(last) - Fraction(first)) / Fraction(step)))
            for name, (first, last, step) in scene.ranges.items()
        }
        result = law.solve(values)
        if scene.fits(values) and (result * 10**law.decimals).denominator == 1 and low <= result <= high:
            return {**values, "r": result}


def shown(unit: str) -> str:
    """Return a unit with a space before it, except for the percent sign."""
    return unit if unit == "%" else f" {unit}"


def in_steps(law: Law, words: Mapping[str, str], answer: str) -> str:
    """Write the solution as numbered steps and a conclusion."""
    steps = (
        f"用公式{law.formula}，其中{law.symbols}。", f"注意单位和条件，{law.note}。", f"代入数据得{law.plugged}＝{{r}}{shown(law.unit)}。",
        f"验算一下，{law.checked}。",
    )  # fmt: skip
    return numbered(steps).format(**words) + f"\n\n所以，{answer}。"


def in_parts(law: Law, words: Mapping[str, str], answer: str) -> str:
    """Write the solution under bold headings, with the common mistake at the end."""
    return (
        f"**公式**：{law.formula}（{law.symbols}）\n\n**代入**：{law.plugged}＝{{r}}{shown(law.unit)}\n\n"
        f"**结果**：{answer}。\n\n**检验**：{law.checked}。\n\n容易忽略的是，{law.note}。"
    ).format(**words)


def in_prose(law: Law, words: Mapping[str, str], answer: str) -> str:
    """Write the answer, and then the calculation as prose."""
    return (
        f"{answer}。用到的关系是{law.formula}，{law.symbols}。{law.note}。把数据代进去，{law.plugged}＝{{r}}{shown(law.unit)}。"
        f"再检查一遍，{law.checked}。"
    ).format(**words)


def problem(
    rng: Random, law: Law, scene: Scene, layout: Callable[[Law, Mapping[str, str], str], str]
) -> tuple[str, str]:
    """Draw the numbers of a problem, and return its text and its solution."""
    values = drawn(rng, law, scene)
    values |= {name: compute(values) for name, compute in law.steps.items()}
    words = {name: plain(value) for name, value in values.items()}
    text = varied(rng, scene.text).format(who=person(rng), **words) + scene.ask
    return text, layout(law, words, scene.answer.format(**words))


def different_laws(rng: Random, pairs: Sequence[tuple[Law, Scene]]) -> list[tuple[Law, Scene]]:
    """Shuffle the scenes and keep one of each law."""
    found: list[tuple[Law, Scene]] = []
    for law, scene in rng.sample(pairs, len(pairs)):
        if all(law is not other for other, _ in found):
            found.append((law, scene))
    return found


def write_science_sum(rng: Random) -> Task:
    """Ask for one to three calculations in physics, chemistry or medicine, with formula, units and check."""
    subject, laws = rng.choices(SUBJECTS, (7, 3, 1))[0]
    pairs = [(law, scene) for law in laws for scene in law.scenes]
    if rng.random() < 0.05:
        ask = rng.choice(SINGLE)
        layout = in_parts if "顺序" in ask else in_prose if "先说" in ask else rng.choice((in_steps, in_parts))
        text, solution = problem(rng, *rng.choice(pairs), layout)
        return Task(ask.format(one=text), "", solution)
    layout = rng.choice((in_steps, in_parts, in_prose))
    count = rng.choice((2, 3))
    problems = [problem(rng, law, scene, layout) for law, scene in different_laws(rng, pairs)[:count]]
    asked = dict(zip(("one", "two", "three"), (text for text, _ in problems), strict=False))
    question = rng.choice(DOUBLE if count == 2 else TRIPLE).format(subject=subject, **asked)
    head = rng.choice(HEADS)
    parts = (f"{head.format(mark)}\n\n{solution}" for mark, (_, solution) in zip("一二三", problems, strict=False))
    return Task(question, "", "\n\n".join(parts))
