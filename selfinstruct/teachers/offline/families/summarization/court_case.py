"""Ask to summarize a civil judgment: its facts, claims, dispute, reasons and result, with the sums of money added up."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import (
    close_limit,
    contents,
    ladder,
    once_long,
    order,
    round_limit,
    within,
)
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import SURNAMES, city


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed item: its name, the range of its amount, a multiple of the first item instead, and the granted percentage.

    `verb` is what the defendant has to do with the money.
    """

    name: str
    low: int
    high: int
    step: int = 100
    times: int = 0
    share: int = 100
    verb: str = "支付"


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its name, cause of action, parties, facts, claims, defence, dispute, reasons, gist and asides.

    A defendant whose name is empty is a person.
    """

    name: str
    cause: str
    title: str
    defendant: str
    story: str
    brief: str
    items: tuple[Item, ...]
    defence: str
    issue: str
    reason: str
    gist: str
    asides: tuple[str, str]


CASES = (
    Case("退租押金案", "房屋租赁合同", "房屋正常磨损，不得扣押金", "", "{a}租住{b}的两居室一年，合同期满后按时搬离并交还钥匙。{b}验房时指着墙面的轻微泛黄和地板的细小划痕，拒绝退还押金，双方多次协商未果",
        "{a}租期届满按时搬离，{b}以墙面泛黄、地板有划痕为由拒退押金", (Item("押金", 2400, 6000, verb="退还"), Item("违约金", 500, 2000, share=0)),
        "房屋交付时完好，退租时已有损坏，押金应当用来修补", "墙面泛黄和地板划痕是否属于应由租客赔偿的损坏", "泛黄和细小划痕是一年正常居住必然产生的损耗，{b}也拿不出修复费用的凭据，应当退还押金；合同没有约定逾期退押金的违约金，这一请求不予支持",
        "正常居住造成的损耗由出租人承担，不能以此扣留押金", ("开庭那天下着大雨，书记员的雨伞滴了一路水", "{b}随身带来一本厚厚的相册")),
    Case("翻新手机案", "买卖合同", "翻新机充新机，退一赔三", "数码店", "{a}在{b}买了一部标称“全新”的手机，用了二十天便频繁死机。送到售后检测，发现主板有维修痕迹，序列号显示早在一年前就已激活",
        "{a}在{b}买到标称全新、实为翻新的手机", (Item("货款", 2000, 6000, verb="退还"), Item("三倍赔偿", 0, 0, times=3), Item("精神损害抚慰金", 1000, 3000, share=0)),
        "手机是从供货商处进的，自己并不知情，愿意换一部新的", "商家把翻新机当新机出售是否构成欺诈", "{b}作为专业销售者应当查验货源，把旧机标成全新出售足以使消费者陷入错误认识，构成欺诈；买卖纠纷没有造成人身伤害，精神损害抚慰金不予支持",
        "把翻新机当新机出售构成欺诈，应退还货款并三倍赔偿", ("法庭里的空调坏了一台", "{a}把手机装在一个饼干盒里带来作证")),
    Case("健身房搬迁案", "服务合同", "健身房迁到远处，会员有权退费", "健身公司", "{a}在{b}办了两年的会员卡，用了八个月，{b}突然把门店迁到十五公里以外，原址改成了餐馆，{a}要求退还剩余费用遭到拒绝",
        "{a}办卡八个月后，{b}把门店迁到十五公里外", (Item("剩余会员费", 1200, 4800, verb="退还"), Item("违约金", 500, 1500, share=0)),
        "会员须知写明公司有权调整门店地址，会员可以到新店锻炼", "门店迁址后会员能否解除合同并要求退费", "门店位置是会员办卡时的重要考虑，单方迁到远处，合同目的难以实现；须知中的这一条免除了经营者的主要责任，属于无效格式条款，剩余费用应当退还；合同没有约定违约金，这部分不予支持",
        "经营者单方迁址使合同目的落空的，消费者可以解约退费", ("公司的代理人迟到了十分钟", "旁听的人里有三位老会员")),
    Case("楼上漏水案", "财产损害赔偿", "室内水管老化漏水，由房主担责", "", "{a}出差回来，发现卧室天花板滴水，衣柜和木地板被泡坏。物业查明，水来自楼上{b}家老化的卫生间水管，这根管子两年前就被提醒过要换",
        "{b}家水管老化漏水，泡坏了楼下{a}家的衣柜和地板", (Item("地板修复费", 2000, 9000), Item("家具损失", 800, 4000, verb="赔偿"), Item("精神损害抚慰金", 1000, 3000, share=0)),
        "漏水是水管自然老化造成的，应由物业负责", "漏水损失由房主还是物业承担", "室内卫生间的水管属于业主专有部分，{b}经提醒仍不更换，对损失有过错，应当赔偿修复费用和家具损失；财产受损不符合精神损害赔偿的条件",
        "业主疏于维修室内水管，应当赔偿楼下的实际损失", ("{a}拍的照片装满了两页相册", "物业经理出庭时带来一截锈管子")),
    Case("电动车撞人案", "非机动车交通事故责任", "行人违规也有过错，责任按比例分担", "", "{b}骑电动车抢绿灯末尾通过路口，撞上正横穿马路、没有走斑马线的{a}，{a}的左脚骨折，住院十二天。交警认定{b}负主要责任，{a}负次要责任",
        "{b}骑车抢灯撞伤没走斑马线的{a}", (Item("医疗费", 6000, 18000, share=70), Item("误工费", 2000, 8000, share=70), Item("营养费", 300, 900, share=70)),
        "{a}横穿马路不走斑马线，自己也有责任，不该由一方全赔", "事故责任在两人之间怎样划分", "{b}抢行是事故的主要原因，{a}横穿马路也有过错，{b}承担70%的责任为宜，其余损失由{a}自己承担",
        "行人违规横穿马路也有过错，应自行承担部分损失", ("路口的监控录像播放了三遍", "{a}拄着拐杖走进法庭")),
    Case("借条案", "民间借贷", "欠债要还，催讨误工费须有约定", "", "{b}开小吃店周转不开，向{a}借款，写下借条约定一年后还清，每月付利息。借条到期，{b}只还了两个月的利息，此后电话不接、微信不回",
        "{b}向{a}借钱后到期未还", (Item("借款本金", 40000, 80000, 1000, verb="偿还"), Item("利息", 1200, 3600), Item("催讨误工费", 500, 2000, share=0)),
        "生意亏本，实在没有能力一次还清，误工费也没有约定", "催讨误工费能否由借款人承担", "借条真实有效，{b}应当归还本金并按约定支付利息；催讨误工费既没有约定，也没有证据，不予支持",
        "借款应按约归还本金和利息，没有约定的误工费不支持", ("借条写在一张挂历纸的背面", "{a}的姐姐一直在旁听席上记笔记")),
    Case("未签合同案", "劳动合同", "公司不签劳动合同，须付双倍工资差额", "餐饮公司", "{a}到{b}当厨师，每月领现金工资，干了半年，公司始终不肯签劳动合同，也不交社会保险。{a}提出要求后被口头辞退，申请劳动仲裁，对结果不服",
        "{b}半年不与厨师{a}签合同，还口头将其辞退", (Item("经济补偿金", 3000, 6000, 500), Item("五个月未签合同的双倍工资差额", 0, 0, times=5), Item("精神损害抚慰金", 1000, 3000, share=0)),
        "{a}是临时帮工，双方没有劳动关系", "劳动关系存不存在", "{a}按公司排班上下班，接受公司管理，按月领取报酬，双方存在劳动关系；公司未签书面合同、又口头辞退，应当支付双倍工资差额和经济补偿金；这类纠纷不适用精神损害抚慰金",
        "用人单位不签书面合同的，应付双倍工资差额", ("{a}把六个月的排班表照片打印了出来", "公司会计带来的账本少了两页")),
    Case("装修拖期案", "装饰装修合同", "装修公司拖延工期，须按约付违约金", "装修公司", "{a}把新房交给{b}装修，约定九十天完工。工期过了一个半月，厨房的橱柜还没装，工人也联系不上，{a}只好另找人收尾",
        "{b}没有按期完工，{a}只好另请人收尾", (Item("逾期违约金", 1500, 5000), Item("另请工人的费用", 2000, 7000), Item("租房损失", 3000, 6000, share=0, verb="赔偿")),
        "{a}中途改过两次方案，耽误了工期", "工期延误是不是由业主改方案造成的", "方案变更单上注明不影响工期，{b}拖延完工构成违约，应当支付违约金和另请工人的费用；租房损失没有证据，不予支持",
        "装修公司无正当理由拖延工期，应当支付违约金", ("样板间的照片摆满了长桌", "证人是隔壁单元的装修师傅")),
    Case("婚礼丢片案", "服务合同", "弄丢婚礼影像，应赔精神损害抚慰金", "影像工作室", "{a}请{b}拍摄婚礼全程，约定两个月内交付照片和录像。工作室的硬盘损坏，又没有备份，交出的只有几张花束照片",
        "{b}硬盘损坏又无备份，弄丢了{a}的婚礼影像", (Item("拍摄费", 3000, 8000, verb="退还"), Item("精神损害抚慰金", 2000, 6000), Item("补拍婚纱照的费用", 2000, 5000, share=0)),
        "硬盘损坏是意外，只同意退还拍摄费", "婚礼影像丢失能否主张精神损害赔偿", "婚礼影像具有人身意义，丢失无法弥补，工作室没有备份，存在重大过失，应当退费并赔偿精神损害；补拍婚纱照与原来的损失没有直接关系",
        "因重大过失丢失婚礼影像，应赔偿精神损害", ("法庭的挂钟慢了五分钟", "{a}的母亲悄悄抹了眼泪")),
    Case("宠物狗案", "饲养动物损害责任", "遛狗不拴绳咬伤人，饲养人担全责", "", "{b}夜里遛狗没拴绳，大狗扑向下班回家的{a}，咬伤了右手。{a}打了五针疫苗，休养了两个星期",
        "{b}遛狗不拴绳，狗咬伤了{a}的右手", (Item("医疗费", 1500, 4500), Item("误工费", 1500, 4000), Item("后续美容费", 2000, 5000, share=0)),
        "{a}挥手驱赶，狗受了惊才咬人", "被咬的人挥手是否减轻饲养人的责任", "遛狗应当拴绳，{b}违反规定，{a}挥手是受惊后的自然反应，不能减轻{b}的责任；后续美容费尚未发生，可以等实际支出后另行主张",
        "遛狗不拴绳咬伤人，饲养人承担全部责任", ("那条狗已经送到乡下亲戚家", "小区的监控画面有些模糊")),
    Case("旅行降级案", "旅游合同", "擅自降低酒店档次，旅行社须退差价", "旅行社", "{a}一家三口报了{b}的六日游，合同写明住五星级酒店，到了当地却被安排在一家没有电梯的普通宾馆",
        "{b}把{a}一家合同约定的五星级酒店换成了普通宾馆", (Item("酒店差价", 1200, 3600, verb="退还"), Item("违约金", 500, 2000), Item("误餐费", 200, 800, share=0)),
        "当地酒店满员，换住宾馆已经过{a}口头同意", "旅行社换酒店是否经过游客同意", "没有证据证明{a}同意换酒店，{b}擅自降低住宿标准，构成违约，应当退还差价并支付违约金；误餐费与换酒店没有关系，不予支持",
        "旅行社擅自降低住宿标准，应退差价并付违约金", ("{a}的孩子在法庭外的长椅上写作业", "导游没有到庭")),
    Case("丢失快件案", "运输合同", "快件丢失，限额条款不能当挡箭牌", "快递公司", "{a}通过{b}寄一台二手相机，没有保价。快件在中转站下落不明，{b}只愿按运费的五倍赔偿",
        "{a}交给{b}寄送的相机在中转站丢失", (Item("相机损失", 1800, 6000, verb="赔偿"), Item("运费", 18, 60, 2, verb="退还"), Item("误工费", 300, 900, share=0)),
        "寄件时没有保价，运单上印着限额赔偿的条款", "未保价的快件能否只按运费的倍数赔偿", "快件是在公司控制下丢失的，查不出去向，公司有重大过失，限额条款又没有以显著方式提示，应当按实际损失赔偿；误工费没有证据",
        "限额条款未显著提示的，快递公司应按实际损失赔偿", ("运单在法庭上被放大投影", "相机是{a}用攒了半年的积蓄买的")),
    Case("培训退费案", "教育培训合同", "培训机构停课，须退剩余学费", "培训机构", "{a}给孩子报了{b}五十节钢琴课，上到第十二节，老师离职，机构两个月没有安排新老师",
        "{b}两个月未给{a}的孩子安排钢琴老师", (Item("剩余学费", 2500, 8000, verb="退还"), Item("违约金", 300, 1000, share=0)),
        "老师正在招聘，课程并没有取消，不同意退费", "机构长期停课时家长能否要求退费", "两个月无法上课，合同目的已经不能实现，{b}应当退还剩余学费；合同里没有违约金条款，这一请求不予支持",
        "机构长期停课的，应退还未上课时的学费", ("{a}的手机里存着每次的上课记录", "法庭外的走廊里坐着另外三位家长")),
    Case("种子减产案", "产品责任", "种子不合格造成减产，由销售者赔偿", "种子站", "{a}从{b}买了二十袋水稻种子，播下去出苗稀稀拉拉，农技站鉴定认为发芽率不足五成，当年亩产少了一半",
        "{b}出售的稻种发芽率不足五成，{a}因此减产", (Item("减产损失", 6000, 16000, verb="赔偿"), Item("种子款", 600, 1600, verb="退还"), Item("鉴定期间的伙食费", 200, 600, share=0)),
        "出苗差是{a}播种太早、天气太冷", "减产是种子质量还是气候造成的", "同村使用其他种子的稻田出苗正常，农技站的鉴定也排除了气候原因，{b}应当赔偿；伙食费与种子没有直接关系",
        "种子质量不合格造成减产，销售者应当赔偿", ("{a}用蛇皮袋装来一袋枯苗作证", "{a}的裤脚上还沾着泥点")),
    Case("花盆坠楼案", "物件损害责任", "窗台花盆坠落伤人，管理人担责", "", "{a}路过居民楼，被{b}家窗台上掉下的花盆砸伤肩膀，住院八天",
        "{b}家窗台的花盆坠落砸伤路人{a}", (Item("医疗费", 3000, 9000), Item("护理费", 800, 2400), Item("误工费", 1500, 4500), Item("手机损失", 1500, 3000, share=0, verb="赔偿")),
        "花盆是被大风吹落的，属于意外", "花盆被风吹落能否免除管理人的责任", "大风早有预报，{b}把花盆放在没有护栏的窗台上，没有尽到管理义务，应当赔偿；手机的损坏没有证据证明与花盆有关",
        "搁置物坠落伤人，管理人不能证明没有过错就要担责", ("花盆里种的是一株月季", "邻居说那几天风大得站不稳")),
    Case("定金双倍案", "买卖合同", "卖家反悔，双倍返还定金", "", "{a}看中{b}的二手轿车，付了定金，约定三天后付清余款过户。第二天，{b}见别人出价更高，把车卖给了别人",
        "{b}收下{a}的定金后把车卖给了别人", (Item("已付定金", 2000, 6000, verb="返还"), Item("定金罚则下的另一倍定金", 0, 0, times=1, verb="返还"), Item("租车费", 600, 1800, share=0)),
        "没有签正式合同，收的只是订金，退回原款即可", "付款的性质是定金还是订金", "收条上写的是“定金”，并约定了违约后的处理，{b}反悔，应当双倍返还；双倍返还定金足以弥补损失，租车费不再支持",
        "收受定金的一方违约，应当双倍返还定金", ("收条写在一张购车宣传单背面", "{b}开庭时已经换了一辆车")),
    Case("超市滑倒案", "违反安全保障义务责任", "地面湿滑未警示，超市担责六成", "超市公司", "{a}在{b}的生鲜区踩到一摊水滑倒，右腕骨折。那天员工刚拖过地，没有放警示牌；{a}走路时一直低头看手机",
        "{a}在{b}湿滑的地面上滑倒骨折，当时正在看手机", (Item("医疗费", 5000, 12000, share=60), Item("护理费", 1500, 3000, share=60), Item("误工费", 2000, 6000, share=60)),
        "{a}自己低头看手机，才没看见地上的水", "超市和顾客各自承担多少责任", "{b}没有放警示牌，没有尽到安全保障义务，{a}低头看手机也有疏忽，{b}承担60%的责任",
        "经营场所未尽安全保障义务的，应按过错承担责任", ("法庭外的长椅上坐满了人", "{a}右手缠着纱布，用左手签了名")),
    Case("沙发尺寸案", "承揽合同", "量错尺寸，家具店应退定做款", "家具店", "{a}在{b}定做一组转角沙发，量房的师傅把长度记错了二十厘米，送来的沙发进不了客厅",
        "{b}量错尺寸，做出的沙发放不进{a}家的客厅", (Item("定做款", 3000, 9000, verb="退还"), Item("搬运费", 200, 800), Item("租椅子费", 300, 900, share=0)),
        "尺寸是{a}签字确认过的，应当由{a}承担", "尺寸错误由谁造成", "确认单上的数字由{b}的师傅填写，{a}没有能力复核，{b}应当退款并承担搬运费；租椅子费没有单据，不予支持",
        "承揽人量错尺寸的，应当自行承担损失", ("量房的师傅没有到庭", "沙发在楼道里停放了三天")),
    Case("洗坏大衣案", "承揽合同", "洗坏大衣，干洗店按折旧赔偿", "干洗店", "{a}把穿了两年的羊绒大衣送到{b}清洗，取回时发现领口缩水、颜色发花，{b}只同意退还洗衣费",
        "{b}洗坏了{a}穿过两年的羊绒大衣", (Item("大衣折旧后的价值", 1200, 3600, verb="赔偿"), Item("洗衣费", 60, 160, 10, verb="退还"), Item("买新大衣的差价", 800, 2000, share=0)),
        "大衣本身材质不好，送洗时已经有污渍", "大衣的损坏是材质还是洗涤造成的", "送洗单上没有注明污渍和瑕疵，{b}没有证据证明材质有问题，应当按折旧后的价值赔偿，并退还洗衣费；大衣已经穿过两年，买新衣的差价不能全由{b}承担",
        "洗坏衣物应按折旧后的价值赔偿", ("大衣的领口像打了褶的荷叶", "洗衣店的老板把账本也带来了")),
    Case("取消婚宴案", "服务合同", "提前四十天取消婚宴，只扣一成", "酒店公司", "{a}在{b}预订婚宴，付了预付款。因家人突发重病，{a}提前四十天要求取消，{b}以合同写着“概不退款”为由拒绝",
        "{a}因家人重病提前四十天取消婚宴，{b}拒退预付款", (Item("预付款", 4000, 12000, share=90, verb="退还"), Item("利息损失", 200, 800, share=0, verb="赔偿")),
        "合同写明预付款概不退还", "“概不退款”的条款是否有效", "该条款加重了消费者的责任，属于无效格式条款；{a}提前四十天通知，酒店可以另行出租宴会厅，酌情扣除预付款的10%作为损失；利息损失没有约定",
        "“概不退款”的格式条款无效，扣款应当与损失相当", ("{a}已经把请柬一张张收了回来", "酒店的代理人当庭翻开了合同")),
    Case("网上造谣案", "名誉权", "在群里造谣，构成名誉侵权", "", "{b}与{a}因宅基地有过节，在村民群里连续三天发言，说{a}偷过集体的树苗，还配上照片，村里人背后议论纷纷",
        "{b}在村民群里造谣，说{a}偷过集体的树苗", (Item("精神损害抚慰金", 1000, 4000), Item("公证费", 500, 1200), Item("误工费", 500, 1500, share=0)),
        "说的是听来的传言，没有恶意", "转述传言是否构成名誉侵权", "{b}没有核实就在三百多人的群里散布，贬损了{a}的名誉，应当赔偿；误工费没有证据，不予支持",
        "散布未经核实的传言贬损他人，构成名誉侵权", ("开庭前，村主任已经调解过三次", "旁听席上坐着十几个村民")),
    Case("车位重租案", "租赁合同", "车位重复出租，应退租金并付违约金", "停车场公司", "{a}与{b}签了一年的车位租赁合同，停了三个月，发现车位常被别人占着，一问，{b}把同一车位又租给了别人",
        "{b}把租给{a}的车位又租给了别人", (Item("剩余租金", 2700, 7200, verb="退还"), Item("违约金", 500, 1500), Item("打车费", 300, 900, share=0)),
        "系统出了差错，可以换到别的车位", "车位重复出租是否构成根本违约", "{a}租车位就是为了固定停车，重复出租使合同目的落空，{b}应当退还剩余租金并支付约定的违约金；打车费没有票据，不予支持",
        "重复出租使合同目的落空的，应退租金并付违约金", ("停车场的经理带来了一张车位平面图", "{a}把占位车辆的照片按日期排好")),
)  # fmt: skip
SHARED_OCCASIONS = (
    "{who}要把{name}{use}，{why}。", "{who}看中了{name}，想把它{use}，{why}。", "{who}打算把{name}{use}，{why}。", "{name}要由{who}{use}，{why}。",
    "{name}刚刚结案，{who}急着把它{use}。", "{who}手上有{name}，要{use}，{why}。", "{who}读到{name}，准备把它{use}。",
)  # fmt: skip
WRITERS_OF: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("法治版编辑", "电台主持人", "广播站播音员", "法院宣传科的干事", "普法栏目的编导"),
     ("写成一则法治短讯", "用在普法节目里", "编进法治专栏", "做成普法推文")),
    (("法学院的学生", "政治老师", "普法讲师", "法治副校长", "法律系助教"),
     ("放到课件里", "用在普法课上", "编进案例选", "做成展板", "写进讲稿")),
    (("街道调解员", "普法志愿者", "居委会干部", "司法所干部", "村里的法律明白人", "消协工作人员", "工会法律顾问"),
     ("写进普法手册", "做成展板", "发到居民群", "印成普法传单", "贴在公告栏里", "印成咨询窗口的折页")),
    (("律所实习生", "退休法官", "案例库编辑", "企业法务", "法院的书记员"),
     ("放进案例库", "用在新人培训上", "填进案例登记表", "登在内部简报上", "收进档案", "编进案例选")),
)  # fmt: skip
"""Groups of people who use a judgment, and what they use it for."""
RECORDS = frozenset(("放进案例库", "填进案例登记表", "收进档案"))
ONLINE = frozenset(("发到居民群", "做成普法推文"))
SPOKEN = frozenset(("用在普法节目里", "用在普法课上", "用在新人培训上", "写进讲稿", "放到课件里"))
PAIRED = (
    "{who}要把{one}和{other}一起{use}，{why}。", "{one}与{other}都要{use}，{who}想合成一份，{why}。", "{who}挑了{one}、{other}，打算一起{use}，{why}。",
    "{one}和{other}要由{who}合在一起{use}，{why}。", "{who}的材料里有{one}，也有{other}，都要{use}，{why}。", "先讲{one}，再讲{other}，{who}准备依次{use}。",
)  # fmt: skip
WHY = (
    "不需要庭审细节", "旁听的情景不必写", "原文太长", "领导要先过目", "原文里闲笔不少", "明天就用", "要得很急",
)  # fmt: skip
RECORD_WHY = ("每案只收几行", "后面还排着四个案子", "今天就要录完", "日后要按案由检索")
ONLINE_WHY = ("读者不懂法律", "读者急着要结论", "大家只关心谁输谁赢", "长文章没人点开", "手机上看不了长文")
SPOKEN_WHY = ("听的人不懂法律", "留给它的时间不多", "后面还要讲四个案子", "大家只关心谁输谁赢", "听的人急着要结论")
PAPER_WHY = ("版面剩下一小块", "读者不懂法律", "读者急着要结论", "字数卡得很死", "后面还排着四个案子", "纸张只有半页")
TIGHT = frozenset(
    (
        "版面剩下一小块",
        "字数卡得很死",
        "长文章没人点开",
        "手机上看不了长文",
        "纸张只有半页",
        "后面还排着四个案子",
        "后面还要讲四个案子",
        "留给它的时间不多",
        "每案只收几行",
        "原文太长",
    )
)
RESULTS = frozenset(("大家只关心谁输谁赢", "读者急着要结论", "听的人急着要结论"))
"""Reasons that are served only by a summary that tells the result."""


def user_of(rng: Random, roomy: bool, result: bool) -> dict[str, str]:
    """Draw who uses a judgment, for what, and why: for `roomy` no reason of space, and without `result` none that needs it."""
    people, uses = rng.choice(WRITERS_OF)
    use = rng.choice(uses)
    own = RECORD_WHY if use in RECORDS else ONLINE_WHY if use in ONLINE else SPOKEN_WHY if use in SPOKEN else PAPER_WHY
    fitting = [why for why in (*WHY, *own) if not (roomy and why in TIGHT) and (result or why not in RESULTS)]
    return {"who": rng.choice(people), "use": use, "why": rng.choice(fitting)}


OCCASIONS: dict[str, tuple[str, ...]] = {
    "退租押金案": ("表妹退租被扣了押金，我找到一个相似的判决给她看。", "房东群里为墙面发黄吵了起来。", "毕业季租房讲座要用一个退押金的例子。"),
    "翻新手机案": ("同事在网上买的“新”手机其实用过，想先看看类似的案子。", "三一五晚会的选题会要过一遍翻新机的案子。", "二手市场的管理员要提醒商户别以旧充新。"),
    "健身房搬迁案": ("小区健身房要搬走，会员群炸了锅。", "预付卡消费提示里要附一个健身房的判例。", "健身顾问想知道迁店之后该不该退卡。"),
    "楼上漏水案": ("我家天花板也渗水，物业让我看看这个判决。", "业主大会要讨论老水管，先通报一个漏水案。", "楼上楼下为漏水闹僵了，调解前双方要先看判例。"),
    "电动车撞人案": ("外卖站的晨会要讲抢绿灯的后果。", "交警大队进校园，要给学生讲横穿马路的责任。", "父亲横穿马路被撞，弟弟想先了解责任怎么分。"),
    "借条案": ("堂哥借钱不还，姑姑想知道打官司有没有用。", "村里老人总是凭口头借钱，村委想用借条案劝一劝。", "财务讲座的最后一页要放一个借条的判决。"),
    "未签合同案": ("后厨的小工干了半年也没签合同，托我打听。", "人力资源部给店长们培训，开场放一个案子。", "劳动监察的宣传车要播一个未签合同的故事。"),
    "装修拖期案": ("新房装修拖了两个月，邻居劝我看看这则报道。", "家装公司给项目经理敲警钟。", "业主群整理装修避坑贴，需要一个工期的案例。"),
    "婚礼丢片案": ("摄影协会提醒会员做好备份。", "婚庆公司的新人培训讲到了影像丢失。", "闺蜜的婚礼录像没了，她想知道能不能要精神赔偿。"),
    "宠物狗案": ("小区要张贴文明养犬的提示，附一个判例。", "弟弟遛狗从来不拴绳，我想让他看看。", "防疫站给打狂犬疫苗的人发一份说明，附上案例。"),
    "旅行降级案": ("旅行社换了酒店，旅友群里在商量维权。", "文旅局的投诉处理手册要加一个降级住宿的案子。", "导游资格培训里有一道降级住宿的讨论题。"),
    "丢失快件案": ("快递站墙上要贴一段保价提示。", "表哥寄丢了一台相机，客服只肯赔运费的几倍。", "网店店主们在讨论要不要保价。"),
    "培训退费案": ("钢琴老师走了，机构迟迟不安排人，家长们在找依据。", "教育局要给家长发防坑提醒。", "同学的父母在为学费打官司，她想知道胜算。"),
    "种子减产案": ("农资店换季进货，老板想了解卖坏种子的后果。", "农技站的培训班上，老乡问种子不好找谁赔。", "乡镇综治办要给种粮大户讲维权。"),
    "花盆坠楼案": ("台风预报发布后，社区要提醒住户收好窗台的花盆。", "二姐被楼上掉下的东西砸了，想看看类似的判决。", "物业的安全告示缺一个真实案例。"),
    "定金双倍案": ("买二手车付了定金，卖家却反悔了，朋友让我看看判例。", "中介给新人讲“定金”和“订金”，要用一个判决。", "婚纱店的员工分不清定金和订金，老板找了一份判决。"),
    "超市滑倒案": ("超市的晨会要讲拖地放警示牌。", "奶奶在菜场滑倒，家里人想了解责任比例。", "安全员考核里有一道顾客滑倒的案例题。"),
    "沙发尺寸案": ("定做的衣柜差了十厘米，装修群里有人贴出判例。", "家具厂给量房师傅上课。", "消协的典型案例专栏要收一篇定做家具的。"),
    "洗坏大衣案": ("干洗店老板想重写洗衣须知。", "妈妈的大衣被洗坏了，店里只肯退洗衣费。", "消费投诉热线的话务员要背一个干洗案例。"),
    "取消婚宴案": ("婚期延后，酒店不肯退预付款，准新郎在查案例。", "餐饮协会讨论预付款的格式条款。", "民法课的格式条款一节要举婚宴的例子。"),
    "网上造谣案": ("村民群的群主想发一条不信谣的提醒。", "有人在业主群里造谣，被造谣的人想看看能告赢吗。", "中学法治课讲到网络言论，要用这个案子。"),
    "车位重租案": ("停车场把我的车位租给了别人，我想看看法院怎么判。", "物业公司检查车位合同，借这个案子自查。", "房屋租赁讲座讲完住房，还要讲一个车位的案子。"),
}  # fmt: skip
ENDINGS = (
    "宣判后，双方均未上诉，判决已经生效。", "一审宣判后，被告提起上诉，二审法院维持原判。", "宣判后，被告主动履行了判决。",
)  # fmt: skip
PARTIES = "".join(name for name in SURNAMES if name not in "付金余")
"""Surnames that cannot be read as a part of 支付, 金额 or 余款."""
RICE_TOWNS = ("武汉", "合肥", "南昌", "长沙", "绍兴", "扬州", "哈尔滨", "沈阳")
STATUS = {"均未上诉": "双方均未上诉", "二审": "二审维持原判", "主动履行": "被告已主动履行"}
TEXTS = (
    "下面的报道",
    "这则案例",
    "这份判决摘报",
    "下文",
    "这篇案情报道",
    "这起案子",
    "这则{cause}纠纷的报道",
    "{name}的报道",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A case with its parties, the claimed and granted amounts, and what followed."""

    case: Case
    plaintiff: str
    defendant: str
    amounts: tuple[int, ...]
    granted: tuple[int, ...]
    town: str
    ending: str

    @property
    def parties(self) -> set[str]:
        """Names of the people among the parties."""
        return {party for party in (self.plaintiff, self.defendant) if party.endswith("某")}

    def text(self, template: str) -> str:
        """Insert the parties."""
        return template.format(a=self.plaintiff, b=self.defendant)


