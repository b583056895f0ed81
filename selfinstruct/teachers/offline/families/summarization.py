"""Summarization tasks: notes, reviews, logs and reports. Text and summary are generated from the same facts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, city, listed, people, person, woven

# --- meeting notes ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a meeting: its name, the group that meets, possible decisions, and jobs to assign."""

    name: str
    group: str
    settled: tuple[str, ...]
    work: tuple[str, ...]


TOPICS = (
    Topic("年会场地", "行政部", ("改在公司食堂办", "租用江边酒店", "定在郊区农庄"), ("联系场地", "排节目单", "采购奖品",
        "订大巴")),
    Topic("新教材试用", "语文组", ("先在两个班试用一学期", "只选用其中三个单元", "推迟到明年春天"), ("写试用计划",
        "收学生意见", "联系出版社", "整理课件")),
    Topic("食堂涨价", "后勤处", ("荤菜涨一元、素菜不变", "暂缓到下学期再议", "只调整小炒窗口"), ("核算成本", "写告示",
        "做师生问卷", "谈供货价")),
    Topic("电梯更换", "业委会", ("先换二单元的两部", "动用维修基金整体更换", "再找两家公司报价"), ("挨户签字",
        "联系电梯厂", "申请维修基金", "张贴公示")),
    Topic("门诊夜间值守", "护理部", ("每晚增加一名护士", "夜班改为三班轮换", "周末取消单人值班"), ("重排班表",
        "培训新护士", "清点急救药品", "统计夜间病人数")),
    Topic("老厂房改造", "项目组", ("保留北墙做展厅", "一层开店、二层办公", "屋顶先做防水"), ("测绘图纸",
        "请设计院出方案", "办消防手续", "评估结构")),
    Topic("春季运动会", "体育组", ("取消铅球、增加跳绳", "缩短为一天", "改在四月第二周举行"), ("借器材", "编秩序册",
        "培训裁判", "联系校医")),
    Topic("会员积分", "市场部", ("积分一年后清零", "每十元记一分", "积分可以换停车券"), ("改收银系统", "设计海报",
        "培训店员", "算兑换成本")),
    Topic("水库巡查", "水务站", ("汛期每天巡两次", "加装三处水位尺", "夜间由两人同行"), ("修巡查船", "装水位尺",
        "编值守表", "通知下游村子")),
    Topic("果园滞销", "合作社", ("和电商平台合作直播", "改做果干", "联系学校食堂包销"), ("拍宣传照", "谈快递价",
        "借烘干设备", "统计存量")),
    Topic("图书馆延时开放", "读者服务部", ("周五周六开到晚上十点", "只延长自习区", "考试周通宵开放"), ("招学生助理",
        "调安保班次", "装自助借书机", "做人流统计")),
    Topic("养老院膳食", "膳食委员会", ("每周加两顿鱼", "糖尿病老人单独配餐", "晚饭提前到五点"), ("定新菜谱", "采购食材",
        "逐人登记忌口", "请营养师审核")),
    Topic("地铁口摊位", "街道办", ("划出二十个固定摊位", "只允许早市经营", "两个月后再评估"), ("画摊位线", "登记摊主",
        "协调环卫", "印发经营须知")),
    Topic("新品牙刷定价", "产品部", ("定价三十九元", "首发打八折", "与牙膏捆绑销售"), ("写卖点文案", "联系经销商",
        "做样品", "查竞品价格")),
    Topic("博物馆夜场", "社教部", ("每月最后一个周五开夜场", "夜场限三百人", "增加手电筒导览"), ("写导览词", "开通预约",
        "培训志愿者", "检查照明")),
    Topic("校车线路", "家校委员会", ("城东增设一站", "早班提前十分钟", "合并两条短线"), ("勘察站点", "通知家长",
        "和车队签补充协议", "统计乘车人数")),
    Topic("办公室搬迁", "综合科", ("元旦前搬完", "分两批搬", "旧家具全部捐出"), ("请搬家公司", "迁网络", "清点资产",
        "更新门牌")),
    Topic("旅行团退费", "客服部", ("出发前七天全额退", "签证费不退", "统一改发代金券"), ("写致歉信", "核对名单",
        "培训话术", "和航空公司交涉")),
)  # fmt: skip
READERS = (
    "没到会的副主任",
    "出差的科长",
    "外地分部",
    "新来的同事",
    "主管领导",
    "存档的秘书",
    "群里的各位",
    "财务",
    "合作单位",
    "请假的组员",
    "上级督办组",
    "公告栏",
)
CHATTER = (
    "空调好像不太凉，先这么坐着吧。",
    "路上堵车，我来晚了几分钟。",
    "中午一起吃饭的话算我一个。",
    "这个话筒声音有点小。",
    "上次的水果还剩一些，大家自己拿。",
    "我手机静音了，有事会后说。",
)
EXTRA_ASPECTS: tuple[tuple[str, ...], ...] = ((), ("期限",), ("提议人",), ("期限", "提议人"))
MEETING_CLAUSES = (
    (
        "{group}开会谈了{topic}",
        "{group}就{topic}碰了头",
        "{topic}的事{group}议过了",
        "{who}记下了{group}讨论{topic}的会",
    ),
    ("要发给{reader}看", "准备转给{reader}", "给{reader}交代清楚", "{reader}想知道结果"),
    ("写明{aspects}", "{aspects}都要有", "少不了{aspects}", "别漏了{aspects}"),
)
MEETING_ASKS = (
    "请概括下面的记录。", "把记录总结成两三句话。", "请将会议记录浓缩成一段。", "为下文写一段会议摘要。",
    "概括要点，闲话不写。",
)  # fmt: skip


