"""Ask to summarize reviews: numbers of positive and negative opinions per aspect, and one buyer's opinion."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed, people, told


@dataclass(frozen=True, slots=True)
class Product:
    """A reviewed product, its measure word and persons who may need it. Each aspect has a name, a positive remark and a negative remark."""

    name: str
    unit: str
    buyers: tuple[str, ...]
    sides: tuple[tuple[str, str, str], ...]


Vote = tuple[tuple[str, str, str], bool]  # an aspect of a product, and whether the buyer is satisfied with it
PRODUCTS = (
    Product("空气炸锅", "台", ("爱吃炸鸡的表弟", "刚租了房的徒弟", "做饭多的二舅", "怕油烟的姨妈", "上班忙的堂姐"), (("加热", "炸鸡翅二十分钟就酥了", "土豆条总是半生"), ("清洗", "炸篮一冲就干净",
        "缝里的油擦不掉"), ("静音", "开着也不吵", "响得像吹风机"), ("容量", "够四个人吃", "一次只放得下六个鸡翅"))),
    Product("扫地机器人", "台", ("养猫的室友", "刚退休的父母", "开民宿的表姐", "腰不好的大姑", "常出差的哥哥"), (("避障", "会绕开拖鞋", "老是缠住电线"), ("吸力", "猫毛吸得干净", "米粒都吸不起来"), ("续航",
        "扫完三间房还有电", "一间没扫完就没电"), ("静音", "夜里开也听不见", "声音大得没法看电视"))),
    Product("跑步鞋", "双", ("准备体测的侄子", "刚开始晨跑的同事", "想减肥的弟弟", "参加马拉松的舅舅", "上高中的女儿"), (("缓震", "落地很软，膝盖不疼", "跑五公里脚底发麻"), ("透气", "大热天脚也不闷", "捂得袜子全湿"),
        ("重量", "轻得像没穿", "太沉，跑久了抬不起腿"), ("做工", "走线整齐", "穿一周就开胶"))),
    Product("学习台灯", "盏", ("备考的表弟", "上高中的女儿", "考上大学的侄子", "爱看书的外公", "写论文的师妹"), (("光线", "看两小时眼睛不酸", "灯光发黄还闪"), ("底座", "稳当，碰不倒", "一碰就晃"), ("按键",
        "三档调光很顺手", "按键时灵时不灵"), ("外观", "样子简洁好看", "塑料感太重"))),
    Product("电动自行车", "辆", ("送孩子上学的姐姐", "每天买菜的姑妈", "在县城上班的外甥", "退伍回来的哥哥", "住得远的徒弟"), (("续航", "一次充电跑了七十公里", "三十公里就没电"), ("刹车", "刹得又稳又快", "下坡刹不住"),
        ("坐垫", "又宽又软，久坐不累", "坐垫硬得屁股疼"), ("爬坡", "带人上桥不费力", "上坡慢得要推"))),
    Product("羽绒被", "床", ("怕冷的外婆", "住校的女儿", "要结婚的弟弟", "住乡下的爷爷", "独居的姑妈"), (("保暖", "零下也不冷", "半夜还得加毯子"), ("重量", "轻，翻身不压身", "压得胸口闷"), ("用料", "一点异味也闻不到", "晒了三天还有味"), ("做工", "针脚密，不跑绒", "一抖满屋是毛"))),
    Product("咖啡机", "台", ("办公室的同事们", "开民宿的表姐", "常熬夜的室友", "刚搬新家的同学", "爱喝拿铁的妹妹"), (("口味", "咖啡香浓", "咖啡一股糊味"), ("清洗", "滴盘一拔就能洗", "水垢难清理"), ("预热",
        "一分钟就能用", "要等十来分钟"), ("静音", "磨豆声音小", "早上磨豆吵醒全家"))),
    Product("骑行雨衣", "件", ("骑车上班的姐夫", "每天送孩子的小姨", "当护士的小姨", "骑车上学的外甥", "送报纸的邻居"), (("防水", "大雨里衣服全干", "肩膀那里渗水"), ("尺码", "按身高买正合身", "长得拖地"), ("反光条",
        "夜里远远就看见", "反光条洗一次就掉"), ("穿脱", "套头就能穿", "扣子太紧扣不上"))),
    Product("登机箱", "只", ("常出差的哥哥", "去外地读研的表妹", "爱旅行的老爸", "当空乘的堂妹", "准备实习的师弟"), (("轮子", "四个轮子推着很顺", "一个轮子第一天就卡"), ("容量", "三天衣服都装得下",
        "看着大，其实装不了多少"), ("箱体", "托运两次没一道划痕", "箱角一磕就瘪"), ("拉杆", "高低三档都稳",
        "松松垮垮，一直晃"))),
    Product("电饭煲", "只", ("刚租了房的徒弟", "要结婚的弟弟", "牙口不好的外婆", "考上大学的侄子", "做饭多的二舅"), (("口感", "米饭粒粒分明", "煮出来不是硬就是烂"), ("预约", "早上起来粥正好", "预约老是失灵"),
        ("内胆", "不粘锅，好刷", "涂层用两周就花"), ("容量", "五口人够吃", "煮两碗就满"))),
    Product("蓝牙耳机", "副", ("挤地铁上班的姐姐", "学英语的女儿", "爱跑步的同事", "住宿舍的表弟", "过生日的室友"), (("音质", "低音很足", "声音发闷"), ("续航", "一天都用不完", "两小时就要充"), ("佩戴",
        "跑步也不掉", "戴十分钟耳朵疼"), ("降噪", "地铁里听不到吵闹", "降噪开不开一个样"))),
    Product("人体工学椅", "把", ("腰不好的父亲", "在家办公的堂妹", "写代码的弟弟", "备考的表弟", "做会计的小姨"), (("腰托", "腰托顶得正好", "腰托太硬，硌得慌"), ("头枕", "靠着能睡午觉", "头枕高度调不了"),
        ("安装", "二十分钟就装好", "说明书看不懂，装了一下午"), ("坐垫", "坐一天不闷", "坐两周就塌"))),
    Product("保温杯", "只", ("开出租的姑父", "当老师的表姐", "爱泡茶的外公", "刚上小学的儿子", "常加班的室友"), (("保温", "早上灌的水傍晚还烫嘴",
        "半天就凉了"), ("密封", "倒过来也不漏", "放包里漏了一本书"), ("杯盖", "单手就能开", "拧得手疼"), ("清洗", "杯口大，伸得进手", "杯底刷不到"))),
    Product("折叠帐篷", "顶", ("爱露营的同事", "带孩子出游的姐姐", "去草原的表弟", "钓鱼的二舅", "拍星空的师兄"), (("搭建", "两个人五分钟撑好", "撑了半小时还歪着"),
        ("防雨", "下了一夜雨里面是干的", "雨一大就滴水"), ("通风", "两面都有纱窗", "早上闷出一身汗"), ("收纳", "收起来只有一个背包大", "怎么也塞不回袋子"))),
    Product("儿童安全座椅", "个", ("刚添了孩子的姐姐", "常开长途的堂哥", "带外孙的姨父", "二胎家庭的同事"), (("安装", "接口一按就卡住", "说明书绕来绕去"),
        ("包裹性", "孩子睡着也不歪头", "肩带总往下滑"), ("透气", "夏天后背不出汗", "坐半小时一身汗"), ("拆洗", "套子能整个拆下来", "套子拆下来就装不回去"))),
    Product("智能手环", "只", ("爱走路的爸爸", "减肥的堂妹", "值夜班的表哥", "健身的室友"), (("计步", "和手机对得上", "坐车也在涨步数"), ("续航", "充一次能用十天", "两天就没电"),
        ("屏幕", "大太阳下也看得清", "阳光下一片黑"), ("佩戴", "戴着睡觉没感觉", "闷得手腕起疹子"))),
    Product("电热水壶", "把", ("新搬家的同学", "爱喝茶的爷爷", "住宿舍的侄女", "办公室的同事们"), (("速度", "三分钟就开", "烧一壶要十来分钟"), ("壶嘴", "倒水不洒", "一倒就往外溅"),
        ("静音", "烧水时能打电话", "响得像拖拉机"), ("材质", "第一次用就没有异味", "水里总有股塑料味"))),
    Product("吹风机", "个", ("长头发的妹妹", "开理发店的表哥", "刚工作的外甥女", "常游泳的室友"), (("风力", "五分钟吹干长发", "吹半天还是湿的"), ("重量", "举着手不酸", "拿两分钟手就酸"),
        ("温度", "热风不烫头皮", "烫得有焦味"), ("静音", "吹头时能听见说话", "孩子听到就哭"))),
    Product("除湿机", "台", ("住一楼的外婆", "开书店的同学", "养琴的表姐", "住海边的姑妈"), (("效果", "一夜抽出半桶水", "开一天也没多少水"), ("静音", "夜里开着能睡着", "嗡嗡声像冰箱坏了"),
        ("水箱", "满了自动停机", "满了还接着滴"), ("移动", "带轮子，推着就走", "轮子卡，只能抬"))),
)  # fmt: skip
REVIEW_CLAUSES = (
    (
        "{who}想给{buyer}买{product}",
        "{who}想送{buyer}一{unit}{product}，还在犹豫",
        "{product}要不要送{buyer}，{who}拿不准",
        "{buyer}缺一{unit}{product}，{who}正在替人挑",
        "{who}替{buyer}相中了一款{product}，还没下单",
        "听说{buyer}想要一{unit}{product}，{who}翻起了评价",
        "{who}打算买{product}送给{buyer}",
    ),
    (
        "一条条看太慢",
        "没时间逐条细看",
        "想先心里有个数",
        "怕看走了眼",
        "读了一遍还是理不清",
        "手机上翻着费劲",
        "今晚就要定下来",
        "优惠只到今晚",
        "上回听一面之词吃过亏",
        "不放心只看打分",
        "越翻越没主意",
        "想弄清哪样好哪样差",
        "预算只够买一{unit}",
        "不想收到货再退",
    ),
)
REVIEW_ASKS = (
    "请概括下面{n}条评价对{asked}的看法：各有几人夸、几人嫌？", "把{n}位买家关于{asked}的话归纳成一段，好坏各数一数。",
    "就{asked}总结这{n}条评价，要有人数。", "用一两句话总结{n}位买家对{asked}的看法，写清赞成和批评的人数。",
    "从{n}条评价里概括{asked}的褒贬，都要数出人数。", "请将下文{n}人对{asked}的意见浓缩成一小段，标明人数。",
    "{n}个买家怎么看{asked}？概括时写出满意与不满的人数。",
    "请把{n}条留言里谈{asked}的内容压缩成两三句，说好和说不好的各有几人要写明。", "{n}条评价太零碎，请总结成一段带人数的话，讲清{asked}。",
    "夸{asked}的有多少，嫌的有多少？请将{n}条评价概括成一段话。", "围绕{asked}给这{n}条评论写个摘要，人数别省。",
    "谁也没空读完{n}条，请提炼买家对{asked}的态度，附上正反人数。", "{asked}究竟口碑如何？请总结{n}位买家的说法，以人数为据。",
    "{n}位用户的反馈请缩写成一段：{asked}各有几个人叫好、几个人抱怨。",
    "请归纳一下：{n}位买家里，{asked}各有多少人认可，多少人不认可？", "给出{n}条评价的摘要，写{asked}，每个方面都报出正反人数。",
)  # fmt: skip
ONE_BUYER = (
    "末尾单提一句买家{one}的评价",
    "买家{one}的意见另写一句",
    "另外单提一句买家{one}的看法",
    "最后补一句买家{one}怎么看",
    "结尾再写一句买家{one}满不满意",
    "买家{one}的评价放在最后单写",
    "再交代一句买家{one}的看法",
)
"""Requests for the opinion of one buyer, at the end of the request for the numbers."""
PRAISE, BLAME = ("不错", "很好", "没得说"), ("不行", "让人失望", "差点意思")


def review(rng: Random, vote: Vote, said: list[Vote]) -> str:
    """A buyer's remark about an aspect. Only the first buyer with this opinion gives a reason."""
    (name, good, bad), pleased = vote
    if vote in said:
        return f"{name}我也{'觉得好' if pleased else '不满意'}"
    return f"{name}{rng.choice(PRAISE if pleased else BLAME)}，{(good if pleased else bad).removeprefix(name)}"


