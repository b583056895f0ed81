"""The words that the Chinese rules know. To teach them a verb, write it into a line of `TASK_VERBS`."""

from __future__ import annotations

WRITE = """
写 编写 撰写 改写 重写 扩写 缩写 续写 仿写 抄写 填写 描写 书写 谱写 补写 草拟 拟 拟定 起草 编 编造 编辑 编制 编排
编程 造句 创作 创建 创造 生成 制作 制定 制订 制造 设计 规划 策划 构建 构造 构思 建立 建造 搭建 开发 发明 实现 定制
打造 组织 组装 绘制 绘 画 描绘 做 完成 形成 补全 补充 填空 填充 填入 填 完善 续 扩展 扩充 拓展 延续 展开 添加 增加
加入 加上 插入 附上 准备 安排 布置 演示 展示 展现 呈现 拍摄 剪辑 烹饪 打
"""
GIVE = """
列出 列举 罗列 列 举例 举 推荐 提供 给出 提出 指出 得出 想 建议 分享 介绍 引用 说 讲 谈 谈谈 聊 讲述 叙述 讲解 告诉
告知 命名 取名 取 起名 起
"""
FIND = """
提取 抽取 摘录 摘 找 查找 寻找 查 查询 搜索 检索 爬取 抓取 搜集 收集 定位 检测 检查 识别 辨认 辨别 标注 标记 标 圈
筛选 筛 过滤 获取 挑 挑选 选择 选取 选 任选 抄 核对 验证 统计 数
"""
PUT_DIFFERENTLY = """
概括 缩 总结 归纳 概述 提炼 简述 浓缩 缩短 精简 简化 压缩 汇总 综述 复述 转述 陈述 表述 表达 表示 重述 翻译 译 转换
转化 转变 转 转写 转录 换 变换 变 改 改变 改编 改进 改善 改造 修改 修正 修复 更改 更正 更新 改正 纠正 校对 校正 润色
替换 调整 优化 重组 排序 排列 排 排版 配 整理 删除 删 删减 去除 去掉 减去 移除 清除 剔除 合并 合 合成 组合 组成 连接
连 拼接 配对 拆分 拆 分割 分解 分隔 反转 颠倒 反 格式化 美化 缩减 减少 加密 解密 编码 解码 还原 拼写 大写 小写 断句
扩大 放 移动 复制 上色
"""
JUDGE = """
判断 判定 分类 归类 聚类 划分 分 分组 分配 归 区分 鉴别 评估 评价 评判 评论 评定 评分 打分 排名 确定 决定 确认 猜测
猜 预测 推测 推断 推理 推导 估计 估算 测试 测量 拟合
"""
EXPLAIN = """
解释 描述 说明 阐述 阐释 阐明 论述 论证 讨论 探讨 探究 探索 分析 比较 对比 研究 调查 理解 回答 解答 解析 解读 解决
解 处理 应对 回复 答复 回应 回顾 定义 形容 反驳 证明 模拟 模仿 扮演 安慰 指导 提问 询问 问询 问
"""
RUN = """
计算 算 求 求解 求和 相加 相减 相乘 相除 化简 输出 打印 返回 输入 运行 执行 训练 配置 设置 设定 打开 关闭 播放 发送
发布 发表 记录 保存 下载 安装 订购 预订 购买 提交 匹配 搭配 修剪
"""
TASK_VERBS = frozenset(f"{WRITE} {GIVE} {FIND} {PUT_DIFFERENTLY} {JUDGE} {EXPLAIN} {RUN}".split())
"""Verbs that tasks are ordered with. A verb that is not here is still found where an instruction begins with it."""

LIGHT_VERBS = frozenset("进行 加以 予以 给予 做出 作出 做 作".split())
"""Verbs whose object, where it is a task verb, is the real verb: 进行分析."""

PREPARING = frozenset(
    """
    设想 想象 想像 考虑 阅读 浏览 观察 观看 查看 看 读 听 参考 了解 使用 利用 运用 采用 应用 借助 通过 结合 对照
    查表
    """.split()
)
"""Verbs that only prepare an order: 阅读下文，然后总结. They are the root where nothing else is."""

NOT_ORDERS = frozenset(
    """
    是 有 没有 包括 包含 含 含有 要求 需要 需 要 可以 可 能 能够 会 应 应该 应当 必须 例如 比如 如 属于 喜欢 认为
    觉得 使 使得 让 令 请 请问 可能 来 去 到 为 成为 作为 用于 用来 以及 确保 保证 注意 不要 避免 超过 等于 希望
    想要 发生 出现 存在 得到 收到 看到 叫 位于 来自 有关 相关 突出 强调 涉及 涵盖 体现 适合 如果 已知 帮助 给定 假设
    假定 假如 假装 知道 是否 这是
    """.split()
)
"""Verbs that begin a clause without ordering anything: they tell more about what was ordered, or about the world."""

NO_VERBS = frozenset(
    """
    作为 起算 想知道 想要 想必 想让 想到 说明书 计算机 计算器 分析师 设计师 分析仪 翻译器 编辑器 编辑部 分类器
    处理器 打印机 生成器 解码器 编码器 测试集 训练集 验证集 测试用例 测试数据 搜索引擎 搜索结果 解决方案 推荐系统
    推荐信 介绍信 描述性 调查表 调查问卷 研究生 回答者 阅读理解 表达式 表达方式 输入框 输出结果 提供商 设计图 组织者
    创作者 编程语言 排列组合 转化率 指导方针 指导原则 购买记录 购买历史 搜索历史 连接词 描述词
    """.split()
)
"""Words that hold a verb of the lexicon without being one."""

HANDLING = frozenset("把 将".split())
"""Prepositions whose object is what the verb acts on."""

POINTING = frozenset("以下 下列 下面 这 该 此 上述 所有".split())
"""Words that begin a noun phrase which the verb acts on though no preposition says so: 以下句子译成英文."""

_PREPOSITIONS = frozenset(
    """
    根据 依据 按照 依照 遵照 参照 按 依 照 基于 针对 对于 对 为 给 替 从 在 用 以 通过 使用 利用 运用 采用 借助 与
    和 向 由 结合 围绕 就 帮
    """.split()
)
LEADING = HANDLING | POINTING | _PREPOSITIONS
"""Words that begin a clause whose verb comes later."""
