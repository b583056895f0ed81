"""Whether a task wants something that a text model can't do: see, draw, play, open, remind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfinstruct.pipeline.filters.own_words import BREAK, GAP, own_words
from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import tokenize

_CODE = re.compile("(?<!应用)程序|编程|代码|函数|爬[虫取]|抓取|训练|数据集|Python|Java|OpenCV|Selenium", re.IGNORECASE)
_HOW = re.compile("如何|怎么|怎样|步骤|方法|技巧|为什么|原因|注意")
_WRITE = re.compile("写|拟|起草|文案|短信|邮件|造句")

# A verb counts as an order only where a clause begins: "列出制作短视频的步骤" and "如何设置闹钟" order no video or alarm.
_CLAUSE = r"(?:^|[，。；：、！？,;:!?\s]|请(?:你|帮我|帮忙|为我|给我)?|帮我|帮忙|给我|为我|并|然后)"
_MEDIA = "(?:图片|图像|照片|相片|图画|插图|插画|海报|漫画|动画片?|视频|音频|录音|音乐|影片|短片|幻灯片|PPT|二维码|表情包|壁纸)"
_ORDER = f"(?:{_CLAUSE}|(?:根据|按照|基于){GAP}{{1,12}}?)"
# The medium is the thing asked for only where the phrase ends with it: not in "海报的文案" or "以音乐为主题的故事".
_ENDS = r"(?=$|[，。；：！？,:;.!?\s）)]|并|以|来|供|让|用[于来以])"
# A text or a program in between is the thing asked for: "生成一段文字描述图片".
_NO_TEXT_BETWEEN = f"(?!{GAP}{{0,12}}(?:文案|标题|脚本|文字|文本|句|程序|代码|函数|标签|网页|网站|模型|算法|列表|清单|歌词|口号)(?!图))"
_CLASSIFIER = "[张幅个副段首份部组套条只匹棵朵头座些]"
_COUNT = rf"(?:[一几两三四五六七八九十]|\d{{1,3}})?{_CLASSIFIER}"
_GIVEN = "(?:这|该|以下|下面|下列|下述|给定|给出|所给|所示|上述|附带|附上|提供|上传)"
# "图中" and its kin only where a word ends before them: not in 以下图片, 企图中, 地图上图例.
_BEFORE_FIGURE = "(?:^|[，。；：、！？,;:!?\\s]|根据|依据|按照|参照|参考|观察|识别|找出|指出|解释|分析|描述|说明|结合|[看见如从在对将把请])"
_TEXT_ABOUT_MEDIA = "的?(?:描述|说明|文字|简介|标题|文案|剧情|脚本|字幕|台词|歌词|文稿|数据|(?:分类|识别|处理)(?:任务|器|系统|技术|模型|问题|算法)|集|库)"


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that a text model cannot do, and how instructions ask for it."""

    what: str
    asked: re.Pattern[str]
    marks: frozenset[str]
    """Characters of which every phrase that `asked` finds has one; most instructions have none of them."""
    unless: re.Pattern[str] | None = None
    """In the same instruction: the task is text work after all."""
    describable: bool = False
    """A description in words, where the task holds one, serves as well."""


