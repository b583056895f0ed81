"""Write the programme of a festival, and ask for time, place or person in charge of some sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.extract.minutes_duties import Ask
from selfinstruct.teachers.offline.notation import COUNTS, quoted
from selfinstruct.teachers.offline.tables import Rows, in_table, shaped
from selfinstruct.teachers.offline.world import WEEKDAYS, listed, people


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival: a sentence that introduces it, sessions that only this festival has, and places where people meet."""

    name: str
    intro: str
    sessions: tuple[str, ...]
    spots: tuple[str, ...]


FESTIVALS = (
    Festival("云溪镇采茶节", "今年的春茶比去年早十天开采",
        ("手工炒茶体验", "采茶姑娘对歌", "斗茶会", "茶园摄影讲座", "茶点烘焙课", "百年茶树认养", "紫砂壶鉴赏", "竹篓编织赛"),
        ("晒青场", "老茶坊", "镇文化站", "茶园观景台", "村口廊桥", "制茶车间", "茶神庙前")),
    Festival("海岸音乐节", "沙滩上的主舞台面朝落日",
        ("少儿口琴合奏", "民谣弹唱夜", "非洲鼓工作坊", "渔歌采风分享", "手碟冥想", "黑胶唱片交换", "大学生乐队赛", "海螺号角教学"),
        ("沙滩主舞台", "灯塔下", "渔港码头", "椰林草坪", "海鲜大排档旁", "观潮亭", "游客中心")),
    Festival("城南旧书市集", "三十多家旧书店第一次聚到一起",
        ("旧书修补课", "盲盒换书", "连环画品鉴", "藏书票印制", "绝版书拍卖", "亲子绘本朗读", "老书店主座谈", "手工线装体验"),
        ("老钟楼底层", "文庙前院", "书市东门", "骑楼长廊", "旧印刷厂", "茶馆二楼", "古槐树下")),
    Festival("高新区科普节", "园区里的实验室难得对外开门",
        ("机器狗表演", "无人机编队飞行", "显微镜下的昆虫", "电路板焊接课", "风洞参观", "火箭模型发射", "声音可视化展", "芯片知识问答"),
        ("创业大厦一楼", "实验楼报告厅", "中心绿地", "三号厂房", "园区图书馆", "停车场西侧", "会展中心")),
    Festival("松花湖消夏节", "主办方提醒大家带上防蚊水",
        ("充气滑梯比赛", "皮划艇接力", "冰镇西瓜速吃", "湖畔露天电影", "野钓大赛", "水枪混战", "萤火虫导览", "稻田音乐会"),
        ("湖心码头", "北岸沙滩", "荷花池边", "游船售票处", "露营草地", "观鸟栈道", "湖滨广场")),
    Festival("白鹭洲风筝节", "气象台说那几天有三到四级东南风",
        ("沙燕风筝扎制", "巨型章鱼放飞", "风筝彩绘", "空中打斗赛", "夜光风筝表演", "绕线比快", "风筝史图片展", "双线特技教学"),
        ("江滩草坪", "风车广场", "北门帐篷区", "防汛堤上", "游客中心", "滩涂观景台", "堤下篮球场")),
    Festival("杏林中医药文化节", "坐诊的都是退休返聘的老大夫",
        ("艾灸养生讲座", "百草辨识", "香囊缝制", "八段锦教学", "药膳试吃", "拔罐演示", "古方抄写", "小儿推拿入门"),
        ("老药铺前院", "百草园", "中医馆二楼", "银杏广场", "讲堂", "药膳堂", "熬药房旁")),
    Festival("望江社区邻里节", "整条街的居民一起出力筹办",
        ("邻里茶话会", "旧物交换", "楼道涂鸦", "象棋擂台", "老照片修复", "亲子跳蚤市场", "方言相声", "婴儿爬行赛"),
        ("社区活动室", "三号楼前空地", "居委会门口", "篮球场", "老年食堂", "儿童乐园", "小花园凉亭")),
    Festival("大学城动漫展", "参展的社团来自十一所高校",
        ("原创漫画签售", "角色扮演巡游", "配音体验舱", "分镜创作课", "手办涂装", "宅舞挑战", "独立游戏试玩", "同人本交流"),
        ("一号展厅", "二号展厅", "体育馆内场", "学生活动中心", "图书馆台阶", "小剧场", "美术楼天井")),
    Festival("石板街美食节", "许多摊位是家里传了三代的",
        ("辣椒酱品鉴", "拉面绝活", "蒙眼猜菜", "糖画体验", "醉蟹品尝", "咖啡拉花教学", "豆腐雕花", "主厨圆桌谈"),
        ("美食街中段", "老酱园", "石板街牌楼", "大榕树下", "老面馆二楼", "钟鼓楼广场", "豆腐坊门口")),
    Festival("荷塘村丰收节", "村口的晒场铺满了新谷",
        ("稻草人搭建", "打糍粑", "拔河邀请赛", "农具回忆展", "南瓜称重赛", "收割机试驾", "乡村厨艺比拼", "摸鱼大赛"),
        ("村口晒场", "打谷场", "祠堂前", "村小操场", "荷塘东岸", "农机站", "老磨坊")),
    Festival("长桥湾滨水节", "那几天沿河的三座码头都停止收费",
        ("摇橹船巡游", "桨板瑜伽", "水质检测体验", "河灯制作", "纤夫号子演唱", "桥梁写生", "鸬鹚捕鱼表演", "骑行安全课"),
        ("长桥桥头", "一号码头", "二号码头", "水文站", "河滨公园", "船坞", "亲水平台")),
    Festival("梨园戏曲节", "压轴的剧团专程从外省赶来",
        ("昆曲化妆演示", "水袖入门", "折子戏专场", "票友大赛", "锣鼓经讲解", "戏服展", "皮影戏演出", "儿童脸谱描绘"),
        ("老戏台", "梨园大剧院", "后台化妆间", "露天剧场", "会馆前院", "茶楼二层", "戏曲学校排练厅")),
    Festival("东山岭登高节", "登山口新铺了一段木栈道",
        ("古道徒步", "菊花糕品尝", "重阳诗会", "急救技能培训", "山野植物辨认", "攀岩体验", "敬老茶席", "云海摄影"),
        ("登山口", "半山亭", "木栈道尽头", "山顶平台", "东山书院", "索道下站", "菊园")),
    Festival("竹海摄影节", "本届的主题是雨后的山林",
        ("夜景拍摄课", "胶片冲洗", "微距观虫", "航拍入门", "竹林人像", "暗房开放", "影展导览", "针孔相机制作"),
        ("竹海东门", "竹艺馆", "观景塔", "溪边民宿", "老竹器厂", "暗房小楼", "竹海广场")),
    Festival("河坊街非遗展", "最年长的传承人今年九十一岁",
        ("木版年画印制", "蓝染手帕制作", "剪纸大赛", "漆扇体验", "皮影雕刻", "古琴斫制讲座", "绒花制作", "打铁花"),
        ("河坊街东口", "非遗馆一楼", "老染坊", "城隍庙前", "会馆二楼", "文创小院", "运河埠头")),
    Festival("极光谷冰雪季", "入场前最好换上防滑靴",
        ("冰雕开凿", "雪地足球", "狗拉雪橇", "冬泳展示", "热炕故事会", "冰上龙舟", "冻梨品尝", "滑雪基础课"),
        ("雪场大厅", "冰雕广场", "木屋客栈", "冰湖边", "初级雪道下", "雪橇营地", "热饮棚旁")),
    Festival("云顶天文节", "山顶的城市灯光最少",
        ("木星观测", "星座神话讲演", "星轨拍摄", "陨石触摸展", "望远镜调试", "太阳黑子观察", "月面地图绘制", "天文馆夜宿"),
        ("观星平台", "天文馆大厅", "一号圆顶", "山顶营地", "二号圆顶", "索道上站", "科普教室")),
    Festival("花田小镇园艺节", "两百亩郁金香正好开到最盛",
        ("多肉植物义卖", "插花工作坊", "堆肥课堂", "盆景修剪", "干花相框", "蜂箱观察", "月季嫁接演示", "花艺时装秀"),
        ("郁金香花田", "玻璃温室", "小镇喷泉", "园艺中心", "风车屋", "木栅栏入口", "花房咖啡馆")),
    Festival("青少年运动嘉年华", "报名的孩子一半来自乡镇学校",
        ("街舞对抗赛", "飞盘体验", "花样跳绳", "轮滑障碍赛", "击剑试课", "三对三篮球", "定向越野", "趣味保龄球"),
        ("体育馆内场", "田径场北门", "轮滑场", "室外篮球场", "训练馆二楼", "足球场东侧", "看台下")),
    Festival("宠物友好节", "进园的猫狗都要系好牵引绳",
        ("流浪猫领养", "狗狗敏捷赛", "宠物洗护讲堂", "给兔子画像", "导盲犬体验", "鹦鹉学话", "宠物义诊", "猫咪家具手作"),
        ("宠物草坪", "帐篷区", "南门凉亭", "宠物医院门口", "小剧场", "喷泉广场", "训犬场")),
    Festival("老工业区创意节", "锅炉房第一次改作剧场",
        ("废铁雕塑", "工人诗歌朗诵", "机床操作演示", "烟囱灯光秀", "厂史剧场", "涂鸦墙共创", "二手自行车拍卖", "齿轮首饰制作"),
        ("锅炉房", "三号仓库", "旧铁轨旁", "厂史馆", "老车间东门", "水塔下", "大烟囱广场")),
    Festival("国际儿童戏剧节", "演出台词都配了手语翻译",
        ("木偶剧首演", "影子戏工坊", "小丑课堂", "童话广播剧", "剧本接龙", "舞台机关揭秘", "面具制作", "默剧入门"),
        ("儿童剧场", "黑匣子剧场", "排练厅", "剧场前厅", "露天小舞台", "手工教室", "剧院三楼")),
    Festival("棋牌文化节", "参赛年龄从六岁到八十岁不等",
        ("围棋车轮战", "桥牌讲座", "象棋残局破解", "五子棋快赛", "国际象棋复盘", "古谱展览", "魔方盲拧", "亲子飞行棋"),
        ("棋院一楼", "棋院二楼", "少年宫大厅", "工人文化宫", "象棋公园", "多功能礼堂", "图书馆报告厅")),
)  # fmt: skip
NIGHTLY = {
    "民谣弹唱夜", "湖畔露天电影", "萤火虫导览", "稻田音乐会", "夜光风筝表演", "河灯制作", "夜景拍摄课", "打铁花", "热炕故事会",
    "木星观测", "星轨拍摄", "望远镜调试", "天文馆夜宿", "烟囱灯光秀", "无人机编队飞行",
}  # fmt: skip
VISITS = (
    "{who}给表姐寄的明信片上要写几场",
    "{who}要向全班介绍抽签选出的几场",
    "{who}答应陪奶奶看几场",
    "{who}在回复网友的私信",
    "{who}要往孩子的手册里抄几行",
    "{who}准备在早会上介绍几场",
    "{who}要在朋友圈发个提醒",
    "{who}要替盲人朋友录一段语音",
    "{who}在出租车上听说了几场，想记下来",
    "{who}答应带邻居家的双胞胎去",
    "{who}替单位工会贴海报",
    "{who}答应给姑姑一家带路",
    "{who}跟舍友打赌谁记得准",
    "{who}要给民宿的客人备一张便条",
    "{who}要带两个孩子去",
    "{who}陪腿脚不便的父亲同去",
    "{who}要在校报上写预告",
    "{who}想把喜欢的几场存进手机",
    "{who}给外地同学做攻略",
    "{who}答应替邻居问清楚",
    "{who}是志愿者，正在背流程",
    "{who}负责现场音响",
    "{who}想约朋友一起看",
    "{who}正在做一张小卡片",
    "{who}要给老年团念日程",
    "{who}打算拍几条短视频",
    "{who}在电台口播活动信息",
    "{who}替公司挑团建项目",
    "{who}在给轮椅观众做向导",
    "{who}头一回去，怕走错地方",
    "{who}要给孩子的兴趣班选活动",
    "{who}在接咨询电话",
    "{who}准备给游客中心做立牌",
    "{who}要替合唱团报名",
    "{who}在给一次约会挑节目",
    "{who}在帮眼花的外婆看日程",
    "{who}要和摄影社分工拍照",
    "{who}正在翻译给留学生看",
    "{who}替没抢到票的同学打听",
    "{who}在给直播间列提纲",
    "{who}打算带学生去写观察日记",
    "{who}要带孩子分组参加",
)
ERRANDS = (
    "{who}有三面锦旗要送给负责人",
    "{who}在写三位负责人的人物小传",
    "{who}替电视台约三位负责人出镜",
    "{who}丢了联系表，得重新抄一份",
    "{who}要把三箱材料交到负责人手上",
    "{who}想当面谢谢帮过忙的三位负责人",
    "{who}派三个实习生各跟一位负责人",
    "{who}给三位负责人订了开场前的热茶",
    "{who}要给三位负责人量马甲的尺寸",
    "{who}在核算几位负责人的补贴",
    "{who}要替三位负责人安排换班",
    "{who}替文化站补登负责人名册",
    "{who}帮三位负责人的家属找场地",
    "{who}受校友会之托去看望三位当负责人的老同学",
    "{who}打算采访三位负责人",
    "{who}要给这三位负责人送胸牌",
    "{who}在给三位负责人派对讲机",
    "{who}要提前和几位负责人碰面",
    "{who}要给三位负责人送盒饭",
    "{who}要给三位负责人发提醒短信",
    "{who}替主持人写串词，要介绍几位负责人",
    "{who}在给负责人安排助手",
    "{who}接替了原来的联络员",
    "{who}要到现场给几位负责人拍照",
    "{who}在准备负责人的签到表",
    "{who}要和三位负责人核对场地",
    "{who}给几位负责人排出镜的先后",
    "{who}受托给三位负责人送感谢信",
    "{who}要在开场前找三位负责人签字",
    "{who}在替三位负责人安排接站",
)
"""Reasons for asking about the people in charge."""

