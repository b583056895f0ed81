"""Write a log with successful and failed entries out of order, and ask for failed ones, sorted, selected or grouped."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import date, person


@dataclass(frozen=True, slots=True)
class System:
    """A system that keeps a log: its objects and what they are called, actions and why they fail, and complaints."""

    name: str
    label: str
    objects: tuple[str, ...]
    actions: dict[str, tuple[str, ...]]
    complaints: tuple[str, ...]


# fmt: off
SYSTEMS = (
    System("小区快递柜", "格口", ("A03格口", "A11格口", "B07格口", "B16格口", "C02格口", "C19格口", "D05格口", "D14格口"),
        {"投件": ("格口门未关严", "包裹超出尺寸", "扫码头无响应"), "取件": ("取件码过期", "格口门卡住", "网络断开"), "退件": ("格口已占用", "退件码无效")},
        ("住户投诉包裹取不出来", "快递员说柜子总卡门", "物业要找厂家报修")),
    System("冷库温控系统", "库房", ("一号库", "二号库", "速冻库", "疫苗库", "鲜花库", "冰淇淋库", "水产库"),
        {"测温": ("探头离线", "读数超出量程", "读数跳变"), "除霜": ("加热管断路", "排水口结冰"), "补冷": ("压缩机过载", "电压不稳", "库门开启超时")},
        ("有一批虾仁发软了", "药监局下周来检查", "值班员怀疑库门没关好")),
    System("数据备份平台", "库名", ("财务库", "订单库", "病历库", "图纸库", "邮件库", "人事库", "监控录像库"),
        {"全量备份": ("磁盘空间不足", "连接超时", "源文件被占用"), "增量备份": ("基准备份缺失", "连接超时", "口令过期"), "恢复演练": ("校验和不一致", "磁带读取错误")},
        ("审计要看备份是否完整", "昨晚的报警短信没人处理", "新来的运维不知道哪些要重跑")),
    System("短信网关", "通道", ("开课通知通道", "物流通道", "催缴通道", "会员通道", "预警通道", "问卷通道"),
        {"群发": ("超过每日上限", "内容含敏感词", "余额不足"), "单发": ("号码为空号", "运营商拒收"), "补发": ("超过补发时限", "余额不足")},
        ("有学员收不到开课通知", "催缴短信漏发了一批", "市场部想知道问卷发出去没有")),
    System("校园门禁", "闸机", ("东门闸机", "西门闸机", "宿舍楼闸机", "实验楼闸机", "图书馆闸机", "机房闸机", "游泳馆闸机"),
        {"刷卡": ("卡片已挂失", "权限过期", "读头故障"), "刷脸": ("人脸比对不符", "镜头被遮挡"), "访客扫码": ("预约时间未到", "二维码失效")},
        ("早高峰闸机前排了长队", "有老师进不了实验楼", "保卫处在查一次尾随")),
    System("充电场站", "充电桩", ("1号快充桩", "2号快充桩", "3号快充桩", "4号慢充桩", "5号慢充桩", "6号慢充桩", "7号慢充桩"),
        {"启动充电": ("枪头未插牢", "绝缘检测不通过", "账户余额不足"), "持续充电": ("电池温度过高", "通信中断"), "结算": ("支付超时", "电表读数异常")},
        ("出租车司机说插上没反应", "有车主被多扣了钱", "场站要评哪几台桩该修")),
    System("果园灌溉系统", "阀门", ("南坡阀", "北坡阀", "苗圃阀", "樱桃园阀", "蓝莓园阀", "核桃园阀", "梨园阀"),
        {"开阀": ("电磁阀卡滞", "无线信号弱", "管道压力过低"), "关阀": ("电磁阀卡滞", "线圈断路"), "施肥": ("过滤器堵塞", "肥液桶已空")},
        ("蓝莓叶子有点蔫", "一行树被泡了水", "果农想趁阴天检修")),
    System("打印服务器", "设备", ("设计部一体机", "财务部一体机", "前台一体机", "六楼一体机", "会议室一体机", "仓库一体机"),
        {"打印": ("缺纸", "墨粉耗尽", "驱动不匹配"), "复印": ("卡纸", "纸张尺寸不符", "墨粉耗尽"), "扫描": ("邮箱地址无效", "输稿器进纸不良")},
        ("投标书差几页没打出来", "耗材用得比上月快", "行政部要叫人来维修")),
    System("支付对账系统", "场景", ("超市收银", "停车缴费", "食堂刷卡", "自动售货机", "网上书城", "门票预售"),
        {"扣款": ("银行卡余额不足", "签名校验失败", "渠道维护"), "退款": ("原订单不存在", "金额不一致"), "冲正": ("重复流水号", "超过冲正时限")},
        ("有顾客说退款没到账", "月末账差了几笔", "财务在等补单清单")),
    System("气象站上报系统", "站点", ("龙潭站", "青石岭站", "桃源站", "望海楼站", "白沙站", "马鞍山站", "芦苇荡站"),
        {"雨量上报": ("雨量筒堵塞", "数据格式错误", "信号丢失"), "风速上报": ("风杯卡滞", "信号丢失"), "气温上报": ("时钟偏差", "太阳能板欠压")},
        ("预报员发现雷雨数据缺了一段", "检修队准备上山", "一处雨量明显偏小")),
    System("图书馆自助借还机", "机器", ("一楼借还机", "二楼借还机", "儿童区借还机", "报刊区借还机", "通宵自习区借还机"),
        {"借书": ("读者证欠费", "超过借阅册数", "芯片无法识别"), "还书": ("书箱已满", "芯片无法识别"), "续借": ("图书被预约", "已逾期")},
        ("读者说书明明还了", "儿童区家长抱怨机器不认书", "馆员要去清书箱")),
    System("医院挂号系统", "终端", ("门诊一楼自助机", "门诊二楼自助机", "门诊三楼自助机", "儿科自助机", "中医楼自助机", "口腔科自助机"),
        {"挂号": ("号源已满", "医保卡读取失败", "医生停诊"), "退号": ("超过退号时间", "就诊已开始"), "缴费": ("支付超时", "处方未审核")},
        ("一位老人没挂上号", "门诊办想知道卡在哪一步", "信息科接到三个电话")),
    System("港口装卸调度系统", "泊位", ("一号泊位", "二号泊位", "三号泊位", "四号泊位", "五号泊位", "六号泊位"),
        {"卸船": ("箱号不符", "风力超限", "锁具未解"), "装船": ("舱单缺失", "配载图过期", "风力超限"), "靠泊": ("泊位未腾空", "潮位不足")},
        ("有一条船误了潮水", "货主追问箱子在哪", "夜班和白班对不上账")),
    System("无人机巡线系统", "机号", ("一号机", "二号机", "三号机", "四号机", "五号机"),
        {"起飞": ("电量过低", "禁飞区告警", "罗盘未校准"), "拍照": ("存储卡已满", "镜头起雾"), "返航": ("卫星信号弱", "风速过大")},
        ("山脊那段线路缺照片", "有一架提前落在田里", "电力公司要补飞")),
    System("直播推流平台", "机位", ("发布会机位", "舞蹈机位", "厨房机位", "篮球场机位", "主持人机位", "手机机位"),
        {"推流": ("码率过低", "推流地址失效", "网络抖动"), "转码": ("编码器崩溃", "音画不同步"), "录制": ("磁盘写满", "文件句柄丢失")},
        ("观众说画面卡住了", "回放少了十分钟", "赞助商要求解释")),
    System("酒店客控系统", "房间", ("8102房", "8206房", "8315房", "8401房", "8518房", "8609房", "8720房"),
        {"开门": ("门卡消磁", "门锁电池欠压", "房态未更新"), "通电": ("取电卡不匹配", "面板离线"), "调温": ("空调报错", "面板离线")},
        ("客人半夜进不了房间", "前台一早换了好几张卡", "工程部要安排更换面板")),
    System("智能电表采集系统", "电表", ("1栋总表", "2栋总表", "3栋总表", "商铺总表", "路灯总表", "水泵房总表", "充电棚总表"),
        {"抄表": ("电表无应答", "数据校验失败", "采集器掉线"), "校时": ("口令错误", "时钟芯片故障"), "拉合闸": ("继电器粘连", "权限不足")},
        ("商铺说电费算多了", "路灯昨晚没亮", "供电所要补抄")),
    System("流水线扫码系统", "产线", ("果汁一线", "果汁二线", "茶饮线", "纯净水线", "汽水线", "易拉罐线"),
        {"扫码": ("条码模糊", "批次未登记", "光源熄灭"), "剔除": ("剔除臂卡住", "气压不足"), "入库": ("托盘号重复", "重量超差")},
        ("仓库里少了半托货", "质检员发现漏剔", "班长要写异常报告")),
    System("在线考试系统", "考场", ("语文考场", "数学考场", "英语考场", "会计考场", "教资考场", "驾考考场"),
        {"登录": ("准考证号不存在", "设备不兼容", "网络中断"), "交卷": ("已超过交卷时间", "网络中断"), "人脸核验": ("摄像头被遮挡", "光线过暗")},
        ("有考生申请补考", "监考老师记下几次掉线", "教务处在写情况说明")),
    System("垃圾清运称重系统", "车辆", ("东湖片区车", "老城片区车", "工业园车", "大学城车", "菜市场车", "夜班应急车"),
        {"进站称重": ("车牌识别错误", "地磅未归零", "超载"), "出站称重": ("车牌识别错误", "未找到进站记录"), "卸料": ("含水率超标", "卸料口被占")},
        ("转运站排队排到路口", "两次称重差得太多", "环卫所要核减费用")),
    System("地铁自动售票机", "机器", ("南站1号机", "南站2号机", "人民广场1号机", "人民广场2号机", "体育馆1号机", "机场线1号机"),
        {"售票": ("票卡用尽", "触屏失灵", "扫码超时"), "充值": ("纸币卡币", "交通卡已锁定"), "找零": ("硬币不足", "出币口堵塞")},
        ("乘客说钱被吞了", "早班要先补票卡", "站务员交接时说不清")),
    System("污水处理监控系统", "设备", ("进水泵", "格栅机", "曝气风机", "回流泵", "加药泵", "污泥脱水机"),
        {"启动": ("电机过热", "变频器故障", "控制柜失电"), "停机": ("接触器粘连", "指令未应答"), "切换备机": ("备机检修中", "轴承振动超限")},
        ("出水氨氮突然升高", "夜里有机器跳闸", "环保局明天来取样")),
)
READERS = (
    "{who}刚接夜班", "{who}在写故障日报", "{who}要派人去修", "{who}替休假的同事盯系统", "{who}准备开复盘会", "{who}要给厂家发报修单", "{who}被主管问起情况", "{who}在算当天的成功率",
    "{who}要回复来电", "{who}是驻场工程师", "{who}在排查同一类毛病", "{who}怕漏掉没处理的", "{who}负责交接班", "{who}正在填运维工单", "{who}要在群里通报", "{who}想先处理要紧的",
    "{who}给培训班做例子", "{who}要把问题贴到白板上", "{who}在核对值班记录", "{who}接到值班电话", "{who}要向甲方交代", "{who}正在补写值班日志", "{who}要给领导发短信",
    "{who}想看看有没有规律", "{who}刚拿到这份日志", "{who}把日志导了出来", "{who}出差前要做交接", "{who}在写改进建议", "{who}正和外包队核对问题", "{who}要列维修清单", "{who}手头没有查询工具",
    "{who}要打印出来签字", "{who}在给各处排检修次序", "{who}得在下班前回话", "{who}在配合内审",
)
SUSPICIONS = (
    "有人怀疑是“{reason}”", "{one}被点了名", "听说{one}和{other}问题最多", "听说{one}的{action}又出了错", "大家都说{one}的{action}老出毛病", "{one}上回就报过“{reason}”",
    "问题像是“{reason}”", "以前有人反映过{one}和{other}的问题", "“{reason}”这种情况以前也有过", "{other}刚排查过，{one}还没轮到", "{one}上周就有过告警", "{one}这几天不太正常",
)
FRAMES = (
    "{reader}，{complaint}，{suspicion}。请从{system}的日志里{ask}。",
    "{system}的日志次序是乱的，{complaint}，{suspicion}。{ask}。",
    "{complaint}，{suspicion}，{reader}。请{ask}。",
    "下面是{system}{day}的运行记录，{suspicion}，{reader}。{ask}。",
    "请{ask}。日志来自{system}，{complaint}，{suspicion}。",
    "{reader}。{system}那边，{suspicion}，{complaint}。请{ask}。",
    "{complaint}，{suspicion}。{reader}，请从记录中{ask}。",
    "{system}的记录（{day}）如下，{reader}，{complaint}。麻烦{ask}。",
    "{reader}，只关心{system}哪里出了错，{suspicion}。{ask}。",
    "{suspicion}，{complaint}。请读{system}的日志，{ask}。",
    "{suspicion}，{reader}。查{system}的日志，{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a log. An empty reason means success."""

    clock: str
    label: str
    thing: str
    action: str
    reason: str

    def cells(self) -> dict[str, str]:
        """Return the facts under the names that the requests use."""
        return {"时间": self.clock, self.label: self.thing, "操作": self.action, "原因": self.reason}


