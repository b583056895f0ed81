"""Write the minutes of a meeting that assigns six duties, and ask for some of the duties, people or deadlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, quoted
from selfinstruct.teachers.offline.tables import Rows, shaped
from selfinstruct.teachers.offline.world import listed, people


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project that people meet about: remarks on how it stands, duties that only this project has, and its months."""

    project: str
    remarks: tuple[str, str]
    duties: tuple[str, ...]
    months: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12)  # no meetings in the October holidays


MEETINGS = (
    Meeting("滨江公园夜间照明改造", ("有居民反映江堤台阶太暗，老人晚上不敢走", "旧灯杆有一半已经锈穿"),
        ("清点报废灯杆", "测量步道照度", "张贴停电告示", "比选节能灯具", "走访沿江住户", "焊接灯座底板", "调试感应开关")),
    Meeting("老城区菜市场搬迁", ("还有十来家摊主没在协议上签字", "新市场的冷库下周才能通电"),
        ("丈量新摊位", "补签搬迁协议", "抽签分配铺面", "清洗水产池", "迁移公交站牌", "封闭旧排水沟", "校验公平秤")),
    Meeting("校史馆开馆", ("老校友捐来的照片多数没有写明年代", "展柜的玻璃比原定薄了两毫米"),
        ("考订老照片年代", "录制校友口述", "撰写展板说明", "更换展柜玻璃", "拟定嘉宾名单", "排练讲解词", "扫描旧校刊")),
    Meeting("冷链车队扩编", ("上个月有两趟疫苗因为车不够而改期", "两名老驾驶员年底退休"),
        ("招聘夜班驾驶员", "校准车厢温度计", "办理冷藏车牌照", "续签油卡协议", "规划配送线路", "改装制冷机组", "培训装卸工")),
    Meeting("社区食堂试营业", ("试吃的老人都说菜偏咸", "下雨天门口的坡道很滑"),
        ("调整低盐菜谱", "铺设防滑坡道", "办理餐饮许可", "采购保温餐盒", "登记高龄老人", "安装刷脸结账机", "配齐后厨刀具")),
    Meeting("半程马拉松医疗保障", ("去年有七名选手在后半程抽筋", "救护车开不进十二公里处的窄路"),
        ("划定救护车通道", "培训骑行急救员", "领取除颤器", "联系沿线医院", "配制电解质饮料", "印制急救卡片", "排定终点值守表"), (3, 4, 9, 11)),
    Meeting("古戏台修缮", ("东侧的檐柱已经被白蚁蛀空", "文物局要求留下每一块旧木料"),
        ("灌药治理白蚁", "拓印梁上题字", "编号旧木料", "烧制筒瓦样品", "搭设遮雨棚", "复核彩画颜料", "寻访老木匠")),
    Meeting("图书馆自助借还系统升级", ("现在的机器读不出新办的读者证", "儿童区排队时间最长"),
        ("转换条码数据", "粘贴芯片标签", "测试读者证", "搬走旧还书箱", "编写操作图示", "划好儿童区排队线", "统计逾期图书")),
    Meeting("茶叶出口报关", ("对方国家刚刚提高了农药残留标准", "货柜要赶月底的船期"),
        ("补做农残检测", "核对装箱单", "申领原产地证", "预订货柜舱位", "翻译品名标签", "更换防潮内袋", "缴纳检疫费")),
    Meeting("员工宿舍翻新", ("三楼的卫生间一直往下渗水", "施工期间夜班工人白天睡不好"),
        ("重做卫生间防水", "腾空三楼房间", "选购隔音门", "协调夜班床位", "粉刷走廊", "更换热水器", "验收电路改造")),
    Meeting("地铁站口雨棚加装", ("钢构件比图纸短了四厘米", "早高峰不许占用人行道"),
        ("复测钢构件尺寸", "办理夜间占道许可", "吊装玻璃顶板", "调整盲道走向", "遮盖自动扶梯", "检验螺栓扭矩", "制定早高峰疏导方案")),
    Meeting("儿童病房画廊布置", ("护士长提醒颜料不能有气味", "小病人们最想看到鲸鱼和火车"),
        ("征集儿童画", "选用无味颜料", "打磨画框边角", "勾勒鲸鱼墙", "安排消毒时段", "给小画家写信", "悬挂矮层展板")),
    Meeting("葡萄园滴灌改造", ("南坡的水压不够，末端几行总是缺水", "末梢的滴头常被泥沙堵住"),
        ("加装增压泵", "开挖主管沟", "冲洗过滤器", "标记缺水行", "采集土样", "学习施肥程序", "估算用水量"), (3, 4, 5)),
    Meeting("电商年货节备货", ("去年腊肉礼盒第二天就卖断了货", "快递公司年前一周就停止收件"),
        ("预测礼盒销量", "锁定快递运力", "拍摄开箱短片", "设计福字包装", "培训临时客服", "抽检腊肉批次", "搭建满减活动"), (11, 12)),
    Meeting("博物馆夜场开放", ("上次夜场有观众在展厅里迷了路", "青铜馆的灯光过亮"),
        ("调暗青铜馆射灯", "设计荧光路标", "核定预约名额", "改编夜游讲解", "增派巡馆保安", "调整文创店营业时间", "试走撤离路线"), (5, 6, 7, 8)),
    Meeting("渔港防风加固", ("上一次台风吹翻了两条小船", "外堤有一段护坡已经松动"),
        ("浇筑外堤护坡", "清点缆绳", "召回远海渔船", "加固冷冻厂屋顶", "试鸣警报器", "转运养殖网箱", "储备应急柴油"), (6, 7, 8)),
    Meeting("纺织厂消防整改", ("检查组发现棉絮堆到了配电箱旁边", "二车间的安全门被货架挡住"),
        ("清除配电箱棉絮", "挪走挡门货架", "更换过期灭火器", "加装烟感探头", "组织夜间疏散演练", "绘制消火栓位置图", "签订动火责任书")),
    Meeting("乡村电影周放映", ("后山村的电压不稳，上回放到一半停了电", "孩子们点名要看动画片"),
        ("租用柴油发电机", "挑选动画片目", "缝制大银幕", "平整晒谷场", "广播放映通知", "维修放映机镜头", "分送放映海报"), (7, 8, 9)),
    Meeting("养老院无障碍改建", ("轮椅在餐厅门口转不过弯", "有三位老人夜里起身时摔过跤"),
        ("加宽餐厅门洞", "安装床边夜灯", "拆除卫生间门槛", "焊装走廊扶手", "试坐升降浴缸", "统计老人起夜时间", "征求家属意见")),
    Meeting("机场摆渡车调度", ("北坪的航班常常要等二十分钟才有车", "两辆电动车的续航掉到了一半"),
        ("重排北坪班次", "更换动力电池", "增设充电桩", "核对航班时刻", "考核调度新手", "粘贴乘客须知", "分析等待时长")),
    Meeting("高三家长会筹备", ("上学期有不少家长找不到教室", "心理老师建议单独留出答疑时间"),
        ("摆放教室指引牌", "准备志愿填报讲稿", "预约心理咨询", "汇总模考成绩", "开放地下车位", "安排学生代表发言", "录制分会场视频"), (3, 4)),
    Meeting("露天泳池开放", ("池底有十几块瓷砖松脱", "附近居民担心夜里太吵"),
        ("修补池底瓷砖", "化验池水余氯", "聘请持证救生员", "约定夜间闭池时间", "编排儿童课表", "更换更衣柜锁", "公布票价方案"), (5, 6)),
    Meeting("方言童谣采录", ("会唱的老人平均年龄超过八十岁", "有几首童谣的用字谁也说不准"),
        ("寻访高龄歌者", "记录国际音标", "考证童谣用字", "租借录音笔", "剪辑样带", "绘制插图", "签署授权书")),
    Meeting("果蔬直通车进小区", ("第一批西红柿运到时压坏了不少", "物业只同意停在东门外"),
        ("改用硬壳周转筐", "划定东门停车位", "制作每日菜价牌", "回访退货住户", "建立团购群", "核算损耗比例", "接洽合作社货源"), (6, 7, 8, 9)),
    Meeting("野生鸟类救助站扩建", ("候鸟季一到笼舍就不够用", "志愿者里只有两个人会喂猛禽"),
        ("搭建猛禽笼舍", "采购冻鼠饲料", "邀请兽医坐诊", "编写放飞规程", "登记环志编号", "培训接线志愿者", "清运旧围网"), (3, 9, 11)),
    Meeting("老年大学招生", ("书法班去年开课前一天就报满了", "很多老人不会在手机上付款"),
        ("增开书法平行班", "开设现场缴费窗口", "续聘舞蹈老师", "修理电子琴", "印刷大字课程表", "检查教室地面防滑", "组织汇报演出"), (2, 8)),
)  # fmt: skip
HOLIDAY_MONTHS = (1, 5)  # no one meets on the first days of these months
ERRANDS_OF_READERS = (
    "{who}要据此排班",
    "{who}在给各家发催办短信",
    "{who}没赶上会，正在补进度",
    "{who}下周要向上级汇报",
    "{who}打算把分工贴到公告栏",
    "{who}刚接手督办工作",
    "{who}在做进度看板",
    "{who}要在日历里设提醒",
    "{who}准备开电话会逐一跟进",
    "{who}负责给经办人发加班餐券",
    "{who}想知道谁手上有空",
    "{who}在写这个月的简报",
    "{who}要给协作单位回话",
    "{who}替生病的组长盯进度",
    "{who}正在整理档案",
    "{who}想先约好复查的时间",
    "{who}要核对报销单上的经手人",
    "{who}出差回来第一件事就是问这个",
    "{who}要转告没有进群的同事",
    "{who}在写工作方案",
    "{who}打算给按时完成的人申请奖励",
    "{who}怕有人记错日子",
    "{who}要写发言提纲",
    "{who}要把任务录进项目管理软件",
    "{who}想提前订好会议室复盘",
    "{who}要给审计员准备材料",
    "{who}今晚得把安排念给请假的人听",
    "{who}正和财务商量用款时间",
    "{who}想把任务写到白板上",
    "{who}要把日期抄到台历上",
)