SINGLE_DAYS = (
    "{who}给外地同学做{day}的攻略",
    "{who}只有{day}能请到保姆",
    "{who}答应{day}陪外婆逛逛",
    "{who}在排{day}的接驳车",
    "{who}给{day}的直播间列提纲",
    "{who}要给{day}出摊的人送水",
    "{who}想把{day}的安排抄在手心",
    "{who}要翻译{day}的安排给留学生",
    "{who}负责{day}的音响",
    "{who}{day}要带两个孩子去",
    "{who}为{day}的摄影队分机位",
    "{who}给游客中心换{day}的立牌",
    "{who}要赶{day}晚上的火车，想先看安排",
    "{who}在接电话，都是打听{day}的",
    "{who}要通知食堂{day}加几份饭",
    "{who}{day}过生日，想在现场过",
    "{who}只请到{day}的假",
    "{who}要排{day}的志愿者",
    "{who}在做{day}的指示牌",
    "{who}{day}轮到值班",
    "{who}要在早上的广播里报{day}的安排",
    "{who}打算{day}全家都去",
    "{who}在写{day}的预告",
    "{who}只买到{day}的票",
    "{who}要给{day}的医疗点备药",
    "{who}{day}带学生去参观",
    "{who}在安排{day}的保洁",
    "{who}要把{day}的活动贴到门口",
    "{who}{day}要替同事盯现场",
    "{who}给{day}来的老年团做导览",
    "{who}要给{day}的观众发消息",
    "{who}{day}有半天空闲，先看看安排",
)
"""Reasons for asking about all sessions of a day, which they name."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a festival, with its day, start, place and person in charge."""

    name: str
    day: str
    clock: str
    place: str
    who: str

    @property
    def time(self) -> str:
        """Day and start of the session."""
        return f"{self.day}{self.clock}"