BEYOND = (
    Beyond(
        "asks about an image, recording or film that a text model cannot see",
        re.compile(
            rf"{_GIVEN}(?:的|了|中的?|里的?)?(?:一?[张幅段个首份些]|几[张幅段个])?{GAP}{{0,4}}"
            rf"(?:图片|图像|照片|相片|截图|画作|视频|音频|录音|语音)(?!{_TEXT_ABOUT_MEDIA})|"
            rf"{_BEFORE_FIGURE}(?:[上下]图|图中)(?![书例形标鉴案表谋像片])|"
            r"[如见]图(?:所示|[，。,\s\d]|$)|见[上下]图|(?<!邮件)附件[中里内]|(?:[见看在]|打开|根据|阅读)附件"
        ),
        frozenset("图照相画视音附"),
        unless=_CODE,
        describable=True,
    ),
    Beyond(
        "asks for an image, recording or film",
        re.compile(
            # Drawing and filming are never text work, except for a table, which is drawn in text.
            rf"{_CLAUSE}(?:手绘|绘制|描画|画)(?:出|了)?[一几两三]{_CLASSIFIER}(?!{GAP}{{0,12}}表格)|"
            rf"{_ORDER}(?:画出?|绘制){GAP}{{0,16}}(?:曲线|(?<![导程])图像?){_ENDS}|"
            rf"{_CLAUSE}(?:录制|拍摄?)(?:出|了)?[一几两三][张幅段部组个首]{_NO_TEXT_BETWEEN}|"
            rf"{_ORDER}(?:生成|制作|创建|设计|创作|做|绘制|画|录制|拍摄|剪辑|合成)(?:出|了)?(?:{_COUNT})?(?!能|可以|会|用[来于])"
            rf"{_NO_TEXT_BETWEEN}{GAP}{{0,16}}{_MEDIA}{_ENDS}|"
            rf"(?:制?作|做|画|绘制|转换|生成)成(?:{_COUNT})?{GAP}{{0,6}}{_MEDIA}{_ENDS}"
        ),
        frozenset("画绘录拍图照相报视音影片P码包纸"),
    ),
    Beyond(
        "asks to play, watch or listen",
        re.compile(
            rf"{_CLAUSE}(?:播放|放一?[首段曲]|收听|收看|观看|听(?:一?[首段听下]|[这那该][首段个些]|下面|以下)|看一?[段部])"
            rf"{GAP}{{0,10}}(?:音乐|歌曲?|曲子?|视频|电影|音频|录音|节目|广播|短片){_ENDS}"
        ),
        frozenset("音歌曲视影目播片"),
    ),
    Beyond(
        "asks to open a link, a page or a file",
        re.compile(
            rf"{_CLAUSE}(?:打开|点击|单击|访问|下载|上传|浏览|登录)[^，。；！？\n]{{0,12}}(?:https?:|链接|网址|网页|网站|文件|应用|软件|APP|附件|页面)"
        ),
        frozenset("h链网件用A页"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITE.pattern}"),
    ),
    Beyond(
        "asks about a page that a text model cannot open",
        re.compile(
            r"(?:链接|网址|网站|网页|图片|视频|文章)(?:为|是|如下)?[:：]?\s?https?://|"
            rf"(?:从|根据|使用|利用|在|总结|概括|阅读|查看|翻译|提取){_GIVEN}{GAP}{{0,6}}(?:链接|网址|网页|网站)(?!名|结构|类型|描述|内容)|"
            rf"给[定出]的?(?:一个)?{GAP}{{0,4}}(?:链接|网址)(?!数据|列表)|(?:这个|该|给定的?)网站[上中里]|提供{GAP}{{0,6}}链接{_ENDS}"
        ),
        frozenset("h链网"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
    ),
    Beyond(
        "asks about a file that a text model cannot open",
        re.compile(rf"(?:{_GIVEN}的?|这个){GAP}{{0,4}}文件(?!名|夹|系统|格式|大小)"),
        frozenset("件"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}"),
        describable=True,
    ),
    Beyond(
        "asks for an alarm or a reminder",
        re.compile(
            rf"{_CLAUSE}(?:设置|设定|设|定|创建|添加|开启|取消)(?:一?[个条]|[几两多]个)?{GAP}{{0,10}}(?:闹钟|闹铃|定时器|倒计时|提醒{_ENDS})|"
            rf"{_CLAUSE}提醒我"
        ),
        frozenset("钟铃器计提"),
        unless=re.compile(f"{_CODE.pattern}|{_HOW.pattern}|{_WRITE.pattern}"),
    ),
    Beyond(
        "asks for an image, a recording or a reminder",
        re.compile(
            r"(?<!how to )\b(?:draw|paint|sketch|photograph)\s+(?:a|an|the|me)\b"
            r"(?!\s+(?:\w+\s+)?(?:conclusion|comparison|parallel|distinction|analogy|line|lesson))|"
            r"\b(?:play|watch|listen to)\s+(?:a|an|the|this|some)\s+(?:\w+\s+)?(?:song|music|video|movie|audio)\b|"
            r"(?<!how to )\bset (?:an?|the|my) (?:alarm|reminder|timer)\b|\bremind me\b",
            re.IGNORECASE,
        ),
        frozenset("aeoAEO"),
    ),
    Beyond(
        "asks about an image, recording, page or file that a text model cannot open",
        re.compile(
            r"\b(?:this|the (?:given|following|attached|above))\s+(?:\w+\s+)?(?:image|picture|photo|video|audio|recording|link|url|file)\b|"
            r"\b(?:open|visit|browse|summari[sz]e|read) https?://",
            re.IGNORECASE,
        ),
        frozenset("aeiouAEIOUİı"),
        describable=True,
    ),
)
# What a description of a picture or recording does not help with.
_MEDIA_WORK = re.compile(
    "转[换成为录写]|剪[辑切]|编辑|裁剪|修剪|滤镜|上色|着色|水印|去除|清除|删除|识别|调整|压缩|放大|缩小|旋转|画成|绘|换[^，。]{0,4}(?:背景|颜色|脸)|"
    "相册|播放|配[音乐]|字幕|检测|相似|特效|贴纸|分离|合[成并]|增强|重新设计|素描|convert|crop|edit|transcri|resize",
    re.IGNORECASE,
)
MIN_DESCRIPTION = 8
"""Tokens from which an input can describe a picture or be a file's text."""
# The input speaks of the picture or file, or names it, instead of describing it.
_STAND_IN = re.compile(
    r"https?:|www\.|\.(?:jpe?g|png|gif|mp[34]|wav|pdf|docx?|xlsx?|zip|txt|mov|avi)\b|附件|链接|插入|上传|自选|时长|\d\s?分钟|\d\s?秒|"
    r"(?:你|您|我)(?:们)?(?:有|将|会|收到|需要|正|刚|得到)|请|要求|提供|给定|数据集|URL|"
    r"(?:图片|照片|图像|视频|录音|音频|文件|片段|截图|画作|演讲|演出)[。.]?$",
    re.IGNORECASE,
)


def needs_media(task: Task, language: Language) -> Objection | None:
    """A text model can neither see, draw, play, open nor remind."""
    words = own_words(task.instruction)
    characters = frozenset(words)
    for beyond in BEYOND:
        found = None if beyond.marks.isdisjoint(characters) else beyond.asked.search(words)
        if not found or (beyond.unless and beyond.unless.search(words)):
            continue
        if not (beyond.describable and _is_described(task)):
            return Reason.NEEDS_MEDIA, f"{beyond.what}: {found[0].strip()}"
    return None


def _is_described(task: Task) -> bool:
    """The input, or what follows the instruction's colon, says in words what the picture shows or the file holds."""
    given = task.input.strip() or "".join(BREAK.split(task.instruction, maxsplit=1)[1:])
    enough = len(tokenize(given)) >= MIN_DESCRIPTION
    return enough and not _STAND_IN.search(given) and not _MEDIA_WORK.search(task.instruction)
