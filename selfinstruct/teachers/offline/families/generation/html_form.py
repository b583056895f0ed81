"""Ask for an HTML form with given fields, bounds and choices, required fields, and a button."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import listed, person


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its label, its name in HTML, its kind, and its bound or choices."""

    label: str
    name: str
    kind: str
    detail: str = ""

    @property
    def choices(self) -> list[str]:
        """The choices of a field that has any."""
        return self.detail.split(",")


@dataclass(frozen=True, slots=True)
class Scene:
    """A place that needs a form: why, the title, the path, words for the button, notes to the readers, and fields.

    The fields are written as `label|name|kind:detail`, separated by spaces.
    """

    stories: tuple[str, ...]
    title: str
    path: str
    buttons: tuple[str, ...]
    notes: tuple[str, ...]
    fields: str


# fmt: off
SCENES = (
    Scene(
        ("县博物馆周末人多，想让观众先约好再来", "讲解员{who}每天要接上百个咨询电话，团客散客混在一起", "新展厅一次只能进三十人，门口总排长队"),
        "博物馆参观预约", "visit", ("提交预约", "确认参观"),
        ("周一闭馆，请避开当天", "进馆请带身份证原件", "讲解每场四十分钟，迟到不补"),
        "联系人|contact|text:20 参观人数|people|number:1-30 参观日期|day|date 场次|session|select:上午场,下午场,夜场 是否要讲解|guide|radio:要,不要 "
        "需要的服务|service|check:轮椅,寄存,手语讲解 学校或单位|unit|text:40 特别说明|note|area:200 有几位老人|elder|number:0-10 从哪里知道本馆|source|select:朋友推荐,旅行社,学校通知,路过 最想看的展厅|gallery|check:青铜,瓷器,书画,民俗",
    ),
    Scene(
        ("血站的流动献血车要提前登记，免得大家白跑", "护士{who}每回都要手抄几十份登记，字迹还认不清", "街道组织无偿献血，车只在广场停半天"),
        "献血登记表", "blood", ("登记献血", "我要献血"),
        ("献血前一晚请勿熬夜饮酒", "空腹不宜献血，请先吃早饭", "两次献血要间隔六个月以上"),
        "姓名|name|text:20 出生日期|birth|date 体重（公斤）|weight|number:45-150 血型|group|select:A型,B型,O型,AB型,不清楚 上次献血距今|last|select:半年以内,半年以上,从未献过 近期用药|medicine|text:60 "
        "能否空出半天|half|radio:能,不能 希望献血量|amount|radio:200毫升,300毫升,400毫升 到站时间|arrive|time 血压是否正常|pressure|radio:正常,偏高,不清楚 想要的纪念品|gift|select:雨伞,保温杯,毛巾 有无晕针史|faint|radio:有,没有",
    ),
    Scene(
        ("小区流浪猫救助站想给猫找人家，得先了解领养人", "志愿者{who}上个月送出的猫有两只被退了回来", "流浪猫救助站收了四十多只猫，笼子快不够用了"),
        "领养申请", "adopt", ("提交申请", "申请领养"),
        ("领养后三个月内会回访一次", "未满十八岁请由家长申请", "领养不收费，需自费绝育"),
        "姓名|name|text:20 住房|house|radio:自有,租住 家里几口人|family|number:1-10 养过的动物|pets|check:猫,狗,鸟,都没有 看中的猫|cat|select:橘座,乌云,奶盖,三花 封窗情况|window|radio:已封,愿意封 "
        "每月预算（元）|budget|number:100-3000 为什么想养|why|area:300 家人是否同意|agree|radio:都同意,还没商量 方便接猫的日子|pick|date 平时谁照顾|carer|text:30 对什么过敏|allergy|check:猫毛,花粉,尘螨",
    ),
    Scene(
        ("校服要按身高重新订，往年靠纸条抄错了好几套", "班主任{who}去年收尺码收到半夜，还订错了三件", "厂家要求一次报齐全校的尺码，过期不补"),
        "校服订购", "uniform", ("提交尺码", "确认订购"),
        ("身高请脱鞋测量", "量好再填，发货后只换不退", "拿不准尺码的请到校试穿"),
        "学生姓名|student|text:20 班级|class|select:一班,二班,三班,四班 身高（厘米）|height|number:90-190 体重（公斤）|weight|number:15-100 性别|sex|radio:男,女 "
        "夏装件数|summer|number:0-4 冬装件数|winter|number:0-4 尺码备注|note|area:100 鞋码|shoe|number:28-46 是否要绣名字|stitch|radio:要,不要 领取方式|pickup|select:到校领取,家长代领,寄到家里",
    ),
    Scene(
        ("山地马拉松名额只有三百个，报名要填得清楚", "赛事总监{who}说去年有人把组别选错，起点排了半小时", "山里信号差，组委会要提前掌握选手的身体情况"),
        "越野赛报名", "trail", ("报名参赛", "提交报名"),
        ("全程关门时间是八小时", "请准备一份三个月内的体检报告", "山上气温低，必须带防风衣"),
        "姓名|name|text:20 年龄|age|number:18-65 组别|group|select:全程,半程,迷你 衣服尺码|size|radio:S,M,L,XL 有无心脏病史|heart|radio:无,有 所需装备|gear|check:头灯,登山杖,水袋 "
        "最好成绩（分钟）|best|number:20-600 紧急联系人|emergency|text:20 出生日期|birth|date 所在跑团|club|text:30 到达营地时间|arrive|time 是否乘坐接驳车|bus|radio:乘坐,自驾",
    ),
    Scene(
        ("餐馆只有八张桌子，除夕前电话被打爆", "老板{who}接电话写错了两桌，客人站在门口等", "除夕的包间一个月前就有人问，靠本子记乱成一团"),
        "年夜饭订位", "table", ("预订座位", "提交订位"),
        ("座位保留二十分钟", "除夕当晚每桌用餐两小时", "自带蛋糕请提前说明"),
        "订位人|name|text:20 人数|people|number:2-12 到店时间|arrive|time 桌位|table|select:靠窗,卡座,包间 口味|taste|radio:清淡,微辣,重辣 忌口|avoid|check:葱,蒜,香菜,花生 "
        "有无儿童椅需求|chair|radio:要,不要 备注|note|area:150 用餐日期|day|date 老人几位|elder|number:0-6 想先点的大菜|dish|select:佛跳墙,清蒸鱼,八宝鸭,红烧肉 停车需求|park|radio:要车位,不开车",
    ),
    Scene(
        ("物业的报修靠微信群，消息一多就刷没了", "维修工{who}带错零件，一个水龙头跑了三趟", "老旧小区的水管常爆，住户说不清坏在哪里"),
        "报修申请", "repair", ("提交报修", "我要报修"),
        ("漏水请先关总阀", "急修一小时内上门", "材料费按清单另收"),
        "楼栋|building|select:一栋,二栋,三栋,四栋 房间位置|room|select:厨房,卫生间,客厅,阳台 故障|trouble|check:漏水,断电,门锁,下水 在家日期|when|date 时段|slot|radio:上午,下午,晚上 楼层|floor|number:1-33 "
        "描述|detail|area:200 报修人|name|text:20 门牌号|door|text:20 是否紧急|urgent|radio:紧急,不急 第几次报修|times|number:1-10 希望哪天上门|visit|date",
    ),
    Scene(
        ("村里的老年食堂要知道每天做多少份饭", "掌勺的{who}有时多煮二十份，有时不够吃", "送餐员要按牙口和忌口分装，口头交代总会漏"),
        "老年餐登记", "meal", ("登记用餐", "提交登记"),
        ("每天上午九点前报名，当天有效", "饭菜每份补贴三元", "吃不了的东西请提前告诉食堂"),
        "老人姓名|name|text:20 年龄|age|number:60-110 用餐方式|way|radio:到堂食,送餐上门 牙口|teeth|select:能嚼硬的,软一点,要打碎 忌口|avoid|check:辣,猪肉,海鲜,糖 每周几顿|times|number:1-14 "
        "开始日期|start|date 家属称呼|family|text:40 第几村民组|group|number:1-12 有无慢性病|illness|check:糖尿病,高血压,痛风 谁来取餐|taker|text:20 希望几点吃|hour|time",
    ),
    Scene(
        ("企业办公区改成自由工位，会议室常常撞车", "行政{who}一天要调停三场抢会议室的争执", "路演厅的投影常被借走，开会时找不到"),
        "会议室预订", "room", ("预订会议室", "确认预订"),
        ("开始十五分钟后无人使用，预订自动取消", "大间最少六人才能订", "用完请擦净白板"),
        "会议主题|subject|text:40 会议室|room|select:小间,中间,大间,路演厅 日期|day|date 开始时间|begin|time 参会人数|people|number:2-80 需要设备|device|check:投影,麦克风,白板,视频会议 "
        "茶水|tea|radio:要,不要 主持人|host|text:20 预计时长（分钟）|minutes|number:15-240 是否有外部来宾|guest|radio:有,没有 所属部门|dept|text:30 桌椅摆法|layout|select:围坐,课桌式,剧场式",
    ),
    Scene(
        ("图书馆想收集读者想看的书，馆员好统一采购", "采编员{who}的办公桌上堆满了写着书名的小纸条", "少儿阅览室的经费下来了，要买读者真正想看的书"),
        "荐购单", "recommend", ("提交荐购", "推荐给馆里"),
        ("同一本书请勿重复荐购", "到馆后优先借给推荐人", "期刊请到二楼服务台推荐"),
        "书名|title|text:60 作者|author|text:40 类别|kind|select:文学,历史,科普,童书,工具书 出版年份|year|number:1980-2025 语种|language|radio:中文,外文 推荐理由|why|area:300 "
        "想要的版本|form|check:纸质书,有声书,大字版 推荐人|name|text:20 出版社|press|text:40 大约定价（元）|price|number:5-500 从哪里听说|source|radio:老师,网友,媒体 适合年龄|age|select:学龄前,小学,中学,成人",
    ),
    Scene(
        ("租车行的老板受够了口头约定", "店员{who}把还车日期记反了，顾客白等了半天", "旺季车不够，老板怕两个人订到同一辆"),
        "租车预订", "car", ("提交订单", "预订用车"),
        ("取车请带驾驶证原件", "满油取车，满油还车", "超时四小时按一天算"),
        "姓名|name|text:20 车型|car|select:两厢,三厢,越野,商务 取车日期|take|date 取车时间|time|time 租用天数|days|number:1-30 驾龄（年）|years|number:1-40 "
        "还车地点|place|radio:原店,机场,火车站 附加项目|extra|check:儿童座椅,雪链,导航 还车日期|back|date 同车人数|people|number:1-9 变速箱|gear|radio:手动,自动 去的路况|road|select:市区,高速,山路",
    ),
    Scene(
        ("实验室有一台很抢手的电镜，排期总打架", "技术员{who}发现有人登记了却没来，机时空了一下午", "电镜每次抽真空要半小时，零散的预约太浪费"),
        "仪器预约", "scope", ("预约机时", "提交预约"),
        ("含水样品必须先冻干", "机时按半小时计费", "首次上机须有人陪同"),
        "课题组|group|text:30 样品数|samples|number:1-20 样品状态|state|radio:干燥,含水 预约日期|day|date 开始时间|begin|time 加速电压（千伏）|voltage|number:1-30 "
        "附加分析|extra|check:能谱,拍照,测量 样品危险性|danger|select:无,有腐蚀,有放射性 联系人|contact|text:20 预计时长（小时）|hours|number:1-8 要不要镀膜|coat|radio:要,不要 样品说明|note|area:200",
    ),
    Scene(
        ("社区想把荒着的楼顶改成菜园，邻居来认领菜畦", "牵头的{who}收到二十多人报名，菜畦只有十六块", "去年有人占了地不种，荒草长得比人高"),
        "菜畦认领", "plot", ("认领一块地", "提交认领"),
        ("连续两周不打理将收回菜畦", "水费平摊，肥料自备", "楼顶承重有限，勿搬大石头"),
        "认领人|name|text:20 面积（平方米）|area|number:1-6 想种什么|plant|check:番茄,生菜,豆角,草莓 能否不用农药|organic|radio:能,不能 浇水时段|water|select:清晨,傍晚,周末 几口人吃|family|number:1-12 "
        "起始日期|start|date 有无种菜经验|skill|radio:有,没有 楼栋房号|unit|text:20 借几把锄头|hoe|number:0-3 几点可以值班|duty|time 土质需要|soil|select:营养土,园土,椰糠",
    ),
    Scene(
        ("合唱团招新，团长想先了解嗓音", "团长{who}要在一个晚上听三十个人试唱", "男高一直缺人，演出前总要临时借"),
        "合唱团报名", "choir", ("报名试唱", "提交报名"),
        ("试唱请准备一分钟清唱", "排练缺席三次视为退团", "演出服由团里统一定做"),
        "姓名|name|text:20 年龄|age|number:12-70 声部|part|select:女高,女低,男高,男低,不知道 会不会识谱|notes|radio:会,不会 可排练时间|time|check:周二晚,周四晚,周六下午 试唱曲目|song|text:40 "
        "学过的乐器|instrument|check:钢琴,手风琴,小提琴 自我介绍|intro|area:250 身高（厘米）|height|number:130-200 有无演出经历|stage|radio:有,没有 试唱日期|day|date 喜欢的风格|style|select:民歌,美声,流行,戏曲",
    ),
    Scene(
        ("老城改造前要给临街的招牌做登记", "街道办的{who}挨家量招牌，量到第十家卷尺断了", "去年台风吹落两块招牌，砸坏了一辆车"),
        "招牌登记", "sign", ("登记招牌", "上报信息"),
        ("请从招牌最外沿量起", "霓虹灯箱也算招牌", "照片稍后由工作人员补拍"),
        "店名|shop|text:40 经营类别|trade|select:餐饮,零售,服务,文创 招牌长度（厘米）|length|number:50-800 招牌高度（厘米）|height|number:20-300 是否通电|power|radio:是,否 安装年份|year|number:1990-2025 "
        "现有问题|problem|check:锈蚀,松动,缺字,太亮 改造意愿|plan|radio:换新,修缮,不动 离地高度（厘米）|above|number:200-900 门牌号|door|text:20 材质|stuff|select:木板,铁皮,亚克力,布幌 上次检修日期|check|date",
    ),
    Scene(
        ("装修队进场前，业主要先到物业申报", "楼下住户投诉说周末有人砸墙，物业查不到是哪家", "管家{who}想知道每天有几户在施工，好安排货梯"),
        "装修申报", "decor", ("提交申报", "申报装修"),
        ("节假日和夜间禁止施工", "拆墙须附结构图", "垃圾请装袋，勿堆楼道"),
        "业主姓名|owner|text:20 装修天数|days|number:3-180 开工日期|start|date 施工项目|work|check:拆墙,水电,防水,木工 装修公司|company|text:50 是否动承重墙|wall|radio:是,否 "
        "垃圾清运|waste|select:物业代运,自行运走 工人数|workers|number:1-20 楼栋房号|unit|text:20 现场负责人|boss|text:20 每天收工时间|stop|time 需要货梯吗|lift|radio:要,不要",
    ),
    Scene(
        ("摄影协会办主题展，征集会员的照片", "去年的投稿散在十几个邮箱里，评委{who}找了三天", "协会首次设手机组，收稿量估计翻倍"),
        "投稿表", "photo", ("提交作品", "我要投稿"),
        ("每人最多投九张", "合成作品须另附原片", "入选作品将在文化馆展出"),
        "作者|author|text:20 作品名|title|text:40 拍摄日期|day|date 类别|kind|select:风光,人文,鸟类,建筑 张数|count|number:1-9 是否组照|series|radio:组照,单幅 "
        "后期|edit|check:裁切,调色,合成 创作说明|note|area:300 拍摄地点|place|text:40 器材|camera|select:手机,单反,微单,胶片 是否同意展出|show|radio:同意,不同意 拍摄时刻|time|time",
    ),
    Scene(
        ("义诊当天医生少，先分好科再叫号", "志愿医生{who}看到队伍排到了街角，有人挂错了科", "镇上半年才办一次义诊，老人怕轮不到"),
        "义诊挂号", "clinic", ("提交挂号", "预约义诊"),
        ("一人只能挂一个科", "抽血项目请空腹前来", "请带上近期的检查单"),
        "姓名|name|text:20 年龄|age|number:0-110 科室|dept|select:眼科,牙科,中医,内科 哪里不舒服|pain|text:60 带来的检查单|report|check:血常规,心电图,B超,没有 能否空腹前来|empty|radio:能,不能 "
        "到达时间|arrive|time 要不要轮椅|wheel|radio:要,不要 既往病史|history|check:高血压,糖尿病,哮喘,关节炎 是否有人陪同|escort|radio:有,没有 住哪个村|village|text:20 不舒服多久（天）|days|number:1-365",
    ),
    Scene(
        ("旧衣回收员的小货车每周只来一次", "司机{who}上个月爬到六楼才发现住户不在家", "换季时旧衣堆满门厅，回收箱根本塞不下"),
        "旧衣回收预约", "clothes", ("预约上门", "提交预约"),
        ("衣物请洗净晾干", "内衣和湿衣物不收", "五公斤以上才上门"),
        "联系人|name|text:20 重量（公斤）|weight|number:5-200 衣物种类|kind|check:外套,毛衣,鞋,床品 上门日期|day|date 上门时段|slot|select:九点前,上午,下午 有电梯吗|lift|radio:有,没有 "
        "是否需要清单|list|radio:需要,不需要 给师傅的话|note|area:120 楼层|floor|number:1-33 袋数|bags|number:1-20 衣物去向|to|radio:捐赠,再生 门口能否停车|park|select:能停,只能停路边,不能停",
    ),
    Scene(
        ("水利所要把村里的水井重新摸底", "水利员{who}翻出的井台账还是三十年前手写的", "连旱两个月，村里要知道哪些井还能用"),
        "水井登记", "well", ("登记水井", "上报水井"),
        ("井深请用测绳实测", "废弃的井也要登记", "一口井填一张表"),
        "井名|well|text:30 所在村民组|group|select:一组,二组,三组,四组 井深（米）|depth|number:2-200 用途|use|check:饮用,灌溉,牲畜,消防 是否干涸|dry|radio:干涸,有水 开挖年份|year|number:1950-2025 "
        "井盖|cover|radio:完好,缺失 情况说明|note|area:200 水面离地（米）|level|number:1-150 管护人|keeper|text:20 水质|quality|select:清,浑,有异味 最近清淤日期|clean|date",
    ),
    Scene(
        ("密室逃脱馆一晚上接四十个人，场次排得很满", "店长{who}为一支迟到的队伍让后面三场全部顺延", "新主题太吓人，上周有小孩哭着出来"),
        "场次预约", "escape", ("抢下场次", "提交预约"),
        ("请提前十分钟到店", "心脏不适者请勿参加古墓主题", "场内禁止拍照"),
        "队名|team|text:20 人数|people|number:3-10 主题|theme|select:古墓,医院,船舱,剧院 日期|day|date 开场时间|begin|time 怕什么|fear|check:黑暗,密闭,蛇,高处 "
        "有无未成年人|child|radio:有,没有 难度|level|radio:普通,困难 联系人|contact|text:20 玩过几次|played|number:0-50 要不要真人扮演|actor|radio:要,不要 由谁带队|leader|select:店员,自己人,不需要",
    ),
    Scene(
        ("新手养蜂人加入合作社，社里要登记蜂群", "合作社技术员{who}一春天接了上百个电话，问题都差不多", "山上的野花开了，外地蜂农陆续转场进来"),
        "蜂群登记", "hive", ("登记蜂群", "提交资料"),
        ("一户填一张，转场前重新登记", "发现烂子病请立刻报告", "蜂箱之间至少隔两米"),
        "养蜂人|keeper|text:20 箱数|boxes|number:1-200 蜂种|breed|select:中蜂,意蜂,其他 蜜源|flower|check:油菜,槐花,枣花,荆条 转场方式|move|radio:定地,转地 首次放蜂日期|first|date "
        "蜂群有无病史|ill|radio:有,没有 技术求助|help|area:200 放蜂地点|place|text:40 去年产蜜（公斤）|honey|number:0-5000 蜂箱材质|box|select:杉木,泡沫,竹编 是否愿意合买摇蜜机|share|radio:愿意,不愿意",
    ),
    Scene(
        ("滑雪场开板第一周要控制人数", "雪场经理{who}怕初学者误上高级道", "首周的雪具只有两百套，租完就没有了"),
        "雪票预约", "ski", ("预约雪票", "确认预约"),
        ("雪具押金两百元，归还时退", "十二岁以下须有成人陪同", "雪票当日有效，过期作废"),
        "滑雪人|name|text:20 年龄|age|number:5-75 水平|level|select:第一次,初级,中级,高级 租用雪具|gear|check:雪板,雪鞋,头盔,护具 身高（厘米）|height|number:90-210 鞋码|shoe|number:28-48 "
        "雪道|slope|radio:初级道,中级道,高级道 教练|coach|radio:要,不要 入场日期|day|date 入场时间|begin|time 是否有护膝|knee|radio:有,没有 以前滑过几次|times|number:0-100",
    ),
    Scene(
        ("旧物博览会招摊主，地摊不收费但要登记", "主办人{who}去年画错格子，两家摊主为半米地吵了一架", "旧物博览会搬到河边广场，位置比往年少一半"),
        "摊位登记", "stall", ("登记摊位", "报名摆摊"),
        ("早上八点前布置完毕", "不得出售仿真枪和活禽", "收摊请带走垃圾"),
        "摊主|owner|text:20 摊位长（米）|length|number:1-5 商品类别|goods|check:旧书,唱片,瓷器,玩具 是否需要电源|power|radio:要,不要 摆几天|days|number:1-3 第一天|first|date "
        "交通工具|van|select:面包车,三轮车,电动车 摊位口号|slogan|text:30 摊主来自哪里|home|text:30 要不要遮阳棚|tent|radio:要,不要 需要几张桌子|tables|number:0-4 进场时间|arrive|time",
    ),
    Scene(
        ("大学生支教团出发前要收集体检和衣码", "带队老师{who}收到的报名表格式五花八门", "山里的小学缺美术老师，支教团要先看看谁能教"),
        "支教报名", "teach", ("报名支教", "提交报名"),
        ("支教期间统一住学校宿舍", "出发前须完成体检", "每人行李限二十公斤"),
        "姓名|name|text:20 专业|major|text:40 可教科目|subject|check:语文,数学,英语,音乐,体育 服务周数|weeks|number:2-20 出发日期|start|date 衣服尺码|size|radio:S,M,L,XL "
        "方言|dialect|select:会,听得懂,不会 为什么来|why|area:400 年级|grade|select:大二,大三,大四,研究生 有无支教经历|past|radio:有,没有 才艺|talent|check:绘画,舞蹈,吉他,手工 体检日期|exam|date",
    ),
    Scene(
        ("殡仪馆想让家属在线登记守灵厅", "值班员{who}夜里接到电话，常听不清家属要哪间厅", "清明前后厅位紧张，家属来回跑了好几趟"),
        "守灵厅预约", "hall", ("提交预约", "确认预约"),
        ("守灵厅全天有人值守", "请自备逝者照片一张", "厅内禁止燃放鞭炮"),
        "逝者称呼|name|text:30 守灵厅|hall|select:松厅,柏厅,竹厅 入厅日期|day|date 入厅时间|begin|time 守灵天数|days|number:1-5 来宾人数|guests|number:5-200 "
        "需要的物品|item|check:花圈,香烛,茶水,录音 登记家属|family|text:20 联系人|contact|text:20 告别仪式时间|farewell|time 是否需要车辆|car|radio:需要,不需要 音乐|music|select:哀乐,古琴,不放",
    ),
    Scene(
        ("游泳馆的暑期班按水平分班", "救生员{who}担心怕水的孩子被分到快班", "暑期班三天就报满，分班全靠临时下水试"),
        "游泳班报名", "swim", ("报名上课", "提交报名"),
        ("请带泳帽和泳镜", "皮肤病患者暂不接收", "缺课可在本期内补两次"),
        "孩子姓名|child|text:20 年龄|age|number:4-16 泳龄|years|select:没学过,学过一期,学过两期 怕水吗|fear|radio:怕,不怕 上课时段|time|check:早八点,午后,傍晚 想学泳姿|stroke|select:蛙泳,自由泳,仰泳 "
        "耳朵有无问题|ear|radio:有,没有 接送人|parent|text:20 身高（厘米）|height|number:90-190 开班日期|start|date 有无过敏|allergy|text:40 想要的教练|coach|select:男教练,女教练,都可以",
    ),
    Scene(
        ("乡镇邮政要给居民设代收点，点主先来报名", "邮递员{who}每天要绕八公里山路送三个包裹", "腊月里包裹多，村口小店常常帮着收却没有登记"),
        "代收点申报", "parcel", ("申报代收点", "提交申报"),
        ("点主须年满十八岁", "营业时间每天不少于八小时", "贵重件须当面验收"),
        "店名|shop|text:30 店铺面积（平方米）|area|number:10-300 营业开始|open|time 营业结束|close|time 每天可存件数|capacity|number:20-500 设施|device|check:监控,货架,空调,扫码枪 "
        "冷藏件|cold|radio:能收,不能收 联系人|name|text:20 村组|village|text:30 有无电脑|computer|radio:有,没有 开始代收日期|start|date 每周休几天|rest|number:0-2",
    ),
    Scene(
        ("港口的引航员按潮水排班，货船要提前一天报到港", "调度员{who}夜里接传真，常把吃水看错一位", "雾季引航站只有六个引航员，要按潮水排班"),
        "进港申报", "pilot", ("申报进港", "提交申报"),
        ("至少提前二十四小时申报", "危险品船只限白天进港", "吃水变化请重新申报"),
        "船名|ship|text:40 船长（米）|length|number:20-400 吃水（分米）|draft|number:10-180 预计抵港日|day|date 抵港时刻|time|time 货物|cargo|select:煤炭,集装箱,粮食,木材 "
        "是否危险品|danger|radio:是,否 需要的服务|service|check:拖轮,加油,加水,检疫 船籍港|port|text:30 船员人数|crew|number:3-60 是否首次靠港|first|radio:首次,来过 靠泊码头|berth|select:东港池,西港池,油码头",
    ),
    Scene(
        ("电影节志愿者分成六个岗，去年排得一团糟", "去年会法语的人被分到了停车场，组长{who}很懊恼", "电影节有八个影厅同时放映，志愿者要提前排班"),
        "志愿者登记", "festival", ("报名服务", "提交登记"),
        ("服务满三天发证书", "开幕前一天统一培训", "餐补每天三十元"),
        "姓名|name|text:20 会的语言|language|check:英语,法语,日语,韩语 岗位|post|select:票务,引导,翻译,媒体 可服务天数|days|number:1-10 第一天|first|date 上衣尺码|size|radio:S,M,L "
        "有无证件照|photo|radio:有,没有 特长|skill|area:150 每天最早几点到|arrive|time 学校或单位|unit|text:40 能否值夜场|night|radio:能,不能 有无急救证|aid|radio:有,没有",
    ),
    Scene(
        ("农机合作社的收割机按先后下田，怕抢收时吵架", "机手{who}去年同一天被三户人家拉着要先割", "天气预报说下周有雨，成熟的地块要排在前面"),
        "收割预约", "harvest", ("排队收割", "提交预约"),
        ("每亩收费按油价浮动", "田边石头请提前捡净", "约好后改期请提前一天说"),
        "户主|owner|text:20 亩数|acres|number:1-200 作物|crop|select:小麦,水稻,油菜,大豆 田块|field|text:40 希望日期|day|date 地块是否连片|joined|radio:连片,零散 "
        "附带作业|work|check:秸秆打捆,运粮,翻耕 能否夜间作业|night|radio:能,不能 田埂宽（分米）|path|number:3-40 联系人|contact|text:20 最早几点能下田|begin|time 运粮方式|carry|select:自家车,合作社车,就地堆放",
    ),
    Scene(
        ("校园广播站收点歌单，广播员要念得清楚", "播音员{who}念错了一个名字，被全班笑了一周", "点歌箱里的纸条常被雨水泡烂"),
        "点歌单", "song", ("点一首歌", "提交点歌"),
        ("每人每周限点一首", "不播歌词粗俗的歌", "留言播出前会审核"),
        "歌名|song|text:40 点给谁|to|text:30 播出时段|slot|select:早操后,午间,晚饭 播放日期|day|date 是否署名|sign|radio:署名,匿名 心情|mood|check:想家,道歉,祝贺,鼓励 "
        "年级|grade|number:1-6 留言|words|area:120 歌手|singer|text:30 班级|class|number:1-12 语种|language|select:中文,英文,粤语,纯音乐 能否改期|shift|radio:能,不能",
    ),
    Scene(
        ("夜市的消防检查改成摊主自查", "上个月有个摊位的气瓶漏气，幸好{who}发现得早", "夜市三百个摊，检查员一晚上走不完"),
        "消防自查表", "fire", ("上报自查", "提交自查"),
        ("每晚出摊前填一次", "酒精炉不得在帐篷内使用", "灭火器压力须在绿区"),
        "摊主|owner|text:20 摊位号|stall|number:1-300 使用能源|fuel|check:液化气,木炭,电,酒精 灭火器|extinguisher|radio:有,没有 气瓶到期日|expire|date 是否有人值守|guard|radio:有,无 "
        "地面线路|wire|select:架空,贴地,没有 存在的问题|problem|area:200 检查时间|checked|time 气瓶几个|bottles|number:0-4 帐篷材质|tent|radio:阻燃,普通 应急通道|exit|select:通畅,被挡,没有",
    ),
    Scene(
        ("语言角想按水平给外国学生配语伴", "负责人{who}去年随手配对，一半的语伴见了一面就散了", "国际学院来了六十个新生，都想找中国学生练口语"),
        "语伴登记", "partner", ("找个语伴", "提交登记"),
        ("每周至少见面一次", "请尊重对方的饮食和信仰", "配对结果三天内通知"),
        "姓名|name|text:30 母语|native|select:英语,法语,阿拉伯语,俄语 学中文多久（月）|months|number:0-120 汉语水平|level|radio:入门,一般,流利 爱聊什么|topic|check:电影,美食,足球,书法 见面时间|time|select:午间,傍晚,周末 "
        "每周想见几次|times|number:1-5 开始日期|start|date 专业|major|text:40 年龄|age|number:17-60 语伴性别|mate|radio:男,女,不限 见面地点|place|check:图书馆,咖啡厅,操场",
    ),
    Scene(
        ("古树认养要登记认养人和铭牌文字", "园林员{who}发现两块铭牌挂在了同一棵树上", "台风折断了几棵老树，公园想请市民一起养护"),
        "古树认养", "tree", ("认养一棵树", "提交认养"),
        ("认养费全部用于养护", "铭牌文字由园方审核", "不得自行修剪主枝"),
        "认养人|name|text:20 树种|tree|select:银杏,香樟,侧柏,国槐 认养年数|years|number:1-10 铭牌文字|plate|text:50 是否参加养护日|join|radio:参加,不参加 起始日期|start|date "
        "愿意做的事|work|check:浇水,松土,修枝,讲解 寄语|message|area:200 认养单位|unit|text:40 是否送给他人|gift|radio:送人,自己 想参加几次养护|times|number:1-12 揭牌时间|open|time",
    ),
    Scene(
        ("茶厂开春收青，茶农挤在门口等过秤", "收青员{who}用粉笔在墙上记斤两，一场雨全冲掉了", "茶厂今年按嫩度分价，得先知道各家采的是什么茶青"),
        "鲜叶收购登记", "tea", ("登记鲜叶", "提交登记"),
        ("雨水叶另行过秤", "下午五点停止收青", "不同地块请分开装篓"),
        "茶农|farmer|text:20 鲜叶重量（公斤）|weight|number:1-300 采摘日期|day|date 送到时间|arrive|time 嫩度|grade|select:单芽,一芽一叶,一芽二叶,对夹叶 "
        "是否打过药|spray|radio:打过,没打过 茶山朝向|side|radio:向阳,背阴 品种|kind|check:群体种,福鼎大白,黄金芽 地块名称|plot|text:30 装篓情况|note|area:120",
    ),
    Scene(
        ("盲人电影院每周六放一场讲述电影，志愿者要去地铁口接人", "讲述员{who}想提前知道观众喜欢哪类片子", "上周来了五只导盲犬，影厅没留够位置"),
        "讲述电影报名", "blind", ("我要观影", "提交报名"),
        ("放映前半小时入场", "导盲犬可以进影厅", "每位观众可带一名陪同"),
        "观众姓名|viewer|text:20 陪同人数|escort|number:0-1 场次日期|day|date 视力情况|sight|select:全盲,光感,低视力 有无导盲犬|dog|radio:有,没有 "
        "在哪里接|station|select:东门地铁口,公交总站,自己来 到达时间|arrive|time 想听的类型|type|check:喜剧,战争,纪录片,动画 耳机|ear|radio:自带,借用 想说的话|words|area:150",
    ),
    Scene(
        ("科考队去冰川驻扎二十天，装备要按人配齐", "队医{who}要在出发前掌握每个人的高原反应史", "直升机只能运四百公斤，个人行李得报准"),
        "科考队员装备表", "glacier", ("上报装备", "确认装备"),
        ("个人行李不超过二十公斤", "高原药由队医统一发放", "冰爪到营地后按鞋码发放"),
        "队员|member|text:20 研究方向|topic|select:冰芯,气象,水文,测绘 鞋码|shoe|number:34-48 行李重量（公斤）|load|number:5-20 高原反应|sick|radio:没有,轻微,严重 "
        "血氧自测|oxygen|number:70-100 登机日期|fly|date 借用装备|gear|check:冰爪,雪镜,睡袋,卫星电话 会不会绳结|knot|radio:会,不会 饮食禁忌|diet|text:40",
    ),
    Scene(
        ("社区办修理咖啡馆，坏了的小家电可以拿来一起修", "修理师傅{who}带的零件总是不对路", "上个月有人搬来一台洗衣机，把门口堵住了"),
        "修理登记", "repaircafe", ("登记物品", "登记送修"),
        ("每人每次限修两件", "只修能单手提起的东西", "修不好不收费"),
        "物主|owner|text:20 物品|item|text:30 类别|kind|select:小家电,钟表,自行车,玩具 用了几年|years|number:0-40 毛病|fault|check:不通电,有异响,漏水,缺零件 "
        "是否拆开过|opened|radio:拆过,没拆过 送修日期|day|date 到场时间|arrive|time 想不想自己动手|hands|radio:想,不想 故障经过|story|area:200",
    ),
    Scene(
        ("粮库夏粮入库，卖粮车在路边排了两公里", "质检员{who}要先知道水分，才好安排去哪个仓", "去年叫号靠喊，司机睡着了就错过"),
        "售粮预约", "grain", ("预约卖粮", "提交预约"),
        ("水分超过十四个点请先晾晒", "车辆进库须熄火检测", "凭预约号过磅"),
        "售粮人|seller|text:20 粮食品种|grain|select:小麦,早稻,玉米,大豆 估计重量（吨）|weight|number:1-60 水分自测|water|number:8-25 车型|truck|radio:三轮车,轻卡,半挂 "
        "送粮日期|day|date 预计到库|arrive|time 是否烘干过|dried|radio:烘干,晾晒,没有 杂质情况|dirt|check:麦糠,石子,虫蛀 有无磅单|paper|radio:有,没有",
    ),
    Scene(
        ("档案馆的老照片征集开始了，市民寄来的照片没写来历", "馆员{who}为一张无名合影查了半个月", "城墙改造前，馆里想收集街巷旧影"),
        "老照片征集", "archive", ("提交线索", "提交照片"),
        ("扫描后原件三十天内归还", "请在照片背面贴编号，勿直接书写", "一张照片填一次"),
        "提供人|giver|text:20 大约年份|year|number:1900-2000 拍摄地|place|text:40 照片内容|theme|check:街景,婚礼,工厂,学校 冲印类型|print|radio:黑白,彩色 "
        "捐赠方式|way|select:赠送原件,提供扫描,短期借用 照片里几个人|people|number:0-200 能否署名|sign|radio:署名,匿名 送交日期|day|date 背后的故事|tale|area:300",
    ),
    Scene(
        ("妇幼站的育儿课堂座位少，爸爸们也想听", "护士{who}要按月龄分组，免得讲得太浅或太深", "上期有妈妈抱着孩子站着听完了两小时"),
        "育儿课堂报名", "baby", ("报名听课", "占个座位"),
        ("课堂备有尿布台", "感冒的宝宝请改期", "每户限两人"),
        "家长|parent|text:20 宝宝月龄|months|number:0-36 来几个人|people|number:1-2 喂养方式|feed|radio:母乳,奶粉,混合 想听的课|course|select:辅食,睡眠,抚触,急救 "
        "上课日期|day|date 宝宝带不带来|bring|radio:带,不带 困扰|trouble|check:夜醒,湿疹,挑食,便秘 第几个孩子|order|number:1-3 想问医生的话|ask|area:200",
    ),
    Scene(
        ("剧团进校园招小演员，导演想先看基本情况", "导演{who}去年面试了两百个孩子，名单全靠手抄", "木偶剧场要排新戏，缺会说方言的配音"),
        "试戏报名", "theatre", ("报名试戏", "我要试戏"),
        ("试戏请准备两分钟独白", "未成年人须家长陪同", "排练安排在周末下午"),
        "演员姓名|actor|text:20 年龄|age|number:6-60 想演什么|role|select:主角,配角,群演,配音 身高（厘米）|height|number:100-200 会的方言|dialect|check:四川话,粤语,东北话,吴语 "
        "演过戏吗|acted|radio:演过,没演过 试戏日期|day|date 到场时间|arrive|time 能否剃短发|hair|radio:能,不能 独白选段|piece|text:50",
    ),
    Scene(
        ("小区新装了二十个充电桩，业主要先报车位", "电工{who}担心同时充电会跳闸，要知道各家用多大功率", "车棚里常有人拉飞线，物业决定统一登记"),
        "充电桩申请", "charge", ("申请装桩", "提交申请"),
        ("人防车位须另附证明", "夜间谷价从二十三点开始", "安装后请勿自行改线"),
        "业主|owner|text:20 车位号|spot|number:1-600 功率（千瓦）|power|number:3-22 车位产权|right|radio:自有,租用 安装位置|place|select:墙面,立柱,地面 "
        "希望安装日期|day|date 每晚几点充|begin|time 车辆类型|car|radio:纯电,插混 附加要求|extra|check:防雨罩,刷卡,漏电保护 补充说明|note|area:150",
    ),
    Scene(
        ("湿地公园组织观鸟，望远镜只有十五副", "领队{who}要按脚力分路线，老人孩子走栈道", "候鸟到了，周末的观鸟船一票难求"),
        "观鸟活动报名", "bird", ("提交报名", "我要观鸟"),
        ("请穿深色衣服，勿喷香水", "不得投喂和追赶鸟类", "船次逢大风取消"),
        "报名人|name|text:20 同行人数|people|number:1-6 路线|route|select:栈道线,堤岸线,乘船线 观鸟日期|day|date 集合时间|meet|time "
        "望远镜|glass|radio:自带,借用 见过的鸟|birds|check:白鹭,天鹅,苍鹭,翠鸟 走路快慢|pace|radio:慢,一般,快 观鸟几年|years|number:0-50 想看的鸟|target|text:30",
    ),
    Scene(
        ("矿区下井参观要做安全登记，少一项都不许进", "安全员{who}坚持每个访客先填表再领矿灯", "大学生来矿上实习，第一天就要下井"),
        "下井登记", "mine", ("报备下井", "提交登记"),
        ("井下严禁烟火和化纤衣物", "矿灯与人一一对应", "出井后必须交牌"),
        "访客|visitor|text:20 单位|unit|text:40 下井日期|day|date 入井时间|down|time 血压情况|pressure|radio:正常,偏高,偏低 "
        "安全帽号|helmet|number:1-300 事由|reason|select:检查,实习,采访,检修 随身物品|carry|check:相机,仪表,工具箱 是否学过自救器|rescue|radio:学过,没学过 同行人数|people|number:0-15",
    ),
    Scene(
        ("法院开放日让市民旁听，座位要提前分配", "法警{who}去年发现一半人没带证件，进不了门", "中学政治课要带学生旁听一次庭审"),
        "旁听预约", "court", ("预约旁听", "提交预约"),
        ("凭身份证过安检", "庭审中禁止录音录像", "未满十八岁须由老师带领"),
        "旁听人|name|text:20 出生日期|birth|date 旁听人数|people|number:1-40 案件类型|case|select:民事,刑事,行政 开庭日期|day|date "
        "到院时间|arrive|time 身份|role|radio:市民,学生,记者 要不要法官答疑|talk|radio:要,不要 关心的话题|topic|check:借贷,劳动,婚姻,交通 学校或单位|unit|text:40",
    ),
    Scene(
        ("种子交换站开张，大家拿自留种来换", "农友{who}换到一包没写年份的豆子，种下去没出芽", "合作社要保住本地老品种，先登记谁家有什么"),
        "自留种登记", "seed", ("登记种子", "登记交换"),
        ("转基因种子不收", "种子请用纸袋分装", "一次最多换五包"),
        "留种人|keeper|text:20 作物|crop|text:30 留种年份|year|number:2015-2025 包数|packs|number:1-5 类别|kind|select:豆类,瓜类,叶菜,粮食 "
        "播种季节|season|check:春,夏,秋,冬 是否拌药|drug|radio:拌过,没拌过 交换日期|day|date 想换什么|want|text:40 栽种经验|tips|area:200",
    ),
    Scene(
        ("舞蹈房的把杆课每节只收十二人，学员常白跑", "老师{who}要知道谁受过伤，好调整动作", "舞团给五十岁以上的学员单开了一班"),
        "把杆课预约", "dance", ("预约上课", "占一个位"),
        ("上课请穿软底鞋", "迟到十分钟不能入场", "取消请提前六小时"),
        "学员|student|text:20 年龄|age|number:8-75 班次|level|select:启蒙班,基础班,提高班,银发班 上课日期|day|date 开课时间|begin|time "
        "旧伤|hurt|check:膝盖,腰,脚踝,肩 学过几年|years|number:0-30 要不要借舞鞋|shoe|radio:要,不要 柔韧性|soft|radio:差,一般,好 想练的动作|move|text:40",
    ),
)
# fmt: on
FORM_FRAMES = (
    "{story}。请写一个HTML表单，标题是“{title}”，{note}。字段是{fields}；{needed}；{style}；提交到/{path}，按钮写“{button}”。",
    "{story}。请编写“{title}”网页：{fields}。{needed}，{note}，按钮是“{button}”，用POST发到/{path}，{style}。只给HTML代码。",
    "请用HTML写一个“{title}”表单页面。{story}。字段依次是{fields}。{needed}。{note}。提交地址/{path}，按钮文字“{button}”，{style}。",
    "{story}，我想在网页上放一张“{title}”，请写出HTML表单代码。要填的是{fields}，{needed}。{style}，{note}，按钮叫“{button}”，发到/{path}。",
    "请编写HTML代码，做一个“{title}”表单。{story}，要问的是{fields}。{needed}，提交按钮“{button}”，action为/{path}，{style}，{note}。",
    "{story}，所以需要“{title}”。栏目：{fields}；按钮：“{button}”；提交：/{path}；外观：{style}；另外，{needed}，{note}。"
    "请写成HTML表单，每项都带label。",
    "请编写一份HTML表单代码，名称“{title}”，收集{fields}。{needed}。{story}。{note}，按钮“{button}”，提交路径/{path}，{style}。",
    "{story}。能写个HTML页面吗？叫“{title}”，里面填{fields}。{needed}，{style}，{note}，“{button}”按钮把数据POST到/{path}。",
    "写一页静态HTML，标题“{title}”。{story}。要填的是{fields}；{needed}；{note}；表单交到/{path}，按钮“{button}”；{style}。",
    "{story}，纸质的“{title}”要搬到网上。请写HTML，项目照旧：{fields}。{needed}。{style}，{note}，按钮写“{button}”，交到/{path}。",
    "请用HTML实现“{title}”，字段清单如下：{fields}。{needed}。{note}。背景是{story}。{style}，按钮“{button}”，POST到/{path}。",
    "写出“{title}”这一页的HTML代码。{story}。项目是{fields}，{needed}。{note}，{style}，按钮“{button}”，目标/{path}，请给出完整页面。",
    "请编写“{title}”的HTML表单，{style}。{story}。需要填{fields}。{needed}，{note}，末尾是“{button}”按钮，提交到/{path}。",
    "{story}。请帮忙写“{title}”的前端页面，只用HTML和CSS：{note}；问{fields}；{needed}；{style}；“{button}”按钮提交到/{path}。",
)
NEEDED = (
    "{}必填",
    "{}不能留空",
    "{}要加required",
    "必填的是{}",
    "{}设为必填",
    "{}两项漏了就不能提交",
)
NOTES = ("标题下写一行“{}”", "表单前用一段话提醒“{}”", "最上面注明“{}”", "开头加一句“{}”", "填表前先让人看到“{}”")
STYLES = (
    "整张表最宽{width}像素，按钮{color}",
    "宽度限制在{width}像素，按钮底色用{color}",
    "按钮要{color}的，表单最宽{width}像素",
    "{color}按钮，表单最宽{width}像素并居中",
)
FREE = (
    "学校或单位 近期用药 昵称 有无过敏 饮食禁忌 所在跑团 最好成绩（分钟） 摊位口号 想听的类型 歌手 学校 单位 认养单位 品种 想看的鸟 想练的动作 "
    "大约定价（元） 从哪里听说 从哪里知道本馆 背后的故事 喜欢的风格 会不会绳结 旧伤 想换什么 出版社"
).split()
"""Fields that people may leave open."""
MEASURE = re.compile("（(?:公斤|厘米|米|平方米|千伏|小时|分钟)）")
"""Labels of fields that measure something, so that they take numbers with decimals."""
COLORS = {
    "深绿色": "darkgreen", "藏青色": "navy", "橙色": "darkorange", "砖红色": "firebrick", "紫色": "purple",
    "灰色": "dimgray", "青色": "teal", "巧克力色": "chocolate", "深红色": "crimson", "宝蓝色": "royalblue",
}  # fmt: skip
WIDTHS = range(360, 721, 20)
PREFIXES = {
    "text": (
        "{label}（文本，最长{detail}个字符）",
        "{label}（文本，至多{detail}个字符）",
        "{label}（单行，{detail}个字符封顶）",
    ),
    "number": (
        "{label}（{low}到{high}的整数）",
        "{label}（整数，{low}至{high}）",
        "{label}（整数，最小{low}、最大{high}）",
    ),
    "measure": (
        "{label}（数字，{low}至{high}，可带小数）",
        "{label}（可带小数的数字，最小{low}、最大{high}）",
    ),
    "date": ("{label}（日期）", "{label}（选日期）", "{label}（日期控件）"),
    "time": ("{label}（时间）", "{label}（选时间）", "{label}（时间控件）"),
    "select": ("{label}（下拉选择：{choices}）", "{label}（下拉框：{choices}）", "{label}（下拉菜单：{choices}）"),
    "radio": ("{label}（单选：{choices}）", "{label}（从{choices}里选一个）", "{label}（单选按钮：{choices}）"),
    "check": ("{label}（多选：{choices}）", "{label}（可多选：{choices}）", "{label}（复选框：{choices}）"),
    "area": ("{label}（多行文本，最长{detail}个字符）", "{label}（多行文本框，至多{detail}个字符）"),
}


