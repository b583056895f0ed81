"""Give a ticket and two conditions: number of people affected, no workaround. The level is the number met."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person

# Groups of similar sites, each with faults that may occur there.
FAULTS = (
    (
        ("北门超市", "高铁站超市", "奥体超市", "城南卖场", "西关生鲜店"),
        (
            "收银机刷卡没有反应",
            "冷冻柜的温度升到零上六度",
            "电子秤读数来回跳",
            "扫码枪读不出条码",
            "价签打印错位",
            "库存数显示为负数",
            "自助结账机卡纸",
            "会员积分查不出来",
            "监控画面全黑",
            "退款按钮点不动",
        ),
    ),
    (
        ("二号车间", "装配分厂", "总装车间", "注塑车间", "冲压车间"),
        (
            "货梯停在两楼之间",
            "视觉检测一直误报",
            "空压机控制屏花屏",
            "标签机打不出日期",
            "传送带每十分钟停一次",
            "入库单重复生成",
            "叉车充电桩不通电",
            "图纸服务器登不上",
            "除尘风机报警不止",
            "考勤机时间慢了一小时",
        ),
    ),
    (
        ("儿科门诊", "内科门诊", "口腔医院", "社区医院", "中医院门诊楼"),
        (
            "挂号系统打不开页面",
            "叫号屏停在八十二号",
            "自助挂号机吞了医保卡",
            "检查报告导出后全是空白",
            "预约短信发了两遍",
            "医保卡读不出信息",
            "候诊区的广播只有电流声",
            "排队票号重复",
            "处方打印机一直卡纸",
            "缴费窗口的扫码器不亮",
        ),
    ),
    (
        ("政务大厅", "社保窗口", "车管所", "不动产登记中心", "出入境大厅"),
        (
            "预约系统打不开页面",
            "叫号屏停在三十七号",
            "自助机吞了身份证",
            "电子签名板没反应",
            "回执打出来全是空白",
            "办结短信发了两遍",
            "高拍仪拍出来全黑",
            "身份证读不出信息",
            "大厅广播只有电流声",
            "取号机不出票",
        ),
    ),
    (
        ("呼叫中心", "研发大楼", "财务共享中心", "设计院五楼", "客服二组"),
        (
            "邮件发出去全被退回",
            "门禁不认新工牌",
            "会议平板一直重启",
            "工资条显示成别人的名字",
            "打印机一直显示脱机",
            "座机一接就断线",
            "无线网时断时续",
            "合同盖章流程点不动",
            "共享盘文件打不开",
            "传真只出白纸",
        ),
    ),
    (
        ("第三中学", "职教中心", "师范学院", "外国语学校", "音乐学院"),
        (
            "多媒体教室的投影不亮",
            "阅卷系统提交不了分数",
            "上下课铃打不响",
            "饭卡充值不到账",
            "录播设备只有声音没有图像",
            "选课页面一刷新就清空",
            "琴房的门锁刷不开",
            "机房电脑成片蓝屏",
            "空调外机漏水断电",
            "借书机一直提示离线",
        ),
    ),
    (
        ("云栖酒店", "机场宾馆", "湖畔宾馆", "海景大酒店", "温泉度假村"),
        (
            "房卡刷了门不开",
            "停车场道闸抬不起来",
            "客房电话没有声音",
            "订单同步到一半就停",
            "热水锅炉点不着火",
            "行李柜密码失效",
            "前台电脑黑屏",
            "自助入住机吐不出房卡",
            "消防主机反复误报",
            "退房账单多算一晚",
        ),
    ),
)
DETOURS = (
    "暂时有别的办法顶着",
    "备用办法已经用上了",
    "手头有替代的办法",
    "同事想出了替代的办法",
    "已经用别的办法顶上了",
    "临时找到了替代的办法",
    "有现成的替代办法",
    "可以先用备用办法应付",
    "替代的办法已经安排好了",
)
DEAD_ENDS = (
    "没有任何替代办法",
    "怎么也找不到别的办法",
    "试过的办法都不行",
    "找不到能顶替的办法",
    "备用办法也用不了",
    "想不出替代的办法",
    "问遍了也没有别的办法",
    "临时的替代办法也没有",
    "没有备用办法可用",
)
LEVELS = (("紧急", "一般", "低"), ("一级", "二级", "三级"), ("红色", "黄色", "蓝色"), ("P1", "P2", "P3"))
TICKETS = (
    "{site}{fault}，影响{count}人，{way}。",
    "{when}发现{fault}，{site}有{count}个人受影响，{way}。",
    "{site}故障：{fault}；受影响{count}人；{way}。",
    "{site}从{when}起出了故障：{fault}，{count}人受影响。{way}。",
    "{fault}，{when}发现的，地点在{site}，波及{count}人，{way}。",
    "{site}{when}来电说，{fault}，{way}，统计下来影响{count}人。",
    "刚去{site}看过，{fault}。受影响的一共{count}人，{way}。",
    "{count}人受影响：{site}{fault}，从{when}到现在没修好，{way}。",
)
TICKET_FRAMES = (
    "{who}提交工单：“{text}”按所给规则判断属于{a}、{b}还是{c}。",
    "“{text}”对照分级规则，这张工单应定为{a}、{b}、{c}中的哪一级？",
    "{who}报修：“{text}”给这张工单定级（{a}／{b}／{c}），规则附后。",
    "值班员{who}收到一条消息：“{text}”依规则应选{a}、{b}、{c}哪一档？",
    "我是值班调度，刚收到{who}发来的话：“{text}”照我们的分级办法，它算{a}、{b}、{c}里的哪一种？只答级别。",
    "工单定级：“{text}”级别只有{a}、{b}、{c}三种，条件列在输入里。",
    "{who}转来一条消息，说的是：“{text}”请根据条件甲和条件乙，在{a}、{b}、{c}里选一个级别。",
    "新来的同事把下面这句话登记成工单，级别空着没填：“{text}”应该填{a}、{b}还是{c}？",
    "“{text}”（报修人：{who}）数一数满足了几个条件，判断它属于{a}、{b}还是{c}。",
    "维修组例会上核对{who}的单子：“{text}”按规则，排在{a}、{b}、{c}哪一级处理？",
)


def write_urgency(rng: Random) -> Task:
    """Give a ticket and two conditions: number of people affected, no workaround. The level is the number met."""
    levels, bound, count = rng.choice(LEVELS), rng.randint(2, 9) * 5, rng.randint(3, 70)
    stuck, (sites, faults) = rng.random() < 0.5, rng.choice(FAULTS)
    text = rng.choice(TICKETS).format(
        site=rng.choice(sites),
        fault=rng.choice(faults),
        count=count,
        way=rng.choice(DEAD_ENDS if stuck else DETOURS),
        when=f"{rng.randint(7, 18)}:{rng.choice(('05', '20', '35', '50'))}",
    )
    rule = (
        f"条件甲：受影响人数达到{bound}人。\n条件乙：没有可用的替代办法。\n"
        f"两条都满足为{levels[0]}，只满足一条为{levels[1]}，都不满足为{levels[2]}。"
    )
    a, b, c = levels
    instruction = rng.choice(TICKET_FRAMES).format(who=person(rng), text=text, a=a, b=b, c=c)
    return Task(instruction, rule, levels[2 - (count >= bound) - stuck])
