"""Ask several questions about the life of an invented person, most of which need two or three sentences combined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.names import people_of_old
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import COUNTS, numbered


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade and the events of a life in it, each as a phrase that follows the name of the person.

    Who learns `at_school` has a teacher, and not a master. Who learns `on_the_road` is led, and not taken into a workshop.
    """

    name: str
    at_school: bool
    father: str
    start: str
    move: str
    works: tuple[str, ...]
    stop: str
    again: str
    books: tuple[str, ...]
    pupil: str
    women: bool = False
    on_the_road: bool = False

    def guide(self) -> str:
        """Return the word for the one who teaches."""
        return "老师" if self.at_school else "师父"

    def follower(self) -> str:
        """Return the word for the one who learns."""
        return "学生" if self.at_school else "徒弟"

    def suffered(self, name: str) -> str:
        """Say what interrupted the work, with the person as the subject where there is no other one."""
        return name + self.stop if self.stop.startswith(("患", "得", "困", "在")) else self.stop

    def strictness(self) -> str:
        """Say how strict the one who teaches is."""
        if self.on_the_road:
            return "头一年不许新手单独当班"
        return "作业错一处便退回重做" if self.at_school else "头一年只许看，不许动手"


# fmt: off
TRADES = (
    Trade("瓷匠", False, "挑水烧砖", "进窑厂学拉坯", "自己开作坊", ("烧成第一只玲珑碗", "配出一种雨后青釉", "把釉下彩的火候编成口诀"),
        "窑炉被洪水冲垮", "重新开窑", ("釉火记", "坯房手记"), "后来带着作品到海外办展"),
    Trade("戏曲演员", False, "摆渡", "进戏班学唱老生", "挂头牌演出", ("排出新戏《石桥会》", "改定《夜渡》的唱腔", "灌制第一张唱片"),
        "嗓子失声", "重新登台", ("唱腔琐谈", "梨园灯下录"), "后来专演武戏"),
    Trade("造桥工程师", True, "采石", "进测绘学堂读书", "主持桥梁工务", ("修成七孔的白石桥", "设计出可以开合的浮桥", "建成峡口的铁索桥"),
        "双腿被落石砸伤", "重新下工地", ("桥墩与河水", "工务日记"), "后来去了西部修栈道"),
    Trade("植物学者", True, "种药材", "进农林学校读书", "到植物园任职", ("找到一种长在雪线下的新报春", "建起第一座高山温室", "采满一千份蕨类标本"),
        "患了严重的眼疾", "重新进山采集", ("雪线以下", "山中草木名"), "后来专门研究苔藓"),
    Trade("乡村医生", False, "贩盐", "跟随坐堂郎中学医", "开起诊所", ("治住一场流行的白喉", "办起接生员训练班", "用土法制出止泻丸"),
        "诊所失火", "重新挂牌看病", ("出诊日录", "土方辨误"), "后来做了外科医生"),
    Trade("刺绣艺人", False, "染布", "进绣坊学配线", "办起自家绣馆", ("绣成双面的《荷塘》", "绣出一幅会变色的孔雀", "创出虚实乱针法"),
        "右手冻伤", "重新拿针", ("丝理", "绣窗偶得"), "后来到学校教刺绣", True),
    Trade("棋手", False, "开茶馆", "进棋社做学徒", "开始参加正式比赛", ("连胜七局赢下名人赛", "下出后来常用的飞燕布局", "与海外棋手战成和局"),
        "得了肺病", "重新上场比赛", ("百局自解", "燕式布局"), "后来当上裁判长"),
    Trade("天文台员", True, "修钟表", "进观象台抄写记录", "当上夜班观测员", ("发现一颗暗淡的彗星", "算出一次日环食的时刻", "绘成南天的星图"),
        "望远镜镜片破裂", "重新观测", ("星图旁注", "夜半的台阶"), "后来专心研究变星"),
    Trade("木雕匠", False, "伐木", "进雕花作坊打下手", "独自接活", ("雕成一扇百鸟屏风", "修好古寺的藻井", "为戏楼雕出十八罗汉"),
        "左手被凿子所伤", "重新动刀", ("刀痕", "花板图样"), "后来改做根雕"),
    Trade("登山向导", False, "放牧", "替商队赶牦牛", "带外来的考察队", ("带队登上无名的北峰", "救下被雪埋住的五个人", "走通鹰嘴垭口"),
        "在雪崩中冻坏脚趾", "重新上山", ("垭口四季", "绳结与风"), "后来当上气象员", on_the_road=True),
    Trade("报人", False, "造纸", "进印书馆排字", "创办《晨风报》", ("写出轰动一时的水灾长篇报道", "首次在报上登出照片", "揭出粮价舞弊案"),
        "报馆被查封", "重新出报", ("铅字人生", "二十年标题"), "后来做了战地记者"),
    Trade("航海者", False, "打鱼", "上货船当见习水手", "当上大副", ("驾船绕过多礁的黑岬", "测出一条避风的新航线", "救起四十名落水的渔民"),
        "船在大雾中触礁", "重新出海", ("潮汐手册", "罗盘边上"), "后来到船校教书", on_the_road=True),
    Trade("制琴师", False, "撑木排", "进乐器铺学刨板", "在河边租屋制琴", ("做成第一把音色圆润的提琴", "用老杉木修好一张古琴", "改良柳琴的音孔"),
        "粉尘伤了肺", "重新做琴", ("木头的声音", "漆与弦"), "后来成了演奏家"),
    Trade("皮影艺人", False, "硝皮子", "跟随影班挑箱子", "自立影班", ("新编出《孙膑下山》", "刻成一套水浒影人", "首次用电灯演夜场"),
        "影箱被大水冲走", "重新开箱演出", ("影窗十讲", "牛皮与灯"), "后来把影戏带进学校"),
    Trade("小学校长", True, "教私塾", "进师范讲习所读书", "办起小学", ("编成一套乡土课本", "建起有五十张床的女生宿舍", "办起夜间识字班"),
        "校舍塌了半边", "重新开课", ("山校笔记", "板书集"), "后来做了县里的督学"),
    Trade("养蚕能手", False, "种桑", "进蚕种场当学徒", "教人养蚕", ("育成一种耐热的白茧", "推行小蚕共育", "试成秋蚕的养法"),
        "蚕室发了微粒子病", "重新出种", ("桑园记事", "蚕病问答"), "后来去外省推广新蚕种"),
    Trade("地质队员", True, "打铁", "进矿务学堂学测量", "参加野外勘探队", ("找到戈壁里的一处铜矿", "画成全县的水井图", "测定断层的走向"),
        "困在沙暴里伤了腰", "重新出野外", ("戈壁脚印", "岩石的年纪"), "后来主管岩芯库"),
    Trade("厨师", False, "卖豆腐", "进酒楼洗菜切配", "自己当掌勺", ("创出一道清汤鱼圆", "办成三百桌的全鱼宴", "编定一套刀工口诀"),
        "灶上烫伤手臂", "重新掌勺", ("灶边话", "四时菜单"), "后来做糕点出了名"),
    Trade("钟表匠", False, "铸铜", "进钟楼学修表", "接管全城的大钟", ("造出能报潮水的座钟", "修复停摆百年的古钟", "仿制一台天文钟"),
        "视力骤降", "重新修钟", ("齿轮的耐心", "滴答录"), "后来专造航海钟"),
    Trade("邮递员", False, "赶驮马", "顶替叔父送山区的信", "当上邮路班长", ("走通一条翻越四座山的邮路", "找回一封迷路二十年的信", "建起第一个乡邮站"),
        "在山洪中摔断腿", "重新上邮路", ("邮包里的四季", "山路短札"), "后来改骑摩托送信", on_the_road=True),
)
# fmt: on
UNTOLD = (
    ("{name}是哪一年成家的", "{name}成家的年份"),
    ("{name}是哪一年去世的", "{name}去世的年份"),
    ("{name}有几个兄弟姐妹", "{name}有没有兄弟姐妹"),
    ("《{book}》一共印了多少本", "《{book}》的印数"),
    ("{pupil}的家乡在哪里", "{pupil}的家乡"),
    ("{master}一生教过多少人", "{master}一生教过多少人"),
)
"""Questions that the text does not answer, each with a phrase for what is missing."""