def write_meeting_notes(rng: Random) -> Task:
    """Ask to summarize the notes of a meeting: decision and jobs, with the proposer or the deadlines on request."""
    topic, (chair, *doers) = rng.choice(TOPICS), people(rng, rng.choice((3, 4)))
    settled, month, more = rng.choice(topic.settled), rng.randint(1, 12), rng.choice(EXTRA_ASPECTS)
    jobs = [
        (who, job, f"{month}月{rng.randint(5, 28)}日")
        for who, job in zip(doers, rng.sample(topic.work, len(doers)), strict=True)
    ]
    notes = [
        f"{chair}：今天议{topic.name}，大家说说看。",
        f"{doers[0]}：{rng.choice(CHATTER)}",
        f"{doers[1]}：我的意见是，{settled}。",
    ]
    notes += [f"{chair}：多数人赞成，那就这么定。"] + [f"{who}：{job}交给我，{by}前办好。" for who, job, by in jobs]
    aspects = rng.sample(["最后的决定", "分工", *more], 2 + len(more))
    instruction = woven(rng, MEETING_CLAUSES, MEETING_ASKS).format(
        group=topic.group, topic=topic.name, who=person(rng), reader=rng.choice(READERS), aspects=listed(aspects)
    )
    work = "，".join(f"{who}负责{job}" + (f"（{by}前）" if "期限" in more else "") for who, job, by in jobs)
    decided = f"采纳{doers[1]}的意见：{settled}" if "提议人" in more else f"决定{settled}"
    return Task(instruction, "\n".join(notes), f"{topic.group}讨论{topic.name}，{decided}；{work}。")


# --- reviews ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Product:
    """A reviewed product. Each aspect has a name, a positive remark and a negative remark."""

    name: str
    sides: tuple[tuple[str, str, str], ...]


Vote = tuple[tuple[str, str, str], bool]  # an aspect of a product, and whether the buyer is satisfied with it

