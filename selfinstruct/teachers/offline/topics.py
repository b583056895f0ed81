"""Topics: the words by which a task is recognized as one of a field, and how well a task fits the topic of a prompt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selfinstruct.schema.task import Task

_FIELDS: Mapping[str, str] = {
    "医疗 健康 医学 护理 卫生 药": "医院 医生 大夫 护士 病人 患者 门诊 挂号 体检 手术 血压 血糖 疫苗 药房 药品 服药 剂量 症状 诊断 "
    "发烧 咳嗽 过敏 骨折 牙科 眼科 儿科 康复 急救 救护 病房 化验 心率 营养",
    "教育 学校 教学 学习 课堂": "学校 老师 教师 学生 同学 班主任 课堂 上课 作业 考试 成绩 教室 校园 年级 小学 中学 高中 大学 教案 "
    "课程 复习 家长会 毕业 论文 图书馆 实验课 背诵 试卷 辅导",
    "法律 法务 司法 合同": "合同 条款 违约 甲方 乙方 律师 法院 起诉 赔偿 押金 租金 仲裁 权利 义务 责任 诉讼 证据 判决 协议 条例 "
    "劳动法 试用期 侵权 原告 被告 规定 处罚",
    "金融 财务 会计 理财 银行 经济": "银行 贷款 利率 利息 存款 本金 还款 报销 发票 预算 支出 收入 利润 成本 账户 保险 基金 股票 税 "
    "营收 审计 会计 科目 增长率 工资 账单",
    "编程 计算机 软件 科技 信息技术 IT 数据 人工智能 机器学习": "代码 函数 程序 数据库 服务器 SQL Python 字段 日志 接口 系统 软件 网页 变量 数组 "
    "循环 测试 部署 故障 正则 数据表 备份 网络 算法 字典 密码",
    "美食 烹饪 餐饮 做饭 饮食": "菜 做饭 食谱 餐厅 食堂 厨房 面条 米饭 鸡蛋 豆腐 牛肉 汤 炒 烤 甜品 咖啡 早餐 晚饭 口味 食材 "
    "菜单 饺子 面馆 调料 面粉 蔬菜",
    "旅游 旅行 出行": "旅行 旅游 行李 酒店 景区 景点 机票 火车 高铁 航班 车票 导游 行程 露营 爬山 自驾 民宿 海边 古镇 门票 "
    "出差 徒步 游客 站台",
    "体育 运动 健身": "比赛 训练 球队 篮球 足球 跑步 马拉松 游泳 教练 健身 羽毛球 乒乓球 运动会 冠军 得分 裁判 骑行 跳绳 "
    "瑜伽 锻炼 积分 主场",
    "农业 农村 种植 养殖": "果园 种植 大棚 农药 化肥 水稻 小麦 玉米 合作社 浇水 收成 农户 养殖 猪 羊 鸡 鱼塘 茶园 苹果 柑橘 "
    "亩 灌溉 播种 采摘 村民 稻田",
    "环保 环境 生态 气候": "垃圾 回收 分类投放 节能 污染 空气质量 湿地 候鸟 树木 碳 节水 降水 台风 暴雨 气温 太阳能 风电 "
    "海洋 森林 保护区 生态 旧物",
    "历史 文化 国学 文学 语文 诗词 古诗 文言": "朝代 皇帝 古代 史书 古诗 诗人 成语 文言 典故 博物馆 文物 古镇 戏台 书法 对联 传统 节日 县令 "
    "考古 方言 唐 宋 明 清",
    "艺术 音乐 美术 设计 影视": "画 音乐 钢琴 吉他 舞蹈 歌 演出 剧场 电影 摄影 展览 画廊 乐队 合唱 导演 剧本 设计 海报 雕塑 "
    "话剧 配乐",
    "电商 购物 零售 销售 营销": "顾客 客服 退货 商品 订单 快递 优惠券 价格 折扣 促销 网店 商场 超市 进货 销量 库存 店铺 买家 "
    "评价 包装 广告 会员",
    "交通 物流 运输 汽车": "快递 货车 仓库 配送 公交 地铁 司机 路线 车站 船期 港口 集装箱 车票 航班 高速 停车 驾驶 油费 "
    "充电桩 调度 发车",
    "职场 办公 人力资源 企业 管理": "会议 同事 部门 项目 经理 主管 简历 面试 请假 加班 汇报 邮件 客户 报表 培训 入职 绩效 "
    "值班 排班 纪要 方案 招聘",
    "家庭 生活 家居 育儿": "孩子 妈妈 爸爸 奶奶 爷爷 宝宝 家务 厨房 卧室 阳台 装修 家电 水电 物业 邻居 宠物 猫 狗 礼物 生日 "
    "洗衣机 冰箱",
    "科学 物理 化学 生物 天文 科普": "实验 温度 质量 密度 电压 电流 速度 溶液 浓度 细胞 植物 动物 行星 月球 光 重力 反应 "
    "元素 测量 假设 误差 样品 显微镜",
    "数学 统计 逻辑": "平均 概率 方程 几何 面积 周长 分数 百分比 余数 排列 证明 整数 最大值 中位数 方差 计算 排名 多少",
    "工程 建筑 制造 工厂": "施工 工地 图纸 钢筋 混凝土 桥 机床 车间 工人 零件 焊接 设备 检修 质检 工期 安全帽 管道 电路 "
    "螺栓 验收 厂房",
    "社区 公益 政务 公共": "社区 居民 志愿者 街道 居委会 公告 投诉 办事 窗口 养老 捐赠 公益 物业 消防 停水 停电 活动室 "
    "报名 通知 登记",
}
"""Names of fields, and words that their tasks contain."""
_SPLIT = re.compile(r"[\s、，,/和与及的]+")
_ENOUGH = 4
"""Hits that make a task one of the topic: two words in the instruction, or more words elsewhere."""


def words_of(topic: str) -> frozenset[str]:
    """Return the words by which tasks of a topic are recognized: those of the fields that it names, and its own."""
    own = {word for word in _SPLIT.split(topic) if word}
    found = {
        word
        for names, words in _FIELDS.items()
        if any(name in topic for name in names.split()) or own & set(words.split())
        for word in words.split()
    }
    return frozenset(own | found)


def fit(task: Task, words: frozenset[str]) -> float:
    """Return how well a task fits a topic, in [0, 1]. Words of the instruction count twice as much as others."""
    hits = sum(2 if word in task.instruction else word in task.input or word in task.output for word in words)
    return min(1.0, hits / _ENOUGH)
