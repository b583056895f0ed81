"""Ask to summarize the chronicle of a village: its stages in a timeline or in sections, and how its figures changed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import (
    close_limit,
    ladder,
    once_long,
    order,
    round_limit,
    within,
)
from selfinstruct.teachers.offline.tables import in_table

Stage = tuple[int, int, str, str]
"""The range of the year of an event, what the chronicle says of it, and what a summary says of it."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village: its name, title, way from the first to the last stage, five stages, asides and occasions."""

    name: str
    title: str
    way: str
    stages: tuple[Stage, Stage, Stage, Stage, Stage]
    asides: tuple[str, str, str]
    occasions: tuple[str, str]


VILLAGES = (
    Village("白鹭滩村", "白鹭滩——从盐田到观鸟村", "从靠晒盐糊口的海边穷村变成以观鸟旅游为生的生态村", (
        (1958, 1966, "村民在滩涂上修成第一片盐田，家家靠晒盐换口粮，肩挑船运，一年到头没有几天歇息", "修成盐田，靠晒盐为生"),
        (1982, 1987, "盐田承包到户，几户人家合伙买了一台抽水机，产量翻了一番，村里盖起头一批砖房", "盐田承包到户，产量翻番"),
        (1998, 2004, "盐价连年下跌，年轻人纷纷进城打工，大片盐田荒了下来，只剩老人和孩子守着院子", "盐价下跌，年轻人外出，盐田荒废"),
        (2010, 2014, "一位返乡教师发现荒盐田里落了成群的候鸟，带头劝大家退盐还湿，并开出第一条观鸟栈道", "退盐还湿，建成观鸟栈道"),
        (2018, 2022, "村里办起三十多家民宿，成立护鸟队，捕鸟的网再也没有出现过，外出的人陆续回来", "兴办民宿，成立护鸟队，村民返乡")),
        ("盐工的号子如今只有两位老人还会唱", "村口的老井水有点咸", "一位画家在这里住过一个夏天"), ("观鸟协会要介绍白鹭滩村的来历。", "盐业博物馆想把白鹭滩村写进展板。")),
    Village("茶油岭村", "茶油岭——一棵油茶树的翻身路", "从砍树卖柴的贫困山村变成有名的山茶油产地", (
        (1960, 1968, "山上栽下第一批油茶苗，因为树小无收，不少人半途改种玉米，只有后坡的几十亩留了下来", "试种油茶，仅后坡留下几十亩"),
        (1984, 1989, "山林分到各户，缺钱的人家砍树卖柴，后坡也被砍去大半", "山林分户，油茶树被砍去大半"),
        (1999, 2005, "连续几场山洪冲毁了梯田和小路，村里痛下决心封山育林，补种油茶", "山洪之后封山育林，补种油茶"),
        (2009, 2013, "合作社买来榨油设备，注册统一的商标，油茶籽不再论斤贱卖", "成立合作社，自办油坊并注册商标"),
        (2017, 2021, "修通了进山公路，网上接单发货，城里的订单占了七成", "公路修通，网上销售占七成")),
        ("山上的猴子会偷吃茶籽", "村支书的摩托车开了十六年", "赶集的日子定在农历三六九"), ("合作社要为茶油岭村印一本小册子。", "林业站在写油茶产业的材料。")),
    Village("窑头村", "窑头村——柴窑熄火之后", "从烧制粗陶的窑村变成以陶艺研学为主的文化村", (
        (1955, 1963, "全村五座柴窑昼夜不熄，烧出来的水缸和腌菜坛沿河卖到下游各县", "五座柴窑烧制粗陶，沿河销售"),
        (1981, 1986, "塑料盆和搪瓷碗大量出现，粗陶滞销，三座窑先后熄火", "粗陶滞销，三座窑熄火"),
        (1996, 2001, "最后一座窑改烧砖瓦，浓烟呛人，环保部门责令停产，手艺人各自转行", "最后一座窑改烧砖瓦，被责令停产，手艺人转行"),
        (2008, 2013, "美术学院的师生来采风，帮老窑工重砌了一座柴窑，办起陶艺班", "重砌柴窑，办起陶艺班"),
        (2016, 2020, "研学基地挂牌，每年接待学生两万人，村里开出十多间陶艺工作室", "研学基地挂牌，年接待学生两万人")),
        ("窑神庙的香案是樟木的", "老窑工不爱用手机", "河边的码头石阶被磨得发亮"), ("研学基地的讲解员要背窑头村的村史。", "美术学院要在展览前言里介绍窑头村。")),
    Village("望鱼屿村", "望鱼屿——少捕一网，多养一湾", "从捕捞过度的渔村变成以养殖和休闲渔业为主的海岛村", (
        (1956, 1964, "渔民驾着木帆船近海捕鱼，鱼汛一到，满岛都是晾鱼的竹架", "驾木帆船近海捕鱼"),
        (1983, 1988, "机帆船普及，各家竞相下网，网眼越织越密，捕获量一年比一年高", "机帆船普及，捕捞强度大增"),
        (1997, 2003, "近海几乎无鱼可捕，伏季休渔的日子越来越长，半数渔船上岸，渔民欠下油款", "近海几乎无鱼，休渔期延长，半数渔船上岸"),
        (2007, 2012, "村里改养海带和鲍鱼，请专家教技术，头一年就还清了欠款", "改养海带和鲍鱼，还清欠款"),
        (2016, 2021, "旧渔船改成休闲垂钓船，岛上开出渔家客栈，鱼苗也年年放流", "发展休闲渔业，年年放流鱼苗")),
        ("渔港的缆绳有碗口粗", "渔嫂们织网时喜欢听戏", "灯塔在大雾天会鸣笛"), ("海洋与渔业局要整理望鱼屿村的发展经过。", "渔家客栈想在墙上写一段望鱼屿的历史。")),
    Village("千梨坪村", "千梨坪——烂在地里的梨成了宝", "从丰产不丰收的梨村变成深加工和赏花游并举的富裕村", (
        (1963, 1970, "农技员引来酥梨的枝条，嫁接在山梨树上，几年后坡地上挂满黄澄澄的果子", "引进酥梨，嫁接成功"),
        (1985, 1990, "全村户户种梨，产量猛增，却赶上烂市，一车车的梨倒进沟里", "户户种梨，赶上烂市，卖不掉的梨倒进沟里"),
        (1999, 2004, "修建两座冷库，错开上市的日子，梨价稳住了，冷库还租给外村", "修建冷库，错季上市"),
        (2010, 2014, "果品厂落户，残次果熬成梨膏、压成梨汁，再没有扔掉过一个梨", "果品厂落户，残果制成梨膏、梨汁"),
        (2017, 2021, "举办梨花节，游人三天超过五万，带动农家乐四十多家", "举办梨花节，带动农家乐四十多家")),
        ("梨树上的鸟巢比屋檐下的多", "村里的锣鼓队全是妇女", "第一届梨花节开幕那天飘了雪"), ("农广校要用千梨坪村做案例。", "梨花节的组委会要印千梨坪村的简介。")),
    Village("黑石沟村", "黑石沟——塌陷的矿坑上长出光伏板", "从靠挖煤为生的矿村变成光伏和养鱼并举的转型村", (
        (1959, 1967, "村办小煤窑投产，男人下井，女人拉车，日子在十里八乡算得上富裕", "村办煤窑投产，村民靠煤致富"),
        (1986, 1992, "煤窑扩到六座，地下的煤越挖越深，地面开始出现裂缝", "煤窑扩到六座，地面出现裂缝"),
        (2000, 2005, "接连发生两次塌陷，十几间房屋倾斜，小煤窑全部关闭", "两次塌陷，小煤窑全部关闭"),
        (2011, 2015, "积水的塌陷坑改成鱼塘，坡地平整后建起光伏电站", "塌陷坑改鱼塘，坡地建光伏电站"),
        (2018, 2022, "电站的分红人人有份，老矿工当起了巡检员", "光伏分红，老矿工转为巡检员")),
        ("井口的风镐还存放在村史室", "养鱼的老周会吹口琴", "鱼塘边的杨树栽了二百棵"), ("资源型城市研讨会要引用黑石沟村的经历。", "煤矿博物馆的展厅缺一段黑石沟村的说明。")),
    Village("竹影村", "竹影村——小竹筐编到了国外", "从编竹筐换粮的手工村变成竹制品出口的产业村", (
        (1961, 1969, "家家编竹筐竹篓，交到供销社换粮票，孩子放学也要帮着破竹篾", "家家编竹筐，换取粮票"),
        (1983, 1988, "村里成立竹编社，改编小巧的茶盘和花篮，第一次参加外贸展销会", "成立竹编社，产品参加外贸展销"),
        (1997, 2003, "塑料制品抢走市场，竹编社欠账关门，老艺人摆摊度日", "塑料制品冲击，竹编社关门"),
        (2009, 2013, "大学生设计出竹灯和竹椅的新样式，网上订单让竹编社重新开张", "设计新样式，网上接单，竹编社重开"),
        (2017, 2022, "建成全自动破篾车间，与手工编织并行，竹器出口到十多个国家", "机械破篾与手工并行，出口十多个国家")),
        ("竹林里的笋会顶起石板路", "村口的理发店兼卖竹帽", "有位艺人能编出会动的蝈蝈"), ("外贸部门要写竹影村的出口案例。", "非遗办要把竹影村的竹编写进名录说明。")),
    Village("沙窝子村", "沙窝子——退了黄沙，迎来驼铃", "从被风沙逼着搬家的沙边村变成以治沙和沙漠旅游为业的绿洲村", (
        (1964, 1972, "风沙一年推进十几米，三户人家的房子被埋，村里组织栽下第一道防沙林", "沙埋房屋，栽下第一道防沙林"),
        (1984, 1990, "划分责任片，每户承包两百亩沙地，种柠条和沙柳，成活率不到三成", "各户承包沙地种柠条和沙柳，成活率不到三成"),
        (1998, 2004, "改用草方格固沙，成活率提高到八成，沙丘慢慢停住了脚", "采用草方格固沙，成活率升到八成"),
        (2009, 2014, "沙柳加工成板材，沙地里种上了耐旱的苜蓿和药材，有了稳定的收入", "沙柳制板材，种苜蓿和药材"),
        (2017, 2021, "办起沙漠露营地和驼队，游客年年增多，村里反倒要限流", "开办沙漠露营和驼队，游客需限流")),
        ("骆驼认得每一位主人", "最早的防沙林只剩十二棵老树", "夜里能看清银河"), ("林草局要把沙窝子村的治沙经验发给各县。", "露营地的房间里想放一页沙窝子村的故事。")),
    Village("柑水湾村", "柑水湾——移民新村的甜日子", "从库区移民点变成以柑橘和民宿为业的水乡新村", (
        (1966, 1973, "水库蓄水，两百户人家搬上半山腰，开荒种薯，住的是土坯房", "水库移民上山，开荒种薯"),
        (1985, 1991, "县里派人教大家改种柑橘，头三年没有收成，有人砍了树又种回红薯", "改种柑橘，头三年没有收成"),
        (1998, 2003, "柑橘进入盛果期，村里第一次有人买上农用车", "柑橘进入盛果期，有人买上农用车"),
        (2008, 2013, "一场冻害冻死半数果树，村民换种耐寒品种，并给果园拉上了防冻水", "遭遇冻害，改种耐寒品种"),
        (2017, 2022, "环湖公路通车，民宿和采摘园一家挨着一家，移民村成了热门的周末去处", "环湖公路通车，民宿与采摘园兴起")),
        ("水位下降时能看见老村的石桥", "每年渔政会放鱼苗", "摆渡船的马达是前年新换的"), ("库区移民局要写柑水湾村的安置成效。", "自驾游杂志要介绍柑水湾村。")),
    Village("荷塘村", "荷塘村——一池藕带出一村客", "从十年九涝的低洼村变成藕虾共作的水产村", (
        (1957, 1965, "村子地势低洼，十年九涝，庄稼常被淹，村民只好撑船到外乡讨生活", "十年九涝，村民外出谋生"),
        (1980, 1986, "改旱地为荷塘，种藕卖藕，第一批莲藕装满了二十条船", "改旱地为荷塘，种藕卖藕"),
        (1997, 2003, "藕价低迷，加上藕田连年重茬，产量减半，一半荷塘改种水稻", "藕价低迷，产量减半"),
        (2008, 2013, "试验藕田里套养小龙虾，一水两用，亩均收入翻了两番", "藕虾共作，亩均收入翻两番"),
        (2016, 2021, "举办荷花节，推出藕粉和虾尾伴手礼，游客坐小船穿过荷叶", "举办荷花节，推出伴手礼和游船")),
        ("青蛙叫得人睡不着", "村里的喜酒少不了藕夹", "荷塘边的凉亭是退伍兵捐建的"), ("水产站要写藕虾共作的推广材料，主角是荷塘村。", "荷花节的主持人要介绍荷塘村的历史。")),
    Village("石臼坡村", "石臼坡——采石场变成攀岩场", "从采石伤山的石匠村变成攀岩胜地", (
        (1962, 1970, "石匠们凿石臼、打磨盘，骡车把石器运到三省交界的集市", "石匠凿制石臼，骡车外销"),
        (1987, 1993, "机器开采的石场一家接一家，大卡车把山啃得坑坑洼洼", "机器开采石场兴起，山体受损"),
        (2001, 2006, "粉尘使多名工人患上尘肺病，县里关停全部石场", "工人患尘肺病，石场全部关停"),
        (2010, 2014, "一队攀岩爱好者看中废弃的石壁，在上面打出三十条线路", "石壁开辟三十条攀岩线路"),
        (2017, 2022, "全国攀岩赛在此举办，年轻人回来当教练，石匠的孩子拿了少年组冠军", "举办全国攀岩赛，年轻人回乡当教练")),
        ("山坡上的桃树是采石工种的", "村口的老磨盘改成了茶桌", "教练的晒痕一直到手腕"), ("体育局要写石臼坡村的转型故事。", "尘肺病公益组织想介绍石臼坡村。")),
    Village("云上寨", "云上寨——攀木梯下崖，绣出一条街", "从出门攀木梯的高山寨子变成以刺绣闻名的旅游寨", (
        (1960, 1968, "寨子出门要攀木梯下崖，背一担粮要走六个钟头，孩子很少读得起书", "进出靠木梯，交通极其不便"),
        (1986, 1992, "妇女农闲刺绣，绣片被收旧货的人低价买走，一件卖不到十元", "妇女农闲刺绣，绣片被低价收走"),
        (1999, 2005, "绣娘们成立互助组，自己到县城摆摊，价钱抬高了五倍", "成立绣娘互助组，自销绣品"),
        (2010, 2015, "通上硬化公路和网络，电商把绣品卖到外省，寨里有了第一个大学生返乡", "通路通网，绣品卖到外省"),
        (2018, 2022, "开放绣坊街，游客能现场学绣，绣娘带徒两百人", "开放绣坊街，绣娘带徒两百人")),
        ("崖下的木梯如今只作纪念", "寨里的鸡叫得特别早", "背篓都是外婆编的"), ("妇联要写云上寨绣娘的材料。", "民族学的研究生在整理云上寨的变迁。")),
    Village("豆香庄", "豆香庄——一缸豆腐养一村", "从磨豆腐换粮的小庄变成豆制品产业村", (
        (1955, 1958, "七家豆腐坊合成一个社，清晨挑担下乡，三块豆腐换一升豆子", "七家豆腐坊合为一社，以豆腐换豆"),
        (1982, 1988, "各家自立门户，村街上飘满豆腥味，豆腐干卖到县城的学校", "各家自办作坊，销往县城"),
        (1996, 2002, "有人掺假，豆香庄的名声坏了，一半作坊关了门", "有人掺假，名声受损，作坊关门一半"),
        (2009, 2013, "村里立下公约，统一大豆产地和检验标准，重新打响牌子", "立公约、统一标准，重塑名声"),
        (2017, 2021, "建成中央豆制品车间和体验馆，卤水点豆腐成为非遗项目", "建成车间和体验馆，技艺列入非遗")),
        ("庄里的驴子早就不拉磨了", "孩子们玩豆荚船", "每家的灶台都朝东"), ("非遗保护中心要写豆香庄的申报材料。", "食品安全课要用豆香庄做案例。")),
    Village("东郊菜庄", "东郊菜庄——从种菜人到物业合伙人", "从种菜供城的郊区村变成征地后抱团经营物业的社区", (
        (1956, 1964, "村民天不亮挑菜进城，全市三成的青菜出自这里", "挑菜进城，供应全市三成青菜"),
        (1985, 1991, "大棚种菜起步，反季节黄瓜一斤能卖到一元", "大棚种菜起步，反季节黄瓜卖出好价"),
        (1999, 2005, "城市扩张，菜地被征去七成，村民拿到补偿却没了活计", "菜地被征七成，村民失去活计"),
        (2010, 2014, "补偿款没有分光，集体入股建起批发市场和写字楼", "集体入股，建市场和写字楼"),
        (2018, 2022, "村民变股民，每年分红，六十岁以上老人免费住进养老公寓", "村民变股民，老人免费住养老公寓")),
        ("菜农的秤现在挂在墙上当装饰", "社区门口还卖本地韭菜", "旧粪池填成了儿童沙坑"), ("城建学院要写东郊菜庄的征地案例。", "社区展厅要介绍东郊菜庄的来历。")),
    Village("蜜源冲", "蜜源冲——养蜂人留住了一山花", "从毁林烧炭的山冲变成以养蜂护林为业的生态村", (
        (1959, 1967, "家家烧炭卖钱，几年下来，山上的老栎树砍去一大半", "烧炭卖钱，砍去大半老栎树"),
        (1983, 1990, "一位退伍老兵带回三箱蜜蜂，靠着杜鹃和荆条，第一年收了二百斤蜜", "退伍老兵带头养蜂，初获丰收"),
        (1998, 2004, "雨季冲垮山路，村民才明白砍山的害处，停止烧炭，全面封山", "山路被冲垮后停止烧炭，全面封山"),
        (2010, 2015, "养蜂合作社注册商标，蜂农超过百户", "养蜂合作社注册商标，蜂农超百户"),
        (2018, 2022, "办起蜜蜂博物馆和研学营，蜂蜜冰淇淋卖到脱销", "办起蜜蜂博物馆和研学营")),
        ("村里的狗见了蜂箱就绕着走", "蜂王浆的瓶子是学生设计的", "山里信号不好，要爬到树上打电话"), ("生态环境局要用蜜源冲做护林的例子。", "蜜蜂博物馆的第一面墙要写蜜源冲的历史。")),
    Village("药香谷村", "药香谷——野药挖尽，学会种药", "从靠挖野生药材过活的山村变成规模种植的药材之乡", (
        (1957, 1965, "村民进山挖药，黄芪和党参成捆卖给药店，山上的野药一年少似一年", "进山挖野药，资源渐少"),
        (1984, 1990, "试种党参，因为不懂遮荫和排水，头茬烂掉八成", "试种党参，头茬烂掉八成"),
        (1997, 2002, "农技站蹲点三年，摸出轮作和搭棚的办法，成活率稳定在九成", "摸索出轮作和搭棚，成活率达九成"),
        (2008, 2013, "药厂签下订单，村里建起烘干房，药材按等级论价", "与药厂签订单，建烘干房"),
        (2016, 2021, "开发药膳和药浴，吸引城里人住下来调养", "开发药膳和药浴，吸引游客调养")),
        ("晒药场上的麻雀特别多", "种药大户老杨会唱川剧", "山谷里的早晨常常有雾"), ("卫生院想介绍药香谷村的药材。", "中药材协会要写药香谷村的发展。")),
)  # fmt: skip
MINOR = (
    ("同年，村里办起扫盲夜校，教室设在仓库里", "那年冬天，村里添了一头耕牛", "这一年，村里第一次拉起有线广播", "年底，大家修了一条出村的土路", "当年夏天，露天电影来放过三场",
     "同年，村小学盖了两间瓦房", "那年，卫生员背着药箱挨户种牛痘"),
    ("同年，村里通了电，会计家摆出第一台电视机", "这一年，村小学换了木课桌", "那年秋天，村口装上了第一部电话", "同年，有三户人家买了缝纫机", "年底，戏班子在晒场唱了五天",
     "这一年，村里办了第一场集体婚礼", "当年，一名学生考上了县重点中学"),
    ("同年，村小学并入镇中心小学", "这一年，村里用上了程控电话", "那年，村部的屋顶修补过一次", "年底，有两户人家买了摩托车", "同年，邮递员换成了一位年轻人", "这一年，村里的戏台翻修了一次",
     "当年，村里的老槐树被雷劈去半边"),
    ("同年，村里装上了三十盏路灯", "这一年，农家书屋添了一千本书", "那年，村里的医疗站换了新房", "年底，村里建了篮球场", "同年，宽带网接到了每个组", "这一年，垃圾改由镇里统一清运", "当年，村里的锣鼓队到县里演出"),
    ("同年，村里的广场舞队在镇里得了奖", "这一年，村口立起了一块彩绘导览牌", "那年冬天，老年食堂开张，午饭一份六元", "年底，村里评出了五位好婆婆", "同年，村里的公厕翻新了一遍", "这一年，村里添了两台无人机", "当年，快递可以送到家门口"),
)  # fmt: skip
"""Minor events of each stage, in any village."""
SHARED_OCCASIONS = (
    "{who}打算{use}，写的是{name}，{why}。", "{name}的村志太长，{who}看不完，{why}。", "{who}读到{name}的村史，{why}。", "{who}想用{name}的材料{use}，{why}。",
    "{who}在准备{name}的介绍，{why}。", "{who}手边有一份{name}的村志摘抄，{why}。", "{who}受托整理{name}的历史，{why}。", "讲{name}的这段村志，{who}打算{use}，{why}。",
    "{who}打算{use}，用的是{name}的村志。", "为了{use}，{who}翻开{name}的村志。", "{who}手上只有{name}的村志，{why}。", "{name}几十年的事，{who}要理一理，{why}。",
    "{who}拿到{name}的村志，{why}。",
)  # fmt: skip
WRITERS_OF: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("镇志办的编辑", "驻村干部", "文化站站长", "镇里的文书", "县志馆的实习生", "乡贤会的秘书"),
     ("写一份简介", "编一份大事记", "做一份村情简报", "填写村情档案", "编村史年表", "写汇报材料"),
     ("要填年鉴", "要在村口立一块牌", "数字不能错", "明天要用", "要给后来的人留个底", "要和别的村排在一起", "版面只够一小块", "怕写成流水账", "琐事不必写")),
    (("社会学研究生", "农业银行的调查员", "农业大学的助教", "乡村基金会的干事", "规划师", "返乡大学生", "口述史的采访者", "党校的学员"),
     ("写调研材料", "做一份笔记", "做一页说明", "写一篇短文", "写专题文章"),
     ("需要突出变化", "只看大事", "数字不能错", "想看出转折在哪里", "要做一页幻灯片", "原稿太散", "只求年份准确", "下午就要交稿", "琐事不必写")),
    (("博物馆策展人", "村史馆的讲解员", "导游", "文旅局的文案", "陈列馆的设计师", "研学营的带队老师"),
     ("做一页图文介绍", "编一本小册子", "做网页简介", "写推介材料", "编一组卡片", "写导览词"),
     ("要让外地人看懂", "读者没有耐心", "奇闻轶事一概不要", "要配一张老照片", "展柜旁只能放一页", "琐事不必写", "需要突出变化", "版面只够一小块")),
    (("县报记者", "纪录片撰稿人", "电台编辑", "写游记的作者", "月刊的编辑"),
     ("写专题文章", "写一段背景介绍", "写一篇短文", "配一段解说", "写栏目的开头"),
     ("要让外地人看懂", "奇闻轶事一概不要", "篇幅有限", "琐事不必写", "需要突出变化", "明天就要交稿", "想看出转折在哪里", "怕写成流水账")),
    (("乡村教师", "中学历史老师", "文史爱好者", "返乡的老华侨", "民宿主人"),
     ("写一篇短文", "做一份笔记", "编一本小册子", "做一页说明"),
     ("只看大事", "怕写成流水账", "要拿给学生看", "想看出转折在哪里", "原稿太散", "琐事不必写", "要让外地人看懂")),
)  # fmt: skip
"""Groups of people who use a chronicle, what they use it for, and why they want a summary."""
TIGHT = frozenset(("版面只够一小块", "展柜旁只能放一页", "要和别的村排在一起", "篇幅有限", "要在村口立一块牌"))
OF_EVENTS = frozenset(("只看大事", "要在村口立一块牌", "想看出转折在哪里", "只求年份准确", "要填年鉴"))
"""Reasons for a summary of the events."""
OF_FIGURES = "数字不能错"


