"""Ask to make a blunt message to a colleague polite, with the same problems, deadline and reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.rewrite.leave_note import Phrasing
from selfinstruct.teachers.offline.world import people

# Deadlines by how soon they are.
AT_ONCE = ("今天中午前", "午休结束前", "今天下午3点以前", "一个小时之内")
TODAY = ("今天下班前", "今天下午5点前", "今天天黑以前")
TOMORROW = ("明天上班前", "明早10点前", "明天中午前")
THIS_WEEK = ("周三上午11点前", "周四下班前", "周五中午前", "周五下班前")
LATER = ("下周一开会前", "下周三之前", "月底以前")
SOON = (*AT_ONCE, *TODAY, *TOMORROW)
PATIENT = (*TODAY, *TOMORROW, *THIS_WEEK, *LATER)


@dataclass(frozen=True, slots=True)
class Pressure(Phrasing):
    """A reason to be quick, and the deadlines that agree with it."""

    deadlines: tuple[str, ...]


def pressures(deadlines: tuple[str, ...], *own: Pressure) -> tuple[Pressure, ...]:
    """List the pressures of a desk: its own, and those that agree with each of its deadlines."""
    patient = tuple(each for each in deadlines if each in PATIENT)
    return (
        *own,
        Pressure("出了事你自己担着", "以免后面出现问题", deadlines),
        Pressure("上次的亏还没吃够吗", "以免再出现上次那样的情况", deadlines),
        Pressure("再拖就别怪我告到总监那儿", "拖久了恐怕要惊动总监", deadlines),
        Pressure("同样的话还要我说几回", "毕竟之前已经跟您提过几次", deadlines),
        Pressure("我可没工夫天天催你", "这样我也好安排后面的工作", patient),
        Pressure("你的奖金不想要了是吧", "也免得影响这个月的奖金", patient),
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What one colleague is responsible for: problems there, and reasons to solve them quickly."""

    complaints: tuple[Phrasing, ...]
    pressures: tuple[Pressure, ...]