PRODUCTS = (
    Product("空气炸锅", (("火力", "炸鸡翅二十分钟就酥了", "土豆条总是半生"), ("清洗", "炸篮一冲就干净",
        "缝里的油擦不掉"), ("静音", "开着也不吵", "响得像吹风机"), ("容量", "够四个人吃", "一次只放得下六个鸡翅"))),
    Product("扫地机器人", (("避障", "会绕开拖鞋", "老是缠住电线"), ("吸力", "猫毛吸得干净", "米粒都吸不起来"), ("续航",
        "扫完三间房还有电", "一间没扫完就没电"), ("静音", "夜里开也听不见", "声音大得没法看电视"))),
    Product("跑步鞋", (("缓震", "落地很软，膝盖不疼", "跑五公里脚底发麻"), ("透气", "大热天脚也不闷", "捂得袜子全湿"),
        ("重量", "轻得像没穿", "沉，跑久了抬不起腿"), ("做工", "走线整齐", "穿一周就开胶"))),
    Product("学习台灯", (("光线", "看两小时眼睛不酸", "灯光发黄还闪"), ("底座", "稳当，碰不倒", "一碰就晃"), ("按键",
        "三档调光很顺手", "按键时灵时不灵"), ("外观", "样子简洁好看", "塑料感太重"))),
    Product("电动自行车", (("续航", "一次充电跑了七十公里", "三十公里就没电"), ("刹车", "刹得又稳又快", "下坡刹不住"),
        ("坐垫", "坐垫宽，久坐不累", "坐垫硬得屁股疼"), ("爬坡", "带人上桥不费力", "上坡慢得要推"))),
    Product("羽绒被", (("保暖", "零下也不冷", "半夜还得加毯子"), ("分量", "轻，翻身不压身", "压得胸口闷"), ("气味",
        "没有异味", "晒了三天还有味"), ("做工", "针脚密，不跑绒", "一抖满屋是毛"))),
    Product("咖啡机", (("出品", "奶泡细腻", "咖啡一股糊味"), ("清洗", "滴盘一拔就能洗", "水垢难清理"), ("预热",
        "一分钟就能用", "要等十来分钟"), ("静音", "磨豆声音小", "早上磨豆吵醒全家"))),
    Product("骑行雨衣", (("防水", "大雨里衣服全干", "肩膀那里渗水"), ("尺码", "按身高买正合身", "长得拖地"), ("反光条",
        "夜里远远就看见", "反光条洗一次就掉"), ("穿脱", "套头就能穿", "扣子太紧扣不上"))),
    Product("登机箱", (("轮子", "四个轮子推着很顺", "一个轮子第一天就卡"), ("容量", "三天衣服都装得下",
        "看着大，其实装不了多少"), ("箱体", "托运两次没一道划痕", "箱角一磕就瘪"), ("拉杆", "高低三档都稳",
        "拉杆松，一直晃"))),
    Product("电饭煲", (("口感", "米饭粒粒分明", "煮出来不是硬就是烂"), ("预约", "早上起来粥正好", "预约老是失灵"),
        ("内胆", "不粘锅，好刷", "涂层用两周就花"), ("容量", "五口人够吃", "煮两碗就满"))),
    Product("蓝牙耳机", (("音质", "低音很足", "声音发闷"), ("续航", "一天都用不完", "两小时就要充"), ("佩戴",
        "跑步也不掉", "戴十分钟耳朵疼"), ("降噪", "地铁里听不到吵闹", "降噪开不开一个样"))),
    Product("人体工学椅", (("腰托", "腰托顶得正好", "腰托太硬，硌得慌"), ("头枕", "靠着能睡午觉", "头枕高度调不了"),
        ("安装", "二十分钟就装好", "说明书看不懂，装了一下午"), ("坐垫", "坐一天不闷", "坐两周就塌"))),
)  # fmt: skip
BUYERS = (
    "当护士的小姨", "备考的表弟", "刚退休的邻居", "做饭多的二舅", "眼睛不好的大伯", "不懂电器的岳母",
    "退休的父母", "上高中的女儿", "新租的房子", "办公室的同事们", "住乡下的外婆", "刚参加工作的自己", "开民宿的表姐",
    "要结婚的弟弟", "常出差的丈夫", "考上大学的侄子",
    "刚添了孩子的姐姐", "爱折腾的老爸", "怕麻烦的婆婆", "过生日的室友", "准备搬家的同学", "独居的姑妈",
    "手头不宽裕的堂妹", "退伍回来的哥哥",
)  # fmt: skip
REVIEW_CLAUSES = (
    (
        "{who}想给{buyer}买{product}",
        "{who}在{product}的页面上犹豫，是送{buyer}的",
        "{product}要不要送{buyer}，{who}拿不准",
        "{buyer}缺{product}，{who}正在挑",
    ),
    ("也想知道{one}怎么说", "另外要提{one}的话", "{one}的意见单独说", "别漏掉{one}的看法"),
    ("关心{asked}", "最在意{asked}", "看重{asked}", "只问{asked}", "放心不下的是{asked}"),
)
REVIEW_ASKS = (
    "请概括下面{n}条评价，各有几人夸、几人嫌？", "把{n}位买家的话归纳成一段，好坏各数一数。",
    "总结这{n}条评价，要有人数。", "用一句话总结{n}位买家的看法，写清赞成和批评的人数。",
    "从{n}条评价里概括褒贬。", "请将下文{n}人的意见浓缩成一句话，标明人数。",
    "{n}个买家怎么说？概括时写出满意与不满的人数。",
)  # fmt: skip
PRAISE, BLAME = ("不错", "满意", "没得说"), ("不行", "让人失望", "差点意思")


