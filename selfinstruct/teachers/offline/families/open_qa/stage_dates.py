"""Ask for the last day of a project with consecutive stages, sometimes with a pause between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import WEEKDAYS, person, stated


@dataclass(frozen=True, slots=True)
class Project:
    """A project with consecutive stages: (stage, minimum days, maximum days) for each, and the months of its start."""

    name: str
    stages: tuple[tuple[str, int, int], ...]
    months: tuple[int, ...] = tuple(range(1, 13))


PROJECTS = (
    Project("老房翻新", (("拆旧", 3, 6), ("改水电", 6, 10), ("贴瓷砖", 8, 14), ("刷墙漆", 5, 9), ("装橱柜", 2, 5),
        ("保洁", 1, 2))),
    Project("毕业论文写作", (("查文献", 14, 25), ("写提纲", 3, 6), ("做问卷", 8, 15), ("写初稿", 16, 28), ("修改", 7, 12),
        ("排版", 2, 4)), months=(1, 2, 3, 10, 11, 12)),
    Project("社区运动会筹备", (("定项目", 2, 4), ("招募志愿者", 6, 11), ("报名", 7, 12), ("排赛程", 2, 4), ("布置场地", 1,
        3)), months=(3, 4, 9, 10)),
    Project("阳台种菜", (("泡种催芽", 2, 4), ("育苗", 15, 24), ("缓苗", 4, 7), ("搭架", 1, 2), ("等结果", 28, 40)), months=(3, 4, 5)),
    Project("校刊出版", (("征稿", 12, 20), ("选稿", 4, 8), ("配插图", 5, 9), ("校对", 3, 6), ("印刷", 6, 10), ("分发",
        1, 2)), months=(3, 4, 9, 10, 11)),
    Project("新店开张", (("签租约", 1, 3), ("装修", 18, 30), ("进货", 4, 7), ("培训店员", 5, 8), ("试营业", 3, 7))),
    Project("木书桌订做", (("量尺寸", 1, 2), ("选料", 2, 4), ("开榫打磨", 7, 12), ("上漆", 4, 6), ("晾干", 5, 9),
        ("送货", 1, 3))),
    Project("话剧排演", (("读剧本", 3, 6), ("分角色", 1, 2), ("走位", 6, 10), ("做布景", 5, 9), ("联排", 4, 7), ("彩排",
        1, 3))),
    Project("家谱整理", (("走访老人", 9, 16), ("抄碑文", 3, 6), ("录入", 8, 13), ("核对", 5, 8), ("装订", 3, 5))),
    Project("展厅布展", (("清点展品", 2, 4), ("写说明牌", 4, 7), ("搭展柜", 5, 8), ("调灯光", 2, 4), ("试讲", 1, 3))),
    Project("果酒酿造", (("洗果晾干", 1, 2), ("主发酵", 7, 12), ("过滤", 1, 2), ("二次发酵", 18, 28), ("澄清", 5, 9)),
        months=(5, 6, 7, 8, 9)),
    Project("小程序开发", (("写需求", 3, 6), ("画原型", 4, 7), ("编码", 15, 26), ("测试", 5, 9), ("上线审核", 2, 5))),
    Project("婚礼筹备", (("选场地", 3, 7), ("发请柬", 2, 5), ("试礼服", 2, 4), ("排流程", 3, 6), ("布置现场", 1, 2))),
    Project("班级画册制作", (("收照片", 4, 8), ("写文字", 5, 9), ("设计版面", 6, 11), ("看校样", 2, 4), ("印制", 5, 9)), months=(3, 4, 5, 9, 10, 11)),
    Project("旧自行车翻修", (("拆洗", 1, 2), ("除锈", 2, 4), ("喷漆", 2, 4), ("换零件", 3, 6), ("调试", 1, 3))),
    Project("书房改造", (("清空房间", 1, 2), ("打书架", 6, 11), ("重刷墙面", 3, 6), ("通风散味", 9, 16), ("搬书", 1, 3))),
    Project("短片拍摄", (("写脚本", 4, 9), ("选演员", 3, 6), ("勘景", 2, 5), ("拍摄", 6, 12), ("剪辑", 7, 13),
        ("配音", 2, 5))),
    Project("社区壁画绘制", (("征求意见", 4, 8), ("画小稿", 3, 6), ("刷底漆", 2, 3), ("上色", 6, 12), ("罩清漆", 1, 2)), months=(3, 4, 5, 9, 10)),
    Project("水稻育秧", (("晒种", 1, 2), ("浸种", 2, 3), ("苗床育秧", 20, 30), ("炼苗", 3, 5)), months=(3, 4)),
    Project("鱼塘改造", (("抽水", 2, 4), ("清淤", 5, 9), ("修塘埂", 4, 8), ("晒塘", 10, 16), ("灌水", 2, 4)), months=(1, 2, 11, 12)),
    Project("旧画修复", (("拍照建档", 1, 2), ("清洗画心", 3, 6), ("揭旧裱", 4, 8), ("补色", 5, 9), ("重新装裱", 6, 10))),
    Project("绘本翻译", (("通读", 2, 4), ("初译", 12, 20), ("对照原文", 4, 7), ("润色", 5, 9), ("请孩子试读", 3, 6))),
    Project("系统迁移", (("盘点数据", 3, 6), ("搭新环境", 4, 8), ("导数据", 2, 5), ("试运行", 7, 14), ("正式切换", 1, 2))),
    Project("腊肉制作", (("抹盐腌制", 5, 8), ("晾晒", 10, 16), ("柏枝烟熏", 3, 6), ("挂通风处", 6, 12)), months=(11, 12, 1)),
    Project("校园广播剧制作", (("选本子", 3, 6), ("改台词", 4, 8), ("录音", 5, 9), ("配乐", 2, 5), ("合成", 2, 4)), months=(3, 4, 5, 9, 10, 11)),
    Project("老照片数字化", (("上门收集", 6, 12), ("扫描", 5, 10), ("修图", 8, 15), ("写图说", 4, 8), ("上传", 1, 3))),
    Project("村道硬化", (("放线", 1, 2), ("清路基", 3, 6), ("铺碎石", 3, 6), ("浇混凝土", 2, 4), ("洒水养护", 14, 21)), months=(3, 4, 5, 9, 10)),
    Project("球馆地板更换", (("拆旧板", 2, 4), ("找平地面", 3, 5), ("铺防潮层", 2, 3), ("铺新板", 5, 8), ("划线", 1, 2))),
    Project("观鸟手册编写", (("野外拍鸟", 12, 20), ("鉴定", 4, 8), ("写条目", 8, 14), ("画分布图", 4, 7), ("印成册", 5, 9))),
    Project("食堂菜单更新", (("问卷调查", 5, 9), ("试菜", 4, 8), ("算成本", 2, 4), ("培训厨师", 3, 6), ("印菜牌", 2, 4))),
    Project("毛衣编织", (("选线", 1, 2), ("织后片", 6, 11), ("织前片", 6, 11), ("织袖子", 5, 9), ("缝合", 1, 3))),
)  # fmt: skip
ALONE = frozenset(
    (
        "毕业论文写作",
        "阳台种菜",
        "果酒酿造",
        "旧自行车翻修",
        "书房改造",
        "毛衣编织",
        "旧画修复",
        "绘本翻译",
        "腊肉制作",
        "观鸟手册编写",
    )
)
"""Projects of one person, which no one leads."""
OPTIONAL = frozenset(
    "贴瓷砖 装橱柜 保洁 写提纲 做问卷 排版 定项目 招募志愿者 泡种催芽 搭架 配插图 分发 签租约 培训店员 量尺寸 送货 读剧本 做布景 抄碑文 装订 写说明牌 试讲 二次发酵 澄清 画原型 上线审核 试礼服 排流程 "
    "写文字 看校样 喷漆 打书架 搬书 选演员 勘景 配音 选线 征求意见 晒种 通读 配乐 写图说 上传 放线 划线 画分布图 印菜牌 挂通风处 拍照建档 盘点数据".split()
)
"""Stages that a project can do without."""
NO_PAUSE_AFTER = frozenset(("泡种催芽", "洗果晾干", "浸种", "浇混凝土", "抹盐腌制", "揭旧裱"))
"""Stages whose results spoil if they wait."""
STAGE_CLAUSES = (
    (
        "{who}的{project}从{start}动手",
        "{who}{start}开始忙{project}",
        "{project}由{who}负责，{start}启动",
        "{start}，{who}着手{project}",
        "{who}把{project}的第一天定在{start}",
        "{who}牵头的{project}{start}起步",
        "{project}定于{start}开始，由{who}牵头",
        "{who}接手{project}，{start}开始",
    ),
    (
        "依次是{stages}",
        "先后安排{stages}",
        "分成{stages}这几步",
        "安排为{stages}",
        "按顺序是{stages}",
        "前后包括{stages}",
        "各步用时是{stages}",
        "计划里排了{stages}",
    ),
    ("", "一步接一步不停", "中间不休息", "一天也不歇"),
)
PAUSE_CLAUSES = (
    *STAGE_CLAUSES[:2],
    (
        "{after}之后停{pause}天",
        "{after}结束后歇{pause}天再继续",
        "{after}结束后要耽搁{pause}天",
        "{after}之后要空出{pause}天",
        "不过{after}之后要等{pause}天",
        "{after}之后{who}要出差{pause}天，只好停下",
        "{after}完成后要空{pause}天才接着做",
        "{after}之后有别的安排，要停{pause}天",
    ),
)
PURPOSES = (
    "日历上要把那天圈出来。",
    "想提前把那天空出来。",
    "有人来催问准日子。",
    "月度计划里要写这个日子。",
    "要安排接下来的活。",
    "打算做完第二天就休假。",
    "准备在群里预告一声。",
    "想留两天余地再对外说。",
    "手头的日程表正等着填。",
    "想早点把后面的日子定下来。",
    "怕和别的事撞在一起。",
    "怕拖过原先说好的日子。",
    "想先把完成的日子记下来。",
    "计划表的最后一栏还没有填。",
    "想在手机里设一个提醒。",
    "做完以后要出一趟远门。",
    "要把日子告诉家里人。",
    "想知道中途能不能再接别的活。",
    "要把起止日期写在本子上。",
    "还没有算过这个日子。",
    "想给来问的人一个准信。",
    "想按这个日子订一张车票。",
    "提醒事项里还缺这个日期。",
    "想先心里有个数。",
)
"""Why the last day is asked for."""
END_ASKS = (
    ("开头那天算第一天，哪天全部做完？", "{last}全部做完"),
    ("首日计入天数，最后一天是几月几日、周几？", "最后一天是{last}"),
    ("从当天起算，什么日期收尾？请写过程。", "{last}收尾"),
    ("当天也算一天，结束的日期是哪一天？说明是周几。", "结束的日期是{last}"),
    ("起始日也算在内，哪一天能做完？说出星期。", "{last}能做完"),
    ("请推算完成的日期，起始日也算一天。", "完成的日期是{last}"),
    ("头一天包括在内，几月几日干完最后一步？", "{last}干完最后一步"),
    ("连开始那天一起算，这几步在哪天结束？", "这几步在{last}结束"),
)


HOLIDAYS = (
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 14), date(2026, 2, 24)),
    (date(2026, 10, 1), date(2026, 10, 7)),
    (date(2027, 1, 1), date(2027, 1, 3)),
    (date(2027, 2, 4), date(2027, 2, 13)),
    (date(2027, 10, 1), date(2027, 10, 7)),
)
"""Long holidays, in which no project starts."""


def day(when: date) -> str:
    """Format a date with its weekday: 2026年3月9日（周一）."""
    return f"{when.year}年{when.month}月{when.day}日（{WEEKDAYS[when.weekday()]}）"


def leader(rng: Random) -> str:
    """Draw a name, but none that makes 由于 after 由."""
    while (name := person(rng)).startswith("于"):
        pass
    return name


def part_of(rng: Random, project: Project) -> tuple[str, list[tuple[str, int]]]:
    """Draw some consecutive steps of a project, or the whole without some optional steps, with their days."""
    count, every = rng.choice((3, 3, 4)), project.stages
    if count < len(every) and rng.random() < 0.75:
        first = rng.randint(0, len(every) - count)
        end = "前" if first == 0 else "后" if first + count == len(every) else ""
        steps = (
            f"{end}{COUNTS[count]}步" if end else f"第{'一二三四五六'[first]}到第{'一二三四五六'[first + count - 1]}步"
        )
        return f"{project.name}（{steps}）", drawn(rng, every[first : first + count])
    extra = [name for name, *_ in every if name in OPTIONAL]
    needed = len(every) - len(extra)
    kept = rng.sample(extra, rng.randint(max(0, 3 - needed), min(len(extra), max(1, 5 - needed))))
    return project.name, drawn(rng, [stage for stage in every if stage[0] not in OPTIONAL or stage[0] in kept])


def drawn(rng: Random, stages: Sequence[tuple[str, int, int]]) -> list[tuple[str, int]]:
    """Draw the days of each stage."""
    return [(name, rng.randint(low, high)) for name, low, high in stages]


def start_of(rng: Random, project: Project) -> date:
    """Draw a day that is in no long holiday."""
    while True:
        found = date(rng.choice((2026, 2027)), rng.choice(project.months), rng.randint(1, 28))
        if not any(first <= found <= last for first, last in HOLIDAYS):
            return found


def write_stage_dates(rng: Random) -> Task:
    """Ask for the last day of a project with consecutive stages, sometimes with a pause between two of them."""
    project = rng.choice(PROJECTS)
    title, stages = part_of(rng, project)
    start = start_of(rng, project)
    pause, after = (
        rng.choice((0, 2, 3, 4, 5)),
        rng.choice([name for name, _ in stages[:-1] if name not in NO_PAUSE_AFTER]),
    )
    clauses = PAUSE_CLAUSES if pause else STAGE_CLAUSES
    if project.name in ALONE:
        clauses = (
            [text for text in clauses[0] if not any(word in text for word in ("牵头", "负责", "接手"))],
            *clauses[1:],
        )
    ask, end = rng.choice(END_ASKS)
    facts = stated(rng, clauses).format(
        who=leader(rng), project=title, start=day(start), after=after, pause=pause,
        stages="、".join(f"{name}{days}天" for name, days in stages),
    )  # fmt: skip
    terms = [n for name, days in stages for n in ((days, pause) if pause and name == after else (days,))]
    last = start + timedelta(sum(terms) - 1)
    sums = "＋".join(map(str, terms)) + f"＝{sum(terms)}天" + (f"（含中间停的{pause}天）" if pause else "")
    purpose = rng.choice(PURPOSES) if rng.random() < 0.8 else ""
    return Task(
        facts + purpose + ask,
        "",
        f"共{sums}；首日算第一天，再过{sum(terms) - 1}天就是最后一天。{end.format(last=day(last))}。",
    )