def entries(rng: Random, system: System) -> list[Entry]:
    """Draw entries at different times, eight to thirteen of them failed, in random order."""
    seconds = rng.sample(range(6 * 3600, 22 * 3600), rng.randint(15, 22))
    failed, found = rng.randint(8, 13), []
    for at, second in enumerate(seconds):
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        action = rng.choice(tuple(system.actions))
        found.append(
            Entry(
                clock,
                system.label,
                rng.choice(system.objects),
                action,
                rng.choice(system.actions[action]) if at < failed else "",
            )
        )
    return found


LINES = (
    ("{时间} {对象} {操作} 成功", "{时间} {对象} {操作} 失败：{原因}"),
    ("[{时间}] INFO {对象}/{操作}", "[{时间}] ERROR {对象}/{操作} {原因}"),
    ("{时间},{对象},{操作},OK,", "{时间},{对象},{操作},FAIL,{原因}"),
    ("{时间} | {操作} | {对象} | √", "{时间} | {操作} | {对象} | ×（{原因}）"),
    ("{对象}于{时间}{操作}，正常", "{对象}于{时间}{操作}，异常（{原因}）"),
)


NOTES = (
    "（各设备分别导出后合并，未按时间排序）",
    "（导出时按编号存放，先后已打乱）",
    "（由几份记录拼成，时间次序不对）",
    "（缓存补传的记录混在一起，没有排序）",
)


