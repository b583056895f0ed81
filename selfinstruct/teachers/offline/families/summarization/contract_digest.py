"""Give the text of a contract. The summary tells its subject, term, amounts, duties or penalties in the form asked for."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table


@dataclass(frozen=True, slots=True)
class Deal:
    """A contract: parties, subject, duties and penalty, each at length and in short, and the ranges of the amounts.

    `service` is the second party's main duty where the subject in short only says what the first party hands over.
    """

    name: str
    first_parties: tuple[str, ...]
    second_parties: tuple[str, ...]
    subject: tuple[str, str]
    first_duties: tuple[tuple[str, str], ...]
    second_duties: tuple[tuple[str, str], ...]
    penalty: tuple[str, str]
    fee: str
    monthly: range
    deposit: range
    service: str = ""

    def main_duty(self, party: str) -> tuple[str, ...]:
        """Return the main duty of a party, which the article on the subject states, if the party has one."""
        if self.subject[1].startswith(party):
            return (self.subject[1].removeprefix(party),)
        return (self.service,) if party == "乙方" and self.service else ()


DEALS = (
    Deal("鱼塘承包合同", ("青泥村合作社", "柳湾村委会", "大洼渔场"), ("老唐水产养殖户", "绿波家庭农场", "三江鱼苗站"),
        ("甲方将村西的鱼塘二十亩交给乙方养殖草鱼和鲢鱼，塘埂、闸门和一间看守房一并交付，交付时双方到场点验", "甲方将二十亩鱼塘交给乙方养鱼"),
        (("保证进水渠畅通，每年春季清淤一次，费用自理", "保证进水并每年自费清淤"), ("干旱时优先安排乙方用水", "旱时优先供水")),
        (("不得改变鱼塘用途，不得填塘建房", "不改鱼塘用途、不填塘建房"), ("按规定使用渔药，排水前先沉淀", "规范用药和排水"), ("合同期满时留下完好的塘埂和闸门", "期满完好交还")),
        ("乙方拖欠承包费超过三十天的，甲方可以收回鱼塘，押金不退；甲方中途收回的，退还押金并另付三个月承包费作为赔偿", "乙方拖欠超过三十天，甲方可收回鱼塘并扣押金；甲方中途收回，须退押金并赔三个月承包费"),
        "承包费", range(1500, 5100, 100), range(3000, 12001, 1000)),
    Deal("店铺租赁合同", ("文昌商贸公司", "锦里物业", "东门百货"), ("桂花糕点铺", "素心花店", "小满裁缝店"),
        ("甲方将沿街一层的店铺四十平方米租给乙方经营，内有卷帘门一樘、水池一个，墙面和地砖以交付时的照片为准", "甲方将四十平方米的沿街店铺租给乙方"),
        (("保证水电接通，管道渗漏由甲方修理", "通水电并修管道"), ("不得在同一楼再引入同类商户", "不引入同类商户")),
        (("不得转租，改动墙体须经书面同意", "不转租、不擅自改墙"), ("夜里十点以后不得使用扩音器", "夜里不扩音"), ("自备两只灭火器，每季检查", "备好灭火器并每季检查")),
        ("任何一方提前解约，须提前两个月通知，并付给对方相当于一个月租金的违约金", "任何一方提前解约，须提前两个月通知并付对方一个月租金"),
        "租金", range(2200, 9100, 200), range(4000, 20001, 2000)),
    Deal("校车服务合同", ("向阳小学", "河东中学", "启明学校"), ("平安客运公司", "顺达车队", "远山汽车公司"),
        ("乙方每个上课日用三辆校车接送走读学生，早晨七点四十分以前送到校门，下午放学后半小时内发车，线路共设十六站", "乙方用三辆校车接送走读学生"),
        (("提前一周提供放假和补课安排", "提前一周告知放假和补课安排"), ("派老师随车清点人数", "派老师随车清点人数")),
        (("司机须有五年以上驾龄，每年体检", "用驾龄五年以上、每年体检的司机"), ("车辆每月检修一次，并留下记录", "每月检修车辆并留记录"), ("为每名学生投保座位险", "为学生投保座位险")),
        ("乙方迟到超过二十分钟，每次扣服务费五百元；一学期累计六次的，甲方可以解除合同", "乙方迟到超过二十分钟，每次扣五百元，一学期累计六次，甲方可解约"),
        "服务费", range(18000, 36001, 1000), range(10000, 40001, 5000)),
    Deal("食堂托管合同", ("新港机械厂", "慈安医院", "市规划院"), ("百味餐饮公司", "禾香食堂管理公司", "丰膳餐饮"),
        ("甲方把职工食堂委托给乙方经营，供应早、中、晚三餐，就餐人数约四百人，厨房设备由甲方提供，清单附后", "甲方把约四百人就餐的职工食堂交给乙方经营"),
        (("提供场地、设备和水电", "提供场地设备和水电"), ("每季组织一次满意度调查", "每季调查满意度")),
        (("原料须索证，留样不少于四十八小时", "原料索证并留样四十八小时"), ("每餐不少于六个热菜，两周内菜单不重样", "每餐至少六个热菜、两周不重样"), ("从业人员持健康证上岗", "让人员持证上岗")),
        ("发生食物中毒的，乙方承担全部赔偿，甲方可以立即解除合同；满意度连续两次低于七成的，扣当月托管费的一成", "发生食物中毒，乙方全赔，甲方可立即解约；满意度连续两次低于七成，扣乙方当月托管费的一成"),
        "托管费", range(20000, 60001, 2000), range(20000, 80001, 10000), "经营食堂、供应三餐"),
    Deal("保洁外包合同", ("市图书馆", "和园写字楼", "星河影城"), ("亮洁保洁公司", "晨光家政", "净界服务公司"),
        ("乙方负责甲方楼内公共区域、卫生间和外窗的日常清洁，面积约六千平方米，每天开门前完成第一遍清扫", "乙方负责约六千平方米公共区域、卫生间和外窗的清洁"),
        (("提供工具间和水源", "提供工具间和水"), ("大型活动提前三天通知", "活动提前三天通知")),
        (("每天派八名保洁员，两班轮换", "每天派八名保洁员两班轮换"), ("卫生间每小时巡查一次", "卫生间每小时巡查"), ("高处擦窗须系安全带", "高处作业系安全带")),
        ("抽查不合格，每处扣一百元；保洁员受伤由乙方负责，与甲方无关", "抽查不合格，每处扣乙方一百元；保洁员受伤由乙方负责"),
        "保洁费", range(32000, 56001, 1000), range(5000, 20001, 5000)),
    Deal("软件维护合同", ("市民卡中心", "九里门诊部", "青云体检中心"), ("启明软件公司", "山岚科技", "四方信息公司"),
        ("乙方维护甲方的预约系统，包括修复缺陷、安装补丁、备份数据和解答使用中的问题，源代码由双方各存一份", "乙方维护甲方的预约系统"),
        (("指定一名联系人，开放测试环境", "指定联系人并开放测试环境"), ("未经许可不得自行改动数据库", "不自行改数据库")),
        (("接到故障两小时内响应，八小时内恢复", "两小时响应、八小时恢复"), ("每天凌晨备份，备份保存九十天", "每天备份并存九十天"), ("对接触到的个人信息保密", "对个人信息保密")),
        ("超时恢复的，每超一小时扣当月维护费的百分之二；泄露信息的，赔偿全部损失", "乙方超时恢复，每小时扣当月维护费的百分之二；乙方泄露信息，赔偿全部损失"),
        "维护费", range(6000, 24001, 1000), range(3000, 12001, 1000)),
    Deal("广告牌租用合同", ("北环公路站", "体育中心", "高铁东站"), ("金穗食品公司", "清泉饮料厂", "木棉服装厂"),
        ("甲方把出口处的立柱广告牌一面租给乙方发布产品广告，牌高六米，宽十八米，配有夜间照明，画面由乙方制作", "甲方把一面立柱广告牌租给乙方"),
        (("保持照明完好，坏灯三天内更换", "三天内换坏灯"), ("台风前加固牌体", "台风前加固")),
        (("画面内容须合法，更换前五天送审", "保证画面合法并提前五天送审"), ("自行承担制作和安装费用", "自付制作安装费"), ("到期后十天内拆除画面", "到期十天内拆画面")),
        ("照明中断超过七天的，按天数双倍顺延租期；乙方发布违法内容的，甲方可以拆除并不退押金", "照明中断超过七天，甲方按天数双倍顺延租期；乙方发布违法内容，甲方可拆除且不退押金"),
        "租金", range(5000, 18001, 500), range(5000, 20001, 5000)),
    Deal("果园托管合同", ("翠岗果农协会", "石榴沟合作社", "白鹿原果业"), ("知农服务站", "百果技术公司", "山里红农服队"),
        ("甲方把六十亩苹果园交给乙方代管，乙方负责修剪、疏果、施肥、病虫防治和采收，果品归甲方所有", "甲方把六十亩苹果园交给乙方代管"),
        (("按方案及时提供肥料和套袋", "提供肥料和套袋"), ("指派一人监督作业", "派人监督")),
        (("用药须有记录，采前三十天停药", "用药留记录、采前三十天停药"), ("优果率不低于七成五", "保证优果率七成五以上"), ("冰雹前张好防护网", "冰雹前张网")),
        ("优果率比约定每低一个百分点，扣一个月托管费的百分之三；因乙方用药不当造成落果的，照市价赔偿", "优果率比约定每低一个百分点，扣乙方一个月托管费的百分之三；乙方用药不当造成落果，照市价赔偿"),
        "托管费", range(12000, 24001, 1000), range(5000, 20001, 5000), "负责修剪、疏果、施肥、病虫防治和采收"),
    Deal("借展合同", ("陶瓷博物馆", "西岭民俗馆", "运河文化馆"), ("江城美术馆", "滨海展览中心", "大学博物馆"),
        ("甲方把二十六件青瓷借给乙方举办专题展览，展品名称、尺寸和现状见附表，运输由专业公司承担", "甲方把二十六件青瓷借给乙方办展"),
        (("提供展品照片和说明文字", "提供照片和说明"), ("派一名修复师随展布撤", "派修复师随展")),
        (("展厅温度保持二十度，湿度五成上下", "保持展厅二十度、湿度五成上下"), ("二十四小时有人值守并开启监控", "全天值守监控"), ("不得复制、拍卖或抵押展品", "不复制、拍卖或抵押展品")),
        ("展品损坏的，乙方按评估价赔偿；延期归还的，每天付月借展费的百分之五", "展品损坏，乙方按评估价赔偿；乙方延期归还，每天付月借展费的百分之五"),
        "借展费", range(10000, 40001, 2000), range(50000, 200001, 10000)),
    Deal("驻场演出合同", ("云栖酒店", "江畔音乐餐厅", "老码头剧场"), ("听风乐队", "北纬四重奏", "青瓷民乐组"),
        ("乙方每周四到周日晚上在甲方一楼演出，每晚两场，每场五十分钟，曲目由双方每月商定一次", "乙方每周四到周日晚上在甲方演出"),
        (("提供音响、灯光和休息室", "提供音响灯光和休息室"), ("负责宣传并印制节目单", "负责宣传和印节目单")),
        (("不得在同城其他场所演出", "不在同城他处演出"), ("提前三十分钟到场调音", "提前三十分钟到场调音"), ("曲目不得侵犯他人版权", "不用侵权的曲目")),
        ("乙方无故缺演一场扣一千元；甲方临时取消演出的，照付当晚报酬", "乙方无故缺演，每场扣一千元；甲方临时取消演出，照付当晚报酬"),
        "报酬", range(12000, 40001, 1000), range(2000, 10001, 1000)),
    Deal("仪器租用合同", ("精衡仪器公司", "天元设备公司", "华测租赁"), ("江心实验室", "农科院土肥所", "知水检测"),
        ("甲方把一台质谱仪租给乙方做水质分析，随机附带真空泵、电脑和一套标准品，安装地点在乙方三楼", "甲方把一台质谱仪租给乙方"),
        (("负责安装调试并培训两名操作员", "安装调试并培训两名操作员"), ("每半年上门校准一次", "半年校准一次")),
        (("由受训人员操作，室温控制在二十五度以下", "由受训人员操作、室温控制在二十五度以下"), ("耗材自行购买", "自购耗材"), ("不得搬离安装地点", "不搬离原处")),
        ("因操作不当损坏的，乙方付修理费并照付停机期间的租金；甲方校准迟延的，每天减收当月租金的百分之一", "操作不当损坏仪器，乙方付修理费并照付停机期间的租金；甲方校准迟延，每天减收当月租金的百分之一"),
        "租金", range(8000, 30001, 1000), range(20000, 80001, 5000)),
    Deal("安保服务合同", ("金桂苑业委会", "软件园管理处", "青年宫"), ("长城安保公司", "卫家保安公司", "铁马护卫队"),
        ("乙方派二十名保安负责甲方的大门、停车场和夜间巡逻，三班轮换，监控室全天有两人在岗", "乙方派二十名保安负责守门和巡逻"),
        (("提供岗亭、对讲机和值班宿舍", "提供岗亭、对讲机和宿舍"), ("每月公布一次考核结果", "每月公布考核")),
        (("保安须有保安员证，年龄不超过五十岁", "派五十岁以内的持证保安"), ("夜间每小时巡逻一圈并打点", "夜间每小时巡逻打点"), ("发现火情立即报警并疏散", "遇火情报警疏散")),
        ("漏巡一次扣二百元；因失职造成盗窃的，乙方赔偿损失的一半", "乙方漏巡一次扣二百元；乙方失职造成盗窃，赔偿损失的一半"),
        "服务费", range(90000, 140001, 5000), range(20000, 60001, 10000)),
    Deal("餐食配送合同", ("松鹤养老院", "福寿里社区", "康乐护理院"), ("禾香配餐公司", "暖胃厨房", "三餐食品公司"),
        ("乙方每天为甲方的一百八十位老人送午餐和晚餐，两荤两素一汤，低盐低油，另备三十份软食", "乙方每天给一百八十位老人送午餐和晚餐"),
        (("前一天下午四点前报准人数", "前一天下午四点前报人数"), ("安排专人验收并签字", "派专人验收签字")),
        (("保温箱送达时菜温不低于六十度", "保证菜温六十度以上"), ("每周公布菜谱并标明过敏原", "每周公布菜谱和过敏原"), ("留样保存四十八小时", "留样四十八小时")),
        ("迟到半小时以上，当餐费用减半；吃出异物的，每次赔偿五百元并整改", "乙方迟到半小时以上，当餐费用减半；饭菜里有异物，乙方每次赔五百元并整改"),
        "餐费", range(110000, 180001, 5000), range(10000, 40001, 5000)),
    Deal("护林看守合同", ("北坡林场", "云岭保护站", "红松岭乡政府"), ("守山巡护队", "老乔护林组", "林海服务社"),
        ("乙方看守甲方的水源林三千二百亩，设两个瞭望点，防火期每天巡山两次，平时每天一次，并做好日志", "乙方看守三千二百亩水源林"),
        (("配发对讲机、风力灭火机和工服", "配发对讲机、灭火机和工服"), ("防火期补助每人每天五十元", "防火期每人每天补助五十元")),
        (("发现盗伐、火情半小时内上报", "险情半小时内上报"), ("不得放牧、采石、设陷阱", "不放牧、采石、设陷阱"), ("每年补种树苗两千株", "每年补种两千株")),
        ("瞒报火情的，解除合同并追究责任；树苗成活率低于八成五的，乙方自费补种", "乙方瞒报火情，甲方解除合同并追责；树苗成活率低于八成五，乙方自费补种"),
        "看护费", range(9000, 24001, 1000), range(1000, 6001, 1000)),
    Deal("自习室转租合同", ("书山自习室", "静读空间", "一盏灯自习馆"), ("考研互助社", "晚风读书会", "青苗教育工作室"),
        ("甲方把二楼的三十六个座位和一间讨论室转租给乙方使用，桌椅、台灯、储物柜齐全，原出租人已经书面同意", "甲方把三十六个座位和一间讨论室转租给乙方"),
        (("保证网络和空调正常", "保证网络和空调"), ("每天早上八点前打扫完毕", "八点前打扫完")),
        (("不得在座位区讲课或吃饭", "座位区不讲课不吃饭"), ("晚上十一点前清场", "十一点前清场"), ("损坏桌椅照价赔偿", "损坏照价赔偿")),
        ("网络中断超过一天的，每天减免当月租金的三十分之一；乙方违规累计三次，甲方可以收回座位", "网络中断超过一天，甲方每天减免当月租金的三十分之一；乙方累计违规三次，甲方可收回座位"),
        "租金", range(3600, 9001, 300), range(3000, 9001, 1000)),
    Deal("电梯维保合同", ("财富大厦", "市立医院", "回迁二期业委会"), ("恒安电梯公司", "云梯机电", "信步维保公司"),
        ("乙方负责甲方九部电梯的保养和修理，每半月保养一次，每年陪同检验机构做一次年检，零件五百元以下的由乙方承担", "乙方负责九部电梯的保养和修理"),
        (("提供机房钥匙和停梯公告", "提供钥匙和公告"), ("不得让无证人员进入机房", "禁止无证者进机房")),
        (("困人报警后二十分钟内到场", "困人二十分钟内到场"), ("保养记录双方签字，一式两份", "保养记录双方签字"), ("每年给物业人员培训一次", "每年培训一次物业人员")),
        ("到场每迟十分钟扣三百元；因保养不到位造成停梯三天以上的，当月费用全免", "乙方到场每迟十分钟扣三百元；乙方保养不到位致停梯三天以上，免收当月费用"),
        "维保费", range(5000, 14001, 500), range(5000, 15001, 1000)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Readers:
    """Readers of a kind, and what they need: whether they read a draft or a signed contract, and whether only a small one."""

    people: tuple[str, ...]
    needs: tuple[str, ...]
    draft: bool = True
    signed: bool = True
    small: bool = False


READERS = (
    Readers(("分管领导", "没到场的负责人", "担保人", "常务副经理", "出差在外的负责人", "拍板的领导", "请假在家的主管"),
        ("签字前想看个明白", "怕漏掉要紧的话", "没空读全文", "只肯看半页纸", "第二天就要表态", "等着回话", "想先心里有数", "打算用手机看", "在电话那头等着",
         "刚下飞机", "只有五分钟", "要拿去同别人商量", "昨晚才拿到全文"), signed=False),
    Readers(("分管领导", "新上任的经理", "审计科的老徐", "办公室主任", "乙方的财务", "督查室的干事", "常务副经理"),
        ("怕漏掉要紧的话", "没空读全文", "只肯看半页纸", "想先心里有数", "想存一份短的", "要在会上念", "只有五分钟", "要答复上级的询问", "明天要听汇报", "催着要一份短的"),
        draft=False),
    Readers(("档案员", "招标办的同事", "审价员", "税务专管员", "合同管理员", "统计员"),
        ("要录进台账", "要做成一张卡片", "催着要一份短的", "要写进汇报", "得当天上报", "怕漏掉要紧的话", "要抄进登记簿", "没空读全文", "想附在卷首", "手头还压着十几份"),
        draft=False),
    Readers(("接手的新会计", "法务实习生", "下一任经办人", "新来的文员", "刚调来的管理员"),
        ("要录进台账", "怕漏掉要紧的话", "想先心里有数", "分不清轻重", "头一回碰到这类合同", "手头还压着十几份", "觉得条款太绕", "读了两遍还没理清", "要向上级汇报"), draft=False),
    Readers(("不懂法律的父亲", "退休的老科长", "戴老花镜的叔叔", "上了年纪的合伙人"),
        ("看不了小字", "觉得条款太绕", "说原文像绕口令", "问了三遍还没弄懂", "要讲给家里人听", "想先心里有数", "想抄到本子上", "翻了半天没看出门道"), small=True),
    Readers(("帮忙把关的舅舅", "帮忙看合同的表姐", "懂行的老同学", "一起出钱的堂哥"),
        ("觉得条款太绕", "只想先看要点", "要讲给家里人听", "想先心里有数", "打电话来问写了什么", "今晚就要回话", "没空读全文"), small=True),
    Readers(("仲裁员", "法律顾问", "银行信贷员", "律师助理"),
        ("想先理出头绪", "要向别人解释", "怕漏掉要紧的话", "手头只剩十分钟", "要写进工作笔记", "第二天就要用", "刚接到材料", "想核对几处要点"), draft=False),
    Readers(("人民调解员", "司法所的同志", "调解室的老郑"),
        ("想先理出头绪", "要向别人解释", "怕漏掉要紧的话", "手头只剩十分钟", "要写进工作笔记", "第二天就要用", "刚接到材料", "想核对几处要点"), draft=False, small=True),
)  # fmt: skip
SMALL = frozenset(("鱼塘承包合同", "店铺租赁合同", "果园托管合同", "护林看守合同", "自习室转租合同", "驻场演出合同"))
"""Contracts between people who may ask their relatives or a mediator."""
DRAFT_FRAMES = (
    "{first}和{second}拟了一份{name}，{reader}{need}。{ask}",
    "我替{first}起草了同{second}的{name}，{reader}{need}。{ask}",
    "{second}要同{first}签{name}，{reader}{need}，{ask}",
    "{first}与{second}的{name}还没有签，{reader}{need}。{ask}",
    "{first}把{name}的草稿发给了{second}，{reader}{need}。{ask}",
    "{second}收到{first}拟的{name}，{reader}{need}，{ask}",
)
SIGNED_FRAMES = (
    "这是{first}与{second}的{name}，{reader}{need}，{ask}",
    "{first}、{second}的{name}全文见输入，{reader}{need}。{ask}",
    "{reader}{need}：{first}与{second}签的{name}太长，{ask}",
    "材料是{first}与{second}的{name}；{reader}{need}。{ask}",
    "{first}同{second}的{name}有八条，{reader}{need}。{ask}",
    "{first}与{second}的{name}写得密密麻麻，{reader}{need}。{ask}",
    "关于{first}跟{second}的{name}，{reader}{need}。{ask}",
)


def framed(rng: Random, deal: Deal) -> tuple[str, str, str]:
    """Draw a frame for a draft or a signed contract, and a reader of it with a need."""
    frame = rng.choice((*DRAFT_FRAMES, *SIGNED_FRAMES))
    draft = frame in DRAFT_FRAMES
    fitting = [
        kind for kind in READERS if (kind.draft if draft else kind.signed) and (deal.name in SMALL or not kind.small)
    ]
    kind = rng.choice(fitting)
    return frame, rng.choice(kind.people), rng.choice(kind.needs)


ASKS = {
    "句子": ("请用{count}句话概括{aspects}，一项一句。", "请概括成{count}句话，依次说{aspects}。", "请写{count}句摘要：{aspects}各一句。"),
    "要点": ("请把{aspects}归纳成{count}条要点。", "请概括出{count}条要点，依次是{aspects}。", "请总结为{count}条要点，写{aspects}。"),
    "表格": ("请概括{aspects}，做成Markdown表格（项目、内容）。", "请把{aspects}归纳进两列的Markdown表格，列名是项目、内容。"),
    "字数": ("请浓缩到{most}字以内，写清{aspects}。", "请写不超过{most}字的摘要，讲{aspects}。"),
}  # fmt: skip
SECOND_PAYS = {"鱼塘承包合同", "店铺租赁合同", "广告牌租用合同", "借展合同", "仪器租用合同", "自习室转租合同"}
"""Contracts in which the second party pays."""
ASPECTS = ("标的", "期限", "金额", "甲方义务", "乙方义务", "违约责任")
LEADS = {"期限": "期限", "甲方义务": "甲方的义务是", "乙方义务": "乙方的义务是", "违约责任": "违约责任："}
MONTHS = (12, 15, 18, 24, 30, 36)
"""Terms of contracts. An exhibition takes no longer than the first three."""
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
GENERAL = (
    "本合同未尽的事宜，由双方另行商议，签订补充协议，补充协议与本合同效力相同。", "因地震、洪水等不可抗力不能履行的，双方都不承担责任，合同期限由双方协商顺延或者提前终止。",
    "履行中发生争议的，先行协商；协商不成的，交由甲方所在地的法院处理。", "本合同一式四份，双方各执两份，自签字盖章之日起生效。",
    "双方的地址和联系人以本合同末页所载为准，往来文件寄到所载地址，签收之日即视为送达。", "合同期满前一个月，双方可以协商续签，在同等条件下乙方有优先权。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract with its parties, the first month of its term, the number of months, and the amounts."""

    deal: Deal
    first: str
    second: str
    start: tuple[int, int]
    months: int
    monthly: int
    deposit: int

    def deposit_name(self) -> str:
        """Return what the deposit is called: a tenant's, or that of someone who renders a service."""
        return "押金" if self.deal.name in SECOND_PAYS else "履约保证金"

    def begins(self) -> str:
        """Write the first day of the term."""
        return f"{self.start[0]}年{self.start[1]}月1日"

    def ends(self) -> str:
        """Write the last day of the term."""
        years, month = divmod(self.start[1] - 2 + self.months, 12)
        year = self.start[0] + years
        leap = month == 1 and year % 4 == 0
        return f"{year}年{month + 1}月{DAYS[month] + leap}日"

    def pays(self, party: str) -> tuple[str, ...]:
        """Write in short that a party pays the fee, if it is the one that pays."""
        payer = "乙方" if self.deal.name in SECOND_PAYS else "甲方"
        return (f"每月5日前付{self.deal.fee}",) if party == payer else ()

    def first_duties(self) -> tuple[str, ...]:
        """Write in short the first party's duties of all articles but the one on the subject."""
        listed = tuple(short for _, short in self.deal.first_duties)
        returned = f"期满结清后十天内退还{self.deposit_name()}"
        return (*self.pays("甲方"), *listed, returned)

    def second_duties(self) -> tuple[str, ...]:
        """Write in short the second party's duties of all articles but the one on the subject."""
        listed = tuple(short for _, short in self.deal.second_duties)
        paid = f"签约当天付{self.deposit_name()}"
        return (*self.pays("乙方"), paid, *listed)

    def aspects(self, with_subject: bool) -> dict[str, str]:
        """Write in short every aspect that may be asked for. The main duties are left to the subject if it is asked for."""
        deal = self.deal
        total = self.monthly * self.months
        first, second = (() if with_subject else deal.main_duty(party) for party in ("甲方", "乙方"))
        payer = "乙方" if deal.name in SECOND_PAYS else "甲方"
        return {
            "标的": deal.subject[1],
            "期限": f"{self.months}个月，从{self.begins()}到{self.ends()}",
            "金额": f"{deal.fee}每月{self.monthly}元，{self.months}个月共{total}元，乙方另付{self.deposit_name()}{self.deposit}元",
            "甲方义务": "，".join((*first, *self.first_duties())),
            "乙方义务": "，".join((*second, *self.second_duties())),
            "违约责任": f"{payer}逾期付{deal.fee}，按日加收欠款的千分之一；{deal.penalty[1]}",
        }


