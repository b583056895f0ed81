"""Rules that a well-formed task must pass. In: a task and the run's language. Out: the first objection, or None.

A rule is a function in `RULES`; a new one is a function, a line there and two rows in the tests. Rules are
field-aware: whether a text model can do a task is judged on its instruction, never on its output (BELLE's keyword
list, matched against whole records, hits twice as many as it should).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from selfinstruct.similarity.tokens import tokenize
from selfinstruct.tasks import Task
from selfinstruct.verdicts import Reason

VERSION = 2
"""Part of a run's identity: raise it when the same task would be judged otherwise."""


class Language(StrEnum):
    """The language that instructions must be in."""

    CHINESE = "zh"
    ENGLISH = "en"
    ANY = "any"


Objection = tuple[Reason, str]
Rule = Callable[[Task, Language], Objection | None]

LEAST_INSTRUCTION = 4
"""Tokens. Alpaca drops instructions of three words or fewer; a Chinese character counts as a token here."""
MOST_INSTRUCTION = 400
"""Tokens. Alpaca's limit is 150 English words, which are about 250 Chinese characters; real prompts are longer."""
MOST_TEXT = 6000
"""Tokens of input or output: beyond what fits a training row of 8k."""
LEAST_COPIED = 8
"""Tokens from which an output that repeats its input is a copy and not just a short answer."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_LATIN_WORD = re.compile("[A-Za-z]+")
_KANA_RUN = re.compile("[\u3041-\u3096\u30a1-\u30fc]+")
_FOREIGN_RUN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0400-\u04ff\U00020000-\U0003ffff]+")
# No opening mark inside a quotation: a text of nothing but opening marks would otherwise take quadratic time.
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|「[^「」]*」|《[^《》]*》")
# Where an instruction's own words end and what it is about may begin; the last is "写一个查询 SELECT name FROM …".
_BREAK = re.compile(r"[:：\n]|(?<=[\u4e00-\u9fff])\s(?=(?:[A-Za-z]+\W+){2}[A-Za-z])")

_TRANSLATION = re.compile("译|translat", re.IGNORECASE)
# Work on a given wording, so that what follows the colon, or stands as the input, is that wording and no order.
_WORDING = re.compile(
    "译|改写|润色|改为|改成|句|短语|词[语组性]|错别字|病句|标点|语法|拼音|造句|rewrite|translate", re.IGNORECASE
)
_CODE = re.compile("(?<!应用)程序|编程|代码|函数|爬[虫取]|抓取|训练|数据集|Python|Java|OpenCV|Selenium", re.IGNORECASE)
_HOW = re.compile("如何|怎么|怎样|步骤|方法|技巧|为什么|原因|注意")
_WRITE = re.compile("写|拟|起草|文案|短信|邮件|造句")

# A verb counts as an order only where a clause begins: "列出制作短视频的步骤" and "如何设置闹钟" order no video or alarm.
_CLAUSE = r"(?:^|[，。；：、！？,;:!?\s]|请(?:你|帮我|帮忙|为我|给我)?|帮我|帮忙|给我|为我|并|然后)"
_GAP = "[^，。；：、！？,;:!?（）()\n]"
_MEDIA = "(?:图片|图像|照片|相片|图画|插图|插画|海报|漫画|动画片?|视频|音频|录音|音乐|影片|短片|幻灯片|PPT|二维码|表情包|壁纸)"
_ORDER = f"(?:{_CLAUSE}|(?:根据|按照|基于){_GAP}{{1,12}}?)"
# The medium is the thing asked for only where the phrase ends with it: not in "海报的文案" or "以音乐为主题的故事".
_ENDS = r"(?=$|[，。；：！？,:;.!?\s）)]|并|以|来|供|让|用[于来以])"
# A text or a program in between is the thing asked for: "生成一段文字描述图片".
_NO_TEXT_BETWEEN = f"(?!{_GAP}{{0,12}}(?:文案|标题|脚本|文字|文本|句|程序|代码|函数|标签|网页|网站|模型|算法|列表|清单|歌词|口号)(?!图))"
_CLASSIFIER = "[张幅个副段首份部组套条只匹棵朵头座些]"
_COUNT = rf"(?:[一几两三四五六七八九十]|\d{{1,3}})?{_CLASSIFIER}"
_GIVEN = "(?:这|该|以下|下面|下列|下述|给定|给出|所给|所示|上述|附带|附上|提供|上传)"
# "图中" and its kin only where a word ends before them: not in 以下图片, 企图中, 地图上图例.
_BEFORE_FIGURE = "(?:^|[，。；：、！？,;:!?\\s]|根据|依据|按照|参照|参考|观察|识别|找出|指出|解释|分析|描述|说明|结合|[看见如从在对将把请])"
_TEXT_ABOUT_MEDIA = "的?(?:描述|说明|文字|简介|标题|文案|剧情|脚本|字幕|台词|歌词|文稿|数据|(?:分类|识别|处理)(?:任务|器|系统|技术|模型|问题|算法)|集|库)"


@dataclass(frozen=True, slots=True)
class _Beyond:
    """Something that a text model cannot do, and how instructions ask for it."""

    what: str
    asked: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """In the same instruction: the task is text work after all."""
    describable: bool = False
    """A description in words, where the task holds one, serves as well."""


_BEYOND = (
    _Beyond(
        "asks about an image, recording or film that a text model cannot see",
        re.compile(
            rf"{_GIVEN}(?:的|了|中的?|里的?)?(?:一?[张幅段个首份些]|几[张幅段个])?{_GAP}{{0,4}}"
            rf"(?:图片|图像|照片|相片|截图|画作|视频|音频|录音|语音)(?!{_TEXT_ABOUT_MEDIA})|"
            rf"{_BEFORE_FIGURE}(?:[上下]图|图中)(?![书例形标鉴案表谋像片])|"
            r"[如见]图(?:所示|[，。,\s\d]|$)|见[上下]图|(?<!邮件)附件[中里内]|(?:[见看在]|打开|根据|阅读)附件"
        ),
        unless=_CODE,
        describable=True,
    ),
    _Beyond(
        "asks for an image, recording or film",
        re.compile(
            # Drawing and filming are never text work, except for a table, which is drawn in text.
            rf"{_CLAUSE}(?:手绘|绘制|描画|画)(?:出|了)?[一几两三]{_CLASSIFIER}(?!{_GAP}{{0,12}}表格)|"
            rf"{_ORDER}(?:画出?|绘制){_GAP}{{0,16}}(?:曲线|(?<![导程])图像?){_ENDS}|"
            rf"{_CLAUSE}(?:录制|拍摄?)(?:出|了)?[一几两三][张幅段部组个首]{_NO_TEXT_BETWEEN}|"
            rf"{_ORDER}(?:生成|制作|创建|设计|创作|做|绘制|画|录制|拍摄|剪辑|合成)(?:出|了)?(?:{_COUNT})?(?!能|可以|会|用[来于])"
            rf"{_NO_TEXT_BETWEEN}{_GAP}{{0,16}}{_MEDIA}{_ENDS}|"
            rf"(?:制?作|做|画|绘制|转换|生成)成(?:{_COUNT})?{_GAP}{{0,6}}{_MEDIA}{_ENDS}"
        ),
    ),
    _Beyond(
        "asks to play, watch or listen",
        re.compile(
            rf"{_CLAUSE}(?:播放|放一?[首段曲]|收听|收看|观看|听(?:一?[首段听下]|[这那该][首段个些]|下面|以下)|看一?[段部])"
            rf"{_GAP}{{0,10}}(?:音乐|歌曲?|曲子?|视频|电影|音频|录音|节目|广播|短片){_ENDS}"
        ),
    ),
    _Beyond(
        "asks to open a link, a page or a file",
        re.compile(
            rf"{_CLAUSE}(?:打开|点击|单击|访问|下载|上传|浏览|登录)[^，。；！？\n]{{0,12}}(?:https?:|链接|网址|网页|网站|文件|应用|软件|APP|附件|页面)"
        ),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITE.pattern}"),
    ),
    _Beyond(
        "asks about a page that a text model cannot open",
        re.compile(
            r"(?:链接|网址|网站|网页|图片|视频|文章)(?:为|是|如下)?[:：]?\s?https?://|"
            rf"(?:从|根据|使用|利用|在|总结|概括|阅读|查看|翻译|提取){_GIVEN}{_GAP}{{0,6}}(?:链接|网址|网页|网站)(?!名|结构|类型|描述|内容)|"
            rf"给[定出]的?(?:一个)?{_GAP}{{0,4}}(?:链接|网址)(?!数据|列表)|(?:这个|该|给定的?)网站[上中里]|提供{_GAP}{{0,6}}链接{_ENDS}"
        ),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
    ),
    _Beyond(
        "asks about a file that a text model cannot open",
        re.compile(rf"(?:{_GIVEN}的?|这个){_GAP}{{0,4}}文件(?!名|夹|系统|格式|大小)"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
        describable=True,
    ),
    _Beyond(
        "asks for an alarm or a reminder",
        re.compile(
            rf"{_CLAUSE}(?:设置|设定|设|定|创建|添加|开启|取消)(?:一?[个条]|[几两多]个)?{_GAP}{{0,10}}(?:闹钟|闹铃|定时器|倒计时|提醒{_ENDS})|"
            rf"{_CLAUSE}提醒我"
        ),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITE.pattern}"),
    ),
    _Beyond(
        "asks for an image, a recording or a reminder",
        re.compile(
            r"(?<!how to )\b(?:draw|paint|sketch|photograph)\s+(?:a|an|the|me)\b"
            r"(?!\s+(?:\w+\s+)?(?:conclusion|comparison|parallel|distinction|analogy|line|lesson))|"
            r"\b(?:play|watch|listen to)\s+(?:a|an|the|this|some)\s+(?:\w+\s+)?(?:song|music|video|movie|audio)\b|"
            r"(?<!how to )\bset (?:an?|the|my) (?:alarm|reminder|timer)\b|\bremind me\b",
            re.IGNORECASE,
        ),
    ),
    _Beyond(
        "asks about an image, recording, page or file that a text model cannot open",
        re.compile(
            r"\b(?:this|the (?:given|following|attached|above))\s+(?:\w+\s+)?(?:image|picture|photo|video|audio|recording|link|url|file)\b|"
            r"\b(?:open|visit|browse|summari[sz]e|read) https?://",
            re.IGNORECASE,
        ),
        describable=True,
    ),
)
# What a description of a picture or recording does not help with.
_MEDIA_WORK = re.compile(
    "转[换成为录写]|剪[辑切]|编辑|裁剪|修剪|滤镜|上色|着色|水印|去除|清除|删除|识别|调整|压缩|放大|缩小|旋转|画成|绘|换[^，。]{0,4}(?:背景|颜色|脸)|"
    "相册|播放|配[音乐]|字幕|检测|相似|特效|贴纸|分离|合[成并]|增强|重新设计|素描|convert|crop|edit|transcri|resize",
    re.IGNORECASE,
)
LEAST_DESCRIPTION = 8
"""Tokens from which an input can describe a picture or be a file's text."""
# The input speaks of the picture or file, or names it, instead of describing it.
_STAND_IN = re.compile(
    r"https?:|www\.|\.(?:jpe?g|png|gif|mp[34]|wav|pdf|docx?|xlsx?|zip|txt|mov|avi)\b|附件|链接|插入|上传|自选|时长|\d\s?分钟|\d\s?秒|"
    r"(?:你|您|我)(?:们)?(?:有|将|会|收到|需要|正|刚|得到)|请|要求|提供|给定|数据集|URL|"
    r"(?:图片|照片|图像|视频|录音|音频|文件|片段|截图|画作|演讲|演出)[。.]?$",
    re.IGNORECASE,
)