@dataclass(frozen=True, slots=True)
class Duty:
    """An assigned duty: what is to be done, the person in charge and the deadline."""

    duty: str
    who: str
    day: int
    date: str

    def told(self, line: str) -> str:
        """Fill in a line of the minutes."""
        return line.format(duty=self.duty, who=self.who, date=self.date)


Ask = tuple[str, Rows, tuple[str, ...]]  # a request, the rows that answer it, and the heads of their cells
MINUTES_LINES = (
    "{duty}交给{who}，{date}前完成。",
    "{who}负责{duty}，{date}前办妥。",
    "{duty}一事由{who}牵头，期限为{date}。",
    "会上确定，{duty}由{who}在{date}前完成。",
)
PROSE_LINES = (
    "{who}答应{duty}，{date}前办完。",
    "{duty}交给{who}，{date}前要有结果。",
    "考虑到人手，{duty}派给{who}，最迟{date}。",
    "{who}主动揽下{duty}，说好{date}交差。",
    "大家推举{who}来{duty}，时间卡在{date}。",
    "{who}负责{duty}，期限定在{date}。",
)
CHAT_LINES = (
    "{who}：{duty}我来，{date}前给结果。",
    "{who}：{duty}归我，{date}能办完。",
    "{who}：{duty}算我的，截止写{date}就行。",
    "{who}：我来{duty}，{date}前肯定弄完。",
)
MAIL_LINES = ("{duty}——{who}（{date}前）", "{who}——{duty}（{date}前）", "{duty}：请{who}在{date}前完成")


