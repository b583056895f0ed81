"""Writes `selfinstruct/pipeline/languages/han_variants.py` from the tables of OpenCC: `python tests/han_variants.py`.

It needs the package opencc, which selfinstruct does not depend on.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

MODULE = Path(__file__).parent.parent / "selfinstruct" / "pipeline" / "languages" / "han_variants.py"
_HAN = [chr(point) for point in range(0x4E00, 0xA000)]


def changed(conversion: str) -> dict[str, str]:
    """Return the Han characters that a conversion of OpenCC replaces, each with its replacement."""
    import opencc

    convert = opencc.OpenCC(conversion).convert
    return {each: convert(each) for each in _HAN if convert(each) != each}


def is_big5(character: str) -> bool:
    """True if a character is in Big5, the character set of Taiwan."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def render() -> str:
    """Return the source of the module."""
    pairs = {each: simplified for each, simplified in changed("t2s").items() if is_big5(each)}
    variants = {*changed("t2tw").values(), *changed("t2hk").values()}
    only = [each for each in changed("s2t") if not is_big5(each) and each not in variants]
    return f'''"""Simplified and traditional Han characters, from OpenCC {version("opencc")} (Apache-2.0). Written by `python tests/han_variants.py`."""

SIMPLIFIED_ONLY = """
{_as_text(only)}
"""
"""Characters that only occur in simplified texts: OpenCC converts them, and they are neither in Big5 nor a usual variant
in Taiwan or Hong Kong. 后 and 里 are not among them, because they are also traditional characters."""

TRADITIONAL = """
{_as_text(pairs)}
"""
"""Characters of Big5 that simplified texts write in another way."""

SIMPLIFIED = """
{_as_text(pairs.values())}
"""
"""The simplified character for each of these, in the same order."""
'''


def _as_text(characters: Iterable[str]) -> str:
    return "\n".join(textwrap.wrap("".join(characters), 60))


if __name__ == "__main__":
    MODULE.write_text(render(), encoding="utf-8")
