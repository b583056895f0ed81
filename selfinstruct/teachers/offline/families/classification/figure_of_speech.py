"""List sentences with a figure of speech each, and ask for the one with a given figure or for all figures."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of speech: its name, and sentences that use it and no other one, each with what makes it so."""

    name: str
    sentences: tuple[tuple[str, str], ...]


FIGURES = (
    Figure("比喻", (
        ("湖面像一块刚磨好的铜镜", "把湖面比作铜镜"), ("弯弯的月牙是一把银镰刀", "把月牙比作银镰刀"),
        ("梯田如同一层层绿色的楼梯", "把梯田比作楼梯"), ("她的声音好似山泉", "把声音比作山泉"),
        ("柳絮像雪花一样落满台阶", "把柳絮比作雪花"), ("书是一叶渡人过河的小舟", "把书比作小舟"),
        ("铁轨仿佛两条笔直的琴弦", "把铁轨比作琴弦"), ("雾像一匹白布铺在谷底", "把雾比作白布"),
        ("他的心情犹如一团乱麻", "把心情比作乱麻"), ("灯塔是海上的星星", "把灯塔比作星星"),
        ("晒场上的辣椒像一团团火", "把辣椒比作火"), ("老人的手如同干裂的树皮", "把手比作树皮"), ("摩天楼像一支竖着的铅笔", "把高楼比作铅笔"), ("海浪仿佛一排排白马", "把海浪比作白马"), ("时间好比握不住的沙", "把时间比作沙"), ("荷叶像撑开的绿伞", "把荷叶比作绿伞"))),
    Figure("拟人", (
        ("小草从土里探出头来，打着哈欠", "让小草像人一样打哈欠"), ("风在窗外叹息", "让风像人一样叹息"),
        ("老水车哼着歌，一圈又一圈地转", "让水车像人一样哼歌"), ("桃花羞红了脸", "让桃花像人一样害羞"),
        ("闹钟不耐烦地催我起床", "让闹钟像人一样不耐烦"), ("星星调皮地眨着眼", "让星星像人一样眨眼"),
        ("小溪唱着跳着奔下山去", "让小溪像人一样唱跳"), ("老屋孤零零地守着村口，等人回来", "让老屋像人一样等待"),
        ("稻穗谦虚地低下头", "让稻穗像人一样谦虚"), ("春雨悄悄地敲了敲门", "让春雨像人一样敲门"),
        ("云朵赖在山顶不肯走", "让云像人一样赖着不走"), ("旧钢琴憋了一肚子话", "让钢琴像人一样有话想说"), ("向日葵跟着太阳点头致意", "让向日葵像人一样致意"), ("炉火殷勤地招待着晚归的人", "让炉火像人一样殷勤"), ("秋风偷走了树上的叶子", "让秋风像人一样偷东西"), ("铁门打了个寒战", "让铁门像人一样打寒战"))),
    Figure("夸张", (
        ("他饿得能吞下一头牛", "把饿的程度夸大到吞下一头牛"), ("教室里静得连针落地都震耳朵", "把安静夸大到针落地震耳"),
        ("这条巷子窄得蚂蚁都要侧着身走", "把巷子的窄夸大到蚂蚁侧身"), ("他一嗓子喊出去，三座山外都听得见", "把嗓门夸大到三座山外"),
        ("等车的工夫，我的头发都白了", "把等待之久夸大到头发变白"), ("这碗面辣得嘴里能喷出火", "把辣夸大到喷火"),
        ("弟弟的口水流了三尺长", "把口水夸大到三尺"), ("屋子小得转个身就碰四面墙", "把屋子之小夸大到碰四面墙"),
        ("他瘦得一阵微风就能吹上天", "把瘦夸大到被微风吹上天"), ("这个消息惊得全城的鸡三天不下蛋", "把惊讶夸大到鸡三天不下蛋"),
        ("他的鞋子大得能当船划", "把鞋大夸大到能当船"), ("我困得能站着睡上三天三夜", "把困夸大到站着睡三天"), ("货架空得能跑马", "把货架之空夸大到能跑马"), ("奶奶的饺子香得三条街外的人都流口水", "把香夸大到三条街外"), ("他急得一步跨过了半座城", "把着急夸大到一步跨半城"), ("这雨大得能把石头泡软", "把雨大夸大到泡软石头"))),
    Figure("排比", (
        ("种田要看天，行船要看水，做人要看心", "三个结构相同的分句并列"), ("桥要结实，路要平坦，灯要明亮", "三个结构相同的分句并列"),
        ("他爱听雨，爱看雪，爱走夜路", "三个“爱……”并列"), ("他没有怨言，没有犹豫，没有退缩", "三个“没有……”并列"),
        ("在田埂上，在渡口边，在炉火旁，人们都在谈论收成", "三个“在……”并列"), ("读书可以解惑，可以明理，可以安心", "三个“可以……”并列"),
        ("她织过布，喂过蚕，撑过船", "三个“……过……”并列"), ("有人赶路，有人摆摊，有人修鞋", "三个“有人……”并列"),
        ("为了一口井，为了一条渠，为了一片林，他干了半辈子", "三个“为了……”并列"),
        ("山绿了，水清了，鸟回来了", "三个“……了”并列"), ("我想起那盏灯，想起那碗粥，想起那双手", "三个“想起……”并列"), ("这条船能载人，能运货，能破冰", "三个“能……”并列"), ("为远行的人点灯，为赶路的人煮茶，为避雨的人开门", "三个“为……的人……”并列"), ("她把窗擦亮，把地扫净，把床铺平", "三个“把……”并列"))),
    Figure("反问", (
        ("不下水，怎么学得会游泳呢", "用问句表示“不下水学不会游泳”"), ("难道一场雨就能挡住我们吗", "用问句表示“一场雨挡不住”"),
        ("这样的好地，哪能荒着不种", "用问句表示“不能荒着”"), ("谁不希望自己的孩子平安", "用问句表示“人人都希望”"),
        ("粮食被糟蹋，我怎能不心疼", "用问句表示“很心疼”"), ("没有你们帮忙，桥能这么快修好吗", "用问句表示“不能这么快”"),
        ("连茶都不会泡，还开什么茶馆", "用问句表示“开不成茶馆”"), ("答应过的事，岂能说忘就忘", "用问句表示“不能忘”"),
        ("几句闲话，何必放在心上", "用问句表示“不必放在心上”"),
        ("小船都敢出海，大船怕什么", "用问句表示“大船不用怕”"), ("这点困难，算得了什么", "用问句表示“算不了什么”"), ("不浇水的树，怎么会结果", "用问句表示“不会结果”"), ("邻里之间，哪有隔夜的仇", "用问句表示“没有隔夜的仇”"), ("他守灯塔守了三十年，难道不值得敬重", "用问句表示“值得敬重”"), ("光说不练，能学成手艺吗", "用问句表示“学不成”"))),
    Figure("设问", (
        ("桥为什么不塌？因为拱把重量分到了两岸", "自己提问，自己回答"), ("谁来守这片林子？是老谷和他的两条狗", "自己提问，自己回答"),
        ("麦苗为什么发黄？地里缺氮", "自己提问，自己回答"), ("什么最可贵？守信最可贵", "自己提问，自己回答"),
        ("豆腐怎样才嫩？点卤要慢，火要小", "自己提问，自己回答"), ("钱花到哪里去了？都买了图书和桌椅", "自己提问，自己回答"),
        ("这窑里烧的是什么？是青瓷", "自己提问，自己回答"), ("我们缺水吗？缺，而且缺得厉害", "自己提问，自己回答"),
        ("他走了多远？整整四十里", "自己提问，自己回答"),
        ("锁怎么开？先往左拧半圈", "自己提问，自己回答"), ("渔船何时归来？潮落之后", "自己提问，自己回答"), ("最远的哨所在哪里？在雪线之上", "自己提问，自己回答"), ("这手艺传给谁？传给愿意吃苦的徒弟", "自己提问，自己回答"), ("为什么停工？模具裂了", "自己提问，自己回答"), ("哪一天最忙？开镰那一天", "自己提问，自己回答"))),
    Figure("对偶", (
        ("春种一粒粟，秋收万颗子", "两句字数相等、结构相同"), ("晴川历历汉阳树，芳草萋萋鹦鹉洲", "两句字数相等、结构相同"),
        ("明月松间照，清泉石上流", "两句字数相等、结构相同"), ("蝉噪林逾静，鸟鸣山更幽", "两句字数相等、结构相同"),
        ("泥融飞燕子，沙暖睡鸳鸯", "两句字数相等、结构相同"), ("绿树村边合，青山郭外斜", "两句字数相等、结构相同"),
        ("两个黄鹂鸣翠柳，一行白鹭上青天", "两句字数相等、结构相同"), ("大漠孤烟直，长河落日圆", "两句字数相等、结构相同"),
        ("细雨鱼儿出，微风燕子斜", "两句字数相等、结构相同"), ("雨中黄叶树，灯下白头人", "两句字数相等、结构相同"), ("香稻三秋末，平田百顷间", "两句字数相等、结构相同"), ("星垂平野阔，月涌大江流", "两句字数相等、结构相同"), ("鸡声茅店月，人迹板桥霜", "两句字数相等、结构相同"), ("渡头余落日，墟里上孤烟", "两句字数相等、结构相同"), ("竹喧归浣女，莲动下渔舟", "两句字数相等、结构相同"))),
    Figure("借代", (
        ("孤帆远影碧空尽", "用帆代船"), ("红领巾们把座位让给老人", "用红领巾代少先队员"),
        ("他家里揭不开锅，三张嘴等着吃饭", "用嘴代人"), ("朱门酒肉臭", "用朱门代富贵人家"),
        ("几个白大褂匆匆跑进病房", "用白大褂代医护人员"), ("他当了十年村长，没拿过乡亲一针一线", "用针线代极小的财物"),
        ("大胡子把钥匙递给了我", "用大胡子代留胡子的人"), ("水榭里的丝竹响了一夜", "用丝竹代音乐"),
        ("清澈的池水里，锦鳞往来不绝", "用锦鳞代鱼"),
        ("巾帼不让须眉", "用巾帼代女子，用须眉代男子"), ("花白胡子讲起了当年", "用花白胡子代老人"), ("五个羊角辫凑在一起数糖果", "用羊角辫代小姑娘"), ("夜里，报社的几支笔杆子还在赶稿", "用笔杆子代写文章的人"), ("两顶绿军帽冒雨扛起了沙袋", "用绿军帽代士兵"), ("蓝领和白领坐在同一张桌旁", "用衣领的颜色代不同职业的人"))),
    Figure("顶真", (
        ("山里有庙，庙里有钟，钟上有字", "后一句开头重复前一句末尾的词"), ("茶香引来客，客来添新水，水开又一壶", "后一句开头重复前一句末尾的词"),
        ("竹叶烧了，还有竹枝；竹枝断了，还有竹鞭", "后一句开头重复前一句末尾的事物"), ("城外是河，河边是渡口，渡口停着船", "后一句开头重复前一句末尾的词"),
        ("知识来自勤学，勤学来自好问，好问来自好奇", "后一句开头重复前一句末尾的词"), ("屋后有坡，坡上有树，树上有巢", "后一句开头重复前一句末尾的词"),
        ("一生二，二生三，三生万物", "后一句开头重复前一句末尾的词"), ("巷口有井，井旁有石，石上有绳痕", "后一句开头重复前一句末尾的词"),
        ("线连着针，针连着布，布连着母亲的手", "后一句开头重复前一句末尾的词"), ("先有水，水里有鱼，鱼引来鹭鸟", "后一句开头重复前一句末尾的词"), ("楼外有廊，廊下有灯，灯下有人", "后一句开头重复前一句末尾的词"), ("木生火，火生土，土生金", "后一句开头重复前一句末尾的词"), ("桥连着路，路连着镇，镇连着海港", "后一句开头重复前一句末尾的词"), ("门前一条路，路边一口塘，塘里一群鹅", "后一句开头重复前一句末尾的词"))),
    Figure("通感", (
        ("她的歌声甜丝丝的", "用味觉写听觉"), ("那抹绿看上去凉津津的", "用触觉写视觉"),
        ("笛声明晃晃地照进屋里", "用视觉写听觉"), ("月光有一股清甜的味道", "用味觉写视觉"),
        ("鼓声沉甸甸的", "用触觉写听觉"), ("这颜色太吵了", "用听觉写视觉"),
        ("他的嗓音粗糙扎人", "用触觉写听觉"), ("桂花的香气软绵绵的", "用触觉写嗅觉"),
        ("琴声滑溜溜的", "用触觉写听觉"), ("槐花的香气暖融融的", "用触觉写嗅觉"), ("这片瓷蓝得发冷", "用触觉写视觉"), ("他的笑声亮堂堂的", "用视觉写听觉"), ("这颗青梅酸得响亮", "用听觉写味觉"), ("暖烘烘的橙色铺满墙", "用触觉写视觉"))),
)  # fmt: skip
WHICH_FRAMES = (
    "下列各句中，运用了{name}修辞的是哪一项？{quotes}{form}",
    "{quotes}判断哪一句属于{name}。{form}",
    "语文小测：下列哪一项使用了{name}的手法？{quotes}{form}",
    "{who}出了一道选择题：{quotes}属于{name}的是哪一项？{form}",
    "修辞判断：{quotes}其中只有一句属于{name}，是哪一句？{form}",
    "备课时挑例句，要一个{name}的例子。下列哪一项合适？{quotes}{form}",
    "下列哪一项运用了{name}？{quotes}{form}",
    "判断下列哪一项用了{name}：{quotes}{form}",
    "{who}以为下面每句都用了{name}，其实只有一句用了。{quotes}用了{name}的是哪一项？{form}",
)
ALL_FRAMES = (
    "判断下列句子各属于哪种修辞（{names}）。{quotes}{form}",
    "{quotes}判断这{count}句的修辞手法分别属于{names}中的哪一种。{form}",
    "{who}摘抄了几句话：{quotes}请判断各属于哪种修辞，可选{names}。{form}",
    "给例句分类，类别有{names}。{quotes}{form}",
    "判断下列各句属于{names}中的哪一类。{quotes}{form}",
    "作文批改时，老师圈出{count}句：{quotes}它们分别属于{names}中的哪一类修辞？{form}",
    "下列各项分别属于{names}中的哪一种修辞？{quotes}{form}",
)
SHORT_FORMS = ("", "只写答案。", "不用解释。")
REASON_FORMS = ("说明理由。", "为什么？", "每句都要分析。", "请逐句分析。")
TABLE_FORMS = ("用Markdown表格列出序号、修辞、分析。",)
MARKS = "①②③④⑤"


