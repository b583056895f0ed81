"""Ask for a notice about two to four matters, each with its date and time, in chronological order."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import person

TIMES = ("上午8:30", "上午9:00", "上午10:15", "上午11:00", "下午1:45", "下午2:30", "下午3:15", "下午4:00")
EVENING_TIMES = ("晚上7:00", "晚上7:30", "晚上7:45")
MORNING_TIMES = TIMES[:3]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice announces, with its place, and what its readers need to do.

    `months` are the months that fit, or empty if all months of the sender do; `times` are the times of day that fit.
    """

    what: str
    need: str
    months: tuple[int, ...] = ()
    times: tuple[str, ...] = TIMES


@dataclass(frozen=True, slots=True)
class Sender:
    """A kind of sender of notices: its possible names, its readers, its matters, and the months in which it has any."""

    names: tuple[str, ...]
    readers: str
    matters: tuple[Matter, ...]
    months: tuple[int, ...] = tuple(range(1, 13))


SUMMER, WARM, AUTUMN, GRADUATION = (6, 7, 8), (5, 6, 7, 8, 9), (9, 10, 11), (5, 6)
TERM = (3, 4, 5, 6, 9, 10, 11, 12)
SENDERS = (
    Sender(
        ("望江社区居委会", "和平里居委会", "石门里居委会"),
        "居民",
        (
            Matter("在社区活动室发放老年乘车卡", "带身份证和一寸照片"),
            Matter("在社区卫生站接种流感疫苗", "带身份证并提前吃点东西", AUTUMN),
            Matter("在小广场放映露天电影", "自带小板凳", WARM, times=EVENING_TIMES),
            Matter("在社区门口回收过期药品", "把药盒和药片分开装"),
            Matter("在小区东门给电动车登记上牌", "带购车发票"),
            Matter("在居委会门口免费磨刀", "把刀具包好再带来"),
            Matter("在社区活动室讲防骗知识", "陪家里的老人一起来"),
            Matter("给小区里的流浪猫做绝育", "看好自家的猫"),
            Matter("在绿化带喷洒灭蚊药剂", "关好门窗", WARM),
            Matter("在小广场补种草坪", "自带小铲子", (3, 4)),
            Matter("上门登记独居老人", "提醒身边的独居老人留在家里"),
        ),
    ),
    Sender(
        ("锦绣花园物业", "梧桐苑物业", "紫竹里物业"),
        "业主",
        (
            Matter("更换老旧水表", "在家里留人"),
            Matter("清洗楼顶水箱", "提前储好半天的用水"),
            Matter("检修三号电梯", "改乘一号电梯"),
            Matter("封闭东门修路", "从西门出入"),
            Matter("粉刷楼道墙面", "把门口的杂物搬走"),
            Matter("清理楼道里的飞线", "改到车棚充电"),
            Matter("入户测量光纤线路", "在家里留人"),
            Matter("检测燃气管道", "提前关好燃气阀"),
            Matter("冲洗地下车库", "把车停到地面"),
            Matter("更换单元门禁", "带旧卡到服务台换新卡"),
            Matter("修剪小区的树木", "把车从树下挪开", (3, 4, 10, 11)),
        ),
    ),
    Sender(
        ("实验小学教务处", "育才中学教务处", "南湖小学", "城东中学教务处"),
        "家长",
        (
            Matter("在操场领取校服", "带缴费单"),
            Matter("在教学楼前拍摄毕业照", "让孩子穿校服", GRADUATION),
            Matter("在各班教室上公开课", "提前十分钟签到"),
            Matter("在医务室检查视力", "让孩子带上眼镜"),
            Matter("在操场举行拔河比赛", "给孩子穿防滑的运动鞋"),
            Matter("在图书馆举行闲置图书捐赠活动", "在扉页写上孩子的姓名"),
            Matter("在礼堂排练合唱节目", "让孩子穿白衬衫"),
            Matter("组织学生参观气象台", "给孩子备好水和午饭", times=MORNING_TIMES),
            Matter("在礼堂举办防溺水讲座", "和孩子一起参加", GRADUATION),
            Matter("在各班教室开家长会", "提前十分钟到场"),
            Matter("在校门口登记校车站点", "带上孩子的接送卡"),
        ),
        TERM,
    ),
    Sender(
        ("青禾幼儿园", "小太阳幼儿园", "蓝鲸幼儿园"),
        "家长",
        (
            Matter("在食堂试吃新菜", "说明孩子对什么食物过敏"),
            Matter("在门卫室更新接送名单", "带接送卡"),
            Matter("在活动室举行闲置绘本捐赠活动", "先把绘本擦干净"),
            Matter("在操场举行亲子运动会", "和孩子一起穿运动鞋"),
            Matter("在医务室给孩子量身高", "给孩子穿容易脱的鞋"),
            Matter("在滑梯前拍摄毕业照", "让孩子穿园服", GRADUATION),
            Matter("在种植园种土豆", "给孩子带一双雨靴", (3, 4)),
            Matter("带孩子去公园秋游", "给孩子带水壶", (10, 11), times=MORNING_TIMES),
            Matter("在多功能厅举办联欢会", "让孩子准备一首儿歌", (6, 12)),
            Matter("在活动室教家长做手工", "带一把剪刀"),
        ),
        TERM,
    ),
    Sender(
        ("公司行政部", "总部后勤处", "分公司综合办"),
        "同事",
        (
            Matter("搬迁二楼打印室", "提前取走文件"),
            Matter("在前台更换门禁卡", "带旧卡"),
            Matter("停用旧报销系统", "先提交手上的报销单"),
            Matter("举行消防演练", "走楼梯到楼下广场集合"),
            Matter("在三楼会议室采集工牌照片", "穿有领的上衣"),
            Matter("清洗办公区的空调", "盖好桌上的物品"),
            Matter("在前台发放防暑用品", "每组派一人来领", SUMMER),
            Matter("在医务室登记年度体检", "带身份证"),
            Matter("在活动室挑选年会节目", "带伴奏文件", (11, 12)),
            Matter("清理茶水间的冰箱", "提前取走自己的饭盒"),
            Matter("在培训室选拔内训讲师", "准备十分钟试讲"),
            Matter("在一楼回收旧显示器", "贴上姓名标签"),
        ),
    ),
    Sender(
        ("红星机械厂", "南港纺织厂", "云岭水泥厂"),
        "职工",
        (
            Matter("检修锅炉", "错开洗澡时间"),
            Matter("在仓库发放劳保鞋", "带工作证"),
            Matter("盘点备件库", "提前领好要用的备件"),
            Matter("在培训教室考核叉车司机", "带上岗证"),
            Matter("停电改造配电柜", "提前关好设备"),
            Matter("检测车间噪声", "照常佩戴耳塞"),
            Matter("在一车间举行技术比武", "自带量具"),
            Matter("在厂门口录入打卡指纹", "带工作证"),
            Matter("粉刷东侧安全通道", "从西侧绕行"),
            Matter("抽查各班组的灭火器", "通知班组长到场签字"),
            Matter("在财务室领取高温补贴", "带工作证", SUMMER),
        ),
    ),
    Sender(
        ("青山村委会", "临湖村委会", "白杨村委会"),
        "村民",
        (
            Matter("疏通村东的水渠", "自带铁锹", (2, 3, 4, 11)),
            Matter("在村委会检测井水", "用干净的瓶子装一瓶水来"),
            Matter("在晒谷场放映科教片", "自带板凳", WARM, times=EVENING_TIMES),
            Matter("在村委会登记危房", "带房屋证件"),
            Matter("在村委会核对养老金账户", "带存折和身份证"),
            Matter("给晒谷场浇水泥", "提前收走粮食", (3, 4, 11)),
            Matter("在村委会换发林权证", "带旧证"),
            Matter("清理河滩上的垃圾", "自带手套和袋子"),
            Matter("在卫生室免费检查白内障", "带医保卡"),
            Matter("在村委会选举村民组长", "每户来一人"),
            Matter("维修自来水管", "提前储好半天的用水"),
        ),
    ),
    Sender(
        ("白杨乡农技站", "石桥镇农技站", "青山镇农技站"),
        "农户",
        (
            Matter("在站里发放小麦良种", "带身份证和袋子", (9, 10)),
            Matter("免费给耕牛打疫苗", "把牛牵到站前空地"),
            Matter("在示范田教无人机打药", "提前在手机上下载好软件", (4, 5, 6, 7, 8)),
            Matter("在站里化验土壤", "带一斤自家田里的土"),
            Matter("在果园教果树剪枝", "自带剪刀", (12, 1, 2)),
            Matter("在会议室讲水稻育秧", "带笔和本子", (3, 4)),
            Matter("在示范田演示插秧机", "穿雨靴", (5, 6)),
            Matter("在站里登记农机补贴", "带购机发票"),
            Matter("在站前检修农机", "把油箱放空"),
            Matter("在会议室讲怎样防治病虫害", "带几片有病斑的叶子", (4, 5, 6, 7, 8, 9)),
            Matter("在站里试用记账软件", "带手机"),
        ),
    ),
    Sender(
        ("城南图书馆", "临江图书馆", "大学城图书馆"),
        "读者",
        (
            Matter("在三楼清点旧报刊", "提前归还外借的合订本"),
            Matter("在一楼开办修书体验课", "自带一本破损的旧书"),
            Matter("升级借阅系统", "提前续借快到期的书"),
            Matter("在报告厅举办无障碍电影专场", "提前半小时来领口述影像耳机"),
            Matter("在自习区更换座椅", "把个人物品带走"),
            Matter("在大厅换发新版读者证", "带身份证和旧证"),
            Matter("在少儿区举办故事会", "带上孩子最喜欢的一本书"),
            Matter("关闭地下书库除湿", "改到二楼查阅期刊"),
        ),
    ),
    Sender(
        ("蓝天游泳健身馆", "滨河游泳健身中心", "奥林游泳健身馆"),
        "会员",
        (
            Matter("给泳池换水", "改到小池练习"),
            Matter("更换更衣柜的锁芯", "提前取走柜里的物品"),
            Matter("在二楼讲运动损伤", "穿宽松的运动裤"),
            Matter("检修桑拿房", "改用淋浴间"),
            Matter("举行会员接力赛", "两人一组来报名"),
            Matter("核对会员档案", "带会员卡和身份证"),
            Matter("给跑步机上油", "改用椭圆机"),
            Matter("在体测室免费测体脂", "空腹两小时再来"),
        ),
    ),
    Sender(
        ("南校区宿管中心", "北苑宿舍管理处", "研究生公寓管理部"),
        "同学",
        (
            Matter("检查宿舍用电", "拔掉大功率电器"),
            Matter("在楼下发放新床垫", "带宿舍登记表"),
            Matter("停水维修水泵", "提前备好洗漱用水"),
            Matter("给公共厨房消毒", "提前取走自己的餐具"),
            Matter("在楼门口登记自行车", "带学生证"),
            Matter("组织应急疏散演练", "在听到警报后走东侧楼梯"),
            Matter("清理废弃自行车", "提前给自己的车贴上标签"),
            Matter("在值班室集中认领失物", "说出物品的特征"),
        ),
        TERM,
    ),
    Sender(
        ("东门集贸市场", "水产批发市场", "新桥农贸市场"),
        "摊主",
        (
            Matter("统一校准电子秤", "把秤擦干净带来"),
            Matter("疏通排水沟", "把货箱搬离沟边"),
            Matter("抽检在售食品", "保留当天的进货单"),
            Matter("更换摊位号牌", "带租约来领新牌"),
            Matter("给市场消毒灭鼠", "收好食品并盖严"),
            Matter("在管理处举办食品追溯培训", "每摊派一人参加"),
            Matter("检修顶棚", "把货物移到通道内侧"),
            Matter("收取下季度摊位费", "带着上季度的收据"),
        ),
    ),
    Sender(
        ("夕阳红老年大学", "松鹤老年学堂", "社区老年大学"),
        "学员",
        (
            Matter("在二号教室拍毕业照", "穿浅色上衣", GRADUATION),
            Matter("在书画室换新毡子", "收好自己的笔墨"),
            Matter("在排练厅选拔合唱领唱", "准备一段清唱"),
            Matter("在门厅展出手工作品", "给自己的作品贴上姓名标签"),
            Matter("在机房教视频通话", "带充满电的手机"),
            Matter("去植物园写生", "带折叠凳和水杯", (4, 5, 10)),
            Matter("在诊室测骨密度", "穿容易脱的鞋袜"),
            Matter("在财务处退还多缴的学费", "带缴费收据"),
        ),
        TERM,
    ),
    Sender(
        ("江湾码头调度室", "江城客运码头", "古渡轮渡公司"),
        "乘客",
        (
            Matter("更换二号浮桥", "从三号口上船"),
            Matter("试行新班次", "提前看好新的时刻表"),
            Matter("在候船厅发放补票凭证", "带旧票根"),
            Matter("演练水上救援", "听从广播的指引"),
            Matter("清理候船厅的失物", "提前凭身份证认领"),
            Matter("升级售票机", "改到人工窗口买票"),
            Matter("检修照明灯", "沿着亮灯的一侧行走", times=EVENING_TIMES),
        ),
    ),
)
NOTICE_FRAMES = (
    "拟一则通知：发出单位{host}，对象是{readers}，联系人{who}。{matters}。请按时间先后写清楚。",
    "{who}刚接手{host}的宣传，第一件差事是写通知，给{readers}看：{matters}。请代写，联系人就是{who}本人。",
    "{host}要发通知了。{matters}。共{count}项，联系{who}。请写成给{readers}的正式通知，先后次序别乱。",
    "{host}最近有{count}件事要告诉{readers}：{matters}；联系人是{who}。请以{host}的名义拟一则通知。",
    "{who}替{host}拟通知，内容是：{matters}。请写给{readers}，按时间先后排列，联系人就写{who}。",
    "{matters}。这{count}件事由{who}负责答疑，请写成{host}发给{readers}的通知。",
    "{host}的安排有{count}项：{matters}。联系人是{who}。请为{readers}起草一则通知，按日期排好。",
    "我是{host}的{who}，要通知{readers}：{matters}。请帮我拟一则通知，联系人写我的名字。",
)