@dataclass(frozen=True, slots=True)
class Life:
    """The facts of a life. Years are of the calendar; ages are differences of years."""

    trade: Trade
    name: str
    master: str
    elder: str
    pupil: str
    home: str
    town: str
    born: int
    started: int
    moved: int
    work: str
    worked: int
    paused: int
    book: str
    wrote: int
    younger: int

    def names(self) -> dict[str, str]:
        """Return the names that the phrases of questions contain."""
        return {"name": self.name, "book": self.book, "pupil": self.pupil, "master": self.master}


ASIDES = (
    "{name}衣袋里总装着一截铅笔，想到什么就记下来。", "邻居说，{name}走路时也在自言自语。", "冬天再冷，{name}也用凉水洗脸。",
    "好几回有人请{name}到外省做事，都被推辞了。", "{name}记性极好，见过一遍的东西能照样说出来。", "{name}的屋里没有多余的摆设，只有一张桌子、两把椅子。",
    "{name}不喝酒，只爱嚼炒豆子。", "每逢伏天，{name}就把旧本子摊到院里去晒。", "同行里有人不服，背后说{name}只是运气好。",
    "{name}常对人说，越急越容易出错。", "遇到拿不准的事，{name}宁可多等一夜。", "{name}写字很小，一张纸要用两面。",
    "镇上的孩子都认得{name}那顶旧草帽。", "{name}睡得早，起得更早，鸡叫以前就点了灯。", "有一回迷了路，{name}靠着听水声走了出来。", "{name}不肯照相，留下的画像只有一幅速写。", "逢年过节，{name}总给巷口的孤老送些吃的。",
)  # fmt: skip
"""Sentences about a person that answer none of the questions."""