def trial_of(rng: Random) -> Trial:
    """Draw a case, its parties and amounts."""
    case = rng.choice(CASES)
    one, other = rng.sample(PARTIES, 2)
    amounts: list[int] = []
    for item in case.items:
        amounts.append(item.times * amounts[0] if item.times else rng.randrange(item.low, item.high + 1, item.step))
    granted = tuple(amount * item.share // 100 for item, amount in zip(case.items, amounts, strict=True))
    town = rng.choice(RICE_TOWNS) if case.name == "种子减产案" else city(rng)
    defendant = f"某{case.defendant}" if case.defendant else f"{other}某"
    return Trial(case, f"{one}某", defendant, tuple(amounts), granted, town, rng.choice(ENDINGS))


def listed_amounts(trial: Trial, amounts: tuple[int, ...]) -> str:
    """List the items and amounts that are above zero, with a verb wherever it changes."""
    told, verb = list[str](), ""
    for item, amount in zip(trial.case.items, amounts, strict=True):
        if amount:
            told.append(f"{'' if item.verb == verb else item.verb}{item.name}{amount}元")
            verb = item.verb
    return "、".join(told)


def report(rng: Random, trial: Trial) -> str:
    """Write the report of a trial."""
    day = f"{rng.choice((3, 4, 6, 7, 8, 9, 11, 12))}月{rng.randint(6, 28)}日"
    case, aside = trial.case, rng.sample(trial.case.asides, rng.choice((1, 2)))
    rejected = "，驳回其他诉讼请求" if len([one for one in trial.granted if one]) < len(trial.amounts) else ""
    lead = rng.choice(
        (
            f"{day}，{trial.town}市一家基层法院审结一起{case.cause}纠纷案",
            f"{trial.town}市某区人民法院{day}对一起{case.cause}纠纷作出判决",
            f"{day}，{trial.town}市某区法院公开审理了一起{case.cause}纠纷案",
        )
    )
    claims = f"{trial.plaintiff}诉至法院，请求判令{trial.defendant}{listed_amounts(trial, trial.amounts)}"
    defence = f"{trial.defendant}辩称，{trial.text(case.defence)}"
    looks = f"庭审持续了{rng.randint(45, 170)}分钟。{trial.text('。'.join(aside))}"
    issue = rng.choice((f"本案的争议焦点是：{case.issue}", f"庭审中，双方争的是{case.issue}"))
    court = rng.choice((f"法院认为，{trial.text(case.reason)}", f"承办法官指出，{trial.text(case.reason)}"))
    verdict = f"法院判决{trial.defendant}向{trial.plaintiff}{listed_amounts(trial, trial.granted)}{rejected}"
    middle = [defence, looks] if rng.random() < 0.5 else [looks, defence]
    parts = [lead, trial.text(case.story), claims, *middle, issue, court, verdict]
    return "。".join(parts) + "。" + trial.ending


def money(trial: Trial) -> str:
    """State the sums: claimed, granted and rejected."""
    claimed, granted = sum(trial.amounts), sum(trial.granted)
    return f"诉请合计{claimed}元，法院支持{granted}元" + (f"，驳回{claimed - granted}元" if claimed > granted else "")


def plainly(trial: Trial) -> str:
    """State the sums without terms of law."""
    claimed, granted = sum(trial.amounts), sum(trial.granted)
    return f"{trial.plaintiff}一共要{claimed}元，法院判给{granted}元"


def status(trial: Trial) -> str:
    """Say in brief what followed the judgment."""
    return next(words for mark, words in STATUS.items() if mark in trial.ending)


def texts(rng: Random, trial: Trial) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS).format(cause=trial.case.cause, name=trial.case.name)


