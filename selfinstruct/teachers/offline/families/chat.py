"""Chat tasks: a reply in a role, composed from the rules of the role and the details of the message."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import SURNAMES, WEEKDAYS, asked_last, listed, person

# --- returns ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ware:
    """A product of an online shop: measure word, name, price range in yuan, and possible defects."""

    unit: str
    name: str
    low: int
    high: int
    faults: tuple[str, ...]


WARES = (
    Ware("件", "羊毛衫", 159, 329, ("袖口脱线", "胸前有个小洞")), Ware("双", "登山鞋", 269, 499, ("左脚鞋底开胶",
        "两只大小不一样")),
    Ware("台", "榨汁机", 129, 269, ("通电不转", "杯体裂了一条缝")), Ware("盏", "台灯", 79, 169, ("开关按不动",
        "灯光一直闪")),
    Ware("口", "炒锅", 119, 259, ("锅把松动", "涂层有划痕")), Ware("个", "双肩包", 99, 239, ("拉链卡死", "背带断线")),
    Ware("套", "床单四件套", 169, 359, ("被套有污渍", "少了一个枕套")), Ware("把", "电动牙刷", 149, 299, ("充不进电",
        "刷头装不上")),
    Ware("个", "保温杯", 69, 139, ("杯盖漏水", "半小时就凉了")), Ware("张", "折叠桌", 139, 279, ("桌腿歪了",
        "桌面鼓包")),
    Ware("个", "儿童书包", 89, 199, ("扣子掉了", "肩带一长一短")), Ware("台", "加湿器", 99, 229, ("底部渗水",
        "不出雾")),
    Ware("条", "牛仔裤", 119, 259, ("裤脚一高一低", "拉链头掉了")), Ware("块", "瑜伽垫", 59, 129, ("边角起皮",
        "气味很大")),
    Ware("把", "雨伞", 39, 89, ("伞骨断了一根", "撑开后收不回去")), Ware("只", "行李箱", 199, 399, ("一个轮子不转",
        "密码锁打不开")),
)  # fmt: skip
MALLS = (
    "青禾百货",
    "半夏家居",
    "远山户外",
    "小满生活",
    "南巷杂货",
    "云朵优选",
    "木棉商城",
    "拾光小铺",
    "北岸精品",
    "暖冬旗舰店",
    "三月良品",
    "橡树商行",
)
RECEIVED = (
    "我{ago}天前收到{what}",
    "{what}签收{ago}天了",
    "到手{ago}天的{what}",
    "在你家买的{what}，拿到{ago}天",
    "{ago}天前签收的{what}",
)
PAID = ("花了{price}元", "是{price}元买的", "付了{price}元", "{price}元呢")
RETURN_CLAUSES = (
    (RECEIVED, PAID, ("{fault}", "可是{fault}", "不过{fault}", "只是{fault}")),
    (RECEIVED, PAID, ("{fault}", "结果{fault}", "一看{fault}", "没想到{fault}")),
)
"""By whether the product is defective: a customer is not surprised at a change of mind."""
RETURN_ASKS = (
    "想退货。", "能退钱吗？", "你们怎么处理？", "运费谁出？能退吗？", "不想要了。", "给个说法吧。", "退得了吗？",
    "我要退款！", "该走什么流程？", "可以寄回吗？",
)  # fmt: skip
RETURN_FRAMES = (
    "你是{mall}的客服，按下面的店规回复{who}：“{saying}”",
    "{who}在{mall}的对话框里写道：“{saying}”请以客服身份照店规答复。",
    "扮演{mall}客服，答复顾客{who}：“{saying}”规定见下。",
    "“{saying}”——{mall}的顾客{who}发来这句话，请根据规定替客服回复。",
    "{mall}客服收到{who}的留言：“{saying}”依规则怎么回？请写出回复。",
)  # fmt: skip


FAULT_RULES = "运费：商品有毛病由店家付，其余情况顾客付\n补偿：商品有毛病另送"
CHANGED_MINDS = (
    "颜色不喜欢",
    "家里人又买了一样的",
    "家里人说用不上",
    "大小不合意",
    "实物和照片感觉不一样",
    "别处有更便宜的",
)


def write_return_request(rng: Random) -> Task:
    """A shop's reply to a return request: a refund before the deadline, otherwise an exchange.

    If the product is defective, the shop also pays the shipping and adds a coupon.
    """
    ware, who = rng.choice(WARES), person(rng)
    limit, ago, price, coupon = (
        rng.choice((7, 10, 15)),
        rng.randint(2, 20),
        rng.randint(ware.low, ware.high),
        rng.choice((5, 10, 20)),
    )
    faulty = rng.random() < 0.6
    fault = rng.choice(ware.faults if faulty else CHANGED_MINDS)
    saying = asked_last(rng, RETURN_CLAUSES[faulty], RETURN_ASKS).format(
        ago=ago, what=f"一{ware.unit}{ware.name}", price=price, fault=fault
    )
    instruction = rng.choice(RETURN_FRAMES).format(mall=rng.choice(MALLS), who=who, saying=saying)
    rules = f"退换：签收{limit}天内可退货，超过只能换货\n{FAULT_RULES}{coupon}元优惠券"
    opening = f"{who}您好，{'很抱歉' + ware.name + fault + '，给您添麻烦了' if faulty else '您的情况我了解了'}。"
    days = f"您签收{ago}天，{'在' if ago <= limit else '已超过'}{limit}天的退货期{'内' if ago <= limit else ''}，"
    done = f"可以退货，收到退件后退您{price}元。" if ago <= limit else f"不能退款，但可以为您换一{ware.unit}。"
    end = f"来回运费由我们承担，另送您一张{coupon}元优惠券。" if faulty else "运费需要您自己承担。"
    return Task(instruction, rules, opening + days + done + end)


# --- a friend's problem -------------------------------------------------------------------------------------------


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


# --- rebooking ----------------------------------------------------------------------------------------------------

DESKS = (
    ("牙科诊所", "洗牙", "护士站"), ("理发店", "烫发", "前台"), ("瑜伽馆", "私教课", "前台"), ("宠物医院", "打疫苗",
     "前台"), ("照相馆", "拍全家福", "前台"), ("驾校", "练车", "教务"),
    ("中医馆", "针灸", "导诊台"), ("汽修厂", "做保养", "接待处"), ("口腔门诊", "拔智齿", "分诊台"), ("琴行", "上古筝课",
     "前台"), ("眼科门诊", "验光", "分诊台"), ("美术馆", "导览", "服务台"),
    ("律师事务所", "咨询", "前台"), ("游泳馆", "上游泳课", "前台"), ("按摩馆", "做肩颈", "前台"), ("搬家公司", "搬家",
     "调度"),
)  # fmt: skip
EXCUSES = (
    "临时要出差", "孩子发烧了", "约了看房子", "公司要开会", "要去机场接人", "车送去修了", "得回一趟老家", "临时得加班",
    "要等快递师傅上门", "得参加家长会", "崴了脚", "家人住院了",
    "排班改了", "要赶着交稿", "得陪母亲复查", "要参加葬礼",
)  # fmt: skip
HOURS = ("上午9:00", "上午10:30", "下午1:30", "下午3:00", "下午4:30", "晚上6:30")
NEEDS = ("上午", "下午", "晚上")
REBOOK_CLAUSES = (
    ("我{old}约了{thing}", "{old}那次{thing}是我约的", "之前定的是{old}{thing}", "原本约的是{old}{thing}"),
    ("可是{excuse}", "偏偏{excuse}", "不巧{excuse}", "谁知{excuse}", "没想到{excuse}"),
    (
        "想换到{preferred}",
        "能改成{preferred}最好",
        "{preferred}倒是有空",
        "打算挪到{preferred}",
        "看能不能改{preferred}",
    ),
)
REBOOK_ASKS = (
    "麻烦您了。",
    "谢谢。",
    "帮我看看。",
    "拜托拜托。",
    "急等回复。",
    "请给个准信。",
    "辛苦查一下。",
    "不好意思。",
)
REBOOK_FRAMES = (
    "你是{shop}的{desk}，{who}来电：“{saying}”请看空档回复。",
    "{who}给{shop}留言：“{saying}”你在{desk}值班，按空档表答复。",
    "替{shop}{desk}回{who}的话：“{saying}”可约时间见下。",
    "“{saying}”{who}这样跟{shop}说，{desk}该怎么答？照空档表回话。",
    "{shop}{desk}接到{who}的消息：“{saying}”请写回复，空档如下。",
)  # fmt: skip


def write_rebook_visit(rng: Random) -> Task:
    """A front desk's reply to a rebooking request: the first free slot that fits, or else those of the same day."""
    (shop, thing, desk), days = rng.choice(DESKS), rng.sample(range(7), 4)
    old, *free_days = sorted(days)
    free = [
        f"{WEEKDAYS[day]}{hour}"
        for day in free_days
        for hour in sorted(rng.sample(HOURS, rng.randint(1, 2)), key=HOURS.index)
    ]
    preferred_day, preferred_part = rng.choice(free_days), rng.choice(NEEDS)
    preferred, taken = f"{WEEKDAYS[preferred_day]}{preferred_part}", f"{WEEKDAYS[old]}{rng.choice(HOURS)}"
    told = "，".join(rng.choice(phrasings) for phrasings in REBOOK_CLAUSES)
    saying = f"{told}。{rng.choice(REBOOK_ASKS)}".format(
        old=taken, thing=thing, excuse=rng.choice(EXCUSES), preferred=preferred
    )
    who = person(rng)
    instruction = rng.choice(REBOOK_FRAMES).format(shop=shop, desk=desk, who=who, saying=saying)
    fit = [slot for slot in free if slot.startswith(preferred)]
    near = [slot for slot in free if slot.startswith(WEEKDAYS[preferred_day])]
    arrival = "师傅会提前十分钟到" if shop == "搬家公司" else "请提前十分钟到"  # movers come to the customer
    yes = f"{preferred}有空，给您改到{fit[0]}，{taken}的预约已经取消，{arrival}。" if fit else ""
    no = f"抱歉，{preferred}已经约满，当天还有{listed(near)}可选，您看方便吗？{taken}的预约我先替您留着，等您回话再改。"
    return Task(instruction, "可约空档：\n" + "\n".join(free), f"{who}您好，{yes or no}")


