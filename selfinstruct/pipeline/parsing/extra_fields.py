"""Find fields that no record needs (`4. 难度: 易`): lines that come back in the records of a list, and are not content.

The names of such fields cannot be listed, and `解析：` or `备注：` may be the end of an output. What tells a field of
the layout from a line of a text is that the other records have it, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from selfinstruct.pipeline.parsing.labels import MAIN_NAMES, Field, Label, read_any_label
from selfinstruct.pipeline.parsing.lines import Lines

_IN_BRACKETS = re.compile(r"\s*[（(](?P<field>[\u4e00-\u9fffA-Za-z]{2,12}[:：][^（()）\n]{1,30})[）)]\s*")
_COLONS = re.compile(r"[:：】]")
_MAX_LABEL = 40


def mark_extra_fields(lines: Lines) -> None:
    """Label the fields that come back in the records, and drop the labels of known names that do not."""
    starts = _starts(lines)
    known = {at: label for at, label in lines.labels.items() if label.field is Field.EXTRA}
    fields: dict[str, dict[int, Label]] = defaultdict(dict)
    for at, label in [*known.items(), *(_unknown(lines) if len(starts) > 1 else ())]:
        fields[label.name][at] = label
    found = {at: label for labels in fields.values() for at, label in _of_layout(lines, starts, labels, known)}
    lines.extras.update(found)
    kept = {at: label for at, label in lines.labels.items() if label.field is not Field.EXTRA}
    lines.labels = dict(sorted({**kept, **found}.items()))


def _starts(lines: Lines) -> list[int]:
    labels = [at for at, label in lines.labels.items() if label.field is Field.INSTRUCTION and at not in lines.code]
    return [at for at in labels if lines.labels[at].name in MAIN_NAMES] or labels


def _unknown(lines: Lines) -> Iterator[tuple[int, Label]]:
    for at, line in enumerate(lines.texts):
        if at in lines.labels or at in lines.code or not _COLONS.search(line, 0, _MAX_LABEL):
            continue
        bracketed = _IN_BRACKETS.fullmatch(line)
        if label := read_any_label(bracketed["field"] if bracketed else line):
            yield at, label


def _of_layout(
    lines: Lines, starts: Sequence[int], labels: dict[int, Label], known: dict[int, Label]
) -> Iterator[tuple[int, Label]]:
    """Yield the labels of one name that are fields of the layout."""
    if not starts:
        return
    numbered = {at: label for at, label in labels.items() if _has_number_of_record(lines, starts, at, label)}
    if numbered and (len(numbered) > 1 or known.keys() & numbered.keys()):
        yield from numbered.items()
        return
    form = lines.labels[starts[0]].form
    same = {at: label for at, label in labels.items() if label.form.decoration == form.decoration}
    records = {bisect_right(starts, at) for at in same}
    if len(starts) < 2 or len(records) < len(starts) or len(records) != len(same):
        return
    if any(form.decoration) or all(_is_at_edge(lines, starts, same, at) for at in same):
        yield from same.items()


def _has_number_of_record(lines: Lines, starts: Sequence[int], at: int, label: Label) -> bool:
    """True if a label has the form and number of the instruction's label before or behind it."""
    position = bisect_right(starts, at)
    neighbours = (lines.labels[start] for start in starts[max(0, position - 1) : position + 1])
    return label.form.place != "" and any((own.form, own.number) == (label.form, label.number) for own in neighbours)


def _is_at_edge(lines: Lines, starts: Sequence[int], fields: dict[int, Label], at: int) -> bool:
    """True if a line is the last one of a record, or stands right before the next record."""
    following = lines.next(at)
    while following in fields:
        following = lines.next(following)
    return following == len(lines.texts) or following in starts or lines.noise(following) is not None
