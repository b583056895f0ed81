"""List things to be thrown away and give the rules of the bins. The answer groups the things by bin."""

from __future__ import annotations

import json
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.notation import COUNTS
from selfinstruct.teachers.offline.tables import in_table
from selfinstruct.teachers.offline.world import person

BINS = {
    "可回收物": (
        "旧报纸", "拆开的快递纸箱", "空矿泉水瓶", "压扁的易拉罐", "洗净的玻璃酱菜瓶", "穿小的童装", "掉了把的铝锅", "冲净的牛奶盒", "用完的练习册", "裂了缝的塑料脸盆",
        "生锈的铁钉", "弯了的不锈钢勺", "旧床单", "冲净的洗发水瓶", "空的铁皮饼干盒", "碎了口的玻璃花瓶", "一卷废铜线", "过期的挂历", "洗净的食用油桶", "破洞的牛仔裤",
        "旧铁锁", "干净的塑料玩具积木", "断了柄的铁锹头", "冲净的啤酒瓶", "旧课本", "变形的铝合金窗框", "洗净的塑料餐盒", "洗净的罐头盒", "旧窗帘布", "看过的宣传单",
        "洗净的玻璃蜂蜜瓶", "折断的铁衣架", "不穿的网球衫", "拆下的铜水龙头", "旧杂志", "空的纯净水桶", "纸鞋盒", "旧毛毯", "搪瓷脱落的铁盆", "废弃的钢丝网", "塑料衣架", "漏底的铁水桶", "干净的塑料保鲜盒", "旧羽绒服", "笔记本的硬纸封皮", "断了一级的铝梯", "旧地图册", "空的奶粉铁罐", "洗净的酸奶杯", "拆箱剩下的瓦楞纸", "断齿的铁耙", "磨毛的衬衫",
    ),
    "有害垃圾": (
        "过期的感冒药", "发黑的荧光灯管", "摔坏的水银温度计", "剩了一点的油漆桶", "没喷完的杀虫剂罐", "没电的纽扣电池", "镍镉充电电池", "干掉的指甲油", "过期的染发剂", "空的农药瓶",
        "老式水银血压计", "报废的节能灯", "冲洗照片的废药水", "过期的消毒剂", "没吃完的抗生素", "废胶片", "没用完的老鼠药", "电动车铅酸电瓶", "过期的眼药水", "松香水罐子",
        "过期的眼药膏", "闪烁的荧光灯管", "含汞的体温表", "空的杀虫喷雾罐", "凝固的油漆", "过期的漂粉精", "没用完的除草剂", "遥控器里取出的纽扣电池", "过期的止咳糖浆", "报废的应急灯电瓶", "修指甲用的洗甲水", "剩半瓶的松节油", "过期的胰岛素", "废弃的水银开关", "过期的退烧药", "过期的樟脑丸", "空的灭蚁药盒", "过期的降压药", "碎裂的紫外线灯管", "手电里的镍镉电池", "用剩的木器漆", "擦漆用剩的稀释剂", "过期的外用碘酊", "蟑螂药饵", "老相机的底片", "旧摩托车的铅酸电瓶", "打碎的含汞温度计", "过期的中成药丸", "剩了药液的驱蚊液瓶", "结块的农用杀菌剂",
    ),
    "厨余垃圾": (
        "吃剩的米饭", "发黄的菜叶", "苹果核", "剔下的鱼刺", "一把蛋壳", "泡过的茶渣", "虾壳", "西瓜皮", "发霉的面包", "咖啡渣",
        "枯萎的插花", "豆腐渣", "瓜子壳", "熬剩的中药渣", "火锅里捞剩的菜", "香蕉皮", "橘子皮", "过期的饼干", "烂掉的西红柿", "啃剩的鸡爪骨头",
        "剩下的粽子", "土豆皮", "煮烂的面条", "葱根", "蔫了的香菜", "豆浆渣", "馊了的肉馅", "柚子皮", "花生壳", "冷掉的糖醋鱼",
        "剥下的毛豆荚", "隔夜的炒青菜", "冬瓜瓤", "捞剩的面条渣", "蔫掉的玫瑰花", "茄子蒂", "芹菜叶", "掉在地上的蛋糕", "芒果皮", "南瓜瓤", "吃剩的豆腐脑", "发芽的土豆", "鱼鳞", "虾头", "梨核", "胡萝卜头", "变质的腐乳", "剩下的八宝粥", "发酸的米汤", "过期的奶酪", "吃剩的酱鸭", "大蒜皮",
    ),
    "其他垃圾": (
        "用过的纸巾", "用过的尿不湿", "摔碎的瓷碗", "烟头", "炖汤的猪筒骨", "劈开的椰子壳", "榴莲壳", "吃完的蛤蜊壳", "扫出来的灰土", "用过的口罩",
        "用过的一次性竹筷", "沾满油的塑料袋", "梳下来的头发", "结块的猫砂", "撕下的创可贴", "用过的湿巾", "揉成团的胶带", "用过的牙签", "用旧的牙刷", "碎花盆的陶片",
        "沾着饭菜的外卖盒", "摔碎的瓷汤勺", "用过的棉签", "脏抹布", "用秃的百洁布", "拆下的干燥剂包", "嚼过的口香糖", "破了的气球", "用过的发热贴", "发黑的脏拖把头",
        "用过的卫生巾", "用过的厨房纸", "敲碎的瓦片", "脏了的纸尿垫", "生蚝壳", "核桃硬壳", "牛腿骨", "吸满灰的滤袋", "破了的橡胶手套", "用旧的砂纸", "沾胶的标签纸", "摔裂的紫砂壶", "粘满毛的滚筒纸", "奶茶的脏吸管", "湿透发霉的纸杯", "碎玉镯", "用过的牙线", "燃尽的香灰", "猪蹄大骨", "削下的铅笔屑", "油腻的烤盘纸", "用过的化妆棉",
    ),
}  # fmt: skip
RULES = (
    "蓝桶收可回收物，即干净的废纸、塑料、玻璃、金属和织物。",
    "红桶收有害垃圾，即药品、荧光灯管和节能灯、含汞或含铅的器具、充电电池和纽扣电池、油漆、杀虫剂、胶片等化学品，空瓶残罐也算。",
    "绿桶收厨余垃圾，即剩饭剩菜、过期食品、菜叶果皮果核、小骨头和小壳、茶渣药渣、枯花。",
    "灰桶收其他垃圾，即用过的卫生用品、被污染的纸和塑料、陶瓷、烟头尘土、大骨头、贝壳和硬果壳，以及不属于前三类的东西。",
)
COLOURS = {"可回收物": "蓝桶", "有害垃圾": "红桶", "厨余垃圾": "绿桶", "其他垃圾": "灰桶"}
FRAMES = (
    "值日时在投放点拣出{count}样混投的东西：{things}。请按小区的分类规则归类。{form}",
    "{who}刚当上保洁员，分不清这些：{things}。请依规则判断它们各属于哪一类。{form}",
    "{things}。以上{count}样分别属于哪一类垃圾？{form}",
    "社区督导员打开几只混投的袋子，里面有{things}。请给它们分类。{form}",
    "垃圾分类比赛的题目：将{things}归入四类。{form}",
    "清运站抽查一车垃圾，挑出{things}。判断每样该进哪个桶。{form}",
    "{who}给志愿者培训时举了{count}个例子：{things}。请对照规则归类。{form}",
    "把这些东西分类：{things}。{form}",
    "楼道桶边堆着{things}。按规则判断它们的类别。{form}",
    "分类小程序的测试数据：{things}。按规则给每一项判定类别。{form}",
    "街道考核的第三题：下列各项属于哪一类垃圾？{things}。{form}",
)