_UNABLE = (
    "(?:无法|不能|没法|没有办法|不具备|没有能力|无从|不清楚|没有提供|未提供|缺少|不便|超出[^，。]{0,12}(?:能力|范围)|"
    "请(?:您|你)?(?:提供|补充|给出|告诉|明确)|cannot|can't|can not|unable|not able)"
)
_REFUSAL = re.compile(
    # Across line breaks: an apology often stands on a line of its own.
    rf"\A(?s:.){{0,12}}(?P<regret>抱歉|对不起|遗憾|不好意思|sorry|apologi[sz]e)(?s:.){{0,40}}{_UNABLE}|"
    r"\A(?:这个问题|目前|暂时?)?(?:我们?|本人)?(?:暂时?)?(?:无法|不能|没有办法)(?:回答|提供|完成|判断|确定|执行|访问|查看|识别|处理|生成|为您|帮)|"
    # Only where nothing else follows: a longer output goes on to help ("…，因此以下面的数据为例").
    r"\A(?=(?s:.){0,150}\Z)(?:由于|因为|鉴于)(?:您|你|题目)?(?:没有|并?未|没|缺少|缺乏)[^。\n]{0,40}(?:无法|不能)|"
    r"\A请(?:您|你)?(?:先)?(?:提供|补充|给出|输入)(?:更多|具体|相关|完整|需要|待|要|一[个段篇份])|"
    r"\AI(?: am|'m)? (?:cannot|can't|can not|unable to|not able to) (?:\w+ly )?(?:help|assist|answer|provide|access|complete|fulfil|comply|"
    r"do that|generate|create|perform|process|translate|see|view|open|browse|hear|give|predict|determine|tell)",
    re.IGNORECASE,
)
# Said to somebody on purpose: the task asks for words that decline, apologize or ask for something.
_DECLINING_WANTED = re.compile(
    "礼貌|委婉|客气|婉拒|拒绝|推辞|谢绝|歉|客服|售后|投诉|请假|通知|公告|告示|提示语|"
    f"(?:写|拟|起草|编|生成|创建|怎么|如何|翻译){_GAP}{{0,20}}(?:(?<![相自微])信(?![息任心用号仰])|邮件|短信|消息|便条|便签|留言|回[复应]|答复|启事|声明|台词|对话|的话)|"
    "polite|apolog|declin|refus|customer|letter|email|message|\\breply|\\bnote\\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    "抱歉|对不起|遗憾|不好意思|无法|不能|不会|不行|没法|没有|请提供|sorry|apolog|regret|afraid|cannot|can't|can not|couldn't|unable|please",
    re.IGNORECASE,
)
# The teacher speaks for itself, whatever the task wants said.
_OWN_VOICE = re.compile(
    "作为[^，。]{0,12}(?:AI|人工智能|模型|助手|机器人)|语言模型|(?:没有|并?未|没)(?:给出|提供|给定|附上|收到)[^，。]{0,12}(?:原文|文章|文本|句子|正文|段落|代码)|"
    "as an AI|language model",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    "(?:材料|文[中章本段]|原文|短文|段落|资料|题目|上文|对话|故事)[中里]?(?:并?没有?|并?未)(?:明确)?(?:提到|提及|说明|给出|交代|写|涉及|指出)"
)

