"""List offers with prices and properties, and state conditions. The answer is the best offer and why no other one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import city, person


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the offers: heading, value with unit, condition with a bound, and what the best one is called."""

    head: str
    value: str
    condition: str
    best: str
    higher: bool
    values: Sequence[int]

    def bounded(self, bound: int, form: int) -> str:
        """State the condition in one of four wordings: a full one, a sign, or two plain limits."""
        value = self.value.format(bound).removesuffix("内")
        if form == 0 or value.startswith("零下"):
            return self.condition.format(bound)
        if form == 1:
            return f"{self.head}{'≥' if self.higher else '≤'}{value}"
        if form == 2:
            return f"{self.head}{'至少' if self.higher else '最多'}{value}"
        return f"{self.head}在{value}{'以上' if self.higher else '以内'}"


@dataclass(frozen=True, slots=True)
class Deal:
    """What is purchased or rented: purposes with a quantity, the unit price and the fixed fee, and two properties.

    Cities: those where it is done, if it is not done everywhere.
    """

    purposes: tuple[str, ...]
    quantity: range
    unit: str
    rate: range
    rate_head: str
    fee: range
    fee_head: str
    names: tuple[str, ...]
    properties: tuple[Property, Property]
    cities: str = ""


DEALS = (
    Deal(("公司办年会，要租场地{q}小时", "读书会办读书节，场地得用{q}小时", "商会开换届大会，需要包{q}小时的厅", "同乡会办迎新联欢，租厅{q}小时", "棋院办擂台赛，赛场要用{q}小时"),
         range(3, 8), "小时", range(200, 620, 20), "每小时（元）", range(100, 520, 20), "保洁费（元）",
         ("滨江厅", "云杉厅", "鹿鸣厅", "听涛阁", "长亭会馆", "青禾礼堂"),
         (Property("座位", "{}个", "座位不少于{}个", "座位最多", True, range(60, 241, 20)),
          Property("离地铁", "{}米", "离地铁不超过{}米", "离地铁最近", False, range(200, 1501, 100)))),
    Deal(("四年级去外地研学，要包大巴{q}天", "合唱团外出演出，租车{q}天", "村里分批送老人去县城体检，用车{q}天", "地质系野外实习，包车{q}天", "工会带职工去山里采风，租大巴{q}天"),
         range(2, 7), "天", range(900, 1900, 50), "每天（元）", range(200, 900, 50), "过路停车费（元）",
         ("顺路车队", "飞雁客运", "远山车行", "平安里车队", "大道租车", "白桦客运"),
         (Property("座位", "{}座", "不少于{}座", "座位最多", True, range(33, 58, 4)),
          Property("车龄", "{}年", "车龄不超过{}年", "车龄最短", False, range(1, 11)))),
    Deal(("系里的毕业论文集要打印{q}份", "招标会的资料册印{q}份", "家谱修好了，先印{q}份给各房", "社团招新手册印{q}份", "厨艺班的讲义印{q}份"),
         range(20, 90, 5), "份", range(8, 30), "每份（元）", range(30, 160, 10), "开版费（元）",
         ("墨香图文", "快马打印", "一页图文", "方寸印社", "朝晖文印", "白纸坊"),
         (Property("交货时间", "{}小时", "{}小时内交货", "交货最快", False, range(3, 49, 3)),
          Property("纸张克重", "{}克", "纸张不低于{}克", "纸最厚", True, range(70, 121, 10)))),
    Deal(("爷爷做完髋关节手术，请护工{q}天", "母亲中风后住院，请人陪护{q}天", "外婆摔伤在家休养，要请护工{q}天", "同事骨折住院，家人不在，雇护工{q}天", "孤寡老人住院，居委会代请护工{q}天"),
         range(5, 31), "天", range(160, 340, 10), "每天（元）", range(50, 400, 50), "建档费（元）",
         ("安心护理", "暖阳家政", "同济陪护", "福寿家政", "仁和护工站", "百家陪护"),
         (Property("从业年限", "{}年", "从业满{}年", "从业最久", True, range(1, 13)),
          Property("到岗时间", "{}天内", "最迟{}天内到岗", "到岗最快", False, range(1, 8)))),
    Deal(("孩子怕水，想报{q}节游泳课", "弟弟备考体育，加练{q}节游泳", "邻居几个孩子一起报游泳班，每人{q}节，先算一个人的", "暑假给双胞胎各报{q}节游泳课，先算一个人的", "侄女刚学会憋气，再上{q}节游泳课"),
         range(8, 25, 2), "节", range(60, 170, 5), "每节（元）", range(20, 320, 20), "泳具费（元）",
         ("蓝鲸俱乐部", "浪花泳校", "飞鱼体育", "碧波泳馆", "小海豚泳校", "双龙泳馆"),
         (Property("每班人数", "{}人", "每班不超过{}人", "每班人数最少", False, range(3, 13)),
          Property("水温", "{}℃", "水温不低于{}℃", "水温最高", True, range(25, 33)))),
    Deal(("网店备货，租仓库{q}个月", "粮贸公司存花生，租仓{q}个月", "展会撤下的展具要找地方放{q}个月", "出版社清库存，暂租仓库{q}个月", "装修公司存瓷砖，租仓{q}个月"),
         range(2, 13), "个月", range(1800, 5200, 100), "每月（元）", range(300, 1600, 100), "装卸费（元）",
         ("东港仓", "一号库", "麦田仓储", "城西冷山仓", "北环库", "石桥仓"),
         (Property("面积", "{}平方米", "面积不小于{}平方米", "面积最大", True, range(120, 521, 40)),
          Property("离高速口", "{}公里", "离高速口不超过{}公里", "离高速口最近", False, range(1, 16)))),
    Deal(("茶庄给老客户备新茶礼盒{q}个", "中学校庆订纪念礼盒{q}个", "合作社送柿饼，要做礼盒{q}个", "药店冬天卖膏方，订包装盒{q}个", "陶艺村卖杯子，订礼盒{q}个"),
         range(200, 900, 50), "个", range(6, 28), "每个（元）", range(400, 1900, 100), "制版费（元）",
         ("彩云包装", "华章纸品", "锦盒坊", "新叶印务", "三希包装", "丰年纸厂"),
         (Property("交货时间", "{}天", "{}天内交货", "交货最快", False, range(5, 26)),
          Property("纸板厚度", "{}毫米", "纸板不薄于{}毫米", "纸板最厚", True, range(1, 6)))),
    Deal(("果园秋施基肥，买有机肥{q}吨", "大棚换茬前改土，买有机肥{q}吨", "桃园冬季培土，要有机肥{q}吨", "草莓园起垄前备肥{q}吨", "药材基地种黄芪，底肥用{q}吨"),
         range(5, 41), "吨", range(520, 980, 20), "每吨（元）", range(200, 1500, 100), "运费（元）",
         ("沃土肥业", "绿野肥厂", "金穗生物", "牧源肥业", "地心肥料", "禾下土"),
         (Property("有机质", "{}%", "有机质不低于{}%", "有机质最高", True, range(30, 61, 3)),
          Property("水分", "{}%", "水分不高于{}%", "水分最低", False, range(18, 37, 2))),
         cities="济南 郑州 太原 兰州 西安 烟台 徐州 银川 洛阳"),
    Deal(("抢在下雨前收玉米{q}亩", "洼地的水稻熟了，要割{q}亩", "油菜到了收的时候，共{q}亩", "旱地大豆等着收，{q}亩", "承包地里的小麦有{q}亩要收"),
         range(60, 320, 10), "亩", range(45, 96), "每亩（元）", range(100, 900, 50), "转场费（元）",
         ("铁牛农机队", "丰收合作社", "老乔机手", "麦浪农机", "北垄农机站", "快刀收割队"),
         (Property("日收割量", "{}亩", "一天至少收{}亩", "收得最快", True, range(40, 121, 10)),
          Property("损失率", "{}%", "损失率不超过{}%", "损失率最低", False, range(1, 9))),
         cities="合肥 武汉 成都 西安 徐州 郑州 南京"),
    Deal(("小程序要上线，租云服务器{q}个月", "校友会网站续期，租服务器{q}个月", "天文社做星图网页，租{q}个月服务器", "诊所的挂号系统搬上云，先租{q}个月", "古籍数字化平台试运行{q}个月"),
         range(6, 25), "个月", range(60, 420, 10), "每月（元）", range(20, 320, 20), "开通费（元）",
         ("青云方案", "山岚方案", "磐石方案", "飞鸿方案", "逐浪方案", "启明方案"),
         (Property("内存", "{}GB", "内存不小于{}GB", "内存最大", True, (4, 8, 16, 32)),
          Property("平均延迟", "{}毫秒", "平均延迟不超过{}毫秒", "平均延迟最低", False, range(10, 91, 5)))),
    Deal(("婚礼请人跟拍{q}小时", "孩子周岁宴要拍{q}小时", "毕业典礼请人跟拍{q}小时", "新书首发会拍摄{q}小时", "爷爷奶奶办金婚宴，请人拍{q}小时"),
         range(3, 8), "小时", range(200, 720, 20), "每小时（元）", range(100, 700, 50), "交通费（元）",
         ("拾光影像", "朴素摄影", "北窗工作室", "云上影社", "一帧工作室", "枕河摄影"),
         (Property("精修", "{}张", "精修不少于{}张", "精修最多", True, range(20, 101, 10)),
          Property("交片时间", "{}天", "{}天内交片", "交片最快", False, range(5, 46, 5)))),
    Deal(("三室一厅搬到河对岸，估计要{q}车", "画室搬家，画架多，要{q}车", "律师事务所换办公楼，档案要运{q}车", "琴行换店面，大小乐器装{q}车", "老宅清空，家具要拉{q}车"),
         range(2, 7), "车", range(380, 900, 20), "每车（元）", range(100, 600, 50), "打包费（元）",
         ("蚂蚁窝搬家", "大力搬运", "稳稳搬家", "双肩搬家", "新居搬运", "顺风车行"),
         (Property("最高赔付", "{}元", "最高赔付不少于{}元", "赔付最高", True, range(2000, 20001, 2000)),
          Property("预约等候", "{}天", "{}天内能上门", "上门最早", False, range(1, 11)))),
    Deal(("把一批苹果运到外省的批发市场，{q}吨", "瓷器出口前先运到港口，{q}吨", "给灾区运棉被和帐篷，共{q}吨", "钢琴厂给外地经销商发货，合{q}吨", "冷冻水饺要运到外地，{q}吨"),
         range(8, 33), "吨", range(180, 520, 10), "每吨（元）", range(200, 1200, 100), "起运费（元）",
         ("江海物流", "驼铃货运", "疾风专线", "九州运输", "千里马货运", "和顺专线"),
         (Property("时效", "{}小时", "{}小时内送到", "送得最快", False, range(24, 97, 8)),
          Property("保额", "{}万元", "保额不少于{}万元", "保额最高", True, range(10, 61, 5)))),
    Deal(("送孩子去足球夏令营{q}天", "初中生参加航模营，{q}天", "孩子参加暑期天文观测营，住{q}天", "给孩子报野外生存营，{q}天", "女儿参加英语戏剧营，一共{q}天"),
         range(5, 16), "天", range(180, 520, 10), "每天（元）", range(100, 700, 50), "装备费（元）",
         ("雏鹰营", "山风营地", "星河营", "小鹿营地", "野草莓营", "长风营"),
         (Property("教练带人数", "{}人", "每名教练最多带{}人", "每名教练带人最少", False, range(4, 17)),
          Property("夜间值守", "{}人", "夜间至少{}人值守", "夜间值守最多", True, range(1, 9)))),
    Deal(("论坛要租同声传译接收机{q}套", "博物馆接待外宾，租讲解器{q}套", "行业协会开国际研讨会，租无线耳机{q}套", "工厂参观通道太吵，租耳机{q}套", "双语音乐会导赏，租接收机{q}套"),
         range(40, 210, 10), "套", range(12, 46), "每套（元）", range(200, 1200, 50), "调试费（元）",
         ("声谷设备", "译通租赁", "清音会务", "白鸽音响", "听见会务", "回声设备"),
         (Property("续航", "{}小时", "续航不少于{}小时", "续航最长", True, range(5, 17)),
          Property("故障率", "{}‰", "故障率不超过{}‰", "故障率最低", False, range(1, 13)))),
    Deal(("一家三代去古镇，住{q}晚", "画友结伴写生，订民宿{q}晚", "带父母看油菜花，住{q}晚", "骑行途中休整，住{q}晚", "在茶乡写论文，安静地住{q}晚"),
         range(2, 8), "晚", range(180, 620, 10), "每晚（元）", range(20, 220, 20), "接站费（元）",
         ("半山小筑", "溪声客舍", "旧雨楼", "柿子院", "云边居", "石磨坊"),
         (Property("房间面积", "{}平方米", "房间不小于{}平方米", "房间最大", True, range(18, 61, 3)),
          Property("步行到古桥", "{}分钟", "步行到古桥不超过{}分钟", "离古桥最近", False, range(3, 26)))),
    Deal(("工地临时断电，租发电机{q}天", "露天电影节用电，租发电机{q}天", "医院检修线路，备用发电机租{q}天", "郊外音乐节没有市电，租发电机{q}天", "冷库检修，租发电机撑{q}天"),
         range(2, 15), "天", range(300, 900, 20), "每天（元）", range(200, 1000, 50), "进出场费（元）",
         ("恒力租赁", "雷鸣机电", "火种设备", "铁塔租赁", "光明机电", "长河设备"),
         (Property("功率", "{}千瓦", "功率不低于{}千瓦", "功率最大", True, range(50, 301, 25)),
          Property("噪声", "{}分贝", "噪声不超过{}分贝", "噪声最低", False, range(60, 91, 3)))),
    Deal(("小学换秋季校服，做{q}套", "乐团做演出服{q}套", "食品厂换工作服{q}套", "志愿者队做队服，{q}套", "驾校给教练做制服{q}套"),
         range(60, 420, 20), "套", range(70, 190, 5), "每套（元）", range(300, 1500, 100), "打样费（元）",
         ("飞针制衣", "木棉服装", "裁云制衣", "锦绣服装厂", "布衣坊", "千丝制衣"),
         (Property("含棉量", "{}%", "含棉量不低于{}%", "含棉量最高", True, range(40, 96, 5)),
          Property("交货时间", "{}天", "{}天内交货", "交货最快", False, range(10, 46, 5)))),
    Deal(("学校食堂一个月要大米{q}袋", "养老院按季订大米{q}袋", "粥铺囤米{q}袋", "工地食堂备米{q}袋", "寺院斋堂备米{q}袋"),
         range(40, 260, 10), "袋", range(110, 190, 2), "每袋（元）", range(100, 700, 50), "运费（元）",
         ("稻花香粮行", "北仓米业", "五谷粮行", "清水米厂", "万担粮油", "田家米业"),
         (Property("碎米率", "{}%", "碎米率不超过{}%", "碎米率最低", False, range(3, 21)),
          Property("剩余保质期", "{}天", "保质期至少还剩{}天", "保质期剩得最久", True, range(60, 301, 30)))),
    Deal(("水库周边井水要测{q}个样", "温泉村例行检测水质，共{q}个样", "鱼塘翻塘后查原因，送{q}个水样", "新小区二次供水验收，送检{q}个样", "湿地公园做水质本底调查，采{q}个样"),
         range(6, 41), "个样", range(120, 420, 10), "每样（元）", range(200, 1000, 50), "采样费（元）",
         ("清源检测", "百川实验室", "知水检测", "碧泓检测", "江心实验室", "精衡检测"),
         (Property("检测项目", "{}项", "检测项目不少于{}项", "检测项目最多", True, range(12, 61, 4)),
          Property("出报告时间", "{}天", "{}天内出报告", "出报告最快", False, range(3, 21)))),
    Deal(("梨园开花，租蜂授粉{q}箱", "大棚西瓜坐果不好，租蜂{q}箱", "向日葵制种，要租蜂{q}箱", "蓝莓园授粉，租{q}箱蜂", "樱桃花期短，赶紧租蜂{q}箱"),
         range(10, 81, 5), "箱", range(80, 260, 10), "每箱（元）", range(200, 1300, 50), "运蜂费（元）",
         ("山花蜂场", "老槐蜂场", "甜园蜂业", "追花蜂队", "岭上蜂场", "椴林蜂业"),
         (Property("每箱蜂脾", "{}脾", "每箱不少于{}脾", "每箱蜂脾最多", True, range(4, 13)),
          Property("路程", "{}公里", "路程不超过{}公里", "路程最近", False, range(20, 301, 20))),
         cities="济南 郑州 烟台 大连 西安 徐州 沈阳"),
    Deal(("老小区楼道换灯{q}盏", "地下车库改感应灯{q}盏", "乒乓球馆换灯{q}盏", "学校教室换护眼灯{q}盏", "蘑菇棚换冷光灯{q}盏"),
         range(60, 420, 20), "盏", range(30, 160, 5), "每盏（元）", range(500, 3100, 100), "安装费（元）",
         ("明德照明", "萤火灯具", "星芒照明", "晨光灯饰", "千灯照明", "烛龙光电"),
         (Property("光效", "{}流明/瓦", "光效不低于{}流明/瓦", "光效最高", True, range(90, 181, 10)),
          Property("维修上门时间", "{}小时", "坏了{}小时内上门", "上门维修最快", False, range(6, 73, 6)))),
    Deal(("美术馆借展，运油画{q}幅", "拍卖行送预展，运字画{q}幅", "大学校史馆搬迁，运照片框{q}幅", "画家回乡办展，运作品{q}幅", "修复中心送还壁画摹本{q}幅"),
         range(12, 90, 2), "幅", range(120, 420, 10), "每幅（元）", range(500, 2600, 100), "木箱费（元）",
         ("护珍运输", "一苇艺运", "宝丰艺术物流", "静好艺运", "云帆艺术运输", "承美物流"),
         (Property("保额", "{}万元", "保额不少于{}万元", "保额最高", True, range(100, 901, 100)),
          Property("湿度波动", "{}%", "湿度波动不超过{}%", "湿度波动最小", False, range(2, 13)))),
    Deal(("写字楼要换一家公司维保{q}台电梯，合同签一年", "医院住院楼的{q}台电梯招维保，一年一签", "回迁小区有{q}台电梯，要找公司维保一年", "商场扶梯和直梯共{q}台，找公司维保一年", "图书馆新馆的{q}台电梯过了保修期，要签一年维保"),
         range(3, 19), "台", range(2600, 5200, 100), "每台每年（元）", range(300, 1600, 100), "建档费（元）",
         ("步步高升维保", "云梯机电", "恒安电梯", "通达机电", "信步维保", "垂直机电"),
         (Property("困人到场时间", "{}分钟", "困人时{}分钟内到场", "到场最快", False, range(10, 46, 5)),
          Property("持证人数", "{}人", "持证维修工不少于{}人", "持证维修工最多", True, range(4, 25, 2)))),
    Deal(("菜市场里外要装监控摄像头{q}台", "养猪场防盗，装摄像头{q}台", "森林公园护林防火，装摄像头{q}台", "旅店走廊补装摄像头{q}台", "货场夜里丢货，添摄像头{q}台"),
         range(6, 41, 2), "台", range(260, 900, 20), "每台（元）", range(400, 2100, 100), "布线费（元）",
         ("鹰眼安防", "守望电子", "明察科技", "千目安防", "知更监控", "夜巡电子"),
         (Property("像素", "{}万", "像素不低于{}万", "像素最高", True, range(200, 901, 100)),
          Property("夜视耗电", "{}瓦", "夜视耗电不超过{}瓦", "夜视耗电最低", False, range(4, 16)))),
    Deal(("村道边栽行道树{q}棵", "新校区种绿荫树{q}棵", "矿山复绿，先种{q}棵树", "公墓补种松柏一类的树，{q}棵", "新公园环湖栽树{q}棵"),
         range(50, 410, 10), "棵", range(60, 220, 5), "每棵（元）", range(300, 2100, 100), "吊装费（元）",
         ("绿野苗圃", "青松园艺", "春生苗木", "林下苗场", "百木园", "沃林苗业"),
         (Property("胸径", "{}厘米", "胸径不小于{}厘米", "胸径最大", True, range(4, 16)),
          Property("补种期限", "{}天", "死苗{}天内补种", "补种最快", False, range(7, 61, 7)))),
    Deal(("厂里返聘的工人复工前体检，订{q}份", "出租车队给司机订体检{q}份", "环卫站给工人订体检{q}份", "印染厂给职工查职业病，订体检{q}份", "剧团巡演前给演员订体检{q}份"),
         range(30, 260, 10), "份", range(180, 620, 20), "每份（元）", range(200, 1300, 100), "上门费（元）",
         ("康桥体检", "仁心体检", "长青门诊", "百草体检", "安宁健康", "同心体检"),
         (Property("检查项目", "{}项", "检查项目不少于{}项", "检查项目最多", True, range(18, 61, 3)),
          Property("出结果时间", "{}天", "{}天内出结果", "出结果最快", False, range(2, 16)))),
    Deal(("地方志要扫描旧档案{q}册", "律所把案卷电子化，共{q}册", "剧团存了几十年的戏本要扫描，{q}册", "医院整理旧病历，扫描{q}册", "族里修谱，老谱扫描{q}册"),
         range(30, 310, 10), "册", range(25, 95, 5), "每册（元）", range(200, 1600, 100), "拆装费（元）",
         ("存真数码", "墨痕扫描", "档案通", "百卷数字", "留影文档", "书脊数码"),
         (Property("分辨率", "{}dpi", "分辨率不低于{}dpi", "分辨率最高", True, (200, 300, 400, 600)),
          Property("错页率", "{}‰", "错页率不超过{}‰", "错页率最低", False, range(1, 12)))),
    Deal(("露营基地旺季扩建，租板房{q}间用一个月", "建筑工地住人，租板房{q}间，先租一个月", "考古队驻扎一个月，租板房{q}间", "学校暑假翻修，租{q}间板房办公一个月", "修路队驻扎一个月，租板房{q}间"),
         range(4, 31), "间", range(380, 1000, 20), "每间每月（元）", range(600, 3100, 100), "拼装费（元）",
         ("快居板房", "方舟房屋", "牧野板房", "暖屋租赁", "拼一拼板房", "驿站房屋"),
         (Property("保温层", "{}毫米", "保温层不薄于{}毫米", "保温层最厚", True, range(40, 121, 10)),
          Property("进场时间", "{}天", "{}天内进场", "进场最快", False, range(2, 16)))),
    Deal(("合唱节给观众留念，刻光盘{q}张", "村晚刻光盘{q}张送乡亲", "毕业班做纪念光盘{q}张", "曲艺团出专辑，压片{q}张", "寻亲协会整理口述，刻盘{q}张"),
         range(100, 1100, 50), "张", range(4, 20), "每张（元）", range(200, 1300, 100), "母盘费（元）",
         ("回声音像", "银盘制作", "慢调音像", "圆周影音", "留声工坊", "弦外音像"),
         (Property("废品率", "{}‰", "废品率不超过{}‰", "废品率最低", False, range(2, 16)),
          Property("印色数", "{}色", "盘面印色不少于{}色", "盘面印色最多", True, range(1, 7)))),
    Deal(("纪念塔外墙要清洗，请工{q}天", "玻璃幕墙脏了，请蜘蛛人洗{q}天", "化粪池清掏加疏通，请施工队{q}天", "古井淘淤，请人{q}天", "游泳池换季清洗，请清洗队{q}天"),
         range(2, 10), "天", range(700, 1900, 50), "每天（元）", range(200, 1200, 100), "进场费（元）",
         ("壁虎清洗", "净源服务队", "老马清洁", "蓝天清洗", "亮堂堂保洁", "深水清洁队"),
         (Property("持证工人", "{}人", "持证工人不少于{}人", "持证工人最多", True, range(2, 11)),
          Property("距上次事故", "{}个月", "距上次事故满{}个月", "无事故时间最长", True, range(6, 61, 6)))),
    Deal(("企鹅馆订冻鱼{q}公斤", "鹤类繁育基地买冻杂鱼{q}公斤", "猛禽救助站要冻鸡雏{q}公斤", "水獭展区订冻鱼{q}公斤", "海洋馆给海狮订冻鱼{q}公斤"),
         range(100, 910, 20), "公斤", range(9, 33), "每公斤（元）", range(100, 900, 50), "冷运费（元）",
         ("海丰饲料", "鲜到冷链", "北苑饲料", "冰岭冷链", "潮平供应站", "白浪冷运"),
         (Property("到货温度", "零下{}度", "到货温度不高于零下{}度", "到货温度最低", True, range(8, 25)),
          Property("杂质", "{}%", "杂质不超过{}%", "杂质最低", False, range(1, 9)))),
)  # fmt: skip

