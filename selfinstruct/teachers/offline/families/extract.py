"""Extraction tasks: a generated text, and a request for some of the facts in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import CITIES, WEEKDAYS, listed, people, person


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project that people meet about: remarks on how it stands, and duties that only this project has."""

    project: str
    remarks: tuple[str, str]
    duties: tuple[str, ...]


MEETINGS = (
    Meeting("滨江公园夜间照明改造", ("有居民反映江堤台阶太暗，老人晚上不敢走", "旧灯杆有一半已经锈穿"),
        ("清点报废灯杆", "测量步道照度", "张贴停电告示", "比选节能灯具", "走访沿江住户", "焊接灯座底板", "调试感应开关")),
    Meeting("老城区菜市场搬迁", ("还有十来家摊主没在协议上签字", "新市场的冷库下周才能通电"),
        ("丈量新摊位", "补签搬迁协议", "抽签分配铺面", "清洗水产池", "改迁公交站牌", "封闭旧排水沟", "回收公平秤")),
    Meeting("校史馆开馆", ("老校友捐来的照片多数没有写明年代", "展柜的玻璃比原定薄了两毫米"),
        ("考订老照片年代", "录制校友口述", "撰写展板说明", "更换展柜玻璃", "拟定嘉宾名单", "排练讲解词", "扫描旧校刊")),
    Meeting("冷链车队扩编", ("上个月有两趟疫苗因为车不够而改期", "两名老驾驶员年底退休"),
        ("招聘夜班驾驶员", "校准车厢温度计", "办理冷藏车牌照", "续签油卡协议", "规划配送线路", "改装制冷机组", "考核装卸工")),
    Meeting("社区食堂试营业", ("试吃的老人都说菜偏咸", "下雨天门口的坡道很滑"),
        ("调整低盐菜谱", "铺设防滑坡道", "办理餐饮许可", "采购保温餐盒", "登记高龄老人", "安装刷脸结账机", "轮换后厨刀具")),
    Meeting("半程马拉松医疗保障", ("去年有七名选手在后半程抽筋", "十二公里处的救护车进不去"),
        ("划定救护车通道", "培训骑行急救员", "领取除颤器", "联系沿线医院", "配制电解质饮料", "印制急救卡片", "排定终点值守")),
    Meeting("古戏台修缮", ("东侧的檐柱已经被白蚁蛀空", "文物局要求留下每一块旧木料"),
        ("灌药治理白蚁", "拓印梁上题字", "编号旧木料", "烧制筒瓦样品", "搭设遮雨棚", "复核彩画颜料", "请来老木匠")),
    Meeting("图书馆自助借还系统升级", ("现在的机器读不出新办的读者证", "儿童区排队时间最长"),
        ("转换条码数据", "粘贴芯片标签", "测试读者证", "搬走旧还书箱", "编写操作图示", "引导儿童区排队", "统计逾期图书")),
    Meeting("茶叶出口报关", ("对方国家刚刚提高了农药残留标准", "货柜要赶月底的船期"),
        ("补做农残检测", "核对装箱单", "申领原产地证", "预订货柜舱位", "翻译品名标签", "更换防潮内袋", "缴纳检疫费")),
    Meeting("员工宿舍翻新", ("三楼的卫生间一直往下渗水", "施工期间夜班工人白天睡不好"),
        ("重做卫生间防水", "腾空三楼房间", "选购隔音门", "协调夜班床位", "粉刷走廊", "更换热水器", "验收电路改造")),
    Meeting("地铁站口雨棚加装", ("钢构件比图纸短了四厘米", "早高峰不许占用人行道"),
        ("复测钢构件尺寸", "办理夜间占道许可", "吊装玻璃顶板", "改道盲人步道", "遮盖自动扶梯", "检验螺栓扭矩", "疏导早高峰客流")),
    Meeting("儿童病房画廊布置", ("护士长提醒颜料不能有气味", "小病人们最想看到鲸鱼和火车"),
        ("征集儿童画", "选用无味颜料", "打磨画框边角", "勾勒鲸鱼墙", "安排消毒时段", "给小画家写信", "悬挂矮层展板")),
    Meeting("葡萄园滴灌安装", ("南坡的水压不够，末端几行总是缺水", "末梢的滴头常被泥沙堵住"),
        ("加装增压泵", "开挖主管沟", "冲洗过滤器", "标记缺水行", "采集土样", "学习施肥程序", "估算用水量")),
    Meeting("电商年货节备货", ("去年腊肉礼盒第二天就卖断了货", "快递公司年前一周就停止收件"),
        ("预测礼盒销量", "锁定快递运力", "拍摄开箱短片", "设计福字包装", "培训临时客服", "抽检腊肉批次", "搭建满减活动")),
    Meeting("博物馆夜场开放", ("上次夜场有观众在展厅里迷了路", "青铜馆的灯光过亮"),
        ("调暗青铜馆射灯", "设计荧光路标", "限定预约名额", "改编夜游讲解", "增派巡馆保安", "延长文创店营业", "试走撤离路线")),
    Meeting("渔港防风加固", ("上一次台风吹翻了两条小船", "外堤有一段护坡已经松动"),
        ("浇筑外堤护坡", "清点缆绳", "召回远海渔船", "加固冷冻厂屋顶", "试鸣警报器", "转运养殖网箱", "储备应急柴油")),
    Meeting("纺织厂消防整改", ("检查组发现棉絮堆到了配电箱旁边", "二车间的安全门被货架挡住"),
        ("清除配电箱棉絮", "挪走挡门货架", "更换过期灭火器", "加装烟感探头", "组织夜间疏散演练", "绘制消火栓位置图", "签订动火责任书")),
    Meeting("乡村电影周放映", ("后山村的电压不稳，上回放到一半停了电", "孩子们点名要看动画片"),
        ("租用柴油发电机", "挑选动画片目", "缝制大银幕", "平整晒谷场", "广播放映通知", "维修放映机镜头", "收集观众意见")),
    Meeting("养老院无障碍改建", ("轮椅在餐厅门口转不过弯", "有三位老人夜里起身时摔过跤"),
        ("加宽餐厅门洞", "安装床边夜灯", "拆除卫生间门槛", "焊装走廊扶手", "试坐升降浴缸", "记录老人起夜时间", "安抚家属情绪")),
    Meeting("机场摆渡车调度", ("北坪的航班常常要等二十分钟才有车", "两辆电动车的续航掉到了一半"),
        ("重排北坪班次", "更换动力电池", "增设充电桩", "核对航班时刻", "训练调度新手", "粘贴乘客须知", "分析等待时长")),
    Meeting("高三家长会筹备", ("上学期有不少家长找不到教室", "心理老师建议单独留出答疑时间"),
        ("摆放教室指引牌", "准备志愿填报讲稿", "预约心理咨询", "汇总模考成绩", "开放地下车位", "安排学生代表发言", "录制分会场视频")),
    Meeting("露天泳池开放", ("池底有十几块瓷砖松脱", "附近居民担心夜里太吵"),
        ("修补池底瓷砖", "化验池水余氯", "聘请持证救生员", "约定夜间闭池时间", "编排儿童课表", "更换更衣柜锁", "公布票价方案")),
    Meeting("方言童谣采录", ("会唱的老人平均年龄超过八十岁", "有几首童谣的用字谁也说不准"),
        ("寻访高龄歌者", "记录国际音标", "考证童谣用字", "租借录音笔", "剪辑样带", "配画插图", "签署授权书")),
    Meeting("果蔬直通车进小区", ("第一批西红柿运到时压坏了不少", "物业只同意停在东门外"),
        ("改用硬壳周转筐", "划定东门停车位", "公示每日菜价", "回访退货住户", "建立团购群", "核算损耗比例", "接洽合作社货源")),
    Meeting("野生鸟类救助站扩建", ("候鸟季一到笼舍就不够用", "志愿者里只有两个人会喂猛禽"),
        ("搭建猛禽笼舍", "采购冻鼠饲料", "邀请兽医坐诊", "编写放飞规程", "登记环志编号", "培训接线志愿者", "清运旧围网")),
    Meeting("老年大学招生", ("书法班去年开课前一天就报满了", "很多老人不会在手机上付款"),
        ("增开书法平行班", "开设现场缴费窗口", "续聘舞蹈老师", "修理电子琴", "印刷大字课程表", "抽查教室地面", "组织汇报演出")),
)  # fmt: skip
ERRANDS_OF_READERS = (
    "{who}要据此排值班车",
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
    "{who}要给供货商回话",
    "{who}替生病的组长盯进度",
    "{who}正在整理档案",
    "{who}想先预约验收的人",
    "{who}要核对报销单上的经手人",
    "{who}出差回来第一件事就是问这个",
    "{who}要转告没有进群的同事",
    "{who}在编写阶段总结",
    "{who}打算给按时完成的人申请奖励",
    "{who}怕有人记错日子",
    "{who}要写发言提纲",
    "{who}在填项目管理软件",
    "{who}想提前订好会议室复盘",
    "{who}要给审计员准备材料",
    "{who}今晚得把安排念给工友听",
    "{who}正和财务对用款时间",
    "{who}想把任务写到白板上",
    "{who}要和施工队对表",
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


Rows = list[tuple[str, ...]]
Ask = tuple[str, Rows, tuple[str, ...]]  # a request, the rows that answer it, and the heads of their cells
MINUTES_LINES = (
    "{duty}交给{who}，{date}前完成。",
    "{who}负责{duty}，{date}前办妥。",
    "{duty}一事由{who}牵头，期限为{date}。",
    "会上确定，{duty}由{who}在{date}前完成。",
)
PROSE_LINES = (
    "{who}答应{duty}，{date}前办完。",
    "{duty}落到{who}头上，{date}到期。",
    "考虑到人手，{duty}派给{who}，最迟{date}。",
    "{who}主动揽下{duty}，{date}交差。",
    "大家推举{who}来{duty}，时间卡在{date}。",
)
CHAT_LINES = (
    "{who}：{duty}我来，{date}前给结果。",
    "{who}：{duty}归我，{date}能交。",
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
    return f"{lead}\n" + "".join(duty.told(rng.choice(PROSE_LINES)) for duty in duties)


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


def in_lines(rows: Rows, heads: tuple[str, ...]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a line for each row: its first cell, a colon, and the other cells."""
    return "\n".join(f"{first}：{'，'.join(rest)}" for first, *rest in rows)


def in_table(rows: Rows, heads: tuple[str, ...]) -> str:
    """Write a table in Markdown."""
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * len(heads), *rows))


def in_json(rows: Rows, heads: tuple[str, ...]) -> str:
    """Write an array of objects in JSON."""
    return json.dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False)


def in_one_line(rows: Rows, heads: tuple[str, ...]) -> str:  # noqa: ARG001 - all writers take the same
    """Write all rows in one line, with the other cells of a row in parentheses."""
    return "；".join(f"{first}（{'，'.join(rest)}）" for first, *rest in rows) + "。"


ROW_SHAPES: tuple[tuple[tuple[str, ...], Callable[[Rows, tuple[str, ...]], str]], ...] = (
    (("一行写一项，{first}后面用冒号接上{rest}", "逐行写成“{first}：{commas}”的样子"), in_lines),
    (("做成Markdown表格，各列依次是{heads}", "用Markdown画一张表，表头为{heads}"), in_table),
    (("以JSON数组给出，每个对象的键是{heads}", "结果输出成JSON，一项一个对象，包含{heads}"), in_json),
    (("写在同一行里，用分号隔开，{rest}放进括号", "不要分行，各项以分号相隔，括号里写{rest}"), in_one_line),
)


def shaped(rng: Random, rows: Rows, heads: tuple[str, ...]) -> tuple[str, str]:
    """Draw the form of the answer, and return the wording that asks for it and the answer in this form."""
    wordings, write = rng.choice(ROW_SHAPES)
    wording = rng.choice(wordings).format(
        first=heads[0], rest=listed(heads[1:]), commas="，".join(heads[1:]), heads="、".join(heads)
    )
    return wording, write(rows, heads)


def quoted(items: list[str]) -> str:
    """Put each item in quotation marks and concatenate them."""
    return "".join(f"“{item}”" for item in items)


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
COUNTS = ("零", "一", "两", "三", "四", "五")


def write_minutes(rng: Random) -> Task:
    """Write the minutes of a meeting that assigns six duties, and ask for some of the duties, people or deadlines."""
    meeting, month = rng.choice(MEETINGS), rng.randint(1, 12)
    host, reader, *workers = people(rng, 8)
    duties = [
        Duty(duty, who, day, f"{month}月{day}日")
        for duty, who, day in zip(rng.sample(meeting.duties, 6), workers, rng.sample(range(8, 29), 6), strict=True)
    ]
    form, write = rng.choice(MINUTES_FORMS)
    minutes = write(rng, meeting, host, f"{month}月{rng.randint(1, 7)}日", duties)
    ask, rows, heads = rng.choice(DUTY_ASKS)(rng, duties)
    shape, answer = shaped(rng, rows, heads)
    errand = rng.choice(ERRANDS_OF_READERS).format(who=reader)
    frame = rng.choice(MINUTES_FRAMES)
    instruction = frame.format(project=meeting.project, form=form, errand=errand, ask=ask, shape=shape)
    return Task(instruction, minutes, answer)


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival: a sentence that introduces it, and sessions that only this festival has."""

    name: str
    intro: str
    sessions: tuple[str, ...]


FESTIVALS = (
    Festival("云溪镇采茶节", "今年的春茶比去年早十天开采",
        ("手工炒茶体验", "采茶姑娘对歌", "斗茶会", "茶园摄影讲座", "茶点烘焙课", "百年茶树认养", "紫砂壶鉴赏", "竹篓编织赛")),
    Festival("海岸音乐周", "沙滩上的主舞台面朝落日",
        ("少儿口琴合奏", "民谣弹唱夜", "非洲鼓工作坊", "渔歌采风分享", "手碟冥想", "黑胶唱片交换", "大学生乐队赛", "海螺号角教学")),
    Festival("城南旧书市集", "三十多家旧书店第一次聚到一起",
        ("旧书修补课", "盲盒换书", "连环画品鉴", "藏书票印制", "绝版书拍卖", "亲子绘本朗读", "老书店主座谈", "手工线装体验")),
    Festival("高新区科普日", "园区里的实验室难得对外开门",
        ("机器狗表演", "无人机编队飞行", "显微镜下的昆虫", "电路板焊接课", "风洞参观", "火箭模型发射", "声音可视化展", "芯片知识问答")),
    Festival("松花湖消夏节", "主办方提醒大家带上防蚊水",
        ("充气滑梯比赛", "皮划艇接力", "冰镇西瓜速吃", "湖畔露天电影", "野钓大赛", "水枪混战", "萤火虫导览", "稻田音乐会")),
    Festival("白鹭洲风筝节", "气象台说那几天有三到四级东南风",
        ("沙燕风筝扎制", "巨型章鱼放飞", "风筝彩绘", "空中打斗赛", "夜光风筝表演", "绕线比快", "风筝史图片展", "双线特技教学")),
    Festival("杏林中医药文化节", "坐诊的都是退休返聘的老大夫",
        ("艾灸养生讲座", "百草辨识", "香囊缝制", "八段锦晨练", "药膳试吃", "拔罐演示", "古方抄写", "小儿推拿入门")),
    Festival("望江社区邻里节", "整条街的居民一起出力筹办",
        ("百家宴", "旧物交换", "楼道涂鸦", "象棋擂台", "老照片修复", "亲子跳蚤市场", "方言相声", "婴儿爬行赛")),
    Festival("大学城动漫展", "参展的社团来自十一所高校",
        ("原创漫画签售", "角色扮演巡游", "配音体验舱", "分镜创作课", "手办涂装", "宅舞挑战", "独立游戏试玩", "同人本交流")),
    Festival("石板街美食周", "许多摊位是家里传了三代的",
        ("辣椒酱品鉴", "拉面绝活", "蒙眼猜菜", "糖画体验", "醉蟹品尝", "咖啡拉花教学", "豆腐雕花", "主厨圆桌谈")),
    Festival("荷塘村丰收节", "村口的晒场铺满了新谷",
        ("稻草人搭建", "打糍粑", "拔河邀请赛", "农具回忆展", "南瓜称重赛", "插秧机驾驶", "乡村厨艺比拼", "摸鱼大赛")),
    Festival("长桥湾滨水节", "当天沿河的三座码头都停止收费",
        ("摇橹船巡游", "桨板瑜伽", "水质检测体验", "河灯制作", "纤夫号子演唱", "桥梁写生", "鸬鹚捕鱼表演", "骑行安全课")),
    Festival("梨园戏曲月", "压轴的剧团专程从外省赶来",
        ("昆曲化妆演示", "水袖入门", "折子戏专场", "票友大赛", "锣鼓经讲解", "戏服展", "皮影戏演出", "儿童脸谱描绘")),
    Festival("东山岭登高节", "登山口新铺了一段木栈道",
        ("古道徒步", "菊花糕品尝", "重阳诗会", "急救技能培训", "山野植物辨认", "攀岩体验", "敬老茶席", "云海摄影")),
    Festival("竹海摄影周", "本届的主题是雨后的山林",
        ("夜景拍摄课", "胶片冲洗", "微距观虫", "航拍入门", "竹林人像", "暗房开放", "影展导览", "针孔相机制作")),
    Festival("河坊街非遗展", "最年长的传承人今年九十一岁",
        ("木版年画印制", "蓝染手帕制作", "剪纸大赛", "漆扇体验", "皮影雕刻", "古琴斫制讲座", "绒花制作", "打铁花")),
    Festival("极光谷冰雪季", "入场前最好换上防滑靴",
        ("冰雕开凿", "雪地足球", "狗拉雪橇", "冬泳展示", "热炕故事会", "冰上龙舟", "冻梨品尝", "滑雪基础课")),
    Festival("云顶天文周", "山顶的城市灯光最少",
        ("木星观测", "星座神话讲演", "星轨拍摄", "陨石触摸展", "望远镜调试", "太阳黑子观察", "月面地图绘制", "天文馆夜宿")),
    Festival("花田小镇园艺节", "两百亩郁金香正好开到最盛",
        ("多肉植物义卖", "插花工作坊", "堆肥课堂", "盆景修剪", "干花相框", "蜂箱观察", "月季嫁接演示", "花艺时装秀")),
    Festival("青少年运动嘉年华", "报名的孩子一半来自乡镇学校",
        ("街舞对抗赛", "飞盘体验", "花样跳绳", "轮滑障碍赛", "击剑试课", "三对三篮球", "定向越野", "趣味保龄球")),
    Festival("宠物友好日", "进园的猫狗都要系好牵引绳",
        ("流浪猫领养", "狗狗敏捷赛", "宠物洗护讲堂", "给兔子画像", "导盲犬体验", "鹦鹉学话", "宠物义诊", "猫咪家具手作")),
    Festival("老工业区创意节", "锅炉房第一次改作剧场",
        ("废铁雕塑", "工人诗歌朗诵", "机床操作演示", "烟囱灯光秀", "厂史剧场", "涂鸦墙共创", "二手自行车拍卖", "齿轮首饰制作")),
    Festival("国际儿童戏剧节", "演出台词都配了手语翻译",
        ("木偶剧首演", "影子剧工坊", "小丑课堂", "童话广播剧", "剧本接龙", "舞台机关揭秘", "面具制作", "默剧入门")),
    Festival("棋牌文化周", "参赛年龄从六岁到八十岁不等",
        ("围棋车轮战", "桥牌讲座", "象棋残局破解", "五子棋快赛", "国际象棋复盘", "古谱展览", "魔方盲拧", "亲子飞行棋")),
)  # fmt: skip
NIGHTLY = {
    "民谣弹唱夜", "湖畔露天电影", "萤火虫导览", "稻田音乐会", "夜光风筝表演", "河灯制作", "夜景拍摄课", "打铁花", "热炕故事会",
    "木星观测", "星轨拍摄", "望远镜调试", "天文馆夜宿", "烟囱灯光秀", "无人机编队飞行",
}  # fmt: skip
SPOTS = (
    "东广场",
    "二号展厅",
    "荷花池边",
    "综合楼三楼",
    "临湖草坪",
    "老戏台",
    "游客中心",
    "北门帐篷区",
    "体育馆内场",
    "南侧草坡",
    "木栈道尽头",
    "多功能礼堂",
    "美食街中段",
    "停车场西侧",
    "玻璃温室",
    "钟楼底层",
    "三号仓库",
    "银杏林",
    "露天剧场",
    "文创小院",
)
VISITS = (
    "{who}要带两个孩子去",
    "{who}的假不多",
    "{who}陪腿脚不便的父亲同去",
    "{who}要在校报上写预告",
    "{who}想把喜欢的几场存进手机",
    "{who}给外地同学做攻略",
    "{who}在旅行社排接送车",
    "{who}答应替邻居问清楚",
    "{who}是志愿者，正在背流程",
    "{who}要给摊主送水",
    "{who}负责现场音响",
    "{who}想约朋友一起看",
    "{who}正在做一张小卡片",
    "{who}要给老年团念日程",
    "{who}打算拍几条短视频",
    "{who}得先和班主任请假",
    "{who}在电台口播活动信息",
    "{who}替公司挑团建项目",
    "{who}要安排保洁进场",
    "{who}在给轮椅观众画路线",
    "{who}头一回去，怕走错地方",
    "{who}打算采访几位负责人",
    "{who}要给孩子的美术班选活动",
    "{who}在接咨询电话",
    "{who}准备给游客中心做立牌",
    "{who}正在排医疗点的班",
    "{who}想避开人多的场次",
    "{who}要替合唱团报名",
    "{who}在给女朋友安排约会",
    "{who}得先把火车票订好",
)


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a festival, with its day, start, place and person in charge."""

    name: str
    day: str
    clock: str
    place: str
    who: str

    @property
    def time(self) -> str:
        """Day and start of the session."""
        return f"{self.day}{self.clock}"


def listed_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a programme with a line for each session."""
    lines = [f"{each.name}：{each.time}开始，在{each.place}集合，负责人{each.who}" for each in sessions]
    return f"{festival.name}节目单（{festival.intro}）\n" + "\n".join(lines)


def tabled_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:
    """Write a table with the columns in random order, after a sentence about the festival."""
    cells = {
        "活动": [each.name for each in sessions],
        "时间": [each.time for each in sessions],
        "集合地点": [each.place for each in sessions],
        "负责人": [each.who for each in sessions],
    }
    heads = rng.sample(tuple(cells), len(cells))
    table = in_table(list(zip(*(cells[head] for head in heads), strict=True)), tuple(heads))
    return f"{festival.name}活动安排。{festival.intro}。\n{table}"


NOTICES = (
    "{time}，{name}开始，在{place}集合，由{who}负责。",
    "{name}定在{time}，集合地点是{place}，负责人是{who}。",
    "想参加{name}的朋友，请{time}到{place}找负责人{who}签到。",
    "由{who}负责的{name}{time}开始，请到{place}集合。",
)


def told_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:
    """Write a notice in prose."""
    told = "".join(
        rng.choice(NOTICES).format(name=each.name, time=each.time, place=each.place, who=each.who) for each in sessions
    )
    return f"{festival.name}就要开始了，{festival.intro}。{told}遇雨顺延，请留意现场广播。"


def dated_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a programme that lists the sessions under their days."""
    parts = []
    for day in dict.fromkeys(each.day for each in sessions):
        parts.append(f"【{day}】")
        parts += [f"{each.clock} {each.name}（{each.place}，{each.who}）" for each in sessions if each.day == day]
    return f"{festival.name}日程\n{festival.intro}。括号里是集合地点和负责人。\n" + "\n".join(parts)


PROGRAMME_FORMS: tuple[tuple[str, Callable[[Random, Festival, list[Session]], str]], ...] = (
    ("节目单", listed_programme),
    ("活动安排表", tabled_programme),
    ("活动通知", told_programme),
    ("日程", dated_programme),
)
ASPECT_KEYS = (
    ("时间", "集合地点"),
    ("集合地点", "负责人"),
    ("时间", "负责人"),
    ("集合地点", "时间", "负责人"),
    ("负责人", "集合地点"),
    ("时间",),
)


def aspects_of(session: Session, keys: tuple[str, ...]) -> list[str]:
    """Return the requested facts of a session."""
    facts = {"时间": session.time, "集合地点": session.place, "负责人": session.who}
    return [facts[key] for key in keys]


def named_sessions(rng: Random, sessions: list[Session]) -> Ask:
    """Ask for some aspects of some sessions."""
    asked, keys = rng.sample(sessions, rng.randint(3, 5)), rng.choice(ASPECT_KEYS)
    names = quoted([each.name for each in asked])
    ask = rng.choice(("提取{names}的{keys}", "摘出{names}的{keys}，其余活动不用管", "找出{names}这{n}项的{keys}"))
    rows: Rows = [(each.name, *aspects_of(each, keys)) for each in asked]
    return ask.format(names=names, keys=listed(keys), n=COUNTS[len(asked)]), rows, ("活动", *keys)


def sessions_of_people(rng: Random, sessions: list[Session]) -> Ask:
    """Ask which sessions some people are in charge of, and when and where they take place."""
    asked = rng.sample(sessions, 3)
    names = listed([each.who for each in asked])
    ask = rng.choice(("提取{names}各自负责的活动及其时间、集合地点", "找出由{names}负责的活动，写明时间和集合地点"))
    return ask.format(names=names), [(each.who, each.name, each.time, each.place) for each in asked], (
        "负责人", "活动", "时间", "集合地点"
    )  # fmt: skip


def sessions_of_a_day(rng: Random, sessions: list[Session]) -> Ask:
    """Ask for the sessions of a day on which there are at least two, in the order of their times."""
    days = [each.day for each in sessions]
    day = rng.choice([day for day in days if days.count(day) > 1])
    keys = rng.choice(ASPECT_KEYS[:4])
    rows: Rows = [(each.name, *aspects_of(each, keys)) for each in sessions if each.day == day]
    return f"提取{day}全部活动的{listed(keys)}，按开始的先后排", rows, ("活动", *keys)


SESSION_ASKS = (named_sessions, named_sessions, sessions_of_people, sessions_of_a_day)
PROGRAMME_FRAMES = (
    "这是{festival}的{form}，{visit}。请{ask}，{shape}。",
    "{visit}，去的是{festival}。请从{form}里{ask}，{shape}。",
    "{festival}开幕在即，{visit}。请从{form}中{ask}，{shape}。",
    "下面是{festival}的{form}。{visit}，请{ask}，{shape}。",
)


def scheduled(rng: Random, festival: Festival) -> list[tuple[tuple[int, int], str]]:
    """Draw six sessions, and a different day and hour for each. Sessions that need the dark start in the evening."""
    slots: dict[tuple[int, int], str] = {}
    for name in rng.sample(festival.sessions, 6):
        hours = range(18, 21) if name in NIGHTLY else range(9, 18)
        free = [(day, hour) for day in (4, 5, 6) for hour in hours if (day, hour) not in slots]
        slots[rng.choice(free)] = name
    return sorted(slots.items())


def write_programme(rng: Random) -> Task:
    """Write the programme of a festival, and ask for time, place or person in charge of some sessions."""
    festival, (visitor, *hosts) = rng.choice(FESTIVALS), people(rng, 7)
    sessions = [
        Session(name, WEEKDAYS[day], f"{hour}:{rng.choice(('00', '15', '30', '45'))}", place, host)
        for ((day, hour), name), place, host in zip(scheduled(rng, festival), rng.sample(SPOTS, 6), hosts, strict=True)
    ]
    form, write = rng.choice(PROGRAMME_FORMS)
    ask, rows, heads = rng.choice(SESSION_ASKS)(rng, sessions)
    shape, answer = shaped(rng, rows, heads)
    instruction = rng.choice(PROGRAMME_FRAMES).format(
        festival=festival.name, form=form, visit=rng.choice(VISITS).format(who=visitor), ask=ask, shape=shape
    )
    return Task(instruction, write(rng, festival, sessions), answer)


@dataclass(frozen=True, slots=True)
class Goods:
    """A product that a customer may order, with its measure word and its variants."""

    name: str
    unit: str
    variants: tuple[str, ...]


GOODS = (
    Goods("羽绒被", "条", ("1.5米的", "1.8米的", "加厚的")),
    Goods("电饭煲", "个", ("三升的", "五升的", "白色的")),
    Goods("桶装水", "桶", ("18升的", "11升的")),
    Goods("雨伞", "把", ("黑色的", "透明的", "折叠的")),
    Goods("运动鞋", "双", ("38码的", "42码的", "灰色的")),
    Goods("慕斯蛋糕", "个", ("六寸的", "八寸的", "芒果味的")),
    Goods("台灯", "盏", ("夹式的", "暖光的")),
    Goods("五常大米", "袋", ("5公斤装的", "10公斤装的")),
    Goods("书架", "个", ("三层的", "五层的", "胡桃色的")),
    Goods("百合花", "束", ("粉色的", "白色的")),
    Goods("猫粮", "袋", ("成猫的", "幼猫的", "鸡肉味的")),
    Goods("保温杯", "只", ("红色的", "500毫升的")),
    Goods("窗帘", "幅", ("遮光的", "米色的", "纱质的")),
    Goods("花生油", "桶", ("5升的", "1.8升的")),
    Goods("行李箱", "个", ("20寸的", "24寸的", "银色的")),
    Goods("纯牛奶", "箱", ("低脂的", "全脂的")),
    Goods("瑜伽垫", "张", ("加宽的", "紫色的")),
    Goods("机械键盘", "把", ("青轴的", "红轴的")),
    Goods("腊肠", "斤", ("广式的", "川味的")),
    Goods("折叠椅", "把", ("带扶手的", "绿色的")),
)
STREETS = (
    "解放路",
    "花园街",
    "东湖南路",
    "槐树巷",
    "建设大道",
    "梧桐里",
    "凤凰路",
    "石桥街",
    "望海路",
    "学府路",
    "银杏街",
    "长乐坊",
    "北固山路",
    "青年路",
    "纺织新村",
    "码头街",
)
ARRIVALS = (
    "明天上午",
    "明晚七点后",
    "周六中午",
    "后天下午三点前",
    "周日上午十点",
    "今天下班前",
    "周五早上八点",
    "下周二晚上",
)
SLIPS = (
    "我要{count}{unit}{variant}{goods}，送到{street}{number}号，{who}收，{when}送，{remark}。",
    "麻烦{when}送{count}{unit}{goods}到{street}{number}号，要{variant}，收件人写{who}，{remark}。",
    "{street}{number}号{who}订{count}{unit}{goods}，{variant}，{when}到就行，{remark}。",
    "{remark}！帮{who}下单：{variant}{goods}来{count}{unit}，地址{street}{number}号，{when}有人在家。",
    "{who}，住{street}{number}号，{when}收货。{goods}{count}{unit}，只要{variant}，{remark}。",
    "上回买的{variant}{goods}不错，再给{who}来{count}{unit}，{when}送{street}{number}号，{remark}。",
)
REGRETS = (
    "哦不对，数量改成{count}{unit}。",
    "等等，还是要{count}{unit}吧。",
    "刚才说错了，是{count}{unit}。",
    "算了，{count}{unit}才够。",
    "",
    "",
)
REMARKS = (
    "门铃坏了请打电话",
    "放在门卫室就行",
    "发票抬头写个人",
    "别用泡沫箱装",
    "送货员请穿鞋套",
    "附一张生日贺卡",
    "货到再付现金",
    "旧的顺便帮忙带走",
    "家里有婴儿别敲门",
    "从地下车库进电梯",
    "外包装别贴价签",
    "用礼盒包起来",
    "记得带上说明书",
    "先放隔壁老周家",
    "小票单独寄给公司",
    "搬上六楼另给小费",
    "保安会问就报房号",
    "见不到本人别签收",
    "狗已经拴好放心进",
    "请走小区北门",
)
ORDER_FRAMES = (
    "把留言“{text}”提取成订单，填写下面各栏。",
    "“{text}”请摘出最终的订单信息，填好空白单。",
    "客服{clerk}收到：“{text}”提取信息，填进下表。",
    "从“{text}”中找出下单内容，填写表单，以顾客最后说的为准。",
    "“{text}”请按下列各项提取。",
)
FORM = ("商品", "规格", "数量", "收件人", "地址", "送达时间", "备注")


def write_order(rng: Random) -> Task:
    """Fill in a form from a customer's message. If the message changes the quantity, the last one counts."""
    goods, street, number, regret = rng.choice(GOODS), rng.choice(STREETS), rng.randint(2, 398), rng.choice(REGRETS)
    (first, second), variant, who = rng.sample(range(3, 10), 2), rng.choice(goods.variants), person(rng)
    when, remark = rng.choice(ARRIVALS), rng.choice(REMARKS)
    text = rng.choice(SLIPS).format(
        count=first,
        unit=goods.unit,
        variant=variant,
        goods=goods.name,
        street=street,
        number=number,
        who=who,
        when=when,
        remark=remark,
    ) + regret.format(count=second, unit=goods.unit)
    values = {
        "商品": goods.name,
        "规格": variant.removesuffix("的"),
        "数量": f"{second if regret else first}{goods.unit}",
        "收件人": who,
        "地址": f"{street}{number}号",
        "送达时间": when,
        "备注": remark,
    }
    fields = rng.sample(FORM, rng.randint(4, 7))
    answer = "\n".join(f"{field}：{values[field]}" for field in fields)
    blank = "\n".join(f"{field}：" for field in fields)
    return Task(rng.choice(ORDER_FRAMES).format(text=text, clerk=person(rng)), blank, answer)


SPENDINGS = (
    ("打车去火车站", 18, 90),
    ("买了两斤排骨", 40, 90),
    ("给手机换屏", 150, 600),
    ("看话剧", 80, 380),
    ("交宽带费", 60, 200),
    ("给侄子买拼图", 30, 150),
    ("配近视镜", 200, 900),
    ("理发", 20, 120),
    ("换车胎", 260, 800),
    ("挂专家号", 30, 100),
    ("寄冬衣回老家", 20, 80),
    ("请同事吃烤鱼", 130, 400),
    ("买生抽和料酒", 15, 50),
    ("给绿萝换盆", 15, 70),
    ("洗窗帘", 40, 160),
    ("办健身卡", 300, 1500),
    ("修高跟鞋", 10, 60),
    ("订牛奶", 90, 200),
    ("报插花课", 120, 500),
    ("加油", 150, 400),
    ("买蓝牙耳机", 90, 700),
    ("复印病历", 5, 30),
    ("租露营灯", 30, 100),
    ("给猫绝育", 300, 900),
    ("换纱窗", 60, 300),
    ("随礼", 200, 800),
    ("买进口樱桃", 50, 180),
    ("打印简历", 3, 20),
    ("充地铁卡", 50, 200),
    ("开锁", 60, 200),
    ("吃羊肉泡馍", 20, 50),
    ("拔智齿", 300, 1200),
    ("买法语词典", 40, 130),
    ("修水龙头", 30, 150),
)
SPENDING_FRAMES = (
    "{who}{when}记了一笔流水账：“{text}”请提取{sought}，{shape}。",
    "“{text}”从{who}{when}的这些开支中找出{sought}，{shape}。",
    "{who}在对{when}的账：“{text}”请摘出{sought}，{shape}。",
    "下面是{who}{when}的花销：“{text}”列出{sought}，{shape}。",
)
SHAPES: tuple[tuple[str, Callable[[list[tuple[str, int]]], str]], ...] = (
    ("写成“项目：金额”，一行一项", lambda rows: "\n".join(f"{what}：{cost}元" for what, cost in rows)),
    ("以JSON对象给出，键是项目、值是数字", lambda rows: json.dumps(dict(rows), ensure_ascii=False)),
    (
        "做成Markdown表格，列名是项目、金额",
        lambda rows: in_table([(what, f"{cost}元") for what, cost in rows], ("项目", "金额")),
    ),
    ("用顿号隔开，只写项目不写金额", lambda rows: "、".join(what for what, _ in rows)),
)
WHENS = ("周末", "上周", "三月上旬", "出差前", "国庆假期", "搬家那几天", "元旦前后", "昨天", "开学前", "中秋那周")


def spendings(rng: Random) -> list[tuple[str, int]]:
    """Draw four to six expenses with different amounts."""
    while True:
        rows = [(what, rng.randint(low, high)) for what, low, high in rng.sample(SPENDINGS, rng.randint(4, 6))]
        if len({cost for _, cost in rows}) == len(rows):
            return rows


def write_spending(rng: Random) -> Task:
    """List expenses and ask for those above or below a bound, the top two, or all, in a given order and format."""
    rows = spendings(rng)
    rising = sorted(rows, key=lambda row: row[1])
    bound = rising[len(rows) // 2][1]
    sought, chosen = rng.choice(
        (
            (f"不低于{bound}元的支出，按金额从高到低排", rising[len(rows) // 2 :][::-1]),
            (f"低于{bound}元的支出，按原文顺序排", [row for row in rows if row[1] < bound]),
            ("最贵的两项支出，贵的在前", rising[:-3:-1]),
            ("全部支出，从便宜到贵排", rising),
        )
    )
    text = "，".join(f"{what}{rng.choice(('花了', '', '用掉'))}{cost}元" for what, cost in rows) + "。"
    shape, write = rng.choice(SHAPES)
    instruction = rng.choice(SPENDING_FRAMES).format(
        who=person(rng), when=rng.choice(WHENS), text=text, sought=sought, shape=shape
    )
    return Task(instruction, "", write(chosen))


RIDES = ("坐高铁", "乘飞机", "搭长途大巴", "租车", "拼车", "坐绿皮火车")
ERRANDS = (
    "拜访棉纺厂",
    "参加表姐的婚礼",
    "调试一台磨床",
    "看壁画展",
    "签代理合同",
    "给学生做讲座",
    "检查门店卫生",
    "采访老船长",
    "考察冷库",
    "领设计奖",
    "尝早茶",
    "陪母亲看病",
    "谈茶叶收购",
    "参观汽车厂",
    "拍外景",
    "探望战友",
    "面试店长",
    "盘点样品",
    "听交响乐",
    "验收钢构件",
    "补办学位证",
    "爬城墙",
    "借阅县志",
    "送展品",
    "学扎染",
)
TRIP_FRAMES = (
    "“{text}”请从{who}的这段行程里提取{sought}，按出现的先后{shape}。",
    "{who}写道：“{text}”找出文中{sought}，依次{shape}。",
    "{who}的行程是：“{text}”请摘出其中{sought}，按原文顺序{shape}。",
    "从{who}的出差日志“{text}”里列出{sought}，先后顺序不变，{shape}。",
)
STOP_SHAPES: tuple[tuple[str, Callable[[Rows, tuple[str, ...]], str]], ...] = (
    ("一站写一行，中间用逗号隔开", lambda rows, _: "\n".join("，".join(row) for row in rows)),
    ("做成Markdown表格，一站一行", in_table),
    ("写成JSON数组，一站一个对象", in_json),
)


def write_trip(rng: Random) -> Task:
    """Describe a trip with three or four stops and ask for its cities, dates, transport or errands in order."""
    count, month = rng.randint(3, 4), rng.randint(1, 12)
    cities, errands, rides = rng.sample(CITIES, count), rng.sample(ERRANDS, count), rng.sample(RIDES, count)
    days = [f"{month}月{day}日" for day in sorted(rng.sample(range(1, 29), count))]
    text = "；".join(
        rng.choice(("{day}{ride}到{city}{errand}", "{day}{ride}去{city}，{errand}")).format(
            day=day, ride=ride, city=town, errand=errand
        )
        for day, ride, town, errand in zip(days, rides, cities, errands, strict=True)
    )
    places = {"城市": cities, "日期": days, "交通方式": rides, "办的事": errands}
    sought, shape, answer = rng.choice((one_kind_of_fact, facts_of_every_stop))(rng, places)
    instruction = rng.choice(TRIP_FRAMES).format(text=text + "。", who=person(rng), sought=sought, shape=shape)
    return Task(instruction, "", answer)


def one_kind_of_fact(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for one kind of fact in one line."""
    kind = rng.choice(tuple(places))
    sought = {"城市": "到过的城市", "日期": "出行的日期", "交通方式": "乘坐的交通方式", "办的事": "在各地办的事"}[kind]
    shape = rng.choice(("用顿号隔开", "以顿号连接", "用顿号分隔"))
    return sought, shape, "、".join(places[kind])


def facts_of_every_stop(rng: Random, places: dict[str, list[str]]) -> tuple[str, str, str]:
    """Ask for two or three kinds of facts about every stop, in lines, as a table or in JSON."""
    kinds = tuple(rng.sample(tuple(places), rng.choice((2, 3))))
    shape, write = rng.choice(STOP_SHAPES)
    rows: Rows = list(zip(*(places[kind] for kind in kinds), strict=True))
    return f"每一站的{listed(kinds)}", shape, write(rows, kinds)


FAMILIES: tuple[Family, ...] = (
    Family("minutes_duties", TaskType.EXTRACT, write_minutes),
    Family("programme_sessions", TaskType.EXTRACT, write_programme),
    Family("order_form", TaskType.EXTRACT, write_order),
    Family("spending_items", TaskType.EXTRACT, write_spending),
    Family("trip_facts", TaskType.EXTRACT, write_trip),
)