def chosen_sentences(rng: Random) -> list[tuple[str, str, str]]:
    """Draw four or five figures, and a sentence of each with its analysis."""
    figures = rng.sample(FIGURES, rng.choice((4, 4, 5)))
    while {"排比", "顶真"} <= {each.name for each in figures}:  # most sentences of the second kind are parallel, too
        figures = rng.sample(FIGURES, len(figures))
    return [(each.name, *rng.choice(each.sentences)) for each in figures]


def quoted_sentences(sentences: list[tuple[str, str, str]]) -> str:
    """Write the sentences with their marks."""
    return "".join(
        f"{mark}{text}{'？' if name == '反问' else '。'}"
        for mark, (name, text, _) in zip(MARKS, sentences, strict=False)
    )


def explained(sentences: list[tuple[str, str, str]], gap: str) -> str:
    """Write the figure of each sentence and what makes it so."""
    return gap.join(f"{mark}是{name}，{why}" for mark, (name, _, why) in zip(MARKS, sentences, strict=False))


def ask_for_one(rng: Random, sentences: list[tuple[str, str, str]]) -> Task:
    """Ask which sentence uses a figure."""
    at = rng.randrange(len(sentences))
    form = rng.choice((SHORT_FORMS, REASON_FORMS))
    instruction = rng.choice(WHICH_FRAMES).format(
        name=sentences[at][0], quotes=quoted_sentences(sentences), who=person(rng), form=rng.choice(form)
    )
    answer = MARKS[at] if form is SHORT_FORMS else f"选{MARKS[at]}。{explained(sentences, '；')}。"
    return Task(instruction, "", answer)


def ask_for_all(rng: Random, sentences: list[tuple[str, str, str]]) -> Task:
    """Ask for the figure of each sentence."""
    form = rng.choice((SHORT_FORMS, REASON_FORMS, TABLE_FORMS))
    instruction = rng.choice(ALL_FRAMES).format(
        names="、".join(sorted(name for name, *_ in sentences)),
        quotes=quoted_sentences(sentences),
        who=person(rng),
        count=COUNTS[len(sentences)],
        form=rng.choice(form).replace("为什么？", "说说为什么。"),
    )
    if form is SHORT_FORMS:
        answer = "；".join(f"{mark}{name}" for mark, (name, *_) in zip(MARKS, sentences, strict=False))
    elif form is REASON_FORMS:
        answer = explained(sentences, "。\n") + "。"
    else:
        rows = [(mark, name, why) for mark, (name, _, why) in zip(MARKS, sentences, strict=False)]
        answer = in_table(rows, ("序号", "修辞", "分析"))
    return Task(instruction, "", answer)


def write_figure(rng: Random) -> Task:
    """List sentences of different figures, and ask for one or all of them."""
    sentences = chosen_sentences(rng)
    return ask_for_one(rng, sentences) if rng.random() < 0.5 else ask_for_all(rng, sentences)