_ASKS_FOR_MORE = re.compile("请(?:您|你)?(?:提供|补充|给出|告诉|明确)|需要(?:您|你)?(?:提供|更多|更)")

_SYSTEM = (
    "(?:(?:生成)?(?:语言|语音|文本|文字|聊天|对话|智能|虚拟)?(?:生成)?(?:AI|人工智能)?\\s?(?:模型|助手|助理|机器人))"
)
_A = r"\s?(?:一[个名种款位]|个)?\s?"
_AI_IDENTITY = re.compile(
    # 作为AI语言模型; not the third person of "作为语言模型，GPT-4能…".
    rf"(?:作为|身为){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型|智能|聊天)?\s?(?:(?:AI|人工智能)\s?{_SYSTEM}|(?:语言|对话)模型|(?:聊天机器人|(?:智能|虚拟)助手)(?=[，,]?[^。\n]{{0,12}}我))"
    r"(?![，,]\s?(?:[A-Z]|它|其|该))|"
    rf"(?:作为|身为){_A}(?:AI|人工智能)(?:程序)?[，,]?\s?(?:我|并?没有|并不|无法|不)|"
    # A person may be "人工智能专业的学生" or "AI工程师": the AI must be where the phrase ends.
    rf"我们?(?:只?是|仅仅?是){_A}(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:大型)?\s?(?:(?:AI|人工智能)\s?(?:{_SYSTEM}|(?=[，。,.！!；;\s]|$))|语言模型|聊天机器人|(?:智能|虚拟)助手)|"
    r"我(?:是|叫|的名字[是叫])\s?(?:ChatGPT|GPT-?\d|OpenAI|Claude|Gemini|文心一言|通义千问|豆包|DeepSeek|Kimi)|"
    r"\b[Aa]s an? (?:AI|artificial intelligence|(?:large )?language model)\b|\bI(?:'m| am) (?:just |only )?an? (?:AI|(?:large )?language model)\b|"
    r"\bI(?:'m| am) (?:ChatGPT|Claude|Gemini)\b"
)
_AI = r"(?:机器人|(?<![A-Za-z])AI(?![A-Za-z])|人工智能|智能助手|虚拟助手|语音助手|语言模型)"
# The task gives the part of an AI to the one who answers, or asks for an AI's words; AI as a topic is not enough.
_AI_SPEAKS = re.compile(
    rf"(?:你|您)(?:现在)?(?:就?是|叫|作为|扮演|来?当){_GAP}{{0,10}}{_AI}|(?:扮演|假装|假设|假如|充当|模拟|角色[:：是为]){_GAP}{{0,10}}{_AI}|"
    rf"{_AI}{_GAP}{{0,6}}(?:口吻|身份|视角|角度|语气|口气|名义)|{_AI}{_GAP}{{0,8}}(?:开场白|欢迎语|问候语|自我介绍|台词|独白|对话|日记)|"
    r"\b(?i:you are|act as|pretend (?:to be|you are)|imagine you are|play|role of|as) (?:an? |the )?(?:\w+ )?(?:AI|[Rr]obot|[Cc]hatbot|language model)\b",
)

