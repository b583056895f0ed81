"""Find where a record ends: before separators, headings, fences, and sentences about the next record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from selfinstruct.pipeline.parsing.field_names import Field
from selfinstruct.pipeline.parsing.labels import Label
from selfinstruct.pipeline.parsing.lines import Lines
from selfinstruct.pipeline.parsing.noise import Noise, is_sign

_ANNOUNCEMENT = re.compile(
    r"(?:好的?[，,]|[（(])?(?:接下来|接着|下面|以下|最后|再来|然后|另外|此外|现在|继续|首先|其次|再看|下一|这是|第)[^\n。]{0,16}"
    r"(?:任务|任務|指令|题|例子|第?\s*\d{1,3}\s*[条個个项]|下一[条個个])[:：。]"
    r"|[（(](?:继续|接上文?|续)[）)]"
    r"|(?:next|here|finally|now)\b[^\n.]{0,30}\b(?:tasks?|examples?|one)\b[^\n.]{0,12}[:.]"
    r"|(?:#{1,6}\s*|\*\*)?(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*[^\n，。：:]{1,6}类(?:任务)?(?:\*\*)?",
    re.IGNORECASE,
)
"""A sentence or a title about the next record. A text may end in `现在，你可以…。`, so it has to name what follows."""
_NAMES_NEXT = re.compile(r"(?:任务|任務|指令|第\s*\d{1,3}\s*[条個个项]|下一[条個个])[:：]\Z")


def separator_kinds(lines: Lines, starts: Sequence[int]) -> frozenset[Noise]:
    """Return the kinds of lines that stand between the records of a list.

    The kind nearest to a record counts if half of the records have it; a second kind of separator only if all have it,
    because an output may end in such a line itself.
    """
    gaps = [list(_kinds(lines, first, start)) for first, start in pairwise(starts)]
    near = Counter(kind for gap in gaps for kind in set(_up_to_separator(gap)))
    near[Noise.HASHES] = sum(lines.last_rule(start, (Noise.HASHES,)) > first for first, start in pairwise(starts))
    near.pop(Noise.MARKS, None)
    far = Counter(kind for gap in gaps for kind in set(gap))
    found = {kind for kind, count in near.items() if 2 * count >= len(gaps)}
    return frozenset(found | {kind for kind, count in far.items() if count == len(gaps) > (kind is not Noise.MARKS)})


def repeated_signs(lines: Lines, starts: Sequence[int]) -> frozenset[str]:
    """Return the sign (`◆◆◆`, `[SEP]`) that stands before all records but the first, of which there are several."""
    before = [lines.previous(start) for start in starts[1:]]
    found = {lines.texts[at].strip() for at in before if at not in lines.code and lines.noise(at) is None}
    is_common = len(before) > 1 and len(found) == 1 and all(lines.texts[at].strip() in found for at in before)
    return frozenset(sign for sign in found if is_common and is_sign(sign))


def field_separator_kinds(lines: Lines, labels: Mapping[int, Label]) -> frozenset[Noise]:
    """Return the kinds of lines between the fields of a record. A rule counts only if it stands before all of them."""
    fields = [at for at, label in labels.items() if label.field in (Field.INPUT, Field.OUTPUT)]
    ruled = len(fields) > 1 and all(lines.noise(lines.previous(at)) is Noise.RULE for at in fields)
    return frozenset({Noise.HASHES, Noise.FENCE, Noise.RULE} if ruled else {Noise.HASHES, Noise.FENCE})


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


def record_end(lines: Lines, start: int, following: int, kinds: frozenset[Noise]) -> int:
    """Return the line where what stands between a record and the `following` one starts, apart from separators.

    That is the fence that closes the record, the list's separator, or a sentence such as `下面是第5条：`.
    """
    before = lines.previous(following)
    if before in lines.wrappers:
        return next((at for at in range(start + 1, before) if at in lines.wrappers), following)
    if Noise.HASHES in kinds and (last := lines.last_rule(following, (Noise.HASHES,))) > start:
        return last + 1
    while (
        before > start
        and before not in lines.code
        and (lines.noise(before) is Noise.HEADING or _announces(lines, before))
    ):
        if lines.noise(before) is None:
            following = before
        before = lines.previous(before)
    return following


def _announces(lines: Lines, at: int) -> bool:
    """True for a sentence or a title about the next record, behind a blank line or with a name for it at its end."""
    line = lines.texts[at].strip()
    return bool(_ANNOUNCEMENT.fullmatch(line) and (lines.follows_blank(at) or _NAMES_NEXT.search(line)))


def content_end(lines: Lines, first: int, end: int, kinds: frozenset[Noise]) -> int:
    """Return where the text of a record ends, before the lines `[…, end)` that separate it from the next one.

    Each kind is removed once, so that an output may end in a line that looks like a separator.
    """
    at = lines.previous(end)
    if at < first or lines.noise(at) is None:
        return end
    left = {kind: 2 if kind is Noise.FENCE else 1 for kind in kinds}
    while (
        at >= first
        and (kind := lines.noise(at)) is not None
        and (left.get(kind, 0) > 0 or kind is Noise.TOKEN or kind is Noise.TAG in kinds or at in lines.extras)
    ):
        if at not in lines.extras:
            left[kind] = left.get(kind, 0) - 1
        end = at
        at = lines.previous(at)
    return end
