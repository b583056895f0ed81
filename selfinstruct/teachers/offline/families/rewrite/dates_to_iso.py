"""Ask to write the dates of a chronicle in the form YYYY-MM-DD, to sort it, and sometimes to add the days in between."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What a chronicle is about, the most days between two of its events, and its events in their only possible order."""

    title: str
    gap: int
    events: tuple[str, ...]


def chronicle(title: str, gap: int, events: str) -> Chronicle:
    """Create a chronicle from its events in one string."""
    return Chronicle(title, gap, tuple(events.split()))


# Birds keep to the seasons: their chronicle begins in March with its first event, listed or not.
BIRDS = "湿地观鸟"
# fmt: off
CHRONICLES = (
    chronicle("商标侵权案", 60,
              "公证处保全网页证据 律师函寄达对方 法院立案 被告提交答辩状 双方交换证据 第一次开庭 被告提出调解方案 "
              "合议庭作出判决 被告履行赔款 案卷归档"),
    chronicle("老城区排水改造", 90,
              "专家评审改造方案 市财政下达首笔资金 围挡进场 挖出一段清代砖沟 旧管道全部拆除 新管道铺设过半 "
              "更换管材供应商 泵站试运行 沥青路面恢复 街道办组织居民验收"),
    chronicle("猕猴桃园建设", 500,
              "流转土地合同签字 搭起水泥柱和钢丝棚架 栽下第一批苗 装好滴灌带 请技术员教修剪 挂起防鸟网 "
              "冷库建成 拿到绿色食品证书 发出第一车外销货 注册自己的商标"),
    chronicle("某新药研发", 400,
              "实验室筛出候选分子 完成小鼠毒性试验 伦理委员会批准方案 第一位受试者入组 二期试验揭盲 "
              "三期试验在七家医院启动 最后一例随访结束 提交上市申请 通过现场核查 正式获准上市"),
    chronicle("校史馆筹建", 70,
              "校友会提出建馆倡议 向社会征集老照片 收到第一届毕业证原件 展陈公司中标 文字脚本定稿 "
              "旧礼堂腾空 展柜运抵校园 讲解员培训 请退休教师试看 校庆当天揭幕"),
    chronicle("风力发电机安装", 30,
              "叶片从码头装车 塔基浇筑混凝土 混凝土强度检测合格 三节塔筒吊装完毕 机舱就位 叶轮对接成功 "
              "电缆接入升压站 首次并网 连续试运行满十天 移交运维班"),
    chronicle("县剧团老戏复排", 50,
              "从阁楼找到手抄剧本 请老艺人口述唱腔 乐队记完谱 选定主演 第一次坐排 缝制靠旗和蟒袍 "
              "带妆彩排 在邻村试演 修改第三场 剧院首演 录像存入资料室"),
    chronicle("科考船第八航次", 12,
              "物资装船 驶离母港 投放第一个浮标 遇到七级大风 采到深海沉积物 潜水器下潜 更换绞车钢缆 "
              "在中途岛屿补水 回收全部浮标 样品登岸 航次总结会"),
    chronicle("某软件版本发布", 80,
              "立项会通过 界面原型评审 内部测试版上线 修复登录漏洞 开放一千个公测名额 支持离线模式 "
              "正式版发布 用户数突破十万 停止支持旧系统 源代码开放"),
    chronicle("木拱廊桥修缮", 90,
              "桥面发现白蚁 测绘队完成三维扫描 省里批复修缮方案 拆下旧瓦片编号 更换三根拱木 新桥板刷桐油 "
              "重新盖瓦 恢复桥头石碑 行人恢复通行 验收并列入巡查名单"),
    chronicle("器官移植治疗", 45,
              "患者列入等待名单 住院做全面检查 配型报告出来 完成移植手术 转出重症监护室 拔除引流管 "
              "出院回家休养 第一次门诊复查 恢复上班 复查指标全部正常"),
    chronicle("公司搬迁", 25,
              "董事会通过搬迁决议 与新园区签租约 消防图纸报审 装修队进场 网络机柜上架 空气质量检测合格 "
              "打包旧办公室 搬家车队出发 新址挂牌 退还旧楼钥匙 收回押金"),
    chronicle("业余球队新赛季", 20,
              "队员体检 抽签分组 首场小组赛打平 主力前锋拉伤 小组赛取得首胜 惊险出线 点球淘汰上届亚军 "
              "半决赛加时获胜 决赛夺冠 庆功聚餐"),
    chronicle("海外文物回归", 150,
              "海外藏家来信 专家赴现场鉴定 双方签署返还协议 办妥出口许可 恒温箱装机 文物运抵国内 "
              "海关查验放行 入库登记编号 清除旧修补痕迹 举办回归特展"),
    chronicle(BIRDS, 24,
              "第一只苍鹭到达 芦苇返青 白琵鹭开始筑巢 发现三枚卵 雏鸟破壳 雏鸟第一次离巢 水位下降半米 "
              "幼鸟独自觅食 环志七只成鸟 撤下观察棚"),
    chronicle("企业贷款", 40,
              "企业递交贷款申请 客户经理上门调查 评估厂房价值 审贷会通过 签订抵押合同 办理抵押登记 "
              "首笔款项到账 设备采购付款 银行贷后检查 企业提前还清 注销抵押"),
    chronicle("社区食堂开办", 30,
              "居民议事会投票同意 腾出旧车棚 排烟管道安装 招到掌勺师傅 办下食品经营许可 试营业 "
              "增加低盐窗口 接入老年卡 开通送餐上门 评上区级示范点"),
    chronicle("纪录片拍摄", 70,
              "导演进山踩点 与村民签授权书 开机 拍到雪崩画面 摄影机坠崖损坏 补拍祭山仪式 杀青 粗剪完成 "
              "配乐录音 送审修改解说词 电视台首播"),
    chronicle("地铁隧道掘进", 60,
              "盾构机下井 始发环拼装 始发 穿过铁路桥下方 遇到孤石停机 更换刀盘滚刀 贯通第一个区间 "
              "处理一处渗水 到达接收井 拆机吊出"),
    chronicle("领养小狗", 20,
              "在救助站第一次见面 填写领养申请 工作人员家访 接小狗回家 打第一针疫苗 学会定点上厕所 "
              "误食巧克力送急诊 做绝育手术 上完基础训练课 参加社区宠物运动会"),
    chronicle("水稻新品种选育", 300,
              "两个亲本杂交 收获杂种种子 从第二代里选出矮秆单株 送海南加代 株系稳定 获准参加区域试验 "
              "抗病鉴定达标 提交生产试验总结 通过品种审定 签订种子经营授权"),
    chronicle("民航客机检修", 10,
              "飞机拖进机库 打开全部检查口盖 内窥镜检查发动机 发现起落架裂纹 订购替换部件 部件到货 "
              "更换起落架 称重 试车合格 试飞 交还航空公司"),
    chronicle("老旧小区加装电梯", 80,
              "业主签名超过三分之二 公示无异议 设计院出图 管线迁改 基坑开挖 钢结构井道封顶 轿厢到货 "
              "调试完成 取得使用登记 居民刷卡试乘"),
    chronicle("科幻小说里的火星任务", 150,
              "探测器出厂 运抵发射场 发射升空 深空机动变轨 进入环火轨道 拍回高清影像 选定着陆区 "
              "成功软着陆 巡视器驶上火星表面 传回首份气象数据 完成设计寿命"),
)
CHRONICLE_FRAMES = (
    "下面是{title}的{count}条记录，日期写得五花八门。请把日期一律改写成YYYY-MM-DD的形式，再{order}{extra}，{shape}。\n{text}",
    "{who}整理{title}的材料，同事各写各的日期：\n{text}\n请统一改成“年-月-日”的数字格式（不足两位补零），{order}{extra}，{shape}。",
    "把“{flat}”里的日期转换为2024-01-05这样的写法，{order}{extra}，{shape}。",
    "{title}大事记：\n{text}\n请规范日期格式（YYYY-MM-DD）并{order}{extra}，{shape}。",
    "请将{title}的时间记录改成ISO日期，{order}{extra}，{shape}。\n{text}",
    "系统只接受形如2023-07-09的日期。{who}手里有{title}的{count}条流水：\n{text}\n请改写后{order}{extra}，{shape}。",
    "{flat}\n\n以上记录属于{title}，请换成统一的YYYY-MM-DD日期，{order}{extra}，{shape}。",
    "{who}把{title}的经过记在几张便条上：\n{text}\n请改写日期（四位年、两位月、两位日，用短横线连接），{order}{extra}，{shape}。",
    "转换日期格式并排序：{title}。要求用YYYY-MM-DD，{order}{extra}，{shape}。\n{text}",
    "档案室要求日期写成八位数字加短横线，例如2022-11-03。请照此改写{title}的记录，{order}{extra}，{shape}：\n{text}",
)
ORDERS = {False: ("按时间先后排列", "从早到晚排好"), True: ("按时间倒序排列", "由近及远排好")}
GAPS = ("，每条后面注明距上一件事多少天（最早的一条写0）", "，同时注明与前一件事相隔的天数（最早的一条记0）")
SHAPES = {
    "lines": ("一行一条，日期在前", "逐行写成“日期 事项”"),
    "table": ("用Markdown表格列出", "做成Markdown表格"),
    "json": ("以JSON数组输出", "结果写成JSON数组，每条一个对象"),
}
# fmt: on
DIGITS = "〇一二三四五六七八九"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spelled(number: int) -> str:
    """Write a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


STYLES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{''.join(DIGITS[int(digit)] for digit in str(day.year))}年{spelled(day.month)}月{spelled(day.day)}日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year % 100}年{day.month}月{day.day}号",
    lambda day: f"{day.year}年{day.month:02d}月{day.day:02d}日",
)
ENGLISH: tuple[Callable[[date], str], ...] = (
    lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
)


def rows_of(dated: list[tuple[date, str]], with_gaps: bool) -> list[dict[str, str | int]]:
    """Write the events, earliest first, as rows with ISO dates and, if requested, the days since the event before."""
    rows: list[dict[str, str | int]] = []
    for place, (day, event) in enumerate(dated):
        row: dict[str, str | int] = {"日期": day.isoformat(), "事项": event}
        if with_gaps:
            row["间隔天数"] = (day - dated[place - 1][0]).days if place else 0
        rows.append(row)
    return rows


def written(rows: list[dict[str, str | int]], shape: str) -> str:
    """Write rows in one of SHAPES."""
    if shape == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if shape == "table":
        cells = (rows[0].keys(), ["---"] * len(rows[0]), *(row.values() for row in rows))
        return "\n".join(f"| {' | '.join(map(str, row))} |" for row in cells)
    return "\n".join(
        f"{row['日期']} {row['事项']}" + (f"（{row['间隔天数']}天）" if "间隔天数" in row else "") for row in rows
    )


def dated_events(rng: Random, about: Chronicle) -> list[tuple[date, str]]:
    """Draw some events of a chronicle with dates that agree with their order."""
    count = rng.randint(5, 7)
    places = sorted(rng.sample(range(len(about.events)), count))
    waits = [
        sum(rng.randint(max(2, about.gap // 8), about.gap) for _ in range(place - before))
        for before, place in zip([0 if about.title == BIRDS else places[0], *places], places, strict=False)
    ]
    month = 3 if about.title == BIRDS else rng.randint(1, 12)
    # The last event must not lie in the future.
    day = date(rng.randint(2010, 2023 - sum(waits) // 365), month, rng.randint(1, 28))
    dated = []
    for wait, place in zip(waits, places, strict=True):
        day += timedelta(days=wait)
        dated.append((day, about.events[place]))
    return dated


def write_dates_to_iso(rng: Random) -> Task:
    """Ask to write the dates of a chronicle in the form YYYY-MM-DD and to sort it."""
    about, frame = rng.choice(CHRONICLES), rng.choice(CHRONICLE_FRAMES)
    dated = dated_events(rng, about)
    # In a falling order it would not be clear which event is the one before.
    falling, shape = rng.random() < 0.3, rng.choice(tuple(SHAPES))
    with_gaps = not falling and rng.random() < 0.6
    # With YYYY-MM-DD and a date in English, a short text would count as not Chinese.
    styles = rng.sample(STYLES if "YYYY" in frame else (*STYLES, rng.choice(ENGLISH)), len(dated))
    lines = [f"{style(day)}：{event}" for style, (day, event) in zip(styles, dated, strict=True)]
    rng.shuffle(lines)
    instruction = frame.format(
        title=about.title, count=COUNTS[len(dated)], text="\n".join(lines), flat="；".join(lines), who=person(rng),
        order=rng.choice(ORDERS[falling]), extra=rng.choice(GAPS) if with_gaps else "",
        shape=rng.choice(SHAPES[shape]),
    )  # fmt: skip
    rows = rows_of(dated, with_gaps)
    return Task(instruction, "", written(rows[::-1] if falling else rows, shape))