_TEXT_KIND = "(?:文章|文本|文字|新闻|报道|故事|小说|短文|论文|诗歌?|散文|句子|对话|评论|书评|报告|段落|邮件|内容|数据|代码|程序|食谱|演讲稿?|简历|摘要)"
_FIELD = "(?:姓名|名字|公司名?称?|单位名?称?|电话|手机号|地址|日期|时间|邮箱)"
_FILL_IN = "(?:插入|填写|填入|粘贴|待填|自选|输入(?![法框层端:：=]))"
_HERE = f"请?(?:您|你)?(?:在)?(?:此处|这里|此)(?:{_FILL_IN}|省略|略)?"
_REQUEST = f"(?:{_HERE}|请?{_FILL_IN}|(?:提供|附上?|添加)一[张幅段篇组份首])[^\\]】>＞}}）)\n]{{0,16}}"
_PLACEHOLDER = re.compile(
    rf"[\[【<＜{{](?:{_REQUEST}|(?:[你您]的|某[个某]?){_FIELD}|(?:insert|your|paste)\b[^\]>}}\n]{{0,24}})[\]】>＞}}]|"
    # Round brackets hold ordinary remarks too, so these must be all that a line or field holds.
    rf"(?m:(?:^|[:：]))\s?[(（](?:{_REQUEST}|(?:insert|paste)\b[^)\n]{{0,24}})[)）]|"
    # A field's name in brackets stands for its value, unless it opens a line as a label; XML tags are in <>.
    rf"(?<=\S)[\[【{{]{_FIELD}[\]】}}]|"
    rf"(?:^|[:：\n])\s?[\[【{{](?:{_TEXT_KIND}|{_FIELD})+[\]】}}]\Z|"
    rf"(?m:[:：]\s?(?:[xX×]{{3,}}|[*＊]{{3,}})\s?$)|(?<![A-Za-z0-9×])[xX×]{{4,}}(?![A-Za-z0-9×])|"
    r"(?<![\u4e00-\u9fff])某某|\Alorem ipsum\b",
    re.IGNORECASE,
)
# Work on a phrase, which may well be "一篇新闻报道"; a translation, too, unless it is one of an article.
_PHRASE_WORK = re.compile(
    "句子|[这语例]句|句话|短语|词语|词组|\\A(?!.*(?:文章|文本|新闻|报道|论文|故事|邮件|段落)).*译"
)
# The input as a whole is a placeholder: dots, a bracketed name, a request, or a bare "一篇新闻报道。".
_NOTHING_BUT = re.compile(
    rf"[.…·]{{2,}}|[\[【<＜{{(（](?:[你您]的|某[个篇段])?(?:{_TEXT_KIND}|{_FIELD}|图片|视频|音频|链接)+(?:正文|链接|在此|略|省略|从略|待补充)?[\]】>＞}})）]|"
    rf"请(?:在此|在这里|自行)?(?:输入|填写|粘贴|插入|上传|提供)(?:[^，。！？；：\n]{{0,16}}{_TEXT_KIND})[。.]?|在?此处(?:省略|插入|填|输入|粘贴)[^，。\n]{{0,16}}[。.]?|"
    rf"(?:(?:以下|下面|这里?|如下)?(?:是|为))?(?:一|某|两|几)[段篇个则份条首封][^，。！？；：\n]{{0,16}}?{_TEXT_KIND}[。.]?",
)


