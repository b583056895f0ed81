"""Ask for the timetable of a day that follows ordering rules. The order is drawn first; the rules fit it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day with a programme: when it may begin (minutes since midnight), its months, and (activity, minutes) in order.

    `private` days have neither a venue nor a notice: people move, or count the goods of a shop.
    """

    name: str
    start: tuple[int, int]
    activities: tuple[tuple[str, int], ...]
    months: tuple[int, ...] = tuple(range(1, 13))
    private: bool = False


MORNING, LATE_MORNING, AFTERNOON, EARLY = (
    (8 * 60, 9 * 60),
    (8 * 60 + 30, 9 * 60 + 30),
    (13 * 60 + 30, 14 * 60 + 30),
    (420, 480),
)
OCCASIONS: tuple[Occasion, ...] = (
    Occasion(
        "新员工入职日",
        LATE_MORNING,
        (
            ("签劳动合同", 20),
            ("领取工牌", 10),
            ("配置电脑", 30),
            ("认识导师", 15),
            ("部门茶会", 30),
            ("参观车间", 40),
            ("安全考试", 30),
        ),
    ),
    Occasion(
        "敬老院慰问活动",
        MORNING,
        (
            ("量血压", 30),
            ("打扫院子", 30),
            ("修剪指甲", 25),
            ("包馄饨", 40),
            ("下象棋", 40),
            ("合唱老歌", 20),
            ("拍合影", 10),
        ),
    ),
    Occasion(
        "咖啡店开业庆典",
        (9 * 60, 10 * 60),
        (
            ("调试磨豆机", 20),
            ("舞狮迎宾", 15),
            ("剪彩", 10),
            ("媒体采访", 25),
            ("试饮新品", 40),
            ("会员登记", 30),
            ("抽奖", 15),
        ),
    ),
    Occasion(
        "六年级研学活动",
        MORNING,
        (
            ("参观陶瓷馆", 40),
            ("拉坯体验", 45),
            ("观看纪录片", 30),
            ("写生", 45),
            ("方言课", 30),
            ("古村寻宝", 45),
            ("小组汇报", 30),
        ),
        (3, 4, 5, 9, 10, 11),
    ),
    Occasion(
        "搬家",
        EARLY,
        (
            ("打包碗碟", 40),
            ("拆卸衣柜", 30),
            ("搬运钢琴", 40),
            ("清扫旧屋", 30),
            ("交接水电", 15),
            ("安装窗帘", 30),
            ("拆箱归位", 60),
        ),
        private=True,
    ),
    Occasion(
        "小区跳蚤市场",
        MORNING,
        (
            ("划定摊位", 20),
            ("登记旧货", 30),
            ("儿童义卖", 50),
            ("叫卖比赛", 30),
            ("旧书拍卖", 40),
            ("统计善款", 15),
            ("清扫场地", 20),
        ),
    ),
    Occasion(
        "校友返校日",
        MORNING,
        (
            ("校友签到", 30),
            ("校史讲解", 30),
            ("老照片展", 30),
            ("植纪念树", 20),
            ("班级座谈", 50),
            ("捐书仪式", 15),
            ("篮球友谊赛", 40),
        ),
        (3, 4, 5, 9, 10, 11),
    ),
    Occasion(
        "樱桃园开园节",
        MORNING,
        (
            ("拖拉机巡游", 30),
            ("采摘樱桃", 60),
            ("嫁接表演", 20),
            ("樱桃品鉴", 30),
            ("果酱制作", 40),
            ("直播卖果", 40),
            ("赛果评比", 25),
        ),
        (5, 6),
    ),
    Occasion(
        "球队集训",
        AFTERNOON,
        (
            ("热身慢跑", 15),
            ("体能测试", 30),
            ("折返跑", 15),
            ("点球练习", 25),
            ("分组对抗", 40),
            ("战术录像", 30),
            ("冰敷恢复", 15),
        ),
    ),
    Occasion(
        "门店盘点",
        (16 * 60 + 30, 17 * 60 + 30),
        (
            ("停机结账", 10),
            ("清点货架", 60),
            ("扫描库存", 50),
            ("核对差异", 30),
            ("处理临期品", 20),
            ("更新价签", 30),
            ("汇总报表", 20),
        ),
        private=True,
    ),
    Occasion(
        "读书会",
        AFTERNOON,
        (
            ("朗读选段", 15),
            ("作者分享", 40),
            ("分组讨论", 30),
            ("茶歇", 15),
            ("即兴写诗", 20),
            ("金句评选", 15),
            ("好书交换", 20),
        ),
    ),
    Occasion(
        "实验室开放日",
        LATE_MORNING,
        (
            ("安全讲解", 15),
            ("参观超净间", 25),
            ("液氮演示", 20),
            ("显微镜观察", 30),
            ("机械臂操控", 30),
            ("提问环节", 20),
            ("领纪念品", 10),
        ),
    ),
    Occasion(
        "消防站体验活动",
        AFTERNOON,
        (
            ("参观车库", 20),
            ("穿战斗服", 15),
            ("绳结教学", 25),
            ("灭火器实操", 25),
            ("水枪打靶", 25),
            ("云梯升降", 20),
            ("烟道逃生", 20),
        ),
    ),
    Occasion(
        "婚礼",
        MORNING,
        (
            ("新娘化妆", 60),
            ("接亲", 40),
            ("敬茶改口", 15),
            ("外景拍照", 50),
            ("交换戒指", 10),
            ("抛捧花", 10),
            ("合影留念", 20),
        ),
    ),
    Occasion(
        "员工体检",
        (7 * 60 + 30, 8 * 60 + 15),
        (
            ("抽血", 10),
            ("腹部彩超", 15),
            ("吃早餐", 20),
            ("测骨密度", 10),
            ("眼底检查", 10),
            ("心电图", 10),
            ("交回体检表", 10),
        ),
        private=True,
    ),
    Occasion(
        "家庭大扫除",
        MORNING,
        (
            ("拆洗窗帘", 30),
            ("擦吊灯", 20),
            ("刷油烟机", 40),
            ("整理书柜", 40),
            ("清空阳台", 30),
            ("拖地板", 25),
            ("换新床单", 10),
        ),
        private=True,
    ),
    Occasion(
        "民宿试住体验",
        (15 * 60, 16 * 60),
        (
            ("办理入住", 10),
            ("认识管家", 10),
            ("菜园摘菜", 40),
            ("溪边钓虾", 50),
            ("泡温泉", 60),
            ("围炉煮茶", 50),
            ("填写问卷", 10),
        ),
        (4, 5, 9, 10),
    ),
    Occasion(
        "木工课",
        AFTERNOON,
        (
            ("挑选木料", 10),
            ("画线", 15),
            ("锯榫头", 30),
            ("凿榫眼", 30),
            ("拼装板凳", 20),
            ("打磨", 25),
            ("上木蜡油", 20),
        ),
    ),
    Occasion(
        "社区义诊",
        MORNING,
        (
            ("视力筛查", 40),
            ("测血糖", 30),
            ("口腔检查", 40),
            ("健康讲座", 40),
            ("针灸体验", 40),
            ("急救示范", 20),
            ("用药咨询", 30),
        ),
    ),
)
# Written short: activities as "name minutes".
MORE_OCCASIONS = (
    ("影视城拍摄体验日", MORNING, "搭轨道 40|对台词 25|化妆 20|拍追车戏 60|航拍山谷 30|收音补录 30|整理道具 25"),
    (
        "献血车进园区活动",
        LATE_MORNING,
        "摆放桌椅 15|宣讲献血知识 20|填写登记表 15|检测血型 20|集体献血 60|发放点心 15|清理场地 15",
    ),
    ("秋收帮扶活动", EARLY, "分配镰刀 15|割稻子 60|脱粒 50|装袋过秤 40|扎稻草人 30|田头茶歇 20|清点农具 15"),
    ("机器人决赛", LATE_MORNING, "赛车称重 15|抽签分组 10|调试传感器 40|迷宫赛 45|搬运赛 45|裁判复核 15|颁发奖杯 20"),
    ("古籍修复开放课", AFTERNOON, "讲解禁忌 15|辨认纸张 20|清洗书页 40|调配浆糊 20|补虫洞 45|压平书页 30|穿线装订 40"),
    (
        "流动眼科车下乡活动",
        MORNING,
        "搭遮阳棚 20|登记老人 30|测视力 45|散瞳检查 40|讲白内障知识 25|预约手术 20|发放老花镜 25",
    ),
    ("面包店考核", EARLY, "称料和面 30|整形 25|醒发 40|入炉烘烤 35|切片摆盘 15|盲品打分 25|点评配方 20"),
    ("无障碍骑行活动", MORNING, "检查手摇车 20|安全员分组 15|热身操 15|环湖骑行 60|补给站休息 20|导览讲解 30|合影 10"),
    (
        "围棋等级赛",
        LATE_MORNING,
        "签到编号 15|宣读规则 10|快棋对局 40|慢棋对局 60|自由复盘 30|计算积分 15|发等级证 20",
    ),
    (
        "水厂开放日",
        LATE_MORNING,
        "看沉淀池 25|显微镜看水样 30|走管廊 30|品水盲测 15|小记者提问 20|做净水小实验 40|赠送环保袋 10",
    ),
    (
        "夜间天文观测",
        (18 * 60 + 30, 19 * 60 + 30),
        "架设望远镜 30|认当季星座 25|看月面环形山 30|拍星轨 45|讲古代星图 25|喝姜茶 15|收拾设备 20",
    ),
    (
        "少年法庭开放日",
        AFTERNOON,
        "安检入场 10|参观法庭 20|模拟开庭 50|法官答问 30|写普法寄语 20|玩权利卡牌 30|领取手册 10",
    ),
    (
        "盐田摄影采风活动",
        EARLY,
        "拍盐池倒影 40|航拍盐池 30|访问老盐工 40|拍耙盐动作 45|整理照片 30|讲构图 25|现场评片 30",
    ),
    ("敦煌舞工作坊", AFTERNOON, "开肩热身 20|学手印 25|学三道弯 35|背弹琵琶动作 30|编排四人舞 45|试妆 30|录像回看 15"),
    ("蜂场体验日", MORNING, "穿防蜂服 15|认识蜂王 20|开箱看蜂 30|割蜜脾 30|摇蜜 40|灌瓶贴标 25|做蜂蜡蜡烛 40"),
    (
        "银行反诈演练",
        LATE_MORNING,
        "播放案例 20|辨认话术 25|角色扮演 40|冻结账户演练 30|电话劝阻 30|抢答 20|总结签字 15",
    ),
    ("羊毛节", MORNING, "赶羊入圈 20|剪羊毛比赛 45|洗毛晾晒 30|手摇纺线 40|植物染色 45|织杯垫 40|羊毛拍卖 30"),
    ("老城定向赛", MORNING, "领取地图 10|找老井 30|拓印砖雕 30|听评弹 25|学打盘扣 30|问路答题 20|终点盖章 10"),
)
CORES = {
    "无障碍骑行活动": ("环湖骑行",),
    "献血车进园区活动": ("集体献血",),
    "秋收帮扶活动": ("割稻子", "脱粒"),
    "面包店考核": ("称料和面", "整形", "醒发", "入炉烘烤"),
    "婚礼": ("交换戒指",),
    "羊毛节": ("剪羊毛比赛",),
    "机器人决赛": ("迷宫赛",),
    "围棋等级赛": ("慢棋对局",),
    "少年法庭开放日": ("模拟开庭",),
    "流动眼科车下乡活动": ("测视力",),
    "樱桃园开园节": ("采摘樱桃",),
    "民宿试住体验": ("办理入住",),
    "门店盘点": ("清点货架",),
    "咖啡店开业庆典": ("剪彩",),
    "蜂场体验日": ("穿防蜂服", "开箱看蜂", "摇蜜"),
    "夜间天文观测": ("架设望远镜",),
    "木工课": ("锯榫头", "凿榫眼"),
    "搬家": ("拆箱归位",),
}
"""Activities that every programme of a day has."""
SEASONS = {
    "无障碍骑行活动": (4, 5, 9, 10),
    "流动眼科车下乡活动": (5, 6, 7, 8, 9),
    "夜间天文观测": (10, 11, 12, 1, 2, 3),
    "秋收帮扶活动": (9, 10),
    "蜂场体验日": (4, 5, 6),
    "羊毛节": (5, 6),
    "盐田摄影采风活动": (5, 6, 7, 8, 9),
}