Ask = tuple[str, str]


def as_title(rng: Random, trial: Trial) -> Ask:
    """Ask for a title of the judgment."""
    return order(rng, "title", texts(rng, trial), within(rng, close_limit(rng, trial.case.title))), trial.case.title


def as_gist(rng: Random, trial: Trial) -> Ask:
    """Ask for the rule behind the judgment in one sentence."""
    answer = f"{trial.case.gist}。"
    what = rng.choice(
        ("写出裁判要旨", "只写这个判决确立的道理", "说清法院的裁判规则", "不写当事人和金额，只写裁判规则")
    )
    return order(rng, "sentence", texts(rng, trial), what, within(rng, round_limit(rng, answer))), answer


def facts_of(trial: Trial) -> dict[str, str]:
    """Write every part of a judgment that may be asked for, in the order of a report."""
    case = trial.case
    return {
        "案情": trial.text(case.brief),
        "诉请": f"{trial.plaintiff}请求{trial.defendant}{listed_amounts(trial, trial.amounts)}",
        "抗辩": f"{trial.defendant}辩称，{trial.text(case.defence)}",
        "争议焦点": f"双方争的是{case.issue}",
        "裁判理由": f"法院认为，{trial.text(case.reason)}",
        "金额": money(trial),
        "后续": status(trial),
    }