def fields_of(text: str) -> list[Field]:
    """Read the fields of a scene."""
    found = []
    for part in text.split(" "):
        label, name, kind = part.split("|")
        found.append(Field(label, name, *kind.split(":")))
    return found


def varied(rng: Random, field: Field) -> Field:
    """Draw the bound of a text, and three of a longer list of boxes: buildings or classes stay complete."""
    if field.kind in ("text", "area"):
        return replace(field, detail=str(int(field.detail) + rng.choice((0, 10, 20, 30))))
    if field.kind == "check" and len(field.choices) > 3:
        kept = sorted(rng.sample(range(len(field.choices)), 3))
        return replace(field, detail=",".join(field.choices[place] for place in kept))
    return field


def told(rng: Random, field: Field) -> str:
    """Say what a field is."""
    low, _, high = field.detail.partition("-")
    kind = "measure" if field.kind == "number" and MEASURE.search(field.label) else field.kind
    text = rng.choice(PREFIXES[kind]).format(
        label=field.label, detail=field.detail, low=low, high=high, choices="、".join(field.choices)
    )
    # A label with a unit has brackets of its own.
    return text.replace("）（", "，")


def boxes_of(field: Field, needed: bool) -> str:
    """Write radio buttons or check boxes in a group."""
    kind = "radio" if field.kind == "radio" else "checkbox"
    required = " required" if needed and kind == "radio" else ""
    lines = [
        f'    <label><input type="{kind}" name="{field.name}" value="{choice}"{required}> {choice}</label>'
        for choice in field.choices
    ]
    return "\n".join(["  <fieldset>", f"    <legend>{field.label}</legend>", *lines, "  </fieldset>"])


