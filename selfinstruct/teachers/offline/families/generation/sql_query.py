"""Ask for an SQL statement on one table: filter, then list, limit, aggregate, group, delete or update."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Column:
    """A text column of a table: its name in code, its name in Chinese and its possible values."""

    code: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """An integer column of a table: its name in code, its name in Chinese, its range and its unit."""

    code: str
    label: str
    values: range
    unit: str = ""

    @property
    def comment(self) -> str:
        """The name with the unit, as it stands in the definition of the table."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Domain:
    """A database table: its name, the Chinese noun for a row, the name and group columns, and two number columns."""

    table: str
    noun: str
    name: Column
    group: Column
    numbers: tuple[Number, Number]


DOMAINS = (
    Domain(
        "orders",
        "订单",
        Column("customer", "客户", ("齐鲁药房", "海棠超市", "明德书院", "北岸酒店")),
        Column("region", "地区", ("华东", "华南", "西北", "东北")),
        (Number("amount", "金额", range(200, 5000, 50)), Number("days", "账期天数", range(5, 90))),
    ),
    Domain(
        "students",
        "学生",
        Column("name", "姓名", ("方雨", "江川", "苗青", "宁远")),
        Column("class_name", "班级", ("一班", "二班", "三班", "四班")),
        (Number("score", "数学成绩", range(40, 100)), Number("absent", "缺勤次数", range(12))),
    ),
    Domain(
        "books",
        "图书",
        Column("title", "书名", ("海上灯塔", "茶经新解", "星空手记", "桥梁史话")),
        Column("shelf", "馆室", ("少儿室", "文学室", "科技室", "地方志室")),
        (Number("loans", "借阅次数", range(300)), Number("pages", "页数", range(80, 900))),
    ),
    Domain(
        "houses",
        "房源",
        Column("address", "小区", ("听涛苑", "紫竹里", "金桂园", "和平新村")),
        Column("district", "城区", ("江北", "城西", "老城", "高新")),
        (Number("rent", "月租", range(900, 8000, 100)), Number("area", "面积", range(25, 160), "平方米")),
    ),
    Domain(
        "patients",
        "病人",
        Column("name", "姓名", ("柳阳", "丁香", "罗松", "夏禾")),
        Column("ward", "病区", ("骨科", "儿科", "眼科", "心内科")),
        (Number("age", "年龄", range(3, 92)), Number("nights", "住院夜数", range(1, 30))),
    ),
    Domain(
        "trucks",
        "货车",
        Column("plate", "车号", ("甲十七", "乙零三", "丙二六", "丁四一")),
        Column("depot", "停车场", ("东港", "西站", "南仓", "北郊")),
        (Number("mileage", "里程", range(5000, 300000, 500), "公里"), Number("repairs", "维修次数", range(20))),
    ),
    Domain(
        "dishes",
        "菜品",
        Column("dish", "菜名", ("松鼠鱼", "宫保鸡丁", "荷叶饭", "酸汤面")),
        Column("cuisine", "菜系", ("川菜", "粤菜", "苏菜", "陕菜")),
        (Number("price", "价格", range(12, 160)), Number("sold", "销量", range(5, 400))),
    ),
    Domain(
        "flights",
        "航班",
        Column("code", "航班号", ("XA101", "XB552", "XC830", "XD709")),
        Column("airport", "起飞机场", ("首都", "虹桥", "白云", "双流")),
        (Number("delay", "延误时长", range(0, 240, 5), "分钟"), Number("seats", "余座", range(180))),
    ),
    Domain(
        "plants",
        "苗木",
        Column("species", "树种", ("银杏", "香樟", "红枫", "玉兰")),
        Column("plot", "苗圃", ("山前圃", "河湾圃", "坡顶圃", "路东圃")),
        (Number("height", "株高", range(30, 600, 10), "厘米"), Number("stock", "存量", range(3, 900))),
    ),
    Domain(
        "tickets",
        "工单",
        Column("title", "标题", ("无法登录", "打印乱码", "网速太慢", "屏幕闪烁")),
        Column("team", "处理组", ("网络组", "桌面组", "账号组", "机房组")),
        (Number("hours", "耗时", range(1, 72), "小时"), Number("reopened", "重开次数", range(6))),
    ),
    Domain(
        "movies",
        "影片",
        Column("title", "片名", ("雪线", "旧码头", "纸飞机", "南方来信")),
        Column("genre", "类型", ("悬疑", "喜剧", "动画", "纪录")),
        (Number("minutes", "片长", range(70, 200), "分钟"), Number("rating", "评分", range(30, 99))),
    ),
    Domain(
        "workers",
        "员工",
        Column("name", "姓名", ("段飞", "侯敏", "蒋帆", "白桦")),
        Column("shop", "车间", ("铸造", "总装", "喷漆", "冲压")),
        (Number("overtime", "加班时长", range(80), "小时"), Number("output", "月产量", range(50, 900, 10))),
    ),
    Domain(
        "farms",
        "农户",
        Column("owner", "户主", ("田守义", "麦冬", "谷雨生", "石榴花")),
        Column("crop", "作物", ("水稻", "油菜", "棉花", "花生")),
        (Number("acres", "亩数", range(2, 120)), Number("yield_kg", "亩产", range(90, 800, 10), "公斤")),
    ),
    Domain(
        "hotels",
        "酒店",
        Column("hotel", "店名", ("云栖", "半岛", "松下", "观海")),
        Column("grade", "档次", ("经济", "舒适", "高档", "豪华")),
        (Number("price", "房价", range(120, 2000, 10)), Number("vacant", "空房数", range(90))),
    ),
    Domain(
        "runners",
        "选手",
        Column("name", "姓名", ("展鹏", "金铃", "路遥远", "关山")),
        Column("event", "项目", ("百米", "跨栏", "马拉松", "竞走")),
        (Number("km", "训练里程", range(10, 500), "公里"), Number("points", "积分", range(10, 300))),
    ),
    Domain(
        "bikes",
        "单车",
        Column("number", "编号", ("S018", "S233", "S407", "S590")),
        Column("zone", "片区", ("江滨", "校园", "商圈", "老厂")),
        (Number("rides", "骑行次数", range(5, 500)), Number("faults", "报修次数", range(15))),
    ),
    Domain(
        "paintings",
        "画作",
        Column("work", "作品", ("秋江图", "集市", "雪后", "窗边")),
        Column("hall", "展厅", ("东厅", "西厅", "圆厅", "地下厅")),
        (Number("visitors", "观众人数", range(50, 3000, 10)), Number("insured", "保额", range(5, 600, 5), "万元")),
    ),
    Domain(
        "lighthouses",
        "灯塔",
        Column("name", "塔名", ("礁石塔", "鸥湾塔", "老港塔", "望潮塔")),
        Column("sea_area", "海区", ("东海区", "湾口区", "北岛区", "南礁区")),
        (Number("range_km", "射程", range(8, 50), "公里"), Number("outages", "熄灯次数", range(15))),
    ),
    Domain(
        "recordings",
        "录音",
        Column("speaker", "讲述人", ("龚阿婆", "柳渔夫", "石匠老关", "戏班阿丁")),
        Column("dialect", "方言", ("吴语", "闽语", "客家话", "湘语")),
        (Number("minutes", "时长", range(5, 180), "分钟"), Number("words", "转写字数", range(500, 9000, 50))),
    ),
    Domain(
        "kilns",
        "窑炉",
        Column("kiln", "窑名", ("龙窑", "馒头窑", "气窑", "柴窑")),
        Column("glaze", "釉色", ("天青", "月白", "酱釉", "郎红")),
        (Number("celsius", "窑温", range(900, 1340, 10), "摄氏度"), Number("broken", "破损件数", range(60))),
    ),
    Domain(
        "bees",
        "蜂箱",
        Column("hive", "箱号", ("坡一", "坡二", "溪三", "林四")),
        Column("flower", "蜜源", ("槐花", "枣花", "油菜", "荆条")),
        (Number("honey", "产蜜量", range(3, 60), "公斤"), Number("stings", "伤人次数", range(9))),
    ),
    Domain(
        "fonts",
        "字模",
        Column("glyph", "字头", ("永字", "和字", "龙字", "春字")),
        Column("style", "字体", ("楷体", "宋体", "仿宋", "隶书")),
        (Number("strokes", "笔画数", range(2, 30)), Number("uses", "使用次数", range(10, 4000, 10))),
    ),
    Domain(
        "trails",
        "步道",
        Column("trail", "步道名", ("云雾栈道", "溪谷线", "古茶道", "观星路")),
        Column("area", "景区", ("北坡", "西岭", "湖滨", "老寨")),
        (Number("length_m", "长度", range(300, 9000, 100), "米"), Number("rescues", "救援次数", range(20))),
    ),
    Domain(
        "cows",
        "奶牛",
        Column("tag", "耳标", ("花花", "墨点", "大角", "白蹄")),
        Column("barn", "牛舍", ("一号棚", "二号棚", "北坡棚", "新棚")),
        (Number("milk", "日产奶量", range(8, 45), "公斤"), Number("calves", "产犊数", range(7))),
    ),
    Domain(
        "meters",
        "电表",
        Column("household", "户名", ("七栋甲室", "九栋丙室", "门卫房", "小卖部")),
        Column("tariff", "电价类别", ("居民", "商业", "农用", "工业")),
        (Number("usage_kwh", "用电度数", range(20, 2000, 10)), Number("overdue", "欠费月数", range(10))),
    ),
    Domain(
        "songs",
        "歌曲",
        Column("song", "歌名", ("候鸟", "晚风", "二十岁", "归途")),
        Column("mood", "风格", ("民谣", "摇滚", "爵士", "说唱")),
        (Number("plays", "播放次数", range(100, 9000, 50)), Number("seconds", "时长", range(90, 400, 5), "秒")),
    ),
    Domain(
        "wells",
        "水井",
        Column("well", "井名", ("龙眼井", "双眼井", "学堂井", "柳下井")),
        Column("village", "村庄", ("上湾", "下湾", "石门", "松坡")),
        (Number("depth", "井深", range(4, 90), "米"), Number("hardness", "硬度", range(30, 600, 10))),
    ),
    Domain(
        "parcels",
        "包裹",
        Column("receiver", "收件人", ("孔明月", "施小雨", "喻言", "柏林")),
        Column("station", "驿站", ("西门站", "学府站", "桥头站", "花园站")),
        (Number("weight", "重量", range(100, 9000, 100), "克"), Number("waited", "滞留天数", range(20))),
    ),
)
COMPARISONS = (("大于", ">"), ("不低于", ">="), ("小于", "<"), ("不超过", "<="))


