"""Rules that a well-formed task must pass. In: a task and the run's language. Out: the first objection, or None.

A rule is a function in `RULES`; a new one is a function, a line there and two rows in the tests. Rules are
field-aware: whether a text model can do a task is judged on its instruction, never on its output (BELLE's keyword
list, matched against whole records, hits twice as many as it should).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from selfinstruct.similarity.tokens import tokenize
from selfinstruct.tasks import Task
from selfinstruct.verdicts import Reason

VERSION = 1
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
_LATIN_WORD = re.compile("[A-Za-z]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|「[^」]*」|《[^》]*》")
_BREAK = re.compile("[:：\n]")

_TEXT_WORK = "(?![^，。；！？]{0,6}(?:文案|标题|脚本|描述|说明|简介|介绍|方案|创意|剧本|大纲|名称|名字|口号|台词|解说|代码|程序|函数|评论))"
_CLAUSE = r"(?:^|[，。；：、！？,;:!?\s]|请(?:你|帮我|帮忙|为我|给我)?|帮我|帮忙|给我|为我|并|然后)"
_MEDIA = "(?:图片|图像|照片|相片|图画|插图|插画|海报|漫画|动画|视频|音频|录音|音乐|歌曲|影片|短片|幻灯片|PPT|二维码|表情包|壁纸)"
_NEEDS_MEDIA = {
    "asks about an image, recording or file that a text model cannot see": re.compile(
        r"(?:这|该|以下|下面|下列|下述|给定|给出|所给|所示|上述|上图|附件|附带|附上|提供|上传)(?:的|了|中的?|里的?)?"
        r"(?:一?[张幅段个首份些]|几[张幅段个])?[^，。；！？]{0,4}"
        r"(?:图片|图像|照片|相片|截图|图中|画作|视频|音频|录音|语音)(?!的?(?:描述|说明|文字|简介|标题))|"
        r"(?:如图(?![片像表])|见图|上图|下图|图中)|附件"
    ),
    "asks for an image, recording or film": re.compile(
        _CLAUSE + r"(?:(?:手绘|绘画|画出?|描画|作画|拍摄?|录制|剪辑|合成|播放|谱写?出?)[一几]?[张幅个副段首]|"
        r"(?:生成|制作|创建|设计|创作|做|绘制|画|录制|拍摄)(?:出|了)?[一几]?[张幅个副段首份]?[^，。；！？的]{0,10}"
        + _MEDIA
        + ")"
        + _TEXT_WORK
    ),
    "asks to play, watch or listen": re.compile(
        _CLAUSE
        + r"(?:播放|收听|收看|观看|听一?[首段听下]|看一?[段部])[^，。；！？]{0,10}(?:音乐|歌|曲|视频|电影|音频|录音|节目|广播|短片)"
    ),
    "asks to open a link, a page or a file": re.compile(
        r"https?://|"
        r"(?:以下|下面|下列|给定|这个|该|所给|提供)的?[^，。；！？]{0,4}(?:链接|网址|网页|网站|文件(?!名|夹|系统|格式))|"
        + _CLAUSE
        + r"(?:打开|点击|访问|下载|上传|浏览|登录)[^，。；！？]{0,12}(?:链接|网址|网页|网站|文件|应用|软件|APP|附件|页面)"
    ),
    "asks for an alarm or a reminder": re.compile(
        r"(?:设置?|设定|定|创建|添加)[^，。；！？]{0,8}(?:闹钟|闹铃|定时器|倒计时|提醒(?!语|文案|信息?))(?![^，。；！？]{0,4}(?:程序|函数|代码|脚本))|"
        + _CLAUSE
        + r"提醒我"
    ),
    "asks for an image, a recording, a link or a reminder": re.compile(
        r"\b(?:draw|paint|sketch|photograph)\s+(?:a|an|the|me)\b|"
        r"\b(?:this|the (?:given|following|attached|above))\s+(?:\w+\s+)?(?:image|picture|photo|video|audio|recording|link|url|file)\b|"
        r"\b(?:play|watch|listen to)\s+(?:a|an|the|this|some)\s+(?:\w+\s+)?(?:song|music|video|movie|audio)\b|"
        r"\bset (?:an?|the|my) (?:alarm|reminder|timer)\b|\bremind me\b",
        re.IGNORECASE,
    ),
}

_REFUSAL = re.compile(
    r"^.{0,12}(?:抱歉|对不起|遗憾|不好意思|sorry|apologi[sz]e).{0,40}"
    r"(?:无法|不能|没法|没有办法|不具备|没有能力|无从|不清楚|没有提供|未提供|缺少|不便|"
    r"请(?:您|你)?(?:提供|补充|给出|告诉|明确)|cannot|can't|can not|unable|not able)|"
    r"^(?:我|本人)?(?:无法|不能|没有办法)(?:回答|提供|完成|判断|确定|执行|访问|查看|识别|处理|生成|为您|帮)|"
    r"^请(?:您|你)?(?:先)?(?:提供|补充|给出|输入)(?:更多|具体|相关|完整|需要|待|要|一[个段篇份])|"
    r"^I(?:'m| am)? (?:cannot|can't|unable|not able)",
    re.IGNORECASE,
)
_MODEL = r"(?:大型?|智能)?(?:AI|人工智能)?(?:语言模型|聊天机器人|对话模型|AI ?助手|人工智能助手|智能助手|虚拟助手|AI ?模型|人工智能模型)"
_AI_IDENTITY = re.compile(
    rf"作为(?:一[个名种款位])?(?:由[^，。]{{1,12}}(?:开发|训练)的)?(?:AI|人工智能)?{_MODEL}|"
    r"作为(?:一[个名种款位])?(?:AI|人工智能)(?:程序)?[，,]?我|"
    rf"我(?:只?是|仅仅?是)(?:一[个名种款位])?(?:AI|人工智能)?(?:{_MODEL}|AI(?!工程|研究|专|产)|人工智能(?!工程|研究|专|产|领))|"
    r"\bas an? (?:AI|artificial intelligence|(?:large )?language model)\b|\bI(?:'m| am) (?:just )?an? (?:AI|(?:large )?language model)\b",
    re.IGNORECASE,
)
_ROBOT_ROLE = re.compile("机器人|AI|人工智能|智能助手|语言模型|language model", re.IGNORECASE)

_PLACEHOLDER = re.compile(
    r"[\[【<＜{(（](?:(?:请|在)?(?:此处|这里)[^\]】>＞})）\n]{0,16}|(?:请)?(?:插入|填写|填入|输入|粘贴|待填|自选)[^\]】>＞})）\n]{0,16}|"
    r"(?:[你您]的|某[个某])?(?:姓名|名字|公司名?称?|电话|地址|日期|文本|文章|内容)|(?:insert|your|paste)\b[^\]>})\n]{0,24})[\]】>＞})）]|"
    r"^[（(]?(?:请(?:在此|在这里|自行)?(?:输入|填写|粘贴|插入|上传)|在此处?(?:输入|插入|填写|粘贴)|此处(?:省略|插入|填))|"
    r"^(?:请提供.{0,20}|(?:一|某)[段篇个则份条首][^，。！？；：\n]{0,12}"
    r"(?:文章|文本|文字|新闻|故事|短文|诗歌?|句子|对话|评论|报告|段落|邮件|内容|数据|代码))[。.]?$|"
    r"[xX×＊*]{4,}|某某|^lorem ipsum\b",
    re.IGNORECASE,
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
    if language is Language.ENGLISH and _HAN.search(opening):
        return Reason.WRONG_LANGUAGE, "the instruction is not in English"
    return None


def _is_chinese(text: str) -> bool:
    """Japanese mixes kana with Han characters; a Chinese sentence about a Japanese word holds a few at most."""
    han = len(_HAN.findall(text))
    foreign = max(len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _LATIN_WORD))
    return han >= 2 and han >= foreign


def needs_media(task: Task, language: Language) -> Objection | None:
    """A text model can neither see, draw, play, open nor remind."""
    for detail, pattern in _NEEDS_MEDIA.items():
        if found := pattern.search(task.instruction):
            return Reason.NEEDS_MEDIA, f"{detail}: {found[0].strip()}"
    return None


def refusal(task: Task, language: Language) -> Objection | None:
    """The output declines, or asks for what the input should have held."""
    found = _REFUSAL.search(task.output)
    return (Reason.REFUSAL, f"the output declines: {found[0]}") if found else None


def ai_identity(task: Task, language: Language) -> Objection | None:
    """The output speaks of itself as an AI where the task did not ask for one to speak."""
    found = _AI_IDENTITY.search(task.output)
    if not found or _ROBOT_ROLE.search(task.instruction + task.input):
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
    found = _PLACEHOLDER.search(task.input)
    return (Reason.PLACEHOLDER_INPUT, f"the input holds a placeholder: {found[0]}") if found else None


RULES: tuple[Rule, ...] = (
    too_short,
    too_long,
    wrong_language,
    needs_media,
    refusal,
    ai_identity,
    copied_input,
    placeholder_input,
)
