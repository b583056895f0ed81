"""Ask for a letter of complaint with the facts, the law and a computed claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import numbered
from selfinstruct.teachers.offline.world import listed, person

Claim = tuple[str, list[tuple[str, int]]]
"""What is stated of the figures, and the claims, each with its amount."""


@dataclass(frozen=True, slots=True)
class Grievance:
    """Something that went wrong: the goods or service, its measure word, sellers, prices, what happened, and proofs.

    `figure` has another meaning for each kind: a cost that the buyer had, or the number of times that were paid for.
    A course is not purchased as goods are: `verb` says what the buyer did.
    """

    kind: str
    goods: str
    measure: str
    sellers: tuple[str, ...]
    prices: range
    happened: tuple[str, ...]
    proofs: tuple[str, ...]
    figure: tuple[str, range] = ("", range(1))
    verb: str = "买"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of grievance: the law, how the claims are worked out, and what the buyer wants.

    The seller has answered, some days after the purchase, through one of the clerks.
    """

    law: str
    claims: Callable[[Random, Grievance, date], tuple[str, str, Claim]]
    demands: tuple[str, ...]
    answers: tuple[str, ...]
    clerks: tuple[str, ...]
    after: tuple[int, int]
    office: str = "市场监督管理部门"
    """Where the buyer complains; empty if only a court decides."""


def said(day: date) -> str:
    """Write a day without its year."""
    return f"{day.month}月{day.day}日"


def bought(rng: Random, grievance: Grievance, day: date) -> tuple[str, int]:
    """Say what was purchased, when and for how much, and return the sum paid."""
    price = rng.choice(grievance.prices)
    one = f"一{grievance.measure}{grievance.goods}"
    verb = grievance.verb
    return rng.choice((f"{said(day)}{verb}了{one}，付了{price}元", f"{said(day)}花{price}元{verb}了{one}")), price


