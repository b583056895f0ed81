"""Find where the closing words of the assistant, or another turn of the conversation, start behind the last record."""

from __future__ import annotations

import re

from selfinstruct.pipeline.parsing.lines import Lines
from selfinstruct.pipeline.parsing.noise import Noise
from selfinstruct.pipeline.reasoning import is_one_block, mentions_reasoning

_SET = "任务|任務|指令|内容|示例|例子|样例|题目|列表|数据|记录|条目|回答"
_OF_THE_LIST = (
    r"[我为您你本次全部所有这些生成编写续新的第到至两\d一二三四五六七八九十条個个中文不同多样符合要求按根据共 ]{0,20}"
)
"""What stands between `以上是` and `任务` in a remark about the list; `以上是本周的任务清单` is the end of a text."""
_REMARK = re.compile(
    rf"[（(【\[*_✅🎉\s]*(?:"
    rf"(?:希望|但愿)[^\n]{{0,12}}(?:这些|這些|以上|上述|上面)[^\n]{{0,12}}(?:{_SET})?[^\n]{{0,40}}"
    rf"|(?:希望|但愿)[^\n]{{0,6}}[对對能](?:你|您)[^\n]{{0,8}}(?:有帮助|有幫助|有所帮助|帮到|满意)[^\n]{{0,40}}"
    rf"|(?:以上|上述|这些|這些)(?:就)?(?:是|为|即为|便是)?{_OF_THE_LIST}(?:{_SET})[^\n]{{0,60}}"
    rf"|(?:如果|如|若|假如|倘若)(?:你|您)?(?:还)?(?:有|需要?|想要?|要)[^\n]{{0,20}}(?:更多|继续|调整|修改|补充|其他|其它|进一步|帮助|别的)[^\n]{{0,40}}"
    rf"(?:告诉我|告知|说一声|提出|继续|联系我|随时|提供|补充)[^\n]{{0,20}}"
    rf"|[^\n]{{0,10}}(?:由于|因|受|鉴于)?(?:篇幅|字数|长度|输出)(?:有限|限制|原因|所限|受限)[^\n]{{0,60}}"
    rf"|(?:是否|要不要|需不需要|需要我)[^\n]{{0,20}}(?:继续|更多|补充|生成)[^\n]{{0,20}}[？?]"
    rf"|(?:未完)?待续|以下省略|后续(?:任务)?(?:省略|略)|[…\.]{{3,6}}\s*[（(](?:以下)?(?:省略|略|后续|继续)[^\n]{{0,20}}"
    rf"|(?:全部|所有|本次)?(?:任务|任務|列表|任务列表|指令|续写|全部|全文)?(?:均|都)?(?:已)?(?:全部)?(?:结束|完毕|生成完毕|完成|完|END)[。.!！]?"
    rf"|(?:请问)?(?:是否)?还有(?:其他|其它|什么)[^\n]{{0,10}}(?:需要|问题|要求)[^\n]{{0,10}}|如需[^\n]{{0,40}}"
    rf"|[^\n]{{0,8}}已经?(?:按照?|根据)[^\n]{{0,6}}要求[^\n]{{0,40}}|这\s*[\d一二三四五六七八九十]+\s*[条个项][^\n]{{0,50}}"
    rf"|本回答由[^\n]{{0,60}}|(?:动词|类型|字数)统计[:：][^\n]{{0,60}}|\[?(?:全文|文本)?结束\]?"
    rf"|共\s*[\d一二三四五六七八九十]+\s*[条个项][^\n]{{0,40}}"
    rf"|(?:注|注意|说明|备注)[:：][^\n]{{0,20}}(?:以上|上述)[^\n]{{0,20}}(?:{_SET})[^\n]{{0,60}}"
    rf"|(?:i hope|hope) (?:these|this|that|it)[^\n]{{0,80}}|let me know if[^\n]{{0,80}}|feel free to[^\n]{{0,80}}"
    rf"|(?:these|the above) (?:are|tasks|instructions)[^\n]{{0,80}}|would you like (?:me to|more)[^\n]{{0,80}}"
    rf"|\(?(?:continued|truncated|more tasks)[^\n]{{0,60}}"
    rf")\s*[）)】\]*_]*",
    re.IGNORECASE,
)
_ABOUT_THE_LIST = re.compile(
    r"任务|任務|指令|篇幅|字数(?:限制|有限)|长度限制|以下省略|待续|继续生成|第\s*\d+\s*[条個个项]|\d\s*[条個个项]|继续写|\btasks?\b|instructions|continued|truncated",
    re.IGNORECASE,
)
"""A remark right behind an output has to speak of the list; `希望这些建议对你有帮助！` may end a letter."""
_CLOSE_BEHIND = re.compile(
    rf"(?:[（(✅\s]|注[:：])*(?:(?:以上|上述)(?:就)?(?:是|为)?{_OF_THE_LIST}|希望(?:这些|這些|以上)|如果?需要更多|全部任务|任务列表|任务已|共\s*\d+|(?:需要|要不要)我?继续|我已经?按)"
    r"[^\n]*(?:任务|任務|指令|[条條])[^\n]*"
)
"""A remark that is known as one without a blank line before it."""
_SUMMARY = re.compile(
    r"(?:#{1,6}\s*|\*\*)?(?:总结|小结|總結|说明|說明|备注|注意|提示|总览|概览|summary|notes?)(?:\*\*)?\s*[:：]?\s*(?:\*\*)?[^\n]{0,80}",
    re.IGNORECASE,
)
_ABOUT_RECORDS = re.compile(r"任务|任務|指令|类型|類型|动词|[条項项]|编号|继续|tasks?\b", re.IGNORECASE)
_ABOUT_THIS_LIST = re.compile(rf"(?:以上|上述|这些|本次){_OF_THE_LIST}(?:任务|任務|指令|[条項项])")
_MAX_SENTENCE = 60
_TURN = re.compile(r"(?:User|Human)\s*(?:[:：].*)?|(?:<\|user\|>|### ?(?:User|Human)\b).*", re.IGNORECASE)
_ROLE = re.compile(r"\s*[\w\u4e00-\u9fff]{1,10}\s*[:：]\s*\S")


