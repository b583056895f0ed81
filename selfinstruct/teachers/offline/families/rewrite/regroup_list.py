"""Ask to rearrange a list of assignments by person, by place or by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import WEEKDAYS, people, person


@dataclass(frozen=True, slots=True)
class Entry:
    """Who does what, where and on which day of the week."""

    day: str
    who: str
    place: str
    task: str


Places = dict[str, tuple[str, ...]]


def places(text: str) -> Places:
    """Read places and their tasks, a place in each line."""
    lines = (line.split("：") for line in text.split())
    return {place: tuple(tasks.split("、")) for place, tasks in lines}


# fmt: off
WORKS: dict[str, Places] = {
    "设备巡检": places("""
        一号泵房：测电机温度、听轴承异响、查盘根漏水、抄出口压力、试备用泵
        配电室：核对开关位置、测母线温度、查绝缘胶垫、清扫柜顶积灰、试应急照明
        锅炉间：冲洗水位计、校安全阀、查燃气接头、清理燃烧器、记排烟温度
        空压站：排放冷凝水、换进气滤芯、查皮带松紧、抄储气罐压力
        冷却塔：清理填料、查风机叶片、测循环水硬度、补缓蚀剂"""),
    "学校社团活动": places("""
        音乐教室：教新团员发声、排练合唱、给古筝调音、录参赛小样
        小礼堂：走话剧台位、试追光灯、挂汇演横幅、搬道具箱
        录播教室：拍招新短片、剪校园新闻、练主持开场、给短片配字幕
        阶梯教室：训练辩手、主持读书会、讲天文基础、放环保纪录片
        棋类教室：讲残局、复盘校际赛、摆指导棋、登记段位"""),
    "病区护理质控": places("""
        心内科：核对抢救车药品、抽查心电监护设置、考核除颤操作、检查护理记录
        骨科：评估跌倒风险、查石膏固定、指导翻身、检查牵引重量
        呼吸科：抽查吸氧流量、考核吸痰操作、检查雾化器消毒、回访出院病人
        儿科：核对退烧药剂量、查留置针、评估坠床风险、培训喂药技巧
        产科：核对母婴手环、查新生儿脐带、指导哺乳、检查产房手卫生"""),
    "果园农活": places("""
        东坡桃林：剪除病枝、疏果、清沟排水、挂黏虫板
        南沟梨园：查梨锈病、套袋、开沟施肥、搭防鸟网
        育苗棚：嫁接、移栽砧木、喷生根水、通风降温
        葡萄架：绑蔓、抹芽、搭避雨膜、检修滴灌管
        农机棚：磨修枝剪、检修割草机、给喷雾器换垫圈、清点农药"""),
    "图书馆志愿服务": places("""
        儿童阅览室：讲绘本、修补破页、教孩子找书、清洗玩偶
        报刊区：更换当日报纸、装订旧期刊、登记缺期、擦报架
        古籍部：更换樟脑、测库房湿度、引导戴手套、拍书影
        自习区：提醒噤声、清理占座物品、补充饮水、巡查插座
        借还台：教读者用自助机、登记破损、上架归位、核对预约书"""),
    "展览布展": places("""
        序厅：调射灯角度、贴前言字膜、摆放导览册、测投影亮度
        青铜展厅：安装展柜锁、放置干燥剂、挂展签、核对器物编号
        书画展厅：悬挂卷轴、测照度、调恒温、校对释文
        互动区：调试触摸屏、张贴玩法说明、备拓印材料、测试音量
        库房：拆包装箱、填写点交单、拍存档照片、记录旧伤"""),
    "门店巡店": places("""
        城北店：盘点冷柜、检查临期酸奶、抽查收银、培训理货
        大学城店：换开学堆头、核对夜宵库存、处理团购投诉、补自助收银纸
        车站店：核对通宵排班、检查行李寄存柜、补雨伞货架、抽查小票
        江滨店：调整外摆桌椅、检查咖啡机、清点啤酒、更新露营陈列
        机场店：核对特产价签、检查退税机、补旅行装、抽查外语服务"""),
    "影视剧组拍摄": places("""
        祠堂外景：架摇臂、布烟雾、拍空镜、管群演服装
        码头：拍追船戏、收汽笛声、借渔船、搭落水保护
        棚内客厅：搭墙板、打窗光、拍争吵戏、做旧家具
        山道：拍马队、铺轨道、排吊威亚、封路
        后期机房：套片、补录旁白、调色、混音"""),
    "河道保洁": places("""
        拦污坝：打捞水草、拆除塑料缠网、试水闸、清运垃圾
        石拱桥段：清桥洞淤泥、修护栏、劝离垂钓者、清除涂鸦
        湿地入口：补种芦苇、修木栈道、更换宣传牌、查外来水葫芦
        排污口：取水样、拍水色照片、测流量、核对封堵情况
        渡口：检查救生圈、清理浮油、刷防滑漆、捡碎玻璃"""),
    "机房维护": places("""
        甲区机柜：换坏硬盘、升级固件、理线贴标签、加装内存
        网络间：备份交换机配置、测光衰、更换跳线、关闭闲置端口
        电源室：测市电切换、量电池内阻、清洗滤网、查接地
        监控室：核对告警阈值、写值班日志、演练断网、校准时钟
        备件库：盘点硬盘、登记报废件、贴资产码、申领光模块"""),
    "社区网格走访": places("""
        梧桐里：登记空巢老人、调解漏水纠纷、修楼道灯、宣传反诈
        水厂宿舍：排查飞线充电、核对租户信息、清理楼道杂物、测燃气报警器
        新桥花园：征求加装电梯意见、登记宠物、协调停车位、发放垃圾袋
        沿街商铺：查灭火器、核对营业执照、劝收占道摊、登记用气
        果园新村：帮老人办认证、收集危墙照片、补门牌、通知接种疫苗"""),
    "道路养护": places("""
        三号隧道：检修风机、清洗反光环、测照度、疏通边沟
        北绕城匝道：换防撞桶、划导流线、补坑槽、剪绿篱
        跨河大桥：检查伸缩缝、测桥面平整度、清泄水孔、紧固栏杆
        山区弯道：清落石、补凸面镜、加警示桩、灌路面裂缝
        收费站广场：修减速带、补标线、冲洗油污、换车道灯"""),
    "体育场馆运营": places("""
        游泳馆：测余氯、值守救生、教儿童换气、消毒更衣柜
        羽毛球馆：换破网、擦地胶、排友谊赛、登记订场
        攀岩厅：检查主绳、换岩点、考核保护员、教打绳结
        田径场：补跑道胶粒、画起跑线、修沙坑、测百米成绩
        健身房：紧固器械、教新手热身、测体脂、消毒哑铃"""),
    "地质野外调查": places("""
        七号剖面：测产状、记节理、采岩石标本、量层厚
        老矿洞：测氧气浓度、采矿石、素描矿脉、架支撑木
        河谷阶地：挖探槽、筛重砂、测砾石长轴、取光释光样
        山脊营地：搭气象杆、校准罗盘、整理岩芯、传回数据
        温泉出露点：测水温、取气样、量流量、拍泉华"""),
    "婚礼筹备": places("""
        草坪区：搭花门、挂灯串、铺红毯、彩排走位
        宴会厅：试音响、摆桌卡、调追光、核对菜单
        迎宾台：布置签到簿、贴座位图、摆合影墙、备喜糖
        新娘休息室：熨婚纱、备首饰、请化妆师试妆、装穿衣镜
        停车场：画车位、插指引牌、安排代驾、预留婚车位"""),
    "市场食品检测": places("""
        叶菜区：做农残快检、查产地证明、登记车牌、留存样品
        菌菇区：测荧光增白剂、辨认野生菌、查储存温度、封存问题货
        水产区：测甲醛、查药残报告、看活鱼状态、抽冰鲜虾
        熟食区：查健康证、测亚硝酸盐、看加工日期、检查防蝇罩
        检测室：校准仪器、配试剂、公示结果、录入台账"""),
    "幼儿园日常工作": places("""
        小班教室：晨检、教洗手歌、讲绘本、哄午睡
        美工室：分发黏土、拓印树叶、贴作品墙、削彩铅
        户外沙池：翻沙晒沙、教挖渠、检查滑梯、收沙铲
        厨房：留样、切水果、核对过敏名单、消毒餐盘
        音乐室：教律动、排六一节目、给钢琴除尘、教幼儿认鼓"""),
    "邮轮服务": places("""
        观景餐厅：铺台布、核对过敏名单、排晚宴座位、冰镇香槟
        五层客舱：换床品、擦舷窗、补洗漱品、布置生日气球
        甲板吧台：补冰块、收空杯、调遮阳伞、盘点果汁
        儿童俱乐部：消毒积木、带寻宝游戏、登记接送人、放动画片
        剧场：检票、试字幕、引导离场、清点耳机"""),
    "森林防火": places("""
        望火楼：瞭望记录、擦望远镜、校对讲机、报风向
        东山口检查站：收缴打火机、登记进山车辆、发防火传单、换值班牌
        隔离带：割灌、清枯枝、翻新土、补界桩
        墓园路口：劝用鲜花、备临时水桶、守香烛回收点、挂横幅
        水源地：试水泵、查取水管、标停机坪、练接力供水"""),
    "实验室值班": places("""
        细胞房：补液氮、换培养液、紫外消毒、记二氧化碳浓度
        试剂库：称量领用、登记易制毒化学品、清点钥匙、查泄漏
        离心机室：擦转子、查配平、记运行时长、换密封圈
        通风橱区：测面风速、收集废液、换活性炭、擦橱窗
        冷库：记温度、除霜、贴样品标签、清理过期样品"""),
    "工地安全检查": places("""
        塔吊：查限位器、测垂直度、看钢丝绳断丝、核司机证件
        深基坑：测边坡位移、查降水井、补临边护栏、看支撑裂缝
        钢筋加工棚：查切断机护罩、验临时用电、清短料、贴操作规程
        外脚手架：数连墙件、查脚手板、补安全网、复查扣件力矩
        工人宿舍：查私拉电线、测烟感、开夜校、查灭火器"""),
    "救助站照料": places("""
        猫舍：铲猫砂、喂药、梳毛、添猫草
        犬舍：遛大型犬、冲洗地面、驱虫、修犬栏
        隔离间：换防护服、测体温、消毒笼具、记粪便情况
        手术室：备绝育包、看护苏醒、拆线、清点麻药
        领养区：拍领养照片、接待家访、签协议、布置试养角"""),
}
ON_WEEKDAYS = frozenset(("学校社团活动", "幼儿园日常工作", "市场食品检测"))
"""Works that rest on Saturday and Sunday."""
LINES = (
    "{day}：{who}在{place}{task}",
    "{who}，{day}，{place}，{task}",
    "{day} {place} {task}（{who}）",
    "{place}——{task}，{who}，{day}",
    "{task}：{day}，{place}，由{who}负责",
    "{who}{day}到{place}{task}",
)
KEYS = {"who": ("按人", "人员", "人名"), "place": ("按地点", "地点", "地点名"), "day": ("按星期", "星期", "星期")}
REGROUP_FRAMES = (
    "下面是一周的{name}安排，共{count}条，请改写成{by}分组的形式，{shape}。\n{text}",
    "{name}的安排是随手记的：\n{text}\n请{by}重新排列改写，{shape}。",
    "把这份{name}清单改成{by}归组的形式，{shape}：\n{text}",
    "{boss}收到的{name}计划顺序混乱，请改写成{by}分组的版本，{shape}。\n{text}",
    "“{flat}”请把上面的{name}安排{by}重排，{shape}。",
    "{flat}\n\n这是{name}的排班，请{by}改写，{shape}。",
    "{boss}要把{name}表贴到墙上，希望{by}来排。原文如下：\n{text}\n请改写，{shape}。",
    "请将以下{name}记录重新组织，{by}归在一起，{shape}。\n{text}",
    "同样的{name}内容换一种排法：{by}分组，{shape}。\n{text}",
    "负责{name}的{boss}发来消息：“{flat}”请{by}改写成便于查看的格式，{shape}，内容不要增减。",
)
ORDER_RULES = {
    "day": "各组按周一到周日排列，组内保持原来的先后",
    "other": "各组按在原文里出现的先后排列，组内按星期排序",
}
SHAPES = {
    "headings": ("每组用一个Markdown二级标题，标题下以短横线分条", "{key}写成二级标题，其下每条以短横线开头"),
    "counted": ("每组的二级标题里注明几项，标题下以短横线分条", "标题写成“## {key}（几项）”，其下每条以短横线开头"),
    "lines": ("每组一行，冒号后用分号隔开各项", "一组写一行，{key}在冒号前，各项之间用分号"),
    "table": ("改成Markdown表格，每条一行，{column}放第一列", "用Markdown表格，第一列是{column}，一条占一行"),
}
# fmt: on
HEADS = {"who": "人员", "place": "地点", "day": "星期"}


def staff_of(rng: Random, count: int) -> list[str]:
    """Draw names, but none that makes 由于 after 由."""
    while True:
        names = people(rng, count)
        if not any(name.startswith("于") for name in names):
            return names


def drawn(rng: Random, work: Places, weekdays_only: bool) -> list[Entry]:
    """Draw ten to fourteen assignments. No one has two tasks on a day, and no task is assigned twice."""
    among = WEEKDAYS[:5] if weekdays_only else WEEKDAYS
    staff, days = staff_of(rng, rng.randint(3, 4)), sorted(rng.sample(among, 5), key=WEEKDAYS.index)
    shifts = rng.sample([(day, who) for day in days for who in staff], rng.randint(10, 14))
    jobs = rng.sample([(place, task) for place in work for task in work[place]], len(shifts))
    return [Entry(day, who, place, task) for (day, who), (place, task) in zip(shifts, jobs, strict=True)]


def grouped(entries: Sequence[Entry], key: str) -> dict[str, list[Entry]]:
    """Group the entries. Days are in the order of the week, other groups in the order of their first entry."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(getattr(entry, key), []).append(entry)
    if key == "day":
        return {day: groups[day] for day in WEEKDAYS if day in groups}
    # Sorting is stable: entries on the same day stay in their order.
    return {name: sorted(group, key=lambda entry: WEEKDAYS.index(entry.day)) for name, group in groups.items()}


