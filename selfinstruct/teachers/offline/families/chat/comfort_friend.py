"""A friend's reply to a problem: comfort and advice for that problem, and a sentence about a second worry."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import SURNAMES


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem told in the first person, with its details {a} and {b}, and what a friend can say about it.

    `clashes` are second worries that contradict the problem, its comfort or its advice.
    """

    told: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    comforts: tuple[str, ...]
    advice: tuple[str, ...]
    clashes: tuple[str, ...] = ()


TOWNS = ("苏州", "成都", "厦门", "青岛", "长沙", "昆明", "大连", "合肥")
FAMILY_MEMBERS = ("奶奶", "爸爸", "婆婆", "外公", "妈妈", "岳父", "我妈", "我爸", "妹妹")
ILL = ("又赶上感冒", "头疼得厉害", "胃也不舒服")
TROUBLES = (
    Trouble(
        ("{a}没考过，差了{b}分，白忙一场", "{a}成绩出来了，就差{b}分，真不甘心", "复习那么久，{a}还是差{b}分"),
        ("教师资格证", "会计初级", "英语六级", "普通话考级", "导游资格考试", "护士资格考试"), ("两", "三", "四", "五", "八"),
        ("就差{b}分，说明{a}你已经摸到边了，这阵子没白忙", "准备{a}那么久，就差{b}分，换谁都难受，先歇两天再说"),
        ("等缓过来，把{a}丢分最多的部分列出来，下次只补这一块就够了",
         "回头看看{a}下次哪天报名，按每天一小时重新排个计划"),
    ),
    Trouble(
        ("我家{a}跑丢{b}天了，饭都吃不下", "{b}天前{a}从门缝溜出去，到现在没回来", "找了{b}天，{a}还是没影子"),
        ("橘猫", "小泰迪", "三花猫", "柯基", "布偶猫", "老黄狗"), ("一", "两", "三", "四"),
        ("{a}不见了{b}天，你心里肯定慌，可这真不怪你", "{b}天没见着{a}，你着急我明白，先别怪自己"),
        ("我下班就过来，咱们去楼下每个单元贴寻找{a}的启事，再问问保安",
         "把{a}常用的垫子放在门口，晚上安静了我陪你在附近慢慢喊它"),
        ("同事还拿这事开玩笑", "瘦了好几斤", "饭也懒得做"),
    ),
    Trouble(
        ("跟{a}吵了一架，{b}没说话了", "我和{a}已经{b}谁也不理谁", "{b}了，{a}一个字都没回我，都怪那次争吵"),
        ("我妈", "室友", "丈夫", "最好的朋友", "妹妹", "我爸", "合伙人"), ("三天", "五天", "一个星期", "半个月",
         "整整两天"),
        ("和{a}僵了{b}，你心里一直惦记着，可见你有多在乎", "{b}不说话最磨人，你就是太在意{a}才这么难受"),
        ("要不先给{a}发一句“那天我话说重了”，不争对错，先把门打开", "备一份{a}爱吃的东西，坐下来先听对方说完"),
        ("同事还拿这事开玩笑", "瘦了好几斤"),
    ),
    Trouble(
        ("{a}被老板退了{b}遍，我是不是不适合干这行", "改了{b}版{a}还说不行，快崩溃了", "熬夜做的{a}，第{b}次被打回来"),
        ("投标方案", "年终汇报", "包装设计图", "宣传片脚本", "预算表", "用户调研报告", "展会海报"), ("三", "四", "五",
         "六"),
        ("{a}来回{b}次你还在坚持，够不容易了，退的是稿子，又不是你这个人", "一份{a}折腾{b}次，谁都会怀疑自己，可这不等于你不行"),
        ("明天拿着{a}去问老板，最不满意的是哪三处，改完当面再确认",
         "找一份以前通过的{a}对照着看，没准就明白他要什么了"),
    ),
    Trouble(
        ("搬到{a}{b}了，一个熟人都没有，周末特别难熬", "来{a}{b}，晚上回家连个说话的人也没有",
         "在{a}住了{b}还是觉得自己是外人"),
        TOWNS, ("两个月", "半年", "三个月", "四十天", "快一年"),
        ("到{a}才{b}，觉得孤单太正常了，你一个人已经扛过来很多事了", "一个人在{a}过了{b}，不容易，想说话随时打给我"),
        ("这周末去{a}的图书馆或羽毛球馆报个固定的活动，每周见同一群人，慢慢就熟了",
         "先跟楼下小店的老板混个脸熟，在{a}有人叫得出你名字，感觉就不一样了"),
        ("同事还拿这事开玩笑", "饭也懒得做", "手机里全是没回的消息", "周末还有推不掉的聚会", "房东又催房租"),
    ),
    Trouble(
        ("{a}住院{b}了，我又要上班又要陪夜，撑不住了", "白天上班，晚上守着{a}，已经{b}",
         "{a}病了{b}，我单位医院两头跑"),
        ("奶奶", "爸爸", "婆婆", "外公", "妈妈", "岳父"), ("一周", "十天", "半个月", "二十天", "三天"),
        ("照顾{a}{b}还要上班，你真的尽力了，累是应该的", "{b}两头跑，铁打的人也会累，{a}也不愿看你垮掉"),
        ("和家里人排个班，每人陪{a}两晚，别一个人硬扛", "先请护工陪{a}几个夜里，你把觉补回来，才有力气照顾人"),
        ("同事还拿这事开玩笑", "连着几晚失眠", "周末还有推不掉的聚会", "饭也懒得做"),
    ),
    Trouble(
        ("攒了{b}才买的{a}，今天摔坏了", "今天把{a}摔了，开不了机，那可是我攒了{b}才买的",
         "{b}省吃俭用换来的{a}，今天掉地上摔坏了"),
        ("单反相机", "笔记本电脑", "新手机", "平板电脑", "电子琴"), ("大半年", "三个月", "一年", "五个月"),
        ("{b}才攒出来的{a}，说坏就坏，心疼是一定的", "我知道你为{a}省了{b}，换成我也得难过好一阵"),
        ("先翻出{a}的发票，问问能不能走保修，也许花不了多少钱",
         "先拿{a}去问问修要多少钱，这几天没得用，我那台旧的借你"),
        ("同事还拿这事开玩笑", "瘦了好几斤"),
    ),
    Trouble(
        ("我的{a}被人偷了，那可是{b}的积蓄", "{b}省吃俭用换来的{a}，就这么让人偷走了", "攒了{b}才买的{a}，今天被偷了"),
        ("山地车", "笔记本电脑", "单反相机", "电动车", "平板电脑"), ("大半年", "三个月", "一年", "五个月"),
        ("{b}才攒出来的{a}，一下子没了，心疼是一定的", "我知道你为{a}省了{b}，换成我也得难过好一阵"),
        ("先去报案，再请人调一下监控，{a}说不定还能找回来", "先报案拿回执，再翻翻{a}买没买保险，咱们一步一步来"),
        ("同事还拿这事开玩笑", "瘦了好几斤"),
    ),
    Trouble(
        ("坚持{b}的{a}断了，体重又回来了", "{a}才{b}就放弃了，我太没毅力", "我又没守住，{a}只坚持了{b}"),
        ("晨跑计划", "跳绳打卡", "瑜伽练习", "游泳打卡", "健身计划", "夜走计划"),
        ("三周", "二十天", "一个月", "四十天", "两个月"),
        ("{a}能坚持{b}，比好多人强了，断一次又不等于前面全作废", "{b}的{a}不是白做的，身体记得住，别急着骂自己"),
        ("从明天起把{a}的量减一半，每天做一点就行，我陪你互相打卡", "把{a}改成一周四次，留出歇的日子，反而更容易守住"),
        (*ILL, "瘦了好几斤", "一个人躲着哭了一场", "房东又催房租"),
    ),
    Trouble(
        ("{b}的{a}轮到我发言，我怕得手心出汗", "一想到{b}要在{a}上说话，我就睡不着", "{b}{a}要我发言，我怕脑子一片空白"),
        ("部门例会", "年会", "同学的婚礼", "读书分享会", "家长会", "项目评审会"), ("明天", "后天", "这周五", "下周一",
         "下周三"),
        ("为{a}紧张是因为你当回事，台下的人没你想的那么挑剔", "{b}的{a}还没到，人先紧张起来太正常了，我上台前也这样"),
        ("今晚把{a}上要说的头三句背熟，对着我讲两遍，开了口后面就顺了",
         "把{a}上要说的写成五张小卡片，忘了就看一眼，没人会介意"),
        ("连着几晚失眠", "下周还得出差", "瘦了好几斤", "一个人躲着哭了一场", "房东又催房租"),
    ),
    Trouble(
        ("和谈了{b}的{a}分手了，家里到处是回忆", "{a}提了分手，我们在一起{b}", "{b}的感情，{a}一条消息就结束了"),
        ("男朋友", "女朋友", "对象"), ("两年", "三年", "五年", "八个月", "一年半"),
        ("{b}的感情说断就断，难过多久都不丢人，想哭就哭", "跟{a}走过{b}，舍不得太正常了，不用逼自己马上好起来"),
        ("这几天先别翻聊天记录，我下班去找你，咱们把{a}的东西收进一个箱子",
         "周末我陪你去爬山，先不提{a}，走累了好好睡一觉"),
        ("周末还有推不掉的聚会",),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation to a friend: what you call women and men, and which details contradict the relation.

    {s} is a surname: colleagues are called by it, but never by a full name.
    """

    name: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    unfit: tuple[str, ...] = ()


PET_WOMEN = (
    "佳佳",
    "婷婷",
    "小雨",
    "阿静",
    "丹丹",
    "阿芳",
    "圆圆",
    "豆豆",
    "妞妞",
    "阿敏",
    "小雪",
    "琳琳",
    "晓晓",
    "阿梅",
)
PET_MEN = (
    "阿杰",
    "强子",
    "大鹏",
    "阿涛",
    "浩浩",
    "小磊",
    "东子",
    "阿勇",
    "毛毛",
    "壮壮",
    "亮子",
    "阿斌",
    "胖胖",
    "小宇",
)
WORK_WOMEN, WORK_MEN = ("{s}姐", "小{s}"), ("{s}哥", "老{s}", "小{s}")
KIN, BEST = FAMILY_MEMBERS, ("最好的朋友",)  # the family of a relative is your own; a best friend may be you
BONDS = (
    Bond("发小", PET_WOMEN, PET_MEN, BEST), Bond("大学室友", PET_WOMEN, PET_MEN, ("室友",)), Bond("高中同桌", PET_WOMEN, PET_MEN),
    Bond("闺蜜", PET_WOMEN, (), BEST), Bond("铁哥们", (), PET_MEN, BEST), Bond("表妹", PET_WOMEN, (), KIN), Bond("堂妹", PET_WOMEN, (), KIN),
    Bond("表弟", (), PET_MEN, KIN), Bond("堂弟", (), PET_MEN, KIN), Bond("老同事", WORK_WOMEN, WORK_MEN, TOWNS),
    Bond("前同事", WORK_WOMEN, WORK_MEN), Bond("邻居", WORK_WOMEN, WORK_MEN, TOWNS),
    Bond("球友", WORK_WOMEN, WORK_MEN, TOWNS), Bond("书友", WORK_WOMEN, WORK_MEN, TOWNS),
)  # fmt: skip
ONLY_WOMEN, ONLY_MEN = ("婆婆", "丈夫", "男朋友"), ("岳父", "女朋友")
FRIEND_FRAMES = (
    "你的{bond}{who}{when}发来消息：“{told}。”请安慰几句，并给一条具体建议。",
    "{who}是你的{bond}，{when}对你说：“{told}。”你会怎么回？要有安慰，也要有办法。",
    "{when}，{bond}{who}跟你诉苦：“{told}。”请体谅地回应，再出个主意。",
    "“{told}。”{bond}{who}{when}跟你说了这话，你怎么答？",
    "{when}，{bond}{who}找你倒苦水：“{told}。”写出你要回的话。",
)  # fmt: skip
TIMES = ("午休时", "下班路上", "刚才", "今天早上", "吃饭时", "傍晚", "散步时", "下午", "中午", "晚饭后")
BURDENS = {
    "这周还天天加班": "这周加班多，先保证睡够，别的事缓一缓", "又赶上感冒": "感冒还没好，记得按时吃药、多喝热水",
        "昨天上班还迟到了": "迟到的事跟主管说一句就过去了",
    "连着几晚失眠": "睡不着别硬躺，起来泡个脚，给我打电话也行", "饭也懒得做": "懒得做饭就来我家吃，添双筷子的事",
        "同事还拿这事开玩笑": "同事再开玩笑，你直说不喜欢，别憋着",
    "下周还得出差": "出差前把要紧的事列个单子，一件件来", "手机里全是没回的消息": "消息不用都回，挑要紧的回一句就行",
        "周末还有推不掉的聚会": "聚会实在不想去就早点走",
    "头疼得厉害": "头疼先躺一会儿，明天还疼就去医院看看", "一个人躲着哭了一场": "哭出来也好，不丢人",
        "房东又催房租": "房租先跟房东商量缓几天，不够我借你", "瘦了好几斤": "瘦了这么多，三顿饭一定要按时吃",
    "胃也不舒服": "胃不舒服就先喝点热粥，别空着肚子硬撑",
}  # fmt: skip
LINKS = ("。", "……", "，唉，")


def friend(rng: Random) -> tuple[str, str, tuple[str, ...]]:
    """Draw a relation, a form of address that fits it, and the details that this friend cannot tell."""
    bond = rng.choice(BONDS)
    woman = rng.random() < 0.5 if bond.women and bond.men else bool(bond.women)
    address = rng.choice(bond.women if woman else bond.men).format(s=rng.choice(SURNAMES))
    return bond.name, address, bond.unfit + (ONLY_MEN if woman else ONLY_WOMEN)


def write_comfort_friend(rng: Random) -> Task:
    """A friend's reply to a problem: comfort and advice for that problem, and a sentence about a second worry."""
    bond, who, unfit = friend(rng)
    trouble, a = rng.choice([(trouble, a) for trouble in TROUBLES for a in trouble.first if a not in unfit])
    b, burden = rng.choice(trouble.second), rng.choice([each for each in BURDENS if each not in trouble.clashes])
    told = rng.choice(trouble.told).format(a=a, b=b) + rng.choice(LINKS) + burden
    instruction = rng.choice(FRIEND_FRAMES).format(bond=bond, who=who, when=rng.choice(TIMES), told=told)
    words = f"{rng.choice(trouble.comforts)}。{rng.choice(trouble.advice)}。".format(a=a.replace("我", "你"), b=b)
    return Task(instruction, "", f"{rng.choice((who + '，', '唉，' + who + '，', ''))}{words}{BURDENS[burden]}。")