def listed_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a programme with a line for each session."""
    lines = [f"{each.name}：{each.time}开始，在{each.place}集合，负责人{each.who}" for each in sessions]
    return f"{festival.name}节目单（{festival.intro}）\n" + "\n".join(lines)


def tabled_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:
    """Write a table with the columns in random order, after a sentence about the festival."""
    cells = {
        "活动": [each.name for each in sessions],
        "时间": [each.time for each in sessions],
        "集合地点": [each.place for each in sessions],
        "负责人": [each.who for each in sessions],
    }
    heads = rng.sample(tuple(cells), len(cells))
    table = in_table(list(zip(*(cells[head] for head in heads), strict=True)), tuple(heads))
    return f"{festival.name}活动安排。{festival.intro}。\n{table}"


NOTICES = (
    "{time}，{name}开始，在{place}集合，由{who}负责。",
    "{name}定在{time}，集合地点是{place}，负责人是{who}。",
    "想参加{name}的朋友，请{time}到{place}找负责人{who}签到。",
    "由{who}负责的{name}{time}开始，请到{place}集合。",
)


def told_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:
    """Write a notice in prose."""
    told = "".join(
        rng.choice(NOTICES).format(name=each.name, time=each.time, place=each.place, who=each.who) for each in sessions
    )
    return f"{festival.name}就要开始了，{festival.intro}。{told}如有变动，请留意现场广播。"


def dated_programme(rng: Random, festival: Festival, sessions: list[Session]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a programme that lists the sessions under their days."""
    parts = []
    for day in dict.fromkeys(each.day for each in sessions):
        parts.append(f"【{day}】")
        parts += [f"{each.clock} {each.name}（{each.place}，{each.who}）" for each in sessions if each.day == day]
    return f"{festival.name}日程\n{festival.intro}。括号里是集合地点和负责人。\n" + "\n".join(parts)


