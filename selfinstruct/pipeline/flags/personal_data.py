"""Find data that may belong to a real person: phones, e-mail addresses, identity and card numbers, home addresses.

The rules are written here and not taken from a library, because accepted tasks depend on them with `--pii reject`: data
files about the world's phone numbers change every few weeks, and a run has to accept the same tasks when it is resumed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from selfinstruct.pipeline.filters.rule import Objection
from selfinstruct.pipeline.flags.addresses import has_address
from selfinstruct.pipeline.flags.card_numbers import has_card_number
from selfinstruct.pipeline.flags.emails import has_email
from selfinstruct.pipeline.flags.id_numbers import has_id_number
from selfinstruct.pipeline.flags.phones import has_phone
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.task import Task
from selfinstruct.schema.verdict import Reason

_NAMES = {
    Flag.PHONE: "phone number",
    Flag.EMAIL: "e-mail address",
    Flag.ID_NUMBER: "identity number",
    Flag.CARD_NUMBER: "card number",
    Flag.ADDRESS: "home address",
}

_AT = re.compile(r"[(\[{【（［] ?[aA][tT] ?[)\]}】）］]")
_NUMBER = re.compile(r"\d(?:[^\d\n]{0,3}\d){8}")
_DOOR = re.compile(r"[室房户单号\d](?:(?<=[室房户单号])(?:(?<=\d.)|(?<=\d .))|(?<=\d) [A-Z])")
_HINT = re.compile(r"[\d@＠(\[{【（［]")
"""What every hint below contains; most texts contain none of these."""
_FINDERS: Sequence[tuple[Callable[[str], object], Mapping[Flag, Callable[[str], bool]]]] = (
    (_NUMBER.search, {Flag.PHONE: has_phone, Flag.ID_NUMBER: has_id_number, Flag.CARD_NUMBER: has_card_number}),
    (lambda text: "@" in text or "＠" in text or _AT.search(text), {Flag.EMAIL: has_email}),
    (_DOOR.search, {Flag.ADDRESS: has_address}),
)
"""What a text must contain to contain these kinds, which is fast and rare, and how each kind is found."""


def personal_data(task: Task) -> dict[Flag, tuple[str, ...]]:
    """Return the kinds of personal data in a task, each with the names of the fields that contain it."""
    found: dict[Flag, tuple[str, ...]] = {}
    for name, text in (("instruction", task.instruction), ("input", task.input), ("output", task.output)):
        for flag in kinds_in(text):
            found[flag] = (*found.get(flag, ()), name)
    return found


def personal_data_objection(task: Task) -> Objection | None:
    """Reject a task with personal data. The detail names kinds and fields and does not repeat the data."""
    found = personal_data(task)
    detail = ", ".join(f"{_NAMES[flag]} in the {' and '.join(fields)}" for flag, fields in found.items())
    return (Reason.PERSONAL_DATA, detail) if found else None


def kinds_in(text: str) -> list[Flag]:
    """Return the kinds of personal data in a text. Full-width digits and letters are the same as others."""
    if not _HINT.search(text):
        return []
    likely = [finders for has_hint, finders in _FINDERS if has_hint(text)]
    if not likely:
        return []
    plain = unicodedata.normalize("NFKC", text)
    return [flag for finders in likely for flag, has_some in finders.items() if has_some(plain)]
