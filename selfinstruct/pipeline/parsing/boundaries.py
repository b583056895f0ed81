"""Decide which labels of a reply start a field of a record, and which are part of a text.

A list has one layout: its labels have one form and consecutive numbers. A label of another form or with another number
belongs to the text around it; if both readings are possible, the earlier record keeps the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from selfinstruct.pipeline.parsing.field_names import MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.labels import Form, Label
from selfinstruct.pipeline.parsing.lines import Lines
from selfinstruct.pipeline.parsing.noise import Noise
from selfinstruct.pipeline.parsing.numbering import Numbers

_MAX_FORMS = 6
"""Forms of the instruction's label that are tried; a reply with more of them has no layout."""


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
    """True if the numbers count fields instead of records: `1. 指令`, `2. 输入`, `3. 输出`, and then 1 or 4 again."""
    labels = [label for label in lines.labels.values() if label.form == form and label.field is not Field.EXTRA]
    outputs = {label.number for label in labels if label.field is Field.OUTPUT}
    if outputs in ({2}, {3}):
        return {label.number for label in labels if label.field is Field.INSTRUCTION} == {1}
    counted = [label.number or 0 for label in labels]
    return len(outputs) > 1 and all(after == before + 1 for before, after in pairwise(counted))


def _comes_late(label: Label, number: int | None) -> bool:
    """True for an input with the record's number behind the output."""
    return label.field is Field.INPUT and label.number == number is not None


class _Layout:
    """One reading of a reply: instruction labels have the form `form`, the other fields the one closest to it."""

    def __init__(self, lines: Lines, form: Form | None, main_only: bool) -> None:
        self._lines = lines
        self._main_only = main_only and _has_main_instruction(lines)
        self._form = form
        self._counts_fields = _counts_fields(lines, form)
        self._chosen = {name: chosen for name in (Field.INPUT, Field.OUTPUT) if (chosen := self._choose(name))}

    def labels(self) -> dict[int, Label]:
        """Return the labels of this layout, by line."""
        starts = set(self._starts())
        found: dict[int, Label] = {}
        start: Label | None = None
        number: int | None = None
        now: Field | None = None
        fields: set[Field] = set()
        for at, label in self._lines.labels.items():
            if self._counts_fields:
                label = replace(label, number=None)
            if at in starts:
                found[at], start, number, now = label, label, label.number, Field.INSTRUCTION
                fields = set()
            elif label.field is Field.INSTRUCTION or not (
                self._is_ours(at, label, start) or self._drifts(label, number)
            ):
                continue
            elif self._continues(label, number, now) or (Field.INPUT not in fields and _comes_late(label, number)):
                found[at], now = label, label.field
                fields.add(label.field)
                number = label.number if number is None else number
            elif (first := self._unlabelled_start(at, label, number, found)) is not None:
                found[first] = Label(Field.INSTRUCTION, "", label.number, label.form, self._lines.texts[first])
                found[at], number, now = label, label.number, label.field
        return found

    @cached_property
    def _known(self) -> set[tuple[Field, int | None]]:
        """The fields with the numbers of labels in the layout's form."""
        return {(label.field, label.number) for label in self._lines.labels.values() if label.form == self._form}

    def _choose(self, name: Field) -> _Chosen | None:
        """Return how the labels of a field are written; None if the reply has none."""
        found = [(at, label) for at, label in self._lines.labels.items() if label.field is name]
        of_field = [label for at, label in found if at not in self._lines.code] or [label for _, label in found]
        own = self._form.decoration if self._form else None
        decorated = [label for label in of_field if own and any(own) and label.form.decoration == own] or of_field
        main = [label for label in decorated if label.name in MAIN_NAMES]
        labels = main or decorated
        if not labels:
            return None
        decorations = Counter(label.form.decoration for label in labels)
        decoration = own if own and own in decorations else decorations.most_common(1)[0][0]
        same = [label for label in labels if label.form.decoration == decoration]
        counted = sum(label.number is not None for label in same)
        numbered = counted > (len(same) // 2 if self._form and not self._form.place else 0)
        return _Chosen(decoration, numbered, bool(main), "" if numbered else _usual_colon(same))

    def _is_ours(self, at: int, label: Label, start: Label | None) -> bool:
        """True if a label has the form of the layout or, in a record that starts in another form, that form."""
        if label.field is Field.EXTRA:
            return start is not None and at in self._lines.extras and not self._lines.introduces_record(at)
        if start and start.form != self._form:
            return label.form == start.form
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
        start = self._lines.last_separator(at)
        if start <= next(reversed(found), -1):
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
        return list(Numbers(self._lines, labels, set(own)).follow())

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
