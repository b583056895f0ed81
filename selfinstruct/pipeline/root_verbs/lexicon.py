"""Word lists of the Chinese rules, in addition to the verbs of the language profile."""

from __future__ import annotations

LIGHT_VERBS = frozenset("进行 加以 予以 给予 做出 作出 做 作".split())
"""Verbs whose object, if it is a task verb, is the real verb: 进行分析."""

NOT_ORDERS = frozenset(
    """
    是 有 没有 包括 包含 含 含有 要求 需要 需 要 可以 可 能 能够 会 应 应该 应当 必须 例如 比如 如 属于 喜欢 认为
    觉得 使 使得 让 令 请 请问 可能 来 去 到 为 成为 作为 用于 用来 以及 确保 保证 注意 不要 避免 超过 等于 希望
    想要 发生 出现 存在 得到 收到 看到 叫 位于 来自 有关 相关 突出 强调 涉及 涵盖 体现 适合 如果 已知 帮助 给定 假设
    假定 假如 假装 知道 是否 这是
    """.split()
)
"""Verbs that start a clause without ordering anything: the clause adds details to an order or describes something."""

NO_VERBS = frozenset(
    """
    作为 起算 想知道 想要 想必 想让 想到 说明书 计算机 计算器 分析师 设计师 分析仪 翻译器 编辑器 编辑部 分类器
    处理器 打印机 生成器 解码器 编码器 测试集 训练集 验证集 测试用例 测试数据 搜索引擎 搜索结果 解决方案 推荐系统
    推荐信 介绍信 描述性 调查表 调查问卷 研究生 回答者 阅读理解 表达式 表达方式 输入框 输出结果 提供商 设计图 组织者
    创作者 编程语言 排列组合 转化率 指导方针 指导原则 购买记录 购买历史 搜索历史 连接词 描述词
    """.split()
)
"""Words that contain a known verb but are not verbs."""

HANDLING = frozenset("把 将".split())
"""Prepositions whose object is what the verb acts on."""

POINTING = frozenset("以下 下列 下面 这 该 此 上述 所有".split())
"""Words that start a noun phrase that the verb acts on, without a preposition: 以下句子译成英文."""

_PREPOSITIONS = frozenset(
    """
    根据 依据 按照 依照 遵照 参照 按 依 照 基于 针对 对于 对 为 给 替 从 在 用 以 通过 使用 利用 运用 采用 借助 与
    和 向 由 结合 围绕 就 帮
    """.split()
)
LEADING = HANDLING | POINTING | _PREPOSITIONS
"""Words that start a clause whose verb comes later."""
