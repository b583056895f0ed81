"""Ask to summarize a customer-service conversation: a sentence, a ticket, a note for the next shift, or a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import (
    close_limit,
    contents,
    order,
    round_limit,
    within,
)
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import SURNAMES


@dataclass(frozen=True, slots=True)
class Scene:
    """A complaint: name, deadlines, title, what the customer says, problem, finding, cause, demand, offer, solution, amends, asides.

    `offer` and `solution` have a place for the deadline; amends are a range in yuan, or (0, 0) if there are none.
    """

    name: str
    days: tuple[str, ...]
    title: str
    desk: str
    says: str
    problem: str
    finding: str
    cause: str
    demand: str
    want: str
    offer: str
    solution: str
    amends: tuple[int, int]
    asides: tuple[str, str]


Line = TypeVar("Line")
SOON = ("二十分钟内", "半小时内", "四十分钟内", "一小时内")
TODAY = ("今天下午三点前", "今天傍晚前", "今天晚上八点前", "今天下午五点前", "今天晚上七点前")
NOON = ("中午十二点前", "中午十二点半前", "下午一点前")
OFFICE_HOURS = ("今天下午三点前", "今天下午四点前", "今天下午五点前")
VISIT = (
    "明天上午十点前",
    "明天下午两点前",
    "明天晚上六点前",
    "后天中午前",
    "48小时之内",
    "后天下午四点前",
    "明天中午前",
)
REFUND = ("24小时之内", "48小时之内", "三个工作日之内", "五个工作日之内", "72小时之内", "两个工作日之内")
SCENES = (
    Scene("冰箱不制冷", VISIT, "冰箱温控器故障，上门更换", "家电售后", "冰箱从前天晚上开始就不凉了，冷冻室的饺子全化了", "冰箱不制冷", "我看了您上传的视频，压缩机有响声，是温控器坏了",
        "温控器损坏", "能不能直接给我换一台新的？", "换一台新冰箱", "还在保修期内，但没有到换机的标准，{day}工程师上门免费更换温控器", "{day}上门免费更换温控器", (50, 150),
        ("饺子还是我妈包的，荠菜馅", "家里的猫这两天倒是老蹲在冰箱上面")),
    Scene("宽带断网", TODAY, "楼道光纤断裂，上门熔接", "宽带客服", "家里的网断了整整一天，光猫亮着红灯，孩子的网课都没上成", "宽带断网一天", "后台显示您那栋楼的楼道光纤有断点，应该是装修碰断的",
        "楼道光纤被装修碰断", "我要求今天就恢复，否则退掉套餐", "当天恢复，否则退套餐", "师傅{day}到楼道熔接光纤，请您保持电话畅通", "{day}派师傅熔接楼道光纤", (20, 60),
        ("楼上那户装修，电钻响了半个月", "我只好带孩子去咖啡馆蹭网")),
    Scene("航班取消", REFUND, "航班因雷雨取消，全额退票", "航空客服", "刚收到短信，我明早去海口的航班取消了，会议可怎么办", "航班被取消", "当地明天有强雷雨，这趟航班是因天气原因取消的",
        "目的地强雷雨", "赔我酒店钱，机票也要退", "退票并赔酒店费用", "天气原因不赔住宿，机票全额退，不收手续费，{day}退回原支付账户", "机票全额退款，不收手续费，{day}到账，住宿不赔", (0, 0),
        ("行李箱我都收拾好了", "同事还在海口等着我开会")),
    Scene("包裹失踪", TODAY, "包裹误投隔壁驿站，送货上门", "快递客服", "系统显示昨天已签收，可我根本没收到包裹", "包裹显示签收却没有收到", "我联系了派件员，他把包裹放到隔壁小区的驿站了",
        "派件员把包裹误放到隔壁小区的驿站", "包裹要是丢了，你们照价赔吗？", "包裹丢失时照价赔偿", "包裹已经找到，派件员{day}给您送到家门口", "{day}由派件员把包裹送到家门口", (10, 40),
        ("里面是给孩子买的生日蛋糕模具", "我把楼下的快递柜翻了个遍")),
    Scene("重复扣款", REFUND, "刷卡被重复扣款，多扣部分退回", "银行客服", "昨天在超市刷了一次卡，账单里却出现两笔一样的扣款", "同一笔消费被扣了两次", "查到是商户的机器超时后重发，系统记了两次账",
        "商户机器超时，系统重复记账", "多扣的钱什么时候退，能不能马上到账？", "马上退还多扣的款", "多扣的一笔已经冻结，{day}退回卡里", "多扣的一笔{day}退回卡里", (0, 0),
        ("我那天只买了两斤排骨和一袋盐", "排队的人还以为我的卡坏了")),
    Scene("酒店超售", SOON, "酒店超售，免费升级套房", "酒店预订客服", "我订的双床房到店说没有了，前台让我等", "到店无房", "系统显示今晚双床房超售了三间",
        "双床房超售", "退我房费，再给我找一家同档次的酒店", "退费并另找酒店", "给您免费升级到行政套房，房卡{day}备好，房费不变", "免费升级行政套房，房卡{day}备好", (80, 200),
        ("我带着两位老人，站了半天", "大堂的沙发全坐满了")),
    Scene("净水器漏水", VISIT, "净水器接头老化，上门更换密封圈", "净水器售后", "净水器装了一年多，橱柜底下天天有一摊水", "净水器漏水", "从您发的照片看，是进水接头的密封圈老化",
        "进水接头密封圈老化", "橱柜都泡发胀了，要赔", "赔偿泡坏的橱柜", "配件费免收，师傅{day}上门更换密封圈，橱柜由师傅现场定损", "{day}上门更换密封圈并对橱柜定损", (100, 300),
        ("我拿了三个盆轮着接", "邻居还问我家是不是养鱼了")),
    Scene("衣服发错码", VISIT, "仓库拣错尺码，换货补发", "网店客服", "我买的是L码的大衣，收到一看是M码的", "大衣尺码发错", "查了出库照片，是仓库拣错了货",
        "仓库拣错货", "周末要穿，能不能先发我再退？", "先发货后退货", "我们{day}先补发L码，旧的到时让快递员带走，运费我们出", "{day}补发L码大衣，错发的由快递员取走，运费由店铺承担", (15, 50),
        ("我照着镜子比了半天，胳膊都抬不起来", "颜色倒是挺好看的")),
    Scene("手机发烫", VISIT, "充电头功率不匹配，免费换新", "手机售后", "新手机一充电就烫手，烫到不敢放在床头", "手机充电时发烫", "经远程检测，手机没有问题，是附赠的充电头功率不匹配",
        "充电头功率不匹配", "我要求退货", "退货", "充电头有问题我们负责换，{day}寄一只新的给您，不满意再退", "{day}寄出新充电头，无效可退货", (20, 60),
        ("我把手机垫在冰袋上才敢用", "这两天晚上我都把手机晾在窗台上")),
    Scene("燃气账单", REFUND, "燃气表读数抄错，核减账单", "燃气客服", "这个月的燃气费比上个月多了一倍，我们家只有两个人", "燃气费异常偏高", "师傅核对了表上的读数，是抄表员看错了一位数字",
        "抄表员抄错读数", "多收的钱要退给我", "退还多收的费用", "按正确读数重新出账，多收的部分{day}退到账户", "重新核定账单，多收部分{day}退回", (0, 0),
        ("我们天天在食堂吃，厨房都快落灰了", "家里连热水器都不常开")),
    Scene("理赔迟缓", REFUND, "理赔缺少发票，补齐后限时赔付", "保险客服", "我的门诊理赔报了两周，一点消息都没有", "理赔两周没有进展", "系统显示缺少一张检查费的发票，审核停住了",
        "缺少检查费发票", "缺材料怎么没人通知我？请尽快给我审", "尽快审核", "您在应用里补传发票，材料齐全后{day}完成赔付", "补传发票后{day}完成赔付", (0, 0),
        ("我天天盯着手机，生怕漏了电话", "我为这事跑了两趟医院")),
    Scene("课程打不开", SOON, "课程账号没有激活，立即开通", "在线教育客服", "买的英语课打不开，一点就提示没有权限", "课程打不开", "后台看到您的账号还没有激活，学习码一直挂着",
        "账号没有激活", "已经过去了三天，时长要补", "补回三天时长", "现在就替您激活，课程有效期顺延，{day}短信通知", "立即激活账号，有效期顺延，{day}短信通知", (0, 0),
        ("我特地早起，结果对着屏幕发呆", "孩子在旁边说我不会用电脑")),
    Scene("外卖洒漏", SOON, "餐盒封口不严，重送一份", "外卖平台客服", "刚收到的麻辣烫，汤全洒在袋子里，一口都没法吃", "外卖餐盒洒漏", "商家承认餐盒封口没有扣紧",
        "餐盒封口没有扣紧", "要么退款，要么重送", "退款或重送", "商家{day}重新制作并送到，这单不再收配送费", "商家{day}重做并送到，免配送费", (5, 20),
        ("我袜子都湿了一只", "一包抽纸都快用完了")),
    Scene("保洁迟到", NOON, "派单地址错误，保洁改约", "家政客服", "约的是今天上午九点，现在都十一点了，保洁还没来", "保洁阿姨迟到", "派单地址写成了三区，阿姨跑错了",
        "派单地址写错", "我下午要出门，今天必须打扫完", "当天打扫完", "阿姨{day}到，超出的时间不另收费", "保洁{day}到，超时不另收费", (20, 60),
        ("我把窗帘都拆下来泡上了", "门口的鞋子堆了一排")),
    Scene("打车多收费", REFUND, "司机绕路，退还差价", "出行平台客服", "从车站回家平时二十几块，昨天竟扣了六十多", "车费多收", "轨迹显示司机没有走推荐路线，多绕了五公里",
        "司机没有走推荐路线，绕了路", "差价退给我，司机要处罚", "退差价并处罚司机", "差价{day}原路退回，平台会对司机做内部处理", "差价{day}退回，平台内部处理司机", (10, 40),
        ("车上放着很吵的音乐", "我在后座睡着了，醒来都不认得路")),
    Scene("会员续费", REFUND, "会员自动续费，关闭并退款", "视频平台客服", "我明明没有同意，账户上怎么又扣了会员费", "被自动续费", "查到开通时勾选了首月优惠，默认开启了自动续费",
        "首月优惠默认开启了自动续费", "我不用会员了，钱退给我", "退款", "这个月没有观看记录，费用{day}退回，自动续费已关闭", "{day}退回会员费，关闭自动续费", (0, 0),
        ("我连剧都没空看", "平时看的都是免费的新闻")),
    Scene("婴儿车脱轮", VISIT, "同批次螺丝松动，更换新车", "母婴用品客服", "婴儿车推到马路上，前轮突然掉了，差点伤到孩子", "婴儿车前轮脱落", "这个批次的螺丝有松动的情况，已经通报工厂",
        "同批次的螺丝松动", "要给我换新车，并且写明原因", "换新车并书面说明", "{day}寄出一辆新款，旧车我们上门取走", "{day}寄出新车，上门取回旧车", (100, 300),
        ("孩子倒觉得好玩，拍着手笑", "我妈吓得腿都软了")),
    Scene("洗衣机巨响", VISIT, "运输螺栓没拆，远程指导排除", "洗衣机售后", "新洗衣机一脱水就像拖拉机，楼下的邻居都上来了", "洗衣机脱水时巨响", "您发的视频里，后背的运输螺栓还没有拆",
        "安装时没有拆掉运输螺栓", "机器是不是有质量问题？我要换", "换一台新洗衣机", "按视频步骤拆掉四颗螺栓就好，若仍有响声，{day}安排师傅上门", "指导拆除运输螺栓，若仍有响声{day}上门", (0, 0),
        ("我家的水杯都跟着跳舞", "猫一听见脱水就躲进衣柜")),
    Scene("座位重复", SOON, "影院座位重复售出，换厅观影", "票务客服", "我到影院，座位上已经坐了别人，两张票一模一样", "电影座位重复售出", "系统在支付延迟时同一座位放出了两次",
        "支付延迟，同一座位放出两次", "我是约了朋友来的，面子都没了，要退票", "退票", "给您改到同片的另一个厅，{day}入场，票价不补", "免费改到另一个厅，{day}入场", (15, 50),
        ("爆米花都端在手里了", "旁边的小孩还问我们为什么站着")),
    Scene("鲜花送错", OFFICE_HOURS, "鲜花送错地址，重新制作", "鲜花平台客服", "说好送到公司的花，送到我前同事那里去了", "鲜花送错地址", "下单时地址栏自动填了旧地址，配送没有核对",
        "地址栏自动填了旧地址，配送员没有核对", "今天就要，不然不要了", "当天重新送到", "花艺师重新做一束，{day}送到公司前台", "重新制作一束，{day}送到公司前台", (20, 60),
        ("那位同事还发消息问我是不是表白", "今天是我们结婚十周年")),
    Scene("书缺页", VISIT, "图书装订缺页，免费换新", "书店客服", "刚买的小说，中间少了十六页，从第九十六页跳到一百一十三页", "小说缺页", "同一批里有几本装订漏了一个折",
        "装订漏了一个折", "看到一半急死人，先给我新书", "先寄新书", "新书{day}寄出，缺页的那本您不用寄回", "{day}寄出新书，旧书不用寄回", (5, 20),
        ("凶手到底是谁，我猜了一夜", "我妈还以为我是翻过头了")),
    Scene("安装收费", REFUND, "空调安装多收费，退还差额", "空调客服", "师傅装一台空调，收了我八百多的支架和打孔费", "空调安装费过高", "按公示的收费标准，打孔应当免费，只收支架钱",
        "师傅违规收取打孔费", "多收的钱退回，还要道歉", "退还多收的费用并道歉", "打孔费{day}退回，师傅会给您打电话道歉", "{day}退回打孔费，师傅电话道歉", (30, 80),
        ("他还在我家喝了一壶茶", "空调倒是装得挺正")),
    Scene("租车押金", REFUND, "违章处理后退还租车押金", "租车客服", "还车三个礼拜了，押金一直没有退", "租车押金没有退", "系统里有一条违章还没有处理，押金被暂时冻结",
        "有一条违章没有处理", "违章怎么不早告诉我？押金请尽快退", "尽快退押金", "等您把违章办结，押金{day}退到原账户", "违章办结后押金{day}退回", (0, 0),
        ("我当时还特地把油加满了", "同车的人还说这车挺好开")),
    Scene("水费激增", VISIT, "马桶漏水导致水费升高", "自来水客服", "水费单比平时多了三倍，我们一家三口没多用水", "水费突然升高", "水表走字正常，夜里停用时仍在缓慢转，应该是家里马桶漏水",
        "家里的马桶漏水", "水表是你们的，费用应当减免", "减免水费", "表没有问题，费用不减，检修员{day}免费上门查漏", "水费不减，{day}免费上门查漏", (0, 0),
        ("我还以为邻居偷接了水", "我们平时连泡澡都舍不得")),
)  # fmt: skip
STAFF: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("值班主管", "区域负责人", "班组长", "总部的督导", "服务台主任", "区域督导", "客服部长", "大区经理", "热线组长", "客服督察", "刚休假回来的组长"),
     ("只看结论", "先要个大概", "要判断是否算重大投诉", "要抄送领导", "要改进流程", "要在晨会上讲", "要查这类投诉有多少", "想弄清根源", "要在周报里提一句", "没空逐句看",
      "要判断责任在哪一方", "要催一催进度")),
    (("夜班客服", "新来的坐席", "售后经理", "投诉处理员", "接班的同事", "客诉专员", "升级处理员", "夜班组长", "周末值班员", "二线支持", "客户关系专员", "实习坐席", "派单员"),
     ("要马上派单", "马上要交接班", "要给客户回电话", "没空逐句看", "要录进系统", "要写工单", "要盯后面的进度", "要盯着时限", "怕漏掉承诺", "想看看答应了什么", "担心客户再打来",
      "手上还压着六单", "要核对补偿")),
    (("质检员", "运营专员", "回访专员", "工单审核员", "培训专员", "数据专员"),
     ("要做质检记录", "要统计原因", "要当案例存着", "要给新人做示范", "要更新常见问答", "要准备回访", "要核对补偿", "要查这类投诉有多少", "要录进系统", "要在周报里提一句")),
)  # fmt: skip
"""Groups of people who work on complaints, and why they want a summary."""
COLLECTED = (
    "{who}要看今天的三通投诉：{names}，{why}。", "{names}，一个班来了三通，{who}{why}。", "{who}把{names}三段聊天要了过来，{why}。", "今天的记录有{names}，{who}{why}。",
    "{who}要把{names}一起过一遍，{why}。", "三位客户分别来问{names}的事，{who}{why}。", "{names}这三单归{who}跟进，{why}。", "{who}手上同时有{names}，{why}。",
    "{names}三件事凑到了一起，{who}{why}。", "{names}都是刚接进来的，{who}{why}。", "{who}打算把{names}并成一张单子，{why}。",
    "先是{first}，接着是{rest}，{who}{why}。", "{who}午休后看到{names}，{why}。", "{first}最急，另外还有{rest}，{who}{why}。",
    "{who}抽到{names}三通做复盘，{why}。", "从{first}到{rest}，今天没闲着，{who}{why}。",
)  # fmt: skip
BATCH = (
    "概括三通对话的要点，列成一张Markdown表格", "总结三段聊天的要点，填进Markdown表格", "总结下面三通对话，填进Markdown表格", "用一张Markdown表格归纳三段客服对话", "请总结三段记录的要点，列成Markdown表格",
    "概括三通来电，列成Markdown表格", "给三段对话写摘要，列成Markdown表格", "请概括三段聊天的要点，填进一张Markdown表格", "归纳三通对话的要点，做成Markdown表格",
)  # fmt: skip
BATCH_HEADS = ("列为{0}", "表头依次是{0}", "各列是{0}", "列名用{0}", "从左到右是{0}", "要有{0}这几列", "每行写{0}")
BATCH_EMPTY = ("没有补偿填“无”", "无补偿的写“无”", "补偿一栏可填“无”", "补偿为空就写“无”", "没给补偿的记作“无”")
BATCH_ENDS = (
    "表下写一句：几通有补偿、一共补了多少元、没有补偿的是哪几位", "表后用一句话合计补偿的通数和金额，并点出没有补偿的客户", "末尾一句话写有补偿的通数、补偿总额和没有补偿的客户",
    "最后把补偿加起来，说明几通有、总共多少元、谁没有", "表格下面用一句话交代补偿的通数、总额以及没有拿到的客户", "结尾算一算补偿总额，写清通数和没有补偿的人",
    "另起一行合计优惠券：几通、多少元、哪几位没有",
)  # fmt: skip
SHARED_OCCASIONS = (
    "{who}接手{name}的投诉，{why}。", "{name}这通对话{who}要用，{why}。", "{who}在处理{name}的投诉，{why}。", "{who}把{name}的聊天记录要了过来，{why}。",
    "有位客户来问{name}的事，{who}{why}。", "{who}问起{name}是怎么回事，{why}。", "这段聊天讲的是{name}，{who}{why}。", "{name}的工单还没写，{who}{why}。",
    "{who}刚上线就看到{name}的对话，{why}。", "我把{name}的聊天转给{who}，{why}。",
)  # fmt: skip
OCCASIONS = (
    "下班前要交接，{desk}还有一通聊天没整理。", "{desk}今天的投诉表差一条。", "{desk}的录音太长，领导只问“{name}解决没有”。", "做{desk}的月报，要写一个{name}的例子。",
    "客户又打来问{name}，我得先弄清上一通说了什么。", "给{desk}的新人出练习题，材料是{name}的对话。", "{desk}的质检抽到了这一通。", "经理要看{desk}怎么处理{name}。",
)  # fmt: skip
TEXTS = (
    "下面的客服对话",
    "这段聊天",
    "这通对话",
    "下文",
    "这份聊天记录",
    "这段客服对话",
    "{name}的客服对话",
    "所附对话",
    "这次的客服对话",
)


EARLY_TALK = (
    ("我家里人说你们肯定要推来推去", "理解您的心情，我们会尽快处理"), ("你说慢一点，我记一下", "好的，我把要点再发一条消息给您"), ("刚才有人敲门，我去看了一下", "没关系，您慢慢来"),
    ("我这边信号不太好，刚才断了一下", "没事，我一直在线"), ("你等一下，我找支笔", "不着急，您先找"), ("你怎么称呼？回头我好找你", "您报号码就行，哪位同事都能查到"),
    ("一碰上这种事我就心烦", "换了谁都会着急，我马上替您办"), ("旁边太吵，我换个地方", "好的，我等您"), ("你别跟我讲那些套话", "好的，我直接说怎么办"),
)  # fmt: skip
OLD_TALK = (
    ("我之前打过一次电话，等了半小时没接通", "让您久等了，这两天来电比较多"), ("前面已经换过几个人了，别再让我重复一遍", "您放心，这次由我全程跟进"),
)  # fmt: skip
"""Talk of a customer whose trouble is not minutes old."""
FRESH_SCENES = frozenset(("航班取消", "酒店超售", "外卖洒漏", "座位重复", "保洁迟到"))
LATE_TALK = {
    "冰箱不制冷": ("这两天冰箱要不要先断电？", "要的，断了电，门开一条缝"),
    "宽带断网": ("光猫要不要我自己重启？", "不用动它，接好以后会自己恢复"),
    "航班取消": ("以前买好的行程保险还算数吗？", "保险请您找投保的公司问一下"),
    "包裹失踪": ("他来的时候我不在家怎么办？", "他到之前会先打电话"),
    "重复扣款": ("我的卡还能照常用吗？", "可以，不影响消费"),
    "酒店超售": ("行李能先放前台吗？", "可以，前台替您看着"),
    "净水器漏水": ("进水的阀门要关上吗？", "请先关上，等换好再开"),
    "衣服发错码": ("吊牌我还没剪，要紧吗？", "没剪最好，原样交给快递员"),
    "手机发烫": ("这几天先用旧的充电头行吗？", "行，只要不发烫就可以用"),
    "燃气账单": ("下个月还会抄错吗？", "我们会让抄表员拍照留底"),
    "理赔迟缓": ("发票拍照就行吗？", "拍清楚就行，四个角都要拍到"),
    "课程打不开": ("密码要不要重新设？", "不用，原来的密码照样能用"),
    "外卖洒漏": ("洒掉的这份要留着吗？", "不用，您处理掉就行"),
    "保洁迟到": ("清洁的工具要我准备吗？", "阿姨自己会带"),
    "打车多收费": ("以后我能自己选路线吗？", "可以，上车前在地图上选好就行"),
    "会员续费": ("电视上的登录要退掉吗？", "不用，关了续费就不会再扣"),
    "婴儿车脱轮": ("掉下来的轮子要一起交吗？", "要的，和车一起交给取件的人"),
    "洗衣机巨响": ("拆下来的螺栓要扔掉吗？", "请收好，以后搬家还用得着"),
    "座位重复": ("我们两个人的座位还挨着吗？", "挨着的，还是连座"),
    "鲜花送错": ("卡片上的字还在吗？", "还在，照原来的话写"),
    "书缺页": ("新书会不会又缺页？", "寄出前我们会逐页翻一遍"),
    "安装收费": ("收据我还留着，有用吗？", "有用，请先别扔"),
    "租车押金": ("违章要到哪里处理？", "去交警的窗口或者在手机上都能办"),
    "水费激增": ("检修员来之前要关水吗？", "不用水的时候，把马桶的角阀拧上就好"),
}  # fmt: skip
"""The question a customer asks at the end, and its answer, for each scene."""
SMALL_TALK = (*EARLY_TALK, *OLD_TALK, *LATE_TALK.values())
NO_AMENDS = (
    "抱歉，这次没有补偿，我会持续跟进", "很抱歉，这种情况没有补偿", "补偿这次没有，请您谅解", "对不住，规定里没有补偿这一项", "这回没有补偿，还请多包涵",
)  # fmt: skip
THANKS = (
    "行，就这样吧", "好，我等着", "可以，别再拖了", "那就这么办", "嗯，我再等等", "好吧，说话要算数", "知道了，麻烦你", "行，我记下了",
)  # fmt: skip
CLOSINGS = (
    "感谢您的耐心", "有变化我们会打给您", "祝您生活愉快", "后续请留意短信", "打扰了，再见", "给您添麻烦了", "再次向您致歉", "谢谢您的理解",
)  # fmt: skip


CODES = {
    "重复扣款": "交易单号",
    "宽带断网": "户号",
    "燃气账单": "户号",
    "水费激增": "户号",
    "理赔迟缓": "报案号",
    "课程打不开": "学员号",
    "会员续费": "会员号",
    "租车押金": "租车单号",
}
"""What the number is called that a customer gives, where it is not that of an order."""


@dataclass(frozen=True, slots=True)
class Call:
    """A conversation: the scene, the customer, the order number, the deadline and the amends in yuan."""

    scene: Scene
    customer: str
    number: int
    day: str
    amends: int

    @property
    def code(self) -> str:
        """The name of the number."""
        return CODES.get(self.scene.name, "单号")

    @property
    def solution(self) -> str:
        """What was agreed on, with its deadline."""
        return self.scene.solution.format(day=self.day)


def call_of(rng: Random) -> Call:
    """Draw a scene and its details."""
    scene = rng.choice(SCENES)
    amends = rng.randrange(scene.amends[0], scene.amends[1] + 1, 5) if scene.amends[1] else 0
    return Call(
        scene,
        rng.choice(SURNAMES) + rng.choice(("先生", "女士")),
        rng.randint(100000, 999999),
        rng.choice(scene.days),
        amends,
    )


def closed(sentence: str) -> str:
    """Put a full stop behind a sentence that is not a question."""
    return sentence if sentence.endswith("？") else f"{sentence}。"


def unsaid(rng: Random, lines: Sequence[Line], said: set[Line]) -> Line:
    """Draw a line that is not yet said, and note that it is said now."""
    line = rng.choice([line for line in lines if line not in said])
    said.add(line)
    return line


def small_talk(rng: Random, call: Call, said: set[tuple[str, str]]) -> list[tuple[int, tuple[str, str]]]:
    """Draw talk that does not matter, with the place in the conversation before which it is held, the last place first."""
    early = EARLY_TALK if call.scene.name in FRESH_SCENES else (*EARLY_TALK, *OLD_TALK)
    late = [(9, LATE_TALK[call.scene.name])] if rng.random() < 0.67 else []
    return [*late, *((5, unsaid(rng, early, said)) for _ in range(rng.choice((1, 1, 2))))]


def conversation(rng: Random, call: Call, talked: set[tuple[str, str]], said: set[str]) -> str:
    """Write the conversation, with remarks that do not matter; none of `talked` and `said` occurs in it again."""
    scene, (first, second) = call.scene, rng.sample(call.scene.asides, 2)
    refusal = unsaid(rng, NO_AMENDS, said)
    lines = [
        f"客服：您好，{scene.desk}，请问有什么可以帮您？",
        f"客户：{scene.says}，我姓{call.customer[0]}。",
        f"客服：{call.customer}，实在抱歉，麻烦报一下{call.code}。",
        f"客户：{call.number}。{first}。",
        f"客服：收到，请稍等。{scene.finding}。",
        f"客户：{closed(scene.demand)}",
        f"客服：{scene.offer.format(day=call.day)}，您看可以吗？",
        f"客户：{second}。对了，有补偿吗？",
        f"客服：给您补{call.amends}元的优惠券，今天就发到账户里。" if call.amends else f"客服：{refusal}。",
        f"客户：{unsaid(rng, THANKS, said)}。",
        f"客服：好的，给您登记了。{unsaid(rng, CLOSINGS, said)}。",
    ]  # fmt: skip
    for at, (asked, answered) in small_talk(rng, call, talked):
        lines[at:at] = [f"客户：{closed(asked)}", f"客服：{answered}。"]
    return "\n".join(lines)


def facts_of(call: Call) -> dict[str, str]:
    """Write every part of a conversation that may be asked for."""
    return {
        "客户": f"{call.customer}，{call.code}{call.number}",
        "问题": call.scene.problem,
        "原因": call.scene.cause,
        "诉求": call.scene.want,
        "处理": call.solution,
        "补偿": f"{call.amends}元优惠券" if call.amends else "无",
    }


def amends_told(call: Call) -> str:
    """Say which amends there are."""
    return f"另补{call.amends}元优惠券" if call.amends else "这次没有补偿"


Ask = tuple[str, str]
REASON_PARTS = {
    "想看看答应了什么": "处理",
    "怕漏掉承诺": "处理",
    "要盯着时限": "处理",
    "要核对补偿": "补偿",
    "要统计原因": "原因",
    "想弄清根源": "原因",
    "要判断责任在哪一方": "原因",
}
"""What a summary must contain to serve a reason."""


def texts(rng: Random, call: Call) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS).format(name=call.scene.name)


def as_title(rng: Random, call: Call) -> Ask:
    """Ask for the title of a ticket."""
    answer = call.scene.title
    what = rng.choice(
        (
            "当作工单标题",
            "写出原因和处理",
            "看标题就知道怎么处理的",
            "前半写原因，后半写处理",
            "留作工单名",
            "把毛病和办法都点出来",
        )
    )
    return order(rng, "title", texts(rng, call), what, within(rng, close_limit(rng, answer))), answer


def as_sentence(rng: Random, call: Call) -> Ask:
    """Ask for problem, cause and solution in one sentence."""
    scene = call.scene
    answer = f"{call.customer}反映{scene.problem}，原因是{scene.cause}，处理结果是{call.solution}。"
    what = contents(rng, ("客户反映的问题", "原因", "处理"))
    return order(rng, "sentence", texts(rng, call), what, within(rng, round_limit(rng, answer))), answer


def as_note(rng: Random, call: Call) -> Ask:
    """Ask for a note for the next shift."""
    facts = facts_of(call)
    answer = (
        f"{call.customer}（{call.code}{call.number}）反映{facts['问题']}，查明原因是{facts['原因']}。"
        f"客户要求{facts['诉求']}，处理结果是{facts['处理']}。{amends_told(call)}。"
    )
    what = rng.choice(("写给下一班的同事", "当作交接说明", "让接班的人一看就懂", "接班的人要能直接跟进"))
    parts = contents(rng, ("客户", "问题", "原因", "诉求", "处理", "补偿"))
    return order(rng, "paragraph", texts(rng, call), what, parts, within(rng, round_limit(rng, answer))), answer


def as_table(rng: Random, call: Call) -> Ask:
    """Ask for a ticket in a table."""
    facts = facts_of(call)
    names = [name for name in facts if name in ("问题", "处理") or rng.random() < 0.7]
    left, right = rng.choice((("项目", "内容"), ("字段", "登记"), ("栏目", "摘要"), ("工单项", "要点")))
    head = rng.choice((f"表头为“{left}”和“{right}”", f"两列叫“{left}”“{right}”", f"列名是“{left}”“{right}”"))
    lines = rng.choice(("行依次是{0}", "{0}各占一行", "逐行写{0}", "按{0}的顺序分行")).format("、".join(names))
    empty = rng.choice(("没有的填“无”", "空缺填“无”", "没有就写“无”")) if "补偿" in names else ""
    return order(rng, "table", texts(rng, call), head, lines, empty), in_table(
        [(name, facts[name]) for name in names], (left, right)
    )


def as_points(rng: Random, call: Call) -> Ask:
    """Ask for points: problem, cause, demand and solution."""
    facts = facts_of(call)
    names = ["问题", *[name for name in ("原因", "诉求") if rng.random() < 0.8], "处理"]
    return (
        order(
            rng,
            "points",
            texts(rng, call),
            contents(rng, tuple(names)),
            rng.choice(("寒暄不要", "不抄原话", "闲聊略去", "只记要紧的")),
        ),
        "\n".join(f"- {name}：{facts[name]}" for name in names),
    )


JSON_ORDERS = (
    "概括{0}，输出JSON", "把{0}浓缩成一个JSON对象", "将{0}总结为JSON", "用JSON归纳{0}", "请把{0}压缩成JSON", "总结{0}，按JSON格式给出", "给{0}写摘要，存成JSON",
)  # fmt: skip
JSON_KEYS = (
    "键为标题、摘要、原因、诉求",
    "四个键依次是标题、摘要、原因、诉求",
    "字段有标题、摘要、原因、诉求",
    "包含标题、摘要、原因、诉求四项",
    "键名用标题、摘要、原因、诉求",
)
JSON_TEXTS = (
    "摘要一句话写问题和处理", "摘要用一句话讲客户的问题和处理办法", "摘要里只说问题和处理结果", "其中摘要是一句话，写什么问题、怎么处理", "摘要限一句：问题加处理", "摘要一栏写谁反映什么、如何处理",
)  # fmt: skip


def as_json(rng: Random, call: Call) -> Ask:
    """Ask for a ticket in JSON with a one-sentence summary."""
    scene = call.scene
    text = f"{call.customer}反映{scene.problem}，客服答复：{call.solution}。"
    answer = (
        f'{{\n  "标题": "{scene.title}",\n  "摘要": "{text}",\n  "原因": "{scene.cause}",\n  "诉求": "{scene.want}"\n}}'
    )
    main = rng.choice(JSON_ORDERS).format(texts(rng, call))
    keys, sums = rng.choice(JSON_KEYS), rng.choice(JSON_TEXTS)
    return f"{main}，{keys}，{sums}。", answer


REWRITTEN = (
    "把{text}分两步浓缩", "压缩{text}，分两步", "概括{text}，先详后略", "请给{text}写两版摘要", "总结{text}，一长一短", "将{text}缩写两次",
)  # fmt: skip
PERSONS = ("改写成第三人称的一段话", "用第三人称转述成一段", "改成第三人称的叙述", "以旁人的口吻写成一段")


def as_two_steps(rng: Random, call: Call) -> Ask:
    """Ask for the conversation as a paragraph in the third person, and for a sentence made from it."""
    scene, _facts = call.scene, facts_of(call)
    told = (
        f"{call.customer}（{call.code}{call.number}）联系{scene.desk}，反映{scene.problem}。客服查明原因是{scene.cause}。"
        f"{call.customer}要求{scene.want}，客服答复：{call.solution}。{amends_told(call)}。"
    )
    sentence = f"{call.customer}反映{scene.problem}，原因是{scene.cause}，处理结果是{call.solution}。"
    first = f"先{rng.choice(PERSONS)}（客户和{call.code}、问题、原因、诉求、答复、补偿，{within(rng, round_limit(rng, told))}）"
    second = f"{rng.choice(('再', '空一行再', '然后'))}缩成一句话（问题、原因、处理，{within(rng, round_limit(rng, sentence))}）"
    return f"{rng.choice(REWRITTEN).format(text=texts(rng, call))}：{first}，{second}。", f"{told}\n\n{sentence}"


WRITERS = (
    as_two_steps,
    as_two_steps,
    as_title,
    as_sentence,
    as_sentence,
    as_note,
    as_note,
    as_table,
    as_table,
    as_points,
    as_json,
)


def write_three_calls(rng: Random) -> Task:
    """Ask for a report on three conversations: a table of tickets, and what the amends add up to."""
    calls = [call_of(rng)]
    while len(calls) < 3:
        call = call_of(rng)
        if call.scene not in [other.scene for other in calls] and call.customer[0] not in [
            other.customer[0] for other in calls
        ]:
            calls.append(call)
    names = [name for name in ("客户", "问题", "原因", "诉求", "处理", "补偿") if name != "诉求" or rng.random() < 0.5]
    rows = [tuple(facts_of(call)[name] for name in names) for call in calls]
    first, *rest = (call.scene.name for call in calls)
    people, reasons = rng.choice(STAFF)
    lead = rng.choice(COLLECTED).format(
        who=rng.choice(people),
        why=rng.choice(reasons),
        names="、".join((first, *rest)),
        first=first,
        rest="和".join(rest),
    )
    clauses = [
        rng.choice(BATCH_HEADS).format("、".join(names)),
        rng.choice(("一通一行", "每通占一行", "按先后各占一行", "")),
        rng.choice(BATCH_EMPTY),
    ]
    rng.shuffle(clauses)
    ask = "，".join([rng.choice(BATCH), *filter(None, clauses), rng.choice(BATCH_ENDS)]) + "。"
    paid = [call for call in calls if call.amends]
    unpaid = "、".join(call.customer for call in calls if not call.amends)
    total = f"共{sum(call.amends for call in paid)}元优惠券"
    end = f"三通对话中，{COUNTS[len(paid)]}通有补偿，{total}" if unpaid else f"三通对话都有补偿，{total}"
    end = end if paid else "三通对话都没有补偿"
    end += f"；没有补偿的是{unpaid}" if paid and unpaid else ""
    talked, said = set[tuple[str, str]](), set[str]()
    given = "\n\n".join(
        f"【第{number}通】\n{conversation(rng, call, talked, said)}"
        for number, call in zip("一二三", calls, strict=True)
    )
    return Task(lead + ask, given, f"{in_table(rows, tuple(names))}\n\n{end}。")


def occasion(rng: Random, call: Call, ask: str) -> str:
    """Say why the summary is wanted that `ask` orders, or nothing."""
    kind = rng.random()
    handed_on = "接班" in ask or "下一班" in ask or "交接" in ask
    people, all_reasons = STAFF[1] if handed_on else rng.choice(STAFF)
    reasons = [why for why in all_reasons if REASON_PARTS.get(why, "") in ask]
    if kind < 0.05:
        return ""
    own = OCCASIONS[:1] if handed_on else OCCASIONS[1:]
    frames = own if kind < 0.12 else SHARED_OCCASIONS
    return rng.choice(frames).format(
        who=rng.choice(people), why=rng.choice(reasons), name=call.scene.name, desk=call.scene.desk
    )


def write_service_chat(rng: Random) -> Task:
    """Ask to summarize a customer-service conversation, or three of them, in one of several forms."""
    if rng.random() < 0.24:
        return write_three_calls(rng)
    call = call_of(rng)
    ask, answer = rng.choice(WRITERS)(rng, call)
    lead, name = occasion(rng, call, ask), call.scene.name
    ask = ask.replace(f"{name}的客服对话", "这段客服对话") if name in lead else ask
    return Task(lead + ask, conversation(rng, call, set(), set()), answer)
