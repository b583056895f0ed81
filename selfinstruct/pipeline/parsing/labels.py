"""Recognize lines that start a field (`4. 指令:`), and lines between records (`---`, `### 任务 5`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from functools import lru_cache

from selfinstruct.pipeline.languages import PROFILES
from selfinstruct.pipeline.languages.profile import either


class Field(IntEnum):
    """The three fields of a record in order, and fields that no record needs (`备注`)."""

    INSTRUCTION = 0
    INPUT = 1
    OUTPUT = 2
    EXTRA = 3


class Noise(Enum):
    """Kinds of lines that stand between records."""

    HASHES = auto()
    RULE = auto()
    HEADING = auto()
    FENCE = auto()
    TOKEN = auto()
    TAG = auto()
    MARKS = auto()


@dataclass(frozen=True, slots=True)
class Form:
    """How a label is written. Labels of one list have one form, so that a label inside a text can be told apart."""

    heading: bool
    bold: bool
    bracket: str
    place: str
    """Where its number stands: "before", "behind" or "" without a number."""
    colon: str = field(default="", compare=False)
    """Its colon. Models mix half- and full-width ones, so forms with different colons are equal."""

    @property
    def decoration(self) -> tuple[bool, bool, str]:
        """The form without the number."""
        return self.heading, self.bold, self.bracket


@dataclass(frozen=True, slots=True)
class Label:
    """A line that may start a field. `rest` is the text behind the label."""

    field: Field
    name: str
    number: int | None
    form: Form
    rest: str


_PRIMARY = {name: field for profile in PROFILES for name, field in zip(profile.fields, Field, strict=False)}
_NAMES: dict[str, Field] = {
    **dict.fromkeys(
        ("任务指令", "任务描述", "指示", "任务", "任務", "问题", "問題", "题目", "task", "question", "prompt"),
        Field.INSTRUCTION,
    ),
    **dict.fromkeys(("輸入", "输入内容", "输入文本", "任务输入"), Field.INPUT),
    **dict.fromkeys(
        (
            "輸出",
            "输出内容",
            "输出结果",
            "任务输出",
            "参考输出",
            "期望输出",
            "示例输出",
            "回答",
            "答案",
            "参考答案",
            "回复",
            "answer",
            "response",
        ),
        Field.OUTPUT,
    ),
    **dict.fromkeys(
        (
            "备注",
            "備註",
            "注",
            "说明",
            "类型",
            "任务类型",
            "类别",
            "分类",
            "难度",
            "标签",
            "解析",
            "note",
            "notes",
            "type",
            "category",
            "tags",
        ),
        Field.EXTRA,
    ),
    **{name.lower(): field for name, field in _PRIMARY.items()},
}
MAIN_NAMES = frozenset({*(name.lower() for name in _PRIMARY), "輸入", "輸出"})
"""Names that are always tried; the others only where a reply has none of these."""

_NO_COLON = "no colon"
"""The bracket of a form with text right behind the name (`4. 指令 写一首诗`)."""

_GAP = r"[ \t\u3000\xa0\u200b\u200c\u200d\u2060\ufeff]"
"""White space as models write it, with invisible characters."""
_CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BEFORE = rf"""(?:[(（\[【\#]{_GAP}*+|第|任务{_GAP}*+|Task{_GAP}*+|No\.?{_GAP}*+)?
        (?P<before>\d{{1,4}}+|{_CHINESE_NUMBER}|[{_CIRCLED}]) (?:\.\d{{1,2}}+)? (?:\ufe0f?\u20e3)? {_GAP}*+
        (?:[条个项题])? [.．、,，:：)）\]】-]? {_GAP}*+ (?:(?P=before)[.．、]{_GAP}*+)?"""
"""A number before a label: `4.`, `(4)`, `4.1`, `No.4`, `[4]`, `4 -`, even `4. 4.`."""
_LABEL = re.compile(
    # Possessive (`*+`), so that a line of ten thousand spaces does not cause backtracking.
    rf"""{_GAP}*+ (?:>{_GAP}*+)? (?:[-*•·+]{_GAP}++)? (?P<heading>\#{{1,6}}+{_GAP}*+)? (?P<bold>\*\*\*?|__)? {_GAP}*+
        (?:{BEFORE})? (?P<inner>\*\*\*?|__)? {_GAP}*+
        (?:[【\[（(][^】\]）)]{{1,10}}[】\]）)]{_GAP}*+(?=[指输輸]))?
        (?P<open>[【\[〔「『<《`])? {_GAP}*+
        (?P<name>{either(sorted(_NAMES, key=len, reverse=True))}|指{_GAP}+令|[输輸]{_GAP}+[入出])
        (?:{_GAP}*+ (?P<behind>\d{{1,4}}+|[{_CIRCLED}])(?={_GAP}*+(?:[:：﹕*_】\]）)(（/]|\Z)))?
        (?:{_GAP}*+[(（\[/][^()（）\]:：]{{1,20}}[)）\]]? | {_GAP}*+/{_GAP}*+[A-Za-z]{{2,20}}
            | {_GAP}++(?:instruction|input|output|response)(?={_GAP}*+[:：]))?
        (?:{_GAP}*+ (?P<close>[】\]〕」』>》`]))? (?:{_GAP}*+ (?P<closed>\*\*\*?|__))?
        (?:{_GAP}*+ (?P<colon>[:：﹕]) | (?P<other>{_GAP}*+(?:[;；→]|->|=>) | {_GAP}))? {_GAP}*+ (?P<rest>.*)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_GARBLED = re.compile(
    rf"{_GAP}*+(?:\#{{1,6}}{_GAP}*+)?(?:\*\*)?(?P<number>\d{{1,4}}+){_GAP}*+[.．、]{_GAP}*+(?:\*\*)?"
    rf"(?P<name>[输輸][^\s:：]{{0,6}}|指[^\s:：令]{{1,3}}|(?:in|out|ins)[a-z]{{0,9}}){_GAP}*+(?:\*\*)?{_GAP}*+[:：]",
    re.IGNORECASE,
)
_HASHES = re.compile(rf"{_GAP}*#{{3,}}{_GAP}*")
_RULE = re.compile(
    rf"{_GAP}*(?:-{{3,}}|\*{{3,}}|_{{3,}}|={{3,}}|~{{3,}}|\+{{3,}}|#(?:{_GAP}\#){{2,}}|(?:[-*_=]{_GAP}){{2,}}[-*_=]"
    rf"|[—–－―─━]{{2,}}|[＝═]{{2,}}|[＊※☆★·•]{{3,}}|[＃]{{2,}}){_GAP}*"
)
_MAY_BE_NOISE = re.compile(
    rf"{_GAP}*[^\u4e00-\u9fffa-z\s]|{_GAP}*[任指题示样例记条数第一二三四五六七八九十百terisaTERIS]"
)
_WORD = r"(?:任务|任務|指令|题目|示例|样例|例子|记录|条目|数据|task|example|record|item|instruction|sample)"
_NUMBER = rf"(?:\d{{1,4}}|{_CHINESE_NUMBER}|[{_CIRCLED}])"
_COUNTED = (
    rf"(?:第{_GAP}*{_NUMBER}{_GAP}*[条个项题则例]{_GAP}*{_WORD}?|{_WORD}{_GAP}*[#＃:：]?{_GAP}*{_NUMBER}"
    rf"|{_NUMBER}{_GAP}*[.．、)）]?{_GAP}*{_WORD})"
)
_HEADING = re.compile(
    rf"{_GAP}*(?:"
    rf"(?:\#{{1,6}}{_GAP}*)(?:[^\w\s#*]{{1,3}}{_GAP}+)?(?:\*\*)?{_GAP}*(?:{_COUNTED}|{_NUMBER}{_GAP}*[.．、:：)）]?)(?:{_GAP}*[:：.．、]?{_GAP}*[^\n]{{0,30}})?"
    rf"|\*\*{_GAP}*(?:{_COUNTED}(?:{_GAP}*[:：.．、][^*\n]{{0,20}})?|{_NUMBER}{_GAP}*(?:[.．、:：][^*\n]{{0,20}})?){_GAP}*\*\*{_GAP}*[:：]?"
    rf"|[【〔]{_GAP}*(?:{_COUNTED}|{_NUMBER}){_GAP}*[】〕]{_GAP}*[:：]?|\[{_GAP}*{_COUNTED}{_GAP}*\]{_GAP}*[:：]?"
    rf"|{_COUNTED}{_GAP}*(?:[:：.．、]|[-—–]+[^\n]{{1,20}})?"
    rf"){_GAP}*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(rf"{_GAP}*(?:\*\*)?{_NUMBER}{_GAP}*[.．、)）](?:\*\*)?{_GAP}*")
_TAG = re.compile(
    rf"{_GAP}*</?(?:tasks?|records?|items?|examples?|任务|记录|条目|br|hr){_GAP}*/?>{_GAP}*", re.IGNORECASE
)
_MARKS = re.compile(rf"{_GAP}*[-=*_~#+\\`—–－═─━＝＊＃·•]{{2,40}}(?:{_GAP}+[-=*_~#+\\`]{{2,20}}){{0,4}}{_GAP}*")
_FENCE = re.compile(rf"{_GAP}*(?P<mark>`{{3,}}|~{{3,}})(?P<info>[\w+-]*){_GAP}*")
_MAX_HEADING = 80
_KINDS = (
    (Noise.HASHES, _HASHES),
    (Noise.RULE, _RULE),
    (Noise.FENCE, _FENCE),
    (Noise.HEADING, _HEADING),
    (Noise.MARKS, _MARKS),
    (Noise.TAG, _TAG),
)
TEMPLATE_TOKEN = re.compile(
    r"<\|(?:im_end|im_start|endoftext|end|eot_id|eom_id|end_of_text|begin_of_text|start_header_id|end_header_id|user|assistant|system"
    r"|observation|return|EOT|END_OF_TURN_TOKEN|end▁of▁sentence)\|>|<｜(?:end▁of▁sentence|User|Assistant|begin▁of▁sentence)｜>"
    r"|</?s>|<(?:end_of_turn|start_of_turn|eos|bos|pad|eod|reserved_\d+)>|\[/?INST\]|<</?SYS>>|<\|endofchunk\|>|\[e~\[",
    re.IGNORECASE,
)
"""Tokens of chat templates that a server left in the text."""


@lru_cache(maxsize=1024)
def read_label(line: str) -> Label | None:
    """Return the label that a line starts with, whatever its form."""
    found = _LABEL.fullmatch(line)
    if not found or not _is_written_as_label(found):
        return None
    place = "before" if found["before"] else "behind" if found["behind"] else ""
    form = Form(
        heading=bool(found["heading"]),
        bold=bool(found["bold"] or found["inner"]),
        bracket=found["open"] or ("" if found["colon"] or _is_alone(found) else _NO_COLON),
        place=place,
        colon=found["colon"] or "",
    )
    rest = found["rest"]
    if form.bold and not found["closed"]:
        rest = _without_closing(rest)
    name = "".join(found["name"].lower().split())
    number = found["before"] or found["behind"]
    return Label(_NAMES[name], name, value_of(number) if number else None, form, rest)


def _is_written_as_label(found: re.Match[str]) -> bool:
    """A label has a colon, or brackets, or a number, or it is decorated and stands alone on its line."""
    if bool(found["open"]) != bool(found["close"]):
        return False
    if found["colon"] or found["open"]:
        return True
    if _is_alone(found):
        return bool(found["heading"] or found["bold"] or found["inner"] or found["before"])
    return bool(found["other"] and found["before"]) and "".join(found["name"].lower().split()) in MAIN_NAMES


def _is_alone(found: re.Match[str]) -> bool:
    return not found["rest"].strip("*_ \t\u3000")


def _without_closing(rest: str) -> str:
    """Remove the `**` that closes a bold label, right behind the colon or at the end of the line."""
    if rest.startswith(("**", "__")):
        return rest[3 if rest.startswith("***") else 2 :].lstrip()
    stripped = rest.rstrip()
    closing = stripped.endswith(("**", "__")) and stripped.count(stripped[-2:]) % 2
    return stripped[:-2] if closing else rest


def value_of(number: str) -> int:
    """Return the value of a number in digits, Chinese numerals or circled digits."""
    if number.isdecimal():
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    tens, _, units = number.rpartition("十")
    digits = "零一二三四五六七八九"
    if "十" not in number:
        return digits.index(number) if len(number) == 1 and number in digits else 0
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(units) if units else 0)


