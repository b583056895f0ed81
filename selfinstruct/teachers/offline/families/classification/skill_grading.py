"""Describe how people did in a test of skill, and give the deductions. The answer is the grade of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: the rule, what happened with its number, what is said if it did not happen, points, and the limit."""

    rule: str
    event: str
    absent: str
    points: tuple[int, ...]
    most: int


TESTS = (
    ("心肺复苏考核", (
        Fault("每有一次按压深度不足，扣{}分", "有{}次按压深度不足", "按压深度次次到位", (2, 3), 7),
        Fault("每中断按压一次，扣{}分", "中断按压{}次", "按压没有中断", (4, 5), 3),
        Fault("每漏气一次，扣{}分", "吹气时漏气{}次", "吹气没有漏气", (3, 4), 4),
        Fault("每漏做一个判断步骤，扣{}分", "漏做{}个判断步骤", "判断步骤一个不少", (5, 8), 3),
        Fault("每超时1秒，扣{}分", "超时{}秒", "在规定时间内完成", (2, 3), 5))),
    ("中餐摆台比赛", (
        Fault("每有一套餐具间距不均，扣{}分", "有{}套餐具间距不均", "餐具间距均匀", (1, 2), 8),
        Fault("每碰倒一件器皿，扣{}分", "碰倒{}件器皿", "没有碰倒器皿", (5, 6), 2),
        Fault("每有一朵口布花松散，扣{}分", "有{}朵口布花松散", "口布花挺括", (2, 3), 6),
        Fault("每摆错一双筷子的方向，扣{}分", "有{}双筷子方向不对", "筷子方向全对", (2, 3), 5),
        Fault("每在杯口留下一个指印，扣{}分", "杯口留下{}个指印", "杯口干净", (3, 4), 4))),
    ("英语演讲比赛", (
        Fault("每看稿一次，扣{}分", "看稿{}次", "全程脱稿", (2, 3), 6),
        Fault("每读错一个单词，扣{}分", "读错{}个单词", "一个单词也没读错", (1, 2), 9),
        Fault("每停顿超过5秒一次，扣{}分", "有{}次停顿超过5秒", "没有长时间停顿", (3, 4), 4),
        Fault("每超时1分钟，扣{}分", "超时{}分钟", "时间掌握得正好", (4, 5), 3),
        Fault("每有一处语法错误，扣{}分", "有{}处语法错误", "语法没有错", (2, 3), 6))),
    ("倒车入库练习", (
        Fault("每压线一次，扣{}分", "压线{}次", "没有压线", (8, 10), 3),
        Fault("每中途停车一次，扣{}分", "中途停车{}次", "中途没有停车", (5, 6), 4),
        Fault("每忘打一次转向灯，扣{}分", "有{}次忘打转向灯", "转向灯都打了", (4, 5), 3),
        Fault("每熄火一次，扣{}分", "熄火{}次", "没有熄火", (5, 10), 2),
        Fault("每有一次没看后视镜，扣{}分", "有{}次没看后视镜", "每次都看了后视镜", (3, 4), 4))),
    ("酸碱滴定实验操作", (
        Fault("每漏填一项记录，扣{}分", "漏填{}项记录", "记录填写完整", (2, 3), 5),
        Fault("每洒出一次试剂，扣{}分", "洒出试剂{}次", "试剂一滴没洒", (4, 5), 3),
        Fault("每俯视读数一次，扣{}分", "俯视读数{}次", "读数时视线平齐", (3, 4), 4),
        Fault("每有一件玻璃器皿没洗净，扣{}分", "有{}件玻璃器皿没洗净", "玻璃器皿都洗净了", (2, 4), 4),
        Fault("每滴过终点一次，扣{}分", "滴过终点{}次", "终点掌握得准", (5, 6), 3))),
    ("叉车装卸技能赛", (
        Fault("每碰倒一根标杆，扣{}分", "碰倒{}根标杆", "标杆一根没碰", (4, 5), 4),
        Fault("每有一箱货物滑落，扣{}分", "有{}箱货物滑落", "货物没有滑落", (8, 10), 2),
        Fault("每有一次货叉离地过高，扣{}分", "货叉有{}次离地过高", "货叉高度合适", (3, 4), 4),
        Fault("每有一个托盘没放正，扣{}分", "有{}个托盘没放正", "托盘都放正了", (2, 3), 6),
        Fault("每有一次没鸣笛转弯，扣{}分", "有{}次转弯没鸣笛", "转弯次次鸣笛", (2, 3), 4))),
    ("平板对接焊考试", (
        Fault("每有一个气孔，扣{}分", "有{}个气孔", "没有气孔", (3, 4), 5),
        Fault("每有一处咬边，扣{}分", "有{}处咬边", "没有咬边", (4, 5), 4),
        Fault("每有一处夹渣，扣{}分", "有{}处夹渣", "没有夹渣", (5, 6), 3),
        Fault("焊缝每超高1毫米，扣{}分", "焊缝超高{}毫米", "焊缝高度合格", (3, 6), 3),
        Fault("每引弧失败一次，扣{}分", "引弧失败{}次", "引弧一次成功", (2, 3), 4))),
    ("古诗文朗诵会", (
        Fault("每读错一个字音，扣{}分", "读错{}个字音", "字音全对", (2, 3), 6),
        Fault("每漏一句，扣{}分", "漏了{}句", "一句不漏", (5, 6), 2),
        Fault("每有一处断句不当，扣{}分", "有{}处断句不当", "断句妥帖", (2, 3), 5),
        Fault("每抢一次配乐，扣{}分", "抢了{}次配乐", "与配乐合拍", (3, 4), 3),
        Fault("每笑场一次，扣{}分", "笑场{}次", "没有笑场", (4, 5), 2))),
    ("咖啡拉花选拔", (
        Fault("每有一条纹路断开，扣{}分", "有{}条纹路断开", "纹路连贯", (2, 3), 6),
        Fault("奶泡里每有一个大气泡，扣{}分", "奶泡里有{}个大气泡", "奶泡细腻", (1, 2), 8),
        Fault("每溢出一次，扣{}分", "溢出{}次", "没有溢出", (5, 6), 2),
        Fault("图案每偏离杯心1厘米，扣{}分", "图案偏离杯心{}厘米", "图案居中", (4, 5), 3),
        Fault("每有一次忘擦蒸汽棒，扣{}分", "有{}次忘擦蒸汽棒", "蒸汽棒每次都擦", (3, 4), 3))),
    ("绿茶茶艺表演", (
        Fault("每滴落一次茶汤，扣{}分", "滴落茶汤{}次", "茶汤没有滴落", (3, 4), 4),
        Fault("每有一杯茶量不匀，扣{}分", "有{}杯茶量不匀", "各杯茶量均匀", (2, 3), 5),
        Fault("每颠倒一个步骤，扣{}分", "颠倒{}个步骤", "步骤分毫不乱", (5, 6), 3),
        Fault("茶具每磕碰一次，扣{}分", "茶具磕碰{}次", "茶具没有磕碰", (2, 3), 5),
        Fault("水温每偏差1度，扣{}分", "水温偏差{}度", "水温正好", (3, 4), 3))),
    ("苹果树冬剪比武", (
        Fault("每误剪一根结果枝，扣{}分", "误剪{}根结果枝", "结果枝都留住了", (5, 6), 3),
        Fault("每漏剪一根徒长枝，扣{}分", "漏剪{}根徒长枝", "徒长枝剪净了", (2, 3), 7),
        Fault("每有一个剪口留桩过长，扣{}分", "有{}个剪口留桩过长", "剪口平整", (1, 2), 8),
        Fault("每有一处大伤口没涂药，扣{}分", "有{}处大伤口没涂药", "大伤口都涂了药", (3, 4), 4),
        Fault("每折断一根主枝，扣{}分", "折断{}根主枝", "主枝完好", (10, 12), 1))),
    ("静脉输液操作考试", (
        Fault("每少核对一次姓名，扣{}分", "少核对{}次姓名", "姓名每次都核对了", (6, 8), 2),
        Fault("每穿刺失败一次，扣{}分", "穿刺失败{}次", "穿刺一次成功", (8, 10), 2),
        Fault("输液管里每残留一个气泡，扣{}分", "输液管里残留{}个气泡", "输液管里没有气泡", (4, 5), 4),
        Fault("消毒范围每差1厘米，扣{}分", "消毒范围差{}厘米", "消毒范围足够", (3, 4), 3),
        Fault("每漏说一句告知的话，扣{}分", "漏说{}句告知的话", "告知的话一句不少", (2, 3), 5))),
    ("无人机绕杆飞行赛", (
        Fault("每擦碰一次标杆，扣{}分", "擦碰标杆{}次", "标杆没有擦碰", (4, 5), 5),
        Fault("每漏绕一根杆，扣{}分", "漏绕{}根杆", "每根杆都绕到了", (8, 10), 2),
        Fault("降落每偏离圆心1米，扣{}分", "降落偏离圆心{}米", "正落在圆心", (2, 3), 6),
        Fault("每超出限高一次，扣{}分", "超出限高{}次", "没有超出限高", (3, 4), 4),
        Fault("每悬停等待一次，扣{}分", "悬停等待{}次", "中途没有悬停", (1, 2), 6))),
    ("客房铺床比赛", (
        Fault("床单每有一道皱褶，扣{}分", "床单有{}道皱褶", "床单平整", (1, 2), 8),
        Fault("每有一个角没包紧，扣{}分", "有{}个角没包紧", "四角包得紧", (3, 4), 4),
        Fault("中线每偏1厘米，扣{}分", "中线偏了{}厘米", "中线对齐", (2, 3), 5),
        Fault("每多甩一次床单，扣{}分", "多甩{}次床单", "床单一次甩开", (2, 3), 4),
        Fault("每有一只枕头放反，扣{}分", "有{}只枕头放反", "枕头方向正确", (4, 5), 2))),
    ("消防水带连接赛", (
        Fault("水带每扭一圈，扣{}分", "水带扭了{}圈", "水带没有扭圈", (2, 3), 6),
        Fault("每有一个接口漏水，扣{}分", "有{}个接口漏水", "接口严密", (6, 8), 2),
        Fault("每掉落一件器材，扣{}分", "掉落{}件器材", "器材没有掉落", (4, 5), 3),
        Fault("每踩线一次，扣{}分", "踩线{}次", "没有踩线", (3, 4), 4),
        Fault("每超时1秒，扣{}分", "超时{}秒", "没有超时", (2, 3), 6))),
    ("楷书临帖测评", (
        Fault("每写错一个字，扣{}分", "写错{}个字", "没有写错字", (4, 5), 3),
        Fault("每涂改一处，扣{}分", "涂改{}处", "没有涂改", (2, 3), 5),
        Fault("每有一个字偏出格子，扣{}分", "有{}个字偏出格子", "字字都在格子里", (1, 2), 9),
        Fault("每有一行不齐，扣{}分", "有{}行不齐", "行行整齐", (2, 3), 6),
        Fault("每有一处墨渍，扣{}分", "有{}处墨渍", "纸面干净", (3, 4), 4))),
    ("电子琴考级", (
        Fault("每弹错一个音，扣{}分", "弹错{}个音", "没有弹错音", (1, 2), 10),
        Fault("每中断一次，扣{}分", "中断{}次", "一气弹完", (4, 5), 3),
        Fault("每有一小节节奏不稳，扣{}分", "有{}小节节奏不稳", "节奏稳定", (2, 3), 6),
        Fault("每漏掉一个强弱记号，扣{}分", "漏掉{}个强弱记号", "强弱记号都做到了", (1, 2), 8),
        Fault("每有一次指法错误，扣{}分", "有{}次指法错误", "指法正确", (2, 3), 5))),
    ("汉字录入测试", (
        Fault("每有一个错字，扣{}分", "有{}个错字", "没有错字", (1, 2), 10),
        Fault("每漏录一行，扣{}分", "漏录{}行", "没有漏行", (5, 6), 3),
        Fault("每有一处标点不对，扣{}分", "有{}处标点不对", "标点全对", (1, 2), 9),
        Fault("每有一段格式不符，扣{}分", "有{}段格式不符", "格式全部相符", (3, 4), 4),
        Fault("每少录一百字，扣{}分", "少录了{}百字", "字数录足了", (6, 8), 3))),
    ("山地救援绳结考核", (
        Fault("每打错一个结，扣{}分", "打错{}个结", "绳结全对", (8, 10), 2),
        Fault("每有一个绳尾留得过短，扣{}分", "有{}个绳尾留得过短", "绳尾长度合适", (4, 5), 4),
        Fault("每漏做一次互查，扣{}分", "漏做{}次互查", "互查齐全", (5, 6), 3),
        Fault("绳索每交叉一处，扣{}分", "绳索交叉{}处", "绳索理得顺", (2, 3), 5),
        Fault("每有一把主锁没拧紧，扣{}分", "有{}把主锁没拧紧", "主锁都拧紧了", (6, 8), 2))),
    ("收银员点钞比赛", (
        Fault("每点错一把，扣{}分", "点错{}把", "没有点错", (6, 8), 3),
        Fault("每有一把没扎紧，扣{}分", "有{}把没扎紧", "把把扎紧", (2, 3), 6),
        Fault("每漏挑一张残币，扣{}分", "漏挑{}张残币", "残币全挑出来了", (3, 4), 4),
        Fault("每漏盖一个名章，扣{}分", "漏盖{}个名章", "名章盖齐了", (1, 2), 7),
        Fault("每有一张钞票散落在地，扣{}分", "有{}张钞票散落在地", "钞票没有散落", (2, 3), 4))),
)  # fmt: skip
SCALES = (
    (("优秀", "良好", "合格", "不合格"), (90, 80, 60)),
    (("优秀", "良好", "合格", "不合格"), (90, 75, 60)),
    (("A级", "B级", "C级", "D级"), (90, 80, 70)),
    (("甲等", "乙等", "丙等", "丁等"), (90, 80, 65)),
    (("优", "良", "中", "差"), (92, 82, 70)),
)
CONTEST_SCALES = (
    *SCALES,
    (("一等奖", "二等奖", "三等奖", "未获奖"), (92, 84, 76)),
    (("金奖", "银奖", "铜奖", "未获奖"), (95, 88, 80)),
    (("五星", "四星", "三星", "两星"), (94, 86, 76)),
)
CONTESTS = ("赛", "表演", "会", "选拔", "比武")
"""Endings of the tests in which prizes are given."""
FRAMES = (
    "{test}刚结束。{stories}请按扣分办法评定等级（{grades}）。{form}",
    "{stories}这是{test}的记录，对照评分办法，{each}属于{grades}中的哪一等？{form}",
    "我第一次给{test}打分，只会记、不会算。{stories}依规则{each}属于哪一等？{form}",
    "请给{test}评级。{stories}{form}评分标准在输入里。",
    "根据评分标准，判断{each}属于{grades}中的哪一等。{test}的记录如下。{stories}{form}",
    "{stories}以上是{test}的现场情况。满分一百分，请扣分后评定等级。{form}",
    "{test}的结果要复核一遍。{stories}{each}应归入哪个等级，{grades}？{form}",
    "把{test}的表现归入相应的等级。{stories}扣分和分档的规定见下。{form}",
    "{test}的原始记录如下。{stories}判断等级属于{grades}中的哪一个。{form}",
    "有人对{test}的等级提出异议，请重新评定。{stories}{form}",
)
ONE_FORMS = ("只写等级。", "直接给出等级，不要过程。", "写出等级即可。")
EACH_FORMS = ("只写每人的等级。", "直接给出每人的等级，不要过程。", "写出各人的等级即可。")
LINE_FORMS = ("写出每项扣分、总分和等级。", "要有扣分过程。", "先列扣分，再写总分和等级。", "算式和结论都要。")
TABLE_FORMS = ("扣分情况列成Markdown表格，表后写等级。", "做一张表（姓名、项目、扣分），再说明等级。")


