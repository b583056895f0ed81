"""Texts are natural technical English and Chinese: phrases that read as translated do not come back."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "selfinstruct"

PHRASES = (
    r"\bwish(es|ed|ing)?\b",
    r"\bwhere there (is|are) none\b",
    r"\bmend(s|ed|ing)?\b",
    r"\banew\b",
    r"\b(go|goes|going|gone|went) on\b",
    r"\b(nobody|somebody|everybody|whoever)\b",
    r"\b(is|are|was|were) told\b",
    r"\bso many\b",
    r"\bhangs? on\b",
    r"\bevery other\b.*\bstays?\b",
    r"\b(buy|buys|bought)\b",
    r"\ball the same\b",
    r"\bthis is no\b|\bis no (folder|run|option|error|reason)\b",
    r"\bthat of which\b|\bthose of which\b|\bof whom\b",
    r"\bhas come to\b|\bcomes to nothing\b",
    r"\bmakes? good\b|\bcome to an end\b",
    r"\bone after the other\b|\beach of them a\b",
)
"""Where a phrase is the right one, the line says `words: ok` in a comment and why."""
CHINESE_PHRASES = ("买", "老师", "询问", "一条不多")
QUOTED = "example = "
"""Lines that hold the words of a server."""
FIRST_WORDS = r"(Of|In|From|With|Without|To|For|By|At|On|As|Where|When|If|That|Those) \S+( \S+){0,3}\.$"
"""A docstring of these words and a few more needs the line above it to be understood."""
MARKDOWN = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/*.md", ".github/**/*.md", "selfinstruct/**/*.md")
    for path in ROOT.glob(pattern)
)
PYTHON = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
PAGES = sorted(path for suffix in ("js", "css", "html", "toml") for path in PACKAGE.rglob(f"*.{suffix}"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Strings, f-string parts and comments of a module by line; names are not looked at."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, " ".join(node.value.split())
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield getattr(node, "lineno", 1), text


def phrases_in(text: str) -> list[str]:
    return [phrase for phrase in PHRASES if re.search(phrase, text, re.IGNORECASE)]


def lines(path: Path) -> list[tuple[int, str]]:
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_no_message_docstring_or_comment_reads_as_translated(path: Path) -> None:
    excused = {number for number, line in lines(path) if "words: ok" in line}
    found = [(line, phrases_in(text)) for line, text in texts(path) if line not in excused]
    assert [(line, phrases) for line, phrases in found if phrases] == []


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_no_docstring_is_a_fragment(path: Path) -> None:
    assert [(line, text) for line, text in docstrings(path) if re.match(FIRST_WORDS, text.splitlines()[0])] == []


@pytest.mark.parametrize("path", [*MARKDOWN, *PAGES], ids=relative)
def test_no_page_or_document_reads_as_translated(path: Path) -> None:
    found = [(number, phrases_in(line)) for number, line in lines(path) if not line.startswith(QUOTED)]
    assert [(number, phrases) for number, phrases in found if phrases] == []


@pytest.mark.parametrize("path", [path for path in MARKDOWN if "zh" in relative(path)], ids=relative)
def test_chinese_documents_use_the_words_of_the_trade(path: Path) -> None:
    found = [(number, [phrase for phrase in CHINESE_PHRASES if phrase in line]) for number, line in lines(path)]
    assert [(number, phrases) for number, phrases in found if phrases] == []
