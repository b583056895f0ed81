"""Ask to summarize the log of a week: the total, the best or worst day, both halves, or whether the goal was met."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person

HABITS = (
    ("晨跑", "公里", 2, 9, ("膝盖有点酸", "路上遇到老同学", "风很大", "换了新鞋")),
    ("背英语单词", "个", 20, 90, ("在地铁上背的", "有几个总记混", "睡前背的", "背得特别快")),
    ("卖煎饼", "份", 60, 180, ("中午才出摊", "面糊用完了", "排队的学生多", "邻居来帮忙")),
    ("读历史书", "页", 15, 80, ("读到宋代", "在图书馆读", "边读边做笔记", "被电话打断")),
    ("写小说", "字", 600, 2800, ("卡在第三章", "写了个新人物", "改掉了开头", "深夜写的")),
    ("腌咸菜", "斤", 4, 15, ("坛子不够用", "盐放多了一点", "邻居送来萝卜", "菜晒了半天")),
    ("练钢琴", "分钟", 20, 90, ("弹的是练习曲", "左手还是慢", "老师来听过", "调律师来过")),
    ("织围巾", "厘米", 8, 35, ("拆了两行重来", "换成蓝线", "一边看电视", "朋友夸好看")),
    ("修自行车", "辆", 3, 12, ("多数是补胎", "换了一批刹车线", "来了辆老式二八车", "学徒开始动手")),
    ("做俯卧撑", "个", 20, 80, ("手腕不舒服", "分四组做完", "起晚了", "姿势改正了")),
    ("送快递", "件", 70, 160, ("电梯坏了一部", "大件多", "有人改了地址", "电瓶半路没电")),
    ("直播卖核桃", "箱", 12, 60, ("网络卡了一阵", "孙子帮着回话", "换了新背景", "来了批老顾客")),
    ("给果树剪枝", "棵", 6, 22, ("剪刀钝了", "只剪了南坡那片", "请教了技术员", "下午才开工")),
    ("给老人理发", "位", 3, 14, ("有两家是上门理的", "在社区门口摆摊", "收到一顶帽子", "推子该保养了")),
    ("包粽子", "个", 40, 160, ("糯米泡得太久", "表妹学会了系绳", "粽叶剪破了一摞", "换了咸蛋黄馅")),
    ("抄写经典", "行", 10, 60, ("墨汁结了块", "字比以前稳", "抄错一行重来", "窗外施工太吵")),
    ("游泳", "圈", 8, 40, ("泳镜一直进水", "教练纠正了换气", "和同事比了一程", "泳池里人挤人")),
    ("检查蜂箱", "个", 3, 15, ("被蜇了一下", "取了两瓶蜜", "有一窝分了蜂", "蜂农老周来看过")),
    ("拍延时视频", "段", 2, 13, ("云走得正好", "电池冻得没电", "三脚架滑了一下", "拍到了彩虹")),
    ("劈木柴", "捆", 10, 45, ("斧头断了柄", "木头太潮", "虎口震得发麻", "邻居搭了把手")),
    ("翻译说明书", "页", 3, 18, ("术语查了半天", "客户改了格式", "状态好得出奇", "和同行讨论到很晚")),
    ("捡拾海滩垃圾", "袋", 2, 16, ("大多是塑料瓶", "来了一队小学生", "潮水涨得早", "捞上来一张破渔网")),
    ("教邻居用手机", "人", 2, 12, ("大多问怎么视频", "有人带来了水果", "讲了防诈骗", "一位大爷学会了打车")),
    ("焊首饰", "件", 3, 17, ("焊枪嘴堵了", "银片烧化一块", "客人加急两件", "试了新的花样")),
    ("清点候鸟", "只", 40, 260, ("认出了白琵鹭", "望远镜起了雾", "和鸟友换了位置", "芦苇荡里待到天黑")),
)  # fmt: skip
DAY_NOTES = (
    "下了一整天雨",
    "妹妹回来吃饭",
    "感冒还没好利索",
    "停了两个钟头电",
    "晚上去看了电影",
    "中午补了一觉",
    "去医院拿了药",
    "单位开会拖到很晚",
    "亲戚来家里坐",
    "天气难得凉快",
    "孩子发烧，分了心",
    "把闹钟提前了一小时",
    "早饭吃得很饱",
    "和老朋友通了电话",
    "搬了一上午东西",
    "听完一整本有声书",
)
SCENES = (
    "窗台上的薄荷又长高了一截", "楼下新开了一家面馆", "隔壁在装修，吵了半天", "收到一张迟来的明信片", "路口的红绿灯修好了",
    "晚饭吃的是西红柿鸡蛋面", "邻居家的狗跟着走了一段", "手机差点忘在车上", "泡了一壶新茶", "整理出一袋旧衣服",
    "夜里被雷声惊醒过一次", "月亮又圆又亮", "下楼时碰见多年不见的同学", "超市的鸡蛋在打折", "小侄子打来电话背诗",
    "钥匙找了半个小时", "新买的拖鞋有点挤脚", "听了一段评书", "对门的老人送来一碗汤圆", "社区通知下周查水表",
    "傍晚的云像一条大鱼", "把鱼缸的水换了", "快递放错了楼层", "睡前看了十分钟新闻", "阳台的灯泡坏了", "小区里停了一辆消防车",
    "早市上的菜特别水灵", "朋友寄来一箱橙子", "写了半页信又撕掉", "公交车绕了一段路",
)  # fmt: skip
PERIODS = (
    "春分前那周", "开学头一周", "国庆前一周", "上周", "搬家后的第一周", "寒假第二周", "入冬第一周", "复工那周", "高温那周",
    "考前一周", "月底那周", "芒种那周", "立秋后一周", "年会前一周", "出梅那周", "梅雨那周", "生日前一周", "体检前一周",
    "女儿放假那周", "台风过后那周", "连休那周", "换季那周", "谷雨那周", "丰收节前一周",
)  # fmt: skip
USES = (
    "想发在朋友圈里", "要贴到打卡群", "打算念给妻子听", "准备写进年终回顾", "要给一起打卡的人看", "想和上周比一比", "要给后来的人做示范",
    "打算印在小册子里", "准备发给多年的笔友", "想劝自己坚持下去", "要回复关心的网友", "准备抄到本子封底", "要填进社区积分表",
    "想寄给外地的母亲", "打算贴在床头", "要在家庭聚会上说", "想调整下一周的安排", "要写在博客开头", "打算留作纪念",
    "准备和搭档对一对", "想看看自己是否偷懒", "想算算自己的进度", "准备讲给朋友听", "要放进个人档案",
)  # fmt: skip
LOG_FRAMES = (
    "{who}{period}{habit}，原定目标{goal}{unit}，每天都记了几笔，{use}。",
    "{period}{who}一直在{habit}，立过{goal}{unit}的小目标，流水账留了七天，{use}。",
    "这是{who}{period}{habit}的记录，本想完成{goal}{unit}，{use}。",
    "{who}记下了{period}{habit}的情况，计划是{goal}{unit}，{use}。",
)
LOG_ASKS = {
    "段落": ("请概括成一小段，交代{aspects}。", "请写一段摘要，{aspects}都要写到。", "请用一段话总结，说清{aspects}。"),
    "要点": ("请概括成几条要点，依次写{aspects}，一行一条。", "请分行总结，依次是{aspects}。"),
}
LOG_FACTS = {
    "总量": "七天共{total}{unit}",
    "最多的一天": "最多的是{best}，有{most}{unit}，那天{best_note}",
    "最少的一天": "最少的是{worst}，只有{least}{unit}，那天{worst_note}",
    "前后对比": "前三天合计{early}{unit}，后四天合计{late}{unit}",
    "是否达标": "{verdict}",
    "超过{bar}{unit}的日子": "超过{bar}{unit}的有{days}",
}


def reached(total: int, goal: int, unit: str) -> str:
    """Compare the total of a week with the goal."""
    if total == goal:
        return f"正好达到目标{goal}{unit}"
    return f"比目标{goal}{unit}" + (
        f"多{total - goal}{unit}，达标了" if total > goal else f"少{goal - total}{unit}，没有达标"
    )


def dotted(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log with a line for each day."""
    return "\n".join(
        f"{day}：{amount}{unit}，{note}。{scene}。" for (day, amount, note), scene in zip(days, scenes, strict=True)
    )