def threshold(rng: Random, tested: Number) -> tuple[str, str]:
    """Draw a filter on one number column, in Chinese and as SQL."""
    bound, (word, sign) = (
        rng.choice(tested.values[len(tested.values) // 4 : len(tested.values) * 3 // 4]),
        rng.choice(COMPARISONS),
    )
    return f"{tested.label}{word}{bound}{tested.unit}", f"{tested.code} {sign} {bound}"


def condition(rng: Random, domain: Domain, limit: tuple[str, str]) -> tuple[str, str]:
    """Draw a filter on the group column, joined to that on a number column, in Chinese and as SQL."""
    (said, number), (one, other) = limit, rng.sample(domain.group.values, 2)
    group, label = domain.group.code, domain.group.label
    return rng.choice(
        (
            (f"{label}是{one}且{said}", f"{group} = '{one}' AND {number}"),
            (f"{label}不是{one}、{said}", f"{group} <> '{one}' AND {number}"),
            (f"{one}和{other}这两个{label}中{said}", f"{group} IN ('{one}', '{other}') AND {number}"),
            (f"{said}或{label}为{other}", f"({number} OR {group} = '{other}')"),
        )
    )


# Numbers of which a sum says something.
SUMMED = (
    "金额 缺勤次数 借阅次数 页数 住院夜数 维修次数 销量 余座 存量 耗时 重开次数 加班时长 月产量 亩数 空房数 训练里程 积分 "
    "产蜜量 破损件数 使用次数 转写字数 骑行次数 报修次数 观众人数 保额 日产奶量 产犊数 用电度数 播放次数 重量 里程 面积"
).split()
RAISED = {
    "账期天数": 1,
    "月租": 50,
    "价格": 1,
    "余座": 1,
    "存量": 10,
    "房价": 10,
    "空房数": 1,
    "积分": 5,
    "保额": 10,
}
"""Numbers that one sets and may raise, each with the step in which people raise it."""


COUNTINGS = (
    "数一数各{label}里{limit}的{noun}记录有几条，不足{count}条的{label}不要",
    "按{label}统计{limit}的{noun}记录条数，只留下条数不低于{count}的{label}",
    "把{limit}的{noun}记录按{label}计数，列出至少有{count}条的{label}和条数",
)


def question(rng: Random, domain: Domain) -> tuple[str, str]:
    """Draw a query on the table of a domain, in Chinese and as SQL."""
    tested, by = rng.sample(domain.numbers, 2)
    limit = threshold(rng, tested)
    said, where = condition(rng, domain, limit)
    name, group, source = domain.name.code, domain.group.code, f"FROM {domain.table}\nWHERE {where}"
    count, (order, direction) = rng.randint(2, 9), rng.choice((("降序", " DESC"), ("升序", "")))
    whole = f"{said}的{domain.noun}"
    plans = [
        (
            f"列出{whole}的{domain.name.label}，按{by.label}{order}排列",
            f"SELECT {name}\n{source}\nORDER BY {by.code}{direction};",
        ),
        (
            f"取{whole}里按{by.label}{order}的前{count}条，要{domain.name.label}和{by.label}",
            f"SELECT {name}, {by.code}\n{source}\nORDER BY {by.code}{direction}\nLIMIT {count};",
        ),
        (f"算出{whole}的平均{by.label}，四舍五入到一位小数", f"SELECT ROUND(AVG({by.code}), 1)\n{source};"),
        (
            rng.choice(COUNTINGS).format(label=domain.group.label, limit=limit[0], noun=domain.noun, count=count),
            f"SELECT {group}, COUNT(*)\nFROM {domain.table}\nWHERE {limit[1]}\nGROUP BY {group}\nHAVING COUNT(*) >= {count};",
        ),
        (
            f"查各{domain.group.label}里{limit[0]}的{domain.noun}的{by.label}最大值",
            f"SELECT {group}, MAX({by.code})\nFROM {domain.table}\nWHERE {limit[1]}\nGROUP BY {group};",
        ),
        (f"把{whole}记录全部删除", f"DELETE {source};"),
    ]
    if by.label in SUMMED:
        plans.append((f"求{whole}的{by.label}总和，没有记录时为0", f"SELECT COALESCE(SUM({by.code}), 0)\n{source};"))
    if by.label in RAISED:
        more = count * RAISED[by.label]
        raised = f"UPDATE {domain.table}\nSET {by.code} = {by.code} + {more}\nWHERE {where};"
        plans.append((f"给{whole}的{by.label}都加{more}", raised))
    return rng.choice(plans)


SQL_FRAMES = (
    "写一条SQL：{asked}。",
    "{asked}，SQL语句怎么写？",
    "{who}想{asked}，请写SQL。",
    "{who}要用SQL实现一件事：{asked}。请写出语句。",
    "针对下面的{table}表编写SQL，{asked}。",
    "表结构见下，请编写SQL语句：{asked}。",
    "{who}手上有{table}表，想{asked}，请写一条SQL。",
    "数据在{table}表里，请写SQL语句，{asked}。",
    "用SQL实现：{asked}。",
    "{asked}。请用SQL写出来。",
    "{asked}，请据下面的建表语句写SQL。",
    "{who}不会写SQL，只说“{asked}”。请按给出的表结构写好。",
    "建表语句在下面。请写一条SQL，{asked}。",
    "{who}准备{asked}，请写成SQL语句。",
)


# What every statement keeps to.
MANNERS = (
    "关键字用大写",
    "每个子句另起一行",
    "要能一次跑通",
    "不要用子查询",
    "语句里不写注释",
    "只给语句，不用解释",
    "列名照表里的写",
    "放进代码块里",
    "一条语句完成",
    "不要用存储过程",
    "在SQLite里能直接运行",
)
# What only queries keep to.
QUERY_MANNERS = (*MANNERS, "不要建视图", "不要用SELECT *", "不要起别名")
# What a result is for; changes to the table are not for these.
PURPOSES = (
    "{who}写周报要用，",
    "明天的例会上{who}要投影，",
    "审计的{who}来要数据，",
    "新来的{who}在核对台账，",
    "{who}在整理一份说明，",
    "负责人{who}等着看结果，",
    "{who}在排下周的计划，",
    "{who}在做年终总结，",
)


def write_sql(rng: Random) -> Task:
    """Ask for an SQL statement on one table: filter, then list, limit, aggregate, group, delete or update."""
    domain = rng.choice(DOMAINS)
    asked, statement = question(rng, domain)
    texts = [f"{column.code} TEXT, -- {column.label}" for column in (domain.name, domain.group)]
    first, second = (f"{column.code} INTEGER{{}} -- {column.comment}" for column in domain.numbers)
    schema = "\n".join([*texts, first.format(","), second.format("")])
    instruction = rng.choice(SQL_FRAMES).format(asked=asked, who=person(rng), table=domain.table)
    if statement.startswith("SELECT") and instruction.startswith(asked):
        instruction = rng.choice(PURPOSES).format(who=person(rng)) + instruction
    manners = rng.sample(QUERY_MANNERS if statement.startswith("SELECT") else MANNERS, 2)
    instruction = instruction.rstrip("。") + f"{'' if instruction.endswith('？') else '。'}{'，'.join(manners)}。"
    return Task(instruction, f"CREATE TABLE {domain.table} (\n{schema}\n);", f"```sql\n{statement}\n```")