def write_product_reviews(rng: Random) -> Task:
    """Ask to summarize reviews: numbers of positive and negative opinions per aspect, and one buyer's opinion."""
    product, (who, *names), said = rng.choice(PRODUCTS), people(rng, rng.randint(5, 6)), list[Vote]()
    views, lines = {name: ballot(rng, product) for name in names}, list[str]()
    for name, votes in views.items():
        lines.append("；".join(review(rng, vote, said) for vote in votes) + f"。——{name}")
        said += votes
    told_of = [side for side in product.sides if any(side == vote[0] for vote in said)]
    asked, one = rng.sample(told_of, min(len(told_of), rng.choice((2, 2, 3)))), rng.choice(names)
    instruction = f"{told(rng, REVIEW_CLAUSES, REVIEW_ASKS)[:-1]}，{rng.choice(ONE_BUYER)}。".format(
        who=who, buyer=rng.choice(product.buyers), product=product.name, unit=product.unit, one=one,
        asked=listed([side[0] for side in asked]), n="一二三四五"[len(names) - 1],
    )  # fmt: skip
    counts = "；".join(tally(side[0], said.count((side, True)), said.count((side, False))) for side in asked)
    (first, pleased), (second, also) = ((side[0], "满意" if good else "不满意") for side, good in views[one])
    view = f"对{first}和{second}都{pleased}" if pleased == also else f"对{first}{pleased}，对{second}{also}"
    return Task(instruction, "\n".join(lines), f"{len(names)}位买家中，{counts}。其中{one}{view}。")


def ballot(rng: Random, product: Product) -> list[Vote]:
    """Draw the two aspects that a buyer mentions, and whether the buyer is satisfied with each."""
    return [(side, rng.random() < 0.5) for side in rng.sample(product.sides, 2)]


def tally(side: str, good: int, bad: int) -> str:
    """State the numbers of positive and negative opinions about an aspect, or say that there are none."""
    return f"{side}方面{f'{good}人' if good else '无人'}说好，{f'{bad}人' if bad else '无人'}不满意"