def draw_contract(rng: Random) -> Contract:
    """Draw the parties, the term and the amounts of a contract."""
    deal = rng.choice(DEALS)
    return Contract(
        deal,
        rng.choice(deal.first_parties),
        rng.choice(deal.second_parties),
        (rng.choice((2025, 2026)), rng.randint(1, 12)),
        rng.choice(MONTHS[: 3 if deal.name == "借展合同" else None]),
        rng.choice(deal.monthly),
        rng.choice(deal.deposit),
    )


def text_of(rng: Random, contract: Contract) -> str:
    """Write the contract in eight articles. The end of the term and the sum of the payments are not stated."""
    deal = contract.deal
    articles = (
        f"{deal.subject[0]}。",
        f"合同自{contract.begins()}起，为期{contract.months}个月。",
        f"乙方每月付给甲方{deal.fee}{contract.monthly}元，每月5日以前付清，逾期按日加收欠款的千分之一。"
        if deal.name in SECOND_PAYS
        else f"甲方每月付给乙方{deal.fee}{contract.monthly}元，每月5日以前付清，逾期按日加收欠款的千分之一。",
        f"乙方在签约当天另付{contract.deposit_name()}{contract.deposit}元，合同期满并结清费用后十天内无息退还。",
        f"甲方的义务：{'；'.join(long for long, _ in deal.first_duties)}。",
        f"乙方的义务：{'；'.join(long for long, _ in deal.second_duties)}。",
        f"{deal.penalty[0]}。",
        "".join(rng.sample(GENERAL, 4)),
    )
    lines = (f"第{number}条　{article}" for number, article in zip("一二三四五六七八", articles, strict=True))
    return "\n".join(
        (
            f"{deal.name}",
            f"甲方为{contract.first}，乙方为{contract.second}。为了明确各自的权利和义务，经过充分协商，双方约定如下。",
            *lines,
        )
    )


