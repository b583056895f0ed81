"""Rules for outputs that are not an answer, or not a whole one."""

from __future__ import annotations

import re
from itertools import groupby

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.nothing import is_placeholder_output
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
"""Control characters, except tabs and line ends, and the characters that stand for bytes that could not be decoded."""

_IMAGE = re.compile(
    r"!\[[^\]\n]*\]\([^)\n]*\)|<img\b[^>\n]*>|"
    r"[\[【]\s*(?:插入|附|此处为?|这里是)?(?:图片|图像|插图|配图|照片|图表|视频|音频|image|picture|photo|figure)\s?\d*(?:如下|链接|文件)?\s*[\]】]|"
    r"[（(]\s*(?:插入|附|此处为?|这里是)?(?:图片|图像|插图|配图|照片)\s?\d*(?:如下|链接|文件)?\s*[）)]|"
    r"data:image/\w+;base64,|https?://(?:i\.)?(?:imgur|pixabay|unsplash|pexels)\.com/\S|https?://(?:www\.)?youtu(?:\.be|be\.com/watch)|"
    r"https?://\S+\.(?:png|jpe?g|gif|webp|mp4)\b",
    re.IGNORECASE,
)
_IMAGE_MARK = re.compile(r"\]\(|<img|<IMG|//|图|照片|音频|视频|mage|icture|hoto|igure|base64")
"""Every match of `_IMAGE` contains one of these, in the usual case; searching for them is faster."""
_IMAGE_WANTED = re.compile(
    r"markdown(?![^，。\n]{0,12}[表清])|html|web ?(?:page|site)|网页|网站|页面|代码|脚本|剧本|分镜|排版|README|标签|图文|幻灯片|PPT|格式|base64|<img|!\[",
    re.IGNORECASE,
)
"""In the instruction or input: the output may hold the markup of an image, or mark where one belongs."""

_BEHEADED = re.compile(
    # Not “……”, brackets and dashes, with which dialogues, stage directions and omissions begin.
    r"[，。、；！？）》】」』”’]|：\s*\S|:\s|[（(][^）)\n]{1,40}[）)](?:是|、|，|指)|[,;!?)](?=\s|[\u4e00-\u9fff])|"
    r"(?:的(?![确士话卢])|中(?:的|，|[有]|介绍)|之一?，|和(?:其他|许多)(?![^，。]{0,8}一样)|(?:以及|并且|而且)|(?:同时|此外|另外)，)(?=[^，。]{3})"
)
_PUNCTUATION_ASKED = re.compile(
    '标点|符号|[句逗问顿分引括]号|断句|表情|颜文字|emoji|续写|接着|补[充全完写]|填[空入]|下半|后半|接下(?:句|来[的会写])|倒[序过]|反转|颠倒|逆序|reverse|backwards|[“"‘](?:的|中|之|和|以及)[”"’]|punctuation|symbol',
    re.IGNORECASE,
)
_PUNCTUATION_BETWEEN = re.compile(
    "[用以][^，。\n]{0,4}[逗分顿冒句]号(?:来)?(?:隔|分|连|间|相)|(?:放|写|注|标|置|列|填)[^，。\n]{0,3}[括引]号"
)
"""In the instruction: punctuation is only the form of a list: 用分号隔开, 放进括号."""
_ONLY_STOPS = re.compile(r"[\s。.，,、！!；;：:]*")
_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_BLOCK = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)
_EMPTY_ITEM = re.compile(r"\d{1,2}[.、)）]|[-*•]")
_ITEM_END = re.compile(r"[.、)）*•-][ \t]*\n")
MAX_NOUN = 12
_YES_OR_NO = re.compile("[?？吗]|是[否不的，。！]|判断|什么|哪|谁|属于|续写|补全|造句|填空")
MIN_EMPTY_ITEMS = 3
_ANNOUNCED = re.compile(
    r"(?:(?:以下|下面|如下|下列|这里)(?:是|为)?|答案|结果|代码|示例|列表|here (?:is|are)\b|follow(?:s|ing))[^\n。]{0,40}[：:]\s*\Z",
    re.IGNORECASE,
)
"""An output that ends where it announces the answer: 以下是根据数据生成的词云："""
_FORM_ASKED = re.compile("提示|模板|开头|表单|问卷|表格|格式|prompt|template", re.IGNORECASE)
"""In an instruction: the output may be a form to fill in, or a text that ends before the answer."""