def first_objection(task: Task, language: Language) -> Objection | None:
    """The first rule's objection to a task, as its reason and a detail for people; None when all rules pass."""
    return next((objection for rule in RULES if (objection := rule(task, language))), None)


def too_short(task: Task, language: Language) -> Objection | None:
    """An instruction of fewer than `LEAST_INSTRUCTION` tokens says too little (and similarity can't judge it)."""
    length = len(tokenize(task.instruction))
    return (Reason.TOO_SHORT, f"the instruction has {length} tokens") if length < LEAST_INSTRUCTION else None


def too_long(task: Task, language: Language) -> Objection | None:
    """An instruction over `MOST_INSTRUCTION` tokens, or an input or output over `MOST_TEXT`."""
    for name, text, most in (
        ("instruction", task.instruction, MOST_INSTRUCTION),
        ("input", task.input, MOST_TEXT),
        ("output", task.output, MOST_TEXT),
    ):
        if len(text) > most and (length := len(tokenize(text))) > most:
            return Reason.TOO_LONG, f"the {name} has {length} tokens"
    return None


def wrong_language(task: Task, language: Language) -> Objection | None:
    """The instruction is not in the run's language; a foreign text that it quotes is no fault."""
    own_words = _BREAK.split(_QUOTED.sub("", task.instruction))
    opening = next((part for part in own_words if len(tokenize(part)) > 1), task.instruction)
    if language is Language.CHINESE and not _is_chinese(opening):
        return Reason.WRONG_LANGUAGE, "the instruction is not in Chinese"
    if language is Language.ENGLISH and not _is_english(opening):
        return Reason.WRONG_LANGUAGE, "the instruction is not in English"
    return None


