"""Ask for a report on a quarter from its monthly figures, with totals, growth and how far a target was met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import numbered
from selfinstruct.teachers.offline.world import person

MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of office: its names, what it counts (name, measure word, range), what it did, and problems with remedies.

    It counts this in some quarters of the year only.
    """

    names: tuple[str, ...]
    counts: tuple[tuple[str, str, range], ...]
    done: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    quarters: tuple[int, ...] = (0, 1, 2, 3)


# fmt: off
OFFICES = (
    Office(("南湖社区图书馆", "桥头乡图书室"), (("借出图书", "册", range(900, 2600)), ("到馆读者", "人次", range(1500, 5200)), ("新办读者证", "张", range(40, 210))),
        ("给少儿区换了矮书架", "办了四场绘本故事会", "把闭馆时间推迟到了晚上九点", "修好了还书箱", "把旧报纸装订成了合订本", "请退休教师给老人开了电子书课"), (("借书证丢失多", "改用身份证借书"), ("座位不够，周末有人席地而坐", "腾出储藏室改作自习间"), ("新书上架慢，平均要等十二天", "把编目由两人改为三人轮班"), ("旧杂志受潮", "添置两台除湿机"))),
    Office(("北门消防站", "江滨消防站"), (("出警", "次", range(30, 110)), ("排查隐患", "处", range(60, 260)), ("受训居民", "人", range(120, 800))),
        ("清理了三条被堵的消防通道", "进学校讲了六堂课", "更换了全部水带", "和物业联合演练了一次", "给独居老人装了烟感报警器", "测绘了辖区的水源图"), (("高层住户堵住楼梯", "逐户签责任书"), ("老城区巷子窄，大车开不进去", "申购一台微型消防车"), ("新队员夜间反应慢", "每周加一次夜间拉动"), ("消火栓常被停车压住", "与交警一起划出禁停框"))),
    Office(("西郊流浪动物救助站", "河湾救助站"), (("收治动物", "只", range(70, 120)), ("送养动物", "只", range(10, 45)), ("志愿者到岗", "人次", range(60, 300))),
        ("新建了两间隔离室", "给所有猫打了芯片", "办了一次领养日", "和宠物医院谈成了半价手术", "搭起了雨棚", "给老龄犬换了软粮"), (("犬舍冬冷夏热", "给犬舍的墙面和屋顶加一层保温板"), ("大狗没人领养", "拍短片介绍每只大狗的性格"), ("周二值班人手少", "向附近高校招募平日志愿者"), ("猫粮只够吃半个月", "发起每人一袋的捐粮活动"))),
    Office(("县人民医院急诊科", "滨江医院急诊科"), (("接诊患者", "人次", range(2600, 5200)), ("抢救危重患者", "例", range(40, 150)), ("急救复训", "人次", range(30, 190))),
        ("启用了分级候诊牌", "护士站增加了两个夜班岗", "给抢救室换了监护仪", "组织了全员心肺复苏复训", "与急救车实现了信息互通", "把输液椅换成了可躺的"), (("轮椅常被推走找不到", "给轮椅编号，凭证借用"), ("夜间挂号等候太久", "增设一台自助分诊机"), ("家属看不懂检查流程", "在墙上贴一张路线图"), ("抢救药品登记不及时", "改为用后立即扫码"))),
    Office(("青禾农机合作社", "麦田农机站"), (("作业面积", "亩", range(800, 4200)), ("维修农机", "台", range(15, 90)), ("培训机手", "人", range(10, 70))),
        ("提前检修了全部收割机", "给两台拖拉机装上了导航", "为五户困难家庭免费耕了地", "统一采购了柴油", "整理了老机手的经验手册", "给农机买了保险"), (("零件型号太杂", "统一只留三种型号"), ("抢收时机手不够", "与邻县合作社互派机手"), ("油价涨得快", "改为分批订购锁价"), ("山坡地机器下不去", "试用两台小型履带机")), (1, 2, 3)),
    Office(("明德小学食堂", "育才中学食堂"), (("供餐", "份", range(9000, 26000)), ("剩饭", "公斤", range(180, 900)), ("留样抽检", "批", range(18, 64))),
        ("把菜单改为了每周公示", "换了一家蔬菜供应商", "设立了学生试吃员", "换了全部蒸箱", "请营养师重排了食谱", "给地面铺了防滑垫"), (("有学生对鸡蛋过敏", "单设一个无蛋窗口"), ("低年级吃得慢", "错开十分钟放饭"), ("周三的鱼剩得最多", "把鱼块改成鱼丸"), ("洗碗间排水不畅", "假期里改造下水管")), (1, 3)),
    Office(("顺河快递网点", "西站快递点"), (("派送包裹", "件", range(12000, 46000)), ("丢损件", "件", range(6, 90)), ("客户投诉", "起", range(5, 70))),
        ("给货架按楼栋重新编了号", "添了两辆三轮车", "与三个小区签了代收协议", "换用了防水包装袋", "车厢里装了固定网", "给派件员配了雨衣"), (("退件堆得太久", "满三天就打电话催领"), ("周末人手总不够", "招四名兼职派件员"), ("易碎件投诉集中", "在分拣台单独划出一格"), ("偏远村一天只能送一趟", "与村小店合作代收"))),
    Office(("翠屏物业服务中心", "和平里物业"), (("处理报修", "单", range(120, 480)), ("收缴物业费", "万元", range(18, 96)), ("上门走访", "户", range(60, 320))),
        ("换了三台电梯的钢丝绳", "重新划了停车线", "清理了楼道杂物", "在地下车库加装了照明", "修好了儿童滑梯", "换掉了生锈的信报箱"), (("门禁时常失灵", "改用双路供电"), ("水管老化，同一栋楼反复漏", "向业主委员会提出更换主管"), ("催费全靠打电话", "上线短信提醒"), ("绿化带被踩出小路", "铺两条石板路"))),
    Office(("石桥镇便民中心", "云溪街道便民中心"), (("办理事项", "件", range(2600, 4200)), ("当场办结", "件", range(900, 1700)), ("上门代办", "件", range(20, 160))),
        ("把五个窗口合成了综合窗口", "给老人开设了绿色通道", "编了一本办事口袋书", "把服务延长到了晚上七点", "请了大学生当导办员", "把表格从七张并成了两张"), (("咨询电话总占线", "增加两条线路"), ("证照打印机常卡纸", "申请更换两台打印机"), ("外地户籍材料难核", "与公安数据做核验对接"), ("村里老人不会预约", "由网格员代约"))),
    Office(("岭南茶厂质检科", "武夷茶业质检室"), (("检验批次", "批", range(90, 420)), ("不合格批次", "批", range(2, 26)), ("退回原料", "公斤", range(200, 1800))),
        ("补齐了水分检测仪", "给收样员做了盲评考核", "制定了青叶分级图", "走访了八个茶园", "换了检验间的灯", "与省所比对了一次样"), (("包装间湿度不稳", "加一台除湿机"), ("样品留存时间不够", "添置一台恒温样品柜"), ("新手评级偏高", "每天两人对评一批"), ("粗老叶混得多", "要求茶园加一道拣剔")), (1, 2)),
    Office(("市话剧团", "梨园剧团"), (("演出", "场", range(8, 34)), ("观众", "人次", range(2200, 9800)), ("票房收入", "万元", range(12, 88))),
        ("复排了一部老戏", "到三个乡镇做了巡演", "与中学合办了戏剧课", "更换了旧灯光", "录了一版广播剧", "给群众演员办了培训班"), (("服装老化", "向社会征集旧戏服"), ("年轻观众偏少", "推出学生半价场"), ("下乡演出运输贵", "改用可折叠布景"), ("开演前检票口总是拥堵", "增开东侧检票口"))),
    Office(("绿源环卫所", "城南环卫站"), (("清运垃圾", "吨", range(900, 3600)), ("分类抽查合格", "户", range(300, 1500)), ("处理投诉", "件", range(8, 60))),
        ("更换了四十个破桶", "给清运车加装了倒车影像", "办了两场分类讲座", "清洗了沿街果皮箱", "给清洁工建了歇脚屋", "试用了电动小扫车"), (("学校门口的下水口常被堵住", "每天清一次井盖"), ("夜市散场后垃圾满地", "增派一个凌晨班"), ("厨余桶有异味", "改为一天收两次"), ("小区里有人乱扔装修垃圾", "设定点预约清运"))),
    Office(("星火中学心理室", "一中心理辅导站"), (("接待来访学生", "人次", range(24, 130)), ("团体辅导参加者", "人次", range(60, 420)), ("转介医院", "人", range(1, 12))),
        ("开放了午间树洞信箱", "给班主任讲了两堂课", "布置了沙盘室", "做了一次全员筛查", "为教师开了减压小组", "设了一个安静角"), (("学生怕被同学看见", "改设一个后门入口"), ("考试周预约排不上", "考前两周加开晚间时段"), ("家长不愿意来", "把家长课改为线上"), ("咨询记录手写难查", "改用加密电子档案")), (1, 3)),
    Office(("滨海航标处", "东港航标站"), (("维护航标", "座", range(18, 90)), ("出海作业", "航次", range(12, 56)), ("故障报告", "起", range(2, 19))),
        ("换了六座灯标的太阳能板", "清除了浮标上的贝类", "测量了一段新航道", "与渔民约定了报障电话", "清点了备用灯器", "给作业船换了救生筏"), (("新手看不懂航标图", "编一本图解手册"), ("大风过后灯标容易偏移", "给锚链增加配重"), ("雾天出不了海，坏灯修得慢", "在近岸预存备用灯具，雾一散就去更换"), ("老灯塔漏雨", "把它列入明年大修"))),
    Office(("市血站宣教科", "江南血站招募科"), (("街头献血", "人次", range(900, 3600)), ("团体献血", "场", range(6, 36)), ("电话回访", "人次", range(300, 2100))),
        ("把献血车开进了三所大学", "给重复献血者寄了感谢卡", "改进了采血椅", "邀请受助者分享了经历", "给志愿者办了沟通课", "在商场摆了科普展板"), (("稀有血型找人难", "建一个稀有血型联系群"), ("雨天几乎没有人来", "把献血车停进商场"), ("年轻人怕疼", "印一张讲清采血过程的折页"), ("回访时多数电话打不通", "改成先发短信再打"))),
    Office(("磐石建筑公司安全部", "大成建设安监科"), (("检查工地", "处", range(24, 120)), ("发现隐患", "条", range(60, 420)), ("教育工人", "人次", range(300, 2400))),
        ("给塔吊装了防碰撞装置", "对脚手架做了专项检查", "更换了破损安全网", "组织了高空坠落救援演练", "给电箱全部上了锁", "把违章案例做成了挂图"), (("临时工流动大", "进场当天先培训再发安全帽"), ("夜间施工照明不足", "在临边增设移动灯塔"), ("分包队伍培训走过场", "规定考核不过不发门禁卡"), ("安全帽有人不戴", "在门岗设抓拍提醒"))),
    Office(("海棠养老院", "夕照养老院"), (("新入住老人", "人", range(12, 60)), ("护理服务", "人次", range(2400, 9600)), ("家属探访", "人次", range(120, 780))),
        ("给走廊加了扶手", "办了集体生日会", "请牙医来院做了检查", "换了防滑地砖", "请了理发师每月上门", "种了一片老人菜园"), (("轮椅不够用", "添置二十部轮椅"), ("护理员流动大", "为工作满一年的人加补贴"), ("老人夜里按铃响应慢", "调整夜班分区"), ("有老人嫌饭菜太软太单调", "每天多做一道有嚼劲的菜"))),
    Office(("西山林场", "北坡林场"), (("巡护里程", "公里", range(1200, 5600)), ("造林", "亩", range(40, 380)), ("清除病虫害", "亩", range(30, 260))),
        ("补齐了瞭望塔的望远镜", "给护林员配了北斗终端", "清理了林下可燃物", "与村民签了防火协议", "修了三座桥涵", "挂出了一百块警示牌"), (("巡护员年龄偏大", "招三名年轻护林员"), ("坡陡，树苗运不上去", "改用骡子驮运"), ("林边烧荒用火多", "在路口设临时检查点"), ("新栽树苗缺水", "挖四个集雨窖")), (0, 1)),
    Office(("橙子电商客服部", "嘉木商城客服组"), (("接待咨询", "人次", range(9000, 42000)), ("退换货", "单", range(120, 1900)), ("好评", "条", range(900, 6800))),
        ("整理了百条标准答案", "把夜班改为了四人", "把发货时间写进了自动回复", "给新人配了师傅", "给高频问题做了短句模板", "夜里加了一名主管"), (("客人总问发货时间", "在订单页写明预计日期"), ("尺码问题占了退货的大半", "在页面加上真人试穿"), ("高峰时排队超过三分钟", "增加一套自动接待"), ("快递信息不准", "对接第二家物流"))),
    Office(("工业大学校医院", "师范学院校医院"), (("门诊", "人次", range(1500, 6200)), ("开展讲座", "场", range(3, 18)), ("接种疫苗", "人次", range(80, 900))),
        ("延长了晚间门诊", "在宿舍楼设了药品自取柜", "更新了学生的健康档案", "更换了化验设备", "给食堂员工做了体检", "编了一册常见病手册"), (("夜里只有一名值班医生", "请规培生轮流协助"), ("体育课扭伤多", "在操场边设急救点"), ("学生不看通知", "改由班长转发"), ("牙科只有一把椅子", "申请再添一把")), (1, 3)),
    Office(("花溪民宿协会", "古镇民宿联盟"), (("接待游客", "人次", range(1800, 9600)), ("床位收入", "万元", range(36, 260)), ("差评", "条", range(6, 80))),
        ("统一更换了床品", "教会了店主给客房拍照", "联合开发了两条徒步路线", "定了早餐标准", "建了一个互助微信群", "给山路装了夜灯"), (("布草洗得慢", "合办一间洗涤房"), ("下雨天客人没事做", "开设竹编课"), ("停车位紧张", "租用村口的晒谷场"), ("年轻客人嫌没夜生活", "周末办篝火晚会"))),
    Office(("永安公证处", "城东公证处"), (("受理公证", "件", range(180, 900)), ("上门公证", "件", range(6, 70)), ("收到表扬信", "封", range(1, 20))),
        ("推出了遗嘱绿色通道", "简化了翻译件的流程", "增设了手语服务", "整理了十年旧卷", "进社区讲了四堂课", "开设了周末预约"), (("翻译件耗时长", "与两家译社签约"), ("材料清单太复杂", "按事项做成一页纸"), ("周五下午排长队", "开放周六上午"), ("老人听不懂术语", "请志愿者先做解释"))),
    Office(("川渝铁路检修段", "东线动车检修段"), (("检修车辆", "辆", range(60, 320)), ("更换零件", "件", range(300, 2600)), ("返修车辆", "辆", range(1, 18))),
        ("引进了一台轮径测量仪", "办了一次拧螺栓比武", "给工具统一编了号", "加装了地沟照明", "给转向架建了台账", "整修了油水分离池"), (("新工认不全零件", "把实物挂在墙上标注"), ("备件到货慢", "与供应商约定应急库存"), ("夜班容易漏项", "推行双人确认"), ("地沟积水", "改造排水泵"))),
    Office(("翠谷果园合作社", "桃花坞合作社"), (("采摘", "吨", range(6, 90)), ("装箱发货", "箱", range(600, 6800)), ("退坏果", "公斤", range(60, 780))),
        ("买了两台选果机", "换用了网格托盒", "请技术员讲了采后保鲜", "与超市签了包销", "把果筐全部换成了塑料的", "请了快递进园驻点"), (("小果卖不出去", "做成果酱和果干"), ("路上磕碰多", "在箱内增加纸隔板"), ("裂果比例高", "改进滴灌时间"), ("果农分级标准不一", "给每户发一把量果尺")), (2,)),
    Office(("高原气象站", "海岛气象站"), (("发布预警", "条", range(8, 60)), ("施放探空气球", "次", range(120, 190)), ("接受咨询", "人次", range(60, 480))),
        ("换了两支地温表", "给附近居民建了短信群", "校准了风速仪", "带学生参观了观测场", "更换了百叶箱", "把十年资料扫描归了档"), (("通往观测场的路陡", "加装一道扶手"), ("雷击后数据常中断", "加装备用电源"), ("居民看不懂术语", "把预警改成大白话"), ("值班员轮不开", "与邻站合编夜班表"))),
    Office(("市档案馆", "县档案馆"), (("接待查档", "人次", range(300, 1600)), ("扫描档案", "卷", range(800, 6200)), ("征集老照片", "张", range(20, 320))),
        ("给库房换了恒湿机", "办了一次老地图展", "修补了一批破损族谱", "开通了信函查档", "补装了消防喷淋", "培训了四名志愿讲解员"), (("底片霉斑多", "送省馆冷冻处理"), ("手写目录难检索", "逐条录入数据库"), ("库房快要放满", "把低频案卷移到新库"), ("来查档的人不知带什么证件", "在门口立一块清单牌"))),
    Office(("法律援助中心", "工会法律服务站"), (("接待咨询", "人次", range(240, 1200)), ("受理援助", "件", range(30, 190)), ("追回欠薪", "万元", range(18, 240))),
        ("把窗口开到了工地", "编了一本讨薪手册", "与仲裁院建立了联络员制度", "给律师排了轮值表", "录了三段普法音频", "在招聘会上设了现场咨询台"), (("当事人看不懂法律文书", "把判决要点写成白话附页"), ("农民工拿不出合同", "教他们保存考勤和转账记录"), ("案子结得慢", "安排专人快办简易案件"), ("偏远乡镇来一趟不容易", "每月安排一次巡回接待"))),
    Office(("云顶自来水厂", "平湖水务所"), (("供水", "万吨", range(60, 380)), ("检测水样", "份", range(180, 900)), ("抢修漏点", "处", range(12, 90))),
        ("清洗了两座沉淀池", "更换了老城的铸铁管", "装了四台在线余氯仪", "办了一次厂区开放日", "给管网建了电子台账", "抽检了居民家里的水龙头"), (("抄表难进户", "换装远传水表"), ("漏损率偏高", "划分片区逐夜听漏"), ("高层水压不足", "增设一座加压泵房"), ("居民反映水有味", "排查水源，必要时增加活性炭用量"))),
    Office(("海棠婚姻登记处", "城关婚姻登记处"), (("结婚登记", "对", range(90, 520)), ("婚前辅导", "对", range(20, 190)), ("补领证件", "件", range(16, 130))),
        ("布置了户外颁证台", "把排队改为了叫号", "请了志愿者代拍照片", "印了家庭财产小册子", "把等候区的椅子换了", "为军人设了优先窗口"), (("周一系统常掉线", "增加一条备用线路"), ("好日子扎堆，大厅挤不下", "错峰开放三个时段"), ("材料常带不全", "预约成功后发清单短信"), ("颁证词千篇一律", "改成由新人自选"))),
    Office(("飞鸟广播电台", "海风广播电台"), (("直播节目", "小时", range(160, 420)), ("听众来信", "封", range(90, 760)), ("广告收入", "万元", range(20, 150))),
        ("开了一档讲方言的节目", "把路况播报加到了一天七次", "邀请了三位听众当嘉宾", "更换了导播台", "给老旧录音带做了转录", "请市民来当了一天主播"), (("片头音乐用了太久", "征集一段新片头"), ("深夜档收听少", "把书场移到夜里"), ("听众来信没人回", "指定一名实习生专管"), ("主持人嗓子吃紧", "增加一名替班"))),
)
REPORT_FRAMES = (
    "请替{who}写{office}{quarter}的工作报告。{figures}。季度目标是{target}，去年同期{past}。做过的事：{done}。问题是{problem}，打算{remedy}。合计和增幅要算出来。",
    "{office}{quarter}的数：{figures}。全季目标{target}，去年这时候{past}。这三个月{done}。毛病是{problem}，下一步{remedy}。请写成报告，署名{who}，数据要分析。",
    "我是{office}的{who}，要写{quarter}的工作报告。{figures}。年初定的季度目标为{target}，上年同期{past}。主要工作：{done}。存在{problem}的情况，准备{remedy}。请写得有数有据。",
    "写一份{office}{quarter}工作报告，报告人{who}。数据：{figures}。目标：{target}。去年同期：{past}。工作：{done}。不足：{problem}。改进：{remedy}。按月变化、合计和完成率都要写。",
    "上级要看{office}{quarter}的书面汇报，执笔的是{who}。{figures}。目标{target}，同期数{past}。三个月里{done}。还有一条，{problem}，我们想{remedy}。请写报告，算清总数、月均和同比。",
    "{quarter}刚过，{office}要写报告，落款{who}。各月情况：{figures}；目标{target}，上年同期{past}；完成的工作：{done}；问题：{problem}；对策：{remedy}。请据此写成文。",
    "请根据以下情况撰写季度工作报告：{office}，{quarter}；{figures}；目标{target}，去年同期{past}；{done}；困难在于{problem}；计划{remedy}。报告人{who}。",
    "{who}不擅长写材料，请代写{office}{quarter}的工作报告。要点是：{figures}。目标{target}，去年同期是{past}。做成了几件事：{done}。{problem}，所以想{remedy}。要算完成率和同比。",
)
# What no office sets itself as a target.
NO_TARGETS = (
    "出警 接诊患者 抢救危重患者 患者投诉 维修农机 剩饭 丢损件 客户投诉 处理报修 不合格批次 退回原料 处理投诉 接待来访学生 转介医院 "
    "供水 故障报告 发现隐患 退换货 差评 返修车辆 更换零件 退坏果 收到表扬信 听众来信 发布预警 抢修漏点 收治动物 门诊 接待咨询 办理事项"
    " 新入住老人 结婚登记 补领证件 受理公证 清除病虫害"
).split()
# fmt: on


