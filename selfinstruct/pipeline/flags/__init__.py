"""Signs that are too weak to reject a task, or that only some users reject.

A sign is a function in `SIGNS`. To add one, write the function, list it there with a `Flag`, and add rows to the tables
in the tests. Personal data is found by `personal_data`, in all kinds at once. If accepted tasks would get other flags,
increase `filters.VERSION`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selfinstruct.pipeline.flags.links import has_new_link
from selfinstruct.pipeline.flags.personal_data import personal_data
from selfinstruct.pipeline.flags.truncation import looks_cut
from selfinstruct.pipeline.layout_check import layout_at_end
from selfinstruct.schema.flag import Flag
from selfinstruct.schema.task import Task

__all__ = ["SIGNS", "flags_of"]

SIGNS: Mapping[Flag, Callable[[Task], bool]] = {
    Flag.LINK: has_new_link,
    Flag.LOOKS_CUT: lambda task: looks_cut(task.output),
    Flag.LAYOUT: lambda task: layout_at_end(task.output) is not None,
}
"""The sign of each flag, except for those of personal data."""


def flags_of(task: Task) -> tuple[Flag, ...]:
    """Return the flags of a task, in the order of `Flag`."""
    found = {*personal_data(task), *(flag for flag, has_sign in SIGNS.items() if has_sign(task))}
    return tuple(flag for flag in Flag if flag in found) if found else ()
