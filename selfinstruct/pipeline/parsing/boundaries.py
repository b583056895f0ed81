"""Decide which labels of a reply start a field of a record, and which are part of a text.

A list has one layout: its labels have one form and consecutive numbers. A label of another form or with another number
belongs to the text around it; if both readings are possible, the earlier record keeps the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from selfinstruct.pipeline.parsing.labels import (
    MAIN_NAMES,
    Field,
    Form,
    Label,
    Noise,
    is_bare_fence,
    is_fence,
    is_number,
    lines_with_names,
    noise_of,
    number_in,
    read_label,
)

_MAX_FORMS = 6
"""Forms of the instruction's label that are tried; a reply with more of them has no layout."""
_MAX_IN_CODE = 20
"""Labels inside a code block that are looked at."""
_SEPARATORS = frozenset({Noise.HASHES, Noise.RULE, Noise.HEADING, Noise.FENCE, Noise.TOKEN})


@dataclass(slots=True)
class Lines:
    """The lines of a reply, with the labels that they may start with and the lines inside code blocks."""

    texts: list[str]
    labels: dict[int, Label] = field(default_factory=dict)
    code: set[int] = field(default_factory=set)
    wrappers: set[int] = field(default_factory=set)
    """Fences around the list or around a record."""
    _kinds: dict[int, Noise | None] = field(default_factory=dict)

    def _is_field(self, at: int) -> bool:
        """True for a label; `### 指令 4` without more may be a heading."""
        label = self.labels.get(at)
        if label is None or label.name not in MAIN_NAMES:
            return False
        return bool(label.rest.strip() or label.field is not Field.INSTRUCTION or label.form.place != "behind")

    def noise(self, at: int) -> Noise | None:
        """Return the kind of a line that may stand between records. Fences of code blocks are content."""
        if at in self.wrappers:
            return Noise.FENCE
        if at not in self._kinds:
            self._kinds[at] = noise_of(self.texts[at])
        found = self._kinds[at]
        if found is Noise.FENCE or (found is Noise.HEADING and self._is_field(at)):
            return None
        return found or (Noise.HEADING if self.introduces_record(at) else None)

    def introduces_record(self, at: int) -> bool:
        """True for a number alone (`5.`) or a field such as `5. 类型: 改写` right before an instruction label."""
        own = self.labels.get(at)
        if own and own.field is not Field.EXTRA:
            return False
        if not own and not is_number(self.texts[at]):
            return False
        label = self.labels.get(self.next(at))
        if label is None or label.field is not Field.INSTRUCTION:
            return False
        return label.form == own.form and label.number == own.number if own else label.number is None

    def previous(self, at: int) -> int:
        """Index of the last line with text before a line, or -1."""
        at -= 1
        while at >= 0 and not self.texts[at].strip():
            at -= 1
        return at

    def next(self, at: int) -> int:
        """Index of the first line with text after a line, or the number of lines."""
        at += 1
        while at < len(self.texts) and not self.texts[at].strip():
            at += 1
        return at

    def follows_blank(self, at: int) -> bool:
        """True if a blank line stands before a line."""
        return at > 0 and not self.texts[at - 1].strip()

    def number(self, at: int) -> int | None:
        """Return the number of a label, or of the heading before it."""
        own = self.labels[at].number if at in self.labels else None
        before = self.previous(at)
        if own is None and before >= 0 and self.noise(before) is Noise.HEADING:
            return number_in(self.texts[before])
        return own

    def is_separated(self, at: int) -> bool:
        """True if a separator, a heading or a fence stands before a line."""
        before = self.previous(at)
        return before >= 0 and self.noise(before) in _SEPARATORS


def read_lines(text: str, cut: bool = False) -> Lines:
    """Split a reply into lines, and find labels and code blocks. A code block of a `cut` reply may lack its end."""
    lines = Lines(text.split("\n"))
    for at in lines_with_names(text):
        label = read_label(lines.texts[at])
        if label:
            lines.labels[at] = label
    if "```" in text or "~~~" in text:
        _find_code(lines, cut)
    return lines