def written(rng: Random, log: list[Entry]) -> str:
    """Write the log in one of several formats."""
    good, bad = rng.choice(LINES)
    lines = ((bad if entry.reason else good).format(对象=entry.thing, **entry.cells()) for entry in log)
    return "\n".join((rng.choice(NOTES), *lines))


def chosen(rng: Random, failed: list[Entry]) -> tuple[str, list[Entry], str]:
    """Draw which failed entries are wanted, and return the wording, the entries and the name of what they share."""
    pivot = rng.choice(failed)
    hour = int(pivot.clock[:2])
    return rng.choice((
        ("失败的记录", failed, ""),
        ("所有没有成功的记录", failed, ""),
        (f"{pivot.action}失败的记录", [entry for entry in failed if entry.action == pivot.action], "操作"),
        (f"因“{pivot.reason}”失败的记录", [entry for entry in failed if entry.reason == pivot.reason], "原因"),
        (f"{hour + 1}点以前失败的记录", [entry for entry in failed if int(entry.clock[:2]) <= hour], ""),
        (f"{hour}点以后失败的记录", [entry for entry in failed if int(entry.clock[:2]) >= hour], ""),
        (f"“{pivot.reason}”以外的失败记录", [entry for entry in failed if entry.reason != pivot.reason], ""),
    ))  # fmt: skip


