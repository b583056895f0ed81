"""Ask to summarize the log of a week: total, best or worst day, daily averages of both parts, or whether the goal was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, person


@dataclass(frozen=True, slots=True)
class Habit:
    """What is logged: name, unit, range of a day's amount, why a day brings much or little, other remarks, and weeks."""

    name: str
    unit: str
    low: int
    high: int
    much: tuple[str, ...]
    little: tuple[str, ...]
    remarks: tuple[str, ...]
    weeks: tuple[str, ...] = ()


HABITS = (
    Habit("晨跑", "公里", 2, 9, ("天气凉快，越跑越有劲", "和跑友结伴，多绕了一圈"), ("膝盖发酸，提前收了步", "起晚了，只跑了一小段"), ("路上遇到老同学", "换了新鞋", "江边有雾")),
    Habit("背英语单词", "个", 20, 90, ("一整晚没人打扰，记得特别快", "复习的都是熟词"), ("头疼，翻了几页就合上了", "加班到深夜才开始"), ("在地铁上背的", "有几个总记混", "用卡片背的"), ("考前一周", "开学头一周")),
    Habit("卖煎饼", "份", 60, 180, ("附近办展销会，排起长队", "一家公司订了早餐"), ("半上午下起大雨，早早收了摊", "面糊用完了，只卖到八点"), ("换了新的鏊子", "邻居来帮忙", "城管来登记摊位"), ("开学头一周",)),
    Habit("读历史书", "页", 15, 80, ("整个下午泡在图书馆", "读到打仗的一章，停不下来"), ("被电话打断了好几次", "犯困，看不进去"), ("读到宋代", "边读边做笔记", "对照地图读的")),
    Habit("写小说", "字", 600, 2800, ("结局忽然想通了，一口气写到半夜", "请了一天假专门写"), ("卡在第三章，写了又删", "停了两个钟头电"), ("写了个新人物", "改掉了开头", "对话写得多")),
    Habit("腌咸菜", "斤", 4, 15, ("儿子儿媳都来搭手", "邻居送来一车萝卜"), ("坛子不够用，只能停下", "下雨，菜晒不干"), ("盐放多了一点", "腌的是雪里蕻", "换了新压石"), ("立冬那周", "小雪那周")),
    Habit("练钢琴", "分钟", 20, 90, ("老师要来验收，多弹了几遍", "新曲子越弹越顺手"), ("手腕酸，早早停了", "邻居要休息，不敢多弹"), ("弹的是练习曲", "左手还是慢", "调律师来过"), ("比赛前一周", "考级前一周")),
    Habit("织围巾", "厘米", 8, 35, ("一边看电视一边织，停不下手", "花样织熟了，快了许多"), ("织错花样，拆了两行", "毛线不够，等着补货"), ("换成蓝线", "朋友夸好看", "改用粗针"), ("入冬第一周", "降温那周")),
    Habit("修自行车", "辆", 3, 12, ("学校组织骑行，排队来检修", "学徒已经能独立补胎"), ("缺一批刹车线，等了半天", "上午去进货，下午才开门"), ("多数是补胎", "来了辆老式二八车", "给链条上了油")),
    Habit("做俯卧撑", "个", 20, 80, ("分成四组，歇足了再做", "和儿子比着做"), ("手腕不舒服，做几组就停了", "前一晚没睡好，浑身没劲"), ("姿势改正了", "改在地毯上做", "换了撑架")),
    Habit("送快递", "件", 70, 160, ("小区搞团购，包裹堆成山", "同事请假，替他跑了一片"), ("电瓶半路没电，推了一段路", "暴雨，下午停了派件"), ("大件多", "有人改了地址", "电梯坏了一部")),
    Habit("直播卖核桃", "箱", 12, 60, ("来了批老顾客，一下单就是几箱", "孙子帮着回话，气氛热闹"), ("网络卡了一阵，人都走了", "赶上停电，只播了一个小时"), ("换了新背景", "试吃了一颗", "讲了怎么剥壳"), ("霜降那周", "国庆后一周")),
    Habit("给果树剪枝", "棵", 6, 22, ("技术员带了两个徒弟来帮忙", "天气晴，从早干到晚"), ("剪刀钝了，越剪越慢", "下雪路滑，下午才开工"), ("只剪了南坡那片", "请教了技术员", "剪的是老树"), ("冬至那周", "小寒那周", "春节前一周")),
    Habit("给老人理发", "位", 3, 14, ("在社区门口摆摊，排了长队", "敬老院约好了集中理"), ("推子坏了，修到下午", "阴雨不断，出门的老人少"), ("有两家是上门理的", "收到一顶帽子", "有位老人讲了旧事"), ("重阳节那周", "腊月最后一周")),
    Habit("包粽子", "个", 40, 160, ("表妹也来包，四只手一起忙", "厂里订了一大单"), ("糯米泡得太久，散了一锅", "粽叶剪破了一摞，只好停手"), ("换了咸蛋黄馅", "学会了新系法", "试包了小粽子"), ("端午前一周",)),
    Habit("抄写经典", "行", 10, 60, ("窗外安静，一写就忘了时间", "手感好，字也匀"), ("墨汁结了块，写写停停", "手指冻得发僵"), ("字比以前稳", "抄错一行重来", "换了新毛笔")),
    Habit("游泳", "圈", 8, 40, ("和同事比了一程，越游越快", "泳池里没几个人，游得痛快"), ("小腿抽筋，提前上岸", "泳池里人挤人，转不开身"), ("泳镜一直进水", "教练纠正了换气", "换了条泳道"), ("高温那周", "小暑那周")),
    Habit("检查蜂箱", "个", 3, 15, ("蜂农老周来帮忙，一人一排", "晴好无风，蜜蜂温顺"), ("被蜇了一下，手肿了", "起了风，蜜蜂不安稳"), ("取了两瓶蜜", "有一窝分了蜂", "换了两块巢础"), ("谷雨那周", "芒种那周")),
    Habit("拍延时视频", "段", 2, 13, ("云走得正好，换了好几个机位", "带了两台相机轮着拍"), ("电池没电，早早收了工", "云层太厚，没有好光线"), ("拍到了彩虹", "三脚架滑了一下", "换了广角镜头")),
    Habit("劈木柴", "捆", 10, 45, ("邻居搭了把手，一上午就堆满", "木头干透了，一斧一开"), ("斧头断了柄，修了半天", "木头太潮，劈不开"), ("虎口震得发麻", "劈的是枣木", "换了新磨刀石"), ("入冬第一周", "大雪那周")),
    Habit("翻译说明书", "页", 3, 18, ("状态好得出奇，一直译到傍晚", "后半本都是重复的表格"), ("术语查了半天", "客户改了格式，返了工"), ("和同行讨论了一次", "补全了术语表", "校对了前几页")),
    Habit("捡拾海滩垃圾", "袋", 2, 16, ("来了一队小学生帮忙", "退潮早，沙滩露出一大片"), ("潮水涨得早，只捡了一半", "风大浪高，不敢靠近水边"), ("大多是塑料瓶", "捞上来一张破渔网", "捡到一只漂流瓶")),
    Habit("教邻居用手机", "人", 2, 12, ("在活动室开了一堂课", "居委会组织了集中教学"), ("活动室停电，改日再来", "下大雨，没几个人来"), ("大多问怎么视频", "讲了防诈骗", "一位大爷学会了打车")),
    Habit("焊首饰", "件", 3, 17, ("客人加急，连夜赶工", "新焊枪顺手，没出一件次品"), ("焊枪嘴堵了，修了半天", "银片烧化一块，重新来过"), ("试了新的花样", "打磨了半天", "换了银焊条")),
    Habit("扎灯笼", "盏", 4, 22, ("邻居来搭手，一人劈竹一人糊纸", "骨架早已备好，一口气糊到半夜"), ("浆糊熬稀了，粘不住", "竹篾用完了，只好停工"), ("换了红绢", "骨架扎得更圆了", "试做了一只兔子灯"), ("元宵前一周", "中秋前一周")),
)  # fmt: skip
DAY_NOTES = (
    "妹妹回来吃饭", "晚上去看了电影", "中午补了一觉", "去药店买了药", "亲戚来家里坐", "早饭吃得很饱", "和老朋友通了电话", "听完一整本有声书",
    "买了新的本子", "给母亲寄了药", "把旧照片理了理", "在巷口碰到了老街坊", "去菜场买了条鱼", "记账记到九点",
)  # fmt: skip
SCENES = (
    "窗台上的薄荷又长高了一截", "楼下新开了一家面馆", "隔壁在装修，吵了半天", "收到一张迟来的明信片", "路口的红绿灯修好了",
    "晚饭吃的是西红柿鸡蛋面", "邻居家的狗跟着走了一段", "手机差点忘在车上", "泡了一壶新茶", "整理出一袋旧衣服",
    "下楼时碰见多年不见的同学", "超市的鸡蛋在打折", "小侄子打来电话背诗",
    "钥匙找了半个小时", "新买的拖鞋有点挤脚", "听了一段评书", "对门的老人送来一碗汤圆", "社区通知下周查水表",
    "傍晚的云像一条大鱼", "把鱼缸的水换了", "快递放错了楼层", "睡前看了十分钟新闻", "阳台的灯泡坏了", "小区里停了一辆消防车",
    "早市上的菜特别水灵", "朋友寄来一箱橙子", "写了半页信又撕掉", "公交车绕了一段路",
)  # fmt: skip
PERIODS = (
    "上周", "搬家后的第一周", "月底那周", "生日前一周", "出差回来那周", "月初那周", "开学那周", "老家来人那周", "节后头一周", "月中那周", "上个月头一周", "上个月最后一周",
    "这个月第二周", "这个月第三周", "最忙的那一周", "难得清闲的那一周", "换季那周", "下雨最多的那周",
)  # fmt: skip
USES = (
    "想发在朋友圈里", "要贴到打卡群", "打算念给家里人听", "准备写进年终回顾", "要给一起打卡的人看", "想和上周比一比", "要给刚起步的朋友看",
    "打算抄进周记本", "准备发给多年的笔友", "想劝自己坚持下去", "要回复关心的网友", "准备抄到本子封底", "要写进年度小结",
    "想寄给外地的母亲", "打算贴在床头", "要在家庭聚会上说", "想调整下一周的安排", "要写在博客开头", "打算留作纪念",
    "准备和搭档对一对", "想看看自己是否偷懒", "想算算自己的进度", "准备讲给朋友听", "准备存进备忘录",
)  # fmt: skip
AT_WORK = frozenset(("卖煎饼", "修自行车", "送快递", "直播卖核桃", "给果树剪枝", "检查蜂箱", "翻译说明书", "焊首饰"))
NOT_AT_WORK = frozenset(
    ("要贴到打卡群", "要给一起打卡的人看", "想劝自己坚持下去", "想看看自己是否偷懒", "要写进年度小结", "打算贴在床头", "准备抄到本子封底", "要给刚起步的朋友看")
)  # fmt: skip
"""Uses of a log of what one does for pleasure."""
LOG_FRAMES = (
    "{who}{period}{habit}，原定目标{goal}{unit}，每天都记了几笔，{use}。",
    "{period}{who}天天{habit}，立过{goal}{unit}的小目标，流水账留了七天，{use}。",
    "这是{who}{period}{habit}的记录，本想完成{goal}{unit}，{use}。",
    "{who}记下了{period}{habit}的情况，计划是{goal}{unit}，{use}。",
    "{who}{use}，翻出了{period}{habit}的七天记录，目标是{goal}{unit}。",
    "{habit}的七天记录是{who}{period}写的，打算达到{goal}{unit}，{use}。",
    "{who}{period}{habit}，给自己定了{goal}{unit}，{use}。",
    "{habit}这件事，{who}{period}每天都写两句，定下的数是{goal}{unit}，{use}。",
)
LOG_ASKS = {
    "段落": (
        "请概括成一小段，交代{aspects}。",
        "请写一段摘要，{aspects}都要写到。",
        "请用一段话总结，说清{aspects}。",
        "请把七天归纳为一段话，写出{aspects}。",
        "请浓缩成一段小结，依次交代{aspects}。",
        "请压缩成一段话，内容是{aspects}。",
    ),
    "要点": (
        "请概括成几条要点，依次写{aspects}，一行一条。",
        "请分行总结，依次是{aspects}。",
        "请提炼成清单，依次为{aspects}。",
        "请归纳成条目，依次列出{aspects}。",
        "请整理出总结要点，每条一行，依次写{aspects}。",
    ),
}
LOG_FACTS = {
    "总量": "七天共{total}{unit}",
    "最多的一天": "最多的是{best}，有{most}{unit}，那天{best_note}",
    "最少的一天": "最少的是{worst}，只有{least}{unit}，那天{worst_note}",
    "前后对比": "前三天平均每天{early}{unit}，后四天平均每天{late}{unit}",
    "达标与否": "{verdict}",
    "超过{bar}{unit}的日子": "超过{bar}{unit}的有{days}",
}


