"""Rewriting tasks: a given text, and the same content in another form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import city, date, listed, people, person


@dataclass(frozen=True, slots=True)
class Wording:
    """The same content in casual speech and in careful writing."""

    said: str
    written: str


@dataclass(frozen=True, slots=True)
class Reason(Wording):
    """A reason for a leave, and the numbers of days that fit it. Zero is half a day."""

    days: tuple[int, ...]


ERRAND, SHORT, LONG = (0, 1), (1, 2, 3), (2, 3, 4, 5)
LEAVE_REASONS = (
    Reason("娃昨晚烧到39度，我得带去儿童医院瞅瞅", "因孩子昨晚发烧至39度，需带其到儿童医院就诊", (0, 1, 2)),
    Reason("老家的房子漏雨，我得赶回去盯着人修", "因老家房屋漏雨，需返乡监督维修", LONG),
    Reason("智齿疼得我一宿没睡，好不容易约上号去拔", "因智齿疼痛，已预约拔牙", ERRAND),
    Reason("我妈要做白内障手术，身边没人可不行", "因母亲需做白内障手术，须有人在旁陪护", SHORT),
    Reason("驾照眼看要过期了，得跑一趟车管所换证", "因驾驶证即将到期，需前往车管所换证", ERRAND),
    Reason("表弟结婚，非拉我去帮忙接亲", "因表弟结婚，需前去协助接亲", SHORT),
    Reason("房东急着卖房，我得赶紧搬家", "因房东出售房屋，需尽快搬家", SHORT),
    Reason("打球崴了脚，肿得跟馒头似的，大夫让歇着", "因打球扭伤脚部，遵医嘱需要休息", LONG),
    Reason("娃学校开家长会，老师说家长一定得到", "因需参加孩子学校的家长会", ERRAND),
    Reason("我报的自学考试正好赶上这时候考", "因需参加自学考试", (0, 1, 2)),
    Reason("新房总算交房了，得去验房拿钥匙", "因新房交付，需到场验房并领取钥匙", ERRAND),
    Reason("爷爷过八十大寿，全家都等着我回去", "因祖父八十寿辰，需返乡祝寿", SHORT),
    Reason("吃坏了肚子，拉得站都站不稳", "因饮食不当引起腹泻，身体虚弱", (0, 1, 2)),
    Reason("我爸在楼梯上摔了一跤，得送去拍个片子", "因父亲在楼梯上摔倒，需送医拍片检查", (0, 1, 2)),
    Reason("家里水管爆了，地板全泡了，得等师傅上门", "因家中水管爆裂、地板被泡，需等候维修人员上门", ERRAND),
    Reason("约了领事馆面签，时间死活改不了", "因已预约领事馆面签，时间无法更改", ERRAND),
    Reason("车被人追尾了，得跟保险公司去定损", "因车辆被追尾，需与保险公司办理定损", ERRAND),
    Reason("我妹快生了，医生让住院，得我陪着", "因妹妹临产，需陪同其住院待产", LONG),
    Reason("大学室友在外地办婚礼，我早答应去当司仪了", "因大学室友在外地举行婚礼，需前往担任司仪", SHORT),
    Reason("得去派出所给娃上户口", "因需到派出所为孩子办理户口登记", ERRAND),
    Reason("体检有一项不对劲，医生让去复查", "因体检有一项指标异常，需到医院复查", ERRAND),
    Reason("我家狗误吞了骨头，得送去动手术", "因宠物狗误吞骨头，需送医手术", ERRAND),
    Reason("姥姥住院了，轮到我去陪床", "因外祖母住院，需前往陪护", LONG),
    Reason("嗓子哑得说不出话，得去医院看看", "因嗓子沙哑、无法说话，需到医院就诊", (0, 1, 2)),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A department: the titles of its heads, and what a colleague there does during a leave of any length."""

    name: str
    titles: tuple[str, ...]
    duties: tuple[str, ...]


OFFICES = (
    Office("销售部", ("经理", "总监"), ("销售日报由{mate}代发", "天虹商场的客户由{mate}跟进", "报价单由{mate}回复")),
    Office("门店收银组", ("店长", "组长"), ("收银台由{mate}顶班", "会员卡由{mate}办理", "备用金由{mate}保管")),
    Office(
        "财务部",
        ("经理", "主管", "总监"),
        ("银行对账由{mate}完成", "供应商的发票由{mate}签收", "投标保证金由{mate}去办"),
    ),
    Office("仓储部", ("经理", "主管"), ("仓库钥匙由{mate}保管", "三号库的盘点由{mate}牵头", "到货单由{mate}核对")),
    Office("市场部", ("经理", "总监"), ("新品发布会的讲稿由{mate}修改", "展会的展板由{mate}验收")),
    Office("质检科", ("科长",), ("送检样品由{mate}领取", "退货由{mate}复检", "检验报告由{mate}签发")),
    Office("客服部", ("经理", "主管"), ("投诉电话由{mate}接听", "退款申请由{mate}审核")),
    Office("人事部", ("经理", "主管", "总监"), ("招聘面试由{mate}主持", "两名实习生由{mate}指导")),
    Office("编辑部", ("主任",), ("公众号推文由{mate}排版", "下期封面由{mate}定稿", "读者来信由{mate}回复")),
    Office("电商组", ("组长", "主管"), ("直播间的库存表由{mate}更新", "买家留言由{mate}回复")),
    Office("车间二班", ("班长", "主任"), ("十二号机床由{mate}看管", "交接记录由{mate}填写")),
    Office("物业工程部", ("经理", "主管"), ("配电房巡检由{mate}负责", "业主报修由{mate}登记")),
    Office("教务处", ("主任", "处长"), ("高二的课表由{mate}调整", "学籍表由{mate}汇总", "监考名单由{mate}核对")),
    Office("法务部", ("经理", "总监"), ("待签的合同由{mate}送审", "律师函由{mate}起草")),
    Office("研发部", ("经理", "总监"), ("线上故障由{mate}处理", "新接口由{mate}联调")),
    Office("配送站", ("站长",), ("城东的包裹由{mate}派送", "学府路的取件由{mate}负责")),
    Office("采购部", ("经理", "主管"), ("钢材询价由{mate}接着做", "样品由{mate}签收")),
    Office("急诊科护理组", ("护士长", "主任"), ("分诊台由{mate}顶班", "抢救车的药品由{mate}清点")),
    Office("后勤处", ("处长", "主任"), ("食堂留样由{mate}检查", "会议室由{mate}安排")),
)
# The numbers up to five in words, as they stand before a measure word.
COUNTED = ("", "一", "两", "三", "四", "五")
LEAVE_ENDINGS = (
    "这事儿您看行不？",
    "麻烦批一下呗。",
    "先谢谢啦！",
    "您给通融通融。",
    "实在没辙了。",
    "回头我加班补上。",
)
LEAVE_FRAMES = (
    "请把“{text}”改写成正式的请假条，其他信息见下。",
    "“{text}”这条微信太随意，请结合下面的信息改成书面请假条。",
    "{staff}{who}发来口语消息：“{text}”请按下列信息改写为请假条。",
    "用书面语把“{text}”重写成一张请假条，抬头和落款按下面的信息写。",
    "“{text}”能不能改成一张像样的请假条？请假人的情况如下。",
    "{who}跟领导说：“{text}”请润色成正式请假条，补上下面的信息。",
    "领导收到{staff}一名员工的留言：“{text}”请按下列信息改写成规范的请假条。",
    "{who}语音请假，转成文字是“{text}”请改写为书面请假条，格式要完整。",
)
LEAVE_MESSAGES = (
    "{reason}，{span}想请{length}假，{handover}，{ending}",
    "跟您说个事儿，{span}我得请{length}假：{reason}。{handover}，{ending}",
    "{span}我来不了，{reason}。请{length}假，{handover}，{ending}",
    "{reason}，{span}我想歇{length}。{handover}，{ending}",
)
# (month, last day) of the public holidays that begin a month, on which a leave is not needed.
HOLIDAYS = {1: 3, 5: 5, 10: 7}