def _is_chinese(text: str) -> bool:
    """No foreign letters, or more Han; Japanese alternates Han and kana, a Japanese word in Chinese is one run of kana."""
    han = len(_HAN.findall(text))
    foreign = max(len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _CYRILLIC_WORD, _LATIN_WORD))
    return foreign == 0 or (han >= 2 and han >= foreign and han >= 3 * len(_KANA_RUN.findall(text)))


def _is_english(text: str) -> bool:
    """A word in another script, explained or asked for, is no fault."""
    foreign = len(_FOREIGN_RUN.findall(text))
    return foreign == 0 or len(_LATIN_WORD.findall(text)) > foreign


def needs_media(task: Task, language: Language) -> Objection | None:
    """A text model can neither see, draw, play, open nor remind."""
    own_words = _own_words(task.instruction)
    for beyond in _BEYOND:
        found = beyond.asked.search(own_words)
        if not found or (beyond.unless and beyond.unless.search(own_words)):
            continue
        if not (beyond.describable and _is_described(task)):
            return Reason.NEEDS_MEDIA, f"{beyond.what}: {found[0].strip()}"
    return None


def _own_words(instruction: str) -> str:
    """An instruction without what it quotes and, where it is about a wording, without the wording after its colon."""
    unquoted = _QUOTED.sub("", instruction)
    opening = _BREAK.split(unquoted, maxsplit=1)[0]
    return opening if _WORDING.search(opening) else unquoted