FRAMES = (
    "{city}的{who}来问：{purpose}。{conditions}。下列{count}项中应选哪一项？{form}",
    "{purpose}，{conditions}。请替{city}的{who}在下列{count}个选项中选出一项。{form}",
    "{city}的{who}在办一件事：{purpose}；{conditions}。判断下列哪一家合适。{form}",
    "判断下列哪一项入选：{purpose}；{conditions}。经办人是{city}的{who}。{form}",
    "选一选：{purpose}，{conditions}。下列哪一项符合？（出题人：{who}）{form}",
    "{purpose}，{city}的{who}收到{count}份报价。{conditions}，请判断下列哪一项该选。{form}",
    "{purpose}，{conditions}——{who}（{city}）想知道下列哪一项属于最佳选择。{form}",
    "{purpose}。{city}的{who}早定了标准：{conditions}。下列哪一项中选？{form}",
    "评审题：{purpose}，由{city}的{who}比价，{conditions}。中选的是下列哪一项？{form}",
    "判断下列{count}家中哪一家最合要求：{purpose}，{conditions}。{city}的{who}等着回话。{form}",
    "{purpose}，我跟{city}的{who}意见不一。{conditions}，请判断下列{count}项中应选哪一项。{form}",
    "判断该接受下列哪一项报价：{purpose}，{conditions}，由{city}的{who}签字。{form}",
    "{purpose}。{conditions}，判断下列各项中应选哪一项，好让{city}的{who}下单。{form}",
    "单项选择：{city}的{who}说，{purpose}，{conditions}，应选下列哪一项？{form}",
)
DECIDERS = (
    "{bounds}，都满足的里面选{best}的",
    "要求{bounds}，符合的几家里取{best}的",
    "{bounds}，够条件的再挑{best}的",
    "先看{bounds}，达标之后以{best}的为准",
    "{bounds}是底线，线内{best}者优先",
    "以{bounds}为门槛，过了线的比一比，要{best}的",
    "须满足{bounds}，合格的不止一家就选{best}的",
)
LIST_FORMS = (
    "",
    "",
    "写出算式。",
    "说明各家的去留。",
    "逐家讲理由。",
    "落选的也要说清原因。",
    "算给我看。",
    "一家一条写明取舍。",
)
TABLE_FORMS = ("理由用表格列出。", "附一张总价和结果的对比表。", "结论后面列Markdown表。", "用表说明。")


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer: name, unit price, fixed fee, total, and the values of the two properties."""

    name: str
    rate: int
    fee: int
    total: int
    values: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions: bounds of the properties (None: it decides) and a limit of the total (None: the total decides)."""

    bounds: tuple[int | None, int | None]
    limit: int | None
    form: int


