"""Explanations match the topics that are asked for, and say which premises are false."""

import re

import pytest
from families import check

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.families.open_qa import FAMILIES

FALSE = {
    "蝙蝠": "回声定位", "鲸": "哺乳动物", "金鱼": "几个月", "骆驼": "脂肪", "鸵鸟": "快跑|伏低", "斗牛": "晃动", "蜘蛛": "蛛形纲", "蚯蚓": "不会得到两条", "月亮": "反射", "地球.*近": "地轴倾斜", "闪电(?!后)": "多次",
    "太空中": "真空", "水银": "金属", "钻石": "二氧化碳", "番茄": "浆果", "香蕉树": "草本", "土豆": "块茎", "花生": "子房柄", "大脑": "脑区", "汗毛": "断口", "感冒": "病毒", "人死后": "收缩", "舌尖": "味蕾", "静脉": "暗红",
    "掰手指": "没有发现", "月球上.*长城": "宽只有几米", "秦始皇": "明代", "哥伦布": "古希腊", "指南针": "宋代", "三国演义": "三国志", "鲁迅": "周树人", "悉尼": "堪培拉", "伊斯坦布尔": "安卡拉", "里约": "巴西利亚", "北极熊": "只生活在北极",
    "珠穆朗玛": "钦博拉索", "赤道上": "卡扬贝", "死海": "咸水湖", "北极星": "天狼星", "彗星": "背向太阳", "三伏": "四十天", "立春": "2月3日至5日", "1900年": "400", "数字0": "0是偶数", "质数": "最小的质数是2", "0.999": "等于1",
    "抛硬币": "独立", "股票": "75元", "放盐": "略微升高", "空气阻力": "一样快", "空间站": "自由落体", "羽绒服": "锁住空气", "冰箱门": "更热", "无痕": "本机", "回收站": "恢复", "口头约定": "一般也有效", "订金": "双倍返还", "诉讼时效": "抗辩",
}  # fmt: skip
TRUE = {
    "金星": "225", "章鱼": "鳃心", "企鹅(?!.*北极熊)": "羽毛", "冰(?!箱|岛)": "晶格", "蜂蜜": "含水少", "草莓": "花托", "天王星": "98度", "蜂鸟": "肩关节", "夏至正午": "北回归线", "潮汐|涨落": "两处隆起", "高山上": "沸点", "闪电后|先看见": "340米",
    "铁钉": "氧气", "红楼梦": "抄本",
}  # fmt: skip
WRONG = ("这个前提不对", "问法有误", "前提不成立", "这是个误解", "说法不准确")


def check_premises(task: Task) -> None:
    answers = re.split(r"\n", re.sub(r"(?m)^(?:\d\. |（\d）|[①②③] )", "", task.output))
    questions = [
        part for part in re.split(r"(?<=？)", task.instruction) if any(re.search(w, part) for w in (*FALSE, *TRUE))
    ]
    assert len(questions) == len(answers)
    for question, answer in zip(questions, answers, strict=True):
        false = answer.startswith(WRONG)
        facts = [fact for topic, fact in (FALSE if false else TRUE).items() if re.search(topic, question)]
        assert any(re.search(fact, answer) for fact in facts), (question, answer)
        assert "两三句话" not in task.instruction or answer.count("。") <= 3


PARTS = {
    "含义": "定义|含义", "例子": "例子|实例", "常见误解": "常见误解|易错之处|常见误区",
    "与(.+?)的区别": "[、和](?:与|同|跟)([^、]+?)的(?:区别|差别|不同)",
}  # fmt: skip
"""Headings of an explanation, and how its parts are asked for."""
DEFINED = {
    "惯性": "保持", "密度": "单位体积", "光合作用": "二氧化碳", "半衰期": "一半", "酸碱度（pH）": "7为中性", "食物链": "能量", "温室效应": "地面辐射", "对照实验": "一个条件", "诉讼时效": "三年", "定金": "百分之二十",
    "善意取得": "不知情", "无因管理": "必要费用", "连带责任": "全部", "正当防卫": "不法侵害", "试用期": "六个月", "复利": "利息并入本金", "通货膨胀": "普遍", "机会成本": "放弃", "流动性": "现金", "分散投资": "波动",
    "等额本息": "总额相同", "现金流": "流入和流出", "免赔额": "不赔", "内存": "断电", "缓存": "更快", "加密": "密钥", "递归": "自己", "数据库索引": "查找", "防火墙": "网络流量", "版本控制": "退回", "二进制": "逢二进一",
    "抗生素耐药": "细菌", "疫苗": "免疫力", "发烧": "调高", "血压": "收缩压", "安慰剂": "药效", "骨质疏松": "变脆", "过敏": "免疫系统",
}  # fmt: skip
"""What the definition of each concept must say."""


def check_concepts(task: Task) -> None:
    told = re.sub("“.*?”", "", task.instruction)
    defined = {
        name: found[1]
        for name in DEFINED
        if (found := re.search(rf"(?m)(?:^|：){re.escape(name)}是(.+)。$", task.output))
    }
    assert defined
    assert all(name in told and re.search(DEFINED[name], text) for name, text in defined.items())
    heads = re.findall(r"(?m)^(?:##+ |- \*\*)([^*\n]+)", task.output)
    for head, words in PARTS.items():
        found = [one for one in heads if re.fullmatch(head, one)]
        assert len(found) == (len(defined) if re.search(words, told) else 0), head
    if other := re.search(PARTS["与(.+?)的区别"], told):
        assert f"与{other[1]}的区别" in task.output


def check_pairs(task: Task) -> None:
    sections = re.findall(r"(?m)^(?:## (\S+)与(\S+)|### “(.+?)”和“(.+?)”|\*\*([^*]+?)／([^*]+?)\*\*)$", task.output)
    bodies = re.split(r"(?m)^(?:##+ .+|\*\*[^*\n]+／[^*\n]+\*\*)$", task.output)[1:]
    for found, body in zip(sections, bodies, strict=True):
        one, other = filter(None, found)
        assert f"“{one}" in task.instruction or f"{one}”" in task.instruction
        wrong, right = re.search(r"“([^”]+)”，?应(?:改为|写)“([^”]+)”。", body).groups()
        assert {wrong.replace(x, y, 1) for x, y in ((one, other), (other, one)) if x in wrong} >= {right}
        examples = re.findall(r"(?:例如|比如)“(.+?)”|\| ([^|]+) \|$", body, re.MULTILINE)
        texts = [quoted or cell for quoted, cell in examples if cell not in ("例句", "---")]
        assert one in texts[0]
        assert other in texts[1]
        asks = re.findall(r"“([^”]+)”里的“.+?”能换成|“([^”]+)”能不能改用", task.instruction)
        replaced = any(text in {quoted for ask in asks for quoted in ask} for text in texts)
        assert body.strip().startswith("不能。") == replaced


CHECKS = {"false_premise": check_premises, "concept_lesson": check_concepts, "word_pair": check_pairs}


@pytest.mark.parametrize("name", CHECKS)
def test_every_part_is_answered_with_its_own_fact(name: str) -> None:
    check(next(f for f in FAMILIES if f.name == name), CHECKS)
