"""Write a discussion of a plan, and ask for who is for or against it, with reasons and suggestions in their own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract.naming import person_of
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import another, listed


@dataclass(frozen=True, slots=True)
class View:
    """The view of a person in a certain position: for (True) or against a plan, the reason and the advice."""

    role: str
    is_for: bool
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that people discuss: the plan, where it is discussed, a remark of the host, and views."""

    plan: str
    place: str
    remark: str
    views: tuple[View, ...]


def views(*rows: str) -> tuple[View, ...]:
    """Read views from lines of role, + or -, reason and advice."""
    split = (row.split("|") for row in rows)
    return tuple(View(role, sign == "+", reason, advice) for role, sign, reason, advice in split)


# fmt: off
PLANS = (
    Plan("给三号楼加装电梯", "居民议事会", "图纸已经在楼道里贴了一个星期", views(
        "六楼住户|+|老伴做完膝盖手术，已经两个月没下过楼|把电梯口设在北侧", "一楼住户|-|外挂井道会把我家厨房的光全挡住|换成透光的玻璃井道再谈", "租房的年轻人|+|搬家和收快递都要爬五层|电费按层数分摊",
        "社区规划师|+|楼间距够用，消防车道也不受影响|请检测机构先查一遍地基", "四楼住户|-|后续维保的钱没有人说得清|把二十年的维保费写进协议", "物业经理|+|旧楼管线正好可以一起更换|施工安排在暑假两个月")),
    Plan("古城景区实行预约限流", "景区听证会", "去年国庆一天进来了六万人", views(
        "导游|-|临时来的散客占了一半，约不上就要退团|给旅行社留三成当日名额", "文物保护员|+|城墙砖面一年比一年磨得厉害|把上限先定在三万人", "小吃店主|-|旺季全靠这几天的流水|错峰发消费券补回客流",
        "老居民|+|节假日连自家巷子都挤不进去|给居民发通行卡", "交警|+|停车排队排到了国道上|在外环设换乘停车场", "退休教师|-|很多老人不会在手机上预约|保留人工窗口")),
    Plan("把午休延长到两个小时", "家校座谈会", "问卷收回了八百多份", views(
        "校医|+|下午第一节课打瞌睡的孩子占到三成|教室里备好可以放平的椅子", "初三班主任|-|延长以后晚自习要拖到九点|初三年级维持原样", "双职工家长|-|孩子放学晚了，我们更赶不上做饭|先办好放学后的托管班", "体育老师|+|睡够了的孩子下午训练很少受伤|先试行一个学期",
        "食堂主管|+|分批用餐就不用抢座位|两个年级错开二十分钟", "学生代表|-|趴在桌上根本睡不着|给不想睡的人开放图书馆")),
    Plan("夜市营业到凌晨两点", "街道协调会", "上个月的投诉比前年同期多了一倍", views(
        "烧烤摊主|+|客人大多是下夜班的工人，十一点才来|统一装油烟净化器", "临街住户|-|孩子半夜常被划拳声吵醒|十二点以后不许放音响", "代驾司机|+|散场时间分开，路口就不堵|划出候客区", "环卫队长|-|收摊太晚，清扫来不及赶在早高峰前|每个摊位自带分类桶",
        "派出所民警|-|醉酒打架多发生在一点以后|增加两名夜间协管员", "旅游局干部|+|外地客人最常问的就是晚上去哪里|只在周末放宽时间")),
    Plan("老街禁止机动车通行", "老街改造讨论会", "石板路已经修补过三次", views(
        "茶馆老板|+|安静下来客人才坐得住|早上六点前放送货车进来", "搬运工|-|手推车要多走八百米|配几辆电动平板车", "骑行爱好者|+|现在人车混行，上周刚撞过一次|划出自行车停放点", "住在街里的孕妇|-|万一半夜要去医院没法叫车|救护车和出租车凭码放行",
        "古建专家|+|车辆振动让两处骑楼的裂缝变宽了|先做一个月的振动监测", "五金店主|-|客人买了水泥自己扛不动|下午留两个小时装货")),
    Plan("图书馆通宵开放", "图书馆读者会", "自习区的插座刚换过一遍", views(
        "考研学生|+|宿舍十一点就熄灯|只开一楼自习区", "夜班保安|-|一个人看不住四层楼|后半夜只留一个出入口", "馆员|-|值夜班的人第二天没法上岗|请志愿者轮班", "外卖骑手|+|夜里等单能有个暖和的地方|门口装热水机",
        "心理老师|-|通宵读书反而伤身体|最晚开到凌晨一点", "写作者|+|夜深人静的时候思路最顺|单设一间可以打字的小屋")),
    Plan("每周只上四天班", "公司员工大会", "试点部门已经跑了三个月", views(
        "客服主管|-|客户周五找不到人会转去别家|客服分两组轮休", "程序员|+|连休三天回来，代码里的错少了一半|把周一例会取消", "财务经理|-|工资不减，每小时的人工成本要涨两成五|先把加班费核清楚", "刚当妈妈的员工|+|多一天陪孩子，请保姆的钱也能省一点|允许自己选哪天休",
        "车间班长|-|机器停一天就亏一天|生产线不参加", "人事专员|+|试点期间没有一个人辞职|再延长半年看看")),
    Plan("村里统一办民宿", "村民大会", "村口的桥年底就能通车", views(
        "返乡青年|+|空着的老屋有四十多间|先挑六间做样板", "养蜂人|-|游客一多，蜂场就得往山里搬|划出三百米的静区", "村会计|+|集体账上每年能多二十来万|收入按户公示", "七十岁的老支书|-|外人住进来，红白喜事都不方便|祠堂一带不许开",
        "种茶户|+|住客顺手就把茶叶买走了|每户门口留个小货架", "村医|-|一到旺季污水排不出去|先修好化粪池")),
    Plan("马拉松改走江边线路", "赛事说明会", "报名人数比去年多了三千", views(
        "跑友会会长|+|江边风小，容易跑出好成绩|折返点设在铁桥下", "水上救援队员|-|江堤没有护栏，人挤容易落水|每公里放一条救生艇", "早餐店主|-|老路线上的生意全没了|起点还放在老广场", "赛事医生|+|救护车能从辅路直接开进来|十五公里处加一个医疗点",
        "鸟类观察者|-|那时候正赶上白鹭孵蛋|离苇荡五十米拉警戒线", "直播导演|+|江景好拍，信号也稳|在塔楼上架一个机位")),
    Plan("公园拆掉围栏", "市政开放日", "南门那一段已经先拆了", views(
        "晨练老人|+|不用再绕到正门，少走一刻钟|入口处铺平坡道", "遛狗的住户|-|狗一挣脱就冲上马路|留一块有围挡的草地", "园林工人|-|夜里有人进来挖苗|加装摄像头", "规划局工程师|+|开放以后两条街能连成步行网|路口做减速带",
        "小学老师|-|带班来写生，没有围栏就看不住孩子|儿童区单独围起来", "摄影爱好者|+|清早的光线不等开门|保留荷花池的矮栏")),
    Plan("草场实行轮牧", "牧业合作社会议", "去年的产草量降了一成半", views(
        "老牧民|-|羊认路，换来换去容易掉膘|转场的时候给补饲料", "草原站技术员|+|围起来的那片一年就返青了|每片歇牧四十天", "收羊的客商|+|分批出栏，价钱压得没那么狠|按耳标登记日期", "牧民的儿子|+|无人机看羊，不用天天骑马|合买两架无人机",
        "邻村村主任|-|水井都在一边，轮到北片就没水喝|先打两眼机井", "兽医|-|混群以后疫病查不清是哪家的|转场前统一驱虫")),
    Plan("博物馆特展单独收费", "博物馆理事会", "借展费占了今年预算的四成", views(
        "策展人|+|借展和保险的钱全靠门票才能回本|每月留一天免费", "中学历史老师|-|带一个班来要花两千多块|学生凭证免票", "会员代表|-|办卡的时候说好全部展览都能看|老会员照旧不收", "安保队长|+|人少一点，展柜前才不会挤碎玻璃|分时段放人",
        "外地游客|+|专程来看的人不在乎几十块钱|票里带一份讲解", "社区工作者|-|低保家庭的孩子更进不来了|每周发三百张公益票")),
    Plan("食堂按重量收费", "后勤征求意见会", "泔水桶昨天称过，有一百九十公斤", views(
        "炊事班长|+|剩菜少了一大半，后厨也轻松|肉菜素菜分开定价", "男生代表|-|训练完吃得多，一顿要二十几块|米饭和汤不计重", "正在减肥的女生|+|只想吃一小勺也买得到|盘子做小一号", "收银员|-|称重要排队，高峰期更堵|多摆三台自助秤",
        "营养师|+|盘里有多少一看便知|秤上同时显示热量", "退休返聘的教授|-|眼花看不清屏幕上的数|字号放大一倍")),
    Plan("公交改成预约小巴", "公交线网听证会", "大车末班平均只坐了七个人", views(
        "公交司机|-|改线以后路不熟，容易误点|先跑半个月空车", "开发区工人|+|倒班不用在站台等四十分钟|夜里十二点也能约", "盲人按摩师|-|车停的位置天天变，我找不到|固定站点照样停", "县医院护士长|+|病人能直接送到门诊楼下|给复诊的人优先派车",
        "卖菜的大娘|-|挑着两筐菜，小车上不去|留一趟早班大车", "交通局科员|+|一公里的成本能降三成|票价维持两元不变")),
    Plan("把休渔期延长一个月", "渔港座谈会", "去年开捕头一网还不到往年的一半", views(
        "船老大|-|船贷每个月都要还|休渔补贴提前发", "海洋所研究员|+|小黄鱼的产卵期往后推了二十天|用声呐再测一季", "冷冻厂厂长|-|停一个月，八十个工人没活干|先存够春汛的料", "织网女工|+|正好把破网全补完|请厂里发订单",
        "海鲜酒楼老板|+|鱼大了，一桌能卖出好价钱|和养殖户签供货", "快艇教练|+|海面空出来可以办训练营|划定一片试训水域")),
    Plan("演出时允许观众拍照", "剧院观众见面会", "上周有三位观众因为闪光灯被劝离", views(
        "话剧演员|-|台下一亮，我就忘词|只在谢幕时放开", "年轻观众|+|发出去朋友才知道有这么好的戏|关掉闪光和快门声", "灯光师|-|暗场里的屏幕比追光还刺眼|最后五排可以拍", "市场专员|+|照片传开以后票卖得快了两成|设一个打卡背景板",
        "老票友|-|前面举着手机，一晚上只看见后脑勺|开戏前广播提醒", "海外研究者|+|记录地方戏的资料太少|给研究者发许可证")),
    Plan("校门口设接送区", "交通安全议事会", "早上七点二十堵得最厉害", views(
        "接孙女的爷爷|+|不用再抱着书包横穿马路|画上黄色的等候线", "文具店主|-|车全停到店门前，买东西的人进不来|把接送区往东挪三十米", "骑车上学的学生|-|汽车一靠边，自行车就没有路了|隔出一条骑行道", "交警中队长|+|即停即走，十分钟就能清完|每辆车限停两分钟",
        "志愿家长|+|人车分开，我们站岗才有底气|给志愿者配对讲机", "小区业主|-|喇叭声比闹钟还早|学校门前禁鸣")),
    Plan("果园改种猕猴桃", "合作社社员会", "技术员带来了四种苗木", views(
        "种了三十年橘子的老农|-|橘树正当年，砍了心疼|先在南坡试种五亩", "电商运营|+|店里一年只有两个月有货卖|选耐放的品种", "农技站站长|+|这里的土偏酸，正合适|搭架以前先测一次土", "信用社信贷员|-|头三年没有收成，还款会吃紧|套种一茬黄豆",
        "返乡大学生|+|剪枝授粉可以请学校来教|建一个气象小站", "收橘子的客商|-|突然少了两百吨，我那边没法交代|橘园留下一半")),
    Plan("病房取消固定探视时间", "病友座谈会", "住院部换了新的门禁", views(
        "心内科护士|-|治疗的时候家属进进出出，容易污染|上午九点到十一点不放人", "外地患者家属|+|坐五个小时车来，错过钟点就白跑|凭手环随到随进", "刚做完手术的病人|-|同屋的亲戚聊到半夜|晚上八点后一律离开", "儿科医生|+|孩子见到妈妈就肯吃药|陪护只留一个人",
        "保洁班长|-|人多脚印就多，拖了又拖|进门发鞋套", "志愿者|+|没有家人的老人也能多些人来看|建一张访客登记表")),
    Plan("推广可降解地膜", "春耕碰头会", "去年捡膜捡了一个多月", views(
        "棉花大户|-|每亩要多花六十块|政府补一半差价", "环保站干事|+|土里的残膜已经缠住犁头|旧膜凭斤换新膜", "合作社机手|+|收完直接旋耕，省一道工|用厚一点的型号", "种瓜的农妇|-|雨水一多，不到两个月就裂了|早熟的地块先别用",
        "农资店主|-|放在库里一年就发脆|春天再进货", "农科院博士|+|连用三年，产量没有掉|每村留一块对照田")),
)
READERS = (
    "{who}要写会议简报", "{who}没赶上开会", "{who}在统计各方态度", "{who}要给领导念意见", "{who}准备逐个回访", "{who}在做民意汇总表", "{who}是会议记录员", "{who}打算把意见贴到公告栏", "{who}给报社供稿",
    "{who}要修改方案", "{who}在做议事规则的课题", "{who}是新来的干事", "{who}录音听得断断续续", "{who}要回复来信", "{who}正在准备第二轮讨论", "{who}想挑两个人上台发言", "{who}要录入调研数据库", "{who}给学生讲怎样整理发言", "{who}要在例会上转述",
    "{who}怕漏掉谁的话", "{who}要发一份工作专报", "{who}没有时间细看", "{who}替主持人整理材料", "{who}在编案例集", "{who}要跟没到场的人解释", "{who}负责逐条答复", "{who}参加辩论赛要找论据", "{who}在画利益相关方图", "{who}想找同盟", "{who}是旁听的实习生", "{who}写评论要引用原话", "{who}要通知没到场的人", "{who}正在核对录音稿",
)
FRAMES = (
    "{place}讨论“{plan}”，{reader}，{hint}。请{ask}。", "下面是“{plan}”的讨论记录，{reader}，{hint}。{ask}。", "“{plan}”行不行，{count}个人各执一词，{hint}。{reader}，请{ask}。",
    "{reader}，手里是{place}上关于“{plan}”的发言，{hint}。请{ask}。", "请{ask}。发言出自{place}，议题是{plan}，{hint}，{reader}。", "{hint}，{reader}。议题是{plan}，请从发言中{ask}。", "围绕{plan}，{place}吵得很热闹，{hint}，{reader}。{ask}。",
    "{place}记录如下，大家谈的是{plan}，{hint}，{reader}。{ask}。", "{reader}。{plan}这件事，{hint}，请{ask}。", "{plan}，有人赞成有人反对，{hint}。{reader}，请{ask}。",
)
HINTS = ("{name}（{role}）也发了言", "发言的有{role}和{other}", "连{role}都来了", "{role}说得最直", "有人提到{remark}", "{other}的话引起不少议论", "{name}和{role2}坐在一排", "{role}和{other}想法未必一样", "主持人说{remark}")
# fmt: on
FOR = ("我赞成。", "我支持这个办法。", "我同意。", "我投赞成票。", "这事我举双手赞成。")
AGAINST = ("我不赞成。", "我反对。", "我不同意这么做。", "我投反对票。", "这个办法我不能接受。")
REASONS = ("因为{}。", "理由是{}。", "原因很简单，{}。", "说到底，{}。")
ADVICE = ("我建议{}。", "我的建议是{}。", "我只提一条建议：{}。")
ADVICE_AGAINST = (*ADVICE, "真要做的话，我建议{}。")


