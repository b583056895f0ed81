"""Recognize lines that start a field of a record, such as `4. 指令:`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from selfinstruct.pipeline.languages.profile import longest_of
from selfinstruct.pipeline.numerals import CHINESE_NUMBER, CIRCLED, GAP, value_of
from selfinstruct.pipeline.parsing.field_names import FIELD_OF, MAIN_NAMES, QUESTIONS, SHORT_NAMES, Field


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a label is written. Labels of one list have one form, so that a label inside a text can be told apart.

    Models mix half- and full-width colons, so forms with different colons are equal.
    """

    heading: bool
    bold: bool
    bracket: str
    place: str
    """Where its number stands: "before", "behind" or "" without a number."""
    colon: str = ""
    """Its colon."""
    decoration: tuple[bool, bool, str] = field(init=False)
    """The form without the number."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "decoration", (self.heading, self.bold, self.bracket))

    def __eq__(self, other: object) -> bool:
        if self is other:  # nearly always, as `_form` returns the same object
            return True
        return isinstance(other, Form) and (self.decoration, self.place) == (other.decoration, other.place)

    def __hash__(self) -> int:
        return hash((self.decoration, self.place))


@dataclass(frozen=True, slots=True)
class Label:
    """A line that may start a field. `rest` is the text behind the label."""

    field: Field
    name: str
    number: int | None
    form: Form
    rest: str


_NO_COLON = "no colon"
"""The bracket of a form with text right behind the name (`4. 指令 写一首诗`)."""

BEFORE = rf"""(?:[(（\[【\#]{GAP}*+|第|任务{GAP}*+|Task{GAP}*+|No\.?{GAP}*+)?
        (?P<before>\d{{1,4}}+|{CHINESE_NUMBER}|[{CIRCLED}]) (?:\.\d{{1,2}}+)? (?:\ufe0f?\u20e3)? {GAP}*+
        (?:[条个项题])? \\?[.．、,，:：)）\]】-]? {GAP}*+ (?:(?P=before)[.．、]{GAP}*+)? (?:[-*•·+]{GAP}++)?"""
"""A number before a label: `4.`, `4\\.`, `(4)`, `4.1`, `No.4`, `[4]`, `4 -`, even `4. 4.`, with a bullet behind it."""
_TYPE = rf"(?:[【\[（(][^】\]）)]{{1,10}}[】\]）)]{GAP}*+)"
"""A type of task in brackets, before the name of the instruction or before its number."""
_SYMBOL = rf"(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?){{1,3}}{GAP}*+"


_BEFORE_NAME = (
    rf"{GAP[1:-1]}>*•·+#_`（(\[【〔「『《\u2600-\u27bf\U0001f300-\U0001faff\d{CHINESE_NUMBER[1:12]}{CIRCLED}第任TN\-"
)
"""Characters that a label may start with before its name, for a character class."""


def _pattern(names: str, first: str) -> re.Pattern[str]:
    """Return the pattern of a label with one of some names, and of the text behind it.

    `first` are the characters that names start with. Most lines of a reply start with another one.
    """
    # Possessive (`*+`), so that a line of ten thousand spaces does not cause backtracking.
    return re.compile(
        rf"""(?=[{_BEFORE_NAME}{first}])
        {GAP}*+ (?:>{GAP}*+)? (?:[-*•·+]{GAP}++)? (?P<heading>\#{{1,6}}+{GAP}*+)? (?:{_SYMBOL})?
        (?P<bold>\*\*\*?|__|`(?!`))? {GAP}*+
        (?:{_TYPE}(?=\d{{1,4}}+[.．、]))? (?:{BEFORE})? (?P<inner>\*\*\*?|__|`(?!`))? {GAP}*+ (?:{_TYPE}(?=[指输輸]))?
        (?P<open>[【\[〔「『《])? {GAP}*+
        (?=[{first}]) (?P<name>{names})
        (?:{GAP}*+ (?P<behind>\d{{1,4}}+|[{CIRCLED}])(?={GAP}*+(?:[:：﹕*_】\]）)(（/]|\Z)))?
        (?:{GAP}*+[(（\[/][^()（）\]:：]{{1,20}}[)）\]]? | {GAP}*+/{GAP}*+[A-Za-z]{{2,20}}
            | {GAP}++(?:instruction|input|output|response)(?={GAP}*+[:：]))?
        (?:{GAP}*+ (?P<close>[】\]〕」』》]))? (?:{GAP}*+ (?P<closed>\*\*\*?|__|`(?!`)))?
        (?:{GAP}*+ (?P<colon>[:：﹕]|=(?={GAP}*")) | (?P<other>{GAP}*+(?:[;；→]|->|=>|[-–—]{{1,2}}(?={GAP})) | {GAP}))?
        {GAP}*+ (?P<rest>.*)""",
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


# Names of two words (`expected output`) are read in JSON and tables only.
_NAMES = [name for name in FIELD_OF if " " not in name]
_LABEL = _pattern(rf"{longest_of(_NAMES)}|指{GAP}+令|[输輸]{GAP}+[入出]", "".join(sorted({name[0] for name in _NAMES})))
_ANY_LABEL = _pattern(r"[\u4e00-\u9fff]{2,6}|[a-z]{3,14}(?:[ ][a-z]{2,10})?", r"\u4e00-\u9fffa-z")
_TEXT = re.compile(r"(?![一二三四五六七八九十百第任])[\u4e00-\u9fff]+[，。！？；]")
"""A line whose first words have no number before them, and neither a colon nor brackets: it has no label."""
_AFTER_NUMBER = re.compile(r"\\?[.．、)）\]】]")
_CLOSING_MARK = re.compile(r"\*\*\*?|__|`(?!`)")
_GARBLED = re.compile(
    rf"{GAP}*+(?:\#{{1,6}}{GAP}*+)?(?:\*\*)?(?P<number>\d{{1,4}}+){GAP}*+[.．、]{GAP}*+(?:\*\*)?"
    rf"(?P<name>[输輸][^\s:：]{{0,6}}|指[^\s:：令]{{1,3}}|(?:in|out|ins)[a-z]{{0,9}}){GAP}*+(?:\*\*)?{GAP}*+[:：]",
    re.IGNORECASE,
)


def without_dialogue(labels: Mapping[int, Label]) -> dict[int, Label]:
    """Drop short names where their field has another name in the reply, and answers in a reply without questions."""
    if all(label.name not in SHORT_NAMES for label in labels.values()):
        return dict(labels)
    names: dict[Field, set[str]] = defaultdict(set)
    for label in labels.values():
        names[label.field].add(label.name)
    kept = {name for name in SHORT_NAMES if not names[FIELD_OF[name]] - SHORT_NAMES}
    if names[Field.INSTRUCTION].isdisjoint(QUESTIONS):
        kept.clear()
    return {at: label for at, label in labels.items() if label.name not in SHORT_NAMES or label.name in kept}


@lru_cache(maxsize=1024)
def read_label(line: str) -> Label | None:
    """Return the label that a line starts with, whatever its form."""
    found = _LABEL.fullmatch(line)
    if not found or not _is_written_as_label(found):
        return None
    name = "".join(found["name"].lower().split())
    return _label(found, FIELD_OF[name], name)


def read_any_label(line: str) -> Label | None:
    """Return the label of a field with any name (`4. 动词: 写`) that a line starts with."""
    if _TEXT.match(line):
        return None
    found = _ANY_LABEL.fullmatch(line)
    if not found or bool(found["open"]) != bool(found["close"]) or not (found["colon"] or found["open"]):
        return None
    if found["before"] and not _AFTER_NUMBER.match(line, found.end("before")):
        return None
    return _label(found, Field.EXTRA, found["name"].lower())


_form = lru_cache(maxsize=256)(Form)
"""Nearly all labels of a reply have the same forms."""


def _label(found: re.Match[str], field: Field, name: str) -> Label:
    parts = "before", "behind", "heading", "bold", "inner", "open", "closed", "colon", "rest"
    before, behind, heading, bold, inner, opened, closed, colon, rest = found.group(*parts)
    form = _form(
        bool(heading),
        bool(bold or inner),
        opened or ("" if colon or _is_alone(found) else _NO_COLON),
        "before" if before else "behind" if behind else "",
        colon or "",
    )
    if opened and found["other"]:
        # Brackets end a label by themselves: `【输出】- 第一点` starts with an item of a list.
        rest = found.string[found.start("other") :].lstrip()
    if form.bold and not closed:
        rest = _without_closing(rest)
    elif closed and not (form.bold or colon):
        rest = closed + rest
    number = before or behind
    return Label(field, name, value_of(number) if number else None, form, rest)


def _is_written_as_label(found: re.Match[str]) -> bool:
    """A label has a colon, or brackets, or a number, or it is decorated and stands alone on its line."""
    if bool(found["open"]) != bool(found["close"]):
        return False
    if found["colon"] or found["open"]:
        return True
    if found["name"].lower() in SHORT_NAMES:
        return False
    if _is_alone(found):
        return bool(found["heading"] or found["bold"] or found["inner"] or found["before"])
    return bool(found["other"] and found["before"]) and "".join(found["name"].lower().split()) in MAIN_NAMES


def _is_alone(found: re.Match[str]) -> bool:
    return not found["rest"].strip("*_ \t\u3000")


def _without_closing(rest: str) -> str:
    """Remove the `**` that closes a bold label, right behind the colon or at the end of the line."""
    if mark := _CLOSING_MARK.match(rest):
        return rest[mark.end() :].lstrip()
    stripped = rest.rstrip()
    closing = stripped.endswith(("**", "__")) and stripped.count(stripped[-2:]) % 2
    return stripped[:-2] if closing else rest


@lru_cache(maxsize=1024)
def garbled_number(line: str) -> int | None:
    """Return the number of a line that looks like a misspelled label (`4. 输辅:`); None if it does not."""
    found = _GARBLED.match(line) if ":" in line or "：" in line else None
    if not found or found["name"].lower() in FIELD_OF:
        return None
    return int(found["number"])
