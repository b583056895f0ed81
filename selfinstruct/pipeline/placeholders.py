"""Finds and fills placeholders such as `{list}`. Text in, text out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from selfinstruct.errors import InputError

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def found_in(text: str, name: str, known: Collection[str]) -> list[str]:
    """The placeholders of a template from a file called `name`, repeated ones included.

    Raises InputError for an unknown one.
    """
    found = _PLACEHOLDER.findall(text)
    if unknown := sorted(set(found) - set(known)):
        names = ", ".join(f"{{{placeholder}}}" for placeholder in known)
        raise InputError(f"{name}: unknown placeholder {{{unknown[0]}}} in the prompt template; known are {names}")
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder replaced by its value. Values are not searched for placeholders."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
