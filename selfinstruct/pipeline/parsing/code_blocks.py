"""Tell code blocks, which are content, from fences around the list or around a record."""

from __future__ import annotations

from bisect import bisect_right

from selfinstruct.pipeline.parsing.field_names import MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.labels import Label
from selfinstruct.pipeline.parsing.lines import SEPARATORS, Lines, first_after
from selfinstruct.pipeline.parsing.noise import Noise, is_bare_fence, is_fence, noise_of

_MAX_IN_CODE = 20
"""Labels inside a code block that are looked at."""


def find_code(lines: Lines, cut: bool) -> None:
    """Pair the fences of code blocks. A fence before a label, or without a partner, wraps records."""
    _Fences(lines, cut).pair()


class _Fences:
    """The fences of a reply. Those behind a label (`4. 输出: ```python`) open code, others may wrap records."""

    def __init__(self, lines: Lines, cut: bool) -> None:
        self._lines, self._cut = lines, cut
        self._all = [at for at in range(len(lines.texts)) if lines.has_fence(at)]
        self._opened = {at for at in self._all if at in lines.labels}
        self._bare = [at for at in self._all if self._is_bare(at)]
        self._first_label = min(lines.labels, default=0)
        self._starts = _Starts(lines)
        self._in_wrapper = False

    def pair(self) -> None:
        """Divide the lines into code and wrappers."""
        code_end = 0
        for at in self._all:
            if at < code_end:
                continue
            if self._opens_wrapper(at):
                self._lines.wrappers.add(at)
                self._in_wrapper = not (self._in_wrapper and at < self._first_label)
            elif self._closes_wrapper(at):
                self._lines.wrappers.add(at)
                self._in_wrapper = False
            elif (end := self._code_end(at)) is not None:
                self._lines.code.update(range(at + (at in self._opened), end))
                code_end = end
            elif self._is_bare(at) and self._lines.next(at) == len(self._lines.texts):
                self._lines.wrappers.add(at)

    def _is_bare(self, at: int) -> bool:
        return at not in self._opened and is_bare_fence(self._lines.texts[at])

    def _opens_wrapper(self, at: int) -> bool:
        return at not in self._opened and (at < self._first_label or self._starts.are_wrapped(at))

    def _closes_wrapper(self, at: int) -> bool:
        """True if nothing else can close the wrapper, or if a record or another wrapper follows."""
        if not self._in_wrapper or not self._is_bare(at):
            return False
        is_last = first_after(self._bare, at) is None
        return is_last or _ends_record(self._lines, self._lines.next(at)) or self._wrapper_follows(at)

    def _wrapper_follows(self, at: int) -> bool:
        following = first_after(self._all, at)
        return following is not None and self._starts.are_wrapped(following)

    def _code_end(self, at: int) -> int | None:
        """Return the line behind a code block, or None if a fence has no partner.

        A record that starts before the partner shows that one of the two has lost its own.
        """
        closing = first_after(self._bare, at)
        if closing is not None:
            return None if self._starts.between(at, closing) else closing + 1
        return self._starts.next_record(at) if self._cut else None


class _Starts:
    """Instruction labels that may start a record although they stand between two fences."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        labels = [at for at, label in lines.labels.items() if label.field is Field.INSTRUCTION]
        self._all = [at for at in labels if lines.labels[at].name in MAIN_NAMES] or labels
        self._separated = [at for at in self._all if _is_after_separator(lines, at)]
        self._last = {(lines.labels[at].form, lines.labels[at].number): at for at in self._all}

    def between(self, fence: int, closing: int) -> bool:
        """True if a label between two fences has the form and number that the next record's label must have."""
        before = self.before(fence)
        first = bisect_right(self._separated, fence)
        last = bisect_right(self._separated, closing, first)
        return any(self.follows(before, at, closing) for at in self._separated[first : min(last, first + _MAX_IN_CODE)])

    def before(self, at: int) -> Label | None:
        """Return the last instruction label up to a line."""
        position = bisect_right(self._all, at) - 1
        return self._lines.labels[self._all[position]] if position >= 0 else None

    def are_wrapped(self, fence: int) -> bool:
        """True if a fence stands before the label of a next record, and is not the start of a text itself."""
        label = self._lines.labels.get(self._lines.next(fence))
        if label is None or label.field is not Field.INSTRUCTION or self._starts_text(fence):
            return False
        before = self.before(fence)
        if before is None or None in (before.number, label.number):
            return before is None or before.form == label.form
        return before.form == label.form and label.number in (before.number, (before.number or 0) + 1)

    def _starts_text(self, fence: int) -> bool:
        """True if the line before a fence is a label without a text. `任务 5：` is a heading rather than a label."""
        own = self._lines.labels.get(self._lines.previous(fence))
        return bool(own and not own.rest.strip() and (own.name in MAIN_NAMES or own.field is not Field.INSTRUCTION))

    def next_record(self, fence: int) -> int:
        """Return the line where the next record after an open code block starts, or the number of lines."""
        count, before = len(self._lines.texts), self.before(fence)
        first = bisect_right(self._separated, fence)
        return next((at for at in self._separated[first:] if self.follows(before, at, count)), count)

    def follows(self, before: Label | None, at: int, closing: int) -> bool:
        label = self._lines.labels[at]
        if before is None or label.form != before.form:
            return before is None
        if None in (before.number, label.number):
            return True
        return label.number == (before.number or 0) + 1 and self._last[label.form, label.number] <= closing


def _is_after_separator(lines: Lines, at: int) -> bool:
    before = lines.previous(at)
    return before >= 0 and noise_of(lines.texts[before]) in SEPARATORS - {Noise.FENCE}


def _ends_record(lines: Lines, following: int) -> bool:
    if following == len(lines.texts) or is_fence(lines.texts[following]):
        return True
    label = lines.labels.get(following)
    return bool(label and label.field is Field.INSTRUCTION) or noise_of(lines.texts[following]) in SEPARATORS
