"""Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed, people, person, stated

Marks = dict[str, dict[str, int]]  # name → subject → mark
SUBJECTS = {
    "七": ("语文", "数学", "英语", "生物", "历史", "地理", "政治"),
    "八": ("语文", "数学", "英语", "物理", "生物", "历史", "地理", "政治"),
    "九": ("语文", "数学", "英语", "物理", "化学", "历史", "政治"),
}
"""Subjects by grade of a middle school."""
EXAMS = ("期中考试", "期末考试", "第一次月考", "第二次月考", "开学摸底考试", "阶段测验", "全区统考", "全校联考")
HONOURS = (
    "代表学校去外地交流", "当运动会记分员", "加入校报编辑组", "主持开学典礼", "领本学期进步奖", "去敬老院读报",
    "管理图书角", "陪外校来宾参观", "参加暑期研学营",
    "在家长会上发言", "给低年级当小老师", "拍招生宣传照", "进校史讲解队", "参加区知识竞赛", "担任升旗手",
    "到博物馆做志愿者", "申请助学金", "组队打辩论赛",
    "出元旦黑板报", "去航天馆参观", "加入机器人社", "接受校电视台采访", "出席读书沙龙", "编班级纪念册", "当实验室助手",
    "进天文观测组", "参加模拟法庭", "办读书角",
)  # fmt: skip
MARK_CLAUSES = {
    "both": (
        ("{teacher}老师从{klass}选人{honour}", "{klass}要挑学生{honour}", "想{honour}的{klass}学生得过两关",
         "{honour}的机会给了{klass}，人选有两条标准"),
        ("{one}至少{least}分", "{one}不能低于{least}分", "{one}得有{least}分", "{one}要求{least}分起"),
         ("{two}至少{other}分", "{two}不能低于{other}分", "{two}得有{other}分", "{two}要求{other}分起"),
    ),
    "gap": (
        ("{klass}的{who}和{friend}都想{honour}", "{honour}的名额，{who}与{friend}在争",
         "{teacher}老师考虑让{who}或{friend}{honour}", "{klass}推荐{who}和{friend}{honour}，只能定一人"),
        ("比的是{one}加{two}", "看{one}与{two}两科合计", "以{one}、{two}的总分定", "只算{two}和{one}"),
    ),
    "order": (
        ("{klass}要派前两名{honour}", "{teacher}老师让{klass}的头两名{honour}", "{honour}的是{klass}前两名"),
        ("名次看{one}", "以{one}分数论高低", "只依{one}排序", "名次凭{one}"), ("", "{two}最高的另得一本词典",
         "另给{two}第一名发笔记本"),
    ),
    "mean": (
        ("{klass}的{who}想{honour}", "{who}报名{honour}", "{teacher}老师打算让{who}{honour}",
         "{klass}的{who}一心想{honour}"),
        ("条件是{one}超过平均分", "{one}必须高于大家的平均", "要看{one}是否高于平均分", "只要{one}比均分高就行"),
    ),
}  # fmt: skip
MARK_ASKS = {
    "both": (
        ("查{exam}成绩表，谁够格？", "够格的有{count}人：{names}", "没有人够格"),
        ("根据{exam}成绩，写出合格的人。", "合格的人有{count}个：{names}", "没有合格的人"),
        ("按下面{exam}的分数，有哪几位符合？", "有{count}位符合：{names}", "没有一位符合"),
        ("看{exam}成绩单，过了两关的是谁？", "过了两关的有{count}人：{names}", "没有人过了两关"),
    ),
    "gap": (
        ("查{exam}成绩表，谁高，高几分？", "{high}高，高{gap}分", "两人一样高"),
        ("根据{exam}成绩，写出两人的合计和差距。", "差距是{gap}分，{high}更高", "没有差距"),
        ("看{exam}成绩单，谁的总分占优，多出几分？", "{high}的总分占优，多出{gap}分", "两人的总分不分上下"),
        ("按下面{exam}的分数，该选谁？说出总分。", "该选{high}，总分是{best}分", "两人总分相同，分不出该选谁"),
    ),
    "order": (
        ("查{exam}成绩表，把全部学生从高到低排出来，{two}第一是谁？", "{two}第一是{top}，{mark}分"),
        ("根据{exam}成绩排名（高到低），并指出{two}最高的人。", "{two}最高的人是{top}，{mark}分"),
        ("看{exam}成绩单，先排出全部名次，再说出{two}的头名。", "{two}的头名是{top}，{mark}分"),
        ("按下面{exam}的分数，依次是谁？{two}最好的呢？", "{two}最好的是{top}，{mark}分"),
    ),
    "mean": (
        ("查{exam}成绩表，这个条件达到没有？差几分？", "这个条件达到了，比平均分高{gap}分", "这个条件没有达到，{low}"),
        ("根据{exam}成绩求平均分，再作判断。", "符合条件，比平均分高{gap}分", "不符合条件，{low}"),
        ("看{exam}成绩单，能不能如愿？先算平均分。", "能如愿，比平均分高{gap}分", "不能如愿，{low}"),
        ("按下面{exam}的分数，平均是多少，行不行？", "行，比平均分高{gap}分", "不行，{low}"),
    ),
}  # fmt: skip
"""Questions about marks by kind, each with its answers: for a student who qualifies, leads or passes, and if there is none."""


def marks_both(marks: Marks, ends: list[str], floors: dict[str, int]) -> str:
    """List the students who reach a minimum mark in each of two subjects."""
    able = [name for name, row in marks.items() if all(row[subject] >= least for subject, least in floors.items())]
    return (ends[0].format(count=len(able), names=listed(able)) if able else ends[1]) + "。"


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


def write_exam_marks(rng: Random) -> Task:
    """Ask about a grade sheet: who reaches two minimum marks, a difference, a ranking, or an average."""
    grade = rng.choice(tuple(SUBJECTS))
    names, (one, two, three) = people(rng, rng.choice((4, 5))), rng.sample(SUBJECTS[grade], 3)
    columns = {subject: rng.sample(range(62, 99), len(names)) for subject in (one, two, three)}
    marks = {name: {subject: column[i] for subject, column in columns.items()} for i, name in enumerate(names)}
    kind, (who, friend) = rng.choice(tuple(MARK_CLAUSES)), rng.sample(names, 2)
    least, other = rng.choices(range(70, 85), k=2)
    ask, *ends = rng.choice(MARK_ASKS[kind])
    answer = {
        "both": lambda: marks_both(marks, ends, {one: least, two: other}),
        "gap": lambda: marks_gap(marks, ends, one, two, (who, friend)),
        "order": lambda: marks_order(marks, ends, one, two),
        "mean": lambda: marks_mean(marks, ends, one, who),
    }[kind]()
    instruction = (stated(rng, MARK_CLAUSES[kind]) + ask).format(
        klass=f"{grade}年级{rng.randint(1, 12)}班", exam=rng.choice(EXAMS), one=one, two=two,
        honour=rng.choice(HONOURS), least=least, other=other, who=who, friend=friend, teacher=person(rng)[0],
    )  # fmt: skip
    head = rng.sample((one, two, three), 3)
    rows = [" ".join([name, *(str(marks[name][subject]) for subject in head)]) for name in names]
    return Task(instruction, "\n".join(["姓名 " + " ".join(head), *rows]), answer)