def answer_in(shape: str, asked: list[str], facts: dict[str, str]) -> str:
    """Write the summary in the form that is asked for."""
    if shape == "表格":
        return in_table([(aspect, facts[aspect]) for aspect in asked], ("项目", "内容"))
    sentences = [f"{LEADS.get(aspect, '')}{facts[aspect]}。" for aspect in asked]
    if shape == "要点":
        return "\n".join(f"- {sentence}" for sentence in sentences)
    return "".join(sentences)


def write_contract_digest(rng: Random) -> Task:
    """Give a contract, and ask for three to five of its aspects as sentences, points, a table or a short text."""
    contract = draw_contract(rng)
    drawn = rng.sample(ASPECTS, rng.choice((3, 3, 4, 5)))
    facts = contract.aspects(with_subject="标的" in drawn)
    asked = [aspect for aspect in facts if aspect in drawn]
    shape = rng.choice(tuple(ASKS))
    answer = answer_in(shape, asked, facts)
    ask = rng.choice(ASKS[shape]).format(
        aspects="、".join(asked), count=COUNTS[len(asked)], most=-(-len(answer) // 10) * 10
    )
    frame, reader, need = framed(rng, contract.deal)
    instruction = frame.format(
        name=contract.deal.name, first=contract.first, second=contract.second,
        reader=reader, need=need, ask=ask,
    )  # fmt: skip
    return Task(instruction, text_of(rng, contract), answer)
