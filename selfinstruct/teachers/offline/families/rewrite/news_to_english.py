"""Ask for an English version of a few short news items, with large numbers, dates and amounts expressed as in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS, numbered
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class News:
    """A news item in both languages. `ranges` has (low, high, step, factor) for each number.

    The factor says how much the number of the Chinese text is in the English one: 10,000 for 万.
    `cities` names the cities in which it can happen; if it is empty, it can happen anywhere.
    `months` are those in which it can be reported. If it happens on `workdays`, it is not on a weekend.
    """

    zh: str
    en: str
    ranges: tuple[tuple[int, int, int, int], ...] = ()
    cities: str = ""
    months: tuple[int, ...] = tuple(range(1, 13))
    workdays: bool = False


CITIES = {
    "杭州": "Hangzhou", "成都": "Chengdu", "武汉": "Wuhan", "南京": "Nanjing", "青岛": "Qingdao", "大连": "Dalian",
    "厦门": "Xiamen", "宁波": "Ningbo", "昆明": "Kunming", "合肥": "Hefei", "福州": "Fuzhou", "济南": "Jinan",
    "郑州": "Zhengzhou", "沈阳": "Shenyang", "南昌": "Nanchang", "贵阳": "Guiyang", "兰州": "Lanzhou",
    "太原": "Taiyuan", "无锡": "Wuxi", "洛阳": "Luoyang", "桂林": "Guilin", "烟台": "Yantai", "扬州": "Yangzhou",
    "珠海": "Zhuhai", "银川": "Yinchuan", "苏州": "Suzhou", "长沙": "Changsha", "天津": "Tianjin",
}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
DAYS = {
    "周一": "Monday", "周二": "Tuesday", "周三": "Wednesday", "周四": "Thursday",
    "周五": "Friday", "周六": "Saturday", "周日": "Sunday",
}  # fmt: skip
W, TEN_THOUSAND = 1, 10_000
# fmt: off
NEWS = (
    News("{city}地铁{0}号线将于{date}开通，全长{1}公里，设{2}座车站。",
         "Metro Line {0} in {city} will open on {date}. It is {1} kilometers long and has {2} stations.",
         ((5, 12, 1, W), (21, 48, 1, W), (13, 27, 1, W)),
         "杭州 成都 武汉 南京 青岛 郑州 苏州 长沙 天津 合肥 宁波 沈阳"),
    News("受暴雨影响，{city}机场{day}取消了{0}个航班，约{1}万名旅客滞留。",
         "Heavy rain forced the airport in {city} to cancel {0} flights on {day}, leaving about {1:,} passengers stranded.",
         ((60, 210, 1, W), (1, 3, 1, TEN_THOUSAND)),
         months=(5, 6, 7, 8, 9)),
    News("{city}一家医院为一名{0}岁的患者成功实施了心脏手术，手术历时{1}个小时。",
         "A hospital in {city} successfully performed heart surgery on a {0}-year-old patient. The operation lasted {1} hours.",
         ((52, 79, 1, W), (4, 9, 1, W))),
    News("考古人员在{city}郊外发现了{0}座汉代墓葬，出土陶器{1}余件。",
         "Archaeologists have discovered {0} Han Dynasty tombs outside {city} and unearthed more than {1} pieces of pottery.",
         ((3, 26, 1, W), (60, 400, 20, W))),
    News("从{date}起，{city}的出租车起步价将由{0}元调整为{1}元。",
         "From {date}, the base taxi fare in {city} will change from {0} yuan to {1} yuan.",
         ((8, 10, 1, W), (11, 14, 1, W))),
    News("一只大熊猫{day}在{city}的繁育基地产下双胞胎，体重分别为{0}克和{1}克。",
         "A giant panda gave birth to twins at the breeding base in {city} on {day}. The cubs weigh {0} and {1} grams.",
         ((110, 149, 1, W), (150, 198, 1, W)),
         "成都",
         months=(7, 8, 9)),
    News("{city}今年种植水稻{0}万亩，预计亩产{1}公斤。",
         "{city} has planted {0:,} mu of rice this year and expects a yield of {1} kilograms per mu.",
         ((12, 90, 1, TEN_THOUSAND), (520, 690, 5, W)),
         "沈阳 合肥 南昌 长沙 武汉 扬州 银川 无锡 苏州 宁波",
         months=(6, 7, 8)),
    News("一名{0}岁的中学生打破了{city}市100米自由泳纪录，成绩提高了{1}秒。",
         "A {0}-year-old middle school student broke the {city} record in the 100-meter freestyle by {1} seconds.",
         ((13, 15, 1, W), (2, 4, 1, W))),
    News("{city}图书馆将从{date}起延长开放时间，每晚{0}点闭馆，周末不休息。",
         "From {date}, the library in {city} will stay open longer. It will close at {0} p.m. every day, including weekends.",
         ((9, 11, 1, W),)),
    News("一场森林大火{day}在{city}附近被扑灭，过火面积约{0}公顷，无人员伤亡。",
         "A forest fire near {city} was put out on {day}. It burned about {0} hectares, but no one was hurt.",
         ((12, 95, 1, W),),
         months=(2, 3, 4, 5, 10)),
    News("{city}将投资{0}亿元改造老旧小区，{1}万户居民受益。",
         "{city} will spend {0} million yuan on renovating old residential areas, which will benefit {1:,} households.",
         ((2, 9, 1, 100), (3, 18, 1, TEN_THOUSAND))),
    News("天文爱好者{day}凌晨在{city}观测到了流星雨，每小时约有{0}颗流星。",
         "Early on {day}, amateur astronomers in {city} watched a meteor shower with about {0} meteors per hour.",
         ((40, 120, 5, W),)),
    News("{city}一家电池工厂将于{date}投产，计划年产电池{0}万块，提供{1}个就业岗位。",
         "A battery factory in {city} will start production on {date}. It plans to make {0:,} batteries a year "
         "and will create {1:,} jobs.",
         ((20, 90, 5, TEN_THOUSAND), (300, 1900, 50, W))),
    News("由于水管破裂，{city}老城区{day}停水{0}个小时，{1}所学校提前放学。",
         "A burst pipe left the old town of {city} without water for {0} hours on {day}, "
         "and {1} schools sent their pupils home early.",
         ((5, 16, 1, W), (2, 9, 1, W)), months=(3, 4, 5, 6, 9, 10, 11, 12), workdays=True),
    News("{city}马拉松将于{date}开跑，{0}万名选手参赛，其中外国选手{1}人。",
         "The {city} Marathon will be held on {date} with {0:,} runners, {1} of them from abroad.",
         ((2, 4, 1, TEN_THOUSAND), (120, 900, 10, W)),
         months=(3, 4, 10, 11)),
    News("一幅清代山水画{day}在{city}以{0}万元的价格拍出，是起拍价的{1}倍。",
         "A Qing Dynasty landscape painting was sold at auction in {city} for {0:,} yuan on {day}, "
         "{1} times the starting price.",
         ((120, 480, 10, TEN_THOUSAND), (3, 8, 1, W))),
    News("{city}警方{day}破获一起电信诈骗案，抓获嫌疑人{0}名，追回{1}万元。",
         "Police in {city} solved a telephone fraud case on {day}, arresting {0} suspects and recovering {1:,} yuan.",
         ((6, 38, 1, W), (30, 460, 10, TEN_THOUSAND))),
    News("{city}气象台发布高温预警，预计{day}最高气温将达到{0}摄氏度。",
         "The weather service in {city} has issued a heat warning. Temperatures may reach {0} degrees Celsius on {day}.",
         ((37, 41, 1, W),),
         "杭州 武汉 南京 合肥 福州 济南 郑州 南昌 无锡 洛阳 苏州 长沙 天津",
         months=(6, 7, 8)),
    News("一列货运列车{day}从{city}出发，载着{0}个集装箱，预计{1}天后抵达德国。",
         "A freight train left {city} on {day} with {0} containers and should reach Germany in {1} days.",
         ((41, 55, 1, W), (12, 16, 1, W))),
    News("{city}的小学将从{date}起每天增加一节体育课，每节{0}分钟。",
         "From {date}, primary schools in {city} will add one physical education class of {0} minutes every day.",
         ((35, 45, 5, W),),
         months=(3, 9)),
    News("科研人员在{city}的湿地记录到{0}种鸟类，比去年多{1}种。",
         "Researchers have recorded {0} species of birds in the wetlands of {city}, {1} more than last year.",
         ((110, 260, 1, W), (3, 19, 1, W))),
    News("{city}一座百年石桥{day}完成修缮，工程历时{0}个月，耗资{1}万元。",
         "The restoration of a century-old stone bridge in {city} was completed on {day}. "
         "It took {0} months and cost {1:,} yuan.",
         ((7, 18, 1, W), (80, 600, 10, TEN_THOUSAND))),
    News("{city}海关{day}查获{0}公斤走私象牙，两名男子被拘留。",
         "Customs officers in {city} seized {0} kilograms of smuggled ivory on {day} and detained two men.",
         ((11, 86, 1, W),)),
    News("{city}的茶叶今年出口{0}吨，同比增长{1}%，主要销往摩洛哥。",
         "{city} has exported {0:,} tons of tea this year, up {1}% from last year. Most of it went to Morocco.",
         ((800, 4900, 50, W), (4, 27, 1, W)),
         "杭州 福州 合肥 贵阳 昆明 桂林 长沙 苏州 武汉 南昌",
         months=(8, 9, 10, 11, 12)),
    News("一位{0}岁的退休教师向{city}一所大学捐款{1}万元，用于资助贫困学生。",
         "A retired teacher aged {0} has donated {1:,} yuan to a university in {city} to help poor students.",
         ((71, 92, 1, W), (20, 200, 5, TEN_THOUSAND))),
    News("{city}科技馆将于{date}开放新展厅，展出{0}台机器人，门票{1}元。",
         "The science museum in {city} will open a new hall with {0} robots on {date}. Tickets cost {1} yuan.",
         ((16, 60, 1, W), (20, 60, 5, W))),
    News("{city}{day}举行招聘会，{0}家企业提供了{1}个职位。",
         "At a job fair in {city} on {day}, {0} companies offered {1:,} positions.",
         ((80, 320, 10, W), (1500, 8500, 100, W))),
    News("一座{0}层的办公楼{day}在{city}起火，{1}人被及时疏散，起火原因正在调查。",
         "A fire broke out in a {0}-story office building in {city} on {day}, and {1} people were evacuated in time. "
         "The cause is under investigation.",
         ((12, 32, 1, W), (140, 600, 10, W)), workdays=True),
    News("{city}开通至新加坡的直飞航线，每周{0}班，单程约{1}个小时。",
         "A direct route between {city} and Singapore has opened, with {0} flights a week. A one-way trip takes about {1} hours.",
         ((2, 7, 1, W), (4, 5, 1, W)),
         "昆明 福州 厦门 南昌 贵阳 长沙 桂林 珠海"),
    News("{city}的志愿者{day}在河边清理垃圾，{0}个小时内捡了{1}公斤塑料。",
         "Volunteers in {city} cleaned up a riverbank on {day} and collected {1} kilograms of plastic in {0} hours.",
         ((3, 6, 1, W), (120, 880, 20, W)),
         months=(4, 5, 6, 7, 8, 9, 10)),
    News("{city}一家面包店召回{0}个月饼，因为包装上没有注明含有花生。",
         "A bakery in {city} has recalled {0:,} mooncakes because the packaging did not say that they contain peanuts.",
         ((300, 4800, 100, W),),
         months=(8, 9)),
    News("{city}队{day}以{0}比{1}战胜对手，首次进入全国业余足球赛决赛。",
         "{city} won {0}-{1} on {day} and reached the final of the national amateur football cup for the first time.",
         ((3, 5, 1, W), (0, 2, 1, W))),
    News("{city}一所中学将从{date}起禁止学生在课堂上使用手机，违反者须上交手机{0}天。",
         "From {date}, a middle school in {city} will ban mobile phones in class. "
         "Pupils who break the rule must hand in their phones for {0} days.",
         ((2, 7, 1, W),),
         months=(3, 9)),
    News("今年前{past}个月，{city}新增电动汽车{0}万辆，充电桩数量翻了一番。",
         "In the first {past} months of the year, {0:,} electric cars were registered in {city}, "
         "and the number of charging points doubled.",
         ((2, 12, 1, TEN_THOUSAND),),
         months=(5, 6, 7, 8, 9, 10, 11)),
    News("一艘载有{0}名游客的游船{day}在{city}港外出了故障，{1}小时后被拖回岸边。",
         "A tourist boat with {0} passengers broke down outside the port of {city} on {day} "
         "and was towed back to shore {1} hours later.",
         ((24, 96, 1, W), (2, 5, 1, W)),
         "青岛 大连 厦门 宁波 福州 烟台 珠海 天津",
         months=(4, 5, 6, 7, 8, 9, 10)),
    News("{city}交响乐团{date}将演出贝多芬第{0}号交响曲，学生票半价。",
         "The {city} Symphony Orchestra will play Beethoven's Symphony No. {0} on {date}. "
         "Students pay half price.",
         ((3, 9, 1, W),)),
    News("{city}一名程序员开发出帮助盲人识别药品的软件，已有{0}万人下载。",
         "A programmer in {city} has developed an app that helps blind people identify medicines. "
         "It has been downloaded {0:,} times.",
         ((2, 35, 1, TEN_THOUSAND),)),
    News("{city}房价连续{0}个月下跌，{month}的成交量却上升了{1}%。",
         "House prices in {city} have fallen for {0} months in a row, but sales rose by {1}% in {month}.",
         ((3, 11, 1, W), (4, 22, 1, W))),
    News("{city}一家银行{day}起将一年期存款利率下调{0}个基点。",
         "From {day}, a bank in {city} will lower its one-year deposit rate by {0} basis points.",
         ((5, 25, 5, W),), workdays=True),
    News("一群野象走出保护区，{day}在{city}以南{0}公里的村庄吃掉了{1}亩玉米。",
         "A herd of wild elephants left its reserve and ate {1} mu of corn in a village {0} kilometers south of {city} on {day}.",
         ((20, 70, 1, W), (3, 14, 1, W)), "昆明",
         months=(7, 8, 9)),
    News("{city}发现一株树龄约{0}年的银杏，树高{1}米，已列为保护树木。",
         "A ginkgo tree about {0:,} years old has been found in {city}. It is {1} meters tall and is now protected.",
         ((600, 1800, 100, W), (22, 39, 1, W))),
    News("{city}一条隧道{day}贯通，全长{0}公里，进城时间将缩短{1}分钟。",
         "Workers broke through the last section of a {0}-kilometer tunnel in {city} on {day}. "
         "It will shorten the trip into the city by {1} minutes.",
         ((4, 13, 1, W), (10, 30, 5, W))),
    News("{city}{month}平均降水量只有{0}毫米，{1}万人饮水困难。",
         "{city} received only {0} millimeters of rain on average in {month}, and {1:,} people are short of drinking water.",
         ((1, 9, 1, W), (4, 30, 1, TEN_THOUSAND)),
         "昆明 贵阳 兰州 银川 太原 洛阳 郑州 济南 烟台 沈阳",
         months=(1, 2, 3, 4, 12)),
    News("{city}一家养老院{day}邀请小学生与老人一起包饺子，共包了{0}个。",
         "A nursing home in {city} invited primary school pupils to make dumplings with the residents on {day}. "
         "Together they made {0:,}.",
         ((300, 1900, 50, W),), workdays=True),
    News("{city}的科学家研制出一种可降解薄膜，埋在土里{0}天即可分解。",
         "Scientists in {city} have developed a biodegradable film that breaks down in the soil within {0} days.",
         ((45, 120, 5, W),)),
    News("{city}国际电影节将于{date}开幕，来自{0}个国家的{1}部影片参展。",
         "The {city} International Film Festival will open on {date} with {1} films from {0} countries.",
         ((18, 46, 1, W), (60, 180, 5, W))),
    News("{city}一家法院{day}判决一家公司赔偿员工{0}万元，原因是拖欠工资{1}个月。",
         "A court in {city} ordered a company on {day} to pay {0:,} yuan to an employee whose wages were {1} months overdue.",
         ((3, 12, 1, TEN_THOUSAND), (4, 11, 1, W)), workdays=True),
    News("{city}蜂农今年收获蜂蜜{0}吨，由于春季低温，产量减少了{1}%。",
         "Beekeepers in {city} have harvested {0} tons of honey this year, {1}% less than usual because of the cold spring.",
         ((40, 260, 5, W), (8, 35, 1, W)),
         months=(7, 8, 9, 10)),
    News("{city}的自行车道{month}新增{0}公里，市民骑车上班的比例达到{1}%。",
         "{city} built {0} kilometers of new bicycle lanes in {month}, and {1}% of its residents now ride to work.",
         ((12, 40, 1, W), (11, 33, 1, W))),
    News("一名{0}岁的登山者在{city}附近失踪{1}天后，{day}被搜救犬找到。",
         "A {0}-year-old hiker who had been missing near {city} for {1} days was found by a rescue dog on {day}.",
         ((24, 66, 1, W), (2, 5, 1, W)),
         months=(4, 5, 6, 7, 8, 9, 10)),
    News("{city}疾控中心提醒，{month}流感病例增加了{0}%，建议老人和儿童接种疫苗。",
         "The disease control center in {city} says that flu cases rose by {0}% in {month} "
         "and advises elderly people and children to get vaccinated.",
         ((12, 64, 1, W),),
         months=(12, 1, 2, 3)),
    News("{city}博物馆将从{date}起免费开放，但参观者须提前{0}天预约，每天限{1}人。",
         "From {date}, admission to the {city} museum will be free, but visitors must book {0} days in advance. "
         "The daily limit is {1:,} people.",
         ((2, 5, 1, W), (1500, 6000, 500, W))),
)
NEWS_FRAMES = (
    "请把下面{count}条简讯译成英文{form}。\n{text}",
    "校广播站周末有英语节目，{who}选了{count}条消息，需要英文版{form}。\n{text}",
    "将以下新闻逐条翻译成英语{form}：\n{text}",
    "“{flat}”以上{count}条消息用英语怎么写？请全部译出{form}。",
    "{flat}\n\n把这几条中文新闻翻成英文，数字换成英文的习惯写法{form}。",
    "{who}负责公众号的双语栏目，今天要发的是：“{flat}”请译成英文{form}。",
    "汉译英练习（{count}条）{form}：\n{text}",
    "外教想知道最近有什么新闻，我摘了{count}条：\n{text}\n请翻译成英文{form}。",
    "“{flat}”请把这段新闻摘要改写成英文，每条意思完整，“万”“亿”按英文计数{form}。",
    "译成英语，不增不减{form}。\n{text}",
    "酒店大堂的电子屏要给外国客人滚动播放新闻，原文是：\n{text}\n请提供英文翻译{form}。",
    "{who}在备考翻译证书，正在练新闻汉译英：“{flat}”请给出译文{form}。",
)
# fmt: on
FORMS = (("", "lines"), ("，带编号", "numbers"), ("，做成中英对照的Markdown表格", "table"))


def both_languages(rng: Random, news: News, city: str, now: int) -> tuple[str, str]:
    """Fill the slots of a news item in both languages. It is reported in the month `now` and may look back a month."""
    day, date, past = rng.choice(tuple(DAYS)[: 5 if news.workdays else 7]), rng.randint(1, 28), (now - 2) % 12 + 1
    numbers = [rng.randrange(low, high + 1, step) for low, high, step, _ in news.ranges]
    scaled = [number * factor for number, (*_, factor) in zip(numbers, news.ranges, strict=True)]
    zh = news.zh.format(*numbers, city=city, day=day, past=past, month=f"{past}月", date=f"{now}月{date}日")
    en = news.en.format(
        *scaled, city=CITIES[city], day=DAYS[day], past=past, month=MONTHS[past - 1], date=f"{MONTHS[now - 1]} {date}"
    )
    en = re.sub(r"\b(\d),(\d{3}),000\b", lambda found: f"{int(found[1] + found[2]) / 1000:g} million", en)
    # English says "an 8-kilometer tunnel" and "an 18-story building".
    return zh, re.sub(r"\b([Aa]) (?=(?:8\d?|11|18)\b)", r"\1n ", en)


def written(form: str, pairs: list[tuple[str, str]]) -> str:
    """Write the translations in the requested form."""
    english = [en for _, en in pairs]
    if form == "table":
        return "\n".join(("| 中文 | English |", "| --- | --- |", *(f"| {zh} | {en} |" for zh, en in pairs)))
    return numbered(english) if form == "numbers" else "\n".join(english)


def write_news_to_english(rng: Random) -> Task:
    """Ask for an English version of a few short news items from the same time of the year."""
    now = rng.randint(1, 12)
    chosen = rng.sample([news for news in NEWS if now in news.months], rng.randint(3, 5))
    cities: list[str] = []
    chosen.sort(key=lambda news: len(news.cities) or 1000)
    for news in chosen:
        cities.append(rng.choice([city for city in news.cities.split() or CITIES if city not in cities]))
    pairs = [both_languages(rng, news, city, now) for news, city in zip(chosen, cities, strict=True)]
    wording, form = rng.choice(FORMS)
    lines = [zh for zh, _ in pairs]
    instruction = rng.choice(NEWS_FRAMES).format(
        count=COUNTS[len(lines)], form=wording, text="\n".join(lines), flat="".join(lines), who=person(rng)
    )
    return Task(instruction, "", written(form, pairs))