def review(rng: Random, vote: Vote, said: list[Vote]) -> str:
    """A buyer's remark about an aspect. Only the first buyer with this opinion gives a reason."""
    (name, good, bad), pleased = vote
    if vote in said:
        return f"{name}我也{'觉得好' if pleased else '不满意'}"
    return f"{name}{rng.choice(PRAISE if pleased else BLAME)}，{good if pleased else bad}"


def write_product_reviews(rng: Random) -> Task:
    """Ask to summarize reviews: numbers of positive and negative opinions per aspect, and one buyer's opinion."""
    product, names, said = rng.choice(PRODUCTS), people(rng, rng.randint(4, 5)), list[Vote]()
    views, lines = {name: ballot(rng, product) for name in names}, list[str]()
    for name, votes in views.items():
        lines.append(f"{name}：" + "；".join(review(rng, vote, said) for vote in votes) + "。")
        said += votes
    told_of = [side for side in product.sides if any(side == vote[0] for vote in said)]
    asked, one = rng.sample(told_of, min(len(told_of), rng.choice((2, 2, 3)))), rng.choice(names)
    instruction = woven(rng, REVIEW_CLAUSES, REVIEW_ASKS).format(
        who=person(rng), buyer=rng.choice(BUYERS), product=product.name, one=one,
        asked=listed([side[0] for side in asked]), n="一二三四五"[len(names) - 1],
    )  # fmt: skip
    counts = "；".join(tally(side[0], said.count((side, True)), said.count((side, False))) for side in asked)
    view = "，".join(f"对{side[0]}{'满意' if pleased else '不满意'}" for side, pleased in views[one])
    return Task(instruction, "\n".join(lines), f"{len(names)}位买家中，{counts}。其中{one}{view}。")


def ballot(rng: Random, product: Product) -> list[Vote]:
    """Draw the two aspects that a buyer mentions, and whether the buyer is satisfied with each."""
    return [(side, rng.random() < 0.5) for side in rng.sample(product.sides, 2)]


def tally(side: str, good: int, bad: int) -> str:
    """State the numbers of positive and negative opinions about an aspect."""
    return f"{side}方面" + "，".join([f"{good}人说好"] * (good > 0) + [f"{bad}人不满意"] * (bad > 0))


# --- week logs ----------------------------------------------------------------------------------------------------

