"""Recognize texts that stand for nothing, in replies, seed files and dataset files: `无。`, `N/A`, `<无输入>`."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_MAX_LENGTH = 80
"""Characters: a longer text has content."""

_NOTHING = frozenset(
    """
    无 無 空 无输入 無輸入 无输出 無輸出 无需输入 無需輸入 不需要输入 不需输入 无须输入 无需额外输入 无额外输入
    无输入内容 输入为空 空输入 没有输入 无需提供输入 无需 不需要 不适用 無 留空 暂无 none
    n/a n.a n\\a noinput nooutput nothing empty notapplicable notrequired
    notneeded nonerequired noneneeded noinputneeded noinputrequired
    noinputprovided noadditionalinput inputnotrequired
    """.split()
)
"""Compared without spaces, decoration and final punctuation, in lower case."""

_NO_INPUT = re.compile(
    r"(?:此|本|该|这个|这项|这条)?(?:任务|题|题目|指令)?(?:无|無|没有|不需要?|无需|無需|無须|无须|不用|不必)"
    r"(?:任何|额外|額外|特定|具体|其他|其它|附加|提供|有)*的?(?:输入|輸入)(?:内容|文本|信息|数据|项)?"
)
"""A sentence that says so: `本任务无需额外输入`."""

_BARE_ANSWERS = frozenset(
    {
        "无",
        "無",
        "空",
        "none",
        "nothing",
        "empty",
        "不需要",
        "无需",
        "不适用",
        "没有输入",
    }
)
"""These may be the answer to a question when they stand alone."""

_BRACKETS = ("<>", "＜＞", "〈〉", "()", "（）", "[]", "［］", "【】", "〔〕", "{}")
_PAIRS = frozenset({*_BRACKETS, "“”", "‘’", "「」", "『』", "《》", '""', "''", "``", "**", "__"})
_EDGES = " \t\r\n\u3000\xa0\u200b\u200c\u200d\u2060\ufeff"
_FINAL = "。．.!！;；,，、"
_PLAIN = r"[0-9A-Za-z \n，。！？、；：“”《》,.!?:;'\"%-]*+"
_HAS_CONTENT = re.compile(rf"(?:{_PLAIN}[\u4e00-\u9fff]){{8}}(?:{_PLAIN}[\u4e00-\u9fff])*+{_PLAIN}\Z")
"""More Chinese characters than any text for nothing has, and no bracket in any form."""
_INPUT = re.compile("输入|輸入")
_DASHES = re.compile(r"[-—–_/\\~…·.。]{1,6}")
_DOTS = re.compile(r"\.{3,}")
_COMMENT = re.compile(r"(?P<word>[^（(]{1,8}?)\s*[（(](?P<why>[^（()）]{1,40})[)）]")
_ABOUT_INPUT = re.compile(r"输入|輸入|需要|不需|提供|适用|input|need|require", re.IGNORECASE)
_TO_FILL_IN = re.compile(
    r"(?:请|請)?(?:在)?(?:此处|此處|这里|這裡|此|下方)?(?:处|處)?(?:插入|填写|填寫|填入|补充|補充|输入|輸入|粘贴|替换|放置|添加|写入|填)"
    r"[^。！？!?]{0,30}"
    r"|(?:请|請)?(?:你|您)?的?(?:回答|答案|输出|輸出|内容|回复)(?:内容)?(?:写在)?(?:此处|这里|待补充)?"
    r"|(?:此处|这里|这儿)(?:是|为|省略|略去|输出|填|写)[^。！？!?]{0,30}"
    r"|(?:输出|答案|回答|内容|正文|文章)(?:内容)?(?:略|省略|待定|待补充|待填写|见上|如上)"
    r"|(?:please )?(?:insert|enter|fill in|add|put|place|type|write|provide) .{0,40}"
    r"|(?:your|the|sample|example|expected|desired)? ?(?:answer|output|response|text|content)s?(?: goes)?(?: here)?",
    re.IGNORECASE,
)
_UNFINISHED = frozenset(
    {"略", "省略", "待补充", "待定", "待填写", "待续", "todo", "tbd", "placeholder", "占位符", "占位"}
)


def is_nothing(text: str) -> bool:
    """True if a text says that there is no input. The text counts as a whole: `无糖` has content."""
    if len(text) > _MAX_LENGTH or (_HAS_CONTENT.match(text) and not _INPUT.search(text)):
        return False
    return _says_nothing(text)


@lru_cache(maxsize=256)
def _says_nothing(text: str) -> bool:
    """Half of all inputs say nothing, and nearly always in the same words."""
    plain = _plain(text)
    if not plain or _bare(plain) in _NOTHING or _NO_INPUT.fullmatch(_bare(plain)) or _DASHES.fullmatch(plain):
        return True
    comment = _COMMENT.fullmatch(plain)
    return bool(comment and _bare(comment["word"]) in _NOTHING and _ABOUT_INPUT.search(comment["why"]))


def is_placeholder_output(text: str) -> bool:
    """True if an output is empty or stands for one: `<无输出>`, `[在此处插入…]`. A bare `无` may be an answer."""
    if len(text) > _MAX_LENGTH or _HAS_CONTENT.match(text):
        return False
    plain, decorated = _plain(text), _is_in_brackets(text)
    bare = _bare(plain)
    if bare in _NOTHING:
        return decorated or bare not in _BARE_ANSWERS
    return (
        plain.lower() in _UNFINISHED
        or bool(_DOTS.fullmatch(plain))
        or (decorated and bool(_TO_FILL_IN.fullmatch(plain)))
    )


def _is_in_brackets(text: str) -> bool:
    found = html.unescape(text).strip(_EDGES).strip("*`_").strip(_EDGES).rstrip(_FINAL)
    return len(found) > 1 and found[0] + found[-1] in _BRACKETS


def _plain(text: str) -> str:
    """Return the text without HTML entities, width variants, surrounding decoration and final punctuation."""
    found = unicodedata.normalize("NFKC", html.unescape(html.unescape(text))).strip(_EDGES)
    while (inner := _peel(found)) != found:
        found = inner
    return found


def _peel(text: str) -> str:
    text = text.strip(_EDGES)
    if len(text) > 1 and text.strip(_FINAL):
        text = text.rstrip(_FINAL).strip(_EDGES)
    return text[1:-1] if len(text) > 1 and text[0] + text[-1] in _PAIRS else text


def _bare(text: str) -> str:
    return "".join(text.lower().split()).replace("-", "").replace("_", "")
