"""Ask for the sum of quantities in different units, compared with a limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import plain
from selfinstruct.teachers.offline.world import person, stated


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question that compares a sum with a limit, and its answers: the sum, and whether it is above, below or equal."""

    text: str
    sum: str
    above: str
    below: str
    equal: str


# fmt: off
AT_MOST = (
    Comparison("总共是多少{base}？在不在{limit}之内？", "总共是{total}{base}", "不在{limit}之内，超出{gap}{base}",
        "在{limit}之内，还余{gap}{base}", "在{limit}之内，正好相等"),
    Comparison("一共几{base}？离{limit}还有余地吗？", "一共{total}{base}", "没有余地，超出{gap}{base}",
        "还有余地，余{gap}{base}", "没有余地，正好用满"),
    Comparison("合计多少{base}？超没超过{limit}？", "合计{total}{base}", "超过了{limit}，超出{gap}{base}",
        "没超过{limit}，还余{gap}{base}", "没超过{limit}，正好相等"),
    Comparison("都换成{base}加起来是多少？超出{limit}还是有富余？", "加起来是{total}{base}", "超出{limit}，多了{gap}{base}",
        "有富余，还能再加{gap}{base}", "不超出也没有富余，正好用满"),
    Comparison("以{base}为单位求总数，并说明{limit}够不够用。", "总数是{total}{base}", "{limit}不够用，缺{gap}{base}",
        "{limit}够用，剩{gap}{base}", "{limit}够用，一点不剩"),
)
"""Questions about a sum that a limit must hold."""
AT_LEAST = (
    Comparison("全部算上有多少{base}？同{limit}相比缺不缺？", "全部算上有{total}{base}", "不缺，多{gap}{base}",
        "缺{gap}{base}", "不缺，正好相等"),
    Comparison("一共几{base}？达没达到{limit}？", "一共{total}{base}", "达到了，超出{gap}{base}", "没达到，还差{gap}{base}",
        "达到了，正好相等"),
    Comparison("合计多少{base}？离{limit}还差吗？", "合计{total}{base}", "不差，还多{gap}{base}", "还差{gap}{base}",
        "不差，正好相等"),
    Comparison("都换成{base}加起来是多少？能不能满足{limit}？", "加起来是{total}{base}", "能满足，多出{gap}{base}",
        "不能满足，还少{gap}{base}", "能满足，正好相等"),
)
"""Questions about a sum that must reach a limit."""
LONG = (
    Comparison("总长几{base}？够不够长？", "总长{total}{base}", "够长，还多{gap}{base}",
        "不够长，还差{gap}{base}", "够长，正好用完"),
    Comparison("全接起来有多少{base}？够用吗？", "全接起来有{total}{base}", "够用，多{gap}{base}",
        "不够用，缺{gap}{base}", "够用，一点不剩"),
    Comparison("合计多少{base}？还要再添一段吗？", "合计{total}{base}", "不用添，还多{gap}{base}",
        "要添，还差{gap}{base}", "不用添，正好够长"),
    Comparison("都换成{base}加起来是多少？比{limit}长还是短？", "加起来是{total}{base}", "比{limit}长，多出{gap}{base}",
        "比{limit}短，还少{gap}{base}", "和{limit}一样长"),
)
"""Questions about pieces that are put together to reach a length."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An activity, the name of its limit, words before the list of things, and the things.

    `unused` are units that are not usual here, `loops` the things measured in laps, and `limits` those of this scene only.
    """

    text: str
    limit: str
    leads: tuple[str, ...]
    things: tuple[str, ...]
    unused: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    limits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A physical quantity: scenes, units, the unit of the answer, limits, questions, and a unit instead of unused ones."""

    scenes: tuple[Scene, ...]
    units: tuple[tuple[str, Fraction, tuple[int, int, int]], ...]  # (name, size in the base unit, range)
    base: str
    limits: tuple[int, ...]
    asks: tuple[Comparison, ...]
    spare: tuple[str, Fraction, tuple[int, int, int]] = ("", Fraction(0), (0, 0, 0))


MEASURES = (
    Measure(
        (
            Scene("往老家寄一个包裹", "包裹限重", ("打算寄", "要装进箱的有", "清单上是"),
                ("奶粉", "黑木耳", "茶叶", "核桃", "桂圆干", "红枣", "干香菇", "虾皮", "坚果礼包", "腊肉", "红薯干", "中药材")),
            Scene("收拾登机箱", "航空公司限重", ("要带的有", "已经放进", "摊在床上的有"),
                ("换洗衣服", "摄影器材", "书籍", "土特产", "洗漱用品", "零食", "资料册", "鞋子", "给侄女的玩具", "茶叶"), ("两",)),
            Scene("给登山队装背包", "背包限重", ("要背的有", "备好了", "分到的物资是"),
                ("帐篷部件", "压缩饼干", "登山绳", "饮用水", "燃料", "牛肉干", "急救用品", "雨具", "电池", "葡萄糖粉", "炊具"), ("两",)),
            Scene("用布袋装年货", "布袋承重", ("想装", "买好了", "依次放进"),
                ("大枣", "小米", "花生", "腊肠", "红糖", "笋干", "糍粑", "芝麻糊", "绿豆", "挂面", "瓜子", "年糕", "木耳")),
            Scene("往鱼缸架上摆造景石", "架子承重", ("要摆的有", "挑中了", "运来的有"),
                ("青龙石", "火山石", "沉木", "鹅卵石", "底砂", "松皮石", "水草泥", "木化石", "珊瑚骨"), ("两",)),
            Scene("给无人机挂货", "无人机的载重", ("要挂上的有", "村里订的是", "这一趟送"),
                ("药品", "海鲜", "菜种", "化肥样品", "蔬菜", "书报", "冰袋", "土壤样本", "零配件", "奶粉"), ("两",)),
        ),
        (("克", Fraction(1, 1000), (200, 900, 50)), ("斤", Fraction(1, 2), (2, 7, 1)), ("千克", Fraction(1), (1, 4, 1)),
         ("两", Fraction(1, 20), (6, 18, 2))),
        "千克", (5, 6, 7, 8),
        (*AT_MOST[:4], Comparison("总重是多少{base}？会不会超重？", "总重是{total}{base}", "会超重，超出{gap}{base}",
            "不会超重，还能再装{gap}{base}", "不会超重，正好装满"),
         Comparison("全放上有几{base}？要不要拿下来一些？", "全放上有{total}{base}", "要拿下来至少{gap}{base}",
            "不用拿，离{limit}还差{gap}{base}", "不用拿，正好到{limit}")),
        ("公斤", Fraction(1), (1, 3, 1)),
    ),
    Measure(
        (
            Scene("把几段绳子首尾接起来晾被子", "两棵树之间的距离", ("手头有", "翻出来的有", "能用上的有"),
                ("红尼龙绳", "棉绳", "旧跳绳", "打包绳", "登山绳头", "邻居给的麻绳", "伞绳", "晾衣绳", "风筝线轴上的粗线")),
            Scene("给菜园的一面拼接栅栏", "这一面的长度", ("现有", "准备用", "仓库里有"),
                ("竹篱笆", "木栅条", "铁丝网", "旧门板", "塑料围栏", "去年的葡萄架", "旧竹竿", "芦苇帘", "枣刺篱")),
            Scene("把几段灯带接起来沿墙贴一排", "这面墙的长度", ("找来了", "抽屉里有", "能接的有"),
                ("暖光灯带", "白光灯带", "彩色灯带", "新买的灯带", "装修剩下的灯带", "邻居送的灯带", "窗边拆下的灯带", "防水灯带")),
            Scene("给一条横幅镶花边", "横幅四周的长度", ("缝好的有", "手头有", "店里配来"),
                ("金色流苏", "蕾丝", "缎带", "绣花织带", "红绸条", "亮片带", "波浪边", "丝绒带", "编织绳")),
            Scene("把水管引到羊圈", "水井到羊圈的距离", ("车上有", "手边有", "凑齐了"),
                ("黑皮管", "透明软管", "铁管", "浇地剩的白管", "消防队淘汰的水带", "邻居借的胶管", "镀锌管", "滴灌软带")),
        ),
        (("厘米", Fraction(1, 100), (40, 95, 5)), ("分米", Fraction(1, 10), (6, 24, 2)), ("米", Fraction(1), (2, 5, 1)),
         ("毫米", Fraction(1, 1000), (600, 1500, 100))),
        "米", (4, 5, 6, 8),
        LONG,
    ),
    Measure(
        (
            Scene("给工地的保温桶灌凉茶", "保温桶容量", ("先后倒进", "要倒进去的有", "准备倒进"),
                ("凉白开", "菊花水", "大麦茶", "金银花水", "陈皮水", "甘草水", "薄荷水", "乌梅水")),
            Scene("调一桶夏天的饮料", "饮料桶容量", ("配料是", "依次加入", "按方子倒进"),
                ("红茶水", "冰水", "糖水", "薄荷水", "苏打水", "柠檬水", "蜂蜜水", "茉莉茶水")),
            Scene("给露营的水袋装水", "水袋容量", ("手边有", "打算灌入", "从车上搬来"),
                ("矿泉水", "山泉水", "过滤水", "桶装水", "凉白开", "纯净水", "井水", "烧开的雪水")),
            Scene("给小区花坛配一桶营养液", "桶的容量", ("要兑的有", "按说明倒进", "先后加进"),
                ("清水", "雨水", "稀释好的氮肥液", "稀释好的磷钾液", "腐殖酸液", "海藻肥液", "沤好的肥水")),
            Scene("熬一锅染布的水", "染锅容量", ("要加的有", "按次序倒入", "备好了"),
                ("清水", "明矾水", "石榴皮水", "茜草汁", "栀子水", "草木灰水", "苏木水")),
            Scene("做社区腊八宴的一锅甜汤", "汤锅容量", ("要下锅的有", "先后倒进", "备好了"),
                ("清水", "椰奶", "牛奶", "红糖水", "桂花蜜水", "豆浆", "米酒", "梨汤")),
        ),
        (("毫升", Fraction(1, 1000), (150, 900, 50)), ("升", Fraction(1), (1, 4, 1)), ("杯（每杯250毫升）", Fraction(1,
         4), (2, 7, 1)), ("瓶（每瓶550毫升）", Fraction(11, 20), (2, 5, 1))),
        "升", (4, 5, 6, 8),
        (*AT_MOST, Comparison("加在一起是几{base}？装得下吗？", "加在一起是{total}{base}",
            "装不下，超出{gap}{base}", "装得下，还能再装{gap}{base}", "装得下，正好装满")),
    ),
    Measure(
        (
            Scene("往旧手机里存资料（1GB＝1024MB）", "手机剩余空间", ("要存的有", "打算存进", "挑出了"),
                ("旅行照片", "英语听力", "老电影", "电子书", "孩子的舞蹈视频", "离线地图", "菜谱视频", "有声小说", "聊天记录")),
            Scene("给优盘拷文件（1GB＝1024MB）", "优盘剩余空间", ("文件有", "要拷的有", "同事让拷"),
                ("单位宣传片", "安装包", "毕业设计", "投影素材", "财务底稿", "会议录音", "培训课件", "航拍底片", "工程图纸")),
            Scene("把电脑里的资料备份到网盘（1GB＝1024MB）", "网盘余量", ("要备的有", "勾选了", "挑出来的有"),
                ("婚礼录像", "扫描的旧信", "网课录屏", "钢琴练习曲", "家谱资料", "设计源文件", "虚拟机镜像", "病历扫描件", "毕业照")),
            Scene("给车载音响的存储卡装音频（1GB＝1024MB）", "卡上的空位", ("选了", "要装的有", "列出了"),
                ("评书全集", "民乐合辑", "儿歌", "黄梅戏选段", "英语广播", "摇滚现场", "历史讲座", "古琴曲", "相声选集")),
        ),
        (("MB", Fraction(1, 1024), (256, 1792, 256)), ("GB", Fraction(1), (1, 6, 1)), ("MB", Fraction(1, 1024), (128,
         896, 128)), ("GB", Fraction(1), (2, 4, 1))),
        "GB", (5, 6, 8, 10, 12),
        (*AT_MOST, Comparison("一共占几{base}？存得下吗？", "一共占{total}{base}", "存不下，超出{gap}{base}",
            "存得下，还余{gap}{base}", "存得下，正好存满")),
    ),
    Measure(
        (
            Scene("排元旦联欢会", "礼堂可用时间", ("要排的有", "依次是", "初步定下"),
                ("合唱", "小品", "抽奖", "舞蹈串烧", "诗朗诵", "魔术表演", "器乐合奏", "相声", "武术表演", "猜灯谜"), ("小时", "秒"), limits=(60, 75, 90)),
            Scene("列校园开放日的流程", "规定的时长", ("内容有", "安排了", "依次是"),
                ("校史讲解", "实验室参观", "社团展示", "校长答疑", "食堂试餐", "体育馆体验", "家长座谈", "校园定向走"), ("秒",)),
            Scene("定年会的议程", "会议厅租用时间", ("要排的有", "内容有", "初步定下"),
                ("总结报告", "颁奖", "互动游戏", "新年展望", "部门汇报", "分组讨论", "老员工访谈", "节目表演"), ("秒",)),
            Scene("排急救培训课", "教室借用时间", ("课目有", "要讲的有", "依次是"),
                ("心肺复苏", "止血包扎", "骨折固定", "气道梗阻急救", "烫伤处理", "模拟演练", "除颤仪使用", "中暑急救", "转运伤员"), ("秒",)),
            Scene("安排幼儿园的亲子运动日", "场地开放时间", ("项目有", "依次是", "老师列了"),
                ("袋鼠跳", "拔河", "运西瓜球", "钻彩虹桶", "推小车", "亲子操", "两人三足", "丢手绢", "螃蟹走"), ("小时", "秒"), limits=(60, 75, 90)),
        ),
        (("分钟", Fraction(1), (15, 55, 5)), ("刻钟", Fraction(15), (1, 2, 1)), ("小时", Fraction(60), (1, 1, 1)),
         ("秒", Fraction(1, 60), (180, 600, 60))),
        "分钟", (90, 100, 120, 150),
        (*AT_MOST, Comparison("总时长是多少{base}？会不会超时？", "总时长是{total}{base}",
            "会超时，超出{gap}{base}", "不会超时，还余{gap}{base}", "不会超时，正好用完")),
        ("分钟", Fraction(1), (10, 30, 5)),
    ),
    Measure(
        (
            Scene("规划一天的步行路线", "手环设定的目标", ("依次走", "要走的有", "路线经过"),
                ("林荫道", "河滩", "江堤", "校园", "老城墙", "滨江绿道", "老街", "运河边", "公园步道"), (), ("操场", "公园的小湖", "中心广场")),
            Scene("安排早晨跑步的路线", "每天的目标", ("依次跑", "分段是", "要跑的有"),
                ("河堤", "湖边", "环山路", "植物园", "小区外围", "绿道", "老铁路", "江边步道"), (), ("操场", "体育场", "学校田径场")),
            Scene("设计健走活动的路线", "活动要求的里程", ("途中有", "分段是", "依次经过"),
                ("滨河步道", "湿地木栈道", "茶园小路", "古村石板路", "水库大坝", "梯田小径", "花田边的土路", "竹海栈道"), ("圈（每圈400米）",)),
            Scene("安排皮划艇队的水上训练", "训练要求的里程", ("依次划", "训练段是", "教练排了"),
                ("北航道", "回水湾", "直道", "码头外侧", "芦苇荡水道", "灯塔内湾", "逆风段"), ("里",), ("绕小岛", "绕浮标")),
        ),
        (("米", Fraction(1, 1000), (300, 950, 50)), ("公里", Fraction(1), (1, 3, 1)), ("里", Fraction(1, 2), (1, 5, 1)),
         ("圈（每圈400米）", Fraction(2, 5), (2, 6, 1))),
        "公里", (3, 4, 5, 6),
        (*AT_LEAST, Comparison("全程几{base}？达得到{limit}吗？", "全程{total}{base}", "达得到，超出{gap}{base}",
            "达不到，还差{gap}{base}", "达得到，正好相等")),
        ("米", Fraction(1, 1000), (500, 900, 100)),
    ),
)
COLLEAGUES = ("同事", "师兄", "学姐", "搭档", "老同学")
"""Those whom one helps with the work of a team, a school or a firm."""
FRIENDS = ("表姐", "室友", "好友", "邻居", "姑父", "同事", "堂弟", "舅舅", "老同学", "师兄", "表妹")
# fmt: on
CLOSE = ("表姐", "室友", "好友", "姑父", "堂弟", "舅舅", "表妹")
"""Those whose own things one packs."""
PRIVATE = ("往老家寄", "收拾登机箱", "往旧手机里")
"""How the scenes begin in which one handles what belongs to another."""
WORK = (
    "给登山队",
    "给工地",
    "排元旦联欢会",
    "列校园开放日",
    "定年会",
    "排急救",
    "安排幼儿园",
    "设计健走",
    "安排皮划艇队",
    "给优盘",
)
"""How the scenes begin that belong to the work of a team, a school or a firm."""
UNIT_CLAUSES = (
    (
        "{who}{scene}",
        "{who}正在{scene}",
        "{who}打算{scene}",
        "周末{who}要{scene}",
        "{who}帮{friend}{scene}",
        "{friend}请{who}帮忙{scene}",
        "{who}受{friend}之托{scene}",
        "今天{who}要{scene}",
        "{who}和{friend}一起{scene}",
        "{friend}让{who}{scene}",
        "这两天{who}要{scene}",
        "{who}替{friend}{scene}",
    ),
    ("{lead}{parts}",),
    ("{limit}是{most}{base}", "已知{limit}为{most}{base}", "{limit}按{most}{base}算"),
)


def helped(scene: Scene) -> tuple[str, ...]:
    """Return those whom one may help with an activity."""
    if scene.text.startswith(PRIVATE):
        return CLOSE
    return COLLEAGUES if scene.text.startswith(WORK) else FRIENDS


def drawn(rng: Random, measure: Measure, scene: Scene) -> list[tuple[str, int, str, Fraction]]:
    """Draw things with their amounts: (thing, count, unit, size). Only what one goes round is measured in laps."""
    units = rng.sample(
        [measure.spare if unit[0] in scene.unused else unit for unit in measure.units], rng.randint(3, 4)
    )
    parts = []
    for thing, (unit, size, (low, high, step)) in zip(rng.sample(scene.things, len(units)), units, strict=True):
        name = rng.choice(scene.loops) if unit.startswith("圈") else thing
        parts.append((name, rng.randrange(low, high + 1, step), unit, size))
    return parts


def write_unit_story(rng: Random) -> Task:
    """Ask for the sum of quantities in different units, compared with a limit."""
    measure = rng.choice(MEASURES)
    scene = rng.choice(measure.scenes)
    parts = drawn(rng, measure, scene)
    total = sum((count * size for _, count, _, size in parts), Fraction(0))
    most = rng.choice(scene.limits or measure.limits)
    ask = rng.choice(measure.asks)
    verdict = ask.equal if total == most else ask.above if total > most else ask.below
    facts = {
        "who": person(rng), "friend": rng.choice(helped(scene)), "scene": scene.text, "limit": scene.limit, "most": most,
        "base": measure.base, "lead": rng.choice(scene.leads), "total": plain(total), "gap": plain(abs(total - most)),
        "parts": "、".join(f"{thing}{count}{unit}" for thing, count, unit, _ in parts),
    }  # fmt: skip
    each = "、".join(f"{thing}{plain(count * size)}{measure.base}" for thing, count, _, size in parts)
    lead, parts_told, limit_told = UNIT_CLAUSES
    clauses = (lead, limit_told, parts_told) if rng.random() < 0.5 else UNIT_CLAUSES
    question = (stated(rng, clauses) + ask.text).format(**facts)
    return Task(question, "", f"{each}，{ask.sum}；{verdict}。".format(**facts))