HOLIDAY_MONTHS = (1, 5, 10)  # their first days are holidays


def read_occasion(name: str, start: tuple[int, int], activities: str) -> Occasion:
    """Read an occasion that is written short."""
    pairs = [activity.split(" ") for activity in activities.split("|")]
    steps = tuple((what, int(minutes)) for what, minutes in pairs)
    return Occasion(name, start, steps, SEASONS.get(name, tuple(range(1, 13))))


OCCASIONS += tuple(read_occasion(*each) for each in MORE_OCCASIONS)
TIMETABLE_FRAMES = (
    "{who}负责{day}的{occasion}：{start}开始，{rules}，每两项之间隔{gap}分钟。请设计一张时间表。",
    "{day}的{occasion}从{start}开始，{rules}，中间各空{gap}分钟。请为负责人{who}设计时间表。",
    "{occasion}（{day}）由{who}安排：{rules}；{start}起，每项之间留{gap}分钟。请编排日程表。",
    "{rules}——这是{who}对{day}{occasion}的要求，{start}起，每项之间歇{gap}分钟。请设计时间表。",
    "{who}说，{day}的{occasion}这样排：{rules}，从{start}排起，两项之间休息{gap}分钟。请设计流程。",
    "请为{occasion}设计一张时间表。{who}交代：{rules}；{day}{start}起，项与项之间停{gap}分钟。请按此编排。",
    "怎么排才合{who}的心意？{day}{start}，{occasion}；{rules}；项间{gap}分钟。请设计一份流程，逐项写出起止时间。",
    "下面是{occasion}各项的时长。{who}定的规则：{day}{start}起，{rules}，项与项之间空{gap}分钟。请编排时间表。",
)
# For days with a venue and a public.
PUBLIC_FRAMES = (
    *TIMETABLE_FRAMES,
    "{occasion}定在{day}，{start}开场，每项结束后留{gap}分钟，顺序是{rules}。请替{who}设计时间表。",
    "{day}{start}，{occasion}就要开始，管流程的是{who}。顺序：{rules}。每项之间留{gap}分钟。请排一张时间表。",
    "{who}第一次操办{occasion}，{day}{start}开场，只知道{rules}，换场要{gap}分钟。请帮忙设计时间安排。",
    "场地从{day}{start}起归我们用，办{occasion}。{rules}，间隔都是{gap}分钟。负责人是{who}，请设计时间表，写出起止时间。",
    "{occasion}定在{day}，通知里还差一张时间表：{start}起，{rules}，相邻两项隔{gap}分钟。请按{who}的意思设计好。",
    "{who}在白板上记了几条：{rules}。{occasion}的日子是{day}，{start}正式开始，各项之间要留{gap}分钟走动。请据此设计时间表。",
)
# The rules of each line determine the order of five activities uniquely: {0}, {1}, {2}, {3}, {4}.
RULES = (
    "{0}打头，{1}紧跟，{2}早于{3}，{4}收尾",
    "{4}放最后，{3}在它前一项，先{0}后{1}再{2}",
    "{1}排第二，{2}排第三，{4}收尾，{0}不能晚于{3}",
    "{0}排第一，{2}居中，{1}在{2}之前，{4}排在{3}后面",
    "{2}前面是{1}，后面是{3}，{0}开头，{4}结束",
)