def markup_of(field: Field, needed: bool) -> str:
    """Write one field with its label."""
    required = " required" if needed else ""
    if field.kind in ("radio", "check"):
        return boxes_of(field, needed)
    attributes = f'id="{field.name}" name="{field.name}"'
    label = f'  <label for="{field.name}">{field.label}</label>'
    if field.kind == "select":
        options = "\n".join(f'    <option value="{choice}">{choice}</option>' for choice in field.choices)
        return (
            f'{label}\n  <select {attributes}{required}>\n    <option value="">请选择</option>\n{options}\n  </select>'
        )
    if field.kind == "area":
        return f'{label}\n  <textarea {attributes} maxlength="{field.detail}"{required}></textarea>'
    low, _, high = field.detail.partition("-")
    step = ' step="any"' if MEASURE.search(field.label) else ""
    bounds = {"text": f' maxlength="{field.detail}"', "number": f' min="{low}" max="{high}"{step}'}.get(field.kind, "")
    return f'{label}\n  <input type="{field.kind}" {attributes}{bounds}{required}>'


def page_of(heading: tuple[str, str], path: str, button: str, parts: list[str], look: tuple[int, str]) -> str:
    """Write the page with the form: `heading` is its title and note, `look` its width and the colour of its button."""
    form = "\n".join(parts)
    title, note = heading
    width, color = look
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\nform {{ max-width: {width}px; margin: 0 auto; }}\nlabel {{ display: block; }}\nbutton {{ background: {color}; color: white; }}\n"
        f"</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<p>{note}</p>\n<form action="/{path}" method="post">\n{form}\n'
        f'  <button type="submit">{button}</button>\n</form>\n</body>\n</html>'
    )


