"""Write a chat in which two people agree and change their minds, and ask for what is finally agreed or was changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import listed, people


@dataclass(frozen=True, slots=True)
class Point:
    """A point to agree on: its name, a line that proposes a value, one that changes it, and the values.

    A change that starts with + or - asks for a later or an earlier one of the values. One that starts with > or < does
    so, too, but the other person may meet it halfway.
    """

    name: str
    proposal: str
    change: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What two people talk about: who they are, the opening line and the points."""

    title: str
    roles: tuple[str, str]
    opening: str
    points: tuple[Point, ...]


def points(*rows: str) -> tuple[Point, ...]:
    """Read points from lines of name, proposal, change and values."""
    split = (row.split("|") for row in rows)
    return tuple(Point(name, proposal, change, tuple(values.split("/"))) for name, proposal, change, values in split)


# fmt: off
MATTERS = (
    Matter("拼车回老家", ("车主", "同乡"), "过年的车还有座吗？", points(
        "出发时间|我打算{}走。|+单位放假晚，{}走行不行？|腊月廿七早上六点/腊月廿七晚上八点/腊月廿八凌晨五点/腊月廿八中午", "上车地点|在{}等你。|我赶过去太远，换到{}行吗？|地铁五号线北口/汽车站东门/物流园加油站/大学城南门",
        "车费|油钱过路费摊下来每人{}。|<我还能带一个人来，收{}行吗？|180元/200元/220元/260元", "行李|后备箱给你留{}的位置。|+东西有点多，能不能放{}？|一个20寸箱子/一个24寸箱子/两个24寸箱子/三个24寸箱子")),
    Matter("打一个衣柜", ("木匠", "房主"), "师傅，卧室那面墙想打个衣柜。", points(
        "木料|我建议用{}。|看了几块样板，还是{}顺眼。|松木/榆木/橡胶木/水曲柳", "柜门|门做成{}。|看了样图，改做{}。|推拉门/平开门/百叶门/玻璃门",
        "总价|连工带料{}。|<熟人介绍的，{}成不成？|5200元/5800元/6400元/7000元", "完工日期|{}能装好。|-岳母要来住，最晚{}装完。|四月十日/四月十八日/四月二十五日/五月三日")),
    Matter("租相机", ("店主", "租客"), "想租一套拍鸟的设备。", points(
        "镜头|给你配{}。|+林子里太远，换{}。|100-400毫米镜头/150-600毫米镜头/500毫米定焦/600毫米定焦", "租期|先按{}算。|+怕等不到好天气，租{}吧。|两天/三天/四天/一周",
        "押金|押金{}。|<我是老会员，押金收{}行不行？|8000元/1万元/1万2千元/1万5千元", "取还方式|设备{}。|这样不太方便，换成{}可以吗？|到店自取/同城闪送/快递到付/送到车站")),
    Matter("订会议团餐", ("餐馆老板", "行政专员"), "下周的培训要订午饭。", points(
        "份数|先给您记{}。|刚确认了名单，是{}。|46份/52份/58份/64份", "标准|每份按{}做。|+领导说要加个汤，按{}吧。|28元/32元/35元/38元",
        "送达时间|{}送到。|+上午的课拖得长，{}再送。|11点20分/11点40分/12点整/12点15分", "素餐|其中素餐备{}。|问过了，吃素的要{}。|3份/5份/6份/8份")),
    Matter("约钢琴课", ("老师", "家长"), "孩子想继续学琴，您还有空吗？", points(
        "上课时间|我把{}留给你们。|孩子那会儿有足球课，{}可以吗？|周二晚上六点/周四晚上七点/周六上午九点/周日下午三点", "每次时长|每次上{}。|-坐不住那么久，先上{}。|40分钟/45分钟/50分钟/60分钟",
        "学费|一节课{}。|<三个月一起交，一节{}行吗？|150元/160元/180元/200元", "曲目|这学期弹{}。|孩子想换换口味，弹{}行吗？|布格缪勒练习曲/巴赫小曲集/小奏鸣曲/民歌改编曲")),
    Matter("买二手自行车", ("卖家", "买家"), "帖子上的公路车还在吗？", points(
        "价格|最低{}。|<轮胎磨得厉害，{}我就要了。|720元/780元/850元/900元", "交接地点|来{}看车。|我没开车，约在{}吧。|东校区车棚/体育馆门口/三号线终点站/菜市场对面",
        "交接时间|{}有空。|刚排了班，{}行不行？|周三傍晚六点/周四中午/周五晚上九点/周六上午十点", "附赠物品|车子送你{}。|那个我有了，换成{}吧。|一把锁/一只打气筒/一顶头盔/一副尾灯")),
    Matter("借用礼堂", ("管理员", "社长"), "话剧社想借礼堂彩排。", points(
        "日期|{}空着。|+演员还没凑齐，改{}吧。|五月六日/五月八日/五月十二日/五月十五日", "时段|给你们留{}。|那会儿演员要上课，借{}行吗？|上午九点到十一点/中午十二点到两点/下午三点到五点/晚上七点到十点",
        "话筒|话筒给你们备{}。|-只念台词，有{}就够。|两支/三支/四支/六支", "值守人数|现场至少要{}值守。|<人手不够，我们出{}行吗？|2人/3人/4人/5人")),
    Matter("印开业传单", ("印刷店老板", "面馆老板"), "面馆开业，要印一批传单。", points(
        "数量|起印{}。|+街坊多，印{}吧。|1000张/2000张/3000张/5000张", "纸张|用{}。|+摸着太薄，换{}。|105克双胶纸/128克铜版纸/157克铜版纸/200克铜版纸",
        "单价|每张{}。|<以后还来印，算{}行吗？|1角6分/1角8分/2角/2角5分", "取货时间|您{}来取。|-赶着发，{}能好吗？|明天上午/明天下午/后天上午/后天傍晚")),
    Matter("拍毕业照", ("摄影师", "班长"), "我们班想约您拍毕业照。", points(
        "日期|我有空的是{}。|那天有答辩，改到{}。|6月3日/6月7日/6月11日/6月15日", "集合地点|在{}集合光线好。|那里人太多，去{}吧。|老图书馆台阶/银杏大道/湖心亭/田径场主席台",
        "服装|大家穿{}。|同学们想换一种，穿{}。|学士服/白衬衫/民国装/班服", "精修张数|套餐里精修{}。|+再加点钱，精修{}。|12张/20张/30张/45张")),
    Matter("托人喂猫", ("邻居", "猫主人"), "我要出差，团子能请您照看吗？", points(
        "天数|那我按{}准备。|+路上怕耽搁，请按{}准备吧。|4天/6天/8天/10天", "每天次数|我每天来{}。|-它吃得少，来{}就行。|一次/两次/三次",
        "猫粮|还是喂{}吧。|那种它最近不爱吃，喂{}吧。|鸡肉干粮/低脂干粮/三文鱼罐头/冻干兔肉", "钥匙|钥匙放在{}，我自己拿。|放那儿我不放心，放{}吧。|门口鞋柜里/楼下小卖部/一楼信箱里/小区物业")),
    Matter("订秋天的婚宴", ("酒店经理", "顾客"), "想订秋天的婚宴。", points(
        "日期|大厅{}还空着。|奶奶看了黄历，定{}吧。|九月十九日/九月二十七日/十月十二日/十月二十六日", "桌数|先给您留{}。|亲戚名单理了一遍，要{}。|22桌/25桌/28桌/32桌",
        "每桌价格|菜单做{}一桌的。|+想加一道海参，做{}的。|1888元/2188元/2588元/2988元", "酒水|酒水可以{}。|问过长辈，还是{}。|全部自带/白酒自带、饮料酒店出/由酒店全包/红酒自带、其余酒店出")),
    Matter("苹果收购", ("收购商", "果农"), "今年的红富士打算怎么收？", points(
        "单价|收购价每斤{}。|>糖度这么高，{}行不行？|2元6角/2元9角/3元2角/3元5角", "数量|我先要{}。|-冰雹打坏一些，只有{}。|8000斤/1万斤/1万5千斤/2万斤",
        "果径|只要{}的。|<今年果个小，放到{}行不行？|70毫米以上/75毫米以上/80毫米以上/85毫米以上", "装车日期|{}来装车。|预报有雨，改{}装。|十月八日/十月十二日/十月十七日/十月二十一日")),
    Matter("修老屋屋顶", ("瓦匠", "村民"), "东屋漏雨，想请你看看。", points(
        "用瓦|屋顶换{}。|家里商量过了，还是换{}。|小青瓦/红色机瓦/树脂瓦/琉璃瓦", "翻修面积|先按{}翻。|+西边那片也漏，翻{}吧。|30平方米/42平方米/55平方米/68平方米",
        "工钱|按每平方米{}算。|<我自己出小工，{}行吗？|38元/45元/52元/60元", "开工日期|我{}动手。|+要先割稻子，{}再来。|农历八月初六/农历八月十二/农历九月初三/农历九月初十")),
    Matter("结伴登山", ("领队", "队友"), "周末的线路定了没有？", points(
        "路线|走{}。|听说塌方了，改走{}。|西沟环线/鹰嘴岩正线/竹海古道/天池穿越线", "集合时间|{}集合。|-怕下山太晚，{}集合吧。|早上五点半/早上六点/早上六点半/早上七点",
        "负重|每人背{}。|+带上帐篷的话，每人背{}吧。|6公斤装备/8公斤装备/10公斤装备/12公斤装备", "下撤点|万一下雨从{}撤。|听说那边的路断了，从{}撤吧。|水文站/林场小屋/石桥村/防火检查站")),
    Matter("农产品直播", ("主播", "农户"), "想请你播一场小米。", points(
        "开播时间|我这边排{}。|那天要收粮，改{}。|周一晚上七点/周三晚上八点/周五晚上七点半/周日下午两点", "规格|链接上{}的。|+快递费划不来，上{}的。|1斤试吃装/2斤装/5斤装/10斤装",
        "售价|链接里每斤标{}。|<去年卖贵了没人买，每斤标{}行吗？|6元9角/7元9角/8元9角/9元9角", "佣金|我拿{}。|<助农项目，{}行不行？|一成二/一成五/一成八/两成")),
    Matter("定做旗袍", ("裁缝", "顾客"), "想做一件参加婚礼穿的旗袍。", points(
        "面料|推荐{}。|摸了样布，还是用{}吧。|香云纱/织锦缎/真丝双绉/棉麻提花", "颜色|做{}的。|伴娘也穿那个颜色，我要{}的。|墨绿色/藕荷色/月白色/酒红色",
        "领高|领子做{}。|-脖子短，领子改{}。|3厘米/4厘米/5厘米/6厘米", "试样时间|{}来试样。|单位临时有事，{}去试。|下周一下午/下周三上午/下周四傍晚/下周六中午")),
    Matter("约一次采访", ("教练", "记者"), "想采访一下你们队，方便吗？", points(
        "地点|来{}聊吧。|那里架不开机器，去{}行吗？|体校会议室/田径场看台/江边茶馆/训练馆休息室", "时间|我{}有空。|台里有会，{}可以吗？|周二上午十点/周三下午四点/周五晚上八点/周日上午九点",
        "时长|能谈{}。|+还要配几段画面，谈{}行吗？|40分钟/1小时/1个半小时/2小时", "稿件审阅|写完给我看{}。|-赶着播出，只看{}行吗？|标题/引语部分/标题和引语/全文")),
    Matter("机场接人", ("司机", "客户"), "明天要接一位外地专家。", points(
        "接机时间|我{}到机场等着。|刚收到航班通知，改到{}吧。|13点05分/14点40分/16点25分/19点10分", "接机口|我在{}举牌。|那边封了，去{}。|国内到达A口/国内到达B口/国内到达C口/停车楼二层",
        "车型|派{}。|+还带两位助手，派{}。|轿车/越野车/七座商务车/中巴车", "目的地|人直接送到{}。|行程换了，送到{}。|科技园宾馆/师范大学北门/湖滨酒店/人民医院")),
    Matter("换班", ("老工友", "新工友"), "想跟你换个班。", points(
        "换班日|{}我替你。|那天我自己能去，改成{}替我吧。|周一/周三/周五/周六", "班次|我顶{}。|那天设备检修，改顶{}吧。|早班/中班/夜班/长白班",
        "岗位|我去{}。|班长说那里够人了，你去{}吧。|二号冲床/包装台/叉车岗/质检台", "还班日|你{}还我一个班。|那天我要回家，{}还吧。|下周二/下周四/下周日/下下周一")),
    Matter("请家教", ("大学生", "家长"), "孩子数学跟不上，您能来吗？", points(
        "起讲内容|从{}讲起。|-老师说基础没打牢，从{}讲吧。|分数运算/一元一次方程/一次函数/几何证明", "每周次数|一周去{}。|+快考试了，一周来{}。|一次/两次/三次/四次",
        "课时费|每小时{}。|<一次上两小时，每小时{}行吗？|80元/90元/100元/120元", "上课地点|在{}上课吧。|那里周末人太多，去{}上课吧。|社区自习室/区图书馆/咖啡馆二楼/小区会所")),
    Matter("订做工作服", ("服装厂业务员", "车间主任"), "夏天的工作服该换了。", points(
        "件数|按{}备料。|+又招了人，做{}。|80件/96件/110件/125件", "面料|用{}。|工人试穿过，都说{}好。|涤棉细斜纹/纯棉府绸/薄款牛津布/亚麻混纺",
        "标志位置|厂标绣在{}。|看了样衣，还是绣在{}。|左胸/右胸/后背/左臂", "交货日|{}交货。|-厂里有人来参观，{}前要到。|五月二十日/五月二十六日/六月二日/六月八日")),
    Matter("租一套房", ("房东", "租客"), "看了房，想跟您定下来。", points(
        "月租|每月{}。|<没有电梯，每月{}行吗？|2200元/2400元/2600元/2800元", "付款方式|房租{}。|<手头紧，{}行吗？|押一付一/押一付二/押一付三/半年一付",
        "入住日期|{}能住。|-原来的房子到期了，{}就得搬。|三月一日/三月五日/三月十二日/三月二十日", "家具|屋里给你配{}。|我自己有，改配{}。|一张双人床/一台洗衣机/一套书桌/一台空调")),
)
READERS = (
    "要照着准备", "正在写备忘", "怕记混了", "想最后确认一遍", "要填进登记表", "在核对前后说法", "过两天就要用到", "聊完自己也糊涂了", "准备写一张简单的协议", "想设个日程提醒", "刚翻完聊天记录",
    "有点不放心", "怕到时候扯皮", "在路上不方便翻手机", "手机快没电了", "在列待办清单", "要给对方回一条确认", "正在改日历", "忘了哪句算数", "换了手机要留底", "要把旧约定划掉", "怕自己漏掉一条", "准备照着对一遍",
    "要抄到记事本上", "想发给对方再核一遍", "聊到后面忘了前面", "嫌消息太多看不过来", "想存一份底稿", "要回头逐条核实", "准备打电话再确认", "想把说定的单独记下来", "觉得说得太碎，想理一理",
)
FRAMES = (
    "{a}和{b}在聊{title}，{first}，后来有改动。{b}{reader}，请{ask}。",
    "{b}为{title}找了{a}，{first}。{a}{reader}，请{ask}。",
    "为了{title}，{a}（{ra}）和{b}（{rb}）商量了半天，{first}。{b}{reader}，请{ask}。",
    "{first}，可聊着聊着又变了。这是{a}和{b}商量{title}的记录，{a}{reader}，请{ask}。",
    "请{ask}。对话的双方是{ra}{a}和{rb}{b}，商量的是{title}，{b}{reader}。",
    "{rb}{b}{reader}，手里只有和{ra}{a}商量{title}的聊天记录。麻烦{ask}。",
    "下面是{title}的聊天，{first}，{a}{reader}。{ask}。",
    "{title}的事，{a}和{b}改来改去，{first}，{b}{reader}。请{ask}。",
    "读{a}与{b}关于{title}的对话，{first}，后面的话才算数。{ask}。",
    "{ra}{a}、{rb}{b}，两个人商量{title}。{b}{reader}，请{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Agreed:
    """The values of a point in the order in which they were named. The last one counts."""

    point: Point
    values: list[str]


AGREEMENTS = ("好，就按这个来。", "好的。", "好，说定了。", "好的，记下了。", "嗯，可以。", "好，就这么定。", "好。")
CONSENTS = ("行。", "可以。", "没问题。", "成。", "行，就这么办。", "好吧，可以。", "也行。")
"""Answers to a question whether something may be changed."""
SECOND_THOUGHTS = ("对了，{}再说一下，", "{}我又想了想，", "还有，{}要动一动，", "差点忘了，{}还得变，")
HALFWAY = ("{}各让一步，", "{}我让一步，", "刚才说的{}，")
PUT_OFF = ("我想想，待会儿再说。", "这个先放一放。", "我再算算。")


def named_values(rng: Random, point: Point) -> list[str]:
    """Draw one to three values. A later one lies in the direction of the change, or halfway back if they bargain.

    A single step of a bargain is a small one.
    """
    count, mark = rng.choice((1, 2, 2, 3)), point.change[0]
    if mark not in "+-<>":
        return rng.sample(point.values, count)
    if mark in "<>" and count == 2:
        at = rng.randrange(len(point.values) - 1)
        return list(point.values[at : at + 2])[:: 1 if mark == ">" else -1]
    values = sorted(rng.sample(point.values, count), key=point.values.index, reverse=mark in "-<")
    return [values[0], values[2], values[1]] if mark in "<>" and count == 3 else values


def in_turn(rng: Random, texts: tuple[str, ...]) -> Iterator[str]:
    """Return the texts in random order again and again, so that few lines of a chat are alike."""
    return cycle(rng.sample(texts, len(texts)))


def talk(rng: Random, matter: Matter, names: list[str]) -> tuple[str, list[Agreed]]:
    """Write the chat, and return it with what was named for each point."""
    first, *others = matter.points
    agreed = [Agreed(point, named_values(rng, point)) for point in (first, *rng.sample(others, len(others)))]
    (a, b), answers, consents = names, in_turn(rng, AGREEMENTS), in_turn(rng, CONSENTS)
    put_off, halfway, second = in_turn(rng, PUT_OFF), in_turn(rng, HALFWAY), in_turn(rng, SECOND_THOUGHTS)
    lines = [f"{b}：{matter.opening}"]
    for each in agreed:
        lines.append(f"{a}：{each.point.proposal.format(each.values[0])}")
        if len(each.values) == 1:
            lines.append(f"{b}：{next(answers)}")
            continue
        lines.append(f"{b}：{each.point.change.lstrip('+-<>').format(each.values[1])}")
        is_open = len(each.values) == 3 and each.point.change[0] in "<>"
        reply = next(consents if each.point.change.endswith("？") else answers)
        lines.append(f"{a}：{next(put_off) if is_open else reply}")
    for each in agreed:
        if len(each.values) == 3:
            # The person who was asked for a better price meets it halfway; the one who asked for a change asks again.
            is_bargained = each.point.change[0] in "<>"
            one, other = (a, b) if is_bargained else (b, a)
            thought = next(halfway if is_bargained else second).format(each.point.name)
            lines += [f"{one}：{thought}改成{each.values[2]}吧。", f"{other}：{next(answers)}"]
    return "\n".join(lines), agreed


def final_values(rng: Random, agreed: list[Agreed]) -> tuple[str, str]:
    """Ask for what is finally agreed on two to four points."""
    asked = rng.sample(agreed, rng.randint(2, len(agreed)))
    keys, values = [each.point.name for each in asked], [each.values[-1] for each in asked]
    wanted = rng.choice(
        ("提取最后说定的{keys}", "找出双方最终敲定的{keys}", "摘出最终的{keys}", "提取{keys}，以最后商定的为准")
    ).format(keys=listed(keys))
    form, answer = rng.choice((
        ("依次写在一行，用逗号隔开", "，".join(values)),
        ("按这个顺序一行一个，只写内容", "\n".join(values)),
        ("用JSON对象给出", json.dumps(dict(zip(keys, values, strict=True)), ensure_ascii=False)),
        ("用Markdown表格写项目和约定", in_table(list(zip(keys, values, strict=True)), ("项目", "约定"))),
        ("每条写成“- 项目 内容”", "\n".join(f"- {key} {value}" for key, value in zip(keys, values, strict=True))),
    ))  # fmt: skip
    return f"{wanted}，{form}", answer


def changes(rng: Random, agreed: list[Agreed]) -> tuple[str, str] | None:
    """Ask for the points that were changed, with the first and the last value, in the order of the chat."""
    changed = [(each.point.name, each.values[0], each.values[-1]) for each in agreed if len(each.values) > 1]
    if not changed:
        return None
    form, answer = rng.choice((
        ("用Markdown表格写明项目、起初、最后", in_table(changed, ("项目", "起初", "最后"))),
        ("每条写成“- 项目 起初→最后”", "\n".join(f"- {name} {first}→{last}" for name, first, last in changed)),
        ("以JSON数组给出，每项含项目、起初、最后", json.dumps([dict(zip(("项目", "起初", "最后"), row, strict=True)) for row in changed], ensure_ascii=False)),
    ))  # fmt: skip
    wanted = rng.choice(
        (
            "提取中途改动过的各项，按谈到的先后",
            "只摘有过变动的几项，照提出的顺序",
            "找出改过主意的地方，按首次提到的次序",
        )
    )
    return f"{wanted}，{form}", answer


def history(rng: Random, agreed: list[Agreed]) -> tuple[str, str]:
    """Ask for all values that were named for each point, and the last one."""
    if rng.random() < 0.5:
        rows = [(each.point.name, "→".join(each.values), each.values[-1]) for each in agreed]
        ask = rng.choice((
            "提取各项的先后说法（用“→”连接）和最后结果，做成Markdown表格",
            "按谈到的次序摘出每项的先后说法和最后结果，用Markdown表格，说法之间用“→”",
            "找出每一项从头到尾的先后说法，连同最后结果列成Markdown表格，改一次加一个“→”",
            "抽取项目、先后说法、最后结果，一项一行，用Markdown表格给出，先后说法以“→”串起",
        ))  # fmt: skip
        return ask, in_table(rows, ("项目", "先后说法", "最后结果"))
    value = [{"项目": each.point.name, "先后说法": each.values, "最后结果": each.values[-1]} for each in agreed]
    ask = rng.choice((
        "提取每一项的先后说法和最后结果，输出JSON数组，先后说法也用数组",
        "抽取各项的变化，以JSON数组给出项目、先后说法（数组）、最后结果",
        "用JSON数组摘出项目、先后说法、最后结果，先后说法写成数组，次序照聊天",
    ))  # fmt: skip
    return ask, json.dumps(value, ensure_ascii=False, indent=1)


FIRSTS = ("一开始{key}说的是{value}", "{key}先提的是{value}", "起初说的{key}是{value}", "{key}最初说的是{value}")


def write_chat_agreement(rng: Random) -> Task:
    """Write a chat in which two people agree and change their minds, and ask for what is finally agreed or was changed."""
    matter, names = rng.choice(MATTERS), people(rng, 2)
    text, agreed = talk(rng, matter, names)
    draw = rng.random()
    asked = history(rng, agreed) if draw < 0.3 else changes(rng, agreed) if draw < 0.5 else None
    ask, answer = asked or final_values(rng, agreed)
    mentioned = rng.choice([each for each in agreed if len(each.values) > 1] or agreed)
    first = rng.choice(FIRSTS).format(key=mentioned.point.name, value=mentioned.values[0])
    frames = FRAMES if len(mentioned.values) > 1 else [frame for frame in FRAMES if "{first}" not in frame]
    instruction = rng.choice(frames).format(
        a=names[0], b=names[1], ra=matter.roles[0], rb=matter.roles[1], title=matter.title, reader=rng.choice(READERS), first=first, ask=ask,
    )  # fmt: skip
    return Task(instruction, text, answer)