@dataclass(frozen=True, slots=True)
class Speech:
    """What a person says in the discussion."""

    name: str
    view: View

    def cells(self) -> dict[str, str]:
        """Return the facts under the names that the requests use."""
        stance = "赞成" if self.view.is_for else "反对"
        return {
            "发言人": self.name,
            "身份": self.view.role,
            "态度": stance,
            "理由": self.view.reason,
            "建议": self.view.advice,
        }


WOMEN = re.compile("女|孕妇|妈妈|大娘|护士|农妇")
MEN = re.compile("爷爷|儿子|男|支书|船老大")
OLD = re.compile(
    "老人|老居民|退休|爷爷|大娘|支书|船老大|老牧民|老票友|老农|六楼住户|养蜂人|教授|老主任|博士|馆长|厂长|站长|会长|茶馆老板"
)
YOUNG = re.compile("学生|年轻|女生|男生|返乡|大学生|妈妈|孕妇|程序员|骑手|儿子|考研")


def speakers(rng: Random, chosen: list[View]) -> list[Speech]:
    """Draw a different name for each view, which fits what the position says about the person."""
    names: dict[str, View] = {}
    for view in chosen:
        sex = "男" if MEN.search(view.role) else "女" if WOMEN.search(view.role) else rng.choice("男女")
        ages = (60,) if OLD.search(view.role) else (25,) if YOUNG.search(view.role) else (30, 50)
        name = person_of(rng, sex, rng.choice(ages))
        while name[1:] in {other[1:] for other in names}:
            name = person_of(rng, sex, rng.choice(ages))
        names[name] = view
    return [Speech(name, view) for name, view in names.items()]