PROGRAMME_FORMS: tuple[tuple[str, Callable[[Random, Festival, list[Session]], str]], ...] = (
    ("节目单", listed_programme),
    ("活动安排表", tabled_programme),
    ("活动通知", told_programme),
    ("日程", dated_programme),
)
ASPECT_KEYS = (
    ("时间", "集合地点"),
    ("集合地点", "负责人"),
    ("时间", "负责人"),
    ("集合地点", "时间", "负责人"),
    ("负责人", "集合地点"),
    ("时间",),
)


def aspects_of(session: Session, keys: tuple[str, ...]) -> list[str]:
    """Return the requested facts of a session."""
    facts = {"时间": session.time, "集合地点": session.place, "负责人": session.who}
    return [facts[key] for key in keys]


def named_sessions(rng: Random, sessions: list[Session]) -> Ask:
    """Ask for some aspects of some sessions."""
    asked, keys = rng.sample(sessions, rng.randint(3, 5)), rng.choice(ASPECT_KEYS)
    names = quoted([each.name for each in asked])
    ask = rng.choice(
        (
            "提取{names}的{keys}",
            "摘出{names}的{keys}，其余活动不用管",
            "找出{names}这{n}项的{keys}",
            "把{names}的{keys}提取出来",
            "只摘录{names}的{keys}",
        )
    )
    rows: Rows = [(each.name, *aspects_of(each, keys)) for each in asked]
    return ask.format(names=names, keys=listed(keys), n=COUNTS[len(asked)]), rows, ("活动", *keys)