def percent(part: int, whole: int) -> str:
    """Format a share as a percentage with one decimal."""
    tenths = (part * 2000 // whole + 1) // 2  # rounds halves up, as people do
    return f"{tenths / 10:.1f}".removesuffix(".0")


def course_of(rng: Random, name: str, measure: str, values: list[int], months: Sequence[str]) -> str:
    """Tell how a count went over the three months."""
    first, middle, last = values
    change = percent(abs(last - first), first)
    total = sum(values)
    ends = f"{months[0]}{first}{measure}、{months[1]}{middle}{measure}、{months[2]}{last}{measure}"
    if first < middle < last:
        how = rng.choice((f"逐月上升，末月比首月增加{change}%", f"一路走高，三个月增长了{change}%"))
    elif first > middle > last:
        how = rng.choice((f"逐月下降，末月比首月减少{change}%", f"一路走低，三个月减少了{change}%"))
    elif middle > max(first, last):
        how = f"{months[1]}最高，{months[2]}有所回落"
    elif middle < min(first, last):
        how = f"{months[1]}最低，{months[2]}{'升到最高' if last > first else '有所回升'}"
    else:
        how = "基本持平"
    average = f"{total / 3:.1f}".removesuffix(".0")
    return f"{name}合计{total}{measure}，月均{average}{measure}。{ends}，{how}。"


def goal_of(rng: Random, name: str, measure: str, total: int, target: int) -> str:
    """Tell how far the target was met."""
    share = percent(total, target)
    if total == target:
        return f"{name}季度目标为{target}{measure}，正好完成{share}%。"
    if total > target:
        more = f"{total - target}{measure}"
        return rng.choice(
            (
                f"{name}季度目标为{target}{measure}，完成{share}%，超出{more}。",
                f"对照{target}{measure}的季度目标，{name}完成{share}%，多出{more}。",
            )
        )
    lacks = f"{target - total}{measure}"
    return rng.choice(
        (
            f"{name}季度目标为{target}{measure}，完成{share}%，还差{lacks}。",
            f"对照{target}{measure}的季度目标，{name}完成{share}%，尚缺{lacks}。",
        )
    )


def beside_past(rng: Random, measure: str, total: int, past: int) -> str:
    """Compare the quarter with that of the year before."""
    if total == past:
        return f"去年同期为{past}{measure}，同比持平。"
    change = percent(abs(total - past), past)
    word = "增长" if total > past else "下降"
    return rng.choice(
        (
            f"去年同期为{past}{measure}，同比{word}{change}%。",
            f"与去年同期的{past}{measure}相比，{word}了{change}%。",
        )
    )


def report_of(head: tuple[str, str, str], numbers: Sequence[str], done: Sequence[str], ends: str) -> str:
    """Write the report: (office, quarter, author), the numbers, what was done, and the problem with its remedy."""
    office, quarter, who = head
    body = "\n".join(f"（{'一二三四'[place]}）{line}" for place, line in enumerate(numbers))
    return (
        f"{office}{quarter}工作报告\n一、数据\n{body}\n"
        f"二、主要工作\n{numbered([f'{each}。' for each in done])}\n三、问题与打算\n{ends}\n{office} {who}"
    )


def months_of(rng: Random, span: range) -> list[int]:
    """Draw the figures of three months, which do not differ by more than about a third."""
    base = rng.choice(span)
    while True:
        values = [max(1, base * rng.randint(80, 120) // 100) for _ in range(3)]
        if len(set(values)) == 3:
            return values
        base += 1


def aims_of(rng: Random, total: int) -> tuple[int, int]:
    """Draw the target of a quarter and the figure of the year before: no office aims lower than what it had."""
    shares = (*range(82, 98), *range(103, 116))
    before = rng.choice((*range(78, 96), *range(104, 113)))
    target = total * rng.choice([share for share in shares if share >= before]) // 100
    return max(1, target), total * before // 100


def write_quarter_report(rng: Random) -> Task:
    """Ask for a report on a quarter from its monthly figures, with totals, growth and how far a target was met."""
    office, who = rng.choice(OFFICES), person(rng)
    name, quarter = rng.choice(office.names), rng.choice(office.quarters)
    months = MONTHS[quarter * 3 : quarter * 3 + 3]
    main = rng.choice([count for count in office.counts if count[0] not in NO_TARGETS])
    counts = [main, *rng.sample([count for count in office.counts if count is not main], rng.choice((1, 2)))]
    figures = [months_of(rng, span) for *_, span in counts]
    total = sum(figures[0])
    target, past = aims_of(rng, total)
    done, (problem, remedy) = rng.sample(office.done, rng.choice((2, 3))), rng.choice(office.problems)
    told = "；".join(
        f"{label}{'、'.join(f'{month}{value}' for month, value in zip(months, values, strict=True))}{measure}"
        for (label, measure, _), values in zip(counts, figures, strict=True)
    )
    label, measure, _ = main
    instruction = rng.choice(REPORT_FRAMES).format(
        who=who, office=name, quarter=QUARTERS[quarter], figures=told, target=f"{label}{target}{measure}",
        past=f"{past}{measure}", done="，".join(done), problem=problem, remedy=remedy,
    )  # fmt: skip
    lines = [course_of(rng, *count[:2], values, months) for count, values in zip(counts, figures, strict=True)]
    lines[0] += goal_of(rng, label, measure, total, target) + beside_past(rng, measure, total, past)
    ends = rng.choice(
        (
            "目前的问题是{}。下一步打算{}。",
            "突出的问题是{}。下季度准备{}。",
            "需要解决的问题是{}。针对这一点，我们计划{}。",
        )
    ).format(problem, remedy)
    return Task(instruction, "", report_of((name, QUARTERS[quarter], who), lines, done, ends))