def in_order(rng: Random, failed: list[Entry]) -> tuple[str, str]:
    """Ask for failed entries in the order of their times, with some of their cells."""
    wanted, rows, shared = chosen(rng, failed)
    if not 2 <= len(rows) < len(failed):
        wanted, rows, shared = "失败的记录", failed, ""
    is_falling = rng.random() < 0.3
    rows = sorted(rows, key=lambda entry: entry.clock, reverse=is_falling)
    order = "从晚到早排" if is_falling else rng.choice(("按时间先后排", "从早到晚排"))
    label = failed[0].label
    others = [key for key in (label, "操作", "原因") if key != shared]
    keys = ["时间", *rng.sample(others, rng.randint(1, len(others)))]
    rng.shuffle(keys)
    cells = [tuple(entry.cells()[key] for key in keys) for entry in rows]
    form, answer = rng.choice((
        (f"做成Markdown表格，列为{'、'.join(keys)}", in_table(cells, tuple(keys))),
        (f"用Markdown表格给出{'、'.join(keys)}", in_table(cells, tuple(keys))),
        (f"输出JSON数组，每条含{'、'.join(keys)}", json.dumps([dict(zip(keys, row, strict=True)) for row in cells], ensure_ascii=False, indent=1)),
        (f"一行一条，依次写{'、'.join(keys)}，用“/”隔开", "\n".join("/".join(row) for row in cells)),
        (f"编号列出{'、'.join(keys)}，用逗号隔开", "\n".join(f"{at}. {'，'.join(row)}" for at, row in enumerate(cells, 1))),
    ))  # fmt: skip
    return f"{rng.choice(('提取', '挑出', '摘出', '筛出'))}{wanted}，{order}，{form}", answer


