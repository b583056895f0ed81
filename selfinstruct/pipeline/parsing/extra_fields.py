"""Find fields that no record needs (`4. 难度: 易`): lines that come back in the records of a list, and are not content.

The names of such fields cannot be listed, and `解析：` or `备注：` may be the end of an output. What tells a field of
the layout from a line of a text is that the other records have it, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from selfinstruct.pipeline.parsing.field_names import FIELD_OF, MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.labels import Label, read_any_label
from selfinstruct.pipeline.parsing.lines import Lines

_IN_BRACKETS = re.compile(r"\s*[（(](?P<field>[\u4e00-\u9fffA-Za-z]{2,12}[:：][^（()）\n]{1,30})[）)]\s*")
_ITEM = re.compile(r"\s*(\d{1,4})[.．、)）]")
_COLONS = re.compile(r"[:：】]")
_MAX_LABEL = 40
_MIN_RECORDS = 3
"""Records that need a line with an unknown name and no decoration: two letters may both end in `申请人：…`."""


def mark_extra_fields(lines: Lines, cut: bool = False) -> None:
    """Label the fields that come back in the records, and drop the labels of known names that do not.

    The last record of a `cut` reply may lack them.
    """
    starts = _starts(lines)
    known = {
        at: label
        for at, label in lines.labels.items()
        if label.field is Field.EXTRA and not (label.form.place == "" and _is_whole_text(lines, at))
    }
    found = _Candidates(lines, starts, known, len(starts) - cut).of_layout() if starts else {}
    if not found and all(label.field is not Field.EXTRA for label in lines.labels.values()):
        return
    lines.extras.update(lines.behind_runs(found))
    kept = {at: label for at, label in lines.labels.items() if label.field is not Field.EXTRA}
    lines.labels = dict(sorted({**kept, **found}.items()))


def _starts(lines: Lines) -> list[int]:
    """Return the lines of instruction labels in the form of the first one."""
    labels = [at for at, label in lines.labels.items() if label.field is Field.INSTRUCTION and at not in lines.code]
    labels = [at for at in labels if lines.labels[at].name in MAIN_NAMES] or labels
    return [at for at in labels if lines.labels[at].form == lines.labels[labels[0]].form]


def _is_whole_text(lines: Lines, at: int) -> bool:
    """True for a line right behind a label without text: without this line, its field would be empty."""
    label = lines.labels.get(lines.previous(at))
    return label is not None and label.field is not Field.EXTRA and not label.rest.strip()


class _Candidates:
    """Lines that may be fields: those with a known name and, in a list of several records, with any name."""

    def __init__(self, lines: Lines, starts: Sequence[int], known: Mapping[int, Label], complete: int) -> None:
        self._lines, self._starts, self._known, self._complete = lines, starts, known, complete
        self._labels = {**known, **(dict(self._unknown()) if len(starts) > 1 else {})}
        self._form = lines.labels[starts[0]].form
        self._counted = len({lines.labels[start].number for start in starts}) > 1

    @cached_property
    def _behind(self) -> dict[int, int]:
        return self._lines.behind_runs(self._labels)

    def of_layout(self) -> dict[int, Label]:
        """Return those that are fields of the layout, by line."""
        names: dict[str, list[int]] = defaultdict(list)
        for at, label in self._labels.items():
            names[label.name].append(at)
        return {at: self._labels[at] for lines in names.values() for at in self._of_layout(lines)}

    def _unknown(self) -> Iterator[tuple[int, Label]]:
        for at, line in enumerate(self._lines.texts):
            if at in self._lines.labels or at in self._lines.code or not _COLONS.search(line, 0, _MAX_LABEL):
                continue
            bracketed = _IN_BRACKETS.fullmatch(line)
            label = read_any_label(bracketed["field"] if bracketed else line)
            if label and not _is_whole_text(self._lines, at):
                yield at, label

    def _of_layout(self, found: Sequence[int]) -> Sequence[int]:
        """Return which of the lines with one name are fields of the layout."""
        if len(found) == 1 and found[0] not in self._known:
            return ()
        numbered = [at for at in found if self._has_number_of_record(at) and not self._is_item(at)]
        several = self._counted and len(numbered) > 1 and len({self._record(at) for at in numbered}) == len(numbered)
        if several or (len(numbered) == 1 and numbered[0] in self._known):
            return numbered
        same = [at for at in found if self._labels[at].form.decoration == self._form.decoration]
        records = {self._record(at) for at in same}
        is_known = self._labels[found[0]].name in FIELD_OF
        needed = 2 if is_known or any(self._form.decoration) else _MIN_RECORDS
        if not max(needed, self._complete) <= len(records) == len(same):
            return ()
        return same if all(self._is_at_edge(at) for at in same) else ()

    def _record(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _has_number_of_record(self, at: int) -> bool:
        """True if a label has the form and number of the instruction's label before or behind it."""
        label, position = self._labels[at], self._record(at)
        neighbours = (self._lines.labels[start] for start in self._starts[max(0, position - 1) : position + 1])
        return label.form.place != "" and any(
            (own.form, own.number) == (label.form, label.number) for own in neighbours
        )

    def _is_item(self, at: int) -> bool:
        """True if the line before or behind has the number before or behind: the lines are a list inside a text."""
        own = self._labels[at].number or 0
        return own - 1 == self._item(self._lines.previous(at)) or own + 1 == self._item(self._lines.next(at))

    def _item(self, at: int) -> int | None:
        """Return the number that a line of a text starts with."""
        if not 0 <= at < len(self._lines.texts):
            return None
        label = self._lines.labels.get(at)
        found = _ITEM.match(label.rest if label else self._lines.texts[at])
        return int(found[1]) if found else None

    def _is_at_edge(self, at: int) -> bool:
        """True if a line is the last one of a record, or stands right before a label."""
        following = self._behind[at]
        is_end = following == len(self._lines.texts) or self._lines.noise(following) is not None
        return is_end or following in self._lines.labels