def _find_code(lines: Lines, cut: bool) -> None:
    """Pair the fences of code blocks. A fence before a label, or without a partner, wraps records."""
    opened = {at for at, label in lines.labels.items() if is_fence(label.rest)}
    fences = sorted(opened | {at for at, line in enumerate(lines.texts) if is_fence(line)})
    open_wrapper, skip_to = False, -1
    bare = [at for at in fences if at not in opened and is_bare_fence(lines.texts[at])]
    starts = _Starts(lines)
    for at in fences:
        if at <= skip_to:
            continue
        following = lines.next(at)
        closing = _first_after(bare, at)
        if at not in opened and starts.are_wrapped(at):
            lines.wrappers.add(at)
            open_wrapper = True
        elif (
            open_wrapper
            and at not in opened
            and is_bare_fence(lines.texts[at])
            and (closing is None or _ends_record(lines, following))
        ):
            lines.wrappers.add(at)
            open_wrapper = False
        elif closing is not None and not starts.between(at, closing):
            # A record that starts in between shows that one of the two fences has lost its partner.
            lines.code.update(range(at + (at in opened), closing + 1))
            skip_to = closing
        elif cut and closing is None:
            skip_to = starts.next_record(at)
            lines.code.update(range(at + (at in opened), skip_to))
        elif following == len(lines.texts) and is_bare_fence(lines.texts[at]):
            lines.wrappers.add(at)