def in_turn(rng: Random, texts: tuple[str, ...]) -> Iterator[str]:
    """Return the texts in random order again and again, so that few speeches sound alike."""
    return cycle(rng.sample(texts, len(texts)))


def discussion(rng: Random, plan: Plan, speeches: list[Speech]) -> str:
    """Write the discussion, with lines of the host in front and in the middle."""
    host, lines = another(rng, [each.name for each in speeches]), list[str]()
    stances, advices = (
        {True: in_turn(rng, one), False: in_turn(rng, other)}
        for one, other in ((FOR, AGAINST), (ADVICE, ADVICE_AGAINST))
    )
    for each, reason in zip(speeches, in_turn(rng, REASONS), strict=False):
        view = each.view
        told = next(stances[view.is_for]) + reason.format(view.reason) + next(advices[view.is_for]).format(view.advice)
        lines.append(f"◎ {each.name}（{view.role}）：{told}")
    lines.insert(rng.randint(2, 4), f"◎ {host}（主持人）：请后面的抓紧时间，每人两分钟。")
    lead = f"◎ {host}（主持人）：今天议的是{plan.plan}。先说明一下，{plan.remark}。哪位先来？"
    return "\n".join([lead, *lines])


def as_table(rng: Random, speeches: list[Speech], wanted: str) -> tuple[str, str]:
    """Ask for a table with some of the facts."""
    keys = rng.sample(("身份", "态度", "理由", "建议"), rng.choice((2, 3, 4, 4)))
    heads = ("发言人", *keys)
    rows = [tuple(each.cells()[head] for head in heads) for each in speeches]
    return f"提取{wanted}的{listed(keys)}，用Markdown表格给出，首列是发言人", in_table(rows, heads)