def _is_described(task: Task) -> bool:
    """The input, or what follows the instruction's colon, says in words what the picture shows or the file holds."""
    given = task.input.strip() or "".join(_BREAK.split(task.instruction, maxsplit=1)[1:])
    enough = len(tokenize(given)) >= LEAST_DESCRIPTION
    return enough and not _STAND_IN.search(given) and not _MEDIA_WORK.search(task.instruction)


def refusal(task: Task, language: Language) -> Objection | None:
    """The output declines, or asks for what the input should have held."""
    found = _REFUSAL.search(task.output)
    if not found or _is_wanted(task, found["regret"] or found[0]):
        return None
    return Reason.REFUSAL, f"the output declines: {found[0]}"


def _is_wanted(task: Task, phrase: str) -> bool:
    """The task asks for words that decline, holds them already, or its answer is that the text doesn't say."""
    asked = f"{task.instruction}\n{task.input}"
    if _OWN_VOICE.search(task.output):
        return False
    if _DECLINING_WANTED.search(task.instruction) or phrase.lower() in asked.lower():
        return True
    if _TRANSLATION.search(task.instruction):
        return bool(_NEGATION.search(asked))
    return bool(task.input and _NOT_TOLD.search(task.output) and not _ASKS_FOR_MORE.search(task.output))


def ai_identity(task: Task, language: Language) -> Objection | None:
    """The output speaks of itself as an AI where the task did not ask for one to speak."""
    if not _AI_IDENTITY.search(task.output):
        return None
    found = _AI_IDENTITY.search(_QUOTED.sub("", task.output))
    asked = f"{task.instruction}\n{task.input}"
    if not found or _AI_SPEAKS.search(asked) or _AI_IDENTITY.search(asked):
        return None
    return Reason.AI_IDENTITY, f"the output speaks as an AI: {found[0]}"


def copied_input(task: Task, language: Language) -> Objection | None:
    """The input only repeats the instruction, or a longer output only repeats the input."""
    given = tokenize(task.input)
    if given and given == tokenize(task.instruction):
        return Reason.COPIED_INPUT, "the input repeats the instruction"
    if len(given) >= LEAST_COPIED and task.input.strip() == task.output.strip():
        return Reason.COPIED_INPUT, "the output repeats the input"
    return None


def placeholder_input(task: Task, language: Language) -> Objection | None:
    """The input stands for a text instead of being one: `[插入文章]`, `一篇新闻报道。`, `请提供…`."""
    given = task.input.strip()
    found = _PLACEHOLDER.search(given) or (
        None if _PHRASE_WORK.search(task.instruction) else _NOTHING_BUT.fullmatch(given)
    )
    return (Reason.PLACEHOLDER_INPUT, f"the input holds a placeholder: {found[0]}") if found else None


RULES: tuple[Rule, ...] = (
    wrong_language,
    too_short,
    too_long,
    needs_media,
    refusal,
    ai_identity,
    copied_input,
    placeholder_input,
)