class _Starts:
    """Instruction labels that may start a record although they stand between two fences."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._all = [at for at, label in lines.labels.items() if label.field is Field.INSTRUCTION]
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
        label, own = (
            self._lines.labels.get(self._lines.next(fence)),
            self._lines.labels.get(self._lines.previous(fence)),
        )
        if label is None or label.field is not Field.INSTRUCTION or (own and not own.rest.strip()):
            return False
        before = self.before(fence)
        if before is None or None in (before.number, label.number):
            return before is None or before.form == label.form
        return before.form == label.form and label.number in (before.number, (before.number or 0) + 1)

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
    return before >= 0 and noise_of(lines.texts[before]) in _SEPARATORS - {Noise.FENCE}


def _first_after(positions: Sequence[int], at: int) -> int | None:
    """Return the first of sorted positions that is greater than `at`."""
    found = bisect_right(positions, at)
    return positions[found] if found < len(positions) else None


def _ends_record(lines: Lines, following: int) -> bool:
    if following == len(lines.texts) or is_fence(lines.texts[following]):
        return True
    label = lines.labels.get(following)
    return bool(label and label.field is Field.INSTRUCTION) or noise_of(lines.texts[following]) in _SEPARATORS


def record_labels(lines: Lines) -> dict[int, Label]:
    """Return the labels that start a field, by line. They are those of the layout with the most complete records."""
    best: dict[int, Label] = {}
    most = (0, 0)
    has_others = any(label.name not in MAIN_NAMES for label in lines.labels.values())
    for main_only in (True, False) if has_others else (True,):
        for form in _forms(lines, main_only):
            found = _Layout(lines, form, main_only).labels()
            complete = _complete(found)
            if complete > most or not best:
                best, most = found, complete
        if most[1]:
            return best
    return best


def _complete(labels: dict[int, Label]) -> tuple[int, int]:
    """Count the outputs; those of records whose instruction has a label count more."""
    outputs = sum(label.field is Field.OUTPUT for label in labels.values())
    return outputs - sum(not label.name for label in labels.values()), outputs


def _forms(lines: Lines, main_only: bool) -> Iterator[Form | None]:
    """Yield the forms of instruction labels in order of appearance, then None for records without one."""
    starts = {at: label for at, label in lines.labels.items() if label.field is Field.INSTRUCTION}
    labels = [label for at, label in starts.items() if at not in lines.code] or list(starts.values())
    main = [label for label in labels if label.name in MAIN_NAMES]
    seen = dict.fromkeys(label.form for label in (main if main and main_only else labels))
    yield from list(seen)[:_MAX_FORMS]
    if not main:
        yield None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """How the labels of one field are written. `colon` is "" if both kinds are in use."""

    decoration: tuple[bool, bool, str]
    numbered: bool
    main_only: bool
    colon: str


def _usual_colon(labels: Sequence[Label]) -> str:
    """Return the colon of nearly all labels of a field, so that the same word in a text can be told apart."""
    (colon, count), *others = Counter(label.form.colon for label in labels).most_common()
    return colon if count > 1 and count >= 2 * sum(count for _, count in others) else ""


def _has_main_instruction(lines: Lines) -> bool:
    return any(label.field is Field.INSTRUCTION and label.name in MAIN_NAMES for label in lines.labels.values())


def _counts_fields(lines: Lines, form: Form | None) -> bool:
    """True if the numbers count the fields of each record (`1. 指令`, `2. 输入`, `3. 输出`) instead of the records."""
    numbers: dict[Field, set[int | None]] = defaultdict(set)
    for label in lines.labels.values():
        if label.form == form:
            numbers[label.field].add(label.number)
    first, last = numbers[Field.INSTRUCTION], numbers[Field.OUTPUT]
    return first == {1} and last in ({2}, {3})


class _Layout:
    """One reading of a reply: instruction labels have the form `form`, the other fields the one closest to it."""

    def __init__(self, lines: Lines, form: Form | None, main_only: bool) -> None:
        self._lines = lines
        self._main_only = main_only and _has_main_instruction(lines)
        self._form = form
        self._counts_fields = _counts_fields(lines, form)
        self._known = {(label.field, label.number) for label in lines.labels.values() if label.form == form}
        self._chosen = {name: chosen for name in (Field.INPUT, Field.OUTPUT) if (chosen := self._choose(name))}

    def labels(self) -> dict[int, Label]:
        """Return the labels of this layout, by line."""
        starts = set(self._starts())
        found: dict[int, Label] = {}
        start: Label | None = None
        number: int | None = None
        now: Field | None = None
        for at, label in self._lines.labels.items():
            if self._counts_fields:
                label = replace(label, number=None)
            if at in starts:
                found[at], start, number, now = label, label, label.number, Field.INSTRUCTION
            elif label.field is Field.INSTRUCTION or not (
                self._is_ours(at, label, start) or self._drifts(label, number)
            ):
                continue
            elif self._continues(label, number, now):
                found[at], now = label, label.field
                number = label.number if number is None else number
            elif (first := self._unlabelled_start(at, label, number, found)) is not None:
                found[first] = Label(Field.INSTRUCTION, "", label.number, label.form, self._lines.texts[first])
                found[at], number, now = label, label.number, label.field
        return dict(sorted(found.items()))

    def _choose(self, name: Field) -> _Chosen | None:
        """Return how the labels of a field are written; None if the reply has none."""
        of_field = [label for label in self._lines.labels.values() if label.field is name]
        main = [label for label in of_field if label.name in MAIN_NAMES]
        labels = main or of_field
        if not labels:
            return None
        decorations = Counter(label.form.decoration for label in labels)
        own = self._form.decoration if self._form else None
        decoration = own if own and own in decorations else decorations.most_common(1)[0][0]
        same = [label for label in labels if label.form.decoration == decoration]
        counted = sum(label.number is not None for label in same)
        numbered = counted > (len(same) // 2 if self._form and not self._form.place else 0)
        return _Chosen(decoration, numbered, bool(main), "" if numbered else _usual_colon(same))

    def _is_ours(self, at: int, label: Label, start: Label | None) -> bool:
        """True if a label has the form of the layout or, in a record that starts in another form, that form."""
        if start and start.form != self._form:
            return label.form == start.form
        if label.field is Field.EXTRA:
            if start is None or self._lines.introduces_record(at):
                return False
            return label.form == self._form and bool(label.form.place or any(label.form.decoration))
        chosen = self._chosen.get(label.field)
        if chosen is None or label.form.decoration != chosen.decoration:
            return False
        if (chosen.main_only and label.name not in MAIN_NAMES) or (chosen.colon and label.form.colon != chosen.colon):
            return False
        return (label.form.place != "") == chosen.numbered and (chosen.numbered or at not in self._lines.code)

    def _drifts(self, label: Label, number: int | None) -> bool:
        """True if a label with the record's number is the only one of its field, so that it is written differently."""
        if number is None or label.number != number or label.name not in MAIN_NAMES or self._form is None:
            return False
        return label.form.place == self._form.place and (label.field, number) not in self._known

    @staticmethod
    def _continues(label: Label, number: int | None, now: Field | None) -> bool:
        if now is Field.EXTRA and label.field is Field.EXTRA:
            return label.number in (None, number)
        return (now is None or label.field > now or now is Field.EXTRA) and (
            None in (label.number, number) or label.number == number
        )

    def _unlabelled_start(self, at: int, label: Label, number: int | None, found: dict[int, Label]) -> int | None:
        """Return the line where a record without an instruction label starts: behind the last separator."""
        if label.number is not None and number is not None and label.number not in (number + 1, 1):
            return None
        start = at - 1
        while start >= 0 and start not in found and not (self._lines.noise(start) and start not in self._lines.code):
            start -= 1
        if start < 0 or start in found:
            return None
        is_next = label.number is not None and label.number == (number or 0) + 1
        if self._form and not is_next and self._lines.noise(start) is not Noise.HASHES:
            return None
        first = self._lines.next(start)
        return first if first < at else None

    def _starts(self) -> list[int]:
        labels = [at for at, label in self._lines.labels.items() if self._is_instruction(label)]
        own = [at for at in labels if self._lines.labels[at].form == self._form]
        if not own or self._form is None:
            return []
        if not self._form.place:
            own = self._unnumbered(own)
        return list(_Numbers(self._lines, labels, set(own)).follow())

    def _is_instruction(self, label: Label) -> bool:
        return label.field is Field.INSTRUCTION and (not self._main_only or label.name in MAIN_NAMES)

    def _unnumbered(self, labels: list[int]) -> list[int]:
        """Where some labels have a separator before them, the others need at least a blank line."""
        labels = [at for at in labels if at not in self._lines.code]
        colon = _usual_colon([self._lines.labels[at] for at in labels]) if labels else ""
        labels = [at for at in labels if not colon or self._lines.labels[at].form.colon == colon]
        headed = [at for at in labels if self._lines.number(at) is not None]
        if len(headed) > 1 and headed[0] == labels[0]:
            return headed
        if not any(self._lines.is_separated(at) for at in labels[1:]):
            return labels
        return [at for at in labels if at == labels[0] or self._lines.is_separated(at) or self._lines.follows_blank(at)]


