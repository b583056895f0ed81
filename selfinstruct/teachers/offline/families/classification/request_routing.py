"""Give a request and the duties of several departments. The answer is the department that handles it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Office:
    """A department: its duties, and requests that only this department of the organization handles."""

    name: str
    duty: str
    requests: tuple[str, ...]


OFFICES = (
    (
        "公司",
        (
            Office(
                "人力资源部",
                "招聘、考勤、社保和劳动合同",
                ("产假还剩几天想核对一下", "入职三个月了合同还没签", "补打卡的申请卡在半路", "社保断缴了一个月要补"),
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
                ("笔记本接上投影没有画面", "共享盘的权限打不开了", "系统密码输错被锁住", "新同事需要装制图软件"),
            ),
            Office(
                "行政部",
                "办公场所、用品、车辆和保洁",
                ("茶水间的灯管一直闪", "周五要借商务车接外宾", "工位旁边的绿萝枯了", "想领两盒订书钉"),
            ),
            Office(
                "法务部",
                "合同审查、商标和纠纷",
                ("客户不认账想发律师函", "新产品名要查商标冲突", "代理合同的违约条款看不懂", "前员工泄露图纸怎么追究"),
            ),
        ),
    ),
    (
        "医院",
        (
            Office(
                "骨科",
                "骨折、扭伤和关节疾病",
                ("滑雪摔了一跤手腕肿得老高", "爬楼梯时膝盖咯咯响还疼", "打篮球崴脚后走不了路", "老人摔倒后胯部不能动"),
            ),
            Office(
                "眼科",
                "视力、眼痛和眼部外伤",
                ("看远处的路牌越来越模糊", "眼前总有小黑点飘来飘去", "电焊后两眼刺痛流泪", "孩子看黑板总眯着眼"),
            ),
            Office(
                "皮肤科",
                "皮疹、瘙痒和脱发",
                ("被草叶划过后胳膊起红疹", "头发一块一块地掉", "脚趾缝脱皮奇痒", "换了洗衣液浑身起风团"),
            ),
            Office(
                "口腔科",
                "牙齿、牙龈和口腔黏膜",
                ("啃玉米时崩掉半颗门牙", "刷牙老是牙龈出血", "里面的智齿顶得腮帮子肿", "想把虫蛀的大牙补上"),
            ),
            Office(
                "耳鼻喉科",
                "耳、鼻和咽喉疾病",
                ("一到春天就连打喷嚏流清涕", "游泳后右耳嗡嗡响听不清", "鱼刺卡在嗓子里咽不下去", "鼻子每天早上都出血"),
            ),
        ),
    ),
    (
        "大学",
        (
            Office(
                "教务处",
                "选课、考试、成绩和学籍",
                ("两门必修课时间冲突选不上", "补考成绩迟迟没有登记", "想从土木专业转到统计", "因病要休学一年"),
            ),
            Office(
                "后勤处",
                "宿舍、食堂和水电维修",
                ("宿舍淋浴喷头不出水", "二食堂的打卡机重复扣款", "上铺的床板断了一根", "走廊的开水器漏电跳闸"),
            ),
            Office(
                "图书馆",
                "借阅、馆藏和自习座位",
                ("借的地图册被雨淋坏了", "预约的自习座位被占", "想荐购一套敦煌画册", "毕业前查不到还书记录"),
            ),
            Office(
                "学工处",
                "奖助学金、辅导员和心理咨询",
                (
                    "家里受灾想申请临时困难补助",
                    "失眠一个月想找人聊聊",
                    "国家奖学金的公示有异议",
                    "和辅导员沟通不顺想反映",
                ),
            ),
            Office(
                "保卫处",
                "校园安全、失物和车辆出入",
                ("电动车停在楼下电瓶被偷", "搬家公司的货车进不了校门", "操场捡到一个黑色钱包", "有陌生人在楼里推销"),
            ),
        ),
    ),
    (
        "物业公司",
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
                ("重复交了一季度的物业费", "想要去年的缴费收据", "空置房的物业费怎么打折", "换了银行卡要改代扣"),
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
        (
            Office(
                "售前组",
                "选购、尺码和优惠咨询",
                ("一米六八穿多大的裤子合适", "两张优惠券能不能叠加", "这款锅能不能用电磁炉", "想要的颜色什么时候补货"),
            ),
            Office(
                "物流组",
                "发货、改址和快递查询",
                ("包裹在转运中心停了五天", "下单后想改成公司地址", "显示签收但我没拿到", "能不能指定周末派送"),
            ),
            Office(
                "售后组",
                "退换货和维修",
                ("收到的花瓶裂了一道缝", "鞋穿一次就开胶想换", "吹风机用俩月不转了", "尺码大了要换小一号"),
            ),
            Office(
                "票据组",
                "发票和付款凭证",
                ("发票想从个人改成公司抬头", "电子发票的邮件没收到", "需要补一份盖章的收据", "合并付款要分开开票"),
            ),
            Office(
                "会员组",
                "积分、等级和账号",
                ("去年的积分突然清零", "换手机号后登不进账号", "生日礼没有到账", "等级掉了一级不明白原因"),
            ),
        ),
    ),
)
ROUTING_FRAMES = (
    "{who}向{place}反映：“{text}”请按下面的分工判断属于{names}中的哪一个。",
    "“{text}”这件事在{place}该归{names}哪一处管？分工见下。",
    "把{who}给{place}的留言“{text}”分给{names}之一，依据下面的职责。",
    "{place}收到“{text}”，应转到哪里：{names}？只选一个。",
    "{place}收到{who}的来信：“{text}”{names}中，哪一处该处理？",
    "{who}在{place}的热线里说：“{text}”请归到{names}中的一个。",
)
OPENINGS = (
    "麻烦问一下，", "有件事要说，", "已经说过一回了，", "不知该找谁，", "", "打扰了，", "第一次遇到，", "情况是这样，", "请教一下，", "您好，",
)  # fmt: skip
ENDINGS = (
    "，请帮忙看看。", "，应该怎么办？", "，找谁合适？", "，请问怎么处理？", "，该去哪里？", "，盼回复。", "，等您答复。", "，麻烦安排一下。",
    "，请告诉我怎么办。", "，请转给该管的人。", "，谢谢！",
)  # fmt: skip


def write_routing(rng: Random) -> Task:
    """Give a request and the duties of several departments. The answer is the department that handles it."""
    place, offices = rng.choice(OFFICES)
    offered = rng.sample(offices, rng.randint(3, 4))
    right = rng.choice(offered)
    text = f"{rng.choice(OPENINGS)}{rng.choice(right.requests)}{rng.choice(ENDINGS)}"
    names = "、".join(office.name for office in offered)
    instruction = rng.choice(ROUTING_FRAMES).format(who=person(rng), place=place, text=text, names=names)
    return Task(instruction, "\n".join(f"{office.name}：{office.duty}" for office in offered), right.name)