def some_parts(rng: Random, facts: dict[str, str]) -> dict[str, str]:
    """Draw four to six parts: the case, the sums and others."""
    others = rng.sample(("诉请", "抗辩", "争议焦点", "裁判理由", "后续"), rng.choice((2, 3, 3, 4)))
    return {name: text for name, text in facts.items() if name in ("案情", "金额", *others)}


SUMS = (
    "金额要合计", "请求和支持的金额都算出总数", "注明请求总额和支持总额", "总数由你算出", "钱数加总后再写", "金额一项写合计数", "几笔钱要算出合计",
)  # fmt: skip


def as_digest(rng: Random, trial: Trial) -> Ask:
    """Ask for a digest in a paragraph."""
    parts = some_parts(rng, facts_of(trial))
    answer = "。".join(parts.values()) + "。"
    limit = within(rng, round_limit(rng, answer))
    return order(rng, "paragraph", texts(rng, trial), contents(rng, tuple(parts)), rng.choice(SUMS), limit), answer


def as_table(rng: Random, trial: Trial) -> Ask:
    """Ask for a table of the key points, with sums."""
    parts = some_parts(rng, facts_of(trial))
    rows = [("案由", f"{trial.case.cause}纠纷"), *parts.items()]
    left, right = rng.choice((("项目", "内容"), ("栏目", "摘要"), ("要素", "概括"), ("事项", "要点")))
    head = rng.choice((f"表头为“{left}”和“{right}”", f"两列叫“{left}”“{right}”", f"列名用“{left}”“{right}”"))
    names = "、".join(name for name, _ in rows)
    lines = rng.choice((f"行依次是{names}", f"按{names}分行", f"{names}各占一行", f"逐行写{names}"))
    return order(rng, "table", texts(rng, trial), head, lines, rng.choice(SUMS)), in_table(rows, (left, right))


