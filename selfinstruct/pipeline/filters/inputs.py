"""Whether an input is a text of its own: no copy, no placeholder."""

from __future__ import annotations

import re

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.languages import Language
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason
from selfinstruct.similarity.tokens import have_same_tokens, tokenize

MIN_COPIED = 8
"""Tokens from which an output that repeats its input is a copy and not just a short answer."""

_TEXT_KIND = "(?:文章|文本|文字|新闻|报道|故事|小说|短文|论文|诗歌?|散文|句子|对话|评论|书评|报告|段落|邮件|内容|数据|代码|程序|食谱|演讲稿?|简历|摘要)"
_FIELD = "(?:姓名|名字|公司名?称?|单位名?称?|电话|手机号|地址|日期|时间|邮箱)"
_FILL_IN = "(?:插入|填写|填入|粘贴|待填|自选|输入(?![法框层端:：=]))"
_HERE = f"请?(?:您|你)?(?:在)?(?:此处|这里|此)(?:{_FILL_IN}|省略|略)?"
_REQUEST = f"(?:{_HERE}|请?{_FILL_IN}|(?:提供|附上?|添加)一[张幅段篇组份首])[^\\]】>＞}}）)\n]{{0,16}}"
PLACEHOLDER = re.compile(
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
PLACEHOLDER_MARKS = frozenset("[【<＜{(（xX×*＊某lL")
"""One of these is in every text that holds a placeholder; looking for them is cheaper."""
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


def copied_input(task: Task, language: Language) -> Objection | None:
    """The input only repeats the instruction, or a longer output only repeats the input."""
    if not task.input:
        return None
    if have_same_tokens(task.input, task.instruction):
        return Reason.COPIED_INPUT, "the input repeats the instruction"
    if task.input.strip() == task.output.strip() and len(tokenize(task.input)) >= MIN_COPIED:
        return Reason.COPIED_INPUT, "the output repeats the input"
    return None


def placeholder_input(task: Task, language: Language) -> Objection | None:
    """The input stands for a text instead of being one: `[插入文章]`, `一篇新闻报道。`, `请提供…`."""
    given = task.input.strip()
    if not given:
        return None
    found = None if PLACEHOLDER_MARKS.isdisjoint(given) else PLACEHOLDER.search(given)
    if not found and (nothing_but := _NOTHING_BUT.fullmatch(given)) and not _PHRASE_WORK.search(task.instruction):
        found = nothing_but
    return (Reason.PLACEHOLDER_INPUT, f"the input holds a placeholder: {found[0]}") if found else None
