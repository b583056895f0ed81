"""Ask to turn a transcript with fillers, repetitions and self-corrections into clean written sentences."""

from __future__ import annotations

import re
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import WEEKDAYS, person

# fmt: off
# Sentences of a talk as one would write them, by what the talk is about. A part in braces is a fact that the speaker
# may state wrongly at first: a number between two limits with its measure word, or one of several words.
TALKS: dict[str, tuple[str, ...]] = {
    "小区防汛会": (
        "地下车库入口要备{120-300:个}沙袋", "两台抽水泵已经试过，其中{东侧/西侧/北侧}那台声音不正常",
        "夜班保安每{2-4:个小时}巡查一次集水井", "低洼处的车辆请在{weekday}之前挪走", "应急灯的电池由{水电班/保洁班/工程部}负责更换",
        "居民群里只发正式预警，不转发网上的视频", "上次积水是因为树叶堵住了篦子", "电梯底坑进水时必须先断电",
        "铁皮围挡要用膨胀螺丝固定", "志愿者分成{3-5:组}，轮流值守", "物资放在{门岗/架空层/设备房}，谁用谁登记", "独居老人由楼长上门提醒", "水位到{20厘米/30厘米/40厘米}就封闭坡道", "退水以后统一消毒一遍"),
    "化学实验课": (
        "称取{3-9:克}氯化钠放进烧杯", "加水要加到{50毫升/60毫升/80毫升}", "搅拌时玻璃棒不要碰烧杯壁", "过滤要用{快速/中速/慢速}滤纸",
        "蒸发皿加热到剩下少量液体就停火", "第{2-6:组}的天平没有调零，数据作废", "实验报告{weekday}交到课代表那里", "用过的试管先冲洗再倒放",
        "酒精灯不能用嘴吹灭", "溶液要静置{5分钟/10分钟/15分钟}再观察", "颜色应该变成{浅蓝/深紫/淡黄}，不是白色", "闻气味用手轻轻扇", "护目镜全程不许摘", "{1-3:号}通风橱坏了，换旁边那个"),
    "菜市场改造介绍": (
        "水产区要挪到{东门/西门/南门}旁边", "摊位从原来的一百多个减到{70-95:个}", "排水沟改成暗沟，坡度要够",
        "干货区的灯全部换成暖光", "装修期间摊主搬到{旧车站/中学旁/河边}的临时市场", "租金三年之内不涨",
        "检测室每天抽查{8-20:个}样品", "施工预计{4-9:个月}完成",
        "屋顶加一排天窗", "公平秤放在{入口/中庭/管理室}，谁都能用", "厕所增加{3-8:个}蹲位", "电动车一律停到负一层", "活禽不再现场宰杀", "开业那天定在{weekday}"),
    "新车试驾讲评": (
        "满电能跑{380-560:公里}", "方向盘有点轻，高速上发飘", "后排坐{两个/三个}成年人不挤", "刹车脚感偏软",
        "快充从两成充到八成用了{25-48:分钟}", "后备箱放得下一辆婴儿车", "导航在{隧道/地库/山沟}里会断", "座椅加热有{2-4:档}",
        "隔音比老款强，胎噪还是有", "中控屏反应慢了{1-3:秒}", "转弯半径在{5-7:米}左右", "车漆选了{哑光/珠光/金属}的，容易留指纹", "自动泊车认不出斜线车位", "保养每{8个月/10个月/12个月}做一次"),
    "家史座谈会": (
        "我爷爷是{民国/光绪/宣统}年间搬来的", "解放前全家只有{2-5:间}土房", "我父亲{9-14:岁}就去染坊当学徒",
        "我七岁那年发大水，院子里的枣树被冲走了", "我父亲后来又学会了{木匠/铁匠/裁缝}手艺", "我母亲认字是在夜校学的",
        "家里第一台收音机是用{30-80:斤}粮票换来的", "老宅拆的时候，我留下了一块门匾",
        "我大伯在{码头/铁路/矿上}干了一辈子", "奶奶有{3-7:个}孩子，活下来的不多", "家谱在搬家的时候丢了", "过年要先给祖宗上香才开饭", "我是{五月/六月/八月}生的，正赶上收粮", "后来分了地，头一年打了{600-950:斤}麦子"),
    "足球赛后讲话": (
        "上半场我们压得太靠前", "{5-9:号}的回防慢了半拍", "定位球练了{2-4:周}，今天总算进了一个",
        "门将扑出点球是全场的转折", "下一场的对手习惯走{左路/右路/中路}", "{weekday}放假一天，不许熬夜",
        "体能测试不合格的继续加练{3-6:公里}", "更衣室的卫生轮流打扫",
        "角球防守谁盯谁要记死", "中场丢球{6-14:次}，太多了", "替补上来的那位跑得很积极", "黄牌拿得冤，以后别跟裁判争", "下一站去{山城/海边/草原}，早点适应气候", "大巴{6-9:点}准时开，不等人"),
    "果树栽培讲座": (
        "株距留{3-5:米}", "头一年不要让它挂果", "春天追一次{氮肥/磷肥/钾肥}", "剪口要涂药，防止烂",
        "套袋前先打一遍药，晾{2-5:天}", "树盘里种些白三叶可以保水", "收果最好在{清早/傍晚/阴天}", "去年冻死了{12-60:棵}苗",
        "浇水在{萌芽/开花/膨果}期最要紧", "主枝留{3-4:个}，多的锯掉", "老叶发黄先查根", "防鸟网提前半个月挂", "授粉树占{1-2:成}就够了", "冬天树干刷白，高度到{80厘米/100厘米/120厘米}"),
    "门诊谈话": (
        "这个药每天吃{2-3:次}，饭后吃", "{4-8:周}以后来复查", "血糖仪要{weekday}带过来校准", "走路可以，暂时不要爬楼梯",
        "伤口{3-7:天}之内不能沾水", "如果出现{皮疹/头晕/黑便}，马上停药", "水果可以吃，放在两餐之间", "晚上睡觉把脚垫高",
        "盐一天不要超过{4-6:克}", "拍片结果{下午/明早/周末}出，手机上能查", "忌酒，浓茶也少喝", "疼得厉害可以加一片，别超量", "医保卡换药不用重新挂号", "做操每次{10分钟/15分钟/20分钟}，慢慢来"),
    "软件评审会": (
        "登录页改成{验证码/扫码/指纹}登录", "查询要控制在{2-5:秒}以内", "导出的表格少了{一列/两列/三列}",
        "缺陷单还剩{12-48:条}没有关", "测试环境{weekday}停机扩容", "旧接口再保留一个版本", "日志里不能出现用户的姓名", "按钮的颜色按设计稿走",
        "报表默认显示最近{7天/15天/30天}", "头像上传限制在{2-8:兆}", "消息推送改为{静默/弹窗/角标}", "回滚脚本要一起提交", "新人先看部署文档", "权限分成{3-5:级}"),
    "民宿入住介绍": (
        "一共{5-12:间}房，其中两间能看到湖", "早餐{7-8:点}开始，可以端到院子里吃", "车停在{祠堂/晒谷场/桥头}前面",
        "山路晚上没有灯，最好天黑前到", "烧烤架免费，木炭另算", "民宿养了{2-4:只}猫，怕猫的客人提前说", "{weekday}有集市，走过去十分钟", "房间里没有电视",
        "热水是太阳能的，阴天要等一会儿", "被子每{1-3:天}换洗", "后院种了{茶/杨梅/板栗}，可以摘", "小孩不要去水塘边", "退房在中午{11-12:点}之前", "信号最好的是{二楼/露台/门厅}"),
    "工厂班前会": (
        "三号线的夹具换了{气动/液压/磁吸}的，上手前先看图", "昨天返工{15-60:件}，主要是毛刺", "新来的两位跟着{老周/老吴/老郑}学",
        "焊接区必须戴面罩", "{weekday}停产检修，大家调休", "目标是每小时{80件/100件/120件/140件}", "叉车通道不许堆料", "下班前把量具擦干净交回",
        "首件必须送检，等单子下来再开机", "气压调到{5-7:公斤}", "{一号/二号/四号}机床漏油，已经报修", "手套破了就换，别凑合", "废料按颜色分箱", "中午有客户参观，大概{8-20:人}"),
    "博物馆讲解": (
        "这件青铜鼎重{60-190:斤}", "铜鼎是{1958-1986:年}农民挖渠时发现的", "鼎身的纹饰叫{饕餮纹/云雷纹/夔龙纹}",
        "鼎里铸有铭文，记的是一次赏赐", "旁边那件漆盘是{汉代/战国/唐代}的", "展柜里的湿度一直有人监测",
        "拍照请关闪光灯", "出口处可以盖纪念章",
        "这里原来是{粮仓/书院/会馆}，展厅是后来改的", "陶俑一共{12-60:件}，没有两件表情相同", "修复师把裂缝补在背面", "说明牌上印有盲文", "楼上还有一批碑刻", "下一场讲解在{14-16:点}"),
    "旅行团行前会": (
        "集合时间是早上{5-7:点}", "每人托运行李不超过{20公斤/23公斤/30公斤}", "第{2-4:天}住的酒店没有电梯", "当地插座要用{两圆孔/三方孔/斜三孔}的转换头",
        "高原上头一天不要洗澡", "自由活动那天是{weekday}", "护照复印件单独放一份", "晕车的同事坐前排",
        "药品带够{5-9:天}的量", "合影安排在{寺门口/湖边/码头}", "换钱最好到银行", "司机一天最多开{6-8:个小时}", "素食的同事跟领队登记", "回程航班改到了{weekday}"),
    "合唱排练": (
        "第{8-24:小节}的渐强来得太早", "男低音的{升fa/降si/还原mi}不准", "换气统一放在逗号后面",
        "指挥看不到后排，加{1-2:级}台阶", "领唱由{女高音/男高音/女中音}声部出", "歌词里的方言字要咬清楚", "{weekday}合乐队，谱子自己带", "演出服的扣子要重新钉",
        "钢琴伴奏晚{2-4:拍}再进", "吸气要无声，肩膀别耸", "高声部少{1-3:个}人，要从中声部补", "最后一个字收在{鼻音/元音/气声}上", "站姿重心放前脚掌", "录音发到群里，自己对照着听"),
    "养老院家属会": (
        "新增了{2-5:名}护理员", "夜里每{2-3:个小时}翻一次身", "食堂{weekday}改成软食", "探视请走{东门/南门/西门}登记",
        "老人的药由护士统一保管", "活动室添了一台投影仪", "洗澡椅换成了带扶手的", "去年老人摔倒的事比前年少了{3-9:起}",
        "床栏全部加了软垫", "{二楼/三楼/四楼}改成失智专区", "收费三年没涨，今年每月加{60元/80元/120元/150元}", "家属送的饭菜先交厨房加热", "请大家更新紧急联系人", "体检车{weekday}来"),
    "养蜂人经验谈": (
        "一个蜂箱放{8-10:脾}", "检查蜂群要在{上午/中午/午后}，别挡着巢门", "分蜂前{5-9:天}会出现王台",
        "油菜花期不用喂糖", "螨虫多的时候要扣王", "取蜜留下{2-4:成}给蜂过冬", "蜂箱口朝{东南/正南/西南}最好", "被蜇了先把刺刮掉",
        "水盆里放几块石子，免得蜂淹死", "蜂王用到{1-2:年}就换", "箱子底下垫{10厘米/20厘米/30厘米}高的砖", "穿{浅色/白色/米色}衣服不招蜂", "越冬前把弱群合并", "转场都是夜里装车"),
    "企业安全培训": (
        "灭火器压力针要指在绿区", "疏散时走{一号/二号/三号}楼梯",
        "进罐作业要测氧，每{20分钟/30分钟/40分钟}测一次", "动火证有效期是{6-10:个小时}", "安全带高挂低用", "{weekday}下午演练断电", "受伤不论大小都要登记", "消防柜前面不放东西",
        "配电箱前面画了黄线，不能站人", "急救箱放在{门卫室/茶水间/更衣室}", "抢救触电的人先断电", "去年发生{2-7:起}轻伤，多半是没戴手套", "叉车限速每小时{5-10:公里}", "罐车卸料要接地线"),
    "古琴课": (
        "右手{食指/中指/无名指}不要翘起来", "这一段泛音要轻，落在{5-9:徽}", "每天先弹{10分钟/15分钟/25分钟}空弦",
        "琴离墙远一点，音色会开", "吟猱不要急着加", "弦松了就转琴轸", "下次课改到{weekday}", "谱子先唱熟再上手",
        "左手{大指/中指/名指}按实了再走音", "这首曲子分{5-9:段}，先学前两段", "减字谱要看清楚偏旁", "指甲留{2-4:毫米}就行", "夏天调弦要低一点", "录下来听，比边弹边听准"),
}
# fmt: on