def as_json(rng: Random, speeches: list[Speech], wanted: str) -> tuple[str, str]:
    """Ask for an array of objects."""
    keys = ("发言人", *rng.sample(("身份", "态度", "理由", "建议"), rng.randint(2, 4)))
    value = [{key: each.cells()[key] for key in keys} for each in speeches]
    return f"抽取{wanted}的信息，输出JSON数组，键为{'、'.join(keys)}", json.dumps(value, ensure_ascii=False, indent=1)


def as_lines(rng: Random, speeches: list[Speech], wanted: str) -> tuple[str, str]:
    """Ask for one fact of each speaker, a line each."""
    key = rng.choice(("理由", "建议"))
    form, line = rng.choice(
        (
            (f"写成“- 姓名（身份） {key}”", "- {name}（{role}） {fact}"),
            ("编号列出，不写姓名", "{at}. {fact}"),
            (f"每行先写姓名，空一格再写{key}", "{name} {fact}"),
        )
    )
    lines = [
        line.format(at=at, name=each.name, role=each.view.role, fact=each.cells()[key])
        for at, each in enumerate(speeches, 1)
    ]
    return f"{rng.choice(('摘出', '提取'))}{wanted}的{key}，{form}", "\n".join(lines)


def by_stance(rng: Random, speeches: list[Speech]) -> tuple[str, str]:
    """Ask for reasons or suggestions of both sides under headings."""
    key = rng.choice(("理由", "建议"))
    sides = [(head, [each for each in speeches if each.cells()["态度"] == head]) for head in ("赞成", "反对")]
    ask = rng.choice((
        "摘出双方的{key}，赞成的在前，反对的在后，各用一个二级标题，逐条写成“- 姓名 {key}”",
        "提取各人的{key}，分列在“赞成”“反对”两个二级标题下，每条写成“- 姓名 {key}”",
    )).format(key=key)  # fmt: skip
    return ask, "\n\n".join(
        f"## {head}\n" + "\n".join(f"- {each.name} {each.cells()[key]}" for each in side) for head, side in sides
    )