def grouped(things: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Group things by bin, in the order of the rules. Empty groups are left out."""
    groups = {name: [thing for thing, of in things if of == name] for name in BINS}
    return {name: members for name, members in groups.items() if members}


def in_sections(things: list[tuple[str, str]]) -> str:
    """Write a section for each bin."""
    return "\n\n".join(
        "\n".join((f"### {name}（{COLOURS[name]}）", *(f"- {thing}" for thing in members)))
        for name, members in grouped(things).items()
    )


def as_table(things: list[tuple[str, str]]) -> str:
    """Write a table with the things in the given order."""
    return in_table([(thing, of, COLOURS[of]) for thing, of in things], ("物品", "类别", "投放"))


def as_json(things: list[tuple[str, str]]) -> str:
    """Write the groups as JSON."""
    return json.dumps(grouped(things), ensure_ascii=False, indent=2)


def as_counts(things: list[tuple[str, str]]) -> str:
    """Write the groups with their sizes, the largest one first."""
    groups = sorted(grouped(things).items(), key=lambda each: -len(each[1]))
    return "\n".join(
        f"{place}. {name}有{COUNTS[len(members)]}样，投{COLOURS[name]}，{'包括' if len(members) > 1 else '是'}{'、'.join(members)}。"
        for place, (name, members) in enumerate(groups, 1)
    )


FORMS = (
    (("每类用一个三级标题，标题里写桶的颜色，下面列物品。", "按类分节，节题写类别和桶色，物品列成清单。"), in_sections),
    (("做成Markdown表格，列为物品、类别、投放，顺序不变。", "按原来的顺序列表：物品、类别、投放。"), as_table),
    (("输出JSON，类别作键，物品数组作值。", "用JSON表示，键是类别。"), as_json),
    (
        (
            "数量多的类别排在前面，写明样数和桶色，数量相同的按规则里的顺序。",
            "从多到少写各类有几样、投什么桶，一样多的照规则的次序。",
        ),
        as_counts,
    ),
)


def apart(rng: Random, things: tuple[str, ...]) -> list[str]:
    """Shuffle things, and leave out those that end like one before them: of two lamps or batteries, one remains."""
    ends: dict[str, str] = {}
    for thing in rng.sample(things, len(things)):
        ends.setdefault(thing[-2:], thing)
    return list(ends.values())


def write_waste_sorting(rng: Random) -> Task:
    """List eight to ten things of all four kinds, and give the rules."""
    names = list(BINS)
    kinds = names + rng.choices(names, k=rng.randint(4, 6))
    pools = {name: apart(rng, BINS[name])[: kinds.count(name)] for name in names}
    rng.shuffle(kinds)
    things = [(pools[name].pop(), name) for name in kinds]
    wordings, write = rng.choice(FORMS)
    instruction = rng.choice(FRAMES).format(
        things="、".join(thing for thing, _ in things),
        count=COUNTS[len(things)],
        who=person(rng),
        form=rng.choice(wordings),
    )
    return Task(instruction, "\n".join(RULES), write(things))
