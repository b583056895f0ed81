"""Ask to rearrange a list of assignments by person, by place or by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.wording import COUNTS
from selfinstruct.teachers.offline.world import WEEKDAYS, people, person


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: its name, its places and its tasks. Each task fits each place."""

    name: str
    places: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who does what, where and on which day of the week."""

    day: str
    who: str
    place: str
    task: str


def work(name: str, places: str, tasks: str) -> Work:
    """Create a kind of work from its places and its tasks in one string each."""
    return Work(name, tuple(places.split()), tuple(tasks.split()))


# fmt: off
WORKS = (
    work("设备巡检", "一号泵房 配电室 锅炉间 空压站 冷却塔 柴油机房",
         "测电机温度 紧固地脚螺栓 抄压力表读数 听轴承异响 查漏油 清扫积灰 核对铭牌 试应急灯"),
    work("学校社团活动", "三楼活动室 小礼堂 录播教室 阶梯教室 音乐教室",
         "教新团员发声 排练朗诵 拍招新短片 主持读书会 整理道具 训练辩手 讲解象棋残局 布置汇演背景"),
    work("病区护理质控", "心内科 骨科 呼吸科 儿科 产科 神经外科",
         "抽查手卫生 核对抢救车药品 检查护理记录 考核输液操作 清点毒麻药 回访出院病人 培训新护士 评估跌倒风险"),
    work("果园农活", "东坡 南沟 河边地 育苗棚 老园子 梯田",
         "剪除病枝 开沟施肥 挂黏虫板 疏果 检修滴灌管 拔草 涂白树干 搭防鸟网"),
    work("图书馆志愿服务", "儿童阅览室 报刊区 古籍部 自习区 借还台",
         "上架归位 修补破页 引导读者 登记新书 打扫书架 讲故事 盘点缺号 张贴标识"),
    work("展览布展", "一号厅 序厅 临展厅 回廊 地下展厅",
         "调射灯角度 挂展签 校对说明文字 安装展柜锁 铺地贴 拆包装箱 测湿度 拍存档照片"),
    work("门店巡店", "城北店 大学城店 车站店 江滨店 机场店",
         "核库存 检查效期 抽查收银 培训话术 换季陈列 处理投诉 查消防通道 暗访服务"),
    work("影视剧组拍摄", "祠堂外景 码头 棚内客厅 山道 旧教室 集市街",
         "架摇臂 收现场音 补录旁白 布烟雾 排走位 管群演服装 拍空镜 记场记"),
    work("河道保洁", "上游拦污坝 石拱桥段 湿地入口 污水口 渡口",
         "打捞水草 取水样 清垃圾 劝离钓鱼人 巡查偷排 补种芦苇 修护栏 拍水色照片"),
    work("机房维护", "甲区机柜 乙区机柜 核心网络间 备份库房 监控室",
         "换坏硬盘 升级固件 理线贴标签 查告警日志 做备份演练 测市电切换 清防尘网 登记资产"),
    work("社区网格走访", "梧桐里 水厂宿舍 新桥花园 果园新村 南门巷",
         "登记空巢老人 宣传反诈 排查飞线充电 调解漏水纠纷 发放垃圾袋 核对租户信息 统计宠物 征求加装电梯意见"),
    work("道路养护", "三号隧道 北绕城匝道 跨河大桥 山区弯道 收费站广场",
         "补坑槽 划标线 疏通排水沟 换反光桩 测平整度 清理落石 修剪绿篱 检查伸缩缝"),
    work("体育场馆运营", "游泳馆 羽毛球馆 攀岩厅 田径场 健身房",
         "检查器械 值守救生 登记预约 清点失物 消毒更衣柜 教新手热身 测照明亮度 录会员回访"),
    work("地质野外调查", "七号剖面 断层露头 老矿洞 河谷阶地 山脊营地",
         "采岩石标本 测产状 画素描图 打浅钻 记录GPS点 筛重砂 拍地貌照片 量节理间距"),
    work("婚礼筹备", "草坪区 宴会厅 迎宾台 新娘休息室 停车场",
         "挂灯串 试音响 摆桌卡 彩排流程 搭花门 核对宾客名单 准备伴手礼 排座位引导牌"),
    work("蔬菜批发市场检测", "叶菜区 菌菇区 进口水果区 冷链区 水产区",
         "抽样 做农残快检 查产地证明 登记车牌 公示结果 封存问题货 校准仪器 复查摊位"),
    work("幼儿园日常", "小一班 中二班 大班 亚太活动室 户外沙池",
         "晨检 组织搭积木 讲绘本 消毒玩具 教洗手歌 观察午睡 分发水果 带做早操"),
    work("邮轮客房与餐饮", "观景餐厅 五层客舱 甲板吧台 儿童俱乐部 剧场",
         "铺台布 补饮料 收要洗的布草 核对过敏名单 演练弃船 擦舷窗 登记遗失物 布置生日惊喜"),
    work("森林防火", "望火楼 东山口检查站 防火隔离带 墓园路口 水源地",
         "收缴打火机 清理枯枝 试水泵 放无人机巡护 登记进山车辆 教村民扑火 补灭火弹 校对讲机"),
    work("实验室值班", "细胞房 试剂库 离心机室 通风橱区 冷库",
         "记温湿度 补液氮 称量试剂 收集废液 校准移液器 清点钥匙 紫外消毒 登记易制毒品"),
    work("建筑工地安全检查", "塔吊基础 地下二层 钢筋加工棚 外脚手架 样板房",
         "查安全带 测噪声 验临时用电 拍隐患照片 复查整改 教育新工人 检查灭火器 量临边护栏"),
    work("救助站照料", "猫舍 犬舍 隔离间 手术室 领养接待区",
         "喂药 打扫笼舍 梳毛 驱虫 拍领养照片 陪动物玩耍 称体重 登记访客"),
)
LINES = (
    "{day}：{who}在{place}{task}",
    "{who}，{day}，{place}，{task}",
    "{day} {place} {task}（{who}）",
    "{place}——{task}，{who}，{day}",
    "{task}：{day}，{place}，由{who}负责",
    "{who}{day}到{place}{task}",
)
KEYS = {"who": ("按人", "人员", "人名"), "place": ("按地点", "地点", "地点名"), "day": ("按日期", "日期", "星期")}
REGROUP_FRAMES = (
    "下面是一周的{name}安排，共{count}条，现在要{by}重新整理，{shape}。\n{text}",
    "{name}的安排是随手记的：\n{text}\n请{by}重新排列，{shape}。",
    "把这份{name}清单改成{by}归组的形式，{shape}：\n{text}",
    "{boss}收到的{name}计划顺序混乱，请改写成{by}分组的版本，{shape}。\n{text}",
    "“{flat}”请把上面的{name}安排{by}重排，{shape}。",
    "{flat}\n\n这是{name}的排班，请{by}改写，{shape}。",
    "{boss}要把{name}表贴到墙上，希望{by}来排。原文如下：\n{text}\n请改写，{shape}。",
    "请将以下{name}记录重新组织，{by}归在一起，{shape}。\n{text}",
    "同样的{name}内容换一种排法：{by}分组，{shape}。\n{text}",
    "负责{name}的{boss}发来消息：“{flat}”请{by}整理成便于查看的格式，{shape}，内容不要增减。",
)
ORDER_RULES = {
    "day": "各组按周一到周日排列，组内保持原来的先后",
    "other": "各组按在原文里出现的先后排列，组内按星期排序",
}
SHAPES = {
    "headings": ("每组用二级标题，下面是短横线开头的列表", "用Markdown二级标题写{key}，其下逐条用短横线列出"),
    "counted": ("每组一个二级标题并在标题里注明几项，下面用短横线列出", "标题写成“## {key}（几项）”，其下用短横线列出各条"),
    "lines": ("每组一行，冒号后用分号隔开各项", "一组写一行，{key}在冒号前，各项之间用分号"),
    "table": ("做成Markdown表格，每条一行，{column}放第一列", "用Markdown表格，第一列是{column}，一条占一行"),
}
# fmt: on
HEADS = {"who": "人员", "place": "地点", "day": "日期"}


def drawn(rng: Random, about: Work) -> list[Entry]:
    """Draw seven to ten assignments. Nobody has two tasks on a day, and no task is assigned twice at a place."""
    staff, days = people(rng, rng.randint(3, 4)), sorted(rng.sample(WEEKDAYS, 4), key=WEEKDAYS.index)
    shifts = rng.sample([(day, who) for day in days for who in staff], rng.randint(7, 10))
    places = rng.sample(about.places, 4)
    jobs = rng.sample([(place, task) for place in places for task in about.tasks], len(shifts))
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
    about, key, shape = rng.choice(WORKS), rng.choice(tuple(KEYS)), rng.choice(tuple(SHAPES))
    entries, line = drawn(rng, about), rng.choice(LINES)
    by, column, name = KEYS[key]
    rule = ORDER_RULES["day" if key == "day" else "other"]
    lines = [line.format(day=each.day, who=each.who, place=each.place, task=each.task) for each in entries]
    instruction = rng.choice(REGROUP_FRAMES).format(
        name=about.name, count=COUNTS[len(entries)], by=by, boss=person(rng),
        text="\n".join(lines), flat="；".join(lines) + "。",
        shape=f"{rng.choice(SHAPES[shape]).format(key=name, column=column)}，{rule}",
    )  # fmt: skip
    return Task(instruction, "", written(grouped(entries, key), key, shape))
