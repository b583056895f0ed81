"""Ask what a given use costs under each of two plans of a price list, step by step, and where the plans cost the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.closed_qa.places import TOWNS
from selfinstruct.teachers.offline.notation import plain
from selfinstruct.teachers.offline.tables import in_table


@dataclass(frozen=True, slots=True)
class Plan:
    """A way to pay: a fixed fee, and prices of the first units and of the rest. Each field holds the values to draw."""

    name: str
    fixed: tuple[int, ...]
    within: tuple[int, ...]
    first: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is sold, by which unit, how much people use, the two plans, the customers, further terms, and remarks of customers."""

    what: str
    unit: str
    period: str
    low: int
    high: int
    plans: tuple[Plan, Plan]
    customers: tuple[str, ...]
    terms: tuple[str, ...]
    remarks: tuple[str, ...]


# fmt: off
OFFERS = (
    Offer("手机流量资费", "GB", "月", 8, 40,
        (Plan("轻量包", (19, 29), (5, 8), ("0",), ("3", "4")), Plan("畅享包", (49, 59), (20, 25), ("0",), ("2", "3"))),
        ("在宿舍追剧，网课又多，一个月用{use}", "跑业务全靠手机导航，每月流量{use}",
         "退休后爱看戏曲直播，一个月用{use}", "把手机当热点给电脑用，月月用到{use}",
         "送外卖要一直开着地图，月用{use}", "跟团带游客，直播风景，每月{use}",
         "在工地没有宽带，每月流量{use}", "上门修家电，随时查图纸，一个月{use}"),
        ("不足1GB的按1GB计", "当月没用完的不结转", "次月一日生效"),
        ("合约刚到期", "最怕月底限速", "话费单总看不懂", "号码不想换", "两张卡打算并成一张")),
    Offer("健身房的收费办法", "次", "月", 4, 24,
        (Plan("单次票", (0,), (0,), ("0",), ("25", "30")), Plan("月卡", (168, 198), (12, 15), ("0",), ("15", "18"))),
        ("刚开始锻炼，打算每月去{use}", "膝盖养好了，想恢复到一个月练{use}",
         "下班顺路，每月能去{use}", "教练建议每月练{use}才有效果",
         "婚礼前想瘦十斤，每月练{use}", "跑半马的备赛期，一个月练{use}",
         "陪老伴活动肩颈，每月来{use}", "夜班护士趁下班早，每月练{use}"),
        ("月卡不得转借", "私教课另算", "储物柜免费"),
        ("怕半途而废", "离家走路十分钟", "朋友拉着一起办卡", "以前的卡白白过期过", "只用跑步机和垫子")),
    Offer("停车场的两种计费", "小时", "月", 20, 90,
        (Plan("临时停车", (0,), (0,), ("0",), ("4", "5")), Plan("包时卡", (120, 150), (40, 50), ("0",), ("2", "3"))),
        ("租了附近的办公室，每月要停{use}", "接送孩子上兴趣班，一个月累计停{use}",
         "常来医院陪护，这个月会停{use}", "在夜市摆摊，月停车时间{use}",
         "店里进货多，货车一个月停{use}", "每天午休开车来健身，月停{use}",
         "写字楼夜班保洁，每月停{use}", "拍纪录片要守着老街，本月停{use}"),
        ("不足一小时按一小时计", "地下层限高两米", "卡只认一个车牌"),
        ("路边车位总被贴条", "附近一位难求", "出口常排队", "上回忘了缴费被拦在出口", "门卫劝着办卡")),
    Offer("文印社的打印价目", "张", "月", 60, 500,
        (Plan("散客价", (0,), (100, 150), ("0.5",), ("0.3",)), Plan("会员价", (20, 30), (0,), ("0",), ("0.2",))),
        ("写毕业论文，反复改稿要印{use}", "给培训班印讲义，每月{use}",
         "律所助理印案卷，一个月{use}", "合唱团印歌谱，这次要{use}",
         "社区要贴防火单子，每月印{use}", "剧社的台本常改，一个月印{use}",
         "考研做真题，每月印{use}", "裁缝铺印尺寸表，每月{use}"),
        ("双面算两张", "彩色的另计", "周日休息"),
        ("自家的打印机坏了", "全是黑白的", "字小了看不清", "装订在别家做", "隔几天就要印一回")),
    Offer("共享单车公司的骑行方案", "次", "月", 10, 70,
        (Plan("单次付费", (0,), (0,), ("0",), ("1.5", "2")), Plan("骑行月卡", (20, 25), (30, 40), ("0",), ("1",))),
        ("地铁口到公司要骑车，一个月骑{use}", "送传单走街串巷，每月骑{use}",
         "周末爱沿江骑，每月骑{use}", "上学放学都骑，每月{use}",
         "抄水表要跑三个小区，每月骑{use}", "当家教赶两家，每月骑{use}",
         "去菜场图方便，每月骑{use}", "实习的地方偏，每月骑{use}"),
        ("每次限三十分钟", "跨区还车另收调度费", "十二岁以下不得骑行"),
        ("自己的车刚被偷", "公交绕得太远", "不想再添一辆车", "每次都骑不到半小时", "楼下就有停车点")),
    Offer("充电站的电费方案", "度", "月", 240, 900,
        (Plan("普通价", (0,), (0,), ("0",), ("1.4", "1.6")), Plan("会员价", (18, 28), (0,), ("0",), ("1.1", "1.2"))),
        ("开网约车，每月充{use}", "只在周末跑长途，一个月充{use}",
         "换了新能源送货车，每月用电{use}", "小区没装桩，每月在外头充{use}",
         "接送剧组，车天天跑，每月充{use}", "教练车一天练到晚，每月充{use}",
         "退休后自驾看山水，每月充{use}", "流动图书车下乡，每月充{use}"),
        ("占位超时另收费", "会员费按月扣", "雷雨天停用"),
        ("离家最近的就这一站", "晚上才有空位", "车刚过磨合期", "朋友推荐过会员", "别家刚涨了价")),
    Offer("游泳馆的两种票", "次", "季", 5, 40,
        (Plan("单次票", (0,), (0,), ("0",), ("35", "45")), Plan("季卡", (480, 560), (20, 24), ("0",), ("20", "25"))),
        ("医生叫多游泳，一季去{use}", "给女儿报了培训，陪练一季{use}",
         "准备考救生员，一季要下水{use}", "怕冷，专挑中午去，一季游{use}",
         "产后恢复，一季游{use}", "铁人三项的队员，一季下水{use}",
         "爷孙俩一起学，爷爷一季游{use}", "怕水多年终于敢下池，一季来{use}"),
        ("须凭健康证", "泳帽自备", "周一换水闭馆"),
        ("健康证刚办好", "别家的池子太挤", "泳帽泳镜都备好了", "家离得远要倒两趟车", "上次办卡没用完")),
    Offer("纯净水站的送水价", "桶", "月", 5, 24,
        (Plan("零买", (0,), (0,), ("0",), ("18", "20")), Plan("水票月卡", (150, 170), (10, 12), ("0",), ("14", "15"))),
        ("合租的五个人一个月喝{use}", "开了间小茶馆，每月用{use}",
         "办公室加人后每月要{use}", "排练厅人来人往，每月{use}",
         "幼儿园要备开水，每月{use}", "木工房师傅们口渴，每月{use}",
         "台球厅客人多，每月{use}", "给会员备水的健身房，每月{use}"),
        ("空桶押金另付", "六楼以上加搬运费", "当天下单当天送"),
        ("饮水机刚洗过", "上一家常送错桶", "自来水碱大", "楼下没有便利店", "放不下太多空桶")),
    Offer("搬家队的报价", "小时", "次", 2, 9,
        (Plan("计时制", (0,), (0,), ("0",), ("130", "150")), Plan("包车制", (420, 480), (4,), ("0",), ("90", "100"))),
        ("从四楼搬到城西新房，估计要{use}", "搬一间画室，画框怕碰，得{use}",
         "公司换楼层，搬家要{use}", "给老人搬家，家具多，前后得{use}",
         "理发店换门面，要{use}", "学生宿舍合并，搬运得{use}",
         "旧书店迁到巷口，至少{use}", "把钢琴以外的家当挪到县城，要{use}"),
        ("钢琴另议", "拆装空调不含", "雨天可改期"),
        ("电梯要提前预约", "有几个箱子特别沉", "邻居嫌吵", "天气预报说有雨", "楼下不能久停")),
    Offer("翻译社的稿费标准", "千字", "次", 4, 30,
        (Plan("零单", (0,), (10, 12), ("150", "160"), ("130",)), Plan("年约客户", (500, 600), (0,), ("0",), ("100",))),
        ("有一份机床说明书要译，共{use}", "海鲜出口合同连附件，共{use}",
         "博物馆图录要出外文版，共{use}", "论文投国外期刊，要译{use}",
         "一部纪录片的字幕要译，共{use}", "进口食谱要译成中文，共{use}",
         "古镇的旅游手册上新，共{use}", "家谱里有洋文书信，共{use}"),
        ("按中文字数算", "加急加三成", "图表文字不另收"),
        ("不用加急", "术语表自己备好了", "以前译的被退过稿", "只要电子版", "版式照原稿就行")),
    Offer("云盘的存储价", "GB", "月", 60, 480,
        (Plan("用量价", (0,), (0,), ("0",), ("0.2", "0.3")), Plan("存储包", (30, 36), (200, 240), ("0",), ("0.1",))),
        ("摄影工作室硬盘满了，每月要存{use}", "给孩子备份照片视频，共{use}",
         "社团存排练录像，要{use}", "设计院归档图纸，占{use}",
         "唱片店要存母带，占{use}", "养老院的监控备份，占{use}",
         "建模社团的素材，占{use}", "考古队的三维扫描，要存{use}"),
        ("下载流量不限", "到期后保留七天", "不足1GB按1GB计"),
        ("旧硬盘咔咔响", "怕哪天误删", "原来用的云盘要关停", "只从一台电脑上传", "网速还算快")),
    Offer("农机合作社的收割价", "亩", "季", 10, 120,
        (Plan("散户价", (0,), (20, 30), ("75", "80"), ("65",)), Plan("社员价", (400, 500), (0,), ("0",), ("55", "58"))),
        ("家里的小麦等着收，种了{use}", "转包了邻居的地，今年共{use}",
         "水稻倒伏不重，一共{use}", "山脚下的玉米连成片，有{use}",
         "跟弟弟家合种，麦子共{use}", "承包了河滩地，油菜{use}",
         "旱地谷子熟得齐，有{use}", "农校的试验田请人收，共{use}"),
        ("倒伏严重的另议", "秸秆粉碎不另收", "柴油由合作社出"),
        ("家里人手不够", "雨季说来就来", "去年排队误了时", "自家没有收割机", "粮站月底停收")),
    Offer("宠物寄养店的收费", "天", "次", 2, 25,
        (Plan("零散寄养", (0,), (0,), ("0",), ("60", "70")), Plan("半月包", (640, 700), (15,), ("0",), ("45", "50"))),
        ("出差去南方，猫要寄养{use}", "回老家过年，狗得寄养{use}",
         "装修怕吓着猫，寄养{use}", "住院期间把狗托给店里{use}",
         "妻子生产，顾不上猫，寄养{use}", "军训期间兔子没人管，寄养{use}",
         "老宅翻修，两头跑，狗放店里{use}", "出海打鱼，猫得寄养{use}"),
        ("粮食自带", "须有疫苗本", "每天发一次视频"),
        ("它见生人会躲", "以前托邻居照看过，不放心", "要带上旧毯子", "每晚得喂一次药", "临走前刚洗过澡")),
    Offer("仓库的租用办法", "天", "次", 5, 60,
        (Plan("日租", (0,), (0,), ("0",), ("90", "110")), Plan("月租", (2100, 2400), (30,), ("0",), ("70", "75"))),
        ("展会的展台要存{use}", "果筐旺季堆不下，要存{use}",
         "网店换季清仓，租用{use}", "剧组的道具要放{use}",
         "花店的花架和空盆，要放{use}", "画展撤下的木箱，要存{use}",
         "车行换库，轮胎要放{use}", "赈灾的棉被待运，先存{use}"),
        ("易燃物不收", "叉车另算", "夜间有人看守"),
        ("门口要能停大车", "怕受潮", "保险已经买好", "同行介绍来的", "原来的库房到期了")),
    Offer("快递点的寄件价", "公斤", "次", 2, 30,
        (Plan("标准件", (0,), (5,), ("6", "7"), ("5",)), Plan("大件专线", (40, 45), (10, 12), ("0",), ("2", "3"))),
        ("把冬衣寄给在外读书的女儿，共{use}", "寄一箱旧书给山区，重{use}",
         "给卖家退一台家电，连箱重{use}", "往部队寄家乡腊味，重{use}",
         "把老唱机寄给修理铺，重{use}", "给战友寄土特产，共{use}",
         "考上外地的研究生，行李寄{use}", "标本寄给研究所，连箱{use}"),
        ("不足一公斤按一公斤计", "易碎品须加固", "不收液体"),
        ("不赶时间", "箱子是自己打包的", "怕路上淋雨", "收件的人白天不在家", "去年寄丢过一次")),
    Offer("录音棚的价目", "小时", "次", 2, 12,
        (Plan("散场", (0,), (0,), ("0",), ("180", "200")), Plan("套票", (900, 980), (6,), ("0",), ("140", "150"))),
        ("合唱团录一首团歌，要{use}", "给有声书录两章，约{use}",
         "乐队录小样，得{use}", "给纪录片配解说，需要{use}",
         "街舞队混一首伴奏，要{use}", "诗社录朗诵集，得{use}",
         "小学录校歌，需要{use}", "戏班留一段老腔，录{use}"),
        ("调音师费用已含", "乐器自备", "迟到照计时"),
        ("设备不想自己搬", "原先约的棚停业了", "月底以前要交", "经费有限", "棚子要提前订")),
    Offer("会议室的出租价", "小时", "月", 4, 40,
        (Plan("散租", (0,), (0,), ("0",), ("80", "90")), Plan("月租卡", (600, 680), (10, 12), ("0",), ("50", "60"))),
        ("办读书会缺场地，每月要用{use}", "创业团队没有会议室，每月租{use}",
         "调解志愿者要碰头，每月开会{use}", "培训机构开试听课，一月用{use}",
         "编剧们要讨论剧本，每月租{use}", "乐高社没有活动室，每月用{use}",
         "家长学堂要僻静处，每月用{use}", "小公司面试多，一个月用{use}"),
        ("投影免费", "自带茶水", "提前一天取消不收费"),
        ("咖啡馆里太吵", "要用白板", "人数时多时少", "原来的场地收回了", "经费得按月报")),
    Offer("驾校的陪练价", "小时", "次", 4, 30,
        (Plan("单时价", (0,), (0,), ("0",), ("110", "120")), Plan("陪练包", (900, 980), (10,), ("0",), ("90", "95"))),
        ("拿证三年没摸过车，想练{use}", "调到外地要开山路，打算练{use}",
         "刚换了手动挡，准备练{use}", "怕倒车入库，想补{use}",
         "要送孩子上学，先练{use}", "生完孩子两年没开，重新练{use}",
         "出租屋离公司远，想练{use}", "上班要走快速路，先练{use}"),
        ("油费已含", "教练可上门接", "雨雪天顺延"),
        ("上坡总熄火", "家人陪练老吵架", "停车总停不正", "夜里开车心慌", "最怕上高架")),
    Offer("牛奶站的订奶价", "瓶", "月", 16, 60,
        (Plan("零售", (0,), (0,), ("0",), ("5", "6")), Plan("月订", (120, 130), (30,), ("0",), ("4",))),
        ("一家三口轮着喝，一个月{use}", "托管班加餐，每月{use}",
         "奶奶补钙，每月订{use}", "烘焙作坊做奶冻，月用{use}",
         "孩子正长个子，每月喝{use}", "值夜班垫肚子，每月订{use}",
         "猫咖做奶泡，月用{use}", "双胞胎上了小学，每月订{use}"),
        ("早晨七点前送到", "出门前一天可停奶", "空瓶要还"),
        ("超市的要自己拎", "只要当天的鲜奶", "冰箱不大", "以前的站点撤了", "送奶箱装在楼下")),
    Offer("机房的主机租价", "小时", "月", 50, 600,
        (Plan("时租", (0,), (0,), ("0",), ("1.2", "1.5")), Plan("包月档", (200, 240), (200, 240), ("0",), ("0.8", "1"))),
        ("训练识别果树病害的模型，每月跑{use}", "给动画短片渲染，每月{use}",
         "气象社团算台风路径，每月用{use}", "备份任务每夜都跑，一月{use}",
         "识别方言的课题要调参，每月跑{use}", "游戏社团压力测试，每月{use}",
         "化工厂模拟反应釜，每月算{use}", "古籍识字的小组，每月跑{use}"),
        ("关机不计费", "数据盘另算", "每月一日结账"),
        ("自己的显卡不够用", "经费有限", "多半在夜里跑", "数据不能外传", "上次忘关机扣了一大笔")),
    Offer("自来水的两种水价", "吨", "月", 6, 40,
        (Plan("居民阶梯价", (0,), (12, 15), ("3", "3.2"), ("4.5", "5")), Plan("合表价", (0,), (0,), ("0",), ("3.6", "3.8"))),
        ("家里添了双胞胎，一个月用水{use}", "院子里种菜，每月用水{use}",
         "合住的学徒多，每月{use}", "老两口带着孙子，每月{use}",
         "豆腐坊和住家同一只表，月用{use}", "养了一院子花，每月用水{use}",
         "房客合用厨房，一个月{use}", "亲戚常来住，每月用水{use}"),
        ("污水费已含在内", "每月抄表", "表后漏水由用户承担"),
        ("水管刚换过", "上月的账单吓一跳", "抄表员说可以自己选", "洗衣机是老式的", "水龙头都换了节水的")),
    Offer("菜园的认养方案", "平方米", "季", 10, 60,
        (Plan("零租", (0,), (0,), ("0",), ("25", "30")), Plan("整畦认养", (400, 460), (20,), ("0",), ("15", "18"))),
        ("想教孩子种菜，要{use}", "单位工会组织，要认养{use}",
         "退休后种辣椒茄子，要{use}", "餐馆自种香草，要{use}",
         "退伍老兵们想种南瓜，要{use}", "托班要做自然课，认养{use}",
         "想给食堂添些自种的青菜，要{use}", "画画的想种向日葵，要{use}"),
        ("种子自备", "浇水由园方代管", "不许打农药"),
        ("离得不远", "周末才有空", "买菜总嫌不新鲜", "以前在花盆里种的都蔫了", "邻居也想合一块")),
    Offer("滑雪场的雪具租价", "小时", "次", 2, 7,
        (Plan("时租", (0,), (0,), ("0",), ("45", "50")), Plan("半日租", (160, 170), (4,), ("0",), ("30", "35"))),
        ("头一次带儿子滑雪，租{use}", "社团集体练回转，租{use}",
         "冬令营的学员，每人租{use}", "想拍一组雪景，租{use}",
         "新手班要摔着学，租{use}", "跟着护林员体验越野，租{use}",
         "表妹从南方来，租{use}", "陪外地客户玩雪，租{use}"),
        ("押金另付", "护膝免费", "损坏照价赔"),
        ("自己没有雪具", "是坐早班车来的", "手套刚买", "教练另请", "天黑前要下山")),
    Offer("语言学校的课时价", "节", "季", 6, 48,
        (Plan("单节", (0,), (0,), ("0",), ("90", "110")), Plan("课包", (1500, 1600), (20,), ("0",), ("70", "75"))),
        ("准备去海外进修，这一季上{use}", "想和外国客户聊天，一季上{use}",
         "考导游证补口语，一季上{use}", "陪孩子一起学，一季上{use}",
         "在酒店做前台，一季上{use}", "外企面试要用，一季学{use}",
         "想看原版剧，一季上{use}", "跑远洋的船员，靠岸这季上{use}"),
        ("一节五十分钟", "缺课可补一次", "教材另买"),
        ("多半晚上来", "发音总被笑", "词汇量还不够", "朋友在这里学过", "上课时间最好固定")),
    Offer("报社的分类广告价", "行", "次", 4, 24,
        (Plan("散登", (0,), (6, 8), ("30", "35"), ("25",)), Plan("版面包", (200, 220), (10,), ("0",), ("12", "15"))),
        ("登一则遗失声明外加招租，共{use}", "给祠堂修缮征集老照片，要登{use}",
         "开业酬宾，写了{use}", "公告一批清仓家具，占{use}",
         "鸽子飞丢了，悬赏启事写了{use}", "房东招租附路线，共{use}",
         "老厂寻找退休师傅，要登{use}", "旧校友会通知，占{use}"),
        ("每行十三个字", "周五截稿", "法律公告另价"),
        ("稿子还没誊清", "联系人用代称", "社区张贴栏只让贴三天", "老读者都看这份报", "想赶周末那期")),
    Offer("洗衣房的水洗价", "公斤", "月", 10, 90,
        (Plan("散洗", (0,), (0,), ("0",), ("8", "9")), Plan("包月洗", (240, 270), (40, 45), ("0",), ("5",))),
        ("开民宿换床单勤，每月洗{use}", "给球队管队服，每月洗{use}",
         "理发店毛巾多，每月洗{use}", "托育园要洗小被子，每月{use}",
         "温泉馆的浴巾每天换，月洗{use}", "寺院的被褥，每月{use}",
         "摄影棚的背景布，每月{use}", "火锅店的台布围裙，每月{use}"),
        ("羽绒不在此列", "隔日取", "烘干已含"),
        ("自家的机器太小", "要按时送回来", "晾晒的地方不够", "上一家洗坏过", "不想再雇人洗")),
    Offer("天文台的望远镜租时", "小时", "月", 3, 20,
        (Plan("散客", (0,), (0,), ("0",), ("200", "220")), Plan("课题包", (1100, 1200), (8,), ("0",), ("120", "130"))),
        ("追一颗变星，每月观测{use}", "社团拍深空，每月要{use}",
         "论文要补光变数据，每月{use}", "给科普馆拍月相，每月{use}",
         "盯一颗小行星，每月观测{use}", "中学联合社团，每月要{use}",
         "测试新做的光谱仪，每月用{use}", "拍星云做年历，每月{use}"),
        ("阴天可顺延", "操作员已含", "数据当晚给"),
        ("自家的镜子口径小", "城里光污染重", "时段可以商量", "下月就要用", "第一次来这里")),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Price:
    """A plan with drawn prices in yuan. `first` is the price of each of the first `within` units."""

    name: str
    fixed: int
    within: int
    first: Fraction
    rest: Fraction
    unit: str
    period: str

    def jiao(self, use: int) -> int:
        """Return ten times the cost of a number of units, which is whole."""
        first, rest = int(self.first * 10), int(self.rest * 10)
        return 10 * self.fixed + min(use, self.within) * first + max(0, use - self.within) * rest

    def terms(self) -> str:
        """State the plan as a price list does."""
        each = f"{plain(self.rest)}元/{self.unit}"
        if self.fixed and self.within:
            return f"{self.name}：{self.period}{self.fixed}元，含{self.within}{self.unit}，超出的部分{each}"
        if self.fixed:
            return f"{self.name}：{self.period}先交{self.fixed}元，再按{each}计"
        if self.within:
            return f"{self.name}：{self.within}{self.unit}以内{plain(self.first)}元/{self.unit}，超出的部分{each}"
        return f"{self.name}：{each}，不收别的费用"

    def cost(self, use: int) -> Fraction:
        """Return the cost of a number of units."""
        return self.fixed + min(use, self.within) * self.first + max(0, use - self.within) * self.rest

    def steps(self, use: int) -> str:
        """Show the calculation of the cost."""
        over, total, each = use - self.within, plain(self.cost(use)), f"{plain(self.rest)}元/{self.unit}"
        rest = f"{max(0, over)}×{plain(self.rest)}＝{plain(max(0, over) * self.rest)}元"
        if self.fixed and self.within:
            included = f"{self.fixed}元里含{self.within}{self.unit}"
            if over <= 0:
                return f"{included}，{use}{self.unit}没有超出，只付{self.fixed}元"
            return f"{included}，{use}{self.unit}超出{over}{self.unit}，按{each}补{rest}，一共{total}元"
        if self.fixed:
            return f"先交{self.fixed}元，{use}{self.unit}按{each}是{rest}，一共{total}元"
        start = f"{min(use, self.within)}×{plain(self.first)}＝{plain(min(use, self.within) * self.first)}元"
        if self.within and over > 0:
            return f"前{self.within}{self.unit}是{start}，其余{over}{self.unit}按{each}是{rest}，一共{total}元"
        if self.within:
            return f"{use}{self.unit}没有超过{self.within}{self.unit}，按{plain(self.first)}元/{self.unit}是{start}"
        return f"没有固定费用，{use}{self.unit}按{each}是{rest}"


def priced(rng: Random, plan: Plan, offer: Offer) -> Price:
    """Draw the prices of a plan."""
    first, rest = Fraction(rng.choice(plan.first)), Fraction(rng.choice(plan.rest))
    period = "" if offer.period == "次" else f"每{offer.period}"
    return Price(plan.name, rng.choice(plan.fixed), rng.choice(plan.within), first, rest, offer.unit, period)


def compared(one: Price, two: Price, use: int) -> str:
    """State which plan costs less for a use, and by how much."""
    a, b = one.cost(use), two.cost(use)
    if a == b:
        return "两种方案花钱一样多"
    return f"{(one if a < b else two).name}便宜{plain(abs(a - b))}元"


def crossing(one: Price, two: Price, limit: int) -> str:
    """State from which whole number of units the cheaper plan changes, up to a limit."""
    costs = [(one.jiao(use), two.jiao(use)) for use in range(1, limit + 1)]
    signs = [(a > b) - (a < b) for a, b in costs]
    runs = [at for at in range(1, limit) if signs[at] != signs[at - 1]]
    cheap = {-1: f"{one.name}省", 1: f"{two.name}省", 0: "两者同价"}
    bounds = [0, *runs, limit]
    spans = []
    for start, end in pairwise(bounds):
        where = f"{start + 1}{one.unit}" if end - start == 1 else f"{start + 1}至{end}{one.unit}"
        spans.append(f"{where}，{cheap[signs[start]]}")
    return ("可以分段看：" if len(spans) > 1 else "不用换方案：") + "；".join(spans)


ASKS = {
    "cost": (
        "请依照下面的{what}分析{one}和{two}各是什么价钱，相差几元，要写出步骤。",
        "对照{what}，两种方案差多少？请解释来由。",
        "根据{what}，选{one}、选{two}各要多少钱，差额是几元？",
        "根据{what}，{two}比{one}贵还是便宜，差多少？",
        "根据所附的{what}，请分别解释{one}和{two}的花费。",
        "请根据{what}回答：哪种付法便宜，便宜几元？要有过程。",
        "{one}和{two}都有人推荐，根据下面的{what}，哪种便宜，便宜几元？",
        "依下面的{what}，{one}的账单是几元，{two}又是几元？",
        "根据{what}来看，{one}、{two}各是怎样的花费，哪样省？",
        "根据{what}，{two}和{one}相差几元？请分析。",
        "请根据{what}分析，{one}和{two}哪样省钱，省多少。",
        "对照{what}，{one}、{two}的差额是多少？",
    ),
    "cross": (
        "根据下面的{what}，{one}和{two}分别是什么价钱？{limit}{unit}以内什么用量下哪种省？请分析。",
        "请对照{what}分析这回的花费，以及{limit}{unit}以内怎么选更省。",
        "请根据{what}解释两种方案各花多少，1到{limit}{unit}之间哪一段选{one}省。",
        "请依照{what}解释两种方案的价钱。{limit}{unit}以内的分界又在哪里？",
        "请根据{what}分析{one}与{two}的花费。{limit}{unit}以内，两者分别在什么用量下省钱？",
        "根据下面的{what}，眼下{one}、{two}各付几元？{limit}{unit}以内的分界在哪里？",
        "请根据{what}回答：这次各要几元？{limit}{unit}以内，什么情况该换成另一种？",
        "根据{what}，眼下哪种便宜？用量在{limit}{unit}以内变动时，又该怎么选？",
        "请分析{what}：这次的两个价钱，和{limit}{unit}以内{two}占优的范围。",
    ),
    "many": (
        "前三个月的实际用量是{a}、{b}、{c}{unit}，根据下面的{what}，{one}和{two}的账单各是怎样的？",
        "记录显示最近三个月分别用了{a}、{b}、{c}{unit}。请根据{what}，逐月说明两种方案的花费，再看合计。",
        "三个月的计划用量依次是{a}、{b}、{c}{unit}，根据下面的{what}，两种方案每个月各要多少钱，合计又是多少？",
        "上三个月依次用了{a}、{b}、{c}{unit}。根据下面的{what}，{one}和{two}哪样省，省多少？",
        "头一个月用{a}{unit}，第二个月{b}{unit}，第三个月{c}{unit}，根据下面的{what}，{one}与{two}每个月各要多少钱？",
        "翻出三个月的旧账，依次是{a}、{b}、{c}{unit}。依{what}，用{one}或{two}各要付多少？",
        "{a}、{b}、{c}{unit}，这是近三个月的用量。根据{what}，两种方案的逐月花费和总数是怎样的？",
    ),
}
"""Questions by kind: the costs of one use, also where the cheaper plan changes, and the costs of three periods."""


MONTHS = ("第一个月", "第二个月", "第三个月")


def answered(rng: Random, one: Price, two: Price, use: int) -> str:
    """State which plan costs less for a use, and show the calculations."""
    lines = [f"选{plan.name}，{plan.steps(use)}。" for plan in (one, two)]
    return rng.choice(("\n", "")).join([f"{compared(one, two, use)}。", *lines])


def tabled(one: Price, two: Price, uses: list[int]) -> str:
    """Show the costs of three uses in a table, and the totals."""
    rows = [
        (name, f"{use}{one.unit}", f"{plain(one.cost(use))}元", f"{plain(two.cost(use))}元")
        for name, use in zip(MONTHS, uses, strict=True)
    ]
    a, b = (sum((plan.cost(use) for use in uses), Fraction(0)) for plan in (one, two))
    rows.append(("合计", f"{sum(uses)}{one.unit}", f"{plain(a)}元", f"{plain(b)}元"))
    gap = "两种方案合计一样多" if a == b else f"三个月合计{(one if a < b else two).name}便宜{plain(abs(a - b))}元"
    steps = [
        f"{name}：选{one.name}，{one.steps(use)}；选{two.name}，{two.steps(use)}。"
        for name, use in zip(MONTHS, uses, strict=True)
    ]
    return "\n\n".join([in_table(rows, ("月份", "用量", one.name, two.name)), "\n".join(steps), f"{gap}。"])


def price_list(rng: Random, what: str, further: tuple[str, ...], plans: list[Price]) -> str:
    """Write the price list: its title, the two plans, and further terms."""
    terms, others = [plan.terms() for plan in plans], "，".join(rng.sample(further, 2))
    if rng.random() < 0.5:
        return "\n".join([what, *terms, f"（{others}）"])
    return f"{what}。{'。'.join(terms)}。另外，{others}。"


def solved(rng: Random, kind: str, plans: tuple[Price, Price], uses: list[int], limit: int) -> str:
    """Answer a question of a kind."""
    if kind == "many":
        return tabled(*plans, uses)
    text = answered(rng, *plans, uses[0])
    return f"{text}\n用量在{limit}{plans[0].unit}以内，{crossing(*plans, limit)}。" if kind == "cross" else text


def write_tariff_plans(rng: Random) -> Task:
    """Ask what a given use costs under each of two plans of a price list, and where the plans cost the same.

    The price list is in the input or, as people write it in a message, between the facts and the question.
    """
    offer = rng.choice(OFFERS)
    one, two = (priced(rng, plan, offer) for plan in rng.sample(offer.plans, 2))
    uses, limit = [rng.randint(offer.low, offer.high) for _ in range(3)], -(-offer.high // 10) * 10
    customer, what = rng.choice(offer.customers), rng.choice(TOWNS) + offer.what
    kind = rng.choice(
        ("cost", "cross", "cross", "many", "many") if offer.period == "月" and "，" in customer else ("cost", "cross")
    )
    facts = {
        "one": one.name, "two": two.name, "what": what, "unit": offer.unit, "limit": limit, "a": uses[0],
        "b": uses[1], "c": uses[2],
    }  # fmt: skip
    situation = customer.rpartition("，")[0] if kind == "many" else customer.format(use=f"{uses[0]}{offer.unit}")
    told, ask = f"{situation}，{'，'.join(rng.sample(offer.remarks, 2))}。", rng.choice(ASKS[kind])
    plans, answer = rng.sample((one, two), 2), solved(rng, kind, (one, two), uses, limit)
    if rng.random() < 0.25 and "下面" not in ask and "所附" not in ask:
        terms = "；".join(plan.terms() for plan in plans).replace("：", "是")
        return Task(f"{told}{what}：{terms}。" + ask.format(**{**facts, "what": "这份价目"}), "", answer)
    return Task(told + ask.format(**facts), price_list(rng, what, offer.terms, plans), answer)