def in_diary(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log as a paragraph of a diary."""
    told = (
        f"{day}{note}，记下{amount}{unit}；{scene}。" for (day, amount, note), scene in zip(days, scenes, strict=True)
    )
    return "".join(told) + "一周就这么过去了。"


def in_messages(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log as messages to a group."""
    return "\n".join(
        f"[{day}21:30] 今日{amount}{unit}。{note}，打卡！另外，{scene}。"
        for (day, amount, note), scene in zip(days, scenes, strict=True)
    )


LOG_FORMS = (dotted, in_diary, in_messages)


def facts_of(days: list[tuple[str, int, str]], goal: int, unit: str) -> dict[str, str]:
    """Write every aspect of a week that may be asked for."""
    best, worst = max(days, key=lambda day: day[1]), min(days, key=lambda day: day[1])
    amounts = [amount for _, amount, _ in days]
    bar = sorted(amounts)[3]
    values = {
        "total": sum(amounts), "unit": unit, "best": best[0], "most": best[1], "best_note": best[2], "worst": worst[0],
        "least": worst[1], "worst_note": worst[2], "early": sum(amounts[:3]), "late": sum(amounts[3:]), "bar": bar,
        "verdict": reached(sum(amounts), goal, unit), "days": listed([day for day, amount, _ in days if amount > bar]),
    }  # fmt: skip
    return {aspect.format(**values): fact.format(**values) for aspect, fact in LOG_FACTS.items()}


def write_week_log(rng: Random) -> Task:
    """Ask to summarize the log of a week: the total, the best or worst day, both halves, or whether the goal was met."""
    habit, unit, low, high, remarks = rng.choice(HABITS)
    amounts, step = rng.sample(range(low, high + 1), 7), 100 if high > 500 else 10 if high > 30 else 1
    notes = rng.sample((*remarks, *rng.sample(DAY_NOTES, 4)), 7)
    days = list(zip(WEEKDAYS, amounts, notes, strict=True))
    goal = max(step, round(sum(amounts) * rng.choice((0.85, 0.95, 1.05, 1.2)) / step) * step)
    facts, who, period = facts_of(days, goal, unit), person(rng), rng.choice(PERIODS)
    asked, shape = rng.sample(tuple(facts), rng.randint(3, 4)), rng.choice(tuple(LOG_ASKS))
    told = rng.choice(LOG_FRAMES).format(
        who=who, period=period, habit=habit, goal=goal, unit=unit, use=rng.choice(USES)
    )
    ask = rng.choice(LOG_ASKS[shape]).format(aspects="、".join(asked))
    title = f"{who}{period}{habit}"
    answer = (
        f"{title}，" + "；".join(facts[aspect] for aspect in asked) + "。"
        if shape == "段落"
        else f"{title}：\n" + "\n".join(f"- {facts[aspect]}" for aspect in asked)
    )
    return Task(told + ask, rng.choice(LOG_FORMS)(days, rng.sample(SCENES, 7), unit), answer)