# --- taking an order ----------------------------------------------------------------------------------------------

EATERIES: dict[str, tuple[tuple[str, str, int, int], ...]] = {
    "面馆": (("碗", "牛肉面", 16, 24), ("碗", "阳春面", 8, 12), ("份", "凉拌黄瓜", 8, 12), ("个", "卤蛋", 2, 4), ("杯",
        "酸梅汤", 5, 8), ("碗", "炸酱面", 13, 18)),
    "川菜馆": (("份", "水煮鱼", 58, 78), ("份", "麻婆豆腐", 18, 28), ("份", "回锅肉", 36, 46), ("碗", "米饭", 2, 3),
        ("扎", "西瓜汁", 28, 38), ("份", "蒜泥白肉", 32, 42)),
    "咖啡馆": (("杯", "拿铁", 24, 32), ("杯", "美式", 18, 25), ("块", "芝士蛋糕", 26, 35), ("个", "可颂", 12, 18),
        ("壶", "花果茶", 38, 52), ("份", "鸡肉帕尼尼", 28, 38)),
    "烧烤店": (("串", "羊肉串", 3, 6), ("条", "烤茄子", 12, 18), ("个", "烤馒头", 3, 5), ("瓶", "酸奶", 6, 9), ("份",
        "拍黄瓜", 10, 15), ("串", "烤鸡翅", 6, 10)),
    "饺子馆": (("份", "韭菜饺子", 18, 26), ("份", "三鲜饺子", 22, 32), ("碟", "酱牛肉", 32, 45), ("碗", "酸辣汤", 8,
        14), ("碟", "拌木耳", 10, 16), ("瓶", "北冰洋汽水", 5, 8)),
    "粥铺": (("碗", "皮蛋瘦肉粥", 9, 14), ("碗", "南瓜粥", 5, 8), ("笼", "虾饺", 18, 26), ("碟", "肠粉", 8, 14), ("根",
        "油条", 2, 4), ("碟", "酱萝卜", 4, 7)),
    "甜品店": (("碗", "杨枝甘露", 18, 26), ("份", "双皮奶", 12, 18), ("块", "榴莲千层", 28, 38), ("碗", "烧仙草", 12,
        17), ("个", "泡芙", 6, 10), ("碗", "红豆沙", 10, 15)),
}  # fmt: skip
EATERY_NAMES = (
    "老巷",
    "竹里",
    "同福",
    "小东门",
    "江边",
    "一品",
    "顺意",
    "槐下",
    "三江",
    "阿婆",
    "望月",
    "如归",
    "十里",
    "家常",
    "半山",
)
NOODLES, DUMPLINGS, PORRIDGE = ("牛肉面", "阳春面", "炸酱面"), ("韭菜饺子", "三鲜饺子"), ("皮蛋瘦肉粥", "南瓜粥")
ANY: tuple[str, ...] = ()
ORDER_REQUESTS: dict[str, dict[str, tuple[str, ...]]] = {
    "面馆": {"面都不要香菜": NOODLES, "面煮软一点": NOODLES, "黄瓜少放盐": ("凉拌黄瓜",), "凉菜先上": ("凉拌黄瓜",), "一起上": ANY,
        "多给一双筷子": ANY},
    "川菜馆": {"豆腐做微辣": ("麻婆豆腐",), "鱼里不放花椒": ("水煮鱼",), "肉切薄一点": ("回锅肉", "蒜泥白肉"), "菜一起上": ANY,
        "多给一副碗筷": ANY},
    "咖啡馆": {"咖啡不要加糖": ("拿铁", "美式"), "蛋糕切成小块": ("芝士蛋糕",), "可颂热一下": ("可颂",), "一起上": ANY,
        "多给两张纸巾": ANY},
    "烧烤店": {"肉都不放辣": ("羊肉串", "烤鸡翅"), "肉上多撒孜然": ("羊肉串", "烤鸡翅"), "茄子多放蒜": ("烤茄子",), "好一样上一样": ANY,
        "多给两个盘子": ANY},
    "饺子馆": {"多给一碟醋": DUMPLINGS, "饺子煮透一点": DUMPLINGS, "木耳不要蒜": ("拌木耳",), "汤最后上": ("酸辣汤",), "一起上": ANY,
        "多给一双筷子": ANY},
    "粥铺": {"粥别太烫": PORRIDGE, "萝卜另装一碟": ("酱萝卜",), "肠粉少放酱油": ("肠粉",), "给套小孩的碗勺": ANY, "一起上": ANY},
    "甜品店": {"杨枝甘露少放糖": ("杨枝甘露",), "烧仙草不要冰": ("烧仙草",), "红豆沙热一点": ("红豆沙",), "多给一把勺子": ANY,
        "一起上": ANY},
}  # fmt: skip
"""Special requests, each with the dishes one of which must be ordered for it; ANY if it fits every order."""
TABLES = ("靠窗那桌", "三号桌", "包间", "门口那桌", "二楼那桌", "八号桌", "角落那桌", "里间")
TAKE_CLAUSES = (
    ("来{order}", "我要{order}", "给我们上{order}", "点{order}"),
    ("{request}", "麻烦{request}", "记得{request}"),
)
TAKE_ASKS = ("一共多少？", "谢谢。", "算一下钱。", "就这些。", "尽快上哦。", "总价说一声。", "好了叫我。")
TAKE_FRAMES = (
    "你是{shop}的服务员，{table}的{who}说：“{saying}”请照菜单复述订单并报总价。",
    "{shop}{table}坐着{who}，开口道：“{saying}”你是店员，按价目回应，重复要求并算好钱。",
    "扮演{shop}店员接待{table}的{who}：“{saying}”请确认一遍并说出总价。",
    "“{saying}”{shop}{table}的客人{who}招呼道。请替服务员核对订单，报出金额。",
)  # fmt: skip


