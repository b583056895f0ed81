"""Ask about a log of a system: when a fault began, how often it was reported, how long it lasted, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import numbered
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class System:
    """A system: its failing part and another one, its hours, the messages of its log, what people notice, and the setting."""

    name: str
    part: str
    other: str
    hours: tuple[int, int]
    normal: tuple[str, ...]
    warnings: tuple[str, ...]
    errors: tuple[str, ...]
    actions: tuple[str, ...]
    recovered: str
    aside: str
    symptoms: tuple[str, ...]
    settings: tuple[str, ...]


# fmt: off
SYSTEMS = (
    System("医院挂号系统", "排号服务", "短信网关", (7, 16), ("放出退回的号源12个", "同步医生排班", "核对医保支付记录"), ("排号队列积压超过200条", "号源库响应变慢"),
        ("写入号源失败", "取号请求超时", "锁定号源冲突", "校验医保卡失败", "回写排队号失败"), ("重启排号服务", "切换到备用号源库"), "恢复取号", "发送失败，号码为空",
        ("窗口排起长队", "自助机反复吐空票", "病人说交了钱没有号", "分诊台接连打来电话", "医生对着空屏幕等", "儿科走廊挤满了人"),
        ("刚过完长假", "流感正多", "新院区头一天开诊", "分诊台在换班")),
    System("图书检索平台", "索引服务", "封面缓存", (9, 20), ("载入新书86种", "更新热门榜单", "合并书目索引"), ("索引文件接近上限", "查询耗时升到4秒"),
        ("查询索引失败", "分词进程退出", "读取索引页出错", "拼写校正崩溃", "返回结果为空"), ("重启索引服务", "调用昨夜的索引副本"), "检索恢复正常", "封面图片缺失",
        ("读者查不到任何书", "阅览室的检索机转圈", "馆员代人手工找书", "有人查县志查了个空", "索书条打不出来"),
        ("期末复习的人特别多", "新生来上入馆课", "值班的是实习馆员", "书库正在倒架")),
    System("影城票务网站", "下单接口", "座位图服务", (9, 22), ("开放周末场次", "同步影厅座位", "核对支付流水"), ("库存锁等待偏长", "连接池只剩3个"),
        ("下单请求超时", "扣减座位失败", "支付回调丢失", "优惠券核销失败", "订单号生成失败"), ("重启下单接口", "切换到备用下单节点"), "下单恢复", "座位图过期",
        ("观众投诉付了款没有票", "检票口扫不出码", "客服群刷了屏", "页面一直停在付款", "场务在门口手工登记"),
        ("首映刚开票", "加场消息刚放出去", "学生票头一天打折", "周末人多")),
    System("冲压车间网关", "采集程序", "报表程序", (6, 20), ("连上12台冲床", "上传班次产量", "校准时钟"), ("三号冲床心跳延迟", "缓存占用90%"),
        ("采集数据中断", "读取寄存器失败", "与控制器断开", "报文校验出错", "时间戳倒退"), ("重启采集程序", "切换到备用网关"), "采集恢复", "报表目录不存在",
        ("产量看板停着不动", "班长找不到数据", "质检查不到批次", "大屏上一片灰", "换模记录对不上"),
        ("设备刚搬过位置", "订单明早要交", "换型之后第一班", "空压机刚保养完", "客户来厂里看货")),
    System("产业园门禁系统", "控制器", "摄像头接口", (7, 19), ("下发新卡35张", "同步员工名单", "自检通过"), ("控制器温度偏高", "电源电压偏低"),
        ("读卡无响应", "开锁指令超时", "与主机失去联系", "卡号解析出错", "校验权限失败"), ("远程复位控制器", "切换到备用控制器"), "门锁恢复", "画面丢帧",
        ("员工堵在大门口", "保洁刷卡不灵", "保安用钥匙开门", "来访登记排到路边", "开会的人进不了会议室", "送餐的等在门外"),
        ("正是上下班的时候", "夜里下过雷雨", "消防通道要演练", "新来的快递员不认路")),
    System("外贸公司邮件服务器", "投递服务", "反垃圾模块", (8, 18), ("清理隔离区", "更新证书", "投递批量通知"), ("队列超过800封", "磁盘剩余6%"),
        ("写入投递记录失败", "写入邮箱失败", "域名解析失败", "附件转码失败", "连接对方服务器超时"), ("重启投递服务", "切换到备用投递节点"), "投递恢复", "规则库过旧",
        ("客户说没收到合同", "老板的邮件发不出去", "会议通知迟到", "招聘邮件没有回音", "财务等不到对账单", "海外订单催回复"),
        ("投标快到截止时间", "正赶上月底", "广交会刚开幕", "新域名才启用")),
    System("商城数据库", "主节点", "备份任务", (8, 22), ("完成增量备份", "合并统计信息", "归档旧表"), ("复制延迟达到90秒", "慢查询增多"),
        ("心跳连续丢失", "写入日志失败", "事务等待超时", "索引页损坏", "临时表空间耗尽"), ("提升备用节点为主节点", "重启主节点"), "读写恢复", "上次备份校验不一致",
        ("报表算到一半停了", "收银台结不了账", "订单页打不开", "会员积分不更新", "值班手机响了三遍", "客服查不到物流"),
        ("开发刚改过表结构", "正在月末结账", "新功能刚上线", "数据组在导全年订单")),
    System("气象采集站", "采集器", "上传模块", (6, 22), ("上传整点数据", "校正风速零点", "记录雨量0.4毫米"), ("蓄电池电压偏低", "采集板温度偏高"),
        ("读取温度失败", "串口无数据", "风杯信号中断", "气压数值越界", "存储卡写入失败"), ("切换到备用采集板", "重启采集器"), "采集恢复", "上传超时，正在重试",
        ("实况图上缺了一个点", "预报员等不到实况", "曲线断了一截", "航空公司来要数据没要到", "平台上亮起红灯"),
        ("台风预警挂着", "山路被泥石流冲断", "学生刚参观过观测场", "仪器下月送检", "观测员休班")),
    System("鞋厂考勤系统", "指纹服务", "排班接口", (6, 20), ("导入新员工7人", "汇总上月工时", "同步节假日"), ("指纹库接近容量", "识别率下降"),
        ("指纹比对超时", "写入打卡记录失败", "设备离线", "工号查询为空", "读取指纹特征失败"), ("重启指纹机", "改用工号打卡"), "打卡恢复", "班次冲突",
        ("打卡机前排起队", "人事接到投诉", "有人按了几遍都不响", "班长拿本子记名字", "夜班的人走不了"),
        ("两班正在交接", "厂里刚改了作息时间", "工资要按打卡算", "新工人第一天进厂")),
    System("直播平台", "转码集群", "弹幕服务", (18, 22), ("开播频道15个", "刷新节目单", "更新推荐位"), ("转码队列偏长", "显卡温度88度"),
        ("推流中断", "转码任务崩溃", "切片写入失败", "音轨不同步", "关键帧丢失"), ("重新分配转码节点", "回退转码配置"), "画面恢复", "弹幕丢弃120条",
        ("球赛直播卡住", "主播黑屏", "观众刷问号", "颁奖礼的画面定住了", "讲题的老师没发觉掉线", "客服收到一串截图"),
        ("晚间的人正多", "新版播放器刚上线", "总决赛刚开场", "机房才换过显卡")),
    System("仓库扫码系统", "入库服务", "标签打印服务", (7, 20), ("完成分区盘点", "下发拣货单42张", "更新货位"), ("解析线程只剩1个", "入库队列积压"),
        ("条码校验失败", "写入库存出错", "货位冲突", "批次号重复", "装箱单解析出错"), ("重启入库服务", "回滚到上一版本"), "入库恢复", "标签纸将尽",
        ("卡车堵在月台", "拣货员手抄单号", "退货堆了一地", "叉车司机举着手持机直摇头", "供应商等着签回单"),
        ("大促刚开始", "新货架刚编完号", "冷链车已经到了", "系统昨天才升级")),
    System("充电桩平台", "结算服务", "地图接口", (7, 22), ("接入新桩8台", "核对电费流水", "下发电价"), ("结算延迟升高", "账单队列积压"),
        ("扣费失败", "启动指令未送达", "读取电表出错", "结束充电未回执", "余额锁定失败"), ("切换结算通道", "重启结算服务"), "充电恢复", "地图超时",
        ("司机扫了码没反应", "停车场打来报修电话", "车主拔不下枪", "几辆车排着队等", "客服电话占线"),
        ("出租车正换班", "新桩第一天营业", "返乡的车多", "电价刚调过")),
    System("剧院灯光控制台", "主控", "幕布控制器", (14, 22), ("载入第二幕的灯光表", "自检96路灯", "同步定时"), ("九号回路电流偏大", "信号延迟30毫秒"),
        ("调光指令丢失", "回路跳闸", "主控复位", "色温通道错位", "网络端口掉线"), ("改走备用线路", "改由手动推杆接管"), "灯光恢复", "限位开关未到",
        ("台上忽然暗场", "追光乱转", "舞监在对讲里喊", "合唱团站在黑处", "布景上的月亮灭了"),
        ("外地剧团借台", "电视台在架机位", "彩排到第二幕", "调音台刚换过")),
    System("大学实验室预约系统", "预约服务", "门锁接口", (8, 18), ("放出下周机时", "核销昨日预约", "更新仪器名单"), ("预约冲突增多", "会话数接近上限"),
        ("提交预约失败", "读取日历出错", "扣减机时异常", "导师审批未回写", "重复占用时段"), ("重启预约服务", "回退上一次更新"), "预约恢复", "门锁未响应",
        ("研究生抢不到机时", "电镜空着没人用", "预约页一直转圈", "两个组撞到一台仪器前", "管理员改用纸条登记"),
        ("系统刚升级", "答辩只剩十天", "样品不能过夜", "学院要统计机时")),
    System("供水调度系统", "泵站通信", "水质接口", (6, 20), ("下发分时压力曲线", "采集12个点压力", "记录流量"), ("链路延时升到2秒", "通信丢包3%"),
        ("泵站失联", "启泵指令超时", "读取液位失败", "阀门开度未回传", "压力报文缺失"), ("改走无线专网", "切换到备用通信模块"), "通信恢复", "余氯读数跳变",
        ("调度大屏上泵站变灰", "高层住户说水小了", "调度员改用电话问泵站", "管网压力掉了一格", "抢修队在路上"),
        ("用水高峰刚到", "施工挖断过光缆", "泵房才做完检修", "天气一连几天都热")),
    System("快递分拣系统", "分拣机", "称重模块", (18, 22), ("载入路由表", "启动二号线", "清零计数"), ("五号格口堆满", "皮带速度偏低"),
        ("识别面单失败", "格口电机卡住", "分拣机急停", "目的地代码为空", "光电开关误触发"), ("重启分拣机", "切换到备用分拣线"), "分拣恢复", "读数不稳",
        ("包裹绕着圈走", "装车的等着货", "大件误入小件线", "主管在广播里催", "分拣口前堆成小山"),
        ("年货节刚过", "临时工第一天上岗", "晚班刚接手", "生鲜车已经到了")),
)
# fmt: on
ROUTINE = ("心跳正常", "定时巡检通过", "刷新配置", "写入统计", "清理临时文件", "同步时钟")
"""Messages of the part that has no fault."""
LEVELS = (("INFO", "WARN", "ERROR"), ("信息", "警告", "错误"))


@dataclass(frozen=True, slots=True)
class Fault:
    """A drawn fault. Times are in seconds since midnight; `warned` is None without a warning before the first error."""

    system: System
    error: str
    errors: tuple[int, ...]
    warning: str
    warned: int | None
    action: str
    acted: int
    restored: int
    asides: tuple[int, ...]
    normal: tuple[tuple[int, str], ...]


def clock(seconds: int) -> str:
    """Format seconds since midnight, such as 08:04:09."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def lasting(seconds: int) -> str:
    """State a length of time in minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    return "".join(f"{value}{unit}" for value, unit in ((minutes, "分"), (rest, "秒")) if value) + (
        "钟" if not rest else ""
    )


def failed(rng: Random) -> Fault:
    """Draw a fault of a system: a warning or none, two to five errors, an action and the recovery."""
    system = rng.choice(SYSTEMS)
    start = rng.randrange(*(hour * 3600 for hour in system.hours))
    warned = start - rng.randint(70, 900) if rng.random() < 0.65 else None
    step = rng.choice((20, 30, 45, 60, 90))
    errors = tuple(start + step * at for at in range(rng.randint(2, 5)))
    acted = errors[-1] + rng.randint(25, 240)
    restored = acted + rng.randint(15, 200)
    before, after = rng.sample(system.normal, 2)
    normal = ((min(start, warned or start) - rng.randint(60, 600), before), (restored + rng.randint(40, 500), after))
    asides = (rng.randint(restored + 1, restored + 30),) if rng.random() < 0.5 else ()
    return Fault(system, rng.choice(system.errors), errors, rng.choice(system.warnings), warned, rng.choice(system.actions),
        acted, restored, asides, normal)  # fmt: skip


def logged(rng: Random, fault: Fault) -> str:
    """Write the log, in one of several formats."""
    info, warn, error = rng.choice(LEVELS)
    part, other = fault.system.part, fault.system.other
    lines = [(at, info, part, text) for at, text in fault.normal]
    lines += [(at, error, part, fault.error) for at in fault.errors]
    first, last = fault.normal[0][0], fault.normal[-1][0]
    times = rng.sample(range(first, last), rng.randint(3, 5))
    lines += [(at, info, other, text) for at, text in zip(times, rng.sample(ROUTINE, len(times)), strict=True)]
    lines += [(at, warn, other, fault.system.aside) for at in fault.asides]
    lines += [(fault.acted, info, part, f"处置：{fault.action}"), (fault.restored, info, part, fault.system.recovered)]
    if fault.warned is not None:
        lines.append((fault.warned, warn, part, fault.warning))
    shape = rng.choice(
        ("{time} {level} [{part}] {text}", "[{time}] {part} {level} {text}", "{time} | {level} | {part} | {text}")
    )
    return "\n".join(
        shape.format(time=clock(at), level=level, part=part, text=text.replace("：", " "))
        for at, level, part, text in sorted(lines)
    )


def on_first(fault: Fault) -> tuple[str, str]:
    """Ask for the first error."""
    return f"“{fault.error}”头一次出现是几点", f"{clock(fault.errors[0])}，由{fault.system.part}报出"


def on_count(fault: Fault) -> tuple[str, str]:
    """Ask how many errors there are."""
    first, last, step = fault.errors[0], fault.errors[-1], lasting(fault.errors[1] - fault.errors[0])
    return (
        f"{fault.system.part}报了几次“{fault.error}”",
        f"{len(fault.errors)}次，从{clock(first)}到{clock(last)}，{f'每隔{step}一次' if len(fault.errors) > 2 else f'相隔{step}'}",
    )


def on_length(fault: Fault) -> tuple[str, str]:
    """Ask how long the fault lasted."""
    first, system = fault.errors[0], fault.system
    return (
        f"从首次报错到“{system.recovered}”，隔了多久",
        f"{lasting(fault.restored - first)}，{clock(first)}首次报错，{clock(fault.restored)}记录“{system.recovered}”",
    )


def on_action(fault: Fault) -> tuple[str, str]:
    """Ask how soon the action helped."""
    return (
        f"{fault.action}以后多久见效",
        f"{lasting(fault.restored - fault.acted)}，{clock(fault.acted)}处置，{clock(fault.restored)}恢复",
    )


def on_delay(fault: Fault) -> tuple[str, str]:
    """Ask what was done and how late."""
    return (
        f"{fault.system.part}出错后怎么处置的，离首次报错多久",
        f"{clock(fault.acted)}{fault.action}，离首次报错{lasting(fault.acted - fault.errors[0])}",
    )


def on_warning(fault: Fault) -> tuple[str, str]:
    """Ask for a warning before the fault."""
    ask = f"报“{fault.error}”之前有没有警告"
    if fault.warned is None:
        return ask, "没有，首次报错之前的记录都是正常信息"
    gap = lasting(fault.errors[0] - fault.warned)
    return ask, f"有，{clock(fault.warned)}出现警告“{fault.warning}”，比首次报错早{gap}"


def on_cause(fault: Fault) -> tuple[str, str]:
    """Ask for the cause, which the log does not state."""
    return f"“{fault.error}”的根本原因是什么", "日志没有写明原因，要另行排查"


def on_harm(fault: Fault) -> tuple[str, str]:
    """Ask for the harm, which the log does not state."""
    return f"{fault.system.part}的故障影响了多少人", "日志没有记录受影响的人数，看不出来"


def on_after(fault: Fault) -> tuple[str, str]:
    """Ask for what follows the recovery."""
    ask = f"“{fault.system.recovered}”以后还有没有异常"
    if not fault.asides:
        return ask, "没有，恢复以后只有正常信息"
    return (
        ask,
        f"有，{clock(fault.asides[0])}{fault.system.other}出现警告“{fault.system.aside}”，不过日志里没有新的错误",
    )


QUESTIONS: tuple[Callable[[Fault], tuple[str, str]], ...] = (
    on_first, on_count, on_length, on_action, on_delay, on_warning, on_cause, on_harm, on_after,
)  # fmt: skip
ASKS = (
    "{symptom}，{who}翻出{name}的日志，要弄清：\n{list}\n请根据日志逐条回答。",
    "请根据{name}的日志回答：\n{list}",
    "{symptom}。请根据当时{name}的日志回答：\n{list}",
    "复盘会上，{who}就{name}的故障提了几个问题，请依据日志答复：\n{list}",
    "下面是{name}的一段日志，当时{symptom}。\n{list}\n请依日志作答，没有记录的直说。",
    "{who}刚接班，听说{symptom}，想从日志里知道：\n{list}\n请根据日志回答。",
    "{name}出了问题（{symptom}），请根据日志回答：\n{list}",
    "给{name}写值班记录要核实几点，请查日志：\n{list}",
)
ACCOUNT_ASKS = (
    "{symptom}。请根据{name}的日志分析“{error}”的经过，并指出日志里看不出什么。",
    "{who}只知道{symptom}。请根据{name}的日志分析“{error}”是怎么回事。",
    "根据{name}的日志，{part}何时出的错，怎样恢复，还有哪些不清楚？当时{symptom}，请分析。",
    "{symptom}，{who}要写汇报。根据{name}的日志，{part}的故障从头到尾是怎样的？请分析。",
    "根据日志，{name}的{part}从征兆到恢复各在什么时候？当时{symptom}。",
    "{symptom}。根据{name}的日志，{part}停了多久，处置多久见效？请分析。",
    "{who}接手{name}，先要看懂“{error}”那一回：{symptom}。请依日志解释。",
    "那天{symptom}。{name}的{part}出了什么事？请依据日志逐步分析。",
    "{who}在会上说{symptom}，请对照{name}的日志解释前因后果。",
    "“{error}”是怎么一回事？当时{symptom}，请根据{name}的日志说明。",
    "{symptom}，大家都猜是{part}的事。请根据{name}的日志分析这次故障。",
    "下面的日志来自{name}。{symptom}，请分析“{error}”前后发生了什么。",
)


def recounted(fault: Fault) -> str:
    """Tell the fault from the warning to what the log does not state."""
    system, first = fault.system, fault.errors[0]
    sign = (
        f"{clock(fault.warned)}，{system.part}先出现警告“{fault.warning}”，比首次报错早{lasting(first - fault.warned)}。"
        if fault.warned is not None
        else "首次报错之前只有正常信息，没有警告。"
    )
    rest = (
        f"恢复以后日志里不再有错误，只有{system.other}在{clock(fault.asides[0])}报出一条警告“{system.aside}”。"
        if fault.asides
        else "恢复以后没有再出现警告或错误。"
    )
    return "\n".join((
        f"- 征兆：{sign}",
        f"- 报错：{clock(first)}，{system.part}报“{fault.error}”，到{clock(fault.errors[-1])}共{len(fault.errors)}次，"
        f"间隔{lasting(fault.errors[1] - first)}。",
        f"- 处置：{clock(fault.acted)}{fault.action}，离首次报错{lasting(fault.acted - first)}。",
        f"- 恢复：{clock(fault.restored)}记录“{system.recovered}”，处置后{lasting(fault.restored - fault.acted)}见效，"
        f"故障前后共{lasting(fault.restored - first)}。{rest}",
        "- 看不出的：日志没有写明根本原因，也没有记录受影响的人数和损失，需要另查。",
    ))  # fmt: skip


def noticed(rng: Random, system: System) -> str:
    """Say what people notice of a fault, mostly after the setting."""
    settings = rng.sample(system.settings, rng.choice((0, 1, 1)))
    return "，".join([*settings, *rng.sample(system.symptoms, 2)])


def write_system_log(rng: Random) -> Task:
    """Ask about a log of a system: when a fault began, how often it was reported, how long it lasted, and what was done."""
    fault = failed(rng)
    system = fault.system
    words = {
        "name": rng.choice(TOWNS) + system.name, "symptom": noticed(rng, system),
        "who": person(rng), "part": system.part, "error": fault.error,
    }  # fmt: skip
    text = logged(rng, fault)
    if rng.random() < 0.5:
        return Task(rng.choice(ACCOUNT_ASKS).format(**words), text, recounted(fault))
    pairs = [question(fault) for question in rng.sample(QUESTIONS, rng.choice((3, 3, 4)))]
    questions = numbered([f"{ask}？" for ask, _ in pairs])
    return Task(
        rng.choice(ASKS).format(list=questions, **words), text, numbered([f"{answer}。" for _, answer in pairs])
    )
