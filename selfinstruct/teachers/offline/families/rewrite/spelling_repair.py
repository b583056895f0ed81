"""Ask to correct misspellings in a text and to list the corrections."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.world import city, person


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A correct sentence, the word in it that is often misspelled, and the misspelling."""

    sentence: str
    right: str
    wrong: str


MISSPELLINGS = (
    Misspelling("物业上周在单元门口安装了人脸门禁", "安装", "按装"),
    Misspelling("{who}已经办完了离职手续", "已经", "己经"),
    Misspelling("大家再接再厉，争取月底完成订单", "再接再厉", "再接再励"),
    Misspelling("这家店的招牌菜是一碟水煮毛豆", "一碟", "一蝶"),
    Misspelling("领导做事一向按部就班", "按部就班", "按步就班"),
    Misspelling("{who}穿着一身迷彩服，英姿飒爽地走进会场", "英姿飒爽", "英姿煞爽"),
    Misspelling("这次救援部署得十分周密", "部署", "布署"),
    Misspelling("{who}对演出的细节一丝不苟", "一丝不苟", "一丝不荀"),
    Misspelling("师傅的手艺名不虚传", "名不虚传", "名不须传"),
    Misspelling("几个孩子迫不及待地拆开了礼物", "迫不及待", "迫不急待"),
    Misspelling("老街的建筑风格别出心裁", "别出心裁", "别出新裁"),
    Misspelling("{who}把欠条锁在抽屉里", "抽屉", "抽届"),
    Misspelling("新来的厨师脾气有些暴躁", "暴躁", "暴燥"),
    Misspelling("北方的冬天气候干燥", "干燥", "干躁"),
    Misspelling("这场辩论赛的辩手都来自{city}", "辩论赛", "辨论赛"),
    Misspelling("请在签到表的第三栏填写籍贯", "籍贯", "藉贯"),
    Misspelling("{who}一如既往地支持女儿学画", "一如既往", "一如即往"),
    Misspelling("工地上即使下雨也照常施工", "即使", "既使"),
    Misspelling("{city}的新体育馆提前三个月竣工", "竣工", "峻工"),
    Misspelling("妈妈把粽子蘸了白糖给我吃", "粽子", "棕子"),
    Misspelling("{who}坐在最后一排直打瞌睡", "瞌睡", "磕睡"),
    Misspelling("火锅店门口排起了长队，服务员应接不暇", "应接不暇", "应接不遐"),
    Misspelling("老两口在{city}的老房子里度假", "度假", "渡假"),
    Misspelling("轮渡因大雾停航，旅客只好改乘汽车", "轮渡", "轮度"),
    Misspelling("{who}的报告言简意赅", "言简意赅", "言简意骇"),
    Misspelling("孩子们在操场上兴高采烈地放风筝", "兴高采烈", "兴高彩烈"),
    Misspelling("展厅里的瓷器让人眼花缭乱", "眼花缭乱", "眼花瞭乱"),
    Misspelling("公司鼓励员工提出合理的建议", "鼓励", "鼓厉"),
    Misspelling("这盆君子兰需要适当地修剪枝叶", "修剪", "修减"),
    Misspelling("{who}凭借多年的经验找出了故障的原因", "凭借", "凭籍"),
    Misspelling("图书馆周末照常开放，不妨去看看", "不妨", "不防"),
    Misspelling("暴雨过后，河水的水位急剧上涨", "急剧", "急巨"),
    Misspelling("两家公司打了三年官司，终于达成和解", "和解", "合解"),
    Misspelling("评审会上几位专家各抒己见", "各抒己见", "各书己见"),
    Misspelling("{who}在{city}的画廊举办了个人画展", "画廊", "画郎"),
    Misspelling("快递员冒着酷暑派送包裹", "酷暑", "酷署"),
    Misspelling("老师让我们摘抄课文里的好词好句", "摘抄", "摘炒"),
    Misspelling("这首民歌在当地家喻户晓", "家喻户晓", "家谕户晓"),
    Misspelling("那声尖叫令人毛骨悚然", "毛骨悚然", "毛骨耸然"),
    Misspelling("车间的噪音让人头疼", "噪音", "燥音"),
    Misspelling("这道题的答案显而易见", "显而易见", "显而意见"),
    Misspelling("参观者络绎不绝，展馆延长了开放时间", "络绎不绝", "络译不绝"),
    Misspelling("{who}为了赶稿子废寝忘食", "废寝忘食", "费寝忘食"),
    Misspelling("小区的健身器材焕然一新", "焕然一新", "换然一新"),
    Misspelling("爷爷精神矍铄，每天清晨去公园锻炼", "锻炼", "锻练"),
    Misspelling("这批货的质量参差不齐", "参差不齐", "参差不其"),
    Misspelling("村口的石桥已有一百多年历史，至今坚固", "坚固", "艰固"),
    Misspelling("{who}托人从广东带回一箱荔枝", "荔枝", "荔技"),
    Misspelling("会计仔细核对了每一笔账目", "核对", "核兑"),
    Misspelling("{city}站前的马路上车辆川流不息", "川流不息", "穿流不息"),
    Misspelling("泡完温泉，紧绷的神经终于松弛下来", "松弛", "松驰"),
    Misspelling("这部纪录片拍摄了整整两年", "拍摄", "拍设"),
    Misspelling("客厅墙上挂着一幅山水画", "一幅", "一副"),
    Misspelling("医生叮嘱病人按时吃药", "叮嘱", "盯嘱"),
    Misspelling("这款保温杯深受年轻人青睐", "青睐", "亲睐"),
    Misspelling("护士每两小时给病人量一次脉搏", "脉搏", "脉博"),
    Misspelling("新来的门卫总是盛气凌人", "盛气凌人", "盛气临人"),
    Misspelling("女主持人穿着一条天蓝色的连衣裙，显得格外精神", "连衣裙", "连衣群"),
    Misspelling("山里的蚊子特别多，帐篷里要点蚊香", "帐篷", "帐蓬"),
    Misspelling("这家工厂因为污染河水被责令停产", "责令", "责另"),
    Misspelling("{who}在拍卖会上把古董花瓶卖掉了", "古董", "古懂"),
    Misspelling("村民们在溪边洗衣裳", "衣裳", "衣赏"),
    Misspelling("评委对选手的表现赞不绝口", "赞不绝口", "赞不决口"),
    Misspelling("{who}做事总是虎头蛇尾，令人失望", "虎头蛇尾", "唬头蛇尾"),
    Misspelling("{city}的夜市里小吃琳琅满目", "琳琅满目", "林琅满目"),
    Misspelling("律师在法庭上据理力争", "据理力争", "具理力争"),
    Misspelling("球迷把体育馆围得水泄不通", "水泄不通", "水泻不通"),
    Misspelling("{who}对天文学有浓厚的兴趣", "浓厚", "农厚"),
    Misspelling("这篇社论观点鲜明，针砭时弊", "针砭时弊", "针贬时弊"),
    Misspelling("老木匠把榫头刨得严丝合缝", "严丝合缝", "严丝合逢"),
    Misspelling("海鸥在码头上空盘旋", "盘旋", "盘悬"),
    Misspelling("{who}连夜赶写发言稿，熬得双眼通红", "通红", "通虹"),
    Misspelling("博物馆里陈列着恐龙的骨骼化石", "陈列", "阵列"),
    Misspelling("爷爷种的西红柿一直供应到霜降", "供应", "贡应"),
    Misspelling("实验员不小心打碎了玻璃烧杯", "玻璃", "玻漓"),
    Misspelling("几十位老同学在{city}欢聚一堂", "欢聚一堂", "欢聚一膛"),
    Misspelling("消防员奋不顾身地冲进火场", "奋不顾身", "愤不顾身"),
    Misspelling("门口的对联出自当地一位老先生之手", "对联", "对连"),
    Misspelling("果园里硕果累累，丰收在望", "硕果", "朔果"),
    Misspelling("{who}把母亲的嘱咐记在心里", "嘱咐", "瞩咐"),
    Misspelling("公交车司机疲惫不堪，主动要求换班", "疲惫", "疲备"),
    Misspelling("{who}在马拉松的最后一公里精疲力竭", "精疲力竭", "精疲力揭"),
    Misspelling("外婆把红枣和糯米放在一起熬粥", "糯米", "懦米"),
    Misspelling("画家用寥寥几笔就勾勒出人物的神态", "寥寥", "廖廖"),
    Misspelling("寒流来袭，气温骤降了十度", "骤降", "聚降"),
    Misspelling("这条路通向{city}的气象观测站", "观测", "观侧"),
    Misspelling("新药的副作用都写进了说明书", "副作用", "付作用"),
)
SPELLING_FRAMES = (
    "请改正“{text}”中的{count}个错别字，并说明改了什么。",
    "{who}的稿子里有这样几句：“{text}”其中共有{count}个错别字，请纠正后重抄一遍，再列出改动。",
    "“{text}”——校对{who}说这里有{count}处用字错误。请改成正确的文字，并写出原字和改后的字。",
    "“{text}”这是{who}写的一段文字，请帮忙校对，把{count}个写错的词改过来并逐一注明。",
    "这几句话有{count}个词写错了字：“{text}”请写出纠正后的文字和每处改动。",
)


def write_spelling(rng: Random) -> Task:
    """Ask to correct misspellings in a text and to list the corrections."""
    chosen = rng.sample(MISSPELLINGS, rng.randint(3, 5))
    spoiled = sorted(rng.sample(range(len(chosen)), rng.randint(2, min(3, len(chosen)))))
    right = [each.sentence.format(who=person(rng), city=city(rng)) for each in chosen]
    wrong = [
        line.replace(each.right, each.wrong) if place in spoiled else line
        for place, (line, each) in enumerate(zip(right, chosen, strict=True))
    ]
    changes = "；".join(f"“{chosen[place].wrong}”改为“{chosen[place].right}”" for place in spoiled)
    count = COUNTS[len(spoiled)]
    instruction = rng.choice(SPELLING_FRAMES).format(text="。".join(wrong) + "。", who=person(rng), count=count)
    return Task(instruction, "", f"改正后：{'。'.join(right)}。\n改动：{changes}。")