CORRECTIONS = (
    "{wrong}，不对，{right}",
    "{wrong}……哦不是，是{right}",
    "{wrong}，啊说错了，{right}",
    "{wrong}，不不，应该是{right}",
)
OPENERS = (
    "嗯，",
    "怎么说呢，",
    "我想想，",
    "那个，",
    "呃，",
    "就是说，",
    "然后呢，",
    "反正就是，",
    "这个这个，",
)
TAILS = ("，是吧", "，就这么回事", "，没错吧", "，对不对", "，嗯", "哈", "，你懂的", "，这个意思")
QUESTIONS = ("是吧", "没错吧", "对不对")
"""Tails that ask for assent."""
CLEANUP_FRAMES = (
    "下面是{title}的录音转写，口头语很多，说错又改口的地方以改口后的为准。请改写成通顺的书面文字{shape}。\n{text}",
    "{who}在{title}中说：“{flat}”请去掉语气词、重复和说错的部分，改写成干净的{count}句话{shape}。",
    "把这段口述的文字稿润色一下，删去口头禅，改口处只留正确的说法，事实一个不能少{shape}：\n{text}",
    "“{flat}”这是{title}的原始记录，请整理成书面语{shape}，自我更正之处按更正后的写。",
    "{who}要把{title}的录音放进简报。转写稿如下：\n{text}\n请改写得简洁通顺{shape}，口误按说话人自己的更正处理。",
    "{title}的速记稿（{count}句）需要誊清：去掉“嗯”“那个”之类，纠正口误，保留全部信息{shape}。\n{text}",
    "请替{who}修改这份{title}的逐字稿，让它读起来像写出来的文字，不增加内容{shape}。说话人改过口的，只写最后的说法。\n{text}",
    "{flat}\n\n以上是{title}中{who}的原话，听写软件连口头语也记下来了。请改写成正式文字{shape}，改口的地方以后说的为准。",
    "精简以下口语，只去掉赘词和口误，句子顺序不变{shape}。出处：{title}。\n{text}",
    "给听障观众配字幕，要先把{title}的口语改成规范句子{shape}。说错后更正的，只保留更正后的内容：\n{text}",
)
SHAPES = {"": "lines", "，逐句编号": "numbers", "，连成一段": "paragraph"}