def numbered_minutes(rng: Random, meeting: Meeting, host: str, opened: str, duties: list[Duty]) -> str:
    """Write minutes with a heading and one numbered line for each duty."""
    lines = [duty.told(rng.choice(MINUTES_LINES)) for duty in duties]
    head = f"{meeting.project}例会纪要\n时间：{opened}\n主持：{host}\n会上通报：{rng.choice(meeting.remarks)}。\n"
    return head + "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))


def prose_minutes(rng: Random, meeting: Meeting, host: str, opened: str, duties: list[Duty]) -> str:
    """Write minutes as two paragraphs: how the project stands, and who does what."""
    first, second = rng.sample(meeting.remarks, 2)
    lead = f"{opened}下午，{host}召集大家商量{meeting.project}。会上先说了两个情况：{first}；{second}。"
    lines = rng.sample(PROSE_LINES, len(PROSE_LINES))
    return f"{lead}\n" + "".join(duty.told(line) for duty, line in zip(duties, lines, strict=True))


def chat_minutes(rng: Random, meeting: Meeting, host: str, opened: str, duties: list[Duty]) -> str:
    """Write a group chat in which everyone takes on a duty."""
    lines = [duty.told(rng.choice(CHAT_LINES)) for duty in duties]
    lines.insert(rng.randint(1, 5), f"{host}：别忘了，{rng.choice(meeting.remarks)}。")
    return f"（“{meeting.project}”工作群，{opened}）\n{host}：各位认领一下任务吧。\n" + "\n".join(lines)


