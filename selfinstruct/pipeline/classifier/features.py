"""The features of a Chinese task: the characters and cue words of its order, its source and its output."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import repeat
from operator import add

from selfinstruct.pipeline.classifier.orders import SHORT, Parts, parts_of
from selfinstruct.pipeline.classifier.texts import of_texts
from selfinstruct.pipeline.languages.profile import longest_of
from selfinstruct.schema.task import Task

_HEAD, _TAIL = 120, 40
"""Characters read at the start and end of a longer order."""
_GIVEN, _ANSWER = 40, 16
"""Characters read at the start of an input and an output: the start shows what kind of text it is."""
_THREES = 20
"""Number of trigrams, taken from the start of an order."""
_COMPARED = 600
"""Characters at the start of a source that are compared with the order."""
_LENGTHS = (0, 1, 6, 12, 25, 50, 100, 200, 400)
_SHARES = (0.1, 0.25, 0.5, 0.8, 1.2, 2.0, 4.0)
_SHARED = (0, 1, 2, 4, 8)
"""Upper limits of the buckets for lengths, for the ratio of an output's length to its input's, and for the number of
bigrams that an order and its source share."""
_NOTHING = re.compile(r"\s*(?:无|没有|暂无|空|n/?a|none|null|<?no ?input>?)?[\s。.]*", re.IGNORECASE)

_CUES = {
    "W": "写 撰 编写 创作 生成 创建 设计 制定 制作 拟 构思 起草 规划 策划 造句 创造 发明 构建 编造 完成 补全 填空 补充 建立 开发 编制",
    "L": "列出 列举 推荐 提供 给出 想出 说出 举例 举出 罗列 提出 分享 找到 给我 寻找",
    "X": "提取 抽取 找出 挑出 抄出 摘取 识别 标出 标注 检测 筛选 摘录 圈出",
    "S": "概括 总结 摘要 概述 归纳 提炼 简述 要点 主旨 大意 标题 缩写 浓缩 提要 梗概 纪要 概要",
    "R": "改写 翻译 转换 修改 润色 替换 改为 改成 转化 转为 纠正 更正 修正 校对 编辑 扩写 简化 排序 排列 重写 调整 格式 删除 添加 "
    "去除 转成 变成 合并 拆分 改变 更改 整理 重新 插入 优化 改进 精简 缩减 换成 写成 译成",
    "C": "判断 分类 归类 评估 是否 选择 哪个 哪一 评价 打分 鉴别 确定 区分 评级 评分 划分 分组 属于 类别 类型 情感 挑选",
    "Q": "解释 介绍 描述 说明 阐述 阐释 比较 对比 分析 回答 讨论 什么是 为什么 怎么 如何 怎样 告诉 探讨 论述 回顾 研究",
    "M": "计算 求出 多少 平均 总和 方程 数学 概率 面积 周长 百分比 相加 乘 除以 质数 偶数 奇数",
    "K": "python java 代码 程序 函数 算法 sql api 编程 脚本 模型 神经网络 机器学习 html css 正则 训练 数据库 分类器 编码",
    "P": "扮演 假设 假装 角色 聊天 回复 机器人 想象 安慰 鼓励 陪 夸 接话",
    "T": "文本 文章 句子 段落 文字 对话 列表 数据 图片 图像 文件 新闻 邮件 报告 照片 视频 音频 表格 单词 短文 文档 诗歌 评论 歌词 故事 小说 论文",
    "G": "给定 以下 下列 下面 这段 这篇 这个 这张 该 此 给出的 提供的 输入的 上述 一段 一篇 一张 一组",
    "I": "建议 方法 点子 主意 名字 名称 例子 技巧 活动 方案 原因 理由 步骤 选项 方式 策略 创意 话题 问题 想法 途径 礼物 书籍 电影 景点 餐厅 菜",
    "Y": "你 您",
    "O": "你最 您最 你的 您的 你会 您会 你认为 您认为 你喜欢 自己 你是 您是 你觉得",
}
"""Cue words by kind: the requested action (W to P) and its object (T to O)."""
_THINGS = str.maketrans("", "", "TGIYO")
_KINDS = {word: kind for kind, words in _CUES.items() for word in words.split()}
_CUE = re.compile(longest_of(_KINDS))


def features(task: Task) -> set[str]:
    """Return the features of a task, each a short text.

    Single characters, bigrams and trigrams are features; `^` marks the start of a text, `$` its end, `⏎` a line break.
    Features that start with a capital letter, which does not occur in lower-case text, are of other kinds: `B` for the
    opening, `L` for lengths, `C` for the kinds of cue words, `D` for those of the source, `A` for the output, `R` for the
    texts in a long instruction. The source is the input or, if there is none, what surrounds the order. `+`, `=` and `-`
    mark an input, surroundings, and neither: the same verb may request different things with and without them.
    """
    parts = parts_of(task.instruction)
    has_input = bool(task.input) and not _NOTHING.fullmatch(task.input[:20])
    source = task.input if has_input else parts.rest
    sign = "+" if has_input else "=" if source else "-"
    text, given = _read(parts.order.lower()), source[:_GIVEN].lower().replace("\n", "⏎")
    found = _of_characters(text, sign)
    found.update(_of_cues(_cues(text), _cues(given), sign), (f"L{_step(len(text))}", f"L{sign}{_step(len(source))}"))
    if source:
        found.update(_of_question(parts, source))
    if task.output:
        found.update(_of_output(task.output, source))
    if len(task.instruction) > SHORT:
        found.update(of_texts(task.instruction, parts))
    return found


def _of_characters(text: str, sign: str) -> set[str]:
    """Features for the characters of an order and its opening."""
    ringed = f"^{text}$"
    pairs = list(map(add, ringed, ringed[1:]))
    opening = (f"B{sign}{text[:2]}", f"B{sign}{text[:3]}", f"B{sign}{text[:4]}")
    return {*ringed, *pairs, *map(add, pairs[:_THREES], ringed[2:]), *opening}


def _read(text: str) -> str:
    """The parts of a text that are read, on one line."""
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]}…{text[-_TAIL:]}"
    return text.replace("\n", "⏎").replace("\t", " ")


def _step(length: int) -> int:
    return bisect_left(_LENGTHS, length)


def _cues(text: str) -> str:
    """The kinds of the cue words in a text, in order."""
    return "".join(map(_KINDS.__getitem__, _CUE.findall(text)))


def _of_cues(asked: str, given: str, sign: str) -> list[str]:
    """Features for the kinds of cue words: each kind, the first and last ones, and pairs; `D` is for the input."""
    acts = asked.translate(_THINGS)
    ends = (f"C1{sign}{acts[:1]}", f"C2{acts[:2]}", f"C3{sign}{acts[:3]}", f"C4{asked[:3]}", f"C5{asked[-1:]}")
    each = map(add, repeat(f"C{sign}"), asked)
    following = map(add, repeat("C6"), map(add, asked, asked[1:]))
    return [*ends, *each, *following, f"D1{acts[:1]}{given[:1]}", *map(add, repeat("D"), given)]


def _of_question(parts: Parts, source: str) -> tuple[str, str, str]:
    """Features for a question about a source: whether the order is one, and how many of its bigrams the source has."""
    order, text = parts.order, source[:_COMPARED]
    shared = bisect_left(_SHARED, len({pair for pair in map(add, order, order[1:]) if pair in text}))
    asks = f"{parts.asks:d}"
    return f"Q1{asks}{_step(len(source))}", f"Q2{asks}{shared}", f"Q3{asks}{parts.points:d}{shared}"


def _of_output(output: str, source: str) -> list[str]:
    """Features for an output: its length, lines and start, its length relative to the source, and if the source has it."""
    length = _step(len(output))
    start = f"^{output[:_ANSWER].lower()}"
    found = [f"A0{length}", f"A1{length}{min(6, output.count(chr(10)))}", f"A4{'我' in start}"]
    if source:
        share = bisect_left(_SHARES, len(output) / len(source))
        found += (f"A2{share}{_step(len(source))}", f"A3{output.strip('。. ') in source}")
    return [*found, *map(add, repeat("A"), map(add, start, start[1:_ANSWER]))]