def lived(rng: Random) -> Life:
    """Draw a life."""
    trade = rng.choice(TRADES)
    name, master, elder, pupil = people_of_old(rng, 4, trade.women)
    home, town = rng.sample(TOWNS, 2)
    born = rng.randint(1886, 1904)
    started = born + rng.randint(14, 18)
    moved = started + rng.randint(5, 7 if trade.at_school else 11)
    worked = moved + rng.randint(2, 9)
    paused = rng.randint(2, 6)
    wrote = max(worked + paused + rng.randint(6, 20), born + rng.randint(46, 60))
    return Life(trade, name, master, elder, pupil, home, town, born, started, moved, rng.choice(trade.works), worked, paused,
        rng.choice(trade.books), wrote, rng.randint(10, 18))  # fmt: skip


SENTENCES = (
    (
        "{trade}{name}{born}年生于{home}，父亲以{father}为生。",
        "{born}年，{name}出生在{home}一户以{father}为生的人家，后来成了有名的{trade}。",
        "{name}，{home}人，{trade}，生于{born}年，家里靠{father}过活。",
    ),
    (
        "{age}岁那年，{name}{start}，{guide}是{master}。",
        "满{age}岁时，{name}由家里送出门，{start}，{under}。",
        "到了{age}岁，{name}{start}，入行的领路人是{master}。",
    ),
    (
        "{master}是{elder}的{follower}，教人极严，{strict}。",
        "说起来，{master}年轻时曾拜{elder}为师，把规矩也传了下来。",
        "{master}的本事得自{elder}，平日话少，错一处便要重来十遍。",
    ),
    (
        "这样过了{stay}年，{name}来到{town}，{move}。",
        "学满{stay}年，{name}辞别{guide}前往{town}，{move}。",
        "{stay}年以后，{name}在{town}落脚，{move}。",
    ),
    (
        "{worked}年，{name}{work}，名声渐渐传开。",
        "真正让人记住的是{worked}年的事：{name}{work}。",
        "{worked}年{name}{work}，远近的人都知道了。",
    ),
    (
        "就在同一年，{suffered}，一停便是{paused}年，之后才{again}。",
        "可是当年{suffered}，过了{paused}年才得以{again}。",
        "不料那一年{stop}，{name}歇了{paused}年，才{again}。",
    ),
    (
        "{wrote}岁上，{name}写成《{book}》，把一生所得都记在里面。",
        "{name}在{wrote}岁写完《{book}》，书里连失败的经过也不隐瞒。",
        "《{book}》是{name}{wrote}岁时的著作，行内人至今还在翻看。",
    ),
    (
        "{follower}{pupil}比{name}小{younger}岁，{later}。",
        "{name}最看重的{follower}是小自己{younger}岁的{pupil}，{pupil}{later}。",
        "{pupil}小{name}{younger}岁，早年跟在身边，{later}。",
    ),
)
"""The sentences of a life, each in several wordings."""


