"""Ask to convert sections of a configuration file to JSON with values of the right types."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from selfinstruct.schema.task import Task
from selfinstruct.teachers.offline.world import person

Value = str | int | float | bool | list[str]
Sections = dict[str, dict[str, Value]]


def whole(low: int, high: int, step: int = 1) -> Callable[[Random], Value]:
    """Draw an integer."""
    return lambda rng: rng.randrange(low, high + 1, step)


def tenths(low: int, high: int) -> Callable[[Random], Value]:
    """Draw a number with one decimal that is not an integer. The limits are in tenths."""
    return lambda rng: rng.choice([n for n in range(low, high + 1) if n % 10]) / 10


def one_of(words: str) -> Callable[[Random], Value]:
    """Draw one of the words."""
    return lambda rng: rng.choice(words.split())


def some_of(words: str) -> Callable[[Random], Value]:
    """Draw a list of two or three of the words."""
    return lambda rng: rng.sample(words.split(), rng.randint(2, 3))


def switch(rng: Random) -> Value:
    """Draw true or false."""
    return rng.random() < 0.5


# fmt: off
# For each device or program: what it is, and its sections with their settings.
DEVICES: dict[str, dict[str, dict[str, Callable[[Random], Value]]]] = {
    "温室控制器": {
        "气候": {"最低温度": tenths(142, 189), "最高温度": whole(26, 34), "湿度": whole(55, 80), "通风": switch},
        "滴灌": {"启用": switch, "每床升数": whole(6, 28), "开始": one_of("05:30 06:15 19:40"), "水源": one_of("井水 雨水 河水")},
        "补光灯": {"小时数": whole(8, 15), "光谱": one_of("红光 蓝光 全光谱"), "自动": switch},
        "报警": {"短信": switch, "二氧化碳上限": whole(900, 1600, 50), "监测项": some_of("霜冻 烟雾 水泵 门窗")},
        "作物": {"名称": one_of("番茄 黄瓜 茄子 甜椒 西瓜"), "株数": whole(120, 900, 10), "嫁接": switch},
    },
    "心电监护仪": {
        "床位": {"床号": whole(1, 48), "病区": one_of("心内科 呼吸科 急诊科 老年科"), "单间": switch},
        "心率": {"下限": whole(42, 58), "上限": whole(110, 140), "声音报警": switch},
        "血氧": {"最低值": whole(86, 93), "延迟秒数": whole(5, 20), "平均时间": tenths(41, 119)},
        "屏幕": {"亮度": whole(30, 90, 5), "波形": some_of("心电 呼吸 血压 脉搏"), "夜间模式": switch},
        "无创血压": {"测量间隔": whole(5, 60, 5), "收缩压上限": whole(140, 180, 5), "袖带": one_of("大号 中号 小号")},
    },
    "自助借还机": {
        "借阅": {"册数上限": whole(5, 20), "天数": whole(14, 45), "续借次数": whole(1, 3), "光盘可借": switch},
        "逾期费": {"每日金额": tenths(1, 9), "封顶": whole(10, 60, 5), "儿童免收": switch},
        "界面": {"语言": one_of("中文 英文 双语"), "超时秒数": whole(20, 90, 5), "大字": switch},
        "还书箱": {"分拣": switch, "接收": some_of("绘本 小说 期刊 乐谱"), "满箱册数": whole(60, 240, 10)},
        "凭条": {"打印": switch, "纸宽毫米": whole(58, 80, 22), "附言": one_of("爱护图书 欢迎再来 按时归还")},
    },
    "挤奶系统": {
        "牛群": {"头数": whole(60, 420), "品种": one_of("荷斯坦 娟姗 西门塔尔"), "饲料": some_of("青贮 苜蓿 豆粕 麦麸")},
        "挤奶": {"每天次数": whole(2, 3), "真空度": tenths(401, 479), "自动脱杯": switch},
        "清洗": {"水温": whole(65, 85), "酸洗": switch, "循环分钟": whole(15, 40)},
        "奶罐": {"容量": whole(3000, 9000, 500), "目标温度": tenths(31, 39), "搅拌": switch},
        "耳标": {"读取距离": tenths(4, 12), "重复提醒": switch, "颜色": one_of("黄 橙 绿")},
    },
    "订单服务": {
        "运费": {"满额包邮": whole(59, 199, 10), "快递": some_of("顺路 捷达 飞燕 安途"), "保价": switch},
        "优惠券": {"可叠加": switch, "折扣": tenths(5, 9), "有效天数": whole(3, 30)},
        "库存": {"预警件数": whole(5, 60), "超卖": switch, "仓库": some_of("华东 华南 西北 东北")},
        "退货": {"期限": whole(7, 15), "质检": switch, "退款方式": one_of("原路 余额 积分")},
        "客服": {"坐席": whole(4, 30), "机器人": switch, "下班": one_of("21:00 22:30 23:45")},
    },
    "赛道计时器": {
        "比赛": {"圈数": whole(3, 25), "每圈公里": tenths(4, 39), "项目": one_of("轮滑 卡丁车 公路自行车 摩托车")},
        "传感器": {"间隔毫秒": whole(1, 20), "重试": whole(1, 5), "蜂鸣": switch},
        "记分牌": {"行数": whole(4, 12), "显示": some_of("名次 圈速 差距 均速"), "滚动": switch},
        "裁判": {"抢跑检测": switch, "申诉分钟": whole(10, 45, 5), "人数": whole(2, 9)},
        "起点": {"发令": one_of("灯光 枪声 旗语"), "倒计时": whole(5, 30, 5), "分批": switch},
    },
    "家庭网关": {
        "无线": {"信道": whole(1, 13), "访客网络": switch, "频段": one_of("单频 双频 三频")},
        "地暖": {"白天": tenths(195, 229), "夜间": tenths(155, 189), "房间": some_of("客厅 主卧 书房 儿童房")},
        "扫地机": {"吸力": one_of("静音 标准 强劲"), "拖地": switch, "时长": whole(20, 80, 5)},
        "窗帘": {"拉开时间": one_of("06:50 07:20 08:00"), "开合度": whole(40, 100, 10), "随日出": switch},
        "门锁": {"指纹": switch, "试错次数": whole(3, 6), "音量": whole(0, 10)},
    },
    "气象采集器": {
        "站点": {"海拔": whole(260, 1200), "站名": one_of("山顶站 河口站 北坡站 水库站"), "有人值守": switch},
        "雨量": {"翻斗毫米": tenths(1, 5), "加热": switch, "暴雨阈值": whole(20, 80, 5)},
        "测风": {"杆高": whole(3, 12), "阵风秒数": whole(2, 6), "单位": one_of("米每秒 千米每小时 节")},
        "上传": {"每几分钟": whole(5, 60, 5), "要素": some_of("气温 降水 风向 气压"), "压缩": switch},
        "供电": {"来源": one_of("太阳能 市电 风光互补"), "电压": tenths(118, 142), "休眠": switch},
    },
    "三维打印机": {
        "喷嘴": {"直径": tenths(2, 9), "喷头温度": whole(215, 240), "耗材": one_of("聚乳酸 聚酯 软胶")},
        "热床": {"床温": whole(50, 80, 5), "自动调平": switch, "涂胶": switch},
        "质量": {"填充率": whole(10, 60, 5), "速度": whole(40, 150, 10), "支撑": switch},
        "摄像头": {"开启": switch, "识别": some_of("拉丝 翘边 堵头 断料"), "帧率": whole(5, 30, 5)},
        "收尾": {"降温到": whole(30, 50), "关机": switch, "提示音": one_of("短促 悠长 无")},
    },
    "放映系统": {
        "影厅": {"厅号": whole(1, 14), "座位": whole(80, 380, 2), "银幕": one_of("平面 弧形")},
        "音响": {"响度": tenths(41, 79), "字幕": switch, "声道": whole(5, 11, 2)},
        "贴片": {"分钟": whole(4, 15), "儿童场跳过": switch, "题材": some_of("汽车 饮料 公益 预告片")},
        "场灯": {"渐暗秒数": whole(3, 12), "出口灯常亮": switch, "色调": one_of("琥珀 暖白 淡蓝")},
        "拷贝": {"加密": switch, "场次": whole(2, 18), "语种": some_of("国语 粤语 英语 藏语")},
    },
    "冷链记录仪": {
        "车辆": {"尾号": whole(101, 989), "货物": one_of("速冻水饺 冻虾 冰淇淋 牛羊肉 冻带鱼"), "外租": switch},
        "温控": {"下界": tenths(-259, -182), "上界": tenths(-179, -121), "开门限时": whole(30, 180, 10)},
        "定位": {"上报秒数": whole(10, 120, 10), "电子围栏": switch, "停靠": some_of("仓库 口岸 超市 码头")},
        "报表": {"格式": one_of("单页 明细 曲线"), "签章": switch, "份数": whole(1, 4)},
        "司机": {"人数": whole(1, 2), "疲劳提醒": switch, "换班": one_of("每4小时 每200公里 到站")},
    },
    "电梯群控": {
        "梯组": {"台数": whole(2, 8), "层数": whole(9, 42), "策略": one_of("上行高峰 下行高峰 均衡")},
        "轿门": {"开门时长": tenths(21, 59), "光幕": switch, "重试次数": whole(2, 6)},
        "消防": {"迫降层": whole(1, 2), "锁梯": switch, "通知": some_of("物业 消防站 监控室 维保单位")},
        "节能": {"休眠分钟": whole(3, 20), "能量回馈": switch, "风扇": one_of("低速 高速 关闭")},
        "播报": {"方言": switch, "语音项": some_of("楼层 节日 停水 安全"), "分贝": whole(40, 65)},
    },
    "外语软件": {
        "课程": {"语种": one_of("法语 西班牙语 韩语 阿拉伯语"), "级别": one_of("入门 初级 中级"), "离线": switch},
        "复习": {"卡片": whole(15, 80, 5), "间隔系数": tenths(13, 29), "反向出题": switch},
        "朗读": {"语速": tenths(7, 14), "口音": some_of("北部 南部 沿海 岛屿"), "录音": switch},
        "提醒": {"时刻": one_of("07:10 12:40 21:30"), "每周天数": whole(3, 7), "严格": switch},
        "词典": {"例句": switch, "收词": whole(8000, 60000, 1000), "释义": one_of("中文 原文 双语")},
    },
    "水族馆设备": {
        "水体": {"容积": whole(400, 9000, 100), "物种": one_of("水母 海马 小丑鱼 锦鲤"), "恒温": switch},
        "循环泵": {"流量": whole(800, 5200, 100), "功率": tenths(121, 899), "备用泵": switch},
        "投喂": {"每日": whole(1, 4), "克数": tenths(15, 95), "饵料": some_of("虾 藻片 红虫 颗粒")},
        "紫外灯": {"点亮": switch, "照射小时": whole(4, 20), "瓦数": whole(9, 36, 9)},
        "水质": {"酸碱度": tenths(71, 84), "换水天数": whole(3, 14), "检测": some_of("氨氮 盐度 溶氧 硬度")},
    },
    "停车场系统": {
        "计费": {"首小时": tenths(45, 95), "之后每小时": whole(2, 8), "日封顶": whole(30, 80, 5)},
        "道闸": {"车道": whole(1, 6), "抓拍": switch, "落杆秒数": whole(5, 30)},
        "免费": {"时长": whole(10, 30, 5), "对象": some_of("救护车 残疾人车辆 警车 住户"), "节假日": switch},
        "支付": {"收现金": switch, "电子发票": switch, "方式": one_of("扫码 刷卡 无感")},
        "充电区": {"桩数": whole(2, 40, 2), "千瓦": whole(7, 120), "占位费": tenths(3, 19)},
    },
    "乐谱识别程序": {
        "扫描": {"精度": whole(200, 600, 50), "纠偏": switch, "页数": whole(2, 64)},
        "总谱": {"调": one_of("C调 G调 D调 F调"), "速度": whole(60, 168, 4), "声部": some_of("二胡 琵琶 笛子 扬琴")},
        "导出": {"类型": one_of("简谱 五线谱 音频"), "合并": switch, "页边距": tenths(8, 29)},
        "校验": {"小节": switch, "容差": tenths(1, 9), "错误上限": whole(0, 20)},
        "试听": {"循环": switch, "音色": one_of("钢琴 古筝 弦乐"), "起始小节": whole(1, 48)},
    },
    "污水处理站": {
        "进水": {"每日吨数": whole(200, 4800, 100), "格栅": switch, "来源": some_of("居民 食堂 洗衣房 实验楼")},
        "曝气": {"溶解氧": tenths(18, 39), "风机": whole(2, 6), "变频": switch},
        "加药": {"药剂": one_of("聚合氯化铝 次氯酸钠 石灰"), "每吨克数": whole(15, 90), "自动加药": switch},
        "污泥": {"加盖": switch, "含水率": whole(60, 80), "外运周期": one_of("每天 每周 每旬")},
    },
    "播种机": {
        "地块": {"亩数": whole(12, 300), "土质": one_of("砂壤 黏土 黑土"), "坡地": switch},
        "种子": {"作物": one_of("玉米 大豆 高粱 向日葵"), "播深厘米": tenths(21, 59), "包衣": switch},
        "行走": {"时速": tenths(41, 89), "自动驾驶": switch, "行距": whole(30, 70, 5)},
        "施肥": {"肥料": some_of("尿素 钾肥 磷肥 有机肥"), "每亩公斤": whole(12, 45), "侧施": switch},
    },
}
FRAMES = (
    "把{device}的{style}配置改写成JSON{rule}。\n{text}",
    "{device}升级后只认JSON格式，旧配置是{style}写的：\n{text}\n请改写{rule}。",
    "请将这份{style}参数改写为JSON{rule}：\n{text}",
    "以下是{device}的配置文件（{style}），请转换为等价的JSON{rule}。\n{text}",
    "{who}要把{device}的设置导入新平台，原文件是{style}：\n{text}\n请改写成平台要求的JSON{rule}。",
    "{device}的{style}参数转换成JSON{rule}：\n{text}",
    "{device}的几段{style}参数要迁移，{who}希望改写成JSON{rule}。\n{text}",
    "同事{who}发来{device}的{style}配置，接口文档规定请求体必须是JSON，请改写{rule}。\n{text}",
    "备份{device}时得到下面的{style}文本，现在需要把它转换成JSON再存档{rule}。\n{text}",
    "{who}整理{device}的说明书，附录里的{style}示例要改写成JSON{rule}。\n{text}",
)
# How the sections are arranged in the JSON, in words.
RULES = {
    "nested": ("", "，按分组嵌套，一组一个对象", "，数字和布尔值不加引号", "，值的类型要正确，缩进两格"),
    "flat": ("，不要嵌套，键名为“组名.参数名”", "，只要一层，键由组名、点号和参数名连成"),
    "array": ("，外层用数组，每组一个对象，组名作为“分组”键的值", "，结果是对象数组，组名作为“分组”字段放在最前"),
}
# fmt: on


def in_ini(sections: Sections) -> str:
    """Write sections in INI: switches are yes or no, lists are separated by commas."""
    lines = []
    for name, settings in sections.items():
        lines.append(f"[{name}]")
        for key, value in settings.items():
            text = ("no", "yes")[value] if isinstance(value, bool) else value
            lines.append(f"{key} = {', '.join(text) if isinstance(text, list) else text}")
    return "\n".join(lines)


def in_yaml(sections: Sections) -> str:
    """Write sections in YAML, with text in quotation marks and the items of a list in lines of their own."""
    lines = []
    for name, settings in sections.items():
        lines.append(f"{name}:")
        for key, value in settings.items():
            if isinstance(value, list):
                lines.append(f"  {key}:")
                lines += [f"    - {item}" for item in value]
            else:
                lines.append(f"  {key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines)


def in_toml(sections: Sections) -> str:
    """Write sections in TOML, in which Chinese keys are quoted and values look as in JSON."""
    lines = []
    for name, settings in sections.items():
        lines.append(f'["{name}"]')
        lines += [f'"{key}" = {json.dumps(value, ensure_ascii=False)}' for key, value in settings.items()]
    return "\n".join(lines)


def in_properties(sections: Sections) -> str:
    """Write sections as dotted keys, a setting in each line."""
    lines = []
    for name, settings in sections.items():
        for key, value in settings.items():
            text = ("false", "true")[value] if isinstance(value, bool) else value
            lines.append(f"{name}.{key}={','.join(text) if isinstance(text, list) else text}")
    return "\n".join(lines)


STYLES: dict[str, Callable[[Sections], str]] = {
    "INI": in_ini,
    "YAML": in_yaml,
    "TOML": in_toml,
    "properties": in_properties,
}


def arranged(sections: Sections, rule: str) -> object:
    """Arrange the sections as one of RULES demands."""
    if rule == "array":
        return [{"分组": name, **settings} for name, settings in sections.items()]
    if rule == "flat":
        return {f"{name}.{key}": value for name, settings in sections.items() for key, value in settings.items()}
    return sections


def write_config_to_json(rng: Random) -> Task:
    """Ask to convert sections of a configuration file to JSON with values of the right types."""
    device = rng.choice(tuple(DEVICES))
    names = rng.sample(tuple(DEVICES[device]), rng.randint(2, 4))
    parts = {name: list(DEVICES[device][name].items()) for name in names}
    sections = {name: {key: draw(rng) for key, draw in rng.sample(part, len(part))} for name, part in parts.items()}
    style, rule = rng.choice(tuple(STYLES)), rng.choice(tuple(RULES))
    instruction = rng.choice(FRAMES).format(
        device=device, style=style, rule=rng.choice(RULES[rule]), who=person(rng), text=STYLES[style](sections)
    )
    return Task(instruction, "", json.dumps(arranged(sections, rule), ensure_ascii=False, indent=2))