HABITS = (
    ("晨跑", "公里", 2, 9, ("膝盖有点酸", "路上遇到老同学", "风很大", "换了新鞋")), ("背英语单词", "个", 20, 90,
     ("在地铁上背的", "有几个总记混", "睡前背的", "背得特别快")),
    ("卖煎饼", "份", 60, 180, ("中午才出摊", "面糊用完了", "排队的学生多", "邻居来帮忙")), ("读历史书", "页", 15, 80,
     ("读到宋代", "在图书馆读", "边读边做笔记", "被电话打断")),
    ("写小说", "字", 600, 2800, ("卡在第三章", "写了个新人物", "改掉了开头", "深夜写的")), ("腌咸菜", "斤", 4, 15,
     ("坛子不够用", "盐放多了一点", "邻居送来萝卜", "菜晒了半天")),
    ("练钢琴", "分钟", 20, 90, ("弹的是练习曲", "左手还是慢", "老师来听过", "调律师来过")), ("织围巾", "厘米", 8, 35,
     ("拆了两行重来", "换成蓝线", "一边看电视", "朋友夸好看")),
    ("修自行车", "辆", 3, 12, ("多数是补胎", "换了一批刹车线", "来了辆老式二八车", "学徒开始动手")), ("做俯卧撑", "个",
     20, 80, ("手腕不舒服", "分四组做完", "起晚了", "姿势改正了")),
    ("送快递", "件", 70, 160, ("电梯坏了一部", "大件多", "有人改了地址", "电瓶半路没电")), ("直播卖核桃", "箱", 12, 60,
     ("网络卡了一阵", "孙子帮着回话", "换了新背景", "来了批老顾客")),
    ("给果树剪枝", "棵", 6, 22, ("剪刀钝了", "南坡那片", "请教了技术员", "下午才开工")), ("给老人理发", "位", 3, 14,
     ("上门两家", "在社区门口摆摊", "送了一顶帽子", "推子该保养了")),
)  # fmt: skip
PERIODS = (
    "春分前那周",
    "开学头一周",
    "国庆前一周",
    "上周",
    "搬家后的第一周",
    "寒假第二周",
    "入冬第一周",
    "复工那周",
    "高温那周",
    "考前一周",
    "月底那周",
    "芒种那周",
)
LOG_CLAUSES = (
    (
        "这是{who}{period}{habit}的日记",
        "{who}记下了{period}{habit}的情况",
        "{period}{who}天天写{habit}的流水账",
        "{who}{period}的{habit}记录见下",
    ),
    ("原定目标{goal}{unit}", "计划做到{goal}{unit}", "本想完成{goal}{unit}", "立过{goal}{unit}的小目标"),
    ("{aspects}要写到", "得看出{aspects}", "交代{aspects}", "说清{aspects}"),
)
LOG_ASKS = (
    "请概括成一两句话。",
    "把这份记录总结成一小段。",
    "请写一段摘要。",
    "用两句话总结。",
    "为它写个简短的小结。",
)
LOG_FACTS = {
    "总量": "七天共{total}{unit}",
    "最多的一天": "最多的是{best}（{most}{unit}）",
    "最少的一天": "最少的是{worst}（{least}{unit}）",
    "是否达标": "{verdict}",
}


def reached(total: int, goal: int, unit: str) -> str:
    """Compare the total of a week with the goal."""
    if total == goal:
        return f"正好达到目标{goal}{unit}"
    return f"比目标{goal}{unit}" + (
        f"多{total - goal}{unit}，达标了" if total > goal else f"少{goal - total}{unit}，没有达标"
    )