def write_take_order(rng: Random) -> Task:
    """A waiter's reply to an order: repeats the order and the special request, and states the total price."""
    kind = rng.choice(tuple(EATERIES))
    menu = [(unit, name, rng.randint(low, high)) for unit, name, low, high in EATERIES[kind]]
    dishes = [(unit, name, price, rng.randint(1, 4)) for unit, name, price in rng.sample(menu, rng.randint(2, 4))]
    ordered = {name for _, name, *_ in dishes}
    requests = [request for request, needs in ORDER_REQUESTS[kind].items() if not needs or ordered & {*needs}]
    request, table = rng.choice(requests), rng.choice(TABLES)
    order = "、".join(f"{count}{unit}{name}" for unit, name, _, count in dishes)
    told = "，".join(rng.choice(phrasings) for phrasings in TAKE_CLAUSES)
    saying = f"{told}。{rng.choice(TAKE_ASKS)}".format(order=order, request=request)
    instruction = rng.choice(TAKE_FRAMES).format(
        shop=rng.choice(EATERY_NAMES) + kind, who=person(rng), table=table, saying=saying
    )
    sums = "＋".join(f"{count}×{price}" for _, _, price, count in dishes)
    total = sum(price * count for _, _, price, count in dishes)
    answer = f"好的，跟您核对一下：{table}，{order}，{request}。{sums}＝{total}，一共{total}元，请稍等，马上为您准备。"
    return Task(instruction, "\n".join(f"{name}：{price}元/{unit}" for unit, name, price in menu), answer)