DESKS = (
    Desk(
        (
            Phrasing("会议室投影坏了三天没人管", "会议室的投影仪已经坏了三天"),
            Phrasing("打印机没墨了你也不知道换", "打印机的墨盒用完了"),
            Phrasing("新员工的工牌你到底做没做", "新员工的工牌好像还没有做好"),
            Phrasing("走廊堆的纸箱怕是要放到过年了", "走廊里还堆着一些纸箱"),
            Phrasing("空调滤网脏成那样你看不见啊", "空调的滤网有些脏了"),
            Phrasing("意见箱塞满了都没人打开看", "意见箱里的意见还没有人看"),
            Phrasing("考勤表里我的加班又没算", "考勤表里似乎没有算上我的加班"),
            Phrasing("年会节目单磨蹭半个月都没定", "年会的节目单还没有确定"),
            Phrasing("班车时刻表还是去年的", "班车时刻表还没有更新"),
            Phrasing("饮水机漏得满地都是水", "饮水机漏水，地上都湿了"),
            Phrasing("门禁卡刷十回才开一回", "门禁卡要刷很多次才能开门"),
            Phrasing("快递架乱得跟菜市场似的", "快递架上的包裹有些凌乱"),
            Phrasing("茶水间的微波炉脏得没法碰", "茶水间的微波炉该清洗了"),
            Phrasing("会议纪要拖了一周都没影", "上周的会议纪要还没有发出来"),
            Phrasing("停车位让外单位占了你也不管", "停车位被外单位的车占用了"),
            Phrasing("走廊的绿植枯了一排都没人浇水", "走廊有一排绿植因为缺水干枯了"),
        ),
        pressures(
            (*TODAY, *TOMORROW, *THIS_WEEK, *LATER),
            Pressure("大家都跑来跟我告状了", "因为好几位同事都跟我反映过", (*TODAY, *TOMORROW, *THIS_WEEK)),
            Pressure("老板明天就来查岗", "领导明天要过来看看", TODAY),
        ),
    ),
    Desk(
        (
            Phrasing("合同第四条的付款期限你又写错了", "合同第四条的付款期限似乎有误"),
            Phrasing("投标书拖到现在都没盖章", "投标书目前还没有盖章"),
            Phrasing("给老客户的报价单居然漏了税点", "给老客户的报价单里漏写了税点"),
            Phrasing("样品寄错地址都没人吭声", "样品好像寄错了地址"),
            Phrasing("发货单的收件人电话少打一位", "发货单上收件人的电话少了一位"),
            Phrasing("展会的摊位费你忘了交", "展会的摊位费好像还没有交"),
            Phrasing("客户投诉晾了两天没人理", "客户投诉已经两天没有得到答复"),
            Phrasing("上季度的回款表一团糟", "上季度的回款表有几处不太清楚"),
            Phrasing("拜访记录你就写了三个字", "拜访记录写得稍微简单了一些"),
            Phrasing("给经销商的返点你算多了", "给经销商的返点好像算多了"),
            Phrasing("合同附件的页码全是乱的", "合同附件的页码有些混乱"),
            Phrasing("报价单的有效期你压根没写", "报价单上还没有写有效期"),
            Phrasing("样品册里夹着别家的价目表", "样品册里夹了一张别家的价目表"),
            Phrasing("发货单的箱数跟装箱单对不上", "发货单的箱数和装箱单不一致"),
            Phrasing("投标书的页眉还是上个项目的名字", "投标书的页眉还是上一个项目的名称"),
            Phrasing("回款表里把两家公司弄混了", "回款表里有两家公司似乎记混了"),
        ),
        pressures(
            (*SOON, *THIS_WEEK),
            Pressure("客户都催三遍了", "因为客户那边已经催了三次", (*SOON, *THIS_WEEK)),
            Pressure("老板今晚就要问", "领导今晚可能会问起", (*AT_ONCE, "今天下班前", "今天下午5点前")),
            Pressure("审计的人明天就进场", "审计人员明天就要进场", (*AT_ONCE, *TODAY)),
            Pressure("大客户下周二就到公司", "大客户下周二要来公司", (*TOMORROW, *THIS_WEEK, "下周一开会前")),
        ),
    ),
    Desk(
        (
            Phrasing("首页轮播图的长宽你做反了", "首页轮播图的长宽好像弄反了"),
            Phrasing("宣传册的封面丑得没法看", "宣传册的封面还可以再打磨一下"),
            Phrasing("直播脚本写得跟流水账一样", "直播脚本的节奏可以更紧凑一些"),
            Phrasing("用户手册第三章全是错别字", "用户手册第三章有一些错别字"),
            Phrasing("海报上的活动日期还是去年的", "海报上的活动日期还没有更新"),
            Phrasing("短视频的字幕慢了整整两秒", "短视频的字幕比声音慢了两秒"),
            Phrasing("公司标志的颜色你也能调错", "公司标志的颜色和标准色有些出入"),
            Phrasing("包装盒的条形码印糊了", "包装盒上的条形码不太清晰"),
            Phrasing("推文标题长得手机都显示不全", "推文标题偏长，手机上显示不全"),
            Phrasing("模特图修得脸都歪了", "模特图的修图痕迹有些明显"),
            Phrasing("易拉宝的二维码根本扫不出来", "易拉宝上的二维码扫不出来"),
            Phrasing("画册的页码从第九页直接跳到十二页", "画册的页码缺了第十页和第十一页"),
            Phrasing("配乐的音量大得把人声全盖了", "配乐的音量盖过了人声"),
            Phrasing("问卷的第三题跟第七题一模一样", "问卷的第三题和第七题重复了"),
            Phrasing("礼盒的烫金少印了一个字", "礼盒的烫金少了一个字"),
            Phrasing("展板的照片糊成一团", "展板上的照片不太清楚"),
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
            Phrasing("登录接口今天崩了四回", "登录接口今天出了四次故障"),
            Phrasing("测试报告的数据抄都能抄错", "测试报告里有几个数据对不上"),
            Phrasing("备份任务上周就停了你都不知道", "备份任务从上周起就没有运行"),
            Phrasing("验证码短信十分钟才到", "验证码短信要十分钟才能收到"),
            Phrasing("导出的表格全是乱码", "导出的表格里有乱码"),
            Phrasing("离职的人权限还留着", "离职同事的权限还没有收回"),
            Phrasing("搜索框输个空格就报错", "搜索框输入空格会报错"),
            Phrasing("服务器硬盘都快满了", "服务器的硬盘快要满了"),
            Phrasing("接口文档还停在旧版本", "接口文档还没有更新到新版本"),
            Phrasing("支付页面在手机上根本点不动", "支付页面在手机上无法点击"),
            Phrasing("夜间任务跑到早上还没完", "夜间任务到早上还没有跑完"),
            Phrasing("报表的时间差了整整八个小时", "报表的时间相差八个小时"),
            Phrasing("图片一放大就花屏", "图片放大以后会花屏"),
            Phrasing("消息提醒一天弹两百回", "消息提醒每天弹出两百次左右"),
            Phrasing("证书后天就过期了没人续", "证书后天到期，目前还没有续"),
            Phrasing("缓存清不掉，价格还是旧的", "缓存没有清除，价格还是旧的"),
        ),
        pressures(
            SOON,
            Pressure("用户都骂翻天了", "因为已经有不少用户反映了", SOON),
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
    "“{text}”{me}这样说，{you}怕是受不了，请改写得和气一些，问题、期限和理由都留着。",
    "{me}打了一段话又觉得太凶：“{text}”收件人是{you}，请改写得客气些，事情一件不少。",
    "同事{you}收到“{text}”一定不高兴。请替{me}重写成委婉的请求。",
    "{me}在工作群里冲{you}发火：“{text}”请改写为客气的私信，不要丢掉理由。",
)
QUESTION_END = re.compile("(吗|是吧|几回|做没做)[！，]")
"""The end of an angry question, which has a question mark."""
GREETINGS = ("您好！", "您好，打扰了。", "您好，辛苦了！")
THANKS = ("非常感谢！", "谢谢您的配合！", "给您添麻烦了。", "辛苦您了！")


INTERNAL = frozenset((
    "测试报告的数据抄都能抄错", "备份任务上周就停了你都不知道", "离职的人权限还留着", "服务器硬盘都快满了", "接口文档还停在旧版本", "夜间任务跑到早上还没完", "证书后天就过期了没人续",
    "展会的摊位费你忘了交", "上季度的回款表一团糟", "拜访记录你就写了三个字", "回款表里把两家公司弄混了", "样品册里夹着别家的价目表",
))  # fmt: skip
"""Problems of which neither users nor customers know."""


URGENT = frozenset(
    ("饮水机漏得满地都是水", "门禁卡刷十回才开一回", "打印机没墨了你也不知道换", "停车位让外单位占了你也不管")
)
"""Problems that do not wait until next week."""


def noticed_outside(pressure: Pressure, complaints: tuple[Phrasing, ...]) -> bool:
    """Return whether a reason fits the problems: users and customers only complain about what they notice."""
    outside = pressure.said.startswith(("用户", "客户"))
    return not outside or all(each.said not in INTERNAL for each in complaints)


def write_polite_message(rng: Random) -> Task:
    """Ask to make a blunt message to a colleague polite, with the same problems, deadline and reason."""
    (me, you), desk = people(rng, 2), rng.choice(DESKS)
    first, second = rng.sample(desk.complaints, 2)
    fitting = [each for each in desk.pressures if noticed_outside(each, (first, second))]
    pressure = rng.choice(fitting)
    urgent = first.said in URGENT or second.said in URGENT
    deadline = rng.choice([each for each in pressure.deadlines if not urgent or each not in LATER])
    blunt = rng.choice(SCOLDINGS).format(
        first=first.said, second=second.said, deadline=deadline, pressure=pressure.said
    )
    blunt = QUESTION_END.sub(r"\1？", blunt)
    greeting = rng.choice(GREETINGS)
    thanks = rng.choice([each for each in THANKS if "辛苦" not in greeting or "辛苦" not in each])
    polite = (
        f"{you}，{greeting}有两件事想跟您说一下：{first.written}；另外，{second.written}。"
        f"方便的话，麻烦您在{deadline}处理好，{pressure.written}。{thanks}"
    )
    return Task(rng.choice(POLITE_FRAMES).format(me=me, you=you, text=blunt), "", polite)