def item(entry: Entry, key: str) -> str:
    """Write an entry without the part that its group has in common."""
    if key == "who":
        return f"{entry.day}在{entry.place}{entry.task}"
    if key == "place":
        return f"{entry.day}由{entry.who}{entry.task}"
    return f"{entry.who}在{entry.place}{entry.task}"


def written(groups: dict[str, list[Entry]], key: str, shape: str) -> str:
    """Write the groups in one of SHAPES."""
    if shape == "table":
        heads = [key, *(head for head in HEADS if head != key)]
        rows = [[*(getattr(entry, head) for head in heads), entry.task] for group in groups.values() for entry in group]
        cells = [[*(HEADS[head] for head in heads), "事项"], ["---"] * 4, *rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in cells)
    if shape == "lines":
        return "\n".join(f"{name}：{'；'.join(item(each, key) for each in group)}" for name, group in groups.items())
    parts = []
    for name, group in groups.items():
        title = f"{name}（{len(group)}项）" if shape == "counted" else name
        parts.append("\n".join((f"## {title}", *(f"- {item(entry, key)}" for entry in group))))
    return "\n\n".join(parts)


def write_regroup_list(rng: Random) -> Task:
    """Ask to rearrange a list of assignments by person, by place or by day."""
    name, key, shape = rng.choice(tuple(WORKS)), rng.choice(tuple(KEYS)), rng.choice(tuple(SHAPES))
    entries, line = drawn(rng, WORKS[name], name in ON_WEEKDAYS), rng.choice(LINES)
    by, column, label = KEYS[key]
    rule = ORDER_RULES["day" if key == "day" else "other"]
    lines = [line.format(day=each.day, who=each.who, place=each.place, task=each.task) for each in entries]
    instruction = rng.choice(REGROUP_FRAMES).format(
        name=name, count=len(entries), by=by, boss=person(rng),
        text="\n".join(lines), flat="；".join(lines) + "。",
        shape=f"{rng.choice(SHAPES[shape]).format(key=label, column=column)}，{rule}",
    )  # fmt: skip
    return Task(instruction, "", written(grouped(entries, key), key, shape))
