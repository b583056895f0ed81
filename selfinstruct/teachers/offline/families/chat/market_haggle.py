"""A haggle at a market, played to the end: the seller keeps to the rules, and all prices and the change are computed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import SURNAMES


@dataclass(frozen=True, slots=True)
class Goods:
    """Something for sale: price range in yuan, the usual quantities, a fault that they find, and the reply."""

    name: str
    unit: str
    prices: tuple[int, int]
    counts: tuple[int, int]
    fault: str
    reply: str


@dataclass(frozen=True, slots=True)
class Stall:
    """A stall: what it sells, why customers come, and what the seller adds to a deal."""

    name: str
    purposes: tuple[str, ...]
    gifts: tuple[str, ...]
    goods: tuple[Goods, ...]


STALLS = (
    Stall("夏果摊", ("公司下午开茶歇会，叫我来采买", "晚上合唱团庆功，我负责水果", "老师过寿，同学们凑份子，叫我来买", "弟弟一家五口周末回来，给他们备一些", "小店想做果茶，先买点试试"),
          ("一串龙眼", "半个西瓜", "两个青芒果"), (
        Goods("荔枝", "斤", (13, 19), (3, 9), "枝子太多，压秤", "多余的枝我剪了再称"), Goods("水蜜桃", "斤", (9, 14), (4, 10), "有两个磕软了", "软的我挑出来不算"),
        Goods("杨梅", "斤", (16, 24), (2, 6), "颜色红得不匀", "不匀的才是自然熟，您尝一颗"), Goods("黄皮", "斤", (10, 15), (2, 6), "皮上有黑点", "黑点是晒出来的，剥了皮照样甜"),
        Goods("甜瓜", "个", (6, 10), (3, 8), "瓜蒂都干了", "蒂干是放熟了，正好今天吃"), Goods("蓝莓", "盒", (18, 26), (2, 8), "盒底有几颗瘪的", "瘪的我换掉，给您添满"))),
    Stall("山货摊", ("快过年了，家里要囤年货", "要带回南方分给邻居", "要回老家，给亲戚们都捎些山货", "农庄的厨房要添干货，得货比三家", "老父亲过寿，想置办点山里东西"),
          ("一把干辣椒", "一小包八角", "一捧炒瓜子"), (
        Goods("柿饼", "斤", (18, 26), (3, 8), "有的硬得咬不动", "硬的放两天就软，我给您多挑软的"), Goods("红薯粉条", "斤", (10, 15), (4, 12), "断的太多", "断的下锅一样香，长的我尽量给您拿"),
        Goods("花椒", "斤", (40, 60), (2, 4), "梗子没拣净", "我当面过一遍筛再称"), Goods("薄皮核桃", "斤", (20, 30), (3, 8), "个头有大有小", "小的油性足，砸开看仁您就知道"),
        Goods("干香菇", "斤", (55, 75), (2, 5), "好几朵伞没张开", "没张开的叫花菇，比张开的贵呢"), Goods("笋干", "斤", (45, 65), (2, 5), "闻着有股酸味", "水煮晒干的笋都带点酸，没熏过硫黄"))),
    Stall("水产摊", ("晚上请同事吃饭，得多上几个菜", "几个球友聚会，由我掌勺", "渔家小馆刚开张，今天头一桌客", "几个老乡聚餐，推我来买菜", "老家的亲戚一大家子来过节，都爱吃河鲜"),
          ("一把小葱", "两块老姜", "一小袋紫苏叶"), (
        Goods("河虾", "斤", (36, 48), (2, 6), "水太多，看着压秤", "我沥干了再上秤"), Goods("鲫鱼", "斤", (12, 18), (3, 8), "有一条不大动了", "那条我捞出来，只给您蹦得欢的"),
        Goods("螺蛳", "斤", (6, 9), (3, 8), "壳上都是泥", "我再给您涮两遍，回去养一夜就吐净了"), Goods("泥鳅", "斤", (18, 26), (2, 5), "粗细差得太多", "粗的炖汤，细的煎着吃，我给您搭着捞"),
        Goods("黄鳝", "斤", (38, 52), (2, 5), "怎么都这么细", "细的才嫩，我帮您划好丝"), Goods("河蟹", "只", (15, 28), (4, 12), "有一只少了条腿", "少腿的不算，给您换全须全尾的"))),
    Stall("竹木摊", ("民宿刚装修好，想多用些竹木的东西", "美术班要写生，缺些能画的物件", "老屋翻修好了要开农家乐，想多备些竹木用具", "景区小店要进点货，先试着卖", "表妹要开小饭馆，托我带些竹木做的"),
          ("一个竹杯垫", "一个木书签", "一把刷锅的竹刷"), (
        Goods("竹篮", "个", (35, 55), (2, 8), "把手上有毛刺", "我拿砂纸当场磨平"), Goods("黄杨木梳", "把", (32, 50), (2, 8), "齿粗细不一样", "手锯的齿就这样，不挂头发"),
        Goods("竹筒凳", "个", (26, 40), (2, 6), "坐上去有点晃", "我把榫头敲紧，您再坐坐看"), Goods("竹蒸笼", "个", (30, 48), (2, 6), "盖子扣不严", "新竹子没泡过水，泡一夜就严实"),
        Goods("木饭勺", "把", (8, 14), (4, 12), "木纹有点裂", "那是纹路不是裂，您拿指甲划划"), Goods("竹帘", "幅", (45, 68), (2, 5), "长短差了一指", "长出来的我给您裁齐"))),
    Stall("花草摊", ("教室的窗台光秃秃的，老师让添几盆", "同事们刚搬新办公室，凑份礼", "阳台刚封好，想摆满花草", "楼下茶室托我挑几盆回去摆", "老人院想养些花草，先买几盆试试"),
          ("一包颗粒土", "一小瓶花肥", "两个育苗杯"), (
        Goods("多肉", "盆", (9, 16), (4, 14), "底下的叶子干了", "老叶子干了正常，心是硬的"), Goods("茉莉", "盆", (16, 26), (2, 6), "花苞没几个", "修一茬再晒十天，花苞成堆"),
        Goods("绿萝", "盆", (12, 20), (3, 8), "藤太短了", "短的好养，一个夏天能垂到地"), Goods("铜钱草", "盆", (8, 14), (3, 8), "水里有点浑", "刚换过盆，静一晚上就清"),
        Goods("文竹", "盆", (14, 22), (2, 6), "有几枝发黄", "黄的是老枝，我给您剪掉，新枝很快就发"), Goods("观赏椒", "盆", (10, 18), (3, 8), "果子小了点", "果子还在长，红了才好看"))),
    Stall("布艺摊", ("小区要办手工义卖，先来进几样", "民俗馆的小店下周开张，还缺些货", "街坊几个都喜欢老手艺，替她们带些", "手工课上要给孩子们看实物", "要去北方探亲，给那边捎点东西"),
          ("一双毛线袜", "一副鞋垫", "一个顶针"), (
        Goods("羊毛围巾", "条", (60, 88), (2, 6), "线头没剪净", "我这就拿剪子修齐"), Goods("绣花布鞋", "双", (58, 85), (2, 5), "鞋面紧了点", "布鞋穿两天就合脚，小了包换"),
        Goods("蓝印花布", "米", (30, 46), (3, 9), "怕洗了掉色", "头一回用盐水泡，就不掉了"), Goods("艾草香囊", "个", (12, 20), (4, 12), "味道淡了些", "捏一捏，味儿就出来了"),
        Goods("棉坐垫", "个", (25, 38), (3, 8), "棉花填得不够厚", "晒一天太阳，比现在厚一倍"), Goods("虎头帽", "顶", (38, 58), (2, 5), "两只耳朵不一样高", "手工缝的，我拆两针给您调平"))),
    Stall("旧货摊", ("学校办怀旧展，正缺展品", "父亲爱收藏，他生日快到了", "剧组要拍八十年代的戏，来找道具", "茶室想布置得有年头", "社区要办老物件角，派我来淘"),
          ("一个旧书签", "一张老年画", "一截麻绳"), (
        Goods("连环画", "本", (15, 28), (3, 10), "里头好几页发黄", "几十年的纸哪有不黄的，字一个不缺"), Goods("铜铃", "个", (45, 68), (2, 6), "铃身有锈点", "擦一擦就亮，声音您敲敲听"),
        Goods("黑胶唱片", "张", (30, 50), (2, 8), "封套磨破了边", "封套破了片子没划，能放"), Goods("搪瓷缸", "个", (18, 30), (3, 8), "掉了两块瓷", "掉瓷才是老东西，新的我还没有呢"),
        Goods("煤油灯", "盏", (55, 80), (2, 4), "玻璃罩有裂纹", "我给您换个完好的罩子"), Goods("旧明信片", "套", (20, 35), (2, 8), "背面写过字", "写过字的是实寄，比空白的难找"))),
    Stall("陶瓷摊", ("小饭馆下周开张，家伙还没着落", "农家乐要添些陶瓷家什", "搬了新家，厨房还空着", "镇上的私房菜馆要换一批家什，派我来看看", "新开的民宿想用本地窑的东西"),
          ("一个酱油碟", "一双陶筷架", "一块杯垫"), (
        Goods("粗陶碗", "个", (22, 36), (4, 12), "碗口不太圆", "手拉的坯，一只一个样"), Goods("青瓷茶杯", "个", (25, 42), (3, 10), "釉面有针眼", "针眼不漏水，您倒水试试"),
        Goods("鱼盘", "个", (30, 48), (2, 6), "盘底不平", "我在磨石上蹭两下就稳了"), Goods("泡菜坛", "个", (48, 70), (2, 5), "坛沿有个小缺口", "有缺口的我搬走，给您拿好的"),
        Goods("砂锅", "口", (40, 62), (2, 5), "盖子颜色和锅身不配", "一窑出的，火候不同色就不同"), Goods("大汤盆", "个", (28, 45), (2, 6), "里头落了窑灰", "擦一擦就净，窑灰不碍事"))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tactic:
    """How a customer haggles: the customer's line, and the seller's line behind it."""

    line: str
    reply: str


TACTICS = (
    Tactic("隔壁摊可比你便宜，看着也不比你的差。", "隔壁便宜有便宜的货，您摸摸看，差在哪儿一清二楚。"),
    Tactic("价钱不合适，我可就去别处转转了。", "哎，先别走，买卖不成话还能谈。"),
    Tactic("老板人实在，一看就会做长久生意。", "冲您这句话，我也不藏着，能让的我尽量让。"),
    Tactic("我上个月才来过，老主顾总该有老主顾的价吧？", "老主顾我记得，所以才不跟您报虚价。"),
    Tactic("我今天钱带得不多，你给个痛快价。", "钱不够可以少买点，价可不能一路降下去。"),
    Tactic("我朋友也说贵，两张嘴还说不动你一张？", "两位一块儿来，我更得给实价，免得日后说我偏心。"),
    Tactic("你便宜点，我回头把单位的人都带来。", "那敢情好，人来了我照这个规矩，一个价。"),
    Tactic("你自己看，这儿、这儿，毛病可不少。", "做买卖不瞒人，您指出来的，咱们一样一样说。"),
    Tactic("都这个点了，你还不打算清货？", "货是好货，收摊我拿回家也不愁。"),
    Tactic("我懂行，这货的进价我心里有数。", "您懂行就更好，您说的行情里，运费和损耗算了没？"),
    Tactic("预算就那么点，花超了我可不好交代。", "谁家都有难处，我也指着这个摊子吃饭，咱们互相体谅。"),
    Tactic("做生意图个吉利，凑个吉利数嘛。", "吉利在货上，价钱我按规矩来。"),
    Tactic("一下买两样，总该有个说法吧？", "说法自然有，买够数的就按满数的价。"),
    Tactic("大家伙儿都听听，这价是不是高了？", "您尽管问，这集上同样的货，谁家都是这个价。"),
    Tactic("咱们都爽快点，你报个到底的价。", "到底的价都写在牌子上，我不玩虚的。"),
    Tactic("你这摊摆了多少年了？生意还好做吧？", "摆了八年了，天天有人还价，我习惯啦。"),
)  # fmt: skip
MARKETS = (
    "城隍庙集市",
    "南门早市",
    "运河边集市",
    "镇上大集",
    "古城步行街",
    "老码头市场",
    "山脚的周末集",
    "回龙桥市场",
    "西关庙会",
    "河湾乡集",
)
SPEECHES = (
    "{purpose}，要{one}、{two}。你这{a}{a_fault}，{b}呢，{b_fault}。{line}",
    "我要{one}，再要{two}，{purpose}。先说好，{a}{a_fault}，{b}{b_fault}，价钱得公道。{line}",
    "{line}{purpose}，打算拿{one}和{two}。不过{a}{a_fault}，{b}呢，{b_fault}，你说怎么办？",
    "看了半天，{a}{a_fault}，{b}{b_fault}。{purpose}，就来{one}、{two}吧。{line}",
    "{purpose}。{one}和{two}，一共算多少？{a}{a_fault}，{b}{b_fault}，我都看见了。{line}",
)  # fmt: skip
FRAMES = (
    "你是{market}{stall}的摊主{seller}，{buyer}走过来说：“{speech}”请扮演摊主回话，并把后面的讨价还价接着演完，两个人的话都写。",
    "角色扮演：{market}，{stall}的{seller}遇上了{buyer}。{buyer}先开口：“{speech}”请按卖家的规矩把对话接下去，聊到付钱找钱。",
    "“{speech}”{buyer}在{market}的{stall}前这样说。角色扮演，你当{seller}回话，{buyer}后面的话也由你说，直到成交。",
    "我们来演砍价。地点{market}，你同时扮演{stall}的{seller}和顾客{buyer}。开场白是{buyer}的：“{speech}”请接着演，规矩见下。",
    "扮演{seller}，你在{market}摆{stall}。顾客{buyer}跟你说：“{speech}”照规矩应答，一来一回演到钱货两清。",
    "{buyer}逛{market}，停在{seller}的{stall}前：“{speech}”请以{seller}的身份接话，同时替{buyer}答话，直到找完零钱。",
    "练口语：你演{stall}的{seller}，也演顾客{buyer}，地点{market}。{buyer}说：“{speech}”从{seller}的回答开始，对话到收钱为止。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a deal: its list price, the bargain price for `many` or more, and the quantity."""

    goods: Goods
    price: int
    low: int
    many: int
    count: int

    @property
    def agreed(self) -> int:
        """The price that the quantity earns."""
        return self.low if self.count >= self.many else self.price

    @property
    def much(self) -> str:
        """The quantity with its unit."""
        return f"{self.count}{self.goods.unit}"