def others_wanted(rng: Random, scene: Scene, others: list[Field]) -> list[Field]:
    """Draw three fields beside the first: one that can be required, and the day if something is reserved."""
    days = [field for field in others if field.kind == "date"] if re.search("约|订位|预订", scene.title) else []
    while True:
        drawn = rng.sample(others, 3)
        if any(map(can_be_required, drawn)) and (not days or days[0] in drawn):
            return drawn


def can_be_required(field: Field) -> bool:
    """Return True unless a field takes several ticks, a remark, or what people may leave open."""
    return field.kind not in ("check", "area") and field.label not in FREE


def fields_wanted(rng: Random, scene: Scene) -> tuple[list[Field], list[Field]]:
    """Draw the fields of a form, and two of them that are required.

    The first field of a scene says who or what the entry is about: it comes first and is required. A text area is last.
    """
    first, *others = fields_of(scene.fields)
    drawn = [varied(rng, field) for field in (first, *others_wanted(rng, scene, others))]
    fields = sorted(drawn, key=lambda field: field.kind == "area")
    return fields, [fields[0], rng.choice([field for field in fields[1:] if can_be_required(field)])]


def write_html_form(rng: Random) -> Task:
    """Ask for an HTML form with given fields, bounds and choices, required fields, and a button."""
    scene = rng.choice(SCENES)
    note, button = rng.choice(scene.notes), rng.choice(scene.buttons)
    fields, needed = fields_wanted(rng, scene)
    width, color = rng.choice(WIDTHS), rng.choice(tuple(COLORS))
    instruction = rng.choice(FORM_FRAMES).format(
        story=rng.choice(scene.stories).format(who=person(rng)),
        title=scene.title,
        path=scene.path,
        button=button,
        note=rng.choice(NOTES).format(note),
        style=rng.choice(STYLES).format(width=width, color=color),
        fields="、".join(told(rng, field) for field in fields),
        needed=rng.choice(NEEDED).format(listed([field.label for field in needed])),
    )
    parts = [markup_of(field, field in needed) for field in fields]
    page = page_of((scene.title, note), scene.path, button, parts, (width, COLORS[color]))
    return Task(instruction, "", f"```html\n{page}\n```")