def worded(life: Life) -> dict[str, str | int]:
    """Return the words that fill the sentences of a life."""
    trade = life.trade
    return {
        "trade": trade.name, "name": life.name, "born": life.born, "home": life.home, "father": trade.father,
        "age": life.started - life.born, "start": trade.start, "guide": trade.guide(), "master": life.master,
        "elder": life.elder, "follower": trade.follower(), "stay": life.moved - life.started, "town": life.town,
        "move": trade.move, "worked": life.worked, "work": life.work, "stop": trade.stop, "paused": life.paused,
        "suffered": trade.suffered(life.name), "again": trade.again, "wrote": life.wrote - life.born, "book": life.book, "pupil": life.pupil,
        "younger": life.younger, "later": trade.pupil,
        "strict": trade.strictness(), "under": f"由{life.master}带着" if trade.on_the_road else f"投在{life.master}门下",
    }  # fmt: skip


def narrated(rng: Random, life: Life) -> str:
    """Tell a life. Most events have an age or a distance from another event instead of a year."""
    words = worded(life)
    told = [rng.choice(wordings).format(**words) for wordings in SENTENCES]
    for at, aside in zip(rng.sample((3, 5, 6, 7), 3), rng.sample(ASIDES, 3), strict=True):
        told[at] += aside.format(name=life.name)
    return "".join(told)


def on_start(life: Life) -> tuple[str, str]:
    """Ask for the year of the start."""
    age, start = life.started - life.born, life.trade.start
    return (
        f"{life.name}{start}是在哪一年",
        f"{life.started}年。{life.name}生于{life.born}年，{age}岁{start}，{life.born}＋{age}＝{life.started}",
    )


def on_move(life: Life) -> tuple[str, str]:
    """Ask for the year of the move."""
    gap, move = life.moved - life.started, life.trade.move
    return (
        f"{life.name}哪一年{move}",
        f"{life.moved}年。{life.trade.start}是{life.started}年（{life.born}＋{life.started - life.born}），再过{gap}年到{life.town}，{move}",
    )


def on_work(life: Life) -> tuple[str, str]:
    """Ask for the age at the work."""
    age = life.worked - life.born
    return f"{life.name}{life.work}时多大", f"{age}岁。{life.worked}年的事，{life.worked}－{life.born}＝{age}"


def on_wait(life: Life) -> tuple[str, str]:
    """Ask how many years lie between the start and the work."""
    gap = life.worked - life.started
    return (
        f"从{life.trade.start}到{life.work}，中间隔了多少年",
        f"{gap}年。前一件事在{life.started}年，后一件在{life.worked}年，{life.worked}－{life.started}＝{gap}",
    )


def on_again(life: Life) -> tuple[str, str]:
    """Ask for the year in which the work was taken up again."""
    year = life.worked + life.paused
    return (
        f"{life.name}什么时候{life.trade.again}，先前为什么停下",
        f"{year}年。{life.worked}年{life.trade.stop}，因此停了{life.paused}年，{life.worked}＋{life.paused}＝{year}",
    )


def on_book(life: Life) -> tuple[str, str]:
    """Ask for the year of the book."""
    age = life.wrote - life.born
    return f"《{life.book}》写成于哪一年", f"{life.wrote}年。写成时作者{age}岁，{life.born}＋{age}＝{life.wrote}"


