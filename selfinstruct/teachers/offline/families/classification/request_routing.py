"""Quote requests to an organization and give the duties of its departments. The answer says who handles each request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import people


@dataclass(frozen=True, slots=True)
class Office:
    """A department: its duties, and requests that only this department of the organization handles."""

    name: str
    duty: str
    requests: tuple[str, ...]


OFFICES = (
    (
        "公司",
        "部门",
        (
            Office(
                "人力资源部",
                "招聘、考勤、社保和劳动合同",
                (
                    "想核对一下年假还剩几天",
                    "入职三个月了，合同还没签",
                    "补打卡的申请一直没批下来",
                    "社保断缴了一个月，想补上",
                ),
            ),
            Office(
                "财务部",
                "报销、付款、发票和工资发放",
                (
                    "供应商催要上批货的尾款",
                    "出租车票贴反了能不能报",
                    "开出去的发票税号写错了",
                    "这个月工资少发了二百元",
                ),
            ),
            Office(
                "信息部",
                "电脑、网络、账号和软件",
                (
                    "笔记本电脑接上投影仪没有画面",
                    "共享盘打不开，说没有权限",
                    "系统密码输错几次，账号被锁了",
                    "新同事需要装制图软件",
                ),
            ),
            Office(
                "行政部",
                "办公场所、用品、车辆和保洁",
                ("茶水间的灯管一直闪", "周五要借商务车接外宾", "工位旁边的绿萝枯了", "想领两盒订书钉"),
            ),
            Office(
                "法务部",
                "合同审查、商标和纠纷",
                (
                    "客户不认账，想发律师函",
                    "新产品名要查商标冲突",
                    "代理合同的违约条款看不懂",
                    "前员工泄露图纸怎么追究",
                ),
            ),
        ),
    ),
    (
        "医院",
        "科室",
        (
            Office(
                "骨科",
                "骨折、扭伤和关节疾病",
                (
                    "滑雪摔了一跤，手腕肿得老高",
                    "爬楼梯时膝盖咯咯响，还疼",
                    "打篮球崴脚后走不了路",
                    "老人摔倒后胯部不能动",
                ),
            ),
            Office(
                "眼科",
                "视力、眼痛和眼部外伤",
                ("看远处的路牌越来越模糊", "眼前总有小黑点飘来飘去", "电焊后两眼刺痛流泪", "孩子看黑板总眯着眼"),
            ),
            Office(
                "皮肤科",
                "皮疹、瘙痒和脱发",
                ("被草叶划过后，胳膊起了红疹", "头发一块一块地掉", "脚趾缝脱皮，痒得难受", "换了洗衣液，浑身起风团"),
            ),
            Office(
                "口腔科",
                "牙齿、牙龈和口腔黏膜",
                ("啃玉米时崩掉半颗门牙", "刷牙老是牙龈出血", "里面的智齿顶得腮帮子都肿了", "想把蛀了的大牙补上"),
            ),
            Office(
                "耳鼻喉科",
                "耳、鼻和咽喉疾病",
                (
                    "一到春天就连打喷嚏流清涕",
                    "游泳后右耳嗡嗡响，听不清",
                    "鱼刺卡在嗓子里咽不下去",
                    "鼻子每天早上都出血",
                ),
            ),
        ),
    ),
    (
        "大学",
        "部门",
        (
            Office(
                "教务处",
                "选课、考试、成绩和学籍",
                ("两门必修课时间冲突，选不上", "补考成绩迟迟没有登记", "想从土木专业转到统计", "因病要休学一年"),
            ),
            Office(
                "后勤处",
                "宿舍、食堂和水电维修",
                ("宿舍淋浴喷头不出水", "二食堂的刷卡机重复扣款", "上铺的床板断了一根", "走廊的开水器一用就跳闸"),
            ),
            Office(
                "图书馆",
                "借阅、馆藏和自习座位",
                ("借的地图册被雨淋坏了", "预约的自习座位被人占了", "想荐购一套敦煌画册", "毕业前查不到还书记录"),
            ),
            Office(
                "学工处",
                "奖助学金、辅导员和心理咨询",
                (
                    "家里受灾，想申请临时困难补助",
                    "失眠一个月，想找人聊聊",
                    "对国家奖学金的公示有异议",
                    "和辅导员沟通不畅，想反映情况",
                ),
            ),
            Office(
                "保卫处",
                "校园安全、失物和车辆出入",
                (
                    "电动车停在楼下，电瓶被偷了",
                    "搬家公司的货车进不了校门",
                    "在操场捡到一个黑色钱包",
                    "有陌生人在楼里推销",
                ),
            ),
        ),
    ),
    (
        "物业公司",
        "小组",
        (
            Office(
                "工程组",
                "水电、电梯和公共设施维修",
                ("卫生间的下水管往楼下渗", "单元门的闭门器关不严", "电梯到七楼就晃一下", "车库照明灯坏了一排"),
            ),
            Office(
                "秩序组",
                "门岗、停车和治安",
                ("别人的车占了我的固定车位", "楼下有人半夜放烟花", "外卖员在院里逆行飞快", "访客登记后仍不让进"),
            ),
            Office(
                "环境组",
                "保洁、绿化和虫害",
                ("垃圾桶三天没人清倒", "树枝长得戳进了阳台", "地下室发现老鼠洞", "楼梯扶手积了厚厚的灰"),
            ),
            Office(
                "收费组",
                "物业费、票据和缴费查询",
                (
                    "一个季度的物业费重复交了一次",
                    "想要去年的缴费收据",
                    "空置房的物业费能不能打折",
                    "换了银行卡，要改代扣账户",
                ),
            ),
            Office(
                "社区活动组",
                "文体活动、场地和志愿者",
                ("想借活动室办象棋比赛", "想报名元宵灯谜会", "能不能组织孩子学轮滑", "想给小区图书角当志愿者"),
            ),
        ),
    ),
    (
        "网店",
        "小组",
        (
            Office(
                "售前组",
                "选购、尺码和优惠咨询",
                (
                    "一米六八穿多大的裤子合适",
                    "两张优惠券能不能叠加",
                    "这款锅能不能放在电磁炉上用",
                    "想要的颜色什么时候补货",
                ),
            ),
            Office(
                "物流组",
                "发货、改址和快递查询",
                (
                    "包裹在转运中心停了五天",
                    "下单后想把收货地址改成公司",
                    "物流显示已签收，但我没拿到",
                    "能不能指定周末派送",
                ),
            ),
            Office(
                "售后组",
                "退换货和维修",
                (
                    "收到的花瓶裂了一道缝",
                    "鞋穿一次就开胶，想换一双",
                    "吹风机才用两个月就不转了",
                    "尺码大了，要换小一号",
                ),
            ),
            Office(
                "票据组",
                "发票和付款凭证",
                (
                    "发票想从个人改成公司抬头",
                    "电子发票的邮件没收到",
                    "需要补一份盖章的收据",
                    "合并付款的订单要分开开票",
                ),
            ),
            Office(
                "会员组",
                "积分、等级和账号",
                ("去年的积分突然清零", "换手机号后登不进账号", "生日礼没有到账", "会员等级掉了一级，不明白原因"),
            ),
        ),
    ),
    (
        "农业服务站",
        "小组",
        (
            Office(
                "植保组",
                "作物病虫害的辨认和用药",
                (
                    "稻叶上长了褐色斑点，还在往外扩",
                    "棉花顶上爬满蚜虫",
                    "黄瓜叶背起了一层白粉",
                    "玉米秆里钻了虫，一折就断",
                ),
            ),
            Office(
                "农机组",
                "农业机械的保养和检修",
                ("插秧机的秧针总是漏插", "收割机割到一半，皮带冒烟了", "拖拉机冷天打不着火", "无人机喷头左右不匀"),
            ),
            Office(
                "土肥组",
                "测土、施肥和改良土壤",
                (
                    "地里泛盐碱，想测一测",
                    "果园连施三年复合肥，地都板结了",
                    "底肥该施多少钾",
                    "秸秆还田以后要不要补氮",
                ),
            ),
            Office(
                "畜牧组",
                "家畜家禽的饲养和防疫",
                ("母猪产后不吃食", "新买的雏鸡该打哪几针疫苗", "羊群接连拉稀", "奶牛乳房红肿，挤不出奶"),
            ),
            Office(
                "种子组",
                "选种、发芽试验和品种引进",
                (
                    "买的油菜籽出苗不到三成",
                    "想换一个抗倒伏的小麦品种",
                    "自留的花生种要做发芽试验",
                    "外地的糯玉米种能不能在这里种",
                ),
            ),
        ),
    ),
    (
        "银行网点",
        "小组",
        (
            Office(
                "信用卡组",
                "信用卡的申领、额度和账单",
                (
                    "附属卡的额度想调低一些",
                    "分期的手续费和说好的不一样",
                    "账单日和还款日能不能改",
                    "刷卡被重复记了两笔",
                ),
            ),
            Office(
                "贷款组",
                "住房、经营和助学贷款",
                (
                    "房贷想提前还二十万",
                    "开面馆缺周转金，想借一笔钱",
                    "助学贷款毕业后怎么还",
                    "抵押的房本什么时候能取回",
                ),
            ),
            Office(
                "网银组",
                "手机银行、网上银行和密码器",
                (
                    "手机银行一打开就闪退",
                    "密码器没电了，不显示数字",
                    "网上银行的证书过期了",
                    "换了新手机，人脸验证过不去",
                ),
            ),
            Office(
                "对公组",
                "单位账户、转账支票和代发工资",
                (
                    "新成立的公司要开基本户",
                    "转账支票的大写日期写错了",
                    "给员工代发工资的名单导不进系统",
                    "单位账户要换法人印鉴",
                ),
            ),
            Office(
                "现金组",
                "零钱兑换、残币和大额取现",
                (
                    "攒了一罐硬币想换成纸币",
                    "被水泡烂的纸币能换多少",
                    "明天要取十五万现金",
                    "开超市每周要换两百张一元纸币",
                ),
            ),
        ),
    ),
)
ROUTING_FRAMES = (
    "{place}今天收到{count}条留言。{said}请按输入里的分工，写出每条归哪个{unit}。",
    "{said}这{count}种情况在{place}分别归哪个{unit}管？各{unit}的职责见下。",
    "{place}的接线员要转接{count}个来电。{said}依照职责，依次该转到{names}中的哪一处？",
    "给{place}的留言分类，每条只归一个{unit}（{names}）。{said}",
    "我在{place}值班，不知道这{count}个人该转给谁。{said}对照分工，判断他们的情况各属于哪个{unit}。",
    "{said}以上是{place}收到的咨询，可选的{unit}有{names}。逐条归类，不用解释。",
    "把下面的话按{place}的分工归到{names}。{said}",
    "值班员记下{count}个打给{place}的电话。{said}每个电话该由哪个{unit}接手？",
    "{place}的客服机器人要给来意分类。{said}判断每人的情况属于{names}中的哪一类。",
    "{said}判断这{count}种情况各属于{place}的哪个{unit}，按先后写出姓名和{unit}。",
)
OPENINGS = ("", "", "您好，", "打扰了，", "有件事，", "")
ENDINGS = ("。", "。", "，该找谁？", "，请问归谁管？", "，麻烦转给管这事的人。", "，请帮忙处理一下。")
PATIENT_OPENINGS = ("", "", "您好，", "请问医生，")
PATIENT_ENDINGS = ("，该挂哪个科？", "，要看哪个科？", "，挂什么科好？")
"""What patients say to a hospital before and after their complaints."""
ASKING = re.compile("^(?!想(?!要的)).*(怎么|能不能|要不要|多少|多大|哪几|什么时候)")
"""Requests that are questions."""
REQUEST_COUNTS = {2: "两", 3: "三"}


def duties_of(rng: Random, offices: Sequence[Office], unit: str) -> str:
    """Write the duties of all departments: in one line, in a line each, or as a table."""
    if rng.random() < 0.3:
        return in_table([(office.name, office.duty) for office in offices], (unit, "职责"))
    if rng.random() < 0.5:
        return "；".join(f"{office.name}管{office.duty}" for office in offices) + "。"
    shape = rng.choice(("{duty}——{name}", "【{name}】{duty}"))
    return "\n".join(shape.format(name=office.name, duty=office.duty) for office in offices)


def write_routing(rng: Random) -> Task:
    """Quote two or three requests and give the duties of departments. The answer lists who handles each request."""
    place, unit, offices = rng.choice(OFFICES)
    offered = rng.sample(offices, 4)
    requests = rng.sample(
        [(text, office.name) for office in offered for text in office.requests], rng.choice((2, 2, 3))
    )
    who = people(rng, len(requests))
    openings, endings = (PATIENT_OPENINGS, PATIENT_ENDINGS) if place == "医院" else (OPENINGS, ENDINGS)
    said = "".join(
        f"{name}：“{opening}{text}{'？' if ASKING.match(text) else ending}”"
        for name, (text, _), opening, ending in zip(
            who, requests, rng.sample(openings, len(who)), rng.sample(endings, len(who)), strict=True
        )
    )
    instruction = rng.choice(ROUTING_FRAMES).format(
        place=place,
        unit=unit,
        said=said,
        count=REQUEST_COUNTS[len(requests)],
        names="、".join(office.name for office in offered),
    )
    answer = "\n".join(f"{name}——{office}" for name, (_, office) in zip(who, requests, strict=True))
    return Task(instruction, duties_of(rng, offered, unit), answer)