def write_week_log(rng: Random) -> Task:
    """Ask to summarize the log of a week: the total, the best or worst day, or whether the goal was met."""
    habit, unit, low, high, remarks = rng.choice(HABITS)
    amounts = rng.sample(range(low, high + 1), 7) if high - low > 6 else [rng.randint(low, high) for _ in range(7)]
    total, step = sum(amounts), 10 if high > 30 else 1
    goal = max(step, round(total * rng.choice((0.85, 0.95, 1.05, 1.2)) / step) * step)
    lines = [
        f"{day}：{amount}{unit}" + (f"，{rng.choice(remarks)}" if rng.random() < 0.5 else "")
        for day, amount in zip(WEEKDAYS, amounts, strict=True)
    ]
    asked, who = rng.sample(tuple(LOG_FACTS), rng.choice((2, 3))), person(rng)
    period = rng.choice(PERIODS)
    instruction = woven(rng, LOG_CLAUSES, LOG_ASKS).format(
        who=who, period=period, habit=habit, goal=goal, unit=unit, aspects=listed(asked)
    )
    facts = "，".join(LOG_FACTS[aspect] for aspect in asked).format(
        total=total, unit=unit, best=WEEKDAYS[amounts.index(max(amounts))], most=max(amounts),
        worst=WEEKDAYS[amounts.index(min(amounts))], least=min(amounts),
        verdict=reached(total, goal, unit),
    )  # fmt: skip
    return Task(instruction, "\n".join(lines), f"{who}{period}{habit}，{facts}。")


# --- news briefs --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """A local event: venues, participants and their number, highlights, side details, and plans for the future."""

    name: str
    venues: tuple[str, ...]
    crowd: str
    sizes: tuple[int, int]
    highlights: tuple[str, ...]
    sides: tuple[str, ...]
    next_steps: tuple[str, ...]


EVENTS = (
    Event("龙舟赛", ("护城河", "南湖"), "桨手", (120, 480), ("退休教师队第一次夺冠", "女子队刷新了赛道纪录"),
        ("岸边挤满看热闹的人", "午后下起小雨"), ("明年增设少年组", "秋天再办一场夜赛")),
    Event("非遗市集", ("老火车站", "文庙广场"), "手艺人", (40, 160), ("糖画摊前排起长队",
        "最年长的剪纸艺人已经八十六岁"), ("摊位用竹棚搭成", "许多家长带着孩子"), ("以后每月办一次", "把摊位搬进校园")),
    Event("机器人比赛", ("科技馆", "职业学院"), "学生", (90, 400), ("一支乡镇中学队拿了一等奖",
        "初中组成绩超过了高中组"), ("赛场旁设了休息区", "裁判由工程师担任"), ("推荐优胜队去省里", "给农村学校送设备")),
    Event("马拉松", ("滨江大道", "环湖公路"), "跑者", (3000, 12000), ("一名七十岁老人跑完全程", "男子组纪录被打破"),
        ("沿途有十多处补水点", "志愿者清早四点到岗"), ("明年把名额增加两千", "把终点移到体育场")),
    Event("旧物捐赠", ("街心公园", "社区中心"), "居民", (150, 700), ("收到冬衣一千多件", "一户人家捐出全套课桌"),
        ("衣物当场分类打包", "有人专程从外区赶来"), ("周末送往山区学校", "在小区设常年收集箱")),
    Event("种子展", ("农科院", "县农贸市场"), "农户", (200, 900), ("一种耐旱小麦最受关注", "老品种西红柿被抢订一空"),
        ("专家现场讲栽培", "展位旁有试吃"), ("下月组织田间参观", "建立种子互换群")),
    Event("无障碍电影专场", ("文化馆", "盲人协会"), "视障观众", (30, 120), ("志愿者逐句讲述画面",
        "一位老人第一次听完整部电影"), ("门口有导盲犬休息处", "座位提前留好"), ("每季度放映一部", "招募更多讲述员")),
    Event("古桥修缮开放日", ("青石桥", "双龙桥"), "市民", (300, 1200), ("工匠演示了糯米灰浆的做法",
        "参观者亲手铺了一块石板"), ("桥头摆着老照片", "每批限五十人"), ("年底完成全部修缮", "把旧石料做成展品")),
    Event("大型招聘会", ("人才市场", "体育馆"), "求职者", (1200, 6000), ("制造业岗位占了四成", "首次设了退役军人专区"),
        ("现场有免费证件照", "中午供应盒饭"), ("下月开到县里", "上线视频面试")),
    Event("社区足球赛", ("七中操场", "工人体育场"), "队员", (80, 300), ("快递员队点球取胜", "裁判组全部是女性"),
        ("决赛推迟了半小时", "各队自带饮水"), ("明年分设成年组和少年组", "把赛程延长到两个月")),
    Event("读诗会", ("图书馆露台", "独立书店"), "读者", (30, 150), ("一位外卖员读了自己的诗", "全场合诵了一首宋词"),
        ("点着暖黄的灯", "有人从邻市赶来"), ("编印一本诗集", "每月换一个街区")),
    Event("花卉评比", ("植物园", "苗木基地"), "花农", (60, 260), ("一盆三十年的山茶得了头奖", "新培育的蓝色绣球夺魁"),
        ("评委打分全程公开", "展厅温度控制在二十度"), ("把获奖品种扩种", "开网店卖盆花")),
)  # fmt: skip
NEWS_OPENINGS = (
    "{day}，{town}{venue}举行{event}，{n}名{crowd}到场", "{town}的{event}{day}在{venue}开幕，来了{n}名{crowd}",
    "{n}名{crowd}{day}聚到{town}{venue}，参加{event}", "{day}的{town}{venue}很热闹，{event}吸引{n}名{crowd}"
)  # fmt: skip
NEWS_HIGHLIGHTS = ("{highlight}", "最引人注意的是{highlight}", "当天{highlight}", "让人意外的是{highlight}")
NEWS_SIDES = ("{side}", "现场{side}", "记者看到，{side}")
NEWS_PLANS = (
    "主办人{who}说，打算{plan}",
    "负责人{who}表示将{plan}",
    "{who}代表主办方宣布：{plan}",
    "按主办人{who}的计划，接下来{plan}",
)
NEWS_ASKS = ("请用一句话概括：“{text}”", "把下面这段消息缩成一句话：“{text}”", "“{text}”请概括主要内容，去掉次要细节。",
    "为这则消息写一句摘要：“{text}”", "总结这段报道，只留要点：“{text}”", "“{text}”用一句话总结以上报道。")  # fmt: skip