def leave_span(rng: Random, days: int) -> tuple[str, str]:
    """Draw the dates of a leave of zero (half a day) to five days and its length in words: ("5月7日至9日", "三天")."""
    month = rng.randint(1, 12)
    first = rng.randint(HOLIDAYS.get(month, 0) + 1, 24)
    if days > 1:
        return f"{month}月{first}日至{first + days - 1}日", f"{COUNTED[days]}天"
    return (f"{month}月{first}日", "一天") if days else (f"{month}月{first}日{rng.choice(('上午', '下午'))}", "半天")


def write_leave_note(rng: Random) -> Task:
    """Ask to turn a chatty leave request into a formal note with the same facts."""
    (who, mate, chief), office, reason = people(rng, 3), rng.choice(OFFICES), rng.choice(LEAVE_REASONS)
    boss, staff = chief[0] + rng.choice(office.titles), office.name
    span, length = leave_span(rng, rng.choice(reason.days))
    handover = rng.choice(office.duties).format(mate=mate)
    message = rng.choice(LEAVE_MESSAGES).format(
        reason=reason.said, span=span, length=length, handover=handover, ending=rng.choice(LEAVE_ENDINGS)
    )
    note = (
        f"请假条\n尊敬的{boss}：\n　　本人{who}，系{staff}员工，{reason.written}，特申请于{span}请假{length}。"
        f"请假期间，{handover}。恳请批准。\n申请人：{who}"
    )
    instruction = rng.choice(LEAVE_FRAMES).format(who=who, staff=staff, text=message)
    return Task(instruction, f"请假人：{who}\n部门：{staff}\n批假人：{boss}", note)


# Deadlines by how soon they are.
AT_ONCE = ("今天中午前", "午休结束前", "今天下午3点以前", "一个小时之内")
TODAY = ("今天下班前", "今天下午5点前", "今天天黑以前")
TOMORROW = ("明天上班前", "明早10点前", "明天中午前")
THIS_WEEK = ("周三上午11点前", "周四下班前", "周五中午前", "周五下班前")
LATER = ("下周一开会前", "下周三之前", "月底以前")
SOON = (*AT_ONCE, *TODAY, *TOMORROW)
PATIENT = (*TODAY, *TOMORROW, *THIS_WEEK, *LATER)


@dataclass(frozen=True, slots=True)
class Pressure(Wording):
    """A reason to be quick, and the deadlines that agree with it."""

    deadlines: tuple[str, ...]