def remark_start(lines: Lines, first: int) -> int | None:
    """Return the line where a closing remark or another turn of the conversation starts; None if there is none.

    `first` is the line at which the last record's output starts.
    """
    found = (find(lines, first) for find in (_turn, _behind_fence, _summary, _remark, _thoughts))
    return min((at for at in found if at is not None), default=None)


def _turn(lines: Lines, first: int) -> int | None:
    """Find another turn of the conversation. An output that is a dialogue starts with a role, or has several."""
    label = lines.labels.get(first)
    opening = lines.next(first) if label and not label.rest.strip() else None
    for at in range(first + 1, len(lines.texts)):
        is_turn = at not in lines.code and at != opening and _TURN.fullmatch(lines.texts[at].strip())
        if is_turn and _stands_apart(lines, at):
            return at
        if _ROLE.match(lines.texts[at]):
            return None
    return None


def _behind_fence(lines: Lines, first: int) -> int | None:
    wrapper = max((at for at in lines.wrappers if at > first), default=None)
    following = None if wrapper is None else lines.next(wrapper)
    return following if following is not None and following < len(lines.texts) else None


def _summary(lines: Lines, first: int) -> int | None:
    """Find a note about the list, or a table of it, behind the last separator or behind a heading of its own."""
    last = lines.last_rule(len(lines.texts))
    if last > first and _is_about_records(lines, last):
        return last
    headings = (at for at in range(first + 1, len(lines.texts)) if lines.texts[at].startswith(("#", "**")))
    summary = next(
        (at for at in headings if at not in lines.code and _SUMMARY.fullmatch(lines.texts[at].strip())), None
    )
    tail = "\n".join(lines.texts[summary + 1 :]) if summary is not None else ""
    return summary if _ABOUT_THIS_LIST.search(tail) else None


def _is_about_records(lines: Lines, separator: int) -> bool:
    tail = "\n".join(lines.texts[separator + 1 :]).strip()
    if not tail or not _ABOUT_RECORDS.search(tail):
        return False
    is_sentence = lines.noise(separator) is Noise.HASHES and len(tail) <= _MAX_SENTENCE
    return is_sentence or tail[0] in "（(|✅" or bool(_SUMMARY.fullmatch(tail.partition("\n")[0].strip()))


def _remark(lines: Lines, first: int) -> int | None:
    found: list[int] = []
    at = lines.previous(len(lines.texts))
    while at > first and at not in lines.code:
        line = lines.texts[at].strip()
        if lines.noise(at) is None:
            if not _REMARK.fullmatch(line):
                break
            found.append(at)
        at = lines.previous(at)
    about = [at for at in found if _ABOUT_THE_LIST.search(lines.texts[at])]
    separated = [at for at in found if lines.noise(lines.previous(at)) in (Noise.HASHES, Noise.RULE)]
    start = min([*about, *separated], default=None)
    if start is None or _stands_apart(lines, start) or _CLOSE_BEHIND.match(lines.texts[start].strip()):
        return start
    return None


def _thoughts(lines: Lines, first: int) -> int | None:
    """Find reasoning behind the last record, unless the record speaks of its markup."""
    found = [at for at in range(first, len(lines.texts)) if mentions_reasoning(lines.texts[at])]
    if not found or found[0] == first:
        return None
    return found[0] if is_one_block("\n".join(lines.texts[found[0] :])) else None


def _stands_apart(lines: Lines, at: int) -> bool:
    """True if a blank line or a separator stands before a line."""
    return at == 0 or not lines.texts[at - 1].strip() or lines.noise(at - 1) is not None