# --- the next line of a dialogue ----------------------------------------------------------------------------------

TOWN, WALK, OUT, SPORT, SIT, EVENING, CRAFT, FAR, TICKET, FOOD, QUIET, NIGHT = (
    "town", "walk", "out", "sport", "sit", "evening", "craft", "far", "ticket", "food", "quiet", "night",
)  # fmt: skip
PLANS: dict[str, tuple[str, ...]] = {
    "去爬香山": (OUT, FOOD), "打羽毛球": (TOWN, SPORT), "看新上的话剧": (TOWN, EVENING, TICKET), "逛花市": (TOWN, WALK),
    "学包粽子": (TOWN, SIT, CRAFT), "骑车环湖": (OUT, FOOD), "去图书馆自习": (TOWN, SIT, QUIET), "吃火锅": (TOWN, FOOD),
    "看球赛": (TOWN, EVENING, TICKET), "露营": (OUT, FAR, FOOD, NIGHT), "参观科技馆": (TOWN, WALK, TICKET, QUIET),
    "做陶艺": (TOWN, SIT, CRAFT), "采草莓": (OUT, WALK, FAR, FOOD), "听相声": (TOWN, EVENING, TICKET), "去公园划船": (OUT, CRAFT),
    "看画展": (TOWN, WALK, TICKET, QUIET), "泡温泉": (FAR, QUIET), "逛旧书摊": (TOWN, OUT, WALK), "钓鱼": (OUT, FAR, CRAFT),
    "学做月饼": (TOWN, SIT, CRAFT),
}  # fmt: skip
"""Plans, each with the traits on which the requests depend."""


