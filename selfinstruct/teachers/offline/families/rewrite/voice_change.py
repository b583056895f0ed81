"""Ask to turn sentences with 把 into sentences with 被 or back, which swaps actor and object."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person


@dataclass(frozen=True, slots=True)
class Deed:
    """A completed action: possible actors, its object, and what was done (谁 把 什么 怎么样了)."""

    doers: tuple[str, ...]
    thing: str
    done: str


DEEDS = (
    Deed(("小猫", "邻居家的猫", "调皮的小狗"), "妈妈刚织好的围巾", "扯得到处是线头"),
    Deed(("台风", "昨夜的狂风"), "码头上的铁皮棚", "掀翻了"),
    Deed(("修表师傅", "隔壁的老钟表匠"), "爷爷留下的怀表", "修好了"),
    Deed(("海关人员", "两名关员"), "藏在车座下的象牙", "查获了"),
    Deed(("新来的编辑", "责任编辑"), "小说的最后一章", "删掉了一半"),
    Deed(("消防员", "年轻的消防战士"), "困在电梯里的孕妇", "救了出来"),
    Deed(("洪水", "连日的暴雨"), "通往山村的木桥", "冲垮了"),
    Deed(("中介", "房产经纪人"), "学校对面的老房子", "租了出去"),
    Deed(("保洁阿姨", "值日生"), "黑板上的板书", "擦掉了"),
    Deed(("客户", "那位老客户"), "下半年的订单", "取消了"),
    Deed(("医生", "主刀医生"), "病人腿里的钢钉", "取了出来"),
    Deed(("收废品的大爷", "搬家公司"), "阳台上的旧报纸", "全拉走了"),
    Deed(("守门员", "替补门将"), "对方的点球", "扑了出去"),
    Deed(("法院", "市中级人民法院"), "那家公司的账户", "冻结了"),
    Deed(("蛀虫", "白蚁"), "祠堂的横梁", "蛀空了"),
    Deed(("表妹", "双胞胎妹妹"), "生日蛋糕上的草莓", "吃光了"),
    Deed(("程序员", "实习程序员"), "线上的用户数据", "误删了"),
    Deed(("村民", "采药的村民"), "受伤的白鹭", "送到了救助站"),
    Deed(("快递员", "跑腿小哥"), "装着瓷碗的包裹", "摔裂了"),
    Deed(("导演", "总导演"), "第三幕的群舞", "改成了独唱"),
    Deed(("霜冻", "一场早霜"), "半山坡的茶芽", "冻坏了"),
    Deed(("裁缝", "巷口的裁缝"), "过长的裤脚", "裁短了两寸"),
    Deed(("交警", "执勤交警"), "违停的面包车", "拖走了"),
    Deed(("博物馆", "省博物馆"), "出土的青铜鼎", "收藏起来了"),
    Deed(("图书管理员", "志愿者"), "散落的旧杂志", "装订成册了"),
    Deed(("烈日", "正午的太阳"), "晒谷场的稻子", "晒干了"),
    Deed(("老板娘", "面馆老板"), "涨价的通知", "贴在了门口"),
    Deed(("评委", "三位评委"), "抄袭的参赛作品", "淘汰了"),
    Deed(("挖掘机", "施工队"), "地下的天然气管道", "挖断了"),
    Deed(("妹妹", "小侄女"), "爸爸的剃须刀", "藏进了鞋盒"),
    Deed(("银行", "信用社"), "老周的贷款申请", "退了回来"),
    Deed(("园丁", "公园的园丁"), "枯死的银杏", "换成了香樟"),
    Deed(("蚊子", "花蚊子"), "宝宝的胳膊", "叮出了三个包"),
    Deed(("队长", "登山队长"), "最后一瓶氧气", "让给了队友"),
    Deed(("记者", "实习记者"), "采访的录音", "整理成了文字"),
    Deed(("木匠", "老木匠"), "缺了腿的八仙桌", "修好了"),
)
VOICE_FRAMES = (
    "把“{text}”里的每个“{old}”字句都改写成“{new}”字句。",
    "{who}在做句式练习：“{text}”请全部改成“{new}”字句，意思不变。",
    "“{text}”是“{old}”字句，换成“{new}”字句该怎么写？请逐句改写。",
    "“{text}”请用“{new}”字重写这几句话。",
    "语文老师{who}要求把“{text}”由“{old}”字句转换为“{new}”字句。",
)


def write_voice(rng: Random) -> Task:
    """Ask to turn sentences with 把 into sentences with 被 or back, which swaps actor and object."""
    deeds = [(rng.choice(deed.doers), deed.thing, deed.done) for deed in rng.sample(DEEDS, rng.randint(2, 4))]
    active = "；".join(f"{doer}把{thing}{done}" for doer, thing, done in deeds) + "。"
    passive = "；".join(f"{thing}被{doer}{done}" for doer, thing, done in deeds) + "。"
    old, new, text, answer = rng.choice((("把", "被", active, passive), ("被", "把", passive, active)))
    return Task(rng.choice(VOICE_FRAMES).format(text=text, old=old, new=new, who=person(rng)), "", answer)
