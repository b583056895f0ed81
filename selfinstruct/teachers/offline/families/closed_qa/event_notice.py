"""Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import hhmm
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Notice:
    """An event announced in a notice, and the hosts, venues, requirements, contents, times, months and lengths that fit it."""

    event: str
    hosts: tuple[str, ...]
    venues: tuple[str, ...]
    extras: tuple[str, ...]
    abouts: tuple[str, ...]
    parts: tuple[str, ...] = ("morning", "afternoon")
    months: tuple[int, ...] = tuple(range(3, 13))
    lasts: tuple[int, ...] = (30, 40, 45, 50, 60)


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
WORKSHOP = (50, 60)  # minutes in which people make something with their hands
TERM = (3, 4, 5, 6, 9, 10, 11, 12)  # months without school holidays
NOTICES = (
    Notice("亲子读书会", BOOKS, ("二楼绘本区", "儿童阅览室", "一楼活动室"), ("自带一本绘本", "每家限带两个孩子", "到场先脱鞋", "吃的喝的别带进去"),
        ("方言童谣接龙", "听故事猜结尾", "翻翻书共读", "木偶讲故事", "自制小绘本", "给主角编续集")),
    Notice("健康讲座", HOMES, ("居委会大厅", "社区活动室", "卫生服务站"), ("带上近期的体检报告", "带上老花镜", "手机调成静音", "把常吃的药名抄下来"),
        ("老人防跌倒", "看懂食品标签", "正确测血糖", "护膝操", "午睡的讲究", "体检报告怎么读"), ALL_DAY),
    Notice("消防演练", (*HOMES, *WORKS), ("东侧停车场", "二号楼前", "大门口广场"), ("穿平底鞋", "带一条湿毛巾", "长头发扎起来", "听到哨声立刻集合"),
        ("灭火毯盖油锅", "低姿穿过烟道", "干粉灭火器实操", "结绳逃生", "模拟拨打火警", "清点人数")),
    Notice("旧书交换会", (*BOOKS, *HOMES), ("一楼大厅", "多功能厅", "三楼展厅"), ("书要干净完整", "不带教材和杂志", "书里别夹私人信件", "每人最多带十本"),
        ("一书换一券", "小人书专桌", "盲盒换书", "残书修补", "给山村孩子捐书", "藏书故事分享")),
    Notice("太极拳体验课", (*HOMES, *TOWN), ("老年活动室", "文化广场", "湖边平台"), ("穿宽松衣裤", "自备水杯", "饭后一小时内别练", "穿软底鞋"),
        ("云手", "起势与收势", "站桩", "推手入门", "野马分鬃", "呼吸配合"),
        ALL_DAY, MILD),
    Notice("编程体验课", SCHOOLS, ("创客教室", "机房", "三楼电脑室"), ("带一个U盘", "家长在教室外等候", "不要迟到", "自带耳机"),
        ("走迷宫的小猫", "会报时的时钟", "猜数字游戏", "画正多边形", "红绿灯模拟", "弹球小游戏"),
        months=TERM),
    Notice("湿地观鸟", (*SCHOOLS, *HOMES), ("湿地公园南门", "水库大坝", "湖心观鸟台"), ("别穿鲜艳衣服", "带望远镜", "说话放轻声音", "穿防滑的鞋"),
        ("分辨白鹭和苍鹭", "认黑水鸡", "看鸬鹚晾翅", "听苇莺的叫声", "记录种类和只数", "看羽毛认鸟"),
        ("morning", "afternoon"), MILD),
    Notice("厨艺课", (*WORKS, *HOMES), ("烹饪教室", "社区厨房", "活动中心厨房"), ("现场交材料费", "自带围裙", "指甲剪短", "把手表戒指摘下"),
        ("擀烧卖皮", "煮菌菇汤", "松鼠鳜鱼的花刀", "拌三丝", "熬糖色", "卷花卷"), lasts=WORKSHOP),
    Notice("皮影戏", TOWN, ("老戏台", "文化广场", "戏楼前"), ("自带小板凳", "不要带宠物", "开演后不要走动", "拍照别开闪光灯"),
        ("《三打白骨精》", "新编《石桥娘子》", "幕后摸影人", "驴皮雕刻讲解", "《武松打虎》", "观众学耍小猴"), ("afternoon", "evening"), MILD),
    Notice("植树活动", (*WORKS, *SCHOOLS), ("北坡苗圃", "河堤", "东山脚下"), ("戴手套", "自带铁锹", "穿不怕脏的鞋", "孩子由大人领着"),
        ("栽耐旱的侧柏", "认养海棠", "培土浇定根水", "挂树名牌", "给树干刷白", "清理枯枝"),
        ("morning", "afternoon"), (3, 4), WORKSHOP),
    Notice("汉服展示", TOWN, ("古戏台", "博物馆前厅", "文庙大殿前"), ("不要触摸展示的服装", "拍照不用闪光灯", "前三排请让给老人坐", "衣服有拖尾的请提好下摆"),
        ("秦汉深衣", "唐代襦裙", "明代马面裙", "学行叉手礼", "盘发演示", "团扇舞"),
        ("morning", "afternoon"), MILD),
    Notice("急救培训", (*WORKS, *HOMES), ("多功能厅", "红十字救护站", "二楼会议室"), ("穿长裤", "带身份证登记", "取下项链和手表", "有腰伤的事先说明"),
        ("胸外按压", "气道异物处理", "三角巾包扎", "止血带使用", "中暑处置", "除颤仪实操"), ALL_DAY),
    Notice("乒乓球训练课", WORKS, ("体育馆西厅", "职工之家", "工人俱乐部"), ("自带球拍", "穿运动鞋", "换下皮鞋再进场", "带一条擦汗毛巾"),
        ("反手拨球", "握拍纠正", "多球步法", "发下旋球", "接发球判断", "双打走位"), ALL_DAY),
    Notice("陶艺课", (*SCHOOLS, *TOWN), ("后院工坊", "美术室", "手工教室"), ("剪短指甲", "自带围裙", "不穿白衣服", "没烧好的作品别带走"),
        ("泥条盘杯", "拉坯定中心", "素坯上青釉", "刻花", "捏小动物", "修坯"),
        months=TERM, lasts=WORKSHOP),
    Notice("求职讲座", COLLEGES, ("大学生活动中心", "学术报告厅", "就业指导中心"), ("带一份简历", "凭学生证入场", "提前五分钟入座", "想好一个要问的问题"),
        ("简历常见毛病", "无领导小组模拟", "谈薪技巧", "面试着装", "试用期权益", "行业前景"), ALL_DAY,
        (3, 4, 5, 9, 10, 11, 12)),
    Notice("茶艺体验课", (*TOWN, *WORKS), ("二楼茶室", "活动中心茶室", "多功能厅"), ("剪短指甲", "别喷香水", "空腹的先吃点东西", "手机调成静音"),
        ("盖碗泡岩茶", "宋式点茶", "水温对比", "闻香杯用法", "辨认陈茶", "茶席布置"), ALL_DAY),
    Notice("盆栽养护课", HOMES, ("社区花房", "一楼活动室", "小区凉亭"), ("自带一盆花", "自带小铲子", "戴一副旧手套", "换下的旧土装袋带走"),
        ("兰花换盆", "绿萝黄叶诊断", "月季扦插", "自制肥水", "给多肉浇水", "防治红蜘蛛"), months=MILD),
    Notice("防诈骗讲座", (*HOMES, *WORKS), ("多功能厅", "一楼会议室", "一楼大厅"), ("带上手机", "带上老花镜", "可疑短信先别删", "子女最好陪着来"),
        ("“退款”短信拆解", "假客服识别", "冒充孙子小品", "转账延迟设置", "投资群套路", "案件回放"), ALL_DAY),
    Notice("书法公开课", (*TOWN, *SCHOOLS), ("书画室", "三楼展厅", "美术室"), ("自带毛笔", "垫一张旧报纸", "写完把笔洗净", "穿深色衣服"),
        ("颜体横画", "临《兰亭序》", "合写长联", "执笔纠正", "宣纸与墨色", "篆刻小印"), months=TERM),
    Notice("木工体验课", (*WORKS, *SCHOOLS), ("木工房", "后院工坊", "手工教室"), ("戴护目镜", "扎好长发", "十岁以下由家长陪同", "不穿宽袖衣服"),
        ("锯燕尾榫", "削陀螺", "刨平木板", "打磨木勺", "认木纹", "给小板凳上蜡"), months=TERM, lasts=WORKSHOP),
    Notice("手机摄影课", (*HOMES, *TOWN), ("二楼教室", "小展厅", "活动中心"), ("手机充满电", "选好三张照片", "清出一些存储空间", "擦干净镜头"),
        ("逆光拍人像", "老街门环", "三分法构图", "夜景防抖", "后期裁剪", "拍好一碗面"), ALL_DAY),
    Notice("象棋指导课", (*HOMES, *WORKS), ("棋牌室", "一楼活动室", "老年活动室"), ("自带棋具", "手机调成静音", "观棋不语", "落子无悔"),
        ("中炮对屏风马", "一对十车轮战", "单车胜士象", "弃子攻杀", "开局陷阱", "复盘讲解"), ALL_DAY),
    Notice("插花体验课", (*WORKS, *HOMES), ("手工活动室", "二楼教室", "多功能厅"), ("自带花瓶", "现场交材料费", "带一把花剪", "怕花粉的请戴口罩"),
        ("芦苇配洋桔梗", "三主枝高低法", "餐桌花环", "醒花剪根", "花泥用法", "迷你瓶花"), ALL_DAY),
    Notice("剪纸体验课", (*TOWN, *HOMES), ("一楼活动室", "多功能厅", "二楼手工坊"), ("自带剪刀", "红纸在现场领，别多拿", "剪刀用完合拢放好", "留一张作品贴上墙"),
        ("喜鹊登梅", "六角雪花", "牵手娃娃", "鱼形窗花", "立体春字", "蝴蝶对折")),
    Notice("评书专场", TOWN, ("老茶馆", "文化馆小剧场", "古戏台"), ("手机调成静音", "自带茶杯", "开书以后别接话", "孩子哭闹请抱到外头"),
        ("《杨家将》选段", "定场诗", "新编剿匪故事", "《水浒》开篇", "醒木技法讲解", "观众学口技"), ("afternoon", "evening"),
        MILD),
    Notice("糕点烘焙课", (*HOMES, *WORKS), ("烘焙教室", "活动中心厨房", "社区厨房"),
        ("对鸡蛋过敏的先说明", "自备饭盒", "洗净双手再进", "长发要盘起来"),
        ("蔓越莓饼干", "给蛋糕裱花", "打发蛋白", "芝麻薄脆", "隔水化巧克力", "认识高筋粉和低筋粉"), lasts=(60,)),
    Notice("天文讲座", SCHOOLS, ("天文台", "阶梯教室", "科学教室"),
        ("关掉手电筒", "带一件外套", "望远镜排队使用", "夜里由家长接送"),
        ("冬季大三角", "月面环形山", "土星光环", "北斗定向", "活动星图用法", "流星雨成因"), parts=("evening",), months=TERM),
    Notice("吉他入门课", (*SCHOOLS, *WORKS), ("音乐教室", "排练厅", "多功能厅"),
        ("剪短左手指甲", "自带吉他", "琴弦先调好音", "椅子用后归位"),
        ("C调音阶", "和弦转换", "扫弦节奏", "看六线谱", "弹《小星星》", "换琴弦"), months=TERM),
    Notice("手语课", (*HOMES, *SCHOOLS), ("多功能厅", "二楼教室", "一楼活动室"),
        ("不要戴手套", "坐在看得见老师的位置", "课后完成打卡视频", "手机调成静音"),
        ("问路手势", "数字和日期", "医院常用句", "姓氏打法", "手语歌", "点餐对话"), months=TERM),
    Notice("小家电维修课", HOMES, ("社区凉亭", "物业门口", "一楼大厅"),
        ("先断电再动手", "自带一把螺丝刀", "不要拆微波炉", "可以带一件坏了的小家电"),
        ("电饭锅换插头", "风扇上油", "台灯换开关", "吸尘器清堵", "电吹风除尘", "门铃调试"), months=MILD, lasts=WORKSHOP),
    Notice("法律讲座", (*HOMES, *TOWN), ("调解室", "一楼大厅", "二楼会议室"),
        ("带合同复印件", "问题写在纸上", "手机调成静音", "提前十分钟入座"),
        ("租房押金", "遗嘱写法", "邻里漏水赔偿", "劳动合同试用期", "彩礼纠纷", "车位归属")),
    Notice("缝纫课", (*WORKS, *HOMES), ("手工活动室", "裁缝间", "二楼教室"),
        ("自带一块棉布", "针用完插回针包", "长发扎起来", "带老花镜"),
        ("锁扣眼", "改裤脚", "缝拉链", "缝围裙口袋", "看裁剪图", "补破洞"), lasts=WORKSHOP),
    Notice("口琴课", (*SCHOOLS, *TOWN), ("音乐教室", "小剧场", "二楼教室"),
        ("自备口琴", "课前漱口", "不借用别人的琴", "带谱夹"),
        ("单音练习", "吹《送别》", "手震音", "呼吸换气", "看简谱", "二部合奏"), months=TERM),
    Notice("桥牌课", (*WORKS, *COLLEGES), ("棋牌室", "活动中心", "二楼会议室"),
        ("对家之间不交谈", "牌打完放整齐", "手机调成静音", "迟到的先在旁边看"),
        ("叫牌约定", "数大牌点", "飞牌", "做庄计划", "防守信号", "复式记分"), parts=ALL_DAY, months=TERM),
    Notice("养蜂参观", (*SCHOOLS, *TOWN), ("山脚蜂场", "果园蜂场", "生态农场"),
        ("穿浅色长袖", "别喷香水", "对蜂毒过敏的不参加", "不拍打蜜蜂"),
        ("看蜂王产卵", "割蜜盖", "摇蜜", "认工蜂雄蜂", "尝巢蜜", "蜂箱构造"), parts=("morning", "afternoon"), months=(4, 5, 9, 10)),
    Notice("观影座谈会", (*TOWN, *WORKS, *COLLEGES), ("放映厅", "小剧场", "报告厅"),
        ("放映时不接电话", "零食留在门外", "提前想好一个问题", "带孩子的请坐后排"),
        ("老电影片段", "配音演员谈", "默片配乐", "海报鉴赏", "修复前后对比", "影评写法"), parts=("afternoon", "evening"), months=TERM),
)  # fmt: skip
NOTICE_LEAD = (
    "{host}通知：{month}月{first}日{opens}在{venue}举办{event}",
    "{host}的通知说，{event}定在{month}月{first}日{opens}，地点{venue}",
    "{host}贴出通知：{month}月{first}日{opens}，{venue}有{event}",
    "{host}通知如下：{month}月{first}日{opens}起，{venue}举办{event}",
    "{host}公告栏有一则通知：{event}于{month}月{first}日{opens}在{venue}举办",
    "{host}发来通知：{event}{month}月{first}日{opens}开始，在{venue}举行",
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
    "连办{rounds}场，相邻两场之间休息{rest}分钟", "共{rounds}场，场与场之间休息{rest}分钟", "分{rounds}场，相邻两场之间隔{rest}分钟",
    "一共安排{rounds}场，每场结束后休息{rest}分钟再开下一场",
)  # fmt: skip
NOTICE_PAIR = (
    "连办{rounds}场，两场之间休息{rest}分钟", "共{rounds}场，中间休息{rest}分钟", "分{rounds}场，两场之间隔{rest}分钟",
    "一共安排{rounds}场，第一场结束后休息{rest}分钟再开下一场",
)  # fmt: skip
"""How a notice of only two sessions states their number and the break."""
NOTICE_ABOUT = (
    "内容一是{first_part}，一是{next_part}",
    "内容是{first_part}、{next_part}",
    "安排了两项：{first_part}、{next_part}",
    "每场都有{first_part}、{next_part}两项",
)
NOTICE_CONTACT = ("联系人是{who}", "报名找{who}", "由{who}负责", "现场找{who}签到")
NOTICE_EXTRA = ("提醒：{extra}", "注意：{extra}", "有一条要求：{extra}", "请记住：{extra}")
NOTICE_CLAUSES = (
    (NOTICE_LEAD, NOTICE_CONTACT, NOTICE_ABOUT, NOTICE_LENGTH, NOTICE_ROUNDS, NOTICE_EXTRA),
    (NOTICE_LEAD, NOTICE_ABOUT, NOTICE_ROUNDS, NOTICE_LENGTH, NOTICE_CONTACT, NOTICE_EXTRA),
    (NOTICE_LEAD, NOTICE_LENGTH, NOTICE_ROUNDS, NOTICE_ABOUT, NOTICE_CONTACT, NOTICE_EXTRA),
)
"""The orders in which a notice states its facts."""
NOTICE_ASKS = {
    "end": (
        ("根据通知，最后一场几点结束？", "最后一场{end}结束"),
        ("请根据通知回答：全部场次到几点结束？", "全部场次到{end}结束"),
        ("照这份通知推算，散场是几点？", "散场是{end}"),
        ("根据这份通知推算，活动什么时候全部结束？", "活动{end}全部结束"),
        ("依照通知，参加末场的人几点能离开？", "参加末场的人{end}能离开"),
    ),
    "second": (
        ("根据通知，第二场几点开始？", "第二场{second}开始。"),
        ("请根据通知回答：想参加第二场，几点到不迟？", "{second}以前到就不迟，第二场{second}开始。"),
        ("照这份通知推算，第二场从几点到几点？", "第二场从{second}到{over}。"),
        ("根据这份通知推算，第二场的起止时间各是几点？", "第二场的起止时间是{second}—{over}。"),
        ("依照通知，参加第二场的人几点能离开？", "参加第二场的人{over}能离开。"),
    ),
    "need": (
        ("根据通知，要在哪里参加，有什么要求？", "要在{venue}参加，要求是：{extra}。"),
        ("请根据通知回答：去什么地方？要注意什么？", "去{venue}；要注意：{extra}。"),
        ("照这份通知，地点和注意事项分别是什么？", "地点是{venue}，注意事项是：{extra}。"),
        ("根据这份通知，活动办在哪儿？提了什么要求？", "活动办在{venue}；提的要求是：{extra}。"),
        ("依照通知，参加的人该去哪儿，要记住什么？", "该去{venue}，要记住：{extra}。"),
    ),
}
"""Questions about a notice by kind, each with the answer in its own words."""


def sessions(rng: Random, notice: Notice) -> tuple[int, int, int, int]:
    """Draw when the first session starts, the length of a session, their number, and the break between two.

    The last session is over before lunch, supper or the night.
    """
    starts, latest = STARTS[rng.choice(notice.parts)]
    opens, lasts, rest = rng.choice(starts), rng.choice(notice.lasts), rng.choice((5, 10, 15, 20))
    return opens, lasts, rng.randint(2, min(4, (latest - opens + rest) // (lasts + rest))), rest


def write_notice(rng: Random) -> Task:
    """Ask about a notice in the instruction: venue and requirement, or a time computed from rounds and breaks.

    The day is never in the first week of a month, where the long holidays are.
    """
    notice, kind = rng.choice(NOTICES), rng.choice(tuple(NOTICE_ASKS))
    opens, lasts, rounds, rest = sessions(rng, notice)
    second, end = opens + lasts + rest, opens + rounds * lasts + (rounds - 1) * rest
    one, two = rng.sample(notice.abouts, 2)
    facts = {
        "who": person(rng), "first_part": one, "next_part": two,
        "month": rng.choice(notice.months), "first": rng.randint(8, 28), "opens": hhmm(opens), "lasts": lasts,
        "venue": rng.choice(notice.venues), "host": rng.choice(notice.hosts), "event": notice.event,
        "rounds": rounds, "rest": rest, "extra": rng.choice(notice.extras),  "second": hhmm(second),
        "over": hhmm(second + lasts), "end": hhmm(end),
    }  # fmt: skip
    ask, answer = rng.choice(NOTICE_ASKS[kind])
    if kind == "end":
        breaks = f"中间休息{rest}分钟" if rounds == 2 else f"{rounds - 1}次休息共{(rounds - 1) * rest}分钟"
        answer += f"：{rounds}场共{rounds * lasts}分钟，加上{breaks}。"
    phrased = (NOTICE_PAIR if rounds == 2 and each is NOTICE_ROUNDS else each for each in rng.choice(NOTICE_CLAUSES))
    clauses = [rng.choice(phrasings) for phrasings in phrased]
    instruction = "；".join(clauses) + "。" + ask
    return Task(instruction.format(**facts), "", answer.format(**facts))
