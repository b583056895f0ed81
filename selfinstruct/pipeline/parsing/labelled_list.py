"""Read the records of a list with labels, and what stands around them."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selfinstruct.pipeline.parsing.closing import remark_start
from selfinstruct.pipeline.parsing.field_names import Field
from selfinstruct.pipeline.parsing.labels import Label, garbled_number, read_label
from selfinstruct.pipeline.parsing.lines import Lines
from selfinstruct.pipeline.parsing.noise import Noise, number_in
from selfinstruct.pipeline.parsing.record import Draft
from selfinstruct.pipeline.parsing.trimming import (
    content_end,
    field_separator_kinds,
    record_end,
    repeated_signs,
    separator_kinds,
)
from selfinstruct.schema.verdict import Reason, Verdict

_LEADING_NUMBER = re.compile(r"\A(?:\d{1,4}|[一二三四五六七八九十]{1,3})[ \t]*[.．、)）][ \t]*")
_MAX_SECOND = 20
_BLOCK_SCALARS = frozenset({"|", "|-", "|+", ">", ">-"})
"""How YAML starts a text of several lines."""
_LEADING_COLON = re.compile(r"\A[:：]\s*")
_PARTIAL_LABEL = re.compile(
    r"[ \t]*(?:\*\*|#+ *)?\d{0,4}[ \t]*[.．、]?[ \t]*(?:\*\*)?(?:指令?|输入?|I\w{0,10})?[ \t]*[:：]?[ \t]*"
)


class LabelledList:
    """A list of records with labels."""

    def __init__(self, lines: Lines, labels: dict[int, Label], cut: bool) -> None:
        self._lines, self._labels, self._cut = lines, labels, cut
        self._at = list(labels)
        self._starts = [at for at, label in labels.items() if label.field is Field.INSTRUCTION]
        first = next(iter(labels))
        if not self._starts or self._starts[0] != first:
            self._starts.insert(0, self._continued_start(first))
        lines.signs.update(repeated_signs(lines, self._starts))
        self._kinds = separator_kinds(lines, self._starts)
        self._field_kinds = field_separator_kinds(lines, labels)
        self._doubled = _doubled(labels, lines)

    def drafts(self) -> Iterator[Draft | Verdict]:
        """Yield what each part of the reply is, in order."""
        yield from self._stray(0, self._starts[0])
        for start, following in pairwise(self._starts):
            end = record_end(self._lines, start, following, self._kinds)
            yield self._record(start, content_end(self._lines, start, end, self._kinds), following)
        yield from self._last(self._starts[-1])

    def _continued_start(self, first: int) -> int:
        """Return where the first instruction starts, in a reply that continues the prompt's last label."""
        at = first - 1
        while at >= 0 and self._lines.noise(at) is None:
            at -= 1
        start = self._lines.next(at)
        return min(start, first)

    def _stray(self, start: int, end: int) -> Iterator[Verdict]:
        texts = [self._lines.texts[at] for at in range(start, end)]
        raw = "\n".join(texts).strip()
        if raw and any(text.strip() and self._lines.noise(start + at) is None for at, text in enumerate(texts)):
            yield Verdict(Reason.STRAY_TEXT, "text that belongs to no record", raw)

    def _last(self, start: int) -> Iterator[Draft | Verdict]:
        count = len(self._lines.texts)
        output = max(
            (at for at, label in self._labels.items() if label.field in (Field.OUTPUT, Field.EXTRA)), default=start
        )
        remark = None if self._cut else remark_start(self._lines, max(start, output))
        end = count if remark is None else remark
        closed = self._partial_start(start, end) if self._cut else None
        if closed is not None:
            yield self._record(start, content_end(self._lines, start, closed, self._final_kinds()), closed)
            yield from self._truncated(closed)
        elif self._cut:
            yield from self._truncated(start)
        else:
            kinds = self._final_kinds() if remark is None else self._final_kinds() | {Noise.RULE}
            yield self._record(start, content_end(self._lines, start, end, kinds), end)
            yield from self._stray(end, count)

    def _final_kinds(self) -> frozenset[Noise]:
        """Kinds that may follow the last record. A list of one record does not show its separators."""
        always = {Noise.HASHES, Noise.FENCE, Noise.TOKEN}
        return self._kinds | always | (frozenset() if len(self._starts) > 1 else {Noise.RULE})

    def _partial_start(self, start: int, end: int) -> int | None:
        """Return the end of a cut reply's last record if a separator follows it, and at most a part of a label."""
        at = self._lines.previous(end)
        if at > start and self._lines.noise(at) is None and _PARTIAL_LABEL.fullmatch(self._lines.texts[at]):
            at = self._lines.previous(at)
        if self._is_in_code(start, at):
            return None
        return at + 1 if at > start and at not in self._lines.code and self._closes(start, at) else None

    def _closes(self, start: int, at: int) -> bool:
        """True if a whole line shows that a record is over in a cut reply. A rule may be the text's own."""
        if at + 1 == len(self._lines.texts):
            return False
        kind, number = self._lines.noise(at), self._lines.number(start) if start in self._labels else None
        if kind is Noise.HEADING and kind in self._kinds:
            return number is not None and number_in(self._lines.texts[at]) == number + 1
        return kind is Noise.HASHES and not self._kinds & {Noise.HEADING, Noise.RULE}

    def _is_in_code(self, start: int, end: int) -> bool:
        """True if the last code block of a record is still open before a line."""
        fences = [at for at in range(start, end) if at not in self._lines.wrappers and self._lines.has_fence(at)]
        return len(fences) % 2 == 1

    def _truncated(self, start: int) -> Iterator[Verdict]:
        raw = "\n".join(self._lines.texts[start:]).strip()
        if raw.strip("# \n"):
            yield Verdict(Reason.TRUNCATED, "the reply ends in the middle of this record", raw)

    def _record(self, start: int, end: int, following: int) -> Draft | Verdict:
        raw = "\n".join(self._lines.texts[start:following]).strip()
        values: dict[Field, str] = {}
        found = [(at, self._labels[at]) for at in self._at[bisect_left(self._at, start) : bisect_left(self._at, end)]]
        if not found or found[0][0] != start:
            before = found[0][0] if found else end
            values[Field.INSTRUCTION] = self._unlabelled(start, before)
        for (at, label), stop in zip(found, [*self._field_ends(found), end], strict=False):
            if label.field is Field.INSTRUCTION and self._has_separator(at, stop):
                return Verdict(Reason.MALFORMED, "a separator stands inside the instruction", raw)
            text = self._text(at, stop, label.rest)
            values[label.field] = self._without_second_label(_without_number(text) if not label.name else text, label)
        if Field.INPUT not in values and self._is_garbled(start, end):
            return Verdict(Reason.MALFORMED, "a label of the record cannot be read", raw)
        return Draft(values.get(Field.INSTRUCTION, ""), values.get(Field.INPUT, ""), values.get(Field.OUTPUT), raw)

    def _unlabelled(self, start: int, end: int) -> str:
        """Return an instruction whose label belongs to the prompt; a model may repeat it without its number."""
        first = self._lines.texts[start]
        label = read_label(first)
        if label and label.field is Field.INSTRUCTION and label.number is None:
            first = label.rest
        return _without_number(_LEADING_COLON.sub("", self._text(start, end, first)))

    def _field_ends(self, found: Sequence[tuple[int, Label]]) -> Iterator[int]:
        """Yield where the fields of a record end, without separators between fields; the last field is left out."""
        for (at, _), (following, _) in pairwise(found):
            yield content_end(self._lines, at + 1, following, self._field_kinds)

    def _has_separator(self, start: int, end: int) -> bool:
        """True if `###` stands alone on a line of an instruction: the lines of two records are mixed up."""
        return any(at not in self._lines.code and self._lines.noise(at) is Noise.HASHES for at in range(start + 1, end))

    def _text(self, at: int, stop: int, first: str) -> str:
        """Return the text of a field without the indentation that its label has."""
        texts = self._lines.texts[at + 1 : stop]
        if first in _BLOCK_SCALARS and texts and texts[0][:1] == " ":
            first, texts = "", textwrap.dedent("\n".join(texts)).split("\n")
        elif self._lines.texts[at][:1] in (" ", "\t"):
            texts = textwrap.dedent("\n".join(texts)).split("\n")
        return "\n".join([first, *texts]).strip(" \t\n\u3000\ufeff\u200b")

    def _without_second_label(self, text: str, label: Label) -> str:
        """Remove a doubled label. Unless it has the same number, it may be the text's own."""
        again = _second_label(text, label)
        if again and (label.field in self._doubled or again.number == label.number is not None):
            return "\n".join([again.rest, text.partition("\n")[2]]).strip()
        return text

    def _is_garbled(self, start: int, end: int) -> bool:
        """True if a line of a record looks like a misspelled label with the record's number."""
        number = self._labels[start].number if start in self._labels else None
        return number is not None and any(
            at not in self._labels and garbled_number(self._lines.texts[at]) == number for at in range(start + 1, end)
        )


def _without_number(text: str) -> str:
    """Remove the number before an instruction without a label (`5. 写一首诗`)."""
    return _LEADING_NUMBER.sub("", text)


def _second_label(text: str, label: Label) -> Label | None:
    """Return a second label of the same field at the start of its text (`指令: 指令: 写诗`)."""
    if label.name not in text[:_MAX_SECOND].partition("\n")[0].lower():
        return None
    again = read_label(text.partition("\n")[0])
    return again if again and (again.field, again.name) == (label.field, label.name) else None


def _doubled(labels: dict[int, Label], lines: Lines) -> set[Field]:
    """Return the fields whose label is doubled in several records, and in all but the last, which may be cut."""
    found: dict[Field, list[bool]] = defaultdict(list)
    for at, label in labels.items():
        text = label.rest if label.rest.strip() else lines.texts[min(lines.next(at), len(lines.texts) - 1)]
        found[label.field].append(_second_label(text, label) is not None)
    return {field for field, doubled in found.items() if sum(doubled) > 1 and all(doubled[:-1])}
