"""Remove what stands around records: separators, headings, fences, template tokens, remarks of the assistant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from selfinstruct.pipeline.parsing.labels import Field, Label
from selfinstruct.pipeline.parsing.lines import Lines
from selfinstruct.pipeline.parsing.noise import TEMPLATE_TOKEN, Noise

_SET = "任务|指令|内容|示例|例子|样例|题目|列表|数据|记录|条目|回答"
_REMARK = re.compile(
    rf"[（(【\[*_]*\s*(?:"
    rf"(?:希望|但愿)[^\n]{{0,12}}(?:这些|以上|上述|上面)[^\n]{{0,12}}(?:{_SET})?[^\n]{{0,40}}"
    rf"|(?:希望|但愿)[^\n]{{0,6}}(?:对|能)(?:你|您)[^\n]{{0,8}}(?:有帮助|有所帮助|帮到|满意)[^\n]{{0,40}}"
    rf"|(?:以上|上述|这些)(?:就)?(?:是|为|即为|便是)?[^\n]{{0,20}}(?:{_SET})[^\n]{{0,60}}"
    rf"|(?:如果|如|若|假如|倘若)(?:你|您)?(?:还)?(?:有|需要?|想要?|要)[^\n]{{0,20}}(?:更多|继续|调整|修改|补充|其他|其它|进一步|帮助|别的)[^\n]{{0,40}}"
    rf"(?:告诉我|告知|说一声|提出|继续|联系我|随时|提供|补充)[^\n]{{0,20}}"
    rf"|[^\n]{{0,10}}(?:由于|因|受|鉴于)?(?:篇幅|字数|长度|输出)(?:有限|限制|原因|所限|受限)[^\n]{{0,60}}"
    rf"|(?:是否|要不要|需不需要|需要我)[^\n]{{0,20}}(?:继续|更多|补充|生成)[^\n]{{0,20}}[？?]"
    rf"|(?:未完)?待续|以下省略|后续(?:任务)?(?:省略|略)|[…\.]{{3,6}}\s*[（(](?:以下)?(?:省略|略|后续|继续)[^\n]{{0,20}}"
    rf"|(?:任务|列表|任务列表|续写|全部|全文)?(?:已)?(?:结束|完毕|完成|完|END)[。.]?"
    rf"|(?:注|注意|说明|备注)[:：][^\n]{{0,20}}(?:以上|上述)[^\n]{{0,20}}(?:{_SET})[^\n]{{0,60}}"
    rf"|(?:i hope|hope) (?:these|this|that|it)[^\n]{{0,80}}|let me know if[^\n]{{0,80}}|feel free to[^\n]{{0,80}}"
    rf"|(?:these|the above) (?:are|tasks|instructions)[^\n]{{0,80}}|would you like (?:me to|more)[^\n]{{0,80}}"
    rf"|\(?(?:continued|truncated|more tasks)[^\n]{{0,60}}"
    rf")\s*[）)】\]*_]*",
    re.IGNORECASE,
)
_ABOUT_THE_LIST = re.compile(
    r"任务|指令|篇幅|字数(?:限制|有限)|长度限制|以下省略|待续|\btasks?\b|instructions|continued|truncated",
    re.IGNORECASE,
)
"""A remark right behind an output has to speak of the list; `希望这些建议对你有帮助！` may end a letter."""
_ROLE_AT_START = re.compile(r"\s*(?:assistant|AI|助手)\s*[:：]\s*", re.IGNORECASE)
_TURN = re.compile(r"(?:User|Human|<\|user\|>|### ?(?:User|Human))\s*[:：]?.*", re.IGNORECASE)
_ROLE = re.compile(r"\s*[\w\u4e00-\u9fff]{1,10}\s*[:：]\s*\S")
_END_OF_TURN = re.compile(
    rf"(?:{TEMPLATE_TOKEN.pattern})(?=[ \t]*(?:\n|\Z|<\||<｜|</?s>|user\b|human\b|assistant\b))", re.IGNORECASE
)
_NEXT_TURN = re.compile(
    r"\s*(?:(?:<\|(?:im_start|start_header_id)\|>|<\|user\|>|<start_of_turn>|<｜User｜>|\[INST\])?\s*(?:user|human)\b"
    r"|<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>)",
    re.IGNORECASE,
)


def without_template_tokens(text: str) -> str:
    """Cut the reply where a chat template ends it, and remove tokens between records.

    A token in the middle of a sentence stays: a task may speak of it.
    """
    text = _ROLE_AT_START.sub("", text, count=1) if _ROLE_AT_START.match(text) else text
    if "<" not in text and "[" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for token in _END_OF_TURN.finditer(text):
        if token.start() < at:
            continue
        pieces.append(text[at : token.start()])
        at = token.end()
        if _NEXT_TURN.match(text, at) and any(piece.strip() for piece in pieces):
            return "".join(pieces)
    return "".join([*pieces, text[at:]])


def separator_kinds(lines: Lines, starts: Sequence[int]) -> frozenset[Noise]:
    """Return the kinds of lines that stand between the records of a list.

    The kind nearest to a record counts if half of the records have it; a second kind of separator only if all have it,
    because an output may end in such a line itself.
    """
    gaps = [list(_kinds(lines, first, start)) for first, start in pairwise(starts)]
    near = Counter(kind for gap in gaps for kind in set(_up_to_separator(gap)))
    near.pop(Noise.MARKS, None)
    far = Counter(kind for gap in gaps for kind in set(gap))
    found = {kind for kind, count in near.items() if 2 * count >= len(gaps)}
    return frozenset(found | {kind for kind, count in far.items() if count == len(gaps) > (kind is not Noise.MARKS)})


def field_separator_kinds(lines: Lines, labels: Mapping[int, Label]) -> frozenset[Noise]:
    """Return the kinds of lines between the fields of a record. A rule counts only if it stands before all of them."""
    fields = [at for at, label in labels.items() if label.field in (Field.INPUT, Field.OUTPUT)]
    ruled = len(fields) > 1 and all(lines.noise(lines.previous(at)) is Noise.RULE for at in fields)
    return frozenset({Noise.HASHES, Noise.RULE} if ruled else {Noise.HASHES})


def _kinds(lines: Lines, first: int, start: int) -> Iterator[Noise]:
    """Yield the kinds of the lines before a record, from its start upwards to the record before it."""
    at = lines.previous(start)
    while at > first and (kind := lines.noise(at)) is not None:
        yield kind
        at = lines.previous(at)


def _up_to_separator(gap: Sequence[Noise]) -> Iterator[Noise]:
    for kind in gap:
        yield kind
        if kind in (Noise.HASHES, Noise.RULE):
            return


def fence_end(lines: Lines, start: int, following: int) -> int:
    """Return the line of the fence that closes a record if the next one opens a fence of its own, or `following`.

    What stands between the two fences is a sentence such as `下面是第5条：`.
    """
    before = lines.previous(following)
    if before not in lines.wrappers:
        return following
    return next((at for at in range(start + 1, before) if at in lines.wrappers), following)


def content_end(lines: Lines, first: int, end: int, kinds: frozenset[Noise]) -> int:
    """Return where the text of a record ends, before the lines `[…, end)` that separate it from the next one.

    Each kind is removed once, so that an output may end in a line that looks like a separator.
    """
    left = {kind: 2 if kind is Noise.FENCE else 1 for kind in kinds}
    at = lines.previous(end)
    while (
        at >= first
        and (kind := lines.noise(at)) is not None
        and (left.get(kind, 0) > 0 or kind is Noise.TOKEN or kind is Noise.TAG in kinds)
    ):
        left[kind] = left.get(kind, 0) - 1
        end = at
        at = lines.previous(at)
    return end


def remark_start(lines: Lines, first: int) -> int | None:
    """Return the line where a closing remark or another turn of the conversation starts; None if there is none.

    `first` is the line at which the last record's output starts.
    """
    count = len(lines.texts)
    for at in range(first + 1, count):
        if at not in lines.code and _TURN.fullmatch(lines.texts[at].strip()) and not _is_dialogue(lines, first, at):
            return at
    wrapper = max((at for at in lines.wrappers if at > first), default=None)
    if wrapper is not None and lines.next(wrapper) < count:
        return lines.next(wrapper)
    return _remark_at_end(lines, first)


def _remark_at_end(lines: Lines, first: int) -> int | None:
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
    separated = [at for at in found if lines.noise(lines.previous(at)) is Noise.HASHES]
    start = min([*about, *separated], default=None)
    return start if start is not None and _stands_apart(lines, start) else None


def _is_dialogue(lines: Lines, first: int, end: int) -> bool:
    label = lines.labels.get(first)
    if lines.previous(end) == first and label and not label.rest.strip():
        return True
    return any(_ROLE.match(lines.texts[at]) for at in range(first + 1, end)) or not _stands_apart(lines, end)


def _stands_apart(lines: Lines, at: int) -> bool:
    """True if a blank line or a separator stands before a line."""
    return at == 0 or not lines.texts[at - 1].strip() or lines.noise(at - 1) is not None