def on_pupil(life: Life) -> tuple[str, str]:
    """Ask for the age of the pupil when the book was finished."""
    age, own = life.wrote - life.born - life.younger, life.wrote - life.born
    return (
        f"《{life.book}》写成时，{life.pupil}几岁",
        f"{age}岁。那时{life.name}{own}岁，{life.pupil}小{life.younger}岁，{own}－{life.younger}＝{age}",
    )


def on_birth(life: Life) -> tuple[str, str]:
    """Ask for the year in which the pupil was born."""
    year = life.born + life.younger
    return (
        f"{life.pupil}是哪一年出生的",
        f"{year}年。{life.name}生于{life.born}年，{life.pupil}小{life.younger}岁，{life.born}＋{life.younger}＝{year}",
    )


def on_elder(life: Life) -> tuple[str, str]:
    """Ask how the one who taught the teacher and the person are related."""
    guide = life.trade.guide()
    return f"{life.elder}和{life.name}是什么关系", f"{life.elder}是{life.name}的{guide}{life.master}的{guide}，隔了一辈"


def on_heir(life: Life) -> tuple[str, str]:
    """Ask how the pupil and the teacher are related."""
    follower = life.trade.follower()
    return (
        f"论师承，{life.pupil}和{life.master}隔着谁",
        f"隔着{life.name}。{life.pupil}是{life.name}的{follower}，{life.name}又是{life.master}的{follower}",
    )


QUESTIONS: tuple[Callable[[Life], tuple[str, str]], ...] = (
    on_start, on_move, on_work, on_wait, on_again, on_book, on_pupil, on_birth, on_elder, on_heir,
)  # fmt: skip
ASKS = (
    "读下面这段{trade}的生平，回答{count}个问题。\n{questions}",
    "请根据短文作答：\n{questions}",
    "下文写的是{name}。请依次回答：\n{questions}\n每题都要说明依据。",
    "展厅里的说明牌写着{name}的经历。讲解员要备答这几问：\n{questions}",
    "阅读理解。\n{questions}\n请依据文中的话作答，文中没有的就说没有。",
    "孩子读完{name}的故事，问了{count}个问题：\n{questions}\n请根据原文回答他。",
    "请从这篇小传里找依据，解答：\n{questions}",
    "依照短文内容回答。\n{questions}",
    "编地方志核对{name}一条，请据下文答复：\n{questions}",
    "先别翻别的书，只根据{name}的这篇小传回答：\n{questions}",
)
PLAIN_ASKS = (
    "请根据短文说明：{joined}？",
    "读{name}的小传，{joined}？",
    "短文里写到{name}，请依据它回答：{joined}？",
    "据下文，{joined}？请写出推算的依据。",
    "为了给{trade}{name}写条目，请看文章解答：{joined}？",
)


def untold(rng: Random, life: Life) -> tuple[str, str]:
    """Ask for what the text does not tell."""
    ask, what = (text.format(**life.names()) for text in rng.choice(UNTOLD))
    return ask, f"文中没有提到{what}，无法回答"


def write_life_story(rng: Random) -> Task:
    """Ask several questions about the life of an invented person, most of which need two or three sentences combined."""
    life = lived(rng)
    pairs = [question(life) for question in rng.sample(QUESTIONS, rng.choice((2, 3, 3, 4)))]
    if rng.random() < 0.35:
        pairs[rng.randrange(len(pairs))] = untold(rng, life)
    facts = {"trade": life.trade.name, "name": life.name, "count": COUNTS[len(pairs)]}
    if len(pairs) == 2:
        ask = rng.choice(PLAIN_ASKS).format(joined="？".join(ask for ask, _ in pairs), **facts)
    else:
        ask = rng.choice(ASKS).format(questions=numbered([f"{ask}？" for ask, _ in pairs]), **facts)
    return Task(ask, narrated(rng, life), numbered([f"{answer}。" for _, answer in pairs]))
