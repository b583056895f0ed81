"""Quote a review of three or four points. The label depends on whether they are praise, complaints or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Remark:
    """One point that a customer may raise about a product or service, as praise and as a complaint."""

    praise: str
    blame: str


REVIEWED = (
    (
        "老街口火锅店",
        (
            Remark("锅底越煮越香", "锅底咸得发苦"),
            Remark("毛肚脆嫩新鲜", "毛肚有股怪味"),
            Remark("服务员添水很勤", "喊了三遍才有人添水"),
            Remark("等位送了小吃", "等位等了两个钟头"),
            Remark("结账主动抹了零", "结账多算了一盘菜"),
        ),
    ),
    (
        "山间小院民宿",
        (
            Remark("被褥晒得松软", "被子一股霉味"),
            Remark("推窗就是竹林", "窗外正对着垃圾站"),
            Remark("房东送我们去车站", "房东半夜来敲门"),
            Remark("早餐现磨豆浆", "早餐只有凉馒头"),
            Remark("夜里安静得能听见溪水", "隔壁吵到凌晨三点"),
        ),
    ),
    (
        "无线吸尘器",
        (
            Remark("猫毛一遍就吸净", "连饼干渣都吸不起来"),
            Remark("充满电能扫完全屋", "用五分钟就没电"),
            Remark("拿在手里很轻", "重得手腕发酸"),
            Remark("客服当天换了滤芯", "客服一个星期不回话"),
            Remark("声音小，孩子照样睡", "噪声大得像拖拉机"),
        ),
    ),
    (
        "少儿游泳班",
        (
            Remark("教练有耐心", "教练动不动就吼孩子"),
            Remark("水温一直合适", "水冷得孩子嘴唇发紫"),
            Remark("两周学会了换气", "上了十节课还不敢下水"),
            Remark("更衣室干净", "更衣室满地头发"),
            Remark("请假能补课", "请假一节也不给补"),
        ),
    ),
    (
        "长途大巴",
        (
            Remark("提前十分钟到站", "晚点了四个小时"),
            Remark("座椅宽敞", "座位窄得伸不开腿"),
            Remark("司机开得平稳", "司机一路急刹"),
            Remark("行李摆放整齐", "行李箱被压裂了"),
            Remark("车上备着热水", "空调滴水滴了一夜"),
        ),
    ),
    (
        "社区理发店",
        (
            Remark("剪得跟照片一样", "两边剪得一高一低"),
            Remark("价钱公道", "说好三十收了八十"),
            Remark("洗头手法舒服", "洗头水烫得头皮疼"),
            Remark("从不推销办卡", "全程都在推销办卡"),
            Remark("师傅会问清要求", "师傅边剪边玩手机"),
        ),
    ),
    (
        "悬疑小说《雾港》",
        (
            Remark("开头就抓人", "前一百页拖沓乏味"),
            Remark("结局出人意料", "凶手第二章就能猜到"),
            Remark("人物有血有肉", "人物像纸片一样单薄"),
            Remark("纸张厚实", "掉页掉得厉害"),
            Remark("译文流畅", "译文佶屈聱牙"),
        ),
    ),
    (
        "儿童自行车",
        (
            Remark("辅助轮稳当", "辅助轮三天就断了"),
            Remark("车漆光滑", "车漆一碰就掉"),
            Remark("刹车灵敏", "刹车根本捏不住"),
            Remark("十分钟就装好", "说明书看不懂，装了一下午"),
            Remark("坐垫柔软", "坐垫硬得硌人"),
        ),
    ),
    (
        "牙科门诊",
        (
            Remark("打麻药几乎不疼", "麻药没起效就动手"),
            Remark("收费写得明明白白", "临走又加收三百"),
            Remark("医生讲解细致", "医生一句话都不解释"),
            Remark("预约准时叫号", "预约十点等到下午"),
            Remark("补的牙两年没坏", "补的牙一周就掉了"),
        ),
    ),
    (
        "折叠帐篷",
        (
            Remark("大雨一夜没漏", "小雨就往里渗水"),
            Remark("一个人也能搭", "三个人都搭不起来"),
            Remark("杆子结实", "杆子被风吹弯了"),
            Remark("收起来只有水壶大", "收进袋子塞都塞不下"),
            Remark("通风，不结露水", "早上里面全是水珠"),
        ),
    ),
    (
        "家政保洁",
        (
            Remark("油烟机擦得发亮", "油烟机越擦越花"),
            Remark("阿姨准点上门", "阿姨迟到一个半小时"),
            Remark("角落都不放过", "床底一点没扫"),
            Remark("自带工具齐全", "连抹布都要用我家的"),
            Remark("东西归位整齐", "打碎花瓶还不承认"),
        ),
    ),
    (
        "蓝牙耳机",
        (
            Remark("低音浑厚", "低音全是嗡嗡声"),
            Remark("跑步也不掉", "一低头就掉"),
            Remark("连接又快又稳", "走两步就断连"),
            Remark("戴一天耳朵不疼", "戴半小时耳朵疼"),
            Remark("充一次听两天", "充满只能听一小时"),
        ),
    ),
    (
        "话剧《渡口》",
        (
            Remark("女主角感情饱满", "女主角台词含混"),
            Remark("布景精致", "布景简陋得像排练"),
            Remark("节奏紧凑", "中间闷得让人犯困"),
            Remark("音响清晰", "音响一直啸叫"),
            Remark("散场后演员还签名", "开演晚了四十分钟"),
        ),
    ),
    (
        "乡村采摘园",
        (
            Remark("草莓甜得像蜜", "草莓又酸又小"),
            Remark("大棚里干净好走", "大棚里泥泞不堪"),
            Remark("园主教孩子认果树", "园主不让孩子靠近"),
            Remark("带走的按批发价算", "带走的比超市贵一倍"),
            Remark("停车方便", "车只能停在两里外"),
        ),
    ),
    (
        "连锁药店",
        (
            Remark("药师讲清了忌口", "药师拿错了药"),
            Remark("夜里两点还送药", "说好送药没有来"),
            Remark("店里药品齐全", "常用药三样缺两样"),
            Remark("会员价实在", "标价和收款不一样"),
            Remark("退换很痛快", "没拆封也不给退"),
        ),
    ),
    (
        "驾校",
        (
            Remark("教练从不骂人", "教练张口就骂"),
            Remark("约车当天就有", "约车排到下个月"),
            Remark("场地离地铁近", "场地偏得没有公交"),
            Remark("四个月拿到证", "一年了还没考科目三"),
            Remark("没有额外收费", "每次练车都暗示要红包"),
        ),
    ),
    (
        "洗碗机",
        (
            Remark("油锅洗得锃亮", "饭粒都冲不掉"),
            Remark("水电费没涨", "水费翻了一番"),
            Remark("烘完一点水不剩", "烘完碗底还汪着水"),
            Remark("安装师傅很规矩", "安装师傅把台面划了"),
            Remark("运行时安静", "震得柜门直响"),
        ),
    ),
    (
        "古镇一日游",
        (
            Remark("导游讲得生动", "导游只顾催人买东西"),
            Remark("午饭丰盛", "午饭八个人三盘菜"),
            Remark("行程不赶", "十分钟逛一个景点"),
            Remark("全程没进购物店", "被拉进四家购物店"),
            Remark("车上座位舒服", "大巴座椅是坏的"),
        ),
    ),
    (
        "宠物寄养店",
        (
            Remark("每晚发来遛狗视频", "三天没有一点消息"),
            Remark("笼舍没有异味", "一进门就熏得睁不开眼"),
            Remark("接回来毛色发亮", "接回来身上有跳蚤"),
            Remark("按说好的粮喂", "擅自换粮害得狗拉肚子"),
            Remark("多住半天没加钱", "提前接走也不退钱"),
        ),
    ),
    (
        "搬家公司",
        (
            Remark("报价多少收多少", "到了楼下临时涨价"),
            Remark("玻璃柜一点没磕", "冰箱门磕出一个坑"),
            Remark("六个人两小时搬完", "拖拖拉拉搬到半夜"),
            Remark("纸箱胶带免费提供", "一个纸箱收二十元"),
            Remark("帮着把床装好才走", "拆了床就扔在客厅"),
        ),
    ),
    (
        "线上编程课",
        (
            Remark("作业当晚就批改", "作业交了十天没人看"),
            Remark("例子从浅到深", "上来就讲没学过的内容"),
            Remark("回放清晰可以倍速", "回放只有画面没有声音"),
            Remark("助教有问必答", "提问群里全是广告"),
            Remark("学完真做出了小程序", "结课连循环都写不明白"),
        ),
    ),
    (
        "社区图书馆",
        (
            Remark("新书上架很快", "架上全是十年前的旧书"),
            Remark("座位旁边都有插座", "座位被书包占满"),
            Remark("还书机全天开放", "还书机一个月没修好"),
            Remark("儿童区铺了软垫", "孩子追跑没人管"),
            Remark("管理员帮忙找书", "问两句管理员就不耐烦"),
        ),
    ),
    (
        "空气炸锅",
        (
            Remark("鸡翅外酥里嫩", "鸡翅外面焦了里面还生"),
            Remark("炸篮一冲就干净", "炸篮的油垢怎么刷都在"),
            Remark("旋钮老人也会用", "按键标注全是英文缩写"),
            Remark("没有塑料味", "用了一周还有塑料味"),
            Remark("厚实不烫手", "外壳烫得不敢碰"),
        ),
    ),
    (
        "夜市烤鱼摊",
        (
            Remark("鱼皮焦脆不糊", "鱼鳞都没刮干净"),
            Remark("辣度可以自己挑", "说好微辣结果辣得流泪"),
            Remark("摊主先称重再开火", "缺斤短两还不认账"),
            Remark("桌椅擦得没有油", "坐下粘了一手油"),
            Remark("打包盒不漏汤", "打包盒漏了一袋子汤"),
        ),
    ),
    (
        "二手书店",
        (
            Remark("绝版书标明了版次", "封面写九成新打开全是霉斑"),
            Remark("按斤卖很划算", "旧杂志卖得比新书贵"),
            Remark("可以坐着看一下午", "翻两页就被催着付钱"),
            Remark("店主记得我要找的书", "问书名爱答不理"),
            Remark("邮寄包了三层纸", "邮来的书角全磕烂了"),
        ),
    ),
    (
        "温泉酒店",
        (
            Remark("池水热度正好", "池水温吞还有漂浮物"),
            Remark("毛巾随取随换", "毛巾发硬有味道"),
            Remark("私汤隔音很好", "隔壁说话听得一清二楚"),
            Remark("老人有扶手和防滑垫", "台阶滑得摔了一跤"),
            Remark("延迟退房没收费", "晚退十分钟扣了半天房费"),
        ),
    ),
    (
        "上门修锁",
        (
            Remark("十五分钟就到楼下", "等到半夜人才来"),
            Remark("先报价再动手", "开完锁坐地起价"),
            Remark("锁芯当面拆封", "换上的锁芯是旧的"),
            Remark("门框没留划痕", "门框撬掉一块漆"),
            Remark("教我怎么保养", "问一句嫌我啰唆"),
        ),
    ),
    (
        "冰雪乐园",
        (
            Remark("雪道修得平整", "雪道上露着石子"),
            Remark("租的雪具合脚", "租的雪鞋潮乎乎的"),
            Remark("教练一对一教到会", "教练讲了五分钟就走"),
            Remark("休息区有热姜茶", "休息区连椅子都没有"),
            Remark("排队十分钟能玩上", "两个小时只滑了一趟"),
        ),
    ),
)
SENTIMENTS = (
    (("正面", "负面", "褒贬参半"), "情感倾向"),
    (("好评", "差评", "中评"), "评价"),
    (("满意", "不满意", "部分满意"), "满意程度"),
)
REVIEW_FRAMES = (
    "判断{who}对{thing}的评价“{text}”属于{a}、{b}还是{c}。",
    "“{text}”这条关于{thing}的留言，{kind}属于哪一类：{a}、{b}、{c}？",
    "{who}这样评价{thing}：“{text}”请在{a}、{b}、{c}中选一个{kind}标签。",
    "给{thing}的顾客反馈分类（{a}／{b}／{c}）：“{text}”",
    "{thing}收到一条留言：“{text}”请从{a}、{b}、{c}里选一类。",
    "{who}在{thing}的页面下写道：“{text}”这条该贴{a}、{b}、{c}哪个标签？",
    "整理{thing}的评价时，看到{who}写的一段：“{text}”归到{a}、{b}还是{c}？",
    "我在统计大家对{thing}的看法，下面这条拿不准：“{text}”帮我从{a}、{b}、{c}里定一个{kind}。",
    "{kind}标注：“{text}”对象是{thing}，可选标签为{a}、{b}、{c}，只输出标签。",
    "“{text}”——{who}谈{thing}。请给出{kind}：{a}、{b}或{c}。",
    "把“{text}”归入{a}、{b}、{c}之一，这是{who}对{thing}的感受。",
    "逐条看{who}对{thing}的意见：“{text}”合起来{kind}是{a}、{b}还是{c}？",
)


def joined(rng: Random, remarks: Sequence[Remark], liked: Sequence[bool]) -> str:
    """Write the points of a review: praise and complaints are set against each other."""
    pairs = tuple(zip(remarks, liked, strict=True))
    praise = "，".join(each.praise for each, good in pairs if good)
    blame = "，".join(each.blame for each, good in pairs if not good)
    if not (praise and blame):
        return f"{praise or blame}。"
    if rng.random() < 0.5:
        return f"{praise}，{rng.choice(('不过', '但是', '就是'))}{blame}。"
    return f"{blame}，{rng.choice(('不过', '好在', '但是'))}{praise}。"


def write_review(rng: Random) -> Task:
    """Quote a review of three or four points. The label depends on whether they are praise, complaints or both."""
    thing, remarks = rng.choice(REVIEWED)
    chosen = rng.sample(remarks, rng.randint(3, 4))
    liked = rng.choice(([True] * 4, [False] * 4, rng.choices((True, False), k=4)))[: len(chosen)]
    labels, kind = rng.choice(SENTIMENTS)
    text = joined(rng, chosen, liked)
    a, b, c = rng.sample(labels, 3)
    instruction = rng.choice(REVIEW_FRAMES).format(who=person(rng), thing=thing, text=text, kind=kind, a=a, b=b, c=c)
    instruction += "有好有坏算中评。" if "中评" in labels else ""
    return Task(instruction, "", labels[0] if all(liked) else labels[2] if any(liked) else labels[1])
