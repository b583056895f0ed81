"""Ask to summarize a report: date, place, event and attendance, and on request what was special about the event."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import city, listed, people


@dataclass(frozen=True, slots=True)
class Event:
    """A local event: venues, participants and their number, origins, highlights, remarks, side details and plans."""

    name: str
    venues: tuple[str, str]
    crowd: str
    sizes: tuple[int, int]
    origins: tuple[str, str]
    highlights: tuple[str, str]
    remarks: tuple[str, str]
    sides: tuple[str, str]
    next_steps: tuple[str, str]


EVENTS = (
    Event("龙舟赛", ("护城河", "南湖"), "桨手", (120, 480), ("活动停办三年后才恢复", "活动起源于两个村子的比试"),
        ("退休教师队第一次夺冠", "女子队刷新了赛道纪录"), ("手上的泡都值了", "最怕的是转弯时船身打横"),
        ("岸边挤满看热闹的人", "午后下起小雨"), ("明年增设少年组", "秋天再办一场夜赛")),
    Event("非遗市集", ("老火车站", "文庙广场"), "手艺人", (40, 160), ("活动由五位传承人联名发起", "活动今年是第六届"),
        ("糖画摊前排起长队", "最年长的剪纸艺人已经八十六岁"), ("年轻人肯学，手艺就断不了", "卖得多少倒在其次"),
        ("摊位用竹棚搭成", "许多家长带着孩子"), ("以后每月办一次", "把摊位搬进校园")),
    Event("机器人比赛", ("科技馆", "职业学院"), "学生", (90, 400), ("活动最早只在一所中学里办", "活动第一次向乡镇学校开放"),
        ("一支乡镇中学队拿了一等奖", "初中组成绩超过了高中组"), ("程序改到凌晨三点", "输了也学到了对手的好办法"),
        ("赛场旁设了休息区", "裁判由工程师担任"), ("推荐优胜队去省里", "给农村学校送设备")),
    Event("马拉松", ("滨江大道", "环湖公路"), "跑者", (3000, 12000), ("报名开放两小时就满额", "路线三年来首次调整"),
        ("一名七十岁老人跑完全程", "男子组纪录被打破"), ("过了三十公里全靠咬牙", "路边的加油声让人忘了累"),
        ("沿途有十多处补水点", "志愿者清早四点到岗"), ("明年把名额增加两千", "把终点移到体育场")),
    Event("旧物捐赠活动", ("街心公园", "社区中心"), "居民", (150, 700), ("活动由三个业主群自发张罗", "活动已经坚持了八年"),
        ("收到冬衣一千多件", "一户人家捐出全套课桌"), ("东西放着可惜，送出去才有用", "孩子自己挑了最喜欢的玩具"),
        ("衣物当场分类打包", "有人专程从外区赶来"), ("周末送往山区学校", "在小区设常年收集箱")),
    Event("种子展", ("农科院", "县农贸市场"), "农户", (200, 900), ("活动原本只对科研人员开放", "活动汇集了四个省的老品种"),
        ("一种耐旱小麦最受关注", "老品种西红柿被抢订一空"), ("好种子比好肥料还管用", "先试两亩，成了再扩"),
        ("专家现场讲栽培", "展位旁有试吃"), ("下月组织田间参观", "建立种子互换群")),
    Event("无障碍电影专场", ("文化馆", "盲人协会"), "视障观众", (30, 120), ("活动由一位退休播音员倡议", "活动筹备了整整一年"),
        ("志愿者逐句讲述画面", "一位老人第一次听完整部电影"), ("原来大海可以这样讲出来", "终于能和孙子聊同一部片子"),
        ("门口有导盲犬休息处", "座位提前留好"), ("每季度放映一部", "招募更多讲述员")),
    Event("古桥修缮开放日", ("青石桥", "双龙桥"), "市民", (300, 1200), ("桥面去年被洪水冲坏", "施工方第一次撤掉了围挡"),
        ("工匠演示了糯米灰浆的做法", "参观者亲手铺了一块石板"), ("小时候天天从桥上过", "才知道一块石头要凿两天"),
        ("桥头摆着老照片", "参观分批进行"), ("年底完成全部修缮", "把旧石料做成展品")),
    Event("大型招聘会", ("人才市场", "体育馆"), "求职者", (1200, 6000), ("规模是去年的两倍", "活动由七个区联合举办"),
        ("制造业岗位占了四成", "首次设了退役军人专区"), ("比网上投简历踏实", "一上午谈了五家公司"),
        ("现场有免费证件照", "中午供应盒饭"), ("下月开到县里", "上线视频面试")),
    Event("社区足球赛", ("七中操场", "工人体育场"), "队员", (80, 300), ("活动始于两家快递站的约战", "球衣都由街坊赞助"),
        ("快递员队点球取胜", "裁判组全部是女性"), ("白天送货，晚上练球", "踢得好不好，街坊都来捧场"),
        ("决赛推迟了半小时", "各队自带饮水"), ("明年分设成年组和少年组", "把赛程延长到两个月")),
    Event("读诗会", ("图书馆露台", "独立书店"), "读者", (30, 150), ("活动由一封读者来信促成", "活动已经办到第四十期"),
        ("一位外卖员读了自己的诗", "全场合诵了一首宋词"), ("念出声来，才懂了那个逗号", "下班路上也有了盼头"),
        ("点着暖黄的灯", "有人从邻市赶来"), ("编印一本诗集", "每月换一个街区")),
    Event("花卉评比", ("植物园", "苗木基地"), "花农", (60, 260), ("报名的盆花比往年多一半", "评比规则今年改为盲评"),
        ("一盆三十年的山茶得了头奖", "新培育的蓝色绣球最受欢迎"), ("养花和带孩子一样急不得", "拿不拿奖都要换几枝回去"),
        ("评委打分全程公开", "展厅温度控制在二十度"), ("把获奖品种扩种", "开网店卖盆花")),
    Event("夜间急救演练", ("地铁换乘站", "商业街口"), "急救员", (50, 240), ("活动因一起真实的晕倒事件而起", "活动第一次不预先通知时间"),
        ("从接报到除颤只用了三分钟", "路过的高中生完成了心肺复苏"), ("心里慌，手上不能乱", "练过一次，下回就敢上前"),
        ("周边道路封闭了一小时", "模拟伤员由医学生扮演"), ("在全市换乘站加装除颤器", "把演练带进写字楼")),
    Event("候鸟放飞活动", ("湿地公园", "城郊水库"), "志愿者", (60, 320), ("这批鸟已经救护了三个月", "渔民最先报告有鸟受伤"),
        ("一只佩戴卫星定位器的白鹤最先起飞", "十七只灰雁重新归群"), ("打开笼门的一刻舍不得眨眼", "希望它们别再遇上渔网"),
        ("观众被拦在两百米外", "现场禁止使用闪光灯"), ("公开飞行轨迹", "清理沿岸废网")),
    Event("老电影修复展映", ("人民影院", "电影资料馆"), "影迷", (150, 800), ("底片在仓库里躺了四十年", "修复用掉了三万多个小时"),
        ("当年的女主角到场谢幕", "片尾第一次出现录音师的名字"), ("连雨点的声音都听清了", "陪母亲重看她年轻时的电影"),
        ("票面仿照旧式样印制", "放映中途换过一次胶片"), ("到六所大学巡映", "公开修复教程")),
    Event("外卖骑手运动会", ("体育公园", "物流园区"), "骑手", (100, 600), ("项目由骑手自己投票选出", "活动特意避开了用餐高峰"),
        ("爬楼送餐赛的冠军只用了九十秒", "一对夫妻在接力赛中夺魁"), ("难得不看手机地跑一回", "拿了奖想先告诉站长"),
        ("奖品是一套护膝", "看台上坐满了家属"), ("建一支业余长跑队", "把午休驿站增加到三十处")),
    Event("方言歌会", ("江边戏楼", "大学礼堂"), "歌手", (40, 200), ("主办方征歌时收到九种方言的作品", "活动由一档电台节目发起"),
        ("压轴的船工号子引来全场合唱", "最小的歌手只有六岁"), ("外婆教的调子终于有人听", "唱到家乡话就想哭"),
        ("字幕用拼音标注读音", "散场后观众久久不走"), ("录成一张唱片", "到各县采集老歌")),
    Event("垃圾分类擂台", ("小区中庭", "环保教育馆"), "家庭", (80, 360), ("活动改自一款桌面游戏", "活动是物业和学校合办的"),
        ("一对祖孙以满分胜出", "厨余桶的错投比上月少了一半"), ("孩子回家天天考我们", "规则讲一百遍不如玩一遍"),
        ("道具全用废纸箱做成", "输的一队要表演节目"), ("每栋楼推选一名教练", "把题目编成小册子")),
    Event("天文观测夜", ("天文台广场", "山顶营地"), "天文爱好者", (70, 420), ("主办方等了两周才等到晴夜", "活动恰逢流星雨的极大期"),
        ("一小时内数到四十七颗流星", "有人首次拍到土星的光环"), ("抬头的时候忘了时间", "望远镜里的月亮像一块饼干"),
        ("附近路灯关了三小时", "营地供应热姜茶"), ("开设冬季观测课", "把照片捐给学校")),
    Event("手语公开课", ("市民学堂", "聋人学校"), "学员", (30, 180), ("活动由一家咖啡馆的聋人店员提议", "报名第一天就排到了第三期"),
        ("全班用手语合唱了一首歌", "一名公交司机学会了报站手语"), ("手指笨得像戴了手套", "下次见面能打个招呼了"),
        ("教室里一直很安静", "每桌配一位聋人助教"), ("编写窗口服务手册", "给公交司机单独开班")),
    Event("水稻插秧节", ("东坪梯田", "农垦示范田"), "游客", (200, 1500), ("活动沿用了村里的开秧门习俗", "活动去年因为干旱没有办成"),
        ("一位八十岁老农插得最快", "田里拼出一幅巨大的鲤鱼图"), ("腰酸，可心里痛快", "以后吃饭不敢剩了"),
        ("田埂上摆了长桌饭", "孩子们忙着抓泥鳅"), ("秋收时请大家回来割稻", "认养每一块梯田")),
    Event("创客大赛", ("孵化器大厅", "旧纱厂车间"), "参赛者", (90, 500), ("题目由福利院的老人出", "会场四十八小时不断电"),
        ("会提醒吃药的拐杖拿了最高分", "一支高中生队进入前三"), ("两天只睡了四个小时", "老人点头那一下比奖金要紧"),
        ("咖啡免费供应", "行军床摆满了走廊"), ("把作品送到福利院试用", "为前三名提供半年场地")),
)  # fmt: skip
SEASONS = {"龙舟赛": (5, 6), "水稻插秧节": (4, 5), "候鸟放飞活动": (3, 4), "天文观测夜": (8, 11), "种子展": (3, 9)}
"""Months of events that need a season."""
NEWS_OPENINGS = (
    "{day}，{town}{venue}举行{event}，{n}名{crowd}到场", "{town}的{event}{day}在{venue}举办，来了{n}名{crowd}",
    "{n}名{crowd}{day}聚到{town}{venue}，参加{event}", "{day}的{town}{venue}很热闹，{event}吸引{n}名{crowd}"
)  # fmt: skip
NEWS_ORIGINS = ("{origin}", "据介绍，{origin}", "熟悉内情的人说，{origin}")
NEWS_HIGHLIGHTS = (
    "{highlight}，{another}",
    "最引人注意的是{highlight}，另外，{another}",
    "让人意外的是{highlight}，而且{another}",
    "一个亮点是{highlight}；不止如此，{another}",
)
NEWS_SIDES = ("{side}", "记者看到，{side}", "{side}，{more}")
NEWS_REMARKS = (
    "参加者{guest}说：“{remark}”",
    "“{remark}”，{guest}这样形容自己的感受",
    "问起感受，{guest}答道：“{remark}”",
)
NEWS_PLANS = (
    "主办人{who}说，打算{plan}",
    "负责人{who}透露，下一步的打算是{plan}",
    "{who}代表主办方宣布：{plan}",
    "主办人{who}介绍了接下来的安排：{plan}",
)
NEWS_FACTS = {
    "亮点": "{highlight}，{another}",
    "背景": "{origin}",
    "参加者的感受": "参加者{guest}说“{remark}”",
    "后续打算": "主办方计划{plan}",
}
NEWS_READERS = (
    "退休教师", "社区网格员", "报社实习生", "街道文书", "图书馆馆员", "导游", "便利店店主", "中学语文老师", "旅行博主", "电台编辑",
    "大学辅导员", "出版社校对", "物业经理", "书店老板", "公园讲解员", "文化站站长", "志愿者队长", "公众号小编", "县志办职员",
    "广告文案", "摄影协会会员", "民宿老板", "博物馆馆员", "俱乐部秘书", "乡镇干部",
)  # fmt: skip
NEWS_USES = (
    "{who}要在早会上念给大家听", "{who}手上只有巴掌大的版面", "{who}准备发到业主群", "{who}在编本周大事记",
    "{who}要给视障读者录成语音", "{who}想写在黑板报的一角", "{who}想给同事做参考", "{who}打算配一张照片发出去",
    "{who}要放进年鉴的条目", "{who}要做一条手机推送", "{who}要讲给没去成的父亲听", "{who}在写城市周报",
    "{who}准备写成十秒的口播", "{who}想给赞助商回一封信", "{who}正在练习新闻写作", "{who}要讲给外国朋友听",
    "{who}想在节目里提一句", "{who}要填一张活动登记卡", "{who}想存进剪报本", "{who}想出一道阅读题",
    "{who}要给街道简报供稿", "{who}要在展板上写说明", "{who}打算投给校刊", "{who}赶着给朋友回话",
)  # fmt: skip
NEWS_FRAMES = (
    "{use}。下面是{town}{event}的报道，请{ask}。",
    "这是一篇讲{town}{event}的消息，{use}。请{ask}。",
    "{town}办了{event}，{use}。请根据报道{ask}。",
    "{use}，手头是{town}{event}的报道。请{ask}。",
)
NEWS_ASKS = {
    "段落": ("概括成一段话，时间、地点、人数之外写明{aspects}", "写一段摘要，先交代时间、地点和人数，再写{aspects}"),
    "要点": ("分行概括，第一行写时间、地点和人数，然后依次写{aspects}", "归纳成要点，先写概况，再依次写{aspects}"),
}


def report(rng: Random, facts: dict[str, object]) -> str:
    """Write a report of five or six sentences, which begins with date, place and attendance."""
    lead, *rest = (
        rng.choice(phrasings)
        for phrasings in (NEWS_OPENINGS, NEWS_ORIGINS, NEWS_HIGHLIGHTS, NEWS_SIDES, NEWS_REMARKS, NEWS_PLANS)
    )
    rng.shuffle(rest)
    return "。".join([lead, *rest]).format(**facts) + "。"


def write_news_brief(rng: Random) -> Task:
    """Ask to summarize a report: date, place, event and attendance, and on request what was special about the event."""
    event, (who, guest, user) = rng.choice(EVENTS), people(rng, 3)
    (highlight, another), (side, more) = rng.sample(event.highlights, 2), rng.sample(event.sides, 2)
    n, months = rng.randint(*event.sizes), SEASONS.get(event.name, (3, 11))
    facts: dict[str, object] = {
        "day": f"{rng.randint(*months)}月{rng.randint(1, 28)}日", "town": city(rng), "venue": rng.choice(event.venues),
        "event": event.name, "n": n if n < 500 else round(n, -2), "crowd": event.crowd, "who": who, "guest": guest,
        "origin": rng.choice(event.origins), "highlight": highlight, "another": another,
        "remark": rng.choice(event.remarks), "side": side, "more": more, "plan": rng.choice(event.next_steps),
    }  # fmt: skip
    asked, shape = rng.sample(tuple(NEWS_FACTS), rng.choice((3, 3, 2))), rng.choice(tuple(NEWS_ASKS))
    lead = "{day}，{town}{venue}举行{event}，{n}名{crowd}参加".format(**facts)
    points = [NEWS_FACTS[aspect].format(**facts) for aspect in asked]
    answer = (
        "。".join([lead, *points]) + "。" if shape == "段落" else "\n".join(f"- {part}" for part in [lead, *points])
    )
    instruction = rng.choice(NEWS_FRAMES).format(
        use=rng.choice(NEWS_USES).format(who=rng.choice(NEWS_READERS) + user), ask=rng.choice(NEWS_ASKS[shape]).format(aspects=listed(asked)),
        **facts,
    )  # fmt: skip
    return Task(instruction, report(rng, facts), answer)
