"""Names for a described shop: a word for one of its traits, or the owner's surname, followed by its trade."""

from __future__ import annotations

from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.wording import COUNTS, numbered
from selfinstruct.teachers.offline.world import asked_last, city, person

SHOPS = (
    ("书店", ("书屋", "书房"), "卖旧书和绘本"), ("茶馆", ("茶馆", "茶社"), "主打白茶和点心"), ("面馆", ("面馆", "面坊"),
     "卖手擀牛肉面"),
    ("花店", ("花店", "花坊"), "做花束和绿植租摆"), ("面包房", ("面包", "烘焙"), "每天现烤欧包"), ("民宿", ("民宿",
     "小院"), "备着六间客房"),
    ("裁缝铺", ("裁缝", "衣坊"), "改衣服也做旗袍"), ("宠物店", ("宠物", "萌宠"), "给猫狗洗澡寄养"), ("咖啡馆", ("咖啡",
     "咖啡馆"), "自己烘豆子"),
    ("陶艺馆", ("陶艺", "陶坊"), "教孩子拉坯"), ("早餐铺", ("早餐", "早点"), "卖豆浆和锅贴"), ("水果店", ("鲜果",
     "果铺"), "只卖当季水果"),
    ("照相馆", ("照相", "影像"), "拍证件照和全家福"), ("琴行", ("琴行", "琴社"), "卖古筝也教课"), ("修车铺", ("车行",
     "修车"), "修自行车和电动车"),
    ("文具店", ("文具", "纸笔"), "卖钢笔和本子"),
)  # fmt: skip
SPOTS = (
    ("店开在河边", "临河", "点出店在河边"), ("店藏在老巷里", "深巷", "让人想到店在老巷深处"), ("店挨着中学", "书声",
     "取自旁边学校的读书声"),
    ("店在山脚下", "山脚", "直接说出店的位置"), ("店对着一座石桥", "桥头", "客人过了桥就能看见"), ("门前有棵老树",
     "树荫", "取自门前的老树"),
    ("店在车站旁", "站前", "点出店挨着车站"), ("店在菜市场口", "市口", "说明店在市场的入口"), ("院里种着竹子", "竹间",
     "取自院里的竹子"),
    ("店正对一片湖", "湖上", "取自门前的湖景"), ("店在老钟楼下", "钟楼", "抬头看见钟楼就找到店"), ("旁边是一片果园",
     "果园", "取自旁边的果园"),
)  # fmt: skip
STYLES = (
    ("店里安静", "清静", "突出安静的感觉"), ("老板爱说笑", "开心", "和老板爱说笑的性子相合"), ("装修很朴素", "素朴",
     "说出朴素的风格"),
    ("布置得很温暖", "暖暖", "一看就觉得温暖"), ("门口挂着红灯笼", "灯笼", "取自门口的红灯笼，远远就能认出"),
     ("店面只有一间房", "一间", "如实说出店小，听着亲近"),
    ("价格很实惠", "平价", "说明价格不高"), ("做事讲究慢工细活", "慢慢", "突出不赶工、讲究细致"),
     ("想做老街坊的生意", "街坊", "让老邻居觉得亲切"),
    ("想吸引年轻人", "新芽", "有朝气，年轻人容易记住"), ("处处透着童趣", "童心", "贴合有童趣的布置"), ("墙上挂满老照片",
     "旧时", "和满墙的老照片呼应"),
)  # fmt: skip
PAIRS = (
    ("夫妻俩一起经营", "同心", "表示夫妻齐心"), ("师徒俩合开", "师徒", "点明是师徒俩的店"), ("一家三代都在店里", "三代",
     "说出一家三代人同开一店"),
    ("两个老邻居合开", "邻里", "取邻里相帮的意思"), ("三个同学合伙", "同窗", "取同学合伙的意思"), ("老板刚退休", "晚晴",
     "取退休后日子晴好的意思"),
    ("老板从部队回来", "归来", "取从部队回乡的意思"), ("店主从外地来安家", "他乡", "含着把他乡当故乡的意思"),
)  # fmt: skip
CLASHES = {
    "民宿": ("店面只有一间房", "想做老街坊的生意", "做事讲究慢工细活"), "修车铺": ("处处透着童趣", "店里安静", "布置得很温暖"),
    "早餐铺": ("店里安静", "做事讲究慢工细活"), "水果店": ("做事讲究慢工细活", "店里安静"), "琴行": ("店里安静",), "宠物店": ("店里安静",),
    "茶馆": ("处处透着童趣",), "花店": ("做事讲究慢工细活",), "面馆": ("店里安静", "处处透着童趣"), "书店": ("做事讲究慢工细活",),
    "文具店": ("做事讲究慢工细活",),
}  # fmt: skip
"""Traits that contradict a trade: a guest house has more than one room."""
NAME_CLAUSES = (
    ("{owner}要在{town}开一家{shop}", "{town}新开一家{shop}，店主{owner}", "{owner}的{shop}下月在{town}开张",
     "{shop}的主人是{town}的{owner}"),
    ("店里{goods}", "{goods}"),
    ("{first}",), ("{second}",), ("{third}",),
)  # fmt: skip
NAME_ASKS = (
    "请想出{n}个店名并说明含义。", "起{n}个候选名字，各附一句解释。", "叫什么名字好？列出{n}个。",
    "招牌上写什么？给{n}个店名和理由。",
)  # fmt: skip


def write_shop_names(rng: Random) -> Task:
    """Names for a described shop: a word for one of its traits, or the owner's surname, followed by its trade."""
    shop, endings, goods = rng.choice(SHOPS)
    styles = [style for style in STYLES if style[0] not in CLASHES.get(shop, ())]
    traits = [rng.choice(SPOTS), rng.choice(styles), rng.choice(PAIRS)]
    owner, count = person(rng), rng.randint(3, 4)
    rng.shuffle(traits)
    words = [(word, why) for _, word, why in traits] + [("老" + owner[0], "用店主的姓，亲切好记")]
    instruction = asked_last(rng, NAME_CLAUSES, NAME_ASKS).format(
        owner=owner, town=city(rng), shop=shop, goods=goods, n=COUNTS[count],
        first=traits[0][0], second=traits[1][0], third=traits[2][0],
    )  # fmt: skip
    names = [(word + rng.choice(endings), word, why) for word, why in words[:count]]
    return Task(instruction, "", numbered([f"{name}，“{word}”{why}。" for name, word, why in names]))