class _Numbers:
    """Follow the numbers of instruction labels. `own` are those of the layout's form, the others may be drift."""

    def __init__(self, lines: Lines, labels: Sequence[int], own: set[int]) -> None:
        self._lines = lines
        self._own = [at for at in labels if at in own]
        self._numbers = {at: lines.number(at) for at in labels}
        self._others = [at for at in labels if at not in own and lines.is_separated(at)]
        numbers = [self._numbers[at] for at in self._own]
        self._all_same = len(set(numbers)) == 1
        self._positions: dict[int | None, list[int]] = defaultdict(list)
        for position, number in enumerate(numbers):
            self._positions[number].append(position)
        self._run_ends = _run_ends(numbers)
        self._has_separators = any(lines.is_separated(at) for at in self._own[1:])

    def follow(self) -> Iterator[int]:
        """Yield the lines at which records start."""
        position = {at: index for index, at in enumerate(self._own)}
        passed, current = -1, None
        for at in sorted([*self._own, *self._others]):
            number = self._numbers[at]
            if at in position:
                passed = position[at]
                accepted = (
                    passed == 0 or self._all_same or number is None or current is None or self._accepts(passed, current)
                )
            else:
                accepted = current is not None and number == current + 1 and self._later(current + 1, passed) is None
            if accepted:
                current = number if number is not None else current
                yield at

    def _accepts(self, position: int, current: int) -> bool:
        at = self._own[position]
        number = self._numbers[at] or 0
        later = self._later(current + 1, position)
        if number == current + 1:
            return at not in self._lines.code or later is None
        if at in self._lines.code:
            return False
        if later is not None:
            # A list that restarts runs into the next number by itself; a label inside a text does not.
            reached = number <= current and later <= self._run_ends[position]
            return reached and self._lines.is_separated(at)
        may_skip = number > current and self._lines.follows_blank(at) and not self._has_separators
        return self._lines.is_separated(at) or may_skip

    def _later(self, number: int, position: int) -> int | None:
        """Return the next position of a label of the layout with this number."""
        return _first_after(self._positions.get(number, []), position)


def _run_ends(numbers: Sequence[int | None]) -> list[int]:
    """For each position, the last position of the run of consecutive numbers that starts there."""
    ends = list(range(len(numbers)))
    for position in range(len(numbers) - 2, -1, -1):
        number = numbers[position]
        if number is not None and numbers[position + 1] == number + 1:
            ends[position] = ends[position + 1]
    return ends