@dataclass(frozen=True, slots=True)
class Record:
    """How one person did: the number of times of each fault, and the points of each."""

    name: str
    faults: tuple[Fault, ...]
    points: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The points that are left."""
        return 100 - sum(points * count for points, count in zip(self.points, self.counts, strict=True))

    def story(self, rng: Random) -> str:
        """Tell in random order what happened."""
        parts = [happened(fault, count) for fault, count in zip(self.faults, self.counts, strict=True)]
        rng.shuffle(parts)
        return f"{self.name}：{'，'.join(parts)}。"

    def sums(self) -> list[tuple[str, str]]:
        """Write each deduction as a product."""
        return [
            (happened(fault, count), f"{count}×{points}＝{count * points}分" if count else "不扣分")
            for fault, points, count in zip(self.faults, self.points, self.counts, strict=True)
        ]


def happened(fault: Fault, count: int) -> str:
    """Say how often a fault happened."""
    if not count:
        return fault.absent
    return fault.event.format(COUNTS[count] if count < len(COUNTS) else count)


def graded(record: Record, grades: Sequence[str], bounds: Sequence[int]) -> str:
    """Return the grade for the points that are left."""
    return next((grade for grade, bound in zip(grades, bounds, strict=False) if record.total >= bound), grades[-1])


def awarded(grade: str) -> str:
    """Write a grade as the predicate of a sentence."""
    return grade if grade == "未获奖" else f"评为{grade}"


def in_words(record: Record, grade: str) -> str:
    """Write the deductions, the total and the grade of a person."""
    sums = "；".join(f"{event}，{points if points == '不扣分' else '扣' + points}" for event, points in record.sums())
    return f"{record.name}：{sums}。总分{record.total}分，{awarded(grade)}。"


def as_table(records: Sequence[Record], labels: Sequence[str]) -> str:
    """Write a table of the deductions of all persons, and the totals and grades below."""
    rows = [
        (record.name, event, points.replace("不扣分", "0分")) for record in records for event, points in record.sums()
    ]
    ends = (
        f"{record.name}总分{record.total}分，{awarded(label)}。" for record, label in zip(records, labels, strict=True)
    )
    return f"{in_table(rows, ('姓名', '项目', '扣分'))}\n\n{''.join(ends)}"


def rules_of(faults: Sequence[Fault], points: Sequence[int], grades: Sequence[str], bounds: Sequence[int]) -> str:
    """Write the deductions and the bounds of the grades."""
    items = [fault.rule.format(each) for fault, each in zip(faults, points, strict=True)]
    lines = [*(f"- {item}；" for item in items[:-1]), f"- {items[-1]}。"]
    scale = [f"{bound}分及以上为{grade}" for grade, bound in zip(grades, bounds, strict=False)]
    steps = "，".join([scale[0], *(f"不足{high}分而在{line}" for high, line in zip(bounds, scale[1:], strict=False))])
    return "\n".join(["满分100分，按下列各项扣分：", *lines, f"{steps}，其余为{grades[-1]}。"])


def draw_counts(rng: Random, faults: Sequence[Fault], people_count: int) -> list[tuple[int, ...]]:
    """Draw how often each person made each fault. No two persons did the same."""
    drawn: list[tuple[int, ...]] = []
    while len(drawn) < people_count:
        counts = tuple(rng.choice((0, 1, rng.randint(1, fault.most))) for fault in faults)
        if counts not in drawn:
            drawn.append(counts)
    return drawn


def write_skill_grading(rng: Random) -> Task:
    """Describe one to three persons in a test, and give the deductions and the bounds of the grades."""
    test, faults = rng.choice(TESTS)
    chosen = tuple(rng.sample(faults, rng.choice((4, 5, 5))))
    points = tuple(rng.choice(fault.points) for fault in chosen)
    grades, bounds = rng.choice(CONTEST_SCALES if test.endswith(CONTESTS) else SCALES)
    names = people(rng, rng.choice((1, 2, 2, 3)))
    records = [
        Record(name, chosen, points, counts)
        for name, counts in zip(names, draw_counts(rng, chosen, len(names)), strict=True)
    ]
    labels = [graded(record, grades, bounds) for record in records]
    kind = rng.choice((ONE_FORMS, LINE_FORMS, LINE_FORMS, TABLE_FORMS, TABLE_FORMS))
    if kind is ONE_FORMS:
        pairs = zip(records, labels, strict=True)
        kind = ONE_FORMS if len(labels) == 1 else EACH_FORMS
        answer = labels[0] if len(labels) == 1 else "；".join(f"{record.name}：{label}" for record, label in pairs)
    elif kind is LINE_FORMS:
        answer = "\n".join(in_words(record, label) for record, label in zip(records, labels, strict=True))
    else:
        answer = as_table(records, labels)
    instruction = rng.choice(FRAMES).format(
        test=test,
        stories="".join(record.story(rng) for record in records),
        each=records[0].name if len(records) == 1 else f"{COUNTS[len(records)]}人各",
        grades="、".join(grades),
        form=rng.choice(kind),
    )
    return Task(instruction, rules_of(chosen, points, grades, bounds), answer)