def as_points(rng: Random, trial: Trial) -> Ask:
    """Ask for points for a reader without legal knowledge."""
    case = trial.case
    answer = "\n".join(
        (f"- {trial.text(case.brief)}", f"- 争的是{case.issue}", f"- {plainly(trial)}", f"- {case.gist}")
    )
    extra = rng.choice(
        ("读者不懂法律，别用术语", "写给不懂法的人看", "让没读过法律的人看懂", "说得通俗些", "少用法律词")
    )
    head = rng.choice(
        ("依次写起因、焦点、结果、道理", "四条分别是起因、焦点、结果、道理", "按起因、焦点、结果、道理的顺序")
    )
    return order(rng, "points", texts(rng, trial), head, rng.choice(SUMS), extra), answer


def as_ladder(rng: Random, trial: Trial) -> Ask:
    """Ask for a title, the rule in a sentence and a digest, one longer than the other."""
    facts = facts_of(trial)
    digest = "。".join(facts[name] for name in ("案情", "争议焦点", "裁判理由", "金额")) + "。"
    gist, title = f"{trial.case.gist}。", trial.case.title
    steps = (
        f"写一段摘要（案情、争议焦点、裁判理由、金额合计，{within(rng, round_limit(rng, digest))}）",
        f"写一句裁判要旨（{within(rng, round_limit(rng, gist))}）",
        f"拟一个标题（{within(rng, close_limit(rng, title))}）",
    )
    return ladder(rng, texts(rng, trial), *reversed(steps)), f"{title}\n\n{gist}\n\n{digest}"


