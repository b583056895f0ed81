"""A text's tokens: single CJK characters, kana and hangul, and alphanumeric words."""

from __future__ import annotations

import re
import unicodedata

VERSION = 1
"""Part of a run's identity: raise it when the same text would give other tokens."""

_TOKEN = re.compile(
    "[a-z0-9]+"
    "|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # Han
    "|[\u3040-\u30ff]"  # kana
    "|[\uac00-\ud7af]"  # hangul
)


def tokenize(text: str) -> list[str]:
    """The tokens of a text, in order.

    NFKC first, so that full-width ＡＢＣ１２３ count like abc123; then lower case. Punctuation and emoji give none.
    rouge-score's own tokenizer drops every Chinese character, which makes two equal Chinese sentences score 0.
    """
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