def of_quality(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the price back, and a cost that the defect caused."""
    told, price = bought(rng, grievance, day)
    label, amounts = grievance.figure
    cost = rng.choice(amounts)
    claims = [("退还货款", price), *([(f"承担{label}", cost)] if label else [])]
    return told, f"另外花了{label}{cost}元" if label else "", ("", claims)


def of_fraud(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the price back and three times the price, at least 500."""
    told, price = bought(rng, grievance, day)
    more = max(3 * price, 500)
    how = f"价款的三倍为{3 * price}元" + ("，不足五百元，按五百元计" if more > 3 * price else "")
    paid = "退还学费" if grievance.verb == "报" else "退还货款"
    return told, "", (how, [(paid, price), ("增加赔偿", more)])


def of_food(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the price back and ten times the price, at least 1,000."""
    count, price = rng.randint(1, 4), rng.choice(grievance.prices)
    paid = count * price
    told = f"{said(day)}买了{count}{grievance.measure}{grievance.goods}，每{grievance.measure}{price}元"
    more = max(10 * paid, 1000)
    how = f"共付{paid}元，价款的十倍为{10 * paid}元" + ("，不足一千元，按一千元计" if more > 10 * paid else "")
    return told, "", (how, [("退还货款", paid), ("支付赔偿金", more)])


def of_delay(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim what the contract provides for each day of delay."""
    price, rate, days = rng.choice(grievance.prices), rng.choice((1, 2, 3)), rng.randint(6, 40)
    due = day + timedelta(rng.randint(30, 48))
    per_day = price * rate // 1000
    told = f"{said(day)}签了{grievance.goods}的合同，总价{price}元，约定{said(due)}前完成"
    more = f"拖到{said(due + timedelta(days))}才完成，合同写明每逾期一天按总价的千分之{'一二三'[rate - 1]}支付违约金"
    how = f"逾期{days}天，每天{per_day}元"
    return told, more, (how, [("支付逾期违约金", days * per_day)])


def of_prepaid(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the price of the times that were paid for and not used."""
    label, times = grievance.figure
    total, each = rng.choice(times), rng.choice(grievance.prices)
    used = rng.randint(3, total * 2 // 3)
    told = f"{said(day)}付{total * each}元{grievance.verb}了{grievance.goods}，共{total}{label}"
    how = f"每{label}折合{each}元，未用{total - used}{label}"
    return told, f"只用了{used}{label}", (how, [("退还未使用的费用", (total - used) * each)])


def of_return(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the price of the goods that were sent back; the buyer pays the postage."""
    count, price = rng.randint(2, 4), rng.choice(grievance.prices)
    back = rng.randint(1, count)
    told = f"{said(day)}收到网购的{count}{grievance.measure}{grievance.goods}，每{grievance.measure}{price}元"
    when = day + timedelta(rng.randint(2, 5))
    sent = f"其中{back}{grievance.measure}寄了回去" if back < count else "它们全部寄了回去"
    return (
        f"{told}，{said(when)}把{sent}",
        "",
        (f"退回{back}{grievance.measure}，每{grievance.measure}{price}元", [("返还货款", back * price)]),
    )


def of_parcel(rng: Random, grievance: Grievance, day: date) -> tuple[str, str, Claim]:
    """Claim the loss of a parcel up to the declared value."""
    value = rng.choice(grievance.prices)
    label, shares = grievance.figure
    loss = value * rng.choice(shares) // 100
    told = f"{said(day)}寄出一{grievance.measure}{grievance.goods}，保价{value}元"
    more = f"{label}核定的损失是{loss}元"
    return told, more, (f"未超过保价的{value}元", [("按保价赔偿损失，合计", loss)])


# fmt: off
KINDS = {
    "quality": Kind("《中华人民共和国消费者权益保护法》第二十四条规定，商品不符合质量要求的，消费者可以依法要求退货，运输等必要费用由经营者承担", of_quality,
        ("我要求退货退款", "我只想退掉，不要换", "我不想再折腾，要求退货"),
        ("过了七天只修不退", "这是使用不当", "厂家说没问题我们就没办法", "先等厂里的人来看过再说", "你当时怎么不仔细看", "换可以，退钱不行", "检测费得你自己出", "保修不包这个，要修得另付钱", "这批货都这样，用用就好了"),
        ("店长", "值班经理", "柜台主管", "老板"), (18, 34)),
    "fraud": Kind("《中华人民共和国消费者权益保护法》第五十五条第一款规定，经营者有欺诈行为的，应当按消费者的要求增加赔偿，金额为价款的三倍，不足五百元的为五百元", of_fraud,
        ("我要求退一赔三", "该怎么赔就按法律来"),
        ("最多送你一张优惠券", "当时给你的已经是便宜价，别太较真", "店里从来不退钱", "这种证明我们不认", "能做主的人出差了，下个月再说", "懂行的人一看就知道，你不懂怪谁", "当面没说，现在说就晚了", "给你打个折，这事就算了", "要告就去告，我们奉陪"),
        ("店长", "老板", "值班经理", "业务员"), (12, 30)),
    "food": Kind("《中华人民共和国食品安全法》第一百四十八条第二款规定，经营明知是不符合食品安全标准的食品，消费者除要求赔偿损失外，还可以要求支付价款十倍的赔偿金，不足一千元的为一千元；同法第三十四条禁止销售超过保质期的食品", of_food,
        ("我要求退一赔十", "请按食品安全法算赔偿"),
        ("换一份新的行不行", "临期打折，自己没看清怪谁", "吃坏了再来说", "店员一时疏忽，另送你一份别的", "只能按原价退", "是理货员忘了下架", "这么点钱也值得跑一趟", "进货时就是这样", "你怎么证明是在我们这儿买的"),
        ("店长", "收银员", "值班经理", "老板"), (1, 4)),
    "delay": Kind("《中华人民共和国民法典》第五百八十五条第一款规定，当事人可以约定违约金；双方的合同正是这样约定的", of_delay,
        ("我要求付违约金", "该付的违约金一分也不能少"),
        ("人手都排满了，谁家都晚", "没要你加钱就不错了", "节假日不能算在里面", "合同是死的，人是活的", "尾款付清了再谈", "又不是没有给你做完", "中间你们自己也改过主意", "违约金那条只是走个形式", "给你打个折，别提违约金的事"),
        ("负责人", "业务员", "老板", "经理"), (90, 110), ""),
    "prepaid": Kind("《中华人民共和国消费者权益保护法》第五十三条规定，经营者以预收款方式提供服务而未按约定提供的，应当按消费者的要求履行约定或者退回预付款", of_prepaid,
        ("我要求退掉没用的部分", "剩下的钱我要拿回来"),
        ("概不退款，付钱时说过的", "等安排好了通知你", "可以转给别人用", "总部还没有批下来", "只能折成代金券", "协议里写着不能退", "退可以，先扣三成手续费", "财务不在，没人能签字", "再等等，下个月就恢复"),
        ("前台", "店长", "值班经理", "老板"), (60, 100)),
    "return": Kind("《中华人民共和国消费者权益保护法》第二十五条规定，网购商品的消费者有权自收到之日起七日内退货，经营者应当自收到退回商品之日起七日内返还价款；退回商品的运费由我承担，不在请求之内", of_return,
        ("我要求把货款退回来", "我只要退款"),
        ("影响二次销售，不退", "运费险没买，退不了", "仓库没有收到", "要扣三成折旧费", "只能换货，不能退款", "系统显示已超时", "拍照看不清，请重新举证", "赠品没寄回就不能退", "先取消投诉再谈退款"),
        ("客服", "售后专员", "网店店主", "值班客服"), (14, 22)),
    "parcel": Kind("《快递暂行条例》第二十七条规定，保价的快件应当按照约定的保价规则确定赔偿责任", of_parcel,
        ("我要求按保价赔", "保价费我交过，就该照价赔"),
        ("按运费的三倍赔", "易碎品不在保价范围", "对方签收了就算完好", "最多赔两百", "你自己没有包结实", "报上去了，等总部回话", "保价单上的字迹看不清", "分拣都是机器干的，怪不到我们", "先撤销投诉，再给你申请"),
        ("网点负责人", "客服", "派件员", "理赔专员"), (5, 15), "邮政管理部门"),
}
GRIEVANCES = (
    Grievance("quality", "滚筒洗衣机", "台", ("晨光电器城", "百合家电行", "星河家电"), range(1899, 3300, 50),
        ("装好第五天脱水时桶身哐哐撞，师傅上门两次也没修好", "第三次洗被子时门封漏水，厨房积了一地水，换过一次门封还是漏",
         "衣服洗完总沾着黑色的橡胶屑，清洗过两遍滤网也没用"),
        ("发票", "上门维修单", "现场录像"), ("送回厂检测的运费", range(80, 160, 10))),
    Grievance("quality", "学习桌", "张", ("松果家居馆", "童趣家具店"), range(899, 2300, 50),
        ("一条腿短了一指，孩子写字就晃，垫了纸片也不稳", "用了两个星期桌面起泡，边条一碰就掉",
         "升降手柄摇到一半就打滑，桌面自己往下沉"),
        ("收据", "送货单", "桌子照片"), ("往返搬运费", range(60, 200, 20))),
    Grievance("quality", "燃气热水器", "台", ("暖阳厨卫店", "恒通厨电店"), range(1299, 2800, 50),
        ("内胆焊缝开裂，夜里漏了一地的水", "一开大水就熄火，检测说主板受潮短路",
         "水温忽冷忽热，老人洗澡被烫红了肩膀"),
        ("发票", "检测报告", "维修人员的签字单"), ("检测时的拆装运输费", range(100, 260, 20))),
    Grievance("quality", "登山鞋", "双", ("山行户外店", "云岭运动店"), range(399, 980, 20),
        ("第一次上山走到半腰鞋底就整块脱落", "才穿三次，防水层就大片起皮",
         "左右两只相差半码，后跟磨得全是泡"),
        ("小票", "鞋子照片", "与店长的聊天记录")),
    Grievance("quality", "婴儿推车", "辆", ("小脚丫母婴店", "蓝鲸母婴馆"), range(599, 1900, 50),
        ("前轮走几步就卡死，孩子差点翻出来", "安全扣自己弹开过两回，店里说用惯了就好",
         "刹车踩下去锁不住，停在坡上自己往下滑"),
        ("订单截图", "故障视频", "换货记录"), ("寄回的运费", range(25, 70, 5))),
    Grievance("quality", "电饭煲", "个", ("百货大楼小家电柜台", "青松厨具店"), range(299, 900, 20),
        ("煮第三锅饭时内胆涂层一片片往下掉", "保温键按下去没有反应，换了一个还是一样",
         "定时功能总是提前半小时跳闸，米饭夹生"),
        ("发票", "机身照片", "换货单")),
    Grievance("quality", "行李箱", "只", ("远行箱包店", "新潮箱包城"), range(359, 1300, 20),
        ("头一次出差拉杆就在站台上断成两截", "万向轮转了两天就掉了一只，箱子只能拎着走",
         "密码锁自己换了密码，请人撬开才取出东西"),
        ("小票", "箱子照片", "保修卡")),
    Grievance("quality", "台灯", "盏", ("明亮灯饰", "书香文具店"), range(159, 600, 20),
        ("开着开着就忽明忽暗，换了灯管照样闪", "底座发烫，闻得见焦味",
         "旋钮拧到最暗也刺眼，调光功能形同虚设"),
        ("发票", "使用时的录像", "保修卡")),
    Grievance("quality", "橡木书柜", "组", ("原木良品", "林间家具"), range(2200, 5200, 100),
        ("放了十本书层板就弯了下去，背板也脱了钉", "关上的柜门自己弹开，铰链装得高低不平",
         "木板背面露出刨花，与合同写的实木不符"),
        ("合同", "柜体照片", "安装单"), ("拆装搬运费", range(150, 400, 50))),
    Grievance("fraud", "紫砂壶", "把", ("陶然居茶具行", "一壶春茶具店"), range(300, 1600, 50),
        ("店家说是名家手制，证书上的编号却查无此人", "写着全手工，壶底却有注浆的模线",
         "说是原矿紫泥，检测说掺了化工颜料"),
        ("收藏证书", "壶底照片", "付款记录")),
    Grievance("fraud", "羽绒被", "床", ("暖冬家纺", "白鹅家纺店"), range(120, 900, 20),
        ("标签写含绒量九成，送检只有三成，其余是粉碎毛片", "说是白鹅绒，拆开一角全是碎鸭毛",
         "称是两斤填充，过秤连一斤都不到"),
        ("吊牌", "检验报告", "发票")),
    Grievance("food", "果汁", "瓶", ("加油站便利店", "转角便利店"), range(8, 26),
        ("喝了一半才看见瓶盖上的日期过了四个月", "瓶口有霉点，日期已过保质期",
         "是从冷柜最里面拿的，日期竟是去年的，早已过期"),
        ("付款记录", "瓶身照片", "剩下的半瓶果汁")),
    Grievance("food", "冷冻水饺", "袋", ("邻里生鲜", "大众副食店"), range(18, 60),
        ("煮出来一股油耗味，袋背面的日期早过了半年", "促销筐里的全是过期货，我买到的也在其中",
         "解冻后一股酸味，封口的日期表明已过期两个多月"),
        ("收银小票", "包装袋", "付款记录")),
    Grievance("delay", "全屋窗帘定制", "套", ("素锦布艺", "暖窗帘业"), range(4000, 15000, 1000),
        ("住进新房只好先用床单挡着，邻居都问怎么不装窗帘", "轨道装好了布却裁短一截，只得重做",
         "花型发错了两次，客厅和卧室的又装反了"),
        ("定制单", "量尺记录", "窗户照片")),
    Grievance("delay", "阳光房搭建", "项", ("晴空门窗", "宏光铝艺"), range(18000, 48000, 1000),
        ("屋顶玻璃一拖再拖，一场雨把阳台的地砖泡得起鼓", "施工队只来两个人，一天干不到三个小时",
         "排水坡度做反，第一次验收没有通过"),
        ("施工合同", "进度表", "每天的照片")),
    Grievance("prepaid", "洗车年卡", "张", ("净亮洗车", "快洁汽车美容"), range(20, 45, 5),
        ("上个月去了三回，都说机器坏了，第四回大门上了锁", "换了新老板，说旧卡不认，要洗车得另外付钱",
         "排队两小时轮到时说水压不够，之后一直没有开门"),
        ("办卡合同", "门店照片", "洗车记录"), ("次", range(24, 61, 6)), "办"),
    Grievance("prepaid", "成人钢琴课", "份", ("八度琴行", "晚风音乐教室"), range(120, 260, 20),
        ("后来约了四次课，四次都改期，琴房又改成了奶茶店", "任课老师离职，新老师一直没有来",
         "琴房被水淹后一直没有复课，说好的补课也没有"),
        ("课程合同", "改期通知", "签到本照片"), ("节", range(20, 61, 5)), "报"),
    Grievance("return", "运动水壶", "个", ("野径户外网店", "青石体育网店"), range(49, 160, 10),
        ("壶身有异味，客服说闻多了就习惯", "页面写不锈钢，到手是铝的，退货申请却被驳回",
         "杯盖拧紧仍往外渗水，商家说是我没拧对"),
        ("订单截图", "商品页面截图", "退货申请记录")),
    Grievance("return", "拼装积木", "套", ("搭搭乐玩具网店", "方块王国网店"), range(89, 320, 10),
        ("都没有拆封，客服却要我先拍开箱视频", "孩子的生日已经过了才收到，没有拆就申请退货，商家却不肯退款",
         "页面写六百块，盒上却印着四百块，商家不认"),
        ("物流记录", "未拆封照片", "客服聊天记录")),
    Grievance("parcel", "手工陶瓷餐具", "套", ("迅马快递", "驿路快运"), range(500, 2400, 100),
        ("六只盘子碎了四只，泡沫垫被人换过", "碗沿崩了一圈，箱角压成了平的",
         "茶壶的壶嘴断了，盖子也磕出一个缺口"),
        ("保价单", "破损照片", "窑口报价单"), ("窑口", range(30, 91, 10))),
    Grievance("fraud", "手机", "部", ("讯通手机店", "联盛数码店"), range(1999, 4500, 100),
        ("店里说是未拆封的新机，送检才知道换过屏幕和电池，是翻新货", "保修信息里查到早在半年前就激活过，店员却一口咬定是新机",
         "说好原装的充电器和电池，查序列号却是杂牌件"),
        ("写着“全新”的销售单", "检测报告", "查询截图")),
    Grievance("fraud", "沙发", "套", ("宜居家具城", "名门家具馆"), range(4200, 9800, 200),
        ("合同写头层牛皮，扶手处划破后露出的却是人造革", "标牌写整张真皮，鉴定结果只有坐垫是皮",
         "介绍时说实木框架，翻过来一看是压合板"),
        ("买卖合同", "鉴定意见", "沙发照片")),
    Grievance("fraud", "真丝围巾", "条", ("江南丝行", "锦绣绸缎庄"), range(80, 380, 10),
        ("吊牌写百分之百桑蚕丝，烧了一角却结成硬块，检验为涤纶", "专卖柜标着蚕丝，回家一洗就起静电，检验为化纤",
         "吊牌上的产地和成分全是手写，检验出来没有一丝蚕丝"),
        ("吊牌", "检验报告", "小票")),
    Grievance("fraud", "家教课程", "期", ("启航家教中心", "朗读者教育咨询部"), range(1200, 3600, 200),
        ("广告说老师有十年教龄和教师资格证，结果证书号在官网上查不到", "宣传单写名校毕业生上课，来的其实是在校生",
         "承诺的一对一变成一对六，合同上却写着专属教师"),
        ("宣传单", "查询截图", "付款记录"), verb="报"),
    Grievance("fraud", "电动自行车", "辆", ("顺风车行", "大众电动车店"), range(1900, 3900, 100),
        ("当新车卖给我，维修站却查出仪表清零前已跑了八百公里", "电池标的是六十伏的锂电，拆开是旧铅酸电池",
         "合格证上的生产年份被涂改，实际是三年前的库存车"),
        ("销售合同", "拆检照片", "维修站证明")),
    Grievance("fraud", "银手镯", "只", ("鸿运首饰店", "福满首饰铺"), range(260, 1200, 20),
        ("标签写足银九九九，检验只有银色镀层", "店员说是纯银，戴了两天手腕发黑，检验为合金",
         "收据上写千足银，检验结果含银不到一成"),
        ("鉴定证书", "标签", "检验报告")),
    Grievance("food", "酸奶", "箱", ("惠民超市", "每日鲜超市"), range(36, 80, 2),
        ("回家才发现已经过了保质期三天，货架上还摆着同一批", "生产日期被新贴的标签盖住，揭开一看已过期",
         "收银机扫码时报了警，店员还是卖给了我，一看已过期五天"),
        ("购物小票", "包装照片", "货架视频")),
    Grievance("food", "火腿肠", "袋", ("家和便利店", "好邻居便利店"), range(15, 48),
        ("切开有酸味，包装日期显示已过期近一个月", "日期被刮掉一块，剩下的字样早已过期",
         "货架第一排是新货，后面几排全已过期，我拿到的正是后排的"),
        ("小票", "包装照片", "店员承认过期的录音")),
    Grievance("food", "婴儿米粉", "罐", ("亲亲母婴店", "阳光母婴店"), range(58, 130, 4),
        ("孩子吃了两口拉肚子，罐底日期已过期四十天", "罐身打着促销的红标，罐底却已过期",
         "导购说放心吃，回家对照日期，已过期整整两个月"),
        ("收银小票", "罐底照片", "罐身照片")),
    Grievance("food", "糕点礼盒", "盒", ("老街糕饼店", "金秋食品店"), range(68, 260, 8),
        ("拆开长了绿毛，外盒标注已过保质期", "盒内小包的生产日期早于外盒，按小包算已过期",
         "送到长辈手里才发现早就过了期，盒上贴着新的价签"),
        ("付款记录", "实物照片", "外盒照片")),
    Grievance("food", "核桃仁", "罐", ("山货铺", "南货店"), range(40, 120, 4),
        ("撕开封口有哈喇味，底部日期过期两个月", "新日期贴纸下面还有一层旧日期，算来已过期",
         "店员说是新到的货，回家看日期已过期三个多月"),
        ("小票", "剩下的半罐", "罐底照片")),
    Grievance("delay", "厨房橱柜定制", "项", ("木禾橱柜", "匠心橱柜"), range(12000, 32000, 1000),
        ("橱柜门板迟迟没到货，我们在外面吃了三周饭", "安装队一再改期，装好又少了两扇柜门",
         "台面切短了十厘米，重做时又等了大半个月"),
        ("定制合同", "催货记录", "验收单")),
    Grievance("delay", "婚礼礼服定制", "件", ("一针一线礼服馆", "霓裳工坊"), range(3000, 12000, 1000),
        ("婚期都快到了还没做出第二次试穿的样衣", "试穿那天还差袖子，说布料刚下单",
         "第一次试穿就差了两个尺码，改了三回仍不合身"),
        ("定制单", "聊天记录", "试衣照片")),
    Grievance("delay", "旧房翻新", "项", ("大禾装饰", "安居装饰公司"), range(40000, 96000, 2000),
        ("中途换了两拨工人，水电改了又改", "泥瓦工进场晚了一个月，我只好继续租房",
         "墙砖铺了又敲，敲了又铺，邻居投诉过好几次"),
        ("装修合同", "工期变更单", "租房合同")),
    Grievance("delay", "网站开发", "项", ("云帆网络工作室", "星点软件工作室"), range(15000, 50000, 1000),
        ("首页改了六版还没上线，开业活动只好取消", "支付接口始终调不通，开发方换了两任负责人",
         "说好的后台迟迟不给，我们自己的商品录不进去"),
        ("开发合同", "需求变更邮件", "上线通知")),
    Grievance("delay", "书店货架定制", "批", ("方圆货架厂", "正和金属制品厂"), range(8000, 26000, 1000),
        ("货架送到时少了一层隔板，补货又等了很久", "尺寸做错返工，新店的书堆在走廊里",
         "焊点没有打磨，工人划伤了手，货又拉回去返工"),
        ("采购合同", "送货单", "现场照片")),
    Grievance("prepaid", "儿童游泳卡", "张", ("小海豚游泳馆", "碧波少儿游泳馆"), range(80, 160, 10),
        ("上个月水温一直不达标，馆里贴出停业通知", "教练走了大半，课排不出来，闭馆日期也不说",
         "儿童池改成了成人泳道，孩子只能在岸上等"),
        ("收据", "馆内告示照片", "排课截图"), ("次", range(20, 61, 4)), "办"),
    Grievance("prepaid", "健身私教课", "份", ("力点健身", "动力空间健身房"), range(180, 360, 20),
        ("门店突然拉下卷帘门，门口贴着“设备检修”", "教练换了三任，最后说不再安排课",
         "器材撤走了一半，预约页面一直显示满员"),
        ("合同", "付款凭证", "门口照片"), ("节", range(24, 73, 6))),
    Grievance("prepaid", "美发次卡", "张", ("剪影美发", "青丝造型"), range(38, 98, 5),
        ("去理发才发现店换了招牌，旧卡不认", "老板说转让给了别人，让我们去找他",
         "三家分店关了两家，剩下一家只接散客"),
        ("办卡小票", "新招牌照片", "微信记录"), ("次", range(20, 45, 5)), "办"),
    Grievance("prepaid", "少儿舞蹈班", "份", ("彩蝶舞蹈中心", "小天鹅舞蹈学校"), range(90, 200, 10),
        ("老师走了两位，从周四起停课", "贵校后来把课换到三公里外的校区，孩子去不了",
         "场地改做了台球室，老师在群里说散了"),
        ("缴费凭证", "班级群通知", "考勤表"), ("课时", range(30, 91, 10)), "报"),
    Grievance("return", "棉布衬衫", "件", ("云朵服饰网店", "知暖女装网店"), range(129, 360, 10),
        ("吊牌没摘，客服却说“拆过就不能退”", "快递显示已签收，客服一直不回复",
         "尺码发错了，商家却怪我填错"),
        ("订单截图", "物流记录", "吊牌照片")),
    Grievance("return", "蓝牙音箱", "个", ("声海数码网店", "听风数码网店"), range(119, 420, 10),
        ("客服说激活就不退，可我没有联网激活", "包装完好，仓库拒收后说要扣一半货款",
         "试听时左声道没有声音，商家说是我摔坏的"),
        ("开箱视频", "物流签收截图", "客服聊天记录")),
    Grievance("return", "儿童书架", "个", ("童心家居网店", "木马家居网店"), range(160, 480, 20),
        ("颜色和页面不符，商家却说要扣折旧费", "退货单提交以后两次被商家关闭",
         "层板的卡扣少了几个，商家只肯补寄零件"),
        ("商品页面截图", "退货申请记录", "物流记录")),
    Grievance("parcel", "青花瓷瓶", "只", ("迅马快递", "顺达快运"), range(600, 3000, 100),
        ("收件人打开时瓶口掉了一块，快递员说箱子没破就不赔", "内箱塌了一角，瓶身有两道裂纹",
         "外箱角被压瘪，打开一看瓶颈断成两截"),
        ("保价单", "开箱视频", "修复店报价单"), ("修复店", range(30, 91, 10))),
    Grievance("parcel", "民谣吉他", "把", ("迅马快递", "骑士快运"), range(1000, 4000, 200),
        ("琴颈裂了一道缝，调弦就跑音", "琴箱侧板被压出凹坑，琴桥也翘了",
         "收件人签收时箱子湿了一角，琴背泡起了鼓包"),
        ("保价单", "破损照片", "琴行维修单"), ("琴行", range(20, 71, 10))),
    Grievance("parcel", "曲面显示器", "台", ("顺达快运", "骑士快运"), range(800, 2600, 100),
        ("屏幕左下角碎成蛛网状", "开机以后一半屏幕发黑，边框有撞痕",
         "插上电后画面竖着一道道彩条"),
        ("保价单", "开箱视频", "售后检测单"), ("售后", range(40, 91, 10))),
)
# fmt: on
ASKED = (
    "{day}找过{who}，回话是“{answer}”。",
    "{day}去交涉，{who}说“{answer}”。",
    "{day}再问，{who}只回一句“{answer}”。",
    "{day}打电话过去，{who}答“{answer}”。",
)
COMPLAINT_FRAMES = (
    "我叫{me}，{told}，对方是{seller}。{more}{demand}，手里有{proofs}。请写一封投诉信，索赔金额要算清楚，{limit}。",
    "{told}，对方是{seller}，我是{me}。{more}{demand}。证据有{proofs}。请写一封有理有据的投诉信，写明法律依据和总额，{limit}。",
    "投诉对象：{seller}。事情是这样：{told}。{more}证据：{proofs}。投诉人{me}，{demand}。请写投诉信，措辞克制，{limit}。",
    "{told}。{more}{seller}就是不肯解决，{demand}。我有{proofs}。我叫{me}，请代拟一封投诉信，列明请求并合计金额，{limit}。",
    "{seller}让我很失望：{told}。{more}{demand}，{proofs}都留着。请以{me}的名义写一封投诉函，先讲事实，再讲依据和请求，{limit}。",
    "写一封投诉信给{seller}。经过：{told}。{more}留有{proofs}。诉求：{demand}。投诉人：{me}。请求的数目要算清，{limit}。",
    "我想给{seller}写信。{told}。{more}手头有{proofs}，{demand}。署名{me}，请写一封投诉信，不要骂人，金额算准，{limit}。",
    "{me}的遭遇：{told}。{more}证据有{proofs}，对方是{seller}，{demand}。请替{me}写投诉信，写出每一项请求，{limit}。",
)
LIMITS = ("限对方{days}日内答复", "给他们{days}天时间", "要求{days}日内回复", "答复期限定为{days}日")
INTROS = (
    "现就一件纠纷向贵方提出投诉，事实如下。",
    "因协商没有结果，特以书面形式向贵方投诉。",
    "下面把经过和请求一并写明，请贵方查实处理。",
    "现就以下事项正式致函，请贵方重视。",
)
PROOFS_SAID = ("以上事实均有{}可查。", "上述经过有{}为证，可以随时提交。", "相关证据有{}，我都保存着。")
# Papers and pictures can be sent with a letter; a film or half a bottle of juice cannot.
PAPERS_SAID = (*PROOFS_SAID, "上述经过有{}为证，复印件随信附上。", "随信附上{}，可供核对。")
NO_PAPERS = re.compile("录像|视频|录音|剩下|包装袋|吊牌|标签")
REPLIES = (
    "请在收到本信后{days}日内书面答复。如逾期不予处理，我将向{office}投诉，并保留依法起诉的权利。",
    "希望贵方在{days}日内给出处理意见。协商不成的，我会请消费者协会调解，或依法向人民法院起诉。",
    "我仍愿意与贵方协商解决。请在{days}日内答复；届时仍无结果，我将依法向有关部门投诉。",
)
COURT_REPLIES = (
    "请在收到本信后{days}日内书面答复。如逾期不付，我将依法向人民法院起诉。",
    "希望贵方在{days}日内给出处理意见。协商不成的，我会通过诉讼解决。",
    "我仍愿意与贵方协商解决。请在{days}日内答复；届时仍无结果，我将依法起诉。",
)


def letter_of(rng: Random, kind: Kind, facts: str, days: int, claim: Claim) -> str:
    """Write the body: the facts, the law, and the claims with their sum."""
    how, claims = claim
    total = sum(amount for _, amount in claims)
    lines = [f"{what}{amount}元" for what, amount in claims]
    working = f"（{how}）" if how else ""
    asked = numbered([f"{line}；" for line in lines[:-1]] + [f"{lines[-1]}。"])
    if len(lines) == 1:
        request = f"据此，请贵方{lines[0]}{working}。\n"
    else:
        request = f"据此，我提出以下请求{working}：\n{asked}\n　　以上合计{total}元。\n"
    reply = rng.choice(REPLIES if kind.office else COURT_REPLIES).format(days=days, office=kind.office)
    return f"　　{rng.choice(INTROS)}\n　　{facts}\n　　{kind.law}。{request}　　{reply}\n　　此致"


def write_complaint(rng: Random) -> Task:
    """Ask for a letter of complaint with the facts, the law and a computed claim."""
    grievance, me = rng.choice(GRIEVANCES), person(rng)
    kind, seller = KINDS[grievance.kind], rng.choice(grievance.sellers)
    day = date(2025, 1, 10) + timedelta(rng.randrange(200))
    told, more, claim = kind.claims(rng, grievance, day)
    happened, proofs = rng.choice(grievance.happened), listed(rng.sample(grievance.proofs, 2))
    spoken = day + timedelta(rng.randint(*kind.after))
    who, answer, days = rng.choice(kind.clerks), rng.choice(kind.answers), rng.choice((5, 7, 10, 15))
    middle = f"{happened}。{more}。" if more else f"{happened}。"
    asked = rng.choice(ASKED).format(day=said(spoken), who=who, answer=answer)
    instruction = rng.choice(COMPLAINT_FRAMES).format(
        me=me,
        told=told,
        seller=seller,
        more=middle + asked,
        demand=rng.choice(kind.demands),
        proofs=proofs,
        limit=rng.choice(LIMITS).format(days=days),
    )
    talk = f"{said(spoken)}我与贵方交涉，{who}的答复是“{answer}”，问题至今没有解决。"
    facts = f"我于{told}。{middle}{talk}{rng.choice(PROOFS_SAID if NO_PAPERS.search(proofs) else PAPERS_SAID).format(proofs)}"
    return Task(instruction, "", f"投诉信\n致{seller}：\n{letter_of(rng, kind, facts, days, claim)}\n敬礼！\n{me}")
