"""The lines of a reply, and what each of them may be: the start of a field, code, or something between records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from selfinstruct.pipeline.parsing.field_names import MAIN_NAMES, Field
from selfinstruct.pipeline.parsing.labels import Label
from selfinstruct.pipeline.parsing.noise import Noise, is_fence, is_number, may_be_rule, noise_of, number_in

SEPARATORS = frozenset({Noise.HASHES, Noise.RULE, Noise.HEADING, Noise.FENCE, Noise.TOKEN})
"""Kinds of lines that show that a record starts behind them."""
RULES = frozenset({Noise.HASHES, Noise.RULE})
"""Separators without words."""


@dataclass(slots=True)
class Lines:
    """The lines of a reply, with the labels that they may start with and the lines inside code blocks."""

    texts: list[str]
    labels: dict[int, Label] = field(default_factory=dict)
    code: set[int] = field(default_factory=set)
    wrappers: set[int] = field(default_factory=set)
    """Fences around the list or around a record."""
    signs: set[str] = field(default_factory=set)
    """Lines without words that separate the records of this list."""
    extras: dict[int, int] = field(default_factory=dict)
    """Labels of fields that no record needs, and the line with text behind the run of such fields."""
    _kinds: dict[int, Noise | None] = field(default_factory=dict)
    _separators: list[int] | None = None
    _rules: dict[Noise, list[int]] | None = None

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
        if self.signs and self.texts[at].strip() in self.signs:
            return Noise.SIGN
        if at not in self._kinds:
            self._kinds[at] = noise_of(self.texts[at])
        found = self._kinds[at]
        if found is Noise.FENCE or (found is Noise.HEADING and self._is_field(at)):
            return None
        return found or (Noise.HEADING if self.introduces_record(at) else None)

    def introduces_record(self, at: int) -> bool:
        """True for a number alone (`5.`) or fields such as `5. 类型: 改写` right before an instruction label."""
        own = self.labels.get(at)
        if at not in self.extras and (own or not is_number(self.texts[at])):
            return False
        following = self.next(at)
        label = self.labels.get(self.extras.get(following, following))
        if label is None or label.field is not Field.INSTRUCTION:
            return False
        return label.number is None or (own is not None and label.number == own.number)

    def last_separator(self, at: int) -> int:
        """Index of the last line before a line that may stand between records, or -1."""
        if self._separators is None:
            self._separators = [at for at in range(len(self.texts)) if at not in self.code and self.noise(at)]
        return last_before(self._separators, at)

    def last_rule(self, at: int, kinds: Iterable[Noise] = RULES) -> int:
        """Index of the last line before a line that has one of some kinds of `RULES`, or -1."""
        if self._rules is None:
            self._rules = self._find_rules()
        return max([last_before(self._rules[kind], at) for kind in kinds])

    def _find_rules(self) -> dict[Noise, list[int]]:
        rules: dict[Noise, list[int]] = {kind: [] for kind in RULES}
        for line in [line for line, text in enumerate(self.texts) if may_be_rule(text) and line not in self.code]:
            if (kind := self.noise(line)) in RULES:
                rules[kind].append(line)
        return rules

    def has_fence(self, at: int) -> bool:
        """True if a line, or the text behind its label, opens or closes a code block."""
        label = self.labels.get(at)
        return is_fence(label.rest if label else self.texts[at])

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

    def behind_runs(self, positions: Iterable[int]) -> dict[int, int]:
        """For each of some lines, the first line with text behind the run of such lines that it belongs to."""
        ends: dict[int, int] = {}
        for at in sorted(positions, reverse=True):
            following = self.next(at)
            ends[at] = ends.get(following, following)
        return ends

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
        return before >= 0 and self.noise(before) in SEPARATORS


def first_after(positions: Sequence[int], at: int) -> int | None:
    """Return the first of sorted positions that is greater than `at`."""
    found = bisect_right(positions, at)
    return positions[found] if found < len(positions) else None


def last_before(positions: Sequence[int], at: int) -> int:
    """Return the last of sorted positions that is less than `at`, or -1."""
    found = bisect_left(positions, at)
    return positions[found - 1] if found else -1
