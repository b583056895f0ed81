"""E-mail addresses, also of international domains, and written with (at) against harvesting."""

from __future__ import annotations

import re

from selfinstruct.pipeline.flags.reserved_domains import RESERVED

_ASCII = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_INTERNATIONAL = "中国|中國|公司|网络|網絡|网址|在线|香港|台湾|台灣|新加坡|рф|한국|みんな|xn--[a-z0-9-]+"
_AT = r"(?:@| ?[(\[{【] ?(?:at|AT) ?[)\]}】] ?)"
_EMAIL = re.compile(
    # The local part is ASCII: in Chinese text, the characters before it belong to the sentence.
    rf"(?<![A-Za-z0-9_%+.-])(?P<local>[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*){_AT}"
    rf"(?P<domain>(?:{_ASCII}\.)+[A-Za-z]{{2,24}}(?![A-Za-z0-9@-])|(?:{_LABEL}\.)+(?:{_INTERNATIONAL}))|"
    rf"(?<!\w)(?P<name>\w[\w.]{{0,30}})@(?P<place>(?:{_LABEL}\.)+(?:{_INTERNATIONAL}))"
)
_EXAMPLE = re.compile(rf"{RESERVED}|x{{2,}}\.\w+\Z|xyz\.com\Z|x{{3,}}[\w.-]*\Z")
"""Reserved domains, and those that are made of x."""
_FILES = frozenset("png jpg jpeg gif webp svg css js ts json html py java php md txt pdf csv xml yml yaml".split())
"""Ends of file names such as icon@2x.png."""
_NO_PERSON = re.compile(
    r"xx|x{3,}\w*|(?:your|my)?[-_.]?(?:user|test|demo|e?mail|name|account|address)(?:name)?\d{0,3}|"
    r"(?:some|any)(?:one|body)|example[\w.-]*|12345?6?7?8?9?0?|git|no-?reply"
)
"""Placeholders, and accounts that no person reads."""
_USER_OF_URL = re.compile(r"://[^\s/]*\Z")


def has_email(text: str) -> bool:
    """Return True if a text contains an e-mail address that may be in use."""
    return any(_is_in_use(found, text) for found in _EMAIL.finditer(text))


def _is_in_use(found: re.Match[str], text: str) -> bool:
    local, domain = (found["local"] or found["name"]).lower(), (found["domain"] or found["place"]).lower()
    if _EXAMPLE.match(domain) or domain.rpartition(".")[2] in _FILES or _NO_PERSON.fullmatch(local):
        return False
    return not _USER_OF_URL.search(text, max(0, found.start() - 64), found.start())
