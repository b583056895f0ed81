"""Flags: what a reader may want to know about an accepted task."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """The flags of accepted tasks, explained in docs/parsing-and-filtering.md."""

    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    CARD_NUMBER = "card_number"
    ADDRESS = "address"
    LINK = "link"
    LOOKS_CUT = "looks_cut"
    LAYOUT = "layout"


class Pii(StrEnum):
    """What happens to tasks of the teacher that contain personal data: they are kept with their flags, or rejected."""

    KEEP = "keep"
    REJECT = "reject"


PERSONAL_DATA = frozenset({Flag.PHONE, Flag.EMAIL, Flag.ID_NUMBER, Flag.CARD_NUMBER, Flag.ADDRESS})
"""The flags for data that may belong to a real person."""