def write_news_brief(rng: Random) -> Task:
    """Ask to summarize a report in one sentence: date, place, event, attendance, highlight and next steps."""
    event = rng.choice(EVENTS)
    lead, *rest = (rng.choice(phrasings) for phrasings in (NEWS_OPENINGS, NEWS_HIGHLIGHTS, NEWS_SIDES, NEWS_PLANS))
    rng.shuffle(rest)
    n = rng.randint(*event.sizes)
    facts = {
        "day": f"{rng.randint(3, 11)}月{rng.randint(1, 28)}日", "town": city(rng), "venue": rng.choice(event.venues),
        "event": event.name, "n": n if n < 500 else round(n, -2), "crowd": event.crowd, "who": person(rng),
        "highlight": rng.choice(event.highlights), "side": rng.choice(event.sides),
            "plan": rng.choice(event.next_steps),
    }  # fmt: skip
    text = "。".join([lead, *rest]).format(**facts) + "。"
    summary = "{day}，{town}{venue}举行{event}，{n}名{crowd}参加，{highlight}，主办方计划{plan}。".format(**facts)
    return Task(rng.choice(NEWS_ASKS).format(text=text), "", summary)


FAMILIES: tuple[Family, ...] = (
    Family("meeting_notes", TaskType.SUMMARIZATION, write_meeting_notes),
    Family("product_reviews", TaskType.SUMMARIZATION, write_product_reviews),
    Family("week_log", TaskType.SUMMARIZATION, write_week_log),
    Family("news_brief", TaskType.SUMMARIZATION, write_news_brief),
)