def reached(total: int, goal: int, unit: str) -> str:
    """Compare the total of a week with the goal."""
    if total == goal:
        return f"正好达到目标{goal}{unit}"
    return f"比目标{goal}{unit}" + (
        f"多{total - goal}{unit}，达标了" if total > goal else f"少{goal - total}{unit}，没有达标"
    )


def average(amounts: Sequence[int]) -> str:
    """Write the average of amounts with one decimal, or as a whole number: 12.3, 12."""
    return f"{round(sum(amounts) / len(amounts) + 1e-9, 1):g}"


def dotted(days: list[tuple[str, int, str]], scenes: list[str], unit: str) -> str:
    """Write a log with a line for each day."""
    return "\n".join(
        f"{day} {amount}{unit}，{note}。{scene}。" for (day, amount, note), scene in zip(days, scenes, strict=True)
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


def step_of(amount: int) -> int:
    """Return the step of round numbers of this size."""
    return 100 if amount > 500 else 10 if amount > 30 else 1


def bar_of(amounts: list[int]) -> int:
    """Find a round number that two to four of seven amounts exceed, or else the middle one."""
    step, ranked = step_of(max(amounts)), sorted(amounts)
    bars = [bar for bar in range(0, ranked[-1], step) if 2 <= sum(amount > bar for amount in amounts) <= 4]
    return min(bars, key=lambda bar: abs(bar - ranked[3]), default=ranked[3])


def facts_of(days: list[tuple[str, int, str]], goal: int, unit: str) -> dict[str, str]:
    """Write every aspect of a week that may be asked for."""
    best, worst = max(days, key=lambda day: day[1]), min(days, key=lambda day: day[1])
    amounts = [amount for _, amount, _ in days]
    bar = bar_of(amounts)
    values = {
        "total": sum(amounts), "unit": unit, "best": best[0], "most": best[1], "best_note": best[2], "worst": worst[0],
        "least": worst[1], "worst_note": worst[2], "early": average(amounts[:3]), "late": average(amounts[3:]), "bar": bar,
        "verdict": reached(sum(amounts), goal, unit), "days": listed([day for day, amount, _ in days if amount > bar]),
    }  # fmt: skip
    return {aspect.format(**values): fact.format(**values) for aspect, fact in LOG_FACTS.items()}


def notes_of(rng: Random, habit: Habit, amounts: list[int]) -> list[str]:
    """Draw a remark for each day: those of the best and the worst day say why."""
    notes = rng.sample((*habit.remarks, *rng.sample(DAY_NOTES, 3)), 5)
    best, worst = amounts.index(max(amounts)), amounts.index(min(amounts))
    own = {best: rng.choice(habit.much), worst: rng.choice(habit.little)}
    return [own[day] if day in own else notes.pop() for day in range(7)]


def write_week_log(rng: Random) -> Task:
    """Ask to summarize the log of a week: total, best or worst day, daily averages of both parts, or whether the goal was met."""
    habit = rng.choice(HABITS)
    amounts = rng.sample(range(habit.low, habit.high + 1), 7)
    step = step_of(habit.high)
    days = list(zip(WEEKDAYS, amounts, notes_of(rng, habit, amounts), strict=True))
    goal = max(step, round(sum(amounts) * rng.choice((0.85, 0.95, 1.05, 1.2)) / step) * step)
    facts, who = facts_of(days, goal, habit.unit), person(rng)
    periods = [one for one in PERIODS if habit.name not in AT_WORK or "清闲" not in one]
    period = rng.choice(habit.weeks or periods)
    asked, shape = rng.sample(tuple(facts), rng.randint(3, 4)), rng.choice(tuple(LOG_ASKS))
    uses = [use for use in USES if not (habit.name in AT_WORK and use in NOT_AT_WORK)]
    told = rng.choice(LOG_FRAMES).format(
        who=who, period=period, habit=habit.name, goal=goal, unit=habit.unit, use=rng.choice(uses)
    )
    ask = rng.choice(LOG_ASKS[shape]).format(aspects="、".join(asked))
    title = f"{who}{period}{habit.name}"
    answer = (
        f"{title}，" + "；".join(facts[aspect] for aspect in asked) + "。"
        if shape == "段落"
        else f"{title}：\n" + "\n".join(f"- {facts[aspect]}" for aspect in asked)
    )
    log = rng.choice(LOG_FORMS)(days, rng.sample(SCENES, 7), habit.unit)
    return Task(told + ask, log.replace("，打卡！", "，收工！") if habit.name in AT_WORK else log, answer)