def pressures(deadlines: tuple[str, ...], *own: Pressure) -> tuple[Pressure, ...]:
    """List the pressures of a desk: its own, and those that agree with each of its deadlines."""
    patient = tuple(each for each in deadlines if each in PATIENT)
    return (
        *own,
        Pressure("出了事你自己担着", "以免后面出现问题", deadlines),
        Pressure("上次的教训还没吃够吗", "避免再出现上次那样的情况", deadlines),
        Pressure("再拖就别怪我告到总监那儿", "拖久了恐怕要惊动总监", deadlines),
        Pressure("同样的话还要我说几回", "这两件事之前也跟您提过", deadlines),
        Pressure("我可没工夫天天催你", "这样我也好安排后面的工作", patient),
        Pressure("你的奖金不想要了是吧", "也免得影响这个月的奖金", patient),
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What one colleague is responsible for: problems there, and reasons to solve them quickly."""

    complaints: tuple[Wording, ...]
    pressures: tuple[Pressure, ...]


DESKS = (
    Desk(
        (
            Wording("会议室投影坏了三天没人管", "会议室的投影仪已经坏了三天"),
            Wording("打印机没墨了你也不知道换", "打印机的墨盒用完了"),
            Wording("新员工的工牌你到底做没做", "新员工的工牌还没有送到"),
            Wording("走廊堆的纸箱打算放到过年吗", "走廊里还堆着一些纸箱"),
            Wording("空调滤网脏成那样你看不见啊", "空调的滤网有些脏了"),
            Wording("意见箱塞满了都没人打开看", "意见箱里的意见还没有人看"),
            Wording("考勤表里我的加班又没算", "考勤表里似乎没有算上我的加班"),
            Wording("年会节目单磨蹭半个月都没定", "年会的节目单还没有确定"),
            Wording("班车时刻表还是去年的", "班车时刻表还没有更新"),
            Wording("饮水机漏得满地都是水", "饮水机有些漏水"),
        ),
        pressures(
            (*TODAY, *TOMORROW, *THIS_WEEK, *LATER),
            Pressure("大家都跑来跟我告状了", "好几位同事都跟我提起过", (*TODAY, *TOMORROW, *THIS_WEEK)),
            Pressure("老板明天就来查岗", "领导明天要过来看看", TODAY),
        ),
    ),
    Desk(
        (
            Wording("合同第四条的付款期限你又写错了", "合同第四条的付款期限似乎有误"),
            Wording("投标书拖到现在都没盖章", "投标书目前还没有盖章"),
            Wording("给老客户的报价单居然漏了税点", "给老客户的报价单里漏写了税点"),
            Wording("样品寄错地址都没人吭声", "样品好像寄错了地址"),
            Wording("发货单的收件人电话少打一位", "发货单上收件人的电话少了一位"),
            Wording("展会的摊位费你忘了交", "展会的摊位费好像还没有交"),
            Wording("客户投诉晾了两天没人理", "有一条客户投诉两天没有得到答复"),
            Wording("上季度的回款表一团糟", "上季度的回款表有几处不太清楚"),
            Wording("拜访记录你就写了三个字", "拜访记录写得稍微简单了一些"),
            Wording("给经销商的返点你算多了", "给经销商的返点好像算多了"),
        ),
        pressures(
            (*SOON, *THIS_WEEK),
            Pressure("客户都催三遍了", "客户那边已经催了三次", (*SOON, *THIS_WEEK)),
            Pressure("老板今晚就要问", "领导今晚可能会问起", (*AT_ONCE, "今天下班前", "今天下午5点前")),
            Pressure("审计的人明天就进场", "审计人员明天就要进场", (*AT_ONCE, *TODAY)),
            Pressure("大客户下周二就到公司", "大客户下周二要来公司", (*TOMORROW, *THIS_WEEK, "下周一开会前")),
        ),
    ),
    Desk(
        (
            Wording("首页轮播图的长宽你做反了", "首页轮播图的长宽好像弄反了"),
            Wording("宣传册的封面丑得没法看", "宣传册的封面还可以再打磨一下"),
            Wording("直播脚本写得跟流水账一样", "直播脚本的节奏可以更紧凑一些"),
            Wording("用户手册第三章全是错别字", "用户手册第三章有一些错别字"),
            Wording("海报上的活动日期还是去年的", "海报上的活动日期还没有更新"),
            Wording("短视频的字幕慢了整整两秒", "短视频的字幕比声音慢了两秒"),
            Wording("公司标志的颜色你也能调错", "公司标志的颜色和标准色有些出入"),
            Wording("包装盒的条形码印糊了", "包装盒上的条形码不太清晰"),
            Wording("推文标题长得手机都显示不全", "推文标题偏长，手机上显示不全"),
            Wording("模特图修得脸都歪了", "模特图的修图痕迹有些明显"),
        ),
        pressures(
            (*TODAY, *TOMORROW, *THIS_WEEK, *LATER),
            Pressure("别让全组人等你一个", "全组同事都在等结果", (*AT_ONCE, *TODAY, *TOMORROW)),
            Pressure("老板今晚就要看", "领导今晚想看一看", (*AT_ONCE, "今天下班前", "今天下午5点前")),
            Pressure("活动周末就开始了", "活动周末就要开始了", (*TODAY, *TOMORROW, *THIS_WEEK)),
            Pressure("下个月初就要用", "下个月初就要用到", LATER),
        ),
    ),
    Desk(
        (
            Wording("登录接口今天崩了四回", "登录接口今天出了四次故障"),
            Wording("测试报告的数据抄都能抄错", "测试报告里有几个数据对不上"),
            Wording("备份任务上周就停了你都不知道", "备份任务从上周起就没有运行"),
            Wording("验证码短信十分钟才到", "验证码短信要十分钟才能收到"),
            Wording("导出的表格全是乱码", "导出的表格里有乱码"),
            Wording("离职的人权限还留着", "离职同事的权限还没有收回"),
            Wording("搜索框输个空格就报错", "搜索框输入空格会报错"),
            Wording("服务器硬盘都快满了", "服务器的硬盘快要满了"),
            Wording("接口文档还停在旧版本", "接口文档还没有更新到新版本"),
            Wording("支付页面在手机上根本点不动", "支付页面在手机上无法点击"),
        ),
        pressures(
            SOON,
            Pressure("用户都骂翻天了", "已经有不少用户反映了", SOON),
            Pressure("别让全组人等你一个", "全组同事都在等结果", SOON),
            Pressure("新版本明天就要发布", "新版本明天就要发布了", (*AT_ONCE, *TODAY)),
            Pressure("总监今晚就要看结果", "总监今晚想了解结果", (*AT_ONCE, "今天下班前", "今天下午5点前")),
        ),
    ),
)
SCOLDINGS = (
    "{first}，{second}！{deadline}必须全弄好，{pressure}！",
    "{pressure}！{first}，{second}，{deadline}赶紧处理掉！",
    "我说你，{first}！还有，{second}！{deadline}搞不定就别来找我，{pressure}！",
    "干什么吃的？{first}，{second}！{deadline}都给我解决，{pressure}！",
    "{first}！{second}！{pressure}，{deadline}见不到结果试试！",
)
POLITE_FRAMES = (
    "{me}想给{you}发这条消息：“{text}”语气太冲，请改写得客气、委婉一些，意思和时间都别变。",
    "“{text}”这是{me}写给{you}的，请润色成礼貌得体的说法，保留期限。",
    "{me}要对同事{you}说：“{text}”请改写成一段尊重人的话，保留时间要求。",
    "{me}给{you}的留言是：“{text}”请改写成礼貌的语气。",
    "同事{you}收到“{text}”一定不高兴。请替{me}重写成委婉的请求。",
    "{me}在工作群里冲{you}发火：“{text}”请改写为客气的私信，不要丢掉理由。",
)
GREETINGS = ("您好！", "您好，打扰了。", "您好，辛苦了！")
THANKS = ("非常感谢！", "谢谢您的配合！", "给您添麻烦了。", "辛苦您了！")


def write_polite_message(rng: Random) -> Task:
    """Ask to make a blunt message to a colleague polite, with the same problems, deadline and reason."""
    (me, you), desk = people(rng, 2), rng.choice(DESKS)
    first, second = rng.sample(desk.complaints, 2)
    pressure = rng.choice(desk.pressures)
    deadline = rng.choice(pressure.deadlines)
    blunt = rng.choice(SCOLDINGS).format(
        first=first.said, second=second.said, deadline=deadline, pressure=pressure.said
    )
    greeting = rng.choice(GREETINGS)
    thanks = rng.choice([each for each in THANKS if "辛苦" not in greeting or "辛苦" not in each])
    polite = (
        f"{you}，{greeting}有两件事想跟您说一下：{first.written}；另外，{second.written}。"
        f"方便的话，麻烦您在{deadline}处理好，{pressure.written}。{thanks}"
    )
    return Task(rng.choice(POLITE_FRAMES).format(me=me, you=you, text=blunt), "", polite)


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A correct sentence, the word in it that is often misspelled, and the misspelling."""

    sentence: str
    right: str
    wrong: str


MISSPELLINGS = (
    Misspelling("物业上周在单元门口安装了人脸门禁", "安装", "按装"),
    Misspelling("{who}已经办完了离职手续", "已经", "己经"),
    Misspelling("大家再接再厉，争取月底完成订单", "再接再厉", "再接再励"),
    Misspelling("这家店的招牌菜是一碟水煮毛豆", "一碟", "一蝶"),
    Misspelling("领导做事一向按部就班", "按部就班", "按步就班"),
    Misspelling("{who}穿着一身迷彩服走进会场", "迷彩", "迷采"),
    Misspelling("这份计划部署得十分周密", "部署", "布署"),
    Misspelling("{who}对演出的细节一丝不苟", "一丝不苟", "一丝不荀"),
    Misspelling("师傅的手艺名不虚传", "名不虚传", "名不须传"),
    Misspelling("几个孩子迫不及待地拆开了礼物", "迫不及待", "迫不急待"),
    Misspelling("老街的建筑风格别出心裁", "别出心裁", "别出新裁"),
    Misspelling("{who}把欠条保存在抽屉里", "抽屉", "抽提"),
    Misspelling("新来的厨师脾气有些暴躁", "暴躁", "暴燥"),
    Misspelling("北方的冬天气候干燥", "干燥", "干躁"),
    Misspelling("这场辩论赛的辩手都来自{city}", "辩论赛", "辨论赛"),
    Misspelling("请在签到表的第三栏填写籍贯", "籍贯", "藉贯"),
    Misspelling("{who}一如既往地支持女儿学画", "一如既往", "一如即往"),
    Misspelling("工地上即使下雨也照常施工", "即使", "既使"),
    Misspelling("{city}的新体育馆提前三个月竣工", "竣工", "峻工"),
    Misspelling("妈妈把粽子蘸了白糖给我吃", "粽子", "棕子"),
    Misspelling("{who}坐在最后一排直打瞌睡", "瞌睡", "磕睡"),
    Misspelling("火锅店门口排起了长队，服务员应接不暇", "应接不暇", "应接不遐"),
    Misspelling("他们在{city}的老房子里度假", "度假", "渡假"),
    Misspelling("轮渡因大雾停航，旅客只好改乘汽车", "轮渡", "轮度"),
    Misspelling("{who}的报告言简意赅", "言简意赅", "言简意骇"),
    Misspelling("孩子们在操场上兴高采烈地放风筝", "兴高采烈", "兴高彩烈"),
    Misspelling("展厅里的瓷器让人眼花缭乱", "眼花缭乱", "眼花撩乱"),
    Misspelling("公司鼓励员工提出合理的建议", "鼓励", "鼓厉"),
    Misspelling("这盆君子兰需要适当地修剪枝叶", "修剪", "修减"),
    Misspelling("{who}凭借多年的经验判断出了故障", "凭借", "凭籍"),
    Misspelling("图书馆周末照常开放，不妨去看看", "不妨", "不防"),
    Misspelling("暴雨过后，河水的水位急剧上涨", "急剧", "急巨"),
    Misspelling("两家公司签订了为期三年的合同", "签订", "签定"),
    Misspelling("新规定从下月起生效，不能推诿责任", "推诿", "推委"),
    Misspelling("{who}在{city}的画廊举办了个人画展", "画廊", "画郎"),
    Misspelling("快递员冒着酷暑派送包裹", "酷暑", "酷署"),
    Misspelling("老师让我们摘抄课文里的好词好句", "摘抄", "摘钞"),
    Misspelling("这首民歌在当地家喻户晓", "家喻户晓", "家谕户晓"),
    Misspelling("那声尖叫令人毛骨悚然", "毛骨悚然", "毛骨耸然"),
    Misspelling("车间的噪音让人头疼", "噪音", "燥音"),
    Misspelling("这道题的答案显而易见", "显而易见", "显而意见"),
    Misspelling("参观者络绎不绝，展馆延长了开放时间", "络绎不绝", "络译不绝"),
    Misspelling("{who}为了赶稿子废寝忘食", "废寝忘食", "费寝忘食"),
    Misspelling("小区的健身器材焕然一新", "焕然一新", "换然一新"),
    Misspelling("爷爷精神矍铄，每天清晨去公园锻炼", "锻炼", "锻练"),
    Misspelling("这批货的质量参差不齐", "参差不齐", "参差不其"),
    Misspelling("村口的石桥已有一百多年历史，至今坚固", "坚固", "艰固"),
    Misspelling("{who}托人从广东带回一箱荔枝", "荔枝", "荔技"),
    Misspelling("会计仔细核对了每一笔账目", "核对", "核兑"),
    Misspelling("{city}站前的马路上车辆川流不息", "川流不息", "穿流不息"),
    Misspelling("泡完温泉，紧绷的神经终于松弛下来", "松弛", "松驰"),
    Misspelling("这部纪录片拍摄了整整两年", "拍摄", "拍设"),
    Misspelling("客厅墙上挂着一幅山水画", "一幅", "一副"),
    Misspelling("医生叮嘱病人按时吃药", "叮嘱", "盯嘱"),
    Misspelling("这款保温杯深受年轻人青睐", "青睐", "亲睐"),
    Misspelling("护士每两小时给病人量一次脉搏", "脉搏", "脉博"),
)
SPELLING_FRAMES = (
    "请改正“{text}”中的{count}个错别字，并说明改了什么。",
    "{who}的稿子里有这样几句：“{text}”其中共有{count}个错别字，请纠正后重抄一遍，再列出改动。",
    "“{text}”——校对{who}说这里有{count}处用字错误。请改成正确的文字，并写出原字和改后的字。",
    "“{text}”这是{who}写的一段文字，请帮忙校对，把{count}个写错的词改过来并逐一注明。",
    "这几句话有{count}个词写错了字：“{text}”请写出纠正后的文字和每处改动。",
)


def write_spelling(rng: Random) -> Task:
    """Ask to correct misspellings in a text and to list the corrections."""
    chosen = rng.sample(MISSPELLINGS, rng.randint(2, 4))
    spoiled = sorted(rng.sample(range(len(chosen)), rng.randint(2, min(3, len(chosen)))))
    right = [each.sentence.format(who=person(rng), city=city(rng)) for each in chosen]
    wrong = [
        line.replace(each.right, each.wrong) if place in spoiled else line
        for place, (line, each) in enumerate(zip(right, chosen, strict=True))
    ]
    changes = "；".join(f"“{chosen[place].wrong}”改为“{chosen[place].right}”" for place in spoiled)
    count = COUNTED[len(spoiled)]
    instruction = rng.choice(SPELLING_FRAMES).format(text="。".join(wrong) + "。", who=person(rng), count=count)
    return Task(instruction, "", f"改正后：{'。'.join(right)}。\n改动：{changes}。")


CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class Trade:
    """What one person is paid for: (what, lowest, highest amount in yuan). Without payers, a person pays."""

    payers: tuple[str, ...]
    payments: tuple[tuple[str, int, int], ...]


SHOPKEEPERS = (
    "老周汽修店", "锦绣布艺行", "知味斋饭庄", "福源粮油店", "启明眼镜店", "听雨轩茶楼", "鹿鸣书店", "三和五金行", "百合花店",
)  # fmt: skip
SCHOOLS = ("青禾幼儿园", "南湖小学", "育才中学", "城东职业学校")
FIRMS = ("长风物流公司", "云杉设计公司", "红星砖瓦厂", "振华机械厂", "滨河商贸公司")
TRADES = (
    Trade(SHOPKEEPERS, (("临街铺面季度租金", 9000, 60000), ("铺面押金", 3000, 9000), ("铺面水电费", 300, 4000))),
    Trade(
        (*SHOPKEEPERS, *SCHOOLS),
        (("屋顶防水维修费", 600, 5000), ("门窗改造工程款", 3000, 18000), ("外墙粉刷费", 900, 9000)),
    ),
    Trade((*SCHOOLS, ""), (("二手钢琴尾款", 3000, 20000), ("小提琴修复费", 300, 3500), ("钢琴调音费", 300, 900))),
    Trade((*SHOPKEEPERS, *FIRMS), (("货车往返运费", 700, 6000), ("冷库仓储费", 1200, 20000), ("装卸费", 200, 3000))),
    Trade((*SCHOOLS, *FIRMS), (("集体照拍摄费", 600, 6000), ("相册制作费", 800, 9000), ("宣传片剪辑费", 1000, 9000))),
    Trade((), (("婚宴十二桌的定金", 2000, 9000), ("婚车租赁费", 1200, 8000), ("舞台灯光租赁费", 1000, 15000))),
    Trade(
        ("知味斋饭庄", "福源粮油店", ""), (("苹果货款", 800, 9000), ("鲜藕货款", 500, 6000), ("土鸡蛋货款", 300, 4000))
    ),
    Trade(
        ("听雨轩茶楼", "知味斋饭庄", "福源粮油店"),
        (("春茶收购款", 5000, 60000), ("散酒货款", 4000, 50000), ("茶具货款", 600, 9000)),
    ),
    Trade((*FIRMS, ""), (("民宿包院房费", 1500, 9000), ("露营帐篷押金", 200, 1500), ("烧烤场地费", 300, 2500))),
    Trade((*SHOPKEEPERS, *FIRMS), (("广告牌制作费", 800, 9000), ("展位搭建费", 1000, 8000), ("传单印刷费", 200, 3000))),
    Trade((*SCHOOLS, *FIRMS), (("服装加工费", 5000, 80000), ("团体服定金", 2000, 30000), ("帽子货款", 300, 4000))),
    Trade((), (("月嫂服务费", 6000, 15000), ("婴儿用品款", 300, 2500), ("产妇营养餐费", 900, 6000))),
    Trade((*FIRMS, ""), (("旧空调货款", 200, 1800), ("旧冰柜货款", 300, 2500), ("旧货架货款", 100, 1200))),
    Trade((), (("少儿游泳班学费", 900, 4000), ("游泳馆储物柜押金", 100, 300), ("泳具费", 100, 600))),
    Trade(FIRMS, (("翻译稿酬", 400, 8000), ("校对费", 200, 2500), ("会议口译费", 1500, 9000))),
    Trade((*FIRMS, *SCHOOLS), (("绿植租摆费", 500, 5000), ("草坪养护费", 800, 7000), ("花坛改造费", 1500, 20000))),
    Trade((), (("车位转让款", 30000, 99000), ("地下储藏室转让款", 8000, 40000))),
    Trade(
        ("青山村委会", "临湖村委会"),
        (("鱼塘清淤人工费", 2000, 20000), ("水渠疏通费", 900, 8000), ("抽水机租金", 300, 2500)),
    ),
)
RECEIPT_FRAMES = {
    True: (
        "把收据“{text}”里的小写金额改写成大写金额，其余不动。",
        "会计{who}要求收条上的数字改用人民币大写：“{text}”请照此改写全文。",
        "“{text}”请将这张字据中的金额转换为财务大写后重抄。",
        "{who}开的收据写着：“{text}”财务要求金额用大写，请改写全文。",
    ),
    False: (
        "把收据“{text}”里的大写金额改写成阿拉伯数字（保留两位小数），其余不动。",
        "{who}要把这张收条录入电脑：“{text}”请将大写金额都转换为两位小数的数字，写出全文。",
        "“{text}”请把这张字据里的人民币大写改成带两位小数的数字后重抄。",
        "{who}留底的收据写着：“{text}”请把大写金额改成带两位小数的数字，重写一遍。",
    ),
}


def below_ten_thousand(number: int) -> str:
    """Spell an integer from 0 (as "") to 9999 in financial capitals, without a leading zero."""
    words = ""
    for unit, step in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        digit, number = divmod(number, step)
        if digit:
            words += CAPITAL_DIGITS[digit] + unit
        elif words and number and not words.endswith("零"):
            words += "零"
    return words


def in_capitals(cents: int) -> str:
    """Spell an amount in cents, from 1.00 yuan up to 99,999,999.99 yuan, as on a cheque."""
    (yuan, rest), words = divmod(cents, 100), ""
    high, low = divmod(yuan, 10000)
    if high:
        words = below_ten_thousand(high) + "万" + ("零" if 0 < low < 1000 else "")
    words += below_ten_thousand(low) + "元"
    jiao, fen = divmod(rest, 10)
    words += CAPITAL_DIGITS[jiao] + "角" if jiao else ("零" if fen else "")
    return words + (CAPITAL_DIGITS[fen] + "分" if fen else "整")


# Sums that are agreed beforehand, and therefore round.
AGREED = ("押金", "定金", "租金", "转让款", "承包款", "尾款", "学费", "月嫂服务费")


def plausible_cents(rng: Random, what: str, low: int, high: int) -> int:
    """Draw an amount in cents between two amounts in yuan: round if it is agreed beforehand, or with jiao or fen."""
    yuan = rng.randint(low, high)
    if what.endswith(AGREED):
        return yuan // 50 * 5000
    return rng.choice(
        (yuan // 50 * 5000, yuan * 100, yuan * 100 + rng.randint(1, 9) * 10, yuan * 100 + rng.randint(1, 99))
    )


def write_capital_amounts(rng: Random) -> Task:
    """Ask to convert the amounts of a receipt from digits to financial capitals or back."""
    (payee, clerk, stranger), trade = people(rng, 3), rng.choice(TRADES)
    payer = rng.choice(trade.payers or ("",)) or stranger
    to_capitals, day, kinds = rng.random() < 0.5, date(rng), rng.sample(trade.payments, rng.randint(1, 2))
    sums = [(what, plausible_cents(rng, what, low, high)) for what, low, high in kinds]
    digits = listed([f"{what}{cents // 100}.{cents % 100:02d}元" for what, cents in sums])
    capitals = listed([f"{what}{in_capitals(cents)}" for what, cents in sums])
    line = rng.choice(
        (
            "{day}，{payee}收到{payer}交来的{sums}，经手人{clerk}。",
            "今由{payer}付给{payee}{sums}，{clerk}作证，{day}。",
            "{day}，{payer}现金支付{sums}，收款人{payee}，开票人{clerk}。",
        )
    )
    texts = [line.format(day=day, payee=payee, payer=payer, clerk=clerk, sums=each) for each in (digits, capitals)]
    given, answer = texts if to_capitals else texts[::-1]
    return Task(rng.choice(RECEIPT_FRAMES[to_capitals]).format(text=given, who=clerk), "", answer)


# (what, hours at which it may begin): for everyone, and for one kind of work each.
MORNINGS, AFTERNOONS, EVENINGS, OFFICE = (8, 9, 10), (13, 14, 15, 16), (18, 19, 20), (9, 10, 14, 15, 16)
ERRANDS = (
    ("去牙科复诊", OFFICE),
    ("给阳台的花浇水", (7, 17, 18)),
    ("到银行换外币", OFFICE),
    ("和房东签续租合同", (9, 10, 14, 19)),
    ("取干洗的西装", (*AFTERNOONS, 18)),
    ("送外婆上高铁", (*MORNINGS, *AFTERNOONS)),
    ("给车做保养", OFFICE),
    ("看侄女的钢琴比赛", (9, 14, 19)),
    ("打羽毛球", (7, 17, *EVENINGS)),
    ("去花市挑绿萝", (*MORNINGS, 15)),
    ("替姐姐开家长会", (14, 15, 19)),
    ("到社区量血压", (8, 9, 15)),
    ("听敦煌壁画讲座", (14, 15, 19)),
    ("给猫打疫苗", OFFICE),
    ("试驾新能源车", OFFICE),
    ("教邻居用手机挂号", (*AFTERNOONS, 19)),
    ("清洗鱼缸", (10, *AFTERNOONS, 19)),
    ("去邮局寄特产", OFFICE),
    ("和同学吃火锅", (11, 17, 18)),
    ("跑五公里", (7, 19, 20)),
    ("上日语课", (9, 14, 19, 20)),
    ("包饺子", (10, 16, 17)),
    ("去剧院看话剧", (14, 19)),
    ("给自行车补胎", (*MORNINGS, *AFTERNOONS)),
    ("陪爸妈视频聊天", (19, 20, 21)),
    ("去图书馆还书", OFFICE),
    ("给阳台换纱窗", (*MORNINGS, *AFTERNOONS)),
    ("剪头发", (10, *AFTERNOONS, 19)),
)
JOBS = (
    (("接待越南客商", OFFICE), ("给客户演示软件", OFFICE), ("向董事会汇报预算", OFFICE), ("面试两位会计", OFFICE)),
    (
        ("盘点冷藏柜", (8, 16, 20)),
        ("验收仓库货架", OFFICE),
        ("核对货柜封条", (8, 9, 13, 16)),
        ("给叉车充电", (7, 17, 20)),
    ),
    (("参加消防演练", OFFICE), ("给学徒演示焊接", OFFICE), ("检查锅炉压力", (7, 11, 15, 19)), ("开班前会", (8,))),
    (
        ("修改毕业论文", (*MORNINGS, *AFTERNOONS, 20)),
        ("找导师答疑", OFFICE),
        ("排练毕业晚会", (16, 19)),
        ("给学弟讲高数", (14, 19)),
    ),
    (
        ("录播客第三期", (10, 14, 20)),
        ("拍产品宣传照", OFFICE),
        ("修改展会海报", (*OFFICE, 20)),
        ("排练小品", (16, 17, 19)),
    ),
    (("领取营业执照", OFFICE), ("试吃新菜", (10, 15)), ("给员工排班", (9, 21)), ("和供货商对账", (*OFFICE, 20))),
)
CLOCK_FRAMES = {
    True: (
        "把{who}{day}的安排“{text}”中的时间改写成24小时制，其他文字不变。",
        "“{text}”请将{who}这份{day}行程里的时刻都转换为24小时制。",
        "{who}的手环只认24小时制，请把{day}的日程“{text}”改写过来。",
    ),
    False: (
        "把{who}{day}的安排“{text}”中的时间改写成带“上午”“下午”或“晚上”的12小时制（18点起算晚上）。",
        "“{text}”请将{who}这份{day}行程里的24小时制时间转换为12小时制，18点以后写“晚上”。",
        "{who}的母亲看不惯24小时制，请把{day}的日程“{text}”改成上午、下午、晚上（18点起）的说法。",
    ),
}


def spoken_time(hour: int, minute: int) -> str:
    """Format a time between 6:00 and 22:59 with the 12-hour clock. The evening starts at six."""
    part = "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    return f"{part}{hour if hour <= 12 else hour - 12}:{minute:02d}"


def plausible_plan(rng: Random, count: int) -> list[tuple[int, int, str]]:
    """Draw (hour, minute, what) for the day of one person: at hours that fit, at least two hours apart."""
    events, taken = [*rng.sample(ERRANDS, 8), *rng.choice(JOBS)], dict[int, str]()
    for what, hours in rng.sample(events, len(events)):
        free = [hour for hour in hours if all(abs(hour - other) > 1 for other in taken)]
        if free and len(taken) < count:
            taken[rng.choice(free)] = what
    return [(hour, rng.choice(range(0, 60, 5)), taken[hour]) for hour in sorted(taken)]


def write_clock_times(rng: Random) -> Task:
    """Ask to convert the times of a daily plan from the 24-hour to the 12-hour clock or back."""
    to_full, plan = rng.random() < 0.5, plausible_plan(rng, rng.randint(3, 5))
    spoken = "，".join(f"{spoken_time(hour, minute)}{what}" for hour, minute, what in plan)
    full = "，".join(f"{hour:02d}:{minute:02d}{what}" for hour, minute, what in plan)
    given, answer = (spoken, full) if to_full else (full, spoken)
    return Task(rng.choice(CLOCK_FRAMES[to_full]).format(who=person(rng), day=date(rng), text=given), "", answer + "。")


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop and the goods it purchases: (name, unit, lowest price, highest price), prices in yuan."""

    name: str
    goods: tuple[tuple[str, str, int, int], ...]


SHOPS = (
    Shop(
        "老庄咖啡馆",
        (
            ("咖啡豆", "公斤", 70, 160),
            ("燕麦奶", "盒", 9, 16),
            ("纸杯", "箱", 80, 150),
            ("肉桂粉", "瓶", 18, 40),
            ("榛果糖浆", "瓶", 35, 70),
            ("滤纸", "包", 12, 30),
            ("可可粉", "袋", 25, 60),
        ),
    ),
    Shop(
        "春晓文具店",
        (
            ("签字笔", "盒", 12, 30),
            ("作业本", "捆", 20, 45),
            ("彩铅", "套", 15, 60),
            ("橡皮", "盒", 8, 20),
            ("圆规", "个", 5, 18),
            ("计算器", "台", 25, 80),
            ("胶水", "瓶", 2, 6),
        ),
    ),
    Shop(
        "大山五金行",
        (
            ("膨胀螺丝", "盒", 10, 35),
            ("生料带", "卷", 1, 4),
            ("角磨机", "台", 150, 400),
            ("铜球阀", "个", 15, 50),
            ("卷尺", "把", 8, 30),
            ("电焊条", "包", 30, 80),
            ("镀锌铁丝", "卷", 25, 70),
        ),
    ),
    Shop(
        "满庭芳花店",
        (
            ("红玫瑰", "束", 25, 60),
            ("满天星", "把", 10, 30),
            ("尤加利叶", "把", 8, 20),
            ("花泥", "箱", 30, 60),
            ("雾面纸", "包", 12, 28),
            ("向日葵", "枝", 3, 8),
            ("陶盆", "个", 6, 25),
        ),
    ),
    Shop(
        "安康诊所",
        (
            ("医用口罩", "盒", 10, 30),
            ("碘伏", "瓶", 5, 15),
            ("纱布", "包", 4, 12),
            ("血压计", "台", 120, 300),
            ("体温计", "支", 8, 35),
            ("棉签", "袋", 2, 6),
            ("一次性手套", "盒", 20, 45),
        ),
    ),
    Shop(
        "渔歌水产铺",
        (
            ("基围虾", "公斤", 50, 110),
            ("鲈鱼", "条", 20, 45),
            ("花蛤", "公斤", 10, 24),
            ("带鱼", "箱", 160, 320),
            ("鱿鱼", "公斤", 28, 60),
            ("大闸蟹", "只", 15, 50),
            ("海带", "捆", 8, 20),
        ),
    ),
    Shop(
        "童趣玩具屋",
        (
            ("积木", "套", 40, 160),
            ("遥控车", "辆", 60, 220),
            ("毛绒熊", "只", 20, 90),
            ("拼图", "盒", 15, 60),
            ("水枪", "把", 8, 35),
            ("跳棋", "副", 12, 40),
            ("风筝", "只", 10, 50),
        ),
    ),
    Shop(
        "麦香烘焙坊",
        (
            ("高筋面粉", "袋", 60, 130),
            ("黄油", "块", 15, 40),
            ("淡奶油", "盒", 30, 55),
            ("酵母", "包", 3, 9),
            ("蔓越莓干", "袋", 18, 45),
            ("蛋挞皮", "盒", 12, 30),
            ("巧克力豆", "罐", 20, 50),
        ),
    ),
    Shop(
        "远行户外店",
        (
            ("登山杖", "支", 50, 180),
            ("防潮垫", "张", 40, 120),
            ("头灯", "个", 35, 150),
            ("睡袋", "条", 90, 400),
            ("保温壶", "个", 60, 200),
            ("冲锋衣", "件", 200, 600),
            ("速干袜", "双", 12, 40),
        ),
    ),
    Shop(
        "墨香斋",
        (
            ("宣纸", "刀", 60, 200),
            ("羊毫笔", "支", 10, 60),
            ("端砚", "方", 150, 600),
            ("印泥", "盒", 20, 90),
            ("毛毡", "张", 15, 45),
            ("墨汁", "瓶", 8, 30),
            ("镇尺", "对", 20, 80),
        ),
    ),
)
FORMATS = ("Markdown表格", "CSV", "JSON数组")
RECORD_FRAMES = (
    "把{shop}新进的货“{text}”改写成{form}，并入下面的进货表，{order}，字段顺序不变。",
    "“{text}”请把这几笔转换为{form}，补到{shop}已有的记录里，整张表{order}。",
    "{who}口述：“{text}”请将它转成和下面一样的{form}后合并，{order}。",
    "请把“{text}”这{count}笔改成{form}记录，跟{shop}原来的表合在一起，{order}。",
)
ORDERS = (
    ("数量", False, "按数量从少到多排列"),
    ("数量", True, "按数量从多到少排列"),
    ("单价", False, "按单价从低到高排列"),
    ("单价", True, "按单价从高到低排列"),
)
RECORD_LINES = (
    "{日期}，{品名}{数量}{单位}，每{单位}{单价}元",
    "{日期}进了{数量}{单位}{品名}，单价{单价}元",
    "{品名}：{日期}到货{数量}{单位}，{单价}元一{单位}",
)
Record = dict[str, str | int]


def table(form: str, columns: list[str], rows: list[Record]) -> str:
    """Format rows as one of FORMATS, with the columns in the given order."""
    if form == "JSON数组":
        lines = [json.dumps({column: row[column] for column in columns}, ensure_ascii=False) for row in rows]
        return "[\n  " + ",\n  ".join(lines) + "\n]"
    cells = [columns, *([str(row[column]) for column in columns] for row in rows)]
    if form == "CSV":
        return "\n".join(",".join(row) for row in cells)
    cells.insert(1, ["---"] * len(columns))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def purchases(rng: Random, shop: Shop) -> list[Record]:
    """Draw the purchases of a shop in a month: five goods on different days and in different quantities."""
    days, amounts = sorted(rng.sample(range(1, 29), 5)), rng.sample(range(2, 40), 5)
    records: list[Record] = []
    for day, amount, (name, unit, low, high) in zip(days, amounts, rng.sample(shop.goods, 5), strict=True):
        records.append({"日期": f"{day}日", "品名": name, "数量": amount, "单位": unit, "单价": rng.randint(low, high)})
    return records


def write_records(rng: Random) -> Task:
    """Ask to add purchases described in a text to a table and to sort the whole table."""
    shop, form, line = rng.choice(SHOPS), rng.choice(FORMATS), rng.choice(RECORD_LINES)
    bought = purchases(rng, shop)
    known = rng.randint(1, 2)
    key, falling, order = rng.choice([each for each in ORDERS if len({row[each[0]] for row in bought}) == len(bought)])
    columns = ["品名", *rng.sample(("日期", "数量", "单位", "单价"), 4)]
    text = "；".join(line.format_map(row) for row in bought[known:]) + "。"
    instruction = rng.choice(RECORD_FRAMES).format(
        shop=shop.name,
        text=text,
        form=form,
        order=order,
        who=f"{shop.name}的{person(rng)}",
        count=COUNTED[5 - known],
    )
    ordered = sorted(bought, key=lambda row: row[key], reverse=falling)
    return Task(instruction, table(form, columns, bought[:known]), table(form, columns, ordered))


@dataclass(frozen=True, slots=True)
class Deed:
    """A completed action: possible actors, its object, and what was done (谁 把 什么 怎么样了)."""

    doers: tuple[str, ...]
    thing: str
    done: str


DEEDS = (
    Deed(("小猫", "邻居家的猫", "调皮的小狗"), "妈妈刚织好的围巾", "扯得到处是线头"),
    Deed(("台风", "昨夜的狂风"), "码头上的铁皮棚", "掀翻了"),
    Deed(("修表师傅", "隔壁的老钟表匠"), "爷爷留下的怀表", "修好了"),
    Deed(("海关人员", "两名关员"), "藏在车座下的象牙", "查获了"),
    Deed(("新来的编辑", "责任编辑"), "小说的最后一章", "删掉了一半"),
    Deed(("消防员", "年轻的消防战士"), "困在电梯里的孕妇", "救了出来"),
    Deed(("洪水", "连日的暴雨"), "通往山村的木桥", "冲垮了"),
    Deed(("中介", "房产经纪人"), "学校对面的老房子", "租了出去"),
    Deed(("保洁阿姨", "值日生"), "黑板上的板书", "擦掉了"),
    Deed(("客户", "那位老客户"), "下半年的订单", "取消了"),
    Deed(("医生", "主刀医生"), "病人腿里的钢钉", "取了出来"),
    Deed(("收废品的大爷", "搬家公司"), "阳台上的旧报纸", "全拉走了"),
    Deed(("守门员", "替补门将"), "对方的点球", "扑了出去"),
    Deed(("法院", "市中级人民法院"), "那家公司的账户", "冻结了"),
    Deed(("蛀虫", "白蚁"), "祠堂的横梁", "蛀空了"),
    Deed(("表妹", "双胞胎妹妹"), "生日蛋糕上的草莓", "吃光了"),
    Deed(("程序员", "实习程序员"), "线上的用户数据", "误删了"),
    Deed(("村民", "采药的村民"), "受伤的白鹭", "送到了救助站"),
    Deed(("快递员", "跑腿小哥"), "装着瓷碗的包裹", "摔裂了"),
    Deed(("导演", "总导演"), "第三幕的群舞", "改成了独唱"),
    Deed(("霜冻", "一场早霜"), "半山坡的茶芽", "冻坏了"),
    Deed(("裁缝", "巷口的裁缝"), "过长的裤脚", "裁短了两寸"),
    Deed(("交警", "执勤交警"), "违停的面包车", "拖走了"),
    Deed(("博物馆", "省博物馆"), "出土的青铜鼎", "收藏起来了"),
    Deed(("图书管理员", "志愿者"), "散落的旧杂志", "装订成册了"),
    Deed(("烈日", "正午的太阳"), "晒谷场的稻子", "晒干了"),
    Deed(("老板娘", "面馆老板"), "涨价的通知", "贴在了门口"),
    Deed(("评委", "三位评委"), "抄袭的参赛作品", "淘汰了"),
    Deed(("挖掘机", "施工队"), "地下的天然气管道", "挖断了"),
    Deed(("妹妹", "小侄女"), "爸爸的剃须刀", "藏进了鞋盒"),
    Deed(("银行", "信用社"), "老周的贷款申请", "退了回来"),
    Deed(("园丁", "公园的园丁"), "枯死的银杏", "换成了香樟"),
    Deed(("蚊子", "花蚊子"), "宝宝的胳膊", "叮出了三个包"),
    Deed(("队长", "登山队长"), "最后一瓶氧气", "让给了队友"),
    Deed(("记者", "实习记者"), "采访的录音", "整理成了文字"),
    Deed(("木匠", "老木匠"), "缺了腿的八仙桌", "修好了"),
)
VOICE_FRAMES = (
    "把“{text}”里的每个“{old}”字句都改写成“{new}”字句。",
    "{who}在做句式练习：“{text}”请全部改成“{new}”字句，意思不变。",
    "“{text}”是“{old}”字句，换成“{new}”字句该怎么写？请逐句改写。",
    "“{text}”请用“{new}”字重写这几句话。",
    "语文老师{who}要求把“{text}”由“{old}”字句转换为“{new}”字句。",
)


def write_voice(rng: Random) -> Task:
    """Ask to turn sentences with 把 into sentences with 被 or back, which swaps actor and object."""
    deeds = [(rng.choice(deed.doers), deed.thing, deed.done) for deed in rng.sample(DEEDS, rng.randint(2, 4))]
    active = "；".join(f"{doer}把{thing}{done}" for doer, thing, done in deeds) + "。"
    passive = "；".join(f"{thing}被{doer}{done}" for doer, thing, done in deeds) + "。"
    old, new, text, answer = rng.choice((("把", "被", active, passive), ("被", "把", passive, active)))
    return Task(rng.choice(VOICE_FRAMES).format(text=text, old=old, new=new, who=person(rng)), "", answer)


FAMILIES: tuple[Family, ...] = (
    Family("leave_note", TaskType.REWRITE, write_leave_note),
    Family("polite_message", TaskType.REWRITE, write_polite_message),
    Family("spelling_repair", TaskType.REWRITE, write_spelling),
    Family("capital_amounts", TaskType.REWRITE, write_capital_amounts),
    Family("clock_times", TaskType.REWRITE, write_clock_times),
    Family("records_to_table", TaskType.REWRITE, write_records),
    Family("voice_change", TaskType.REWRITE, write_voice),
)
