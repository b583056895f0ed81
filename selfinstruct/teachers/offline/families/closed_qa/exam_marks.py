"""Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import listed, people, person, stated

Marks = dict[str, dict[str, int]]  # name → subject → mark
SUBJECTS = {
    "七": ("语文", "数学", "英语", "生物", "历史", "地理", "政治"),
    "八": ("语文", "数学", "英语", "物理", "生物", "历史", "地理", "政治"),
    "九": ("语文", "数学", "英语", "物理", "化学", "历史", "政治"),
}
"""Subjects by grade of a middle school."""
EXAMS = (
    "期中考试",
    "期末考试",
    "第一次月考",
    "第二次月考",
    "开学摸底考试",
    "阶段测验",
    "全区统考",
    "三校联考",
    "半期检测",
    "期末模拟考",
)
ALL_ROUND = ("语文", "数学", "英语")
HUMANE = ("语文", "历史", "政治")
ABROAD = ("英语", "语文")
LIVING = ("生物", "地理")
EXACT = ("数学", "物理")
HONOURS = {
    "组队打辩论赛": HUMANE, "参加模拟法庭": ("语文", "政治"), "进校史讲解队": ("语文", "历史"), "编校友口述史": ("语文", "历史"),
    "主持时事沙龙": HUMANE, "当模拟政协提案员": ("语文", "政治"), "给博物馆展览写解说词": ("语文", "历史"),
    "去古城墙做讲解志愿者": ("历史", "英语"), "参加历史剧编写": ("语文", "历史"), "办普法宣传栏": ("政治", "语文"),
    "陪外校来宾参观": ABROAD, "加入双语广播站": ABROAD, "翻译校园导览手册": ABROAD, "演英语课本剧": ABROAD,
    "接待国外交流团": ("英语", "历史", "政治"), "当英文校刊编辑": ABROAD, "给外教当课堂助手": ABROAD,
    "参加机器人比赛": EXACT, "进天文观测组": EXACT, "去航天馆做讲解员": EXACT, "搭建校园气象站": ("数学", "物理", "地理"),
    "参加桥梁模型赛": EXACT, "设计节能路灯": EXACT, "进电路制作小组": EXACT,
    "当化学实验室助手": ("物理", "化学"), "参加水质检测项目": ("化学", "数学"), "做科学晚会演示员": ("物理", "化学"),
    "跟队考察湿地": LIVING, "编写校园植物图鉴": ("生物", "语文"), "去植物园做志愿讲解": LIVING, "参加候鸟观察营": LIVING,
    "进地质公园研学队": ("地理", "历史"), "编一本乡土地理手册": ("地理", "语文"), "管理学校种植园": ("生物", "数学"),
    "参加全国知识竞赛": ALL_ROUND, "去姐妹学校交流一学期": ALL_ROUND, "给低年级当小老师": ALL_ROUND, "进学科提高班": ALL_ROUND,
    "免试进夏令营": ALL_ROUND, "领校长奖学金": ALL_ROUND, "参加跨学科挑战赛": ALL_ROUND, "加入学习互助小组": ALL_ROUND,
    "到法院旁听少年庭审": ("政治", "语文"), "替图书馆写古籍小传": ("语文", "历史"), "采访退伍老兵": ("历史", "语文"),
    "在国际友城论坛上发言": ("英语", "政治"), "给动画片配英文旁白": ABROAD, "陪留学生逛古镇": ("英语", "历史"),
    "排演莎士比亚选段": ABROAD, "向英语角投稿": ABROAD, "参加经典诵读大赛": ("语文", "历史"), "编写县志少年版": ("历史", "语文"),
    "组织校园模拟选举": ("政治", "历史"), "给社区居民讲宪法": ("政治", "语文"), "主讲理财小课堂": ("数学", "政治"),
    "统计食堂剩饭量": ("数学", "生物"), "参加数学建模营": ("数学", "英语"), "造一枚水火箭": EXACT, "测量教学楼高度": EXACT,
    "改装太阳能小车": EXACT, "到变电站参观实习": EXACT, "用传感器测噪声": EXACT, "检测河水酸碱度": ("化学", "数学"),
    "动手提炼植物精油": ("化学", "物理"), "参观污水处理厂": ("化学", "物理"), "研究古桥受力": ("物理", "历史"),
    "制作鱼类标本": ("生物", "数学"), "给校园古树建档案": ("生物", "语文"), "孵化小鸡做观察": ("生物", "数学"),
    "去海边调查潮间带": LIVING, "跟护林员巡山": LIVING, "观测流星雨并写报告": ("物理", "语文"),
    "测校园等高线": ("地理", "数学"), "制作丝绸之路沙盘": ("地理", "历史"), "为候鸟迁徙画路线": LIVING,
    "做二十四节气黑板报": ("地理", "语文"), "参加地震避险课题组": ("地理", "数学"), "和科学家连线提问": ALL_ROUND,
    "到大学实验室过一天": ALL_ROUND, "进学科拔尖班": ALL_ROUND, "领企业助学金": ALL_ROUND, "当假期自习室辅导员": ALL_ROUND,
}  # fmt: skip
"""What students are chosen for, each with the subjects that matter for it."""
MARK_CLAUSES = {
    "both": (
        ("{teacher}老师从{klass}选人{honour}", "{klass}要挑学生{honour}", "想{honour}的{klass}学生得过两关",
         "{honour}的机会给了{klass}，人选有两条标准", "{klass}有几个名额可以{honour}", "年级组让{klass}推荐学生{honour}",
         "年级组要从{klass}挑人{honour}"),
        ("{one}至少{least}分", "{one}不能低于{least}分", "{one}得有{least}分", "{one}要求达到{least}分"),
        ("{two}至少{other}分", "{two}不能低于{other}分", "{two}得有{other}分", "{two}要求达到{other}分"),
    ),
    "gap": (
        ("{klass}的{who}和{friend}都想{honour}", "{honour}的名额，{who}与{friend}在争",
         "{teacher}老师考虑让{who}或{friend}{honour}", "{klass}推荐{who}和{friend}{honour}，只能定一人",
         "{klass}只剩一个名额{honour}，{who}和{friend}都报了名", "为了{honour}，{who}跟{friend}较上了劲"),
        ("比的是{one}加{two}", "看{one}与{two}两科合计", "以{one}、{two}的总分定", "只算{two}和{one}"),
    ),
    "order": (
        ("{klass}要派前两名{honour}", "{teacher}老师让{klass}的前两名{honour}", "{klass}的前两名可以{honour}",
         "{klass}有两个人能{honour}，由前两名去", "年级组请{klass}的前两名{honour}"),
        ("名次看{one}", "以{one}分数论高低", "只依{one}排序", "名次凭{one}"), ("", "{two}最高的另得一本词典",
         "另给{two}第一名发笔记本", "{two}最高的另发奖状", "{two}第一的另作表扬"),
    ),
    "mean": (
        ("{klass}的{who}想{honour}", "{who}报名{honour}", "{teacher}老师打算让{who}{honour}",
         "{klass}的{who}一心想{honour}", "{klass}推荐{who}{honour}", "{who}盼着能{honour}"),
        ("条件是{one}超过全组平均分", "{one}必须高于全组的平均分", "要看{one}是否高于全组平均分", "只要{one}比全组平均分高就行"),
    ),
}  # fmt: skip
MARK_ASKS = {
    "both": (
        ("查{exam}成绩表，谁够格？", "够格的有{count}人：{names}", "没有人够格"),
        ("根据{exam}成绩，写出合格的人。", "合格的人有{count}个：{names}", "没有合格的人"),
        ("按下面{exam}的分数，有哪几位符合？", "有{count}位符合：{names}", "没有一位符合"),
        ("看{exam}成绩单，过了两关的是谁？", "过了两关的有{count}人：{names}", "没有人过了两关"),
        ("对照{exam}成绩表，都有谁达标？", "达标的有{count}人：{names}", "没有人达标"),
        ("{exam}的成绩在下面，两科都达到要求的有几人，叫什么？", "两科都达到要求的有{count}人：{names}", "没有人两科都达到要求"),
    ),
    "gap": (
        ("查{exam}成绩表，谁的总分高，高几分？", "{high}的总分高，高{gap}分", "两人一样高"),
        ("根据{exam}成绩，写出两人的合计和差距。", "差距是{gap}分，{high}的总分高", "没有差距"),
        ("看{exam}成绩单，谁的总分占优，多出几分？", "{high}的总分占优，多出{gap}分", "两人的总分不分上下"),
        ("对照{exam}成绩表，谁领先？领先多少？", "{high}领先，领先{gap}分", "两人打平，谁也没有领先"),
        ("{exam}的成绩在下面，名额归谁，胜出几分？", "名额归{high}，胜出{gap}分", "两人同分，还定不下名额归谁"),
        ("按下面{exam}的分数，该选谁？说出总分。", "该选{high}，总分是{best}分", "两人总分相同，分不出该选谁"),
    ),
    "order": (
        ("查{exam}成绩表，把全组学生从高到低排出来，{two}第一是谁？", "{two}第一是{top}，{mark}分"),
        ("根据{exam}成绩排名（高到低），并指出{two}最高的人。", "{two}最高的人是{top}，{mark}分"),
        ("看{exam}成绩单，先排出全组名次，再说出{two}的头名。", "{two}的头名是{top}，{mark}分"),
        ("对照{exam}成绩表，从高到低排出全组名单，并说明{two}的最高分是谁的。", "{two}的最高分是{top}的，{mark}分"),
        ("{exam}的成绩在下面，请排一排先后。{two}考得最好的又是谁？", "{two}考得最好的是{top}，{mark}分"),
        ("按下面{exam}的分数，依次是谁？{two}最好的呢？", "{two}最好的是{top}，{mark}分"),
    ),
    "mean": (
        ("查{exam}成绩表，这个条件达到没有？差几分？", "这个条件达到了，比平均分高{gap}分", "这个条件没有达到，{low}"),
        ("根据{exam}成绩求平均分，再作判断。", "符合条件，比平均分高{gap}分", "不符合条件，{low}"),
        ("看{exam}成绩单，能不能如愿？先算平均分。", "能如愿，比平均分高{gap}分", "不能如愿，{low}"),
        ("对照{exam}成绩表，够不够条件？和平均分差多少？", "够条件，比平均分高{gap}分", "不够条件，{low}"),
        ("{exam}的成绩在下面，这科平均几分，过没过线？", "过线了，比平均分高{gap}分", "没过线，{low}"),
        ("按下面{exam}的分数，平均是多少，行不行？", "行，比平均分高{gap}分", "不行，{low}"),
    ),
}  # fmt: skip
"""Questions about marks by kind, each with its answers: for a student who qualifies, leads or passes, and if there is none."""


def marks_both(marks: Marks, ends: list[str], floors: dict[str, int]) -> str:
    """List the students who reach a minimum mark in each of two subjects."""
    able = [name for name, row in marks.items() if all(row[subject] >= least for subject, least in floors.items())]
    told = [f"{name}（{'、'.join(f'{subject}{marks[name][subject]}分' for subject in floors)}）" for name in able]
    return (ends[0].format(count=COUNTS[len(able)], names=listed(told)) if able else ends[1]) + "。"


def marks_gap(marks: Marks, ends: list[str], one: str, two: str, pair: tuple[str, str]) -> str:
    """Compare the total marks of two students in two subjects."""
    a, b = (marks[name][one] + marks[name][two] for name in pair)
    end = ends[a == b].format(high=pair[b > a], gap=abs(a - b), best=max(a, b))
    return f"{pair[0]}两科共{a}分，{pair[1]}两科共{b}分，{end}。"


def marks_order(marks: Marks, ends: list[str], one: str, two: str) -> str:
    """Rank all students in one subject and name the best in another."""
    ranked, best = sorted(marks, key=lambda name: -marks[name][one]), max(marks, key=lambda name: marks[name][two])
    ranking = "、".join(f"{name}（{marks[name][one]}分）" for name in ranked)
    end = ends[0].format(two=two, top=best, mark=marks[best][two])
    return f"{one}从高到低：{ranking}，前两名是{listed(ranked[:2])}。{end}。"


def marks_mean(marks: Marks, ends: list[str], one: str, who: str) -> str:
    """Return the average mark in a subject and the distance of one student from it."""
    total, mark = sum(row[one] for row in marks.values()), marks[who][one]
    mean = total / len(marks)
    low = "正好等于平均分" if mark == mean else f"比平均分低{mean - mark:g}分"
    end = ends[mark <= mean].format(gap=f"{mark - mean:g}", low=low)
    return f"{one}平均分是{total}÷{len(marks)}＝{mean:g}分；{who}考了{mark}分，{end}。"


def subjects_for(rng: Random, honour: str) -> tuple[str, list[str]]:
    """Draw a grade, and three of its subjects. The first two matter for what the students are chosen for."""
    fitting = {grade: [s for s in HONOURS[honour] if s in taught] for grade, taught in SUBJECTS.items()}
    grade = rng.choice([grade for grade, found in fitting.items() if len(found) > 1])
    asked = rng.sample(fitting[grade], 2)
    return grade, [*asked, rng.choice([subject for subject in SUBJECTS[grade] if subject not in asked])]


def write_exam_marks(rng: Random) -> Task:
    """Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""
    honour = rng.choice(tuple(HONOURS))
    grade, (one, two, three) = subjects_for(rng, honour)
    names = people(rng, rng.choice((4, 5)))
    columns = {subject: rng.sample(range(62, 99), len(names)) for subject in (one, two, three)}
    marks = {name: {subject: column[i] for subject, column in columns.items()} for i, name in enumerate(names)}
    kind, (who, friend) = rng.choice(tuple(MARK_CLAUSES)), rng.sample(names, 2)
    least, other = rng.choices(range(70, 90, 5), k=2)
    ask, *ends = rng.choice(MARK_ASKS[kind])
    answer = {
        "both": lambda: marks_both(marks, ends, {one: least, two: other}),
        "gap": lambda: marks_gap(marks, ends, one, two, (who, friend)),
        "order": lambda: marks_order(marks, ends, one, two),
        "mean": lambda: marks_mean(marks, ends, one, who),
    }[kind]()
    instruction = (stated(rng, MARK_CLAUSES[kind]) + ask).format(
        klass=f"{grade}年级{rng.randint(1, 12)}班第{rng.choice('一二三四五六')}小组", exam=rng.choice(EXAMS), one=one, two=two,
        honour=honour, least=least, other=other, who=who, friend=friend, teacher=person(rng)[0],
    )  # fmt: skip
    head = rng.sample((one, two, three), 3)
    rows = [" ".join([name, *(str(marks[name][subject]) for subject in head)]) for name in names]
    return Task(instruction, "\n".join(["姓名 " + " ".join(head), *rows]), answer)
