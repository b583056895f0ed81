"""Questions to ask a doctor before an operation or examination: one for each worry of the patient, by stage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.tables import in_table

BEFORE, DURING, AFTER = "之前", "当天", "之后"
STAGES = (BEFORE, DURING, AFTER)
CHILD, ADULT, ELDER, WOMAN, MOTHER = "child", "adult", "elder", "woman", "mother"
"""Groups of patients."""


@dataclass(frozen=True, slots=True)
class Worry:
    """A fact about a patient or a treatment, and the question to ask because of it, with its stage.

    `needs` are the traits that a treatment or a patient must have for the fact to fit.
    """

    fact: str
    question: str
    stage: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """An operation or examination: its name, its patients, and the questions that its facts raise.

    `traits` say whether the skin is cut, whether the patient sleeps, and whether rest follows; and whether the patients
    work, and are old enough for the diseases of later years.
    """

    name: str
    group: str
    traits: str
    patients: tuple[str, ...]
    worries: tuple[Worry, ...]


# fmt: off
TREATMENTS = (
    Treatment("白内障手术", ELDER, "rest mature", ("外婆", "楼下的老奶奶", "退休的姑父"), (
        Worry("两只眼睛都看不清", "两只眼睛隔多久做？先做哪一只？", BEFORE), Worry("爱看手机也爱看远山", "单焦点和多焦点的晶体，哪种更合平时的习惯？", BEFORE),
        Worry("眼皮总忍不住要眨", "手术中忍不住眨眼会不会有危险？", DURING), Worry("做完要自己滴三种眼药水", "几种药水的先后和间隔是怎样的？", AFTER))),
    Treatment("智齿拔除手术", ADULT, "rest working", ("刚上班的表弟", "做设计的同事", "准备出国的朋友"), (
        Worry("智齿横着长", "要不要切开牙龈、分几块取？", BEFORE), Worry("片子显示牙根挨着神经", "伤到神经的可能有多大？麻木多久算不正常？", BEFORE),
        Worry("嘴张不大", "做的时候能不能中途歇一歇？", DURING), Worry("以前拔牙流血很久", "回家后咬棉球多久？血不止该去哪里？", AFTER))),
    Treatment("无痛胃镜", ADULT, "sleep mature", ("胃疼半年的舅舅", "体检提示异常的姐姐", "常加班的邻居"), (
        Worry("父亲得过胃癌", "要不要多取几处活检？", BEFORE), Worry("幽门螺杆菌查出阳性", "杀菌治疗放在检查前还是检查后？", BEFORE),
        Worry("打算自己开车去", "醒了以后多久能开车？要不要人接？", DURING), Worry("可能要取组织化验", "报告几天出？由谁来讲？", AFTER))),
    Treatment("肠镜检查", ADULT, "sleep mature", ("五十岁的单位领导", "便血一个月的叔叔", "想查息肉的阿姨"), (
        Worry("一向便秘，三四天才大便一次", "清肠药要不要加量或提前吃？", BEFORE), Worry("喝两升药水就吐", "清肠药能不能分两次喝？", BEFORE),
        Worry("很怕肠子疼", "可以选麻醉吗？有什么不同？", DURING), Worry("上次摘过两个息肉", "这次要是又查出息肉，当场摘吗？摘了以后几天不能吃硬的？", AFTER))),
    Treatment("膝关节置换手术", ELDER, "cut sleep rest mature", ("走不动路的奶奶", "腿弯了的大伯", "老街坊"), (
        Worry("两条膝盖都疼", "一次换两边还是分开换？", BEFORE), Worry("想知道假体能用几年", "不同材料的寿命和价钱差多少？", BEFORE),
        Worry("怕疼怕得睡不着", "术后镇痛泵用多久？会不会头晕？", AFTER), Worry("家里是蹲厕", "多久可以蹲？要不要改装坐便器？", AFTER))),
    Treatment("胆囊切除手术", ADULT, "cut sleep rest working mature", ("爱吃油炸的堂哥", "疼过三次的婶婶", "办公室的会计"), (
        Worry("胆囊里有一颗两厘米的石头", "不切能不能再观察？风险是什么？", BEFORE), Worry("听说肚子会打进气体", "肩膀痛是不是因为打气？几天消？", AFTER),
        Worry("怕切了以后拉肚子", "多长时间可以吃炒菜？哪些先别碰？", AFTER), Worry("担心要开腹", "什么情况下会改成开腹？", DURING))),
    Treatment("扁桃体切除手术", CHILD, "", ("上二年级的外甥", "六岁的侄女", "刚上学的儿子"), (
        Worry("晚上张着嘴睡", "做完以后打鼾能好多少？", BEFORE), Worry("一年发烧七八回", "先切扁桃体还是连腺样体一起？", BEFORE),
        Worry("听说术后喉咙里会长白膜", "那层白膜是正常的吗？能不能擦？", AFTER), Worry("孩子最爱吃薯片", "多少天不能吃脆的和烫的？", AFTER))),
    Treatment("小儿疝气手术", CHILD, "", ("三岁的小侄子", "五岁的弟弟", "四岁的外孙"), (
        Worry("鼓包一哭就出来", "在等手术的日子里鼓包推不回去怎么办？", BEFORE), Worry("另一边也像有鼓包", "能不能一次把另一边也查一查？", BEFORE),
        Worry("听说孩子要空腹好几个小时", "几点以后不能喝水？喝奶算不算？", DURING), Worry("天天要骑滑板车", "几周后能跑跳、能骑滑板车？", AFTER))),
    Treatment("剖宫产", MOTHER, "", ("怀孕三十八周的表姐", "二胎的弟媳", "同事的妻子"), (
        Worry("头胎也是剖的", "这次粘连的可能有多大？", BEFORE), Worry("胎盘位置偏低", "要不要提前备血、请什么科来？", BEFORE),
        Worry("想第一时间抱孩子", "手术台上能不能和孩子贴一贴？", DURING), Worry("怕奶水上不来", "用的药影响喂奶吗？什么时候开始吸？", AFTER))),
    Treatment("甲状腺结节穿刺", ADULT, "mature", ("体检发现结节的小姑", "三十岁的邻居", "教舞蹈的朋友"), (
        Worry("结节一点二厘米、边不清", "分级是几类？要不要先观察三个月？", BEFORE), Worry("习惯戴金项链", "穿刺当天首饰和高领衣服要注意什么？", DURING),
        Worry("怕扎一针就扩散", "针道扩散的说法有没有根据？", BEFORE), Worry("结果可能说不清", "结果是不确定的，下一步做什么？", AFTER))),
    Treatment("近视激光手术", ADULT, "rest working", ("想当消防员的侄子", "开货车的堂弟", "跑马拉松的朋友"), (
        Worry("两年度数涨了一百", "度数还在涨，现在能不能做？", BEFORE), Worry("角膜只有五百微米", "角膜够不够厚？哪一种切得少？", BEFORE),
        Worry("怕手术时眼睛动", "机器怎样跟踪？打个喷嚏怎么办？", DURING), Worry("一天要看五六个小时手机", "多久能看手机？干眼要滴到什么时候？", AFTER))),
    Treatment("心脏支架手术", ELDER, "rest mature", ("爬楼就喘的爷爷", "七十岁的邻居大爷", "父亲的老战友"), (
        Worry("造影显示有两处堵塞", "两处都放还是先放一处？", BEFORE), Worry("医生提过也可以搭桥", "支架和搭桥的长处短处是什么？", BEFORE),
        Worry("还不知道从手腕还是大腿进", "从哪里进？要平躺多久？", DURING), Worry("以后要长期吃抗血小板药", "这种药要连着吃几年不能停？拔牙前要不要停几天？", AFTER))),
    Treatment("痔疮手术", ADULT, "rest working mature", ("开出租的哥哥", "产后两年的嫂子", "写代码的表哥"), (
        Worry("便血半年", "要不要先做肠镜排除别的病？", BEFORE), Worry("一坐就疼", "有没有不用开刀的办法？", BEFORE),
        Worry("怕大便时裂开", "头一次大便用不用软便药？", AFTER), Worry("整天坐着上班", "几天可以坐满八小时？", AFTER))),
    Treatment("乳腺肿块切除手术", WOMAN, "cut sleep rest working mature", ("四十二岁的小姨", "老同学", "合租过的室友"), (
        Worry("超声报告写着4类", "先穿刺还是直接切？", BEFORE), Worry("想让刀口尽量不显眼", "切口在哪里？能不能藏在乳晕边？", BEFORE),
        Worry("快速病理当天出", "要是恶性，当场扩大范围吗？由谁签字？", DURING), Worry("要住五天", "拔管和拆线各在哪一天？能不能洗澡？", AFTER))),
    Treatment("手腕骨折内固定手术", ADULT, "cut rest working mature", ("摔倒的骑手", "滑雪受伤的妹夫", "木工师傅"), (
        Worry("骨折的是惯用手", "钢板会不会影响写字和使劲？", BEFORE), Worry("手指发麻", "麻是不是神经压住了？多急？", BEFORE),
        Worry("医生说打臂丛麻醉", "胳膊要麻几小时？人会不会睡过去？", DURING), Worry("想早点握方向盘", "第几周开始练手腕？钢板拿不拿？", AFTER))),
    Treatment("慢性阑尾炎手术", ADULT, "cut sleep rest working mature", ("在外打工的姐夫", "开饭馆的师兄", "跑业务的朋友"), (
        Worry("疼了半年，时好时坏", "一定要切吗？再等等会怎么样？", BEFORE), Worry("肚子上不想留长疤", "微创和开刀各留几条疤？", BEFORE),
        Worry("疼起来就吐", "麻醉前吐了怎么办？要不要下胃管？", DURING), Worry("老家在六百里外", "几天可以坐长途车？", AFTER))),
    Treatment("静脉曲张手术", ADULT, "cut rest working mature", ("站柜台的婶子", "教书三十年的老师", "厨师表叔"), (
        Worry("小腿有块发黑的皮", "皮肤发黑还能不能恢复？", BEFORE), Worry("另一条腿也鼓", "要不要两条一起做？", BEFORE),
        Worry("怕血栓", "做完多久必须下床走？", AFTER), Worry("上班要站八小时", "弹力袜穿多久？能不能整天站？", AFTER))),
    Treatment("种植牙", ELDER, "mature", ("缺了三颗牙的外公", "爱吃排骨的姑妈", "退休的李师傅"), (
        Worry("牙槽骨吸收了", "要不要植骨？多等几个月？", BEFORE), Worry("种一颗的价差两倍", "贵的和便宜的差在材料还是保修？", BEFORE),
        Worry("一次种三颗", "分几次做？当天能不能吃饭？", DURING), Worry("刷牙一向用力", "种好的牙怎么刷？多久洗一次牙？", AFTER))),
    Treatment("增强核磁共振", ADULT, "mature", ("头疼半月的表妹", "复查的伯父", "腰腿疼的工友"), (
        Worry("怕密闭的地方", "能不能戴眼罩、让家人陪着？", BEFORE), Worry("身上有老式钢钉", "钢钉是什么材料的？能不能进机房？", BEFORE),
        Worry("要打造影剂", "打的时候胸口发热是不是正常？", DURING), Worry("看不懂片子", "片子和报告多久能拿？由谁讲？", AFTER))),
    Treatment("腺样体切除手术", CHILD, "", ("鼻塞的女儿", "张嘴睡的外甥女", "七岁的侄儿"), (
        Worry("耳朵里有积液", "要不要一起放个小管子？", BEFORE), Worry("上排门牙有点往外突", "做完以后牙和脸型还要不要矫正？", BEFORE),
        Worry("怕孩子麻醉醒来乱动", "醒来时家长能不能在旁边？", DURING), Worry("口臭得厉害", "口臭多久能消？漱口用什么？", AFTER))),
    Treatment("泌尿系结石碎石治疗", ADULT, "rest working mature", ("跑车的侄儿", "建筑队的表姨夫", "爱喝浓茶的同学"), (
        Worry("石头在输尿管中段", "体外碎石能不能打到？", BEFORE), Worry("左肾有积水", "先放管子还是先碎石？", BEFORE),
        Worry("听说要打几千下，怕疼", "打的时候打不打止痛针？", DURING), Worry("每天要开车", "碎石排出来会血尿几天？几天能开车？", AFTER))),
    Treatment("鼻中隔矫正手术", ADULT, "sleep rest working mature", ("乐团吹号的哥哥", "吹唢呐的朋友", "学竹笛的师妹"), (
        Worry("鼻梁也有点歪", "能不能同时修外形？算不算报销？", BEFORE), Worry("晚上打鼾很响", "术后打鼾能轻多少？", BEFORE),
        Worry("鼻子要塞住两天", "只用嘴喘气受不受得了？", DURING), Worry("下个月有吹奏比赛", "几周可以用力吹奏？", AFTER))),
    Treatment("子宫肌瘤剔除手术", WOMAN, "cut sleep rest working mature", ("贫血的堂姐", "月经量大的邻居", "四十岁的女同事"), (
        Worry("肌瘤有七厘米", "只剔瘤还是要切子宫？", BEFORE), Worry("血色素只有九十", "术前要不要先补血？补几周？", BEFORE),
        Worry("怕开腹", "腹腔镜做得成吗？可能转开腹吗？", DURING), Worry("明年想怀孕", "做完隔多久能怀？怎么避孕？", AFTER))),
    Treatment("腰椎间盘微创手术", ADULT, "cut sleep rest working mature", ("弯不下腰的快递员", "搬货的表弟", "腿麻的司机"), (
        Worry("左腿麻到脚尖", "不做的话会不会瘫？能等多久？", BEFORE), Worry("保守治过三个月", "微创和融合哪个复发少？", BEFORE),
        Worry("要趴着做", "趴多久？会不会憋得慌？", DURING), Worry("想去爬山", "第几周能爬山、背东西？护腰戴多久？", AFTER))),
    Treatment("斜视矫正手术", CHILD, "", ("四岁的小表妹", "被同学笑的侄子", "总歪头的女儿"), (
        Worry("左眼往外斜", "要不要先配镜练弱视？", BEFORE), Worry("照片上才看得出来", "斜多少度才需要做手术？", BEFORE),
        Worry("怕孩子揉眼睛", "当天眼罩戴到几点？", DURING), Worry("担心以后再斜", "复发的有几成？多久复查一次？", AFTER))),
    Treatment("皮肤痣切除手术", ADULT, "cut working mature", ("脚底长痣的徒弟", "打排球的学妹", "卖鞋的店主"), (
        Worry("痣半年里变大", "切下来会送病理吗？", BEFORE), Worry("正好在鞋磨的地方", "切口怎么缝才不挣开？", BEFORE),
        Worry("怕打麻药", "局部麻药打在哪里？疼几秒？", DURING), Worry("夏天爱下水", "拆线前能不能泡水、游泳？", AFTER))),
)
CONDITIONS = {
    ADULT: (
        Worry("一直吃阿司匹林", "阿司匹林要不要停？停几天？由谁说了算？", BEFORE, "mature"),
        Worry("每天打胰岛素", "要空腹的话，那天胰岛素打多少？", BEFORE, "mature"),
        Worry("对青霉素过敏", "消炎药换成哪一类？", DURING, "rest"), Worry("早上要吃降压药", "当天早上的降压药还吃不吃？", DURING, "mature"),
        Worry("装着心脏起搏器", "电刀会不会干扰起搏器？要不要调试？", BEFORE, "cut mature settled"),
        Worry("一睡着就打呼噜，有时憋醒", "麻醉要不要先做睡眠检查？", BEFORE, "sleep mature"),
        Worry("上回麻醉醒来吐得厉害", "能不能先用止吐药，或换一种麻醉？", DURING, "sleep"),
        Worry("正喝着中药", "中药要停几天？哪几味影响出血？", BEFORE, "rest"), Worry("抽烟二十年", "要提前多久戒烟？戒断难受怎么办？", BEFORE, "mature man settled"),
        Worry("晚上离不开两杯白酒", "酒要断几天？断了会不会出事？", BEFORE, "mature man settled"), Worry("夜里没人照应", "头几夜要不要请人陪？", AFTER, "rest"),
        Worry("下个月要坐飞机", "多久以后能坐飞机？", AFTER, "rest"), Worry("住在六楼没有电梯", "几天内能爬楼？要不要搬到低处？", AFTER, "cut rest"),
        Worry("常替家里扛米扛水", "多少斤以上不能提？到第几周？", AFTER, "rest working man"), Worry("是瘢痕体质", "伤口会不会长成疙瘩？怎么防？", AFTER, "cut"),
        Worry("验出来是Rh阴性血", "要不要提前备血？", BEFORE, "cut rest"), Worry("去年腿上得过血栓", "怎样防血栓再犯？要不要打抗凝针？", AFTER, "cut mature settled"),
        Worry("一紧张就失眠", "前一晚能不能吃安眠药？", BEFORE), Worry("感冒刚好五天", "要不要推迟？看哪项指标？", BEFORE),
        Worry("医保关系在外地", "异地报销要先备什么案？", BEFORE), Worry("只请到五天假", "第六天能不能回去上班？先避开哪些活？", AFTER, "rest working"),
        Worry("手头不宽裕", "总共多少钱？哪些能报？能不能分着付？", BEFORE), Worry("肾功能不太好", "用的药要不要减量？", DURING, "mature"),
        Worry("见针就晕", "能不能躺着打针？晕了怎么办？", DURING), Worry("常年吃素", "吃什么补蛋白？要不要加营养粉？", AFTER, "cut rest"),
        Worry("对乳胶手套过敏", "手套和管子能换别的材料吗？", DURING), Worry("贴胶布就起红疹", "敷料能不能换防敏的？", AFTER, "cut"),
        Worry("要骑车上下班", "几周可以骑车？", AFTER, "rest working young"), Worry("吃着抗排斥药", "抗排斥药怎么接着吃？", BEFORE, "mature settled"),
        Worry("脖子短，嘴也张不大", "插管困难有没有备用办法？", DURING, "sleep"), Worry("家里两三岁的孩子爱往身上扑", "多久能抱孩子？", AFTER, "mature rest working young"),
        Worry("在夜校上课", "第几天能去教室坐两小时？", AFTER, "rest working young"), Worry("小时候用磺胺起过疹子", "哪些药要写进过敏单？", BEFORE),
        Worry("天天吃鱼油和银杏片", "保健品要停几天？", BEFORE, "rest"), Worry("得过甲亢", "甲状腺指标要先查吗？", BEFORE, "mature"),
        Worry("有青光眼", "有没有不能用的药？", BEFORE, "mature settled"), Worry("痛风老犯", "止痛药和痛风药能同时吃吗？", AFTER, "mature rest"),
        Worry("是乙肝病毒携带者", "要不要先查肝功能？用药避开哪些？", BEFORE), Worry("有胃溃疡", "止痛药伤不伤胃？要不要配护胃的？", AFTER, "mature rest"),
        Worry("擦酒精就红肿", "消毒液能不能换？", DURING), Worry("坐车就晕", "回家路上晕车吐了要不要紧？", AFTER, "rest"),
        Worry("入了商业医疗险", "理赔要哪些单据？治疗前要报备吗？", BEFORE, "young"), Worry("每天四杯咖啡", "咖啡要不要停？不喝头疼怎么办？", BEFORE, "young"),
        Worry("爱泡温泉", "隔多久才能泡温泉？", AFTER, "rest"), Worry("天天去健身房", "哪些动作先不做？几周恢复？", AFTER, "rest young"),
        Worry("得过癫痫，十年没犯", "抗癫痫药照吃吗？用药会不会诱发癫痫？", BEFORE),
        Worry("养着两只猫", "猫毛要不要避？伤口怎么遮？", AFTER, "cut"),
        Worry("想把病历带回老家", "病历和检查报告怎么复印、几天能取？", AFTER), Worry("手脚容易冰凉发抖", "手术室能不能加盖保温毯？", DURING, "cut rest"),
        Worry("嘴里长着溃疡", "溃疡没好要不要等？", BEFORE, "sleep"), Worry("月底要考证", "要坐着考三小时，赶得上吗？", AFTER, "rest working young"),
        Worry("前些年输过血", "输过血要不要重查抗体？", BEFORE, "cut rest"), Worry("夜里常反酸", "要不要先吃几天抑酸药？", BEFORE, "sleep mature"),
        Worry("家里只有一辆电动车", "做完能不能坐电动车后座回家？", AFTER, "rest"), Worry("腰上常年贴膏药", "膏药要提前几天揭？", BEFORE, "cut mature"),
        Worry("有慢性咽炎", "做完嗓子疼几天？能不能含润喉片？", AFTER, "sleep"), Worry("戒指卡着摘不下来", "戒指要不要先剪开？", BEFORE, "cut"),
        Worry("戴着隐形眼镜", "当天能不能戴隐形眼镜？摘了放在哪里？", DURING, "sleep young"), Worry("用碘伏起过皮疹", "消毒液要不要换别的？", DURING, "cut"),
        Worry("血管细，抽血总要扎几针", "留置针能不能请有经验的护士来扎？", DURING, "sleep"),
    ),
    ELDER: (
        Worry("听不大懂普通话", "有没有会说方言的护士？", DURING), Worry("耳朵背，记不住话", "叮嘱能不能写成一页大字？", AFTER), Worry("假牙有两副", "假牙什么时候摘？放在哪里？", DURING),
        Worry("一天要吃七种药", "七种药里哪几种要停？能不能列一张表？", BEFORE), Worry("血糖时高时低", "血糖控制到多少可以做？", BEFORE),
        Worry("前年中过风", "中风后隔多久再做才稳妥？要不要请神经科会诊？", BEFORE), Worry("夜里起三四次上厕所", "术后几天能自己下地？要不要在床边放个坐便椅？", AFTER, "rest"),
        Worry("有点记不住事", "麻醉后会不会更糊涂？怎么防？", DURING, "sleep"), Worry("老伴也要人照顾", "几天内家里得请人？", AFTER, "rest"),
        Worry("一直吃抗凝药", "抗凝药哪天停、哪天重开？", BEFORE), Worry("不会用手机挂号", "复查能不能当面约好下一次？", AFTER),
        Worry("儿女都在外地", "签字能不能视频？谁来陪护？", BEFORE), Worry("腿脚没力", "怎么防跌倒？助行器要不要先借？", AFTER, "rest"),
        Worry("住在山沟里，离县城六十里", "复查的日子能不能并成一次？", AFTER), Worry("喝水就呛", "吃药和饭要不要做稠一点？", AFTER),
        Worry("冬天气喘", "要不要等天暖再做？", BEFORE, "rest"), Worry("怕给孩子花钱", "有没有补贴的项目？多少自费？", BEFORE),
    ),
    CHILD: (
        Worry("对鸡蛋过敏", "麻醉药里有没有鸡蛋成分？", BEFORE), Worry("门牙磕松了", "松牙要不要先拔？插管会不会碰掉？", BEFORE),
        Worry("离不开妈妈", "家长能陪到哪一道门？", DURING), Worry("一周前刚打过疫苗", "打过疫苗隔多久可以做？", BEFORE),
        Worry("有哮喘，常备吸入药", "当天要不要先吸一次药？", DURING), Worry("又流鼻涕又咳嗽", "感冒好了多少天才可以做？", BEFORE),
        Worry("见了白大褂就哭", "能不能吃点镇静的糖浆？", DURING), Worry("说不清哪里疼", "怎么看出孩子疼不疼？疼到几分要用药？", AFTER),
        Worry("只肯喝牛奶", "几小时前的牛奶算不算空腹？", BEFORE), Worry("下个月要上台表演", "哪天能上台唱跳？", AFTER),
        Worry("睡觉要抱着旧布熊", "布熊能不能带进去？", DURING), Worry("长得比同龄孩子瘦小", "药量是按体重算的吗？", DURING),
        Worry("家里还有个小婴儿", "两个孩子要不要分开睡几天？", AFTER), Worry("吃药要捏着鼻子灌", "止痛药有没有水果味的？能不能用栓剂？", AFTER),
        Worry("身上有湿疹", "消毒液会不会刺激？", DURING), Worry("出生时早产", "麻醉后要不要多观察一晚？", AFTER),
    ),
    WOMAN: (
        Worry("月经可能正赶上", "赶上月经要不要改期？", BEFORE), Worry("吃着避孕药", "避孕药要不要停？怕不怕血栓？", BEFORE),
        Worry("指甲做了甲油胶", "指甲要不要卸？血氧夹夹哪里？", DURING), Worry("一饿就低血糖发抖", "禁食的时候能不能喝点糖水？", DURING),
    ),
    MOTHER: (
        Worry("孕前就贫血", "补铁到多少可以做？", BEFORE), Worry("一饿就低血糖发抖", "禁食的时候能不能喝点糖水？", DURING),
        Worry("夜里老抽筋", "能不能补钙补镁？怎么垫腿？", BEFORE), Worry("盼着早点瘦回来", "多久能收腹？腹带绑多久？", AFTER),
        Worry("验出来是Rh阴性血", "要不要提前备血？孩子要查什么？", BEFORE), Worry("对青霉素过敏", "消炎药换成哪一类？", DURING),
        Worry("见针就晕", "打腰麻能不能侧躺着？晕了怎么办？", DURING), Worry("是瘢痕体质", "伤口会不会长成疙瘩？怎么防？", AFTER),
        Worry("指甲做了甲油胶", "指甲要不要卸？血氧夹夹哪里？", DURING), Worry("医保关系在外地", "生育津贴和报销要先备什么案？", BEFORE),
        Worry("孕期血糖偏高", "空腹那天血糖怎么测？孩子生下来要不要查？", BEFORE), Worry("月嫂半个月后才到", "头两周能不能自己抱孩子、洗澡？", AFTER),
        Worry("丈夫想进手术室陪", "家属能进到哪一步？要穿什么？", DURING), Worry("贴胶布就起红疹", "敷料能不能换防敏的？", AFTER),
        Worry("婆婆说要捂月子", "几天能洗头、开窗？", AFTER), Worry("腰椎做过手术", "腰麻打得进去吗？不行用什么？", BEFORE),
    ),
}
# fmt: on
SUITABLE = {ADULT: (ADULT,), ELDER: (ELDER, ADULT), CHILD: (CHILD,), WOMAN: (WOMAN, ADULT), MOTHER: (MOTHER,)}
"""Groups whose conditions are drawn for the patients of a group."""
YOUNG = frozenset(
    """
    刚上班的表弟 做设计的同事 准备出国的朋友 常加班的邻居 体检提示异常的姐姐 爱吃油炸的堂哥 办公室的会计 三十岁的邻居 教舞蹈的朋友
    想当消防员的侄子 开货车的堂弟 跑马拉松的朋友 写代码的表哥 产后两年的嫂子 老同学 合租过的室友 摔倒的骑手 滑雪受伤的妹夫 跑业务的朋友
    在外打工的姐夫 头疼半月的表妹 跑车的侄儿 爱喝浓茶的同学 乐团吹号的哥哥 吹唢呐的朋友 学竹笛的师妹 贫血的堂姐 月经量大的邻居 搬货的表弟
    弯不下腰的快递员 脚底长痣的徒弟 打排球的学妹
    """.split()
)
"""Patients of an age for examinations, evening classes and yoga."""
MAN = re.compile("哥|弟$|侄子|侄儿|叔|舅舅|伯|爷|外公|夫$|战友|司机|快递员|骑手|木工|师兄|领导|工友|李师傅")
OPENINGS = (
    "{patient}两周后要做{name}，情况如下：{facts}。", "我陪{patient}去做{name}，情况是这样：{facts}。", "{patient}约了{name}：{facts}。心里一点底也没有。",
    "{patient}要做{name}，日子定在两周以后。{facts}。", "{patient}要做{name}，门诊时间只有十分钟。{facts}。",
    "医生让{patient}做{name}。{facts}。", "{facts}。这是{patient}的情况。医生建议做{name}。", "{patient}要去做{name}，家里人说的情况是：{facts}。",
    "{patient}要做{name}，先列个问题单。{facts}。", "{patient}就要做{name}了。{facts}。", "挂到专家号了，{patient}要做{name}，得当面问清楚。{facts}。",
    "{facts}。{patient}要做{name}，家里人放心不下。", "{name}的同意书摆在面前，{patient}家里还有话没问医生：{facts}。",
    "再过半个月，{patient}就要做{name}了：{facts}。",
    "{name}的预约单拿到了，{patient}一家心里反倒发愁：{facts}。",
    "家里商量{patient}做{name}的事，顾虑不少：{facts}。",
)  # fmt: skip
ASKS = (
    "请推荐{n}个该问医生的问题，按之前、当天、之后排好，并写明为什么问。",
    "见医生时有哪些值得问的问题？请推荐{n}个，分之前、当天、之后，附缘由。",
    "请列出{n}个值得问的问题，依之前、当天、之后的次序，带上原因。",
    "请推荐{n}个问题，按阶段分好（之前、当天、之后），说明各针对哪一点。",
    "见医生时问什么好？请推荐{n}个问题，按之前、当天、之后排，每个都写上起因。",
    "请推荐{n}个适合当面问的问题，分成之前、当天、之后，各写一句为什么要问。",
    "该怎么问才不漏？推荐{n}句问话，之前、当天、之后各归各，注明起因。",
    "请推荐{n}个替患者问的问题，之前的、当天的、之后的各放一组，每个括注起因。",
    "怎么开口问医生？请推荐{n}个问题，按时间分成之前、当天、之后三段，标出担心的由来。",
)
TABLE_ASKS = (
    "请推荐{n}个要问医生的问题，列成Markdown表，分阶段（之前、当天、之后）、问题、缘由三栏，按阶段排。",
    "请推荐{n}句问医生的话，画张Markdown表：阶段、问题、缘由；次序是之前、当天、之后。",
    "可以问什么？推荐{n}条，用Markdown表按之前、当天、之后排，表头写阶段、问题、缘由。",
    "请推荐{n}个问题，列进Markdown表，三栏是阶段、问题、缘由，阶段依次为之前、当天、之后。",
    "请推荐{n}个好问题，填进Markdown表格，列名用阶段、问题、缘由，从之前写到当天再到之后。",
)


THEMES = (
    "鼾|呼噜",
    "血栓",
    "备血",
    "空腹|禁食|饿",
    "打针|针|血管细",
    "驾|开车|骑车|握方向盘|坐车",
    "夜里|失眠|睡不着",
    "花钱|宽裕",
    "碘伏|酒精|胶布",
    "胃|反酸",
    "避孕药|怀孕|抗排斥",
)
"""Themes of which one worry is enough."""


def repeats(worries: Sequence[Worry]) -> bool:
    """Return whether two worries are of one theme."""
    return any(sum(bool(re.search(theme, worry.fact)) for worry in worries) > 1 for theme in THEMES)


def by_stage(worries: Sequence[Worry]) -> list[Worry]:
    """Sort worries by the stage of their question, those of one stage in the given order."""
    return sorted(worries, key=lambda worry: STAGES.index(worry.stage))


def in_groups(worries: Sequence[Worry]) -> str:
    """Write the questions in numbered groups under the stage that they concern."""
    groups = [(stage, [worry for worry in worries if worry.stage == stage]) for stage in STAGES]
    return "\n\n".join(
        f"### {stage}\n" + numbered([f"{worry.question}（因为{worry.fact}）" for worry in group])
        for stage, group in groups
        if group
    )


def in_columns(worries: Sequence[Worry]) -> str:
    """Write the questions as a Markdown table."""
    return in_table([(w.stage, w.question, w.fact) for w in worries], ("阶段", "问题", "缘由"))


def traits_of(treatment: Treatment, patient: str) -> set[str]:
    """Return the traits of a treatment together with those of its patient."""
    own = {"young": patient in YOUNG, "settled": patient not in YOUNG, "man": bool(MAN.search(patient))}
    return set(treatment.traits.split()) | {trait for trait, has in own.items() if has}


def write_doctor_questions(rng: Random) -> Task:
    """Questions to ask a doctor before an operation or examination: one for each worry of the patient, by stage."""
    treatment = rng.choice(TREATMENTS)
    patient = rng.choice(treatment.patients)
    traits = traits_of(treatment, patient)
    conditions = [w for group in SUITABLE[treatment.group] for w in CONDITIONS[group] if traits >= set(w.needs.split())]
    own, common = rng.choice((2, 2, 3)), rng.choice((2, 3, 3, 4))
    worries = rng.sample(treatment.worries, own) + rng.sample(conditions, common)
    while repeats(worries) or {worry.stage for worry in worries} != set(STAGES):
        worries = rng.sample(treatment.worries, own) + rng.sample(conditions, common)
    rng.shuffle(worries)
    tabular = rng.random() < 0.4
    instruction = (rng.choice(OPENINGS) + rng.choice(TABLE_ASKS if tabular else ASKS)).format(
        patient=patient, name=treatment.name, facts="；".join(w.fact for w in worries),
        n=COUNTS[len(worries)],
    )  # fmt: skip
    ordered = by_stage(worries)
    return Task(instruction, "", in_columns(ordered) if tabular else in_groups(ordered))
