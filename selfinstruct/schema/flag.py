"""Flags: what a reader may want to know about an accepted task."""

from __future__ import annotations

from collections.abc import Mapping
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

FLAG_TEXTS: Mapping[Flag, str] = {
    Flag.PHONE: "the texts contain a phone number",
    Flag.EMAIL: "the texts contain an e-mail address",
    Flag.ID_NUMBER: "the texts contain an identity number",
    Flag.CARD_NUMBER: "the texts contain a card number with a valid check digit",
    Flag.ADDRESS: "the texts contain a home address",
    Flag.LINK: "the output has a link that is not in the task",
    Flag.LOOKS_CUT: "the output appears to be truncated",
    Flag.LAYOUT: "the output ends in layout: a rule, heading, fence, label or token",
}
"""What each flag says of a task, for readers of a report or a dataset card."""