def item_of(rng: Random, goods: Goods) -> Item:
    """Draw the numbers of an item."""
    price, count = rng.randint(*goods.prices), rng.randint(*goods.counts)
    cut = max(1, round(price * rng.choice((0.1, 0.15, 0.2))))
    return Item(goods, price, price - cut, max(2, count + rng.choice((-2, -1, 0, 2))), count)


def rule_of(item: Item) -> str:
    """Write the seller's rule for an item."""
    unit = item.goods.unit
    return f"{item.goods.name}每{unit}{item.price}元，买满{item.many}{unit}每{unit}{item.low}元"


def verdict(item: Item) -> str:
    """Say which price the quantity earns, and what it comes to."""
    unit, total = item.goods.unit, item.agreed * item.count
    if item.count >= item.many:
        return f"{item.goods.name}满了{item.many}{unit}，每{unit}按{item.low}元，{item.much}是{total}元"
    return f"{item.goods.name}不够{item.many}{unit}，只能按每{unit}{item.price}元，{item.much}是{total}元"


def settled(rng: Random, items: tuple[Item, Item], trim: int, gift: str) -> list[str]:
    """Write how the customer asks for the sum and pays: the customer speaks first."""
    parts = [item.agreed * item.count for item in items]
    total, rest = sum(parts), sum(parts) % 10
    due = total - rest if rest <= trim else total
    paid = -(-due // (100 if due > 50 else 50)) * (100 if due > 50 else 50)
    odd = f"零头{rest}元抹了" if rest <= trim else f"零头{rest}元超过{trim}元，抹不了"
    return [
        rng.choice(("那加起来多少？零头别算了吧。", "好吧，算个总数，零头抹掉。", "行行行，一共多少？抹个零。")),
        f"{parts[0]}加{parts[1]}，总共{total}元，" + (f"{odd}，收您{due}元。" if rest else f"正好没有零头，收您{due}元。"),
        f"给，{paid}元。" if paid > due else f"给，{paid}元，刚好。",
        (f"找您{paid - due}元，点一点。" if paid > due else "不多不少。") + f"再送您{gift}，慢走！",
    ]  # fmt: skip


def lines_of(rng: Random, items: tuple[Item, Item], tactic: Tactic, trim: int, gift: str) -> list[str]:
    """Write what the seller and the customer say in turn, the seller first."""
    one, two = items
    offer, unit = max(1, one.low - rng.randint(1, max(1, one.low // 4))), one.goods.unit
    return [
        f"{tactic.reply}您说的{one.goods.name}，{one.goods.reply}；{two.goods.name}呢，{two.goods.reply}。",
        rng.choice((f"那{one.goods.name}{offer}元一{unit}，卖不卖？", f"{one.goods.name}我出{offer}元一{unit}，行就装。", f"{one.price}元太贵了，{one.goods.name}{offer}元一{unit}吧。")),
        f"{offer}元连本钱都不够。按我的规矩，{verdict(one)}。",
        rng.choice((f"唉，{one.agreed}元就{one.agreed}元。{two.goods.name}呢？", f"好，依你。那{two.goods.name}怎么算？", f"真会做生意。{two.goods.name}总得便宜点吧？")),
        f"{verdict(two)}。",
        *settled(rng, items, trim, gift),
    ]  # fmt: skip


def write_market_haggle(rng: Random) -> Task:
    """A haggle at a market, played to the end."""
    stall, tactic, trim = rng.choice(STALLS), rng.choice(TACTICS), rng.choice((2, 3, 4, 5))
    gift, names = rng.choice(stall.gifts), rng.sample(SURNAMES, 2)
    a, b = (item_of(rng, goods) for goods in rng.sample(stall.goods, 2))
    seller, buyer = (
        rng.choice(("老{}", "{}婶", "{}师傅")).format(names[0]),
        rng.choice(("小{}", "{}阿姨", "{}先生", "{}女士")).format(names[1]),
    )
    speech = rng.choice(SPEECHES).format(
        purpose=rng.choice(stall.purposes), one=a.much + a.goods.name, two=b.much + b.goods.name, line=tactic.line,
        a=a.goods.name, a_fault=a.goods.fault, b=b.goods.name, b_fault=b.goods.fault,
    )  # fmt: skip
    instruction = rng.choice(FRAMES).format(
        market=rng.choice(MARKETS), stall=stall.name, seller=seller, buyer=buyer, speech=speech
    )
    rules = f"卖家的规矩\n- {rule_of(a)}\n- {rule_of(b)}\n- 总价超过整十元的零头，不多于{trim}元就抹掉，再多不抹\n- 成交后送{gift}"
    lines = lines_of(rng, (a, b), tactic, trim, gift)
    spoken = (f"{(seller, buyer)[k % 2]}：{line}" for k, line in enumerate(lines))
    return Task(instruction, rules, "\n".join(spoken))