def placeholder_output(task: Task, language: Language) -> Objection | None:
    """Reject an output that stands for an answer: `<无输出>`, `N/A`, `[在此处插入…]`. A bare `无` may be the answer."""
    if is_placeholder_output(task.output):
        return Reason.PLACEHOLDER_OUTPUT, "the output is a placeholder"
    return None


def control_characters(task: Task, language: Language) -> Objection | None:
    """Reject a text with control characters, or with characters that were lost when it was decoded."""
    for name in ("instruction", "input", "output"):
        if found := _CONTROL.search(getattr(task, name)):
            return Reason.CONTROL_CHARACTERS, f"the {name} has a control character: U+{ord(found[0]):04X}"
    return None


def invented_media(task: Task, language: Language) -> Objection | None:
    """Reject an output that shows an image, which a text model can only invent, unless the task is about such markup."""
    if not _IMAGE_MARK.search(task.output):
        return None
    found = _IMAGE.search(_FENCED.sub("", task.output))
    if not found or _IMAGE_WANTED.search(f"{task.instruction}\n{task.input}"):
        return None
    return Reason.INVENTED_MEDIA, f"the output shows an image: {found[0][:40]}"


def broken_output(task: Task, language: Language) -> Objection | None:
    """Reject an output without a beginning, with empty code or list items, or that ends before the answer."""
    output = task.output
    beheaded = _BEHEADED.match(output) or _continues(task)
    if beheaded and not _asks_for_punctuation(task.instruction):
        return Reason.BROKEN_OUTPUT, f"the beginning of the output is missing: {output[:20]!r}"
    if _ONLY_STOPS.fullmatch(output) and not _asks_for_punctuation(task.instruction):
        return Reason.BROKEN_OUTPUT, "the output has no words"
    unfilled = _unfilled(output)
    return (Reason.BROKEN_OUTPUT, unfilled) if unfilled and not _FORM_ASKED.search(task.instruction) else None


def _asks_for_punctuation(instruction: str) -> bool:
    """True if an output may consist of, or begin with, punctuation or the middle of a sentence."""
    found = _PUNCTUATION_ASKED.search(instruction)
    return found is not None and _PUNCTUATION_ASKED.search(_PUNCTUATION_BETWEEN.sub("", instruction)) is not None


def _unfilled(output: str) -> str | None:
    """Return what is missing in an output that is a form or announces an answer; None if nothing is."""
    if not all(map(str.strip, _BLOCK.findall(output))) or _has_empty_list(output):
        return "the output has an empty code block or list"
    last = output.rstrip().rpartition("\n")[2]
    if last.endswith(("：", ":")) and (found := _ANNOUNCED.search(last)):
        return f"the output ends where the answer should follow: {found[0]}"
    return None


def _has_empty_list(output: str) -> bool:
    """True if at least `MIN_EMPTY_ITEMS` consecutive lines are list items without content."""
    if not _ITEM_END.search(output):
        return False
    lines = (line.strip() for line in output.split("\n"))
    runs = groupby(bool(_EMPTY_ITEM.fullmatch(line)) for line in lines if line)
    return any(is_empty and len(list(items)) >= MIN_EMPTY_ITEMS for is_empty, items in runs)


def _continues(task: Task) -> bool:
    """True if an output continues a short input, such as `是我的最爱。` after `秋天`."""
    given = task.input.strip()
    is_noun = 0 < len(given) <= MAX_NOUN and given.isalpha()
    return is_noun and task.output.startswith("是") and not _YES_OR_NO.search(f"{task.instruction}{task.output[:3]}")
