"""Ask for the gist of a fable: a title, the moral, the plot in a limit, its steps, or the deeds and fates of two characters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import (
    close_limit,
    contents,
    ladder,
    order,
    round_limit,
    within,
)
from selfinstruct.teachers.offline.tables import in_table


@dataclass(frozen=True, slots=True)
class Fable:
    """A fable: its characters, title, three parts in full and in short, asides, moral, and what two characters did.

    The asides follow the first and the second part. Each of `fates` has a character, a deed and its outcome.
    """

    name: str
    title: str
    full: tuple[str, str, str]
    short: tuple[str, str, str]
    asides: tuple[str, str]
    moral: str
    fates: tuple[tuple[str, str, str], tuple[str, str, str]]


FABLES = (
    Fable("两口井", "浅井与深井", (
        "山脚下住着两兄弟，大旱那年，各自在院里打井。哥哥挖了三尺不见水，就换一个地方再挖，半个月里院子挖出了九个坑",
        "弟弟选定一处，每天往下挖一尺，挖到第十二天，铁镐碰上了湿泥，他没有停手，又挖了四天，一股清水涌了上来",
        "哥哥望着满院的浅坑，只好提着桶到弟弟家打水，弟弟对他说：“你挖的坑加起来，比我的井还深呢。”"),
        ("大旱时兄弟俩各自打井", "哥哥换了九处都浅尝辄止，弟弟守着一处挖了十六天", "弟弟挖出清水，哥哥只好来打水"),
        ("院角的枣树上挂着去年的灯笼", "邻居家的鸡常来刨新翻的土"), "认准一处坚持到底，胜过处处浅尝辄止",
        (("哥哥", "挖三尺不见水就换地方", "挖了九个坑也没有水"), ("弟弟", "守着一处天天往下挖", "挖出一股清水"))),
    Fable("蜗牛登塔", "登上塔顶的蜗牛", (
        "森林里要选一位到塔顶点灯的使者，兔子和蜗牛都报了名。兔子一听塔有三百级台阶，笑着说自己一顿饭的工夫就能上去",
        "兔子跳了一百级，觉得风景好，在窗口看了半天热闹，又躺在平台上睡了一觉。蜗牛一级一级往上挪，渴了就喝墙上的露水，雨夜也没有停",
        "第七天傍晚，塔顶的灯亮了，兔子抬头一看，点灯的竟是蜗牛"),
        ("兔子和蜗牛争当点灯使者", "兔子贪玩贪睡，蜗牛一刻不停往上挪", "第七天，蜗牛点亮了塔灯"),
        ("塔檐上的铜铃叮当作响", "窗口正对着一片金黄的稻田"), "脚步虽慢，只要不停，就能到达别人到不了的地方",
        (("兔子", "仗着跑得快，半路贪玩睡觉", "没有到塔顶"), ("蜗牛", "一级一级不停地爬", "点亮了塔灯"))),
    Fable("借伞", "借出去的伞", (
        "小镇的伞匠门口放着十把旧伞，谁遇雨都可以拿走。有人劝他收押金，他说：“雨下在谁头上，谁就知道伞的好。”",
        "头一年，十把伞只还回来四把，伞匠补上六把，继续放着。第二年还回来八把，有人还附上一包糖",
        "第三年，门口的伞不但一把没少，反而多了三把，原来镇上的人把自家的旧伞也送来了"),
        ("伞匠免费借出十把伞", "头一年只还四把，他补齐后照旧借", "第三年，伞不但没少，还多了三把"),
        ("伞匠的狗最怕打雷", "镇口的石板路雨天滑得很"), "真诚的信任会换来更多的信任",
        (("伞匠", "不收押金，借伞给人，少了就补", "伞越来越多"), ("镇上的人", "起初不还，后来被打动", "还伞并送来自家的伞"))),
    Fable("狐狸学琴", "急着登台的狐狸", (
        "狐狸听百灵鸟唱歌赢得满堂喝彩，也去拜师学琴。老师说先练三年指法，狐狸嫌太慢，只学了一首曲子就到处演出",
        "开头几场，观众图个新鲜，掌声不断。可它翻来覆去只有那一首，又弹错了好几个音，台下的人渐渐走光",
        "百灵鸟却每天清晨练声，从不张扬，冬天来了，它在雪地里唱了一整晚，森林里的动物都点起火把来听"),
        ("狐狸拜师学琴，嫌练基本功太慢", "只学一首就到处演出，观众渐渐走光", "勤练的百灵鸟赢得全林的喝彩"),
        ("狐狸的领结是借来的", "舞台下的蘑菇排成了座位"), "急于表现而不肯打基础，掌声不会长久",
        (("狐狸", "只学一首曲子就登台", "观众渐渐走光"), ("百灵鸟", "每天清晨练声", "全林的动物点着火把来听"))),
    Fable("分粥", "分粥的人最后取碗", (
        "一队伐木工人被雪困在小屋里，每天只剩一锅粥。轮到谁掌勺，谁的碗就最满，大家为此吵了三天",
        "年纪最小的学徒想了一个法子：分粥的人最后一个取碗。这样一来，掌勺的人分得格外仔细，怕剩给自己的那碗最少",
        "雪停了，工人们都平安下山，后来镇上的饭堂也照着这个办法分饭"),
        ("雪中被困，分粥的人总给自己多盛", "学徒提议分粥的人最后取碗", "粥分得平均，办法也传开了"),
        ("小屋的炉子用了几十年", "窗外的松枝被雪压弯了"), "让分粥的人最后取碗，这样的规矩比劝人公道更可靠",
        (("伐木工人", "掌勺就给自己多盛", "为此吵了三天"), ("学徒", "让分粥的人最后取碗", "人人分到一样多的粥"))),
    Fable("镜子铺", "只照别人的镜子", (
        "城里来了一位卖镜子的老人，他的镜子有一个怪处：照出来的都是别人的毛病。一时间人人抢着买，用来数落邻居",
        "不到一个月，街坊之间吵翻了天，谁也不理谁。有个孩子把镜子翻过来，发现背面能照见自己",
        "孩子把翻面的法子告诉了大家，人们看见自己的毛病比别人还多，脸红着互相道了歉，吵闹的街又安静下来"),
        ("老人卖的镜子只照见别人的毛病", "街坊用它互相数落，吵翻了天", "孩子翻过镜子，大家看见自己的毛病，互相道歉"),
        ("镜子铺的招牌是反着写的", "卖糖葫芦的小贩也来照过镜子"), "先看见自己的毛病，才会宽待别人",
        (("街坊", "用镜子专挑别人的毛病", "吵得互不理睬"), ("孩子", "把镜子翻过来照自己", "让大家和好"))),
    Fable("两棵树", "扎根与开花", (
        "河岸上种下两棵树苗，一棵急着开花，春天刚到就把养分全送到枝头，赢得路人的赞美；另一棵默默往下扎根，三年都不见一朵花",
        "第四年的秋天，河水暴涨，岸边的泥土被冲走了一大半。那棵花开得最盛的树，根浅泥松，整个倒进了水里",
        "另一棵树稳稳站着，第二年春天开出满树白花，还护住了半边河岸"),
        ("两棵树苗，一棵忙着开花，一棵往下扎根", "洪水冲走泥土，根浅的那棵倒了", "扎根的那棵第二年开满白花"),
        ("树苗是放牛的老人栽的", "下游的木桥也被冲垮了"), "根基扎得深，才经得起风浪，也开得出花",
        (("急着开花的树", "把养分全送到枝头", "被洪水冲倒"), ("往下扎根的树", "三年不开花，专心扎根", "挺过洪水，开满白花"))),
    Fable("渡口的灯", "对岸的灯", (
        "渡口的老船夫每晚都在两岸各点一盏灯。有人说对岸没人住，点灯是浪费油，劝他只点一边",
        "一个大雾夜，一位迷路的郎中从对岸摸黑走来，正是靠那盏灯找到了渡口。原来他要过河去救一个难产的妇人",
        "母子平安后，全村的人轮流给老船夫添油，两岸的灯再也没有灭过"),
        ("老船夫坚持在两岸各点一盏灯", "雾夜里，郎中靠对岸的灯找到渡口，救了产妇", "村民轮流添油，灯再没有灭过"),
        ("渡口的芦苇比人还高", "船夫的烟斗是黄杨木的"), "看似无用的善意，说不定正是别人的救命灯",
        (("老船夫", "不顾别人劝说，两岸都点灯", "得到全村帮忙添油"), ("郎中", "雾夜里靠灯找到渡口", "救下母子"))),
    Fable("猫头鹰的眼镜", "戴上眼镜的猫头鹰", (
        "猫头鹰白天看不清东西，又怕丢面子，不肯承认。松鼠送的果子，它当成石子扔掉，还责怪对方小气",
        "它把风吹落叶当成野兽，吓得撞在树上，额头肿了一个包。狗熊医生配了一副深色眼镜，它却嫌难看，塞在树洞里",
        "直到有一次差点飞进火堆，它才戴上眼镜，第一次看清白天的花，也看清了朋友的笑脸"),
        ("猫头鹰白天看不清，却不肯承认", "闹出误会、撞了树，仍嫌眼镜难看", "险些飞进火堆后戴上眼镜，看清了世界"),
        ("松鼠的果子是在南坡捡的", "树洞里还塞着它藏的三片羽毛"), "承认自己的短处，才能得到真正的帮助",
        (("猫头鹰", "不肯承认看不清，嫌眼镜难看", "撞了树，差点飞进火堆"), ("狗熊医生", "替它配了一副眼镜", "帮它看清了花和笑脸"))),
    Fable("织网的蜘蛛", "一张补了又补的网", (
        "屋檐下的蜘蛛织了一张网，第一天就被风吹破了。它补好后，又被飞过的麻雀撞出一个大洞，路过的苍蝇都来嘲笑",
        "蜘蛛发现风口和鸟道总在东边，就挪到西边屋角，把网织得斜一些，丝也绕得更密",
        "从此再大的风吹来，网只是晃一晃，那些笑话它的苍蝇，有几只落在了上面"),
        ("蜘蛛的网屡次被风和鸟弄破", "它找到原因，换地方、改织法", "新网经受住风，粘住了苍蝇"),
        ("一只瓢虫停在网旁看热闹", "屋檐的瓦片上长着青苔"), "失败之后要找出原因再改进，光重复没有用",
        (("蜘蛛", "找出原因，换地方、改织法", "新网不再被吹破"), ("苍蝇", "一味嘲笑", "有几只落在了网上"))),
    Fable("金钥匙与木锁", "换一把锁的老匠人", (
        "财主请人造了一把金钥匙，配的却是生锈的旧木锁，开一次要转半天，钥匙还弯了三回。财主骂钥匙不争气，接连换了四把",
        "一位老匠人看了看，说：“毛病不在钥匙上。”他用一块硬木雕了新锁，只收两文工钱",
        "金钥匙插进去轻轻一转，门就开了，财主这才明白，自己花的冤枉钱够买十把锁"),
        ("财主的金钥匙总开不动旧木锁", "他连换四把钥匙，老匠人却只换了锁", "钥匙轻轻一转门就开了，财主才知道钱白花了"),
        ("财主家的门环是铜狮子头", "老匠人用的刻刀缺了一角"), "找对问题的根子，比花大价钱更管用",
        (("财主", "怪钥匙，连换四把", "白花了冤枉钱"), ("老匠人", "看出毛病在锁上，换了锁", "钥匙轻轻一转门就开"))),
    Fable("河蚌与贝壳商", "磨出来的珠子", (
        "一只河蚌的壳里进了一粒沙，疼得整夜睡不着。邻居劝它张开壳等水把沙冲走，它试了几次，沙却越陷越深",
        "它只好分泌汁液把沙裹起来，一层又一层，三年过去，沙粒变得圆润，疼也轻了",
        "贝壳商打开它时，看到一颗发光的珍珠，而那些没有进过沙的河蚌，壳里空空的"),
        ("河蚌的壳里进了沙，疼得厉害", "它用汁液一层层裹住沙粒，过了三年", "沙粒变成了珍珠"),
        ("邻居是一只爱讲笑话的螺蛳", "河底的水草缠着一只旧靴子"), "耐心化解磨难，痛苦也会变成珍珠",
        (("进了沙的河蚌", "一层层裹住沙粒", "磨出了珍珠"), ("别的河蚌", "没有进过沙", "壳里空空的"))),
    Fable("鹦鹉看店", "只会学舌的鹦鹉", (
        "杂货店的鹦鹉学会了掌柜的每一句话，掌柜见它机灵，出门办事时就让它看店",
        "客人来买三斤盐，鹦鹉按老样子喊“两文钱一斤”，可那天的盐价已经涨到五文，客人一口气买走三十斤",
        "掌柜回来，看见空盐缸和一堆铜钱，懊悔不已，从此每天把价牌挂在柜台上，让鹦鹉先看一眼"),
        ("掌柜让会学舌的鹦鹉看店", "盐价涨了，鹦鹉仍按老价叫卖，盐被买光", "掌柜懊悔，改挂价牌"),
        ("店里的算盘少了一颗珠子", "门口的拴马桩拴过驴"), "只会重复而不会变通，聪明也会坏事",
        (("鹦鹉", "照旧价叫卖", "盐以低价被买光"), ("掌柜", "让鹦鹉看店，没有交代新价", "懊悔，改挂价牌"))),
    Fable("老马拉车", "老马识途", (
        "商队要过一条雾谷，年轻的马跑得飞快，嫌老马步子慢，赶车人便把老马换到了最后",
        "走到岔路口，雾越来越浓，年轻的马凭着性子选了一条，走了半天又绕回原地，险些掉进沟里",
        "赶车人把老马牵到前面，它走走停停，嗅着石头上的水汽，天黑前领着商队出了谷"),
        ("商队过雾谷，年轻的马嫌老马慢", "年轻的马在雾里迷了路", "老马领着商队走出雾谷"),
        ("车上装着三十坛酱菜", "谷口有一座倒塌的土地庙"), "经验往往能救急，不能因为步子慢就看轻老手",
        (("年轻的马", "凭着性子选岔路", "绕回原地，险些掉沟"), ("老马", "嗅着水汽慢慢走", "天黑前领商队出谷"))),
    Fable("种瓜得名", "卖不出去的名气", (
        "瓜农老秦为了出名，在自家西瓜上贴金纸，雇人敲锣打鼓，头一天卖出两百个，可吃过的人都说不甜",
        "隔壁的老郑没有花钱吆喝，只把生瓜挑出来留作腌菜，保证卖的每一个都熟透，切开一块让客人先尝",
        "入秋以后，老秦的金纸堆了一屋，再没有人来，老郑的瓜却要提前三天预订"),
        ("老秦靠贴金纸、敲锣鼓卖瓜", "老郑只卖熟瓜，让客人先尝", "老秦的瓜没人买，老郑的瓜要预订"),
        ("老秦的锣是祖传的", "地头的稻草人换了新衣服"), "名气靠吆喝来得快，靠实在才留得住",
        (("老秦", "贴金纸、敲锣鼓，瓜却不甜", "再没有人来买"), ("老郑", "只卖熟瓜，先尝后买", "瓜要提前三天预订"))),
    Fable("风筝的线", "想挣脱线的风筝", (
        "一只风筝飞得比楼还高，它抱怨说：“要不是这根线拽着，我早就飞到云上去了。”",
        "一阵大风吹来，它用力一挣，线断了。它高兴地翻了两个跟头，却不由自主地往下栽，撞在烟囱上，挂破了翅膀",
        "孩子把它捡回来，用新线系好，它重新升上天空，这回再也不嫌线拉得紧"),
        ("风筝嫌线拽着它，想飞得更高", "线断后它栽下来，挂破了翅膀", "孩子给它系上新线，它又飞起来，不再抱怨"),
        ("广场上还有人在卖棉花糖", "烟囱上坐着一只打盹的猫"), "约束有时正是支撑，挣脱它未必自由",
        (("风筝", "嫌线拽着，用力挣断", "栽下来挂破翅膀"), ("孩子", "捡回风筝，系上新线", "让它重新升空"))),
    Fable("刺猬的围巾", "一条软软的围巾", (
        "冬天到了，刺猬想和朋友们挤在一起取暖，可它的刺让谁都不敢靠近。它躲在洞里，又冷又委屈",
        "鼹鼠奶奶给它织了一条厚围巾，裹住身上的刺。它走出洞来，先小心地问大家：“我这样可以吗？”",
        "兔子第一个靠过来，接着是松鼠和山雀，那一夜，大家挤在一起，谁也没有被扎着"),
        ("刺猬想和朋友取暖，却怕刺着人", "鼹鼠奶奶织围巾裹住刺，它先问大家是否可以", "大家挤在一起，谁也没有被扎着"),
        ("洞口的冰凌像一排牙齿", "鼹鼠奶奶的毛线是拆旧毛衣得来的"), "收起自己的刺，别人才敢靠近你",
        (("刺猬", "裹住刺，先问过大家", "和朋友挤在一起取暖"), ("兔子", "第一个靠过来", "没有被扎着"))),
    Fable("钟表匠的徒弟", "慢了几分钟的钟", (
        "大钟楼的钟慢了，师傅让徒弟去校准。徒弟觉得差几分钟没人会在意，拨了一下指针就下来",
        "第二天，赶早班的菜农误了船，学校的铃也敲晚了，集市上乱成一团，人们都怪钟楼不准",
        "徒弟脸红了，连夜拆开齿轮，找到一粒卡住的沙子，把它取出来，钟从此分秒不差"),
        ("徒弟敷衍了事，只拨了指针", "钟不准害得全镇误事", "徒弟拆开齿轮取出沙子，钟从此准了"),
        ("钟楼的台阶共有一百二十级", "菜农的篮子里装着带露的荠菜"), "小处的敷衍，会变成大处的麻烦",
        (("徒弟", "起初只拨一下指针，后来连夜拆钟", "让钟从此分秒不差"), ("镇上的人", "跟着不准的钟行事", "误了船，乱成一团"))),
    Fable("石头与海绵", "肯弯腰的海绵", (
        "溪边有一块石头和一块海绵，石头嘲笑海绵软弱，说自己再大的水也冲不动",
        "山洪来了，石头被冲到下游，磨得没有了棱角。海绵吸满了水，随着水流弯下腰，钩在树根上一动不动",
        "水退以后，人们捡起海绵洗净挂起来，石头却躺在一片烂泥里"),
        ("石头嘲笑海绵软弱", "山洪来时，石头被冲走，海绵弯腰吸水钩在树根上", "海绵被人洗净，石头落在烂泥里"),
        ("溪水的源头在十里外", "树根上长着几朵野菇"), "懂得退让与吸收，比一味逞强更能站住脚",
        (("石头", "嘲笑海绵，硬碰洪水", "被冲到下游，陷进烂泥"), ("海绵", "弯腰吸水，钩住树根", "洪水过后被人洗净"))),
    Fable("驼队的水壶", "最后一壶水", (
        "沙漠里，五个人的驼队只剩一壶水。领队把壶交给走得最慢的少年保管，说：“谁都不许先喝，要喝一起喝。”",
        "一路上，有人口干得眼冒金星，也有人劝少年偷偷喝一口，少年摇摇头，把壶抱在怀里",
        "第二天傍晚，他们看见了绿洲，壶里的水还是满的，大家互相看了看，谁也没说话，眼圈却红了"),
        ("驼队只剩一壶水，交给少年保管", "少年抱着壶，谁劝也不肯先喝", "走到绿洲，壶里的水仍是满的"),
        ("骆驼的铃声又哑又慢", "领队的胡子上挂着沙粒"), "有人守住规矩，大家才能一起走出绝境",
        (("领队", "把水壶交给最慢的少年", "带全队走到绿洲"), ("少年", "谁劝也不先喝", "水壶还是满的"))),
)  # fmt: skip
OCCASIONS: dict[str, tuple[str, ...]] = {
    "两口井": ("学生做事三分钟热度，班会课打算讲{it}。", "朋友一年换了四份工作，我想把{it}讲给他听。"),
    "蜗牛登塔": ("女儿嫌自己跑得慢，不肯参加长跑，我想讲讲{it}。", "康复科的墙上要贴{it}，鼓励病人慢慢来。"),
    "借伞": ("社区要推广共享雨具，宣传页想引用{it}。", "公司讨论要不要收押金，有人提到{it}。"),
    "狐狸学琴": ("乐团招新，指挥想用{it}劝新人练基本功。", "弟弟学了两周吉他就要上台，妈妈给他找来{it}。"),
    "分粥": ("宿舍为打扫卫生吵架，舍长想起{it}。", "公共管理课讲规则设计，从{it}讲起。"),
    "镜子铺": ("家长会上互相埋怨的人多，班主任想念{it}。", "心理社的沙龙要讨论{it}。"),
    "两棵树": ("刚工作的表弟急着出成绩，师父送他{it}。", "园艺社的手抄报需要{it}。"),
    "渡口的灯": ("志愿者服务队要在开会时读{it}。", "乡镇医院的走廊里想挂{it}的内容。"),
    "猫头鹰的眼镜": ("班里有孩子不肯戴眼镜，校医想讲{it}。", "幼儿园的视力保护周选了{it}。"),
    "织网的蜘蛛": ("实验屡次失败的师弟有些灰心，我把{it}发给他。", "创业课的第一页想用{it}。"),
    "金钥匙与木锁": ("设备科的培训要讲找准故障，开场用{it}。", "妈妈换了三个灯泡还不亮，原来是开关坏了，让我想起{it}。"),
    "河蚌与贝壳商": ("病友会想在手册里收进{it}。", "毕业典礼的发言稿打算引用{it}。"),
    "鹦鹉看店": ("新员工照本宣科，店长想让他们读{it}。", "人工客服培训班要讨论{it}。"),
    "老马拉车": ("单位要给老职工办欢送会，主持人想讲{it}。", "年轻同事总嫌老师傅慢，组长转来{it}。"),
    "种瓜得名": ("直播助农的培训要讲诚信，选了{it}。", "做小生意的叔叔迷上了打广告，我给他念{it}。"),
    "风筝的线": ("孩子嫌家里管得严，爸爸给他讲{it}。", "青春期家长课堂准备用{it}。"),
    "刺猬的围巾": ("小组里有人说话伤人，辅导员想用{it}开头。", "转学来的同学没有朋友，老师想讲{it}。"),
    "钟表匠的徒弟": ("质检车间的晨会要读{it}。", "学徒工马虎出了错，师傅让他抄{it}。"),
    "石头与海绵": ("谈判课要讲以柔克刚，用{it}引入。", "两个儿子谁也不让谁，奶奶给他们讲{it}。"),
    "驼队的水壶": ("救援队的纪律教育课选了{it}。", "登山社出发之前，领队要讲{it}。"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Users:
    """People who use a fable, and why they want a summary. Only those who do not tell it need a title, a moral or a table."""

    people: tuple[str, ...]
    reasons: tuple[str, ...]
    tell: bool = False


USERS = (
    Users(("睡前讲故事的爸爸", "给孩子录音的妈妈", "值夜班的儿科护士", "陪床的姑姑", "带外孙的外公"),
        ("孩子困得睁不开眼", "怕讲跑题", "上回讲漏了一段", "怕记不住先后", "今晚就要讲", "听的孩子爱打断"), tell=True),
    Users(("故事会的主持人", "参加故事比赛的小选手", "幼儿园园长", "电台的讲述人", "朗诵社的社长", "社区故事屋的志愿者", "儿童剧团的导演", "故事课的带班老师", "木偶戏班的班主",
         "播客里的讲故事人", "夏令营的辅导员"),
        ("时间只剩五分钟", "听众都是六岁的孩子", "怕讲跑题", "前面的节目拖得太久", "要在一分钟内讲完", "上回讲漏了一段", "怕记不住先后", "明早就要讲"), tell=True),
    Users(("语文老师", "出题老师", "写教案的新老师", "语文组长", "课后服务的老师", "特教班的老师", "教研员", "实习老师", "德育处的干事"),
        ("要出一道阅读题", "要写进读书卡", "要做一张展示卡", "黑板只剩一角", "想分享在家长群", "得让没读过的人也明白", "明早就要用", "景物不必交代", "要贴在班级墙上",
         "要编进周末作业", "要让学生比一比谁写得准", "要发给家长先看", "备课本上留了半页")),
    Users(("阅读推广员", "图书角的管理员", "读书会的召集人", "绘本馆的馆长", "社区书屋的站长"),
        ("要写进读书卡", "要做一张展示卡", "想分享在读者群", "得让没读过的人也明白", "还没看值不值得讲", "要贴在阅览室的墙上", "景物不必交代", "明早就要用")),
    Users(("绘本编辑", "童话选的编者", "校刊的小编", "插画师", "有声书的编审", "儿童版的记者", "连环画的脚本作者", "出版社的实习生", "版权代理人"),
        ("目录里只有一行", "选稿要先看内容提要", "字数有限", "海选的稿子有一大摞", "明早就要用", "要填选题表", "要报给主编", "封底还缺几行字")),
    Users(("童书店的店员", "图书网站的编辑", "写书评的编辑", "书展的志愿者"),
        ("要印在书签背面", "读者只看一眼", "得让没读过的人也明白", "要写进征订单", "要做一张书目卡片", "新来的同事没看过", "字数有限")),
    Users(("写读后感的同学", "文学社的社长", "演课本剧的同学", "办手抄报的同学"),
        ("老师不许照抄", "要写进读书卡", "得让没读过的人也明白", "明早就要交", "景物不必交代", "纸上只剩一小块地方")),
)  # fmt: skip
TIGHT = frozenset(
    ("要印在书签背面", "黑板只剩一角", "要在一分钟内讲完", "时间只剩五分钟", "读者只看一眼", "纸上只剩一小块地方", "封底还缺几行字")
)  # fmt: skip
ONE_LINE = "目录里只有一行"


def reader_of(rng: Random, ask: str, roomy: bool) -> tuple[str, str]:
    """Draw someone who wants the summary that `ask` orders, and why."""
    plot = "起因" in ask or "情节" in ask.replace("情节不要", "").replace("不复述情节", "")
    told = plot and "Markdown" not in ask and "标题" not in ask
    users = rng.choice([users for users in USERS if told or not users.tell])
    tight = (*TIGHT, ONE_LINE) if roomy else () if not plot else (ONE_LINE,)
    return rng.choice(users.people), rng.choice([why for why in users.reasons if why not in tight])


AT_HOME = USERS[0].people
SHARED_OCCASIONS = (
    "{who}要用{it}，{why}。", "{who}选中了{it}，{why}。", "{who}打算介绍{it}，{why}。", "{who}选了{it}，{why}。", "{who}在整理{it}，{why}。",
    "轮到{who}介绍{it}，{why}。", "{who}把{it}抄在本子上，{why}。", "{who}第一次读{it}，{why}。", "{who}翻出了{it}，{why}。", "{who}向大家推荐{it}，{why}。",
)  # fmt: skip
PUBLIC = ("介绍", "推荐", "整理", "抄在")
"""What those who tell a fable at home do not do with it."""
TEXTS = ("下面的故事", "这则寓言", "这个故事", "下文", "这篇寓言", "所附故事", "下面的寓言", "这则小故事")
Ask = tuple[str, str]


def story(rng: Random, fable: Fable) -> str:
    """Write the fable with one or both of its asides."""
    parts = [f"{part}。" if part[-1] not in "”。" else part for part in fable.full]
    for at in rng.sample((0, 1), rng.choice((1, 2))):
        parts[at] += f"{fable.asides[at]}。"
    return "".join(parts)


def texts(rng: Random) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS)


def as_title(rng: Random, fable: Fable) -> Ask:
    """Ask for a title."""
    what = rng.choice(
        ("点出主角或关键事物", "让人一眼看出故事主线", "点明主角或主要的物件", "要扣住故事的转折", "像童书的书名", "")
    )
    return order(rng, "title", texts(rng), what, within(rng, close_limit(rng, fable.title))), fable.title


def as_moral(rng: Random, fable: Fable) -> Ask:
    """Ask for the moral."""
    (one, _, _), (other, _, _) = fable.fates
    answer = f"{rng.choice(('这则寓言借', '作者通过', '这则寓言用'))}{one}和{other}的{rng.choice(('经历', '故事', '遭遇'))}说明：{fable.moral}。"
    text = texts(rng)
    limit = within(rng, round_limit(rng, answer))
    asks = (
        f"概括{text}的寓意，{limit}。", f"{text}的中心思想是什么？用一句话概括，{limit}。", f"用一句话总结{text}说明的道理，{limit}，不复述情节。",
        f"写出{text}的主旨，{limit}，情节不要。", f"归纳{text}要告诉人们的道理，一句话，{limit}。", f"{text}讲了什么道理？一句话概括，{limit}。", f"把{text}浓缩成一句寓意，{limit}。",
    )  # fmt: skip
    return rng.choice(asks), answer


def as_plot(rng: Random, fable: Fable) -> Ask:
    """Ask for the plot in a limit."""
    answer = "。".join(fable.short) + "。"
    what = rng.choice(
        (
            "只写情节，不写道理",
            "起因、经过、结果都要有",
            "写起因、经过、结果",
            "按起因、经过、结果写，景物略去",
            "保留主要情节，环境描写删掉",
        )
    )
    return order(rng, "paragraph", texts(rng), what, within(rng, round_limit(rng, answer))), answer


def as_steps(rng: Random, fable: Fable) -> Ask:
    """Ask for the cause, the course and the result, each in a line."""
    answer = "\n".join(f"- {part}" for part in fable.short)
    more = rng.random() < 0.4
    names = ("起因", "经过", "结果", "道理") if more else ("起因", "经过", "结果")
    if more:
        answer += f"\n- {fable.moral}"
    return order(
        rng, "points", texts(rng), contents(rng, names), rng.choice(("不写景物", "不用原文对话", "闲笔略去", ""))
    ), answer


CARD_ORDERS = (
    "把{0}缩写成内容提要", "为{0}写一份内容提要", "概括{0}，写成一份提要", "将{0}浓缩成一张故事卡", "请把{0}压缩成书签文案", "总结{0}，写成一张卡片", "给{0}写一段推荐用的摘要",
)  # fmt: skip
CARD_PARTS = (
    "第一行写标题，空一行写情节和道理", "先拟标题，空一行再概括情节并点出道理", "标题单独一行，下空一行是情节与寓意", "最上面是标题，隔一行写情节和道理", "标题在上，空行，下面是情节加寓意",
    "首行为自拟的标题，空一行后写情节、道理",
)  # fmt: skip
CARD_ENDS = (
    "道理用“这个故事告诉我们：”引出", "结尾以“这个故事告诉我们：”点明寓意", "末句以“这个故事告诉我们：”起头", "最后一句写“这个故事告诉我们：……”", "寓意前加“这个故事告诉我们：”",
)  # fmt: skip


def as_whole(rng: Random, fable: Fable) -> Ask:
    """Ask for plot and moral in a paragraph with a title."""
    answer = f"{fable.title}\n\n{'。'.join(fable.short)}。这个故事告诉我们：{fable.moral}。"
    n = within(rng, round_limit(rng, answer))
    main, what, end = rng.choice(CARD_ORDERS).format(texts(rng)), rng.choice(CARD_PARTS), rng.choice(CARD_ENDS)
    return f"{main}，{what}，{end}，总共{n}。", answer


def as_table(rng: Random, fable: Fable) -> Ask:
    """Ask for a table of what two characters did and what became of them."""
    names = "和".join(f"“{who}”" for who, _, _ in fable.fates)
    heads = ("角色", "做法", "结果")
    what = rng.choice(("表头是“角色”“做法”“结果”", "三列为“角色”“做法”“结果”", "列名依次是“角色”“做法”“结果”"))
    who = rng.choice((f"角色写{names}", f"两行分别写{names}", f"对照{names}两方"))
    return order(rng, "table", texts(rng), what, who), in_table(fable.fates, heads)


def as_ladder(rng: Random, fable: Fable) -> Ask:
    """Ask for a title, the moral and the plot, one longer than the other."""
    plot, moral = "。".join(fable.short) + "。", f"{fable.moral}。"
    steps = (
        f"写一段情节（起因、经过、结果，{within(rng, round_limit(rng, plot))}）",
        f"用一句话点出道理（{within(rng, round_limit(rng, moral))}）",
        f"拟一个标题（{within(rng, close_limit(rng, fable.title))}）",
    )
    return ladder(rng, texts(rng), *reversed(steps)), f"{fable.title}\n\n{moral}\n\n{plot}"


WRITERS = (as_ladder, as_title, as_moral, as_moral, as_plot, as_plot, as_steps, as_steps, as_whole, as_table, as_table)


def write_two_fables(rng: Random) -> Task:
    """Ask to compare two fables in a table of plots and morals."""
    one, other = rng.sample(FABLES, 2)
    rows = [(fable.name, "；".join(fable.short), fable.moral) for fable in (one, other)]
    it = f"《{one.name}》和《{other.name}》"
    who, why = reader_of(rng, "Markdown", roomy=True)
    lead = rng.choice(SHARED_OCCASIONS).format(who=who, why=why, it=it)
    head = rng.choice(
        (
            "列为“故事”“情节”“寓意”",
            "表头写“故事”“情节”“寓意”",
            "三列依次是“故事”“情节”“寓意”",
            "“故事”“情节”“寓意”各一列",
        )
    )
    each = rng.choice(("每则一行", "一则占一行", "两则各一行", "情节写起因、经过、结果", "寓意一句话"))
    given = f"《{one.name}》\n{story(rng, one)}\n\n《{other.name}》\n{story(rng, other)}"
    return Task(
        lead + order(rng, "table", rng.choice(("两则寓言", "下面两个故事", "这两则寓言")), head, each),
        given,
        in_table(rows, ("故事", "情节", "寓意")),
    )


LIST_ORDERS = (
    "请把三则寓言概括成一份导读", "请将三个故事概括成导读", "总结下面三则寓言，写成导读", "归纳三则寓言，做一份导读", "总结三个故事的要点，合成一份", "三则寓言太长，请概括成一页导读",
    "总结下面三个故事，合成一份简介", "概括三则寓言，合成一份摘要",
)  # fmt: skip
LIST_HEADS = (
    "每则以Markdown二级标题写篇名",
    "篇名作Markdown二级标题",
    "一则一节，二级标题写篇名",
    "分三节，Markdown二级标题用篇名",
    "各节的二级标题（Markdown）就是篇名",
)
LIST_PARTS = (
    "先用一段写情节，再另起一行以“寓意是”开头写道理", "情节一段，下一行用“寓意是”引出道理", "第一行概括情节，第二行以“寓意是”开头", "每节两行：情节一行，“寓意是……”一行",
    "节内先写起因、经过、结果，下接“寓意是……”一行",
)  # fmt: skip
LIST_LEFT_OUT = ("景物不写", "对话不抄", "闲笔略去", "不评论", "人物的话从略", "环境描写删掉", "不加感想")


def write_reading_list(rng: Random) -> Task:
    """Ask for a reading list of three fables: plot and moral of each under its title."""
    fables = rng.sample(FABLES, 3)
    it = "".join(f"《{fable.name}》" for fable in fables)
    who, why = reader_of(rng, "Markdown", roomy=True)
    lead = rng.choice(SHARED_OCCASIONS).format(who=who, why=why, it=it)
    clauses = [rng.choice(LIST_HEADS), rng.choice(LIST_PARTS), rng.choice(LIST_LEFT_OUT)]
    ask = "，".join([rng.choice(LIST_ORDERS), *clauses]) + "。"
    answer = "\n\n".join(f"## {fable.name}\n{'。'.join(fable.short)}。\n寓意是{fable.moral}。" for fable in fables)
    given = "\n\n".join(f"《{fable.name}》\n{story(rng, fable)}" for fable in fables)
    return Task(lead + ask, given, answer)


def occasion(rng: Random, fable: Fable, it: str, ask: str) -> str:
    """Say why the summary of `it` is wanted that `ask` orders, or nothing."""
    kind = rng.random()
    if kind < 0.04:
        return ""
    table = "Markdown" in ask
    if kind < 0.2 and not table:
        return rng.choice(OCCASIONS[fable.name]).format(it=it)
    who, why = reader_of(rng, ask, roomy=table)
    frames = [one for one in SHARED_OCCASIONS if who not in AT_HOME or not any(word in one for word in PUBLIC)]
    frames = [one for one in frames if "抄" not in one or "抄" not in why]
    return rng.choice(frames).format(who=who, why=why, it=it)


def write_fable_gist(rng: Random) -> Task:
    """Ask for the gist of one, two or three fables in one of several forms."""
    kind = rng.random()
    if kind < 0.38:
        return (write_reading_list if kind < 0.2 else write_two_fables)(rng)
    fable, write = rng.choice(FABLES), rng.choice(WRITERS)
    ask, answer = write(rng, fable)
    it = "这则寓言" if write in (as_title, as_whole, as_ladder) else f"《{fable.name}》"
    return Task(occasion(rng, fable, it, ask) + ask, story(rng, fable), answer)
