"""Ask how two similar words differ in meaning or grammar, or what is wrong with a sentence that confuses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa.variants import varied
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words with use and example of each, and a sentence that confuses them, before and after the correction."""

    one: str
    other: str
    use_one: str
    use_other: str
    example_one: str
    example_other: str
    wrong: str
    right: str


# fmt: off
PAIRS = (
    Pair("必须", "必需", "副词，表示一定要，后面接动词", "动词，表示一定要有、不可缺少，常作定语", "乘车必须系好安全带", "水是生命必需的物质", "请带好露营必须的帐篷", "请带好露营必需的帐篷"),
    Pair("反映", "反应", "把情况告诉上级，或表现出客观实际", "由刺激引起的变化或回应", "居民向街道反映路灯不亮", "他听到消息，反应很平静", "这篇小说反应了渔民的生活", "这篇小说反映了渔民的生活"),
    Pair("权利", "权力", "依法享有的利益和可以做的事，与义务相对", "支配、指挥别人的强制力量，多与职位有关", "劳动者有休息的权利", "审批权力要受监督", "消费者有知道真实价格的权力", "消费者有知道真实价格的权利"),
    Pair("启示", "启事", "启发、提示，使人有所领悟", "公开说明某事的文字，贴出来或登出来", "这场大火给了管理者很多启示", "门口贴着一张招领启事", "他在巷口贴了一张寻猫启示", "他在巷口贴了一张寻猫启事"),
    Pair("截止", "截至", "到某时停止，后面不直接带时间宾语，可说“于某日截止”", "到某时为止，事情往往还在进行，后面要带时间", "报名已于昨天截止", "截至六月底，已有三百人报名", "截止五月一日，共收到稿件八十篇", "截至五月一日，共收到稿件八十篇"),
    Pair("品味", "品位", "细细体会，也指辨别好坏的情趣", "人或物的格调、档次，也指矿石里有用成分的含量", "慢慢品味这盏茶", "勘探队测出了这处铁矿的品位", "这座铜矿的品味太低，不值得开采", "这座铜矿的品位太低，不值得开采"),
    Pair("考查", "考察", "按一定标准检查、测评", "实地观察、调查，或细致地研究", "期末考查学生的实验能力", "专家到湿地考察鸟类", "农技员到外县考查葡萄种植", "农技员到外县考察葡萄种植"),
    Pair("化妆", "化装", "借助脂粉打扮容貌", "改变外貌扮成另一种人，如演出或侦查时", "新娘正在化妆", "侦查员化装成商贩", "警察化妆成送货工抓住了窃贼", "警察化装成送货工抓住了窃贼"),
    Pair("度过", "渡过", "用于时间，如假期、一生", "用于江河，引申为通过难关、危机", "在海边度过暑假", "船队渡过长江", "一家人在乡下渡过了春节", "一家人在乡下度过了春节"),
    Pair("侦查", "侦察", "公安、检察等机关为查清案情依法进行的调查", "军事上弄清敌情、地形的活动", "警方立案侦查这起诈骗", "小分队夜里侦察敌情", "检察院对该案展开侦察", "检察院对该案展开侦查"),
    Pair("再", "又", "表示将要重复，或先后关系，多用于还没发生的事", "表示已经重复，多用于发生了的事", "明天我再来看你", "昨天他又迟到了", "上周他再去了一次医院", "上周他又去了一次医院"),
    Pair("不", "没", "否定意愿、习惯、性质和将来的事", "否定动作已经发生，后面不与“了”同用来表示完成", "他从不吸烟，明天也不去", "我昨天没去开会", "我上个月不收到包裹", "我上个月没收到包裹"),
    Pair("二", "两", "用于数数、序数和多位数的个位、十位", "用在一般量词前面", "第二名、二十二岁", "两张票、两个人", "桌上放着二本书", "桌上放着两本书"),
    Pair("刚", "刚才", "副词，紧贴动词，说事情发生不久，可以离现在较久", "时间名词，指说话前不久的时候，可放在主语前", "我刚到家电话就响了", "刚才谁来过", "我刚才到家一个星期", "我刚到家一个星期"),
    Pair("或者", "还是", "用于陈述句里的选择", "用于疑问句里的选择，也用于“不管……还是……”", "请给我一杯茶或者咖啡", "你喝茶还是喝咖啡", "你打算坐船去或者坐火车去呢", "你打算坐船去还是坐火车去呢"),
    Pair("对于", "关于", "引出动作或态度的对象，可放在主语后", "引出涉及的范围，作状语时要放在主语前，可作标题", "大家对于这个方案没有意见", "关于迟到的规定，上周已经公布", "我关于这件事有自己的看法", "我对于这件事有自己的看法"),
    Pair("会", "能", "多指学来的技能，也表示可能", "多指具备条件、达到某种程度或被许可", "我还不会骑自行车，想找人教", "他一口气能游两千米", "嗓子哑了，今晚不会唱歌", "嗓子哑了，今晚不能唱歌"),
    Pair("果然", "居然", "事实与预料相合", "事实出乎预料", "天气预报说有雨，下午果然下了", "谁也没料到，三月里居然下了大雪", "大家都料到他会赢，他居然赢了", "大家都料到他会赢，他果然赢了"),
    Pair("顽强", "顽固", "坚强、不屈，褒义", "保守、不肯改变，或难以除去，常带贬义", "小草顽强地钻出石缝", "他顽固地不听劝告", "消防员顽固地坚持到天亮", "消防员顽强地坚持到天亮"),
    Pair("效果", "后果", "某种做法带来的结果，多指好的", "不好的结果", "滴灌的效果很好", "酒后驾车后果严重", "这种药的后果很明显，咳嗽好多了", "这种药的效果很明显，咳嗽好多了"),
    Pair("爱护", "爱戴", "爱惜并保护，对人对物都可以", "敬爱并拥护，用于对上级、长辈或受尊敬的人", "爱护公共设施", "老院长受到全院爱戴", "老师应当爱戴学生", "老师应当爱护学生"),
    Pair("严格", "严厉", "按标准办，不放松，可以是对自己", "态度严肃、厉害，多用于对别人的批评、处罚", "严格控制食盐用量", "教练严厉地批评了他", "他对自己的要求很严厉，天天六点起床", "他对自己的要求很严格，天天六点起床"),
    Pair("改正", "改进", "把错的变成对的", "在原有基础上变得更好，原来不一定错", "改正错别字", "改进喷灌技术", "他在检讨里保证改进撒谎的毛病", "他在检讨里保证改正撒谎的毛病"),
    Pair("发现", "发明", "找到本来就有而前人不知道的", "创造出原来没有的", "他发现了一颗彗星", "古人发明了造纸术", "考古队发明了一座唐代窑址", "考古队发现了一座唐代窑址"),
    Pair("继续", "陆续", "同一件事接着做下去", "有先有后、时断时续，主体往往不止一个", "雨停后比赛继续进行", "客人陆续到齐", "参观的学生继续到了，门口排起队", "参观的学生陆续到了，门口排起队"),
    Pair("履行", "执行", "实践自己答应或应当做的，如合同、义务、诺言", "实施上级的政策、命令、计划或判决", "父母应当履行抚养的义务", "法院执行判决", "医生应当执行告知的义务", "医生应当履行告知的义务"),
    Pair("推脱", "推托", "推卸责任，不愿承担", "借故拒绝别人的请求", "出了事故谁也别推脱责任", "他推托有事，没有赴宴", "货物淋湿了，仓库推托责任", "货物淋湿了，仓库推脱责任"),
    Pair("的", "地", "用在名词前面，连接定语", "用在动词、形容词前面，连接状语", "一条红色的围巾", "慢慢地走", "他高兴的唱起歌来", "他高兴地唱起歌来"),
    Pair("那", "哪", "指示较远的人或事物", "表示疑问，或不确定的任何一个", "那本书是我的", "你是从哪个城市来的", "请问车站在那里", "请问车站在哪里"),
    Pair("偶尔", "偶然", "副词，表示次数少、间或", "形容词，表示出于意外、不是必然的", "他偶尔也喝点酒", "一个偶然的机会", "这次相遇纯属偶尔", "这次相遇纯属偶然"),
    Pair("曾经", "已经", "从前有过，现在多半不再如此", "在所说的时间之前完成，影响还在", "这里曾经是一片海", "水已经开了", "我曾经吃完饭了，现在不饿", "我已经吃完饭了，现在不饿"),
    Pair("受权", "授权", "接受别人给的权力", "把权力给别人", "律师受权处理此案", "公司授权他签约", "董事会受权经理签字", "董事会授权经理签字"),
    Pair("接收", "接受", "收下东西、信号或人员", "对批评、邀请、任务等容纳而不拒绝", "雷达接收信号", "他诚恳地接受了批评", "她愉快地接收了邀请", "她愉快地接受了邀请"),
    Pair("预定", "预订", "预先规定好时间、计划等", "预先订购，如票、房间、书刊", "比赛按预定时间举行", "预订两张车票", "我想预定一间海景房", "我想预订一间海景房"),
    Pair("年龄", "年纪", "人或动植物已经生存的年数", "只用于人，多指岁数的大小", "树的年龄可以看年轮", "老人上了年纪", "这棵银杏的年纪是六百岁", "这棵银杏的年龄是六百岁"),
    Pair("优秀", "优良", "人或作品、成绩非常好", "品种、质量、作风等很好，一般不直接形容人", "优秀学员", "这批棉花质地优良", "他是一名优良的教师", "他是一名优秀的教师"),
    Pair("以为", "认为", "作出判断，常是后来发现不对的", "作出确定的看法，语气郑重", "我以为今天是周五，原来是周四", "专家认为堤坝安全", "我一直认为你是医生，原来你是老师", "我一直以为你是医生，原来你是老师"),
    Pair("妨碍", "妨害", "使事情不能顺利进行，程度较轻", "使事物受到损害，程度较重", "车停在门口，妨碍通行", "吸烟妨害健康", "大声喧哗妨害别人看书", "大声喧哗妨碍别人看书"),
    Pair("作客", "做客", "寄居在别处，多用于书面语", "自己当客人，去访问别人", "他作客他乡二十年", "星期天到姑妈家做客", "欢迎你到我家来作客", "欢迎你到我家来做客"),
    Pair("启用", "起用", "开始使用，对象是物", "重新任用或提拔使用，对象是人", "新车站九月启用", "球队起用年轻门将", "俱乐部启用了一批新人", "俱乐部起用了一批新人"),
    Pair("心酸", "辛酸", "心里难过，说的是一时的感受", "痛苦悲伤的经历或滋味", "看老人独自吃饭，叫人心酸", "回忆录写尽一生的辛酸", "他把半辈子的心酸写成了书", "他把半辈子的辛酸写成了书"),
    Pair("淹没", "湮没", "大水漫过、盖过，也比喻被声音等盖住", "埋没，不再为人所知", "洪水淹没了码头", "许多手稿湮没在旧纸堆里", "他的名字从此淹没无闻", "他的名字从此湮没无闻"),
    Pair("利害", "厉害", "利益和损害", "程度深、难以忍受或本领大", "权衡利害再签字", "头疼得厉害", "律师讲清了其中的厉害关系", "律师讲清了其中的利害关系"),
    Pair("融化", "熔化", "冰、雪等变成水", "金属等固体受热变成液体", "春雪融化", "铁在高炉里熔化", "坩埚里的铜慢慢融化了", "坩埚里的铜慢慢熔化了"),
    Pair("飘", "漂", "随风摇动或飞扬", "停在液体表面，或顺着水流动", "雪花飘下来", "木板漂在水面上", "一只空瓶飘在河里，往下游去了", "一只空瓶漂在河里，往下游去了"),
    Pair("带", "戴", "随身拿着，或引领", "把东西放在头、面、颈、手等处", "出门带伞", "爷爷戴着老花镜看报", "她脖子上带着一条项链", "她脖子上戴着一条项链"),
    Pair("像", "象", "相似，或举例说", "大象，也用在形象、现象、景象等词里", "弟弟长得像父亲", "窗外是丰收的景象", "两个孩子的眼睛真象", "两个孩子的眼睛真像"),
    Pair("法人", "法定代表人", "依法独立享有权利、承担义务的组织", "代表法人行使职权的那个自然人", "这家公司是法人", "合同由法定代表人签字", "公司的法人老周在合同上签了名", "公司的法定代表人老周在合同上签了名"),
)
ASKS = (
    "“{one}”和“{other}”怎么区分？", "“{one}”与“{other}”在用法上有什么不同？", "{doc}里的“{wrong}”错在哪里？请讲清“{one}”和“{other}”。", "{doc}写了“{wrong}”，请说明“{one}”和“{other}”的区别并改过来。",
    "为什么不能说“{wrong}”？“{one}”“{other}”各用在什么地方？", "{doc}里出现“{wrong}”，该怎么从“{one}”和“{other}”的区别来解释？", "“{example_one}”里的“{one}”能换成“{other}”吗？为什么？", "“{example_other}”能不能改用“{one}”？两个词差在哪里？",
    "{doc}里有一句“{wrong}”，该用“{one}”还是“{other}”，依据是什么？", "用“{one}”和“{other}”造句时，怎样才不会混淆？", "{doc}把“{one}”“{other}”当成一回事，它们各该怎么用？",
)
DOCS = (
    "一篇[小学|初中|高中]作文", "[校报|厂报|社区报]的来稿", "[朋友|同事|学生]的短信", "[练习册|试卷|错题本]", "[广播站|导游|志愿者]的讲稿", "[留学生|实习生|徒弟]的周记", "[书法班|读书会|篮球队]的群聊记录",
    "[弟弟|同桌|学徒]的造句", "[征文|演讲]的初稿", "一本[日记|练笔集]", "[晚报|校刊]的稿子", "[家长|读者|听众]的留言", "[字幕组|配音社]的台词本", "[新手|老乡]写的故事",
)
"""Where a confused word was found; each has alternatives in brackets."""
TWO = (
    "{first}{second}", "{who}校稿时遇到两处：{first}{second}", "①{first}②{second}请分别举例。", "对外汉语课上有人提问：{first}又有人问：{second}请给出讲解。", "校对讲义时想请教：{first}另外，{second}",
    "（1）{first}（2）{second}要有例句。", "{first}顺着这个再问一句：{second}", "{who}的编辑部常弄错两组词。第一组：{first}第二组：{second}",
)
THREE = (
    "①{first}②{second}③{third}请逐组说明。", "{who}整理错词本，有三处不明白。一是{first}二是{second}三是{third}", "{first}{second}{third}", "语文组的三个问题：{first}{second}{third}请各举例句。", "A．{first}B．{second}C．{third}",
    "审稿时卡在三组词上。{first}{second}{third}",
)
# fmt: on


