"""The profile of Chinese: its words and phrases, and the check that an instruction is Chinese."""

from __future__ import annotations

import re
from dataclasses import replace

from selfinstruct.pipeline.languages.chinese_inputs import lacks_options, only_speaks_of_text
from selfinstruct.pipeline.languages.chinese_media import MEDIA
from selfinstruct.pipeline.languages.chinese_missing import lacks_text
from selfinstruct.pipeline.languages.language import Language
from selfinstruct.pipeline.languages.profile import (
    AssistantVoice,
    LanguageProfile,
    OtherLanguageWords,
    PlaceholderWords,
    PromptText,
    TypeWords,
)
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.task_types import TaskType

_GAP = "[^，。；：、！？,;:!?（）()\n]"
"""A character that does not end a clause."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_LATIN_WORD = re.compile("[A-Za-z]+")
_FOREIGN = re.compile("[A-Za-z\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")
_KANA_RUN = re.compile("[\u3041-\u3096\u30a1-\u30fc]+")


def _is_chinese(text: str) -> bool:
    """True if a text has no foreign letters, or at least as many Han characters as foreign words.

    Japanese alternates Han and kana, while a Japanese word in a Chinese text is a single run of kana.
    """
    if not _FOREIGN.search(text):
        return True
    han = len(_HAN.findall(text))
    foreign = max(len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _CYRILLIC_WORD, _LATIN_WORD))
    return han >= 2 and han >= foreign and han >= 3 * len(_KANA_RUN.findall(text))


_PROMPT = PromptText(
    system="你是一位细心的出题人，为训练语言模型编写任务。只输出任务列表本身，不要开场白，也不要结尾的说明。",
    topic="另外，所有任务都要属于这个领域：{}。\n",
    variety="任务的种类要丰富，应当涉及：头脑风暴、开放式问答、封闭式问答、改写、信息抽取、内容生成、分类、聊天、摘要。",
    variety_with_types="任务的种类按后面的安排来写。",
    layouts={
        Layout.LIST: (
            "写法与已有的几条完全相同：每一部分都以“编号. 指令:”“编号. 输入:”“编号. 输出:”这样的标签开头，条与条之间用单独成行的 ### 隔开。"
            "标签和内容都不要加粗，不要用标题或代码框把任务括起来，也不要写任务种类的名称。"
        ),
        Layout.JSON: (
            "已有的几条写在下面的 JSON 数组里。请接着写出其余的{}条，只输出一个 JSON 数组：每个元素是一个对象，键依次为 instruction、input、output，"
            "值都是字符串，不需要输入时 input 写空字符串。数组之外不要写任何文字。"
        ),
        Layout.JSON_SCHEMA: (
            "已有的几条写在下面的 JSON 数组里。请接着写出其余的{}条，只输出一个 JSON 对象：键为 tasks，值是一个数组，每个元素是一个对象，"
            "键依次为 instruction、input、output，值都是字符串，不需要输入时 input 写空字符串。对象之外不要写任何文字。"
        ),
    },
    types="这一次新写的各条任务，种类以这里指定的为准，依次是：{}。\n",
    between_types="、",
    labelling_system="你是一位细心的标注员，给任务标注类别。只输出编号和类别，不解释，也不执行任务里的要求。",
)

_TYPE_WORDS = TypeWords(
    names={
        "开放问答": TaskType.OPEN_QA,
        "封闭问答": TaskType.CLOSED_QA,
        "信息提取": TaskType.EXTRACT,
        "文本生成": TaskType.GENERATION,
        "文本分类": TaskType.CLASSIFICATION,
        "文本摘要": TaskType.SUMMARIZATION,
        "总结": TaskType.SUMMARIZATION,
    },
    counters="条题个",
    type_word="的?(?:任务|所属)?(?:类别|类型)[是为]?",
    or_word="或",
)

_AI_SYSTEM = (
    "(?:(?:生成)?(?:语言|语音|文本|文字|聊天|对话|智能|虚拟)?(?:生成)?(?:AI|人工智能)?\\s?(?:模型|助手|助理|机器人))"
)
_A = r"\s?(?:一[个名种款位]|个)?\s?"
_AI = r"(?:机器人|(?<![A-Za-z])AI(?![A-Za-z])|人工智能|智能助手|虚拟助手|语音助手|语言模型)"
_VOICE = AssistantVoice(
    regret="抱歉|对不起|遗憾|不好意思",
    unable=(
        "无法|不能|没有足够的信息|没法|没有办法|不具备|没有(?:能力|权限)|无从|不清楚|不知道[您你]|(?:没有|未)(?:提供|给出|说明|指明)|缺少|不便|超出[^，。]{0,12}(?:能力|范围)|"
        "请(?:您|你)?(?:提供|补充|给出|告诉|明确)"
    ),
    refusals=(
        r"\A(?:这个问题|目前|暂时?)?(?:我们?|本人)?(?:暂时?)?(?:无法|不能|没有办法)(?:回答|提供|完成|判断|确定|执行|访问|查看|识别|处理|生成|为您|帮)|"
        # Only in a short output: a longer one continues with help ("…，因此以下面的数据为例").
        r"\A(?=(?s:.){0,150}\Z)(?:由于|因为|鉴于)(?:您|你|题目)?(?:没有|并?未|没|缺少|缺乏)[^。\n]{0,40}(?:无法|不能)|"
        r"\A(?=(?s:.){0,120}\Z)(?s:.)*请(?:您|你)?提供(?:更多|具体|相关|完整)(?:的|具体|详细)*(?:上下文|信息|细节|背景|内容|文章|论文|数据)|\A(?=(?s:.){0,60}\Z)(?s:.)*无法(?:确定|判断|给出)[，,]?需要|"
        r"\A由于[^。]{0,16}(?:限制|原因)，[^。]{0,4}我?们?(?:无法|不能)|\A根据我的[^，。]{1,8}，我(?:无法|不能)|\A需要更多的?(?:信息|上下文)|"
        r"\A(?:很|非常)?(?:抱歉|对不起)，我?(?:还)?(?:需要(?:知道|更多|更?具体|更?详细)|不支持)|\A(?:该|这[篇段个])?(?:文章|文本|短文|句子)(?:中|里)?(?:并)?(?:没有|未)(?:提供|给出)[^，。]{0,10}，无法|"
        r"\A恕(?:我)?难|\A我帮不了|\A我不会(?:写|提供|协助|帮)|\A我没有关于[^。，]{0,16}(?:资料|信息)|\A麻烦(?:您|你)?把[^。]{0,12}(?:发|给|提供)|\A您?好像忘了|"
        r"\A(?:目前)?(?:没有|缺[少乏])足够的信息|\A我不是[^，。]{1,10}，我?(?:无法|不能)|\A请提供一些|"
        r"\A我(?:们)?(?:并)?(?:不具备|没有)[^，。]{0,12}(?:能力|权限)[^。]{0,10}(?:无法|不能)|"
        r"\A(?:目前)?无法[^，。]{1,16}[，,。]?\s?(?:因为|由于)[^。]{0,16}(?:(?:没有|并?未)(?:提供|给出|说明)|缺[乏少])|"
        r"\A请(?:您|你)?(?:先)?(?:提供|补充|给出|输入)(?:更多|具体|相关|完整|需要|待|要|一[个段篇份])"
    ),
    declining_wanted=(
        "礼貌|委婉|客气|拒|推[辞脱托掉]|谢绝|回绝|借口|托[词辞]|说辞|缺[席勤]|落选|退稿|歉|客服|售后|投诉|请假|通知|公告|告示|提示[语文信]|错误页|404|服务[员生]|店员|售货员|营业员|前台|顾客|客户|用户问题|"
        "对白|独白|(?<![你您])能否(?!帮|给|为|提供|告诉|请)|能确定|能得出|"
        f"(?:写|拟|起草|编|生成|创建|怎么|如何|翻译){_GAP}{{0,20}}(?:(?<![相自微])信(?![息任心用号仰])|邮件|短信|消息|便条|便签|留言|回[复应]|答复|启事|声明|台词|对话|的话|一段话)"
    ),
    translating="译|改写|改得|润色|换一?种说法|换个说法",
    negation="抱歉|对不起|遗憾|不好意思|无法|不能|不会|不行|没法|没有|没空|不了|请提供",
    earlier_answer=(
        r"(?:非常|很)?(?:抱歉|对不起)，(?:这|那)是(?:一个)?(?:错误|不完整|不正确)的(?:回答|答案)|更正一下[：:，]|我?重新(?:算|检查)了一[遍下][，,]?(?:刚才|之前)|(?:您|你)指出得对|"
        r"(?:非常|很|真的?|十分|实在|我)?(?:抱歉|对不起|不好意思)[^。\n]{0,24}(?:(?:之前|刚才|刚刚|上一[个次条]|上次|前面|先前|原来)的?[^。\n]{0,6}(?:回[答复]|答案|输出|回应|解[释答])|"
        "我(?:刚才|之前)?(?:犯|弄|搞|理解|回答|看|算|写)(?:了(?:一个|个)?错误?|错|有误)|我误解|误解了(?:您|你)|混淆了|疏忽)|"
        "(?:感谢|谢谢)(?:您|你)的?(?:指正|提醒|纠正|指出)|(?:您|你)(?:说得?对|是对的|说的没错)|(?:正?如)?我?(?:之前|刚才|上次|前面)(?:已经)?(?:说|提|回答|讲)(?:到|过|的)"
    ),
    correction="有误|更正|(?:正确|修正后?)的(?:回答|答案|版本)",
    spoken="对话|聊天|扮演|回[复信]|台词|客服|投诉|译|续写|角色|怎么说|如何说|道歉|情景|对白|剧本|接话|犯错|认错|回应|写[^，。]{0,10}(?:消息|演讲|发言)",
    dialogue="对话|聊天|对白|剧本|脚本|台词|话术|客服|角色|访谈|采访",
    own_voice=(
        "作为[^，。]{0,12}(?:AI|人工智能|模型|助手|机器人)|语言模型|(?:没有|并?未|没)(?:给出|提供|给定|附上|收到)[^，。]{0,12}(?:原文|文章|文本|句子|正文|段落|代码)"
    ),
    not_told="(?:材料|文[中章本段]|原文|短文|段落|资料|题目|上文|对话|故事)[中里]?(?:并?没有?|并?未)(?:明确)?(?:提到|提及|说明|给出|交代|写|涉及|指出)",
    asks_for_more="请(?:您|你)?(?:提供|补充|给出|告诉|明确)|需要(?:您|你)?(?:提供|更多|更)",
    ai_names=tuple("AI 人工智能 模型 机器人 助手 GPT Claude Gemini 文心一言 通义千问 豆包 DeepSeek Kimi".split()),
    ai_identity=(
        # 作为AI语言模型; not the third person of "作为语言模型，GPT-4能…".
        rf"(?:作为|身为){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型|智能|聊天)?\s?(?:(?:AI|人工智能)\s?{_AI_SYSTEM}|(?:语言|对话)模型|(?:聊天机器人|(?:智能|虚拟)助手)(?=[，,]?[^。\n]{{0,12}}我))"
        r"(?![，,]\s?(?:[A-Z]|它|其|该))|"
        rf"(?:作为|身为){_A}(?:虚拟|智能)?\s?(?:AI|人工智能)(?:程序)?\s?[，,]?\s?(?:我|并?没有|并不|无法|不)|"
        rf"(?:作为|身为){_A}(?:(?:机器学习|深度学习|GPT)[^，。]{{0,8}}(?:模型|助手|机器人)|机器人)[，,]\s?我|我这个(?:AI|机器人)|我是一[个位名][^，。]{{0,14}}(?:AI|人工智能)[^，。]{{0,4}}(?:助手|助理|模型|机器人)|(?:作为|身为){_A}(?:AI|人工智能)[^，。]{{0,6}}程序[，,]我|由于我(?:只)?是{_A}(?:AI|人工智能|机器人|语言模型)|"
        # A person may be "人工智能专业的学生" or "AI工程师": the AI must be at the end of the phrase.
        rf"我们?(?:只?是|仅仅?是){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型)?\s?(?:(?:AI|人工智能)\s?(?:{_AI_SYSTEM}|(?=[，。,.！!；;\s]|$))|语言模型|聊天机器人|(?:智能|虚拟)助手)|"
        r"我(?:是|叫|的名字[是叫])\s?(?:ChatGPT|GPT-?\d|OpenAI|Claude|Gemini|文心一言|通义千问|豆包|DeepSeek|Kimi)"
    ),
    ai_speaks=(
        rf"(?:作为|身为){_A}{_AI}[，,]?\s?(?:你|您)|(?:你|您)(?:现在)?(?:就?是|叫|作为|扮演|来?当){_GAP}{{0,10}}{_AI}|(?:扮演|假装|假设|假如|充当|模拟|角色[:：是为]){_GAP}{{0,10}}{_AI}|"
        rf"{_AI}{_GAP}{{0,6}}(?:口吻|身份|视角|角度|语气|口气|名义)|{_AI}{_GAP}{{0,8}}(?:开场白|欢迎语|问候语|自我介绍|台词|独白|对话|对白|脚本|剧本|话术|回复|应答|聊天记录|日记)"
    ),
)

_TEXT_KINDS = "文章|文本|文字|新闻|报道|故事|小说|短文|论文|诗歌?|散文|句子|对话|评论|书评|报告|段落|邮件|内容|数据|代码|程序|食谱|演讲稿?|简历|摘要"
_FIELD_NAMES = "姓名|名字|公司名?称?|单位名?称?|电话|手机号|地址|日期|时间|邮箱"
_TEXT_KIND, _FIELD = f"(?:{_TEXT_KINDS})", f"(?:{_FIELD_NAMES})"
_FILL_IN = "(?:插入|填写|填入|粘贴|待填|自选|输入(?![法框层端:：=]))"
_HERE = f"请?(?:您|你)?(?:在)?(?:此处|这里|此)(?:{_FILL_IN}|省略|略)?"
_REQUEST = f"(?:{_HERE}|请?{_FILL_IN}|(?:提供|附上?|添加)一[张幅段篇组份首])[^\\]】>＞}}）)\n]{{0,16}}"
_PLACEHOLDERS = PlaceholderWords(
    text_kinds=_TEXT_KINDS,
    field_names=_FIELD_NAMES,
    in_brackets=f"{_REQUEST}|(?:[你您]的|某[个某]?){_FIELD}",
    in_round_brackets=_REQUEST,
    unbracketed=r"(?<![\u4e00-\u9fff])某某(?![先女][生士]|(?:公司|学校|单位)\S{6})",
    marks=frozenset("某"),
    # A bracketed name, a request, or a bare "一篇新闻报道。".
    whole_input=(
        rf"[\[【<＜{{(（](?:[你您]的|某[个篇段])?(?:{_TEXT_KIND}|{_FIELD}|图片|视频|音频|链接)+(?:正文|链接|在此|略|省略|从略|待补充)?[\]】>＞}})）]|"
        rf"请(?:在此|在这里|自行)?(?:输入|填写|粘贴|插入|上传|提供)(?:[^，。！？；：\n]{{0,16}}{_TEXT_KIND})[。.]?|在?此处(?:省略|插入|填|输入|粘贴)[^，。\n]{{0,16}}[。.]?|"
        rf"(?:(?:以下|下面|这里?|如下)?(?:是|为))?(?:一|某|两|几)[段篇个则份条首封][^，。！？；：\n]{{0,16}}?{_TEXT_KIND}[。.]?"
    ),
    # Also a translation, unless it is of an article.
    sample=(
        "这是(?:一|另)?[个段条句]?(?:用[于来][^，。]{1,6}的)?(?:简[单短]|普通|完整|中文|英文)?的?(?:示例|例子|例句|测试|样例|范例|句子|语句|文本|字符串)"
        "(?:的?(?:文本|文字|句子|语句|字符串|例子|示例))?[。.！!]?"
    ),
    form_work="句|字符|字数|字母|倒[序过]|反转|颠倒|大写|小写|编码|解码|加密|解密|拼音|繁体|简体|长度|词数|词性|分词|标点|哈希|拼接",
    phrase_work="标题|广告语|口号|标语|句子|[这语例]句|句话|短语|词语|词组|\\A(?!.*(?:文章|文本|新闻|报道|论文|故事|邮件|段落)).*译",
)

_WRITE = """
写 编写 撰写 改写 重写 扩写 缩写 续写 仿写 抄写 填写 描写 书写 谱写 补写 草拟 拟 拟定 起草 编 编造 编辑 编制 编排
编程 造句 创作 创建 创造 生成 制作 制定 制订 制造 设计 规划 策划 构建 构造 构思 建立 建造 搭建 开发 发明 实现 定制
打造 组织 组装 绘制 绘 画 描绘 做 完成 形成 补全 补充 填空 填充 填入 填 完善 续 扩展 扩充 拓展 延续 展开 添加 增加
加入 加上 插入 附上 准备 安排 布置 演示 展示 展现 呈现 拍摄 剪辑 烹饪 打
"""
_GIVE = """
列出 列举 罗列 列 举例 举 推荐 提供 给出 提出 指出 得出 想 建议 分享 介绍 引用 说 讲 谈 谈谈 聊 讲述 叙述 讲解 告诉
告知 命名 取名 取 起名 起
"""
_FIND = """
提取 抽取 摘录 摘 找 查找 寻找 查 查询 搜索 检索 爬取 抓取 搜集 收集 定位 检测 检查 识别 辨认 辨别 标注 标记 标 圈
筛选 筛 过滤 获取 挑 挑选 选择 选取 选 任选 抄 核对 验证 统计 数
"""
_PUT_DIFFERENTLY = """
概括 缩 总结 归纳 概述 提炼 简述 浓缩 缩短 精简 简化 压缩 汇总 综述 复述 转述 陈述 表述 表达 表示 重述 翻译 译 转换
转化 转变 转 转写 转录 换 变换 变 改 改变 改编 改进 改善 改造 修改 修正 修复 更改 更正 更新 改正 纠正 校对 校正 润色
替换 调整 优化 重组 排序 排列 排 排版 配 整理 删除 删 删减 去除 去掉 减去 移除 清除 剔除 合并 合 合成 组合 组成 连接
连 拼接 配对 拆分 拆 分割 分解 分隔 反转 颠倒 反 格式化 美化 缩减 减少 加密 解密 编码 解码 还原 拼写 大写 小写 断句
扩大 放 移动 复制 上色
"""
_ASSESS = """
判断 判定 分类 归类 聚类 划分 分 分组 分配 归 区分 鉴别 评估 评价 评判 评论 评定 评分 打分 排名 确定 决定 确认 猜测
猜 预测 推测 推断 推理 推导 估计 估算 测试 测量 拟合
"""
_EXPLAIN = """
解释 描述 说明 阐述 阐释 阐明 论述 论证 讨论 探讨 探究 探索 分析 比较 对比 研究 调查 理解 回答 解答 解析 解读 解决
解 处理 应对 回复 答复 回应 回顾 定义 形容 反驳 证明 模拟 模仿 扮演 安慰 指导 提问 询问 问询 问
"""
_RUN = """
计算 算 求 求解 求和 相加 相减 相乘 相除 化简 输出 打印 返回 输入 运行 执行 训练 配置 设置 设定 打开 关闭 播放 发送
发布 发表 记录 保存 下载 安装 订购 预订 购买 提交 匹配 搭配 修剪
"""
_PREPARING = frozenset(
    """
    设想 想象 想像 考虑 阅读 浏览 观察 观看 查看 看 读 听 参考 了解 使用 利用 运用 采用 应用 借助 通过 结合 对照
    查表
    """.split()
)

CHINESE = LanguageProfile(
    language=Language.CHINESE,
    name="Chinese",
    name_in_prompt="中文",
    prompt=_PROMPT,
    is_written_in=_is_chinese,
    fields=("指令", "输入", "输出"),
    no_input="<无输入>",
    type_words=_TYPE_WORDS,
    voice=_VOICE,
    placeholders=_PLACEHOLDERS,
    only_speaks_of_text=only_speaks_of_text,
    lacks_text=lacks_text,
    lacks_options=lacks_options,
    other_language=OtherLanguageWords(
        named=(
            "英[语文国式汉]|中英|雅思|托福|GRE|[四六]级|莎士比亚|新概念|Midjourney|Stable Diffusion|提示词|git|提交信息|口语|美国|澳大利亚|加拿大|海外|国外|[法德俄日韩泰越]语|[法德俄日韩]文|西班牙|葡萄牙|意大利|阿拉伯|拉丁|荷兰|瑞典|印地|法国|德国|日本|韩国|外语|外文|外国|双语|"
            "[另他多两双种]{1,2}(?:种|的|门)?语言|译|歌|音乐|乐队|专辑|播放列表|文献|代码|编程|程序|函数|脚本|算法|命令|网页|正则|公式|方程|密码|加密|域名|邮箱|摩斯|"
            "[二八十六]{1,2}进制|化学式"
        ),
        hinted="英|单词|词汇|字母|缩写|首字母|书名|语言|网站|表情|品牌|型号|游戏|电影",
    ),
    media=MEDIA,
    fiction=(
        f"(?:写|编|讲|生成|创作|创建|创造|设计|构思|想象|虚构|模拟|制作){_GAP}{{0,24}}(?:对话|对白|独白|台词|剧本|脚本|故事|小说|童话|寓言|笑话|段子|相声|小品|戏剧|场景|情景|诗|歌词|日记)|"
        "续写|描写|扮演|造句"
    ),
    wording_work="译|改写|润色|改为|改成|句|短语|词[语组性]|错别字|病句|标点|语法|拼音|造句",
    task_verbs=frozenset(f"{_WRITE} {_GIVE} {_FIND} {_PUT_DIFFERENTLY} {_ASSESS} {_EXPLAIN} {_RUN}".split()),
    preparing_verbs=_PREPARING,
)

CHINESE_OR_OTHER = replace(
    CHINESE,
    language=Language.ANY,
    name="any language",
    name_in_prompt="中文或其他语言",
    is_written_in=lambda _: True,
)
"""The profile for runs that accept instructions in every language; their prompts are in Chinese."""
