"""Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.wording import hhmm
from selfinstruct.teachers.offline.world import stated


@dataclass(frozen=True, slots=True)
class Notice:
    """An event announced in a notice, and the hosts, venues, months, parts of the day and requirements that fit it."""

    event: str
    hosts: tuple[str, ...]
    venues: tuple[str, ...]
    extras: tuple[str, ...]
    parts: tuple[str, ...] = ("morning", "afternoon")
    months: tuple[int, ...] = tuple(range(1, 13))


STARTS = {
    "morning": ((510, 540, 570), 12 * 60),
    "afternoon": ((810, 840, 870), 17 * 60 + 30),
    "evening": ((1110, 1140), 21 * 60 + 30),
}
"""Times of the day: when the first session can start, and when the last must be over, in minutes since midnight."""
TOWN = ("青石镇文化站", "云溪镇文化站", "城南文化馆", "江北区文化馆", "临河县文化馆", "松坪镇文化站")
HOMES = ("槐树街社区", "向阳居委会", "桥东社区", "石榴巷居委会", "钟楼街道", "江北街道", "枫林社区", "海棠苑社区")
WORKS = ("纺织厂工会", "红星农场工会", "机床厂工会", "供电局工会", "自来水公司工会", "公交公司工会")
BOOKS = ("城南图书馆", "江北区图书馆", "少年儿童图书馆", "向阳书店", "青石镇图书馆")
SCHOOLS = ("实验中学", "江北职业学校", "城南少年宫", "育才小学", "青少年活动中心")
COLLEGES = ("江北学院", "师范大学", "农业大学", "财经学院", "理工大学")
ALL_DAY = ("morning", "afternoon", "evening")
MILD = (3, 4, 5, 9, 10, 11)  # months for events in the open air
TERM = (3, 4, 5, 6, 9, 10, 11, 12)  # months without school holidays
NOTICES = (
    Notice("亲子读书会", BOOKS, ("二楼绘本区", "儿童阅览室", "一楼活动室"), ("自带一本绘本", "每家限带两个孩子")),
    Notice("健康讲座", HOMES, ("居委会大厅", "社区活动室", "卫生服务站"), ("带上病历本", "带上社保卡"), ALL_DAY),
    Notice("消防演练", (*HOMES, *WORKS), ("东侧停车场", "二号楼前", "大门口广场"), ("穿平底鞋", "带一条湿毛巾")),
    Notice("旧书交换会", (*BOOKS, *HOMES), ("一楼大厅", "多功能厅", "三楼展厅"), ("书要干净完整", "不带教材和杂志")),
    Notice("太极拳体验课", (*HOMES, *TOWN), ("老年活动室", "文化广场", "湖边平台"), ("穿宽松衣裤", "自备水杯"),
        ALL_DAY, MILD),
    Notice("编程体验课", SCHOOLS, ("创客教室", "机房", "三楼电脑室"), ("带笔记本电脑", "家长在教室外等候"),
        months=TERM),
    Notice("湿地观鸟", (*SCHOOLS, *HOMES), ("湿地公园南门", "水库大坝", "湖心观鸟台"), ("别穿鲜艳衣服", "带望远镜"),
        ("morning", "afternoon"), MILD),
    Notice("厨艺课", (*WORKS, *HOMES), ("烹饪教室", "烘焙教室", "活动中心厨房"), ("现场交材料费", "自带围裙")),
    Notice("皮影戏", TOWN, ("老戏台", "文化广场", "戏楼前"), ("自带小板凳", "不要带宠物"), ("afternoon", "evening"), MILD),
    Notice("植树活动", (*WORKS, *SCHOOLS), ("北坡苗圃", "河堤", "东山脚下"), ("戴手套", "自带铁锹"),
        ("morning", "afternoon"), (3, 4)),
    Notice("汉服展示", TOWN, ("古戏台", "博物馆前厅", "文庙大殿前"), ("不要触摸展示的服装", "拍照不用闪光灯"),
        ("morning", "afternoon"), MILD),
    Notice("急救培训", (*WORKS, *HOMES), ("多功能厅", "红十字救护站", "二楼会议室"), ("穿长裤", "带身份证登记"), ALL_DAY),
    Notice("乒乓球训练课", WORKS, ("体育馆西厅", "职工之家", "工人俱乐部"), ("自带球拍", "穿运动鞋"), ALL_DAY),
    Notice("陶艺课", (*SCHOOLS, *TOWN), ("后院工坊", "美术室", "手工教室"), ("剪短指甲", "自带围裙"),
        months=TERM),
    Notice("求职讲座", COLLEGES, ("大学生活动中心", "学术报告厅", "就业指导中心"), ("带一份简历", "凭学生证入场"), ALL_DAY,
        (3, 4, 5, 9, 10, 11, 12)),
    Notice("茶艺体验课", (*TOWN, *WORKS), ("二楼茶室", "活动中心茶室", "多功能厅"), ("剪短指甲", "别喷香水"), ALL_DAY),
    Notice("盆栽养护课", HOMES, ("社区花房", "一楼活动室", "小区凉亭"), ("带一盆自家的花", "自带小铲子"), months=MILD),
    Notice("防诈骗讲座", (*HOMES, *WORKS), ("多功能厅", "一楼会议室", "一楼大厅"), ("带上手机", "带上老花镜"), ALL_DAY),
    Notice("书法公开课", (*TOWN, *SCHOOLS), ("书画室", "三楼展厅", "美术室"), ("自带毛笔", "垫一张旧报纸"), months=TERM),
    Notice("木工体验课", (*WORKS, *SCHOOLS), ("木工房", "后院工坊", "手工教室"), ("戴护目镜", "扎好长发"), months=TERM),
    Notice("手机摄影课", (*HOMES, *TOWN), ("二楼教室", "小展厅", "活动中心"), ("手机充满电", "选好三张照片"), ALL_DAY),
    Notice("象棋指导课", (*HOMES, *WORKS), ("棋牌室", "一楼活动室", "老年活动室"), ("自带棋具", "手机调成静音"), ALL_DAY),
    Notice("插花体验课", (*WORKS, *HOMES), ("手工活动室", "二楼教室", "多功能厅"), ("自带花瓶", "现场交材料费"), ALL_DAY),
    Notice("剪纸体验课", (*TOWN, *HOMES), ("一楼活动室", "多功能厅", "二楼手工坊"), ("自带剪刀", "在现场领红纸")),
    Notice("评书专场", TOWN, ("老茶馆", "文化馆小剧场", "古戏台"), ("手机调成静音", "自带茶杯"), ("afternoon", "evening"),
        MILD),
)  # fmt: skip
NOTICE_LEAD = (
    "{host}通知：{month}月{first}日{opens}在{venue}办{event}",
    "{host}的通知说，{event}定在{month}月{first}日{opens}，地点{venue}",
    "{host}贴出通知：{month}月{first}日{opens}，{venue}有{event}",
    "{host}通知如下：{month}月{first}日{opens}起，{venue}举办{event}",
    "{host}公告栏有一则通知：{event}于{month}月{first}日{opens}在{venue}举办",
    "{host}发来通知：{event}{month}月{first}日{opens}开始，在{venue}进行",
)
NOTICE_LENGTH = (
    "各场都是{lasts}分钟",
    "每场进行{lasts}分钟",
    "每场{lasts}分钟",
    "一场{lasts}分钟",
    "单场时长{lasts}分钟",
    "每场安排{lasts}分钟",
)
NOTICE_ROUNDS = (
    "连办{rounds}场，场间歇{rest}分钟", "共{rounds}场，场与场之间休息{rest}分钟", "分{rounds}场，相邻两场之间隔{rest}分钟",
    "一共安排{rounds}场，每场结束后休息{rest}分钟再开下一场",
)  # fmt: skip
NOTICE_EXTRA = ("提醒：{extra}", "注意：{extra}", "有一条要求：{extra}", "请记住：{extra}")
NOTICE_CLAUSES = (
    (NOTICE_LEAD, NOTICE_LENGTH, NOTICE_ROUNDS, NOTICE_EXTRA),
    (NOTICE_LEAD, NOTICE_ROUNDS, NOTICE_LENGTH, NOTICE_EXTRA),
)
"""The two orders in which a notice states its facts."""
NOTICE_ASKS = {
    "end": (
        ("根据通知，最后一场几点结束？", "最后一场{end}结束"),
        ("读通知回答：全部场次到几点为止？", "全部场次到{end}为止"),
        ("照这份通知推算，散场是几点？", "散场是{end}"),
        ("看过通知请算一算，活动什么时候全部结束？", "活动{end}全部结束"),
        ("依照通知，参加末场的人几点能离开？", "参加末场的人{end}能离开"),
    ),
    "second": (
        ("根据通知，第二场几点开始？", "第二场{second}开始。"),
        ("读通知回答：想参加第二场，几点到不迟？", "{second}以前到就不迟，第二场{second}开始。"),
        ("照这份通知推算，第二场从几点到几点？", "第二场从{second}到{over}。"),
        ("看过通知请算一算，第二场的起止时间。", "第二场的起止时间是{second}—{over}。"),
        ("依照通知，参加第二场的人几点能离开？", "参加第二场的人{over}能离开。"),
    ),
    "need": (
        ("根据通知，要在哪里参加，有什么要求？", "要在{venue}参加，要求是：{extra}。"),
        ("读通知回答：去什么地方？要注意什么？", "去{venue}；要注意：{extra}。"),
        ("照这份通知，地点和注意事项分别是什么？", "地点是{venue}，注意事项是：{extra}。"),
        ("看过通知请回答，活动办在哪儿？提了什么要求？", "活动办在{venue}；提的要求是：{extra}。"),
        ("依照通知，参加的人该去哪儿，要记住什么？", "该去{venue}，要记住：{extra}。"),
    ),
}
"""Questions about a notice by kind, each with the answer in its own words."""


def sessions(rng: Random, notice: Notice) -> tuple[int, int, int, int]:
    """Draw when the first session starts, the length of a session, their number, and the break between two.

    The last session is over before lunch, supper or the night.
    """
    starts, latest = STARTS[rng.choice(notice.parts)]
    opens, lasts, rest = rng.choice(starts), rng.choice((30, 40, 45, 50, 60)), rng.choice((5, 10, 15, 20))
    return opens, lasts, rng.randint(2, min(4, (latest - opens + rest) // (lasts + rest))), rest


def write_notice(rng: Random) -> Task:
    """Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks.

    The day is never in the first week of a month, where the long holidays are.
    """
    notice, kind = rng.choice(NOTICES), rng.choice(tuple(NOTICE_ASKS))
    opens, lasts, rounds, rest = sessions(rng, notice)
    second, end = opens + lasts + rest, opens + rounds * lasts + (rounds - 1) * rest
    facts = {
        "month": rng.choice(notice.months), "first": rng.randint(8, 28), "opens": hhmm(opens), "lasts": lasts,
        "venue": rng.choice(notice.venues), "host": rng.choice(notice.hosts), "event": notice.event,
        "rounds": rounds, "rest": rest, "extra": rng.choice(notice.extras), "second": hhmm(second),
        "over": hhmm(second + lasts), "end": hhmm(end),
    }  # fmt: skip
    ask, answer = rng.choice(NOTICE_ASKS[kind])
    if kind == "end":
        answer += f"：{rounds}场共{rounds * lasts}分钟，加上{rounds - 1}次休息共{(rounds - 1) * rest}分钟。"
    instruction = stated(rng, rng.choice(NOTICE_CLAUSES)) + ask
    return Task(instruction.format(**facts), "", answer.format(**facts))