@dataclass(frozen=True, slots=True)
class Want:
    """A request about a meeting and the reply to it.

    It fits plans that have one of the traits in `needs` (any plan if there are none) and none of those in `bars`.
    Two requests about the same topic might contradict each other.
    """

    text: str
    reply: str
    topic: str
    needs: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


WANTS = (
    Want("要早点回家", "我们早点出发，下午四点前就散", "time", (), (EVENING, NIGHT)),
    Want("早上起不来", "那就十点半以后再集合", "time", (), (EVENING,)),
    Want("得先吃过午饭", "那就吃过午饭再碰头", "time", (TOWN,), (EVENING, FOOD)),
    Want("要赶晚上的火车", "我们下午就收，不耽误赶车", "time", (TOWN,), (EVENING,)),
    Want("怕散得太晚", "散场我跟你一起走，送你到楼下", "time", (EVENING,)),
    Want("怕花钱太多", "我先比比价再定，花费不会高", "money", (TICKET, FAR, FOOD)),
    Want("还没发工资", "钱我先垫上，回头再说", "money", (TICKET, FAR)),
    Want("只能坐地铁去", "我挑离地铁近的地方", "way", (TOWN,)),
    Want("要找地方停车", "我会提前找好停车位", "way"),
    Want("容易晕车", "咱们坐地铁，不坐汽车", "way", (TOWN,)),
    Want("不认得路", "路线我发过来，到了我去路口接你", "way"),
    Want("要带上女儿", "女儿一起来吧，人多热闹", "guest", (), (EVENING, QUIET)),
    Want("想把弟弟也捎上", "弟弟也带来吧，多个人更热闹", "guest", (), (QUIET,)),
    Want("想叫上一个同事", "同事也一起来，正好凑四个人", "guest"),
    Want("不想走太多路", "路程我安排短一点，中间多歇歇", "body", (WALK,)),
    Want("最近膝盖疼", "咱们慢慢逛，我挑有地方坐的路线", "body", (WALK,)),
    Want("坐久了腰疼", "中间我们起来活动几次", "body", (SIT,)),
    Want("怕坐在后排看不清", "我订票时挑靠前的座", "body", (EVENING,)),
    Want("好久没运动了", "咱们打一会儿歇一会儿，不较劲", "body", (SPORT,)),
    Want("想顺路取个蛋糕", "路上先一起去取蛋糕", "errand", (TOWN,)),
    Want("想顺路还几本书", "路上先一起去还书", "errand", (TOWN,)),
    Want("怕晒太阳", "我挑阴凉的时段，再多带一把伞", "weather", (OUT,)),
    Want("下雨就来不了", "要是下雨，前一晚我再通知改期", "weather", (OUT,)),
    Want("怕蚊子咬", "驱蚊水我来带", "weather", (OUT,), (WALK,)),
    Want("忌口不吃辣", "吃的我挑不辣的", "food", (FOOD,)),
    Want("不吃羊肉", "羊肉我就不点、不带了", "food", (FOOD,)),
    Want("怕抢不到票", "票我今晚就订好", "ticket", (TICKET,)),
    Want("怕人太多", "我挑人少的时段", "crowd", (QUIET, WALK)),
    Want("是头一回，怕不会", "我先教你两手，不着急", "skill", (CRAFT, SPORT)),
    Want("手头没有家伙什", "东西我多备一份", "gear", (CRAFT, SPORT)),
    Want("得随时接工作电话", "我挑信号好、不吵的地方", "phone", (CRAFT, FAR), (QUIET,)),
)
BUSY = (
    "加班",
    "上课",
    "照看孩子",
    "值班",
    "照顾老人",
    "跑客户",
    "备考",
    "盯装修",
    "看店",
    "赶稿子",
    "带实习生",
    "上夜班",
)
OPENERS = (
    "{a}：最近想{plan}，你们俩来吗？", "{a}：咱们一起{plan}怎么样？", "{a}：咱们三个好久没聚了，{plan}吧。",
)  # fmt: skip
NEXT_CLAUSES = (
    ("{a}约{b}、{c}{plan}", "{a}、{b}和{c}商量{plan}", "为了{plan}，{a}在问{b}和{c}", "{plan}的事，{a}找了{b}、{c}"),
    ("{b}{b_want}", "{b}表示{b_want}", "{b}说{b_want}"),
    ("{c}{c_want}", "{c}讲明{c_want}", "{c}提到{c_want}"),
)
NEXT_ASKS = (
    "读下面的对话，替{a}接一句，定下都有空的那天。", "续写对话：轮到{a}开口，该定哪天、怎么说？",
    "请以{a}的口吻说下一句，敲定日子并回应两人。", "下一句{a}怎么答？要写明周几，也要回应各人的难处。",
)  # fmt: skip


