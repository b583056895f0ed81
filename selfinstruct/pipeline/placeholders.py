"""Finds and fills placeholders such as `{list}` in templates."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from selfinstruct.errors import InputError

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def found_in(text: str, name: str, known: Collection[str]) -> list[str]:
    """Return the placeholders in the text of the template file `name`, including repeated ones.

    Raises InputError for an unknown placeholder.
    """
    found = _PLACEHOLDER.findall(text)
    if unknown := sorted(set(found) - set(known)):
        names = ", ".join(f"{{{placeholder}}}" for placeholder in known)
        raise InputError(f"{name}: unknown placeholder {{{unknown[0]}}} in the prompt template; known: {names}")
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace each placeholder with its value. Values are not searched for placeholders."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