WRITERS = (
    as_ladder,
    as_ladder,
    as_title,
    as_gist,
    as_gist,
    as_digest,
    as_digest,
    as_digest,
    as_table,
    as_table,
    as_points,
)


SEVERAL = (
    "把{0}份报道合编成案例摘要", "请将{0}个案子浓缩成一份摘要", "概括这{0}起案件", "总结下面{0}则案例", "将{0}则报道缩写成一份提要", "给{0}个案子写摘要，合成一份",
    "请把{0}则报道概括成一份摘要汇编", "归纳{0}起纠纷，编成一份摘要",
)  # fmt: skip
CASE_HEADS = (
    "每案一节，Markdown二级标题写案名",
    "以案名作Markdown二级标题",
    "一案一节，二级标题用案名",
    "分案写，Markdown二级标题即案名",
    "按案分节，节名（二级标题）为案名",
)
SUM_TABLES = (
    "末尾附Markdown表格，列为", "最后列一张Markdown表格，表头", "文末用Markdown表格对照金额，列为", "结尾用Markdown表格汇总金额，三列是", "文后加一张金额表（Markdown），列名",
)  # fmt: skip


def write_several_trials(rng: Random) -> Task:
    """Ask for a digest of two or three judgments under headings, with the sums of each in a table."""
    trials = [trial_of(rng)]
    while len(trials) < 2 or (len(trials) < 3 and rng.random() < 0.5):
        trial = trial_of(rng)
        if not any(trial.case is other.case or trial.parties & other.parties for other in trials):
            trials.append(trial)
    *others, last = (trial.case.name for trial in trials)
    user = user_of(rng, roomy=True, result=True)
    lead = rng.choice(PAIRED).format(one="、".join(others), other=last, **user)
    count = COUNTS[len(trials)]
    main, heads = rng.choice(SEVERAL).format(count), rng.choice(CASE_HEADS)
    parts = contents(rng, ("案情", "争议焦点", "裁判理由", "后续"))
    table = rng.choice(SUM_TABLES) + "“案件”“诉请合计（元）”“支持合计（元）”"
    sections = []
    for trial in trials:
        facts = facts_of(trial)
        told = "。".join(facts[name] for name in ("案情", "争议焦点", "裁判理由", "后续"))
        sections.append(f"## {trial.case.name}\n{told}。")
    sums = [(trial.case.name, str(sum(trial.amounts)), str(sum(trial.granted))) for trial in trials]
    answer = "\n\n".join([*sections, in_table(sums, ("案件", "诉请合计（元）", "支持合计（元）"))])
    given = "\n\n".join(f"【{trial.case.name}】{report(rng, trial)}" for trial in trials)
    return Task(f"{lead}{main}，{heads}，每节{parts}，{table}。", given, answer)


def occasion(rng: Random, case: Case, answer: str) -> str:
    """Say why a summary like `answer` is wanted, or nothing."""
    kind = rng.random()
    if kind < 0.05:
        return ""
    if kind < 0.25 and answer != case.title:
        return rng.choice(OCCASIONS[case.name])
    user = user_of(rng, roomy=len(answer) >= 120, result="法院支持" in answer or "法院判给" in answer)
    return rng.choice(SHARED_OCCASIONS).format(name=case.name, **user)


def write_court_case(rng: Random) -> Task:
    """Ask to summarize the report of a judgment, or of several, in one of several forms."""
    if rng.random() < 0.25:
        return write_several_trials(rng)
    trial = trial_of(rng)
    ask, answer = rng.choice(WRITERS)(rng, trial)
    lead = occasion(rng, trial.case, answer)
    ask = ask.replace(f"{trial.case.name}的报道", "这篇报道") if trial.case.name in lead else ask
    return Task(lead + once_long(lead, ask), report(rng, trial), answer)