def in_list(pair: Pair) -> str:
    """Write both uses as a list."""
    return (
        f"- **{pair.one}**：{pair.use_one}。例如“{pair.example_one}”。\n"
        f"- **{pair.other}**：{pair.use_other}。例如“{pair.example_other}”。"
    )


def in_rows(pair: Pair) -> str:
    """Write both uses as a table."""
    rows = ((pair.one, pair.use_one, pair.example_one), (pair.other, pair.use_other, pair.example_other))
    return in_table(rows, ("词", "用法", "例句"))


CLASS_WORDS = ("副词", "动词", "形容词", "时间名词")
OWN_VERBS = ("用", "只用", "表示", "否定", "多指", "引出", "指示")


def told(use: str) -> str:
    """Put a verb before the use of a word, unless the use starts with its own verb."""
    if use.startswith(OWN_VERBS):
        return use
    return f"{'是' if use.startswith(CLASS_WORDS) else '指'}{use}"


def in_prose(pair: Pair) -> str:
    """Write both uses as a paragraph."""
    return (
        f"“{pair.one}”{told(pair.use_one)}，比如“{pair.example_one}”；"
        f"“{pair.other}”{told(pair.use_other)}，比如“{pair.example_other}”。"
    )


def explained(pair: Pair, ask: str, layout: Callable[[Pair], str]) -> str:
    """Explain a pair. The answer to whether a word can be replaced, or a correction, comes first."""
    breaks = "\n\n" if layout is not in_prose else ""
    if "wrong" in ask:
        return f"“{pair.wrong}”应改为“{pair.right}”。{breaks}{layout(pair)}"
    start = f"不能。{breaks}" if "吗？" in ask or "能不能" in ask else ""
    return f"{start}{layout(pair)}{breaks}不要写成“{pair.wrong}”，应写“{pair.right}”。"


def write_word_pair(rng: Random) -> Task:
    """Ask how the words of two or three pairs differ, or what is wrong with a sentence that confuses them."""
    count, layout = rng.choice((2, 2, 3)), rng.choice((in_list, in_rows, in_prose))
    drawn = list(zip(rng.sample(PAIRS, count), rng.sample(ASKS, count), strict=True))
    asked = [
        ask.format(
            one=pair.one, other=pair.other, wrong=pair.wrong, doc=varied(rng, rng.choice(DOCS)), example_one=pair.example_one, example_other=pair.example_other
        )
        for pair, ask in drawn
    ]  # fmt: skip
    words = dict(zip(("first", "second", "third"), asked, strict=False))
    question = rng.choice(TWO if count == 2 else THREE).format(who=person(rng), **words)
    head = rng.choice(("## {}与{}", "### “{}”和“{}”", "**{}／{}**"))
    parts = (f"{head.format(pair.one, pair.other)}\n\n{explained(pair, ask, layout)}" for pair, ask in drawn)
    return Task(question, "", "\n\n".join(parts))