def clock(minutes: int) -> str:
    """Format minutes since midnight, such as 9:05."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def steps_of(rng: Random, occasion: Occasion) -> list[tuple[str, int]]:
    """Draw five activities in their order, with what the day is about."""
    core = CORES.get(occasion.name, ())
    while True:
        places = sorted(rng.sample(range(len(occasion.activities)), 5))
        steps = [occasion.activities[place] for place in places]
        if set(core) <= {what for what, _ in steps}:
            return steps


def plan_of(rng: Random, occasion: Occasion) -> tuple[list[tuple[str, int]], int, int]:
    """Draw the activities with their minutes, the start and the pause; what begins in the morning ends by lunch."""
    while True:
        plan = [(what, minutes + rng.choice((0, 5, 10))) for what, minutes in steps_of(rng, occasion)]
        start, gap = rng.choice(range(occasion.start[0], occasion.start[1] + 1, 15)), rng.choice((5, 10, 15))
        end = start + sum(minutes for _, minutes in plan) + 4 * gap
        if start >= 12 * 60 or end <= 12 * 60 + 30:
            return plan, start, gap


def write_timetable(rng: Random) -> Task:
    """Ask for the timetable of a day that follows ordering rules. The order is drawn first; the rules fit it."""
    occasion = rng.choice(OCCASIONS)
    plan, start, gap = plan_of(rng, occasion)
    rules = rng.choice(RULES).format(*(what for what, _ in plan))
    month = rng.choice(occasion.months)
    day = f"{month}月{rng.randint(8 if month in HOLIDAY_MONTHS else 1, 28)}日"
    frames = TIMETABLE_FRAMES if occasion.private else PUBLIC_FRAMES
    instruction = rng.choice(frames).format(
        who=person(rng), occasion=occasion.name, day=day, start=clock(start), rules=rules, gap=gap
    )
    lines = []
    for what, length in plan:
        lines.append(f"{clock(start)}—{clock(start + length)} {what}")
        start += length + gap
    return Task(instruction, "\n".join(f"{what}（{length}分钟）" for what, length in sorted(plan)), "\n".join(lines))
