"""Write a list of references, and ask for those of some kind, span or author, sorted and in another form."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import another, people


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of research: what is studied, which of its sides, journals of the field, who teaches it, and when it began."""

    name: str
    objects: tuple[str, ...]
    sides: tuple[str, ...]
    journals: tuple[str, ...]
    schools: tuple[str, ...]
    since: int = 1998


# fmt: off
TOPICS = (
    Topic("湿地生态", ("滨海滩涂", "高原泥炭沼泽", "城市人工湿地", "河口三角洲湿地", "湖滨芦苇带"), ("水鸟群落变化", "土壤碳储量估算", "退化过程与修复", "植被演替规律", "甲烷排放特征", "生态补偿机制"), ("水域与湿地", "江湖生态", "滩涂研究"), ("西岭农业大学", "云川师范大学")),
    Topic("古建筑保护", ("徽州民居", "晋南木塔", "闽西土楼", "川西藏寨", "江南园林"), ("木构件虫害检测", "彩画颜料分析", "抗震性能评估", "三维测绘方法", "修缮工艺传承", "火灾风险评价"), ("营造学刊", "古建与材料", "遗产保护技术"), ("东海理工大学",)),
    Topic("水稻育种", ("耐盐水稻", "再生稻", "红米品种", "香型粳稻", "旱直播稻"), ("根系构型改良", "抗倒伏基因定位", "籽粒灌浆特性", "氮素利用效率", "食味品质评价", "苗期耐冷筛选"), ("稻作学报", "作物与种业", "田间试验通讯"), ("西岭农业大学",)),
    Topic("老年护理", ("失能老人", "脑卒中老人", "认知障碍老人", "髋部骨折患者", "农村高龄老人"), ("跌倒风险干预", "居家照护需求", "睡眠质量调查", "营养状况分析", "照护者负担", "康复依从性研究"), ("社区护理", "老年健康", "长期照护研究"), ("北原医科大学",)),
    Topic("城市轨道交通", ("地铁换乘站", "跨座式单轨", "市域快线", "有轨电车", "全自动运行线路"), ("客流预测模型", "振动噪声控制", "乘客疏散仿真", "供电节能策略", "设备状态监测", "运营中断应急预案"), ("轨道运营", "城市快线", "线路与车辆"), ("东海理工大学",), 2013),
    Topic("儿童阅读", ("绘本阅读", "校园晨读", "乡村图书角", "亲子共读", "桥梁书阅读"), ("对词汇量的影响", "推广模式比较", "教师指导策略", "使用效果评估", "兴趣形成机制", "参与度调查"), ("阅读与成长", "儿童语言", "小学教育观察"), ("云川师范大学",), 2006),
    Topic("锂电池材料", ("硅碳负极", "富锂锰基正极", "全固态锂电池", "磷酸铁锂正极", "高镍三元正极"), ("循环衰减机理", "界面阻抗测试", "低温放电性能", "热失控防护", "失效分析方法", "规模化制备方法"), ("储能材料", "电化学前沿", "电池工程"), ("东海理工大学",), 2008),
    Topic("茶文化与茶业", ("武夷岩茶", "安化黑茶", "白毫银针", "普洱古树茶", "茉莉花茶"), ("加工与香气成分", "贸易路线考证", "品质等级鉴别", "品牌传播策略", "采摘习俗调查", "茶多酚变化规律"), ("茶事", "茶业与文化", "山地农业"), ("西岭农业大学",)),
    Topic("地震监测", ("跨断层形变台网", "城市强震台网", "库区地震台网", "海底地震台网", "火山监测台网"), ("观测数据分析", "异常信号识别", "传输时延评估", "噪声压制方法", "台站布局优化", "仪器故障诊断"), ("地震观测", "地壳动态", "防震减灾技术"), ("东海理工大学",)),
    Topic("方言研究", ("吴语太湖片", "晋语并州片", "客家方言", "闽南话", "西南官话"), ("声调实验分析", "代际差异调查", "词汇地理分布", "语法化路径", "语料库建设", "使用活力评估"), ("方言志", "语音与田野", "语言调查"), ("云川师范大学",)),
    Topic("海洋牧场", ("人工鱼礁", "贝藻混养区", "牡蛎礁区", "海参底播区", "海带浮筏区"), ("资源增殖效果", "沉积环境影响", "生态容量估算", "声学监测方法", "风暴潮损失评估", "收益分配模式"), ("蓝色农业", "海洋牧场研究", "近海渔业"), ("西岭农业大学", "东海海洋大学"), 2008),
    Topic("敦煌学", ("藏经洞写经", "回鹘文写本", "归义军文书", "西夏文残卷", "唐代绢画"), ("年代新证", "残损状况调查", "题记考释", "流散经过考述", "社会史料价值", "数字化整理方案"), ("石窟与文书", "西陲史地", "写本研究"), ("云川师范大学",)),
    Topic("冰雪运动", ("越野滑雪运动员", "短道速滑选手", "青少年冰球队员", "雪车运动员", "单板滑雪选手"), ("体能训练监控", "运动损伤调查", "动作生物力学分析", "选材指标体系", "赛前减量训练", "心理应激调节"), ("冬季项目研究", "体能与训练", "冰雪科学"), ("云川师范大学", "北原体育大学")),
    Topic("食品安全", ("外卖凉拌菜", "散装酱腌菜", "即食豆制品", "巴氏杀菌乳", "烘焙糕点"), ("致病菌污染调查", "添加剂快速检测", "保质期预测模型", "消费者风险认知", "追溯系统设计", "重金属含量监测"), ("食品检验", "膳食与安全", "餐饮质量"), ("西岭农业大学", "东海理工大学"), 2014),
    Topic("沙漠治理", ("草方格沙障", "梭梭人工林", "光伏治沙电站", "绿洲边缘防护带", "公路防沙带"), ("固沙效果观测", "土壤水分动态", "风蚀速率测定", "植被恢复模式", "维护成本核算", "遥感监测方法"), ("干旱区治理", "沙地生态", "防沙治沙通讯"), ("西岭农业大学",), 2014),
    Topic("网络直播", ("农产品直播", "方言主播", "知识类直播", "虚拟主播", "乡村短视频"), ("受众黏性分析", "带货转化机制", "内容审核标准", "情感劳动研究", "平台规则变迁", "监管对策研究"), ("新媒体观察", "传播与社会", "网络文化研究"), ("云川师范大学",), 2016),
    Topic("蜜蜂与授粉", ("中华蜜蜂", "意大利蜜蜂", "熊蜂", "壁蜂", "切叶蜂"), ("访花行为观察", "农药暴露风险", "病虫害防治", "授粉增产效果", "越冬存活率", "巢箱改良设计"), ("养蜂科学", "传粉生物学", "虫媒农业"), ("西岭农业大学",)),
    Topic("特殊教育", ("听障学生", "孤独症儿童", "随班就读学生", "盲校低年级学生", "阅读障碍儿童"), ("课堂支持策略", "社交技能训练", "辅助技术应用", "同伴接纳研究", "家长压力调查", "评估工具编制"), ("融合教育", "特教论坛", "儿童发展支持"), ("云川师范大学",)),
    Topic("瓷器考古", ("景德镇民窑瓷器", "越窑青瓷", "外销克拉克瓷", "磁州窑瓷枕", "沉船出水瓷器"), ("胎釉成分测定", "装饰纹样分期", "烧成温度推断", "产地溯源研究", "保护修复方法", "贸易网络考察"), ("陶瓷考古", "水下文物", "窑址与器物"), ("云川师范大学",)),
    Topic("基层医疗", ("家庭医生签约服务", "乡镇卫生院", "县域医共体", "社区慢病门诊", "村卫生室"), ("居民信任度调查", "绩效考核设计", "患者满意度调查", "转诊流程优化", "用药合理性评价", "运行成本测算"), ("基层卫生", "全科实践", "卫生管理研究"), ("北原医科大学",), 2012),
)
PUBLISHERS = ("江南学术出版社", "北方科技出版社", "长风书局", "明远大学出版社", "山海教育出版社", "晨钟出版社")
MIN_REFERENCES = 9
UNIVERSITIES = ("明远大学", "江岸大学")
KINDS = {"J": "期刊论文", "M": "专著", "D": "学位论文"}
READERS = (
    "{who}在写综述", "{who}要给开题报告补文献", "{who}接手了师兄的文献库", "{who}在做文献计量", "{who}给课程布置阅读", "{who}被审稿人要求核对文献", "{who}要去资料室查原文",
    "{who}准备读书会", "{who}正在改毕业论文", "{who}在填基金申请书", "{who}编的文集要统一格式", "{who}是期刊编辑，正在校对", "{who}在整理导师的旧讲义",
    "{who}要把文献录进管理软件", "{who}第一次写论文", "{who}要做研究进展的幻灯片", "{who}在查谁先研究过", "{who}想联系其中的作者", "{who}写新闻稿要查来源",
    "{who}刚读完这篇文章，想顺藤摸瓜", "{who}要向评委说明研究基础", "{who}的硬盘坏了，只剩打印稿", "{who}给学弟讲怎么读参考文献", "{who}准备考博", "{who}要在组会上介绍前人工作",
    "{who}在写研究现状一节", "{who}在做引文网络图", "{who}是答辩秘书", "{who}在核对引文的出处", "{who}要写一段研究史", "{who}在评一篇投稿", "{who}给图书馆统计引文", "{who}替外国同行找资料", "{who}在译一本论文集", "{who}打算重做其中一项研究", "{who}要把编号改成作者年份制", "{who}在排查重复条目",
)
FRAMES = (
    "{reader}。请从一篇谈{about}的文章所附文献里{ask}。", "下面是讨论{about}的论文所附的文献，{reader}。{ask}。", "{reader}，手头有{topic}方面的{count}条文献。请{ask}。",
    "请{ask}。文献出自一本{topic}论文集，其中一章讲{about}，{reader}。", "《{about}》的参考文献表如下，{reader}，请{ask}。", "{reader}，原文写的是{about}，请根据文献表{ask}。", "文末共列{count}条文献，文章谈的是{about}，{reader}。{ask}。",
    "这份文献表取自一篇写{about}的文章，{reader}。麻烦{ask}。", "{reader}。文献按引用先后编号，文章写的是{about}。{ask}。", "文章题目是《{about}》，{reader}。请从它的参考文献中{ask}。", "一篇写{about}的文章列了这{count}条文献，{reader}，请{ask}。",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: the authors, the title, the kind (J, M or D), the source, the year and, for articles, the pages.

    The title begins with the subject.
    """

    number: int
    authors: tuple[str, ...]
    title: str
    kind: str
    source: str
    year: int
    place: str
    pages: tuple[int, int]
    subject: str

    def line(self) -> str:
        """Write the reference as in GB/T 7714."""
        start = f"[{self.number}] {', '.join(self.authors)}. {self.title}[{self.kind}]. {self.source}, {self.year}"
        return f"{start}, {self.place}: {self.pages[0]}-{self.pages[1]}." if self.kind == "J" else start + "."

    def cells(self) -> dict[str, str]:
        """Return the facts under the names that the requests use."""
        return {
            "序号": str(self.number), "作者": "、".join(self.authors), "题名": self.title, "年份": str(self.year),
            "来源": self.source, "类型": KINDS[self.kind],
        }  # fmt: skip


def references(rng: Random, topic: Topic) -> list[Reference]:
    """Draw nine to thirteen references with different titles, most of them articles."""
    titles = rng.sample([(one, side) for one in topic.objects for side in topic.sides], rng.randint(MIN_REFERENCES, 13))
    # A person writes a thesis once, and it would be odd before or long after the other works.
    everyone, found = people(rng, 20), list[Reference]()
    names, graduates = everyone[:7], everyone[7:]
    for number, (subject, side) in enumerate(titles, 1):
        kind = rng.choice("JJJMD")
        authors = (
            (graduates.pop(),) if kind == "D" else tuple(rng.sample(names, 1 if kind == "M" else rng.randint(1, 3)))
        )
        source = rng.choice({"J": topic.journals, "M": PUBLISHERS, "D": UNIVERSITIES + topic.schools}[kind])
        first = rng.randint(1, 140)
        year, pages = rng.randint(topic.since, 2024), (first, first + rng.randint(4, 19))
        volume = year - 1967 - 7 * topic.journals.index(source) if kind == "J" else 0
        # Two articles never share an issue, so that their pages do not overlap.
        taken = {each.place for each in found if each.source == source}
        place = rng.choice([issue for number in range(1, 7) if (issue := f"{volume}({number})") not in taken])
        found.append(Reference(number, authors, subject + side, kind, source, year, place, pages, subject))
    return found


def chosen(rng: Random, all_of_them: list[Reference]) -> tuple[str, list[Reference]]:
    """Draw which references are wanted, and return the wording and the references."""
    pivot = rng.choice(all_of_them)
    author, part = rng.choice(pivot.authors), rng.choice((pivot.subject, pivot.title.removeprefix(pivot.subject)))
    return rng.choice((
        (f"{pivot.year}年及以后的文献", [each for each in all_of_them if each.year >= pivot.year]),
        (f"{pivot.year}年以前（不含当年）的文献", [each for each in all_of_them if each.year < pivot.year]),
        (f"全部{KINDS[pivot.kind]}", [each for each in all_of_them if each.kind == pivot.kind]),
        (f"{author}署名的文献", [each for each in all_of_them if author in each.authors]),
        (f"除{KINDS[pivot.kind]}以外的文献", [each for each in all_of_them if each.kind != pivot.kind]),
        ("作者不止一位的文献", [each for each in all_of_them if len(each.authors) > 1]),
        (f"题名含“{part}”的文献", [each for each in all_of_them if part in each.title]),
        ("每一条文献", all_of_them),
    ))  # fmt: skip


def kinds_of(rows: list[Reference]) -> tuple[str, ...]:
    """Return the column of the kinds, unless all kinds are the same."""
    return ("类型",) if len({each.kind for each in rows}) > 1 else ()


def as_table(rng: Random, rows: list[Reference]) -> tuple[str, str]:
    """Ask for a table with some columns."""
    heads = ("题名", *rng.sample(("作者", "年份", "来源", "序号", *kinds_of(rows)), rng.randint(1, 3)))
    return f"用Markdown表格给出{'、'.join(heads)}", in_table(
        [tuple(each.cells()[head] for head in heads) for each in rows], heads
    )


def as_json(rng: Random, rows: list[Reference]) -> tuple[str, str]:
    """Ask for an array of objects."""
    keys = ("题名", *rng.sample(("作者", "年份", "来源", *kinds_of(rows)), rng.randint(1, 3)))
    value = [
        {
            key: list(each.authors) if key == "作者" else each.year if key == "年份" else each.cells()[key]
            for key in keys
        }
        for each in rows
    ]
    note = "、".join(part for part in ("作者用数组" * ("作者" in keys), "年份用数字" * ("年份" in keys)) if part)
    return f"输出JSON数组，键为{'、'.join(keys)}" + f"（{note}）" * bool(note), json.dumps(
        value, ensure_ascii=False, indent=1
    )


def as_citations(rng: Random, rows: list[Reference]) -> tuple[str, str]:  # noqa: ARG001 - all forms take the same
    """Ask for short citations in one line."""
    short = [f"{each.authors[0]}{'等' if len(each.authors) > 1 else ''}，{each.year}" for each in rows]
    told = [text + "abcdefgh"[short[:at].count(text)] * (short.count(text) > 1) for at, text in enumerate(short)]
    note = "，写出来一样的按次序在年份后加a、b" if told != short else ""
    return f"写成“（第一作者等，年份；……）”这样的文内引注，独著不加“等”{note}", f"（{'；'.join(told)}）"


def as_lines(rng: Random, rows: list[Reference]) -> tuple[str, str]:
    """Ask for one or two facts of each reference, a line each."""
    first, second = rng.sample(("题名", "年份", "来源", "作者"), 2)
    if rng.random() < 0.4 and len(rows) < MIN_REFERENCES:
        return "原样抄下整条，一条一行", "\n".join(each.line() for each in rows)
    return f"每行先写{first}再写{second}，用“ | ”隔开", "\n".join(
        f"{each.cells()[first]} | {each.cells()[second]}" for each in rows
    )


FORMS: tuple[Callable[[Random, list[Reference]], tuple[str, str]], ...] = (
    as_table,
    as_table,
    as_json,
    as_json,
    as_lines,
    as_citations,
)


def selection(rng: Random, all_of_them: list[Reference]) -> tuple[str, str]:
    """Ask for some references in the order of their years or numbers."""
    wanted, rows = chosen(rng, all_of_them)
    if not rows:
        wanted, rows = "每一条文献", all_of_them
    order = rng.choice(("按年份从早到晚", "按年份从新到旧", "按原有编号"))
    if "年份" in order:
        rows = sorted(rows, key=lambda each: each.year, reverse="新到旧" in order)
        order += "（同年的照原编号）" * (len({each.year for each in rows}) < len(rows))
    form, answer = rng.choice(FORMS)(rng, rows)
    verb = "提取" if len(rows) == len(all_of_them) else rng.choice(("提取", "摘出", "挑出"))
    return "，".join((verb + wanted, *((order,) if len(rows) > 1 else ()), form)), answer


def longest_articles(rng: Random, all_of_them: list[Reference]) -> tuple[str, str] | None:
    """Ask for the articles by their numbers of pages, which follow from the first and the last page."""
    articles = [each for each in all_of_them if each.kind == "J"]
    rows = sorted(((each.pages[1] - each.pages[0] + 1, each.title) for each in articles), key=lambda each: -each[0])
    if len(rows) < 2 or len({count for count, _ in rows}) < len(rows):
        return None
    if rng.random() < 0.6:
        ask = rng.choice(
            (
                "提取期刊论文的题名和页数（由起止页得出），从长到短排成Markdown表格",
                "按篇幅从长到短摘出各篇期刊论文，用Markdown表格写题名、页数，首尾页都算",
            )
        )
        return ask, in_table([(title, str(count)) for count, title in rows], ("题名", "页数"))
    return rng.choice(
        ("找出篇幅最长的期刊论文，只写题名和页数，用逗号隔开", "摘出页数最多的一篇期刊论文，写成“题名，几页”")
    ), f"{rows[0][1]}，{rows[0][0]}页"


def by_kind(rng: Random, all_of_them: list[Reference]) -> tuple[str, str]:
    """Ask for the titles under their kinds, each with its year."""
    parts = []
    for kind, name in KINDS.items():
        if rows := sorted((each for each in all_of_them if each.kind == kind), key=lambda each: each.year):
            parts.append("\n".join([f"## {name}", *(f"- {each.title}（{each.year}）" for each in rows)]))
    ask = rng.choice((
        "提取题名和年份，按期刊论文、专著、学位论文分节（没有的略去），节名用二级标题，每节由早到晚用“- 题名（年份）”列出，同年照原编号",
        "提取题名和年份，依次分为期刊论文、专著、学位论文（没有的类别略去），各用二级标题，每条以“- ”开头，题名后括注年份，先发表的在前，同年的照原编号",
    ))  # fmt: skip
    return ask, "\n\n".join(parts)


def subject_of_the_article(rng: Random, topic: Topic, cited: list[Reference]) -> str:
    """Draw what the citing article is about, which is the title of no work that it cites."""
    titles = {each.title for each in cited}
    return rng.choice([name for one in topic.objects for side in topic.sides if (name := one + side) not in titles])


def write_bibliography_entries(rng: Random) -> Task:
    """Write a list of references, and ask for those of some kind, span or author, sorted and in another form."""
    topic = rng.choice(TOPICS)
    all_of_them = references(rng, topic)
    other = rng.choice((longest_articles, by_kind))(rng, all_of_them) if rng.random() < 0.2 else None
    ask, answer = other or selection(rng, all_of_them)
    about = subject_of_the_article(rng, topic, all_of_them)
    instruction = rng.choice(FRAMES).format(
        reader=rng.choice(READERS).format(who=another(rng, [name for each in all_of_them for name in each.authors])), about=about, topic=topic.name, count=len(all_of_them), ask=ask,
    )  # fmt: skip
    return Task(instruction, "\n".join(each.line() for each in all_of_them), answer)