def mail_minutes(rng: Random, meeting: Meeting, host: str, opened: str, duties: list[Duty]) -> str:
    """Write an e-mail that confirms the duties agreed in a meeting."""
    line = rng.choice(MAIL_LINES)
    lines = "\n".join(duty.told(line) for duty in duties)
    return (
        f"主题：{meeting.project}的分工\n各位同事：\n今天碰头时提到，{rng.choice(meeting.remarks)}。分工如下：\n"
        f"{lines}\n有困难请尽早告诉我。\n{host}\n{opened}"
    )


MINUTES_FORMS: tuple[tuple[str, Callable[[Random, Meeting, str, str, list[Duty]], str]], ...] = (
    ("会议纪要", numbered_minutes),
    ("会议记录", prose_minutes),
    ("群聊记录", chat_minutes),
    ("邮件", mail_minutes),
)
DUTY_KEYS = (("负责人", "期限"), ("期限", "负责人"), ("负责人",), ("期限",))


def named_duties(rng: Random, duties: list[Duty]) -> Ask:
    """Ask for the person, the deadline or both of some duties."""
    asked, keys = rng.sample(duties, rng.randint(3, 5)), rng.choice(DUTY_KEYS)
    rows = [(each.duty, *({"负责人": each.who, "期限": each.date}[key] for key in keys)) for each in asked]
    names = quoted([each.duty for each in asked])
    ask = rng.choice(("提取{names}的{keys}", "找出{names}对应的{keys}", "摘出{names}这{n}项的{keys}"))
    return ask.format(names=names, keys=listed(keys), n=COUNTS[len(asked)]), rows, ("事项", *keys)


def named_people(rng: Random, duties: list[Duty]) -> Ask:
    """Ask for the duties and deadlines of some people."""
    asked = rng.sample(duties, rng.randint(3, 4))
    ask = rng.choice(
        ("提取{names}各自的任务和期限", "摘出{names}分别要做的事，连同期限", "找出{names}领到的任务和最后日期")
    )
    rows: Rows = [(each.who, each.duty, each.date) for each in asked]
    return ask.format(names=listed([each.who for each in asked])), rows, ("姓名", "任务", "期限")


def due_duties(rng: Random, duties: list[Duty]) -> Ask:
    """Ask for the duties that are due up to or after a day, in the order of their deadlines."""
    rising = sorted(duties, key=lambda each: each.day)
    cut = rng.randint(2, 4)
    bound = rising[cut - 1].date
    early = rng.random() < 0.5
    ask = f"提取{bound}（含当天）以前到期的任务" if early else f"提取期限在{bound}之后的任务"
    chosen = rising[:cut] if early else rising[cut:]
    rows: Rows = [(each.date, each.duty, each.who) for each in chosen]
    return f"{ask}，按期限从早到晚排", rows, ("期限", "任务", "负责人")


DUTY_ASKS = (named_duties, named_people, due_duties, named_duties)
MINUTES_FRAMES = (
    "这是{project}的{form}，{errand}。请{ask}，{shape}。",
    "{errand}。请从{project}的{form}里{ask}，{shape}。",
    "{project}的事刚商量完，{errand}。请从{form}里{ask}，{shape}。",
    "下面的{form}说的是{project}。{errand}，请{ask}，{shape}。",
)


def write_minutes(rng: Random) -> Task:
    """Write the minutes of a meeting that assigns six duties, and ask for some of the duties, people or deadlines."""
    meeting = rng.choice(MEETINGS)
    month = rng.choice(meeting.months)
    host, reader, *workers = people(rng, 8)
    duties = [
        Duty(duty, who, day, f"{month}月{day}日")
        for duty, who, day in zip(rng.sample(meeting.duties, 6), workers, rng.sample(range(8, 29), 6), strict=True)
    ]
    form, write = rng.choice(MINUTES_FORMS)
    minutes = write(rng, meeting, host, f"{month}月{rng.randint(6 if month in HOLIDAY_MONTHS else 1, 7)}日", duties)
    ask, rows, heads = rng.choice(DUTY_ASKS)(rng, duties)
    shape, answer = shaped(rng, rows, heads)
    errand = rng.choice(ERRANDS_OF_READERS).format(who=reader)
    frame = rng.choice(MINUTES_FRAMES)
    instruction = frame.format(project=meeting.project, form=form, errand=errand, ask=ask, shape=shape)
    return Task(instruction, minutes, answer)