def sessions_of_people(rng: Random, sessions: list[Session]) -> Ask:
    """Ask which sessions some people are in charge of, and when and where they take place."""
    asked = rng.sample(sessions, 3)
    names = listed([each.who for each in asked])
    ask = rng.choice(
        (
            "提取{names}各自负责的活动及其时间、集合地点",
            "找出由{names}负责的活动，写明时间和集合地点",
            "摘出{names}带的那几场，附上时间和集合地点",
            "把{names}名下的活动连同时间、集合地点提取出来",
        )
    )
    return ask.format(names=names), [(each.who, each.name, each.time, each.place) for each in asked], (
        "负责人", "活动", "时间", "集合地点"
    )  # fmt: skip


def sessions_of_a_day(rng: Random, sessions: list[Session]) -> Ask:
    """Ask for the sessions of a day on which there are at least two, in the order of their times."""
    days = [each.day for each in sessions]
    day = rng.choice([day for day in days if days.count(day) > 1])
    keys = rng.choice(ASPECT_KEYS[:4])
    rows: Rows = [(each.name, *aspects_of(each, keys)) for each in sessions if each.day == day]
    ask = rng.choice((
        "提取{day}全部活动的{keys}，按开始的先后排", "摘出{day}全部活动的{keys}，开始早的在前", "列出{day}全部活动的{keys}，从早到晚排",
    ))  # fmt: skip
    return ask.format(day=day, keys=listed(keys)), rows, ("活动", *keys)


