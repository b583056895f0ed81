"""Chat tasks: a reply in a role, composed from the rules of the role and the details of the message."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.family import Family
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people, person, woven

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
RETURN_CLAUSES = (
    (
        "我{ago}天前收到{what}",
        "{what}签收{ago}天了",
        "到手{ago}天的{what}",
        "在你家买的{what}，拿到{ago}天",
        "{ago}天前签收的{what}",
    ),
    ("花了{price}元", "是{price}元买的", "付了{price}元", "{price}元呢"),
    ("{fault}", "结果{fault}", "一看{fault}", "没想到{fault}"),
)
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
CHANGED_MINDS = ("颜色不喜欢", "买重了", "家里人说用不上", "尺寸看错了", "和照片感觉不一样", "别处买到更便宜的")


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
    saying = woven(rng, RETURN_CLAUSES, RETURN_ASKS).format(
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
    """A problem told in the first person, with its details {a} and {b}, and what a friend can say about it."""

    told: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    comforts: tuple[str, ...]
    advice: tuple[str, ...]


TROUBLES = (
    Trouble(
        ("{a}没考过，差了{b}分，白忙一场", "{a}成绩出来了，就差{b}分，真不甘心", "复习那么久，{a}还是差{b}分"),
        ("教师资格证", "会计初级", "英语六级", "驾考科目二", "普通话一级", "导游证", "护士资格考试"), ("两", "三", "四",
         "五", "八"),
        ("只差{b}分，说明你离{a}已经很近了，这段时间没有白费",
         "准备{a}那么久只差{b}分，换谁都会难受，先允许自己歇两天"),
        ("等缓过来，把{a}丢分最多的部分列出来，下次只补这一块就够了",
         "不如先看看{a}下次报名的日子，按每天一小时重新排个计划"),
    ),
    Trouble(
        ("我家{a}跑丢{b}天了，饭都吃不下", "{b}天前{a}从门缝溜出去，到现在没回来", "找了{b}天，{a}还是没影子"),
        ("橘猫", "小泰迪", "三花猫", "柯基", "虎皮鹦鹉", "老黄狗"), ("一", "两", "三", "四"),
        ("{a}不见了{b}天，你心里肯定很慌，这不是你的错", "{b}天没见到{a}，你着急我明白，先别责怪自己"),
        ("我下班就过来，咱们去楼下每个单元贴寻找{a}的启事，再问问保安",
         "把{a}常用的垫子放在门口，我们傍晚安静时在附近慢慢喊它"),
    ),
    Trouble(
        ("跟{a}吵了一架，{b}没说话了", "我和{a}已经{b}谁也不理谁", "{b}了，{a}一个字都没回我，都怪那次争吵"),
        ("我妈", "室友", "丈夫", "最好的朋友", "妹妹", "我爸", "合伙人"), ("三天", "五天", "一个星期", "半个月",
         "整整两天"),
        ("和{a}冷了{b}，你心里一直惦记着，说明这份关系对你很重要", "{b}不说话最磨人，你在意{a}才会这么难受"),
        ("要不先给{a}发一句“那天我话说重了”，不争对错，只把门打开", "今晚带份{a}爱吃的东西回去，坐下来先听对方说完"),
    ),
    Trouble(
        ("{a}被老板退了{b}遍，我是不是不适合干这行", "改了{b}版{a}还说不行，快崩溃了", "熬夜做的{a}，第{b}次被打回来"),
        ("投标方案", "年终汇报", "包装设计图", "宣传片脚本", "预算表", "用户调研报告", "展会海报"), ("三", "四", "五",
         "六"),
        ("{a}来回{b}次还在坚持，已经很不容易，被退的是稿子，不是你这个人",
         "同一份{a}折腾{b}次，谁都会怀疑自己，但这不等于你不行"),
        ("明天拿着{a}当面请老板指出最不满意的三处，改完当场再确认",
         "找一份以前通过的{a}对照着看，也许就能看出他真正想要什么"),
    ),
    Trouble(
        ("搬到{a}{b}了，一个熟人都没有，周末特别难熬", "来{a}{b}，晚上回家连个说话的人也没有",
         "在{a}住了{b}还是觉得自己是外人"),
        ("苏州", "成都", "厦门", "青岛", "长沙", "昆明", "大连", "合肥"), ("两个月", "半年", "三个月", "四十天",
         "快一年"),
        ("到{a}才{b}，感到孤单很正常，你已经一个人撑过来很多事了", "一个人在{a}过了{b}，不容易，想说话随时找我"),
        ("这周末去{a}的图书馆或羽毛球馆报个固定的活动，每周见同一群人，慢慢就熟了",
         "先从楼下小店认识一两位老板开始，在{a}有人叫得出你名字，感觉会不一样"),
    ),
    Trouble(
        ("{a}住院{b}了，我又要上班又要陪夜，撑不住了", "白天上班，晚上守着{a}，已经{b}", "{a}病了{b}，我夜里总睡不着"),
        ("奶奶", "爸爸", "婆婆", "外公", "妈妈", "岳父"), ("一周", "十天", "半个月", "二十天", "三天"),
        ("照顾{a}{b}，还没耽误上班，你真的尽力了，累是应该的", "{b}两头跑，铁打的人也会累，{a}也不愿看你垮掉"),
        ("和家里人排个班，每人陪{a}两晚，我周六也可以替你半天", "先请护工陪{a}几个夜里，你把觉补回来，才有力气照顾人"),
    ),
    Trouble(
        ("攒了{b}才买的{a}，今天摔坏了", "我的{a}被人偷了，那可是{b}的积蓄", "{b}省吃俭用换来的{a}，就这么丢了"),
        ("单反相机", "山地车", "笔记本电脑", "新手机", "电子琴", "平板电脑"), ("大半年", "三个月", "一年", "五个月"),
        ("{b}才攒出来的{a}，一下子没了，心疼是一定的", "我知道你为{a}省了{b}，换成我也会难过好一阵"),
        ("先翻出{a}的发票，问问能不能走保修或者保险，也许能补回一部分",
         "我这里有一台旧的可以先借你用，{a}的事咱们慢慢想办法"),
    ),
    Trouble(
        ("坚持{b}的{a}断了，体重又回来了", "{a}才{b}就放弃了，我太没毅力", "我又没守住，{a}只做到{b}"),
        ("晨跑计划", "跳绳打卡", "瑜伽练习", "游泳打卡", "健身计划", "夜走计划"),
        ("三周", "二十天", "一个月", "四十天", "两个月"),
        ("{a}能做{b}，已经超过很多人，断一次不等于前面全作废", "{b}的{a}不是白做的，身体记得住，别急着骂自己"),
        ("从明天起把{a}的量减一半，只求每天做一点，我陪你互相打卡", "把{a}改成一周四次，留出歇的日子，反而更容易守住"),
    ),
    Trouble(
        ("{b}的{a}轮到我上台，我怕得手心出汗", "一想到{b}要在{a}上说话，我就睡不着",
         "{b}{a}要我发言，我怕脑子一片空白"),
        ("部门例会", "毕业答辩", "婚礼", "读书分享会", "家长会", "项目评审会"), ("明天", "后天", "这周五", "下周一",
         "下周三"),
        ("为{a}紧张说明你重视它，台下的人多半比你想的宽容", "{b}的{a}还没到，身体先紧张起来很正常，它是在帮你打起精神"),
        ("今晚把{a}的开头三句背熟，对着我讲两遍，开了口后面就顺了",
         "把{a}要说的写成五张小卡片，忘了就看一眼，没有人会介意"),
    ),
    Trouble(
        ("谈了{b}的{a}分手了，家里到处是回忆", "{a}昨晚提了分手，我们在一起{b}", "{b}的感情，{a}一条消息就结束了"),
        ("男朋友", "女朋友", "对象"), ("两年", "三年", "五年", "八个月", "一年半"),
        ("{b}的感情说断就断，难过多久都不算矫情，想哭就哭", "跟{a}走过{b}，舍不得很正常，你不需要马上好起来"),
        ("这几天先别翻聊天记录，今晚来我家吃饭，咱们把{a}的东西收进一个箱子",
         "周末我陪你去爬山，先不谈{a}，把身体走累了好睡一觉"),
    ),
)  # fmt: skip
BONDS = ("大学室友", "发小", "老同事", "高中同桌", "邻居", "表妹", "球友", "前同事", "堂弟", "书友")
FRIEND_FRAMES = (
    "你的{bond}{who}{when}发来消息：“{told}。”请安慰几句，并给一条具体建议。",
    "{who}是你的{bond}，{when}对你说：“{told}。”你会怎么回？要有安慰，也要有办法。",
    "{when}，{bond}{who}跟你诉苦：“{told}。”请体谅地回应，再出个主意。",
    "“{told}。”{bond}{who}{when}这样说，你作为朋友该如何答话？",
    "{when}接到{bond}{who}的倾诉：“{told}。”写出你要回的话。",
)  # fmt: skip
TIMES = ("半夜", "昨晚", "午休时", "下班路上", "刚才", "周末早上", "吃饭时", "傍晚", "散步时", "清晨")
BURDENS = {
    "这周还天天加班": "这周加班多，先保证睡够，别的事缓一缓", "又赶上感冒": "感冒还没好，记得按时吃药、多喝热水",
        "早上还迟到了": "迟到的事跟主管说一句就过去了",
    "连着几晚失眠": "睡不着别硬躺，起来泡个脚，给我打电话也行", "饭也懒得做": "懒得做饭就来我家吃，添双筷子的事",
        "同事还拿这事开玩笑": "同事的玩笑你可以直说不喜欢，别憋着",
    "下周还得出差": "出差前把要紧的事列个单子，一件件来", "手机里全是没回的消息": "消息不用都回，挑要紧的回一句就行",
        "周末还有推不掉的聚会": "聚会实在不想去就早点走，我帮你打圆场",
    "头疼得厉害": "头疼先躺一会儿，明天还疼就去医院看看", "一个人躲着哭了一场": "哭出来也好，不丢人",
        "房东又催房租": "房租先跟房东商量缓几天，不够我借你", "瘦了好几斤": "瘦了这么多，三顿饭一定要按时吃",
    "胃也不舒服": "胃不舒服就先喝点热粥，别空着肚子硬撑",
}  # fmt: skip


def write_comfort_friend(rng: Random) -> Task:
    """A friend's reply to a problem: comfort and advice for that problem, and a sentence about a second worry."""
    trouble, burden = rng.choice(TROUBLES), rng.choice(tuple(BURDENS))
    a, b, who = rng.choice(trouble.first), rng.choice(trouble.second), person(rng)
    told = rng.choice(trouble.told).format(a=a, b=b) + rng.choice(("，", "。", "……")) + burden
    instruction = rng.choice(FRIEND_FRAMES).format(bond=rng.choice(BONDS), who=who, when=rng.choice(TIMES), told=told)
    other = a.replace("我妈", "你妈").replace("我爸", "你爸")
    words = f"{rng.choice(trouble.comforts)}。{rng.choice(trouble.advice)}。".format(a=other, b=b)
    return Task(instruction, "", f"{who}，{words}{BURDENS[burden]}。")