def user_of(rng: Random, roomy: bool, events: bool, figures: bool) -> dict[str, str]:
    """Draw who uses a chronicle, for what, and why: a reason that fits a summary with or without events and figures."""
    people, uses, reasons = rng.choice(WRITERS_OF)
    fitting = [
        why
        for why in reasons
        if not (roomy and why in TIGHT) and (events or why not in OF_EVENTS) and (figures or why != OF_FIGURES)
    ]
    return {"who": rng.choice(people), "use": rng.choice(uses), "why": rng.choice(fitting)}


PAIRED = (
    "{who}要比较{one}和{other}，打算{use}，{why}。", "{one}与{other}的村志都在{who}手上，{why}。", "{who}打算{use}，把{one}和{other}放在一起讲，{why}。",
    "{who}想把{one}、{other}的历史摆在一处，{why}。", "{one}和{other}结成了姊妹村，{who}要{use}。", "{who}先去了{one}，又去了{other}，回来要{use}，{why}。",
    "{one}、{other}，两个村走了不同的路，{who}想讲一讲，{why}。", "{who}用{one}和{other}做对照，{why}。", "拿{one}跟{other}比一比，{who}要{use}，{why}。", "{one}的老书记到{other}参观，{who}陪同，回来要{use}。",
)  # fmt: skip
PAIR_ORDERS = (
    "概括两份村志，做成对照的Markdown表格", "把两份村志的要点总结成一张对照的Markdown表格", "总结两个村的历史，要点做成一张Markdown表格", "归纳两份村志的要点，填进同一张Markdown表格",
    "请总结两村编年的要点，列成一张Markdown表格", "概括两份材料的要点，列成并排的Markdown表格", "给两份村志写摘要，列成Markdown表格", "概括下面两段村史的要点，填进一张Markdown表格", "总结两村的变迁，用Markdown表格并列",
)  # fmt: skip
PAIR_HEADS = (
    "列为“阶段”“{0}”“{1}”，每格写年份和大事", "表头“阶段”“{0}”“{1}”，格内先写年份再写大事", "三列是“阶段”“{0}”“{1}”，一格一件大事并带年份", "五个阶段各一行，列名“阶段”“{0}”“{1}”，大事前标年份",
    "列名依次“阶段”“{0}”“{1}”，内容为“某年，某事”", "左边一列是“阶段”，右边两列是“{0}”“{1}”，写明年份与大事",
)  # fmt: skip
PAIR_ENDS = (
    "表下一村一段，写总的变化以及人口差额、收入倍数（取整）", "表后各用一段话写两村的总体变化、人口增减和收入倍数（取整）", "表格后面分别交代两村从什么变成什么、人口增减和收入倍数（取整）",
    "再分两段写两村的总变化，人口算差额，收入算倍数（取整）", "结尾一村一段，说清起点和现在，算出人口增减、收入倍数（取整）", "下面另写两段：各村的总变化、人口增减、收入约为原来的几倍（取整）",
)  # fmt: skip
TEXTS = (
    "下面的村志",
    "这份村史",
    "这段村志",
    "下文",
    "这份编年材料",
    "{name}的村史",
    "{name}的村志摘抄",
    "这段编年史",
    "下面的记载",
)
STAGES = ("第一阶段", "第二阶段", "第三阶段", "第四阶段", "第五阶段")


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The chronicle of a village: years of its stages, and people and yearly income per head at the start and the end."""

    village: Village
    years: tuple[int, ...]
    people: tuple[int, int]
    income: tuple[int, int]


def chronicle_of(rng: Random) -> Chronicle:
    """Draw a village, years and figures: the income grows, the number of people may grow or fall."""
    village = rng.choice(VILLAGES)
    years = tuple(rng.randint(low, high) for low, high, _, _ in village.stages)
    start = rng.randint(620, 1480)
    end = start + rng.choice((-1, 1)) * rng.randint(40, 280)
    return Chronicle(village, years, (start, end), (rng.randint(62, 180), rng.randint(18000, 46000)))


def text_of(rng: Random, told: Chronicle, other: str = "") -> str:
    """Write the chronicle with its figures, two or three asides, and minor events that are not in the `other` text."""
    village, (_first, *_, _last) = told.village, told.years
    parts = [f"{year}年，{full}" for year, (_, _, full, _) in zip(told.years, village.stages, strict=True)]
    parts[0] += f"，当时全村{told.people[0]}人，人均年收入{told.income[0]}元"
    parts[-1] += f"，年末常住人口{told.people[1]}人，人均年收入{told.income[1]}元"
    minor = [rng.choice([event for event in events if event[3:] not in other]) for events in MINOR]
    parts = [f"{part}。{event}" for part, event in zip(parts, minor, strict=True)]
    # The asides are not dated, and most of them are about the present, so they follow the last stage.
    parts.append(f"附记：{'；'.join(rng.sample(village.asides, rng.choice((2, 3))))}")
    lead = rng.choice((f"{village.name}志（摘抄）", f"{village.name}编年", f"以下摘自{village.name}的村志"))
    return f"{lead}\n" + "。\n".join(parts) + "。"


def sums_told(told: Chronicle) -> str:
    """State how the number of people and the income changed."""
    (old, new), (before, now) = told.people, told.income
    word = "增加" if new > old else "减少"
    return (
        f"{told.years[0]}年至{told.years[-1]}年，人口由{old}人变为{new}人，{word}{abs(new - old)}人；"
        f"人均年收入由{before}元增至{now}元，约为原来的{now / before:.0f}倍"
    )


def shorts(told: Chronicle) -> list[tuple[str, str]]:
    """Return the year and the short wording of each stage."""
    return [(f"{year}年", short) for year, (_, _, _, short) in zip(told.years, told.village.stages, strict=True)]


Ask = tuple[str, str]


def texts(rng: Random, told: Chronicle) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS).format(name=told.village.name)


def as_title(rng: Random, told: Chronicle) -> Ask:
    """Ask for a title."""
    what = rng.choice(
        (
            "要有村名",
            "带上村名",
            "村名写在前面",
            "含村名，后面写变化",
            "用破折号隔开村名和变化",
            "前半是村名，后半点出变化",
        )
    )
    return order(
        rng, "title", texts(rng, told), what, within(rng, close_limit(rng, told.village.title))
    ), told.village.title


def as_sentence(rng: Random, told: Chronicle) -> Ask:
    """Ask for the whole way in one sentence."""
    answer = f"{told.village.name}{told.village.way}。"
    what = rng.choice(
        (
            "用“从……变成……”的句式",
            "写出从起点到今天的变化",
            "句子里写明起点和现在",
            "概括几十年的变化",
            "只讲过去和今天有何不同",
            "前后对照，不分阶段",
        )
    )
    return order(rng, "sentence", texts(rng, told), what, within(rng, round_limit(rng, answer))), answer


def as_figures(rng: Random, told: Chronicle) -> Ask:
    """Ask only for the change of the figures."""
    what = rng.choice(
        (
            "只写人口和收入的变化",
            "只概括人口与人均收入怎样变",
            "内容限于人口和收入的增减",
            "不写事件，只写人口和收入",
            "限于数字：人口和人均收入",
            "产业不提，光写人口、收入",
        )
    )
    sums = rng.choice(
        (
            "差额和倍数算好（倍数取整）",
            "人口算差额、收入算倍数（取整数）",
            "写出人口增减和收入倍数（倍数取整）",
            "增减人数和收入的倍数（取整）要写明",
        )
    )
    return order(rng, "sentence", texts(rng, told), what, sums), f"{told.village.name}{sums_told(told)}。"


def as_timeline(rng: Random, told: Chronicle) -> Ask:
    """Ask for a timeline, each year in a line."""
    what = rng.choice(
        (
            "年份在前",
            "每条以年份开头",
            "按年份排列，每条一句大事",
            "每行先写年份再写大事",
            "做成大事年表",
            "格式为“某年，某事”",
            "五个阶段各占一条，带上年份",
        )
    )
    extra = rng.choice(
        (
            "不写闲事",
            "人口收入不写",
            "村里的小事不收",
            "琐碎的添置不写",
            "与产业无关的略去",
            "只收影响全村的事",
            "风物闲谈去掉",
        )
    )
    return order(rng, "points", texts(rng, told), what, extra), "\n".join(
        f"- {year}，{short}" for year, short in shorts(told)
    )


def as_table(rng: Random, told: Chronicle) -> Ask:
    """Ask for a table of the stages, with the figures in a sentence below it."""
    left, right = rng.choice((("时间", "大事"), ("年份", "要点"), ("年份", "概括"), ("时间", "经过")))
    head = rng.choice((f"表头为“{left}”“{right}”", f"两列叫“{left}”“{right}”", f"列名用“{left}”“{right}”"))
    close = rng.choice(
        (
            "表下用一句话写人口和收入的变化，人口算差额、收入算倍数（取整）",
            "表格下面另写一句人口增减和收入倍数（倍数取整）",
            "末尾补一句：人口增减多少、收入约为原来的几倍（取整）",
        )
    )
    return order(
        rng, "table", texts(rng, told), head, close
    ), f"{in_table(shorts(told), (left, right))}\n\n{sums_told(told)}。"


def as_paragraph(rng: Random, told: Chronicle) -> Ask:
    """Ask for a paragraph with all stages and the figures."""
    village = told.village
    answer = (
        f"{village.name}{village.way}。"
        + "；".join(f"{year}{short}" for year, short in shorts(told))
        + f"。{sums_told(told)}。"
    )
    what = rng.choice(
        (
            "先写总的变化，再按年份写，最后写人口收入",
            "开头一句总说，中间分年，结尾写人口和收入",
            "包括总体变化、各年大事、人口和收入",
            "总说在前，分年居中，人口收入殿后",
            "依次是总貌、逐年大事、人口与收入",
        )
    )
    sums = rng.choice(
        ("人口算差额，收入算倍数（取整）", "人口增减和收入倍数（取整）要算", "人口差额和收入倍数（取整）由你计算")
    )
    return order(rng, "paragraph", texts(rng, told), what, sums, within(rng, round_limit(rng, answer))), answer


SECTIONED = (
    "概括{0}", "总结{0}", "把{0}归纳成提要", "将{0}浓缩成一份提要", "请给{0}写一份分段摘要", "压缩{0}，写成简史", "把{0}概括成简史", "为{0}写一份分阶段的摘要", "请把{0}缩写成五段简史",
)  # fmt: skip
SECTION_HEADS = (
    "每个阶段一节，Markdown二级标题写“第几阶段（年份）”，最后一节“变化”", "分“第一阶段（年份）”到“第五阶段（年份）”各一节，二级标题，末节为“变化”", "二级标题依次是五个阶段（括号里写年份）和“变化”",
    "五个阶段各用一个Markdown二级标题（如“第一阶段（年份）”），另设“变化”一节", "按阶段分节，二级标题带年份，写作“第几阶段（年份）”，结尾是“变化”",
    "用Markdown二级标题分成五个阶段，标题括注年份，再加一节“变化”",
)  # fmt: skip
SECTION_ENDS = (
    "“变化”写总体变化、人口差额和收入倍数（取整）", "变化一节写总体变化、人口增减和收入倍数（取整）", "末节概括总变化，人口算差额，收入算倍数（取整）", "总的变化、人口差额、收入倍数（取整）都放在“变化”里",
    "“变化”里说清从什么变成什么、人口增减多少、收入约为几倍（取整）",
)  # fmt: skip


def as_sections(rng: Random, told: Chronicle) -> Ask:
    """Ask for a summary in sections with headings."""
    village = told.village
    parts = [f"## {stage}（{year}）\n{short}。" for stage, (year, short) in zip(STAGES, shorts(told), strict=True)]
    answer = "\n\n".join([*parts, f"## 变化\n{village.name}{village.way}。{sums_told(told)}。"])
    main = rng.choice(SECTIONED).format(texts(rng, told))
    return f"{main}，{rng.choice(SECTION_HEADS)}，{rng.choice(SECTION_ENDS)}。", answer


def as_ladder(rng: Random, told: Chronicle) -> Ask:
    """Ask for a title, a sentence and a paragraph, one longer than the other."""
    events = "；".join(f"{year}{short}" for year, short in shorts(told)) + "。"
    sentence, title = f"{told.village.name}{told.village.way}。", told.village.title
    steps = (
        f"按年份写一段（只写大事，{within(rng, round_limit(rng, events))}）",
        f"写一句话（写出从什么变成什么，{within(rng, round_limit(rng, sentence))}）",
        f"拟一个标题（带村名，{within(rng, close_limit(rng, title))}）",
    )
    return ladder(rng, texts(rng, told), *reversed(steps)), f"{title}\n\n{sentence}\n\n{events}"


WRITERS = (
    as_ladder,
    as_ladder,
    as_title,
    as_sentence,
    as_figures,
    as_timeline,
    as_timeline,
    as_table,
    as_table,
    as_paragraph,
    as_paragraph,
    as_sections,
    as_sections,
)


def write_two_chronicles(rng: Random) -> Task:
    """Ask to compare the chronicles of two villages in a table, with their figures below it."""
    one, other = chronicle_of(rng), chronicle_of(rng)
    while other.village is one.village:
        other = chronicle_of(rng)
    rows = [
        (stage, f"{first[0]}，{first[1]}", f"{second[0]}，{second[1]}")
        for stage, first, second in zip(STAGES, shorts(one), shorts(other), strict=True)
    ]
    names = (one.village.name, other.village.name)
    user = user_of(rng, roomy=True, events=True, figures=True)
    lead = rng.choice(PAIRED).format(one=names[0], other=names[1], **user)
    clauses = (rng.choice(PAIR_HEADS).format(*names), rng.choice(PAIR_ENDS))
    ends = [f"{told.village.name}{told.village.way}。{sums_told(told)}。" for told in (one, other)]
    answer = "\n\n".join([in_table(rows, ("阶段", *names)), *ends])
    first_text = text_of(rng, one)
    return Task(
        f"{lead}{rng.choice(PAIR_ORDERS)}，{clauses[0]}，{clauses[1]}。",
        f"{first_text}\n\n{text_of(rng, other, first_text)}",
        answer,
    )


def occasion(rng: Random, told: Chronicle, answer: str) -> str:
    """Say why a summary like `answer` is wanted, or nothing."""
    kind = rng.random()
    if kind < 0.05:
        return ""
    if kind < 0.2:
        return rng.choice(told.village.occasions)
    user = user_of(rng, len(answer) > 200, told.village.stages[1][3] in answer, sums_told(told) in answer)
    return rng.choice(SHARED_OCCASIONS).format(name=told.village.name, **user)


def write_village_history(rng: Random) -> Task:
    """Ask to summarize the chronicle of a village, or of two, in one of several forms."""
    if rng.random() < 0.3:
        return write_two_chronicles(rng)
    told = chronicle_of(rng)
    ask, answer = rng.choice(WRITERS)(rng, told)
    lead = occasion(rng, told, answer)
    ask = ask.replace(f"{told.village.name}的村", "这份村") if told.village.name in lead else ask
    return Task(lead + once_long(lead, ask), text_of(rng, told), answer)