SESSION_ASKS = (
    (named_sessions, VISITS), (named_sessions, VISITS), (sessions_of_people, ERRANDS), (sessions_of_a_day, SINGLE_DAYS),
)  # fmt: skip
"""Requests, with the reasons that fit them."""

PROGRAMME_FRAMES = (
    "这是{festival}的{form}，{visit}。请{ask}，{shape}。",
    "{festival}的{form}刚贴出来，{visit}。请从中{ask}，{shape}。",
    "{festival}开幕在即，{visit}。请从{form}中{ask}，{shape}。",
    "下面是{festival}的{form}。{visit}，请{ask}，{shape}。",
    "{festival}的{form}发下来了，{visit}。请{ask}，{shape}。",
    "{visit}，手边有{festival}的{form}。请{ask}，{shape}。",
    "{festival}就在这几天，{visit}，请照{form}{ask}，{shape}。",
    "{visit}，所以问起{festival}。请查{form}，{ask}，{shape}。",
    "{festival}马上就到，{visit}。{form}附在后面，请{ask}，{shape}。",
    "{visit}。{festival}的{form}刚刚到手，请{ask}，{shape}。",
)


def scheduled(rng: Random, festival: Festival) -> list[tuple[tuple[int, int], str]]:
    """Draw six sessions, and a different day and hour for each. Sessions that need the dark start in the evening."""
    slots: dict[tuple[int, int], str] = {}
    for name in rng.sample(festival.sessions, 6):
        hours = range(19, 21) if name in NIGHTLY else range(9, 17)
        free = [(day, hour) for day in (4, 5, 6) for hour in hours if (day, hour) not in slots]
        slots[rng.choice(free)] = name
    return sorted(slots.items())


def write_programme(rng: Random) -> Task:
    """Write the programme of a festival, and ask for time, place or person in charge of some sessions."""
    festival, (visitor, *hosts) = rng.choice(FESTIVALS), people(rng, 7)
    sessions = [
        Session(name, WEEKDAYS[day], f"{hour}:{rng.choice(('00', '15', '30', '45'))}", place, host)
        for ((day, hour), name), place, host in zip(
            scheduled(rng, festival), rng.sample(festival.spots, 6), hosts, strict=True
        )
    ]
    form, write = rng.choice(PROGRAMME_FORMS)
    request, visits = rng.choice(SESSION_ASKS)
    ask, rows, heads = request(rng, sessions)
    day = next((each for each in WEEKDAYS if f"{each}全部" in ask), "")
    shape, answer = shaped(rng, rows, heads)
    instruction = rng.choice(PROGRAMME_FRAMES).format(
        festival=festival.name, form=form, visit=rng.choice(visits).format(who=visitor, day=day), ask=ask, shape=shape
    )
    return Task(instruction, write(rng, festival, sessions), answer)