def both_sides_in_json(rng: Random, speeches: list[Speech]) -> tuple[str, str]:
    """Ask for a JSON object with the speakers of both sides."""
    keys = ("发言人", *rng.sample(("身份", "理由", "建议"), rng.randint(2, 3)))
    value = {
        head: [{key: each.cells()[key] for key in keys} for each in speeches if each.cells()["态度"] == head]
        for head in ("赞成", "反对")
    }
    ask = f"抽取双方意见，用JSON对象给出，键为赞成、反对，值是数组，每人写{'、'.join(keys)}"
    return ask, json.dumps(value, ensure_ascii=False, indent=1)


def names_of_a_side(rng: Random, speeches: list[Speech]) -> tuple[str, str]:
    """Ask for the names, or the positions, of one side in one line."""
    is_for = rng.random() < 0.5
    side = [each for each in speeches if each.view.is_for == is_for]
    key = rng.choice(("发言人", "身份"))
    word = "姓名" if key == "发言人" else "身份"
    ask = rng.choice(
        (
            "找出{side}的人，只写{word}，用顿号隔开",
            "列出持{side}意见的都是谁，写{word}，用顿号分隔",
            "摘出表示{side}的发言人的{word}，用顿号连接",
        )
    )
    return ask.format(side="赞成" if is_for else "反对", word=word), "、".join(each.cells()[key] for each in side)