# --- rebooking ----------------------------------------------------------------------------------------------------

DESKS = (
    ("牙科诊所", "洗牙", "护士站"), ("理发店", "烫发", "前台"), ("瑜伽馆", "私教课", "前台"), ("宠物医院", "打疫苗",
     "前台"), ("照相馆", "拍全家福", "前台"), ("驾校", "练车", "教务"),
    ("中医馆", "针灸", "导诊台"), ("汽修厂", "做保养", "接待处"), ("体检中心", "做体检", "导检台"), ("琴行", "上古筝课",
     "前台"), ("眼科门诊", "验光", "分诊台"), ("美术馆", "导览", "服务台"),
    ("律师事务所", "咨询", "前台"), ("游泳馆", "上游泳课", "前台"), ("按摩馆", "做肩颈", "前台"), ("搬家公司", "搬家",
     "调度"),
)  # fmt: skip
EXCUSES = (
    "临时要出差", "孩子发烧了", "约了看房子", "公司要开会", "要去机场接人", "车送去修了", "得回一趟老家", "被派去加班",
    "要等快递师傅上门", "得参加家长会", "崴了脚", "丈夫在住院",
    "要上夜班", "赶着交论文", "得陪母亲复查", "要参加葬礼",
)  # fmt: skip
HOURS = ("上午9:00", "上午10:30", "下午1:30", "下午3:00", "下午4:30", "晚上6:30")
NEEDS = ("上午", "下午", "晚上")
REBOOK_CLAUSES = (
    ("我{old}约了{thing}", "{old}那次{thing}是我约的", "之前定的是{old}{thing}", "{old}原本来{thing}"),
    ("可是{excuse}", "偏偏{excuse}", "不巧{excuse}", "到时候{excuse}", "家里有变动，{excuse}"),
    ("想换到{wish}", "能改成{wish}最好", "{wish}倒是有空", "打算挪到{wish}", "看能不能改{wish}"),
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
    wish_day, wish_part = rng.choice(free_days), rng.choice(NEEDS)
    wish, taken = f"{WEEKDAYS[wish_day]}{wish_part}", f"{WEEKDAYS[old]}{rng.choice(HOURS)}"
    told = "，".join(rng.choice(phrasings) for phrasings in REBOOK_CLAUSES)
    saying = f"{told}。{rng.choice(REBOOK_ASKS)}".format(old=taken, thing=thing, excuse=rng.choice(EXCUSES), wish=wish)
    who = person(rng)
    instruction = rng.choice(REBOOK_FRAMES).format(shop=shop, desk=desk, who=who, saying=saying)
    fit = [slot for slot in free if slot.startswith(wish)]
    near = [slot for slot in free if slot.startswith(WEEKDAYS[wish_day])]
    yes = f"{wish}有空，给您改到{fit[0]}，{taken}的预约已经取消，请提前十分钟到。" if fit else ""
    no = f"抱歉，{wish}已经约满，当天还有{listed(near)}可选，您看方便吗？{taken}的预约我先替您留着，等您回话再改。"
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
ORDER_WISHES: dict[str, tuple[str, ...]] = {
    "面馆": ("面都不要香菜", "面煮软一点", "少放盐", "先上凉的"), "川菜馆": ("都做微辣", "不放花椒", "少油",
        "菜一起上"), "咖啡馆": ("不要加糖", "打包带走", "点心切成小块", "稍后半小时再上"),
    "烧烤店": ("都不放辣", "多撒孜然", "烤透一点", "打包带走"), "饺子馆": ("多给一碟醋", "饺子煮烂些", "不要蒜",
        "汤最后上"), "粥铺": ("粥别太烫", "都少放盐", "打包带走", "给套小孩的碗勺"),
    "甜品店": ("都少糖", "不要冰", "打包带走", "多给一把勺子"),
}  # fmt: skip
TABLES = ("靠窗那桌", "三号桌", "包间", "门口那桌", "露台", "八号桌", "吧台边", "里间")
TAKE_CLAUSES = (
    ("来{order}", "我要{order}", "先上{order}", "给我们{order}", "点{order}"),
    ("{wish}", "麻烦{wish}", "记得{wish}"),
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
    wish, table = rng.choice(ORDER_WISHES[kind]), rng.choice(TABLES)
    order = "、".join(f"{count}{unit}{name}" for unit, name, _, count in dishes)
    told = "，".join(rng.choice(phrasings) for phrasings in TAKE_CLAUSES)
    saying = f"{told}。{rng.choice(TAKE_ASKS)}".format(order=order, wish=wish)
    instruction = rng.choice(TAKE_FRAMES).format(
        shop=rng.choice(EATERY_NAMES) + kind, who=person(rng), table=table, saying=saying
    )
    sums = "＋".join(f"{count}×{price}" for _, _, price, count in dishes)
    total = sum(price * count for _, _, price, count in dishes)
    answer = f"好的，跟您核对一下：{table}，{order}，{wish}。{sums}＝{total}，一共{total}元，请稍等，马上为您准备。"
    return Task(instruction, "\n".join(f"{name}：{price}元/{unit}" for unit, name, price in menu), answer)


# --- the next line of a dialogue ----------------------------------------------------------------------------------

PLANS = (
    "去爬香山", "打羽毛球", "看新上的话剧", "逛花市", "学包粽子", "骑车环湖", "去图书馆自习", "吃火锅", "看球赛",
    "露营", "参观科技馆", "做陶艺", "采草莓", "听相声", "划船", "拍毕业照",
    "看画展", "泡温泉", "逛旧书摊", "钓鱼",
)  # fmt: skip
BUSY = (
    "加班",
    "上英语课",
    "陪孩子打疫苗",
    "值班",
    "去医院复查",
    "见客户",
    "参加婚礼",
    "搬家",
    "考试",
    "等装修师傅",
    "上游泳课",
    "开家长会",
)
OPENERS = (
    "{a}：最近想{plan}，你们俩来吗？", "{a}：咱们一起{plan}怎么样？", "{a}：咱们三个好久没聚了，{plan}吧。",
)  # fmt: skip
WANTS = {
    "要早点回家": "我们早点出发，下午四点前就散", "怕花钱太多": "我先比比价再定，花费不会高",
        "只能坐地铁去": "路线我挑地铁能到的", "要带上女儿": "女儿一起来吧，人多热闹",
    "不想走太多路": "路程我安排短一点，中间多歇歇", "得先吃过午饭": "咱们吃过午饭再碰头",
        "要找地方停车": "我会提前找好停车位", "要赶晚上的火车": "我们下午就收，不耽误赶车",
    "想顺路取个蛋糕": "路上先一起去取蛋糕", "怕晒太阳": "我挑阴凉的时段，再多带一把伞",
        "最近膝盖疼": "我把节奏放慢，保证有地方坐", "早上起不来": "那就十点半以后再集合",
    "还要帮人带午饭": "中间留半小时，够打包午饭的", "想把弟弟也捎上": "弟弟也带来吧，多个人更热闹",
        "想叫上一个同事": "同事也一起来，正好凑四个人", "得随时接工作电话": "我挑信号好、不吵的地方",
    "不会看路线": "路线我发过来，再到门口接人", "容易晕车": "我们坐地铁，不坐汽车",
        "忌口不吃辣": "吃饭的地方我挑不辣的", "下雨就来不了": "要是下雨，前一晚我再通知改期",
}  # fmt: skip
NEXT_CLAUSES = (
    ("{a}约{b}、{c}{plan}", "{a}、{b}和{c}商量{plan}", "为了{plan}，{a}在问{b}和{c}", "{plan}的事，{a}找了{b}、{c}"),
    ("{b}{b_want}", "{b}表示{b_want}", "{b}说{b_want}"),
    ("{c}{c_want}", "{c}讲明{c_want}", "{c}提到{c_want}"),
)
NEXT_ASKS = (
    "读下面的对话，替{a}接一句，定下都有空的那天。", "续写对话：轮到{a}开口，该定哪天、怎么说？",
    "请以{a}的口吻说下一句，敲定日子并回应两人。", "下一句{a}怎么答？要写明周几，也要回应各人的难处。",
)  # fmt: skip


def write_next_line(rng: Random) -> Task:
    """The next line of a dialogue about a meeting: the only weekday that suits all, and a reply to each of two requests."""
    a, b, c = people(rng, 3)
    plan, (b_want, c_want), days = rng.choice(PLANS), rng.sample(tuple(WANTS), 2), rng.sample(WEEKDAYS, 5)
    free = {b: sorted(days[:3], key=WEEKDAYS.index), c: sorted([days[0], *days[3:]], key=WEEKDAYS.index)}
    wants, opener = {b: b_want, c: c_want}, rng.choice(OPENERS).format(a=a, b=b, plan=plan)
    replies = [
        f"{name}：好呀，我{listed(free[name])}有空，别的日子要{busy}，另外我{wants[name]}。"
        for name, busy in zip(rng.sample((b, c), 2), rng.sample(BUSY, 2), strict=True)
    ]
    instruction = woven(rng, NEXT_CLAUSES, NEXT_ASKS).format(a=a, b=b, c=c, plan=plan, b_want=b_want, c_want=c_want)
    answers = "；".join(f"{name}，{WANTS[want]}" for name, want in wants.items())
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