def draw_offers(rng: Random, deal: Deal, quantity: int) -> list[Offer]:
    """Draw four or five offers."""
    offers = []
    for name in rng.sample(deal.names, rng.choice((4, 4, 5))):
        rate, fee = rng.choice(deal.rate), rng.choice(deal.fee)
        first, second = (rng.choice(each.values) for each in deal.properties)
        offers.append(Offer(name, rate, fee, rate * quantity + fee, (first, second)))
    return offers


def draw_terms(rng: Random, offers: Sequence[Offer]) -> Terms:
    """Draw bounds between the offers: the total decides, or one of the properties within a budget."""
    bounds = [rng.choice([offer.values[at] for offer in offers]) for at in (0, 1)]
    form = rng.randrange(4)
    if rng.random() < 0.5:
        return Terms((bounds[0], bounds[1]), None, form)
    limit = -(-sorted(offer.total for offer in offers)[-2] // 100) * 100
    return Terms((None, bounds[1]) if rng.random() < 0.5 else (bounds[0], None), limit, form)


def faults_of(offer: Offer, deal: Deal, terms: Terms) -> list[str]:
    """State the conditions that an offer does not meet."""
    faults = [
        f"{each.head}{each.value.format(value)}，不符合“{each.bounded(bound, terms.form)}”"
        for each, value, bound in zip(deal.properties, offer.values, terms.bounds, strict=True)
        if bound is not None and (value < bound if each.higher else value > bound)
    ]
    if terms.limit is not None and offer.total > terms.limit:
        faults.append(f"总价超出{terms.limit}元的预算{offer.total - terms.limit}元")
    return faults


def is_strict(deal: Deal, offers: Sequence[Offer], terms: Terms) -> bool:
    """True if each bound rules out an offer."""
    return all(
        bound is None
        or any((offer.values[at] < bound) if each.higher else (offer.values[at] > bound) for offer in offers)
        for at, (each, bound) in enumerate(zip(deal.properties, terms.bounds, strict=True))
    )


def merit(offer: Offer, deal: Deal, terms: Terms) -> int:
    """Return the number that decides between offers that meet the conditions: the smaller, the better."""
    for each, value, bound in zip(deal.properties, offer.values, terms.bounds, strict=True):
        if bound is None:
            return -value if each.higher else value
    return offer.total


def stated_conditions(rng: Random, deal: Deal, terms: Terms) -> str:
    """State the bounds, the budget and what decides."""
    parts = [
        each.bounded(bound, terms.form)
        for each, bound in zip(deal.properties, terms.bounds, strict=True)
        if bound is not None
    ]
    best = [each.best for each, bound in zip(deal.properties, terms.bounds, strict=True) if bound is None]
    if terms.limit is not None:
        parts.append(f"总价不超过{terms.limit}元")
    rng.shuffle(parts)
    return rng.choice(DECIDERS).format(bounds="、".join(parts), best=best[0] if best else "总价最低")


def reason_for(offer: Offer, chosen: Offer, deal: Deal, terms: Terms) -> str:
    """Say why an offer is chosen or not."""
    if faults := faults_of(offer, deal, terms):
        return f"{'；'.join(faults)}，淘汰"
    deciding = [at for at, bound in enumerate(terms.bounds) if bound is None]
    if not deciding:
        if offer is chosen:
            return "条件全部满足，总价在合格者中最低，入选"
        return f"条件全部满足，但比{chosen.name}贵{offer.total - chosen.total}元，落选"
    each, at = deal.properties[deciding[0]], deciding[0]
    value = f"{each.head}{each.value.format(offer.values[at])}"
    if offer is chosen:
        return f"条件全部满足，{value}，在合格者中{each.best}，入选"
    return f"条件全部满足，但{value}，不如{chosen.name}的{each.value.format(chosen.values[at])}，落选"


def answered(
    rng: Random, offers: Sequence[Offer], chosen: Offer, deal: Deal, terms: Terms, quantity: int
) -> tuple[str, str]:
    """Draw the form of the answer, and return the form that asks for it and the answer."""
    sums = [f"{each.rate}×{quantity}＋{each.fee}＝{each.total}元" for each in offers]
    reasons = [reason_for(each, chosen, deal, terms) for each in offers]
    if rng.random() < 0.5:
        rows = [(each.name, total, reason) for each, total, reason in zip(offers, sums, reasons, strict=True)]
        return rng.choice(TABLE_FORMS), f"选{chosen.name}。\n\n{in_table(rows, ('名称', '总价', '结果'))}"
    lines = (f"- {each.name}总价{total}；{reason}。" for each, total, reason in zip(offers, sums, reasons, strict=True))
    return rng.choice(LIST_FORMS), "\n".join((f"选{chosen.name}。", "", *lines))


def price_list(offers: Sequence[Offer], deal: Deal) -> str:
    """Write the offers as a table."""
    first, second = deal.properties
    rows = [
        (
            each.name,
            str(each.rate),
            str(each.fee),
            first.value.format(each.values[0]),
            second.value.format(each.values[1]),
        )
        for each in offers
    ]
    return in_table(rows, ("名称", deal.rate_head, deal.fee_head, first.head, second.head))


def write_offer_choice(rng: Random) -> Task:
    """List four or five offers. At least two of them meet the conditions, at least one does not, and one is best."""
    deal = rng.choice(DEALS)
    while True:
        quantity = rng.choice(deal.quantity)
        offers = draw_offers(rng, deal, quantity)
        terms = draw_terms(rng, offers)
        if not is_strict(deal, offers, terms):
            continue
        fit = sorted(
            (each for each in offers if not faults_of(each, deal, terms)), key=lambda each: merit(each, deal, terms)
        )
        if 2 <= len(fit) < len(offers) and merit(fit[0], deal, terms) < merit(fit[1], deal, terms):
            break
    form, answer = answered(rng, offers, fit[0], deal, terms, quantity)
    instruction = rng.choice(FRAMES).format(
        city=rng.choice(deal.cities.split()) if deal.cities else city(rng),
        who=person(rng),
        purpose=rng.choice(deal.purposes).format(q=quantity),
        conditions=stated_conditions(rng, deal, terms),
        count=COUNTS[len(offers)],
        form=form,
    )
    return Task(instruction, price_list(offers, deal), answer)
