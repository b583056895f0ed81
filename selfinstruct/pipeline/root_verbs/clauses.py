"""An instruction as a list of clauses. In: a text. Out: its clauses in order, what is quoted in them hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

_READ = 2000
"""Characters of an instruction that are read."""
_TERM = 12
"""Characters of the longest quotation that is a term or a title, not a text."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|https?://[^\s\u3400-\u9fff]+", re.DOTALL)
_SLOT = re.compile(r"\[([^\[\]\n]{1,8})\]")
"""A word in brackets, as templates have it, is one like any other."""
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]|<[^<>\n]*>")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"]*\"|(?<![a-zA-Z])'[^'\n]*'")
_END = re.compile(r"((?:[，。；：！？;:!?\n]|,(?!\d{3}))+|\.(?=\s|$)| - |——|…+|\s(?=请))")
_SENTENCE_END = re.compile(r"[。？！?!\n]")

_FIRST, _LAST = 0xE000, 0xF8FF
"""The characters that stand for what is quoted: private ones, each a word of its own to the tagger."""
HIDDEN = f"[{chr(_FIRST)}-{chr(_LAST)}]"
_HIDDEN = re.compile(HIDDEN)


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two marks, and the marks that end it (`""` at the end of the text)."""

    text: str
    mark: str

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it."""
        return not self.mark or bool(_SENTENCE_END.search(self.mark))

    @property
    def asks(self) -> bool:
        """Whether it ends as a question does."""
        return "？" in self.mark or "?" in self.mark

    @property
    def announces(self) -> bool:
        """Whether a colon follows: an order is complete there."""
        return self.mark.startswith(("：", ":"))


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of an instruction in order, and what the hidden characters in them stand for."""

    clauses: tuple[Clause, ...]
    quoted: tuple[str, ...]

    def shown(self, text: str) -> str:
        """The text with a quoted term in its place, without its marks; a longer quotation is left out."""
        return _HIDDEN.sub(self._shown, text)

    def _shown(self, hidden: re.Match[str]) -> str:
        known = self.quoted[ord(hidden[0]) - _FIRST]
        return known if len(known) <= _TERM else ""


def clauses_of(instruction: str) -> Clauses:
    """The clauses; code, addresses and asides are left out."""
    quoted: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if len(quoted) > _LAST - _FIRST:
            return ""
        quoted.append(found[0][1:-1].strip())
        return chr(_FIRST + len(quoted) - 1)

    text = _CODE.sub("", _HIDDEN.sub("", instruction[:_READ])).strip()
    text = text[1:-1] if _QUOTED.fullmatch(text) else text
    text = _ASIDE.sub("", _SLOT.sub(r"\1", _QUOTED.sub(hide, text)))
    parts = [part.strip(" \t\r\u3000") for part in _END.split(text)]
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    return Clauses(tuple(Clause(text.strip(), mark) for text, mark in pairs if text.strip()), tuple(quoted))