def write_notice(rng: Random) -> Task:
    """Ask for a notice about two to four matters, each with its date and time, in chronological order."""
    sender, count = rng.choice(SENDERS), rng.randint(2, 4)
    host, who, month = rng.choice(sender.names), person(rng), rng.choice(sender.months)
    fitting = [matter for matter in sender.matters if month in (matter.months or sender.months)]
    # The public holidays are in the first week of a month.
    days = sorted(rng.sample(range(8 if month in (1, 5, 10) else 1, 29), count))
    matters = [
        (f"{month}月{day}日{rng.choice(matter.times)}", matter)
        for day, matter in zip(days, rng.sample(fitting, count), strict=True)
    ]
    told = "；".join(f"{when}{matter.what}，要{matter.need}" for when, matter in rng.sample(matters, count))
    instruction = rng.choice(NOTICE_FRAMES).format(
        host=host, readers=sender.readers, matters=told, who=who, count=COUNTS[count]
    )
    lines = "\n".join(
        f"{place}. {when}，{matter.what}，请{matter.need}。" for place, (when, matter) in enumerate(matters, 1)
    )
    return Task(
        instruction,
        "",
        f"通知\n各位{sender.readers}：\n　　现将近期{COUNTS[count]}项安排通知如下：\n{lines}\n"
        f"　　请大家提前做好准备，如有疑问，请联系{who}。\n{host}",
    )
