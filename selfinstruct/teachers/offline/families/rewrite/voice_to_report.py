"""Ask to rewrite a rambling voice message about a day's work as an orderly report with sections."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import numbered
from selfinstruct.teachers.offline.world import date, person


@dataclass(frozen=True, slots=True)
class Item:
    """Something told in a voice message, how it is written in a report, and the limits of the number in it.

    A plan may need something that was stated before: `needs` is a part of it.
    """

    said: str
    written: str
    low: int
    high: int
    needs: str


@dataclass(frozen=True, slots=True)
class Duties:
    """A job: what was done, what went wrong and what is planned."""

    done: tuple[Item, ...]
    problems: tuple[Item, ...]
    plans: tuple[Item, ...]


def items(text: str, kind: str) -> tuple[Item, ...]:
    """Read the items of a kind, one in each line: kind, spoken, written, limits and what it needs, separated by bars."""
    found = []
    for line in text.strip().splitlines():
        row_kind, said, written, limits, needs = (*line.strip().split("|"), "", "")[:5]
        low, high = map(int, (limits or "0-0").split("-"))
        if row_kind == kind:
            found.append(Item(said, written, low, high, needs))
    return tuple(found)


def job(text: str) -> Duties:
    """Create a job from its items. 做 stands for work done, 难 for problems and 计 for plans."""
    return Duties(items(text, "做"), items(text, "难"), items(text, "计"))


# fmt: off
JOBS: dict[str, Duties] = {
    "电力抢修班": job("""
        做|早上把河边那根倒了的电杆给换了|更换河边倾倒的电杆1根。
        做|给{n}户接上了火线，灯都亮了|恢复{n}户居民供电。|20-90
        做|变压器我听着没啥怪声，顺手量了温度，{n}度|巡检变压器，运行声音正常，温度为{n}摄氏度。|45-68
        做|树枝砍了{n}处，都是刮着线的|清理触碰导线的树枝{n}处。|3-12
        难|吊车进不来，巷子窄，路边还停着车，全靠人抬|巷道狭窄且路边停有车辆，吊车无法进入，只能依靠人工搬运。
        难|绝缘手套破了{n}双，再用就悬了|绝缘手套破损{n}双，存在安全隐患。|2-5
        难|有家老人不让进院子，表没看成|一户老人拒绝入户，电表未能检查。
        计|明儿个去把剩下那{n}个接头紧一遍|明天紧固剩余的{n}个接头。|4-15
        计|回头得找街道说说，把路边的车挪开|与街道沟通，请车主挪开路边车辆。|0-0|吊车进不来
        计|下礼拜搞一次夜里停电的演练|下周组织一次夜间停电应急演练。"""),
    "社区卫生站": job("""
        做|一上午打了{n}针疫苗，没一个不舒服的|上午接种疫苗{n}针，无不良反应。|25-80
        做|给卧床的几位老人换了药，走了{n}家|上门为{n}户卧床老人换药。|3-9
        做|高血压的人量了一圈，建了{n}份档案|为高血压患者测量血压，新建健康档案{n}份。|8-30
        做|冰箱温度早晚都记了，正常|按时记录疫苗冰箱早晚温度，均在正常范围。
        难|棉签快没了，撑不过{n}天|棉签库存不足，预计只能维持{n}天。|2-5
        难|叫号的机器老卡，排队的人直发火|叫号设备频繁卡顿，候诊群众意见较大。
        难|有个老爷子药吃混了，他自己都说不清|一名老年患者服药混乱，无法说明用药情况。
        计|明天下午去小学给孩子们查视力|明天下午到小学开展视力筛查。
        计|得请上级医院的大夫来坐一天诊|邀请上级医院医生来站坐诊一天。
        计|糖尿病的课再讲一回，人多就换大屋子|再举办一次糖尿病健康讲座，人数较多时更换场地。"""),
    "跨境电商运营": job("""
        做|新款保温壶的页面弄好了，图换了{n}张|完成新款保温壶页面制作，更换图片{n}张。|5-12
        做|差评挨个回了，一共{n}条|回复差评{n}条。|4-20
        做|跟仓库对了数，多出{n}箱，找着原因了|与仓库核对库存，查明多出{n}箱的原因。|2-9
        做|把西班牙语的说明书校完了|完成西班牙语说明书的校对。
        难|海运又涨钱了，一柜贵了{n}美元|海运费上涨，每柜增加{n}美元。|150-900
        难|有个对手抄咱的图，平台到现在没理|竞争对手盗用图片，平台至今未处理。
        难|退货多，都说盖子太紧拧不动|退货较多，主要原因是杯盖过紧难以拧开。
        计|明天先把价往下调{n}个点试试|明天试行降价{n}%。|3-8
        计|找工厂改盖子，样品催他们月底前寄|要求工厂改进杯盖，月底前寄出样品。|0-0|退货多
        计|直播得排个班，不能总我一个人上|制订直播轮班表，避免由一人承担。"""),
    "水利站": job("""
        做|堤上走了一遍，{n}公里，没见着管涌|巡查堤防{n}公里，未发现管涌。|6-20
        做|把东闸的门提起来试了，上下都顺|试启东闸闸门，升降正常。
        做|雨量筒里的树叶子掏干净了|清理雨量筒内的树叶。
        做|水位每小时报一回，报了{n}次|每小时报送水位，共报送{n}次。|8-24
        难|有段护坡塌了{n}米，是老鼠打的洞|一段护坡因鼠洞坍塌{n}米。|3-15
        难|两台发电机就一台能打着火|两台发电机中仅有一台可以启动。
        难|河里那几条网撤不走，渔民跟我急|河道内渔网未能清除，渔民有抵触情绪。
        计|明天叫挖机来，把塌的地方填上夯实|明天调挖掘机回填并夯实坍塌处。|0-0|护坡塌了
        计|跟村里借{n}个人，晚上轮着看|向村里借调{n}人夜间轮流值守。|4-12
        计|沙袋得再装{n}个堆到闸边|再装{n}个沙袋，堆放在闸边。|100-400"""),
    "幼儿园大班": job("""
        做|带娃们种了豆子，一人一盆，活了{n}盆|组织幼儿每人种植一盆豆子，成活{n}盆。|18-28
        做|消防演习跑了{n}秒，比上次快|开展消防疏散演习，用时{n}秒，比上次有所缩短。|80-140
        做|绘本角收拾了，破的都粘好|整理绘本角，修补破损图书。
        做|家长会开完了，来了{n}个家长|召开家长会，到会家长{n}人。|20-32
        难|有俩孩子老抢积木，劝也劝不住|两名幼儿经常争抢积木，劝导效果不佳。
        难|午睡房空调滴水，地板都湿了一片|午睡室空调漏水，地板受潮。
        难|一个孩子对花生过敏，厨房的单子上没写|一名幼儿对花生过敏，厨房名单未登记。
        计|下周把过敏的事跟厨房对一遍|下周与厨房核对幼儿过敏信息。|0-0|花生过敏
        计|打算带他们去看消防车，得先联系队里|联系消防队，安排幼儿参观消防车。
        计|请木工师傅再打{n}套积木|请木工再制作{n}套积木。|2-5"""),
    "软件测试组": job("""
        做|登录那块全跑了一遍，{n}个用例过了|完成登录模块测试，通过用例{n}个。|40-160
        做|抓到一个怪毛病，连点两下按钮钱扣两回，已经提上去了|发现连续点击按钮会重复扣款的缺陷，已提交。
        做|手机换了{n}台来试，老机子也凑合|在{n}台手机上完成兼容性测试，旧机型基本可用。|5-14
        做|把脚本改成晚上自己跑，省得守着|将测试脚本改为夜间自动运行，无需人员值守。
        难|测试库的数据被人清了，白忙半天|测试数据库被人清空，损失半天工作量。
        难|需求文档跟界面对不上，差了{n}处|需求文档与界面不一致，共{n}处。|3-11
        难|短信老收不到，问了说是通道欠费|短信经常无法接收，原因是通道欠费。
        计|明天盯着开发把扣款那个修了，再回归|明天督促开发修复扣款缺陷，再进行回归测试。|0-0|怪毛病
        计|拉产品的人开个会，把对不上的地方定下来|与产品人员开会，确认不一致之处。|0-0|需求文档
        计|压力测试从{n}个人开始往上加|压力测试从{n}个并发用户起逐步增加。|100-500"""),
    "蔬菜合作社": job("""
        做|三号棚的黄瓜摘了，过秤{n}斤|采收三号棚黄瓜{n}斤。|300-900
        做|给番茄吊了蔓，又打了杈|完成番茄吊蔓和整枝。
        做|冷库上回那个响声修好了，换了个轴承|更换冷库轴承，异响已消除。
        做|超市的单子发出去了，{n}筐|向超市发货{n}筐。|40-120
        难|白粉虱又来了，黄板上密密麻麻的|白粉虱再次发生，黄板诱虫数量较多。
        难|工人不够，缺{n}个手快的|人手不足，缺少{n}名熟练工人。|3-8
        难|昨儿的农残单子漏盖章，让人退回来了|昨天的农残检测单漏盖公章，被客户退回。
        计|明天一早先放丽蚜小蜂，再换黄板|明天清晨先释放丽蚜小蜂，再更换黄板。|0-0|白粉虱
        计|找劳务的人谈谈，日工给{n}块看成不成|与劳务公司洽谈，日工资拟定{n}元。|110-180|工人不够
        计|下周把五号棚的膜揭下来换新的|下周更换五号棚的棚膜。"""),
    "博物馆藏品部": job("""
        做|拍了{n}件瓷器，都传库里了|拍摄瓷器{n}件并上传藏品库。|12-60
        做|把发霉的那幅画先隔开放了，套了袋|将发霉画作隔离存放并套袋。
        做|借给外地展的那批清点装箱，{n}只箱子|清点外借展品并装箱，共{n}箱。|4-15
        做|换了库房的干燥剂，湿度降下来了|更换库房干燥剂，湿度已下降。
        难|三号柜的锁打不开，钥匙断在里头|三号柜钥匙折断，柜锁无法打开。
        难|账上写两件，架子上只有一件，我查了半宿也没查明白|账面登记两件，架上仅存一件，查至深夜仍未查明原因。
        难|恒温机夜里跳了{n}回闸|恒温机夜间跳闸{n}次。|2-5
        计|明天找锁匠，保卫科的人得在跟前|明天请锁匠开锁，由保卫科人员在场监督。|0-0|三号柜
        计|去翻{n}年前的出库单，对那件东西的去向|查阅{n}年前的出库单，核实缺失藏品的去向。|8-20|账上写两件
        计|让修复的老师来看那幅画，定个方案|请修复人员查看画作并制订方案。|0-0|发霉的那幅画"""),
    "建筑工程部": job("""
        做|六层的板浇完了，用了{n}方|完成六层楼板浇筑，用混凝土{n}立方米。|120-280
        做|钢筋进了{n}吨，都取了样|钢筋进场{n}吨，已全部取样。|18-60
        做|把外架的密目网补齐了|补齐外脚手架密目网。
        做|监理下午来看，签字了|监理下午验收并签字确认。
        难|塔吊大风停了{n}个钟头，钢筋没吊上去|塔吊因大风停用{n}小时，钢筋未能吊运。|2-6
        难|水电的班组跟我们抢楼梯，吵了一架|水电班组与我方因使用楼梯发生争执。
        难|图纸上梁的标高跟结构那边差{n}公分|建筑图与结构图的梁标高相差{n}厘米。|2-8
        计|明天先绑七层的筋，木工跟着上|明天绑扎七层钢筋，木工随后进场。
        计|找设计院要个变更单，标高得定死|请设计院出具变更单，明确标高。|0-0|标高跟结构
        计|给大家开会，进场时间错开排|召开协调会，错开各班组进场时间。|0-0|抢楼梯"""),
    "图书编辑室": job("""
        做|二校稿看了{n}页，红字改了不少|审读二校稿{n}页，修改较多。|60-180
        做|跟作者打了个电话，第四章他同意砍|与作者电话沟通，作者同意删减第四章。
        做|封面挑了三版里头最素的那个|从三版封面中选定最素雅的一版。
        做|地图送审了，回执拿到手|地图已送审并取得回执。
        难|脚注乱得很，有{n}条找不着出处|脚注混乱，{n}条无法查到出处。|5-20
        难|印厂说纸没货，得等{n}天|印刷厂缺纸，需等待{n}天。|7-20
        难|有张老照片不知道归谁，不敢用|一张老照片版权归属不明，暂不能使用。
        计|明天去省馆查那几条脚注|明天到省图书馆核查脚注出处。|0-0|脚注乱
        计|问问能不能换轻型纸，便宜还不耽误|询问能否改用轻型纸，以节约成本和时间。|0-0|纸没货
        计|给档案馆发函，问照片的事|向档案馆发函，核实照片版权。|0-0|老照片"""),
    "出租车调度台": job("""
        做|早高峰派了{n}单，没压单|早高峰派单{n}单，无积压。|150-420
        做|帮一个客人找回了手提箱，里头全是合同|协助乘客找回装有合同的手提箱。
        做|新司机考了路线，过了{n}个|组织新司机路线考核，{n}人通过。|3-10
        做|机场那边排队的车清了一遍|疏导机场排队车辆。
        难|定位飘得厉害，河西那片老派错|河西一带定位漂移，经常误派。
        难|有个司机连着被投诉{n}回，说他绕路|一名司机连续被投诉{n}次，原因为绕路。|2-4
        难|晚班少人，十点后叫车等半天|晚班运力不足，夜间10时以后乘客等候时间长。
        计|明天请地图的人来测河西的信号|明天请地图公司人员检测河西信号。|0-0|定位飘
        计|找那个司机谈话，不行就先停{n}天|约谈被投诉司机，必要时停运{n}天。|2-5|连着被投诉
        计|夜班给补贴，看能招来几个|设立夜班补贴，招募司机。|0-0|晚班少人"""),
    "风景区管理处": job("""
        做|今天进来{n}人，没挤着|今日入园{n}人，秩序良好。|2600-9800
        做|找着一个走丢的娃，{n}分钟就送到他爸爸手上|寻回走失儿童1名，{n}分钟内交还家长。|10-40
        做|玻璃桥的螺栓拧了一遍|紧固玻璃桥全部螺栓。
        做|垃圾清了{n}车，南门那边最多|清运垃圾{n}车，以南门为多。|3-9
        难|猴子抢东西，抓伤了{n}个人|猴子抢食，抓伤游客{n}人。|1-3
        难|观景台的木板翘了，绊过人|观景台木板翘起，曾绊倒游客。
        难|停车场早上就满，车都停到马路上|停车场早间即满，车辆停到马路上。
        计|明天立牌子，不许喂猴，安排人守着|明天设置禁止投喂猴子的告示牌，并安排专人值守。|0-0|猴子抢东西
        计|木工后天来换板，先拿绳子围起来|后天由木工更换木板，在此之前用绳索围挡。|0-0|观景台的木板
        计|跟中学借操场停车，能放{n}辆|向中学借用操场停车，可停放{n}辆。|80-200|停车场早上"""),
}
LINKS = ("噢对，", "还有啊，", "对了，", "然后嘛，", "再有就是，", "哦，", "另外呢，", "忘了说，", "接着，", "还有个事，", "差点漏了，")
SECTIONS = (("已完成工作", "存在问题", "下一步安排"), ("今日进展", "困难", "计划"), ("完成情况", "遇到的问题", "后续打算"))
REPORT_FRAMES = (
    "{unit}的{who}给领导发了一段语音，转成文字是：“{text}”请改写成{day}的工作汇报，分“{a}”“{b}”“{c}”三部分{shape}，口语改成书面语，不增不减。",
    "“{text}”这是{unit}的{who}{day}下班前说的，请改写为书面的日报，小标题用“{a}”“{b}”“{c}”{shape}。",
    "{unit}的日报要存档，{who}只留了口信：“{text}”请重写成条理清楚的书面报告，依次写{a}、{b}、{c}{shape}，日期写{day}。",
    "请将{who}（{unit}）的口述改写成{day}的日报，按{a}、{b}、{c}归类{shape}。\n{text}",
    "{who}说话东一句西一句：\n{text}\n请替{unit}改写成正式日报（{day}），三个标题分别是{a}、{b}、{c}{shape}。",
    "{day}{unit}的情况如下，是{who}口头说的：\n{text}\n请改写成书面汇报，栏目为{a}、{b}、{c}{shape}，数字不要改动。",
    "把下面这段大白话改写成正式的日报（{unit}，{who}，{day}），先写{a}，再写{b}，最后写{c}{shape}。\n{text}",
    "{text}\n\n以上为{unit}{who}在{day}的口头汇报，请转换成书面格式，设{a}、{b}、{c}三节{shape}，语言简练。",
)
SHAPES = {"，各条编号": "numbers", "，各条用短横线开头": "dashes", "，做成两栏的Markdown表格": "table"}
# fmt: on


SEASONS = {"水利站": (6, 7, 8), "幼儿园大班": (4, 5, 6, 9, 10), "社区卫生站": (3, 4, 5, 6, 9, 10, 11)}


def date_for(rng: Random, unit: str) -> str:
    """Draw a date: floods come in summer, and in the holidays no child is at school."""
    months = SEASONS.get(unit)
    return f"{rng.choice(months)}月{rng.randint(1, 28)}日" if months else date(rng)


def drawn(rng: Random, among: tuple[Item, ...], count: int, plans: list[Item]) -> list[Item]:
    """Draw items: first those that the plans need, and then others."""
    needed = [each for each in among if any(plan.needs and plan.needs in each.said for plan in plans)]
    others = [each for each in among if each not in needed]
    return needed + rng.sample(others, max(0, count - len(needed)))


def number_of(rng: Random, item: Item, planned: bool) -> int:
    """Draw the number of an item. What is planned by the hundred is a round number."""
    number = rng.randint(item.low, item.high)
    return number // 10 * 10 if planned and item.low >= 80 else number


def message(rng: Random, told: list[tuple[Item, int]]) -> str:
    """Tell items and their numbers in a random order as in a voice message, but a plan after what it needs."""
    order = rng.sample(told, len(told))
    for plan in told:
        for cause in told:
            if plan[0].needs and plan[0].needs in cause[0].said and order.index(plan) < order.index(cause):
                first, last = order.index(plan), order.index(cause)
                order[first], order[last] = cause, plan
    links = ["", *rng.sample(LINKS, len(order) - 1)]
    return "".join(f"{link}{item.said.format(n=n)}。" for link, (item, n) in zip(links, order, strict=True))


def report(heading: str, parts: dict[str, list[str]], shape: str) -> str:
    """Write the report: a heading and a part for each section."""
    if shape == "table":
        rows = (f"| {title} | {line} |" for title, lines in parts.items() for line in lines)
        return "\n".join((f"# {heading}", "", "| 栏目 | 内容 |", "| --- | --- |", *rows))
    blocks = [f"# {heading}"]
    for title, lines in parts.items():
        body = numbered(lines) if shape == "numbers" else "\n".join(f"- {line}" for line in lines)
        blocks.append(f"## {title}\n{body}")
    return "\n\n".join(blocks)


def write_voice_to_report(rng: Random) -> Task:
    """Ask to rewrite a rambling voice message about a day's work as an orderly report with sections."""
    unit = rng.choice(tuple(JOBS))
    about, titles, who, day = JOBS[unit], rng.choice(SECTIONS), person(rng), date_for(rng, unit)
    plans = rng.sample(about.plans, rng.randint(2, 3))
    groups = [drawn(rng, about.done, rng.randint(3, 4), plans), drawn(rng, about.problems, 2, plans), plans]
    told = [(item, number_of(rng, item, item in plans)) for group in groups for item in group]
    text = message(rng, told)
    # The report lists the facts of a section in the order in which they were stated.
    told.sort(key=lambda each: text.index(each[0].said.format(n=each[1])))
    parts = {
        title: [item.written.format(n=number) for item, number in told if item in group]
        for title, group in zip(titles, groups, strict=True)
    }
    wording, shape = rng.choice(tuple(SHAPES.items()))
    instruction = rng.choice(REPORT_FRAMES).format(
        who=who, unit=unit, day=day, text=text, a=titles[0], b=titles[1], c=titles[2], shape=wording
    )
    return Task(instruction, "", report(f"{unit}工作日报（{day}，{who}）", parts, shape))
