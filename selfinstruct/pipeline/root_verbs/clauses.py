"""Splits an instruction into clauses and hides its quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_READ = 2000
"""Maximum characters of an instruction that are read."""
_TERM = 12
"""Maximum characters of a quotation that is a term or a title, not a text."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://[^\s\u3400-\u9fff]+", re.DOTALL)
_SLOT = re.compile(r"\[([^\[\]\n]{1,8})\]")
"""A word in square brackets, as in templates; it is read like any other word."""
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]|<[^<>\n]*>")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"]*\"|'(?<![a-zA-Z]')[^'\n]*'")
_MARK = r"(?:[，。；：！？;:!?\n]|,(?!\d{3}))"
_END = re.compile(
    rf"""([，。；：！？;:!?\n,.\s—…](?:    # `re` looks for one of several characters much faster than for alternatives.
      (?<=[，。；：！？;:!?\n]){_MARK}* | (?<=,)(?!\d{{3}}){_MARK}*
    | (?<=\.)(?=\s|$) | (?<=[ ])-[ ] | (?<=—)— | (?<=…)…* | (?<=\s)(?=请)
    ))""",
    re.VERBOSE,
)
"""The end of a clause."""
_SENTENCE_END = frozenset("。？！?!\n")

_BLANKS = " \t\r\u3000"

_FIRST, _LAST = 0xE000, 0xF8FF
"""Private-use characters that replace quotations; the tagger treats each of them as a separate word."""
HIDDEN = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_HIDDEN = re.compile(HIDDEN)


class Clause(NamedTuple):
    """The text between two punctuation marks, and the marks that end it (`""` at the end of the text).

    It is a tuple because there are several for every instruction, and a frozen dataclass takes longer to make.
    """

    text: str
    mark: str

    @property
    def ends(self) -> bool:
        """True if the clause ends a sentence."""
        return not self.mark or not _SENTENCE_END.isdisjoint(self.mark)

    @property
    def asks(self) -> bool:
        """True if the clause ends with a question mark."""
        return "？" in self.mark or "?" in self.mark

    @property
    def announces(self) -> bool:
        """True if a colon follows, which means that an order is complete."""
        return self.mark.startswith(("：", ":"))


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of an instruction in order, and its quotations, which are replaced by private-use characters."""

    clauses: tuple[Clause, ...]
    quoted: tuple[str, ...]

    def shown(self, text: str) -> str:
        """Restore quoted terms in a text, without quotation marks; longer quotations are left out."""
        return _HIDDEN.sub(self._shown, text) if self.quoted else text

    def _shown(self, hidden: re.Match[str]) -> str:
        known = self.quoted[ord(hidden[0]) - _FIRST]
        return known if len(known) <= _TERM else ""


def clauses_of(instruction: str) -> Clauses:
    """Split an instruction into clauses; code, URLs and asides are left out."""
    quoted: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if len(quoted) > _LAST - _FIRST:
            return ""
        quoted.append(found[0][1:-1].strip())
        return chr(_FIRST + len(quoted) - 1)

    text = _CODE.sub("", _HIDDEN.sub("", instruction[:_READ])).strip()
    text = text[1:-1] if _QUOTED.fullmatch(text) else text
    text = _QUOTED.sub(hide, text)
    text = _ASIDE.sub("", _SLOT.sub(r"\1", text) if "[" in text else text)
    parts = [*_END.split(text), ""]
    pairs = zip(map(str.strip, parts[::2]), parts[1::2], strict=True)
    return Clauses(tuple([Clause(text, mark.strip(_BLANKS)) for text, mark in pairs if text]), tuple(quoted))
