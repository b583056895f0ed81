"""Ways in which a village can sell its produce: one for each of its advantages, sorted, and within the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Way:
    """A way to sell: the fact that it builds on, the plan, its cost in yuan, its helpers, and weeks to its effect."""

    fact: str
    plan: str
    cost: int
    helpers: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Produce:
    """A product of a village: its name, its kind, the village, and ways to sell that build on its own facts."""

    name: str
    kind: str
    village: str
    ways: tuple[Way, ...]


FRESH, DRY, CRAFT, OTHER = "fresh", "dry", "craft", "other"
"""Kinds of produce: fruit and vegetables of the field, food that keeps, things that are not eaten, and the rest."""


# fmt: off
PRODUCE = (
    Produce("黄桃", FRESH, "坡下村", (
        Way("今年多出两万斤小果", "小果做成玻璃瓶罐头，贴上摘果日期卖", 18000, 6, 6), Way("桃花三月开满半山", "花期办认养，一棵树挂一块木牌，七月寄果", 6000, 3, 12),
        Way("果子软得早，运不远", "按七成熟采，装网套单果盒，只接五百里以内的单", 5200, 4, 2), Way("有户人家会收桃胶", "桃胶晒干分装，和鲜果搭着卖", 2600, 2, 4))),
    Produce("莲藕", OTHER, "荷塘湾", (
        Way("藕带每年只卖给一个贩子", "分三级标价，约三家餐馆直接送", 2400, 2, 2), Way("断藕占了两成", "断藕磨成藕粉，用小铁罐装", 16000, 5, 8),
        Way("冬天挖藕很热闹", "办挖藕体验，穿胶衣下塘，挖多少按斤买走", 4800, 6, 2), Way("村里的老人会做藕夹", "每逢周末在村口现炸藕夹，卖藕送做法卡", 3000, 3, 1))),
    Produce("土鸡蛋", OTHER, "后山村", (
        Way("鸡蛋每天只有三百枚", "做十五天一送的月订，满一百户就停", 3500, 2, 3), Way("鸡在茶园里散养", "拍喂鸡的日常，盒上印茶园照片和产蛋日期", 2800, 2, 2),
        Way("路上的破损一直有一成", "换珍珠棉蛋托，写破一赔一", 1500, 1, 1), Way("蛋壳颜色深浅不一", "深浅两色拼成礼盒，起名“双色”", 2200, 2, 3))),
    Produce("猕猴桃", FRESH, "松涛岭", (
        Way("果子熟得太集中", "分早、中、晚三批采，每箱标明还要放几天变软", 1800, 4, 2), Way("果子甜度测出十八度", "每箱放一张糖度单，标明几天后吃最好", 900, 1, 1),
        Way("十里外有酒厂", "次果供酒厂酿果酒，联名出小瓶", 12000, 3, 10), Way("有六户还留着老品种", "老品种单独起名，按两倍价小量卖", 2500, 2, 3), Way("合作社有一座小冷库", "错开旺季，存一半果子到元旦再卖", 4000, 2, 9))),
    Produce("蜜薯", FRESH, "沙地头", (
        Way("一到十月，价钱就跌到每斤三毛", "立秋前就和烤薯店签保底价的供货单", 1200, 2, 3), Way("蜜薯个头大小不一", "按大小分三级，小的扎网袋供超市", 2400, 3, 2),
        Way("有人家会晒红薯干", "红薯干分装小袋，贴上晾晒日期", 8800, 3, 5), Way("挖破的蜜薯常烂在地里", "破损的磨粉做粉条，卖给县城酸辣粉店", 15000, 3, 9),
        Way("家家都有老地窖", "存一半在地窖里，等春节前涨价再卖", 900, 3, 10))),
    Produce("板栗", DRY, "石门沟", (
        Way("生虫的栗子老被退货", "采后用温水泡杀虫再晾，装透气麻袋", 3200, 3, 2), Way("村里有糖炒栗子的手艺", "国庆在镇上支两口大锅糖炒，一锅两斤", 4600, 4, 1),
        Way("栗子壳厚难剥", "卖时切好口，附送剥壳小夹", 2000, 2, 2), Way("老栗树有两百多棵", "给老树编号，办“一棵树的栗子”认购", 5600, 3, 8))),
    Produce("毛尖茶", DRY, "云上村", (
        Way("清明前只采六天", "按采摘日分装小罐，一天一号，限量卖", 6800, 4, 3), Way("夏秋茶没人收", "做成冷泡茶包，供县城书吧", 9500, 3, 6),
        Way("炒茶的老师傅还在", "周末开炒茶课，八个人一期，炒的带走", 4200, 2, 3), Way("客人总说不会泡", "罐里附一张水温克数卡，再拍一分钟的视频", 1000, 1, 1))),
    Produce("土蜂蜜", DRY, "蜂桶岩", (
        Way("一年只割一次蜜", "割蜜那天请订户来看，当场封蜡装瓶", 3800, 3, 4), Way("客人怕买到假蜜", "瓶上贴波美度和批次，送检结果印在标签背面", 2600, 1, 2),
        Way("蜂箱放在野花谷", "按花期分瓶：春花、椴花、秋花各卖各的", 3000, 2, 5), Way("有些蜜会结晶", "结晶蜜改成涂面包的小罐，写明结晶是正常的", 2100, 2, 2))),
    Produce("稻花鱼米", DRY, "梯田寨", (
        Way("米和鱼种在一块田里", "一斤米配一条烘鱼干，做成组合装", 7200, 4, 4), Way("插秧和收割都好看", "五月、十月各办一天下田日，卖明年的米票", 6000, 5, 4),
        Way("米粒碎的多", "碎米做米糕、米线，供县城早餐店", 11000, 4, 6), Way("老碾子还能转", "现碾现装，标上碾米时间，限一个月吃完", 1600, 2, 1))),
    Produce("干香菇", DRY, "冷水沟", (
        Way("菇柄总被剪掉扔了", "菇柄磨粉做调料小瓶", 6600, 3, 5), Way("香菇大小混在一起卖", "分花菇、厚菇、薄菇三档，各自定价", 1100, 3, 2),
        Way("烘房冬天才用", "夏天也开烘房，把卖相差的鲜菇烘成脆片，装小袋卖", 2200, 2, 3), Way("菌棒每年有富余", "做成能在家里出菇的小菌棒，附一张浇水说明卖到城里", 1400, 2, 3))),
    Produce("腊肉", DRY, "柏木坡", (
        Way("腊月才杀猪", "十月就开预订，交三成定金，按重量排号", 1200, 2, 3), Way("腊肉用柏枝慢熏四十天", "开放熏房参观，盒上写熏制天数和树种", 3600, 2, 3),
        Way("年轻人嫌太咸", "做一款少盐切片装，附泡洗办法", 5400, 3, 4), Way("肉条一大块没人要", "分切成半斤真空小包", 4000, 3, 2))),
    Produce("竹编篮子", CRAFT, "竹山口", (
        Way("会编的都过六十岁", "拍一部十分钟的老手艺片，把二维码印在篮子的吊牌上", 3000, 2, 4), Way("编一只要两天", "推出小号的果篮和收纳篮，半天一只", 1800, 4, 3),
        Way("城里花店常来问", "做花店专用的素色提篮，按五十只起订", 2600, 3, 3), Way("村里留着竹料厂", "把边角竹条做成杯垫，十片一束", 3400, 3, 4))),
    Produce("蓝印花布", CRAFT, "染坊村", (
        Way("花布的花样都是老的", "请美术生画四季新样，再由染工刻板", 6200, 3, 6), Way("花布一直没有小件", "裁成茶席、书衣、手帕，降低出手价", 4500, 4, 4),
        Way("有一口百年染缸", "开染布体验，一人一块方巾，两小时带走", 5800, 3, 3), Way("客人怕掉色，常来退货", "每件附洗涤卡，卖前统一过水三遍", 700, 2, 1))),
    Produce("老土布鞋", CRAFT, "前街村", (
        Way("鞋底要纳三千针", "吊牌写针数和做鞋人的姓，标定制时间", 800, 2, 1), Way("客人总报错尺码", "寄一张描脚纸，描了再做", 500, 1, 1),
        Way("老人脚宽买不到鞋", "专做宽脚款，主打“为父母做一双”", 3200, 5, 4), Way("布边料堆了半屋", "边料拼成鞋垫和婴儿软鞋", 2600, 4, 3))),
    Produce("紫砂小壶", CRAFT, "窑前村", (
        Way("一窑总有两成歪的", "歪的改作盆栽小器，起名“歪盆”", 1500, 2, 2), Way("新手不敢买贵的", "做一套百元入门壶，附开壶说明", 4800, 3, 4),
        Way("三位匠人各有手法", "一人一款，壶底打名章，集齐有折扣", 3600, 3, 5), Way("做壶的作坊就在街边", "临街开一扇大窗，让人看拍泥片做壶，买壶的可以刻字", 9600, 2, 5))),
    Produce("乌金山药", FRESH, "黄土塬", (
        Way("山药长得弯弯扭扭", "弯的切段抽真空，做成蒸着吃的快手包", 8400, 4, 5), Way("山药挖起来最费劲", "冬至办挖山药比赛，门票抵货款", 3800, 5, 2),
        Way("黑皮别处没有", "用白盒黑字衬皮色，附对比照片", 2200, 2, 2), Way("药铺年年来收", "和药铺定两成的份额，其余零售", 600, 1, 2), Way("山药窖藏能放到开春", "存三成在窖里，二月市面上缺货时卖", 700, 2, 11))),
    Produce("羊奶酪", OTHER, "牧坝子", (
        Way("奶酪只在夏天做", "分六月和八月两批预售，凭号取货", 1600, 2, 3), Way("奶香重，有人吃不惯", "配蜂蜜小包，切成试吃片", 2000, 2, 2),
        Way("做奶酪的婆婆只有一位", "请婆婆出镜拍做奶酪的视频，每批编号，在视频下面接预订", 2800, 4, 6), Way("草原离城一百二十里", "和冷链车拼车，周三周六各发一趟", 6800, 2, 2))),
    Produce("花椒", DRY, "崖畔村", (
        Way("采花椒扎手，工钱也高", "办采花椒的一日游，管饭，采一斤抵十元团费", 3400, 4, 2), Way("花椒的香味三个月就淡", "小袋充氮，贴采收月份", 4200, 2, 3),
        Way("会做椒盐的人多", "配椒盐、花椒油，三样一盒", 6800, 3, 5), Way("梯田坡陡", "画一张“崖上花椒”地图，做包装背面", 900, 1, 2))),
    Produce("芦笋", FRESH, "滩头村", (
        Way("芦笋采下两小时就老", "采后用冰水镇凉，装箱时放冰袋，上午采下午到", 5600, 3, 2), Way("向来只卖粗的芦笋", "细的捆成沙拉把，供轻食店", 1500, 2, 2),
        Way("一年只能采一个半月", "采多的焯水速冻成段，错季再卖", 8800, 3, 7), Way("芦笋长在盐碱地里", "讲盐碱地变绿的故事，请报社来采访", 1000, 1, 4))),
    Produce("红枣", DRY, "岭东村", (
        Way("红枣去核全靠手工", "合买一台去核机，推出去核小袋装，专供糕点铺和早餐店", 14000, 2, 3), Way("有一片百年老枣林", "老枣林的枣单独装盒，盒里附一张树龄卡", 2700, 4, 4),
        Way("收购商压价", "先分级、测水分再报价", 1200, 2, 2), Way("裂开的枣都扔了", "裂果熬成枣泥装瓶，卖给县城的糕点铺", 7400, 3, 5))),
)
COMMON: dict[str, tuple[Way, ...]] = {
    OTHER: (),
    "any": (
        Way("村口有国道服务区", "在服务区租一格{name}直卖铺，让过路的人先看样再买", 6500, 2, 2), Way("有三个大学生回村", "请三个大学生开短视频号，每周三条讲{name}怎么来的", 2800, 3, 5),
        Way("邻镇有温泉度假村", "在度假村大堂放一个{name}寄售柜，卖完再补", 3200, 1, 3), Way("老祠堂空着", "把祠堂前厅改成{name}的小展厅，中午有人讲", 9200, 3, 6),
        Way("每年有两千驴友经过", "在歇脚亭设{name}自助架，扫码付钱", 1800, 1, 2), Way("县城有五个团购群", "请群主来村里看一天，定{name}的开团价", 1200, 2, 2),
        Way("老支书特别会讲故事", "录老支书讲{name}的来历，做成五段音频", 700, 1, 3), Way("在外工作的乡亲有三百人", "给乡亲寄印着{name}的年礼册，可替家人下单", 2400, 3, 4),
        Way("快递点刚通到村", "和快递谈{name}的协议价，满十件每件省两元", 400, 1, 2), Way("二十公里外有高铁站", "在高铁站特产店租一格，摆上小份的{name}", 5200, 1, 5),
        Way("镇上有个老剧团", "剧团下乡演出时在台下设{name}的摊位，开场前介绍几句", 1500, 3, 2), Way("旧粮仓一直闲着", "把旧粮仓收拾成{name}的直卖仓，游客进来现看现买", 8600, 4, 4),
        Way("每月初八有庙会", "庙会租两个摊位，边讲来历边卖{name}", 1000, 3, 1), Way("帮扶单位在省城", "请帮扶单位的工会把{name}列进节日福利", 900, 2, 3),
        Way("有位媳妇会画插画", "请那位媳妇画四幅{name}的小画，印在包装和明信片上", 3600, 2, 4), Way("附近有大学城", "和社团合办{name}进校园日，学生当销售员", 2700, 4, 3),
        Way("村里评上了生态村", "把生态村的标识和村貌印到{name}的吊牌上", 1300, 1, 2), Way("下游有三家民宿", "在民宿前台摆上{name}的样品，客房桌上放一张订购卡", 2200, 2, 2),
        Way("村小操场能停三十辆车", "每月最后一个周日办{name}大集，停车免费", 3000, 6, 3), Way("两户人家会做电商", "请会做电商的两户带十户一起上架{name}，按单分成", 4400, 3, 5),
        Way("支部有一台旧投影", "夏夜放露天电影，片前放一分钟{name}的短片", 600, 2, 2), Way("邻村有座古桥景点", "和古桥景点合作，凭票根买{name}减五元", 1600, 2, 3),
        Way("县电视台来拍过", "剪一段电视台的镜头，放在{name}的下单页", 500, 1, 1), Way("老街上还剩三家作坊", "把三家作坊串成参观线，终点卖{name}", 7800, 4, 6),
        Way("外嫁的姑娘有一百多个", "建姑娘群，每逢节日发{name}的内部价", 300, 1, 2),
        Way("县里每年办农民丰收节", "报名丰收节的展位，带{name}去评奖和展销", 2600, 4, 6),
        Way("镇政府门前有块空墙", "请画匠画一面{name}的墙画，旁边留订购点的路线", 3900, 2, 5), Way("退休教师组了合唱队", "编一首唱{name}的小曲，演出时发订购卡", 800, 5, 4),
        Way("村道是一条骑行线路", "在半路设补给点，骑手扫码订{name}，直接寄到家", 4100, 3, 3), Way("供销社肯让出半节柜台", "在供销社设{name}专柜，月底结账", 1700, 1, 2),
        Way("隔壁县有个大批发市场", "派两人每周跟车去批发市场，送{name}的样品，带回行情", 1900, 2, 2), Way("镇卫生院和学校常发福利", "做三档{name}福利券，凭券来村自提", 1150, 2, 3),
        Way("有二十户老人不会上网", "村委代收代卖老人的{name}，贴“爷爷家的”标签", 950, 3, 2), Way("村里的水塔从公路上就看得见", "在水塔上刷一幅{name}的广告，写上订购电话", 4700, 2, 4),
        Way("书记在省城读过书", "回母校办一场{name}的校友专场", 5100, 3, 5), Way("合作银行给授信", "用授信垫付货款，放心接下可以月结的大超市，长期供{name}", 350, 2, 8),
        Way("村里有辆退役的大巴", "把大巴改成{name}移动铺，周末开进小区", 15800, 3, 6), Way("邮局在村里设了代办点", "和邮政签{name}的寄递协议，次日到省城", 1450, 1, 2),
        Way("镇上新开了青年旅社", "在旅社前台摆{name}，住客购买减十元，再请他们发照片", 750, 2, 3), Way("老井边人来人往", "在井台边立一块牌子，写明{name}的价钱和村里的电话", 450, 1, 2),
        Way("有户人家会剪纸", "剪{name}图样的窗花当赠品", 650, 2, 2), Way("外省的对口镇想拿海货来换", "拿{name}和对口镇换海货，两边都少走一层", 3100, 3, 5),
        Way("村里建了充电桩", "充电等候区放{name}试卖台，扫码领优惠", 2150, 1, 2),
        Way("每年有一场村晚", "村晚设{name}冠名的抽奖，直播同步下单", 4300, 6, 4), Way("县图书馆征集展览", "办一个月的{name}图片展，末页附订购方式", 1350, 2, 4),
        Way("有位退伍军人爱开车", "请那位退伍军人把{name}当日送到县城，按单补贴", 2250, 1, 1), Way("有三户办过农家乐", "农家乐的客人结账时加购{name}打九折，店主拿提成", 850, 3, 1),
        Way("河对岸是露营地", "在露营地前台摆{name}的样品，租帐篷时可以一起下单", 2950, 2, 2), Way("村口立着老牌坊", "以牌坊为图，给{name}设计统一的包装", 3300, 1, 6),
        Way("合作社有两辆厢货", "厢货进县城时，顺带给三个网点送{name}", 2000, 2, 2), Way("村委刚装了大屏", "大屏每天滚动播出{name}的价格和存货", 200, 1, 1),
    ),
    FRESH: (
        Way("农技站常驻一位技术员", "请技术员给{name}定等级标准，按级标价", 1250, 2, 3), Way("县中学食堂在招供货", "按食堂的量标清{name}的规格和送货时间去投标", 800, 2, 3),
        Way("县城超市答应试卖", "先供一周{name}，卖不完自己拉回", 2500, 2, 1), Way("五户愿意让人进地里", "开五块地让客人自己动手收{name}，进门只收十元", 3300, 5, 2),
        Way("城里来的亲子团多", "办{name}亲子课，让孩子自己收、称、算账", 2900, 4, 3), Way("有个阿姨会做罐头", "卖相差的{name}试做成小瓶罐头，先送人尝", 3600, 3, 4),
    ),
    DRY: (
        Way("东西能放半年", "分三批在中秋、元旦、春节前卖{name}，价不压低", 1000, 2, 6), Way("镇上有家老饭馆", "请老饭馆用{name}推出一道招牌，菜单上注明村名", 5000, 2, 5),
        Way("村里有位写得一手好字的先生", "请先生手写{name}的封条，一份一句吉祥话", 2600, 2, 2), Way("老客人有两百户", "给老客人寄一小份{name}，附一张用法表", 4200, 2, 3),
        Way("合作社有检测小设备", "每批{name}测含水量，把数写在封签上", 900, 1, 2), Way("过年要备年货", "做{name}年货组合，一家订满三件包邮", 5800, 4, 4),
    ),
    CRAFT: (
        Way("县里学校有手工课", "做{name}的半成品材料包，附步骤图", 4600, 3, 4), Way("周边酒店在装修", "给酒店做{name}样品，按房间数报价", 3800, 2, 5),
        Way("村里有间闲置教室", "开周末{name}学做班，学费抵材料", 2400, 2, 3), Way("设计学院来实习", "请学生改三款{name}，成品分红", 5600, 3, 8),
        Way("外国游客偶尔来", "做英文小卡，讲{name}的做法和保养", 800, 1, 2), Way("婚庆公司常来借景", "推出{name}的喜事套装，附新人名卡", 3400, 3, 4),
    ),
}
# fmt: on
UNFIT = {
    "东西能放半年": ("板栗", "腊肉"),
    "每年有两千驴友经过": ("羊奶酪", "莲藕", "土鸡蛋"),
    "二十公里外有高铁站": ("羊奶酪", "莲藕", "土鸡蛋"),
}
"""Facts of a village that do not fit some of the produce."""
OPENINGS = (
    "{village}的{name}有名，想卖得更好。条件是：{facts}。",
    "{village}的{name}卖不动，村里摸了摸家底：{facts}。",
    "{who}在{village}当村干部，要帮乡亲卖{name}。{facts}。",
    "产品：{name}；产地：{village}；现状：{facts}。",
    "{name}是{village}的老产业，眼下{facts}。",
    "{village}成立合作社卖{name}，理事长{who}说：{facts}。",
    "回乡的{who}想给{village}的{name}找销路。本子上记着几件事：{facts}。",
    "{facts}。这是{village}的情况，要卖的是{name}。",
    "{village}开会商量{name}怎么卖。台下提到：{facts}。",
    "{village}手里有一批{name}，发愁怎么卖。已知{facts}。",
)  # fmt: skip
BUDGETS = ("本钱有{budget}元。", "能拿出{budget}元。", "预算不超过{budget}元。", "账上只有{budget}元可用。")
ORDERS: tuple[tuple[str, Callable[[Way], int]], ...] = (
    ("花钱少的在前", lambda way: way.cost), ("见效快的在前", lambda way: way.weeks), ("用人少的在前", lambda way: way.helpers),
)  # fmt: skip
TABLE_ASKS = (
    "请推荐销售办法，一条情况对一个，{order}，列成Markdown表，分办法、依据、花费、人手、见效五栏，末了算合计。",
    "请推荐{n}个卖法，{order}，做成Markdown表：办法、依据、花费、人手、见效，最后写合计。",
)
PLAIN_ASKS = (
    "请推荐{n}个卖法，{order}，各写依据、花费、人手和几周见效，最后算合计。",
    "有哪些好办法？一条情况出一个主意，{order}，写明依据、花费、人手、见效时间和总花费。",
    "请列出{n}个主意，{order}，说明靠什么、花多少钱、几个人、几周见效，并给合计。",
)
HEADS = ("办法", "依据", "花费", "人手", "见效")


def in_points(ways: Sequence[Way]) -> str:
    """Write each way as a numbered point with its details below."""
    return "\n".join(
        f"{at}. {way.plan}\n   - 依据：{way.fact}\n   - 花费{way.cost}元，用{way.helpers}人，约{way.weeks}周见效"
        for at, way in enumerate(ways, 1)
    )


def in_columns(ways: Sequence[Way]) -> str:
    """Write the ways as a Markdown table."""
    rows = [(w.plan, w.fact, f"{w.cost}元", f"{w.helpers}人", f"{w.weeks}周") for w in ways]
    return in_table(rows, HEADS)


def write_village_sales(rng: Random) -> Task:
    """Ways in which a village can sell its produce: one for each of its advantages, sorted, and within the budget."""
    produce = rng.choice(PRODUCE)
    common = [way for way in COMMON["any"] + COMMON[produce.kind] if produce.name not in UNFIT.get(way.fact, ())]
    ways = rng.sample(produce.ways, rng.randint(1, 2)) + rng.sample(common, rng.randint(2, 3))
    order, key = rng.choice(ORDERS)
    while len({key(way) for way in ways}) < len(ways):  # with equal keys, the order would be open
        ways = rng.sample(produce.ways, rng.randint(1, 2)) + rng.sample(common, rng.randint(2, 3))
    rng.shuffle(ways)
    tabular = rng.random() < 0.45
    total = sum(way.cost for way in ways)
    budget = -(-total // 1000) * 1000 + rng.choice((0, 1000, 2000))
    wording = rng.choice(OPENINGS) + rng.choice(BUDGETS) + rng.choice(TABLE_ASKS if tabular else PLAIN_ASKS)
    instruction = wording.format(
        village=produce.village, name=produce.name, who=person(rng), facts="；".join(way.fact for way in ways),
        budget=budget, order=order, n=COUNTS[len(ways)],
    )  # fmt: skip
    ordered = [
        Way(way.fact, way.plan.format(name=produce.name), way.cost, way.helpers, way.weeks)
        for way in sorted(ways, key=key)
    ]
    body = in_columns(ordered) if tabular else in_points(ordered)
    return Task(instruction, "", f"{body}\n\n合计{total}元，没有超过{budget}元。")
