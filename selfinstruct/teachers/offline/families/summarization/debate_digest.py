"""Ask to summarize a debate: the arguments of both sides or of one, their reasons, and what they disagree about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.summarization.orders import once_long, order, round_limit, within
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import people

Argument = tuple[str, str, str]
"""A claim, its ground, and an ornament that a summary leaves out."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion: the question, a short name, what the sides disagree about, and three arguments of each side."""

    question: str
    name: str
    core: str
    pro: tuple[Argument, Argument, Argument]
    con: tuple[Argument, Argument, Argument]


MOTIONS = (
    Motion("小学该不该取消书面家庭作业", "家庭作业", "书面作业对小学生是巩固还是负担", (
        ("书面作业挤占睡眠和玩耍的时间", "不少低年级学生要写到睡前，睡眠明显不足", "我邻居家的孩子写着写着就趴在桌上"),
        ("家长被迫当起了老师", "不少题要家长检查签字，亲子关系常常因此紧张", "有句玩笑话说，一写作业就鸡飞狗跳"),
        ("课堂上就可以完成练习", "把每节课的最后十分钟留给练习，老师能当场纠错", "老师在旁边，孩子心里也踏实")), (
        ("书面作业能巩固当天所学", "隔一天再学新课，不练就容易忘", "俗话说，好记性不如烂笔头"),
        ("作业让老师了解学情", "从错题里能看出哪一块没讲透，第二天好补上", "我当班主任的姑妈每晚都要翻一遍"),
        ("问题出在数量而不是形式", "把每天的作业控制在半小时，负担并不重", "一碗饭吃撑了，不能怪米"))),
    Motion("市中心该不该收取拥堵费", "拥堵费", "收费能不能真正缓解拥堵，又是否公平", (
        ("收费能让一部分人改乘公共交通", "试点路段实行后，高峰车流少了近两成", "公交司机说车厢里人多了，路却顺了"),
        ("占用道路就应当付出成本", "路是公共资源，开车的人占得多，多付一点才公平", "逛公园还要买门票呢"),
        ("收来的钱可以改善公交", "用于增加班次和修建自行车道，人人受益", "我家门口那趟公交，等得人心焦")), (
        ("收费对低收入的人不公平", "送货和上夜班的人必须开车，却要多付一笔", "同样十块钱，有人不在乎，有人要省一顿饭"),
        ("不收费也有别的办法", "错峰上班和优化信号灯，同样能减少堵车", "我朋友的单位改成十点上班，再没堵过"),
        ("拥堵会转移到外围", "司机绕行，环线反而更堵", "水往低处流，车往空处走"))),
    Motion("中学生该不该带手机进校园", "校园手机", "手机带来的便利是否大于它造成的干扰", (
        ("手机方便与家长联系", "放学路上遇到变化，能马上通知家里", "前阵子暴雨，全靠电话接上了孩子"),
        ("手机可以当作学习工具", "查资料、拍实验、背单词，都能派上用场", "我班上有同学用它把花的生长拍成了短片"),
        ("管理比禁止更有效", "课前统一放进收纳袋，课间再取，照样不影响上课", "光靠没收，孩子总能找到新办法藏")), (
        ("手机会分散注意力", "课上一来消息，学生很久静不下心", "我自己都会不由自主看一眼"),
        ("手机容易引起攀比和纠纷", "机型新旧不同，丢失和损坏的事也不少", "教导处的抽屉里常年躺着碎屏手机"),
        ("学校已有替代的联系方式", "门卫室和班主任的电话，随时能打通", "早些年打公用电话，也没误过事"))),
    Motion("公园该不该允许遛狗", "公园遛狗", "狗主人的便利与其他游客的安全如何平衡", (
        ("养狗的人也是纳税的市民", "公园是公共场所，应当容得下各种需要", "天下的草坪都是大家的"),
        ("规定时段就能避免冲突", "清晨和晚上开放，与人多的时段错开，互不打扰", "我每天五点遛，连麻雀都没惊动"),
        ("遛狗有助于健康和交往", "每天走一小时，老人身体好，邻里也熟", "我家楼下的王大爷就是因为狗结识了老伴")), (
        ("不拴绳会威胁儿童和老人", "去年辖区内接到三十起犬只扑人的投诉", "我侄女一看见狗就往我身后躲"),
        ("粪便影响环境卫生", "不少粪便没有人清理，草坪无法正常使用", "春天的草坪绿油油，走近一看却下不了脚"),
        ("小区周边有专门的宠物乐园", "设施齐全，不必占用公园", "车程不过十分钟"))),
    Motion("外卖该不该默认不提供一次性餐具", "一次性餐具", "少一份垃圾与多一步麻烦孰轻孰重", (
        ("默认不给能减少大量垃圾", "有城市实行后，餐具的索取量下降了六成", "垃圾桶里终于不再插满筷子了"),
        ("多数人在家或单位用餐", "自己就有碗筷，送来的餐具常常原样扔掉", "我的抽屉里攒了一大把塑料勺"),
        ("需要的人勾选一下就能得到", "并没有取消，只是多了一步选择", "动一下手指的事，谁也不会累着")), (
        ("出门在外的人不方便", "车站和工地没有碗筷，忘了勾选就只能饿着", "我就在长椅上用手抓过一次炒饭"),
        ("商家会因此挨投诉", "顾客忘勾选，也怪店家不周到", "开店的舅舅为这事退过三单"),
        ("环保应从包装入手", "餐盒和袋子的用量远大于一双筷子", "这就像只擦桌角，不擦桌面"))),
    Motion("加装电梯的费用该不该由低层住户也分摊", "电梯分摊", "低层住户是否受益、该不该出钱", (
        ("电梯提升了整栋楼的价值", "加装之后，低层的房价也会跟着涨", "房产中介说这是看得见的好处"),
        ("公共设施由大家分担是惯例", "水泵和楼道灯也是按户摊的", "谁也没因为住得低就不交楼道的电费"),
        ("低层将来也可能用到", "搬物、看望楼上的亲友都要乘电梯", "人总有搬不动箱子的一天")), (
        ("低层住户几乎用不到", "低层进出不靠电梯，却要分摊上万元", "我家住一楼二十年，没踩过楼梯"),
        ("加装会影响采光和通风", "井道挡在窗前，低层的房间会变暗", "光线少了，月季都不开花"),
        ("谁受益谁付费更公平", "楼层越高出得越多，已经有成熟的计算办法", "打车的人付车费，没有让路人凑钱的道理"))),
    Motion("图书馆该不该允许读者在自习区饮食", "馆内饮食", "读者的方便与馆舍的清洁安静孰先孰后", (
        ("长时间自习需要补充水和食物", "备考的人一坐就是一天，出门吃饭会丢座位", "饿着肚子背书，一个字也进不去"),
        ("划出专门区域就能兼顾", "在靠窗一侧设饮食区，气味和碎屑都能控制", "就像车厢分静音与普通一样"),
        ("允许饮食能吸引更多读者", "相邻城市的新馆开放后，来馆的人多了三成", "热闹的图书馆比冷清的好")), (
        ("食物气味会影响他人", "室内不通风，气味散得慢，让人难以专心", "闻着味儿，我的眼睛就看不进书"),
        ("食物残渣损坏书籍", "油渍和碎屑会招来虫子，古旧书尤其经不起", "虫子可不认得馆藏编号"),
        ("馆外已有休息区", "出门几步就到，不必占用自习区", "走两步路，权当活动筋骨"))),
    Motion("公司该不该长期实行远程办公", "远程办公", "省下的时间能否抵得过协作的损失", (
        ("远程办公省去了通勤", "员工每天平均多出一个多小时", "我不用再和闹钟较劲了"),
        ("招人不再受地域限制", "小城市的优秀工程师也能加入团队", "我们组里有三位同事从没见过面"),
        ("公司能节省场地费用", "租金省下来可以用于培训和福利", "空椅子的租金也不便宜")), (
        ("面对面沟通更有效", "当面几分钟能说清的事，线上要来回好几次", "隔着屏幕，玩笑都冷了一半"),
        ("新人难以融入团队", "没有人带，遇到问题只能自己摸索", "我入职那阵子全靠隔壁工位的师父"),
        ("工作和生活的界限变模糊", "下班后仍要处理工作，休息时间反而少了", "人坐在沙发上，心还在工位上"))),
    Motion("高铁该不该设儿童车厢", "儿童车厢", "分隔乘坐是照顾还是歧视", (
        ("儿童车厢能让带孩子的家长更安心", "设尿布台和游戏角，孩子闹也不怕影响别人", "带娃坐车就像背着一个小喇叭"),
        ("其他乘客可以安静休息", "调查里六成乘客希望车厢安静", "谁不想安稳睡一觉"),
        ("试点票价不变，容易推广", "拿出一节车厢试行，对票额没有影响", "先走一步看看，不成再退回来")), (
        ("把孩子单独分开是歧视", "孩子也是普通乘客，应当被包容", "每个大人都曾是哭闹的孩子"),
        ("一节车厢满足不了假期需求", "暑假里带孩子的旅客占三成，根本不够坐", "一碗水端不平的事还是少做"),
        ("孩子吵闹应由家长管教", "家长事先教育、做好准备，多数孩子能安静", "我外甥一本图画书看了两个钟头"))),
    Motion("体育成绩该不该计入升学总分", "体育计分", "计分是促进锻炼还是加重应试", (
        ("计分能让学校重视体育", "主科老师不再占课，操场上的人多了", "往年一到考试月，体育老师就总是‘生病’"),
        ("体质下降已经很明显", "近视和超重的比例连年上升", "跑八百米都成了难事"),
        ("可以用过程性考核减轻压力", "平时锻炼占一半分，不靠一次考试定终身", "功夫下在平时，心里就不慌")), (
        ("体质有先天差异", "用同一标准打分，对体弱的孩子不公平", "十根手指还有长短呢"),
        ("计分会催生体育补习班", "不少家长已经花钱请私教练跳绳", "连跳绳都要请老师，听着就累"),
        ("安全风险加大", "集中考前突击训练，容易受伤", "临时抱佛脚，摔的是自己"))),
    Motion("公立博物馆该不该全部免费", "博物馆免费", "免费能不能兼顾普惠与质量", (
        ("免费能让更多人走进博物馆", "实行免费的馆，青少年观众翻了一番", "门槛低了，脚自然就抬得起来"),
        ("文物本就是公共财富", "建馆和保护用的是财政资金", "祖宗留下的东西不该收门票"),
        ("人气带动周边消费", "观众多了，餐饮和文创的收入也上来了", "看完展览总得吃碗面")), (
        ("免费使热门馆拥挤不堪", "节假日排队两小时，观展体验很差", "看青铜器先看了一堆后脑勺"),
        ("经费不足会影响展览质量", "没有门票收入，特展难以更新", "巧妇难为无米之炊"),
        ("适当收费能筛选观众", "买票的人看得更认真，破坏的也少", "花了钱的戏，人总要看到底"))),
    Motion("地铁里该不该禁止饮食", "地铁饮食", "公共环境的整洁与个人的方便如何取舍", (
        ("食物气味影响同车的人", "车厢密闭，气味散得慢，同车的人无处可避", "闻到饱，也是一种累"),
        ("残渣会招来老鼠和蟑螂", "碎屑落进座椅缝和轨道，很难清理干净", "老鼠可不买票"),
        ("禁止饮食有利于安全", "液体洒落容易滑倒，列车急停还会烫伤人", "滚烫的豆浆可不长眼睛")), (
        ("上班族没有时间吃早饭", "通勤一小时，车厢是唯一能坐下的地方", "我闺女的早饭都在换乘站解决"),
        ("小孩和病人有特殊需要", "低血糖的人不能等到出站", "糖尿病的叔叔总在包里备着饼干"),
        ("与其禁止，不如分级管理", "气味大的不许吃，瓶装水和干粮可以", "一刀切最省事，却不一定最好"))),
    Motion("传统集市要不要搬进室内市场", "集市搬迁", "规范经营与烟火气之间如何选择", (
        ("室内市场更卫生安全", "有排水、有冷柜，食品不再露天摆放", "下雨天也不用撑伞挑菜"),
        ("马路不再被占用", "集市日堵车两小时的情形可以消失", "救护车再也不用等在菜摊后面"),
        ("摊主有固定的摊位", "租金统一，不再靠抢早占地方", "再也没人半夜三点去占位了")), (
        ("集市的热闹会消失", "城里人和老人来赶集，图的就是露天的烟火气", "进了房子，像进了超市"),
        ("零散摊主交不起租金", "自种自卖的老人，一天只赚几十元", "卖一篮青菜，租金要占去半篮"),
        ("集市可以在原地整治", "划线、错时、设清洁岗，就能解决占路问题", "邻县的老街就是这样改好的"))),
    Motion("城市该不该完全禁用塑料袋", "禁塑", "环境效益与生活成本如何权衡", (
        ("塑料袋难以降解", "埋在土里上百年不能分解，焚烧又有污染", "海龟把它当水母吞下去"),
        ("替代品已经成熟", "布袋和可降解袋的价格逐年下降", "我家的布袋用了三年还没破"),
        ("强制比倡导有效", "倡导了十年，超市的塑料袋用量并没有减少", "光喊口号，不如关上门")), (
        ("替代品成本仍然偏高", "菜贩每天用几百个袋子，利润本就薄", "一分钱的袋子，两分钱的菜"),
        ("生鲜和带汤食物没有合适的替代", "纸袋遇水就破，装不了带水的食物", "提着一条活鱼走回家，可不好看"),
        ("回收利用才是出路", "建好分类和回收体系，塑料也是资源", "废塑料可以做成长椅，我坐过"))),
    Motion("该不该让机器批改学生作文", "机器批改", "效率与人情味谁更重要", (
        ("机器批改又快又稳定", "几分钟就能给全班反馈，标准前后一致", "老师不用再熬到深夜"),
        ("老师可以把时间用在讲评上", "错别字和标点交给机器，老师专注讲思路", "好钢用在刀刃上"),
        ("学生能反复修改", "提交一次得到一次建议，越改越好", "写作文像打游戏通关")), (
        ("机器读不懂真情实感", "机器只会统计词句，看不出文字里的感情", "写外婆的文章，它只数得出几个成语"),
        ("机器打分会让作文千篇一律", "学生摸清打分规律，都照一个套路写", "流水线上出不了诗人"),
        ("评分可能有偏差", "写法独特的文章常被判成跑题", "先锋小说在它眼里是病句"))),
    Motion("中学该不该取消纸质教材改用平板", "平板教材", "新技术带来的方便能否抵过健康与成本", (
        ("平板能减轻书包的重量", "全部教材装在一台机器里，不再背十斤书", "我女儿的肩膀早就抗议了"),
        ("互动内容帮助理解", "动画演示让抽象的几何变得直观", "立体图一转，全班都懂了"),
        ("教材更新更及时", "错误当天就能改正，不必等重印", "错字也不会被背上三年")), (
        ("长时间看屏幕伤眼睛", "用平板的班，近视率比普通班高出近一成", "眼科门口排的队可不短"),
        ("设备昂贵、容易损坏", "坏一次要花几百元，家庭负担不起", "孩子的手可不比大人稳"),
        ("纸书方便做笔记和翻查", "折角、划线、随手记，屏幕替代不了", "翻书的沙沙声也是读书的一部分"))),
    Motion("医院该不该严格限制探视时间", "探视限制", "病人的休养与亲情的陪伴怎样兼顾", (
        ("病人需要安静休养", "探视的人多，病人得不到充分的休息", "病房不是茶馆"),
        ("限制探视能降低感染风险", "流感季探视的人少了，交叉感染明显下降", "病毒才不管你是来送汤的"),
        ("护士的工作更有序", "换药和查房不再被打断", "护士站的电话不停地响")), (
        ("陪伴有助于康复", "有家人在身边的老人，情绪和食欲都好些", "药再好，也抵不过一声‘妈’"),
        ("突发情况需要家属在场", "签字和照护离不开亲人", "等到探视时间，事情就耽误了"),
        ("可以预约分散探视", "每床每天两名访客，按时段错开，不必一刀切", "排好队，谁也不用挤"))),
    Motion("古村落该不该搞旅游开发", "古村开发", "开发带来的收入会不会毁掉古村的原貌", (
        ("旅游让年轻人愿意回村", "开发三年，返乡的青年超过一百人", "村口又听得见孩子的笑声"),
        ("门票收入可以修缮老屋", "过去缺钱修缮，每年都有老屋倒塌", "塌下来的瓦片，再也拼不回去"),
        ("传统手艺有了市场", "竹编和土布卖给游客，手艺得以传下去", "有人买，手才有劲")), (
        ("游客过多会破坏原貌", "旺季每天上万人，路面和老屋磨损严重", "古村不是古装片的布景"),
        ("商业化让村民搬走", "租金涨了，本地人反而住不起", "灯笼亮着，屋里却没有炊烟"),
        ("生态和文物难以恢复", "一旦拆旧建新，就再也回不来", "补上去的砖，永远是新砖"))),
    Motion("单位该不该统一安排午休", "统一午休", "午休是提高效率还是拖长工时", (
        ("午休能恢复下午的精力", "试行的部门，下午的差错率下降了两成", "眯二十分钟，胜过两杯咖啡"),
        ("统一时间便于安排会议", "大家同进同出，不会找不到人", "省得一个睡着、一个敲门"),
        ("统一午休体现对员工健康的关心", "心血管病高发年龄的员工尤其需要", "身体垮了，加班费也补不回来")), (
        ("下班时间会因此推迟", "午休一小时，下班就晚一小时", "孩子还在幼儿园门口等着"),
        ("各人的作息不同", "有人一睡下午就更困", "强按牛头，水也喝不下去"),
        ("服务窗口不能停", "群众正好趁中午来办事", "大门一关，排队的人就白跑一趟"))),
)  # fmt: skip
SHARED_OCCASIONS = (
    "{who}要根据“{motion}”的辩论{use}，{why}。", "“{motion}”辩论赛刚结束，{who}打算{use}，{why}。", "{who}还得根据“{motion}”的辩论{use}，{why}。",
    "有一场关于{motion}的辩论，{who}想用它{use}，{why}。", "{who}负责{use}，题目是{motion}，{why}。", "{question}，双方辩了一场。{who}要{use}，{why}。",
    "昨天大家辩论{question}，{who}想借它{use}，{why}。", "{use}这件事落到{who}头上，材料是{motion}的辩论，{why}。",
)  # fmt: skip
PAIRED = (
    "{one}和{other}两场辩论都结束了，{who}打算{use}，{why}。", "{who}手上有{one}与{other}两份记录，要{use}，{why}。", "{who}想把{one}、{other}两场合在一起{use}，{why}。",
    "半决赛辩了{one}，决赛辩了{other}，{who}要{use}，{why}。", "{who}连着听了{one}和{other}两场，想{use}，{why}。", "上午是{one}，下午是{other}，{who}负责{use}，{why}。",
)  # fmt: skip
TWO_ORDERS = (
    "把两场辩论合编成一份摘要", "请将两份记录浓缩成一份摘要", "概括这两场辩论", "总结下面两场辩论，合成一份", "归纳两场辩论的要点，编成一份", "将两份实录压缩成一份提要",
)  # fmt: skip
WRITERS_OF = (
    (("校报记者", "刚入行的记者", "青年报的实习生", "校刊的小编"),
     ("写一则赛后快讯", "写推文导语", "写一则新闻", "配一张图解"),
     ("读者不关心谁说的", "版面有限", "读者没有背景知识", "编辑不许添油加醋", "稿子催得急")),
    (("晚报评论员", "社区公众号编辑", "副刊的编辑", "专栏作者"),
     ("写一篇短评的开头", "回复读者来信", "写一条按语"),
     ("读者不关心谁说的", "版面有限", "读者没有背景知识", "两派的读者都盯着看", "怕转述走了样")),
    (("节目主持人", "电视台编导", "播客主播", "广播站播音员", "直播间的策划"),
     ("写一段三分钟的串词", "写节目预告", "备主持词", "写节目提要", "做一期回顾", "写节目的开场白"),
     ("听众不关心谁说的", "时长有限", "听众没有背景知识", "比喻太多记不住", "今晚就要录")),
    (("班主任", "通识课助教", "政治老师", "思辨课教师", "写作课老师"),
     ("写一份教案", "设计一道阅读题", "编案例集", "给没来的同学补讲", "做两页课件", "出一道讨论题"),
     ("学生不关心谁说的", "课时有限", "学生没有背景知识", "记录里的玩笑太多", "明早就要上课")),
    (("语文课代表", "学生会的宣传委员", "演讲社社长", "辩论队教练", "辩论队的替补队员"),
     ("整理复盘笔记", "出一期黑板报", "布置展板", "写一篇赛后总结", "给没来的同学补讲"),
     ("地方有限", "看的人不关心谁说的", "看的人没到现场", "比喻太多记不住", "明早就要交")),
    (("议事会书记员", "政协的联络员", "规划局的文员", "民意信箱的整理员", "调研小组的组长", "街道的年轻干部"),
     ("写会议简报", "做意见汇总", "写一条内部信息", "准备决策参考", "编一份材料"),
     ("领导不关心谁说的", "篇幅有限", "上面催得急", "要求不加评论", "得让外行看懂")),
)  # fmt: skip
"""Groups of people who work on a debate, what they use it for, and why they want a summary."""
WHY = (
    "记录太长", "修辞和玩笑一律不要", "只要干货", "时间很紧", "现场的热闹不用写", "手上只有现场记录", "要看得快", "字数有限", "不许添油加醋",
)  # fmt: skip
FAIR = ("两边都要公平", "要求中立", "怕被说偏心", "两边都有支持的人")
"""Reasons for a summary of both sides."""
REASONED = ("只看论点和理由", "重点是讲理")
"""Reasons for a summary with the grounds of the arguments."""
OCCASIONS: dict[str, tuple[str, ...]] = {
    "家庭作业": ("教育局在征求减负意见，先听一听辩论会怎么说。", "家长群为作业吵翻了，班主任想把两边的理由摆出来。"),
    "拥堵费": ("交通局要开听证会，先把电视辩论整理一下。", "出租车司机想知道收拥堵费的利弊。"),
    "校园手机": ("德育处在修订手机管理办法，参考了一场学生辩论。", "爸爸妈妈对手机意见不一，我把这场辩论拿给他们看。"),
    "公园遛狗": ("园林处收到两派市民的来信，正好有一场辩论可以参考。", "养狗的邻居和不养狗的邻居各有道理，楼长想理一理。"),
    "一次性餐具": ("外卖平台打算改默认选项，产品经理在读一场辩论。", "环保社团要向食堂提建议，先看看反对的人怎么说。"),
    "电梯分摊": ("二单元为加装电梯闹僵了，调解员找来一场辩论作参考。", "住一楼的奶奶想知道别人为什么让她也出钱。"),
    "馆内饮食": ("图书馆在修订阅览规则，馆长想先听听两边的说法。", "自习室的告示要改，管理员在看学生的辩论。"),
    "远程办公": ("老板犹豫要不要让大家回办公室，人事找来一场辩论。", "求职的表哥在两家公司之间拿不定，一家远程，一家坐班。"),
    "儿童车厢": ("铁路部门征求意见，旅客代表整理了一场辩论。", "带娃坐车被嫌弃的嫂子，想看看大家怎么议论。"),
    "体育计分": ("中考改革征求意见，体育老师要在会上发言。", "体弱的侄子担心跳绳考试，家里人读起了这场辩论。"),
    "博物馆免费": ("馆里讨论门票，社教部先把辩论会的意见理出来。", "文化管理课要讨论免费开放，老师发了一份记录。"),
    "地铁饮食": ("地铁公司修订乘客守则，运营部在收集意见。", "每天在车厢里吃早饭的同事，想知道为什么有人反对。"),
    "集市搬迁": ("镇里要不要把大集搬进市场，村民代表先看一场辩论。", "卖菜的外婆听说集市要搬，托我问问两边的理由。"),
    "禁塑": ("超市在考虑取消塑料袋，店长让我整理一场辩论。", "环境课的小组作业是禁塑，组长找到一份记录。"),
    "机器批改": ("语文教研组在讨论要不要引进批改软件。", "写作老师担心被机器替代，先看看别人怎么辩。"),
    "平板教材": ("学校要不要换平板，家长会上准备发一张纸。", "信息课的讨论题是纸书与屏幕，老师备了一份辩论记录。"),
    "探视限制": ("医院修订探视制度，护士长想在会上念一念。", "外公住院，家里为探视时间有意见，我找了份辩论。"),
    "古村开发": ("村里要不要搞旅游，返乡青年办了一场辩论。", "规划系的学生要去古村调研，行前读一份辩论。"),
    "统一午休": ("工会在征求作息意见，先看看辩论会的说法。", "部门想不想统一午休，行政拿不定主意。"),
}  # fmt: skip
TEXTS = (
    "下面的辩论记录",
    "这场辩论",
    "这份现场记录",
    "这篇辩论实录",
    "下文",
    "“{motion}”辩论的记录",
    "所附记录",
    "这段辩论",
    "双方的发言",
)
ORDINALS = ("一辩", "二辩", "三辩")
AUDIENCE = (
    "观众席上有人把水杯碰翻了，全场笑了一阵。", "计时器响了两次，主持人请双方注意时间。", "后排的观众不停地鼓掌。", "话筒中途没电，工作人员跑上来换电池。",
    "一位老大爷举手，说自己只是来避雨的。", "有个孩子问妈妈谁会赢。", "中场休息时，双方还在走廊里争。", "一位评委的笔掉在地上，滚到了台边。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate: the motion and the drawn arguments of both sides."""

    motion: Motion
    pro: tuple[Argument, ...]
    con: tuple[Argument, ...]


def writer_of(rng: Random, *reasons: str) -> dict[str, str]:
    """Draw someone who works on a debate, what it is used for, and why: a reason of theirs, of all, or of `reasons`."""
    group, uses, own = rng.choice(WRITERS_OF)
    return {"who": rng.choice(group), "use": rng.choice(uses), "why": rng.choice((*WHY, *own, *reasons))}


def debate_of(rng: Random) -> Debate:
    """Draw a motion and two or three arguments for each side."""
    motion, count = rng.choice(MOTIONS), rng.choice((2, 3, 3))
    return Debate(motion, tuple(rng.sample(motion.pro, count)), tuple(rng.sample(motion.con, count)))


def incident(rng: Random, before: str) -> str:
    """Draw what happens in the hall, without its full stop, that is not in the text `before`."""
    return rng.choice([one for one in (event.rstrip("。") for event in AUDIENCE) if one not in before])


def transcript(rng: Random, debate: Debate, before: str = "") -> str:
    """Write the debate as a transcript with an incident that is not in the text `before`."""
    names, lines = people(rng, 2 * len(debate.pro)), [f"主持人：今天的辩题是“{debate.motion.question}”，有请双方。"]
    for place, (mine, theirs) in enumerate(zip(debate.pro, debate.con, strict=True)):
        for side, name, (claim, ground, ornament) in (
            ("正方", names[2 * place], mine),
            ("反方", names[2 * place + 1], theirs),
        ):
            said = ornament.replace("‘", "“").replace("’", "”")
            lines.append(f"{side}{ORDINALS[place]}{name}：我方认为，{claim}。{ground}。{said}。")
    lines.insert(rng.randint(2, len(lines) - 1), f"（{incident(rng, before)}）")
    return "\n".join([*lines, rng.choice(("辩论在掌声中结束。", "两边握手，辩论到此结束。", "铃声响起，比赛结束。"))])


def narrated(rng: Random, debate: Debate, before: str = "") -> str:
    """Write the debate as a report with an incident that is not in the text `before`."""
    names = people(rng, 2 * len(debate.pro))
    parts = [f"辩论围绕“{debate.motion.question}”展开"]
    for place, (mine, theirs) in enumerate(zip(debate.pro, debate.con, strict=True)):
        (claim, ground, ornament), (other, reason, flourish) = mine, theirs
        joke, jest = (
            rng.choice(("随后补充说", "又加了一句", "还说")),
            rng.choice(("末了加上一句", "接着又说", "并且说")),
        )
        parts.append(f"正方{ORDINALS[place]}{names[2 * place]}提出，{claim}，理由是{ground}，{joke}：“{ornament}。”")
        parts.append(
            f"反方{ORDINALS[place]}{names[2 * place + 1]}回应说，{other}，因为{reason}，{jest}：“{flourish}。”"
        )
    parts.insert(rng.randint(2, len(parts) - 1), incident(rng, before))
    return "".join(part if part.endswith("”") else f"{part}。" for part in parts)


def texts(rng: Random, debate: Debate) -> str:
    """Word the text that is to be summarized."""
    return rng.choice(TEXTS).format(motion=debate.motion.name)


def claims(side: tuple[Argument, ...]) -> str:
    """List the claims of a side."""
    return "；".join(claim for claim, _, _ in side)


def reasoned(side: tuple[Argument, ...]) -> list[str]:
    """Write each claim with its ground."""
    return [f"{claim}（{ground}）" for claim, ground, _ in side]


Ask = tuple[str, str]
NEUTRAL = (
    "不评判谁对谁错",
    "不加自己的看法",
    "口气保持中立",
    "不带倾向",
    "两边一样详略",
    "不替哪一边说话",
    "不下结论",
    "客观转述",
)
PLAIN = (
    "比喻和笑话不要",
    "修辞去掉",
    "生活例子和玩笑略去",
    "俏皮话删掉",
    "辩手的名字不写",
    "现场的小插曲不写",
    "人名从略",
    "打比方的话不留",
)


def as_core(rng: Random, debate: Debate) -> Ask:
    """Ask for the disagreement in one sentence."""
    answer = f"关于{debate.motion.question}，双方的分歧在于{debate.motion.core}。"
    what = rng.choice(
        (
            "写出辩题和双方争论的焦点",
            "说明辩题和分歧在哪里",
            "点明辩题与核心分歧",
            "说清就什么题目、在争什么",
            "要有辩题和根本分歧",
        )
    )
    return order(rng, "sentence", texts(rng, debate), what, within(rng, round_limit(rng, answer))), answer


def as_paragraph(rng: Random, debate: Debate) -> Ask:
    """Ask for both sides' claims in a paragraph."""
    answer = (
        f"辩题是{debate.motion.question}。正方认为：{claims(debate.pro)}。反方认为：{claims(debate.con)}。"
        f"双方的分歧在于{debate.motion.core}。"
    )
    what = rng.choice(
        (
            "先写辩题，再写双方论点和分歧",
            "包括辩题、两边的论点和分歧",
            "辩题、正反论点、焦点都要有",
            "依次写辩题、正方论点、反方论点、分歧",
        )
    )
    limit = within(rng, round_limit(rng, answer))
    return order(rng, "paragraph", texts(rng, debate), what, rng.choice(NEUTRAL), rng.choice(PLAIN), limit), answer


def as_one_side(rng: Random, debate: Debate) -> Ask:
    """Ask for the claims and grounds of one side."""
    name, side = rng.choice((("正方", debate.pro), ("反方", debate.con)))
    what = rng.choice(
        (
            f"只要{name}的观点和理由",
            f"仅概括{name}一边，论点后面括注理由",
            f"{name}的每个论点写一条，理由放进括号",
            f"只收{name}，格式是“论点（理由）”",
        )
    )
    return order(rng, "points", texts(rng, debate), what, rng.choice(PLAIN)), "\n".join(
        f"- {line}" for line in reasoned(side)
    )


def as_two_columns(rng: Random, debate: Debate) -> Ask:
    """Ask for a table of the claims side by side."""
    rows = [(mine[0], theirs[0]) for mine, theirs in zip(debate.pro, debate.con, strict=True)]
    what = rng.choice(
        (
            "两列“正方”“反方”，每行并列一对论点",
            "表头写“正方”“反方”，按发言的先后一行一对",
            "左列“正方”、右列“反方”，论点按出场顺序",
        )
    )
    return order(rng, "table", texts(rng, debate), what, rng.choice(NEUTRAL)), in_table(rows, ("正方", "反方"))


def as_full_table(rng: Random, debate: Debate) -> Ask:
    """Ask for a table of all arguments with their grounds."""
    rows = [
        (name, claim, ground)
        for name, side in (("正方", debate.pro), ("反方", debate.con))
        for claim, ground, _ in side
    ]
    what = rng.choice(
        (
            "三列“立场”“论点”“理由”，先正方后反方",
            "表头“立场”“论点”“理由”，正方在前",
            "列为“立场”“论点”“理由”，一个论点占一行，正方排在前面",
        )
    )
    return order(rng, "table", texts(rng, debate), what, rng.choice(PLAIN)), in_table(rows, ("立场", "论点", "理由"))


def as_brief(rng: Random, debate: Debate) -> Ask:
    """Ask for a paragraph on the debate and a table of all arguments with their grounds."""
    rows = [
        (name, claim, ground)
        for name, side in (("正方", debate.pro), ("反方", debate.con))
        for claim, ground, _ in side
    ]
    told = f"辩题是{debate.motion.question}。正方有{COUNTS[len(debate.pro)]}条论点，反方有{COUNTS[len(debate.con)]}条论点。双方的分歧在于{debate.motion.core}。"
    main = rng.choice(
        ("把{0}浓缩成一份简报", "请将{0}概括成一份简报", "总结{0}，缩成一份简报", "归纳{0}，做一份简报")
    ).format(texts(rng, debate))
    first = rng.choice(("开头一段写辩题、双方论点的条数和分歧", "先用一段话交代辩题、各有几条论点、分歧何在"))
    table = rng.choice(
        (
            "下面是“立场”“论点”“理由”三列的Markdown表格（先正方后反方）",
            "接着用Markdown表格列“立场”“论点”“理由”，正方在前",
        )
    )
    answer = f"{told}\n\n{in_table(rows, ('立场', '论点', '理由'))}"
    return f"{main}，{first}，{table}，{rng.choice(PLAIN)}。", answer


def as_sections(rng: Random, debate: Debate) -> Ask:
    """Ask for a digest under headings."""
    parts = {
        "正方": "\n".join(f"- {line}" for line in reasoned(debate.pro)),
        "反方": "\n".join(f"- {line}" for line in reasoned(debate.con)),
        "分歧": f"双方的分歧在于{debate.motion.core}。",
    }
    answer = "\n\n".join(f"## {name}\n{text}" for name, text in parts.items())
    what = rng.choice(
        (
            "用二级标题分成“正方”“反方”“分歧”三节",
            "分“正方”“反方”“分歧”三节，节名用Markdown二级标题",
            "Markdown二级标题依次为“正方”“反方”“分歧”",
        )
    )
    lines = rng.choice(("论点后括注理由", "每条论点带上理由（放进括号）", "论点一行一条，理由写在括号里"))
    main = rng.choice(("概括{0}", "总结{0}", "把{0}归纳成提要", "将{0}浓缩成一份提要", "为{0}写一份要点提要")).format(
        texts(rng, debate)
    )
    return f"{main}，{what}，{lines}，{rng.choice(PLAIN)}。", answer


WRITERS = (
    as_core,
    as_paragraph,
    as_paragraph,
    as_one_side,
    as_one_side,
    as_two_columns,
    as_full_table,
    as_full_table,
    as_sections,
    as_sections,
    as_brief,
    as_brief,
)


def write_two_debates(rng: Random) -> Task:
    """Ask for a digest of two debates: under the name of each, what was disputed and a table of the arguments."""
    one, other = debate_of(rng), debate_of(rng)
    while other.motion is one.motion:
        other = debate_of(rng)
    names = [debate.motion.name for debate in (one, other)]
    lead = rng.choice(PAIRED).format(one=names[0], other=names[1], **writer_of(rng, *FAIR, *REASONED))
    clauses = [
        rng.choice(
            (
                f"二级标题（Markdown）用“{names[0]}”“{names[1]}”",
                f"每场一节，Markdown二级标题写“{names[0]}”“{names[1]}”",
                f"分“{names[0]}”“{names[1]}”两节，节名为Markdown二级标题",
            )
        ),
        rng.choice(
            (
                "节内先一句话写辩题和分歧，再列表格“立场”“论点”“理由”",
                "每节开头一句话写辩题与分歧，下接三列表格“立场”“论点”“理由”",
                "每节先说辩题和分歧（一句话），再用“立场”“论点”“理由”三列的表格列出双方论点",
            )
        ),
        rng.choice((*PLAIN, *NEUTRAL)),
    ]
    sections = []
    for debate in (one, other):
        rows = [
            (name, claim, ground)
            for name, side in (("正方", debate.pro), ("反方", debate.con))
            for claim, ground, _ in side
        ]
        told = f"关于{debate.motion.question}，双方的分歧在于{debate.motion.core}。"
        sections.append(f"## {debate.motion.name}\n{told}\n\n{in_table(rows, ('立场', '论点', '理由'))}")
    given = ""
    for debate in (one, other):
        given += f"【{debate.motion.name}】\n{rng.choice((transcript, narrated))(rng, debate, given)}\n\n"
    return Task(lead + "，".join([rng.choice(TWO_ORDERS), *clauses]) + "。", given.strip(), "\n\n".join(sections))


def occasion(rng: Random, debate: Debate, write: Callable[[Random, Debate], Ask]) -> str:
    """Say why the summary is wanted that `write` asks for, or nothing."""
    kind, whole = rng.random(), write in (as_full_table, as_sections, as_brief)
    if kind < 0.04:
        return ""
    if kind < 0.2 and whole:
        return rng.choice(OCCASIONS[debate.motion.name])
    fair = () if write is as_one_side else FAIR
    writer = writer_of(rng, *fair, *(REASONED if whole or write is as_one_side else ()))
    motion = debate.motion
    return rng.choice(SHARED_OCCASIONS).format(motion=motion.name, question=motion.question, **writer)


def write_debate_digest(rng: Random) -> Task:
    """Ask to summarize a debate, or two, in one of several forms."""
    if rng.random() < 0.15:
        return write_two_debates(rng)
    debate, write = debate_of(rng), rng.choice(WRITERS)
    ask, answer = write(rng, debate)
    lead, name = occasion(rng, debate, write), debate.motion.name
    ask = ask.replace(f"“{name}”辩论的记录", "这份辩论记录") if name in lead else ask
    return Task(lead + once_long(lead, ask), rng.choice((transcript, narrated))(rng, debate), answer)