def familiar(name: str) -> str:
    """What friends call a person: the given name, with 小 before a single character."""
    given = name[1:]
    return given if len(given) > 1 else f"小{given}"


def friends(rng: Random) -> list[str]:
    """Draw three full names whose familiar forms differ."""
    found: dict[str, str] = {}
    while len(found) < 3:
        name = person(rng)
        found.setdefault(familiar(name), name)
    return list(found.values())


def wants_for(rng: Random, plan: str) -> tuple[Want, Want]:
    """Draw two requests that fit a plan and do not contradict each other."""
    traits = {*PLANS[plan]}
    fit = [want for want in WANTS if not traits & {*want.bars} and (not want.needs or traits & {*want.needs})]
    first = rng.choice(fit)
    return first, rng.choice([want for want in fit if want.topic != first.topic])


def write_next_line(rng: Random) -> Task:
    """The next line of a dialogue about a meeting: the only weekday that suits all, and a reply to each of two requests."""
    a, b, c = friends(rng)
    plan, days = rng.choice(tuple(PLANS)), rng.sample(WEEKDAYS, 5)
    wants = dict(zip((b, c), wants_for(rng, plan), strict=True))
    free = {b: sorted(days[:3], key=WEEKDAYS.index), c: sorted([days[0], *days[3:]], key=WEEKDAYS.index)}
    replies = [
        f"{name}：好呀，我{listed(free[name])}有空，别的日子要{busy}，另外我{wants[name].text}。"
        for name, busy in zip(rng.sample((b, c), 2), rng.sample(BUSY, 2), strict=True)
    ]
    instruction = asked_last(rng, NEXT_CLAUSES, NEXT_ASKS).format(
        a=a, b=b, c=c, plan=plan, b_want=wants[b].text, c_want=wants[c].text
    )
    answers = "；".join(f"{familiar(name)}，{want.reply}" for name, want in wants.items())
    opener = rng.choice(OPENERS).format(a=a, plan=plan)
    return Task(
        instruction, "\n".join([opener, *replies]), f"{a}：那就定在{days[0]}{plan}吧，你们两个这天都有空。{answers}。"
    )


FAMILIES: tuple[Family, ...] = (
    Family("return_request", TaskType.CHAT, write_return_request),
    Family("comfort_friend", TaskType.CHAT, write_comfort_friend),
    Family("rebook_visit", TaskType.CHAT, write_rebook_visit),
    Family("take_order", TaskType.CHAT, write_take_order),
    Family("next_line", TaskType.CHAT, write_next_line),
)