def values(fact: str) -> list[str]:
    """List what a fact may be: 3-9:克 is each of the numbers with its measure word, 东/西 is one of the words."""
    if fact == "weekday":
        return list(WEEKDAYS)
    if ":" not in fact:
        return fact.split("/")
    span, unit = fact.split(":")
    low, high = map(int, span.split("-"))
    return [f"{number}{unit}" for number in range(low, high + 1)]


def stated_fact(rng: Random, sentence: str) -> tuple[str, str]:
    """Fill the fact of a sentence. Returns the sentence as it was said, often with a correction, and as it is written."""
    # A speaker who corrects an ordinal says 第 again.
    found = re.search("(第?){(.+?)}", sentence)
    if not found:
        return sentence, sentence
    right, wrong = (found[1] + value for value in rng.sample(values(found[2]), 2))
    said = rng.choice(CORRECTIONS).format(wrong=wrong, right=right) if rng.random() < 0.7 else right
    return sentence.replace(found[0], said), sentence.replace(found[0], right)


def spoken(rng: Random, sentence: str, opener: str, tail: str) -> str:
    """Add fillers to a sentence: in front of it, behind it, or by repeating its first word."""
    kind = rng.randrange(3 if re.search(r"\d", sentence[:2]) else 4)
    if kind == 0:
        return f"{opener}{sentence}"
    if kind == 1:
        return f"{sentence}{tail}"
    if kind == 2:
        return f"{opener}{sentence}{tail}"
    return f"{sentence[:2]}，{opener}{sentence}"