def some_speakers(rng: Random, speeches: list[Speech]) -> tuple[str, str]:
    """Ask for facts of all speakers, of one side, or of some positions."""
    kind = rng.choice((0, 0, 1, 2))
    wanted, chosen = "除主持人外每位发言人", speeches
    if kind == 1:
        is_for = rng.random() < 0.5
        wanted, chosen = f"{'赞成' if is_for else '反对'}者", [each for each in speeches if each.view.is_for == is_for]
    elif kind == 2:
        asked = rng.sample(speeches, rng.randint(2, 3))
        chosen = [each for each in speeches if each in asked]
        wanted = listed([each.view.role for each in chosen])
    return rng.choice((as_table, as_table, as_json, as_lines))(rng, chosen, wanted)


def write_panel_opinions(rng: Random) -> Task:
    """Write a discussion of a plan, and ask for who is for or against it, with reasons and suggestions in their own words."""
    plan = rng.choice(PLANS)
    chosen = rng.sample(plan.views, rng.randint(5, 6))
    speeches = speakers(rng, chosen)
    ask, answer = rng.choice(
        (some_speakers, some_speakers, by_stance, both_sides_in_json, both_sides_in_json, names_of_a_side)
    )(rng, speeches)
    one, other, third = rng.sample(speeches, 3)
    hint = rng.choice(HINTS).format(
        name=one.name, role=one.view.role, other=other.view.role, role2=third.view.role, remark=plan.remark
    )
    instruction = rng.choice(FRAMES).format(
        place=plan.place, plan=plan.plan, reader=rng.choice(READERS).format(who=another(rng, [each.name for each in speeches])), hint=hint, count=COUNTS[len(speeches)], ask=ask,
    )  # fmt: skip
    return Task(instruction, discussion(rng, plan, speeches), answer)