def grouped(rng: Random, failed: list[Entry]) -> tuple[str, str]:
    """Ask for the failed entries under their reasons, objects or actions, in the order of their times."""
    label = failed[0].label
    key = rng.choice(("原因", label, "操作"))
    other = rng.choice([name for name in (label, "操作", "原因") if name != key])
    rows = sorted(failed, key=lambda entry: entry.clock)
    groups: dict[str, list[str]] = {}
    for entry in rows:
        groups.setdefault(entry.cells()[key], []).append(f"{entry.clock} {entry.cells()[other]}")
    if rng.random() < 0.5:
        ask = f"提取失败记录并按{key}归拢，以{key}为三级标题，下面用“- ”列出时间和{other}，先发生的在前"
        return ask, "\n\n".join(
            f"### {name}\n" + "\n".join(f"- {line}" for line in lines) for name, lines in groups.items()
        )
    ask = f"摘出失败记录，以JSON对象给出，键是{key}，值是“时间 {other}”组成的数组，按时间先后"
    return ask, json.dumps(groups, ensure_ascii=False, indent=1)


def suspected(rng: Random, system: System, failed: list[Entry]) -> tuple[str, str]:
    """Draw the object with most failed entries, or another one with some, and one more object."""
    counts = Counter(entry.thing for entry in failed)
    one, *rest = (thing for thing, _ in counts.most_common(3))
    rest = rest or [thing for thing in system.objects if thing != one]
    return one, rng.choice(rest)


def write_failed_entries(rng: Random) -> Task:
    """Write a log with successful and failed entries out of order, and ask for failed ones, sorted, selected or grouped."""
    system = rng.choice(SYSTEMS)
    log = entries(rng, system)
    failed = [entry for entry in log if entry.reason]
    rng.shuffle(log)
    ask, answer = (grouped if rng.random() < 0.25 else in_order)(rng, failed)
    one, other = suspected(rng, system, failed)
    action = rng.choice([entry.action for entry in failed if entry.thing == one])
    day = date(rng)
    suspicion = rng.choice(SUSPICIONS).format(
        one=one, other=other, action=action, reason=rng.choice(system.actions[action]), day=day
    )
    instruction = rng.choice(FRAMES).format(
        reader=rng.choice(READERS).format(who=person(rng)),
        complaint=rng.choice(system.complaints),
        system=system.name,
        day=day,
        suspicion=suspicion,
        ask=ask,
    )
    return Task(instruction, written(rng, log), answer)
