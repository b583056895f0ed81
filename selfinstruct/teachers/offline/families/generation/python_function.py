"""Ask for a Python function over named numbers, and for its return value on the numbers in the instruction."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import CITIES, person


@dataclass(frozen=True, slots=True)
class Tally:
    """Named numbers: what they measure, their unit, their range, and the names."""

    what: str
    unit: str
    values: range
    names: tuple[str, ...]


TALLIES = (
    Tally("各城市门店的月销量", "件", range(120, 2000), tuple(CITIES)),
    Tally("几座城市上个月的降雨量", "毫米", range(12, 160), tuple(CITIES)),
    Tally("各地仓库的库存", "箱", range(30, 900), tuple(CITIES)),
    Tally(
        "食堂各菜的剩余份数",
        "份",
        range(1, 90),
        (
            "红烧肉",
            "炒豆芽",
            "清蒸鱼",
            "麻婆豆腐",
            "醋溜白菜",
            "狮子头",
            "番茄牛腩",
            "凉拌木耳",
            "土豆丝",
            "糖醋排骨",
            "冬瓜汤",
            "干煸四季豆",
        ),
    ),
    Tally(
        "图书馆各类书的借阅量",
        "册",
        range(15, 600),
        ("天文", "菜谱", "武侠", "地图册", "诗集", "传记", "绘本", "法律", "园艺", "编程", "摄影", "乐谱", "考古"),
    ),
    Tally(
        "水果店去年各品种的销量",
        "公斤",
        range(80, 3000),
        ("红富士", "水蜜桃", "雪梨", "巨峰葡萄", "脐橙", "樱桃", "石榴", "猕猴桃", "枇杷", "冬枣", "无花果", "山楂"),
    ),
    Tally(
        "地铁各站的早高峰客流",
        "人",
        range(300, 9000),
        (
            "北关",
            "科技园",
            "南湖",
            "大剧院",
            "体育场",
            "鼓楼",
            "会展中心",
            "火车站",
            "师范大学",
            "动物园",
            "码头",
            "机床厂",
        ),
    ),
    Tally(
        "花店各花材每扎的进价",
        "元",
        range(3, 80),
        ("向日葵", "桔梗", "满天星", "郁金香", "洋牡丹", "芍药", "尤加利", "绣球", "马蹄莲", "雏菊", "蜡梅", "剑兰"),
    ),
    Tally(
        "各车间的停机时长",
        "分钟",
        range(5, 400),
        ("铸造", "冲压", "喷漆", "总装", "热处理", "电镀", "焊接", "包装", "注塑", "磨削"),
    ),
    Tally(
        "养殖合作社各种牲畜的头数",
        "头",
        range(12, 800),
        ("奶牛", "黄牛", "水牛", "肉牛", "毛驴", "黑猪", "花猪", "种猪", "牛犊", "骡子"),
    ),
    Tally(
        "乐团各声部的排练缺席次数",
        "次",
        range(1, 25),
        ("长笛", "大提琴", "圆号", "定音鼓", "单簧管", "竖琴", "中提琴", "长号", "巴松", "小号"),
    ),
)
PYTHON_FRAMES = (
    "{who}把{what}记成了字典：{facts}。请给出Python函数{function}(data)，{asked}，最后报出得数。",
    "{facts}。以上是{what}，请用Python的函数{function}处理，{asked}，代码和结果都要。",
    "{what}：{facts}。请写Python函数{function}(data)，{asked}，并算出结果。",
    "{who}统计了{what}：{facts}。请用Python写{function}(data)，{asked}，结果也写出来。",
    "{facts}——这是{what}。请编写Python函数{function}，{asked}，附上返回值。",
    "{who}记下{what}：{facts}。请写一个Python函数{function}，{asked}，再给出结果。",
    "用Python写函数{function}(data)：{asked}。data是{what}，{facts}。运行结果也请写出。",
    "{who}要处理{what}。{facts}。请用Python编写{function}，参数是字典，{asked}，代码后面写出得数。",
    "下面是{what}：{facts}。{who}要一个Python函数{function}，{asked}，请写代码和这次的结果。",
    "Python练习：{facts}（{what}）。请写{function}(data)，{asked}，别用第三方库，并给出返回值。",
    "请替{who}写一段Python，函数名{function}，{asked}。数据是{what}，{facts}。请连结果一起给。",
    "{what}在字典data里（{facts}）。请写Python函数{function}，{asked}，并用这些数求值。",
    "作业要求写Python函数{function}：{asked}。拿{what}来试：{facts}。请把代码和试出来的结果一并写好。",
    "{who}手里有一份{what}，{facts}，想用Python的{function}(data)处理：{asked}。请写函数，也报出返回值。",
)


def python_plans(bound: int, count: int) -> tuple[tuple[str, str, str], ...]:
    """List possible functions over a dictionary: name, description in Chinese, and body."""
    return (
        (
            "names_from",
            f"返回数值不低于{bound}的名称列表，从大到小",
            f"    names = [name for name in data if data[name] >= {bound}]\n"
            "    return sorted(names, key=data.get, reverse=True)",
        ),
        (
            "sum_below",
            f"返回小于{bound}的各项之和",
            f"    return sum(value for value in data.values() if value < {bound})",
        ),
        ("top_names", f"返回最大的{count}项的名称", f"    return sorted(data, key=data.get, reverse=True)[:{count}]"),
        ("bottom_names", f"返回最小的{count}项的名称，小的在前", f"    return sorted(data, key=data.get)[:{count}]"),
        ("spread", "返回最大值与最小值的差", "    return max(data.values()) - min(data.values())"),
        ("average", "返回平均值，保留一位小数", "    return round(sum(data.values()) / len(data), 1)"),
        (
            "shares",
            "返回各项占总数的整数百分比（舍去小数）",
            "    total = sum(data.values())\n    return {name: value * 100 // total for name, value in data.items()}",
        ),
        (
            "above_average",
            "返回高于平均值的名称，保持原来顺序",
            "    average = sum(data.values()) / len(data)\n    return [name for name in data if data[name] > average]",
        ),
        (
            "split",
            f"按是否达到{bound}把名称分成两个列表返回，达到的在前",
            f"    high = [name for name, value in data.items() if value >= {bound}]\n"
            "    return high, [name for name in data if name not in high]",
        ),
        (
            "running",
            "按给出的顺序返回累计值列表",
            "    sums, total = [], 0\n    for value in data.values():\n        total += value\n"
            "        sums.append(total)\n    return sums",
        ),
    )


def python_answers(data: dict[str, int], bound: int, count: int) -> dict[str, object]:
    """Compute the return value of each function in `python_plans` for the data, without executing its source."""
    falling = sorted(data, key=lambda name: -data[name])
    total, values = sum(data.values()), list(data.values())
    high = [name for name in data if data[name] >= bound]
    return {
        "names_from": [name for name in falling if data[name] >= bound],
        "sum_below": total - sum(data[name] for name in high),
        "top_names": falling[:count],
        "bottom_names": falling[::-1][:count],
        "spread": data[falling[0]] - data[falling[-1]],
        "average": round(total / len(data), 1),
        "shares": {name: value * 100 // total for name, value in data.items()},
        "above_average": [name for name, value in data.items() if value * len(data) > total],
        "split": (high, [name for name in data if data[name] < bound]),
        "running": [sum(values[: place + 1]) for place in range(len(values))],
    }


def write_python(rng: Random) -> Task:
    """Ask for a Python function over named numbers, and for its return value on the numbers in the instruction."""
    tally = rng.choice(TALLIES)
    size = rng.randint(5, 7)
    data = dict(zip(rng.sample(tally.names, size), rng.sample(tally.values, size), strict=True))
    bound, count = sorted(data.values())[size // 2], rng.randint(2, 3)
    function, asked, body = rng.choice(python_plans(bound, count))
    facts = "、".join(f"{name}{value}{tally.unit}" for name, value in data.items())
    instruction = rng.choice(PYTHON_FRAMES).format(
        what=tally.what, facts=facts, function=function, asked=asked, who=person(rng)
    )
    returned = python_answers(data, bound, count)[function]
    return Task(
        instruction, "", f"```python\ndef {function}(data):\n{body}\n```\n用上面的数据调用，得到`{returned!r}`。"
    )