def ended(text: str) -> str:
    """End a spoken sentence with a full stop, or with a question mark after a tag question."""
    return text + ("？" if text.endswith(QUESTIONS) else "。")


def write_spoken_cleanup(rng: Random) -> Task:
    """Ask to turn a transcript with fillers, repetitions and self-corrections into clean written sentences."""
    title = rng.choice(tuple(TALKS))
    sentences = TALKS[title]
    chosen = [sentences[place] for place in sorted(rng.sample(range(len(sentences)), rng.randint(4, 7)))]
    facts = [stated_fact(rng, sentence) for sentence in chosen]
    openers, tails = rng.sample(OPENERS, len(facts)), rng.sample(TAILS, len(facts))
    said = [
        ended(spoken(rng, sentence, opener, tail))
        for (sentence, _), opener, tail in zip(facts, openers, tails, strict=True)
    ]
    clean = [f"{sentence}。" for _, sentence in facts]
    wording, shape = rng.choice(tuple(SHAPES.items()))
    instruction = rng.choice(CLEANUP_FRAMES).format(
        title=title, who=person(rng), count=COUNTS[len(said)], shape=wording, text="\n".join(said), flat="".join(said)
    )
    output = numbered(clean) if shape == "numbers" else ("" if shape == "paragraph" else "\n").join(clean)
    return Task(instruction, "", output)