def number_in(heading: str) -> int | None:
    """Return the first number in a heading."""
    found = re.search(_NUMBER, heading)
    return value_of(found[0]) if found else None


@lru_cache(maxsize=1024)
def garbled_number(line: str) -> int | None:
    """Return the number of a line that looks like a misspelled label (`4. 输辅:`); None if it does not."""
    found = _GARBLED.match(line) if ":" in line or "：" in line else None
    if not found or found["name"].lower() in _NAMES:
        return None
    return int(found["number"])


@lru_cache(maxsize=1024)
def noise_of(line: str) -> Noise | None:
    """Return the kind of a line that may stand between records, judged by the line alone."""
    if not _MAY_BE_NOISE.match(line):
        return None
    for kind, pattern in _KINDS:
        if (kind is not Noise.HEADING or len(line) <= _MAX_HEADING) and pattern.fullmatch(line):
            return kind
    if "<" not in line and "[" not in line:
        return None
    return Noise.TOKEN if not TEMPLATE_TOKEN.sub("", line).strip() and line.strip() else None


@lru_cache(maxsize=1024)
def is_number(line: str) -> bool:
    """True for a number alone on its line, with the punctuation of a list."""
    return bool(_BARE_NUMBER.fullmatch(line))


def is_fence(line: str) -> bool:
    """True if a line opens or closes a code block."""
    return bool(_FENCE.fullmatch(line))


def is_bare_fence(line: str) -> bool:
    """True if a line may close a code block: a fence without the name of a language."""
    found = _FENCE.fullmatch(line)
    return bool(found and not found["info"])
